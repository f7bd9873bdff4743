"""A document validated against its JSON Schema; what does not fit becomes faults at routes.

jsonschema-rs accepts a document in microseconds; only those that it refuses go through
`jsonschema`, which says why.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from mentorskap.files.source import Fault, Route
from mentorskap.words.characters import visible
from mentorskap.words.named import NamedTuple
from mentorskap.words.request import day_meant, near, value_meant
from mentorskap.words.sentence import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Kinds = Iterator[tuple[str, dict[str, Any]]]
    """What a complaint means: kinds of faults, each with its values."""

MOST = 20
"""The most faults reported for one file; more than that have one and the same cause."""


class Schema(NamedTuple):
    """One schema: its text, and its fast validator."""

    name: str
    text: str
    accepts: Callable[[Any], bool]


def compile_schema(name: str, text: str) -> Schema:
    """Return the schema called `name`, ready to judge documents."""
    from jsonschema_rs import Draft202012Validator

    return Schema(name, text, Draft202012Validator(text, validate_formats=True).is_valid)


@cache
def _data(text: str) -> dict[str, Any]:
    import json

    data: dict[str, Any] = json.loads(text)
    return data


def at(schema: Schema, route: Route) -> dict[str, Any]:
    """Return the part of `schema` that judges what is at `route`.

    Its properties are in the order in which people write them.
    """
    whole = part = _data(schema.text)
    for step in route:
        part = part["items"] if isinstance(step, int) else part["properties"][step]
        if "$ref" in part:
            part = _pointed(whole, part["$ref"])
    return part


def _pointed(whole: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Return the part of a schema that a `$ref` points to."""
    part = whole
    for step in pointer.removeprefix("#/").split("/"):
        part = part[step]
    return part


def faults(schema: Schema, data: Any, path: str) -> list[Fault]:
    """Return what in `data` does not fit; an empty list when all does."""
    if schema.accepts(data):
        return []
    # What is wrong both as one of several entries and as an entry is one fault.
    complaints = list(
        {
            (fault.kind, fault.route, str(fault.values)): fault
            for fault in islice(_faults(schema, data, path), MOST)
        }.values()
    )
    complaints = _joined(complaints)
    missing_again = {
        (*fault.route[:-1], fault.values["near"])
        for fault in complaints
        if fault.kind in _ON_KEYS and fault.values.get("near")
    } | {
        tuple(fault.values["home"].split(" › "))
        for fault in complaints
        if fault.kind == "unknown-key" and fault.values["home"]
    }
    explained = [
        fault
        for fault in complaints
        if fault.kind != "missing-key" or (*fault.route, fault.values["key"]) not in missing_again
    ]
    return explained or [Fault("schema", "unexplained", path)]


def _joined(complaints: list[Fault]) -> list[Fault]:
    """Return complaints with one for each text that two patterns refuse, with the signs of both."""
    refused: dict[Route, str] = {}
    for fault in complaints:
        if fault.kind == "not-in-form":
            refused[fault.route] = refused.get(fault.route, "") + fault.values["signs"]
    joined: list[Fault] = []
    for fault in complaints:
        if fault.kind != "not-in-form":
            joined.append(fault)
        elif (signs := refused.pop(fault.route, None)) is not None:
            joined.append(fault._replace(values={**fault.values, "signs": signs}))
    return joined


