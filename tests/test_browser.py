"""Laws of the sites as a reader meets them, in a headless Chromium: usable by all, calling nobody, deaf to attacks."""

from __future__ import annotations

import functools
import html
import http.server
import re
import shlex
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mentorskap import cli
from mentorskap.host.headers import of_site
from mentorskap.pages.manager import recording
from tests.browser.hostile import MANY, STRINGS, mentee, name, pairing, words
from tests.browser.sites import BUILDERS, ROOT, TODAY, Sites, build, copy_repository
from tests.browser.window import ADVICE, COLOURS, WCAG, Server, Visit, open_page, violations
from tests.handbook import as_shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.laws

HANDBOOK = {
    "start": "",
    "a page of text": "way/rhythm/",
    "a sheet": "way/agreement/",
    "the question bank": "tools/questions/",
    "the glossary": "glossary/",
    "a role": "mentor/role/",
    "a booklet": "mentee/booklet/",
    "an unknown address": "nowhere/at-all/",
    "the start in English": "en/",
}
MANAGER = {
    "Monday": "index.html",
    "the pairings": "pairings.html",
    "those who wait": "waiting.html",
    "the mentors": "mentors.html",
    "the numbers": "numbers.html",
    "a number": "numbers/held-of-expected.html",
    "the steps": "numbers/steps.html",
    "the steering group's page": "steering.html",
    "purging": "purging.html",
    "the record of processing": "processing.html",
    "a pairing": "pairings/anna-07--bjorn-12.html",
    "a person": "people/anna-07.html",
    "a page of how to do it": "handbook/manager/editing.html",
    "a rule": "handbook/reference/rules/pair-has-no-ties.html",
}
WIDTHS = (390, 1280)
"""A phone and a desk."""
SHEETS = sorted(
    path.relative_to(ROOT / "docs").as_posix()
    for path in (ROOT / "docs").glob("??/**/*.md")
    if 'class="sheet"' in path.read_text("utf-8") and path.parent.name != "manager"
)


@pytest.fixture(scope="module")
def handbook(example_sites: Sites) -> Iterator[str]:
    """Serve the participants' site as MkDocs built it, and return its address."""
    with Server(example_sites.participants("mkdocs")) as server:
        yield server.address


def settle(page: Page, palette: str) -> None:
    """Wait until the theme's script has chosen the palette and the page stands still."""
    page.wait_for_function(
        "palette => document.body.dataset.mdColorScheme === palette &&"
        " !document.getAnimations().some(moving => moving.playState === 'running')",
        arg=palette,
    )


# Every page type, by everyone, without anyone else.


def faults(visit: Visit, address: str, tags: Sequence[str] = tuple(WCAG)) -> list[str]:
    """Open a page and its details as a phone and as a desk, light and dark, and return what is wrong with it."""
    page, found = visit.page, list[str]()
    page.goto(address)
    page.evaluate(
        "document.querySelectorAll('details').forEach(details => { details.open = true })"
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for scheme, rules in (("light", None), ("dark", COLOURS)):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            settle(page, "slate" if scheme == "dark" else "default")
            found += [f"{width} {scheme}: {fault}" for fault in violations(page, rules, tags)]
        if page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth"
        ):
            found.append(f"{width}: the page scrolls sideways")
    return found + [f"asked {url}" for url in visit.foreign(address)]


@pytest.mark.parametrize("kind", HANDBOOK)
def test_a_page_of_the_handbook_is_usable_by_all_and_calls_nobody(
    kind: str, browser: Browser, handbook: str
) -> None:
    visit = open_page(browser)
    assert faults(visit, handbook + HANDBOOK[kind], [*WCAG, *ADVICE]) == []
    assert len(visit.requests) > 3
    visit.page.context.close()


@pytest.mark.parametrize("kind", MANAGER)
def test_a_page_of_the_manager_is_usable_by_all_and_calls_nobody(
    kind: str, browser: Browser, example_sites: Sites
) -> None:
    visit = open_page(browser)
    page = example_sites.manager("mkdocs") / MANAGER[kind]
    assert faults(visit, page.as_uri(), [*WCAG, *ADVICE]) == []
    assert len(visit.requests) > 3
    visit.page.context.close()


