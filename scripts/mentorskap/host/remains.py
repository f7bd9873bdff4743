"""What is left of a person in a repository: every object, ref, author and file name is read."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from mentorskap.host import objects
from mentorskap.report.erasing import FILE, FILE_NAME, MESSAGE, NOTE, REF, Remain, Remains
from mentorskap.words.scrub import SEALED, Scrub

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.host.trails import Past

_PACKED = (b"PK\3\4", b"\x1f\x8b")
"""How archives begin that are opened."""
_MOST = 20_000_000
"""Bytes of a member of an archive that are read."""


def remains(copy: str, past: Past) -> Remains:
    """Return what is left of a person in a repository."""
    scrub = Scrub(past.trail)
    left: list[Remain] = []
    doubtful: list[Remain] = []
    unreadable: set[str] = set()
    number = invented = 0
    invented_names = _names(past.invented) - _names({*past.places.values()} - past.invented)
    for item in objects.every(copy):
        number += 1
        path = past.places.get(item.id, "")
        if item.kind == "tree":
            names = [name for name in objects.names_in(item) if name not in invented_names]
            left += [Remain(FILE_NAME, name) for name in names if scrub.find(name)]
        elif item.kind == "blob":
            lines = _lines(scrub, item.raw)
            if item.id in past.blobs:
                left.append(Remain(FILE, path, item.id))
            elif lines and item.id in past.exempt:
                invented += 1
            elif lines:
                left.append(Remain(FILE, path, item.id, tuple(lines)))
            elif item.id not in past.exempt and (lines := scrub.doubts(item.raw)):
                doubtful.append(Remain(FILE, path, item.id, tuple(lines)))
            if item.raw.startswith(SEALED) and not item.raw.startswith(_PACKED):
                unreadable.add(path or item.id)
        elif scrub.find(_text(item.raw)):
            left.append(Remain(MESSAGE, "", item.id))
        elif scrub.doubts(item.raw):
            doubtful.append(Remain(MESSAGE, "", item.id))
    left += [Remain(REF, name) for name in objects.refs(copy) if scrub.find(name)]
    left += [
        Remain(FILE_NAME, path)
        for path in past.places.values()
        if path not in past.invented and scrub.find(path)
    ]
    left += [Remain(NOTE, path) for path in _notes(copy, scrub)]
    return Remains(
        tuple(sorted(set(left))),
        tuple(sorted(set(doubtful))),
        tuple(sorted(unreadable)),
        invented,
        number,
    )


def _names(paths: Iterable[str]) -> set[str]:
    return {name for path in paths for name in path.split("/")}


def _text(raw: bytes) -> str:
    """Return a commit or a tag as text, in the encoding that it names."""
    _, encoding, _ = objects.headers(raw)
    try:
        return raw.decode(encoding)
    except (LookupError, UnicodeError):
        return raw.decode("latin-1")


def _lines(scrub: Scrub, raw: bytes) -> list[int]:
    """Return the lines of a file, or of a file packed into it, on which the person is."""
    lines = scrub.lines(raw)
    if raw.startswith(SEALED):
        return [1] if lines or any(scrub.lines(member) for member in _members(raw)) else []
    return lines


def _members(raw: bytes) -> Iterator[bytes]:
    """Yield what is packed into an archive, such as a spreadsheet."""
    try:
        if raw.startswith(b"PK\3\4"):
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                for member in archive.infolist():
                    yield member.filename.encode("utf-8", "replace")
                    if member.file_size <= _MOST:
                        yield archive.read(member)
        elif raw.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as stream:
                yield stream.read(_MOST)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError):
        return


def _notes(copy: str, scrub: Scrub) -> Iterator[str]:
    """Yield the files beside the objects, such as the log of what HEAD has been."""
    top = objects.line(copy, "rev-parse", "--absolute-git-dir") or copy
    for folder, folders, names in os.walk(top):
        if folder == top:
            folders[:] = [name for name in folders if name not in {"objects", "hooks", "worktrees"}]
        for name in names:
            path = Path(folder, name)
            within = os.path.relpath(path, top)
            if path.is_file() and (scrub.find(within) or scrub.lines(path.read_bytes())):
                yield within
