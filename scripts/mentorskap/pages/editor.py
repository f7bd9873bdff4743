"""The fields of the browser editor: what its forms ask, made from the schemas.

The editor is Sveltia CMS. Labels, explanations, choices, patterns and required fields come from the
schemas, so a new key of a file gets a field by itself. The tables below hold what a schema cannot
say: which ids are somebody's, how a folded entry is summed up, and what one entry is called.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mentorskap.words.languages import LANGUAGES
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATH = "scripts/dev/editor/fields.json"
"""Where the fields are written, for the editor's build."""
FORMAT = "mentorskap-"
"""What the names of the editor's file formats begin with: a kind of file follows."""

_Part = dict[str, Any]
_Words = tuple[str, str]
"""A text in Swedish and in English."""


class Relation(NamedTuple):
    """What the ids in a field belong to: where they are, which, and what is shown of each."""

    collection: str
    value: str
    shown: str
    only: str | None = None
    """The key that an entry must have to be offered: only mentees, only mentors."""
    file: str | None = None


_PERSON = "{{name}} ({{slug}})"
_ANYBODY = Relation("participants", "{{slug}}", _PERSON)
_MENTEES = Relation("participants", "{{slug}}", _PERSON, "mentee.0.cohort")
_MENTORS = Relation("participants", "{{slug}}", _PERSON, "mentor.capacity")
_PAIRINGS = Relation("pairings", "{{slug}}", "{{slug}}")
_COHORTS = Relation("_singletons", "cohorts.*.id", "cohorts.*.name.{language}", None, "programme")
_AREAS = Relation("_singletons", "areas.*.id", "areas.*.{language}", None, "programme")

_RELATIONS: Mapping[str, Relation] = {
    "participant.ties.with": _ANYBODY,
    "participant.mentee.cohort": _COHORTS,
    "participant.mentee.interview.challenges.area": _AREAS,
    "participant.mentee.interview.development_areas.area": _AREAS,
    "participant.mentee.interview.mentor_contribution.area": _AREAS,
    "participant.mentee.interview.wishes.mentor": _MENTORS,
    "participant.mentor.offers.area": _AREAS,
    "pairing.mentee": _MENTEES,
    "pairing.mentor": _MENTORS,
    "pairing.cohort": _COHORTS,
    "pairing.replaces": _PAIRINGS,
}

_DAY_AND_ANSWER = "{{date}} · {{answer}}"
_AREA = "{{area}} {{words}}"
_SUMMARIES: Mapping[str, str] = {
    "participant.ties": "{{with}} · {{kind}}",
    "participant.mentee": "{{cohort}}",
    "participant.mentee.interview": "{{date}}",
    "participant.mentee.interview.challenges": _AREA,
    "participant.mentee.interview.development_areas": _AREA,
    "participant.mentee.interview.mentor_contribution": _AREA,
    "participant.mentee.interview.wishes": "{{mentor}} {{words}}",
    "participant.mentor": "{{capacity}}",
    "participant.mentor.offers": _AREA,
    "participant.mentor.available": "{{from}} – {{until}}",
    "pairing.proposal": "{{mentor_asked}}",
    "pairing.proposal.mentor_answer": _DAY_AND_ANSWER,
    "pairing.proposal.mentee_answer": _DAY_AND_ANSWER,
    "pairing.meetings": "{{date}} · {{outcome}} · {{form}}",
    "pairing.feedback.mentee": _DAY_AND_ANSWER,
    "pairing.feedback.mentor": _DAY_AND_ANSWER,
    "pairing.contacts": "{{date}} · {{with}}",
    "pairing.pauses": "{{from}} – {{until}}",
    "pairing.ended": "{{date}} · {{reason}}",
}
"""How an entry is summed up while it is folded."""

_ONE: Mapping[str, _Words] = {
    "participant.ties": ("koppling", "tie"),
    "participant.mentee": ("omgång som adept", "cohort as a mentee"),
    "participant.mentee.interview.challenges": ("utmaning", "challenge"),
    "participant.mentee.interview.development_areas": ("utvecklingsområde", "development area"),
    "participant.mentee.interview.mentor_contribution": ("bidrag", "contribution"),
    "participant.mentor.offers": ("område", "area"),
    "pairing.meetings": ("möte", "meeting"),
    "pairing.feedback.mentee": ("svar", "answer"),
    "pairing.feedback.mentor": ("svar", "answer"),
    "pairing.contacts": ("avstämning", "check-in"),
    "pairing.pauses": ("paus", "pause"),
}
"""What one entry of a list is called, on the button that adds one."""

