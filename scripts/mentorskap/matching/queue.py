"""Who waits for a mentor on a day, and why the others do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE, participant_file
from mentorskap.matching import considerations
from mentorskap.model import waiting as model
from mentorskap.model.snapshot import Snapshot
from mentorskap.rules.people import need_to_add
from mentorskap.words.sentence import Code, Day, Person, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentorskap.files.records import Participant, Participation
    from mentorskap.model.waiting import Obstacle
    from mentorskap.words.sentence import Sentence


def within(snapshot: Snapshot, cohorts: Mapping[str, str] | None = None) -> Snapshot:
    """Return the snapshot in which every mentee is seen in one cohort: the search at hand.

    `cohorts` names it by the mentee's id; else it is the one that `model.waiting.current` returns.
    """
    chosen = {} if cohorts is None else cohorts
    narrowed = {
        person.id: person.within(chosen.get(person.id, participation.cohort))
        for person in snapshot.participants.values()
        if len(person.participations) > 1
        and (participation := model.current(snapshot, person)) is not None
    }
    if not narrowed:
        return snapshot
    participants = {**snapshot.participants, **narrowed}
    return Snapshot(snapshot.reading._replace(participants=participants), snapshot.today)


def of_cohort(snapshot: Snapshot, cohort: str) -> Snapshot:
    """Return the snapshot in which a mentee is one in this cohort alone: the search is in it."""
    participants = {
        person.id: person.within(cohort) if person.participations else person
        for person in snapshot.participants.values()
    }
    return Snapshot(snapshot.reading._replace(participants=participants), snapshot.today)


def waiting(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the ids of the mentees who wait for a mentor, sorted."""
    return tuple(
        sorted(
            person.id for person in snapshot.participants.values() if model.waits(snapshot, person)
        )
    )


def weighed(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the ids of those who wait and have said what they need, sorted."""
    return tuple(
        id_ for id_ in waiting(snapshot) if considerations.has_needs(snapshot.participants[id_])
    )


def unsure(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the ids of the mentees with a pairing that could not be read, sorted."""
    return tuple(
        sorted(
            id_
            for id_ in snapshot.unsure
            if (person := snapshot.participants.get(id_)) is not None and person.participations
        )
    )


def to_interview(snapshot: Snapshot) -> int:
    """Return how many wait for nothing but their interview."""
    return sum(
        {obstacle.kind for obstacle in model.obstacles(snapshot, person, participation)}
        == {model.NOT_INTERVIEWED}
        for person in snapshot.participants.values()
        for participation in person.participations
    )


def why_not(snapshot: Snapshot, id_: str) -> Sentence | None:
    """Return why a participant does not wait for a mentor, or None for a mentee who does."""
    if snapshot.programme is None:
        return say(
            "No mentor can be suggested until {file} can be read.", file=Code(PROGRAMME_FILE)
        )
    person = snapshot.participants.get(id_)
    if person is None:
        return say(
            "The file of {id} could not be read. Run {check} to see why.",
            id=Code(id_),
            check=Code("mentorskap check"),
        )
    participation = model.current(snapshot, person)
    obstacle = next(model.obstacles(snapshot, person, participation), None)
    return None if obstacle is None else _in_words(obstacle, person, participation)


def not_weighed(snapshot: Snapshot, id_: str) -> Sentence | None:
    """Return why no mentor is weighed for a participant, or None; without needs there is no score.

    A mentee without needs waits all the same.
    """
    why = why_not(snapshot, id_)
    if why is not None:
        return why
    person = snapshot.participants[id_]
    participation = model.current(snapshot, person)
    if participation is None or considerations.has_needs(person.within(participation.cohort)):
        return None
    return say(
        "The needs of {person} are missing: the interview in {file} names no area. {edit}",
        person=Person(id_),
        file=Code(participant_file(id_)),
        edit=need_to_add(snapshot, person, participation),
    )


def _in_words(
    obstacle: Obstacle, person: Participant, participation: Participation | None
) -> Sentence:
    values: dict[str, object] = {
        "person": Person(person.id),
        "check": Code("mentorskap check"),
        "cohort": Code("" if participation is None else participation.cohort),
    }
    if obstacle.pairing is not None:
        values["mentor"] = Person(obstacle.pairing.mentor)
    if obstacle.day is not None:
        values["day"] = Day(obstacle.day)
    return _OBSTACLES[obstacle.kind]._replace(values=values)


_OBSTACLES = {
    model.NOT_A_MENTEE: say("{person} is not a mentee."),
    model.UNREAD: say(
        "A pairing of {person} could not be read, so nothing is suggested blindly. Run {check}"
        " first."
    ),
    model.NO_COHORT: say(
        "{person} is in the cohort {cohort}, which does not exist in programme.yml."
    ),
    model.WITHDRAWN: say("{person} left the programme on {day}."),
    model.PAIRED: say("{person} already has a live pairing, with {mentor}."),
    model.COHORT_OVER: say("The cohort of {person} ended on {day}."),
    model.NOT_INTERVIEWED: say(
        "{person} has not been interviewed yet. The interview brings out the needs, and until then"
        " no mentor can be weighed."
    ),
    model.COMPLETED: say("{person} has already been through the programme with {mentor}."),
    model.LEFT: say("{person} left the pairing with {mentor} on {day}."),
}
