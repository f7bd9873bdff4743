"""Pictures as inline SVG: a rhythm through the months, ages against limits, bars, and lines.

The same data give the same bytes. Each picture has a text alternative that says the same.

Colours come from the page's style, so that a picture follows the palette. Lateness has a
shape of its own, too.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from mentorskap.model.calendar import months_after
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Symbol(NamedTuple):
    """A symbol on a day: `kind` is held, planned, missed or late."""

    on: date
    kind: str


class Span(NamedTuple):
    """A period, both days included: `kind` is break or pause."""

    start: date
    until: date
    kind: str


class OpenGap(NamedTuple):
    """What is waited for: since when, the last day of its limit, and that day with its grace."""

    since: date
    due: date
    last: date
    late: bool


class Rhythm(NamedTuple):
    """What a rhythm picture shows; `start` and `end` are the first and the last day of the line."""

    description: str
    start: date
    end: date
    today: date
    marks: tuple[Symbol, ...]
    spans: tuple[Span, ...]
    gap: OpenGap | None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of what is drawn, for the legend."""
        kinds = {mark.kind for mark in self.marks} | {span.kind for span in self.spans}
        return frozenset(kinds | ({"gap", "limit"} if self.gap else set()) | {"today"})


class MonthScale(NamedTuple):
    """A scale of time: whole months, each day as wide as every other."""

    start: date
    end: date
    width: int

    @classmethod
    def of(cls, first: date, count: int, width: int) -> MonthScale:
        """Return the scale of so many months, from the month of a day on."""
        start = first.replace(day=1)
        last = _later(start, count - 1)
        return cls(start, last.replace(day=monthrange(last.year, last.month)[1]), width)

    def x(self, on: date, after: int = 0) -> float:
        """Return where a day begins, so many days after it, kept inside the scale."""
        days = (self.end - self.start).days + 1
        inside = min(max((on - self.start).days + after, 0), days)
        return round(_EDGE + inside * (self.width - 2 * _EDGE) / days, 1)

    def firsts(self) -> Iterator[date]:
        """Yield the first day of each month."""
        day = self.start
        while day <= self.end:
            yield day
            following = _later(day, 1)
            if following == day:
                return
            day = following

    def __contains__(self, on: object) -> bool:
        """Say whether a day is in the scale."""
        return isinstance(on, date) and self.start <= on <= self.end


def _later(first: date, months: int) -> date:
    """Return the first day of a later month; there is none after the last month there is."""
    last = (date.max.year - first.year) * 12 + date.max.month - first.month
    return months_after(first, min(months, last))


_EDGE = 6
_HEIGHT, _MIDDLE = 26, 13
_PART = 56
"""The height of a part of a line of time, with the names of its months and years."""
YEAR = 12
"""Months of a line of time."""
LINE = 400
"""The width of a line of time on a page of its own."""


def number(value: float) -> str:
    """Return a coordinate, as short as it can be."""
    return f"{value:.1f}".removesuffix(".0")


def _box(scale: MonthScale, start: date, until: date, *, top: int, height: int) -> str:
    left, right = scale.x(start), scale.x(until, 1)
    wide = number(max(1.0, right - left))
    return f"M{number(left)} {top}h{wide}v{height}h-{wide}z"


def _spans(spans: Iterable[Span], scale: MonthScale) -> str:
    boxes: dict[str, str] = {}
    for span in spans:
        if span.until >= scale.start and span.start <= scale.end:
            box = _box(scale, span.start, span.until, top=3, height=20)
            boxes[span.kind] = boxes.get(span.kind, "") + box
    return "".join(f'<path class="{kind}" d="{d}"/>' for kind, d in boxes.items())


@lru_cache(64)
def grid(scale: MonthScale, today: date) -> str:
    """Return the first day of each month, and today, as lines."""
    ticks = "".join(f"M{number(scale.x(first))} 1v24" for first in scale.firsts())
    line = f'<path class="today" d="M{number(scale.x(today))} 0v26"/>' if today in scale else ""
    return f'<path class="grid" d="{ticks}"/>{line}'


def breaks(spans: Iterable[Span], scale: MonthScale) -> str:
    """Return the breaks that many lines of one scale share."""
    return _spans((span for span in spans if span.kind == "break"), scale)


