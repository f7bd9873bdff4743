"""Is today a working day in Sweden? `python -m mentorskap.host.workday`, inside a workflow.

The answer goes to the log, and as `works=true` or `works=false` to the jobs that come after.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from mentorskap.host import job
from mentorskap.host.clock import is_working_day
from mentorskap.host.run import EXIT_OK, Reads

if TYPE_CHECKING:
    from mentorskap.host.run import Run


def work(run: Run) -> int:
    """Answer for the day of the run; no participant's file is opened."""
    works = is_working_day(run.snapshot.today)
    sys.stdout.write(job.forge().hand_on("works", str(works).lower()))
    return EXIT_OK


def main() -> int:
    """Answer for today, or for another day."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="en annan dag · another day")
    return job.done(work, Reads.PROGRAMME, **vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
