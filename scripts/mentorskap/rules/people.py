"""Rules about people: roles, addresses, areas, ties, wishes, and what must not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE, pairing_file, participant_file
from mentorskap.model.waiting import is_open
from mentorskap.rules.rule import ERROR, NOTICE, WARNING, Problem, Where, rule
from mentorskap.rules.vocabulary import advice_on, on_area, on_cohort
from mentorskap.words import organisations, titles
from mentorskap.words.languages import CODES, MEANT, NAMED, language
from mentorskap.words.names import Namesakes, foreign_letters, greeting, number_key
from mentorskap.words.sentence import Code, Day, Person, Sentence, Written, codes, say, say_n
from mentorskap.words.traces import first_to_last, id_tells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mentorskap.files.records import Participant, Participation
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot


@rule(ERROR)
def participant_has_a_role(snapshot: Snapshot) -> Iterator[Problem]:
    """Every participant is a mentee, a mentor, or both.

    Why: a person without a role takes part in nothing, and personal data is kept for no purpose.

    Mend: write `mentee` or `mentor`, or delete the file.
    """
    for person in snapshot.participants.values():
        if not person.participations and person.mentor is None:
            yield Problem(
                Where(participant_file(person.id)),
                say("{person} is neither mentee nor mentor.", person=Person(person.id)),
                say(
                    "Add {mentee} or {mentor} with what belongs to it, or delete the file.",
                    mentee=Code("mentee"),
                    mentor=Code("mentor"),
                ),
            )


@rule(ERROR)
def email_belongs_to_one(snapshot: Snapshot) -> Iterator[Problem]:
    """An e-mail address is in one participant's file only.

    Why: a reminder meant for one would reach another.

    Mend: correct one of the two, or put the two files together if they are the same person.
    """
    owner: dict[str, str] = {}
    for person in snapshot.participants.values():
        if person.email is None:
            continue
        address = person.email.casefold()
        if address in owner:
            yield Problem(
                Where(participant_file(person.id), ("email",)),
                say(
                    "{person} has the same e-mail address as {other} ({file}).",
                    person=Person(person.id),
                    other=Person(owner[address]),
                    file=Code(participant_file(owner[address])),
                ),
                say(
                    "Correct one of the addresses. If they are one person, keep one file and give"
                    " it both roles."
                ),
            )
        else:
            owner[address] = person.id


@rule(WARNING)
def person_is_entered_once(snapshot: Snapshot) -> Iterator[Problem]:
    """A person has one file, also one who is mentee in one cohort and mentor in another.

    Names are compared without order, commas, case, accents and initials. Two are also taken for one
    where one word differs by a slip or in how a sound is written (`qv` or `kv`), or, in one
    organisation, by one letter. What someone goes by counts as a given name.

    Why: with two files, ties and capacity are counted for half a person each.

    Mend: put the two files together; if they really are two people, tell them apart by a whole
    middle name in `name`.
    """
    namesakes = Namesakes()
    by_phone: dict[str, str] = {}
    for person in snapshot.participants.values():
        if person.protected:
            continue
        twins = {"name": namesakes.twin(person.id, person.named, person.organisation)}
        if person.phone is not None:
            twins["phone"] = by_phone.setdefault(number_key(person.phone), person.id)
        for key, twin in twins.items():
            if twin not in {None, person.id} and not _same_address(person, twin, snapshot):
                yield _entered_twice(person, snapshot.participants[str(twin)], key)
                break


def _same_address(person: Participant, twin: str | None, snapshot: Snapshot) -> bool:
    """Say whether two have one address, of which another rule speaks."""
    address = None if twin is None else snapshot.participants[twin].email
    return (
        person.email is not None
        and address is not None
        and person.email.casefold() == address.casefold()
    )


def _entered_twice(person: Participant, twin: Participant, key: str) -> Problem:
    return Problem(
        Where(participant_file(person.id), (key,)),
        say(
            "{person} also appears in {file}, under the same name or another spelling of it.",
            person=Person(person.id),
            file=Code(participant_file(twin.id)),
        )
        if key == "name"
        else say(
            "{person} and {other} ({file}) have the same phone number.",
            person=Person(person.id),
            other=Person(twin.id),
            file=Code(participant_file(twin.id)),
        ),
        say(
            "If they are one person, keep one file and give it both roles. If they are two,"
            " write a whole middle name in one of the names, or correct the name that is wrong."
        )
        if key == "name"
        else say(
            "If they are one person, keep one file and give it both roles. If they are two, correct"
            " the number. If they share it, keep it in one of the files."
        ),
    )


@rule(ERROR)
def cohort_exists(snapshot: Snapshot) -> Iterator[Problem]:
    """The cohort of a mentee, and of a pairing, is one of those in `programme.yml`.

    Why: breaks and the last day come from the cohort; without it no deadline can be told.

    Mend: take the id that the message suggests, or add the cohort to `programme.yml`.
    """
    if snapshot.programme is None:
        return
    cohorts = snapshot.cohorts
    for person in snapshot.participants.values():
        for participation in person.participations:
            if participation.cohort not in cohorts:
                yield Problem(
                    Where(participant_file(person.id), (*participation.route, "cohort")),
                    say(
                        "{person} is in the cohort {cohort}, which does not exist in"
                        " programme.yml.",
                        person=Person(person.id),
                        cohort=Code(participation.cohort),
                    ),
                    on_cohort(participation.cohort, snapshot.programme),
                )
    for pairing in snapshot.pairings.values():
        if pairing.cohort not in cohorts:
            yield Problem(
                Where(pairing_file(pairing.id), ("cohort",)),
                say(
                    "The pairing is in the cohort {cohort}, which does not exist in programme.yml.",
                    cohort=Code(pairing.cohort),
                ),
                on_cohort(pairing.cohort, snapshot.programme),
            )


@rule(ERROR)
def area_exists(snapshot: Snapshot) -> Iterator[Problem]:
    """Every area of a need or an offer is one of those in `programme.yml`.

    Why: needs and offers meet only in one vocabulary.

    Mend: take the id that the message suggests, or add the area to `programme.yml`.
    """
    if snapshot.programme is None:
        return
    vocabulary = frozenset(snapshot.programme.areas)
    for person in snapshot.participants.values():
        for route, area in _areas(person, vocabulary):
            yield Problem(
                Where(participant_file(person.id), route),
                say(
                    "{person} has the area {area}, which does not exist in programme.yml.",
                    person=Person(person.id),
                    area=Code(area),
                ),
                on_area(area, snapshot.programme),
            )


def _areas(person: Participant, vocabulary: frozenset[str]) -> Iterator[tuple[Route, str]]:
    """Yield every area of `person` that is not known, with its place."""
    mentor = person.mentor
    for participation in person.participations:
        interview = participation.interview
        if interview is None:
            continue
        for key, areas in (
            ("challenges", interview.challenges),
            ("development_areas", interview.development_areas),
            ("mentor_contribution", [need.area for need in interview.mentor_contribution]),
        ):
            for index, area in enumerate(areas):
                if area not in vocabulary:
                    yield (*participation.route, "interview", key, index, "area"), area
    if mentor is not None:
        for index, area in enumerate(mentor.offers):
            if area not in vocabulary:
                yield ("mentor", "offers", index, "area"), area


@rule(ERROR)
def tie_names_another_participant(snapshot: Snapshot) -> Iterator[Problem]:
    """A tie names another participant by id.

    Why: a tie to nobody keeps nobody apart.

    Mend: take the id that the message suggests, or delete the tie.
    """
    for person in snapshot.participants.values():
        for index, tie in enumerate(person.ties):
            if tie.other == person.id:
                yield Problem(
                    Where(participant_file(person.id), ("ties", index, "with")),
                    say("{person} has a tie to themselves.", person=Person(person.id)),
                    say("Write the other person's id, or delete the tie."),
                )
            elif not snapshot.knows_person(tie.other):
                yield Problem(
                    Where(participant_file(person.id), ("ties", index, "with")),
                    say(
                        "{person} has a tie to {other}, but there is no such participant.",
                        person=Person(person.id),
                        other=Code(tie.other),
                    ),
                    advice_on(tie.other, snapshot.participants.keys() - {person.id}),
                )


@rule(ERROR)
def wished_mentor_exists(snapshot: Snapshot) -> Iterator[Problem]:
    """A mentor wished for is a participant with the role of mentor.

    Why: a wish that is passed over in silence disappoints (F6).

    Mend: take the id that the message suggests; write a wish for somebody outside the network in
    `words`.
    """
    for person in snapshot.participants.values():
        for wished, route in person.wished_mentors:
            candidate = snapshot.participants.get(wished)
            if wished == person.id or not (
                snapshot.knows_person(wished) if candidate is None else candidate.mentor is not None
            ):
                yield _vain_wish(person.id, wished, route, snapshot)


def _vain_wish(id_: str, wished: str, route: Route, snapshot: Snapshot) -> Problem:
    where = Where(participant_file(id_), route)
    if wished == id_:
        return Problem(
            where,
            say(
                "{person} has wished for themselves as mentor. Nobody is their own mentor.",
                person=Person(id_),
            ),
            say("Write the id of the mentor wished for, or delete {key}.", key=Code("mentor")),
        )
    mentors = [
        mentor.id
        for mentor in snapshot.participants.values()
        if mentor.mentor is not None and mentor.id != id_
    ]
    if wished in snapshot.participants:
        return Problem(
            where,
            say(
                "{person} wishes for {other} ({id}) as mentor, who is not a mentor.",
                person=Person(id_),
                other=Person(wished),
                id=Code(wished),
            ),
            say(
                "Write the id of the mentor wished for. Is {other} going to be a mentor? Then add"
                " {mentor} to {file}.",
                other=Person(wished),
                mentor=Code("mentor"),
                file=Code(participant_file(wished)),
            ),
        )
    return Problem(
        where,
        say(
            "{person} wishes for {other} as mentor, but there is no mentor with that id.",
            person=Person(id_),
            other=Code(wished),
        ),
        advice_on(wished, mentors),
    )


@rule(NOTICE)
def needs_are_told(snapshot: Snapshot) -> Iterator[Problem]:
    """An interview names at least one need: a challenge, a development area, or something that the
    mentor must be able to contribute.

    Why: a mentor is chosen to fit the mentee's needs (F4, F5). Without one, `mentorskap suggest`
    gives no score, and there is nothing to show a mentor who is asked.

    Mend: write the areas under `interview`, or let `mentorskap record interview` write them.
    """
    for person in snapshot.participants.values():
        for participation in person.participations:
            interview = participation.interview
            if (
                interview is not None
                and not interview.has_needs
                and interview.on <= snapshot.today
                and is_open(snapshot, person, participation)
            ):
                yield Problem(
                    Where(participant_file(person.id), (*participation.route, "interview")),
                    say(
                        "The interview with {person} on {day} names no need: no challenge, no"
                        " development area, and nothing that the mentor must contribute. Until it"
                        " does, {suggest} gives no score.",
                        person=Person(person.id),
                        day=Day(interview.on),
                        suggest=Code("mentorskap suggest"),
                    ),
                    need_to_add(snapshot, person, participation),
                )


def need_to_add(snapshot: Snapshot, person: Participant, mentee: Participation) -> Sentence:
    """Return the edit for an interview without needs, with an area of the programme."""
    programme, interview = snapshot.programme, mentee.interview
    if programme is None or interview is None or not programme.areas:
        return say("Add the areas to {file} first.", file=Code(PROGRAMME_FILE))
    area = next(iter(programme.areas))
    cohort = f" --cohort {mentee.cohort}" if len(person.participations) > 1 else ""
    return say(
        "Write it under {key}, for instance {line} with the right area, or run {command}.",
        key=Code("interview"),
        line=Code(f"challenges: [{{area: {area}}}]"),
        command=Code(
            f"mentorskap record interview {person.id} {interview.on}{cohort} --challenge {area}"
        ),
    )


@rule(WARNING)
def languages_are_known(snapshot: Snapshot) -> Iterator[Problem]:
    """Each language is given by its code, and by the code of the language that is meant.

    Why: two people who both speak Swedish have no common language if one of them has `se`, which is
    Northern Sámi.

    Mend: write the code that the message suggests. For someone who speaks Northern Sámi, add `sv`
    as well, or leave the warning.
    """
    for person in snapshot.participants.values():
        for index, code in enumerate(person.languages):
            meant = MEANT.get(code)
            if (code in CODES and meant is None) or meant in person.languages:
                continue
            yield Problem(
                Where(participant_file(person.id), ("languages", index)),
                _language_in_doubt(code, meant),
                say("Write {meant}, if that is the language.", meant=Code(meant))
                if meant is not None
                else say(
                    "Write the two letters of the language, such as {examples}.",
                    examples=codes(("sv", "en", "fi", "ar")),
                ),
            )


def _language_in_doubt(code: str, meant: str | None) -> Sentence:
    if meant is None:
        return say("{code} is not the code of any language.", code=Code(code))
    if code in NAMED:
        return say(
            "{code} is {language}; {meant} is written {right}.",
            code=Code(code),
            language=language(code),
            meant=language(meant),
            right=Code(meant),
        )
    return say(
        "{code} is a country, or another language than the one that is most likely meant, {meant}.",
        code=Code(code),
        meant=Code(meant),
    )


@rule(NOTICE)
def name_is_written_first_to_last(snapshot: Snapshot) -> Iterator[Problem]:
    """A name is written as it is said: the given name first, and no comma.

    Why: letters greet a person by the first word, or by the first after a comma.

    Mend: write the name without a comma, the given name first.
    """
    for person in snapshot.participants.values():
        if "," not in person.name or person.protected:
            continue
        yield Problem(
            Where(participant_file(person.id), ("name",)),
            say(
                "The name has a comma. Letters greet the person as {name}.",
                name=Written(greeting(person.named)),
            ),
            say("Write {name}, if that is the name.", name=Written(first_to_last(person.name))),
        )


@rule(NOTICE)
def names_use_one_alphabet(snapshot: Snapshot) -> Iterator[Problem]:
    """A name has no letters of another alphabet that look like its own.

    Why: such a name looks right, and no search finds it.

    Mend: type the name again with the letters of one alphabet.
    """
    for person in snapshot.participants.values():
        letters = foreign_letters(person.name)
        if letters:
            yield Problem(
                Where(participant_file(person.id), ("name",)),
                say_n(
                    "The name has a letter of another alphabet than the rest: {letters}.",
                    "The name has letters of another alphabet than the rest: {letters}.",
                    len(letters),
                    letters=Written(", ".join(letters)),
                ),
                say("Type the name again with the letters of one alphabet."),
            )


@rule(ERROR)
def no_personal_identity_number(snapshot: Snapshot) -> Iterator[Problem]:
    """No personal identity number (personnummer, samordningsnummer or interim number) is anywhere
    in the files or on the handbook's pages.

    Why: the programme never needs it, and what Git has stored is hard to take back.

    Mend: delete the number. If it has already been pushed, see Routines in the handbook.
    """
    for fault in snapshot.faults:
        if fault.stage == "identity":
            yield Problem(
                Where(fault.path, mark=fault.mark),
                say("The text has a personal identity number. The programme never stores one."),
                say(
                    "Delete the number. If the file is already on GitHub, the number must be erased"
                    " from the history too."
                ),
            )


@rule(NOTICE)
def free_text_keeps_to_the_matter(snapshot: Snapshot) -> Iterator[Problem]:
    """Free texts say nothing of health, origin, politics, belief, union, genes, sex or crime.

    Why: Articles 9 and 10 of the GDPR protect such data, and it is never needed to find a mentor.

    Mend: say what the person wants to learn, not why life made it so.
    """
    for fault in snapshot.faults:
        if fault.stage == "matter":
            words, kind = fault.values["words"], titles.MATTERS[fault.kind]
            yield Problem(
                Where(fault.path, fault.route),
                say_n(
                    "The text has a word that may reveal {kind}: {words}.",
                    "The text has words that may reveal {kind}: {words}.",
                    len(words),
                    kind=kind,
                    words=Written(", ".join(words)),
                ),
                say(
                    "Write the sentence without it if it can be spared. If it means something else"
                    " in the text, leave it."
                ),
            )


@rule(NOTICE)
def free_text_is_whole(snapshot: Snapshot) -> Iterator[Problem]:
    """A free text is read to its end: no blank followed by `#` has turned the rest into a comment.

    Why: half a sentence would be lost without anyone noticing.

    Mend: put quotation marks around the whole text.
    """
    for fault in snapshot.faults:
        if fault.stage == "whole":
            yield Problem(
                Where(fault.path, mark=fault.mark),
                say(
                    "The text ends where a space and # begin a comment; what comes after is not"
                    " read."
                ),
                say(
                    "Put straight quotation marks around the whole text: {example}.",
                    example=Code(f'{fault.values["key"]}: "…"'),
                ),
            )


@rule(NOTICE)
def id_does_not_tell_the_name(snapshot: Snapshot) -> Iterator[Problem]:
    """An id does not give the family name away.

    An id that does is an error in a new file, which `check --base` finds, and a notice in an older
    one.

    Why: ids stand in file names, in branches and in reports; the name may change, and must be
    erasable.

    Mend: rename the file before anyone refers to it, with two digits after the given name. The old
    name of the file stays in history.
    """
    for person in snapshot.participants.values():
        if id_tells(person.id, person.name) and not person.protected:
            new = snapshot.base is not None and not snapshot.base.knows_person(person.id)
            yield Problem(
                Where(participant_file(person.id), ("name",)),
                say(
                    "The id {id} gives away the family name of {person}.",
                    id=Code(person.id),
                    person=Person(person.id),
                ),
                say(
                    "Choose the given name, a hyphen and two digits, and rename the file before"
                    " this change is merged. Make the change in a new branch: the branch it is"
                    " in now keeps the old name."
                )
                if new
                else say(
                    "Choose the given name, a hyphen and two digits. Rename the file only if no"
                    " pairing refers to it yet."
                ),
                ERROR if new else None,
            )


@rule(NOTICE)
def organisation_is_written_one_way(snapshot: Snapshot) -> Iterator[Problem]:
    """An organisation is written in the same way in every file.

    Two names are compared that differ by a legal form, a dot, an accent, a country or one letter.
    Of the two in a live pairing also names are compared of which one begins with the other. An
    organisation that a mentee wishes to avoid is compared with those of the mentors.

    Why: one organisation that is written in several ways is easily taken for two, in lists and when
    colleagues are to be kept apart.

    Mend: write the name in the same way in both files; if they are two organisations, leave it.
    """
    files: dict[str, list[str]] = {}
    for person in snapshot.participants.values():
        if person.organisation is not None:
            files.setdefault(person.organisation, []).append(person.id)
    written = {
        name: _spelling_to_follow(name, rivals, files)
        for name, rivals in organisations.rivals(files).items()
    }
    for short, long in _beginnings_in_pairings(snapshot):
        if written[short] is None and written[long] is None:
            written[long] = short
    for name, spelling in written.items():
        if spelling is None:
            continue
        for id_ in files[name]:
            yield Problem(
                Where(participant_file(id_), ("organisation",)),
                say(
                    "The organisation {name} seems to be the same as {spelling} in {file}.",
                    name=Written(name),
                    spelling=Written(spelling),
                    file=Code(participant_file(files[spelling][0])),
                ),
                _ONE_WAY,
            )

    yield from _avoided(snapshot)


def _avoided(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield the organisations to avoid that seem to be a mentor's, written in another way.

    What differs by a legal form, a dot or an accent is the same, and is avoided as it is.
    """
    theirs: dict[str, str] = {}
    for person in snapshot.participants.values():
        if person.mentor is not None and person.organisation is not None:
            theirs.setdefault(person.organisation, person.id)
    avoided = [
        (person.id, participation.route, index, name)
        for person in snapshot.participants.values()
        for participation in person.participations
        if participation.interview is not None
        for index, name in enumerate(participation.interview.avoid_organisations)
    ]
    rivals = organisations.rivals((*theirs, *(name for *_, name in avoided))) if avoided else {}
    keys = {organisations.key(name) for name in theirs}
    for id_, route, index, name in avoided:
        spelling = next((rival for rival in rivals[name] if rival in theirs), None)
        if spelling is None or organisations.key(name) in keys:
            continue
        yield Problem(
            Where(
                participant_file(id_),
                (*route, "interview", "wishes", "avoid_organisations", index),
            ),
            say(
                "{person} wishes to avoid {name}, which seems to be the same as {spelling} in"
                " {file}. As it is written, mentors from there are suggested.",
                person=Person(id_),
                name=Written(name),
                spelling=Written(spelling),
                file=Code(participant_file(theirs[spelling])),
            ),
            _ONE_WAY,
        )


