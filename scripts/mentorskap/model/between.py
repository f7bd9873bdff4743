"""What there is between a mentee and a mentor: ties, organisations, noes, ends and open questions.

The rules about ties and noes, and through them the stops of the matching, read this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import ALLOW
from mentorskap.model.lifecycle import REFUSALS
from mentorskap.words import organisations
from mentorskap.words.named import NamedTuple
from mentorskap.words.providers import mail_domain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentorskap.files.records import Closeness, Pairing, Participant
    from mentorskap.model.snapshot import Snapshot

TIE, SAME_ORGANISATION, AVOIDED = "tie", "same-organisation", "avoided-organisation"
SAME_UNIT = "same-unit"
UNKNOWN, RESEMBLING, AVOIDED_RESEMBLING = "unknown", "resembling", "avoided-resembling"
UNKNOWN_UNIT, SAME_MAIL = "unknown-unit", "same-mail"
NO, END, COMPLETED, DROPPED, LIVE, DRAFT = "no", "end", "completed", "dropped", "live", "draft"
_FAILED = frozenset({"mentor-left", "not-working"})
"""Reasons for which a pairing that never started has ended early. For others, such as that another
mentor said yes first, the proposal was dropped."""


class Bond(NamedTuple):
    """What two have in common, or seem to have, and the id of the file that says it.

    `on` is a tie's last day. `detail` is the kind of a tie, an organisation, a unit or a domain,
    and `twin` the same as the mentor's file has it.
    """

    kind: str
    source: str
    on: date | None = None
    detail: str = ""
    twin: str = ""


def declared(
    mentee: Participant, mentor: Participant, day: date, closeness: Closeness
) -> Iterator[Bond]:
    """Yield the tie that runs on `day` (the mentee's file first), and what organisations forbid.

    An organisation in common is named once, not also as one to avoid or by its unit. One that is
    allowed is not named. The mentee is seen within one cohort.
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
    first, second = mentee.organisation, mentor.organisation
    if closeness.organisation != ALLOW and organisations.same(first, second):
        yield Bond(SAME_ORGANISATION, mentee.id, None, first or "", second or "")
        return
    if closeness.unit != ALLOW and _in_one_unit(mentee, mentor):
        yield Bond(SAME_UNIT, mentee.id, None, mentee.unit or "", mentor.unit or "")
    for avoided in _avoided(mentee):
        if organisations.same(avoided, second):
            yield Bond(AVOIDED, mentee.id, None, avoided, second or "")


def doubts(mentee: Participant, mentor: Participant, closeness: Closeness) -> Iterator[Bond]:
    """Yield what a person has to look at, because the files do not say whether the two are tied."""
    first, second = mentee.organisation, mentor.organisation
    matters = closeness.organisation != ALLOW
    avoided_ones = _avoided(mentee)
    if first is None and (matters or closeness.unit != ALLOW):
        yield Bond(UNKNOWN, mentee.id)
    if second is None and (matters or closeness.unit != ALLOW or avoided_ones):
        yield Bond(UNKNOWN, mentor.id)
    if first is not None and second is not None:
        if matters and organisations.resemble(first, second):
            yield Bond(RESEMBLING, mentee.id, None, first, second)
        if closeness.unit != ALLOW and organisations.same(first, second):
            for person in (mentee, mentor):
                if person.unit is None:
                    yield Bond(UNKNOWN_UNIT, person.id)
    if second is not None:
        for avoided in avoided_ones:
            if organisations.resemble(avoided, second):
                yield Bond(AVOIDED_RESEMBLING, mentee.id, None, avoided, second)
    domain = mail_domain(mentee.email)
    if matters and domain is not None and domain == mail_domain(mentor.email):
        yield Bond(SAME_MAIL, mentee.id, None, domain, domain)


def _avoided(mentee: Participant) -> tuple[str, ...]:
    interview = None if mentee.latest is None else mentee.latest.interview
    return () if interview is None else interview.avoid_organisations


def _in_one_unit(mentee: Participant, mentor: Participant) -> bool:
    """Say whether two are in one unit: of one organisation, as far as its name tells."""
    first, second = mentee.organisation, mentor.organisation
    return (
        organisations.same(mentee.unit, mentor.unit)
        and first is not None
        and second is not None
        and (organisations.same(first, second) or organisations.resemble(first, second))
    )


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


def pending(snapshot: Snapshot, mentor: str) -> Iterator[Episode]:
    """Yield each draft that names a mentor, and each question that the mentor has not answered."""
    for pairing in snapshot.by_mentor.get(mentor, ()):
        if snapshot.stages[pairing.id].name in {"drafted", "mentor-asked"}:
            yield _episode(snapshot, pairing)


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
