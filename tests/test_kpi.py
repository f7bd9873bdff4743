"""Laws of the programme's numbers, and all of them against the naive oracle."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap.model import kpi
from mentorskap.words import titles
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import PLAIN, Voice
from tests import oracle
from tests.tiers import examples

if TYPE_CHECKING:
    from mentorskap.model.kpi import Kpi
    from tests.oracle import Data, World

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


def number(told: World, name: str, today: date = TODAY, cohort: str | None = None) -> Kpi:
    return next(
        measure
        for measure in kpi.all_kpis(oracle.snapshot(told, today), cohort)
        if measure.name == name
    )


def world(mentees: dict[str, Data], pairings: dict[str, Data], **cohort: object) -> World:
    """Return these mentees and pairings, two mentors with two places each, and a cohort from 2026-01-01."""
    mentors = {
        id_: {**oracle.person(id_), "mentor": {"offers": [], "capacity": 2}}
        for id_ in ("bo-01", "cy-02")
    }
    people = {
        id_: {**oracle.person(id_), "mentee": {"cohort": "one", "admitted": "2025-12-01", **entry}}
        for id_, entry in mentees.items()
    }
    programme = {
        "name": {"sv": "Mentorskap", "en": "Mentoring"},
        "manager": {"name": "Karin Berg", "email": "karin.berg@effect.example"},
        "cohorts": [
            {
                "id": "one",
                "name": {"sv": "Ett", "en": "One"},
                "starts": "2026-01-01",
                "ends": "2026-12-18",
                **cohort,
            }
        ],
    }
    told = {
        id_: (
            dict(zip(("mentee", "mentor"), id_.split("--")[:2], strict=True))
            | {"cohort": "one"}
            | pairing
        )
        for id_, pairing in pairings.items()
    }
    return {"programme": programme, "participants": people | mentors, "pairings": told}


def started(*held: str, on: str = "2026-01-20", **more: Any) -> Data:
    """Return a pairing that has started, with these meetings held."""
    return {
        "proposal": {
            "mentor_asked": "2026-01-05",
            "mentor_answer": {"date": "2026-01-06", "answer": "accepted"},
            "mentee_informed": "2026-01-07",
            "mentee_answer": {"date": "2026-01-08", "answer": "accepted"},
        },
        "meetings": [{"date": day, "outcome": "held"} for day in held],
        "feedback": {
            "mentee": {"date": "2026-01-19", "answer": "start"},
            "mentor": {"date": on, "answer": "start"},
        },
        **more,
    }


SEEN: Data = {"interview": {"date": "2026-01-02"}}
ENDED: Data = {"ended": {"date": "2026-06-01", "reason": "mentor-left"}}


def test_a_number_about_nobody_has_no_value() -> None:
    empty = {**world({}, {}), "participants": {}}
    assert {
        (measure.k, measure.n, measure.value, measure.members)
        for measure in kpi.all_kpis(oracle.snapshot(empty, TODAY))
    } == {(0, 0, None, ())}


@pytest.mark.parametrize(
    ("held", "today", "more", "share"),
    [
        (["2026-01-12", "2026-03-02"], "2026-03-02", {}, (1, 1)),
        (["2026-01-12", "2026-03-03"], "2026-03-03", {}, (0, 1)),
        (["2026-01-12"], "2026-03-02", {}, (0, 0)),
        (["2026-01-12"], "2026-03-03", {}, (0, 1)),
        (["2026-01-12"], "2026-06-01", ENDED, (0, 0)),
        (
            ["2026-01-12", "2026-03-12"],
            "2026-03-12",
            {"pauses": [{"from": "2026-02-01", "until": "2026-02-10"}]},
            (1, 1),
        ),
        (
            ["2026-01-12", "2026-03-13"],
            "2026-03-13",
            {"pauses": [{"from": "2026-02-01", "until": "2026-02-10"}]},
            (0, 1),
        ),
        (["2026-01-12"], "2026-11-23", {"pauses": [{"from": "2026-02-01"}]}, (0, 0)),
    ],
    ids=[
        "49 days are on time",
        "50 are late",
        "an open interval of 49 does not count",
        "of 50 it does, as late",
        "not once ended",
        "10 days' pause",
        "a day past it",
        "an open pause",
    ],
)
def test_the_cadence_counts_intervals(
    held: list[str], today: str, more: Data, share: tuple[int, int]
) -> None:
    found = number(
        world({"ada-11": SEEN}, {"ada-11--bo-01": started(*held, **more)}),
        "cadence",
        oracle.day(today),
    )
    assert (found.k, found.n) == share


@pytest.mark.parametrize(
    ("today", "more", "share"),
    [
        ("2026-02-22", {}, (1, 1)),
        ("2026-02-23", {}, (1, 2)),
        ("2026-11-23", {"ended": {"date": "2026-02-22", "reason": "other"}}, (1, 1)),
        ("2026-11-23", {"ended": {"date": "2026-02-23", "reason": "other"}}, (1, 2)),
        ("2028-02-29", {}, (1, 1 + 340 // 42)),
        ("2028-02-29", {"extended_until": "2027-01-29"}, (1, 1 + 382 // 42)),
    ],
    ids=[
        "41 days",
        "42 days",
        "ended after 41",
        "ended after 42",
        "no longer than the cohort",
        "or its own end",
    ],
)
def test_a_meeting_more_is_expected_for_each_full_rhythm(
    today: str, more: Data, share: tuple[int, int]
) -> None:
    found = number(
        world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", **more)}),
        "held-of-expected",
        oracle.day(today),
    )
    assert (found.k, found.n) == share


PEOPLE = {
    "ada-11": SEEN,
    "eli-12": SEEN,
    "ivo-13": SEEN,
    "noa-14": {},
    "uma-15": {**SEEN, "withdrawn": "2026-11-23"},
}
PAIRINGS = {
    "ada-11--bo-01": started("2026-01-12", **ENDED),
    "ada-11--cy-02": started("2026-06-20", on="2026-06-22", pauses=[{"from": "2026-11-01"}]),
    "eli-12--bo-01": started(
        "2026-01-16",
        "2026-10-30",
        contacts=[
            {"date": "2026-08-25", "with": "mentee"},
            {"date": "2026-08-24", "with": "mentor"},
        ],
    ),
    "uma-15--bo-01": started("2026-01-14", ended={"date": "2026-11-23", "reason": "completed"}),
    "ivo-13--bo-01": {"proposal": {"mentor_asked": "2026-01-20"}},
}


@pytest.mark.parametrize(
    ("name", "k", "n", "value", "members"),
    [
        ("matched-now", 2, 3, 2 / 3, ["ada-11", "eli-12", "ivo-13"]),
        ("ever-matched", 2, 3, 2 / 3, ["ada-11", "eli-12", "ivo-13"]),
        ("time-to-match", 2, 3, 18, ["ada-11", "eli-12", "ivo-13"]),
        (
            "time-to-first-meeting",
            4,
            4,
            7,
            ["ada-11--bo-01", "ada-11--cy-02", "eli-12--bo-01", "uma-15--bo-01"],
        ),
        (
            "first-meeting-outcome",
            4,
            4,
            1,
            ["ada-11--bo-01", "ada-11--cy-02", "eli-12--bo-01", "uma-15--bo-01"],
        ),
        ("rematch", 1, 3, 1 / 3, ["ada-11", "eli-12", "uma-15"]),
        ("completion", 0, 0, None, []),
        (
            "early-endings",
            1,
            4,
            1 / 4,
            ["ada-11--bo-01", "ada-11--cy-02", "eli-12--bo-01", "uma-15--bo-01"],
        ),
        ("mentor-use", 3, 4, 3 / 4, ["bo-01", "cy-02"]),
        ("manager-contact", 1, 2, 1 / 2, ["eli-12--bo-01"]),
    ],
)
def test_a_number_says_k_of_n_and_of_whom(
    name: str, k: int, n: int, value: float | None, members: list[str]
) -> None:
    assert oracle.counted([number(world(PEOPLE, PAIRINGS), name)])[name] == (k, n, value, members)


def test_a_mentee_has_completed_when_the_last_pairing_has_and_the_cohort_is_over() -> None:
    told = world(PEOPLE, PAIRINGS)
    assert number(told, "completion", date(2026, 12, 18)).n == 0
    over = number(told, "completion", date(2026, 12, 19))
    # Ada and Eli still meet.
    assert (over.k, over.n, over.members) == (1, 1, ("uma-15",))
    again = PAIRINGS["ada-11--cy-02"] | {
        "pauses": [],
        "ended": {"date": "2026-12-01", "reason": "goal-reached"},
    }
    assert (
        number(
            world(PEOPLE, {**PAIRINGS, "ada-11--cy-02": again}), "completion", date(2026, 12, 19)
        ).k
        == 2
    )


@pytest.mark.parametrize(
    ("mentee", "mentor", "kind"),
    [
        ("start", "start", "both-start"),
        ("decline", "start", "mentee-declined"),
        ("start", "decline", "mentor-declined"),
        ("undecided", "start", "waiting"),
        (None, None, "waiting"),
    ],
)
def test_a_first_meeting_has_one_outcome(mentee: str | None, mentor: str | None, kind: str) -> None:
    feedback = {
        side: {"date": "2026-01-19", "answer": answer}
        for side, answer in (("mentee", mentee), ("mentor", mentor))
        if answer
    }
    found = number(
        world({"ada-11": SEEN}, {"ada-11--bo-01": {**started("2026-01-12"), "feedback": feedback}}),
        "first-meeting-outcome",
    )
    assert {name: count for name, count in found.kinds if count} == {kind: 1}
    assert (found.k, found.n) == (kind == "both-start", 1)


@settings(oracle.laws, max_examples=examples(200))
@given(oracle.worlds())
def test_every_number_is_the_one_that_counting_gives(case: tuple[World, date]) -> None:
    told, today = case
    assert oracle.counted(kpi.all_kpis(oracle.snapshot(told, today))) == oracle.numbers(told, today)


@oracle.laws
@given(oracle.worlds())
def test_a_number_of_a_cohort_is_that_of_a_programme_with_no_other(
    case: tuple[World, date],
) -> None:
    told, today = case
    for cohort in ("one", "two"):
        alone = {
            **told,
            "participants": {
                id_: person
                for id_, person in told["participants"].items()
                if person.get("mentee", {}).get("cohort", cohort) == cohort
            },
            "pairings": {
                id_: pairing
                for id_, pairing in told["pairings"].items()
                if pairing["cohort"] == cohort
            },
        }
        expected = oracle.numbers(alone, today)
        del expected["mentor-use"]
        assert oracle.counted(kpi.all_kpis(oracle.snapshot(told, today), cohort)) == expected


@oracle.laws
@given(oracle.worlds())
def test_a_number_on_a_day_rests_on_no_fact_dated_after_it(case: tuple[World, date]) -> None:
    told, today = case
    assert kpi.all_kpis(oracle.snapshot(told, today)) == kpi.all_kpis(
        oracle.snapshot(oracle.cut(told, today), today)
    )


@oracle.laws
@given(oracle.worlds())
def test_one_more_break_makes_no_meeting_less_in_time(case: tuple[World, date]) -> None:
    told, today = case
    rest = {"from": f"{today - 60 * DAY}", "until": f"{today - 20 * DAY}"}
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
    before, after = number(told, "cadence", today), number(rested, "cadence", today)
    assert after.k >= before.k
    assert after.n - after.k <= before.n - before.k


def test_only_times_are_in_days() -> None:
    numbers = kpi.all_kpis(oracle.snapshot(world({}, {}), TODAY))
    in_days = {measure.name for measure in numbers if measure.in_days}
    assert in_days == {"time-to-match", "time-to-first-meeting"}


@pytest.mark.parametrize(("passed", "n"), [(-1, 0), (0, 1)])
def test_an_interview_counts_from_its_own_day(passed: int, n: int) -> None:
    told = world({"ada-11": {"interview": {"date": "2026-01-02"}}}, {})
    assert number(told, "ever-matched", date(2026, 1, 2) + passed * DAY).n == n


@pytest.mark.parametrize(("passed", "n"), [(-1, 1), (0, 0)])
def test_a_withdrawal_counts_from_its_own_day(passed: int, n: int) -> None:
    told = world({"ada-11": {**SEEN, "withdrawn": "2026-02-02"}}, {})
    assert number(told, "ever-matched", date(2026, 2, 2) + passed * DAY).n == n


@pytest.mark.parametrize(("passed", "k"), [(-1, 0), (0, 1)])
def test_an_early_end_counts_from_its_own_day(passed: int, k: int) -> None:
    told = world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", **ENDED)})
    assert number(told, "early-endings", date(2026, 6, 1) + passed * DAY).k == k


def test_a_pairing_that_ended_expects_no_meeting_from_that_day_on() -> None:
    told = world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", **ENDED)})
    ended: Data = {"date": "2026-02-23", "reason": "mentor-left"}
    early = world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", ended=ended)})
    assert number(early, "held-of-expected", date(2026, 2, 23)).n == 2
    assert number(early, "held-of-expected", date(2026, 5, 23)).n == 2
    assert number(told, "held-of-expected", date(2026, 5, 23)).n == 4


@pytest.mark.parametrize(
    ("contact", "k"),
    [("2026-05-20", 2), ("2026-05-21", 1), ("2026-05-22", 1)],
    ids=["today", "tomorrow", "later"],
)
def test_a_check_in_counts_from_its_own_day(contact: str, k: int) -> None:
    contacts = [{"date": "2026-03-01", "with": "mentee"}, {"date": contact, "with": "mentor"}]
    told = world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", contacts=contacts)})
    measured = number(told, "manager-contact", date(2026, 5, 20))
    assert (measured.k, measured.n) == (k, 2)


@pytest.mark.parametrize(
    ("more", "passed", "places"),
    [
        ({}, -1, {"bo-01": (1, 2), "cy-02": (0, 2)}),
        ({}, 0, {"bo-01": (1, 1), "cy-02": (0, 2)}),
        (ENDED, -1, {"bo-01": (1, 2), "cy-02": (0, 2)}),
        (ENDED, 0, {"cy-02": (0, 2)}),
    ],
)
def test_a_mentor_who_has_left_has_no_room(
    more: Data, passed: int, places: dict[str, tuple[int, int]]
) -> None:
    told = world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", **more)})
    told["participants"]["bo-01"]["mentor"]["left"] = "2026-06-01"
    today = date(2026, 6, 1) + passed * DAY
    measured = number(told, "mentor-use", today)
    assert {share.id: (share.k, share.n) for share in measured.shares} == places
    assert oracle.numbers(told, today)["mentor-use"][3] == sorted(places)


def test_a_time_says_of_each_whether_it_is_over_and_how_long_it_took() -> None:
    told = world(
        {"ada-11": SEEN, "eva-12": SEEN},
        {"ada-11--bo-01": started("2026-01-12"), "eva-12--cy-02": {}},
    )
    assert number(told, "time-to-match").shares == (
        kpi.Share("ada-11", 1, 1, 18),
        kpi.Share("eva-12", 0, 1, 325),
    )
    assert number(told, "time-to-first-meeting").shares == (kpi.Share("ada-11--bo-01", 1, 1, 4),)


def about(people: int) -> list[Kpi]:
    shares = tuple(kpi.Share(f"mentee-{index}", 1, 1) for index in range(people))
    return [kpi.Kpi("ever-matched", people, people, 1.0, shares)]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"one": 0, None: 9}, set()),
        ({"one": 1, None: 9}, {"one", None}),
        ({"one": 4, None: 9}, {"one", None}),
        ({"one": 5, None: 9}, set()),
        ({"one": 6, None: 9}, set()),
        ({None: 4}, {None}),
        ({"one": 3, "two": 2, None: 9}, {"one", "two"}),
        ({"one": 3, "two": 1, None: 9}, {"one", "two", None}),
        ({"one": 7, "small": 1, None: 8}, set()),
        ({"one": 3, "two": 9, None: 12}, {"one", "two"}),
        ({"one": 3, "two": 9, "three": 6, None: 18}, {"one", "three"}),
        ({"one": 1, "two": 2, "three": 7, None: 10}, {"one", "two", "three"}),
        ({"one": 9, "two": 3, None: 12}, {"two", None}),
        ({"one": 9, "two": 3, "three": 6, None: 18}, {"two", "three"}),
        ({"one": 3, "two": 9}, {"one"}),
        ({"one": 3, "brief": 2, "two": 9, None: 14}, {"one", "brief"}),
    ],
    ids=[
        "nobody",
        "one",
        "one too few",
        "as many as it takes",
        "one more",
        "in all",
        "together enough",
        "together too few",
        "where one person is enough",
        "a second one with it",
        "the smallest of several",
        "as many as it takes to hide",
        "never one under way",
        "one that is over",
        "without a number of all",
        "no more than it takes",
    ],
)
def test_what_is_about_too_few_is_hidden_and_what_it_could_be_subtracted_from(
    sizes: dict[str | None, int], hidden: set[str | None]
) -> None:
    told = world({}, {})
    cohort: Data = told["programme"]["cohorts"][0]
    told["programme"]["cohorts"] += [
        {**cohort, "id": "two", "ends": "2026-06-26"},
        {**cohort, "id": "three", "ends": "2026-06-26"},
        {**cohort, "id": "small", "limits": {"smallest_group": 1}},
        {**cohort, "id": "brief", "ends": "2026-06-26", "limits": {"smallest_group": 1}},
    ]
    numbers = {cohort: about(people) for cohort, people in sizes.items()}
    assert kpi.hidden(numbers, oracle.snapshot(told, TODAY)) == {
        (cohort, "ever-matched") for cohort in hidden
    }


def test_a_time_that_moves_is_told_though_as_many_are_counted() -> None:
    first, later = (
        oracle.snapshot(
            world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", on=on)}), TODAY
        )
        for on in ("2026-01-20", "2026-01-21")
    )
    moved = kpi.moved(first, later, "one")
    assert moved is not None
    voice = Voice(ENGLISH, {}, PLAIN)
    assert voice(moved) == f"{voice(titles.KPIS['time-to-match'])} 18 (1/1) → 19 (1/1)"
    assert kpi.moved(first, first, "one") is None


@settings(oracle.laws, max_examples=examples(200))
@given(oracle.worlds(several=True))
def test_the_numbers_of_all_are_those_of_the_cohorts_together(case: tuple[World, date]) -> None:
    told, today = case
    snapshot = oracle.snapshot(told, today)
    numbers = kpi.by_cohort(snapshot)
    assert numbers[None] == kpi.all_kpis(snapshot)
    for cohort in kpi.cohorts_in_order(snapshot):
        assert numbers[cohort] == kpi.all_kpis(snapshot, cohort)


def test_who_is_in_no_cohort_is_counted_among_all() -> None:
    told = world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12", cohort="none")})
    snapshot = oracle.snapshot(told, TODAY)
    assert kpi.by_cohort(snapshot)[None] == kpi.all_kpis(snapshot)


def test_one_cohort_and_none_are_counted_as_several_are() -> None:
    told = world({"ada-11": SEEN}, {"ada-11--bo-01": started("2026-01-12")})
    one = oracle.snapshot(told, TODAY)
    assert kpi.by_cohort(one) == {"one": kpi.all_kpis(one, "one"), None: kpi.all_kpis(one)}
    told = world({}, {})
    told["programme"]["cohorts"] = []
    none = oracle.snapshot(told, TODAY)
    assert kpi.by_cohort(none) == {None: kpi.all_kpis(none)}


@pytest.mark.parametrize(
    ("gone", "figures"),
    [
        (
            "ada-11",
            (
                "Ever matched 1/3 → 0/2, Time to start 18 (1/3) → 0/2,"
                " Time to the first meeting 4 (1/1) → 0/0, After the first meeting 1/1 → 0/0,"
                " Held of expected 1/8 → 0/0, Change of mentor 0/1 → 0/0, Completed 1/1 → 0/0,"
                " Ended early 0/1 → 0/0"
            ),
        ),
        (
            "eva-12",
            "Matched now 0/2 → 0/1, Ever matched 1/3 → 1/2, Time to start 18 (1/3) → 18 (1/2)",
        ),
        ("cy-02", None),
    ],
    ids=["with a pairing", "without one", "a mentor without one"],
)
def test_an_erasure_takes_a_person_out_of_the_numbers_of_a_cohort_that_is_over(
    gone: str, figures: str | None
) -> None:
    done: Data = {"ended": {"date": "2026-12-01", "reason": "completed"}}
    told = world(
        {"ada-11": SEEN, "eva-12": SEEN, "ivo-13": SEEN},
        {"ada-11--bo-01": started("2026-01-12", **done)},
    )
    voice = Voice(ENGLISH, {}, PLAIN)
    for today, expected in (("2026-12-18", []), ("2026-12-19", [figures] if figures else [])):
        moved = kpi.moved_by_erasure(oracle.snapshot(told, oracle.day(today)), gone)
        assert [voice(sentence) for _, sentence in moved] == expected


@settings(oracle.laws, max_examples=examples(300))
@given(oracle.worlds(several=True), st.integers(1, 6))
def test_no_hidden_number_is_the_difference_of_shown_ones(
    case: tuple[World, date], limit: int
) -> None:
    told, today = case
    told = {**told, "programme": {**told["programme"], "limits": {"smallest_group": limit}}}
    snapshot = oracle.snapshot(told, today)
    numbers = kpi.by_cohort(snapshot)
    few = kpi.hidden(numbers, snapshot)
    cohorts = kpi.cohorts_in_order(snapshot)
    for place, whole in enumerate(numbers[None]):
        name = whole.name
        if name == "mentor-use":
            continue
        groups = {id_: next(one for one in numbers[id_] if one.name == name) for id_ in cohorts}
        for id_, number in groups.items():
            assert (id_, name) in few or not 0 < len(number.members) < limit
        secret = [len(groups[id_].members) for id_ in cohorts if (id_, name) in few]
        if secret and (None, name) not in few:
            assert len(secret) > 1
            assert sum(secret) >= limit, place
