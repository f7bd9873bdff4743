"""Who waits for a mentor on a day, defined once for suggestions, deadlines, pages and letters.

A mentee waits who has been interviewed (F5), has not withdrawn, has no pairing live from
`mentor-asked` on, has neither completed one nor left one, and whose cohort is not over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model.lifecycle import knows_the_other
from mentorskap.words import request
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Person, RefusalError, codes, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentorskap.files.records import Pairing, Participant, Participation
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


class Turn(NamedTuple):
    """Where a mentee who waits stands in the queue: the lowest is first.

    `behind` is false for whom a no after the first meeting has put first (F10). `since` is the day
    of the interview, or of the end of a mentorship since then.
    """

    behind: bool
    since: date
    mentee: str


class Obstacle(NamedTuple):
    """A reason why a mentee does not wait, and the pairing or the day that it comes from."""

    kind: str
    pairing: Pairing | None = None
    day: date | None = None


CLOSING = frozenset({WITHDRAWN, COHORT_OVER, COMPLETED, LEFT})
"""Obstacles that close a participation for good: a new search needs another cohort."""


def current(snapshot: Snapshot, person: Participant) -> Participation | None:
    """Return the participation that counts where nobody names a cohort.

    It is the one in which the person waits for a mentor, else one that is open, else any; of
    several, the one in the cohort that starts last.
    """

    def rank(participation: Participation) -> tuple[bool, bool, str]:
        kinds = {obstacle.kind for obstacle in obstacles(snapshot, person, participation)}
        cohort = snapshot.cohorts.get(participation.cohort)
        starts = "" if cohort is None else cohort.starts.isoformat()
        return not kinds, kinds.isdisjoint(CLOSING), starts

    participations = person.participations
    return max(participations, key=rank) if len(participations) > 1 else person.latest


def is_open(snapshot: Snapshot, person: Participant, participation: Participation) -> bool:
    """Say whether a participation goes on: neither withdrawn, completed nor left, cohort not over.

    A mentee's participation in a cohort goes on with a mentor and without one.
    """
    return all(
        obstacle.kind not in CLOSING for obstacle in obstacles(snapshot, person, participation)
    )


def meant(snapshot: Snapshot, person: Participant, cohort: str | None) -> Participation:
    """Return the participation that is meant: the one in a cohort, else the only one or open one.

    Refuses where nobody can say which of several is meant.
    """
    if cohort is not None:
        id_ = request.id_of("cohort", cohort, snapshot.cohorts)
        participation = person.participation(id_)
        if participation is not None:
            return participation
        raise RefusalError(
            say(
                "{person} does not take part in {cohort} as a mentee, but in {cohorts}.",
                person=Person(person.id),
                cohort=Code(id_),
                cohorts=codes(entry.cohort for entry in person.participations),
            )
        )
    going_on = tuple(
        participation
        for participation in person.participations
        if is_open(snapshot, person, participation)
    )
    for choices in (person.participations, going_on):
        if len(choices) == 1:
            return choices[0]
    choices = going_on or person.participations
    raise RefusalError(
        say(
            "{person} takes part in several cohorts. Say which: {options}.",
            person=Person(person.id),
            options=codes(
                f"--cohort {entry.cohort}" for entry in going_on or person.participations
            ),
        )
    )


def waits(snapshot: Snapshot, person: Participant) -> bool:
    """Say whether a participant waits for a mentor on the snapshot's day, in any cohort."""
    return any(waits_in(snapshot, person, participation) for participation in person.participations)


def waits_in(snapshot: Snapshot, person: Participant, participation: Participation) -> bool:
    """Say whether a participant waits for a mentor in the cohort of one participation."""
    return next(obstacles(snapshot, person, participation), None) is None


def obstacles(
    snapshot: Snapshot, person: Participant, participation: Participation | None
) -> Iterator[Obstacle]:
    """Yield each reason why a participant does not wait in a cohort, the weightiest first.

    Each live pairing is a reason of its own, in whatever cohort. A pairing completed or left counts
    in its own cohort only: a later cohort is a new search.
    """
    mentee, today = participation, snapshot.today
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


def turn(snapshot: Snapshot, person: Participant) -> Turn:
    """Return where a mentee stands in the queue for a mentor.

    A proposal that ended before the mentee heard of it changes nothing.
    """
    participation = current(snapshot, person)
    closings = sorted(
        (stage.since, stage.name)
        for pairing in snapshot.by_mentee.get(person.id, ())
        if participation is not None and pairing.cohort == participation.cohort
        for stage in (snapshot.stages[pairing.id],)
        if stage.since is not None
        and stage.name in _ENDS
        and knows_the_other(pairing, "mentee", stage.since)
    )
    interview = None if participation is None else participation.interview
    since = snapshot.today if interview is None else interview.on
    if closings and closings[-1][1] != "not-started":
        since = max(since, closings[-1][0])
    return Turn(not closings or closings[-1][1] != "not-started", since, person.id)


_ENDS = frozenset({"not-started", "ended-early", "withdrawn"})
"""Stages that close a pairing other than by a no to the proposal."""
