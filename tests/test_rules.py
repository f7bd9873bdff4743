"""Every rule is shown failing in the smallest repository that breaks it, and none in a sound one."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from dev.overlay import BROKEN, base, mended, overlay, write
from mentorskap import rules
from mentorskap.rules import RULES, change
from mentorskap.rules.rule import SEVERITIES, Rule
from tests import tiers
from tests.conftest import ROOT, commit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from tests.conftest import Outcome

FOLDERS = sorted(folder.name for folder in BROKEN.iterdir())
IDS = [rule.id for rule in (*RULES, *change.RULES)]
FORMATS = (
    ("terminal", "sv"),
    ("terminal", "en"),
    ("markdown", "sv"),
    ("github", "sv"),
    ("json", "en"),
)


@pytest.fixture
def broken(command: Callable[..., Outcome], tmp_path: Path) -> Callable[..., Outcome]:
    """Check the repository of a case; if it has a `base`, as a change from that."""

    def run(case: str, form: str = "json", lang: str = "en") -> Outcome:
        before = base(case)
        root = tmp_path / case
        if not root.exists():
            if before is not None:
                commit(write(before, root))
                for path in before:
                    (root / path).unlink()
            write(overlay(case), root)
        change_of_main = () if before is None else ("--base", "main")
        return command("check", *change_of_main, "--format", form, root=root, lang=lang)

    return run


def _expected(case: str) -> list[str]:
    text = (BROKEN / case / "expected.txt").read_text(encoding="utf-8")
    return sorted(line for line in text.splitlines() if line)


def _found(outcome: Outcome) -> list[str]:
    return sorted(
        f"{told['severity']} {told['rule']} {told['path']}:{told['line']}:{told['column']}"
        for told in outcome.json()["findings"]
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_broken_repository_breaks_its_own_rule_at_its_place_and_no_other(
    folder: str, broken: Callable[..., Outcome]
) -> None:
    outcome = broken(folder)
    assert _found(outcome) == _expected(folder)
    assert {line.split()[1] for line in _expected(folder)} == {folder.split(".", maxsplit=1)[0]}
    assert outcome.code == int(any(line.startswith("error") for line in _expected(folder)))
    assert outcome.err == ""


@pytest.mark.parametrize(
    ("folder", "swedish", "english"),
    [
        (
            "record-fits-its-schema.colon-at-the-start",
            "börjar med ett kolon",
            "begins with a colon",
        ),
        (
            "wished-mentor-exists.oneself",
            "har önskat sig själv som mentor",
            "Nobody is their own mentor",
        ),
    ],
)
def test_the_true_reason_is_told(
    folder: str, swedish: str, english: str, broken: Callable[..., Outcome]
) -> None:
    assert swedish in broken(folder, "terminal", "sv").out
    assert english in broken(folder, "terminal", "en").out


def test_a_sound_repository_is_met_with_silence(command: Callable[..., Outcome]) -> None:
    outcome = command("check", "--format", "json", root=ROOT / "tests" / "sound")
    assert outcome.json()["findings"] == []
    assert outcome.code == 0


def test_the_example_cohort_has_no_error_and_no_warning(command: Callable[..., Outcome]) -> None:
    summary = command("check", "--format", "json").json()["summary"]
    assert (summary["errors"], summary["warnings"]) == (0, 0)


def test_every_rule_has_a_broken_repository_and_the_reverse() -> None:
    assert {folder.split(".")[0] for folder in FOLDERS} == set(IDS)
    assert set(IDS) <= set(FOLDERS)


def test_every_rule_is_explained() -> None:
    for rule in (*RULES, *change.RULES):
        summary, *rest = rule.explanation.strip().split("\n\n")
        assert summary.endswith("."), rule.id
        assert any(part.strip().startswith("Why: ") for part in rest), rule.id
        assert any(part.strip().startswith("Mend: ") for part in rest), rule.id
        assert rule.severity in SEVERITIES


def test_a_rule_is_named_by_a_sentence_of_its_own() -> None:
    assert len(set(IDS)) == len(IDS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", id_) for id_ in IDS)


@pytest.mark.parametrize("id_", IDS)
def test_the_mended_example_is_met_with_silence(
    id_: str, command: Callable[..., Outcome], tmp_path: Path
) -> None:
    assert mended(id_) != overlay(id_)
    options = []
    if before := base(id_):
        options = ["--base", commit(write(before, tmp_path))]
        for path in before.keys() - mended(id_).keys():
            (tmp_path / path).unlink()
    write(mended(id_), tmp_path)
    outcome = command("check", "--format", "json", *options, root=tmp_path)
    assert (outcome.code, outcome.json()["findings"]) == (0, [])


@pytest.mark.parametrize("id_", IDS)
def test_what_is_said_of_a_broken_repository(
    id_: str, broken: Callable[..., Outcome], snapshot: SnapshotAssertion
) -> None:
    said = [f"{form} {lang}\n{broken(id_, form, lang).out}" for form, lang in FORMATS]
    assert "\n".join(said) == snapshot


@pytest.mark.parametrize("id_", IDS)
def test_a_finding_says_what_to_do_in_both_languages(
    id_: str, broken: Callable[..., Outcome]
) -> None:
    swedish, english = (broken(id_, lang=lang).json()["findings"] for lang in ("sv", "en"))
    for one, other in zip(swedish, english, strict=True):
        for text in (one["message"], one["fix"], other["message"], other["fix"]):
            assert text.strip() == text
            assert not text[0].islower()
            assert not re.search(r"\{\w+\}", text)
        assert one["message"] != other["message"]
        assert one["fix"] != other["fix"]


@pytest.mark.parametrize("id_", IDS)
def test_one_finding_is_one_workflow_command(id_: str, broken: Callable[..., Outcome]) -> None:
    findings = broken(id_).json()["findings"]
    lines = [line for line in broken(id_, "github").out.splitlines() if line.startswith("::")]
    assert len(lines) == len(findings)


def test_the_order_of_files_means_nothing(
    command: Callable[..., Outcome], example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mentorskap.files import disk

    before = command("check", "--format", "json", root=example).out
    entries = disk.entries
    monkeypatch.setattr(disk, "entries", lambda root: reversed(list(entries(root))))
    assert command("check", "--format", "json", root=example).out == before


def test_asking_twice_gives_the_same_bytes(command: Callable[..., Outcome], example: Path) -> None:
    for name in ("check", "overdue", "status"):
        for form in ("terminal", "markdown", "github", "json"):
            assert (
                command(name, "--format", form, root=example).out
                == command(name, "--format", form, root=example).out
            )


def test_a_broken_file_does_not_drag_others_along(
    command: Callable[..., Outcome], example: Path
) -> None:
    """One fault, one finding, whichever file is broken."""
    for path in sorted(example.glob("p*/*.yml"))[:: 1 if tiers.LAWS else 9]:
        whole = path.read_bytes()
        path.write_bytes(b"name: [unclosed\n")
        findings = command("check", "--format", "json", root=example).json()["findings"]
        told = [
            (finding["rule"], finding["path"])
            for finding in findings
            if finding["severity"] != "notice"
        ]
        assert told == [("yaml-can-be-read", path.relative_to(example).as_posix())]
        path.write_bytes(whole)


def test_a_missing_programme_is_one_finding(command: Callable[..., Outcome], example: Path) -> None:
    (example / "programme.yml").unlink()
    findings = command("check", "--format", "json", root=example).json()["findings"]
    assert [finding["rule"] for finding in findings] == ["programme-is-sound"]


def test_a_folder_is_no_file(command: Callable[..., Outcome], example: Path) -> None:
    path = example / "participants" / "anna-07.yml"
    path.unlink()
    path.mkdir()
    findings = command("check", "--format", "json", root=example).json()["findings"]
    assert [(finding["rule"], finding["path"]) for finding in findings] == [
        ("file-is-where-it-belongs", "participants/anna-07.yml")
    ]
    shutil.rmtree(path)


def test_a_box_that_is_shown_as_an_example_asks_nothing(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    root = write(overlay("open-questions-are-answered"), tmp_path)
    page = root / "docs" / "sv" / "start.md"
    asked = page.read_text(encoding="utf-8")
    page.write_text(f"```text\n{asked}```\n", encoding="utf-8")
    assert command("check", "--format", "json", root=root).json()["findings"] == []
    page.write_text(f"```text\n{asked}```\n\n{asked}", encoding="utf-8")
    assert [
        finding["line"]
        for finding in command("check", "--format", "json", root=root).json()["findings"]
    ] == [14]


def test_a_rule_that_is_written_is_listed_and_so_is_asked() -> None:
    listed = {rule.id for rule in (*RULES, *change.RULES)}
    for found in pkgutil.iter_modules(rules.__path__):
        module = importlib.import_module(f"{rules.__name__}.{found.name}")
        written = [value for value in vars(module).values() if isinstance(value, Rule)]
        assert written == [*getattr(module, "RULES", ())], found.name
        assert {rule.id for rule in written} <= listed, found.name
        listed -= {rule.id for rule in written}
    assert listed == set()
