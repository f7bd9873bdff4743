"""What people type (a day, an hour, an id, a value) and which one they most likely meant.

Every option, every command and the form read these in the same way, and refuse them in the same
words.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mentorskap.words import names as names_
from mentorskap.words import spoken
from mentorskap.words.sentence import (
    Areas,
    Code,
    People,
    RefusalError,
    Sentence,
    Written,
    codes,
    say,
)
from mentorskap.words.traces import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from mentorskap.words.sentence import Text

_EXAMPLE = Code("2026-12-08")
_QUOTES = ("'", "’")


def day(text: str, today: date | None = None, neighbours: Collection[date] = ()) -> date:
    """Return the day written as YYYY-MM-DD; refuse any other form, and say which day was meant.

    Where `today` is known, a day may also be said as people say it, near its `neighbours`.
    """
    if today is not None and (said := spoken.day_said(text, today, neighbours)) is not None:
        return said
    with suppress(ValueError):
        on = date.fromisoformat(text)
        if on.isoformat() == text:
            return on
    meant = day_meant(text)
    if meant is not None:
        raise RefusalError(
            say(
                "{written} is not a day. Did you mean {near}?",
                written=Written(text),
                near=Code(meant),
            )
        )
    raise RefusalError(
        say(
            "{written} is not a day. Write it as YYYY-MM-DD, for example {example}.",
            written=Written(text),
            example=_EXAMPLE,
        )
    )


def name_meant(text: str, signs: str) -> str | None:
    """Return a name without addresses, tags and `signs`; None where no letter would be left.

    Two words that a sign keeps apart stay two words.
    """
    bare = re.sub(r"<[^<>]*>|[^\s<>]*@[^\s<>]*", " ", text)
    bare = re.sub(r"‘([^‘’]*)’", r"\1", bare)
    bare = re.sub(r"(?<=[^\W\d_])[´`‘′](?=[^\W\d_])", "’", bare)
    bare = re.sub(r"\s*[—―−]\s*", "-", bare).translate(dict.fromkeys(map(ord, signs), " "))
    if bare[:1] in _QUOTES and bare[-1:] in _QUOTES:
        bare = bare[1:-1]
    words = [word for word in bare.split() if any(map(str.isalnum, word))]
    name = re.sub(r"\( +| +\)", lambda blank: blank[0].strip(), " ".join(words)).strip(" -,")
    return name if any(map(str.isalpha, name)) else None


def time(text: str) -> str:
    """Return the hour that is typed, as HH:MM; refuse what is none, and say which was meant."""
    typed = " ".join(text.lower().split())
    hour = re.sub(r"^(?:klockan|kl\.?|at) ?", "", typed)
    if match := re.fullmatch(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))?", hour):
        return f"{int(match[1]):02}:{match[2] or '00'}"
    if match := re.fullmatch(r"([01][0-9]|2[0-3])([0-5][0-9])", hour):
        return f"{match[1]}:{match[2]}"
    meant = _time_meant(typed)
    raise RefusalError(
        say(
            "{written} is not a time. Did you mean {near}?",
            written=Written(text),
            near=Code(meant),
        )
        if meant is not None
        else say(
            "{written} is not a time. Write it as HH:MM, from 00:00 to 23:59, for example"
            " {example}.",
            written=Written(text),
            example=Code("14:00"),
        )
    )


def capacity(text: str) -> int:
    """Return the number of mentees that is typed; refuse what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise RefusalError(
            say(
                "{written} is not a number of mentees. Write a whole number, for example"
                " {example}.",
                written=Written(text),
                example=Code("2"),
            )
        )
    return int(text)


def _time_meant(typed: str) -> str | None:
    """Return the hour that was most likely meant by one before or after noon, or with seconds."""
    match = re.fullmatch(
        r"(0?[0-9]|1[0-2])(?:[:.]([0-5][0-9]))? ?(?:([ap])\.? ?m\.?)|"
        r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])[:.][0-5][0-9]|"
        r"([01]?[0-9]|2[0-3])[h, ]([0-5][0-9])",
        typed,
    )
    if match is None:
        return None
    if match[3]:
        return f"{int(match[1]) % 12 + (12 if match[3] == 'p' else 0):02}:{match[2] or '00'}"
    return f"{int(match[4] or match[6]):02}:{match[5] or match[7]}"


