"""Markdown that GitHub shows and MkDocs does not: lists, tables and boxes without room around them.

MkDocs wants an empty line before a list or a table, and four spaces before what is inside an item
or a box. GitHub's preview is content with less, so a page can look right where it is written and
wrong where it is read. GitHub also has forms of its own: alerts, boxes to tick, words struck
out and lists numbered with a bracket. Code, raw HTML and comments are passed over.

Pure functions of text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files.markdown import FENCE, FRONT_MATTER, without_code
from mentorskap.words.named import NamedTuple
from mentorskap.words.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST, NESTED, TABLE, BOX, SIGNS = "list", "nested", "table", "box", "signs"
_PASSED_OVER = (FRONT_MATTER, FENCE, r"(?s)<!--.*?-->")
_QUOTE = later(r"(?:[ ]{0,3}>[ ]?)*")
_ITEM = later(r" *(?:[-*+]|(?P<number>[0-9]{1,9})[.)]) +(?=\S)")
_RULE = later(r" {0,3}([-*_])(?: *\1){2,} *")
_HEADING = later(r" {0,3}#{1,6}(?: |$)")
_RAW = later(r" {0,3}</?[a-zA-Z]")
_BOX = later(r" *(?:!!!|\?\?\?\+?) ")
_DELIMITERS = later(r" *\|? *:?-+:? *(?:\| *:?-+:? *)+\|? *|[ ]*\| *:?-+:? *\|[ ]*")
_SIGNS = later(
    r"(?m)^ {0,3}> ?(?=\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])"
    r"|^[ >]*(?:[-*+]|[0-9]{1,9}[.)]) +(?=\[[ xX]\] )"
    r"|(?:\A|(?<=\n\n)) {0,3}(?=1\) )"
    r"|(?=~~\w[^~\n]*~~)"
)
"""What comes before an alert, a box to tick, a list with brackets, and words struck out."""
_DEEP = 4
"""Spaces before what is inside an item or a box."""


class Cramped(NamedTuple):
    """A place without room: its line, from 0, what it is, and the spaces before it."""

    line: int
    what: str
    spaces: int


def cramped(text: str) -> Iterator[Cramped]:
    """Yield the lists, tables and boxes of a page that MkDocs does not see as GitHub does."""
    for pattern in _PASSED_OVER:
        text = re.sub(pattern, lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for signs in _SIGNS.finditer(without_code(text)):
        before = text[: signs.end()]
        yield Cramped(before.count("\n"), SIGNS, len(before) - before.rfind("\n") - 1)
    lines = [line.expandtabs(_DEEP) for line in text.split("\n")]
    page = _PageText()
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        what = page.read(line, following)
        if what is not None:
            yield Cramped(number, what, page.indent)


class _PageText:
    """What a page has been up to a line."""

    def __init__(self) -> None:
        self.indent = 0
        self._depth = 0
        self._before = "blank"
        self._paragraph = 0
        self._items: list[int] = []
        self._box: int | None = None

    def read(self, line: str, following: str) -> str | None:
        """Take in a line, and return what in it has too little room."""
        quote = _QUOTE.match(line)
        prefix = "" if quote is None else quote[0]
        body = line[len(prefix) :]
        if prefix.count(">") != self._depth:
            self._depth, self._before, self._items, self._box = prefix.count(">"), "blank", [], None
        if not body.strip():
            self._before = "blank"
            return None
        if self._before == "raw":
            return None
        self.indent = len(body) - len(body.lstrip())
        return self._of_box(body) or self._of_text(body, following[len(prefix) :])

    def _of_box(self, body: str) -> str | None:
        """Return a box whose text is outside it; note where a box begins and ends."""
        if self._box is not None and self.indent < self._box + _DEEP:
            outside = self._before == "box" and self.indent > self._box
            self._box = None
            if outside:
                self._before = "paragraph"
                return BOX
        if _BOX.match(body):
            self._box, self._before, self._items = self.indent, "box", []
        return None

    def _of_text(self, body: str, following: str) -> str | None:
        item = _ITEM.match(body)
        inside = self._items[-1] + 2 if self._items else (self._box or 0)
        if self._before == "box":
            return None if _BOX.match(body) else self._paragraph_or_item(body, item, following)
        if not self._items and self._box is None and self.indent >= inside + _DEEP:
            self._before = "code" if self._before != "paragraph" else "paragraph"
            return None
        if _HEADING.match(body) or _RULE.fullmatch(body):
            self._before, self._items = "heading", []
            return None
        if _RAW.match(body) and self._before != "paragraph":
            self._before = "raw"
            return None
        return self._paragraph_or_item(body, item, following)

    def _paragraph_or_item(
        self, body: str, item: re.Match[str] | None, following: str
    ) -> str | None:
        if item is not None:
            return self._item(item)
        if "|" in body and _DELIMITERS.fullmatch(following):
            what = TABLE if self._before == "paragraph" else None
            self._before = "table"
            return what
        if self._before == "table" and "|" in body:
            return None
        if self._before != "item":
            if self._before != "paragraph":
                self._paragraph = self.indent
            self._before = "paragraph"
            if not self.indent:
                self._items = []
        return None

    def _item(self, item: re.Match[str]) -> str | None:
        what = None
        begins = item["number"] is None or int(item["number"]) == 1
        if self._before == "paragraph":
            if not begins:
                return None
            if self.indent >= self._paragraph:
                what = LIST
        self._items = [indent for indent in self._items if indent <= self.indent]
        if not self._items or self._items[-1] < self.indent:
            around = self._items[-1] if self._items else self.indent
            if what is None and 2 <= self.indent - around < _DEEP:
                what = NESTED
            self._items.append(self.indent)
        self._before = "item"
        return what
