"""The stage of one pairing on one day. Stages are never stored: they follow from dated facts.

A fact dated after the day has not happened yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mentorskap.files.records import Answer, Meeting, Pairing

STAGES = (
    "drafted",
    "mentor-asked",
    "mentor-declined",
    "mentor-accepted",
    "mentee-informed",
    "mentee-objected",
    "first-meeting",
    "feedback",
    "not-started",
    "active",
    "paused",
    "completed",
    "ended-early",
    "withdrawn",
)
"""Every stage, in the order of a pairing's life."""

CLOSED = frozenset(
    {"mentor-declined", "mentee-objected", "not-started", "completed", "ended-early", "withdrawn"}
)
REFUSALS = frozenset({"mentor-declined", "mentee-objected", "not-started"})
"""Stages that a no has led to."""

COMPLETIONS = frozenset({"completed", "goal-reached"})
"""Reasons for an end that are a completion: a goal reached early is one."""


class Stage(NamedTuple):
    """Where a pairing stands, and since which day; a draft has none."""

    name: str
    since: date | None

    @property
    def closed(self) -> bool:
        """Whether the pairing's life is over."""
        return self.name in CLOSED


def held(pairing: Pairing, today: date) -> list[date]:
    """Return the days of meetings held by `today`, ascending; the first is no-obligation (F9)."""
    return sorted(
        [
            meeting.on
            for meeting in pairing.meetings
            if meeting.outcome == "held" and meeting.on <= today
        ]
    )


def booked(pairing: Pairing, today: date) -> list[Meeting]:
    """Return the meetings planned for `today` or later, in the order of the file."""
    return [
        meeting
        for meeting in pairing.meetings
        if meeting.outcome == "planned" and meeting.on >= today
    ]


def latest(answers: Sequence[Answer], today: date) -> Answer | None:
    """Return the answer that counts on `today`: the latest by its day, of one day the last."""
    counting: Answer | None = None
    for answer in answers:
        if answer.on <= today and (counting is None or answer.on >= counting.on):
            counting = answer
    return counting


def next_booked(pairing: Pairing, today: date) -> Meeting | None:
    """Return the first meeting planned for `today` or later, or None."""
    return min(
        booked(pairing, today),
        key=lambda meeting: (meeting.on, meeting.time or ""),
        default=None,
    )


def knows_the_other(pairing: Pairing, side: str, today: date) -> bool:
    """Say whether a side knows who the other side is.

    The mentee knows once informed, the mentor once the mentee has accepted (F7, F8).
    """
    if held(pairing, today):
        return True
    if side == "mentee":
        informed = pairing.proposal.mentee_informed
        return informed is not None and informed <= today
    answer = pairing.proposal.mentee_answer
    return answer is not None and answer.answer == "accepted" and answer.on <= today


def started_on(pairing: Pairing, today: date) -> date | None:
    """Return the day of the later `start` answer, or None: both sides must give one (F10)."""
    mentee = latest(pairing.mentee_feedback, today)
    mentor = latest(pairing.mentor_feedback, today)
    if mentee is None or mentor is None or mentee.answer != "start" or mentor.answer != "start":
        return None
    return max(mentee.on, mentor.on)


def stage(pairing: Pairing, today: date) -> Stage:
    """Return the stage of `pairing` on `today`."""
    start = started_on(pairing, today)
    closings = [
        *_noes(pairing.proposal.mentor_answer, "declined", "mentor-declined"),
        *_noes(pairing.proposal.mentee_answer, "objected", "mentee-objected"),
        *_noes(latest(pairing.mentee_feedback, today), "decline", "not-started"),
        *_noes(latest(pairing.mentor_feedback, today), "decline", "not-started"),
    ]
    if (end := pairing.ended) is not None:
        begun = started_on(pairing, min(end.on, today)) is not None
        kind = (
            "withdrawn"
            if not begun
            else "completed"
            if end.reason in COMPLETIONS
            else "ended-early"
        )
        closings.append(Stage(kind, end.on))
    happened = [
        closing for closing in closings if closing.since is not None and closing.since <= today
    ]
    if happened:
        return min(happened, key=lambda closing: closing.since or today)
    if start is not None:
        rest = resting(pairing, today)
        return Stage("active", start) if rest is None else Stage("paused", max(start, rest))
    return _before_the_start(pairing, today)


def _noes(answer: Answer | None, no: str, name: str) -> list[Stage]:
    return [Stage(name, answer.on)] if answer is not None and answer.answer == no else []


def resting(pairing: Pairing, today: date) -> date | None:
    """Return the first day of the pause that lies over `today`, or None."""
    over = [
        pause.start
        for pause in pairing.pauses
        if pause.start <= today and (pause.until is None or today <= pause.until)
    ]
    return min(over, default=None)


def _before_the_start(pairing: Pairing, today: date) -> Stage:
    proposal = pairing.proposal
    answer, reaction = proposal.mentor_answer, proposal.mentee_answer
    meetings = held(pairing, today)
    if meetings:
        return Stage("feedback", meetings[0])
    if reaction is not None and reaction.on <= today:
        return Stage("first-meeting", reaction.on)
    if proposal.mentee_informed is not None and proposal.mentee_informed <= today:
        return Stage("mentee-informed", proposal.mentee_informed)
    if answer is not None and answer.on <= today:
        return Stage("mentor-accepted", answer.on)
    if proposal.mentor_asked is not None and proposal.mentor_asked <= today:
        return Stage("mentor-asked", proposal.mentor_asked)
    return Stage("drafted", None)
