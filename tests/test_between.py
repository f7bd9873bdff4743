"""Laws of what there is between two people: each tie, organisation, no, end and question once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mentorskap.files.records import Closeness
from mentorskap.model import between
from mentorskap.words import providers
from tests import oracle
from tests.test_deadlines import ACTIVE, ASKED, DECLINED, ID, world

if TYPE_CHECKING:
    from tests.oracle import Data, World


def with_person(id_: str, **more: object) -> World:
    data = world(mentee={"interview": {"date": "2026-02-20"}})
    data["participants"]["ada-11"]["organisation"] = "Norrsken Energi"
    data["participants"]["bo-01"]["organisation"] = "Havet AB"
    data["participants"][id_] |= more
    return data


def tie(**more: str) -> dict[str, object]:
    return {"ties": [{"with": "bo-01", "kind": "personal", **more}]}


@pytest.mark.parametrize(
    ("data", "bonds"),
    [
        (with_person("ada-11"), []),
        (with_person("ada-11", **tie()), [("tie", "ada-11", None, "personal")]),
        (
            with_person("ada-11", **tie(until="2026-06-02")),
            [("tie", "ada-11", date(2026, 6, 2), "personal")],
        ),
        (with_person("ada-11", **tie(until="2026-06-01")), []),
        (
            with_person("bo-01", organisation="norrsken  ENERGI"),
            [("same-organisation", "ada-11", None, "Norrsken Energi")],
        ),
    ],
    ids=["nothing", "a tie", "its last day", "it is over", "one organisation, written otherwise"],
)
def test_what_two_have_declared_has_its_day_and_its_file(
    data: World, bonds: list[tuple[str, str, date | None, str]]
) -> None:
    today = date(2026, 6, 2)
    people = oracle.snapshot(data, today).participants
    declared = between.declared(people["ada-11"], people["bo-01"], today, Closeness())
    assert [bond[:4] for bond in declared] == bonds


NORRSKEN = {"organisation": "Norrsken Energi AB", "unit": "elnät"}


@pytest.mark.parametrize(
    ("mentor", "closeness", "declared", "doubts"),
    [
        (NORRSKEN, Closeness(), ["same-organisation"], []),
        (NORRSKEN, Closeness("warn"), ["same-organisation"], []),
        (NORRSKEN, Closeness("allow"), [], []),
        (NORRSKEN, Closeness("allow", "stop"), ["same-unit"], []),
        (NORRSKEN, Closeness("stop", "stop"), ["same-organisation"], []),
        (NORRSKEN | {"unit": "Värme"}, Closeness("allow", "stop"), [], []),
        (NORRSKEN | {"unit": None}, Closeness("allow", "stop"), [], ["unknown-unit"]),
        (NORRSKEN | {"unit": None}, Closeness("allow"), [], []),
        ({"organisation": "Havet", "unit": "Elnät"}, Closeness("stop", "stop"), [], []),
        ({"organisation": "Norrsken Energi Norden"}, Closeness(), [], ["resembling"]),
        ({"organisation": "Norrsken Energi Norden"}, Closeness("allow"), [], []),
        (
            {"organisation": "Norrsken Energi Umeå", "unit": "Elnät"},
            Closeness("stop", "stop"),
            ["same-unit"],
            ["resembling"],
        ),
        ({"organisation": None}, Closeness(), [], ["unknown"]),
        ({"organisation": None}, Closeness("allow", "allow"), [], ["unknown"]),
        ({"organisation": "AB Fjällkraft"}, Closeness(), ["avoided-organisation"], []),
        ({"organisation": "AB Fjällkraft"}, Closeness("allow"), ["avoided-organisation"], []),
        ({"organisation": "Fjällkraft Norr"}, Closeness("allow"), [], ["avoided-resembling"]),
        ({"email": "bo@norrsken.example"}, Closeness(), [], ["same-mail"]),
        ({"email": "bo@mail.NORRSKEN.example"}, Closeness("warn"), [], ["same-mail"]),
        ({"email": "bo@norrsken.example"}, Closeness("allow"), [], []),
        ({"email": "bo@sken.example"}, Closeness(), [], []),
    ],
)
def test_what_two_have_in_common_is_as_the_programme_says(
    mentor: Data, closeness: Closeness, declared: list[str], doubts: list[str]
) -> None:
    wishes = {"avoid_organisations": ["Fjällkraft"]}
    data = world(mentee={"interview": {"date": "2026-02-20", "wishes": wishes}})
    data["participants"]["ada-11"] |= {
        "organisation": "Norrsken Energi",
        "unit": "Elnät",
        "email": "ada@norrsken.example",
    }
    data["participants"]["bo-01"] |= {
        "organisation": "Havet",
        "email": "bo@havet.example",
        **mentor,
    }
    today = date(2026, 6, 2)
    people = oracle.snapshot(data, today).participants
    pair = people["ada-11"], people["bo-01"]
    assert [bond.kind for bond in between.declared(*pair, today, closeness)] == declared
    assert [bond.kind for bond in between.doubts(*pair, closeness)] == doubts


@pytest.mark.parametrize(
    ("closeness", "unknown"),
    [
        (Closeness("stop", "allow"), ["ada-11", "bo-01"]),
        (Closeness("warn", "warn"), ["ada-11", "bo-01"]),
        (Closeness("allow", "stop"), ["ada-11", "bo-01"]),
        (Closeness("allow", "allow"), []),
    ],
)
def test_an_organisation_that_nobody_has_written_is_looked_at_where_it_matters(
    closeness: Closeness, unknown: list[str]
) -> None:
    data = world(mentee={"interview": {"date": "2026-02-20"}})
    for id_ in ("ada-11", "bo-01"):
        data["participants"][id_].pop("organisation", None)
    people = oracle.snapshot(data, date(2026, 6, 2)).participants
    doubts = between.doubts(people["ada-11"], people["bo-01"], closeness)
    assert [bond.source for bond in doubts if bond.kind == between.UNKNOWN] == unknown


def test_a_unit_in_common_is_named_as_each_of_the_two_has_written_it() -> None:
    data = with_person("bo-01", organisation="Norrsken Energi", unit="elnät")
    data["participants"]["ada-11"]["unit"] = "Elnät"
    people = oracle.snapshot(data, date(2026, 6, 2)).participants
    (bond,) = between.declared(
        people["ada-11"], people["bo-01"], date(2026, 6, 2), Closeness("allow", "warn")
    )
    assert (bond.detail, bond.twin) == ("Elnät", "elnät")


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("ada@norrsken.example", "norrsken.example"),
        ("ada@NORRSKEN.example", "norrsken.example"),
        ("ada@post.norrsken.example", "norrsken.example"),
        ("ada@norrsken.co.uk", "norrsken.co.uk"),
        ("ada@post.norrsken.co.uk", "norrsken.co.uk"),
        ("ada@gmail.com", None),
        ("ada@hotmail.se", None),
        ("ada@live.co.uk", None),
        ("ada@telia.com", None),
        ("ada", None),
        (None, None),
    ],
)
def test_a_domain_is_that_of_ones_own_organisation(email: str | None, domain: str | None) -> None:
    assert providers.mail_domain(email) == domain


def ended(reason: str, on: str = "2026-06-01") -> Data:
    return {"ended": {"date": on, "reason": reason}}


@pytest.mark.parametrize(
    ("pairing", "kind", "on", "reason"),
    [
        ({}, between.DRAFT, None, None),
        (ASKED, between.LIVE, date(2026, 3, 2), None),
        (ACTIVE, between.LIVE, date(2026, 3, 18), None),
        (DECLINED, between.NO, date(2026, 3, 4), "time"),
        *(
            (ACTIVE | ended(reason), between.END, date(2026, 6, 1), reason)
            for reason in ("not-working", "mentor-left", "mentee-left", "withdrawn", "other")
        ),
        *(
            (ACTIVE | ended(reason), between.COMPLETED, date(2026, 6, 1), reason)
            for reason in ("completed", "goal-reached")
        ),
        *(
            (ASKED | ended(reason), between.END, date(2026, 6, 1), reason)
            for reason in ("not-working", "mentor-left")
        ),
        *(
            (ASKED | ended(reason), between.DROPPED, date(2026, 6, 1), reason)
            for reason in ("completed", "mentee-left", "withdrawn", "other")
        ),
        (ACTIVE | ended("not-working", "2026-06-03"), between.LIVE, date(2026, 3, 18), None),
    ],
)
def test_each_pairing_of_two_says_one_thing_with_its_day_and_reason(
    pairing: Data, kind: str, on: date | None, reason: str | None
) -> None:
    snapshot = oracle.snapshot(world(pairing), date(2026, 6, 2))
    (episode,) = between.episodes(snapshot, "ada-11", "bo-01")
    assert (episode.kind, episode.pairing.id, episode.on, episode.reason) == (kind, ID, on, reason)
    assert episode.parts == (kind in {between.NO, between.END})
    assert list(between.episodes(snapshot, "bo-01", "ada-11")) == []


@pytest.mark.parametrize(
    ("pairing", "counts"),
    [
        (DECLINED, True),
        (ACTIVE | ended("mentor-left"), True),
        (ACTIVE | ended("not-working"), False),
        (ACTIVE, False),
    ],
)
def test_a_mentors_own_noes_are_those_that_the_mentor_said(pairing: Data, *, counts: bool) -> None:
    snapshot = oracle.snapshot(world(pairing), date(2026, 6, 2))
    assert [episode.pairing.id for episode in between.refusals(snapshot, "bo-01")] == [ID] * counts
    assert list(between.refusals(snapshot, "ada-11")) == []
