"""The pages of pairings: the list, and one page for each pairing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import pairing_file
from mentorskap.model import facts
from mentorskap.model.deadlines import OVERDUE, UPCOMING
from mentorskap.model.lifecycle import CLOSED, STAGES
from mentorskap.pages import chart
from mentorskap.pages.manager import filters
from mentorskap.pages.manager.material import Cell
from mentorskap.pages.manager.recording import ReadyCommand, commands, forms
from mentorskap.pages.manager.rhythm import LegendLine, legend, months, waited
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentorskap.files.records import Pairing
    from mentorskap.model.lifecycle import Stage
    from mentorskap.pages.manager.ages import Age
    from mentorskap.pages.manager.material import DueLine, Link, View
    from mentorskap.words.sentence import Sentence


class PairingRow(NamedTuple):
    """A pairing in the list; `look` is a CSS class, `chart` is SVG, empty if nothing is drawn.

    `due` is late, soon, or empty; `note` says what is due, and is sorted by the days late.
    """

    href: str
    who: str
    cohort: str
    stage: str
    stage_name: Cell
    look: str
    last: Cell
    next: Cell
    due: str
    note: Cell
    chart: str


class PairingsPage(NamedTuple):
    """Live pairings first, each group in the order of the stages."""

    title: str
    rows: list[PairingRow]
    choices: list[filters.FilterField]
    shown: str
    part: str
    """Which pairings these are; empty if they are all, or if the page is that of all."""
    scale: str
    """The months over the pictures, and what these share, as SVG."""
    legend: list[LegendLine]
    """Empty if there are no pictures."""


class Side(NamedTuple):
    """One of the two people; `href` is empty if the person's file cannot be read."""

    role: str
    name: str
    href: str


class HistoryLine(NamedTuple):
    """A dated fact of a pairing, with its day in words and as YYYY-MM-DD."""

    day: str
    on: str
    what: str
    ahead: bool


class PairingPage(NamedTuple):
    """A pairing; `rationale` is empty if none is written, `chart` is SVG."""

    title: str
    stage: str
    cohort: str
    people: tuple[Side, Side]
    manager: str
    """Which manager acts, and for whom; empty if the programme has one manager."""
    chart: str
    waited: str
    """What is waited for, and for how long; empty if nothing is."""
    legend: list[LegendLine]
    due: list[DueLine]
    how: Link
    commands: list[ReadyCommand]
    forms: list[Link]
    rationale: str
    history: list[HistoryLine]
    file: str


_DUE = {
    "late": say("Late"),
    "limit": say("Past the limit, within the grace"),
    "soon": say("Due in the next two weeks"),
    "": None,
}
"""What a note can be, gravest first, by the word that the rows are filtered by."""


_WHOLE = 250
"""A table of so many rows opens at once; where there are more, those that need the reader come."""
_PICTURED = 120
"""A table of more rows has no pictures: each is on its pairing's own page."""


_PAIRINGS = say("Pairings")


def pairings(view: View, rhythms: Mapping[str, chart.Rhythm]) -> PairingsPage:
    """Return the list of pairings, of many those not ended, late ones first.

    `rhythms` are by pairing id.
    """
    ids = _ordered(view)
    if len(ids) <= _WHOLE:
        return _page(ids, view, rhythms)
    stages = view.snapshot.stages
    live = [id_ for id_ in ids if not stages[id_].closed]
    live.sort(key=lambda id_: list(_DUE).index(note(id_, view)[0]))
    return _page(live[:_WHOLE], view, rhythms, of=len(ids))


def all_pairings(view: View) -> PairingsPage | None:
    """Return the list of all pairings, without pictures; None if `pairings` shows them all."""
    ids = _ordered(view)
    return None if len(ids) <= _WHOLE else _page(ids, view, {}, say("All pairings"))


def _ordered(view: View) -> list[str]:
    stages = view.snapshot.stages
    return sorted(view.snapshot.pairings, key=lambda id_: (_rank(stages[id_].name), id_))


def _page(
    ids: list[str],
    view: View,
    rhythms: Mapping[str, chart.Rhythm],
    title: Sentence = _PAIRINGS,
    *,
    of: int = 0,
) -> PairingsPage:
    """Return a page of pairings; `of` is how many there are if these are not all."""
    snapshot = view.snapshot
    scale = months(view)
    pictures = _pictures(ids, scale, view, rhythms) if len(ids) <= _PICTURED else {}
    drawn = {kind for id_ in pictures for kind in rhythms[id_].kinds}
    rows = [_row(snapshot.pairings[id_], view, pictures.get(id_, "")) for id_ in ids]
    names, due = {row.stage for row in rows}, {row.due for row in rows}
    stages = [
        filters.Option(stage, view.voice(titles.STAGES[stage]))
        for stage in STAGES
        if stage in names
    ]
    notes = [
        filters.Option(name, view.voice(title))
        for name, title in _DUE.items()
        if title is not None and name in due
    ]
    part = say(
        "Here are {number} of {all} pairings: those that have not ended, late ones first.",
        number=len(ids),
        all=of,
    )
    return PairingsPage(
        view.voice(title),
        rows,
        choices=[
            *filters.field("stage", say("Stage"), say("All stages"), stages, view),
            *filters.cohorts((row.cohort for row in rows), view),
            *filters.field("due", say("Note"), say("All pairings"), notes, view),
        ],
        shown=filters.shown(len(rows), view),
        part=view.voice(part) if of else "",
        scale=_scale(scale, view) if drawn else "",
        legend=legend(view, drawn),
    )


