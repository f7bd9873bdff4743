"""Whether dates fit together: with the cohort, with the pairing's own days and with each other.

A wrong year is the commonest slip of all. A step that lies less than a year after the one before it
cannot be a year off without coming out of order or out of reach; so that is what is asked of each.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE, pairing_file, participant_file
from mentorskap.model import facts
from mentorskap.model.lifecycle import REFUSALS
from mentorskap.rules.order import CORRECT, EXPECTED, ends_before_it_begins, first_step
from mentorskap.rules.rule import WARNING, Problem, Where, rule
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Day, Person, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.files.records import (
        Cohort,
        Contact,
        Mentor,
        Pairing,
        Participant,
        Participation,
    )
    from mentorskap.files.source import Route
    from mentorskap.model.facts import Fact
    from mentorskap.model.snapshot import Snapshot

_DAY, _YEAR = timedelta(days=1), timedelta(days=365)
_LONGEST_COHORT = 3 * _YEAR
_LONGEST_ABSENCE = 2 * _YEAR
_HALF_A_YEAR = timedelta(days=182)
_FEW = 2
"""Lines that are too few to have an order."""
_FURTHEST = 2 * _YEAR
"""How far ties and availability may lie from the person's cohorts."""


@rule(WARNING)
def dates_fit_the_cohort(snapshot: Snapshot) -> Iterator[Problem]:
    """What happens in a pairing is dated within its own days, what prepares it at most a year
    before the cohort, and each step less than a year after the one before it.

    An extension reaches at most a year past the cohort. Ties, availability, absences and the length
    of a cohort may be off by a year more.

    Why: a date far outside is most often a wrong year.

    Mend: correct the day, or give the pairing an `extended_until`.
    """
    yield from _programme(snapshot)
    for person in snapshot.participants.values():
        for participation in person.participations:
            cohort = snapshot.cohorts.get(participation.cohort)
            if cohort is not None and cohort.starts < cohort.ends:
                yield from _entry(person, participation, cohort, snapshot)
        yield from _informing(person, snapshot.today)
        if person.ties or (person.mentor is not None and _bounded(person.mentor)):
            yield from _far_away(person, snapshot)
    for pairing in snapshot.pairings.values():
        cohort = snapshot.cohorts.get(pairing.cohort)
        mentee = snapshot.participants.get(pairing.mentee)
        role = None if mentee is None else mentee.participation(pairing.cohort)
        elsewhere = (
            mentee is not None
            and bool(mentee.participations)
            and role is None
            and not snapshot.stages[pairing.id].closed
        )
        if cohort is not None and not elsewhere and cohort.starts < cohort.ends:
            yield from _within(pairing, cohort, role, snapshot)


# The programme.


def _programme(snapshot: Snapshot) -> Iterator[Problem]:
    if snapshot.programme is None:
        return
    for index, cohort in enumerate(snapshot.programme.cohorts):
        if cohort.ends - cohort.starts > _LONGEST_COHORT:
            yield Problem(
                Where(PROGRAMME_FILE, ("cohorts", index, "ends")),
                say(
                    "The cohort {cohort} runs from {starts} to {ends}, which is more than three"
                    " years.",
                    cohort=Code(cohort.id),
                    starts=Day(cohort.starts),
                    ends=Day(cohort.ends),
                ),
                CORRECT,
            )
    for number, manager in enumerate(snapshot.programme.managers):
        for index, away in enumerate(manager.absences):
            if away.until - away.start > _LONGEST_ABSENCE:
                yield Problem(
                    Where(PROGRAMME_FILE, ("managers", number, "away", index, "until")),
                    say(
                        "The absence from {start} to {until} lasts more than two years.",
                        start=Day(away.start),
                        until=Day(away.until),
                    ),
                    CORRECT,
                )


# People.


