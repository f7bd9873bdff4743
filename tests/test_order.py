"""The rules about the order of things, on the day on which each begins to hold and the day beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.rules import order
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests import oracle
from tests.test_deadlines import ACTIVE, FIRST, PROPOSAL, proposed, world

if TYPE_CHECKING:
    from tests.oracle import Data, World

TODAY = "2026-11-23"
ASKED_ON = ("proposal", "mentor_asked")
INFORMED_ON = ("proposal", "mentee_informed")
Routes = list[tuple[str | int, ...]]


def broken(rule: Any, told: World, today: str = TODAY) -> Routes:
    """Return the places at which a rule finds something."""
    snapshot = oracle.snapshot(told, oracle.day(today))
    return [problem.where.route for problem in rule.look(snapshot)]


def said(rule: Any, told: World, today: str = TODAY) -> list[str]:
    """Return what a rule says, with its advice."""
    voice = Voice(ENGLISH, {})
    snapshot = oracle.snapshot(told, oracle.day(today))
    return [f"{voice(problem.message)} {voice(problem.fix)}" for problem in rule.look(snapshot)]


def mentee(**entry: Any) -> World:
    return world(mentee=entry)


def mentor(**entry: Any) -> World:
    told = world()
    told["participants"]["bo-01"]["mentor"] |= entry
    return told


def answered(side: str, day: str, answer: str = "accepted") -> Data:
    return {f"{side}_answer": {"date": day, "answer": answer}}


def meeting(day: str, outcome: str = "held") -> Data:
    return {"date": day, "outcome": outcome}


def active(**more: Any) -> World:
    return world({**ACTIVE, **more})


def not_interviewed(asked: str) -> World:
    told = world({"proposal": {"mentor_asked": asked}})
    del told["participants"]["ada-11"]["mentee"]["interview"]
    return told


@pytest.mark.parametrize(
    ("told", "routes"),
    [
        (world({"proposal": {"mentor_asked": "2026-02-20"}}), []),
        (world({"proposal": {"mentor_asked": "2026-02-19"}}), [ASKED_ON]),
        (not_interviewed("2026-02-20"), [ASKED_ON]),
        (world({}), []),
        (world({"cohort": "two", "proposal": {"mentor_asked": "2026-02-19"}}), []),
        (world({"mentee": "eva-12", "proposal": {"mentor_asked": "2026-02-19"}}), []),
    ],
    ids=["that day", "before it", "never", "nobody asked", "in no such cohort", "nobody there"],
)
def test_a_mentor_may_be_asked_from_the_day_of_the_interview(told: World, routes: Routes) -> None:
    assert broken(order.interview_comes_first, told) == routes


@pytest.mark.parametrize(
    ("proposal", "today", "routes"),
    [
        ({"mentee_informed": "2026-03-05"}, TODAY, [INFORMED_ON]),
        (
            {"mentee_informed": "2026-03-05", **answered("mentor", "2026-03-04", "declined")},
            TODAY,
            [INFORMED_ON],
        ),
        ({"mentee_informed": "2026-03-05", **answered("mentor", "2026-03-05")}, TODAY, []),
        (
            {"mentee_informed": "2026-03-05", **answered("mentor", "2026-03-06")},
            "2026-03-06",
            [INFORMED_ON],
        ),
        ({"mentee_informed": "2026-03-05", **answered("mentor", "2026-03-06")}, "2026-03-05", []),
        (answered("mentor", "2026-03-06", "declined"), TODAY, []),
    ],
    ids=["no answer", "a no", "the same day", "a day early", "still to come", "not informed"],
)
def test_a_mentee_may_hear_of_a_mentor_from_the_day_of_the_yes(
    proposal: Data, today: str, routes: Routes
) -> None:
    told = world({"proposal": proposal})
    assert broken(order.mentor_is_asked_before_the_mentee_is_told, told, today) == routes


INTERVIEW = ("mentee", "interview", "date")
WITHDRAWN = ("mentee", "withdrawn")


@pytest.mark.parametrize(
    ("told", "routes"),
    [
        (mentee(admitted="2026-02-20"), []),
        (mentee(admitted="2026-02-21"), [INTERVIEW]),
        (mentee(withdrawn="2026-02-20"), []),
        (mentee(withdrawn="2026-02-19"), [WITHDRAWN]),
        (mentee(admitted="2026-02-21", withdrawn="2026-02-19"), [INTERVIEW]),
        (mentee(withdrawn="2026-01-11"), [WITHDRAWN]),
        (mentee(withdrawn="2026-01-12", interview={"date": "2026-01-12"}), []),
        (mentor(available={"from": "2026-03-01", "until": "2026-03-01"}), []),
        (
            mentor(available={"from": "2026-03-02", "until": "2026-03-01"}),
            [("mentor", "available", "until")],
        ),
        (mentor(available={"from": "2026-03-02"}), []),
        (mentor(available={"until": "2026-03-02"}), []),
    ],
)
def test_the_days_of_a_person_run_forward(told: World, routes: Routes) -> None:
    assert broken(order.steps_run_forward, told) == routes


def test_who_was_never_interviewed_may_withdraw_from_the_day_of_admission_on() -> None:
    for day, routes in (("2026-01-12", []), ("2026-01-11", [WITHDRAWN])):
        told = mentee(withdrawn=day)
        del told["participants"]["ada-11"]["mentee"]["interview"]
        assert broken(order.steps_run_forward, told) == routes


ANSWER = ("proposal", "mentor_answer", "date")
REACTION = ("proposal", "mentee_answer", "date")
TALKS = [{"date": "2026-03-02", "with": "mentee"}, {"date": "2026-03-01", "with": "mentor"}]
NOT_ASKED: Data = {key: PROPOSAL[key] for key in ("mentor_answer", "mentee_informed")}
EARLY_NO = answered("mentor", "2026-03-04", "declined")


@pytest.mark.parametrize(
    ("pairing", "today", "routes"),
    [
        (proposed("mentor_asked", **answered("mentor", "2026-03-02")), TODAY, []),
        (proposed("mentor_asked", **answered("mentor", "2026-03-01")), TODAY, [ANSWER]),
        (proposed("mentor_asked", **answered("mentor", "2026-03-01")), "2026-03-02", [ANSWER]),
        (proposed("mentor_asked", **answered("mentor", "2026-03-01")), "2026-03-01", []),
        ({"proposal": NOT_ASKED}, TODAY, [ANSWER]),
        ({"proposal": PROPOSAL | answered("mentee", "2026-03-05")}, TODAY, []),
        ({"proposal": PROPOSAL | answered("mentee", "2026-03-04")}, TODAY, [REACTION]),
        ({"proposal": PROPOSAL | answered("mentee", "2026-03-04")}, "2026-03-05", [REACTION]),
        ({"proposal": PROPOSAL | answered("mentee", "2026-03-04")}, "2026-03-04", []),
        ({"proposal": PROPOSAL, "meetings": [meeting("2026-03-09")]}, TODAY, []),
        (
            {"proposal": PROPOSAL, "meetings": [FIRST, meeting("2026-03-08", "planned")]},
            TODAY,
            [("meetings", 1, "date")],
        ),
        ({"proposal": PROPOSAL, "meetings": [meeting("2026-03-08", "cancelled")]}, TODAY, []),
        (
            {"proposal": PROPOSAL, "meetings": [meeting("2026-03-08")]},
            "2026-03-09",
            [("meetings", 0, "date")],
        ),
        ({"proposal": PROPOSAL, "meetings": [meeting("2026-03-08")]}, "2026-03-08", []),
        (
            {**proposed("mentor_asked"), "meetings": [meeting("2026-03-08")]},
            TODAY,
            [("meetings", 0, "date")],
        ),
        (
            {**proposed("mentor_asked", **EARLY_NO), "meetings": [meeting("2026-03-08")]},
            TODAY,
            [],
        ),
        ({**ACTIVE, "contacts": TALKS}, TODAY, [("contacts", 1, "date")]),
        ({**ACTIVE, "contacts": TALKS}, "2026-03-02", [("contacts", 1, "date")]),
        ({**ACTIVE, "contacts": TALKS}, "2026-03-01", []),
        ({"contacts": TALKS}, TODAY, []),
        (
            {"contacts": TALKS, **proposed("mentor_asked", **answered("mentor", "2026-03-01"))},
            TODAY,
            [ANSWER],
        ),
        ({**ACTIVE, "pauses": [{"from": "2026-05-01", "until": "2026-05-01"}]}, TODAY, []),
        (
            {**ACTIVE, "pauses": [{"from": "2026-05-01"}, {"from": "2026-06-02", "until": "2026-06-01"}]},
            TODAY,
            [("pauses", 1, "until")],
        ),
    ],
)  # fmt: skip
def test_the_steps_of_a_pairing_run_forward(pairing: Data, today: str, routes: Routes) -> None:
    assert broken(order.steps_run_forward, world(pairing), today) == routes


def said_by(side: str, *days: str) -> Data:
    answers = [{"date": day, "answer": "start"} for day in days]
    return {"feedback": {side: answers if len(days) > 1 else answers[0]}}


@pytest.mark.parametrize("side", ["mentee", "mentor"])
@pytest.mark.parametrize(
    ("days", "today", "route"),
    [
        (("2026-03-16",), TODAY, None),
        (("2026-03-15",), TODAY, ("date",)),
        (("2026-03-15",), "2026-03-16", ("date",)),
        (("2026-03-15",), "2026-03-15", None),
        (("2026-03-17", "2026-03-15"), TODAY, (1, "date")),
    ],
    ids=["that day", "before it", "met today", "to meet tomorrow", "one of two"],
)
def test_feedback_comes_from_the_day_of_the_first_meeting_on(
    side: str, days: tuple[str, ...], today: str, route: tuple[str | int, ...] | None
) -> None:
    told = world({"proposal": PROPOSAL, "meetings": [FIRST], **said_by(side, *days)})
    assert broken(order.steps_run_forward, told, today) == (
        [] if route is None else [("feedback", side, *route)]
    )


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_feedback_without_a_meeting_is_found(side: str) -> None:
    for meetings in ([], [meeting("2026-03-16", "moved")]):
        told = world({"proposal": PROPOSAL, "meetings": meetings, **said_by(side, "2026-03-17")})
        assert broken(order.steps_run_forward, told) == [("feedback", side, "date")]


def person(id_: str, **more: Any) -> World:
    told = world()
    told["participants"][id_] |= more
    return told


@pytest.mark.parametrize(
    ("told", "day", "route"),
    [
        (mentee(admitted="2026-03-02", interview={"date": "2026-03-02"}), "2026-03-02", ("mentee", "admitted")),
        (mentor(added="2026-03-02"), "2026-03-02", ("mentor", "added")),
        (mentor(left="2026-03-02"), "2026-03-02", ("mentor", "left")),
        (person("bo-01", notified="2026-03-02"), "2026-03-02", ("notified",)),
        (world(proposed("mentor_asked")), "2026-03-02", ASKED_ON),
        (world({"proposal": answered("mentor", "2026-03-02")}), "2026-03-02", ANSWER),
        (world({"proposal": {"mentee_informed": "2026-03-02"}}), "2026-03-02", INFORMED_ON),
        (world({"proposal": answered("mentee", "2026-03-02")}), "2026-03-02", REACTION),
        (world({"meetings": [meeting("2026-03-02")]}), "2026-03-02", ("meetings", 0, "date")),
        (world({"meetings": [meeting("2026-03-02", "no-show")]}), "2026-03-02", ("meetings", 0, "date")),
        (world({"contacts": TALKS[:1]}), "2026-03-02", ("contacts", 0, "date")),
        (world({"agreement": "2026-03-02"}), "2026-03-02", ("agreement",)),
    ],
)  # fmt: skip
def test_what_is_written_as_done_may_be_of_today_and_not_of_tomorrow(
    told: World, day: str, route: tuple[str | int, ...]
) -> None:
    eve = f"{oracle.day(day).replace(day=1)}"
    assert broken(order.the_past_has_happened, told, day) == []
    assert broken(order.the_past_has_happened, told, eve) == [route]


def test_what_is_planned_may_lie_ahead() -> None:
    told = world(
        {
            "meetings": [meeting("2026-03-02", kind) for kind in ("planned", "moved", "cancelled")],
            "pauses": [{"from": "2026-03-02"}],
            "extended_until": "2027-03-02",
            "ended": {"date": "2026-03-02", "reason": "other"},
        }
    )
    assert broken(order.the_past_has_happened, told, "2026-03-01") == []


OBJECTION: Data = PROPOSAL | answered("mentee", "2026-03-09", "objected")
END: Data = {"ended": {"date": "2026-06-01", "reason": "mentor-left"}}
NO: Data = {"feedback": {"mentee": {"date": "2026-06-01", "answer": "decline"}}}
AFTER, ON_IT = "2026-06-02", "2026-06-01"


@pytest.mark.parametrize("close", [END, NO], ids=["an end", "a no"])
@pytest.mark.parametrize(
    ("facts", "route"),
    [
        (lambda day: {"meetings": [FIRST, meeting(day)]}, ("meetings", 1, "date")),
        (lambda day: {"meetings": [FIRST, meeting(day, "planned")]}, ("meetings", 1, "date")),
        (lambda day: {"meetings": [FIRST, meeting(day, "no-show")]}, ("meetings", 1, "date")),
        (lambda day: {"meetings": [FIRST, meeting(day, "cancelled")]}, None),
        (lambda day: {"meetings": [FIRST, meeting(day, "moved")]}, None),
        (lambda day: {"pauses": [{"from": day}]}, ("pauses", 0, "from")),
        (lambda day: {"pauses": [{"from": day, "until": day}]}, ("pauses", 0, "from")),
        (lambda day: {"pauses": [{"from": day, "until": "2026-05-31"}]}, None),
        (lambda day: {"agreement": day}, ("agreement",)),
    ],
)
def test_nothing_follows_an_end_or_a_no(
    close: Data, facts: Any, route: tuple[str | int, ...] | None
) -> None:
    rule = order.nothing_follows_the_end
    assert broken(rule, active(**close, **facts(ON_IT))) == []
    assert broken(rule, active(**close, **facts(AFTER))) == ([] if route is None else [route])


def test_a_talk_may_follow_a_no_and_not_an_end() -> None:
    talk = {"contacts": [{"date": AFTER, "with": "mentee"}]}
    assert broken(order.nothing_follows_the_end, active(**NO, **talk)) == []
    told = active(**END, **talk)
    assert broken(order.nothing_follows_the_end, told) == [("contacts", 0, "date")]
    assert broken(order.nothing_follows_the_end, told, AFTER) == [("contacts", 0, "date")]
    assert broken(order.nothing_follows_the_end, told, ON_IT) == []  # the day is the fault
    plan = active(**END, meetings=[FIRST, meeting(AFTER, "planned")])
    assert broken(order.nothing_follows_the_end, plan, ON_IT) == [("meetings", 1, "date")]


def test_where_the_question_follows_the_end_nothing_else_is_said_to() -> None:
    early = {"ended": {"date": "2026-03-01", "reason": "other"}}
    assert broken(order.nothing_follows_the_end, active(**early)) == [ASKED_ON]


@pytest.mark.parametrize(("day", "routes"), [("2026-03-02", []), ("2026-03-01", [ASKED_ON])])
def test_nobody_is_asked_after_leaving(day: str, routes: Routes) -> None:
    told = world(proposed("mentor_asked"), mentee={"withdrawn": day})
    assert broken(order.nothing_follows_the_end, told) == routes
    told = world(proposed("mentor_asked"))
    told["participants"]["bo-01"]["mentor"]["left"] = day
    assert broken(order.nothing_follows_the_end, told) == routes


@pytest.mark.parametrize(
    ("outcomes", "routes"),
    [
        (("held", "held"), [("meetings", 1, "date")]),
        (("held", "planned"), [("meetings", 1, "date")]),
        (("no-show", "held"), [("meetings", 1, "date")]),
        (("moved", "held"), []),
        (("held", "cancelled"), []),
    ],
)
def test_a_day_has_one_meeting(outcomes: tuple[str, ...], routes: Routes) -> None:
    told = world({"meetings": [meeting("2026-03-16", outcome) for outcome in outcomes]})
    assert broken(order.one_meeting_a_day, told) == routes


def pauses(*spans: tuple[int, int | None]) -> Data:
    """Return pauses between these days of May."""
    return {
        "pauses": [
            {"from": f"2026-05-{start:02}"}
            | ({} if until is None else {"until": f"2026-05-{until:02}"})
            for start, until in spans
        ]
    }


@pytest.mark.parametrize(
    ("spans", "indices"),
    [
        ([], []),
        ([(1, 10)], []),
        ([(1, 10), (11, 20)], []),
        ([(1, 10), (10, 20)], [1]),
        ([(10, 20), (1, 10)], [0]),
        ([(1, 30), (5, 10), (20, 25)], [1, 2]),
        ([(1, 10), (5, 20), (15, 25)], [1, 2]),
        ([(1, 10), (5, 8), (11, 25)], [1]),
        ([(1, None), (5, 10), (20, None)], [1, 2]),
        ([(1, 10), (11, None), (12, 13)], [2]),
        ([(1, 10), (1, 5)], [1]),
    ],
)
def test_pauses_lie_apart(spans: list[tuple[int, int | None]], indices: list[int]) -> None:
    assert broken(order.pauses_do_not_overlap, world(pauses(*spans))) == [
        ("pauses", index, "from") for index in indices
    ]


@pytest.mark.parametrize(
    ("day", "outcome", "until", "is_found"),
    [
        (10, "held", 20, True),
        (20, "held", 20, True),
        (20, "planned", 20, True),
        (9, "held", 20, False),
        (21, "held", 20, False),
        (15, "moved", 20, False),
        (15, "no-show", 20, False),
        (10, "planned", None, True),
        (31, "held", None, True),
        (9, "held", None, False),
    ],
)
def test_a_meeting_is_outside_pauses(
    day: int, outcome: str, until: int | None, *, is_found: bool
) -> None:
    meetings = [FIRST, meeting(f"2026-05-{day:02}", outcome)]
    told = world({"meetings": meetings, **pauses((10, until))})
    assert broken(order.meetings_keep_out_of_pauses, told) == [("meetings", 1, "date")] * is_found


@pytest.mark.parametrize(
    ("day", "outcome", "today", "is_found"),
    [
        ("2026-07-01", "planned", "2026-06-01", True),
        ("2026-08-15", "planned", "2026-06-01", True),
        ("2026-06-30", "planned", "2026-06-01", False),
        ("2026-08-16", "planned", "2026-06-01", False),
        ("2026-07-10", "planned", "2026-07-10", True),
        ("2026-07-09", "planned", "2026-07-10", False),
        ("2026-07-10", "moved", "2026-06-01", False),
        ("2026-07-10", "held", "2026-07-20", False),
    ],
)
def test_a_meeting_ahead_is_planned_outside_breaks(
    day: str, outcome: str, today: str, *, is_found: bool
) -> None:
    told = world(
        {"meetings": [FIRST, meeting(day, outcome)]},
        breaks=[{"from": "2026-07-01", "until": "2026-08-15"}],
    )
    rule = order.meetings_keep_out_of_pauses
    assert broken(rule, told, today) == [("meetings", 1, "date")] * is_found


THREE = [meeting(f"2026-0{month}-16") for month in (5, 3, 4)]
UNDECIDED = {"mentee": {"date": "2026-03-17", "answer": "undecided"}}
STARTED = {side: {"date": "2026-03-18", "answer": "start"} for side in ("mentee", "mentor")}


@pytest.mark.parametrize(
    ("meetings", "feedback", "today", "routes"),
    [
        (THREE, {}, TODAY, [("meetings", 0, "date")]),
        (THREE, UNDECIDED, TODAY, [("meetings", 0, "date")]),
        (THREE, {"mentee": STARTED["mentee"]}, TODAY, [("meetings", 0, "date")]),
        (THREE, STARTED, TODAY, []),
        (THREE, {"mentor": {"date": "2026-03-17", "answer": "decline"}}, TODAY, []),
        (THREE, {}, "2026-05-16", [("meetings", 0, "date")]),
        (THREE, {}, "2026-05-15", []),
        (THREE, {"mentor": {"date": "2026-05-18", "answer": "start"}}, "2026-05-17", []),
        (THREE, {"mentor": {"date": "2026-05-17", "answer": "undecided"}}, "2026-05-17", [("meetings", 0, "date")]),
        (THREE[:2], {}, TODAY, []),
        ([*THREE[:2], meeting("2026-06-01", "planned")], {}, TODAY, []),
        ([*THREE, meeting("2026-06-01")], {}, TODAY, [("meetings", 0, "date")]),
    ],
)  # fmt: skip
def test_a_third_meeting_needs_a_start(
    meetings: list[Data], feedback: Data, today: str, routes: Routes
) -> None:
    told = world({"proposal": PROPOSAL, "meetings": meetings, "feedback": feedback})
    assert broken(order.meetings_need_a_start, told, today) == routes


@pytest.mark.parametrize(
    ("side", "answer", "reason", "is_found"),
    [
        ("mentor", "declined", None, True),
        ("mentor", "declined", "time", False),
        ("mentor", "accepted", None, False),
        ("mentee", "objected", None, True),
        ("mentee", "objected", "personal", False),
        ("mentee", "accepted", None, False),
    ],
)
def test_a_no_has_a_reason(side: str, answer: str, reason: str | None, *, is_found: bool) -> None:
    reply = {"date": "2026-03-04", "answer": answer} | ({"reason": reason} if reason else {})
    told = world({"proposal": {f"{side}_answer": reply}})
    assert broken(order.a_no_has_its_reason, told) == [("proposal", f"{side}_answer")] * is_found
    words = {"mentor": "The mentor has declined", "mentee": "The mentee has objected"}[side]
    assert [words in text for text in said(order.a_no_has_its_reason, told)] == [True] * is_found


def test_a_meeting_to_come_is_planned_and_any_other_fact_to_come_is_not_yet_written() -> None:
    rule = order.the_past_has_happened
    (words,) = said(rule, world({"meetings": [meeting("2026-12-02")]}))
    assert words.endswith("or give the meeting the outcome `planned`.")
    (words,) = said(rule, world({"agreement": "2026-12-02"}))
    assert words.endswith("or wait with writing it until it has happened.")
