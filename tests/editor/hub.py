"""A GitHub on loopback for the editor: as much of REST and GraphQL as it asks, over a bare repository."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPOSITORY = "effect/mentorskap"
TOKEN = "a-token-of-the-test"  # noqa: S105 - opens nothing
READER = "a-token-that-only-reads"
BRANCH = "redigering"


@dataclass
class EditorHub:
    """A GitHub with one repository, its branches in a bare clone and its proposals in a list."""

    bare: Path
    url: str = ""
    pulls: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def git(self, *arguments: str, stdin: str | None = None) -> str:
        """Run Git in the repository, and return what it prints."""
        done = subprocess.run(
            ["git", "-C", self.bare, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            env={
                "PATH": "/usr/bin:/bin",
                "GIT_AUTHOR_NAME": "karin-berg",
                "GIT_AUTHOR_EMAIL": "karin-berg@users.example",
                "GIT_COMMITTER_NAME": "GitHub",
                "GIT_COMMITTER_EMAIL": "noreply@github.example",
            },
        )
        return done.stdout

    def commit(self, branch: str, message: str, files: dict[str, str]) -> str:
        """Write files to a branch, as somebody else would or as the editor asks."""
        head = self.git("rev-parse", branch).strip()

        def run(*words: str, stdin: str | None = None) -> str:
            index = f"GIT_INDEX_FILE={self.bare / f'index-{branch}'}"
            done = subprocess.run(
                ["env", index, "git", "-C", str(self.bare), *words],
                input=stdin,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=True,
            )
            return done.stdout.strip()

        run("read-tree", head)
        for path, text in files.items():
            blob = run("hash-object", "-w", "--stdin", stdin=text)
            run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        tree = run("write-tree")
        new = self.git("commit-tree", tree, "-p", head, "-m", message).strip()
        self.git("update-ref", f"refs/heads/{branch}", new, head)
        return new

    def show(self, path: str, revision: str = BRANCH) -> str:
        """Return the text of a file."""
        return self.git("show", f"{revision}:{path}")

    def diff(self) -> list[str]:
        """Return the lines that the working branch adds and removes."""
        lines = self.git("diff", "-U0", "main", BRANCH).splitlines()
        return [line for line in lines if re.match(r"[-+](?![-+]{2} )", line)]

    def query(self, query: str, variables: dict[str, Any]) -> Any:
        """Answer GraphQL, by what the query names."""
        if "createCommitOnBranch" in query:
            return self._create(variables["input"], query)
        branch = variables.get("branch", BRANCH)
        answer: dict[str, Any] = {}
        if "defaultBranchRef" in query:
            answer["defaultBranchRef"] = {"name": "main"}
        for alias, oid in re.findall(r'(\w+): object\(oid: "(\w+)"\)', query):
            answer[alias] = {"text": self.git("cat-file", "blob", oid), "isTruncated": False}
        for alias, path in re.findall(r"(\w+):\s+ref\(.*?path: \"(.*?)\"", query, re.DOTALL):
            answer[alias] = self._history(branch, path)
        if re.search(r"\bref\(", query) and "path:" not in query:
            answer["ref"] = self._history(branch)
        if "pullRequests" in query:
            answer["pullRequests"] = {"nodes": [], "pageInfo": {"hasNextPage": False}}
        return {"repository": answer}

    def _history(self, branch: str, path: str | None = None) -> Any:
        paths = ["--", path] if path else []
        line = self.git("log", "-1", "--format=%H%n%s%n%cI%n%an%n%ae", branch, *paths)
        if not line:
            return {"target": {"history": {"nodes": []}}}
        oid, message, day, name, email = line.splitlines()
        author = {"name": name, "email": email, "user": {"id": 7, "login": name}}
        node = {"oid": oid, "message": message, "committedDate": day, "author": author}
        return {"target": {"history": {"nodes": [node]}}}

    def _create(self, asked: dict[str, Any], query: str) -> Any:
        branch = asked["branch"]["branchName"]
        assert self.git("rev-parse", branch).strip() == asked["expectedHeadOid"]
        files = {
            each["path"]: base64.b64decode(each["contents"]).decode()
            for each in asked["fileChanges"]["additions"]
        }
        oid = self.commit(branch, asked["message"]["headline"], files)
        commit: dict[str, Any] = {
            "oid": oid,
            "committedDate": self.git("log", "-1", "--format=%cI", oid).strip(),
        }
        for alias, path in re.findall(r'(file_\d+): file\(path: "(.*?)"\)', query):
            commit[alias] = {"oid": self.git("rev-parse", f"{oid}:{path}").strip()}
        return {"createCommitOnBranch": {"commit": commit}}

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:
        """Answer REST, or None for what is not here."""
        own = f"/repos/{REPOSITORY}"
        if path == "/user":
            return {"id": 7, "login": "karin-berg", "name": "karin-berg", "html_url": self.url}
        if path == own:
            return {"full_name": REPOSITORY, "default_branch": "main", "private": True}
        if path.startswith(f"{own}/collaborators/"):
            return {}
        if match := re.fullmatch(rf"{own}/git/trees/(\w+)", path):
            listed = self.git("ls-tree", "-r", "-l", "-z", match[1])
            rows = [re.split(r"\s+", row, maxsplit=4) for row in listed.split("\0") if row]
            tree = [
                {"type": kind, "path": name, "sha": sha, "size": int(size) if size != "-" else 0}
                for _, kind, sha, size, name in rows
            ]
            return {"tree": tree, "truncated": False}
        if path == f"{own}/pulls" and method == "GET":
            return [pull for pull in self.pulls if f"effect:{pull['head']}" in query["head"]]
        if path == f"{own}/pulls" and method == "POST":
            self.pulls.append({"number": len(self.pulls) + 1, **body})
            return self.pulls[-1]
        return None


class _Handler(BaseHTTPRequestHandler):
    hub: EditorHub

    def do_OPTIONS(self) -> None:
        self._send(204, None)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body: Any = json.loads(raw) if raw else None
        address = urlsplit(self.path)
        path = address.path.removeprefix("/api/v3")
        self.hub.calls.append(f"{self.command} {path}")
        token = (self.headers.get("Authorization") or "").split(" ")[-1]
        if token not in {TOKEN, READER}:
            self._send(401, {"message": "Bad credentials"})
        elif path.endswith("/graphql"):
            if token == READER and "mutation" in body["query"]:
                error = "Resource not accessible by personal access token"
                self._send(200, {"errors": [{"message": error}]})
            else:
                self._send(200, {"data": self.hub.query(body["query"], body.get("variables", {}))})
        else:
            data = self.hub.answer(self.command, path, parse_qs(address.query), body)
            status = 404 if data is None else 201 if self.command == "POST" else 200
            self._send(status, {"message": "Not Found"} if data is None else data)

    def _send(self, status: int, data: Any) -> None:
        raw = b"" if data is None else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, Authorization")
        self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Print nothing."""


@contextmanager
def served_hub(bare: Path) -> Iterator[EditorHub]:
    """Serve a GitHub over a bare repository, for as long as a `with` lasts."""
    hub = EditorHub(bare)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("_OfTheHub", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