def rhythm(picture: Rhythm, scale: MonthScale, shared: Sequence[str]) -> str:
    """Return a line of a scale that many lines share; empty where nothing is in it.

    `shared` are the ids of what the lines have in common, drawn once on the page.
    """
    if not any(mark.on in scale for mark in picture.marks) and picture.gap is None:
        return ""
    own = picture._replace(spans=tuple(span for span in picture.spans if span.kind != "break"))
    uses = "".join(f'<use href="#{id_}"/>' for id_ in shared)
    return (
        f'<svg viewBox="0 0 {scale.width} {_HEIGHT}" width="{scale.width}" height="{_HEIGHT}"'
        f' role="img" aria-label="{escape(picture.description)}">{uses}{_line(own, scale)}</svg>'
    )


def _line(picture: Rhythm, scale: MonthScale) -> str:
    """Return spans, line, gap and symbols, in this order, those above that are seen best."""
    start, end = max(picture.start, scale.start), min(picture.end, scale.end)
    parts = [_spans(picture.spans, scale)]
    if start <= end:
        width = number(scale.x(end, 1) - scale.x(start))
        parts.append(f'<path class="axis" d="M{number(scale.x(start))} {_MIDDLE}h{width}"/>')
    if picture.gap is not None:
        parts.append(_gap(picture.gap, picture.today, scale))
    at: dict[str, list[float]] = {}
    for mark in picture.marks:
        if mark.on in scale:
            at.setdefault(mark.kind, []).append(scale.x(mark.on))
    parts += [_symbols(kind, places) for kind, places in at.items()]
    return "".join(parts)


def _gap(gap: OpenGap, today: date, scale: MonthScale) -> str:
    """Return how long has been waited, as a bar, and its limit, as a line with a foot."""
    parts = []
    if gap.last > today and gap.last >= scale.start and today <= scale.end:
        box = _box(scale, max(today, gap.since), gap.last, top=11, height=4)
        parts.append(f'<path class="room" d="{box}"/>')
    if today >= scale.start and gap.since <= min(today, scale.end):
        look = "gap late" if gap.late else "gap"
        box = _box(scale, gap.since, today, top=10, height=6)
        parts.append(f'<path class="{look}" d="{box}"/>')
    if gap.due in scale:
        x = number(scale.x(gap.due, 1))
        parts.append(f'<path class="limit" d="M{x} 4v18m-3 0h6m-6-18h6"/>')
    return "".join(parts)


def _symbols(kind: str, places: Iterable[float]) -> str:
    """Return a symbol at each place; a dot is a stroke of no length with round ends."""
    if kind == "planned":
        return "".join(
            f'<circle class="planned" cx="{number(x)}" cy="{_MIDDLE}" r="4"/>' for x in places
        )
    draw = _SHAPES[kind]
    return f'<path class="{_CLASSES.get(kind, kind)}" d="{"".join(map(draw, places))}"/>'


_SHAPES: dict[str, Callable[[float], str]] = {
    "held": lambda x: f"M{number(x)} {_MIDDLE}h0",
    "missed": lambda x: f"M{number(x - 4)} 9l8 8m0-8l-8 8",
    "late": lambda x: f"M{number(x)} 6l6 12h-12z",
}
_CLASSES = {"held": "dots"}

KEYS = {
    "held": f'<path class="dots" d="M15 {_MIDDLE}h0"/>',
    "planned": f'<circle class="planned" cx="15" cy="{_MIDDLE}" r="4"/>',
    "missed": '<path class="missed" d="M11 9l8 8m0-8l-8 8"/>',
    "late": '<path class="late" d="M15 6l6 12h-12z"/>',
    "waiter": f'<path class="dots small" d="M15 {_MIDDLE}h0"/>',
    "gap": '<path class="gap" d="M3 10h24v6h-24z"/>',
    "limit": '<path class="limit" d="M15 4v18m-3 0h6m-6-18h6"/>',
    "break": '<path class="break" d="M5 3h20v20h-20z"/>',
    "pause": '<path class="pause" d="M5 3h20v20h-20z"/>',
    "today": '<path class="today" d="M15 0v26"/>',
}
"""How each kind is drawn in a legend, in its order."""


def key(kind: str) -> str:
    """Return the picture of a kind in a legend, which is beside its words."""
    return f'<svg viewBox="0 0 30 26" width="30" height="26" aria-hidden="true">{KEYS[kind]}</svg>'


def months(scale: MonthScale, name: Callable[[date], str], *, top: int = 0) -> str:
    """Return the names of months, each over its own."""
    return "".join(
        f'<text x="{number(scale.x(first) + 1)}" y="{top + 10}" font-size="10">'
        f"{escape(name(first))}</text>"
        for first in scale.firsts()
    )


