"""Whether a text names a person: what counts as a trace of someone, and how certain each trace is.

`TABLE` is the one definition. A row says what is looked for, at which grade, and how it is compared
with a text. To recognise more, add a row, or a spelling to the functions that the rows name.

Each grade has its own rows, because each has a different use. The gate that blocks a site must
not react to every oak tree; a brief without names is better off with one sentence too few.

Pure functions of text. A finding holds the person's id and never the trace itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from enum import IntEnum
from functools import lru_cache, partial, reduce
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mentorskap.words.named import NamedTuple
from mentorskap.words.providers import mail_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

KINDS = (NAME, FAMILY_NAME, EMAIL, PHONE, ORGANISATION, ID) = (
    "name",
    "family-name",
    "email",
    "phone",
    "organisation",
    "id",
)
"""The kinds of trace that must not be on a page for everyone."""
GIVEN_NAME, TITLE, PLACE = "given-name", "title", "place"
"""The kinds that only a nameless brief avoids as well."""


class Grade(IntEnum):
    """How certain it is that a trace means this person, and so what may be done about it."""

    FAINT = 0
    """Part of a word could remind of the person: a brief of that person's leaves it out."""
    HINT = 1
    """A form of a name, an organisation or a place: a brief of someone else's leaves it out."""
    POSSIBLE = 2
    """The person, or a namesake: someone has to look."""
    LIKELY = 3
    """Almost always the person: the gate stops a site that contains it."""
    SURE = 4
    """Certainly the person, letter by letter and as words of their own: it may be erased."""


class Identity(NamedTuple):
    """What a person can be recognised by."""

    id: str
    name: str = ""
    email: str | None = None
    phone: str | None = None
    organisation: str | None = None
    place: str | None = None
    title: str = ""
    unit: str | None = None
    avoided: tuple[str, ...] = ()
    """Organisations that the person's mentor must not come from."""
    called: str | None = None
    """The name that the person goes by, if it is another."""

    @property
    def full_names(self) -> tuple[str, ...]:
        """The name, and the name with what the person goes by instead of the given name."""
        return full_names(self.name, self.called)


class Trace(NamedTuple):
    """A trace in a text: its kind, the id of the person, and how certain it is."""

    kind: str
    of: str
    grade: Grade


# How texts are made comparable.

# Patterns are compiled when they are first used: `check` imports this module and looks up little.
_LETTERS_AND_DIGITS = r"[^\W_]+"
_LETTERS = r"[^\W\d_]+"
_SPELLED_OUT = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ŋ": "n",
    "ŧ": "t",
    "ı": "i",
}


def folded(text: str) -> str:
    """Return a text in small letters, its accents composed and its white space single."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def plain(text: str) -> str:
    """Return a text in small letters without accents."""
    if text.isascii():
        return text.lower()
    return text.translate(_PLAIN_SIGNS) if max(text) < _COMBINED else _plain(text)


def _plain(text: str) -> str:
    small = unicodedata.normalize("NFKC", text).casefold()
    spelled = re.sub("[øæœłđðþŋŧı]", lambda letter: _SPELLED_OUT[letter[0]], small)
    return re.sub(_COMBINING, "", unicodedata.normalize("NFKD", spelled))


class _PlainSigns(dict[int, str]):
    """What is plain for a sign that no accent of its own may follow, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


_PLAIN_SIGNS = _PlainSigns()
_COMBINED = "\u0300"
"""The first sign that is joined with the one before it."""
_COMBINING = r"[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"


@lru_cache(maxsize=4)
def _row(text: str) -> tuple[str, ...]:
    return tuple(re.findall(_LETTERS_AND_DIGITS, text.casefold()))


def _tokens(text: str) -> list[str]:
    return re.findall(_LETTERS, plain(text))


