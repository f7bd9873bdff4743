"""A weighing put into reasons: mentors for one mentee, the best whole, and what would change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mentorskap.matching import considerations, queue, texts
from mentorskap.matching.stops import GIVEN_AWAY, LEAST, ROOM
from mentorskap.matching.suggestion import (
    Aims,
    Better,
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
    Regret,
    Stop,
    Suggestion,
    Unmatched,
    Whole,
)
from mentorskap.words.sentence import People, Person, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mentorskap.matching.choices import Outlook, Shift
    from mentorskap.matching.weighing import Weighing

EQUALS = 3
"""How many equally good wholes are reported for each mentee."""
NEAREST, NEAREST_IN_WHOLE = 30, 8
"""How many of the best who are stopped are looked at, to find who is stopped by one thing only: for
a mentee who gets no mentor or is asked about alone, and for each who gets one."""


def suggestion(weighing: Weighing, mentee: str) -> Suggestion:
    """Return every mentor for one mentee: a candidate with reasons, or blocked with every stop."""
    snapshot = weighing.snapshot
    why = queue.not_weighed(snapshot, mentee)
    if why is not None:
        return Suggestion(mentee, (), (), why, None)
    plans = {
        weighing.mentors[column]: plan
        for column, plan in weighing.choices.of(weighing.row(mentee)).items()
    }
    candidates = [
        _with_words(
            weighing, mentee, _candidate(weighing, mentee, mentor, _regret(weighing, mentee, plan))
        )
        for mentor, plan in plans.items()
    ]
    candidates.sort(
        key=lambda candidate: (-candidate.score, weighing.preference(mentee, candidate.mentor))
    )
    blocked = [
        Blocked(mentor, _stops(weighing, mentee, mentor))
        for mentor in weighing.mentors
        if mentor not in plans
    ]
    return Suggestion(
        mentee,
        tuple(candidates),
        tuple(blocked),
        None,
        texts.wish(weighing.file_of(mentee)),
        left_out(weighing, mentee),
        nearest(weighing, mentee),
        weighing.mentor_of(mentee),
        aims(weighing),
        None if weighing.mentor_of(mentee) is None else _if_no(weighing, [mentee])[0],
    )


def left_out(weighing: Weighing, mentee: str) -> tuple[str, ...]:
    """Return the considerations that a mentee asks for and no mentor can meet, by name."""
    counted = {request.consideration.name for request in weighing.scale(mentee).requests}
    person = weighing.snapshot.participants[mentee]
    return tuple(
        row.name
        for row in considerations.CONSIDERATIONS
        if row.weight(weighing.weights) and row.asks(person) and row.name not in counted
    )


def _regret(weighing: Weighing, mentee: str, plan: Outlook) -> Regret:
    row = weighing.row(mentee)
    own = next((_points(weighing, shift) for shift in plan.of(row)), 0)
    return Regret(own, partial(_losses, weighing, plan, row), plan.matched, plan.worst)


def _losses(weighing: Weighing, plan: Outlook, row: int) -> tuple[Loss, ...]:
    """Return what each who moves in a plan loses, but for one."""
    return tuple(
        Loss(
            weighing.mentees[shift.mentee],
            weighing.mentor(shift.before),
            weighing.mentor(shift.after),
            _points(weighing, shift),
        )
        for shift in plan.shifts
        if shift.mentee != row
    )


def _points(weighing: Weighing, shift: Shift) -> int:
    return weighing.score(shift.mentee, shift.before) - weighing.score(shift.mentee, shift.after)


def nearest(weighing: Weighing, mentee: str, most: int = NEAREST) -> tuple[Near, ...]:
    """Return the mentors stopped by one thing only, and the one wished for if stopped.

    The best score comes first. Only the `most` best of those who are stopped are looked at.
    """
    people, scale = weighing.snapshot.participants, weighing.scale(mentee)
    interview = considerations.interview_of(people[mentee])
    wished = None if interview is None else interview.wished_mentor
    stopped = [mentor for mentor in weighing.stopped(mentee) if mentor != mentee]
    scores = weighing.scores_of(mentee, stopped, scale)
    if wished in scores:
        scale = weighing.scale(mentee, considerations.WISHES)
        scores[wished] = scale.score(considerations.gives(people[wished]))
    best = sorted(stopped, key=lambda mentor: (-scores[mentor], mentor))
    chosen = [mentor for rank, mentor in enumerate(best) if rank < most or mentor == wished]
    return tuple(
        Near(mentee, mentor, lacks, scores[mentor], mentor == wished)
        for mentor in chosen
        for lacks in (weighing.stops.of(mentee, mentor),)
        if len(lacks) == 1 or mentor == wished
    )


def _stops(weighing: Weighing, mentee: str, mentor: str) -> tuple[Stop, ...]:
    """Return every stop between two, or whom the mentor's places went to."""
    stops = weighing.stops.of(mentee, mentor)
    if stops:
        return stops
    least = weighing.what_if.least
    if (
        least
        and weighing.scale(mentee).score(
            considerations.gives(weighing.snapshot.participants[mentor])
        )
        < least
    ):
        return (Stop(LEAST, say("the score is below {least}", least=least)),)
    others = tuple(rival for rival in weighing.given_to(mentor) if rival != mentee)
    return (Stop(GIVEN_AWAY, say("the places go to {mentees}", mentees=People(others))),)


