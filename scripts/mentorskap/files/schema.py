"""A document held against its JSON Schema, and what does not fit told as faults at routes.

jsonschema-rs says yes in microseconds; only what it refuses is looked at again, by `jsonschema`, to
say why.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files.source import Fault, Route
from mentorskap.words.request import day_meant, near, value_meant
from mentorskap.words.sentence import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 20
"""How many faults of one file are told; more than that is one and the same trouble."""


class Schema(NamedTuple):
    """One schema: its text, and the fast yes or no."""

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
    """Return the part of `schema` that judges what stands at `route`; its properties stand in the order in which people write them."""
    whole = part = _data(schema.text)
    for step in route:
        part = part["items"] if isinstance(step, int) else part["properties"][step]
        if "$ref" in part:
            part = whole["$defs"][part["$ref"].rpartition("/")[2]]
    return part


def faults(schema: Schema, data: Any, path: str) -> list[Fault]:
    """Return what in `data` does not fit; an empty list when all does."""
    if schema.accepts(data):
        return []
    told = list(islice(_told(schema, data, path), MOST))
    missing_again = {
        (*fault.route[:-1], fault.values["near"]) for fault in told if fault.kind == "unknown-key"
    }
    kept = [
        fault
        for fault in told
        if fault.kind != "missing-key" or (*fault.route, fault.values["key"]) not in missing_again
    ]
    return kept or [Fault("schema", "unexplained", path)]


@cache
def _explainer(text: str) -> Any:
    import jsonschema
    from jsonschema import validators

    def whole_pattern(validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
        # `$` in Python also stands before a last line break; in JSON Schema it does not.
        if validator.is_type(instance, "string") and not re.search(
            re.sub(r"\$$", r"\\Z", pattern), instance
        ):
            yield jsonschema.ValidationError("pattern")

    kind: Any = validators.extend(jsonschema.Draft202012Validator, {"pattern": whole_pattern})  # type: ignore[no-untyped-call]
    return kind(_data(text), format_checker=jsonschema.FormatChecker(formats=["date"]))


def _told(schema: Schema, data: Any, path: str) -> Iterator[Fault]:
    explainer = _explainer(schema.text)
    for error in explainer.iter_errors(data):
        route: Route = tuple(error.absolute_path)
        values: dict[str, Any] = {"route": route, "spot": _spot(route, data)}
        for kind, more in _kinds(error, explainer.schema):
            on_key = kind in {"unknown-key", "comma-in-text"}
            place = (*route, more["key"]) if on_key else route
            yield Fault("schema", kind, path, route=place, on_key=on_key, values={**values, **more})


def _kinds(error: Any, whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what one complaint of the validator means, as (kind, values)."""
    schema = error.schema
    wanted = error.validator_value
    found = error.instance
    match error.validator:
        case "additionalProperties":
            allowed = list(schema["properties"])
            for key in islice((key for key in found if key not in schema["properties"]), MOST):
                if found[key] is None and not re.fullmatch(r"[\w-]*", key):
                    yield "comma-in-text", {"key": key}
                    continue
                yield (
                    "unknown-key",
                    {
                        "key": key,
                        "allowed": allowed,
                        "near": near(key, allowed),
                        "home": _home(key, whole),
                    },
                )
        case "required":
            # jsonschema says one complaint for each missing key and names it in its message alone.
            yield "missing-key", {"key": error.message.split("'")[1]}
        case "enum":
            yield (
                "not-one-of",
                {
                    "found": found,
                    "allowed": wanted,
                    "near": value_meant(found, schema),
                },
            )
        case "type" if (
            schema.get("format") == "date"
            and isinstance(found, int | float)
            and not isinstance(found, bool)
        ):
            yield "not-a-day", {"found": found, "near": day_meant(str(found))}
        case "type":
            yield _type_kind(wanted, found), {"found": found}
        case "pattern" | "format" if schema.get("format") == "date":
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found) and not found.startswith(
                ("19", "20")
            ):
                if error.validator == "pattern":
                    yield "other-century", {"found": found}
                return
            day = day_meant(found)
            if error.validator == "format" and not re.fullmatch(
                r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found
            ):
                return  # the pattern says it already
            yield (
                "no-such-day" if error.validator == "format" else "not-a-day",
                {
                    "found": found,
                    "near": day,
                },
            )
        case "pattern":
            swedish, _, english = schema.get("patternErrorMessage", " · ").partition(" · ")
            yield (
                "not-in-form",
                {
                    "found": found,
                    "help": Text(swedish, english),
                    "curly": found[:1] in "“”„‘’" and found != "",
                    "colon": found.startswith(":"),
                },
            )
        case "minimum" | "maximum":
            yield f"beyond-{error.validator}", {"found": found, "limit": wanted}
        case "maxLength":
            yield "too-long", {"length": len(found), "limit": wanted}
        case "minItems" | "maxItems":
            yield "wrong-length", {"length": len(found), "limit": wanted}
        case "uniqueItems":
            yield "said-twice", {}


_TYPES = {
    "string": "not-text",
    "integer": "not-a-number",
    "boolean": "not-true-or-false",
    "array": "not-a-list",
    "object": "not-a-mapping",
}


def _type_kind(wanted: str, found: Any) -> str:
    return "empty" if found is None else _TYPES[wanted]


def _spot(route: Route, data: Any) -> tuple[str, Any]:
    """Return what a reader would call the place: a meeting by its day, a contact, a pause, else the keys."""
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
    """Return where a key that stands in the wrong place belongs, as `mentor › capacity`, if that is one place."""
    homes = [route for route in _property_routes(whole) if route[-1] == key]
    return " › ".join(homes[0]) if len(homes) == 1 else None


def _property_routes(
    schema: dict[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    for key, inner in schema.get("properties", {}).items():
        yield (*above, key)
        yield from _property_routes(inner.get("items", inner), (*above, key))
