"""What is due: rows of a table, and one function that reads any row.

A row knows when its clock starts, how many days it has, who acts, and what meets it. Days are
adjusted for the breaks of the cohort and the pauses of the pairing, except where a row counts
calendar days. While a pause lies over the day, and after the pairing's own last day, few rows show
anything; after a cohort's last day nobody is to be interviewed or to find a mentor in it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from mentorskap.files.records import pairing_file, participant_file
from mentorskap.model import calendar, waiting
from mentorskap.model.lifecycle import booked, held, latest, next_booked, resting, started_on
from mentorskap.model.lifecycle import stage as stage_on
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Day, Person, Sentence, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from mentorskap.files.records import (
        Answer,
        Cohort,
        Limits,
        Mentor,
        Pairing,
        Participant,
        Participation,
    )
    from mentorskap.files.source import Route
    from mentorskap.model.calendar import Rests
    from mentorskap.model.lifecycle import Stage
    from mentorskap.model.snapshot import Snapshot

OVERDUE, ATTENTION, UPCOMING = "overdue", "attention", "upcoming"
STATUSES = (OVERDUE, ATTENTION, UPCOMING)
"""Gravest first."""

MANAGER, MENTEE, MENTOR = "manager", "mentee", "mentor"
ACTORS = (MANAGER, MENTEE, MENTOR)

HORIZON = 14
"""Calendar days ahead in which something is upcoming, unless the caller asks for more or fewer."""

_SOON = timedelta(days=14)

_FARTHEST = timedelta(days=365)
"""How far past the cohort's last day a pairing may end; a pause beyond it has no end in sight."""


class PairingCase(NamedTuple):
    """A live pairing on a day, with what its deadlines need to know."""

    pairing: Pairing
    stage: Stage
    cohort: Cohort
    limits: Limits
    rests: Rests
    today: date


class MenteeCase(NamedTuple):
    """A mentee of one cohort on a day, with the pairings in that cohort and their stages.

    `waits` is whether the mentee waits for a mentor, as `model.waiting` defines it; `unresolved`
    whether nothing says yet how it went: no pairing is live, completed or left by the mentee, and
    the mentee has not withdrawn and is in no later cohort.
    """

    person: Participant
    participation: Participation
    pairings: tuple[tuple[Pairing, Stage], ...]
    waits: bool
    unresolved: bool
    cohort: Cohort
    limits: Limits
    rests: Rests
    today: date


class MentorCase(NamedTuple):
    """A mentor on a day."""

    person: Participant
    mentor: Mentor
    limits: Limits
    rests: Rests
    today: date


Case = TypeVar("Case", PairingCase, MenteeCase, MentorCase)


class Clock(NamedTuple):
    """A running clock: its start, the person concerned, the place in the file, and the reason.

    `before`: its days are counted backwards.
    """

    start: date
    participant: str
    route: Route
    because: Sentence
    pairing: str | None = None
    before: bool = False


class Row(NamedTuple, Generic[Case]):
    """One kind of deadline; `limit` is its key under `limits`."""

    kind: str
    actor: str
    limit: str
    clocks: Callable[[Case], Iterator[Clock]]
    in_calendar_days: bool = False
    grace: Callable[[Limits], int] = lambda _: 0
    always_shown: bool = False
    """Also while a pause lies over the day, and after the pairing's own last day."""
    held_back_by_plan: bool = False


class Item(NamedTuple):
    """Something that is due. `since` is the day of the fact that started the clock.

    `days_late` is counted as the limit is, in adjusted or in calendar days. `limit` is the days
    that the clock gives, `grace` those after it before the thing is overdue.
    """

    kind: str
    status: str
    actor: str
    pairing: str | None
    participant: str
    since: date
    due: date
    days_late: int
    path: str
    route: Route
    message: Sentence
    limit: int
    grace: int
    in_calendar_days: bool


def days_given(row: Row[Any], limits: Limits) -> int:
    """Return the days that a row gives; of a rhythm, the longest interval counts."""
    limit: int | tuple[int, int] = getattr(limits, row.limit)
    return limit if isinstance(limit, int) else limit[1]


def due(snapshot: Snapshot, within: int = HORIZON) -> tuple[Item, ...]:
    """Return what is due, gravest first; upcoming within so many calendar days.

    Nothing is due in a pairing whose cohort could not be read, nor for a mentee who has a pairing
    that could not be read.
    """
    snapshot = snapshot.known
    items: list[Item] = []
    for pairing in snapshot.pairings.values():
        items += due_in(snapshot, pairing, within)
    for person in snapshot.participants.values():
        items += due_for(snapshot, person, within)
    return tuple(sorted(items, key=sort_key))


