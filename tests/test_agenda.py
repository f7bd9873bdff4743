"""Laws of the calendars: what stands in them, for whom, and that any program can read them."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from mentorskap.files import disk
from mentorskap.letters.agenda import calendars
from mentorskap.model import deadlines
from mentorskap.model.deadlines import MANAGER
from mentorskap.words import catalogues
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.voice import Voice, harmless
from tests import oracle
from tests.conftest import EXAMPLE
from tests.test_deadlines import ACTIVE, FIRST, ID, world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome
    from tests.oracle import Data, World

DAY = timedelta(days=1)
PLANNED: Data = {"date": "2026-04-24", "outcome": "planned"}


def made(told: World, today: str | date, lang: str = "en") -> dict[str, str]:
    snapshot = oracle.snapshot(told, oracle.day(f"{today}"))
    names = {id_: person["name"] for id_, person in told["participants"].items()}
    return calendars(snapshot, Voice(catalogues.catalogue(lang, disk.packaged_bytes), names))


def read(text: str) -> Any:
    """Return a calendar as a calendar program reads it."""
    return Calendar.from_ical(text)


def events(text: str) -> list[tuple[str, date, date]]:
    """Return summary, first and last day of each event that takes place, as a program reads it."""
    found = [event for event in read(text).walk("VEVENT") if event["STATUS"] == "CONFIRMED"]
    return [
        (str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt - DAY) for event in found
    ]


def of_pairing(told: World, today: str) -> list[tuple[str, date, date]]:
    text = made(told, today).get(f"{ID}.ics")
    return [] if text is None else events(text)


def test_planned_meetings_and_the_good_time_for_the_next_one() -> None:
    told = world(
        {
            **ACTIVE,
            "meetings": [
                FIRST,
                {**PLANNED, "date": "2026-04-01"},
                PLANNED,
                {"date": "2026-04-25", "outcome": "cancelled"},
            ],
        }
    )
    assert of_pairing(told, "2026-04-02") == [
        ("A good time for the next meeting: Ada-bb ↔ Bo-ab", date(2026, 4, 20), date(2026, 4, 27)),
        ("Meeting: Ada-bb ↔ Bo-ab", date(2026, 4, 24), date(2026, 4, 24)),
    ]


def test_a_break_or_a_pause_moves_and_parts_the_good_time_and_an_open_pause_takes_it_away() -> None:
    split = world(ACTIVE, breaks=[{"from": "2026-04-22", "until": "2026-04-30"}])
    assert [event[1:] for event in of_pairing(split, "2026-04-02")] == [
        (date(2026, 4, 20), date(2026, 4, 21)),
    ]
    assert [event[1:] for event in of_pairing(split, "2026-04-22")] == [
        (date(2026, 5, 1), date(2026, 5, 6)),
    ]
    assert of_pairing(world({**ACTIVE, "pauses": [{"from": "2026-04-01"}]}), "2026-04-02") == []


def test_nothing_of_what_is_over() -> None:
    assert of_pairing(world(ACTIVE), "2026-04-27") != []
    assert of_pairing(world(ACTIVE), "2026-04-28") == []
    assert of_pairing(world(ACTIVE, ends="2026-04-19"), "2026-04-02") == []
    assert (
        of_pairing(
            world({**ACTIVE, "ended": {"date": "2026-04-01", "reason": "completed"}}), "2026-04-02"
        )
        == []
    )
    assert of_pairing(world(ACTIVE, mentee={"withdrawn": "2026-04-01"}), "2026-04-02") == []
    assert of_pairing(world(ACTIVE, mentee={"withdrawn": "2026-04-03"}), "2026-04-02") != []


def test_nothing_of_a_pairing_of_which_a_side_cannot_be_read() -> None:
    for missing in ("ada-11", "bo-01"):
        told = world(ACTIVE)
        del told["participants"][missing]
        assert of_pairing(told, "2026-04-02") == []
    assert (
        made({**world(ACTIVE), "programme": {**world()["programme"], "cohorts": []}}, "2026-04-02")
        == {}
    )


@oracle.laws
@given(oracle.worlds())
def test_every_good_day_is_within_the_rhythm_and_in_no_rest_by_the_oracle(
    case: tuple[World, date],
) -> None:
    told, today = case
    files = made(told, today)
    for id_, pairing in told["pairings"].items():
        good = [
            event
            for event in events(files.get(f"{id_}.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
            if event[0].startswith("Next")
        ]
        days = {
            start + place * DAY
            for _, start, until in good
            for place in range((until - start).days + 1)
        }
        if not days:
            continue
        resting = oracle._resting(told, id_, today)
        shortest, longest = oracle.limits_of(told)["rhythm"]
        last = oracle.held(pairing, today)[-1]
        assert not days & resting
        assert {oracle.adj(last, day, resting) for day in days} <= set(range(shortest, longest + 1))
        assert len(days) <= longest - shortest + 1
        assert oracle.stage(pairing, today)[0] == "active"


def test_the_managers_calendar_holds_all_pairings_the_own_deadlines_and_the_cohort() -> None:
    told = world(
        {**ACTIVE, "meetings": [FIRST, PLANNED]},
        breaks=[
            {"from": "2026-07-01", "until": "2026-07-31"},
            {"from": "2026-08-02", "until": "2026-08-01"},
        ],
    )
    found = events(made(told, "2026-04-02")["manager.ics"])
    assert set(of_pairing(told, "2026-04-02")) < set(found)
    due = {
        (item.due, oracle.person(item.participant)["name"])
        for item in deadlines.due(oracle.snapshot(told, date(2026, 4, 2)), 366)
        if item.actor == MANAGER
    }
    assert {
        (start, what.rpartition(": ")[2]) for what, start, _ in found if what.startswith("To do")
    } == due
    assert {event for event in found if event[0].startswith(("One", "Break"))} == {
        ("One begins", date(2026, 3, 1), date(2026, 3, 1)),
        ("Break: One", date(2026, 7, 1), date(2026, 7, 31)),
        ("One ends", date(2027, 2, 26), date(2027, 2, 26)),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_calendar_in_both_languages(lang: str, snapshot: Any) -> None:
    told = world(
        {**ACTIVE, "meetings": [FIRST, PLANNED]},
        breaks=[{"from": "2026-07-01", "until": "2026-07-31"}],
    )
    files = made(told, "2026-04-02", lang)
    assert list(files) == [f"{ID}.ics", "manager.ics"]
    assert "\n".join(files.values()).replace("\r\n", "\n") == snapshot


NAMES = st.text('åäöÅÄÖ,;:\\"\r\n\t\0\x85\u2028\u202e€𝄞 abN', min_size=1, max_size=120) | st.text(
    min_size=1, max_size=120
)


@oracle.laws
@given(NAMES, NAMES)
def test_no_name_makes_an_event_or_a_property_and_no_line_is_too_long(
    mentee: str, cohort: str
) -> None:
    told = world({**ACTIVE, "meetings": [FIRST, PLANNED]})
    told["participants"]["ada-11"]["name"] = mentee
    told["programme"]["cohorts"][0]["name"] = {"sv": cohort, "en": cohort}
    for text in made(told, "2026-04-02").values():
        plain = made(world({**ACTIVE, "meetings": [FIRST, PLANNED]}), "2026-04-02")
        whole = read(text)
        assert whole.errors == []
        assert len(whole.walk()) in {len(read(other).walk()) for other in plain.values()}
        for event in whole.walk("VEVENT"):
            assert set(event) == {
                "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "TRANSP", "SEQUENCE", "STATUS",
            }  # fmt: skip
            assert event.errors == []
        for line in text.encode().split(b"\r\n"):
            assert len(line) <= 75
            line.decode("utf-8")
        assert "\n" not in text.replace("\r\n", "")
    said = {what for what, _, _ in events(made(told, "2026-04-02")[f"{ID}.ics"])}
    assert f"Meeting: {harmless(mentee)} ↔ Bo-ab".replace("\\", "/") in said


@oracle.laws
@given(oracle.worlds())
def test_an_event_keeps_its_id_and_no_two_share_one(case: tuple[World, date]) -> None:
    told, today = case
    files = made(told, today)
    assert files == made({**told, "pairings": dict(reversed(told["pairings"].items()))}, today)
    for text in files.values():
        ids = [str(event["UID"]) for event in read(text).walk("VEVENT")]
        assert ids
        assert len(ids) == len(set(ids))


# A calendar that has imported the file before.


def by_id(files: dict[str, str], name: str = f"{ID}.ics") -> dict[str, Any]:
    """Return the events of a file as a program keeps them, by id."""
    return {
        str(event["UID"]): event
        for event in (read(files[name]).walk("VEVENT") if name in files else ())
    }


def imported(store: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    """Return what a program keeps after it has imported a file, by the rules of RFC 5545."""
    for id_, event in by_id(files).items():
        before = store.get(id_)
        if before is None or (event["SEQUENCE"], event["DTSTAMP"].dt) >= (
            before["SEQUENCE"],
            before["DTSTAMP"].dt,
        ):
            store[id_] = event
    return store


def standing(store: dict[str, Any]) -> list[date]:
    """Return the days of the meetings that a program shows."""
    return sorted(
        event["DTSTART"].dt
        for id_, event in store.items()
        if ".meeting@" in id_ and event["STATUS"] != "CANCELLED"
    )


def meetings(*entries: tuple[str, str]) -> World:
    return world(
        {
            **ACTIVE,
            "meetings": [FIRST, *({"date": on, "outcome": outcome} for on, outcome in entries)],
        }
    )


STEPS = [
    ([("2026-06-02", "planned")], ["2026-06-02"]),
    ([("2026-06-02", "moved"), ("2026-06-09", "planned")], ["2026-06-09"]),
    ([("2026-06-02", "moved"), ("2026-06-09", "cancelled")], []),
    ([("2026-06-02", "moved"), ("2026-06-09", "cancelled"), ("2026-06-09", "planned")], ["2026-06-09"]),
    ([("2026-06-02", "moved"), ("2026-06-02", "planned"), ("2026-06-09", "cancelled"), ("2026-06-09", "moved")], ["2026-06-02"]),
    ([("2026-06-02", "moved"), ("2026-06-02", "cancelled"), ("2026-06-09", "cancelled"), ("2026-06-09", "moved")], []),
]  # fmt: skip
"""A pairing's meetings, each time that its calendar is sent, and the days on which they meet."""


