"""`suggest`: mentors for one mentee, or the best whole of all who wait."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mentorskap import disk, matching, source
from mentorskap.cli.run import NO, WELL, HaltError, in_forms, reporter, say_aloud

if TYPE_CHECKING:
    import argparse

    from mentorskap.cli.run import Run

HELP = "föreslå mentorer · suggest mentors"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    in_forms(parser)
    parser.add_argument("mentee", nargs="?", metavar="MENTEE", help="en adept, annars alla som väntar · one mentee, else all who wait")
    for name, form, text in (
        ("--with", "MENTOR:capacity=N", "tänk om: plats för N, eller weights.NAMN=N · what if: room for N, or weights.NAME=N"),
        ("--fix", "MENTEE=MENTOR", "tänk om: de två blir ett par · what if: these two become a pair"),
        ("--without", "MENTOR", "tänk om: utan den mentorn · what if: without this mentor"),
        ("--lift", "STOP", "tänk om: utan det stoppet · what if: without this stop"),
    ):
        parser.add_argument(name, action="append", default=[], dest=f"what_{name[2:]}", metavar=form, help=text)


def run(run: Run) -> int:
    """Say who could be asked; a mentee who cannot be matched is a no."""
    snapshot, given = run.snapshot, run.arguments

    @cache
    def document(path: str) -> object:
        raw = disk.read(run.root, path)
        text = source.decode(raw, path) if isinstance(raw, bytes) else None
        return source.parse(text, path, raw=raw) if isinstance(text, str) and isinstance(raw, bytes) else {}

    try:
        mentee = None if given.mentee is None else matching.mentee_named(snapshot, given.mentee)
        asked = matching.asked(snapshot, given.what_with, given.what_fix, given.what_without, given.what_lift)
        weighing = matching.Weighing(snapshot, asked)
    except matching.AskedWronglyError as error:
        raise HaltError(error.sentence) from error
    difference = matching.difference(matching.Weighing(snapshot), weighing) if asked else None
    reports = reporter(given.format)
    if mentee is None:
        whole = matching.whole(weighing, document)
        say_aloud(reports.suggest_whole(whole, difference, weighing.snapshot, run.voice))
        return NO if whole.unmatched or snapshot.programme is None else WELL
    suggestion = matching.suggestion(weighing, mentee, document)
    say_aloud(reports.suggest(suggestion, difference, weighing.snapshot, run.voice))
    return WELL if suggestion.candidates else NO
