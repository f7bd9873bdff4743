"""A person taken out of every version: `git filter-repo` on a fresh clone, by tables made here.

What changes is decided here, object by object, and written into tables; git filter-repo only looks
them up. So it may be of any version, with a Python of its own. Afterwards the newest version is
compared with what it should be.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mentorskap.files import history
from mentorskap.files.disk import FOLDERS, PROGRAMME
from mentorskap.host import objects
from mentorskap.host.git import Repository
from mentorskap.host.trails import instruction_file
from mentorskap.words.named import NamedTuple
from mentorskap.words.scrub import ERASED, Scrub
from mentorskap.words.sentence import Code, RefusalError, Sentence, Written, say
from mentorskap.words.traces import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mentorskap.host.trails import Past

_HEADS, _ORIGIN = "refs/heads/", "refs/remotes/origin/"
_TABLES = "mentorskap_erasure"
_LOOK_UP = """
def person(name, address):
    return people.get((name, address), (name, address))
"""
_CALLBACKS = {
    "--blob-callback": f"""
import {_TABLES} as tables
if blob.original_id in tables.blobs:
    data = tables.blobs[blob.original_id]
    if data is None:
        blob.skip()
    else:
        blob.data = data
""",
    "--filename-callback": f"""
import {_TABLES} as tables
return tables.paths.get(filename, filename)
""",
    "--refname-callback": f"""
import {_TABLES} as tables
return tables.refs.get(refname, refname)
""",
    "--commit-callback": f"""
import {_TABLES} as tables
commit.author_name, commit.author_email = tables.person(commit.author_name, commit.author_email)
commit.committer_name, commit.committer_email = tables.person(
    commit.committer_name, commit.committer_email
)
commit.message = tables.messages.get(commit.original_id, commit.message)
""",
    "--tag-callback": f"""
