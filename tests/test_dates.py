"""No wrong year goes unnoticed: each date is moved by years, and something must be said of it.

The dates are those of the schemas, so that a new field is tried too.
"""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mentorskap.files import disk, records
from mentorskap.files.reading import Reading, read_all
from mentorskap.host.run import schema_named
from mentorskap.model.snapshot import Snapshot
from mentorskap.rules import dates, order, pairings, people, programme
from tests import tiers
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mentorskap.files.source import Route

    World = dict[str, Any]

TODAY = date(2026, 11, 23)
RULES = people.RULES + pairings.RULES + order.RULES + dates.RULES + programme.RULES
NEAR, FAR = (-10, -1, 1, 10), (-10, 10)
MAY_LIE_FURTHER = {
    ("participant", "ties", "until"): "a tie may last for years after the cohort",
    ("participant", "mentor", "available", "from"): "a mentor may be available long before",
    ("participant", "mentor", "available", "until"): "and long after",
    ("programme", "cohorts", "starts"): "a cohort may last two years",
    ("programme", "cohorts", "ends"): "a cohort may last two years",
    ("programme", "cohorts", "breaks", "from"): "it moves within a cohort of two years",
    ("programme", "cohorts", "breaks", "until"): "it moves within a cohort of two years",
    ("programme", "manager", "away", "from"): "an absence may last two years",
    ("programme", "manager", "away", "until"): "an absence may last two years",
    ("programme", "managers", "away", "from"): "an absence may last two years",
    ("programme", "managers", "away", "until"): "an absence may last two years",
}
"""Dates that may be one year off, but not ten, each with its reason."""
EXEMPT: dict[tuple[str, ...], str] = {
    ("programme", "manager", "away", "from"): "one manager alone has nobody to stand in",
    ("programme", "manager", "away", "until"): "one manager alone has nobody to stand in",
}
"""Dates that are not tried at all, each with its reason."""


# The dates that the schemas know.


