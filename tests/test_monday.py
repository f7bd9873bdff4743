"""Monday: one card a person in the order of what matters, what has changed, and ready commands."""

from __future__ import annotations

import itertools
import re
import shlex
import shutil
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from mentorskap.cli import site
from mentorskap.host.run import Options, Reads, Run
from mentorskap.model import deadlines
from mentorskap.pages.manager import cards, recording
from mentorskap.pages.manager.health import health
from mentorskap.pages.manager.material import HOW
from mentorskap.words import titles
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import PLAIN, Voice
from tests import oracle
from tests.browser.sites import ROOT
from tests.conftest import EXAMPLE
from tests.test_deadlines import ASKED, world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

DAYS = ["2026-03-16", "2026-06-22", "2026-11-23", "2027-02-22", "2027-06-28"]


def pages(today: str, root: Path = EXAMPLE) -> dict[str, str]:
    return pages_of_example(today) if root == EXAMPLE else built(today, root)


@cache
def pages_of_example(today: str) -> dict[str, str]:
    return built(today, EXAMPLE)


def built(today: str, root: Path) -> dict[str, str]:
    run = Run(Options(f"{root}", date.fromisoformat(today), "en"), Reads.DOCUMENTS)
    return dict(itertools.chain(*site._manager_pages(run)))


def test_every_kind_of_deadline_has_its_place_and_its_count() -> None:
    kinds = {
        *(row.kind for row in deadlines.PAIRING_ROWS),
        *(row.kind for row in deadlines.MENTEE_ROWS),
        *(row.kind for row in deadlines.MENTOR_ROWS),
    }
    ranked = list(itertools.chain(*cards.GRAVITY))
    assert sorted(ranked) == sorted(kinds)
    assert {cards._SAME.get(kind, kind) for kind in kinds} == set(titles.COUNTED)


def test_every_kind_of_deadline_has_a_page_that_says_how() -> None:
    assert sorted(HOW) == sorted(itertools.chain(*cards.GRAVITY))
    for language in ("sv", "en"):
        for target in HOW.values():
            page, _, anchor = target.partition("#")
            text = (ROOT / "docs" / language / "manager" / f"{page}.md").read_text("utf-8")
            assert not anchor or f"{{ #{anchor} }}" in text, target


def test_what_is_due_leads_to_how_it_is_done_if_the_site_has_the_page(tmp_path: Path) -> None:
    assert "handbook/" not in pages("2026-11-23")["index.md"]
    root = shutil.copytree(EXAMPLE, tmp_path / "programme")
    shutil.copytree(ROOT / "docs" / "en", root / "docs" / "en")
    written = pages("2026-11-23", root)
    monday = written["index.md"]
    assert monday.count('<p class="who">') == monday.count('">How to do it</a>')
    assert set(re.findall(r'href="(handbook/[^"]+)"', monday)) <= {
        f"handbook/manager/{page}.html{sign}{anchor}"
        for page, sign, anchor in (target.partition("#") for target in HOW.values())
    }
    how = '<p><a href="../handbook/manager/editing.html">How to do it</a></p>'
    recording = {path for path, page in written.items() if 'id="record"' in page}
    assert recording == {path for path, page in written.items() if how in page}
    assert {path.partition("/")[0] for path in recording} == {"pairings", "people"}


@pytest.mark.parametrize("today", DAYS)
def test_nobody_has_two_cards_and_no_list_is_long(today: str) -> None:
    monday = pages(today)["index.md"]
    for part in monday.split('<ol class="monday">')[1:]:
        people = [
            person
            for who in re.findall(r'<p class="who">(.*)</p>', part)
            for person in re.findall(r"people/([a-z0-9-]+)\.html", who)
        ]
        assert len(people) == len(set(people))
        assert part.count('<p class="who">') <= cards.HANDFUL


def test_somebody_without_a_mentor_comes_first_and_then_a_start_that_is_stuck() -> None:
    monday = pages("2026-11-23")["index.md"]
    names = re.findall(r'<p class="who"><a [^>]*>([^<]+)', monday)
    assert names[:7] == [
        "Mehmet Demir",
        "Ulrika Näslund",
        "Jonas Öhrn",
        "Parisa Rahimi-Lund",
        "Tove Ljungqvist-Saari",
        "Nils-Ánte Labba",
        "Per-Olov Ångman",
    ]
    first = monday.split('<p class="who">')[1]
    assert "Ingrid" not in first, "the pairing that closed is not whom it is about"
    assert '<a class="button" href="waiting.html#ask-mehmet-31">Margareta Sjöö</a>' in first
    assert 'id="ask-mehmet-31"' in pages("2026-11-23")["waiting.md"]
    jonas = monday.split('<p class="who">')[3]
    assert jonas.count('<div class="draft"') == 1
    assert 'href="tel:+46846500440"' in jonas
    assert 'href="mailto:jonas.ohrn@malarfrakt.example?subject=' in jonas
    assert "%0D%0A" in jonas


def test_both_check_ins_of_a_pair_are_one_card() -> None:
    monday = pages("2026-11-23")["index.md"]
    assert "Call Robin Dal and" not in monday
    joined = [
        who
        for today in DAYS
        for who in re.findall(r'<p class="who">(.*)</p>', pages(today)["index.md"])
        if who.count("<a ") > 1
    ]
    assert all(who.count("<a ") == 2 for who in joined)
    assert joined


