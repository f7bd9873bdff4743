"""Who takes part again: one participation for each cohort, everywhere, and old pairings stay true."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from mentorskap.letters import due as letters
from mentorskap.model import deadlines, kpi, retention, waiting
from mentorskap.report import phrases
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests import oracle
from tests.conftest import commit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentorskap.model.snapshot import Snapshot
    from tests.conftest import Outcome
    from tests.oracle import Data, World

TODAY = "2026-11-23"
FIRST: Data = {
    "cohort": "spring",
    "admitted": "2026-01-10",
    "interview": {"date": "2026-01-20", "mentor_contribution": [{"area": "change"}]},
}
LEFT: Data = {**FIRST, "withdrawn": "2026-04-20"}
AGAIN: Data = {"cohort": "next", "admitted": "2026-10-10"}
SEEN: Data = {**AGAIN, "interview": {"date": "2026-11-02", "challenges": [{"area": "growth"}]}}


def begun(cohort: str = "spring", year: int = 2026, **more: Any) -> Data:
    """Return a pairing of Ada and Bo that started in February."""
    return {
        "mentee": "ada-11",
        "mentor": "bo-01",
        "cohort": cohort,
        "proposal": {
            "mentor_asked": f"{year}-01-26",
            "mentor_answer": {"date": f"{year}-01-28", "answer": "accepted"},
            "mentee_informed": f"{year}-01-29",
            "mentee_answer": {"date": f"{year}-01-30", "answer": "accepted"},
        },
        "meetings": [{"date": f"{year}-02-10", "outcome": "held"}],
        "feedback": {
            "mentee": {"date": f"{year}-02-11", "answer": "start"},
            "mentor": {"date": f"{year}-02-12", "answer": "start"},
        },
        **more,
    }


ILL: Data = begun(ended={"date": "2026-04-20", "reason": "mentee-left"})
DONE: Data = begun(ended={"date": "2026-10-01", "reason": "completed"})


def world(mentee: Data | list[Data], *pairings: Data) -> World:
    """Return Ada as a mentee, Bo as a mentor, and two cohorts that overlap by a month."""
    return {
        "programme": {
            "name": {"sv": "Prov", "en": "Trial"},
            "manager": {"name": "Karin Berg", "email": "karin.berg@effect.example"},
            "retention": {"ended": 12, "withdrawn": 3, "declined": 3},
            "areas": [{"id": "change", "sv": "Förändring", "en": "Change"}],
            "cohorts": [
                {
                    "id": id_,
                    "name": {"sv": id_, "en": id_},
                    "starts": f"{year}-02-02",
                    "ends": f"{year + 1}-02-26",
                }
                for id_, year in (("spring", 2026), ("next", 2027))
            ],
        },
        "participants": {
            "ada-11": {**oracle.person("ada-11"), "mentee": mentee},
            "bo-01": {**oracle.person("bo-01"), "mentor": {"offers": [], "capacity": 2}},
        },
        "pairings": {
            f"ada-11--bo-01{'' if place == 0 else f'--{place + 1}'}": pairing
            for place, pairing in enumerate(pairings)
        },
    }


def seen(data: World, today: str = TODAY) -> Snapshot:
    return oracle.snapshot(data, date.fromisoformat(today))


def due(data: World, today: str = TODAY, within: int = 14) -> list[tuple[str, str]]:
    return [(item.kind, item.due.isoformat()) for item in deadlines.due(seen(data, today), within)]


def counted(data: World, today: str = TODAY) -> dict[str, tuple[int, int, list[str]]]:
    return {
        number.name: (number.k, number.n, list(number.members))
        for number in kpi.all_kpis(seen(data, today))
    }


# One entry is one entry, as a mapping or as a list.


@oracle.laws
@given(oracle.worlds())
def test_a_list_of_one_means_what_the_mapping_means(made: tuple[World, date]) -> None:
    data, today = made
    listed = deepcopy(data)
    for person in listed["participants"].values():
        if "mentee" in person:
            person["mentee"] = [person["mentee"]]
    before, after = oracle.snapshot(data, today), oracle.snapshot(listed, today)
    assert oracle.told(deadlines.due(before)) == oracle.told(deadlines.due(after))
    assert oracle.counted(kpi.all_kpis(before)) == oracle.counted(kpi.all_kpis(after))
    assert retention.kept(before) == retention.kept(after)


@oracle.laws
@given(oracle.worlds())
def test_an_older_cohort_in_the_file_changes_nothing_in_the_present_one(
    made: tuple[World, date],
) -> None:
    data, today = made
    longer = deepcopy(data)
    longer["programme"]["cohorts"].append(
        {
            "id": "old",
            "name": {"sv": "Förr", "en": "Old"},
            "starts": "1990-01-01",
            "ends": "1990-12-01",
        }
    )
    old = {
        "cohort": "old",
        "admitted": "1989-12-01",
        "interview": {"date": "1989-12-02"},
        "withdrawn": "1990-06-01",
    }
    for person in longer["participants"].values():
        if "mentee" in person:
            person["mentee"] = [old, person["mentee"]]
    before, after = oracle.snapshot(data, today), oracle.snapshot(longer, today)
    assert oracle.told(deadlines.due(before)) == oracle.told(deadlines.due(after))
    assert oracle.counted(kpi.all_kpis(before)) == oracle.counted(kpi.all_kpis(after))


# Three who come back.


def test_who_moves_to_a_later_cohort_is_asked_for_there_and_counted_where_she_was() -> None:
    data = world([LEFT, AGAIN], ILL)
    assert due(data, within=365) == [("interview", "2027-01-19")]
    data = world([LEFT, SEEN], ILL)
    assert due(data) == [("proposal", "2026-11-23")]
    numbers = counted(data)
    assert numbers["matched-now"] == (0, 1, ["ada-11"])
    assert numbers["early-endings"] == (1, 1, ["ada-11--bo-01"])
    assert numbers["rematch"] == (0, 1, ["ada-11"])


def test_the_same_two_may_meet_again_in_another_cohort() -> None:
    again = begun("next", 2027)
    numbers = counted(world([FIRST, SEEN], DONE, again), "2027-03-10")
    assert numbers["rematch"] == (0, 2, ["ada-11"])
    assert numbers["ever-matched"] == (2, 2, ["ada-11"])
    assert numbers["time-to-match"] == (2, 2, ["ada-11"])
    assert numbers["completion"][:2] == (1, 1)


@pytest.mark.parametrize(
    ("entries", "cohorts"),
    [
        ([LEFT, SEEN], ["next"]),
        ([FIRST, SEEN], ["spring", "next"]),
        ([FIRST, AGAIN], ["spring"]),
        ([LEFT, AGAIN], []),
        ([SEEN, LEFT], ["next"]),
    ],
)
def test_each_participation_waits_for_itself(entries: list[Data], cohorts: list[str]) -> None:
    snapshot = seen(world(entries, ILL if LEFT in entries else DONE | {"mentee": "cy-02"}))
    person = snapshot.participants["ada-11"]
    assert [
        participation.cohort
        for participation in person.participations
        if waiting.waits_in(snapshot, person, participation)
    ] == cohorts
    assert waiting.waits(snapshot, person) == bool(cohorts)


@pytest.mark.parametrize(
    ("entries", "pairings", "cohort"),
    [
        ([LEFT, AGAIN], [ILL], "next"),
        ([FIRST, AGAIN], [begun()], "next"),
        ([FIRST, AGAIN], [], "spring"),
        ([FIRST, SEEN], [], "next"),
        ([AGAIN, LEFT], [ILL], "next"),
        ([LEFT, {**SEEN, "withdrawn": "2026-11-10"}], [ILL], "next"),
    ],
)
def test_the_search_at_hand_counts_where_nobody_names_a_cohort(
    entries: list[Data], pairings: list[Data], cohort: str
) -> None:
    snapshot = seen(world(entries, *pairings))
    current = waiting.current(snapshot, snapshot.participants["ada-11"])
    assert current is not None
    assert current.cohort == cohort


def test_a_live_pairing_anywhere_is_a_mentor_enough() -> None:
    snapshot = seen(world([FIRST, SEEN], begun()))
    person = snapshot.participants["ada-11"]
    assert not waiting.waits(snapshot, person)


def test_files_are_kept_as_long_as_the_last_participation_asks() -> None:
    alone = retention.kept(seen(world(LEFT, ILL), "2026-07-20"))
    assert [(kept.person, kept.last.isoformat()) for kept in alone] == [("ada-11", "2026-07-20")]
    assert retention.kept(seen(world([LEFT, SEEN], ILL), "2026-07-20")) == ()
    last = retention.kept(seen(world([LEFT, SEEN], ILL), "2029-02-26"))
    assert [(kept.person, kept.last.isoformat()) for kept in last if kept.person == "ada-11"] == [
        ("ada-11", "2029-02-26")
    ]


def test_a_new_search_is_not_promised_to_who_has_moved_on() -> None:
    ended = begun(ended={"date": "2026-11-20", "reason": "mentor-left"})
    stays, moved = world([FIRST, AGAIN], ended), world([{**AGAIN}], ended)
    assert letters.NEW_SEARCH in _letters(stays)
    assert letters.NEW_SEARCH not in _letters(moved)


def _letters(data: World) -> list[str]:
    post = letters.post(seen(data), (), lambda _day: False)
    return [matter.kind for matters in post.letters.values() for matter in matters]


# Through the commands, on the example: Aino completed in an earlier cohort.


def test_somebody_is_admitted_again_by_one_command(
    example: Path, command: Callable[..., Outcome]
) -> None:
    path = example / "participants" / "aino-34.yml"
    before = path.read_text(encoding="utf-8")
    asking = command("record", "admitted", "aino-34", root=example)
    assert (asking.code, asking.out) == (2, "")
    assert "`--cohort 2026-var`, `--cohort 2026-vinter`" in asking.err
    outcome = command(
        "record", "admitted", "aino-34", "2026-11-01", "--cohort", "2026-vinter", root=example
    )
    assert outcome.code == 0
    after = path.read_text(encoding="utf-8")
    assert "\n  - cohort: 2026-vinter\n    admitted: 2026-11-01\n" in after
    assert all(line.strip() in after for line in before.splitlines())
    again = command(
        "record", "admitted", "aino-34", "2026-11-01", "--cohort", "2026-vinter", root=example
    )
    assert again.code == 0
    assert path.read_text(encoding="utf-8") == after
    assert command("check", root=example).code == 0
    other = command(
        "record", "admitted", "aino-34", "2026-11-02", "--cohort", "2026-vinter", root=example
    )
    assert other.code == 1
    assert "admitted on 1 November" in other.out
    # What is written next goes into the entry that is open.
    assert command("record", "interview", "aino-34", "2026-11-20", root=example).code == 0
    assert "    admitted: 2026-11-01\n    interview:\n      date: 2026-11-20\n" in path.read_text(
        encoding="utf-8"
    )
    assert command("new", "pairing", "aino-34", "elle-09", root=example).code == 0
    draft = (example / "pairings" / "aino-34--elle-09.yml").read_text(encoding="utf-8")
    assert "cohort: 2026-vinter\n" in draft
    assert "replaces" not in draft


def test_a_mentor_becomes_a_mentee_too(example: Path, command: Callable[..., Outcome]) -> None:
    words = ("record", "admitted", "elle-09", "--cohort", "2026-vinter")
    assert command(*words, root=example).code == 0
    outcome = command("check", root=example)
    assert outcome.code == 0
    text = (example / "participants" / "elle-09.yml").read_text(encoding="utf-8")
    assert "mentee:\n  cohort: 2026-vinter\n  admitted: 2026-11-23\nmentor:\n" in text


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("record admitted aino-34 --cohort 2026-winter", 2, "Did you mean `2026-vinter`?"),
        ("record admitted aino-43 --cohort 2026-vinter", 2, "Did you mean `aino-34`?"),
        ("record interview anna-07 --cohort 2026-vinter", 2, "does not take part in `2026-vinter`"),
        ("record meeting anna-07 2026-12-08 planned --cohort 2026-var", 2, "`--cohort` does not"),
        (
            "new participant aino-34 --name Aino --mentee 2026-vinter",
            1,
            "`mentorskap record admitted aino-34 --cohort 2026-vinter`",
        ),
        ("new pairing anna-07 carin-03 --cohort 2026-vinter", 2, "does not take part in"),
    ],
)
def test_a_cohort_that_does_not_fit_is_refused_with_the_way_out(
    words: str, code: int, sentence: str, example: Path, command: Callable[..., Outcome]
) -> None:
    outcome = command(*words.split(), root=example)
    assert outcome.code == code
    assert sentence in outcome.out + outcome.err


def test_who_takes_part_in_two_at_once_is_asked_about_by_cohort(
    example: Path, command: Callable[..., Outcome]
) -> None:
    words = ("record", "admitted", "joakim-74", "--cohort", "2026-var")
    assert command(*words, root=example).code == 0
    outcome = command("record", "withdrawn", "joakim-74", root=example)
    assert (outcome.code, outcome.out) == (2, "")
    assert "`--cohort 2026-vinter`, `--cohort 2026-var`" in outcome.err
    chosen = ("record", "withdrawn", "joakim-74", "--cohort", "2026-var")
    assert command(*chosen, root=example).code == 0
    text = (example / "participants" / "joakim-74.yml").read_text(encoding="utf-8")
    assert text.count("withdrawn: 2026-11-23") == 1


def test_suggest_keeps_to_one_cohort(example: Path, command: Callable[..., Outcome]) -> None:
    whole = command("suggest", "--format", "json", root=example).json()
    assert [pair["mentee"] for pair in whole["pairs"]] == [
        "daniela-37",
        "ibrahim-51",
        "mehmet-31",
        "yasmin-47",
    ]
    spring, winter = (
        command("suggest", "--cohort", cohort, "--format", "json", root=example).json()
        for cohort in ("2026-var", "2026-vinter")
    )
    assert [pair["mentee"] for pair in spring["pairs"]] == ["ibrahim-51", "mehmet-31", "yasmin-47"]
    assert [left["mentee"] for left in spring["unmatched"]] == ["ulrika-45"]
    assert [pair["mentee"] for pair in winter["pairs"]] == ["daniela-37"]
    assert winter["pairs"][0]["if_no"]["mentee_gets"] == "nadia-50"  # whom nobody else needs there
    assert command("suggest", "--cohort", "2026-vinter", root=example).code == 0
    assert command("suggest", "--cohort", "2026-var", root=example).code == 1


def test_suggest_takes_the_cohort_of_who_waits_in_two(
    example: Path, command: Callable[..., Outcome]
) -> None:
    path = example / "participants" / "daniela-37.yml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("mentee:\n")
    entry = "".join(f"    {line[2:]}\n" for line in rest.splitlines() if line.startswith("  "))
    first = (
        "  - cohort: 2026-var\n    admitted: 2026-01-12\n"
        "    interview: {date: 2026-02-02, challenges: [{area: finance}]}\n"
    )
    path.write_text(f"{head}mentee:\n{first}  - {entry.lstrip()}", encoding="utf-8")
    scores = {
        cohort: [
            (candidate["mentor"], candidate["score"])
            for candidate in command(
                "suggest", "daniela-37", *cohort, "--format", "json", root=example
            ).json()["candidates"]
        ]
        for cohort in ((), ("--cohort", "2026-vinter"), ("--cohort", "2026-var"))
    }
    assert scores[()] == scores["--cohort", "2026-vinter"]
    assert scores["--cohort", "2026-var"] != scores[()]
    both = command("suggest", "--cohort", "2026-var", "--format", "json", root=example).json()
    assert "daniela-37" in {pair["mentee"] for pair in (*both["pairs"], *both["unmatched"])}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("suggest --cohort 2026-winter", "Did you mean `2026-vinter`?"),
        ("suggest ulrika-45 --cohort 2026-vinter", "`ulrika-45` does not take part"),
        ("suggest --cohort 2026-vinter --fix ulrika-45=wei-40", "does not take part"),
        ("suggest --cohort 2026-vinter --lift ulrika-45=wei-40", "does not take part"),
        ("suggest daniela-37 --cohort 2026-vinter --brief", "Write it like this"),
    ],
)
def test_suggest_refuses_a_cohort_that_does_not_fit(
    words: str, text: str, example: Path, command: Callable[..., Outcome]
) -> None:
    outcome = command(*words.split(), root=example)
    assert (outcome.code, outcome.out) == (2, "")
    assert text in outcome.err


def test_every_entry_is_told_to_the_person_and_erased(
    example: Path, command: Callable[..., Outcome]
) -> None:
    path = example / "participants" / "aino-34.yml"
    words = ("record", "admitted", "aino-34", "2026-11-01", "--cohort", "2026-vinter")
    assert command(*words, root=example).code == 0
    text = path.read_text(encoding="utf-8").replace(
        "    admitted: 2026-11-01\n",
        "    admitted: 2026-11-01\n    interview:\n      date: 2026-11-20\n"
        "      wishes: {mentor: margareta-19}\n",
    )
    path.write_text(text, encoding="utf-8")
    report = command("person", "show", "aino-34", root=example).out
    assert report.count("  Mentee\n") == 2
    assert "Admitted: 1 November 2026" in report
    wish = command("person", "show", "margareta-19", root=example).out
    assert "has wished for you as mentor" in wish
    preview = command("person", "erase", "margareta-19", root=example).out
    assert "participants/aino-34.yml" in preview


# Limits of a cohort's own, and the numbers that follow from them.


def with_limits(data: World, cohort: Data | None = None, programme: Data | None = None) -> World:
    """Return the world with limits for the first cohort, and for the programme."""
    longer = deepcopy(data)
    if cohort is not None:
        longer["programme"]["cohorts"][0]["limits"] = cohort
    if programme is not None:
        longer["programme"]["limits"] = programme
    return longer


MET: Data = begun(
    meetings=[
        {"date": day, "outcome": "held"} for day in ("2026-02-10", "2026-03-10", "2026-04-20")
    ]
)


@pytest.mark.parametrize(
    ("cohort", "programme", "share"),
    [
        (None, None, (2, 3)),
        (None, {"rhythm": [28, 28], "grace": 0}, (1, 3)),
        ({"rhythm": [28, 28], "grace": 0}, None, (1, 3)),
        ({"rhythm": [35, 42], "grace": 7}, {"rhythm": [28, 28], "grace": 0}, (2, 3)),
        ({"grace": 13}, {"rhythm": [28, 28]}, (2, 3)),
        ({"rhythm": [28, 28]}, {"grace": 12}, (1, 3)),
    ],
)
def test_a_cohort_has_its_own_limits_else_the_programmes(
    cohort: Data | None, programme: Data | None, share: tuple[int, int]
) -> None:
    data = with_limits(world(FIRST, MET), cohort, programme)
    assert counted(data)["cadence"][:2] == share


def test_a_limit_of_one_cohort_does_not_reach_another() -> None:
    again = begun("next", 2027)
    data = with_limits(world([FIRST, SEEN], DONE, again), {"rhythm": [10, 10], "grace": 0})
    late = [item for item in deadlines.due(seen(data, "2027-03-10")) if item.kind == "next-meeting"]
    assert [(item.status, item.due.isoformat()) for item in late] == [("upcoming", "2027-03-24")]
    first = with_limits(world(FIRST, begun()), {"rhythm": [10, 10], "grace": 0})
    assert ("next-meeting", "2026-02-20") in due(first, "2026-03-10")


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("{rhythm: [42, 35]}", "The rhythm goes from 42 to 35 days"),
        ("{grace: -1}", "`grace` is -1. It cannot be negative."),
        ("{contact: 0}", "`contact` is 0. It must be positive."),
        ("{contakt: 90}", "Did you mean `contact`?"),
        ("{rhythm: [28]}", "at least 2"),
    ],
)
def test_a_limit_of_a_cohort_is_judged_like_the_programmes(
    limits: str, expected: str, example: Path, command: Callable[..., Outcome]
) -> None:
    path = example / "programme.yml"
    text = path.read_text(encoding="utf-8")
    line = "    starts: 2026-03-02\n"
    assert text.count(line) == 1
    path.write_text(text.replace(line, f"{line}    limits: {limits}\n"), encoding="utf-8")
    outcome = command("check", root=example)
    assert outcome.code == 1
    assert expected in outcome.out
    number = path.read_text(encoding="utf-8").splitlines().index(f"    limits: {limits}") + 1
    assert f"programme.yml:{number}  Error" in outcome.out


# Numbers that do not mislead.


def test_who_has_completed_is_no_longer_counted_as_without_a_mentor() -> None:
    assert counted(world(FIRST, begun()))["matched-now"][:2] == (1, 1)
    assert counted(world(FIRST, DONE))["matched-now"][:2] == (0, 0)
    reached = begun(ended={"date": "2026-10-01", "reason": "goal-reached"})
    assert counted(world(FIRST, reached))["matched-now"][:2] == (0, 0)
    assert counted(world(FIRST, reached), "2026-09-30")["matched-now"][:2] == (1, 1)
    failed = begun(ended={"date": "2026-10-01", "reason": "not-working"})
    assert counted(world(FIRST, failed))["matched-now"][:2] == (0, 1)
    assert counted(world([FIRST, SEEN], DONE))["matched-now"][:2] == (0, 1)


@pytest.mark.parametrize(
    ("more", "share"),
    [
        ({}, (0, 0)),
        ({"extended_until": "2027-06-30"}, (0, 0)),
        ({"pauses": [{"from": "2027-01-10"}]}, (0, 0)),
        ({"ended": {"date": "2027-02-26", "reason": "completed"}}, (1, 1)),
        ({"ended": {"date": "2027-02-28", "reason": "completed"}}, (0, 0)),
        ({"ended": {"date": "2027-02-26", "reason": "mentor-left"}}, (0, 1)),
    ],
)
def test_who_still_meets_after_the_cohort_has_neither_completed_nor_not(
    more: Data, share: tuple[int, int]
) -> None:
    assert counted(world(FIRST, begun(**more)), "2027-02-26")["completion"][:2] == (0, 0)
    assert counted(world(FIRST, begun(**more)), "2027-02-27")["completion"][:2] == share


def test_running_cohorts_come_first_and_the_last_one_over_next() -> None:
    data = world(FIRST)
    assert kpi.cohorts_in_order(seen(data)) == ["spring", "next"]
    assert kpi.cohorts_in_order(seen(data, "2027-02-26")) == ["spring", "next"]
    assert kpi.cohorts_in_order(seen(data, "2027-02-27")) == ["next", "spring"]
    assert kpi.cohorts_in_order(seen(data, "2029-02-27")) == ["next", "spring"]


def test_more_than_expected_is_explained_where_it_is_shown() -> None:
    days = [f"2026-0{month}-10" for month in range(2, 9)]
    often = begun(meetings=[{"date": day, "outcome": "held"} for day in days])
    numbers = kpi.all_kpis(seen(world(FIRST, often), "2026-08-11"))
    voice = Voice(ENGLISH, {})
    held = next(number for number in numbers if number.name == "held-of-expected")
    assert phrases.value(held, voice) == "140%"
    assert phrases.share(held, voice) == (
        "7/5 (they have met more often than the rhythm's longest interval)"
    )
    once = kpi.all_kpis(seen(world(FIRST, begun()), "2026-02-12"))
    held = next(number for number in once if number.name == "held-of-expected")
    assert phrases.share(held, voice) == "1/1"


# What a change of limits, and an erasure, does to figures that others have seen.


GRACE = "grace: 7"


def changed(root: Path, *edits: tuple[str, str]) -> None:
    path = root / "programme.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def findings(command: Callable[..., Outcome], root: Path, today: str = TODAY) -> list[Data]:
    report = command("check", "--base", "main", "--format", "json", root=root, today=today).json()
    return [
        finding
        for finding in report["findings"]
        if finding["rule"] == "limits-stay-while-a-cohort-runs"
    ]


@pytest.fixture
def repository(example: Path) -> Path:
    commit(example)
    return example


@pytest.mark.parametrize("key", ["rhythm: [28, 28]", "contact: 10"])
def test_a_limit_that_moves_figures_is_told_for_each_cohort_that_has_begun(
    key: str, repository: Path, command: Callable[..., Outcome]
) -> None:
    text = (repository / "programme.yml").read_text(encoding="utf-8")
    name = key.partition(":")[0]
    line = next(row for row in text.splitlines() if row.strip().startswith(f"{name}:"))
    changed(repository, (line, f"  {key}"))
    told = findings(command, repository)
    assert {finding["severity"] for finding in told} == {"warning"}
    messages = " ".join(finding["message"] for finding in told)
    assert "Spring 2026" in messages
    assert "Winter 2026" not in messages
    assert "Spring 2025" in messages
    for finding in told:
        assert f"The change of `{name}` moves the figures of " in finding["message"]
        assert " → " in finding["message"]
        assert (
            f"write `limits: {{{line.strip().partition(' #')[0].strip()}}}` in it" in finding["fix"]
        )


def test_a_limit_that_moves_nothing_and_one_kept_by_the_cohort_are_silent(
    repository: Path, command: Callable[..., Outcome]
) -> None:
    text = (repository / "programme.yml").read_text(encoding="utf-8")
    rows = {row.strip().partition(":")[0]: row for row in text.splitlines()}
    changed(repository, (rows["mentor_answer"], "  mentor_answer: 3"))
    assert findings(command, repository) == []
    changed(
        repository,
        (rows["rhythm"], "  rhythm: [28, 28]"),
        ("    ends: 2026-02-27\n", "    ends: 2026-02-27\n    limits: {rhythm: [35, 42]}\n"),
        ("    ends: 2027-02-26\n", "    ends: 2027-02-26\n    limits: {rhythm: [35, 42]}\n"),
    )
    assert findings(command, repository) == []


def test_a_limit_may_change_before_the_cohort_begins(
    repository: Path, command: Callable[..., Outcome]
) -> None:
    line = "    ends: 2027-11-26\n"
    changed(repository, (line, f"{line}    limits: {{rhythm: [10, 20], contact: 5}}\n"))
    assert findings(command, repository) == []


def test_an_erasure_names_the_figures_of_a_cohort_that_is_over(
    repository: Path, command: Callable[..., Outcome]
) -> None:
    preview = command("person", "erase", "aino-34", root=repository)
    assert preview.code == 0
    assert "Spring 2025 is over, and its figures would change: " in preview.out
    assert "Completed 6/7 → 5/6" in preview.out
    assert "Spring 2026" not in preview.out
    assert command("person", "erase", "aino-34", "--yes", root=repository).code == 0
    told = command("check", "--base", "main", root=repository).out
    assert "the figures of Spring 2025, which is over, change: " in told
    assert "Completed 6/7 → 5/6" in told


def test_an_erasure_from_a_running_cohort_moves_no_figures_that_are_settled(
    repository: Path, command: Callable[..., Outcome]
) -> None:
    preview = command("person", "erase", "joakim-74", root=repository)
    assert preview.code == 0
    assert "participants/joakim-74.yml" in preview.out
    assert "is over" not in preview.out
