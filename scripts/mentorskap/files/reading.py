"""From bytes to records, file by file: text, YAML, schema, name; the first failure ends it.

A file that fails still exists: its id is known, and a fault says why it could not be read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from mentorskap.files import records, schema, source
from mentorskap.files.disk import FOLDERS, LARGEST, PROGRAMME, Entry, Unread
from mentorskap.files.source import Fault, Mark, Places
from mentorskap.words import private
from mentorskap.words.characters import SELDOM_MEANT
from mentorskap.words.matters import telling
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mentorskap.files.passages import MarkedPassage
    from mentorskap.files.records import Pairing, Participant, Programme
    from mentorskap.files.schema import Schema
    from mentorskap.files.source import Route

PERSON_ID = r"[a-z]+(?:-[a-z]+)?-[a-z0-9]{2,4}"
"""A participant's id: a given name or neutral word, a hyphen, two to four letters or digits."""

_ATTEMPT = r"--(?:[2-9]|[1-9][0-9]+)"


class Reading(NamedTuple):
    """What reading found: records by id, ids that exist but could not be read, and faults."""

    programme: Programme | None
    participants: Mapping[str, Participant]
    pairings: Mapping[str, Pairing]
    unread_participants: frozenset[str]
    unread_pairings: frozenset[str]
    unread: tuple[str, ...]
    """Paths of everything that could not be read."""
    faults: tuple[Fault, ...]
    """Why, and what was noticed in the texts on the way."""
    open_questions: tuple[Fault, ...]
    """Gaps in the handbook's pages; none unless the pages were read."""
    passages: tuple[MarkedPassage, ...] = ()
    """Passages of the handbook's pages that follow `programme.yml`."""
    documents: Mapping[str, Any] = {}
    """The document in each file that could be read, by path; empty unless kept."""


def read_all(
    entries: Iterable[Entry],
    read: Callable[[str], bytes | Unread],
    schemas: Callable[[str], Schema],
    *,
    keep: bool = False,
) -> Reading:
    """Return everything in `entries`, read by `read` and judged by `schemas`.

    With `keep`, the documents are kept too.
    """
    reader = _Reader(read, schemas, keep=keep)
    for path, kind in entries:
        reader.take(path, kind)
    return _without_folders(reader.reading())


def joined(first: Reading, second: Reading) -> Reading:
    """Return what two readings of different files found, as if one had read them all."""
    return _without_folders(
        Reading(
            first.programme or second.programme,
            dict(sorted({**first.participants, **second.participants}.items())),
            dict(sorted({**first.pairings, **second.pairings}.items())),
            (first.unread_participants | second.unread_participants)
            - first.participants.keys()
            - second.participants.keys(),
            (first.unread_pairings | second.unread_pairings)
            - first.pairings.keys()
            - second.pairings.keys(),
            tuple(sorted((*first.unread, *second.unread))),
            tuple(sorted((*first.faults, *second.faults), key=lambda fault: fault.path)),
            (),
            documents={**first.documents, **second.documents},
        )
    )


def _without_folders(reading: Reading) -> Reading:
    """Return a reading in which a folder that could not be opened may hold what others name.

    The folder is one finding; that no one in it is there is not another.
    """
    people, pairings = reading.unread_participants, reading.unread_pairings
    if "participants" in reading.unread:
        people |= {id_ for pair in reading.pairings.values() for id_ in (pair.mentee, pair.mentor)}
    if "pairings" in reading.unread:
        pairings |= {f"{id_}--{id_}" for id_ in reading.participants}
    return reading._replace(unread_participants=people, unread_pairings=pairings)


def with_files(
    before: Reading, files: Mapping[str, bytes | None], schemas: Callable[[str], Schema]
) -> Reading:
    """Return `before` as it would be if each of `files` held these bytes, or None: were deleted.

    Nothing is written, and no other file is read again.
    """
    held = {path: raw for path, raw in files.items() if raw is not None}
    taken = read_all(
        (Entry(path, "file") for path in held),
        lambda path: Unread("large") if len(held[path]) > LARGEST else held[path],
        schemas,
    )
    return joined(part(before, lambda path: path not in files), taken)._replace(
        open_questions=before.open_questions, passages=before.passages
    )


