"""The numbers of each cohort and of all, today and at the end of each of the last months."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from mentorskap.model import kpi
from mentorskap.model.snapshot import Snapshot
from mentorskap.pages import chart
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Text, say

if TYPE_CHECKING:
    from mentorskap.model.kpi import Kpi
    from mentorskap.pages.manager.material import View

_MONTHS_BACK = 12
_MOST = 5
"""Cohorts beside each other; a reader's eye holds no more."""


class Column(NamedTuple):
    """A cohort, or all of them, as a reader sees it; the id is None for all."""

    id: str | None
    name: str
    state: str


class Comparison:
    """The numbers of a snapshot, each measured once."""

    def __init__(self, view: View) -> None:
        self.view = view
        snapshot = view.snapshot
        self.cohorts = kpi.cohorts_in_order(snapshot)
        """Every cohort: those that run, those ahead, and those over, the last one first."""
        self.today = _named(kpi.by_cohort(snapshot))

    @cached_property
    def columns(self) -> list[Column]:
        """The cohorts to compare, those that run first, and all of them last.

        A cohort without a number is left out.
        """
        chosen = [
            id_ for id_ in self.cohorts if any(figure.n for figure in self.today[id_].values())
        ]
        return [self.column(id_) for id_ in (*chosen[:_MOST], None)]

    def column(self, id_: str | None) -> Column:
        """Return a cohort's name, and whether it runs."""
        voice, today = self.view.voice, self.view.snapshot.today
        if id_ is None:
            return Column(None, voice(say("All cohorts")), "")
        cohort = self.view.snapshot.cohorts[id_]
        if cohort.starts > today:
            state = say("not started")
        else:
            state = say("over") if cohort.ends < today else say("under way")
        return Column(id_, self.view.cohort(id_), voice.phrase(state))

    @cached_property
    def _months(self) -> list[tuple[date, dict[str | None, dict[str, Kpi]]]]:
        """The numbers on the last day of each month, and today, as they were known then."""
        snapshot = self.view.snapshot
        return [
            (
                day,
                self.today
                if day == snapshot.today
                else _named(kpi.by_cohort(Snapshot(snapshot.reading, day).known)),
            )
            for day in _month_ends(snapshot.today, _MONTHS_BACK)
        ]

    def trend(self, id_: str | None, name: str) -> list[chart.MonthValue]:
        """Return a number month by month; empty if it never had a value."""
        points = [
            chart.MonthValue(self.view.month(day), number.value, _short(number))
            for day, numbers in self._months
            for number in (numbers[id_][name],)
        ]
        return points if any(point.value is not None for point in points) else []

    def top(self, name: str) -> float:
        """Return the highest value of a number's scale: 1 for a share, or more if it is more."""
        values = [
            number.value
            for _, numbers in self._months
            for each in numbers.values()
            for number in (each.get(name),)
            if number is not None and number.value is not None
        ]
        in_days = self.today[None][name].in_days
        return max([*values, 0.0 if in_days else 1.0])

    def trend_in_words(self, id_: str | None, name: str) -> str:
        """Return a number's line in words, each month with its value."""
        voice = self.view.voice
        months = ", ".join(
            f"{voice.month(day)} {day.year} {phrases.value(numbers[id_][name], voice)}"
            for day, numbers in self._months
        )
        return voice(
            say(
                "{number}, month by month: {months}.",
                number=titles.KPIS[name],
                months=Text.same(months),
            )
        )


def _named(numbers: dict[str | None, tuple[Kpi, ...]]) -> dict[str | None, dict[str, Kpi]]:
    return {id_: {number.name: number for number in figures} for id_, figures in numbers.items()}


def _short(number: Kpi) -> str:
    """Return a value without its unit."""
    if number.value is None:
        return ""
    return f"{number.value:g}" if number.in_days else f"{round(100 * number.value)}"


def _month_ends(today: date, count: int) -> list[date]:
    """Return the last days of the months before today's, and today, ascending."""
    days = [today]
    first = today.replace(day=1)
    for _ in range(count - 1):
        if first == date.min:
            break
        days.append(first - timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]
