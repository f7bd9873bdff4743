"""Mails as they are saved: the lines of a file become the headers of each mail, and no body.

A body is passed over line by line, and never held. Every header is hostile until it has been read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

LONGEST_LINE = 64 * 1024
"""The most bytes that are read as one line."""
_LARGEST_HEAD = 256 * 1024
_LONGEST_HEADER = 4000
_SEPARATOR = re.compile(rb"From \S+ .*\d\d:\d\d.*\b(?:19|20)\d\d\b")
"""The line before each mail of an mbox file."""
NO_MAIL, OUTLOOK, NO_SENDER, SENDERS, TWICE, TOO_LARGE = (
    "no-mail",
    "outlook",
    "no-sender",
    "senders",
    "twice",
    "too-large",
)
"""What can be wrong with a mail."""


class Mail(NamedTuple):
    """The headers of a mail that matter, or what is wrong with it; `place` says where it is."""

    place: str
    sender: str = ""
    subject: str = ""
    sent: datetime | None = None
    fault: str | None = None


def mails(lines: Iterable[bytes], place: str) -> Iterator[Mail]:
    """Yield the mails in the lines of a file: one, or those of an mbox."""
    number = 0
    for number, head in enumerate(_heads(lines), 1):
        yield _mail(head, place if number == 1 else f"{place} ({number})")
    if not number:
        yield Mail(place, fault=NO_MAIL)


def _heads(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the headers of each mail, as bytes."""
    head: list[bytes] | None = []
    size, several, empty = 0, False, True
    for line in lines:
        bare = line.rstrip(b"\r\n")
        begins = empty and _SEPARATOR.match(bare) is not None and (several or not head)
        empty = not bare
        if begins:
            if head:
                yield b"".join(head)
            head, size, several = [], 0, True
        elif head is None:
            continue
        elif bare:
            size += len(line)
            head += [line] if size <= _LARGEST_HEAD else []
        elif head:
            yield b"".join(head)
            if not several:
                return
            head = None
    if head:
        yield b"".join(head)


def _mail(head: bytes, place: str) -> Mail:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Mail(place, fault=OUTLOOK)
    try:
        return _read(head.removeprefix(b"\xef\xbb\xbf"), place)
    except Exception:  # noqa: BLE001 - the library fails in many ways on hostile headers
        return Mail(place, fault=NO_MAIL)


def _read(head: bytes, place: str) -> Mail:
    from email.parser import BytesHeaderParser
    from email.policy import compat32, default
    from email.utils import getaddresses

    message = BytesHeaderParser(policy=default).parsebytes(head)
    raw: dict[str, list[str]] = {"from": [], "subject": [], "date": []}
    for name, value in message.raw_items():
        if name.lower() in raw:
            raw[name.lower()].append(str(value))
    if not raw["from"]:
        return Mail(place, fault=NO_SENDER if raw["subject"] or raw["date"] else NO_MAIL)
    if max(map(len, raw.values())) > 1:
        return Mail(place, fault=TWICE)
    if max(len(value) for values in raw.values() for value in values) > _LONGEST_HEADER:
        return Mail(place, fault=TOO_LARGE)
    addresses = [address.addr_spec for address in message["From"].addresses]
    # Two ways of reading that do not agree are a trick, or a header that no one can rely on.
    former = BytesHeaderParser(policy=compat32).parsebytes(head)
    formerly = [address for _, address in getaddresses([str(former["From"])])]
    if len(addresses) != 1 or formerly != addresses:
        return Mail(place, fault=SENDERS)
    date = message["Date"]
    return Mail(
        place,
        addresses[0],
        str(message["Subject"] or ""),
        None if date is None else date.datetime,
    )
