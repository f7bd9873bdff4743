"""`migrate`, the format of the files, and the version of the tool."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap import cli
from mentorskap.cli import migrate as migrating
from mentorskap.edit.migrate import Migration, migrated
from mentorskap.edit.splice import Add, Change, Put, Take
from mentorskap.files import records
from mentorskap.host import version as versions
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

_GROUND = ROOT / "tests" / "ground"


def _planted(path: str, data: Any) -> list[Change]:
    """Move a mentor's capacity into a comment-keeping change, for the tests alone."""
    if path.startswith("participants/") and "mentor" in data:
        return [Put(("mentor", "capacity"), data["mentor"]["capacity"] + 1)]
    return []


def _spoiling(path: str, data: Any) -> list[Change]:
    return [Take(("name",))] if "name" in data and path.startswith("participants/") else []


def _out_of_place(path: str, data: Any) -> list[Change]:
    del data
    return [Add(("cohorts",), 1, "text")] if path == "programme.yml" else []


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """Return a copy of the smallest programme."""
    return shutil.copytree(_GROUND, tmp_path / "ground")


def _plant(monkeypatch: pytest.MonkeyPatch, migration: Any = _planted) -> None:
    monkeypatch.setattr(migrating, "MIGRATIONS", {1: migration})
    monkeypatch.setattr(records, "FORMAT", 2)


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yml"))
    }


def test_today_there_is_nothing_to_do(ground: Path, command: Callable[..., Outcome]) -> None:
    before = _files(ground)
    outcome = command("migrate", root=ground)
    assert outcome.code == 0
    assert "nothing to do" in outcome.out
    assert _files(ground) == before


def test_a_migration_keeps_what_it_does_not_touch(
    ground: Path, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor = ground / "participants" / "karin-27.yml"
    text = "# Our own note.\n" + mentor.read_text(encoding="utf-8")
    mentor.write_text(text, encoding="utf-8", newline="\n")
    before = _files(ground)
    _plant(monkeypatch)
    outcome = command("migrate", root=ground)
    assert outcome.code == 0, outcome
    assert "from format 1 to 2" in outcome.out
    after = _files(ground)
    assert {path for path in after if after[path] != before[path]} == {
        "programme.yml",
        "participants/karin-27.yml",
    }
    capacity = re.search(r"capacity: (\d+)", text)
    assert capacity is not None
    assert after["participants/karin-27.yml"].decode() == text.replace(
        capacity[0], f"capacity: {int(capacity[1]) + 1}"
    )
    assert after["programme.yml"] == b"format: 2\n" + before["programme.yml"]
    assert command("check", root=ground).code == 0
    assert "nothing to do" in command("migrate", root=ground).out


def test_an_older_format_asks_for_the_migration(
    ground: Path, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    _plant(monkeypatch)
    outcome = command("check", root=ground)
    assert outcome.code == 1
    assert "mentorskap migrate" in outcome.out


@pytest.mark.parametrize("migration", [_spoiling, _out_of_place])
def test_files_that_could_not_be_read_afterwards_are_not_written(
    migration: Any,
    ground: Path,
    command: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = _files(ground)
    _plant(monkeypatch, migration)
    outcome = command("migrate", root=ground)
    assert outcome.code == 1, outcome
    assert "Nothing was written" in outcome.out
    assert _files(ground) == before


def test_a_file_that_leaves_no_sure_place_is_left_alone(
    ground: Path, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = ground / "programme.yml"
    programme.write_text("{}\n", encoding="utf-8")
    _plant(monkeypatch)
    outcome = command("migrate", root=ground)
    assert outcome.code == 1
    assert "Nothing was written" in outcome.out


def test_a_newer_format_is_a_plain_sentence(ground: Path, command: Callable[..., Outcome]) -> None:
    programme = ground / "programme.yml"
    programme.write_text("format: 7\nnew_key: 1\n" + programme.read_text(encoding="utf-8"))
    for lang, words in (("en", "newer version of the tool"), ("sv", "nyare version av verktyget")):
        checked = command("check", "--format", "json", root=ground, lang=lang)
        findings = [
            finding
            for finding in checked.json()["findings"]
            if finding["path"] == "programme.yml" and finding["severity"] == "error"
        ]
        assert len(findings) == 1  # not one for each key that is new there
        assert words in findings[0]["message"]
        assert command("migrate", root=ground, lang=lang).code == 1


@pytest.mark.parametrize("number", ["0", "yes", "1.5", "true"])
def test_a_format_that_is_no_number_of_one_is_refused(
    number: str, ground: Path, command: Callable[..., Outcome]
) -> None:
    programme = ground / "programme.yml"
    programme.write_text(f"format: {number}\n" + programme.read_text(encoding="utf-8"))
    assert command("check", root=ground).code == 1


def test_a_file_that_is_no_yaml_stops_a_migration(
    ground: Path, command: Callable[..., Outcome]
) -> None:
    (ground / "programme.yml").write_text("name: {\n", encoding="utf-8")
    outcome = command("migrate", root=ground)
    assert outcome.code == 2
    assert "programme.yml" in outcome.err
    (ground / "programme.yml").unlink()
    (ground / "programme.yml").mkdir()
    assert command("migrate", root=ground).code == 2


def test_migrations_follow_one_another() -> None:
    def order(_path: str, _route: object) -> list[str]:
        return ["format", "name"]

    files = {"programme.yml": b"name: a\n"}
    steps: dict[int, Migration] = {
        1: lambda *_: [Put(("name",), "b")],
        2: lambda _, data: [Put(("name",), data["name"] * 2)],
    }
    outcome = migrated(files, order, steps)
    assert outcome == ({"programme.yml": b"format: 3\nname: bb\n"}, 1, 3)


def test_the_version_is_the_checkouts_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"mentorskap {versions.version_in(project)}\n"


def test_an_installed_tool_says_its_version_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise FileNotFoundError(name)

    monkeypatch.setattr("mentorskap.files.disk.packaged_text", missing)
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"{name} 9")
    assert versions.version() == "mentorskap 9"


def test_the_version_is_the_newest_release_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.findall(r"^## \[(\d.*?)\]", changelog, re.MULTILINE)[0]
    assert versions.version() == newest


def test_each_coming_release_says_what_you_must_do() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## \[", changelog, flags=re.MULTILINE)[1:]
    for release in releases:
        if not release.startswith(("0.1.0", "0.2.0")):
            assert "\n### Det här behöver du göra\n" in release
            assert "\n### What you must do\n" in release
