"""Say whether today is a working day in Sweden: `python scripts/workday.py`, inside a workflow.

The answer goes to the log, and as `works=true` or `works=false` to the jobs that come after.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from mentorskap.cli import complain
from mentorskap.cli.run import WELL, HaltError, Run, day, day_off


def main() -> int:
    """Say it of the programme's day; no participant's file is opened for that."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="en annan dag · another day")
    given = parser.parse_args()
    try:
        today = None if given.today is None else day(given.today)
        run = Run(argparse.Namespace(command="site", audience="participants", root=None, lang=None, today=today, format="github"))
    except HaltError as halt:
        return complain(halt.sentence, (), None)
    on = run.snapshot.today
    answer = f"works={str(on.weekday() < 5 and not day_off(on)).lower()}\n"
    sys.stdout.write(answer)
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(answer)
    return WELL


if __name__ == "__main__":
    raise SystemExit(main())
