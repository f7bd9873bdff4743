"""The only module that uses the file system: entries, bytes, and atomic writes.

Nothing here knows YAML. Paths are relative to the repository's root and use `/` on every system.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from time import time
from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

PROGRAMME = "programme.yml"
FOLDERS = ("participants", "pairings")
LARGEST = 256 * 1024
"""The largest data file that is read, in bytes."""

PASSED_OVER = frozenset({".gitkeep", ".gitignore", ".DS_Store"})
_CHUNK = 16 * 1024
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open a regular file without following a link or blocking."""


class Entry(NamedTuple):
    """An entry of a data folder: `kind` is file, folder, link, other or missing."""

    path: str
    kind: str


class Unread(NamedTuple):
    """A file whose bytes could not be read: `why` is closed (not permitted) or large."""

    why: str


def find_root(start: str) -> str | None:
    """Return the nearest folder from `start` upwards that holds a programme, or None."""
    folder = os.path.abspath(start)
    while True:
        if is_root(folder):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def is_root(folder: str) -> bool:
    """Say whether `folder` holds `programme.yml` or one of the data folders."""
    return os.path.lexists(os.path.join(folder, PROGRAMME)) or all(
        os.path.isdir(os.path.join(folder, name)) for name in FOLDERS
    )


def within_checkout(root: str) -> str | None:
    """Return the path to `root` from the top of its Git checkout, or None outside a checkout."""
    folder, way = os.path.abspath(root), ""
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent, name = os.path.split(folder)
        if parent == folder:
            return None
        folder, way = parent, f"{name}/{way}" if way else name
    return way


def entries(root: str) -> Iterator[Entry]:
    """Yield `programme.yml`, then everything in the data folders, sorted by name."""
    yield Entry(PROGRAMME, _kind_of(os.path.join(root, PROGRAMME)))
    for folder in FOLDERS:
        kind = _kind_of(os.path.join(root, folder))
        if kind == "folder":
            yield from _inside(root, folder)
        elif kind != "missing":
            yield Entry(folder, kind)


def _inside(root: str, folder: str) -> Iterator[Entry]:
    try:
        children = sorted(os.scandir(os.path.join(root, folder)), key=lambda entry: entry.name)
    except OSError:
        yield Entry(folder, "closed")
        return
    for entry in children:
        if entry.name in PASSED_OVER:
            continue
        path = f"{folder}/{_text(entry.name)}"
        if entry.is_symlink():
            yield Entry(path, "link")
        elif entry.is_file(follow_symlinks=False):
            yield Entry(path, "file")
        elif entry.is_dir(follow_symlinks=False):
            yield Entry(path, "folder")
        else:
            yield Entry(path, "other")


def inside(root: str, folder: str) -> Iterator[str]:
    """Yield the paths of all files below `folder`, links left alone, sorted folder by folder."""
    waiting = [folder]
    while waiting:
        children = list(_inside(root, waiting.pop()))
        yield from (entry.path for entry in children if entry.kind == "file")
        waiting += [entry.path for entry in reversed(children) if entry.kind == "folder"]


def _kind_of(path: str) -> str:
    if os.path.islink(path):
        return "link"
    if os.path.isdir(path):
        return "folder"
    if os.path.isfile(path):
        return "file"
    return "other" if os.path.lexists(path) else "missing"


