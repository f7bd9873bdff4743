"""The dated facts: one table of those of a pairing, and what differs between two versions.

Pages, `--base`, the rules of order, the access report and the rules of a change read the table. A
new fact of a pairing is a row here, with a field of the record and a key of the schema.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Day, Sentence, Time, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mentorskap.files.records import (
        Answer,
        Cohort,
        Contact,
        Ended,
        Meeting,
        Mentor,
        Pairing,
        Participant,
        Participation,
        Pause,
    )
    from mentorskap.files.source import Route


class Fact(NamedTuple):
    """A dated fact, and where it is in the file.

    `state` is an answer, an outcome, the side of a contact or, of a pause or break, its last day.
    `detail` and the `time` of a meeting may be filled in later.
    """

    kind: str
    on: date
    state: str
    detail: str | None
    route: Route
    time: str | None = None

    @property
    def group(self) -> str:
        """What the fact is about."""
        return KINDS[self.kind].group

    @property
    def is_plan(self) -> bool:
        """Whether this is a meeting planned: a plan may change."""
        return self.state == "planned"

    @property
    def may_lie_ahead(self) -> bool:
        """Whether this is a plan or an announced end, which may be dated after today."""
        return (
            self.state in _OPEN_OUTCOMES
            or self.kind in {"extended_until", "ended"}
            or (self.kind == "pause" and self.state != "")
        )

    @property
    def day_route(self) -> Route:
        """The route of the day itself."""
        key = KINDS[self.kind].day_key
        return (*self.route, key) if key else self.route

    @property
    def event(self) -> Sentence:
        """What happened, without its day."""
        return KINDS[self.kind].event(self)

    @property
    def said(self) -> Sentence:
        """What has happened, with its day."""
        kind = KINDS[self.kind]
        if kind.dated is not None:
            return kind.dated(self)
        return say("{fact} on {day}", fact=kind.event(self), day=Day(self.on))

    @property
    def written(self) -> str:
        """The fact as it is written in the file."""
        return KINDS[self.kind].written(self)

    def same(self, later: Fact) -> bool:
        """Say whether `later` says the same, with nothing but details added."""
        return (
            self.on == later.on
            and self.state == later.state
            and self.detail in (None, later.detail)
            and self.time in (None, later.time)
        )


_OPEN_OUTCOMES = frozenset({"planned", "moved", "cancelled"})
"""Outcomes of a meeting that may be written before its day."""

_new = tuple.__new__
"""The quick way to a `Fact`: `check` makes a dozen of every pairing."""


class Difference(NamedTuple):
    """A fact that was added, removed or changed."""

    old: Fact | None
    new: Fact | None


PROPOSAL, MEETING, TALK, REST, AGREEMENT, END = (
    "proposal",
    "meeting",
    "talk",
    "rest",
    "agreement",
    "end",
)
"""What a fact is about, for the rules of order. A talk is what one side has told the manager."""

BOTH, MENTEE, MENTOR, OWN, PARTLY = "both", "mentee", "mentor", "own", "partly"
"""Who may see a fact, besides the manager: both sides, one side, each side its own, or both the day
alone."""


class Kind(NamedTuple):
    """A kind of dated fact.

    `field` is where a pairing's record has the fact, or several, and `read` makes facts of what is
    there. `event` says what happened without its day, and never why: reasons are the manager's.
    `dated` says it with the day; without it, the day follows the event. `day_key` is the key of the
    day below the fact's route, if the fact is more than a day.
    """

    name: str
    group: str
    audience: str
    route: Route
    field: str
    read: Callable[[Any], Sequence[Fact]]
    event: Callable[[Fact], Sentence]
    written: Callable[[Fact], str]
    dated: Callable[[Fact], Sentence] | None = None
    day_key: str = ""


def _day(  # noqa: PLR0913, PLR0917 - the arguments are the columns of the table
    name: str,
    group: str,
    audience: str,
    route: Route,
    field: str,
    event: Sentence,
    dated: Sentence | None = None,
) -> Kind:
    """Return the kind of a fact that is a day and nothing more; `dated` has the place `{day}`."""

    def facts(on: date) -> Sequence[Fact]:
        return (_new(Fact, (name, on, "", None, route, None)),)

    return Kind(
        name,
        group,
        audience,
        route,
        field,
        facts,
        lambda _: event,
        _day_written,
        None if dated is None else lambda fact: dated._replace(values={"day": Day(fact.on)}),
    )


def _answer(  # noqa: PLR0913, PLR0917 - the arguments are the columns of the table
    name: str,
    group: str,
    audience: str,
    route: Route,
    field: str,
    events: Mapping[str, Sentence],
    dated: Mapping[str, Sentence] | None = None,
) -> Kind:
    """Return the kind of an answer, with the sentences for each that there is."""

    def facts(answer: Answer) -> Sequence[Fact]:
        path = route if answer.position is None else (*route, answer.position)
        return (_new(Fact, (name, answer.on, answer.answer, answer.reason, path, None)),)

    def each(answers: Sequence[Answer]) -> Sequence[Fact]:
        return [fact for answer in answers for fact in facts(answer)]

    return Kind(
        name,
        group,
        audience,
        route,
        field,
        each if group == TALK else facts,
        lambda fact: events[fact.state],
        lambda fact: _answer_written(fact, f"{route[-1]}"),
        None
        if dated is None
        else lambda fact: dated[fact.state]._replace(values={"day": Day(fact.on)}),
        "date",
    )


def _answer_written(fact: Fact, key: str) -> str:
    before = "" if isinstance(fact.route[-1], int) else f"{key}: "
    return f"{before}{{date: {fact.on}, answer: {fact.state}}}"


def _day_written(fact: Fact) -> str:
    return f"{fact.route[-1]}: {fact.on}"


def _meetings(meetings: Sequence[Meeting]) -> Sequence[Fact]:
    return [
        _new(Fact, ("meeting", on, outcome, form, ("meetings", index), time))
        for index, (on, outcome, form, time) in enumerate(meetings)
    ]


def _meeting_written(fact: Fact) -> str:
    time = "" if fact.time is None else f', time: "{fact.time}"'
    form = "" if fact.detail is None else f", form: {fact.detail}"
    return f"{{date: {fact.on}{time}, outcome: {fact.state}{form}}}"


def _contacts(contacts: Sequence[Contact]) -> Sequence[Fact]:
    return [
        _new(Fact, ("contact", on, side, None, ("contacts", index), None))
        for index, (on, side) in enumerate(contacts)
    ]


def _pauses(pauses: Sequence[Pause]) -> Sequence[Fact]:
    return [
        Fact("pause", start, "" if until is None else until.isoformat(), None, ("pauses", index))
        for index, (start, until) in enumerate(pauses)
    ]


def _pause_dated(fact: Fact) -> Sentence:
    if not fact.state:
        return say("pause from {start}", start=Day(fact.on))
    return say(
        "pause {start} – {until}", start=Day(fact.on), until=Day(date.fromisoformat(fact.state))
    )


def _break_dated(fact: Fact) -> Sentence:
    until = Day(date.fromisoformat(fact.state))
    return say("break {start} – {until}", start=Day(fact.on), until=until)


def _rest_written(fact: Fact) -> str:
    until = f", until: {fact.state}" if fact.state else ""
    return f"{{from: {fact.on}{until}}}"


def _end(ended: Ended) -> Sequence[Fact]:
    return (Fact("ended", ended.on, "", ended.reason, ("ended",)),)


_MEETING_EVENTS = {
    "held": say("meeting held"),
    "planned": say("meeting planned"),
    "moved": say("meeting moved to another day"),
    "cancelled": say("meeting cancelled"),
    "no-show": say("meeting missed"),
}
_MEETINGS_DATED = {
    "held": say("meeting {day} held"),
    "planned": say("meeting {day} planned"),
    "moved": say("meeting {day} moved"),
    "cancelled": say("meeting {day} cancelled"),
    "no-show": say("meeting {day} missed"),
}
_CONTACT_EVENTS = {
    "mentee": say("check-in with the mentee"),
    "mentor": say("check-in with the mentor"),
}

PAIRING_KINDS = (
    _day(
        "mentor_asked",
        PROPOSAL,
        MENTOR,
        ("proposal", "mentor_asked"),
        "proposal.mentor_asked",
        say("mentor asked"),
        say("mentor asked on {day}"),
    ),
    _answer(
        "mentor_answer",
        PROPOSAL,
        MENTOR,
        ("proposal", "mentor_answer"),
        "proposal.mentor_answer",
        {"accepted": say("the mentor said yes"), "declined": say("the mentor said no")},
    ),
    _day(
        "mentee_informed",
        PROPOSAL,
        MENTEE,
        ("proposal", "mentee_informed"),
        "proposal.mentee_informed",
        say("mentee told"),
    ),
    _answer(
        "mentee_answer",
        PROPOSAL,
        MENTEE,
        ("proposal", "mentee_answer"),
        "proposal.mentee_answer",
        {"accepted": say("the mentee said yes"), "objected": say("the mentee objected")},
    ),
    Kind(
        "meeting",
        MEETING,
        BOTH,
        ("meetings",),
        "meetings",
        _meetings,
        lambda fact: _MEETING_EVENTS[fact.state],
        _meeting_written,
        lambda fact: _MEETINGS_DATED[fact.state]._replace(values={"day": Day(fact.on, fact.time)}),
        "date",
    ),
    _answer(
        "feedback-mentee",
        TALK,
        OWN,
        ("feedback", "mentee"),
        "mentee_feedback",
        {
            "start": say("the mentee wants to begin"),
            "decline": say("the mentee does not want to begin"),
            "undecided": say("the mentee wants to meet once more"),
        },
        {
            "start": say("the mentee's answer on {day}: wants to begin"),
            "decline": say("the mentee's answer on {day}: does not want to begin"),
            "undecided": say("the mentee's answer on {day}: undecided"),
        },
    ),
    _answer(
        "feedback-mentor",
        TALK,
        OWN,
        ("feedback", "mentor"),
        "mentor_feedback",
        {
            "start": say("the mentor wants to begin"),
            "decline": say("the mentor does not want to begin"),
            "undecided": say("the mentor wants to meet once more"),
        },
        {
            "start": say("the mentor's answer on {day}: wants to begin"),
            "decline": say("the mentor's answer on {day}: does not want to begin"),
            "undecided": say("the mentor's answer on {day}: undecided"),
        },
    ),
    Kind(
        "contact",
        TALK,
        OWN,
        ("contacts",),
        "contacts",
        _contacts,
        lambda fact: _CONTACT_EVENTS[fact.state],
        lambda fact: f"{{date: {fact.on}, with: {fact.state}}}",
        day_key="date",
    ),
    Kind(
        "pause",
        REST,
        BOTH,
        ("pauses",),
        "pauses",
        _pauses,
        lambda _: say("pause begins"),
        _rest_written,
        _pause_dated,
        "from",
    ),
    _day(
        "agreement",
        AGREEMENT,
        BOTH,
        ("agreement",),
        "agreement",
        say("agreement signed"),
    ),
    _day(
        "extended_until",
        END,
        BOTH,
        ("extended_until",),
        "extended_until",
        say("last day of the extension"),
        say("extended until {day}"),
    ),
    Kind(
        "ended",
        END,
        PARTLY,
        ("ended",),
        "ended",
        _end,
        lambda _: say("ended"),
        lambda fact: f"ended: {{date: {fact.on}, reason: {fact.detail}}}",
        day_key="date",
    ),
)
"""Every kind of dated fact of a pairing, in the order of its life (F5–F10, F12)."""


def of_pairing(pairing: Pairing) -> tuple[Fact, ...]:
    """Return the dated facts of a pairing, in the order of the table."""
    dated: list[Fact] = []
    for value, read in zip(_FIELDS(pairing), _READERS, strict=True):
        if value:
            dated += read(value)
    return tuple(dated)


# One look-up for all fields: `check` asks it of every pairing.
_FIELDS = attrgetter(*(kind.field for kind in PAIRING_KINDS))
_READERS = tuple(kind.read for kind in PAIRING_KINDS)


def history(pairing: Pairing, today: date) -> list[tuple[date, Sentence]]:
    """Return what has happened and is planned, by day, with reasons: for the manager alone."""
    events: list[tuple[date, Sentence]] = []
    for fact in of_pairing(pairing):
        if fact.on > today and not fact.may_lie_ahead:
            continue
        event = KINDS[fact.kind].event(fact)
        if fact.detail is not None and fact.kind != "meeting":
            reason = titles.REASONS.get(fact.detail, Code(fact.detail))
            event = say("{fact} ({reason})", fact=event, reason=reason)
        if fact.time is not None:
            event = say("{fact}, at {time}", fact=event, time=Time(fact.time))
        events.append((fact.on, event))
        if fact.kind == "pause" and fact.state:
            events.append((date.fromisoformat(fact.state), say("pause ends")))
    return sorted(events, key=lambda event: event[0])


# The facts of a participant, and of a cohort.


def of_participant(person: Participant) -> Iterator[Fact]:
    """Yield the dated facts of a participant: of each participation, and the person's own."""
    for participation in person.participations:
        yield from of_participation(participation)
    yield from of_person(person)


