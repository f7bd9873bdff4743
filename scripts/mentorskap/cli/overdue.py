"""`overdue`: list what is due, and who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import days, in_forms
from mentorskap.host.run import NO, WELL, Reads, say_aloud
from mentorskap.model import deadlines
from mentorskap.model.deadlines import OVERDUE
from mentorskap.report.reporter import reporter

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run
    from mentorskap.model.deadlines import Item

HELP = "visa vad som väntar · show what is due"
READS = Reads.RECORDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    in_forms(parser)
    parser.add_argument(
        "--within",
        type=days,
        default=None,
        metavar="DAYS",
        help="så många dagar framåt · so many days ahead",
    )
    parser.add_argument(
        "--fail",
        action="store_true",
        help="avsluta med 1 om något är försenat · exit with 1 when something is overdue",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Say what is due; with `--fail`, something overdue is a no."""
    within = options.within
    items = deadlines.due(run.snapshot, deadlines.HORIZON if within is None else within)

    def line(item: Item) -> int:
        return run.line(item.path, item.route)

    say_aloud(reporter(options.format).overdue(items, run.snapshot, line, run.voice))
    return NO if options.fail and any(item.status == OVERDUE for item in items) else WELL
