"""What of a person is erased from a text of any age, and what looks alike but is someone else's.

A history holds a person in more writings than a file does: former names, other encodings, escapes,
folded lines, branch names. `Scrub` finds them all, and leaves alone whatever belongs to a longer
name or address, or to anyone else in the history.

Pure functions of text and bytes.
"""

from __future__ import annotations

import base64
import re
import textwrap
import unicodedata
from functools import cached_property
from html.entities import codepoint2name
from typing import TYPE_CHECKING

from mentorskap.words.named import NamedTuple
from mentorskap.words.traces import family_names, first_to_last, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ERASED = "erased"
"""What takes the place of a trace."""
SEALED = (
    *(b"PK\3\4", b"\x1f\x8b", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"SQLite format 3\0"),
    *(b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"),
    *(b"BZh", b"\xfd7zXZ", b"Rar!", b"\x28\xb5\x2f\xfd"),
)
"""How archives, documents and pictures begin: what does not open any more once a byte is moved."""


class Trail(NamedTuple):
    """Everything by which a person can be recognised, in all versions, and everyone else's."""

    ids: tuple[str, ...]
    """The id first, then what the file was called before, where it was an id."""
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Other texts that the manager wants erased."""
    others: frozenset[str] = frozenset()
    """Names, addresses, ids and organisations of everyone else: never changed."""

    def joined(self, more: Trail) -> Trail:
        """Return what either trail holds, this one's first."""
        return Trail(
            _both(self.ids, more.ids),
            _both(self.names, more.names),
            _both(self.emails, more.emails),
            _both(self.phones, more.phones),
            _both(self.words, more.words),
            self.others | more.others,
        )


def _both(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


# How one character, and what is between two, may be written.

_BASES = {"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "ß": "ss"}
_ALSO = {"ø": "o", "ł": "l", "đ": "d", "ð": "d"}
_INVISIBLE = r"(?:[\u00ad\u200b-\u200d\u2060\ufeff]|\\\r?\n[ \t]*|=\r?\n)*"
"""Between two letters: invisible characters, and the line breaks of YAML, shells and mail."""
_FOLD = r"\\?\r?\n[ \t]*(?:(?:#+|>+|\*|//|\|)[ \t]*)?(?:\\ )?"
"""A line break within a text, with the mark of a comment or a quotation on the new line."""
_TAG = r"</?[A-Za-z][^<>]{0,200}>"
_SPACE = (
    rf"(?:{_FOLD}|[^\S\r\n]|{_TAG}|\\[nrt ]|%20|=20|=A0|&nbsp;|&#(?:160|xa0|32|x20);"
    r"|\\u00a0|\\xa0)+"
)
_SLUG = r"(?:[-_.+,]|%2[BDE]|\s*[*_]{1,2}\s*)"
_CUT = r"(?<![^\W_])(?<![^\W_][\u0300-\u036f])|(?<=\\[nrt])|(?<=[%=][0235][0-9A-Fa-f])"
"""Before a trace: no letter, but for one that belongs to an escaped space or punctuation."""
_LETTER_AS_ESCAPE = (
    r"\\[ux][0-9a-f{]|&(?:#\w+|[a-z]{1,2}(?:uml|ring|acute|grave|circ|tilde|cedil|slash|lig));"
    r"|[%=]C3[%=]"
)
_END = rf"(?![^\W_]|[\u0300-\u036f]|{_INVISIBLE}(?:{_LETTER_AS_ESCAPE}))"
_GENITIVE = r"(?:(?:['’:]|&rsquo;|&#39;)?s(?![^\W_]))?"


def _character(character: str) -> str:
    """Return a pattern for every writing of one character."""
    if character.isascii():
        wide = chr(ord(character) + 0xFEE0) if character.isalnum() else ""
        if character == "@":
            return r"(?:@|%40|=40|&#(?:64|x40);|&commat;|\s?[(\[]at[)\]]\s?)"
        if character in "-_":
            return r"[-_\u2010-\u2015]"
        return f"[{character}{wide}]" if wide else re.escape(character)
    texts: set[str] = set()
    patterns: set[str] = set()
    for form in {character.lower(), character.upper()}:
        if len(form) == 1:
            texts |= _as_text(form)
            patterns |= set(_as_escape(form))
    low = character.lower()
    texts |= {_BASES.get(low, ""), _ALSO.get(low, ""), plain(character), "\ufffd", "?"} - {""}
    # The longest first: loose accents before the bare letter.
    literals = sorted(map(re.escape, texts), key=lambda text: (-len(text), text))
    return f"(?:{'|'.join((*sorted(patterns), *literals))})"


def _as_text(form: str) -> set[str]:
    """Return a character composed, loose, and as it looks when read in a wrong encoding."""
    texts = {unicodedata.normalize("NFC", form), unicodedata.normalize("NFD", form)}
    for encoding in ("utf-8", "cp850", "mac_roman"):
        try:
            raw = form.encode(encoding)
        except UnicodeEncodeError:
            continue
        texts.add(raw.decode("latin-1"))
        texts.add(raw.decode("cp1252", "ignore"))
    return {text for text in texts if text and text != form.lower()[:0]}


def _as_escape(form: str) -> Iterator[str]:
    code = ord(form)
    yield rf"\\u0*{code:04x}|\\U{code:08x}|\\x{code:02x}(?![0-9a-f])|\\u\{{0*{code:x}\}}"
    yield f"&#0*{code};|&#x0*{code:x};"
    if code in codepoint2name:
        yield f"&{codepoint2name[code]};"
    raw = form.encode("utf-8")
    yield "".join(rf"\\{byte:03o}" for byte in raw)
    yield "".join(rf"\\x{byte:02x}" for byte in raw)
    for mark in "%=":
        yield "".join(f"{mark}{byte:02X}" for byte in raw)
        if code < 0x100:
            yield f"{mark}{code:02X}"
    loose = unicodedata.normalize("NFD", form)
    if len(loose) == 2:
        accent = ord(loose[1])
        in_bytes = "".join(f"%{byte:02X}" for byte in loose[1].encode("utf-8"))
        yield rf"{loose[0]}(?:\\u{accent:04x}|&#{accent};|&#x0*{accent:x};|{in_bytes})"


def _spelled(text: str) -> str:
    """Return a pattern for every writing of a word or an address."""
    composed = unicodedata.normalize("NFC", text)
    return _INVISIBLE.join(map(_character, composed))


# The kinds of trace.


_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{12,}(?:\r?\n[A-Za-z0-9+/]+)*={0,2}(?![A-Za-z0-9+/=])"
)
_LINE_OF_BASE64 = 76


class _Pattern(NamedTuple):
    """A pattern, and whether a match in a text really is the person."""

    pattern: re.Pattern[str]
    accepts: Callable[[str, int, int], bool]
    core: str = ""
    first: bool = False
    """Whether a match is kept where it overlaps others: an address with a name in it."""
    """Letters or digits that every match contains, unless the text has some of `_ODD`."""


_ODD = re.compile(r"[\u00ad\u017f\u200b-\u200d\u2060\u212a\ufeff\uff00-\uffef]|[\\=]\r?\n")
"""What may stand between the letters of a name, or for one of them."""


def _core(text: str) -> str:
    """Return the longest run of plain letters in a text."""
    composed = unicodedata.normalize("NFC", text).lower()
    return max(re.findall(r"[a-z]+", composed), key=len, default="")


def _always(text: str, start: int, end: int) -> bool:  # noqa: ARG001 - one signature
    return True


def _compiled(inner: str, *, before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{_CUT}){before}(?:{inner}){_END}{after}", re.IGNORECASE)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Say whether a name is no part of a double name or of one with an apostrophe."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    joins = {"-", "'", "’"}
    follows = before[1:] in joins and before[:1].isalpha() and _is_name(text, start, before)
    return not follows and not (after[:1] in joins and after[1:].isalpha() and after[1:].isupper())


def _is_name(text: str, start: int, before: str) -> bool:
    """Say whether the word before a hyphen begins with a capital, as the half of a name does."""
    word = re.search(r"[^\W\d_]+$", text[max(0, start - 41) : start - 1])
    return before[1:] != "-" or (word is not None and word[0][0].isupper())


_COMMON_GIVEN_NAMES = frozenset(
    re.findall(
        r"\w+",
        "anders andreas anna annika barbro bengt birgitta bo bjorn britt camilla carina carl "
        "caroline cecilia charlotte christer christina daniel david elin elisabeth elsa "
        "emelie emma eric erik eva fredrik gabriel gunilla gustav hanna hans helena ida inger "
        "ingrid jan jenny jessica johan johanna john jonas josefin julia karin karl katarina "
        "kerstin kristina lars lena lennart linda linnea lisa louise malin margareta maria "
        "marie martin mats mattias michael mikael mona nils olof oskar patrik per peter petra "
        "pia rickard robert sandra sara sofia stefan stig sven susanne therese thomas tomas "
        "ulf ulla ulrika urban viktor ylva ake asa ",
    )
)
"""Given names that are no other word: before a family name they say whose it is."""
_CAPITAL_UP_TO = 5
"""Letters up to which a family name counts only with a capital: many are words too."""
_WORD_UP_TO = 4
"""Letters up to which a capital must not be that of a sentence's first word."""


class Scrub:
    """Finds a person in texts and bytes, and takes the person out."""

    def __init__(self, trail: Trail) -> None:
        self.trail = trail
        self._others = {plain(text) for text in trail.others}
        self._taken_words = {
            word for text in self._others for word in re.findall(r"[^\W\d_]+", text)
        }
        self._patterns = list(self._all_patterns())
        self.doubtful = sorted(
            {word for word in self._family_words() if plain(word) in self._taken_words}
        )
        """Family names that someone else has too, in a name, an address or an organisation."""

    # What is looked for.

    def _all_patterns(self) -> Iterator[_Pattern]:
        yield from (self._email(email) for email in self._own(self.trail.emails))
        yield from (self._phone(phone) for phone in self._own(self.trail.phones))
        yield from map(self._id, self.trail.ids)
        yield from (
            _Pattern(_compiled(_phrase(word)), _always, _core(word)) for word in self.trail.words
        )
        for name in self._own(self._full_names()):
            words = name.split()
            yield _Pattern(_compiled(_phrase(name) + _GENITIVE), _is_apart, _core(name))
            yield _Pattern(
                _compiled(_SLUG.join(map(_spelled, words)) + _GENITIVE), _always, _core(name)
            )
            yield _Pattern(_compiled(_INVISIBLE.join(map(_spelled, words))), _always, _core(name))
            last = rf"{_spelled(words[-1])}(?:,?{_SPACE}|[,_.-])"
            rest = rf"(?:{_SPACE}|[_.-])".join(map(_spelled, words[:-1]))
            yield _Pattern(_compiled(last + rest), _is_apart, _core(name))
        for word in self._family_words():
            if plain(word) not in self._taken_words:
                yield _Pattern(_compiled(_spelled(word) + _GENITIVE), self._is_family, _core(word))

    def _own(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the texts that no one else has too."""
        return (text for text in texts if plain(text) not in self._others)

    def _full_names(self) -> Iterator[str]:
        seen: set[str] = set()
        for written in self.trail.names:
            words = first_to_last(written).split()
            for name in (" ".join(words), f"{words[0]} {words[-1]}" if words else ""):
                if len(name.split()) > 1 and name not in seen:
                    seen.add(name)
                    yield name

    def _family_words(self) -> Iterator[str]:
        seen: set[str] = set()
        for written in self.trail.names:
            name = first_to_last(written)
            words = family_names(name) or tuple(name.split()[:1] if len(name.split()) == 1 else ())
            for family in words:
                for word in (family, *family.split("-")):
                    if len(word) > 1 and word.isalpha() | ("-" in word) and word not in seen:
                        seen.add(word)
                        yield word

    @cached_property
    def _given(self) -> set[str]:
        return {
            plain(part)
            for name in self.trail.names
            for word in first_to_last(name).split()
            for part in (word, *word.split("-"), word[0])
        }

    def _email(self, email: str) -> _Pattern:
        local, _, domain = email.partition("@")
        inner = rf"{_spelled(local)}(?:\+[\w.-]+)?{_character('@')}{_spelled(domain)}"
        return _Pattern(
            _compiled(inner, before=r"(?<![.+_'-])", after=r"(?![-.]?[^\W_])"), _always, first=True
        )

    def _phone(self, phone: str) -> _Pattern:
        digits = re.sub(r"\(0\)|[^0-9]", "", phone)
        gap = r"(?:[\s\u00a0()./\u2010-\u2015-]|%20|&nbsp;){0,3}"
        code = r"[+(]{0,2}0{0,2}"
        if phone.startswith(("+", "00")):
            digits = digits.lstrip("0")
            country, national = (digits[:2], digits[2:])
        else:
            country, national = "46", digits.removeprefix("0")
        spread = gap.join(national)
        inner = rf"(?:{code}{gap.join(country)}{gap}(?:\(?0\)?{gap})?|\(?0{gap}|){spread}"
        return _Pattern(re.compile(rf"(?<![0-9.]){inner}(?!\.?[0-9])"), _always, national)

    def _id(self, id_: str) -> _Pattern:
        return _Pattern(
            re.compile(rf"(?<![a-z0-9]){_spelled(id_)}(?![a-z0-9])", re.IGNORECASE), _always
        )

    def _is_family(self, text: str, start: int, end: int) -> bool:
        """Say whether a family name is the person's: written as a name, and with no one else's."""
        word = text[start:end]
        if not _is_apart(text, start, end) or self._has_another_given_name(text, start):
            return False
        letters = len(re.sub(r"\W", "", word))
        if letters > _CAPITAL_UP_TO or not word[0].isalpha():
            return True
        if not word[0].isupper():
            return False
        genitive = word.endswith("s") and letters > _WORD_UP_TO
        return letters > _WORD_UP_TO or genitive or not _begins_a_sentence(text, start)

    def _has_another_given_name(self, text: str, start: int) -> bool:
        before = re.search(r"([^\W\d_]+)\.? $", text[max(0, start - 40) : start])
        if before is None or not before[1][0].isupper() or plain(before[1]) in self._given:
            return False
        word = plain(before[1])
        is_name = word in self._taken_words | _COMMON_GIVEN_NAMES or len(word) == 1
        return is_name or not _begins_a_sentence(text, start - len(before[0]))

    # Texts.

    @cached_property
    def _protected(self) -> re.Pattern[str] | None:
        """What is someone else's although a trace of the person is in it."""
        texts = [
            text
            for text in self.trail.others
            if len(text) > 2 and any(True for _ in self._matches(text))
        ]
        inner = "|".join(_phrase(text) for text in sorted(texts, key=len, reverse=True))
        return re.compile(rf"(?<![^\W_])(?:{inner})(?![^\W_])", re.IGNORECASE) if inner else None

    def _matches(self, text: str) -> Iterator[tuple[bool, int, int]]:
        low = "" if _ODD.search(text) else text.lower()
        digits = re.sub(r"%20|[^0-9]", "", text)
        for pattern, accepts, core, first in self._patterns:
            if low and core not in (digits if core.isdigit() else low):
                continue
            for match in pattern.finditer(text):
                if match.end() > match.start() and accepts(text, match.start(), match.end()):
                    yield not first, *match.span()

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return where the person is in a text, in order and without overlaps."""
        return sorted({*self._spans(text), *(coded.span() for coded, _ in self._coded(text))})

    def _coded(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Yield each stretch of base64 that has the person in it, and the same without."""
        for match in _BASE64.finditer(text):
            joined = re.sub(r"\s", "", match[0]).rstrip("=")
            raw = (
                base64.b64decode(joined + "=" * (-len(joined) % 4)) if len(joined) % 4 != 1 else b""
            )
            cleared = self.raw(raw)
            if cleared != raw:
                lines = textwrap.wrap(base64.b64encode(cleared).decode(), _LINE_OF_BASE64)
                yield match, ("\r\n" if "\r" in match[0] else "\n").join(lines)

    def _spans(self, text: str) -> list[tuple[int, int]]:
        spans = sorted(set(self._matches(text)), key=lambda span: (span[0], span[1], -span[2]))
        if not spans:
            return []
        protected = self._protected
        spared = [] if protected is None else [match.span() for match in protected.finditer(text)]
        result: list[tuple[int, int]] = []
        for _, start, end in spans:
            if any(first <= start and end <= last for first, last in spared):
                continue
            if not any(start < last and end > first for first, last in result):
                result.append((start, end))
        return sorted(result)

    def text(self, text: str) -> str:
        """Return a text without the person."""
        # Traces may overlap, as in "Anna Berg, Anna Berg": what one leaves is the next's.
        while spans := self._spans(text):
            for start, end in reversed(spans):
                text = text[:start] + ERASED + text[end:]
        for coded, cleared in reversed(list(self._coded(text))):
            text = text[: coded.start()] + cleared + text[coded.end() :]
        return text

    def raw(self, raw: bytes) -> bytes:
        """Return bytes of any encoding without the person."""
        if raw.startswith(SEALED):
            return raw  # it would not open any more
        text, encoding = decoded(raw)
        cleared = self.text(text)
        return raw if cleared == text else cleared.encode(encoding, "surrogatepass")

    def lines(self, raw: bytes) -> list[int]:
        """Return the lines of a file on which the person is."""
        text, _ = decoded(raw)
        return sorted({text.count("\n", 0, start) + 1 for start, _ in self.find(text)})

    def doubts(self, raw: bytes) -> list[int]:
        """Return the lines with a family name of the person that may be someone else's."""
        text, _ = decoded(raw)
        sure = self.find(text)
        spared = [match.span() for match in self._everyone.finditer(text)] if self._everyone else []
        return sorted(
            {
                text.count("\n", 0, match.start()) + 1
                for pattern in self._doubtful_patterns
                for match in pattern.finditer(text)
                if match[0][0].isupper()
                and not any(first <= match.start() < last for first, last in (*sure, *spared))
            }
        )

    @cached_property
    def _doubtful_patterns(self) -> list[re.Pattern[str]]:
        return [
            re.compile(rf"(?:{_CUT}){_spelled(word)}{_GENITIVE}{_END}", re.IGNORECASE)
            for word in self._family_words()
        ]

    @cached_property
    def _everyone(self) -> re.Pattern[str] | None:
        words = {plain(word) for word in self._family_words()}
        texts = [
            text for text in self.trail.others if words & set(re.findall(r"[^\W\d_]+", plain(text)))
        ]
        inner = "|".join(_phrase(text) for text in sorted(texts, key=len, reverse=True))
        return re.compile(rf"(?<![^\W_])(?:{inner})(?![^\W_])", re.IGNORECASE) if inner else None


def _phrase(text: str) -> str:
    return _SPACE.join(map(_spelled, text.split()))


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'”’»([*_")
    return not before or before[-1] in ".!?:;\n\r>|#-–"


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(raw: bytes) -> tuple[str, str]:
    """Return bytes as text, and an encoding that turns it back into the very same bytes."""
    for encoding in _candidates(raw):
        try:
            text = raw.decode(encoding, "surrogatepass" if encoding != "utf-8" else "strict")
        except (UnicodeDecodeError, ValueError):
            continue
        if text.encode(encoding, "surrogatepass") == raw:
            return text, encoding
    return raw.decode("latin-1"), "latin-1"


def _candidates(raw: bytes) -> Iterator[str]:
    start = raw[:4096]
    if start[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        yield from ("utf-32-le" if start[:1] == b"\xff" else "utf-32-be",)
    nulls = (start[::2].count(0), start[1::2].count(0))
    if start[:2] in _UTF_16 or max(nulls) * 4 > len(start):
        yield "utf-16-be" if start[:2] == b"\xfe\xff" or nulls[0] > nulls[1] else "utf-16-le"
    yield "utf-8"
