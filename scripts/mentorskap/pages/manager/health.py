"""How the programme is, in two sentences: today, and what has changed in a week."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from mentorskap.model import deadlines, waiting
from mentorskap.model.deadlines import OVERDUE
from mentorskap.model.lifecycle import started_on
from mentorskap.model.snapshot import Snapshot
from mentorskap.words.sentence import Day, Text, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mentorskap.files.records import Pairing
    from mentorskap.model.deadlines import Item
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

_WEEK = timedelta(days=7)

_ON_THE_WAY = frozenset(
    {"mentor-asked", "mentor-accepted", "mentee-informed", "first-meeting", "feedback"}
)
"""Stages of a pairing that has been proposed and has not begun."""

_OVER = frozenset({"completed", "ended-early"})
"""Stages of a pairing that had begun and has ended."""


def health(snapshot: Snapshot, due: Iterable[Item], voice: Voice) -> list[str]:
    """Return how many meet, pause, come in and wait, and what has changed since a week ago.

    Each day is seen as it was then: with what was known on it.
    """
    before = Snapshot(snapshot.reading, snapshot.today - _WEEK).known
    late, late_then = _late(due), _late(deadlines.due(before))
    now = _row(_state(snapshot), voice)
    changes = _row(
        (
            *_events(snapshot, before.today),
            say_n("{number} newly late", "{number} newly late", len(late - late_then)),
            say_n("{number} no longer late", "{number} no longer late", len(late_then - late)),
        ),
        voice,
    )
    since = Day(before.today)
    near = voice.within(snapshot.today.year)
    return [
        f"{now}." if now else voice(say("No pairings yet, and no one waits for a mentor.")),
        near(say("Since {day}: {changes}.", day=since, changes=Text.same(changes)))
        if changes
        else near(say("Nothing has changed since {day}.", day=since)),
    ]


def _row(counts: Iterable[Sentence], voice: Voice) -> str:
    """Return the counts that are not zero, in a row."""
    return ", ".join(voice.phrase(count) for count in counts if count.number)


def _state(snapshot: Snapshot) -> tuple[Sentence, ...]:
    stages = Counter(stage.name for stage in snapshot.stages.values())
    waits = sum(
        any(waiting.waits_in(snapshot, person, entry) for entry in person.participations)
        for person in snapshot.participants.values()
    )
    on_the_way = sum(stages[name] for name in _ON_THE_WAY)
    return (
        say_n("{number} pair meets", "{number} pairs meet", stages["active"]),
        say_n("{number} is paused", "{number} are paused", stages["paused"]),
        say_n("{number} is on the way in", "{number} are on the way in", on_the_way),
        say_n("{number} mentee waits for a mentor", "{number} mentees wait for a mentor", waits),
    )


def _events(snapshot: Snapshot, then: date) -> tuple[Sentence, ...]:
    today = snapshot.today
    held = sum(day > then for days in snapshot.held.values() for day in days)
    started = sum(_begun(pairing, then, today) for pairing in snapshot.pairings.values())
    ended = sum(
        stage.name in _OVER and stage.since is not None and stage.since > then
        for stage in snapshot.stages.values()
    )
    return (
        say_n("{number} meeting held", "{number} meetings held", held),
        say_n("{number} pair began", "{number} pairs began", started),
        say_n("{number} pair ended", "{number} pairs ended", ended),
    )


def _begun(pairing: Pairing, then: date, today: date) -> bool:
    start = started_on(pairing, today)
    return start is not None and start > then


def _late(items: Iterable[Item]) -> set[tuple[object, ...]]:
    """Return what is overdue, each by its kind, whom it concerns, and the day its clock started."""
    return {
        (item.kind, item.pairing, item.participant, item.since)
        for item in items
        if item.status == OVERDUE
    }
