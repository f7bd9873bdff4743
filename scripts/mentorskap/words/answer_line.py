"""An answer by mail is a subject of fixed form: a letter writes it, and `record --from` reads it.

`[mentorskap] [PAIRING] [DAY] ANSWER`: the pairing may be left out, and only meetings have a day. No
answer is a refusal or an end. Pure functions of text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from datetime import date

MARK = "[mentorskap]"
HELD, MOVED, CANCELLED, NO_SHOW = "held", "moved", "cancelled", "no-show"
START, UNDECIDED, ACCEPTED = "start", "undecided", "accepted"
OF_MEETINGS = (HELD, MOVED, CANCELLED, NO_SHOW)
ANSWERS = (*OF_MEETINGS, START, UNDECIDED, ACCEPTED)
"""Every answer that a mail can give, in the words of the files."""
LONGEST = 300
"""The most characters of a subject that can be an answer."""


def subject(answer: str, pairing: str | None = None, day: date | None = None) -> str:
    """Return the subject that gives an answer; a person adds the new day of a moved meeting."""
    on = None if day is None else day.isoformat()
    return " ".join(part for part in (MARK, pairing, on, answer) if part is not None)


def mailto(address: str, words: str) -> str:
    """Return the link that opens a mail with a subject and an empty body (RFC 6068)."""
    from urllib.parse import quote

    return f"mailto:{quote(address, safe='@')}?subject={quote(words, safe='')}"


class AnswerLine(NamedTuple):
    """A subject taken apart: the pairing as typed, the answer, and the words on either side."""

    pairing: str | None
    before: str
    answer: str
    after: str


_DASHES = re.compile("[\u00ad\u058a\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe31\ufe58\ufe63\uff0d]")
_PREFIX = re.compile(
    r"(?:(?:re|sv|vb|fwd?|fw|ang|vs|aw|wg)\s*(?:\[[0-9]{1,3}\])?\s*:"
    r"|\[(?:ext|extern|externt|external|extern avsändare)\])\s*"
)
"""What mail programs and servers put before a subject."""
_MARK = re.compile(r"\[\s*mentorskap\s*\]\s*")
_SPELLINGS = {"canceled": CANCELLED, "noshow": NO_SHOW}


def plain(text: str) -> str:
    """Return a subject in small letters, with one kind of dash and space and nothing invisible."""
    dashed = _DASHES.sub("-", unicodedata.normalize("NFKC", text[: LONGEST + 1]))
    seen = (
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign
        for sign in dashed
        if unicodedata.category(sign) != "Cf"
    )
    return " ".join("".join(seen).casefold().split())


def words_after_mark(text: str) -> list[str] | None:
    """Return the words after the mark that makes a subject an answer, or None without it."""
    rest = plain(text)
    if len(text) > LONGEST:
        return None
    while prefix := _PREFIX.match(rest):
        rest = rest[prefix.end() :]
    mark = _MARK.match(rest)
    if mark is None:
        return None
    rest = re.sub(r"\bno show\b", NO_SHOW, rest[mark.end() :].removesuffix("."))
    rest = re.sub(rf"\b({'|'.join(ANSWERS)})(?=[0-9])", r"\1 ", rest)
    words = [re.sub(r"\A\[(.*)\]\Z", r"\1", word) for word in rest.split()]
    return [_SPELLINGS.get(word, word) for word in words]


def taken_apart(words: list[str]) -> AnswerLine | None:
    """Return the parts of an answer; None if the words are not one answer in its order."""
    pairing = words[0] if words and _is_pairing(words[0]) else None
    rest = words if pairing is None else words[1:]
    places = [at for at, word in enumerate(rest) if word in ANSWERS]
    if len(places) != 1:
        return None
    at = places[0]
    return AnswerLine(pairing, " ".join(rest[:at]), rest[at], " ".join(rest[at + 1 :]))


def _is_pairing(word: str) -> bool:
    """Say whether a word can only be a pairing's id: two ids with a dash or two between them."""
    return re.fullmatch(r"[a-z][a-z0-9]*(?:-{1,2}[a-z0-9]+){2,}", word) is not None


def same_id(typed: str, id_: str) -> bool:
    """Say whether a typed id is that id, also if a phone has made one dash of two."""
    return typed == id_ or re.sub("-+", "-", typed) == re.sub("-+", "-", id_)
