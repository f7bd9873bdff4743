"""What is stored on a person, in sections that every form shares: each with a heading and its fields."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files.records import pairing_file
from mentorskap.report import phrases
from mentorskap.words.fields import Field, Part, parts, visible
from mentorskap.words.sentence import Code, Day, Pair, Text, codes, say, say_n
from mentorskap.words.traces import ID, bounded_id, spellings, sure_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mentorskap.files.records import Pairing
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access, Erasure
    from mentorskap.words.traces import Identity
    from mentorskap.words.voice import Voice

_ALL = frozenset({"manager", "pair", "all"})
_KINDS = {"personal": say("personal tie"), "professional": say("professional tie")}
_TOLD = "told"
"""Stands for the keys of a tie, once it is told as a whole."""


class Section(NamedTuple):
    """A heading and the fields below it."""

    heading: str
    fields: list[Field]


def sections(
    held: Access, snapshot: Snapshot, schemas: Mapping[str, Mapping[str, Any]], voice: Voice
) -> list[Section]:
    """Return all that is stored, in the words of the schemas; every field of a person's own may be seen by that person."""

    def named(key: str, value: str) -> str:
        return value if key == _TOLD else phrases.named(key, value, snapshot, voice)

    def fields(kind: str, data: Any) -> list[Field]:
        shown = parts(schemas[kind], _ALL, voice.language)
        if "ties" in data:
            shown = tuple(
                part._replace(inside=(Part(_TOLD, "", {}, ()),)) if part.key == "ties" else part
                for part in shown
            )
            data = {**data, "ties": [{_TOLD: _tie(tie, named, voice)} for tie in data["ties"]]}
        return visible(shown, data, voice.language, named)

    told = [
        Section(
            voice(say("About you")),
            [
                Field(0, voice(say("Id in the files")), held.id),
                *fields("participant", held.participant),
            ],
        )
    ]
    for pairing in held.pairings:
        both = {"mentee", "mentor"} <= pairing.keys()
        heading = (
            say("{pair}", pair=Pair(pairing["mentee"], pairing["mentor"]))
            if both
            else say("A proposal, without the other's name")
        )
        told.append(Section(voice(heading), fields("pairing", pairing)))
    others = (
        [
            Field(0, "", line)
            for tie in fields("participant", {"ties": list(held.ties)})[1:]
            if (line := tie.value)
        ]
        if held.ties
        else []
    )
    if others:
        others.insert(0, Field(0, voice(say("Ties with you that others have stated")), ""))
    if held.wishes:
        wished = say_n(
            "{number} mentee has wished for you as mentor.",
            "{number} mentees have wished for you as mentor.",
            held.wishes,
        )
        others.append(Field(0, "", voice(wished)))
    if others:
        told.append(Section(voice(say("About you, in others' files")), others))
    return told


def _tie(tie: Mapping[str, str], named: Callable[[str, str], str], voice: Voice) -> str:
    """Return a tie as one says it: with whom where that is told, of which kind, and through which day."""
    told = [named("with", tie["with"])] if "with" in tie else []
    told.append(voice.phrase(_KINDS[tie["kind"]]))
    if "until" in tie:
        told.append(
            voice.phrase(
                say("up to and including {day}", day=Day(date.fromisoformat(tie["until"])))
            )
        )
    return ", ".join(told)


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


def notes(held: Access, line: Callable[[str, Route], int], voice: Voice) -> list[str]:
    """Return what the manager must look at before the report is handed over; it is no part of the report."""
    told = [
        voice(
            say(
                "{file} could not be read and is not in the report. Mend it first: mentorskap check"
                " tells how.",
                file=Code(path),
            )
        )
        for path in held.unread
    ]
    told += [
        voice(
            say(
                "The person is named in {place}. Look whether it belongs in the report.",
                place=Code(f"{path}:{line(path, route)}"),
            )
        )
        for path, route in held.mentions
    ]
    return told


def erasing(
    plan: Erasure, id_: str, line: Callable[[str, Route], int], voice: Voice, *, done: bool
) -> list[str]:
    """Return what is erased, or would be, and what a person must look at."""
    files = codes(plan.files)
    links = codes(f"{path}:{line(path, route)}" for path, route in plan.links)
    told = [
        say("Erased: {files}.", files=files) if done else say("To be erased: {files}.", files=files)
    ]
    if plan.links:
        told.append(
            say("Taken out of others' files: {places}.", places=links)
            if done
            else say("To be taken out of others' files: {places}.", places=links)
        )
    told += [
        say(
            "A text names the person, or someone with the same family name: {place}. Mend it by"
            " hand where it is the person.",
            place=Code(f"{path}:{line(path, route)}"),
        )
        for path, route in plan.mentions
    ]
    if not done:
        told.append(
            say(
                "Nothing has been changed yet. To erase: {command}.",
                command=Code(f"mentorskap person erase {id_} --yes"),
            )
        )
    return [voice(sentence) for sentence in told]


def refusal(pairing: Pairing, voice: Voice) -> str:
    """Return why a person cannot be erased yet."""
    return voice(
        say(
            "{pair} is not closed, so nothing was erased. End it first: write {key} with a day and"
            " a reason in {file}.",
            pair=Pair(pairing.mentee, pairing.mentor),
            key=Code("ended"),
            file=Code(pairing_file(pairing.id)),
        )
    )


def history(id_: str, expressions: str, voice: Voice) -> list[str]:
    """Return how the older versions are cleared too: what is only deleted can still be read in them."""
    name = expressions.rpartition("/")[2]
    globs = (f"pairings/{id_}--*.yml", f"pairings/*--{id_}.yml", f"pairings/*--{id_}--*.yml")
    paths = " ".join(f"--path-glob '{glob}'" for glob in globs)
    command = (
        "git filter-repo --sensitive-data-removal --no-fetch --invert-paths --path"
        f" participants/{id_}.yml {paths} --replace-text ../{name} --replace-message ../{name}"
    )
    steps = (
        say(
            "The older versions still hold the person. Ask whoever looks after the archive to do"
            " this:"
        ),
        say("1. Commit the change, and leave the name out of the message."),
        say(
            "2. Make a fresh copy with git clone, move {file} beside it, and run in the copy:"
            " {command}",
            file=Code(expressions),
            command=Text.same(command),
        ),
        say(
            "3. Push the cleared archive to a new place and delete the old one. Everyone throws"
            " away their copy and fetches the new one."
        ),
        say(
            "4. Build the pages and letters anew: make clean, then make run. The old ones still"
            " name the person."
        ),
        say(
            "5. Delete {file}. Note the id and the day outside the archive, nothing more.",
            file=Code(name),
        ),
    )
    return [voice(step) for step in steps]


def expressions(person: Identity) -> str:
    """Return the sure traces of a person as replacements in the form that git filter-repo reads."""
    lines = [f"regex:{bounded_id(person.id)}==>erased"]
    for kind, text in sure_texts(person):
        if kind != ID:
            lines += [f"literal:{spelling}==>erased" for spelling in spellings(text)]
    return "".join(f"{line}\n" for line in lines)
