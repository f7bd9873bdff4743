"""Laws of shortlists: the first of what `suggest` tells, without scipy, on the page of those who wait."""

from __future__ import annotations

import re
import sys
from datetime import date
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap import matching
from mentorskap.cli import site
from mentorskap.host.run import Options, Reads, Run
from mentorskap.matching.shortlist import BEST
from tests import judge
from tests.conftest import TODAY
from tests.test_matching import LARGE, SMALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Command = Callable[..., Outcome]


def opened(root: Path, lang: str = "en") -> Run:
    return Run(
        Options(str(root), date.fromisoformat(TODAY), lang),
        Reads.DOCUMENTS,
    )


def waiting_page(root: Path, lang: str = "en") -> str:
    return dict(chain(*site._manager_pages(opened(root, lang))))["waiting.md"]


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def _document(told: dict[str, Any]) -> Callable[[str], Any]:
    return lambda path: told["participants"][
        path.removeprefix("participants/").removesuffix(".yml")
    ]


@pytest.mark.parametrize("case", [*SMALL[::6], *LARGE[::8]])
def test_a_shortlist_is_the_first_of_what_suggest_tells(case: tuple[int, int, int, float]) -> None:
    told = judge.world(*case)
    weighing = matching.Weighing(judge.snapshot(told), matching.AS_IT_IS, _document(told))
    found = matching.shortlists(weighing)
    assert list(found.shortlists) == list(weighing.mentees)
    assert found.gaps == matching.whole(weighing).gaps
    for mentee, shortlist in found.shortlists.items():
        whole = matching.suggestion(weighing, mentee)
        first = whole.candidates[:BEST]
        assert [
            (fit.mentor, fit.score, fit.parts, fit.missing, fit.places) for fit in shortlist.best
        ] == [(one.mentor, one.score, one.parts, one.missing, one.places) for one in first]
        assert shortlist.more == len(whole.candidates) - len(first)
        assert (shortlist.left is None) == bool(whole.candidates)
        if shortlist.left is not None:
            assert shortlist.left.blocked == whole.blocked


def test_ties_are_broken_by_likeness_as_in_suggest(command: Command, unhurried: Path) -> None:
    run = opened(unhurried)
    documents = run.reading.documents.__getitem__
    found = matching.shortlists(matching.Weighing(run.snapshot, matching.AS_IT_IS, documents))
    for mentee, shortlist in found.shortlists.items():
        told = command("suggest", mentee, "--format", "json", root=unhurried).json()["candidates"]
        assert [(fit.mentor, fit.score) for fit in shortlist.best] == [
            (one["mentor"], one["score"]) for one in told[:BEST]
        ]
    assert [fit.score for fit in found.shortlists["mehmet-31"].best] == [59, 59]  # there is a tie


def test_the_page_tells_who_could_be_asked_with_reasons(unhurried: Path) -> None:
    page = waiting_page(unhurried)
    told = words_of(page)
    assert (
        "Tuula Koskinen – 59 of 100 Offers Difficult conversations. Missing: Leading other leaders."
        " 1 place left." in told
    )
    assert '<a href="people/tuula-27.html">Tuula Koskinen</a>' in page
    assert "<code>mentorskap suggest mehmet-31</code>" in page


def test_the_page_tells_what_stops_all_and_whom_to_look_for(example: Path) -> None:
    told = words_of(waiting_page(example))
    start = told.index("Nobody in the network can be asked today.")
    assert (
        "Look in the network for someone who must be able to contribute Boards and owners"
        in told[start : start + 300]
    )
    assert re.search(
        r"What stops each one : Ulrika Näslund .*\(2\): Henrik de Waal, Jonas Öhrn", told
    )
    assert "Who could we ask? Nobody with a place left offers this." in told
    assert (
        "Boards and owners: required by Ulrika Näslund; Carin von Ahlefors offers it but is full."
        in told
    )


def test_more_who_could_be_asked_are_counted_and_wishes_and_place_told(unhurried: Path) -> None:
    for path in unhurried.glob("participants/*.yml"):
        text = re.sub(r"capacity: \d+", "capacity: 9", path.read_text(encoding="utf-8"))
        path.write_text(text.replace("place: Luleå", "place: Södertälje"), encoding="utf-8")
    path = unhurried / "participants" / "mehmet-31.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "    mentor_contribution:", "    wishes: {mentor: tuula-27}\n    mentor_contribution:"
        ),
        encoding="utf-8",
    )
    told = words_of(waiting_page(unhurried))
    assert (
        "Offers Difficult conversations. Is the mentor wished for. Both in the same town. Missing:"
        " Leading other leaders." in told
    )
    assert re.search(r"\d more could be asked\. mentorskap suggest mehmet-31", told)


