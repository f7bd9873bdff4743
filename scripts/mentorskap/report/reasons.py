"""Suggestions as an outline that a manager can print and read out, for formats that show names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE, areas_by_name
from mentorskap.matching.stops import LIFTED, STOPS
from mentorskap.model import between
from mentorskap.report import phrases
from mentorskap.rules.pairings import happened
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.private import mask
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
        Aims,
        Blocked,
        Candidate,
        Effect,
        Equal,
        Gap,
        IfNo,
        Loss,
        Match,
        Move,
        Near,
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
NEAREST = 3
"""How many who are almost possible are shown for one mentee."""
MOVES = 3
"""How many who move are named in one sentence."""
MOST_LINES = 3
"""How many lines of one kind are worth knowing; the JSON has all of them."""


class OutlineLine(NamedTuple):
    """A line of an outline: depth 0 is a heading, 1 a point below it, and so on."""

    depth: int
    text: str


def _heading(sentence: Sentence, voice: Voice) -> OutlineLine:
    return OutlineLine(0, voice(sentence))


def _point(sentence: Sentence, voice: Voice, depth: int = 1) -> OutlineLine:
    return OutlineLine(depth, _whole_sentence(voice(sentence)))


def _whole_sentence(text: str) -> str:
    """Return a text with one full stop: a reason inside it may be a rule's message with its own."""
    return text[:-1] if text.endswith("..") else text


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
            else say(
                "Nobody in the network can be asked today. The reasons are listed below, mentor by"
                " mentor."
            ),
            voice,
        )
    )
    if suggestion.wish is not None:
        lines.append(_point(_wish(mentee, suggestion.wish), voice))
    lines += [
        _point(_not_counted(name, snapshot.participants[mentee].place), voice)
        for name in suggestion.left_out
    ]
    for rank, candidate in enumerate(suggestion.candidates[:IN_FULL], 1):
        lines.append(OutlineLine(0, f"{rank}. {_scored(candidate, voice)}"))
        lines += _reasons(candidate, snapshot, voice)
        lines += _regret(suggestion, candidate, voice)
        lines += _in_their_own_words(mentee, candidate, snapshot, voice)
    more = suggestion.candidates[IN_FULL:]
    if more:
        lines.append(_heading(say("{number} more who could be asked", number=len(more)), voice))
        lines += [
            OutlineLine(1, f"{rank}. {_in_a_line(candidate, snapshot, voice)}")
            for rank, candidate in enumerate(more, IN_FULL + 1)
        ]
    lines += _nearest(suggestion.nearest, voice)
    if suggestion.blocked:
        lines.append(
            _heading(
                say_n(
                    "{number} mentor cannot be proposed",
                    "{number} mentors cannot be proposed",
                    len(suggestion.blocked),
                ),
                voice,
            )
        )
        lines += _stopped(suggestion.blocked, voice)
    return [*lines, *_changed(difference, voice), *_unread(snapshot, voice)]


_NOT_COUNTED = {
    "wishes": say("Not counted: the mentor wished for, who cannot be asked today."),
    "practical": say("Not counted: the town ({town}), because no mentor is there."),
    "mentor_contribution": say("Not counted: mentor contribution, because no mentor offers it."),
    "development_areas": say("Not counted: development areas, because no mentor offers them."),
    "challenges": say("Not counted: challenges, because no mentor offers them."),
}
"""What is left out of the score because no mentor can meet it, by consideration."""


def _not_counted(name: str, town: str | None) -> Sentence:
    return _NOT_COUNTED[name]._replace(values={"town": Text.same(mask(town or ""))})


def _nearest(nearest: Sequence[Near], voice: Voice) -> Iterator[OutlineLine]:
    """Yield who is almost possible for one mentee: the first few, and the one wished for.

    Those with less than half of the best score are not near.
    """
    best = max((near.score for near in nearest), default=0)
    nearest = [near for near in nearest if near.wished or 2 * near.score >= best]
    listed = [near for rank, near in enumerate(nearest) if rank < NEAREST or near.wished]
    if not listed:
        return
    yield _heading(say("Nearest"), voice)
    for near in listed:
        yield _point(_almost(near), voice)
    others = len(nearest) - len(listed)
    if others:
        yield _point(
            say_n(
                "{number} more is stopped by one thing only, which the list below names.",
                "{number} more are stopped by one thing only, which the list below names.",
                others,
            ),
            voice,
        )


