"""The broken repositories: `tests/ground/` with the few files of a case laid over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TESTS = Path(__file__).parent.parent.parent / "tests"
GROUND = TESTS / "ground"
BROKEN = TESTS / "broken"
WITHOUT = "without.txt"
"""The list, in a case or its `base`, of the ground's files that its repository lacks."""
_NOTES = {"expected.txt", WITHOUT}


def overlay(case: str) -> dict[str, bytes]:
    """Return path → bytes of the repository of a case, as it is now."""
    return _laid(_own(case))


def mended(case: str) -> dict[str, bytes]:
    """Return path → bytes of the repository of a case once its fault is mended, as in `after`."""
    return _with(overlay(case), _after(case))


def base(case: str) -> dict[str, bytes] | None:
    """Return path → bytes of the repository as it was before, for a case that is a change."""
    folder = BROKEN / case / "base"
    return _laid(dict(_files(folder))) if folder.exists() else None


def essence(case: str) -> dict[str, bytes]:
    """Return path → bytes of the least that shows what is wrong: an example to print.

    Of the ground it has the programme and what a file of the case or `expected.txt` names. A change
    is whole, with the repository as it was before below `base/`.
    """
    if before := base(case):
        return overlay(case) | {f"base/{path}": raw for path, raw in before.items()}
    own = {path: raw for path, raw in _own(case).items() if path not in _NOTES}
    expected = (BROKEN / case / "expected.txt").read_bytes()
    named = b"\n".join([*map(str.encode, own), *own.values(), expected])
    return {
        path: raw
        for path, raw in overlay(case).items()
        if path in own or path == "programme.yml" or Path(path).stem.encode() in named
    }


def before_and_after(case: str) -> dict[str, bytes]:
    """Return `essence`, with the files of the mended repository that differ below `after/`.

    A file that is to be deleted is there without a byte.
    """
    after = _after(case)
    absent = after.get(WITHOUT, b"").decode("utf-8").splitlines()
    files = {path: raw for path, raw in after.items() if path != WITHOUT} | dict.fromkeys(
        absent, b""
    )
    return essence(case) | {f"after/{path}": raw for path, raw in files.items()}


def write(repository: Mapping[str, bytes], root: Path) -> Path:
    """Write the files of a repository below `root`, and return `root`."""
    for path, raw in repository.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


def _own(case: str) -> dict[str, bytes]:
    """Return the files of a case itself, not how they were before it or are after it."""
    return {
        path: raw for path, raw in _files(BROKEN / case) if not path.startswith(("base/", "after/"))
    }


def _after(case: str) -> dict[str, bytes]:
    return dict(_files(BROKEN / case / "after"))


def _laid(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return _with(dict(_files(GROUND)), files)


def _with(below: Mapping[str, bytes], files: Mapping[str, bytes]) -> dict[str, bytes]:
    absent = files.get(WITHOUT, b"").decode("utf-8").splitlines()
    repository = {path: raw for path, raw in below.items() if path not in absent}
    return repository | {path: raw for path, raw in files.items() if path not in _NOTES}


def _files(root: Path) -> list[tuple[str, bytes]]:
    paths = (path for path in sorted(root.rglob("*")) if path.is_file())
    return [(path.relative_to(root).as_posix(), path.read_bytes()) for path in paths]
