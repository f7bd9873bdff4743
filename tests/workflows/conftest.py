"""What the tests of the workflows share: a GitHub of our own, and a stage with a fresh repository."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.workflows.github import GitHub, served
from tests.workflows.stage import ACT, NO_ACT, Repository, Stage, seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def github() -> Iterator[GitHub]:
    """Serve a GitHub on loopback."""
    with served() as hub:
        yield hub


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the repository once; each test gets a copy."""
    return seed(tmp_path_factory.mktemp("seed") / "repository").path


@pytest.fixture
def stage(seeded: Path, tmp_path: Path, github: GitHub) -> Stage:
    """Set a stage with a repository of its own."""
    return set_up(seeded, tmp_path, github)


def set_up(seeded: Path, folder: Path, github: GitHub) -> Stage:
    """Set a stage in a folder."""
    shutil.copytree(seeded, folder / "repository")
    (folder / "stage").mkdir()
    return Stage(Repository(folder / "repository"), folder / "stage", github)


@pytest.fixture
def acting(stage: Stage) -> Stage:
    """Set a stage on which act can play; skip, with the reason, where act is missing."""
    if ACT is None:
        pytest.skip(NO_ACT)
    return stage
