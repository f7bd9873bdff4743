"""Calendars: planned meetings, good times for the next one, and the manager's own days.

A meeting with an hour takes up its time; every other event lasts whole days and takes up none. No
event has attendees, so no invitation is sent. A day that was planned and fell is there as cancelled
for as long as it lies ahead, so that a calendar that has imported it takes it away.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mentorskap.files.records import USUAL_MINUTES, USUAL_ZONE
from mentorskap.letters import due
from mentorskap.model import calendar, deadlines, managers
from mentorskap.model.deadlines import MANAGER
from mentorskap.model.lifecycle import started_on
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Pair, Person, Sentence, say
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.files.records import Pairing
    from mentorskap.letters.due import Matter
    from mentorskap.model.calendar import Rests
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice

_DAY = timedelta(days=1)
_FAR = 366
"""How many calendar days ahead the manager's own deadlines are shown."""


_FELL = {
    "planned": say("Cancelled: {pair}"),
    "cancelled": say("Cancelled: {pair}"),
    "moved": say("Moved to another day: {pair}"),
}
"""The title of a meeting that does not take place, by its outcome; a planned one fell with the
pairing."""


class Event(NamedTuple):
    """An event from `start` through `until`, or at the hour `time` of its day.

    `uid` stays the same when the event changes, so that a calendar replaces it, and `sequence` is
    then higher. Both follow from the files alone.
    """

    uid: str
    start: date
    until: date
    title: Sentence
    time: str | None = None
    cancelled: bool = False
    sequence: int = 0


def calendars(snapshot: Snapshot, voice: Voice) -> dict[str, str]:
    """Return calendars by file name: one for each pairing with events, and `manager.ics`.

    Where the programme has several managers, each has a calendar too.
    """
    of_pairings = {
        id_: events
        for id_, pairing in snapshot.pairings.items()
        if (events := list(of_pairing(pairing, snapshot)))
    }
    files = {f"{id_}.ics": rendered(events, snapshot, voice) for id_, events in of_pairings.items()}
    of_cohorts = list(_of_cohorts(snapshot))
    everything = [
        *of_cohorts,
        *(event for events in of_pairings.values() for event in events),
        *_of_manager(snapshot),
    ]
    if everything:
        files["manager.ics"] = rendered(everything, snapshot, voice)
    programme = snapshot.programme
    for manager in programme.managers if programme and managers.several(programme) else ():
        own = [
            event
            for id_, events in of_pairings.items()
            if managers.of_pairing(snapshot, snapshot.pairings[id_]) is manager
            for event in events
        ]
        events = [*of_cohorts, *own, *_of_manager(snapshot, manager.id)]
        files[f"manager-{manager.id}.ics"] = rendered(events, snapshot, voice)
    return files


ABOUT_MEETINGS = frozenset({"first-meeting", "next-meeting", "second-meeting", due.MEET_AGAIN})
"""Kinds of letters that the calendar of the pairing belongs to. The two know each other by then."""


def enclosed(matters: Iterable[Matter], snapshot: Snapshot, voice: Voice) -> str | None:
    """Return the calendar that belongs in a letter about meetings, or None."""
    events = [
        event
        for matter in matters
        if matter.kind in ABOUT_MEETINGS
        and (pairing := snapshot.pairings.get(matter.pairing or "")) is not None
        for event in of_pairing(pairing, snapshot)
    ]
    return rendered(events, snapshot, voice) if events else None


def _goes_on(pairing: Pairing, snapshot: Snapshot) -> bool:
    mentee = snapshot.participants.get(pairing.mentee)
    participation = None if mentee is None else mentee.participation(pairing.cohort)
    withdrawn = None if participation is None else participation.withdrawn
    return snapshot.live(pairing) and (withdrawn is None or withdrawn > snapshot.today)


def of_pairing(pairing: Pairing, snapshot: Snapshot) -> Iterator[Event]:
    """Yield the meetings ahead, those that fell too, and the good time for the next one."""
    informed = pairing.proposal.mentee_informed
    if informed is None or informed > snapshot.today:
        return  # the file is for both, and the mentee does not know of the mentor yet (F7)
    if {pairing.mentee, pairing.mentor} <= snapshot.participants.keys():
        goes_on = _goes_on(pairing, snapshot)
        yield from _meetings(pairing, snapshot, goes_on=goes_on)
        yield from _good_time(pairing, snapshot, goes_on=goes_on)


def _meetings(pairing: Pairing, snapshot: Snapshot, *, goes_on: bool) -> Iterator[Event]:
    """Yield an event for each day ahead for which a meeting was ever planned.

    Its sequence is even while one is planned, and each time that it falls or is planned again the
    sequence is one higher.
    """
    pair = Pair(pairing.mentee, pairing.mentor)
    ahead = [meeting for meeting in pairing.meetings if meeting.on >= snapshot.today]
    for on in sorted({meeting.on for meeting in ahead}):
        same_day = [meeting for meeting in ahead if meeting.on == on and meeting.outcome in _FELL]
        planned = [meeting for meeting in same_day if meeting.outcome == "planned"]
        if not same_day:
            continue
        meeting = (planned or same_day)[-1]
        sequence = 2 * (len(same_day) - len(planned)) - (0 if planned else 1)
        cancelled = not planned or not goes_on
        yield Event(
            f"{pairing.id}.{on}.meeting",
            on,
            on,
            _FELL[meeting.outcome]._replace(values={"pair": pair})
            if cancelled
            else say("Meeting: {pair}", pair=pair),
            meeting.time,
            cancelled,
            sequence + 1 if planned and cancelled else sequence,
        )


