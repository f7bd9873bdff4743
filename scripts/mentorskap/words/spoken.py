"""What people call the facts of the files in Swedish, and days as they say them.

Pure functions of text.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mentorskap.words import headings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_DETAILS = (
    *("name", "email", "phone", "organisation", "unit", "title", "place", "languages"),
    *("protected", "cohort", "capacity", "rationale"),
)
"""Facts that are fields too, with the same words."""
_USUAL = {
    word: fact
    for words, fact in (
        ("antagen|antas|antagning", "admitted"),
        ("intervju|intervjuad|intervjun", "interview"),
        ("tillfrågad|frågad|fråga", "asked"),
        ("mentorsvar|mentorssvar", "mentor-answer"),
        ("informerad|informera|underrättad", "informed"),
        ("adeptsvar|adeptssvar", "mentee-answer"),
        ("möte|mötet|träff", "meeting"),
        ("återkoppling|återkopplingen", "feedback"),
        ("överenskommelse|överenskommelsen|avtal", "agreement"),
        ("avstämning|kontakt", "contact"),
        ("paus|pausa", "pause"),
        ("återuppta|återupptar|återupptagen", "resume"),
        ("förläng|förlänga|förlängning|förlängd", "extend"),
        ("avslut|avsluta|avslutad|slut", "end"),
        ("avhopp|avhoppad|utträde", "withdrawn"),
        ("lämnar|lämnat|lämna|slutat|slutar", "leave"),
        ("rätta|rättelse|ändra|korrigera|correct", "fix"),
        ("underrättad-om-uppgifter|informerad-om-uppgifter", "notified"),
        ("utmaning", "challenge"),
        ("område|utvecklingsområde", "area"),
        ("bidrag|krav|must", "contribution"),
        ("önskemål", "wish"),
        ("önskad-mentor|önskemål-mentor", "wish-mentor"),
        ("undvik", "avoid"),
        ("koppling", "tie"),
        ("erbjudande|erbjuder", "offer"),
        ("tillgänglig|kan", "available"),
    )
    for word in words.split("|")
}
FACTS: dict[str, str] = {
    "-".join(word.split()): key for key in _DETAILS for word in headings.USUAL[key]
} | _USUAL
"""The fact that a word means; several words in a row have hyphens between them."""

_NEAR_DAYS = {
    "i dag": 0, "idag": 0, "today": 0, "nu": 0,
    "i går": -1, "igår": -1, "yesterday": -1,
    "i förrgår": -2, "förrgår": -2, "iförrgår": -2,
    "i morgon": 1, "imorgon": 1, "i morron": 1, "imorron": 1, "tomorrow": 1,
    "i övermorgon": 2, "övermorgon": 2,
}  # fmt: skip
_WEEKDAYS = (
    ("måndag", "monday"),
    ("tisdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lördag", "saturday"),
    ("söndag", "sunday"),
)
NUMBERS = (
    *("noll", "zero", "en", "one", "två", "two", "tre", "three", "fyra", "four"),
    *("fem", "five", "sex", "six", "sju", "seven", "åtta", "eight", "nio", "nine", "tio", "ten"),
)
"""Numbers in words from 0, the Swedish before the English."""
_WEEKDAY = (
    r"^(?:mån|tis|ons|tors?|fre|lör|sön|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)[a-zå]*"
    r"\.?,? (?=(?:den )?[0-9]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
"""A weekday before a day and a month."""
MONTHS = ("jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "o", "nov", "dec")
"""How the months begin, in Swedish and English."""


def without_weekday(text: str) -> str:
    """Return a day in small letters without the weekday before it."""
    return re.sub(_WEEKDAY, "", text)


def month_of(word: str) -> int:
    """Return the number of the month that a word in small letters begins as; 0 if none."""
    return next((number for number, start in enumerate(MONTHS, 1) if word.startswith(start)), 0)


def joined(words: Sequence[str], today: date) -> list[str]:
    """Return words with those of one day in one, such as `i` and `går`."""
    rest, whole = list(words), list[str]()
    while rest:
        number = next(
            (number for number in (3, 2) if day_said(" ".join(rest[:number]), today) is not None), 1
        )
        whole.append(" ".join(rest[:number]))
        del rest[:number]
    return whole


def day_said(text: str, today: date, neighbours: Collection[date] = ()) -> date | None:
    """Return the day that somebody says: by its distance, its weekday, or its day and month.

    The year is the one that brings the day closest to today, or to the last of its `neighbours`,
    the days that are written beside it. A day with its year has one form, that of the files.
    """
    phrase = without_weekday(" ".join(text.casefold().split()))
    if phrase in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[phrase])
    for number, (swedish, english) in enumerate(_WEEKDAYS):
        if phrase in {f"{swedish}s", f"i {swedish}s", f"last {english}"}:
            return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        if phrase in {f"på {swedish}", f"on {english}", f"next {english}"}:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if match := re.fullmatch(r"(?:den )?([0-9]{1,2})/([0-9]{1,2})", phrase):
        month = int(match[2])
    elif match := re.fullmatch(
        r"(?:den )?([0-9]{1,2})(?::?[ae]|\.|st|nd|rd|th)? ([a-zå]+)\.?", phrase
    ):
        month = month_of(match[2])
    elif match := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.", phrase):
        month = int(match[2])
    else:
        return None
    anchors = [today, *([max(neighbours)] if neighbours else [])]
    years = sorted({anchor.year + step for anchor in anchors for step in (-1, 0, 1)})
    return _closest(int(match[1]), month, years, anchors)


def _closest(number: int, month: int, years: Sequence[int], anchors: Sequence[date]) -> date | None:
    days = []
    for year in years:
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue
    return min(
        days, key=lambda day: min(abs((day - anchor).days) for anchor in anchors), default=None
    )
