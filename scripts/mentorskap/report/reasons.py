"""Suggestions put into lines that a manager can lay on the table and read aloud, for every format that shows names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mentorskap.files.records import PROGRAMME_FILE, areas_by_name
from mentorskap.matching.suggestion import MATCHED
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.sentence import (
    Code,
    Day,
    Given,
    Languages,
    Own,
    People,
    Person,
    Text,
    Written,
    say,
    say_n,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mentorskap.matching.suggestion import (
        Alternative,
        Blocked,
        Candidate,
        Difference,
        Gap,
        Match,
        Regret,
        Suggestion,
        Talk,
        Unmatched,
        Whole,
    )
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

IN_FULL = 5
"""How many candidates are told of in full; the others get a line each."""


class Line(NamedTuple):
    """A line of an account: 0 for a heading, 1 for what stands below it, and so on."""

    depth: int
    text: str


def suggestion(
    told: Suggestion, difference: Difference | None, snapshot: Snapshot, voice: Voice
) -> list[Line]:
    """Return the mentors for one mentee: candidates best first with their reasons, then who is stopped, and why."""
    lines = [
        Line(
            0,
            voice(
                say(
                    "Mentors for {person} ({id})",
                    person=Person(told.mentee),
                    id=Text.same(told.mentee),
                )
            ),
        )
    ]
    if told.not_weighed is not None:
        return [*lines, Line(1, voice(told.not_weighed)), *_unread(snapshot, voice)]
    if told.candidates:
        lines.append(
            Line(
                1,
                voice(
                    say(
                        "The computer suggests. You decide, write the rationale, and ask the mentor"
                        " first."
                    )
                ),
            )
        )
    else:
        lines.append(
            Line(
                1,
                voice(
                    say(
                        "Nobody in the network can be asked today. Below stands what stops each"
                        " one."
                    )
                ),
            )
        )
    if told.wish is not None:
        lines.append(Line(1, voice(_wish(told.mentee, told.wish))))
    for place, candidate in enumerate(told.candidates, 1):
        if place <= IN_FULL:
            lines.append(Line(0, f"{place}. {_scored(candidate, voice)}"))
            lines += _reasons(told.mentee, candidate, snapshot, voice)
            lines.append(Line(1, voice(_regret(candidate.regret))))
            lines += _in_their_own_words(told.mentee, candidate, snapshot, voice)
    more = told.candidates[IN_FULL:]
    if more:
        lines.append(Line(0, voice(say("{number} more who could be asked", number=len(more)))))
        lines += [
            Line(1, f"{place}. {_in_a_line(candidate, snapshot, voice)}")
            for place, candidate in enumerate(more, IN_FULL + 1)
        ]
    if told.blocked:
        lines.append(
            Line(
                0,
                voice(
                    say_n(
                        "{number} mentor is stopped",
                        "{number} mentors are stopped",
                        len(told.blocked),
                    )
                ),
            )
        )
        lines += _stopped(told.blocked, voice)
    return [*lines, *_changed(difference, voice), *_unread(snapshot, voice)]


def whole(
    told: Whole, difference: Difference | None, snapshot: Snapshot, voice: Voice
) -> list[Line]:
    """Return the best whole of all who wait, pair by pair, then who is left without, and whom to look for."""
    waiting = len(told.pairs) + len(told.unmatched)
    if snapshot.programme is None:
        lines = [
            Line(
                0,
                voice(
                    say(
                        "No mentor can be suggested until {file} can be read.",
                        file=Code(PROGRAMME_FILE),
                    )
                ),
            )
        ]
    elif not waiting:
        lines = [Line(0, voice(say("Nobody waits for a mentor.")))]
    else:
        lines = [
            Line(
                0,
                voice(
                    say_n(
                        "{number} mentee waits for a mentor",
                        "{number} mentees wait for a mentor",
                        waiting,
                    )
                ),
            )
        ]
        lines += [Line(1, voice(sentence)) for sentence in _verdict(told, waiting)]
    for match in told.pairs:
        lines += _match(match, snapshot, voice)
    for left in told.unmatched:
        lines += _left(left, snapshot, voice)
    if told.gaps:
        lines.append(Line(0, voice(say("Who could we ask?"))))
        lines.append(
            Line(1, voice(say("Nobody with a place left offers this. Take it into the network.")))
        )
        lines += [Line(1, described(gap, snapshot, voice)) for gap in told.gaps]
    if told.left_out:
        lines.append(Line(0, voice(say("Not weighed"))))
        lines += [Line(1, voice(why)) for why in told.left_out.values()]
    return [*lines, *_changed(difference, voice), *_unread(snapshot, voice)]


def _verdict(told: Whole, waiting: int) -> Iterator[Sentence]:
    matched, worst, total = told.aims
    if matched == waiting:
        yield say_n(
            "There is a mentor for the mentee.", "There is a mentor for each of them.", waiting
        )
    else:
        yield say("There is a mentor for {number} of {waiting}.", number=matched, waiting=waiting)
    if worst is not None:
        yield say_n(
            "The score is {worst} of 100.",
            "The lowest score is {worst} of 100. All together it is {total}.",
            matched,
            worst=worst,
            total=total,
        )
    yield say(
        "This is the best whole: as many mentors as can be, then the lowest score as high as can"
        " be, then the highest total. You decide."
    )


def _scored(candidate: Candidate, voice: Voice) -> str:
    score = voice.phrase(say("{score} of 100", score=candidate.score))
    return f"{voice.person(candidate.mentor)} ({candidate.mentor}) – {score}"


def _places(candidate: Candidate, voice: Voice) -> str:
    places = voice(say_n("{number} place left.", "{number} places left.", candidate.places))
    asked = (
        say("Has not been asked before.")
        if candidate.last_asked is None
        else say("Last asked on {day}.", day=Day(candidate.last_asked))
    )
    return f"{places} {voice(asked)}"


def _reasons(mentee: str, candidate: Candidate, snapshot: Snapshot, voice: Voice) -> Iterator[Line]:
    yield Line(1, _places(candidate, voice))
    if not candidate.parts:
        yield Line(
            1,
            voice(
                say(
                    "{mentee} has asked for nothing that can be weighed, so every mentor fits"
                    " alike.",
                    mentee=Given(mentee),
                )
            ),
        )
    for part in candidate.parts:
        got = voice.phrase(say("{points} of {of}", points=part.points, of=part.of))
        yield Line(
            1, f"{voice(titles.CONSIDERATIONS[part.name])}, {got}: {voice.phrase(part.because)}."
        )
    if candidate.missing:
        yield Line(
            1,
            voice(
                say("Missing: {areas}.", areas=areas_by_name(candidate.missing, snapshot.programme))
            ),
        )


def _regret(regret: Regret) -> Sentence:
    if MATCHED in regret.loses:
        return say("For the whole: with this choice, fewer of those who wait get a mentor.")
    if regret.loses:
        return say(
            "For the whole: with this choice, the lowest score is lower than it needs to be."
        )
    if not regret.points:
        return say("For the whole: costs the others nothing.")
    return say_n(
        "For the whole: costs {number} point in all.",
        "For the whole: costs {number} points in all.",
        regret.points,
    )


def _in_their_own_words(
    mentee: str, candidate: Candidate, snapshot: Snapshot, voice: Voice
) -> Iterator[Line]:
    spoken = [talk for talk in candidate.talk if talk.mentee or (talk.offered and talk.mentor)]
    for talk in spoken:
        yield Line(1, _area(talk, snapshot, voice))
        yield from (
            Line(2, voice(say("{person}: {words}", person=Given(mentee), words=Own(words))))
            for words in talk.mentee
        )
        if talk.mentor:
            yield from (
                Line(
                    2,
                    voice(
                        say("{person}: {words}", person=Given(candidate.mentor), words=Own(words))
                    ),
                )
                for words in talk.mentor
            )
        elif talk.offered:
            yield Line(
                2,
                voice(
                    say(
                        "{person} offers this, but has written nothing about it.",
                        person=Given(candidate.mentor),
                    )
                ),
            )
        else:
            yield Line(
                2, voice(say("{person} does not offer this.", person=Given(candidate.mentor)))
            )
    if candidate.hint.words:
        met = ", ".join(voice.phrase(_met(one, other)) for one, other in candidate.hint.words)
        title = voice(say("Words that meet"))
        yield Line(1, f"{title}: {met}")


def _met(one: str, other: str) -> Sentence:
    return (
        say("{word}", word=Written(one))
        if one == other
        else say("{one} – {other}", one=Written(one), other=Written(other))
    )


def _area(talk: Talk, snapshot: Snapshot, voice: Voice) -> str:
    name = areas_by_name((talk.area,), snapshot.programme)
    return voice(say("{area} (required)", area=name) if talk.required else say("{area}", area=name))


def _in_a_line(candidate: Candidate, snapshot: Snapshot, voice: Voice) -> str:
    told = [_scored(candidate, voice)]
    if candidate.missing:
        told.append(
            voice.phrase(
                say("missing: {areas}", areas=areas_by_name(candidate.missing, snapshot.programme))
            )
        )
    return "; ".join(told)


def _stopped(stopped: Iterable[Blocked], voice: Voice) -> Iterator[Line]:
    """Yield each stop once, and below it those whom it stops in the same words."""
    by_stop: dict[str, dict[str, list[str]]] = {}
    for blocked in stopped:
        for stop in blocked.by:
            by_stop.setdefault(stop.id, {}).setdefault(
                voice.phrase(stop.why).rstrip("."), []
            ).append(blocked.mentor)
    for id_ in sorted(by_stop, key=list(titles.STOPS).index):
        yield Line(
            1, f"{voice(titles.STOPS[id_])} ({sum(map(len, by_stop[id_].values()))}) – {id_}"
        )
        for why, mentors in by_stop[id_].items():
            names = ", ".join(f"{voice.person(mentor)} ({mentor})" for mentor in mentors)
            yield Line(2, f"{names}: {why}")


def _match(match: Match, snapshot: Snapshot, voice: Voice) -> Iterator[Line]:
    candidate = match.candidate
    score = voice.phrase(say("{score} of 100", score=candidate.score))
    yield Line(0, f"{voice.pair(match.mentee, candidate.mentor)} – {score}")
    yield from _reasons(match.mentee, candidate, snapshot, voice)
    if match.wish is not None:
        yield Line(1, voice(_wish(match.mentee, match.wish)))
    yield from _in_their_own_words(match.mentee, candidate, snapshot, voice)
    if match.alternatives:
        told = [voice.phrase(_alternative(other)) for other in match.alternatives]
        title = voice(say("Could also be"))
        yield Line(1, f"{title}: {'; '.join(told)}.")


def _wish(mentee: str, words: str) -> Sentence:
    return say("{mentee} also wishes: {words}", mentee=Given(mentee), words=Own(words))


def _alternative(other: Alternative) -> Sentence:
    values = {"mentor": Person(other.mentor), "score": other.score}
    if not other.regret.points:
        return say("{mentor}, {score} of 100 (just as good for the whole)", **values)
    return say_n(
        "{mentor}, {score} of 100 (costs the whole {number} point)",
        "{mentor}, {score} of 100 (costs the whole {number} points)",
        other.regret.points,
        **values,
    )


def _left(left: Unmatched, snapshot: Snapshot, voice: Voice) -> Iterator[Line]:
    without = voice.phrase(say("no mentor left"))
    yield Line(0, f"{voice.person(left.mentee)} ({left.mentee}) – {without}")
    yield from (Line(1, stopped) for stopped in stopping(left, voice))
    yield from look_for(left, snapshot, voice)


def stopping(left: Unmatched, voice: Voice) -> Iterator[str]:
    """Yield each stop with those whom it stops."""
    by_stop: dict[str, list[str]] = {}
    for blocked in left.blocked:
        for stop in blocked.by:
            by_stop.setdefault(stop.id, []).append(blocked.mentor)
    if not left.blocked:
        yield voice(say("There are no mentors."))
    for id_ in sorted(by_stop, key=list(titles.STOPS).index):
        names = ", ".join(map(voice.person, by_stop[id_]))
        yield f"{voice(titles.STOPS[id_])} ({len(by_stop[id_])}): {names}"


def look_for(left: Unmatched, snapshot: Snapshot, voice: Voice) -> Iterator[Line]:
    """Yield whom to look for in the network."""
    if left.nobody_offers:
        yield Line(
            1,
            voice(
                say(
                    "Nobody in the network offers: {areas}.",
                    areas=areas_by_name(left.nobody_offers, snapshot.programme),
                )
            ),
        )
    yield Line(1, voice(say("Look in the network for someone who")))
    if left.required:
        yield Line(
            2,
            voice.phrase(
                say(
                    "must be able to contribute {areas}",
                    areas=areas_by_name(left.required, snapshot.programme),
                )
            ),
        )
    if left.gladly:
        yield Line(
            2,
            voice.phrase(
                say(
                    "can gladly contribute {areas} too",
                    areas=areas_by_name(left.gladly, snapshot.programme),
                )
            ),
        )
    yield Line(2, voice.phrase(say("speaks {languages}", languages=Languages(left.languages))))


def described(gap: Gap, snapshot: Snapshot, voice: Voice) -> str:
    """Return an area that nobody with a place left offers: who asks for it, and who would have."""
    told = [voice(say("{area}", area=areas_by_name((gap.area,), snapshot.programme)))]
    if gap.asked_by != gap.required_by:
        told.append(voice.phrase(say("asked for by {mentees}", mentees=People(gap.asked_by))))
    if gap.required_by:
        told.append(voice.phrase(say("required by {mentees}", mentees=People(gap.required_by))))
    offered = (
        say("offered by {mentors}, who have no place left", mentors=People(gap.offered_by))
        if gap.offered_by
        else say("offered by nobody in the network")
    )
    return "; ".join([*told, f"{voice.phrase(offered)}."])


def _changed(difference: Difference | None, voice: Voice) -> Iterator[Line]:
    """Yield what would be otherwise than today, if that was asked."""
    if difference is None:
        return
    yield Line(0, voice(say("What would change in the best whole")))
    if difference.before == difference.after and not difference.moves:
        yield Line(1, voice(say("Nothing.")))
        return
    before, after = difference.before, difference.after
    for name, one, other in (
        (say("With a mentor"), before.matched, after.matched),
        (say("Lowest score"), before.worst, after.worst),
        (say("In all"), before.total, after.total),
    ):
        yield Line(
            1, f"{voice(name)}: {'–' if one is None else one} → {'–' if other is None else other}"
        )
    nobody = voice.phrase(say("nobody"))
    for move in difference.moves:
        mentors = [
            nobody if mentor is None else voice.person(mentor)
            for mentor in (move.before, move.after)
        ]
        yield Line(1, f"{voice.person(move.mentee)}: {' → '.join(mentors)}")
    yield Line(1, voice(say("Nothing has been written.")))


def _unread(snapshot: Snapshot, voice: Voice) -> Iterator[Line]:
    unread: Sequence[str] = snapshot.reading.unread
    if unread:
        yield Line(0, voice(phrases.unread(unread)))
        yield from (Line(1, voice.phrase(say("{place}", place=Code(path)))) for path in unread)
