"""Laws of days that count."""

from __future__ import annotations

import itertools
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.files.records import Break, Pause
from mentorskap.model import calendar
from tests import oracle

if TYPE_CHECKING:
    from tests.oracle import Data

DAY = timedelta(days=1)
SUMMER = [{"from": "2026-07-01", "until": "2026-08-15"}]


@st.composite
def times(draw: st.DrawFn) -> tuple[date, date, list[Data], list[Data]]:
    """Return a start, a today, breaks and pauses."""
    today = draw(oracle.TODAYS)
    start = today - draw(st.integers(-30, 200)) * DAY
    return (
        start,
        today,
        draw(oracle.spans(today, may_be_open=False)),
        draw(oracle.spans(today, may_be_open=True)),
    )


def rests(breaks: list[Data], pauses: list[Data], today: date) -> calendar.Rests:
    return calendar.rests(
        [Break(oracle.day(rest["from"]), oracle.day(rest["until"])) for rest in breaks],
        [
            Pause(
                oracle.day(pause["from"]), oracle.day(pause["until"]) if "until" in pause else None
            )
            for pause in pauses
        ],
        today,
    )


@oracle.laws
@given(times(), st.integers(-60, 260))
def test_adjusted_days_are_those_that_one_counts_one_by_one(
    case: tuple[date, date, list[Data], list[Data]], ahead: int
) -> None:
    start, today, breaks, pauses = case
    end = start + ahead * DAY
    assert calendar.adjusted(start, end, rests(breaks, pauses, today)) == oracle.adj(
        start, end, oracle.resting_days(breaks, pauses, today)
    )


@oracle.laws
@given(times(), st.integers(0, 120))
def test_a_due_day_is_where_one_comes_by_walking(
    case: tuple[date, date, list[Data], list[Data]], limit: int
) -> None:
    start, today, breaks, pauses = case
    assert calendar.due(start, limit, rests(breaks, pauses, today)) == oracle.due(
        start, limit, oracle.resting_days(breaks, pauses, today)
    )


@oracle.laws
@given(times(), st.integers(1, 120))
def test_a_due_day_is_in_time_and_the_day_before_it_had_not_reached_the_limit(
    case: tuple[date, date, list[Data], list[Data]], limit: int
) -> None:
    start, today, breaks, pauses = case
    resting = rests(breaks, pauses, today)
    due = calendar.due(start, limit, resting)
    assert calendar.adjusted(start, due, resting) == limit
    assert calendar.adjusted(start, due - DAY, resting) == limit - 1
    assert calendar.adjusted(due, due, resting) == 0


@oracle.laws
@given(times(), st.integers(0, 90), st.integers(0, 90))
def test_days_add_up(
    case: tuple[date, date, list[Data], list[Data]], first: int, then: int
) -> None:
    start, today, breaks, pauses = case
    resting = rests(breaks, pauses, today)
    middle, end = start + first * DAY, start + (first + then) * DAY
    assert calendar.adjusted(start, end, resting) == calendar.adjusted(
        start, middle, resting
    ) + calendar.adjusted(middle, end, resting)


@oracle.laws
@given(times(), st.randoms(use_true_random=False))
def test_the_order_of_rests_means_nothing_and_overlaps_count_once(
    case: tuple[date, date, list[Data], list[Data]], random: object
) -> None:
    _, today, breaks, pauses = case
    mixed = [*pauses, *pauses]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    merged = rests(breaks[::-1], mixed, today)
    assert merged == rests(breaks, pauses, today)
    assert all(earlier[1] + 1 < later[0] for earlier, later in itertools.pairwise(merged))


@oracle.laws
@given(times(), st.integers(0, 120), st.integers(-100, 100), st.integers(0, 60))
def test_one_more_rest_never_adds_a_day_nor_brings_a_due_day_forward(
    case: tuple[date, date, list[Data], list[Data]], limit: int, ahead: int, length: int
) -> None:
    start, today, breaks, pauses = case
    first = today + ahead * DAY
    fewer, more = (
        rests(breaks, pauses, today),
        rests([*breaks, {"from": f"{first}", "until": f"{first + length * DAY}"}], pauses, today),
    )
    assert calendar.adjusted(start, today, more) <= calendar.adjusted(start, today, fewer)
    assert calendar.due(start, limit, more) >= calendar.due(start, limit, fewer)


