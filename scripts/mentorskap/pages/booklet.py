"""The handbook as a booklet for a role: its pages as chapters of one page, to print.

A link to another chapter gives its number, and one to a page outside the booklet its address, or
says where that page is. Pure functions of the pages as they are published.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from mentorskap.files.markdown import FENCE, FRONT_MATTER
from mentorskap.letters.sheets import parted
from mentorskap.letters.sheets import parts as sheet_parts
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

_TEMPLATES = "tools/templates.md"
_ON_SCREEN = ("index.md", _TEMPLATES, "trust/accessibility.md")
"""Pages of links, and the one about the pages themselves."""
_WORDS = r'(?m)^<p class="words">.*\n?'
_HEADING = r"(?m)^(?P<marks>#{1,5}) (?P<text>.*?)(?: \{ *#(?P<id>[\w-]+) *\})?$"
_LINK = r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)"
_SHEET = "sheet"
"""The anchor of a chapter's sheet."""
_SHEETS = say("Sheets to fill in")
_HIDDEN = "hide: [navigation, toc]\nsearch:\n  exclude: true\n"
"""The booklet repeats what the pages say, so it is beside neither them nor in what is searched."""


class _Role(NamedTuple):
    """A reader of a booklet: the folder with the pages of that role, and the booklet's title."""

    folder: str
    title: Sentence
    link: Sentence


_ROLES = (
    _Role("mentee", say("The mentee's booklet"), say("The mentee's booklet, to print")),
    _Role("mentor", say("The mentor's booklet"), say("The mentor's booklet, to print")),
)


class _Part(NamedTuple):
    """A part of the booklet: a title, and its pages by path."""

    title: str
    pages: tuple[str, ...]


class Cover(NamedTuple):
    """What the first page says besides the title: Markdown, and the site's own address, if any."""

    programme: str
    contact: str
    address: str


def booklets(
    pages: Mapping[str, str | bytes], nav: list[Any], cover: Cover, voice: Voice
) -> dict[str, str]:
    """Return the booklet of each role, by its path.

    `pages` are those of the handbook in a language, by path; `nav` lists them in order.
    """
    made = {}
    for role in _ROLES:
        parts = tuple(_parts(nav, pages, role))
        if any(path.startswith(f"{role.folder}/") for part in parts for path in part.pages):
            path = f"{role.folder}/booklet.md"
            made[path] = _Booklet(path, parts, pages, cover, voice).page(role.title)
    return made


def leading(path: str, page: str, booklets: Mapping[str, str], voice: Voice) -> str:
    """Return a page with a link to its role's booklet, or, that of templates, to all of them."""
    roles = [
        role
        for role in _ROLES
        if f"{role.folder}/booklet.md" in booklets
        and path in {f"{role.folder}/role.md", _TEMPLATES}
    ]
    if not roles:
        return page
    here = posixpath.dirname(path)
    links = (
        f"[{voice(role.link)}]({posixpath.relpath(f'{role.folder}/booklet.md', here)})"
        for role in roles
    )
    line = f"\n{voice(say('Everything on paper:'))} {' · '.join(links)}\n"
    text, words, rest = page.partition('\n<p class="words">')
    return f"{text.rstrip()}\n{line}{words}{rest}"


def _parts(nav: list[Any], pages: Mapping[str, str | bytes], role: _Role) -> Iterator[_Part]:
    """Yield the parts of the list of pages that have something for a role, its own part first."""
    others = tuple(f"{other.folder}/" for other in _ROLES if other is not role)
    for entry in nav:
        for title, content in entry.items() if isinstance(entry, dict) else ():
            listed = tuple(
                path
                for path in _paths(content)
                if path not in _ON_SCREEN
                and not path.startswith(others)
                and isinstance(pages.get(path), str)
            )
            if listed:
                yield _Part(title, listed)