_ONE_WAY = say(
    "If they are one organisation, write it in the same way in both files. If they are two, leave"
    " it."
)


def _beginnings_in_pairings(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield the organisations of two in a live pairing that resemble each other, shorter first."""
    for pairing in snapshot.pairings.values():
        mentee, mentor = map(snapshot.participants.get, (pairing.mentee, pairing.mentor))
        if mentee is None or mentor is None or snapshot.stages[pairing.id].closed:
            continue
        first, second = mentee.organisation or "", mentor.organisation or ""
        if organisations.resemble(first, second):
            short, long = sorted((first, second), key=len)
            yield short, long


def _spelling_to_follow(
    name: str, rivals: Sequence[str], files: Mapping[str, Sequence[str]]
) -> str | None:
    """Return the commonest of the spellings of what seems one organisation, if it is another."""
    best = max((name, *rivals), key=lambda rival: (len(files[rival]), -len(rival), rival))
    return None if best == name else best


@rule(ERROR)
def protected_person_shows_no_details(snapshot: Snapshot) -> Iterator[Problem]:
    """If `protected` is true, the name is an alias, and the file has no e-mail, phone,
    organisation, unit or place.

    Why: someone may be looking for this person, and Git forgets nothing.

    Mend: delete the lines; keep the details outside the repository.
    """
    for person in snapshot.participants.values():
        if not person.protected:
            continue
        details = {
            "email": person.email,
            "phone": person.phone,
            "organisation": person.organisation,
            "unit": person.unit,
            "place": person.place,
        }
        for key, value in details.items():
            if value is not None:
                yield Problem(
                    Where(participant_file(person.id), (key,), on_key=True),
                    say(
                        "{person} has protected details, but {key} stands in the file.",
                        person=Person(person.id),
                        key=Code(key),
                    ),
                    say(
                        "Delete the line, and keep the details outside the repository. If it has"
                        " been pushed, erase it from the history."
                    ),
                )


RULES = (
    participant_has_a_role,
    email_belongs_to_one,
    person_is_entered_once,
    cohort_exists,
    area_exists,
    tie_names_another_participant,
    wished_mentor_exists,
    needs_are_told,
    languages_are_known,
    name_is_written_first_to_last,
    names_use_one_alphabet,
    no_personal_identity_number,
    free_text_keeps_to_the_matter,
    free_text_is_whole,
    id_does_not_tell_the_name,
    organisation_is_written_one_way,
    protected_person_shows_no_details,
)
