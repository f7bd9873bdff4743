"""The only module that runs Git: the data files of an earlier version, as entries and bytes.

Git is run with an argument list, never through a shell, and only by commands that neither write
nor fetch. Paths are relative to the programme's folder, which may be inside a larger repository.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from typing import TYPE_CHECKING

from mentorskap.files.disk import FOLDERS, LARGEST, PASSED_OVER, PROGRAMME, Entry, Unread
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_GIT, NO_REPOSITORY, UNKNOWN, UNKNOWN_AND_SHALLOW, SHALLOW, SPARSE, FAILED = (
    "no-git",
    "no-repository",
    "unknown",
    "unknown-and-shallow",
    "shallow",
    "sparse",
    "failed",
)
"""Why an earlier version could not be read."""

_KINDS = {
    "100644": "file",
    "100755": "file",
    "100664": "file",
    "120000": "link",
    "040000": "folder",
}
# Git sets these for its own repository, for example in a hook; they are not meant for ours.
_NOT_OURS = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"}
)
_LONGEST = 1000
_OUR_SETTINGS = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
}


class HistoryError(Exception):
    """An earlier version could not be read: why, and Git's own message."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


class Version(NamedTuple):
    """The data folders at a commit, and the blob of each file small enough to be read."""

    commit: str
    entries: tuple[Entry, ...]
    blobs: dict[str, str]


def version(root: str, revision: str) -> Version:
    """Return the version at which the histories of the working tree and of `revision` last met.

    Raises HistoryError if there is no such version.
    """
    inside = ask(root, "rev-parse", "--show-prefix")
    if inside.returncode:
        raise HistoryError(NO_REPOSITORY, first_line(inside.stderr))
    commit = _forked(root, _commit(root, revision))
    return _listed(root, commit, inside.stdout.removesuffix(b"\n"))


def left_out(root: str) -> frozenset[str]:
    """Return the data files that a sparse checkout leaves out of the folder."""
    out = _done(ask(root, "ls-files", "-v", "-z", "--", PROGRAMME, *FOLDERS))
    names = (line.decode("utf-8", "backslashreplace") for line in out.split(b"\0"))
    return frozenset(name[2:] for name in names if name.startswith("S "))


def read(root: str, version: Version, paths: Iterable[str]) -> dict[str, bytes | Unread]:
    """Return the bytes of files of a version, or why they could not be read.

    Raises HistoryError if a blob is missing.
    """
    names = list(paths)
    blobs = sorted({version.blobs[path] for path in names if path in version.blobs})
    out = _done(
        ask(root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs).encode())
    )
    contents: dict[str, bytes] = {}
    position = 0
    for blob in blobs:
        end = out.index(b"\n", position)
        head = out[position:end].split()
        if len(head) != 3:
            raise HistoryError(FAILED, f"{blob} missing")
        start, size = end + 1, int(head[2])
        contents[blob] = out[start : start + size]
        position = start + size + 1
    return {
        path: contents[version.blobs[path]] if path in version.blobs else Unread("large")
        for path in names
    }


def blob_id(raw: bytes, like: str) -> str:
    """Return the id that Git gives these bytes, with the same hash function as the id `like`."""
    head = b"blob %d\0" % len(raw)
    if len(like) == 64:
        return hashlib.sha256(head + raw).hexdigest()
    return hashlib.sha1(head + raw, usedforsecurity=False).hexdigest()


def _commit(root: str, revision: str) -> str:
    """Return the id of the commit that `revision` names."""
    # No revision begins with a hyphen; Git would take it for an option.
    if (
        revision
        and not revision.startswith("-")
        and "\0" not in revision
        and len(revision) <= _LONGEST
    ):
        named = _id(ask(root, "rev-parse", "--verify", "--quiet", revision))
        commit = named and _id(ask(root, "rev-parse", "--verify", "--quiet", f"{named}^{{commit}}"))
        if commit:
            return commit
    raise HistoryError(UNKNOWN_AND_SHALLOW if is_shallow(root) else UNKNOWN)


def _id(answer: subprocess.CompletedProcess[bytes]) -> str:
    """Return the single id in Git's answer, or an empty text."""
    id_ = answer.stdout.strip().decode("ascii", "replace")
    return (
        id_ if not answer.returncode and re.fullmatch(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", id_) else ""
    )


def _forked(root: str, commit: str) -> str:
    """Return the last commit shared with the working tree's history, or else `commit` itself."""
    answer = ask(root, "merge-base", commit, "HEAD")
    if not answer.returncode:
        return answer.stdout.split()[0].decode("ascii")
    if is_shallow(root):
        raise HistoryError(SHALLOW)
    return commit


def is_shallow(root: str) -> bool:
    """Say whether only the latest part of the history is here."""
    return ask(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _listed(root: str, commit: str, prefix: bytes) -> Version:
    """Return what `commit` holds below `prefix`, as `disk.entries` does of a folder."""
    base = os.fsdecode(prefix)
    pathspecs = [
        f"{base}{PROGRAMME}",
        *(f"{base}{folder}{end}" for folder in FOLDERS for end in ("", "/")),
    ]
    out = _done(ask(root, "ls-tree", "-z", "-l", "--full-tree", commit, "--", *pathspecs))
    kinds: dict[str, str] = {}
    blobs: dict[str, str] = {}
    for line in out.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, id_, size = about.decode("ascii").split()
        path = name[len(prefix) :].decode("utf-8", "backslashreplace")
        kind = _KINDS.get(mode, "other")
        if path.rpartition("/")[2] in PASSED_OVER or (path in FOLDERS and kind == "folder"):
            continue
        kinds[path] = kind
        if kind == "file" and not size.isdigit():
            raise HistoryError(FAILED, f"{id_} {size}")
        if kind == "file" and int(size) <= LARGEST:
            blobs[path] = id_
    programme = Entry(PROGRAMME, kinds.pop(PROGRAMME, "missing"))
    return Version(
        commit, (programme, *(Entry(path, kind) for path, kind in sorted(kinds.items()))), blobs
    )


def _done(done: subprocess.CompletedProcess[bytes]) -> bytes:
    if done.returncode:
        raise HistoryError(FAILED, first_line(done.stderr))
    return done.stdout


def first_line(raw: bytes) -> str:
    """Return the first line of what Git complained of."""
    return raw.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")


def ask(
    root: str, *arguments: str, stdin: bytes = b"", into: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Return what Git answers in the folder `root`; with `into`, its output goes to that file.

    Raises HistoryError if there is no Git.
    """
    environment = {
        key: value for key, value in os.environ.items() if key not in _NOT_OURS
    } | _OUR_SETTINGS
    command = ["git", "--literal-pathspecs", "-c", "protocol.allow=never", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - no shell, no option
            command,
            cwd=root,
            env=environment,
            input=stdin,
            stdout=subprocess.PIPE if into is None else into,
            stderr=subprocess.PIPE,
            check=False,
        )
    except OSError:
        raise HistoryError(NO_GIT) from None
