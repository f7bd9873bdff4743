"""Rules about a change: what it may not do to people, to ids, and to what has already happened.

They look at two versions, and are silent where there is only one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE, Limits, pairing_file, participant_file
from mentorskap.model import facts, kpi, lifecycle, renames
from mentorskap.rules.rule import ERROR, WARNING, Problem, Where, rule
from mentorskap.words.sentence import Code, Pair, Person, Sentence, codes, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mentorskap.files.records import Cohort, Pairing, Participant
    from mentorskap.files.source import Route
    from mentorskap.model.facts import Difference, Fact
    from mentorskap.model.snapshot import Snapshot


@rule(ERROR)
def referenced_people_stay(snapshot: Snapshot) -> Iterator[Problem]:
    """A participant's file is not removed while a pairing, a tie or a wish still names the person.

    Why: what is left behind points at nobody, and a person who is to be forgotten is still named.

    Mend: bring the file back. If the person is to be erased, remove what names them in the same
    change: their pairings, ties and wishes.
    """
    base = snapshot.base
    if base is None or not snapshot.gone or _unsure(snapshot, base):
        return
    removed = snapshot.gone - renames.renamed_people(snapshot).keys()
    for where, id_ in _references(snapshot):
        if id_ in removed:
            yield Problem(
                where,
                say(
                    "The file still names {id}, but the change removes {file}.",
                    id=Code(id_),
                    file=Code(participant_file(id_)),
                ),
                _loosened(where, id_),
            )


def _unsure(snapshot: Snapshot, base: Snapshot) -> bool:
    """Say whether a new file cannot be read: it may be the one that is missing elsewhere."""
    new_people = (
        snapshot.reading.unread_participants
        - base.participants.keys()
        - base.reading.unread_participants
    )
    new_pairings = (
        snapshot.reading.unread_pairings - base.pairings.keys() - base.reading.unread_pairings
    )
    return bool(new_people or new_pairings)


def _references(snapshot: Snapshot) -> Iterator[tuple[Where, str]]:
    """Yield every place where a participant is named, and who."""
    for pairing in snapshot.pairings.values():
        yield Where(pairing_file(pairing.id), ("mentee",)), pairing.mentee
        yield Where(pairing_file(pairing.id), ("mentor",)), pairing.mentor
    for person in snapshot.participants.values():
        for index, tie in enumerate(person.ties):
            yield Where(participant_file(person.id), ("ties", index, "with")), tie.other
        for wished, route in person.wished_mentors:
            yield Where(participant_file(person.id), route), wished


def _loosened(where: Where, id_: str) -> Sentence:
    file = Code(participant_file(id_))
    if where.path.startswith("pairings/"):
        return say(
            "Bring {file} back. If the person is to be erased, remove this pairing's file too.",
            file=file,
        )
    if where.route[0] == "ties":
        return say(
            "Bring {file} back. If the person is to be erased, delete this tie too.", file=file
        )
    return say("Bring {file} back. If the person is to be erased, delete this wish too.", file=file)


@rule(WARNING)
def history_is_kept(snapshot: Snapshot) -> Iterator[Problem]:
    """What has happened stays as it was written: a fact dated today or earlier is neither changed
    nor removed.

    Adding is always right, also what was heard of late. A planned meeting may become held, moved,
    cancelled or missed, an open pause may be closed, and until the start another answer may follow,
    unless it was a no.

    Why: stages, deadlines and numbers follow from the facts, also those of the past, and who reads
    them later sees no trace of the change.

    Mend: write the old value back. If it was wrong, or if someone is to be erased, leave it so and
    say why where you propose the change.
    """
    base = snapshot.base
    if base is None:
        return
    for id_, pairing in snapshot.pairings.items():
        old = base.pairings.get(id_)
        if old is not None and old is not pairing:
            begun = lifecycle.started_on(old, snapshot.today) is not None
            for difference in facts.differences(base.facts[id_], snapshot.facts[id_]):
                if _rewritten(difference, snapshot.today, begun=begun):
                    yield _rewriting(
                        pairing_file(id_),
                        say("{pair}", pair=Pair(pairing.mentee, pairing.mentor)),
                        difference,
                    )
    for id_, person in snapshot.participants.items():
        before = base.participants.get(id_)
        if before is not None and before is not person:
            for difference in _rewritten_participations(before, person, snapshot.today):
                yield _rewriting(
                    participant_file(id_), say("{person}", person=Person(id_)), difference
                )
    yield from _rewritten_cohorts(snapshot, base)
    yield from _removed(snapshot, base)


def _rewritten_participations(
    before: Participant, after: Participant, today: date
) -> Iterator[Difference]:
    """Yield the past facts changed or removed; of a participation that is gone, the first."""
    for old, new in renames.participation_changes(before, after):
        differences = facts.differences(
            () if old is None else facts.of_participation(old),
            () if new is None else facts.of_participation(new),
        )
        rewritings = [difference for difference in differences if _rewritten(difference, today)]
        yield from rewritings[:1] if new is None else rewritings
    own = before if after.mentor is not None else before._replace(mentor=None)
    for difference in facts.differences(facts.of_person(own), facts.of_person(after)):
        if _rewritten(difference, today):
            yield difference


_NOES = frozenset({"declined", "objected", "decline"})


def _rewritten(difference: Difference, today: date, *, begun: bool = True) -> bool:
    """Say whether a past fact was changed or removed; `begun`: the pairing had started by then."""
    old, new = difference
    if old is None or old.on > today:
        return False
    if new is None:
        return not old.is_plan or old.on < today
    if old.same(new) or old.is_plan:
        return False
    match old.kind:
        case "pause" | "break":
            # The end may be filled in, and one that lies ahead may be moved.
            return old.on != new.on or (old.state != "" and old.state <= today.isoformat())
        case "mentor_answer" | "mentee_answer" | "feedback-mentee" | "feedback-mentor":
            # An answer may be followed by another until both have said that they want to begin; a
            # no has closed the pairing.
            return begun or old.state in _NOES or new.on <= old.on
        case "extended_until" | "ends":
            return new.on < old.on
    return True


def _rewriting(path: str, subject: Sentence, difference: Difference) -> Problem:
    old, new = difference
    assert old is not None  # noqa: S101 - what is only added rewrites nothing
    fix = say(
        "Write {old} back. If it was wrong, leave it so and say why where you propose the change.",
        old=Code(old.written),
    )
    if new is None:
        message = say(
            "{subject}: a fact from the past was removed: {old}.", subject=subject, old=old.said
        )
    elif old.written == new.written:
        message = say(
            "{subject}: the reason was changed in a fact from the past: {old}.",
            subject=subject,
            old=old.said,
        )
        fix = say(
            "Write the old reason back. If it was wrong, leave it so and say why where you propose"
            " the change."
        )
    elif old.on == new.on and old.state == new.state:
        message = say(
            "{subject}: a detail of a fact from the past was changed: {old}. It was {before} and is"
            " now {after}.",
            subject=subject,
            old=old.said,
            before=Code(old.written),
            after=Code(new.written),
        )
    else:
        message = say(
            "{subject}: a fact from the past was changed. Before: {old}. Now: {new}.",
            subject=subject,
            old=old.said,
            new=new.said,
        )
    return Problem(Where(path, old.route if new is None else new.route), message, fix)


def _rewritten_cohorts(snapshot: Snapshot, base: Snapshot) -> Iterator[Problem]:
    programme = snapshot.programme
    for index, cohort in enumerate(() if programme is None else programme.cohorts):
        old = base.cohorts.get(cohort.id)
        if old is not None and old != cohort:
            for difference in facts.differences(
                facts.of_cohort(old, index), facts.of_cohort(cohort, index)
            ):
                if _rewritten(difference, snapshot.today):
                    yield _rewriting(PROGRAMME_FILE, say("{name}", name=cohort.name), difference)


def _removed(snapshot: Snapshot, base: Snapshot) -> Iterator[Problem]:
    """Yield each person removed, with all their pairings, and each other pairing removed."""
    if _unsure(snapshot, base):
        return
    gone = renames.gone_pairings(snapshot)
    people = renames.same_people(snapshot)
    renamed = renames.same_pairings(snapshot, people)
    named = {id_ for _, id_ in _references(snapshot)} if snapshot.gone else set()
    for id_ in sorted(snapshot.gone & base.participants.keys() - people.keys() - named):
        own = [pairing for pairing in gone.values() if id_ in {pairing.mentee, pairing.mentor}]
        if any(_past(facts.of_participant(base.participants[id_]), snapshot.today)) or any(
            _happened(pairing, snapshot.today) for pairing in own
        ):
            yield _erasure(id_, own)
    for id_, pairing in gone.items():
        past = _happened(pairing, snapshot.today)
        if (
            past
            and id_ not in renamed
            and snapshot.gone.isdisjoint({pairing.mentee, pairing.mentor})
        ):
            yield Problem(
                Where(pairing_file(id_)),
                say_n(
                    "{pair}: the pairing was removed, with {number} fact from the past. The last:"
                    " {last}.",
                    "{pair}: the pairing was removed, with {number} facts from the past. The last:"
                    " {last}.",
                    len(past),
                    pair=Pair(pairing.mentee, pairing.mentor),
                    last=max(past, key=lambda fact: fact.on).said,
                ),
                say(
                    "Bring the file back. A pairing that is over is not removed: write {ended}.",
                    ended=Code("ended"),
                ),
            )


def _past(facts: Iterable[Fact], today: date) -> Iterator[Fact]:
    return (fact for fact in facts if fact.on <= today and not fact.is_plan)


def _happened(pairing: Pairing, today: date) -> list[Fact]:
    return list(_past(facts.of_pairing(pairing), today))


def _erasure(id_: str, own: list[Pairing]) -> Problem:
    person = Person(id_)
    if own:
        message = say_n(
            "{person} was removed, with {number} pairing: {pairings}.",
            "{person} was removed, with {number} pairings: {pairings}.",
            len(own),
            person=person,
            pairings=codes(pairing.id for pairing in own),
        )
    else:
        message = say("{person} was removed, and had no pairing.", person=person)
    return Problem(
        Where(participant_file(id_)),
        message,
        say(
            "Is the person to be erased? Then the removal is right, but Git still remembers the"
            " file. Otherwise bring the files back."
        ),
    )


@rule(ERROR)
def ids_stay(snapshot: Snapshot) -> Iterator[Problem]:
    """The id of a participant or a pairing never changes: its file is not renamed, also when the
    name changes.

    Why: pairings, ties and everything written elsewhere find a person by the id, and an erasure
    does too.

    Mend: give the file its old name. If the id itself was a mistake, make two changes: first remove
    the file and all that names it, then add it under its new id.
    """
    base = snapshot.base
    if base is None:
        return
    people = renames.same_people(snapshot)
    for old, new in renames.renamed_people(snapshot).items():
        yield Problem(
            Where(participant_file(new)),
            say(
                "{person} had the id {old} and has now got another, {new}.",
                person=Person(new),
                old=Code(old),
                new=Code(new),
            ),
            _renamed_back(participant_file(old)),
        )
    for old, new in renames.same_pairings(snapshot, people).items():
        two = base.pairings[old]
        # What follows from a person's new id is told with the person.
        if people.keys().isdisjoint({two.mentee, two.mentor}):
            pairing = snapshot.pairings[new]
            yield Problem(
                Where(pairing_file(new)),
                say(
                    "{pair}: the pairing had the id {old} and has now got another, {new}.",
                    pair=Pair(pairing.mentee, pairing.mentor),
                    old=Code(old),
                    new=Code(new),
                ),
                _renamed_back(pairing_file(old)),
            )


def _renamed_back(file: str) -> Sentence:
    return say(
        "Name the file {file} again. Was the id itself a mistake? Then make two changes: first"
        " remove the file and what names it, then add it under its new id.",
        file=Code(file),
    )


@rule(WARNING)
def limits_stay_while_a_cohort_runs(snapshot: Snapshot) -> Iterator[Problem]:
    """A changed limit, the programme's or a cohort's, does not move the figures of a cohort that
    runs or is over.

    Why: figures that others have seen could no longer be found, although no one has done anything
    differently.

    Mend: give the cohort `limits` of its own, those that it has run by. If its limits were wrong,
    leave the change so and say why where you propose it.
    """
    base = snapshot.base
    old, new = None if base is None else base.programme, snapshot.programme
    if base is None or old is None or new is None:
        return
    before = {cohort.id: cohort for cohort in old.cohorts}
    for index, cohort in enumerate(new.cohorts):
        was = before.get(cohort.id)
        if was is None or was.starts > snapshot.today or was.limits == cohort.limits:
            continue
        figures = _figures(base, was, cohort.limits)
        if figures is not None:
            changed = [
                key
                for key in Limits._fields
                if getattr(was.limits, key) != getattr(cohort.limits, key)
            ]
            moving = [
                key
                for key in changed
                if _figures(base, was, was.limits._replace(**{key: getattr(cohort.limits, key)}))
            ]
            yield _moving(index, (was, cohort), moving or changed, figures)


def _figures(base: Snapshot, cohort: Cohort, limits: Limits) -> Sentence | None:
    """Return which numbers of a cohort would have moved with other limits, and nothing else new."""
    programme = base.programme
    if programme is None:
        return None
    cohorts = tuple(
        entry._replace(limits=limits) if entry is cohort else entry for entry in programme.cohorts
    )
    reading = base.reading._replace(programme=programme._replace(cohorts=cohorts))
    return kpi.moved(base, base.of(reading), cohort.id)


def _moving(
    index: int, cohorts: tuple[Cohort, Cohort], keys: list[str], figures: Sentence
) -> Problem:
    """Return the problem of a cohort, before and after, whose figures changed limits move."""
    old, new = cohorts
    written = ", ".join(f"{key}: {_as_written(getattr(old.limits, key))}" for key in keys)
    own = [key for key in keys if key in new.own_limits]
    route: Route = ("cohorts", index, "limits", own[0]) if own else ("limits", keys[0])
    return Problem(
        Where(PROGRAMME_FILE, route),
        say(
            "The change of {limits} moves the figures of {cohort}: {figures}.",
            limits=codes(keys),
            cohort=new.name,
            figures=figures,
        ),
        say(
            "Let {cohort} keep what it has run by: write {limits} in it, under {cohorts}.",
            cohort=new.name,
            limits=Code(f"limits: {{{written}}}"),
            cohorts=Code("cohorts"),
        ),
    )


def _as_written(limit: int | tuple[int, int]) -> str:
    return str(limit) if isinstance(limit, int) else f"[{limit[0]}, {limit[1]}]"


RULES = (referenced_people_stay, history_is_kept, ids_stay, limits_stay_while_a_cohort_runs)
