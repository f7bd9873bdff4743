"""Proof that a built site names none of the people in the repository: `python -m mentorskap.host.leaks site/participants`.

A secret is a row of words that tells of someone: a name, a family name, an address, an
organisation, an id. A text is a row of words too, in every way in which a reader or a program might
take its bytes: as they are, without HTML, JavaScript and address encoding, and unpacked. A leak is
one row inside another. Every byte and every file name is read.
Exit 0: no leak. 1: a leak (each line says where, and whose by id), a file of data that could not be
read, or no site. 2: there is no programme, or the site cannot be read.
"""

from __future__ import annotations

import argparse
import gzip
import html
import re
import sys
import unicodedata
import zlib
from collections import defaultdict
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from mentorskap.host import job, publishing
from mentorskap.host.publishing import tell
from mentorskap.host.run import NO, WELL
from mentorskap.words.sentence import Code, Person, Sentence, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mentorskap.files.reading import Reading
    from mentorskap.files.records import Participant
    from mentorskap.host.run import Run

KINDS = (NAME, FAMILY_NAME, EMAIL, PHONE, ORGANISATION, ID) = (
    "name",
    "family-name",
    "email",
    "phone",
    "organisation",
    "id",
)
"""What can be told of someone."""

_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
"""Letters of a family name that is told by its whole name only, and of an organisation that is told
by its capitals."""
_CALLED = re.compile(r"(?<![\w.])[+(]{0,2}[0-9](?:[\s()/–-]{0,2}[0-9]){6,14}(?!\w|\.[0-9])")
_TAIL = 7
"""Digits at the end of a phone number that are the same however its beginning is written."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LAYERS = 4
"""So many encodings around each other are taken off."""


class Leak(NamedTuple):
    """A trace of someone: where in the site, what kind of trace, and the id of whom; never the trace itself."""

    path: str
    kind: str
    of: str


class Secret(NamedTuple):
    """What must not be told: its kind, whose it is, and how it must be written to count, if it matters."""

    kind: str
    of: str
    written: str | None


class Secrets:
    """Everything that must not be told, to be looked up by its words."""

    def __init__(
        self, people: Iterable[Participant], ids: Iterable[str], everyday_words: Iterable[str]
    ) -> None:
        """Gather the secrets of people, and ids, less the words that the handbook uses as its own."""
        self._everyday = {_row(word) for word in everyday_words}
        self._rows: dict[str, dict[tuple[str, ...], set[Secret]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._phones: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for person in people:
            self._person(person)
        for id_ in ids:
            self._add(ID, id_, id_, written=id_)

    @classmethod
    def of(cls, reading: Reading) -> Secrets:
        """Gather everything in a reading that must not be told."""
        ids = (
            *reading.participants,
            *reading.pairings,
            *reading.unread_participants,
            *reading.unread_pairings,
        )
        return cls(
            reading.participants.values(),
            ids,
            () if reading.programme is None else reading.programme.handbook.everyday_words,
        )

    def _person(self, person: Participant) -> None:
        self._add(NAME, person.id, person.name)
        for part in person.name.split()[1:]:
            for name in part.split("-"):
                if len(name) > _SHORT:
                    self._add(FAMILY_NAME, person.id, name)
        if person.email is not None:
            self._add(EMAIL, person.id, person.email)
        if person.organisation is not None:
            short = len("".join(_row(person.organisation))) <= _SHORT
            self._add(
                ORGANISATION,
                person.id,
                person.organisation,
                written=person.organisation if short else None,
            )
        digits = _digits(person.phone or "")
        if len(digits) >= _TAIL:
            self._phones[digits[-_TAIL:]].add((digits, person.id))

    def _add(self, kind: str, of: str, text: str, written: str | None = None) -> None:
        if kind in {FAMILY_NAME, ORGANISATION} and _row(text) in self._everyday:
            return
        for row in {_row(text), _row(_plain(text))}:
            if row:
                self._rows[row[0]][row].add(Secret(kind, of, written))

    def told(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield kind and owner of every secret that stands in a text."""
        words = _row(text)
        if not self._rows.keys().isdisjoint(words):
            for place, word in enumerate(words):
                for row, secrets in self._rows.get(word, {}).items():
                    if words[place : place + len(row)] == row:
                        yield from (
                            (secret.kind, secret.of) for secret in secrets if _stands(secret, text)
                        )
        for number in _CALLED.findall(text) if self._phones else ():
            digits = _digits(number)
            for known, of in self._phones.get(digits[-_TAIL:], ()):
                if known.endswith(digits) or digits.endswith(known):
                    yield PHONE, of


def _row(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _plain(text: str) -> str:
    """Return `text` as it stands in an address that is made from it: without accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _digits(text: str) -> str:
    """Return the digits of a phone number without what the way of writing puts before them."""
    return re.sub(r"\(0\)|[^0-9]", "", text).lstrip("0")


def _stands(secret: Secret, text: str) -> bool:
    if secret.written is None:
        return True
    shown = text.casefold() if secret.kind == ID else text
    return re.search(rf"(?<![^\W_]){re.escape(secret.written)}(?![^\W_])", shown) is not None


def readings(raw: bytes) -> Iterator[str]:
    """Yield the ways in which a reader or a program might take the bytes of a file, each once."""
    seen: set[str] = set()
    for text in _decoded(_unpacked(raw)):
        for layer in _layers(unicodedata.normalize("NFC", text)):
            for shown in (layer, re.sub(r"<[^<>]*>", " ", layer)):
                if shown not in seen:
                    seen.add(shown)
                    yield shown


def _unpacked(raw: bytes) -> bytes:
    if raw[:2] == b"\x1f\x8b":
        with suppress(OSError, EOFError, zlib.error):
            return gzip.decompress(raw)
    return raw


def _decoded(raw: bytes) -> Iterator[str]:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield raw.decode("utf-16", "replace")
    try:
        yield raw.decode("utf-8")
    except UnicodeDecodeError:
        yield raw.decode("utf-8", "replace")
        yield raw.decode("latin-1")


def _layers(text: str) -> Iterator[str]:
    """Yield a text, and what it becomes as one encoding after the other is taken off: HTML's, JavaScript's, an address's."""
    yield text
    for _ in range(_LAYERS):
        inner = unicodedata.normalize(
            "NFC", unquote(_unescaped(html.unescape(text))).translate(_INVISIBLE)
        )
        if inner == text:
            return
        text = inner
        yield text


def _unescaped(text: str) -> str:
    return re.sub(
        r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])",
        lambda found: chr(int(found[1] or found[2] or "20", 16)),
        text,
    )


