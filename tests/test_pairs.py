"""The rules about pairings, where each begins to find something and just before that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.rules import pairings
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests import oracle
from tests.test_deadlines import ACTIVE, ASKED, DECLINED, FIRST, PROPOSAL, WILLING, world
from tests.test_order import END, OBJECTION, TODAY, broken, meeting, said

if TYPE_CHECKING:
    from tests.oracle import Data, World

COHORTS = [
    {"id": id_, "name": {"sv": id_, "en": id_}, "starts": "2026-03-01", "ends": "2027-02-26"}
    for id_ in ("one", "two")
]


def town(**pairs: Data) -> World:
    """Return three mentees, two mentors and one who is both, with pairings by their ids."""
    told = world()
    told["programme"]["cohorts"] = COHORTS
    people = told["participants"]
    entry = people["ada-11"]["mentee"]
    for id_, role in (
        ("eva-12", {"mentee": entry}),
        ("ivo-13", {"mentee": entry}),
        ("cy-02", {"mentor": {"offers": [], "capacity": 1}}),
        ("mia-21", {"mentee": entry, "mentor": {"offers": [], "capacity": 1}}),
        ("nils-22", {"mentee": entry, "mentor": {"offers": [], "capacity": 1}}),
    ):
        people[id_] = {**oracle.person(id_), **role}
    told["pairings"] = {
        id_: {
            **dict(zip(("mentee", "mentor"), id_.split("--")[:2], strict=True)),
            "cohort": "one",
            **pairing,
        }
        for id_, pairing in ((id_.replace("_", "-"), pairing) for id_, pairing in pairs.items())
    }
    return told


def severities(rule: Any, told: World, today: str = TODAY) -> list[str]:
    snapshot = oracle.snapshot(told, oracle.day(today))
    return [problem.severity or rule.severity for problem in rule.look(snapshot)]


@pytest.mark.parametrize(
    ("id_", "missing", "swapped"),
    [
        ("ada_11__bo_01", [], []),
        ("ada_11__bo_02", ["mentor"], []),
        ("ada_12__bo_01", ["mentee"], []),
        ("bo_01__ada_11", [], ["mentee", "mentor"]),
        ("ada_11__eva_12", [], ["mentor"]),
        ("cy_02__bo_01", [], ["mentee"]),
        ("mia_21__nils_22", [], []),
    ],
)
def test_each_side_is_somebody_with_that_role(
    id_: str, missing: list[str], swapped: list[str]
) -> None:
    told = town(**{id_: {}})
    assert broken(pairings.both_participants_exist, told) == [(side,) for side in missing]
    assert broken(pairings.each_side_has_its_role, told) == [(side,) for side in swapped]
    for side, words in zip(swapped, said(pairings.each_side_has_its_role, told), strict=True):
        assert f"is named as {side} but has no `{side}`" in words


def test_the_nearest_id_with_the_role_is_proposed() -> None:
    (words,) = said(pairings.both_participants_exist, town(ada_12__bo_01={}))
    assert "`ada-11`" in words
    (words,) = said(pairings.both_participants_exist, town(ada_11__bo_02={}))
    assert "`bo-01`" in words


@pytest.mark.parametrize(
    ("cohort", "pairing", "is_found"),
    [
        ("one", {}, False),
        ("two", {}, True),
        ("two", ACTIVE, True),
        ("two", DECLINED, False),
        ("two", {**ACTIVE, **END}, False),
        ("three", {}, False),
    ],
)
def test_a_live_pairing_is_in_a_cohort_of_the_mentee(
    cohort: str, pairing: Data, *, is_found: bool
) -> None:
    told = town(ada_11__bo_01={**pairing, "cohort": cohort})
    assert broken(pairings.pairing_is_in_the_mentees_cohort, told) == [("cohort",)] * is_found


def test_where_the_mentees_own_cohort_is_not_known_the_pairing_is_not_the_fault() -> None:
    told = town(ada_11__bo_01={"cohort": "two"})
    told["participants"]["ada-11"]["mentee"] = {"cohort": "three", "admitted": "2026-01-12"}
    assert broken(pairings.pairing_is_in_the_mentees_cohort, told) == []


@pytest.mark.parametrize(
    ("day", "pairing", "is_found"),
    [
        (TODAY, ASKED, True),
        ("2026-11-24", ASKED, False),
        (TODAY, {}, False),
        (TODAY, {**ACTIVE, **END}, False),
        (None, ACTIVE, False),
    ],
    ids=["today", "tomorrow", "a draft", "an end", "stays"],
)
def test_who_has_withdrawn_has_no_live_pairing(
    day: str | None, pairing: Data, *, is_found: bool
) -> None:
    told = world(pairing, mentee={} if day is None else {"withdrawn": day})
    rule = pairings.withdrawn_mentee_has_no_live_pairing
    assert broken(rule, told) == [()] * is_found
    if is_found:
        (words,) = said(rule, told)
        assert "--cohort" not in words
        entry = told["participants"]["ada-11"]["mentee"]
        told["participants"]["ada-11"]["mentee"] = [entry, {"cohort": "two", "admitted": TODAY}]
        (words,) = said(rule, told)
        assert f"`mentorskap record withdrawn ada-11 {day} --cohort one`" in words


LATER: Data = {"proposal": {"mentor_asked": "2026-03-03"}}
SHOWN_LATER: Data = {
    "proposal": {
        "mentor_asked": "2026-03-01",
        "mentor_answer": {"date": "2026-03-02", "answer": "accepted"},
        "mentee_informed": "2026-11-24",
    }
}


@pytest.mark.parametrize(
    ("first", "second", "today", "severity"),
    [
        (ASKED, LATER, TODAY, "warning"),
        (ASKED, {}, TODAY, None),
        (ASKED, DECLINED, TODAY, None),
        (ACTIVE, LATER, TODAY, "error"),
        (SHOWN_LATER, LATER, TODAY, "warning"),
        (SHOWN_LATER, LATER, "2026-11-24", "error"),
        (WILLING, LATER, TODAY, "warning"),
        ({"proposal": {**ASKED["proposal"], "mentee_answer": PROPOSAL["mentee_answer"]}}, LATER, TODAY, "error"),
        ({**ASKED, "feedback": {"mentee": {"date": "2026-03-18", "answer": "start"}}}, LATER, TODAY, "error"),
    ],
)  # fmt: skip
def test_a_mentee_is_shown_one_mentor(
    first: Data, second: Data, today: str, severity: str | None
) -> None:
    told = town(ada_11__cy_02=first, ada_11__bo_01=second, eva_12__bo_01=ASKED)
    rule = pairings.mentee_has_one_live_pairing
    assert severities(rule, told, today) == ([] if severity is None else [severity])
    if severity is not None:
        snapshot = oracle.snapshot(told, oracle.day(today))
        (problem,) = rule.look(snapshot)
        assert problem.where.path == "pairings/ada-11--bo-01.yml"
        (words,) = said(rule, told, today)
        assert "`cy-02` and `bo-01`" in words


@pytest.mark.parametrize(
    ("capacity", "pairs", "is_found"),
    [
        (1, [ASKED], False),
        (1, [ASKED, ACTIVE], True),
        (1, [ASKED, {}], False),
        (1, [ASKED, DECLINED], False),
        (2, [ASKED, ACTIVE], False),
        (2, [ASKED, ACTIVE, WILLING], True),
        (0, [ASKED], True),
        (0, [{}], False),
    ],
)
def test_a_mentor_has_as_many_as_there_is_room_for(
    capacity: int, pairs: list[Data], *, is_found: bool
) -> None:
    ids = ("ada_11__bo_01", "eva_12__bo_01", "ivo_13__bo_01")
    told = town(**dict(zip(ids, pairs, strict=False)))
    told["participants"]["bo-01"]["mentor"]["capacity"] = capacity
    assert broken(pairings.mentor_has_room, told) == [("mentor", "capacity")] * is_found


LATE: Data = {"proposal": {"mentor_asked": "2027-02-25"}}
EARLY: Data = {
    "proposal": {
        "mentor_asked": "2026-02-21",
        "mentor_answer": {"date": "2026-02-22", "answer": "accepted"},
        "mentee_informed": "2026-02-23",
        "mentee_answer": {"date": "2026-02-24", "answer": "accepted"},
    }
}
BREAK = [{"from": "2026-03-10", "until": "2026-03-11"}]


@pytest.mark.parametrize(
    ("pairing", "breaks", "first"),
    [
        ({"proposal": PROPOSAL}, [], "2026-03-09"),
        (ACTIVE, [], "2026-03-09"),
        ({"proposal": PROPOSAL, "meetings": [FIRST, meeting("2026-03-08")]}, [], "2026-03-08"),
        ({"proposal": PROPOSAL, "meetings": [meeting("2026-03-08", "planned")]}, [], "2026-03-08"),
        ({"proposal": PROPOSAL, "meetings": [meeting("2026-03-08", "moved")]}, [], "2026-03-09"),
        (ASKED, [], "2026-03-19"),
        (WILLING, [], "2026-03-19"),
        (ASKED, BREAK, "2026-03-21"),
        (EARLY, [], "2026-03-01"),
        (LATE, [], "2027-02-26"),
    ],
    ids=[
        "the mentee's yes",
        "a meeting after it",
        "a meeting before it",
        "a plan before it",
        "none after all",
        "when all can have answered",
        "the mentor has",
        "a break between",
        "the cohort's first day",
        "its last day",
    ],
)
def test_a_mentor_is_available_from_the_first_day_of_need(
    pairing: Data, breaks: list[Data], first: str
) -> None:
    told = world(pairing, breaks=breaks)
    mentor = told["participants"]["bo-01"]["mentor"]
    mentor["available"] = {"from": first}
    assert broken(pairings.mentor_is_available, told, "2027-02-25") == []
    mentor["available"] = {"from": f"{oracle.day(first) + oracle.DAY}"}
    assert broken(pairings.mentor_is_available, told, "2027-02-25") == [("mentor",)]
    (words,) = said(pairings.mentor_is_available, told, "2027-02-25")
    assert "is available from" in words


@pytest.mark.parametrize(
    ("pairing", "last"),
    [
        (ACTIVE, "2027-02-26"),
        ({**ACTIVE, "extended_until": "2027-03-31"}, "2027-03-31"),
        ({**ACTIVE, **END}, "2026-06-01"),
        ({**ACTIVE, **END, "extended_until": "2027-03-31"}, "2026-06-01"),
        ({"proposal": OBJECTION}, "2026-03-09"),
    ],
)
@pytest.mark.parametrize("key", ["available", "left"])
def test_a_mentor_is_available_to_the_last_day(pairing: Data, last: str, key: str) -> None:
    told = world(pairing)
    mentor = told["participants"]["bo-01"]["mentor"]
    for day, routes in ((last, []), (f"{oracle.day(last) - oracle.DAY}", [("mentor",)])):
        mentor[key] = {"until": day} if key == "available" else day
        assert broken(pairings.mentor_is_available, told) == routes
    (words,) = said(pairings.mentor_is_available, told)
    assert ("left the network" if key == "left" else "is available until") in words


@pytest.mark.parametrize("pairing", [{}, DECLINED, {"meetings": [FIRST]}])
def test_where_nobody_is_asked_or_the_mentor_said_no_time_is_not_needed(pairing: Data) -> None:
    told = world(pairing)
    told["participants"]["bo-01"]["mentor"]["available"] = {"from": "2030-01-01"}
    assert broken(pairings.mentor_is_available, told) == []


def test_a_cohort_whose_days_are_wrong_says_nothing_of_the_mentors_time() -> None:
    for ends, routes in (("2026-03-01", []), ("2026-03-02", [("mentor",)])):
        told = world(ACTIVE, ends=ends)
        told["participants"]["bo-01"]["mentor"]["available"] = {"from": "2026-03-20"}
        assert broken(pairings.mentor_is_available, told) == routes


@pytest.mark.parametrize(
    ("until", "pairing", "today", "is_found"),
    [
        ("2026-03-02", ASKED, TODAY, True),
        ("2026-03-01", ASKED, TODAY, False),
        (TODAY, {}, TODAY, True),
        ("2026-11-22", {}, TODAY, False),
        (TODAY, DECLINED, TODAY, False),
    ],
)
def test_a_tie_counts_on_the_day_of_the_question(
    until: str, pairing: Data, today: str, *, is_found: bool
) -> None:
    told = world(pairing)
    told["participants"]["bo-01"]["organisation"] = "Havet"
    told["participants"]["bo-01"]["ties"] = [
        {"with": "ada-11", "kind": "professional", "until": until}
    ]
    rule = pairings.pair_has_no_ties
    assert broken(rule, told, today) == [("mentor",)] * is_found
    assert severities(rule, told, today) == ["error"] * is_found


def test_two_do_not_mentor_each_other() -> None:
    rule = pairings.nobody_mentors_their_mentor
    told = town(mia_21__nils_22=LATER, nils_22__mia_21=ASKED)
    snapshot = oracle.snapshot(told, oracle.day(TODAY))
    assert [problem.where.path for problem in rule.look(snapshot)] == [
        "pairings/mia-21--nils-22.yml"
    ]
    told = town(mia_21__nils_22=ASKED, nils_22__mia_21=ASKED)
    snapshot = oracle.snapshot(told, oracle.day(TODAY))
    assert [problem.where.path for problem in rule.look(snapshot)] == [
        "pairings/nils-22--mia-21.yml"
    ]
    assert broken(rule, town(mia_21__nils_22=DECLINED, nils_22__mia_21=LATER)) == []
    assert broken(rule, town(mia_21__nils_22=LATER, nils_22__mia_21=DECLINED)) == []
    refused = DECLINED["proposal"] | LATER["proposal"]
    told = town(mia_21__nils_22=ASKED, nils_22__mia_21={"proposal": refused})
    assert broken(rule, told, "2026-03-04") == []
    assert broken(rule, town(mia_21__nils_22=ASKED, ada_11__mia_21=LATER)) == []


AGAIN: Data = {"proposal": {"mentor_asked": "2026-09-01"}}


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        (DECLINED, AGAIN, True),
        (DECLINED, {}, True),
        ({**ACTIVE, **END}, AGAIN, True),
        ({**ACTIVE, "ended": {"date": "2026-06-01", "reason": "completed"}}, AGAIN, False),
        (ACTIVE, AGAIN, False),
        (DECLINED, {**AGAIN, "cohort": "two"}, False),
        (DECLINED, {"proposal": {"mentor_asked": "2026-03-02"}}, True),
        (DECLINED, {"proposal": {"mentor_asked": "2026-03-01"}}, False),
    ],
    ids=[
        "a no",
        "a no, and a draft",
        "an early end",
        "completed",
        "live",
        "another cohort",
        "asked on one day: by the id",
        "the other was first",
    ],
)
def test_two_who_parted_are_not_proposed_to_each_other_again(
    first: Data, second: Data, *, is_found: bool
) -> None:
    told = town(ada_11__bo_01=first, ada_11__bo_01__2=second)
    assert broken(pairings.refused_mentor_is_not_asked_again, told) == [("mentor",)] * is_found


def test_of_two_partings_the_later_one_is_named() -> None:
    no = {"proposal": {"mentor_asked": "2026-05-02", "mentor_answer": {"date": "2026-05-04", "answer": "declined"}}}  # fmt: skip
    told = town(ada_11__bo_01=DECLINED, ada_11__bo_01__2=no, ada_11__bo_01__3=AGAIN)
    words = said(pairings.refused_mentor_is_not_asked_again, told)
    assert len(words) == 2
    assert "on 4 March 2026: " in words[0]
    assert "on 4 May 2026: " in words[1]


def test_an_open_question_to_another_mentor_is_none_of_theirs() -> None:
    told = town(ada_11__bo_01=DECLINED, ada_11__cy_02=AGAIN, eva_12__bo_01=AGAIN)
    assert broken(pairings.refused_mentor_is_not_asked_again, told) == []


ENDED: Data = {**ACTIVE, **END}


@pytest.mark.parametrize(
    ("pairs", "faults"),
    [
        ({"ada_11__cy_02": {"replaces": "ada-11--bo-01"}, "ada_11__bo_01": ENDED}, {}),
        (
            {"ada_11__cy_02": {"replaces": "ada-11--bo-01"}, "ada_11__bo_01": ACTIVE},
            {"ada-11--cy-02": "has not ended"},
        ),
        (
            {"ada_11__cy_02": {"replaces": "eva-12--bo-01"}, "eva_12__bo_01": ENDED},
            {"ada-11--cy-02": "belongs to another mentee"},
        ),
        ({"ada_11__cy_02": {"replaces": "ada-11--bo-01"}}, {"ada-11--cy-02": "no such pairing"}),
        ({"ada_11__cy_02": {"replaces": "ada-11--cy-02"}}, {"ada-11--cy-02": "replaces itself"}),
        (
            {
                "ada_11__cy_02": {"replaces": "ada-11--bo-01"},
                "ada_11__bo_01": {"replaces": "ada-11--cy-02"},
            },
            {"ada-11--bo-01": "`ada-11--bo-01 → ada-11--cy-02 → ada-11--bo-01`"},
        ),
        (
            {
                "ada_11__mia_21": {"replaces": "ada-11--cy-02"},
                "ada_11__cy_02": {"replaces": "ada-11--bo-01", **ENDED},
                "ada_11__bo_01": {"replaces": "ada-11--cy-02", **ENDED},
            },
            {"ada-11--bo-01": "in a circle"},
        ),
    ],
    ids=["closed", "live", "another's", "nothing", "itself", "a circle", "before a circle"],
)
def test_what_is_replaced_is_a_closed_pairing_of_the_same_mentee(
    pairs: dict[str, Data], faults: dict[str, str]
) -> None:
    told = town(**pairs)
    snapshot = oracle.snapshot(told, oracle.day(TODAY))
    voice = Voice(ENGLISH, {})
    problems = {
        problem.where.path.removeprefix("pairings/").removesuffix(".yml"): voice(problem.message)
        for problem in pairings.replaced_pairing_has_ended.look(snapshot)
    }
    assert problems.keys() == faults.keys()
    assert all(words in problems[id_] for id_, words in faults.items())


def test_another_pairing_of_the_mentee_is_proposed_instead() -> None:
    told = town(ada_11__cy_02={"replaces": "ada-11--bo-02"}, ada_11__bo_01=ENDED)
    (words,) = said(pairings.replaced_pairing_has_ended, told)
    assert "`ada-11--bo-01`" in words
    told = town(ada_11__cy_02={"replaces": "ada-11--cy-03"}, ada_11__bo_01=ENDED)
    (words,) = said(pairings.replaced_pairing_has_ended, told)
    assert "`ada-11--cy-02`" not in words


def test_a_chain_may_end_in_a_pairing_that_is_not_there() -> None:
    told = town(
        ada_11__cy_02={"replaces": "ada-11--bo-01"},
        ada_11__bo_01={"replaces": "ada-11--mia-21", **ENDED},
    )
    (words,) = said(pairings.replaced_pairing_has_ended, told)
    assert "`ada-11--mia-21`, but there is no such pairing" in words


@pytest.mark.parametrize(
    ("key", "first", "second", "words"),
    [
        ("same_organisation", "Norrsken", "Norrsken", "come from the same organisation, “Norrsken”."),
        (
            "same_organisation",
            "Norrsken",
            "NORRSKEN AB",
            "come from the same organisation, written “Norrsken” and “NORRSKEN AB”.",
        ),
        ("same_unit", "Elnät", "Elnät", "work in the same unit, “Elnät”."),
        ("same_unit", "Elnät", "ELNÄT", "work in the same unit, written “Elnät” and “ELNÄT”."),
    ],
)  # fmt: skip
def test_colleagues_are_named_as_written_with_the_setting_that_would_allow_them(
    key: str, first: str, second: str, words: str
) -> None:
    told = world(ACTIVE)
    told["programme"] |= {"same_organisation": "allow", "same_unit": "stop"}
    told["programme"][key] = "stop"
    ada, bo = told["participants"]["ada-11"], told["participants"]["bo-01"]
    ada |= {"organisation": "Norrsken", "unit": "Värme"}
    bo |= {"organisation": "Norrsken", "unit": "Gas"}
    field = key.removeprefix("same_")
    ada[field], bo[field] = first, second
    (text,) = said(pairings.pair_has_no_ties, told)
    assert words in text
    assert f"`{key}: allow`" in text


def test_a_tie_is_allowed_by_no_setting() -> None:
    told = world(ACTIVE)
    told["participants"]["bo-01"]["organisation"] = "Havet"
    told["participants"]["bo-01"]["ties"] = [{"with": "ada-11", "kind": "personal"}]
    (words,) = said(pairings.pair_has_no_ties, told)
    assert "allow" not in words
