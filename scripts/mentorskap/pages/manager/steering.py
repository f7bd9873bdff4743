"""The page for a steering group: one sheet of paper, without names and without small groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model import kpi
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import say, say_n

if TYPE_CHECKING:
    from mentorskap.model.kpi import Kpi
    from mentorskap.pages.manager.figures import Column, Comparison
    from mentorskap.words.voice import Voice

_MOST = 3
"""Cohorts that one sheet has room for."""


class SteeringCell(NamedTuple):
    """A value and what it is of; both are empty where it is not a cohort's."""

    value: str
    of: str


class SteeringRow(NamedTuple):
    """A number of each cohort, and of all."""

    title: str
    meaning: str
    cells: list[SteeringCell]


class SteeringPage(NamedTuple):
    """Numbers without anyone's name; `hidden` is empty if all may be shown."""

    columns: list[Column]
    rows: list[SteeringRow]
    hidden: str


def steering(comparison: Comparison) -> SteeringPage:
    """Return the page for a steering group.

    What is hidden is chosen among all cohorts, so that two sheets, or a sheet and the spreadsheet
    of the numbers, cannot be subtracted from each other.
    """
    view = comparison.view
    few = kpi.hidden(
        {id_: tuple(numbers.values()) for id_, numbers in comparison.today.items()}, view.snapshot
    )
    columns = [*comparison.columns[:-1][:_MOST], comparison.columns[-1]]
    rows = [
        SteeringRow(
            view.voice(titles.KPIS[name]),
            view.voice(titles.KPI_MEANINGS[name]),
            [
                _cell(
                    comparison.today[column.id].get(name),
                    view.voice,
                    hidden=(column.id, name) in few,
                )
                for column in columns
            ],
        )
        for name in comparison.today[None]
    ]
    limit = view.snapshot.limits.smallest_group
    sentence = say_n(
        "A dot is a group of fewer than {number} person, or one that would give it away.",
        "A dot is a group of fewer than {number} people, or one that would give it away.",
        limit,
    )
    is_hidden = any(cell.value == _HIDDEN for row in rows for cell in row.cells)
    return SteeringPage(columns, rows, view.voice(sentence) if is_hidden else "")


_HIDDEN = "·"


def _cell(number: Kpi | None, voice: Voice, *, hidden: bool) -> SteeringCell:
    if number is None:
        return SteeringCell("", "")
    if hidden:
        return SteeringCell(_HIDDEN, voice.phrase(say("hidden")))
    return SteeringCell(phrases.value(number, voice), f"{number.k}/{number.n}" if number.n else "")
