"""`adopt`: a fresh copy becomes a programme of its own, and nothing in it is about the example."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dev import shipped
from mentorskap import cli
from mentorskap.cli import adopt as adopting
from mentorskap.edit.adopt import OWN, Answers, adopted
from mentorskap.files import source
from mentorskap.host.run import schema_named
from mentorskap.host.writing import swap
from tests.adoption import ANSWERS, files_of, fresh_copy, options
from tests.conftest import EXAMPLE, ROOT, commit, git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ANSWERS = Answers(
    {"sv": "Mentorer i Vikby: nästa steg", "en": "Mentors in Vikby"},
    ({"name": "Åsa Vik", "email": "asa@vikby.example"},),
    "Vikby kommun",
    "2027-var",
    {"sv": "Våren 2027", "en": "Spring 2027"},
    date(2027, 2, 1),
    date(2027, 12, 10),
    owner="@vikby/it",
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a copy with the example, some pages and settings, and little else."""
    root = tmp_path / "small"
    shutil.copytree(EXAMPLE, root)
    shutil.copytree(EXAMPLE, root / "tests" / "example")
    pages = {
        "docs/sv/way.md": "Programansvarig söker i Effects nätverk. Effect frågar.\n",
        "docs/en/way.md": "They search Effect's network, of Effect. Side effects stay.\n",
        "docs/en/reference/rules.md": "Effect\n",
        "docs/en.yml": "site_name: Mentoring within exeQtive\nsite_url: !ENV [A, b]\n",
        "mkdocs.yml": "site_name: Mentorskap inom exeQtive\nsite_description: För alla.\n",
        "Makefile": "TODAY := 2026-11-23\n\nrun:\n",
        "README.md": "The example.\n",
        ".github/CODEOWNERS": "* @your-organisation/those-who-look-after-the-tool\n",
        ".github/workflows/demo.yml": "name: Demo\n",
        ".github/workflows/release.yml": "name: Release\n",
        "pyproject.toml": '[project]\nversion = "1.0.0"\n',
        "scripts/mentorskap/__init__.py": "",
    }
    for path, text in pages.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def _adopt(capsys: pytest.CaptureFixture[str], root: Path, *more: str) -> tuple[int, str]:
    arguments = ["adopt", "--root", str(root), "--lang", "en", *more]
    code = cli.main(arguments)
    out, err = capsys.readouterr()
    return code, out + err


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def _bytes(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def test_a_copy_without_git_becomes_a_programme(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = _adopt(capsys, small, *options(owner="@vikby/it", phone="+46 70 123 00 00"))
    assert code == 0, out
    assert "only you can decide" in out
    assert "own organisation" in out
    assert "CODEOWNERS" not in out  # it is decided
    assert not git(small, "status", "--porcelain")
    assert git(small, "branch", "--show-current") == "main"
    assert git(small, "rev-parse", "main^") == git(small, "rev-parse", "tool")
    data = source.parse(_text(small, "programme.yml"), "")
    assert data["name"] == {"sv": ANSWERS["name-sv"], "en": ANSWERS["name-en"]}
    assert data["manager"] == {
        "name": "Åsa Vik",
        "email": "asa@vikby.example",
        "phone": "+46 70 123 00 00",
    }
    assert [cohort["id"] for cohort in data["cohorts"]] == ["2027-var"]
    assert list(data["cohorts"][0]) == ["id", "name", "starts", "ends"]
    assert len(data["areas"]) == 12  # the adopter's to change
    assert "påhittade" not in _text(small, "programme.yml")
    assert "# önskad tid mellan två möten" in _text(small, "programme.yml")
    assert [path.name for path in (small / "participants").iterdir()] == [".gitkeep"]
    assert [path.name for path in (small / "pairings").iterdir()] == [".gitkeep"]
    assert "TODAY" not in _text(small, "Makefile")
    assert "Åsa Vik" in _text(small, "README.md")
    assert "example" not in _text(small, "README.md").replace("for example", "")
    assert _text(small, ".github/CODEOWNERS") == "* @vikby/it\n"
    assert not (small / ".github/workflows/demo.yml").exists()
    assert not (small / ".github/workflows/release.yml").exists()
    assert _text(small, "docs/sv/way.md") == (
        "Programansvarig söker i Vikby kommuns nätverk. Vikby kommun frågar.\n"
    )
    assert _text(small, "docs/en/way.md") == (
        "They search Vikby kommun's network, of Vikby kommun. Side effects stay.\n"
    )
    assert _text(small, "docs/en/reference/rules.md") == "Effect\n"
    assert _text(small, "mkdocs.yml").startswith('site_name: "Mentorer i Vikby: nästa steg"\n')
    assert _text(small, "docs/en.yml") == "site_name: Mentors in Vikby\nsite_url: !ENV [A, b]\n"


def test_the_branch_of_the_tool_holds_the_tool_alone(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _adopt(capsys, small, *options())[0] == 0
    files = files_of(small, "tool")
    assert "docs/sv/way.md" in files
    assert not [path for path in files if path.startswith(OWN)]
    assert "Effects nätverk" in git(small, "show", "tool:docs/sv/way.md")


def test_a_clone_keeps_its_history(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = commit(small)
    assert _adopt(capsys, small, *options())[0] == 0
    assert git(small, "rev-parse", "main^1") == before
    assert git(small, "rev-parse", "main^2") == git(small, "rev-parse", "tool")


def test_an_interrupted_adoption_can_be_started_again(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = shutil.copytree(small, small.parent / "twin")
    assert _adopt(capsys, twin, *options())[0] == 0

    def interrupted(run: Any, files: Any) -> None:
        del run, files
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:  # before anything is written
        patch.setattr(adopting, "swap", interrupted)
        assert _adopt(capsys, small, *options())[0] == 2

    def written(run: Any, files: Any) -> None:
        swap(run, files)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:  # before it is committed
        patch.setattr(adopting, "swap", written)
        assert _adopt(capsys, small, *options())[0] == 2
    code, out = _adopt(capsys, small, *options())
    assert code == 0, out
    for branch in ("main", "tool"):
        tree = f"{branch}^{{tree}}"
        assert git(small, "rev-parse", tree) == git(twin, "rev-parse", tree)
    code, out = _adopt(capsys, small, *options())
    assert code == 2
    assert "adopted already" in out


def test_several_managers_are_a_list(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = (
        "--manager",
        "Åsa Ek",
        "--email",
        "ek@vikby.example",
        "--manager",
        "Bo",
        "--email",
        "bo@vikby.example",
    )
    assert _adopt(capsys, small, *options(), *more)[0] == 0
    data = source.parse(_text(small, "programme.yml"), "")
    assert "manager" not in data
    assert [row["id"] for row in data["managers"]] == ["asa", "asa-2", "bo"]
    assert "Åsa Vik, Åsa Ek och Bo" in _text(small, "README.md")


def test_other_peoples_files_are_never_emptied(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = small / "participants" / "elin-34.yml"
    shutil.copy(next((small / "participants").glob("*.yml")), own)
    before = _bytes(small)
    code, out = _adopt(capsys, small, *options())
    assert code == 2
    assert "elin-34" in out
    assert _bytes(small) == before
    assert not (small / ".git").exists()


def test_a_copy_with_changed_pages_is_refused(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "tests" / "shipped.txt").write_text(f"{'0' * 64} docs/sv/way.md\n", encoding="utf-8")
    code, out = _adopt(capsys, small, *options())
    assert code == 2
    assert "docs/sv/way.md" in out


def test_uncommitted_changes_are_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(small)
    (small / "docs" / "sv" / "way.md").write_text("Ours.\n", encoding="utf-8")
    assert "not committed" in _adopt(capsys, small, *options())[1]


def test_missing_answers_are_named(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _adopt(capsys, small, "--name-sv", "Mentorer")
    assert code == 2
    assert "--name-en" in out
    assert "--name-sv" not in out
    assert "--phone" not in out
    code, out = _adopt(capsys, small, *options(), "--manager", "Bo")
    assert code == 2
    assert "Each manager" in out


def test_an_answer_that_breaks_a_rule_changes_nothing(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _bytes(small)
    code, out = _adopt(capsys, small, *options(ends="2027-01-01"))
    assert code == 1, out
    assert _bytes(small) == before
    assert not (small / ".git").exists()


class _Terminal:
    def isatty(self) -> bool:
        return True


def test_it_asks_in_a_terminal(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = list(ANSWERS.values())
    # An empty name, and a word that is neither yes nor no, are asked for again.
    words = iter(["", *answers[:4], "", *answers[4:], "kanske", "Ja"])
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(words)

    monkeypatch.setattr(sys, "stdin", _Terminal())
    monkeypatch.setattr("builtins.input", answer)
    code, out = _adopt(capsys, small)
    assert code == 0, out
    assert asked[0] == asked[1]
    assert len(asked) == len(answers) + 4
    assert next(words, None) is None
    data = source.parse(_text(small, "programme.yml"), "")
    assert (data["same_organisation"], data["same_unit"]) == ("allow", "stop")

    def closed(question: str) -> str:
        raise EOFError(question)

    monkeypatch.setattr("builtins.input", closed)
    shutil.rmtree(small / ".git")
    assert _adopt(capsys, small)[0] == 2


def test_adopting_what_is_adopted_changes_nothing() -> None:
    files = {path: raw for path, raw in _bytes(EXAMPLE).items() if not path.endswith(".gitkeep")}
    programme = schema_named("programme")
    once = adopted(files, _ANSWERS, programme)
    after = {path: raw for path, raw in once.items() if raw is not None}
    assert adopted(after, _ANSWERS, programme) == {}


@pytest.mark.parametrize(
    ("in_house", "settings"),
    [(True, ("allow", "stop")), (False, ("stop", "allow")), (None, (None, None))],
)
def test_the_settings_say_whether_colleagues_may_be_paired(
    in_house: bool | None,  # noqa: FBT001 - a row of the table
    settings: tuple[str | None, str | None],
) -> None:
    programme = schema_named("programme")
    files = {"programme.yml": (EXAMPLE / "programme.yml").read_bytes()}
    raw = adopted(files, _ANSWERS._replace(in_house=in_house), programme)["programme.yml"]
    assert raw is not None
    data: Mapping[str, Any] = source.parse(raw.decode(), "")
    assert (data.get("same_organisation"), data.get("same_unit")) == settings


def test_the_example_has_not_drifted_from_its_copy() -> None:
    """A copy is fresh when its people are those of `tests/example`, byte for byte."""
    for folder in ("participants", "pairings"):
        if not (ROOT / folder / "anna-07.yml").exists() and folder == "participants":
            pytest.skip("this programme is adopted: its people are not the example's")
        ours = {path.name: path.read_bytes() for path in (ROOT / folder).glob("*.yml")}
        assert ours == {path.name: path.read_bytes() for path in (EXAMPLE / folder).glob("*.yml")}


_ABOUT_THE_EXAMPLE = re.compile(
    r"\bEffects?\b|exeQtive|2026-11-23|23 november 2026|Karin Berg", re.IGNORECASE
)


@pytest.mark.laws
def test_an_adopted_copy_runs_and_says_nothing_of_the_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not (ROOT / ".git").exists() or shipped.changed():
        pytest.skip("not a clone of the tool, or its pages are not as shipped")
    root = fresh_copy(tmp_path / "adopted")
    code, out = _adopt(capsys, root, *options())
    assert code == 0, out
    names = {
        source.parse(path.read_text(encoding="utf-8"), "")["name"]
        for path in (EXAMPLE / "participants").glob("*.yml")
    }
    pages = [
        *(path for path in root.glob("docs/??/**/*.md") if "reference" not in path.parts),
        *(
            root / path
            for path in ("README.md", "programme.yml", "mkdocs.yml", "docs/en.yml", "Makefile")
        ),
        root / ".github" / "CODEOWNERS",
    ]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not _ABOUT_THE_EXAMPLE.findall(text.replace("side effect", "")), page
        assert not [name for name in names if name in text], page
    for command in ("check", "overdue", "status", "site"):  # what `make run` does
        ended = _run(root, "-m", "mentorskap", command)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    ended = _run(
        root,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-n",
        "0",
        "-m",
        "not laws",
        "tests/test_documents.py",
        "tests/test_reference.py",
        "tests/test_words.py",
        "tests/test_catalogue.py",
        "tests/workflows/test_guards.py",
        "tests/test_schema.py",
    )
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{root}/scripts"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
