"""GitHub's REST interface for a job: one repository, one token, the job's environment.

The token goes to the interface's own address and nowhere else: no redirect is followed with it.
"""

from __future__ import annotations

import json
import os
import re
from http.client import HTTPException, HTTPMessage
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mentorskap.host import refusals
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 30
_NEXT = re.compile(r'<([^>]+)>;\s*rel="next"')


class StatusError(RefusalError):
    """GitHub refused, with a status."""

    def __init__(self, status: int, permission: str) -> None:
        super().__init__(refusals.refused(status, permission))
        self.status = status


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow no redirect: the token would go along."""


class Rest(NamedTuple):
    """One repository on GitHub."""

    address: str
    token: str
    permission: str
    """What the job must be granted, to be named where GitHub refuses."""

    def call(
        self, method: str, path: str, content: Mapping[str, Any] | None = None
    ) -> tuple[Any, HTTPMessage]:
        """Return what GitHub answers, as data, and the headers of the answer."""
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "User-Agent": "mentorskap",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        raw, answered = self._ask(
            Request(  # noqa: S310 - looked at in `of_job`
                f"{self.address}{path}",
                None if content is None else json.dumps(content).encode(),
                headers,
                method=method,
            )
        )
        try:
            return json.loads(raw), answered
        except (ValueError, RecursionError) as error:
            raise RefusalError(refusals.unreachable(type(error).__name__)) from None

    def pages(self, path: str) -> Iterator[Any]:
        """Yield everything of a list, page by page."""
        more: str | None = f"{path}{'&' if '?' in path else '?'}per_page=100"
        while more is not None:
            items, headers = self.call("GET", more)
            yield from items
            following = _NEXT.search(headers.get("Link", ""))
            # A link to another address is not followed: the token would go along.
            more = (
                following[1].removeprefix(self.address)
                if following and following[1].startswith(f"{self.address}/")
                else None
            )

    def archive(self, artifact: int, most: int) -> bytes | None:
        """Return an artifact's zip, no more than one byte over `most`, or None where it is gone.

        Its store must not see the token.
        """
        request = Request(  # noqa: S310 - looked at in `of_job`
            f"{self.address}/actions/artifacts/{artifact}/zip",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        try:
            with build_opener(_Stay).open(request, timeout=SECONDS):
                raise RefusalError(refusals.unreachable("no redirect"))
        except HTTPError as error:
            error.close()
            if error.code in {404, 410}:
                return None
            if error.code != 302:
                raise StatusError(error.code, self.permission) from None
            address = error.headers.get("Location", "")
        except (OSError, HTTPException) as error:
            raise RefusalError(refusals.unreachable(type(error).__name__)) from None
        return self._ask(Request(_safe(address, "Location")), most + 1)[0]  # noqa: S310 - checked

    def _ask(self, request: Request, most: int = -1) -> tuple[bytes, HTTPMessage]:
        try:
            with build_opener(_Stay).open(request, timeout=SECONDS) as answer:
                if request.get_method() == "GET" and answer.status != 200:
                    raise StatusError(answer.status, self.permission)
                return answer.read(most), answer.headers
        except HTTPError as error:
            error.close()
            raise StatusError(error.code, self.permission) from None
        except URLError as error:
            raise RefusalError(refusals.unreachable(type(error.reason).__name__)) from None
        except (OSError, HTTPException) as error:
            raise RefusalError(refusals.unreachable(type(error).__name__)) from None


def variable(name: str, pattern: str) -> str:
    """Return a variable of the environment; without one that fits `pattern` the job stops."""
    value = os.environ.get(name, "")
    if not re.fullmatch(pattern, value):
        raise RefusalError(refusals.missing(name))
    return value


def of_job(permission: str) -> Rest:
    """Return the repository that the job is about."""
    address = _safe(variable("GITHUB_API_URL", r"https?://[!-~]+").rstrip("/"), "GITHUB_API_URL")
    repository = variable("GITHUB_REPOSITORY", r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
    return Rest(f"{address}/repos/{repository}", variable("GITHUB_TOKEN", r"[!-~]+"), permission)


def _safe(address: str, name: str) -> str:
    """Return an address that is safe, or on this machine; refuse any other."""
    if not address.startswith("https://") and not (
        address.startswith("http://") and urlsplit(address).hostname in {"127.0.0.1", "localhost"}
    ):
        raise RefusalError(refusals.missing(name))
    return address
