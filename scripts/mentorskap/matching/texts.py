"""The free words of two people, side by side, and how alike they are.

Words break ties and are shown, never more.

Likeness is the cosine of how often groups of three letters occur, in thousandths, all in whole
numbers: the same on every machine. The words stay in the files; they are read for the people shown,
and for no one else.
"""

from __future__ import annotations

import re
from collections import Counter
from math import isqrt
from typing import TYPE_CHECKING, Any

from mentorskap.matching.suggestion import Hint, Talk
from mentorskap.words.traces import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NEEDS = ("mentor_contribution", "challenges", "development_areas")
_SHORTEST = 6
_EVERYWHERE = frozenset(
    (
        "mellan",
        "eftersom",
        "själva",
        "självt",
        "fortfarande",
        "egentligen",
        "kanske",
        "alltid",
        "because",
        "should",
        "always",
        "another",
    )
)
"""Long words that stand in any text and tell nothing."""
_ALIKE = 500
_MOST_WORDS = 5
_MOST_READ = 300
"""Words of one person that are compared: more than anyone writes, and an end to what a hostile file
can cost."""


def _mapping(data: Any, *route: str) -> Mapping[str, Any]:
    for key in route:
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return data if isinstance(data, dict) else {}


def talk(mentee: Any, mentor: Any) -> tuple[Talk, ...]:
    """Return what the documents of two people say of each area that the mentee asks for, as asked: the mentor's contribution first."""
    interview = _mapping(mentee, "mentee", "interview")
    offers = _mapping(mentor, "mentor").get("offers", [])
    asked: dict[str, list[dict[str, Any]]] = {}
    for need in (need for key in _NEEDS for need in interview.get(key, [])):
        asked.setdefault(need["area"], []).append(need)
    return tuple(
        Talk(
            area,
            any(need.get("required", False) for need in needs),
            any(offer["area"] == area for offer in offers),
            tuple(need["words"] for need in needs if "words" in need),
            tuple(offer["words"] for offer in offers if offer["area"] == area and "words" in offer),
        )
        for area, needs in asked.items()
    )


def wish(mentee: Any) -> str | None:
    """Return a mentee's wishes in the own words, if there are any."""
    words = _mapping(mentee, "mentee", "interview", "wishes").get("words")
    return words if isinstance(words, str) else None


def _said(person: Any, role: str) -> Iterator[str]:
    """Yield every free text that a document holds of a person as mentee or as mentor."""
    if role == "mentor":
        yield from (
            offer["words"]
            for offer in _mapping(person, "mentor").get("offers", [])
            if "words" in offer
        )
        return
    interview = _mapping(person, "mentee", "interview")
    yield from (
        need["words"] for key in _NEEDS for need in interview.get(key, []) if "words" in need
    )
    if (words := wish(person)) is not None:
        yield words


def _words(texts: Iterator[str]) -> list[str]:
    """Return the words of texts as they are compared, in order: the longer ones, which say something."""
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", folded(text))]
    return [word for word in words if len(word) >= _SHORTEST and word not in _EVERYWHERE]


def _threes(word: str) -> Counter[str]:
    edged = f" {word} "
    return Counter(edged[start : start + 3] for start in range(len(edged) - 2))


def spoken(person: Any, role: str) -> Counter[str]:
    """Return how often each group of three letters occurs in a document's free words of a person as mentee or as mentor."""
    words = dict.fromkeys(_words(_said(person, role))[:_MOST_READ])
    return Counter(three for word in words for three in _threes(word).elements())


def likeness(one: Counter[str], other: Counter[str]) -> int:
    """Return the cosine of two counts in thousandths, rounded down; 0 where either is empty."""
    size = sum(count * count for count in one.values()) * sum(
        count * count for count in other.values()
    )
    return (
        1000 * sum(count * other[three] for three, count in one.items()) // isqrt(size)
        if size
        else 0
    )


def hint(mentee: Any, mentor: Any) -> Hint:
    """Return how alike the words of two people's documents are, and the longer words that met."""
    wanted, given = (
        {word: _threes(word) for word in _words(_said(*side))[:_MOST_READ]}
        for side in ((mentee, "mentee"), (mentor, "mentor"))
    )
    having: dict[str, list[str]] = {}
    for word, threes in given.items():
        for three in threes:
            having.setdefault(three, []).append(word)
    met = []
    for word, threes in wanted.items():
        others = dict.fromkeys(other for three in threes for other in having.get(three, ()))
        nearest = max(
            ((likeness(threes, given[other]), other) for other in others), default=(0, "")
        )
        if nearest[0] >= _ALIKE:
            met.append((-nearest[0], word, nearest[1]))
    every = [sum(threes.values(), Counter[str]()) for threes in (wanted, given)]
    return Hint(
        likeness(*every), tuple((word, other) for _, word, other in sorted(met)[:_MOST_WORDS])
    )
