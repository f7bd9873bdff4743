"""A GitHub of our own on loopback: as much of the REST API as the project's scripts use, with GitHub's own strictness.

It holds a repository's issues, comments, labels, pull requests, artifacts, Pages and collaborators
in plain dictionaries, writes down every call, wants a token, and refuses what `grants` does not
allow.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEVELS = ("none", "read", "write")


class Call(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    body: Any

    @property
    def writes(self) -> bool:
        """Say whether it was meant to change something."""
        return self.method != "GET"


class Refusal(Exception):  # noqa: N818 - GitHub says no; nothing went wrong
    """GitHub's no, with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass
class GitHub:
    """A GitHub with one repository, `effect/mentorskap`.

    Change the fields to set the scene, read them to see what was done.
    """

    url: str = ""
    token: str = "a-token-of-the-test"  # noqa: S105 - opens nothing
    grants: dict[str, str] | None = None
    """What the token may do, as in a job's `permissions`; None: everything."""
    bot: str = "github-actions[bot]"
    sender: str = "karin-berg"
    private: bool = True
    pages: dict[str, Any] | None = None
    """What GET …/pages answers; None: 404, no Pages."""
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Issues and pull requests by number, each with its `comments`."""
    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    changed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The files that a pull request changes."""
    labels: set[str] = field(default_factory=set)
    collaborators: dict[str, str] = field(default_factory=dict)
    """What each may do here: admin, write, read, none."""
    branches: dict[str, str] = field(default_factory=dict)
    """Branches that were made, and the last commit of each."""
    commits: list[dict[str, str]] = field(default_factory=list)
    """What was written into them, as it was asked for."""
    may_propose: bool = True
    """Whether workflows may open pull requests, a setting of the repository."""
    artifacts: dict[int, list[tuple[str, bytes]]] = field(default_factory=dict)
    """Artifacts by run: name, and the bytes of its zip."""
    calls: list[Call] = field(default_factory=list)
    protected: bool | None = True
    """Whether rules protect main; None: the answer does not say."""
    broken: dict[str, int] = field(default_factory=dict)
    """Path → status, for a day on which GitHub does not work."""

    @property
    def written(self) -> list[Call]:
        """The calls that were meant to change something."""
        return [call for call in self.calls if call.writes]

    def repository(self) -> dict[str, Any]:
        """Return the repository as GitHub describes it."""
        return {
            "id": 1,
            "name": "mentorskap",
            "full_name": "effect/mentorskap",
            "owner": {"login": "effect"},
            "private": self.private,
            "visibility": "private" if self.private else "public",
            "default_branch": "main",
        }

    def event(self) -> dict[str, Any]:
        """Return what every event carries."""
        return {"repository": self.repository(), "sender": {"login": self.sender}}

    def open_issue(
        self,
        *,
        title: str = "An issue",
        body: str = "",
        labels: tuple[str, ...] = (),
        user: str | None = None,
    ) -> int:
        """Open an issue as someone (the bot unless said), and return its number."""
        number = max([0, *self.issues, *self.pulls]) + 1
        self.issues[number] = {
            "number": number,
            "title": title,
            "body": body,
            "state": "open",
            "labels": [{"name": label} for label in labels],
            "user": self.user(user),
            "assignees": [],
            "comments": [],
        }
        self.labels.update(labels)
        return number

    def open_pull(
        self,
        *,
        head: str,
        base: str = "main",
        fork: bool = False,
        state: str = "open",
        user: str | None = None,
        **more: Any,
    ) -> int:
        """Open a pull request whose last commit is `head`, and return its number."""
        number = self.open_issue(title="A pull request", user=user or self.sender)
        owner = "stranger" if fork else "effect"
        self.issues[number]["pull_request"] = {}
        self.pulls[number] = {
            "number": number,
            "state": state,
            "head": {
                "sha": head,
                "ref": "a-branch",
                "repo": {"full_name": f"{owner}/mentorskap", "fork": fork},
            },
            "base": {"ref": base, "repo": {"full_name": "effect/mentorskap"}},
            **more,
        }
        return number

    def comment(self, number: int, body: str, user: str | None = None) -> dict[str, Any]:
        """Comment on an issue as someone (the bot unless said)."""
        every = [comment for issue in self.issues.values() for comment in issue["comments"]]
        comment = {"id": len(every) + 101, "body": body, "user": self.user(user)}
        self.issues[number]["comments"].append(comment)
        return comment

    def comments(self, number: int) -> list[str]:
        """Return the texts of an issue's comments."""
        return [comment["body"] for comment in self.issues[number]["comments"]]

    def user(self, login: str | None) -> dict[str, Any]:
        """Return an account as GitHub describes it; the bot unless said."""
        login = login or self.bot
        return {
            "login": login,
            "type": "Bot" if login.endswith("[bot]") else "User",
            "id": 41898282 if login == "github-actions[bot]" else 7,
        }


