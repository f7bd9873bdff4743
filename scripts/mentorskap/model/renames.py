"""Who, and what, is the same under another id after a change.

Both versions are snapshots of the same day, so that only the files make the difference.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mentorskap.model import facts

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from mentorskap.files.records import Pairing, Participant, Participation
    from mentorskap.model.snapshot import Snapshot


def same_people(snapshot: Snapshot) -> dict[str, str]:
    """Return the new id by the old, for participants whose file is gone and who have another."""
    if snapshot.base is None or snapshot.gone.isdisjoint(snapshot.base.participants):
        return {}
    now: dict[Hashable, str] = {}
    for id_ in sorted(snapshot.participants.keys(), reverse=True):
        now |= dict.fromkeys(_traits(snapshot.participants[id_]), id_)
    new_ids: dict[str, str] = {}
    for id_ in sorted(snapshot.gone & snapshot.base.participants.keys()):
        match = next(
            (now[trait] for trait in _traits(snapshot.base.participants[id_]) if trait in now), None
        )
        if match is not None:
            new_ids[id_] = match
    return new_ids


def renamed_people(snapshot: Snapshot) -> dict[str, str]:
    """Return those of `same_people` whose file is new; the others had two files and keep one."""
    return {
        old: new
        for old, new in same_people(snapshot).items()
        if snapshot.base is not None and not snapshot.base.knows_person(new)
    }


def _traits(person: Participant) -> Iterator[Hashable]:
    """Yield what only the same person has in common with a person."""
    name = " ".join(person.name.casefold().split())
    participations = tuple(
        participation._replace(route=()) for participation in person.participations
    )
    if person.email is not None:
        yield "email", person.email.casefold()
    yield "roles", name, participations, person.mentor
    if person.phone is not None:
        yield (
            "phone",
            "".join(sign for sign in person.phone if sign.isdigit()),
            participations,
            person.mentor,
        )
    if person.organisation is not None:
        yield "organisation", name, person.organisation.casefold()


def participation_changes(
    old: Participant | None, new: Participant
) -> Iterator[tuple[Participation | None, Participation | None]]:
    """Yield each participation before and after a change; None where there was or is none.

    Those in the same cohort belong together; of the rest, one gone and one new do in the order of
    the file: the cohort was corrected, or has another id.
    """
    before = () if old is None else old.participations
    cohorts = {participation.cohort for participation in before}
    gone = [
        participation for participation in before if new.participation(participation.cohort) is None
    ]
    for participation in new.participations:
        if old is not None and participation.cohort in cohorts:
            yield old.participation(participation.cohort), participation
        else:
            yield gone.pop(0) if gone else None, participation
    yield from ((participation, None) for participation in gone)


def gone_pairings(snapshot: Snapshot) -> dict[str, Pairing]:
    """Return the pairings whose file is gone, by id."""
    if snapshot.base is None:
        return {}
    return {
        id_: pairing
        for id_, pairing in snapshot.base.pairings.items()
        if not snapshot.knows_pairing(id_)
    }


def same_pairings(snapshot: Snapshot, people: dict[str, str]) -> dict[str, str]:
    """Return the new id by the old, for pairings whose file is gone and resembles a new one.

    `people` tells who has got another id; a pairing of theirs can only be the one of the same two.
    """
    base, gone = snapshot.base, gone_pairings(snapshot)
    if base is None or not gone:
        return {}
    new: dict[str, list[Pairing]] = defaultdict(list)
    for pairing in snapshot.pairings.values():
        if not base.knows_pairing(pairing.id):
            for id_ in {pairing.mentee, pairing.mentor}:
                new[id_].append(pairing)
    new_ids: dict[str, str] = {}
    for id_, old in sorted(gone.items()):
        two = [people.get(side, side) for side in (old.mentee, old.mentor)]
        likest = max(
            ((_likeness(old, pairing, two), pairing.id) for side in two for pairing in new[side]),
            default=(0, ""),
        )
        if likest[0]:
            new_ids[id_] = likest[1]
    return new_ids


def _likeness(old: Pairing, new: Pairing, two: list[str]) -> int:
    """Return how many facts two pairings have in common, or 0 if too few to call them the same."""
    was, now = (
        {
            (slot, fact.on, fact.state)
            for slot, fact in facts.by_slot(facts.of_pairing(pairing)).items()
        }
        for pairing in (old, new)
    )
    shared = len(was & now)
    if two == [new.mentee, new.mentor]:
        return shared + (not was)
    return shared if shared > 1 and 2 * shared >= len(was) else 0
