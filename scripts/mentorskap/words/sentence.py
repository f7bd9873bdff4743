"""A sentence before it has a language: an English pattern, and values that know what they are.

The words are chosen and put into the reader's language last of all, in `report`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Sentence(NamedTuple):
    """A pattern with `{names}`, its plural where a number decides, and the values."""

    pattern: str
    values: Mapping[str, Any]
    plural: str | None = None
    number: int = 0


class RefusalError(Exception):
    """The request cannot be carried out; the sentence says why, and what can be done instead."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.pattern)
        self.sentence = sentence


class Person(NamedTuple):
    """A participant, shown by name where names may be shown, else by id."""

    id: str


class Given(NamedTuple):
    """A participant by given name, as in a letter."""

    id: str


class People(NamedTuple):
    """Several participants in a row."""

    ids: tuple[str, ...]


class Pair(NamedTuple):
    """A mentee and a mentor."""

    mentee: str
    mentor: str


class Day(NamedTuple):
    """A day, written with the month's name, and with the hour of a meeting if it is known."""

    on: date
    time: str | None = None


class Time(NamedTuple):
    """An hour, written in the files as HH:MM."""

    written: str


class Code(NamedTuple):
    """A word of the files: a key, a value, an id, a file name."""

    text: str


class Codes(NamedTuple):
    """Several words of the files, in a row."""

    texts: tuple[str, ...]


class Written(NamedTuple):
    """A text exactly as a file contains it; left out where personal data may not be shown."""

    text: str


class Own(NamedTuple):
    """A person's own words, whole; left out where personal data may not be shown."""

    text: str


class Languages(NamedTuple):
    """Languages by their two letters, in a row."""

    codes: tuple[str, ...]


class Spot(NamedTuple):
    """A place inside a document as a reader would name it."""

    kind: str
    at: Any


class Text(NamedTuple):
    """A text in each of the program's languages."""

    sv: str
    en: str

    @classmethod
    def same(cls, text: str) -> Text:
        """Return a text that reads the same in every language, such as a name."""
        return cls(text, text)

    def spoken(self, language: str) -> str:
        """Return the text in one language."""
        return self.sv if language == "sv" else self.en


class Areas(NamedTuple):
    """Several areas in a row, each by its name, or by its id if it has none."""

    names: tuple[Text | Code, ...]


def say(pattern: str, **values: Any) -> Sentence:
    """Return a sentence; the pattern is what is translated."""
    return Sentence(pattern, values)


def say_n(singular: str, plural: str, number: int, **values: Any) -> Sentence:
    """Return a sentence whose form depends on `number`, also given to it as `{number}`."""
    return Sentence(singular, {"number": number, **values}, plural, number)


def codes(texts: Iterable[str]) -> Codes:
    """Return words of the files in a row."""
    return Codes(tuple(texts))
