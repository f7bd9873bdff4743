"""The branch `tool`: the tool as it was released, without what is the adopter's own.

The adopter's branch descends from it, so the next version is a commit on `tool`, merged. What the
adopter owns is on no commit of `tool`, so no upgrade can bring it back or change it.
"""

from __future__ import annotations

import os
import tarfile
import tempfile
import zipfile
from typing import TYPE_CHECKING

from mentorskap.edit.adopt import OWN, without_day
from mentorskap.host.git import Repository
from mentorskap.host.version import PROJECT, version_in
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Written, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BRANCH = "tool"
_MAKEFILE = "Makefile"
_LEAST = 0.5
"""The share of a version's files that an adopter must have unchanged to be an adopter of it."""

_ENDINGS = (".zip", ".tar.gz", ".tgz")


class Release(NamedTuple):
    """A version of the tool: its files as a tree in the scratch clone, and its history if any."""

    tree: str
    version: str
    history: Repository | None
    tip: str


class Origin(NamedTuple):
    """The version of the tool that an adopter started from."""

    tree: str
    version: str


def tool_tree(repository: Repository, tree: str) -> str:
    """Return `tree` as on the branch `tool`: without the adopter's own and the example's day."""
    with tempfile.TemporaryDirectory() as folder:
        staged = repository.with_index(os.path.join(folder, "index"))
        staged.raw("read-tree", tree)
        staged.raw("rm", "-r", "-f", "--cached", "--quiet", "--ignore-unmatch", "--", *OWN)
        blobs = staged.blobs(tree)
        if _MAKEFILE in blobs:
            text = staged.raw("cat-file", "blob", blobs[_MAKEFILE])
            blob = staged.line("hash-object", "-w", "--stdin", stdin=without_day(text))
            staged.raw("update-index", "--cacheinfo", f"100644,{blob},{_MAKEFILE}")
        return staged.line("write-tree")


def worktree_tree(repository: Repository, folder: str) -> str:
    """Return a tree of all files in `folder` that its `.gitignore` does not leave out."""
    with tempfile.TemporaryDirectory() as beside:
        there = Repository(folder, repository.environment).with_index(f"{beside}/index")
        arguments = ("--git-dir", git_folder(repository), "--work-tree", folder)
        there.raw(*arguments, "add", "--all")
        return there.line(*arguments, "write-tree")


def git_folder(repository: Repository) -> str:
    """Return the folder in which a repository keeps its objects and branches."""
    return repository.line("rev-parse", "--absolute-git-dir")


def version_of(repository: Repository, tree: str) -> str | None:
    """Return the version of the tool in a tree, or None if the tree is no version of the tool."""
    blobs = repository.blobs(tree)
    if PROJECT not in blobs or "scripts/mentorskap/__init__.py" not in blobs:
        return None
    project = repository.text(blobs[PROJECT])
    return None if project is None else version_in(project)


def release(source: str, start: str, adopter: Repository, scratch: Repository) -> Release:
    """Return the version that `source` names: an archive, a folder, or a revision of the adopter's.

    `start` is the folder that a relative path starts from. What it holds can then be read through
    `scratch`.
    """
    path = os.path.join(start, source)
    if os.path.isdir(path):
        return _valid(_of_folder(os.path.realpath(path), scratch), source)
    if os.path.isfile(path):
        return _valid(_of_archive(path, source, scratch), source)
    commit = adopter.commit_id(source)
    if commit is None:
        raise RefusalError(
            say(
                "{written} is neither a file, a folder nor a version that Git knows here. Name the"
                " archive of a release, or the folder of a newer copy of the tool.",
                written=Written(source),
            )
        )
    tree = adopter.line("rev-parse", f"{commit}^{{tree}}")
    return _valid(Release(tree, version_of(scratch, tree) or "", adopter, commit), source)


