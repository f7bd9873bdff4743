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
NO, END, COMPLETED, DROPPED, LIVE, DRAFT = "no", "end", "completed", "dropped", "live", "draft"
_FAILED = frozenset({"mentor-left", "not-working"})
"""Reasons for which a pairing that never started has ended early. For others, such as that another
mentor said yes first, the proposal was dropped."""


class Bond(NamedTuple):
    """A tie or an organisation that two have in common, and the id of the file that says it.

    `on` is a tie's last day. `detail` is the kind of a tie, or an organisation.
    """

    kind: str
    source: str
    on: date | None = None
    detail: str = ""


def declared(mentee: Participant, mentor: Participant, day: date) -> Iterator[Bond]:
    """Yield the tie that runs on `day` (the mentee's file first), and what organisations forbid.

    An organisation in common is named once, not also as one to avoid. The mentee is seen within one
    cohort.
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
    interview = None if mentee.latest is None else mentee.latest.interview
    for avoided in () if interview is None else interview.avoid_organisations:
        if same_organisation(avoided, mentor.organisation):
            yield Bond(AVOIDED, mentee.id, detail=avoided)


class Episode(NamedTuple):
    """What became of one pairing of two people, up to the snapshot's day.

    `on` is the day of a no or an end, or the day since which a pairing is live. `reason` is that
    of a no or an end, as the file has it. A no after the first meeting has none.
    """

    kind: str
    pairing: Pairing
    stage: str
    on: date | None
    reason: str | None

    @property
    def parts(self) -> bool:
        """Whether the two are not proposed to each other again in the cohort (F8, F10, F19)."""
        return self.kind in {NO, END}


def episodes(snapshot: Snapshot, mentee: str, mentor: str) -> Iterator[Episode]:
    """Yield what became of each pairing of two people, in the order of the ids."""
    for pairing in snapshot.by_mentee.get(mentee, ()):
        if pairing.mentor == mentor:
            yield _episode(snapshot, pairing)


def refusals(snapshot: Snapshot, mentor: str) -> Iterator[Episode]:
    """Yield each no of a mentor's own to a proposal, and each pairing that the mentor left."""
    for pairing in snapshot.by_mentor.get(mentor, ()):
        episode = _episode(snapshot, pairing)
        if episode.stage == "mentor-declined" or episode.reason == "mentor-left":
            yield episode


def _episode(snapshot: Snapshot, pairing: Pairing) -> Episode:
    stage = snapshot.stages[pairing.id]
    reason = _reason(pairing, stage.name)
    return Episode(_kind(stage.name, reason), pairing, stage.name, stage.since, reason)


def _kind(stage: str, reason: str | None) -> str:
    if stage in REFUSALS:
        return NO
    if stage == "completed":
        return COMPLETED
    if stage == "ended-early":
        return END
    if stage == "withdrawn":
        return END if reason in _FAILED else DROPPED
    return DRAFT if stage == "drafted" else LIVE


def _reason(pairing: Pairing, stage: str) -> str | None:
    """Return the reason for what closed a pairing."""
    closing = {
        "mentor-declined": pairing.proposal.mentor_answer,
        "mentee-objected": pairing.proposal.mentee_answer,
        "completed": pairing.ended,
        "ended-early": pairing.ended,
        "withdrawn": pairing.ended,
    }.get(stage)
    return None if closing is None else closing.reason


def same_organisation(first: str | None, second: str | None) -> bool:
    """Say whether two organisations are the same, whatever the case and the spaces."""
    return organisation_key(first) == organisation_key(second) is not None


def organisation_key(organisation: str | None) -> str | None:
    """Return what the names of the same organisation have in common, or None without one."""
    return None if organisation is None else folded(organisation)
