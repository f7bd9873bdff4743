"""The slips that people make in YAML: what each looks like, and the place where it was made.

The parser says where it could not go on, which is often long after the slip. The tables below are
looked through in order, and the first row that sees something names the kind and the place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files import repairs
from mentorskap.files.source import Fault, Mark
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml.error import MarkedYAMLError

_LINE = (
    r"(?P<indent>[ \t\xa0]*)(?P<dashes>(?:-[ \t]+)*)(?:(?P<key>[^\s:#\"'{}\[\],]+)(?P<colon>["
    r" \t]*:(?=\s|$)[ \t\xa0]*))?(?P<value>.*)"
)
_TIGHT_COLON = r"[ ]*(?:- +)*[A-Za-z_]+:[^\s:/]"
_NO_SPACE = rf"{_TIGHT_COLON}|[ ]*(?:- +)*[A-Za-z_]+:\xa0"
_CURLY = "[“”„‘’]"
_FIELD = r"[a-z_]+"
_OWN_WORDS = r"[ ]*(?:- +)*(?P<key>words|rationale):\s+[^\s\"'|>#{\[]"
"""A text that goes on in the line below, where a word and a colon are no key but belong to the
text."""
TEXTS = ("words", "rationale", "name", "called", "title", "organisation", "unit", "place")
"""Keys whose values are texts, which quotation marks may hold together."""
_OPENS = r"\s*(?:- +)*(?:[\w-]+:\s+)?[\[{]"


class Stumble(NamedTuple):
    """The line with the slip, taken apart, and the parser's complaint. Columns begin at 0."""

    problem: str
    line: str
    above: str
    """The line above; empty on the first line."""
    in_flow: bool
    """Whether the parser was between brackets."""
    stop: int | None
    """The column at which the parser could not go on."""
    start: int | None
    """The column at which it had begun what it was reading."""
    dashes: str
    key: str | None
    colon: str
    value: str
    value_column: int

    @property
    def indent(self) -> int:
        """The column at which the line's text begins."""
        return len(self.line) - len(self.line.lstrip())

    @property
    def first(self) -> str:
        """The value's first character, if it has any."""
        return self.value[:1]

    @property
    def uncommented(self) -> str:
        """The line up to a comment."""
        return re.split(r"\s#", self.line, maxsplit=1)[0]


class Slip(NamedTuple):
    """A slip: the column at which it was made, its key, and the character that did it."""

    column: int
    key: str | None = None
    sign: str = ""


def explain(text: str, error: MarkedYAMLError, path: str) -> Fault:
    """Turn the parser's complaint into the kind of slip that a person made, where it was made."""
    row, stumble = _stumble(text, error)
    stop = row if error.problem_mark is None else error.problem_mark.line
    between_brackets = stumble.in_flow or re.match(_OPENS, stumble.line) is not None
    kind, seen = next(
        (kind, seen)
        for kind, sees in (*_ANYWHERE, *(_IN_FLOW if between_brackets else _OUTSIDE))
        if (seen := sees(stumble)) is not None
    )
    key = (stumble.key if seen.key is None else seen.key) or ""
    if kind in _VAGUE or (kind in _OF_TEXTS and key not in TEXTS):
        rows = dict.fromkeys((row, stop, *((row - 1,) if row else ())))
        near = [each for each in rows if each < text.count("\n") + 1]
        if (repair := repairs.found(text, stop, near)) is not None:
            return Fault(
                "yaml",
                repair.kind,
                path,
                Mark(repair.row + 1, repair.column + 1),
                values={"key": repair.key, "sign": repair.sign, "paste": repair.line},
            )
    return Fault(
        "yaml",
        kind,
        path,
        Mark(row + 1, seen.column + 1),
        values={
            "key": key,
            "sign": seen.sign,
            "quote": seen.sign,
            "paste": repairs.proposed(text, stop, row, _edits(kind, stumble, seen, key)),
        },
    )


_VAGUE = frozenset({"no-colon", "indentation", "bracket-not-closed"})
"""Kinds that say little; an edit that helps says more."""
_OF_TEXTS = frozenset({"odd-start", "colon-in-text", "hash"})
"""Kinds that only a text can have; in another value they have another cause."""


def _edits(kind: str, stumble: Stumble, seen: Slip, key: str) -> Iterator[str]:
    """Yield lines that may be what was meant, likeliest first."""
    line = stumble.line
    if kind == "tab":
        yield line.replace("\t", "  ")
        yield line.replace("\t", " ")
        yield line.replace("\t", "")
    elif kind == "no-break-space":
        yield line.replace("\xa0", " ")
    elif kind == "tight-colon":
        yield re.sub(rf"({_FIELD}):(?=\S)", r"\1: ", line, count=1)
    elif kind == "quote-not-closed":
        yield from (f"{line[:end]}{seen.sign}{line[end:]}" for end in _ends(stumble))
    elif key in TEXTS:
        yield from (
            f"{line[: seen.column]}{_quoted(line[seen.column : end])}{line[end:]}"
            for end in _ends(stumble)
            if end > seen.column
        )