_CHOOSE_AREA: _Words = ("Välj ett område.", "Choose an area.")
_HINTS: Mapping[str, _Words] = {
    "participant.organisation": (
        "Arbetsgivare eller eget bolag.",
        "The employer, or a company of one's own.",
    ),
    "participant.unit": ("Avdelning eller enhet.", "The department or unit."),
    "participant.protected": (
        "Kryssa i vid skyddade personuppgifter. Då får namnet bara vara ett alias.",
        "Tick this if the person’s details are protected. The name may then only be an alias.",
    ),
    "participant.mentee": (
        "Lägg till en omgång om personen är adept, och en till om hen är med igen.",
        "Add a cohort if the person is a mentee, and another if they take part again.",
    ),
    "participant.ties.with": ("Välj den andra personen.", "Choose the other person."),
    "participant.mentee.cohort": ("Välj omgången.", "Choose the cohort."),
    "participant.mentee.interview.mentor_contribution.required": (
        "Kryssa i om ingen annan mentor duger.",
        "Tick this if no other mentor will do.",
    ),
    "participant.mentee.interview.wishes.mentor": (
        "Den mentor som adepten önskar sig.",
        "The mentor whom the mentee wishes for.",
    ),
    "participant.mentor": (
        "Lägg till om personen är mentor.",
        "Add this if the person is a mentor.",
    ),
    "pairing.mentee": ("Välj adepten.", "Choose the mentee."),
    "pairing.mentor": ("Välj mentorn.", "Choose the mentor."),
}
"""An explanation where the schema's own is written for whoever types YAML."""

_DEMANDED = frozenset({"participant.email", "participant.organisation"})
"""What a file may lack only if the details are protected. Such a person is entered by command."""
_LEFT_OUT = frozenset({"pairing.manager"})
"""Keys without a field: the editor keeps them as they are."""
_LONG = "#/$defs/words"
_FOLDERS = {"participant": "participants", "pairing": "pairings"}
_NAMES: Mapping[str, tuple[_Words, _Words]] = {
    "participant": (("Deltagare", "Participants"), ("deltagare", "participant")),
    "pairing": (("Mentorpar", "Pairings"), ("mentorpar", "pairing")),
}
_ID_HINT: _Words = (
    "Ett ord som inte pekar ut någon, bindestreck, två till fyra tecken: tall-07. Ändras aldrig.",
    "A word that points to nobody, a hyphen, two to four characters: tall-07. It never changes.",
)


