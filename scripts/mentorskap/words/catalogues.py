"""The catalogues: English is written in the code, each other language in a JSON file here.

`{"English": "svenska"}`, and where a number decides `{"one": {"many": "…", "sv": ["…", "…"]}}`.
After a change of a sentence, `make words` adds the missing entries and removes the unused ones.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mentorskap.words.voice import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable


def _singular_is_one(singular: str, plural: str, number: int) -> str:
    return singular if number == 1 else plural


ENGLISH = Catalogue("en", lambda pattern: pattern, _singular_is_one)


def catalogue(language: str, packaged_bytes: Callable[[str], bytes | None]) -> Catalogue:
    """Return the catalogue of `language`; a sentence without a translation stays English."""
    raw = None if language == "en" else packaged_bytes(f"words/{language}.json")
    if raw is None:
        return ENGLISH._replace(language=language)
    entries = json.loads(raw)

    def singular(pattern: str) -> str:
        return str(entries.get(pattern) or pattern)

    def plural(one_form: str, many_form: str, number: int) -> str:
        forms = entries.get(one_form, {}).get(language) or (one_form, many_form)
        return _singular_is_one(forms[0] or one_form, forms[1] or many_form, number)

    return Catalogue(language, singular, plural)
