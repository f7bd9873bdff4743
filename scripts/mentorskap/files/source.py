"""Bytes become a document: YAML 1.2 core, strict, every node with its line and column.

One pass over PyYAML's C parser events. What cannot be read is returned as a `Fault` with its mark,
never raised. Anchors, aliases, tags, merge keys, duplicate keys, several documents and deep nesting
are refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mentorskap.words import characters
from mentorskap.words.named import NamedTuple
from mentorskap.words.patterns import compiled_later

with compiled_later():
    from yaml.cyaml import CParser  # type: ignore[attr-defined]
    from yaml.error import MarkedYAMLError, YAMLError
    from yaml.events import (
        DocumentEndEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )
    from yaml.tokens import (
        FlowEntryToken,
        FlowMappingEndToken,
        FlowSequenceEndToken,
        KeyToken,
        ScalarToken,
    )

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Route = tuple[str | int, ...]
"""The way from a document's root to a node: keys and places in lists."""

DEEPEST = 30
_PLACE_OF_ROOT = -1


class Mark(NamedTuple):
    """A place in a text; the first line and the first column are 1."""

    line: int
    column: int


class Fault(NamedTuple):
    """Why a file, or a part of it, could not be read: stage, kind, place and values."""

    stage: str
    kind: str
    path: str
    mark: Mark | None = None
    route: Route = ()
    on_key: bool = False
    values: Mapping[str, Any] = {}


class Places:
    """The marks of a document's nodes: per container, key or index → (key mark, value mark)."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.of: dict[int, dict[str | int, tuple[Mark, Mark]]] = {}

    def keep(self, node: Any) -> None:
        """Keep a container alive, so that its identity stays its own; the first is the root."""
        self.nodes.append(node)

    def find(self, route: Route, *, on_key: bool = False) -> Mark:
        """Return the mark at the end of `route`, or of the nearest container on the way."""
        mark = self.of.get(_PLACE_OF_ROOT, {}).get("", (Mark(1, 1), Mark(1, 1)))[1]
        node: Any = self.nodes[0] if self.nodes else None
        for depth, step in enumerate(route):
            entry = self.of.get(id(node), {}).get(step)
            if entry is None:
                break
            mark = entry[0] if on_key and depth == len(route) - 1 else entry[1]
            node = node[step]
        return mark


class _UnwantedError(Exception):
    def __init__(self, kind: str, event: Any, **values: Any) -> None:
        super().__init__(kind)
        self.kind = kind
        self.mark = _mark(event)
        self.values = values


def decode(raw: bytes, path: str) -> str | Fault:
    """Return the text of a data file, or the fault that keeps it from being UTF-8 text."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return Fault("text", "bom", path, Mark(1, 1))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error.start, path)
    if "\0" in text:
        return Fault("text", "nul", path, mark_at(text, text.index("\0")))
    return text


def _not_utf8(raw: bytes, start: int, path: str) -> Fault:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault("text", "utf-16", path, Mark(1, 1))
    mark = mark_at(raw[:start].decode("utf-8"), None)
    # The letters of Windows-1252 that Swedish needs; anything else is only reported as unreadable.
    letter = {0xE5: "å", 0xE4: "ä", 0xF6: "ö", 0xC5: "Å", 0xC4: "Ä", 0xD6: "Ö", 0xE9: "é"}
    seen = letter.get(raw[start])
    if seen is not None:
        return Fault("text", "windows-1252", path, mark, values={"letter": seen})
    return Fault("text", "other-encoding", path, mark)


def garbled(text: str, path: str) -> Fault | None:
    """Return the fault of a text with letters that were read in the wrong encoding, or lost."""
    if text.isascii() or (word := characters.garbled(text)) is None:
        return None
    right = characters.righted(word[0])
    values = {"word": word[0], "right": right}
    kind = "lost-letter" if right is None else "garbled"
    return Fault("text", kind, path, mark_at(text, word.start()), values=values)