def part(reading: Reading, keeps: Callable[[str], bool]) -> Reading:
    """Return a reading of only the files that `keeps` selects."""
    unread = tuple(path for path in reading.unread if keeps(path))
    stems = {
        folder: frozenset(
            path.partition("/")[2].partition(".")[0]
            for path in unread
            if path.startswith(f"{folder}/")
        )
        for folder in FOLDERS
    }
    return Reading(
        reading.programme if keeps(PROGRAMME) else None,
        {
            id_: person
            for id_, person in reading.participants.items()
            if keeps(records.participant_file(id_))
        },
        {
            id_: pairing
            for id_, pairing in reading.pairings.items()
            if keeps(records.pairing_file(id_))
        },
        stems["participants"],
        stems["pairings"],
        unread,
        tuple(fault for fault in reading.faults if keeps(fault.path)),
        (),
        documents={path: document for path, document in reading.documents.items() if keeps(path)},
    )


class _Reader:
    def __init__(
        self, read: Callable[[str], bytes | Unread], schemas: Callable[[str], Schema], *, keep: bool
    ) -> None:
        self.read = read
        self.schemas = schemas
        self.keep = keep
        self.documents: dict[str, Any] = {}
        self.programme: Programme | None = None
        self.participants: dict[str, Participant] = {}
        self.pairings: dict[str, Pairing] = {}
        self.unread_stems: dict[str, set[str]] = {"participants": set(), "pairings": set()}
        self.unread: list[str] = []
        self.faults: list[Fault] = []

    def reading(self) -> Reading:
        return Reading(
            self.programme,
            dict(sorted(self.participants.items())),
            dict(sorted(self.pairings.items())),
            frozenset(self.unread_stems["participants"] - self.participants.keys()),
            frozenset(self.unread_stems["pairings"] - self.pairings.keys()),
            tuple(sorted(self.unread)),
            tuple(sorted(self.faults, key=lambda fault: fault.path)),
            (),
            documents=self.documents,
        )

    def take(self, path: str, kind: str) -> None:
        """Read one entry into a record, or remember why not."""
        if kind != "file":
            self.refuse(
                path, [Fault("programme" if kind == "missing" else "place", kind, path, Mark(1, 1))]
            )
        elif path == PROGRAMME:
            self.take_programme()
        else:
            folder, _, name = path.partition("/")
            stem, _, ending = name.partition(".")
            if (original := _copied(stem, ending)) is not None:
                # Neither is an id of its own, nor a file that should have been read.
                self.faults.append(
                    Fault("place", "part", path)
                    if not original
                    else Fault(
                        "name", "copy", path, values={"original": f"{folder}/{original}.yml"}
                    )
                )
            elif ending != "yml":
                self.refuse(
                    path,
                    [
                        Fault(
                            "place",
                            "ending",
                            path,
                            values={
                                "wanted": f"{stem}.yml",
                                "named": _well_named(stem) and _may_be_yaml(ending),
                            },
                        )
                    ],
                )
            elif folder == "participants":
                self.take_participant(path, stem)
            else:
                self.take_pairing(path, stem)

    def refuse(self, path: str, faults: list[Fault]) -> None:
        folder, _, name = path.partition("/")
        self.unread.append(path)
        self.faults += faults
        if name:
            self.unread_stems[folder].add(name.partition(".")[0])

    def document(self, path: str, name: str) -> tuple[bytes, Any] | None:
        """Return bytes and data of a file that fits its schema, else refuse it."""
        raw = self.read(path)
        if isinstance(raw, Unread):
            self.refuse(
                path,
                [
                    (
                        Fault("yaml", "closed", path)
                        if raw.why == "closed"
                        else Fault("text", "large", path)
                    )
                ],
            )
            return None
        text = source.decode(raw, path)
        if isinstance(text, Fault):
            self.refuse(path, [text])
            return None
        garbled = source.garbled(text, path)
        data = source.parse(text, path, raw=raw)
        if isinstance(data, Fault):
            self.refuse(path, [garbled or data])
            return None
        if path == PROGRAMME and (fault := _of_other_format(data)):
            self.refuse(path, [fault])
            return None
        judge = self.schemas(name)
        if not judge.accepts(data):
            faults = _misplaced(path, name, data) or schema.faults(judge, data, path)
            self.refuse(path, [garbled] if garbled else faults)
            return None
        self.faults += [garbled] if garbled else []
        self.faults += _remarks(raw, text, path)
        if self.keep:
            self.documents[path] = data
        return raw, data

    def take_programme(self) -> None:
        document = self.document(PROGRAMME, "programme")
        if document is not None:
            self.programme = records.programme(document[1])

    def take_participant(self, path: str, stem: str) -> None:
        if "--" in stem:
            self.refuse(path, [Fault("place", "pairing-here", path)])
            return
        if not re.fullmatch(PERSON_ID, stem):
            near = near_id(stem)
            self.refuse(path, [Fault("name", "no-id", path, values={"near": near})])
            self.unread_stems["participants"].add(near)  # of whom a pairing may speak
            return
        document = self.document(path, "participant")
        if document is None:
            return
        if twice := _cohort_twice(document[1], path):
            self.refuse(path, [twice])
            return
        self.faults += _telling(path, _words_of_participant(document[1]))
        self.participants[stem] = records.participant(stem, document[1])

    def take_pairing(self, path: str, stem: str) -> None:
        document = self.document(path, "pairing")
        if document is None:
            return
        data = document[1]
        pair = f"{data['mentee']}--{data['mentor']}"
        if stem != pair and not (
            stem.startswith(pair) and re.fullmatch(_ATTEMPT, stem[len(pair) :])
        ):
            same = stem.startswith(f"{pair}--")
            side = "mentor" if stem.startswith(f"{data['mentee']}--") else "mentee"
            self.refuse(
                path,
                [
                    Fault(
                        "name",
                        "other-pair",
                        path,
                        Mark(1, 1) if same else None,
                        (side,),
                        values={
                            "wanted": f"{pair}.yml",
                            "name": f"{stem}.yml",
                            "mentee": data["mentee"],
                            "mentor": data["mentor"],
                        },
                    )
                ],
            )
            return
        if data["mentee"] == data["mentor"]:
            self.refuse(
                path,
                [Fault("pair", "oneself", path, route=("mentor",), values={"id": data["mentee"]})],
            )
            return
        if "rationale" in data:
            self.faults += _telling(path, [(("rationale",), data["rationale"])])
        self.pairings[stem] = records.pairing(stem, data)