def _paths(content: Any) -> Iterator[str]:
    """Yield the pages of a list of pages, in order."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, (list, dict)):
        for entry in content.values() if isinstance(content, dict) else content:
            yield from _paths(entry)


class _Booklet:
    """A booklet being put together."""

    def __init__(
        self,
        path: str,
        parts: tuple[_Part, ...],
        pages: Mapping[str, str | bytes],
        cover: Cover,
        voice: Voice,
    ) -> None:
        self._folder = posixpath.dirname(path)
        self._parts = parts
        self._cover = cover
        self._voice = voice
        self._texts, self._sheets = dict[str, str](), dict[str, str]()
        for chapter in chain.from_iterable(part.pages for part in parts):
            before, sheet, after = parted(_text(pages[chapter]))
            if sheet:
                self._sheets[chapter] = sheet
                there = voice(say("The sheet is at the end of the booklet:"))
                before += f"{there} {self._to_sheet(chapter, f'#{_SHEET}')}\n"
            self._texts[chapter] = before + after
        self._numbers = {path: number for number, path in enumerate(self._texts, 1)}
        self._ids = {
            path: {_SHEET, *(heading["id"] for heading in re.finditer(_HEADING, text))}
            for path, text in self._texts.items()
        }

    def page(self, title: Sentence) -> str:
        """Return the whole page."""
        spoken = self._voice(title)
        return "\n\n".join(
            (
                f"---\ntitle: {json.dumps(spoken, ensure_ascii=False)}\n{_HIDDEN}---",
                '<div class="booklet" markdown>',
                f"# {spoken}",
                *self._front(),
                *self._body(),
                "</div>\n",
            )
        )

    def _front(self) -> Iterator[str]:
        """Yield what comes before the chapters: whose it is, whom to ask, and the contents."""
        yield f"**{self._cover.programme}**"
        yield f"{self._voice(say('The programme manager:'))} {self._cover.contact}"
        if self._cover.address:
            yield f"{self._voice(say('The handbook on the web:'))} <{self._cover.address}>"
        yield '<div class="contents" markdown>'
        for part in self._parts:
            yield f"**{part.title}**"
            yield "\n".join(
                f"- [{self._numbers[path]}. {_title(self._texts[path])}](#{_anchor(path)})"
                for path in part.pages
            )
        if self._sheets:
            yield f"**{self._voice(_SHEETS)}**"
            yield "\n".join(
                f"- {self._to_sheet(path, f'#{_anchor(path)}-{_SHEET}')}" for path in self._sheets
            )
        yield "</div>"
        yield self._voice(say("A number in brackets is the chapter to turn to."))

    def _body(self) -> Iterator[str]:
        """Yield each chapter below the title of its part."""
        for part in self._parts:
            yield f'<p class="part">{html.escape(part.title)}</p>'
            for path in part.pages:
                yield self._chapter(path, self._texts[path])
        if self._sheets:
            yield f'<p class="part sheets">{html.escape(self._voice(_SHEETS))}</p>'
        for path, sheet in self._sheets.items():
            anchored = sheet.replace(" markdown>", f' id="{_anchor(path)}-{_SHEET}" markdown>', 1)
            yield self._chapter(path, anchored)

    def _to_sheet(self, path: str, target: str) -> str:
        """Return a link to the sheet of a chapter."""
        return f"[{sheet_parts(self._sheets[path])[0].text}]({target})"

    def _chapter(self, path: str, text: str) -> str:
        """Return a page as a chapter: numbered, a level down, its links as paper can have them."""
        pieces, end = [], 0
        for fence in re.finditer(FENCE, text):
            pieces += [self._on_paper(path, text[end : fence.start()]), fence[0]]
            end = fence.end()
        return "".join([*pieces, self._on_paper(path, text[end:])]).strip()

    def _on_paper(self, path: str, text: str) -> str:
        """Return text of a page, without code, with the headings and links of a chapter."""
        text = re.sub(_HEADING, lambda heading: self._heading(path, heading), text)
        return re.sub(_LINK, lambda link: self._link(path, link["text"], link["target"]), text)

    def _heading(self, path: str, heading: re.Match[str]) -> str:
        """Return a heading a level down; the first has the chapter's number and is its anchor."""
        marks, text, anchor = heading.group("marks", "text", "id")
        if marks == "#":
            return f"## {self._numbers[path]}. {text} {{ #{_anchor(path)} }}"
        own = "" if anchor is None else f" {{ #{_anchor(path)}-{anchor} }}"
        return f"{marks}# {text}{own}"

    def _link(self, path: str, text: str, target: str) -> str:
        """Return a link with what helps on paper: the number of the chapter, or the address."""
        if target.startswith(("mailto:", "tel:")):
            return f"[{text}]({target})"
        if re.match(r"[a-z]+:", target):
            plain = re.sub(r"^https?://|/$", "", target)
            return f"[{text}]({target})" + ("" if plain in text else f" ({plain})")
        name, _, anchor = target.partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        if page in self._numbers:
            to = f"{_anchor(page)}-{anchor}" if anchor in self._ids[page] else _anchor(page)
            number = "" if page == path else f" ({self._numbers[page]})"
            return f"[{text}](#{to}){number}"
        there = posixpath.relpath(page, self._folder) + (f"#{anchor}" if anchor else "")
        return f"[{text}]({there}) ({self._address(page)})"

    def _address(self, page: str) -> str:
        """Return the address of a page that is not in the booklet, if the site's is known."""
        if not self._cover.address:
            return self._voice(say("on the web")).lower()
        return self._cover.address + re.sub(
            r"(?:(?<=/)|^)index/$", "", f"{page.removesuffix('.md')}/"
        )


def _text(content: str | bytes) -> str:
    """Return a page without its front matter and its last line for those who search."""
    text = content if isinstance(content, str) else ""
    return re.sub(_WORDS, "", re.sub(FRONT_MATTER, "", text)).strip()


def _title(text: str) -> str:
    """Return the title of a page, as Markdown."""
    return next(
        (heading["text"] for heading in re.finditer(_HEADING, text) if heading["marks"] == "#"), ""
    )


def _anchor(path: str) -> str:
    return path.removesuffix(".md").replace("/", "-")
