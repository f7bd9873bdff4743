"""A search of a built site for traces of the people in the repository.

`python -m mentorskap.host.leaks site/participants`.

A file is read in every way in which a browser or a program might take its bytes: as they are,
without HTML, JavaScript and address encoding, and unpacked. Each text is compared with everything
that is likely to mean someone. Every byte and every file name is read, in archives and documents
too; kinds that cannot be read are named. A description that gives someone away without a name, a
nickname and a face are not seen.
Exit 0: no leak. 1: a leak (each line says where, and whose by id), a file of data that could not be
read, or no site. 2: there is no programme, or the site cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import html
import os
import quopri
import re
import sys
import unicodedata
from collections import defaultdict
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mentorskap.host import job, publishing, unpacked
from mentorskap.host.publishing import tell
from mentorskap.host.run import EXIT_NO, EXIT_OK
from mentorskap.words import private
from mentorskap.words.characters import UNSEEN
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Person, Sentence, say, say_n
from mentorskap.words.traces import FAMILY_NAME, ORGANISATION, Grade, Identity, Traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mentorskap.files.reading import Reading
    from mentorskap.files.records import Participant
    from mentorskap.host.run import Run

_INVISIBLE = re.compile(f"[{UNSEEN}\ufe00-\ufe0f]")
_LAYERS, _DEEPEST = 4, 2
"""So many encodings around each other are taken off, and so many of base64."""


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


def readings(raw: bytes, deep: int = _DEEPEST) -> Iterator[str]:
    """Yield the ways in which a reader or a program might take the bytes of a file, each once."""
    seen: set[str] = set()
    for text in unpacked.texts(raw):
        layers = list(_layers(unicodedata.normalize("NFC", text)))
        bare = [reading for layer in layers for reading in _without_tags(layer)]
        last = bare[-2:] or layers[-1:]
        better = (better for text in last for better in _repaired(text))
        for reading in (*layers, *bare, *better, *_unpacked(layers[-1], deep)):
            if reading not in seen:
                seen.add(reading)
                yield reading


_INLINE = (
    r"(?i)</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike"
    r"|strong|sub|sup|tspan|tt|u|var|wbr|text:span|r|t|rpr|[aw]:(?!(?:p|br|cr|tab|tbl|tc|tr)\b)\w+)"
    r"\b[^<>]*>"
)
"""Tags inside a word, of pages, drawings and office documents."""


def _without_tags(text: str) -> Iterator[str]:
    """Yield a text without its tags, with inline ones as nothing and as a space."""
    if "<" in text:
        uncommented = re.sub(r"<!--|-->", " ", text)
        for inline in (" ", ""):
            yield re.sub(r"<[^<>]*>", "\n\x1f\n", re.sub(_INLINE, inline, uncommented))
        if re.search(_COMMENT_IN_WORD, text):
            yield re.sub(_COMMENT, "", text)


def _repaired(text: str) -> Iterator[str]:
    """Yield a text with its wide and odd letters plain, and with what is taken apart together."""
    if not text.isascii() and re.search(_ODD, text):
        yield unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    if re.search(_AT_SOMEWHERE, text):
        yield re.sub(_DOT, ".", re.sub(_AT, "@", text))
    joined = re.sub(r"[-\u2010\u2011](?<=[^\W\d_].)[^\S\n]*\n\s*(?=[^\W\d_])", "", text)
    if joined != text:
        yield joined
    if re.search(_SPELLED_SOMEWHERE, text) and (apart := re.findall(_SPELLED, text)):
        yield "\n".join(re.sub(r"[\s.·_*-]", "", letters) for letters in apart)
    if re.search(_STARRED, text):
        yield re.sub(_STARRED, "", text)
    if together := set(re.findall(_RUN_TOGETHER, text)):
        yield "\n\x1f\n".join(re.sub(_SEAM, "\x1f", word).lower() for word in sorted(together))
    if re.search(r"=(?:[0-9A-F]{2}|\r?\n)", text):
        yield quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")


def _unpacked(text: str, deep: int) -> Iterator[str]:
    """Yield what a text holds in base64, where nothing is seen of it without a program."""
    if deep and (coded := dict.fromkeys(re.findall(_BASE64, text))):
        raws = [raw for raw in map(_bytes_of, coded) if raw]
        odd = [raw for raw in raws if b"\0" in raw or unpacked.packed(raw)]
        for raw in (b"\n\x1f\n".join(raw for raw in raws if raw not in set(odd)), *odd):
            yield from readings(raw, deep - 1)


_COMMENT = r"(?s)<!--.*?-->"
_COMMENT_IN_WORD = r"[^\W_]<!--"
_STARRED = r"(?<=[^\W\d_])\*{1,2}(?=[^\W\d_])"
_SEAM = r"(?<=[^\W\d_])(?=[0-9])|(?<=[0-9])(?=[^\W\d_])|(?<=[a-zåäöéü])(?=[A-ZÅÄÖÉÜ])"
_RUN_TOGETHER = (
    r"[^\W\d_]{2,30}(?:[0-9]+|(?<=[a-zåäöéü])[A-ZÅÄÖÉÜ])[^\W_]{0,40}|[0-9][^\W\d_]{4,30}"
)
"""Words without a space between them, or with digits at an end: AnnaLindqvist, lindqvist2026."""
_ODD = (
    "[\u0131\u01eb\u0250-\u02af\u0370-\u052f\u0660-\u0669\u06f0-\u06f9\u1d00-\u1d7f"
    "\u2100-\u214f\u2460-\u24ff\ua730-\ua731\uff01-\uffef\U0001d400-\U0001d7ff]"
)
"""Wide, mathematical and circled letters, and those of other alphabets."""
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u043a\u0442\u043c"
    "\u0501\u051b\u04cf\u0475\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422"
    "\u03bf\u03b9\u03bd\u03ba\u03c4\u03c5\u03c7\u03c1\u03b1"
    "\u0391\u0392\u0395\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4"
    "\u0131\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d"
    "\u0274\u1d0f\u1d18\u01eb\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "aeopcyxijsktmdqlvABEKMHOPCToivktuxpaABEIKMNOPTiabcdefghijklmnopqrstuvwyz",
)
"""Cyrillic, Greek and small capital letters that look like Latin ones."""
_AT_SOMEWHERE = (
    r"(?i)[\[({<]\s*(?:at|snabel-?a|a)\s*[\])}>]|\ssnabel-?a\s"
    r"|\sat\s[\w. -]{1,60}\s(?:dot|punkt)\s"
)
_AT = (
    r"(?i)(?<!\s)\s*[\[({<]\s*(?:at|snabel-?a|a)\s*[\])}>]\s*|(?<!\s)\s+snabel-?a\s+"
    r"|(?<!\s)\s+at\s+(?=[\w. -]{1,60}\s(?:dot|punkt)\s)"
)
_DOT = r"(?i)(?<!\s)\s*[\[({<]\s*(?:dot|punkt)\s*[\])}>]\s*|(?<!\s)\s+(?:dot|punkt)\s+"
_SPELLED_SOMEWHERE = (
    r"[\s.·_*-][^\W\d_](?:\s{1,3}|[.·_*-])[^\W\d_](?:\s{1,3}|[.·_*-])[^\W\d_](?![^\W_])"
)
_SPELLED = r"(?<![^\W_])(?:[^\W\d_](?:\s{1,3}|[.·_*-])){3,}[^\W\d_](?![^\W_])"
_BASE64 = (
    r"(?:(?<=base64,)|(?<=\?[bB]\?))[A-Za-z0-9+/_-]{8,}={0,2}"
    r"|[A-Za-z0-9+/](?<![A-Za-z0-9+/].)[A-Za-z0-9+/]{15,199999}={0,2}(?![A-Za-z0-9+/])"
)


def _bytes_of(coded: str) -> bytes:
    with suppress(ValueError):
        plain = coded.rstrip("=").translate({45: "+", 95: "/"})
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    return b""


def _layers(text: str) -> Iterator[str]:
    """Yield a text, then without each layer of HTML, JavaScript or address encoding."""
    yield text
    for _ in range(_LAYERS):
        inner = unicodedata.normalize(
            "NFC", _INVISIBLE.sub("", unquote(_unescaped(html.unescape(text))))
        )
        if inner == text:
            return
        text = inner
        yield text


def _unescaped(text: str) -> str:
    return re.sub(
        r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})"
        r"|0{0,4}([0-9a-fA-F]{2}) ?(?=[^\W_])|[nrt])",
        lambda escape: _sign(next(filter(None, escape.groups()), "20"), escape[0]),
        text,
    )


def _sign(number: str, otherwise: str) -> str:
    return chr(int(number, 16)) if int(number, 16) <= sys.maxunicode else otherwise


def public(reading: Reading) -> tuple[str, ...]:
    """Return the managers' names, addresses and numbers: whole, they may be on every page."""
    programme = reading.programme
    if programme is None:
        return ()
    return tuple(
        text
        for manager in programme.managers
        for text in (manager.email, manager.name, manager.phone)
        if text
    )


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
            ending = os.path.splitext(path)[1].lower()
            content = by_content[raw] = _in_bytes(traces, raw, allowed, ending)
        if slips_here := content | _in_bytes(traces, path.encode("utf-8", "surrogateescape")):
            shown_path = _up_to_a_trace(traces, path)
            slips.update(Leak(shown_path, kind, of) for kind, of in slips_here)
    return sorted(slips)


