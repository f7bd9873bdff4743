"""Rules about pairings: two people, their roles, room, ties, and what a pairing replaces."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE, WARN, pairing_file, participant_file
from mentorskap.model import between, calendar
from mentorskap.rules.rule import ERROR, NOTICE, WARNING, Problem, Where, rule
from mentorskap.rules.vocabulary import advice_on
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.providers import mail_domain
from mentorskap.words.sentence import (
    Code,
    Day,
    Pair,
    People,
    Person,
    Sentence,
    Written,
    codes,
    say,
    say_n,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentorskap.files.records import Pairing, Participant
    from mentorskap.model.lifecycle import Stage
    from mentorskap.model.snapshot import Snapshot


class _Sides(NamedTuple):
    """A pairing with both its people; the mentee is seen within the pairing's cohort."""

    pairing: Pairing
    mentee: Participant
    mentor: Participant


def _sides(snapshot: Snapshot) -> Iterator[_Sides]:
    """Yield the pairings whose two people are read and have their roles."""
    people = snapshot.participants
    for pairing in snapshot.pairings.values():
        mentee, mentor = people.get(pairing.mentee), people.get(pairing.mentor)
        if (
            mentee is not None
            and mentor is not None
            and mentee.participations
            and mentor.mentor is not None
        ):
            yield _Sides(pairing, mentee.within(pairing.cohort), mentor)


def _at(pairing: Pairing, *route: str | int) -> Where:
    return Where(pairing_file(pairing.id), route)


def _plays(person: Participant, side: str) -> bool:
    """Say whether a person has the role of one side of a pairing."""
    return bool(person.participations) if side == "mentee" else person.mentor is not None


@rule(ERROR)
def both_participants_exist(snapshot: Snapshot) -> Iterator[Problem]:
    """Mentee and mentor of a pairing both have a file in `participants/`.

    Why: a pairing with nobody cannot be followed.

    Mend: take the id that the message suggests, or add the participant.
    """
    for pairing in snapshot.pairings.values():
        for side, id_ in (("mentee", pairing.mentee), ("mentor", pairing.mentor)):
            if not snapshot.knows_person(id_):
                having = [
                    person.id for person in snapshot.participants.values() if _plays(person, side)
                ]
                yield Problem(
                    _at(pairing, side),
                    say(
                        "The pairing names {id}, but there is no file {file}.",
                        id=Code(id_),
                        file=Code(participant_file(id_)),
                    ),
                    advice_on(id_, having),
                )


@rule(ERROR)
def each_side_has_its_role(snapshot: Snapshot) -> Iterator[Problem]:
    """The mentee of a pairing has the role of mentee, the mentor that of mentor.

    Why: without an interview or an offer there is nothing to match.

    Mend: swap the two if they stand the wrong way round, or add the role to the participant's file.
    """
    for pairing in snapshot.pairings.values():
        for side, id_ in (("mentee", pairing.mentee), ("mentor", pairing.mentor)):
            person = snapshot.participants.get(id_)
            if person is not None and not _plays(person, side):
                message = (
                    say(
                        "{person} is named as mentee but has no {role} in {file}.",
                        person=Person(id_),
                        role=Code(side),
                        file=Code(participant_file(id_)),
                    )
                    if side == "mentee"
                    else say(
                        "{person} is named as mentor but has no {role} in {file}.",
                        person=Person(id_),
                        role=Code(side),
                        file=Code(participant_file(id_)),
                    )
                )
                yield Problem(
                    _at(pairing, side),
                    message,
                    say(
                        "Add {role} to {file}, or correct who is mentee and who is mentor in the"
                        " pairing.",
                        role=Code(side),
                        file=Code(participant_file(id_)),
                    ),
                )


@rule(ERROR)
def pair_is_two_people(snapshot: Snapshot) -> Iterator[Problem]:
    """Mentee and mentor are two different people.

    Why: nobody mentors oneself.

    Mend: correct one of the ids, and the file's name with it.
    """
    for fault in snapshot.faults:
        if fault.stage == "pair":
            yield Problem(
                Where(fault.path, fault.route),
                say(
                    "{person} is both mentee and mentor of the same pairing.",
                    person=Person(fault.values["id"]),
                ),
                say(
                    "Correct {mentee} or {mentor}, and rename the file.",
                    mentee=Code("mentee"),
                    mentor=Code("mentor"),
                ),
            )


