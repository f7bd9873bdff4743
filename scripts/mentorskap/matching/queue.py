"""Who waits for a mentor on a day, and why the others do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE
from mentorskap.words.sentence import Code, Day, Person, say

if TYPE_CHECKING:
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence


def waiting(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the mentees who wait, by id: interviewed, not withdrawn, without a live pairing, in a cohort that goes on."""
    return tuple(
        sorted(
            person.id
            for person in snapshot.participants.values()
            if person.mentee is not None and why_not(snapshot, person.id) is None
        )
    )


def unsure(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the mentees, by id, of whom nothing can be said because a pairing of theirs could not be read."""
    return tuple(
        sorted(
            id_
            for id_ in snapshot.unsure
            if (person := snapshot.participants.get(id_)) is not None and person.mentee is not None
        )
    )


def why_not(snapshot: Snapshot, id_: str) -> Sentence | None:
    """Return why nobody is weighed for a participant, or None for a mentee who waits."""
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
    mentee, today = person.mentee, snapshot.today
    who = Person(person.id)
    if mentee is None:
        return say("{person} is not a mentee.", person=who)
    if person.id in snapshot.unsure:
        return say(
            "A pairing of {person} could not be read, so nothing is suggested blindly. Run {check}"
            " first.",
            person=who,
            check=Code("mentorskap check"),
        )
    cohort = snapshot.cohorts.get(mentee.cohort)
    if cohort is None:
        return say(
            "{person} is in the cohort {cohort}, which does not exist in programme.yml.",
            person=who,
            cohort=Code(mentee.cohort),
        )
    if mentee.withdrawn is not None and mentee.withdrawn <= today:
        return say("{person} left the programme on {day}.", person=who, day=Day(mentee.withdrawn))
    own = snapshot.by_mentee.get(person.id, ())
    live = next((pairing for pairing in own if snapshot.live(pairing)), None)
    if live is not None:
        return say(
            "{person} already has a live pairing, with {mentor}.",
            person=who,
            mentor=Person(live.mentor),
        )
    if cohort.ends < today:
        return say("The cohort of {person} ended on {day}.", person=who, day=Day(cohort.ends))
    if mentee.interview is None or mentee.interview.on > today:
        return say(
            "{person} has not been interviewed. What the mentee needs is told there, so no mentor"
            " can be weighed yet.",
            person=who,
        )
    for pairing in own:
        stage = snapshot.stages[pairing.id]
        left = (
            pairing.ended is not None
            and pairing.ended.on <= today
            and pairing.ended.reason == "mentee-left"
        )
        if pairing.cohort == mentee.cohort and (stage.name == "completed" or left):
            return (
                say(
                    "{person} has already been through the programme with {mentor}.",
                    person=who,
                    mentor=Person(pairing.mentor),
                )
                if not left
                else say(
                    "{person} left the pairing with {mentor} on {day}.",
                    person=who,
                    mentor=Person(pairing.mentor),
                    day=Day(pairing.ended.on),  # type: ignore[union-attr]
                )
            )
    return None
