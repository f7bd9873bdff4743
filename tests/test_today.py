"""The law of days: what is dated after a day is in no report, letter, calendar or suggestion of it."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap import matching
from mentorskap.cli import site
from mentorskap.files import source
from mentorskap.host.run import Options, Reads, Run
from mentorskap.letters import agenda, due
from mentorskap.model import deadlines, kpi
from mentorskap.model.snapshot import Snapshot
from mentorskap.report.reporter import reporter
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import PLAIN, Voice
from tests import oracle
from tests.browser.sites import EXAMPLE, build, copy_repository
from tests.test_deadlines import ASKED, DECLINED, ID, world
from tests.tiers import examples

if TYPE_CHECKING:
    from tests.oracle import Data, World

VOICE = Voice(ENGLISH, {}, PLAIN)


def outputs(told: World, today: date) -> dict[str, object]:
    """Return what the commands that report on a day would say, without the command line."""
    snapshot = oracle.snapshot(told, today).known
    report = reporter("json")
    numbers = {cohort: kpi.all_kpis(snapshot, cohort) for cohort in (*snapshot.cohorts, None)}

    def document(path: str) -> Data:
        folder, _, name = path.partition("/")
        data: Data = told[folder][name.removesuffix(".yml")]
        return data

    weighing = matching.Weighing(snapshot, matching.AS_IT_IS, document)
    return {
        "status": report.status(snapshot, numbers, VOICE),
        "overdue": report.overdue(deadlines.due(snapshot, 30), snapshot, lambda _: 1, VOICE),
        "remind": due.post(snapshot, [], lambda _: False),
        "calendar": agenda.calendars(snapshot, VOICE),
        "suggest": report.suggest_whole(matching.whole(weighing), None, weighing.snapshot, VOICE),
    }


_DAYS_OF_MENTORS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("notified", "added", "left"), st.sampled_from([-400, -31, -1, 0, 1, 30, 400])
    ),
)


def with_days_of_a_mentor(
    case: tuple[World, date], distances: dict[str, int]
) -> tuple[World, date]:
    """Return a case in which a mentor has the days that lie so far from the day it is asked."""
    told, today = case
    mentor = told["participants"]["bo-01"]
    for key, distance in distances.items():
        keeper = mentor if key == "notified" else mentor["mentor"]
        keeper[key] = (today + timedelta(distance)).isoformat()
    return case


@settings(oracle.laws, max_examples=examples(300))
@given(oracle.worlds(several=True), _DAYS_OF_MENTORS)
def test_what_comes_later_is_in_no_output_of_a_day(
    case: tuple[World, date], distances: dict[str, int]
) -> None:
    told, today = with_days_of_a_mentor(case, distances)
    assert outputs(told, today) == outputs(oracle.cut(told, today), today)


LATER: Data = {
    "proposal": {
        "mentor_asked": "2026-05-04",
        "mentor_answer": {"date": "2026-05-06", "answer": "accepted"},
    }
}
PLANNED: Data = {"date": "2026-05-20", "outcome": "planned"}


@pytest.mark.parametrize(
    ("pairing", "today", "there"),
    [
        (LATER, "2026-05-03", False),
        (LATER, "2026-05-04", True),
        ({**LATER, "meetings": [PLANNED]}, "2026-05-03", False),
        ({**LATER, "contacts": [{"date": "2026-05-03", "with": "mentee"}]}, "2026-05-03", True),
        ({}, "2026-05-03", True),
        ({"meetings": [PLANNED]}, "2026-05-03", True),
        ({"meetings": [{**PLANNED, "outcome": "moved"}]}, "2026-05-03", True),
        ({"meetings": [{**PLANNED, "outcome": "held"}]}, "2026-05-19", False),
        ({"meetings": [{**PLANNED, "outcome": "held"}]}, "2026-05-20", True),
        ({"pauses": [{"from": "2026-05-10"}]}, "2026-05-09", False),
        ({"pauses": [{"from": "2026-05-10", "until": "2026-05-12"}]}, "2026-05-09", True),
    ],
)
def test_a_pairing_is_there_from_its_first_fact_on(
    pairing: Data, today: str, *, there: bool
) -> None:
    whole = oracle.snapshot(world(pairing), oracle.day(today))
    assert (ID in whole.known.pairings) == there
    assert ID in whole.pairings  # the rules still read every file


@pytest.mark.parametrize(
    ("mentee", "mentor", "today", "there", "entries"),
    [
        ({}, False, "2026-01-11", False, 0),
        ({}, False, "2026-01-12", True, 1),
        ({}, True, "2026-01-11", True, 0),
        ({"interview": {"date": "2026-01-10"}}, False, "2026-01-11", True, 1),
        ({"withdrawn": "2026-01-10"}, False, "2026-01-11", True, 1),
    ],
)
def test_a_mentee_is_there_from_the_entrys_first_fact_on(
    mentee: Data, today: str, entries: int, *, mentor: bool, there: bool
) -> None:
    told = world(mentee=mentee)
    if mentor:
        told["participants"]["ada-11"]["mentor"] = {"offers": [], "capacity": 1}
    known = oracle.snapshot(told, oracle.day(today)).known
    assert ("ada-11" in known.participants) == there
    if there:
        assert len(known.participants["ada-11"].participations) == entries


def test_of_two_entries_the_later_one_is_there_once_it_has_begun() -> None:
    told = world(DECLINED)
    first = told["participants"]["ada-11"]["mentee"]
    told["programme"]["cohorts"].append(
        {
            **told["programme"]["cohorts"][0],
            "id": "two",
            "starts": "2027-03-01",
            "ends": "2028-02-25",
        }
    )
    told["participants"]["ada-11"]["mentee"] = [
        first,
        {"cohort": "two", "admitted": "2027-03-05"},
    ]

    def closing(today: str) -> list[tuple[str, str]]:
        snapshot = oracle.snapshot(told, oracle.day(today))
        return [
            (item.participant, f"{item.due}")
            for item in deadlines.due(snapshot)
            if item.kind == "closing"
        ]

    assert closing("2027-03-04") == [("ada-11", "2027-03-12")]
    assert closing("2027-03-05") == []


def same(snapshot: Snapshot) -> bool:
    return snapshot.known is snapshot


def test_where_nothing_lies_ahead_the_snapshot_is_its_own() -> None:
    assert same(oracle.snapshot(world(ASKED), date(2026, 3, 2)))
    assert not same(oracle.snapshot(world(ASKED), date(2026, 3, 1)))


# The pages: the files of a programme, and those files without what is dated after a day.

PAST = ["2025-02-15", "2025-09-20", "2026-01-31", "2026-06-10", "2026-11-23"]
_BARE: Data = {"proposal": {}, "meetings": [], "contacts": [], "pauses": []}


def read_example() -> World:
    """Return the example's files as a world."""
    folders: dict[str, dict[str, Data]] = {
        folder: {
            path.stem: source.parse(path.read_text(encoding="utf-8"), path.name)
            for path in sorted((EXAMPLE / folder).glob("*.yml"))
        }
        for folder in ("participants", "pairings")
    }
    pairings = {id_: {**_BARE, **pairing} for id_, pairing in folders["pairings"].items()}
    return {**folders, "pairings": pairings}