def of_person(person: Participant) -> Iterator[Fact]:
    """Yield the dated facts of a person outside any cohort."""
    yield from of_mentor(person.mentor)
    if person.notified is not None:
        yield Fact("notified", person.notified, "", None, ("notified",))


def of_mentor(mentor: Mentor | None) -> Iterator[Fact]:
    """Yield the dated facts of a mentor."""
    if mentor is not None and mentor.added is not None:
        yield Fact("added", mentor.added, "", None, ("mentor", "added"))
    if mentor is not None and mentor.left is not None:
        yield Fact("left", mentor.left, "", None, ("mentor", "left"))


def of_participation(participation: Participation) -> Iterator[Fact]:
    """Yield the dated facts of a mentee's participation in one cohort."""
    route = participation.route
    yield Fact("admitted", participation.admitted, "", None, (*route, "admitted"))
    if participation.interview is not None:
        on = participation.interview.on
        yield Fact("interview", on, "", None, (*route, "interview", "date"))
    if participation.withdrawn is not None:
        yield Fact("withdrawn", participation.withdrawn, "", None, (*route, "withdrawn"))


def has_begun(facts: Sequence[Fact], today: date) -> bool:
    """Say whether any of the facts has come, or all of them are plans."""
    ahead = [fact for fact in facts if fact.on > today]
    return all(fact.may_lie_ahead for fact in ahead) or len(ahead) < len(facts)


