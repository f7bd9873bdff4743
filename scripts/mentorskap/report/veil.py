"""Files whose names give a person away, shown as numbers in logs and comments.

A log can be read by people who may not see names, and a comment is mailed. A file called
`Anna Lindqvist.yml`, or `robin-dal.yml` of Robin Dal, is `…1` there. The number is its place among
such files, so the log and the comment of a check agree. The summary has the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files.reading import PERSON_ID, near_id
from mentorskap.words import private
from mentorskap.words.traces import bounded_id, id_tells
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from mentorskap.model.snapshot import Snapshot

NAMELESS = re.compile(
    rf"programme\.yml|participants/{PERSON_ID}\.yml"
    rf"|pairings/{PERSON_ID}--{PERSON_ID}(?:--[0-9]{{1,3}})?\.yml"
)
"""Paths of data that say no more than an id."""
NUMBERED = re.compile(
    rf"(?:participants|pairings)/…[0-9]{{1,4}}(?:\.yml)?"
    rf"|pairings/(?:{PERSON_ID}|…[0-9]{{1,4}})--(?:{PERSON_ID}|…[0-9]{{1,4}})"
    r"(?:--[0-9]{1,3})?\.yml"
)
"""Paths as a veil shows them."""
_DATA = ("participants/", "pairings/")
_LONGEST = (60, 200)
"""Characters at which a voice shortens what it shows as code."""


class Veil:
    """Replaces in a text what gives a person away in the names of files."""

    def __init__(self, paths: Iterable[str], telling: Collection[str] = ()) -> None:
        """Number those of `paths` whose names are no ids, and the files of the `telling` ids."""
        own = {f"participants/{id_}.yml" for id_ in telling}
        odd = {path for path in paths if path.startswith(_DATA) and not NAMELESS.fullmatch(path)}
        numbers = {path: number for number, path in enumerate(sorted(odd | own), 1)}
        texts: dict[str, str] = {}
        for path in odd:
            texts.update(_texts(path, numbers[path]))
        longest_first = sorted(texts, key=len, reverse=True)
        patterns = [*map(re.escape, longest_first)]
        self._texts: Mapping[str, str] = texts
        self._ids = {id_: f"…{numbers[f'participants/{id_}.yml']}" for id_ in telling}
        patterns += [bounded_id(re.escape(id_)) for id_ in sorted(self._ids)]
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    def __call__(self, text: str) -> str:
        """Return a text in which each of these names is a number."""
        if self._pattern is None:
            return text
        return self._pattern.sub(
            lambda match: self._texts.get(match[0]) or self._ids[match[0]], text
        )

    def hides(self, path: str) -> bool:
        """Say whether a path is shown as a number."""
        return self(path) != path


def _texts(path: str, number: int) -> Iterator[tuple[str, str]]:
    """Yield what could give a file's name away, in each form that a log writes it, and instead."""
    folder, _, name = path.partition("/")
    stem = name.rpartition(".")[0] or name
    veiled = f"{folder}/…{number}"
    for text in _forms(path):
        yield text, veiled
    for inner in (name, stem, f"{stem}.yml", near_id(stem), f"{near_id(stem)}.yml"):
        for text in _forms(inner):
            yield f"`{text}`", f"`…{number}`"


def _forms(text: str) -> set[str]:
    """Return a text as a voice and a workflow command write it, whole and shortened."""
    plain = harmless(private.mask(text))
    short = {f"{plain[: longest - 1]}…" for longest in _LONGEST if len(plain) > longest}
    whole = {text, plain, *short}
    escaped = {form.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A") for form in whole}
    return whole | escaped


def of_snapshot(snapshot: Snapshot, more: Iterable[str] = ()) -> Veil:
    """Return the veil of a repository; `more` are paths of files that are not there any more."""
    reading = snapshot.reading
    return Veil(
        {*reading.unread, *(fault.path for fault in reading.faults), *more},
        {
            person.id
            for person in snapshot.participants.values()
            if not person.protected and id_tells(person.id, person.name)
        },
    )
