"""`overdue`: list what is due, and who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format, days, manager_in, of_manager
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, write_out
from mentorskap.model import deadlines, managers
from mentorskap.model.deadlines import OVERDUE
from mentorskap.report import terminal
from mentorskap.report.reporter import reporter

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run
    from mentorskap.model.deadlines import Item

HELP = "visa vad som väntar · show what is due"
READS = Reads.RECORDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    add_format(parser)
    parser.add_argument(
        "--within",
        type=days,
        default=None,
        metavar="DAYS",
        help="så många dagar framåt · so many days ahead",
    )
    of_manager(parser)
    parser.add_argument(
        "--fail",
        action="store_true",
        help=(
            "avsluta med 1 om något är försenat eller en fil inte gick att läsa · exit with 1 when"
            " something is overdue, or a file could not be read"
        ),
    )
    parser.add_argument(
        "--short", action="store_true", help="en rad för varje sak · one line for each thing"
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Say what is due; with `--fail`, something overdue or unread is a no."""
    within = options.within
    id_ = manager_in(run.known.programme, options.manager)
    items = [
        item
        for item in deadlines.due(run.known, deadlines.HORIZON if within is None else within)
        if managers.acts(run.known, item, id_)
    ]

    def line(item: Item) -> int:
        return run.line(item.path, item.route)

    if options.short and options.format == "terminal":
        write_out(terminal.overdue(items, run.known, None, run.voice))
    else:
        write_out(reporter(options.format).overdue(items, run.known, line, run.voice))
    is_late = any(item.status == OVERDUE for item in items)
    return EXIT_NO if options.fail and (is_late or run.known.reading.unread) else EXIT_OK
