"""Keep the tracking issue on GitHub: `python scripts/tracking_issue.py`, in a job with `issues: write`.

What to do is decided in `mentorskap.host.tracking`. Here are only the environment that a job gives,
and GitHub's REST interface. The token goes to the interface's own address and nowhere else: no
redirect is followed. Exit 0: the issue is as it should be. Exit 2: it could not be kept; one
sentence says why.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import job
import rest
from mentorskap.host import tracking
from mentorskap.host.run import WELL, HaltError, Run
from mentorskap.host.tracking import Comment, Create, Edit, Issue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rest import GitHub

LABEL = {
    "name": "overdue",
    "color": "b35900",
    "description": "mentorskap: what is late · det som är försenat",
}
MADE_BY = "github-actions[bot]"
"""Whose issues and comments are the job's own. What anyone else writes is no memory of ours."""
_USER = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}))")


def _issues(github: GitHub) -> list[Issue]:
    """Return the issues that the job has made, with its own comments."""
    return [
        Issue(
            found["number"],
            found["state"] == "open",
            found["body"] or "",
            tuple(
                comment["body"] or ""
                for comment in github.pages(f"/issues/{found['number']}/comments")
                if _own(comment)
            ),
        )
        for found in github.pages(f"/issues?state=all&labels={LABEL['name']}")
        if "pull_request" not in found and _own(found)
    ]


def _do(github: GitHub, act: tracking.Act) -> None:
    """Do one thing."""
    match act:
        case Create(title, body):
            _have_label(github)
            github.call(
                "POST", "/issues", {"title": title, "body": body, "labels": [LABEL["name"]]}
            )
        case Comment(issue, body):
            github.call("POST", f"/issues/{issue}/comments", {"body": body})
        case Edit(issue, body, state):
            text = {} if body is None else {"body": body}
            github.call(
                "PATCH",
                f"/issues/{issue}",
                text if state is None else {**text, "state": "open" if state else "closed"},
            )


def _have_label(github: GitHub) -> None:
    if all(label["name"].lower() != LABEL["name"] for label in github.pages("/labels")):
        github.call("POST", "/labels", LABEL)


def _own(found: Mapping[str, Any]) -> bool:
    return bool((found["user"] or {}).get("login") == MADE_BY)


def _manager() -> str:
    """Return the user name to call, empty where none is set."""
    found = os.environ.get("MANAGER_HANDLE", "").strip()
    user = _USER.fullmatch(found)
    if found and user is None:
        raise HaltError(tracking.no_manager("MANAGER_HANDLE"))
    return user[1] if user else ""


def keep(run: Run) -> int:
    """Look, decide, and do: each thing at once, so that what was done before an interruption is done."""
    seen = tracking.seen(run.snapshot)
    github, manager = rest.of_job("issues: write"), _manager()
    setting = tracking.Setting(
        run.nameless(tracking.FORM),
        lambda item: run.line(item.path, item.route),
        f"{job.server()}/{os.environ['GITHUB_REPOSITORY']}/blob/HEAD",
        manager,
    )
    acts = () if seen is None else tracking.plan(seen, _issues(github), setting)
    for act in acts:
        _do(github, act)
        sys.stdout.write(f"{run.voice(tracking.TOLD[type(act)])}\n")
    if not acts:
        sys.stdout.write(f"{run.voice(tracking.NOTHING)}\n")
    return WELL


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Sköt ärendet om det som är försenat. · Keep the issue of what is late."
    )
    parser.add_argument("--root", help="programmets mapp · the programme's folder")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="en annan dag · another day")
    sys.exit(job.done(keep, **vars(parser.parse_args())))
