"""`check`: ask every rule; with `--base`, also those about the change, and say what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, write_out
from mentorskap.report.reporter import reporter
from mentorskap.rules import RULES
from mentorskap.rules.check import check

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run
    from mentorskap.report.changes import Account
    from mentorskap.rules.check import Report

HELP = "kontrollera alla filer · check every file"
READS = Reads.HANDBOOK


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    add_format(parser)
    parser.add_argument(
        "--base",
        metavar="REV",
        help=(
            "visa vad ändringen betyder sedan en version i Git · show what the change means since a"
            " version in Git"
        ),
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Say what every rule finds; an error is a no."""
    report, account = checked(run, options.base)
    write_out(reporter(options.format).check(report, run.snapshot, run.voice, account, run.address))
    return EXIT_NO if report.count("error") else EXIT_OK


def checked(run: Run, base: str | None) -> tuple[Report, Account | None]:
    """Return what every rule finds and, since the version `base`, what the change means."""
    if base is None:
        return check(run.snapshot, RULES, run.places), None
    from mentorskap.cli.base import compared

    return compared(run, base)
