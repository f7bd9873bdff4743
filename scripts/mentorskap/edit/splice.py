"""A change of one file: what it means for the data, and where its lines go in the text.

Only the characters that the change concerns are touched; comments, order, quotes, empty lines and
line ends stay. The text is never regenerated from the data. Each way of placing a change is tried
and parsed: the first whose text gives exactly the intended data is used. If none does, nothing is
changed.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from mentorskap.files import source
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mentorskap.files.source import Route

    Order = Callable[[Route], Sequence[str]]
    """The order in which the keys of a mapping are usually written."""

    Cut = tuple[int, int, str]
    """A stretch of the text, and its replacement."""


class NoPlaceError(Exception):
    """The text has no place that is certainly right for a change: a person has to make it."""


class Line(dict[str, Any]):
    """A mapping written on one line between braces, unless its neighbours show another way."""


class Put(NamedTuple):
    """Let a key have a value; mappings on the way are made.

    A mapping is put where there was nothing.
    """

    route: Route
    value: Any


class Add(NamedTuple):
    """Let a list have one more item, at a place; the list is made where there was none.

    A mapping without a list becomes the list's first item, or its second at place 0.
    """

    route: Route
    position: int
    item: Any


class Take(NamedTuple):
    """Take a key or an item away, and the mapping or list that held nothing else."""

    route: Route


Change = Put | Add | Take


def changed(raw: bytes, changes: Sequence[Change], order: Order) -> bytes:
    """Return a file's bytes after `changes`; its text must be readable."""
    text = raw.decode("utf-8")
    data = source.parse(text, "")
    for request in changes:
        change = _widened(request, data) if isinstance(request, Take) else request
        target = _after(data, change)
        if target != data:
            text = _placed(text, change, target, order)
            data = target
    return text.encode("utf-8")


def after(data: Any, changes: Sequence[Change]) -> Any:
    """Return the data of a document after `changes`, as `changed` writes it."""
    for request in changes:
        change = _widened(request, data) if isinstance(request, Take) else request
        data = _after(data, change)
    return data


def _after(data: Any, change: Change) -> Any:
    """Return what the data should be after a change."""
    result = deepcopy(data)
    node = result
    for step in change.route[:-1]:
        node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
    last = change.route[-1]
    if isinstance(change, Put):
        node[last] = change.value
    elif isinstance(change, Take):
        del node[last]
    else:
        entries = node.setdefault(last, []) if isinstance(node, dict) else node[last]
        if isinstance(entries, dict):
            entries = node[last] = [entries]
        entries.insert(change.position, change.item)
    return result


def _widened(take: Take, data: Any) -> Take:
    """Return what has to go so that nothing empty is left."""
    holders = [data]
    for step in take.route[:-1]:
        holders.append(holders[-1][step])
    depth = len(take.route)
    while depth > 1 and len(holders[depth - 1]) == 1:
        depth -= 1
    return Take(take.route[:depth])


def _placed(text: str, change: Change, target: Any, order: Order) -> str:
    page = _Page(text, order)
    for cuts in page.ways(change):
        new = text
        for start, end, piece in sorted(cuts, reverse=True):
            new = new[:start] + piece + new[end:]
        if source.parse(new, "") == target:
            return new
    raise NoPlaceError


