"""The tags of a page, as a browser reads them, for what they might run."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class Tags(HTMLParser):
    """The attributes of a page's tags, and its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.attributes: list[tuple[int, str | None, str | None]] = []
        """Where the tag begins, the attribute and its value; no attribute for a script itself."""
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a script, and each attribute."""
        line, column = self.getpos()
        offset = self._starts[line - 1] + column
        if tag.rpartition(":")[2] == "script":
            self.attributes.append((offset, None, None))
        self.attributes += ((offset, name, value) for name, value in attrs)
