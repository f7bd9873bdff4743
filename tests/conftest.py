"""What the tests share: the command run in this process, and a repository to spoil."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from dev import overlay
from mentorskap import cli
from tests import tiers
from tests.browser.sites import EXAMPLE, ROOT, example_sites, handbook_as_files, hostile_sites
from tests.browser.window import browser

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["EXAMPLE", "ROOT", "browser", "example_sites", "handbook_as_files", "hostile_sites"]
"""Fixtures of a whole session, named here once: two of a kind would be two browsers in one process,
which is one too many."""

tiers.load()

TODAY = "2026-11-23"


def measured() -> dict[str, str]:
    """Return the environment in which a process that a test starts is measured too."""
    return {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


@pytest.hookimpl(tryfirst=True)  # before pytest looks at marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `wide` the rows that `make test` leaves out."""
    rows = {item.nodeid: item for item in items if item.get_closest_marker("laws") is None}
    for row in tiers.beyond_the_sample(rows):
        rows[row].add_marker("wide")


class Outcome(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Return what was said as data."""
        return json.loads(self.out)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run a command on the example's day, in English unless told otherwise."""

    def run(*arguments: str, root: Path = EXAMPLE, today: str = TODAY, lang: str = "en") -> Outcome:
        capsys.readouterr()
        code = cli.main([*arguments, "--root", str(root), "--today", today, "--lang", lang])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


@pytest.fixture(autouse=True)
def _no_job_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test that runs in a job on GitHub see none of it: links would point there."""
    for key in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(key, raising=False)


def git(root: Path, *arguments: str) -> str:
    """Run Git in `root` as nobody in particular, and return what it says."""
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "Nobody"), ("EMAIL", "nobody@effect.example"))
    }
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(root: Path) -> str:
    """Commit everything in `root`, a repository of its own from the first time on, and return the id."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message=A step")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Return a copy of the sound repository, to spoil."""
    copy = tmp_path / "sound"
    shutil.copytree(ROOT / "tests" / "sound", copy)
    return copy


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy of the example cohort, data only."""
    copy = tmp_path / "example"
    return shutil.copytree(EXAMPLE, copy)


@pytest.fixture
def unhurried(example: Path) -> Path:
    """Return a copy of the example in which tuula-27 said no for another reason than time."""
    path = example / "pairings" / "ibrahim-51--tuula-27.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("reason: time", "reason: not-right"), encoding="utf-8")
    return example


@pytest.fixture(scope="session")
def broken_repositories(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return a folder for each case of `tests/broken`, with its whole repository. Read only."""
    folder = tmp_path_factory.mktemp("broken")
    cases = sorted(case.name for case in overlay.BROKEN.iterdir())
    return [overlay.write(overlay.overlay(case), folder / case) for case in cases]


collect_ignore = ["broken", "example", "ground", "sound", "worked-example"]


def undecide(root: Path) -> None:
    """Take the times of the example away."""
    path = root / "programme.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^retention:\n(?:  .*\n)+", "", text), encoding="utf-8")
