"""Two papers of a match: the anonymous brief to ask a mentor with, and the mentee's sheet.

The sheet explains why this mentor was chosen. Each paper is written once, and rendered as the plain
text of a letter or as Markdown. Both are drafts for a person to read, correct and send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import areas_by_name
from mentorskap.letters.drafts import no_costs_nothing, rhythm, signature
from mentorskap.matching import nameless
from mentorskap.words import giveaways, titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import (
    Code,
    Day,
    Given,
    Languages,
    Own,
    Person,
    Text,
    Written,
    say,
    say_n,
)
from mentorskap.words.voice import harmless, in_markdown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mentorskap.files.records import Data, Limits, Manager, Participant, Programme
    from mentorskap.matching.nameless import Brief, Doubt, Need
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

SUBJECTS = {
    "brief": say("Would you like to be a mentor?"),
    "sheet": say("I have a mentor to suggest to you"),
}


class Point(NamedTuple):
    """An item of a list, and a person's own words about it."""

    text: Sentence
    words: tuple[str, ...] = ()


class Section(NamedTuple):
    """A part of a paper: its heading, its points, and the paragraphs after them."""

    heading: Sentence
    points: tuple[Point, ...]
    paragraphs: tuple[Sentence, ...] = ()


class Paper(NamedTuple):
    """A paper before it has a language: subject, opening, sections, and the last paragraph."""

    subject: Sentence
    opening: Sentence
    sections: tuple[Section, ...]
    closing: tuple[Sentence, ...]


# The brief.


def brief(need: Brief, mentor: str | None, programme: Programme) -> Paper:
    """Return the paper to ask a mentor with; `mentor` is the id of the reader, if decided."""
    words = say(
        "I am looking for a mentor for a mentee in the programme {programme}. I can tell you what"
        " they need, not yet who they are.",
        programme=programme.name,
    )
    return Paper(
        SUBJECTS["brief"],
        _hello(mentor, words),
        (
            *(
                Section(_NEEDS[key], _needs(needs, programme))
                for key, needs in need.needs.items()
                if needs
            ),
            _practicalities(need),
            Section(say("What you do as a mentor"), (), _TASK),
        ),
        (
            say_n(
                "Please answer within {number} day.",
                "Please answer within {number} days.",
                need.limits.mentor_answer,
            ),
            say(
                "A no is quite all right, and the mentee will never know that I asked you. What do"
                " you need to know to be able to answer?"
            ),
        ),
    )


def _practicalities(need: Brief) -> Section:
    return Section(
        say("Practicalities"),
        (
            Point(say("Languages: {languages}.", languages=Languages(need.languages))),
            Point(
                say(
                    "The cohort runs from {starts} to {ends}.",
                    starts=Day(need.starts),
                    ends=Day(need.ends),
                )
            ),
            Point(rhythm(need.limits)),
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
        " supervisor, and you are not expected to have the answers."
    ),
    say(
        "The mentee gets in touch with you and books. There's no commitment in a first meeting."
        " After it, each of you tells me whether you want to begin."
    ),
    say(
        "You gain something too: you contribute to another person's development, and hearing how"
        " someone else thinks develops you both."
    ),
)
"""F15, F17 and F3; F12, F9 and F10; F11."""


def _needs(needs: Iterable[Need], programme: Programme) -> tuple[Point, ...]:
    return tuple(Point(_need(need, programme), need.words) for need in needs)


def _need(need: Need, programme: Programme) -> Sentence:
    area = areas_by_name((need.area,), programme)
    return say("{area} (required)", area=area) if need.required else say("{area}", area=area)


# The sheet.


class _Fit(NamedTuple):
    """The areas that a mentee looks for beside those that a mentor offers, in the files' order."""

    answered: tuple[str, ...]
    missing: tuple[str, ...]
    further: tuple[str, ...]
    """Areas that the mentor offers and the mentee does not look for."""