def _candidate(weighing: Weighing, mentee: str, mentor: str, regret: Regret) -> Candidate:
    snapshot = weighing.snapshot
    people = snapshot.participants
    parts = considerations.parts(
        weighing.scale(mentee), people[mentee], people[mentor], snapshot.programme
    )
    role = people[mentor].mentor
    offers = () if role is None else role.offers
    return Candidate(
        mentor,
        sum(part.points for part in parts),
        parts,
        tuple(area for area in considerations.asked_areas(people[mentee]) if area not in offers),
        regret,
        weighing.places(mentor),
        weighing.last_asked(mentor),
        weighing.stops.between(mentee, mentor),
        weighing.stops.checks(mentee, mentor),
    )


def _with_words(weighing: Weighing, mentee: str, candidate: Candidate) -> Candidate:
    """Return a candidate with the free words of both, side by side."""
    mentor = candidate.mentor
    files = weighing.file_of(mentee), weighing.file_of(mentor)
    title = files[1].get("title", "")
    return candidate._replace(
        title=title if isinstance(title, str) else "",
        hint=weighing.words.hint(mentee, mentor),
        talk=texts.talk(*files),
    )


def whole(weighing: Weighing) -> Whole:
    """Return the best whole with reasons, what a no would change, and whom to look for."""
    snapshot = weighing.snapshot
    matched = [mentee for mentee in weighing.mentees if weighing.mentor_of(mentee)]
    pairs = tuple(map(partial(_match, weighing), matched, _if_no(weighing, matched)))
    fewer = weighing.choices.fewer()
    waiting = queue.waiting(snapshot)
    left_out = {
        mentee: why
        for mentee in sorted({*queue.unsure(snapshot), *waiting} - {*weighing.mentees})
        if (why := queue.not_weighed(snapshot, mentee))
    }
    return Whole(
        pairs,
        tuple(
            unmatched(weighing, mentee)
            for mentee in weighing.mentees
            if not weighing.mentor_of(mentee)
        ),
        aims(weighing),
        tuple(gaps(weighing)),
        left_out,
        tuple(_equals(weighing)),
        tuple(
            near
            for mentee in weighing.mentees
            for near in nearest(
                weighing, mentee, NEAREST_IN_WHOLE if weighing.mentor_of(mentee) else NEAREST
            )
        ),
        None if fewer is None else Aims(fewer.matched, fewer.worst, fewer.total),
        _ask_first(weighing, pairs),
        queue.to_interview(snapshot),
    )


def aims(weighing: Weighing) -> Aims:
    """Return how good the best whole is."""
    return Aims(weighing.best.matched, weighing.best.worst, weighing.best.total)


def _match(weighing: Weighing, mentee: str, if_no: IfNo) -> Match:
    mentor = str(weighing.mentor_of(mentee))
    regret = Regret(0, tuple, weighing.best.matched, weighing.best.worst)
    candidate = _candidate(weighing, mentee, mentor, regret)
    if weighing.mentor_of(mentor) == mentee:
        both = say(
            "{mentee} is to be the mentor of {mentor} too.",
            mentee=Person(mentee),
            mentor=Person(mentor),
        )
        candidate = candidate._replace(checks=(*candidate.checks, both))
    return Match(
        mentee,
        candidate,
        if_no,
        _better(weighing, mentee, mentor),
    )


def _if_no(weighing: Weighing, mentees: Sequence[str]) -> list[IfNo]:
    """Return what the best whole becomes if the pair that each of some mentees is in falls."""
    plans = weighing.choices.without([weighing.row(mentee) for mentee in mentees])
    return [_fallen(weighing, *entry) for entry in zip(mentees, plans, strict=True)]


def _fallen(weighing: Weighing, mentee: str, plan: Outlook) -> IfNo:
    moves = _moves(weighing, plan.shifts)
    gets = next((move.after for move in moves if move.mentee == mentee), None)
    return IfNo(plan.matched, gets, tuple(move for move in moves if move.mentee != mentee))


