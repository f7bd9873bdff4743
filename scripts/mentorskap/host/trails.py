"""Who someone has been in a history: every path, name, address and number of one person's file.

The person's file at other paths is found by Git's renames and by contents. A file that was another
person's at the same time is not taken for the same, however alike the two are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mentorskap.files import disk, history
from mentorskap.files.disk import PROGRAMME, Unread
from mentorskap.files.history import HistoryError
from mentorskap.host import objects
from mentorskap.host.run import data
from mentorskap.words.named import NamedTuple
from mentorskap.words.scrub import Trail, decoded
from mentorskap.words.traces import folded, full_names

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = re.compile(r"[a-z]+(?:-[a-z]+)?-[a-z0-9]{2,4}")
_PEOPLE, _PAIRINGS = disk.FOLDERS
_SAME_FILE = 80
"""Per cent of a file that must be the same for a rename to mean the same person by itself."""
_KEYS = ("name", "called", "email", "phone")
_ABOUT_OTHERS = (*_KEYS, "organisation", "unit", "place")
_TOOL = ("scripts/", "tests/", "schemas/")
_TOOL_ITSELF = "scripts/mentorskap/__init__.py"


class FormerFile(NamedTuple):
    """What one version of a file says of a person."""

    path: str
    blob: str
    commit: str
    fields: dict[str, str]

    def shares(self, other: FormerFile, *keys: str) -> bool:
        """Say whether both have the same value of one of the keys."""
        return any(
            key in self.fields and folded(self.fields[key]) == folded(other.fields.get(key, ""))
            for key in keys
        )


class Past(NamedTuple):
    """A history, read for one person."""

    trail: Trail
    paths: frozenset[str]
    """Every path of the person's own file."""
    blobs: frozenset[str]
    """Every version of the person's own file."""
    places: dict[str, str]
    """A path of each blob, to show where it is."""
    exempt: frozenset[str]
    """Blobs of the tool's own files, whose people are invented."""
    invented: frozenset[str]
    """The paths of those files."""


def past(folder: str, id_: str, prefix: str = "") -> Past:
    """Return what a repository's history holds of a person; `prefix` is the programme's folder."""
    changes = objects.changes(folder)
    of_tool = _of_tool(changes, prefix)
    people = list(_people(folder, changes, of_tool))
    own_path = f"{prefix}{_PEOPLE}/{id_}.yml"
    own = OwnFiles(folder, own_path, people, objects.moves(folder, f"{prefix}{_PEOPLE}"))
    elsewhere = {change.blob for change in changes if change.path not in own.paths}
    blobs = {person.blob for person in own.versions}
    blobs |= {
        change.blob
        for change in changes
        if change.blob and change.path in own.paths and change.blob not in elsewhere
    }
    others = {
        text for person in people if person.blob not in blobs for text in _texts(person)
    } | _managers(folder, changes, prefix)
    trail = _with_authors(folder, _trail(id_, own.versions, own.paths), others)
    return Past(
        trail._replace(others=frozenset(others - set(trail.ids))),
        frozenset(own.paths),
        frozenset(blobs),
        {change.blob: change.path for change in changes if change.blob},
        frozenset(of_tool),
        frozenset(change.path for change in changes if _is_tool(change, prefix) and of_tool),
    )


def known(folder: str, id_: str, prefix: str = "") -> Past:
    """Return what a repository's history holds of a person, if it is a repository at all."""
    try:
        return past(folder, id_, prefix)
    except HistoryError:
        return Past(Trail((id_,)), frozenset(), frozenset(), {}, frozenset(), frozenset())


def prefix_of(root: str) -> str:
    """Return the programme's folder within its repository, empty at the top."""
    within = disk.within_checkout(root)
    return f"{within}/" if within else ""


