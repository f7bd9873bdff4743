"""GitHub as a forge: what its events, answers and files mean to a job."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mentorskap.files import history
from mentorskap.host import rest
from mentorskap.host.forge import (
    BRANCH,
    OFF,
    OPEN,
    PRIVATE,
    UNKNOWN,
    CheckRun,
    FilledForm,
    Issue,
    Remark,
)
from mentorskap.host.rest import StatusError, variable
from mentorskap.words.sentence import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mentorskap.host.forge import Label

AUTHOR = "github-actions[bot]"
"""Who writes what a job writes: an issue or a comment by anyone else is not ours."""
_MAY_WRITE = frozenset({"admin", "maintain", "write"})
_LISTED = 3000
"""The most files of a pull request that GitHub lists."""


class GitHub:
    """The repository that the job runs in, with the permissions that the job needs."""

    def __init__(self, permission: str = "") -> None:
        self._permission = permission

    @cached_property
    def _rest(self) -> rest.Rest:
        return rest.of_job(self._permission)

    @cached_property
    def _event(self) -> Any:
        path = variable("GITHUB_EVENT_PATH", ".+")
        return json.loads(Path(path).read_text(encoding="utf-8"))

    def _call(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        return self._rest.call(method, path, content)[0]

    def check_run(self) -> CheckRun:
        """Return the run of a workflow whose end started the job."""
        run = self._event["workflow_run"]
        head = run["head_repository"]
        repository = variable("GITHUB_REPOSITORY", r"[A-Za-z0-9_./-]+")
        return CheckRun(
            int(run["id"]),
            run["conclusion"] == "failure",
            run["head_sha"],
            None
            if head is None
            else (head["owner"]["login"], head["full_name"], run["head_branch"]),
            f"{_server()}/{repository}/actions/runs/{int(run['id'])}",
        )

    def proposal_checked(self, check: CheckRun) -> int | None:
        """Return the number of the open pull request whose last commit was checked."""
        if check.source is None:
            return None
        owner, _, branch = check.source
        head = quote(f"{owner}:{branch}", safe="")
        pulls = self._rest.pages(f"/pulls?state=open&head={head}")
        return proposal(pulls, check, self._event["repository"])

    def handed_over(self, check: CheckRun, name: str, most: int) -> bytes | None:
        """Return the zip of an artifact that a run left."""
        answer = self._call("GET", f"/actions/runs/{check.id}/artifacts?name={name}")
        artifacts = [
            artifact
            for artifact in answer["artifacts"]
            if artifact["name"] == name and not artifact["expired"]
        ]
        if len(artifacts) != 1 or artifacts[0]["size_in_bytes"] > most:
            return None
        return self._rest.archive(artifacts[0]["id"], most)

    def changed_files(self, proposal: int) -> list[str] | None:
        """Return the paths of a pull request; None if GitHub may have cut the list."""
        return changed_files(self._rest.pages(f"/pulls/{proposal}/files"))

    def remarks(self, number: int) -> Iterator[Remark]:
        """Yield the comments on an issue or a pull request."""
        for comment in self._rest.pages(f"/issues/{number}/comments"):
            yield Remark(comment["id"], _own(comment), comment["body"] or "")

    def write_remark(self, number: int, text: str) -> None:
        """Comment on an issue or a pull request."""
        self._call("POST", f"/issues/{number}/comments", {"body": text})

    def edit_remark(self, id_: int, text: str) -> None:
        """Replace the text of a comment."""
        self._call("PATCH", f"/issues/comments/{id_}", {"body": text})

    def filled_form(self) -> FilledForm:
        """Return the issue whose opening started the job."""
        issue, sender = self._event["issue"], self._event["sender"]["login"]
        return FilledForm(int(issue["number"]), issue["body"] or "", issue["user"]["login"], sender)

    def label_form(self, number: int, label: Label) -> None:
        """Put a label on the issue of the event that lacks it, and make it if there is none."""
        labels = self._event["issue"].get("labels", [])
        if all(existing["name"].lower() != label.name for existing in labels):
            self._make_label(label)
            self._call("POST", f"/issues/{number}/labels", {"labels": [label.name]})

    def may_write(self, user: str) -> bool:
        """Say whether a user may write in the repository."""
        answer = self._call("GET", f"/collaborators/{quote(user, safe='')}/permission")
        return answer["permission"] in _MAY_WRITE

    def proposal_from(self, branch: str) -> int | None:
        """Return the number of a pull request from a branch of this repository, open or not."""
        owner = self._event["repository"]["owner"]["login"]
        head = quote(f"{owner}:{branch}", safe="")
        pulls = self._rest.pages(f"/pulls?state=all&head={head}")
        return next((int(pull["number"]) for pull in pulls), None)

    def write_files(
        self, branch: str, files: Mapping[str, tuple[bytes | None, bytes]], message: str
    ) -> None:
        """Commit files to a branch that starts at the job's commit, unless it has moved on."""
        base = variable("GITHUB_SHA", r"[0-9a-f]{40}")
        tip = self.tip(branch)
        if tip is None:
            self._call("POST", "/git/refs", {"ref": f"refs/heads/{branch}", "sha": base})
        elif tip != base:  # an earlier run has committed the files
            return
        for path, (before, after) in files.items():
            content = {
                "message": message,
                "content": b64encode(after).decode(),
                "sha": history.blob_id(before or b"", base),
                "branch": branch,
            }
            self._call("PUT", f"/contents/{quote(path)}", content)

    def tip(self, branch: str) -> str | None:
        """Return the last commit of a branch of this repository."""
        references = self._call("GET", f"/git/matching-refs/heads/{branch}")
        name = f"refs/heads/{branch}"
        return next((ref["object"]["sha"] for ref in references if ref["ref"] == name), None)

    def propose(self, branch: str, title: str, text: str) -> int | str:
        """Open a pull request and return its number, or where to open it if a workflow may not."""
        home = self._event["repository"]
        base = home["default_branch"]
        content = {"title": title, "body": text, "head": branch, "base": base}
        try:
            return int(self._call("POST", "/pulls", content)["number"])
        except StatusError as refusal:
            if refusal.status != 403:
                raise
        return f"{_server()}/{home['full_name']}/compare/{quote(base)}...{branch}?expand=1"

    def issues(self, label: Label) -> list[Issue]:
        """Return the issues with a label that jobs have made."""
        return [
            Issue(
                issue["number"],
                issue["state"] == "open",
                issue["body"] or "",
                tuple(remark.text for remark in self.remarks(issue["number"]) if remark.own),
            )
            for issue in self._rest.pages(f"/issues?state=all&labels={label.name}")
            if "pull_request" not in issue and _own(issue)
        ]

    def open_issue(self, title: str, text: str, label: Label) -> None:
        """Make an issue, and its label if there is none."""
        self._make_label(label)
        self._call("POST", "/issues", {"title": title, "body": text, "labels": [label.name]})

    def _make_label(self, label: Label) -> None:
        if all(existing["name"].lower() != label.name for existing in self._rest.pages("/labels")):
            name, colour, description = label
            content = {"name": name, "color": colour, "description": description}
            self._call("POST", "/labels", content)

    def edit_issue(self, number: int, text: str | None, *, open_: bool | None) -> None:
        """Replace the text of an issue, open it or close it; None leaves each as it is."""
        body = {} if text is None else {"body": text}
        state = {} if open_ is None else {"state": "open" if open_ else "closed"}
        self._call("PATCH", f"/issues/{number}", {**body, **state})

    def account(self) -> str:
        """Return the address of this job's run."""
        repository = variable("GITHUB_REPOSITORY", r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
        return f"{_server()}/{repository}/actions/runs/{variable('GITHUB_RUN_ID', '[0-9]+')}"

    def files_address(self) -> str:
        """Return the address under which a file's path shows the file on the default branch."""
        repository = variable("GITHUB_REPOSITORY", r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
        return f"{_server()}/{repository}/blob/HEAD"

    def pages(self) -> str:
        """Return what the Pages of the repository are; UNKNOWN if GitHub does not say."""
        try:
            return pages(self._call("GET", "/pages"))
        except StatusError as refusal:
            return OFF if refusal.status == 404 else UNKNOWN
        except RefusalError:
            return UNKNOWN

    def visibility(self) -> str:
        """Return `private`, `internal` or `public`; empty if GitHub does not say.

        The event of a schedule does not say it, so GitHub is asked.
        """
        try:
            answer = self._call("GET", "")
        except RefusalError:
            return ""
        visibility = answer.get("visibility") if isinstance(answer, dict) else None
        return visibility if isinstance(visibility, str) else ""

    def protected(self) -> bool | None:
        """Say whether a rule or a ruleset protects the default branch; None without an answer."""
        try:
            branch = quote(str(self._event["repository"]["default_branch"]), safe="")
            answer = self._call("GET", f"/branches/{branch}").get("protected")
        except (RefusalError, OSError, ValueError, KeyError, AttributeError):
            return None
        return answer if isinstance(answer, bool) else None

    def hand_on(self, name: str, value: str) -> str:
        """Hand an output to the steps and jobs that come after, and return its line."""
        line = f"{name}={value}\n"
        with Path(variable("GITHUB_OUTPUT", ".+")).open("a", encoding="utf-8") as output:
            output.write(line)
        return line


def _own(item: Mapping[str, Any]) -> bool:
    return bool((item["user"] or {}).get("login") == AUTHOR)


def _server() -> str:
    """Return the address at which people see GitHub."""
    return variable("GITHUB_SERVER_URL", r"https?://[!-~]+")


def proposal(
    pulls: Iterable[Mapping[str, Any]], check: CheckRun, home: Mapping[str, Any]
) -> int | None:
    """Return the number of the open pull request to `home` whose last commit was checked.

    Both sides are GitHub's own words: nothing that the check hands over decides where a comment is
    written.
    """
    source = None if check.source is None else check.source[1]
    for pull in pulls:
        head, base = pull["head"], pull["base"]
        if (
            pull["state"] == "open"
            and head["sha"] == check.commit
            and (head["repo"] or {}).get("full_name") == source
            and base["repo"]["full_name"] == home["full_name"]
            and base["ref"] == home["default_branch"]
        ):
            return int(pull["number"])
    return None


def changed_files(files: Iterable[Mapping[str, Any]]) -> list[str] | None:
    """Return the paths of a pull request, old names too; None if GitHub may have cut the list."""
    listed = list(files)
    if len(listed) >= _LISTED:
        return None
    return [
        file[key] for file in listed for key in ("filename", "previous_filename") if key in file
    ]


def pages(answer: Any) -> str:
    """Return what GitHub's answer to GET /repos/OWNER/REPOSITORY/pages says of the Pages."""
    public = answer.get("public") if isinstance(answer, dict) else None
    if not isinstance(public, bool):
        return UNKNOWN
    if answer.get("build_type") == "legacy":
        return BRANCH
    return OPEN if public else PRIVATE
