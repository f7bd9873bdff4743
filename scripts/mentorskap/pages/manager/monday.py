"""The Monday page: how the programme is, what needs the manager, and the meetings of the week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mentorskap.model import retention
from mentorskap.model.deadlines import UPCOMING
from mentorskap.pages.manager.cards import Stack, stack
from mentorskap.pages.manager.duties import staff
from mentorskap.pages.manager.health import health
from mentorskap.pages.manager.material import Link
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Day, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.pages.manager.material import View

_FOLDED = 7
"""A day with more meetings is folded."""


class WeekDay(NamedTuple):
    """A day of the week with its meetings; `number` is empty if they are few."""

    name: str
    number: str
    meetings: list[Link]


class MondayPage(NamedTuple):
    """A sentence that does not apply is empty."""

    health: list[str]
    managers: list[Link]
    """The page of each manager, if the programme has several."""
    quiet: str
    purging: str
    now: Stack
    week: list[WeekDay]
    soon: Stack
    unread: tuple[str, ...]
    unread_title: str
    checked: str


def monday(view: View) -> MondayPage:
    """Return the Monday page."""
    snapshot, voice = view.snapshot, view.voice
    unread = snapshot.reading.unread
    now = [line for line in view.lines if line.item.status != UPCOMING]
    quiet = phrases.overdue_summary([line.item for line in now], unread)
    return MondayPage(
        health=health(snapshot, [line.item for line in now], voice),
        managers=[
            Link(f"managers/{id_}.html", manager.name) for id_, manager in staff(view).items()
        ],
        quiet="" if now or view.retained else voice(quiet),
        purging=_purging(view),
        now=stack(now, view),
        week=list(_week(view)),
        soon=stack((line for line in view.lines if line.item.status == UPCOMING), view),
        unread=unread,
        unread_title=voice(phrases.unread(unread)) if unread else "",
        checked=voice(
            say(
                "Checked {day}: {pairings} pairings, {participants} participants.",
                day=Day(snapshot.today),
                pairings=len(snapshot.pairings),
                participants=len(snapshot.participants),
            )
        ),
    )


def _week(view: View) -> Iterator[WeekDay]:
    """Yield the days of the current week on which two meet or have met, each with its meetings."""
    snapshot, voice = view.snapshot, view.voice
    first = snapshot.today - timedelta(days=snapshot.today.weekday())
    days: dict[date, list[tuple[str, str, Link]]] = {}
    for pairing in snapshot.pairings.values():
        if snapshot.stages[pairing.id].closed:
            continue
        for meeting in pairing.meetings:
            past = meeting.outcome == "held" and meeting.on <= snapshot.today
            if (meeting.outcome == "planned" or past) and 0 <= (meeting.on - first).days < 7:
                time = voice.time(meeting.time) if meeting.time else ""
                link = Link(f"pairings/{pairing.id}.html", f"{time} {view.pair(pairing)}".strip())
                days.setdefault(meeting.on, []).append((meeting.time or "", pairing.id, link))
    near = voice.within(snapshot.today.year)
    for on, meetings in sorted(days.items()):
        many = len(meetings) > _FOLDED
        yield WeekDay(
            near(say("{weekday} {day}", weekday=titles.WEEKDAYS[on.weekday()], day=Day(on))),
            voice.phrase(say_n("{number} meeting", "{number} meetings", len(meetings)))
            if many
            else "",
            [link for _, _, link in sorted(meetings)],
        )


def _purging(view: View) -> str:
    if not view.retained:
        return ""
    return view.voice(
        say_n(
            "{number} person's files are to be purged, or will be within {days} days.",
            "{number} people's files are to be purged, or will be within {days} days.",
            len(view.retained),
            days=retention.AHEAD,
        )
    )
