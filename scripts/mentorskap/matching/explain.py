"""A weighing put into reasons: mentors for one mentee, the best whole, and what would change."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from mentorskap.files.records import document_within, participant_file
from mentorskap.matching import considerations, queue, texts
from mentorskap.matching.stops import GIVEN_AWAY
from mentorskap.matching.suggestion import (
    MATCHED,
    WORST,
    Aims,
    Alternative,
    Blocked,
    Candidate,
    Effect,
    Gap,
    Match,
    Move,
    Regret,
    Stop,
    Suggestion,
    Unmatched,
    Whole,
)
from mentorskap.words.sentence import People, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentorskap.matching.solve import Solution
    from mentorskap.matching.weighing import Weighing

    Documents = Callable[[str], Any]
    """The data of a participant's file by its path: the free words stay there."""

ALTERNATIVES = 3
"""How many other choices are told of for each mentee of the best whole."""
NO_LOSS = Regret(0, ())


def suggestion(weighing: Weighing, mentee: str, document: Documents) -> Suggestion:
    """Return every mentor for one mentee: a candidate with reasons, or blocked with every stop."""
    snapshot = weighing.snapshot
    why = queue.why_not(snapshot, mentee)
    if why is not None:
        return Suggestion(mentee, (), (), why, None)
    best = weighing.best
    candidates = [
        _candidate(
            weighing,
            mentee,
            mentor,
            Regret(choice.loss, _lost(best, choice.matched, choice.worst)),
            document,
        )
        for mentor, choice in weighing.choices(mentee).items()
    ]
    candidates.sort(
        key=lambda candidate: (-candidate.score, -candidate.hint.likeness, candidate.mentor)
    )
    possible = frozenset(candidate.mentor for candidate in candidates)
    blocked = [
        Blocked(mentor, _stops(weighing, mentee, mentor))
        for mentor in weighing.mentors
        if mentor not in possible
    ]
    return Suggestion(
        mentee,
        tuple(candidates),
        tuple(blocked),
        None,
        texts.wish(file_of(weighing, mentee, document)),
    )


def _lost(best: Solution, matched: int, worst: int) -> tuple[str, ...]:
    return tuple(
        aim
        for aim, lost in (
            (MATCHED, matched < best.matched),
            (WORST, best.worst is not None and worst < best.worst),
        )
        if lost
    )


def _stops(weighing: Weighing, mentee: str, mentor: str) -> tuple[Stop, ...]:
    """Return every stop between two, or whom the mentor's places went to."""
    stops = weighing.stops.of(mentee, mentor)
    if stops:
        return stops
    others = tuple(
        rival
        for rival in weighing.mentees
        if rival != mentee and weighing.mentor_of(rival) == mentor
    )
    return (Stop(GIVEN_AWAY, say("the places go to {mentees}", mentees=People(others))),)


def _candidate(
    weighing: Weighing, mentee: str, mentor: str, regret: Regret, document: Documents
) -> Candidate:
    snapshot = weighing.snapshot
    people = snapshot.participants
    parts = considerations.parts(
        people[mentee], people[mentor], weighing.weights, snapshot.programme
    )
    role = people[mentor].mentor
    offers = () if role is None else role.offers
    days = [pairing.proposal.mentor_asked for pairing in snapshot.by_mentor.get(mentor, ())]
    files = file_of(weighing, mentee, document), document(participant_file(mentor))
    return Candidate(
        mentor,
        sum(part.points for part in parts),
        parts,
        tuple(area for area in considerations.asked_areas(people[mentee]) if area not in offers),
        regret,
        weighing.places(mentor),
        max((day for day in days if day is not None and day <= snapshot.today), default=None),
        texts.hint(*files),
        texts.talk(*files),
        weighing.stops.between(mentee, mentor),
        weighing.stops.checks(mentee, mentor),
    )


def file_of(weighing: Weighing, person: str, document: Documents) -> Any:
    """Return the data of a person's file; of a mentee's, as seen in the cohort of the search."""
    participation = weighing.snapshot.participants[person].latest
    data = document(participant_file(person))
    return data if participation is None else document_within(data, participation.cohort)


def whole(weighing: Weighing, document: Documents) -> Whole:
    """Return the best whole with reasons, the next best choices, and whom to look for."""
    alternatives = _alternatives(weighing)
    pairs, without = [], []
    for mentee in weighing.mentees:
        mentor = weighing.mentor_of(mentee)
        if mentor is None:
            without.append(unmatched(weighing, mentee))
        else:
            candidate = _candidate(weighing, mentee, mentor, NO_LOSS, document)
            pairs.append(
                Match(
                    mentee,
                    candidate,
                    alternatives(mentee),
                    texts.wish(file_of(weighing, mentee, document)),
                )
            )
    left_out = {
        mentee: why
        for mentee in queue.unsure(weighing.snapshot)
        if (why := queue.why_not(weighing.snapshot, mentee))
    }
    return Whole(tuple(pairs), tuple(without), aims(weighing), tuple(gaps(weighing)), left_out)


def aims(weighing: Weighing) -> Aims:
    """Return how good the best whole is."""
    return Aims(weighing.best.matched, weighing.best.worst, weighing.best.total)


def _alternatives(weighing: Weighing) -> Callable[[str], tuple[Alternative, ...]]:
    """Return a function that lists the next best choices for a mentee.

    They keep as many matched and the worst-off as well off: least regret first, then highest score,
    then id.
    """
    from mentorskap.matching import solve

    best, rest = weighing.best, weighing.free
    if best.worst is None:
        return lambda _mentee: ()
    base = solve.baseline(rest.matrix, best.worst)

    def alternatives(mentee: str) -> tuple[Alternative, ...]:
        row = rest.row.get(mentee)
        if row is None:  # fixed: no other choice is asked for
            return ()
        own = rest.matrix.scores[row]
        choices = sorted(
            (loss, -int(own[column]), column)
            for column, loss in solve.nearest_choices(base, row, ALTERNATIVES)
        )
        return tuple(
            Alternative(weighing.mentors[column], -score, Regret(loss, ()))
            for loss, score, column in islice(choices, ALTERNATIVES)
        )

    return alternatives


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
            yield Gap(area, tuple(mentees), required, tuple(offered.get(area, ())))


def difference(before: Weighing, after: Weighing) -> Effect:
    """Return what would change between the best wholes of two weighings, mentee by mentee."""
    moves = []
    for mentee in sorted({*before.mentees, *after.mentees}):
        move = Move(mentee, before.mentor_of(mentee), after.mentor_of(mentee))
        if move.before != move.after:
            moves.append(move)
    return Effect(aims(before), aims(after), tuple(moves))
