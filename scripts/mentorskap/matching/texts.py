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
"""Long words that any text may contain and that say nothing."""
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
    """Return what two people's documents say of each area that the mentee asks for.

    The areas come as they are asked for, the mentor's contribution first.
    """
    interview = _mapping(mentee, "mentee", "interview")
    offers = _mapping(mentor, "mentor").get("offers", [])
    by_area: dict[str, list[dict[str, Any]]] = {}
    for need in (need for key in _NEEDS for need in interview.get(key, [])):
        by_area.setdefault(need["area"], []).append(need)
    return tuple(
        Talk(
            area,
            any(need.get("required", False) for need in needs),
            any(offer["area"] == area for offer in offers),
            tuple(need["words"] for need in needs if "words" in need),
            tuple(offer["words"] for offer in offers if offer["area"] == area and "words" in offer),
        )
        for area, needs in by_area.items()
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
    """Return the longer words of texts, which say something, folded and in order."""
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", folded(text))]
    return [word for word in words if len(word) >= _SHORTEST and word not in _EVERYWHERE]


def _threes(word: str) -> Counter[str]:
    edged = f" {word} "
    return Counter(edged[start : start + 3] for start in range(len(edged) - 2))


def spoken(person: Any, role: str) -> Counter[str]:
    """Return how often each three letters occur in a person's free words in one role."""
    words = dict.fromkeys(_words(_said(person, role))[:_MOST_READ])
    return Counter(three for word in words for three in _threes(word).elements())


def likeness(first: Counter[str], second: Counter[str]) -> int:
    """Return the cosine of two counts in thousandths, rounded down; 0 if either is empty."""
    size = sum(count * count for count in first.values()) * sum(
        count * count for count in second.values()
    )
    product = sum(count * second[three] for three, count in first.items())
    return 1000 * product // isqrt(size) if size else 0


def hint(mentee: Any, mentor: Any) -> Hint:
    """Return how alike the words of two people's documents are, and the longer words that met."""
    mentee_words, mentor_words = (
        {word: _threes(word) for word in _words(_said(*side))[:_MOST_READ]}
        for side in ((mentee, "mentee"), (mentor, "mentor"))
    )
    having: dict[str, list[str]] = {}
    for word, threes in mentor_words.items():
        for three in threes:
            having.setdefault(three, []).append(word)
    met = []
    for word, threes in mentee_words.items():
        others = dict.fromkeys(match for three in threes for match in having.get(three, ()))
        nearest = max(
            ((likeness(threes, mentor_words[match]), match) for match in others), default=(0, "")
        )
        if nearest[0] >= _ALIKE:
            met.append((-nearest[0], word, nearest[1]))
    every = [sum(threes.values(), Counter[str]()) for threes in (mentee_words, mentor_words)]
    return Hint(
        likeness(*every), tuple((word, match) for _, word, match in sorted(met)[:_MOST_WORDS])
    )