def sheet(mentee: Participant, mentor: Participant, data: Data, programme: Programme) -> Paper:
    """Return the paper that proposes a willing mentor to a mentee; `data` is the mentor's document.

    It takes from the mentor's document only what the schema lets the pair see: name, title,
    organisation, place, languages and offers.
    """
    offers = _offers(data)
    fit = _fit(mentee, offers)
    cohort = None if mentee.latest is None else mentee.latest.cohort
    words = say(
        "I have asked {mentor}, who has said yes to being your mentor. Here is why I thought of you"
        " two.",
        mentor=Person(mentor.id),
    )
    sections = (
        _introduction(mentor, data),
        _offered(mentor, fit, offers, programme),
        _missing(mentor, fit, programme),
        _next_steps(mentor, programme.limits_of(cohort)),
    )
    return Paper(
        SUBJECTS["sheet"],
        _hello(mentee.id, words),
        tuple(section for section in sections if section is not None),
        (),
    )


def _offers(data: Data) -> dict[str, tuple[str, ...]]:
    """Return the mentor's own words by area; an area may be offered several times."""
    offers: dict[str, tuple[str, ...]] = {}
    for offer in data["mentor"]["offers"]:
        words = (offer["words"],) if "words" in offer else ()
        offers[offer["area"]] = (*offers.get(offer["area"], ()), *words)
    return offers


def _fit(mentee: Participant, offers: Iterable[str]) -> _Fit:
    interview = None if mentee.latest is None else mentee.latest.interview
    if interview is None:
        return _Fit((), (), tuple(offers))
    needs = tuple(
        dict.fromkeys(
            (
                *(need.area for need in interview.mentor_contribution),
                *interview.challenges,
                *interview.development_areas,
            )
        )
    )
    return _Fit(
        tuple(area for area in needs if area in offers),
        tuple(area for area in needs if area not in offers),
        tuple(area for area in offers if area not in needs),
    )


def _introduction(mentor: Participant, data: Data) -> Section:
    keys = ("title", "organisation", "unit", "place")
    facts = ", ".join(data[key] for key in keys if key in data)
    points = [Point(say("Languages: {languages}.", languages=Languages(mentor.languages)))]
    if facts:
        points.insert(0, Point(say("{name}", name=Text.same(facts))))
    return Section(say("{person}", person=Person(mentor.id)), tuple(points))


def _offered(
    mentor: Participant, fit: _Fit, offers: dict[str, tuple[str, ...]], programme: Programme
) -> Section | None:
    given_name = Given(mentor.id)
    paragraphs: tuple[Sentence, ...] = ()
    if fit.further:
        areas = areas_by_name(fit.further, programme)
        paragraphs = (say("{mentor} also offers: {areas}.", mentor=given_name, areas=areas),)
    if not fit.answered:
        heading = say("What {mentor} offers", mentor=given_name)
        return Section(heading, (), paragraphs) if paragraphs else None
    return Section(
        say("What you look for and {mentor} offers", mentor=given_name),
        tuple(
            Point(say("{area}", area=areas_by_name((area,), programme)), offers[area])
            for area in fit.answered
        ),
        paragraphs,
    )


def _missing(mentor: Participant, fit: _Fit, programme: Programme) -> Section | None:
    if not fit.missing:
        return None
    words = say(
        "You are looking for this too, but {mentor} has not offered it: {areas}. Bring it up if you"
        " meet.",
        mentor=Given(mentor.id),
        areas=areas_by_name(fit.missing, programme),
    )
    return Section(say("What is missing"), (), (words,))


def _next_steps(mentor: Participant, limits: Limits) -> Section:
    given_name = Given(mentor.id)
    return Section(
        say("What happens next"),
        (
            Point(
                say_n(
                    "Tell me yes or no within {number} day.",
                    "Tell me yes or no within {number} days.",
                    limits.mentee_answer,
                )
            ),
            Point(
                say(
                    "Do you know each other, or does anything else make {mentor} unsuitable as your"
                    " mentor? Then tell me.",
                    mentor=given_name,
                )
            ),
            Point(no_costs_nothing(mentor.id)),
            Point(
                say(
                    "If you say yes, you get in touch with {mentor} and book a first meeting."
                    " There's no commitment: you promise nothing more.",
                    mentor=given_name,
                )
            ),
            Point(say("After the meeting, each of you tells me whether you want to begin.")),
        ),
    )


# Rendering.


def letter(paper: Paper, manager: Manager | None, voice: Voice) -> str:
    """Return a paper as the plain text of a letter that the manager signs."""
    return "\n\n".join(_parts(paper, manager, voice, heading="{}"))


