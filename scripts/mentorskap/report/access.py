"""What is stored on one person, cut so that it can be handed over, or listed so it can be erased.

A mentor whom the mentee was not informed of stays unknown (F7), and a refusal stays with the
manager (F8, F10). Ties and wishes in others' files are included without their authors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.files.records import pairing_file, participant_file
from mentorskap.model import kpi
from mentorskap.model.facts import BOTH, MENTEE, MENTOR, PAIRING_KINDS, PROPOSAL
from mentorskap.model.lifecycle import knows_the_other
from mentorskap.words.named import NamedTuple
from mentorskap.words.traces import (
    EMAIL,
    FAMILY_NAME,
    GIVEN_NAME,
    ID,
    NAME,
    PHONE,
    Grade,
    Traces,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from mentorskap.files.records import Cohort, Data, Pairing, Participant
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.traces import Identity

_OTHER = {"mentee": "mentor", "mentor": "mentee"}
_COMMON = ("cohort", *(kind.route[0] for kind in PAIRING_KINDS if kind.audience == BOTH))
_PROPOSAL = {
    side: frozenset(
        kind.route[-1] for kind in PAIRING_KINDS if kind.group == PROPOSAL and kind.audience == side
    )
    for side in (MENTEE, MENTOR)
}


class Access(NamedTuple):
    """What is stored on a person: documents cut to what concerns that person, as JSON-like data."""

    id: str
    participant: Data
    """The person's own file, whole."""
    pairings: tuple[Data, ...]
    ties: tuple[Data, ...]
    """Ties that others have stated, without their authors."""
    wishes: int
    """How many mentees have wished for this mentor."""
    unread: tuple[str, ...]
    """Files of the person's pairings that could not be read, and so are not in the report."""
    mentions: tuple[tuple[str, Route], ...]
    """Texts in other people's files that name the person. The manager reads them; they are never
    handed over as they are."""
    of_others: tuple[tuple[str, Route], ...]
    """Texts in the report that may concern someone else. The manager reads them before it is handed
    over."""


def access(person: Participant, snapshot: Snapshot, document: Callable[[str], Data]) -> Access:
    """Return what is stored on `person`; `document` returns the data of a file by its path."""
    links = _links(person.id, snapshot, document)
    own = document(participant_file(person.id))
    shares = {
        pairing_file(pairing.id): _share(
            document(pairing_file(pairing.id)), pairing, person.id, snapshot.today
        )
        for pairing in snapshot.pairings_of(person.id)
    }
    return Access(
        person.id,
        own,
        tuple(shares.values()),
        tuple(
            {key: value for key, value in link.items() if key != "with"}
            for link in links
            if "with" in link
        ),
        sum("with" not in link for link in links),
        tuple(map(pairing_file, sorted(snapshot.unread_pairings_of(person.id)))),
        tuple(mentions(person.identity, snapshot, document)),
        tuple(_of_others(person, {participant_file(person.id): own, **shares}, snapshot)),
    )


_PEOPLE = frozenset({NAME, FAMILY_NAME, GIVEN_NAME, ID, EMAIL, PHONE})


def _of_others(
    person: Participant, parts: Mapping[str, Data], snapshot: Snapshot
) -> Iterator[tuple[str, Route]]:
    """Yield the free texts of a report that may concern someone else.

    A rationale always may: it says why two people fit each other.
    """
    others = [other.identity for other in snapshot.participants.values() if other.id != person.id]
    grades = [Traces(others, grade) for grade in (Grade.LIKELY, Grade.POSSIBLE, Grade.HINT)]
    for path, part in parts.items():
        for route, text in _texts(part, ()):
            if route[-1] == "rationale" or (
                route[-1] in _FREE
                and any(trace.kind in _PEOPLE for traces in grades for trace in traces.find(text))
            ):
                yield path, route


_FREE = frozenset({"words", "rationale", "title"})
"""Keys of texts that may say anything."""