@rule(ERROR)
def pairing_is_in_the_mentees_cohort(snapshot: Snapshot) -> Iterator[Problem]:
    """A live pairing is in a cohort in which its mentee takes part. One that is closed keeps the
    cohort in which it was.

    Why: breaks, the last day and the numbers are the cohort's.

    Mend: if the mentee takes part again, let `mentee` be a list with an entry for each cohort; if
    it is a slip of the pen, write the mentee's cohort.
    """
    for pairing, mentee, _mentor in _sides(snapshot):
        if mentee.participations or snapshot.stages[pairing.id].closed:
            continue
        cohorts = [
            participation.cohort
            for participation in snapshot.participants[pairing.mentee].participations
        ]
        if not snapshot.cohorts.keys() >= {pairing.cohort, *cohorts}:
            continue
        yield Problem(
            _at(pairing, "cohort"),
            say(
                "The pairing is in the cohort {cohort}, but {person} is in {wanted}.",
                cohort=Code(pairing.cohort),
                person=Person(mentee.id),
                wanted=codes(cohorts),
            ),
            say(
                "If {person} takes part in {cohort} too, add an entry for it under {mentee} in"
                " {file}. If the cohort of the pairing is a slip of the pen, write {wanted}.",
                person=Person(mentee.id),
                cohort=Code(pairing.cohort),
                mentee=Code("mentee"),
                file=Code(participant_file(mentee.id)),
                wanted=codes(cohorts),
            ),
        )


@rule(ERROR)
def withdrawn_mentee_has_no_live_pairing(snapshot: Snapshot) -> Iterator[Problem]:
    """A mentee who has withdrawn from a cohort has no live pairing in it.

    Why: the mentor waits for somebody who is not coming, the place stays taken, and the mentee is
    reminded of meetings.

    Mend: run `mentorskap record withdrawn`, which ends the pairing and cancels what is booked.
    """
    for pairing, mentee, _mentor in _sides(snapshot):
        participation = mentee.participation(pairing.cohort)
        withdrawn = None if participation is None else participation.withdrawn
        if withdrawn is None or withdrawn > snapshot.today or not snapshot.live(pairing):
            continue
        yield Problem(
            _at(pairing),
            say(
                "{mentee} withdrew on {day}, but the pairing with {mentor} has not ended.",
                mentee=Person(pairing.mentee),
                mentor=Person(pairing.mentor),
                day=Day(withdrawn),
            ),
            say(
                "Run {command}: it ends the pairing and cancels what is booked.",
                command=Code(
                    f"mentorskap record withdrawn {pairing.mentee} {withdrawn}"
                    + (
                        f" --cohort {pairing.cohort}"
                        if len(snapshot.participants[pairing.mentee].participations) > 1
                        else ""
                    )
                ),
            ),
        )


@rule(ERROR)
def mentee_has_one_live_pairing(snapshot: Snapshot) -> Iterator[Problem]:
    """A mentee has one live pairing. Several mentors may be asked while none of them has been shown
    to the mentee.

    Why: the mentor is personal (F4), and a mentee who is shown two must turn one away.

    Mend: end the pairing that no longer holds before the next one begins.
    """
    for id_, pairings in snapshot.by_mentee.items():
        if len(pairings) < 2:
            continue
        live = sorted(
            (pairing for pairing in pairings if snapshot.live(pairing)),
            key=lambda pairing: (_asked(pairing), pairing.id),
        )
        if len(live) < 2:
            continue
        shown_pairings = [pairing for pairing in live if _shown(pairing, snapshot.today)]
        mentors = People(tuple(pairing.mentor for pairing in live))
        if shown_pairings:
            yield Problem(
                _at(live[-1], "mentee"),
                say_n(
                    "{person} has {number} live pairing, with {mentors}.",
                    "{person} has {number} live pairings, with {mentors}. One is allowed once the"
                    " mentee has been told of a mentor.",
                    len(live),
                    person=Person(id_),
                    mentors=mentors,
                ),
                say(
                    "Keep one, and give the others an {ended} with a date and a reason.",
                    ended=Code("ended"),
                ),
            )
        else:
            yield Problem(
                _at(live[-1], "mentee"),
                say(
                    "Several mentors have been asked for {person}: {mentors}. Show the mentee only"
                    " one of them.",
                    person=Person(id_),
                    mentors=mentors,
                ),
                say(
                    "When one has said yes, give the others an {ended} with a date and a reason.",
                    ended=Code("ended"),
                ),
                WARNING,
            )


