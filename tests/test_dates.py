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
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests import oracle, tiers
from tests.conftest import ROOT
from tests.test_deadlines import ACTIVE, ASKED, FIRST, ID, INFORMED, PROPOSAL, entered, world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mentorskap.files.source import Route

    Data = dict[str, Any]
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


# Each limit, where it still holds and the day after.


def places(told: World, today: str = "2026-11-23") -> list[str]:
    """Return where `dates-fit-the-cohort` finds something, as a route with dots."""
    snapshot = oracle.snapshot(told, oracle.day(today))
    return [
        ".".join(map(str, problem.where.route))
        for problem in dates.dates_fit_the_cohort.look(snapshot)
    ]


def admitted(on: str, **more: Any) -> World:
    return world(mentee={"admitted": on, **more})


def bounded(begins: str | None, ends: str | None) -> World:
    """Return a pairing whose mentor is available from one of these days, until the other."""
    told = world(ACTIVE)
    days = {key: day for key, day in (("from", begins), ("until", ends)) if day is not None}
    told["participants"]["bo-01"]["mentor"] = {"offers": [], "capacity": 1, "available": days}
    return told


def tied(until: str) -> World:
    told = world(ACTIVE)
    told["participants"]["ada-11"]["ties"] = [{"with": "cy-02", "kind": "personal", "until": until}]
    return told


def away(until: str) -> World:
    told = world()
    rest = {"from": "2026-03-01", "until": until, "instead": "ulf"}
    told["programme"]["managers"] = [
        {"id": "stina", "name": "Stina Borg", "email": "stina@effect.example", "away": [rest]},
        {"id": "ulf", "name": "Ulf Borg", "email": "ulf@effect.example"},
    ]
    del told["programme"]["manager"]
    return told


def notified(on: str) -> World:
    told = world()
    told["participants"]["ada-11"]["notified"] = on
    return told


def met(*held: str, **more: Any) -> Data:
    """Return an active pairing with these meetings."""
    return ACTIVE | {"meetings": [{"date": on, "outcome": "held"} for on in held]} | more


def step(key: str, on: str, **before: Any) -> Data:
    """Return a proposal that has come to a step on a day."""
    value: Any = on if key in {"mentor_asked", "mentee_informed"} else answer(on, "accepted")
    return {"proposal": {**before, key: value}}


def answer(on: str, text: str) -> Data:
    return {"date": on, "answer": text}


LONG: Data = {"ends": "2027-12-31"}
OPEN: Data = {"extended_until": "2027-12-31"}
LATE: Data = {"contacts": [{"date": "2027-03-01", "with": "mentee"}]}