def _entry(
    person: Participant, mentee: Participation, cohort: Cohort, snapshot: Snapshot
) -> Iterator[Problem]:
    """Yield at most one problem with the days on which a mentee came in, and one with leaving."""
    admitted, interview, today = mentee.admitted, mentee.interview, snapshot.today
    file = participant_file(person.id)
    if interview is None:
        if not _prepares(admitted, cohort) and admitted <= today:
            yield Problem(
                Where(file, (*mentee.route, "admitted")), *_preparing(_ADMISSION, admitted, cohort)
            )
        elif mentee.withdrawn is None and admitted + _YEAR <= today <= cohort.ends:
            yield Problem(
                Where(file, (*mentee.route, "admitted")),
                say(
                    "{person} was admitted on {admitted}, more than a year ago, and nothing has"
                    " been written since.",
                    person=Person(person.id),
                    admitted=Day(admitted),
                ),
                say("Correct the day, or write the interview or the day of withdrawal."),
            )
    elif (
        not cohort.starts - _YEAR
        <= admitted
        <= interview.on
        < min(admitted + _YEAR, cohort.ends + _DAY)
    ):
        yield from _admission_and_interview(person.id, mentee, cohort, snapshot)
    if mentee.withdrawn is not None:
        yield from _late_withdrawal(person.id, mentee, snapshot)


def _admission_and_interview(
    id_: str, mentee: Participation, cohort: Cohort, snapshot: Snapshot
) -> Iterator[Problem]:
    admitted, interview = mentee.admitted, mentee.interview
    if interview is None or interview.on < admitted:
        return
    where = Where(participant_file(id_), (*mentee.route, "interview", "date"))
    if not _prepares(interview.on, cohort):
        if not _asked_before(interview.on, id_, mentee.cohort, snapshot):
            yield Problem(where, *_preparing(_INTERVIEW, interview.on, cohort))
    elif admitted < cohort.starts - _YEAR:
        yield Problem(
            Where(participant_file(id_), (*mentee.route, "admitted")),
            *_preparing(_ADMISSION, admitted, cohort),
        )
    elif interview.on - admitted >= _YEAR and not _asked_before(
        interview.on, id_, mentee.cohort, snapshot
    ):
        yield Problem(
            where,
            *_a_year_after(
                say("the interview"), interview.on, say("the admission"), mentee.admitted
            ),
        )


def _informing(person: Participant, today: date) -> Iterator[Problem]:
    """Yield a day of informing, or of entry, that is far from what it belongs to."""
    added = None if person.mentor is None else person.mentor.added
    days = [participation.admitted for participation in person.participations]
    days += [] if added is None else [added]
    notified = person.notified
    if notified is not None and notified <= today and days:
        nearest = min(days, key=lambda day: abs(day - notified))
        if abs(nearest - notified) > _HALF_A_YEAR:
            yield Problem(
                Where(participant_file(person.id), ("notified",)),
                say(
                    "{person} was informed of what is stored on {notified}, more than half a year"
                    " from the day of entry, {day}.",
                    person=Person(person.id),
                    notified=Day(notified),
                    day=Day(nearest),
                ),
                CORRECT,
            )
    left = person.mentor is not None and person.mentor.left is not None
    if added is not None and notified is None and not left and today - added >= _YEAR:
        yield Problem(
            Where(participant_file(person.id), ("mentor", "added")),
            say(
                "{person} was entered on {added}, a year or more ago, and has not been informed of"
                " what is stored.",
                person=Person(person.id),
                added=Day(added),
            ),
            say(
                "Correct the day, or inform {person} and write {command}.",
                person=Person(person.id),
                command=Code(f"mentorskap record notified {person.id}"),
            ),
        )


def _asked_before(on: date, id_: str, cohort: str, snapshot: Snapshot) -> bool:
    """Say whether a mentor was asked before the interview: `interview-comes-first` reports that."""
    return any(
        pairing.cohort == cohort
        and pairing.proposal.mentor_asked is not None
        and pairing.proposal.mentor_asked < on
        for pairing in snapshot.by_mentee.get(id_, ())
    )