_NOBODY = {
    "participant": say("There is no participant {written}."),
    "mentee": say("There is no mentee {written}."),
    "mentor": say("There is no mentor {written}."),
    "pairing": say("There is no pairing {written}."),
    "manager": say("There is no manager {written}."),
    "cohort": say("There is no cohort {written}."),
}
"""What an id may be the id of, and what to say when it is not."""


def tidied(text: str) -> str:
    """Return what is typed without what a phone, a web page or a word processor makes of it.

    Those are characters that cannot be seen, other hyphens and dashes, spaces of other kinds,
    letters of full width, and loose accents.
    """
    composed = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH)
    seen = (sign for sign in composed if unicodedata.category(sign) != "Cf")
    return " ".join("".join(map(_as_hyphens, seen)).split())


_FULL_WIDTH = {0xFF01 + number: 0x21 + number for number in range(0x5E)}
"""Letters, digits and marks of full width, as a keyboard for Chinese or Japanese writes them."""
_AROUND_IDS = " `'\"“”„’#.,;:<>"
_BETWEEN_IDS = r"(?<=[0-9]) *(?:↔|&|\+|,|\boch\b|\band\b) *(?=[a-z])"


def _as_hyphens(sign: str) -> str:
    if sign in "—―":  # what a phone makes of two hyphens
        return "--"
    return "-" if sign == "−" or unicodedata.category(sign) == "Pd" else sign


def plain_id(text: str) -> str:
    """Return an id without what it was copied with.

    That is an address or a link, the folder and ending of a file, capitals, odd hyphens, quotation
    marks and code marks, a full stop, and what two ids of a pairing may have between them.
    """
    link = re.sub(r"^\[([^\[\]]*)\]\(.*\)$", r"\1", tidied(text))
    path = re.split(r"[?#]", link.strip(_AROUND_IDS))[0]
    file = re.split(r"[/\\]", path)[-1].lower()
    return re.sub(_BETWEEN_IDS, "--", re.sub(r"\.(?:ya?ml|html)$", "", file))


def id_among(text: str, ids: Collection[str]) -> str:
    """Return the id among `ids` that is typed, however many hyphens it has; else what is typed."""
    id_ = plain_id(text)
    if id_ in ids:
        return id_
    alike = [each for each in ids if _one_hyphen(each) == _one_hyphen(id_)]
    return alike[0] if len(alike) == 1 else id_


def _one_hyphen(id_: str) -> str:
    return re.sub("[ -]*-[ -]*", "-", id_)


def id_of(
    kind: str, text: str, ids: Collection[str], names: Mapping[str, str] | None = None
) -> str:
    """Return the id among `ids` that is typed; refuse another one, and say which was meant.

    Where `names` are known, a name or a part of it will do if it fits one person only. `kind` is
    what the id is of: participant, mentee, mentor, pairing, manager or cohort.
    """
    id_ = id_among(text, ids)
    if id_ in ids:
        return id_
    fitting = named(
        text, {each: names[each] for each in sorted(ids) if each in names} if names else {}
    )
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise RefusalError(
            say(
                "{written} fits {people}. Write the id: {ids}.",
                written=Written(text),
                people=People(tuple(fitting)),
                ids=codes(fitting),
            )
        )
    nearest = near(id_, sorted(ids))
    raise RefusalError(
        say(
            "{what} {otherwise}",
            what=_NOBODY[kind]._replace(values={"written": Written(text)}),
            otherwise=(
                _where(kind) if nearest is None else say("Did you mean {near}?", near=Code(nearest))
            ),
        )
    )


def named(text: str, names: Mapping[str, str]) -> list[str]:
    """Return the ids of those whose name has every word that is typed, or is typed in full."""
    if re.search(r"[0-9]", text):  # an id, and no name
        return []
    likeness = names_.likeness(text)
    words = set(likeness.split())
    alike = {id_: list(names_.spellings(name)) for id_, name in names.items()}
    whole = [id_ for id_, spellings in alike.items() if words and likeness in spellings]
    return whole or [
        id_
        for id_, spellings in alike.items()
        if words and any(words <= set(spelling.split()) for spelling in spellings)
    ]