def _without_accents(text: str) -> str:
    """Return a text as in a web address: letters that have no plain form are dropped."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


# What is looked for, of one person.

_SHORT = 3
"""Letters up to which the gate knows an organisation by its capitals only."""
_LONG = 4
"""Letters from which a word is distinctive inside longer words, and up to which a family name
needs a context."""
_LOCAL = 6
"""Letters from which the part of an address before the @ may be distinctive."""
_JOINED = 8
"""Letters from which a name written as one word is distinctive."""
_EVERYDAY_WORDS = """
ahlm alder alm almen ask askling aspen bäck backe backen back bark beck berg berget bergen björk
björn blad blank blid blom blomma bok borg brand bratt bred bro broman brun bruno bränn buss by
båge dag dahl dal dalen dans duva ed ek eken eld elg england envall eng fager falk fast fisk fjäll
flink flod flygare fors forsen frank fri frid fridh frisk fritz frost gast glad glans glas god
grahn gran granat gren grip grov gräns gull gullberg gyllen gård gårdh hag hagen hage hake hall
halvar hammar hammare hamn hand hansa hav haven hed heden hej hell helt hjelm hjort hjälm holm
holmen horn hult hård hägg häll hök hög jern jord just jung järn kall kallas karl kil kind klang
klar klint klok knut kors krans krig krok kron krona kull kulle kung kvarn kvist källa lager
lagman land lars law lilja lille lind linde linden ling list ljung ljus lo lock lund lunden lust
lycke lyth lång låg lätt löf löv mal malm man mark modig mossa mo munter myr mård måne nord norden
norr ny näs nöjd ode olof orre ost park pil pihl pilgrim plan palm prim präst qvist rask red ren
resare rehn ris ros rosen rot rudd rydh råd rönn röd sand sandin sann skarp skog skogen skott
sköld sjö snäll sol spets spjut stad stål stark stav stein sten ster stjärna stolt storm strand
ström strömmen strid stråle ståhl sund sunden svan svala svart svensk svärd söder tall tapper thor
tid tor torn torp trana trast trofast trygg träff tun ulv ung vacker vall vallen varg vass vatten
ved vik viking vilja vind vink vinter vit väg väst åker åkare ång ängel äng ö öst öster my may
will hope young long short small rich page price case day lane field hill wood woods stone banks
bush brooks forest rivers church cook baker smith mason taylor carter fisher hunter king knight
bishop pope green brown white black gray best wise sharp strong bright noble good love joy grant
drew chase reed read ball bell bond booth cole cross dean ford fox gates glass gold grace head
house key lake lamb little marsh mills moon moore more moss north south west east pace penny pike
pool post power rose rush sage sands ship shore sky snow spring steel summer winter swift temple
town wall walls ward waters way webb wells work works
"""
_EVERYDAY = frozenset(plain(_EVERYDAY_WORDS).split())
"""Family names that are also words of the language: they need a context to be a name."""
_GENERAL_WORDS = """
ab aktiebolag bolag bolaget the den det svenska sveriges svensk sverige nordiska nordic region
regionen kommun kommunen stad staden landsting stiftelse stiftelsen förening föreningen förbund
förbundet första nya stora lilla norra södra östra västra gamla group gruppen koncernen swedish
sweden united first new great grand international national bank banken university universitet
universitetet högskola högskolan institute institutet company hotell hotel skola skolan konsult
consulting rederi rederiet myndigheten länsstyrelsen stockholm stockholms göteborg göteborgs malmö
umeå uppsala lund lunds
"""
_GENERAL = frozenset(plain(_GENERAL_WORDS).split())
"""Words that many organisations begin with."""


def family_names(name: str) -> tuple[str, ...]:
    """Return the capitalised words after the first: neither a given name nor "von"."""
    return tuple(word for word in first_to_last(name).split()[1:] if word[0].isupper())


def _longer_family_names(identity: Identity) -> Iterator[str]:
    for word in first_to_last(identity.name).split()[1:]:
        yield from (
            part
            for part in word.split("-")
            if len(part) > _LONG and plain(part) not in _EVERYDAY and part[0].isupper()
        )


_PARTICLES = frozenset({"al", "ap", "ben", "bin", "da", "de", "di", "du", "el", "la", "le", "van"})
"""What a family name begins with before a hyphen, and many have in common: El-Masri."""


def _everyday_family_names(identity: Identity) -> Iterator[str]:
    """Yield the parts of a family name that are short, or words of the language as well."""
    for word in family_names(identity.name):
        parts = word.split("-")
        yield from (
            part
            for part in parts
            if len(part) > 1
            and (len(part) <= _LONG or plain(part) in _EVERYDAY)
            and not (part is not parts[-1] and plain(part) in _PARTICLES)
        )


def _joined_name(identity: Identity) -> Iterator[str]:
    """Yield a name without its spaces, as in an address, and its given name with the family's.

    A double name without its hyphen is one too.
    """
    words = identity.name.split()
    yield from (word.replace("-", "") for word in words[1:] if "-" in word and len(word) > _JOINED)
    if len(words) > 1 and len("".join(words)) >= _JOINED:
        yield "".join(words)
        if len(words[-1]) > _LONG:
            yield f"{words[0][0]}{words[-1]}"


def _usual_names(identity: Identity) -> Iterator[str]:
    """Yield the ways in which people order a name: whole, family name first, without the middle."""
    for name in identity.full_names:
        yield from _orders(name)


def _orders(name: str) -> Iterator[str]:
    words = name.replace(",", " ").split()
    yield name
    if len(words) > 1:
        yield f"{words[-1]} {words[0]}"
        yield f"{words[0]} {words[-1]}"
        yield from (f"{words[0]} {part}" for part in words[-1].split("-"))


def _with_initial(identity: Identity) -> Iterator[str]:
    return (name for name in identity.full_names if len(name.split()) > 1)


def _first_of_organisation(identity: Identity) -> Iterator[str]:
    """Yield the first distinctive word of an organisation, by which people call it."""
    organisation = identity.organisation or ""
    words = [
        word
        for word in re.findall(_LETTERS, organisation)
        if plain(word) not in _GENERAL and len(word) >= _LONG and word[0].isupper()
    ]
    yield from words[:1]


def _local_part(identity: Identity) -> Iterator[str]:
    """Yield what is before the @, where it is no word of the language and not the name itself."""
    local = (identity.email or "").partition("@")[0]
    if set(_tokens(local)) <= set(_tokens(identity.name)):
        return
    if len(local) >= _LOCAL and re.search(r"[^\W_][._-][^\W_]|[^\W\d_][0-9]", local):
        yield local


def _mail_domain(identity: Identity) -> Iterator[str]:
    if domain := mail_domain(identity.email):
        yield domain


def _distinctive_family_names(identity: Identity) -> Iterator[str]:
    return (word for word in _tokens(first_to_last(identity.name))[1:] if len(word) >= _LONG)


def _full_name(identity: Identity) -> Iterator[str]:
    return (name for name in identity.full_names if len(_tokens(name)) > 1)


def _full_names(identity: Identity) -> Iterator[str]:
    return (name for name in identity.full_names if name)


def _given_names(identity: Identity) -> Iterator[str]:
    return (name for name in (identity.name, identity.called) if name)


def _names_of_all_kinds(identity: Identity) -> Iterator[str]:
    yield from (identity.name, identity.called or "")
    yield from (identity.id, (identity.email or "").rpartition("@")[0])


def _organisations(identity: Identity) -> Iterator[str]:
    domain = (identity.email or "").rpartition("@")[2]
    yield from (identity.organisation or "", identity.unit or "", domain.rpartition(".")[0])
    yield from identity.avoided


def _field(name: str) -> Callable[[Identity], Iterator[str]]:
    def texts(identity: Identity) -> Iterator[str]:
        if text := getattr(identity, name):
            yield text

    return texts


# How it is compared with a text. A way keeps the traces of everyone, so that a text is read once.


class Way(Protocol):
    """A way of comparing: traces are added once, then looked up in many texts."""

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        """Keep the texts that are a trace of someone."""

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the kind and the owner of each trace in a text."""


