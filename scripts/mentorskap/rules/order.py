"""Rules about the order of things: the steps of a pairing, what has happened, pauses, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import REASONS, pairing_file, participant_file
from mentorskap.model import facts
from mentorskap.model.lifecycle import REFUSALS, started_on
from mentorskap.rules.rule import ERROR, WARNING, Problem, Where, rule
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Day, Person, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from mentorskap.files.records import Answer, Break, Mentor, Pairing, Participation
    from mentorskap.files.source import Route
    from mentorskap.model.facts import Fact
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence

CORRECT = say("Correct one of the two days.")

_HELD = frozenset({"held"})
_TOOK_PLACE = frozenset({"held", "no-show"})
EXPECTED = frozenset({"held", "planned"})
_ON_ITS_DAY = frozenset({"held", "planned", "no-show"})

_ASKED: Route = ("proposal", "mentor_asked")
_ANSWER: Route = ("proposal", "mentor_answer", "date")
_INFORMED: Route = ("proposal", "mentee_informed")
_REACTION: Route = ("proposal", "mentee_answer", "date")


def _at(pairing: Pairing, route: Route) -> Where:
    return Where(pairing_file(pairing.id), route)


def _meetings(pairing: Pairing, outcomes: frozenset[str]) -> list[tuple[date, int]]:
    """Return the days of meetings with one of `outcomes` and their indices in the file, by day."""
    return sorted(
        [
            (meeting.on, index)
            for index, meeting in enumerate(pairing.meetings)
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
        asked_on = pairing.proposal.mentor_asked
        person = snapshot.participants.get(pairing.mentee)
        participation = None if person is None else person.participation(pairing.cohort)
        if asked_on is None or person is None or participation is None:
            continue
        interview = participation.interview
        if interview is None:
            message = say(
                "The mentor was asked on {asked}, but {person} has not been interviewed.",
                asked=Day(asked_on),
                person=Person(person.id),
            )
        elif interview.on > asked_on:
            message = say(
                "The mentor was asked on {asked}, before the interview with {person} on"
                " {interview}.",
                asked=Day(asked_on),
                person=Person(person.id),
                interview=Day(interview.on),
            )
        else:
            continue
        yield Problem(
            _at(pairing, _ASKED),
            message,
            say(
                "Write the interview in {file}, or correct {asked}.",
                file=Code(participant_file(person.id)),
                asked=Code("mentor_asked"),
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
        for participation in person.participations:
            yield from _entry_backward(person.id, participation)
        if person.mentor is not None:
            yield from _availability_backward(person.id, person.mentor)
    for pairing in snapshot.pairings.values():
        refused = snapshot.stages[pairing.id].name in REFUSALS
        yield from _steps(_Case(pairing, snapshot.today, refused))
        yield from _pauses_backward(pairing)
        yield from _contacts_backward(pairing, snapshot.today)


def _entry_backward(id_: str, mentee: Participation) -> Iterator[Problem]:
    """Yield the first step of a mentee's entry that is dated before an earlier one."""
    interview = mentee.interview
    if interview is not None and interview.on < mentee.admitted:
        yield Problem(
            Where(participant_file(id_), (*mentee.route, "interview", "date")),
            say(
                "{person} was interviewed on {later}, before being admitted on {earlier}.",
                person=Person(id_),
                later=Day(interview.on),
                earlier=Day(mentee.admitted),
            ),
            CORRECT,
        )
    elif mentee.withdrawn is not None and mentee.withdrawn < mentee.admitted:
        yield Problem(
            Where(participant_file(id_), (*mentee.route, "withdrawn")),
            say(
                "{person} left the programme on {later}, before being admitted on {earlier}.",
                person=Person(id_),
                later=Day(mentee.withdrawn),
                earlier=Day(mentee.admitted),
            ),
            CORRECT,
        )
    elif mentee.withdrawn is not None and interview is not None and mentee.withdrawn < interview.on:
        yield Problem(
            Where(participant_file(id_), (*mentee.route, "withdrawn")),
            say(
                "{person} left the programme on {later}, before the interview on {earlier}.",
                person=Person(id_),
                later=Day(mentee.withdrawn),
                earlier=Day(interview.on),
            ),
            say("Correct one of the two days, or delete an interview that was never held."),
        )