def test_a_page_that_is_hard_to_read_scrolls_sideways_and_calls_others_is_found(
    browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        "<!doctype html><html lang=sv><title>x</title><body"
        " data-md-color-scheme=default><main><h1>x</h1><p style='color: #ccc; background: #fff;"
        " width: 2000px'>Pale words on one long line.</p><img alt=''"
        " src='http://other.example/x.png'><script>const dark = matchMedia('(prefers-color-scheme:"
        " dark)');dark.onchange = () => { document.body.dataset.mdColorScheme = dark.matches ?"
        " 'slate' : 'default' }</script>",
        encoding="utf-8",
    )
    visit = open_page(browser)
    visit.page.route("http://**", lambda route: route.abort())
    found = faults(visit, page.as_uri())
    visit.page.context.close()
    assert [fault.split(" – ")[0].split(" <")[0] for fault in found] == [
        "390 light: color-contrast:",
        "390 dark: color-contrast:",
        "390: the page scrolls sideways",
        "1280 light: color-contrast:",
        "1280 dark: color-contrast:",
        "1280: the page scrolls sideways",
        "asked http://other.example/x.png",
    ]


# Search.


def search(page: Page, address: str, query: str, builder: str) -> list[str]:
    """Open a page, type a query as a reader does, and return the titles of the results as displayed.

    `fill` puts the text into the field without a key event. The theme reads the field when a key
    comes up, when the field gets the focus, and when the index is ready; if both of the latter
    come before the text, it never reads it. So a key is pressed.
    """
    page.goto(address)
    if builder == "mkdocs":
        page.locator(".md-search__input").fill(query)
        page.locator(".md-search__input").press("End")
        results, title = page.locator(".md-search-result__item"), "h1"
    else:
        page.locator(".md-search__button").click()
        page.get_by_role("combobox").fill(query)
        results, title = page.get_by_role("option"), "h2"
    results.filter(has_text=re.compile(re.escape(query[:3]), re.IGNORECASE)).first.wait_for(
        state="attached"
    )
    return [" ".join(text.split()) for text in results.locator(title).all_text_contents()]


@as_shipped()
@pytest.mark.parametrize("builder", BUILDERS)
def test_swedish_search_finds_every_form_of_a_word(
    builder: str, browser: Browser, example_sites: Sites
) -> None:
    visit = open_page(browser)
    with Server(example_sites.participants(builder)) as server:
        assert "Första mötet" in search(visit.page, server.address, "mötet", builder)
        assert any(
            title.startswith("Mentor") or "mentor" in title
            for title in search(visit.page, server.address, "mentorer", builder)
        )
        assert len(search(visit.page, server.address, "träff", builder)) >= 3
        assert visit.foreign(server.address) == []
    visit.page.context.close()


@as_shipped()
@pytest.mark.parametrize("builder", BUILDERS)
def test_a_handbook_as_files_is_searched_and_changes_language_without_a_server(
    builder: str, browser: Browser, handbook_as_files: Sites
) -> None:
    site = handbook_as_files.participants(builder)
    visit = open_page(browser)
    address = (site / "way" / "rhythm.html").as_uri()
    assert "Första mötet" in search(visit.page, address, "mötet", builder)
    visit.page.goto(address)
    visit.page.locator(".ms-language").click()
    visit.page.wait_for_url("**/en/way/rhythm.html")
    assert "The first meeting" in search(visit.page, visit.page.url, "meetings", builder)
    assert visit.foreign("file:///") == []
    visit.page.context.close()


# Attacks.

_ATTACKS = """() => [
    ...[...document.querySelectorAll('*')]
        .flatMap(element => [...element.attributes].map(attribute => [element.tagName, attribute.name, attribute.value]))
        .filter(([, key, value]) => key.startsWith('on') || (/^(href|src|action|srcdoc)$/.test(key) && /^\\s*javascript:|alert\\(/i.test(value)))
        .map(found => found.join(' ')),
    ...[...document.scripts].filter(script => /alert\\(/.test(script.text)).map(script => script.outerHTML),
    ...[...document.querySelectorAll('article :is(script, img, iframe, style, svg script, .footnote, .admonition, input[type=checkbox])')]
        .map(element => element.outerHTML),
]"""


