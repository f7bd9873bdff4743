"""What a change has done: the dated facts that differ between two versions, and who or what is the same under another id.

Both versions are snapshots of the same day, so that only the files make the difference.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.words.sentence import Day, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from datetime import date

    from mentorskap.files.records import Answer, Cohort, Meeting, Pairing, Participant, Pause
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot


class Fact(NamedTuple):
    """A dated fact: which one it is, its day, what it says, where it stands, and how it is said and written.

    `kind` and `slot` tell which fact it is; two versions of a fact have both in common. `detail`
    may be filled in later.
    """

    kind: str
    slot: str
    on: date
    state: str
    detail: str | None
    route: Route
    said: Sentence
    written: str

    @property
    def is_plan(self) -> bool:
        """Whether this is a meeting planned: a plan may change."""
        return self.state == "planned"

    def same(self, later: Fact) -> bool:
        """Say whether `later` says the same, with nothing but details added."""
        return (
            self.on == later.on
            and self.state == later.state
            and self.detail in (None, later.detail)
        )


class Difference(NamedTuple):
    """A fact that was added, removed or changed."""

    old: Fact | None
    new: Fact | None


# The facts of a pairing, of a participant, of a cohort.


def of_pairing(pairing: Pairing) -> Iterator[Fact]:
    """Yield the dated facts of a pairing."""
    proposal = pairing.proposal
    if proposal.mentor_asked is not None:
        yield _single(
            "mentor_asked",
            proposal.mentor_asked,
            ("proposal", "mentor_asked"),
            say("mentor asked on {day}", day=Day(proposal.mentor_asked)),
        )
    yield from _answer("mentor_answer", proposal.mentor_answer, ("proposal", "mentor_answer"))
    if proposal.mentee_informed is not None:
        informed = say("mentee told on {day}", day=Day(proposal.mentee_informed))
        yield _single(
            "mentee_informed", proposal.mentee_informed, ("proposal", "mentee_informed"), informed
        )
    yield from _answer("mentee_answer", proposal.mentee_answer, ("proposal", "mentee_answer"))
    yield from _meetings(pairing.meetings)
    yield from _answer("mentee", pairing.mentee_feedback, ("feedback", "mentee"))
    yield from _answer("mentor", pairing.mentor_feedback, ("feedback", "mentor"))
    seen: dict[Hashable, int] = defaultdict(int)
    for place, contact in enumerate(pairing.contacts):
        seen[contact] += 1
        said = say("check-in with the mentee on {day}", day=Day(contact.on))
        if contact.side == "mentor":
            said = say("check-in with the mentor on {day}", day=Day(contact.on))
        slot = f"{contact.on} {contact.side} {seen[contact]}"
        yield Fact(
            "contact",
            slot,
            contact.on,
            contact.side,
            None,
            ("contacts", place),
            said,
            f"{{date: {contact.on}, with: {contact.side}}}",
        )
    yield from _pauses(pairing.pauses)
    if pairing.agreement is not None:
        yield _single(
            "agreement",
            pairing.agreement,
            ("agreement",),
            say("agreement signed on {day}", day=Day(pairing.agreement)),
        )
    if pairing.extended_until is not None:
        extended = say("extended until {day}", day=Day(pairing.extended_until))
        yield _single("extended_until", pairing.extended_until, ("extended_until",), extended)
    if pairing.ended is not None:
        written = f"ended: {{date: {pairing.ended.on}, reason: {pairing.ended.reason}}}"
        yield Fact(
            "ended",
            "",
            pairing.ended.on,
            "",
            pairing.ended.reason,
            ("ended",),
            say("ended on {day}", day=Day(pairing.ended.on)),
            written,
        )


def of_participant(person: Participant) -> Iterator[Fact]:
    """Yield the dated facts of a participant."""
    mentee = person.mentee
    if mentee is None:
        return
    yield _single(
        "admitted",
        mentee.admitted,
        ("mentee", "admitted"),
        say("admitted on {day}", day=Day(mentee.admitted)),
    )
    if mentee.interview is not None:
        on = mentee.interview.on
        yield Fact(
            "interview",
            "",
            on,
            "",
            None,
            ("mentee", "interview", "date"),
            say("interviewed on {day}", day=Day(on)),
            f"date: {on}",
        )
    if mentee.withdrawn is not None:
        yield _single(
            "withdrawn",
            mentee.withdrawn,
            ("mentee", "withdrawn"),
            say("withdrew on {day}", day=Day(mentee.withdrawn)),
        )


def of_cohort(cohort: Cohort, place: int) -> Iterator[Fact]:
    """Yield the dated facts of a cohort, the one at `place` in the programme's list."""
    route: Route = ("cohorts", place)
    yield _single(
        "starts", cohort.starts, (*route, "starts"), say("first day {day}", day=Day(cohort.starts))
    )
    yield _single(
        "ends", cohort.ends, (*route, "ends"), say("last day {day}", day=Day(cohort.ends))
    )
    for number, rest in enumerate(cohort.breaks):
        said = say("break {start} – {until}", start=Day(rest.start), until=Day(rest.until))
        written = f"{{from: {rest.start}, until: {rest.until}}}"
        yield Fact(
            "break",
            f"{rest.start}",
            rest.start,
            f"{rest.until}",
            None,
            (*route, "breaks", number),
            said,
            written,
        )