def _text(name: str) -> str:
    """Return a file name as text that can always be printed, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def read(root: str, path: str, largest: int = LARGEST) -> bytes | Unread:
    """Return the bytes of a regular file, or why they could not be read.

    The call never blocks and follows no link.
    """
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | _PLAIN)
    except (OSError, ValueError):
        return Unread("closed")
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Unread("closed")
        raw = os.read(handle, _CHUNK)
        if len(raw) == _CHUNK:
            chunks = [raw]
            size = _CHUNK
            while size <= largest and (chunk := os.read(handle, _CHUNK)):
                chunks.append(chunk)
                size += len(chunk)
            raw = b"".join(chunks)
    except OSError:
        return Unread("closed")
    finally:
        os.close(handle)
    return Unread("large") if len(raw) > largest else raw


def lines(path: str, longest: int) -> Iterator[bytes] | None:
    """Return the lines of a regular file, one at a time and cut at `longest` bytes; else None."""
    try:
        handle = os.open(path, os.O_RDONLY | (_PLAIN & ~getattr(os, "O_NOFOLLOW", 0)))
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return _lines(handle, longest)


def _lines(handle: int, longest: int) -> Iterator[bytes]:
    with os.fdopen(handle, "rb") as stream, suppress(OSError):
        while line := stream.readline(longest):
            yield line


def write(root: str, files: Mapping[str, str | bytes]) -> None:
    """Write each file atomically, keeping its mode.

    All files are first written under temporary names and then moved. The names contain the
    process id, so two writers do not collide: the later one's file remains.
    """
    whole = {
        os.path.join(root, *path.split("/")): (
            content.encode("utf-8") if isinstance(content, str) else content
        )
        for path, content in files.items()
    }
    beside: dict[str, str] = {}
    try:
        for target, raw in whole.items():
            os.makedirs(os.path.dirname(target), exist_ok=True)
            part = f"{target}.{os.getpid()}.part"
            if os.path.lexists(part):
                os.unlink(
                    part
                )  # what an interrupted run left; a link there is removed, never followed
            handle = os.open(
                part,
                os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0),
                _mode(target),
            )
            beside[target] = part
            with os.fdopen(handle, "wb") as stream:
                stream.write(raw)
        for target, part in beside.items():
            os.replace(part, target)
    finally:
        for part in beside.values():
            if os.path.lexists(part):
                os.unlink(part)


def swap(root: str, files: Mapping[str, tuple[bytes | None, bytes | None]]) -> list[str]:
    """Write files that are still as they were read, each as `(before, after)`.

    None before is a new file, and None after is a file to delete.

    Returns the paths of those that another writer has changed, created or is writing now; then
    nothing is written at all. Each file is prepared under a temporary name that only one writer
    can hold at a time.
    """
    beside: dict[str, str] = {}
    clashes: list[str] = []
    try:
        for path, (_, after) in files.items():
            target = os.path.join(root, *path.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            handle = _claim(f"{target}.part", _mode(target))
            if handle is None:
                return [path]
            beside[path] = f"{target}.part"
            with os.fdopen(handle, "wb") as stream:
                stream.write(after or b"")
        clashes = [path for path, (before, _) in files.items() if _is_other(root, path, before)]
        for path in () if clashes else tuple(beside):
            target = beside[path].removesuffix(".part")
            if files[path][1] is None:
                os.unlink(target)
            else:
                os.replace(
                    beside.pop(path), target
                )  # from here on, what has that name is another writer's
    finally:
        for part in beside.values():
            if os.path.lexists(part):
                os.unlink(part)
    return clashes


def changed_since(root: str, moment: float, own: Collection[str]) -> bool:
    """Say whether a data file has been changed since a moment, apart from one's `own`."""
    for folder in FOLDERS:
        try:
            children = list(os.scandir(os.path.join(root, folder)))
        except OSError:
            continue
        for child in children:
            with suppress(OSError):
                if f"{folder}/{child.name}" not in own and child.stat().st_mtime >= moment:
                    return True
    return False


def _is_other(root: str, path: str, before: bytes | None) -> bool:
    """Say whether a file differs from what was read."""
    return os.path.lexists(f"{root}/{path}") if before is None else read(root, path) != before


