"""What every job has in common: a run, its work, and one sentence if something stops it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mentorskap.host.github import GitHub
from mentorskap.host.run import Options, Reads, Run, complain, failure
from mentorskap.words.request import day
from mentorskap.words.sentence import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentorskap.host.forge import Forge


def done(
    work: Callable[[Run], int],
    reads: Reads = Reads.RECORDS,
    *,
    root: str | None = None,
    today: str | None = None,
    form: str = "github",
) -> int:
    """Do `work` on the programme, and return the exit code: 2 if it stopped.

    `today` is a day as people type it, else the clock's.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    run: Run | None = None
    try:
        on = None if today is None else day(today)
        run = Run(Options(root, on, format=form), reads)
        return work(run)
    except RefusalError as halt:
        return complain(halt.sentence, (), run)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person, nor the token a log
        return complain(failure(error), (), run)


def forge(permission: str = "") -> Forge:
    """Return the host that the job runs on; `permission` is named if the host refuses."""
    return GitHub(permission)
