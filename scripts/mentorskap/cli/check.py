"""`check`: ask every rule; with `--base`, also those about the change, and say what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.host.run import NO, WELL, in_forms, reporter, say_aloud
from mentorskap.rules import RULES
from mentorskap.rules.check import check

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "kontrollera alla filer · check every file"


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


def run(run: Run) -> int:
    """Say what every rule finds; an error is a no."""
    if run.arguments.base is None:
        report, account = check(run.snapshot, RULES, run.places), None
    else:
        from mentorskap.cli.base import compared

        report, account = compared(run, run.arguments.base)
    say_aloud(
        reporter(run.arguments.format).check(report, run.snapshot, run.voice, account, run.address)
    )
    return NO if report.count("error") else WELL