def _late_withdrawal(id_: str, mentee: Participation, snapshot: Snapshot) -> Iterator[Problem]:
    withdrawn = mentee.withdrawn
    if withdrawn is None or withdrawn < mentee.admitted:
        return
    days = [mentee.admitted]
    if mentee.interview is not None:
        days.append(mentee.interview.on)
    for pairing in snapshot.by_mentee.get(id_, ()):
        days += [
            fact.on
            for fact in snapshot.facts[pairing.id]
            if pairing.cohort == mentee.cohort and fact.kind not in _NOT_YET_HAPPENED
        ]
    latest = max(day for day in days if day <= withdrawn)
    if withdrawn - latest >= _YEAR:
        yield Problem(
            Where(participant_file(id_), (*mentee.route, "withdrawn")),
            say(
                "{person} left the programme on {withdrawn}, a year or more after the latest"
                " entry in the files, on {latest}.",
                person=Person(id_),
                withdrawn=Day(withdrawn),
                latest=Day(latest),
            ),
            CORRECT,
        )


def _prepares(on: date, cohort: Cohort) -> bool:
    return cohort.starts - _YEAR <= on <= cohort.ends


_ADMISSION = say("admission")
_INTERVIEW = say("interview")
_END = say("the end of the pairing")


def _preparing(what: Sentence, on: date, cohort: Cohort) -> tuple[Sentence, Sentence]:
    message = (
        say(
            "{what}: {day} is after the cohort, which ended on {ends}.",
            what=what,
            day=Day(on),
            ends=Day(cohort.ends),
        )
        if on > cohort.ends
        else say(
            "{what}: {day} is more than a year before the cohort, which starts on {starts}.",
            what=what,
            day=Day(on),
            starts=Day(cohort.starts),
        )
    )
    return message, say("Correct the day, or the cohort.")


def _far_away(person: Participant, snapshot: Snapshot) -> Iterator[Problem]:
    """Yield ties and availability more than two years from every cohort that concerns a person."""
    days: list[tuple[Route, date | None]] = [
        (("ties", index, "until"), tie.until) for index, tie in enumerate(person.ties)
    ]
    if person.mentor is not None:
        begins, ends = person.mentor.available_from, person.mentor.available_until
        if begins is None or ends is None or begins <= ends:
            days += [
                (("mentor", "available", "from"), begins),
                (("mentor", "available", "until"), ends),
            ]
    cohorts = _cohorts_of(person, snapshot)
    if not cohorts:
        return
    earliest = min(cohort.starts for cohort in cohorts)
    latest = max(cohort.ends for cohort in cohorts)
    for route, on in days:
        if on is not None and not earliest - _FURTHEST <= on <= latest + _FURTHEST:
            yield Problem(
                Where(participant_file(person.id), route),
                say(
                    "{day} is more than two years from the cohorts of {person}, which run from"
                    " {earliest} to {latest}.",
                    day=Day(on),
                    person=Person(person.id),
                    earliest=Day(earliest),
                    latest=Day(latest),
                ),
                say("Correct the day, or delete the line if there is no limit."),
            )


def _bounded(mentor: Mentor) -> bool:
    return mentor.available_from is not None or mentor.available_until is not None


def _cohorts_of(person: Participant, snapshot: Snapshot) -> list[Cohort]:
    """Return the cohorts that are not over, and those in which a person has taken part."""
    own = {pairing.cohort for pairing in snapshot.pairings_of(person.id)}
    own |= {participation.cohort for participation in person.participations}
    return [
        cohort
        for cohort in snapshot.cohorts.values()
        if cohort.id in own or cohort.ends >= snapshot.today
    ] or list(snapshot.cohorts.values())


# Pairings.


class _Bounds(NamedTuple):
    """The days that a pairing's facts are held against.

    `first` is that of the question to the mentor, `last` the last by plan, and `closed` that of a
    no or an end, which `nothing-follows-the-end` guards.
    """

    cohort: Cohort
    first: date
    last: date
    closed: date
    today: date


