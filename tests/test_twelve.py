"""A programme of twelve, from the list of applicants to completion, by commands alone.

`tests/twelve/` holds what the manager types, the list and the mails she gets, and the records of
the same programme as a person writes them by hand.
"""

from __future__ import annotations

import shlex
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mentorskap.edit.recording import FACTS
from mentorskap.files import source
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Outcome

TWELVE = ROOT / "tests" / "twelve"
BY_HAND = TWELVE / "records"
AFTERWARDS = "2027-09-15"


class Typed(NamedTuple):
    """A command, and the day on which it is typed."""

    day: str
    line: str


def typed() -> Iterator[Typed]:
    """Yield the commands of the whole programme in the order of their days."""
    day = ""
    for line in (TWELVE / "commands.txt").read_text(encoding="utf-8").splitlines():
        if line[:1].isdigit():
            day = line
        elif line and not line.startswith("#"):
            yield Typed(day, line)


def records(root: Path) -> dict[str, Any]:
    """Return the data of each file, by its path."""
    return {
        path.relative_to(root).as_posix(): source.parse(
            path.read_text(encoding="utf-8"), path.as_posix()
        )
        for folder in ("participants", "pairings")
        for path in sorted((root / folder).glob("*.yml"))
    }


class Programme(NamedTuple):
    """Where the commands have written, and the errors that a check found after each."""

    root: Path
    faults: list[str]


@pytest.fixture
def programme(
    tmp_path: Path, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> Programme:
    """Return the programme after its last command: it began with `programme.yml` and nobody."""
    root = tmp_path / "programme"
    for folder in ("participants", "pairings"):
        (root / folder).mkdir(parents=True)
    shutil.copy(BY_HAND / "programme.yml", root)
    monkeypatch.chdir(TWELVE)
    faults = []
    for day, line in typed():
        outcome = command(*shlex.split(line), root=root, today=day)
        assert outcome.code == 0, f"{day} {line}\n{outcome.out}{outcome.err}"
        findings = command("check", "--format", "json", root=root, today=day).json()["findings"]
        faults += [
            f"{day} {line}: {finding['rule']} {finding['path']}"
            for finding in findings
            if finding["severity"] == "error"
        ]
    return Programme(root, faults)


def numbers(command: Callable[..., Outcome], root: Path, day: str) -> dict[str, tuple[int, int]]:
    """Return each number of `status` as its two figures."""
    kpis = command("status", "--format", "json", root=root, today=day).json()["kpis"]
    return {name: (number["k"], number["n"]) for name, number in kpis.items()}


@pytest.mark.wide
def test_a_programme_of_twelve_is_run_by_commands_alone(
    programme: Programme, command: Callable[..., Outcome]
) -> None:
    root = programme.root
    assert programme.faults == []
    assert records(root) == records(BY_HAND)
    for folder in (root, BY_HAND):
        check = command("check", "--format", "json", root=folder, today=AFTERWARDS).json()
        assert check["findings"] == []
        assert check["summary"]["participants"] == 20
        assert check["summary"]["pairings"] == 17
        overdue = command("overdue", "--fail", root=folder, today=AFTERWARDS)
        assert (overdue.code, "Nothing needs you." in overdue.out) == (0, True)
        figures = numbers(command, folder, AFTERWARDS)
        assert figures["ever-matched"] == (11, 11)
        assert figures["completion"] == (11, 11)
        assert figures["rematch"] == (2, 11)
        assert figures["early-endings"] == (2, 13)
        assert figures["matched-now"] == (0, 0)


def test_in_the_middle_of_the_programme_the_late_and_the_due_are_named(
    command: Callable[..., Outcome],
) -> None:
    day = "2026-11-23"
    overdue = command("overdue", "--format", "json", root=BY_HAND, today=day).json()["items"]
    assert [
        (item["kind"], item["status"], item["pairing"], item["days_late"])
        for item in overdue
        if item["status"] != "upcoming"
    ] == [
        ("next-meeting", "overdue", "elin-01--ulla-01", 12),
        ("next-meeting", "attention", "leo-01--sven-01", 4),
        ("next-meeting", "attention", "jonas-01--olga-01", 3),
    ]
    status = command("status", "--format", "json", root=BY_HAND, today=day).json()
    stages = [pairing["stage"] for pairing in status["pairings"]]
    assert {stage: stages.count(stage) for stage in set(stages)} == {
        "mentor-declined": 1,
        "mentee-objected": 1,
        "not-started": 1,
        "withdrawn": 1,
        "active": 11,
    }
    assert numbers(command, BY_HAND, day)["matched-now"] == (11, 11)


FACTS_OF_A_PROGRAMME = {
    "import", "suggest", "new pairing", "record --from", "record fix",
    *(f"record {fact}" for fact in FACTS if fact != "admitted"),
}  # fmt: skip


def test_every_kind_of_fact_is_among_the_commands() -> None:
    lines = [" ".join(shlex.split(line)[:2]) for _, line in typed()]
    words = {*lines, *(line.split()[0] for line in lines)}
    assert words >= FACTS_OF_A_PROGRAMME
