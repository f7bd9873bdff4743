"""A change that no test notices is reported, and the code in the working tree is never changed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from dev import mutants
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MODULE = "model/room"
CODE = '''"""Room."""


def full(capacity: int, pairings: int) -> bool:
    """Say whether there is no room."""
    is_full = pairings >= capacity
    return is_full
'''
TESTS = """from mentorskap.model.room import full


def test_a_mentor_with_a_mentee_too_many_is_full():
    assert full(2, 3)
"""
SURVIVOR = f"{MODULE} full: pairings >= capacity → pairings > capacity"
TABLE = {MODULE: ("tests/test_room.py",)}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of one module, whose tests do not try the limit."""
    for name, text in (
        ("scripts/mentorskap/__init__.py", ""),
        ("scripts/mentorskap/model/__init__.py", ""),
        ("scripts/mentorskap/model/room.py", CODE),
        ("tests/test_room.py", TESTS),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _accept(project: Path, *survivors: str) -> None:
    lines = [f"{survivor}\n    It may be.\n" for survivor in survivors]
    (project / mutants.LISTED).write_text("# Survivors.\n\n" + "".join(lines), encoding="utf-8")


def test_a_survivor_is_found_and_the_files_stay_as_they_are(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.py")}
    assert mutants.main([], project, TABLE) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"survives: {SURVIVOR}",
        f"{MODULE}: 0 of 1 noticed (0 %), 0 more make no difference",
    ]
    assert {path: path.read_bytes() for path in project.rglob("*.py")} == before


def _answer(monkeypatch: pytest.MonkeyPatch, *, noticed: bool) -> None:
    """Let the tests notice the change or not."""
    monkeypatch.setattr(mutants, "verdicts", lambda _job: iter([(SURVIVOR, noticed)]))


def test_a_listed_survivor_is_accepted_wherever_its_line_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _accept(project, SURVIVOR)
    path = project / "scripts/mentorskap/model/room.py"
    path.write_text(f'"""Room."""\n\nLIMIT = "none"\n{CODE}', encoding="utf-8")
    _answer(monkeypatch, noticed=False)
    assert mutants.main([MODULE], project, TABLE) == 0


def test_a_listed_survivor_that_is_noticed_is_reported(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _accept(project, SURVIVOR)
    _answer(monkeypatch, noticed=True)
    assert list(mutants.faults(project, TABLE, 9, 1)) == [f"listed, but noticed: {SURVIVOR}"]


def test_a_listed_survivor_that_is_gone_is_reported(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _accept(project, SURVIVOR, f"{MODULE} gone: a < b → a <= b", "model/other f: 0 → 1")
    _answer(monkeypatch, noticed=False)
    assert list(mutants.faults(project, TABLE, 0, 1)) == [
        f"listed, but not in the code: {MODULE} gone: a < b → a <= b"
    ]


@pytest.mark.wide
def test_tests_that_fail_anyway_prove_nothing(project: Path) -> None:
    (project / "tests/test_room.py").write_text("assert False\n", encoding="utf-8")
    assert list(mutants.faults(project, TABLE, 9, 1)) == [
        "fails without a change: tests/test_room.py"
    ]


def test_a_change_is_noticed_in_a_constant_or_a_loop_without_end(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = """STEP = 1


def steps(distance: int, width: int = 2) -> int:
    number = 0
    while distance > 0:
        distance = distance - width
        number += STEP
    return number
"""
    (project / f"scripts/mentorskap/{MODULE}.py").write_text(code, encoding="utf-8")
    tests = """from mentorskap.model.room import steps


def test_a_step_is_two_wide():
    assert (steps(3), steps(4)) == (2, 2)
"""
    (project / "tests/test_room.py").write_text(tests, encoding="utf-8")
    monkeypatch.setattr(mutants, "SECONDS", 2)
    figures: dict[str, mutants.Figures] = {}
    assert list(mutants.faults(project, TABLE, 99, 1, figures)) == []
    assert figures == {MODULE: mutants.Figures(10, 10, 0)}


def test_a_survivor_needs_a_reason() -> None:
    assert mutants.accepted("a f: 0 → 1\n    It is\n    the same.\n") == {
        "a f: 0 → 1": "It is the same."
    }
    with pytest.raises(ValueError, match="no reason: a f: 0 → 1"):
        mutants.accepted("a f: 0 → 1\n\nb g: 0 → 1\n    The same.\n")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("return a < b <= c", ["a <= b <= c", "a < b < c", "return not a < b <= c"]),
        ("x = a == b", ["a != b"]),
        ("x = a is not b and c in d", ["a is not b or c in d", "a is b", "c not in d"]),
        ("x = a + b", ["a - b"]),
        ("x = a[-1]", ["a[0]", "a[-2]"]),
        ("x = True", ["x = False"]),
        ("f(not a)", ["a"]),
        ("f(min(a, b))", ["max(a, b)"]),
        ("if a: return\nb()", ["pass"]),
        ("if a: return\nelse: b()", []),
        ("for a in b:\n        if a: continue\n        c(a)", ["pass"]),
        ("f([a for a in b if a])", ["for a in b"]),
        ("x: Literal[1] = y", []),
        ("if TYPE_CHECKING:\n        x = 1", []),
        ('f("a" f"{b}")', []),
    ],
)
def test_each_kind_of_change_is_made_once(code: str, changes: list[str]) -> None:
    module = mutants.mutants(
        "m",
        f"def f(x: int = z) -> int:\n    {code}".replace("\nb()", "\n    b()").replace(
            "\nelse", "\n    else"
        ),
    )
    texts = [mutant.key.partition(" → ")[2] for mutant in module]
    assert sorted(texts) == sorted(changes)
    assert all(mutant.key.startswith("m f: ") for mutant in module)


def test_equal_changes_of_one_function_are_numbered() -> None:
    source = "x = 1\ndef f(a, b):\n    return g(a < b, a < b)\n"
    changes = mutants.mutants("m", source)
    assert [mutant.key for mutant in changes] == [
        "m (module): x = 1 → x = 2",
        "m (module): x = 1 → x = 0",
        "m f: a < b → a <= b",
        "m f: a < b → a <= b #2",
    ]
    texts = [mutant.source() for mutant in changes]
    assert texts[3] == ast.unparse(ast.parse(source.replace("b, a < b", "b, a <= b")))
    assert len(set(texts)) == 4


def test_the_list_is_true_of_the_code() -> None:
    reasons = mutants.accepted((ROOT / mutants.LISTED).read_text(encoding="utf-8"))
    keys = {
        mutant.key
        for module in mutants.TESTS
        for mutant in mutants.mutants(
            module, (ROOT / mutants.PACKAGE / f"{module}.py").read_text(encoding="utf-8")
        )
    }
    assert set(reasons) <= keys
