"""`check`: ask every rule; with `--base`, also those about the change, and say what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import in_forms
from mentorskap.host.run import NO, WELL, Reads, say_aloud
from mentorskap.report.reporter import reporter
from mentorskap.rules import RULES
from mentorskap.rules.check import check

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "kontrollera alla filer · check every file"
READS = Reads.HANDBOOK


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    in_forms(parser)
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
    if options.base is None:
        report, account = check(run.snapshot, RULES, run.places), None
    else:
        from mentorskap.cli.base import compared

        report, account = compared(run, options.base)
    say_aloud(reporter(options.format).check(report, run.snapshot, run.voice, account, run.address))
    return NO if report.count("error") else WELL