def prune(whole: World, today: date) -> World:
    """Return a world without what is dated after a day; an end may have been announced."""
    pruned = oracle.cut(whole, today)
    for id_, pairing in pruned["pairings"].items():
        if "ended" in whole["pairings"][id_]:
            pairing["ended"] = whole["pairings"][id_]["ended"]
    return pruned


def write_files(told: World, root: Path) -> None:
    """Write the files of a world into a folder, less what says nothing."""
    for folder in ("participants", "pairings"):
        (root / folder).mkdir(parents=True)
        for id_, data in told[folder].items():
            if folder == "pairings" or data.get("mentee") or "mentor" in data:
                kept = {key: value for key, value in data.items() if value not in ([], {})}
                text = json.dumps(kept, ensure_ascii=False)
                (root / folder / f"{id_}.yml").write_text(text, encoding="utf-8")


def pages_of(root: Path, today: date, names: dict[str, str]) -> dict[str, str]:
    run = Run(Options(root=f"{root}", today=today, lang="en"), Reads.DOCUMENTS)
    assert run.reading.unread == ()
    run.names = names
    return dict(itertools.chain(*site._manager_pages(run)))


@pytest.mark.parametrize(
    "today",
    [
        *PAST,
        "2026-01-20",  # some are admitted and not yet interviewed
        *(
            pytest.param(f"{date(2025, 1, 10) + timedelta(days)}", marks=pytest.mark.laws)
            for days in range(0, 683, 31)
        ),
    ],
)
def test_the_managers_pages_of_a_past_day_hold_nothing_that_came_later(
    today: str, tmp_path: Path
) -> None:
    on = oracle.day(today)
    write_files(prune(read_example(), on), tmp_path)
    (tmp_path / "programme.yml").write_bytes((EXAMPLE / "programme.yml").read_bytes())
    names = Run(Options(root=f"{EXAMPLE}", today=on)).names  # a name has no day
    now, then = (pages_of(root, on, names) for root in (EXAMPLE, tmp_path))
    assert now.keys() == then.keys()
    for path in now:
        assert now[path] == then[path], path


