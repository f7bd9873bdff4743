"""`suggest`: mentors for one mentee, or the best whole of all who wait."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from mentorskap import matching
from mentorskap.host.run import NO, WELL, folder, in_forms, reporter, say_aloud
from mentorskap.words.sentence import RefusalError, codes, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "föreslå mentorer · suggest mentors"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    in_forms(parser)
    parser.add_argument(
        "mentee",
        nargs="?",
        metavar="MENTEE",
        help="en adept, annars alla som väntar · one mentee, else all who wait",
    )
    for name, form, text in (
        (
            "--with",
            "MENTOR:capacity=N",
            "tänk om: plats för N, eller weights.NAMN=N · what if: room for N, or weights.NAME=N",
        ),
        (
            "--fix",
            "MENTEE=MENTOR",
            "tänk om: de två blir ett par · what if: these two become a pair",
        ),
        ("--without", "MENTOR", "tänk om: utan den mentorn · what if: without this mentor"),
        ("--lift", "STOP", "tänk om: utan det stoppet · what if: without this stop"),
    ):
        parser.add_argument(
            name, action="append", default=[], dest=f"what_{name[2:]}", metavar=form, help=text
        )
    parser.add_argument(
        "--brief",
        nargs="?",
        const="",
        metavar="MENTOR",
        help="behovet utan namn, att fråga med · the need without a name, to ask with",
    )
    parser.add_argument(
        "--sheet",
        metavar="MENTOR",
        help=(
            "varför just den mentorn, till adepten efter mentorns ja · why this mentor, after the"
            " mentor's yes"
        ),
    )
    parser.add_argument(
        "--write",
        metavar="MENTOR",
        help="skriv utkastet till mentorpar · write the draft of a pairing",
    )
    parser.add_argument(
        "--to",
        type=folder,
        metavar="DIR",
        help="mapp för --brief och --sheet · folder for --brief and --sheet",
    )


def run(run: Run) -> int:
    """Say who could be asked; a mentee who cannot be matched is a no."""
    snapshot, given = run.snapshot, run.arguments
    if any(found is not None for found in _PAPERS(given)) or given.to is not None:
        return _papers(run)

    mentee = None if given.mentee is None else matching.mentee_named(snapshot, given.mentee)
    asked = matching.asked(
        snapshot, given.what_with, given.what_fix, given.what_without, given.what_lift
    )
    weighing = matching.Weighing(snapshot, asked)
    difference = matching.difference(matching.Weighing(snapshot), weighing) if asked else None
    reports = reporter(given.format)
    if mentee is None:
        whole = matching.whole(weighing, run.document)
        say_aloud(reports.suggest_whole(whole, difference, weighing.snapshot, run.voice))
        return NO if whole.unmatched or snapshot.programme is None else WELL
    suggestion = matching.suggestion(weighing, mentee, run.document)
    say_aloud(reports.suggest(suggestion, difference, weighing.snapshot, run.voice))
    return WELL if suggestion.candidates else NO


_PAPERS = attrgetter("brief", "sheet", "write")


def _papers(run: Run) -> int:
    """Write what is asked for of one mentee and, but for a brief to nobody yet, one mentor."""
    from mentorskap.cli import papers

    given, snapshot = run.arguments, run.snapshot
    what_if = (given.what_with, given.what_fix, given.what_without, given.what_lift)
    named = [mentor for mentor in _PAPERS(given) if mentor is not None]
    if (
        given.mentee is None
        or len(named) != 1
        or any(what_if)
        or given.format != "terminal"
        or (given.write is not None and given.to is not None)
    ):
        raise RefusalError(
            say(
                "Write it like this: {usage}.",
                usage=codes(f"mentorskap suggest MENTEE {usage}" for usage in _USAGES),
            )
        )
    mentee = matching.mentee_named(snapshot, given.mentee)
    mentor = matching.mentor_named(snapshot, named[0]) if named[0] else None
    if given.brief is not None:
        return papers.brief(run, mentee, mentor)
    return (papers.draft if given.sheet is None else papers.sheet)(run, mentee, mentor or "")


_USAGES = ("--brief [MENTOR] [--to DIR]", "--sheet MENTOR [--to DIR]", "--write MENTOR")
