"""A person's name: what to greet by, whether two are the same, and which alphabets it is in.

Pure functions of text.
"""

from __future__ import annotations

import re
import unicodedata

from mentorskap.words.traces import plain

_LETTERS = r"[^\W\d_]+"
_MIXED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Alphabets with letters that look alike."""
_BEYOND_LATIN = "\u0370"
"""The first sign of another alphabet."""
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһկոցгΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТУХІЈЅ",
    "aeopcyxijsdhknqrABEZHIKMNOPTYXoABEKMHOPCTYXIJS",
)
_UNUSUAL = r"[^\x00-\xac\xae-\u024f]"
"""Any sign but the Latin letters and the usual ones; a soft hyphen is not usual."""
_FILLERS = "\u115f\u1160\u3164\uffa0"


def greeting(name: str) -> str:
    """Return what to call a person by: the first word, or the first after a comma.

    Signs around it are left out, so that a greeting never ends in one.
    """
    _, _, after = name.partition(",")
    for part in (after, name):
        for word in part.split():
            if bare := re.sub(r"^[^\w]+|[^\w]+$", "", word):
                return bare
    return name


def visible(name: str) -> str:
    """Return a name without signs that cannot be seen; one between two words is a blank."""
    signs: list[str] = []
    for sign in name:
        if sign not in _FILLERS and unicodedata.category(sign) not in {"Cf", "Mn"}:
            signs.append(sign)
        elif unicodedata.category(sign) != "Mn" and signs and signs[-1].islower():
            signs.append("\0")  # a blank if a capital follows: two names run together
    return re.sub(r"\0+(?=\w)", lambda hidden: _between(signs, hidden), "".join(signs)).replace(
        "\0", ""
    )


def _between(signs: list[str], hidden: re.Match[str]) -> str:
    return " " if signs[hidden.end()].isupper() else ""


def likeness(name: str) -> str:
    """Return what two spellings of one name have in common.

    Order, commas, case, accents, initials, signs that cannot be seen and look-alike letters of
    another alphabet make no difference.
    """
    if not name.isascii():
        if re.search(_UNUSUAL, name):
            name = visible(unicodedata.normalize("NFC", name)).translate(_LOOK_ALIKE)
        name = plain(name)
    words = re.findall(_LETTERS, name.lower())
    whole = [word for word in words if len(word) > 1]
    return " ".join(sorted(whole if len(whole) > 1 else words))


def number_key(phone: str) -> str:
    """Return the digits that all ways to write one Swedish phone number share."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return digits.removeprefix("0046").removeprefix("46").lstrip("0")


def foreign_letters(name: str) -> list[str]:
    """Return the letters of another alphabet than most of the name, each once, in order."""
    if max(name, default="") < _BEYOND_LATIN:
        return []
    letters = [(sign, alphabet) for sign in name if (alphabet := _alphabet(sign)) in _MIXED]
    alphabets = [alphabet for _, alphabet in letters]
    if len(set(alphabets)) < 2:
        return []
    usual = max(sorted(set(alphabets)), key=alphabets.count)
    return list(dict.fromkeys(sign for sign, alphabet in letters if alphabet != usual))


def _alphabet(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]