def header(
    scale: MonthScale, cohorts: Sequence[str], today: date, name: Callable[[date], str]
) -> str:
    """Return the months over lines of one scale, with what the lines share: `cohorts`' breaks."""
    shared = "".join(f'<g id="breaks-{at}">{drawn}</g>' for at, drawn in enumerate(cohorts))
    return (
        f'<svg viewBox="0 0 {scale.width} 13" width="{scale.width}" height="13" aria-hidden="true">'
        f'<defs><g id="months">{grid(scale, today)}</g>{shared}</defs>{months(scale, name)}</svg>'
    )


def timeline(picture: Rhythm, name: Callable[[date], str]) -> str:
    """Return the whole of a rhythm, twelve months a line; `name` gives a month's name.

    The last line is that of the last thing that has a day.
    """
    ends = [picture.today, *(mark.on for mark in picture.marks)]
    ends += [picture.gap.last] if picture.gap else []
    last = max(ends)
    scale = MonthScale.of(picture.start, YEAR, LINE)
    lines: list[str] = []
    while True:
        if _drawn(picture, scale):
            lines.append(
                f'<g transform="translate(0 {_PART * len(lines)})">{_frame(scale, name)}'
                f'<g transform="translate(0 12)">{breaks(picture.spans, scale)}'
                f"{grid(scale, picture.today)}{_line(_without_breaks(picture), scale)}</g></g>"
            )
        following = _later(scale.start, YEAR)
        if scale.end >= last or following == scale.start:
            break
        scale = MonthScale.of(following, YEAR, LINE)
    height = _PART * len(lines)
    return (
        f'<svg class="line" viewBox="0 0 {LINE} {height}" width="{LINE}" height="{height}"'
        f' role="img" aria-label="{escape(picture.description)}">{"".join(lines)}</svg>'
    )


@lru_cache(64)
def _frame(scale: MonthScale, name: Callable[[date], str]) -> str:
    """Return the names of the months over a part of a line of time, and the years below."""
    years = "".join(
        f'<text class="year" x="{number(scale.x(first) + 1)}" y="48"'
        f' font-size="10">{first.year}</text>'
        for first in scale.firsts()
        if first == scale.start or first.month == 1
    )
    return months(scale, name) + years


def _without_breaks(picture: Rhythm) -> Rhythm:
    return picture._replace(spans=tuple(span for span in picture.spans if span.kind != "break"))


def _drawn(picture: Rhythm, scale: MonthScale) -> bool:
    """Say whether anything but breaks is in a line."""
    gap = picture.gap
    return (
        picture.today in scale
        or any(mark.on in scale for mark in picture.marks)
        or (gap is not None and gap.since <= scale.end and gap.last >= scale.start)
    )


class Dot(NamedTuple):
    """Someone who waits: for how many days, and whether too long."""

    days: int
    late: bool


def strip(dots: Sequence[Dot], limit: int | None, longest: int, description: str) -> str:
    """Return ages as dots from 0 to `longest` days, and the limit as a line.

    Those of one age are above each other; what is older is at the edge.
    """
    step = (STRIP - 2 * _EDGE) / max(1, longest)
    stacks: dict[float, int] = {}
    held: list[tuple[float, int]] = []
    late: list[tuple[float, int]] = []
    for dot in sorted(dots):
        column = round(min(dot.days, longest) * step / _PITCH) * _PITCH
        level = stacks[column] = stacks.get(column, -1) + 1
        (late if dot.late else held).append((_EDGE + column, level))
    height = max(22, 12 + _PITCH * (max(stacks.values(), default=0) + 1))
    floor = height - 6
    parts = [f'<path class="axis" d="M0 {floor + 3}h{STRIP}"/>']
    if limit is not None and limit <= longest:
        parts.append(f'<path class="limit" d="M{number(_EDGE + limit * step)} 0v{floor + 3}"/>')
    if held:
        d = "".join(f"M{number(x)} {number(floor - _PITCH * level)}h0" for x, level in held)
        parts.append(f'<path class="dots small" d="{d}"/>')
    if late:
        d = "".join(f"M{number(x)} {number(floor - 4 - _PITCH * y)}l3.5 6h-7z" for x, y in late)
        parts.append(f'<path class="late" d="{d}"/>')
    return (
        f'<svg viewBox="0 0 {STRIP} {height}" width="{STRIP}" height="{height}" role="img"'
        f' aria-label="{escape(description)}">{"".join(parts)}</svg>'
    )


