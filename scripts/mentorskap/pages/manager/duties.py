"""The page of each manager, if there are several: what that manager acts on, and the pairings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model import managers
from mentorskap.model.deadlines import UPCOMING
from mentorskap.pages.manager.cards import Stack, stack
from mentorskap.pages.manager.material import Link
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Day, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.files.records import Manager, Pairing, Programme
    from mentorskap.model.managers import Duty
    from mentorskap.pages.manager.material import DueLine, View


class PairLine(NamedTuple):
    """A live pairing; `note` says who acts for whom, and is empty if its own manager acts."""

    href: str
    who: str
    stage: str
    note: str


class ManagerPage(NamedTuple):
    """A manager's own things and, while the manager stands in, another's."""

    title: str
    notes: list[str]
    now: Stack
    soon: Stack
    pairs: list[PairLine]


def staff(view: View) -> dict[str, Manager]:
    """Return the managers by id; empty if the programme has one."""
    programme = view.snapshot.programme
    if programme is None or not managers.several(programme):
        return {}
    by_id: dict[str, Manager] = {}
    for manager in programme.managers:
        by_id.setdefault(manager.id, manager)
    return by_id


def duties(manager: Manager, view: View) -> ManagerPage:
    """Return the page of one manager."""
    snapshot = view.snapshot
    lines = [_line(line, duty, view) for line, duty in _acted_on(manager, view)]
    return ManagerPage(
        title=manager.name,
        notes=[] if snapshot.programme is None else list(_notes(manager, snapshot.programme, view)),
        now=stack((line for line in lines if line.item.status != UPCOMING), view),
        soon=stack((line for line in lines if line.item.status == UPCOMING), view),
        pairs=[
            _pair(pairing, duty, view)
            for pairing in snapshot.pairings.values()
            if snapshot.live(pairing)
            and (duty := managers.of(snapshot, managers.Affair(pairing.id, ""))) is not None
            and manager.id in {duty.acting.id, duty.responsible.id}
        ],
    )


def _acted_on(manager: Manager, view: View) -> Iterator[tuple[DueLine, Duty]]:
    """Yield what the manager acts on today."""
    for line in view.lines:
        duty = managers.of(view.snapshot, line.item)
        if duty is not None and duty.acting.id == manager.id:
            yield line, duty


def _line(line: DueLine, duty: Duty, view: View) -> DueLine:
    """Return a line that says for whom the manager acts, and nothing if it is the manager's own."""
    if not duty.stands_in:
        return line._replace(whose=None)
    absent = Text.same(duty.responsible.name)
    return line._replace(whose=Link("", view.voice(say("For {absent}", absent=absent))))


def _pair(pairing: Pairing, duty: Duty, view: View) -> PairLine:
    return PairLine(
        href=f"pairings/{pairing.id}.html",
        who=view.pair(pairing),
        stage=view.voice.phrase(titles.STAGES[view.snapshot.stages[pairing.id].name]),
        note=view.voice(phrases.on_duty(duty, view.voice)) if duty.stands_in else "",
    )


def _notes(manager: Manager, programme: Programme, view: View) -> Iterator[str]:
    """Yield for whom the manager stands in today, then the manager's own absences to come."""
    today, voice = view.snapshot.today, view.voice
    for absent in programme.managers:
        duty = managers.duty(programme, absent, today)
        if duty.stands_in and duty.acting is manager and duty.until is not None:
            yield voice(
                say(
                    "You stand in for {absent} until {day}. What is theirs is here until then.",
                    absent=Text.same(absent.name),
                    day=Day(duty.until),
                )
            )
    for away in manager.absences:
        instead = managers.named(programme, away.instead)
        if instead is not None and away.start <= away.until and today <= away.until:
            yield voice(
                say(
                    "You are away from {start} until {until}. {instead} stands in.",
                    start=Day(away.start),
                    until=Day(away.until),
                    instead=Text.same(instead.name),
                )
            )