@runtime_checkable
class _ByWords(Way, Protocol):
    """A way that finds nothing in a text unless one of the text's words has a cue."""

    def may_tell(self, stretch: str) -> bool:
        """Say whether a stretch without white space could be part of a trace; False is certain."""


class _Exactly:
    """Letter by letter, and no part of a longer name, address or number."""

    _BEFORE = r"(?<!\w)(?<!\w[-.+'’])"
    _AFTER = r"(?![\u0300-\u036f]|[-.+'’@]?\w)"

    def __init__(self) -> None:
        self._patterns: list[tuple[re.Pattern[str], str, str]] = []

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            pattern = "|".join(map(re.escape, spellings(text)))
            if kind == ID:
                pattern = bounded_id(text)
            bounded = re.compile(f"{self._BEFORE}(?:{pattern}){self._AFTER}")
            self._patterns.append((bounded, kind, of))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        return ((kind, of) for pattern, kind, of in self._patterns if pattern.search(text))


class _Words:
    """The same words in a row, whatever is between them and whatever their case and accents.

    The last may be a genitive. An organisation of a few letters must also be written as it is.
    """

    def __init__(self) -> None:
        self._rows: dict[str, dict[tuple[str, ...], set[tuple[str, str, str | None]]]] = (
            defaultdict(lambda: defaultdict(set))
        )
        self._cues: set[str] = set()
        """The longest word of each row, less the end of an address: few texts have that word."""

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            short = kind == ORGANISATION and len("".join(_row(text))) <= _SHORT
            for row in {
                _row(text),
                _row(_without_accents(text)),
                _row(plain(text)),
                *_spelled(text),
            }:
                if row:
                    self._rows[row[0]][row].add((kind, of, text if short else None))
                    self._cues.add(max(row[:-1] if "." in text and row[1:] else row, key=len))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        for words in _rows(text):
            firsts = {
                word for word in set(words) if any(stem in self._rows for stem in _stems(word))
            }
            for start, word in enumerate(words) if firsts else ():
                if word in firsts:
                    yield from self._in_row(words, start, text)

    def _in_row(self, words: tuple[str, ...], start: int, text: str) -> Iterator[tuple[str, str]]:
        for first in _stems(words[start]):
            for row, traces in self._rows.get(first, {}).items():
                here = words[start : start + len(row)]
                if row[:-1] == here[:-1] and len(row) == len(here) and row[-1] in _stems(here[-1]):
                    for kind, of, written in traces:
                        if written is None or _is_written(written, text):
                            yield kind, of

    def may_tell(self, stretch: str) -> bool:
        return any(
            not _stems(word).isdisjoint(self._cues) for words in _rows(stretch) for word in words
        )


