"""Who waits for a mentor on a day, defined once for suggestions, deadlines, pages and letters.

A mentee waits who has been interviewed (F5), has not withdrawn, has no pairing live from
`mentor-asked` on, has neither completed one nor left one, and whose cohort is not over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentorskap.files.records import Pairing, Participant
    from mentorskap.model.snapshot import Snapshot

NOT_A_MENTEE = "not-a-mentee"
UNREAD = "pairing-unread"
NO_COHORT = "no-cohort"
WITHDRAWN = "withdrawn"
PAIRED = "paired"
COHORT_OVER = "cohort-over"
NOT_INTERVIEWED = "not-interviewed"
COMPLETED = "completed"
LEFT = "left"


class Obstacle(NamedTuple):
    """A reason why a mentee does not wait, and the pairing or the day that it comes from."""

    kind: str
    pairing: Pairing | None = None
    day: date | None = None


def waits(snapshot: Snapshot, person: Participant) -> bool:
    """Say whether a participant waits for a mentor on the snapshot's day."""
    return next(obstacles(snapshot, person), None) is None


def obstacles(snapshot: Snapshot, person: Participant) -> Iterator[Obstacle]:
    """Yield each reason why a participant does not wait, the weightiest first.

    Each live pairing is a reason of its own, in whatever cohort. A pairing completed or left counts
    in the mentee's own cohort only: a later cohort is a new search.
    """
    mentee, today = person.mentee, snapshot.today
    if mentee is None:
        yield Obstacle(NOT_A_MENTEE)
        return
    if person.id in snapshot.unsure:
        yield Obstacle(UNREAD)
    cohort = snapshot.cohorts.get(mentee.cohort)
    if cohort is None:
        yield Obstacle(NO_COHORT)
    if mentee.withdrawn is not None and mentee.withdrawn <= today:
        yield Obstacle(WITHDRAWN, day=mentee.withdrawn)
    pairings = snapshot.by_mentee.get(person.id, ())
    yield from (Obstacle(PAIRED, pairing) for pairing in pairings if snapshot.live(pairing))
    if cohort is not None and cohort.ends < today:
        yield Obstacle(COHORT_OVER, day=cohort.ends)
    if mentee.interview is None or mentee.interview.on > today:
        yield Obstacle(NOT_INTERVIEWED)
    for pairing in pairings:
        if pairing.cohort != mentee.cohort:
            continue
        end = pairing.ended
        if end is not None and end.on <= today and end.reason == "mentee-left":
            yield Obstacle(LEFT, pairing, end.on)
        elif snapshot.stages[pairing.id].name == "completed":
            yield Obstacle(COMPLETED, pairing)
