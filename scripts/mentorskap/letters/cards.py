"""How the two of a pairing may reach each other, and a person as a card for an address book.

Only what is named here goes into a card; the schema lets the pair see each of these fields. Nothing
is given of a person with protected details: the manager passes messages on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import Introduction
from mentorskap.words.named import NamedTuple
from mentorskap.words.private import mask
from mentorskap.words.traces import first_to_last
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from mentorskap.files.records import Participant, Programme

_LINE = 75
"""The most octets of a line, without its break (RFC 2426)."""


class Ways(NamedTuple):
    """How a person is reached; without any, through the manager."""

    email: str | None
    phone: str | None

    @property
    def texts(self) -> tuple[str, ...]:
        """The ways that there are, as they are written."""
        return tuple(way for way in self if way is not None)


def ways(person: Participant | None, programme: Programme | None) -> Ways:
    """Return the ways that `introduction` allows the other in a pairing to learn."""
    if person is None or person.protected:
        return Ways(None, None)
    allowed = Introduction() if programme is None else programme.introduction
    return Ways(
        person.email if allowed.email else None,
        person.phone if allowed.phone else None,
    )


def card(person: Participant, programme: Programme | None) -> str:
    """Return a person as a vCard 3.0, which every phone reads.

    A name of two words is given name and family name. Any other is left whole. What the person goes
    by is a nickname there.
    """
    reached = ways(person, programme)
    name = first_to_last(person.name)
    words = name.split()
    given, family = words if len(words) == 2 else (name, "")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_value(family)};{_value(given)};;;"]
    lines.append(f"FN:{_value(name)}")
    if person.called is not None:
        lines.append(f"NICKNAME:{_value(person.called)}")
    if person.organisation is not None:
        lines.append(f"ORG:{_value(person.organisation)}")
    if reached.email is not None:
        lines.append(f"EMAIL;TYPE=INTERNET:{_value(reached.email)}")
    if reached.phone is not None:
        lines.append(f"TEL;TYPE=VOICE:{_value(reached.phone)}")
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCARD"))


def _value(text: str) -> str:
    """Return a text as one value: on one line, and with nothing that divides values."""
    escaped = harmless(mask(text)).replace("\\", "\\\\")
    return escaped.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    """Return a line broken before it is too long, and never within a character."""
    parts, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LINE:
            parts.append(" ")
            octets = 1
        parts[-1] += character
        octets += size
    return "\r\n".join(parts)