def _of_tool(changes: list[objects.Change], prefix: str) -> set[str]:
    """Return the blobs that only the tool's own folders have ever held."""
    if not any(change.path == f"{prefix}{_TOOL_ITSELF}" for change in changes):
        return set()
    folders = tuple(f"{prefix}{folder}" for folder in _TOOL)
    return {
        change.blob for change in changes if change.blob and change.path.startswith(folders)
    } - {change.blob for change in changes if change.blob and not change.path.startswith(folders)}


def _is_tool(change: objects.Change, prefix: str) -> bool:
    return change.path.removeprefix(prefix).startswith(_TOOL)


def _people(folder: str, changes: list[objects.Change], of_tool: set[str]) -> Iterator[FormerFile]:
    """Yield each version of each file that describes a person, in whatever folder."""
    rows = [
        change
        for change in changes
        if change.blob not in {None, *of_tool} and change.path.endswith((".yml", ".yaml", ".part"))
    ]
    ids = dict.fromkeys(change.blob for change in rows if change.blob)
    fields = {blob.id: _fields(blob.raw) for blob in objects.some(folder, ids)}
    for change in rows:
        if change.blob and fields[change.blob]:
            yield FormerFile(change.path, change.blob, change.commit, fields[change.blob])


def _fields(raw: bytes) -> dict[str, str]:
    """Return the fields by which a file tells who someone is; empty if it does not."""
    text, _ = decoded(raw)
    document: Any = data(text.lstrip("\ufeff").encode("utf-8", "replace"), "")
    fields = {
        key: " ".join(value.split())
        for key in _ABOUT_OTHERS
        if isinstance(value := document.get(key), str) and value.strip()
    }
    if not document:
        for key in _ABOUT_OTHERS:
            if match := re.search(
                rf"^{key}:[ \t]*([^\n#]+?)[ \t\r]*(?: #.*)?$", text, re.MULTILINE
            ):
                fields[key] = match[1].strip("\"' ")
    return fields if "name" in fields or "email" in fields else {}


class OwnFiles:
    """The versions and the paths of one person's file, gathered from what is known step by step."""

    def __init__(
        self, folder: str, own_path: str, people: list[FormerFile], moves: list[objects.FileMove]
    ) -> None:
        self._folder = folder
        self._moves = moves
        self._others_now = set(objects.tree(folder, "HEAD")) - {own_path}
        self.paths = {own_path}
        """Paths that were the person's alone: a file of someone else may begin as a copy."""
        self.versions = [person for person in people if person.path == own_path]
        rest = [person for person in people if person.path != own_path]
        while more := [person for person in rest if self._holds(person)]:
            self.versions += more
            rest = [person for person in rest if person not in more]
            self.paths |= {person.path for person in more if self._is_alone(person)}

    def _holds(self, person: FormerFile) -> bool:
        return person.path in self.paths or any(
            person.blob == version.blob
            or (person.shares(version, "name") and person.shares(version, "email", "phone"))
            or (self._is_moved(person, version) and self._is_alone(person))
            or (person.shares(version, "email", "phone") and self._is_alone(person))
            for version in self.versions
        )

    def _is_moved(self, person: FormerFile, version: FormerFile) -> bool:
        return any(
            {move.old, move.new} == {person.path, version.path}
            and (move.per_cent >= _SAME_FILE or person.shares(version, "name", "email", "phone"))
            for move in self._moves
        )

    def _is_alone(self, person: FormerFile) -> bool:
        """Say whether a file has never been there beside another of the person's."""
        return person.path not in self._others_now and not any(
            self._has(version.commit, person.path) or self._has(person.commit, version.path)
            for version in self.versions
            if version.path != person.path
        )

    def _has(self, commit: str, path: str) -> bool:
        return not history.ask(self._folder, "cat-file", "-e", f"{commit}:{path}").returncode


