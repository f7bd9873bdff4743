"""The words of each letter, one function for each kind of matter. Nothing here is sent.

A refusal is put in neutral words: neither side learns who refused, or why. The Monday page and the
`.eml` drafts both take their words from here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mentorskap.files.records import areas_by_name
from mentorskap.letters import cards, due, replies
from mentorskap.letters.due import Matter
from mentorskap.model import calendar, managers, privacy, waiting
from mentorskap.model.lifecycle import held, started_on
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Day, Given, Languages, Person, Sentence, Text, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from jinja2 import Template

    from mentorskap.files.records import Limits, Manager, Mentor, Pairing, Participant, Programme
    from mentorskap.letters.replies import Reply
    from mentorskap.model.deadlines import Item
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice


class Draft(NamedTuple):
    """A letter before it has a language: the reader's id, the subject, and the paragraphs.

    `card` is the id of the person whose card goes along, if any; `replies` are the answers that
    can be given with one tap.
    """

    to: str
    subject: Sentence
    paragraphs: tuple[Sentence, ...]
    card: str | None = None
    replies: tuple[Reply, ...] = ()


def draft(item: Item | Matter, snapshot: Snapshot) -> Draft | None:
    """Return a letter that moves `item` on, or None if no one may be written to about it."""
    if due.managers_alone(item, snapshot) or due.barred(item, snapshot) is not None:
        return None
    if item.kind == "interview":
        return _interview(item.participant, snapshot)
    if item.kind == due.INFORMATION:
        return _information(item.participant, snapshot)
    if item.kind == due.YEARLY:
        return _yearly(item.participant, snapshot)
    pairing = None if item.pairing is None else snapshot.pairings.get(item.pairing)
    if pairing is None:
        return None
    letter = LETTERS[item.kind](item.participant, pairing, snapshot)
    return letter._replace(replies=replies.awaited(item, pairing, snapshot))


def _interview(reader: str, snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Shall we book your interview?"),
        (
            say(
                "the programme has begun, and I would like to hear what you want from a mentor."
                " Suggest two times this week. An hour is enough."
            )
            if _begun(reader, snapshot)
            else say(
                "the programme starts soon, and I would like to hear what you want from a mentor."
                " Suggest two times this week or the next. An hour is enough."
            ),
        ),
    )


def processing(programme: Programme) -> tuple[Sentence, ...]:
    """Return why personal data are stored, what `privacy` says of it, and the person's rights."""
    return (
        say(
            "Why: to find the mentor who fits a mentee's goals and needs, and to follow how"
            " the two get on. A score by areas, languages and place helps with the suggestion;"
            " a person decides."
        ),
        *(
            say("{heading}: {text}", heading=part.heading, text=text)
            for part in privacy.disclosures(programme)
            for text in part.texts or (_UNDECIDED,)
        ),
        say(
            "Your rights: to see what is stored and get a copy of it, to have it corrected or"
            " erased, to have its use restricted, and to object to it. You may complain to the"
            " Swedish Authority for Privacy Protection, IMY."
        ),
    )


def _information(reader: str, snapshot: Snapshot) -> Draft | None:
    """Return what a mentor must be told of what is stored, and why (Article 14)."""
    programme, person = snapshot.programme, snapshot.participants.get(reader)
    if programme is None or person is None or person.mentor is None:
        return None
    return Draft(
        reader,
        say("What {programme} stores about you", programme=programme.name),
        (
            say(
                "since {day} you are listed as a possible mentor in {programme}. You have promised"
                " nothing. This is what is stored about you, and what you may decide.",
                day=Day(person.mentor.added or snapshot.today),
                programme=programme.name,
            ),
            say(
                "What is stored: your name, how to reach you, where you work, your languages, what"
                " you may contribute as a mentor, and ties to participants. If you are asked, also"
                " the days of questions, answers and meetings, and for a no a reason from a fixed"
                " list. What you and a mentee talk about is never written down."
            ),
            *processing(programme),
            say("Would you rather not be on the list? Tell me, and I will take you off it."),
        ),
    )


