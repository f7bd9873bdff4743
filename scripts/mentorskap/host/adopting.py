"""A fresh copy of the tool made into a programme on the disk and in Git, all or nothing.

The order makes it safe to start again: the tool's own files are put on the branch `tool` first,
then the files are written together, and last the first commit is made.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from mentorskap.edit import adopt
from mentorskap.files import disk
from mentorskap.host import trunk
from mentorskap.host.git import Repository
from mentorskap.words.sentence import Code, RefusalError, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mentorskap.edit.adopt import Answers
    from mentorskap.files.schema import Schema

    Files = dict[str, tuple[bytes | None, bytes | None]]

_EXAMPLE = "tests/example"
_SHIPPED = "tests/shipped.txt"
_MOST = 5
"""How many paths a refusal lists."""


def refuse_if_not_fresh(root: str) -> None:
    """Raise RefusalError if there is someone's own work in the copy, or it is adopted already."""
    others = [path for path in _data_files(root) if not _is_of_the_example(root, path)]
    if others:
        raise RefusalError(
            say(
                "There are people here who are not the example's: {files}. This command empties the"
                " folders, so it only works in a fresh copy of the tool. Nothing was changed.",
                files=codes(others[:_MOST]),
            )
        )
    repository = _repository(root)
    if repository is None:
        is_started = False
    else:
        tool, head = repository.commit_id(trunk.BRANCH), repository.commit_id("HEAD")
        is_started = tool is not None
        if tool and head and repository.holds("merge-base", "--is-ancestor", tool, head):
            raise RefusalError(
                say(
                    "This programme is adopted already. The next version is taken with {command}.",
                    command=Code("mentorskap upgrade"),
                )
            )
        if not is_started and head and repository.raw("status", "--porcelain"):
            raise RefusalError(
                say(
                    "There are changes here that are not committed yet. Commit or undo them first:"
                    " {command} shows them.",
                    command=Code("git status"),
                )
            )
    if not is_started and (pages := list(_changed_pages(root))):
        raise RefusalError(
            say(
                "These pages are not as they were released: {files}. The next version of the tool"
                " could not tell your words from its own. Start from a fresh copy, and edit the"
                " pages afterwards.",
                files=codes(pages[:_MOST]),
            )
        )


def adopted_files(root: str, answers: Answers, programme: Schema) -> Files:
    """Return each file that changes, with its bytes before and after."""
    paths = {
        *_data_files(root),
        *(f"{folder}/.gitkeep" for folder in disk.FOLDERS),
        *(path for path in adopt.FIXED if os.path.isfile(os.path.join(root, path))),
        *(path for language in ("sv", "en") for path, _ in disk.pages(root, f"docs/{language}")),
    }
    files = {
        path: raw
        for path in paths
        if adopt.is_touched(path) and isinstance(raw := disk.read(root, path), bytes)
    }
    after = adopt.adopted(files, answers, programme)
    return {path: (files.get(path), raw) for path, raw in after.items()}


def put_on_branches(root: str, version: str, write: Callable[[], None]) -> None:
    """Put the tool on its branch, let `write` write the files, and commit them after it."""
    repository = _repository(root)
    if repository is None:
        Repository(root).raw("init", "--quiet", "--initial-branch=main")
        repository = Repository(root)
    tool = repository.commit_id(trunk.BRANCH)
    if tool is None:
        tree = trunk.tool_tree(repository, trunk.worktree_tree(repository, root))
        tool = repository.commit(tree, f"Version {version} of the tool")
        repository.raw("update-ref", f"refs/heads/{trunk.BRANCH}", tool)
    write()
    repository.raw("add", "--all")
    head = repository.commit_id("HEAD")
    parents = (tool,) if head is None else (head, tool)
    commit = repository.commit(
        repository.line("write-tree"), f"Adopt version {version} of the tool", *parents
    )
    repository.raw("update-ref", "HEAD", commit)


def _repository(root: str) -> Repository | None:
    """Return the repository whose top folder is `root`, or None."""
    repository = Repository(root)
    top = repository.maybe("rev-parse", "--show-toplevel")
    return repository if top is not None and os.path.samefile(top, root) else None


def _data_files(root: str) -> Iterator[str]:
    return (entry.path for entry in disk.entries(root) if entry.path != disk.PROGRAMME)


def _is_of_the_example(root: str, path: str) -> bool:
    """Say whether a file is, byte for byte, the one of the shipped example."""
    raw = disk.read(root, path)
    return isinstance(raw, bytes) and raw == disk.read(root, f"{_EXAMPLE}/{path}")


def _changed_pages(root: str) -> Iterator[str]:
    """Yield the pages of the handbook that are not as shipped."""
    listed = disk.read(root, _SHIPPED)
    for path, digest in _digests(listed if isinstance(listed, bytes) else b"").items():
        raw = disk.read(root, path)
        if not isinstance(raw, bytes) or hashlib.sha256(raw).hexdigest() != digest:
            yield path


def _digests(listed: bytes) -> Mapping[str, str]:
    """Return the digest of each shipped page, by path."""
    rows = (line.split(" ", 1) for line in listed.decode("utf-8").splitlines())
    return {path: digest for digest, path in rows}
