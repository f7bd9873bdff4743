"""Who gets a letter on a day and about what, and which matters get no letter and why.

There are two kinds of matter: an overdue deadline, and a notice of how something began, goes on or
ended, which no deadline asks for. In both cases no one gets two letters within seven days. A log of
what was drafted ensures that; if no log can be kept, letters are drafted on Mondays alone.

Nothing that goes to a mentee names a mentor before `mentee_informed`, apart from the letter that
informs the mentee of a mentor who has said yes (F7).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from mentorskap.letters.addresses import reachable
from mentorskap.model import calendar, deadlines, lifecycle, managers, waiting
from mentorskap.model.deadlines import OVERDUE
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mentorskap.files.records import Pairing, Participant
    from mentorskap.model.snapshot import Snapshot

THANKS, OTHER_SOLUTION, NEW_SEARCH, COMPLETION, INTRODUCTION, MEET_AGAIN, START = (
    "thanks",
    "other-solution",
    "new-search",
    "completion",
    "introduction",
    "meet-again",
    "start",
)
NOTICES = (THANKS, OTHER_SOLUTION, NEW_SEARCH, COMPLETION, INTRODUCTION, MEET_AGAIN, START)
"""Notices of how something ended or goes on: to a mentor who declined, to a mentor whose pairing
closed, to a mentee for whom a new search begins, to two who have completed their pairing, to two
who can now reach each other, to two who meet once more before they decide, to two who begin.
None reveals who refused, or why (F8, F10, F19)."""

ENDS = frozenset({THANKS, OTHER_SOLUTION, NEW_SEARCH, COMPLETION})
"""Notices of an end. A letter about one is about nothing else, so that it cannot contradict it."""
_AFTER_THE_LAST_DAY = ENDS | {"outcome", "closing"}
"""What may be written about once the pairing's own last day has passed."""
_INSTEAD = {
    "outcome": frozenset({"first-meeting", "second-meeting", "next-meeting"}),
    MEET_AGAIN: frozenset({"second-meeting"}),
    START: frozenset({"next-meeting"}),
}
"""While a letter asks one thing about a pairing, it does not ask these about it as well."""

INFORMATION = "notice"
"""The deadline for telling a mentor what is stored. Its letter is drafted before it is late."""

YEARLY = "yearly"
"""The letter that asks a mentor, once a year and only on request, whether the file still holds."""
_YEAR = 365
"""The least number of calendar days between two of them."""

MANAGERS_OWN = frozenset({"proposal", "new-proposal"})
"""Kinds of deadline that only the manager can move on."""

APART = 7
"""The least number of calendar days between two letters to the same person."""
_FRESH = 14
"""Adjusted days during which a notice may still be drafted."""
_LOG_DAYS = dict.fromkeys(NOTICES, 180) | {YEARLY: 400}
"""Calendar days that an entry stays in the log, by kind: of a notice, which is drafted once, and
of the yearly letter. 30 for all others."""


class Matter(NamedTuple):
    """Something to write to a participant about: a kind of deadline, or a notice."""

    kind: str
    participant: str
    pairing: str | None


class Cause(managers.Concern, Protocol):
    """A matter, or the deadline that it comes from."""

    @property
    def kind(self) -> str:
        """The kind of deadline or notice."""


class Skipped(NamedTuple):
    """A matter without a letter, and why: a key of `titles.LEFT_OUT`.

    `drafted` is the day of the latest draft to the person, if that is why.
    """

    matter: Matter
    why: str
    drafted: date | None = None


class LogEntry(NamedTuple):
    """A line of the log: the day of a draft, the reader's id, and a matter in the letter.

    It contains no name and no sentence of the letter. `sent` is whether the manager has said that
    the letter was sent.
    """

    on: date
    participant: str
    kind: str
    pairing: str = ""
    sent: bool = False


class Post(NamedTuple):
    """A day's letters, each its matters by participant, gravest first; and the matters without.

    An introduction is a letter of its own, beside the one letter a week.
    """

    letters: dict[str, list[Matter]]
    skipped: list[Skipped]
    introductions: tuple[Matter, ...] = ()

    @property
    def each(self) -> list[list[Matter]]:
        """The matters of every letter: introductions first, then by the reader's id."""
        introductions = ([matter] for matter in sorted(self.introductions))
        return [*introductions, *(matters for _, matters in sorted(self.letters.items()))]

    def entries(self, today: date) -> list[LogEntry]:
        """Return what the log must record of the day."""
        return [
            LogEntry(today, matter.participant, matter.kind, matter.pairing or "")
            for matters in self.each
            for matter in matters
        ]


