"""`status`: show stages and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.cli.options import in_forms
from mentorskap.host.run import WELL, Reads, say_aloud
from mentorskap.model import kpi
from mentorskap.report.reporter import reporter

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "visa skeden och nyckeltal · show stages and numbers"
READS = Reads.RECORDS
arguments = in_forms


def run(run: Run, options: argparse.Namespace) -> int:
    """Say stages and numbers."""
    numbers = {
        cohort: kpi.all_kpis(run.snapshot, cohort) for cohort in (*run.snapshot.cohorts, None)
    }
    say_aloud(reporter(options.format).status(run.snapshot, numbers, run.voice))
    return WELL
