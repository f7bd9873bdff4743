"""Laws of a pairing's stages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.files import records
from mentorskap.model import lifecycle
from tests import oracle

if TYPE_CHECKING:
    from tests.oracle import Data, World

DAY = timedelta(days=1)
LIFE: Data = {
    "mentee": "ada-11",
    "mentor": "bo-01",
    "cohort": "one",
    "proposal": {
        "mentor_asked": "2026-03-02",
        "mentor_answer": {"date": "2026-03-04", "answer": "accepted"},
        "mentee_informed": "2026-03-05",
        "mentee_answer": {"date": "2026-03-09", "answer": "accepted"},
    },
    "meetings": [
        {"date": "2026-03-16", "outcome": "held"},
        {"date": "2026-04-20", "outcome": "held"},
    ],
    "feedback": {
        "mentee": {"date": "2026-03-17", "answer": "start"},
        "mentor": {"date": "2026-03-19", "answer": "start"},
    },
    "pauses": [{"from": "2026-05-01", "until": "2026-05-31"}],
    "ended": {"date": "2026-09-30", "reason": "completed"},
}


def stage(pairing: Data, today: str) -> tuple[str, str | None]:
    found = lifecycle.stage(records.pairing("ada-11--bo-01", pairing), oracle.day(today))
    return found.name, None if found.since is None else f"{found.since}"


def test_every_stage_has_its_word_and_the_closed_ones_are_closed() -> None:
    assert set(lifecycle.STAGES) == {
        "drafted", "mentor-asked", "mentor-declined", "mentor-accepted", "mentee-informed", "mentee-objected", "first-meeting",
        "feedback", "not-started", "active", "paused", "completed", "ended-early", "withdrawn",
    }  # fmt: skip
    assert set(lifecycle.CLOSED) == {
        "mentor-declined",
        "mentee-objected",
        "not-started",
        "completed",
        "ended-early",
        "withdrawn",
    }


@pytest.mark.parametrize(
    ("today", "name", "since"),
    [
        ("2026-03-01", "drafted", None),
        ("2026-03-02", "mentor-asked", "2026-03-02"),
        ("2026-03-03", "mentor-asked", "2026-03-02"),
        ("2026-03-04", "mentor-accepted", "2026-03-04"),
        ("2026-03-05", "mentee-informed", "2026-03-05"),
        ("2026-03-09", "first-meeting", "2026-03-09"),
        ("2026-03-15", "first-meeting", "2026-03-09"),
        ("2026-03-16", "feedback", "2026-03-16"),
        ("2026-03-18", "feedback", "2026-03-16"),
        ("2026-03-19", "active", "2026-03-19"),
        ("2026-04-30", "active", "2026-03-19"),
        ("2026-05-01", "paused", "2026-05-01"),
        ("2026-05-31", "paused", "2026-05-01"),
        ("2026-06-01", "active", "2026-03-19"),
        ("2026-09-29", "active", "2026-03-19"),
        ("2026-09-30", "completed", "2026-09-30"),
        ("2028-02-29", "completed", "2026-09-30"),
    ],
)
def test_a_life_is_told_day_by_day(today: str, name: str, since: str | None) -> None:
    assert stage(LIFE, today) == (name, since)


def answers(mentee: str, mentor: str) -> Data:
    return {
        **LIFE,
        "feedback": {
            "mentee": {"date": "2026-03-17", "answer": mentee},
            "mentor": {"date": "2026-03-19", "answer": mentor},
        },
    }


@pytest.mark.parametrize(
    ("pairing", "today", "name"),
    [
        (
            {
                **LIFE,
                "proposal": {
                    **LIFE["proposal"],
                    "mentor_answer": {"date": "2026-03-04", "answer": "declined"},
                },
            },
            "2026-03-04",
            "mentor-declined",
        ),
        (
            {
                **LIFE,
                "proposal": {
                    **LIFE["proposal"],
                    "mentee_answer": {"date": "2026-03-09", "answer": "objected"},
                },
            },
            "2026-03-09",
            "mentee-objected",
        ),
        (answers("decline", "start"), "2026-03-16", "feedback"),
        (answers("decline", "start"), "2026-03-17", "not-started"),
        (answers("start", "decline"), "2026-03-18", "feedback"),
        (answers("start", "decline"), "2026-03-19", "not-started"),
        (answers("undecided", "start"), "2026-05-05", "feedback"),
        (answers("start", "undecided"), "2026-05-05", "feedback"),
        (answers("undecided", "start"), "2026-09-30", "withdrawn"),
        (
            LIFE | {"ended": {"date": "2026-03-18", "reason": "completed"}},
            "2026-03-19",
            "withdrawn",
        ),
        (LIFE | {"ended": {"date": "2026-03-19", "reason": "other"}}, "2026-03-19", "ended-early"),
        (
            LIFE | {"ended": {"date": "2026-03-03", "reason": "withdrawn"}},
            "2026-03-03",
            "withdrawn",
        ),
        (LIFE | {"pauses": [{"from": "2026-05-01"}]}, "2026-08-31", "paused"),
        (
            LIFE | {"pauses": [{"from": "2026-03-10", "until": "2026-03-31"}]},
            "2026-03-16",
            "feedback",
        ),
        (LIFE | {"pauses": [{"from": "2026-09-01"}]}, "2026-09-30", "completed"),
        *(
            (LIFE | {"ended": {"date": "2026-09-30", "reason": reason}}, "2026-09-30", "completed")
            for reason in ("completed", "goal-reached")
        ),
        *(
            (
                LIFE | {"ended": {"date": "2026-09-30", "reason": reason}},
                "2026-09-30",
                "ended-early",
            )
            for reason in ("mentor-left", "mentee-left", "not-working", "withdrawn", "other")
        ),
    ],
)
def test_a_turn_in_a_life_has_its_stage(pairing: Data, today: str, name: str) -> None:
    assert stage(pairing, today)[0] == name


def test_an_answer_that_changes_before_the_start_is_the_answer() -> None:
    assert stage(answers("decline", "undecided"), "2026-03-25")[0] == "not-started"
    assert stage(answers("undecided", "undecided"), "2026-03-25")[0] == "feedback"
    assert stage(answers("start", "start"), "2026-03-25")[0] == "active"


@pytest.mark.parametrize(
    ("mentee", "today", "expected"),
    [
        (["17 undecided", "24 start"], "2026-03-23", ("feedback", "2026-03-16")),
        (["17 undecided", "24 start"], "2026-03-24", ("active", "2026-03-24")),
        (["24 start", "17 undecided"], "2026-03-24", ("active", "2026-03-24")),
        (["17 undecided", "24 decline"], "2026-03-23", ("feedback", "2026-03-16")),
        (["17 undecided", "24 decline"], "2026-03-24", ("not-started", "2026-03-24")),
        (["24 undecided", "24 start"], "2026-03-24", ("active", "2026-03-24")),
        (["17 undecided", "18 undecided"], "2026-04-24", ("feedback", "2026-03-16")),
        (["18 start"], "2026-03-24", ("active", "2026-03-19")),
    ],
)
def test_of_several_answers_the_latest_by_its_day_counts(
    mentee: list[str], today: str, expected: tuple[str, str]
) -> None:
    listed = [{"date": f"2026-03-{text[:2]}", "answer": text.partition(" ")[2]} for text in mentee]
    feedback = {**LIFE["feedback"], "mentee": listed}
    assert stage({**LIFE, "feedback": feedback}, today) == expected


def test_an_answer_after_the_end_leaves_a_completion_one() -> None:
    late = [LIFE["feedback"]["mentee"], {"date": "2026-10-02", "answer": "undecided"}]
    pairing = {**LIFE, "feedback": {**LIFE["feedback"], "mentee": late}}
    assert stage(pairing, "2026-10-03") == ("completed", "2026-09-30")


@oracle.laws
@given(oracle.worlds())
def test_a_stage_is_the_one_that_reliving_every_fact_leads_to(case: tuple[World, date]) -> None:
    world, today = case
    for id_, found in oracle.snapshot(world, today).stages.items():
        name, since = oracle.stage(world["pairings"][id_], today)
        assert found.name == name
        assert found.name == "paused" or found.since == since


@oracle.laws
@given(oracle.worlds())
def test_on_the_day_since_which_a_stage_stands_it_stood(case: tuple[World, date]) -> None:
    world, today = case
    for id_, found in oracle.snapshot(world, today).stages.items():
        if found.since is not None:
            then = oracle.snapshot(world, found.since).stages[id_].name
            assert then == found.name or (found.name, then) == ("active", "paused")


@oracle.laws
@given(oracle.worlds())
def test_a_stage_rests_on_no_fact_dated_after_the_day(case: tuple[World, date]) -> None:
    world, today = case
    assert (
        oracle.snapshot(world, today).stages
        == oracle.snapshot(oracle.cut(world, today), today).stages
    )


@oracle.laws
@given(oracle.worlds(), st.integers(1, 300))
def test_a_closed_pairing_stays_closed(case: tuple[World, date], later: int) -> None:
    world, today = case
    after = oracle.snapshot(world, today + later * DAY).stages
    assert all(
        after[id_] == found
        for id_, found in oracle.snapshot(world, today).stages.items()
        if found.closed
    )


_PLACES = [
    ("proposal", "mentor_asked"),
    ("proposal", "mentor_answer"),
    ("proposal", "mentee_informed"),
    ("proposal", "mentee_answer"),
    ("feedback", "mentee"),
    ("feedback", "mentor"),
    ("ended",),
    ("meetings",),
]


@oracle.laws
@given(st.sets(st.sampled_from(_PLACES)), st.integers(0, 250))
def test_whatever_is_missing_there_is_a_stage(missing: set[tuple[str, ...]], passed: int) -> None:
    pairing = {
        key: dict(value) if isinstance(value, dict) else value for key, value in LIFE.items()
    }
    for place in missing:
        inner = pairing
        for key in place[:-1]:
            inner = inner[key]
        del inner[place[-1]]
    assert stage(pairing, f"{date(2026, 3, 1) + passed * DAY}")[0] in lifecycle.STAGES


def test_a_booked_meeting_is_planned_and_not_past() -> None:
    days = ("2026-03-16", "planned"), ("2026-03-17", "planned"), ("2026-03-18", "moved")
    meetings = [{"date": day, "outcome": outcome} for day, outcome in days]
    pairing = records.pairing("ada-11--bo-01", {**LIFE, "meetings": meetings})
    assert [f"{meeting.on}" for meeting in lifecycle.booked(pairing, date(2026, 3, 17))] == [
        "2026-03-17"
    ]


def test_a_pairing_rests_since_the_first_of_two_pauses() -> None:
    pauses = [{"from": "2026-03-16"}, {"from": "2026-03-10"}]
    pairing = records.pairing("ada-11--bo-01", {**LIFE, "pauses": pauses})
    assert lifecycle.resting(pairing, date(2026, 3, 17)) == date(2026, 3, 10)


def test_feedback_is_awaited_since_the_first_meeting_held() -> None:
    meetings = [{"date": day, "outcome": "held"} for day in ("2026-03-16", "2026-03-23")]
    data = {**LIFE, "meetings": meetings, "feedback": {}, "pauses": []}
    data.pop("ended", None)
    pairing = records.pairing("ada-11--bo-01", data)
    stage = lifecycle.stage(pairing, date(2026, 3, 24))
    assert stage == lifecycle.Stage("feedback", date(2026, 3, 16))


def test_of_two_closings_the_first_by_its_day_counts() -> None:
    told = LIFE | {
        "meetings": [],
        "feedback": {"mentor": {"date": "2026-03-17", "answer": "decline"}},
        "ended": {"date": "2026-03-10", "reason": "other"},
    }
    assert stage(told, "2026-04-01") == ("withdrawn", "2026-03-10")
    told["ended"] = {"date": "2026-03-18", "reason": "other"}
    assert stage(told, "2026-04-01") == ("not-started", "2026-03-17")


def test_the_next_booked_meeting_is_the_first_by_day_and_hour() -> None:
    days = ("2026-05-04", "13:00"), ("2026-04-20", "15:00"), ("2026-04-20", "09:30")
    meetings = [{"date": day, "time": hour, "outcome": "planned"} for day, hour in days]
    pairing = records.pairing("ada-11--bo-01", {**LIFE, "meetings": meetings})
    following = lifecycle.next_booked(pairing, date(2026, 4, 1))
    assert following == pairing.meetings[2]
    assert lifecycle.next_booked(pairing, date(2026, 4, 21)) == pairing.meetings[0]
    assert lifecycle.next_booked(pairing, date(2026, 5, 5)) is None


OBJECTED: Data = {
    "proposal": {
        **LIFE["proposal"],
        "mentee_answer": {"date": "2026-03-09", "answer": "objected", "reason": "other"},
    }
}
KEPT = ("mentee", "mentor", "cohort")


@pytest.mark.parametrize(
    ("side", "parts", "day"),
    [
        ("mentee", LIFE, "2026-03-05"),
        ("mentor", LIFE, "2026-03-09"),
        ("mentee", OBJECTED, "2026-03-05"),
        ("mentor", OBJECTED, None),
        ("mentee", {"meetings": LIFE["meetings"]}, "2026-03-16"),
        ("mentor", {"meetings": LIFE["meetings"]}, "2026-03-16"),
        ("mentee", {}, None),
        ("mentor", {}, None),
    ],
    ids=[
        "the mentee once informed",
        "the mentor once the mentee has said yes",
        "a mentee who objects knew",
        "the mentor does not hear of an objection",
        "the mentee once they have met",
        "the mentor too",
        "a draft is known to no mentee",
        "nor to a mentor",
    ],
)
def test_a_side_knows_the_other_from_a_day_on(side: str, parts: Data, day: str | None) -> None:
    pairing = records.pairing("ada-11--bo-01", {key: LIFE[key] for key in KEPT} | parts)
    first = date.max if day is None else oracle.day(day)
    for today in (date(2026, 3, 4) + timedelta(passed) for passed in range(30)):
        assert lifecycle.knows_the_other(pairing, side, today) == (today >= first)
