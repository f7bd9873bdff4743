"""The one comment on a pull request: `python -m mentorskap.host.comment`, in a job that `workflow_run` starts after the check.

It says how the check ended, and who does what next. It is mailed and stays, so it names nobody.
The job may write, so it runs the code of main. What the check has handed over is read as data;
GitHub says which pull request it is about.
Exit 0: the comment is as it should be. Exit 2: it could not be kept; one sentence says why.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mentorskap.host import job, verdict
from mentorskap.host.github import given, of_job
from mentorskap.host.run import WELL, Reads
from mentorskap.report import phrases
from mentorskap.words.sentence import Code, say, say_n
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mentorskap.host.github import GitHub
    from mentorskap.host.run import Run
    from mentorskap.host.verdict import Verdict
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

FORM = MARKDOWN._replace(shows_names=False)
MARKER = "<!-- mentorskap: check -->"
AUTHOR = "github-actions[bot]"
"""Who writes the comment. A comment with the marker by anyone else is not ours."""

WRITTEN = say("The comment was written.")
EDITED = say("The comment was edited.")
UNCHANGED = say("The comment is as it should be.")
MOVED_ON = say(
    "No open proposal stands at the commit that was checked. Its next check writes the comment."
)

_LISTED = 3000
"""The most files of a pull request that GitHub tells of."""
_DATA = ("participants/", "pairings/", "docs/sv/", "docs/en/")


class Said(NamedTuple):
    """A comment that stands on the pull request."""

    id: int
    author: str
    text: str


class Act(NamedTuple):
    """What to do: edit the comment with this id, or without one write the first."""

    id: int | None
    text: str


def proposal(pulls: Iterable[Mapping[str, Any]], event: Mapping[str, Any]) -> int | None:
    """Return the number of the open pull request whose last commit a check has looked at, or None where it has moved on.

    Both sides are GitHub's own words: nothing that the check hands over decides where a comment is
    written.
    """
    run, home = event["workflow_run"], event["repository"]
    for pull in pulls:
        head, base = pull["head"], pull["base"]
        if (
            pull["state"] == "open"
            and head["sha"] == run["head_sha"]
            and (head["repo"] or {}).get("full_name") == run["head_repository"]["full_name"]
            and base["repo"]["full_name"] == home["full_name"]
            and base["ref"] == home["default_branch"]
        ):
            return int(pull["number"])
    return None


def is_data(path: str) -> bool:
    """Say whether a file belongs to the programme, and not to the tool."""
    return path == "programme.yml" or path.startswith(_DATA)


def changes_tool(files: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether a proposal's files, as GitHub lists them, are more than data; a list that GitHub has cut may hide some."""
    listed = list(files)
    return len(listed) >= _LISTED or not all(
        is_data(file[key])
        for file in listed
        for key in ("filename", "previous_filename")
        if key in file
    )


def body(
    verdict: Verdict | None, commit: str, account: str, voice: Voice, *, changes_tool: bool
) -> str:
    """Return the comment: how the check of `commit` ended, where the errors are, who does what next, and where all of it stands."""
    ended = (
        say("It did not finish, so nothing is known about the files.")
        if verdict is None
        else phrases.verdict(verdict)
    )
    title = say("The check of {commit}: {verdict}", commit=Code(commit[:7]), verdict=ended)
    lines = [
        MARKER,
        f"**{voice(title)}**",
        *([] if verdict is None else _found(verdict, voice)),
        "",
    ]
    unknown = say("Whoever looks after the tool opens the account and sees why.")
    lines += [
        (
            f"**{voice(phrases.NEXT)}:**"
            f" {voice(unknown if verdict is None else phrases.next_step(verdict, verdict.stood))}"
        ),
        "",
    ]
    if changes_tool:
        lines += [
            voice(
                say(
                    "This proposal changes the tool itself, so it has checked itself. Whoever looks"
                    " after the tool reads it first."
                )
            ),
            "",
        ]
    link = say("The whole account, with what the change means")
    return "\n".join([*lines, f"[{voice(link)}]({account})", ""])


def _found(verdict: Verdict, voice: Voice) -> Iterator[str]:
    yield phrases.counted(verdict, voice)
    if verdict.stood:
        yield voice(phrases.stood(verdict.stood))
    if verdict.errors:
        yield ""
    for place in verdict.places:
        where = say("{place}", place=Code(f"{place.path}:{place.line}"))
        yield f"- {voice.phrase(where)} {place.rule}"
    if left := verdict.errors - len(verdict.places):
        more = say_n(
            "{number} more error, in the account.", "{number} more errors, in the account.", left
        )
        yield f"- {voice(more)}"


def act(comments: Iterable[Said], text: str) -> Act | None:
    """Return what to do so that `text` is the one comment of ours, or None where it is already."""
    for comment in comments:
        if comment.author == AUTHOR and comment.text.startswith(MARKER):
            return (
                None
                if comment.text.replace("\r\n", "\n").strip() == text.strip()
                else Act(comment.id, text)
            )
    return Act(None, text)


def _handed_over(github: GitHub, run: int) -> bytes | None:
    """Return what the check has handed over, or None where it is missing or too large."""
    listed = github.call("GET", f"/actions/runs/{run}/artifacts?name=verdict")[0]["artifacts"]
    found = [one for one in listed if one["name"] == "verdict" and not one["expired"]]
    if len(found) != 1 or found[0]["size_in_bytes"] > verdict.LARGEST:
        return None
    archive = github.archive(found[0]["id"], verdict.LARGEST)
    return None if archive is None else verdict.unpacked(archive)


def _keep(event: Mapping[str, Any], voice: Voice) -> Sentence:
    """Look, decide, do, and return what was done."""
    github, run = of_job("pull-requests: write"), event["workflow_run"]
    head = run["head_repository"]
    if head is None:
        return MOVED_ON
    branch = quote(f"{head['owner']['login']}:{run['head_branch']}", safe="")
    number = proposal(github.pages(f"/pulls?state=open&head={branch}"), event)
    if number is None:
        return MOVED_ON
    read = verdict.understood(_handed_over(github, run["id"]), run["conclusion"])
    tool = changes_tool(github.pages(f"/pulls/{number}/files"))
    account = f"{job.server()}/{given('GITHUB_REPOSITORY', r'[A-Za-z0-9_./-]+')}/actions/runs/{int(run['id'])}"
    text = body(read, run["head_sha"], account, voice, changes_tool=tool)
    comments = (
        Said(one["id"], (one["user"] or {}).get("login", ""), one["body"] or "")
        for one in github.pages(f"/issues/{number}/comments")
    )
    match act(comments, text):
        case None:
            return UNCHANGED
        case Act(None, text):
            github.call("POST", f"/issues/{number}/comments", {"body": text})
            return WRITTEN
        case Act(id_, text):
            github.call("PATCH", f"/issues/comments/{id_}", {"body": text})
            return EDITED


def work(run: Run) -> int:
    """Keep the comment, and say what was done."""
    done = _keep(job.event(), run.nameless(FORM))
    sys.stdout.write(f"{run.voice(done)}\n")
    return WELL


def main() -> int:
    """Read the programme's language, from main, without opening anyone's file, and keep the comment."""
    return job.done(work, Reads.PROGRAMME)


if __name__ == "__main__":
    sys.exit(main())
