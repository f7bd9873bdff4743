"""How long each pairing, and each mentee without one, has been where it is, against its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model import calendar, deadlines
from mentorskap.model.deadlines import OVERDUE
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mentorskap.files.records import Pairing
    from mentorskap.model.calendar import Rests
    from mentorskap.model.deadlines import Item
    from mentorskap.model.snapshot import Snapshot

    _Key = tuple[str, str | None, str, date]

_EVER = 10_000_000
"""Days ahead in which everything is due."""

STEPS: dict[str, tuple[str, ...]] = {
    "interview": ("interview",),
    "proposal": ("proposal",),
    "new-proposal": ("new-proposal",),
    "mentor-asked": ("mentor-answer",),
    "mentor-accepted": ("inform-mentee",),
    "mentee-informed": ("mentee-answer",),
    "first-meeting": ("first-meeting",),
    "feedback": ("feedback-mentee", "feedback-mentor", "second-meeting"),
    "active": ("next-meeting",),
    "paused": ("resume",),
    "closing": ("closing",),
}
"""Where one waits, in order, and the kinds of deadline that say since when and for how long.

Those between `mentor-asked` and `paused` are stages of a pairing.
"""
_BEFORE = ("interview", "proposal", "new-proposal", "closing")
"""Steps of a mentee without a pairing."""


class Age(NamedTuple):
    """How long a pairing or a mentee has been in a step.

    `kind` is that of the deadline that limits the step; `days` are counted as its limit is. `due`
    is the last day of the limit, and `last` the same with its grace; both are None where nothing
    limits the step, as in a pause with an end.
    """

    step: str
    kind: str
    pairing: str | None
    participant: str
    since: date
    days: int
    limit: int | None
    due: date | None
    last: date | None
    late: bool


def ages(snapshot: Snapshot, late: Iterable[Item]) -> list[Age]:
    """Return the age of each pairing and each mentee who waits; `late` is what is due already."""
    overdue = {_key(item) for item in late if item.status == OVERDUE}
    listed = list[Age]()
    for pairing in snapshot.pairings.values():
        if snapshot.live(pairing):
            listed += _of_pairing(snapshot, pairing, overdue)
    for person in snapshot.participants.values():
        for participation in person.participations:
            rests = snapshot.breaks(participation.cohort)
            items = list(deadlines.due_in_cohort(snapshot, person, participation, _EVER))
            for step in _BEFORE:
                chosen = _first(items, step, snapshot.today)
                if chosen is not None:
                    since = participation.admitted if step == "interview" else chosen.since
                    age = _age(step, chosen, since, rests, snapshot, overdue)
                    listed.append(age._replace(pairing=None))
                    break
    return listed


def _key(item: Item) -> _Key:
    return item.kind, item.pairing, item.participant, item.since


def _of_pairing(snapshot: Snapshot, pairing: Pairing, overdue: set[_Key]) -> Iterator[Age]:
    stage, today, rests = snapshot.stages[pairing.id], snapshot.today, snapshot.rests(pairing)
    items = list(deadlines.due_in(snapshot, pairing, _EVER, despite_plans=True))
    for step in (stage.name, "closing"):
        chosen = _first(items, step, today)
        if chosen is not None:
            yield _age(step, chosen, chosen.since, rests, snapshot, overdue)
            return
    if stage.since is not None:
        days = (today - stage.since).days
        yield Age(
            *(stage.name, "", pairing.id, pairing.mentee, stage.since, days),
            *(None, None, None),
            late=False,
        )


def _first(items: Iterable[Item], step: str, today: date) -> Item | None:
    """Return the item of a step that is due first; a clock that has not started is none."""
    return min(
        (
            item
            for item in items
            if item.kind in STEPS[step] and (item.since <= today or item.kind == "interview")
        ),
        key=lambda item: (item.due, item.kind),
        default=None,
    )


def _age(  # noqa: PLR0913, PLR0917 - each is a part of an age
    step: str,
    item: Item,
    since: date,
    rests: Rests,
    snapshot: Snapshot,
    overdue: set[_Key],
) -> Age:
    counted = () if item.in_calendar_days else rests
    return Age(
        step,
        item.kind,
        item.pairing,
        item.participant,
        since,
        calendar.adjusted(since, snapshot.today, counted),
        (item.due - since).days if step == "interview" else item.limit,
        item.due,
        calendar.due(item.due, item.grace, counted),
        _key(item) in overdue,
    )