def _single(key: str, on: date, route: Route, said: Sentence) -> Fact:
    return Fact(key, "", on, "", None, route, said, f"{key}: {on}")


def _answer(key: str, answer: Answer | None, route: Route) -> Iterator[Fact]:
    if answer is not None:
        day = Day(answer.on)
        match route[0], key, answer.answer:
            case "proposal", "mentor_answer", "accepted":
                said = say("the mentor said yes on {day}", day=day)
            case "proposal", "mentor_answer", _:
                said = say("the mentor said no on {day}", day=day)
            case "proposal", _, "accepted":
                said = say("the mentee said yes on {day}", day=day)
            case "proposal", _, _:
                said = say("the mentee objected on {day}", day=day)
            case _, "mentee", "start":
                said = say("the mentee's answer on {day}: wants to begin", day=day)
            case _, "mentee", "decline":
                said = say("the mentee's answer on {day}: does not want to begin", day=day)
            case _, "mentee", _:
                said = say("the mentee's answer on {day}: undecided", day=day)
            case _, _, "start":
                said = say("the mentor's answer on {day}: wants to begin", day=day)
            case _, _, "decline":
                said = say("the mentor's answer on {day}: does not want to begin", day=day)
            case _:
                said = say("the mentor's answer on {day}: undecided", day=day)
        # The reason for a no is nobody's but the manager's: it is compared, and never said.
        kind = key if route[0] == "proposal" else f"feedback-{key}"
        yield Fact(
            kind,
            "",
            answer.on,
            answer.answer,
            answer.reason,
            route,
            said,
            f"{key}: {{date: {answer.on}, answer: {answer.answer}}}",
        )


def _meetings(meetings: Iterable[Meeting]) -> Iterator[Fact]:
    seen: dict[date, int] = defaultdict(int)
    for place, meeting in enumerate(meetings):
        seen[meeting.on] += 1
        day = Day(meeting.on)
        match meeting.outcome:
            case "held":
                said = say("meeting {day} held", day=day)
            case "planned":
                said = say("meeting {day} planned", day=day)
            case "moved":
                said = say("meeting {day} moved", day=day)
            case "cancelled":
                said = say("meeting {day} cancelled", day=day)
            case _:
                said = say("meeting {day} missed", day=day)
        form = "" if meeting.form is None else f", form: {meeting.form}"
        written = f"{{date: {meeting.on}, outcome: {meeting.outcome}{form}}}"
        yield Fact(
            "meeting",
            f"{meeting.on} {seen[meeting.on]}",
            meeting.on,
            meeting.outcome,
            meeting.form,
            ("meetings", place),
            said,
            written,
        )


def _pauses(pauses: Iterable[Pause]) -> Iterator[Fact]:
    seen: dict[date, int] = defaultdict(int)
    for place, pause in enumerate(pauses):
        seen[pause.start] += 1
        said = say("pause from {start}", start=Day(pause.start))
        written = f"{{from: {pause.start}}}"
        if pause.until is not None:
            said = say("pause {start} – {until}", start=Day(pause.start), until=Day(pause.until))
            written = f"{{from: {pause.start}, until: {pause.until}}}"
        until = "" if pause.until is None else f"{pause.until}"
        yield Fact(
            "pause",
            f"{pause.start} {seen[pause.start]}",
            pause.start,
            until,
            None,
            ("pauses", place),
            said,
            written,
        )


# What differs.