@pytest.mark.parametrize(
    ("made", "fits", "slips", "route", "today"),
    [
        pytest.param(made, fits, slips, route, (*today, "2026-11-23")[0], id=name)
        for name, made, fits, slips, route, *today in (
            (
                "a cohort of three years",
                lambda on: world(ends=on),
                "2029-02-28",
                "2029-03-01",
                "cohorts.0.ends",
            ),
            (
                "an absence of two years",
                away,
                "2028-02-29",
                "2028-03-01",
                "managers.0.away.0.until",
            ),
            (
                "admitted a year before the cohort",
                admitted,
                "2025-03-01",
                "2025-02-28",
                "mentee.admitted",
            ),
            (
                "the same, before the interview",
                lambda on: admitted(on, interview=None),
                "2025-03-01",
                "2025-02-28",
                "mentee.admitted",
                "2026-02-01",
            ),
            (
                "admitted on the cohort's last day",
                lambda on: admitted(on, interview=None),
                "2027-02-26",
                "2027-02-27",
                "mentee.admitted",
                "2027-03-10",
            ),
            (
                "interviewed on the cohort's last day",
                lambda on: admitted("2026-05-04", interview={"date": on}),
                "2027-02-26",
                "2027-02-27",
                "mentee.interview.date",
                "2027-03-10",
            ),
            (
                "interviewed within a year of the admission",
                lambda on: admitted("2025-03-01", interview={"date": on}),
                "2026-02-28",
                "2026-03-01",
                "mentee.interview.date",
            ),
            ("informed half a year later", notified, "2026-07-13", "2026-07-14", "notified"),
            ("informed half a year before", notified, "2025-07-14", "2025-07-13", "notified"),
            (
                "a mentor informed half a year later",
                lambda on: entered(notified=on),
                "2026-09-30",
                "2026-10-01",
                "notified",
            ),
            (
                "gone within a year of the interview",
                lambda on: world(mentee={"withdrawn": on}, **LONG),
                "2027-02-19",
                "2027-02-20",
                "mentee.withdrawn",
            ),
            (
                "gone within a year of the latest fact",
                lambda on: world(
                    ACTIVE | {"extended_until": "2027-03-10"}, mentee={"withdrawn": on}
                ),
                "2027-03-17",
                "2027-03-18",
                "mentee.withdrawn",
            ),
            (
                "gone, with a pairing in another cohort",
                lambda on: world(met("2026-06-01", cohort="two"), mentee={"withdrawn": on}),
                "2027-02-19",
                "2027-02-20",
                "mentee.withdrawn",
            ),
            ("a tie two years later", tied, "2029-02-25", "2029-02-26", "ties.0.until"),
            ("a tie two years before", tied, "2024-03-01", "2024-02-29", "ties.0.until"),
            (
                "available two years before",
                lambda on: bounded(on, None),
                "2024-03-01",
                "2024-02-29",
                "mentor.available.from",
            ),
            (
                "available until two years later",
                lambda on: bounded(None, on),
                "2029-02-25",
                "2029-02-26",
                "mentor.available.until",
            ),
            (
                "extended by a day",
                lambda on: world(ACTIVE | {"extended_until": on}),
                "2027-02-27",
                "2027-02-26",
                "extended_until",
            ),
            (
                "extended by a year",
                lambda on: world(ACTIVE | {"extended_until": on}),
                "2028-02-26",
                "2028-02-27",
                "extended_until",
            ),
            (
                "a pause to the last day",
                lambda on: world(ACTIVE | {"pauses": [{"from": "2026-12-01", "until": on}]}),
                "2027-02-26",
                "2027-02-27",
                "pauses.0.until",
            ),
            (
                "a pause of less than a year",
                lambda on: world(ACTIVE | OPEN | {"pauses": [{"from": "2026-04-01", "until": on}]}),
                "2027-03-31",
                "2027-04-01",
                "pauses.0.until",
            ),
            (
                "a meeting on the cohort's first day",
                lambda on: world(met(on), starts="2026-03-10"),
                "2026-03-10",
                "2026-03-09",
                "meetings.0.date",
            ),
            (
                "a meeting moved on the last day",
                lambda on: world(ACTIVE | {"meetings": [FIRST, {"date": on, "outcome": "moved"}]}),
                "2027-02-26",
                "2027-02-27",
                "meetings.1.date",
            ),
            (
                "a check-in on the last day",
                lambda on: world(ACTIVE | {"contacts": [{"date": on, "with": "mentee"}]}),
                "2027-02-26",
                "2027-02-27",
                "contacts.0.date",
                "2027-03-10",
            ),
            (
                "a check-in where the mentee's answer is missing",
                lambda on: world(
                    ACTIVE | INFORMED | {"contacts": [{"date": on, "with": "mentee"}]}
                ),
                "2027-02-26",
                "2027-02-27",
                "contacts.0.date",
                "2027-03-10",
            ),
            (
                "asked within a year of the interview",
                lambda on: world(step("mentor_asked", on), **LONG),
                "2027-02-19",
                "2027-02-20",
                "proposal.mentor_asked",
                "2027-03-10",
            ),
            (
                "answered within a year",
                lambda on: world(step("mentor_answer", on, mentor_asked="2026-03-02"), **LONG),
                "2027-03-01",
                "2027-03-02",
                "proposal.mentor_answer.date",
                "2027-03-10",
            ),
            (
                "a first meeting within a year",
                lambda on: world(
                    {"proposal": PROPOSAL} | {"meetings": [FIRST | {"date": on}]}, **LONG
                ),
                "2027-03-08",
                "2027-03-09",
                "meetings.0.date",
                "2027-03-10",
            ),
            (
                "feedback within a year",
                lambda on: world(
                    met("2026-03-09", feedback={"mentee": answer(on, "start")}), **LONG
                ),
                "2027-03-08",
                "2027-03-09",
                "feedback.mentee.date",
                "2027-03-10",
            ),
            (
                "an agreement within a year",
                lambda on: world(met("2026-03-16", agreement=on), **LONG),
                "2027-03-15",
                "2027-03-16",
                "agreement",
                "2027-03-20",
            ),
            (
                "ended within a year of the latest entry",
                lambda on: world(ACTIVE | {"ended": {"date": on, "reason": "other"}}, **LONG),
                "2027-03-17",
                "2027-03-18",
                "ended.date",
                "2027-03-20",
            ),
        )
    ],
)
def test_a_date_may_lie_on_the_limit_and_no_further(
    made: Callable[[str], World], fits: str, slips: str, route: str, today: str
) -> None:
    assert places(made(fits), today) == []
    assert places(made(slips), today) == [route]