@pytest.mark.parametrize("today", ["2026-04-02", "2026-05-20", "2026-06-02"])
def test_a_calendar_that_imports_each_file_shows_the_days_that_hold(today: str) -> None:
    store: dict[str, Any] = {}
    for entries, days in STEPS:
        imported(store, made(meetings(*entries), today))
        assert [f"{on}" for on in standing(store)] == days


def test_a_day_that_fell_is_cancelled_while_it_lies_ahead_and_then_gone() -> None:
    moved = meetings(("2026-06-02", "moved"), ("2026-06-09", "planned"))
    first, second = (f"{ID}.2026-06-0{day}.meeting@mentorskap.invalid" for day in (2, 9))
    planned = by_id(made(meetings(("2026-06-02", "planned")), "2026-03-10"))[first]
    assert (planned["SEQUENCE"], planned["STATUS"]) == (0, "CONFIRMED")
    found = by_id(made(moved, "2026-05-20"))
    assert (found[first]["SEQUENCE"], found[first]["STATUS"]) == (1, "CANCELLED")
    assert (found[second]["SEQUENCE"], found[second]["STATUS"]) == (0, "CONFIRMED")
    assert str(found[first]["SUMMARY"]) == "Moved to another day: Ada-bb ↔ Bo-ab"
    assert first in by_id(made(moved, "2026-06-02"))
    assert first not in by_id(made(moved, "2026-06-03"))
    fallen = meetings(("2026-06-02", "moved"), ("2026-06-09", "cancelled"))
    found = by_id(made(fallen, "2026-05-20"))
    assert {str(event["STATUS"]) for event in found.values()} == {"CANCELLED"}
    assert f"{ID}.ics" not in made(fallen, "2026-06-10")


