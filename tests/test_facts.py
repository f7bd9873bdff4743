"""Laws of the table of dated facts: it has every day of the schema, and every reader follows it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.files import disk, records
from mentorskap.model import facts
from mentorskap.words import titles
from mentorskap.words.catalogues import ENGLISH, catalogue
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.voice import PLAIN, Voice
from tests.conftest import ROOT
from tests.test_lifecycle import LIFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle import Data

SCHEMA: Data = json.loads((ROOT / "schemas" / "pairing.schema.json").read_text(encoding="utf-8"))
WHOLE: Data = LIFE | {
    "contacts": [{"date": "2026-06-16", "with": "mentor"}],
    "agreement": "2026-03-20",
    "extended_until": "2026-10-30",
}
TIMED: Data = {
    **LIFE,
    "meetings": [
        {"date": "2026-05-04", "time": "14:00", "outcome": "held", "form": "walk"},
        {"date": "2026-06-08", "time": "09:30", "outcome": "planned"},
    ],
}


def days_in(part: Data, *route: str) -> Iterator[tuple[str, ...]]:
    """Yield the route of every day that a schema allows, without the numbers of lists."""
    if part.get("$ref") == "#/$defs/date":
        yield route
    for key, below in part.get("properties", {}).items():
        yield from days_in(below, *route, key)
    yield from days_in(part["items"], *route) if "items" in part else ()


def unlisted(schema: Data, kinds: tuple[facts.Kind, ...]) -> set[tuple[str, ...]]:
    """Return the days that a schema or a table has and the other does not; ends of pauses apart."""
    listed = {(*map(str, kind.route), *((kind.day_key,) if kind.day_key else ())) for kind in kinds}
    return (set(days_in(schema)) ^ listed) - {("pauses", "until")}


def test_every_day_of_a_pairing_is_in_the_table() -> None:
    assert unlisted(SCHEMA, facts.PAIRING_KINDS) == set()
    planted: dict[str, Any] = {**SCHEMA["properties"], "planted": {"$ref": "#/$defs/date"}}
    assert unlisted({"properties": planted}, facts.PAIRING_KINDS) == {("planted",)}
    assert unlisted(SCHEMA, facts.PAIRING_KINDS[1:]) == {("proposal", "mentor_asked")}


def test_every_fact_is_read_from_where_the_file_has_it() -> None:
    pairing = records.pairing("ada-11--bo-01", WHOLE)
    for fact in facts.of_pairing(pairing):
        found: Any = WHOLE
        for step in fact.day_route:
            found = found[step]
        assert found == fact.on.isoformat()
    kinds = {fact.kind for fact in facts.of_pairing(pairing)}
    assert kinds == {kind.name for kind in facts.PAIRING_KINDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_has_every_fact_by_day_and_both_ends_of_a_pause(language: str) -> None:
    voice = Voice(catalogue(language, disk.packaged_bytes), {}, PLAIN)
    history = facts.history(records.pairing("ada-11--bo-01", WHOLE), date.max)
    days = [on for on, _ in history]
    assert days == sorted(days)
    assert len(days) == len(facts.of_pairing(records.pairing("ada-11--bo-01", WHOLE))) + 1
    assert all(voice(event) for _, event in history)
    assert (
        voice(history[-2][1]) == {"sv": "Avslutat (fullföljt)", "en": "Ended (completed)"}[language]
    )


def test_a_meetings_hour_is_part_of_the_fact() -> None:
    swedish, english = (
        Voice(catalogue(language, disk.packaged_bytes), {}, PLAIN) for language in ("sv", "en")
    )
    pairing = records.pairing("ada-11--bo-01", TIMED)
    held, planned = (fact for fact in facts.of_pairing(pairing) if fact.kind == "meeting")
    assert english(planned.said) == "Meeting 8 June 2026 at 09:30 planned"
    assert swedish(planned.said) == "Möte bokat den 8 juni 2026 kl. 09.30"
    events = [english(event) for _, event in facts.history(pairing, date.max)]
    assert {"Meeting held, at 14:00", "Meeting planned, at 09:30"} <= set(events)
    assert held.written == '{date: 2026-05-04, time: "14:00", outcome: held, form: walk}'
    assert held._replace(time=None).same(held)
    assert not held.same(held._replace(time=None))
    assert not held.same(held._replace(time="14:30"))


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_a_no_is_shown_with_its_reason_to_the_manager_and_without_it_to_others(side: str) -> None:
    no = {"mentor": "declined", "mentee": "objected"}[side]
    answer = {"date": "2026-03-04", "answer": no, "reason": "other"}
    pairing = records.pairing("ada-11--bo-01", {**LIFE, "proposal": {f"{side}_answer": answer}})
    voice = Voice(ENGLISH, {}, PLAIN)
    fact = facts.of_pairing(pairing)[0]
    assert "(another reason)" in voice(facts.history(pairing, date.max)[0][1])
    assert "other" not in voice(fact.said) + fact.written


def test_each_reason_that_the_schema_allows_has_words() -> None:
    allowed: set[str] = set()

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            reason = part.get("properties", {}).get("reason", {})
            allowed.update(reason.get("enum", ()))
        for below in part.values() if isinstance(part, dict) else part:
            if isinstance(below, dict | list):
                collect(below)

    collect(SCHEMA)
    assert {"time", "personal", "not-working"} <= allowed <= set(titles.REASONS)
