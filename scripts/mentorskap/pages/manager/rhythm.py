"""The picture of a pairing's rhythm: meetings, breaks, pauses, and the open gap with its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.pages import chart
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Day, say, say_n

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mentorskap.files.records import Pairing
    from mentorskap.pages.manager.ages import Age
    from mentorskap.pages.manager.material import View
    from mentorskap.words.sentence import Sentence

_SYMBOLS = {"held": "held", "planned": "planned", "no-show": "missed", "cancelled": "missed"}
_KEYS = {
    "held": say("meeting held"),
    "planned": say("meeting planned"),
    "missed": say("missed or cancelled"),
    "late": say("late"),
    "waiter": say("a pair or a person"),
    "gap": say("waited so far"),
    "limit": say("the limit"),
    "break": say("break"),
    "pause": say("pause"),
    "today": say("today"),
}
_BEFORE, _AHEAD = 9, 2
"""Months of the list before and after the one that today is in."""


class LegendLine(NamedTuple):
    """A line of a legend; `drawing` is SVG."""

    drawing: str
    name: str


def legend(view: View, kinds: Collection[str] = tuple(_KEYS)) -> list[LegendLine]:
    """Return what the symbols of these kinds mean."""
    return [
        LegendLine(chart.key(kind), view.voice.phrase(name))
        for kind, name in _KEYS.items()
        if kind in kinds
    ]


def months(view: View) -> chart.MonthScale:
    """Return the months that all pictures of the list show."""
    today = view.snapshot.today
    first = max(0, (today.year - 1) * 12 + today.month - 1 - _BEFORE)
    start = today.replace(year=first // 12 + 1, month=first % 12 + 1, day=1)
    return chart.MonthScale.of(start, _BEFORE + 1 + _AHEAD, 288)


def rhythm(pairing: Pairing, age: Age | None, view: View) -> chart.Rhythm:
    """Return what the picture shows, from the first day known to the pairing's last or today."""
    snapshot, today = view.snapshot, view.snapshot.today
    marks = [
        chart.Symbol(meeting.on, _SYMBOLS[meeting.outcome])
        for meeting in pairing.meetings
        if meeting.outcome in _SYMBOLS
        and (meeting.on <= today or meeting.outcome in {"planned", "cancelled"})
    ]
    gap = None
    if age is not None and age.due is not None and age.last is not None and age.step != "paused":
        gap = chart.OpenGap(age.since, age.due, age.last, age.late)
        if age.late:
            marks.append(chart.Symbol(today, "late"))
    days = [fact.on for fact in snapshot.facts[pairing.id] if fact.on <= today]
    last = snapshot.last_day(pairing)
    ended = pairing.ended
    end = ended.on if ended is not None and ended.on <= today else max(last or today, today)
    return chart.Rhythm(
        description=_in_words(pairing, age if gap else None, view),
        start=min([*days, *(mark.on for mark in marks)], default=today),
        end=end,
        today=today,
        marks=tuple(sorted(marks)),
        spans=tuple(sorted(_spans(pairing, view))),
        gap=gap,
    )


def _spans(pairing: Pairing, view: View) -> Iterator[chart.Span]:
    snapshot, today = view.snapshot, view.snapshot.today
    cohort = snapshot.cohorts.get(pairing.cohort)
    for rest in cohort.breaks if cohort else ():
        yield chart.Span(rest.start, rest.until, "break")
    for pause in pairing.pauses:
        if pause.until is not None or pause.start <= today:
            yield chart.Span(pause.start, pause.until or today, "pause")


def _in_words(pairing: Pairing, age: Age | None, view: View) -> str:
    """Return what the picture shows: meetings, pauses, and the days waited of those allowed."""
    text = ", ".join(map(view.voice.phrase, _clauses(pairing, age, view)))
    return f"{text[:1].upper()}{text[1:]}."


def waited(age: Age | None, view: View) -> str:
    """Return the days waited of those allowed; empty where nothing limits them."""
    return "" if age is None or age.limit is None else f"{view.voice(_days(age, age.limit))}."


def _days(age: Age, limit: int) -> Sentence:
    return say(
        "{kind}: day {day} of {limit}", kind=titles.KINDS[age.kind], day=age.days, limit=limit
    )


def _clauses(pairing: Pairing, age: Age | None, view: View) -> Iterator[Sentence]:
    today, meetings = view.snapshot.today, view.snapshot.held[pairing.id]
    yield say_n("{number} meeting held", "{number} meetings held", len(meetings))
    if meetings:
        yield say("the last on {day}", day=Day(meetings[-1]))
    missed = sum(
        _SYMBOLS.get(meeting.outcome) == "missed" and meeting.on <= today
        for meeting in pairing.meetings
    )
    if missed:
        yield say_n("{number} missed or cancelled", "{number} missed or cancelled", missed)
    for pause in pairing.pauses:
        if pause.until is not None:
            yield say("pause {start} – {until}", start=Day(pause.start), until=Day(pause.until))
        elif pause.start <= today:
            yield say("pause from {start}", start=Day(pause.start))
    for meeting in sorted(pairing.meetings, key=lambda meeting: (meeting.on, meeting.time or "")):
        if meeting.outcome == "planned":
            yield say("one planned for {day}", day=Day(meeting.on, meeting.time))
    if age is not None and age.limit is not None:
        yield _days(age, age.limit)
        if age.late:
            yield say("late")
