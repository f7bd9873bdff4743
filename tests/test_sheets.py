"""Laws of the sheets to fill in: a document of Word says what the page's sheet says, and has as much to fill in."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import docx
import pytest

from mentorskap.letters.office import sheet
from mentorskap.letters.sheets import SheetKind, linked, parts, word_of
from tests.browser.sites import ROOT, Sites

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(
    path
    for path in (ROOT / "docs").glob("??/**/*.md")
    if 'class="sheet"' in path.read_text(encoding="utf-8")
)
A_PAGE = """\
# Page

Words before.

<div class="sheet" markdown>

## The sheet

<div class="blanks" markdown>

- Name
- Day

</div>

**What I want,** and [why](why.md)
in two lines

<div class="room"></div>

### Later

- a point &amp; more

1. first
2. second

<div class="room"></div>

</div>

Words after, which are on no sheet.
"""


def test_a_sheet_is_read_in_order_and_ends_where_it_ends() -> None:
    assert [(part.kind.name, part.text) for part in parts(A_PAGE)] == [
        ("TITLE", "The sheet"),
        ("BLANK", "Name"),
        ("BLANK", "Day"),
        ("WORDS", "What I want, and why in two lines"),
        ("ROOM", ""),
        ("HEADING", "Later"),
        ("BULLET", "a point & more"),
        ("NUMBERED", "first"),
        ("NUMBERED", "second"),
        ("ROOM", ""),
    ]
    assert parts(A_PAGE)[3].runs[0] == ("What I want,", True)


def test_a_page_without_a_sheet_has_no_parts() -> None:
    assert parts("# Page\n\nWords.\n") == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_a_document_says_what_the_sheet_says(page: Path) -> None:
    text = re.sub(r"<!--.*?-->", "", page.read_text(encoding="utf-8"))
    read = parts(text)
    language = page.relative_to(ROOT / "docs").parts[0]
    raw = sheet(read, language, "The programme")
    assert raw is not None
    assert raw == sheet(read, language, "The programme")
    document = docx.Document(io.BytesIO(raw))
    boxes = {SheetKind.ROOM, SheetKind.BLANK}
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        part.text for part in read if part.kind not in boxes
    ]
    assert [table.cell(0, 0).text for table in document.tables] == [
        f"{part.text}: " if part.text else "" for part in read if part.kind in boxes
    ]
    heights = [table.rows[0].height for table in document.tables]
    assert min(0 if height is None else height.mm for height in heights) >= 9.9
    assert len(document.tables) == text.count('<div class="room">') + sum(
        part.kind is SheetKind.BLANK for part in read
    )
    assert document.core_properties.title == read[0].text
    assert document.sections[0].footer.paragraphs[0].text == "The programme"
    languages = {
        node.get(node.tag.replace("}lang", "}val"))
        for node in document.styles.element.iter()
        if node.tag.endswith("}lang")
    }
    assert languages == {"sv-SE" if language == "sv" else "en-GB"}


def test_no_document_is_made_without_python_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert sheet(parts(A_PAGE), "en", "The programme") is None


def test_a_page_leads_to_its_document_and_the_templates_to_all() -> None:
    page = linked("way/a.md", A_PAGE, {"way/a.md"}, "In Word:")
    assert "In Word: [a.docx](a.docx)\n\n<div class=" in page
    assert linked("way/a.md", A_PAGE, set(), "In Word:") == A_PAGE
    table = "| [A](../way/a.md) | x |\n| [B](../way/b.md) | x |\n\n[A](../way/a.md)\n"
    assert linked("tools/templates.md", table, {"way/a.md"}, "In Word:") == (
        "| [A](../way/a.md) · [Word](../way/a.docx) | x |\n| [B](../way/b.md) | x |\n\n"
        "[A](../way/a.md)\n"
    )


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_the_sites_have_each_sheet_as_a_document(builder: str, example_sites: Sites) -> None:
    for page in PAGES:
        path = word_of(page.relative_to(ROOT / "docs").as_posix()).removeprefix("sv/")
        if "manager/" not in path:
            assert (example_sites.participants(builder) / path).is_file(), path
    assert (
        example_sites.manager(builder) / "handbook" / "manager" / "interview-guide.docx"
    ).is_file()
    for language in ("", "en/"):
        templates = example_sites.participants(builder) / f"{language}tools/templates/index.html"
        assert templates.read_text(encoding="utf-8").count(".docx") == 4
