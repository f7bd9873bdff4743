"""Laws of the booklets: a role's pages as chapters to print, and numbers or addresses where links were."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.cli import site
from mentorskap.host.run import Options, Reads, Run, voice_for
from mentorskap.pages.booklet import Cover, booklets, leading
from mentorskap.pages.handbook import behind
from mentorskap.words.voice import PLAIN
from tests.browser.links import broken_links
from tests.browser.sites import build, copy_repository
from tests.browser.window import Server, open_page
from tests.conftest import EXAMPLE
from tests.test_sheets import A_PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.sites import Sites

NAV: list[Any] = [
    {"Start": "index.md"},
    {"Mentee": [{"Role": "mentee/role.md"}]},
    {"Mentor": ["mentor/role.md"]},
    {"Way & ways": [{"First": "way/first.md"}, {"Away": "way/away.md"}]},
    {"More": [{"Sheets": "tools/templates.md"}]},
]
ROLE = """\
---
title: Role
---

# Your role

See [the first](../way/first.md#how), [again](../way/first.md#no), [here](#now) and [start](../index.md).

## Now { #now }

Ring [070](tel:070) or read [the law](https://law.example/a/), <https://x.example>.

```text
# [no](../way/first.md)
```

<p class="words">Also covered here: nothing.</p>
"""
PAGES: dict[str, str | bytes] = {
    "index.md": "# Start\n",
    "mentee/role.md": ROLE,
    "mentor/role.md": "# Mentor\n\nSee [it](../mentee/role.md).\n",
    "way/first.md": "# First\n\n## How { #how }\n\nSo.\n",
    "way/away.md": A_PAGE.replace("[why](why.md)", "[why](first.md)"),
    "tools/templates.md": "# Templates\n",
    "way/picture.svg": b"<svg/>",
}
VOICE = voice_for("en", {}, PLAIN)
COVER = Cover("The programme", "Karin", "")


def made(cover: Cover = COVER) -> dict[str, str]:
    """Return the booklets of the pages above."""
    return booklets(PAGES, NAV, cover, VOICE)


def test_each_role_has_a_booklet_of_its_own_pages_and_those_for_all() -> None:
    assert set(made()) == {"mentee/booklet.md", "mentor/booklet.md"}
    titles = re.findall("(?m)^## (.*?) {", made()["mentee/booklet.md"])
    assert titles == ["1. Your role", "2. First", "3. Page"]
    assert "## 1. Mentor {" in made()["mentor/booklet.md"]
    assert booklets(PAGES, NAV[:1] + NAV[3:], COVER, VOICE) == {}


def test_a_link_becomes_the_number_of_a_chapter_or_an_address() -> None:
    page = made()["mentee/booklet.md"]
    assert (
        "[the first](#way-first-how) (2), [again](#way-first) (2), [here](#mentee-role-now)" in page
    )
    assert "[start](../index.md) (on the web)" in page
    assert "[070](tel:070)" in page
    assert "[the law](https://law.example/a/) (law.example/a), <https://x.example>" in page
    assert "# [no](../way/first.md)" in page
    mentors = made(Cover("P", "K", "https://h.example.se/"))["mentor/booklet.md"]
    assert "[it](../mentee/role.md) (https://h.example.se/mentee/role/)" in mentors
    assert "The handbook on the web: <https://h.example.se/>" in mentors
    start = made(Cover("P", "K", "https://h.example.se/"))["mentee/booklet.md"]
    assert "[start](../index.md) (https://h.example.se/)" in start


def test_headings_go_down_a_level_and_what_is_for_the_screen_is_left_out() -> None:
    page = made()["mentee/booklet.md"]
    assert "### Now { #mentee-role-now }" in page
    assert page.count("\n# ") == 2  # its own, and the one in the example of code
    assert "Also covered here" not in page
    assert page.count("title:") == 1
    assert '<p class="part">Way &amp; ways</p>' in page


def test_the_sheets_are_at_the_end_and_each_chapter_leads_to_its_own() -> None:
    page = made()["mentee/booklet.md"]
    chapters, sheets = page.split('<p class="part sheets">')
    assert "The sheet is at the end of the booklet: [The sheet](#way-away-sheet)" in chapters
    assert "Words after, which are on no sheet." in chapters
    assert '<div class="sheet" id="way-away-sheet" markdown>' in sheets
    assert "and [why](#way-first) (2)" in sheets
    assert (
        "part sheets"
        not in booklets({**PAGES, "way/away.md": "# Away\n"}, NAV, COVER, VOICE)[
            "mentee/booklet.md"
        ]
    )


def test_a_role_leads_to_its_booklet_and_the_templates_to_both() -> None:
    led = leading("mentee/role.md", ROLE, made(), VOICE)
    line = "Everything on paper: [The mentee's booklet, to print](booklet.md)"
    assert f"\n\n{line}\n\n<p class=" in led
    both = leading("tools/templates.md", "# Templates\n", made(), VOICE)
    assert "(../mentee/booklet.md) · [" in both
    assert "(../mentor/booklet.md)" in both
    assert leading("way/first.md", "# First\n", made(), VOICE) == "# First\n"
    assert leading("mentee/role.md", "# Role\n", {}, VOICE) == "# Role\n"


def test_in_the_managers_search_the_handbook_comes_after_the_people() -> None:
    boosted = "---\ntitle: A\nsearch:\n  boost: 2\nhide: [toc]\n---\n# A\n\n---\n"
    assert behind(boosted) == (
        "---\ntitle: A\nhide: [toc]\nsearch:\n  boost: 0.1\n---\n# A\n\n---\n"
    )
    assert behind("# A\n") == "---\nsearch:\n  boost: 0.1\n---\n# A\n"
    assert behind(made()["mentee/booklet.md"]) == made()["mentee/booklet.md"]
    assert behind(b"---\n") == b"---\n"


@pytest.mark.laws
@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_the_sites_have_the_booklets_and_their_links_lead_somewhere(
    builder: str, example_sites: Sites
) -> None:
    site = example_sites.participants(builder)
    for role in ("mentee", "mentor"):
        for language in ("", "en/"):
            page = (site / f"{language}{role}/booklet/index.html").read_text("utf-8")
            assert page.count("<h1") == 1
            assert page.count('class="sheet"') >= 2
            assert 'booklet/">' in (site / f"{language}{role}/role/index.html").read_text("utf-8")
    assert broken_links(site) == []


@pytest.mark.laws
@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_a_booklet_is_not_among_what_search_finds(builder: str, example_sites: Sites) -> None:
    site = example_sites.participants(builder)
    for index in site.rglob("search*.json"):
        assert "booklet/" not in index.read_text("utf-8"), index


@pytest.mark.laws
@pytest.mark.parametrize("page", ["mentee", "mentor", "en/mentee", "en/mentor"])
def test_a_booklet_is_printed_on_numbered_pages_and_each_sheet_on_one(
    page: str, browser: Browser, example_sites: Sites
) -> None:
    visit = open_page(browser)
    with Server(example_sites.participants("mkdocs")) as server:
        visit.page.goto(f"{server.address}{page}/booklet/")
        sheets = visit.page.locator(".booklet .sheet").count()
        pages = printed_pages(visit.page.pdf(prefer_css_page_size=True))
        visit.page.add_style_tag(content=".booklet .sheet { display: none !important }")
        without = printed_pages(visit.page.pdf(prefer_css_page_size=True))
    visit.page.context.close()
    assert pages - without == sheets
    assert 15 < pages < 45


@pytest.mark.parametrize(
    ("languages", "addresses"),
    [
        ("sv en", {"sv": "https://mentor.test/", "en": "https://mentor.test/in/english/"}),
        ("sv", {"sv": "https://mentor.test/"}),
        ("en", {"en": "https://mentor.test/"}),
    ],
)
def test_a_cover_has_the_address_at_which_its_handbook_is(
    languages: str, addresses: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDBOOK_URL", "https://mentor.test/")
    monkeypatch.setenv("HANDBOOK_URL_EN", "https://mentor.test/in/english/")
    shutil.copy(EXAMPLE / "programme.yml", tmp_path)
    (tmp_path / "mkdocs.yml").touch()
    for language in languages.split():
        (tmp_path / "docs" / language).mkdir(parents=True)
    (tmp_path / "docs" / "en.yml").touch()
    run = Run(Options(root=f"{tmp_path}", today=date(2026, 11, 23)), Reads.PROGRAMME)
    assert {
        language: site._cover(run, language).address for language in languages.split()
    } == addresses


@pytest.mark.laws
@pytest.mark.parametrize(("language", "other"), [("sv", "en"), ("en", "sv")])
def test_a_handbook_in_one_language_is_at_the_root_and_leads_to_no_other(
    language: str, other: str, tmp_path: Path
) -> None:
    root = copy_repository(tmp_path / "one")
    shutil.rmtree(root / "docs" / other)
    build(root)
    site = root / "site" / "participants"
    start = (site / "index.html").read_text("utf-8")
    assert f'<html lang="{language}"' in start
    assert "ms-language" not in start
    assert not (site / "en").exists()
    assert broken_links(site) == []
    assert (root / "site" / "manager" / "handbook" / "index.html").is_file()


def printed_pages(paper: bytes) -> int:
    """Return the number of pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b", paper))