def _within(
    pairing: Pairing, cohort: Cohort, role: Participation | None, snapshot: Snapshot
) -> Iterator[Problem]:
    dated = snapshot.facts[pairing.id]
    extended, last = pairing.extended_until, cohort.ends
    if extended is not None:
        yield from _extension(pairing, extended, cohort)
        # Where the extension is too short, it is the fault, and not what came after it.
        last = cohort.ends + _YEAR if extended <= cohort.ends else extended
    elif not dated or _clearly_fit(pairing, dated, cohort, role):
        return
    first = first_step(pairing) or (cohort.starts - _YEAR + _DAY if role is None else role.admitted)
    days = _Bounds(cohort, first, last, _closed(pairing, snapshot), snapshot.today)
    problems = [problem for fact in dated for problem in _outside(pairing, fact, days, role)]
    if not problems:
        problems = list(_gaps(pairing, dated, role, snapshot))
    yield from problems or _signed_early(pairing, days) or _out_of_line(pairing, dated, days)
    yield from _pauses(pairing, first, last)


def _signed_early(pairing: Pairing, days: _Bounds) -> list[Problem]:
    """Return the problem with an agreement that is older than the mentee's answer, if there is one.

    One before the question to the mentor is reported as that.
    """
    reaction, signed = pairing.proposal.mentee_answer, pairing.agreement
    if reaction is None or signed is None or not days.first <= signed < reaction.on <= days.today:
        return []
    return [
        Problem(
            Where(pairing_file(pairing.id), ("agreement",)),
            say(
                "The agreement is dated {signed}, before the mentee's answer on {answered}.",
                signed=Day(signed),
                answered=Day(reaction.on),
            ),
            CORRECT,
        )
    ]


def _clearly_fit(
    pairing: Pairing, dated: tuple[Fact, ...], cohort: Cohort, role: Participation | None
) -> bool:
    """Say cheaply whether all is in order, as it is with most pairings; False is not certain."""
    if pairing.pauses or len(dated) <= _WHOLE_PROPOSAL or role is None or role.interview is None:
        return False
    if dated[_WHOLE_PROPOSAL - 1].kind != "mentee_answer":
        return False
    mentor_asked, answered, informed, reaction, *later = [fact.on for fact in dated]
    interview, starts, ends = role.interview.on, cohort.starts, cohort.ends
    earliest, latest = min(later), max(later)
    return (
        starts - _YEAR <= interview <= mentor_asked <= answered <= informed <= reaction <= earliest
        and starts <= earliest
        and latest <= ends
        and reaction - interview < _YEAR
        and latest - reaction < _YEAR
        and ends - max(starts, reaction) < _YEAR
        and (
            ends - mentor_asked < _YEAR
            or len(pairing.contacts) <= _FEW
            or _in_line(pairing.contacts)
        )
    )


def _in_line(contacts: tuple[Contact, ...]) -> bool:
    days = [contact.on for contact in contacts]
    return days == sorted(days)


_WHOLE_PROPOSAL = 4
"""Facts of a proposal to which the mentee has answered; they come first in the table."""


def _closed(pairing: Pairing, snapshot: Snapshot) -> date:
    stage = snapshot.stages[pairing.id]
    if stage.since is not None and stage.name in REFUSALS:
        return stage.since
    return date.max if pairing.ended is None else pairing.ended.on


def _extension(pairing: Pairing, extended: date, cohort: Cohort) -> Iterator[Problem]:
    where = Where(pairing_file(pairing.id), ("extended_until",))
    if extended <= cohort.ends:
        yield Problem(
            where,
            say(
                "The pairing is extended until {extended}, which is not later than the cohort's"
                " last day, {ends}. As it stands, the closing conversation is due from"
                " {extended} on.",
                extended=Day(extended),
                ends=Day(cohort.ends),
            ),
            say("Write a later day, or delete {key}.", key=Code("extended_until")),
        )
    elif extended > cohort.ends + _YEAR:
        yield Problem(
            where,
            say(
                "The pairing is extended until {extended}, more than 365 days past the cohort's"
                " last day, {ends}.",
                extended=Day(extended),
                ends=Day(cohort.ends),
            ),
            say("Correct the day. An extension reaches at most 365 days past the cohort."),
        )


