"""Laws of finding one's way: on a phone an answer is at most two taps and two screens away.

Taps and screens are counted from the start page. Also where to tap is on the first or second screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.quick import IN_DISTRESS, MENTEE, MENTOR
from tests.browser.window import Server, open_page
from tests.handbook import as_shipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.sites import Sites

HEIGHT = 844
"""Pixels of a phone's screen."""
TAPS, SCREENS = 2, 2

_LINK = """target => {
    const link = [...document.querySelectorAll('.md-content a[href]')].find(a => a.href === target);
    return link ? link.getBoundingClientRect().bottom : null;
}"""
_ANSWER = """words => {
    const walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_ELEMENT);
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node.textContent.replace(/\\s+/g, ' ').includes(words)) {
            if (last && !last.contains(node)) break;
            last = node;
        }
    if (!last) return null;
    const {top, bottom} = last.getBoundingClientRect();
    return Math.min(bottom, top + 48);
}"""
"""Where the innermost element with the words is: its first two lines."""


class Question(NamedTuple):
    """A question, the pages to tap on, and the words of the answer, by language."""

    asks: str
    way: tuple[str, ...]
    answers: dict[str, str]


def questions(table: str) -> list[Question]:
    """Return the rows of a table."""
    return [
        Question(asks, tuple(filter(None, way.split(" > "))), {"sv": swedish, "en": english})
        for asks, way, swedish, english in (
            map(str.strip, row.split("|")) for row in table.strip().splitlines()
        )
    ]


QUESTIONS = {
    "mentee": questions(MENTEE),
    "mentor": questions(MENTOR),
    "in distress": questions(IN_DISTRESS),
}


def faults(page: Page, start: str, question: Question, answer: str) -> list[str]:
    """Follow the way from the start page, and return what is too far away or missing."""
    page.goto(start)
    found = []
    for number, target in enumerate(question.way, 1):
        name, _, anchor = target.partition("#")
        address = f"{start}{name}/" + (f"#{anchor}" if anchor else "")
        found += too_far(f"tap {number}, {target}", page.evaluate(_LINK, address))
        page.goto(address)
        page.wait_for_function("document.readyState === 'complete'")
    found += too_far(f"“{answer}”", page.evaluate(_ANSWER, answer))
    return found


def too_far(what: str, bottom: float | None) -> list[str]:
    """Say what is missing, or is not on the first or second screen from where one landed."""
    if bottom is None:
        return [f"{what}: not on the page"]
    screen = int(bottom // HEIGHT) + 1
    return [] if 1 <= screen <= SCREENS else [f"{what}: on screen {screen}"]


def test_there_are_enough_questions_and_none_takes_more_than_two_taps() -> None:
    assert sum(map(len, QUESTIONS.values())) >= 27
    assert [q.asks for asked in QUESTIONS.values() for q in asked if len(q.way) > TAPS] == []


@as_shipped()
@pytest.mark.laws
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_answer_is_two_taps_and_two_screens_away(
    language: str, browser: Browser, example_sites: Sites
) -> None:
    visit = open_page(browser, width=390)
    with Server(example_sites.participants("mkdocs")) as server:
        start = server.address + ("en/" if language == "en" else "")
        found = {
            f"{who}: {question.asks}": far
            for who, asked in QUESTIONS.items()
            for question in asked
            if (far := faults(visit.page, start, question, question.answers[language]))
        }
    visit.page.context.close()
    assert found == {}


@pytest.mark.laws
def test_what_is_too_far_away_or_missing_is_found(browser: Browser, example_sites: Sites) -> None:
    visit = open_page(browser, width=390)
    with Server(example_sites.participants("mkdocs")) as server:
        for way, answer, fault in (
            (("nowhere",), "", "tap 1, nowhere: not on the page"),
            ((), "Vad tar var och en med sig", "“Vad tar var och en med sig”: on screen 3"),
            ((), "no such words", "“no such words”: not on the page"),
        ):
            question = Question("?", way, {})
            assert fault in faults(visit.page, server.address, question, answer)
    visit.page.context.close()
