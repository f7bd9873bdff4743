"""A letter as a file that an e-mail program opens as a draft. Nothing here sends anything."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.letters.drafts import body, joined, language
from mentorskap.letters.due import reachable
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from email.headerregistry import Address

    from mentorskap.files.records import Participant
    from mentorskap.letters.due import Matter, Post
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.voice import Voice


class Drafted(NamedTuple):
    """A letter with its words: about what, gravest first, the name and the text of its file."""

    matters: list[Matter]
    subject: str
    name: str
    text: str

    @property
    def to(self) -> str:
        """Whom it is to."""
        return self.matters[0].participant


def file_name(matter: Matter) -> str:
    """Return the name of a letter's file: id and kind, nobody's name."""
    return f"{matter.participant}.{matter.kind}.eml"


def drafted(
    found: Post, snapshot: Snapshot, voices: Mapping[str, Voice], template: Callable[[str], str]
) -> Iterator[Drafted]:
    """Yield the day's letters, by whom they are to, each in the language of its reader."""
    for id_, matters in sorted(found.letters.items()):
        person, text = snapshot.participants[id_], joined(matters, snapshot)
        voice = voices[language(person, snapshot, voices)]
        subject = voice(text.subject)
        yield Drafted(
            matters,
            subject,
            file_name(matters[0]),
            eml(person, subject, body(text, snapshot, voice, template), snapshot),
        )


def eml(person: Participant | None, subject: str, body: str, snapshot: Snapshot) -> str:
    """Return the draft: from the manager, to one person or to nobody yet, plain text; the same bytes for the same letter and day.

    No boundary and no Message-ID: the mail program gives the letter its own when a person sends it.
    """
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(SMTP)
    programme = snapshot.programme
    sender = None if programme is None else address(programme.manager_name, programme.manager_email)
    if sender is not None:
        message["From"] = sender
    reader = None if person is None else address(person.name, person.email or "")
    if reader is not None:
        message["To"] = reader
    message["Subject"] = _header(subject)
    message["Date"] = datetime.combine(snapshot.today, time(12), UTC)
    message["X-Unsent"] = "1"
    message.set_content(f"{body}\n", charset="utf-8", cte="quoted-printable")
    return message.as_bytes().decode("ascii")


def address(name: str, email: str) -> Address | None:
    """Return a person's address with the name made harmless, or None where no header can hold it."""
    from email.headerregistry import Address

    user, _, domain = email.rpartition("@")
    return Address(_header(name), user, domain) if reachable(email) else None


def _header(text: str) -> str:
    """Return text that stays one text in a header, and is not taken for an encoded word."""
    return harmless(text).replace("=?", "= ?")
