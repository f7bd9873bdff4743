"""The few who fit best, for each mentee who waits: scores and reasons without the whole, so at once and without scipy.

What a choice costs the others is `suggest`'s to tell: it takes a third of a second a mentee where a
thousand people are in the programme, and the pages are made of all who wait at once.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mentorskap.files.records import participant_file
from mentorskap.matching import considerations, explain, texts
from mentorskap.matching.suggestion import Fit, Shortlist, Waiting

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from mentorskap.matching.explain import Documents
    from mentorskap.matching.weighing import Weighing

BEST = 3
"""How many mentors a shortlist names."""


def shortlists(weighing: Weighing, document: Documents) -> Waiting:
    """Return a shortlist for each who waits, in the order of `suggest`, and the areas that nobody with a free place offers."""

    @cache
    def gives(mentor: str) -> Mapping[str, frozenset[str]]:
        return considerations.gives(weighing.snapshot.participants[mentor])

    @cache
    def spoken(person: str, role: str) -> Counter[str]:
        return texts.spoken(document(participant_file(person)), role)

    def shortlist(mentee: str) -> Shortlist:
        possible = [weighing.mentors[place] for place in weighing.stops.open_to(mentee)]
        if not possible:
            return Shortlist((), 0, explain.unmatched(weighing, mentee))
        applied = considerations.scale(weighing.snapshot.participants[mentee], weighing.weights)
        scores = {mentor: applied.score(gives(mentor)) for mentor in possible}
        least = sorted(scores.values())[-BEST:][0]
        near = [mentor for mentor in possible if scores[mentor] >= least]
        tied = len({scores[mentor] for mentor in near}) < len(near)
        alike = {
            mentor: (
                texts.likeness(spoken(mentee, "mentee"), spoken(mentor, "mentor")) if tied else 0
            )
            for mentor in near
        }
        near.sort(key=lambda mentor: (-scores[mentor], -alike[mentor], mentor))
        best = tuple(_fit(weighing, mentee, mentor, scores[mentor]) for mentor in near[:BEST])
        return Shortlist(best, len(possible) - len(best), None)

    return Waiting(
        {mentee: shortlist(mentee) for mentee in weighing.mentees}, tuple(explain.gaps(weighing))
    )


def _fit(weighing: Weighing, mentee: str, mentor: str, score: int) -> Fit:
    one, other = (weighing.snapshot.participants[id_] for id_ in (mentee, mentor))
    asked = considerations.asked_areas(one)
    offered = () if other.mentor is None else other.mentor.offers
    return Fit(
        mentor,
        score,
        considerations.parts(one, other, weighing.weights, weighing.snapshot.programme),
        tuple(area for area in asked if area in offered),
        tuple(area for area in asked if area not in offered),
        weighing.places(mentor),
    )
