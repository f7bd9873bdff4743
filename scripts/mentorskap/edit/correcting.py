"""A fact that is recorded wrongly: found by its name and its old values, corrected or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.edit.needs import area_of
from mentorskap.edit.recording import (
    COHORT,
    PAIRING,
    PARTICIPANT,
    NotWrittenError,
    not_of,
    pairing_of,
    participant_of,
)
from mentorskap.edit.splice import Put, Take
from mentorskap.files import schema
from mentorskap.files.records import pairing_file, participant_file
from mentorskap.words import request, spoken
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Written, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mentorskap.edit.splice import Change
    from mentorskap.files.schema import Schema
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot

FIX = "fix"
USAGE = "mentorskap record fix PAIRING|PARTICIPANT FACT [OLD …] --to NEW [--to …] | --remove"
_USAGE = say("Write it like this: {usage}.", usage=Code(USAGE))
_EACH = "*"
"""In a route: every key of a mapping."""
_SIDE: Route = ("contacts", 0, "with")


class CorrectableFact(NamedTuple):
    """A fact that can be corrected: in whose file, where, and if `--to` may write it anew."""

    subject: str
    route: Route
    detail: bool = False


KINDS: dict[str, CorrectableFact] = {
    "asked": CorrectableFact(PAIRING, ("proposal", "mentor_asked")),
    "rationale": CorrectableFact(PAIRING, ("rationale",), detail=True),
    "mentor-answer": CorrectableFact(PAIRING, ("proposal", "mentor_answer")),
    "informed": CorrectableFact(PAIRING, ("proposal", "mentee_informed")),
    "mentee-answer": CorrectableFact(PAIRING, ("proposal", "mentee_answer")),
    "meeting": CorrectableFact(PAIRING, ("meetings",)),
    "feedback": CorrectableFact(PAIRING, ("feedback", _EACH)),
    "agreement": CorrectableFact(PAIRING, ("agreement",)),
    "contact": CorrectableFact(PAIRING, ("contacts",)),
    "pause": CorrectableFact(PAIRING, ("pauses",)),
    "resume": CorrectableFact(PAIRING, ("pauses", _EACH, "until")),
    "extend": CorrectableFact(PAIRING, ("extended_until",)),
    "end": CorrectableFact(PAIRING, ("ended",)),
    "admitted": CorrectableFact(PARTICIPANT, ("mentee", "admitted")),
    "cohort": CorrectableFact(PARTICIPANT, ("mentee", "cohort")),
    "interview": CorrectableFact(PARTICIPANT, ("mentee", "interview")),
    "challenge": CorrectableFact(PARTICIPANT, ("mentee", "interview", "challenges")),
    "area": CorrectableFact(PARTICIPANT, ("mentee", "interview", "development_areas")),
    "contribution": CorrectableFact(PARTICIPANT, ("mentee", "interview", "mentor_contribution")),
    "wish": CorrectableFact(PARTICIPANT, ("mentee", "interview", "wishes", "words")),
    "wish-mentor": CorrectableFact(PARTICIPANT, ("mentee", "interview", "wishes", "mentor")),
    "avoid": CorrectableFact(PARTICIPANT, ("mentee", "interview", "wishes", "avoid_organisations")),
    "withdrawn": CorrectableFact(PARTICIPANT, ("mentee", "withdrawn")),
    "leave": CorrectableFact(PARTICIPANT, ("mentor", "left")),
    "notified": CorrectableFact(PARTICIPANT, ("notified",)),
    "added": CorrectableFact(PARTICIPANT, ("mentor", "added")),
    "tie": CorrectableFact(PARTICIPANT, ("ties",)),
    "offer": CorrectableFact(PARTICIPANT, ("mentor", "offers")),
    "capacity": CorrectableFact(PARTICIPANT, ("mentor", "capacity"), detail=True),
    "available": CorrectableFact(PARTICIPANT, ("mentor", "available")),
    **{
        key: CorrectableFact(PARTICIPANT, (key,), detail=True)
        for key in (
            *("name", "called", "email", "phone", "organisation", "unit", "title", "place"),
            "protected",
        )
    },
    "languages": CorrectableFact(PARTICIPANT, ("languages",)),
}
"""Every fact that a command writes, and the details of a person, in the order of the files."""


class Correction(NamedTuple):
    """A correction as it was typed: its file, its fact, the old values, and what is to be."""

    path: str
    id: str
    fact: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    """Values that find their own key by what they are."""
    named: Mapping[str, str]
    """Values by their key."""
    remove: bool
    cohort: str | None
    judge: Schema

    def order(self, route: Route) -> list[str]:
        """Return the order in which the keys at `route` are written."""
        return list(schema.at(self.judge, route)["properties"])

    def changes(self, snapshot: Snapshot, data: Mapping[str, Any]) -> list[Change]:
        """Return the changes of the file that holds `data`."""
        entry = self._entry(snapshot, data)
        if entry is None:
            return [Put(KINDS[self.fact].route, self._accepted(snapshot, entry)[""])]
        if self.remove:
            return [Take(entry.route)]
        if not isinstance(entry.value, dict):
            return [Put(entry.route, self._accepted(snapshot, entry)[""])]
        values = self._accepted(snapshot, entry)
        # A yes has no reason; only a no that becomes one leaves it behind.
        idle = (
            [Take((*entry.route, "reason"))]
            if "reason" in entry.value
            and "reason" not in values
            and values.get("answer") == "accepted"
            else []
        )
        return [*(Put((*entry.route, key), value) for key, value in values.items()), *idle]

    def _entry(self, snapshot: Snapshot, data: Mapping[str, Any]) -> _Entry | None:
        """Return the one entry that is meant; None for a detail that the file does not hold yet."""
        kind = KINDS[self.fact]
        entries = [
            entry
            for entry in _entries(data, kind.route)
            if self.cohort is None or _cohort(data, entry.route) == self.cohort
        ]
        if not entries:
            if kind.detail and not self.old and not self.remove:
                return None
            raise NotWrittenError(
                say("There is no {fact} in {file}.", fact=Code(self.fact), file=Code(self.path))
            )
        meant = [
            entry
            for entry in entries
            if all(self._matches(snapshot, entry, word) for word in self.old)
        ]
        if len(meant) == 1:
            return meant[0]
        raise RefusalError(
            say(
                "{words} is not what {file} has under {fact}. It has: {entries}.",
                words=codes(self.old),
                file=Code(self.path),
                fact=Code(self.fact),
                entries=codes(_in_words(entry) for entry in entries),
            )
            if not meant
            else say(
                "{file} has several under {fact}. Say which, by what tells it apart, such as its"
                " day: {entries}.",
                file=Code(self.path),
                fact=Code(self.fact),
                entries=codes(_in_words(entry) for entry in meant),
            )
        )

    def _matches(self, snapshot: Snapshot, entry: _Entry, word: str) -> bool:
        return bool(self._matched(snapshot, entry, word)) or (
            entry.route[0] == "feedback"
            and _value(word, schema.at(self.judge, _SIDE)) == entry.route[1]
        )

    def _matched(self, snapshot: Snapshot, entry: _Entry, word: str) -> list[str]:
        """Return the keys of an entry that hold what is typed."""
        return [
            key
            for key, value in entry.scalars.items()
            if self._read(snapshot, word, self._part(entry.route, key), key) == value
            or " ".join(word.casefold().split()) == str(value).casefold()
        ]

    def _part(self, route: Route, key: str) -> Mapping[str, Any]:
        return schema.at(self.judge, (*route, key) if key else route)

    def _accepted(self, snapshot: Snapshot, entry: _Entry | None) -> dict[str, Any]:
        """Return the new values by their key, "" for a fact that is one value."""
        route = KINDS[self.fact].route if entry is None else entry.route
        part = self._part(route, "")
        if "properties" not in part:
            if len(self.new) != 1 or self.named:
                raise RefusalError(_USAGE)
            key = str(next(step for step in reversed(route) if isinstance(step, str)))
            return {"": self._read(snapshot, self.new[0], part, key, strict=True)}
        keys = [key for key in part["properties"] if _single(self._part(route, key))]
        first = [
            key
            for word in self.old
            if entry is not None
            for key in self._matched(snapshot, entry, word)
        ]
        values: dict[str, Any] = {}
        for key, text in self.named.items():
            if key not in keys:
                raise RefusalError(not_of(self.fact, [f"--{key}"], _USAGE))
            values[key] = self._read(snapshot, text, self._part(route, key), key, strict=True)
        for text in self.new:
            key, value = self._fitting(snapshot, text, route, [*first, *keys])
            values[key] = value
        return values

    def _fitting(
        self, snapshot: Snapshot, text: str, route: Route, keys: Sequence[str]
    ) -> tuple[str, Any]:
        """Return the first key that a value fits, free words last; refuse what fits none."""
        for key in sorted(keys, key=lambda key: key == "words"):
            value = self._read(snapshot, text, self._part(route, key), key)
            if value is not None:
                return key, value
        for key in keys:  # a single key says best what is wrong
            if len(set(keys)) == 1:
                self._read(snapshot, text, self._part(route, key), key, strict=True)
        raise RefusalError(
            say(
                "{written} is not part of {fact}, which has {keys}.",
                written=Written(text),
                fact=Code(self.fact),
                keys=codes(dict.fromkeys(keys)),
            )
        )

    def _read(
        self,
        snapshot: Snapshot,
        text: str,
        part: Mapping[str, Any],
        key: str,
        *,
        strict: bool = False,
    ) -> Any:
        """Return a value as the files write it; where it is none, None, or refuse if `strict`."""
        try:
            return _reading(snapshot, part, key)(text)
        except RefusalError:
            if strict:
                raise
            return None


class _Entry(NamedTuple):
    route: Route
    value: Any

    @property
    def scalars(self) -> dict[str, Any]:
        """The single values of an entry by their key; "" is the key of an entry that is one."""
        if not isinstance(self.value, dict):
            return {"": self.value}
        return {
            key: value for key, value in self.value.items() if not isinstance(value, dict | list)
        }


def _in_words(entry: _Entry) -> str:
    side = [str(entry.route[1])] if entry.route[0] == "feedback" else []
    return " ".join([*side, *(str(value) for value in entry.scalars.values())])


def _entries(data: Mapping[str, Any], route: Route) -> Iterator[_Entry]:
    """Yield each node at a route; a list stands for its items."""
    entries = [_Entry((), data)]
    for step in route:
        entries = [inner for entry in entries for inner in _inside(entry, step)]
    for entry in entries:
        yield from _items(entry)


def _items(entry: _Entry) -> list[_Entry]:
    if not isinstance(entry.value, list):
        return [entry]
    return [_Entry((*entry.route, index), item) for index, item in enumerate(entry.value)]


def _inside(entry: _Entry, step: str | int) -> list[_Entry]:
    if step == _EACH and isinstance(entry.value, list):
        return _items(entry)
    return [
        _Entry((*item.route, key), value)
        for item in _items(entry)
        for key, value in item.value.items()
        if step in {_EACH, key}
    ]


def _cohort(data: Mapping[str, Any], route: Route) -> Any:
    """Return the cohort of the entry that a route leads into, or None."""
    if route[0] != "mentee":
        return None
    entry: Any = data["mentee"]
    if isinstance(entry, list) and isinstance(route[1], int):
        entry = entry[route[1]]
    return entry.get("cohort")


def _single(part: Mapping[str, Any]) -> bool:
    return "properties" not in part and part.get("type") != "array"


def _value(text: str, part: Mapping[str, Any]) -> str | None:
    try:
        return request.value(text, part)
    except RefusalError:
        return None


_TRUTH = {"true": True, "ja": True, "yes": True, "krav": True, "required": True}
_FALSE = {"false": False, "nej": False, "no": False}


def _truth(text: str) -> bool:
    words = _TRUTH | _FALSE
    return words[
        request.one_of(
            text.casefold(),
            words,
            say(
                "{written} is neither {yes} nor {no}.",
                written=Written(text),
                yes=Code("true"),
                no=Code("false"),
            ),
        )
    ]


def _reading(snapshot: Snapshot, part: Mapping[str, Any], key: str) -> Callable[[str], Any]:
    """Return what reads a value of a key."""
    if "enum" in part:
        return lambda text: request.value(text, part)
    if part.get("format") == "date":
        return lambda text: request.day(text, snapshot.today).isoformat()
    if part.get("type") == "boolean":
        return _truth
    if part.get("type") == "integer":
        return request.capacity
    match key:
        case "time":
            return request.time
        case "area":
            return lambda text: area_of(snapshot, text)
        case "cohort":
            return lambda text: request.id_of("cohort", text, snapshot.cohorts)
        case "with" | "mentor":
            return lambda text: participant_of(snapshot, text)
    return str.strip


def correction_from(
    snapshot: Snapshot,
    words: Sequence[str],
    new: Sequence[str] | None,
    options: Mapping[str, str | None],
    schemas: Callable[[str], Schema],
) -> Correction:
    """Return the correction in `words`, which follow `fix`; without `new` the fact is taken out.

    Raises RefusalError for what is no correction.
    """
    cohort = options.get(COHORT)
    named = {key: text for key, text in options.items() if text is not None and key != COHORT}
    if len(words) < 2 or (bool(named) if new is None else not (new or named)):
        raise RefusalError(_USAGE)
    subject, fact, *old = (
        [words[1], words[0], *words[2:]]
        if spoken.FACTS.get(words[0].casefold(), words[0]) in KINDS
        else words
    )
    fact = request.one_of(
        fact,
        KINDS,
        say(
            "{written} is not a recorded fact. Say which one is wrong: {allowed}.",
            written=Written(fact),
            allowed=codes(KINDS),
        ),
        spoken.FACTS,
    )
    pairing = KINDS[fact].subject == PAIRING
    id_ = pairing_of(snapshot, subject, FIX) if pairing else participant_of(snapshot, subject)
    return Correction(
        pairing_file(id_) if pairing else participant_file(id_),
        id_,
        fact,
        tuple(old),
        tuple(new or ()),
        named,
        new is None,
        None if cohort is None else request.id_of("cohort", cohort, snapshot.cohorts),
        schemas("pairing" if pairing else "participant"),
    )
