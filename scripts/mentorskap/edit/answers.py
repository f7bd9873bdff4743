"""Answers that came by mail, as facts to be recorded: who says what of which pairing.

Only the address in a person's file speaks for that person, and only of their own pairings. An
address can be forged, so a refusal or an end is never taken from a mail, and a person reads the
list before anything is written.
"""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING

from mentorskap.edit.recording import Recording, recording_from
from mentorskap.files import mails, schema
from mentorskap.words import answer_line, request, spoken
from mentorskap.words.answer_line import ACCEPTED, CANCELLED, MOVED, OF_MEETINGS
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Day, RefusalError, Sentence, Written, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mentorskap.files.mails import Mail
    from mentorskap.files.records import Pairing
    from mentorskap.files.schema import Schema
    from mentorskap.model.snapshot import Snapshot

    Schemas = Callable[[str], Schema]


class MailedFact(NamedTuple):
    """A fact that a mail says: by whom, of which pairing, as the words of `record`."""

    place: str
    sender: str
    pairing: str
    day: date
    words: tuple[str, ...]
    options: Mapping[str, str]

    def recording(self, snapshot: Snapshot, schemas: Schemas) -> Recording:
        """Return the fact as `record` has it. Raises RefusalError if the files do not allow it."""
        if self.words[0] == "meeting" and self.day > snapshot.today:
            pairing = snapshot.pairings[self.pairing]
            planned = any(
                meeting.on == self.day and meeting.outcome == "planned"
                for meeting in pairing.meetings
            )
            if self.words[-1] not in {MOVED, CANCELLED} or not planned:
                raise RefusalError(_ahead(self.day))
        return recording_from(snapshot, self.words, self.options, self.day, schemas)

    @property
    def matter(self) -> tuple[str, ...]:
        """What the fact is about: two facts about the same thing say the same, or contradict."""
        return (*self.words[:-1], self.day.isoformat())


class LeftToRead(NamedTuple):
    """A mail that a person has to read, why, and whose it is, if it is somebody's.

    `refuses` is whether it has a no in it, of `pairing` or of any.
    """

    place: str
    sender: str | None
    why: Sentence
    pairing: str | None = None
    refuses: bool = False


class Inbox(NamedTuple):
    """The mails of a run: facts in the order of their days, and the rest."""

    facts: tuple[MailedFact, ...]
    rest: tuple[LeftToRead, ...]


class Gathered(NamedTuple):
    """Facts that fit, each with what it says, the files they change, and mails left to read.

    A fact that changes nothing is in `same`.
    """

    fitting: tuple[tuple[MailedFact, tuple[Sentence, ...]], ...]
    same: tuple[MailedFact, ...]
    files: Mapping[str, tuple[bytes | None, bytes]]
    """Bytes before and after, by path."""
    rest: tuple[LeftToRead, ...]


def inbox(each: Iterable[Mail], snapshot: Snapshot, schemas: Schemas) -> Inbox:
    """Return what mails say, and which a person has to read."""
    senders: dict[str, list[str]] = {}
    for person in snapshot.participants.values():
        if person.email is not None:
            senders.setdefault(person.email.casefold(), []).append(person.id)
    facts: list[MailedFact] = []
    rest: list[LeftToRead] = []
    for mail in each:
        ids = senders.get(mail.sender.casefold(), []) if mail.fault is None else []
        try:
            if (why := _not_from(mail, ids)) is not None:
                rest.append(LeftToRead(mail.place, None, why))
                continue
            outcome = _understood(mail, ids[0], snapshot, schemas)
        except RefusalError as refused:
            outcome = LeftToRead(mail.place, ids[0], refused.sentence)
        if isinstance(outcome, MailedFact):
            facts.append(outcome)
        else:
            rest.append(outcome)
    facts.sort(key=lambda fact: (fact.day, fact.place))
    agreeing = [fact for fact in facts if not _contradicted(fact, facts, rest)]
    rest += [
        LeftToRead(fact.place, fact.sender, _CONTRADICTS, fact.pairing)
        for fact in facts
        if fact not in agreeing
    ]
    return Inbox(tuple(agreeing), tuple(sorted(rest, key=lambda mail: mail.place)))


