"""`suggest`: mentors for one mentee, or the best whole of all who wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap import matching
from mentorskap.cli.options import add_format, folder
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, write_out
from mentorskap.model.waiting import meant
from mentorskap.report.reporter import reporter
from mentorskap.words import request
from mentorskap.words.sentence import RefusalError, codes, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run
    from mentorskap.model.snapshot import Snapshot

HELP = "föreslå mentorer · suggest mentors"
READS = Reads.RECORDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    add_format(parser)
    parser.add_argument(
        "mentee",
        nargs="?",
        metavar="MENTEE",
        help="en adept, annars alla som väntar · one mentee, else all who wait",
    )
    parser.add_argument(
        "--cohort",
        metavar="ID",
        help="bara de som väntar i den omgången · only those who wait in this cohort",
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
        (
            "--lift",
            "STOP|MENTEE=MENTOR",
            (
                "tänk om: utan det stoppet, eller utan stopp för de två · what if: without this"
                " stop, or without stops for these two"
            ),
        ),
    ):
        parser.add_argument(
            name, action="append", default=[], dest=f"what_{name[2:]}", metavar=form, help=text
        )
    parser.add_argument(
        "--least",
        metavar="SCORE",
        help="tänk om: inget par under den poängen · what if: no pair below this score",
    )
    parser.add_argument(
        "--brief",
        nargs="?",
        const="",
        metavar="MENTOR",
        help="behovet utan namn, att fråga med · the need without a name, to ask with",
    )
    for name, text in (
        ("--words", "adeptens meningar som följer med brevet · the mentee's sentences to send"),
        (
            "--held",
            "meningar som hålls inne men ska med · held sentences to send",
        ),
    ):
        parser.add_argument(name, action="append", default=[], metavar="NUMBERS", help=text)
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


def run(run: Run, options: argparse.Namespace) -> int:
    """Say who could be asked; a mentee who cannot be matched is a no."""
    snapshot = run.known
    if (
        options.to is not None
        or options.words
        or options.held
        or any(getattr(options, paper) is not None for paper in _PAPERS)
    ):
        return _papers(run, options)

    mentee = None if options.mentee is None else matching.mentee_named(snapshot, options.mentee)
    if options.cohort is not None:
        snapshot = _of_cohort(snapshot, options)
    what_if = matching.asked(
        snapshot,
        options.what_with,
        options.what_fix,
        options.what_without,
        options.what_lift,
    )
    if options.least is not None:
        what_if = what_if._replace(least=matching.score_named(options.least))
    weighing = matching.Weighing(snapshot, what_if, run.document)
    today = matching.Weighing(snapshot, matching.AS_IT_IS, run.document)
    difference = matching.difference(today, weighing) if what_if else None
    reports = reporter(options.format)
    if mentee is None:
        whole = matching.whole(weighing)
        write_out(reports.suggest_whole(whole, difference, weighing.snapshot, run.voice))
        return (
            EXIT_NO if whole.unmatched or whole.left_out or snapshot.programme is None else EXIT_OK
        )
    suggestion = matching.suggestion(weighing, mentee)
    write_out(reports.suggest(suggestion, difference, weighing.snapshot, run.voice))
    return EXIT_OK if suggestion.candidates else EXIT_NO


def _of_cohort(snapshot: Snapshot, options: argparse.Namespace) -> Snapshot:
    """Return the snapshot as it is in the cohort; refuse a mentee who takes no part in it."""
    cohort = request.id_of("cohort", options.cohort, snapshot.cohorts)
    pairs = [text for text in (*options.what_fix, *options.what_lift) if "=" in text]
    named = [text.partition("=")[0] for text in pairs]
    for text in named if options.mentee is None else [options.mentee, *named]:
        person = snapshot.participants.get(matching.mentee_named(snapshot, text))
        if person is not None:
            meant(snapshot, person, cohort)
    return matching.of_cohort(snapshot, cohort)


_PAPERS = ("brief", "sheet", "write")


def _papers(run: Run, options: argparse.Namespace) -> int:
    """Write one paper about one mentee and one mentor; a brief may leave the mentor open."""
    from mentorskap.cli import papers
    from mentorskap.matching import nameless

    snapshot = run.known
    mentors = {
        paper: getattr(options, paper) for paper in _PAPERS if getattr(options, paper) is not None
    }
    what_if = (
        options.what_with,
        options.what_fix,
        options.what_without,
        options.what_lift,
        options.least,
    )
    if (
        options.mentee is None
        or len(mentors) != 1
        or any(what_if)
        or options.cohort is not None
        or options.format != "terminal"
        or (options.write is not None and options.to is not None)
        or ((options.words or options.held) and options.brief is None)
    ):
        raise RefusalError(
            say(
                "Write it like this: {usage}.",
                usage=codes(f"mentorskap suggest MENTEE {usage}" for usage in _USAGES),
            )
        )
    ((paper, name),) = mentors.items()
    mentee = matching.mentee_named(snapshot, options.mentee)
    if paper == "brief":
        mentor = matching.mentor_named(snapshot, name) if name else None
        choice = papers.Choice(*map(nameless.numbers_named, (options.words, options.held)))
        return papers.brief(run, mentee, mentor, options.to, choice)
    mentor = matching.mentor_named(snapshot, name)
    if paper == "sheet":
        return papers.sheet(run, mentee, mentor, options.to)
    return papers.draft(run, mentee, mentor)


_USAGES = (
    "--brief [MENTOR] [--words 1,3]",
    "--sheet MENTOR [--to DIR]",
    "--write MENTOR",
)
