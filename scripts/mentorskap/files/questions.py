"""The gaps in the handbook that only the programme manager can fill: boxes marked `!!! decision`.

If the answer is also a setting, the mark is followed by its key in `programme.yml`:
`!!! decision retention`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files.markdown import without_code
from mentorskap.files.source import Fault, Mark
from mentorskap.words.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BOX = (
    r"(?m)^[ ]*!!! decision\b[ ]*(?P<setting>retention\b)?[ ]*(?P<title>[^\n]*)(?:\n+["
    r" ]+(?P<text>[^\n]*))?"
)


def open_questions(pages: Iterable[tuple[str, str]]) -> tuple[Fault, ...]:
    """Return the boxes in `pages`, (path, text) each.

    A page in several languages is listed once, in the first language that still has a box.
    """
    best: dict[str, tuple[int, list[Fault]]] = {}
    for path, text in pages:
        language, rank = _language(path)
        page = path.replace(f"/{language}/", "/*/", 1)
        boxes = list(_boxes(path, text))
        if boxes and (page not in best or rank < best[page][0]):
            best[page] = (rank, boxes)
    return tuple(box for _, boxes in best.values() for box in boxes)


def _language(path: str) -> tuple[str, int]:
    language = next((code for code in LANGUAGES if f"/{code}/" in path), "")
    return language, LANGUAGES.index(language) if language else 0


def _boxes(path: str, text: str) -> Iterator[Fault]:
    prose = without_code(text) if "!!! decision" in text else ""
    for box in re.finditer(_BOX, prose):  # a box that is shown as an example asks nothing
        setting, title, question = (
            text[slice(*box.span(name))] if box[name] else ""
            for name in ("setting", "title", "text")
        )
        line = text.count("\n", 0, box.start()) + 1
        column = len(box[0]) - len(box[0].lstrip(" ")) + 1
        yield Fault(
            "question",
            "open",
            path,
            Mark(line, column),
            values={"question": (question or title).strip(' "'), "setting": setting},
        )
