"""Laws of the handbook's search: what leaders type leads to the page that answers, in both builders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.queries import ENGLISH, SWEDISH
from tests.browser.sites import BUILDERS, ROOT, Sites
from tests.browser.window import Server, open_page
from tests.handbook import as_shipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TABLES = {"sv": SWEDISH, "en": ENGLISH}

_LISTEN = """(() => {
    const Theirs = window.Worker;
    window.Worker = class extends Theirs {
        constructor(...how) { super(...how); window.ours = new Theirs(...how); }
        postMessage(message) {
            if (message.type === 0) window.setup = message;
            super.postMessage(message);
        }
    };
})()"""
"""Keeps the index that the page gives to its search worker, and starts a second worker of the same kind."""

_ASK = """async queries => {
    const {docs, items} = setup.data;
    const answer = kind => new Promise(resolve => {
        ours.onmessage = ({data}) => { if (data.type === kind) resolve(data.data); };
    });
    const everything = {
        input: {type: 'operator', data: {operator: 'and', operands: []}}, aggregation: {input: []},
    };
    const ready = answer(1);
    ours.postMessage(setup);
    await ready;
    const pages = {};
    for (const query of queries) {
        const hits = answer(3);
        ours.postMessage({type: 2, data: docs ? query : {input: query, filter: everything}});
        const [first] = (await hits).items;
        pages[query] = first === undefined ? null : docs ? first[0].location : items[first.id].location;
    }
    return pages;
}"""
"""Asks the worker one query after the other; the messages are those of Material, and of Zensical without docs."""


def words(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return each query with the pages of which each is right."""
    return {
        query.strip(): tuple(pages.split(" or "))
        for pages, queries in table.items()
        for query in queries.split(",")
    }


def first_hits(page: Page, address: str, queries: list[str]) -> dict[str, str | None]:
    """Open a page, and return the page that is the first hit of each query."""
    page.add_init_script(_LISTEN)
    page.goto(address)
    opener = page.locator(".md-search__input, .md-search__button").first
    opener.click()
    page.keyboard.type("m")
    page.wait_for_function("window.setup && window.ours")
    hits: dict[str, str | None] = page.evaluate(_ASK, queries)
    return {
        query: hit if hit is None else hit.removeprefix(address).split("#")[0].strip("/")
        for query, hit in hits.items()
    }


@pytest.mark.parametrize(("language", "least"), [("sv", 120), ("en", 60)])
def test_there_are_enough_words_and_each_leads_to_a_page(language: str, least: int) -> None:
    table = words(TABLES[language])
    assert len(table) >= least
    assert sum(len(queries.split(",")) for queries in TABLES[language].values()) == len(table)
    pages = {page for pages in table.values() for page in pages}
    assert [page for page in pages if not (ROOT / "docs" / language / f"{page}.md").exists()] == []


@as_shipped()
@pytest.mark.laws
@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("language", TABLES)
def test_what_leaders_type_has_its_right_first_hit(
    language: str, builder: str, browser: Browser, example_sites: Sites
) -> None:
    table = words(TABLES[language])
    visit = open_page(browser)
    with Server(example_sites.participants(builder)) as server:
        address = server.address + ("en/" if language == "en" else "")
        hits = first_hits(visit.page, address, list(table))
        assert visit.foreign(server.address) == []
    visit.page.context.close()
    wrong = {query: hits[query] for query, pages in table.items() if hits[query] not in pages}
    assert wrong == {}
