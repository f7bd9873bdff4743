"""Measure `suggest` against mentor-match, munkres and bare scipy on the same scores.

`python benchmarks/suggest.py [--mentees 50,500,2000] [--runs N] [--limit SECONDS]`. The programmes
are invented: the same every time, about 1.05 places for each mentee, and about a third of all pairs
stopped.

In each round every contender runs once, in turn first and last, and a ratio is the median of the
rounds' own ratios.

suggest from the snapshot: stops and scores of every pair (`scoring`), then the whole (`solving`)
scipy one `linear_sum_assignment` over places, more matched before a higher total; scores and stops
are given to it munkres the same with `munkres.Munkres().compute` mentor-match
`matching.process.process_data` with two rules, both mere look-ups: the stop, and the score; a
mentor for each place in rounds the same as it is meant for mentors of several mentees: a round for
each place, the matched and the full left out

Where everyone is matched, scipy, munkres and mentor-match with a mentor for each place reach the
highest total there is, for it is their only aim. `suggest` puts the worst-off before it, and gives
up as little of the total as that costs.

The last two are no part of the project. Install them beside it to measure them, with the versions
and hashes that are pinned in `benchmarks/requirements.txt`; without them the others are measured
alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import random
import statistics
import sys
import time
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from mentorskap.files import records
from mentorskap.files.reading import Reading
from mentorskap.matching import Weighing
from mentorskap.matching.solve import Matrix, solve
from mentorskap.model.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 23)
AREAS = (
    "change",
    "delegation",
    "talks",
    "role",
    "leaders",
    "team",
    "strategy",
    "finance",
    "growth",
    "board",
    "public",
    "digital",
)
PLACES = ("Umeå", "Luleå", "Göteborg", "Malmö", "Visby", "Kiruna", "Falun", "Växjö")


def programme(mentees: int) -> Snapshot:
    """Return an invented programme with so many mentees who wait, the same every time."""
    chance = random.Random(mentees)  # noqa: S311 - nothing secret about it
    mentors = round(0.7 * mentees)

    def needs(few: int, many: int) -> list[dict[str, Any]]:
        return [{"area": area} for area in chance.sample(AREAS, chance.randint(few, many))]

    people: dict[str, Any] = {}
    for number in range(mentees + mentors):
        id_ = f"person-{number:04}"
        person: dict[str, Any] = {
            "name": f"Person {number}",
            "organisation": f"Bolag {chance.randint(1, mentees // 4)}",
            "place": chance.choice(PLACES),
            "languages": chance.choice((["sv"], ["sv"], ["sv", "en"], ["sv", "en"], ["en"])),
        }
        if number < mentees:
            contribution = needs(1, 3)
            contribution[0]["required"] = chance.random() < 0.3
            interview = {
                "date": "2026-10-01",
                "challenges": needs(1, 3),
                "development_areas": needs(1, 3),
                "mentor_contribution": contribution,
            }
            person["mentee"] = {
                "cohort": "vinter",
                "admitted": "2026-09-01",
                "interview": interview,
            }
        else:
            person["mentor"] = {"offers": needs(3, 7), "capacity": chance.choice((1, 2))}
        if chance.random() < 0.2:
            person["ties"] = [
                {"with": f"person-{chance.randrange(mentees + mentors):04}", "kind": "professional"}
            ]
        people[id_] = records.participant(id_, person)
    cohort = {
        "id": "vinter",
        "name": {"sv": "Vintern", "en": "Winter"},
        "starts": "2026-12-07",
        "ends": "2027-11-26",
    }
    manager = {"name": "Karin Berg", "email": "karin.berg@effect.example"}
    areas = [{"id": area, "sv": area, "en": area} for area in AREAS]
    record = records.programme(
        {
            "name": {"sv": "Prov", "en": "Trial"},
            "manager": manager,
            "areas": areas,
            "cohorts": [cohort],
        }
    )
    return Snapshot(Reading(record, people, {}, frozenset(), frozenset(), (), (), ()), TODAY)


class Outcome(NamedTuple):
    """What a contender reached: mentees matched, lowest score, total; and its seconds."""

    seconds: float
    matched: int
    worst: int
    total: int


def reached(seconds: float, matrix: Matrix, pairs: list[tuple[int, int]]) -> Outcome:
    """Return what pairs of mentee and mentor amount to; a stopped pair is nobody's match."""
    scores = [
        int(matrix.scores[mentee, mentor])
        for mentee, mentor in pairs
        if matrix.open[mentee, mentor]
    ]
    return Outcome(seconds, len(scores), min(scores, default=0), sum(scores))


