"""New files: a participant, and the draft of a pairing."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING, Any

from mentorskap.edit.recording import NotWrittenError, mentee_of, unread
from mentorskap.edit.splice import Line, new_file
from mentorskap.files.reading import PERSON_ID
from mentorskap.files.records import pairing_file, participant_file
from mentorskap.model import between, waiting
from mentorskap.words import request
from mentorskap.words.sentence import Code, Person, RefusalError, Sentence, Written, codes, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mentorskap.model.snapshot import Snapshot


def participant(snapshot: Snapshot, id_: str, texts: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return the path and bytes of a new participant's file.

    `texts` are by key; `languages` and `mentor` (areas) are separated by commas, `mentee` is
    the cohort, and `protected` is true or false. A mentee is admitted on the snapshot's day unless
    another is given. If the id is taken or malformed, the refusal suggests a free one.
    """
    name = texts.get("name") or id_.partition("-")[0]
    free = Code(free_id(snapshot, texts.get("called") or name))
    if not re.fullmatch(PERSON_ID, id_):
        raise RefusalError(
            say(
                "{written} is not an id. An id is a given name, a hyphen, and two to four letters"
                " or digits. {near} is free.",
                written=Written(id_),
                near=free,
            )
        )
    if snapshot.knows_person(id_):
        raise NotWrittenError(
            say(
                "{id} is taken, by {person}. {near} is free.",
                id=Code(id_),
                person=Person(id_),
                near=free,
            )
            if texts.get("mentee") is None
            else say(
                "{id} is taken, by {person}. {near} is free. The same person takes part again?"
                " Write: {command}.",
                id=Code(id_),
                person=Person(id_),
                near=free,
                command=Code(f"mentorskap record admitted {id_} --cohort {texts['mentee']}"),
            )
        )
    data: dict[str, Any] = {
        key: texts[key]
        for key in ("name", "called", "email", "phone", "organisation", "unit", "title", "place")
        if texts.get(key)
    }
    if texts.get("languages"):
        data["languages"] = _listed(texts["languages"])
    if texts.get("protected"):
        data["protected"] = True
    if texts.get("mentee") is not None:
        data["mentee"] = {
            "cohort": texts["mentee"],
            "admitted": request.day(
                texts.get("admitted") or snapshot.today.isoformat(), snapshot.today
            ).isoformat(),
        }
    if texts.get("mentor") is not None:
        data["mentor"] = {
            "added": request.day(
                texts.get("added") or snapshot.today.isoformat(), snapshot.today
            ).isoformat(),
            "offers": [Line(area=area) for area in _listed(texts["mentor"])],
        }
        if texts.get("capacity") is not None:
            data["mentor"]["capacity"] = request.capacity(texts["capacity"])
    if lacking := _lacking(texts):
        raise RefusalError(_all_that_lacks(snapshot, id_, lacking))
    return participant_file(id_), new_file(data)


_MENTEE, _MENTOR, _CAPACITY = "--mentee COHORT", "--mentor AREA,AREA", "--capacity N"
_ROLE = f"{_MENTEE}|{_MENTOR} {_CAPACITY}"


def _lacking(texts: Mapping[str, Any]) -> list[str]:
    """Return the options that a new participant needs and does not have."""
    always = ("name",) if texts.get("protected") else ("name", "email", "organisation")
    lacking = [f"--{key} {key.upper()}" for key in always if not texts.get(key)]
    mentee, mentor, admitted, added, capacity = (
        texts.get(key) is not None for key in ("mentee", "mentor", "admitted", "added", "capacity")
    )
    if admitted and not mentee:
        lacking.append(_MENTEE)
    if (added or capacity) and not mentor:
        lacking.append(_MENTOR)
    if (added or mentor) and not capacity:
        lacking.append(_CAPACITY)
    if not any((mentee, mentor, admitted, added, capacity)):
        lacking.append(_ROLE)
    return lacking