def nearly(near: Near, voice: Voice) -> str:
    """Return what a mentor would score who is nearly possible, and what is in the way."""
    return _whole_sentence(voice.phrase(_almost(near)))


def _almost(near: Near) -> Sentence:
    values: dict[str, object] = {
        "mentor": Person(near.mentor),
        "score": near.score,
        "why": _all_of(near),
    }
    if near.wished:
        return say("{mentor} (wished for) would get {score} of 100, but {why}.", **values)
    return say("{mentor} would get {score} of 100, but {why}.", **values)


def _all_of(near: Near) -> Sentence:
    """Return all that a mentor lacks as one sentence."""
    why = near.lacks[0].why
    for stop in near.lacks[1:]:
        why = say("{first}; and {second}", first=why, second=stop.why)
    return why


def whole(
    whole: Whole, difference: Effect | None, snapshot: Snapshot, voice: Voice
) -> list[OutlineLine]:
    """Return the best whole: a line for each mentee, what a no would change, whom to look for."""
    lines = list(_summary(whole, snapshot, voice))
    lines += _overview(whole, snapshot, voice)
    lines += _if_no(whole, voice)
    lines += worth_knowing(whole, voice)
    if whole.gaps:
        lines.append(_heading(say("What no mentor with a free place offers"), voice))
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
        return
    if waiting:
        yield _heading(
            say_n(
                "{number} mentee waits for a mentor",
                "{number} mentees wait for a mentor",
                waiting,
            ),
            voice,
        )
        yield from (_point(sentence, voice) for sentence in _verdict(whole, waiting))
    elif not whole.left_out:
        yield _heading(say("Nobody waits for a mentor."), voice)
    if whole.to_interview:
        yield _point(
            say_n(
                "Also, {number} is admitted but not yet interviewed; that one joins afterwards.",
                "Also, {number} are admitted but not yet interviewed; they join afterwards.",
                whole.to_interview,
            ),
            voice,
        )
    if waiting:
        mentee = next(iter((*whole.ask_first, *(left.mentee for left in whole.unmatched))))
        yield _point(
            say(
                "You decide. Reasons and choices for one mentee, for example: {command}.",
                command=Code(f"mentorskap suggest {mentee}"),
            ),
            voice,
        )


def _verdict(whole: Whole, waiting: int) -> Iterator[Sentence]:
    fitting = sum(not match.candidate.offers_nothing for match in whole.pairs)
    if fitting == waiting:
        yield say_n(
            "There is a mentor for the mentee.", "There is a mentor for each of them.", waiting
        )
    elif fitting:
        yield say("There is a mentor for {number} of {waiting}.", number=fitting, waiting=waiting)
    else:
        yield say("There is a mentor for none of them today.")


def _overview(whole: Whole, snapshot: Snapshot, voice: Voice) -> Iterator[OutlineLine]:
    """Yield a line for each mentee, those first whose mentors are best asked first."""
    matches = {match.mentee: match for match in whole.pairs}
    nearest: dict[str, list[Near]] = {}
    for near in whole.nearest:
        nearest.setdefault(near.mentee, []).append(near)
    if whole.ask_first:
        yield _heading(order(whole), voice)
    for rank, mentee in enumerate(whole.ask_first, 1):
        match = matches[mentee]
        candidate = match.candidate
        pair = f"{_named(mentee, voice)} ↔ {_named(candidate.mentor, voice)}"
        score = voice.phrase(say("{score} of 100", score=candidate.score))
        yield OutlineLine(
            1, "; ".join([f"{rank}. {pair}, {score}", *against(match, snapshot, voice)])
        )
    if whole.unmatched:
        yield _heading(say("Without a mentor"), voice)
    for unmatched in whole.unmatched:
        yield from _unmatched(unmatched, nearest.get(unmatched.mentee, []), snapshot, voice)


