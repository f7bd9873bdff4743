"""The pages of people: the list of mentors, and one page for each participant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mentorskap.files.records import participant_file
from mentorskap.pages.manager import filters
from mentorskap.pages.manager.cards import dialled
from mentorskap.pages.manager.material import Cell, Link
from mentorskap.pages.manager.pairings import note
from mentorskap.pages.manager.recording import ReadyCommand, commands, forms
from mentorskap.words import titles
from mentorskap.words.fields import visible
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Day, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentorskap.files.records import Mentor, Pairing, Participant
    from mentorskap.pages.manager.material import DueLine, View
    from mentorskap.words.fields import Field


class MentorRow(NamedTuple):
    """A mentor: live pairings of the capacity, and how many places are free.

    `offers` are the ids of the areas.
    """

    href: str
    name: str
    load: str
    free: int
    mentees: list[Link]
    available: str
    asked: Cell
    offers: str
    areas: str


class MentorsPage(NamedTuple):
    """Mentors, those with most places free first."""

    rows: list[MentorRow]
    choices: list[filters.FilterField]
    shown: str


class OwnPairing(NamedTuple):
    """A pairing on the page of one of its two people; `note` is empty if nothing is due."""

    href: str
    who: str
    stage: str
    due: str
    """Which rows the note is among: late, limit, soon or none."""
    note: str


class PersonField(NamedTuple):
    """A field of a participant; `href` rings or writes, and is empty of other fields."""

    depth: int
    label: str
    value: str
    href: str


class PersonPage(NamedTuple):
    """A participant, with the fields that the manager may see."""

    title: str
    protected: bool
    roles: str
    fields: list[PersonField]
    pairings: list[OwnPairing]
    due: list[DueLine]
    how: Link
    commands: list[ReadyCommand]
    forms: list[Link]
    file: str


def mentors(view: View) -> MentorsPage:
    """Return the list of mentors."""
    rows = [
        _mentor(person, person.mentor, view)
        for person in view.snapshot.participants.values()
        if person.mentor is not None
    ]
    offered = {area for row in rows for area in row.offers.split()}
    areas = [
        filters.Option(area, view.named("area", area))
        for area in (view.snapshot.programme.areas if view.snapshot.programme else sorted(offered))
        if area in offered
    ]
    places = [filters.Option("yes", view.voice(say("With a free place")))]
    return MentorsPage(
        sorted(rows, key=lambda row: (-row.free, row.name, row.href)),
        choices=[
            *filters.field("area", say("Area"), say("All areas"), areas, view),
            *filters.field("free", say("Places"), say("All mentors"), places, view),
        ],
        shown=filters.shown(len(rows), view),
    )


def _mentor(person: Participant, mentor: Mentor, view: View) -> MentorRow:
    pairings = view.snapshot.by_mentor.get(person.id, [])
    live = [pairing for pairing in pairings if view.snapshot.live(pairing)]
    taken, most = view.snapshot.places(person)
    return MentorRow(
        href=f"people/{person.id}.html",
        name=person.name,
        load=f"{taken}/{most}",
        free=max(0, most - taken),
        mentees=[
            Link(f"pairings/{pairing.id}.html", view.voice.person(pairing.mentee))
            for pairing in live
        ],
        available=_available(mentor, view),
        asked=_last_asked(pairings, view),
        offers=" ".join(mentor.offers),
        areas=", ".join(view.named("area", area) for area in mentor.offers),
    )


def _last_asked(pairings: list[Pairing], view: View) -> Cell:
    last = max(
        (
            pairing.proposal.mentor_asked
            for pairing in pairings
            if pairing.proposal.mentor_asked is not None
            and pairing.proposal.mentor_asked <= view.snapshot.today
        ),
        default=None,
    )
    return Cell("", "–") if last is None else Cell(last.isoformat(), view.near.day(last))


def _available(mentor: Mentor, view: View) -> str:
    """Return when a mentor can be asked; empty if at any time."""
    today, start, end = view.snapshot.today, mentor.available_from, mentor.available_until
    if mentor.left is not None and mentor.left <= today:
        return view.voice(say("Left the network on {day}", day=Day(mentor.left)))
    if mentor.capacity == 0:
        return view.voice(say("Rests"))
    if start is not None and start > today:
        return view.voice(say("From {day}", day=Day(start)))
    if end is not None and end < today:
        return view.voice(say("Until {day}, and no longer", day=Day(end)))
    return "" if end is None else view.voice(say("Until {day}", day=Day(end)))


def _known(data: Mapping[str, Any], person: Participant, today: date) -> dict[str, Any]:
    """Return a participant's document without what had not happened on the day."""
    whole = data.get("mentee", [])
    begun = {participation.route for participation in person.participations}
    entries = (
        [(("mentee",), whole)]
        if isinstance(whole, dict)
        else [(("mentee", index), entry) for index, entry in enumerate(whole)]
    )
    listed = [_known_entry(entry, f"{today}") for route, entry in entries if route in begun]
    mentee: Any = listed[0] if listed and isinstance(whole, dict) else listed
    roles = {"mentee": mentee, "mentor": _up_to(data.get("mentor", {}), f"{today}")}
    return {
        key: roles.get(key, value)
        for key, value in _up_to(data, f"{today}").items()
        if key != "mentee" or mentee
    }


