"""The catalogues: English is written in the code, other languages stand in gettext catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.words.voice import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = Catalogue(
    "en", lambda pattern: pattern, lambda one, many, number: one if number == 1 else many
)


def catalogue(language: str, own_bytes: Callable[[str], bytes | None]) -> Catalogue:
    """Return the catalogue of `language`; where none has been compiled, the English words."""
    raw = (
        None
        if language == "en"
        else own_bytes(f"words/locale/{language}/LC_MESSAGES/mentorskap.mo")
    )
    if raw is None:
        return ENGLISH._replace(language=language)
    from gettext import GNUTranslations
    from io import BytesIO

    translations = GNUTranslations(BytesIO(raw))
    return Catalogue(language, translations.gettext, translations.ngettext)
