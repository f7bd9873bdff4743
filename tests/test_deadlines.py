"""Laws of what is due: each kind on its limit day and the day after, and all of them against the naive oracle."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap.model import deadlines
from mentorskap.model.deadlines import (
    ACTORS,
    MENTEE_ROWS,
    MENTOR_ROWS,
    OVERDUE,
    PAIRING_ROWS,
    STATUSES,
    UPCOMING,
    Item,
)
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests import oracle
from tests.tiers import LAWS

if TYPE_CHECKING:
    from tests.oracle import Data, World

DAY = timedelta(days=1)
ID = "ada-11--bo-01"
PROPOSAL: Data = {
    "mentor_asked": "2026-03-02",
    "mentor_answer": {"date": "2026-03-04", "answer": "accepted"},
    "mentee_informed": "2026-03-05",
    "mentee_answer": {"date": "2026-03-09", "answer": "accepted"},
}
FIRST: Data = {"date": "2026-03-16", "outcome": "held"}
START: Data = {
    "mentee": {"date": "2026-03-18", "answer": "start"},
    "mentor": {"date": "2026-03-18", "answer": "start"},
}
ONCE_MORE: Data = {
    "mentee": {"date": "2026-03-17", "answer": "undecided"},
    "mentor": {"date": "2026-03-19", "answer": "start"},
}
SECOND: Data = {"date": "2026-04-08", "outcome": "held"}
LEAVING: Data = {"withdrawn": "2027-03-12"}
ACTIVE: Data = {"proposal": PROPOSAL, "meetings": [FIRST], "feedback": START}
BOTH: Data = {
    "contacts": [{"date": "2026-06-16", "with": "mentee"}, {"date": "2026-06-16", "with": "mentor"}]
}


def proposed(*keys: str, **more: Data) -> Data:
    """Return a pairing whose proposal has come this far."""
    return {"proposal": {**{key: PROPOSAL[key] for key in keys}, **more}}


ASKED, WILLING, INFORMED = (
    proposed("mentor_asked"),
    proposed("mentor_asked", "mentor_answer"),
    proposed("mentor_asked", "mentor_answer", "mentee_informed"),
)
DECLINED = proposed(
    "mentor_asked", mentor_answer={"date": "2026-03-04", "answer": "declined", "reason": "time"}
)


def world(*pairings: Data, mentee: Data | None = None, **cohort: Any) -> World:
    """Return a mentee with these pairings, in a cohort from 2026-03-01 to 2027-02-26."""
    return {
        "programme": {
            "name": {"sv": "Mentorskap", "en": "Mentoring"},
            "manager": {"name": "Karin Berg", "email": "karin.berg@effect.example"},
            "cohorts": [
                {
                    "id": "one",
                    "name": {"sv": "Ett", "en": "One"},
                    "starts": "2026-03-01",
                    "ends": "2027-02-26",
                    **cohort,
                }
            ],
        },
        "participants": {
            "ada-11": {
                **oracle.person("ada-11"),
                "mentee": {
                    "cohort": "one",
                    "admitted": "2026-01-12",
                    "interview": {"date": "2026-02-20"},
                    **(mentee or {}),
                },
            },
            "bo-01": {**oracle.person("bo-01"), "mentor": {"offers": [], "capacity": 1}},
        },
        "pairings": {
            f"{ID}{'' if place == 0 else f'--{place + 1}'}": {
                "mentee": "ada-11",
                "mentor": "bo-01",
                "cohort": "one",
                **pairing,
            }
            for place, pairing in enumerate(pairings)
        },
    }


def due(told: World, today: str | date, within: int = 14) -> list[Item]:
    return list(deadlines.due(oracle.snapshot(told, oracle.day(f"{today}")).known, within))


class Kind(NamedTuple):
    """A kind of deadline: the world in which its clock runs, its due day, and the same world with it met."""

    kind: str
    actor: str
    participant: str
    due: str
    running: World
    met: World
    grace: int = 0


ENTERED: Data = {"offers": [], "capacity": 1, "added": "2026-04-01"}


def entered(mentor: Data | None = None, **person: Any) -> World:
    """Return a programme with a mentor who was entered on 1 April and has not been asked."""
    told = world(mentee={"withdrawn": "2026-02-21"})
    people = told["participants"]
    own = {**people["bo-01"], "mentor": {**ENTERED, **(mentor or {})}, **person}
    return {**told, "participants": {**people, "bo-01": own}}


KINDS = [
    Kind("notice", "manager", "bo-01", "2026-05-01", entered(), entered(notified="2026-05-01")),
    Kind("notice", "manager", "bo-01", "2026-05-01", entered(), entered({"left": "2026-05-01"})),
    Kind("proposal", "manager", "ada-11", "2026-03-13", world(), world(ASKED)),
    Kind(
        "new-proposal",
        "manager",
        "ada-11",
        "2026-03-18",
        world(DECLINED),
        world(DECLINED, {"proposal": {"mentor_asked": "2026-03-18"}}),
    ),
    Kind("mentor-answer", "manager", "bo-01", "2026-03-09", world(ASKED), world(WILLING)),
    Kind("inform-mentee", "manager", "ada-11", "2026-03-09", world(WILLING), world(INFORMED)),
    Kind(
        "mentee-answer",
        "mentee",
        "ada-11",
        "2026-03-10",
        world(INFORMED),
        world({"proposal": PROPOSAL}),
    ),
    Kind(
        "first-meeting",
        "mentee",
        "ada-11",
        "2026-03-30",
        world({"proposal": PROPOSAL}),
        world({"proposal": PROPOSAL, "meetings": [FIRST]}),
    ),
    Kind(
        "feedback-mentee",
        "mentee",
        "ada-11",
        "2026-03-23",
        world({**ACTIVE, "feedback": {}}),
        world({**ACTIVE, "feedback": {"mentee": START["mentee"]}}),
    ),
    Kind(
        "feedback-mentor",
        "mentor",
        "bo-01",
        "2026-03-23",
        world({**ACTIVE, "feedback": {}}),
        world({**ACTIVE, "feedback": {"mentor": START["mentor"]}}),
    ),
    Kind(
        "second-meeting",
        "mentee",
        "ada-11",
        "2026-04-09",
        world({**ACTIVE, "feedback": ONCE_MORE}),
        world({**ACTIVE, "feedback": ONCE_MORE, "meetings": [FIRST, SECOND]}),
    ),
    Kind(
        "next-meeting",
        "mentee",
        "ada-11",
        "2026-04-27",
        world(ACTIVE),
        world({**ACTIVE, "meetings": [FIRST, {"date": "2026-04-27", "outcome": "held"}]}),
        grace=7,
    ),
    Kind(
        "outcome",
        "mentee",
        "ada-11",
        "2026-04-13",
        world({**ACTIVE, "meetings": [FIRST, {"date": "2026-04-10", "outcome": "planned"}]}),
        world({**ACTIVE, "meetings": [FIRST, {"date": "2026-04-10", "outcome": "no-show"}]}),
    ),
    Kind(
        "contact",
        "manager",
        "ada-11",
        "2026-06-16",
        world(ACTIVE | {"contacts": BOTH["contacts"][1:]}),
        world(ACTIVE | BOTH),
    ),
    Kind(
        "contact",
        "manager",
        "bo-01",
        "2026-06-16",
        world(ACTIVE | {"contacts": BOTH["contacts"][:1]}),
        world(ACTIVE | BOTH),
    ),
    Kind(
        "resume",
        "manager",
        "ada-11",
        "2026-06-30",
        world({**ACTIVE, "pauses": [{"from": "2026-04-01"}]}),
        world({**ACTIVE, "pauses": [{"from": "2026-04-01", "until": "2026-06-30"}]}),
    ),
    Kind(
        "closing",
        "manager",
        "ada-11",
        "2027-03-12",
        world(ACTIVE),
        world({**ACTIVE, "ended": {"date": "2027-03-12", "reason": "completed"}}),
    ),
    Kind(
        "closing",
        "manager",
        "ada-11",
        "2027-06-14",
        world({**ACTIVE, "extended_until": "2027-05-31"}),
        world(
            {
                **ACTIVE,
                "extended_until": "2027-05-31",
                "ended": {"date": "2027-06-14", "reason": "goal-reached"},
            }
        ),
    ),
    Kind(
        "closing",
        "manager",
        "ada-11",
        "2027-03-12",
        world(DECLINED),
        world(DECLINED, mentee={"withdrawn": "2027-03-12"}),
    ),
    Kind(
        "closing",
        "manager",
        "ada-11",
        "2027-03-12",
        world(ASKED),
        world({**ASKED, "ended": {"date": "2027-03-12", "reason": "other"}}, mentee=LEAVING),
    ),
    Kind(
        "interview",
        "manager",
        "ada-11",
        "2026-02-15",
        world(mentee={"interview": {"date": "2027-01-01"}}),
        world(mentee={"interview": {"date": "2026-02-15"}}),
    ),
    Kind(
        "interview",
        "manager",
        "ada-11",
        "2026-09-24",
        world(mentee={"admitted": "2026-09-10", "interview": {"date": "2027-01-01"}}),
        world(mentee={"admitted": "2026-09-10", "interview": {"date": "2026-09-24"}}),
    ),
    Kind(
        "interview",
        "manager",
        "ada-11",
        "2026-02-15",
        world(mentee={"interview": {"date": "2027-01-01"}}),
        world(mentee={"interview": {"date": "2027-01-01"}, "withdrawn": "2026-02-15"}),
    ),
]
each_kind = pytest.mark.parametrize(
    "row", KINDS, ids=[f"{row.kind} of {row.participant} by {row.due}" for row in KINDS]
)


def of_kind(row: Kind, told: World, today: date, within: int = 14) -> list[tuple[str, str, int]]:
    return [
        (item.status, item.actor, item.days_late)
        for item in due(told, today, within)
        if (item.kind, item.participant, f"{item.due}") == (row.kind, row.participant, row.due)
    ]


def test_every_kind_has_its_table() -> None:
    mentees, mentors = ({row.kind for row in rows} for rows in (MENTEE_ROWS, MENTOR_ROWS))
    assert {row.kind for row in KINDS} == {row.kind for row in PAIRING_ROWS} | mentees | mentors


@each_kind
def test_a_limit_day_is_in_time(row: Kind) -> None:
    assert of_kind(row, row.running, oracle.day(row.due), 0) == [("upcoming", row.actor, 0)]


@each_kind
def test_the_day_after_the_limit_and_its_grace_is_late(row: Kind) -> None:
    for days in range(1, row.grace + 1):
        assert of_kind(row, row.running, oracle.day(row.due) + days * DAY) == [
            ("attention", row.actor, days)
        ]
    after = row.grace + 1
    assert of_kind(row, row.running, oracle.day(row.due) + after * DAY) == [
        ("overdue", row.actor, after)
    ]


@each_kind
def test_it_is_told_so_many_days_ahead_as_asked(row: Kind) -> None:
    ahead = 2 if row.kind == "outcome" else 3  # an outcome is asked for from the day after
    today = oracle.day(row.due) - ahead * DAY
    assert of_kind(row, row.running, today, ahead - 1) == []
    assert of_kind(row, row.running, today, ahead) == [("upcoming", row.actor, 0)]


@each_kind
def test_what_meets_it_ends_it(row: Kind) -> None:
    assert [
        item
        for item in due(row.met, oracle.day(row.due) + DAY)
        if (item.kind, item.participant) == (row.kind, row.participant) and item.status != UPCOMING
    ] == []


@each_kind
def test_a_break_holds_its_clock_unless_it_counts_every_day(row: Kind) -> None:
    rest = oracle.day(row.due)
    told = {
        **row.running,
        "programme": {
            **row.running["programme"],
            "cohorts": [
                {
                    **row.running["programme"]["cohorts"][0],
                    "breaks": [{"from": f"{rest}", "until": f"{rest + 9 * DAY}"}],
                }
            ],
        },
    }
    moved = (
        row.due
        if row.kind in {"interview", "resume", "closing", "notice"}
        else f"{rest + 10 * DAY}"
    )
    assert of_kind(row._replace(due=moved), told, oracle.day(moved), 0) == [
        ("upcoming", row.actor, 0)
    ]
    assert of_kind(row._replace(due=moved), told, oracle.day(moved) + DAY, 0)[0][2] == 1


def meetings_due(planned: str, today: str, *, first: bool = False, **cohort: Any) -> list[str]:
    pairing: Data = {"proposal": PROPOSAL} if first else ACTIVE
    held = [] if first else [FIRST]
    told = world(
        {**pairing, "meetings": [{"date": planned, "outcome": "planned"}, *held]}, **cohort
    )
    return [
        item.status
        for item in due(told, today, 60)
        if item.kind == ("first-meeting" if first else "next-meeting")
    ]


@pytest.mark.parametrize(
    ("planned", "today", "status"),
    [
        ("2026-05-04", "2026-04-10", []),
        ("2026-05-05", "2026-04-10", ["upcoming"]),
        ("2026-05-05", "2026-04-20", ["upcoming"]),
        ("2026-05-05", "2026-04-21", []),
        ("2026-05-12", "2026-04-28", []),
        ("2026-05-13", "2026-04-28", ["attention"]),
        ("2026-05-24", "2026-05-10", []),
        ("2026-05-25", "2026-05-10", ["overdue"]),
        ("2026-05-10", "2026-05-10", []),
        ("2026-05-09", "2026-05-10", ["overdue"]),
    ],
    ids=[
        "keeps limit and grace",
        "a day past them",
        "15 days away",
        "14 days away",
        "14 days away, late",
        "15 days away, late",
        "14 days away, overdue",
        "15 days away, overdue",
        "today",
        "yesterday",
    ],
)
def test_a_planned_meeting_holds_the_next_back_when_it_is_in_time_or_near(
    planned: str, today: str, status: list[str]
) -> None:
    assert meetings_due(planned, today) == status


@pytest.mark.parametrize(
    ("planned", "today", "status"),
    [
        ("2026-03-30", "2026-03-10", []),
        ("2026-03-31", "2026-03-10", ["upcoming"]),
        ("2026-04-15", "2026-04-01", []),
        ("2026-04-16", "2026-04-01", ["overdue"]),
    ],
    ids=["keeps the limit, which has no grace", "a day past it", "14 days away", "15 days away"],
)
def test_a_planned_meeting_holds_the_first_back_when_it_is_in_time_or_near(
    planned: str, today: str, status: list[str]
) -> None:
    assert meetings_due(planned, today, first=True) == status


def test_a_plan_beyond_a_break_is_measured_in_days_that_count() -> None:
    rest = {"from": "2026-04-01", "until": "2026-04-30"}
    assert meetings_due("2026-06-03", "2026-05-02", breaks=[rest]) == []
    assert meetings_due("2026-06-04", "2026-05-02", breaks=[rest]) == ["upcoming"]


@pytest.mark.parametrize(
    ("today", "paused"),
    [("2026-05-31", False), ("2026-06-01", True), ("2026-06-30", True), ("2026-07-01", False)],
)
def test_in_a_pause_nothing_is_said_but_of_its_end_of_outcomes_and_of_closing(
    today: str, *, paused: bool
) -> None:
    told = world(
        {
            **ACTIVE,
            "meetings": [FIRST, {"date": "2026-04-10", "outcome": "planned"}],
            "pauses": [{"from": "2026-06-01", "until": "2026-06-30"}],
        }
    )
    kinds = {item.kind for item in due(told, today, 400)}
    assert kinds == (
        {"outcome", "closing"} if paused else {"outcome", "closing", "next-meeting", "contact"}
    )


def test_an_open_pause_that_begins_tomorrow_is_none_yet() -> None:
    told = world({**ACTIVE, "pauses": [{"from": "2026-04-02"}]})
    assert "resume" not in {item.kind for item in due(told, "2026-04-01", 400)}
    assert {item.kind for item in due(told, "2026-04-02", 400)} == {"resume", "closing"}


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (None, "2026-04-27"),
        ({"date": "2026-04-19", "answer": "undecided"}, "2026-04-27"),
        ({"date": "2026-04-20", "answer": "undecided"}, None),
        ({"date": "2026-03-18", "answer": "start"}, None),
    ],
    ids=[
        "silence is no answer",
        "undecided before the second meeting",
        "undecided after it",
        "start before it",
    ],
)
def test_feedback_is_asked_again_after_a_second_trial_meeting(
    answer: Data | None, asked: str | None
) -> None:
    told = world(
        {
            **ACTIVE,
            "meetings": [FIRST, {"date": "2026-04-20", "outcome": "held"}],
            "feedback": {"mentee": answer} if answer else {},
        }
    )
    assert [
        f"{item.due}" for item in due(told, "2026-04-21") if item.kind == "feedback-mentee"
    ] == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("pairing", "today", "asked"),
    [
        (DECLINED, "2027-02-26", True),
        (DECLINED, "2027-02-27", False),
        (ACTIVE | {"ended": {"date": "2026-06-01", "reason": "mentor-left"}}, "2026-06-10", True),
        (ACTIVE | {"ended": {"date": "2026-06-01", "reason": "not-working"}}, "2026-06-10", True),
        (ACTIVE | {"ended": {"date": "2026-06-01", "reason": "mentee-left"}}, "2026-06-10", False),
        (ACTIVE | {"ended": {"date": "2026-06-01", "reason": "completed"}}, "2026-06-10", False),
        (ACTIVE | {"ended": {"date": "2026-06-01", "reason": "goal-reached"}}, "2026-06-10", False),
        (DECLINED | {"ended": {"date": "2026-03-12", "reason": "mentee-left"}}, "2026-03-10", True),
        (
            DECLINED | {"ended": {"date": "2026-03-12", "reason": "mentee-left"}},
            "2026-03-12",
            False,
        ),
    ],
    ids=[
        "the cohort's last day",
        "after the cohort's end",
        "the mentor left",
        "it did not work",
        "the mentee left",
        "completed",
        "goal reached",
        "the mentee has not left yet",
        "the mentee has left now",
    ],
)
def test_a_new_mentor_is_sought_where_a_pairing_closed_early_and_the_mentee_stays(
    pairing: Data, today: str, *, asked: bool
) -> None:
    assert ("new-proposal" in {item.kind for item in due(world(pairing), today)}) == asked


DROPPED: Data = {"ended": {"date": "2026-03-10", "reason": "other"}}


@pytest.mark.parametrize(
    ("pairings", "asked"),
    [
        ([DROPPED], ("proposal", None, "2026-03-13")),
        ([DECLINED, DROPPED], ("new-proposal", ID, "2026-03-18")),
        ([ASKED | DROPPED], ("new-proposal", ID, "2026-03-24")),
        ([DECLINED, ASKED | DROPPED], ("new-proposal", f"{ID}--2", "2026-03-24")),
    ],
    ids=["a draft", "a draft after a no", "a question", "a question after a no"],
)
def test_a_draft_that_was_dropped_moves_no_deadline(
    pairings: list[Data], asked: tuple[str, str | None, str]
) -> None:
    items = due(world(*pairings), "2026-03-12")
    assert [(item.kind, item.pairing, f"{item.due}") for item in items] == [asked]


def test_nobody_is_late_with_the_interview_of_a_mentee_who_is_not_admitted_yet() -> None:
    told = world(mentee={"admitted": "2026-04-10", "interview": {"date": "2026-04-20"}})
    assert due(told, "2026-04-09") == []
    assert [item.kind for item in due(told, "2026-04-10")] == ["interview"]


@pytest.mark.parametrize(
    ("entry", "kind"),
    [({}, "proposal"), ({"interview": None}, "interview"), (None, "closing")],
    ids=["interviewed", "not interviewed", "the cohort is over"],
)
def test_nothing_is_asked_of_who_has_a_pairing_that_cannot_be_read(
    entry: Data | None, kind: str
) -> None:
    told, today = world(mentee=entry), "2027-02-27" if entry is None else "2026-03-10"
    readable = oracle.snapshot(told, oracle.day(today))
    reading = readable.reading._replace(unread_pairings=frozenset({ID}))
    assert {item.kind for item in deadlines.due(readable)} == {kind}
    assert deadlines.due(readable.of(reading)) == ()


def test_a_deadline_that_falls_on_the_eve_of_a_break_is_not_late_in_it() -> None:
    told = world(ASKED, breaks=[{"from": "2026-03-10", "until": "2026-03-20"}])
    assert [item.days_late for item in due(told, "2026-03-20") if item.kind == "mentor-answer"] == [
        0
    ]
    assert [
        (item.status, item.days_late)
        for item in due(told, "2026-03-21")
        if item.kind == "mentor-answer"
    ] == [(OVERDUE, 1)]


# Laws of any world.


def late(found: list[Item]) -> dict[tuple[object, ...], tuple[int, int]]:
    """Return how late each late thing is, by what it is."""
    return {
        (item.kind, item.pairing, item.participant, item.route): (
            -STATUSES.index(item.status),
            item.days_late,
        )
        for item in found
        if item.status != UPCOMING
    }


@settings(oracle.laws, max_examples=3_000 if LAWS else 100)
@given(oracle.worlds(several=True), st.sampled_from([0, 13, 14, 30, 400]))
def test_stages_and_what_is_due_are_what_one_finds_by_counting_days(
    case: tuple[World, date], within: int
) -> None:
    told, today = case
    snapshot = oracle.snapshot(told, today).known
    assert oracle.told(list(deadlines.due(snapshot, within))) == oracle.items(told, today, within)
    there = {
        id_: pairing
        for id_, pairing in told["pairings"].items()
        if oracle.pairing_is_there(pairing, today)
    }
    assert snapshot.stages.keys() == there.keys()
    for id_, stage in snapshot.stages.items():
        name, since = oracle.stage(there[id_], today)
        assert stage.name == name
        assert stage.name == "paused" or stage.since == since


@oracle.laws
@given(oracle.worlds(), st.integers(0, 60), st.integers(0, 60))
def test_who_asks_further_ahead_hears_no_less_and_of_what_is_late_the_same(
    case: tuple[World, date], within: int, further: int
) -> None:
    told, today = case
    near, far = due(told, today, within), due(told, today, within + further)
    assert late(near) == late(far)
    assert [
        item for item in far if item.status != UPCOMING or (item.due - today).days <= within
    ] == near
    assert all(item.actor in ACTORS for item in far)


@oracle.laws
@given(oracle.worlds())
def test_what_is_due_on_a_day_rests_on_no_fact_dated_after_it(case: tuple[World, date]) -> None:
    told, today = case
    then = oracle.cut(told, today)
    assert oracle.told(due(told, today)) == oracle.told(due(then, today))


@oracle.laws
@given(
    oracle.worlds(), st.integers(-200, 40), st.integers(0, 80), st.sampled_from(["pause", "break"])
)
def test_one_more_pause_or_break_makes_nothing_later(
    case: tuple[World, date], ahead: int, length: int, kind: str
) -> None:
    told, today = case
    rest = {"from": f"{today + ahead * DAY}", "until": f"{today + (ahead + length) * DAY}"}
    if kind == "pause":
        rested = {
            **told,
            "pairings": {
                id_: {**pairing, "pauses": [*pairing["pauses"], rest]}
                for id_, pairing in told["pairings"].items()
            },
        }
    else:
        rested = {
            **told,
            "programme": {
                **told["programme"],
                "cohorts": [
                    {**cohort, "breaks": [*cohort["breaks"], rest]}
                    for cohort in told["programme"]["cohorts"]
                ],
            },
        }
    before, after = late(due(told, today)), late(due(rested, today))
    assert after.keys() <= before.keys()
    assert all(after[what] <= before[what] for what in after)


@oracle.laws
@given(oracle.worlds())
def test_what_is_said_to_be_due_on_a_day_is_not_late_on_it(case: tuple[World, date]) -> None:
    told, today = case
    known = oracle.cut(told, today)
    for item in due(known, today, 60):
        if item.status == UPCOMING and item.kind not in {"outcome", "resume"}:
            assert not any(
                what[:3] == (item.kind, item.pairing, item.participant)
                for what in late(due(known, item.due))
            )


@oracle.laws
@given(oracle.worlds(), st.randoms(use_true_random=False))
def test_the_order_of_lists_means_nothing(case: tuple[World, date], random: object) -> None:
    told, today = case
    mixed = {
        **told,
        "programme": {
            **told["programme"],
            "cohorts": [
                {**cohort, "breaks": cohort["breaks"][::-1]}
                for cohort in told["programme"]["cohorts"][::-1]
            ],
        },
        "pairings": {
            id_: {
                key: shuffled(value, random) if isinstance(value, list) else value
                for key, value in pairing.items()
            }
            for id_, pairing in told["pairings"].items()
        },
    }
    assert [item[:7] for item in due(mixed, today)] == [item[:7] for item in due(told, today)]
    assert oracle.snapshot(mixed, today).stages == oracle.snapshot(told, today).stages


def shuffled(entries: list[Data], random: object) -> list[Data]:
    mixed = list(entries)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    return mixed


def test_a_next_meeting_is_due_at_the_last_one_held() -> None:
    later: Data = {"date": "2026-04-20", "outcome": "held"}
    snapshot = oracle.snapshot(world({**ACTIVE, "meetings": [FIRST, later]}), date(2026, 8, 3))
    items = [item for item in deadlines.due(snapshot) if item.kind == "next-meeting"]
    assert [(item.since, item.route) for item in items] == [
        (date(2026, 4, 20), ("meetings", 1)),
    ]


# What is asked after the last day, in a second meeting, of late joiners.


def kinds(told: World, today: str, within: int = 0) -> set[str]:
    return {item.kind for item in due(told, today, within)}


OPEN: Data = {"date": "2027-02-20", "outcome": "planned"}


@pytest.mark.parametrize(
    ("pairing", "asked"),
    [
        ({}, {"closing"}),
        (ASKED, {"closing"}),
        (WILLING, {"closing"}),
        (INFORMED, {"closing"}),
        ({"proposal": PROPOSAL}, {"closing"}),
        ({**ACTIVE, "feedback": {}}, {"closing"}),
        ({**ACTIVE, "feedback": ONCE_MORE}, {"closing"}),
        (ACTIVE, {"closing"}),
        ({**ACTIVE, "meetings": [FIRST, OPEN]}, {"closing", "outcome"}),
        ({**ACTIVE, "pauses": [{"from": "2026-06-01"}]}, {"closing", "resume"}),
    ],
    ids=[
        "drafted", "asked", "willing", "informed", "accepted", "met", "undecided", "active",
        "a meeting without outcome", "an open pause",
    ],
)  # fmt: skip
@pytest.mark.parametrize("today", ["2027-03-20", "2029-11-23"])
def test_after_its_last_day_a_pairing_is_asked_how_it_ended_and_nothing_else(
    pairing: Data, asked: set[str], today: str
) -> None:
    assert kinds(world(pairing), today, 400) == asked


def test_on_the_last_day_itself_everything_is_still_asked() -> None:
    assert {"next-meeting", "contact"} <= kinds(world(ACTIVE), "2027-02-26")
    assert {"next-meeting", "contact"}.isdisjoint(kinds(world(ACTIVE), "2027-02-27"))


@pytest.mark.parametrize("mentee", [{}, {"interview": {"date": "2028-01-01"}}])
def test_after_the_cohort_nobody_is_to_be_interviewed_or_to_find_a_mentor(mentee: Data) -> None:
    assert kinds(world(mentee=mentee), "2027-02-26") <= {"interview", "proposal"}
    assert kinds(world(mentee=mentee), "2027-02-26") != set()
    assert kinds(world(mentee=mentee), "2027-02-27", 400) == {"closing"}
    assert kinds(world(DECLINED, mentee=mentee), "2027-02-27", 400) == {"closing"}


@pytest.mark.parametrize(
    ("ended", "closing"),
    [
        ({"date": "2027-02-20", "reason": "completed"}, False),
        ({"date": "2027-02-20", "reason": "goal-reached"}, False),
        ({"date": "2027-02-20", "reason": "mentee-left"}, False),
        ({"date": "2027-02-20", "reason": "mentor-left"}, True),
        ({"date": "2027-02-20", "reason": "not-working"}, True),
    ],
)
def test_a_mentee_whose_last_pairing_settled_it_is_not_asked_about_again(
    ended: Data, *, closing: bool
) -> None:
    items = due(world({**ACTIVE, "ended": ended}), "2027-03-20")
    assert [(item.kind, item.pairing, item.participant) for item in items] == (
        [("closing", None, "ada-11")] if closing else []
    )


UNSURE: Data = {"date": "2026-03-17", "answer": "undecided"}
SURE: Data = {"date": "2026-03-19", "answer": "start"}


@pytest.mark.parametrize(
    ("mentee", "mentor", "meetings", "asked"),
    [
        (UNSURE, SURE, [FIRST], {"second-meeting"}),
        (SURE, UNSURE, [FIRST], {"second-meeting"}),
        (UNSURE, UNSURE, [FIRST], {"second-meeting"}),
        (SURE, SURE, [FIRST], {"next-meeting"}),
        (UNSURE, None, [FIRST], {"feedback-mentor"}),
        (UNSURE, SURE, [FIRST, SECOND], {"feedback-mentee"}),
        ([UNSURE, {"date": "2026-04-08", "answer": "undecided"}], SURE, [FIRST, SECOND],
         {"second-meeting"}),
        ([UNSURE, {"date": "2026-04-08", "answer": "start"}], SURE, [FIRST, SECOND],
         {"next-meeting"}),
        ([UNSURE, {"date": "2026-04-08", "answer": "decline"}], SURE, [FIRST, SECOND],
         {"new-proposal"}),
    ],
)  # fmt: skip
def test_a_pair_that_hesitates_meets_again_and_answers_again(
    mentee: Data, mentor: Data | None, meetings: list[Data], asked: set[str]
) -> None:
    feedback = {"mentee": mentee} | ({} if mentor is None else {"mentor": mentor})
    told = world({"proposal": PROPOSAL, "meetings": meetings, "feedback": feedback})
    assert kinds(told, "2026-04-30", 60) - {"contact", "closing"} == asked


@pytest.mark.parametrize(
    ("planned", "today", "asked"),
    [
        ("2026-04-09", "2026-03-20", False),
        ("2026-04-10", "2026-03-20", True),
        ("2026-04-24", "2026-04-10", False),
        ("2026-04-25", "2026-04-10", True),
    ],
    ids=["keeps the limit", "a day past it", "14 days away", "15 days away"],
)
def test_a_planned_meeting_holds_the_second_back_when_it_is_in_time_or_near(
    planned: str, today: str, *, asked: bool
) -> None:
    plan = {"date": planned, "outcome": "planned"}
    told = world({**ACTIVE, "feedback": ONCE_MORE, "meetings": [FIRST, plan]})
    assert ("second-meeting" in kinds(told, today, 60)) == asked


@pytest.mark.parametrize(
    ("admitted", "day"),
    [
        ("2026-01-31", "2026-02-15"),
        ("2026-02-01", "2026-02-15"),
        ("2026-02-02", "2026-02-16"),
        ("2026-03-01", "2026-03-15"),
        ("2026-09-14", "2026-09-28"),
    ],
)
def test_who_joins_late_has_days_for_the_interview(admitted: str, day: str) -> None:
    told = world(mentee={"admitted": admitted, "interview": {"date": "2027-01-01"}})
    items = [item for item in due(told, admitted, 60) if item.kind == "interview"]
    assert [(f"{item.due}", item.days_late) for item in items] == [(day, 0)]


@pytest.mark.parametrize(("today", "asked"), [("2026-04-10", False), ("2026-04-11", True)])
def test_the_outcome_of_a_meeting_is_asked_for_from_the_day_after(
    today: str, *, asked: bool
) -> None:
    plan = {"date": "2026-04-10", "outcome": "planned"}
    assert ("outcome" in kinds(world({**ACTIVE, "meetings": [FIRST, plan]}), today, 9)) == asked


@pytest.mark.parametrize(
    ("until", "asked"),
    [("2026-04-10", False), ("2028-02-26", False), ("2028-02-27", True), ("2062-04-10", True)],
    ids=["within the cohort", "a year past it", "a day more", "another decade"],
)
def test_a_pause_without_an_end_in_sight_is_asked_about_as_an_open_one(
    until: str, *, asked: bool
) -> None:
    told = world({**ACTIVE, "pauses": [{"from": "2026-03-20", "until": until}]})
    resumed = [item for item in due(told, "2026-06-19") if item.kind == "resume"]
    assert [(f"{item.due}", item.status, item.days_late) for item in resumed] == (
        [("2026-06-18", "overdue", 1)] if asked else []
    )


@pytest.mark.parametrize(
    ("contact", "day"),
    [("2026-05-20", "2026-08-18"), ("2026-05-21", "2026-06-16")],
    ids=["today", "tomorrow"],
)
def test_a_check_in_counts_on_its_own_day_and_not_before(contact: str, day: str) -> None:
    told = world({**ACTIVE, "contacts": [{"date": contact, "with": "mentee"}]})
    items = due(told, "2026-05-20", 400)
    assert [
        f"{item.due}" for item in items if (item.kind, item.participant) == ("contact", "ada-11")
    ] == [day]


@pytest.mark.parametrize(
    ("pairing", "kind"),
    [
        (ASKED, "mentor-answer"),
        (WILLING, "inform-mentee"),
        (INFORMED, "mentee-answer"),
        ({"proposal": PROPOSAL}, "first-meeting"),
        ({**ACTIVE, "feedback": {}}, "feedback-mentee"),
        ({**ACTIVE, "feedback": ONCE_MORE}, "second-meeting"),
    ],
)
def test_a_clock_starts_on_the_day_of_its_fact_and_not_before(pairing: Data, kind: str) -> None:
    told = world(pairing)
    starts = min(item.since for item in due(told, "2026-03-31", 60) if item.kind == kind)
    assert kind in kinds(told, f"{starts}", 60)
    assert kind not in kinds(told, f"{starts - DAY}", 60)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2026-05-31", " 31 of the days are a break or a pause and do not count."),
        ("2026-05-01", " 1 of the days is a break or a pause and does not count."),
        ("2026-04-30", ""),
    ],
)
def test_days_that_do_not_count_are_said_beside_those_that_have_passed(
    until: str, words: str
) -> None:
    told = world({**ACTIVE, "pauses": [{"from": "2026-05-01", "until": until}]})
    items = [item for item in due(told, "2026-06-13") if item.kind == "next-meeting"]
    assert [Voice(ENGLISH, {})(item.message) for item in items] == [
        f"89 days since the last meeting, nothing booked.{words}"
    ]


def held_on(*days: str) -> list[Data]:
    return [{"date": day, "outcome": "held"} for day in days]


def planned_on(day: str, **more: str) -> Data:
    return {"date": day, "outcome": "planned", **more}


def active(**more: Any) -> World:
    return world({**ACTIVE, **more})


TWO_TRIALS = held_on("2026-03-16", "2026-04-08")
ASKED_LATER = {"date": "2027-01-01"}
UNDECIDED_LATER: Data = {
    "mentee": [
        {"date": "2026-03-17", "answer": "start"},
        {"date": "2026-03-20", "answer": "undecided"},
    ],
    "mentor": {"date": "2026-03-19", "answer": "start"},
}
OBJECTED: Data = proposed(
    "mentor_asked",
    "mentor_answer",
    "mentee_informed",
    mentee_answer={"date": "2026-03-09", "answer": "objected"},
)
NOT_STARTED: Data = {**ACTIVE, "feedback": {"mentee": {"date": "2026-03-18", "answer": "decline"}}}
ENDED_EARLY: Data = {**ACTIVE, "ended": {"date": "2026-06-01", "reason": "mentor-left"}}


@pytest.mark.parametrize(
    ("told", "today", "kind", "route", "words"),
    [
        (
            active(meetings=held_on("2026-03-16", "2026-04-20")),
            "2026-06-02",
            "next-meeting",
            ("meetings", 1),
            "43 days since the last meeting, nothing booked.",
        ),
        (
            active(meetings=[*held_on("2026-04-20", "2026-03-16"), planned_on("2026-08-30")]),
            "2026-06-12",
            "next-meeting",
            ("meetings", 0),
            "53 days since the last meeting, the next booked only for 30 August 2026.",
        ),
        (
            world({"proposal": PROPOSAL}),
            "2026-03-10",
            "first-meeting",
            ("proposal", "mentee_answer"),
            "1 day since `ada-11` said yes, no first meeting booked.",
        ),
        (
            world({"proposal": PROPOSAL, "meetings": [planned_on("2026-05-30")]}),
            "2026-03-20",
            "first-meeting",
            ("proposal", "mentee_answer"),
            "11 days since `ada-11` said yes, the first meeting booked only for 30 May 2026.",
        ),
        (
            active(contacts=[{"date": "2026-06-16", "with": "mentor"}]),
            "2026-07-20",
            "contact",
            ("feedback",),
            "124 days since the start, no check-in with `ada-11` yet.",
        ),
        (
            active(contacts=[{"date": "2026-06-16", "with": "mentee"}]),
            "2026-09-02",
            "contact",
            ("contacts", 0),
            "78 days since the last check-in with `ada-11`.",
        ),
        (
            active(
                contacts=[
                    {"date": "2026-06-17", "with": "mentor"},
                    {"date": "2026-06-16", "with": "mentee"},
                ]
            ),
            "2026-09-02",
            "contact",
            ("contacts", 1),
            "78 days since the last check-in with `ada-11`.",
        ),
        (
            active(feedback={}),
            "2026-03-20",
            "feedback-mentee",
            ("meetings", 0),
            "`ada-11` has not said whether they want to begin. The meeting was on 16 March 2026.",
        ),
        (
            active(meetings=TWO_TRIALS, feedback=ONCE_MORE),
            "2026-04-10",
            "feedback-mentee",
            ("meetings", 1),
            (
                "`ada-11` was undecided and has not said since whether they want to begin. The last"
                " meeting was on 8 April 2026."
            ),
        ),
        (
            active(feedback=ONCE_MORE),
            "2026-03-30",
            "second-meeting",
            ("feedback", "mentor"),
            "11 days since both answered, and one more meeting is needed, nothing booked.",
        ),
        (
            active(feedback=UNDECIDED_LATER),
            "2026-03-30",
            "second-meeting",
            ("feedback", "mentee", 1),
            "10 days since both answered, and one more meeting is needed, nothing booked.",
        ),
        (
            active(meetings=[FIRST, planned_on("2026-05-30", time="10:00")], feedback=ONCE_MORE),
            "2026-04-01",
            "second-meeting",
            ("feedback", "mentor"),
            (
                "13 days since both answered, and one more meeting is needed, the meeting booked only"
                " for 30 May 2026 at 10:00."
            ),
        ),
        (
            active(meetings=[FIRST, planned_on("2026-04-20", time="10:00")]),
            "2026-04-21",
            "outcome",
            ("meetings", 1),
            "The meeting planned for 20 April 2026 at 10:00 has no outcome yet.",
        ),
        (
            active(pauses=[{"from": "2026-04-01", "until": "2026-04-10"}, {"from": "2026-05-01"}]),
            "2026-08-01",
            "resume",
            ("pauses", 1),
            "The pause from 1 May 2026 is still open.",
        ),
        (active(), "2027-02-26", "closing", ("cohort",), "The last day is 26 February 2027."),
        (
            active(),
            "2027-02-27",
            "closing",
            ("cohort",),
            "The last day was 26 February 2027; the pairing has no end yet.",
        ),
        (
            active(extended_until="2027-03-31"),
            "2027-04-01",
            "closing",
            ("extended_until",),
            "The last day was 31 March 2027; the pairing has no end yet.",
        ),
        (
            world({"proposal": PROPOSAL}),
            "2027-02-26",
            "closing",
            ("cohort",),
            (
                "The last day is 26 February 2027, and the two have not begun. Decide what becomes of"
                " this open proposal."
            ),
        ),
        (
            world({"proposal": PROPOSAL}),
            "2027-02-27",
            "closing",
            ("cohort",),
            (
                "The last day was 26 February 2027, and the two have not begun. Decide what becomes of"
                " this open proposal."
            ),
        ),
        (
            world(),
            "2027-02-26",
            "closing",
            ("mentee", "cohort"),
            "The cohort's last day is 26 February 2027, and `ada-11` has no mentor.",
        ),
        (
            world(),
            "2027-02-27",
            "closing",
            ("mentee", "cohort"),
            (
                "The cohort's last day was 26 February 2027, and `ada-11` has no mentor. Write that"
                " `ada-11` has withdrawn, or enter `ada-11` in a later cohort."
            ),
        ),
        (
            world(mentee={"interview": ASKED_LATER}),
            "2026-03-01",
            "interview",
            ("mentee",),
            "`ada-11` has not been interviewed; the cohort starts on 1 March 2026.",
        ),
        (
            world(mentee={"interview": ASKED_LATER}),
            "2026-03-02",
            "interview",
            ("mentee",),
            "`ada-11` has not been interviewed; the cohort started on 1 March 2026.",
        ),
        (
            world(mentee={"interview": ASKED_LATER, "admitted": "2026-02-15"}),
            "2026-03-02",
            "interview",
            ("mentee", "admitted"),
            "`ada-11` was admitted on 15 February 2026 and has not been interviewed.",
        ),
        (
            world(mentee={"interview": ASKED_LATER, "admitted": "2026-02-01"}),
            "2026-02-15",
            "interview",
            ("mentee",),
            "`ada-11` has not been interviewed; the cohort starts on 1 March 2026.",
        ),
        (
            world(mentee={"interview": ASKED_LATER, "admitted": "2026-02-02"}),
            "2026-02-15",
            "interview",
            ("mentee", "admitted"),
            "`ada-11` was admitted on 2 February 2026 and has not been interviewed.",
        ),
        (
            world(),
            "2026-02-20",
            "proposal",
            ("mentee", "interview", "date"),
            "0 days since the interview with `ada-11`, no mentor asked yet.",
        ),
        *(
            (
                world(pairing),
                today,
                "new-proposal",
                route,
                f"{days} since `ada-11` was left without a mentor.",
            )
            for pairing, today, route, days in (
                (DECLINED, "2026-03-10", ("proposal", "mentor_answer"), "6 days"),
                (OBJECTED, "2026-03-10", ("proposal", "mentee_answer"), "1 day"),
                (NOT_STARTED, "2026-03-20", ("feedback",), "2 days"),
                (ENDED_EARLY, "2026-06-02", ("ended",), "1 day"),
            )
        ),
        (
            world(),
            "2026-02-27",
            "proposal",
            ("mentee", "interview", "date"),
            "7 days since the interview with `ada-11`, no mentor asked yet.",
        ),
    ],
)
def test_an_item_says_why_and_names_its_fact(
    told: World, today: str, kind: str, route: tuple[str | int, ...], words: str
) -> None:
    voice = Voice(ENGLISH, {})
    items = {
        (item.route, voice(item.message)) for item in due(told, today, 30) if item.kind == kind
    }
    assert (route, words) in items
    assert len({item.participant for item in due(told, today, 30) if item.kind == kind}) == len(
        items
    )