def _up_to(data: Mapping[str, Any], today: str) -> dict[str, Any]:
    """Return what a mapping holds without days of a mentor or a notice that are still to come."""
    return {
        key: value
        for key, value in data.items()
        if key not in {"notified", "added", "left"} or value <= today
    }


def _known_entry(entry: Mapping[str, Any], today: str) -> dict[str, Any]:
    days = {
        "interview": entry.get("interview", {}).get("date"),
        "withdrawn": entry.get("withdrawn"),
    }
    return {key: value for key, value in entry.items() if (days.get(key) or today) <= today}


def _own(pairing: Pairing, view: View) -> OwnPairing:
    due, waits = note(pairing.id, view)
    return OwnPairing(
        href=f"../pairings/{pairing.id}.html",
        who=view.pair(pairing),
        stage=view.voice.phrase(titles.STAGES[view.snapshot.stages[pairing.id].name]),
        due=due,
        note=waits.text,
    )


def _reached(field: Field, person: Participant) -> str:
    """Return the link that rings or writes, if a field is the person's number or address."""
    if field.depth or not field.value:
        return ""
    if field.value == person.email:
        return f"mailto:{quote(field.value, safe='@')}"
    return f"tel:{dialled(person)}" if field.value == person.phone else ""


def person(id_: str, view: View) -> PersonPage:
    """Return the page of one participant."""
    snapshot, voice = view.snapshot, view.voice
    participant = snapshot.participants[id_]
    pairings = [*snapshot.by_mentee.get(id_, ()), *snapshot.by_mentor.get(id_, ())]
    roles = [
        *([say("mentee")] if participant.participations else []),
        *([say("mentor")] if participant.mentor is not None else []),
    ]
    ready = commands((line.item for line in view.lines_by.get(id_, ())), snapshot, voice)
    return PersonPage(
        title=participant.name,
        protected=participant.protected,
        roles=", ".join(map(voice.phrase, roles)),
        fields=[
            PersonField(*field, _reached(field, participant))
            for field in visible(
                view.fields,
                _known(view.material.documents[participant_file(id_)], participant, snapshot.today),
                view.material.language,
                view.named,
            )
        ],
        pairings=[_own(pairing, view) for pairing in pairings],
        due=view.lines_by.get(id_, []),
        how=view.how("editing"),
        commands=ready,
        forms=forms(ready, snapshot.programme, view.material.language),
        file=participant_file(id_),
    )
