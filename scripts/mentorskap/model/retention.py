"""How long files are kept: each person's last day, from dated facts and the programme's times.

Times are whole calendar months, and none is invented: what the programme manager has not decided
has no last day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model.calendar import months_after
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentorskap.files.records import Pairing, Participant, Retention
    from mentorskap.model.snapshot import Snapshot

AHEAD = 30
"""Calendar days ahead in which a last day is told of."""


class RetentionStart(NamedTuple):
    """The day on which a person's time begins, and the key of that time under `retention`."""

    since: date
    key: str


class Kept(NamedTuple):
    """A person whose files have a last day, and its clock; pairings go with the person."""

    last: date
    person: str
    clock: RetentionStart


def undecided(retention: Retention) -> tuple[str, ...]:
    """Return the keys of the times that nobody has decided."""
    return tuple(key for key, months in retention._asdict().items() if months is None)


def kept(snapshot: Snapshot) -> tuple[Kept, ...]:
    """Return those whose last day has passed or comes within `AHEAD` calendar days, by that day.

    Nobody is told of who is in a live pairing, has no last day in one of their roles, or may be in
    a file that could not be read.
    """
    if snapshot.programme is None:
        return ()
    retention = snapshot.programme.retention
    people = []
    for person in snapshot.participants.values():
        if snapshot.unread_pairings_of(person.id) or any(
            map(snapshot.live, snapshot.pairings_of(person.id))
        ):
            continue
        days = [(_last(clock, retention), clock) for clock in _clocks(person, snapshot)]
        ends = [(last, clock) for last, clock in days if last is not None and clock is not None]
        if len(ends) == len(days):
            last, clock = max(ends)
            if (last - snapshot.today).days <= AHEAD:
                people.append(Kept(last, person.id, clock))
    return tuple(sorted(people))


def _last(clock: RetentionStart | None, retention: Retention) -> date | None:
    months = None if clock is None else getattr(retention, clock.key)
    return None if clock is None or months is None else months_after(clock.since, months)


def _clocks(person: Participant, snapshot: Snapshot) -> Iterator[RetentionStart | None]:
    """Yield the clock of each role and pairing of a person; None if it has not begun."""
    withdrawn = set()
    for participation in person.participations:
        cohort, withdrew = snapshot.cohorts.get(participation.cohort), participation.withdrawn
        if withdrew is not None and withdrew <= snapshot.today:
            withdrawn.add(participation.cohort)
            yield RetentionStart(withdrew, "withdrawn")
        else:
            yield None if cohort is None else RetentionStart(cohort.ends, "ended")
    if person.participations:
        yield from (
            _end(pairing, snapshot)
            for pairing in snapshot.by_mentee.get(person.id, ())
            if pairing.cohort not in withdrawn
        )
    if person.mentor is not None:
        requests = [
            pairing
            for pairing in snapshot.by_mentor.get(person.id, ())
            if snapshot.stages[pairing.id].name != "drafted"
        ]
        yield from [_of_mentor(pairing, snapshot) for pairing in requests] or [None]


def _of_mentor(pairing: Pairing, snapshot: Snapshot) -> RetentionStart | None:
    stage = snapshot.stages[pairing.id]
    if stage.name == "mentor-declined" and stage.since is not None:
        return RetentionStart(stage.since, "declined")
    return _end(pairing, snapshot)


def _end(pairing: Pairing, snapshot: Snapshot) -> RetentionStart | None:
    """Return the pairing's last day by plan, or the day on which it ended where that came later."""
    planned, ended = snapshot.last_day(pairing), pairing.ended
    if planned is None:
        return None
    return RetentionStart(
        planned if ended is None or ended.on > snapshot.today else max(planned, ended.on), "ended"
    )