def due_in(
    snapshot: Snapshot, pairing: Pairing, within: int, *, despite_plans: bool = False
) -> Iterator[Item]:
    """Yield what is due in one pairing.

    `despite_plans`: also what a booked meeting meets in time.
    """
    stage = snapshot.stages[pairing.id]
    cohort = snapshot.cohorts.get(pairing.cohort)
    if cohort is not None and not stage.closed:
        rests = snapshot.rests(pairing)
        case = PairingCase(pairing, stage, cohort, cohort.limits, rests, snapshot.today)
        yield from _of_pairing(case, within, despite_plans=despite_plans)


def due_for(snapshot: Snapshot, person: Participant, within: int) -> Iterator[Item]:
    """Yield what is due for a person outside any live pairing: in each cohort, and as a mentor."""
    for participation in person.participations:
        yield from due_in_cohort(snapshot, person, participation, within)
    # Without a programme the limit is not known, nor who would write.
    if person.mentor is not None and snapshot.programme is not None:
        mentor = MentorCase(person, person.mentor, snapshot.limits, (), snapshot.today)
        for row in MENTOR_ROWS:
            for clock in row.clocks(mentor):
                yield from _item(row, clock, clock.pairing, mentor, within)


def due_in_cohort(
    snapshot: Snapshot, person: Participant, participation: Participation, within: int
) -> Iterator[Item]:
    """Yield what is due for a mentee outside any live pairing, in one cohort."""
    cohort = snapshot.cohorts.get(participation.cohort)
    if cohort is None or person.id in snapshot.unsure:
        return
    pairings = tuple(
        (pairing, snapshot.stages[pairing.id])
        for pairing in snapshot.by_mentee.get(person.id, ())
        if pairing.cohort == cohort.id
    )
    case = MenteeCase(
        person,
        participation,
        pairings,
        waiting.waits_in(snapshot, person, participation),
        _unresolved(snapshot, person, participation),
        cohort,
        cohort.limits,
        snapshot.breaks(cohort.id),
        snapshot.today,
    )
    for row in MENTEE_ROWS:
        for clock in row.clocks(case):
            yield from _item(row, clock, clock.pairing, case, within)


_RESOLVED = frozenset({waiting.WITHDRAWN, waiting.COMPLETED, waiting.LEFT})


def _unresolved(snapshot: Snapshot, person: Participant, participation: Participation) -> bool:
    obstacles = waiting.obstacles(snapshot, person, participation)
    starts = [
        cohort.starts
        for entry in person.participations
        if (cohort := snapshot.cohorts.get(entry.cohort)) is not None
    ]
    return (
        _RESOLVED.isdisjoint(obstacle.kind for obstacle in obstacles)
        and all(
            snapshot.stages[pairing.id].closed for pairing in snapshot.by_mentee.get(person.id, ())
        )
        and max(starts) <= snapshot.cohorts[participation.cohort].starts
    )


def _of_pairing(case: PairingCase, within: int, *, despite_plans: bool) -> Iterator[Item]:
    """Yield what is due in a live pairing; in a pause and past its end, what is always shown."""
    quiet = resting(case.pairing, case.today) is not None or _last_day(case) < case.today
    for row in PAIRING_ROWS:
        if quiet and not row.always_shown:
            continue
        for clock in row.clocks(case):
            limit, grace = days_given(row, case.limits), row.grace(case.limits)
            held_back = row.held_back_by_plan and not despite_plans
            if held_back and _planned_in_time(clock.start, limit + grace, case):
                continue
            yield from _item(row, clock, case.pairing.id, case, within)


def _item(
    row: Row[Case], clock: Clock, pairing: str | None, case: Case, within: int
) -> Iterator[Item]:
    counted: Rests = () if row.in_calendar_days else case.rests
    limit = days_given(row, case.limits)
    if clock.before:
        limit = -limit
    last = (
        clock.start + timedelta(days=limit)
        if row.in_calendar_days
        else calendar.due(clock.start, limit, counted)
    )
    late = calendar.adjusted(last, case.today, counted)
    if case.today > last:
        status = OVERDUE if late > row.grace(case.limits) else ATTENTION
    elif (last - case.today).days <= within:
        status = UPCOMING
    else:
        return
    path = participant_file(clock.participant) if pairing is None else pairing_file(pairing)
    yield Item(
        row.kind,
        status,
        row.actor,
        pairing,
        clock.participant,
        clock.start,
        last,
        late,
        path,
        clock.route,
        clock.because,
        abs(limit),
        row.grace(case.limits),
        row.in_calendar_days,
    )