def _availability_backward(id_: str, mentor: Mentor) -> Iterator[Problem]:
    begins, ends = mentor.available_from, mentor.available_until
    if begins is not None and ends is not None and ends < begins:
        yield Problem(
            Where(participant_file(id_), ("mentor", "available", "until")),
            say(
                "{person} is available until {later}, before the first day, {earlier}.",
                person=Person(id_),
                later=Day(ends),
                earlier=Day(begins),
            ),
            CORRECT,
        )


def _contacts_backward(pairing: Pairing, today: date) -> Iterator[Problem]:
    """Yield each check-in from before the mentor was asked, if the question is not the fault."""
    asked_on = pairing.proposal.mentor_asked
    if not pairing.contacts or asked_on is None or asked_on > today:
        return
    first = first_step(pairing)
    for index, contact in enumerate(pairing.contacts):
        if first is not None and contact.on < first:
            yield Problem(
                _at(pairing, ("contacts", index, "date")),
                _dated_before(
                    say("the check-in"), contact.on, say("the question to the mentor"), asked_on
                ),
                CORRECT,
            )


def first_step(pairing: Pairing) -> date | None:
    """Return the first day of the proposal: of the question, unless an answer lies before it."""
    proposal = pairing.proposal
    days = (
        proposal.mentor_asked,
        _on(proposal.mentor_answer),
        proposal.mentee_informed,
        _on(proposal.mentee_answer),
    )
    return min((day for day in days if day is not None), default=None)


class _Case(NamedTuple):
    """A pairing on a day; `refused`: whether a no has closed it."""

    pairing: Pairing
    today: date
    refused: bool


class _Step(NamedTuple):
    """A step of a pairing, and the one that it follows: the name, the route and the day of each.

    `optional_when` says when nothing is asked: above all if the earlier step is dated after today,
    for then `the-past-has-happened` reports that day, and it is the fault.
    """

    name: Sentence
    route: Route
    on: Callable[[Pairing], date | None]
    after: Sentence
    after_route: Route
    after_on: Callable[[Pairing], date | None]
    optional_when: Callable[[_Case], bool]
    severity: str | None = None


def _held_ahead(case: _Case) -> bool:
    meetings = _meetings(case.pairing, _HELD)
    return bool(meetings) and meetings[-1][0] > case.today


def _reaction_ahead(case: _Case) -> bool:
    return _is_ahead(_on(case.pairing.proposal.mentee_answer), case.today)


def _is_ahead(on: date | None, today: date) -> bool:
    return on is not None and on > today


def _on(answer: Answer | None) -> date | None:
    return None if answer is None else answer.on


def _earliest(answers: Sequence[Answer]) -> date | None:
    return min((answer.on for answer in answers), default=None)


def _first(pairing: Pairing, outcomes: frozenset[str]) -> date | None:
    days = [meeting.on for meeting in pairing.meetings if meeting.outcome in outcomes]
    return min(days) if days else None