import {_TABLES} as tables
tag.tagger_name, tag.tagger_email = tables.person(tag.tagger_name, tag.tagger_email)
tag.message = tables.messages.get(tag.original_id, tag.message)
""",
}


class BlockedLine(NamedTuple):
    """A line of the newest version that will read differently."""

    path: str
    line: int


class RewritePlan(NamedTuple):
    """What is rewritten, as tables, and what the newest version will then hold."""

    blobs: dict[bytes, bytes | None]
    paths: dict[bytes, bytes | None]
    refs: dict[bytes, bytes]
    people: dict[tuple[bytes, bytes], tuple[bytes, bytes]]
    messages: dict[bytes, bytes]
    newest: dict[str, str]
    """Mode and blob of each file of the newest version, as they should be afterwards."""
    lines: tuple[BlockedLine, ...]
    renamed: tuple[tuple[str, str], ...]
    """Files of the newest version that get another name."""


def unfit(copy: str, root: str, own_path: str, shown_as: str) -> Sentence | None:
    """Return why a folder may not be rewritten, or None if it is a fresh clone."""
    written = Code(shown_as)
    top = objects.line(copy, "rev-parse", "--absolute-git-dir") if os.path.isdir(copy) else None
    if top is None or os.path.realpath(copy) not in {
        os.path.realpath(top),
        os.path.dirname(os.path.realpath(top)),
    }:
        return say("{folder} is not the top of a Git repository.", folder=written)
    common = [objects.line(folder, "rev-parse", "--git-common-dir") for folder in (copy, root)]
    places = [
        None if path is None else os.path.realpath(os.path.join(folder, path))
        for folder, path in zip((copy, root), common, strict=True)
    ]
    if places[0] == places[1]:
        return say("{folder} is the repository that you work in.", folder=written)
    if objects.line(copy, "rev-parse", "--verify", "--quiet", f"HEAD:{own_path}"):
        return say(
            "The newest version in {folder} still has {file}. Erase the person, commit, and clone"
            " again.",
            folder=written,
            file=Code(own_path),
        )
    return next((why for fails, why in _freshness(written) if fails(copy)), None)


def _freshness(folder: Code) -> tuple[tuple[Callable[[str], bool], Sentence], ...]:
    """Return what a fresh clone is not, and how that is said."""
    return (
        (
            lambda copy: objects.line(copy, "rev-parse", "--verify", "--quiet", "HEAD") is None,
            say("{folder} has no commit.", folder=folder),
        ),
        (
            lambda copy: (objects.line(copy, "remote") or "") != "origin",
            say("{folder} is not a fresh clone: it has no {remote}, or more than that.",
                folder=folder, remote=Code("origin")),
        ),
        (
            lambda copy: objects.line(copy, "rev-parse", "--is-bare-repository") == "false"
            and bool(objects.line(copy, "status", "--porcelain", "--ignored")),
            say("{folder} has files that are not committed.", folder=folder),
        ),
        (
            lambda copy: "refs/stash" in objects.refs(copy),
            say("{folder} has stashed changes.", folder=folder),
        ),
        (
            history.is_shallow,
            say("{folder} has only the latest part of the history.", folder=folder),
        ),
        (
            lambda copy: os.path.exists(
                os.path.join(copy, _git_dir(copy), "objects", "info", "alternates")
            ) or bool(objects.line(copy, "config", "--get", "remote.origin.promisor")),
            say("{folder} borrows objects from another repository.", folder=folder),
        ),
        (
            lambda copy: len((objects.line(copy, "reflog", "--format=%H") or "").split()) > 1
            or len((objects.line(copy, "worktree", "list", "--porcelain") or "").split("\n\n")) > 1,
            say("{folder} has been worked in since it was cloned.", folder=folder),
        ),
    )  # fmt: skip


def _git_dir(copy: str) -> str:
    return objects.line(copy, "rev-parse", "--absolute-git-dir") or ".git"


def plan(copy: str, past: Past, without: Iterable[str], prefix: str) -> RewritePlan:
    """Return what has to be rewritten so that nothing of the person is left."""
    scrub = Scrub(past.trail)
    changes = objects.changes(copy)
    instructions = {f"{prefix}{instruction_file(id_)}" for id_ in past.trail.ids}
    gone = set(past.paths) | set(without) | instructions
    paths = _paths(scrub, {change.path for change in changes}, gone, past, prefix)
    only_own = {change.blob for change in changes if change.blob in past.blobs}
    blobs: dict[bytes, bytes | None] = {id_.encode("ascii"): None for id_ in only_own if id_}
    messages: dict[bytes, bytes] = {}
    people: dict[tuple[bytes, bytes], tuple[bytes, bytes]] = {}
    for item in objects.every(copy):
        id_ = item.id.encode("ascii")
        if item.kind == "blob" and id_ not in blobs and item.id not in past.exempt:
            cleared = scrub.raw(item.raw)
            if cleared != item.raw:
                blobs[id_] = cleared
        elif item.kind in {"commit", "tag"}:
            listed, encoding, message = objects.headers(item.raw)
            people |= _people(scrub, listed)
            cleared = scrub.raw(_in_utf_8(message, encoding))
            if cleared != _in_utf_8(message, encoding):
                messages[id_] = cleared
    before = objects.tree(copy, "HEAD")
    renames = {
        os.fsdecode(old): None if new is None else os.fsdecode(new) for old, new in paths.items()
    }
    return RewritePlan(
        blobs,
        paths,
        _refs(scrub, objects.refs(copy)),
        people,
        messages,
        _newest(before, renames, blobs),
        tuple(_lines(copy, scrub, before, renames, blobs)),
        tuple((old, new) for old, new in sorted(renames.items()) if new and old in before),
    )


def _paths(
    scrub: Scrub, paths: set[str], gone: set[str], past: Past, prefix: str
) -> dict[bytes, bytes | None]:
    table: dict[bytes, bytes | None] = {}
    used = set(paths)
    pairings = f"{prefix}{FOLDERS[1]}/"
    ids = set(past.trail.ids)
    for path in sorted(paths):
        stem = path.removeprefix(pairings).partition(".")[0]
        if path in gone or (path.startswith(pairings) and ids & set(stem.split("--"))):
            table[os.fsencode(path)] = None
        elif path not in past.invented and (new := scrub.text(path)) != path:
            table[os.fsencode(path)] = os.fsencode(_unused(new, used))
    return table


def _unused(name: str, used: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free in used:
        number += 1
        free = f"{stem}-{number}{dot}{ending}" if dot else f"{name}-{number}"
    used.add(free)
    return free


def _refs(scrub: Scrub, refs: list[str]) -> dict[bytes, bytes]:
    table: dict[bytes, bytes] = {}
    names = [_HEADS + ref.removeprefix(_ORIGIN) if ref.startswith(_ORIGIN) else ref for ref in refs]
    used = set(names)
    for name in sorted(used):
        if (new := scrub.text(name)) != name:
            table[os.fsencode(name)] = os.fsencode(_unused(new, used))
    return table


def _people(
    scrub: Scrub, listed: Iterable[tuple[str, str, str]]
) -> dict[tuple[bytes, bytes], tuple[bytes, bytes]]:
    """Return the authors that are the person, or that bear the name in part."""
    table: dict[tuple[bytes, bytes], tuple[bytes, bytes]] = {}
    own = {folded(text) for text in (*scrub.trail.emails, *scrub.trail.names)}
    theirs = {folded(text) for text in scrub.trail.others}
    for _, name, address in listed:
        pair = (os.fsencode(name), os.fsencode(address))
        cleared = (scrub.raw(pair[0]), scrub.raw(pair[1]))
        if ({folded(name), folded(address)} & own) - theirs or cleared[1] != pair[1]:
            cleared = (ERASED.encode("ascii"), ERASED.encode("ascii"))
        if cleared != pair:
            table[pair] = cleared
    return table


def _in_utf_8(message: bytes, encoding: str) -> bytes:
    """Return a message as Git's export writes it."""
    try:
        return message.decode(encoding).encode("utf-8")
    except (LookupError, UnicodeError):
        return message