def _dated(schema: Any, part: Any, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the name of each date below a part of a schema, without the places in lists."""
    if not isinstance(part, dict):
        return
    reference = part.get("$ref", "")
    if reference.startswith("#/$defs/"):  # another refers to what a list repeats
        name = reference.rpartition("/")[2]
        if name == "date":
            yield at
        else:
            yield from _dated(schema, schema["$defs"][name], at)
    if part.get("format") == "date":
        yield at
    for key, below in part.get("properties", {}).items():
        yield from _dated(schema, below, (*at, key))
    for key in ("oneOf", "anyOf", "allOf"):
        for below in part.get(key, ()):
            yield from _dated(schema, below, at)
    yield from _dated(schema, part.get("items"), at)


def _fields() -> list[tuple[str, ...]]:
    found = []
    for kind in ("participant", "pairing", "programme"):
        text = (ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8")
        schema = json.loads(text)
        found += [(kind, *name) for name in _dated(schema, schema, ())]
    return sorted(set(found) - EXEMPT.keys())


FIELDS = _fields()


# Worlds, and what the rules say of them.


def _world(folder: Path) -> World:
    """Return the documents of a folder by path."""
    root = str(folder)
    reading = read_all(
        list(disk.entries(root)), lambda path: disk.read(root, path), schema_named, keep=True
    )
    assert reading.unread == ()
    return dict(reading.documents)


def _kind(path: str) -> str:
    return {"participants": "participant", "pairings": "pairing"}.get(
        path.partition("/")[0], "programme"
    )


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yml")


def _around(world: World, path: str) -> World:
    """Return the part of a world that a date in the file at `path` can concern."""
    if _kind(path) == "programme":
        return world
    near = set(_stem(path).split("--")[:2])
    pairs = [
        file
        for file in world
        if _kind(file) == "pairing" and near & set(_stem(file).split("--")[:2])
    ]
    persons = near.union(*(_stem(file).split("--")[:2] for file in pairs))
    return {
        file: data
        for file, data in world.items()
        if file in pairs or _kind(file) == "programme" or _stem(file) in persons
    }


def _said(world: World, today: date) -> Counter[tuple[str, str, Route]]:
    """Count the errors and warnings by rule and place."""
    by_kind: dict[str, dict[str, Any]] = {"participant": {}, "pairing": {}, "programme": {}}
    for path, data in world.items():
        by_kind[_kind(path)][_stem(path)] = data
    snapshot = Snapshot(
        Reading(
            records.programme(by_kind["programme"]["programme"]),
            {id_: records.participant(id_, data) for id_, data in by_kind["participant"].items()},
            {id_: records.pairing(id_, data) for id_, data in by_kind["pairing"].items()},
            frozenset(),
            frozenset(),
            (),
            (),
            (),
        ),
        today,
    )
    return Counter(
        (rule.id, problem.where.path, problem.where.route)
        for rule in RULES
        for problem in rule.look(snapshot)
        if (problem.severity or rule.severity) != "notice"
    )


def _dates_in(data: Any, at: Route = ()) -> Iterator[Route]:
    if isinstance(data, dict):
        for key, below in data.items():
            yield from _dates_in(below, (*at, key))
    elif isinstance(data, list):
        for index, below in enumerate(data):
            yield from _dates_in(below, (*at, index))
    elif isinstance(data, str) and re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", data):
        yield at


def _years_later(text: str, years: int) -> str:
    day = date.fromisoformat(text)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return day.replace(year=day.year + years, day=28).isoformat()


def _moved(world: World, path: str, route: Route, years: int) -> World:
    data = copy.deepcopy(world[path])
    part = data
    for key in route[:-1]:
        part = part[key]
    part[route[-1]] = _years_later(part[route[-1]], years)
    return {**world, path: data}


def _name(path: str, route: Route) -> tuple[str, ...]:
    return (_kind(path), *(key for key in route if isinstance(key, str)))


def _slips(
    world: World, today: date
) -> Iterator[tuple[str, Route, int, Counter[tuple[str, str, Route]]]]:
    """Move each date of a world by years, one at a time, and tell what is said of each."""
    for path, data in sorted(world.items()):
        part = _around(world, path)
        before = _said(part, today)
        for route in _dates_in(data):
            name = _name(path, route)
            for years in FAR if name in MAY_LIE_FURTHER else NEAR:
                yield path, route, years, _said(_moved(part, path, route, years), today) - before


@pytest.mark.parametrize("folder", [pytest.param("example", marks=pytest.mark.laws), "sound"])
def test_no_wrong_year_goes_unnoticed(folder: str) -> None:
    world = _world(ROOT / "tests" / folder)
    tried: set[tuple[str, ...]] = set()
    for path, route, years, said in _slips(world, TODAY):
        tried.add(_name(path, route))
        assert said, f"{path} {route}: {years} years off, and nothing is said"
        of_the_cohort = [place for place in said.elements() if place[0] == "dates-fit-the-cohort"]
        if _kind(path) == "pairing" and route[0] != "ended":
            assert len(of_the_cohort) <= 1, f"{path} {route} {years}: {of_the_cohort}"
    assert tried <= set(FIELDS)


def test_every_date_of_the_schemas_is_tried() -> None:
    """A new field with a date is written somewhere in the example or the sound programme."""
    tried = {
        _name(path, route)
        for folder in ("example", "sound")
        for path, data in _world(ROOT / "tests" / folder).items()
        for route in _dates_in(data)
    }
    assert set(FIELDS) - tried == set()


# Programmes made at random, in which all is well.


@st.composite
def _programmes(draw: st.DrawFn) -> tuple[World, date]:
    """Return a world without a fault, and a day on which all that is written has happened."""
    starts = draw(st.dates(date(2001, 1, 1), date(2080, 1, 1)))
    ends = starts + timedelta(draw(st.integers(240, 364)))
    today = starts + timedelta(draw(st.integers(-30, 900)))
    world: World = {
        "programme.yml": {
            "name": {"sv": "Prov", "en": "Trial"},
            "manager": {"name": "Karin Berg", "email": "karin.berg@effect.example"},
            "cohorts": [
                {"id": "one", "name": {"sv": "Ett", "en": "One"}}
                | {"starts": starts.isoformat(), "ends": ends.isoformat()}
            ],
            "areas": [],
            "retention": {"ended": 24, "withdrawn": 24, "declined": 24},
        }
    }
    for number in range(draw(st.integers(1, 3))):
        _pair(draw, world, number, (starts, ends, today))
    return world, today


def _pair(draw: st.DrawFn, world: World, number: int, days: tuple[date, date, date]) -> None:
    """Add a mentee, perhaps one who joins late, and what had become of them by a day."""
    starts, ends, today = days

    def after(day: date, most: int) -> date:
        return day + timedelta(draw(st.integers(0, most)))

    admitted = after(starts - timedelta(90), 150)
    interview = after(admitted, 30)
    mentee: Any = {"cohort": "one", "admitted": admitted.isoformat()}
    if admitted > today:
        return
    if interview <= today:
        mentee["interview"] = {"date": interview.isoformat()}
    mentee_id, mentor_id = f"mentee-{number:02}", f"mentor-{number:02}"
    world[f"participants/{mentee_id}.yml"] = {
        "name": f"Mentee {'ABC'[number]}",
        "email": f"mentee{number}@one.example",
        "organisation": "One",
        "mentee": mentee,
    }
    asked = after(interview, 30)
    if asked > today:
        return
    world[f"participants/{mentor_id}.yml"] = {
        "name": f"Mentor {'ABC'[number]}",
        "email": f"mentor{number}@two.example",
        "organisation": "Two",
        "mentor": {"offers": [], "capacity": 3},
    }
    answered = after(asked, 7)
    informed = after(answered, 5)
    reaction = after(informed, 5)
    proposal: Any = {"mentor_asked": asked.isoformat()}
    pairing: Any = {"mentee": mentee_id, "mentor": mentor_id, "cohort": "one"}
    pairing["proposal"] = proposal
    world[f"pairings/{mentee_id}--{mentor_id}.yml"] = pairing
    for key, day, answer in (
        ("mentor_answer", answered, True),
        ("mentee_informed", informed, False),
        ("mentee_answer", reaction, True),
    ):
        if day > today:
            return
        text = day.isoformat()
        proposal[key] = {"date": text, "answer": "accepted"} if answer else text
    _meet(draw, pairing, max(starts, reaction), (ends, today))


def _meet(draw: st.DrawFn, pairing: Any, first: date, days: tuple[date, date]) -> None:
    ends, today = days
    held = first + timedelta(draw(st.integers(0, 21)))
    if held > min(today, ends):
        return
    last = min(ends, today)
    pairing["meetings"] = [{"date": held.isoformat(), "outcome": "held"}]
    answered = held + timedelta(draw(st.integers(0, 7)))
    if answered > last:
        return
    pairing["feedback"] = {
        side: {"date": answered.isoformat(), "answer": "start"} for side in ("mentee", "mentor")
    }
    day = answered
    while (day := day + timedelta(draw(st.integers(21, 60)))) <= last:
        outcome = draw(st.sampled_from(["held", "held", "moved", "cancelled", "no-show"]))
        pairing["meetings"].append({"date": day.isoformat(), "outcome": outcome})
    if day <= ends and today < day:
        pairing["meetings"].append({"date": day.isoformat(), "outcome": "planned"})
    extras = st.sets(st.sampled_from(["contacts", "agreement", "extended", "ended"]))
    for key in sorted(draw(extras)):
        extra = answered + timedelta(draw(st.integers(0, max((last - answered).days, 0))))
        if key == "contacts":
            # A lone check-in more than a year after the question may have been made soon after it.
            asked = date.fromisoformat(pairing["proposal"]["mentor_asked"])
            extra = min(extra, asked + timedelta(364))
            pairing["contacts"] = [{"date": extra.isoformat(), "with": "mentee"}]
        elif key == "agreement":
            pairing["agreement"] = extra.isoformat()
        elif key == "extended" and len(pairing["meetings"]) > 1:
            longer = ends + timedelta(draw(st.integers(1, 30)))
            pairing["extended_until"] = longer.isoformat()
        elif key == "ended" and today > ends:
            pairing["ended"] = {"date": ends.isoformat(), "reason": "completed"}


@settings(
    phases=[Phase.explicit, Phase.generate],  # to shrink a whole programme takes minutes
    max_examples=tiers.examples(400),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(_programmes())
@pytest.mark.wide
def test_no_wrong_year_goes_unnoticed_in_any_programme(made: tuple[World, date]) -> None:
    world, today = made
    assert not _said(world, today)
    for path, route, years, said in _slips(world, today):
        assert said, f"{path} {route}: {years} years off on {today}, and nothing is said"