def _issue(hub: GitHub, number: int) -> dict[str, Any]:
    if number not in hub.issues:
        raise Refusal(404, "Not Found")
    return hub.issues[number]


def _shown(issue: dict[str, Any]) -> dict[str, Any]:
    return {**issue, "comments": len(issue["comments"])}


def _list_issues(hub: GitHub, query: dict[str, str], _body: Any) -> Any:
    wanted = set(filter(None, query.get("labels", "").split(",")))
    state = query.get("state", "open")
    return [
        _shown(issue)
        for issue in sorted(hub.issues.values(), key=lambda issue: -issue["number"])
        if wanted <= {label["name"] for label in issue["labels"]}
        and state in {"all", issue["state"]}
    ]


def _new_issue(hub: GitHub, _query: dict[str, str], body: Any) -> Any:
    number = hub.open_issue(
        title=body["title"], body=body.get("body", ""), labels=tuple(body.get("labels", ()))
    )
    hub.issues[number]["assignees"] = [{"login": login} for login in body.get("assignees", ())]
    return _shown(hub.issues[number])


def _edit_issue(hub: GitHub, _query: dict[str, str], body: Any, number: str) -> Any:
    issue = _issue(hub, int(number))
    issue.update(
        {key: body[key] for key in ("title", "body", "state", "state_reason") if key in body}
    )
    if "labels" in body:
        issue["labels"] = [{"name": label} for label in body["labels"]]
    return _shown(issue)


def _new_label(hub: GitHub, _query: dict[str, str], body: Any) -> Any:
    if body["name"] in hub.labels:
        raise Refusal(422, "already_exists")
    hub.labels.add(body["name"])
    return {"name": body["name"]}


def _add_labels(hub: GitHub, _query: dict[str, str], body: Any, number: str) -> Any:
    labels = _issue(hub, int(number))["labels"]
    labels += [{"name": label} for label in body["labels"]]
    hub.labels.update(body["labels"])
    return labels


def _edit_comment(hub: GitHub, _query: dict[str, str], body: Any, id_: str) -> Any:
    for issue in hub.issues.values():
        for comment in issue["comments"]:
            if comment["id"] == int(id_):
                comment["body"] = body["body"]
                return comment
    raise Refusal(404, "Not Found")


def _list_pulls(hub: GitHub, query: dict[str, str], _body: Any) -> Any:
    state, head = query.get("state", "open"), query.get("head")
    return [
        pull
        for pull in hub.pulls.values()
        if state in {"all", pull["state"]}
        and head
        in {
            None,
            f"{pull['head']['repo']['full_name'].split('/')[0]}:{pull['head']['ref']}",
        }
    ]


def _new_pull(hub: GitHub, _query: dict[str, str], body: Any) -> Any:
    if not hub.may_propose:
        raise Refusal(403, "GitHub Actions is not permitted to create or approve pull requests.")
    number = hub.open_pull(head=body["head"], base=body["base"], user=hub.bot)
    hub.pulls[number]["head"]["ref"] = body["head"]
    hub.issues[number].update(title=body["title"], body=body.get("body", ""))
    return {**hub.pulls[number], "html_url": f"https://github.com/effect/mentorskap/pull/{number}"}