def _share(data: Data, pairing: Pairing, id_: str, today: date) -> Data:
    """Return the part of a pairing's document that concerns one side, by an allow-list of keys."""
    side = "mentee" if pairing.mentee == id_ else "mentor"
    share: Data = {side: data[side], **{key: data[key] for key in _COMMON if key in data}}
    if knows_the_other(pairing, side, today):
        share |= {key: data[key] for key in (_OTHER[side], "rationale") if key in data}
    proposal = {
        key: value for key, value in data.get("proposal", {}).items() if key in _PROPOSAL[side]
    }
    feedback = {key: value for key, value in data.get("feedback", {}).items() if key == side}
    contacts = [entry for entry in data.get("contacts", ()) if entry["with"] == side]
    reasons = {"completed", "goal-reached", f"{side}-left"}
    ended = {
        key: value
        for key, value in data.get("ended", {}).items()
        if key != "reason" or value in reasons
    }
    parts = {"proposal": proposal, "feedback": feedback, "contacts": contacts, "ended": ended}
    share |= {key: value for key, value in parts.items() if value}
    return {key: share[key] for key in data if key in share}


def _links(id_: str, snapshot: Snapshot, document: Callable[[str], Data]) -> list[Data]:
    """Return the ties and wishes in others' files that name a person; a wish is an empty dict."""
    links: list[Data] = []
    for person in snapshot.participants.values():
        if person.id == id_:
            continue
        if any(tie.other == id_ for tie in person.ties):
            ties = document(participant_file(person.id)).get("ties", ())
            links += [tie for tie in ties if tie["with"] == id_]
        links += [{} for wished, _ in person.wished_mentors if wished == id_]
    return links


class Erasure(NamedTuple):
    """What must be deleted to erase a person, and what prevents it."""

    files: tuple[str, ...]
    """The files of the person's pairings, and last the person's own, if it is still there."""
    links: tuple[tuple[str, Route], ...]
    """Ties, wishes and replaced pairings in other files that name the person, by file and route;
    the last of a file first."""
    live: tuple[Pairing, ...]
    """Pairings that have not ended and must be ended first."""
    mentions: tuple[tuple[str, Route], ...]
    """Texts that name the person; only a human can correct them."""
    moved: tuple[tuple[Cohort, Sentence], ...]
    """The cohorts that are over and whose numbers change, and how."""


def erasure(person: Identity, snapshot: Snapshot, document: Callable[[str], Data]) -> Erasure:
    """Return what must be deleted to erase someone, also if the own file is already gone."""
    own = snapshot.pairings_of(person.id)
    gone = {pairing.id for pairing in own} | snapshot.unread_pairings_of(person.id)
    ids = {*snapshot.participants, *snapshot.reading.unread_participants}
    return Erasure(
        (
            *map(pairing_file, sorted(gone)),
            *((participant_file(person.id),) if person.id in ids else ()),
        ),
        tuple(_naming(person.id, gone, snapshot, document)),
        tuple(pairing for pairing in own if snapshot.live(pairing)),
        tuple(mentions(person, snapshot, document)),
        tuple(kpi.moved_by_erasure(snapshot, person.id)),
    )


def _naming(
    id_: str, gone: set[str], snapshot: Snapshot, document: Callable[[str], Data]
) -> Iterator[tuple[str, Route]]:
    for person in snapshot.participants.values():
        if person.id == id_:
            continue
        path = participant_file(person.id)
        if any(tie.other == id_ for tie in person.ties):
            ties = document(path)["ties"]
            indices = [index for index, tie in enumerate(ties) if tie["with"] == id_]
            yield from ((path, ("ties", index)) for index in reversed(indices))
        yield from ((path, route) for wished, route in person.wished_mentors if wished == id_)
    for pairing in snapshot.pairings.values():
        if pairing.replaces in gone and pairing.id not in gone:
            yield pairing_file(pairing.id), ("replaces",)


def mentions(
    person: Identity, snapshot: Snapshot, document: Callable[[str], Data]
) -> Iterator[tuple[str, Route]]:
    """Yield the free texts in others' files that may name the person, by file and route."""
    traces = Traces([person], Grade.POSSIBLE)
    paths = [participant_file(id_) for id_ in snapshot.participants if id_ != person.id]
    paths += [
        pairing_file(pairing.id)
        for pairing in snapshot.pairings.values()
        if person.id not in {pairing.mentee, pairing.mentor}
    ]
    for path in paths:
        for route, text in _texts(document(path), ()):
            if route[-1] in {"words", "rationale"} and any(traces.find(text)):
                yield path, route


def _texts(node: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(node, str):
        yield route, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, (*route, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, (*route, index))
