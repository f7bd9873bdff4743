"""The page of mentees who wait for a mentor, who could be asked, and whom to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mentorskap.files.records import areas_by_name
from mentorskap.matching.suggestion import NEEDS
from mentorskap.model.waiting import NOT_INTERVIEWED, obstacles
from mentorskap.pages.manager.material import Cell
from mentorskap.report import reasons
from mentorskap.words.sentence import say, say_n

if TYPE_CHECKING:
    from mentorskap.files.records import Participant, Participation
    from mentorskap.matching.suggestion import Fit, Shortlist
    from mentorskap.pages.manager.material import View


class WaitingRow(NamedTuple):
    """A mentee who waits; `days` are calendar days."""

    id: str
    name: str
    days: int
    what: str
    since: Cell
    cohort: str
    areas: list[str]


class FitRow(NamedTuple):
    """A mentor who could be asked; `missing` is empty if nothing is."""

    href: str
    name: str
    score: str
    because: str
    missing: str
    places: str


class ShortlistRow(NamedTuple):
    """Who could be asked for one mentee.

    `look_for` and `stopped` are empty unless no mentor can be asked.
    """

    href: str
    name: str
    fits: list[FitRow]
    more: str
    command: str
    look_for: list[reasons.OutlineLine]
    stopped: list[str]


class WaitingPage(NamedTuple):
    """Mentees who wait, longest first."""

    rows: list[WaitingRow]
    suggested: list[ShortlistRow]
    gaps: list[str]


def waiting(view: View) -> WaitingPage:
    """Return the page of mentees who wait, or will once they have been interviewed."""
    rows = [
        _row(person, participation, view)
        for person in view.snapshot.participants.values()
        for participation in person.participations
        if all(
            obstacle.kind == NOT_INTERVIEWED
            for obstacle in obstacles(view.snapshot, person, participation)
        )
    ]
    rows.sort(key=lambda row: (-row.days, row.name, row.id))
    suggestions = view.material.waiting()
    return WaitingPage(
        rows,
        suggested=[
            _shortlist(id_, suggestions.shortlists[id_], view)
            for id_ in dict.fromkeys(row.id for row in rows)
            if id_ in suggestions.shortlists
        ],
        gaps=[reasons.described(gap, view.snapshot, view.voice) for gap in suggestions.gaps],
    )


def _row(person: Participant, mentee: Participation, view: View) -> WaitingRow:
    snapshot, today = view.snapshot, view.snapshot.today
    pairings = [
        pairing
        for pairing in snapshot.by_mentee.get(person.id, ())
        if pairing.cohort == mentee.cohort
    ]
    stages = [snapshot.stages[pairing.id] for pairing in pairings]
    interview = mentee.interview
    interviewed = interview.on if interview is not None and interview.on <= today else None
    since = max(
        [stage.since for stage in stages if stage.since is not None],
        default=interviewed or mentee.admitted,
    )
    if interviewed is None:
        what = say("No interview yet")
    elif not pairings:
        what = say("Interviewed, no mentor asked")
    elif any(stage.closed for stage in stages):
        what = say("Without a mentor again")
    else:
        what = say("A draft waits for you")
    return WaitingRow(
        id=person.id,
        name=person.name,
        days=(today - since).days,
        what=view.voice(what),
        since=Cell(since.isoformat(), view.voice.day(since)),
        cohort=view.cohort(mentee.cohort),
        areas=[
            view.named("area", need.area)
            for need in (() if interview is None else interview.mentor_contribution)
        ],
    )


def _shortlist(mentee: str, shortlist: Shortlist, view: View) -> ShortlistRow:
    unmatched, more = shortlist.left, shortlist.more
    return ShortlistRow(
        href=f"people/{mentee}.html",
        name=view.voice.person(mentee),
        fits=[_fit(fit, view) for fit in shortlist.best],
        more=(
            view.voice(
                say_n("{number} more could be asked.", "{number} more could be asked.", more)
            )
            if more
            else ""
        ),
        command=f"mentorskap suggest {mentee}",
        look_for=(
            []
            if unmatched is None
            else list(reasons.look_for(unmatched, view.snapshot, view.voice))
        ),
        stopped=[] if unmatched is None else list(reasons.stopping(unmatched, view.voice)),
    )


def _fit(fit: Fit, view: View) -> FitRow:
    voice = view.voice
    missing = say("Missing: {areas}.", areas=areas_by_name(fit.missing, view.snapshot.programme))
    return FitRow(
        href=f"people/{fit.mentor}.html",
        name=voice.person(fit.mentor),
        score=voice.phrase(say("{score} of 100", score=fit.score)),
        because=_because(fit, view),
        missing=voice(missing) if fit.missing else "",
        places=voice(say_n("{number} place left.", "{number} places left.", fit.places)),
    )


def _because(fit: Fit, view: View) -> str:
    """Return why a mentor fits, in whole sentences in a row."""
    sentences = []
    if fit.given:
        offers = say("Offers {areas}.", areas=areas_by_name(fit.given, view.snapshot.programme))
        sentences.append(view.voice(offers))
    sentences += [
        f"{view.voice(part.because)}."
        for part in fit.parts
        if part.points and part.name not in NEEDS
    ]
    return " ".join(sentences)
