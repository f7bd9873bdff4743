"""The tables of the manager's pages: what filters and sorts them, on a desk, a phone and paper."""

from __future__ import annotations

import html
import importlib.util
import itertools
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.cli import site
from mentorskap.host.run import Options, Reads, Run
from tests.browser.window import open_page
from tests.conftest import EXAMPLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.sites import Sites

PHONE, DESK = 390, 1280


def pages(today: str, language: str, root: Path = EXAMPLE) -> dict[str, str]:
    run = Run(Options(f"{root}", date.fromisoformat(today), language), Reads.DOCUMENTS)
    return dict(itertools.chain(*site._manager_pages(run)))


# Words for codes.


def codes(part: Any) -> Iterator[str]:
    """Yield each value that has a title of its own in a schema."""
    if isinstance(part, dict):
        if "enumDescriptions" in part:
            for code, both in zip(part["enum"], part["enumDescriptions"], strict=True):
                if not re.search(rf"\b{code}\b", both.partition(" · ")[0], re.IGNORECASE):
                    yield str(code)
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from codes(inner)


@pytest.mark.parametrize("today", ["2026-03-16", "2026-11-23", "2027-06-28"])
def test_a_swedish_page_shows_words_for_every_code(today: str) -> None:
    schemas = sorted((ROOT / "schemas").glob("*.schema.json"))
    words = {word for path in schemas for word in codes(json.loads(path.read_text("utf-8")))}
    assert {"not-working", "mentor-left", "held", "on-site"} <= words
    words -= {"en", "mentor", "personal", "start"}  # Swedish words too
    code = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, sorted(words)))})(?![\w-])")
    shown = {
        (path, match[0])
        for path, page in pages(today, "sv").items()
        for match in code.finditer(
            html.unescape(
                re.sub(
                    r"<code>.*?</code>|<style.*?</style>|<(\w+) [^>]*lang=\"en\".*?</\1>|<[^>]*>",
                    " ",
                    page,
                    flags=re.DOTALL,
                )
            )
        )
    }
    assert {word for _, word in shown} == set()


# Filters and order.


@pytest.fixture
def page(browser: Browser, example_sites: Sites) -> Iterator[Page]:
    """Return the page of pairings, at a desk."""
    visit = open_page(browser, width=DESK)
    visit.page.goto(address(example_sites))
    yield visit.page
    visit.page.context.close()


def address(sites: Sites, name: str = "pairings", part: str = "") -> str:
    return (sites.manager("mkdocs") / f"{name}.html").as_uri() + part


def names(page: Page) -> list[str]:
    """Return the names of the rows that are shown."""
    return [row.strip() for row in page.locator("tbody th:visible").all_inner_texts()]


def notes(page: Page) -> list[str]:
    return [row.strip() for row in page.locator("tbody td:last-child:visible").all_inner_texts()]


@pytest.mark.laws
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ohrn", {"Öhrn"}),
        ("Öhrn", {"Öhrn"}),
        ("jonas ohrn", {"Jonas Öhrn"}),
        ("ähr", set()),
        ("hadzic", {"Hadžić"}),
        ("sjoo", {"Sjöö"}),
        ("november", set()),
        ("möten", set()),
    ],
)
def test_the_filter_reads_names_with_marks_and_without(
    typed: str, found: set[str], page: Page
) -> None:
    page.locator("[data-filter=name]").fill(typed)
    assert {word for word in found if any(word in name for name in names(page))} == found
    assert bool(names(page)) is bool(found)
    number = len(names(page))
    total = page.locator("tbody tr").count()
    count = page.locator(".count")
    assert count.inner_text() == (f"{number} av {total} visas" if found else "Inget stämmer.")
    assert count.get_attribute("role") == "status"
    page.locator(".filter [type=reset]").click()
    assert len(names(page)) == total
    assert not page.locator(".filter [type=reset]").is_visible()