def _asked(pairing: Pairing) -> date:
    return pairing.proposal.mentor_asked or date.min


def _shown(pairing: Pairing, today: date) -> bool:
    informed = pairing.proposal.mentee_informed
    return (
        (informed is not None and informed <= today)
        or pairing.proposal.mentee_answer is not None
        or pairing.mentee_feedback != ()
    )


@rule(ERROR)
def mentor_has_room(snapshot: Snapshot) -> Iterator[Problem]:
    """A mentor carries no more live pairings than the stated capacity.

    Why: an overfull mentor answers late, and the mentee pays for it (F12).

    Mend: end a pairing, or ask the mentor to raise `capacity`.
    """
    for id_, pairings in snapshot.by_mentor.items():
        person = snapshot.participants.get(id_)
        if person is None or person.mentor is None or len(pairings) <= person.mentor.capacity:
            continue
        live = [pairing for pairing in pairings if snapshot.live(pairing)]
        if room_left(person, live) < 0:
            yield Problem(
                Where(participant_file(id_), ("mentor", "capacity")),
                say_n(
                    "{person} has {number} live pairing ({mentees}) but room for {capacity}.",
                    "{person} has {number} live pairings ({mentees}) but room for {capacity}.",
                    len(live),
                    person=Person(id_),
                    mentees=People(tuple(pairing.mentee for pairing in live)),
                    capacity=person.mentor.capacity,
                ),
                say(
                    "End a pairing, or raise {capacity} if {person} has agreed to it.",
                    capacity=Code("capacity"),
                    person=Person(id_),
                ),
            )


def room_left(mentor: Participant, live: Sequence[Pairing]) -> int:
    """Return how many more live pairings `mentor` has room for; negative if there are too many."""
    return (0 if mentor.mentor is None else mentor.mentor.capacity) - len(live)


@rule(WARNING)
def mentor_is_available(snapshot: Snapshot) -> Iterator[Problem]:
    """The mentor is available for as long as the pairing needs.

    That is from the mentee's answer, or the day by which all answers can be in, but not before the
    cohort starts.

    Why: a mentor must give time (F12), and a relationship cut short helps nobody.

    Mend: correct `available` in the mentor's file, or agree on another mentor.
    """
    for pairing, _mentee, mentor in _sides(snapshot):
        message = lacks_time(snapshot, pairing, snapshot.stages[pairing.id], mentor)
        if message is None or _backwards(mentor):
            continue
        yield Problem(
            _at(pairing, "mentor"),
            message,
            say(
                "Ask {mentor}, and correct {available} in {file}, or plan for another mentor.",
                mentor=Person(mentor.id),
                available=Code("available"),
                file=Code(participant_file(mentor.id)),
            ),
        )


def _backwards(mentor: Participant) -> bool:
    """Say whether the mentor's last day is before the first: `steps-run-forward` reports that."""
    if mentor.mentor is None:
        return False
    begins, ends = mentor.mentor.available_from, mentor.mentor.available_until
    return begins is not None and ends is not None and ends < begins


