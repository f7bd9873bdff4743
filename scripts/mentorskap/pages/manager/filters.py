"""What a reader can filter a table by: choices, and how the number of rows shown is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentorskap.pages.manager.material import View
    from mentorskap.words.sentence import Sentence


class Option(NamedTuple):
    """A value by which a table can be filtered."""

    id: str
    name: str


class FilterField(NamedTuple):
    """What one field filters by: rows whose `data-` attribute of that key holds the value."""

    key: str
    name: str
    every: str
    options: list[Option]


def field(
    key: str, name: Sentence, every: Sentence, options: Iterable[Option], view: View
) -> list[FilterField]:
    """Return a field with its options; none if there is no choice."""
    listed = list(options)
    return [FilterField(key, view.voice(name), view.voice(every), listed)] if listed else []


def cohorts(ids: Iterable[str], view: View) -> list[FilterField]:
    """Return the field of cohorts, in the order of the programme; none if there is only one."""
    present = set(ids)
    options = [
        Option(id_, view.cohort(id_))
        for id_ in (*view.snapshot.cohorts, *sorted(present - set(view.snapshot.cohorts)))
        if id_ in present
    ]
    if len(options) < 2:
        return []
    return field("cohort", say("Cohort"), say("All cohorts"), options, view)


def shown(rows: int, view: View) -> str:
    """Return how many of the rows are shown, where the script writes the number for `#`."""
    return view.voice(say("{number} of {all} shown", number=Text.same("#"), all=rows))
