"""release.yml: a version is tagged once, and only when the changelog has dated it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dev import release
from mentorskap.host.version import version
from tests.conftest import ROOT
from tests.workflows.blocks import blocks, load, run_block

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.stage import Stage

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
pytestmark = pytest.mark.skipif(
    not WORKFLOW.is_file(), reason="nothing is released here: this is a programme of its own"
)
CHANGELOG = """# Changelog

## [Unreleased]

- Next.

## [1.2.0] – 2026-11-24

### What you must do

Nothing.

## [1.1.0] – 2026-11-23

- First.
"""


def _repository(root: Path, number: str) -> Path:
    (root / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    (root / "pyproject.toml").write_text(f'[project]\nversion = "{number}"\n', encoding="utf-8")
    return root


def test_the_notes_are_the_versions_part_of_the_changelog(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main(_repository(tmp_path, "1.2.0")) == 0
    assert capsys.readouterr().out == "v1.2.0\n"
    notes = (tmp_path / release.NOTES).read_text("utf-8")
    assert notes == "### What you must do\n\nNothing.\n"


def test_a_version_without_a_date_gets_no_tag(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main(_repository(tmp_path, "1.3.0")) == 0
    assert capsys.readouterr().out == ""
    assert not (tmp_path / release.NOTES).exists()


def test_every_version_of_the_changelog_is_dated_or_unreleased() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = [line for line in changelog.splitlines() if line.startswith("## ")]
    dated = release.versions(changelog)
    assert headings[0] == "## [Unreleased]"
    assert len(dated) == len(headings) - 1
    assert version() in dated


def test_a_version_is_released_once(stage: Stage) -> None:
    stage.repository.git("checkout", "--quiet", "main")
    (block,) = [block for block in blocks(ROOT) if block.workflow == WORKFLOW.name]
    runs = [run_block(block, stage, {"${{ github.token }}": "x"}) for _ in range(2)]
    assert [run.returncode for run in runs] == [0, 0], runs
    assert f"v{version()} is released." in runs[1].stdout
    notes = (stage.folder / "notes").read_text("utf-8").splitlines()
    assert notes == [f"gh release create v{version()}"]


def test_it_runs_in_the_tools_own_repository_alone() -> None:
    (job,) = load(WORKFLOW)["jobs"].values()
    assert job["if"] == "vars.RELEASES == 'yes'"
