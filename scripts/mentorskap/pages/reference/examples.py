"""The examples: for each rule a file that breaks it, and the answer of the check."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.files import areas, handbook, reading, source
from mentorskap.files.schema import compile_schema
from mentorskap.model.snapshot import Snapshot
from mentorskap.pages.reference.cast import BASE, neutral
from mentorskap.rules import RULES, change
from mentorskap.rules.check import check
from mentorskap.words.private import mask
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentorskap.files.reading import Reading
    from mentorskap.files.schema import Schema
    from mentorskap.pages.reference.cast import Repository
    from mentorskap.words.sentence import Sentence


class Example(NamedTuple):
    """A file that breaks a rule: the line, and what the check says of it.

    `names` holds the names of all participants by id.
    """

    path: str
    text: str
    line: int
    message: Sentence
    fix: Sentence
    names: Mapping[str, str]


def examples_by_rule(
    broken: Mapping[str, Repository], schemas: Mapping[str, str], language: str, today: date
) -> dict[str, Example]:
    """Return an example for each rule, from the smallest repository that breaks it."""
    compiled = {name: compile_schema(name, text) for name, text in schemas.items()}
    return {
        id_: example(id_, neutral(repository, language), compiled, today)
        for id_, repository in broken.items()
    }


_PAGES = ("docs/", f"{areas.FORMS}/")
"""Where there are files that people read, and no records."""


def example(
    id_: str, repository: Repository, schemas: Mapping[str, Schema], today: date
) -> Example:
    """Return the first finding of the rule `id_` in a repository."""
    nothing = reading.read_all((), repository.__getitem__, schemas.__getitem__)

    def read_all(files: Repository) -> Reading:
        data = {path: raw for path, raw in files.items() if not path.startswith(_PAGES)}
        return reading.with_files(nothing, data, schemas.__getitem__)

    texts = {path: raw.decode("utf-8", "surrogateescape") for path, raw in repository.items()}
    read = read_all({path: raw for path, raw in repository.items() if not path.startswith(BASE)})
    before = {
        path.removeprefix(BASE): raw for path, raw in repository.items() if path.startswith(BASE)
    }
    pages = [(path, text) for path, text in texts.items() if path.startswith(_PAGES)]
    snapshot = Snapshot(
        areas.with_forms(handbook.with_pages(read, pages), pages),
        today,
        Snapshot(read_all(before), today) if before else None,
    )

    def places(path: str) -> source.Places | None:
        text = source.decode(repository[path], path)
        return reading.marks(text, path) if isinstance(text, str) else None

    rules = [rule for rule in (*RULES, *change.RULES) if rule.id == id_]
    finding = check(snapshot, rules, places).findings[0]
    names = {person.id: person.name for person in read.participants.values()}
    return Example(
        finding.path,
        texts[finding.path],
        finding.mark.line,
        finding.message,
        finding.fix,
        names,
    )


def visible_lines(text: str) -> list[str]:
    """Return the lines of a file, with control characters and loose accents made visible.

    An identity number is left out: on a page of the handbook it would be an error.
    """
    return [
        "".join(
            f"\u25cc{character}" if unicodedata.combining(character) else character
            for character in harmless(mask(line))
        )
        for line in text.removesuffix("\n").split("\n")
    ]
