"""What a rule is: a small generator that looks at a snapshot and says what it sees.

Its id is its name, true when all is well. Its docstring tells what it asks, why, and how to mend
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentorskap.files.source import Mark, Route
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence

ERROR, WARNING, NOTICE = "error", "warning", "notice"
SEVERITIES = (ERROR, WARNING, NOTICE)
"""Gravest first."""


class Where(NamedTuple):
    """A place in a file: by route, resolved to line and column last of all, or by a mark."""

    path: str
    route: Route = ()
    on_key: bool = False
    mark: Mark | None = None


class Problem(NamedTuple):
    """What a rule reports: the place, the fault, the edit, and a severity if not the rule's."""

    where: Where
    message: Sentence
    fix: Sentence
    severity: str | None = None
    paste: str = ""
    """The line as it should be, to paste over what is there; shown only at a terminal."""


class Rule(NamedTuple):
    """A rule: its id, how grave it is to break it, and the function that looks."""

    id: str
    severity: str
    look: Callable[[Snapshot], Iterator[Problem]]

    @property
    def explanation(self) -> str:
        """The docstring of the function."""
        return self.look.__doc__ or ""


def rule(severity: str) -> Callable[[Callable[[Snapshot], Iterator[Problem]]], Rule]:
    """Make a rule of a generator; nothing is registered anywhere."""

    def make(look: Callable[[Snapshot], Iterator[Problem]]) -> Rule:
        return Rule(look.__name__.replace("_", "-"), severity, look)

    return make
