"""Turn a filled-in form "log a meeting" into a pull request: `python scripts/log_meeting.py`, in a job that an opened issue starts.

The job may write, so it runs the code of main, and what stands in the issue is read as data by a
strict parser. Only a sender who may write in the repository is heard. No branch, title, commit or
comment holds a name. Exit 0: the sender has been answered. Exit 2: it could not be done; one
sentence says why.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import job
import rest
from mentorskap import edit
from mentorskap.cli.write import pieces, with_fact
from mentorskap.edit.form import filled
from mentorskap.edit.recording import RefusedError, UnclearError, understood
from mentorskap.files import history
from mentorskap.host import logged
from mentorskap.host.run import WELL, schema_named
from mentorskap.report import phrases
from mentorskap.report.changes import statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentorskap.cli.write import Files
    from mentorskap.host.run import Run
    from mentorskap.words.voice import Voice

MAY_WRITE = frozenset({"admin", "maintain", "write"})
PERMISSION = "contents: write, issues: write, pull-requests: write"


def _answer(event: Mapping[str, Any], github: rest.GitHub, run: Run, voice: Voice) -> str:
    """Return the comment that answers the sender; a meeting that can be logged is proposed on the way."""
    issue, sender = event["issue"], event["sender"]["login"]
    number = int(issue["number"])
    may = github.call("GET", f"/collaborators/{quote(sender, safe='')}/permission")[0]["permission"]
    if may not in MAY_WRITE or sender != issue["user"]["login"]:
        return voice(logged.NO_ACCESS)
    try:
        words, options = filled(issue["body"] or "", schema_named("pairing"))
        told = understood(run.snapshot, words, options, run.snapshot.today, schema_named)
        files = with_fact(run, told)
    except (UnclearError, RefusedError) as no:
        return logged.not_written(no.sentence, voice)
    if all(before == after for before, after in files.values()):
        return voice(logged.ALREADY)
    trial = edit.would_be(
        run.snapshot, {path: after for path, (_, after) in files.items()}, schema_named, run.places
    )
    if trial.errors:
        return logged.not_right(trial.errors, voice)
    means = [
        f"{subject}: {said}."
        for subject, said in phrases.meanings(
            statements(trial.after, trial.before, {}), trial.after, voice
        )
    ]
    text = logged.proposal(number, pieces(files), means, trial.findings, voice)
    return _proposed(event, github, files, text, voice)


def _proposed(
    event: Mapping[str, Any], github: rest.GitHub, files: Files, text: str, voice: Voice
) -> str:
    """Propose what was written, once for each issue, and return the comment."""
    number, home = int(event["issue"]["number"]), event["repository"]
    branch = f"log-meeting-{number}"
    head = quote(f"{home['owner']['login']}:{branch}", safe="")
    for pull in github.pages(f"/pulls?state=all&head={head}"):
        return logged.proposed(int(pull["number"]), voice)
    base = rest.given("GITHUB_SHA", r"[0-9a-f]{40}")
    found = [
        ref["object"]["sha"]
        for ref in github.call("GET", f"/git/matching-refs/heads/{branch}")[0]
        if ref["ref"] == f"refs/heads/{branch}"
    ]
    if not found:
        github.call("POST", "/git/refs", {"ref": f"refs/heads/{branch}", "sha": base})
    if not found or found == [
        base
    ]:  # a branch that has moved on holds the meeting since an earlier run
        for path, (before, after) in files.items():
            content = {
                "message": logged.title(number, voice),
                "content": b64encode(after).decode(),
                "sha": history.blob_id(before or b"", base),
                "branch": branch,
            }
            github.call("PUT", f"/contents/{quote(path)}", content)
    try:
        pull, _ = github.call(
            "POST",
            "/pulls",
            {
                "title": logged.title(number, voice),
                "body": text,
                "head": branch,
                "base": home["default_branch"],
            },
        )
    except rest.RefusedError as no:
        if no.status != 403:
            raise
        return logged.branch_waits(
            f"{job.server()}/{home['full_name']}/compare/{quote(home['default_branch'])}...{branch}?expand=1",
            voice,
        )
    return logged.proposed(int(pull["number"]), voice)


def work(run: Run) -> int:
    """Answer the sender, once."""
    event, github = job.event(), rest.of_job(PERMISSION)
    comments = f"/issues/{int(event['issue']['number'])}/comments"
    answer = _answer(event, github, run, run.nameless(logged.FORM))
    if not any(
        (one["user"] or {}).get("login") == logged.AUTHOR and one["body"] == answer
        for one in github.pages(comments)
    ):
        github.call("POST", comments, {"body": answer})
    return WELL


if __name__ == "__main__":
    sys.exit(job.done(work, format="markdown"))