def _planned_in_time(start: date, days: int, case: PairingCase) -> bool:
    """Say whether a booked meeting keeps the limit with its grace, or is at most 14 days away."""
    return any(
        calendar.adjusted(start, meeting.on, case.rests) <= days or meeting.on - case.today <= _SOON
        for meeting in booked(case.pairing, case.today)
    )


# Clocks of a pairing. Each yields what runs and is not yet met on the day of the case.


def _if_come(on: date | None, case: PairingCase) -> date | None:
    """Return a day if it has come. A fact dated after today has not happened yet."""
    return on if on is not None and on <= case.today else None


def _answered_on(answer: Answer | None, reply: str, case: PairingCase) -> date | None:
    """Return the day of an answer of that kind. Silence is never a yes."""
    return _if_come(answer.on, case) if answer is not None and answer.answer == reply else None


def _mentor_answer(case: PairingCase) -> Iterator[Clock]:
    asked_on, answer = (
        _if_come(case.pairing.proposal.mentor_asked, case),
        case.pairing.proposal.mentor_answer,
    )
    if asked_on is not None and (answer is None or answer.on > case.today):
        mentor = Person(case.pairing.mentor)
        because = say(
            "{mentor} was asked on {day} and has not answered.", mentor=mentor, day=Day(asked_on)
        )
        yield Clock(asked_on, case.pairing.mentor, ("proposal", "mentor_asked"), because)


def _inform_mentee(case: PairingCase) -> Iterator[Clock]:
    proposal = case.pairing.proposal
    accepted = _answered_on(proposal.mentor_answer, "accepted", case)
    if accepted is not None and _if_come(proposal.mentee_informed, case) is None:
        mentor, mentee = Person(case.pairing.mentor), Person(case.pairing.mentee)
        because = say(
            "{mentor} said yes on {day}. Tell {mentee}.",
            mentor=mentor,
            mentee=mentee,
            day=Day(accepted),
        )
        yield Clock(accepted, case.pairing.mentee, ("proposal", "mentor_answer"), because)


def _mentee_answer(case: PairingCase) -> Iterator[Clock]:
    informed, answer = (
        _if_come(case.pairing.proposal.mentee_informed, case),
        case.pairing.proposal.mentee_answer,
    )
    if informed is not None and (answer is None or answer.on > case.today):
        mentor, mentee = Person(case.pairing.mentor), Person(case.pairing.mentee)
        because = say(
            "{mentee} was told of {mentor} on {day} and has not answered.",
            mentee=mentee,
            mentor=mentor,
            day=Day(informed),
        )
        yield Clock(informed, case.pairing.mentee, ("proposal", "mentee_informed"), because)


def _first_meeting(case: PairingCase) -> Iterator[Clock]:
    accepted = _answered_on(case.pairing.proposal.mentee_answer, "accepted", case)
    if accepted is not None and not held(case.pairing, case.today):
        yield Clock(
            accepted,
            case.pairing.mentee,
            ("proposal", "mentee_answer"),
            _not_met(case, accepted, first=True),
        )


def _next_meeting(case: PairingCase) -> Iterator[Clock]:
    meetings = held(case.pairing, case.today)
    if case.stage.name in {"active", "paused"} and meetings:
        index = next(
            index
            for index, meeting in enumerate(case.pairing.meetings)
            if meeting.on == meetings[-1] and meeting.outcome == "held"
        )
        yield Clock(
            meetings[-1],
            case.pairing.mentee,
            ("meetings", index),
            _not_met(case, meetings[-1], first=False),
        )


def _not_met(case: PairingCase, since: date, *, first: bool) -> Sentence:
    """Say how long ago it was, what is booked, and how many of the days are not counted."""
    return _uncounted(_ago(case, since, first=first), since, case)


def _uncounted(because: Sentence, since: date, case: PairingCase) -> Sentence:
    """Return a sentence on days that have passed, with those of a break or pause among them."""
    rested = (case.today - since).days - calendar.adjusted(since, case.today, case.rests)
    if not rested:
        return because
    return say_n(
        "{because} {number} of the days is a break or a pause and does not count.",
        "{because} {number} of the days are a break or a pause and do not count.",
        rested,
        because=because,
    )