_NOT_YET_HAPPENED = frozenset({"extended_until"})
_NOT_ON_ITS_DAY = frozenset({"moved", "cancelled"})


def _outside(
    pairing: Pairing, fact: Fact, days: _Bounds, role: Participation | None
) -> Iterator[Problem]:
    """Yield a problem with a fact outside the cohort or before the question, if no other rule will.

    What is dated after today is left to `the-past-has-happened`, and what follows an end to
    `nothing-follows-the-end`.
    """
    if max(days.first, days.cohort.starts) <= fact.on <= days.last:
        return
    where = Where(pairing_file(pairing.id), fact.day_route)
    if fact.kind == "mentor_asked":
        interview = None if role is None or role.interview is None else role.interview.on
        if (
            fact.on <= days.today
            and fact.on == days.first
            and (interview is None or interview <= fact.on)
            and not _prepares(fact.on, days.cohort)
        ):
            yield Problem(where, *_preparing(fact.event, fact.on, days.cohort))
    elif fact.group == facts.MEETING:
        yield from _meeting_outside(pairing, fact, days, where)
    elif fact.group in {facts.TALK, facts.REST, facts.AGREEMENT}:
        if fact.on > days.closed or (fact.group != facts.REST and fact.on > days.today):
            return
        if ends_before_it_begins(fact):
            return
        if fact.on > days.last:
            yield Problem(where, *_past_the_end(fact.event, fact.on, days))
        elif fact.on < days.first and fact.group != facts.TALK:
            yield Problem(where, *_before_the_question(fact.event, fact.on, days))
        elif fact.on < days.first and first_step(pairing) is None:
            yield Problem(where, *_before_the_admission(fact.event, fact.on, days))
    elif fact.kind == "ended" and first_step(pairing) is None:
        yield from _ended_outside(fact.on, days, role, where)


def _ended_outside(
    on: date, days: _Bounds, role: Participation | None, where: Where
) -> Iterator[Problem]:
    """Yield a problem with the end of a pairing in which nobody was asked."""
    if on < days.first:
        yield Problem(
            where,
            *(
                _preparing(_END, on, days.cohort)
                if role is None
                else _before_the_admission(_END, on, days)
            ),
        )
    elif role is None and on > days.last:
        yield Problem(where, *_past_the_end(_END, on, days))


def _meeting_outside(
    pairing: Pairing, fact: Fact, days: _Bounds, where: Where
) -> Iterator[Problem]:
    if fact.state in _NOT_ON_ITS_DAY:
        if fact.on > days.last:
            yield Problem(where, *_past_the_end(fact.event, fact.on, days))
        elif fact.on < days.first:
            yield Problem(where, *_before_the_question(fact.event, fact.on, days))
    elif (fact.state != "planned" and fact.on > days.today) or fact.on > days.closed:
        return
    elif not days.cohort.starts <= fact.on <= days.last:
        if not _comes_too_early(pairing, fact, days.today):
            yield Problem(where, *_past_the_end(fact.event, fact.on, days))
    elif fact.state == "no-show" and fact.on < days.first:
        yield Problem(where, *_before_the_question(fact.event, fact.on, days))


def _comes_too_early(pairing: Pairing, fact: Fact, today: date) -> bool:
    """Say whether `steps-run-forward` reports a meeting as dated before the mentee's answer."""
    reaction = pairing.proposal.mentee_answer
    if fact.state not in EXPECTED or reaction is None or reaction.on > today:
        return False
    earliest = min(
        (meeting.on, index)
        for index, meeting in enumerate(pairing.meetings)
        if meeting.outcome in EXPECTED
    )
    return fact.route[-1] == earliest[1] and fact.on < reaction.on


