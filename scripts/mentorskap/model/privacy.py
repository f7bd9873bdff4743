"""What a person must be told about the processing of personal data (Articles 13 to 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Sentence, Text, say, say_n

if TYPE_CHECKING:
    from mentorskap.files.records import Programme


class Disclosure(NamedTuple):
    """One thing that must be told: its key in `programme.yml`, its heading, and what it says.

    `texts` is empty as long as the manager has not decided.
    """

    key: str
    heading: Sentence
    texts: tuple[Sentence, ...]


HEADINGS = {
    "controller": say("Data controller"),
    "contact": say("Contact for questions about personal data"),
    "basis": say("Legal basis"),
    "recipients": say("Recipients"),
    "source": say("Where the data come from"),
    "transfer": say("Transfer outside the EU and EEA"),
}
"""By the keys of `privacy`, in the order in which they are told."""


def disclosures(programme: Programme) -> tuple[Disclosure, ...]:
    """Return what must be told, from `privacy` and `retention` in `programme.yml`."""
    return (
        *(
            Disclosure(f"privacy.{key}", heading, texts(getattr(programme.privacy, key)))
            for key, heading in HEADINGS.items()
        ),
        Disclosure("retention", say("How long the data are kept"), _kept(programme)),
    )


def texts(value: Text | tuple[Text, ...] | None) -> tuple[Sentence, ...]:
    """Return what a value of `privacy` says; nothing as long as it is not decided."""
    if value is None:
        return ()
    values = (value,) if isinstance(value, Text) else value
    return tuple(say("{text}", text=text) for text in values)


def _kept(programme: Programme) -> tuple[Sentence, ...]:
    ended, declined = programme.retention.ended, programme.retention.declined
    sentences: list[Sentence] = []
    if ended is not None:
        sentences.append(
            say_n(
                "{number} month after the last day of the cohort or the pairing.",
                "{number} months after the last day of the cohort or the pairing.",
                ended,
            )
        )
    if declined is not None:
        sentences.append(
            say_n(
                "{number} month after a no from a mentor who has said yes to nobody.",
                "{number} months after a no from a mentor who has said yes to nobody.",
                declined,
            )
        )
    return tuple(sentences)
