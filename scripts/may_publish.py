"""Say whether what was built may leave: `python scripts/may_publish.py handbook|manager`, inside a workflow.

`handbook` asks the host whether its Pages are private; `manager` looks at who may read the repository. The answer goes to
the log, to the summary, and as `may=true` or `may=false` to the steps that come after.
Exit 0: it was decided, either way. 1: it could not be, or something is open that must not be.
"""

from __future__ import annotations

import argparse
import os
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mentorskap import publishing
from mentorskap.cli import complain
from mentorskap.cli.run import NO, WELL, HaltError, Run, tell

PATIENCE = 20
"""Seconds."""
LONGEST = 1_000_000
"""Bytes of an answer."""


class _Stay(HTTPRedirectHandler):
    """Goes nowhere else: the token is for the host that was asked."""

    def redirect_request(self, *_: Any) -> None:
        return None


def ask(address: str, token: str) -> tuple[int | None, bytes]:
    """Return status and body of the host's answer, or None where there was none."""
    headers = {"Accept": "application/vnd.github+json", "Authorization": f"Bearer {token}", "X-GitHub-Api-Version": "2022-11-28"}
    try:
        request = Request(address, headers=headers)  # noqa: S310 - the address is the workflow's own, nothing of the data is in it
        with build_opener(_Stay).open(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read(LONGEST)
    except HTTPError as error:
        return error.code, b""
    except (OSError, HTTPException, ValueError):
        return None, b""


def main() -> int:
    """Decide about the site that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", choices=("handbook", "manager"))
    given = parser.parse_args()
    try:
        run = Run(argparse.Namespace(command="site", audience="participants", root=None, lang=None, today=None, format="github"))
    except HaltError as halt:
        return complain(halt.sentence, (), None)
    if given.site == "manager":
        verdict = publishing.of_manager(os.environ.get("VISIBILITY", ""))
    else:
        address = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/pages"
        programme = run.reading.programme
        may_be_public = programme is not None and programme.handbook.public
        verdict = publishing.of_host(publishing.pages(*ask(address, os.environ["GITHUB_TOKEN"])), may_be_public=may_be_public)
    tell(run, verdict)
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"may={str(verdict.kind == publishing.GO).lower()}\n")
    return NO if verdict.kind == publishing.ALARM else WELL


if __name__ == "__main__":
    raise SystemExit(main())