def _in_bytes(
    traces: Traces, raw: bytes, allowed: Sequence[str] = (), ending: str = ".html"
) -> set[tuple[str, str]]:
    slips: set[tuple[str, str]] = set()
    for text in readings(raw):
        rest = _without(text, allowed)
        slips.update((finding.kind, finding.of) for finding in traces.find(rest))
        if ending in _READ_AS_TEXT and "<" not in text and private.has_identity_number(text):
            slips.add((IDENTITY_NUMBER, ""))
    if not any(kind == UNREADABLE for kind, _ in slips):
        slips.update((UNREADABLE, kind) for kind in unpacked.refused(raw))
    return slips


IDENTITY_NUMBER, UNREADABLE = "identity-number", "unreadable"
"""What a file may hold that is no trace of a participant."""
_READ_AS_TEXT = frozenset(
    (".html", ".htm", ".json", ".txt", ".md", ".csv", ".xml", ".yml", ".docx", ".xlsx", ".ics")
)
"""Endings of files whose digits are read by people; in a script or a drawing they mean nothing."""


def _without(text: str, allowed: Sequence[str]) -> str:
    for words in allowed:
        text = re.sub(_whole(words), "…", text)
    return text


@cache
def _whole(words: str) -> re.Pattern[str]:
    """Return what finds a manager's name, address or number, and not as a part of a longer one."""
    if sum(sign.isdigit() for sign in words) > 5:
        first, *parts = (re.escape(digit) for digit in re.sub(r"[^0-9]", "", words))
        gap, before, after = r"[\s().–-]{0,3}", rf"(?<!\w{first})", r"(?!\w)"
    else:
        first, *parts = (re.escape(part) for part in re.split(r"[\s@]+", words.strip()))
        gap = "(?:@|%40)" if "@" in words else r"(?:\s|&nbsp;|<[^<>]*>|\u00a0)+"
        name = "" if "@" in words else rf"(?<![A-ZÅÄÖ][a-zåäö]\s{first})"
        before, after = rf"(?<![\w.@-]{first}){name}", r"(?:[:’']?s)?(?![\w@-])"
    # What is before the first word is looked at last: a text is searched for a word in no time.
    return re.compile(f"{first}{before}{''.join(f'{gap}{part}' for part in parts)}{after}")


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
        case "identity-number":
            return say("{file} holds a personal identity number.", file=Code(leak.path))
        case "unreadable":
            return say(
                "{file} is of a kind that cannot be looked through: {kind}.",
                file=Code(leak.path),
                kind=Code(leak.of),
            )
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
    if any(leak.kind == UNREADABLE for leak in leaks_):
        todo.append(
            say("Take such files out of the folder, or put their contents on a page of their own.")
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