def _ends(stumble: Stumble) -> Iterator[int]:
    """Yield the columns at which a text of the line may end, likeliest first."""
    line = stumble.line.rstrip()
    if re.match(_OPENS, line):
        yield from (match.start() for match in re.finditer(rf", {_FIELD}: ", line))
        yield from reversed([match.start() for match in re.finditer(r"[\]}]+", line)])
    yield len(line)


def _quoted(text: str) -> str:
    """Return a text between straight quotation marks, whichever it was between before."""
    inner = text.strip()
    if inner[:1] in "“”„" and inner[-1:] in "“”":
        inner = inner[1:-1]
    if '"' not in inner and "\\" not in inner:
        return f'"{inner}"'
    return "'" + inner.replace("'", "''") + "'"


def _stumble(text: str, error: MarkedYAMLError) -> tuple[int, Stumble]:
    """Return the row on which the slip was made, from 0, and its line."""
    problem, in_flow = error.problem or "", "flow" in (error.context or "")
    stop, start = error.problem_mark, error.context_mark
    lines = text.split("\n")
    row = 0 if stop is None else stop.line
    if start is not None and (
        "':'" in problem or "end of stream" in problem or (in_flow and row != start.line)
    ):
        row = start.line
    row = min(row, len(lines) - 1)
    # A bracket left open is noticed only where the text ends.
    while row > 0 and in_flow and (not lines[row].strip() or lines[row].lstrip().startswith("#")):
        row -= 1
    if "not allowed" in problem and row > 0 and re.match(_NO_SPACE, lines[row - 1]):
        row -= 1
    line = lines[row].rstrip("\r")
    parts = re.match(_LINE, line)
    assert parts is not None  # noqa: S101 - every part of the pattern may be empty
    return row, Stumble(
        problem,
        line,
        lines[row - 1] if row > 0 else "",
        in_flow,
        None if stop is None else stop.column,
        None if start is None else start.column,
        parts["dashes"],
        parts["key"],
        parts["colon"] or "",
        parts["value"],
        parts.start("value"),
    )


def _tab(stumble: Stumble) -> Slip | None:
    stop = stumble.stop
    is_tab = (
        "\t" in stumble.line[: stumble.indent]
        or "tab character" in stumble.problem
        or (
            "any token" in stumble.problem
            and stop is not None
            and stumble.line[stop : stop + 1] == "\t"
        )
    )
    return Slip(max(0, stumble.line.find("\t"))) if is_tab else None


def _no_break_space(stumble: Stumble) -> Slip | None:
    space = re.search(r"^[ ]*(?:-[ ]*)*\xa0|:\xa0", stumble.line)
    return None if space is None else Slip(space.end() - 1)


def _tight_colon(stumble: Stumble) -> Slip | None:
    complains = "':'" in stumble.problem or "not allowed" in stumble.problem
    is_tight = complains and re.match(_TIGHT_COLON, stumble.line)
    return Slip(stumble.indent) if is_tight else None


def _backslash(stumble: Stumble) -> Slip | None:
    return Slip(stumble.stop or 0) if "escape" in stumble.problem else None


def _text_after_quote(stumble: Stumble) -> Slip | None:
    quoted = stumble.first in {'"', "'"} and stumble.colon
    closed = quoted and stumble.value.find(stumble.first, 1) > 0
    return Slip(stumble.value_column, sign=stumble.first) if closed else None


def _quote_not_closed(stumble: Stumble) -> Slip | None:
    quoted = stumble.first in {'"', "'"} and stumble.colon
    return Slip(stumble.value_column, sign=stumble.first) if quoted else None


def _curly_at_start(stumble: Stumble) -> Slip | None:
    is_curly = stumble.first and re.match(_CURLY, stumble.first)
    return Slip(stumble.value_column) if is_curly else None


def _lone_hyphen(stumble: Stumble) -> Slip | None:
    alone = stumble.colon and stumble.value.strip() == "-"
    return Slip(stumble.value_column, sign="-") if alone else None


def _odd_start(stumble: Stumble) -> Slip | None:
    is_odd = (
        stumble.first and stumble.first in "@`%*&!-?,]}|>" and (stumble.colon or stumble.dashes)
    )
    return Slip(stumble.value_column, sign=stumble.first) if is_odd else None


def _bracket_at_start(stumble: Stumble) -> Slip | None:
    is_text = (
        stumble.first in {"[", "{"}
        and stumble.colon
        and "did not find expected key" in stumble.problem
    )
    return Slip(stumble.value_column, sign=stumble.first) if is_text else None


_ANYWHERE: tuple[tuple[str, Callable[[Stumble], Slip | None]], ...] = (
    ("tab", _tab),
    ("no-break-space", _no_break_space),
    ("tight-colon", _tight_colon),
    ("backslash", _backslash),
    ("text-after-quote", _text_after_quote),
    ("quote-not-closed", _quote_not_closed),
    ("curly-quotes", _curly_at_start),
    ("lone-hyphen", _lone_hyphen),
    ("odd-start", _odd_start),
    ("odd-start", _bracket_at_start),
)


