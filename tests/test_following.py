"""What follows from a fact in other files is written with it, and the answer says whom to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.test_record import ANNA, act, data, everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.test_record import Act

__all__ = ["act"]


# Somebody withdraws or leaves: all that follows, in one go.


def outcomes(root: Path, path: str) -> dict[str, str]:
    return {entry["date"]: entry["outcome"] for entry in data(root, path)["meetings"]}


@pytest.mark.parametrize("word", ["withdrawn", "leave"])
def test_a_mentee_who_goes_ends_the_pair_and_what_is_booked(
    word: str, act: Act, example: Path
) -> None:
    outcome = act(f"record {word} anna-07 2026-11-20")
    assert outcome.code == 0, outcome
    assert data(example, ANNA)["ended"] == {"date": "2026-11-20", "reason": "mentee-left"}
    assert outcomes(example, ANNA)["2026-11-26"] == "cancelled"
    own = data(example, "participants/anna-07.yml")["mentee"]
    assert own.get("withdrawn") == ("2026-11-20" if word == "withdrawn" else None)
    assert "meeting 26 November cancelled; active → ended early" in outcome.out
    assert outcome.out.endswith(
        "\nNow let Björn Ek know, in your own words or by the draft that `mentorskap remind` makes.\n"
    )
    assert act("check").code == 0
    once = everything(example)
    assert "written already" in act(f"record {word} anna-07 2026-11-20").out
    assert everything(example) == once


def test_a_pairing_that_has_not_begun_is_withdrawn(act: Act, example: Path) -> None:
    assert act("record withdrawn adam-53").code == 0
    path = "pairings/adam-53--samira-38.yml"
    assert data(example, path)["ended"] == {"date": TODAY, "reason": "withdrawn"}


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("withdrawn daniela-37", {"date": TODAY, "reason": "withdrawn"}),
        ("leave daniela-37", {"date": TODAY, "reason": "mentee-left"}),
        ("leave wei-40", None),
    ],
)
def test_a_draft_is_dropped_with_the_mentee_and_nobody_hears_of_it(
    words: str, ended: dict[str, str] | None, act: Act, example: Path
) -> None:
    outcome = act(f"record {words}")
    assert outcome.code == 0, outcome
    assert data(example, "pairings/daniela-37--wei-40.yml").get("ended") == ended
    assert "Now let" not in outcome.out
    assert act("check").code == 0


def test_a_mentee_without_a_pair_who_leaves_has_withdrawn(act: Act, example: Path) -> None:
    outcome = act("record leave mehmet-31")
    assert outcome.code == 0
    assert "Now let" not in outcome.out
    assert data(example, "participants/mehmet-31.yml")["mentee"]["withdrawn"] == "2026-11-23"


def test_a_mentor_who_leaves_ends_every_pair_and_is_suggested_no_more(
    act: Act, example: Path
) -> None:
    outcome = act("record leave bjorn-12 2026-11-20", lang="sv")
    assert outcome.code == 0, outcome
    assert data(example, "participants/bjorn-12.yml")["mentor"]["left"] == "2026-11-20"
    ended = [
        path.name
        for path in (example / "pairings").glob("*--bjorn-12*.yml")
        if data(example, f"pairings/{path.name}").get("ended")
        == {"date": "2026-11-20", "reason": "mentor-left"}
    ]
    assert len(ended) == 2
    assert "Björn Ek: lämnade nätverket den 20 november." in outcome.out
    assert "Hör nu av dig till Anna Lindqvist och " in outcome.out
    assert act("check").code == 0
    blocked = act("suggest mehmet-31 --format json").json()["blocked"]
    assert "bjorn-12" in {entry["mentor"] for entry in blocked}


def test_an_interrupted_run_is_finished_by_the_same_command(act: Act, example: Path) -> None:
    """The person's file was written, and then the machine stopped."""
    path = example / "participants/anna-07.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n") + "\n  withdrawn: 2026-11-20\n", encoding="utf-8")
    found = act("check")
    assert found.code == 1
    assert "Run `mentorskap record withdrawn anna-07 2026-11-20`" in found.out
    assert act("record withdrawn anna-07 2026-11-20").code == 0
    assert data(example, ANNA)["ended"] == {"date": "2026-11-20", "reason": "mentee-left"}
    assert act("check").code == 0


@pytest.mark.parametrize("word", ["withdrawn anna-07", "leave anna-07", "leave bjorn-12"])
def test_all_is_written_or_nothing(word: str, act: Act, example: Path) -> None:
    before = everything(example)
    assert act(f"record {word} 2026-10-01").code == 1  # a meeting was held after that
    assert everything(example) == before
    (example / ANNA).write_text("mentee: [", encoding="utf-8")
    before = everything(example)
    refused = act(f"record {word} 2026-11-20")
    assert refused.code == 1
    assert "cannot be read" in refused.out
    assert everything(example) == before


def test_an_end_cancels_what_is_booked_and_says_so(act: Act, example: Path) -> None:
    act("record pause anna-07 2026-12-20 2027-01-06")
    outcome = act("record end anna-07 not-working 2026-11-20")
    assert outcome.code == 0
    assert "ended on 20 November; meeting 26 November cancelled; " in outcome.out
    assert "Now let Anna Lindqvist and Björn Ek know" in outcome.out
    assert "pauses" not in data(example, ANNA)
    assert outcomes(example, ANNA)["2026-10-22"] == "held"