def _where(kind: str) -> Sentence:
    """Return where the ids of a kind are."""
    if kind == "manager":
        return say(
            "The ids are under {managers} in {file}. A programme with one {manager} has none.",
            managers=Code("managers"),
            file=Code("programme.yml"),
            manager=Code("manager"),
        )
    if kind == "cohort":
        return say(
            "The ids are under {cohorts} in {file}.",
            cohorts=Code("cohorts"),
            file=Code("programme.yml"),
        )
    return say(
        "The id is the file's name in {folder}, without {ending}.",
        folder=Code("pairings" if kind == "pairing" else "participants"),
        ending=Code(".yml"),
    )


def area(text: str, names: Mapping[str, Text]) -> str:
    """Return the area that is typed, by its id or its Swedish or English name, or how that begins.

    Refuse another one, and say which was meant, else which there are.
    """
    typed = " ".join(text.casefold().split())
    meanings = {
        word.casefold(): id_
        for id_, name in names.items()
        for word in (name.sv, name.en, id_.replace("-", " "), id_)
    }
    beginnings = {
        id_ for word, id_ in meanings.items() if len(typed) > _LEAST and word.startswith(typed)
    }
    if typed in meanings or len(beginnings) == 1:
        return meanings.get(typed) or beginnings.pop()
    meant = near(typed, meanings)
    what = say("There is no area {written}.", written=Written(text))
    otherwise = (
        say("The areas are: {areas}.", areas=Areas(tuple(names.values())))
        if meant is None
        else say("Did you mean {near}?", near=Code(meanings[meant]))
    )
    raise RefusalError(say("{what} {otherwise}", what=what, otherwise=otherwise))


def area_meant(text: str, names: Mapping[str, Text]) -> str | None:
    """Return the area that was most likely meant, by its id or name in any spelling, or None."""
    with suppress(RefusalError):
        return area(text, names)
    words = {plain(name): id_ for id_, both in names.items() for name in (*both, id_)}
    typed = plain(text)
    fitting = {
        id_
        for word, id_ in words.items()
        if len(typed) > _LEAST and (word.startswith(typed[:_STEM]) or typed.startswith(word))
    }
    if typed in words or len(fitting) == 1:
        return words.get(typed) or fitting.pop()
    meant = near(typed, words)
    return None if meant is None else words[meant]


_STEM = 6
"""So many letters of a word say which one it is, whatever its ending."""
_LEAST = 3
"""So many letters, or fewer, say too little to guess a word by how it begins."""


def one_of(
    text: str,
    allowed: Collection[str],
    otherwise: Sentence,
    meanings: Mapping[str, str] | None = None,
) -> str:
    """Return a word that is one of `allowed`; refuse another one, and say which was meant.

    `meanings` are other words for them.
    """
    if text in allowed:
        return text
    typed = "-".join(text.casefold().split())
    if meanings is not None and typed in meanings:
        if meanings[typed] in allowed:
            return meanings[typed]
        raise RefusalError(otherwise)  # it means something else than its letters are near
    meant = near(text, allowed)
    if meant is None:
        raise RefusalError(otherwise)
    raise RefusalError(
        say(
            "{written} does not exist. Did you mean {near}?",
            written=Written(text),
            near=Code(meant),
        )
    )


def all_of(refusals: Iterable[Sentence]) -> Sentence:
    """Return several refusals as one, a line to each."""
    first, *others = refusals
    for sentence in others:
        first = say("{first}\n{second}", first=first, second=sentence)
    return first


