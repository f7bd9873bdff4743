"""The way of every script that a job runs: the programme is read, the work done, and what stops it told in one sentence."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorskap.host.github import given
from mentorskap.host.run import Reads, Run, complain, day, failure
from mentorskap.words.sentence import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable


def done(work: Callable[[Run], int], reads: Reads = Reads.RECORDS, **options: Any) -> int:
    """Do `work` on the programme with these options of a command, and return the exit code; 2 where it stopped."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    run: Run | None = None
    try:
        today = options.pop("today", None)
        asked = {
            "root": None,
            "lang": None,
            "format": "github",
            "today": None if today is None else day(today),
            **options,
        }
        run = Run(argparse.Namespace(**asked), reads)
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
