"""Backups: the whole history in one file, a Git bundle, which is tried before anyone relies on it.

A bundle holds everyone's data. It is written for its owner alone, under a name that says when it
was made and nothing else, and copies of it are made in temporary folders that are removed again.
"""

from __future__ import annotations

import mmap
import os
import re
import stat
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import TYPE_CHECKING

from mentorskap.files import history
from mentorskap.files.disk import PROGRAMME, is_root, within_checkout
from mentorskap.files.history import FAILED, NO_REPOSITORY, SHALLOW, HistoryError
from mentorskap.host.git import NOT_FOUND
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Sentence, Written, say
from mentorskap.words.traces import bounded_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

NAME = re.compile(r"mentorskap-\d{4}-\d{2}-\d{2}-\d{6}(?:-\d{1,3})?\.bundle")
"""The name of a bundle that this module has made."""
NO_COMMIT = "no-commit"
"""Why there is nothing to back up, beside the reasons in `history`."""
_ENDING, _PART = ".bundle", ".part"
_SAME_SECOND = 999
_DAY = 24 * 60 * 60
"""Seconds."""
_FROM_FILE = ("-c", "protocol.file.allow=always", "-c", f"core.hooksPath={os.devnull}")
_CLONE = ("clone", "--quiet", "--template=")
_BYTES_AS_THEY_ARE = "* -text -filter -ident -working-tree-encoding\n"
"""Attributes of Git with which a file is checked out to the byte, whatever is set elsewhere."""


class Bundle(NamedTuple):
    """A bundle that has been restored aside: what its HEAD holds."""

    commit: str
    files: int


class Restored(NamedTuple):
    """A bundle restored into a folder."""

    bundle: Bundle
    programme: str | None
    """The programme's folder in the copy; None if there is none."""
    differing: tuple[str, ...]
    """The paths that differ from what the bundle's HEAD holds, and those that it does not hold."""


class Holding(NamedTuple):
    """The bundles that hold a person's id, and those that could not be read."""

    holding: tuple[str, ...]
    unreadable: tuple[str, ...]


def uncommitted(root: str) -> list[str]:
    """Return the paths in the repository that differ from HEAD, new files included.

    Raises HistoryError if Git has no history of the folder.
    """
    top = _top(root)
    listed = _done(
        top, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"
    ).split(b"\0")
    return [os.fsdecode(line[3:]) for line in listed if line]