_STEPS = (
    _Step(
        say("the mentor's answer"),
        _ANSWER,
        lambda pairing: _on(pairing.proposal.mentor_answer),
        say("the question to the mentor"),
        _ASKED,
        lambda pairing: pairing.proposal.mentor_asked,
        lambda case: _is_ahead(case.pairing.proposal.mentor_asked, case.today),
    ),
    _Step(
        say("the mentee's answer"),
        _REACTION,
        lambda pairing: _on(pairing.proposal.mentee_answer),
        say("the word to the mentee"),
        _INFORMED,
        lambda pairing: pairing.proposal.mentee_informed,
        lambda case: _is_ahead(case.pairing.proposal.mentee_informed, case.today),
    ),
    _Step(
        say("the first meeting"),
        ("meetings",),
        lambda pairing: _first(pairing, EXPECTED),
        say("the mentee's answer"),
        _REACTION,
        lambda pairing: _on(pairing.proposal.mentee_answer),
        lambda case: (
            _reaction_ahead(case) or (case.refused and case.pairing.proposal.mentee_answer is None)
        ),
        WARNING,
    ),
    _Step(
        say("the mentee's feedback"),
        ("feedback", "mentee", "date"),
        lambda pairing: _earliest(pairing.mentee_feedback),
        say("the first held meeting"),
        ("meetings",),
        lambda pairing: _first(pairing, _HELD),
        _held_ahead,
    ),
    _Step(
        say("the mentor's feedback"),
        ("feedback", "mentor", "date"),
        lambda pairing: _earliest(pairing.mentor_feedback),
        say("the first held meeting"),
        ("meetings",),
        lambda pairing: _first(pairing, _HELD),
        _held_ahead,
    ),
)
"""The steps of a pairing, in order (F7–F10)."""


def _steps(case: _Case) -> Iterator[Problem]:
    """Yield each step that is dated before the one it follows, or lacks it."""
    pairing = case.pairing
    for step in _STEPS:
        on, after_on = step.on(pairing), step.after_on(pairing)
        if on is None or (after_on is not None and after_on <= on) or step.optional_when(case):
            continue
        route = step.route
        if route == ("meetings",):
            route = ("meetings", _meetings(pairing, EXPECTED)[0][1], "date")
        elif route[0] == "feedback":
            answers = pairing.mentee_feedback if route[1] == "mentee" else pairing.mentor_feedback
            position = next(answer.position for answer in answers if answer.on == on)
            route = route if position is None else (*route[:2], position, "date")
        yield from _backward(pairing, step._replace(route=route), after_on, on)


def _pauses_backward(pairing: Pairing) -> Iterator[Problem]:
    for index, pause in enumerate(pairing.pauses):
        if pause.until is not None and pause.until < pause.start:
            yield Problem(
                _at(pairing, ("pauses", index, "until")),
                _dated_before(
                    say("the end of the pause"),
                    pause.until,
                    say("the beginning of the pause"),
                    pause.start,
                ),
                CORRECT,
            )


_LINES = {
    "mentor_answer": "mentor_answer: {date: YYYY-MM-DD, answer: accepted}",
    "mentee_answer": "mentee_answer: {date: YYYY-MM-DD, answer: accepted}",
    "meetings": "- {date: YYYY-MM-DD, outcome: held}",
}
"""The lines of steps that are more than a day."""


def _backward(
    pairing: Pairing, step: _Step, earlier_on: date | None, later_on: date
) -> Iterator[Problem]:
    """Yield a problem where a step was taken before the one it follows, or without it."""
    if earlier_on is None:
        *above, last = (str(part) for part in step.after_route if part != "date")
        later_key = next(part for part in reversed(step.route) if part != "date")
        later = (
            say("the meeting on {day}", day=Day(later_on))
            if isinstance(later_key, int)
            else Code(later_key)
        )
        message = say(
            "{later} is dated {later_on}, but {earlier} is missing.",
            later=step.name,
            later_on=Day(later_on),
            earlier=step.after,
        )
        yield Problem(
            _at(pairing, step.route),
            message,
            say(
                "Add the line {line} under {above}, or delete {later}.",
                line=Code(_LINES.get(last, f"{last}: YYYY-MM-DD")),
                above=Code(f"{above[0] if above else last}:"),
                later=later,
            ),
            step.severity,
        )
    elif earlier_on > later_on:
        message = _dated_before(step.name, later_on, step.after, earlier_on)
        yield Problem(_at(pairing, step.route), message, CORRECT, step.severity)


def _dated_before(later: Sentence, later_on: date, earlier: Sentence, earlier_on: date) -> Sentence:
    return say(
        "{later} is dated {later_on}, before {earlier} on {earlier_on}.",
        later=later,
        later_on=Day(later_on),
        earlier=earlier,
        earlier_on=Day(earlier_on),
    )