def shown(page: Page, selector: str) -> list[str]:
    """Return the texts of all elements as a reader sees them, less the theme's own signs."""
    texts: list[str] = page.eval_on_selector_all(
        selector,
        "found => found.map(element => { const copy = element.cloneNode(true);"
        " copy.querySelectorAll('.headerlink').forEach(link => link.remove()); return"
        " copy.textContent })",
    )
    return [one_line(text) for text in texts]


def one_line(text: str) -> str:
    return " ".join(text.split())


def pair(number: int) -> str:
    return f"{name(number)} ↔ {name(number + 1)}"


def open_hostile(
    browser: Browser, site: Path, *paths: str, every: int = 10
) -> Iterator[tuple[str, Page]]:
    """Open pages one after the other, each with all its details, and see that no attack comes to life.

    One in every so many is opened as a reader does; the others are poured into an empty page, which
    is quicker.
    """
    whole, poured = open_page(browser), open_page(browser)
    for number, path in enumerate(paths):
        visit = poured if number % every else whole
        if visit is whole:
            visit.page.goto((site / path).as_uri())
        else:
            visit.page.set_content((site / path).read_text(encoding="utf-8"))
        visit.page.evaluate(
            "document.querySelectorAll('details').forEach(details => { details.open = true })"
        )
        assert visit.page.evaluate(_ATTACKS) == [], path
        yield path, visit.page
        assert visit.dialogs == [], path
    assert whole.foreign("file:///") == poured.foreign("file:///") == []
    whole.page.context.close()
    poured.page.context.close()


@pytest.mark.parametrize(
    "attack",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "<details open ontoggle=alert(1)>",
    ],
)
@pytest.mark.parametrize("poured", [False, True])
def test_an_attack_that_comes_to_life_is_found(
    attack: str, browser: Browser, tmp_path: Path, *, poured: bool
) -> None:
    text = f"<!doctype html><article>{attack}</article>"
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    visit = open_page(browser)
    if poured:
        visit.page.set_content(text)
    else:
        visit.page.goto((tmp_path / "index.html").as_uri())
    assert visit.page.evaluate(_ATTACKS) != []
    assert visit.dialogs == ["1"]
    visit.page.context.close()


@pytest.mark.parametrize("builder", BUILDERS)
def test_what_is_written_in_a_persons_file_stays_text(
    builder: str, browser: Browser, hostile_sites: Sites
) -> None:
    paths = [f"people/{mentee(number)}.html" for number in range(MANY)]
    for number, (path, page) in enumerate(
        open_hostile(browser, hostile_sites.manager(builder), *paths)
    ):
        wanted, text, said = (
            one_line(name(number)),
            one_line(STRINGS[number]),
            one_line(words(number)),
        )
        assert one_line(page.title()) == f"{wanted} – Programansvarigs sidor", path
        assert shown(page, "article h1") == [wanted], path
        assert shown(page, ".md-header__topic")[-1] == wanted, path
        fields = shown(page, ".fields li")
        assert {
            f"Namn: {wanted}",
            f"Organisation: {text} {number}",
            f"Befattning: {text}",
            f"Ort: {text}",
            f"Omgång: {text}",
        } <= set(fields), path
        assert fields.count(f"{text} – {said}") == 2, path
        assert f"Egna ord: {said}" in fields, path
        assert one_line(pair(number)) in shown(page, ".person a"), path


@pytest.mark.parametrize("builder", BUILDERS)
def test_what_is_written_in_a_pairings_file_stays_text(
    builder: str, browser: Browser, hostile_sites: Sites
) -> None:
    paths = [f"pairings/{pairing(number)}.html" for number in range(MANY)]
    for number, (path, page) in enumerate(
        open_hostile(browser, hostile_sites.manager(builder), *paths)
    ):
        wanted = one_line(pair(number))
        assert one_line(page.title()) == f"{wanted} – Programansvarigs sidor", path
        assert shown(page, "article h1") == [wanted], path
        assert shown(page, "article blockquote") == [one_line(words(number))], path
        assert shown(page, ".pairing li a") == [
            one_line(name(number)),
            one_line(name(number + 1)),
        ], path
        assert shown(page, ".pairing p")[-1].endswith(one_line(STRINGS[number])), path
        assert page.locator(".pairing svg[role=img][aria-label]").count() == 1, path