def test_pages_that_hold_what_came_later_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Snapshot, "known", property(lambda snapshot: snapshot))
    with pytest.raises(AssertionError):
        test_the_managers_pages_of_a_past_day_hold_nothing_that_came_later(PAST[3], tmp_path)


@settings(oracle.laws, max_examples=examples(100))
@given(oracle.worlds(several=True), _DAYS_OF_MENTORS)
def test_the_pages_of_any_programme_hold_nothing_that_came_later(
    case: tuple[World, date], distances: dict[str, int]
) -> None:
    told, today = with_days_of_a_mentor(case, distances)
    programme = json.dumps(told["programme"])
    names = {id_: person["name"] for id_, person in told["participants"].items()}
    with tempfile.TemporaryDirectory() as folder:
        pages = list[dict[str, str]]()
        for name, files in (("now", told), ("then", prune(told, today))):
            root = Path(folder, name)
            write_files(files, root)
            (root / "programme.yml").write_text(programme, encoding="utf-8")
            pages.append(pages_of(root, today, names))
    now, then = pages
    assert now.keys() == then.keys()
    for path in now:
        assert now[path] == then[path], path


@pytest.mark.laws
@pytest.mark.parametrize("today", PAST[1:4])
def test_the_whole_site_of_a_past_day_is_that_of_a_programme_which_ends_that_day(
    today: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = oracle.day(today)
    names = Run(Options(root=f"{EXAMPLE}", today=on)).names
    monkeypatch.setattr(Run, "names", names)
    now, then = copy_repository(tmp_path / "now"), copy_repository(tmp_path / "then")
    for folder in ("participants", "pairings"):
        shutil.rmtree(then / folder)
    write_files(prune(read_example(), on), then)
    sites = list[dict[str, bytes]]()
    for root in (now, then):
        build(root, "--audience", "manager", today=today)
        sites.append(
            {
                path.relative_to(root / "site").as_posix(): path.read_bytes()
                for path in (root / "site").rglob("*")
                if path.is_file()
            }
        )
    assert {"manager/index.html", "manager/names.js"} <= sites[0].keys() == sites[1].keys()
    assert [path for path, raw in sites[0].items() if raw != sites[1][path]] == []


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        ("2026-05-01", []),
        ("2026-05-02", ["2 May 2026"]),
        ("2026-05-04", ["4 May 2026", "2 May 2026"]),
        ("2026-05-06", ["4 May 2026", "2 May 2026", "6 May 2026"]),
    ],
)
def test_a_persons_page_of_a_past_day_has_no_later_day_of_a_mentor(
    today: str, shown: list[str], tmp_path: Path
) -> None:
    told = world()
    mentor = told["participants"]["bo-01"]
    mentor["notified"] = "2026-05-04"
    mentor["mentor"] |= {"added": "2026-05-02", "left": "2026-05-06"}
    for folder in ("participants", "pairings"):
        (tmp_path / folder).mkdir()
    (tmp_path / "participants/bo-01.yml").write_text(json.dumps(mentor), encoding="utf-8")
    (tmp_path / "programme.yml").write_text(json.dumps(told["programme"]), encoding="utf-8")
    page = pages_of(tmp_path, oracle.day(today), {"bo-01": "Bo"})["people/bo-01.md"]
    assert re.findall(r"</strong>: (\d+ May 2026)<", page) == shown
    left = oracle.snapshot(told, oracle.day(today)).known.participants["bo-01"].mentor
    assert left is not None
    assert (left.left is not None) == ("6 May 2026" in shown)