def _moves(weighing: Weighing, shifts: Iterable[Shift]) -> tuple[Move, ...]:
    return tuple(
        Move(weighing.mentees[row], weighing.mentor(before), weighing.mentor(after))
        for row, before, after in shifts
    )


def _better(weighing: Weighing, mentee: str, mentor: str) -> Better | None:
    """Return the best mentor who could be asked, if that is not the one in the whole."""
    row = weighing.row(mentee)
    scores = weighing.matrix.scores[row]
    open_to = weighing.matrix.possible[row].nonzero()[0].tolist()
    best = max((int(scores[column]) for column in open_to), default=0)
    if best <= weighing.score(row, weighing.mentors.index(mentor)):
        return None
    name = min(
        (weighing.mentors[column] for column in open_to if scores[column] == best),
        key=lambda mentor: weighing.preference(mentee, mentor),
    )
    return Better(name, best, weighing.given_to(name))


def _equals(weighing: Weighing) -> Iterator[Equal]:
    """Yield wholes just as good as the best, each once."""
    seen = set()
    for mentee in weighing.turns:
        row = weighing.row(mentee)
        for plan in weighing.choices.equals(row, EQUALS):
            if plan.shifts in seen:
                continue
            seen.add(plan.shifts)
            moves = _moves(weighing, plan.shifts)
            own = next(move for move in moves if move.mentee == mentee)
            yield Equal(
                mentee,
                own.before,
                str(own.after),
                tuple(move for move in moves if move.mentee != mentee),
            )


def _ask_first(weighing: Weighing, pairs: tuple[Match, ...]) -> tuple[str, ...]:
    """Return the mentees in the order in which to ask for them: a no that moves others first."""
    turn = {mentee: rank for rank, mentee in enumerate(weighing.turns)}
    return tuple(
        match.mentee
        for match in sorted(
            pairs,
            key=lambda match: (
                -len(match.if_no.others),
                match.if_no.matched,
                turn[match.mentee],
            ),
        )
    )


def unmatched(weighing: Weighing, mentee: str) -> Unmatched:
    """Return why there is no mentor for a mentee, mentor by mentor, and whom to look for."""
    offered, person = _offered(weighing), weighing.snapshot.participants[mentee]
    areas, required = considerations.asked_areas(person), considerations.required_areas(person)
    return Unmatched(
        mentee,
        tuple(Blocked(mentor, _stops(weighing, mentee, mentor)) for mentor in weighing.mentors),
        tuple(area for area in areas if area not in offered),
        required,
        tuple(area for area in areas if area not in required),
        person.languages,
    )


def _offered(weighing: Weighing) -> dict[str, list[str]]:
    """Return who offers what: mentors by area."""
    offered: dict[str, list[str]] = {}
    for id_ in weighing.mentors:
        mentor = weighing.snapshot.participants[id_].mentor
        for area in () if mentor is None else dict.fromkeys(mentor.offers):
            offered.setdefault(area, []).append(id_)
    return offered


def gaps(weighing: Weighing) -> Iterator[Gap]:
    """Yield the areas asked for that no one with a free place offers, most asked for first."""
    people, offered = weighing.snapshot.participants, _offered(weighing)
    asked_by: dict[str, list[str]] = {}
    for mentee in weighing.mentees:
        for area in considerations.asked_areas(people[mentee]):
            asked_by.setdefault(area, []).append(mentee)
    for area, mentees in sorted(asked_by.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        if not any(weighing.places(mentor) for mentor in offered.get(area, ())):
            required = tuple(
                mentee
                for mentee in mentees
                if area in considerations.required_areas(people[mentee])
            )
            full = tuple(
                mentor
                for mentor in offered.get(area, ())
                if any(_lacks_room_alone(weighing, mentee, mentor) for mentee in mentees)
            )
            yield Gap(area, tuple(mentees), required, full)


def _lacks_room_alone(weighing: Weighing, mentee: str, mentor: str) -> bool:
    return {stop.id for stop in weighing.stops.of(mentee, mentor)} == {ROOM}


def difference(before: Weighing, after: Weighing) -> Effect:
    """Return what would change between the best wholes of two weighings, mentee by mentee."""
    moves = []
    for mentee in sorted({*before.mentees, *after.mentees}):
        move = Move(mentee, before.mentor_of(mentee), after.mentor_of(mentee))
        if move.before != move.after:
            moves.append(move)
    return Effect(aims(before), aims(after), tuple(moves))