def mark_at(text: str, index: int | None) -> Mark:
    """Return the place of a character in a text, or of the text's end."""
    before = text if index is None else text[:index]
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _conflict(text: str, path: str) -> Fault | None:
    """Return the fault of a text in which Git has left two changes of the same lines."""
    sign = re.search(r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$", text)
    return None if sign is None else Fault("yaml", "conflict", path, mark_at(text, sign.start()))


_HIDDEN_BREAKS = ("\x85", "\u2028", "\u2029")


def parse(text: str, path: str, places: Places | None = None, raw: bytes | None = None) -> Any:
    """Return the document in `text`, or a `Fault`. Fills `places` with the marks of its nodes.

    `raw` are the bytes that the text was decoded from, where they are at hand: the parser takes
    them faster.
    """
    if "\r" in text and "\r" in (alone := text.replace("\r\n", "  ")):
        return Fault("yaml", "hidden-break", path, mark_at(text, alone.index("\r")))
    for sign in _HIDDEN_BREAKS:
        if sign in text:
            return Fault("yaml", "hidden-break", path, mark_at(text, text.index(sign)))
    try:
        data = _build(text, places, raw)
    except _UnwantedError as refused:
        key = str(refused.values.get("key", " "))
        if refused.kind == "duplicate-key" and key[1:2] == " " and not key[0].isalnum():
            return Fault("yaml", "bullet", path, refused.mark, values={"sign": key[0]})
        return _conflict(text, path) or Fault(
            "yaml", refused.kind, path, refused.mark, values=refused.values
        )
    except MarkedYAMLError as error:
        if conflict := _conflict(text, path):
            return conflict
        if "#" in text and (glued := _glued(text, path)) is not None:
            return glued
        from mentorskap.files.slips import explain

        return explain(text, error, path)
    except YAMLError as error:
        position = getattr(error, "position", 0)
        before = text.encode("utf-8")[:position].decode("utf-8", "ignore")
        return Fault("yaml", "control-character", path, mark_at(before, None))
    if ("#" in text or "?" in text) and (lost := _lost(text, path)) is not None:
        return lost
    if (
        isinstance(data, str)
        and (slip := re.search(r"^[A-Za-z_]+:(?P<blank>\xa0?)\S", data)) is not None
    ):
        # YAML reads a single line without a space after its colon as one text; people meant a
        # key.
        return Fault(
            "yaml",
            "no-break-space" if slip["blank"] else "tight-colon",
            path,
            Mark(1, slip.start("blank") + 1 if slip["blank"] else 1),
        )
    return data


_GLUED = re.compile(r"[\"'\]},]#|[|>][-+0-9]*#")
_ASKING = re.compile(r"[\[{,]\s*\?[^\s,\]}]")


def _lost(text: str, path: str) -> Fault | None:
    """Return the fault of a text in which the parser passes over what a person wrote."""
    if _GLUED.search(text) is not None and (glued := _glued(text, path)) is not None:
        return glued
    if _ASKING.search(text) is None:
        return None
    lines = text.split("\n")
    for token in _tokens(text):
        start = token.start_mark
        if (
            token.__class__ is KeyToken
            and lines[start.line][start.column : start.column + 1] == "?"
        ):
            return Fault("yaml", "odd-start", path, _mark(token), values={"sign": "?"})
    return None


def _glued(text: str, path: str) -> Fault | None:
    """Return the fault of a `#` directly after what a comment needs a space after, if there is one.

    The parser takes it for a comment; other programs, and people, do not.
    """
    lines = text.split("\n")
    key, before = "", None
    for token in _tokens(text):
        kind, end = token.__class__, token.end_mark
        style = getattr(token, "style", None)
        if kind is ScalarToken and style in {"|", ">"}:
            start = token.start_mark
            header = re.match(r"[|>][-+0-9]*(?=#)", lines[start.line][start.column :])
            line, column = start.line, start.column + (0 if header is None else header.end())
            glued = header is not None
        else:
            line, column = end.line, end.column
            glued = (style is not None or kind in _CLOSING) and line < len(lines)
            glued = glued and lines[line][column : column + 1] == "#"
        if glued:
            values = {"sign": lines[line][column - 1 : column], "key": key}
            return Fault("yaml", "glued-hash", path, Mark(line + 1, column + 1), values=values)
        if kind is ScalarToken and before is KeyToken:
            key = token.value
        before = kind
    return None


def _tokens(text: str) -> Iterator[Any]:
    """Yield the tokens of a text, as far as it can be read."""
    next_token: Callable[[], Any] = CParser(text).get_token
    try:
        while (token := next_token()) is not None:
            yield token
    except YAMLError:
        return


_CLOSING = frozenset({FlowSequenceEndToken, FlowMappingEndToken, FlowEntryToken})


def stops(text: str) -> int | None:
    """Return the row, from 0, at which a text cannot be read further; None if all of it can."""
    try:
        data = _build(text, None, None)
    except _UnwantedError as refused:
        return refused.mark.line - 1
    except MarkedYAMLError as error:
        return 0 if error.problem_mark is None else int(error.problem_mark.line)
    except YAMLError:
        return 0
    return None if isinstance(data, dict) else 0


def _build(  # noqa: C901 - the hot loop of every check; each call inside it is measurable
    text: str, places: Places | None, raw: bytes | None
) -> Any:
    """Return the document.

    Every data file passes through this loop, which takes most of the time of a check. It is long on
    purpose, because each call inside it is measurable.
    """
    next_event: Callable[[], Any] = CParser(raw or text).get_event
    next_event()  # the stream's start
    if next_event().__class__ is StreamEndEvent:
        return None
    # Only a text with one of these characters can contain an anchor, a tag, a merge key or an odd
    # space in a key.
    guarded = "&" in text or "!" in text or "<<" in text or "\xa0" in text or "\t" in text
    plain, scalar = _PLAIN, ScalarEvent
    mapping, mapping_end, sequence, sequence_end = (
        MappingStartEvent,
        MappingEndEvent,
        SequenceStartEvent,
        SequenceEndEvent,
    )
    root: Any = None
    node: Any = None
    in_mapping = False
    key: str | None = None
    marks: Any = None if places is None else {}
    key_mark = Mark(1, 1)
    above: list[tuple[Any, bool, Any]] = []
    if places is not None:
        places.of[_PLACE_OF_ROOT] = marks
    while True:
        event = next_event()
        kind = event.__class__
        if kind is scalar:
            value: Any = event.value
            if guarded and (event.anchor is not None or event.tag is not None):
                raise _refusal(event, key)
            if in_mapping and key is None:
                if value in node:
                    raise _UnwantedError("duplicate-key", event, key=value)
                if guarded and ("\xa0" in value or "\t" in value or value == "<<"):
                    raise _odd_key(value, event)
                key = value
                if marks is not None:
                    key_mark = _mark(event)
                continue
            if event.implicit[0]:
                value = plain[value] if value in plain else _resolve(value)
        elif kind is mapping_end or kind is sequence_end:
            node, in_mapping, marks = above.pop()
            continue
        elif kind is mapping or kind is sequence:
            if guarded and (event.anchor is not None or event.tag is not None):
                raise _refusal(event, key)
            if in_mapping and key is None:
                raise _UnwantedError("odd-key", event)
            value = {} if kind is mapping else []
        elif kind is DocumentEndEvent:
            event = next_event()
            if event.__class__ is DocumentStartEvent:
                raise _UnwantedError("several-documents", event)
            return root
        else:
            raise _refusal(event, key)
        if in_mapping:
            if marks is not None:
                marks[key] = (key_mark, _mark(event))
            node[key] = value
            key = None
        elif node is not None:
            if marks is not None:
                marks[len(node)] = (_mark(event), _mark(event))
            node.append(value)
        else:
            root = value
            if marks is not None:
                marks[""] = (_mark(event), _mark(event))
        if kind is not scalar:
            above.append((node, in_mapping, marks))
            if len(above) > DEEPEST:
                raise _UnwantedError("too-deep", event)
            node = value
            in_mapping = kind is mapping
            if places is not None:
                places.keep(value)
                marks = places.of[id(value)] = {}


def _mark(event: Any) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1)


