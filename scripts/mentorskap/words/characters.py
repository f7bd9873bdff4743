"""Characters that go wrong on the way: invisible ones, and letters read in the wrong encoding."""

from __future__ import annotations

import re

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Characters that nobody sees, within the brackets of a pattern. `line` in the schemas has them."""
SELDOM_MEANT = re.compile(r"(?<=[^\W\d_])[\u00ad\u200b\u2060\ufeff](?=[^\W\d_])")
"""Invisible characters that no language needs, inside a word."""
_READ_WRONGLY = re.compile(
    "(?:Ã[\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|Â[\xa0-\xbf]|â€[\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])"
)
"""Two or three characters that were one before UTF-8 was read as Windows-1252 or Latin-1."""
LOST = "\ufffd"
"""What programs put where a letter could not be read."""


def visible(text: str) -> str:
    """Return a text without characters that nobody sees."""
    return re.sub(f"[{UNSEEN}]", "", text)


def garbled(text: str) -> re.Match[str] | None:
    """Return the first word with a letter that was read in the wrong encoding, or was lost."""
    if LOST not in text and not _READ_WRONGLY.search(text):
        return None
    return next(
        (
            word
            for word in re.finditer(r"[^ \t\r\n\"'{}\[\],:]+", text)
            if LOST in word[0] or _READ_WRONGLY.search(word[0])
        ),
        None,
    )


def righted(word: str) -> str | None:
    """Return a garbled word as it was before, or None if that cannot be known."""
    if LOST in word:
        return None
    return _READ_WRONGLY.sub(lambda match: _righted(match[0]), word)


def _righted(letters: str) -> str:
    raw = bytearray()
    for letter in letters:
        try:
            raw += letter.encode("cp1252")
        except UnicodeEncodeError:
            raw += letter.encode("latin-1", "replace")
    return raw.decode("utf-8", "replace")
