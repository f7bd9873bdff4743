"""A mentee's need without a word of whose it is, so that a mentor can be asked first (F7).

The brief is put together field by field: areas by the programme's own names, what is required,
languages and the cohort's days. None of these fields is about the person. The mentee's own words
are free text, and no list of words can say whether they give the writer away. So none of them is in
a brief unless the manager has chosen it. Each sentence has a number to choose it by, and a sentence
in which something is doubtful is held: it takes a choice of its own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from mentorskap.files.records import document_within, participant_file
from mentorskap.matching.considerations import interview_of
from mentorskap.words import traces
from mentorskap.words.giveaways import giveaways
from mentorskap.words.matters import telling
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Written, say
from mentorskap.words.traces import Grade, Identity, Traces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from mentorskap.files.records import Limits, Participant
    from mentorskap.model.snapshot import Snapshot

SECTIONS = ("mentor_contribution", "challenges", "development_areas")
"""The parts of an interview that a brief contains, by their keys and in this order."""

ADDRESS, NUMBER, SIGNS, OTHERS, CAPITAL = "address", "number", "signs", "others", "capital"
NAME, ORGANISATION, TITLE, PLACE = traces.NAME, traces.ORGANISATION, traces.TITLE, traces.PLACE
OWN = (NAME, ORGANISATION, TITLE, PLACE)
"""Why a sentence is held, beside the kinds of `words.matters` and of `words.giveaways`."""

_ORDINARY = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ\s.,;:!?'’\"”“()/&%+–—…-]*")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"@|://|www\.|[^\W\d_]{2,}\.[^\W\d_]{2,}", re.IGNORECASE)
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|(?:[^\W\d_]+\.)+[^\W\d_]+|ca|dr|st|prof|resp|jfr|mr|mrs|ms)\.$",
    re.IGNORECASE,
)
"""A full stop that ends an abbreviation and not a sentence."""
_CAPITALS = frozenset(("I", "HR", "IT", "AI", "VD", "CEO", "CFO"))


class Need(NamedTuple):
    """An area that a mentee asks for, whether it is required, and the mentee's words about it."""

    area: str
    required: bool
    words: tuple[str, ...]


class Doubt(NamedTuple):
    """Why a sentence is held, and the words that raise the doubt, if it is about some of them."""

    why: str
    words: str = ""


class Passage(NamedTuple):
    """A sentence of the mentee's own: its number, its area, and why it is held, if it is."""

    number: int
    area: str
    sentence: str
    doubt: Doubt | None


class Brief(NamedTuple):
    """A mentee's need, by section, the languages, and the cohort's first and last day."""

    needs: dict[str, tuple[Need, ...]]
    languages: tuple[str, ...]
    starts: date
    ends: date
    limits: Limits
    """Those of the cohort."""
    passages: tuple[Passage, ...]
    """Every sentence of the mentee's own in these sections, also those that were not chosen."""
    unknown: tuple[str, ...]
    """Areas that the programme does not have, and that are left out."""


def brief(
    mentee: Participant,
    snapshot: Snapshot,
    document: Callable[[str], Any],
    chosen: Collection[int] = (),
) -> Brief:
    """Return the need of an interviewed mentee whose cohort exists, seen within that cohort.

    `document` returns the data of a file by its path. `chosen` are the numbers of the sentences of
    the mentee's own that the brief contains.
    """
    cohort = "" if mentee.latest is None else mentee.latest.cohort
    data = document_within(document(participant_file(mentee.id)), cohort)
    areas = () if snapshot.programme is None else snapshot.programme.areas
    screen = Screen(mentee, _text(data, "title"), snapshot)
    needs: dict[str, tuple[Need, ...]] = {}
    passages: list[Passage] = []
    unknown: list[str] = []
    for section in SECTIONS:
        own: list[Need] = []
        for entry in data.get("mentee", {}).get("interview", {}).get(section, ()):
            area = entry["area"]
            if area not in areas:
                unknown.append(area)
                continue
            first = len(passages) + 1
            entries = [
                Passage(number, area, sentence, doubt)
                for number, (sentence, doubt) in enumerate(
                    screen.looked_at(entry.get("words", "")), first
                )
            ]
            passages += entries
            words = " ".join(passage.sentence for passage in entries if passage.number in chosen)
            own.append(Need(area, bool(entry.get("required", False)), (words,) if words else ()))
        needs[section] = tuple(_joined(own))
    first_day, last_day = snapshot.cohorts[cohort].starts, snapshot.cohorts[cohort].ends
    limits = snapshot.limits_of(cohort)
    return Brief(
        needs, mentee.languages, first_day, last_day, limits, tuple(passages), tuple(unknown)
    )


