"""`status`: show stages and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.host.run import WELL, in_forms, reporter, say_aloud
from mentorskap.model import kpi

if TYPE_CHECKING:
    from mentorskap.host.run import Run

HELP = "visa skeden och nyckeltal · show stages and numbers"
arguments = in_forms


def run(run: Run) -> int:
    """Say stages and numbers."""
    numbers = {
        cohort: kpi.all_kpis(run.snapshot, cohort) for cohort in (*run.snapshot.cohorts, None)
    }
    say_aloud(reporter(run.arguments.format).status(run.snapshot, numbers, run.voice))
    return WELL
