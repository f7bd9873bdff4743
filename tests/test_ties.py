"""What keeps two people apart, as `check` and `suggest` say it: organisations, units, mail, mutual pairings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap import matching
from mentorskap.rules import RULES
from mentorskap.rules.check import check
from tests import oracle
from tests.test_deadlines import ACTIVE, ID, world
from tests.test_organisations import APART, NEAR, RESEMBLE, SAME

if TYPE_CHECKING:
    from mentorskap.matching import Weighing
    from mentorskap.matching.suggestion import Candidate
    from mentorskap.model.snapshot import Snapshot
    from tests.oracle import Data, World

TODAY = date(2026, 6, 2)
TIES, SPELLING, MAIL, MUTUAL = (
    "pair-has-no-ties",
    "organisation-is-written-one-way",
    "mail-domains-differ",
    "nobody-mentors-their-mentor",
)


def people(mentee: Data, mentor: Data, *pairings: Data, **programme: str) -> World:
    """Return a mentee and a mentor with these details, and their pairings."""
    needs = {"challenges": [{"area": "change"}]}
    data = world(*pairings, mentee={"interview": {"date": "2026-02-20", **needs}})
    ada, bo = data["participants"]["ada-11"], data["participants"]["bo-01"]
    ada |= {"organisation": "Norrsken", "email": "ada@norrsken.example"} | mentee
    bo |= {"organisation": "Havet", "email": "bo@havet.example"} | mentor
    data["programme"] |= programme
    return data


def findings(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return what `check` finds of what is tested here: severity and rule."""
    report = check(snapshot, RULES, lambda _path: None)
    return [
        (finding.severity, finding.rule)
        for finding in report.findings
        if finding.rule in {TIES, SPELLING, MAIL, MUTUAL}
    ]


def weighing(data: World) -> Weighing:
    """Return the two weighed, nothing being between them yet."""
    return matching.Weighing(oracle.snapshot(data, TODAY))


def candidates(data: World) -> tuple[Candidate, ...]:
    """Return whom `suggest` proposes for the mentee."""
    return matching.suggestion(weighing(data), "ada-11").candidates


@pytest.mark.parametrize(("first", "second"), SAME)
def test_colleagues_are_found_however_their_organisation_is_written(
    first: str, second: str
) -> None:
    data = people({"organisation": first}, {"organisation": second}, ACTIVE)
    assert ("error", TIES) in findings(oracle.snapshot(data, TODAY))
    data = people({"organisation": first}, {"organisation": second})
    assert [stop.id for stop in weighing(data).stops.of("ada-11", "bo-01")] == [TIES]
    assert not candidates(data)


@pytest.mark.parametrize(("first", "second"), [*NEAR, *RESEMBLE])
def test_what_only_resembles_is_a_notice_and_a_line_to_check(first: str, second: str) -> None:
    data = people({"organisation": first}, {"organisation": second}, ACTIVE)
    assert findings(oracle.snapshot(data, TODAY)) == [("notice", SPELLING)]
    (candidate,) = candidates(people({"organisation": first}, {"organisation": second}))
    (line,) = candidate.checks
    assert line.pattern.startswith("{detail} and {twin} resemble each other")


@pytest.mark.parametrize(("first", "second"), APART)
def test_what_is_apart_is_silent(first: str, second: str) -> None:
    data = people({"organisation": first}, {"organisation": second}, ACTIVE)
    assert findings(oracle.snapshot(data, TODAY)) == []
    (candidate,) = candidates(people({"organisation": first}, {"organisation": second}))
    assert candidate.checks == ()


IN_HOUSE: Data = {"organisation": "Storadals kommun"}
IN_UNIT = IN_HOUSE | {"unit": "Elnät"}


@pytest.mark.parametrize(
    ("mentor", "programme", "severity", "checks"),
    [
        (IN_HOUSE, {}, "error", 0),
        (IN_HOUSE, {"same_organisation": "stop"}, "error", 0),
        (IN_HOUSE, {"same_organisation": "warn"}, "warning", 1),
        (IN_HOUSE, {"same_organisation": "allow"}, None, 0),
        (IN_HOUSE, {"same_organisation": "allow", "same_unit": "stop"}, None, 1),
        (IN_UNIT, {"same_organisation": "allow"}, None, 0),
        (IN_UNIT, {"same_organisation": "allow", "same_unit": "stop"}, "error", 0),
        (IN_UNIT, {"same_organisation": "allow", "same_unit": "warn"}, "warning", 1),
        (IN_UNIT, {"same_organisation": "allow", "same_unit": "allow"}, None, 0),
        (
            IN_UNIT | {"unit": " ELNÄT "},
            {"same_organisation": "allow", "same_unit": "stop"},
            "error",
            0,
        ),
        (
            IN_UNIT | {"unit": "Fjärrvärme"},
            {"same_organisation": "allow", "same_unit": "stop"},
            None,
            0,
        ),
        (
            {"organisation": "Havet", "unit": "Elnät"},
            {"same_organisation": "allow", "same_unit": "stop"},
            None,
            0,
        ),
    ],
)
def test_an_in_house_programme_says_what_keeps_colleagues_apart(
    mentor: Data, programme: dict[str, str], severity: str | None, checks: int
) -> None:
    snapshot = oracle.snapshot(people(IN_UNIT, mentor, ACTIVE, **programme), TODAY)
    assert findings(snapshot) == ([] if severity is None else [(severity, TIES)])
    data = people(IN_UNIT, mentor, **programme)
    stopped = [stop.id for stop in weighing(data).stops.of("ada-11", "bo-01")]
    assert stopped == ([TIES] if severity == "error" else [])
    assert [len(candidate.checks) for candidate in candidates(data)] == (
        [] if severity == "error" else [checks]
    )


