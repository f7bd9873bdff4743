"""Words, days and names as people say them: one function reads each, and none is mistaken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mentorskap.edit.correcting import FIX, KINDS
from mentorskap.edit.recording import FACTS
from mentorskap.words import request, spoken
from mentorskap.words.sentence import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Act = Callable[..., Outcome]

MONDAY = date(2026, 11, 23)
ANNA = "pairings/anna-07--bjorn-12.yml"
NILS = "pairings/nils-02--elle-09.yml"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("idag", "2026-11-23"), ("i dag", "2026-11-23"), ("I  Dag", "2026-11-23"),
        ("igår", "2026-11-22"), ("i går", "2026-11-22"), ("yesterday", "2026-11-22"),
        ("i förrgår", "2026-11-21"), ("imorgon", "2026-11-24"), ("i övermorgon", "2026-11-25"),
        ("måndags", "2026-11-16"), ("i tisdags", "2026-11-17"), ("söndags", "2026-11-22"),
        ("last friday", "2026-11-20"), ("på måndag", "2026-11-30"), ("på tisdag", "2026-11-24"),
        ("26/11", "2026-11-26"), ("1/1", "2027-01-01"), ("31/12", "2026-12-31"),
        ("26 november", "2026-11-26"), ("26 nov", "2026-11-26"),
        ("den 3 mars", "2027-03-03"), ("den 26:e november", "2026-11-26"),
        ("3 may", "2027-05-03"), ("2026-11-26", "2026-11-26"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_say_it(said: str, day: str) -> None:
    assert request.day(said, MONDAY).isoformat() == day


def test_the_year_is_that_of_the_days_beside_it() -> None:
    assert request.day("8/1", MONDAY, [date(2025, 1, 20)]) == date(2025, 1, 8)
    assert request.day("8/1", MONDAY, [date(2025, 1, 20), date(2026, 10, 6)]) == date(2027, 1, 8)


@pytest.mark.parametrize(
    "said",
    [
        "måndag",
        "13/13",
        "31/2",
        "29/2",
        "26 hember",
        "snart",
        "",
        "2026-13-01",
        "11/26",
        "26/11 2025",
    ],
)
def test_what_is_no_day_is_refused(said: str) -> None:
    with pytest.raises(RefusalError):
        request.day(said, MONDAY)


def test_without_today_only_the_files_own_form_is_a_day() -> None:
    for said in ("idag", "26/11", "26 november"):
        with pytest.raises(RefusalError):
            request.day(said)


def test_every_word_means_a_value_or_a_fact_that_exists() -> None:
    assert set(spoken.FACTS.values()) <= {*FACTS, *KINDS, FIX}
    assert set(FACTS) - {"leave"} <= set(spoken.FACTS.values())


@pytest.mark.parametrize(
    ("word", "allowed", "value"),
    [
        ("tid", ["time", "tie", "other"], "time"),
        ("Jäv", ["time", "tie", "other"], "tie"),
        ("hölls", ["planned", "held", "moved"], "held"),
        ("ja", ["accepted", "declined"], "accepted"),
        ("ja", ["start", "decline", "undecided"], "start"),
        ("nej", ["accepted", "objected"], "objected"),
        ("genomfört", ["planned", "held"], "held"),
    ],
)
def test_a_swedish_word_is_the_value(word: str, allowed: list[str], value: str) -> None:
    assert request.value(word, {"enum": allowed}) == value
    assert request.value_meant(word, {"enum": allowed}) == value


@pytest.mark.parametrize(
    ("word", "allowed"),
    [("tid", ["tie", "other"]), ("hölls", ["höll"]), ("ti", ["tie"])],
)
def test_a_word_is_never_taken_for_another_by_its_letters(word: str, allowed: list[str]) -> None:
    assert request.value_meant(word, {"enum": allowed}) is None


def test_a_slip_in_a_longer_word_is_still_guessed() -> None:
    assert request.value_meant("held", {"enum": ["help"]}) == "help"


def test_a_fact_is_recorded_in_swedish(command: Act, example: Path) -> None:
    outcome = command(
        "record", "möte", "Nils-Ánte Labba", "18/11", "hölls", "--next", "16 januari", root=example
    )
    assert outcome.code == 0, outcome.out + outcome.err
    text = (example / NILS).read_text(encoding="utf-8")
    assert "{date: 2026-11-18, outcome: held, form: video}" in text
    assert "{date: 2027-01-16, outcome: planned}" in text
    assert command("record", "avstämning", "anna-07", "adepten", "i går", root=example).code == 0
    assert "{date: 2026-11-22, with: mentee}" in (example / ANNA).read_text(encoding="utf-8")
    assert command("record", "contact", "anna-07", "mentor", "--on", "igår", root=example).code == 0


def test_a_correction_is_written_in_swedish(command: Act, example: Path) -> None:
    outcome = command(
        "record", "rätta", "Anna Lindqvist", "möte", "22/10", "--to", "23/10", root=example
    )
    assert outcome.code == 0, outcome.out + outcome.err
    assert "date: 2026-10-23" in (example / ANNA).read_text(encoding="utf-8")


def test_time_is_not_a_tie_in_any_answer(command: Act, example: Path) -> None:
    path = example / "pairings" / "ibrahim-51--tuula-27.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("reason: time", "reason: tid"), encoding="utf-8"
    )
    outcome = command("check", root=example)
    assert "`time`" in outcome.out
    assert "Did you mean `tie`" not in outcome.out


def test_a_name_that_fits_two_is_asked_about(command: Act, example: Path) -> None:
    path = example / "participants" / "frida-48.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: Frida Ståhl", "name: Anna Ståhl"),
        encoding="utf-8",
    )
    before = {file.name: file.read_bytes() for file in example.rglob("*.yml")}
    outcome = command("record", "contact", "Anna", "mentee", root=example)
    assert outcome.code == 2
    assert "`anna-07`" in outcome.err
    assert "`frida-48`" in outcome.err
    assert before == {file.name: file.read_bytes() for file in example.rglob("*.yml")}
    whole = command("record", "contact", "anna ståhl", "mentee", root=example)
    assert whole.code == 0, whole.out + whole.err


def test_a_name_that_fits_nobody_is_refused(command: Act, example: Path) -> None:
    outcome = command("record", "interview", "Göran Nobody", root=example)
    assert outcome.code == 2
    assert "Göran Nobody" in outcome.err


def test_a_draft_is_made_by_names(command: Act, example: Path) -> None:
    outcome = command("new", "pairing", "Mehmet", "elle márjá nutti", root=example)
    assert outcome.code == 0, outcome.out + outcome.err
    draft = (example / "pairings" / "mehmet-31--elle-09.yml").read_text(encoding="utf-8")
    assert draft.startswith("mentee: mehmet-31\nmentor: elle-09\n")


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        (["anna-07", "i", "går"], ["anna-07", "i går"]),
        (["anna-07", "3", "december", "held"], ["anna-07", "3 december", "held"]),
        (["anna-07", "den", "3", "december"], ["anna-07", "den 3 december"]),
        (["anna-07", "2026-11-22", "held"], ["anna-07", "2026-11-22", "held"]),
        (["anna-07", "i går", "igår", "i", "det"], ["anna-07", "i går", "igår", "i", "det"]),
        ([], []),
    ],
)
def test_a_day_in_several_words_needs_no_quotation_marks(
    words: list[str], whole: list[str]
) -> None:
    assert spoken.joined(words, date(2026, 11, 23)) == whole
