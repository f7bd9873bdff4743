"""People and companies in examples, renamed before their repository is even read.

No person of any repository is shown. The same name becomes the same name in every file.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import cycle
from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple
from mentorskap.words.names import foreign_letters
from mentorskap.words.traces import first_to_last

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


Repository = dict[str, bytes]
"""The files of a repository by path.

Files below `base/` are how they were before a change, and those below `after/` are how they are
once what is wrong is fixed: a file without a byte is to be deleted.
"""


BASE = "base/"
AFTER = "after/"


class _Cast(NamedTuple):
    """What people and companies are called in the examples of one language."""

    alone: str
    mentee: str
    mentor: str
    numbers: tuple[str, ...]
    manager: str
    organisations: tuple[str, ...]
    domains: tuple[str, ...]


_CASTS = {
    "sv": _Cast(
        "Förnamn Efternamn",
        "Adept",
        "Mentor",
        ("Ett", "Två", "Tre", "Fyra", "Fem", "Sex"),
        "Programansvarig Efternamn",
        ("Företaget", "Bolaget", "Firman", "Föreningen", "Kommunen", "Byrån"),
        ("foretag.example", "bolag.example", "firma.example", "kommun.example", "byra.example"),
    ),
    "en": _Cast(
        "First Surname",
        "Mentee",
        "Mentor",
        ("One", "Two", "Three", "Four", "Five", "Six"),
        "Manager Surname",
        ("The Company", "The Firm", "The Business", "The Society", "The Council", "The Agency"),
        (
            "company.example",
            "firm.example",
            "business.example",
            "council.example",
            "agency.example",
        ),
    ),
}


_MANAGER = re.compile(
    r"^(?:manager: \{|  - \{id: [a-z0-9-]+, )name: ([^,}]+), email: ([^ ,}]+)", re.MULTILINE
)


def neutral(repository: Repository, language: str) -> Repository:
    """Return the repository with every id, name, organisation, address and phone number replaced.

    Equal values get equal replacements. People are recognised by the keys at the beginning of
    lines, because many of these files cannot be parsed.
    """
    cast = _CASTS[language]
    texts = {path: raw.decode("utf-8", "surrogateescape") for path, raw in repository.items()}
    plain = {
        path.removeprefix(BASE): text
        for path, text in sorted(texts.items(), key=lambda item: not item[0].startswith(BASE))
        if not path.startswith(AFTER)
    }
    fixed = {
        path.removeprefix(AFTER): text for path, text in texts.items() if path.startswith(AFTER)
    }
    persons, fixed_persons = _persons(plain), _persons(fixed)
    replacements: dict[str, str] = {}
    domains = _domains([*persons.values(), *fixed_persons.values()], cast)
    mentees, mentors = _sides(plain, persons)
    all_mentees, all_mentors = _sides(plain | fixed, fixed_persons | persons)
    added = sorted({*all_mentees, *all_mentors} - {*mentees, *mentors})
    for number, id_ in enumerate((*mentees, *mentors, *added), 1):
        side, prefix = (cast.mentee, "adept") if id_ in all_mentees else (cast.mentor, "mentor")
        old = _value("name", persons.get(id_, fixed_persons.get(id_, "")))
        name = (
            cast.alone if len(mentees) + len(mentors) == 1 else f"{side} {cast.numbers[number - 1]}"
        )
        telling = (
            old is not None and id_.rpartition("-")[0] in _plain(first_to_last(old)).split("-")[1:]
        )
        replacements[id_] = f"{_plain(name).split('-')[-1] if telling else prefix}-{number:02}"
        for text in (persons.get(id_, ""), fixed_persons.get(id_, "")):
            domain = (_value("email", text) or "").rpartition("@")[2]
            _replace_values(
                text,
                {
                    "name": _as_odd(name, _value("name", text) or ""),
                    "email": f"{_dotted(name)}@{domains.get(domain, cast.domains[0])}",
                    "phone": f"+46 70 000 00 {number:02}",
                },
                replacements,
            )
    managers = _MANAGER.findall(texts.get("programme.yml", ""))
    for number, (old, address) in enumerate(managers):
        title, _, surname = cast.manager.partition(" ")
        name = f"{title} {surname if len(managers) == 1 else cast.numbers[number]}"
        replacements |= {old: name, address: f"{_dotted(name)}@{cast.domains[0]}"}
    organisations = _organisations(persons)
    organisations += [name for name in _organisations(fixed_persons) if name not in organisations]
    # "Kvarnen AB" is replaced with "Kvarnen", so that spellings of one stay spellings of one.
    stems = [
        name
        for name in organisations
        if not any(name.startswith(f"{stem} ") for stem in organisations)
    ]
    replacements |= dict(zip(stems, cast.organisations, strict=False))
    return {
        _replaced(path, replacements): _replaced(text, replacements).encode(
            "utf-8", "surrogateescape"
        )
        for path, text in texts.items()
    }


def _persons(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each participant's file by id."""
    return {
        path.split("/")[1].partition(".")[0]: text
        for path, text in texts.items()
        if path.startswith("participants/")
    }


