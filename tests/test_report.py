"""Reports: what is said is harmless where it is said, readable, and tells no more than it may."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from mentorskap.files import disk
from mentorskap.report import github, terminal
from mentorskap.words.catalogues import ENGLISH, catalogue
from mentorskap.words.sentence import (
    Code,
    Day,
    Pair,
    People,
    Person,
    Spot,
    Written,
    codes,
    say,
    say_n,
)
from mentorskap.words.voice import MARKDOWN, NAMELESS, PLAIN, Voice, harmless, in_markdown
from tests.conftest import EXAMPLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

NAMES = {"anna-07": "Anna Lindqvist", "bjorn-12": "Björn Ek"}


@pytest.mark.parametrize(("lang", "word"), [("sv", "och"), ("en", "and")])
def test_the_last_of_several_names_has_a_word_before_it_and_no_comma(lang: str, word: str) -> None:
    voice = Voice(catalogue(lang, disk.packaged_bytes), {**NAMES, "eva-x9": "Eva {last}"})
    rows = [
        voice.phrase(say("{people}", people=People(("anna-07", "bjorn-12", "eva-x9")[:count])))
        for count in range(4)
    ]
    assert rows == [
        "",
        "Anna Lindqvist",
        f"Anna Lindqvist {word} Björn Ek",
        f"Anna Lindqvist, Björn Ek {word} Eva {{last}}",
    ]


def test_a_sentence_is_said_with_its_values() -> None:
    voice = Voice(ENGLISH, NAMES)
    assert (
        voice(
            say(
                "{person} met {other} on {day}.",
                person=Person("anna-07"),
                other=Person("nobody-01"),
                day=Day(date(2026, 12, 8)),
            )
        )
        == "Anna Lindqvist met `nobody-01` on 8 December 2026."
    )
    assert (
        voice(
            say(
                "{people}, {pair}",
                people=People(("anna-07", "bjorn-12")),
                pair=Pair("anna-07", "bjorn-12"),
            )
        )
        == "Anna Lindqvist and Björn Ek, Anna Lindqvist ↔ Björn Ek"
    )
    assert voice(say_n("{number} day", "{number} days", 1)) == "1 day"
    assert voice(say_n("{number} day", "{number} days", 0)) == "0 days"
    assert (
        voice(say("{a}: {b}", a=say("the answer"), b=codes(["x", "y"]))) == "The answer: `x`, `y`"
    )


def test_a_value_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        Voice(ENGLISH, NAMES)(say("{x}", x="a bare text"))


def test_a_place_is_named_as_a_reader_would() -> None:
    voice = Voice(ENGLISH, NAMES)
    assert (
        voice(say("{spot}x", spot=Spot("meetings", "2026-10-20")))
        == "The meeting on 20 October 2026: x"
    )
    assert (
        voice(say("{spot}x", spot=Spot("contacts", "2026-10-20")))
        == "The check-in on 20 October 2026: x"
    )
    assert (
        voice(say("{spot}x", spot=Spot("pauses", "2026-10-20")))
        == "The pause from 20 October 2026: x"
    )
    assert (
        voice(say("{spot}x", spot=Spot("", ("mentor", "offers", 0, "area"))))
        == "`mentor › offers › 1 › area`: x"
    )
    assert voice(say("{spot}x", spot=Spot("", ()))) == "X"


def test_a_log_shows_neither_names_nor_what_files_say() -> None:
    voice = Voice(ENGLISH, NAMES, NAMELESS)
    said = voice(
        say(
            "{person} wrote {text}", person=Person("anna-07"), text=Written("anna@norrsken.example")
        )
    )
    assert said == "`anna-07` wrote “…”"


@pytest.mark.parametrize("name", ["check", "overdue", "status", "suggest"])
def test_githubs_log_holds_no_name_of_the_example(
    name: str, command: Callable[..., Outcome], example: Path
) -> None:
    """Break every participant's address, so that there is something to say of everyone."""
    names = set()
    for path in example.glob("participants/*.yml"):
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"^name: (.+)$", text, re.MULTILINE)) | set(
            re.findall(r"^email: (.+)$", text, re.MULTILINE)
        )
        if name == "check":
            path.write_text(
                re.sub(r"^email: .*$", lambda match: f"{match[0]}@", text, flags=re.MULTILINE),
                encoding="utf-8",
            )
    said = command(name, "--format", "github", root=example).out
    assert len(names) > 100
    assert [told for told in names if told in said] == []