def _matching_refs(hub: GitHub, _query: dict[str, str], _body: Any, start: str) -> Any:
    return [
        {"ref": f"refs/heads/{name}", "object": {"sha": sha}}
        for name, sha in sorted(hub.branches.items())
        if name.startswith(start)
    ]


def _new_ref(hub: GitHub, _query: dict[str, str], body: Any) -> Any:
    name = body["ref"].removeprefix("refs/heads/")
    if name in hub.branches:
        raise Refusal(422, "Reference already exists")
    hub.branches[name] = body["sha"]
    return {"ref": body["ref"], "object": {"sha": body["sha"]}}


def _put_content(hub: GitHub, _query: dict[str, str], body: Any, path: str) -> Any:
    if body["branch"] not in hub.branches:
        raise Refusal(404, "Branch not found")
    hub.commits.append({"path": path, **body})
    hub.branches[body["branch"]] = f"{len(hub.commits):040x}"
    return {"content": {"path": path}, "commit": {"sha": hub.branches[body["branch"]]}}


def _pull(hub: GitHub, _query: dict[str, str], _body: Any, number: str) -> Any:
    if int(number) not in hub.pulls:
        raise Refusal(404, "Not Found")
    return hub.pulls[int(number)]


def _artifacts(hub: GitHub, query: dict[str, str], _body: Any, run: str) -> Any:
    found = [
        {
            "id": int(run) * 100 + place,
            "name": name,
            "size_in_bytes": len(raw),
            "expired": False,
            "archive_download_url": (
                f"{hub.url}/repos/effect/mentorskap/actions/artifacts/{int(run) * 100 + place}/zip"
            ),
        }
        for place, (name, raw) in enumerate(hub.artifacts.get(int(run), ()))
        if query.get("name") in {None, name}
    ]
    return {"total_count": len(found), "artifacts": found}


def _zip(hub: GitHub, _query: dict[str, str], _body: Any, id_: str) -> Any:
    raise Refusal(302, f"{hub.url.replace('127.0.0.1', 'localhost')}/blob/{id_}")


def _pages(hub: GitHub, _query: dict[str, str], _body: Any) -> Any:
    if hub.pages is None:
        raise Refusal(404, "Not Found")
    return hub.pages


def _branch(hub: GitHub, _query: dict[str, str], _body: Any, name: str) -> Any:
    return {"name": name} if hub.protected is None else {"name": name, "protected": hub.protected}


def _permission(hub: GitHub, _query: dict[str, str], _body: Any, login: str) -> Any:
    permission = hub.collaborators.get(login, "none" if hub.private else "read")
    return {"permission": permission, "role_name": permission, "user": hub.user(login)}


class _Route(NamedTuple):
    method: str
    path: str
    scopes: tuple[str, ...]
    answer: Callable[..., Any]
    status: int = 200
    paged: bool = False


