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
from tests import oracle
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


MANY: Data = {
    **WHOLE,
    "meetings": [
        {"date": "2026-03-16", "outcome": "held"},
        {"date": "2026-04-16", "outcome": "planned"},
        {"date": "2026-05-16", "outcome": "moved"},
        {"date": "2026-06-16", "outcome": "cancelled"},
        {"date": "2026-07-16", "outcome": "no-show"},
    ],
    "feedback": {
        "mentee": [
            {"date": "2026-03-17", "answer": "undecided"},
            {"date": "2026-04-17", "answer": "start"},
        ],
        "mentor": {"date": "2026-03-19", "answer": "decline"},
    },
    "contacts": [
        {"date": "2026-06-16", "with": "mentor"},
        {"date": "2026-06-17", "with": "mentee"},
    ],
    "pauses": [{"from": "2026-05-01", "until": "2026-05-31"}, {"from": "2026-06-01"}],
}
LINES = """
Mentor asked on 2 March 2026 | mentor_asked: 2026-03-02
The mentor said yes on 4 March 2026 | mentor_answer: {date: 2026-03-04, answer: accepted}
Mentee told on 5 March 2026 | mentee_informed: 2026-03-05
The mentee said yes on 9 March 2026 | mentee_answer: {date: 2026-03-09, answer: accepted}
Meeting 16 March 2026 held | {date: 2026-03-16, outcome: held}
Meeting 16 April 2026 planned | {date: 2026-04-16, outcome: planned}
Meeting 16 May 2026 moved | {date: 2026-05-16, outcome: moved}
Meeting 16 June 2026 cancelled | {date: 2026-06-16, outcome: cancelled}
Meeting 16 July 2026 missed | {date: 2026-07-16, outcome: no-show}
The mentee's answer on 17 March 2026: undecided | {date: 2026-03-17, answer: undecided}
The mentee's answer on 17 April 2026: wants to begin | {date: 2026-04-17, answer: start}
The mentor's answer on 19 March 2026: does not want to begin | mentor: {date: 2026-03-19, answer: decline}
Check-in with the mentor on 16 June 2026 | {date: 2026-06-16, with: mentor}
Check-in with the mentee on 17 June 2026 | {date: 2026-06-17, with: mentee}
Pause 1 May 2026 – 31 May 2026 | {from: 2026-05-01, until: 2026-05-31}
Pause from 1 June 2026 | {from: 2026-06-01}
Agreement signed on 20 March 2026 | agreement: 2026-03-20
Extended until 30 October 2026 | extended_until: 2026-10-30
Ended on 30 September 2026 | ended: {date: 2026-09-30, reason: completed}
"""


def test_each_fact_says_what_happened_and_is_written_as_in_the_file() -> None:
    voice = Voice(ENGLISH, {}, PLAIN)
    lines = [
        f"{voice(fact.said)} | {fact.written}"
        for fact in facts.of_pairing(records.pairing("ada-11--bo-01", MANY))
    ]
    assert lines == LINES.strip().splitlines()


def test_the_history_of_a_day_has_plans_and_nothing_else_that_comes_later() -> None:
    voice = Voice(ENGLISH, {}, PLAIN)
    pairing = records.pairing("ada-11--bo-01", MANY)

    def later(today: date) -> list[str]:
        return [voice(event) for on, event in facts.history(pairing, today) if on >= today]

    plans = ["Meeting cancelled", "Ended (completed)", "Last day of the extension"]
    assert later(date(2026, 6, 2)) == plans
    assert later(date(2026, 6, 1)) == ["Pause begins", *plans]
    assert later(date(2026, 5, 31)) == ["Pause ends", *plans]
    assert "Meeting missed" not in later(date(2026, 7, 15))
    assert "Meeting missed" in later(date(2026, 7, 16))


def of(**pairing: Any) -> tuple[facts.Fact, ...]:
    return facts.of_pairing(records.pairing("ada-11--bo-01", {**LIFE, **pairing}))


def meetings(*days: str) -> Data:
    """Return meetings, each with its day in May and its outcome."""
    pairs = [day.split() for day in days]
    return {"meetings": [{"date": f"2026-05-{day}", "outcome": outcome} for day, outcome in pairs]}