def _past_the_end(what: Sentence, on: date, days: _Bounds) -> tuple[Sentence, Sentence]:
    if days.last > days.cohort.ends:
        return (
            say(
                "{what}: {day} is after the pairing's last day, {ends}.",
                what=what,
                day=Day(on),
                ends=Day(days.last),
            ),
            say(
                "Correct the day, or write a later {extended}.",
                extended=Code("extended_until"),
            ),
        )
    return (
        say(
            "{what}: {day} is outside the cohort, which runs from {starts} to {ends}.",
            what=what,
            day=Day(on),
            starts=Day(days.cohort.starts),
            ends=Day(days.last),
        ),
        say(
            "Correct the day. If the pairing goes on past the cohort, add the line {extended}.",
            extended=Code("extended_until: YYYY-MM-DD"),
        ),
    )


def _before_the_question(what: Sentence, on: date, days: _Bounds) -> tuple[Sentence, Sentence]:
    return (
        say(
            "{what}: {day} is before the pairing began, with the question to the mentor on"
            " {first}.",
            what=what,
            day=Day(on),
            first=Day(days.first),
        ),
        CORRECT,
    )


def _before_the_admission(what: Sentence, on: date, days: _Bounds) -> tuple[Sentence, Sentence]:
    return (
        say(
            "{what}: {day} is before the mentee was admitted, on {first}.",
            what=what,
            day=Day(on),
            first=Day(days.first),
        ),
        CORRECT,
    )


def _pauses(pairing: Pairing, first: date, last: date) -> Iterator[Problem]:
    for index, pause in enumerate(pairing.pauses):
        until = pause.until
        if until is None or not first <= pause.start <= min(until, last):
            continue
        where = Where(pairing_file(pairing.id), ("pauses", index, "until"))
        if until > last:
            yield Problem(
                where,
                say(
                    "The pause ends on {until}, after the pairing's last day, {last}.",
                    until=Day(until),
                    last=Day(last),
                ),
                say(
                    "Correct the day. If nobody knows when the pause will end, delete {until}.",
                    until=Code("until"),
                ),
            )
        elif until - pause.start >= _YEAR:
            yield Problem(
                where,
                say(
                    "The pause from {start} to {until} lasts a year or more.",
                    start=Day(pause.start),
                    until=Day(until),
                ),
                CORRECT,
            )


# What lies a year or more after what comes before it.

_TITLES = {
    "mentor_asked": say("the question to the mentor"),
    "mentor_answer": say("the mentor's answer"),
    "mentee_informed": say("the word to the mentee"),
    "mentee_answer": say("the mentee's answer"),
    "meeting": say("the first meeting"),
    "feedback-mentee": say("the mentee's feedback"),
    "feedback-mentor": say("the mentor's feedback"),
    "agreement": say("the agreement"),
    "ended": say("the end"),
}
_STEPS = ("mentor_asked", "mentor_answer", "mentee_informed", "mentee_answer")


def _gaps(
    pairing: Pairing, dated: tuple[Fact, ...], role: Participation | None, snapshot: Snapshot
) -> Iterator[Problem]:
    """Yield the first step that lies a year or more after the one before it."""
    closed = _closed(pairing, snapshot)
    for fact, title, before in _links(pairing, dated, role, snapshot):
        judged = fact.kind == "ended" or fact.on <= min(snapshot.today, closed)
        if judged and fact.on - before >= _YEAR:
            yield Problem(
                Where(pairing_file(pairing.id), fact.day_route),
                *_a_year_after(_TITLES[fact.kind], fact.on, title, before),
            )
            return


def _a_year_after(
    later: Sentence, later_on: date, earlier: Sentence, earlier_on: date
) -> tuple[Sentence, Sentence]:
    return (
        say(
            "{later} is dated {later_on}, a year or more after {earlier} on {earlier_on}.",
            later=later,
            later_on=Day(later_on),
            earlier=earlier,
            earlier_on=Day(earlier_on),
        ),
        CORRECT,
    )


