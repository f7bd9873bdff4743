"""The page of all deadlines: what starts each clock, what stops it, and how days are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import Limits
from mentorskap.model.deadlines import (
    HORIZON,
    MANAGER,
    MENTEE,
    MENTEE_ROWS,
    MENTOR,
    MENTOR_ROWS,
    PAIRING_ROWS,
    days_given,
)
from mentorskap.model.lifecycle import CLOSED, STAGES
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.model.deadlines import MenteeCase, MentorCase, PairingCase, Row
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

    AnyRow = Row[MenteeCase] | Row[MentorCase] | Row[PairingCase]

TITLE = say("All deadlines")
LEAD = say("When something is due, who acts, and how the days are counted.")


_IN_PAIRINGS = frozenset(row.kind for row in PAIRING_ROWS)
_BEFORE: tuple[AnyRow, ...] = (
    *(row for row in MENTEE_ROWS if row.kind not in _IN_PAIRINGS),
    *MENTOR_ROWS,
)
ROWS: tuple[AnyRow, ...] = (*_BEFORE, *PAIRING_ROWS)


_WHO = {MANAGER: say("the programme manager"), MENTEE: say("the mentee"), MENTOR: say("the mentor")}


class _Course(NamedTuple):
    """What starts a clock, and what stops it."""

    start: Sentence
    met: Sentence


def _key(name: str) -> Code:
    return Code(name)


_FEEDBACK = _Course(
    say("the last meeting held"),
    say(
        "{start} or {decline}, or {undecided} on the day of that meeting or later",
        start=_key("start"),
        decline=_key("decline"),
        undecided=_key("undecided"),
    ),
)


COURSES = {
    "notice": _Course(
        say("the day the mentor was entered: {key}", key=_key("mentor › added")),
        say(
            "the mentor has been informed, {notified}, or has left the network",
            notified=_key("notified"),
        ),
    ),
    "interview": _Course(
        say(
            "counted backwards from the cohort's first day, or, if that is later, forwards from the"
            " day the mentee was admitted. Not after the cohort's last day"
        ),
        say("the day of the interview, or the mentee has withdrawn"),
    ),
    "proposal": _Course(
        say(
            "the interview, as long as no mentor has been asked for the mentee. Not after the"
            " cohort's last day"
        ),
        say("a pairing with {key}", key=_key("mentor_asked")),
    ),
    "new-proposal": _Course(
        say(
            "the day the mentee's last pairing closed without being completed. Not where the mentee"
            " left, nor after the cohort's last day"
        ),
        say("a new pairing with {key}", key=_key("mentor_asked")),
    ),
    "mentor-answer": _Course(
        say("the mentor is asked: {key}", key=_key("mentor_asked")),
        say("the mentor's answer: {key}", key=_key("mentor_answer")),
    ),
    "inform-mentee": _Course(
        say("the mentor's yes"), say("the mentee has been told: {key}", key=_key("mentee_informed"))
    ),
    "mentee-answer": _Course(
        say("the mentee has been told: {key}", key=_key("mentee_informed")),
        say("the mentee's answer: {key}", key=_key("mentee_answer")),
    ),
    "first-meeting": _Course(say("the mentee's yes"), say("the first meeting held")),
    "second-meeting": _Course(
        say(
            "both have answered since the last meeting held, and one is {undecided}: the later"
            " answer",
            undecided=_key("undecided"),
        ),
        say("a meeting held after it; then the undecided side answers again"),
    ),
    "feedback-mentee": _FEEDBACK,
    "feedback-mentor": _FEEDBACK,
    "next-meeting": _Course(
        say("the last meeting held, once both have said that they want to begin"),
        say("the next meeting held"),
    ),
    "outcome": _Course(
        say(
            "the day of a meeting that is still {planned}; first shown the day after",
            planned=_key("planned"),
        ),
        say("another outcome than {planned}", planned=_key("planned")),
    ),
    "contact": _Course(
        say("the start, or the last check-in, for each side by itself"),
        say("a check-in with that side: {key}", key=_key("contacts")),
    ),
    "resume": _Course(
        say(
            "the first day of a pause without {until}, or with one more than a year after the"
            " cohort's last day",
            until=_key("until"),
        ),
        say("the pause has its {until}", until=_key("until")),
    ),
    "closing": _Course(
        say(
            "the cohort's last day, or the pairing's own in {key}. Where the two never began, you"
            " decide what becomes of the open proposal. Also for a mentee who has no pairing, has"
            " neither completed one nor left, and is in no later cohort",
            key=_key("extended_until"),
        ),
        say(
            "the pairing has its end: {key}, or the mentee has {withdrawn}",
            key=_key("ended"),
            withdrawn=_key("withdrawn"),
        ),
    ),
}
"""What starts and stops the clock of each kind of deadline, in the words of the table in
`deadlines`."""


STAGE_MEANINGS = {
    "drafted": say("A thought of yours. Nobody has been asked."),
    "mentor-asked": say(
        "The mentor has the question and has not answered. From here on the pairing takes one of"
        " the mentor's places."
    ),
    "mentor-declined": say("The mentor said no. The mentee never heard of it."),
    "mentor-accepted": say("The mentor said yes. The mentee is to be told."),
    "mentee-informed": say("The mentee knows who the mentor is and has not answered."),
    "mentee-objected": say("The mentee said no to the proposal."),
    "first-meeting": say("The mentee said yes. The two have not met yet."),
    "feedback": say("The two have met. At least one of them has not said yes to beginning."),
    "not-started": say("One of them did not want to begin after the first meeting."),
    "active": say("Both have said that they want to begin."),
    "paused": say("The pair is on a pause that day."),
    "completed": say("The pairing ended as it was meant to, or its goal was reached early."),
    "ended-early": say("The pairing had begun, and ended for another reason."),
    "withdrawn": say("The pairing was ended before both had said that they wanted to begin."),
}


def blocks(voice: Voice) -> Iterator[str]:
    """Yield the blocks of the page below its title."""
    limits = Limits()
    yield voice(
        say(
            "**Something late?** Find it in the table, and read below it what starts the clock and"
            " what stops it. No deadline makes the check say no."
        )
    )
    head = [voice(say("What")), voice(say("Who acts")), voice(say("Days"))]
    rows = [
        f"| [{voice(titles.KINDS[row.kind])}](#{row.kind}) | {voice.phrase(_WHO[row.actor])} |"
        f" {_number(row.limit, days_given(row, limits))} |"
        for row in ROWS
    ]
    yield "\n".join([f"| {' | '.join(head)} |", "| --- | --- | --- |", *rows])
    yield voice(
        say(
            "These are the programme's own days, as {key} in {file} has them. A cohort may have"
            " others.",
            file=Code("programme.yml"),
            key=Code("limits"),
        )
    )
    counting = voice(say("How the days are counted"))
    yield f"## {counting} {{ #counting }}"
    yield "\n".join(f"- {voice(line)}" for line in _COUNTING)
    for anchor, title, group in (
        ("mentee", say("Before there is a pairing"), _BEFORE),
        ("pairing", say("In a pairing"), PAIRING_ROWS),
    ):
        yield f"## {voice(title)} {{ #{anchor} }}"
        for row in group:
            yield from _row(row, limits, voice)
    stages = voice(say("Stages"))
    yield f"## {stages} {{ #stages }}"
    yield voice(
        say(
            "You never write a stage. It follows from the days in the file, and can be worked out"
            " for any day in the past."
        )
    )
    yield "\n\n".join(_stage(name, voice) for name in STAGES)


_COUNTING = (
    say("The day on which the clock starts is not counted. The last day itself is in time."),
    say(
        "Days in a break of the cohort or a pause of the pairing are not counted, except where it"
        " says every day."
    ),
    say(
        "During a pause, and after the pairing's own last day, only the end of the pause, a"
        " missing outcome and the closing talk are shown."
    ),
    say(
        "A meeting that is planned holds the deadline for a meeting back, where it keeps the limit"
        " with its grace, or is at most 14 days away."
    ),
    say_n(
        "What falls due within {number} day is upcoming. What is past its last day is late, or"
        " wants attention while there is grace.",
        "What falls due within {number} days is upcoming. What is past its last day is late, or"
        " wants attention while there is grace.",
        HORIZON,
    ),
)


def _row(row: AnyRow, limits: Limits, voice: Voice) -> Iterator[str]:
    course = COURSES[row.kind]
    days, grace = days_given(row, limits), row.grace(limits)
    every = (
        say("every day counts") if row.in_calendar_days else say("breaks and pauses do not count")
    )
    lines = [
        (say("Who acts"), voice.phrase(_WHO[row.actor])),
        (say("The clock starts"), voice.phrase(course.start)),
        (
            say("Days"),
            f"{_number(row.limit, days)}, {voice.phrase(every)}",
        ),
        *([(say("Days of grace"), _number("grace", grace))] if grace else []),
        (say("The clock stops"), voice.phrase(course.met)),
        (
            say("Is called"),
            voice.phrase(
                say(
                    "{kind} in reports, {key} in {file}",
                    kind=Code(row.kind),
                    key=Code(f"limits › {row.limit}"),
                    file=Code("programme.yml"),
                )
            ),
        ),
    ]
    yield f"### {voice(titles.KINDS[row.kind])} {{ #{row.kind} }}"
    yield "\n".join(f"- **{voice(label)}:** {text}" for label, text in lines)


def _number(limit: str, days: int) -> str:
    """Return a number of days that `mentorskap handbook` keeps as the programme has it."""
    return f"<!-- limits.{limit} longest -->{days}<!-- / -->"


def _stage(name: str, voice: Voice) -> str:
    state = say("closed") if name in CLOSED else say("live")
    called = voice.phrase(say("{code} in reports", code=Code(name)))
    return (
        f"**{voice(titles.STAGES[name])}**\n:   {voice(STAGE_MEANINGS[name])}<br>*{voice(state)} ·"
        f" {called}*"
    )
