"""The picture of a pairing's rhythm: meetings, breaks, pauses, and when the next meeting is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mentorskap.model import calendar
from mentorskap.model.deadlines import UPCOMING
from mentorskap.pages import chart
from mentorskap.words.sentence import Day, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.files.records import Pairing
    from mentorskap.pages.manager.material import View

LEGEND = say(
    "Filled circle: held. Ring: planned. Cross: missed or cancelled. Triangle: late. Grey:"
    " break. Violet: pause. Green: the days in which the next meeting is wanted."
)
_SYMBOLS = {"held": "held", "planned": "planned", "no-show": "missed", "cancelled": "missed"}
_WITHOUT_COHORT = timedelta(days=180)
"""How far back the picture begins if the pairing's cohort cannot be read."""


def rhythm(pairing: Pairing, view: View) -> chart.Rhythm:
    """Return what the picture shows, from the cohort's first day to the pairing's last or today."""
    snapshot, today = view.snapshot, view.snapshot.today
    cohort = snapshot.cohorts.get(pairing.cohort)
    late = any(
        line.item.kind in {"next-meeting", "first-meeting", "second-meeting"}
        and line.item.status != UPCOMING
        for line in view.lines_by.get(pairing.id, ())
    )
    marks = [
        chart.Symbol(meeting.on, _SYMBOLS[meeting.outcome])
        for meeting in pairing.meetings
        if meeting.outcome in _SYMBOLS
        and (meeting.on <= today or meeting.outcome in {"planned", "cancelled"})
    ]
    if late:
        marks.append(chart.Symbol(today, "late"))
    return chart.Rhythm(
        title=view.pair(pairing),
        description=_in_words(pairing, view, late=late),
        start=cohort.starts if cohort else today - _WITHOUT_COHORT,
        end=max(snapshot.last_day(pairing) or today, today),
        today=today,
        marks=tuple(sorted(marks)),
        spans=tuple(sorted(_spans(pairing, view))),
    )


def _spans(pairing: Pairing, view: View) -> Iterator[chart.Span]:
    snapshot, today = view.snapshot, view.snapshot.today
    cohort = snapshot.cohorts.get(pairing.cohort)
    for rest in cohort.breaks if cohort else ():
        yield chart.Span(rest.start, rest.until, "break")
    for pause in pairing.pauses:
        if pause.until is not None or pause.start <= today:
            yield chart.Span(pause.start, pause.until or today, "pause")
    meetings = snapshot.held[pairing.id]
    if meetings and snapshot.stages[pairing.id].name == "active":
        rests = snapshot.rests(pairing)
        days = snapshot.limits_of(pairing.cohort).rhythm
        opens, closes = (calendar.due(meetings[-1], number, rests) for number in days)
        yield chart.Span(opens, closes, "window")


def _in_words(pairing: Pairing, view: View, *, late: bool) -> str:
    voice = view.voice
    meetings = view.snapshot.held[pairing.id]
    booked = [meeting for meeting in pairing.meetings if meeting.outcome == "planned"]
    clauses = [voice(say_n("{number} meeting held", "{number} meetings held", len(meetings)))]
    if meetings:
        clauses.append(voice.phrase(say("the last on {day}", day=Day(meetings[-1]))))
    if booked:
        last = max(booked, key=lambda meeting: (meeting.on, meeting.time or ""))
        clauses.append(voice.phrase(say("one planned for {day}", day=Day(last.on, last.time))))
    if late:
        clauses.append(voice.phrase(say("the next one is late")))
    return ", ".join(clauses) + "."