class _Notice(NamedTuple):
    matter: Matter
    since: date


def post(
    snapshot: Snapshot,
    log: Iterable[LogEntry] | None,
    day_off: Callable[[date], bool],
    *,
    yearly: bool = False,
) -> Post:
    """Return today's letters, with `yearly` also those that ask mentors if their files still hold.

    With a log, letters may be drafted on any day, and again on the same day with the same result.
    If `log` is None, no log can be kept, and letters are drafted on Mondays alone.
    """
    past = (
        None
        if log is None
        else [entry for entry in log if entry.on != snapshot.today or entry.sent]
    )
    recent = {
        entry.participant: entry.on
        for entry in sorted(past or ())
        if abs(entry.on - snapshot.today).days < APART and entry.kind != INTRODUCTION
    }
    notices = (
        notice.matter
        for notice in _notices(snapshot)
        if not _drafted_before(notice, snapshot, past, day_off)
    )
    today, introductions = Post({}, []), []
    questions = _questions(snapshot, past or ()) if yearly else {}
    for matter in (*notices, *_overdue(snapshot), *questions):
        why = questions.get(matter) or _why_not(matter, snapshot)
        if why is None and past is None and not _monday(snapshot.today, day_off):
            why = "not-monday"
        if why is not None:
            today.skipped.append(Skipped(matter, why))
        elif matter.kind == INTRODUCTION:
            introductions.append(matter)
        elif matter.participant in recent:
            today.skipped.append(Skipped(matter, "recent", recent[matter.participant]))
        else:
            today.letters.setdefault(matter.participant, []).append(matter)
    weekly = _by_one_manager(without_contradictions(today), snapshot)
    return weekly._replace(introductions=tuple(introductions))


def _questions(snapshot: Snapshot, past: Iterable[LogEntry]) -> dict[Matter, str | None]:
    """Return the yearly letters, each with why it waits: it was drafted within a year."""
    today = snapshot.today
    recent = {
        entry.participant
        for entry in past
        if entry.kind == YEARLY and (today - entry.on).days < _YEAR
    }
    return {
        matter: "this-year"
        if matter.participant in recent or (added is not None and 0 <= (today - added).days < _YEAR)
        else None
        for matter, added in _yearly(snapshot)
    }


def _yearly(snapshot: Snapshot) -> Iterator[tuple[Matter, date | None]]:
    """Yield a yearly letter to each mentor who has not left, and the day the mentor was entered."""
    for person in snapshot.participants.values():
        if person.mentor is not None and not _happened(person.mentor.left, snapshot.today):
            yield Matter(YEARLY, person.id, None), person.mentor.added


def without_contradictions(post: Post) -> Post:
    """Return a post in which a letter about an end is about nothing else and asks nothing twice."""
    letters: dict[str, list[Matter]] = {}
    skipped = list(post.skipped)
    for participant, matters in post.letters.items():
        ends = [matter for matter in matters if matter.kind in ENDS]
        answered = {
            (kind, matter.pairing) for matter in matters for kind in _INSTEAD.get(matter.kind, ())
        }
        letters[participant] = ends or [
            matter for matter in matters if (matter.kind, matter.pairing) not in answered
        ]
        if ends:
            rest = (matter for matter in matters if matter not in ends)
            skipped += (Skipped(matter, "word-of-an-end") for matter in rest)
    return Post(letters, skipped)


def of_manager(post: Post, snapshot: Snapshot, id_: str | None) -> Post:
    """Return the part of a post that the manager with an id writes; without an id, all of it."""
    return Post(
        {
            participant: matters
            for participant, matters in post.letters.items()
            if managers.acts(snapshot, matters[0], id_)
        },
        [skipped for skipped in post.skipped if managers.acts(snapshot, skipped.matter, id_)],
        tuple(matter for matter in post.introductions if managers.acts(snapshot, matter, id_)),
    )