def marks(text: str, path: str) -> Places:
    """Return the positions of the nodes of a text that can be read."""
    places = Places()
    source.parse(text, path, places)
    return places


def _of_other_format(data: Any) -> Fault | None:
    """Return the fault of a programme in another format than this version of the tool knows."""
    number = records.format_of(data)
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        return None  # the schema says what it should be
    if number == records.FORMAT:
        return None
    kind = "newer-format" if number > records.FORMAT else "older-format"
    values = {"number": number, "format": records.FORMAT}
    return Fault("schema", kind, PROGRAMME, route=("format",), values=values)


def _cohort_twice(data: Any, path: str) -> Fault | None:
    """Return the fault of a mentee with two entries for one cohort: neither can count."""
    first: dict[str, Route] = {}
    for route, entry in records.mentee_entries(data):
        cohort = entry["cohort"]
        if cohort in first:
            values = {"cohort": cohort, "spot": ("", route)}
            return Fault("schema", "cohort-twice", path, route=(*route, "cohort"), values=values)
        first[cohort] = route
    return None


def _misplaced(path: str, name: str, data: Any) -> list[Fault]:
    """Return the fault of a participant's record among the pairings, or the reverse."""
    if not isinstance(data, dict):
        return []
    is_pairing = isinstance(data.get("mentee"), str) and isinstance(data.get("mentor"), str)
    is_participant = "name" in data and not isinstance(data.get("mentee"), str)
    if name == "pairing" and is_participant and not is_pairing:
        return [Fault("place", "participant-here", path)]
    if name == "participant" and is_pairing and not is_participant:
        return [Fault("place", "pairing-here", path)]
    return []


def _well_named(stem: str) -> bool:
    """Say whether a file's stem is that of a participant or a pairing, whatever its ending."""
    return all(re.fullmatch(PERSON_ID, part) for part in stem.split("--")[:2])


def _may_be_yaml(ending: str) -> bool:
    """Say whether a file of another ending may hold YAML all the same."""
    return re.fullmatch(r"(?i)|te?xt|md|json|y[a-z]{0,3}(?:\..*)?", ending) is not None


def near_id(stem: str) -> str:
    """Return the id that a file name most likely was meant to carry."""
    ascii_only = (
        unicodedata.normalize("NFKD", stem.replace("ø", "o").replace("Ø", "o"))
        .encode("ascii", "ignore")
        .decode()
    )
    parts = [part for part in re.split(r"[^a-z0-9]+", ascii_only.lower()) if part]
    letters = next((part for part in parts if part.isalpha()), "person")
    digits = next((part for part in parts[1:] if 2 <= len(part) <= 4 and not part.isalpha()), "01")
    return f"{letters}-{digits}"


