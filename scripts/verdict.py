"""Reduce a check's JSON to what may leave its job: `mentorskap check --format json | python scripts/verdict.py > verdict.json`."""

import sys

from mentorskap.host.comment import reduced

if __name__ == "__main__":
    told = sys.stdin.read()
    if not told:
        sys.exit(1)  # the check could not run, and has said why
    sys.stdout.write(reduced(told))
