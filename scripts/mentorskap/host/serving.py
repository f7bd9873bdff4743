"""The browser editor served on the loopback: a folder's files, read once, under a strict policy.

The token that the editor signs in with is kept by the browser for this origin. So nothing else is
served here, nobody else reaches it, and the page may call its own origin and the host's API alone.
"""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mentorskap.host.headers import ALWAYS
from mentorskap.words.sentence import Code, RefusalError, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "build/editor"
"""Where `make editor` puts the editor."""
SETTINGS = "settings.json"
_API = "https://api.github.com"
_PAGE = "index.html"


def settings(repository: str | None, language: str, api: str | None = None) -> dict[str, str]:
    """Return what the editor asks for first: the repository, the language and another API.

    `repository` is the address that `programme.yml` has. A server of one's own answers for itself,
    below /api. Refuses an address that is not one of a repository.
    """
    address = urlsplit(repository or "")
    name = address.path.strip("/")
    if address.scheme != "https" or name.count("/") != 1:
        raise RefusalError(
            say(
                "The editor needs the address of the repository. Write {example} in {file}.",
                example=Code("repository: https://github.com/OWNER/NAME"),
                file=Code("programme.yml"),
            )
        )
    if api is None and address.netloc != "github.com":
        api = f"https://{address.netloc}"
    return {"repository": name, "language": language} | ({"api": api} if api else {})


def headers(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return name → value of the headers that every file of the editor is sent with."""
    api = urlsplit(chosen.get("api", _API))
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",  # the editor's own, for every part of a form
        "img-src": "'self' data: blob:",
        "font-src": "'self' data: blob:",
        "connect-src": f"'self' data: blob: {api.scheme}://{api.netloc}",
        "worker-src": "'self' blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(map(" ".join, policy.items())),
        **ALWAYS,
    }


def files(folder: Path, chosen: Mapping[str, str]) -> dict[str, bytes]:
    """Return path → bytes of the built editor with its settings; refuse where it is not built."""
    if not (folder / _PAGE).is_file():
        raise RefusalError(
            say(
                "There is no editor in {folder}. {command} builds it; that needs Node.",
                folder=Code(folder.as_posix()),
                command=Code("make editor"),
            )
        )
    built = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return built | {SETTINGS: json.dumps(chosen).encode()}


class EditorServer(ThreadingHTTPServer):
    """The editor's files on the loopback, for as long as it is served."""

    daemon_threads = True

    def __init__(self, port: int, built: Mapping[str, bytes], sent: Mapping[str, str]) -> None:
        self.built = built
        self.sent = sent
        super().__init__(("127.0.0.1", port), _Answer)

    @property
    def address(self) -> str:
        """Where the editor is."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Answer(BaseHTTPRequestHandler):
    server: EditorServer

    def do_GET(self) -> None:
        """Answer with a file, only to who asks for the loopback by its number."""
        path = urlsplit(self.path).path.lstrip("/") or _PAGE
        known = self.headers.get("Host") == f"127.0.0.1:{self.server.server_port}"
        raw = self.server.built.get(path) if known else None
        self.send_response(404 if raw is None else 200)
        for name, value in self.server.sent.items():
            self.send_header(name, value)
        kind = guess_type(path)[0] or "application/octet-stream"
        kind = "text/javascript" if path.endswith(".js") else kind
        self.send_header("Content-Type", "text/plain" if raw is None else kind)
        self.send_header("Content-Length", str(len(raw or b"")))
        self.end_headers()
        self.wfile.write(raw or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Print nothing: what is asked for is nobody's business."""
