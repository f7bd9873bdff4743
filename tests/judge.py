"""An independent judge of `suggest`: scores told naively, wholes tried one by one or found by another kind of solver.

It shares no line with `matching`: the exhaustive way tries every whole there is; the other one puts
the aims one after the other to scipy's integer programming (HiGHS, branch and bound), which knows
nothing of assignments, prices or paths.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
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
    from collections.abc import Iterable, Sequence

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
                "date": chance.choice(("2026-08-10", "2026-08-20", "2026-10-01")),
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
            asked: dict[str, Any] = {"mentor_asked": f"2026-09-0{chance.randint(1, 3)}"}
            answer = chance.choice((None, "accepted", "declined"))
            if answer is not None:
                asked["mentor_answer"] = {"date": "2026-09-04", "answer": answer, "reason": "time"}
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


def shares(
    told: dict[str, Any], mentee: str, mentor: str, *, wish_possible: bool
) -> dict[str, Fraction]:
    """Return the share that a mentor meets of each consideration that applies and that anybody could meet."""
    one, other = told["participants"][mentee], told["participants"][mentor]
    interview, offers = (
        one["mentee"]["interview"],
        {offer["area"] for offer in other["mentor"]["offers"]},
    )
    mentors = [
        person
        for id_, person in told["participants"].items()
        if "mentor" in person and id_ != mentee
    ]
    anybody = {offer["area"] for person in mentors for offer in person["mentor"]["offers"]}
    needs = {
        name: {need["area"] for need in interview[name]}
        for name in ("mentor_contribution", "development_areas", "challenges")
        if interview[name]
    }
    if any(areas & anybody for areas in needs.values()):
        needs = {name: areas for name, areas in needs.items() if areas & anybody}
    found = {name: Fraction(len(areas & offers), len(areas)) for name, areas in needs.items()}
    if "mentor" in interview["wishes"] and wish_possible:
        found["wishes"] = Fraction(interview["wishes"]["mentor"] == mentor)

    def place(person: dict[str, Any]) -> str | None:
        return person["place"].strip().lower() if "place" in person else None

    if "place" in one and place(one) in map(place, mentors):
        found["practical"] = Fraction(place(one) == place(other))
    return found


def score(told: dict[str, Any], found: dict[str, Fraction]) -> int:
    """Return weights times shares met, scaled to 100, half a point up."""
    weights = told["programme"]["weights"]
    whole = sum(weights[name] for name in found)
    points = sum(weights[name] * share for name, share in found.items())
    return int(100 * points / whole + Fraction(1, 2)) if whole else 0


def needs(told: dict[str, Any], found: dict[str, Fraction]) -> int:
    """Return the same of what is needed alone."""
    return score(
        told,
        {name: share for name, share in found.items() if name not in {"wishes", "practical"}},
    )


def queue(told: dict[str, Any], mentees: Sequence[str]) -> list[str]:
    """Return mentees, longest waiting first; in these programmes no first meeting has been held."""
    people = told["participants"]
    return sorted(mentees, key=lambda id_: (people[id_]["mentee"]["interview"]["date"], id_))


def preferred(told: dict[str, Any], mentors: Iterable[str]) -> list[str]:
    """Return mentors, the one asked longest ago first."""

    def asked(mentor: str) -> str:
        days = [
            pairing["proposal"]["mentor_asked"]
            for pairing in told["pairings"].values()
            if pairing["mentor"] == mentor
        ]
        return max(days, default="")

    return sorted(mentors, key=lambda mentor: (asked(mentor), mentor))


# The whole, tried one by one, or by integer programming.

Pairs = Mapping[tuple[str, str], tuple[int, int]]
"""Score and needs of each pair that nothing stops."""


def exhaustive(
    pairs: Pairs, places: Mapping[str, int], queue: Sequence[str], mentors: Sequence[str]
) -> tuple[Aims, dict[str, str | None]]:
    """Return the aims of the best whole and each mentee's mentor: of all that reach the aims, the first in the queue gets as high a score as can be, and so on; then the first mentor."""
    best: tuple[Any, tuple[str | None, ...]] | None = None
    for whole in product(
        *([*(mentor for one, mentor in pairs if one == mentee), None] for mentee in queue)
    ):
        if any(whole.count(mentor) > room for mentor, room in places.items()):
            continue
        chosen = list(zip(queue, whole, strict=True))
        met = [pairs[one, mentor] for one, mentor in chosen if mentor is not None]
        rank = (
            -len(met),
            -min((needs for _, needs in met), default=0),
            -sum(score for score, _ in met),
            [1 if mentor is None else -pairs[one, mentor][0] for one, mentor in chosen],
            [len(mentors) if mentor is None else mentors.index(mentor) for mentor in whole],
        )
        if best is None or rank < best[0]:
            best = rank, whole
    assert best is not None
    aims = -best[0][0], -best[0][1], -best[0][2]
    return aims, dict(zip(queue, best[1], strict=True))


def programmed(
    pairs: Pairs,
    places: Mapping[str, int],
    fixed: tuple[str, str] | None = None,
    matched: int | None = None,
) -> Aims:
    """Return the aims of the best whole, each found by integer programming with those before it kept; `fixed` must be in it, and exactly `matched` pairs if that is asked for."""
    edges = sorted(pairs)
    if not edges or matched == 0:
        return 0, 0, 0
    scores = np.array([pairs[edge][0] for edge in edges], dtype=float)
    met = np.array([pairs[edge][1] for edge in edges], dtype=float)
    mentees, mentors = sorted({edge[0] for edge in edges}), sorted(places)
    once = np.array([[edge[0] == mentee for edge in edges] for mentee in mentees], dtype=float)
    room = np.array([[edge[1] == mentor for edge in edges] for mentor in mentors], dtype=float)
    limits = [
        LinearConstraint(once, -np.inf, 1),
        LinearConstraint(room, -np.inf, [places[mentor] for mentor in mentors]),
    ]
    lowest = np.array([float(edge == fixed) for edge in edges])
    ones = np.ones((1, len(edges)))

    def most(worth: Any, floor: float, size: int | None) -> float | None:
        kept = [] if size is None else [LinearConstraint(ones, size, size)]
        highest = np.maximum(lowest, (met >= floor).astype(float))
        found = milp(
            -worth,
            constraints=[*limits, *kept],
            bounds=Bounds(lowest, highest),
            integrality=np.ones(len(edges)),
        )
        return None if found.x is None else float(worth @ np.round(found.x))

    size = int(most(ones[0], 0, matched) or 0)
    if not size:
        return 0, 0, 0
    cap = pairs[fixed][1] if fixed else 100
    levels = sorted({min(int(level), cap) for level in met})
    worst = max(level for level in levels if (most(ones[0], level, size) or 0) >= size)
    total = most(scores, worst, size)
    assert total is not None
    return size, worst, round(total)
