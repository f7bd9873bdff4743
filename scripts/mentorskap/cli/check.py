"""`check`: ask every rule."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mentorskap.check import check
from mentorskap.cli.run import NO, WELL, in_forms, reporter, say_aloud
from mentorskap.rules import RULES

if TYPE_CHECKING:
    from mentorskap.cli.run import Run

HELP = "kontrollera alla filer · check every file"
arguments = in_forms


def run(run: Run) -> int:
    """Say what every rule finds; an error is a no."""
    report = check(run.snapshot, RULES, cache(run.places))
    say_aloud(reporter(run.arguments.format).check(report, run.snapshot, run.voice))
    return NO if report.count("error") else WELL
