"""The free words of two people, side by side, and how alike they are.

Words break ties and are shown, never more.

Likeness is the cosine of how often groups of three letters occur, in thousandths and in whole
numbers: the same on every machine. The rarer a group is among the mentors' words, the more it
weighs. The words stay in the files; they are read for the people shown and to break a tie, and for
nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from math import isqrt, log2
from typing import TYPE_CHECKING, Any

from mentorskap.matching.suggestion import Hint, Talk
from mentorskap.words.traces import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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


def _cosine(first: Mapping[str, int], second: Mapping[str, int]) -> int:
    """Return the cosine of two vectors in thousandths, rounded down; 0 if either is empty."""
    size = sum(number * number for number in first.values()) * sum(
        number * number for number in second.values()
    )
    product = sum(number * second.get(three, 0) for three, number in first.items())
    return 1000 * product // isqrt(size) if size else 0


class Words:
    """The free words of some mentors, and how rare each group of three letters is in them."""

    def __init__(self, mentors: Iterable[str], file_of: Callable[[str], Any]) -> None:
        self._mentors = tuple(mentors)
        self._file_of = file_of
        self._vectors: dict[tuple[str, str], dict[str, int]] = {}

    @cached_property
    def _spoken(self) -> dict[str, Counter[str]]:
        return {mentor: spoken(self._file_of(mentor), "mentor") for mentor in self._mentors}

    @cached_property
    def _having(self) -> Counter[str]:
        """In how many mentors' words each group of three letters occurs."""
        return Counter(three for threes in self._spoken.values() for three in threes)

    @cached_property
    def _speakers(self) -> int:
        return sum(1 for threes in self._spoken.values() if threes)

    def _weight(self, three: str) -> int:
        return round(256 * log2((1 + self._speakers) / (1 + self._having[three])))

    def _vector(self, person: str, role: str) -> dict[str, int]:
        vector = self._vectors.get((person, role))
        if vector is None:
            threes = (
                self._spoken[person]
                if role == "mentor" and person in self._spoken
                else spoken(self._file_of(person), role)
            )
            vector = self._vectors[person, role] = {
                three: count * self._weight(three) for three, count in threes.items()
            }
        return vector

    def has_any(self, mentee: str) -> bool:
        """Say whether a mentee has free words that could be like a mentor's."""
        return bool(self._vector(mentee, "mentee"))

    def likeness(self, mentee: str, mentor: str) -> int:
        """Return how alike the words of a mentee and a mentor are, in thousandths."""
        return _cosine(self._vector(mentee, "mentee"), self._vector(mentor, "mentor"))

    def _rare(self, word: str) -> bool:
        """Say whether few mentors could have used a word, so that it says something of this one."""
        return min(self._having[three] for three in _threes(word)) <= max(1, self._speakers // 10)

    def hint(self, mentee: str, mentor: str) -> Hint:
        """Return how alike the words of two people are, and the longer, rare words that met."""
        mentee_words, mentor_words = (
            {
                word: _threes(word)
                for word in _words(_said(self._file_of(person), role))[:_MOST_READ]
            }
            for person, role in ((mentee, "mentee"), (mentor, "mentor"))
        )
        having: dict[str, list[str]] = {}
        for word, threes in mentor_words.items():
            if self._rare(word):
                for three in threes:
                    having.setdefault(three, []).append(word)
        met = []
        for word, threes in mentee_words.items():
            others = dict.fromkeys(match for three in threes for match in having.get(three, ()))
            nearest = max(
                ((_cosine(threes, mentor_words[match]), match) for match in others),
                default=(0, ""),
            )
            if nearest[0] >= _ALIKE:
                met.append((-nearest[0], word, nearest[1]))
        return Hint(
            self.likeness(mentee, mentor),
            tuple((word, match) for _, word, match in sorted(met)[:_MOST_WORDS]),
        )
