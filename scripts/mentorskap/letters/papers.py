"""Two papers of a match: the nameless brief that a mentor is asked with, and the sheet that tells a mentee why this mentor.

Each is written once, and shown as a letter's plain text or as Markdown. They are drafts: a person
reads, mends and sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files.records import areas_by_name
from mentorskap.matching import nameless
from mentorskap.words.sentence import (
    Code,
    Day,
    Given,
    Languages,
    Own,
    Person,
    Text,
    say,
    say_n,
)
from mentorskap.words.voice import harmless, in_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.files.records import Participant, Programme
    from mentorskap.matching.nameless import Brief, Need, Omission
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

SUBJECTS = {
    "brief": say("Would you like to be a mentor?"),
    "sheet": say("I have a mentor to suggest to you"),
}


class Point(NamedTuple):
    """A line of a list, and what someone has said of it in words of their own."""

    what: Sentence
    words: tuple[str, ...] = ()


class Section(NamedTuple):
    """A part of a paper: its heading, points, and paragraphs after them."""

    heading: Sentence
    points: tuple[Point, ...]
    paragraphs: tuple[Sentence, ...] = ()


class Paper(NamedTuple):
    """A paper before it has a language: opening, sections, and the last paragraphs."""

    subject: Sentence
    opening: Sentence
    sections: tuple[Section, ...]
    closing: tuple[Sentence, ...]


def brief(need: Brief, mentor: str | None, programme: Programme) -> Paper:
    """Return the paper to ask a mentor with; `mentor` is whom it greets."""
    words = say(
        "I am looking for a mentor for a mentee in the programme {programme}. Here is what they"
        " need, but not who they are.",
        programme=programme.name,
    )
    first, last = programme.limits.rhythm
    practical = (
        Point(say("Languages: {languages}.", languages=Languages(need.languages))),
        Point(
            say(
                "The cohort runs from {starts} to {ends}.",
                starts=Day(need.starts),
                ends=Day(need.ends),
            )
        ),
        Point(
            say("Preferably a meeting every {first}–{last} days.", first=first, last=last)
            if first % 7 or last % 7
            else say(
                "Preferably a meeting every {first}–{last} weeks.", first=first // 7, last=last // 7
            )
        ),
    )
    sections = [
        Section(_NEEDS[key], _needs(needs, programme)) for key, needs in need.needs.items() if needs
    ]
    return Paper(
        SUBJECTS["brief"],
        _hello(mentor, words),
        (
            *sections,
            Section(say("Practicalities"), practical),
            Section(say("What you do as a mentor"), (), _TASK),
        ),
        (
            say_n(
                "Please answer within {number} day.",
                "Please answer within {number} days.",
                programme.limits.mentor_answer,
            ),
            say(
                "A no is quite all right, and the mentee will never know that I asked you. What do"
                " you need to know to be able to answer?"
            ),
        ),
    )


def _hello(reader: str | None, words: Sentence) -> Sentence:
    return (
        say("Hello, {words}", words=words)
        if reader is None
        else say("Hello {person}, {words}", person=Given(reader), words=words)
    )


_NEEDS = {
    "mentor_contribution": say("What the mentor should be able to contribute"),
    "challenges": say("What the mentee is struggling with"),
    "development_areas": say("What the mentee wants to develop"),
}
_TASK = (
    say(
        "You listen, and make the mentee's thinking visible in dialogue. You are not the mentee's"
        " supervisor, and you need no ready answers."
    ),
    say(
        "The mentee gets in touch with you and books. The first meeting is without obligation."
        " After it, each of you tells me whether you want to begin."
    ),
    say("You gain something too: new enthusiasm, and a reason to reflect on your own leadership."),
)
"""F15, F17 and F3; F12, F9 and F10; F11."""


def _needs(needs: Iterable[Need], programme: Programme) -> tuple[Point, ...]:
    return tuple(
        Point(
            (
                say("{area} (required)", area=areas_by_name((need.area,), programme))
                if need.required
                else say("{area}", area=areas_by_name((need.area,), programme))
            ),
            need.words,
        )
        for need in needs
    )


def sheet(mentee: Participant, mentor: Participant, data: Any, programme: Programme) -> Paper:
    """Return the paper that tells a mentee of a mentor who has said yes; `data` is what stands in the mentor's file.

    Of the mentor it takes what the schema lets a pair see: name, title, organisation, place,
    languages and offers.
    """
    who, given = Person(mentor.id), Given(mentor.id)
    offers: dict[str, tuple[str, ...]] = {}
    for entry in data["mentor"]["offers"]:
        offers[entry["area"]] = (
            *offers.get(entry["area"], ()),
            *((entry["words"],) if "words" in entry else ()),
        )
    interview = mentee.interview
    asked = (
        ()
        if interview is None
        else (
            *(need.area for need in interview.mentor_contribution),
            *interview.challenges,
            *interview.development_areas,
        )
    )
    wanted = tuple(dict.fromkeys(asked))
    answered = tuple(area for area in wanted if area in offers)
    missing = tuple(area for area in wanted if area not in offers)
    others = tuple(area for area in offers if area not in wanted)
    told = [data[key] for key in ("title", "organisation", "place") if key in data]
    sections = [
        Section(
            say("{person}", person=who),
            (
                *((Point(say("{name}", name=Text.same(", ".join(told)))),) if told else ()),
                Point(say("Languages: {languages}.", languages=Languages(mentor.languages))),
            ),
        )
    ]
    also = (
        (
            say(
                "{mentor} also offers: {areas}.",
                mentor=given,
                areas=areas_by_name(others, programme),
            ),
        )
        if others
        else ()
    )
    if answered or also:
        points = tuple(
            Point(say("{area}", area=areas_by_name((area,), programme)), offers[area])
            for area in answered
        )
        sections.append(
            Section(
                (
                    say("What you look for and {mentor} offers", mentor=given)
                    if answered
                    else say("What {mentor} offers", mentor=given)
                ),
                points,
                also,
            )
        )
    if missing:
        words = say(
            "You are looking for this too, but {mentor} has not offered it: {areas}. Bring it up if"
            " you meet.",
            mentor=given,
            areas=areas_by_name(missing, programme),
        )
        sections.append(Section(say("What is missing"), (), (words,)))
    days = programme.limits.mentee_answer
    next_ = (
        Point(
            say_n(
                "Tell me yes or no within {number} day.",
                "Tell me yes or no within {number} days.",
                days,
            )
        ),
        Point(
            say(
                "Do you know each other, or does anything else make {mentor} unsuitable as your"
                " mentor? Then tell me.",
                mentor=given,
            )
        ),
        Point(say("A no costs nothing, and I do not pass it on.")),
        Point(
            say(
                "If you say yes, you get in touch with {mentor} and book a first meeting. It is"
                " without obligation: you promise nothing more.",
                mentor=given,
            )
        ),
        Point(say("After the meeting, each of you tells me whether you want to begin.")),
    )
    sections.append(Section(say("What happens next"), next_))
    words = say(
        "I have asked {mentor}, who would gladly be your mentor. Here is why I thought of you two.",
        mentor=who,
    )
    return Paper(SUBJECTS["sheet"], _hello(mentee.id, words), tuple(sections), ())


# In which form.


def letter(paper: Paper, programme: Programme, voice: Voice) -> str:
    """Return a paper as the plain text of a letter."""
    return "\n\n".join(_parts(paper, programme, voice, heading="{}"))


def markdown(paper: Paper, programme: Programme, voice: Voice) -> str:
    """Return a paper as a page of Markdown; `voice` has the form of one."""
    return (
        "\n\n".join(
            (f"# {voice(paper.subject)}", *_parts(paper, programme, voice, heading="## {}"))
        )
        + "\n"
    )


def _parts(paper: Paper, programme: Programme, voice: Voice, heading: str) -> Iterator[str]:
    yield voice(paper.opening)
    for section in paper.sections:
        yield heading.format(voice(section.heading))
        if section.points:
            yield "\n".join(f"- {_point(point, voice)}" for point in section.points)
        yield from map(voice, section.paragraphs)
    if paper.closing:
        yield " ".join(map(voice, paper.closing))
    yield voice(
        say(
            "Kind regards, {manager}",
            manager=Text.same(programme.manager_name),
        )
    )


def _point(point: Point, voice: Voice) -> str:
    said = " ".join(voice.phrase(say("{word}", word=Own(words))) for words in point.words)
    return f"{voice(point.what)}: {said}" if said else voice(point.what)


def in_prose(text: str) -> str:
    """Return a text so that Markdown reads nothing into it, and a person can read its source: common signs stay where they mean nothing."""
    shown = harmless(text)
    return "".join(
        (
            sign
            if sign in "’–?!;" or (sign in ".'" and not shown[place + 1 : place + 2].strip())
            else in_markdown(sign)
        )
        for place, sign in enumerate(shown)
    )


# What is told to the manager.


def left_out(found: Omission, programme: Programme) -> Sentence:
    """Return what does not stand in the brief, and why."""
    area = areas_by_name((found.area,), programme)
    if found.sentence is None:
        return say(
            "Left out: the area {area}, which does not exist in programme.yml.",
            area=Code(found.area),
        )
    return say(
        "Left out, {area}: {sentence} – {why}.",
        area=area,
        sentence=Own(found.sentence),
        why=LEFT_OUT[found.why],
    )


LEFT_OUT = {
    nameless.ADDRESS: say("holds an address"),
    nameless.NUMBER: say("holds a number"),
    nameless.SIGNS: say("holds signs that are no ordinary text"),
    nameless.NAME: say("could give away the name"),
    nameless.ORGANISATION: say("could give away the organisation, or one to be avoided"),
    nameless.TITLE: say("could give away the position"),
    nameless.PLACE: say("could give away the place"),
    nameless.OTHERS: say("names somebody, an organisation or a place in the programme"),
    nameless.PRIVATE: say("speaks of health, faith, union or origin"),
    nameless.CAPITAL: say("may hold a name: a word has a capital letter"),
}
"""Why a sentence of the mentee's is left out."""
