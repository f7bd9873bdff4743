"""A sentence put into the reader's language, its values in the reader's form.

Names are shown only if the form allows them; every text from a file is escaped for the form.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from mentorskap.words import private
from mentorskap.words.languages import language
from mentorskap.words.named import NamedTuple
from mentorskap.words.names import greeting
from mentorskap.words.sentence import (
    Areas,
    Code,
    Codes,
    Day,
    Given,
    Languages,
    Own,
    Pair,
    People,
    Person,
    Sentence,
    Spot,
    Text,
    Time,
    Written,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)
_AND = say("{others} and {last}")
_AT = say("{day} at {time}")
_LONGEST_WRITTEN = 80
_HARMFUL = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b"
    "\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)


class Form(NamedTuple):
    """How values are written: what makes text harmless, code, and whether names are shown."""

    escape: Callable[[str], str]
    code: Callable[[str], str]
    shows_names: bool


class Catalogue(NamedTuple):
    """The words of one language: a pattern to its translation, and the same by number."""

    language: str
    singular: Callable[[str], str]
    plural: Callable[[str, str, int], str]


def harmless(text: str) -> str:
    """Return `text` on one line, every control or direction character made visible."""
    return re.sub(_HARMFUL, "\ufffd", text.replace("\r", " ").replace("\n", " ").replace("\t", " "))


def _in_backticks(text: str) -> str:
    return f"`{harmless(text)}`"


def _in_html_code(text: str) -> str:
    return f"<code>{in_markdown(text)}</code>"


def in_markdown(text: str) -> str:
    """Return `text` so that neither Markdown nor HTML reads anything into it."""
    return "".join(
        sign if sign.isalnum() or sign in " ," else f"&#{ord(sign)};" for sign in harmless(text)
    )


PLAIN = Form(harmless, _in_backticks, shows_names=True)
"""A terminal, a file."""
NAMELESS = Form(harmless, _in_backticks, shows_names=False)
"""A log: ids instead of names, and nothing that was written in a file."""
MARKDOWN = Form(in_markdown, _in_html_code, shows_names=True)
"""A page or a summary."""


class Voice:
    """Says sentences in one language and one form."""

    def __init__(
        self,
        catalogue: Catalogue,
        names: Mapping[str, str],
        form: Form = PLAIN,
        *,
        coloured: bool = False,
    ) -> None:
        self.language = catalogue.language
        self._catalogue = catalogue
        self._names = names
        self.form = form
        self.coloured = coloured
        # Results are cached: pages contain the same sentences thousands of times.
        self._people: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        self._days: dict[date, str] = {}
        self._year: int | None = None

    def within(self, year: int) -> Voice:
        """Return a voice that leaves out the year of days in `year`, for lists of many days."""
        voice = Voice(self._catalogue, self._names, self.form, coloured=self.coloured)
        voice._year = year
        return voice

    def __call__(self, sentence: Sentence) -> str:
        """Return the sentence, beginning with a capital letter."""
        text = self._text(sentence)
        return text[:1].upper() + text[1:]

    def phrase(self, sentence: Sentence) -> str:
        """Return the sentence as part of a longer one."""
        return self._text(sentence)

    def _text(self, sentence: Sentence) -> str:
        if not sentence.values:
            text = self._plain.get(sentence.pattern)
            if text is None:
                text = self._plain[sentence.pattern] = self._catalogue.singular(
                    sentence.pattern
                ).format()
            return text
        if sentence.plural is None:
            pattern = self._catalogue.singular(sentence.pattern)
        else:
            pattern = self._catalogue.plural(sentence.pattern, sentence.plural, sentence.number)
        return pattern.format(**{key: self._value(value) for key, value in sentence.values.items()})

    def _value(self, value: Any) -> str:
        spoken = self._SPOKEN.get(value.__class__)
        if spoken is not None:
            return spoken(self, value)
        if isinstance(value, int):
            return str(value)
        raise TypeError(value)

    _SPOKEN: ClassVar[dict[type, Callable[[Voice, Any], str]]] = {
        Sentence: _text,
        Person: lambda self, value: self.person(value.id),
        Given: lambda self, value: self.given(value.id),
        People: lambda self, value: self._row([self.person(id_) for id_ in value.ids]),
        Pair: lambda self, value: self.pair(value.mentee, value.mentor),
        Day: lambda self, value: self.day(value.on, value.time),
        Time: lambda self, value: self.time(value.written),
        Code: lambda self, value: self._code(value.text, 200),
        Codes: lambda self, value: ", ".join(self._code(text, 60) for text in value.texts),
        Written: lambda self, value: self._quoted(_shortened(value.text, _LONGEST_WRITTEN)),
        Own: lambda self, value: self._quoted(value.text),
        Languages: lambda self, value: ", ".join(
            self._text(language(code)) for code in value.codes
        ),
        Areas: lambda self, value: ", ".join(map(self._value, value.names)),
        Spot: lambda self, value: self._spot(value.kind, value.at),
        Text: lambda self, value: self._escaped(value.spoken(self.language)),
    }
    """How a value is put into words, by its type."""

    def person(self, id_: str) -> str:
        """Return a participant by name, or by id where names are not shown or not known."""
        text = self._people.get(id_)
        if text is None:
            name = self._names.get(id_) if self.form.shows_names else None
            text = self._people[id_] = self._code(id_, 60) if name is None else self._escaped(name)
        return text

    def _row(self, names: Sequence[str]) -> str:
        """Return names in a row, with a word instead of a comma before the last."""
        if len(names) < 2:
            return "".join(names)
        return self._catalogue.singular(_AND.pattern).format(
            others=", ".join(names[:-1]), last=names[-1]
        )

    def given(self, id_: str) -> str:
        """Return a participant by given name, under the same conditions as `person`."""
        name = self._names.get(id_) if self.form.shows_names else None
        return self._code(id_, 60) if name is None else self._escaped(greeting(name))

    def pair(self, mentee: str, mentor: str) -> str:
        """Return the two of a pairing."""
        return f"{self.person(mentee)} ↔ {self.person(mentor)}"

    def day(self, on: date, time: str | None = None) -> str:
        """Return a day as people say it, and the hour of that day."""
        if time is not None:
            return self._catalogue.singular(_AT.pattern).format(
                day=self.day(on), time=self.time(time)
            )
        text = self._days.get(on)
        if text is None:
            text = f"{on.day} {self.month(on)}"
            text = self._days[on] = text if on.year == self._year else f"{text} {on.year}"
        return text

    def month(self, on: date) -> str:
        """Return the name of a day's month."""
        return self._catalogue.singular(_MONTHS[on.month - 1].pattern)

    def time(self, written: str) -> str:
        """Return an hour, written in the files as HH:MM, as people write it."""
        return written.replace(":", ".") if self.language == "sv" else written

    def _escaped(self, text: str) -> str:
        """Return a text from a file, harmless here and without any identity number."""
        return self.form.escape(private.mask(text))

    def _code(self, text: str, longest: int) -> str:
        return self.form.code(_shortened(private.mask(text), longest))

    def _quoted(self, text: str) -> str:
        if not self.form.shows_names:
            return "”…”" if self.language == "sv" else "“…”"
        harmless_text = self._escaped(text)
        return f"”{harmless_text}”" if self.language == "sv" else f"“{harmless_text}”"

    def _spot(self, kind: str, at: Any) -> str:
        match kind:
            case "meetings":
                return self._text(say("The meeting on {day}: ", day=Day(date.fromisoformat(at))))
            case "contacts":
                return self._text(say("The check-in on {day}: ", day=Day(date.fromisoformat(at))))
            case "pauses":
                return self._text(say("The pause from {day}: ", day=Day(date.fromisoformat(at))))
        steps = [str(step + 1) if isinstance(step, int) else step for step in at]
        return f"{self._code(' › '.join(steps), 200)}: " if steps else ""


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
