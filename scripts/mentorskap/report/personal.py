"""What is stored on a person, in sections that every form shares: each with a heading and its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.fields import Field, parts, visible
from mentorskap.report import phrases
from mentorskap.sentence import Code, Pair, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mentorskap.access import Access
    from mentorskap.report.voice import Voice
    from mentorskap.snapshot import Snapshot
    from mentorskap.source import Route

_ALL = frozenset({"manager", "pair", "all"})


class Section(NamedTuple):
    """A heading and the fields below it."""

    heading: str
    fields: list[Field]


def sections(held: Access, snapshot: Snapshot, schemas: Mapping[str, Mapping[str, Any]], voice: Voice) -> list[Section]:
    """Return all that is stored, in the words of the schemas; every field of a person's own may be seen by that person."""

    def named(key: str, value: str) -> str:
        return phrases.named(key, value, snapshot, voice)

    def fields(kind: str, data: Any) -> list[Field]:
        return visible(parts(schemas[kind], _ALL, voice.language), data, voice.language, named)

    told = [Section(voice(say("About you")), [Field(0, voice(say("Id in the files")), held.id), *fields("participant", held.participant)])]
    for pairing in held.pairings:
        both = {"mentee", "mentor"} <= pairing.keys()
        heading = say("{pair}", pair=Pair(pairing["mentee"], pairing["mentor"])) if both else say("A proposal that has not been shown to you")
        told.append(Section(voice(heading), fields("pairing", pairing)))
    others = [Field(0, "", line) for tie in fields("participant", {"ties": list(held.ties)})[1:] if (line := tie.value)] if held.ties else []
    if others:
        others.insert(0, Field(0, voice(say("Ties with you that others have stated")), ""))
    if held.wishes:
        wished = say_n("{number} mentee has wished for you as mentor.", "{number} mentees have wished for you as mentor.", held.wishes)
        others.append(Field(0, "", voice(wished)))
    if others:
        told.append(Section(voice(say("About you, in others' files")), others))
    return told


def closing(voice: Voice) -> list[str]:
    """Return what the report ends with: what is left out, and what is never stored."""
    return [
        voice(say("What concerns someone else is left out: the other's answers, and mentors who were asked but not shown to you.")),
        voice(say("What mentor and mentee say to each other is never stored, nor why anyone pauses.")),
    ]


def notes(held: Access, line: Callable[[str, Route], int], voice: Voice) -> list[str]:
    """Return what the manager must look at before the report is handed over; it is no part of the report."""
    told = [
        voice(say("{file} could not be read and is not in the report. Mend it first: mentorskap check tells how.", file=Code(path)))
        for path in held.unread
    ]
    told += [
        voice(say("The person is named in {place}. Look whether it belongs in the report.", place=Code(f"{path}:{line(path, route)}")))
        for path, route in held.mentions
    ]
    return told