def _valid(newer: Release, source: str) -> Release:
    if not newer.version:
        raise RefusalError(
            say(
                "{written} is not a copy of this tool: {file} or {folder} is missing in it.",
                written=Written(source),
                file=Code(PROJECT),
                folder=Code("scripts/mentorskap"),
            )
        )
    return newer


def _of_folder(folder: str, scratch: Repository) -> Release:
    repository = Repository(folder)
    top = repository.maybe("rev-parse", "--show-toplevel")
    commit = repository.commit_id("HEAD")
    if top is None or commit is None or not os.path.samefile(top, folder):
        tree = worktree_tree(scratch, folder)
        return Release(tree, version_of(scratch, tree) or "", None, "")
    objects = repository.line("rev-parse", "--path-format=absolute", "--git-path", "objects")
    _read_through(scratch, objects)
    tree = scratch.line("rev-parse", f"{commit}^{{tree}}")
    return Release(tree, version_of(scratch, tree) or "", repository, commit)


def _read_through(scratch: Repository, objects: str) -> None:
    """Let `scratch` read the objects of another repository, which it neither copies nor changes."""
    path = f"{git_folder(scratch)}/objects/info/alternates"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "a", encoding="utf-8") as alternates:
        alternates.write(f"{objects}\n")


def _of_archive(path: str, source: str, scratch: Repository) -> Release:
    with tempfile.TemporaryDirectory() as folder:
        try:
            _unpack(path, folder)
        except (tarfile.TarError, zipfile.BadZipFile, EOFError, ValueError):
            raise RefusalError(
                say(
                    "{written} cannot be unpacked. Name an archive of a release: {endings}.",
                    written=Written(source),
                    endings=Code(" ".join(_ENDINGS)),
                )
            ) from None
        inner = sorted(os.listdir(folder))
        top = os.path.join(folder, inner[0]) if len(inner) == 1 else folder
        if not os.path.isdir(top):
            raise RefusalError(
                say(
                    "{written} is not a copy of this tool: {file} or {folder} is missing in it.",
                    written=Written(source),
                    file=Code(PROJECT),
                    folder=Code("scripts/mentorskap"),
                )
            )
        tree = worktree_tree(scratch, top)
        return Release(tree, version_of(scratch, tree) or "", None, "")


def _unpack(path: str, folder: str) -> None:
    """Unpack an archive into `folder` and nowhere else."""
    if path.endswith(".zip"):
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                path = archive.extract(entry, folder)  # which drops drives, roots and `..`
                mode = entry.external_attr >> 16 & 0o111
                if mode and not entry.is_dir():
                    os.chmod(path, os.stat(path).st_mode | mode)
        return
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")


def origin(newer: Release, head: str, scratch: Repository) -> Origin | None:
    """Return the version that the files of the commit `head` were copied from, or None.

    It is the version in the history of `newer` that has the most files unchanged in `head`, if
    these are at least half of its files. Of several, the one with the fewest files besides.
    """
    if newer.history is None:
        return None
    commits = newer.history.line("rev-list", newer.tip).split()
    ranked = [
        (alike, -others, commit)
        for commit, alike, others in _compared(commits, set(scratch.blobs(head).items()), scratch)
        if alike >= _LEAST * (alike + others)
    ]
    if not ranked:
        return None
    tree = max(ranked, key=lambda row: row[:2])[2]
    return Origin(tree, version_of(scratch, tree) or "")


def _compared(
    commits: Iterable[str], files: set[tuple[str, str]], scratch: Repository
) -> Iterator[tuple[str, int, int]]:
    """Yield each version with how many of its files are in `files`, and how many are not."""
    for commit in commits:
        blobs = scratch.blobs(commit)
        tool = {item for item in blobs.items() if not is_own(item[0])}
        if PROJECT in blobs and "scripts/mentorskap/__init__.py" in blobs:
            alike = len(tool & files)
            yield commit, alike, len(tool) - alike


def is_own(path: str) -> bool:
    """Say whether a file is the adopter's own, and so on no commit of `tool`."""
    return any(path == own or path.startswith(f"{own}/") for own in OWN)
