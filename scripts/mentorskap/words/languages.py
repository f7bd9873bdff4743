"""The languages of the program, and what the languages that people speak are called."""

from __future__ import annotations

import re

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
    "it": say("Italian"),
    "pt": say("Portuguese"),
    "nl": say("Dutch"),
    "pl": say("Polish"),
    "ru": say("Russian"),
    "uk": say("Ukrainian"),
    "ar": say("Arabic"),
    "fa": say("Persian"),
    "tr": say("Turkish"),
    "so": say("Somali"),
    "et": say("Estonian"),
    "is": say("Icelandic"),
    "sw": say("Swahili"),
    "zh": say("Chinese"),
    "ja": say("Japanese"),
}


CODES = frozenset(
    first + second
    for first, seconds in {
        "a": "abefkmnrsvyz",
        "b": "aeghimnors",
        "c": "aehorsuvy",
        "d": "aevz",
        "e": "elnostu",
        "f": "afijory",
        "g": "adlnuv",
        "h": "aeiortuyz",
        "i": "adegikostu",
        "j": "av",
        "k": "agijklmnorsuvwy",
        "l": "abginotuv",
        "m": "ghiklnrsty",
        "n": "abdeglnorvy",
        "o": "cjmrs",
        "p": "ailst",
        "q": "u",
        "r": "mnouw",
        "s": "acdeghiklmnoqrstuvw",
        "t": "aeghiklnorstwy",
        "u": "gkrz",
        "v": "eio",
        "w": "ao",
        "x": "h",
        "y": "io",
        "z": "ahu",
    }.items()
    for second in seconds
)
"""The two-letter codes of ISO 639-1, by their first letter."""

MEANT = {
    "se": "sv",
    "sw": "sv",
    "dk": "da",
    "fn": "fi",
    "cz": "cs",
    "gr": "el",
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
    "ee": "et",
    "si": "sl",
    "ba": "bs",
    "rs": "sr",
    "ua": "uk",
    "al": "sq",
    "vn": "vi",
    "ir": "fa",
    "il": "he",
    "iw": "he",
    "gb": "en",
    "us": "en",
    "uk": "en",
    "au": "en",
    "nz": "en",
    "ie": "en",
    "at": "de",
    "ch": "de",
    "br": "pt",
    "mx": "es",
    "sp": "es",
    "po": "pl",
    "tw": "zh",
    "hk": "zh",
    "eg": "ar",
    "sy": "ar",
    "iq": "ar",
    "kz": "kk",
    "er": "ti",
    "by": "be",
    "ge": "ka",
}
"""Codes, most of them of countries, and the language that is meant by each."""


_WORDS = {
    word: code
    for code, words in {
        "sv": "svenska swedish swe sve",
        "en": "engelska english eng",
        "fi": "finska finnish suomi fin",
        "no": "norska norwegian norsk nor",
        "da": "danska danish dansk dan",
        "de": "tyska german deutsch ger tys",
        "fr": "franska french fre fra",
        "es": "spanska spanish spa",
        "ar": "arabiska arabic ara",
        "so": "somaliska somali som",
        "pl": "polska polish pol",
        "uk": "ukrainska ukrainian ukr",
        "fa": "persiska farsi persian per",
        "it": "italienska italian ita",
        "pt": "portugisiska portuguese por",
        "ru": "ryska russian rus",
        "tr": "turkiska turkish tur",
        "zh": "kinesiska chinese chi",
        "ja": "japanska japanese jpn",
        "nl": "nederländska dutch nld",
    }.items()
    for word in words.split()
}


def code_meant(text: str) -> str | None:
    """Return the code of the language that a word or a longer code means, or None."""
    typed = text.strip().casefold()
    return _WORDS.get(typed) or (typed[:2] if typed[:2] in CODES and typed[2:3] in "-_" else None)


def codes_meant(text: str) -> list[str]:
    """Return the codes of several languages in one text; nothing if a word of it is none."""
    words = [word for word in re.split(r"[\s,;/&+]+|\b(?:och|samt|and)\b", text) if word]
    meant = [code_meant(word) for word in words]
    return [] if None in meant else [code for code in meant if code is not None]


NAMED = tuple(_NAMES)
"""The codes of the languages that have a name here."""


def language(code: str) -> Sentence:
    """Return the name of a language, or its two letters if it has no name here."""
    return _NAMES.get(code) or say("{name}", name=Code(code))
