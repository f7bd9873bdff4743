"""What a mentee needs, told without whose need it is, so that a mentor can be asked first (F7).

Two safeguards. What is told is chosen field by field: areas by the programme's own names, what is
required, languages, the cohort's days. No field that is about the person is among them. Only the
mentee's own words are free text. They are let through sentence by sentence, each only where nothing
in it is doubtful; the rest is left out, and why is told.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files.records import participant_file
from mentorskap.words.private import telling_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from mentorskap.files.records import Participant
    from mentorskap.model.snapshot import Snapshot

SECTIONS = ("mentor_contribution", "challenges", "development_areas")
"""The parts of an interview that are told, by their keys, in the order in which they are told."""

ADDRESS, NUMBER, SIGNS, NAME, ORGANISATION = "address", "number", "signs", "name", "organisation"
TITLE, PLACE, OTHERS, PRIVATE, CAPITAL, UNKNOWN = (
    "title",
    "place",
    "others",
    "private",
    "capital",
    "unknown",
)
WHYS = (ADDRESS, NUMBER, SIGNS, NAME, ORGANISATION, TITLE, PLACE, OTHERS, PRIVATE, CAPITAL, UNKNOWN)
"""Why something is left out, in the order in which it is looked for; `unknown` is an area that the
programme does not have."""

_ORDINARY = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ\s.,;:!?'’\"”“()/&%+–—…-]*")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"@|://|www\.|[^\W\d_]{2,}\.[^\W\d_]{2,}", re.IGNORECASE)
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|(?:[^\W\d_]+\.)+[^\W\d_]+|ca|dr|st|prof|resp|jfr|mr|mrs|ms)\.$",
    re.IGNORECASE,
)
"""A full stop that ends a shortened word and not a sentence."""
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ŋ": "n",
        "ŧ": "t",
        "ı": "i",
    }
)
_COMMON = frozenset(
    (
        "ab",
        "hb",
        "kb",
        "och",
        "and",
        "the",
        "of",
        "för",
        "for",
        "i",
        "in",
        "på",
        "av",
        "vid",
        "med",
        "till",
        "at",
        "en",
        "ett",
        "de",
    )
)
_LEADERS = frozenset(("chef", "ledare", "leader", "manager", "head", "director", "lead"))
"""Words of a title that any leader's sentence may hold."""
_CAPITALS = frozenset(("I", "HR", "IT", "AI", "VD", "CEO", "CFO"))
_INSIDE, _SAME = 4, 2
"""Letters from which a telling word counts also as a part of a longer one, and as a word of its
own."""
_ENDING = 4
"""Letters that may end a word in another form of it."""


class Need(NamedTuple):
    """An area that a mentee asks for, whether it is required, and what may be told of the mentee's own words."""

    area: str
    required: bool
    words: tuple[str, ...]


class LeftOut(NamedTuple):
    """A sentence of the mentee's, or an area, that is not told: where it stands, and why."""

    section: str
    area: str
    sentence: str | None
    why: str


class Brief(NamedTuple):
    """A mentee's need and nothing of the mentee: needs by section, languages, the cohort's first and last day."""

    needs: dict[str, tuple[Need, ...]]
    languages: tuple[str, ...]
    starts: date
    ends: date
    left_out: tuple[LeftOut, ...]


def brief(mentee: Participant, snapshot: Snapshot, document: Callable[[str], Any]) -> Brief:
    """Return the need of an interviewed mentee whose cohort exists; `document` gives the data of a file by its path."""
    data = document(participant_file(mentee.id))
    known = () if snapshot.programme is None else snapshot.programme.areas
    traces = Traces(mentee, _text(data, "title"), snapshot)
    needs: dict[str, tuple[Need, ...]] = {}
    left_out: list[LeftOut] = []
    for section in SECTIONS:
        told = []
        for entry in data.get("mentee", {}).get("interview", {}).get(section, ()):
            area = entry["area"]
            if area not in known:
                left_out.append(LeftOut(section, area, None, UNKNOWN))
                continue
            kept, held = traces.let_through(entry.get("words", ""))
            left_out += [LeftOut(section, area, sentence, why) for sentence, why in held]
            told.append(Need(area, bool(entry.get("required", False)), (kept,) if kept else ()))
        needs[section] = tuple(_joined(told))
    cohort = snapshot.cohorts[mentee.mentee.cohort]  # type: ignore[union-attr]
    return Brief(needs, mentee.languages, cohort.starts, cohort.ends, tuple(left_out))


def _text(data: Any, key: str) -> str:
    found = data.get(key, "")
    return found if isinstance(found, str) else ""


def _joined(needs: Iterable[Need]) -> Iterator[Need]:
    """Yield each area once, with all that is said of it."""
    found: dict[str, Need] = {}
    for need in needs:
        earlier = found.get(need.area, Need(need.area, required=False, words=()))
        found[need.area] = Need(
            need.area, earlier.required or need.required, earlier.words + need.words
        )
    yield from found.values()


