"""The fields of a document that an audience may see, by the schema's `x-audience`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Field(NamedTuple):
    """A visible field: its depth, its label, and its value, which is empty for a group."""

    depth: int
    label: str
    value: str


class Part(NamedTuple):
    """A key that an audience may see: its label, what its values mean, and the keys inside it."""

    key: str
    kind: str
    """`day`, `time` or `person` by the schema's `date`, `time` and `id`, else the key."""
    label: str
    meanings: Mapping[Any, str]
    inside: tuple[Part, ...]


def parts(schema: Mapping[str, Any], audiences: frozenset[str], language: str) -> tuple[Part, ...]:
    """Return the keys whose audience is among `audiences`; a key without an audience is hidden."""
    return tuple(_parts(schema, schema, audiences, language))


def _parts(
    schema: Mapping[str, Any], whole: Mapping[str, Any], audiences: frozenset[str], language: str
) -> Iterator[Part]:
    for key, inner in schema.get("properties", {}).items():
        if inner.get("x-audience") in audiences:
            values = entry(inner)
            kind = resolved(values, whole)
            descriptions = [
                half(both, language, " · ") for both in kind.get("enumDescriptions", ())
            ]
            meanings = dict(zip(kind["enum"], descriptions, strict=True)) if descriptions else {}
            yield Part(
                key,
                _KINDS.get(definition(values), key),
                _label(inner, language),
                meanings,
                tuple(_parts(values, whole, audiences, language)),
            )


def entry(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of a value, or of a list's entries; one that may be both has its own."""
    own: Mapping[str, Any] = schema if "properties" in schema else schema.get("items", schema)
    return own


def visible(
    visible_parts: tuple[Part, ...], data: Any, language: str, named: Callable[[str, str], str]
) -> list[Field]:
    """Return the fields of `data` among `visible_parts`, their values as people say them."""
    return list(_fields(visible_parts, data, _Look(language, named), 0))


class _Look(NamedTuple):
    language: str
    named: Callable[[str, str], str]


def _fields(visible_parts: tuple[Part, ...], data: Any, look: _Look, depth: int) -> Iterator[Field]:
    for part in visible_parts:
        if part.key not in data:
            continue
        value = data[part.key]
        if isinstance(value, dict):
            yield Field(depth, part.label, "")
            yield from _fields(part.inside, value, look, depth + 1)
        elif isinstance(value, list) and any(inner.inside for inner in part.inside):
            for entry in value:
                yield Field(depth, part.label, "")
                yield from _fields(part.inside, entry, look, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield Field(depth, part.label, "")
            for entry in value:
                texts = [
                    _in_a_row(field, look.language)
                    for field in _fields(part.inside, entry, look, depth + 1)
                ]
                yield Field(depth + 1, "", " – ".join([text for text in texts if text]))
        elif isinstance(value, list):
            yield Field(depth, part.label, ", ".join([_text(part, entry, look) for entry in value]))
        else:
            yield Field(depth, part.label, _text(part, value, look))


_YES_NO = {("sv", True): "ja", ("sv", False): "nej", ("en", True): "yes", ("en", False): "no"}


def _in_a_row(field: Field, language: str) -> str:
    """Return a field of an entry without its label: true is the label alone, and false is empty."""
    if field.value == _YES_NO[language, True]:
        return field.label
    return "" if field.value == _YES_NO[language, False] else field.value


_KINDS = {"date": "day", "time": "time", "id": "person"}
"""Kinds of values by the definition that their schema refers to."""


def definition(schema: Mapping[str, Any]) -> str:
    """Return the name of the definition that a schema refers to, or ""."""
    pointer = str(schema.get("$ref", ""))
    return pointer.removeprefix("#/$defs/") if pointer.startswith("#/$defs/") else ""


def resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a schema with what its `$ref` points to, its own words first."""
    pointer = str(schema.get("$ref", "")).removeprefix("#/")
    target: Mapping[str, Any] = whole if pointer else {}
    for step in pointer.split("/") if pointer else ():
        target = target[step]
    return {**target, **schema}


def _text(part: Part, value: Any, look: _Look) -> str:
    if isinstance(value, bool):
        return _YES_NO[look.language, value]
    return part.meanings.get(value) or look.named(part.kind, str(value))


def _label(schema: Mapping[str, Any], language: str) -> str:
    """Return the schema's title, or the first sentence of its description without its full stop."""
    if "title" in schema:
        return half(schema["title"], language, " · ")
    return half(schema["markdownDescription"], language).split(". ")[0].rstrip(".")


def half(text: str, language: str, between: str = "\n\n---\n\n") -> str:
    """Return the Swedish or the English half of a text in both, as the schemas write them."""
    swedish, _, english = text.partition(between)
    return swedish if language == "sv" else english or swedish
