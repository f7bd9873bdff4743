"""Everything in a Git repository: each object, each ref, and each path that a file ever had."""

from __future__ import annotations

import os
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from mentorskap.files import history
from mentorskap.files.history import FAILED, HistoryError
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Object(NamedTuple):
    """An object of Git: its id, its kind (blob, tree, commit or tag) and its bytes."""

    id: str
    kind: str
    raw: bytes


class Change(NamedTuple):
    """What a commit did to a path; the blob is None where the path was deleted."""

    commit: str
    path: str
    blob: str | None


class FileMove(NamedTuple):
    """A file that Git takes for the same one under a new name, and how much of it is the same."""

    old: str
    new: str
    per_cent: int


def done(folder: str, *arguments: str, stdin: bytes = b"") -> bytes:
    """Return what Git prints. Raises HistoryError if it fails."""
    answer = history.ask(folder, *arguments, stdin=stdin)
    if answer.returncode:
        raise HistoryError(FAILED, history.first_line(answer.stderr))
    return answer.stdout


def line(folder: str, *arguments: str) -> str | None:
    """Return one line that Git prints, or None if it fails."""
    answer = history.ask(folder, *arguments)
    return None if answer.returncode else os.fsdecode(answer.stdout).rstrip("\n")


def every(folder: str) -> Iterator[Object]:
    """Yield every object of a repository, also those that nothing refers to."""
    with _batch(folder, "--batch-all-objects", "--unordered") as objects:
        yield from objects


def some(folder: str, ids: Iterable[str]) -> Iterator[Object]:
    """Yield the objects with these ids."""
    names = "".join(f"{id_}\n" for id_ in ids).encode("ascii")
    if names:
        with _batch(folder, stdin=names) as objects:
            yield from objects


@contextmanager
def _batch(folder: str, *options: str, stdin: bytes = b"") -> Iterator[Iterator[Object]]:
    with TemporaryFile() as stream:
        answer = history.ask(
            folder, "cat-file", "--batch", *options, stdin=stdin, into=stream.fileno()
        )
        if answer.returncode:
            raise HistoryError(FAILED, history.first_line(answer.stderr))
        stream.seek(0)

        def objects() -> Iterator[Object]:
            while head := stream.readline().split():
                if len(head) != 3:
                    raise HistoryError(FAILED, head[0].decode("ascii", "replace"))
                id_, kind, size = (word.decode("ascii") for word in head)
                raw = stream.read(int(size))
                stream.read(1)
                yield Object(id_, kind, raw)

        yield objects()


def changes(folder: str) -> list[Change]:
    """Return what every commit did to every path, merges compared with each parent."""
    listed = done(
        folder, "log", "--all", "HEAD", "-m", "--root", "--raw", "--no-abbrev", "--no-renames",
        "-r", "-z", "--format=%x01%H",
    )  # fmt: skip
    result: list[Change] = []
    commit, blob = "", ""
    for field in listed.split(b"\0"):
        word = field.lstrip(b"\n")
        if word.startswith(b"\1"):
            commit = word[1:].split()[0].decode("ascii")
        elif word.startswith(b":"):
            blob = word.split()[3].decode("ascii")
        elif word:
            result.append(Change(commit, os.fsdecode(word), blob if blob.strip("0") else None))
    return result


def moves(folder: str, below: str) -> list[FileMove]:
    """Return the renames that Git sees among the files below a folder."""
    listed = done(
        folder, "log", "--all", "HEAD", "-m", "--root", "--raw", "-M40%", "--diff-filter=R",
        "-r", "-z", "--format=", "--", f"{below}/",
    ).split(b"\0")  # fmt: skip
    fields = iter(field.lstrip(b"\n") for field in listed)
    return [
        FileMove(
            os.fsdecode(next(fields)),
            os.fsdecode(next(fields)),
            int(field.split()[4][1:]),
        )
        for field in fields
        if field.startswith(b":")
    ]


def tree(folder: str, revision: str) -> dict[str, str]:
    """Return mode and blob of each file of a version, by path."""
    listed = done(folder, "ls-tree", "-r", "-z", "--full-tree", revision).split(b"\0")[:-1]
    rows = [row.partition(b"\t") for row in listed]
    return {
        os.fsdecode(path): " ".join(about.decode("ascii").split()[::2]) for about, _, path in rows
    }


def refs(folder: str) -> list[str]:
    """Return the full name of every ref."""
    return os.fsdecode(done(folder, "for-each-ref", "--format=%(refname)")).splitlines()


def names_in(tree_object: Object) -> list[str]:
    """Return the names of the entries of a tree."""
    names, position, length = [], 0, len(tree_object.id) // 2
    while position < len(tree_object.raw):
        end = tree_object.raw.index(b"\0", position)
        names.append(os.fsdecode(tree_object.raw[position:end].partition(b" ")[2]))
        position = end + 1 + length
    return names


def headers(raw: bytes) -> tuple[list[tuple[str, str, str]], str, bytes]:
    """Return the people of a commit or tag (role, name, address), its encoding and its message."""
    head, _, message = raw.partition(b"\n\n")
    people, encoding = [], "utf-8"
    for row in head.split(b"\n"):
        key, _, value = row.partition(b" ")
        if key in {b"author", b"committer", b"tagger"}:
            name, _, rest = value.partition(b"<")
            address = rest.partition(b">")[0]
            people.append(
                (key.decode("ascii"), os.fsdecode(name.rstrip(b" ")), os.fsdecode(address))
            )
        elif key == b"encoding":
            encoding = value.decode("ascii", "replace")
    return people, encoding, message