def _good_time(pairing: Pairing, snapshot: Snapshot, *, goes_on: bool) -> Iterator[Event]:
    """Yield the good time for the next meeting of a pairing that has begun.

    In a pause and after the end it is cancelled: a calendar may have it still.
    """
    meetings = snapshot.held[pairing.id]
    if not meetings or started_on(pairing, snapshot.today) is None:
        return
    active = goes_on and snapshot.stages[pairing.id].name == "active"
    rests = snapshot.rests(pairing) if active else _rests_before(pairing, snapshot)
    stretch = next(
        (
            (start, until)
            for start, until in _good_times(pairing, meetings[-1], snapshot, rests)
            if until >= snapshot.today
        ),
        None,
    )
    if stretch is not None:
        happened = sum(fact.on <= snapshot.today for fact in snapshot.facts[pairing.id]) + sum(
            pause.until is not None and pause.until < snapshot.today for pause in pairing.pauses
        )
        yield Event(
            f"{pairing.id}.window",
            *stretch,
            say(
                "A good time for the next meeting: {pair}",
                pair=Pair(pairing.mentee, pairing.mentor),
            ),
            cancelled=not active,
            sequence=happened,
        )


def _rests_before(pairing: Pairing, snapshot: Snapshot) -> Rests:
    """Return the rests of a pairing without the pause of the day, as they were before it."""
    cohort, today = snapshot.cohorts.get(pairing.cohort), snapshot.today
    pauses = (
        pause
        for pause in pairing.pauses
        if not (pause.start <= today and (pause.until is None or today <= pause.until))
    )
    return calendar.rests(cohort.breaks if cohort else (), pauses, today)


def _good_times(
    pairing: Pairing, last: date, snapshot: Snapshot, rests: Rests
) -> Iterator[tuple[date, date]]:
    """Yield the rest of the rhythm's window, cut into stretches by breaks and pauses."""
    end = snapshot.last_day(pairing)
    opens, closes = (
        calendar.due(last, days, rests) for days in snapshot.limits_of(pairing.cohort).rhythm
    )
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
        )
        yield Event(
            f"{cohort.id}.ends",
            cohort.ends,
            cohort.ends,
            say("{name} ends", name=name),
        )
        for rest in cohort.breaks:
            if rest.start <= rest.until:
                yield Event(
                    f"{cohort.id}.{rest.start}.break",
                    rest.start,
                    rest.until,
                    say("Break: {name}", name=name),
                )


def _of_manager(snapshot: Snapshot, id_: str | None = None) -> Iterator[Event]:
    """Yield the managers' deadlines, or those that one manager is responsible for."""
    for item in deadlines.due(snapshot, _FAR):
        duty = None if id_ is None else managers.of(snapshot, item)
        if item.actor == MANAGER and (duty is None or duty.responsible.id == id_):
            title = say(
                "To do – {matter}: {person}",
                matter=titles.KINDS[item.kind],
                person=Person(item.participant),
            )
            yield Event(
                f"{item.participant}.{item.pairing or f'-.{item.due}'}.{item.kind}",
                item.due,
                item.due,
                title,
            )


def rendered(events: Iterable[Event], snapshot: Snapshot, voice: Voice) -> str:
    """Return events as a calendar; their order does not matter.

    The stamp is the beginning of the snapshot's day, so it never lies ahead of a reader's clock,
    and a later file is never taken for an older one.
    """
    from icalendar import Calendar
    from icalendar import Event as Component

    programme = snapshot.programme
    zone = _zone(USUAL_ZONE if programme is None else programme.timezone)
    minutes = (None if programme is None else programme.meetings.minutes) or USUAL_MINUTES
    stamp = _in_utc(snapshot.today, "00:00", zone)
    ical = Calendar()
    ical.add("prodid", f"-//mentorskap//{voice.language}")
    ical.add("version", "2.0")
    for event in sorted(
        {event.uid: event for event in events}.values(), key=lambda event: (event.start, event.uid)
    ):
        component = Component()
        component.add("uid", f"{event.uid}@mentorskap.invalid")
        component.add("dtstamp", stamp)
        if event.time is None:
            component.add("dtstart", event.start)
            component.add("dtend", min(event.until, date.max - _DAY) + _DAY)
        else:
            begins = _in_utc(event.start, event.time, zone)
            component.add("dtstart", begins)
            component.add("dtend", begins + timedelta(minutes=minutes))
        # The library reads a backslash before N as a line break; no name needs one.
        component.add("summary", harmless(voice(event.title)).replace("\\", "/"))
        component.add("sequence", event.sequence)
        component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        busy = event.time is not None and not event.cancelled
        component.add("transp", "OPAQUE" if busy else "TRANSPARENT")
        ical.add_component(component)
    return str(ical.to_ical(), "utf-8")


def _in_utc(on: date, hour: str, zone: ZoneInfo | None) -> datetime:
    """Return an hour of a day in UTC, which every calendar program shows in its own zone.

    Without a zone that is known, the hour is taken for one in UTC.
    """
    local = datetime.combine(on, time.fromisoformat(hour))
    try:
        return local.replace(tzinfo=zone or UTC).astimezone(UTC)
    except OverflowError:
        return local.replace(tzinfo=UTC)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