def feedback(*answers: str) -> Data:
    pairs = [answer.split() for answer in answers]
    return {
        "feedback": {
            "mentee": [{"date": f"2026-05-{day}", "answer": answer} for day, answer in pairs]
        }
    }


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (meetings("04 held"), meetings("04 held"), []),
        (meetings("04 held", "11 held"), meetings("11 held", "04 held"), []),
        (meetings("04 held"), meetings("04 held", "11 held"), [(None, "11 held")]),
        (meetings("04 held", "11 held"), meetings("11 held"), [("04 held", None)]),
        (meetings("04 planned"), meetings("04 held"), [("04 planned", "04 held")]),
        (meetings("04 held"), meetings("05 held"), [("04 held", "05 held")]),
        (meetings("04 planned"), meetings("05 held"), [("04 planned", "05 held")]),
        (meetings("04 held"), meetings("05 planned"), [(None, "05 planned"), ("04 held", None)]),
        (
            meetings("04 held", "05 held"),
            meetings("06 held", "07 held"),
            [("04 held", "06 held"), ("05 held", "07 held")],
        ),
        (
            meetings("04 held", "05 held"),
            meetings("06 held", "07 moved"),
            [("04 held", None), ("05 held", None), (None, "06 held"), (None, "07 moved")],
        ),
        (meetings("04 held", "04 moved"), meetings("04 held"), [("04 moved", None)]),
        (feedback("04 undecided"), feedback("05 start"), [("04 undecided", "05 start")]),
        (feedback("04 undecided"), feedback("04 start"), [("04 undecided", "04 start")]),
        (
            feedback("04 undecided"),
            feedback("04 undecided", "09 start"),
            [(None, "09 start")],
        ),
    ],
)
def test_a_difference_is_a_fact_more_or_less_or_another_day_or_word(
    old: Data, new: Data, changes: list[tuple[str | None, str | None]]
) -> None:
    def named(fact: facts.Fact | None) -> str | None:
        return None if fact is None else f"{fact.on:%d} {fact.state}"

    differences = facts.differences(of(**old), of(**new))
    assert sorted(map(str, ((named(was), named(now)) for was, now in differences))) == sorted(
        map(str, changes)
    )
    days = [min(fact.on for fact in difference if fact is not None) for difference in differences]
    assert days == sorted(days)


def test_a_talk_with_the_one_is_none_with_the_other() -> None:
    talks = [
        [{"date": "2026-05-04", "with": side} for side in sides]
        for sides in (("mentee", "mentor"), ("mentor",))
    ]
    (difference,) = facts.differences(of(contacts=talks[0]), of(contacts=talks[1]))
    assert difference.old is not None
    assert (difference.old.state, difference.new) == ("mentee", None)


@pytest.mark.parametrize(
    ("entry", "today", "is_there"),
    [
        ({"admitted": "2026-03-02"}, "2026-03-01", False),
        ({"admitted": "2026-03-02"}, "2026-03-02", True),
        ({"admitted": "2026-03-03", "interview": {"date": "2026-03-02"}}, "2026-03-02", True),
        ({"admitted": "2026-03-03", "withdrawn": "2026-03-02"}, "2026-03-02", True),
    ],
)
def test_an_entry_is_there_from_its_first_fact_on(
    entry: Data, today: str, *, is_there: bool
) -> None:
    data = oracle.person("ada-11") | {"mentee": {"cohort": "one", **entry}}
    day = oracle.day(today)
    person = facts.known_of(records.participant("ada-11", data), day)
    assert (person is not None) == is_there
    both = records.participant("ada-11", data | {"mentor": {"offers": [], "capacity": 1}})
    mentor = facts.known_of(both, day)
    assert mentor is not None
    assert len(mentor.participations) == is_there
    earlier = {"cohort": "none", "admitted": "2025-01-01"}
    data = data | {"mentee": [earlier, data["mentee"]]}
    again = facts.known_of(records.participant("ada-11", data), day)
    assert again is not None
    assert len(again.participations) == 1 + is_there


def test_what_is_only_planned_is_there_on_every_day() -> None:
    day = date(2026, 3, 1)
    plans = {"meetings": [{"date": "2026-05-04", "outcome": "planned"}]}
    bare = {key: LIFE[key] for key in ("mentee", "mentor", "cohort")}
    for pairing, is_there in (
        (bare, True),
        (bare | plans, True),
        (bare | {"agreement": "2026-03-02"}, False),
        (bare | {"agreement": "2026-03-01"}, True),
        (bare | plans | {"agreement": "2026-03-02"}, False),
        (bare | {"contacts": [{"date": f"2026-03-0{n}", "with": "mentee"} for n in (2, 1)]}, True),
    ):
        dated = facts.of_pairing(records.pairing("ada-11--bo-01", pairing))
        assert facts.has_begun(dated, day) == is_there


def test_differences_of_several_kinds_come_by_their_first_day() -> None:
    old = of(**meetings("04 held"), contacts=[])
    new = of(**meetings("09 held"), contacts=[{"date": "2026-05-05", "with": "mentee"}])
    kinds = [difference.new and difference.new.kind for difference in facts.differences(old, new)]
    assert kinds == ["meeting", "contact"]


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({}, []),
        ({"notified": "2026-03-02"}, ["notified"]),
        ({"mentor": {"offers": [], "capacity": 1}}, []),
        ({"mentor": {"offers": [], "capacity": 1, "added": "2026-03-02"}}, ["added"]),
        ({"mentor": {"offers": [], "capacity": 1, "left": "2026-03-02"}}, ["left"]),
        ({"mentee": {"cohort": "one", "admitted": "2026-03-02"}}, ["admitted"]),
        (
            {
                "mentee": {
                    "cohort": "one",
                    "admitted": "2026-03-02",
                    "interview": {"date": "2026-03-03"},
                    "withdrawn": "2026-03-04",
                }
            },
            ["admitted", "interview", "withdrawn"],
        ),
    ],
)
def test_a_person_has_the_facts_that_the_file_has(more: Data, kinds: list[str]) -> None:
    data = oracle.person("ada-11") | more
    person = records.participant("ada-11", data)
    assert [fact.kind for fact in facts.of_participant(person)] == kinds
    for fact in facts.of_participant(person):
        part: Any = data
        for step in fact.day_route:
            part = part[step]
        assert part == f"{fact.on}"
