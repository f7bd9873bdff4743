"""Proof that a built site names none of the people in the repository.

`python -m mentorskap.host.leaks site/participants`.

A file is read in every way in which a browser or a program might take its bytes: as they are,
without HTML, JavaScript and address encoding, and unpacked. Each text is compared with everything
that is likely to mean someone. Every byte and every file name is read.
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
from mentorskap.host.run import EXIT_NO, EXIT_OK
from mentorskap.words.sentence import Code, Person, Sentence, say, say_n
from mentorskap.words.traces import FAMILY_NAME, ORGANISATION, Grade, Identity, Traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mentorskap.files.reading import Reading
    from mentorskap.files.records import Participant
    from mentorskap.host.run import Run

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LAYERS = 4
"""So many encodings around each other are taken off."""


class Leak(NamedTuple):
    """A trace of someone: its file, its kind and the id of whom; never the trace itself."""

    path: str
    kind: str
    of: str


def traces(reading: Reading) -> Traces:
    """Gather everything in a reading that must not be on a page."""
    ids = (
        *reading.participants,
        *reading.pairings,
        *reading.unread_participants,
        *reading.unread_pairings,
    )
    programme = reading.programme
    return traces_of(
        reading.participants.values(),
        ids,
        () if programme is None else programme.handbook.everyday_words,
    )


def traces_of(
    people: Iterable[Participant], ids: Iterable[str], everyday_words: Iterable[str] = ()
) -> Traces:
    """Gather the likely traces of people, and ids, less the handbook's everyday words."""
    return Traces(
        (*(person.identity for person in people), *map(Identity, ids)),
        Grade.LIKELY,
        everyday_words,
    )


def readings(raw: bytes) -> Iterator[str]:
    """Yield the ways in which a reader or a program might take the bytes of a file, each once."""
    seen: set[str] = set()
    for text in _decoded(_unpacked(raw)):
        for layer in _layers(unicodedata.normalize("NFC", text)):
            for reading in (layer, re.sub(r"<[^<>]*>", " ", layer)):
                if reading not in seen:
                    seen.add(reading)
                    yield reading


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
    """Yield a text, then without each layer of HTML, JavaScript or address encoding."""
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


def public(reading: Reading) -> tuple[str, ...]:
    """Return the managers' names and addresses: whole, they may be on every page."""
    programme = reading.programme
    if programme is None:
        return ()
    return tuple(text for manager in programme.managers for text in (manager.email, manager.name))


def leaks(
    traces: Traces, files: Iterable[tuple[str, bytes]], allowed: Sequence[str] = ()
) -> list[Leak]:
    """Return every trace of someone in the files of a site and in their names, sorted, each once.

    A path that itself contains a trace is shown only up to it. The `allowed` texts are no trace
    where they are whole words.
    """
    slips: set[Leak] = set()
    by_content: dict[bytes, set[tuple[str, str]]] = {}
    for path, raw in files:
        content = by_content.get(raw)
        if content is None:
            content = by_content[raw] = _in_bytes(traces, raw, allowed)
        name = _in_bytes(traces, path.encode("utf-8", "surrogateescape"))
        shown_path = _up_to_a_trace(traces, path)
        slips.update(Leak(shown_path, kind, of) for kind, of in content | name)
    return sorted(slips)


def _in_bytes(traces: Traces, raw: bytes, allowed: Sequence[str] = ()) -> set[tuple[str, str]]:
    return {
        (finding.kind, finding.of)
        for text in readings(raw)
        for finding in traces.find(_without(text, allowed))
    }


def _without(text: str, allowed: Sequence[str]) -> str:
    for words in allowed:
        text = re.sub(rf"(?<![\w.@-]){re.escape(words)}(?![\w@-])", "…", text)
    return text


def _up_to_a_trace(traces: Traces, path: str) -> str:
    parts = path.split("/")
    for number in range(1, len(parts) + 1):
        if _in_bytes(traces, "/".join(parts[:number]).encode("utf-8", "surrogateescape")):
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


def grouped(leaks_: Iterable[Leak]) -> Mapping[tuple[str, str], list[Leak]]:
    """Return leaks by person and kind: a name in the navigation is on every page but one slip."""
    groups: dict[tuple[str, str], list[Leak]] = defaultdict(list)
    for leak in sorted(leaks_, key=lambda leak: (leak.of, leak.kind, leak.path)):
        groups[leak.of, leak.kind].append(leak)
    return groups


def of_leaks(leaks_: Sequence[Leak], unread: Sequence[str], files: int) -> publishing.Decision:
    """Judge a site of so many `files` by its leaks and by the unread files of data."""
    if not files:
        return publishing.Decision(
            publishing.ALARM,
            (say("There is no site here to look through."),),
            (
                say(
                    "Build it with {command}.",
                    command=Code("mentorskap site --audience participants"),
                ),
            ),
        )
    why = [_first(group) for group in grouped(leaks_).values()]
    why += [
        say(
            "{file} could not be read, so nobody can tell whether a page names the person in it.",
            file=Code(path),
        )
        for path in unread
    ]
    if not why:
        return publishing.Decision(
            publishing.GO,
            (say_n("No name in {number} file.", "No names in {number} files.", files),),
        )
    todo = []
    if leaks_:
        todo.append(
            say(
                "Find the page in {folder}, and remove what points to a person.",
                folder=Code("docs"),
            )
        )
    if any(leak.kind in {FAMILY_NAME, ORGANISATION} for leak in leaks_):
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
    return publishing.Decision(publishing.ALARM, tuple(why), tuple(todo))


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
    leaks_ = leaks(traces(run.reading), files, public(run.reading))
    verdict = of_leaks(leaks_, run.reading.unread, len(files))
    tell(run, verdict)
    return EXIT_NO if verdict.kind == publishing.ALARM else EXIT_OK


def main() -> int:
    """Look through the site in the folder that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--root", help="the programme's folder")
    options = parser.parse_args()
    return job.done(partial(work, options.site), root=options.root)


if __name__ == "__main__":
    sys.exit(main())
