"""The page of numbers: each number per cohort, with who is behind it, and how it has moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.model import kpi
from mentorskap.model.lifecycle import STAGES
from mentorskap.model.snapshot import Snapshot
from mentorskap.pages import chart
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.sentence import Text, say

if TYPE_CHECKING:
    from mentorskap.model.kpi import Kpi
    from mentorskap.pages.manager.material import View

    Trend = list[tuple[str, float | None]]
    """Month as YYYY-MM, and the share in it."""

_MONTHS_BACK = 12


class Member(NamedTuple):
    """A pairing or a person behind a number; `after` follows the name."""

    href: str
    name: str
    after: str


class MemberGroup(NamedTuple):
    """Those behind a number who share an outcome."""

    title: str
    people: list[Member]


class NumberRow(NamedTuple):
    """A number; `trend` is SVG, empty if the number is not drawn."""

    title: str
    meaning: str
    value: str
    of: str
    kinds: str
    members: list[MemberGroup]
    trend: str


class NumberTable(NamedTuple):
    """The numbers of one cohort, or of all."""

    name: str
    rows: list[NumberRow]


class Figure(NamedTuple):
    """A picture as SVG."""

    title: str
    drawing: str


class NumbersPage(NamedTuple):
    """All cohorts first, then the ones that run."""

    tables: list[NumberTable]
    stages: Figure
    cadence: Figure


def numbers(view: View) -> NumbersPage:
    """Return the page of numbers."""
    trends = _trends(view.snapshot)
    tables = [
        NumberTable(
            view.voice(say("All cohorts")),
            [
                _row(number, trends.get(number.name, []), view)
                for number in kpi.all_kpis(view.snapshot)
            ],
        )
    ]
    tables += [
        NumberTable(
            view.cohort(cohort),
            [_row(number, [], view) for number in kpi.all_kpis(view.snapshot, cohort)],
        )
        for cohort in kpi.cohorts_in_order(view.snapshot)
    ]
    return NumbersPage(tables, _stages(view), _cadence(view))


def _trends(snapshot: Snapshot) -> dict[str, Trend]:
    """Return the shares at the end of each month by number; numbers in days are not drawn."""
    shares = [
        measure
        for measure, number in zip(kpi.KPIS, kpi.all_kpis(snapshot), strict=True)
        if not number.in_days
    ]
    trends: dict[str, Trend] = {}
    for day in _month_ends(snapshot.today, _MONTHS_BACK):
        scope = kpi.Scope(
            snapshot if day == snapshot.today else Snapshot(snapshot.reading, day).known
        )
        for measure in shares:
            number = measure(scope)
            trends.setdefault(number.name, []).append((day.strftime("%Y-%m"), number.value))
    return trends


def _row(number: Kpi, trend: Trend, view: View) -> NumberRow:
    voice, title = view.voice, view.voice(titles.KPIS[number.name])
    drawn = any(value is not None for _, value in trend)
    return NumberRow(
        title=title,
        meaning=voice(titles.KPI_MEANINGS[number.name]),
        value=phrases.value(number, voice),
        of=f"{number.k}/{number.n}",
        kinds=phrases.kinds(number, voice),
        members=[
            MemberGroup(voice(group), [_member(id_, after, view) for id_, after in members])
            for group, members in phrases.behind(number)
            if members
        ],
        trend=(
            chart.line(title, _in_words(trend, view), trend, f"k{number.name}") if drawn else ""
        ),
    )


def _in_words(trend: Trend, view: View) -> str:
    months = ", ".join(
        f"{month} {'–' if value is None else round(100 * value)}" for month, value in trend
    )
    return view.voice(
        say(
            "Per cent, month by month: {months}.",
            months=Text.same(months),
        )
    )


def _member(id_: str, after: str, view: View) -> Member:
    pairing = view.snapshot.pairings.get(id_)
    if pairing is None:
        return Member(f"people/{id_}.html", view.voice.person(id_), after)
    return Member(f"pairings/{id_}.html", view.pair(pairing), after)


def _stages(view: View) -> Figure:
    names = [stage.name for stage in view.snapshot.stages.values()]
    bars = [
        chart.Bar(view.voice.phrase(titles.STAGES[name]), names.count(name))
        for name in STAGES
        if name in names
    ]
    title = view.voice(say("Pairings by stage"))
    description = ", ".join(f"{bar.name} {bar.value}" for bar in bars)
    return Figure(title, chart.bars(title, description, bars, "stages"))


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
    description = ", ".join(f"{bar.name}: {bar.value}" for bar in bars)
    return Figure(title, chart.bars(title, description, bars, "cadence"))


def _month_ends(today: date, count: int) -> list[date]:
    """Return the last days of the months before today's, and today, ascending."""
    days = [today]
    first = today.replace(day=1)
    for _ in range(count - 1):
        if first == date.min:
            break
        days.append(first - timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]
