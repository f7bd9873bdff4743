"""Identity numbers, and words that reveal too much about a person.

Pure functions of text. An identity number is never returned, only its position.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = (
    r"(?<![0-9])(?P<century>(?:19|20)?)(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"[ \t\xa0]?[-+–—‑−/.]?[ \t\xa0]?(?P<rest>[0-9]{4})(?![0-9])"
)


_DIGITS_ONLY = bytes(48 if 48 <= sign <= 57 else 32 for sign in range(256))


def may_hold_identity_number(raw: bytes) -> bool:
    """Say cheaply whether there are six digits in a row anywhere."""
    return b"000000" in raw.translate(_DIGITS_ONLY)


def identity_numbers(text: str) -> Iterator[int]:
    """Yield where a personnummer or samordningsnummer begins, of 10 or 12 digits.

    It has a real day and a correct check digit.
    """
    position = 0
    while (match := re.compile(_NUMBER, re.ASCII).search(text, position)) is not None:
        digits = match["year"] + match["month"] + match["day"] + match["rest"]
        if _real_day(match) and _luhn(digits):
            yield match.start()
            position = match.end()
        else:
            position = match.start() + 1


_COORDINATION = 60
"""What a coordination number adds to the day."""
_MONTHS, _LONGEST_MONTH = 12, 31


def _real_day(match: re.Match[str]) -> bool:
    month, day = int(match["month"]), int(match["day"])
    if day >= _COORDINATION:
        # Where the month or the day of birth is not known, a coordination number has 0 for it.
        day -= _COORDINATION
        if not month or not day:
            return month <= _MONTHS and day <= _LONGEST_MONTH
    try:
        # Without a century, a leap year accepts every day.
        date(int((match["century"] or "20") + match["year"]), month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - position % 2) for position, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def mask(text: str) -> str:
    """Return `text` with every identity number replaced by an ellipsis."""
    spans = list(identity_numbers(text))
    for start in reversed(spans):
        match = re.compile(_NUMBER, re.ASCII).match(text, start)
        if match is not None:
            text = f"{text[:start]}…{text[match.end() :]}"
    return text


_TOO_MUCH = frozenset(
    [
        "sjuk",
        "sjuka",
        "sjukdom",
        "sjukdomar",
        "sjukskriven",
        "sjukskrivning",
        "sjukskrivningen",
        "sjukskrevs",
        "diagnos",
        "diagnosen",
        "diagnoser",
        "cancer",
        "tumör",
        "depression",
        "deprimerad",
        "utbränd",
        "utbrändhet",
        "utmattning",
        "utmattningssyndrom",
        "utmattad",
        "adhd",
        "autism",
        "autistisk",
        "missbruk",
        "alkoholist",
        "alkoholism",
        "medicinering",
        "psykolog",
        "psykiater",
        "psykiatri",
        "terapi",
        "opererad",
        "gravid",
        "graviditet",
        "funktionsnedsättning",
        "funktionshinder",
        "rehabilitering",
        "ångest",
        "ill",
        "illness",
        "disease",
        "sick",
        "burnout",
        "diagnosis",
        "diagnosed",
        "depressed",
        "pregnant",
        "pregnancy",
        "disability",
        "disabled",
        "medication",
        "therapy",
        "anxiety",
        "muslim",
        "muslimsk",
        "islam",
        "kristen",
        "kristna",
        "kristendom",
        "judisk",
        "jude",
        "judendom",
        "katolik",
        "katolsk",
        "buddhist",
        "hindu",
        "ateist",
        "troende",
        "religiös",
        "religion",
        "christian",
        "jewish",
        "judaism",
        "catholic",
        "atheist",
        "religious",
        "facket",
        "facklig",
        "fackligt",
        "fackförening",
        "fackförbund",
        "fackombud",
        "fackmedlem",
        "unionised",
        "etnisk",
        "etnicitet",
        "härkomst",
        "ursprung",
        "invandrare",
        "invandrad",
        "invandrat",
        "flykting",
        "utlandsfödd",
        "rom",
        "romsk",
        "ethnic",
        "ethnicity",
        "immigrant",
        "refugee",
    ]
)
"""Words for health, faith, union and origin, in that order, in Swedish and English."""


_STEMS = (
    *(
        "sjukskr",
        "sjukdom",
        "diagnos",
        "cancer",
        "depression",
        "utbränd",
        "utmattning",
        "rehab",
        "missbruk",
        "psykiatri",
        "funktionsneds",
    ),
    *("muslim", "islam", "judisk", "katolik", "fackförb", "fackfören", "invandr", "flykting"),
)
"""Beginnings of words that reveal too much in any of their forms."""
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"


def telling_words(text: str) -> list[str]:
    """Return words for health, faith, union or origin in `text`, each once, in order."""
    return list(
        dict.fromkeys(
            word
            for word in re.findall(_WORD, text.lower())
            if word in _TOO_MUCH or word.startswith(_STEMS)
        )
    )


_SMALL_LETTERS_ONLY = bytes(sign | 32 if 65 <= sign & ~32 <= 90 else 32 for sign in range(256))


def _trace(word: str) -> bytes:
    """Return the longest stretch of a to z, which every case and encoding leaves in the bytes."""
    return max(
        "".join(sign if "a" <= sign <= "z" else " " for sign in word).split(), key=len
    ).encode()


_TRACES = frozenset(map(_trace, _TOO_MUCH))
_BEGINNINGS = tuple(map(_trace, _STEMS))


def may_tell_too_much(raw: bytes) -> bool:
    """Say cheaply whether `telling_words` could find anything in these bytes; False is certain."""
    letters = raw.translate(_SMALL_LETTERS_ONLY)
    return not _TRACES.isdisjoint(letters.split()) or any(
        beginning in letters for beginning in _BEGINNINGS
    )


_TRAILING = r"(?m)^[^#\n]*\S[^#\n]*[ ]#"


def may_end_in_a_comment(text: str) -> bool:
    """Say cheaply whether a comment follows anything on its line."""
    return " #" in text and re.search(_TRAILING, text) is not None
