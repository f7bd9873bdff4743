"""The fields of a document that an audience may see: taken by the schema's `x-audience`, in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Field(NamedTuple):
    """A field shown: how deep it lies, what it is called, and its value, empty for a group."""

    depth: int
    label: str
    value: str


def visible(schema: Mapping[str, Any], data: Any, audiences: frozenset[str], language: str, named: Callable[[str, str], str]) -> list[Field]:
    """Return the fields of `data` whose audience is among `audiences`; what has no audience is shown to nobody."""
    return list(_fields(schema, schema, data, _Look(audiences, language, named), 0))


class _Look(NamedTuple):
    audiences: frozenset[str]
    language: str
    named: Callable[[str, str], str]


def _fields(whole: Mapping[str, Any], schema: Mapping[str, Any], data: Any, look: _Look, depth: int) -> Iterator[Field]:
    for key, inner in schema.get("properties", {}).items():
        if key not in data or inner.get("x-audience") not in look.audiences:
            continue
        value, label = data[key], _label(inner, look.language)
        if isinstance(value, dict):
            yield Field(depth, label, "")
            yield from _fields(whole, inner, value, look, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield Field(depth, label, "")
            for entry in value:
                told = [_in_a_row(field, look.language) for field in _fields(whole, inner["items"], entry, look, depth + 1)]
                yield Field(depth + 1, "", " – ".join(part for part in told if part))
        else:
            listed = value if isinstance(value, list) else [value]
            kind = resolved(inner.get("items", inner), whole)
            yield Field(depth, label, ", ".join(_said(kind, key, entry, look) for entry in listed))


_YES_NO = {("sv", True): "ja", ("sv", False): "nej", ("en", True): "yes", ("en", False): "no"}


def _in_a_row(field: Field, language: str) -> str:
    """Return a field of a list's entry without its label; a yes as the label alone, a no as nothing."""
    if field.value == _YES_NO[language, True]:
        return field.label
    return "" if field.value == _YES_NO[language, False] else field.value


def resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a schema with what its `$ref` points to, its own words first."""
    name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    found: Mapping[str, Any] = {**whole["$defs"][name], **schema} if name else schema
    return found


def _said(kind: Mapping[str, Any], key: str, value: Any, look: _Look) -> str:
    if isinstance(value, bool):
        return _YES_NO[look.language, value]
    if value in kind.get("enum", ()) and "enumDescriptions" in kind:
        return half(kind["enumDescriptions"][kind["enum"].index(value)], look.language, " · ")
    return look.named(key, str(value))


def _label(schema: Mapping[str, Any], language: str) -> str:
    """Return the schema's title, or the first sentence of its description without its full stop."""
    if "title" in schema:
        return half(schema["title"], language, " · ")
    return half(schema["markdownDescription"], language).split(". ")[0].rstrip(".")


def half(text: str, language: str, between: str = "\n\n---\n\n") -> str:
    """Return the Swedish or the English half of a text in both, as the schemas write them."""
    swedish, _, english = text.partition(between)
    return swedish if language == "sv" else english or swedish
