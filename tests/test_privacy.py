"""What a data protection officer asks has an answer, and nothing that the controller decides is invented."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import IDLE, build, copy_repository
from tests.conftest import ROOT, undecide
from tests.handbook import as_shipped

if TYPE_CHECKING:
    from pathlib import Path

PROPERTIES = json.loads((ROOT / "schemas" / "programme.schema.json").read_text("utf-8"))[
    "properties"
]
KEYS = [*(f"privacy › {key}" for key in PROPERTIES["privacy"]["properties"]), "retention"]
PRIVACY = ROOT / "docs" / "privacy.md"
ASSESSMENT = ROOT / "docs" / "impact-assessment.md"
HALVES = {"sv": 0, "en": 1}


def record(root: Path, monkeypatch: pytest.MonkeyPatch, lang: str = "en") -> dict[str, str]:
    """Return heading → what the page of the record says, as it is written."""
    monkeypatch.setattr("mentorskap.cli.site._BUILDER", IDLE)
    build(root, "--audience", "manager", "--lang", lang)
    text = unescape((root / "build" / "manager" / "processing.md").read_text(encoding="utf-8"))
    return dict(re.findall(r"<dt><strong>(.*?)</strong></dt>\n<dd>(.*?)</dd>", text))


def test_the_record_points_out_all_that_is_not_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path)
    undecide(root)
    lines = record(root, monkeypatch)
    undecided = [line for line in lines.values() if "<em>" in line]
    assert [re.findall("<code>(.*)</code>", line)[0] for line in undecided] == KEYS
    assert all("<em>not decided yet</em>" in line for line in undecided)
    assert lines["Processing"].startswith("Mentoring within exeQtive")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_record_is_filled_from_the_settings(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path)
    undecide(root)
    path = root / "programme.yml"
    path.write_text(
        path.read_text(encoding="utf-8") + "retention: {ended: 12, withdrawn: 1, declined: 12}\n"
        "privacy: {controller: Effect AB <script>, contact: ombud@effect.example,\n"
        "  basis: {sv: Intresseavvägning, en: Legitimate interests}, recipients: [Molnet, Mejlhuset],\n"
        "  source: {sv: Nätverket, en: The network}, transfer: {sv: Ingen, en: None}}\n",
        encoding="utf-8",
    )
    lines = record(root, monkeypatch, lang)
    text = "\n".join(lines.values())
    assert "<em>" not in text
    for words in ("Effect AB", "ombud@effect.example", "Molnet; Mejlhuset"):
        assert words in text
    basis = ("Intresseavvägning", "Ingen") if lang == "sv" else ("Legitimate interests", "None")
    assert all(word in text for word in basis)
    raw = (root / "build" / "manager" / "processing.md").read_text(encoding="utf-8")
    assert "<script" not in raw


def halves(path: Path) -> list[str]:
    """Return a document's Swedish and its English part."""
    return path.read_text(encoding="utf-8").split("\n---\n")


@pytest.mark.parametrize("lang", HALVES)
def test_the_record_to_adopt_names_every_key_that_the_controller_decides(lang: str) -> None:
    text = halves(PRIVACY)[HALVES[lang]]
    table = text[text.rindex("\n## ") :]
    named = set(re.findall(r"`(?:privacy\.)?(\w+)`", table))
    assert set(PROPERTIES["privacy"]["properties"]) <= named
    assert set(PROPERTIES["retention"]["properties"]) <= named | {"ended"}
    assert "`retention.ended`" in table


def test_both_languages_ask_and_answer_the_same() -> None:
    for path in (PRIVACY, ASSESSMENT):
        swedish, english = halves(path)
        for mark in (r"(?m)^## ", r"(?m)^\|", r"(?m)^- "):
            assert len(re.findall(mark, swedish)) == len(re.findall(mark, english)), (path, mark)


QUESTIONS = {
    "processor": "privacy.md#roles",
    "transfer": "privacy.md#place-and-transfer",
    "impact assessment": "impact-assessment.md#impact-assessment",
    "record of processing": "privacy.md#the-record-article-30",
    "restrict, move, object": "privacy.md#the-rights-in-practice",
    "one right to read": "privacy.md#one-right-to-read-everything",
    "retention": "en/manager/routines.md#purging",
    "protection": "threat-model.md",
}
"""What an officer asks → where the page for adopters leads in one click."""


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_is_answered_one_click_from_the_page_for_adopters(question: str) -> None:
    adopting = (ROOT / "docs" / "adopting.md").read_text(encoding="utf-8")
    chapter = adopting.partition("## 9. ")[2].partition("\n## ")[0]
    assert f"]({QUESTIONS[question]})" in chapter


PAGES = [ROOT / "docs" / lang / "trust" / "personal-data.md" for lang in ("sv", "en")]
WORDS = {
    "sv": ["personuppgiftsbiträden", "utanför EU", "Begränsa", "Invända", "Flytta", "läser allt"],
    "en": ["processors", "outside the EU", "Restrict", "Object", "Move", "read everything"],
}


@as_shipped(*PAGES)
@pytest.mark.parametrize("page", PAGES, ids=["sv", "en"])
def test_the_page_on_personal_data_names_host_transfer_and_every_right(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [word for word in WORDS[page.parts[-3]] if word not in text] == []
    host = text.partition("{ #host }")[2].partition("\n## ")[0]
    assert "!!! decision" in host
