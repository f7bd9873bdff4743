"""The numbers as CSV: what a spreadsheet makes of them, and what must not be in them."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

import pytest

from mentorskap.report import table
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome


def rows(text: str, separator: str) -> list[dict[str, str]]:
    assert text.startswith(table.BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=separator))


def test_a_swedish_spreadsheet_reads_the_numbers(command: Callable[..., Outcome]) -> None:
    outcome = command("status", "--format", "csv", lang="sv")
    assert outcome.code == 0
    [row] = [
        row
        for row in rows(outcome.out, ";")
        if (row["Omgång"], row["Beteckning"]) == ("Alla omgångar", "mentor-use")
    ]
    assert row == {
        "Dag": "2026-11-23",
        "Omgång": "Alla omgångar",
        "Nyckeltal": "Mentorernas platser",
        "Beteckning": "mentor-use",
        "Antal": "21",
        "Av": "28",
        "Värde": "75",
        "Enhet": "procent",
        "Anmärkning": "",
    }


def test_an_english_one_has_commas_and_points(command: Callable[..., Outcome]) -> None:
    [row] = [
        row
        for row in rows(command("status", "--format", "csv").out, ",")
        if (row["Cohort"], row["Identifier"]) == ("All cohorts", "cadence")
    ]
    assert row["Value"] == "92.1"


def test_a_small_group_is_hidden_and_cannot_be_subtracted(
    command: Callable[..., Outcome],
) -> None:
    figures = {
        (row["Cohort"], row["Identifier"]): row
        for row in rows(command("status", "--format", "csv").out, ",")
    }
    small = figures["Spring 2025", "manager-contact"]
    total = figures["All cohorts", "manager-contact"]
    assert [small["Counted"], small["Out of"], small["Value"]] == ["", "", ""]
    assert [total["Counted"], total["Out of"], total["Value"]] == ["", "", ""]
    assert "fewer than 5 people" in small["Remark"]
    assert figures["Spring 2026", "manager-contact"]["Remark"] == ""


def test_nobody_is_in_the_table(command: Callable[..., Outcome]) -> None:
    text = command("status", "--format", "csv").out
    ids = [path.stem for path in (ROOT / "tests/example/participants").glob("*.yml")]
    assert ids
    assert not any(id_ in text for id_ in ids)


@pytest.mark.parametrize(
    "text", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", '=HYPERLINK("x")']
)
def test_what_begins_like_a_formula_is_text(text: str) -> None:
    assert table.as_text(text).startswith("'")


def test_other_texts_are_as_they_are() -> None:
    assert table.as_text("Våren 2026 = bra") == "Våren 2026 = bra"


def test_a_cohort_named_like_a_formula_is_text(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    ground = shutil.copytree(ROOT / "tests" / "ground", tmp_path / "ground")
    path = ground / "programme.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Hösten 2026", '"=1+1;2"'), encoding="utf-8")
    names = {
        row["Omgång"]
        for row in rows(command("status", "--format", "csv", root=ground, lang="sv").out, ";")
    }
    assert "'=1+1;2" in names


def test_a_file_is_written_and_a_folder_is_refused(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = tmp_path / "numbers.csv"
    assert command("status", "--format", "csv", "--to", str(path)).code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig") == command("status", "--format", "csv").out[
        1:
    ].replace("\r\n", "\n")
    refused = command("status", "--format", "csv", "--to", str(tmp_path))
    assert refused.code == 2
    assert "is not a file" in refused.err