_ENDINGS = ("s", "en", "ens", "arna", "arnas", "are", "ares", "sk", "skt", "ska", "skan", "ske")
"""Endings of a name: of the one, of the whole family, and of what is theirs."""
_COMPOUND = r"(?<=....)s?(?:chef|koncern|bolag|grupp|ledning|styrelse|metod)[a-zåäö]{0,4}\Z"


def _rows(text: str) -> set[tuple[str, ...]]:
    """Return the words of a text, as they are and without accents."""
    return {_row(text)} if text.isascii() else {_row(text), _row(plain(text))}


@lru_cache(maxsize=2**15)
def _stems(word: str) -> frozenset[str]:
    """Return a word as it is, and without each ending that a name of some length may have."""
    if len(word) <= _LONG:
        return frozenset((word, word.removesuffix("s")))
    endings = (ending for ending in _ENDINGS if word.endswith(ending))
    stems = {word, *(word.removesuffix(ending) for ending in endings)}
    return frozenset((*stems, re.sub(_COMPOUND, "", word)))


def _spelled(text: str) -> Iterator[tuple[str, ...]]:
    """Yield a text with its letters å, ä and ö spelled as aa, ae and oe."""
    yield _row(text.casefold().translate(_TWO_LETTERS))


_TWO_LETTERS = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue"})


def _is_written(written: str, text: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(written)}s?(?![^\W_])", text) is not None


class _Id:
    """An id, whatever is between its parts and whatever its case."""

    _GAP = r"[\s._\u2010-\u2015\u2212-]{1,3}"

    def __init__(self) -> None:
        self._ids: dict[str, list[tuple[str, re.Pattern[str], str, str]]] = defaultdict(list)

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            first, *rest = _row(text) or ("",)
            last = "?" if rest and rest[-1].isdigit() and "--" not in text else ""
            gaps = [self._GAP] * (len(rest) - 1) + [f"(?:{self._GAP}){last}"]
            after = "".join(map("".join, zip(gaps, rest, strict=False)))
            before = rf"(?<![^\W_]{first})(?<![^\W_]-{first})"
            pattern = re.compile(rf"{first}{before}{after}(?![^\W_])(?!-[0-9])")
            for cue in {first, first + "".join(rest[:1])} - {""}:
                self._ids[cue].append(((rest or [first])[-1], pattern, kind, of))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        small = text.casefold()
        for cue in self._ids.keys() & set(_row(text)):
            for suffix, pattern, kind, of in self._ids[cue]:
                if suffix in small and pattern.search(small):
                    yield kind, of

    def may_tell(self, stretch: str) -> bool:
        return not self._ids.keys().isdisjoint(_row(stretch))