def _organisations(persons: Mapping[str, str]) -> list[str]:
    values = (_value("organisation", text) for text in persons.values())
    return sorted({organisation for organisation in values if organisation})


def _as_odd(name: str, old: str) -> str:
    """Return a name written as the one that it replaces, with a comma or a foreign letter."""
    if "," in old:
        first, _, last = name.partition(" ")
        return f"{last}, {first}"
    return name.replace("e", _CYRILLIC_E, 1) if foreign_letters(old) else name


_CYRILLIC_E = "\u0435"


def _sides(texts: Mapping[str, str], persons: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the ids of mentees and of mentors, each once.

    The side of a person without a file is that of the first mention.
    """
    sides = {
        id_: (
            "mentor"
            if re.search("^mentor:", text, re.MULTILINE) and "\nmentee:" not in text
            else "mentee"
        )
        for id_, text in persons.items()
    }
    for text in texts.values():
        for key, id_ in re.findall(r"\b(mentee|mentor|with): ([a-z-]+-[a-z0-9]{2,4})\b(?!-)", text):
            sides.setdefault(id_, "mentee" if key == "mentee" else "mentor")
    in_names = [
        path.split("/")[1].partition(".")[0] for path in texts if path.startswith("pairings/")
    ]
    replaced = [
        id_
        for text in texts.values()
        for id_ in re.findall(r"^replaces: ([a-z0-9-]+)$", text, re.MULTILINE)
    ]
    for pairing in (*in_names, *replaced):
        for id_, side in zip(pairing.split("--"), ("mentee", "mentor"), strict=False):
            sides.setdefault(id_, side)
    return sorted(id_ for id_, side in sides.items() if side == "mentee"), sorted(
        id_ for id_, side in sides.items() if side == "mentor"
    )


def _value(key: str, text: str) -> str | None:
    line = re.search(rf"^{key}: (.+)$", text, re.MULTILINE)
    return line[1].strip("\"' ") if line else None


def _replace_values(text: str, values: Mapping[str, str], replacements: dict[str, str]) -> None:
    for key, new in values.items():
        if old := _value(key, text):
            replacements.setdefault(old, new)


def _replaced(text: str, replacements: Mapping[str, str]) -> str:
    """Return `text` with whole words and phrases replaced, all at once, the longest first."""
    if not replacements:
        return text
    longest_first = "|".join(re.escape(old) for old in sorted(replacements, key=len, reverse=True))
    return re.sub(
        rf"(?<![^\W_])(?<![^\W_]-)(?:{longest_first})(?![^\W_]|-[^\W_])",
        lambda match: replacements[match[0]],
        text,
    )


def _plain(name: str) -> str:
    """Return a name in lower-case letters a–z, with hyphens between its words."""
    return "-".join(
        re.findall(
            "[a-z]+", unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        )
    )


def _domains(persons: Iterable[str], cast: _Cast) -> dict[str, str]:
    """Return a neutral domain for each domain of the addresses in persons' files."""
    addresses = [_value("email", text) or "" for text in persons]
    domains = dict.fromkeys(address.rpartition("@")[2] for address in addresses)
    return dict(zip(domains, cycle(cast.domains), strict=False))


def _dotted(name: str) -> str:
    return _plain(name).replace("-", ".")