STRIP = 360
"""The width of a strip of ages."""
_PITCH = 6


def days_scale(longest: int) -> str:
    """Return the numbers of days over strips of ages."""
    step = (STRIP - 2 * _EDGE) / max(1, longest)
    every = next((width for width in (7, 14, 28, 56, 84) if longest / width <= 8), 168)
    texts = "".join(
        f'<text x="{number(_EDGE + days * step)}" y="11" font-size="11"'
        f' text-anchor="middle">{days}</text>'
        for days in range(0, longest + 1, every)
    )
    return (
        f'<svg viewBox="0 0 {STRIP} 14" width="{STRIP}" height="14" aria-hidden="true">'
        f"{texts}</svg>"
    )


class Bar(NamedTuple):
    """One bar: its name and its length, and whether it stands for something late."""

    name: str
    value: int
    late: bool = False


def bars(description: str, rows: Sequence[Bar]) -> str:
    """Return horizontal bars, one line each."""
    longest = max((row.value for row in rows), default=0) or 1
    height = 26 * len(rows) + 4
    parts = [
        (
            f'<svg viewBox="0 0 400 {height}" width="400" height="{height}" role="img"'
            f' aria-label="{escape(description)}">'
        ),
    ]
    for index, row in enumerate(rows):
        y = 26 * index + 4
        length = row.value * 165 / longest
        triangle = f'<path class="late" d="M181 {y + 4}l5 9h-10z"/>' if row.late else ""
        parts.append(
            f'<text x="172" y="{y + 14}" text-anchor="end"'
            f' font-size="13">{escape(row.name)}</text>{triangle}<rect'
            f' class="{"late" if row.late else "held"}" x="192" y="{y + 2}" width="{length:.1f}"'
            f' height="16"/><text x="{200 + length:.1f}" y="{y + 14}"'
            f' font-size="13">{row.value}</text>'
        )
    return "".join([*parts, "</svg>"])


class MonthValue(NamedTuple):
    """A month's value, and both in words."""

    month: str
    value: float | None
    text: str


def _path(places: Iterable[tuple[float, float] | None]) -> str:
    """Return the path through places; where there is none it has a gap."""
    d, before = "", None
    for at in places:
        if at is not None:
            d += f"{'M' if before is None else 'L'}{number(at[0])} {number(at[1])}"
        before = at
    return d


def spark(values: Sequence[float | None], top: float, description: str) -> str:
    """Return a small line of values from 0 to `top`, with a dot at the last."""
    step = 66 / max(1, len(values) - 1)
    places = [
        None if value is None else (3 + index * step, 19 - 16 * value / (top or 1))
        for index, value in enumerate(values)
    ]
    last = places[-1] if places else None
    dot = "" if last is None else f'<path class="dots small" d="M69 {number(last[1])}h0"/>'
    return (
        '<svg class="spark" viewBox="0 0 72 22" width="72" height="22" role="img"'
        f' aria-label="{escape(description)}"><path class="axis" d="M3 19.5h66"/><path'
        f' class="trend" d="{_path(places)}"/>{dot}</svg>'
    )


def line(description: str, points: Sequence[MonthValue], top: float, full: float | None) -> str:
    """Return a line of values from 0 to `top`, month by month, each value written at its point.

    `full` is the value at which a line is drawn across, such as that of 100 per cent.
    """
    step = 352 / max(1, len(points) - 1)
    height = 76 / (top or 1)
    across = "" if full is None else f'<path class="grid" d="M4 {number(96 - full * height)}h392"/>'
    places: list[tuple[float, float] | None] = []
    texts, dots = "", ""
    for index, point in enumerate(points):
        x = 24 + index * step
        texts += f'<text x="{number(x)}" y="113">{escape(point.month)}</text>'
        if point.value is None:
            places.append(None)
            continue
        y = 96 - point.value * height
        places.append((x, y))
        texts += (
            f'<text class="label" x="{number(x)}" y="{number(y - 8)}">{escape(point.text)}</text>'
        )
        dots += f"M{number(x)} {number(y)}h0"
    return (
        '<svg class="line" viewBox="0 0 400 118" width="400" height="118" role="img"'
        f' aria-label="{escape(description)}">{across}<path class="axis" d="M4 96h392"/><path'
        f' class="trend" d="{_path(places)}"/><path class="dots small" d="{dots}"/><g'
        f' text-anchor="middle" font-size="10.5">{texts}</g></svg>'
    )
