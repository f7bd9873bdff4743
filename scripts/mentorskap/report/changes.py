"""What a change means, in plain words: a statement for each file whose data has changed.

The reason for a refusal and the kind of a tie are never included. A person who was removed is
named by id alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.files.records import (
    PROGRAMME_FILE,
    areas_by_name,
    mentee_entries,
    pairing_file,
    participant_file,
)
from mentorskap.model import deadlines, facts, kpi, renames
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import (
    Code,
    Day,
    Pair,
    People,
    Person,
    Sentence,
    Text,
    Written,
    codes,
    say,
    say_n,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from mentorskap.files.records import (
        Limits,
        Mentor,
        Pairing,
        Participant,
        Participation,
        Programme,
    )
    from mentorskap.model.deadlines import Item
    from mentorskap.model.facts import Difference
    from mentorskap.model.snapshot import Snapshot

ADDED, CHANGED, REMOVED, UNREAD = "added", "changed", "removed", "unread"

_SAID_BY_FACT = frozenset(
    {"mentor-asked", "mentor-declined", "mentor-accepted", "mentee-informed", "mentee-objected"}
)
"""Stages that add nothing to the last fact."""

_READABLE = say("can be read again")
_AHEAD = 36_500
_ALWAYS_RUNNING = frozenset({"contact", "closing", "outcome"})

Documents = dict[str, tuple[Any, Any]]
"""The data of changed files by path, before and after; empty if there is no file, or it cannot be
read."""


class Statement(NamedTuple):
    """What a change means for one file.

    `what` is `added`, `changed`, `removed` or `unread`; `subject` is the pairing, person or path.
    """

    path: str
    what: str
    pairing: str | None
    participant: str | None
    subject: Sentence
    clauses: tuple[Sentence, ...]


class Account(NamedTuple):
    """What a change means, and the indices of the findings that existed before it."""

    statements: tuple[Statement, ...]
    stood: frozenset[int]


def statements(snapshot: Snapshot, base: Snapshot, documents: Documents) -> tuple[Statement, ...]:
    """Return what the change from `base` to `snapshot` means.

    The programme comes first, then people, then pairings, by id.
    """
    return (
        *_programme(snapshot, base),
        *_people(snapshot, base, documents),
        *_pairings(snapshot, base, documents),
        *_unread(snapshot, base, documents),
    )


def _unread(snapshot: Snapshot, base: Snapshot, documents: Documents) -> Iterator[Statement]:
    """Yield statements on files that cannot be read, or could not before and are gone."""
    read = {
        PROGRAMME_FILE,
        *map(participant_file, snapshot.participants),
        *map(pairing_file, snapshot.pairings),
    }
    for path in snapshot.reading.unread:
        if path in documents:
            clause = say("cannot be read, so what it changes cannot be told")
            yield Statement(path, UNREAD, None, None, say("{place}", place=Code(path)), (clause,))
    for path in base.reading.unread:
        if path in documents and path not in read and path not in snapshot.reading.unread:
            yield Statement(
                path, REMOVED, None, None, say("{place}", place=Code(path)), (say("file removed"),)
            )


# Pairings.


def _pairings(snapshot: Snapshot, base: Snapshot, documents: Documents) -> Iterator[Statement]:
    renamed = {
        new: old
        for old, new in renames.same_pairings(snapshot, renames.same_people(snapshot)).items()
    }
    # A mentee's earlier pairing comes before the one that is new.
    for id_, pairing in sorted(
        snapshot.pairings.items(),
        key=lambda item: (item[1].mentee, not base.knows_pairing(item[0]), item[0]),
    ):
        old = base.pairings.get(renamed.get(id_, id_))
        if old is pairing:
            continue
        clauses = (
            *_new_id(id_, renamed),
            *_happened(old, pairing, snapshot, base),
            *_other_keys(documents.get(pairing_file(id_)), ("rationale",)),
        )
        if clauses:
            what = CHANGED if base.knows_pairing(id_) else ADDED
            subject = say("{pair}", pair=Pair(pairing.mentee, pairing.mentor))
            yield Statement(pairing_file(id_), what, id_, None, subject, clauses)
    for id_, pairing in renames.gone_pairings(snapshot).items():
        if id_ not in renamed.values():
            subject = say("{pair}", pair=Pair(pairing.mentee, pairing.mentor))
            yield Statement(
                pairing_file(id_),
                REMOVED,
                id_,
                None,
                subject,
                (say("file removed"), *_load(pairing, snapshot, base)),
            )


def _new_id(id_: str, renamed: Mapping[str, str]) -> Iterator[Sentence]:
    if id_ in renamed:
        old = renamed[id_]
        yield say("has got another id: {new} (before: {old})", new=Code(id_), old=Code(old))


def _happened(
    old: Pairing | None, new: Pairing, snapshot: Snapshot, base: Snapshot
) -> Iterator[Sentence]:
    """Yield what happened in a pairing, its stage after that, and what is due next."""
    if old is None and base.knows_pairing(new.id):
        yield _READABLE
        yield say("now: {after}", after=titles.STAGES[snapshot.stages[new.id].name])
        return
    yield from _cohort(old, new, snapshot)
    yield from _replaced(old, new, snapshot)
    if new.manager != (None if old is None else old.manager):
        yield _of_manager(new.manager)
    differences = facts.differences(
        () if old is None else facts.of_pairing(old), facts.of_pairing(new)
    )
    for difference in differences:
        yield from _difference(difference)
    after = snapshot.stages[new.id].name
    if old is None:
        if after not in _SAID_BY_FACT:
            yield say("now: {after}", after=titles.STAGES[after])
    elif base.stages[old.id].name != after:
        before = base.stages[old.id].name
        yield say("{before} → {after}", before=titles.STAGES[before], after=titles.STAGES[after])
    if differences:
        plans = {fact.on for _, fact in differences if fact is not None and fact.is_plan}
        yield from _next(new, snapshot, plans)
    yield from _load(new, snapshot, base)


def _cohort(old: Pairing | None, new: Pairing, snapshot: Snapshot) -> Iterator[Sentence]:
    cohort = snapshot.cohorts.get(new.cohort)
    if old is None and cohort is None:
        yield say("new pairing")
    elif old is None and cohort is not None:
        yield say("new pairing, {cohort}", cohort=cohort.name)
    elif old is not None and old.cohort != new.cohort and cohort is not None:
        yield say("now in {cohort}", cohort=cohort.name)


def _replaced(old: Pairing | None, new: Pairing, snapshot: Snapshot) -> Iterator[Sentence]:
    replaced = None if new.replaces is None else snapshot.pairings.get(new.replaces)
    if replaced is not None and (old is None or old.replaces != new.replaces):
        yield say("takes over after {mentor}", mentor=Person(replaced.mentor))
    elif old is not None and old.replaces is not None and new.replaces is None:
        yield say("no longer takes over after another")


def _difference(difference: Difference) -> Iterator[Sentence]:
    old, new = difference
    if new is None:
        if old is not None:
            yield say("removed: {old}", old=old.said)
    elif (
        old is None
        or (old.is_plan and old.on == new.on)
        or (old.kind == "pause" and old.on == new.on and not old.state)
    ):
        yield new.said
    elif (old.on, old.state, old.time) != (new.on, new.state, new.time):
        yield say("{new} (before: {old})", new=new.said, old=old.said)
    elif old.kind == "meeting":
        yield say("{new}, in another form", new=new.said)
    else:
        yield say("{new}, with another reason", new=new.said)


def _next(pairing: Pairing, snapshot: Snapshot, plans: set[date]) -> Iterator[Sentence]:
    """Yield what is due next in a pairing, or for its mentee after its end.

    If nothing is due, yield the next meeting that is booked, unless its day is in `plans`.
    """
    items = [
        item
        for item in deadlines.due_in(snapshot, pairing, _AHEAD)
        if item.kind not in _ALWAYS_RUNNING
    ]
    person = snapshot.participants.get(pairing.mentee)
    participation = None if person is None else person.participation(pairing.cohort)
    if snapshot.stages[pairing.id].closed and person is not None and participation is not None:
        items = [
            item
            for item in deadlines.due_in_cohort(snapshot, person, participation, _AHEAD)
            if item.kind not in _ALWAYS_RUNNING
        ]
    first = min((item.due for item in items), default=None)
    for item in sorted(items, key=lambda item: item.kind):
        if item.due == first:
            yield _due(item, snapshot)
    ahead = snapshot.next_booked(pairing)
    if first is None and ahead is not None and ahead.on not in plans:
        yield say("next meeting planned for {day}", day=Day(ahead.on, ahead.time))


def _due(item: Item, snapshot: Snapshot) -> Sentence:
    day = Day(item.due)
    if item.kind == "next-meeting":
        return (
            say("next by {day}", day=day)
            if item.due >= snapshot.today
            else say("next was due on {day}", day=day)
        )
    kind = titles.KINDS[item.kind]
    return (
        say("{kind} by {day}", kind=kind, day=day)
        if item.due >= snapshot.today
        else say("{kind} was due on {day}", kind=kind, day=day)
    )


def _load(pairing: Pairing, snapshot: Snapshot, base: Snapshot) -> Iterator[Sentence]:
    """Yield how many places of the mentor are taken, if the change has taken or freed one."""
    takes, took = (
        state.live(state.pairings[pairing.id]) if pairing.id in state.pairings else False
        for state in (snapshot, base)
    )
    person = snapshot.participants.get(pairing.mentor)
    if takes != took and person is not None and person.mentor is not None:
        yield _places(person, person.mentor, snapshot)


def _places(person: Participant, mentor: Mentor, snapshot: Snapshot) -> Sentence:
    live = sum(snapshot.live(pairing) for pairing in snapshot.by_mentor.get(person.id, ()))
    return say(
        "places taken: {mentor} {live} of {capacity}",
        mentor=Person(person.id),
        live=live,
        capacity=mentor.capacity,
    )


# People.


def _people(snapshot: Snapshot, base: Snapshot, documents: Documents) -> Iterator[Statement]:
    renamed = {new: old for old, new in renames.renamed_people(snapshot).items()}
    for id_, person in snapshot.participants.items():
        old = base.participants.get(renamed.get(id_, id_))
        if old is person:
            continue
        path, subject = participant_file(id_), say("{person}", person=Person(id_))
        if old is None and base.knows_person(id_):
            yield Statement(path, CHANGED, None, id_, subject, (_READABLE,))
            continue
        clauses = (
            *_new_id(id_, renamed),
            *_person(old, person, snapshot),
            *_other_keys(documents.get(path), _PERSONAL),
        )
        if clauses:
            what = ADDED if old is None or id_ in renamed else CHANGED
            yield Statement(path, what, None, id_, subject, clauses)
    for id_ in sorted((snapshot.gone & base.participants.keys()) - set(renamed.values())):
        yield Statement(
            participant_file(id_),
            REMOVED,
            None,
            id_,
            say("{person}", person=Person(id_)),
            (say("file removed"), *_figures(id_, base)),
        )


def _figures(id_: str, base: Snapshot) -> Iterator[Sentence]:
    """Yield how the numbers of cohorts that are over change when a person is erased."""
    for cohort, figures in kpi.moved_by_erasure(base, id_):
        yield say(
            "the figures of {cohort}, which is over, change: {figures}",
            cohort=cohort.name,
            figures=figures,
        )


_PERSONAL = ("email", "phone", "organisation", "unit", "title", "place", "languages")


def _person(old: Participant | None, new: Participant, snapshot: Snapshot) -> Iterator[Sentence]:
    if old is not None and old.name != new.name:
        yield say("has a new name")
    if old is not None and old.protected != new.protected:
        yield (
            say("now has a protected identity")
            if new.protected
            else say("no longer has a protected identity")
        )
    for before, after in renames.participation_changes(old, new):
        yield from _mentee(before, after, new, snapshot)
    yield from _mentor(None if old is None else old.mentor, new, snapshot)
    own = () if old is None else facts.of_person(old)
    for difference in facts.differences(own, facts.of_person(new)):
        yield from _difference(difference)
    yield from _ties(old, new)


def _ties(old: Participant | None, new: Participant) -> Iterator[Sentence]:
    before = set() if old is None else {tie.other for tie in old.ties}
    after = {tie.other for tie in new.ties}
    if after - before:
        yield say("new tie: {people}", people=People(tuple(sorted(after - before))))
    if before - after:
        yield say("tie removed: {people}", people=People(tuple(sorted(before - after))))
    if old is not None and after == before and old.ties != new.ties:
        yield say("a tie was changed")


def _mentee(
    old: Participation | None, new: Participation | None, person: Participant, snapshot: Snapshot
) -> Iterator[Sentence]:
    """Yield what a change means for a mentee in one cohort, and what is due there next."""
    differences = facts.differences(
        () if old is None else facts.of_participation(old),
        () if new is None else facts.of_participation(new),
    )
    if new is not None:
        yield from _takes_part(old, new, snapshot)
    elif old is not None and person.participations:
        yield say("no longer a mentee in {cohort}", cohort=_cohort_name(old.cohort, snapshot))
    else:
        yield say("no longer a mentee")
    for difference in differences:
        yield from _difference(difference)
    if new is not None and differences:
        for item in sorted(
            deadlines.due_in_cohort(snapshot, person, new, _AHEAD),
            key=lambda item: (item.due, item.kind),
        ):
            if item.kind not in _ALWAYS_RUNNING:
                yield _due(item, snapshot)


def _cohort_name(id_: str, snapshot: Snapshot) -> Text | Code:
    cohort = snapshot.cohorts.get(id_)
    return Code(id_) if cohort is None else cohort.name


def _takes_part(
    old: Participation | None, new: Participation, snapshot: Snapshot
) -> Iterator[Sentence]:
    name = _cohort_name(new.cohort, snapshot)
    if old is None:
        yield say("new mentee, {cohort}", cohort=name)
    elif old.cohort != new.cohort:
        yield say("now a mentee in {cohort}", cohort=name)
    if (
        old is not None
        and old.interview is not None
        and new.interview is not None
        and old.interview._replace(on=new.interview.on) != new.interview
    ):
        yield say("other answers from the interview")


def _mentor(old: Mentor | None, person: Participant, snapshot: Snapshot) -> Iterator[Sentence]:
    new = person.mentor
    if new is None:
        if old is not None:
            yield say("no longer a mentor")
        return
    if old is None:
        yield say_n(
            "new mentor, with room for {number} mentee",
            "new mentor, with room for {number} mentees",
            new.capacity,
        )
    elif old.capacity != new.capacity:
        yield say_n(
            "room for {number} mentee (before: {before})",
            "room for {number} mentees (before: {before})",
            new.capacity,
            before=old.capacity,
        )
        yield _places(person, new, snapshot)
    yield from _offers(old, new, snapshot)
    available = (new.available_from, new.available_until)
    if available != ((None, None) if old is None else (old.available_from, old.available_until)):
        yield _available(*available)


def _offers(old: Mentor | None, new: Mentor, snapshot: Snapshot) -> Iterator[Sentence]:
    before = () if old is None else old.offers
    added = [area for area in new.offers if area not in before]
    removed = [area for area in before if area not in new.offers]
    if added:
        areas = areas_by_name(added, snapshot.programme)
        yield (
            say("offers {areas}", areas=areas)
            if old is None
            else say("now also offers {areas}", areas=areas)
        )
    if removed:
        yield say("no longer offers {areas}", areas=areas_by_name(removed, snapshot.programme))


def _available(start: date | None, until: date | None) -> Sentence:
    if start is not None and until is not None:
        return say("available {start} – {until}", start=Day(start), until=Day(until))
    if start is not None:
        return say("available from {start}", start=Day(start))
    if until is not None:
        return say("available until {until}", until=Day(until))
    return say("available at any time")


# The programme.


def _programme(snapshot: Snapshot, base: Snapshot) -> Iterator[Statement]:
    old, new = base.programme, snapshot.programme
    if new is None or old is new:
        return
    missing = any(fault.stage == "programme" for fault in base.faults)
    first = say("the programme's settings are new") if missing else _READABLE
    clauses = [first] if old is None else list(_settings(old, new))
    if clauses:
        subject = say("{name}", name=new.name)
        yield Statement(
            PROGRAMME_FILE, ADDED if missing else CHANGED, None, None, subject, tuple(clauses)
        )


def _settings(old: Programme, new: Programme) -> Iterator[Sentence]:
    yield from _managers(old, new)
    yield from _limits(old.limits, new.limits, new.limits._fields)
    for key, weight in new.weights._asdict().items():
        if weight != getattr(old.weights, key):
            yield say(
                "weight {key}: {value} (before: {before})",
                key=Code(key),
                value=weight,
                before=getattr(old.weights, key),
            )
    yield from _cohorts(old, new)
    yield from _area_names(old, new)
    others = [
        key for key in ("name", "language", "timezone") if getattr(old, key) != getattr(new, key)
    ]
    before = {manager.id: manager for manager in old.managers}
    by_name = {manager.name: manager for manager in old.managers}
    for manager in new.managers:
        earlier = before.get(manager.id) or by_name.get(manager.name, manager)
        others += [
            " › ".join(filter(None, ("managers" if manager.id else "manager", manager.id, key)))
            for key, field in _MANAGER_KEYS.items()
            if getattr(manager, field) != getattr(earlier, field)
        ]
    if others:
        yield say("also changed: {keys}", keys=codes(others))


def _limits(old: Limits, new: Limits, keys: Iterable[str]) -> Iterator[Sentence]:
    for key in keys:
        before, value = getattr(old, key), getattr(new, key)
        if value != before:
            yield say(
                "limit {key}: {value} (before: {before})",
                key=Code(key),
                value=Code(_number(value)),
                before=Code(_number(before)),
            )


_MANAGER_KEYS = {
    "email": "email",
    "phone": "phone",
    "hours": "hours",
    "handle": "handle",
    "away": "absences",
}
"""What may change of a manager besides the name: the key and the field of the record."""


def _managers(old: Programme, new: Programme) -> Iterator[Sentence]:
    """Yield whose names have changed or come or gone, and who is responsible for which cohort."""
    before = {manager.id: manager.name for manager in old.managers}
    after = {manager.id: manager.name for manager in new.managers}
    for id_, name in after.items():
        moved = id_ not in before and name in before.values()
        if name != before.get(id_) and not moved:
            yield say("programme manager: {name}", name=Written(name))
    for id_, name in before.items():
        if id_ not in after and name not in after.values():
            yield say("no longer programme manager: {name}", name=Written(name))
    first = new.managers[0]
    if first.id and first.id != old.managers[0].id:
        yield say("the first manager is now {manager}", manager=Code(first.id))


def _of_manager(id_: str | None) -> Sentence:
    if id_ is None:
        return say("no longer has a manager of its own")
    return say("manager: {manager}", manager=Code(id_))


def _area_names(old: Programme, new: Programme) -> Iterator[Sentence]:
    for id_, names in new.area_names.items():
        if id_ not in old.area_names:
            yield say("new area: {name}", name=names)
        elif names != old.area_names[id_]:
            yield say(
                "area renamed: {name} (before: {before})",
                name=names,
                before=old.area_names[id_],
            )
    for id_, names in old.area_names.items():
        if id_ not in new.area_names:
            yield say("area removed: {name}", name=names)


def _number(value: int | tuple[int, int]) -> str:
    return str(value) if isinstance(value, int) else "–".join(map(str, value))


def _cohorts(old: Programme, new: Programme) -> Iterator[Sentence]:
    removed = {cohort.id: cohort for cohort in old.cohorts}
    for index, cohort in enumerate(new.cohorts):
        before = removed.pop(cohort.id, None)
        if before is None:
            yield say(
                "new cohort: {cohort}, {start} – {until}",
                cohort=cohort.name,
                start=Day(cohort.starts),
                until=Day(cohort.ends),
            )
            continue
        if before.name != cohort.name:
            yield say(
                "cohort renamed: {cohort} (before: {before})",
                cohort=cohort.name,
                before=before.name,
            )
        if before.manager != cohort.manager:
            yield say("{cohort}: {told}", cohort=cohort.name, told=_of_manager(cohort.manager))
        own = dict.fromkeys((*before.own_limits, *cohort.own_limits))
        for sentence in _limits(before.limits, cohort.limits, own):
            yield say("{cohort}: {told}", cohort=cohort.name, told=sentence)
        for difference in facts.differences(
            facts.of_cohort(before, index), facts.of_cohort(cohort, index)
        ):
            for sentence in _difference(difference):
                yield say("{cohort}: {told}", cohort=cohort.name, told=sentence)
    for cohort in removed.values():
        yield say("cohort removed: {cohort}", cohort=cohort.name)


def _other_keys(documents: tuple[Any, Any] | None, keys: Iterable[str]) -> Iterator[Sentence]:
    """Yield which of `keys`, which no fact covers, have changed, and whether free words have."""
    old, new = documents or ({}, {})
    if not old or not new:
        return
    others = [key for key in keys if old.get(key) != new.get(key)]
    if others:
        yield say("also changed: {keys}", keys=codes(others))
    before, after = _words(old), _words(new)
    if len(before) == len(after) and before != after:
        yield say("other words")


def _words(data: Mapping[str, Any]) -> list[Any]:
    """Return the free words of a participant's roles, in order."""
    mentor = data.get("mentor")
    words: list[Any] = []
    for _, entry in mentee_entries(data) if "name" in data else ():
        interview = entry.get("interview", {})
        for key in ("challenges", "development_areas", "mentor_contribution"):
            words += [need.get("words") for need in interview.get(key, ())]
        words.append(interview.get("wishes", {}).get("words"))
    if isinstance(mentor, dict):
        words += [offer.get("words") for offer in mentor.get("offers", ())]
    return words
