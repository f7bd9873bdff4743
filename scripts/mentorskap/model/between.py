"""What there is between a mentee and a mentor: ties, organisations, noes, ends and open questions.

The rules about ties and noes, and through them the stops of the matching, read this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mentorskap.model.lifecycle import REFUSALS
from mentorskap.words.traces import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentorskap.files.records import Pairing, Participant
    from mentorskap.model.snapshot import Snapshot

TIE, SAME_ORGANISATION, AVOIDED = "tie", "same-organisation", "avoided-organisation"
NO, END, LIVE, DRAFT = "no", "end", "live", "draft"


class Bond(NamedTuple):
    """One thing between two people, and the id of the file that says it.

    `on` is the day of a no or an end, the day since which a pairing is live, or a tie's last day.
    `detail` is the kind of a tie, or an organisation.
    """

    kind: str
    source: str
    on: date | None = None
    detail: str = ""


def declared(mentee: Participant, mentor: Participant, day: date) -> Iterator[Bond]:
    """Yield the tie that runs on `day` (the mentee's file first), and what organisations forbid.

    An organisation in common is named once, not also as one to avoid.
    """
    for person, partner in ((mentee, mentor), (mentor, mentee)):
        running = [
            tie
            for tie in person.ties
            if tie.other == partner.id and (tie.until is None or tie.until >= day)
        ]
        if running:
            yield Bond(TIE, person.id, running[0].until, running[0].kind)
            break
    if mentee.organisation is not None and same_organisation(
        mentee.organisation, mentor.organisation
    ):
        yield Bond(SAME_ORGANISATION, mentee.id, detail=mentee.organisation)
        return
    interview = mentee.interview
    for avoided in () if interview is None else interview.avoid_organisations:
        if same_organisation(avoided, mentor.organisation):
            yield Bond(AVOIDED, mentee.id, detail=avoided)


def pairings(snapshot: Snapshot, mentee: str, mentor: str) -> Iterator[tuple[Pairing, Bond]]:
    """Yield what each pairing of two people says: a no, an end, an open question, a draft."""
    for pairing in snapshot.by_mentee.get(mentee, ()):
        if pairing.mentor == mentor:
            stage = snapshot.stages[pairing.id]
            kind = LIVE
            if stage.name in REFUSALS:
                kind = NO
            elif stage.closed:
                kind = END
            elif stage.name == "drafted":
                kind = DRAFT
            yield pairing, Bond(kind, pairing.id, stage.since)


def same_organisation(first: str | None, second: str | None) -> bool:
    """Say whether two organisations are the same, whatever the case and the spaces."""
    return organisation_key(first) == organisation_key(second) is not None


def organisation_key(organisation: str | None) -> str | None:
    """Return what the names of the same organisation have in common, or None without one."""
    return None if organisation is None else folded(organisation)
