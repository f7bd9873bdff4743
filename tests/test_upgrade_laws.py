"""Adopters of 0.1.0 and 0.2.0, as README then said, are at this version by one command."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from mentorskap import cli
from mentorskap.host import trunk
from tests.adoption import earlier_copy, files_of, has_commit, is_shallow
from tests.conftest import ROOT, commit, git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.laws

_RELEASES = {"0.1.0": "f56bd8b", "0.2.0": "e68ed27"}
_PAGES = (
    "glance.md",
    "glossary.md",
    "index.md",
    "manager/asking.md",
    "manager/interview-guide.md",
    "manager/numbers.md",
    "manager/self-audit.md",
    "manager/year.md",
    "mentee/prepare.md",
    "mentee/role.md",
    "mentor/conversation.md",
    "mentor/role.md",
    "tools/questions.md",
    "trust/conduct.md",
    "trust/personal-data.md",
    "way/agreement.md",
    "way/closing.md",
    "way/pause.md",
    "way/matching.md",
    "way/rhythm.md",
)
"""The handbook's pages that the adopter edits, each in both languages."""

_OURS = "Det här har vi själva lagt till."


def _edited(text: str, number: int) -> str:
    """Return a page with the adopter's own words: in a line, after a line, and at the end."""
    lines = text.rstrip("\n").split("\n")
    prose = [place for place, line in enumerate(lines) if line[:1].isalpha() and len(line) > 40]
    if number % 2 and prose:
        lines[prose[-1]] += f" {_OURS} ({number})"
    else:
        lines += ["", f"{_OURS} ({number})"]
    return "\n".join(lines) + "\n"


def _adopter(version: str, root: Path) -> Path:
    """Return a programme that began as README of that version said, with words of its own."""
    earlier_copy(_RELEASES[version], root)
    for folder in ("participants", "pairings"):
        shutil.rmtree(root / folder)
        shutil.copytree(ROOT / "tests" / "ground" / folder, root / folder)
    programme = (ROOT / "tests" / "ground" / "programme.yml").read_text(encoding="utf-8")
    programme += "limits:\n  rhythm: [28, 35]   # vår egen rytm\n  feedback: 5\n"
    (root / "programme.yml").write_text(
        programme.replace("Stina Borg", "Åsa Vik"), encoding="utf-8", newline="\n"
    )
    makefile = root / "Makefile"
    makefile.write_text(makefile.read_text(encoding="utf-8").replace("TODAY := 2026-11-23\n", ""))
    for language in ("sv", "en"):
        for number, name in enumerate(_PAGES):
            page = root / "docs" / language / name
            page.write_text(_edited(page.read_text(encoding="utf-8"), number), encoding="utf-8")
        (root / "docs" / language / "ours.md").write_text(f"# Vår\n\n{_OURS}\n", encoding="utf-8")
    for site, old in (
        ("mkdocs.yml", "Mentorskap inom exeQtive"),
        ("docs/en.yml", "Mentoring within exeQtive"),
    ):
        text = (root / site).read_text(encoding="utf-8").replace(old, "Vikby")
        (root / site).write_text(text.replace("nav:\n", "nav:\n  - Vår egen sida: ours.md\n"))
    (root / "README.md").write_text("# Vikby\n", encoding="utf-8")
    commit(root)
    return root


def _check(root: Path, capsys: pytest.CaptureFixture[str]) -> int:
    capsys.readouterr()
    return cli.main(["check", "--root", str(root), "--today", "2026-11-23", "--lang", "en"])


@pytest.mark.parametrize("version", _RELEASES)
def test_an_adopter_is_upgraded_and_loses_nothing(
    version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not has_commit(_RELEASES[version]):
        assert not ("CI" in os.environ and is_shallow()), "check it out with its whole history"
        pytest.skip(f"this copy of the tool has no history back to {version}")
    root = _adopter(version, tmp_path / "adopter")
    before = git(root, "rev-parse", "HEAD")
    own = {
        path: (root / path).read_bytes()
        for path in files_of(root, "HEAD")
        if trunk.is_own(path) or path.endswith("ours.md")
    }
    answer = _check(root, capsys)
    command = ["upgrade", str(ROOT), "--root", str(root), "--lang", "en", "--today", "2026-11-23"]
    code = cli.main(command)
    out = capsys.readouterr().out
    edited = {f"docs/{language}/{name}" for language in ("sv", "en") for name in _PAGES}
    conflicts = set(re.findall(r"^`(docs/.*?)`: ", out, re.MULTILINE))
    with capsys.disabled():
        sys.stdout.write(f"\n{version}: {len(conflicts)} of {len(edited)} edited pages conflict\n")
    if code:
        assert conflicts, out
        assert conflicts <= edited, out  # never data, never code
        assert git(root, "rev-parse", "HEAD") == before
        assert cli.main([*command, "--mine"]) == 0, capsys.readouterr().out
    for path, raw in own.items():
        assert (root / path).read_bytes() == raw, path
    for path in edited:
        number = _PAGES.index(path.split("/", 2)[2])
        assert f"{_OURS} ({number})" in (root / path).read_text(encoding="utf-8"), path
    ours, tool = (_blobs(root, branch) for branch in ("HEAD", "tool"))
    changed = {path for path in ours.keys() | tool.keys() if ours.get(path) != tool.get(path)}
    assert changed == {*own, *edited, "mkdocs.yml", "docs/en.yml"}
    assert tool.items() <= _blobs(ROOT, "HEAD").items() | {("Makefile", tool["Makefile"])}
    assert "Vår egen sida: ours.md" in (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert _check(root, capsys) <= answer


def _blobs(root: Path, revision: str) -> dict[str, str]:
    listed = git(root, "-c", "core.quotePath=off", "ls-tree", "-r", revision)
    rows = (line.split("\t") for line in listed.splitlines())
    return {path: about.split()[2] for about, path in rows}
