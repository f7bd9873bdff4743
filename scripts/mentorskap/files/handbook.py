"""The handbook's pages: their open questions, and what must not be on them.

That is an identity number, anything that runs, and a list without room (`files.room`). Code blocks
and code in a line show what they hold, so a script in them is an example. The theme's own pages in
`docs/theme/` are the tool's.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
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

ENDINGS = (".md", ".markdown", ".html", ".htm", ".xhtml", ".svg")
"""The files of a handbook that a browser shows as a page."""
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
                for place in cramped(text):
                    mark = Mark(place.line + 1, place.spaces + 1)
                    yield Fault("room", place.what, path, mark)


def _scripts(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield where something that runs begins, and what it is."""
    lines = html.unescape(text).lower()
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
    yield from _Tags(text).runs


def _running(address: str) -> str | None:
    """Return how an address begins that runs a script when it is followed."""
    plain = re.sub(r"[\s\0]", "", html.unescape(address)).lower().lstrip(_LEADING)
    return next((start for start in _RUNS if plain.startswith(start)), None)


class _Tags(HTMLParser):
    """The tags of a page that run something."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[tuple[int, str]] = []
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a script, and each attribute that runs one."""
        line, column = self.getpos()
        place = self._starts[line - 1] + column
        if tag.rpartition(":")[2] == "script":
            self.runs.append((place, "<script>"))
        for name, value in attrs:
            if re.fullmatch(r"on[a-z]+", name):
                self.runs.append((place, f"{name}="))
            elif name == "srcdoc":
                self.runs.append((place, "srcdoc="))
            elif value and (start := _running(value)):
                self.runs.append((place, start))