def _newest(
    before: dict[str, str], renames: dict[str, str | None], blobs: dict[bytes, bytes | None]
) -> dict[str, str]:
    after: dict[str, str] = {}
    for path, about in before.items():
        mode, _, blob = about.partition(" ")
        new_path = renames.get(path, path)
        raw = blobs.get(blob.encode("ascii"), b"")
        if new_path is None or raw is None:
            continue
        after[new_path] = f"{mode} {history.blob_id(raw, blob)}" if raw else about
    return after


def _lines(
    copy: str,
    scrub: Scrub,
    before: dict[str, str],
    renames: dict[str, str | None],
    blobs: dict[bytes, bytes | None],
) -> Iterable[BlockedLine]:
    paths = {
        path: about.partition(" ")[2]
        for path, about in before.items()
        if renames.get(path, path) is not None and blobs.get(about.partition(" ")[2].encode())
    }
    raw = {item.id: item.raw for item in objects.some(copy, sorted(set(paths.values())))}
    for path, blob in sorted(paths.items()):
        yield from (BlockedLine(path, line) for line in scrub.lines(raw[blob]))


def blocked(plan: RewritePlan, prefix: str) -> BlockedLine | None:
    """Return a line that only a human can change first: a manager in `programme.yml`."""
    return next((line for line in plan.lines if line.path == f"{prefix}{PROGRAMME}"), None)


def has_tool(copy: str) -> bool:
    """Say whether git filter-repo is installed."""
    return not Repository(copy, _where()).ask("filter-repo", "--version").returncode


def _where(folder: str = "") -> dict[str, str]:
    """Return the variables with which Git finds the command, and the command its tables."""
    beside = os.path.dirname(sys.executable)
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), beside))
    return {"PATH": path, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}


def rewrite(copy: str, plan: RewritePlan) -> list[str]:
    """Rewrite a clone's history; return the paths whose newest version is not as planned."""
    head = objects.line(copy, "symbolic-ref", "--quiet", "HEAD")
    with TemporaryDirectory(prefix="mentorskap-") as folder:
        tables = "".join(
            f"{name} = {getattr(plan, name)!r}\n"
            for name in ("blobs", "paths", "refs", "people", "messages")
        )
        Path(folder, f"{_TABLES}.py").write_text(tables + _LOOK_UP, encoding="utf-8")
        options = [word for option, body in _CALLBACKS.items() for word in (option, body)]
        ended = Repository(copy, _where(folder)).ask("filter-repo", "--force", *options)
    if ended.returncode:
        lines = (ended.stderr or ended.stdout).decode("utf-8", "replace").strip().splitlines()
        raise RefusalError(
            say(
                "git filter-repo stopped: {reason}. The repository that you work in is untouched."
                " Throw the copy away and make a new one.",
                reason=Written(lines[-1] if lines else ""),
            )
        )
    if head is not None and (new := plan.refs.get(os.fsencode(head))) is not None:
        repository = Repository(copy)
        repository.raw("symbolic-ref", "HEAD", os.fsdecode(new))
        if not repository.holds("rev-parse", "--is-bare-repository"):
            repository.raw("reset", "--quiet", "--hard")
    # Its notes hold the names of branches and files before the rewriting.
    shutil.rmtree(os.path.join(copy, _git_dir(copy), "filter-repo"), ignore_errors=True)
    after = objects.tree(copy, "HEAD")
    return sorted(
        path
        for path in after.keys() | plan.newest.keys()
        if after.get(path) != plan.newest.get(path)
    )