def _refusal(event: Any, key: str | None) -> _UnwantedError:
    """Return why a node with a tag or an anchor, or an alias, is refused; `key` is its key."""
    if getattr(event, "tag", None) is not None:
        return _UnwantedError("tag", event, key=key or "")
    kind = "alias" if event.__class__.__name__ == "AliasEvent" else "anchor"
    return _UnwantedError(kind, event, key=key or "")


def _odd_key(value: str, event: Any) -> _UnwantedError:
    if value == "<<":
        return _UnwantedError("merge-key", event)
    return _UnwantedError("no-break-space" if "\xa0" in value else "tab", event)


_PLAIN: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MOST_REMEMBERED = 10_000
_NUMBER_STARTS = frozenset("0123456789-.")
# Patterns are compiled when they are first needed: most runs need none of the rest.
_WHOLE = r"-?(?:0|[1-9][0-9]{0,17})"
_OTHER_BASE = r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,16}"
_BROKEN = (
    r"-?(?:\.[0-9]{1,30}|(?:0|[1-9][0-9]{0,30})\.[0-9]{0,30}|(?:0|[1-9][0-9]{0,30})(?=[eE]))"
    r"(?:[eE][-+]?[0-9]{1,2})?"
)


def _resolve(value: str) -> Any:
    """Return a plain scalar as YAML 1.2 core reads it.

    A number with a leading zero or plus, or too large, stays text.
    """
    number: Any = value
    if value[0] in _NUMBER_STARTS and not (len(value) == len("2026-12-08") and value[4] == "-"):
        if re.fullmatch(_WHOLE, value):
            number = int(value)
        elif re.fullmatch(_OTHER_BASE, value):
            number = int(value, 0)
        elif re.fullmatch(_BROKEN, value):
            number = float(value)
    if len(_PLAIN) < _MOST_REMEMBERED:
        _PLAIN[value] = number
    return number


def commented_off(
    text: str, keys: frozenset[str], short: frozenset[str] = frozenset()
) -> list[tuple[str, Mark]]:
    """Return the unquoted values of `keys` that a comment follows on the same line: key and place.

    After the values of `short` keys a comment is usual, and only one without a space after its `#`
    may be a part of the text. The text must be readable.
    """
    values: list[tuple[str, Mark]] = []
    lines = text.split("\n")
    next_event: Callable[[], Any] = CParser(text).get_event
    before: Any = None
    while (event := next_event()) is not None:
        if (
            event.__class__ is ScalarEvent
            and before.__class__ is ScalarEvent
            and (before.value in keys or before.value in short)
            and not event.style
        ):
            end: Any = event.end_mark
            rest = lines[end.line][end.column :] if end.line < len(lines) else ""
            comment = r"\s*#" if before.value in keys else r"\s*#\w"
            if event.value and re.match(comment, rest):
                values.append((before.value, _mark(event)))
        before = event
    return values