@pytest.mark.laws
def test_a_filter_and_an_order_survive_the_way_back(page: Page) -> None:
    page.locator("[data-filter=name]").fill("an")
    page.locator("[data-filter=stage]").select_option("active")
    page.locator("th[data-key=last] button").click()
    before = names(page), page.locator(".count").inner_text()
    assert 1 < len(before[0]) < page.locator("tbody tr").count()
    page.locator("tbody th:visible a").first.click()
    page.wait_for_url("**/pairings/*.html")
    page.go_back()
    page.locator(".filter").wait_for()
    assert (names(page), page.locator(".count").inner_text()) == before
    assert page.locator("[data-filter=name]").input_value() == "an"
    assert page.locator("[data-filter=stage]").input_value() == "active"
    assert page.locator("th[data-key=last]").get_attribute("aria-sort") == "descending"


@pytest.mark.laws
def test_a_filter_has_an_address(browser: Browser, example_sites: Sites) -> None:
    visit = open_page(browser)
    visit.page.goto(address(example_sites, part="#stage=paused"))
    assert set(visit.page.locator("tbody .stage:visible").all_inner_texts()) == {"pausat"}
    visit.page.evaluate("location.hash = 'due=late&sort=-late'")
    visit.page.wait_for_function("document.querySelector('[data-filter=due]').value === 'late'")
    days = [int(re.findall(r"\d+", note)[-1]) for note in notes(visit.page)]
    assert len(days) > 3
    assert days == sorted(days, reverse=True)
    visit.page.goto(address(example_sites, "mentors", "#area=strategy&free=yes"))
    assert 0 < len(names(visit.page)) < visit.page.locator("tbody tr").count()
    visit.page.goto(address(example_sites, part="#no-such-place"))
    assert len(names(visit.page)) == visit.page.locator("tbody tr").count()
    visit.page.context.close()


@pytest.mark.laws
def test_the_latest_come_first_and_what_is_not_due_last(page: Page) -> None:
    orders = []
    for _ in range(2):
        page.locator("th[data-key=late] button").click()
        orders.append(
            page.eval_on_selector_all(
                "tbody td:last-child",
                "cells => cells.map(cell => cell.dataset.sort === '' ? null : +cell.dataset.sort)",
            )
        )
    down, up = orders
    assert down[0] > 5
    for order, backwards in ((down, True), (up, False)):
        values = [days for days in order if days is not None]
        assert order == sorted(values, reverse=backwards) + [None] * (len(order) - len(values))
    assert page.locator("th[data-key=late]").get_attribute("aria-sort") == "ascending"


# Many pairings.

GENERATOR = ROOT / "benchmarks" / "generate.py"
FRAME = 48 << 10
"""More than what the frame around a page of the manager's site takes, its list of pages included."""
LARGEST = 300 << 10


def rows(page: str) -> list[str]:
    return re.findall(r"<tr data-.*?</tr>", page, re.DOTALL)


def test_of_many_pairings_those_that_need_the_reader_are_listed_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "all-pairings.md" not in pages("2026-11-23", "en")
    module = importlib.import_module("mentorskap.pages.manager.pairings")
    monkeypatch.setattr(module, "_WHOLE", 12)
    monkeypatch.setattr(module, "_PICTURED", 11)
    listed = pages("2026-11-23", "en")
    first, everything = listed["pairings.md"], listed["all-pairings.md"]
    assert "Here are 12 of 43 pairings" in first
    assert "Here are" not in everything
    assert (len(rows(first)), len(rows(everything))) == (12, 43)
    dues = [re.findall('data-due="([a-z]+)"', row) for row in rows(first)]
    ranks = [["late", "limit", "soon", ""].index(*due or [""]) for due in dues]
    assert ranks == sorted(ranks)
    assert 0 in ranks
    assert [row for row in rows(first) if 'class="stage closed"' in row] == []
    assert "<svg" not in first + everything
    assert first.count("<th scope") == 5 + 12


