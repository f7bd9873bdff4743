"""What a line of YAML was meant to be: an edit is tried, and proposed only if it helps.

An edit helps if the whole text can be read with it, or else further down than without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.files import source
from mentorskap.words import headings
from mentorskap.words.named import NamedTuple
from mentorskap.words.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Edits = Iterator[tuple["Repair", list[str]]]
    """Edits of a line, each with all lines as they would then be."""

BULLETS = "•–—‒―−‐‑·▪◦‣●○∙*"
_BULLET = later(r"(?P<indent>[ \t]*)(?P<sign>[" + BULLETS + r"])[ \t\xa0]+(?P<rest>\S.*)")
"""A line that begins like an item in a word processor, or with the long dash of a phone."""
_KEY = r"[a-z][a-z_]*"
_LISTS = {
    "kind": "ties:",
    "outcome": "meetings:",
    "until": "pauses:",
    "with": "contacts:",
    "from": "pauses:",
}
"""The key of a list by a key that only its entries have."""
_ENTRY = later(r"[-\[{\"']|[\w ]+:")
"""How a key, an item or a value in signs of its own begins."""
_GOES_ON = later(r"[ -]*(?:words|rationale):|.*:\s*$")
"""A line whose value may go on in the next."""
_TEXTS = frozenset({"words", "rationale"})
"""Keys whose text may hold anything, a word and a colon too."""


class Repair(NamedTuple):
    """An edit of one line: the kind of slip, the row from 0, its column, and what replaces it."""

    kind: str
    row: int
    column: int
    line: str
    """The line as it should be, or the lines; empty if the line has to go."""
    sign: str = ""
    key: str = ""


def found(text: str, stop: int, rows: Sequence[int]) -> Repair | None:
    """Return the first edit in one of `rows` that makes the text readable, else one that helps.

    `stop` is the row at which the text cannot be read further.
    """
    lines = text.split("\n")
    second: Repair | None = None
    for look in _LOOKS:
        for row in rows:
            for repair, edited in look(lines, row):
                further = source.stops("\n".join(edited))
                if further is None:
                    return repair
                if further > max(stop, row) and second is None:
                    second = repair
    return second


def proposed(text: str, stop: int, row: int, edits: Iterator[str]) -> str:
    """Return the first of `edits`, each instead of the line in `row`, that helps; else nothing."""
    lines = text.split("\n")
    second = ""
    for edit in edits:
        further = source.stops("\n".join(_with(lines, row, edit)))
        if further is None:
            return edit
        if further > max(stop, row) and not second:
            second = edit
    return second


def _with(lines: Sequence[str], row: int, line: str) -> list[str]:
    return [*lines[:row], line, *lines[row + 1 :]]


def _bullets(lines: Sequence[str], row: int) -> Edits:
    """Put hyphens for all bullets in a row of lines, for they come together."""
    if (first := _BULLET.match(lines[row])) is None:
        return
    edited = [
        f"{bullet['indent']}- {bullet['rest']}" if (bullet := _BULLET.match(line)) else line
        for line in lines
    ]
    yield (
        Repair("bullet", row, len(first["indent"]), edited[row], first["sign"]),
        edited,
    )


def _pasted(lines: Sequence[str], row: int) -> Edits:
    """Take a row of cells from a spreadsheet away."""
    line = lines[row]
    cells = [cell.strip() for cell in re.split(r"[\t;]", line)]
    if len([cell for cell in cells if cell]) < 2 or re.match(rf"\s*(?:- +)?{_KEY}:", line):
        return
    if re.search(r"[{}\[\]=]|^\s*#", line):
        return
    first = headings.field(cells[0], dict.fromkeys(headings.USUAL, ""))
    if first is not None and len(cells) == 2:  # one field and its value, with the wrong sign
        return
    yield Repair("pasted-row", row, 0, ""), [*lines[:row], *lines[row + 1 :]]


def _wide_colon(lines: Sequence[str], row: int) -> Edits:
    """Put a colon where another sign is between key and value, or none."""
    line = lines[row]
    match = re.match(
        r"(?P<head>\s*(?:- +)?)(?P<key>[^\W\d_][\w-]*)(?P<sign>\s*(?:[;=：]|->|→)\s*|\s+-\s+|\s+)"
        r"(?P<value>[^\s:].*)$",
        line,
    ) or re.match(
        r"(?P<head>\s*(?:- +)?)(?P<key>[^\W\d_][\w-]*)(?P<sign>[;=：]?)(?P<value>)\s*$", line
    )
    if match is None:
        return
    if headings.field(match["key"], dict.fromkeys(headings.USUAL, "")) is None:
        return
    edit = f"{match['head']}{match['key']}: {match['value']}".rstrip()
    yield (
        Repair("no-colon", row, match.start("key"), edit, match["sign"].strip(), match["key"]),
        _with(lines, row, edit),
    )


def _commas(lines: Sequence[str], row: int) -> Edits:
    """Put a comma before a key between braces where it is missing, or is another sign."""
    line = lines[row]
    if "{" not in line:
        return
    for gap in re.finditer(
        rf"(?P<key>{_KEY}): +[\w:@+-]+(?:\.\w+)*(?P<gap>(?P<sign>[;.]?) +)(?={_KEY}:\s)", line
    ):
        if gap["key"] in _TEXTS:
            continue
        edit = f"{line[: gap.start('gap')]}, {line[gap.end('gap') :]}"
        following = re.match(_KEY, line[gap.end("gap") :])
        yield (
            Repair(
                "no-comma",
                row,
                gap.start("gap"),
                edit,
                gap["sign"],
                "" if following is None else following[0],
            ),
            _with(lines, row, edit),
        )


def _braces(lines: Sequence[str], row: int) -> Edits:
    """Put keys and values of one line, with commas between them, between braces."""
    match = re.fullmatch(
        rf"(?P<head>\s*(?:- +)?)\(?(?P<inner>{_KEY}: [^{{}}()]*, {_KEY}: [^{{}}()]*?)\)?\s*",
        lines[row],
    )
    if match is not None:
        edit = f"{match['head']}{{{match['inner']}}}"
        yield Repair("no-braces", row, len(match["head"]), edit), _with(lines, row, edit)


def _brackets(lines: Sequence[str], row: int) -> Edits:
    """Close a bracket at the end of the line, or take one too many away."""
    match = re.fullmatch(r"(?P<text>.*?\S)(?P<rest>\s*(?:\s#.*)?)", lines[row])
    if match is None or not re.search(r"[\[\]{}]", match["text"]):
        return
    text, rest = match["text"], match["rest"]
    column = max(text.rfind("{"), text.rfind("["), 0)
    if (partner := {"}": "]", "]": "}"}.get(text[-1])) is not None:
        edit = f"{text[:-1]}{partner}{rest}"
        yield (
            Repair("bracket-of-another-kind", row, len(text) - 1, edit, partner),
            _with(lines, row, edit),
        )
    for sign in ("}", "]", "]}", "}]"):
        edit = f"{text}{sign}{rest}"
        yield Repair("bracket-open", row, column, edit, sign), _with(lines, row, edit)
    if text[-1] in "]}" and len(text) > 1:
        edit = f"{text[:-1]}{rest}"
        yield (
            Repair("bracket-too-many", row, len(text) - 1, edit, text[-1]),
            _with(lines, row, edit),
        )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _first_key(line: str) -> str:
    match = re.match(rf"[ {{-]*(?P<key>{_KEY}):", line)
    return "" if match is None else match["key"]


def _hyphens(lines: Sequence[str], row: int) -> Edits:
    """Begin a line with a hyphen as the items above it do."""
    text = lines[row].strip()
    above = next((line for line in reversed(lines[:row]) if line.lstrip().startswith("- ")), None)
    if above is None or text.startswith("-") or not text:
        return
    if not text.startswith("{") and _first_key(text) != _first_key(above):
        return
    edit = f"{' ' * _indent(above)}- {text}"
    yield Repair("no-hyphen", row, _indent(lines[row]), edit), _with(lines, row, edit)


def _indents(lines: Sequence[str], row: int) -> Edits:
    """Let a line, and what is further in below it, begin where one of its neighbours does."""
    line = lines[row]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    own = _indent(line)
    if own == 0 and not _ENTRY.match(line) and not _GOES_ON.match(lines[row - 1] if row else ""):
        return  # further in it would be read, as the end of the value above
    near = [each for each in reversed(lines[max(0, row - 9) : row]) if each.strip()]
    near += [each for each in lines[row + 1 : row + 4] if each.strip()]
    end = row + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > own:
        end += 1
    indents = [_indent(each) for each in near]
    if row and lines[row - 1].rstrip().endswith(":"):  # a value on the line below its key
        indents.append(_indent(lines[row - 1]) + 2)
    for indent in dict.fromkeys(indents):
        if indent == own:
            continue
        edit = " " * indent + line.lstrip(" ")
        repair = Repair("indentation", row, own, edit, str(indent + 1))
        yield repair, _with(lines, row, edit)
        if end > row + 1:
            moved = [
                " " * max(0, _indent(each) + indent - own) + each.lstrip(" ")
                for each in lines[row:end]
            ]
            yield repair, [*lines[:row], *moved, *lines[end:]]


def _tight_hyphen(lines: Sequence[str], row: int) -> Edits:
    """Write a space after a hyphen."""
    match = re.match(r"(?P<indent> *)-(?=[^\s-])", lines[row])
    if match is not None:
        edit = f"{match[0]} {lines[row][match.end() :]}"
        yield Repair("tight-hyphen", row, len(match["indent"]), edit), _with(lines, row, edit)


def _links(lines: Sequence[str], row: int) -> Edits:
    """Write an address alone, and not as a link."""
    edit = re.sub(r"\[([^\]\s]+)\]\([^)]*\)", r"\1", lines[row])
    if edit != lines[row]:
        yield Repair("link", row, lines[row].index("["), edit), _with(lines, row, edit)


def _heading(lines: Sequence[str], row: int) -> Edits:
    """Write the key of a list above its first item."""
    line = lines[row]
    if not line.lstrip().startswith("- ") or (row and lines[row - 1].lstrip().startswith("- ")):
        return
    key = next((of_list for key, of_list in _LISTS.items() if re.search(rf"\b{key}: ", line)), None)
    if key is None:
        return
    edit = f"{key}\n{line}"
    yield Repair("no-heading", row, 0, edit, key=key), _with(lines, row, edit)


_LOOKS: tuple[Callable[[Sequence[str], int], Edits], ...] = (
    _bullets,
    _tight_hyphen,
    _links,
    _pasted,
    _wide_colon,
    _commas,
    _braces,
    _hyphens,
    _heading,
    _indents,
    _brackets,
)
"""What is tried, likeliest first."""
