"""A mentee's need without a word of whose it is, so that a mentor can be asked first (F7).

There are two safeguards. The brief is put together field by field: areas by the programme's own
names, what is required, languages and the cohort's days. None of these fields is about the person.
Only the mentee's own words are free text. They are let through sentence by sentence, each only if
nothing in it is doubtful. The rest is left out, and the manager sees why.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files.records import document_within, participant_file
from mentorskap.matching.considerations import interview_of
from mentorskap.words import traces
from mentorskap.words.matters import telling
from mentorskap.words.traces import Grade, Identity, Traces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from mentorskap.files.records import Limits, Participant
    from mentorskap.model.snapshot import Snapshot

SECTIONS = ("mentor_contribution", "challenges", "development_areas")
"""The parts of an interview that a brief contains, by their keys and in this order."""

ADDRESS, NUMBER, SIGNS, OTHERS, PRIVATE, CAPITAL, UNKNOWN = (
    "address",
    "number",
    "signs",
    "others",
    "private",
    "capital",
    "unknown",
)
NAME, ORGANISATION, TITLE, PLACE = traces.NAME, traces.ORGANISATION, traces.TITLE, traces.PLACE
OWN = (NAME, ORGANISATION, TITLE, PLACE)
WHYS = (ADDRESS, NUMBER, SIGNS, *OWN, OTHERS, PRIVATE, CAPITAL, UNKNOWN)
"""Why something is left out, in the order in which it is looked for; `unknown` is an area that the
programme does not have."""

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


class Omission(NamedTuple):
    """A sentence of the mentee's, or a whole area, that is left out of a brief, and why."""

    section: str
    area: str
    sentence: str | None
    why: str


class Brief(NamedTuple):
    """A mentee's need, by section, the languages, and the cohort's first and last day."""

    needs: dict[str, tuple[Need, ...]]
    languages: tuple[str, ...]
    starts: date
    ends: date
    limits: Limits
    """Those of the cohort."""
    omissions: tuple[Omission, ...]


def brief(mentee: Participant, snapshot: Snapshot, document: Callable[[str], Any]) -> Brief:
    """Return the need of an interviewed mentee whose cohort exists, seen within that cohort.

    `document` returns the data of a file by its path.
    """
    cohort = "" if mentee.latest is None else mentee.latest.cohort
    data = document_within(document(participant_file(mentee.id)), cohort)
    areas = () if snapshot.programme is None else snapshot.programme.areas
    screen = Screen(mentee, _text(data, "title"), snapshot)
    needs: dict[str, tuple[Need, ...]] = {}
    omissions: list[Omission] = []
    for section in SECTIONS:
        own: list[Need] = []
        for entry in data.get("mentee", {}).get("interview", {}).get(section, ()):
            area = entry["area"]
            if area not in areas:
                omissions.append(Omission(section, area, None, UNKNOWN))
                continue
            words, doubts = screen.let_through(entry.get("words", ""))
            omissions += [Omission(section, area, sentence, why) for sentence, why in doubts]
            own.append(Need(area, bool(entry.get("required", False)), (words,) if words else ()))
        needs[section] = tuple(_joined(own))
    first, last = snapshot.cohorts[cohort].starts, snapshot.cohorts[cohort].ends
    limits = snapshot.limits_of(cohort)
    return Brief(needs, mentee.languages, first, last, limits, tuple(omissions))


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
    """What may pass of a mentee's own words without revealing whose they are, or naming others."""

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

    def let_through(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Return what may pass of a text, and each sentence that is left out with why."""
        passed: list[str] = []
        doubts: list[tuple[str, str]] = []
        for sentence in sentences(text):
            why = self.doubt(sentence)
            if why is None:
                passed.append(sentence)
            else:
                doubts.append((sentence, why))
        together = self._own_trace(" ".join(passed))  # a trace may be spread over several sentences
        if together is not None:
            return "", [*((sentence, together) for sentence in passed), *doubts]
        return " ".join(passed), doubts

    def doubt(self, sentence: str) -> str | None:
        """Return the first reason why a sentence might reveal whose it is, or None."""
        sentence = unicodedata.normalize("NFC", sentence)
        if _ADDRESS.search(sentence):
            return ADDRESS
        if any(character.isnumeric() for character in sentence):
            return NUMBER
        if not _ORDINARY.fullmatch(sentence):
            return SIGNS
        own = self._own_trace(sentence)
        if own is not None:
            return own
        if any(self._others.find(sentence)):
            return OTHERS
        if telling(sentence):
            return PRIVATE
        return CAPITAL if _names_something(sentence) else None

    def _own_trace(self, text: str) -> str | None:
        kinds = {finding.kind for finding in self._own.find(text)}
        return next((kind for kind in OWN if kind in kinds), None)


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


def _names_something(sentence: str) -> bool:
    """Say whether a word is written like a name, with a capital inside the sentence."""
    first, *rest = _WORD.findall(sentence) or [""]
    if any(word[0].isupper() and word not in _CAPITALS for word in rest):
        return True
    return first not in _CAPITALS and any(character.isupper() for character in first[1:])
