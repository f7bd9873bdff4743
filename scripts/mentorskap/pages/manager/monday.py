"""The Monday page: what needs the manager today, and in the next two weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mentorskap.model import retention
from mentorskap.model.deadlines import UPCOMING
from mentorskap.pages.manager.duties import staff
from mentorskap.pages.manager.material import Link
from mentorskap.report import phrases
from mentorskap.words.sentence import Day, say, say_n

if TYPE_CHECKING:
    from mentorskap.pages.manager.material import DueLine, View

HANDFUL = 7
"""How many lines are shown before the rest is folded away."""


class MondayPage(NamedTuple):
    """A sentence that does not apply is empty."""

    managers: list[Link]
    """The page of each manager, if the programme has several."""
    quiet: str
    purging: str
    first: list[DueLine]
    rest: list[DueLine]
    rest_title: str
    soon: list[DueLine]
    errors: str
    unread: tuple[str, ...]
    unread_title: str
    checked: str


def monday(view: View) -> MondayPage:
    """Return the Monday page."""
    snapshot, report, voice = view.snapshot, view.material.report, view.voice
    unread = snapshot.reading.unread
    now = [line for line in view.lines if line.item.status != UPCOMING]
    quiet = phrases.overdue_summary([line.item for line in now], unread)
    errors = report.count("error")
    return MondayPage(
        managers=[
            Link(f"managers/{id_}.html", manager.name) for id_, manager in staff(view).items()
        ],
        quiet="" if now or view.retained else voice(quiet),
        purging=_purging(view),
        first=now[:HANDFUL],
        rest=now[HANDFUL:],
        rest_title=voice(say_n("{number} more", "{number} more", max(0, len(now) - HANDFUL))),
        soon=[line for line in view.lines if line.item.status == UPCOMING],
        errors=(
            voice(
                say_n(
                    "{number} error stands in the files.",
                    "{number} errors stand in the files.",
                    errors,
                )
            )
            if errors
            else ""
        ),
        unread=unread,
        unread_title=voice(phrases.unread(unread)) if unread else "",
        checked=voice(
            say(
                "Checked {day}: {pairings} pairings, {participants} participants.",
                day=Day(snapshot.today),
                pairings=len(snapshot.pairings),
                participants=len(snapshot.participants),
            )
        ),
    )


def _purging(view: View) -> str:
    if not view.retained:
        return ""
    return view.voice(
        say_n(
            "{number} person's files are to be purged, or will be within {days} days.",
            "{number} people's files are to be purged, or will be within {days} days.",
            len(view.retained),
            days=retention.AHEAD,
        )
    )
