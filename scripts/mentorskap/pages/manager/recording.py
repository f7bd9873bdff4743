"""Ready commands that write down what is awaited, to copy from a page of a pairing or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.model.deadlines import Item
    from mentorskap.model.snapshot import Snapshot

DAY = "YYYY-MM-DD"
"""Where the manager types a day that the files do not know."""

_ANSWERS = {
    "interview": ("interview {person}",),
    "mentor-answer": (
        "mentor-answer {pairing} accepted",
        "mentor-answer {pairing} declined --reason time",
    ),
    "inform-mentee": ("informed {pairing}",),
    "mentee-answer": (
        "mentee-answer {pairing} accepted",
        "mentee-answer {pairing} objected --reason not-given",
    ),
    "first-meeting": ("meeting {pairing} {day} planned", "meeting {pairing} {day} held"),
    "second-meeting": ("meeting {pairing} {day} planned", "meeting {pairing} {day} held"),
    "next-meeting": ("meeting {pairing} {day} planned", "meeting {pairing} {day} held"),
    "feedback-mentee": (
        "feedback {pairing} mentee start",
        "feedback {pairing} mentee undecided",
        "feedback {pairing} mentee decline",
    ),
    "feedback-mentor": (
        "feedback {pairing} mentor start",
        "feedback {pairing} mentor undecided",
        "feedback {pairing} mentor decline",
    ),
    "outcome": (
        "meeting {pairing} {since} held",
        "meeting {pairing} {since} moved --to {day}",
        "meeting {pairing} {since} cancelled",
    ),
    "contact": ("contact {pairing} {side}",),
    "resume": ("resume {pairing}",),
    "notice": ("notified {person}",),
}
"""The arguments of `record` by kind of deadline, the likeliest answer first."""


def commands(items: Iterable[Item], snapshot: Snapshot) -> list[str]:
    """Return the commands that write down what is awaited, each once."""
    return list(dict.fromkeys(command for item in items for command in _commands(item, snapshot)))


def _commands(item: Item, snapshot: Snapshot) -> Iterator[str]:
    if item.kind in {"proposal", "new-proposal"}:
        yield f"mentorskap suggest {item.participant}"
        return
    if item.kind == "closing":
        yield (
            f"mentorskap record withdrawn {item.participant}"
            if item.pairing is None
            else f"mentorskap record end {item.pairing} {_end(item.pairing, snapshot)}"
        )
        return
    pairing = None if item.pairing is None else snapshot.pairings[item.pairing]
    side = "mentor" if pairing is not None and item.participant == pairing.mentor else "mentee"
    for arguments in _ANSWERS[item.kind]:
        yield "mentorskap record " + arguments.format(
            pairing=item.pairing, person=item.participant, day=DAY, since=item.since, side=side
        )


def _end(pairing: str, snapshot: Snapshot) -> str:
    """Return the likely reason of an end: a pairing that never began is withdrawn."""
    begun = snapshot.stages[pairing].name in {"active", "paused"}
    return "completed" if begun else "withdrawn"