_ROUTES = (
    _Route("GET", "", ("metadata",), lambda hub, _query, _body: hub.repository()),
    _Route("GET", "/issues", ("issues", "pull-requests"), _list_issues, paged=True),
    _Route("POST", "/issues", ("issues",), _new_issue, 201),
    _Route(
        "GET",
        r"/issues/(\d+)",
        ("issues", "pull-requests"),
        lambda hub, _query, _body, number: _shown(_issue(hub, int(number))),
    ),
    _Route("PATCH", r"/issues/(\d+)", ("issues", "pull-requests"), _edit_issue),
    _Route(
        "GET",
        r"/issues/(\d+)/comments",
        ("issues", "pull-requests"),
        lambda hub, _query, _body, number: _issue(hub, int(number))["comments"],
        paged=True,
    ),
    _Route(
        "POST",
        r"/issues/(\d+)/comments",
        ("issues", "pull-requests"),
        lambda hub, _query, body, number: hub.comment(
            _issue(hub, int(number))["number"], body["body"]
        ),
        201,
    ),
    _Route("POST", r"/issues/(\d+)/labels", ("issues", "pull-requests"), _add_labels),
    _Route("PATCH", r"/issues/comments/(\d+)", ("issues", "pull-requests"), _edit_comment),
    _Route(
        "GET",
        "/labels",
        ("issues",),
        lambda hub, _query, _body: [{"name": label} for label in sorted(hub.labels)],
        paged=True,
    ),
    _Route("POST", "/labels", ("issues",), _new_label, 201),
    _Route("GET", r"/git/matching-refs/heads/(.+)", ("contents",), _matching_refs),
    _Route("POST", "/git/refs", ("contents",), _new_ref, 201),
    _Route("PUT", r"/contents/(.+)", ("contents",), _put_content),
    _Route("GET", "/pulls", ("pull-requests",), _list_pulls, paged=True),
    _Route("POST", "/pulls", ("pull-requests",), _new_pull, 201),
    _Route("GET", r"/pulls/(\d+)", ("pull-requests",), _pull),
    _Route(
        "GET",
        r"/pulls/(\d+)/files",
        ("pull-requests",),
        lambda hub, _query, _body, number: [
            {"filename": name, "status": "modified"} for name in hub.changed.get(int(number), ())
        ],
        paged=True,
    ),
    _Route("GET", r"/actions/runs/(\d+)/artifacts", ("actions",), _artifacts),
    _Route("GET", r"/actions/artifacts/(\d+)/zip", ("actions",), _zip),
    _Route("GET", "", ("metadata",), lambda hub, _query, _body: hub.repository()),
    _Route("GET", "/pages", ("pages",), _pages),
    _Route("GET", r"/branches/([^/]+)", ("contents",), _branch),
    _Route("GET", r"/collaborators/([^/]+)/permission", ("metadata",), _permission),
)


def _answer(hub: GitHub, call: Call, headers: Any) -> tuple[int, Any, dict[str, str]]:
    """Return status, body and headers of the answer to a call."""
    parts = urlsplit(call.path)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if call.method == "GET" and (blob := re.fullmatch(r"/blob/(\d+)", parts.path)):
        if headers.get("Authorization"):
            return (
                400,
                {"message": "AuthenticationFailed"},
                {},
            )  # as the storage behind artifacts answers a token that is not meant for it
        run, place = divmod(int(blob[1]), 100)
        return 200, hub.artifacts[run][place][1], {}
    if headers.get("Authorization") not in {f"Bearer {hub.token}", f"token {hub.token}"}:
        return 401, {"message": "Bad credentials"}, {}
    if parts.path in hub.broken:
        return hub.broken[parts.path], {"message": "It is not our day"}, {}
    for route in _ROUTES:
        match = re.fullmatch("/repos/effect/mentorskap" + route.path, parts.path)
        if match is None or call.method != route.method:
            continue
        need = "write" if call.writes else "read"
        if hub.grants is not None and route.scopes != ("metadata",):
            has = max((hub.grants.get(scope, "none") for scope in route.scopes), key=LEVELS.index)
            if LEVELS.index(has) < LEVELS.index(need):
                return 403, {"message": "Resource not accessible by integration"}, {}
        try:
            found = route.answer(hub, query, call.body, *match.groups())
        except Refusal as refusal:
            if refusal.status == 302:
                return 302, b"", {"Location": refusal.message}
            return refusal.status, {"message": refusal.message}, {}
        if not route.paged:
            return route.status, found, {}
        size, page = int(query.get("per_page", "30")), int(query.get("page", "1"))
        more = (
            {"Link": f'<{hub.url}{parts.path}?per_page={size}&page={page + 1}>; rel="next"'}
            if len(found) > size * page
            else {}
        )
        return route.status, found[size * (page - 1) : size * page], more
    return 404, {"message": f"Not Found: {call.method} {parts.path}"}, {}


@contextmanager
def served() -> Iterator[GitHub]:
    """Serve a GitHub on loopback as long as the block lasts."""
    hub = GitHub()

    class Handler(BaseHTTPRequestHandler):
        """Hands each request to `_answer`."""

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            call = Call(self.command, self.path, json.loads(raw) if raw else None)
            hub.calls.append(call)
            status, body, headers = _answer(hub, call, self.headers)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(content)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
            """Say nothing: the calls are written down."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
