"""Copies of the tool to adopt and upgrade: of the working tree, or of an earlier version."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from io import BytesIO
from typing import TYPE_CHECKING

from tests.conftest import EXAMPLE, ROOT, git

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = {
    "name-sv": "Mentorer i Vikby: nästa steg",
    "name-en": "Mentors in Vikby",
    "manager": "Åsa Vik",
    "email": "asa@vikby.example",
    "network": "Vikby kommun",
    "cohort": "2027-var",
    "cohort-sv": "Våren 2027",
    "cohort-en": "Spring 2027",
    "starts": "2027-02-01",
    "ends": "2027-12-10",
}


def options(**others: str) -> list[str]:
    """Return the answers as options of `adopt`."""
    answers = ANSWERS | {key.replace("_", "-"): text for key, text in others.items()}
    return [word for key, text in answers.items() for word in (f"--{key}", text)]


def fresh_copy(folder: Path) -> Path:
    """Return a copy of the tool's files without history, with the example as its data."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")[:-1]
    for path in listed:
        if (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
    for name in ("participants", "pairings"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(EXAMPLE / name, folder / name)
    shutil.copy(EXAMPLE / "programme.yml", folder)
    return folder


def earlier_copy(commit: str, folder: Path) -> Path:
    """Return a copy of the files at a commit of the tool's own history."""
    raw = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, capture_output=True, check=True
    ).stdout
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=BytesIO(raw)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def has_commit(commit: str) -> bool:
    """Say whether the tool's own history goes back to a commit."""
    return not subprocess.run(
        ["git", "cat-file", "-e", f"{commit}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    ).returncode


def is_shallow() -> bool:
    """Say whether the tool's own history was cut off when it was cloned."""
    asked = subprocess.run(
        ["git", "rev-parse", "--is-shallow-repository"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() == "true"


def files_of(root: Path, revision: str) -> set[str]:
    """Return the paths of a version."""
    return set(
        git(root, "-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", revision).splitlines()
    )
