"""The languages of the program, and what the languages that people speak are called."""

from __future__ import annotations

from mentorskap.words.sentence import Code, Sentence, Text, say

LANGUAGES: tuple[str, ...] = Text._fields
"""The languages that the program speaks, the first one first."""

_NAMES = {
    "sv": say("Swedish"),
    "en": say("English"),
    "fi": say("Finnish"),
    "se": say("Northern Sámi"),
    "no": say("Norwegian"),
    "da": say("Danish"),
    "de": say("German"),
    "fr": say("French"),
    "es": say("Spanish"),
}


def language(code: str) -> Sentence:
    """Return the name of a language, or its two letters if it has no name here."""
    return _NAMES.get(code) or say("{name}", name=Code(code))