def known_of(person: Participant, today: date) -> Participant | None:
    """Return a participant without what came after the day; None if nothing is left.

    The participations that have begun stay, without a later interview and what it says, and a
    mentor stays, without a later leaving.
    """
    entries = person.participations
    begun = tuple(
        [
            entry._replace(interview=None)
            if entry.interview is not None and entry.interview.on > today
            else entry
            for entry in entries
            if has_begun(tuple(of_participation(entry)), today)
        ]
    )
    if not begun and person.mentor is None and entries:
        return None
    if begun != entries:
        person = person._replace(participations=begun)
    later = {fact.kind for fact in of_person(person) if fact.on > today}
    return _without(person, later) if later else person


def _without(person: Participant, kinds: set[str]) -> Participant:
    """Return a participant without some facts outside any cohort."""
    mentor = person.mentor
    if mentor is not None:
        mentor = mentor._replace(
            added=None if "added" in kinds else mentor.added,
            left=None if "left" in kinds else mentor.left,
        )
    notified = None if "notified" in kinds else person.notified
    return person._replace(mentor=mentor, notified=notified)


def of_cohort(cohort: Cohort, index: int) -> Iterator[Fact]:
    """Yield the dated facts of a cohort, the one at `index` in the programme's list."""
    route: Route = ("cohorts", index)
    yield Fact("starts", cohort.starts, "", None, (*route, "starts"))
    yield Fact("ends", cohort.ends, "", None, (*route, "ends"))
    for number, rest in enumerate(cohort.breaks):
        until = rest.until.isoformat()
        yield Fact("break", rest.start, until, None, (*route, "breaks", number))