def markdown(paper: Paper, manager: Manager | None, voice: Voice) -> str:
    """Return a paper as a page that the manager signs."""
    return (
        "\n\n".join((f"# {voice(paper.subject)}", *_parts(paper, manager, voice, heading="## {}")))
        + "\n"
    )


def _parts(paper: Paper, manager: Manager | None, voice: Voice, heading: str) -> Iterator[str]:
    yield voice(paper.opening)
    for section in paper.sections:
        yield heading.format(voice(section.heading))
        if section.points:
            yield "\n".join(f"- {_point(point, voice)}" for point in section.points)
        yield from map(voice, section.paragraphs)
    if paper.closing:
        yield " ".join(map(voice, paper.closing))
    yield signature(manager, voice)


def _point(point: Point, voice: Voice) -> str:
    words = " ".join(voice.phrase(say("{word}", word=Own(text))) for text in point.words)
    return f"{voice(point.text)}: {words}" if words else voice(point.text)


def in_prose(text: str) -> str:
    """Return `text` escaped for Markdown, with common punctuation left readable in the source.

    A full stop or an apostrophe is left alone only before a space or at the end.
    """
    text = harmless(text)
    return "".join(
        character
        if character in "’–?!;" or (character in ".'" and not text[index + 1 : index + 2].strip())
        else in_markdown(character)
        for index, character in enumerate(text)
    )


# For the manager.


def unknown_area(area: str) -> Sentence:
    """Return that an area is left out of a brief."""
    return say("Left out: the area {area}, which does not exist in programme.yml.", area=Code(area))


def offered(need: Brief, chosen: Collection[int], programme: Programme) -> Iterator[Sentence]:
    """Yield the mentee's own sentences as a list to choose from, each with what is known of it."""
    if not need.passages:
        return
    yield say(
        "The mentee's own sentences. A brief holds those that you choose by number, for example"
        " {example}.",
        example=Code(f"--words {need.passages[0].number}"),
    )
    for passage in need.passages:
        parts = {
            "number": passage.number,
            "area": areas_by_name((passage.area,), programme),
            "sentence": Own(passage.sentence),
        }
        if passage.number in chosen:
            yield say("{number}. {area}: {sentence} – in the brief.", **parts)
        elif passage.doubt is None:
            yield say("{number}. {area}: {sentence} – not in the brief.", **parts)
        else:
            yield say(
                "{number}. {area}: {sentence} – held: {why}.", why=why_held(passage.doubt), **parts
            )
    if any(passage.doubt and passage.number not in chosen for passage in need.passages):
        yield say(
            "A held sentence goes with the brief only if you write {option} and its number.",
            option=Code("--held"),
        )


def why_held(doubt: Doubt) -> Sentence:
    """Return why a sentence is held, with the words that raise the doubt."""
    if doubt.why in titles.MATTERS:
        return say(
            "it may reveal {kind} ({words})",
            kind=titles.MATTERS[doubt.why],
            words=Written(doubt.words),
        )
    why = HELD[doubt.why]
    return say("{fact} ({reason})", fact=why, reason=Written(doubt.words)) if doubt.words else why


HELD = {
    nameless.ADDRESS: say("it has an address"),
    nameless.NUMBER: say("it has a number"),
    nameless.SIGNS: say("it has characters that are not ordinary text"),
    nameless.NAME: say("it may give away the name"),
    nameless.ORGANISATION: say("it may give away the organisation, or one to be avoided"),
    nameless.TITLE: say("it may give away the position"),
    nameless.PLACE: say("it may give away the place"),
    nameless.OTHERS: say("it names someone, an organisation or a place in the programme"),
    nameless.CAPITAL: say("it may name something, as a word has a capital letter"),
    giveaways.SINGULAR: say("it says who is the only, the first or the largest"),
    giveaways.PUBLIC: say("the person may be known from it"),
    giveaways.KIN: say("it says who is related to whom"),
    giveaways.WHEREABOUTS: say("it names a place"),
    giveaways.COMPANY: say("it names an organisation"),
    giveaways.NAMED: say("it names someone"),
    giveaways.POSITION: say("it names a position that one person has"),
    giveaways.HEADCOUNT: say("it says how many people or places there are, or an age"),
}
"""Why a sentence of the mentee is held; the kinds of Articles 9 and 10 are in `words.titles`."""
