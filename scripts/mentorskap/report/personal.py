"""What is stored on a person, as groups of fields that every format shares, and its erasure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mentorskap.files.records import PROGRAMME_FILE
from mentorskap.report import phrases, processing
from mentorskap.report.processing import FieldGroup
from mentorskap.words.fields import Field, Part, parts, visible
from mentorskap.words.sentence import Code, Day, Pair, codes, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mentorskap.files.records import Data
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

_ALL = frozenset({"manager", "pair", "all"})
_KINDS = {"personal": say("personal tie"), "professional": say("professional tie")}
_AS_TEXT = "text"
"""The only key of a tie once its keys are joined into one text."""


def groups(
    access: Access, snapshot: Snapshot, schemas: Mapping[str, Mapping[str, Any]], voice: Voice
) -> list[FieldGroup]:
    """Return all that is stored on a person, labelled by the schemas.

    A person may see every field of the person's own file, so no audience is left out.
    """

    def named(kind: str, value: str) -> str:
        return value if kind == _AS_TEXT else phrases.named(kind, value, snapshot, voice)

    def fields(kind: str, data: Any) -> list[Field]:
        keys = parts(schemas[kind], _ALL, voice.language)
        if "ties" in data:
            text = Part(_AS_TEXT, _AS_TEXT, "", {}, ())
            keys = tuple(key._replace(inside=(text,)) if key.key == "ties" else key for key in keys)
            data = {**data, "ties": [{_AS_TEXT: _tie(tie, named, voice)} for tie in data["ties"]]}
        return visible(keys, data, voice.language, named)

    own = [
        Field(0, voice(say("Id in the files")), access.id),
        *fields("participant", access.participant),
    ]
    pairings = [
        FieldGroup(voice(_pairing(pairing)), fields("pairing", pairing))
        for pairing in access.pairings
    ]
    ties = fields("participant", {"ties": list(access.ties)})[1:] if access.ties else []
    others = [
        *_stated_ties([tie.value for tie in ties if tie.value], voice),
        *_wishes(access.wishes, voice),
    ]
    groups = [FieldGroup(voice(say("About you")), own), *pairings]
    if others:
        groups.append(FieldGroup(voice(say("About you, in others' files")), others))
    return [*groups, *processing.groups(snapshot, voice)]


def _pairing(pairing: Data) -> Sentence:
    if {"mentee", "mentor"} <= pairing.keys():
        return say("{pair}", pair=Pair(pairing["mentee"], pairing["mentor"]))
    return say("A proposal, without the other's name")


def _stated_ties(ties: list[str], voice: Voice) -> list[Field]:
    if not ties:
        return []
    heading = Field(0, voice(say("Ties with you that others have stated")), "")
    return [heading, *(Field(0, "", tie) for tie in ties)]


def _wishes(count: int, voice: Voice) -> list[Field]:
    if not count:
        return []
    wishes = say_n(
        "{number} mentee has wished for you as mentor.",
        "{number} mentees have wished for you as mentor.",
        count,
    )
    return [Field(0, "", voice(wishes))]


def _tie(tie: Mapping[str, str], named: Callable[[str, str], str], voice: Voice) -> str:
    """Return a tie in words: with whom, unless that is left out, which kind, and until when."""
    clauses = [named("person", tie["with"])] if "with" in tie else []
    clauses.append(voice.phrase(_KINDS[tie["kind"]]))
    if "until" in tie:
        day = Day(date.fromisoformat(tie["until"]))
        clauses.append(voice.phrase(say("up to and including {day}", day=day)))
    return ", ".join(clauses)


def closing(voice: Voice) -> list[str]:
    """Return what the report ends with: what is left out, and what is never stored."""
    return [
        voice(
            say(
                "What concerns someone else is left out: the other's answers, and mentors who were"
                " asked but not shown to you."
            )
        ),
        voice(
            say("What mentor and mentee say to each other is never stored, nor why anyone pauses.")
        ),
    ]


def notes(
    access: Access, snapshot: Snapshot, line: Callable[[str, Route], int], voice: Voice
) -> list[str]:
    """Return what the manager must look at before handing over the report.

    The notes are not part of the report.
    """
    unread = (
        say(
            "{file} could not be read and is not in the report. Mend it first: mentorskap check"
            " tells how.",
            file=Code(path),
        )
        for path in access.unread
    )
    mentions = (
        say(
            "The person is named in {place}. Look whether it belongs in the report.",
            place=Code(f"{path}:{line(path, route)}"),
        )
        for path, route in access.mentions
    )
    of_others = (
        say(
            "Read {place} before you hand the report over: someone else is, or may be, named or"
            " described there. Leave out what concerns only that person.",
            place=Code(f"{path}:{line(path, route)}"),
        )
        for path, route in access.of_others
    )
    undecided = processing.undecided(snapshot)
    gaps = [
        say(
            "Not decided in {file}, so the report says that it is not decided: {keys}.",
            file=Code(PROGRAMME_FILE),
            keys=codes(undecided),
        )
    ]
    return [voice(note) for note in (*unread, *of_others, *mentions, *(gaps if undecided else ()))]