def _pattern(pattern: str) -> Callable[[Stumble], Slip | None]:
    """Return what looks for a pattern between brackets; its `sign` is where the value begins."""

    def sees(stumble: Stumble) -> Slip | None:
        slip = re.search(pattern, stumble.uncommented)
        return None if slip is None else Slip(slip.start("sign"), slip["key"], slip["sign"])

    return sees


def _hash(stumble: Stumble) -> Slip | None:
    """See a `#` that has made a comment of the closing bracket."""
    comment = re.search(r"\s#", stumble.line)
    text = stumble.uncommented
    if comment is None or text.count("[") + text.count("{") == text.count("]") + text.count("}"):
        return None
    keys = re.findall(r"([\w-]+):\s", text)
    return Slip(comment.end() - 1, keys[-1] if keys else "")


def _curly_in_flow(stumble: Stumble) -> Slip | None:
    curly = re.search(_CURLY, stumble.uncommented)
    return None if curly is None else Slip(curly.start())


def _bracket_not_closed(stumble: Stumble) -> Slip:
    """See the innermost bracket that is still open."""
    opened: list[int] = []
    for column, sign in enumerate(stumble.uncommented):
        if sign in "[{":
            opened.append(column)
        elif sign in "]}" and opened:
            opened.pop()
    return Slip(opened[-1] if opened else stumble.indent)


_IN_FLOW: tuple[tuple[str, Callable[[Stumble], Slip | None]], ...] = (
    ("odd-start", _pattern(r"(?P<key>[\w-]+):\s+(?P<sign>[@`%*&!|>]|-(?=\s)|:(?=\S))")),
    ("odd-start", _pattern(rf"(?P<key>{'|'.join(TEXTS)}):\s+(?P<sign>[\[{{])")),
    ("curly-quotes", _pattern(r"(?P<key>[\w-]+):\s+(?P<sign>[“”„‘’])")),
    ("quote-not-closed", _pattern(r"(?P<key>[\w-]+):\s+(?P<sign>[\"'])(?!.*(?P=sign))")),
    (
        "text-after-quote",
        _pattern(
            r"(?P<key>[\w-]+):\s+(?P<sign>[\"'])(?:(?!(?P=sign)).)*(?P=sign)\s*[^\s,}\]#]",
        ),
    ),
    (
        "colon-in-text",
        _pattern(
            r"(?P<key>[\w-]+):\s+(?P<sign>[^\s,{}\[\]\"'])[^,{}\[\]\"'#]*?:(?:\s|$)",
        ),
    ),
    ("hash", _hash),
    ("no-value", _pattern(rf"[{{,] *(?P<key>{_FIELD}):(?P<sign>[,}}\]])")),
    ("curly-quotes", _curly_in_flow),
    ("bracket-not-closed", _bracket_not_closed),
)
"""Slips between brackets."""


def _colon_in_text_above(stumble: Stumble) -> Slip | None:
    if "not allowed" not in stumble.problem or re.fullmatch(_FIELD, stumble.key or "x"):
        return None
    text = re.match(_OWN_WORDS, stumble.above)
    return None if text is None else Slip(stumble.indent, text["key"])


def _colon_in_text(stumble: Stumble) -> Slip | None:
    is_text = "not allowed" in stumble.problem and re.search(r":(\s|$)", stumble.value)
    return Slip(stumble.value_column) if is_text else None


def _curly_before_colon(stumble: Stumble) -> Slip | None:
    return _colon_in_text(stumble) and _curly_in_value(stumble)


def _quote_to_the_end(stumble: Stumble) -> Slip | None:
    if "end of stream" not in stumble.problem:
        return None
    quote = "" if stumble.start is None else stumble.line[stumble.start : stumble.start + 1]
    return Slip(stumble.value_column, sign=quote or '"')


def _no_colon(stumble: Stumble) -> Slip | None:
    alone = stumble.indent == 0 and not (stumble.key or stumble.dashes)
    return Slip(stumble.indent) if alone or "':'" in stumble.problem else None


def _curly_in_value(stumble: Stumble) -> Slip | None:
    return Slip(stumble.value_column) if re.search(_CURLY, stumble.value) else None


def _indentation(stumble: Stumble) -> Slip:
    return Slip(stumble.indent)


_OUTSIDE: tuple[tuple[str, Callable[[Stumble], Slip | None]], ...] = (
    ("colon-in-text", _colon_in_text_above),
    ("curly-quotes", _curly_before_colon),
    ("colon-in-text", _colon_in_text),
    ("quote-not-closed", _quote_to_the_end),
    ("no-colon", _no_colon),
    ("curly-quotes", _curly_in_value),
    ("indentation", _indentation),
)
"""Slips outside brackets."""
