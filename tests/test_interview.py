"""`record interview`: needs, wishes, ties and what to avoid, without a line of YAML typed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.files import source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Outcome

    Act = Callable[..., Outcome]

SIRPA = "participants/sirpa-32.yml"
INTERVIEW = ("record", "interview", "sirpa-32", "2026-11-20")


@pytest.fixture
def act(command: Callable[..., Outcome], example: Path) -> Act:
    """Return the interview of sirpa-32, with options, in a copy of the example."""

    def run(*options: str, lang: str = "en") -> Outcome:
        return command(*INTERVIEW, *options, root=example, lang=lang)

    return run


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return what sits at a terminal and types these lines; it remembers what it was asked."""

    def answers(*lines: str) -> list[str]:
        questions: list[str] = []
        left: Iterator[str] = iter(lines)

        def answer(question: str) -> str:
            questions.append(question)
            text = next(left, None)
            if text is None:
                raise EOFError
            return text

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("builtins.input", answer)
        return questions

    return answers


def entry(root: Path, path: str = SIRPA) -> Any:
    return source.parse((root / path).read_text(encoding="utf-8"), path)


def test_an_interview_is_written_whole_by_its_options(act: Act, example: Path) -> None:
    outcome = act(
        "--challenge", "change: Slår ihop två enheter: och en tredje.",
        "--challenge", "Att växa",
        "--area", "delegation",
        "--contribution", "strategi",
        "--must", "Boards and owners: Har gjort det.",
        "--wish-mentor", "elle-09",
        "--wish", "Gärna någon utanför hotellen.",
        "--avoid", "Fjällkraft",
        "--avoid", "Norrsken Energi",
        "--tie", "anna-07: professional",
    )  # fmt: skip
    assert outcome.code == 0, outcome.out + outcome.err
    person = entry(example)
    assert person["ties"] == [{"with": "anna-07", "kind": "professional"}]
    assert person["mentee"]["interview"] == {
        "date": "2026-11-20",
        "challenges": [
            {"area": "change", "words": "Slår ihop två enheter: och en tredje."},
            {"area": "growth"},
        ],
        "development_areas": [{"area": "delegation"}],
        "mentor_contribution": [
            {"area": "strategy"},
            {"area": "board", "required": True, "words": "Har gjort det."},
        ],
        "wishes": {
            "mentor": "elle-09",
            "words": "Gärna någon utanför hotellen.",
            "avoid_organisations": ["Fjällkraft", "Norrsken Energi"],
        },
    }


def test_the_same_interview_again_changes_nothing(act: Act, example: Path) -> None:
    options = (
        "--must",
        "board:Har gjort det.",
        "--avoid",
        "Fjällkraft",
        "--tie",
        "anna-07:personal",
    )
    act(*options)
    once = (example / SIRPA).read_bytes()
    again = act(*options)
    assert again.code == 0
    assert "written already" in again.out
    assert (example / SIRPA).read_bytes() == once


def test_more_can_be_added_later_and_comments_and_order_stay(act: Act, example: Path) -> None:
    path = example / SIRPA
    path.write_text(
        path.read_text(encoding="utf-8") + "  interview:   # i lobbyn\n    date: 2026-11-20\n"
        "    challenges: [{area: change}]   # det första\n    wishes: {words: En lugn.}\n",
        encoding="utf-8",
    )
    outcome = act("--challenge", "growth", "--avoid", "Fjällkraft", "--area", "board!")
    assert outcome.code == 2  # an area is not required, and then nothing is written
    assert "--must board" in outcome.err
    assert act("--challenge", "growth", "--avoid", "Fjällkraft").code == 0
    text = path.read_text(encoding="utf-8")
    assert "interview:   # i lobbyn" in text
    assert "challenges: [{area: change}, {area: growth}]   # det första" in text
    assert "wishes: {words: En lugn., avoid_organisations: [Fjällkraft]}" in text


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_fault_is_named_and_nothing_is_written(act: Act, example: Path, lang: str) -> None:
    before = (example / SIRPA).read_bytes()
    outcome = act(
        "--challenge", "delegaton",
        "--area", "jonglering",
        "--contribution", "change:a",
        "--contribution", "change:b",
        "--wish-mentor", "elle-99",
        "--wish", "a",
        "--wish", "b",
        "--tie", "anna-07",
        "--tie", "sirpa-32:personal",
        "--avoid", " ",
        lang=lang,
    )  # fmt: skip
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 8
    for part in (
        "`delegation`", "jonglering", "mentor_contribution", "`elle-09`", "--wish",
        "--tie anna-07:personal", "sirpa-32", "--avoid",
    ):  # fmt: skip
        assert part in outcome.err, part
    assert (example / SIRPA).read_bytes() == before