@pytest.mark.parametrize("builder", BUILDERS)
def test_names_on_the_lists_stay_text(builder: str, browser: Browser, hostile_sites: Sites) -> None:
    everyone, pairs = (
        {one_line(name(number)) for number in range(MANY)},
        {one_line(pair(number)) for number in range(MANY)},
    )
    texts = {one_line(text) for text in STRINGS}
    visits = dict[str, Any]()
    paths = (
        *("index.html", "pairings.html", "mentors.html", "waiting.html"),
        *("numbers.html", "numbers/steps.html", "steering.html"),
    )
    for path, page in open_hostile(browser, hostile_sites.manager(builder), *paths, every=1):
        visits[path] = {
            "rows": set(shown(page, "tbody th")),
            "who": set(shown(page, ".who")),
            "options": set(shown(page, "[data-filter=cohort] option")),
            "cells": set(shown(page, "tbody td")),
            "mail": page.eval_on_selector_all(
                "a[href^='mailto:']", "links => links.map(link => link.getAttribute('href'))"
            ),
            "asof": shown(page, ".asof")[0],
        }
    assert pairs == visits["pairings.html"]["rows"]
    # Monday has a card for each of the first few people, and counts the others.
    assert len(visits["index.html"]["who"] & everyone) >= 5
    assert visits["mentors.html"]["rows"] == everyone
    assert everyone | texts <= visits["mentors.html"]["cells"]
    assert texts <= visits["pairings.html"]["options"]
    assert {visit["asof"].startswith(f"{STRINGS[0]} – ") for visit in visits.values()} == {True}
    assert len(visits["index.html"]["mail"]) >= 5
    assert [
        link
        for link in visits["index.html"]["mail"]
        if not re.fullmatch(r"mailto:[\w%.~/@-]+\?subject=[\w%.~/-]+&body=[\w%.~/@-]+", link)
    ] == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_names_found_by_search_stay_text(
    builder: str, browser: Browser, hostile_sites: Sites
) -> None:
    # Zensical shows some escapes of a title as they stand in the file: text all the same, so both
    # sides are read without.
    plain = (
        (lambda text: one_line(html.unescape(html.unescape(text))))
        if builder == "zensical"
        else one_line
    )
    expected = {plain(text(number)) for text in (name, pair) for number in range(MANY)}
    address = (hostile_sites.manager(builder) / "index.html").as_uri()
    visit = open_page(browser)
    for query in sorted({re.findall(r"\bzq.", name(number))[-1] for number in range(MANY)}):
        found = {
            plain(title) for title in search(visit.page, address, query, builder) if query in title
        }
        assert found - expected == set()
        assert len(found) >= 5, query
    assert visit.page.evaluate(_ATTACKS) == []
    assert visit.dialogs == []
    visit.page.context.close()


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_name_finds_the_persons_page_before_the_handbook(
    builder: str, browser: Browser, example_sites: Sites
) -> None:
    visit = open_page(browser)
    address = (example_sites.manager(builder) / "index.html").as_uri()
    for query in ("Anna", "Anna Lindqvist", "Björn", "Yasmin"):
        assert query.split()[0] in search(visit.page, address, query, builder)[0], query
    visit.page.context.close()


# Paper.