def order(whole: Whole) -> Sentence:
    """Return in which order to ask the mentors of the best whole."""
    pairs, moving = len(whole.pairs), sum(bool(match.if_no.others) for match in whole.pairs)
    if pairs == 1:
        return say("Ask the mentor")
    if not moving:
        return say("Ask the mentors in any order: a no changes nothing for the others")
    if pairs - moving > 1:
        return say(
            "Ask the mentors in this order, lines {first}–{last} in any order: a no at the top"
            " changes most for the others",
            first=moving + 1,
            last=pairs,
        )
    return say("Ask the mentors in this order: a no at the top changes most for the others")


def _named(id_: str, voice: Voice) -> str:
    return f"{voice.person(id_)} ({id_})"


def against(match: Match, snapshot: Snapshot, voice: Voice) -> Iterator[str]:
    """Yield what speaks against a pair of the best whole, as clauses."""
    candidate = match.candidate
    drafted, answering = (
        [episode.pairing.mentee for episode in candidate.between if episode.kind == kind]
        for kind in (between.DRAFT, between.LIVE)
    )
    if match.mentee in drafted:
        yield voice.phrase(say("already drafted"))
    if elsewhere := tuple(mentee for mentee in drafted if mentee != match.mentee):
        yield voice.phrase(say("also drafted for {mentees}", mentees=People(elsewhere)))
    if answering:
        yield voice.phrase(
            say("has not answered about {mentees} yet", mentees=People(tuple(answering)))
        )
    if candidate.offers_nothing:
        yield voice.phrase(say("offers nothing of what is asked for"))
    elif candidate.missing:
        areas = areas_by_name(candidate.missing, snapshot.programme)
        yield voice.phrase(say("missing: {areas}", areas=areas))
    for check in candidate.checks:
        yield voice.phrase(say("check: {what}", what=check)).rstrip(".")


def _if_no(whole: Whole, voice: Voice) -> Iterator[OutlineLine]:
    """Yield what becomes of the whole if a pair falls: in full where others move."""
    if not whole.pairs:
        return
    yield _heading(say("If the mentor or the mentee says no"), voice)
    matches = {match.mentee: match for match in whole.pairs}
    alone = []
    for mentee in whole.ask_first:
        match = matches[mentee]
        if match.if_no.mentee_gets is None and not match.if_no.others:
            alone.append(mentee)
        else:
            pair = voice.pair(mentee, match.candidate.mentor)
            yield OutlineLine(1, f"{pair}: {after_a_no(mentee, match.if_no, voice)}")
    if alone:
        yield _point(
            say_n(
                "{mentees} gets no mentor; nothing changes for the others.",
                "{mentees}: only the one concerned gets no mentor.",
                len(alone),
                mentees=People(tuple(alone)),
            ),
            voice,
        )


def after_a_no(mentee: str, if_no: IfNo, voice: Voice) -> str:
    """Return whom a mentee gets if the pair of the best whole falls, and who else moves."""
    gets = if_no.mentee_gets
    first = (
        say("{mentee} gets no mentor", mentee=Given(mentee))
        if gets is None
        else say("{mentee} gets {mentor}", mentee=Given(mentee), mentor=Person(gets))
    )
    return _clauses([first], if_no.others, voice)


def _clauses(first: Sequence[Sentence], moves: Sequence[Move], voice: Voice) -> str:
    """Return sentences and moves as one sentence; of many moves, only the first few."""
    clauses = [*first, *(_moved(move) for move in moves[:MOVES])]
    if len(moves) > MOVES:
        more = len(moves) - MOVES
        clauses.append(say_n("{number} more moves", "{number} more move", more))
    return f"{'; '.join(map(voice.phrase, clauses))}."


def _moved(move: Move | Loss) -> Sentence:
    values: dict[str, object] = {"mentee": Given(move.mentee)}
    if move.after is None:
        return say("{mentee} gets no mentor", **values)
    values["mentor"] = Person(move.after)
    if move.before is None:
        return say("{mentee} gets {mentor}", **values)
    return say("{mentee} gets {mentor} instead of {before}", **values, before=Person(move.before))


