"""Laws of waiting: one definition, and deadlines, suggestions, letters and pages that keep to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from mentorskap.letters import due as letters
from mentorskap.matching import queue
from mentorskap.model import deadlines, waiting
from tests import oracle
from tests.test_deadlines import ACTIVE, ASKED, DECLINED, FIRST, INFORMED, START, world
from tests.test_shortlist import waiting_page, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from mentorskap.model.snapshot import Snapshot
    from tests.oracle import Data, World


def ended(reason: str, on: str = "2026-06-01") -> Data:
    return ACTIVE | {"ended": {"date": on, "reason": reason}}


CASES: dict[str, tuple[World, str, list[str]]] = {
    "interviewed": (world(), "2026-03-10", []),
    "a draft": (world({}), "2026-03-10", []),
    "not interviewed": (
        world(mentee={"interview": {"date": "2026-03-11"}}),
        "2026-03-10",
        ["not-interviewed"],
    ),
    "withdrawn": (world(mentee={"withdrawn": "2026-03-10"}), "2026-03-10", ["withdrawn"]),
    "withdraws tomorrow": (world(mentee={"withdrawn": "2026-03-11"}), "2026-03-10", []),
    "a mentor is asked": (world(ASKED), "2026-03-10", ["paired"]),
    "the mentor declined": (world(DECLINED), "2026-03-10", []),
    "declined, and another asked": (world(DECLINED, ASKED), "2026-03-10", ["paired"]),
    "the cohort's last day": (world(DECLINED), "2027-02-26", []),
    "after the cohort": (world(DECLINED), "2027-02-27", ["cohort-over"]),
    "the mentor left": (world(ended("mentor-left")), "2026-06-02", []),
    "the mentee left": (world(ended("mentee-left")), "2026-06-02", ["left"]),
    "the mentee leaves tomorrow": (world(ended("mentee-left")), "2026-05-31", ["paired"]),
    "completed": (world(ended("completed")), "2026-06-02", ["completed"]),
    "left, then declined": (
        world(ended("mentee-left"), DECLINED),
        "2026-06-02",
        ["left"],
    ),
    "unknown cohort": (world(mentee={"cohort": "nine"}), "2026-03-10", ["no-cohort"]),
}


@pytest.mark.parametrize(("data", "today", "kinds"), CASES.values(), ids=CASES)
def test_a_mentee_waits_unless_there_is_an_obstacle(
    data: World, today: str, kinds: list[str]
) -> None:
    snapshot = oracle.snapshot(data, date.fromisoformat(today))
    person = snapshot.participants["ada-11"]
    assert [
        obstacle.kind for obstacle in waiting.obstacles(snapshot, person, person.latest)
    ] == kinds
    assert waiting.waits(snapshot, person) == (not kinds)
    assert (queue.why_not(snapshot, "ada-11") is None) == (not kinds)
    assert not waiting.waits(snapshot, snapshot.participants["bo-01"])


DROPPED: Data = {"ended": {"date": "2026-06-05", "reason": "other"}}
NO: Data = ACTIVE | {"feedback": START | {"mentor": {"date": "2026-03-20", "answer": "decline"}}}


@pytest.mark.parametrize(
    ("pairings", "first", "since"),
    [
        ([], False, "2026-02-20"),
        ([DECLINED], False, "2026-02-20"),
        ([NO], True, "2026-02-20"),
        ([NO, DECLINED], True, "2026-02-20"),
        ([ended("mentor-left")], False, "2026-06-01"),
        ([NO, ended("mentor-left")], False, "2026-06-01"),
        ([DROPPED], False, "2026-02-20"),
        ([ASKED | DROPPED], False, "2026-02-20"),
        ([INFORMED | DROPPED], False, "2026-06-05"),
        ([NO, DROPPED], True, "2026-02-20"),
        ([NO, ASKED | DROPPED], True, "2026-02-20"),
        ([NO, {"meetings": [FIRST], **DROPPED}], False, "2026-06-05"),
    ],
    ids=[
        "nothing",
        "the mentor declined",
        "a no after the first meeting",
        "and then a mentor declined",
        "the mentor left",
        "the mentor left after a no",
        "a draft dropped",
        "a question dropped",
        "a proposal dropped that the mentee knew of",
        "a draft dropped after a no",
        "a question dropped after a no",
        "met, and dropped",
    ],
)
def test_a_mentees_turn_rests_on_what_the_mentee_knows(
    pairings: list[Data], since: str, *, first: bool
) -> None:
    snapshot = oracle.snapshot(world(*pairings), date(2026, 6, 10))
    turn = waiting.turn(snapshot, snapshot.participants["ada-11"])
    assert turn == (not first, date.fromisoformat(since), "ada-11")


def sought(snapshot: Snapshot) -> set[str]:
    """Return for whom a mentor is due to be sought, however far ahead."""
    return {
        item.participant
        for item in deadlines.due(snapshot, 10_000)
        if item.kind in {"proposal", "new-proposal"}
    }


@oracle.laws
@given(oracle.worlds())
def test_a_mentor_is_due_to_be_sought_for_those_who_wait_and_no_one_else(
    case: tuple[World, date],
) -> None:
    snapshot = oracle.snapshot(*case)
    assert sought(snapshot) == set(queue.waiting(snapshot))


@pytest.mark.parametrize(
    ("reason", "told"), [("mentee-left", False), ("not-working", True), ("mentor-left", True)]
)
def test_who_left_is_nowhere_said_to_wait(example: Path, reason: str, *, told: bool) -> None:
    path = example / "pairings" / "adam-53--samira-38.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}ended: {{date: 2026-11-20, reason: {reason}}}\n", encoding="utf-8")
    page = words_of(waiting_page(example))
    assert ("Adam Nowicki" in page) == told
    assert ("suggest adam-53" in page) == told


@pytest.mark.parametrize(
    ("pairings", "told"),
    [
        ((ended("not-working"),), True),
        ((ended("mentee-left"),), False),
        ((ended("not-working"), ended("completed", "2026-05-01")), False),
        ((ended("not-working"), ASKED), True),
        ((ended("not-working"), ACTIVE), False),
    ],
    ids=["it did not work", "left", "completed another", "another asked", "another shown"],
)
def test_a_new_search_is_announced_to_those_who_wait_as_far_as_they_know(
    pairings: tuple[dict[str, Any], ...], *, told: bool
) -> None:
    snapshot = oracle.snapshot(world(*pairings), date(2026, 6, 2))
    post = letters.post(snapshot, [], lambda _: False)
    kinds = {
        matter.kind
        for matters in (*post.letters.values(), [line.matter for line in post.skipped])
        for matter in matters
    }
    assert (letters.NEW_SEARCH in kinds) == told
