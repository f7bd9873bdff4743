"""The header of a letter, written and read again without the e-mail library.

The library folds long headers, and some of its versions lose the quotes around a name when they do:
an address in the name then becomes a recipient. So each name is written as letters alone, or as
encoded words, in which no character means anything to a mail program. The finished bytes are then
read strictly, by this module and by the library, before anything is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = rf"{_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})+"
_PLAIN = "[A-Za-z]+(?:[ '-][A-Za-z]+)*"
"""A name that a header can contain as it is."""
_ENCODED = r"=\?utf-8\?q\?(?:[A-Za-z0-9_]|=[0-9A-F]{2})+\?="
_MAILBOX = re.compile(rf"(?:(?:{_PLAIN}|{_ENCODED}(?: {_ENCODED})*) )?<({_ADDRESS})>")
_FIELD = re.compile(rb"([A-Za-z-]+): ((?:[!-~][ -~]*)?(?:\r\n [ -~]+)*)\r\n")

_LINE, _WORD = 70, 48
"""The characters of text on a line of a header, and in an encoded word."""


def reachable(email: str | None) -> bool:
    """Say whether any mail program can write to the address.

    It must be a dot-atom at a domain, in ASCII (RFC 5322).
    """
    return email is not None and re.fullmatch(_ADDRESS, email) is not None


def mailbox(name: str, email: str) -> str:
    """Return the value of a header with one address, folded if it is long."""
    name = " ".join(harmless(name).split())
    words = [name] if len(name) <= _LINE and re.fullmatch(_PLAIN, name) else list(_encoded(name))
    return "\r\n ".join((*words[:-1], *_last(words[-1:], f"<{email}>")))


def _last(words: list[str], address: str) -> list[str]:
    together = " ".join((*words, address))
    return [together] if len(together) <= _LINE else [*words, address]


def text(words: str) -> str:
    """Return the value of a header with free text, folded if it is long."""
    words = harmless(words)
    if len(words) <= _LINE and re.fullmatch("[!-~](?:[ -~]*[!-~])?", words) and "=?" not in words:
        return words
    return "\r\n ".join(_encoded(words))


def _encoded(words: str) -> Iterator[str]:
    """Yield a text as encoded words (RFC 2047); none splits a character."""
    word = ""
    for character in words:
        spelling = (
            character
            if character.isascii() and character.isalnum()
            else "_"
            if character == " "
            else "".join(f"={byte:02X}" for byte in character.encode("utf-8", "replace"))
        )
        if len(word) + len(spelling) > _WORD:
            yield f"=?utf-8?q?{word}?="
            word = ""
        word += spelling
    if word:
        yield f"=?utf-8?q?{word}?="


def names_only(raw: bytes, known: Mapping[str, str], others: Collection[str]) -> bool:
    """Say whether the bytes of a letter name exactly the known addresses, each by its header.

    No header may occur twice, and none that is neither in `known` nor in `others`.
    """
    fields = _fields(raw)
    return (
        fields is not None
        and {key for key, _ in fields} <= {*known, *others}
        and len({key.lower() for key, _ in fields}) == len(fields)
        and {key: _address(value) for key, value in fields if key in {"From", "To"}} == known
        and _as_the_library_reads(raw) == {key: [address] for key, address in known.items()}
    )


def _fields(raw: bytes) -> list[tuple[str, str]] | None:
    """Return the headers, unfolded; None if a line is not one that we write."""
    head, gap, _ = raw.partition(b"\r\n\r\n")
    head += b"\r\n"
    fields = list(_FIELD.finditer(head))
    if not gap or b"".join(field[0] for field in fields) != head:
        return None
    return [(field[1].decode(), field[2].decode().replace("\r\n", "")) for field in fields]


def _address(value: str) -> str | None:
    match = _MAILBOX.fullmatch(value)
    return None if match is None else match[1]


def _as_the_library_reads(raw: bytes) -> dict[str, list[str]] | None:
    """Return the addresses by header, in both ways in which the e-mail library reads; else None."""
    from email import message_from_bytes
    from email.policy import compat32, default
    from email.utils import getaddresses

    keys = ("From", "To", "Cc", "Bcc", "Sender", "Reply-To")
    try:
        modern, former = (message_from_bytes(raw, policy=way) for way in (default, compat32))
        addresses = {
            key: [entry.addr_spec for entry in modern[key].addresses]
            for key in keys
            if key in modern
        }
        formerly = {
            key: [address for _, address in getaddresses(former.get_all(key, []))]
            for key in keys
            if key in former
        }
    except (AttributeError, LookupError, ValueError):
        return None
    return addresses if addresses == formerly else None