def _trail(id_: str, own: list[FormerFile], paths: set[str]) -> Trail:
    stems = sorted(path.rpartition("/")[2].partition(".")[0] for path in paths)
    named = [stem.replace("_", " ") for stem in stems if not _ID.fullmatch(stem) and " " in stem]
    values = {key: [person.fields[key] for person in own if key in person.fields] for key in _KEYS}
    called = [
        name
        for word in values["called"]
        for known_name in values["name"]
        for name in full_names(known_name, word)
    ]
    return Trail(
        tuple(dict.fromkeys((id_, *(stem for stem in stems if _ID.fullmatch(stem))))),
        tuple(dict.fromkeys((*values["name"], *called, *named))),
        tuple(dict.fromkeys(values["email"])),
        tuple(dict.fromkeys(values["phone"])),
    )


def _texts(person: FormerFile) -> Iterator[str]:
    yield from (person.fields[key] for key in _ABOUT_OTHERS if key in person.fields)
    stem = person.path.rpartition("/")[2].partition(".")[0]
    if _ID.fullmatch(stem):
        yield stem


def _managers(folder: str, changes: list[objects.Change], prefix: str) -> set[str]:
    """Return names and addresses of the programme's managers, in every version."""
    ids = {change.blob for change in changes if change.blob and change.path == prefix + PROGRAMME}
    texts: set[str] = set()
    for blob in objects.some(folder, sorted(ids)):
        document = data(blob.raw, "")
        listed = document.get("managers")
        for manager in (document.get("manager"), *(listed if isinstance(listed, list) else ())):
            if isinstance(manager, dict):
                texts |= {
                    value
                    for key in ("name", "email", "phone")
                    if isinstance(value := manager.get(key), str)
                }
    return texts


def _with_authors(folder: str, trail: Trail, others: set[str]) -> Trail:
    """Add the name and the address under which the person has written commits and tags."""
    listed = objects.done(
        folder, "log", "--all", "HEAD", "--format=%an%x00%ae%n%cn%x00%ce", "--encoding=UTF-8"
    )
    tags = objects.done(folder, "for-each-ref", "--format=%(taggername)%00%(taggeremail:trim)")
    rows = {
        tuple(row.decode("utf-8", "replace").split("\0"))
        for row in (*listed.splitlines(), *tags.splitlines())
    }
    theirs = {folded(text) for text in others}
    names, emails = list(trail.names), list(trail.emails)
    for name, email in sorted(row for row in rows if len(row) == 2):
        known_name = folded(name) in set(map(folded, trail.names)) - theirs
        known_email = folded(email) in set(map(folded, trail.emails)) - theirs
        if known_name and "@" in email and folded(email) not in theirs:
            emails.append(email)
        if known_email and len(name.split()) > 1 and folded(name) not in theirs:
            names.append(name)
    return trail._replace(names=tuple(dict.fromkeys(names)), emails=tuple(dict.fromkeys(emails)))


# The file of instructions keeps what the history will have lost.

_MARK = "mentorskap"


def instruction_file(id_: str) -> str:
    """Return the path of the instructions for clearing the history."""
    return f"build/erase-{id_}.txt"


def written(trail: Trail) -> str:
    """Return a trail as lines that `read` understands."""
    kinds = {
        "id": trail.ids,
        "name": trail.names,
        "email": trail.emails,
        "phone": trail.phones,
        "word": trail.words,
    }
    return "".join(f"{_MARK} {kind}: {text}\n" for kind, texts in kinds.items() for text in texts)


def read(root: str, id_: str) -> Trail:
    """Return the trail in the file of instructions; only the id if there is none."""
    raw = disk.read(root, instruction_file(id_))
    rows = [] if isinstance(raw, Unread) else raw.decode("utf-8", "replace").splitlines()

    def texts(kind: str) -> tuple[str, ...]:
        start = f"{_MARK} {kind}: "
        return tuple(row.removeprefix(start) for row in rows if row.startswith(start))

    return Trail((id_,)).joined(
        Trail(texts("id"), texts("name"), texts("email"), texts("phone"), texts("word"))
    )