class Places(NamedTuple):
    """The matrix as others need it: a column for each place, the scores, and the stopped pairs."""

    matrix: Matrix
    seats: Any
    worth: Any
    """More matched before a higher total; 0 where the two are stopped."""


def places_of(matrix: Matrix) -> Places:
    """Return the matrix with a column for each place."""
    seats = np.repeat(np.arange(len(matrix.places)), matrix.places)
    worth = np.where(matrix.open, matrix.scores + 100 * len(matrix.scores) + 1, 0)[:, seats]
    return Places(matrix, seats, worth)


def by_scipy(wide: Places) -> Outcome:
    """Assign by scipy alone."""
    began = time.perf_counter()
    rows, columns = linear_sum_assignment(wide.worth, maximize=True)
    seconds = time.perf_counter() - began
    return reached(
        seconds, wide.matrix, list(zip(rows.tolist(), wide.seats[columns].tolist(), strict=True))
    )


def by_munkres(wide: Places) -> Outcome:
    """Assign by munkres alone; it wants costs, in lists."""
    from munkres import Munkres  # type: ignore[import-not-found]

    costs = (int(wide.worth.max()) - wide.worth).tolist()
    began = time.perf_counter()
    pairs = Munkres().compute(costs)
    seconds = time.perf_counter() - began
    return reached(
        seconds,
        wide.matrix,
        [(row, int(wide.seats[column])) for row, column in pairs if row < len(wide.worth)],
    )


def by_mentor_match(wide: Places) -> Outcome:
    """Assign by mentor-match with the scores as its rules, and a mentor for each place."""
    return _mentor_match(wide.matrix, wide.seats, None)


def by_mentor_match_in_rounds(wide: Places) -> Outcome:
    """Assign by mentor-match: the scores as its rules, a round for each place of a mentor."""
    return _mentor_match(
        wide.matrix, np.arange(len(wide.matrix.places)), wide.matrix.places.tolist()
    )


def _mentor_match(matrix: Matrix, seats: Any, places: list[int] | None) -> Outcome:
    from matching import process  # type: ignore[import-not-found]
    from matching.mentee import Mentee  # type: ignore[import-not-found]
    from matching.mentor import Mentor  # type: ignore[import-not-found]
    from matching.rules import rule  # type: ignore[import-not-found]

    scores = matrix.scores[:, seats].tolist()
    stopped = (~matrix.open[:, seats]).tolist()

    class Score(rule.Rule):  # type: ignore[misc]
        """The score, looked up."""

        def apply(self, match: Any) -> int:
            return int(scores[match.mentee.index][match.mentor.index])

        def evaluate(self, _match: Any) -> bool:
            return True

    def person(kind: Any, index: int) -> Any:
        made = kind(grade=1, email=f"{kind.__name__}-{index}@effect.example")
        made.index = index
        return made

    mentees = [person(Mentee, index) for index in range(len(scores))]
    mentors = [person(Mentor, index) for index in range(len(seats))]
    rules = [
        Score(),
        rule.Disqualify(lambda match: stopped[match.mentee.index][match.mentor.index]),
    ]
    if places is not None:
        rules.append(
            rule.Disqualify(
                lambda match: (
                    match.mentee.mentors or len(match.mentor.mentees) >= places[match.mentor.index]
                )
            )
        )
    began = time.perf_counter()
    process.process_data(mentors, mentees, [rules] * (1 if places is None else max(places)))
    seconds = time.perf_counter() - began
    return reached(
        seconds,
        matrix,
        [
            (mentee.index, int(seats[mentee.mentors[0].index]))
            for mentee in mentees
            if mentee.mentors
        ],
    )


OTHERS: dict[str, tuple[str, Callable[[Places], Outcome]]] = {
    "munkres": ("munkres", by_munkres),
    "mentor-match": ("matching", by_mentor_match),
    "  in rounds": ("matching", by_mentor_match_in_rounds),
}
"""What has to be installed beside the project: by name, the module that says whether it is."""


