"""The answers that a letter awaits, each as a link that opens a finished mail to the manager.

An answer is a subject of `words/answer_line`. There is none for a refusal or an end: they are for
two people to talk about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.letters.addresses import reachable
from mentorskap.model import managers
from mentorskap.words import answer_line
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Day, Given, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from mentorskap.files.records import Manager, Meeting, Pairing
    from mentorskap.letters.due import Cause
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice

MOST = 4
"""The most answers in one letter."""


class Reply(NamedTuple):
    """An answer that a reader may give: what it says, and the subject that gives it."""

    label: Sentence
    subject: str
    lacks_day: bool = False
    """Whether the mail's own day counts if the reader adds none."""


def awaited(matter: Cause, pairing: Pairing, snapshot: Snapshot) -> tuple[Reply, ...]:
    """Return the answers that a letter about a matter awaits from its reader."""
    answers = _AWAITED.get(matter.kind)
    return () if answers is None else tuple(answers(matter.participant, pairing, snapshot))


def link(
    snapshot: Snapshot, reader: str, pairing: Pairing, answer: str, day: date | None = None
) -> str | None:
    """Return the link with which a participant gives an answer to the manager who acts today.

    None if that manager has no usable address.
    """
    manager = managers.acting(snapshot, managers.Affair(pairing.id, reader))
    if manager is None or not reachable(manager.email):
        return None
    return answer_line.mailto(manager.email, _subject(snapshot, reader, pairing, answer, day))


def together(each: Iterable[tuple[Reply, ...]]) -> tuple[Reply, ...]:
    """Return the answers to several matters: the first matters', as many as fit in a letter."""
    chosen: dict[str, Reply] = {}
    for replies in each:
        more = {**chosen, **{reply.subject: reply for reply in replies}}
        if len(more) > MOST:
            break
        chosen = more
    return tuple(chosen.values())


def lines(replies: Iterable[Reply], manager: Manager | None, voice: Voice) -> list[str]:
    """Return the last lines of a letter, with a link for each answer; empty without an address."""
    offered = list(replies)
    if not offered or manager is None or not reachable(manager.email):
        return []
    address = manager.email
    hint = [_ANOTHER_DAY] if any(reply.lacks_day for reply in offered) else []
    return [
        voice(say("Answer with one tap: an email opens, ready to send.")),
        *(
            f"{voice(reply.label)}: {answer_line.mailto(address, reply.subject)}"
            for reply in offered
        ),
        *map(voice, hint),
        voice(_WRITE if manager.phone is None else _CALL),
    ]


_ANOTHER_DAY = say(
    "Was the meeting on another day than today? Add it at the end of the subject, as 2026-12-08."
)
_CALL = say("Is your answer something else, or would you rather talk? Ring me or write to me.")
_WRITE = say("Is your answer something else, or would you rather talk? Write to me.")


def _subject(
    snapshot: Snapshot, reader: str, pairing: Pairing, answer: str, day: date | None = None
) -> str:
    """Return the subject of an answer; it names the pairing only if the reader has several.

    A mentor who is asked does not know the mentee yet, so that the yes names no pairing either.
    """
    alone = answer == answer_line.ACCEPTED or live_of(snapshot, reader) == [pairing.id]
    return answer_line.subject(answer, None if alone else pairing.id, day)


def live_of(snapshot: Snapshot, id_: str) -> list[str]:
    """Return the ids of a person's live pairings, as mentee or mentor."""
    return [pairing.id for pairing in snapshot.pairings_of(id_) if snapshot.live(pairing)]


def _another(reader: str, pairing: Pairing) -> Given:
    return Given(pairing.mentor if reader == pairing.mentee else pairing.mentee)


def _yes(reader: str, pairing: Pairing, snapshot: Snapshot) -> Iterator[Reply]:
    label = (
        say("Yes, I would like to meet {mentor}", mentor=Given(pairing.mentor))
        if reader == pairing.mentee
        else say("Yes, I would like to be a mentor")
    )
    yield Reply(label, _subject(snapshot, reader, pairing, answer_line.ACCEPTED))


def _whether_to_begin(reader: str, pairing: Pairing, snapshot: Snapshot) -> Iterator[Reply]:
    person = _another(reader, pairing)
    yield Reply(
        say("Yes, I want to begin with {person}", person=person),
        _subject(snapshot, reader, pairing, answer_line.START),
    )
    yield Reply(
        say("I would like to meet {person} once more", person=person),
        _subject(snapshot, reader, pairing, answer_line.UNDECIDED),
    )