def test_what_the_file_says_otherwise_is_not_written_over(act: Act, example: Path) -> None:
    act("--challenge", "change:a", "--wish", "a", "--tie", "anna-07:personal")
    before = (example / SIRPA).read_bytes()
    outcome = act(
        "--challenge", "change:b", "--wish", "b", "--tie", "anna-07:professional", "--area", "board"
    )
    assert outcome.code == 1
    assert outcome.out.count("Nothing is written over by itself.") == 3
    assert (example / SIRPA).read_bytes() == before


def test_the_options_of_an_interview_belong_to_no_other_fact(command: Act) -> None:
    outcome = command("record", "contact", "anna-07", "mentee", "--challenge", "change")
    assert outcome.code == 2
    assert "--challenge" in outcome.err


def test_it_ends_with_the_mentors_who_fit_best(act: Act) -> None:
    outcome = act("--challenge", "change", "--area", "strategy")
    assert "The 3 mentors who fit Sirpa Lehtonen best:" in outcome.out
    assert outcome.out.count(" of 100") == 3
    assert "mentorskap suggest sirpa-32" in outcome.out


def test_it_says_why_there_is_no_mentor(act: Act, command: Act, example: Path) -> None:
    assert "The needs of Sirpa Lehtonen are missing" in act().out
    outcome = act("--must", "board", "--must", "digital", "--must", "new-role", "--must", "finance")
    assert "No mentor can be asked for Sirpa Lehtonen today" in outcome.out
    paired = command(
        "record", "interview", "frida-48", "2026-01-27", "--challenge", "change", root=example
    )
    assert "Frida Ståhl already has a live pairing" in paired.out


def test_in_a_terminal_what_lacks_is_asked_for(
    act: Act, example: Path, typed: Callable[..., list[str]]
) -> None:
    questions = typed(
        "förändring: Slår ihop", "jonglering", "", "", "strategi!", "", "elle-09", "", "", ""
    )
    outcome = act("--tie", "anna-07:personal")
    assert outcome.code == 0
    assert "jonglering" in outcome.out
    assert not any("tie" in question for question in questions)
    interview = entry(example)["mentee"]["interview"]
    assert interview["challenges"] == [{"area": "change", "words": "Slår ihop"}]
    assert interview["mentor_contribution"] == [{"area": "strategy", "required": True}]
    assert interview["wishes"] == {"mentor": "elle-09"}
    questions = typed()
    assert act().code == 0
    assert questions[0].startswith("A development area")
    assert len(questions) == 3


def test_the_cohort_is_the_one_that_is_named(command: Act, example: Path) -> None:
    command("record", "admitted", "noor-22", "2026-11-02", "--cohort", "2026-vinter", root=example)
    outcome = command(
        "record", "interview", "noor-22", "2026-11-20", "--cohort", "2026-vinter",
        "--challenge", "change", root=example,
    )  # fmt: skip
    assert outcome.code == 0, outcome.out + outcome.err
    first, second = entry(example, "participants/noor-22.yml")["mentee"]
    assert second["interview"] == {"date": "2026-11-20", "challenges": [{"area": "change"}]}
    assert first["interview"]["date"] != "2026-11-20"