@rule(ERROR)
def the_past_has_happened(snapshot: Snapshot) -> Iterator[Problem]:
    """What is written as done is not dated after today: admissions, questions, answers, held
    meetings, contacts, agreements.

    Why: a wrong year would otherwise count as a fact one day.

    Mend: correct the day; a meeting to come has the outcome `planned`.
    """
    today = snapshot.today
    for person in snapshot.participants.values():
        for participation in person.participations:
            if participation.admitted > today:
                yield Problem(
                    Where(participant_file(person.id), (*participation.route, "admitted")),
                    *_still_to_come(
                        say("admitted on {day}", day=Day(participation.admitted)),
                        "",
                        participation.admitted,
                    ),
                )
        for fact in facts.of_person(person):
            if fact.on > today:
                yield Problem(
                    Where(participant_file(person.id), fact.route),
                    *_still_to_come(fact.said, "", fact.on),
                )
    for id_, dated in snapshot.facts.items():
        for fact in dated:
            if fact.on > today and _is_done(fact):
                yield Problem(
                    Where(pairing_file(id_), fact.day_route),
                    *_still_to_come(fact.said, fact.group, fact.on),
                )


def _is_done(fact: Fact) -> bool:
    """Say whether a fact is written as done, so that `the-past-has-happened` judges its day."""
    return fact.group in _DONE or fact.state in _TOOK_PLACE


_DONE = frozenset({facts.PROPOSAL, facts.TALK, facts.AGREEMENT})


def _still_to_come(what: Sentence, group: str, on: date) -> tuple[Sentence, Sentence]:
    if group == facts.MEETING:
        return (
            say(
                "The meeting on {day} is written as held or missed, but the day is still to come.",
                day=Day(on),
            ),
            say(
                "Correct the day, or give the meeting the outcome {planned}.",
                planned=Code("planned"),
            ),
        )
    return (
        say("{what}: the day is still to come, so it has not happened yet.", what=what),
        say("Correct the day, or wait with writing it until it has happened."),
    )


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
            end, groups = stage.since, _AFTER_A_NO
        elif pairing.ended is not None:
            end, groups = pairing.ended.on, _AFTER_AN_END
        else:
            continue
        for fact in _following(snapshot.facts[pairing.id], end, groups):
            if fact.on <= snapshot.today or not _is_done(fact):
                yield _following_the_end(pairing, fact, end)


_AFTER_A_NO = frozenset({facts.MEETING, facts.REST, facts.AGREEMENT})
"""What can't follow a no. The other side's answer and the manager's talks may."""

_AFTER_AN_END = _AFTER_A_NO | {facts.PROPOSAL, facts.TALK}


def _following(dated: Iterable[Fact], end: date, groups: frozenset[str]) -> Iterator[Fact]:
    """Yield the facts about one of `groups` that take place on their day, after `end`.

    A meeting that was moved or cancelled does not, and a pause that ends before it begins is the
    fault itself. If the mentor was asked after the end, the end is the fault: nothing else follows.
    """
    for fact in dated:
        if (
            fact.on > end
            and fact.group in groups
            and (fact.group != facts.MEETING or fact.state in _ON_ITS_DAY)
            and not ends_before_it_begins(fact)
        ):
            yield fact
            if fact.route == _ASKED:
                return


def ends_before_it_begins(fact: Fact) -> bool:
    """Say whether a fact is a pause whose last day lies before its first."""
    return fact.group == facts.REST and "" < fact.state < fact.on.isoformat()


def _following_the_end(pairing: Pairing, fact: Fact, end: date) -> Problem:
    message = say(
        "{what}: {day} is after the pairing closed, on {end}.",
        what=fact.event,
        day=Day(fact.on),
        end=Day(end),
    )
    fix = say("Correct one of the days, or delete what does not belong in the pairing.")
    if fact.group == facts.MEETING:
        fix = say(
            "Correct one of the days, or give the meeting the outcome {cancelled}.",
            cancelled=Code("cancelled"),
        )
    return Problem(_at(pairing, fact.day_route), message, fix)