def _elsewhere(name: str, route: Route, dated: Sentence) -> Kind:
    """Return the kind of a day outside pairings; its sentence always has the day."""
    return _day(name, "", OWN, route, "", dated, dated)


KINDS = {
    kind.name: kind
    for kind in (
        *PAIRING_KINDS,
        _elsewhere("admitted", ("mentee", "admitted"), say("admitted on {day}")),
        _elsewhere("interview", ("mentee", "interview", "date"), say("interviewed on {day}")),
        _elsewhere("withdrawn", ("mentee", "withdrawn"), say("withdrew on {day}")),
        _elsewhere("notified", ("notified",), say("informed of what is stored on {day}")),
        _elsewhere("added", ("mentor", "added"), say("entered on {day}")),
        _elsewhere("left", ("mentor", "left"), say("left the network on {day}")),
        _elsewhere("starts", ("cohorts", "starts"), say("first day {day}")),
        _elsewhere("ends", ("cohorts", "ends"), say("last day {day}")),
        Kind(
            "break",
            REST,
            BOTH,
            ("cohorts", "breaks"),
            "",
            lambda _: (),
            _break_dated,
            _rest_written,
            _break_dated,
            "from",
        ),
    )
}
"""Every kind of dated fact, by name."""


# What differs.


Slot = tuple[Any, ...]
"""Which fact of its kind one is; two versions of a fact have it in common."""


