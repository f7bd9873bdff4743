"""Identity numbers, and texts of which a comment took the end.

Pure functions of text. An identity number is never returned, only its position.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAP = r"(?:[^\w\n\r]|_){0,2}"
"""What people write between the groups of an identity number."""
_NUMBER = (
    rf"(?<![0-9])(?<!\+)(?:(?P<century>19|20){_GAP})?(?P<year>[0-9]{{2}})(?P<first>{_GAP})"
    rf"(?P<month>[0-9]{{2}})(?P<second>{_GAP})(?P<day>[0-9]{{2}})"
    rf"(?P<third>(?:[^\w\n\r]|_){{0,3}})"
    rf"(?P<serial>[0-9TRSUWXJKLMN][0-9])(?P<last>{_GAP})(?P<check>[0-9]{{2}})"
)
_END = r"(?![0-9])"
_AFTER_DAY = r"(?![-./]?[0-9])"
"""After a date with signs in it, so that the day and year of two dates make no number."""
_TAX = rf"{_GAP}01(?![0-9])"
"""What follows the number of a sole trader whose tax number begins with SE."""
_TAX_BEFORE = r"(?i)(?<![^\W_])SE(?:[^\w\n\r]|_){0,2}\Z"
_PHONE_BEFORE = (
    r"(?i)(?:tel|telefon|telefonnummer|mobil|mobilen|mobilnummer|växel|ring|sms|phone|mobile|cell"
    r"|call|fax|nås på|nr till mig)[.: ]{0,3}\Z"
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_INTERIM = "trsuwxjklmn"
_KINDS_OF_SIGN = bytes(
    48
    if 48 <= sign <= 57
    else 84
    if chr(sign).lower() in _INTERIM
    else 120
    if chr(sign).lower() in f"{_LETTERS}\r\n"
    else 32
    for sign in range(256)
)
_BETWEEN = bytes(sign for sign in range(256) if _KINDS_OF_SIGN[sign] == 32)
_NO_OTHER_DIGITS = bytes(sign for sign in range(256) if sign < 0xD9 or sign == 0xE2)
"""Bytes that begin no letter with a digit of another script; E2 begins dashes and quotes."""


def may_hold_identity_number(raw: bytes) -> bool:
    """Say cheaply whether an identity number could be anywhere in these bytes."""
    signs = raw.translate(_KINDS_OF_SIGN, _BETWEEN)
    return (
        b"0000000000" in signs
        or b"000000T000" in signs
        or (not raw.isascii() and bool(raw.translate(None, _NO_OTHER_DIGITS)))
    )


def identity_numbers(text: str) -> Iterator[int]:
    """Yield where a personnummer, samordningsnummer or interim number begins.

    It has 10 or 12 digits, a day that the tax agency uses, and a correct check digit. Signs between
    its groups, wide digits and invisible signs do not hide it. A phone number is none.
    """
    return (start for start, _ in _spans(text))


def has_identity_number(text: str) -> bool:
    """Say whether there is an identity number in a text, at its very beginning too."""
    return next(identity_numbers(text), None) is not None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each identity number begins and ends; none goes on in the next line."""
    start = 0
    for line in text.split("\n"):
        if may_hold_identity_number(line.encode("utf-8", "surrogatepass")):
            yield from ((start + begin, start + end) for begin, end in _spans_in(line))
        start += len(line) + 1


def _spans_in(line: str) -> Iterator[tuple[int, int]]:
    level, places = _levelled(line)
    upper = level.upper() if level.isascii() else level
    position = 0
    while (match := re.compile(_NUMBER, re.ASCII).search(upper, position)) is not None:
        if _is_number(match):
            yield places[match.start()], places[match.end() - 1] + 1
            position = match.end()
        else:
            position = match.start() + 1


def _levelled(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with plain digits and without invisible signs, and where each sign stood."""
    if text.isascii():
        return text, range(len(text))
    levelled = text.translate(_LEVELS)
    if len(levelled) == len(text):
        return levelled, range(len(text))
    return levelled, [position for position, sign in enumerate(text) if _LEVELS[ord(sign)]]


class _Levels(dict[int, str]):
    """What each sign is taken for, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        level = sign if sign <= "\xac" else _level(sign)
        self[code] = level.upper() if level.isascii() else level
        return self[code]


_LEVELS = _Levels()


def _level(sign: str) -> str:
    """Return a digit as 0 to 9, a wide sign as a plain one, and nothing for what nobody sees."""
    if unicodedata.category(sign) in {"Cf", "Mn", "Me"} or sign in _BLANK_LETTERS:
        return ""
    digit = unicodedata.decimal(sign, None)
    level = str(digit) if digit is not None else unicodedata.normalize("NFKC", sign)
    return level if len(level) == 1 else sign


_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")


def _is_number(match: re.Match[str]) -> bool:
    serial = match["serial"]
    digits = match["year"] + match["month"] + match["day"] + serial + match["check"]
    return (
        _is_day(match)
        and _luhn(re.sub("[A-Z]", "1", digits))
        and _ends(match)
        and not _is_moment(match)
        and not _is_phone(match)
    )


def _is_day(match: re.Match[str]) -> bool:
    """Say whether the agency gives out numbers of that day.

    A coordination number adds 60 to the day. Where day or month is unknown, it is 60 or 00.
    """
    day, month = int(match["day"]), int(match["month"])
    if day >= 60:
        return month <= 12 and day <= 91
    try:
        # Without a century, a leap year accepts every day.
        date(int((match["century"] or "20") + match["year"]), month, day)
    except ValueError:
        return False
    return True


def _ends(match: re.Match[str]) -> bool:
    """Say whether the number is over after its last digit."""
    text, end = match.string, match.end()
    if re.compile(_TAX).match(text, end) and re.search(_TAX_BEFORE, text[: match.start()]):
        return True
    apart = match["first"] or match["second"]
    return re.compile(_AFTER_DAY if apart else _END).match(text, end) is not None


def _is_moment(match: re.Match[str]) -> bool:
    """Say whether these digits are a day of this programme with a time or with another day."""
    hour_and_minute = match["serial"] + match["check"]
    return (
        bool(match["first"] and match["second"])
        and (match["century"] or "20") == "20"
        and 20 <= int(match["year"]) < 40
        and (re.fullmatch(r"[01][0-9][0-5][0-9]|2[0-3][0-5][0-9]", hour_and_minute) is not None)
    )


def _is_phone(match: re.Match[str]) -> bool:
    """Say whether ten digits that begin with 0 are written as a phone number is."""
    if match["century"] or not match["year"].startswith("0") or not match["serial"].isdigit():
        return False
    first, second, third = match["first"], match["second"], match["third"]
    if not (first or second or third or match["last"]):
        before = match.string[: match.start()]
        return match[0].startswith("070") or re.search(_PHONE_BEFORE, before) is not None
    like_a_day = bool(first) == bool(second) and not (first and match["last"])
    return not (like_a_day and (third or first))


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - position % 2) for position, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def mask(text: str) -> str:
    """Return `text` with every identity number replaced by an ellipsis."""
    if not may_hold_identity_number(text.encode("utf-8", "surrogatepass")):
        return text
    for start, end in reversed(list(_spans(text))):
        text = f"{text[:start]}…{text[end:]}"
    return text


_TRAILING = r"(?m)^[^#\n]*\S[^#\n]*[ ]#"


def may_end_in_a_comment(text: str) -> bool:
    """Say cheaply whether a comment follows anything on its line."""
    return " #" in text and re.search(_TRAILING, text) is not None
