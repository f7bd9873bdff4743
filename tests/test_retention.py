"""Laws of how long files are kept, and of the page that says whose time has passed."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.model import retention
from mentorskap.model.retention import AHEAD
from tests import oracle
from tests.browser.sites import IDLE, build, copy_repository
from tests.conftest import undecide
from tests.test_kpi import started, world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oracle import World

DAY = timedelta(days=1)
ALL = {"ended": 12, "withdrawn": 3, "declined": 0}
TODAY = date(2028, 1, 1)
"""Long after everyone's time: the cohort of `world` ends on 2026-12-18."""
DONE: dict[str, Any] = {"ended": {"date": "2026-12-10", "reason": "completed"}}


def told(people: World, times: dict[str, int] = ALL) -> World:
    return {**people, "programme": {**people["programme"], "retention": times}}


def kept(
    people: World, today: date = TODAY, times: dict[str, int] = ALL
) -> dict[str, tuple[date, str]]:
    return {
        one.person: (one.last, one.clock.key)
        for one in retention.kept(oracle.snapshot(told(people, times), today))
    }


def said(answer: str, on: str) -> dict[str, Any]:
    """Return a pairing whose mentor has answered."""
    more = {"reason": "time"} if answer == "declined" else {}
    return {
        "proposal": {
            "mentor_asked": "2026-01-05",
            "mentor_answer": {"date": on, "answer": answer, **more},
        }
    }


# Who.


def test_the_last_day_is_in_time_and_told_of_a_month_ahead() -> None:
    people = world({"an-01": {}}, {})
    last = date(2027, 12, 18)
    assert kept(people, last - (AHEAD + 1) * DAY) == {}
    assert (
        kept(people, last - AHEAD * DAY)
        == kept(people, last)
        == kept(people, last + DAY)
        == {"an-01": (last, "ended")}
    )


def test_the_last_day_there_is_can_be_asked_for() -> None:
    assert kept(world({"an-01": {}}, {}), date.max).keys() == {"an-01"}


def test_what_is_not_decided_has_no_last_day() -> None:
    people = world(
        {"an-01": {}, "bi-02": {"withdrawn": "2026-02-03"}},
        {"an-01--bo-01": said("declined", "2026-01-07")},
    )
    assert kept(people, times={}) == {}
    assert kept(people, times={"ended": 1}).keys() == {"an-01"}
    assert kept(people, times={"withdrawn": 1}).keys() == {"bi-02"}
    assert kept(people, times={"declined": 1}).keys() == {"bo-01"}
    programme = oracle.snapshot(told(people, {"ended": 0}), TODAY).programme
    assert programme is not None
    assert retention.undecided(programme.retention) == ("withdrawn", "declined")


def test_who_withdrew_is_kept_from_that_day_once_it_has_come() -> None:
    people = world(
        {"an-01": {"withdrawn": "2026-03-31"}},
        {"an-01--bo-01": started(ended={"date": "2026-03-31", "reason": "mentee-left"})},
    )
    assert kept(people, date(2026, 6, 30))["an-01"] == (date(2026, 6, 30), "withdrawn")
    assert "an-01" not in kept(people, date(2026, 3, 30))
    assert kept(people)["bo-01"] == (date(2027, 12, 18), "ended")


def test_a_mentor_who_only_said_no_is_kept_from_the_last_no() -> None:
    people = world(
        {"an-01": {}, "bi-02": {}},
        {
            "an-01--bo-01": said("declined", "2026-01-07"),
            "bi-02--bo-01": said("declined", "2026-02-07"),
        },
    )
    assert kept(people, date(2026, 2, 7)) == {"bo-01": (date(2026, 2, 7), "declined")}


def test_a_mentor_who_also_said_yes_is_kept_for_the_longer_time() -> None:
    people = world(
        {"an-01": {}, "bi-02": {}},
        {"an-01--bo-01": said("declined", "2026-01-07"), "bi-02--bo-01": started(**DONE)},
    )
    assert kept(people)["bo-01"] == (date(2027, 12, 18), "ended")
    assert kept(people, times={"ended": 0, "declined": 24})["bo-01"] == (
        date(2028, 1, 7),
        "declined",
    )


def test_a_mentor_nobody_has_asked_has_no_last_day() -> None:
    assert kept(world({"an-01": {}}, {"an-01--bo-01": {}})).keys() == {"an-01"}


def test_who_is_in_a_live_pairing_is_told_of_only_when_it_has_ended() -> None:
    assert kept(world({"an-01": {}}, {"an-01--bo-01": started()})) == {}
    assert kept(world({"an-01": {}}, {"an-01--bo-01": started(**DONE)})).keys() == {
        "an-01",
        "bo-01",
    }


def test_a_pairing_that_went_on_keeps_both_for_longer() -> None:
    late: dict[str, Any] = {"ended": {"date": "2027-09-01", "reason": "completed"}}
    assert kept(
        world({"an-01": {}}, {"an-01--bo-01": started(**late, extended_until="2027-08-31")}),
        date(2029, 1, 1),
    ) == {
        "an-01": (date(2028, 9, 1), "ended"),
        "bo-01": (date(2028, 9, 1), "ended"),
    }