@pytest.mark.laws
def test_pages_of_a_thousand_pairings_stay_small(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("generate", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    generate.write("M", tmp_path)
    assert len(list((tmp_path / "pairings").iterdir())) == 1000
    listed = pages("2026-11-23", "sv", tmp_path)
    sizes = {path: len(listed[path].encode()) + FRAME for path in SMALL}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


SMALL = ("index.md", "pairings.md", "numbers.md")


@pytest.mark.laws
def test_the_frame_of_a_page_is_no_larger_than_counted(example_sites: Sites) -> None:
    frame = example_sites.manager("mkdocs") / "404.html"
    assert frame.stat().st_size < FRAME


# Search of names.


def typed(page: Page, text: str) -> list[str]:
    """Type as a reader does, and return the names that are offered."""
    field = page.locator(".md-search__input")
    field.click()
    field.fill(text)
    field.press("End")
    page.wait_for_function("typeof mentorskapNames === 'object'")
    return page.locator(".ms-names h1").all_inner_texts()


@pytest.mark.laws
@pytest.mark.parametrize(
    ("text", "first", "least"),
    [
        ("bjorn", "Björn Ek", 3),
        ("Björn Ek", "Björn Ek", 3),
        ("ek bj", "Björn Ek", 3),
        ("aydin", "Leyla Aydın", 2),
        ("saari", "Tove Ljungqvist-Saari", 2),
        ("anna bjorn", "Anna Lindqvist ↔ Björn Ek", 1),
        ("björn ↔ anna", "Anna Lindqvist ↔ Björn Ek", 1),
    ],
)
def test_a_name_is_found_from_any_page(text: str, first: str, least: int, page: Page) -> None:
    hits = typed(page, text)
    assert hits[0] == first
    assert len(hits) >= least


@pytest.mark.laws
def test_enter_opens_the_first_name_and_arrows_lead_to_the_next(page: Page) -> None:
    at = page.url
    assert typed(page, "anna lind")[0] == "Anna Lindqvist"
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/anna-07.html")
    assert typed(page, "bjorn")[0] == "Björn Ek"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pairings/*--bjorn-12.html")
    page.goto(at)
    assert typed(page, "bj") != []
    assert typed(page, "bjö") != []
    assert typed(page, "bjx") == typed(page, "") == typed(page, "november") == []


@pytest.mark.laws
def test_the_handbook_is_found_beside_the_names(page: Page) -> None:
    assert typed(page, "avtal") == []
    others = page.locator(".md-search-result__list:not(.ms-names) .md-search-result__item")
    others.first.wait_for(state="attached")
    assert others.count() > 0


# A phone, paper, and no script.

COLUMNS = {
    "pairings": ["Par", "Skede", "Väntar på"],
    "mentors": ["Mentor", "Lediga", "Tillgänglig", "Områden"],
    "waiting": ["Adept", "Dagar", "Det som saknas"],
}


@pytest.mark.laws
@pytest.mark.parametrize("name", COLUMNS)
def test_a_phone_shows_the_reasons_to_open_a_row_and_a_desk_and_paper_all_columns(
    name: str, browser: Browser, example_sites: Sites
) -> None:
    visit = open_page(browser, width=PHONE)
    visit.page.goto(address(example_sites, name))
    heads = visit.page.locator(".sortable thead th")
    total, cut = (
        heads.count(),
        "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth + 1).length",
    )
    assert [head.inner_text().strip() for head in heads.all() if head.is_visible()] == COLUMNS[name]
    assert visit.page.eval_on_selector_all(".wide", cut) == 0
    visit.page.set_viewport_size({"width": DESK, "height": 844})
    assert visit.page.locator(".sortable thead th:visible").count() == total
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 1009, "height": 680})  # A4, landscape, less the margins
    assert visit.page.locator(".sortable thead th:visible").count() == total
    assert visit.page.eval_on_selector_all(".wide", cut) == 0
    assert visit.page.locator(".filter :is(input, select, button):visible").count() == 0
    assert visit.page.locator(".filter .count").is_visible()
    visit.page.context.close()


@pytest.mark.laws
@pytest.mark.parametrize("name", COLUMNS)
def test_without_a_script_there_is_a_plain_table_and_no_dead_field(
    name: str, browser: Browser, example_sites: Sites
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address(example_sites, name))
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() > 3
    assert page.locator("article :is(input, select, button):visible").count() == 0
    assert not page.locator(".md-search__input").is_visible()
    assert not page.locator("label[for=__search]:visible").count()
    page.context.close()