def labels(part: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a choice in a schema by their labels, in both languages at once."""
    return dict(zip(part.get("enumDescriptions", ()), part["enum"], strict=False))


def _meanings(part: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a choice by every word for them: their own, the Swedish, the English."""
    allowed = part["enum"]
    words = {word: value for value in allowed for word in _USUAL.get(value, ())}
    for label, value in labels(part).items():
        for half in label.casefold().split(" · "):
            words |= {word.strip(): value for word in (*half.split(","), half)}
    return {**words, **{value: value for value in allowed}}


_USUAL: Mapping[str, tuple[str, ...]] = {
    "accepted": ("ja", "tackade ja", "tackar ja", "accepterat", "yes"),
    "declined": ("nej", "tackade nej", "tackar nej", "avböjt", "no", "objected", "invändning"),
    "objected": ("nej", "invände", "invänder", "no", "declined", "tackade nej", "tackar nej"),
    "time": ("tid", "tidsbrist", "ont om tid", "ingen tid", "hinner inte", "lack of time"),
    "tie": ("koppling", "jäv", "känner varandra"),
    "not-right": ("inte rätt", "fel person", "passar inte"),
    "not-given": ("inget skäl", "vet inte", "okänt", "unknown"),
    "other": ("annat", "övrigt"),
    "personal": ("personlig", "personligt", "vän", "släkt"),
    "professional": ("yrkesmässig", "yrkesmässigt", "kollega", "jobb"),
    "planned": ("planerat", "planerad", "bokad", "inbokat", "booked"),
    "held": ("hölls", "hållits", "genomfört", "genomförd", "blev av", "ägde rum", "done"),
    "moved": ("flyttat", "flyttad", "flyttades", "ombokat", "ombokad"),
    "cancelled": ("inställd", "ställdes in", "avbokat", "avbokad", "canceled"),
    "no-show": ("uteblev", "kom inte", "dök inte upp", "absent"),
    "on-site": ("på plats", "fysiskt", "fysisk", "irl", "in person"),
    "video": ("teams", "zoom", "digitalt", "online"),
    "phone": ("telefon", "tel", "ringde"),
    "walk": ("promenad",),
    "start": ("ja", "börja", "börjar", "fortsätta", "fortsätter", "yes", "continue", "accepted"),
    "decline": ("nej", "tackade nej", "tackar nej", "no", "declined"),
    "undecided": ("osäker", "tveksam", "vet inte", "kanske", "maybe"),
    "completed": ("genomfört", "klart", "klar", "slutfört", "fullföljt"),
    "goal-reached": ("målet nått", "målet är nått"),
    "not-working": ("fungerade inte", "funkade inte"),
    "mentee": ("adept",),
}
"""Everyday words for the values of a choice, beside the schema's own."""
_KNOWN = frozenset(word for words in _USUAL.values() for word in words)
"""A word in this list is never taken for another one by its letters."""


def value(text: str, part: Mapping[str, Any]) -> str:
    """Return the value that is typed, in its own word or in the schema's Swedish or English."""
    typed = " ".join(text.casefold().split())
    meanings = _meanings(part)
    if typed in meanings:
        return meanings[typed]
    otherwise = say(
        "{written} does not exist. Allowed: {allowed}.",
        written=Written(text),
        allowed=codes(part["enum"]),
    )
    meant = value_meant(text, part)
    if meant is None:
        raise RefusalError(otherwise)
    raise RefusalError(
        say("{otherwise} Did you mean {near}?", otherwise=otherwise, near=Code(meant))
    )


def value_meant(text: Any, part: Mapping[str, Any]) -> str | None:
    """Return the value of a choice that was most likely meant, in any of its words."""
    meanings = _meanings(part)
    typed = " ".join(text.casefold().split()) if isinstance(text, str) else ""
    if typed in meanings:
        return meanings[typed]
    if typed in _KNOWN or len(typed) < _LEAST:
        return None  # it means something else, or says too little to be guessed by its letters
    exact = near(text, part["enum"])
    if exact is not None:
        return exact
    meant = near(text, meanings, _VERY_NEAR)
    return None if meant is None else meanings[meant]


_VERY_NEAR = 0.75
"""Labels have more words in common with one another than values have."""


def near(word: Any, allowed: Iterable[str], least: float = 0.6) -> str | None:
    """Return the allowed word that `word` most likely was meant to be, or None.

    Of the letters of the two, so large a share as `least` is the same.
    """
    if not isinstance(word, str):
        return None
    candidates = list(allowed)
    folded = word.strip().lower().replace(" ", "_")[:60]
    for candidate in (
        folded,
        folded.replace("_", "-"),
        folded.replace("-", "_"),
        folded.replace("_", ""),
    ):
        if candidate in candidates:
            return candidate
    if len(candidates) > _MANY:
        candidates = [
            candidate
            for candidate in candidates
            if candidate[:2] == folded[:2] or candidate[-2:] == folded[-2:]
        ][:_MANY]
    from difflib import get_close_matches

    return next(iter(get_close_matches(folded, candidates, 1, least)), None)


_MANY = 200
"""More words than this are not all compared letter by letter."""


def time_meant(text: str) -> str | None:
    """Return the hour that someone most likely meant, as HH:MM, or None."""
    with suppress(RefusalError):
        return time(text)
    return _time_meant(" ".join(text.lower().split()))


def emails_in(text: str) -> list[str]:
    """Return the addresses in a text, each once."""
    whole = re.sub(r" *(?:\(at\)|\[at\]|@) *", "@", text)
    addresses = re.findall(
        r"[^\s<>,;:\"()\[\]@]+@[^\s<>,;:\"()\[\]@]+\.[^\s<>,;:\"()\[\]@.]+", whole
    )
    return list(dict.fromkeys(addresses))


def email_meant(text: str) -> str | None:
    """Return the one address in a text that has more than an address, or None.

    A comma in the place of a full stop is taken for one.
    """
    addresses = emails_in(text) or emails_in(text.replace(",", "."))
    return addresses[0] if len(addresses) == 1 else None


_PHONE = r"\+?[0-9][0-9 ()/–-]{4,28}[0-9]"


def phone_meant(text: str) -> str | None:
    """Return the first phone number in a text that has more than a number, or None."""
    digits = re.sub(r"(?<![^\W\d_])[oO](?=[0-9 -])|(?<=[0-9])[oO](?![^\W\d_])", "0", text)
    number = re.search(_PHONE, digits)
    return number[0] if number else None


def day_meant(text: Any) -> str | None:
    """Return the day that someone most likely meant, as YYYY-MM-DD, or None."""
    if not isinstance(text, str):
        return None
    text = re.sub("[\u2010-\u2014\u2212]", "-", text.lower())
    text = spoken.without_weekday(re.sub("-+", "-", text.strip(" “”„‘’\"'.,;")))
    if re.fullmatch(r"[0-9oil/. -]+", text):  # letters that look like digits
        text = text.translate(str.maketrans("oil", "011"))
    if re.fullmatch(r"[34][0-9]{4}", text):  # a day as spreadsheets count them
        return (_FIRST_OF_SPREADSHEETS + timedelta(days=int(text))).isoformat()
    match = next((match for form in _DAYS if (match := re.fullmatch(form, text))), None)
    if match is None:
        return None
    year, day = int(match["year"]), int(match["day"])
    month = spoken.month_of(match["month"]) or int(match["month"])
    year += 2000 if year < _CENTURY else 0
    for order in ((year, month, day), (year, day, month)):
        with suppress(ValueError):
            return date(*order).isoformat()
    return None


_YEAR, _SHORT_YEAR = "(?P<year>[12][0-9]{3})", "(?P<year>[23][0-9])"
_NUMBER, _OF_MONTH = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})"
_NAMED = f"(?P<month>{'|'.join(spoken.MONTHS)})[a-zåäö]*"
_DAYS = (
    r"(?P<year>[23][0-9])-?(?P<month>[01][0-9])-?(?P<day>[0-3][0-9])",
    rf"{_YEAR}[-/. ]+{_OF_MONTH}[-/. ]+{_NUMBER}(?:[t ,].*)?",
    rf"{_YEAR}[-/. ]?(?P<month>[0-9]{{2}})[-/. ]?(?P<day>[0-9]{{2}})(?:[t ,].*)?",
    rf"{_NUMBER}[-/. ]+{_OF_MONTH}[-/. ]+{_YEAR}",
    rf"{_NUMBER}(?:[/.] ?| ){_OF_MONTH}(?:[/.] ?| ){_SHORT_YEAR}",
    rf"(?:den )?{_NUMBER}(?:\.|:?[ae]|st|nd|rd|th)? {_NAMED}\.?,? {_YEAR}",
    rf"{_NAMED}\.? {_NUMBER}(?:st|nd|rd|th)?,? {_YEAR}",
)
"""The forms in which people write a day with its year."""
_CENTURY = 100


_FIRST_OF_SPREADSHEETS = date(1899, 12, 30)