@pytest.mark.parametrize(
    "more",
    [
        {"ended": {"date": "2026-04-10", "reason": "mentee-left"}},
        {"pauses": [{"from": "2026-04-10"}]},
        {"pauses": [{"from": "2026-04-10", "until": "2026-05-10"}]},
    ],
    ids=["end", "open pause", "pause"],
)
def test_an_end_or_a_pause_cancels_the_good_time_that_was_sent(more: Data) -> None:
    window = f"{ID}.window@mentorskap.invalid"
    store = imported({}, made(world(ACTIVE), "2026-04-02"))
    assert store[window]["STATUS"] == "CONFIRMED"
    imported(store, made(world({**ACTIVE, **more}), "2026-04-10"))
    assert store[window]["STATUS"] == "CANCELLED"


def test_a_withdrawal_cancels_what_is_booked_even_where_the_file_still_says_planned() -> None:
    told = world({**ACTIVE, "meetings": [FIRST, PLANNED]}, mentee={"withdrawn": "2026-04-10"})
    store = imported({}, made(told, "2026-04-02"))
    assert standing(store) == [date(2026, 4, 24)]
    assert standing(imported(store, made(told, "2026-04-10"))) == []


def test_the_good_time_keeps_its_id_when_a_meeting_is_held_and_leaves_no_ghost() -> None:
    held = [FIRST, {"date": "2026-04-24", "outcome": "held"}]
    store = imported({}, made(world(ACTIVE), "2026-04-02"))
    imported(store, made(world({**ACTIVE, "meetings": held}), "2026-04-24"))
    windows = [event for id_, event in store.items() if "window" in id_]
    assert [event["DTSTART"].dt for event in windows] == [date(2026, 5, 29)]


