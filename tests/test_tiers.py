"""Which examples the tests try in each tier."""

from __future__ import annotations

import hypothesis
import pytest

from tests import tiers


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