def by_slot(facts: Iterable[Fact]) -> dict[Slot, Fact]:
    """Return facts by kind and, if a file may have several, by day and number on that day."""
    slots: dict[Slot, Fact] = {}
    numbers: defaultdict[Slot, int] = defaultdict(int)
    for fact in facts:
        slot: Slot = (fact.kind,)
        if fact.kind in _SEVERAL:
            slot = (*slot, fact.on, fact.state if fact.kind == "contact" else "")
            numbers[slot] += 1
            slot = (*slot, numbers[slot])
        slots[slot] = fact
    return slots


_ANSWERS = frozenset({"feedback-mentee", "feedback-mentor"})
"""Kinds in which one fact may have taken the place of another that says something else."""

_SEVERAL = frozenset({"meeting", "contact", "pause", "break"}) | _ANSWERS


def differences(old: Iterable[Fact], new: Iterable[Fact]) -> list[Difference]:
    """Return the facts that were added, removed or changed, by day.

    One whose own day was corrected counts as changed.
    """
    before, after = by_slot(old), by_slot(new)
    changes = {
        slot: Difference(before[slot], after[slot])
        for slot in before.keys() & after.keys()
        if before[slot] != after[slot]._replace(route=before[slot].route)
    }
    removed, added = _only_in(before, after), _only_in(after, before)
    for kind in removed.keys() | added.keys():
        pairs = list(zip(removed[kind], added[kind], strict=False))
        moved = len(removed[kind]) == len(added[kind]) and all(
            kind in _ANSWERS or before[was].is_plan or before[was].state == after[now].state
            for was, now in pairs
        )
        if moved:
            changes |= {min(pair): Difference(before[pair[0]], after[pair[1]]) for pair in pairs}
        else:
            changes |= {slot: Difference(before[slot], None) for slot in removed[kind]}
            changes |= {slot: Difference(None, after[slot]) for slot in added[kind]}
    return [
        changes[slot]
        for slot in sorted(changes, key=lambda slot: (_first_day(changes[slot]), slot))
    ]


def _first_day(difference: Difference) -> date:
    return min(fact.on for fact in difference if fact is not None)


def _only_in(slots: dict[Slot, Fact], others: dict[Slot, Fact]) -> defaultdict[str, list[Slot]]:
    by_kind: defaultdict[str, list[Slot]] = defaultdict(list)
    for slot in sorted(slots.keys() - others.keys(), key=lambda slot: (slots[slot].on, slot)):
        by_kind[slot[0]].append(slot)
    return by_kind