def _yearly(reader: str, snapshot: Snapshot) -> Draft | None:
    """Return what is stored of a mentor's offers and time, and the question if it still holds."""
    person = snapshot.participants.get(reader)
    if person is None or person.mentor is None:
        return None
    mentor = person.mentor
    lines = [
        say("You offer: {areas}.", areas=areas_by_name(mentor.offers, snapshot.programme)),
        say("You are resting, so I suggest you to nobody.")
        if mentor.capacity == 0
        else say_n(
            "You have time for {number} mentee at once.",
            "You have time for {number} mentees at once.",
            mentor.capacity,
        ),
        _available(mentor),
        say("You talk in: {languages}.", languages=Languages(person.languages)),
    ]
    if person.organisation is not None:
        lines.append(say("You work at {name}.", name=Text.same(person.organisation)))
    if person.place is not None:
        lines.append(say("You prefer to meet in {name}.", name=Text.same(person.place)))
    if person.phone is not None:
        lines.append(say("Your phone number: {number}.", number=Text.same(person.phone)))
    return Draft(
        reader,
        say("Is this still right?"),
        (
            say(
                "once a year I ask whether what I have noted about you as a mentor is still right."
            ),
            *lines,
            say(
                "Is all of it right? Then a yes is enough. Otherwise write what has changed. If you"
                " would rather rest for a while, or leave, that is fine too."
            ),
        ),
    )


def _available(mentor: Mentor) -> Sentence:
    start, until = mentor.available_from, mentor.available_until
    if start is not None and until is not None:
        return say("You are available {start}–{until}.", start=Day(start), until=Day(until))
    if start is not None:
        return say("You are available from {start}.", start=Day(start))
    if until is not None:
        return say("You are available until {until}.", until=Day(until))
    return say("You are available all the time.")


_UNDECIDED = say("not decided yet, ask me.")


def _begun(id_: str, snapshot: Snapshot) -> bool:
    person = snapshot.participants.get(id_)
    participation = None if person is None else waiting.current(snapshot, person)
    cohort = None if participation is None else snapshot.cohorts.get(participation.cohort)
    return cohort is not None and cohort.starts <= snapshot.today


# Letters about a deadline.


def _mentor_answer(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Would you like to be a mentor?"),
        (
            say(
                "on {day} I asked whether you would like to be a mentor this time. Have you had"
                " time to think? A no is quite all right, and so is “later”.",
                day=Day(pairing.proposal.mentor_asked or snapshot.today),
            ),
        ),
    )


def _inform_mentee(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("I have a mentor to suggest to you"),
        (
            say(
                "I have asked {mentor}, who has said yes to being your mentor. Do you know each"
                " other, or is there anything else that makes it unsuitable? Tell me what you"
                " think.",
                mentor=Person(pairing.mentor),  # the first time, by the whole name
            ),
            no_costs_nothing(pairing.mentor),
        ),
    )


def _mentee_answer(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("What do you think of the proposal?"),
        (
            say(
                "how does {mentor} sound to you? A straight yes or no is fine.",
                mentor=Given(pairing.mentor),
            ),
            no_costs_nothing(pairing.mentor),
        ),
    )


def no_costs_nothing(mentor: str) -> Sentence:
    """Return what becomes of a no to a proposal: the mentor hears of it, and never why."""
    return say(
        "A no costs nothing. {mentor} hears only that it won't go ahead, never why.",
        mentor=Given(mentor),
    )


def _first_meeting(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Your first meeting"),
        (
            say(
                "have you and {mentor} found a time? You're the one who gets in touch. Two"
                " suggested times are usually enough.",
                mentor=Given(pairing.mentor),
            ),
            _reach(pairing.mentor, snapshot),
            say(
                "There's no commitment in a first meeting. You're only finding out whether the two"
                " of you can think aloud together."
            ),
        ),
    )


def _feedback_mentee(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("How was the meeting?"),
        (
            say(
                "how did it feel to meet {mentor}? Tell me whether you want to begin: yes, no, or"
                " “we want to meet once more”. A no needs no explanation and stays with me.",
                mentor=Given(pairing.mentor),
            ),
        ),
    )


def _feedback_mentor(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("How was the meeting?"),
        (
            say(
                "how did it feel to meet {mentee}? Tell me whether you want to begin: yes, no, or"
                " “we want to meet once more”. A no needs no explanation and stays with me.",
                mentee=Given(pairing.mentee),
            ),
        ),
    )