@pytest.mark.parametrize(
    ("start", "limit", "breaks", "due"),
    [
        ("2024-02-28", 1, [], "2024-02-29"),
        ("2024-02-28", 2, [], "2024-03-01"),
        ("2023-02-28", 1, [], "2023-03-01"),
        ("2026-12-27", 5, [], "2027-01-01"),
        ("2026-12-28", 7, [], "2027-01-04"),
        ("2026-03-28", 1, [], "2026-03-29"),
        ("2026-06-29", 1, SUMMER, "2026-06-30"),
        ("2026-06-29", 2, SUMMER, "2026-08-16"),
        ("2026-06-30", 1, SUMMER, "2026-08-16"),
        ("2026-07-10", 1, SUMMER, "2026-08-16"),
        ("2026-08-15", 1, SUMMER, "2026-08-16"),
        ("2026-08-16", 1, SUMMER, "2026-08-17"),
    ],
    ids=[
        "leap day",
        "after a leap day",
        "no leap day",
        "new year",
        "ISO week 53",
        "summer time",
        "before a break",
        "across a break",
        "a break's first day",
        "within a break",
        "a break's last day",
        "after a break",
    ],
)
def test_a_due_day_by_the_almanac(start: str, limit: int, breaks: list[Data], due: str) -> None:
    assert calendar.due(
        oracle.day(start), limit, rests(breaks, [], oracle.day("2026-11-23"))
    ) == oracle.day(due)


@pytest.mark.parametrize(
    ("pause", "days"),
    [
        ({"from": "2026-11-20"}, 10 + 7),
        ({"from": "2026-11-23"}, 10 + 7 + 3),
        ({"from": "2026-11-24"}, 10 + 7 + 4),
        ({"from": "2026-11-25", "until": "2026-11-26"}, 10 + 7 + 2),
        ({"from": "2026-11-26", "until": "2026-11-25"}, 10 + 7 + 4),
    ],
    ids=[
        "open, to today",
        "open, from today",
        "open, from tomorrow: not yet",
        "planned ahead: already",
        "ends before it begins: none",
    ],
)
def test_a_pause_counts_from_when_it_is_known(pause: Data, days: int) -> None:
    today = oracle.day("2026-11-23")
    assert (
        calendar.adjusted(
            oracle.day("2026-11-09"), oracle.day("2026-11-30"), rests([], [pause], today)
        )
        == days
    )


def test_a_due_day_beyond_the_almanac_is_its_last_day() -> None:
    assert calendar.due(date(9999, 12, 1), 90, ()) == date.max


def test_the_last_day_of_a_month() -> None:
    for year in (*range(1896, 2110), 9999):
        for month in range(1, 13):
            assert calendar.last_day(year, month) == monthrange(year, month)[1]


def test_a_month_without_that_day_ends_on_its_last() -> None:
    assert calendar.months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert calendar.months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert calendar.months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert calendar.months_after(date(2026, 12, 18), 1) == date(2027, 1, 18)


@oracle.laws
@given(start=st.dates(date(1900, 1, 1), date(2099, 12, 31)), months=st.integers(0, 600))
def test_a_later_day_and_a_longer_time_never_end_earlier(start: date, months: int) -> None:
    assert calendar.months_after(start, 0) == start
    assert (
        start + 28 * months * DAY
        <= calendar.months_after(start, months)
        <= start + 31 * months * DAY
    )
    assert calendar.months_after(start, months) <= calendar.months_after(start + DAY, months)
    assert calendar.months_after(start, months) < calendar.months_after(start, months + 1)


@pytest.mark.parametrize(("between", "days"), [(-1, 3), (0, 3), (1, 4), (2, 5)])
def test_the_days_between_two_rests_count(between: int, days: int) -> None:
    first = {"from": "2026-03-03", "until": "2026-03-05"}
    starts = date(2026, 3, 6) + between * DAY
    second = {"from": f"{starts}", "until": f"{starts + 2 * DAY}"}
    end = starts + 4 * DAY  # with two days after the second rest
    for breaks, pauses in (([first, second], []), ([first], [second]), ([], [second, first])):
        resting = rests(breaks, pauses, end)
        assert calendar.adjusted(date(2026, 3, 1), end, resting) == days
        assert calendar.due(date(2026, 3, 1), days, resting) == end


def test_on_each_day_around_two_rests_one_counts_the_days_that_are_in_neither() -> None:
    day = [date(2026, 3, 1) + number * DAY for number in range(12)]
    for begins, ends in [(5, 7), (6, 6), (4, 5), (8, 9), (7, 7)]:
        breaks = [
            {"from": f"{day[3]}", "until": f"{day[4]}"},
            {"from": f"{day[begins]}", "until": f"{day[ends]}"},
        ]
        resting = rests(breaks, [], day[11])
        off = {3, 4, *range(begins, ends + 1)}
        assert [calendar.lies_in(each, resting) for each in day] == [
            number in off for number in range(12)
        ]
        for start, end in itertools.product(range(12), repeat=2):
            assert calendar.adjusted(day[start], day[end], resting) == len(
                set(range(start + 1, end + 1)) - off
            )
