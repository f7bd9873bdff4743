"""Ready words to send: a draft for each kind of matter, in the words of a manager, never sent by themselves.

A no is put in neutral words: the other side never learns who said it, or why. This is the one
source of these words: the Monday page and the `.eml` drafts say the same.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.letters import due
from mentorskap.model.lifecycle import held, started_on
from mentorskap.words.sentence import Day, Given, Local, Person, Sentence, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Template

    from mentorskap.files.records import Pairing, Participant
    from mentorskap.letters.due import Matter
    from mentorskap.model.deadlines import Item
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice


class Draft(NamedTuple):
    """A letter before it has a language: to whom, about what, and its paragraphs."""

    to: str
    subject: Sentence
    paragraphs: tuple[Sentence, ...]


def draft(item: Item | Matter, snapshot: Snapshot) -> Draft | None:
    """Return a letter that moves `item` on, or None where it is the manager's own work."""
    pairing = None if item.pairing is None else snapshot.pairings.get(item.pairing)
    if item.kind == "interview":
        return Draft(
            item.participant,
            say("Shall we book your interview?"),
            (
                (
                    say(
                        "the programme has begun, and I would like to hear what you want from a"
                        " mentor. Suggest two times this week. An hour is enough."
                    )
                    if _begun(item.participant, snapshot)
                    else say(
                        "the programme starts soon, and I would like to hear what you want from a"
                        " mentor. Suggest two times this week or the next. An hour is enough."
                    )
                ),
            ),
        )
    if pairing is None or item.kind in due.MANAGERS_OWN:
        return None
    mentor: Given | Person
    mentor, mentee = Given(pairing.mentor), Given(pairing.mentee)
    match item.kind:
        case "mentor-answer":
            return Draft(
                item.participant,
                say("Would you like to be a mentor?"),
                (
                    say(
                        "I asked some days ago whether you would like to be a mentor this time."
                        " Have you had time to think? A no is quite all right, and so is “later”."
                    ),
                ),
            )
        case "inform-mentee":
            mentor = Person(pairing.mentor)  # the first time, by the whole name
            return Draft(
                item.participant,
                say("I have a mentor to suggest to you"),
                (
                    say(
                        "I have asked {mentor}, who would gladly be your mentor. Do you know each"
                        " other, or is there anything else that makes it unsuitable? Tell me what"
                        " you think. A no costs nothing, and I do not pass it on.",
                        mentor=mentor,
                    ),
                ),
            )
        case "mentee-answer":
            return Draft(
                item.participant,
                say("What do you think of the suggestion?"),
                (
                    say(
                        "how does {mentor} sound to you? Tell me yes or no, as it is. A no costs"
                        " nothing, and I do not pass it on.",
                        mentor=mentor,
                    ),
                ),
            )
        case "first-meeting":
            return Draft(
                item.participant,
                say("Your first meeting"),
                (
                    say(
                        "have you and {mentor} found a time? You are the one who gets in touch. Two"
                        " suggested times are usually enough.",
                        mentor=mentor,
                    ),
                    say(
                        "The first meeting is without obligation. You find out one thing only: can"
                        " the two of you think aloud together?"
                    ),
                ),
            )
        case "feedback-mentee":
            return Draft(
                item.participant,
                say("How was the meeting?"),
                (
                    say(
                        "how did it feel to meet {mentor}? Tell me whether you want to begin: yes,"
                        " no, or “we want to meet once more”. A no needs no explanation and stays"
                        " with me.",
                        mentor=mentor,
                    ),
                ),
            )
        case "feedback-mentor":
            return Draft(
                item.participant,
                say("How was the meeting?"),
                (
                    say(
                        "how did it feel to meet {mentee}? Tell me whether you want to begin: yes,"
                        " no, or “we want to meet once more”. A no needs no explanation and stays"
                        " with me.",
                        mentee=mentee,
                    ),
                ),
            )
        case "next-meeting":
            weeks = (snapshot.today - held(pairing, snapshot.today)[-1]).days // 7
            return Draft(
                item.participant,
                say("Your next meeting"),
                (
                    say_n(
                        "it is {number} week since you and {mentor} met. Book the next meeting this"
                        " week if you can; two suggested times are usually enough.",
                        "it is {number} weeks since you and {mentor} met. Book the next meeting"
                        " this week if you can; two suggested times are usually enough.",
                        weeks,
                        mentor=mentor,
                    ),
                    say(
                        "Does the rhythm not suit you right now, or is there something you want to"
                        " talk about? Call me."
                    ),
                ),
            )
        case "outcome":
            return Draft(
                item.participant,
                say("Did you meet?"),
                (
                    say(
                        "did you and {mentor} meet as planned? Held, moved or cancelled is all I"
                        " need to know.",
                        mentor=mentor,
                    ),
                ),
            )
        case "contact":
            return Draft(
                item.participant,
                say("How is it going?"),
                (
                    say(
                        "it is some time since we talked. How is it going, and is there anything I"
                        " can do? Fifteen minutes on the phone is enough; suggest a time."
                    ),
                ),
            )
        case "resume":
            return Draft(
                item.participant,
                say("Shall we begin again?"),
                (
                    say(
                        "you and {mentor} have paused for a while. Would you like to begin again,"
                        " wait a little longer, or close? All three are fine.",
                        mentor=mentor,
                    ),
                ),
            )
        case "closing":
            last = snapshot.last_day(pairing) or snapshot.today
            return Draft(
                item.participant,
                say("Time to round off"),
                (
                    (
                        say(
                            "the last day for you and {mentor} was {day}. I would like to hear what"
                            " has changed and what you take with you. Suggest two times for a"
                            " closing talk.",
                            mentor=mentor,
                            day=Day(last),
                        )
                        if last < snapshot.today
                        else say(
                            "the last day for you and {mentor} is set to {day}. If you have not"
                            " done so already, book a meeting to round off: what has changed, and"
                            " what do you take with you?",
                            mentor=mentor,
                            day=Day(last),
                        )
                    ),
                ),
            )
    return _notice(item, pairing, snapshot)