class _Page:
    """A text and the nodes in it, with the places between them where something can be written."""

    def __init__(self, text: str, order: Order) -> None:
        self.text = text
        self.order = order
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.step = self._step(self.root) or 2

    # Places.

    def at(self, mark: Any) -> int:
        return int(self.starts[mark.line] + mark.column)

    def end(self, node: Any) -> int:
        """Return the offset after the last character of a node."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        offset = self.at(node.end_mark)
        if isinstance(node, ScalarNode) and node.style in {"|", ">"}:
            start = self.at(node.start_mark)
            body = self.text[start:offset]
            # Only where the text keeps its last empty lines are they a part of it.
            return start + len(
                body.removesuffix("\n").removesuffix("\r")
                if "+" in body.partition("\n")[0]
                else body.rstrip(" \r\n")
            )
        return offset

    def line_of(self, offset: int) -> int:
        """Return the number, from 0, of the line that a place is in."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle)
        return low

    def begins_its_line(self, offset: int) -> bool:
        return not self.text[self.starts[self.line_of(offset)] : offset].strip()

    def below(self, offset: int, lines: list[str]) -> Cut:
        """Return the cut that writes whole lines below the one that a place is in."""
        after = self.text.find("\n", offset)
        if after < 0:  # the last line, without an end of its own: the new one has none either
            return len(self.text), len(self.text), "".join(self.line_end + line for line in lines)
        ending = "\r\n" if self.text[after - 1 : after] == "\r" else "\n"
        return after + 1, after + 1, "".join(line + ending for line in lines)

    def _step(self, node: Any) -> int | None:
        """Return by how many spaces the text indents inner mappings, if it shows that."""
        if isinstance(node, MappingNode) and not node.flow_style:
            for key, value in node.value:
                if isinstance(value, MappingNode) and not value.flow_style:
                    return int(value.start_mark.column - key.start_mark.column)
        return None

    def find(self, route: Route) -> tuple[Any, int]:
        """Return the last node on the way that exists, and how many steps lead to it."""
        node = self.root
        for depth, step in enumerate(route):
            entries = (
                enumerate(node.value)
                if isinstance(node, SequenceNode)
                else ((key.value, value) for key, value in node.value)
            )
            inner = dict(entries).get(step)
            if inner is None:
                return node, depth
            node = inner
        return node, len(route)

    # Ways.

    def ways(self, change: Change) -> Iterator[list[Cut]]:
        """Yield ways to write a change, the best first."""
        if isinstance(change, Take):
            yield from self.ways_out(self.find(change.route[:-1])[0], change.route[-1])
            return
        node, depth = self.find(change.route)
        if depth == len(change.route):
            if isinstance(change, Add) and isinstance(node, MappingNode):
                yield self.way_into_a_list(node, change.position, change.item)
            elif isinstance(change, Add):
                yield from self.ways_into_list(node, change.position, change.item)
            elif isinstance(node, ScalarNode):
                yield [
                    (
                        self.at(node.start_mark),
                        self.at(node.end_mark),
                        _scalar(change.value, node.style),
                    )
                ]
            return
        value = change.value if isinstance(change, Put) else [change.item]
        for step in reversed(change.route[depth + 1 :]):
            value = {step: value}
        yield from self.ways_into_mapping(
            node, change.route[:depth], str(change.route[depth]), value
        )

    def ways_out(self, node: Any, last: str | int) -> Iterator[list[Cut]]:
        """Yield ways to remove an entry: by its lines, or with the text up to a neighbour."""
        spans = [
            (entry, entry) if isinstance(node, SequenceNode) else entry for entry in node.value
        ]
        index = last if isinstance(last, int) else [key.value for key, _ in spans].index(last)
        start, end = self.at(spans[index][0].start_mark), self.end(spans[index][1])
        below = self.text.find("\n", end) + 1 or len(self.text)
        dash = self.text[self.starts[self.line_of(start)] : start].strip()
        if not node.flow_style and dash in {"", "-"}:
            yield [(self.starts[self.line_of(start)], below, "")]
        if index + 1 < len(spans):
            yield [(start, self.at(spans[index + 1][0].start_mark), "")]
        if index:
            yield [(self.end(spans[index - 1][1]), end, "")]

    def ways_into_mapping(
        self, node: Any, route: Route, key: str, value: Any
    ) -> Iterator[list[Cut]]:
        order = list(self.order(route))
        rank = order.index(key)
        before = [entry for entry in node.value if entry[0].value in order[:rank]]
        before.sort(key=lambda entry: order.index(entry[0].value))
        model = self.model([value_ for _, value_ in node.value], value)
        if node.flow_style:
            piece = f"{key}: {_in_flow(value, model)}"
            if before:
                offset = self.end(before[-1][1])
                yield [(offset, offset, f", {piece}")]
            else:
                offset = (
                    self.at(node.value[0][0].start_mark)
                    if node.value
                    else self.at(node.start_mark) + 1
                )
                yield [(offset, offset, f"{piece}, " if node.value else piece)]
            return
        column = node.value[0][0].start_mark.column
        lines = _lines(key, value, column, self.step, model)
        if before:
            yield [self.below(self.end(before[-1][1]), lines)]
        else:
            offset = self.at(node.value[0][0].start_mark)
            yield [
                (offset, offset, self.line_end.join(lines).lstrip() + self.line_end + " " * column)
            ]

    def ways_into_list(self, node: Any, index: int, item: Any) -> Iterator[list[Cut]]:
        items = node.value
        model = self.model(items[max(index - 1, 0) :][:1], item)
        if node.flow_style:
            yield from self.ways_into_brackets(node, index, _in_flow(item, model))
            return
        column = node.start_mark.column
        inner = items[0].start_mark.column - column
        lines = _item(
            item,
            column,
            inner if items[0].start_mark.line == node.start_mark.line else 2,
            self.step,
            model,
        )
        if index:
            yield [self.below(self.end(items[index - 1]), lines)]
        else:
            offset = self.starts[node.start_mark.line]
            yield [(offset, offset, "".join(line + self.line_end for line in lines))]

    def way_into_a_list(self, node: Any, index: int, item: Any) -> list[Cut]:
        """Return the way to make a list of a mapping and one more item, before it or after it."""
        start, end, column = self.at(node.start_mark), self.end(node), node.start_mark.column
        model = self.model([node], item)
        if node.flow_style:
            piece = _in_flow(item, model)
            before, after = (f"{piece}, ", "") if index == 0 else ("", f", {piece}")
            return [(start, start, f"[{before}"), (end, end, f"{after}]")]
        lines = _item(item, column, 2, self.step, model)
        indents: list[Cut] = [
            (line, line, "  ")
            for line in self.starts[self.line_of(start) + 1 : self.line_of(end) + 1]
            if self.text[line : line + 1] not in {"", "\r", "\n"}
        ]
        if index == 0:
            above = self.starts[self.line_of(start)]
            piece = "".join(line + self.line_end for line in lines)
            return [(above, above, piece), (start, start, "- "), *indents]
        return [(start, start, "- "), *indents, self.below(end, lines)]

    def ways_into_brackets(self, node: Any, index: int, piece: str) -> Iterator[list[Cut]]:
        items = node.value
        if not items:
            offset = self.at(node.start_mark) + 1
            yield [(offset, offset, piece)]
            return
        if index == 0:
            offset = self.at(items[0].start_mark)
            own_line = self.begins_its_line(offset)
            yield [
                (
                    offset,
                    offset,
                    (
                        f"{piece},{self.line_end}{' ' * items[0].start_mark.column}"
                        if own_line
                        else f"{piece}, "
                    ),
                )
            ]
            return
        last = items[index - 1]
        offset = self.end(last)
        then = (
            self.at(items[index].start_mark) if index < len(items) else self.at(node.end_mark) - 1
        )
        if self.begins_its_line(self.at(last.start_mark)) and self.line_of(then) > self.line_of(
            offset
        ):
            comma = self.text[offset : self.text.index("\n", offset)].lstrip().startswith(",")
            line = " " * last.start_mark.column + piece + ("," if comma else "")
            yield [*([] if comma else [(offset, offset, ",")]), self.below(offset, [line])]
        yield [(offset, offset, f", {piece}")]

    # Style.

    def model(self, nodes: Sequence[Any], value: Any) -> _Model | None:
        """Return how a neighbour with the same kind of contents is written."""
        if not isinstance(value, dict):
            return None
        alike = [
            node
            for node in nodes
            if isinstance(node, MappingNode) and any(key.value in value for key, _ in node.value)
        ]
        if not alike:
            return None
        node = alike[-1]
        start = self.at(node.start_mark)
        quotes = {
            key.value: inner.style for key, inner in node.value if isinstance(inner, ScalarNode)
        }
        return _Model(bool(node.flow_style), self.text[start : start + 2] == "{ ", quotes)


