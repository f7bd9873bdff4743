"""What follows from a fact in other files, and what the manager has to do next.

Somebody who withdraws or leaves has live pairings that end on the same day, with what is booked in
them; so do the drafts for a mentee who goes. An objection because of a tie may write the tie. Each
file is changed by a recording of its own; together they are written whole or not at all. A run that
was interrupted can be repeated: what is written already changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.edit.recording import (
    COHORT,
    FACTS,
    PARTICIPANT,
    TIE,
    Case,
    Recipe,
    Recording,
    leaving_from,
    own_pairings,
    unread,
)
from mentorskap.edit.splice import Add, Line
from mentorskap.files.records import pairing_file, participant_file
from mentorskap.model import waiting
from mentorskap.model.lifecycle import knows_the_other, started_on
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, People, Person, RefusalError, Sentence, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mentorskap.edit.splice import Change
    from mentorskap.files.records import Pairing, Participation
    from mentorskap.files.schema import Schema
    from mentorskap.model.snapshot import Snapshot


class Following(NamedTuple):
    """What else is written, and what to say once all is written."""

    recordings: tuple[Recording, ...] = ()
    notes: tuple[Sentence, ...] = ()


def following(fact: Recording, snapshot: Snapshot, schemas: Callable[[str], Schema]) -> Following:
    """Return what follows from a fact. Raises RefusalError if a file it needs cannot be read."""
    name = next(name for name, recipe in FACTS.items() if recipe is fact.recipe)
    match name:
        case "withdrawn" | "leave":
            return _leaving(fact, snapshot, schemas, withdrawn=name == "withdrawn")
        case "end":
            return Following(notes=tuple(_tell([snapshot.pairings[fact.id]], set(), snapshot)))
        case "mentor-answer" | "mentee-answer":
            return _tied(fact, snapshot, schemas, name)
    return Following()


def _leaving(
    fact: Recording, snapshot: Snapshot, schemas: Callable[[str], Schema], *, withdrawn: bool
) -> Following:
    """End the live pairings of a person who withdraws or leaves, and a mentee's drafts."""
    if files := sorted(snapshot.unread_pairings_of(fact.id)):
        raise unread(pairing_file(files[0]))
    person, cohort = snapshot.participants[fact.id], fact.values.get(COHORT)
    participation: Participation | None = (
        waiting.meant(snapshot, person, cohort)
        if withdrawn
        else leaving_from(snapshot, person, cohort)
    )
    as_mentee = [] if participation is None else own_pairings(snapshot, person, participation)
    as_mentor = [] if withdrawn else snapshot.by_mentor.get(fact.id, [])
    ends = {
        pairing.id: (pairing, reason)
        for pairings, side in ((as_mentee, "mentee-left"), (as_mentor, "mentor-left"))
        for pairing in pairings
        # Nobody is asked for a mentee who goes: a draft is dropped too.
        if snapshot.live(pairing)
        or (side == "mentee-left" and not snapshot.stages[pairing.id].closed)
        for reason in ["withdrawn" if withdrawn and not _begun(pairing, snapshot) else side]
    }
    judge = schemas("pairing")
    recordings = (
        Recording(pairing_file(id_), id_, {**fact.values, "REASON": reason}, FACTS["end"], judge)
        for id_, (_, reason) in ends.items()
    )
    ended = [pairing for pairing, _ in ends.values()]
    return Following(tuple(recordings), tuple(_tell(ended, {fact.id}, snapshot)))


def _begun(pairing: Pairing, snapshot: Snapshot) -> bool:
    return started_on(pairing, snapshot.today) is not None


def _tell(pairings: Iterable[Pairing], leaving: set[str], snapshot: Snapshot) -> Iterator[Sentence]:
    """Yield whom to write to about pairings that end: each side that knows of it."""
    people: list[str] = []
    for pairing in pairings:
        asked_on = pairing.proposal.mentor_asked
        # Who has not been asked, or does not know of the mentor yet, has nothing to hear (F7).
        people += [
            id_
            for id_, knows in (
                (pairing.mentee, knows_the_other(pairing, "mentee", snapshot.today)),
                (pairing.mentor, asked_on is not None and asked_on <= snapshot.today),
            )
            if knows and id_ not in leaving and id_ not in people
        ]
    if people:
        yield say(
            "Now let {people} know, in your own words or by the draft that {command} makes.",
            people=People(tuple(people)),
            command=Code("mentorskap remind"),
        )


def _tied(
    fact: Recording, snapshot: Snapshot, schemas: Callable[[str], Schema], name: str
) -> Following:
    """Write the tie that a no is because of, or say that it can be written."""
    pairing = snapshot.pairings[fact.id]
    reason, tie = fact.values.get("reason"), fact.values.get(TIE)
    kind = tie or (reason if reason in _TIES else None)
    if tie is None:
        is_known = any(
            tie_.other == other
            for id_, other in (
                (pairing.mentee, pairing.mentor),
                (pairing.mentor, pairing.mentee),
            )
            if (person := snapshot.participants.get(id_)) is not None
            for tie_ in person.ties
        )
        if is_known or (kind is None and reason != "tie"):
            return Following()
        words = f"mentorskap record {name} {fact.id} {fact.values['ANSWER']}"
        words += f" {fact.values['DATE']} --reason {reason} --tie"
        return Following(notes=(_can_be_tied(words if kind else f"{words} KIND"),))
    if reason is None or kind is None:
        raise RefusalError(
            say(
                "{option} belongs to a no, and says what kind of tie it is: {allowed}.",
                option=Code("--tie"),
                allowed=codes(f"--tie {value}" for value in _TIES),
            )
        )
    judge = schemas("participant")
    values = {"with": pairing.mentor, "kind": kind}
    recipe = Recipe(PARTICIPANT, (), (), _tie)
    path = participant_file(pairing.mentee)
    return Following(
        (Recording(path, pairing.mentee, values, recipe, judge),),
        (
            say(
                "The tie is in {file} and works both ways: {mentee} and {mentor} are not suggested"
                " to each other.",
                file=Code(path),
                mentee=Person(pairing.mentee),
                mentor=Person(pairing.mentor),
            ),
        ),
    )


_TIES = ("personal", "professional")


def _can_be_tied(command: str) -> Sentence:
    return say(
        "Is there a tie between the two that lasts? Then write it as well, so that they are never"
        " suggested to each other: {command}.",
        command=Code(command),
    )


def _tie(case: Case) -> list[Change]:
    ties = case.data.get("ties", [])
    if any(tie["with"] == case.values["with"] for tie in ties):
        return []
    return [Add(("ties",), len(ties), Line(case.values))]
