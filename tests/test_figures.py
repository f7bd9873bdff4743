"""The pictures and numbers of the manager's pages: what is drawn, and what it says in words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from mentorskap.cli import site
from mentorskap.host.run import Options, Reads, Run
from mentorskap.model import deadlines, waiting
from mentorskap.pages import chart
from mentorskap.pages.manager.ages import STEPS, ages
from mentorskap.words import alphabet
from tests import oracle
from tests.conftest import EXAMPLE
from tests.tiers import examples

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.oracle import World

TODAY = date(2026, 11, 23)
NEAR = chart.Rhythm(
    description="Two meetings.",
    start=date(2026, 3, 9),
    end=date(2027, 2, 26),
    today=TODAY,
    marks=(
        chart.Symbol(date(2026, 3, 9), "held"),
        chart.Symbol(date(2026, 9, 1), "held"),
        chart.Symbol(TODAY, "late"),
        chart.Symbol(date(2026, 12, 3), "planned"),
    ),
    spans=(chart.Span(date(2026, 7, 1), date(2026, 8, 15), "break"),),
    gap=chart.OpenGap(date(2026, 9, 1), date(2026, 10, 13), date(2026, 10, 20), late=True),
)


def month(on: date) -> str:
    return f"{on:%b}"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The manager's pages of the example, as Markdown, in English."""
    run = Run(Options(root=f"{EXAMPLE}", today=TODAY, lang="en"), Reads.DOCUMENTS)
    return {path: text for half in site._manager_pages(run) for path, text in half}


# Order.


def test_names_are_in_the_order_of_the_swedish_alphabet() -> None:
    names = ["Öhrn", "Åke", "Anja", "Ärla", "Zoe", "Édith", "Aydın", "Asta", "Łukasz", "Ahmed"]
    assert sorted(names, key=alphabet.order) == [
        *("Ahmed", "Anja", "Asta", "Aydın", "Édith", "Łukasz", "Zoe", "Åke", "Ärla", "Öhrn"),
    ]
    assert alphabet.order("Åsa")[0] == alphabet.order("A\u030asa")[0]
    assert sorted(["Élin", "Elin"], key=alphabet.order) == ["Elin", "Élin"]


def test_those_behind_a_number_are_listed_by_name(pages: dict[str, str]) -> None:
    lists = 0
    for path, text in pages.items():
        if path.startswith("numbers/"):
            for listed in re.findall(r"<ul>(<li><a href=.*?)</ul>", text):
                names = re.findall(r"<li><a[^>]*>([^<]*)</a>", listed)
                assert names == sorted(names, key=alphabet.order), path
                lists += len(names) > 2
    assert lists > 20


def test_the_numbers_of_the_running_cohort_come_first_and_all_last(pages: dict[str, str]) -> None:
    columns = re.findall(r'<th scope="col">([^<]+)', pages["numbers.md"].split("</thead>")[0])
    assert columns[1] == "Spring 2026"
    assert columns[-1] == "All cohorts"
    assert pages["numbers/cadence.md"].index("## Spring 2026") < pages["numbers/cadence.md"].index(
        "## Spring 2025"
    )


# Time.


@pytest.mark.parametrize("first", [date(2026, 2, 1), date(1, 1, 1), date(9999, 12, 1)])
def test_a_day_is_as_wide_as_every_other(first: date) -> None:
    scale = chart.MonthScale.of(first, 12, 400)
    days = [scale.start + timedelta(days=day) for day in range((scale.end - scale.start).days)]
    widths = {round(scale.x(day, 1) - scale.x(day), 1) for day in days}
    assert max(widths, default=0) - min(widths, default=0) <= 0.2
    assert scale.x(scale.start) == 6
    assert scale.x(scale.end, 1) == 394
    assert len(list(scale.firsts())) == (1 if first.year == 9999 else 12)


def test_a_line_of_the_list_is_drawn_on_the_scale_that_all_share() -> None:
    scale = chart.MonthScale.of(date(2026, 2, 1), 12, 288)
    drawing = chart.rhythm(NEAR, scale, ["breaks-0", "months"])
    assert f"M{chart.number(scale.x(date(2026, 9, 1)))} 13h0" in drawing
    assert f'cx="{chart.number(scale.x(date(2026, 12, 3)))}"' in drawing
    assert drawing.count("<use ") == 2
    assert 'class="break"' not in drawing
    assert 'class="gap late"' in drawing
    assert f"M{chart.number(scale.x(date(2026, 10, 13), 1))} 4v18" in drawing


def test_an_empty_line_is_left_out() -> None:
    bare = NEAR._replace(marks=(), gap=None)
    scale = chart.MonthScale.of(date(2026, 2, 1), 12, 288)
    assert chart.rhythm(bare, scale, ["months"]) == ""
    long = NEAR._replace(
        start=date(2022, 1, 5), marks=(chart.Symbol(date(2022, 1, 5), "held"),), gap=None
    )
    drawing = chart.timeline(long, month)
    assert re.findall(r'class="year"[^>]*>(\d+)<', drawing) == ["2022", "2026"]