def lacks_time(
    snapshot: Snapshot, pairing: Pairing, stage: Stage, mentor: Participant
) -> Sentence | None:
    """Return why `mentor` is not available for as long as `pairing` needs, or None."""
    if mentor.mentor is None:
        return None
    begins, ends, left = (
        mentor.mentor.available_from,
        mentor.mentor.available_until,
        mentor.mentor.left,
    )
    cohort = snapshot.cohorts.get(pairing.cohort)
    if (
        (begins is None and ends is None and left is None)
        or cohort is None
        or cohort.ends <= cohort.starts
        or pairing.proposal.mentor_asked is None
        or stage.name in {"drafted", "mentor-declined"}
    ):
        return None
    first = min(
        max(_answered(snapshot, pairing, pairing.proposal.mentor_asked), cohort.starts),
        *(meeting.on for meeting in pairing.meetings if meeting.outcome in {"held", "planned"}),
        cohort.ends,
    )
    last = (stage.since if stage.closed else pairing.extended_until) or cohort.ends
    if left is not None and last > left:
        return say(
            "{mentor} left the network on {left}, but the pairing with {mentee} goes on until"
            " {last}.",
            mentor=Person(mentor.id),
            mentee=Person(pairing.mentee),
            left=Day(left),
            last=Day(last),
        )
    if begins is not None and first < begins:
        return say(
            "{mentor} is available from {begins}, but the pairing with {mentee} needs a mentor from"
            " {first}.",
            mentor=Person(mentor.id),
            mentee=Person(pairing.mentee),
            begins=Day(begins),
            first=Day(first),
        )
    if ends is not None and last > ends:
        return say(
            "{mentor} is available until {ends}, but the pairing with {mentee} goes on until"
            " {last}.",
            mentor=Person(mentor.id),
            mentee=Person(pairing.mentee),
            ends=Day(ends),
            last=Day(last),
        )
    return None


def _answered(snapshot: Snapshot, pairing: Pairing, asked_on: date) -> date:
    """Return the day of the mentee's answer, or the day by which all answers can be in."""
    if pairing.proposal.mentee_answer is not None:
        return pairing.proposal.mentee_answer.on
    limits, breaks = snapshot.limits_of(pairing.cohort), snapshot.breaks(pairing.cohort)
    day = asked_on
    for days in (limits.mentor_answer, limits.inform_mentee, limits.mentee_answer):
        day = calendar.due(day, days, breaks)
    return day


@rule(ERROR)
def pair_has_no_ties(snapshot: Snapshot) -> Iterator[Problem]:
    """The two of a live pairing have no tie and no organisation in common, and the mentor is not
    from one to avoid.

    A tie counts if it still held on the day the mentor was asked, whichever of the two declared it.
    Names that differ only in legal form, dots, case or accents are one organisation. If
    `same_organisation` in `programme.yml` is `warn` or `allow`, an organisation in common is a
    warning or nothing; `same_unit` does the same for units.

    Why: a tie makes it hard to think aloud; the mentee may say so (F8), and should not have to.

    Mend: end the pairing, or correct the tie if it is not true.
    """
    for pairing, mentee, mentor in _sides(snapshot):
        if snapshot.stages[pairing.id].closed:
            continue
        day = pairing.proposal.mentor_asked or snapshot.today
        for bond in between.declared(mentee, mentor, day, snapshot.closeness):
            yield Problem(
                _at(pairing, "mentor"),
                in_common(bond, mentee, mentor),
                _advice_on_a_tie(bond.kind),
                WARNING if only_warned(bond, snapshot) else ERROR,
            )


def _advice_on_a_tie(kind: str) -> Sentence:
    if kind in _SETTINGS:
        return say(
            "Choose another mentor: end this pairing, or delete the file if nobody has been asked"
            " yet. If colleagues may form pairs in the programme, write {setting} in {file}.",
            setting=Code(f"{_SETTINGS[kind]}: allow"),
            file=Code(PROGRAMME_FILE),
        )
    return say(
        "Choose another mentor: end this pairing, or delete the file if nobody has been asked yet."
    )


_SETTINGS = {between.SAME_ORGANISATION: "same_organisation", between.SAME_UNIT: "same_unit"}


def only_warned(bond: between.Bond, snapshot: Snapshot) -> bool:
    """Say whether the programme only warns of what two have in common."""
    closeness = snapshot.closeness
    setting = {
        between.SAME_ORGANISATION: closeness.organisation,
        between.SAME_UNIT: closeness.unit,
    }.get(bond.kind)
    return setting == WARN