def test_a_mentee_who_was_never_told_of_the_mentor_is_not_written_to(act: Act) -> None:
    outcome = act("record leave parisa-15")
    assert outcome.code == 0, outcome
    assert "Frida" not in outcome.out.partition("Now let")[2]


def test_a_mentee_who_was_told_of_the_mentor_today_is_written_to(act: Act) -> None:
    act("record mentor-answer frida-48 accepted")
    act("record informed frida-48")
    outcome = act("record leave parisa-15")
    assert outcome.code == 0, outcome
    assert "Now let Frida Ståhl and Maja Kowalczyk know" in outcome.out


def test_a_mentor_who_was_asked_today_is_written_to(act: Act) -> None:
    asked = act("record asked daniela-37--wei-40", "--rationale", "Har digitaliserat ett labb.")
    assert asked.code == 0, asked
    outcome = act("record leave daniela-37")
    assert outcome.code == 0, outcome
    assert "Now let Wei Lindholm Chen know" in outcome.out


def test_of_several_files_that_cannot_be_read_the_first_is_named(act: Act, example: Path) -> None:
    paths = sorted(example.glob("pairings/*--bjorn-12*.yml"))
    assert len(paths) > 1
    for path in paths:
        path.write_text("mentee: [", encoding="utf-8")
    refused = act("record leave bjorn-12")
    assert refused.code == 1
    assert [path.name for path in paths if path.name in refused.out] == [paths[0].name]


def test_a_mentor_who_was_never_asked_is_not_written_to(act: Act) -> None:
    outcome = act("record end daniela-37--wei-40 other")
    assert outcome.code == 0, outcome
    assert "draft → withdrawn before the start" in outcome.out
    assert "Now let" not in outcome.out


# A tie behind a no.


def test_an_objection_may_write_the_tie_and_else_says_how(act: Act, example: Path) -> None:
    act("record mentor-answer frida-48 accepted 2026-11-20")
    act("record informed frida-48 2026-11-21")
    plain = act("record mentee-answer frida-48 objected 2026-11-22 --reason professional")
    assert plain.code == 0, plain
    command = (
        "mentorskap record mentee-answer frida-48--parisa-15 objected 2026-11-22 --reason"
        " professional --tie"
    )
    assert f"`{command}`" in plain.out
    assert "ties" not in data(example, "participants/frida-48.yml")
    tied = act(command.removeprefix("mentorskap "))
    assert tied.code == 0, tied
    assert data(example, "participants/frida-48.yml")["ties"] == [
        {"with": "parisa-15", "kind": "professional"}
    ]
    assert "works both ways" in tied.out
    assert "written already" in act(command.removeprefix("mentorskap ")).out
    blocked = act("suggest frida-48 --format json").json()["blocked"]
    (by,) = [entry["by"] for entry in blocked if entry["mentor"] == "parisa-15"]
    assert "pair-has-no-ties" in by


def test_a_mentors_no_may_write_the_tie_too(act: Act, example: Path) -> None:
    plain = act("record mentor-answer frida-48 declined 2026-11-20 --reason tie")
    assert plain.code == 0
    assert "--reason tie --tie KIND`" in plain.out
    tied = act(
        "record mentor-answer frida-48--parisa-15 declined 2026-11-20 --reason tie --tie personal"
    )
    assert tied.code == 0, tied
    assert data(example, "participants/frida-48.yml")["ties"] == [
        {"with": "parisa-15", "kind": "personal"}
    ]


ASKED = "Is there a tie between the two"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("accepted", False),
        ("declined --reason time", False),
        ("declined --reason other", False),
        ("declined --reason tie", True),
    ],
)
def test_a_tie_is_asked_about_only_where_the_no_may_come_of_one(
    words: str, act: Act, *, asked: bool
) -> None:
    outcome = act(f"record mentor-answer frida-48 {words}")
    assert outcome.code == 0, outcome
    assert (ASKED in outcome.out) == asked


@pytest.mark.parametrize(
    ("person", "other"), [("frida-48", "parisa-15"), ("parisa-15", "frida-48")]
)
def test_a_tie_that_stands_in_either_file_is_not_asked_about(
    person: str, other: str, act: Act, example: Path
) -> None:
    path = example / f"participants/{person}.yml"
    tie = f"ties:\n  - {{with: {other}, kind: personal, until: 2026-10-01}}\n"
    path.write_text(path.read_text(encoding="utf-8") + tie, encoding="utf-8")
    outcome = act("record mentor-answer frida-48 declined --reason tie")
    assert outcome.code == 0, outcome
    assert ASKED not in outcome.out


@pytest.mark.parametrize(
    "words",
    ["declined 2026-11-20 --reason tie --tie", "declined 2026-11-20 --reason time --tie", "accepted 2026-11-20 --tie personal"],
)  # fmt: skip
def test_a_tie_has_a_kind_and_belongs_to_a_no(words: str, act: Act, example: Path) -> None:
    before = everything(example)
    refused = act(f"record mentor-answer frida-48 {words}")
    assert refused.code == 2, refused
    assert "`--tie personal`, `--tie professional`" in refused.err
    assert everything(example) == before
