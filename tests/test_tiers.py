"""Which tests and examples run in each tier."""

from __future__ import annotations

import re

import hypothesis
import pytest

from tests import tiers
from tests.browser.sites import ROOT


@pytest.mark.parametrize(
    ("laws", "ci", "repeatable"),
    [("", "", True), ("", "true", True), ("1", "", False), ("1", "true", True)],
)
def test_a_run_can_be_repeated_in_the_first_tier_and_in_ci(
    laws: str, ci: str, *, repeatable: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiers, "LAWS", bool(laws))
        patch.setenv("CI", ci)
        tiers.load()
        derandomized = hypothesis.settings().derandomize
    tiers.load()  # what the other tests run with
    assert derandomized is repeatable


@pytest.mark.parametrize(("rows", "kept"), [(1, 1), (5, 5), (6, 5), (47, 5), (48, 6), (800, 100)])
def test_of_a_table_a_sample_runs_the_same_each_time(rows: int, kept: int) -> None:
    table = [f"tests/test_a.py::test_b[{row}]" for row in range(rows)]
    alone = ["tests/test_a.py::test_c", "tests/test_a.py::test_d"]
    beyond = tiers.beyond_the_sample([*table, *alone])
    assert len(table) - len(beyond) == kept
    assert beyond == tiers.beyond_the_sample([*alone, *reversed(table)])
    assert beyond.isdisjoint(alone)


def test_every_test_runs_in_coverage_or_laws() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    marks = dict(re.findall(r'(?m)^([A-Z]+) = .*\$\(PYTEST\) -m "([^"]*)"', text))
    assert marks == {
        "SHORT": "not laws and not wide",
        "FIRST": "not laws",
        "SECOND": "laws or hypothesis",
    }
    recipes = dict(re.findall(r"(?m)^([a-z]+):.*\n((?:\t.*\n)+)", text))
    assert "$(SHORT)" in recipes["test"]
    assert "$(FIRST) --cov" in recipes["coverage"]
    assert "$(SECOND)" in recipes["laws"]
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^make (\w+)", run) == ["editor", "coverage", "laws"]