@pytest.mark.parametrize("both", [True, False])
def test_a_unit_in_no_file_equals_no_other(*, both: bool) -> None:
    settings = {"same_organisation": "allow", "same_unit": "stop"}
    mentee = IN_HOUSE if both else IN_UNIT
    assert findings(oracle.snapshot(people(mentee, IN_HOUSE, ACTIVE, **settings), TODAY)) == []
    (candidate,) = candidates(people(mentee, IN_HOUSE, **settings))
    assert len(candidate.checks) == 1 + both


@pytest.mark.parametrize("protected", ["ada-11", "bo-01"])
def test_of_a_protected_person_nothing_is_compared_and_that_is_said(protected: str) -> None:
    data = people({"organisation": "Havet"}, {"organisation": "Havet"})
    data["participants"][protected]["protected"] = True
    del data["participants"][protected]["organisation"]
    (candidate,) = candidates(data)
    (line,) = candidate.checks
    assert line.pattern == "the organisation of {person} is not known: ask both of them about ties."
    assert line.values["person"].id == protected


@pytest.mark.parametrize(
    ("mentee", "mentor", "noticed"),
    [
        ("ada@norrsken.example", "bo@norrsken.example", True),
        ("ada@norrsken.example", "bo@POST.norrsken.example", True),
        ("ada@norrsken.example", "bo@havet.example", False),
        ("ada@norrsken.example", "bo@norrsken.test", False),
        ("ada@gmail.com", "bo@gmail.com", False),
        ("ada@hotmail.se", "bo@hotmail.se", False),
        ("ada@telia.com", "bo@telia.com", False),
        ("ada@icloud.com", "bo@icloud.com", False),
        ("ada@norrsken.co.uk", "bo@havet.co.uk", False),
    ],
)
def test_a_mail_domain_in_common_is_noticed_unless_anyone_may_have_it(
    mentee: str, mentor: str, *, noticed: bool
) -> None:
    pair: tuple[Data, Data] = (
        {"organisation": "Norrsken", "email": mentee},
        {"organisation": "Havet", "email": mentor},
    )
    assert findings(oracle.snapshot(people(*pair, ACTIVE), TODAY)) == [("notice", MAIL)] * noticed
    (candidate,) = candidates(people(*pair))
    assert len(candidate.checks) == noticed
    ended = ACTIVE | {"ended": {"date": "2026-05-20", "reason": "completed"}}
    for data in (
        people(*pair, ended),
        people(*pair, ACTIVE, same_organisation="allow"),
    ):
        assert findings(oracle.snapshot(data, TODAY)) == []


@pytest.mark.parametrize(
    ("ended", "warned"),
    [(None, True), ("2026-06-03", True), ("2026-06-02", False), ("2026-05-20", False)],
)
def test_two_are_not_each_others_mentors_at_once(ended: str | None, *, warned: bool) -> None:
    data = people({}, {}, ACTIVE if ended is None else ACTIVE | _end(ended))
    ada, bo = data["participants"]["ada-11"], data["participants"]["bo-01"]
    ada["mentor"], bo["mentee"] = bo["mentor"], ada["mentee"]
    other_way = _proposed(data["pairings"][ID])
    data["pairings"]["bo-01--ada-11"] = other_way
    found = findings(oracle.snapshot(data, TODAY))
    assert found == [("warning", MUTUAL)] * warned
    del data["pairings"]["bo-01--ada-11"]
    suggestion = matching.Weighing(oracle.snapshot(data, TODAY)).stops.checks("bo-01", "ada-11")
    assert len(suggestion) == warned


def _end(day: str) -> dict[str, Any]:
    return {"ended": {"date": day, "reason": "completed"}}


def _proposed(pairing: Data) -> Data:
    return {
        "mentee": "bo-01",
        "mentor": "ada-11",
        "cohort": pairing["cohort"],
        "proposal": {"mentor_asked": "2026-05-25"},
    }


@pytest.mark.parametrize("rooms", [1, 0])
def test_a_plan_in_which_two_mentor_each_other_says_so(rooms: int) -> None:
    data = people({"mentor": {"offers": [], "capacity": rooms}}, {})
    ada, bo = data["participants"]["ada-11"], data["participants"]["bo-01"]
    bo["mentee"] = ada["mentee"]
    whole = matching.whole(weighing(data))
    says = {
        match.mentee: [f"{check.pattern}" for check in match.candidate.checks]
        for match in whole.pairs
    }
    both = "{mentee} is to be the mentor of {mentor} too."
    assert says == {"ada-11": [both] * rooms, **({"bo-01": [both]} if rooms else {})}