def ties(snapshot: Snapshot, mentee: Participant, mentor: Participant) -> Iterator[Sentence]:
    """Yield each thing that keeps the two apart on the snapshot's day."""
    for bond in between.declared(mentee, mentor, snapshot.today, snapshot.closeness):
        if not only_warned(bond, snapshot):
            yield in_common(bond, mentee, mentor)


def in_common(bond: between.Bond, mentee: Participant, mentor: Participant) -> Sentence:
    """Say what two people have in common, or seem to have."""
    kind = bond.kind
    if kind == between.TIE:
        sentence = _TIES[bond.detail]
    elif (kind, bond.detail != bond.twin) in _BONDS:
        sentence = _BONDS[kind, bond.detail != bond.twin]
    else:
        sentence = _BONDS[kind, False]
    return sentence._replace(
        values={
            "mentee": Person(mentee.id),
            "mentor": Person(mentor.id),
            "person": Person(bond.source),
            "file": Code(participant_file(bond.source)),
            "detail": Written(bond.detail),
            "twin": Written(bond.twin),
        }
    )


_TIES = {
    "personal": say("{mentee} and {mentor} have a personal tie, recorded in {file}."),
    "professional": say("{mentee} and {mentor} have a professional tie, recorded in {file}."),
}
_BONDS = {
    (between.SAME_ORGANISATION, False): say(
        "{mentee} and {mentor} come from the same organisation, {detail}."
    ),
    (between.SAME_ORGANISATION, True): say(
        "{mentee} and {mentor} come from the same organisation, written {detail} and {twin}."
    ),
    (between.SAME_UNIT, False): say("{mentee} and {mentor} work in the same unit, {detail}."),
    (between.SAME_UNIT, True): say(
        "{mentee} and {mentor} work in the same unit, written {detail} and {twin}."
    ),
    (between.AVOIDED, False): say("{mentor} comes from {detail}, which {mentee} wants to avoid."),
    (between.AVOIDED, True): say(
        "{mentor} comes from {twin}, and {mentee} wants to avoid {detail}: they are the same."
    ),
    (between.UNKNOWN, False): say(
        "the organisation of {person} is not known: ask both of them about ties."
    ),
    (between.UNKNOWN_UNIT, False): say(
        "the unit of {person} is not known: ask whether the two work together."
    ),
    (between.RESEMBLING, False): say(
        "{detail} and {twin} resemble each other: are they the same organisation?"
    ),
    (between.AVOIDED_RESEMBLING, False): say(
        "{mentor} comes from {twin}, which resembles {detail}, an organisation to avoid."
    ),
    (between.SAME_MAIL, False): say(
        "{mentee} and {mentor} have e-mail addresses of the same domain, {detail}."
    ),
}
"""What two have in common, by its kind and by whether their files write it in two ways."""


@rule(NOTICE)
def mail_domains_differ(snapshot: Snapshot) -> Iterator[Problem]:
    """The two of a live pairing do not have e-mail addresses of the same organisation.

    Mail services that are open to anyone do not count. If `same_organisation` in `programme.yml` is
    `allow`, nothing is compared.

    Why: two colleagues may have written their organisation in two ways, or one has changed jobs.

    Mend: ask whether the two are colleagues, and correct `organisation` or the address.
    """
    for pairing, mentee, mentor in _sides(snapshot):
        domain = mail_domain(mentee.email)
        if domain is None or domain != mail_domain(mentor.email):
            continue
        if snapshot.stages[pairing.id].closed:
            continue
        for bond in between.doubts(mentee, mentor, snapshot.closeness):
            if bond.kind == between.SAME_MAIL:
                yield Problem(
                    _at(pairing, "mentor"),
                    in_common(bond, mentee, mentor),
                    say(
                        "Ask whether the two are colleagues. If they are, write the same"
                        " {organisation} in both files. If not, correct {email} in {file}, or"
                        " leave it as it is.",
                        organisation=Code("organisation"),
                        email=Code("email"),
                        file=Code(participant_file(mentor.id)),
                    ),
                )


