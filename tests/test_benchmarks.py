"""What the benchmarks measure: programmes that `check` has nothing against."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome


@pytest.mark.parametrize(
    "size", ["S", *(pytest.param(size, marks=pytest.mark.laws) for size in ("M", "L"))]
)
def test_the_programmes_of_the_benchmarks_are_sound(
    size: str, command: Callable[..., Outcome], tmp_path: Path
) -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "benchmarks" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    generate.write(size, tmp_path)
    people = generate.SIZES[size]
    assert command("check", root=tmp_path).out.endswith(
        f"0 errors, 0 warnings, 0 notices – {people} participants, {people // 2} pairings.\n"
    )
