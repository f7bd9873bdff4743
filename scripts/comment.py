"""Keep the one comment on a pull request: `python scripts/comment.py`, in a job that `workflow_run` starts after the check.

The job may write, so it runs the code of main. What the check has handed over is read as data;
which pull request it is about, GitHub says. What to say is decided in `mentorskap.host.comment`.
Exit 0: the comment is as it should be. Exit 2: it could not be kept; one sentence says why.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import job
import rest
from mentorskap.host import comment
from mentorskap.host.comment import Said
from mentorskap.host.run import WELL, Reads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentorskap.host.run import Run
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice


def _handed_over(github: rest.GitHub, run: int) -> bytes | None:
    """Return what the check has handed over, or None where it is missing or too large."""
    listed = github.call("GET", f"/actions/runs/{run}/artifacts?name=verdict")[0]["artifacts"]
    found = [one for one in listed if one["name"] == "verdict" and not one["expired"]]
    if len(found) != 1 or found[0]["size_in_bytes"] > comment.LARGEST:
        return None
    archive = github.archive(found[0]["id"], comment.LARGEST)
    return None if archive is None else comment.unpacked(archive)


def _keep(event: Mapping[str, Any], voice: Voice) -> Sentence:
    """Look, decide, do, and return what was done."""
    github, run = rest.of_job("pull-requests: write"), event["workflow_run"]
    head = run["head_repository"]
    if head is None:
        return comment.MOVED_ON
    branch = quote(f"{head['owner']['login']}:{run['head_branch']}", safe="")
    number = comment.proposal(github.pages(f"/pulls?state=open&head={branch}"), event)
    if number is None:
        return comment.MOVED_ON
    verdict = comment.understood(_handed_over(github, run["id"]), run["conclusion"])
    changes_tool = comment.changes_tool(github.pages(f"/pulls/{number}/files"))
    account = f"{job.server()}/{rest.given('GITHUB_REPOSITORY', r'[A-Za-z0-9_./-]+')}/actions/runs/{int(run['id'])}"
    text = comment.body(verdict, run["head_sha"], account, voice, changes_tool=changes_tool)
    comments = (
        Said(one["id"], (one["user"] or {}).get("login", ""), one["body"] or "")
        for one in github.pages(f"/issues/{number}/comments")
    )
    match comment.act(comments, text):
        case None:
            return comment.UNCHANGED
        case comment.Act(None, text):
            github.call("POST", f"/issues/{number}/comments", {"body": text})
            return comment.WRITTEN
        case comment.Act(id_, text):
            github.call("PATCH", f"/issues/comments/{id_}", {"body": text})
            return comment.EDITED


def work(run: Run) -> int:
    """Keep the comment, and say what was done."""
    done = _keep(job.event(), run.nameless(comment.FORM))
    sys.stdout.write(f"{run.voice(done)}\n")
    return WELL


def main() -> int:
    """Read the programme's language, from main, without opening anyone's file, and keep the comment."""
    return job.done(work, Reads.PROGRAMME)


if __name__ == "__main__":
    sys.exit(main())
