"""Suggestions as an outline that a manager can print and read out, for formats that show names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mentorskap.files.records import PROGRAMME_FILE, areas_by_name
from mentorskap.matching.suggestion import MATCHED
from mentorskap.report import phrases
from mentorskap.rules.pairings import happened
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
        Effect,
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
"""How many candidates are described in full; the others get a line each."""


class OutlineLine(NamedTuple):
    """A line of an outline: depth 0 is a heading, 1 a point below it, and so on."""

    depth: int
    text: str


def _heading(sentence: Sentence, voice: Voice) -> OutlineLine:
    return OutlineLine(0, voice(sentence))


def _point(sentence: Sentence, voice: Voice, depth: int = 1) -> OutlineLine:
    return OutlineLine(depth, voice(sentence))


def suggestion(
    suggestion: Suggestion, difference: Effect | None, snapshot: Snapshot, voice: Voice
) -> list[OutlineLine]:
    """Return the mentors for one mentee: candidates, best first with their reasons, then stops."""
    mentee = suggestion.mentee
    lines = [
        _heading(
            say("Mentors for {person} ({id})", person=Person(mentee), id=Text.same(mentee)), voice
        )
    ]
    if suggestion.not_weighed is not None:
        return [*lines, _point(suggestion.not_weighed, voice), *_unread(snapshot, voice)]
    lines.append(
        _point(
            say("The computer suggests. You decide, write the rationale, and ask the mentor first.")
            if suggestion.candidates
            else say("Nobody in the network can be asked today. Below stands what stops each one."),
            voice,
        )
    )
    if suggestion.wish is not None:
        lines.append(_point(_wish(mentee, suggestion.wish), voice))
    for rank, candidate in enumerate(suggestion.candidates[:IN_FULL], 1):
        lines.append(OutlineLine(0, f"{rank}. {_scored(candidate, voice)}"))
        lines += _reasons(mentee, candidate, snapshot, voice)
        lines.append(_point(_regret(candidate.regret), voice))
        lines += _in_their_own_words(mentee, candidate, snapshot, voice)
    more = suggestion.candidates[IN_FULL:]
    if more:
        lines.append(_heading(say("{number} more who could be asked", number=len(more)), voice))
        lines += [
            OutlineLine(1, f"{rank}. {_in_a_line(candidate, snapshot, voice)}")
            for rank, candidate in enumerate(more, IN_FULL + 1)
        ]
    if suggestion.blocked:
        lines.append(
            _heading(
                say_n(
                    "{number} mentor is stopped",
                    "{number} mentors are stopped",
                    len(suggestion.blocked),
                ),
                voice,
            )
        )
        lines += _stopped(suggestion.blocked, voice)
    return [*lines, *_changed(difference, voice), *_unread(snapshot, voice)]


def whole(
    whole: Whole, difference: Effect | None, snapshot: Snapshot, voice: Voice
) -> list[OutlineLine]:
    """Return the best whole: pair by pair, then the unmatched, and whom to look for."""
    lines = list(_summary(whole, snapshot, voice))
    for match in whole.pairs:
        lines += _match(match, snapshot, voice)
    for unmatched in whole.unmatched:
        lines += _unmatched(unmatched, snapshot, voice)
    if whole.gaps:
        lines += [
            _heading(say("Who could we ask?"), voice),
            _point(say("Nobody with a place left offers this. Take it into the network."), voice),
        ]
        lines += [OutlineLine(1, described(gap, snapshot, voice)) for gap in whole.gaps]
    if whole.left_out:
        lines.append(_heading(say("Not weighed"), voice))
        lines += [_point(why, voice) for why in whole.left_out.values()]
    return [*lines, *_changed(difference, voice), *_unread(snapshot, voice)]


def _summary(whole: Whole, snapshot: Snapshot, voice: Voice) -> Iterator[OutlineLine]:
    waiting = len(whole.pairs) + len(whole.unmatched)
    if snapshot.programme is None:
        yield _heading(
            say("No mentor can be suggested until {file} can be read.", file=Code(PROGRAMME_FILE)),
            voice,
        )
    elif not waiting:
        yield _heading(say("Nobody waits for a mentor."), voice)
    else:
        yield _heading(
            say_n(
                "{number} mentee waits for a mentor",
                "{number} mentees wait for a mentor",
                waiting,
            ),
            voice,
        )
        yield from (_point(sentence, voice) for sentence in _verdict(whole, waiting))


def _verdict(whole: Whole, waiting: int) -> Iterator[Sentence]:
    matched, worst, total = whole.aims
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
    history = (
        say("Has not been asked before.")
        if candidate.last_asked is None
        else say("Last asked on {day}.", day=Day(candidate.last_asked))
    )
    return f"{places} {voice(history)}"


def _reasons(
    mentee: str, candidate: Candidate, snapshot: Snapshot, voice: Voice
) -> Iterator[OutlineLine]:
    yield OutlineLine(1, _places(candidate, voice))
    yield from (_point(happened(episode), voice) for episode in candidate.between)
    yield from (_point(say("Check: {what}", what=check), voice) for check in candidate.checks)
    if not candidate.parts:
        yield _point(
            say(
                "{mentee} has asked for nothing that can be weighed, so every mentor fits alike.",
                mentee=Given(mentee),
            ),
            voice,
        )
    for part in candidate.parts:
        points = voice.phrase(say("{points} of {of}", points=part.points, of=part.of))
        yield OutlineLine(
            1, f"{voice(titles.CONSIDERATIONS[part.name])}, {points}: {voice.phrase(part.because)}."
        )
    if candidate.missing:
        areas = areas_by_name(candidate.missing, snapshot.programme)
        yield _point(say("Missing: {areas}.", areas=areas), voice)


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
) -> Iterator[OutlineLine]:
    mentor = Given(candidate.mentor)
    for talk in candidate.talk:
        if not talk.mentee and not (talk.offered and talk.mentor):
            continue
        yield OutlineLine(1, _area(talk, snapshot, voice))
        yield from _quotes(Given(mentee), talk.mentee, voice)
        if talk.mentor:
            yield from _quotes(mentor, talk.mentor, voice)
        elif talk.offered:
            yield _point(
                say("{person} offers this, but has written nothing about it.", person=mentor),
                voice,
                depth=2,
            )
        else:
            yield _point(say("{person} does not offer this.", person=mentor), voice, depth=2)
    if candidate.hint.words:
        pairs = ", ".join(voice.phrase(_meeting_words(*pair)) for pair in candidate.hint.words)
        title = voice(say("Words that meet"))
        yield OutlineLine(1, f"{title}: {pairs}")


def _quotes(person: Given, texts: Iterable[str], voice: Voice) -> Iterator[OutlineLine]:
    for text in texts:
        yield _point(say("{person}: {words}", person=person, words=Own(text)), voice, depth=2)


def _meeting_words(first: str, second: str) -> Sentence:
    return (
        say("{word}", word=Written(first))
        if first == second
        else say("{one} – {other}", one=Written(first), other=Written(second))
    )


def _area(talk: Talk, snapshot: Snapshot, voice: Voice) -> str:
    name = areas_by_name((talk.area,), snapshot.programme)
    return voice(say("{area} (required)", area=name) if talk.required else say("{area}", area=name))


def _in_a_line(candidate: Candidate, snapshot: Snapshot, voice: Voice) -> str:
    scored = _scored(candidate, voice)
    if not candidate.missing:
        return scored
    areas = areas_by_name(candidate.missing, snapshot.programme)
    return f"{scored}; {voice.phrase(say('missing: {areas}', areas=areas))}"


def _stopped(stopped: Iterable[Blocked], voice: Voice) -> Iterator[OutlineLine]:
    """Yield each stop once, and below it the mentors that it stops, grouped by explanation."""
    by_stop: dict[str, dict[str, list[str]]] = {}
    for blocked in stopped:
        for stop in blocked.by:
            why = voice.phrase(stop.why).rstrip(".")
            by_stop.setdefault(stop.id, {}).setdefault(why, []).append(blocked.mentor)
    for id_ in sorted(by_stop, key=list(titles.STOPS).index):
        count = sum(map(len, by_stop[id_].values()))
        yield OutlineLine(1, f"{voice(titles.STOPS[id_])} ({count}) – {id_}")
        for why, mentors in by_stop[id_].items():
            names = ", ".join(f"{voice.person(mentor)} ({mentor})" for mentor in mentors)
            yield OutlineLine(2, f"{names}: {why}")


def _match(match: Match, snapshot: Snapshot, voice: Voice) -> Iterator[OutlineLine]:
    candidate = match.candidate
    score = voice.phrase(say("{score} of 100", score=candidate.score))
    yield OutlineLine(0, f"{voice.pair(match.mentee, candidate.mentor)} – {score}")
    yield from _reasons(match.mentee, candidate, snapshot, voice)
    if match.wish is not None:
        yield _point(_wish(match.mentee, match.wish), voice)
    yield from _in_their_own_words(match.mentee, candidate, snapshot, voice)
    if match.alternatives:
        title = voice(say("Could also be"))
        alternatives = "; ".join(map(voice.phrase, map(_alternative, match.alternatives)))
        yield OutlineLine(1, f"{title}: {alternatives}.")


def _wish(mentee: str, words: str) -> Sentence:
    return say("{mentee} also wishes: {words}", mentee=Given(mentee), words=Own(words))


def _alternative(alternative: Alternative) -> Sentence:
    values = {"mentor": Person(alternative.mentor), "score": alternative.score}
    if not alternative.regret.points:
        return say("{mentor}, {score} of 100 (just as good for the whole)", **values)
    return say_n(
        "{mentor}, {score} of 100 (costs the whole {number} point)",
        "{mentor}, {score} of 100 (costs the whole {number} points)",
        alternative.regret.points,
        **values,
    )


def _unmatched(unmatched: Unmatched, snapshot: Snapshot, voice: Voice) -> Iterator[OutlineLine]:
    without = voice.phrase(say("no mentor left"))
    yield OutlineLine(0, f"{voice.person(unmatched.mentee)} ({unmatched.mentee}) – {without}")
    yield from (OutlineLine(1, stop) for stop in stopping(unmatched, voice))
    yield from look_for(unmatched, snapshot, voice)


def stopping(unmatched: Unmatched, voice: Voice) -> Iterator[str]:
    """Yield each stop with the mentors that it stops."""
    by_stop: dict[str, list[str]] = {}
    for blocked in unmatched.blocked:
        for stop in blocked.by:
            by_stop.setdefault(stop.id, []).append(blocked.mentor)
    if not unmatched.blocked:
        yield voice(say("There are no mentors."))
    for id_ in sorted(by_stop, key=list(titles.STOPS).index):
        names = ", ".join(map(voice.person, by_stop[id_]))
        yield f"{voice(titles.STOPS[id_])} ({len(by_stop[id_])}): {names}"


def look_for(unmatched: Unmatched, snapshot: Snapshot, voice: Voice) -> Iterator[OutlineLine]:
    """Yield whom to look for in the network."""
    programme = snapshot.programme
    if unmatched.nobody_offers:
        areas = areas_by_name(unmatched.nobody_offers, programme)
        yield _point(say("Nobody in the network offers: {areas}.", areas=areas), voice)
    yield _point(say("Look in the network for someone who"), voice)
    if unmatched.required:
        areas = areas_by_name(unmatched.required, programme)
        required = say("must be able to contribute {areas}", areas=areas)
        yield OutlineLine(2, voice.phrase(required))
    if unmatched.gladly:
        areas = areas_by_name(unmatched.gladly, programme)
        yield OutlineLine(2, voice.phrase(say("can gladly contribute {areas} too", areas=areas)))
    speaks = say("speaks {languages}", languages=Languages(unmatched.languages))
    yield OutlineLine(2, voice.phrase(speaks))


def described(gap: Gap, snapshot: Snapshot, voice: Voice) -> str:
    """Return an area that no mentor with a free place offers, and who asks for or offers it."""
    clauses = [voice(say("{area}", area=areas_by_name((gap.area,), snapshot.programme)))]
    if gap.asked_by != gap.required_by:
        clauses.append(voice.phrase(say("asked for by {mentees}", mentees=People(gap.asked_by))))
    if gap.required_by:
        clauses.append(voice.phrase(say("required by {mentees}", mentees=People(gap.required_by))))
    offered = (
        say("offered by {mentors}, who have no place left", mentors=People(gap.offered_by))
        if gap.offered_by
        else say("offered by nobody in the network")
    )
    return "; ".join([*clauses, f"{voice.phrase(offered)}."])


def _changed(difference: Effect | None, voice: Voice) -> Iterator[OutlineLine]:
    """Yield how the best whole would differ from today's, if that was asked for."""
    if difference is None:
        return
    yield _heading(say("What would change in the best whole"), voice)
    before, after = difference.before, difference.after
    if before == after and not difference.moves:
        yield _point(say("Nothing."), voice)
        return
    for title, figure_before, figure_after in (
        (say("With a mentor"), before.matched, after.matched),
        (say("Lowest score"), before.worst, after.worst),
        (say("In all"), before.total, after.total),
    ):
        yield OutlineLine(1, f"{voice(title)}: {_figure(figure_before)} → {_figure(figure_after)}")
    nobody = voice.phrase(say("nobody"))
    for move in difference.moves:
        mentors = [
            nobody if mentor is None else voice.person(mentor)
            for mentor in (move.before, move.after)
        ]
        yield OutlineLine(1, f"{voice.person(move.mentee)}: {' → '.join(mentors)}")
    yield _point(say("Nothing has been written."), voice)


def _figure(figure: int | None) -> str:
    return "–" if figure is None else str(figure)


def _unread(snapshot: Snapshot, voice: Voice) -> Iterator[OutlineLine]:
    unread: Sequence[str] = snapshot.reading.unread
    if unread:
        yield _heading(phrases.unread(unread), voice)
        yield from (
            OutlineLine(1, voice.phrase(say("{place}", place=Code(path)))) for path in unread
        )
