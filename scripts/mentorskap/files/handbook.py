"""The handbook's pages: their open questions, and what must not be on them.

That is an identity number, anything that runs, and a list without room (`files.room`). Code blocks
and code in a line show what they hold, so a script in them is an example. The theme's own pages in
`docs/theme/` are the tool's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files import questions
from mentorskap.files.markdown import without_code
from mentorskap.files.passages import passages
from mentorskap.files.room import cramped
from mentorskap.files.source import Fault, Mark, mark_at
from mentorskap.words import private

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mentorskap.files.reading import Reading

_THEME = "docs/theme/"
_MAY_RUN = r"[<:]script|script:|data:text/html|srcdoc|[\s\"'/{:]on[a-z]{3,}\s*="
_ATTRIBUTES = r"\{[^{}\n]*?(?<![\w-])(?P<name>on[a-z]{3,})\s*=[^{}\n]*\}"
_LINK = r"(?i)(?:\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:\s*<?|<)\s*(?P<address>[^\s)>]*)"
_RUNS = ("javascript:", "vbscript:", "data:text/html")
_LEADING = "".join(map(chr, range(33)))


def with_pages(reading: Reading, pages: Sequence[tuple[str, str]]) -> Reading:
    """Return a reading with what is remarked on the handbook's `pages`, (path, text) each."""
    return reading._replace(
        faults=(*reading.faults, *remarks(pages)),
        open_questions=questions.open_questions(pages),
        passages=tuple(passage for path, text in pages for passage in passages(path, text)),
    )


def remarks(pages: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield what must not be on `pages`, (path, text) each, with its position."""
    for path, text in pages:
        if private.may_hold_identity_number(text.encode("utf-8", "replace")):
            for start in private.identity_numbers(text):
                yield Fault("identity", "number", path, mark_at(text, start))
        if not path.startswith(_THEME):
            for start, what in sorted(set(_scripts(path, text))):
                yield Fault("script", "runs", path, mark_at(text, start), values={"what": what})
            if path.lower().endswith((".md", ".markdown")):
                for cramp in cramped(text):
                    mark = Mark(cramp.line + 1, cramp.spaces + 1)
                    yield Fault("room", cramp.what, path, mark)


def _scripts(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield where something that runs begins, and what it is."""
    lines = _unescaped(text).lower()
    if not (
        re.search(_MAY_RUN, lines) or re.search("script:|text/html", re.sub(r"[\s\0]", "", lines))
    ):
        return
    if path.lower().endswith((".md", ".markdown")):
        text = without_code(text)
        for match in re.finditer(_ATTRIBUTES, text, re.IGNORECASE):
            yield match.start("name"), f"{match['name'].lower()}="
        for match in re.finditer(_LINK, text, re.MULTILINE):
            if start := _running(match["address"]):
                yield match.start("address"), start
    # Few pages hold anything of the kind, and importing the parser would cost each start 5 ms.
    from mentorskap.files.tags import Tags

    for offset, name, value in Tags(text).attributes:
        if name is None:
            yield offset, "<script>"
        elif re.fullmatch(r"on[a-z]+", name) or name == "srcdoc":
            yield offset, f"{name}="
        elif value and (start := _running(value)):
            yield offset, start


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _running(address: str) -> str | None:
    """Return how an address begins that runs a script when it is followed."""
    plain = re.sub(r"[\s\0]", "", _unescaped(address)).lower().lstrip(_LEADING)
    return next((start for start in _RUNS if plain.startswith(start)), None)