def _links(
    pairing: Pairing, dated: tuple[Fact, ...], role: Participation | None, snapshot: Snapshot
) -> Iterator[tuple[Fact, Sentence, date]]:
    """Yield each step with the name and the day of what it follows.

    A step that lies after a later one is out of order, which other rules report.
    """
    steps = [fact for fact in dated if fact.kind in _STEPS]
    meetings = [fact for fact in dated if fact.kind == "meeting" and fact.state == "held"]
    first_held = min(meetings, key=lambda fact: fact.on, default=None)
    if first_held is not None:
        steps.append(first_held)
    title, before = say("the interview"), _waiting_since(pairing, role, snapshot)
    for index, fact in enumerate(steps):
        if before is not None and all(fact.on <= later.on for later in steps[index + 1 :]):
            yield fact, title, before
        if before is None or fact.on >= before:
            title, before = _TITLES[fact.kind], fact.on
    reaction = pairing.proposal.mentee_answer
    if first_held is not None and (reaction is None or reaction.on <= first_held.on):
        for fact in dated:
            if fact.kind in {"feedback-mentee", "feedback-mentor", "agreement"}:
                yield fact, _TITLES["meeting"], first_held.on
    if pairing.ended is not None:
        yield from _end(dated, role)


def _waiting_since(pairing: Pairing, role: Participation | None, snapshot: Snapshot) -> date | None:
    """Return the day from which a mentor could be asked: the interview, or a later close."""
    if role is None or role.interview is None or role.interview.on < role.admitted:
        return None
    asked_on = pairing.proposal.mentor_asked
    stages = [
        snapshot.stages[attempt.id]
        for attempt in snapshot.by_mentee[pairing.mentee]
        if attempt is not pairing and attempt.cohort == pairing.cohort
    ]
    return max(
        role.interview.on,
        *(
            stage.since
            for stage in stages
            if stage.since is not None and asked_on is not None and stage.since <= asked_on
        ),
        role.interview.on,
    )


def _out_of_line(pairing: Pairing, dated: tuple[Fact, ...], days: _Bounds) -> Iterator[Problem]:
    """Yield the one meeting and the one check-in that break the order of an ordered list.

    In a pairing that goes on for more than a year, a day a year off still lies within its days. One
    that does not is reported already.
    """
    if days.last - days.first < _YEAR:
        return
    for kind in ("meeting", "contact"):
        listed = [fact for fact in dated if fact.kind == kind]
        suspects = [listed[index] for index in _odd_ones([fact.on for fact in listed])]
        if suspects and all(
            days.first <= fact.on <= min(days.last, days.closed)
            and (fact.on <= days.today or fact.is_plan)
            and not (kind == "meeting" and _comes_too_early(pairing, fact, days.today))
            for fact in suspects
        ):
            fact = suspects[0]
            yield Problem(
                Where(pairing_file(pairing.id), fact.day_route),
                say(
                    "{day} is more than half a year from the lines before and after it, which are"
                    " in date order.",
                    day=Day(fact.on),
                ),
                say("Correct the day, or move the line to its place in date order."),
            )


def _odd_ones(days: list[date]) -> list[int]:
    """Return which day may be the only one out of order, if it is far from the days around it."""
    if len(days) <= _FEW or days == sorted(days):
        return []
    descents = [index for index in range(len(days) - 1) if days[index] > days[index + 1]]
    if len(descents) > 1:
        return []
    suspects = []
    for index in (descents[0], descents[0] + 1):
        around = days[max(index - 1, 0) : index] + days[index + 1 : index + 2]
        if around == sorted(around) and all(
            abs(days[index] - day) > _HALF_A_YEAR for day in around
        ):
            suspects.append(index)
    return suspects


def _end(
    dated: tuple[Fact, ...], role: Participation | None
) -> Iterator[tuple[Fact, Sentence, date]]:
    end = next(fact for fact in dated if fact.kind == "ended")
    days = [
        fact.on
        for fact in dated
        if fact.kind not in {"ended", *_NOT_YET_HAPPENED} and fact.on <= end.on
    ]
    if not days and role is not None:
        days = [role.admitted if role.interview is None else role.interview.on]
    if days:
        yield end, say("the latest entry"), max(days)


RULES = (dates_fit_the_cohort,)