@cache
def _explainer(text: str) -> Any:
    import jsonschema
    from jsonschema import validators

    def whole_pattern(validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
        # `$` in Python also matches before a final line break; in JSON Schema it does not.
        if validator.is_type(instance, "string") and not re.search(
            re.sub(r"\$$", r"\\Z", pattern), instance
        ):
            yield jsonschema.ValidationError("pattern")

    def all_missing(validator: Any, keys: list[str], instance: Any, _schema: Any) -> Iterator[Any]:
        # jsonschema reports each missing key separately, and names it only in the message.
        if validator.is_type(instance, "object") and any(key not in instance for key in keys):
            yield jsonschema.ValidationError("required")

    kind: Any = validators.extend(  # type: ignore[no-untyped-call]
        jsonschema.Draft202012Validator, {"pattern": whole_pattern, "required": all_missing}
    )
    return kind(_data(text), format_checker=jsonschema.FormatChecker(formats=["date"]))


def _faults(schema: Schema, data: Any, path: str) -> Iterator[Fault]:
    explainer = _explainer(schema.text)
    for error in explainer.iter_errors(data):
        route: Route = tuple(error.absolute_path)
        values: dict[str, Any] = {"route": route, "spot": _spot(route, data)}
        if error.schema.get("format") == "date":
            values["days"] = _DAYS_IN(str(data))
        if _says_none(error.instance) and _may_be_left_out(schema, route):
            values["none"] = str(route[-1])
        for kind, more in _kinds(error, explainer.schema):
            on_key = kind in _ON_KEYS
            target = (*route, more["key"]) if on_key else route
            yield Fault(
                "schema", kind, path, route=target, on_key=on_key, values={**values, **more}
            )


_NONE = frozenset(
    {
        *("-", "--", "–", "—", "nej", "ej", "inga", "ingen", "inget", "saknas", "finns inte"),
        *("no", "none", "n/a", "na", "nil", "null", "missing", "tomt", "okänt", "vet inte", "?"),
    }
)
"""What people write for nothing, where the files have no line at all."""


def _says_none(value: Any) -> bool:
    return isinstance(value, str) and " ".join(value.casefold().split()).rstrip(".") in _NONE


def _may_be_left_out(schema: Schema, route: Route) -> bool:
    """Say whether the key at a route is one that its file may do without."""
    if not route or isinstance(route[-1], int):
        return False
    try:
        above = at(schema, route[:-1])
    except (KeyError, TypeError):  # what may be a mapping or a list of them
        return False
    return route[-1] not in above.get("required", ())


def _kinds(error: Any, whole: dict[str, Any]) -> Kinds:
    """Yield what one complaint of the validator means, as (kind, values)."""
    keyword = error.validator
    text = error.instance
    if isinstance(text, str) and keyword in _OF_TEXTS and (clean := visible(text)) != text:
        yield "invisible" if clean.strip() else "unseen", {"found": text, "clean": clean}
    elif error.schema.get("format") == "date" and keyword in _ABOUT_DAYS:
        yield from _ABOUT_DAYS[keyword](text)
    elif keyword == "additionalProperties":
        yield from _unknown_keys(error.schema, error.instance, whole)
    elif keyword == "required":
        yield from _missing_keys(error, whole)
    elif keyword == "type":
        yield from _wrong_type(error, whole)
    elif keyword in _ABOUT_OTHERS:
        yield from _ABOUT_OTHERS[keyword](error)


def _unknown_keys(part: dict[str, Any], data: dict[str, Any], whole: dict[str, Any]) -> Kinds:
    allowed = list(part["properties"])
    digits = False
    parts = _name_in_parts(data) if "name" in allowed and "name" not in data else {}
    if parts:
        first, *_ = parts
        yield "name-in-parts", {"key": first, "parts": parts, "near": "name"}
    unknown = (key for key in data if key not in allowed and key not in parts)
    for key in islice(unknown, MOST):
        typed, sign, rest = re.split(r"( *=+>? *|:|$)", key, maxsplit=1)
        if (clean := visible(key)) != key:
            yield "invisible-key", {"key": key, "clean": clean, "near": clean}
        elif data[key] is None and typed in allowed:
            values = {"key": key, "typed": typed, "sign": sign.strip(), "rest": rest}
            yield "tight-colon", values | {"near": typed}
        elif data[key] is None and key.isdigit():
            if not digits:
                yield "decimal-comma", {"key": key}
            digits = True
        elif data[key] is None and not re.fullmatch(r"[\w-]*", key):
            yield "comma-in-text", {"key": key}
        else:
            near_key, home = _key_meant(key, part["properties"]), _home(key, whole)
            if data[key] is None and near_key is None and "words" in data:
                yield "comma-in-text", {"key": key}
                continue
            yield (
                "unknown-key",
                {
                    "key": key,
                    "allowed": allowed,
                    "near": near_key,
                    "home": home,
                    "there": near_key in data,
                },
            )


def _name_in_parts(data: dict[str, Any]) -> dict[str, str]:
    """Return the keys of a given and a family name, each with its text, if both are there."""
    from mentorskap.words import headings

    texts = {key: text for key, text in data.items() if isinstance(text, str)}
    by_half = {half: key for key in texts if (half := headings.field(key, headings.HALVES))}
    if len(by_half) < len(headings.HALVES):
        return {}
    return {by_half[half]: texts[by_half[half]] for half in headings.HALVES}


def _key_meant(typed: str, properties: dict[str, Any]) -> str | None:
    """Return the key that was meant: by its name in either language, else by its letters."""
    from mentorskap.words import headings

    titles = {key: str(inner.get("title", "")) for key, inner in properties.items()}
    meant = headings.key(typed, titles)
    if meant is not None or headings.unwanted(typed) is not None:
        return meant
    return near(typed, titles) or headings.nearly(typed, titles)


def _missing_keys(error: Any, whole: dict[str, Any]) -> Kinds:
    for key in error.validator_value:
        if key not in error.instance:
            part = error.schema.get("properties", {}).get(key, {})
            yield "missing-key", {"key": key, "allowed": _resolved(part, whole).get("enum", [])}


def _resolved(part: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema, or the one that it points to."""
    return _pointed(whole, part["$ref"]) if "$ref" in part else part


def _not_one_alternative(error: Any) -> Kinds:
    """Yield that none of the keys that exclude each other is there, or more than one."""
    if not isinstance(error.instance, dict):
        return
    keys = [part["required"][0] for part in error.validator_value]
    there = [key for key in keys if key in error.instance]
    if there:
        yield "either-key", {"keys": keys, "key": there[-1]}
    else:
        yield "missing-key", {"key": keys[0], "allowed": []}


def _not_one_of(error: Any) -> Kinds:
    if error.instance is None:
        yield "empty", {"found": None, "allowed": error.validator_value}
        return
    meant = value_meant(error.instance, error.schema)
    yield (
        "not-one-of",
        {"found": error.instance, "allowed": error.validator_value, "near": meant},
    )


def _wrong_type(error: Any, whole: dict[str, Any]) -> Kinds:
    allowed = error.validator_value
    # What may be a mapping or a list of them is most often a mapping.
    usual = allowed if isinstance(allowed, str) else allowed[0]
    kind = "empty" if error.instance is None else _TYPES[usual]
    entry = _resolved(error.schema.get("items", {}), whole)
    values = {
        "found": error.instance,
        "keys": list(error.schema.get("properties", {})),
        "required": error.schema.get("required", []),
        "entry": entry.get("required", []) if "properties" in entry else None,
    }
    yield kind, values


def _not_in_form(error: Any) -> Kinds:
    text = error.instance
    swedish, _, english = error.schema.get("patternErrorMessage", " · ").partition(" · ")
    values = {
        "found": text,
        "help": Text(swedish, english),
        "curly": text[:1] in "“”„‘’" and text != "",
        "colon": text.startswith(":"),
        "signs": _signs_refused(error.validator_value, text),
    }
    yield "not-in-form", values


def _signs_refused(pattern: str, text: str) -> str:
    """Return those characters of a text that a pattern refuses between two letters."""
    whole = re.compile(re.sub(r"\$$", r"\\Z", pattern))
    return "".join(sign for sign in dict.fromkeys(text) if not whole.search(f"a{sign}a"))


def _beyond(error: Any) -> Kinds:
    yield f"beyond-{error.validator}", {"found": error.instance, "limit": error.validator_value}


def _too_long(error: Any) -> Kinds:
    yield "too-long", {"length": len(error.instance), "limit": error.validator_value}


def _wrong_length(error: Any) -> Kinds:
    yield "wrong-length", {"length": len(error.instance), "limit": error.validator_value}


def _listed_twice(_error: Any) -> Kinds:
    yield "said-twice", {}


_ABOUT_OTHERS: dict[str, Callable[[Any], Kinds]] = {
    "oneOf": _not_one_alternative,
    "enum": _not_one_of,
    "pattern": _not_in_form,
    "minimum": _beyond,
    "maximum": _beyond,
    "maxLength": _too_long,
    "minItems": _wrong_length,
    "maxItems": _wrong_length,
    "uniqueItems": _listed_twice,
}
"""What the validator's complaints mean, by the schema's keyword."""
_OF_TEXTS = frozenset({"pattern", "enum", "format"})
_ON_KEYS = frozenset(
    {
        *("unknown-key", "comma-in-text", "either-key", "invisible-key", "tight-colon"),
        *("decimal-comma", "name-in-parts"),
    }
)

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAYS_IN = re.compile(r"\b(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9])\b").findall
_CENTURIES = ("19", "20")


def _day_of_wrong_type(value: Any) -> Kinds:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield "not-a-day", {"found": value, "near": day_meant(str(value))}
    else:
        yield "empty" if value is None else "not-text", {"found": value}


def _day_in_another_form(text: str) -> Kinds:
    if re.fullmatch(_DAY, text) and not text.startswith(_CENTURIES):
        yield "other-century", {"found": text}
    else:
        yield "not-a-day", {"found": text, "near": day_meant(text)}


def _day_not_in_the_calendar(text: str) -> Kinds:
    # Every other form fails the pattern, and is reported there.
    if re.fullmatch(_DAY, text) and text.startswith(_CENTURIES) and _may_be_day(text):
        yield "no-such-day", {"found": text, "near": day_meant(text)}


def _may_be_day(text: str) -> bool:
    """Say whether month and day are such as there are, if not together."""
    return "01" <= text[5:7] <= "12" and "01" <= text[8:] <= "31"


_ABOUT_DAYS: dict[str, Callable[[Any], Kinds]] = {
    "type": _day_of_wrong_type,
    "pattern": _day_in_another_form,
    "format": _day_not_in_the_calendar,
}


_TYPES = {
    "string": "not-text",
    "integer": "not-a-number",
    "boolean": "not-true-or-false",
    "array": "not-a-list",
    "object": "not-a-mapping",
}


def _spot(route: Route, data: Any) -> tuple[str, Any]:
    """Return how a reader names the place: a meeting, contact or pause by day, else the keys."""
    if (
        len(route) > 1
        and route[0] in {"meetings", "contacts", "pauses"}
        and isinstance(route[1], int)
    ):
        entry = data[route[0]][route[1]]
        day = (
            entry.get("from" if route[0] == "pauses" else "date")
            if isinstance(entry, dict)
            else None
        )
        if isinstance(day, str) and day_meant(day) == day:
            return str(route[0]), day
    return "", route


def _home(key: str, whole: dict[str, Any]) -> str | None:
    """Return where a misplaced key belongs, as `mentor › capacity`, if that is a single place."""
    homes = [route for route in _property_routes(whole) if route[-1] == key]
    return " › ".join(homes[0]) if len(homes) == 1 else None


def _property_routes(
    schema: dict[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    for key, inner in schema.get("properties", {}).items():
        yield (*above, key)
        entry = inner if "properties" in inner else inner.get("items", inner)
        yield from _property_routes(entry, (*above, key))