@pytest.mark.parametrize("today", DAYS)
def test_every_ready_command_is_one_that_record_takes(
    today: str, example: Path, command: Callable[..., Outcome]
) -> None:
    day = date.fromisoformat(today)
    snapshot = Run(Options(f"{EXAMPLE}", day, "en"), Reads.DOCUMENTS).known
    items = [
        item for item in deadlines.due(snapshot) if item.since < day <= item.due or item.days_late
    ]
    before = {path: path.read_bytes() for path in example.rglob("*.yml")}
    tried = set()
    for item in items:
        for what, line in recording.commands([item], snapshot, Voice(ENGLISH, {}, PLAIN)):
            assert what
            program, *words = shlex.split(line)
            assert program == "mentorskap"
            assert f"<pre><code>{line}</code></pre>" in pages(today)[page_of(item)]
            if words[0] != "record" or words[1] == "interview" or (item.kind, words[-1]) in tried:
                continue
            tried.add((item.kind, words[-1]))
            words = [today if word == recording.DAY else word for word in words]
            outcome = command(*words, "--today", today, root=example)
            assert outcome.code in {0, 1}, (line, outcome.err)
            assert "Write it like this" not in outcome.out + outcome.err, line
            for path, raw in before.items():
                path.write_bytes(raw)


def page_of(item: deadlines.Item) -> str:
    return (
        f"people/{item.participant}.md" if item.pairing is None else f"pairings/{item.pairing}.md"
    )


def test_health_is_counted_and_the_week_compared_as_it_was_known() -> None:
    snapshot = oracle.snapshot(world(ASKED), date(2026, 3, 3)).known
    voice = Voice(ENGLISH, {}, PLAIN)
    assert health(snapshot, deadlines.due(snapshot), voice) == [
        "1 is on the way in.",
        "Nothing has changed since 24 February.",
    ]


def test_where_nothing_is_due_monday_says_so() -> None:
    assert "Nothing needs you." in pages("2024-01-01")["index.md"]


@pytest.mark.parametrize("end", ["", "/"])
@pytest.mark.wide
def test_a_file_is_a_link_where_the_programme_says_where_files_are_edited(
    tmp_path: Path, end: str
) -> None:
    root = tmp_path / "own"
    shutil.copytree(EXAMPLE, root)
    home = "https://github.com/effect/mentorskap"
    with (root / "programme.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"repository: {home}{end}\n")
    for kind, id_ in (("pairings", "anna-07--bjorn-12"), ("participants", "anna-07")):
        path = f"{kind}/{id_}.yml"
        page = f"{kind.replace('participants', 'people')}/{id_}.md"
        shown = f"<code>{path}</code>"
        assert f'<a href="{home}/blob/HEAD/{path}">{shown}</a>' in pages("2026-11-23", root)[page]
        assert f": {shown}</p>" in pages("2026-11-23")[page]
    page = "pairings/kajsa-39--jonas-61.md"
    form = f"{home}/issues/new?template=02-feedback.yml&amp;pairing=kajsa-39--jonas-61"
    assert f'<a href="{form}">Feedback</a>' in pages("2026-11-23", root)[page]
    assert "issues/new" not in pages("2026-11-23")[page]


def test_a_mentor_who_has_left_has_no_free_place_on_the_page(tmp_path: Path) -> None:
    root = tmp_path / "own"
    shutil.copytree(EXAMPLE, root)
    path = root / "participants/david-72.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("capacity: ", "left: 2026-11-23\n  capacity: "), encoding="utf-8")
    for today, free in (("2026-11-22", True), ("2026-11-23", False)):
        (row,) = re.findall(r"<tr.*david-72.*</tr>", pages(today, root)["mentors.md"])
        assert ("Left the network on 23 November 2026" in row) != free
        assert ('<td data-sort="0">0</td>' in row) != free


def test_a_persons_page_rings_writes_and_says_what_the_pairs_wait_for() -> None:
    page = pages("2026-11-23")["people/jonas-61.md"]
    assert '<a href="tel:+46846500440">+46 8 465 004 40</a>' in page
    assert '<a href="mailto:jonas.ohrn@malarfrakt.example">' in page
    assert page.count("<a href=") == page.count('<a href="../pairings/') + 2
    (waits,) = re.findall(r'kajsa-39--jonas-61.*<span class="lateness">(.*)</span></li>', page)
    assert waits == "the mentor&#39;s feedback, 11 days late"


def test_those_who_wait_for_the_interview_first_are_counted_apart() -> None:
    assert "2 of them wait for the interview first." in pages("2026-11-23")["waiting.md"]
    assert "for the interview first" not in pages("2026-06-22")["waiting.md"]


def test_the_number_of_early_endings_says_why_each_pair_ended() -> None:
    lines = re.findall(
        r"<li><a [^>]*>([^<]*)</a>([^<]*)</li>", pages("2026-11-23")["numbers/early-endings.md"]
    )
    assert ("Frida Ståhl ↔ Torsten Wikgren", ", the mentor left") in lines
    assert ("Anna Lindqvist ↔ Björn Ek", "") in lines
