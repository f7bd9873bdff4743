"""A headless Chromium for the tests, and the parts of a page they ask about.

Without one they are skipped.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Dialog, Page

AXE = Path(__file__).with_name("axe.min.js")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ADVICE = ["best-practice"]
"""What is no rule of WCAG but axe's advice."""
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a change of palette can break."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium, or whichever is called by one of its names."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright is installed")
    path = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        pytest.skip("no Chromium is installed: the pages were not looked at in a browser")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; an unknown address gets the site's own page for it."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None


class Server(http.server.ThreadingHTTPServer):
    """A folder served on the loopback, for as long as a `with` lasts."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Visit(NamedTuple):
    """A page opened, with what it asked for and whether it called out."""

    page: Page
    requests: list[str]
    dialogs: list[str]

    def foreign(self, own: str) -> list[str]:
        """Return every request that left the site's own origin."""
        origin = "{0.scheme}://{0.netloc}/".format(urlsplit(own))
        return [
            url for url in self.requests if not url.startswith((origin, "data:", "blob:", "about:"))
        ]


def open_page(
    browser: Browser, *, width: int = 1280, scheme: str = "light", bypass_csp: bool = True
) -> Visit:
    """Open an empty page that records its requests and dialogs.

    Axe needs `bypass_csp`; a test of the policy itself must not have it.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=bypass_csp,
    )
    visit = Visit(context.new_page(), [], [])
    visit.page.on("request", lambda request: visit.requests.append(request.url))

    def dismiss(dialog: Dialog) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    visit.page.on("dialog", dismiss)
    return visit


def violations(
    page: Page, rules: list[str] | None = None, tags: Sequence[str] = tuple(WCAG)
) -> list[str]:
    """Return what axe-core finds wrong on a page, by WCAG's levels A and AA or by the rules named."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    wanted: dict[str, Any] = (
        {"type": "tag", "values": list(tags)}
        if rules is None
        else {"type": "rule", "values": rules}
    )
    options = {"runOnly": wanted, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['html'][:160]} – {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
