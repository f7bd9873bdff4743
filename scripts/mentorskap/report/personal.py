"""What is stored on a person, as groups of fields that every format shares, and its erasure."""

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

    from mentorskap.files.records import Data, Pairing
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access, Erasure
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.traces import Identity
    from mentorskap.words.voice import Voice

_ALL = frozenset({"manager", "pair", "all"})
_KINDS = {"personal": say("personal tie"), "professional": say("professional tie")}
_AS_TEXT = "text"
"""The only key of a tie once its keys are joined into one text."""


class FieldGroup(NamedTuple):
    """A heading and the fields below it."""

    heading: str
    fields: list[Field]


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
    return groups


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


def notes(access: Access, line: Callable[[str, Route], int], voice: Voice) -> list[str]:
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
    return [voice(note) for note in (*unread, *mentions)]


def erasing(
    plan: Erasure, id_: str, line: Callable[[str, Route], int], voice: Voice, *, done: bool
) -> list[str]:
    """Return what is erased, or would be, and what the manager must look at by hand."""
    files = codes(plan.files)
    links = codes(f"{path}:{line(path, route)}" for path, route in plan.links)
    sentences = [
        say("Erased: {files}.", files=files) if done else say("To be erased: {files}.", files=files)
    ]
    if plan.links:
        sentences.append(
            say("Taken out of others' files: {places}.", places=links)
            if done
            else say("To be taken out of others' files: {places}.", places=links)
        )
    sentences += [
        say(
            "A text names the person, or someone with the same family name: {place}. Mend it by"
            " hand where it is the person.",
            place=Code(f"{path}:{line(path, route)}"),
        )
        for path, route in plan.mentions
    ]
    sentences += [
        (
            say(
                "{cohort} is over, and its figures have changed: {figures}. Note the old ones if"
                " they have been shown to others.",
                cohort=cohort.name,
                figures=figures,
            )
            if done
            else say(
                "{cohort} is over, and its figures would change: {figures}. Note the old ones if"
                " they have been shown to others.",
                cohort=cohort.name,
                figures=figures,
            )
        )
        for cohort, figures in plan.moved
    ]
    if not done:
        sentences.append(
            say(
                "Nothing has been changed yet. To erase: {command}.",
                command=Code(f"mentorskap person erase {id_} --yes"),
            )
        )
    return [voice(sentence) for sentence in sentences]


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
    """Return the steps that clear the Git history, in which deleted files can still be read."""
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
            "5. Backups hold the person too. {command} lists which: delete those, and make a new"
            " one.",
            command=Code(f"mentorskap backup FOLDER --holding {id_}"),
        ),
        say(
            "6. Delete {file}. Note the id and the day outside the archive, nothing more.",
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