@rule(WARNING)
def nobody_mentors_their_mentor(snapshot: Snapshot) -> Iterator[Problem]:
    """Two people are not each other's mentors at the same time.

    Why: the mentee is in focus and the most important person (F16), which two people cannot be for
    each other at once.

    Mend: find one of the two another mentor.
    """
    for pairing in snapshot.pairings.values():
        if snapshot.stages[pairing.id].closed or pairing.mentee == pairing.mentor:
            continue
        for earlier in mutual(snapshot, pairing.mentee, pairing.mentor):
            if (_asked(earlier), earlier.id) < (_asked(pairing), pairing.id):
                yield Problem(
                    _at(pairing, "mentor"),
                    mentors_the_mentor(earlier),
                    say("Find one of the two another mentor, and end one of the two pairings."),
                )


def mutual(snapshot: Snapshot, mentee: str, mentor: str) -> Iterator[Pairing]:
    """Yield the pairings that are not closed in which `mentee` is the mentor of `mentor`."""
    for pairing in snapshot.by_mentee.get(mentor, ()):
        if pairing.mentor == mentee and not snapshot.stages[pairing.id].closed:
            yield pairing


def mentors_the_mentor(pairing: Pairing) -> Sentence:
    """Say that the two of `pairing` are one already, the other way round."""
    return say(
        "{mentor} is the mentor of {mentee} in another pairing ({file}), or is to be.",
        mentee=Person(pairing.mentee),
        mentor=Person(pairing.mentor),
        file=Code(pairing_file(pairing.id)),
    )


@rule(WARNING)
def refused_mentor_is_not_asked_again(snapshot: Snapshot) -> Iterator[Problem]:
    """Two for whom one side has said no, or whose pairing ended early, are not proposed to each
    other again in the same cohort.

    Why: a no costs nothing only if it is respected (F8, F10), and after an early end a new mentor
    is sought (F19).

    Mend: choose another mentor, unless both of them have asked for it.
    """
    for pairings in snapshot.by_mentee.values():
        if len(pairings) < 2:
            continue
        for pairing in pairings:
            message = parted_before(snapshot, pairing)
            if message is not None:
                yield Problem(
                    _at(pairing, "mentor"),
                    message,
                    say("Choose another mentor, unless both of them have asked for it."),
                )


def parted_before(snapshot: Snapshot, pairing: Pairing) -> Sentence | None:
    """Return the message for a pairing of two who parted earlier in its cohort, or None."""
    since = _asked(pairing) if pairing.proposal.mentor_asked else date.max
    earlier = [
        episode
        for episode in between.episodes(snapshot, pairing.mentee, pairing.mentor)
        if episode.parts
        and episode.pairing is not pairing
        and episode.pairing.cohort == pairing.cohort
        and (_asked(episode.pairing), episode.pairing.id) < (since, pairing.id)
    ]
    if not earlier:
        return None
    last = max(earlier, key=lambda episode: (episode.on or date.min, episode.pairing.id))
    return happened(last)


def happened(episode: between.Episode) -> Sentence:
    """Say what became of a pairing, with its day and reason, and without blame."""
    sentence = _HAPPENED.get(episode.stage, _HAPPENED[between.LIVE])
    values: dict[str, object] = {
        "mentee": Person(episode.pairing.mentee),
        "mentor": Person(episode.pairing.mentor),
        "reason": titles.REASONS[episode.reason or "not-given"],
        "file": Code(pairing_file(episode.pairing.id)),
    }
    if episode.on is not None:
        values["day"] = Day(episode.on)
    return sentence._replace(values=values)


_HAPPENED = {
    "mentor-declined": say(
        "{mentor} said no to being the mentor of {mentee} on {day}: {reason} ({file})."
    ),
    "mentee-objected": say(
        "{mentee} asked for another mentor than {mentor} on {day}: {reason} ({file})."
    ),
    "not-started": say(
        "{mentee} and {mentor} have met, and one of them said on {day} that they did not wish to go"
        " on ({file})."
    ),
    "ended-early": say(
        "{mentee} and {mentor} have been a pair, which ended on {day}: {reason} ({file})."
    ),
    "completed": say(
        "{mentee} and {mentor} have been a pair, which ended on {day}: {reason} ({file})."
    ),
    "withdrawn": say(
        "The proposal of {mentor} for {mentee} was closed on {day}: {reason} ({file})."
    ),
    "mentor-asked": say(
        "{mentor} was asked on {day} to be the mentor of {mentee}, and has not answered ({file})."
    ),
    between.LIVE: say(
        "{mentee} and {mentor} have had a proposal or a pairing since {day} ({file})."
    ),
    "drafted": say("There is a draft for {mentee} and {mentor}: nobody has been asked ({file})."),
}
"""What became of a pairing, by its stage."""


