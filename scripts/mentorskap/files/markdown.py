"""Pages in Markdown: what of them is code, which is only shown."""

from __future__ import annotations

import re

FRONT_MATTER = r"\A---\n(?s:.*?)\n---[ ]*(?=\n)"
FENCE = r"(?ms)^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)|\Z)"
_CODE = r"(?s)(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
_RAW_BLOCK = r"(?m)^[ ]{0,3}</?[a-zA-Z]"
_COMMENT = r"(?s)[ \t]+<!--(?:(?!-->).)*-->(?=\s|\Z)|<!--.*?-->"
"""A comment, with the blanks before it if something blank comes after it."""


def without_code(text: str) -> str:
    """Return a page with blanks for its code: in a block of raw HTML, backquotes make no code."""
    text = re.sub(FENCE, _blanks, text)
    raw = re.search(_RAW_BLOCK, text)
    end = len(text) if raw is None else raw.start()
    return re.sub(_CODE, _blanks, text[:end]) + text[end:]


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def without_comments(text: str) -> str:
    """Return a page without its comments, except those that are part of a code example."""
    blank = without_code(text)
    rest, end = [], 0
    for comment in re.finditer(_COMMENT, blank):
        rest.append(text[end : comment.start()])
        end = comment.end()
    return "".join([*rest, text[end:]])
