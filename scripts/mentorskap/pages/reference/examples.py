"""The examples: for each rule a file that breaks it, and the answer of the check."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mentorskap.files import areas, handbook, reading, source
from mentorskap.files.schema import compile_schema
from mentorskap.model.snapshot import Snapshot
from mentorskap.pages.reference.cast import AFTER, BASE, neutral
from mentorskap.rules import RULES, change
from mentorskap.rules.check import check
from mentorskap.words.named import NamedTuple
from mentorskap.words.private import mask
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from mentorskap.files.reading import Reading
    from mentorskap.files.schema import Schema
    from mentorskap.pages.reference.cast import Repository
    from mentorskap.rules.check import Finding
    from mentorskap.words.sentence import Sentence


class CheckAnswer(NamedTuple):
    """What the check says: a message and its fix, and the names of all participants by id."""

    message: Sentence
    fix: Sentence
    names: Mapping[str, str]


class Edited(NamedTuple):
    """A file once what is wrong is fixed.

    `old` is its path before, `text` what it holds, None if it is deleted, `lines` the numbers of
    the lines that are new in it, and `gone` that of the first line that is no longer there.
    """

    path: str
    old: str | None
    text: str | None
    lines: tuple[int, ...] = ()
    gone: int | None = None


class Example(NamedTuple):
    """A file that breaks a rule: the line, what the check says of it, and the file when fixed.

    `also` holds what else the rule can say, a message of each kind.
    """

    path: str
    text: str
    line: int
    answer: CheckAnswer
    edits: tuple[Edited, ...] = ()
    also: tuple[CheckAnswer, ...] = ()


class RuleCase(NamedTuple):
    """A repository that breaks a rule: the least of it that shows what is wrong, and all of it."""

    least: Repository
    whole: Repository


def examples_by_rule(
    broken: Mapping[str, Sequence[RuleCase]],
    schemas: Mapping[str, str],
    language: str,
    today: date,
) -> dict[str, Example]:
    """Return an example for each rule, from the first repository that breaks it."""
    compiled = {name: compile_schema(name, text) for name, text in schemas.items()}
    return {
        id_: example(id_, neutral(cases[0].least, language), compiled, today)._replace(
            also=_also(id_, cases, language, compiled, today)
        )
        for id_, cases in broken.items()
    }


def _also(
    id_: str,
    cases: Sequence[RuleCase],
    language: str,
    schemas: Mapping[str, Schema],
    today: date,
) -> tuple[CheckAnswer, ...]:
    """Return an answer of each kind that a rule has, except that of its first case."""
    kinds: dict[str, CheckAnswer] = {}
    for case in cases:
        for repository in case:
            answers = [
                CheckAnswer(finding.message, finding.fix, names)
                for finding, names in _findings(id_, neutral(repository, language), schemas, today)
            ]
            for answer in answers:
                kinds.setdefault(answer.message.pattern, answer)
            if answers:
                break
    return tuple(kinds.values())[1:]


_PAGES = ("docs/", f"{areas.FORMS}/")
"""Where there are files that people read, and no records."""


def example(
    id_: str, repository: Repository, schemas: Mapping[str, Schema], today: date
) -> Example:
    """Return the first finding of the rule `id_` in a repository, and the files when fixed."""
    finding, names = next(_findings(id_, repository, schemas, today))
    texts = {path: raw.decode("utf-8", "surrogateescape") for path, raw in repository.items()}
    return Example(
        finding.path,
        texts[finding.path],
        finding.mark.line,
        CheckAnswer(finding.message, finding.fix, names),
        tuple(_edits(texts)),
    )


def _findings(
    id_: str, repository: Repository, schemas: Mapping[str, Schema], today: date
) -> Iterator[tuple[Finding, Mapping[str, str]]]:
    """Yield the findings of the rule `id_`, each with the names of the participants."""
    nothing = reading.read_all((), repository.__getitem__, schemas.__getitem__)

    def read_all(files: Repository) -> Reading:
        data = {path: raw for path, raw in files.items() if not path.startswith(_PAGES)}
        return reading.with_files(nothing, data, schemas.__getitem__)

    now = {path: raw for path, raw in repository.items() if not path.startswith((BASE, AFTER))}
    before = {
        path.removeprefix(BASE): raw for path, raw in repository.items() if path.startswith(BASE)
    }
    read = read_all(now)
    pages = [
        (path, raw.decode("utf-8", "surrogateescape"))
        for path, raw in now.items()
        if path.startswith(_PAGES)
    ]
    snapshot = Snapshot(
        areas.with_forms(handbook.with_pages(read, pages), pages),
        today,
        Snapshot(read_all(before), today) if before else None,
    )

    def places(path: str) -> source.Places | None:
        text = source.decode(now[path], path) if path in now else None
        return reading.marks(text, path) if isinstance(text, str) else None

    rules = [rule for rule in (*RULES, *change.RULES) if rule.id == id_]
    names = {person.id: person.name for person in read.participants.values()}
    return ((finding, names) for finding in check(snapshot, rules, places).findings)


def _edits(texts: Mapping[str, str]) -> Iterator[Edited]:
    """Yield each file that the fix changes, makes, renames or deletes."""
    fixed = {
        path.removeprefix(AFTER): text for path, text in texts.items() if path.startswith(AFTER)
    }
    deleted = [path for path, text in fixed.items() if not text]
    for path, text in fixed.items():
        if not text:
            continue
        old = path if path in texts else deleted.pop() if deleted else None
        yield _edited(path, old, texts.get(old or "", ""), text)
    for path in deleted:
        yield Edited(path, path, None)


def _edited(path: str, old: str | None, before: str, after: str) -> Edited:
    from difflib import SequenceMatcher

    changes = [
        change
        for change in SequenceMatcher(
            None, before.splitlines(), after.splitlines(), autojunk=False
        ).get_opcodes()
        if change[0] != "equal"
    ]
    lines = tuple(number + 1 for change in changes for number in range(change[3], change[4]))
    gone = next((change[1] + 1 for change in changes if change[0] == "delete"), None)
    return Edited(path, old, after, lines, gone)


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
