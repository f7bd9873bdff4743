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
