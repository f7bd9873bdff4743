"""The page of mentees who wait for a mentor, who could be asked, and whom to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.records import areas_by_name
from mentorskap.matching.suggestion import NEEDS
from mentorskap.model.waiting import NOT_INTERVIEWED, obstacles
from mentorskap.pages.manager import filters
from mentorskap.pages.manager.material import Cell, Link
from mentorskap.report import reasons
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import People, say, say_n

if TYPE_CHECKING:
    from mentorskap.files.records import Participant, Participation
    from mentorskap.matching.suggestion import Fit, Shortlist, Whole
    from mentorskap.pages.manager.material import View


class WaitingRow(NamedTuple):
    """A mentee who waits; `days` are calendar days."""

    id: str
    name: str
    days: int
    interviewed: bool
    what: str
    since: Cell
    cohort: Cell
    areas: list[str]


class PlanRow(NamedTuple):
    """A pair of the best plan for all who wait, and what the plan becomes if it falls."""

    mentee: Link
    mentor: Link
    score: int
    notes: list[str]
    if_no: str


class FitRow(NamedTuple):
    """A mentor who could be asked; `missing` is empty if nothing is.

    `plan` says who gets a place of this mentor in the plan, if anyone does.
    """

    href: str
    name: str
    score: str
    because: str
    missing: str
    places: str
    plan: str


class ShortlistRow(NamedTuple):
    """Who could be asked for one mentee.

    `look_for`, `stopped` and `nearest` are empty for a mentee who gets a mentor in the plan.
    """

    id: str
    href: str
    name: str
    fits: list[FitRow]
    more: str
    command: str
    look_for: list[reasons.OutlineLine]
    stopped: list[str]
    nearest: list[str]


class WaitingPage(NamedTuple):
    """Mentees who wait, longest first; then the plan and the choices, in the order of asking."""

    rows: list[WaitingRow]
    interviews: str
    """How many of them wait for the interview first; empty if none does."""
    choices: list[filters.FilterField]
    shown: str
    order: str
    plan: list[PlanRow]
    suggested: list[ShortlistRow]
    notes: list[str]
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
    whole, suggestions = view.whole, view.waiting
    planned = () if whole is None else whole.ask_first
    order = dict.fromkeys((*planned, *(row.id for row in rows)))
    return WaitingPage(
        rows,
        interviews=_interviews(rows, view),
        choices=filters.cohorts((row.cohort.order for row in rows), view),
        shown=filters.shown(len(rows), view),
        order=view.voice(reasons.order(whole)) if whole is not None and whole.pairs else "",
        plan=[] if whole is None else _plan(whole, view),
        suggested=[
            _shortlist(id_, suggestions.shortlists[id_], whole, view)
            for id_ in order
            if id_ in suggestions.shortlists
        ],
        notes=(
            []
            if whole is None
            else [line.text for line in reasons.worth_knowing(whole, view.voice) if line.depth]
        ),
        gaps=[reasons.described(gap, view.snapshot, view.voice) for gap in suggestions.gaps],
    )


def _plan(whole: Whole, view: View) -> list[PlanRow]:
    matches = {match.mentee: match for match in whole.pairs}
    return [
        PlanRow(
            mentee=Link(f"people/{mentee}.html", view.voice.person(mentee)),
            mentor=Link(f"people/{candidate.mentor}.html", view.voice.person(candidate.mentor)),
            score=candidate.score,
            notes=[
                f"{clause[:1].upper()}{clause[1:]}."
                for clause in reasons.against(matches[mentee], view.snapshot, view.voice)
            ],
            if_no=reasons.after_a_no(mentee, matches[mentee].if_no, view.voice),
        )
        for mentee in whole.ask_first
        for candidate in (matches[mentee].candidate,)
    ]


def _interviews(rows: list[WaitingRow], view: View) -> str:
    number = sum(not row.interviewed for row in rows)
    sentence = say_n(
        "{number} of them waits for the interview first.",
        "{number} of them wait for the interview first.",
        number,
    )
    return view.voice(sentence) if number else ""


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
        interviewed=interviewed is not None,
        what=view.voice(what),
        since=Cell(since.isoformat(), view.near.day(since)),
        cohort=Cell(mentee.cohort, view.cohort(mentee.cohort)),
        areas=[
            view.named("area", need.area)
            for need in (() if interview is None else interview.mentor_contribution)
        ],
    )


def _shortlist(mentee: str, shortlist: Shortlist, whole: Whole | None, view: View) -> ShortlistRow:
    unmatched, nearest, more = shortlist.left, shortlist.nearest, shortlist.more
    if whole is not None:
        unmatched = next((left for left in whole.unmatched if left.mentee == mentee), None)
        if unmatched is not None:
            nearest = tuple(near for near in whole.nearest if near.mentee == mentee)
    return ShortlistRow(
        id=mentee,
        href=f"people/{mentee}.html",
        name=view.voice.person(mentee),
        fits=[fit_row(mentee, fit, whole, view) for fit in shortlist.best],
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
        nearest=(
            []
            if unmatched is None
            else [reasons.nearly(near, view.voice) for near in reasons.closest(nearest)]
        ),
    )


def fit_row(mentee: str, fit: Fit, whole: Whole | None, view: View) -> FitRow:
    """Return a mentor who could be asked for a mentee."""
    voice = view.voice
    missing = say("Missing: {areas}.", areas=areas_by_name(fit.missing, view.snapshot.programme))
    return FitRow(
        href=f"people/{fit.mentor}.html",
        name=voice.person(fit.mentor),
        score=voice.phrase(say("{score} of 100", score=fit.score)),
        because=_because(fit, view),
        missing=voice(missing) if fit.missing else "",
        places=voice(say_n("{number} place left.", "{number} places left.", fit.places)),
        plan="" if whole is None else _in_the_plan(mentee, fit.mentor, whole, view),
    )


def _in_the_plan(mentee: str, mentor: str, whole: Whole, view: View) -> str:
    """Return whom a mentor gets in the plan, so that no place seems free to two."""
    mentees = [match.mentee for match in whole.pairs if match.candidate.mentor == mentor]
    if mentee in mentees:
        return view.voice(say("The choice in the plan."))
    if not mentees:
        return ""
    return view.voice(
        say_n(
            "In the plan, the place goes to {mentees}.",
            "In the plan, places go to {mentees}.",
            len(mentees),
            mentees=People(tuple(mentees)),
        )
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