def worth_knowing(whole: Whole, voice: Voice) -> Iterator[OutlineLine]:
    """Yield equals, who would suit better, the frontier, and who is almost possible."""
    scores = {match.mentee: match.candidate.score for match in whole.pairs}
    lines = [
        *(OutlineLine(1, _equal(equal, voice)) for equal in whole.equals[:MOST_LINES]),
        *(
            _point(sentence, voice)
            for sentence in [
                *[_better(match) for match in whole.pairs if match.better][:MOST_LINES],
                *_frontier(whole.frontier, whole.aims),
            ]
        ),
    ]
    almost: dict[str, Near] = {}
    for near in whole.nearest:
        if near.mentee in scores and (near.wished or near.score > scores[near.mentee]):
            almost.setdefault(near.mentee, near)
    lines += [_point(_almost_for(near), voice) for near in list(almost.values())[:MOST_LINES]]
    if lines:
        yield _heading(say("Worth knowing"), voice)
        yield from lines


def _equal(equal: Equal, voice: Voice) -> str:
    if equal.before is None:
        gone = [move for move in equal.others if move.after is None]
        first = (
            say(
                "Just as good: {mentee} instead of {other}",
                mentee=Person(equal.mentee),
                other=Person(gone[0].mentee),
            )
            if gone
            else say(
                "Just as good: {mentor} for {mentee}",
                mentor=Person(equal.after),
                mentee=Given(equal.mentee),
            )
        )
        moves = [move for move in equal.others if move.after is not None]
        return _clauses([first], moves, voice)
    first = say(
        "Just as good: {mentor} instead of {before} for {mentee}",
        mentor=Person(equal.after),
        before=Person(equal.before),
        mentee=Given(equal.mentee),
    )
    return _clauses([first], equal.others, voice)


def _better(match: Match) -> Sentence:
    better = match.better
    assert better is not None  # noqa: S101 - the caller has looked
    values: dict[str, object] = {
        "mentee": Given(match.mentee),
        "mentor": Person(better.mentor),
        "score": better.score,
    }
    if better.given_to:
        return say(
            "{mentor} would suit {mentee} better, {score} of 100, but is needed for {others}.",
            **values,
            others=People(better.given_to),
        )
    return say(
        "{mentor} would suit {mentee} better, {score} of 100, but meets the needs less.", **values
    )


def _frontier(frontier: Aims | None, aims: Aims) -> Iterator[Sentence]:
    if frontier is None or frontier.worst is None or frontier.worst <= (aims.worst or 0):
        return
    yield say(
        "With a mentor for {number} instead of {matched}, the one whose needs are met least would"
        " have {better} of 100 of them met instead of {worst}.",
        number=frontier.matched,
        matched=aims.matched,
        better=frontier.worst,
        worst=aims.worst,
    )


def _almost_for(near: Near) -> Sentence:
    values: dict[str, object] = {
        "mentee": Given(near.mentee),
        "mentor": Person(near.mentor),
        "score": near.score,
        "why": _all_of(near),
    }
    if near.wished:
        return say(
            "{mentee} wished for {mentor}, who would get {score} of 100, but {why}.", **values
        )
    return say("{mentor} would suit {mentee} better, {score} of 100, but {why}.", **values)


def _scored(candidate: Candidate, voice: Voice) -> str:
    score = voice.phrase(say("{score} of 100", score=candidate.score))
    return f"{voice.person(candidate.mentor)} ({candidate.mentor}) – {score}"


def _places(candidate: Candidate, snapshot: Snapshot, voice: Voice) -> str:
    places = voice(say_n("{number} free place.", "{number} free places.", candidate.places))
    day = candidate.last_asked
    if day is None:
        return f"{places} {voice(say('Has not been asked before.'))}"
    mentees = tuple(
        pairing.mentee
        for pairing in snapshot.by_mentor.get(candidate.mentor, ())
        if pairing.proposal.mentor_asked == day
    )
    history = say(
        "Last asked on {day}, to mentor {mentees}.", day=Day(day), mentees=People(mentees)
    )
    return f"{places} {voice(history)}"