class Traces:
    """Everything in the repository that could tell whose words some words are."""

    def __init__(self, mentee: Participant, title: str, snapshot: Snapshot) -> None:
        """Gather the traces of a mentee, and those of everyone else."""
        interview = mentee.interview
        avoided = () if interview is None else interview.avoid_organisations
        user, _, domain = (mentee.email or "").rpartition("@")
        self._own = {
            NAME: _Telling((mentee.name, mentee.id, user)),
            ORGANISATION: _Telling(
                (mentee.organisation or "", domain.rpartition(".")[0], *avoided), also_parts=True
            ),
            TITLE: _Telling((title,), but=_LEADERS),
            PLACE: _Telling((mentee.place or "",)),
        }
        self._rows: dict[str, set[tuple[str, ...]]] = {}
        self._families: set[str] = set()
        self._given: set[str] = set()
        for person in snapshot.participants.values():
            if person.id != mentee.id:
                self._person(person)
        if snapshot.programme is not None:
            self._name(snapshot.programme.manager_name)

    def _person(self, person: Participant) -> None:
        self._name(person.name)
        for text in (person.organisation, person.place):
            row = tuple(_tokens(text or ""))
            if row:
                self._rows.setdefault(row[0], set()).add(row)

    def _name(self, name: str) -> None:
        row = tuple(_tokens(name))
        self._given.update(row[:1])
        self._families.update(word for word in row[1:] if len(word) >= _INSIDE)
        if len(row) > 1:
            self._rows.setdefault(row[0], set()).add(row)

    def let_through(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Return what may be told of a text, and each sentence that is left out with why."""
        kept, held = [], []
        for sentence in sentences(text):
            why = self.doubt(sentence)
            if why is None:
                kept.append(sentence)
            else:
                held.append((sentence, why))
        together = self._owned(" ".join(kept))  # a trace may be spread over several sentences
        if together is not None:
            return "", [*((sentence, together) for sentence in kept), *held]
        return " ".join(kept), held

    def doubt(self, sentence: str) -> str | None:
        """Return the first reason why a sentence might tell whose it is, or None."""
        sentence = unicodedata.normalize("NFC", sentence)
        if _ADDRESS.search(sentence):
            return ADDRESS
        if any(sign.isnumeric() for sign in sentence):
            return NUMBER
        if not _ORDINARY.fullmatch(sentence):
            return SIGNS
        own = self._owned(sentence)
        if own is not None:
            return own
        if self._of_others(sentence):
            return OTHERS
        if telling_words(sentence):
            return PRIVATE
        return CAPITAL if _names_something(sentence) else None

    def _owned(self, text: str) -> str | None:
        tokens = _tokens(text)
        return next((why for why, telling in self._own.items() if telling.stands_in(tokens)), None)

    def _of_others(self, sentence: str) -> bool:
        tokens = _tokens(sentence)
        bare = [token.removesuffix("s") for token in tokens]
        if not self._families.isdisjoint(tokens) or not self._families.isdisjoint(bare):
            return True
        for word in _WORD.findall(sentence):
            if word[0].isupper() and not self._given.isdisjoint(
                (folded := plain(word), folded.removesuffix("s"))
            ):
                return True
        for place in range(len(tokens)):
            for row in self._rows.get(tokens[place], set()) | self._rows.get(bare[place], set()):
                end = place + len(row)
                if row in {
                    tuple(tokens[place:end]),
                    (*tokens[place : end - 1], *bare[end - 1 : end]),
                }:
                    return True
        return False


class _Telling:
    """Texts about the mentee, by whose words, or parts of them, a sentence is told to be about the mentee too."""

    def __init__(
        self, texts: Sequence[str], *, but: frozenset[str] = frozenset(), also_parts: bool = False
    ) -> None:
        words = {
            word
            for text in texts
            for word in _tokens(text)
            if len(word) >= _SAME and word not in _COMMON | but
        }
        words |= {
            word.removesuffix("s") for word in words if len(word) > _INSIDE
        }  # "Upplands" tells by "Uppland" too
        self._short = frozenset(word for word in words if len(word) < _INSIDE)
        self._long = tuple(sorted(word for word in words if len(word) >= _INSIDE))
        whole = {"".join(_tokens(text)) for text in texts}
        self._whole = tuple(sorted(text for text in whole if len(text) > _INSIDE))
        self._also_parts = also_parts

    def stands_in(self, tokens: Sequence[str]) -> bool:
        if any(token in self._short or token.removesuffix("s") in self._short for token in tokens):
            return True
        if any(word in token for word in self._long for token in tokens):
            return True
        together = "".join(tokens)  # written apart, it tells as much
        if any(
            text in together
            for text in (*self._whole, *(word for word in self._long if len(word) > _INSIDE))
        ):
            return True
        return self._also_parts and any(
            _stem_in(token, word) for word in self._long for token in tokens
        )


def _stem_in(token: str, word: str) -> bool:
    """Say whether a word, in whatever form, is a part of a longer one: "varvet" of "båtvarv"."""
    shortest = max(_INSIDE, len(token) - _ENDING)
    return (
        any(token[:end] in word for end in range(len(token), shortest - 1, -1))
        if len(token) >= _INSIDE
        else False
    )


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; where it is unclear whether one ends, it goes on."""
    begun = ""
    for piece in re.split(r"(?<=[.!?…])[\s]+|[\r\n]+", text.strip()):
        begun = f"{begun} {piece}" if begun else piece
        if begun and not _SHORTENED.search(begun):
            yield begun
            begun = ""
    if begun:
        yield begun


def plain(text: str) -> str:
    """Return a text as it is compared: small letters without accents."""
    loose = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    )
    return "".join(sign for sign in loose if not unicodedata.combining(sign))


def _tokens(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _names_something(sentence: str) -> bool:
    """Say whether a word is written like a name: a capital where no sentence begins."""
    first, *rest = _WORD.findall(sentence) or [""]
    if any(word[0].isupper() and word not in _CAPITALS for word in rest):
        return True
    return first not in _CAPITALS and any(sign.isupper() for sign in first[1:])