class _InContext:
    """A word that is also an everyday one, where its capital letter says that it is a name.

    That is inside a sentence, or as a genitive; at the start of a sentence every word has one.
    """

    _INSIDE = (
        r"(?:[^\W_][,;]?|[A-ZÅÄÖ]\.|\b(?:[Dd]r|[Pp]rof|[Mm]rs?|[Mm]s)\.)"
        r"(?:[ \t\xa0]{1,3}|[ ]?\n[ ]{0,8})[(]?\Z"
    )

    def __init__(self, *, at_start: int = 99) -> None:
        self._at_start = at_start
        self._words: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            self._words[plain(text)].add((kind, of))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        names = dict(self._names(text))
        words = "|".join(f"{re.escape(name)}(?<![^\\W\\d_]{re.escape(name)})" for name in names)
        for match in re.finditer(rf"(?:{words})(?![^\W\d_])", text) if names else ():
            token = names[match[0]]
            genitive = self._genitive(match[0], token)
            if re.match(r"[:’']s(?![^\W_])", text[match.end() : match.end() + 3]):
                genitive = genitive | self._words.get(token, set())
            if (
                genitive
                or len(token) >= self._at_start
                or re.search(self._INSIDE, text[max(0, match.start() - 12) : match.start()])
            ):
                yield from self._words.get(token, set()) | genitive

    def may_tell(self, stretch: str) -> bool:
        return any(self._names(stretch))

    def _names(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the words of a text that could be a name here, as they are and plain."""
        return (
            (word, token)
            for word, token in _with_capitals(text)
            if token in self._words or self._genitive(word, token)
        )

    def _genitive(self, word: str, token: str) -> set[tuple[str, str]]:
        if len(token) > self._at_start:
            stems = _stems(token) - {token}
            return {trace for stem in stems for trace in self._words.get(stem, ())}
        if token[-1] != "s" or word.isupper():
            return set()
        return self._words.get(token[:-1], set())


@lru_cache(maxsize=2)
def _with_capitals(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a text that begin with a capital letter, as they are and plain."""
    words = {word for word in re.findall(_LETTERS, text) if word[0].isupper() and word[1:]}
    return tuple(zip(words, plain("\n".join(words)).split("\n"), strict=False))


_OrganisationInContext = partial(_InContext, at_start=6)


class _Initial:
    """A given name and the first letter of the family name, with or without a full stop."""

    def __init__(self) -> None:
        self._patterns: list[tuple[str, re.Pattern[str], str, str]] = []
        self._cues: set[str] = set()

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            first_name, *_, family = text.split()
            pattern = (
                rf"{re.escape(first_name)}(?<![^\W_]{re.escape(first_name)})"
                rf"[ \xa0]{re.escape(family[0])}"
                r"(?:\.|(?![^\W_]))(?!')"
            )
            self._patterns.append((first_name, re.compile(pattern), kind, of))
            self._cues.update(re.findall(_LETTERS, first_name)[:1])

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        return (
            (kind, of)
            for first_name, pattern, kind, of in self._patterns
            if first_name in text and pattern.search(text)
        )

    def may_tell(self, stretch: str) -> bool:
        return not self._cues.isdisjoint(re.findall(_LETTERS, stretch))


class _Handle:
    """What people call themselves in an address, in any case and with its own full stops."""

    _WORD = r"[^\W_](?:[\w.-]*[^\W_])?"

    def __init__(self) -> None:
        self._handles: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            self._handles[text.casefold()].add((kind, of))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        for word in self._handles.keys() & set(re.findall(self._WORD, text.casefold())):
            yield from self._handles[word]

    def may_tell(self, stretch: str) -> bool:
        return not self._handles.keys().isdisjoint(re.findall(self._WORD, stretch.casefold()))


class _Digits:
    """The same phone number, however it is divided and whatever is before its last digits."""

    _GAPS = r"[\s()/.,|\u2010-\u2015\u2212·_-]{0,3}"
    _NUMBER = rf"[0-9](?<![\w.][0-9])(?:{_GAPS}[0-9]){{6,60}}(?!\w)"
    """A number, and what numbers stand close by: hours, or another number."""
    _TAIL = 7
    """Digits at the end of a phone number that are the same however its beginning is written."""

    def __init__(self) -> None:
        self._numbers: dict[str, set[tuple[str, str, str]]] = defaultdict(set)

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            digits = self._digits(text)
            if len(digits) >= self._TAIL:
                self._numbers[digits[-self._TAIL :]].add((digits, kind, of))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        for run in re.findall(self._NUMBER, text) if self._numbers else ():
            groups = [re.sub(r"\(0\)|[^0-9]", "", group) for group in run.split()]
            for last in range(len(groups)):
                yield from self._ending_at(groups[: last + 1])

    def _ending_at(self, groups: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield whose number the last of some groups of digits end with."""
        tail = "".join(groups[-self._TAIL :])[-self._TAIL :]
        for stored, kind, of in self._numbers.get(tail, ()):
            for first in range(len(groups)):
                digits = "".join(groups[first:]).lstrip("0")
                if len(digits) >= self._TAIL and (
                    stored.endswith(digits) or digits.endswith(stored)
                ):
                    yield kind, of
                    break

    @staticmethod
    def _digits(text: str) -> str:
        return re.sub(r"\(0\)|[^0-9]", "", text).lstrip("0")


class _Word:
    """As words of their own in any case, with or without a genitive s."""

    def __init__(self) -> None:
        self._words: list[tuple[str, str, str]] = []

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        self._words += [(folded(text), kind, of) for text in texts]

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        text = folded(text)
        return ((kind, of) for word, kind, of in self._words if self._is_in(word, text))

    @staticmethod
    def _is_in(word: str, text: str) -> bool:
        start = text.find(word)
        while start >= 0:
            after = text[start + len(word) :].removeprefix("s")
            if not text[:start][-1:].isalnum() and not after[:1].isalnum():
                return True
            start = text.find(word, start + 1)
        return False


class _Forms:
    """The same words in a row without accents, the last with or without a genitive s."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[tuple[str, ...], set[tuple[str, str]]]] = defaultdict(
            lambda: defaultdict(set)
        )

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            if row := tuple(_tokens(text)):
                self._rows[row[0]][row].add((kind, of))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        tokens = _tokens(text)
        bare = [token.removesuffix("s") for token in tokens]
        for start in range(len(tokens)):
            for first in {tokens[start], bare[start]}:
                for row, traces in self._rows.get(first, {}).items():
                    end = start + len(row)
                    genitive = (*tokens[start : end - 1], *bare[end - 1 : end])
                    if row in {tuple(tokens[start:end]), genitive}:
                        yield from traces


class _Capital:
    """The first word of the trace, where the text has it with a capital letter."""

    def __init__(self) -> None:
        self._words: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        for text in texts:
            for token in _tokens(text)[:1]:
                self._words[token].add((kind, of))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        for word in re.findall(_LETTERS, text):
            if word[0].isupper():
                token = plain(word)
                for form in {token, token.removesuffix("s")}:
                    yield from self._words.get(form, ())


class _Inside:
    """Any word of the trace, also inside a longer word or written apart.

    Of a trace of which `parts` count, a word of the text inside the trace counts too: "varvet" of
    "båtvarv".
    """

    def __init__(self, ignored: frozenset[str] = frozenset(), *, parts: bool = False) -> None:
        self._ignored = _COMMON | ignored
        self._parts = parts
        self._traces: list[tuple[str, str, frozenset[str], list[str], list[str]]] = []

    def add(self, kind: str, of: str, texts: Sequence[str]) -> None:
        words = {
            word
            for text in texts
            for word in _tokens(text)
            if len(word) >= _LEAST and word not in self._ignored
        }
        # "Upplands" is recognised by "Uppland" too.
        words |= {word.removesuffix("s") for word in words if len(word) > _LONG}
        whole = {"".join(_tokens(text)) for text in texts}
        distinctive = sorted(word for word in words if len(word) >= _LONG)
        joined = sorted(word for word in (*whole, *distinctive) if len(word) > _LONG)
        short = frozenset(word for word in words if len(word) < _LONG)
        self._traces.append((kind, of, short, distinctive, joined))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        tokens = _tokens(text)
        together = "".join(tokens)
        for kind, of, short, distinctive, joined in self._traces:
            if (
                any(token in short or token.removesuffix("s") in short for token in tokens)
                or any(word in token for word in distinctive for token in tokens)
                or any(word in together for word in joined)
                or (
                    self._parts
                    and any(_stem_in(token, word) for word in distinctive for token in tokens)
                )
            ):
                yield kind, of


_LEAST = 2
"""Letters from which a word of its own can be a faint trace."""
_ENDING = 4
"""Letters that may end a word in another form of it."""
_COMMON = frozenset(
    (
        *("ab", "hb", "kb", "och", "and", "the", "of", "för", "for", "i", "in", "på", "av"),
        *("vid", "med", "till", "at", "en", "ett", "de"),
    )
)
_LEADERS = frozenset(("chef", "ledare", "leader", "manager", "head", "director", "lead"))
"""Words of a title that any leader may use."""


def _stem_in(token: str, word: str) -> bool:
    """Say whether a token, less up to four letters of ending, is part of a longer word."""
    shortest = max(_LONG, len(token) - _ENDING)
    return any(token[:end] in word for end in range(len(token), shortest - 1, -1))


# What counts as a trace.


class Clue(NamedTuple):
    """One kind of trace at one grade: what is looked for and how it is compared."""

    grade: Grade
    kind: str
    texts: Callable[[Identity], Iterable[str]]
    way: Callable[[], Way]
    everyday: bool = False
    """Whether the clue is ignored if the programme lists it among the handbook's everyday words."""


_ID, _EMAIL, _PHONE = _field("id"), _field("email"), _field("phone")
_ORGANISATION, _PLACE, _TITLE = _field("organisation"), _field("place"), _field("title")

TABLE = (
    Clue(Grade.SURE, NAME, _full_names, _Exactly),
    Clue(Grade.SURE, EMAIL, _EMAIL, _Exactly),
    Clue(Grade.SURE, PHONE, _PHONE, _Exactly),
    Clue(Grade.SURE, ID, _ID, _Exactly),
    Clue(Grade.LIKELY, NAME, _usual_names, _Words),
    Clue(Grade.LIKELY, NAME, _joined_name, _Words),
    Clue(Grade.LIKELY, NAME, _with_initial, _Initial),
    Clue(Grade.LIKELY, FAMILY_NAME, _longer_family_names, _Words, everyday=True),
    Clue(Grade.LIKELY, FAMILY_NAME, _everyday_family_names, _InContext, everyday=True),
    Clue(Grade.LIKELY, EMAIL, _EMAIL, _Words),
    Clue(Grade.LIKELY, EMAIL, _local_part, _Handle, everyday=True),
    Clue(Grade.LIKELY, ORGANISATION, _mail_domain, _Words, everyday=True),
    Clue(Grade.LIKELY, ORGANISATION, _first_of_organisation, _OrganisationInContext, everyday=True),
    Clue(Grade.LIKELY, ORGANISATION, _ORGANISATION, _Words, everyday=True),
    Clue(Grade.LIKELY, ID, _ID, _Id),
    Clue(Grade.LIKELY, PHONE, _PHONE, _Digits),
    Clue(Grade.POSSIBLE, ID, _ID, _Word),
    Clue(Grade.POSSIBLE, EMAIL, _EMAIL, _Word),
    Clue(Grade.POSSIBLE, PHONE, _PHONE, _Word),
    Clue(Grade.POSSIBLE, NAME, _full_names, _Word),
    Clue(Grade.POSSIBLE, FAMILY_NAME, lambda identity: family_names(identity.name), _Word),
    Clue(Grade.HINT, NAME, _full_name, _Forms),
    Clue(Grade.HINT, FAMILY_NAME, _distinctive_family_names, _Forms),
    Clue(Grade.HINT, GIVEN_NAME, _given_names, _Capital),
    Clue(Grade.HINT, ORGANISATION, _ORGANISATION, _Forms),
    Clue(Grade.HINT, PLACE, _PLACE, _Forms),
    Clue(Grade.FAINT, NAME, _names_of_all_kinds, _Inside),
    Clue(Grade.FAINT, ORGANISATION, _organisations, partial(_Inside, parts=True)),
    Clue(Grade.FAINT, TITLE, _TITLE, partial(_Inside, _LEADERS)),
    Clue(Grade.FAINT, PLACE, _PLACE, _Inside),
)
"""What counts as a trace, at which grade, and how it is compared."""


class Traces:
    """The traces of some people at one grade, to be looked up in many texts."""

    def __init__(
        self, identities: Iterable[Identity], grade: Grade, everyday_words: Iterable[str] = ()
    ) -> None:
        """Gather the traces of `identities`, less the words that the handbook uses as its own."""
        self._grade = grade
        everyday = {_row(word) for word in everyday_words}
        rows = [row for row in TABLE if row.grade == grade]
        ways = {row.way: row.way() for row in rows}
        self._ways = tuple(ways.values())
        self._cues = [(way, set[str]()) for way in self._ways if isinstance(way, _ByWords)]
        """Stretches of earlier texts that could be part of a trace, for each way."""
        self._read: set[str] = set()
        """All stretches of earlier texts: most texts of a site have the same words."""
        for identity in identities:
            for row in rows:
                texts = _less(row.texts(identity), everyday if row.everyday else ())
                if texts:
                    ways[row.way].add(row.kind, identity.id, texts)

    def find(self, text: str) -> Iterator[Trace]:
        """Yield each trace in a text; the same one may come more than once."""
        silent = self._silent(text)
        for way in self._ways:
            for kind, of in () if way in silent else way.find(text):
                yield Trace(kind, of, self._grade)

    def _silent(self, text: str) -> list[Way]:
        """Return the ways that find nothing in a text, as none of its words has a cue."""
        if not self._cues:
            return []
        stretches = set(reduce(_apart, _MARKS, text).split())
        if unread := stretches - self._read:
            self._read |= unread
            for way, cues in self._cues:
                cues.update(_telling(way, sorted(unread)))
        return [way for way, cues in self._cues if cues.isdisjoint(stretches)]


_MARKS = "\"'<>(){}[]=,;:&?/"
"""What is part of no word, and between the words of a page or a script."""


def _apart(text: str, mark: str) -> str:
    return text.replace(mark, " ")


def _telling(way: _ByWords, stretches: list[str]) -> Iterator[str]:
    """Yield the stretches that could be part of a trace, looked up by halves: most are not."""
    if way.may_tell("\n".join(stretches)):
        if len(stretches) == 1:
            yield from stretches
        else:
            middle = len(stretches) // 2
            yield from _telling(way, stretches[:middle])
            yield from _telling(way, stretches[middle:])


def _less(texts: Iterable[str], everyday: Collection[tuple[str, ...]]) -> list[str]:
    return [text for text in texts if not everyday or _row(text) not in everyday]


def spellings(text: str) -> tuple[str, ...]:
    """Return a text with composed and with loose accents, as it may be stored in older versions."""
    return tuple(dict.fromkeys(unicodedata.normalize(form, text) for form in ("NFC", "NFD")))


def bounded_id(id_: str) -> str:
    """Return a pattern that matches a whole id, and not a longer id that contains it."""
    return rf"(?<![a-z0-9])(?<![a-z0-9]-){id_}(?![a-z0-9])"


def first_to_last(name: str) -> str:
    """Return a name as it is said: what is after a comma first, and no comma."""
    family, _, given = (part.strip(" ,") for part in name.partition(","))
    return f"{given} {family}".strip()


def full_names(name: str, called: str | None) -> tuple[str, ...]:
    """Return a name, and the same with what the person goes by instead of the given name."""
    words = first_to_last(name).split()
    if not called or len(words) < 2 or called in words:
        return (name,)
    return (name, called if " " in called else f"{called} {words[-1]}")


def id_tells(id_: str, name: str) -> bool:
    """Say whether an id gives away the family name in `name`."""
    word, _, suffix = id_.rpartition("-")
    family = plain(" ".join(first_to_last(name).split()[1:])).replace("-", " ").split()
    words = word.split("-")
    return any(part in words or (suffix.isalpha() and part.startswith(suffix)) for part in family)