def _met_and_whether_to_begin(reader: str, pairing: Pairing, snapshot: Snapshot) -> Iterator[Reply]:
    if reader == pairing.mentee:
        yield _met(reader, pairing, snapshot)
    yield from _whether_to_begin(reader, pairing, snapshot)


def _met(reader: str, pairing: Pairing, snapshot: Snapshot) -> Reply:
    """Return that the two have met: on the day that was planned and has come, else on a day."""
    past = _unknown(pairing, snapshot)
    if past:
        return _was_held(reader, pairing, snapshot, past[-1])
    return Reply(
        say("We have met"),
        _subject(snapshot, reader, pairing, answer_line.HELD),
        lacks_day=True,
    )


def _was_held(reader: str, pairing: Pairing, snapshot: Snapshot, meeting: Meeting) -> Reply:
    return Reply(
        say("We met on {day}", day=Day(meeting.on)),
        _subject(snapshot, reader, pairing, answer_line.HELD, meeting.on),
    )


def _unknown(pairing: Pairing, snapshot: Snapshot) -> list[Meeting]:
    """Return the planned meetings whose day has come, in the order of their days."""
    planned = (meeting for meeting in pairing.meetings if meeting.outcome == "planned")
    return sorted(
        (meeting for meeting in planned if meeting.on <= snapshot.today),
        key=lambda meeting: meeting.on,
    )


def _outcome(reader: str, pairing: Pairing, snapshot: Snapshot) -> Iterator[Reply]:
    """Yield what may have become of one meeting, or the two likeliest things of each of two."""
    unknown = _unknown(pairing, snapshot)[:2]
    for meeting in unknown:
        yield _was_held(reader, pairing, snapshot, meeting)
        if len(unknown) == 1:
            yield _moved(reader, pairing, snapshot, meeting)
        yield _cancelled(reader, pairing, snapshot, meeting)
        if len(unknown) == 1:
            yield Reply(
                say("One of us did not come"),
                _subject(snapshot, reader, pairing, answer_line.NO_SHOW, meeting.on),
            )


def _moved(reader: str, pairing: Pairing, snapshot: Snapshot, meeting: Meeting) -> Reply:
    return Reply(
        say(
            "The meeting on {day} is moved (add the new day at the end of the subject)",
            day=Day(meeting.on),
        ),
        _subject(snapshot, reader, pairing, answer_line.MOVED, meeting.on),
    )


def _cancelled(reader: str, pairing: Pairing, snapshot: Snapshot, meeting: Meeting) -> Reply:
    return Reply(
        say("The meeting on {day} is cancelled", day=Day(meeting.on)),
        _subject(snapshot, reader, pairing, answer_line.CANCELLED, meeting.on),
    )


def _next(reader: str, pairing: Pairing, snapshot: Snapshot) -> Iterator[Reply]:
    yield _met(reader, pairing, snapshot)
    ahead = snapshot.next_booked(pairing)
    if ahead is not None and ahead.on > snapshot.today:
        yield _moved(reader, pairing, snapshot, ahead)
        yield _cancelled(reader, pairing, snapshot, ahead)
        return
    yield Reply(
        say("Our meeting was cancelled"),
        _subject(snapshot, reader, pairing, answer_line.CANCELLED),
        lacks_day=True,
    )
    yield Reply(
        say("One of us did not come"),
        _subject(snapshot, reader, pairing, answer_line.NO_SHOW),
        lacks_day=True,
    )


_AWAITED: Mapping[str, Callable[[str, Pairing, Snapshot], Iterator[Reply]]] = {
    "mentor-answer": _yes,
    "inform-mentee": _yes,
    "mentee-answer": _yes,
    "introduction": _met_and_whether_to_begin,
    "first-meeting": _met_and_whether_to_begin,
    "second-meeting": _met_and_whether_to_begin,
    "meet-again": _met_and_whether_to_begin,
    "feedback-mentee": _whether_to_begin,
    "feedback-mentor": _whether_to_begin,
    "next-meeting": _next,
    "outcome": _outcome,
}
"""The answers by kind of matter. Other letters are about a talk, or ask nothing."""
