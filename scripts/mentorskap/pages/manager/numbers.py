"""The pages of numbers: the cohorts side by side, and one page for each number with its members."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mentorskap.model import kpi
from mentorskap.pages import chart
from mentorskap.pages.manager.rhythm import legend
from mentorskap.pages.manager.steps import strip
from mentorskap.report import phrases
from mentorskap.words import alphabet, titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.files.records import Pairing
    from mentorskap.model.kpi import Kpi
    from mentorskap.pages.manager.figures import Column, Comparison
    from mentorskap.pages.manager.material import View
    from mentorskap.pages.manager.rhythm import LegendLine
    from mentorskap.pages.manager.steps import Strip


class NumberCell(NamedTuple):
    """A number of a cohort, or of all; `line` is SVG, empty if the number never had a value."""

    cohort: str
    value: str
    of: str
    line: str


class NumberRow(NamedTuple):
    """A number of each cohort side by side; `kinds` is of all cohorts."""

    href: str
    title: str
    meaning: str
    cells: list[NumberCell]


class Figure(NamedTuple):
    """A picture as SVG."""

    title: str
    drawing: str


class NumbersPage(NamedTuple):
    """Cohorts that run first, and all of them last."""

    columns: list[Column]
    rows: list[NumberRow]
    more: str
    """That there are more cohorts, on the page of each number; empty if there are not."""
    strip: Strip
    legend: list[LegendLine]
    cadence: Figure


class Member(NamedTuple):
    """A pairing or a person behind a number; `after` follows the name."""

    href: str
    name: str
    after: str


class MemberGroup(NamedTuple):
    """Those behind a number who share an outcome."""

    title: str
    people: list[Member]


class NumberLine(NamedTuple):
    """A number of a cohort, or of all, through the months; `line` is SVG."""

    name: str
    value: str
    line: str


class Members(NamedTuple):
    """Those behind a number in a cohort, with its value."""

    name: str
    value: str
    kinds: str
    groups: list[MemberGroup]


class NumberPage(NamedTuple):
    """A number: what it means, how it has moved, and who is behind it."""

    title: str
    meaning: str
    months: list[NumberLine]
    cohorts: list[Members]


def numbers(figures: Comparison) -> NumbersPage:
    """Return the page of numbers."""
    view = figures.view
    return NumbersPage(
        figures.columns,
        [_row(name, figures) for name in figures.today[None]],
        view.voice(say("Earlier cohorts are on the page of each number."))
        if len(figures.columns) <= len(figures.cohorts)
        else "",
        strip(view),
        legend(view, {"waiter", "late", "limit"}),
        _cadence(view),
    )


def _row(name: str, figures: Comparison) -> NumberRow:
    voice = figures.view.voice
    return NumberRow(
        f"numbers/{name}.html",
        voice(titles.KPIS[name]),
        voice(titles.KPI_MEANINGS[name]),
        [_cell(column, name, figures) for column in figures.columns],
    )


def _cell(column: Column, name: str, figures: Comparison) -> NumberCell:
    number = figures.today[column.id].get(name)
    if number is None:  # the mentors' room is that of all cohorts
        return NumberCell(column.name, "", "", "")
    points = figures.trend(column.id, name)
    return NumberCell(
        column.name,
        phrases.value(number, figures.view.voice),
        f"{number.k}/{number.n}",
        chart.spark(
            [point.value for point in points],
            figures.top(name),
            figures.trend_in_words(column.id, name),
        )
        if points
        else "",
    )


def number_page(name: str, figures: Comparison) -> NumberPage:
    """Return the page of one number: each cohort's members, those of cohorts that run first."""
    voice = figures.view.voice
    return NumberPage(
        voice(titles.KPIS[name]),
        voice(titles.KPI_MEANINGS[name]),
        [
            NumberLine(column.name, phrases.value(number, voice), _line(column.id, name, figures))
            for column in figures.columns
            for number in (figures.today[column.id].get(name),)
            if number is not None and figures.trend(column.id, name)
        ],
        list(_members(name, figures)),
    )


def _line(id_: str | None, name: str, figures: Comparison) -> str:
    top = figures.top(name)
    return chart.line(
        figures.trend_in_words(id_, name),
        figures.trend(id_, name),
        top,
        None if figures.today[None][name].in_days else 1.0,
    )


def _members(name: str, figures: Comparison) -> Iterator[Members]:
    """Yield those behind a number by cohort; all at once where it is not a cohort's."""
    view = figures.view
    numbers = [
        (figures.column(id_).name, number)
        for id_ in figures.cohorts
        for number in (figures.today[id_].get(name),)
        if number is not None and number.n
    ]
    whole = figures.today[None][name]
    rest = _without(whole, [number for _, number in numbers])
    if rest.shares:
        title = say("Without a cohort") if numbers else say("All cohorts")
        numbers.append((view.voice(title), rest))
    for cohort, number in numbers:
        yield Members(
            cohort,
            f"{phrases.value(number, view.voice)} · {number.k}/{number.n}",
            phrases.kinds(number, view.voice),
            [
                MemberGroup(
                    view.voice(group),
                    sorted(
                        (_member(id_, after, view) for id_, after in members),
                        key=lambda member: (alphabet.order(member.name), member.href),
                    ),
                )
                for group, members in phrases.behind(number)
                if members
            ],
        )


def _without(whole: Kpi, parts: list[Kpi]) -> Kpi:
    """Return what is left of a number of all without those of some cohorts."""
    counted = Counter(share for part in parts for share in part.shares)
    shares = sorted((Counter(whole.shares) - counted).elements())
    return whole._replace(
        k=sum(share.k for share in shares),
        n=sum(share.n for share in shares),
        shares=tuple(shares),
    )


def _member(id_: str, after: str, view: View) -> Member:
    pairing = view.snapshot.pairings.get(id_)
    if pairing is None:
        return Member(f"../people/{id_}.html", view.voice.person(id_), after)
    return Member(f"../pairings/{id_}.html", view.pair(pairing), after or _end(pairing, view))


def _end(pairing: Pairing, view: View) -> str:
    """Return why a pairing has ended, after a comma; empty if it has not."""
    ended = pairing.ended
    if ended is None or ended.on > view.snapshot.today or ended.reason not in titles.REASONS:
        return ""
    return f", {view.voice.phrase(titles.REASONS[ended.reason])}"


def _cadence(view: View) -> Figure:
    """Draw how many intervals between meetings are short, near, in rhythm, in grace, and late."""
    first, last = view.snapshot.limits.rhythm
    before, longest = max(1, first - 7), last + view.snapshot.limits.grace
    between = [
        (start, end, say("{first}–{last} days", first=start, last=end))
        for start, end in ((before, first - 1), (first, last), (last + 1, longest))
    ]
    bands = [
        (0, before - 1, say("less than {number} days", number=before)),
        *between,
        (longest + 1, 10_000, say("more than {number} days", number=longest)),
    ]
    days = [
        interval
        for pairing, _ in kpi.Scope(view.snapshot).started
        for interval in kpi.intervals(view.snapshot, pairing)
    ]
    bars = [
        chart.Bar(
            view.voice.phrase(name), sum(start <= day <= end for day in days), start > longest
        )
        for start, end, name in bands
        if start <= end
    ]
    title = view.voice(say("Days between meetings"))
    described = ", ".join(f"{bar.name}: {bar.value}" for bar in bars)
    return Figure(title, chart.bars(f"{title}. {described}.", bars))
