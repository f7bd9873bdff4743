"""Say whether today is a working day in Sweden: `python -m mentorskap.host.workday`, inside a workflow.

The answer goes to the log, and as `works=true` or `works=false` to the jobs that come after.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mentorskap.host import job
from mentorskap.host.clock import day_off
from mentorskap.host.github import given
from mentorskap.host.run import WELL, Reads

if TYPE_CHECKING:
    from mentorskap.host.run import Run


def work(run: Run) -> int:
    """Say it of the programme's day; no participant's file is opened for that."""
    on = run.snapshot.today
    answer = f"works={str(on.weekday() < 5 and not day_off(on)).lower()}\n"
    with Path(given("GITHUB_OUTPUT", ".+")).open("a", encoding="utf-8") as output:
        output.write(answer)
    sys.stdout.write(answer)
    return WELL


def main() -> int:
    """Answer for today, or for another day."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="en annan dag · another day")
    return job.done(work, Reads.PROGRAMME, **vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