_COPY = r"(?i)(?P<original>[a-z0-9-]+?)(?:[ _-]*(?:kopia|copy)(?: *\(?[0-9]+\)?)?| *\([0-9]+\))"
"""A file name as systems and people give a copy."""


def _copied(stem: str, ending: str) -> str | None:
    """Return what a file is a copy of: its stem, "" for what an interrupted run left, or None."""
    if re.fullmatch(r"yml(?:\.[0-9]+)?\.part", ending):
        return ""
    match = re.fullmatch(_COPY, stem) if ending == "yml" else None
    return match["original"] if match is not None and _well_named(match["original"]) else None


def _remarks(raw: bytes, text: str, path: str) -> list[Fault]:
    """Return what is noticed in a text that can be read."""
    faults: list[Fault] = []
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        line = next(
            number
            for number, line in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", line)
        )
        faults.append(
            Fault(
                "composed",
                "decomposed",
                path,
                Mark(line, _first_decomposed(text.split("\n")[line - 1])),
            )
        )
    if not text.isascii() and (sign := SELDOM_MEANT.search(text)) is not None:
        faults.append(Fault("composed", "invisible", path, source.mark_at(text, sign.start())))
    if private.may_hold_identity_number(raw) and (numbers := list(private.identity_numbers(text))):
        phones = _phones(text, path)
        faults += [
            Fault("identity", "number", path, mark)
            for mark in (source.mark_at(text, start) for start in numbers)
            if not any(mark in phone for phone in phones)
        ]
    if private.may_end_in_a_comment(text):
        faults += [
            Fault("whole", "eaten", path, mark, values={"key": key})
            for key, mark in source.commented_off(text, _FREE_TEXTS, _SHORT_TEXTS)
        ]
    return faults


_FREE_TEXTS = frozenset({"words", "rationale"})
_SHORT_TEXTS = frozenset({"name", "called", "organisation", "unit", "title", "place"})


class _Stretch(NamedTuple):
    """A stretch of one line; `in` says whether a mark is inside it."""

    start: Mark
    length: int

    def __contains__(self, mark: object) -> bool:
        return (
            isinstance(mark, Mark)
            and mark.line == self.start.line
            and 0 <= mark.column - self.start.column < self.length
        )


def _phones(text: str, path: str) -> list[_Stretch]:
    """Return the stretches of phone numbers, whose digits may look like an identity number."""
    places = Places()
    data: Any = source.parse(text, path, places)
    if not isinstance(data, dict):
        return []
    managers = data.get("managers", ())
    owners: list[tuple[Route, Any]] = [
        ((), data),
        (("manager",), data.get("manager")),
        *((("managers", index), manager) for index, manager in enumerate(managers)),
    ]
    return [
        _Stretch(places.find((*route, "phone")), len(owner["phone"]) + 2)
        for route, owner in owners
        if isinstance(owner, dict) and isinstance(owner.get("phone"), str)
    ]


def _first_decomposed(line: str) -> int:
    """Return the column of the first letter that is not stored as one character."""
    low, high = 0, len(line)
    while high - low > 1:
        middle = (low + high) // 2
        if unicodedata.is_normalized("NFC", line[:middle]):
            low = middle
        else:
            high = middle
    # The last character is not composed: either alone, or together with the one before it.
    return high if not unicodedata.is_normalized("NFC", line[high - 1]) else max(1, high - 1)


def _telling(path: str, texts: list[tuple[Route, str]]) -> Iterator[Fault]:
    for route, text in texts:
        words: dict[str, list[str]] = {}
        for kind, word in telling(text):
            words.setdefault(kind, []).append(word)
        for kind, of_kind in words.items():
            values = {"words": tuple(of_kind)}
            yield Fault("matter", kind, path, route=route, values=values)


def _words_of_participant(data: Any) -> list[tuple[Route, str]]:
    texts: list[tuple[Route, str]] = []
    for above, entry in records.mentee_entries(data):
        interview, route = entry.get("interview", {}), (*above, "interview")
        for key in ("challenges", "development_areas", "mentor_contribution"):
            for index, need in enumerate(interview.get(key, ())):
                if "words" in need:
                    texts.append(((*route, key, index, "words"), need["words"]))
        if "words" in interview.get("wishes", {}):
            texts.append(((*route, "wishes", "words"), interview["wishes"]["words"]))
    for index, offer in enumerate(data.get("mentor", {}).get("offers", ())):
        if "words" in offer:
            texts.append((("mentor", "offers", index, "words"), offer["words"]))
    return texts