def write(root: str, folder: str, moment: datetime) -> tuple[str, Bundle]:
    """Write a bundle of every branch and tag into `folder`, and return its name and content.

    It gets its name only when it has been verified and restored aside.
    Raises HistoryError if there is no history, or if the bundle is not what the repository holds.
    """
    if history.ask(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        _top(root)
        raise HistoryError(NO_COMMIT)
    if history.is_shallow(root):
        raise HistoryError(SHALLOW)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    handle, path = _claimed(folder, f"mentorskap-{moment:%Y-%m-%d-%H%M%S}")
    part = f"{path}{_PART}"
    try:
        with os.fdopen(handle, "wb") as stream:
            # From the top: in a folder below it, Git takes the hyphen for a file's name.
            bundled = history.ask(
                _top(root), "bundle", "create", "--quiet", "-", "--all", into=stream.fileno()
            )
            os.fsync(stream.fileno())
        if bundled.returncode:
            raise HistoryError(FAILED, history.first_line(bundled.stderr))
        bundle = _verified(root, part)
        os.replace(part, path)
    finally:
        if os.path.lexists(part):
            os.unlink(part)
    return os.path.basename(path), bundle


def own(root: str, folder: str) -> list[str]:
    """Return the bundles in `folder` that were made of this repository, oldest first."""
    return [
        name
        for name in sorted(os.listdir(folder))
        if NAME.fullmatch(name) and _is_ours(root, os.path.join(folder, name))
    ]


def remove_older(root: str, folder: str, new: str, keep: int) -> list[str]:
    """Remove this repository's oldest bundles so that `keep` remain, and return their names.

    The one that was just made is not removed, whatever its name.
    """
    older = [name for name in own(root, folder) if name != new]
    outdated = older[: max(0, len(older) - keep + 1)]
    for name in (*outdated, *_abandoned(folder)):
        os.unlink(os.path.join(folder, name))
    return outdated


def _abandoned(folder: str) -> list[str]:
    """Return what runs that were killed have left: no one has written to it for a day."""
    yesterday = time() - _DAY
    return [
        name
        for name in os.listdir(folder)
        if name.endswith(_PART)
        and NAME.fullmatch(name.removesuffix(_PART))
        and os.lstat(os.path.join(folder, name)).st_mtime < yesterday
    ]


def unfit(root: str, folder: str, shown_as: str) -> Sentence | None:
    """Return why backups may not be written into `folder`, or None if they may."""
    written, target = Code(shown_as), os.path.realpath(folder)
    if os.path.lexists(target) and not os.path.isdir(target):
        return say("{folder} is not a folder. Name a folder for the backups.", folder=written)
    tops = (os.path.realpath(root), os.path.realpath(_top(root)))
    if within_checkout(target) is not None or any(_is_within(target, top) for top in tops):
        return say(
            "{folder} is inside a Git repository, so a backup there could be committed or"
            " published. Name a folder outside it.",
            folder=written,
        )
    if any(
        os.path.lexists(os.path.join(parent, "index.html"))
        for parent in (target, *map(str, Path(target).parents))
    ):
        return say(
            "{folder} belongs to a website: there is an {index} in it or above it. A backup holds"
            " everyone's data. Name a folder that is not published.",
            folder=written,
            index=Code("index.html"),
        )
    return None


@contextmanager
def restored(path: str) -> Iterator[Restored]:
    """Yield a bundle restored into a temporary folder, which is removed afterwards.

    Raises HistoryError if the file is not a bundle that can be restored.
    """
    with TemporaryDirectory(prefix="mentorskap-") as folder:
        copy = os.path.join(folder, "copy")
        _done(folder, *_FROM_FILE, *_CLONE, "--no-checkout", os.path.abspath(path), copy)
        attributes = Path(copy, ".git", "info", "attributes")
        attributes.parent.mkdir(exist_ok=True)
        attributes.write_text(_BYTES_AS_THEY_ARE, encoding="ascii")
        _done(copy, *_FROM_FILE, "reset", "--quiet", "--hard")
        bundle = _content(copy)
        yield Restored(bundle, _programme(copy), tuple(_differing(copy)))


def holding(folder: str, id_: str) -> Holding:
    """Return which bundles in `folder` hold a person's id: in a path, a file or a message.

    Every version of every file is looked at. Bundles with other names are read too.
    """
    pattern = re.compile(bounded_id(id_).encode("ascii"))
    names = [name for name in sorted(os.listdir(folder)) if name.endswith(_ENDING)]
    holders, unreadable = [], []
    for name in names:
        try:
            if _holds(os.path.join(folder, name), pattern):
                holders.append(name)
        except HistoryError as error:
            if error.why != FAILED:
                raise
            unreadable.append(name)
    return Holding(tuple(holders), tuple(unreadable))


def refusal(error: HistoryError) -> Sentence:
    """Return why there is no backup, and what to do."""
    match error.why:
        case history.NO_GIT:
            return NOT_FOUND
        case history.NO_REPOSITORY:
            return say(
                "Git has no history of this folder. Copy the folder instead, or begin a history"
                " with {command}. Git says: {reason}.",
                command=Code("git init"),
                reason=Written(error.detail),
            )
        case "no-commit":
            return say(
                "Nothing has been committed yet, so there is nothing to back up. Commit the files"
                " first."
            )
        case history.SHALLOW:
            return say(
                "Only the latest part of the history is here, and a backup of it could not be"
                " restored. Fetch all of it with {command}.",
                command=Code("git fetch --unshallow"),
            )
    return say(
        "The backup failed, and nothing was kept. Git says: {reason}.", reason=Written(error.detail)
    )


def not_restored(path: str, error: HistoryError) -> Sentence:
    """Return why a bundle cannot be restored."""
    if error.why != FAILED:
        return refusal(error)
    return say(
        "{file} cannot be restored. Use another backup. Git says: {reason}.",
        file=Code(path),
        reason=Written(error.detail),
    )


def _top(root: str) -> str:
    """Return the top of the repository that `root` is in."""
    answer = history.ask(root, "rev-parse", "--show-toplevel")
    if answer.returncode:
        raise HistoryError(NO_REPOSITORY, history.first_line(answer.stderr))
    return os.fsdecode(answer.stdout.removesuffix(b"\n"))


def _done(root: str, *arguments: str) -> bytes:
    answer = history.ask(root, *arguments)
    if answer.returncode:
        raise HistoryError(FAILED, history.first_line(answer.stderr))
    return answer.stdout


def _claimed(folder: str, stem: str) -> tuple[int, str]:
    """Return an open file to write a bundle into, and the path that it gets when it is ready.

    The file is readable by its owner alone. While it exists, no one else gets the same path.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in range(1, _SAME_SECOND):
        path = os.path.join(folder, f"{stem}{'' if number == 1 else f'-{number}'}{_ENDING}")
        try:
            handle = os.open(f"{path}{_PART}", flags, 0o600)
        except FileExistsError:
            continue
        if not os.path.lexists(path):
            return handle, path
        os.close(handle)
        os.unlink(f"{path}{_PART}")
    raise RefusalError(
        say("{folder} has too many backups of this second. Try again.", folder=Code(folder))
    )


def _verified(root: str, path: str) -> Bundle:
    """Return what a bundle holds, once a copy made of it alone equals the repository."""
    _done(root, "bundle", "verify", "--quiet", os.path.abspath(path))
    with _mirror(path) as copy:
        bundle = _content(copy)
        listed = _done(copy, "for-each-ref", "--format=%(objectname) %(refname)").splitlines()
        trees = [
            _done(tree, "rev-parse", f"{bundle.commit}^{{tree}}").strip() for tree in (copy, root)
        ]
    # Beside its branches and tags a repository names the HEAD of each worktree.
    refs = {line for line in _heads(root, path) if b" refs/" in line}
    if trees[0] != trees[1] or set(listed) != refs:
        raise HistoryError(FAILED, "the copy differs from the repository")
    return bundle


@contextmanager
def _mirror(path: str) -> Iterator[str]:
    """Yield a repository without files that is made of a bundle and nothing else."""
    with TemporaryDirectory(prefix="mentorskap-") as folder:
        copy = os.path.join(folder, "copy.git")
        _done(folder, *_FROM_FILE, *_CLONE, "--mirror", os.path.abspath(path), copy)
        yield copy


def _heads(root: str, path: str) -> list[bytes]:
    return _done(root, "bundle", "list-heads", os.path.abspath(path)).splitlines()


def _content(copy: str) -> Bundle:
    commit = _done(copy, "rev-parse", "--verify", "HEAD").strip().decode("ascii")
    return Bundle(commit, len(_listed(copy)))


def _listed(copy: str) -> dict[str, str]:
    """Return the files of HEAD: path → blob. A repository inside the repository is not a file."""
    lines = _done(copy, "ls-tree", "-r", "-z", "--full-tree", "HEAD").split(b"\0")[:-1]
    rows = [line.partition(b"\t") for line in lines]
    return {
        os.fsdecode(path): about.split()[2].decode("ascii")
        for about, _, path in rows
        if about.split()[1] == b"blob"
    }


def _differing(copy: str) -> list[str]:
    """Return the paths below `copy` that are not, to the byte, what HEAD holds."""
    expected, actual = _listed(copy), set[str]()
    for folder, folders, names in os.walk(copy):
        if folder == copy:
            folders.remove(".git")
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        actual.update(
            os.path.relpath(os.path.join(folder, name), copy).replace(os.sep, "/")
            for name in (*names, *links)
        )
    return sorted(
        path
        for path in expected.keys() | actual
        if path not in expected
        or path not in actual
        or history.blob_id(_bytes(os.path.join(copy, path)), expected[path]) != expected[path]
    )


def _bytes(path: str) -> bytes:
    return os.fsencode(os.readlink(path)) if os.path.islink(path) else Path(path).read_bytes()


def _programme(copy: str) -> str | None:
    """Return the folder of the programme in a copy: the one that is nearest to its top."""
    folders = [
        os.path.dirname(path) for path in _listed(copy) if path.rpartition("/")[2] == PROGRAMME
    ]
    nearest = min(
        folders, key=lambda folder: (folder.count("/") + bool(folder), folder), default=""
    )
    root_of_copy = os.path.join(copy, nearest) if nearest else copy
    return root_of_copy if is_root(root_of_copy) else None


def _is_ours(root: str, path: str) -> bool:
    """Say whether a file is a bundle whose HEAD is a commit of this repository."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return False
    try:
        heads = [line.partition(b" ") for line in _heads(root, path)]
    except HistoryError:
        return False
    commits = [id_.decode("ascii", "replace") for id_, _, name in heads if name == b"HEAD"]
    return (
        bool(commits)
        and not history.ask(root, "cat-file", "-e", f"{commits[0]}^{{commit}}").returncode
    )


def _holds(path: str, pattern: re.Pattern[bytes]) -> bool:
    """Say whether any object of a bundle holds the pattern: a file, a file's name, a message."""
    with _mirror(path) as copy:
        objects = f"{copy}.objects"
        with open(objects, "wb") as stream:
            answer = history.ask(
                copy, "cat-file", "--batch", "--batch-all-objects", "--unordered",
                into=stream.fileno(),
            )  # fmt: skip
        names = _done(copy, "for-each-ref", "--format=%(refname)")
        if answer.returncode:
            raise HistoryError(FAILED, history.first_line(answer.stderr))
        return pattern.search(names) is not None or _occurs(objects, pattern)


def _occurs(path: str, pattern: re.Pattern[bytes]) -> bool:
    """Say whether a file of any size holds the pattern."""
    if not os.path.getsize(path):
        return False
    with (
        open(path, "rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        return pattern.search(content) is not None


def _is_within(path: str, top: str) -> bool:
    try:
        return os.path.commonpath((path, top)) == top
    except ValueError:  # on different drives
        return False