HOSTILE = (
    "::error::x",
    "a%0Ab",
    "\x1b[31mred",
    "line\nbreak",
    "\r",
    "\u202egnissorc",
    "<b>bold</b>",
    "[a](javascript:b)",
    "|",
    "`",
    "*x*",
    "\x00",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    shown = harmless(text)
    assert not re.search(r"[\x00-\x1f\x7f\u202e]", shown)
    assert not re.search(r"[<>\[\]`*|_\\]", in_markdown(text))
    command = github.command("error", text, file=text, title=text)
    assert command.count("\n") == 0
    assert command.startswith("::error file=")
    for form in (PLAIN, NAMELESS, MARKDOWN):
        said = Voice(ENGLISH, {"anna-07": text}, form)(
            say(
                "{person} {code} {text}",
                person=Person("anna-07"),
                code=Code(text),
                text=Written(text),
            )
        )
        assert "\n" not in said
        assert "\x1b" not in said
        assert "<b>" not in said or form is not MARKDOWN


def test_properties_of_a_workflow_command_cannot_be_added_to() -> None:
    assert github.command("error", "x", file="a,line=1::b") == "::error file=a%2Cline=1%3A%3Ab::x"


def test_only_the_gravest_nine_are_annotated(
    command: Callable[..., Outcome], example: Path
) -> None:
    for path in sorted(example.glob("participants/*.yml"))[:12]:
        path.write_text("name: [", encoding="utf-8")
    lines = command("check", "--format", "github", root=example).out.splitlines()
    assert sum(line.startswith("::error") for line in lines) == 9
    assert "3 more" in next(line for line in lines if line.startswith("::notice::"))


def test_small_groups_are_hidden_where_numbers_are_shared(command: Callable[..., Outcome]) -> None:
    def shown(root: Path, number: str) -> str:
        said = command("status", "--format", "github", root=root).out
        assert (
            said.count("\n") == 1
        )  # one command holds every number: the eleventh of a kind would be dropped
        return next(line for line in said.split("%0A") if line.startswith(number))

    ground = ROOT / "tests" / "ground"
    assert shown(ground, "Matched now") == "Matched now: hidden, too few"
    assert shown(ground, "Completed") == "Completed: – (0/0)"
    assert "15/26" in shown(EXAMPLE, "Matched now")


def test_colour_is_only_an_addition() -> None:
    plain, coloured = terminal.paint(coloured=False), terminal.paint(coloured=True)
    assert plain.error("late") == "late"
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.error("late")) == "late"
    assert coloured.error("late") != "late"


def test_what_is_due_is_grouped_by_who_acts(command: Callable[..., Outcome]) -> None:
    said = command("overdue").out
    places = [
        said.index(title) for title in ("You, the programme manager", "The mentee", "The mentor –")
    ]
    assert places == sorted(places)
    assert "Per-Olov Ångman ↔ Olof Stenvall (per-olov-41--olof-30)" in said


def test_when_nothing_is_due_it_says_so(command: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "programme.yml").write_bytes((EXAMPLE / "programme.yml").read_bytes())
    (tmp_path / "participants").mkdir()
    (tmp_path / "pairings").mkdir()
    assert "Nothing needs you." in command("overdue", root=tmp_path).out
    assert command("check", root=tmp_path).code == 0
    assert command("status", "--format", "json", root=tmp_path).json()["kpis"]["cadence"] == {
        "k": 0,
        "n": 0,
        "value": None,
        "members": [],
        "shares": {},
    }
    assert "–" in command("status", root=tmp_path).out
