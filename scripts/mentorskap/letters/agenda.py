"""Calendars: planned meetings, good times for the next one, and the manager's own days.

All events are whole days and do not block time, because no hours are stored. They have no
attendees, so no invitation is sent.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.model import calendar, deadlines
from mentorskap.model.deadlines import MANAGER
from mentorskap.model.lifecycle import held
from mentorskap.words import titles
from mentorskap.words.sentence import Pair, Person, Sentence, say
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.files.records import Pairing
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice

_DAY = timedelta(days=1)
_FAR = 366
"""How many calendar days ahead the manager's own deadlines are shown."""


class Event(NamedTuple):
    """An event from `start` through `until`; `fact` is the day of the fact that it comes from.

    `uid` stays the same when the event changes, so that a calendar replaces it.
    """

    uid: str
    start: date
    until: date
    title: Sentence
    fact: date


def calendars(snapshot: Snapshot, voice: Voice) -> dict[str, str]:
    """Return calendars by file name: one for each pairing with events, and `manager.ics`."""
    of_pairings = {
        id_: list(_of_pairing(pairing, snapshot))
        for id_, pairing in snapshot.pairings.items()
        if _goes_on(pairing, snapshot)
    }
    files = {
        f"{id_}.ics": _rendered(events, voice) for id_, events in of_pairings.items() if events
    }
    everything = [
        *_of_cohorts(snapshot),
        *(event for events in of_pairings.values() for event in events),
        *_of_manager(snapshot),
    ]
    return {**files, "manager.ics": _rendered(everything, voice)} if everything else files


def _goes_on(pairing: Pairing, snapshot: Snapshot) -> bool:
    mentee = snapshot.participants.get(pairing.mentee)
    informed = pairing.proposal.mentee_informed
    if informed is None or informed > snapshot.today:
        return False  # the file is for both, and the mentee does not know of the mentor yet (F7)
    if not snapshot.live(pairing) or mentee is None or pairing.mentor not in snapshot.participants:
        return False
    participation = mentee.participation(pairing.cohort)
    withdrawn = None if participation is None else participation.withdrawn
    return withdrawn is None or withdrawn > snapshot.today


def _of_pairing(pairing: Pairing, snapshot: Snapshot) -> Iterator[Event]:
    """Yield the booked meetings, and for an active pairing the good time for the next one."""
    pair = Pair(pairing.mentee, pairing.mentor)
    for on in sorted({meeting.on for meeting in snapshot.booked(pairing)}):
        yield Event(f"{pairing.id}.{on}.meeting", on, on, say("Meeting: {pair}", pair=pair), on)
    if snapshot.stages[pairing.id].name == "active":
        last = held(pairing, snapshot.today)[-1]
        for start, until in _good_times(pairing, last, snapshot):
            yield Event(
                f"{pairing.id}.{start}.window",
                start,
                until,
                say("A good time for the next meeting: {pair}", pair=pair),
                last,
            )


def _good_times(pairing: Pairing, last: date, snapshot: Snapshot) -> Iterator[tuple[date, date]]:
    """Yield the rest of the rhythm's window, cut into stretches by breaks and pauses."""
    rests, end = snapshot.rests(pairing), snapshot.last_day(pairing)
    opens, closes = (calendar.due(last, days, rests) for days in snapshot.limits.rhythm)
    if end is None or closes < snapshot.today:
        return
    days = [
        date.fromordinal(day) for day in range(opens.toordinal(), min(closes, end).toordinal() + 1)
    ]
    free = calendar.merge(
        (day.toordinal(), day.toordinal()) for day in days if not calendar.lies_in(day, rests)
    )
    yield from ((date.fromordinal(start), date.fromordinal(until)) for start, until in free)


def _of_cohorts(snapshot: Snapshot) -> Iterator[Event]:
    for cohort in snapshot.cohorts.values():
        name = cohort.name
        yield Event(
            f"{cohort.id}.starts",
            cohort.starts,
            cohort.starts,
            say("{name} begins", name=name),
            cohort.starts,
        )
        yield Event(
            f"{cohort.id}.ends",
            cohort.ends,
            cohort.ends,
            say("{name} ends", name=name),
            cohort.starts,
        )
        for rest in cohort.breaks:
            if rest.start <= rest.until:
                yield Event(
                    f"{cohort.id}.{rest.start}.break",
                    rest.start,
                    rest.until,
                    say("Break: {name}", name=name),
                    cohort.starts,
                )


def _of_manager(snapshot: Snapshot) -> Iterator[Event]:
    for item in deadlines.due(snapshot, _FAR):
        if item.actor == MANAGER:
            title = say(
                "To do – {matter}: {person}",
                matter=titles.KINDS[item.kind],
                person=Person(item.participant),
            )
            yield Event(
                f"{item.participant}.{item.pairing or '-'}.{item.due}.{item.kind}",
                item.due,
                item.due,
                title,
                item.due,
            )


def _rendered(events: Iterable[Event], voice: Voice) -> str:
    """Return events as a calendar; their order does not matter."""
    from icalendar import Calendar
    from icalendar import Event as Component

    ical = Calendar()
    ical.add("prodid", f"-//mentorskap//{voice.language}")
    ical.add("version", "2.0")
    for event in sorted(
        {event.uid: event for event in events}.values(), key=lambda event: (event.start, event.uid)
    ):
        component = Component()
        component.add("uid", f"{event.uid}@mentorskap.invalid")
        component.add("dtstamp", datetime.combine(event.fact, time(), UTC))
        component.add("dtstart", event.start)
        component.add("dtend", min(event.until, date.max - _DAY) + _DAY)
        # The library reads a backslash before N as a line break; no name needs one.
        component.add("summary", harmless(voice(event.title)).replace("\\", "/"))
        component.add("transp", "TRANSPARENT")
        ical.add_component(component)
    return str(ical.to_ical(), "utf-8")
