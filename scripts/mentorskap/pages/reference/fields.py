"""The page of all fields: what each key means, what it may hold, and who may see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mentorskap.words.fields import definition, entry, half, resolved
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

TITLE = say("All fields")
LEAD = say("Every key of the files: what it means, what may stand there, and who may see it.")

Node = Mapping[str, Any]
"""A JSON schema, or a part of one."""


SCHEMAS = ("participant", "pairing", "programme")


_FILES = {
    "participant": ("participants/….yml", say("A participant")),
    "pairing": ("pairings/….yml", say("A pairing")),
    "programme": ("programme.yml", say("The programme")),
}


_SEEN_BY = {
    "manager": say("may be shown to the programme manager"),
    "pair": say("may be shown to the pair and the programme manager"),
    "all": say("may be shown to all"),
}


_KINDS = {
    "date": say("a day, YYYY-MM-DD"),
    "time": say("a time, HH:MM"),
    "id": say("a participant's id"),
    "pairing": say("a pairing's id"),
    "slug": say("an id"),
    "line": say("one line of text"),
    "name": say("a name, in letters"),
    "words": say("free text"),
    "email": say("an e-mail address"),
    "phone": say("one line of text"),
    "handle": say("a user name on GitHub"),
    "language": say("a language's code in two letters"),
    "string": say("one line of text"),
    "boolean": say("{yes} or {no}", yes=Code("true"), no=Code("false")),
    "object": say("a group of keys"),
    "wording": say(
        "one line of text, or one in each language under {sv} and {en}",
        sv=Code("sv"),
        en=Code("en"),
    ),
}


class KeyEntry(NamedTuple):
    """A key: the way to it, its schema, whether it is required, and its audience.

    A key without an audience of its own has that of the group it belongs to.
    """

    route: tuple[str, ...]
    schema: Node
    required: bool
    audience: str


def blocks(schemas: Mapping[str, Node], voice: Voice) -> Iterator[str]:
    """Yield the blocks of the page below its title; `schemas` by name."""
    yield voice(
        say(
            "**Looking for a key?** Search the page for its name. What is not said to be required"
            " may be left out. A key that is not here does not exist."
        )
    )
    yield voice(
        say(
            "The sign › leads inwards: {example} is {inner} a step in from {outer}.",
            example=Code("mentee › cohort"),
            inner=Code("cohort"),
            outer=Code("mentee"),
        )
    )
    for name in SCHEMAS:
        whole = schemas[name]
        path, title = _FILES[name]
        yield f"## {voice(title)} {{ #{name} }}"
        yield f"`{path}` – {half(whole['markdownDescription'], voice.language)}"
        top = list(_keys(whole, (), "manager"))
        flat = [field for field in top if not _inner(field.schema)]
        if flat:
            yield "\n\n".join(_field(field, whole, voice) for field in flat)
        for field in top:
            if _inner(field.schema):
                yield f"### `{field.route[0]}` {{ #{name}-{field.route[0]} }}"
                meaning = half(field.schema["markdownDescription"], voice.language)
                yield f"{meaning}\n\n{_details(field, whole, voice)}"
                yield "\n\n".join(_field(inner, whole, voice) for inner in _below(field))


def _keys(schema: Node, above: tuple[str, ...], audience: str) -> Iterator[KeyEntry]:
    for key, inner in schema.get("properties", {}).items():
        yield KeyEntry(
            (*above, key),
            inner,
            key in schema.get("required", ()),
            inner.get("x-audience", audience),
        )


def _inner(schema: Node) -> Node:
    """Return the schema of the group, or of the groups in the list; empty if there are none."""
    group = entry(schema)
    return group if "properties" in group else {}


def _below(field: KeyEntry) -> Iterator[KeyEntry]:
    for inner in _keys(_inner(field.schema), field.route, field.audience):
        yield inner
        yield from _below(inner)


def _field(field: KeyEntry, whole: Node, voice: Voice) -> str:
    node = resolved(entry(field.schema), whole)
    meanings = [half(both, voice.language, " · ") for both in node.get("enumDescriptions", ())]
    values = [
        f"`{value}` {meaning}"
        for value, meaning in zip(node.get("enum", ()), meanings, strict=True)
    ]
    lines = [
        half(field.schema["markdownDescription"], voice.language),
        _details(field, whole, voice),
        *([" · ".join(values)] if values else []),
    ]
    return f"`{' › '.join(field.route)}`\n:   {'<br>'.join(lines)}"


def _details(field: KeyEntry, whole: Node, voice: Voice) -> str:
    """Return what the key may hold, whether it is required, and who may see it, in a row."""
    parts = [voice.phrase(_kind(field.schema, whole))]
    if field.required:
        parts.append(voice.phrase(say("required")))
    elif len(field.route) == 1 and field.route[0] in whole.get("else", {}).get("required", ()):
        parts.append(
            voice.phrase(
                say(
                    "required, except where {key} is {value}",
                    key=Code("protected"),
                    value=Code("true"),
                )
            )
        )
    rival = _rival(field, whole)
    if rival is not None:
        parts.append(voice.phrase(say("required, unless {key} is there", key=Code(rival))))
    if "default" in field.schema:
        parts.append(
            voice.phrase(
                say(
                    "{value} where left out",
                    value=Code(json.dumps(field.schema["default"]).strip('"')),
                )
            )
        )
    parts.append(voice.phrase(_SEEN_BY[field.audience]))
    row = " · ".join(parts)
    return f"*{row[:1].upper()}{row[1:]}*"


def _rival(field: KeyEntry, whole: Node) -> str | None:
    """Return the key that is required where this one is left out, if the two exclude each other."""
    keys = [part["required"][0] for part in whole.get("oneOf", ())]
    if len(field.route) > 1 or field.route[0] not in keys:
        return None
    return str(next(key for key in keys if key != field.route[0]))


def _kind(schema: Node, whole: Node) -> Sentence:
    if schema.get("type") == ["object", "array"]:
        return say("a group of keys, or a list of such groups")
    if schema.get("type") == "array":
        if _inner(schema):
            return say("a list of groups of keys")
        if schema["items"].get("type") == "integer":
            return say("a list of two whole numbers")
        if "enum" in resolved(schema["items"], whole):
            return say("a list of values from those below")
        return say("a list: {kind}", kind=_kind(schema["items"], whole))
    node = resolved(schema, whole)
    if "enum" in node:
        return say("one of the values below")
    if node.get("type") == "integer":
        if node.get("minimum", -1) >= 0:
            return say(
                "a whole number, {least} to {most}", least=node["minimum"], most=node["maximum"]
            )
        return say("a whole number, at most {most}", most=node["maximum"])
    return _KINDS[definition(schema) or node["type"]]
