"""`status`: show stages and numbers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format
from mentorskap.files import disk
from mentorskap.host.run import EXIT_OK, Reads, here, write_out
from mentorskap.model import kpi
from mentorskap.report import table, terminal
from mentorskap.report.reporter import FORMATS, reporter
from mentorskap.words.sentence import Code, RefusalError, Written, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "visa skeden och nyckeltal · show stages and numbers"
READS = Reads.RECORDS
CSV = "csv"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.set_defaults(example="mentorskap status --format csv --to nyckeltal.csv")
    add_format(
        parser,
        (*FORMATS, CSV),
        "form; csv: talen utan namn och små grupper, med semikolon, decimalkomma och BOM så att"
        " svenskt Excel läser dem rätt, på engelska komma och punkt · form; csv: the numbers"
        " without names and small groups, in Swedish with semicolons, decimal commas and a BOM,"
        " as Swedish Excel reads them",
    )
    parser.add_argument(
        "--to",
        metavar="FILE",
        help="fil i stället för skärmen · a file instead of the screen",
    )
    parser.add_argument(
        "--members",
        action="store_true",
        help="vilka som räknas i varje tal · who is counted in each number",
    )
    parser.add_argument(
        "--short", action="store_true", help="bara skedena, på en rad · only the stages, on a line"
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Say stages and numbers."""
    if options.short and options.format == "terminal":
        write_out(terminal.status_in_short(run.known, run.voice))
        return EXIT_OK
    numbers = {
        cohort: kpi.all_kpis(run.known, cohort)
        for cohort in (*kpi.cohorts_in_order(run.known), None)
    }
    if options.format == CSV:
        text = table.numbers(run.known, numbers, run.voice)
    elif options.format == "terminal":
        text = terminal.status(run.known, numbers, run.voice, with_members=options.members)
    else:
        text = reporter(options.format).status(run.known, numbers, run.voice)
    if options.to is None:
        write_out(text)
    else:
        folder, name = os.path.split(os.path.join(here(), file_named(options.to)))
        disk.write(folder, {name: text})
        write_out(run.voice(say("Written: {file}.", file=Code(options.to))) + "\n")
    return EXIT_OK


def file_named(text: str) -> str:
    """Return the file that `--to` names; a folder is none."""
    if not text.strip() or text.endswith(("/", os.sep)) or os.path.isdir(text):
        raise RefusalError(
            say(
                "{written} is not a file. Write its name after {option}, such as {example}.",
                written=Written(text),
                option=Code("--to"),
                example=Code("--to nyckeltal.csv"),
            )
        )
    return text