def leaks(secrets: Secrets, files: Iterable[tuple[str, bytes]]) -> list[Leak]:
    """Return every trace of someone in the files of a site and in their names, sorted, each once.

    A path that itself tells of someone is shown only as far as it tells nothing.
    """
    found: set[Leak] = set()
    known: dict[bytes, set[tuple[str, str]]] = {}
    for path, raw in files:
        shown = _shown(secrets, path)
        told = known.get(raw)
        if told is None:
            told = known[raw] = {secret for text in readings(raw) for secret in secrets.told(text)}
        named = {
            secret
            for text in readings(path.encode("utf-8", "surrogateescape"))
            for secret in secrets.told(text)
        }
        found.update(Leak(shown, *secret) for secret in told | named)
    return sorted(found)


def _shown(secrets: Secrets, path: str) -> str:
    parts = path.split("/")
    for number in range(1, len(parts) + 1):
        beginning = "/".join(parts[:number]).encode("utf-8", "surrogateescape")
        if any(True for text in readings(beginning) for _ in secrets.told(text)):
            return "/".join((*parts[: number - 1], "…"))
    return path


def sentence(leak: Leak) -> Sentence:
    """Return a leak as a sentence with the id of whom, and nothing that tells more."""
    values = {"file": Code(leak.path), "of": Person(leak.of)}
    match leak.kind:
        case "name":
            return say("{file} shows the name of {of}.", **values)
        case "family-name":
            return say("{file} shows the family name of {of}.", **values)
        case "email":
            return say("{file} shows the e-mail address of {of}.", **values)
        case "phone":
            return say("{file} shows the phone number of {of}.", **values)
        case "organisation":
            return say("{file} shows the organisation of {of}.", **values)
        case _:
            return say("{file} shows the id {of}.", file=Code(leak.path), of=Code(leak.of))


def grouped(found: Iterable[Leak]) -> Mapping[tuple[str, str], list[Leak]]:
    """Return leaks by whose and what they tell: a name in the navigation stands on every page and is one slip."""
    groups: dict[tuple[str, str], list[Leak]] = defaultdict(list)
    for leak in sorted(found, key=lambda leak: (leak.of, leak.kind, leak.path)):
        groups[leak.of, leak.kind].append(leak)
    return groups


def of_leaks(found: Sequence[Leak], unread: Sequence[str], files: int) -> publishing.Verdict:
    """Judge a site by the traces of people in its `files`, and by the files of data that could not be read."""
    if not files:
        return publishing.Verdict(
            publishing.ALARM,
            (say("There is no site here to look through."),),
            (
                say(
                    "Build it with {command}.",
                    command=Code("mentorskap site --audience participants"),
                ),
            ),
        )
    why = [_first(group) for group in grouped(found).values()]
    why += [
        say(
            "{file} could not be read, so nobody can tell whether a page names the person in it.",
            file=Code(path),
        )
        for path in unread
    ]
    if not why:
        return publishing.Verdict(
            publishing.GO,
            (say_n("No name in {number} file.", "No names in {number} files.", files),),
        )
    todo = []
    if found:
        todo.append(
            say(
                "Find the page in {folder}, and remove what points to a person.",
                folder=Code("docs"),
            )
        )
    if any(leak.kind in {FAMILY_NAME, ORGANISATION} for leak in found):
        todo.append(
            say(
                "Is it an everyday word there, and not about the person? Add it to {key} in"
                " {file}.",
                key=Code("handbook: {everyday_words: […]}"),
                file=Code("programme.yml"),
            )
        )
    if unread:
        todo.append(say("Run {check}, and mend what it finds.", check=Code("mentorskap check")))
    return publishing.Verdict(publishing.ALARM, tuple(why), tuple(todo))


def _first(group: Sequence[Leak]) -> Sentence:
    first = sentence(group[0])
    if len(group) == 1:
        return first
    return say_n(
        "{first} So does {number} other file.",
        "{first} So do {number} other files.",
        len(group) - 1,
        first=first,
    )


def work(site: Path, run: Run) -> int:
    """Look through a site, and tell what was found."""
    files = [
        (path.relative_to(site).as_posix(), path.read_bytes() if path.is_file() else b"")
        for path in sorted(site.rglob("*"))
    ]
    found = leaks(Secrets.of(run.reading), files)
    verdict = of_leaks(found, run.reading.unread, len(files))
    tell(run, verdict)
    return NO if verdict.kind == publishing.ALARM else WELL


def main() -> int:
    """Look through the site in the folder that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--root", help="the programme's folder")
    given = parser.parse_args()
    return job.done(partial(work, given.site), root=given.root)


if __name__ == "__main__":
    sys.exit(main())
