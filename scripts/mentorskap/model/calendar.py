"""Days that count: adjusted for the breaks of a cohort and the pauses of a pairing.

`Rests` are whole days as ordinals, both ends included, merged and ascending.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentorskap.files.records import Break, Pause

Rests = tuple[tuple[int, int], ...]
_LAST = date.max.toordinal()
_DECEMBER = 12


def rests(breaks: Iterable[Break], pauses: Iterable[Pause], today: date) -> Rests:
    """Return the days that do not count, as known on `today`.

    Breaks, and pauses with an end, are plans and count also ahead. A pause without an end counts
    from its first day to `today`.
    """
    spans = [(rest.start.toordinal(), rest.until.toordinal()) for rest in breaks]
    for pause in pauses:
        until = pause.until
        if until is None:
            until = today
        spans.append((pause.start.toordinal(), until.toordinal()))
    return merge(spans)


def merge(spans: Iterable[tuple[int, int]]) -> Rests:
    """Return the same days as spans that neither overlap nor touch; drop those that end early."""
    merged: list[tuple[int, int]] = []
    for start, until in sorted(spans):
        if until < start:
            continue
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((start, until))
    return tuple(merged)


def adjusted(start: date, end: date, resting: Rests) -> int:
    """Return the number of days d with start < d ≤ end outside all rests; 0 if end is not later."""
    first, last = start.toordinal() + 1, end.toordinal()
    days = max(0, last - first + 1)
    for begins, ends in resting:
        days -= max(0, min(ends, last) - max(begins, first) + 1)
    return days


def months_after(start: date, months: int) -> date:
    """Return the same day some calendar months later, or the last day of a shorter month."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, last_day(year, month)))


def last_day(year: int, month: int) -> int:
    """Return the number of days of a month; `calendar` would cost 4 ms of every start."""
    if month == _DECEMBER:  # the year after may be one that no date has
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def lies_in(day: date, resting: Rests) -> bool:
    """Say whether a day does not count."""
    return any(begins <= day.toordinal() <= ends for begins, ends in resting)


def due(start: date, limit: int, resting: Rests) -> date:
    """Return the first day on which `limit` adjusted days have passed since `start`."""
    day, remaining = start.toordinal(), max(0, limit)
    for begins, ends in resting:
        free = max(0, begins - 1 - day)
        if remaining <= free:
            break
        remaining -= free
        day = max(day, ends)
    return date.fromordinal(min(day + remaining, _LAST))
