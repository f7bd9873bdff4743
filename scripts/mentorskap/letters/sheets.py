"""A sheet to write on: the part of a page that is printed, and filled in in Word.

<div class="sheet" markdown>   the sheet: a title (##), headings (###), words and lists
<div class="room"></div>       room for an answer, after the words that ask for it
<div class="blanks" markdown>  a list of what takes a line: a name, a day
"""

from __future__ import annotations

import posixpath
import re
from enum import Enum
from html import unescape
from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_START = '<div class="sheet" markdown>'
_TEMPLATES = "tools/templates.md"
"""The page that lists every sheet."""


class SheetKind(Enum):
    """What a part of a sheet is."""

    TITLE = "## "
    HEADING = "### "
    BULLET = "- "
    WORDS = ""
    NUMBERED = "1. "
    ROOM = '<div class="room"></div>'
    BLANK = "blank"


class SheetPart(NamedTuple):
    """A part of a sheet, with its words as runs: (text, whether it is bold)."""

    kind: SheetKind
    runs: tuple[tuple[str, bool], ...] = ()

    @property
    def text(self) -> str:
        """The words without their weight."""
        return "".join(text for text, _ in self.runs)


def parts(page: str) -> list[SheetPart]:
    """Return the parts of a page's sheet, in order; none where it has no sheet."""
    _, start, rest = page.partition(f"{_START}\n")
    return list(_parts(rest.splitlines())) if start else []


def parted(page: str) -> tuple[str, str, str]:
    """Return what of a page comes before its sheet, the sheet, and what comes after it."""
    before, start, rest = page.partition(f"{_START}\n")
    depth, lines = 1, rest.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        depth += line.count("<div") - line.count("</div>")
        if depth == 0:
            return before, start + "".join(lines[:number]), "".join(lines[number:])
    return page, "", ""


def _parts(lines: list[str]) -> Iterator[SheetPart]:
    depth, words = 1, list[str]()
    for line in [*lines, ""]:
        kind, text = _read(line, in_blanks=depth > 1)
        if kind is SheetKind.WORDS and text and not line.startswith("<"):
            words.append(text)
            continue
        if words:
            yield SheetPart(SheetKind.WORDS, tuple(_runs(" ".join(words))))
            words = []
        depth += line.count("<div") - line.count("</div>")
        if depth == 0:
            return
        if kind is not SheetKind.WORDS:
            yield SheetPart(kind, tuple(_runs(text)))


def _read(line: str, *, in_blanks: bool) -> tuple[SheetKind, str]:
    if line == SheetKind.ROOM.value:
        return SheetKind.ROOM, ""
    if re.match(r"\d+\. ", line):
        return SheetKind.NUMBERED, line.partition(". ")[2]
    for kind in (SheetKind.TITLE, SheetKind.HEADING, SheetKind.BULLET):
        if line.startswith(kind.value):
            text = line.removeprefix(kind.value)
            return SheetKind.BLANK if in_blanks and kind is SheetKind.BULLET else kind, text
    return SheetKind.WORDS, line.strip()


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of Markdown with their weight: a link is its text."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    for number, run in enumerate(plain.split("**")):
        if run:
            yield unescape(re.sub(r"[*`]", "", run)).replace("\xa0", " "), bool(number % 2)


def word_of(path: str) -> str:
    """Return where the document of Word is that belongs to a page."""
    return f"{path.removesuffix('.md')}.docx"


def linked(path: str, page: str, sheets: Collection[str], invitation: str) -> str:
    """Return a page with links to documents of Word: its own; all, on the page of templates."""
    if path in sheets:
        name = posixpath.basename(word_of(path))
        page = page.replace(_START, f"{invitation} [{name}]({name})\n\n{_START}", 1)
    if path != _TEMPLATES:
        return page

    def with_word(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link[1]))
        return f"{link[0]} · [Word]({word_of(link[1])})" if target in sheets else link[0]

    return "".join(
        re.sub(r"\[[^\]]*\]\(([^)#]+\.md)\)", with_word, line) if line.startswith("|") else line
        for line in page.splitlines(keepends=True)
    )
