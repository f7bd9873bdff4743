"""Passages of the handbook that follow `programme.yml`, each between two comments.

`<!-- limits.feedback -->a week<!-- / -->` names a setting, after it perhaps a form of its words,
and holds the words themselves, so that a page can be read as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files.markdown import without_code
from mentorskap.files.source import Mark, mark_at
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.named import NamedTuple
from mentorskap.words.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PASSAGE = later(
    r"<!-- *(?P<key>[a-z][a-z_.]*)(?: +(?P<form>[a-z]+))? *-->"
    r"(?P<words>(?:(?!<!--).)*)<!-- */ *-->",
    re.DOTALL,
)


class MarkedPassage(NamedTuple):
    """A passage of a page, the setting that it follows, and the words that it holds now."""

    path: str
    mark: Mark
    key: str
    form: str
    words: str
    language: str
    """The language of its page: that of the folder, else the program's first."""


def passages(path: str, text: str) -> Iterator[MarkedPassage]:
    """Yield the passages of a page, except in examples of code."""
    for passage, _, _ in _found(path, text):
        yield passage


def filled(path: str, text: str, words: Callable[[MarkedPassage], str | None]) -> str:
    """Return a page with new words in each passage for which `words` has some."""
    rest, end = [], 0
    for passage, first, last in _found(path, text):
        new = words(passage)
        if new is not None:
            rest += [text[end:first], new]
            end = last
    return "".join([*rest, text[end:]])


def _found(path: str, text: str) -> Iterator[tuple[MarkedPassage, int, int]]:
    """Yield each passage with where its words begin and end."""
    if "<!-- /" not in text and "<!--/" not in text:
        return
    language = next((code for code in LANGUAGES if f"/{code}/" in f"/{path}"), LANGUAGES[0])
    for match in _PASSAGE.finditer(without_code(text)):
        first, last = match.span("words")
        yield (
            MarkedPassage(
                path,
                mark_at(text, match.start()),
                match["key"],
                match["form"] or "",
                text[first:last],
                language,
            ),
            first,
            last,
        )
