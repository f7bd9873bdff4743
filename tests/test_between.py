"""Laws of what there is between two people: each tie, organisation, no, end and question once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mentorskap.model import between
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
    assert list(between.declared(people["ada-11"], people["bo-01"], today)) == bonds


@pytest.mark.parametrize(
    ("pairing", "kind", "on"),
    [
        ({}, between.DRAFT, None),
        (ASKED, between.LIVE, date(2026, 3, 2)),
        (ACTIVE, between.LIVE, date(2026, 3, 18)),
        (DECLINED, between.NO, date(2026, 3, 4)),
        (
            ACTIVE | {"ended": {"date": "2026-06-01", "reason": "not-working"}},
            between.END,
            date(2026, 6, 1),
        ),
    ],
    ids=["a draft", "a question", "a pairing", "a no", "an end"],
)
def test_each_pairing_of_two_says_one_thing(pairing: Data, kind: str, on: date | None) -> None:
    snapshot = oracle.snapshot(world(pairing), date(2026, 6, 2))
    ((_, bond),) = between.pairings(snapshot, "ada-11", "bo-01")
    assert bond == between.Bond(kind, ID, on)
    assert list(between.pairings(snapshot, "bo-01", "ada-11")) == []


@pytest.mark.parametrize(
    ("organisation", "other", "same"),
    [
        ("Havet AB", "havet  ab ", True),
        ("Havet AB", "Havet", False),
        (None, "Havet", False),
        (None, None, False),
    ],
)
def test_two_organisations_are_the_same_whatever_the_case_and_spaces(
    organisation: str | None, other: str | None, *, same: bool
) -> None:
    assert between.same_organisation(organisation, other) == same
