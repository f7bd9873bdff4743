"""A letter as a file that an e-mail program opens as a draft. Nothing is sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from mentorskap.files.records import PROGRAMME_FILE, participant_file
from mentorskap.letters import addresses, agenda, cards
from mentorskap.letters.drafts import body, joined, language
from mentorskap.letters.due import INTRODUCTION, NOTICES
from mentorskap.model import managers
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from mentorskap.files.records import Manager, Participant
    from mentorskap.letters.due import Matter, Post, Skipped
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice


class Letter(NamedTuple):
    """A letter in its reader's language: matters, gravest first, and the file's name and text."""

    matters: list[Matter]
    subject: str
    name: str
    text: str

    @property
    def to(self) -> str:
        """The id of the reader."""
        return self.matters[0].participant


class Batch(NamedTuple):
    """What a run has to report: letters drafted, matters without, drafts unsent, the folder."""

    letters: Sequence[Letter]
    skipped: Sequence[Skipped]
    unsent: Sequence[Unsent]
    folder: str


class Attachment(NamedTuple):
    """A file that goes along with a letter: its name, its subtype of `text`, and its text."""

    name: str
    subtype: str
    text: str


def file_name(matter: Matter) -> str:
    """Return the name of a letter's file: the reader's id and a kind, never a name.

    An introduction has its pairing too, because a mentor may get several on one day.
    """
    own = f".{matter.pairing}" if matter.kind == INTRODUCTION else ""
    return f"{matter.participant}.{matter.kind}{own}.eml"


class Unsent(NamedTuple):
    """A draft of an earlier run that is still in the folder, and the day on which it was made."""

    name: str
    participant: str
    kind: str
    pairing: str
    on: date | None


def unsent(name: str, raw: bytes) -> Unsent | None:
    """Return the draft in a file, or None if the file has no name that we give."""
    kinds = "|".join({*titles.KINDS, *NOTICES, *titles.ON_REQUEST} - {INTRODUCTION})
    fields = re.fullmatch(
        rf"([a-z0-9-]+)\.(?:({kinds})|({INTRODUCTION})\.([a-z0-9-]+--[a-z0-9-]+))\.eml", name
    )
    if fields is None:
        return None
    return Unsent(name, fields[1], fields[2] or fields[3], fields[4] or "", _day(raw))


def _day(raw: bytes) -> date | None:
    from email import message_from_bytes
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(message_from_bytes(raw)["Date"]).date()
    except (TypeError, ValueError):
        return None


def letters(
    post: Post, snapshot: Snapshot, voices: Mapping[str, Voice], template: Callable[[str], str]
) -> Iterator[Letter]:
    """Yield the day's letters, each in its reader's language."""
    for matters in post.each:
        person, draft = snapshot.participants[matters[0].participant], joined(matters, snapshot)
        voice = voices[language(person, snapshot, voices)].within(snapshot.today.year)
        subject = voice(draft.subject)
        manager = managers.acting(snapshot, matters[0])
        text = body(draft, manager, voice, template)
        enclosed = list(_enclosed(matters, draft.card, snapshot, voice))
        yield Letter(
            matters,
            subject,
            file_name(matters[0]),
            eml(person, subject, text, manager, snapshot.today, enclosed),
        )


def _enclosed(
    matters: Sequence[Matter], card: str | None, snapshot: Snapshot, voice: Voice
) -> Iterator[Attachment]:
    """Yield what goes along with a letter: a card, and the calendar if it is about meetings."""
    if card is not None:
        vcard = cards.card(snapshot.participants[card], snapshot.programme)
        yield Attachment(f"{card}.vcf", "vcard", vcard)
    calendar = agenda.enclosed(matters, snapshot, voice)
    if calendar is not None:
        yield Attachment("calendar.ics", "calendar", calendar)


_BOUNDARY = "=_mentorskap"
"""No part can contain it: neither quoted-printable nor base64 writes `=_`."""


def eml(  # noqa: PLR0913, PLR0917 - the parts of a letter
    person: Participant | None,
    subject: str,
    body: str,
    manager: Manager | None,
    today: date,
    attachments: Sequence[Attachment] = (),
) -> str:
    """Return a draft from a manager to one person, or to no one yet, in plain text.

    The bytes depend on the letter and the day alone: the boundary is fixed, and there is no
    Message-ID. The mail program adds its own when a person sends the letter. Nothing is returned
    unless the finished bytes, read again, name that manager and that person and no one else.
    """
    people = {
        header: someone
        for header, someone in (("From", manager), ("To", person))
        if someone is not None and addresses.reachable(someone.email)
    }
    content = _content(body, today, attachments)
    expected = {header: someone.email or "" for header, someone in people.items()}
    for named in (True, False):
        lines = {
            header: addresses.mailbox(someone.name if named else "", someone.email or "")
            for header, someone in people.items()
        } | {"Subject": addresses.text(subject)}
        raw = b"".join(f"{key}: {value}\r\n".encode("ascii") for key, value in lines.items())
        raw += content
        if addresses.names_only(raw, expected, _OTHER_HEADERS):
            return raw.decode("ascii")
    raise RefusalError(
        say(
            "A letter was not written: the file would not have had exactly one recipient. Check"
            " {key} in {file}.",
            key=Code("email"),
            file=Code(PROGRAMME_FILE if person is None else participant_file(person.id)),
        )
    )


_OTHER_HEADERS = frozenset(
    {
        "Subject",
        "Date",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
)
"""Every header of a letter but those with addresses."""
_FILE = re.compile("[a-z0-9-]+[.][a-z]+")
"""The name of an attachment: an id or a word, and a suffix."""


def _content(body: str, today: date, attachments: Sequence[Attachment]) -> bytes:
    """Return a letter without sender, recipient and subject."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(SMTP)
    message["Date"] = datetime.combine(today, time(12), UTC)
    message["X-Unsent"] = "1"
    message.set_content(f"{body}\n", charset="utf-8", cte="quoted-printable")
    for number, attachment in enumerate(attachments, 1):
        name = attachment.name
        message.add_attachment(
            attachment.text.encode(),
            "text",
            attachment.subtype,
            cte="base64",
            filename=name if _FILE.fullmatch(name) else f"attachment-{number}",
            params={"charset": "utf-8"},
        )
    if attachments:
        message.set_boundary(_BOUNDARY)
    return message.as_bytes()
