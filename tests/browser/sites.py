"""The sites as a reader gets them, built once for all tests, by MkDocs and by Zensical.

ProperDocs, a fork of MkDocs, builds the same bytes as MkDocs; one test says so, and no other needs it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mentorskap import cli
from tests.browser.hostile import write_repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "tests" / "example"
"""The programme that the tests read, whatever this repository holds of its own."""
TODAY = "2026-11-23"
BUILDERS = ("mkdocs", "zensical")
IDLE = "import sys; sys.stdin.read()"
"""A builder that builds nothing, for those who look at the Markdown alone."""
_PARTS = ("docs", "mkdocs.yml", "schemas")


class Sites(NamedTuple):
    """A repository's folder with the sites that were built from it, by builder."""

    root: Path

    def participants(self, builder: str) -> Path:
        """Return the folder of the participants' site."""
        return self.root / ("site" if builder == "mkdocs" else builder) / "participants"

    def manager(self, builder: str) -> Path:
        """Return the folder of the manager's site."""
        return self.root / ("site" if builder == "mkdocs" else builder) / "manager"


def copy_repository(folder: Path) -> Path:
    """Copy what the sites are made of: pages, settings, and the example's people."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    for part in _PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


def build(root: Path, *more: str, today: str = TODAY) -> None:
    """Build with the command, in this process; the builder runs strictly in one of its own."""
    assert cli.main(["site", "--root", str(root), "--today", today, *more]) == 0


def build_with_zensical(root: Path, *more: str) -> None:
    """Build with Zensical too, and move its pages to a folder of their own."""
    build(root, "--builder", "zensical", *more)
    assert list(root.glob(".zensical-*")) == []
    (root / "site").rename(root / "zensical")


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Sites:
    """Let the first of the parallel test processes make a folder, and the others wait for it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name
    with _alone(shared / f"{name}.lock"):
        if not (shared / f"{name}.done").exists():
            make(folder)
            (shared / f"{name}.done").touch()
    return Sites(folder)


@pytest.fixture(scope="session")
def example_sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Return both sites of the example programme, by both builders."""

    def make(folder: Path) -> None:
        build_with_zensical(copy_repository(folder))
        build(folder)

    return _once(tmp_path_factory, "example-sites", make)


@pytest.fixture(scope="session")
def handbook_as_files(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Return the participants' site as it opens without a server, by both builders."""

    def make(folder: Path) -> None:
        copy_repository(folder)
        build_with_zensical(folder, "--audience", "participants", "--as", "files")
        build(folder, "--audience", "participants", "--as", "files")

    return _once(tmp_path_factory, "handbook-as-files", make)


@pytest.fixture(scope="session")
def hostile_sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Return the manager's site of a programme whose every text is an attack, by both builders."""

    def make(folder: Path) -> None:
        copy_repository(folder)
        write_repository(folder)
        build_with_zensical(folder, "--audience", "manager")
        build(folder, "--audience", "manager")

    return _once(tmp_path_factory, "hostile-sites", make)
