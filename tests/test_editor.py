"""The browser editor: its forms ask for all that a file may hold, in both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.files import disk
from mentorskap.pages import editor
from mentorskap.words.languages import LANGUAGES
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = {
    name: disk.packaged_text(f"schemas/{name}.schema.json")
    for name in ("participant", "pairing", "programme")
}
KINDS = {"participants": "participant", "pairings": "pairing"}
WITHOUT_A_FIELD = {"pairing.manager"}


def made(schemas: dict[str, str] = SCHEMAS) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(editor.fields_text(schemas))
    return made


def routes(fields: list[dict[str, Any]], start: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each field of a form, with the route of its key."""
    for field in fields:
        route = f"{start}.{field['name']}"
        yield route, field
        yield from routes(field.get("fields", []), route)


def forms(language: str, schemas: dict[str, str] = SCHEMAS) -> dict[str, dict[str, Any]]:
    """Return every field of the two collections, by route."""
    return dict(
        pair
        for collection in made(schemas)[language]["collections"]
        for pair in routes(collection["fields"], KINDS[collection["name"]])
    )


def keys(name: str) -> set[str]:
    """Return the route of every key that a file may have."""
    whole = json.loads(SCHEMAS[name])

    def inside(part: dict[str, Any], route: str) -> Iterator[str]:
        items = part.get("items", {})
        for key, inner in (part.get("properties") or items.get("properties") or {}).items():
            yield f"{route}.{key}"
            yield from inside(inner, f"{route}.{key}")

    return set(inside(whole, name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_file_has_a_field_with_a_label(language: str) -> None:
    fields = forms(language)
    assert len(fields) > 60
    assert keys("participant") | keys("pairing") == set(fields) | WITHOUT_A_FIELD
    for route, field in fields.items():
        assert field["label"][0].isupper(), route
        assert " · " not in field["label"] + field.get("hint", ""), route
        assert "---" not in field.get("hint", ""), route


def test_the_two_languages_ask_for_the_same_in_different_words() -> None:
    swedish, english = (forms(language) for language in LANGUAGES)
    words = {"label", "label_singular", "hint", "options", "fields", "pattern", "display_fields"}
    for route, field in swedish.items():
        bare = {name: value for name, value in field.items() if name not in words}
        assert bare == {name: value for name, value in english[route].items() if name not in words}
    assert swedish["pairing.meetings.outcome"]["options"][1] == {"value": "held", "label": "hållet"}
    assert english["pairing.meetings.outcome"]["options"][1] == {"value": "held", "label": "held"}


def test_people_are_chosen_by_name_and_by_their_role() -> None:
    fields = forms("sv")
    assert fields["pairing.mentor"] == {
        "name": "mentor",
        "label": "Mentor",
        "hint": "Välj mentorn.",
        "required": True,
        "widget": "relation",
        "collection": "participants",
        "value_field": "{{slug}}",
        "display_fields": ["{{name}} ({{slug}})"],
        "dropdown_threshold": 0,
        "only": "mentor.capacity",
    }
    assert fields["pairing.mentee"]["only"] == "mentee.0.cohort"
    assert "only" not in fields["participant.ties.with"]
    assert fields["participant.mentor.offers.area"]["file"] == "programme"


def test_lists_are_folded_and_summed_up() -> None:
    meetings = forms("sv")["pairing.meetings"]
    assert meetings["collapsed"] is True
    assert meetings["summary"] == "{{date}} · {{outcome}} · {{form}}"
    assert meetings["label_singular"] == "möte"


def test_what_the_schema_demands_is_required_and_email_is_too() -> None:
    required = {
        route for route, field in forms("sv").items() if field["required"] and route.count(".") == 1
    }
    assert required == {
        "participant.name",
        "participant.email",
        "participant.organisation",
        "pairing.mentee",
        "pairing.mentor",
        "pairing.cohort",
    }


def test_an_id_follows_the_pattern_of_the_schema() -> None:
    collections = {each["name"]: each for each in made()["sv"]["collections"]}
    defs = json.loads(SCHEMAS["participant"])["$defs"]
    assert collections["participants"]["slug"]["pattern"][0] == defs["id"]["pattern"]
    assert "template" not in collections["participants"]["slug"]
    assert collections["pairings"]["slug"]["template"] == "{{mentee}}--{{mentor}}"


def test_nothing_can_be_deleted_or_copied() -> None:
    for collection in made()["sv"]["collections"]:
        assert collection["delete"] is False
        assert collection["duplicate"] is False


def test_a_new_key_of_the_schema_gets_a_field_by_itself() -> None:
    schema = json.loads(SCHEMAS["pairing"])
    schema["properties"]["planted"] = {
        "title": "planterad · planted",
        "markdownDescription": "På prov.\n\n---\n\nOn trial.",
        "$ref": "#/$defs/date",
    }
    fields = forms("en", SCHEMAS | {"pairing": json.dumps(schema)})
    assert fields["pairing.planted"] == {
        "name": "planted",
        "label": "Planted",
        "hint": "On trial.",
        "required": False,
        "widget": "datetime",
        "type": "date",
        "format": "YYYY-MM-DD",
    }


def test_the_committed_fields_are_fresh() -> None:
    committed = (ROOT / editor.PATH).read_text(encoding="utf-8")
    assert committed == editor.fields_text(SCHEMAS), "run make reference"
    assert committed != editor.fields_text(
        SCHEMAS | {"pairing": SCHEMAS["pairing"].replace("Möten · Meetings", "Träffar · Meetings")}
    )