def _claim(part: str, mode: int) -> int | None:
    """Create a file and return its handle, or None if another writer has it.

    What an interrupted run left behind long ago is removed.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(2):
        try:
            return os.open(part, flags, mode)
        except FileExistsError:
            with suppress(FileNotFoundError):  # its writer is done already
                if time() - os.lstat(part).st_mtime < _LONG_AGO:
                    return None
                os.unlink(part)
    return None


_LONG_AGO = 60
"""Seconds after which a writer is assumed to have been interrupted."""


def _mode(target: str) -> int:
    return stat.S_IMODE(os.stat(target).st_mode) if os.path.isfile(target) else 0o666


def write_changed(root: str, folder: str, files: Iterable[tuple[str, str | bytes]]) -> list[str]:
    """Write each text or picture to its file below `folder`, and return the paths.

    A file that already has its text is left alone, because creating one costs much more. The files
    are generated, so the next run repairs whatever an interrupted one leaves.
    """
    top, seen, paths = os.path.join(root, *folder.split("/")), set[str](), list[str]()
    os.makedirs(os.path.dirname(top), exist_ok=True)
    for path, text in files:
        inner = os.path.dirname(path)
        for parent in (top, f"{top}/{inner}"):
            if parent not in seen:
                seen.add(parent)
                if os.path.islink(parent) or not os.path.isdir(parent):
                    _clear(parent)
                    os.makedirs(parent, exist_ok=True)
        _renew(f"{top}/{path}", text.encode("utf-8") if isinstance(text, str) else text)
        paths.append(path)
    return paths


def _renew(path: str, raw: bytes) -> None:
    """Write `raw` to a file; a link or folder of that name is removed first, never followed."""
    flags = os.O_RDWR | os.O_CREAT | _PLAIN
    try:
        handle = os.open(path, flags, 0o666)
    except OSError:
        _clear(path)
        handle = os.open(path, flags, 0o666)
    try:
        if os.read(handle, len(raw) + 1) != raw:
            os.lseek(handle, 0, os.SEEK_SET)
            rest = raw
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.ftruncate(handle, len(raw))
    finally:
        os.close(handle)


def keep_only(root: str, folder: str, paths: Iterable[str]) -> None:
    """Remove everything below `folder` except these files."""
    top = os.path.join(root, *folder.split("/"))
    wanted_files = {f"{top}/{path}" for path in paths}
    folders = {os.path.dirname(path) for path in wanted_files}
    for parent in sorted(folders | {top}):
        for entry in list(os.scandir(parent)) if os.path.isdir(parent) else ():
            way = f"{parent}/{entry.name}"
            if way not in wanted_files and way not in folders:
                _clear(way)


def _clear(path: str) -> None:
    """Remove the entry at this path, a folder with its contents."""
    if os.path.isdir(path) and not os.path.islink(path):
        import shutil

        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def files_in(folder: str) -> list[str]:
    """Return the names of the files directly in `folder`; an empty list if it does not exist."""
    return (
        sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
        if os.path.isdir(folder)
        else []
    )


def remove(folder: str, names: Iterable[str]) -> None:
    """Remove files from `folder`; one that is already gone is no error."""
    for name in names:
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(folder, name))


def packaged_text(name: str) -> str:
    """Return the text of a file that belongs to the program itself, such as a schema."""
    for folder in (_PACKAGE, os.path.dirname(os.path.dirname(_PACKAGE))):
        path = os.path.join(folder, *name.split("/"))
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as handle:
                return handle.read()
    raise FileNotFoundError(name)


def packaged_bytes(name: str) -> bytes | None:
    """Return the bytes of a file inside the package, or None if there is no such file."""
    path = os.path.join(_PACKAGE, *name.split("/"))
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as handle:
        return handle.read()


PAGES = (".md", ".markdown", ".html", ".htm", ".xhtml", ".svg")
"""How the files end that a browser shows as a page."""


def pages(root: str, folder: str, endings: tuple[str, ...] = (".md",)) -> Iterator[tuple[str, str]]:
    """Yield path and text of every page below `folder`; unreadable files are skipped."""
    if _kind_of(os.path.join(root, folder)) == "folder":
        for path in inside(root, folder):
            raw = read(root, path) if path.lower().endswith(endings) else None
            if isinstance(raw, bytes):
                yield path, raw.decode("utf-8", "replace")