class _Model(NamedTuple):
    """How a mapping is written: in braces or not, with spaces inside, and the quotes by key."""

    flow: bool
    padded: bool
    quotes: dict[str, str | None]


def _lines(key: str, value: Any, column: int, step: int, model: _Model | None = None) -> list[str]:
    """Return a key and its value as lines of their own, inner ones `step` spaces to the right."""
    head = f"{' ' * column}{key}:"
    match value:
        case Line() if model is None or model.flow:
            return [f"{head} {_in_flow(value, model)}"]
        case dict():
            quotes = {} if model is None else model.quotes
            inner = (
                line
                for name, inner_value in value.items()
                for line in _lines(
                    name, _quoted(inner_value, quotes.get(name)), column + step, step
                )
            )
            return [head, *inner]
        case [dict(), *_]:
            return [
                head,
                *(
                    line
                    for inner_value in value
                    for line in _item(inner_value, column + 2, 2, step, None)
                ),
            ]
    return [f"{head} {_in_flow(value, None)}"]


def _item(value: Any, column: int, inner: int, step: int, model: _Model | None) -> list[str]:
    """Return an item of a list as lines; `inner` spaces from its dash to its contents."""
    dash = f"{' ' * column}-{' ' * (inner - 1)}"
    if model is None or model.flow or not isinstance(value, dict):
        return [f"{dash}{_in_flow(value, model)}"]
    pieces = [
        line
        for name, inner_value in value.items()
        for line in _lines(name, _quoted(inner_value, model.quotes.get(name)), column + inner, step)
    ]
    return [dash + pieces[0].lstrip(), *pieces[1:]]


