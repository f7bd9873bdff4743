"""Which programme manager is responsible, and who acts for that manager on a day.

Responsible for a pairing is its own `manager`, else its cohort's, else the first in the programme;
for a mentee without a pairing, the manager of the mentee's cohort. While the responsible manager is
away, the stand-in acts, and the stand-in's stand-in while that one is away too. If all in such a
chain are away at once and it turns in a circle, the responsible manager acts: no one else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mentorskap.model import waiting
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentorskap.files.records import Absence, Manager, Pairing, Programme
    from mentorskap.model.snapshot import Snapshot


class Concern(Protocol):
    """Something about a participant, in a pairing or without one: a deadline, a letter."""

    @property
    def pairing(self) -> str | None:
        """The id of the pairing, if any."""

    @property
    def participant(self) -> str:
        """The id of the participant."""


class Affair(NamedTuple):
    """What concerns a pairing as a whole, or a participant without one."""

    pairing: str | None
    participant: str


class Duty(NamedTuple):
    """Who is responsible for something, and who acts on the day: the same, or the stand-in.

    `until` is the last day on which the stand-in acts without another change, or None.
    """

    responsible: Manager
    acting: Manager
    until: date | None = None

    @property
    def stands_in(self) -> bool:
        """Whether another than the responsible manager acts."""
        return self.acting is not self.responsible


def several(programme: Programme | None) -> bool:
    """Say whether a programme has more than one manager."""
    return programme is not None and len(programme.managers) > 1


def named(programme: Programme, id_: str | None) -> Manager | None:
    """Return the manager with an id; of two with the same id, the first."""
    return next((manager for manager in programme.managers if manager.id == id_), None)


def absence(manager: Manager, day: date) -> Absence | None:
    """Return the first absence of a manager that covers a day."""
    return next((away for away in manager.absences if away.start <= day <= away.until), None)


def chain(programme: Programme, manager: Manager, day: date) -> Iterator[Manager]:
    """Yield a manager, the stand-in while the manager is away, that one's stand-in, and so on.

    The chain ends with someone who is present, or whose stand-in is unknown. In a circle it does
    not end: the manager who closes the circle is yielded again.
    """
    link: Manager | None = manager
    while link is not None:
        yield link
        away = absence(link, day)
        link = None if away is None else named(programme, away.instead)


def duty(programme: Programme, manager: Manager, day: date) -> Duty:
    """Return who acts for a manager on a day."""
    links: list[Manager] = []
    for link in chain(programme, manager, day):
        if link in links:
            return Duty(manager, manager)
        links.append(link)
    ends = [away.until for link in links[:-1] if (away := absence(link, day)) is not None]
    return Duty(manager, links[-1], min(ends, default=None))


def of_cohort(snapshot: Snapshot, id_: str | None) -> Manager | None:
    """Return the manager responsible for a cohort; None if the programme could not be read."""
    programme = snapshot.programme
    if programme is None:
        return None
    cohort = None if id_ is None else snapshot.cohorts.get(id_)
    return (None if cohort is None else named(programme, cohort.manager)) or programme.managers[0]


def of_pairing(snapshot: Snapshot, pairing: Pairing) -> Manager | None:
    """Return the manager responsible for a pairing; None if the programme could not be read."""
    programme = snapshot.programme
    if programme is None:
        return None
    own = None if pairing.manager is None else named(programme, pairing.manager)
    return own or of_cohort(snapshot, pairing.cohort)


def of(snapshot: Snapshot, concern: Concern) -> Duty | None:
    """Return who is responsible for something and acts today.

    None if the programme could not be read.
    """
    record = None if concern.pairing is None else snapshot.pairings.get(concern.pairing)
    if record is not None:
        manager = of_pairing(snapshot, record)
    else:
        person = snapshot.participants.get(concern.participant)
        participation = None if person is None else waiting.current(snapshot, person)
        manager = of_cohort(snapshot, None if participation is None else participation.cohort)
    if manager is None or snapshot.programme is None:
        return None
    return duty(snapshot.programme, manager, snapshot.today)


def acting(snapshot: Snapshot, concern: Concern) -> Manager | None:
    """Return the manager who acts today: the responsible one, or the stand-in."""
    today = of(snapshot, concern)
    return None if today is None else today.acting


def acts(snapshot: Snapshot, concern: Concern, id_: str | None) -> bool:
    """Say whether the manager with an id acts today; without an id, everyone does."""
    manager = None if id_ is None else acting(snapshot, concern)
    return id_ is None or (manager is not None and manager.id == id_)