def _ago(case: PairingCase, since: date, *, first: bool) -> Sentence:
    """Say how long ago it was, and what is booked."""
    days = (case.today - since).days
    following = next_booked(case.pairing, case.today)
    mentee = Person(case.pairing.mentee)
    if first and following is None:
        return say_n(
            "{number} day since {mentee} said yes, no first meeting booked.",
            "{number} days since {mentee} said yes, no first meeting booked.",
            days,
            mentee=mentee,
        )
    if following is None:
        return say_n(
            "{number} day since the last meeting, nothing booked.",
            "{number} days since the last meeting, nothing booked.",
            days,
        )
    if first:
        return say_n(
            "{number} day since {mentee} said yes, the first meeting booked only for {day}.",
            "{number} days since {mentee} said yes, the first meeting booked only for {day}.",
            days,
            mentee=mentee,
            day=Day(following.on, following.time),
        )
    return say_n(
        "{number} day since the last meeting, the next booked only for {day}.",
        "{number} days since the last meeting, the next booked only for {day}.",
        days,
        day=Day(following.on, following.time),
    )


def _second_meeting(case: PairingCase) -> Iterator[Clock]:
    if case.stage.name != "feedback":
        return
    last = held(case.pairing, case.today)[-1]
    answers = {
        side: answer
        for side in (MENTEE, MENTOR)
        if (answer := _answer_about(last, side, case)) is not None
    }
    if len(answers) < 2:
        return
    since, side = max((answer.on, side) for side, answer in answers.items())
    position = answers[side].position
    yield Clock(
        since,
        case.pairing.mentee,
        ("feedback", side) if position is None else ("feedback", side, position),
        _no_second_meeting(case, since),
    )


def _no_second_meeting(case: PairingCase, since: date) -> Sentence:
    days = (case.today - since).days
    following = next_booked(case.pairing, case.today)
    if following is None:
        return say_n(
            "{number} day since both answered, and one more meeting is needed, nothing booked.",
            "{number} days since both answered, and one more meeting is needed, nothing booked.",
            days,
        )
    return say_n(
        "{number} day since both answered, and one more meeting is needed, the meeting booked only"
        " for {day}.",
        "{number} days since both answered, and one more meeting is needed, the meeting booked"
        " only for {day}.",
        days,
        day=Day(following.on, following.time),
    )


def _answer_about(meeting: date, side: str, case: PairingCase) -> Answer | None:
    """Return a side's answer that holds after a meeting; an undecided one only if given after."""
    answers = case.pairing.mentee_feedback if side == MENTEE else case.pairing.mentor_feedback
    answer = latest(answers, case.today)
    return (
        answer if answer is None or answer.answer != "undecided" or answer.on >= meeting else None
    )


def _feedback(side: str) -> Callable[[PairingCase], Iterator[Clock]]:
    def clocks(case: PairingCase) -> Iterator[Clock]:
        if case.stage.name != "feedback":
            return
        last = held(case.pairing, case.today)[-1]
        if _answer_about(last, side, case) is not None:
            return
        answers = case.pairing.mentee_feedback if side == MENTEE else case.pairing.mentor_feedback
        answered = latest(answers, case.today) is not None
        person = getattr(case.pairing, side)
        index = next(
            index
            for index, meeting in enumerate(case.pairing.meetings)
            if meeting.on == last and meeting.outcome == "held"
        )
        because = (
            say(
                "{person} has not said whether they want to begin. The meeting was on {day}.",
                person=Person(person),
                day=Day(last),
            )
            if not answered
            else say(
                "{person} was undecided and has not said since whether they want to begin. The last"
                " meeting was on {day}.",
                person=Person(person),
                day=Day(last),
            )
        )
        yield Clock(last, person, ("meetings", index), because)

    return clocks


def _outcome(case: PairingCase) -> Iterator[Clock]:
    for index, meeting in enumerate(case.pairing.meetings):
        if meeting.outcome == "planned" and meeting.on < case.today:
            yield Clock(
                meeting.on,
                case.pairing.mentee,
                ("meetings", index),
                say(
                    "The meeting planned for {day} has no outcome yet.",
                    day=Day(meeting.on, meeting.time),
                ),
            )