def _reasons(candidate: Candidate, snapshot: Snapshot, voice: Voice) -> Iterator[OutlineLine]:
    mentor = snapshot.participants[candidate.mentor]
    who = [text for text in (candidate.title, mentor.organisation, mentor.place) if text]
    if who:
        yield OutlineLine(1, voice.form.escape(mask(", ".join(who))))
    yield OutlineLine(1, _places(candidate, snapshot, voice))
    yield from (_point(happened(episode), voice) for episode in candidate.between)
    yield from (_point(say("Check: {what}", what=check), voice) for check in candidate.checks)
    for part in candidate.parts:
        points = voice.phrase(say("{points} of {of}", points=part.points, of=part.of))
        yield OutlineLine(
            1, f"{voice(titles.CONSIDERATIONS[part.name])}, {points}: {voice.phrase(part.because)}."
        )
    if candidate.missing:
        areas = areas_by_name(candidate.missing, snapshot.programme)
        yield _point(say("Missing: {areas}.", areas=areas), voice)


def _regret(suggestion: Suggestion, candidate: Candidate, voice: Voice) -> Iterator[OutlineLine]:
    """Yield what a choice costs the mentee, and apart from that what it costs the others."""
    regret, mentee = candidate.regret, Given(suggestion.mentee)
    if candidate.mentor == suggestion.chosen:
        yield _point(say("This pair is in the best plan for all who wait."), voice)
        if suggestion.if_no is not None:
            then = after_a_no(suggestion.mentee, suggestion.if_no, voice)
            yield OutlineLine(1, f"{voice(say('If either of them says no'))}: {then}")
        return
    chosen = suggestion.chosen
    if chosen is None:
        own = say("{mentee} has no mentor in the best plan for all who wait", mentee=mentee)
    elif regret.own > 0:
        own = say_n(
            "{number} point less for {mentee} than with {mentor}",
            "{number} points less for {mentee} than with {mentor}",
            regret.own,
            mentee=mentee,
            mentor=Person(chosen),
        )
    elif regret.own < 0:
        own = say_n(
            "{number} point more for {mentee} than with {mentor}",
            "{number} points more for {mentee} than with {mentor}",
            -regret.own,
            mentee=mentee,
            mentor=Person(chosen),
        )
    else:
        own = say("As good for {mentee} as {mentor}", mentee=mentee, mentor=Person(chosen))
    yield OutlineLine(1, f"{voice(own)}.")
    yield from _others_loss(suggestion, candidate, voice)


def _others_loss(
    suggestion: Suggestion, candidate: Candidate, voice: Voice
) -> Iterator[OutlineLine]:
    regret, aims = candidate.regret, suggestion.aims
    if not regret.others:
        yield _point(say("For the others, it makes no difference."), voice)
    else:
        title = voice(say("For the others"))
        clauses = [
            f"{voice.phrase(_moved(loss))} ({_points(loss)})" for loss in regret.others[:MOVES]
        ]
        if len(regret.others) > MOVES:
            more = len(regret.others) - MOVES
            clauses.append(voice.phrase(say_n("{number} more moves", "{number} more move", more)))
        yield OutlineLine(1, f"{title}: {'; '.join(clauses)}.")
    if aims is None:
        return
    if regret.matched < aims.matched:
        yield _point(
            say_n(
                "Then {number} mentee gets a mentor instead of {matched}.",
                "Then {number} mentees get a mentor instead of {matched}.",
                regret.matched,
                matched=aims.matched,
            ),
            voice,
        )
    elif regret.worst is not None and aims.worst is not None and regret.worst < aims.worst:
        yield _point(
            say(
                "Then the one whose needs are met least has {worst} of 100 of them met, instead of"
                " {best}.",
                worst=regret.worst,
                best=aims.worst,
            ),
            voice,
        )


def _points(loss: Loss) -> str:
    return f"{'−' if loss.points > 0 else '+'}{abs(loss.points)}" if loss.points else "±0"


def _in_their_own_words(
    mentee: str, candidate: Candidate, snapshot: Snapshot, voice: Voice
) -> Iterator[OutlineLine]:
    mentor = Given(candidate.mentor)
    talks = [talk for talk in candidate.talk if talk.mentee or (talk.offered and talk.mentor)]
    if talks:
        yield _point(say("In their own words, as written:"), voice)
    for talk in talks:
        yield OutlineLine(2, _area(talk, snapshot, voice))
        yield from _quotes(Given(mentee), talk.mentee, voice)
        if talk.mentor:
            yield from _quotes(mentor, talk.mentor, voice)
        elif talk.offered:
            yield _point(
                say("{person} offers this, but has written nothing about it.", person=mentor),
                voice,
                depth=3,
            )
        else:
            yield _point(say("{person} does not offer this.", person=mentor), voice, depth=3)
    if candidate.hint.words:
        pairs = ", ".join(voice.phrase(_meeting_words(*pair)) for pair in candidate.hint.words)
        title = voice(say("Words that meet"))
        yield OutlineLine(1, f"{title}: {pairs}")