def differences(old: Iterable[Fact], new: Iterable[Fact]) -> list[Difference]:
    """Return the facts that were added, removed or changed, by day.

    One whose own day was corrected counts as changed.
    """
    before = {(fact.kind, fact.slot): fact for fact in old}
    after = {(fact.kind, fact.slot): fact for fact in new}
    found = [
        Difference(before[key], after[key])
        for key in before.keys() & after.keys()
        if before[key] != after[key]._replace(route=before[key].route)
    ]
    removed, added = _leftover(before, after), _leftover(after, before)
    for kind in removed.keys() | added.keys():
        old_ones, new_ones = removed[kind], added[kind]
        if len(old_ones) == len(new_ones) and all(
            one.is_plan or one.state == other.state
            for one, other in zip(old_ones, new_ones, strict=True)
        ):
            found += [Difference(one, other) for one, other in zip(old_ones, new_ones, strict=True)]
        else:
            found += [Difference(one, None) for one in old_ones] + [
                Difference(None, one) for one in new_ones
            ]
    return sorted(
        found,
        key=lambda one: min((fact.on, fact.kind, fact.slot) for fact in one if fact is not None),
    )


def _leftover(
    some: dict[tuple[str, str], Fact], others: dict[tuple[str, str], Fact]
) -> defaultdict[str, list[Fact]]:
    left: defaultdict[str, list[Fact]] = defaultdict(list)
    for key in sorted(some.keys() - others.keys(), key=lambda key: (some[key].on, key)):
        left[key[0]].append(some[key])
    return left


# Who, and what, is the same under another id.


def same_people(snapshot: Snapshot) -> dict[str, str]:
    """Return, for each participant whose file is gone, the id under which the same person has a file now."""
    if snapshot.base is None or snapshot.gone.isdisjoint(snapshot.base.participants):
        return {}
    now: dict[Hashable, str] = {}
    for id_ in sorted(snapshot.participants.keys(), reverse=True):
        now |= dict.fromkeys(_traits(snapshot.participants[id_]), id_)
    found: dict[str, str] = {}
    for id_ in sorted(snapshot.gone & snapshot.base.participants.keys()):
        match = next(
            (now[trait] for trait in _traits(snapshot.base.participants[id_]) if trait in now), None
        )
        if match is not None:
            found[id_] = match
    return found


def renamed_people(snapshot: Snapshot) -> dict[str, str]:
    """Return, of those, the ones whose file is new: the others were entered twice, and one file has been kept."""
    return {
        old: new
        for old, new in same_people(snapshot).items()
        if snapshot.base is not None and not snapshot.base.knows_person(new)
    }


def _traits(person: Participant) -> Iterator[Hashable]:
    """Yield what only the same person has in common with a person."""
    name = " ".join(person.name.casefold().split())
    if person.email is not None:
        yield "email", person.email.casefold()
    yield "roles", name, person.mentee, person.mentor
    if person.phone is not None:
        yield (
            "phone",
            "".join(sign for sign in person.phone if sign.isdigit()),
            person.mentee,
            person.mentor,
        )
    if person.organisation is not None:
        yield "organisation", name, person.organisation.casefold()


def gone_pairings(snapshot: Snapshot) -> dict[str, Pairing]:
    """Return the pairings whose file is gone, by id."""
    if snapshot.base is None:
        return {}
    return {
        id_: pairing
        for id_, pairing in snapshot.base.pairings.items()
        if not snapshot.knows_pairing(id_)
    }


def same_pairings(snapshot: Snapshot, people: dict[str, str]) -> dict[str, str]:
    """Return, for each pairing whose file is gone, the id of a new file that holds the same: one more like it than not.

    `people` tells who has got another id; a pairing of theirs can only be the one of the same two.
    """
    base, gone = snapshot.base, gone_pairings(snapshot)
    if base is None or not gone:
        return {}
    new: dict[str, list[Pairing]] = defaultdict(list)
    for pairing in snapshot.pairings.values():
        if not base.knows_pairing(pairing.id):
            for id_ in {pairing.mentee, pairing.mentor}:
                new[id_].append(pairing)
    found: dict[str, str] = {}
    for id_, old in sorted(gone.items()):
        two = [people.get(side, side) for side in (old.mentee, old.mentor)]
        likest = max(
            ((_likeness(old, pairing, two), pairing.id) for side in two for pairing in new[side]),
            default=(0, ""),
        )
        if likest[0]:
            found[id_] = likest[1]
    return found


def _likeness(old: Pairing, new: Pairing, two: list[str]) -> int:
    """Return how many facts two pairings have in common, or 0 where that is too little to call them the same."""
    was, now = ({fact[:4] for fact in of_pairing(pairing)} for pairing in (old, new))
    shared = len(was & now)
    if two == [new.mentee, new.mentor]:
        return shared + (not was)
    return shared if shared > 1 and 2 * shared >= len(was) else 0