def _by_one_manager(post: Post, snapshot: Snapshot) -> Post:
    """Return a post in which each letter is about the matters of one manager.

    A letter speaks as “I” and has one sender, and no one gets two letters in a week. Where two
    managers have something to write to the same person, a notice comes first, for it is drafted
    once; otherwise the managers take turns by the week.
    """
    if not managers.several(snapshot.programme):
        return post
    letters: dict[str, list[Matter]] = {}
    skipped = list(post.skipped)
    for participant, matters in post.letters.items():
        writers = {matter: managers.acting(snapshot, matter) for matter in matters}
        first = [matter for matter in matters if matter.kind in NOTICES] or matters
        turns = sorted({writer.id for matter in first if (writer := writers[matter]) is not None})
        turn = turns[(snapshot.today.toordinal() - 1) // 7 % len(turns)]
        for matter in matters:
            writer = writers[matter]
            if writer is not None and writer.id == turn:
                letters.setdefault(participant, []).append(matter)
            else:
                skipped.append(Skipped(matter, "other-manager"))
    return Post(letters, skipped)


def _may_know(pairing: Pairing, kind: str, snapshot: Snapshot) -> bool:
    """Say whether a letter of a kind may name the mentor to the mentee (F7)."""
    if kind == "inform-mentee":
        return snapshot.stages[pairing.id].name == "mentor-accepted"
    return _happened(pairing.proposal.mentee_informed, snapshot.today)


def _overdue(snapshot: Snapshot) -> Iterator[Matter]:
    """Yield overdue matters that a letter can move on, and whom to inform of what is stored."""
    matters = (
        Matter(item.kind, item.participant, item.pairing)
        for item in deadlines.due(snapshot)
        if item.status == OVERDUE or item.kind == INFORMATION
    )
    yield from dict.fromkeys(matter for matter in matters if not managers_alone(matter, snapshot))


def managers_alone(matter: Cause, snapshot: Snapshot) -> bool:
    """Say whether a matter is the manager's alone, so that no one is written to about it.

    What becomes of a pairing that never started is for the manager to decide.
    """
    if matter.kind != "closing":
        return matter.kind in MANAGERS_OWN
    pairing = None if matter.pairing is None else snapshot.pairings.get(matter.pairing)
    return pairing is None or lifecycle.started_on(pairing, snapshot.today) is None


def barred(matter: Cause, snapshot: Snapshot) -> str | None:
    """Return why a letter would tell too much or come too late, a key of `titles.LEFT_OUT`.

    None if it may be written.
    """
    pairing = None if matter.pairing is None else snapshot.pairings.get(matter.pairing)
    if pairing is None:
        return None
    if matter.participant == pairing.mentee and not _may_know(pairing, matter.kind, snapshot):
        return "not-informed"
    last = snapshot.last_day(pairing)
    over = last is not None and last < snapshot.today
    return "over" if over and matter.kind not in _AFTER_THE_LAST_DAY else None


def _notices(snapshot: Snapshot) -> Iterator[_Notice]:
    """Yield the notices that are still fresh."""
    for pairing in snapshot.pairings.values():
        breaks = snapshot.breaks(pairing.cohort)
        first = snapshot.limits_of(pairing.cohort).first_meeting
        for notice in _notices_of(pairing, snapshot):
            # After that limit, the reminder of the first meeting says how the two reach each other.
            days = first if notice.matter.kind == INTRODUCTION else _FRESH
            if calendar.adjusted(notice.since, snapshot.today, breaks) <= days:
                yield notice


def still_true(snapshot: Snapshot) -> Iterator[Matter]:
    """Yield what a notice, or a yearly letter, may still say, whenever it was drafted."""
    for matter, _ in _yearly(snapshot):
        if _why_not(matter, snapshot) in {None, "break"}:
            yield matter
    for pairing in snapshot.pairings.values():
        for notice in _notices_of(pairing, snapshot):
            if _why_not(notice.matter, snapshot) in {None, "break", "pause"}:
                yield notice.matter


def _drafted_before(
    notice: _Notice,
    snapshot: Snapshot,
    past: list[LogEntry] | None,
    day_off: Callable[[date], bool],
) -> bool:
    """Say whether a notice belongs to another day.

    The log shows it; without a log, the day is the first Monday for letters after the event.
    """
    matter, since = notice
    if past is not None:
        return any(
            entry.participant == matter.participant
            and entry.kind == matter.kind
            and entry.pairing in {"", matter.pairing}
            and entry.on >= since
            for entry in past
        )
    breaks = snapshot.breaks(snapshot.pairings[matter.pairing or ""].cohort)
    days = (
        date.fromordinal(day) for day in range(since.toordinal() + 1, snapshot.today.toordinal())
    )
    # An event on a Monday may be entered after that Monday's run, so it waits for the next.
    return since == snapshot.today or any(
        _monday(day, day_off) and not calendar.lies_in(day, breaks) for day in days
    )


_CLOSED = frozenset({"mentee-objected", "not-started", "ended-early", "withdrawn"})


def _notices_of(pairing: Pairing, snapshot: Snapshot) -> Iterator[_Notice]:
    """Yield what the two of a pairing should hear.

    It depends on what they themselves know, never on who refused.
    """
    stage = snapshot.stages[pairing.id]
    since = stage.since or snapshot.today
    if stage.name == "mentor-declined":
        yield _Notice(Matter(THANKS, pairing.mentor, pairing.id), since)
    elif stage.name == "first-meeting":
        yield from _to_both(INTRODUCTION, pairing, since)
    elif stage.name == "feedback":
        yield from _meet_again(pairing, snapshot)
    elif (start := lifecycle.started_on(pairing, snapshot.today)) is not None and not stage.closed:
        yield from _to_both(START, pairing, start)
    elif stage.name == "completed":
        yield from _to_both(COMPLETION, pairing, since)
    elif stage.name in _CLOSED:
        # A side that left knows already: that reason is read only if the pairing itself ended.
        ended = pairing.ended if stage.name in {"ended-early", "withdrawn"} else None
        reason = None if ended is None else ended.reason
        if _happened(pairing.proposal.mentor_asked, since) and reason != "mentor-left":
            yield _Notice(Matter(OTHER_SOLUTION, pairing.mentor, pairing.id), since)
        if (
            stage.name != "mentee-objected"
            and _happened(pairing.proposal.mentee_informed, since)
            and reason != "mentee-left"
            and _needs_new_search(pairing, snapshot)
        ):
            yield _Notice(Matter(NEW_SEARCH, pairing.mentee, pairing.id), since)


def _happened(fact: date | None, today: date) -> bool:
    return fact is not None and fact <= today


def _needs_new_search(pairing: Pairing, snapshot: Snapshot) -> bool:
    """Say whether the mentee waits for a new mentor, as far as the mentee knows.

    A mentor who has been asked but not yet proposed to the mentee does not end the search. A mentee
    who has withdrawn, or whose files could not be read, is left to `_why_not`, which gives the
    reason.
    """
    person = snapshot.participants.get(pairing.mentee)
    if person is None:
        return True
    return all(
        obstacle.kind in {waiting.WITHDRAWN, waiting.UNREAD}
        or (
            obstacle.kind == waiting.PAIRED
            and obstacle.pairing is not None
            and not _happened(obstacle.pairing.proposal.mentee_informed, snapshot.today)
        )
        for obstacle in waiting.obstacles(snapshot, person, person.participation(pairing.cohort))
    )


def _meet_again(pairing: Pairing, snapshot: Snapshot) -> Iterator[_Notice]:
    """Yield the same notice to both.

    Both have answered, at least one is undecided, and no further meeting is booked, not even one
    whose outcome is unknown.
    """
    today = snapshot.today
    last = lifecycle.held(pairing, today)[-1]
    answers = [
        lifecycle.latest(side, today) for side in (pairing.mentee_feedback, pairing.mentor_feedback)
    ]
    valid = [
        answer
        for answer in answers
        if answer is not None and (answer.answer == "start" or answer.on >= last)
    ]
    planned = any(
        meeting.outcome == "planned" and meeting.on >= last for meeting in pairing.meetings
    )
    if len(valid) == 2 and not planned:
        yield from _to_both(MEET_AGAIN, pairing, max(answer.on for answer in valid))


def _to_both(kind: str, pairing: Pairing, since: date) -> Iterator[_Notice]:
    yield _Notice(Matter(kind, pairing.mentee, pairing.id), since)
    yield _Notice(Matter(kind, pairing.mentor, pairing.id), since)


def _why_not(matter: Matter, snapshot: Snapshot) -> str | None:
    """Return why no letter may be written about a matter, a key of `titles.LEFT_OUT`, or None."""
    pairing = None if matter.pairing is None else snapshot.pairings[matter.pairing]
    sides = (matter.participant,) if pairing is None else (pairing.mentee, pairing.mentor)
    person = snapshot.participants.get(matter.participant)
    if person is None or not snapshot.participants.keys() >= set(sides):
        return "unread"
    if sides[0] in snapshot.unsure:
        return "unread"
    if (why := barred(matter, snapshot)) is not None:
        return why
    if _withdrawn(matter, sides[0], snapshot):
        return "withdrawn"
    if matter.kind in {INFORMATION, YEARLY}:
        return _unwritable(person) or (
            "break" if matter.kind == YEARLY and _rests(person, snapshot) else None
        )
    participation = waiting.current(snapshot, snapshot.participants[sides[0]])
    cohort = None if participation is None else participation.cohort
    if pairing is not None:
        cohort = pairing.cohort
    if cohort not in snapshot.cohorts:
        return "unread"
    if calendar.lies_in(snapshot.today, snapshot.breaks(cohort)):
        return "break"
    if pairing is not None and _paused(pairing, snapshot):
        return "pause"
    return _unwritable(person)


def _rests(mentor: Participant, snapshot: Snapshot) -> bool:
    """Say whether a cohort in which a mentor has a live pairing has a break."""
    return any(
        calendar.lies_in(snapshot.today, snapshot.breaks(pairing.cohort))
        for pairing in snapshot.by_mentor.get(mentor.id, ())
        if snapshot.live(pairing)
    )


def _unwritable(person: Participant) -> str | None:
    if person.protected:
        return "protected"
    return None if reachable(person.email) else "no-address"


def _withdrawn(matter: Matter, id_: str, snapshot: Snapshot) -> bool:
    """Say whether a mentee has left; the mentor still hears of the end."""
    person = snapshot.participants[id_]
    pairing = None if matter.pairing is None else snapshot.pairings[matter.pairing]
    participation = (
        waiting.current(snapshot, person)
        if pairing is None
        else person.participation(pairing.cohort)
    )
    if participation is None or not _happened(participation.withdrawn, snapshot.today):
        return False
    return matter.kind not in ENDS or matter.participant == id_


def _paused(pairing: Pairing, snapshot: Snapshot) -> bool:
    closed = snapshot.stages[pairing.id].closed
    return not closed and lifecycle.resting(pairing, snapshot.today) is not None


def _monday(day: date, day_off: Callable[[date], bool]) -> bool:
    return day.weekday() == 0 and not day_off(day)


# The log.


def read_log(text: str) -> tuple[list[LogEntry], int | None]:
    """Return the entries of a log, and the number of the first malformed line."""
    entries: list[LogEntry] = []
    for number, line in enumerate(text.splitlines(), 1):
        fields = re.fullmatch(_ENTRY, line)
        if fields is None:
            return entries, number
        try:
            on = date.fromisoformat(fields[1])
        except ValueError:
            return entries, number
        entries.append(LogEntry(on, fields[2], fields[3], fields[4] or "", fields[5] is not None))
    return entries, None


_ENTRY = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([a-z0-9-]+) ([a-z-]+)(?: ([a-z0-9-]+--[a-z0-9-]+))?( sent)?"
)