def within(limit: float, contender: Callable[[Places], Outcome], wide: Places) -> Outcome | None:
    """Run a contender in its own process; None if it did not end within `limit` seconds."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def child() -> None:
        theirs.send(contender(wide))

    process = context.Process(target=child, daemon=True)
    process.start()
    theirs.close()
    outcome: Outcome | None = None
    try:
        if ours.poll(limit):
            outcome = ours.recv()
    except EOFError:
        outcome = None
    process.kill()
    process.join()
    return outcome


class Measured(NamedTuple):
    """One round."""

    scoring: float
    solving: Outcome
    scipy: Outcome


def round_of(mentees: int, *, ours_first: bool) -> tuple[Measured, Places]:
    """Return one round of suggest and bare scipy."""
    snapshot = programme(mentees)
    began = time.perf_counter()
    matrix = Weighing(snapshot).matrix
    scoring = time.perf_counter() - began
    wide = places_of(matrix)

    def ours() -> Outcome:
        began = time.perf_counter()
        best = solve(matrix)
        seconds = time.perf_counter() - began
        return reached(
            seconds,
            matrix,
            [(mentee, mentor) for mentee, mentor in enumerate(best.mentor_of) if mentor >= 0],
        )

    if ours_first:
        solving, scipy = ours(), by_scipy(wide)
    else:
        scipy = by_scipy(wide)
        solving = ours()
    return Measured(scoring, solving, scipy), wide


def line(name: str, outcome: Outcome | None, seconds: float, ours: float, limit: float) -> str:
    """Return a row of the table."""
    if outcome is None:
        return (
            f"  {name:<14} not done within {limit:.0f} s: more than {limit / ours:,.0f} times"
            " suggest"
        )
    return (
        f"  {name:<14} {seconds:>10.4f} s {outcome.matched:>8} {outcome.worst:>6}"
        f" {outcome.total:>8}   {seconds / ours:>10,.2f}"
    )


def main() -> None:
    """Print seconds, people matched, the worst-off, the total and ratios for each size."""
    parser = argparse.ArgumentParser(
        description=(
            "Measure suggest against mentor-match, munkres and bare scipy on the same scores."
        )
    )
    parser.add_argument("--mentees", default="50,500,2000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--limit",
        type=float,
        default=300.0,
        help="seconds after which munkres and mentor-match are ended",
    )
    chosen = parser.parse_args()
    present = {
        name: contender
        for name, (module, contender) in OTHERS.items()
        if find_spec(module) is not None
    }
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}, {chosen.runs} rounds"
    )
    if len(present) < len(OTHERS):
        missing = {name.strip() for name in OTHERS if name not in present} - {"in rounds"}
        here = Path(__file__).parent / "requirements.txt"
        print(f"Not installed, so not measured: {', '.join(sorted(missing))}. To measure them:")
        print(f"  {sys.executable} -m pip install --require-hashes --no-deps -r {here}")
    for mentees in map(int, chosen.mentees.split(",")):
        rounds = []
        wide = round_of(mentees, ours_first=True)[1]  # modules and caches at hand for all
        for turn in range(chosen.runs):
            measured, wide = round_of(mentees, ours_first=turn % 2 == 0)
            rounds.append(measured)
        whole = statistics.median(
            measured_.scoring + measured_.solving.seconds for measured_ in rounds
        )
        scipy = statistics.median(measured_.scipy.seconds for measured_ in rounds)
        stopped = 1 - wide.matrix.open.mean()
        print(
            f"\n{mentees} mentees, {len(wide.matrix.places)} mentors with {len(wide.seats)}"
            f" places, {stopped:.0%} of pairs stopped"
        )
        print(f"  {'':<14} {'':>12} {'matched':>8} {'worst':>6} {'total':>8}   {'/ suggest':>10}")
        print(line("suggest", rounds[-1].solving, whole, whole, chosen.limit))
        scoring, solving = (
            statistics.median(times)
            for times in (
                (measured_.scoring for measured_ in rounds),
                (measured_.solving.seconds for measured_ in rounds),
            )
        )
        print(f"  {'of it':<14} {scoring:.4f} s scoring and stops, {solving:.4f} s solving")
        print(line("scipy", rounds[-1].scipy, scipy, whole, chosen.limit))
        for name, contender in present.items():
            outcome = within(chosen.limit, contender, wide)
            print(
                line(
                    name, outcome, 0.0 if outcome is None else outcome.seconds, whole, chosen.limit
                )
            )
        ratio = statistics.median(
            measured_.solving.seconds / measured_.scipy.seconds for measured_ in rounds
        )
        paired = statistics.median(
            (measured_.scoring + measured_.solving.seconds)
            / (measured_.scoring + measured_.scipy.seconds)
            for measured_ in rounds
        )
        print(
            f"  solving / scipy {ratio:.2f}; (scoring + solving) / (scoring + scipy) {paired:.2f}"
        )


if __name__ == "__main__":
    main()
