"""The yearly letter: whom it asks, what it says, and that no one gets it twice in a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from mentorskap.letters.due import YEARLY, LogEntry, Post, post, read_log, written_log
from tests import oracle
from tests.test_deadlines import world
from tests.test_letters import contacts, no_day_off

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from tests.conftest import Outcome

TODAY = date(2026, 11, 23)


def asked(log: list[LogEntry], today: date = TODAY, *, yearly: bool = True, **mentor: Any) -> Post:
    data = contacts(world({}))
    data["pairings"].clear()
    data["participants"]["bo-01"]["mentor"] |= mentor
    return post(oracle.snapshot(data, today), log, no_day_off, yearly=yearly)


def readers(batch: Post) -> set[str]:
    return {
        id_
        for id_, matters in batch.letters.items()
        if any(matter.kind == YEARLY for matter in matters)
    }


def why(batch: Post) -> dict[str, str]:
    return {
        skipped.matter.participant: skipped.why
        for skipped in batch.skipped
        if skipped.matter.kind == YEARLY
    }


def test_it_is_drafted_on_request_alone() -> None:
    assert "bo-01" in readers(asked([]))
    assert readers(asked([], yearly=False)) == set()


@pytest.mark.parametrize(("days", "again"), [(0, True), (7, False), (364, False), (365, True)])
def test_it_is_drafted_once_a_year(days: int, again: bool) -> None:  # noqa: FBT001
    log = [LogEntry(TODAY - timedelta(days=days), "bo-01", YEARLY)]
    batch = asked(log)
    assert ("bo-01" in readers(batch)) == again
    assert ("bo-01" in why(batch)) != again


def test_the_log_remembers_it_for_a_year() -> None:
    text = written_log([], asked([]), TODAY)
    later = TODAY + timedelta(days=364)
    entries, wrong = read_log(written_log(read_log(text)[0], Post({}, []), later))
    assert wrong is None
    assert readers(asked(entries, later)) == set()


def test_who_has_just_been_entered_or_has_left_is_not_asked() -> None:
    assert why(asked([], added="2026-06-01")) == {"bo-01": "this-year"}
    assert "bo-01" in readers(asked([], added="2025-06-01"))
    left = asked([], left="2026-11-22")
    assert "bo-01" not in readers(left)
    assert "bo-01" not in why(left)


def test_it_says_what_the_file_says(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    outcome = command("remind", "--yearly", "--to", str(folder), root=example)
    assert outcome.code == 0
    drafts = [path for path in folder.iterdir() if f".{YEARLY}." in path.name]
    assert drafts
    assert "Subject: =?utf-8?q?St=C3=A4mmer_det_=C3=A4n=3F?=" in drafts[0].read_text()
    command("remind", "--to", str(folder), root=example, today="2026-11-25")
    assert [path for path in folder.iterdir() if f".{YEARLY}." in path.name] == drafts


def test_without_a_log_it_is_refused(command: Callable[..., Outcome], example: Path) -> None:
    refused = command("remind", "--yearly", "--without-log", root=example)
    assert refused.code == 2
    assert "--without-log" in refused.err
