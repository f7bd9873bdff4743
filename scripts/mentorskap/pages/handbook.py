"""The handbook as it is published: what `programme.yml` says filled in, and no comments.

The participants' site has the pages for participants alone. The manager's site has every page,
below `handbook/`, so that its status pages can refer to what explains them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mentorskap.files.markdown import without_comments
from mentorskap.model import passages
from mentorskap.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from mentorskap.files.records import Programme
    from mentorskap.words.voice import Voice

MANAGERS = ("manager/", "reference/")
"""The folders of a language whose pages are for the manager."""
_FIRST = (
    *("year", "interview-guide", "suggesting", "asking", "sounding-board", "letters", "numbers"),
    *("routines", "self-audit", "editing"),
)
"""The manager's pages in the order of the work; other pages come after them by name."""

_BEHIND = 0.1
"""How much less a page of the handbook counts in the manager's search."""

_Nav = list[Any]


def published(
    files: Iterable[tuple[str, bytes]], programme: Programme | None, today: date
) -> Iterator[tuple[str, str | bytes]]:
    """Yield each file of a language, (path, content), as it is published."""
    for path, raw in files:
        if path.endswith(".md"):
            text = raw.decode("utf-8", "replace")
            yield path, without_comments(passages.page(path, text, programme, today))
        else:
            yield path, raw


def behind(page: str | bytes) -> str | bytes:
    """Return a page so that search puts it behind the status pages: a name is a person first."""
    if isinstance(page, bytes):
        return page
    matter, text = "", page
    if page.startswith("---\n"):
        _, matter, text = re.split("(?m)^---[ ]*\n", page, maxsplit=2)
    if "exclude: true" in matter:
        return page
    others = re.sub(r"(?m)^search:.*\n(?:[ ]+.*\n)*", "", matter)
    return f"---\n{others}search:\n  boost: {_BEHIND}\n---\n{text}"


def is_managers(path: str) -> bool:
    """Say whether a page, by its path inside a language, is for the manager alone."""
    return path.startswith(MANAGERS)


def managers_nav(pages: Sequence[str], nav: _Nav, voice: Voice) -> _Nav:
    """Return the list of pages of the manager's site.

    `pages` are the handbook's, by path; `nav` lists those for participants.
    """
    own = [path for path in pages if path.startswith("manager/") and path.endswith(".md")]
    rank = {f"manager/{name}.md": number for number, name in enumerate(_FIRST)}
    own.sort(key=lambda path: (rank.get(path, len(rank)), path))
    reference = [path for path in pages if re.fullmatch("reference/[^/]+", path)]
    sections = [
        (say("How to do it"), [f"handbook/{path}" for path in own]),
        (say("The handbook"), _moved(nav)),
        (say("Rules and fields"), [f"handbook/{path}" for path in reference]),
    ]
    return [
        {voice(say("Now")): list(_STATUS)},
        *({voice(title): entries} for title, entries in sections if entries),
    ]


_STATUS = (
    "index.md",
    "pairings.md",
    "waiting.md",
    "mentors.md",
    "numbers.md",
    "steering.md",
    "purging.md",
    "processing.md",
)


def _moved(nav: Any) -> Any:
    """Return a list of pages with every page below `handbook/`."""
    if isinstance(nav, list):
        return [_moved(entry) for entry in nav]
    if isinstance(nav, dict):
        return {title: _moved(entry) for title, entry in nav.items()}
    return f"handbook/{nav}"
