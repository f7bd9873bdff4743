"""The questions that are handed out: their headings are those that `import` reads."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

import pytest

from mentorskap.cli.importing import READS
from mentorskap.edit import intake
from mentorskap.host.run import Options, Run, schema_named
from mentorskap.letters import office, questionnaire
from tests.conftest import EXAMPLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

ANSWERS = {
    "name": "Eva Lena Ström",
    "called": "Lena",
    "email": "lena@bruket.example",
    "phone": "070-174 06 05",
    "organisation": "Bruket",
    "unit": "Inköp",
    "title": "Chef",
    "place": "Umeå",
    "languages": "svenska, engelska",
    "cohort": "Hösten 2026",
    "offers": "Förändringsledning",
    "capacity": "2",
}


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """Return a copy of the ground of the tests."""
    return shutil.copytree(ROOT / "tests" / "ground", tmp_path / "ground")


@pytest.fixture
def folder(ground: Path, tmp_path: Path, command: Callable[..., Outcome]) -> Path:
    """Return the questions of the ground."""
    path = tmp_path / "questions"
    assert command("intake", "--to", str(path), root=ground).code == 0
    return path


def of_text(path: Path) -> list[str]:
    """Return the headings of the questions in a text: lines that are followed by a set-in one."""
    after = path.read_text(encoding="utf-8").split("\n\n")
    start = next(at for at, part in enumerate(after) if part in {"Frågor", "Questions"})
    return [part.split("\n")[0] for part in after[start + 1 :] if part.strip()]


def of_document(path: Path) -> list[str]:
    docx = pytest.importorskip("docx")
    return [
        paragraph.text
        for paragraph in docx.Document(str(path)).paragraphs
        if paragraph.style.name == "Heading 2"
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("role", questionnaire.ROLES)
@pytest.mark.parametrize("form", ["txt", "docx"])
def test_answers_under_the_headings_are_imported_without_a_mapping(  # noqa: PLR0917
    folder: Path,
    ground: Path,
    command: Callable[..., Outcome],
    role: str,
    language: str,
    form: str,
) -> None:
    path = folder / f"{role}.{language}.{form}"
    if form == "docx" and not path.exists():
        pytest.skip("python-docx is not installed")
    headings = of_text(path) if form == "txt" else of_document(path)
    fields = list(intake.asked_of(role, schema_named("participant")))
    assert len(headings) == len(fields)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([headings, [ANSWERS[field] for field in fields]])
    answers = folder / "answers.csv"
    answers.write_text(text.getvalue(), encoding="utf-8-sig")
    outcome = command("import", str(answers), "--yes", root=ground)
    assert outcome.code == 0, outcome.out
    entered = (ground / "participants" / "lena-01.yml").read_text(encoding="utf-8")
    for field in ("name", "called", "email", "unit", "title", "place"):
        assert f"{field}: {ANSWERS[field]}\n" in entered
    assert "languages: [sv, en]" in entered
    assert ("cohort: 2026-host" in entered) == (role == "mentee")
    assert ("capacity: 2" in entered) == (role == "mentor")


def test_every_field_of_a_list_is_asked_for_or_left_to_the_manager() -> None:
    fields = set(intake.titles(schema_named("participant")))
    both = {
        field
        for role in questionnaire.ROLES
        for field in intake.asked_of(role, schema_named("participant"))
    }
    assert fields - both == {
        *("id", "given_name", "family_name", "role", "protected", "admitted", "added", "notified")
    }
    assert both == set(ANSWERS)


@pytest.mark.parametrize("role", questionnaire.ROLES)
def test_what_must_be_answered_is_what_an_import_asks_for(role: str) -> None:
    snapshot = Run(Options(str(EXAMPLE)), READS).snapshot
    paper = questionnaire.questionnaire(role, snapshot, schema_named("participant"), None)
    required = {question.key for question in paper.questions if question.required}
    assert required == {
        *("name", "email", "organisation"),
        *(("cohort",) if role == "mentee" else ("offers", "capacity")),
    }


def test_what_is_stored_is_said_and_what_is_not_decided_is_named(
    folder: Path, ground: Path, command: Callable[..., Outcome]
) -> None:
    text = (folder / "mentee.en.txt").read_text(encoding="utf-8")
    assert "Legal basis: not decided yet" in text
    outcome = command("intake", "--to", str(folder), root=ground)
    assert "privacy.basis" in outcome.out
    with (ground / "programme.yml").open("a", encoding="utf-8") as programme:
        programme.write("privacy:\n  basis: {sv: Avtal., en: A contract.}\n")
    outcome = command("intake", "--to", str(folder), root=ground)
    assert "privacy.basis" not in outcome.out
    assert "Rättslig grund: Avtal." in (folder / "mentee.sv.txt").read_text(encoding="utf-8")


def test_without_word_there_is_the_text(
    ground: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., Outcome]
) -> None:
    monkeypatch.setattr(office, "document", lambda *_: None)
    path = tmp_path / "questions"
    outcome = command("intake", "--to", str(path), root=ground)
    assert sorted(file.name for file in path.iterdir()) == [
        *("mentee.en.txt", "mentee.sv.txt", "mentor.en.txt", "mentor.sv.txt")
    ]
    assert "python-docx" in outcome.out


def test_the_same_questions_are_the_same_bytes(
    folder: Path, ground: Path, command: Callable[..., Outcome]
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    command("intake", "--to", str(folder), root=ground)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