def new_file(data: dict[str, Any]) -> bytes:
    """Return the bytes of a new file."""
    return "".join(
        f"{line}\n" for key, value in data.items() for line in _lines(key, value, 0, 2)
    ).encode("utf-8")


class _Quoted(NamedTuple):
    """A text that is written between quotes."""

    text: str
    quote: str


def _quoted(value: Any, quote: str | None) -> Any:
    """Return a text as one that is to be quoted, where its neighbour is."""
    return _Quoted(value, quote) if quote and isinstance(value, str) else value


def _in_flow(value: Any, model: _Model | None) -> str:
    """Return a value written on one line."""
    match value:
        case _Quoted(text=text, quote=quote):
            return _scalar(text, quote)
        case dict():
            quotes = {} if model is None else model.quotes
            inside = ", ".join(
                f"{key}: {_in_flow(_quoted(inner_value, quotes.get(key)), None)}"
                for key, inner_value in value.items()
            )
            return f"{{ {inside} }}" if model is not None and model.padded else f"{{{inside}}}"
        case list():
            return f"[{', '.join(_in_flow(inner_value, None) for inner_value in value)}]"
    return _scalar(value, None)


def _scalar(value: Any, quote: str | None) -> str:
    """Return a single value as it is written: plain where that is safe everywhere, else quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    printable = value.isprintable()
    if quote == "'" and printable:
        return "'" + value.replace("'", "''") + "'"
    if (
        quote != '"'
        and printable
        and not re.fullmatch(_SIXTIES, value)
        and source.parse(f"a: {value}", "") == {"a": value}
        and source.parse(f"{{a: {value}, b: [{value}]}}", "") == {"a": value, "b": [value]}
    ):
        return value
    escaped = (
        _ESCAPES.get(sign) or (sign if sign.isprintable() else f"\\U{ord(sign):08x}")
        for sign in value
    )
    return f'"{"".join(escaped)}"'


_SIXTIES = r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
"""What programs that read YAML 1.1 take for a number to the base of sixty, such as an hour."""
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


def position_of(entries: Sequence[Any], day: str, key: str) -> int:
    """Return the place at which an entry of `day` keeps a list in the order of its days."""
    return next((index for index, entry in enumerate(entries) if entry[key] > day), len(entries))
