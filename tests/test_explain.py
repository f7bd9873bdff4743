"""`explain`: every rule in both languages, from any folder, with an example and `check`'s answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dev import reference
from mentorskap import cli
from mentorskap.pages.reference.rules import GROUPS
from mentorskap.rules import RULES, change
from mentorskap.words.languages import LANGUAGES
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

IDS = [rule.id for rule in (*RULES, *change.RULES)]
EXAMPLES = json.loads((ROOT / reference.EXAMPLES).read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _no_programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in an empty folder."""
    monkeypatch.chdir(tmp_path)


def _explain(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = cli.main(["explain", *arguments])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id_", IDS)
def test_every_rule_is_explained_with_its_example(
    id_: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = _explain(capsys, id_, "--lang", language)
    example = EXAMPLES[id_][language]
    headings = {"sv": ("Varför: ", "Så rättar du: "), "en": ("Why: ", "How to fix it: ")}[language]
    assert code == 0
    assert all(f"\n{heading}" in out for heading in headings)
    marked = 1 + sum(len(edit["lines"]) for edit in example["after"])
    assert out.count("\n> ") == marked
    assert f"> {example['line']}" in out.replace(">  ", "> ")
    assert all(line.rstrip() in out for line in example["text"])
    assert (
        f"{example['path']}:{example['line']}  {_severity(id_, language)}  {id_}\n"
        f"  {example['message']}\n  → {example['fix']}\n"
    ) in out
    for edit in example["after"]:
        assert edit["said"] in out
        assert all(line.rstrip() in out for line in edit["text"])
    assert all(f"  {message}\n  → {fix}\n" in out for message, fix in example["also"])
    assert "(F" not in out


def _severity(id_: str, language: str) -> str:
    severity = next(rule.severity for rule in (*RULES, *change.RULES) if rule.id == id_)
    return {
        "sv": {"error": "Fel", "warning": "Varning", "notice": "Påpekande"},
        "en": {"error": "Error", "warning": "Warning", "notice": "Notice"},
    }[language][severity]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_name_every_rule_has_one_line(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = _explain(capsys, "--lang", language)
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    assert code == 0
    assert [line.split()[0] for line in lines] == IDS
    assert len([line for line in out.splitlines() if line]) == len(IDS) + len(GROUPS) + 1


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (
            "mentor_has_rom",
            "There is no rule “mentor_has_rom”. Did you mean `mentorskap explain mentor-has-room`?",
        ),
        ("zzz", "There is no rule “zzz”. `mentorskap explain` lists them all."),
    ],
)
def test_an_unknown_rule_exits_with_1_and_names_the_nearest(
    name: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _explain(capsys, name, "--lang", "en") == (1, f"{answer}\n")


def test_inside_a_programme_its_language_is_used(
    example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Why: " not in _explain(capsys, "mentor-has-room")[1]
    programme = example / "programme.yml"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(text.replace("language: sv", "language: en"), encoding="utf-8")
    monkeypatch.chdir(example / "pairings")
    assert "Why: " in _explain(capsys, "mentor-has-room")[1]
    programme.write_text("{", encoding="utf-8")  # a broken programme explains itself in Swedish
    assert "Varför: " in _explain(capsys, "yaml-can-be-read")[1]


def test_a_root_that_is_none_is_still_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["explain", "mentor-has-room", "--root", str(tmp_path)]) == 2
    assert "programme.yml" in capsys.readouterr().err
