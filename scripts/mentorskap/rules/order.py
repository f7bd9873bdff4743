"""Rules about the order of things: the steps of a pairing, what has happened, pauses, the end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.files.records import REASONS, pairing_file, participant_file
from mentorskap.model.lifecycle import REFUSALS, started_on
from mentorskap.rules.rule import ERROR, WARNING, Problem, Where, rule
from mentorskap.words.sentence import Code, Day, Person, codes, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentorskap.files.records import Pairing
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence

_TOOK_PLACE = frozenset({"held", "no-show"})
_EXPECTED = frozenset({"held", "planned"})
_ON_ITS_DAY = frozenset({"held", "planned", "no-show"})

_ASKED: Route = ("proposal", "mentor_asked")
_ANSWER: Route = ("proposal", "mentor_answer", "date")
_INFORMED: Route = ("proposal", "mentee_informed")
_REACTION: Route = ("proposal", "mentee_answer", "date")


def _at(pairing: Pairing, route: Route) -> Where:
    return Where(pairing_file(pairing.id), route)


def _meetings(pairing: Pairing, outcomes: frozenset[str]) -> list[tuple[date, int]]:
    """Return the days of meetings with one of `outcomes` and their places in the file, by day."""
    return sorted(
        [
            (meeting.on, place)
            for place, meeting in enumerate(pairing.meetings)
            if meeting.outcome in outcomes
        ]
    )


@rule(ERROR)
def interview_comes_first(snapshot: Snapshot) -> Iterator[Problem]:
    """The mentee has been interviewed before a mentor is asked (F5).

    Why: the mentor is chosen to fit the mentee's goals and needs (F4), and the interview is where
    they are told.

    Mend: write the interview into the mentee's file, or correct the days.
    """
    for pairing in snapshot.pairings.values():
        asked = pairing.proposal.mentor_asked
        person = snapshot.participants.get(pairing.mentee)
        if asked is None or person is None or person.mentee is None:
            continue
        interview = person.mentee.interview
        if interview is None:
            message = say(
                "The mentor was asked on {asked}, but {person} has not been interviewed.",
                asked=Day(asked),
                person=Person(person.id),
            )
        elif interview.on > asked:
            message = say(
                "The mentor was asked on {asked}, before the interview with {person} on"
                " {interview}.",
                asked=Day(asked),
                person=Person(person.id),
                interview=Day(interview.on),
            )
        else:
            continue
        yield Problem(
            _at(pairing, _ASKED),
            message,
            say(
                "Write the interview in {file}, or correct the day here.",
                file=Code(participant_file(person.id)),
            ),
        )


@rule(ERROR)
def mentor_is_asked_before_the_mentee_is_told(snapshot: Snapshot) -> Iterator[Problem]:
    """The mentee is told of a mentor only after the mentor has said yes (F7).

    Why: the mentee hears of a mentor who is willing, never of one who may decline.

    Mend: write the mentor's answer, or take `mentee_informed` away until there is one.
    """
    for pairing in snapshot.pairings.values():
        informed, answer = pairing.proposal.mentee_informed, pairing.proposal.mentor_answer
        if informed is None:
            continue
        if answer is None:
            message = say(
                "The mentee was told on {informed}, but the mentor's answer is missing.",
                informed=Day(informed),
            )
        elif answer.answer != "accepted":
            message = say(
                "The mentee was told on {informed}, but the mentor has declined.",
                informed=Day(informed),
            )
        elif informed < answer.on <= snapshot.today:
            message = say(
                "The mentee was told on {informed}, before the mentor's yes on {answer}.",
                informed=Day(informed),
                answer=Day(answer.on),
            )
        else:
            continue
        yield Problem(
            _at(pairing, _INFORMED),
            message,
            say(
                "Correct the day or the mentor's answer; delete {informed} if the mentee has not"
                " been told.",
                informed=Code("mentee_informed"),
            ),
        )


@rule(ERROR)
def steps_run_forward(snapshot: Snapshot) -> Iterator[Problem]:
    """Each step lies on or after the one before it: asked, answered, told, answered, met, feedback.

    Why: deadlines are counted from these days; a slip of the pen moves them all.

    Mend: correct the day that is wrong, or write the step that is missing.
    """
    for person in snapshot.participants.values():
        mentee = person.mentee
        if (
            mentee is not None
            and mentee.withdrawn is not None
            and mentee.withdrawn < mentee.admitted
        ):
            yield Problem(
                Where(participant_file(person.id), ("mentee", "withdrawn")),
                say(
                    "{person} left the programme on {later}, before being admitted on {earlier}.",
                    person=Person(person.id),
                    later=Day(mentee.withdrawn),
                    earlier=Day(mentee.admitted),
                ),
                say("Correct one of the two days."),
            )
    for pairing in snapshot.pairings.values():
        yield from _steps(
            pairing, snapshot.today, closed_by_a_no=snapshot.stages[pairing.id].name in REFUSALS
        )


class _Step(NamedTuple):
    """A step of a pairing, and the one it follows: what they are called, and where they stand in the file."""

    name: Sentence
    route: Route
    after: Sentence
    after_route: Route


_ANSWERS = _Step(say("the mentor's answer"), _ANSWER, say("the question to the mentor"), _ASKED)
_REACTS = _Step(say("the mentee's answer"), _REACTION, say("the word to the mentee"), _INFORMED)
_MEETS = _Step(
    say("the first meeting"), ("meetings", 0, "date"), say("the mentee's answer"), _REACTION
)
_MENTEE_TELLS = _Step(
    say("the mentee's feedback"),
    ("feedback", "mentee", "date"),
    say("the first held meeting"),
    ("meetings",),
)
_MENTOR_TELLS = _Step(
    say("the mentor's feedback"),
    ("feedback", "mentor", "date"),
    say("the first held meeting"),
    ("meetings",),
)
_PAUSE_ENDS = _Step(
    say("the end of the pause"),
    ("pauses", 0, "until"),
    say("the beginning of the pause"),
    ("pauses", 0, "from"),
)


def _steps(pairing: Pairing, today: date, *, closed_by_a_no: bool) -> Iterator[Problem]:
    """Yield each step that lies before the one it follows, or lacks it.

    Where the earlier step is dated after `today`, `the-past-has-happened` says so, and that is the
    fault.
    """
    asked, answer, informed, reaction = pairing.proposal
    if answer is not None and (asked is None or asked <= today):
        yield from _backward(pairing, _ANSWERS, asked, answer.on)
    if reaction is not None and (informed is None or informed <= today):
        yield from _backward(pairing, _REACTS, informed, reaction.on)
    meetings = _meetings(pairing, _EXPECTED)
    if (
        meetings
        and not (closed_by_a_no and reaction is None)
        and (reaction is None or reaction.on <= today)
    ):
        day, place = meetings[0]
        step = _MEETS._replace(route=("meetings", place, "date"))
        yield from (
            early._replace(severity=WARNING)
            for early in _backward(pairing, step, None if reaction is None else reaction.on, day)
        )
    held = [day for day, place in meetings if pairing.meetings[place].outcome == "held"]
    if not held or held[-1] <= today:
        if pairing.mentee_feedback is not None:
            yield from _backward(
                pairing, _MENTEE_TELLS, next(iter(held), None), pairing.mentee_feedback.on
            )
        if pairing.mentor_feedback is not None:
            yield from _backward(
                pairing, _MENTOR_TELLS, next(iter(held), None), pairing.mentor_feedback.on
            )
    for place, pause in enumerate(pairing.pauses):
        if pause.until is not None:
            yield from _backward(
                pairing,
                _PAUSE_ENDS._replace(route=("pauses", place, "until")),
                pause.start,
                pause.until,
            )


def _backward(
    pairing: Pairing, step: _Step, earlier_on: date | None, later_on: date
) -> Iterator[Problem]:
    """Yield a problem where a step was taken before the one it follows, or without it."""
    if earlier_on is None:
        route = " › ".join(str(part) for part in step.after_route if part != "date")
        message = say(
            "{later} is dated {later_on}, but {earlier} is missing.",
            later=step.name,
            later_on=Day(later_on),
            earlier=step.after,
        )
        yield Problem(
            _at(pairing, step.route),
            message,
            say("Write {step} with its day, or delete this one.", step=Code(route)),
        )
    elif earlier_on > later_on:
        message = say(
            "{later} is dated {later_on}, before {earlier} on {earlier_on}.",
            later=step.name,
            later_on=Day(later_on),
            earlier=step.after,
            earlier_on=Day(earlier_on),
        )
        yield Problem(_at(pairing, step.route), message, say("Correct one of the two days."))


@rule(ERROR)
def the_past_has_happened(snapshot: Snapshot) -> Iterator[Problem]:
    """What is written as done is not dated after today: held meetings, questions, answers,
    contacts.

    Why: a wrong year would otherwise count as a fact one day.

    Mend: correct the day; a meeting to come has the outcome `planned`.
    """
    today = snapshot.today
    for pairing in snapshot.pairings.values():
        for route, on in _done(pairing):
            if on > today:
                meeting = route[0] == "meetings"
                yield Problem(
                    _at(pairing, route),
                    (
                        say(
                            "The meeting on {day} is written as held or missed, but the day is"
                            " still to come.",
                            day=Day(on),
                        )
                        if meeting
                        else say(
                            "{day} is still to come, so this has not happened yet.", day=Day(on)
                        )
                    ),
                    (
                        say(
                            "Correct the day, or give the meeting the outcome {planned}.",
                            planned=Code("planned"),
                        )
                        if meeting
                        else say("Correct the day, or wait with writing it until it has happened.")
                    ),
                )


def _done(pairing: Pairing) -> Iterator[tuple[Route, date]]:
    yield from _proposal_routes(pairing)
    for place, meeting in enumerate(pairing.meetings):
        if meeting.outcome in _TOOK_PLACE:
            yield ("meetings", place, "date"), meeting.on
    yield from _talk_routes(pairing)


def _is_done(pairing: Pairing, route: Route) -> bool:
    """Return whether what stands at `route` is written as done, so that `the-past-has-happened` judges its day."""
    return any(route == done for done, _ in _done(pairing))


def _proposal_routes(pairing: Pairing) -> Iterator[tuple[Route, date]]:
    asked, answer, informed, reaction = pairing.proposal
    if asked is not None:
        yield _ASKED, asked
    if answer is not None:
        yield _ANSWER, answer.on
    if informed is not None:
        yield _INFORMED, informed
    if reaction is not None:
        yield _REACTION, reaction.on


def _talk_routes(pairing: Pairing) -> Iterator[tuple[Route, date]]:
    """Yield what the two have told the manager: feedback and check-ins."""
    if pairing.mentee_feedback is not None:
        yield ("feedback", "mentee", "date"), pairing.mentee_feedback.on
    if pairing.mentor_feedback is not None:
        yield ("feedback", "mentor", "date"), pairing.mentor_feedback.on
    for place, contact in enumerate(pairing.contacts):
        yield ("contacts", place, "date"), contact.on


@rule(ERROR)
def nothing_follows_the_end(snapshot: Snapshot) -> Iterator[Problem]:
    """After a pairing has ended, or one side has said no, nothing more happens in it.

    Why: what comes later belongs to another pairing, or the end is dated wrong.

    Mend: correct the day, or give a meeting that did not take place the outcome `cancelled`.
    """
    for pairing in snapshot.pairings.values():
        yield from _asked_too_late(snapshot, pairing)
        stage = snapshot.stages[pairing.id]
        if stage.since is not None and stage.name in REFUSALS:
            end, followers = stage.since, _after_a_no(pairing)
        elif pairing.ended is not None:
            end, followers = pairing.ended.on, _after(pairing)
        else:
            continue
        for route, on in followers:
            if on > end and (on <= snapshot.today or not _is_done(pairing, route)):
                yield Problem(
                    _at(pairing, route),
                    say(
                        "The pairing closed on {end}, but this is dated {day}.",
                        end=Day(end),
                        day=Day(on),
                    ),
                    (
                        say(
                            "Correct one of the days, or give the meeting the outcome {cancelled}.",
                            cancelled=Code("cancelled"),
                        )
                        if route[0] == "meetings"
                        else say("Correct one of the days, or delete what does not belong here.")
                    ),
                )


def _asked_too_late(snapshot: Snapshot, pairing: Pairing) -> Iterator[Problem]:
    """Yield a problem where a mentor was asked for a mentee who had left the programme."""
    asked, person = pairing.proposal.mentor_asked, snapshot.participants.get(pairing.mentee)
    withdrawn = None if person is None or person.mentee is None else person.mentee.withdrawn
    if asked is not None and withdrawn is not None and asked > withdrawn:
        yield Problem(
            _at(pairing, _ASKED),
            say(
                "The mentor was asked on {asked}, but {person} left the programme on {withdrawn}.",
                asked=Day(asked),
                person=Person(pairing.mentee),
                withdrawn=Day(withdrawn),
            ),
            say("Correct one of the two days, or delete the file if nobody was asked."),
        )


def _after_a_no(pairing: Pairing) -> Iterator[tuple[Route, date]]:
    """Yield what cannot follow a no. The other side's answer and the manager's talks may."""
    yield from _meeting_routes(pairing)
    for place, pause in enumerate(pairing.pauses):
        if (
            pause.until is None or pause.until >= pause.start
        ):  # else it is the pause itself that is dated wrong
            yield ("pauses", place, "from"), pause.start
    if pairing.agreement is not None:
        yield ("agreement",), pairing.agreement


def _meeting_routes(pairing: Pairing) -> Iterator[tuple[Route, date]]:
    for place, meeting in enumerate(pairing.meetings):
        if meeting.outcome in _ON_ITS_DAY:
            yield ("meetings", place, "date"), meeting.on


def _after(pairing: Pairing) -> Iterator[tuple[Route, date]]:
    asked, ended = pairing.proposal.mentor_asked, pairing.ended
    if asked is not None and ended is not None and asked > ended.on:
        yield _ASKED, asked  # the end itself is dated wrong: one finding says it
        return
    yield from _proposal_routes(pairing)
    yield from _talk_routes(pairing)
    yield from _after_a_no(pairing)


@rule(WARNING)
def one_meeting_a_day(snapshot: Snapshot) -> Iterator[Problem]:
    """A pairing has at most one meeting a day; one that was moved or cancelled does not count.

    Why: two lines for one meeting make the rhythm look better than it is.

    Mend: delete one of the lines, or correct its day.
    """
    for pairing in snapshot.pairings.values():
        days: set[date] = set()
        for place, meeting in enumerate(pairing.meetings):
            if meeting.outcome not in _ON_ITS_DAY:
                continue
            if meeting.on in days:
                yield Problem(
                    _at(pairing, ("meetings", place, "date")),
                    say("There are two meetings on {day}.", day=Day(meeting.on)),
                    say("Delete one of the lines, or correct its day."),
                )
            days.add(meeting.on)


@rule(ERROR)
def pauses_do_not_overlap(snapshot: Snapshot) -> Iterator[Problem]:
    """The pauses of a pairing lie apart; both their days belong to them, and an open one goes on.

    Why: two pauses over the same days are one pause written twice, or a wrong day.

    Mend: put the two together, or correct the day that is wrong.
    """
    for pairing in snapshot.pairings.values():
        if len(pairing.pauses) < 2:
            continue
        ordered = sorted(
            enumerate(pairing.pauses), key=lambda numbered: (numbered[1].start, numbered[0])
        )
        before = ordered[0][1]
        for place, pause in ordered[1:]:
            if before.until is None or pause.start <= before.until:
                yield Problem(
                    _at(pairing, ("pauses", place, "from")),
                    say(
                        "The pause from {start} begins before the one from {before} is over.",
                        start=Day(pause.start),
                        before=Day(before.start),
                    ),
                    say("Put the two together, or correct the day that is wrong."),
                )
            if before.until is not None and (pause.until is None or pause.until > before.until):
                before = pause


@rule(WARNING)
def meetings_keep_out_of_pauses(snapshot: Snapshot) -> Iterator[Problem]:
    """No meeting is held or planned inside a pause of the pairing.

    Why: either the pause is over, or the meeting will not take place.

    Mend: end the pause the day before the meeting, or move the meeting.
    """
    for pairing in snapshot.pairings.values():
        for pause in pairing.pauses:
            for place, meeting in enumerate(pairing.meetings):
                if (
                    meeting.outcome in _EXPECTED
                    and pause.start <= meeting.on
                    and (pause.until is None or meeting.on <= pause.until)
                ):
                    yield Problem(
                        _at(pairing, ("meetings", place, "date")),
                        say(
                            "The meeting on {day} lies inside the pause from {start}.",
                            day=Day(meeting.on),
                            start=Day(pause.start),
                        ),
                        say(
                            "Let the pause end the day before, with {until}, or correct the"
                            " meeting's day.",
                            until=Code("until"),
                        ),
                    )


@rule(WARNING)
def meetings_need_a_start(snapshot: Snapshot) -> Iterator[Problem]:
    """A third meeting is held only after both sides have told the manager that they want to begin.

    Why: both sides' answers are required (F10), and one trial meeting more is enough to know.

    Mend: ask both sides, and write their answers under `feedback`.
    """
    for pairing in snapshot.pairings.values():
        if len(pairing.meetings) < 3 or started_on(pairing, snapshot.today) is not None:
            continue
        if any(
            on > snapshot.today for route, on in _talk_routes(pairing) if route[0] == "feedback"
        ):
            continue  # the answer is there, with a wrong day
        held = [
            (on, place)
            for on, place in _meetings(pairing, frozenset({"held"}))
            if on <= snapshot.today
        ]
        if len(held) >= 3 and snapshot.stages[pairing.id].name not in REFUSALS:
            yield Problem(
                _at(pairing, ("meetings", held[2][1], "date")),
                say(
                    "{mentee} and {mentor} have met three times, but at least one of them has not"
                    " said yes to beginning.",
                    mentee=Person(pairing.mentee),
                    mentor=Person(pairing.mentor),
                ),
                say(
                    "Ask both sides, and write their answers under {feedback}.",
                    feedback=Code("feedback"),
                ),
            )


_LONGEST_BEFORE = timedelta(days=365)


@rule(WARNING)
def dates_fit_the_cohort(snapshot: Snapshot) -> Iterator[Problem]:
    """Meetings lie between the cohort's first and last day, and what prepares them less than a year
    before it.

    Why: a date far outside is most often a wrong year.

    Mend: correct the day, or give the pairing an `extended_until`.
    """
    cohorts = snapshot.cohorts
    for person in snapshot.participants.values():
        mentee = person.mentee
        cohort = None if mentee is None else cohorts.get(mentee.cohort)
        if (
            mentee is not None
            and cohort is not None
            and mentee.interview is not None
            and cohort.starts < cohort.ends
        ):
            on = mentee.interview.on
            if on > cohort.ends or on < cohort.starts - _LONGEST_BEFORE:
                yield Problem(
                    Where(participant_file(person.id), ("mentee", "interview", "date")),
                    *_preparing(on, cohort.starts, cohort.ends),
                )
    for pairing in snapshot.pairings.values():
        cohort = cohorts.get(pairing.cohort)
        whose = snapshot.participants.get(pairing.mentee)
        elsewhere = (
            whose is not None and whose.mentee is not None and whose.mentee.cohort != pairing.cohort
        )
        if cohort is None or elsewhere or cohort.ends <= cohort.starts:
            continue  # other rules say what is wrong
        extended = pairing.extended_until
        if extended is not None and extended <= cohort.ends:
            yield Problem(
                _at(pairing, ("extended_until",)),
                say(
                    "The pairing is extended until {extended}. That is not later than the cohort's"
                    " last day, {ends}. As it stands, the closing conversation is due from"
                    " {extended} on.",
                    extended=Day(extended),
                    ends=Day(cohort.ends),
                ),
                say("Write a later day, or delete {key}.", key=Code("extended_until")),
            )
        asked = pairing.proposal.mentor_asked
        if (
            asked is not None
            and asked <= snapshot.today
            and (asked > cohort.ends or asked < cohort.starts - _LONGEST_BEFORE)
        ):
            yield Problem(_at(pairing, _ASKED), *_preparing(asked, cohort.starts, cohort.ends))
        last = max(extended, cohort.ends) if extended else cohort.ends
        for place, meeting in enumerate(pairing.meetings):
            ahead = (
                meeting.outcome == "held" and meeting.on > snapshot.today
            )  # that is told already
            if (
                not ahead
                and (meeting.on < cohort.starts or meeting.on > last)
                and meeting.outcome in _EXPECTED
            ):
                yield Problem(
                    _at(pairing, ("meetings", place, "date")),
                    *_outside(meeting.on, cohort.starts, last),
                )


def _preparing(on: date, starts: date, ends: date) -> tuple[Sentence, Sentence]:
    message = (
        say("{day} lies after the cohort, which ended on {ends}.", day=Day(on), ends=Day(ends))
        if on > ends
        else say(
            "{day} lies more than a year before the cohort, which starts on {starts}.",
            day=Day(on),
            starts=Day(starts),
        )
    )
    return message, say("Correct the day, or the cohort.")


def _outside(on: date, starts: date, ends: date) -> tuple[Sentence, Sentence]:
    return (
        say(
            "{day} lies outside the cohort, which runs from {starts} to {ends}.",
            day=Day(on),
            starts=Day(starts),
            ends=Day(ends),
        ),
        say(
            "Correct the day. If the pairing goes on past the cohort, give it an {extended}.",
            extended=Code("extended_until"),
        ),
    )


@rule(ERROR)
def a_no_has_its_reason(snapshot: Snapshot) -> Iterator[Problem]:
    """A mentor who declines and a mentee who objects have a reason code, if only `not-given`.

    Why: a tie must be remembered; everything else helps the manager ask better next time.

    Mend: write `reason`; `not-given` when none was given.
    """
    for pairing in snapshot.pairings.values():
        for key, answer, no in (
            ("mentor_answer", pairing.proposal.mentor_answer, "declined"),
            ("mentee_answer", pairing.proposal.mentee_answer, "objected"),
        ):
            if answer is not None and answer.answer == no and answer.reason is None:
                yield Problem(
                    _at(pairing, ("proposal", key)),
                    (
                        say("The mentor has declined, but the reason is missing.")
                        if no == "declined"
                        else say("The mentee has objected, but the reason is missing.")
                    ),
                    say(
                        "Add {reason} with one of {reasons}.",
                        reason=Code("reason"),
                        reasons=codes(REASONS[key]),
                    ),
                )


RULES = (
    interview_comes_first,
    mentor_is_asked_before_the_mentee_is_told,
    steps_run_forward,
    the_past_has_happened,
    nothing_follows_the_end,
    one_meeting_a_day,
    pauses_do_not_overlap,
    meetings_keep_out_of_pauses,
    meetings_need_a_start,
    dates_fit_the_cohort,
    a_no_has_its_reason,
)
