"""`status`: show stages and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format
from mentorskap.host.run import EXIT_OK, Reads, write_out
from mentorskap.model import kpi
from mentorskap.report.reporter import reporter

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "visa skeden och nyckeltal · show stages and numbers"
READS = Reads.RECORDS
arguments = add_format


def run(run: Run, options: argparse.Namespace) -> int:
    """Say stages and numbers."""
    numbers = {
        cohort: kpi.all_kpis(run.known, cohort)
        for cohort in (*kpi.cohorts_in_order(run.known), None)
    }
    write_out(reporter(options.format).status(run.known, numbers, run.voice))
    return EXIT_OK
