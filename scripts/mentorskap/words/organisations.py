"""Whether two names mean one organisation: the one definition, for rules, stops and suggestions.

Case, accents, dots, spaces, punctuation and the legal form tell no two organisations apart:
"AB Kvarnen", "Kvarnen (publ)" and "KVARNÉN" are one. "Kvarnen Sverige" and "Kvarnen" only
resemble each other; a person has to look.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

from mentorskap.words.traces import folded, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_FRONT = frozenset(
    (form,)
    for form in (
        *("ab", "aktiebolag", "aktiebolaget", "hb", "handelsbolag", "handelsbolaget", "kb"),
        *("kommanditbolag", "kommanditbolaget", "oy", "as"),
    )
)
"""The forms that also come before the name."""
_FORMS = _IN_FRONT | frozenset(
    tuple(form.split())
    for form in (
        # Swedish
        *("publ", "enskild firma", "filial"),
        *("ekonomisk forening", "ek for", "ekonomiska forening", "ideell forening"),
        *("i likvidation", "i konkurs", "under rekonstruktion"),
        # the other Nordic countries and the Baltic
        *("oyj", "abp", "ky", "osakeyhtio", "julkinen osakeyhtio", "ay", "osk"),
        *("asa", "ans", "nuf", "aksjeselskap", "aps", "ivs"),
        *("aktieselskab", "anpartsselskab", "hf", "ehf", "ohf", "ou", "uab", "sia"),
        # English
        *("ltd", "limited", "inc", "incorporated", "corp", "corporation", "llc", "llp", "lp"),
        *("plc", "co ltd", "co inc", "pty ltd", "pty", "pte ltd", "public limited company"),
        # elsewhere in Europe
        *("gmbh", "gmbh co kg", "ag", "kg", "kgaa", "ug", "ohg", "gbr", "ev", "bv", "nv", "se"),
        *("sa", "sarl", "srl", "spa", "sl", "slu", "lda", "sp z oo", "zrt", "kft", "sro"),
    )
)
"""Legal forms and states of companies, in words without accents and dots."""
_LONGEST_FORM = max(map(len, _FORMS))
_PLACED = frozenset(
    (
        *("sverige", "sweden", "svenska", "norge", "norway", "norsk", "danmark", "denmark"),
        *("finland", "suomi", "island", "iceland", "norden", "nordic", "nordics", "scandinavia"),
        *("skandinavien", "europe", "europa", "emea", "international", "uk", "usa", "germany"),
        *("tyskland", "estonia", "estland", "lettland", "latvia", "litauen", "lithuania"),
        *("poland", "polen", "group", "gruppen", "koncernen", "holding", "global"),
    )
)
"""Words at the end that tell a company from its group or its sister in another country."""
_JOINING = frozenset(("och", "and", "und", "og", "ja"))
_SHORTEST_SLIP = 6
"""Letters from which two names that differ in one of them resemble each other."""


@cache
def key(name: str | None) -> str | None:
    """Return what all names of the same organisation have in common, or None without a name."""
    words = _words(name or "")
    return "".join(words) or None


def same(first: str | None, second: str | None) -> bool:
    """Say whether two names mean one organisation; a missing name means none."""
    return key(first) == key(second) is not None


@cache
def resemble(first: str, second: str) -> bool:
    """Say whether two names that are not the same could mean one organisation."""
    return not same(first, second) and (
        near(first, second) or _begins(first, second) or _begins(second, first)
    )


@cache
def near(first: str, second: str) -> bool:
    """Say whether two names that are not the same seem to be one written in two ways.

    They differ by a country, a group, or one letter.
    """
    one, another = key(first), key(second)
    if one is None or another is None or one == another:
        return False
    return _bare(first) == _bare(second) or one_letter_apart(one, another)


def rivals(names: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each name, the others that are the same or near, in the order of `names`.

    Names that differ in case and spaces alone are no rivals. Only names that share a signature are
    compared, so that thousands cost little.
    """
    groups: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for name in names:
        by_name[name] = []
        for signature in _signatures(name):
            groups.setdefault(signature, []).append(name)
    pairs = {pair for group in groups.values() if len(group) > 1 for pair in permutations(group, 2)}
    order = {name: at for at, name in enumerate(by_name)}
    for name, rival in sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]])):
        if folded(name) != folded(rival) and (same(name, rival) or near(name, rival)):
            by_name[name].append(rival)
    return by_name


def _signatures(name: str) -> set[str]:
    """Return what a name shares with every name that is the same or near."""
    joined = key(name)
    if joined is None:
        return set()
    signatures = {joined, _bare(name)}
    if len(joined) >= _SHORTEST_SLIP:
        signatures |= {joined[:at] + joined[at + 1 :] for at in range(len(joined))}
    return signatures


@cache
def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name without its legal form, if anything is left then."""
    text = plain(name)
    if not text.replace(" ", "").isalpha():
        text = re.sub(r"\b([a-z])[./](?=[a-z]\b)", r"\1", text)  # A/S, I.K.E.A.
        text = re.sub(r"['’´`]", "", text)
    words = tuple(word for word in re.findall(r"[^\W_]+", text) if word not in _JOINING)
    while True:
        shorter = _without_form(words)
        if shorter == words or not shorter:
            return words
        words = shorter


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without one legal form at the end, else without one in front."""
    for length in range(_LONGEST_FORM, 0, -1):
        if words[-length:] in _FORMS:
            return words[:-length]
    return words[1:] if words[:1] in _IN_FRONT else words


@cache
def _bare(name: str) -> str:
    """Return what is left of a name's key without a country or a group at the end."""
    return "".join(_without_place(_words(name)))


def _without_place(words: tuple[str, ...]) -> tuple[str, ...]:
    while len(words) > 1 and words[-1] in _PLACED:
        words = words[:-1]
    return words


def _begins(short: str, long: str) -> bool:
    """Say whether the words of one name begin with another name."""
    beginning, whole = key(short), key(long)
    if beginning is None or whole is None or not whole.startswith(beginning):
        return False
    words = _words(long)
    return any("".join(words[:end]) == beginning for end in range(1, len(words)))


def one_letter_apart(first: str, second: str) -> bool:
    """Say whether one letter is wrong, missing or too many, or two have changed places.

    Digits are no slips: they tell one school from the next.
    """
    if min(len(first), len(second)) < _SHORTEST_SLIP or abs(len(first) - len(second)) > 1:
        return False
    start = next(
        (at for at, (one, two) in enumerate(zip(first, second, strict=False)) if one != two),
        min(len(first), len(second)),
    )
    left, right = first[start:], second[start:]
    slips = (
        (left[:1] + right[:1], left[1:] == right[1:]),
        (left[:1], left[1:] == right),
        (right[:1], left == right[1:]),
        (left[:2], left[:2] == right[1::-1] and left[2:] == right[2:]),
    )
    return any(equal and letters.isalpha() for letters, equal in slips)