_CONTRADICTS = say("another mail says something else about the same thing")
_REFUSES = say("a refusal or an end is never written from a mail")
_FAULTS = {
    mails.NO_MAIL: say("this is not a mail, or its headers cannot be read"),
    mails.OUTLOOK: say("this is Outlook's own format: save the mail as .eml"),
    mails.NO_SENDER: say("the mail has no sender"),
    mails.SENDERS: say("the sender is not exactly one address"),
    mails.TWICE: say("a header is there twice"),
    mails.TOO_LARGE: say("a header is too long"),
}


def _ahead(day: date) -> Sentence:
    return say("{day} has not come yet", day=Day(day))


def _not_from(mail: Mail, ids: list[str]) -> Sentence | None:
    """Return why a mail comes from no participant, or None if it comes from one."""
    if mail.fault is not None:
        return _FAULTS[mail.fault]
    if not ids:
        return say(
            "{address} is in no participant's file", address=Written(answer_line.plain(mail.sender))
        )
    if len(ids) > 1:
        return say("the address is in several files: {ids}", ids=codes(ids))
    return None


def _understood(
    mail: Mail, sender: str, snapshot: Snapshot, schemas: Schemas
) -> MailedFact | LeftToRead:
    words = answer_line.words_after_mark(mail.subject)
    if words is None:
        raise RefusalError(_unclear(mail))
    line = answer_line.taken_apart(words)
    own = snapshot.pairings_of(sender)
    typed = None if line is None else line.pairing
    if _refuses(words, schemas):
        named = [pairing.id for pairing in own if answer_line.same_id(words[0], pairing.id)]
        pairing_id = named[0] if len(named) == 1 else None
        return LeftToRead(mail.place, sender, _REFUSES, pairing_id, refuses=True)
    if line is None:
        raise RefusalError(_unclear(mail))
    sent = _day(mail, snapshot)
    if sent is not None and sent > snapshot.today:
        raise RefusalError(say("the mail is dated {day}, which has not come yet", day=Day(sent)))
    pairing = _pairing(typed, sender, sent if line.answer == ACCEPTED else None, snapshot)
    if line.answer in OF_MEETINGS:
        return _meeting(mail, sender, pairing, line, sent, snapshot)
    if line.after or line.before not in {"", "" if sent is None else sent.isoformat()}:
        raise RefusalError(_unclear(mail))
    if sent is None:
        raise RefusalError(say("the mail has no date that can be read"))
    side = "mentee" if sender == pairing.mentee else "mentor"
    fact = f"{side}-answer" if line.answer == ACCEPTED else "feedback"
    of = () if line.answer == ACCEPTED else (side,)
    return MailedFact(
        mail.place, sender, pairing.id, sent, (fact, pairing.id, *of, line.answer), {}
    )


def _meeting(  # noqa: PLR0913, PLR0917 - what a mail says of a meeting
    mail: Mail,
    sender: str,
    pairing: Pairing,
    line: answer_line.AnswerLine,
    sent: date | None,
    snapshot: Snapshot,
) -> MailedFact:
    moved = line.answer == MOVED
    if not moved and line.before and line.after:
        raise RefusalError(_unclear(mail))
    typed = line.before if moved else line.before or line.after
    seen = sent or snapshot.today
    near = [meeting.on for meeting in pairing.meetings]
    if not typed and sent is None:
        raise RefusalError(say("the mail has no date that can be read, and its subject no day"))
    day = request.day(typed, seen, near) if typed else seen
    if moved and not line.after:
        raise RefusalError(say("the new day of the meeting on {day} is missing", day=Day(day)))
    options = {"to": request.day(line.after, seen, [day]).isoformat()} if moved else {}
    if day > seen and line.answer not in {MOVED, CANCELLED}:
        raise RefusalError(_ahead(day))
    words = ("meeting", pairing.id, day.isoformat(), line.answer)
    return MailedFact(mail.place, sender, pairing.id, day, words, options)