@oracle.laws
@given(oracle.worlds())
def test_no_stamp_lies_ahead_and_sequences_only_rise_with_the_days(
    case: tuple[World, date],
) -> None:
    told, today = case
    earlier, later = made(told, today), made(told, today + DAY)
    for name in earlier:
        for id_, event in by_id(earlier, name).items():
            assert event["DTSTAMP"].dt.date() <= today
            after = by_id(later, name).get(id_)
            if after is not None and (".meeting@" in id_ or ".window@" in id_):
                assert after["SEQUENCE"] >= event["SEQUENCE"]


@pytest.mark.parametrize(
    ("on", "hour", "begins"),
    [
        ("2026-06-02", "14:00", "20260602T120000Z"),
        ("2026-12-02", "14:00", "20261202T130000Z"),
        ("2026-06-02", "00:30", "20260601T223000Z"),
        ("2026-06-02", "23:59", "20260602T215900Z"),
    ],
)
def test_a_meeting_with_an_hour_begins_then_in_the_programmes_zone_and_takes_up_its_time(
    on: str, hour: str, begins: str
) -> None:
    told = world({**ACTIVE, "meetings": [FIRST, {"date": on, "time": hour, "outcome": "planned"}]})
    told["programme"]["timezone"] = "Europe/Stockholm"
    text = made(told, "2026-04-28")[f"{ID}.ics"]
    assert f"DTSTART:{begins}\r\n" in text
    (event,) = read(text).walk("VEVENT")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=60)
    assert event["TRANSP"] == "OPAQUE"
    told["programme"]["meetings"] = {"minutes": 90}
    (event,) = read(made(told, "2026-04-28")[f"{ID}.ics"]).walk("VEVENT")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    told["programme"]["timezone"] = "Europe/Nowhere"
    (event,) = read(made(told, "2026-04-28")[f"{ID}.ics"]).walk("VEVENT")
    assert event["DTSTART"].dt.strftime("%H:%M") == hour


def test_each_of_several_managers_has_a_calendar_of_the_own_pairings() -> None:
    told = world({**ACTIVE, "meetings": [FIRST, PLANNED]})
    del told["programme"]["manager"]
    told["programme"]["managers"] = [
        {"id": id_, "name": id_.title(), "email": f"{id_}@effect.example"}
        for id_ in ("karin", "ola")
    ]
    told["pairings"][ID]["manager"] = "ola"
    files = made(told, "2026-04-02")
    assert {"manager.ics", "manager-karin.ics", "manager-ola.ics"} < set(files)
    meeting = f"{ID}.2026-04-24.meeting@mentorskap.invalid"
    assert meeting in by_id(files, "manager.ics")
    assert meeting in by_id(files, "manager-ola.ics")
    assert meeting not in by_id(files, "manager-karin.ics")
    assert ["contact" in id_ for id_ in by_id(files, "manager-ola.ics")].count(True) == 2
    assert not any("contact" in id_ for id_ in by_id(files, "manager-karin.ics"))


# In a letter.