def numbers_named(texts: Iterable[str]) -> frozenset[int]:
    """Return numbers as people type them: "1,3", "1-3", "1 och 3"."""
    numbers: set[int] = set()
    for text in texts:
        pieces = re.split(r"[\s,;+&]+|\b(?:och|and)\b", text.strip())
        for piece in filter(None, pieces):
            match = re.fullmatch(r"#?([0-9]{1,4})(?:[-–—]([0-9]{1,4}))?\.?", piece)
            if match is None or int(match[1]) > int(match[2] or match[1]):
                raise RefusalError(
                    say(
                        "{written} was not understood. Write for example {example}.",
                        written=Written(text),
                        example=Code("--words 1,3"),
                    )
                )
            numbers.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return frozenset(numbers)


def _text(data: Any, key: str) -> str:
    text = data.get(key, "")
    return text if isinstance(text, str) else ""


def _joined(needs: Iterable[Need]) -> Iterator[Need]:
    """Yield each area once, with everything that is said of it."""
    by_area: dict[str, Need] = {}
    for need in needs:
        earlier = by_area.get(need.area, Need(need.area, required=False, words=()))
        by_area[need.area] = Need(
            need.area, earlier.required or need.required, earlier.words + need.words
        )
    yield from by_area.values()


class Screen:
    """What of a mentee's own words may give away whose they are, or name others."""

    def __init__(self, mentee: Participant, title: str, snapshot: Snapshot) -> None:
        """Gather the traces of a mentee, and those of everyone else."""
        interview = interview_of(mentee)
        avoided = () if interview is None else interview.avoid_organisations
        own = mentee.identity._replace(title=title, avoided=avoided)
        others = [
            person.identity for person in snapshot.participants.values() if person.id != mentee.id
        ]
        if snapshot.programme is not None:
            others += [Identity("", manager.name) for manager in snapshot.programme.managers]
        self._own = Traces([own], Grade.FAINT)
        self._others = Traces(others, Grade.HINT)

    def looked_at(self, text: str) -> list[tuple[str, Doubt | None]]:
        """Return each sentence of a text, with the reason to hold it, if there is one."""
        pieces = [(sentence, self.doubt(sentence)) for sentence in sentences(text)]
        clear = " ".join(sentence for sentence, doubt in pieces if doubt is None)
        together = self._own_trace(clear)  # a trace may be spread over several sentences
        return (
            pieces if together is None else [(piece, doubt or together) for piece, doubt in pieces]
        )

    def doubt(self, sentence: str) -> Doubt | None:
        """Return the first reason why a sentence might reveal whose it is, or None."""
        sentence = unicodedata.normalize("NFC", sentence)
        if match := _ADDRESS.search(sentence):
            return Doubt(ADDRESS, match[0])
        if any(character.isnumeric() for character in sentence):
            return Doubt(NUMBER)
        if not _ORDINARY.fullmatch(sentence):
            return Doubt(SIGNS)
        return (
            self._own_trace(sentence)
            or (Doubt(OTHERS) if any(self._others.find(sentence)) else None)
            or next((Doubt(matter.kind, matter.word) for matter in telling(sentence)), None)
            or next((Doubt(sign.kind, sign.words) for sign in giveaways(sentence)), None)
            or _capital(sentence)
        )

    def _own_trace(self, text: str) -> Doubt | None:
        kinds = {finding.kind for finding in self._own.find(text)}
        return next((Doubt(kind) for kind in OWN if kind in kinds), None)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; if it is unclear whether one ends, it goes on."""
    sentence = ""
    for piece in re.split(r"(?<=[.!?…])[\s]+|[\r\n]+", text.strip()):
        sentence = f"{sentence} {piece}" if sentence else piece
        if sentence and not _SHORTENED.search(sentence):
            yield sentence
            sentence = ""
    if sentence:
        yield sentence


def _capital(sentence: str) -> Doubt | None:
    """Return a doubt if a word is written like a name, with a capital inside the sentence."""
    first, *rest = _WORD.findall(sentence) or [""]
    for word in rest:
        if word[0].isupper() and word not in _CAPITALS:
            return Doubt(CAPITAL, word)
    if first not in _CAPITALS and any(character.isupper() for character in first[1:]):
        return Doubt(CAPITAL, first)
    return None
