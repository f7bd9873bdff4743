"""The catalogues: English is written in the code, each other language in a JSON file here.

`{"English": "svenska"}`, and where a number decides `{"one": {"many": "…", "sv": ["…", "…"]}}`.
After a change of a sentence, `make words` adds what is missing and removes what is no longer said.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mentorskap.words.voice import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable


def _singular_is_one(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


ENGLISH = Catalogue("en", lambda pattern: pattern, _singular_is_one)


def catalogue(language: str, own_bytes: Callable[[str], bytes | None]) -> Catalogue:
    """Return the catalogue of `language`; a sentence without a translation stays English."""
    raw = None if language == "en" else own_bytes(f"words/{language}.json")
    if raw is None:
        return ENGLISH._replace(language=language)
    entries = json.loads(raw)

    def one(pattern: str) -> str:
        return str(entries.get(pattern) or pattern)

    def many(singular: str, plural: str, number: int) -> str:
        forms = entries.get(singular, {}).get(language) or (singular, plural)
        return _singular_is_one(forms[0] or singular, forms[1] or plural, number)

    return Catalogue(language, one, many)