def _unclear(mail: Mail) -> Sentence:
    return say("the subject is not an answer: {subject}", subject=Written(mail.subject))


def _refuses(words: list[str], schemas: Schemas) -> bool:
    """Say whether a subject speaks of a refusal or an end, in the words of the files or others."""
    judge = schemas("pairing")
    parts = [
        schema.at(judge, route)
        for route in (
            ("proposal", "mentor_answer", "answer"),
            ("proposal", "mentee_answer", "answer"),
            ("feedback", "mentee", "answer"),
            ("ended", "reason"),
        )
    ]
    return any(
        spoken.FACTS.get(word, word) in {"end", "ended", "withdrawn", "leave"}
        or any(_means_no(word, part) for part in parts)
        for word in words
    )


def _means_no(word: str, part: Mapping[str, object]) -> bool:
    try:
        return request.value(word, part) not in answer_line.ANSWERS
    except RefusalError:
        return False


def _pairing(typed: str | None, sender: str, yes: date | None, snapshot: Snapshot) -> Pairing:
    """Return the pairing that a mail is about: the one named, else the sender's only live one.

    A yes without a pairing, on the day `yes`, is to the only question that is open, or was that
    day.
    """
    own = snapshot.pairings_of(sender)
    if typed is not None:
        named = [pairing for pairing in own if answer_line.same_id(typed, pairing.id)]
        if len(named) == 1:
            return named[0]
        raise RefusalError(say("{pairing} is not the sender's own pairing", pairing=Code(typed)))
    live = [pairing for pairing in own if snapshot.live(pairing)]
    if yes is not None:
        live = (
            [pairing for pairing in live if _answered(pairing, sender) == yes]
            or [pairing for pairing in live if _asked(pairing, sender, snapshot)]
            or live
        )
    if len(live) == 1:
        return live[0]
    raise RefusalError(
        say(
            "the subject names no pairing, and the sender has several: {ids}",
            ids=codes(pairing.id for pairing in live),
        )
        if live
        else say("the sender has no live pairing")
    )


def _asked(pairing: Pairing, sender: str, snapshot: Snapshot) -> bool:
    stage = snapshot.stages[pairing.id].name
    return stage == ("mentee-informed" if sender == pairing.mentee else "mentor-asked")


def _answered(pairing: Pairing, sender: str) -> date | None:
    proposal = pairing.proposal
    mentee = sender == pairing.mentee
    answer = proposal.mentee_answer if mentee else proposal.mentor_answer
    return None if answer is None else answer.on


def _day(mail: Mail, snapshot: Snapshot) -> date | None:
    """Return the day on which a mail was sent, in the programme's time zone."""
    from zoneinfo import ZoneInfo

    if mail.sent is None:
        return None
    sent = mail.sent if mail.sent.tzinfo is not None else mail.sent.replace(tzinfo=UTC)
    programme = snapshot.programme
    try:
        zone = ZoneInfo(programme.timezone) if programme is not None else UTC
        return sent.astimezone(zone).date()
    except (KeyError, ValueError, OSError, OverflowError):
        return sent.date()


def _contradicted(
    fact: MailedFact, facts: Iterable[MailedFact], rest: Iterable[LeftToRead]
) -> bool:
    """Say whether another mail says something else of the same thing, or takes it back."""
    answer = (fact.words[-1], fact.options)
    if any(
        another.matter == fact.matter and (another.words[-1], another.options) != answer
        for another in facts
    ):
        return True
    return fact.words[0] != "meeting" and any(
        mail.refuses and mail.sender == fact.sender and mail.pairing in {None, fact.pairing}
        for mail in rest
    )