@rule(ERROR)
def replaced_pairing_has_ended(snapshot: Snapshot) -> Iterator[Problem]:
    """A pairing that replaces another names one of the same mentee that has ended.

    Why: a change of mentor (F19) is only a change once the first has been closed with care.

    Mend: correct `replaces`, or end the pairing that it names.
    """
    for pairing in snapshot.pairings.values():
        if pairing.replaces is None:
            continue
        where = _at(pairing, "replaces")
        predecessor = snapshot.pairings.get(pairing.replaces)
        if predecessor is None:
            if not snapshot.knows_pairing(pairing.replaces):
                yield Problem(
                    where,
                    say(
                        "The pairing replaces {other}, but there is no such pairing.",
                        other=Code(pairing.replaces),
                    ),
                    advice_on(
                        pairing.replaces,
                        _earlier(snapshot, pairing),
                        say("Delete the line {replaces}.", replaces=Code("replaces")),
                    ),
                )
        elif circle := _circle(snapshot, pairing):
            if len(circle) == 1:
                yield Problem(
                    where,
                    say("The pairing replaces itself."),
                    say(
                        "Write the earlier pairing's id, or delete {replaces}.",
                        replaces=Code("replaces"),
                    ),
                )
            elif pairing.id == min(circle):
                yield Problem(
                    where,
                    say(
                        "The pairings replace one another in a circle: {circle}.",
                        circle=Code(" → ".join((*circle, pairing.id))),
                    ),
                    say(
                        "Keep {replaces} in the later one, and delete it from the earlier.",
                        replaces=Code("replaces"),
                    ),
                )
        elif predecessor.mentee != pairing.mentee:
            yield Problem(
                where,
                say(
                    "The pairing replaces {other}, which belongs to another mentee, {person}.",
                    other=Code(predecessor.id),
                    person=Person(predecessor.mentee),
                ),
                advice_on(
                    pairing.replaces,
                    _earlier(snapshot, pairing),
                    say("Delete the line {replaces}.", replaces=Code("replaces")),
                ),
            )
        elif not snapshot.stages[predecessor.id].closed:
            yield Problem(
                where,
                say(
                    "The pairing replaces {other} ({pair}), which has not ended.",
                    other=Code(predecessor.id),
                    pair=Pair(predecessor.mentee, predecessor.mentor),
                ),
                say(
                    "Give {file} an {ended} with a date and a reason.",
                    file=Code(pairing_file(predecessor.id)),
                    ended=Code("ended"),
                ),
            )


def _earlier(snapshot: Snapshot, pairing: Pairing) -> list[str]:
    """Return the ids of the mentee's other pairings."""
    return [earlier.id for earlier in snapshot.by_mentee[pairing.mentee] if earlier is not pairing]


def _circle(snapshot: Snapshot, pairing: Pairing) -> list[str]:
    """Return the ids from `pairing` round to itself again, or nothing where the chain ends."""
    chain = [pairing.id]
    step = pairing
    while step.replaces is not None and step.replaces in snapshot.pairings:
        step = snapshot.pairings[step.replaces]
        if step.id in chain:
            return chain if step is pairing else []
        chain.append(step.id)
    return []


RULES = (
    both_participants_exist,
    each_side_has_its_role,
    pair_is_two_people,
    pairing_is_in_the_mentees_cohort,
    withdrawn_mentee_has_no_live_pairing,
    mentee_has_one_live_pairing,
    mentor_has_room,
    mentor_is_available,
    pair_has_no_ties,
    mail_domains_differ,
    nobody_mentors_their_mentor,
    refused_mentor_is_not_asked_again,
    replaced_pairing_has_ended,
)
