"""Who gets a letter today, about what, and who does not and why. Words come later, in `report`.

Two kinds of matter are written about: a deadline that is overdue, and word of how something ended,
which no deadline asks for. One law holds for both: nobody gets two letters within seven days. It is
kept by a log of what was drafted, or, where no log can be kept, by drafting on Mondays alone.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.model import calendar, deadlines, lifecycle, waiting
from mentorskap.model.deadlines import OVERDUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mentorskap.files.records import Pairing
    from mentorskap.model.snapshot import Snapshot

THANKS, OTHER_SOLUTION, NEW_SEARCH, MEET_AGAIN = (
    "thanks",
    "other-solution",
    "new-search",
    "meet-again",
)
NOTICES = (THANKS, OTHER_SOLUTION, NEW_SEARCH, MEET_AGAIN)
"""Word of how something ended or goes on: to a mentor who declined, to a mentor whose pairing
closed, to a mentee for whom a search begins anew, to two who meet once more before they decide.
None tells who said no, or why (F8, F10, F19)."""

MANAGERS_OWN = frozenset({"proposal", "new-proposal"})
"""Deadlines that no letter to a participant moves on."""

APART = 7
"""Calendar days from one letter to the next to the same person, at least."""
_NEWS = 14
"""Adjusted days for which word of an end is news."""
_REMEMBERED = 30
"""Calendar days for which the log is kept."""


class Matter(NamedTuple):
    """Something to write to a participant about: a kind of deadline, or a notice."""

    kind: str
    participant: str
    pairing: str | None


class LeftOut(NamedTuple):
    """A matter that no letter was drafted for, and why: a word for programs."""

    matter: Matter
    why: str


class Entry(NamedTuple):
    """A line of the log: on a day a letter to a participant told of a kind of matter.

    No name, no word of it.
    """

    on: date
    participant: str
    kind: str


class Post(NamedTuple):
    """What a day brings: the matters of each letter, gravest first, by participant; and what was left out."""

    letters: dict[str, list[Matter]]
    left_out: list[LeftOut]

    def entries(self, today: date) -> list[Entry]:
        """Return what the log has to remember of this day."""
        return [
            Entry(today, participant, matter.kind)
            for participant, matters in self.letters.items()
            for matter in matters
        ]


class _News(NamedTuple):
    matter: Matter
    since: date


def post(snapshot: Snapshot, log: Iterable[Entry] | None, day_off: Callable[[date], bool]) -> Post:
    """Return today's letters.

    A log of None is one that cannot be kept: then Mondays alone are days for letters.

    With a log a letter may be drafted on any day, and again on the same day as often as one likes.
    """
    past = None if log is None else [entry for entry in log if entry.on != snapshot.today]
    recent = {
        entry.participant for entry in past or () if abs(entry.on - snapshot.today).days < APART
    }
    found = Post({}, [])
    news = (word.matter for word in _news(snapshot) if not _told(word, snapshot, past, day_off))
    for matter in (*news, *_overdue(snapshot)):
        why = _stopped(matter, snapshot)
        if why is None and past is None and not _monday(snapshot.today, day_off):
            why = "not-monday"
        if why is None and matter.participant in recent:
            why = "recent"
        if why is None:
            found.letters.setdefault(matter.participant, []).append(matter)
        else:
            found.left_out.append(LeftOut(matter, why))
    return found


def _overdue(snapshot: Snapshot) -> Iterator[Matter]:
    """Yield what is overdue and may be written about.

    Where it is unknown whether two met, only that is asked.
    """
    items = [
        item
        for item in deadlines.due(snapshot, 0)
        if item.status == OVERDUE and item.kind not in MANAGERS_OWN
    ]
    unknown = {item.pairing for item in items if item.kind == "outcome"}
    matters = (Matter(item.kind, item.participant, item.pairing) for item in items)
    yield from dict.fromkeys(
        matter
        for matter in matters
        if matter.kind not in {"first-meeting", "next-meeting"} or matter.pairing not in unknown
    )


def _news(snapshot: Snapshot) -> Iterator[_News]:
    """Yield word of ends and of second first meetings while it is news."""
    for pairing in snapshot.pairings.values():
        breaks = snapshot.breaks(pairing.cohort)
        yield from (
            news
            for news in _notices(pairing, snapshot)
            if calendar.adjusted(news.since, snapshot.today, breaks) <= _NEWS
        )


def _told(
    news: _News, snapshot: Snapshot, past: list[Entry] | None, day_off: Callable[[date], bool]
) -> bool:
    """Say whether word is drafted on another day: by the log, else on the first Monday for letters after it happened."""
    matter, since = news
    if past is not None:
        return any(
            entry.participant == matter.participant
            and entry.kind == matter.kind
            and entry.on >= since
            for entry in past
        )
    breaks = snapshot.breaks(snapshot.pairings[matter.pairing or ""].cohort)
    days = (
        date.fromordinal(day) for day in range(since.toordinal() + 1, snapshot.today.toordinal())
    )
    # What happens on a Monday may be entered after that Monday's run: it is for the next.
    return since == snapshot.today or any(
        _monday(day, day_off) and not calendar.lies_in(day, breaks) for day in days
    )


def _notices(pairing: Pairing, snapshot: Snapshot) -> Iterator[_News]:
    """Yield what the two of a pairing should hear.

    It depends on what they themselves know, never on who said no.
    """
    stage = snapshot.stages[pairing.id]
    since = stage.since or snapshot.today
    reason = "" if pairing.ended is None else pairing.ended.reason
    if stage.name == "mentor-declined":
        yield _News(Matter(THANKS, pairing.mentor, pairing.id), since)
    elif stage.name == "feedback":
        yield from _meet_again(pairing, snapshot)
    elif stage.name in {"mentee-objected", "not-started", "ended-early", "withdrawn"}:
        ended = stage.name in {"ended-early", "withdrawn"}
        if _known(pairing.proposal.mentor_asked, since) and not (ended and reason == "mentor-left"):
            yield _News(Matter(OTHER_SOLUTION, pairing.mentor, pairing.id), since)
        told = stage.name != "mentee-objected" and _known(pairing.proposal.mentee_informed, since)
        if told and not (ended and reason == "mentee-left") and _searched_for(pairing, snapshot):
            yield _News(Matter(NEW_SEARCH, pairing.mentee, pairing.id), since)


def _known(fact: date | None, on: date) -> bool:
    return fact is not None and fact <= on


def _searched_for(pairing: Pairing, snapshot: Snapshot) -> bool:
    """Say whether the mentee waits for a new mentor, as far as the mentee knows.

    A mentor who has been asked but not yet proposed to the mentee ends no search. A mentee who has
    withdrawn, or whose files could not be read, is left to `_stopped`, which gives the reason.
    """
    person = snapshot.participants.get(pairing.mentee)
    if person is None:
        return True
    return all(
        obstacle.kind in {waiting.WITHDRAWN, waiting.UNREAD}
        or (
            obstacle.kind == waiting.PAIRED
            and obstacle.pairing is not None
            and not _known(obstacle.pairing.proposal.mentee_informed, snapshot.today)
        )
        for obstacle in waiting.obstacles(snapshot, person)
    )


def _meet_again(pairing: Pairing, snapshot: Snapshot) -> Iterator[_News]:
    """Yield the same to both once both have answered, one of them undecided, and no further meeting is booked."""
    today = snapshot.today
    last = lifecycle.held(pairing, today)[-1]
    answers = [
        answer
        for answer in (pairing.mentee_feedback, pairing.mentor_feedback)
        if answer is not None and answer.on <= today
    ]
    valid = [answer for answer in answers if answer.answer == "start" or answer.on >= last]
    if len(valid) == 2 and not snapshot.booked(pairing):
        since = max(answer.on for answer in valid)
        yield _News(Matter(MEET_AGAIN, pairing.mentee, pairing.id), since)
        yield _News(Matter(MEET_AGAIN, pairing.mentor, pairing.id), since)


def _stopped(matter: Matter, snapshot: Snapshot) -> str | None:
    """Return why nothing is written to anyone about this, or None."""
    pairing = None if matter.pairing is None else snapshot.pairings[matter.pairing]
    sides = (matter.participant,) if pairing is None else (pairing.mentee, pairing.mentor)
    person = snapshot.participants.get(matter.participant)
    if (
        person is None
        or any(side not in snapshot.participants for side in sides)
        or sides[0] in snapshot.unsure
    ):
        return "unread"
    mentee = snapshot.participants[sides[0]].mentee
    withdrawn = (
        mentee is not None and mentee.withdrawn is not None and mentee.withdrawn <= snapshot.today
    )
    if withdrawn and (matter.kind not in NOTICES or matter.participant == sides[0]):
        return "withdrawn"
    cohort = pairing.cohort if pairing is not None else None if mentee is None else mentee.cohort
    if cohort not in snapshot.cohorts:
        return "unread"
    if calendar.lies_in(snapshot.today, snapshot.breaks(cohort)):
        return "break"
    if (
        pairing is not None
        and not snapshot.stages[pairing.id].closed
        and lifecycle.resting(pairing, snapshot.today) is not None
    ):
        return "pause"
    if person.protected:
        return "protected"
    return None if reachable(person.email) else "no-address"


def reachable(email: str | None) -> bool:
    """Say whether there is an address that any mail program can write to: a dot-atom at a domain, in ASCII (RFC 5322)."""
    return (
        email is not None
        and re.fullmatch(rf"{_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})+", email) is not None
    )


_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"


def _monday(day: date, day_off: Callable[[date], bool]) -> bool:
    return day.weekday() == 0 and not day_off(day)


# The log.


def read_log(text: str) -> tuple[list[Entry], int | None]:
    """Return the entries of a log, and the first line that is none."""
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        fields = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([a-z0-9-]+) ([a-z-]+)", line)
        try:
            entries.append(Entry(date.fromisoformat(fields[1]), fields[2], fields[3]))  # type: ignore[index]
        except (TypeError, ValueError):
            return entries, number
    return entries, None


def written_log(log: Iterable[Entry], found: Post, today: date) -> str:
    """Return the log after today's letters, which replace what was noted earlier today.

    What is a month old is dropped.
    """
    kept = {
        entry
        for entry in log
        if entry.on != today and today - entry.on <= timedelta(days=_REMEMBERED)
    }
    return "".join(
        f"{entry.on.isoformat()} {entry.participant} {entry.kind}\n"
        for entry in sorted(kept.union(found.entries(today)))
    )
