"""What people call the fields: the headings of their lists, and the keys that they type.

The schemas' own titles come first; `USUAL` holds the other words that are common. Case, accents,
spaces and punctuation make no difference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.words.matters import telling
from mentorskap.words.sentence import Sentence, say
from mentorskap.words.traces import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "deltagar-id", "participant id"),
    "name": (
        *("namn", "name", "för- och efternamn", "fullständigt namn", "hela namnet", "full name"),
        *("deltagare", "participant", "deltagarens namn"),
    ),
    "called": ("tilltalsnamn", "kallas", "kallas för", "goes by", "known as", "preferred name"),
    "mentee": ("adept", "adepten", "adeptens svar"),
    "mentor": ("mentorn", "mentorns svar"),
    "given_name": ("förnamn", "first name", "given name", "forename"),
    "family_name": ("efternamn", "last name", "family name", "surname"),
    "email": (
        *("e-post", "e-postadress", "epost", "mejl", "mejladress", "mail", "mailadress"),
        *("e-mail", "email", "e-mail address", "mail address", "jobbmejl", "work email"),
    ),
    "phone": (
        *("telefon", "telefonnummer", "tel", "tfn", "tel nr", "mobil", "mobilnummer"),
        *("mobiltelefon", "mobilnr", "phone", "phone number", "mobile", "mobile number"),
        *("telephone", "cell", "cell phone"),
    ),
    "organisation": (
        *("organisation", "företag", "bolag", "arbetsgivare", "arbetsplats", "företagsnamn"),
        *("company", "employer", "organization", "workplace", "company name"),
    ),
    "unit": ("enhet", "avdelning", "förvaltning", "unit", "department", "division"),
    "title": (
        *("befattning", "titel", "roll på jobbet", "yrkesroll", "yrke", "tjänst", "jobbtitel"),
        *("position", "title", "job title"),
    ),
    "place": ("ort", "stad", "bostadsort", "arbetsort", "plats", "place", "city", "town"),
    "languages": ("språk", "samtalsspråk", "talar", "languages", "language"),
    "protected": ("skyddade uppgifter", "skyddad", "protected details", "protected"),
    "role": ("roll", "deltar som", "adept eller mentor", "role", "mentee or mentor"),
    "cohort": ("omgång", "kull", "cohort", "round"),
    "added": ("tillagd", "inskriven", "inskriven den", "added", "entered"),
    "admitted": ("antagen", "antagningsdag", "antagen den", "admitted", "admission date"),
    "offers": (
        *("erbjuder", "områden", "område", "kan bidra med", "kompetensområden", "mentorområden"),
        *("offers", "areas", "area", "can contribute"),
    ),
    "capacity": (
        *("plats för", "platser", "antal adepter", "kapacitet", "capacity", "number of mentees"),
    ),
    "notified": ("informerad", "informed"),
    "area": ("område", "ämnesområde", "kompetens", "area"),
    "interview": ("intervju", "intervjuad", "interview"),
    # The fields of a pairing.
    "proposal": ("förslag", "proposal"),
    "feedback": ("återkoppling", "feedback"),
    "contacts": ("avstämningar", "avstämning", "kontakter", "contacts", "check-ins"),
    "agreement": ("överenskommelse", "avtal", "agreement", "contract"),
    "extended_until": ("förlängt till", "förlängd till", "extended until"),
    "meetings": ("möten", "möte", "träffar", "meetings", "meeting"),
    "date": ("datum", "dag", "den", "date", "day"),
    "time": ("klockslag", "tid", "kl", "klockan", "time"),
    "outcome": ("utfall", "resultat", "outcome", "result"),
    "form": ("form", "mötesform"),
    "pauses": ("pauser", "paus", "uppehåll", "pauses", "pause"),
    "until": ("till och med", "till", "tom", "until"),
    "from": ("från och med", "från", "from"),
    "reason": ("skäl", "orsak", "anledning", "reason"),
    "rationale": ("motivering", "rationale"),
    "ended": ("avslut", "avslutat", "slut", "ended", "end"),
}
"""Usual words by the field that they mean, in Swedish and English."""


def folded(heading: str) -> str:
    """Return what all ways to write one heading have in common."""
    return "".join(re.findall(r"[^\W_]+", plain(heading)))


_FOLDED = {key: frozenset(folded(word) for word in (key, *words)) for key, words in USUAL.items()}


def field(heading: str, titles: Mapping[str, str]) -> str | None:
    """Return the field that a heading means, or None.

    `titles` are the schema's, by field; only those fields are possible. What a heading has in
    brackets is passed over where it says nothing by itself.
    """
    for text in (heading, re.sub(r"[(\[][^)\]]*[)\]]", "", heading)):
        word = folded(text)
        for key, title in titles.items():
            if word and word in {folded(key), *map(folded, title.split(" · "))}:
                return key
        for key in titles:
            if word in _FOLDED.get(key, ()):
                return key
    return None


HALVES = dict.fromkeys(("given_name", "family_name"), "")
"""The fields of a name in two parts; the files have the whole name in one."""


def key(typed: str, titles: Mapping[str, str]) -> str | None:
    """Return the key of a file that a typed key means by its Swedish or English name, or None."""
    meant = field(typed, titles)
    if meant is None and "name" in titles:
        meant = None if field(typed, HALVES) is None else "name"
    return meant


def nearly(typed: str, titles: Mapping[str, str]) -> str | None:
    """Return the key whose usual words the letters of a typed key are nearest to, or None."""
    from difflib import get_close_matches

    words = {word: of_word for of_word in titles for word in _FOLDED.get(of_word, ())}
    longer = [word for word in words if len(word) >= _LONG]
    close = get_close_matches(folded(typed), longer, 1, _VERY_NEAR)
    return words[close[0]] if close else None


_VERY_NEAR = 0.87
"""So much of two long words is alike if one is a slip for the other."""


_UNWANTED: tuple[tuple[tuple[str, ...], Sentence], ...] = (
    (
        (
            *("personnummer", "personnr", "pnr", "persnr", "personid", "samordningsnummer", "ssn"),
            *("födelsenummer", "personal number", "personal identity", "national id"),
            *("social security", "civic number", "identity number"),
        ),
        say("personal identity numbers are never stored, and an id is enough"),
    ),
    (
        (
            *("hälsa", "hälsotillstånd", "hälsoproblem", "sjukdom", "sjukskriv", "sjukfrånvaro"),
            *("diagnos", "allergi", "funktionsneds", "funktionsvari", "funktionshind", "medicin"),
            *("graviditet", "klimakteri", "specialkost", "matpreferens", "tillgänglighetsbehov"),
            *("health", "illness", "sick", "allergies", "disabilit", "medical", "pregnan"),
            *("menopause", "dietary", "accessibility needs", "neurodiver"),
        ),
        say("health is never stored, nor what suggests it"),
    ),
    (
        (
            *(
                "etnisk",
                "etnicitet",
                "ursprung",
                "härkomst",
                "nationalitet",
                "medborgarskap",
                "födelseland",
            ),
            *(
                "modersmål",
                "ras",
                "hudfärg",
                "ethnic",
                "ethnicity",
                "origin",
                "race",
                "nationality",
            ),
            *("citizenship", "country of birth", "mother tongue"),
        ),
        say("origin is never stored"),
    ),
    (
        (
            "religion",
            "religiös",
            "religiositet",
            "religious",
            "tro",
            "trosuppfattning",
            "livsåskådning",
            "faith",
            "belief",
            "konfession",
        ),
        say("faith is never stored"),
    ),
    (
        ("politik", "politisk", "parti", "partitillhörighet", "partimedlem", "party"),
        say("political opinion is never stored"),
    ),
    (
        (
            *("fack", "facklig", "fackförbund", "fackförening", "fackmedlem", "fackanslut"),
            *("trade union", "union", "union member", "union membership"),
        ),
        say("trade union membership is never stored"),
    ),
    (
        (
            "sexuell",
            "sexual",
            "sexuality",
            "sexualitet",
            "läggning",
            "könsidentitet",
            "gender identity",
        ),
        say("sexuality is never stored"),
    ),
)
"""Words in the headings of columns that must not come in, and why.

A word of seven letters or more is also the beginning of others.
"""
_LONG = 7


def unwanted(heading: str) -> Sentence | None:
    """Return why a column of this heading must not come in, or None."""
    words = " ".join(("", *re.findall(r"[^\W_]+", plain(heading)), ""))
    for traces, reason in _UNWANTED:
        for trace in map(plain, traces):
            if f" {trace}{'' if len(trace) >= _LONG else ' '}" in words:
                return reason
    if telling(heading):
        return say("it tells more about a person than the programme may know")
    return None