def test_there_are_sheets_to_print_in_both_languages() -> None:
    assert {"sv/way/first-meeting.md", "sv/way/agreement.md", "sv/mentee/prepare.md"} <= set(SHEETS)
    assert {path[3:] for path in SHEETS if path.startswith("sv/")} == {
        path[3:] for path in SHEETS if path.startswith("en/")
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_sheet_fills_one_page_of_paper_without_the_frame(
    language: str, browser: Browser, handbook: str
) -> None:
    visit = open_page(browser)
    for path in (path for path in SHEETS if path.startswith(language)):
        visit.page.goto(handbook + path.removesuffix(".md").removeprefix("sv/") + "/")
        paper = visit.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, path
        visit.page.emulate_media(media="print")
        frame = visit.page.locator(".md-header, .md-tabs, .md-sidebar, .md-footer, .md-top")
        assert frame.count() > 3
        assert [element for element in frame.all() if element.is_visible()] == [], path
        assert visit.page.locator(".sheet").is_visible(), path
        # one title, and a foot that says whose the sheet is
        assert not visit.page.locator("article h1").is_visible(), path
        foot = visit.page.locator(".ms-foot")
        assert foot.is_visible(), path
        assert re.match(r"Mentor(skap inom|ing within) exeQtive", foot.inner_text()), path
        visit.page.emulate_media(media="null")
    visit.page.context.close()


MILLIMETRES = "found => found.map(element => element.getBoundingClientRect().height * 25.4 / 96)"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_answer_has_room_on_paper_and_a_line_below_it(
    language: str, browser: Browser, handbook: str
) -> None:
    visit = open_page(browser)
    visit.page.set_viewport_size({"width": 657, "height": 1039})  # A4 less the margins
    visit.page.emulate_media(media="print")
    for path in (path for path in SHEETS if path.startswith(language)):
        visit.page.goto(handbook + path.removesuffix(".md").removeprefix("sv/") + "/")
        heights = visit.page.eval_on_selector_all(".room", MILLIMETRES)
        assert len(heights) > 3, path
        assert min(heights) >= 22, path
        assert max(heights) <= 28.1, path
        assert max(heights) - min(heights) < 0.1, path
        lines = visit.page.eval_on_selector_all(
            ".room, .blanks li",
            "found => found.map(element => getComputedStyle(element).borderBottomStyle)",
        )
        assert set(lines) == {"solid"}, path
        whole, seen = visit.page.eval_on_selector(
            ".sheet", "sheet => [sheet.scrollHeight, sheet.clientHeight]"
        )
        assert whole <= seen, path
    visit.page.context.close()


# The strict policy that hosts are told to send.


class _Strict(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the headers of its class."""

    sent: dict[str, str]

    def end_headers(self) -> None:
        for header, value in self.sent.items():
            self.send_header(header, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def _serve(site: Path, sent: dict[str, str]) -> http.server.ThreadingHTTPServer:
    handler = type("Strict", (_Strict,), {"sent": sent})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def strict(example_sites: Sites) -> Iterator[str]:
    """Serve the handbook with the headers it asks for, and return its address."""
    site = example_sites.participants("mkdocs")
    server = _serve(site, of_site(site))
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _complaints(browser: Browser, address: str, paths: list[str]) -> list[str]:
    page = browser.new_context().new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    for path in paths:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    page.context.close()
    return complaints


def test_the_handbook_works_under_the_strict_policy(browser: Browser, strict: str) -> None:
    assert (
        _complaints(
            browser,
            strict,
            ["", "en/", "way/first-meeting/", "tools/questions/", "glossary/", "404.html"],
        )
        == []
    )


def test_search_works_under_the_strict_policy(browser: Browser, strict: str) -> None:
    visit = open_page(browser, bypass_csp=False)
    assert "Första mötet" in search(visit.page, strict, "mötet", "mkdocs")
    visit.page.context.close()


def test_a_script_that_nobody_vouched_for_is_stopped(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>x</title><script>document.title = 'vouched'</script>",
        encoding="utf-8",
    )
    sent = of_site(tmp_path)
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>x</title><script>document.title = 'planted'</script>",
        encoding="utf-8",
    )
    server = _serve(tmp_path, sent)
    complaints = _complaints(browser, f"http://127.0.0.1:{server.server_port}/", [""])
    server.shutdown()
    server.server_close()
    assert complaints


def test_the_steering_groups_page_is_one_sheet(browser: Browser, example_sites: Sites) -> None:
    visit = open_page(browser)
    visit.page.goto((example_sites.manager("mkdocs") / "steering.html").as_uri())
    paper = visit.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


# A Monday, played on a phone: from the card through a call, a draft and an answer to no card.


def opened(card: Locator, path: str) -> Page:
    """Follow a card's link, and return the page it leads to."""
    card.locator(f"a[href^='{path}']").last.click()
    return card.page


def record(page: Page, what: str, root: Path) -> None:
    """Do by the command what a page says is done when something has happened."""
    page.locator("h2#record").wait_for()
    said = page.locator(".ready p", has_text=what)
    line = said.locator("xpath=following-sibling::pre[1]//code").inner_text()
    program, *words = shlex.split(line)
    assert program == "mentorskap"
    words = [TODAY if word == recording.DAY else word for word in words]
    assert cli.main([*words, "--root", f"{root}", "--today", TODAY]) == 0, line


def test_a_monday_leads_from_the_card_to_a_card_that_is_gone(
    browser: Browser, tmp_path: Path
) -> None:
    root = copy_repository(tmp_path / "monday")
    build(root, "--audience", "manager")
    visit = open_page(browser, width=390)
    page, monday = visit.page, (root / "site/manager/index.html").as_uri()

    def card(name: str) -> Locator:
        page.goto(monday)
        return page.locator("ol.monday > li", has=page.get_by_role("link", name=name, exact=True))

    # Jonas has not said whether he begins with Kajsa, and a check-in with him is late.
    jonas = card("Jonas Öhrn")
    assert jonas.count() == 1
    assert jonas.locator(".button").all_inner_texts() == ["Ring +46 8 465 004 40"]
    assert jonas.locator(".button").get_attribute("href") == "tel:+46846500440"
    for way in jonas.locator(".ways a").all():  # as large as a thumb: WCAG 2.2, 2.5.8
        box = way.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
    # The draft is folded; the mail that is ready says the same.
    draft = jonas.locator(".draft")
    assert not draft.is_visible()
    jonas.locator("summary", has_text="Utkast").click()
    assert draft.is_visible()
    mail = jonas.locator("a[href^='mailto:']").get_attribute("href")
    assert mail is not None
    letter = parse_qs(urlsplit(mail).query)
    assert letter["subject"] == [jonas.locator("details strong").inner_text()]
    assert letter["body"][0].split() == draft.inner_text().split()
    # He says yes in the call, which was the check-in too.
    record(opened(jonas, "pairings/kajsa-39--jonas-61"), "Jonas Öhrn vill börja", root)
    other = "pairings/robin-90--jonas-61"
    record(opened(card("Jonas Öhrn"), other), "Du har stämt av med Jonas Öhrn", root)
    # Nils-Ánte has answered the letter: the meeting was held.
    record(opened(card("Nils-Ánte Labba"), "pairings/"), "Mötet hölls", root)
    before = page.goto(monday) and page.locator(".health").inner_text()
    build(root, "--audience", "manager")
    assert card("Jonas Öhrn").count() == 0
    assert card("Nils-Ánte Labba").count() == 0
    assert card("Mehmet Demir").count() == 1
    after = page.locator(".health").inner_text()
    assert "2 hållna möten" in str(before)
    assert "3 hållna möten" in after
    assert visit.foreign("file:///") == []
    page.context.close()


def test_a_page_with_a_table_is_printed_on_wide_sheets_from_the_first_on(
    browser: Browser, example_sites: Sites
) -> None:
    visit = open_page(browser)
    for path, wide in (("pairings.html", True), ("index.html", False)):
        visit.page.goto((example_sites.manager("mkdocs") / path).as_uri())
        paper = visit.page.pdf(prefer_css_page_size=True)
        sheets = re.findall(rb"/MediaBox\s*\[0 0 (\d+)[\d.]* (\d+)", paper)
        assert sheets
        assert {int(width) > int(height) for width, height in sheets} == {wide}, path
        visit.page.emulate_media(media="print")
        button = visit.page.locator(".button").first
        if not wide:  # on paper nobody presses it
            background = button.evaluate("button => getComputedStyle(button).backgroundColor")
            assert background == "rgba(0, 0, 0, 0)"
    visit.page.context.close()
