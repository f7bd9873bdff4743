"""A person's name: what to greet by, whether two are the same, and which alphabets it is in.

Pure functions of text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from mentorskap.words import organisations
from mentorskap.words.named import NamedTuple
from mentorskap.words.organisations import one_letter_apart
from mentorskap.words.traces import full_names, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTERS = r"[^\W\d_]+"
_MIXED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Alphabets with letters that look alike."""
_BEYOND_LATIN = "\u0370"
"""The first sign of another alphabet."""
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһկոցгΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТУХІЈЅ",
    "aeopcyxijsdhknqrABEZHIKMNOPTYXoABEKMHOPCTYXIJS",
)
_UNUSUAL = r"[^\x00-\xac\xae-\u024f]"
"""Any sign but the Latin letters and the usual ones; a soft hyphen is not usual."""
_FILLERS = "\u115f\u1160\u3164\uffa0"


def genitive(name: str, language: str) -> str:
    """Return whose something is: `Effects` in Swedish, `Effect's` in English."""
    if language == "en":
        return f"{name}'s"
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


class Name(str):
    """A person's name, which also knows the name that the person goes by, if it is another."""

    __slots__ = ("called",)
    called: str | None

    def __new__(cls, name: str, called: str | None = None) -> Self:
        """Return the name as text."""
        self = super().__new__(cls, name)
        self.called = called
        return self


def greeting(name: str) -> str:
    """Return what to call a person by: `called`, else the first word, or the first after a comma.

    Characters around the word are left out, so that a greeting never ends in one.
    """
    if isinstance(name, Name) and name.called is not None:
        return name.called
    _, _, after = name.partition(",")
    for part in (after, name):
        for word in part.split():
            if bare := re.sub(r"^[^\w]+|[^\w]+$", "", word):
                return bare
    return name


def visible(name: str) -> str:
    """Return a name without signs that cannot be seen; one between two words is a blank."""
    signs: list[str] = []
    for sign in name:
        if sign not in _FILLERS and unicodedata.category(sign) not in {"Cf", "Mn"}:
            signs.append(sign)
        elif unicodedata.category(sign) != "Mn" and signs and signs[-1].islower():
            signs.append("\0")  # a blank if a capital follows: two names run together
    return re.sub(r"\0+(?=\w)", lambda hidden: _between(signs, hidden), "".join(signs)).replace(
        "\0", ""
    )


def _between(signs: list[str], hidden: re.Match[str]) -> str:
    return " " if signs[hidden.end()].isupper() else ""


def likeness(name: str) -> str:
    """Return what two spellings of one name have in common.

    Order, commas, case, accents, initials, signs that cannot be seen and look-alike letters of
    another alphabet make no difference.
    """
    if not name.isascii():
        if re.search(_UNUSUAL, name):
            name = visible(unicodedata.normalize("NFC", name)).translate(_LOOK_ALIKE)
        name = plain(name)
    words = re.findall(_LETTERS, name.lower())
    whole = [word for word in words if len(word) > 1]
    return " ".join(sorted(whole if len(whole) > 1 else words))


def spellings(name: str) -> Iterator[str]:
    """Yield the likeness of a name, and of the name with what the person goes by."""
    called = name.called if isinstance(name, Name) else None
    return map(likeness, full_names(str(name), called))


class _Neighbour(NamedTuple):
    """Someone whose name differs in one word."""

    word: str
    id: str
    organisation: str | None


class Namesakes:
    """People by name, to find the same person under another spelling.

    Names are the same if they sound the same: in their likeness, each sound is written in one way.
    So are two that differ by a slip in one word, and two of one organisation that differ in one
    word by one letter.
    """

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}
        self._neighbours: dict[tuple[str, str, str], list[_Neighbour]] = {}

    def twin(self, id_: str, name: str, organisation: str | None) -> str | None:
        """Return who was added before under the same name, or None; and add this person."""
        twins = [self._twin(id_, spelling, organisation) for spelling in spellings(name)]
        return next((twin for twin in twins if twin not in {None, id_}), None)

    def _twin(self, id_: str, spelling: str, organisation: str | None) -> str | None:
        words = sorted(map(_sound, spelling.split()))
        twin = self._by_name.setdefault(" ".join(words), id_)
        for index, word in enumerate(words) if len(words) > 1 else ():
            if len(word) < _SHORTEST:
                continue
            rest = " ".join(words[:index] + words[index + 1 :])
            bucket = self._neighbours.setdefault((rest, word[0], word[-1]), [])
            if twin == id_:
                twin = next(_resembling(word, organisation, bucket), twin)
            bucket.append(_Neighbour(word, id_, organisation))
        return twin


def _resembling(word: str, organisation: str | None, bucket: Iterable[_Neighbour]) -> Iterator[str]:
    for neighbour in bucket:
        if word != neighbour.word and (
            _is_slip(word, neighbour.word)
            or (
                one_letter_apart(word, neighbour.word)
                and organisations.same(organisation, neighbour.organisation)
            )
        ):
            yield neighbour.id


_SHORTEST = 4
"""Letters of a word in which a slip is looked for."""
_LONG = 8
"""Letters of a word from which one letter too many or too few is a slip."""
_SOUNDS = (
    (r"ck|ch|q|c(?![eiy])", "k"),
    ("ph", "f"),
    ("w|(?<=k)u(?=[aeiouy])", "v"),
    ("z|c", "s"),
    ("(?<=.)h", ""),
    (r"(.)\1+", r"\1"),
)
"""Ways to write a sound, by how they are compared: Lindqvist and Lindkvist, Ekdahl and Ekdal."""


@lru_cache(maxsize=2**13)
def _sound(word: str) -> str:
    for written, heard in _SOUNDS:
        word = re.sub(written, heard, word)
    return word


def _is_slip(word: str, other: str) -> bool:
    """Say whether two words are one, with two letters swapped or, in a long one, one too many."""
    if len(word) == len(other):
        return sorted(word) == sorted(other) and _swapped(word, other)
    return max(len(word), len(other)) >= _LONG and one_letter_apart(word, other)


def _swapped(word: str, other: str) -> bool:
    start = _shared(word, other)
    return word[start + 2 :] == other[start + 2 :]


def _shared(word: str, other: str) -> int:
    """Return how many letters two words begin with in common."""
    pairs = zip(word, other, strict=False)
    return next(
        (index for index, (left, right) in enumerate(pairs) if left != right),
        min(len(word), len(other)),
    )


def number_key(phone: str) -> str:
    """Return the digits that all ways to write one Swedish phone number share."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return digits.removeprefix("0046").removeprefix("46").lstrip("0")


def foreign_letters(name: str) -> list[str]:
    """Return the letters of another alphabet than most of the name, each once, in order."""
    if max(name, default="") < _BEYOND_LATIN:
        return []
    letters = [(sign, alphabet) for sign in name if (alphabet := _alphabet(sign)) in _MIXED]
    alphabets = [alphabet for _, alphabet in letters]
    if len(set(alphabets)) < 2:
        return []
    usual = max(sorted(set(alphabets)), key=alphabets.count)
    return list(dict.fromkeys(sign for sign, alphabet in letters if alphabet != usual))


def _alphabet(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]
