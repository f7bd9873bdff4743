"""A checker of links: every link, picture, script and fragment of a built site must lead somewhere inside it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LEADS = {
    ("a", "href"),
    ("link", "href"),
    ("area", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("use", "href"),
    ("form", "action"),
}
_ELSEWHERE = ("http:", "https:", "mailto:", "tel:", "data:")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id" or (tag, key) == ("a", "name"):
                self.anchors.add(value or "")
            if (tag, key) in _LEADS:
                self.links.append(value or "")


def broken_links(site: Path, *, served: bool = True) -> list[str]:
    """Return every link of a site that leads nowhere, as `page → link`.

    Where nothing serves the site, a link to a folder leads to a listing, and one from the root out
    of the site.
    """
    pages: dict[Path, _Page] = {}
    for path in sorted(site.rglob("*.html")):
        pages[path.resolve()] = page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(site.resolve())} → {link}"
        for path, page in pages.items()
        for link in page.links
        if not link.lower().startswith(_ELSEWHERE)
        and not (
            _leads(link, path, site.resolve(), pages) and (served or _names_a_file(link, path))
        )
    ]


def _names_a_file(link: str, path: Path) -> bool:
    inside = unquote(urlsplit(link).path)
    return not inside or not (inside.startswith("/") or (path.parent / inside).is_dir())


def _leads(link: str, path: Path, site: Path, pages: Mapping[Path, _Page]) -> bool:
    address, fragment = urldefrag(link)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return False
    inside = unquote(parts.path)
    # Only the page of an address that is unknown has links from the root: it is shown at any depth.
    target = (
        path
        if not inside
        else site / inside.lstrip("/")
        if inside.startswith("/")
        else path.parent / inside
    )
    if inside.endswith("/") or target.is_dir():
        target /= "index.html"
    target = target.resolve()
    if not target.is_relative_to(site) or not target.is_file():
        return False
    return not fragment or target not in pages or unquote(fragment) in pages[target].anchors
