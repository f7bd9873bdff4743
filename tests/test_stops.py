"""What has happened between people stops a suggestion, or is said in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap import matching
from mentorskap.files import disk
from mentorskap.files.schema import at, compile_schema
from mentorskap.matching.stops import JUST_REFUSED, LIFTED, REFUSED, TIES, TIME, Stops
from mentorskap.rules import RULES
from mentorskap.rules.check import check
from mentorskap.words import titles
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import PLAIN, Voice
from tests import oracle
from tests.test_deadlines import ACTIVE, START, proposed
from tests.test_ties import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentorskap.matching import Weighing, WhatIf
    from tests.conftest import Outcome
    from tests.oracle import Data, World

    Command = Callable[..., Outcome]

TODAY = date(2026, 6, 2)


def ended(reason: str, on: str = "2026-05-20") -> Data:
    return {"ended": {"date": on, "reason": reason}}


def answered(answer: str, key: str = "mentor_answer", on: str = "2026-05-20", **more: str) -> Data:
    steps = ("mentor_asked", "mentor_answer", "mentee_informed")
    return proposed(
        *steps[: steps.index("mentee_informed") + 1],
        **{key: {"date": on, "answer": answer, **more}},
    )


OBJECTED = answered("objected", "mentee_answer", reason="personal")
NOT_RIGHT = answered("declined", reason="not-right")
QUESTION = {"proposal": {"mentor_asked": "2026-05-18"}}
NO_TIME = answered("declined", reason="time")
NOT_STARTED = ACTIVE | {"feedback": START | {"mentor": {"date": "2026-05-20", "answer": "decline"}}}


def weighing(data: World, what_if: WhatIf = matching.AS_IT_IS) -> Weighing:
    return matching.Weighing(oracle.snapshot(data, TODAY), what_if)


def stopped(data: World) -> list[str]:
    """Return what keeps the two apart."""
    return [stop.id for stop in weighing(data).stops.of("ada-11", "bo-01")]


def said(data: World, what_if: WhatIf = matching.AS_IT_IS) -> list[str]:
    """Return the same in words."""
    voice = Voice(ENGLISH, {}, PLAIN)
    return [voice.phrase(stop.why) for stop in weighing(data, what_if).stops.of("ada-11", "bo-01")]


def happened(data: World) -> list[tuple[str | None, str, str | None, str]]:
    """Return what `suggest` says of the past, as its JSON does."""
    return [
        (
            None if episode.on is None else episode.on.isoformat(),
            episode.stage,
            episode.reason,
            episode.pairing.mentee,
        )
        for episode in weighing(data).stops.between("ada-11", "bo-01")
    ]


def elsewhere(pairing: Data) -> Data:
    """Return a pairing in an earlier cohort."""
    return pairing | {"cohort": "before"}


def with_cohorts(data: World) -> World:
    data["programme"]["cohorts"].append(
        {
            "id": "before",
            "name": {"sv": "Förr", "en": "Before"},
            "starts": "2025-03-01",
            "ends": "2026-05-28",
        }
    )
    return data


PARTED = [
    (OBJECTED, "mentee-objected", "personal"),
    (NOT_RIGHT, "mentor-declined", "not-right"),
    (NOT_STARTED, "not-started", None),
    *(
        (ACTIVE | ended(reason), "ended-early", reason)
        for reason in ("not-working", "mentor-left", "withdrawn", "other")
    ),
    (answered("accepted") | ended("mentor-left", "2026-05-22"), "withdrawn", "mentor-left"),
    (answered("accepted") | ended("not-working", "2026-05-22"), "withdrawn", "not-working"),
]


@pytest.mark.parametrize(("pairing", "stage", "reason"), PARTED)
def test_two_who_parted_in_the_cohort_are_kept_apart_and_check_warns_of_it(
    pairing: Data, stage: str, reason: str | None
) -> None:
    data = people({}, {}, pairing)
    assert stopped(data) == [REFUSED]
    ((on, *what),) = happened(data)
    assert what == [stage, reason, "ada-11"]
    again = people({}, {}, pairing, {"proposal": {"mentor_asked": "2026-05-29"}})
    report = check(oracle.snapshot(again, TODAY), RULES, lambda _path: None)
    (finding,) = [finding for finding in report.findings if finding.rule == REFUSED]
    assert (finding.severity, finding.path) == ("warning", "pairings/ada-11--bo-01--2.yml")
    assert finding.message.values["day"].on.isoformat() == on


@pytest.mark.parametrize(("pairing", "stage", "reason"), PARTED)
def test_what_happened_in_another_cohort_is_said_and_stops_nobody(
    pairing: Data, stage: str, reason: str | None
) -> None:
    data = with_cohorts(people({}, {}, elsewhere(pairing)))
    assert stopped(data) == []
    ((_, *what),) = happened(data)
    assert what == [stage, reason, "ada-11"]


@pytest.mark.parametrize("reason", ["withdrawn", "other"])
def test_a_proposal_that_was_dropped_for_another_is_said_and_stops_nobody(reason: str) -> None:
    data = people({}, {}, answered("accepted") | ended(reason, "2026-05-22"))
    assert stopped(data) == []
    assert happened(data) == [("2026-05-22", "withdrawn", reason, "ada-11")]


def test_a_draft_is_said() -> None:
    data = people({}, {}, {})
    assert stopped(data) == []
    assert happened(data) == [(None, "drafted", None, "ada-11")]


def test_what_has_not_happened_yet_stops_nobody() -> None:
    data = people({}, {}, answered("declined", on="2026-06-03", reason="time"))
    assert REFUSED not in stopped(data)
    assert JUST_REFUSED not in stopped(data)


def of_another(pairing: Data, **more: Any) -> World:
    """Return the two, and a pairing of the mentor with another mentee."""
    data = people({}, {"mentor": {"offers": [], "capacity": 3}})
    data["participants"]["cleo-02"] = oracle.person("cleo-02") | {
        "organisation": "Elden",
        "mentee": {"cohort": "one", "admitted": "2026-01-12"},
    }
    data["pairings"]["cleo-02--bo-01"] = {
        "mentee": "cleo-02",
        "mentor": "bo-01",
        "cohort": "one",
        **pairing,
    }
    data["programme"] |= more
    return data


@pytest.mark.parametrize(
    ("days", "limit", "still"),
    [(0, 90, True), (89, 90, True), (90, 90, False), (91, 90, False), (6, 7, True), (7, 7, False)],
)
def test_a_mentor_without_time_for_anyone_is_left_in_peace_for_a_while(
    days: int, limit: int, *, still: bool
) -> None:
    day = (TODAY - timedelta(days)).isoformat()
    no = {"date": day, "answer": "declined", "reason": "time"}
    pairing = {"proposal": {"mentor_asked": day, "mentor_answer": no}}
    data = of_another(pairing, limits={"ask_again": limit})
    assert stopped(data) == [JUST_REFUSED] * still
    data["programme"]["limits"] = {"ask_again": 1}
    data["programme"]["cohorts"][0]["limits"] = {"ask_again": limit}
    assert stopped(data) == [JUST_REFUSED] * still
    assert happened(data) == [(day, "mentor-declined", "time", "cleo-02")]


def test_of_two_noes_for_lack_of_time_the_later_one_counts() -> None:
    data = of_another(NO_TIME, limits={"ask_again": 60})
    early: Data = {"date": "2026-03-10", "answer": "declined", "reason": "time"}
    data["pairings"]["dora-03--bo-01"] = {
        **data["pairings"]["cleo-02--bo-01"],
        "mentee": "dora-03",
        "proposal": {"mentor_asked": "2026-03-09", "mentor_answer": early},
    }
    assert said(data) == [
        (
            "said no for lack of time on 20 May 2026, when asked to mentor `cleo-02`; may be asked"
            " again from 19 July 2026"
        )
    ]


@pytest.mark.parametrize(
    ("pairing", "what"),
    [
        (NOT_RIGHT, [("2026-05-20", "mentor-declined", "not-right", "cleo-02")]),
        (
            ACTIVE | ended("mentor-left"),
            [("2026-05-20", "ended-early", "mentor-left", "cleo-02")],
        ),
        (ACTIVE | ended("not-working"), []),
        (OBJECTED, []),
        (ACTIVE, []),
        (answered("accepted"), []),
        (QUESTION, [("2026-05-18", "mentor-asked", None, "cleo-02")]),
        ({}, [(None, "drafted", None, "cleo-02")]),
        ({"proposal": {"mentor_asked": "2026-06-03"}}, [(None, "drafted", None, "cleo-02")]),
        (ended("other", "2026-05-20"), []),
    ],
)
def test_of_a_mentor_and_others_a_no_a_question_and_a_draft_are_said(
    pairing: Data, what: list[tuple[str | None, str, str | None, str]]
) -> None:
    data = of_another(pairing)
    assert stopped(data) == []
    assert happened(data) == what


@pytest.mark.parametrize(
    ("capacity", "words"),
    [
        (0, "takes no mentees at present"),
        (1, "the only place is taken"),
        (2, "both places are taken"),
        (3, "all 3 places are taken"),
    ],
)
def test_without_room_it_is_said_how_many_places_there_are(capacity: int, words: str) -> None:
    data = people({}, {"mentor": {"offers": [], "capacity": capacity}})
    data["pairings"] = {
        f"cleo-{number}--bo-01": {
            **QUESTION,
            "mentee": f"cleo-{number}",
            "mentor": "bo-01",
            "cohort": "one",
        }
        for number in range(capacity)
    }
    assert said(data) == [words]
    if capacity:
        data["pairings"].popitem()
        assert said(data) == []


def test_a_mentor_with_time_for_one_cohort_is_open_to_its_mentees_alone() -> None:
    free = {"available": {"until": "2027-02-26"}}
    data = people({}, {"mentor": {"offers": [], "capacity": 2, **free}})
    data["programme"]["cohorts"].append(
        {
            "id": "later",
            "name": {"sv": "Sen", "en": "Later"},
            "starts": "2026-03-01",
            "ends": "2027-02-27",
        }
    )
    ada = data["participants"]["ada-11"]
    cleo = {**ada, "mentee": {**ada["mentee"], "cohort": "later"}, "organisation": "Elden"}
    data["participants"]["cleo-02"] = cleo
    stops = weighing(data).stops
    for _ in ("worked out", "remembered"):
        assert [stops.open_to(id_) for id_ in ("ada-11", "cleo-02")] == [[0], []]


def test_a_colleague_of_the_unit_is_open_to_nobody_where_that_stops() -> None:
    apart = {"same_organisation": "allow", "same_unit": "stop"}
    for unit, open_to in (("Elnät", []), ("Fjärrvärme", [0])):
        house = {"organisation": "Norrsken"}
        data = people(house | {"unit": "Elnät"}, house | {"unit": unit}, **apart)
        assert weighing(data).stops.open_to("ada-11") == open_to


@pytest.mark.parametrize(
    ("setting", "by", "looked_at"), [("stop", [TIES], 0), ("warn", [], 1), ("allow", [], 0)]
)
def test_what_is_only_warned_of_is_looked_at_and_what_stops_is_not_said_twice(
    setting: str, by: list[str], looked_at: int
) -> None:
    house = {"organisation": "Norrsken"}
    data = people(house, house, same_organisation=setting)
    assert stopped(data) == by
    assert len(weighing(data).stops.checks("ada-11", "bo-01")) == looked_at


# What may be lifted.


@pytest.mark.parametrize(
    ("lifted", "left"),
    [
        ((REFUSED,), [JUST_REFUSED]),
        ((JUST_REFUSED,), [REFUSED]),
        ((REFUSED, JUST_REFUSED), []),
        (("ada-11=bo-01",), []),
        ((), [REFUSED, JUST_REFUSED]),
    ],
)
def test_a_stop_is_lifted_for_all_or_for_one_pair(lifted: tuple[str, ...], left: list[str]) -> None:
    data = people({}, {}, NO_TIME)
    snapshot = oracle.snapshot(data, TODAY)
    weighed = weighing(data, matching.asked(snapshot, (), (), (), lifted))
    assert [stop.id for stop in weighed.stops.of("ada-11", "bo-01")] == left
    suggestion = matching.suggestion(weighed, "ada-11")
    assert [candidate.mentor for candidate in suggestion.candidates] == ["bo-01"] * (not left)
    assert (weighed.mentor_of("ada-11") is None) == bool(left)
    for candidate in suggestion.candidates:
        assert [episode.stage for episode in candidate.between] == ["mentor-declined"]


def test_a_pair_is_freed_of_what_may_be_lifted_and_no_other_pair_with_it() -> None:
    data = people({"languages": ["fi"]}, {"mentor": {"offers": [], "capacity": 0}}, NO_TIME)
    data["participants"]["dan-03"] = oracle.person("dan-03") | {
        "organisation": "Elden",
        "mentor": {"offers": [], "capacity": 1},
    }
    snapshot = oracle.snapshot(data, TODAY)
    stops = weighing(data, matching.asked(snapshot, (), (), (), ("ada-11=bo-01",))).stops
    assert [stop.id for stop in stops.of("ada-11", "bo-01")] == ["mentor-has-room"]
    assert [stop.id for stop in stops.of("ada-11", "dan-03")] == ["pair-has-a-common-language"]
    assert stops.open_to("ada-11") == []


@pytest.mark.parametrize("lifted", [(), (TIME,), ("ada-11=bo-01",)])
@pytest.mark.parametrize(
    ("left", "free"), [("2026-06-02", False), ("2026-06-03", True)], ids=["today", "tomorrow"]
)
def test_who_has_left_the_network_is_proposed_to_nobody_whatever_is_lifted(
    left: str, lifted: tuple[str, ...], *, free: bool
) -> None:
    data = people({}, {"mentor": {"offers": [], "capacity": 1, "left": left}})
    snapshot = oracle.snapshot(data, TODAY)
    what_if = matching.asked(snapshot, (), (), (), lifted)
    if not free:
        assert said(data, what_if) == ["left the network on 2 June 2026"]
    stops = weighing(data, what_if).stops
    free = free and lifted != ()
    assert stops.open_to("ada-11") == [0] * free
    assert [stop.id for stop in stops.of("ada-11", "bo-01")] == [TIME] * (not free)


def test_a_pair_whose_mentor_is_not_weighed_is_freed_of_nothing() -> None:
    snapshot = oracle.snapshot(people({}, {}, NO_TIME), TODAY)
    freed = [("ada-11", "bo-01")]
    assert Stops(snapshot, ("bo-01",), (), freed).open_to("ada-11") == [0]
    assert Stops(snapshot, (), (), freed).open_to("ada-11") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mehmet-31=", "Write for example"),
        ("=tuula-27", "Write for example"),
        ("nobody-00=tuula-27", "There is no mentee"),
        ("mehmet-31=nobody-00", "There is no mentor"),
        ("anna-07=tuula-27", "already has a live pairing"),
        ("mentor-has-room", "cannot be lifted"),
        ("anything", "There is no stop"),
    ],
)
def test_what_cannot_be_lifted_is_refused(command: Command, text: str, words: str) -> None:
    outcome = command("suggest", "mehmet-31", "--lift", text)
    assert outcome.code == 2
    assert words in outcome.out + outcome.err


def test_the_past_is_in_the_json_and_in_the_lines(command: Command) -> None:
    lift = ("--lift", "mehmet-31=tuula-27")
    asked = ("suggest", "mehmet-31", *lift, "--format", "json")
    between = {entry["mentor"]: entry["between"] for entry in command(*asked).json()["candidates"]}
    assert between["tuula-27"] == [
        {
            "date": "2026-10-15",
            "what": "mentor-declined",
            "reason": "time",
            "mentee": "ibrahim-51",
        }
    ]
    (no,) = between["margareta-19"]
    assert (no["date"], no["reason"]) == ("2026-11-13", "not-right")
    said = command("suggest", "mehmet-31", *lift).out
    assert "13 November 2026" in said
    assert "does not feel like the right mentor" in said
    whole = command("suggest", *lift, "--format", "json").json()
    assert {pair["mentor"] for pair in whole["pairs"] if pair["mentee"] == "mehmet-31"} <= {
        "tuula-27",
        "margareta-19",
    }


def test_an_early_end_is_named_in_the_answer(command: Command, example: Path) -> None:
    outcome = command("suggest", "aino-34", "--format", "json", root=example, today="2025-09-30")
    answer = outcome.json()
    assert "mirza-21" not in {candidate["mentor"] for candidate in answer["candidates"]}
    (blocked,) = [entry for entry in answer["blocked"] if entry["mentor"] == "mirza-21"]
    assert REFUSED in blocked["by"]
    for lang, words in (
        ("en", "have been a pair, which ended on 26 September 2025"),
        ("sv", "har varit ett par, avslutat den 26 september 2025"),
    ):
        said = command("suggest", "aino-34", root=example, today="2025-09-30", lang=lang).out
        assert words in said
        assert ".." not in said


# Availability.


@pytest.mark.parametrize(
    ("begins", "more", "free"),
    [
        ("2026-06-02", {}, True),
        ("2026-06-03", {}, True),
        ("2026-06-19", {}, True),  # 7 + 5 + 5 days after today
        ("2026-06-20", {}, False),
        (
            "2026-06-06",
            {"limits": {"mentor_answer": 1, "inform_mentee": 1, "mentee_answer": 1}},
            False,
        ),
        (
            "2026-06-05",
            {"limits": {"mentor_answer": 1, "inform_mentee": 1, "mentee_answer": 1}},
            True,
        ),
    ],
)
def test_a_mentor_is_asked_who_has_time_once_the_answers_can_be_in(
    begins: str, more: Data, *, free: bool
) -> None:
    mentor = {"mentor": {"offers": [], "capacity": 1, "available": {"from": begins}}}
    assert stopped(people({}, mentor, **more)) == ([] if free else [TIME])


def test_the_days_of_a_break_do_not_count_as_days_to_answer() -> None:
    mentor = {"mentor": {"offers": [], "capacity": 1, "available": {"from": "2026-06-29"}}}
    data = people({}, mentor)
    data["programme"]["cohorts"][0]["breaks"] = [{"from": "2026-06-10", "until": "2026-06-19"}]
    assert stopped(data) == []
    mentor["mentor"]["available"] = {"from": "2026-06-30"}
    assert stopped(data) == [TIME]


@pytest.mark.parametrize(("until", "free"), [("2027-02-26", True), ("2027-02-25", False)])
def test_a_mentor_is_asked_who_has_time_until_the_last_day(until: str, *, free: bool) -> None:
    mentor = {"mentor": {"offers": [], "capacity": 1, "available": {"until": until}}}
    assert stopped(people({}, mentor)) == ([] if free else [TIME])


# The words.


def test_every_reason_of_the_schema_has_its_words() -> None:
    schema = compile_schema("pairing", disk.packaged_text("schemas/pairing.schema.json"))
    reasons = {
        reason
        for route in (
            ("proposal", "mentor_answer", "reason"),
            ("proposal", "mentee_answer", "reason"),
            ("ended", "reason"),
        )
        for reason in at(schema, route)["enum"]
    }
    assert set(titles.REASONS) == reasons
    assert set(LIFTED) < set(titles.STOPS)


def test_a_no_without_a_reason_is_said_all_the_same() -> None:
    assert stopped(people({}, {}, answered("declined"))) == [REFUSED]