def written_log(log: Iterable[LogEntry], post: Post, today: date, *, whole: bool = True) -> str:
    """Return the log with today's letters, which replace the unsent entries of today.

    If the post is not the `whole` day's, entries of today to other readers stay. Entries older
    than 30 calendar days are dropped; those of some kinds stay longer.
    """
    readers = {matters[0].participant for matters in post.each}
    entries = {
        entry
        for entry in log
        if (entry.on != today or entry.sent or not (whole or entry.participant in readers))
        and today - entry.on <= timedelta(days=_LOG_DAYS.get(entry.kind, 30))
    }
    return as_log(entries.union(post.entries(today)))


def as_log(entries: Iterable[LogEntry]) -> str:
    """Return entries as the text of a log."""
    return "".join(
        " ".join(
            filter(
                None,
                (
                    entry.on.isoformat(),
                    entry.participant,
                    entry.kind,
                    entry.pairing,
                    "sent" if entry.sent else "",
                ),
            )
        )
        + "\n"
        for entry in sorted(entries)
    )


def with_sent(log: Iterable[LogEntry], on: date, participant: str, pairing: str) -> list[LogEntry]:
    """Return the log in which a letter of a day is sent; `pairing` is that of an introduction."""
    return [
        entry._replace(sent=True)
        if entry.on == on
        and entry.participant == participant
        and (entry.kind == INTRODUCTION) == bool(pairing)
        and pairing in {"", entry.pairing}
        else entry
        for entry in log
    ]
