"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.report.reporter import FORMATS
from mentorskap.words.request import id_of
from mentorskap.words.sentence import Code, RefusalError, Written, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mentorskap.files.records import Programme

_MOST_DAYS = 36_500


def add_format(
    parser: argparse.ArgumentParser, forms: Sequence[str] = FORMATS, meaning: str = "form · form"
) -> None:
    """Let a command that prints a report be asked in which form."""
    parser.add_argument("--format", choices=forms, default="terminal", help=meaning)


def days(text: str) -> int:
    """Return the number of days that an option names."""
    if not text.isascii() or not text.isdigit() or not 0 <= int(text[:9]) <= _MOST_DAYS:
        raise RefusalError(
            say(
                "{written} is no number of days. Write a whole number from 0 to {most}.",
                written=Written(text),
                most=_MOST_DAYS,
            )
        )
    return int(text)


def of_manager(parser: argparse.ArgumentParser) -> None:
    """Let a command show only what one manager acts on today."""
    parser.add_argument(
        "--manager",
        metavar="ID",
        help="bara det som en av flera programansvariga sköter i dag · what one manager acts on",
    )


def manager_in(programme: Programme | None, text: str | None) -> str | None:
    """Return the id of the manager that the option names; None if it is left out."""
    if text is None:
        return None
    managers = () if programme is None else programme.managers
    return id_of("manager", text, {manager.id for manager in managers} - {""})


def folder(text: str) -> str:
    """Return the folder that an option names; nothing at all names none."""
    if not text.strip():
        raise RefusalError(
            say(
                "No folder is given after {option}. Write one, for example {example}, or leave"
                " {option} out.",
                option=Code("--to"),
                example=Code("--to build/letters"),
            )
        )
    return text
