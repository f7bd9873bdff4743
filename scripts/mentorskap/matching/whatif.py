"""What if: a capacity, a weight, a pair, a mentor or a stop were otherwise.

Nothing is written; the files stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mentorskap.matching.considerations import CONSIDERATIONS
from mentorskap.matching.queue import not_weighed
from mentorskap.matching.stops import LIFTED, ROOM, STOPS
from mentorskap.model.snapshot import Snapshot
from mentorskap.words import request
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Written, codes, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentorskap.words.sentence import Sentence

Value = TypeVar("Value", int, str)

MOST_PLACES = 20
HEAVIEST = 1000


class WhatIf(NamedTuple):
    """What is to be otherwise, by participants' ids, considerations' names and stops' ids."""

    capacity: Mapping[str, int]
    weights: Mapping[str, int]
    fixed: Mapping[str, str]
    without: frozenset[str]
    lifted: frozenset[str]
    freed: frozenset[tuple[str, str]] = frozenset()
    """Pairs of mentee and mentor for which every stop is lifted that may be."""
    least: int = 0
    """The lowest score that a pair may have."""

    def __bool__(self) -> bool:
        """Say whether anything is to be otherwise."""
        return any(self[:])


AS_IT_IS = WhatIf({}, {}, {}, frozenset(), frozenset())


def mentee_named(snapshot: Snapshot, text: str) -> str:
    """Return the id of a mentee, or of an unread participant; refuse any other."""
    person = snapshot.participants.get(request.plain_id(text))
    if person is not None and not person.participations and person.mentor is not None:
        raise RefusalError(
            say(
                "{id} is a mentor. Write the id of a mentee, to see who could be asked; {whole}"
                " shows all who wait.",
                id=Code(person.id),
                whole=Code("mentorskap suggest"),
            )
        )
    mentees = {person.id for person in snapshot.participants.values() if person.participations}
    return request.id_of("mentee", text, mentees | snapshot.reading.unread_participants)


def mentor_named(snapshot: Snapshot, text: str) -> str:
    """Return the id of a mentor; refuse another one."""
    return request.id_of("mentor", text, snapshot.mentors)


def asked(
    snapshot: Snapshot,
    otherwise: Sequence[str],
    fixed: Sequence[str],
    without: Sequence[str],
    lifted: Sequence[str],
) -> WhatIf:
    """Return what the options ask for; refuse what does not exist, and say what is allowed.

    What contradicts itself is refused as well.
    """
    capacity: dict[str, int] = {}
    weights: dict[str, int] = {}
    for text in otherwise:
        what, value = _halves(text, "=", "bjorn-12:capacity=2")
        if what.startswith("weights."):
            name = what.removeprefix("weights.")
            names = [row.name for row in CONSIDERATIONS]
            if name not in names:
                raise RefusalError(
                    say(
                        "There is no weight {written}. Allowed: {names}.",
                        written=Written(name),
                        names=codes(names),
                    )
                )
            _once(weights, name, _number(value, HEAVIEST), f"--with weights.{name}={{}}")
        else:
            mentor, key = _halves(what, ":", "bjorn-12:capacity=2")
            if key != "capacity":
                raise RefusalError(
                    say(
                        "{written} cannot be changed here. Write {capacity} or {weight}.",
                        written=Written(what),
                        capacity=Code("bjorn-12:capacity=2"),
                        weight=Code("weights.wishes=30"),
                    )
                )
            mentor = mentor_named(snapshot, mentor)
            _once(capacity, mentor, _number(value, MOST_PLACES), f"--with {mentor}:capacity={{}}")
    pairs: dict[str, str] = {}
    for text in fixed:
        mentee, mentor = _pair(snapshot, text)
        _once(pairs, mentee, mentor, f"--fix {mentee}={{}}")
    stops = [text for text in lifted if "=" not in text]
    for stop in stops:
        if stop not in LIFTED:
            raise RefusalError(_not_lifted(stop))
    return WhatIf(
        capacity,
        weights,
        pairs,
        frozenset(mentor_named(snapshot, mentor) for mentor in without),
        frozenset(stops),
        frozenset(_pair(snapshot, text) for text in lifted if "=" in text),
    )


def _pair(snapshot: Snapshot, text: str) -> tuple[str, str]:
    """Return a mentee who waits and a mentor, as an option names them."""
    mentee_text, mentor_text = _halves(text, "=", "anna-07=bjorn-12")
    mentee = mentee_named(snapshot, mentee_text)
    reason = not_weighed(snapshot, mentee)
    if reason is not None:
        raise RefusalError(reason)
    return mentee, mentor_named(snapshot, mentor_text)


def score_named(text: str) -> int:
    """Return a score, from 0 to 100."""
    return _number(text, 100)


def _once(chosen: dict[str, Value], key: str, value: Value, option: str) -> None:
    """Note what an option asks for; refuse it if another has asked for something else."""
    earlier = chosen.setdefault(key, value)
    if earlier != value:
        raise RefusalError(
            say(
                "{first} and {second} contradict each other. Keep one of them.",
                first=Code(option.format(earlier)),
                second=Code(option.format(value)),
            )
        )


def _halves(text: str, between: str, example: str) -> tuple[str, str]:
    before, _, after = text.partition(between)
    if not before or not after:
        raise RefusalError(
            say(
                "{written} was not understood. Write for example {example}.",
                written=Written(text),
                example=Code(example),
            )
        )
    return before, after


def _number(text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:9]) > most:
        raise RefusalError(
            say(
                "{written} is not a number here. Write a whole number from 0 to {most}.",
                written=Written(text),
                most=most,
            )
        )
    return int(text)


def _not_lifted(stop: str) -> Sentence:
    if stop == ROOM:
        return say(
            "Room cannot be lifted. Give the mentor a place to see what it changes: {example}.",
            example=Code("--with bjorn-12:capacity=3"),
        )
    if stop in STOPS:
        return say(
            "{stop} cannot be lifted. You can lift: {allowed}.",
            stop=Code(stop),
            allowed=codes(LIFTED),
        )
    return say(
        "There is no stop {written}. You can lift: {allowed}.",
        written=Written(stop),
        allowed=codes(LIFTED),
    )


def otherwise(snapshot: Snapshot, whatif: WhatIf) -> Snapshot:
    """Return the snapshot as it would be; where nothing in it changes, the same."""
    if not whatif.capacity and not whatif.weights:
        return snapshot
    participants = dict(snapshot.participants)
    for id_, capacity in whatif.capacity.items():
        mentor = participants[id_].mentor
        if mentor is not None:
            participants[id_] = participants[id_]._replace(
                mentor=mentor._replace(capacity=capacity)
            )
    programme = snapshot.programme
    if programme is not None:
        programme = programme._replace(weights=programme.weights._replace(**whatif.weights))
    return Snapshot(
        snapshot.reading._replace(programme=programme, participants=participants), snapshot.today
    )
