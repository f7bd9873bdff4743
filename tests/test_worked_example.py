"""The worked example of the programme's numbers, through the command."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent / "worked-example"
P1, P2, P3 = "anna-07--bjorn-12", "dina-08--frida-13", "erik-09--goran-14"


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Run a command on the example as of 2026-11-23, and return what it says."""

    def run(*command: str) -> Any:
        assert (
            main([*command, "--root", str(ROOT), "--today", "2026-11-23", "--format", "json"]) == 0
        )
        return json.loads(capsys.readouterr().out)

    yield run
    gc.enable()


def test_the_example_is_sound(told: Any) -> None:
    assert told("check")["findings"] == []


def test_the_stages_of_the_example(told: Any) -> None:
    assert told("status")["pairings"] == [
        {"id": P1, "stage": "active", "since": "2026-03-04"},
        {"id": P2, "stage": "paused", "since": "2026-09-01"},
        {"id": P3, "stage": "active", "since": "2026-04-03"},
    ]


@pytest.mark.parametrize(
    ("name", "shares", "k", "n"),
    [
        ("cadence", {P1: (5, 5), P2: (1, 2), P3: (1, 3)}, 7, 10),
        ("held-of-expected", {P1: (6, 6), P2: (3, 4), P3: (3, 5)}, 12, 15),
    ],
)
def test_the_numbers_of_the_example(
    told: Any, name: str, shares: dict[str, tuple[int, int]], k: int, n: int
) -> None:
    number = told("status")["kpis"][name]
    assert {id_: (share["k"], share["n"]) for id_, share in number["shares"].items()} == shares
    assert (number["k"], number["n"], number["value"], number["members"]) == (
        k,
        n,
        k / n,
        [P1, P2, P3],
    )


def test_of_the_example_the_third_is_overdue_and_the_second_is_asked_to_resume(told: Any) -> None:
    items = told("overdue")["items"]
    assert [
        (
            item["kind"],
            item["status"],
            item["actor"],
            item["pairing"],
            item["participant"],
            item["due"],
            item["days_late"],
        )
        for item in items
    ] == [
        ("next-meeting", "overdue", "mentee", P3, "erik-09", "2026-10-26", 28),
        ("resume", "upcoming", "manager", P2, "dina-08", "2026-11-30", 0),
    ]
    for item, line in zip(
        items,
        ["  - {date: 2026-09-14, outcome: held}", "pauses: [{from: 2026-09-01}]"],
        strict=True,
    ):
        assert (ROOT / item["path"]).read_text(encoding="utf-8").splitlines()[
            item["line"] - 1
        ] == line