def test_a_timeline(snapshot: SnapshotAssertion) -> None:
    assert chart.timeline(NEAR, month).replace("><", ">\n<") == snapshot


def test_a_gap_within_its_limit_shows_the_room_that_is_left() -> None:
    soon = NEAR._replace(
        gap=chart.OpenGap(date(2026, 11, 2), date(2026, 12, 14), date(2026, 12, 21), late=False)
    )
    drawing = chart.timeline(soon, month)
    assert 'class="room"' in drawing
    assert 'class="gap"' in drawing
    assert 'class="room"' not in chart.timeline(NEAR, month)


# Ages.


@settings(oracle.laws, max_examples=examples(200))
@given(oracle.worlds(several=True))
def test_everyone_who_pairs_or_waits_is_in_one_step(case: tuple[World, date]) -> None:
    world, today = case
    whole = oracle.snapshot(world, today).known
    listed = ages(whole, deadlines.due(whole))
    assert {age.step for age in listed} <= STEPS.keys()
    pairs = [age.pairing for age in listed if age.pairing is not None]
    assert sorted(pairs) == sorted(
        pairing.id for pairing in whole.pairings.values() if whole.live(pairing)
    )
    people = {age.participant for age in listed if age.pairing is None}
    assert people >= {id_ for id_, person in whole.participants.items() if waits(whole, person)}
    for age in listed:
        assert 0 <= age.days <= (today - age.since).days
        assert age.since <= today
        assert not age.late or (age.limit is not None and age.days > age.limit)


def waits(snapshot: object, person: object) -> bool:
    return waiting.waits(snapshot, person)  # type: ignore[arg-type]


def test_a_dot_for_each_at_its_age_and_the_limit_as_a_line() -> None:
    dots = [chart.Dot(3, late=False)] * 3 + [chart.Dot(50, late=True), chart.Dot(500, late=True)]
    drawing = chart.strip(dots, 42, 98, "Active.")
    held = re.search(r'class="dots small" d="([^"]*)"', drawing)
    assert held is not None
    places = re.findall(r"M([\d.]+) ([\d.]+)h0", held[1])
    assert len(places) == len(set(places)) == 3
    assert len({x for x, _ in places}) == 1
    late = re.search(r'class="late" d="([^"]*)"', drawing)
    assert late is not None
    assert late[1].count("z") == 2
    assert 'class="limit"' in drawing
    assert 'class="limit"' not in chart.strip(dots, None, 98, "Active.")


# Months.


def test_every_value_of_a_month_line_can_be_read_above_100_too() -> None:
    values = (0.5, None, 1.07, 1.2)
    points = [chart.MonthValue("Nov", value, f"{value}") for value in values]
    drawing = chart.line("Held.", points, 1.2, 1.0)
    assert re.findall(r'class="label"[^>]*>([^<]+)<', drawing) == ["0.5", "1.07", "1.2"]
    dots = re.search(r'class="dots small" d="([^"]*)"', drawing)
    assert dots is not None
    heights = [float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)h0", dots[1])]
    assert all(higher > lower for higher, lower in pairwise(heights))
    across = re.search(r'class="grid" d="M4 ([\d.]+)', drawing)
    assert across is not None
    assert heights[0] > float(across[1]) > heights[1]
    assert "M" in drawing.split('class="trend" d="')[1].split('"')[0][1:]  # the gap of a month


def test_the_example_says_its_values_above_100(pages: dict[str, str]) -> None:
    assert "November 2026 107%" in pages["numbers/held-of-expected.md"]
    assert ">107<" in pages["numbers/held-of-expected.md"]


# Words for the eye that does not see.


def test_every_picture_has_a_text_alternative(pages: dict[str, str]) -> None:
    pictures = 0
    for path, text in pages.items():
        for tag in re.findall(r"<svg[^>]*>", text):
            assert 'aria-hidden="true"' in tag or re.search(
                r'role="img" aria-label="[^"]+"', tag
            ), path
            pictures += "role" in tag
        assert "<script" not in text
    assert pictures > 100


def test_a_picture_says_what_it_shows(pages: dict[str, str]) -> None:
    label = re.search(r'aria-label="([^"]*)"', pages["pairings/per-olov-41--olof-30.md"])
    assert label is not None
    assert label[1] == (
        "4 meetings held, the last on 24 September 2026, next meeting: day 60 of 42, late."
    )
    assert "Next meeting: day 60 of 42." in pages["pairings/per-olov-41--olof-30.md"]


# On paper.


def test_the_steering_groups_page_names_no_one(pages: dict[str, str]) -> None:
    text = pages["steering.md"]
    run = Run(Options(root=f"{EXAMPLE}", today=TODAY, lang="en"), Reads.DOCUMENTS)
    for name in (part for whole in run.names.values() for part in whole.split() if len(part) > 2):
        assert not re.search(rf"\b{re.escape(name)}\b", text), name
    assert "href" not in text
    assert "hidden" in text
    assert "fewer than 5 people" in text