def _next_meeting(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    weeks = (snapshot.today - held(pairing, snapshot.today)[-1]).days // 7
    return Draft(
        reader,
        say("Your next meeting"),
        (
            say_n(
                "it is {number} week since you and {mentor} met. Book the next meeting this week if"
                " you can; two suggested times are usually enough.",
                "it is {number} weeks since you and {mentor} met. Book the next meeting this week"
                " if you can; two suggested times are usually enough.",
                weeks,
                mentor=Given(pairing.mentor),
            ),
            say(
                "If the rhythm doesn't suit you right now, or you'd like to talk about something,"
                " ring me."
            ),
        ),
    )


def _outcome(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Did you meet?"),
        (
            say(
                "did you and {mentor} meet as planned? Held, moved, cancelled or missed: that's"
                " all I need to know.",
                mentor=Given(pairing.mentor),
            ),
        ),
    )


def _contact(reader: str, _pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("How is it going?"),
        (
            say(
                "it's been a while since we talked. How is it going, and is there anything I can"
                " do? Fifteen minutes on the phone is enough; suggest a time."
            ),
        ),
    )


def _resume(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Shall we begin again?"),
        (
            say(
                "you and {mentor} have paused for a while. Would you like to begin again, wait a"
                " little longer, or close? All three are fine.",
                mentor=Given(pairing.mentor),
            ),
        ),
    )


def _closing(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    mentor = Given(pairing.mentor)
    last = snapshot.last_day(pairing) or snapshot.today
    return Draft(
        reader,
        say("Time to round off"),
        (
            say(
                "the last day for you and {mentor} was {day}. I would like to hear what has changed"
                " and what you take with you. Suggest two times for a closing talk.",
                mentor=mentor,
                day=Day(last),
            )
            if last < snapshot.today
            else say(
                "the last day for you and {mentor} is set to {day}. If you have not done so"
                " already, book a meeting to round off: what has changed, and what do you take"
                " with you?",
                mentor=mentor,
                day=Day(last),
            ),
        ),
    )


# Notices of how something ended or goes on. They depend on what the reader did, never on who
# refused, or why.


def _thanks(reader: str, _pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Thank you for your answer"),
        (
            say(
                "thank you for your answer. A no is quite all right. May I get in touch again"
                " another time?"
            ),
        ),
    )


def _other_solution(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Not this time"),
        (
            _thanks_for(pairing, snapshot),
            say(
                "I'd be glad to get in touch again when someone is looking for what you have to"
                " offer."
            ),
        ),
    )


def _thanks_for(pairing: Pairing, snapshot: Snapshot) -> Sentence:
    """Return the first paragraph to a mentor whose pairing closed, by how far it had come."""
    until = snapshot.stages[pairing.id].since or snapshot.today
    if started_on(pairing, until) is not None:
        return say(
            "thank you for the time you've given as a mentor. Your pairing has ended, and I'll"
            " take it from here."
        )
    if held(pairing, until):
        return say(
            "thank you for taking the time for a first meeting. It won't go ahead this time."
        )
    answer = pairing.proposal.mentor_answer
    if answer is not None and answer.on <= until:
        return say("thank you for being willing to be a mentor. It won't go ahead this time.")
    return say(
        "on {day} I asked whether you would like to be a mentor. It won't go ahead this time.",
        day=Day(pairing.proposal.mentor_asked or until),
    )


def _needs_new_search(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    # Only a no after the first meeting puts the mentee first (`model.waiting.turn`).
    news = (
        say(
            "you and {mentor} won't be going on together. That happens. I'm now looking for a"
            " new mentor for you, and you're first in the queue.",
            mentor=Given(pairing.mentor),
        )
        if snapshot.stages[pairing.id].name == "not-started"
        else say(
            "you and {mentor} won't be going on together. That happens. I'm now looking for a"
            " new mentor for you.",
            mentor=Given(pairing.mentor),
        )
    )
    return Draft(
        reader,
        say("I am looking for a new mentor"),
        (
            news,
            say(
                "Has anything changed in what you want from a mentor? Ring me, and we'll begin"
                " there."
            ),
        ),
    )


def _meet_again(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    return Draft(
        reader,
        say("Meet once more"),
        (
            say(
                "before you decide, you and {mentor} meet once more, still with no commitment."
                " You're the one who gets in touch: suggest two times within a couple of days.",
                mentor=Given(pairing.mentor),
            )
            if reader == pairing.mentee
            else say(
                "before you decide, you and {mentee} meet once more, still with no commitment."
                " {mentee} will suggest two times.",
                mentee=Given(pairing.mentee),
            ),
            say("Afterwards each of you tells me, yes or no, whether you want to begin."),
        ),
    )


def _introduction(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    """Return the hand-over: how the two reach each other, and what happens now (F12, F9, F10)."""
    to_mentee = reader == pairing.mentee
    another = pairing.mentor if to_mentee else pairing.mentee
    paragraphs = [
        say("I'm glad that you want to meet {mentor}.", mentor=Person(another))
        if to_mentee
        else say("{mentee} has said yes to meeting you.", mentee=Person(another)),
        _reach(another, snapshot),
        say(
            "1. You're the one who gets in touch. Do it within a couple of days, with two"
            " suggested times."
        )
        if to_mentee
        else say(
            "1. {mentee} gets in touch and books. If you've heard nothing within a week, let me"
            " know.",
            mentee=Given(another),
        ),
        say(
            "2. Meet for the first time by {day} at the latest. There's no commitment: you're only"
            " finding out whether the two of you can think aloud together.",
            day=Day(_latest(pairing, snapshot)),
        ),
        say(
            "3. Afterwards each of you tells me whether you want to begin: yes, no, or “we want to"
            " meet once more”. A no needs no explanation and stays with me."
        ),
    ]
    person = snapshot.participants.get(another)
    reached = cards.ways(person, snapshot.programme).texts
    if reached:
        paragraphs.append(say("You can save the attached card among your contacts."))
    manager = managers.acting(snapshot, Matter(due.INTRODUCTION, reader, pairing.id))
    paragraphs.append(
        say("Is anything unclear? Write to me.")
        if manager is None or manager.phone is None
        else say("Is anything unclear? Ring me.")
    )
    subject = (
        say("Get in touch with {mentor}", mentor=Given(another))
        if to_mentee
        else say("{mentee} wants to meet you", mentee=Given(another))
    )
    return Draft(reader, subject, tuple(paragraphs), another if reached else None)


def _latest(pairing: Pairing, snapshot: Snapshot) -> date:
    """Return the last day in time for the first meeting."""
    answer, today = pairing.proposal.mentee_answer, snapshot.today
    since = today if answer is None else answer.on
    days = snapshot.limits_of(pairing.cohort).first_meeting
    latest = calendar.due(since, days, snapshot.rests(pairing))
    return min(latest, snapshot.last_day(pairing) or latest)


def _reach(id_: str, snapshot: Snapshot) -> Sentence:
    """Return how the other in a pairing is reached: as `introduction` says, or through me."""
    ways = cards.ways(snapshot.participants.get(id_), snapshot.programme).texts
    if not ways:
        return say(
            "You reach {person} through me. Ring or write, and I'll pass it on.",
            person=Given(id_),
        )
    return say("How to reach {person}: {ways}", person=Given(id_), ways=Text.same(", ".join(ways)))


def _start(reader: str, pairing: Pairing, snapshot: Snapshot) -> Draft:
    often = rhythm(snapshot.limits_of(pairing.cohort))
    if reader == pairing.mentee:
        mentor = Given(pairing.mentor)
        begins = say("you and {mentor} have both said yes, so you can begin.", mentor=mentor)
        books = say(
            "You book the meetings. Agree on the next one now, if you haven't already. {rhythm}",
            rhythm=often,
        )
    else:
        mentee = Given(pairing.mentee)
        begins = say("you and {mentee} have both said yes, so you can begin.", mentee=mentee)
        books = say("{mentee} books the meetings. {rhythm}", mentee=mentee, rhythm=often)
    return Draft(
        reader,
        say("You can begin"),
        (
            begins,
            books,
            say("I'm a sounding board for you both. Ring me when you want to think aloud."),
        ),
    )


def rhythm(limits: Limits) -> Sentence:
    """Return how often two preferably meet (F13): in weeks, if the limits are whole weeks."""
    first, last = limits.rhythm
    if first % 7 or last % 7:
        return say("Preferably a meeting every {first}–{last} days.", first=first, last=last)
    return say("Preferably a meeting every {first}–{last} weeks.", first=first // 7, last=last // 7)


def _completion(reader: str, pairing: Pairing, _snapshot: Snapshot) -> Draft:
    if reader == pairing.mentee:
        paragraphs = (
            say(
                "you and {mentor} have come to the end. Thank you for taking part.",
                mentor=Given(pairing.mentor),
            ),
            say(
                "What you've thought through together is yours to keep. If you want to talk about"
                " what comes next, ring me."
            ),
        )
    else:
        paragraphs = (
            say(
                "you and {mentee} have come to the end. Thank you for your time and your"
                " commitment.",
                mentee=Given(pairing.mentee),
            ),
            say(
                "I'd be glad to get in touch again when someone is looking for what you have to"
                " offer."
            ),
        )
    return Draft(reader, say("Thank you for your time together"), paragraphs)


LETTERS: Mapping[str, Callable[[str, Pairing, Snapshot], Draft]] = {
    "mentor-answer": _mentor_answer,
    "inform-mentee": _inform_mentee,
    "mentee-answer": _mentee_answer,
    "first-meeting": _first_meeting,
    "second-meeting": _meet_again,
    "feedback-mentee": _feedback_mentee,
    "feedback-mentor": _feedback_mentor,
    "next-meeting": _next_meeting,
    "outcome": _outcome,
    "contact": _contact,
    "resume": _resume,
    "closing": _closing,
    due.THANKS: _thanks,
    due.OTHER_SOLUTION: _other_solution,
    due.NEW_SEARCH: _needs_new_search,
    due.COMPLETION: _completion,
    due.INTRODUCTION: _introduction,
    due.MEET_AGAIN: _meet_again,
    due.START: _start,
}
"""The letter of a kind of matter between two people, to the reader with the id. A new letter is a
function, a row here, its Swedish, and a case in `tests/test_letters.py`."""


def joined(matters: Iterable[Matter], snapshot: Snapshot) -> Draft:
    """Return one letter to one person about several matters.

    The first matter gives the subject, and no paragraph is repeated.
    """
    drafts = [letter for matter in matters if (letter := draft(matter, snapshot)) is not None]
    paragraphs = {
        (paragraph.pattern, str(paragraph.values)): paragraph
        for letter in drafts
        for paragraph in letter.paragraphs
    }
    return drafts[0]._replace(
        paragraphs=tuple(paragraphs.values()),
        replies=replies.together(letter.replies for letter in drafts),
    )


def language(person: Participant, snapshot: Snapshot, languages: Iterable[str]) -> str:
    """Return the first of the person's languages that is in `languages`, else the programme's."""
    fallback = "sv" if snapshot.programme is None else snapshot.programme.language
    return next((spoken for spoken in person.languages if spoken in languages), fallback)


def body(
    letter: Draft, manager: Manager | None, voice: Voice, template: Callable[[str], str]
) -> str:
    """Return the whole letter in its frame: greeting, words, signature, and links to answer."""
    first, *rest = letter.paragraphs
    return _frame(template("letters/templates/letter.txt.j2")).render(
        opening=voice(say("Hello {person}, {words}", person=Given(letter.to), words=first)),
        paragraphs=[voice(paragraph) for paragraph in rest],
        closing=signature(manager, voice),
        replies=replies.lines(letter.replies, manager, voice),
    )


def signature(manager: Manager | None, voice: Voice) -> str:
    """Return the last lines of a letter: the manager's name, and the phone and its hours if set."""
    name = "" if manager is None else manager.name
    regards = voice(say("Kind regards, {manager}", manager=Text.same(name)))
    if manager is None or manager.phone is None:
        return regards
    phone = Text.same(manager.phone)
    call = (
        say("{phone}", phone=phone)
        if manager.hours is None
        else say("{phone}, {hours}", phone=phone, hours=manager.hours)
    )
    return f"{regards}\n{voice.phrase(call)}"


@cache
def _frame(template: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    # A letter is plain text, so nothing is escaped for HTML.
    environment = Environment(autoescape=False, undefined=StrictUndefined)  # noqa: S701
    return environment.from_string(template)