def _contact(case: PairingCase) -> Iterator[Clock]:
    if case.stage.name not in {"active", "paused"}:
        return
    start = started_on(case.pairing, case.today)
    assert start is not None  # noqa: S101 - what is active or paused has started
    for side in (MENTEE, MENTOR):
        contacts = [
            (contact.on, index)
            for index, contact in enumerate(case.pairing.contacts)
            if contact.side == side and contact.on <= case.today
        ]
        last, index = max([*contacts, (start, -1)])
        days = (case.today - last).days
        person = getattr(case.pairing, side)
        yield Clock(
            last,
            person,
            ("contacts", index) if index >= 0 else ("feedback",),
            (
                say_n(
                    "{number} day since the last check-in with {person}.",
                    "{number} days since the last check-in with {person}.",
                    days,
                    person=Person(person),
                )
                if index >= 0
                else say_n(
                    "{number} day since the start, no check-in with {person} yet.",
                    "{number} days since the start, no check-in with {person} yet.",
                    days,
                    person=Person(person),
                )
            ),
        )


def _resume(case: PairingCase) -> Iterator[Clock]:
    for index, pause in enumerate(case.pairing.pauses):
        if pause.start > case.today:
            continue
        if pause.until is None:
            because = say("The pause from {day} is still open.", day=Day(pause.start))
        elif pause.until > case.cohort.ends + _FARTHEST:
            because = say(
                "The pause from {day} is entered as lasting until {until}, long after the cohort.",
                day=Day(pause.start),
                until=Day(pause.until),
            )
        else:
            continue
        yield Clock(pause.start, case.pairing.mentee, ("pauses", index), because)


def _last_day(case: PairingCase) -> date:
    return case.pairing.extended_until or case.cohort.ends


def _closing(case: PairingCase) -> Iterator[Clock]:
    end = _last_day(case)
    route: Route = ("extended_until",) if case.pairing.extended_until else ("cohort",)
    if started_on(case.pairing, case.today) is None:
        because = (
            say(
                "The last day was {day}, and the two have not begun. Decide what becomes of this"
                " open proposal.",
                day=Day(end),
            )
            if end < case.today
            else say(
                "The last day is {day}, and the two have not begun. Decide what becomes of this"
                " open proposal.",
                day=Day(end),
            )
        )
    elif end < case.today:
        because = say("The last day was {day}; the pairing has no end yet.", day=Day(end))
    else:
        because = say("The last day is {day}.", day=Day(end))
    yield Clock(end, case.pairing.mentee, route, because)


# Clocks of a mentee.


def _withdrew(case: MenteeCase) -> bool:
    withdrawn = case.participation.withdrawn
    return withdrawn is not None and withdrawn <= case.today


def _interviewed_on(case: MenteeCase) -> date | None:
    interview = case.participation.interview
    return interview.on if interview is not None and interview.on <= case.today else None


def _interview(case: MenteeCase) -> Iterator[Clock]:
    admitted, starts = case.participation.admitted, case.cohort.starts
    if (
        admitted > case.today
        or _withdrew(case)
        or _interviewed_on(case) is not None
        or case.cohort.ends < case.today
    ):
        return
    person, route = Person(case.person.id), case.participation.route
    if admitted - starts > timedelta(days=-2 * case.limits.interview):
        because = say(
            "{person} was admitted on {day} and has not been interviewed.",
            person=person,
            day=Day(admitted),
        )
        yield Clock(admitted, case.person.id, (*route, "admitted"), because)
        return
    because = (
        say(
            "{person} has not been interviewed; the cohort starts on {day}.",
            person=person,
            day=Day(starts),
        )
        if starts >= case.today
        else say(
            "{person} has not been interviewed; the cohort started on {day}.",
            person=person,
            day=Day(starts),
        )
    )
    yield Clock(starts, case.person.id, route, because, before=True)


def _asked(case: MenteeCase) -> list[tuple[Pairing, Stage]]:
    """Return the pairings that are more than a draft; one that was dropped meets nothing."""
    return [
        (pairing, stage)
        for pairing, stage in case.pairings
        if stage_on(pairing._replace(ended=None), case.today).name != "drafted"
    ]


def _proposal(case: MenteeCase) -> Iterator[Clock]:
    interviewed = _interviewed_on(case)
    if interviewed is not None and case.waits and not _asked(case):
        yield Clock(
            interviewed,
            case.person.id,
            (*case.participation.route, "interview", "date"),
            say_n(
                "{number} day since the interview with {person}, no mentor asked yet.",
                "{number} days since the interview with {person}, no mentor asked yet.",
                (case.today - interviewed).days,
                person=Person(case.person.id),
            ),
        )