def _quotes(person: Given, texts: Iterable[str], voice: Voice) -> Iterator[OutlineLine]:
    for text in texts:
        yield _point(say("{person}: {words}", person=person, words=Own(text)), voice, depth=3)


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
        yield OutlineLine(1, f"{voice(titles.STOPS[id_])} ({count}){_lifting(id_, voice)}")
        for why, mentors in by_stop[id_].items():
            names = ", ".join(f"{voice.person(mentor)} ({mentor})" for mentor in mentors)
            yield OutlineLine(2, f"{names}: {why}")


def _lifting(id_: str, voice: Voice) -> str:
    """Return how to try without a stop or, if it cannot be lifted, the rule that it is."""
    if id_ in LIFTED:
        return f", {voice.phrase(say('try without: {option}', option=Code(f'--lift {id_}')))}"
    if id_ in STOPS:
        return f", {voice.phrase(say('rule: {rule}', rule=Code(id_)))}"
    return ""


def _wish(mentee: str, words: str) -> Sentence:
    return say(
        "{mentee} also wishes, in their own words: {words}", mentee=Given(mentee), words=Own(words)
    )


def _unmatched(
    unmatched: Unmatched, nearest: Sequence[Near], snapshot: Snapshot, voice: Voice
) -> Iterator[OutlineLine]:
    """Yield why a mentee gets no mentor, in short, who is nearest, and what nobody offers."""
    counts: dict[str, int] = {}
    for blocked in unmatched.blocked:
        for stop in blocked.by:
            counts[stop.id] = counts.get(stop.id, 0) + 1
    mentors = len(unmatched.blocked)
    stops = ", ".join(
        voice.phrase(
            titles.STOPPED[id_]._replace(values={"number": counts[id_]}, number=counts[id_])
        )
        for id_ in sorted(counts, key=list(titles.STOPS).index)
    )
    why = voice(
        say_n(
            "Of {number} mentor: {stops}.",
            "Of {number} mentors: {stops}.",
            mentors,
            stops=Text.same(stops),
        )
        if mentors
        else say("There are no mentors.")
    )
    if sum(counts.values()) > mentors:
        why += f" {voice(say('Some count twice.'))}"
    yield OutlineLine(1, f"{_named(unmatched.mentee, voice)}. {why}")
    for near in closest(nearest):
        yield OutlineLine(2, f"{voice(say('Nearest'))}: {nearly(near, voice)}")
    if unmatched.nobody_offers:
        areas = areas_by_name(unmatched.nobody_offers, snapshot.programme)
        yield _point(say("Nobody in the network offers: {areas}.", areas=areas), voice, depth=2)


def closest(nearest: Iterable[Near]) -> list[Near]:
    """Return the best who is nearly possible for one mentee, and the mentor wished for."""
    return [near for rank, near in enumerate(nearest) if not rank or near.wished]


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
    area = voice(say("{area}", area=areas_by_name((gap.area,), snapshot.programme)))
    clauses = []
    if gap.asked_by != gap.required_by:
        clauses.append(voice.phrase(say("asked for by {mentees}", mentees=People(gap.asked_by))))
    if gap.required_by:
        clauses.append(voice.phrase(say("required by {mentees}", mentees=People(gap.required_by))))
    offered = (
        say_n(
            "{mentors} offers it but is full",
            "{mentors} offer it but are full",
            len(gap.offered_by),
            mentors=People(gap.offered_by),
        )
        if gap.offered_by
        else say("no mentor who could be asked offers it")
    )
    return f"{area}: {'; '.join([*clauses, voice.phrase(offered)])}."


def _changed(difference: Effect | None, voice: Voice) -> Iterator[OutlineLine]:
    """Yield how the best whole would differ from today's, if that was asked for."""
    if difference is None:
        return
    yield _heading(say("What would change in the best plan for all who wait"), voice)
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
