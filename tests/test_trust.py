"""What is promised to whoever relies on the tool says no more than the tests and the versions do."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.window import ADVICE, AXE, COLOURS, WCAG
from tests.conftest import EXAMPLE, ROOT
from tests.handbook import as_shipped
from tests.test_browser import HANDBOOK, MANAGER, WIDTHS
from tests.workflows.blocks import load, workflows

if TYPE_CHECKING:
    from pathlib import Path

STATEMENTS = [ROOT / "docs" / language / "trust" / "accessibility.md" for language in ("sv", "en")]


def releases() -> list[tuple[str, str]]:
    """Return the released versions with their days, newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.findall(r"(?m)^## \[(\d+\.\d+\.\d+)\] – (\S+)$", text)


def claims(text: str) -> dict[str, str]:
    """Return what a statement says in its comments, by kind."""
    return dict(re.findall(r"<!-- (\w+): (.+?) -->", text))


def measured() -> dict[str, str]:
    """Return what the tests do, in the words of the comments."""
    version = re.match(r"/\*! axe v(\S+)", AXE.read_text(encoding="utf-8"))
    assert version
    return {
        "axe": version[1],
        "rules": ", ".join(WCAG),
        "advice": ", ".join(ADVICE),
        "handbook": ", ".join(HANDBOOK),
        "manager": ", ".join(MANAGER),
        "widths": ", ".join(map(str, WIDTHS)),
        "dark": ", ".join(COLOURS),
        "version": ", ".join(releases()[0]),
    }


@as_shipped(*STATEMENTS)
@pytest.mark.parametrize("page", STATEMENTS, ids=["sv", "en"])
def test_the_accessibility_statement_claims_what_is_tested(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert claims(text) == measured()
    version, day = releases()[0]
    visible = re.sub(r"<!--.*?-->", "", text)
    for words in (version, str(int(day[8:])), measured()["axe"], *map(str, WIDTHS)):
        assert words in visible


@as_shipped(*STATEMENTS)
def test_a_statement_that_claims_more_than_is_tested_is_found() -> None:
    text = STATEMENTS[0].read_text(encoding="utf-8")
    assert claims(text.replace("widths: 390", "widths: 320, 390")) != measured()
    assert claims(text.replace("a sheet, ", "", 1)) != measured()


def minors(text: str) -> list[list[str]]:
    """Return the versions that each language names as supported."""
    return [re.findall(r"\*\*(\d+\.\d+)\*\*", line) for line in text.splitlines() if "**0." in line]


def test_the_two_latest_minor_versions_are_supported_in_both_languages() -> None:
    latest = list(dict.fromkeys(version.rpartition(".")[0] for version, _ in releases()))[:2]
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert minors(text) == [latest, latest]
    assert minors(text.replace("**0.2**", "**0.3**", 1)) != [latest, latest]


def test_the_releases_are_read_newest_first() -> None:
    days = [day for _, day in releases()]
    assert len(days) >= 2
    assert all(later >= earlier for later, earlier in pairwise(days))


@pytest.mark.parametrize("part", [0, 1], ids=["sv", "en"])
def test_the_page_on_costs_counts_every_workflow_of_a_programme(part: int) -> None:
    text = (ROOT / "docs" / "deciding.md").read_text(encoding="utf-8").split("\n---\n")[part]
    names = {load(path)["name"] for path in workflows(ROOT)} - {"Demo", "Release"}
    assert [name for name in sorted(names) if name not in text] == []
    assert "Demo" not in text
    assert "Release" not in text


def test_the_command_on_the_way_out_prints_a_table_of_everyone() -> None:
    text = (ROOT / "docs" / "deciding.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"(?m)^\.venv/bin/python (-c .+)$", text)
    printed = subprocess.run(
        [sys.executable, *shlex.split(command)],
        cwd=EXAMPLE,
        capture_output=True,
        check=True,
        env={"PYTHONUTF8": "1"},
    ).stdout.decode()
    assert len(printed.splitlines()) == len(list(EXAMPLE.glob("participants/*.yml")))
    assert "participants/nils-02.yml,Nils-Ánte Labba," in printed