def test_a_mentee_who_is_also_a_mentor_is_kept_until_both_are_over() -> None:
    both = {"mentor": {"offers": [], "capacity": 1}}
    people = world({"an-01": {"withdrawn": "2026-02-01"}}, {})
    people["participants"]["an-01"] |= both
    assert kept(people) == {}  # still a mentor to be asked
    people = world(
        {"an-01": {"withdrawn": "2026-02-01"}, "bi-02": {}}, {"bi-02--an-01": started(**DONE)}
    )
    people["participants"]["an-01"] |= both
    assert kept(people)["an-01"] == (date(2027, 12, 18), "ended")


def test_nothing_is_said_of_who_may_stand_in_a_file_that_cannot_be_read() -> None:
    snapshot = oracle.snapshot(told(world({"an-01": {}, "bi-02": {}}, {})), TODAY)
    snapshot.reading = snapshot.reading._replace(unread_pairings=frozenset({"an-01--bo-01--2"}))
    assert [one.person for one in retention.kept(snapshot)] == ["bi-02"]


def test_nothing_is_said_of_a_cohort_that_is_not_known() -> None:
    people = world(
        {"an-01": {"cohort": "two"}}, {"an-01--bo-01": {**started(**DONE), "cohort": "two"}}
    )
    assert kept(people) == {}


def test_without_a_programme_nobody_is_told_of() -> None:
    snapshot = oracle.snapshot(told(world({"an-01": {}}, {})), TODAY)
    snapshot.programme = None
    assert retention.kept(snapshot) == ()


@given(given_world=oracle.worlds(), months=st.integers(0, 6))
@oracle.laws
def test_a_longer_time_brings_nobody_forward(given_world: tuple[World, date], months: int) -> None:
    people, today = given_world
    later = today + 400 * DAY
    shorter, longer = (
        kept(people, later, dict.fromkeys(ALL, time)) for time in (months, months + 1)
    )
    assert longer.keys() <= shorter.keys()
    assert all(shorter[person][0] < longer[person][0] for person in longer)


# The pages.


def pages(root: Path, monkeypatch: pytest.MonkeyPatch, lang: str = "en") -> dict[str, str]:
    monkeypatch.setattr("mentorskap.cli.site._BUILDER", IDLE)
    build(root, "--audience", "manager", "--lang", lang)
    return {
        name: unescape((root / "build" / "manager" / f"{name}.md").read_text(encoding="utf-8"))
        for name in ("index", "purging")
    }


def test_undecided_times_are_said_to_be_so_and_nobody_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path)
    undecide(root)
    found = pages(root, monkeypatch)
    assert "No retention time is decided" in found["purging"]
    assert found["purging"].count("not decided (") == len(ALL)
    assert "<li class" not in found["purging"]
    assert "purging.html" not in found["index"]


def test_decided_times_name_whose_files_are_to_be_purged_when_and_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path)
    undecide(root)
    with (root / "programme.yml").open("a", encoding="utf-8") as programme:
        programme.write("retention: {ended: 9, withdrawn: 1}\n")
    found = pages(root, monkeypatch)
    assert "<strong>9 months</strong>" in found["purging"]
    assert "<strong>1 month</strong>" in found["purging"]
    assert "What is not decided you write in programme.yml under retention" in found["purging"]
    # The cohort that ended on 27 February 2026: four days are left. Who withdrew earlier has waited
    # longest.
    assert '<p class="why">Took part until 27 February 2026.</p>' in found["purging"]
    assert (
        '<p class="act">Last day 27 November 2026.<br><span>4 days left</span></p>'
        in found["purging"]
    )
    assert '<span class="lateness">Passed ' in found["purging"]
    assert '<p class="why">Withdrew on ' in found["purging"]
    assert '<a href="purging.html">Purging</a>' in found["index"]
    assert "people's files are to be purged, or will be within 30 days." in found["index"]


def test_a_day_with_nothing_but_purging_is_not_said_to_need_nobody(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in [*sound.glob("pairings/*.yml"), *sound.glob("participants/*.yml")]:
        path.unlink()
    (sound / "mkdocs.yml").write_text("", encoding="utf-8")
    assert "Nothing needs you." in pages(sound, monkeypatch)["index"]
    assert "Nobody's time passes within 30 days." in pages(sound, monkeypatch)["purging"]
    (sound / "participants" / "bo-01.yml").write_text(
        "name: Bo Ek (Bosse)\nemail: bo.ek@effect.example\norganisation:"
        " Effect\nmentee: {cohort: 2026-host, admitted: 2026-08-01, withdrawn: 2026-11-23}\n",
        encoding="utf-8",
    )
    found = pages(sound, monkeypatch)
    assert "Nothing needs you." not in found["index"]
    assert "1 person's files are to be purged, or will be within 30 days." in found["index"]
    assert "The last day is today" in found["purging"]
    written = (sound / "build" / "manager" / "purging.md").read_text(encoding="utf-8")
    assert '\n<p class="who"><a href="people/bo-01.html">Bo Ek (Bosse)</a>' in written
    assert "<code>mentorskap person erase bo-01</code>" in written


def test_without_a_programme_that_can_be_read_the_page_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path)
    (root / "programme.yml").write_text("name: [", encoding="utf-8")
    assert "until programme.yml can be read" in pages(root, monkeypatch)["purging"]


@pytest.mark.parametrize(("lang", "title"), [("sv", "# Gallring"), ("en", "# Purging")])
def test_the_page_speaks_the_managers_language(
    lang: str, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert title in pages(copy_repository(tmp_path), monkeypatch, lang)["purging"]
