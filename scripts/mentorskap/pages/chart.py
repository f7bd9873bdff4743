"""Pictures as inline SVG: the rhythm of a pairing, bars, and a histogram.

The same data give the same bytes.

Colours come from the page's style, so that a picture follows the palette. Lateness has a
shape of its own, too.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


class Symbol(NamedTuple):
    """A symbol on a day: `kind` is held, planned, missed or late."""

    on: date
    kind: str


class Span(NamedTuple):
    """A period, both days included: `kind` is break, pause or window."""

    start: date
    until: date
    kind: str


class Rhythm(NamedTuple):
    """What a rhythm picture shows, from one day to another."""

    title: str
    description: str
    start: date
    end: date
    today: date
    marks: tuple[Symbol, ...]
    spans: tuple[Span, ...]


_WIDTH, _HEIGHT, _MIDDLE = 280, 26, 13


def rhythm(picture: Rhythm, number: int) -> str:
    """Return the picture of a pairing's rhythm: a line of days with a symbol for each meeting."""
    days = max(1, (picture.end - picture.start).days)

    def x(on: date, after: int = 0) -> str:
        inside = min(max((on - picture.start).days + after, 0), days)
        return f"{6 + inside * (_WIDTH - 12) / days:.1f}"

    parts = [
        (
            f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" role="img"'
            f' aria-labelledby="r{number}t r{number}d">'
        ),
        (
            f'<title id="r{number}t">{escape(picture.title)}</title><desc'
            f' id="r{number}d">{escape(picture.description)}</desc>'
        ),
    ]
    for span in picture.spans:
        if span.until >= picture.start and span.start <= picture.end:
            start, end = float(x(span.start)), float(x(span.until, 1))
            parts.append(
                f'<rect class="{span.kind}" x="{start:.1f}" y="3"'
                f' width="{max(1.0, end - start):.1f}" height="20"/>'
            )
    parts.append(f'<line class="axis" x1="6" x2="{_WIDTH - 6}" y1="{_MIDDLE}" y2="{_MIDDLE}"/>')
    if picture.start <= picture.today <= picture.end:
        parts.append(
            f'<line class="today" x1="{x(picture.today)}" x2="{x(picture.today)}" y1="1" y2="25"/>'
        )
    parts += [
        _symbol(x(mark.on), mark.kind)
        for mark in picture.marks
        if picture.start <= mark.on <= picture.end
    ]
    return "".join([*parts, "</svg>"])


def _symbol(x: str, kind: str) -> str:
    at = float(x)
    if kind == "missed":
        return f'<path class="missed" d="M{at - 4:.1f} 9l8 8m0-8l-8 8"/>'
    if kind == "late":
        return f'<path class="late" d="M{at:.1f} 7l6 11h-12z"/>'
    return f'<circle class="{kind}" cx="{x}" cy="{_MIDDLE}" r="4.5"/>'


class Bar(NamedTuple):
    """One bar: its name and its length, and whether it stands for something late."""

    name: str
    value: int
    late: bool = False


def bars(title: str, description: str, rows: Sequence[Bar], key: str) -> str:
    """Return horizontal bars, one line each."""
    longest = max((row.value for row in rows), default=0) or 1
    height = 26 * len(rows) + 4
    parts = [
        (
            f'<svg viewBox="0 0 400 {height}" width="400" height="{height}" role="img"'
            f' aria-labelledby="{key}t {key}d">'
        ),
        f'<title id="{key}t">{escape(title)}</title><desc id="{key}d">{escape(description)}</desc>',
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


def line(title: str, description: str, points: Iterable[tuple[str, float | None]], key: str) -> str:
    """Return a line of shares, 0 to 1, month by month; a month without a value leaves a gap."""
    listed = list(points)
    step = 340 / max(1, len(listed) - 1)
    parts = [
        (
            '<svg viewBox="0 0 400 120" width="400" height="120" role="img"'
            f' aria-labelledby="{key}t {key}d">'
        ),
        f'<title id="{key}t">{escape(title)}</title><desc id="{key}d">{escape(description)}</desc>',
        (
            '<line class="axis" x1="30" x2="390" y1="95" y2="95"/><line class="grid" x1="30"'
            ' x2="390" y1="15" y2="15"/>'
        ),
        (
            '<text x="24" y="19" font-size="11" text-anchor="end">100</text><text x="24" y="99"'
            ' font-size="11" text-anchor="end">0</text>'
        ),
    ]
    before: tuple[float, float] | None = None
    for index, (name, value) in enumerate(listed):
        x = 38 + index * step
        if index % max(1, len(listed) // 4) == 0:
            parts.append(
                f'<text x="{x:.1f}" y="112" font-size="11"'
                f' text-anchor="middle">{escape(name)}</text>'
            )
        here = None if value is None else (x, 95 - 80 * min(1.0, value))
        if here is not None:
            if before is not None:
                parts.append(
                    f'<line class="trend" x1="{before[0]:.1f}" y1="{before[1]:.1f}"'
                    f' x2="{here[0]:.1f}" y2="{here[1]:.1f}"/>'
                )
            parts.append(f'<circle class="held" cx="{here[0]:.1f}" cy="{here[1]:.1f}" r="3"/>')
        before = here
    return "".join([*parts, "</svg>"])