def _new_proposal(case: MenteeCase) -> Iterator[Clock]:
    if not case.waits:
        return
    closings = [
        (stage.since or case.today, pairing.id, stage.name) for pairing, stage in _asked(case)
    ]
    if closings:
        closed, pairing, stage = max(closings)
        yield Clock(
            closed,
            case.person.id,
            _CLOSINGS.get(stage, ("ended",)),
            say_n(
                "{number} day since {person} was left without a mentor.",
                "{number} days since {person} was left without a mentor.",
                (case.today - closed).days,
                person=Person(case.person.id),
            ),
            pairing,
        )


def _closing_of_mentee(case: MenteeCase) -> Iterator[Clock]:
    if not case.unresolved:
        return
    person, end = Person(case.person.id), case.cohort.ends
    because = (
        say(
            "The cohort's last day was {day}, and {person} has no mentor. Write that {person} has"
            " withdrawn, or enter {person} in a later cohort.",
            person=person,
            day=Day(end),
        )
        if end < case.today
        else say(
            "The cohort's last day is {day}, and {person} has no mentor.",
            person=person,
            day=Day(end),
        )
    )
    yield Clock(end, case.person.id, (*case.participation.route, "cohort"), because)


_CLOSINGS: dict[str, Route] = {
    "mentor-declined": ("proposal", "mentor_answer"),
    "mentee-objected": ("proposal", "mentee_answer"),
    "not-started": ("feedback",),
}
"""Where the fact is that closed a pairing without an end."""


# Clocks of a mentor.


def _notice(case: MentorCase) -> Iterator[Clock]:
    added, met = case.mentor.added, (case.person.notified, case.mentor.left)
    if (
        added is None
        or added > case.today
        or any(on is not None and on <= case.today for on in met)
    ):
        return
    person = Person(case.person.id)
    yield Clock(
        added,
        case.person.id,
        ("mentor", "added"),
        say(
            "{person} was entered on {day} and has not been informed of what is stored.",
            person=person,
            day=Day(added),
        ),
    )


MENTEE_ROWS: tuple[Row[MenteeCase], ...] = (
    Row("interview", MANAGER, "interview", _interview, in_calendar_days=True),
    Row("proposal", MANAGER, "proposal", _proposal),
    Row("new-proposal", MANAGER, "new_proposal", _new_proposal),
    Row("closing", MANAGER, "closing", _closing_of_mentee, in_calendar_days=True),
)
"""Deadlines of a mentee (F5, F7, F19)."""

MENTOR_ROWS: tuple[Row[MentorCase], ...] = (
    Row("notice", MANAGER, "notice", _notice, in_calendar_days=True),
)
"""Deadlines of a mentor, whether asked or not."""

PAIRING_ROWS: tuple[Row[PairingCase], ...] = (
    Row("mentor-answer", MANAGER, "mentor_answer", _mentor_answer),
    Row("inform-mentee", MANAGER, "inform_mentee", _inform_mentee),
    Row("mentee-answer", MENTEE, "mentee_answer", _mentee_answer),
    Row(
        "first-meeting",
        MENTEE,
        "first_meeting",
        _first_meeting,
        held_back_by_plan=True,
    ),
    Row("feedback-mentee", MENTEE, "feedback", _feedback(MENTEE)),
    Row("feedback-mentor", MENTOR, "feedback", _feedback(MENTOR)),
    Row(
        "second-meeting",
        MENTEE,
        "first_meeting",
        _second_meeting,
        held_back_by_plan=True,
    ),
    Row(
        "next-meeting",
        MENTEE,
        "rhythm",
        _next_meeting,
        grace=lambda limits: limits.grace,
        held_back_by_plan=True,
    ),
    Row("outcome", MENTEE, "outcome", _outcome, always_shown=True),
    Row("contact", MANAGER, "contact", _contact),
    Row(
        "resume",
        MANAGER,
        "open_pause",
        _resume,
        in_calendar_days=True,
        always_shown=True,
    ),
    Row(
        "closing",
        MANAGER,
        "closing",
        _closing,
        in_calendar_days=True,
        always_shown=True,
    ),
)
"""Deadlines of a live pairing (F7–F13, F19)."""


def sort_key(item: Item) -> tuple[int, date, str, str, str]:
    """Return what puts items in order: gravest, then longest due, then by kind and id."""
    return (STATUSES.index(item.status), item.due, item.kind, item.pairing or "", item.participant)
