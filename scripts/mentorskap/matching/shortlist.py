"""The few mentors who fit each waiting mentee best: scores and reasons at once, without scipy.

What a choice costs the others only `suggest` says. That takes a third of a second for each mentee
in a programme of a thousand people, and the pages show everyone who waits.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mentorskap.matching import considerations, explain
from mentorskap.matching.suggestion import Fit, Shortlist, Waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentorskap.matching.weighing import Weighing

BEST = 3
"""How many mentors a shortlist names."""


def shortlists(weighing: Weighing, mentees: Sequence[str] | None = None) -> Waiting:
    """Return a shortlist for each mentee who waits, in the order of `suggest`, and the gaps.

    Where `mentees` are named, only they get one.
    """

    @cache
    def gives(mentor: str) -> Mapping[str, frozenset[str]]:
        return considerations.gives(weighing.snapshot.participants[mentor])

    def shortlist(mentee: str) -> Shortlist:
        possible = [mentor for mentor in weighing.mentors if weighing.is_open(mentee, mentor)]
        if not possible:
            return Shortlist(
                (), 0, explain.unmatched(weighing, mentee), explain.nearest(weighing, mentee)
            )
        applied = weighing.scale(mentee)
        scores = {mentor: applied.score(gives(mentor)) for mentor in possible}
        least = sorted(scores.values())[-BEST:][0]
        near = [mentor for mentor in possible if scores[mentor] >= least]
        tied = len({scores[mentor] for mentor in near}) < len(near)
        near.sort(
            key=lambda mentor: (
                -scores[mentor],
                weighing.preference(mentee, mentor) if tied else mentor,
            )
        )
        best = tuple(_fit(weighing, mentee, mentor, scores[mentor]) for mentor in near[:BEST])
        return Shortlist(best, len(possible) - len(best), None)

    return Waiting(
        {
            mentee: shortlist(mentee)
            for mentee in (weighing.mentees if mentees is None else mentees)
        },
        tuple(explain.gaps(weighing)),
    )


def _fit(weighing: Weighing, mentee: str, mentor: str, score: int) -> Fit:
    people = weighing.snapshot.participants
    areas = considerations.asked_areas(people[mentee])
    role = people[mentor].mentor
    offers = () if role is None else role.offers
    return Fit(
        mentor,
        score,
        considerations.parts(
            weighing.scale(mentee), people[mentee], people[mentor], weighing.snapshot.programme
        ),
        tuple(area for area in areas if area in offers),
        tuple(area for area in areas if area not in offers),
        weighing.places(mentor),
    )
