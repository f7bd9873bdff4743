"""The list of what mails say, for a person to read before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.report.terminal import paint
from mentorskap.words.sentence import say, say_n
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentorskap.edit.answers import Gathered
    from mentorskap.words.sentence import Code, Sentence
    from mentorskap.words.voice import Voice


def listing(gathered: Gathered, command: Code | None, voice: Voice) -> str:
    """Return the facts of mails, from whom and of which pairing, and the mails left to read.

    `command` writes what is only shown; None where it is written next.
    """
    colours = paint(coloured=voice.coloured)
    lines: list[str] = []
    if gathered.fitting:
        head = say("By mail. An address can be forged: is each of these what the sender would say?")
        rows = [
            (
                voice.person(fact.sender),
                fact.pairing,
                "; ".join(map(voice.phrase, said)),
                harmless(fact.place),
            )
            for fact, said in gathered.fitting
        ]
        titles = (say("From"), say("Pairing"), say("What is written"), say("Mail"))
        lines += [colours.strong(voice(head)), *_table([tuple(map(voice, titles)), *rows]), ""]
    if gathered.same:
        number = say_n(
            "{number} answer is written already, or is in another of the mails:",
            "{number} answers are written already, or are in another of the mails:",
            len(gathered.same),
        )
        lines += [colours.strong(voice(number))]
        lines += _table(
            [
                (voice.person(fact.sender), fact.pairing, harmless(fact.place))
                for fact in gathered.same
            ]
        )
        lines.append("")
    if gathered.rest:
        number = say_n(
            "{number} mail to read yourself:",
            "{number} mails to read yourself:",
            len(gathered.rest),
        )
        lines.append(colours.warning(voice(number)))
        for mail in gathered.rest:
            who = "" if mail.sender is None else f"{voice.person(mail.sender)}: "
            lines.append(f"  {harmless(mail.place)}  {who}{voice.phrase(mail.why)}")
        lines.append("")
    lines.append(voice(_verdict(len(gathered.fitting), command)))
    return "\n".join(lines) + "\n"


def _verdict(number: int, command: Code | None) -> Sentence:
    if not number:
        return say("No answer to write. Nothing was changed.")
    if command is None:
        return say_n("{number} answer is written:", "{number} answers are written:", number)
    return say_n(
        "{number} answer would be written. To write: {command}.",
        "{number} answers would be written. To write: {command}.",
        number,
        command=command,
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()
