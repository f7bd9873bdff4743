"""Ready words to send: a draft for each kind of deadline, in the words of a manager, never sent by themselves.

A no is put in neutral words: the other side never learns who said it, or why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mentorskap.lifecycle import held
from mentorskap.sentence import Day, Given, Local, Person, Sentence, say, say_n

if TYPE_CHECKING:
    from mentorskap.deadlines import Item
    from mentorskap.snapshot import Snapshot


class Draft(NamedTuple):
    """A letter before it has a language: to whom, about what, and its paragraphs."""

    to: str
    subject: Sentence
    paragraphs: tuple[Sentence, ...]


def draft(item: Item, snapshot: Snapshot) -> Draft | None:
    """Return a letter that moves `item` on, or None where it is the manager's own work."""
    pairing = None if item.pairing is None else snapshot.pairings.get(item.pairing)
    if item.kind == "interview":
        return Draft(
            item.participant,
            say("Shall we book your interview?"),
            (
                say(
                    "the programme starts soon, and I would like to hear what you want from a mentor. Suggest two times this week or the next. An hour is enough."
                ),
            ),
        )
    if pairing is None or item.kind in {"proposal", "new-proposal"}:
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
                        "I asked some days ago whether you would like to be a mentor this time. Have you had time to think? A no is quite all right, and so is “later”."
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
                        "I have asked {mentor}, who would gladly be your mentor. Do you know each other, or is there anything else that makes it unsuitable? Tell me what you think. A no costs nothing, and I do not pass it on.",
                        mentor=mentor,
                    ),
                ),
            )
        case "mentee-answer":
            return Draft(
                item.participant,
                say("What do you think of the suggestion?"),
                (say("how does {mentor} sound to you? Tell me yes or no, as it is. A no costs nothing, and I do not pass it on.", mentor=mentor),),
            )
        case "first-meeting":
            return Draft(
                item.participant,
                say("Your first meeting"),
                (
                    say(
                        "have you and {mentor} found a time? You are the one who gets in touch. Two suggested times are usually enough.",
                        mentor=mentor,
                    ),
                    say("The first meeting is without obligation. You find out one thing only: can the two of you think aloud together?"),
                ),
            )
        case "feedback-mentee":
            return Draft(
                item.participant,
                say("How was the meeting?"),
                (
                    say(
                        "how did it feel to meet {mentor}? Tell me whether you want to begin: yes, no, or “we want to meet once more”. A no needs no explanation and stays with me.",
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
                        "how did it feel to meet {mentee}? Tell me whether you want to begin: yes, no, or “we want to meet once more”. A no needs no explanation and stays with me.",
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
                        "it is {number} week since you and {mentor} met. Book the next meeting this week if you can; two suggested times are usually enough.",
                        "it is {number} weeks since you and {mentor} met. Book the next meeting this week if you can; two suggested times are usually enough.",
                        weeks,
                        mentor=mentor,
                    ),
                    say("Does the rhythm not suit you right now, or is there something you want to talk about? Call me."),
                ),
            )
        case "outcome":
            return Draft(
                item.participant,
                say("Did you meet?"),
                (say("did you and {mentor} meet as planned? Held, moved or cancelled is all I need to know.", mentor=mentor),),
            )
        case "contact":
            return Draft(
                item.participant,
                say("How is it going?"),
                (
                    say(
                        "it is some time since we talked. How is it going, and is there anything I can do? Fifteen minutes on the phone is enough; suggest a time."
                    ),
                ),
            )
        case "resume":
            return Draft(
                item.participant,
                say("Shall we begin again?"),
                (
                    say(
                        "you and {mentor} have paused for a while. Would you like to begin again, wait a little longer, or close? All three are fine.",
                        mentor=mentor,
                    ),
                ),
            )
        case _:
            last = snapshot.last_day(pairing) or snapshot.today
            return Draft(
                item.participant,
                say("Time to round off"),
                (
                    say(
                        "the last day for you and {mentor} is set to {day}. If you have not done so already, book a meeting to round off: what has changed, and what do you take with you?",
                        mentor=mentor,
                        day=Day(last),
                    ),
                ),
            )


def letter(text: Draft, snapshot: Snapshot) -> tuple[Sentence, ...]:
    """Return the whole letter, paragraph by paragraph: greeting, words, signature."""
    first, *rest = text.paragraphs
    manager = "" if snapshot.programme is None else snapshot.programme.manager_name
    signature = Local({"sv": manager, "en": manager})
    return (say("Hello {person}, {words}", person=Given(text.to), words=first), *rest, say("Kind regards, {manager}", manager=signature))
