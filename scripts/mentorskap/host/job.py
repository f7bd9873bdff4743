"""What every job has in common: the programme is read, the work is done, and one sentence says what stops it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorskap.host.github import given
from mentorskap.host.run import Options, Reads, Run, complain, failure
from mentorskap.words.request import day
from mentorskap.words.sentence import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable


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


def event() -> Any:
    """Return what GitHub says that the job was started by."""
    return json.loads(Path(given("GITHUB_EVENT_PATH", ".+")).read_text(encoding="utf-8"))


def server() -> str:
    """Return the address at which people see GitHub."""
    return given("GITHUB_SERVER_URL", r"https?://[!-~]+")
