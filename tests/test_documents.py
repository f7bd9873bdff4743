"""The developers' documents: made parts are current, lists are complete, links lead somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from dev import overview
from mentorskap.cli import COMMANDS
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = sorted(
    (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("docs/decisions/*.md"),
        *ROOT.glob("benchmarks/*.md"),
    )
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
DECISIONS = sorted(path.name for path in ROOT.glob("docs/decisions/0*.md"))
INDEX = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")


def _outdated(root: Path) -> list[str]:
    return [
        path
        for path, text in overview.made(root).items()
        if (root / path).read_text(encoding="utf-8") != text
    ]


def test_the_commands_and_folders_are_current() -> None:
    assert _outdated(ROOT) == [], "run make reference"


def test_a_changed_docstring_or_page_is_noticed(tmp_path: Path) -> None:
    for path in (
        "docs/commands.md",
        "docs/development.md",
        "pyproject.toml",
        *(f"scripts/mentorskap/{name}/__init__.py" for name in _folders()),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text((ROOT / path).read_text(encoding="utf-8"), encoding="utf-8")
    assert _outdated(tmp_path) == []
    page = tmp_path / "docs/commands.md"
    page.write_text(page.read_text(encoding="utf-8").replace("`--base", "`--bass"), "utf-8")
    folder = tmp_path / "scripts/mentorskap/model/__init__.py"
    folder.write_text('"""Something else."""\n', encoding="utf-8")
    assert _outdated(tmp_path) == ["docs/commands.md", "docs/development.md"]


def _folders() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("scripts/mentorskap/*/__init__.py"))


def test_every_folder_is_shown_once() -> None:
    page = (ROOT / "docs/development.md").read_text(encoding="utf-8")
    table = page.partition("| Folder |")[2].partition("<!-- end -->")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \| \S", table, re.MULTILINE)) == _folders()


def test_every_command_is_shown_and_has_its_exit_code() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^### `mentorskap (\w+)", page, re.MULTILINE) == list(COMMANDS)
    exits = page.partition("## Exit codes")[2].partition("## Each command")[0]
    rows = re.findall(r"^\| (`.+?`) \|", exits, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(COMMANDS)


def test_the_loop_names_every_target_of_make() -> None:
    page = (ROOT / "docs/development.md").read_text(encoding="utf-8")
    loop = page.partition("## The loop")[2].partition("\n## ")[0]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.* ## ", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", loop)) == targets - {"help"}


def test_every_module_named_as_a_definition_exists() -> None:
    page = (ROOT / "docs/development.md").read_text(encoding="utf-8")
    table = page.partition("## Where each thing is defined once")[2].partition("\n## ")[0]
    modules = re.findall(r"`((?:words|files|model|rules)/[\w.]+)`", table)
    assert len(modules) > 5
    for module in modules:
        path = ROOT / "scripts" / "mentorskap" / module
        assert path.is_file() or path.with_suffix(".py").is_file(), module


def test_every_make_target_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "docs/commands.md", "docs/development.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert set(re.findall(r"(?m)(?:`|^)make ([a-z]+)", text)) <= targets, name


def test_the_readme_is_short() -> None:
    assert len(README.split()) <= 700


def test_every_decision_is_in_the_index_by_its_title() -> None:
    entries = re.findall(r"^(\d+)\. (?:\[(.+)\]\((.+)\)|This number)", INDEX, re.MULTILINE)
    assert [int(number) for number, *_ in entries] == list(range(1, len(entries) + 1))
    assert [path for *_, path in entries if path] == DECISIONS
    for number, title, path in entries:
        if path:
            text = (ROOT / "docs/decisions" / path).read_text(encoding="utf-8")
            assert text.startswith(f"# {number}. {title}\n"), path


def test_every_fact_that_is_cited_is_listed() -> None:
    facts = (ROOT / "docs/facts.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (F\d+) \|", facts, re.MULTILINE)
    assert listed == [f"F{number}" for number in range(1, 20)]
    cited = {
        fact
        for path in (*ROOT.glob("scripts/**/*.py"), *ROOT.glob("docs/**/*.md"))
        for fact in re.findall(r"\bF\d+\b", path.read_text(encoding="utf-8"))
    }
    assert cited <= set(listed)


def _anchors(path: Path) -> set[str]:
    text = re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    headings = re.findall(r"^#+ (.*?)(?: \{.*\})?$", text, re.MULTILINE)
    named = re.findall(r"\{ ?#([\w-]+) ?\}", text)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    } | set(named)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link
