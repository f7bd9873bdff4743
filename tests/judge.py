"""An independent judge of `suggest`: scores told naively, wholes tried one by one or found by another kind of solver.

It shares no line with `matching`: the exhaustive way tries every whole there is; the other one puts
the aims one after the other to scipy's integer programming (HiGHS, branch and bound), which knows
nothing of assignments, prices or paths.
"""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from mentorskap.files import records
from mentorskap.files.reading import Reading
from mentorskap.model.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TODAY = date(2026, 11, 23)
AREAS = ("change", "delegation", "difficult-talks", "finance", "growth", "strategy")
WEIGHTS = {
    "mentor_contribution": 40,
    "development_areas": 25,
    "challenges": 20,
    "wishes": 10,
    "practical": 5,
}

Aims = tuple[int, int, int]
"""Matched, worst-off (0 without any match), total."""


# A world: a programme, people and pairings as the files would hold them.


def world(seed: int, mentees: int, mentors: int, stops: float) -> dict[str, Any]:
    """Return a random programme with tight capacities, in which about a share of `stops` of all pairs is stopped by ties and the like."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it

    def needs(most: int) -> list[dict[str, Any]]:
        return [{"area": area} for area in chance.sample(AREAS, chance.randint(0, most))]

    people: dict[str, Any] = {}
    names = [f"adept-{number:02}" for number in range(mentees)] + [
        f"mentor-{number:02}" for number in range(mentors)
    ]
    for name in names:
        person: dict[str, Any] = {
            "name": f"Person {name}",
            "organisation": f"Bolag {chance.randint(1, 2 * len(names))}",
        }
        people[name] = person
        if chance.random() < 0.8:
            person["place"] = chance.choice(("Umeå", "umeå ", "Luleå", "Kiruna"))
        person["languages"] = (
            chance.choice((["sv"], ["sv", "en"], ["en", "sv"], ["sv"], ["fi", "sv"], ["en"]))
            if chance.random() < stops * 2
            else ["sv"]
        )
    wished = names[mentees:]
    for name in names[:mentees]:
        contribution = needs(3)
        if contribution and chance.random() < stops:
            contribution[0]["required"] = True
        wishes: dict[str, Any] = {"mentor": chance.choice(wished)} if chance.random() < 0.3 else {}
        if chance.random() < stops:
            wishes["avoid_organisations"] = [people[chance.choice(wished)]["organisation"].upper()]
        people[name]["mentee"] = {
            "cohort": "host",
            "admitted": "2026-06-01",
            "interview": {
                "date": "2026-08-10",
                "challenges": needs(3),
                "development_areas": needs(4),
                "mentor_contribution": contribution,
                "wishes": wishes,
            },
        }
    for name in wished:
        people[name]["mentor"] = {
            "offers": [{"area": area} for area in chance.sample(AREAS, chance.randint(1, 4))],
            "capacity": chance.choice((0, 1, 1, 1, 2, 2, 3)),
        }
        if chance.random() < stops / 2:
            people[name]["mentor"]["available"] = chance.choice(
                ({"from": "2027-02-01"}, {"until": "2026-12-31"}, {"until": "2027-12-31"})
            )
    for mentee, mentor in product(names[:mentees], wished):
        if chance.random() < stops / 2:
            one, other = (mentee, mentor) if chance.random() < 0.5 else (mentor, mentee)
            until = chance.choice(
                ({}, {"until": "2026-11-22"}, {"until": "2026-11-23"}, {"until": "2028-01-01"})
            )
            people[one].setdefault("ties", []).append(
                {"with": other, "kind": "professional", **until}
            )
    pairings = {}
    for mentee, mentor in product(names[:mentees], wished):
        if chance.random() < 0.06:
            asked: dict[str, Any] = {"mentor_asked": "2026-09-01"}
            answer = chance.choice((None, "accepted", "declined"))
            if answer is not None:
                asked["mentor_answer"] = {"date": "2026-09-02", "answer": answer, "reason": "time"}
            pairings[f"{mentee}--{mentor}"] = {
                "mentee": mentee,
                "mentor": mentor,
                "cohort": "host",
                "proposal": asked,
            }
    programme = {
        "name": {"sv": "Prov", "en": "Trial"},
        "manager": {"name": "Karin Berg", "email": "karin.berg@effect.example"},
        "areas": [{"id": area, "sv": area, "en": area} for area in AREAS],
        "weights": WEIGHTS,
        "cohorts": [
            {
                "id": "host",
                "name": {"sv": "Host", "en": "Autumn"},
                "starts": "2026-09-01",
                "ends": "2027-06-11",
            }
        ],
    }
    return {"programme": programme, "participants": people, "pairings": pairings}


def snapshot(told: dict[str, Any], order: int | None = None) -> Snapshot:
    """Return a world as the tool sees it; `order` shuffles its files."""
    people = [records.participant(id_, data) for id_, data in told["participants"].items()]
    pairings = [records.pairing(id_, data) for id_, data in told["pairings"].items()]
    if order is not None:
        chance = random.Random(order)  # noqa: S311 - nothing secret about it
        chance.shuffle(people)
        chance.shuffle(pairings)
    reading = Reading(
        records.programme(told["programme"]),
        {person.id: person for person in people},
        {pairing.id: pairing for pairing in pairings},
        frozenset(),
        frozenset(),
        (),
        (),
        (),
    )
    return Snapshot(reading, TODAY)


# The score, as it is said in words.


def score(told: dict[str, Any], mentee: str, mentor: str) -> int:
    """Return how well a mentor fits: weights times shares met, what is not asked for left out, scaled to 100, half a point up."""
    one, other = told["participants"][mentee], told["participants"][mentor]
    interview, offers = (
        one["mentee"]["interview"],
        {offer["area"] for offer in other["mentor"]["offers"]},
    )
    shares = {}
    for name in ("mentor_contribution", "development_areas", "challenges"):
        asked = {need["area"] for need in interview[name]}
        if asked:
            shares[name] = Fraction(len(asked & offers), len(asked))
    if "mentor" in interview["wishes"]:
        shares["wishes"] = Fraction(interview["wishes"]["mentor"] == mentor)
    if "place" in one:
        shares["practical"] = Fraction(
            one["place"].strip().lower() == other.get("place", "").strip().lower()
        )
    weights = told["programme"]["weights"]
    whole = sum(weights[name] for name in shares)
    return (
        int(
            100 * sum(weights[name] * share for name, share in shares.items()) / whole
            + Fraction(1, 2)
        )
        if whole
        else 0
    )


# The whole, tried one by one, or by integer programming.


def exhaustive(
    pairs: Mapping[tuple[str, str], int], places: Mapping[str, int], mentees: Sequence[str]
) -> tuple[Aims, tuple[str, ...]]:
    """Return the aims of the best whole and, by mentee, its mentors: of all that reach the aims the first by id, "~" for nobody."""
    best: tuple[Aims, tuple[str, ...]] | None = None
    for whole in product(
        *([*sorted(mentor for one, mentor in pairs if one == mentee), "~"] for mentee in mentees)
    ):
        if any(whole.count(mentor) > places[mentor] for mentor in set(whole) - {"~"}):
            continue
        scores = [
            pairs[mentee, mentor]
            for mentee, mentor in zip(mentees, whole, strict=True)
            if mentor != "~"
        ]
        aims = (-len(scores), -min(scores, default=0), -sum(scores))
        best = min(best, (aims, whole)) if best else (aims, whole)
    assert best is not None
    return (-best[0][0], -best[0][1], -best[0][2]), best[1]


def programmed(
    pairs: Mapping[tuple[str, str], int],
    places: Mapping[str, int],
    fixed: tuple[str, str] | None = None,
) -> Aims:
    """Return the aims of the best whole, each found by integer programming with those before it kept; `fixed` must be in it."""
    edges = sorted(pairs)
    if not edges:
        return 0, 0, 0
    scores = np.array([pairs[edge] for edge in edges], dtype=float)
    mentees, mentors = sorted({edge[0] for edge in edges}), sorted(places)
    once = np.array([[edge[0] == mentee for edge in edges] for mentee in mentees], dtype=float)
    room = np.array([[edge[1] == mentor for edge in edges] for mentor in mentors], dtype=float)
    limits = [
        LinearConstraint(once, -np.inf, 1),
        LinearConstraint(room, -np.inf, [places[mentor] for mentor in mentors]),
    ]
    lowest = np.array([float(edge == fixed) for edge in edges])

    def most(worth: Any, floor: float, matched: int | None) -> float | None:
        kept = (
            [] if matched is None else [LinearConstraint(np.ones((1, len(edges))), matched, np.inf)]
        )
        highest = np.maximum(lowest, (scores >= floor).astype(float))
        found = milp(
            -worth,
            constraints=[*limits, *kept],
            bounds=Bounds(lowest, highest),
            integrality=np.ones(len(edges)),
        )
        return None if found.x is None else float(worth @ np.round(found.x))

    matched = int(most(np.ones(len(edges)), 0, None) or 0)
    if not matched:
        return 0, 0, 0
    cap = pairs[fixed] if fixed else 100
    levels = sorted({min(int(level), cap) for level in scores})
    worst = max(
        level for level in levels if (most(np.ones(len(edges)), level, None) or 0) >= matched
    )
    total = most(scores, worst, matched)
    assert total is not None
    return matched, worst, round(total)