def _begun(id_: str, snapshot: Snapshot) -> bool:
    person = snapshot.participants.get(id_)
    cohort = (
        None
        if person is None or person.mentee is None
        else snapshot.cohorts.get(person.mentee.cohort)
    )
    return cohort is not None and cohort.starts <= snapshot.today


def _notice(item: Item | Matter, pairing: Pairing, snapshot: Snapshot) -> Draft:
    """Return word of how something ended.

    It hangs on what the reader did, never on who said no, or why.
    """
    mentor, mentee = Given(pairing.mentor), Given(pairing.mentee)
    match item.kind:
        case due.THANKS:
            return Draft(
                item.participant,
                say("Thank you for your answer"),
                (
                    say(
                        "thank you for your answer. A no is quite all right. May I get in touch"
                        " again another time?"
                    ),
                ),
            )
        case due.OTHER_SOLUTION:
            return Draft(
                item.participant, say("A different solution"), _other_solution(pairing, snapshot)
            )
        case due.NEW_SEARCH:
            return Draft(
                item.participant,
                say("I am looking for a new mentor"),
                (
                    say(
                        "you and {mentor} will not go on together. That happens. I have begun to"
                        " look for a new mentor, and you go first in the queue.",
                        mentor=mentor,
                    ),
                    say(
                        "Has anything changed in what you want from a mentor? Call me, and we will"
                        " begin there."
                    ),
                ),
            )
        case _:  # they meet again
            words = (
                say(
                    "before you decide, you and {mentor} will meet once more, as much without"
                    " obligation as the first time. You are the one who gets in touch: suggest two"
                    " times this week.",
                    mentor=mentor,
                )
                if item.participant == pairing.mentee
                else say(
                    "before you decide, you and {mentee} will meet once more, as much without"
                    " obligation as the first time. You will soon have two suggested times.",
                    mentee=mentee,
                )
            )
            return Draft(
                item.participant,
                say("Meet once more"),
                (
                    words,
                    say("Afterwards each of you tells me, yes or no, whether you want to begin."),
                ),
            )


def _other_solution(pairing: Pairing, snapshot: Snapshot) -> tuple[Sentence, ...]:
    answer = pairing.proposal.mentor_answer
    until = snapshot.stages[pairing.id].since or snapshot.today
    again = say(
        "I will gladly get in touch again when someone is looking for what you have to give."
    )
    if started_on(pairing, until) is not None:
        return (
            say(
                "thank you for the time you have given as a mentor. The two of you will not go on,"
                " and I see to what comes next."
            ),
            again,
        )
    if held(pairing, until):
        return (
            say(
                "thank you for taking the time to meet a first time. We will find a different"
                " solution this time."
            ),
            again,
        )
    if answer is not None and answer.on <= until:
        return (
            say(
                "thank you for being willing to be a mentor. We have found a different solution"
                " this time."
            ),
            again,
        )
    return (
        say(
            "some time ago I asked whether you would like to be a mentor. We have found a different"
            " solution this time."
        ),
        again,
    )


def joined(matters: Iterable[Matter], snapshot: Snapshot) -> Draft:
    """Return one letter to one person about several matters: the first gives the subject, and nothing is said twice."""
    drafts = [text for text in (draft(matter, snapshot) for matter in matters) if text is not None]
    paragraphs = {
        (part.pattern, str(part.values)): part for text in drafts for part in text.paragraphs
    }
    return drafts[0]._replace(paragraphs=tuple(paragraphs.values()))


def language(person: Participant, snapshot: Snapshot, languages: Iterable[str]) -> str:
    """Return the language to write to a person in: the first of theirs that there are words in, else the programme's."""
    fallback = "sv" if snapshot.programme is None else snapshot.programme.language
    return next((spoken for spoken in person.languages if spoken in languages), fallback)


def body(text: Draft, snapshot: Snapshot, voice: Voice, template: Callable[[str], str]) -> str:
    """Return the whole letter in its frame, `letter.txt.j2`: greeting, words, signature."""
    first, *rest = text.paragraphs
    manager = "" if snapshot.programme is None else snapshot.programme.manager_name
    return _frame(template("letters/templates/letter.txt.j2")).render(
        opening=voice(say("Hello {person}, {words}", person=Given(text.to), words=first)),
        paragraphs=[voice(sentence) for sentence in rest],
        closing=voice(
            say("Kind regards, {manager}", manager=Local({"sv": manager, "en": manager}))
        ),
    )


@cache
def _frame(template: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=False, undefined=StrictUndefined).from_string(template)  # noqa: S701 - plain text, escaped where it is placed
