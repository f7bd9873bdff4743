"""`upgrade`: the next version merged into a programme, kept whole or not at all.

The tool here is a stub of a few files whose `check` reports an error for each file named `red`.
"""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from mentorskap import cli
from mentorskap.host.trunk import is_own
from mentorskap.host.upgrading import Clash, clashes, duties, with_additions
from tests.conftest import commit, git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CHECK = """\
import json, pathlib, sys
root = pathlib.Path(sys.argv[sys.argv.index("--root") + 1])
found = sorted(root.rglob("red*"))
print(json.dumps({"findings": [
    {"rule": "not-red", "severity": "error", "path": path.name, "line": 1, "message": "It is red."}
    for path in found
]}))
"""
_PAGE = "".join(f"Line {number} of the page.\n\n" for number in range(1, 8))
_FIRST = {
    "pyproject.toml": '[project]\nname = "mentorskap"\nversion = "1.0.0"\n',
    "scripts/mentorskap/__init__.py": "",
    "scripts/mentorskap/__main__.py": _CHECK,
    "scripts/mentorskap/words.py": "WORDS = 'first'\n" * 9,
    "docs/sv/page.md": _PAGE,
    "docs/sv/other.md": "Another page.\n",
    "Makefile": "all: run\n\n# The day.\nTODAY := 2026-11-23\n\nrun:\n",
    "README.md": "The tool.\n",
    "programme.yml": "name: The example\n",
    "participants/anna-07.yml": "name: Example\n",
    "pairings/.gitkeep": "",
    "CHANGELOG.md": "# Changelog\n\n## [1.0.0]\n\nFirst.\n",
}
_SECOND = {
    "pyproject.toml": '[project]\nname = "mentorskap"\nversion = "2.0.0"\n',
    "scripts/mentorskap/words/voice.py": "WORDS = 'first'\n" * 9,
    "docs/sv/page.md": _PAGE.replace("Line 2 of", "The second line of"),
    "Makefile": "all: run\n\n# The day of the example.\nTODAY := 2026-11-23\n\nrun: more\n",
    "participants/nils-02.yml": "name: Another example\n",
    "CHANGELOG.md": (
        "# Changelog\n\n## [2.0.0]\n\n### Det här behöver du göra\n\nLäs.\n\n"
        "### What you must do\n\nRead.\n\n## [1.0.0]\n\nFirst.\n"
    ),
}


def _write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """Return the tool's own repository, with two versions."""
    root = tmp_path / "mentorskap"
    _write(root, _FIRST)
    commit(root)
    (root / "scripts/mentorskap/words.py").unlink()
    _write(root, _SECOND)
    commit(root)
    return root


@pytest.fixture
def adopter(tmp_path: Path) -> Path:
    """Return a programme that began as a copy of the first version, without its history."""
    root = tmp_path / "adopter"
    own = {"participants/elin-34.yml": "name: Elin\n", "README.md": "Ours.\n"}
    files = {**_FIRST, "programme.yml": "name: Ours\n", **own}
    files["Makefile"] = files["Makefile"].replace("TODAY := 2026-11-23\n", "")
    files["docs/sv/page.md"] = _PAGE.replace("Line 6 of", "Our own line of")
    files["docs/sv/ours.md"] = "A page of ours.\n"
    del files["participants/anna-07.yml"]
    _write(root, files)
    commit(root)
    return root


def _upgrade(
    capsys: pytest.CaptureFixture[str], adopter: Path, source: str | Path, *options: str
) -> tuple[int, str]:
    code = cli.main(["upgrade", str(source), "--root", str(adopter), "--lang", "en", *options])
    out, err = capsys.readouterr()
    return code, out + err


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def _unchanged(root: Path, head: str) -> bool:
    """Say whether nothing of an attempt was kept."""
    return (
        git(root, "rev-parse", "HEAD") == head
        and not git(root, "status", "--porcelain")
        and not git(root, "branch", "--list", "tool")
    )