def fields_text(schemas: Mapping[str, str]) -> str:
    """Return the JSON of the editor's collections in both languages, from the schemas' texts.

    `shape` says for each kind of file which routes are mappings in lines of their own, and which
    are a list in the form that the file may write as one mapping.
    """
    parsed = {name: json.loads(schemas[name]) for name in (*_FOLDERS, "programme")}
    made = {
        "shape": {name: _shape(parsed[name]) for name in parsed},
        **{language: _collections(parsed, language) for language in LANGUAGES},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _collections(schemas: Mapping[str, _Part], language: str) -> _Part:
    return {
        "collections": [
            _collection(name, _Form(name, schemas[name], language)) for name in _FOLDERS
        ],
        "singletons": [_programme(_Form("programme", schemas["programme"], language))],
    }


def _collection(name: str, form: _Form) -> _Part:
    many, one = _NAMES[name]
    id_ = form.whole["$defs"]["pairing" if name == "pairing" else "id"]
    summary = "{{name}} ({{slug}})"
    slug: _Part = {
        "editable": ["create"],
        "hint": form.one_of(_ID_HINT),
        "pattern": [id_["pattern"], form.half(id_["patternErrorMessage"])],
    }
    if name == "pairing":
        summary = "{{mentee}} – {{mentor}} · {{cohort}}"
        slug = {"template": "{{mentee}}--{{mentor}}", "editable": ["create"], **slug}
        del slug["hint"]
    return {
        "name": _FOLDERS[name],
        "label": form.one_of(many),
        "label_singular": form.one_of(one),
        "folder": _FOLDERS[name],
        "extension": "yml",
        "format": f"{FORMAT}{name}",
        "identifier_field": "name" if name == "participant" else "mentee",
        "summary": summary,
        "slug": slug,
        "create": True,
        "delete": False,
        "duplicate": False,
        "thumbnail": False,
        "fields": list(form.fields()),
    }


def _programme(form: _Form) -> _Part:
    """Return the programme's own form: cohorts and areas, which the other forms refer to."""
    id_ = {"name": "id", "label": "Id", "widget": "string", "required": True}
    cohorts = form.part(("cohorts",))["items"]["properties"]
    day = {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "required": True}
    names = [
        {"name": code, "label": label, "widget": "string", "required": True}
        for code, label in (
            ("sv", form.one_of(("På svenska", "In Swedish"))),
            ("en", form.one_of(("På engelska", "In English"))),
        )
    ]
    slug = form.whole["$defs"]["slug"]
    id_["pattern"] = [slug["pattern"], form.half(slug["patternErrorMessage"])]
    return {
        "name": "programme",
        "label": form.one_of(("Omgångar och områden", "Cohorts and areas")),
        "file": "programme.yml",
        "format": f"{FORMAT}programme",
        "fields": [
            {
                "name": "areas",
                "label": form.one_of(("Områden", "Areas")),
                "label_singular": form.one_of(("område", "area")),
                "hint": form.explanation(form.part(("areas",))),
                "widget": "list",
                "required": False,
                "collapsed": True,
                "allow_reorder": False,
                "summary": f"{{{{{form.language}}}}}",
                "fields": [id_, *names],
            },
            {
                "name": "cohorts",
                "label": form.one_of(("Omgångar", "Cohorts")),
                "label_singular": form.one_of(("omgång", "cohort")),
                "widget": "list",
                "required": True,
                "collapsed": True,
                "allow_reorder": False,
                "summary": f"{{{{name.{form.language}}}}}",
                "fields": [
                    id_,
                    {
                        "name": "name",
                        "label": form.one_of(("Namn", "Name")),
                        "widget": "object",
                        "fields": names,
                    },
                    {
                        "name": "starts",
                        "label": form.one_of(("Börjar", "Starts")),
                        "hint": form.explanation(cohorts["starts"]),
                        **day,
                    },
                    {
                        "name": "ends",
                        "label": form.one_of(("Slutar", "Ends")),
                        "hint": form.explanation(cohorts["ends"]),
                        **day,
                    },
                    {
                        "name": "breaks",
                        "label": form.one_of(("Uppehåll", "Breaks")),
                        "label_singular": form.one_of(("uppehåll", "break")),
                        "widget": "list",
                        "required": False,
                        "collapsed": True,
                        "allow_reorder": False,
                        "summary": "{{from}} – {{until}}",
                        "fields": [
                            {"name": "from", "label": form.one_of(("Från", "From")), **day},
                            {
                                "name": "until",
                                "label": form.one_of(("Till och med", "Until")),
                                **day,
                            },
                        ],
                    },
                ],
            },
        ],
    }


class _Form:
    """The form of one kind of file, in one language."""

    def __init__(self, name: str, whole: _Part, language: str) -> None:
        self.name = name
        self.whole = whole
        self.language = language

    def one_of(self, words: _Words) -> str:
        return words[0 if self.language == "sv" else 1]

    def half(self, text: str) -> str:
        """Return the half in this language of a text such as `Namn · Name`."""
        swedish, _, english = text.partition(" · ")
        return self.one_of((swedish, english or swedish))

    def explanation(self, part: _Part) -> str:
        swedish, _, english = str(part.get("markdownDescription", "")).partition("\n\n---\n\n")
        return self.one_of((swedish, english or swedish)).replace("`", "")

    def part(self, route: tuple[str, ...]) -> _Part:
        part = self.whole
        for step in route:
            part = _resolved(part["properties"][step], self.whole)
        return part

    def fields(self, part: _Part | None = None, route: tuple[str, ...] = ()) -> Iterator[_Part]:
        """Yield the fields of a mapping, in the order in which its keys are written."""
        part = self.whole if part is None else part
        for key, raw in part["properties"].items():
            path = ".".join((self.name, *route, key))
            if path in _LEFT_OUT:
                continue
            inner = _resolved(raw, self.whole)
            hint = _CHOOSE_AREA if key == "area" else _HINTS.get(path)
            required = key in part.get("required", ()) or path in _DEMANDED
            field = {
                "name": key,
                "label": _capital(self.half(inner["title"])),
                "hint": self.one_of(hint) if hint else self.explanation(inner),
                "required": required,
                **self.widget(inner, raw.get("$ref"), path, (*route, key)),
            }
            yield {name: value for name, value in field.items() if value != ""}

    def widget(
        self, part: _Part, reference: str | None, path: str, route: tuple[str, ...]
    ) -> _Part:
        """Return what a field is, by what the schema asks of its value."""
        if path in _RELATIONS:
            return self.relation(_RELATIONS[path])
        if "enum" in part:
            return {"widget": "select", "options": list(self.options(part))}
        kind = part["type"]
        if kind == "array" and "properties" not in _resolved(part["items"], self.whole):
            return {"widget": "list"}
        if "array" in kind:
            items = part if "properties" in part else part["items"]
            return {
                "widget": "list",
                "label_singular": self.one_of(_ONE[path]),
                "summary": _SUMMARIES[path],
                "collapsed": True,
                "allow_reorder": False,
                "fields": list(self.fields(items, route)),
            }
        if kind == "object":
            return {
                "widget": "object",
                "collapsed": "auto",
                **({"summary": _SUMMARIES[path]} if path in _SUMMARIES else {}),
                "fields": list(self.fields(part, route)),
            }
        if kind == "boolean":
            return {"widget": "boolean", "default": False}
        if kind == "integer":
            limits = {"min": part.get("minimum"), "max": part.get("maximum")}
            return {
                "widget": "number",
                "value_type": "int",
                **{name: limit for name, limit in limits.items() if limit is not None},
            }
        if part.get("format") == "date":
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        return {"widget": "text" if reference == _LONG else "string", **self.pattern(part)}

    def options(self, part: _Part) -> Iterator[_Part]:
        for value, label in zip(part["enum"], part["enumDescriptions"], strict=True):
            yield {"value": value, "label": self.half(label)}

    def pattern(self, part: _Part) -> _Part:
        """Return a pattern, written `/pattern/flags` as in JavaScript, with its message."""
        if "pattern" not in part:
            return {}
        return {"pattern": [f"/{part['pattern']}/u", self.half(part["patternErrorMessage"])]}

    def relation(self, relation: Relation) -> _Part:
        shown = relation.shown.replace("{language}", self.language)
        return {
            "widget": "relation",
            "collection": relation.collection,
            **({"file": relation.file} if relation.file else {}),
            "value_field": relation.value,
            "display_fields": [shown],
            "dropdown_threshold": 0,
            **({"only": relation.only} if relation.only else {}),
        }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _resolved(part: _Part, whole: _Part) -> _Part:
    """Return a part of a schema with what its `$ref` points to; its own words come first."""
    if "$ref" not in part:
        return part
    target = whole
    for step in part["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return {**target, **part}


def _shape(whole: _Part) -> dict[str, list[str]]:
    """Return the routes of the mappings in lines of their own, and of the lists that may be one."""
    blocks: list[str] = []
    wrapped: list[str] = []

    def visit(part: _Part, route: str) -> None:
        for key, raw in part.get("properties", {}).items():
            inner, path = _resolved(raw, whole), f"{route}.{key}".lstrip(".")
            items = _resolved(inner["items"], whole) if "items" in inner else inner
            if isinstance(inner.get("type"), list) and "items" in inner:
                wrapped.append(path)
            if any(map(_holds_facts, items.get("properties", {}).values())):
                blocks.append(path)
            visit(items if "properties" in items else inner, path)

    def _holds_facts(raw: _Part) -> bool:
        part = _resolved(raw, whole)
        items = _resolved(part["items"], whole) if "items" in part else part
        return "properties" in items

    visit(whole, "")
    return {"blocks": blocks, "wrapped": wrapped}
