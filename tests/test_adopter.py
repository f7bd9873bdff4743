"""Whoever adopts the tool empties the example and writes their own pages: their runs and tests are green."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, TODAY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.laws, pytest.mark.xdist_group("adopter")]
WITHOUT_WORKFLOWS = ("--ignore=tests/workflows", "-p", "no:cacheprovider")
"""The workflows play on a programme of their own, whatever the repository holds."""
OF_THIS_RUN = "MENTORSKAP_ADOPTER"
"""Set in the adopter's own tests, which do not adopt again."""


def as_make_test() -> list[str]:
    """Return how `make test` calls pytest, with two processes."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (pytest_,) = re.findall(r"(?m)^PYTEST = \$\(BIN\)/(.*)$", text)
    (short,) = re.findall(r"(?m)^SHORT = \$\(PYTEST\) (.*)$", text)
    return shlex.split(f"{pytest_} {short}".replace("-n auto", "-n 2"))


def _edit(path: Path, *edits: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for pattern, new in edits:
        text, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        assert count == 1, (path, pattern)
    path.write_text(text, encoding="utf-8", newline="\n")


def adopted(root: Path) -> Path:
    """Copy the files under Git to `root`, and change them as an adopter does."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and not re.match(r"(participants|pairings)/", name):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, root / name)
    _edit(
        root / "programme.yml",
        (r"^name: .*", "name: {sv: Stigfinnare, en: Pathfinders}"),
        (r"^manager: .*", "manager: {name: Maj Ek, email: maj.ek@stigen.example}"),
        (r"^  mentor_answer: 7", "  mentor_answer: 9"),
        (r"^  first_meeting: 21", "  first_meeting: 28"),
        (r"^  contact: 90", "  contact: 60"),
    )
    _edit(root / "Makefile", (r"^TODAY := .*\n", ""))
    _edit(root / "docs/sv/glance.md", (r"^(# .*\n)", r"\1\nVälkommen till programmet!\n"))
    for name in ("docs/sv/trust/conduct.md", "docs/en/trust/conduct.md"):
        _edit(root / name, (r"^!!! decision .*\n(?: {4}.*\n)+", "Ring Maj Ek.\n"))
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    return root


@pytest.mark.skipif(OF_THIS_RUN in os.environ, reason="this is the adopter's own run")
@pytest.mark.parametrize(
    "arguments",
    [
        *(("mentorskap", name, "--today", TODAY) for name in ("check", "overdue", "status")),
        ("mentorskap", "site", "--today", TODAY),
        (*as_make_test(), *WITHOUT_WORKFLOWS),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_an_adopters_repository_runs_and_passes_its_tests(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    root = adopted(tmp_path / "adopted")
    environment = {**os.environ, "PYTHONPATH": str(root / "scripts"), OF_THIS_RUN: "1"}
    environment.pop("LAWS", None)
    for name in [name for name in environment if name.startswith(("PYTEST_", "COV_"))]:
        del environment[name]
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-4000:]