def test_who_has_told_no_needs_gets_no_list(example: Path, command: Command) -> None:
    path = example / "participants" / "mehmet-31.yml"
    head = path.read_text(encoding="utf-8").partition("    challenges:")[0]
    path.write_text(head, encoding="utf-8")
    page = waiting_page(example)
    assert "Mehmet Demir" in page
    assert "suggest mehmet-31" not in page
    said = command("suggest", "mehmet-31", root=example)
    assert said.code == 1
    assert (
        "The needs of Mehmet Demir are missing: the interview in `participants/mehmet-31"
        in said.out
    )
    assert "`mentorskap record interview mehmet-31 2026-09-11 --challenge change`" in said.out
    told = command("suggest", "--format", "json", root=example).json()
    assert "needs of" in told["left_out"]["mehmet-31"]
    brief = command("suggest", "mehmet-31", "--brief", root=example)
    assert brief.code == 1
    assert "needs of" in brief.err + brief.out


def plan_of(page: str) -> list[tuple[str, str, int, str]]:
    """Return mentee, mentor, score and what a no changes, row by row."""
    rows = re.findall(
        r'<tr><th scope="row">\d+\. <a href="people/([^"]+)\.html">.*?people/([^"]+)\.html.*?'
        r'class="num">(\d+)</td><td>.*?</td><td>(.*?)</td></tr>',
        page,
    )
    return [(mentee, mentor, int(score), unescape(after)) for mentee, mentor, score, after in rows]


def test_the_page_has_the_plan_of_suggest_in_the_order_of_asking(
    example: Path, command: Command
) -> None:
    whole = command("suggest", "--format", "json", root=example).json()
    pairs = {pair["mentee"]: pair for pair in whole["pairs"]}
    page = waiting_page(example)
    assert [row[:3] for row in plan_of(page)] == [
        (mentee, pairs[mentee]["mentor"], pairs[mentee]["score"]) for mentee in whole["ask_first"]
    ]
    assert plan_of(page)[0][3] == "Daniela gets Nadia al-Khatib; Yasmin gets no mentor."
    words = words_of(page)
    assert "Ask the mentors in this order, lines 2–4 in any order" in words
    assert "Missing: New as a leader, Strategy and choices." in words
    assert "Piotr Zieliński would suit Ibrahim better" in words
    cards = re.findall(r'<p class="who"><a href="people/([^"]+)\.html">', page)
    assert cards == [*whole["ask_first"], "ulrika-45"]
    assert "Carin von Ahlefors (wished for) would get 85 of 100" in words


def test_a_place_that_the_plan_gives_to_another_is_said_to_be_so(unhurried: Path) -> None:
    page = waiting_page(unhurried)
    mentor_of = {mentee: mentor for mentee, mentor, *_ in plan_of(page)}
    cards = re.findall(
        r'<p class="who"><a href="people/([^"]+)\.html">(.*?)(?=<p class="who">|\Z)',
        page,
        re.DOTALL,
    )
    assert cards
    for mentee, card in cards:
        choices = re.findall(r'<li><p><a href="people/([^"]+)\.html">(.*?)</li>', card, re.DOTALL)
        for mentor, text in choices:
            if mentor_of.get(mentee) == mentor:
                assert "The choice in the plan." in text
            else:
                assert ("In the plan, " in text) == (mentor in mentor_of.values())


def test_a_reason_with_a_full_stop_of_its_own_ends_in_one(example: Path, command: Command) -> None:
    folder = example / "participants"
    organisation = next(
        line
        for line in (folder / "carin-03.yml").read_text(encoding="utf-8").splitlines()
        if line.startswith("organisation:")
    )
    path = folder / "ulrika-45.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^organisation:.*", organisation, text), encoding="utf-8")
    for lang in ("sv", "en"):
        outputs = (
            command("suggest", root=example, lang=lang).out,
            command("suggest", "ulrika-45", root=example, lang=lang).out,
            words_of(waiting_page(example, lang)),
        )
        for output in outputs:
            assert "Carin von Ahlefors" in output
            assert ".." not in output


@pytest.mark.parametrize("name", ["scipy", "numpy"])
def test_without_the_solver_the_page_has_all_but_the_plan(
    name: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [module for module in sys.modules if module.partition(".")[0] == name]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "mentorskap.matching.solve", raising=False)
    with pytest.raises(ImportError):
        matching.Weighing(opened(example).snapshot).best  # noqa: B018 - the planted lack is felt
    page = waiting_page(example)
    assert plan_of(page) == []
    assert "<code>mentorskap suggest daniela-37</code>" in page
    assert "Look in the network for someone who" in page


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_without_a_programme_nobody_is_suggested_and_the_page_stands(
    lang: str, example: Path
) -> None:
    (example / "programme.yml").write_text("name: [", encoding="utf-8")
    page = waiting_page(example, lang)
    assert page.startswith("---\ntitle:")
    assert "mentorskap suggest" not in page


def test_a_pairing_that_cannot_be_read_takes_its_mentee_off_the_list(example: Path) -> None:
    (example / "pairings" / "mehmet-31--tuula-27.yml").write_text("mentee: [", encoding="utf-8")
    page = waiting_page(example)
    assert "suggest mehmet-31" not in page
    assert "suggest yasmin-47" in page