def _pictures(
    ids: list[str],
    scale: chart.MonthScale,
    view: View,
    rhythms: Mapping[str, chart.Rhythm],
) -> dict[str, str]:
    """Return the pictures of live pairings by id, without those in which nothing is drawn."""
    snapshot = view.snapshot
    cohorts = list(snapshot.cohorts)
    pictures = {
        id_: chart.rhythm(rhythms[id_], scale, _shared(snapshot.pairings[id_], cohorts))
        for id_ in ids
        if snapshot.live(snapshot.pairings[id_])
    }
    return {id_: drawing for id_, drawing in pictures.items() if drawing}


def _shared(pairing: Pairing, cohorts: list[str]) -> list[str]:
    """Return the ids of what is drawn once for all pictures, and for those of a cohort."""
    if pairing.cohort not in cohorts:
        return ["months"]
    return [f"breaks-{cohorts.index(pairing.cohort)}", "months"]


def _scale(scale: chart.MonthScale, view: View) -> str:
    """Return the names of the months, and what all pictures share, to be drawn where it is used."""
    breaks = [
        chart.breaks((chart.Span(rest.start, rest.until, "break") for rest in cohort.breaks), scale)
        for cohort in view.snapshot.cohorts.values()
    ]
    return chart.header(scale, breaks, view.snapshot.today, view.month)


def _row(pairing: Pairing, view: View, picture: str) -> PairingRow:
    stage = view.snapshot.stages[pairing.id]
    meetings = view.snapshot.held[pairing.id]
    booked = view.snapshot.next_booked(pairing)
    due, waits = note(pairing.id, view)
    return PairingRow(
        href=f"pairings/{pairing.id}.html",
        who=view.pair(pairing),
        cohort=pairing.cohort,
        stage=stage.name,
        stage_name=Cell(f"{_rank(stage.name):02}", view.voice.phrase(titles.STAGES[stage.name])),
        look=_look(stage),
        last=_day(meetings[-1] if meetings else None, view),
        next=_day(booked and booked.on, view, booked and booked.time),
        due=due,
        note=waits,
        chart=picture,
    )


def _day(on: date | None, view: View, time: str | None = None) -> Cell:
    return Cell("", "–") if on is None else Cell(on.isoformat(), view.near.day(on, time))


def _look(stage: Stage) -> str:
    if stage.name in {"active", "paused"}:
        return stage.name
    return "closed" if stage.closed else ""


def note(id_: str, view: View) -> tuple[str, Cell]:
    """Return the gravest thing due in a pairing: late, soon, or nothing."""
    lines = view.lines_by.get(id_, ())
    items = [line.item for line in lines]
    item = next((item for item in items if item.status != UPCOMING), items[0] if items else None)
    if item is None:
        return "", Cell("", "")
    today = view.snapshot.today
    when = phrases.when(item, today, view.near)
    text = f"{view.voice.phrase(titles.KINDS[item.kind])}, {when}"
    if item.status == UPCOMING:
        return "soon", Cell(str((today - item.due).days), text)
    return "late" if item.status == OVERDUE else "limit", Cell(str(item.days_late), text)


def _rank(stage: str) -> int:
    """Return a stage's place in the list: live stages first, then closed ones."""
    return STAGES.index(stage) + (len(STAGES) if stage in CLOSED else 0)


def pairing(id_: str, view: View, rhythm: chart.Rhythm, age: Age | None) -> PairingPage:
    """Return the page of one pairing."""
    snapshot, voice = view.snapshot, view.voice
    pairing, stage = snapshot.pairings[id_], snapshot.stages[id_]
    rationale = view.material.documents[pairing_file(id_)].get("rationale", "")
    ready = commands((line.item for line in view.lines_by.get(id_, ())), snapshot, voice)
    return PairingPage(
        title=view.pair(pairing),
        stage=voice(titles.STAGES[stage.name]) + phrases.since(stage, voice),
        cohort=view.cohort(pairing.cohort),
        people=(
            _side(pairing.mentee, say("Mentee"), view),
            _side(pairing.mentor, say("Mentor"), view),
        ),
        manager=phrases.manager_of(pairing, snapshot, voice),
        chart=chart.timeline(rhythm, view.month),
        waited=waited(age, view),
        legend=legend(view, rhythm.kinds),
        due=view.lines_by.get(id_, []),
        how=view.how("editing"),
        commands=ready,
        forms=forms(ready, snapshot.programme, view.material.language),
        rationale=str(rationale),
        history=[
            HistoryLine(voice.day(on), on.isoformat(), voice(what), on > snapshot.today)
            for on, what in facts.history(pairing, snapshot.today)
        ],
        file=pairing_file(id_),
    )


def _side(id_: str, role: Sentence, view: View) -> Side:
    href = f"../people/{id_}.html" if id_ in view.snapshot.participants else ""
    return Side(view.voice(role), view.voice.person(id_), href)
