"""The editor's format, run by Node."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = ROOT / "scripts" / "dev" / "editor"
PACKAGES = ROOT / "build" / "editor-source" / "node_modules"
SHAPES: dict[str, Any] = json.loads((FOLDER / "fields.json").read_text(encoding="utf-8"))["shape"]
PLAIN: dict[str, list[str]] = {"blocks": [], "wrapped": []}
"""The shape of a file of no kind."""


class Edit(NamedTuple):
    """A file's text, None for a new file, and its data as edited, None for no edit."""

    shape: Any
    text: str | None
    data: Any


def node() -> str:
    """Return the path of Node; skip where it or the editor's packages are not installed."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("Node is not installed: the editor's format is not tried")
    if not (PACKAGES / "yaml").is_dir():
        pytest.skip("the editor's packages are not installed: run make editor")
    return found


@cache
def _source() -> Path:
    """Return a folder with the editor's code as it is now, beside the packages that it imports."""
    folder = Path(mkdtemp(prefix="editor-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in ("edit.mjs", "format.js", "package.json"):
        shutil.copy(FOLDER / name, folder)
    (folder / "node_modules").symlink_to(PACKAGES, target_is_directory=True)
    return folder


def written(edits: Sequence[Edit]) -> list[Any]:
    """Return the text of each file after its edit; `{"error": …}` where an edit has no place."""
    done = subprocess.run(
        [node(), _source() / "edit.mjs"],
        input=json.dumps([edit._asdict() for edit in edits]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
