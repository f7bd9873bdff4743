"""Laws of the secret: no letter to a mentee holds a mentor before the mentee has been informed (F7).

A trace is what the house counts as one, at the grade at which a form of a name is enough: a mentor's
given name in a letter is a name, and so are the address, the phone number, the organisation and the
place.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from mentorskap.files import disk
from mentorskap.files.reading import read_all
from mentorskap.letters import agenda, mail
from mentorskap.letters.drafts import LETTERS, body, draft
from mentorskap.letters.due import Matter, Post, post
from mentorskap.model import deadlines, facts
from mentorskap.model.snapshot import Snapshot
from mentorskap.words.traces import Grade, Traces
from tests import oracle, tiers
from tests.conftest import EXAMPLE
from tests.test_letters import no_day_off, parsed, template, voices
from tests.test_reading import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.files.reading import Reading
    from mentorskap.words.traces import Identity
    from tests.oracle import World

INFORM = "inform-mentee"
STEP = 1 if tiers.LAWS else 41
"""The first tier looks at every forty-first day of the example."""


def example() -> Reading:
    root = str(EXAMPLE)
    return read_all(disk.entries(root), lambda path: disk.read(root, path), SCHEMAS.__getitem__)


def days(reading: Reading) -> list[date]:
    """Return the days from the example's first fact until half a year after its last day."""
    dated = [fact.on for pairing in reading.pairings.values() for fact in facts.of_pairing(pairing)]
    assert reading.programme is not None
    last = max(cohort.ends for cohort in reading.programme.cohorts) + timedelta(days=180)
    first = min(dated).toordinal() - 1
    return [date.fromordinal(day) for day in range(first, last.toordinal(), STEP)]


def telling(
    text: str, snapshot: Snapshot, mentee: str, apart: str | None = None
) -> list[tuple[str, str]]:
    """Return whose traces a text to a mentee holds: of mentors not shown to them, but `apart`."""
    known = {
        pairing.mentor
        for pairing in snapshot.by_mentee.get(mentee, ())
        if (informed := pairing.proposal.mentee_informed) is not None and informed <= snapshot.today
    }
    shown = [person for id_, person in snapshot.participants.items() if id_ in known | {mentee}]
    organisations = {person.organisation for person in shown}
    hidden = tuple(
        person.identity._replace(
            organisation=None if person.organisation in organisations else person.organisation,
            place=None,
        )
        for person in snapshot.participants.values()
        if person.mentor is not None and person.id not in known | {mentee, apart}
    )
    managers = () if snapshot.programme is None else snapshot.programme.managers
    for manager in managers:
        text = text.replace(manager.email, "")  # where the answers go
    for name in (*(person.name for person in shown), *(manager.name for manager in managers)):
        for word in re.findall(r"\w+", name):
            text = re.sub(rf"\b{word}\b", "", text)  # a hidden namesake is no trace
    return [(trace.of, trace.kind) for trace in traces(hidden).find(text)]


@cache
def traces(identities: tuple[Identity, ...]) -> Traces:
    return Traces(identities, Grade.HINT)


def in_words(matter: Matter, snapshot: Snapshot) -> Iterator[str]:
    """Yield a letter in both languages, as it is shown on a page; nothing if there is none."""
    letter = draft(matter, snapshot)
    if letter is not None:
        for voice in voices(snapshot).values():
            yield f"{voice(letter.subject)}\n{body(letter, None, voice, template)}"


def sent(snapshot: Snapshot) -> Iterator[tuple[Matter, str]]:
    """Yield what `remind` would write to mentees if no one had had a letter, as read by them."""
    batch: Post = post(snapshot, [], no_day_off)
    for letter in mail.letters(batch, snapshot, voices(snapshot), template):
        if snapshot.participants[letter.to].participations:
            message = parsed(letter.text)
            parts = "\n".join(
                part.get_content() for part in message.walk() if not part.is_multipart()
            )
            yield letter.matters[0], f"{message['Subject']}\n{parts}"


def keeps_the_secret(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Hold every letter to a mentee against the law; return the kinds and stages that were tried."""
    tried = set()
    for pairing in snapshot.pairings.values():
        stage = snapshot.stages[pairing.id]
        informed = pairing.proposal.mentee_informed
        if informed is not None and informed <= snapshot.today:
            continue
        for kind in LETTERS:
            tried.add((kind, stage.name))
            texts = list(in_words(Matter(kind, pairing.mentee, pairing.id), snapshot))
            assert not texts or (kind, stage.name) == (INFORM, "mentor-accepted")
            for text in texts:
                assert telling(text, snapshot, pairing.mentee, pairing.mentor) == []
    for item in deadlines.due(snapshot):
        if item.participant in snapshot.by_mentee and item.kind != INFORM:
            for text in in_words(Matter(item.kind, item.participant, item.pairing), snapshot):
                assert telling(text, snapshot, item.participant) == [], (snapshot.today, item.kind)
    for matter, text in sent(snapshot):
        if matter.kind != INFORM:
            assert telling(text, snapshot, matter.participant) == [], (snapshot.today, matter, text)
    for name, calendar in agenda.calendars(snapshot, voices(snapshot)["sv"]).items():
        mentee = name.partition("--")[0]
        if mentee in snapshot.by_mentee:
            titles = re.sub(r"(?m)^UID:.*$", "", calendar)  # an id may be a namesake's given name
            assert telling(titles, snapshot, mentee) == [], (snapshot.today, name)
    return tried


@pytest.mark.wide
def test_no_letter_names_a_mentor_before_the_mentee_is_informed_on_any_day() -> None:
    reading = example()
    tried = set()
    for today in days(reading):
        tried |= keeps_the_secret(Snapshot(reading, today))
    assert {kind for kind, _ in tried} == set(LETTERS)
    assert {stage for _, stage in tried} == {
        "drafted",
        "mentor-asked",
        "mentor-declined",
        "mentor-accepted",
    }


@oracle.laws
@given(oracle.worlds())
def test_no_letter_names_a_mentor_before_the_mentee_is_informed_in_any_programme(
    case: tuple[World, date],
) -> None:
    data, today = case
    for id_, name in (("bo-01", "Xerxes Quintana"), ("cy-02", "Zulejka Wrangel")):
        data["participants"][id_] |= {
            "name": name,
            "email": f"{name.split()[0].lower()}@quartz.example",
            "phone": f"+46 70 765 43 {id_[-2:]}",
            "organisation": f"{name.split()[1]} Kvarts",
        }
    keeps_the_secret(oracle.snapshot(data, today))