def _all_that_lacks(snapshot: Snapshot, id_: str, lacking: list[str]) -> Sentence:
    """Say everything at once that a new participant needs, and what it may be."""
    needs = say("{id} needs {options} too.", id=Code(id_), options=codes(lacking))
    programme = snapshot.programme
    if programme is None:
        return needs
    cohorts = codes(cohort.id for cohort in programme.cohorts)
    areas = codes(programme.areas)
    if _ROLE in lacking:
        return say(
            "{needs} A person is a mentee, a mentor, or both. The cohorts are {cohorts}, and the"
            " areas {areas}.",
            needs=needs,
            cohorts=cohorts,
            areas=areas,
        )
    if _MENTEE in lacking:
        needs = say("{needs} The cohorts are {cohorts}.", needs=needs, cohorts=cohorts)
    if _MENTOR in lacking:
        needs = say("{needs} The areas are {areas}.", needs=needs, areas=areas)
    return needs


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def free_id(snapshot: Snapshot, name: str, reserved: Collection[str] = ()) -> str:
    """Return an unused id: a given name in a–z, and the first free digits.

    `reserved` are ids that are to be used, though no file has them yet.
    """
    plain = (
        unicodedata.normalize(
            "NFKD", name.translate({0xF8: "o", 0xD8: "o", 0xE6: "ae", 0x142: "l", 0x141: "l"})
        )
        .encode("ascii", "ignore")
        .decode()
    )
    word = next((part for part in re.split(r"[^a-z]+", plain.lower()) if part), "person")
    return next(
        id_
        for number in count(1)
        if not snapshot.knows_person(id_ := f"{word}-{number:02}") and id_ not in reserved
    )


def pairing(
    snapshot: Snapshot, mentee: str, mentor: str, texts: Mapping[str, str | None]
) -> tuple[str, bytes]:
    """Return the path and bytes of a new draft, with its cohort and what it replaces.

    `texts` are by key: `rationale`, `manager` (the id of one of its own) and `cohort`, which is
    needed only where the mentee takes part in several.
    """
    mentee = mentee_of(snapshot, mentee)
    if (id_ := request.plain_id(mentor)) in snapshot.reading.unread_participants:
        raise unread(participant_file(id_))
    mentor = request.id_of("mentor", mentor, snapshot.mentors, snapshot.names)
    if unsure := sorted(
        id_ for id_ in snapshot.reading.unread_pairings if id_.partition("--")[0] == mentee
    ):
        raise unread(pairing_file(unsure[0]))
    for episode in between.episodes(snapshot, mentee, mentor):
        if episode.kind in {between.DRAFT, between.LIVE}:
            raise NotWrittenError(
                say(
                    "The two have a pairing already: {file}.",
                    file=Code(pairing_file(episode.pairing.id)),
                )
            )
    both = f"{mentee}--{mentor}"
    id_ = next(
        id_
        for number in count(1)
        if not snapshot.knows_pairing(id_ := both if number == 1 else f"{both}--{number}")
    )
    participation = waiting.meant(snapshot, snapshot.participants[mentee], texts.get("cohort"))
    data: dict[str, Any] = {
        "mentee": mentee,
        "mentor": mentor,
        "cohort": participation.cohort,
    }
    data |= {key: texts[key] for key in ("manager", "rationale") if texts.get(key)}
    replaced = _replaced(snapshot, mentee, participation.cohort)
    if replaced is not None:
        data["replaces"] = replaced
    return pairing_file(id_), new_file(data)


def _replaced(snapshot: Snapshot, mentee: str, cohort: str) -> str | None:
    """Return the pairing that a new one replaces.

    It is the mentee's last to begin in the cohort, if it ended early.
    """
    begun = [
        (snapshot.stages[pairing.id], pairing.id)
        for pairing in snapshot.by_mentee.get(mentee, ())
        if pairing.cohort == cohort and snapshot.stages[pairing.id].name in _BEGUN
    ]
    if not begun:
        return None
    last, id_ = max(begun, key=lambda pair: (pair[0].since or snapshot.today, pair[1]))
    return id_ if last.name == "ended-early" else None


_BEGUN = frozenset({"ended-early", "completed"})
"""Closed stages of a pairing that both had agreed to."""