def test_the_calendar_is_attached_to_the_letter_about_the_meeting(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    pairing = example / "pairings" / "anna-07--bjorn-12.yml"
    pairing.write_text(
        pairing.read_text(encoding="utf-8").replace(
            "2026-11-26, outcome", '2027-01-20, time: "14:00", outcome'
        ),
        encoding="utf-8",
    )
    contents = []
    for folder in ("one", "two"):
        command("remind", "--to", str(tmp_path / folder), root=example, today="2026-12-18")
        contents.append((tmp_path / folder / "anna-07.next-meeting.eml").read_bytes())
        (example / ".letters.log").unlink()
    assert contents[0] == contents[1]
    letter = message_from_bytes(contents[0], policy=default)
    text, calendar_part = letter.iter_parts()
    assert "två förslag" in text.get_content()
    assert calendar_part.get_content_type() == "text/calendar"
    assert calendar_part.get_filename() == "calendar.ics"
    raw = calendar_part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    assert b"DTSTART:20270120T130000Z" in raw
    assert "Möte: Anna" in read(raw.decode("utf-8")).walk("VEVENT")[0]["SUMMARY"]


# The command.


@pytest.fixture
def calendar(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> Callable[..., Outcome]:
    """Run the command on a copy of the example, into a folder beside it."""

    def run(*arguments: str, **more: Any) -> Outcome:
        return command(
            "calendar", "--to", str(tmp_path / "calendar"), *arguments, root=example, **more
        )

    return run


def test_the_command_writes_the_same_bytes_each_time_and_tells_who_they_are_for(
    calendar: Callable[..., Outcome], tmp_path: Path
) -> None:
    said = calendar()
    files = {path.name: path.read_bytes() for path in (tmp_path / "calendar").iterdir()}
    assert said.code == 0
    assert f"{len(files)} calendars lie in" in said.out
    assert "anna-07--bjorn-12.ics" in files
    calendar()
    assert {path.name: path.read_bytes() for path in (tmp_path / "calendar").iterdir()} == files


def test_a_pairings_calendar_names_only_the_two_and_invites_nobody(
    calendar: Callable[..., Outcome], tmp_path: Path
) -> None:
    calendar()
    people = {
        path.stem: path.read_text(encoding="utf-8").partition("name: ")[2].partition("\n")[0]
        for path in (EXAMPLE / "participants").glob("*.yml")
    }
    for path in (tmp_path / "calendar").glob("*--*.ics"):
        found = read(path.read_text(encoding="utf-8")).walk("VEVENT")
        told = " ".join(str(event["SUMMARY"]) for event in found)
        named = {id_ for id_, name in people.items() if name in told}
        assert named == {id_ for id_ in people if id_ in path.stem.split("--")}
        assert not {"ATTENDEE", "ORGANIZER", "METHOD", "mailto"} & set(
            path.read_text(encoding="utf-8").replace(":", " ").split()
        )


def test_the_calendar_of_a_pairing_that_ended_is_taken_away_and_no_other_file(
    calendar: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    calendar()
    (tmp_path / "calendar" / "mine.ics").write_text("mine")
    pairing = example / "pairings" / "anna-07--bjorn-12.yml"
    pairing.write_text(
        pairing.read_text(encoding="utf-8") + "ended: {date: 2026-11-23, reason: completed}\n",
        encoding="utf-8",
    )
    calendar()
    fallen = read((tmp_path / "calendar" / "anna-07--bjorn-12.ics").read_text(encoding="utf-8"))
    assert {str(event["STATUS"]) for event in fallen.walk("VEVENT")} == {"CANCELLED"}
    calendar(today="2027-01-20")
    assert not (tmp_path / "calendar" / "anna-07--bjorn-12.ics").exists()
    assert (tmp_path / "calendar" / "mine.ics").exists()


def test_what_could_not_be_read_is_named_and_without_a_programme_there_is_no_calendar(
    calendar: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    (example / "programme.yml").write_text("name: [", encoding="utf-8")
    said = calendar("--lang", "en")
    assert said.code == 0
    assert "  programme.yml\n" in said.out
    for path in example.glob("p*/*.yml"):
        path.unlink()
    assert "Nothing is planned from today on, so there is no calendar." in calendar().out
    assert not list((tmp_path / "calendar").glob("*--*.ics"))


def test_without_a_folder_they_lie_where_git_looks_away(
    command: Callable[..., Outcome], example: Path
) -> None:
    command("calendar", root=example)
    assert (example / "build" / "calendar" / "manager.ics").is_file()


@pytest.mark.laws
def test_no_broken_repository_breaks_the_command(
    command: Callable[..., Outcome], tmp_path: Path, broken_repositories: list[Path]
) -> None:
    for root in broken_repositories:
        said = command("calendar", "--to", str(tmp_path / root.name), root=root)
        assert (said.code, said.err) == (0, ""), root
        for path in tmp_path.joinpath(root.name).glob("*.ics"):
            assert read(path.read_bytes().decode("utf-8")).walk("VEVENT")