def _asked_too_late(snapshot: Snapshot, pairing: Pairing) -> Iterator[Problem]:
    """Yield a problem where a mentor was asked for a mentee who had left the programme."""
    asked_on, person = pairing.proposal.mentor_asked, snapshot.participants.get(pairing.mentee)
    participation = None if person is None else person.participation(pairing.cohort)
    withdrawn = None if participation is None else participation.withdrawn
    if asked_on is not None and withdrawn is not None and asked_on > withdrawn:
        yield Problem(
            _at(pairing, _ASKED),
            say(
                "The mentor was asked on {asked}, but {person} left the programme on {withdrawn}.",
                asked=Day(asked_on),
                person=Person(pairing.mentee),
                withdrawn=Day(withdrawn),
            ),
            say("Correct one of the two days, or delete the file if nobody was asked."),
        )
    mentor = snapshot.participants.get(pairing.mentor)
    left = None if mentor is None or mentor.mentor is None else mentor.mentor.left
    if asked_on is not None and left is not None and asked_on > left:
        yield Problem(
            _at(pairing, _ASKED),
            say(
                "The mentor was asked on {asked}, but {person} left the network on {left}.",
                asked=Day(asked_on),
                person=Person(pairing.mentor),
                left=Day(left),
            ),
            say("Correct one of the two days, or delete the file if nobody was asked."),
        )


@rule(WARNING)
def one_meeting_a_day(snapshot: Snapshot) -> Iterator[Problem]:
    """A pairing has at most one meeting a day; one that was moved or cancelled does not count.

    Why: two lines for one meeting make the rhythm look better than it is.

    Mend: delete one of the lines, or correct its day.
    """
    for pairing in snapshot.pairings.values():
        days: set[date] = set()
        for index, meeting in enumerate(pairing.meetings):
            if meeting.outcome not in _ON_ITS_DAY:
                continue
            if meeting.on in days:
                yield Problem(
                    _at(pairing, ("meetings", index, "date")),
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
        for index, pause in ordered[1:]:
            if before.until is None or pause.start <= before.until:
                yield Problem(
                    _at(pairing, ("pauses", index, "from")),
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
    """No meeting is held or planned inside a pause of the pairing, or planned inside a break of its
    cohort.

    Why: either the pause is over, or the meeting will not take place.

    Mend: end the pause the day before the meeting, or move the meeting.
    """
    for pairing in snapshot.pairings.values():
        if not pairing.meetings:
            continue
        for pause in pairing.pauses:
            for index, meeting in enumerate(pairing.meetings):
                if (
                    meeting.outcome in EXPECTED
                    and pause.start <= meeting.on
                    and (pause.until is None or meeting.on <= pause.until)
                ):
                    yield Problem(
                        _at(pairing, ("meetings", index, "date")),
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
        cohort = snapshot.cohorts.get(pairing.cohort)
        for rest in cohort.breaks if cohort else ():
            yield from _planned_in_a_break(pairing, rest, snapshot.today)


def _planned_in_a_break(pairing: Pairing, rest: Break, today: date) -> Iterator[Problem]:
    """Yield the meetings ahead that are planned inside a break of the cohort."""
    for index, meeting in enumerate(pairing.meetings):
        if meeting.outcome == "planned" and max(rest.start, today) <= meeting.on <= rest.until:
            yield Problem(
                _at(pairing, ("meetings", index, "date")),
                say(
                    "The meeting planned for {day} falls in the cohort's break, {start} – {until}.",
                    day=Day(meeting.on),
                    start=Day(rest.start),
                    until=Day(rest.until),
                ),
                say("Ask the two whether the day holds. If not, move the meeting."),
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
        answers = (*pairing.mentee_feedback, *pairing.mentor_feedback)
        if any(_is_ahead(answer.on, snapshot.today) for answer in answers):
            continue  # the answer is there, with a wrong day
        held = [(on, index) for on, index in _meetings(pairing, _HELD) if on <= snapshot.today]
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
    a_no_has_its_reason,
)