@pytest.mark.parametrize(
    ("told", "today", "found"),
    [
        (admitted("2026-01-12", interview=None), "2027-01-11", []),
        (admitted("2026-01-12", interview=None), "2027-01-12", ["mentee.admitted"]),
        (admitted("2026-01-12", interview=None), "2027-02-26", ["mentee.admitted"]),
        (admitted("2026-01-12", interview=None), "2027-02-27", []),
        (entered(), "2027-03-31", []),
        (entered(), "2027-04-01", ["mentor.added"]),
        (entered({"left": "2026-06-01"}), "2027-04-01", []),
        (notified("2027-07-14"), "2027-07-13", []),
        (notified("2027-07-14"), "2027-07-14", ["notified"]),
        (world(step("mentor_asked", "2027-02-20"), **LONG), "2027-02-19", []),
        (
            world(step("mentor_answer", "2027-03-01", mentor_asked="2026-12-01"), **LONG),
            "2027-03-10",
            [],
        ),
        (bounded("2029-02-25", "2029-02-25"), "2026-11-23", []),
        (
            bounded("2029-02-26", "2029-02-26"),
            "2026-11-23",
            ["mentor.available.from", "mentor.available.until"],
        ),
        (bounded("2029-02-27", "2029-02-26"), "2026-11-23", []),
        (world(ASKED | {"meetings": [FIRST | {"date": "2026-03-01"}]}), "2026-11-23", []),
        (
            world(ACTIVE | {"pauses": [{"from": "2027-02-27", "until": "2027-03-05"}]}),
            "2026-11-23",
            ["pauses.0.from"],
        ),
        (world({"proposal": PROPOSAL, "meetings": [FIRST]}), "2026-11-23", []),
        (world(ACTIVE | LATE), "2027-03-01", ["contacts.0.date"]),
        (world(ACTIVE | LATE), "2027-02-28", []),
        (
            world(ACTIVE | LATE | {"ended": {"date": "2026-06-01", "reason": "other"}}),
            "2027-03-01",
            [],
        ),
    ],
    ids=[
        "admitted 364 days ago",
        "a year ago",
        "still on the cohort's last day",
        "not after it",
        "entered 364 days ago",
        "entered a year ago",
        "gone since",
        "informed in the future",
        "informed long after",
        "asked in the future",
        "a step within a year of the one before",
        "available for a day",
        "available for a day in another decade",
        "available backwards is said elsewhere",
        "met before the question is said elsewhere",
        "a pause after the end is said once",
        "five facts",
        "a check-in after the cohort",
        "in the future is said elsewhere",
        "after the end is said elsewhere",
    ],
)
def test_of_a_date_that_is_off_one_thing_is_said_and_in_its_time(
    told: World, today: str, found: list[str]
) -> None:
    assert places(told, today) == found


def test_of_a_mentor_alone_the_cohorts_that_are_not_over_count() -> None:
    told = bounded("2024-03-01", None)
    del told["pairings"][ID]
    cohort = told["programme"]["cohorts"][0]
    told["programme"]["cohorts"].append(
        {**cohort, "id": "two", "starts": "2027-03-01", "ends": "2028-02-25"}
    )
    assert places(told, "2027-02-26") == []
    assert places(told, "2027-02-27") == ["mentor.available.from"]


@pytest.mark.parametrize(
    ("pairing", "today", "words"),
    [
        (
            ASKED | {"meetings": [{"date": "2026-03-01", "outcome": "no-show"}]},
            "2026-11-23",
            "is before the pairing began",
        ),
        (
            step("mentor_asked", "2027-03-01")
            | {"meetings": [{"date": "2027-02-26", "outcome": "moved"}]},
            "2027-04-01",
            "is before the pairing began",
        ),
        (
            {"ended": {"date": "2026-01-11", "reason": "other"}},
            "2026-11-23",
            "is before the mentee was admitted",
        ),
    ],
    ids=["on the cohort's first day", "on its last day", "a draft"],
)
def test_what_lies_before_the_beginning_is_said_to(pairing: Data, today: str, words: str) -> None:
    snapshot = oracle.snapshot(world(pairing), oracle.day(today))
    voice = Voice(ENGLISH, {})
    problems = dates.dates_fit_the_cohort.look(snapshot)
    assert any(words in voice(problem.message) for problem in problems)


@pytest.mark.parametrize(
    ("end", "found"),
    [("2026-01-11", ["ended.date"]), ("2026-01-12", []), ("2025-03-01", ["ended.date"])],
)
def test_a_draft_ends_after_the_admission(end: str, found: list[str]) -> None:
    assert places(world({"ended": {"date": end, "reason": "other"}})) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2026-03-16", "2027-02-01", "2026-05-01"], ["meetings.1.date"]),
        (["2026-03-16", "2026-10-31", "2026-05-01"], ["meetings.1.date"]),
        (["2026-03-16", "2026-10-30", "2026-05-01"], []),
        (["2026-03-16", "2027-02-01", "2026-05-01", "2027-02-05", "2026-06-05"], []),
        (["2026-03-16", "2026-03-16", "2027-02-01", "2026-05-01"], ["meetings.2.date"]),
        (
            ["2026-03-16", "2026-11-01", "2027-01-10", "2026-03-20", "2027-01-20"],
            ["meetings.3.date"],
        ),
        (["2027-01-16", "2026-03-20"], []),
    ],
    ids=[
        "far from both",
        "183 days from one",
        "182 days",
        "two slips are an order of its own",
        "two of one day before it",
        "far from its neighbours alone",
        "two have no order",
    ],
)
def test_a_line_out_of_order_is_noticed_where_it_is_far_from_its_neighbours(
    days: list[str], found: list[str]
) -> None:
    for extended, expected in (("2027-03-01", []), ("2027-03-02", found)):
        told = world(met(*days, extended_until=extended))
        assert places(told, "2027-03-10") == expected
