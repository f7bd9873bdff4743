"""Say whether what was built may leave: `python scripts/may_publish.py handbook|manager`, inside a workflow.

`handbook` asks the host whether its Pages are private; `manager` looks at who may read the
repository. The answer goes to the log, to the summary, and as `may=true` or `may=false` to the
steps that come after. Exit 0: it was decided, either way. 1: it could not be, or something is open
that must not be. 2: there is no programme, or no job.
"""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import job
import rest
from mentorskap.host import publishing
from mentorskap.host.run import NO, WELL, HaltError, Reads, tell

if TYPE_CHECKING:
    from mentorskap.host.run import Run


def _pages() -> str:
    """Return what the Pages of this repository are, as far as GitHub says."""
    try:
        return publishing.pages(rest.of_job("pages: read").call("GET", "/pages")[0])
    except rest.RefusedError as no:
        return publishing.OFF if no.status == 404 else publishing.UNKNOWN
    except HaltError:
        return publishing.UNKNOWN


def work(site: str, run: Run) -> int:
    """Decide about a site, tell it, and hand the answer on."""
    if site == "manager":
        verdict = publishing.of_manager(os.environ.get("VISIBILITY", ""))
    else:
        programme = run.reading.programme
        verdict = publishing.of_host(
            _pages(), may_be_public=programme is not None and programme.handbook.public
        )
    tell(run, verdict)
    with Path(rest.given("GITHUB_OUTPUT", ".+")).open("a", encoding="utf-8") as output:
        output.write(f"may={str(verdict.kind == publishing.GO).lower()}\n")
    return NO if verdict.kind == publishing.ALARM else WELL


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", choices=("handbook", "manager"))
    raise SystemExit(job.done(partial(work, parser.parse_args().site), Reads.PROGRAMME))
