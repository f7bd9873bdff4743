"""Laws of `schemas/` and `schema`: what a schema accepts becomes a record, what it refuses never does and is told."""

from __future__ import annotations

import copy
import json
import re
import types
from datetime import date
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap.files import reading, records, schema, source
from mentorskap.model.snapshot import Snapshot
from mentorskap.rules import files
from mentorskap.words import request
from mentorskap.words.characters import UNSEEN
from mentorskap.words.voice import Catalogue, Voice
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentorskap.files.source import Route

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "example"
NAMES = ("programme", "participant", "pairing")
LAW = settings(
    deadline=None,
    max_examples=examples(1000),
)

TEXTS = {name: (ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8") for name in NAMES}
SCHEMAS = {name: schema.compile_schema(name, text) for name, text in TEXTS.items()}
WHOLE: dict[str, Any] = {name: json.loads(text) for name, text in TEXTS.items()}
RECORD: dict[str, Callable[[Any], object]] = {
    "programme": records.programme,
    "participant": lambda data: records.participant("anna-07", data),
    "pairing": lambda data: records.pairing("anna-07--bjorn-12", data),
}
NOBODY = Snapshot(
    reading.Reading(None, {}, {}, frozenset(), frozenset(), (), (), ()), date(2026, 11, 23)
)
VOICES = [
    Voice(
        Catalogue(
            language, lambda one: one, lambda one, many, number: one if number == 1 else many
        ),
        {},
    )
    for language in ("sv", "en")
]


def _documents() -> Iterator[tuple[str, Any]]:
    for root in (EXAMPLE, ROOT / "tests/sound"):
        for name, pattern in zip(
            NAMES, ("programme.yml", "participants/*.yml", "pairings/*.yml"), strict=True
        ):
            for path in sorted(root.glob(pattern)):
                yield name, source.parse(path.read_text(encoding="utf-8"), path.name)


DOCUMENTS = list(_documents())


# --- The schemas themselves


def _properties(
    node: Any, route: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield every property that a schema declares; `if` and `else` repeat some, and are passed over."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if key == "properties":
                for name, declared in inner.items():
                    yield (*route, name), declared
                    yield from _properties(declared, (*route, name))
            elif key not in {"if", "else"}:
                yield from _properties(inner, (*route, f"({key})") if key == "$defs" else route)
    elif isinstance(node, list):
        for inner in node:
            yield from _properties(inner, route)


def _everything(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from _everything(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _everything(inner)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema_of_draft_2020_12(name: str) -> None:
    assert WHOLE[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(WHOLE[name])
    assert all(
        reduce(getitem, node["$ref"].removeprefix("#/").split("/"), WHOLE[name])
        for node in _everything(WHOLE[name])
        if isinstance(node.get("$ref"), str)
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_described_in_both_languages(name: str) -> None:
    described = [((), WHOLE[name]), *_properties(WHOLE[name])]
    assert len(described) > 10
    for route, declared in described:
        swedish, rule, english = declared["markdownDescription"].partition("\n\n---\n\n")
        assert rule, route
        assert english == declared["description"], route
        assert swedish.strip(), route
        assert swedish.endswith((".", "?")), route
        assert english.endswith((".", "?")), route


@pytest.mark.parametrize("name", NAMES)
def test_every_property_says_who_may_see_it(name: str) -> None:
    assert [
        route
        for route, declared in _properties(WHOLE[name])
        if declared.get("x-audience") not in {"manager", "pair", "all"}
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_is_explained_in_both_languages(name: str) -> None:
    choices = [node for node in _everything(WHOLE[name]) if isinstance(node.get("enum"), list)]
    assert choices
    for node in choices:
        assert len(node["enumDescriptions"]) == len(node["enum"])
        assert len({*node["enumDescriptions"]}) == len(node["enum"])
        assert all(
            text.count(" · ") == 1 and all(text.split(" · ")) for text in node["enumDescriptions"]
        )
        assert node["errorMessage"].count(" · ") == 1
        assert all(
            f"{value}" in half
            for half in node["errorMessage"].split(" · ")
            for value in node["enum"]
        )


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_is_whole_and_explained_in_both_languages(name: str) -> None:
    patterns = [node for node in _everything(WHOLE[name]) if isinstance(node.get("pattern"), str)]
    assert patterns
    for node in patterns:
        assert node["pattern"].startswith("^")
        assert node["pattern"].endswith("$")
        assert node["patternErrorMessage"].count(" · ") == 1
        assert all(node["patternErrorMessage"].split(" · "))


@pytest.mark.parametrize("name", NAMES)
def test_every_group_of_keys_is_closed(name: str) -> None:
    for node in _everything(WHOLE[name]):
        if "object" in node.get("type", ()) and "$ref" not in node:
            assert node["additionalProperties"] is False
            assert set(node["required"]) <= set(node["properties"])


@pytest.mark.parametrize("name", NAMES)
def test_every_example_and_default_fits_where_it_stands(name: str) -> None:
    shown = 0
    for node in _everything(WHOLE[name]):
        if isinstance(node.get("markdownDescription"), str) or isinstance(node.get("pattern"), str):
            for value in [
                *node.get("examples", []),
                *([node["default"]] if "default" in node else []),
            ]:
                validator = jsonschema.Draft202012Validator({**node, "$defs": WHOLE[name]["$defs"]})
                assert validator.is_valid(value), (node, value)
                shown += 1
    assert shown > 3


def test_the_three_schemas_mean_the_same_by_the_same_name() -> None:
    meanings: dict[str, set[str]] = {}
    for whole in WHOLE.values():
        for key, definition in whole["$defs"].items():
            meanings.setdefault(key, set()).add(json.dumps(definition, sort_keys=True))
    assert {key for key, found in meanings.items() if len(found) > 1} == set()


def test_no_property_holds_what_was_said() -> None:
    names = {
        route[-1]
        for name in NAMES
        for route, _ in _properties(WHOLE[name])
        if route != ("meetings", "minutes")  # how long a meeting is meant to last
    }
    assert names.isdisjoint(
        {
            "notes",
            "note",
            "comment",
            "comments",
            "minutes",
            "summary",
            "topic",
            "topics",
            "content",
            "text",
            "photo",
        }
    )


# --- Names


def _person(**more: Any) -> dict[str, Any]:
    return {"name": "Anna Ek", "email": "a@b.example", "organisation": "Fjällkraft", **more}


def _accepted(data: dict[str, Any]) -> bool:
    accepted = SCHEMAS["participant"].accepts(data)
    assert accepted == schema._explainer(TEXTS["participant"]).is_valid(data), data
    return accepted


@pytest.mark.parametrize(
    "name",
    [
        *("Ó Súilleabháin", "D'Angelo", "D’Angelo", "Jean-Luc", "Nils-Ánte Labba", "Müller jr."),
        *("Åsa (Lisa) Ek", "X Æ", "Ek, Anna", "Gal·la Núñez", "李小龍", "Айша Ким", "محمد علي"),
        *("Nguyễn Thị Ánh", "Jose\u0301 Å", "Anna\xa0Ek", "ʻOkalani Kaʻiulani", "O'Neill-D'Arcy"),
        *("Karl XVI Gustaf", "M.ª José", "Jean–Luc", "Ö", "हिन्दी नाम", "ชื่อ", "Anna K. Ek"),
    ],
)
def test_a_name_may_have_the_signs_that_names_have(name: str) -> None:
    assert _accepted(_person(name=name))
    assert _accepted(_person(called=name))


@pytest.mark.parametrize(
    "sign",
    [
        *'@<>/\\;:=*#|{}[]"“”„«»‹›_+!?%&$£€^~`´°§¤¶•…—™©0123456789²٣１＠＜🙂☃✓→',
        *"\u200b\u200d\u202e\u2066\u00ad\u3164\u2060\u180e\ufeff\u2028\ue000\U000e0041\x00\x1b\t\n",
    ],
)
def test_no_name_has_a_sign_that_names_do_not_have(sign: str) -> None:
    for name in (f"Anna{sign}Ek", f"{sign}Anna", f"Anna{sign}", sign):
        assert not _accepted(_person(name=name))
        assert not _accepted(_person(called=name))


@pytest.mark.parametrize("name", ["-", "...", "", " ", "Anna ", " Anna", "'Anna Ek'", "’Anna Ek’"])
def test_what_is_no_name_is_refused(name: str) -> None:
    assert not _accepted(_person(name=name))


@pytest.mark.parametrize(
    ("alias", "fits"), [("Deltagare 1", True), ("Adept 4", True), ("Adept #4", False), ("4", False)]
)
def test_only_an_alias_has_digits(alias: str, fits: bool) -> None:  # noqa: FBT001
    assert _accepted({"name": alias, "protected": True}) == fits
    assert not _accepted(_person(name=alias))
    assert not _accepted(_person(name=alias, protected=False))


@pytest.mark.parametrize("key", ["organisation", "unit", "title", "place"])
@pytest.mark.wide
def test_nothing_unseen_stands_in_a_line(key: str) -> None:
    unseen = re.findall(f"[{UNSEEN}]", "".join(map(chr, range(0xE1000))))
    assert len(unseen) > 4000
    for sign in unseen:
        assert not _accepted(_person(**{key: f"Ab{sign}c"}))
        assert not _accepted(_person(**{key: sign}))
    assert _accepted(_person(**{key: "3M & Söner (Sverige) AB / ”Verket” 24/7"}))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Anna Ek <anna@ek.example>", "Anna Ek"),
        ("anna@ek.example", None),
        ("Olle Sundin 121212-1212", "Olle Sundin"),
        ("“Anna Ek”", "Anna Ek"),
        ("Anna ‘Lisa’ Ek", "Anna Lisa Ek"),
        ("'Anna Ek'", "Anna Ek"),
        ("D´Angelo", "D’Angelo"),
        ("Anna [Lisa] Ek", "Anna Lisa Ek"),
        ("Anna <b>Ek</b> 7", "Anna Ek"),
        ("Jean—Luc", "Jean-Luc"),
        ("Anna (2) Ek", "Anna Ek"),
        ("123", None),
        (" Anna Ek", "Anna Ek"),
    ],
)
def test_a_name_refused_gets_one_answer_with_the_line_to_write(name: str, line: str | None) -> None:
    (fault,) = schema.faults(SCHEMAS["participant"], _person(name=name), "participants/anna-07.yml")
    _, fix = files._schema_words(fault, NOBODY)
    assert VOICES[1](fix) == (
        "Write the name in letters." if line is None else f"Write “name: {line}”."
    )
    assert line is None or _accepted(_person(name=line))


# --- Mutants of the example


def _routes(node: Any, route: Route = ()) -> Iterator[Route]:
    yield route
    if isinstance(node, dict):
        for key, inner in node.items():
            yield from _routes(inner, (*route, key))
    elif isinstance(node, list):
        for place, inner in enumerate(node):
            yield from _routes(inner, (*route, place))


ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    21,
    10**17,
    -(10**17),
    2**63,
    2.0,
    1.5,
    1e30,
    -1e98,
    "",
    " ",
    "\n",
    "a\n",
    "\u2028",
    "\x85",
    "a\u200b",
    "\u180ea",
    "a\xa0",
    "\x1ca",
    "a\x1f",
    "a\x00b",
    "a\u202eb",
    "🙂" * 60,
    "å" * 121,
    "x" * 2001,
    "inf",
    "nan",
    ".inf",
    "\\ud800",
    "NO",
    "null",
    "true",
    "2026-02-30",
    "2026-02-29",
    "2028-02-29",
    "2026-12-8",
    "2026-13-01",
    "0000-01-01",
    "1900-01-01",
    "2099-12-31",
    "2100-01-01",
    "2026-W48-1",
    "20261123",
    "2026-11-23\n",
    "2026-11-23 ",
    "\u0662\u0660\u0662\u0666-11-23",
    "2026-11-23T10:00:00",
    "23 november 2026",
    "“2026-11-23”",
    "anna-07",
    "anna-07\n",
    "Anna-07",
    "anna-07--bjorn-12",
    "anna-07--bjorn-12--1",
    "a" * 200 + "-07",
    "held",
    "Held",
    "genomfört",
    "a@b.example",
    "a@b",
    "a@b.example\n",
    "+46 70 123 45 67",
    "+46\n",
    [],
    [None],
    [[]],
    ["sv", "sv"],
    [1, True],
    [35, 42.0],
    {},
    {"": None},
    {"date": "2026-11-23"},
    {"a": {"b": {"c": []}}},
)
KEYS = (
    "",
    "name",
    "mentee",
    "mentor",
    "date",
    "reason",
    "notes",
    "<b>",
    "a'b",
    "a\nb",
    "'",
    "protected",
    "å",
    "naem",
    "outcome ",
    "x" * 300,
)


def _mutate(data: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """Return `data` after one change somewhere: delete, rename, retype, reorder, nest, double, transplant."""
    route = draw(st.sampled_from(list(_routes(data))))
    if not route:
        return copy.deepcopy(draw(st.sampled_from((data, data, [data], {"name": data}, *ODD))))
    above = data
    for step in route[:-1]:
        above = above[step]
    step = route[-1]
    match draw(st.integers(0, 7)):
        case 0:
            del above[step]
        case 1 if isinstance(above, dict):
            above[draw(st.sampled_from(KEYS))] = above.pop(step)
        case 2 if isinstance(above, dict):
            above[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(ODD)))
        case 3 if isinstance(above, dict):
            above |= {key: above.pop(key) for key in sorted(above, reverse=True)}
        case 3:
            above.reverse()
        case 4:
            above[step] = draw(
                st.sampled_from(
                    (
                        [above[step]],
                        {"words": above[step]},
                        str(above[step]),
                        f"{above[step]}\n",
                        f" {above[step]}",
                    )
                )
            )
        case 5 if isinstance(above, list):
            above += copy.deepcopy(above) * draw(st.integers(1, 30))
        case 6:
            other = data
            for further in draw(st.sampled_from(list(_routes(data)))):
                other = other[further]
            above[step] = copy.deepcopy(other)
        case _:
            above[step] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return data


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, Any]:
    """Return a document of the example after up to four changes, and the name of its schema."""
    name, data = draw(st.sampled_from(DOCUMENTS))
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 4))):
        data = _mutate(data, draw)
    return name, data


def _conforms(value: Any, hint: Any) -> bool:
    """Say whether a value is what a record's annotation promises, through and through."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin in {Union, types.UnionType}:
        return any(_conforms(value, part) for part in arguments)
    if origin is Literal:
        return value in arguments
    if origin is tuple:
        if arguments[1:] == (...,):
            return type(value) is tuple and all(_conforms(part, arguments[0]) for part in value)
        return (
            type(value) is tuple
            and len(value) == len(arguments)
            and all(map(_conforms, value, arguments))
        )
    if origin is dict:
        return type(value) is dict and all(
            _conforms(key, arguments[0]) and _conforms(part, arguments[1])
            for key, part in value.items()
        )
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return type(value) is hint and all(
            _conforms(getattr(value, field), part) for field, part in get_type_hints(hint).items()
        )
    return type(value) is hint


@pytest.mark.parametrize("written", ["\ufeffAnna", "Anna\ufeff"])
def test_the_two_judges_agree_about_a_byte_order_mark_inside_a_text(written: str) -> None:
    data = {"name": written, "email": "a@b.example", "organisation": "Fjällkraft"}
    assert SCHEMAS["participant"].accepts(data) == schema._explainer(TEXTS["participant"]).is_valid(
        data
    )


def test_a_record_that_breaks_its_promise_is_noticed() -> None:
    sound = records.Pause(date(2026, 12, 15), None)
    assert _conforms(sound, records.Pause)
    assert not _conforms(records.Pause(*sound[:1], "2027-01-15"), records.Pause)  # type: ignore[arg-type]
    assert not _conforms(sound, records.Ended)


@given(mutant=mutants())
@LAW
def test_the_fast_judge_and_the_one_that_explains_never_disagree(mutant: tuple[str, Any]) -> None:
    name, data = mutant
    assert SCHEMAS[name].accepts(data) == schema._explainer(TEXTS[name]).is_valid(data)


@given(mutant=mutants())
@LAW
def test_what_is_accepted_becomes_a_record_and_what_is_refused_is_told_at_its_place(
    mutant: tuple[str, Any],
) -> None:
    name, data = mutant
    before = copy.deepcopy(data)
    faults = schema.faults(SCHEMAS[name], data, "a.yml")
    assert data == before
    if not faults:
        kind = {
            "programme": records.Programme,
            "participant": records.Participant,
            "pairing": records.Pairing,
        }[name]
        assert _conforms(RECORD[name](data), kind)
        return
    assert len(faults) <= schema.MOST * 2
    for fault in faults:
        assert fault.kind != "unexplained"
        node = data
        for step in fault.route:
            node = node[step]
        for sentence in files._schema_words(fault, NOBODY):
            for voice in VOICES:
                said = voice(sentence)
                assert said
                assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "data"),
    DOCUMENTS[:1] + DOCUMENTS[1::9],
    ids=lambda value: value if isinstance(value, str) else "document",
)
def test_a_document_of_the_example_becomes_a_record(name: str, data: Any) -> None:
    assert schema.faults(SCHEMAS[name], data, "a.yml") == []
    RECORD[name](data)


@pytest.mark.parametrize(
    "sign", ["\n", "\r", " ", "\xa0", "\u2028", "\ufeff", "\x00", "\x1b", "\u202e", "\u2066"]
)
@pytest.mark.parametrize("field", ["name", "email", "organisation"])
def test_a_line_of_text_has_no_hidden_sign_at_its_end(sign: str, field: str) -> None:
    data = {
        "name": "Anna Ek",
        "email": "a@b.example",
        "organisation": "Fjällkraft",
        "mentor": {"offers": [], "capacity": 1},
    }
    assert SCHEMAS["participant"].accepts(data)
    assert not SCHEMAS["participant"].accepts({**data, field: data[field] + sign})  # type: ignore[operator]


# --- What was meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-12-8", "2026-12-08"),
        ("2026/12/08", "2026-12-08"),
        ("2026.12.8", "2026-12-08"),
        ("20261208", "2026-12-08"),
        ("8/12 2026", "2026-12-08"),
        ("8/12/2026", "2026-12-08"),
        ("8.12.2026", "2026-12-08"),
        ("8 dec 2026", "2026-12-08"),
        ("8 december 2026", "2026-12-08"),
        ("8 maj 2026", "2026-05-08"),
        ("8 mars 2026", "2026-03-08"),
        ("3 okt. 2026", "2026-10-03"),
        ("“2026-12-08”", "2026-12-08"),
        ("2026-12-08T10:00", "2026-12-08"),
        ("2026\u201312\u201308", "2026-12-08"),
        ("2026\u201112\u201108", "2026-12-08"),
        ("2026-02-30", None),
        ("i morgon", None),
        ("", None),
    ],
)
def test_a_day_is_understood_where_it_can_be(written: str, meant: str | None) -> None:
    assert request.day_meant(written) == meant


def _choices(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that has a closed list of words with labels."""
    if isinstance(part, dict):
        if isinstance(part.get("enum"), list) and "enumDescriptions" in part:
            yield part
        for inner in part.values():
            yield from _choices(inner)


def test_the_reasons_for_a_no_are_those_of_the_schema() -> None:
    for key, reasons in records.REASONS.items():
        part = schema.at(SCHEMAS["pairing"], ("proposal", key, "reason"))
        assert list(reasons) == part["enum"]


def test_every_word_of_a_choice_means_one_value() -> None:
    choices = [choice for name in NAMES for choice in _choices(WHOLE[name])]
    assert len(choices) > 10
    for choice in choices:
        for label, value in request.labels(choice).items():
            for word in (value, *label.split(" · ")):
                assert request.value(word, choice) == value
                assert request.value(f" {word.upper()} ", choice) == value


@pytest.mark.parametrize(
    ("written", "meant"), [(20260615, "2026-06-15"), (2026, None), (2026.06, None)]
)
def test_a_day_that_reads_as_a_number_is_told_as_a_day_and_not_as_a_text_without_quotes(
    written: float, meant: str | None
) -> None:
    person = {"name": "Ida Holm", "mentee": {"cohort": "2026-host", "admitted": written}}
    (fault,) = (
        one
        for one in schema.faults(SCHEMAS["participant"], person, "participants/ida-31.yml")
        if one.route
    )
    assert (fault.kind, fault.values["near"]) == ("not-a-day", meant)


@given(
    on=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    style=st.sampled_from(
        [
            "{0:%Y}-{0.month}-{0.day}",
            "{0:%Y/%m/%d}",
            "{0.day}.{0.month}.{0:%Y}",
            "{0:%Y%m%d}",
            " {0:%Y-%m-%d} ",
        ]
    ),
)
@settings(LAW, max_examples=examples(100))
def test_aday_meant_is_the_day_written(on: date, style: str) -> None:
    assert request.day_meant(style.format(on)) == on.isoformat()


@given(
    word=st.text(max_size=12),
    allowed=st.lists(st.text("abcdef-_", min_size=1, max_size=8), max_size=12),
)
@settings(LAW, max_examples=examples(200))
def test_a_word_meant_is_one_of_those_allowed(word: str, allowed: list[str]) -> None:
    assert request.near(word, allowed) in {None, *allowed}
    for known in allowed:
        if known == known.strip():
            assert request.near(known, allowed) is not None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Held", "held"),
        ("hold", "held"),
        ("no show", "no-show"),
        ("no_show", "no-show"),
        ("canceled", "cancelled"),
        ("ligger i framtiden", None),
        (None, None),
        (12, None),
    ],
)
def test_a_value_meant_is_suggested(written: Any, meant: str | None) -> None:
    assert request.near(written, ["planned", "held", "moved", "cancelled", "no-show"]) == meant
