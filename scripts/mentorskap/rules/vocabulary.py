"""What was meant by a word that has to be an area, a cohort, a language or a person's id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.words import request
from mentorskap.words.languages import code_meant, codes_meant
from mentorskap.words.sentence import Code, Sentence, codes, say
from mentorskap.words.traces import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentorskap.files.records import Programme
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot

_PEOPLE = frozenset({"mentee", "mentor", "with"})
_MOSTLY = 0.85
"""So much of two ids is alike if one is a slip for the other."""
_PARTLY = 0.6
"""So much is alike in words without digits."""
_MOST = 15
"""More choices than this are not listed."""


def advice_on(value: str, allowed: Iterable[str], otherwise: Sentence | None = None) -> Sentence:
    """Return the edit for a value that must be one of `allowed`; `otherwise` if there are none."""
    choices = sorted(allowed)
    least = _MOSTLY if re.search("[0-9]", value) else _PARTLY
    if nearest := request.near(value, choices, least):
        return change_to(nearest)
    return _listed(choices, otherwise)


def _listed(choices: list[str], otherwise: Sentence | None = None) -> Sentence:
    if not choices:
        return otherwise or say(
            "There is nothing to choose from yet. Add what is missing, or delete the line."
        )
    if len(choices) <= _MOST:
        return say("You can choose from: {allowed}.", allowed=codes(choices))
    return say("Look the right id up among the file names.")


def change_to(near: str) -> Sentence:
    """Return the edit for a value that most likely should be another one."""
    return say("Did you mean {near}? Change the value.", near=Code(near))


def on_area(value: str, programme: Programme) -> Sentence:
    """Return the edit for a word that is no area, by the areas' own names first."""
    near = request.area_meant(value, programme.area_names)
    if near is not None:
        return change_to(near)
    return _listed(
        sorted(programme.areas),
        say("Add the area under {areas} in programme.yml.", areas=Code("areas")),
    )


def on_cohort(value: str, programme: Programme) -> Sentence:
    """Return the edit for a word that is no cohort: by its name, never by another season's."""
    typed = _season(value)
    for cohort in programme.cohorts:
        if typed in {_season(word) for word in (cohort.id, *cohort.name)}:
            return change_to(cohort.id)
    ids = sorted(cohort.id for cohort in programme.cohorts)
    same_year = [id_ for id_ in ids if re.findall("[0-9]+", id_) == re.findall("[0-9]+", value)]
    near = request.near(value, same_year, _MOSTLY)
    return _listed(ids) if near is None else change_to(near)


def _season(text: str) -> frozenset[str]:
    """Return what all ways to write a cohort's year and season have in common."""
    words = re.findall("[a-z]+|[0-9]+", plain(text))
    return frozenset(
        f"20{word}" if re.fullmatch("[0-9]{2}", word) else _SHORT.get(word, word) for word in words
    )


_SHORT = {"vt": "var", "ht": "host", "v": "var", "h": "host", "varen": "var", "hosten": "host"}
"""Terms as schools and calendars shorten them, and what they are called in an id."""


def person_meant(value: str, snapshot: Snapshot) -> str | None:
    """Return the id of the one person that an id in another spelling, or a name, fits, or None."""
    typed = plain(request.plain_id(value)).replace(" ", "-")
    if typed in snapshot.participants:
        return typed
    fitting = request.named(value, snapshot.names)
    return fitting[0] if len(fitting) == 1 else None


def on_person(value: str, snapshot: Snapshot) -> Sentence:
    """Return the edit for a word that is no id: by the person's name, else by the letters."""
    if (meant := person_meant(value, snapshot)) is not None:
        return change_to(meant)
    return advice_on(plain(request.plain_id(value)).replace(" ", "-"), snapshot.participants)


def _several(value: str, programme: Programme) -> list[str]:
    """Return the areas that a text lists, one after the other; nothing if one of them is none."""
    parts = [part for part in re.split(r"\s*[,;/&+]\s*", value) if part]
    areas = [request.area_meant(part, programme.area_names) for part in parts]
    return [] if None in areas or len(areas) == 1 else [str(area) for area in areas]


def advice(snapshot: Snapshot, route: Route, typed: str) -> Sentence | None:
    """Return the edit for a word at `route`, or None if that is not a word from a vocabulary."""
    key = next((step for step in reversed(route) if isinstance(step, str)), "")
    programme = snapshot.programme
    if key == "languages":
        if len(several := codes_meant(typed)) > 1:
            return say("Write {right}.", right=Code(f"[{', '.join(several)}]"))
        near = code_meant(typed)
        return None if near is None else change_to(near)
    if key == "area" and programme is not None:
        if several := _several(typed, programme):
            return say(
                "Write an entry for each area: {entries}.",
                entries=codes(f"{{area: {area}}}" for area in several),
            )
        return on_area(typed, programme)
    if key == "cohort" and programme is not None:
        return on_cohort(typed, programme)
    return on_person(typed, snapshot) if key in _PEOPLE else None
