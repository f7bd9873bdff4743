"""The stubs of a new rule stand where its author looks for them."""

from __future__ import annotations

import ast
import shutil
from typing import TYPE_CHECKING

import pytest

from dev.scaffold import scaffold
from dev.words import sentences
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the parts of this project that the stubs are written into."""
    for part in ("scripts/mentorskap/rules", "tests/ground"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


@pytest.mark.parametrize("module", ["people", "pairings", "order", "programme", "files"])
def test_a_rule_gets_a_function_its_place_and_a_broken_case(project: Path, module: str) -> None:
    paths = scaffold(project, "mentor-has-a-hat", module)
    assert paths == [
        f"scripts/mentorskap/rules/{module}.py",
        "tests/broken/mentor-has-a-hat/participants/anna-07.yml",
        "tests/broken/mentor-has-a-hat/expected.txt",
    ]
    source = (project / paths[0]).read_text(encoding="utf-8")
    functions = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    assert functions.count("mentor_has_a_hat") == 1
    assert source.endswith("    mentor_has_a_hat,\n)\n")
    assert ("TODO: the exact edit.",) in sentences(source).forms


def test_no_stub_is_written_over_a_rule_or_beside_the_rules(project: Path) -> None:
    assert scaffold(project, "mentor-has-a-hat", "hats") == []
    assert scaffold(project, "Hat", "people") == []
    assert scaffold(project, "mentor-has-a-hat", "rule") == []
    assert scaffold(project, "mentor-has-a-hat", "people")
    assert scaffold(project, "mentor-has-a-hat", "people") == []
