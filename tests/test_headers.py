"""The handbook works under the strict policy that hosts are told to send, and a page that would break it is caught."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import ROOT, Sites, example_sites
from tests.browser.window import browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

__all__ = ["browser", "example_sites"]


class _Strict(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the headers of its class."""

    sent: dict[str, str]

    def end_headers(self) -> None:
        for name, value in self.sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def _headers(site: Path) -> dict[str, str]:
    told = subprocess.run([sys.executable, ROOT / "scripts" / "headers.py", site], capture_output=True, text=True, check=True).stdout
    return dict(line.split(": ", 1) for line in told.splitlines())


def _serve(site: Path, sent: dict[str, str]) -> http.server.ThreadingHTTPServer:
    handler = type("Strict", (_Strict,), {"sent": sent})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def strict(example_sites: Sites) -> Iterator[str]:
    """Serve the handbook with the headers it asks for, and return its address."""
    site = example_sites.participants("mkdocs")
    server = _serve(site, _headers(site))
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _complaints(browser: Browser, address: str, paths: list[str]) -> list[str]:
    page = browser.new_context().new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if "Content Security Policy" in message.text else None)
    for path in paths:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    page.context.close()
    return told


def test_the_handbook_works_under_the_strict_policy(browser: Browser, strict: str) -> None:
    assert _complaints(browser, strict, ["", "en/", "way/first-meeting/", "tools/questions/", "reference/rules/", "404.html"]) == []


def test_search_works_under_the_strict_policy(browser: Browser, strict: str) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(strict)
    page.get_by_role("textbox").first.fill("mötet")
    page.wait_for_selector(".md-search-result__item")
    page.context.close()


def test_a_script_that_nobody_vouched_for_is_stopped(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><script>document.title = 'vouched'</script>", encoding="utf-8")
    sent = _headers(tmp_path)
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><script>document.title = 'planted'</script>", encoding="utf-8")
    server = _serve(tmp_path, sent)
    told = _complaints(browser, f"http://127.0.0.1:{server.server_port}/", [""])
    server.shutdown()
    server.server_close()
    assert told