def test_a_copy_without_history_is_upgraded_and_keeps_its_own(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 0, out
    assert "version `2.0.0`, was `1.0.0`" in out
    assert "Read." in out
    page = _text(adopter, "docs/sv/page.md")
    assert "The second line" in page
    assert "Our own line" in page
    assert _text(adopter, "docs/sv/ours.md") == "A page of ours.\n"
    assert _text(adopter, "README.md") == "Ours.\n"
    assert _text(adopter, "programme.yml") == "name: Ours\n"
    assert [path.name for path in (adopter / "participants").iterdir()] == ["elin-34.yml"]
    assert _text(adopter, "Makefile") == _SECOND["Makefile"].replace("TODAY := 2026-11-23\n", "")
    assert not (adopter / "scripts/mentorskap/words.py").exists()
    assert (adopter / "scripts/mentorskap/words/voice.py").exists()
    assert not git(adopter, "status", "--porcelain")
    git(adopter, "merge-base", "--is-ancestor", "tool", "main")
    assert not any(map(is_own, git(adopter, "ls-tree", "-r", "--name-only", "tool").split()))


def test_the_next_upgrade_needs_no_history_of_the_tool(
    tool: Path, adopter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _upgrade(capsys, adopter, tool)[0] == 0
    third = tmp_path / "third"
    shutil.copytree(tool, third, ignore=shutil.ignore_patterns(".git"))
    _write(third, {"docs/sv/other.md": "A third version.\n"})
    archive = tmp_path / "mentorskap-3.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in sorted(third.rglob("*")):
            zipped.write(path, f"mentorskap-3/{path.relative_to(third)}")
    code, out = _upgrade(capsys, adopter, archive)
    assert code == 0, out
    assert _text(adopter, "docs/sv/other.md") == "A third version.\n"
    assert "Our own line" in _text(adopter, "docs/sv/page.md")
    code, out = _upgrade(capsys, adopter, third)
    assert code == 0
    assert "already" in out


def test_an_upgrade_taken_back_can_be_done_again(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _upgrade(capsys, adopter, tool)[0] == 0
    after = git(adopter, "rev-parse", "HEAD^{tree}")
    git(adopter, "reset", "--quiet", "--hard", "ORIG_HEAD")
    assert "Line 2 of" in _text(adopter, "docs/sv/page.md")
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 0, out
    assert git(adopter, "rev-parse", "HEAD^{tree}") == after


def test_lines_that_both_changed_are_shown_and_nothing_is_kept(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = _text(adopter, "docs/sv/page.md").replace("Line 2 of", "Our second line of")
    _write(adopter, {"docs/sv/page.md": page})
    head = commit(adopter)
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 1
    assert "docs/sv/page.md" in out
    assert "Our second line of the page." in out
    assert "The second line of the page." in out
    assert "--mine" in out
    assert _unchanged(adopter, head)
    code, out = _upgrade(capsys, adopter, tool, "--mine")
    assert code == 0, out
    assert "Our second line of the page." in out
    assert _text(adopter, "docs/sv/page.md") == page
    assert (adopter / "scripts/mentorskap/words/voice.py").exists()


def test_changed_code_is_a_conflict_that_is_never_settled_for_you(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(adopter, {"pyproject.toml": _FIRST["pyproject.toml"].replace("1.0.0", "1.0.0-ours")})
    head = commit(adopter)
    code, out = _upgrade(capsys, adopter, tool, "--mine")
    assert code == 1
    assert "pyproject.toml" in out
    assert "own code" in out
    assert _unchanged(adopter, head)


@pytest.mark.parametrize(("side", "words"), [("tool", "has removed it"), ("mine", "have removed")])
def test_a_page_that_the_other_has_removed_is_a_conflict(
    side: str, words: str, tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remover, changer = (tool, adopter) if side == "tool" else (adopter, tool)
    (remover / "docs/sv/other.md").unlink()
    _write(changer, {"docs/sv/other.md": "Another page, with more words.\n"})
    commit(tool)
    commit(adopter)
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 1
    assert words in out
    assert _upgrade(capsys, adopter, tool, "--mine")[0] == 0
    assert (adopter / "docs/sv/other.md").exists() == (side == "tool")


def test_nothing_is_kept_when_the_check_finds_more_errors(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(adopter, {"participants/red-01": ""})  # an error before as after
    head = commit(adopter)
    _write(tool, {"docs/red-02": ""})
    commit(tool)
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 1
    assert "red-02:1  not-red" in out
    assert _unchanged(adopter, head)
    (tool / "docs/red-02").unlink()
    commit(tool)
    assert _upgrade(capsys, adopter, tool)[0] == 0


def test_a_version_that_cannot_run_is_not_kept(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tool, {"scripts/mentorskap/__main__.py": "import a_package_that_is_not_installed\n"})
    commit(tool)
    head = git(adopter, "rev-parse", "HEAD")
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 2
    assert "make run" in out
    assert _unchanged(adopter, head)


def test_an_earlier_version_that_cannot_run_is_judged_by_the_new_one(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(adopter, {"participants/red-01": "", "scripts/mentorskap/__init__.py": "1 / 0\n"})
    commit(adopter)
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 2  # the adopter's change of the code stays, and stops the new version too
    _write(adopter, {"scripts/mentorskap/__init__.py": "", "scripts/mentorskap/json.py": "1 / 0"})
    commit(adopter)
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 0, out


def test_uncommitted_changes_stop_an_upgrade(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(adopter, {"docs/sv/new.md": "Not committed.\n"})
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 2
    assert "not committed" in out


def test_what_is_no_repository_and_no_version_is_refused(
    tool: Path, adopter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(adopter, plain, ignore=shutil.ignore_patterns(".git"))
    assert "not a Git repository" in _upgrade(capsys, plain, tool)[1]
    assert "neither a file" in _upgrade(capsys, adopter, "v9")[1]
    assert "not a copy" in _upgrade(capsys, adopter, tmp_path / "plain" / "docs")[1]
    damaged = tmp_path / "damaged.zip"
    damaged.write_text("no archive", encoding="utf-8")
    assert "cannot be unpacked" in _upgrade(capsys, adopter, damaged)[1]
    git(adopter, "switch", "--quiet", "--detach")
    assert "git switch main" in _upgrade(capsys, adopter, tool)[1]


def test_an_archive_needs_the_branch(
    tool: Path, adopter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = shutil.make_archive(str(tmp_path / "new"), "gztar", tool.parent, tool.name)
    code, out = _upgrade(capsys, adopter, archive)
    assert code == 2
    assert "no branch" in out


def test_another_project_is_no_earlier_version(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("scripts", "docs", "Makefile", "pyproject.toml"):
        git(adopter, "rm", "--quiet", "-r", path)
    commit(adopter)
    code, out = _upgrade(capsys, adopter, tool)
    assert code == 2
    assert "no branch" in out


def test_a_revision_that_the_adopter_has_fetched_is_a_version(
    tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(adopter, "fetch", "--quiet", str(tool), "main:refs/remotes/source/main")
    code, out = _upgrade(capsys, adopter, "source/main")
    assert code == 0, out
    assert "The second line" in _text(adopter, "docs/sv/page.md")


def test_places_of_a_merged_text() -> None:
    text = "a\n<<<<<<< 2\nmine\n||||||| 1\nbase\n=======\ntheirs\nmore\n>>>>>>> 3\nb\n"
    assert list(clashes(text)) == [Clash(2, ("mine",), ("theirs", "more"))]
    assert list(clashes("a\n=======\nb\n")) == []


@pytest.mark.parametrize(
    ("mine", "base", "theirs", "merged"),
    [
        (["ours", "a"], ["a"], ["A"], ["ours", "A"]),
        (["a", "ours"], ["a"], ["A", "B"], ["A", "B", "ours"]),
        (["ours", "a", "b", "more"], ["a", "b"], [], ["ours", "more"]),
        (["ours"], [], ["A"], ["ours", "A"]),
        (["changed"], ["a"], ["A"], None),
        (["b", "a"], ["a", "b"], ["A"], None),
        ([], ["a"], ["A"], None),
    ],
)
def test_lines_that_were_only_added_go_with_any_change(
    mine: list[str], base: list[str], theirs: list[str], merged: list[str] | None
) -> None:
    rows = ["x", "<<<<<<< 2", *mine, "||||||| 1", *base, "=======", *theirs, ">>>>>>> 3", "y"]
    expected = None if merged is None else "\n".join(["x", *merged, "y"])
    assert with_additions("\n".join(rows)) == expected


@pytest.mark.parametrize(
    ("ours", "end"),
    [
        ("nav:\n  - Vår: ours.md\n  - Sida: page.md\n", 0),
        ("nav:\n  - Sida: page.md\n  - Vår: ours.md\n", 0),
        ("nav:\n  - Vår sida: page.md\n", 1),
        ("nav:\n  - Sida: page.md\n     - Vår: ours.md\n", 1),
    ],
)
@pytest.mark.wide
def test_pages_added_to_the_list_go_with_a_new_list(
    ours: str, end: int, tool: Path, adopter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "nav:\n  - Sida: page.md\n"
    git(tool, "checkout", "--quiet", "-b", "list", "HEAD~1")
    third = {"docs/sv/third.md": "A page of this version.\n", "docs/sv/fourth.md": "Another.\n"}
    _write(tool, {**third, "mkdocs.yml": before})
    commit(tool)
    _write(tool, {**_SECOND, "mkdocs.yml": "nav:\n  - Start: page.md\n  - Sist: other.md\n"})
    commit(tool)
    _write(adopter, {**third, "mkdocs.yml": ours})
    head = commit(adopter)
    code, out = _upgrade(capsys, adopter, tool)
    assert code == end, out
    if not end:
        added = [row for row in ours.splitlines() if row not in before]
        text = _text(adopter, "mkdocs.yml").splitlines()
        assert text[0] == "nav:"
        assert sorted(text[1:]) == sorted([*added, "  - Start: page.md", "  - Sist: other.md"])
    else:
        assert _unchanged(adopter, head)


def test_duties_are_those_after_the_version_before() -> None:
    changelog = (
        "## [3]\n### What you must do\nA.\n### Det här behöver du göra\nÅ.\n### Added\nB.\n"
        "## [2]\n### What you must do\nC.\n## [1]\n### What you must do\nD.\n"
    )
    assert list(duties(changelog, "1", "en")) == [("3", "A."), ("2", "C.")]
    assert list(duties(changelog, "1", "sv")) == [("3", "Å.")]
    assert list(duties(changelog, "3", "en")) == []
