"""Keep the tracking issue on GitHub: `python scripts/tracking_issue.py`, in a job with `issues: write`.

What to do is decided in `mentorskap.report.tracking`. Here are only the environment that a job gives, and GitHub's
REST interface. The token goes to the interface's own address and nowhere else: no redirect is followed.
Exit 0: the issue is as it should be. Exit 2: it could not be kept; one sentence says why.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from functools import cache
from http.client import HTTPException, HTTPMessage
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mentorskap import disk, language
from mentorskap.cli import complain, failure
from mentorskap.cli.run import WELL, HaltError, Run, day
from mentorskap.report import tracking
from mentorskap.report.tracking import Comment, Create, Edit, Issue
from mentorskap.report.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentorskap.deadlines import Item

LABEL = {"name": "overdue", "color": "b35900", "description": "mentorskap: what is late · det som är försenat"}
MADE_BY = "github-actions[bot]"
"""Whose issues and comments are the job's own. What anyone else writes is no memory of ours."""
SECONDS = 30
_USER = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}))")
_NEXT = re.compile(r'<([^>]+)>;\s*rel="next"')


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow no redirect: the token would go along."""


class GitHub(NamedTuple):
    """One repository on GitHub, over REST."""

    address: str
    token: str

    def call(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> tuple[Any, HTTPMessage]:
        """Return what GitHub answers, as data, and the headers of the answer."""
        request = Request(  # noqa: S310 - the address was looked at when the environment was read
            f"{self.address}{path}",
            None if content is None else json.dumps(content).encode(),
            {
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "User-Agent": "mentorskap",
                "X-GitHub-Api-Version": "2022-11-28",
            },
            method=method,
        )
        try:
            with build_opener(_Stay).open(request, timeout=SECONDS) as answer:
                return json.load(answer), answer.headers
        except HTTPError as error:
            error.close()
            raise HaltError(tracking.refused(error.code)) from None
        except URLError as error:
            raise HaltError(tracking.unreachable(type(error.reason).__name__)) from None
        except (OSError, ValueError, HTTPException) as error:
            raise HaltError(tracking.unreachable(type(error).__name__)) from None

    def pages(self, path: str) -> Iterator[Mapping[str, Any]]:
        """Yield everything of a list, page by page."""
        more: str | None = f"{path}{'&' if '?' in path else '?'}per_page=100"
        while more is not None:
            found, headers = self.call("GET", more)
            yield from found
            following = _NEXT.search(headers.get("Link", ""))
            # A page that lies elsewhere is none of ours.
            more = following[1].removeprefix(self.address) if following and following[1].startswith(f"{self.address}/") else None

    def issues(self) -> list[Issue]:
        """Return the issues that the job has made, with its own comments."""
        return [
            Issue(
                found["number"],
                found["state"] == "open",
                found["body"] or "",
                tuple(comment["body"] or "" for comment in self.pages(f"/issues/{found['number']}/comments") if _own(comment)),
            )
            for found in self.pages(f"/issues?state=all&labels={LABEL['name']}")
            if "pull_request" not in found and _own(found)
        ]

    def do(self, act: tracking.Act) -> None:
        """Do one thing."""
        match act:
            case Create(title, body):
                self._have_label()
                self.call("POST", "/issues", {"title": title, "body": body, "labels": [LABEL["name"]]})
            case Comment(issue, body):
                self.call("POST", f"/issues/{issue}/comments", {"body": body})
            case Edit(issue, body, state):
                text = {} if body is None else {"body": body}
                self.call("PATCH", f"/issues/{issue}", text if state is None else {**text, "state": "open" if state else "closed"})

    def _have_label(self) -> None:
        if all(label["name"].lower() != LABEL["name"] for label in self.pages("/labels")):
            self.call("POST", "/labels", LABEL)


def _own(found: Mapping[str, Any]) -> bool:
    return bool((found["user"] or {}).get("login") == MADE_BY)


def _given(name: str, pattern: str) -> str:
    """Return what the environment holds, or refuse to go on without it."""
    found = os.environ.get(name, "")
    if not re.fullmatch(pattern, found):
        raise HaltError(tracking.missing(name))
    return found


def _github() -> GitHub:
    """Return the repository that the job is about. Its address is safe, or on this machine."""
    address = _given("GITHUB_API_URL", r"https?://[!-~]+").rstrip("/")
    if not address.startswith("https://") and urlsplit(address).hostname not in {"127.0.0.1", "localhost"}:
        raise HaltError(tracking.missing("GITHUB_API_URL"))
    repository = _given("GITHUB_REPOSITORY", r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
    return GitHub(f"{address}/repos/{repository}", _given("GITHUB_TOKEN", r"[!-~]+"))


def _manager() -> str:
    """Return the user name to call, empty where none is set."""
    found = os.environ.get("MANAGER_HANDLE", "").strip()
    user = _USER.fullmatch(found)
    if found and user is None:
        raise HaltError(tracking.no_manager("MANAGER_HANDLE"))
    return user[1] if user else ""


def _keep(run: Run) -> None:
    """Look, decide, and do: each thing at once, so that what was done before an interruption is done."""
    seen = tracking.seen(run.snapshot)
    places = cache(run.places)

    def line(item: Item) -> int:
        known = places(item.path)
        return 1 if known is None else known.find(item.route).line

    github, manager = _github(), _manager()
    server = _given("GITHUB_SERVER_URL", r"https?://[!-~]+")
    # No names: what this voice does not know it cannot say.
    voice = Voice(language.catalogue(run.language, disk.own_bytes), {}, tracking.FORM)
    setting = tracking.Setting(voice, line, f"{server}/{os.environ['GITHUB_REPOSITORY']}/blob/HEAD", manager)
    acts = () if seen is None else tracking.plan(seen, github.issues(), setting)
    for act in acts:
        github.do(act)
        sys.stdout.write(f"{run.voice(tracking.TOLD[type(act)])}\n")
    if not acts:
        sys.stdout.write(f"{run.voice(tracking.NOTHING)}\n")


def main() -> int:
    """Keep the issue, and return the exit code."""
    parser = argparse.ArgumentParser(description="Sköt ärendet om det som är försenat. · Keep the issue of what is late.")
    parser.add_argument("--root", help="programmets mapp · the programme's folder")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="en annan dag · another day")
    arguments = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    run: Run | None = None
    try:
        today = None if arguments.today is None else day(arguments.today)
        run = Run(argparse.Namespace(command="overdue", root=arguments.root, today=today, lang=None, format="github"))
        _keep(run)
    except HaltError as halt:
        return complain(halt.sentence, (), run)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person, nor the token a log
        return complain(failure(error), (), run)
    return WELL


if __name__ == "__main__":
    sys.exit(main())
