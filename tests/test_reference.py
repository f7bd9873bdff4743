"""The reference is the program's own account of itself: whole, fresh, in both languages, and about nobody."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import markdown  # type: ignore[import-untyped]
import pytest
import yaml

from dev import reference
from dev.overlay import essence
from mentorskap.files.passages import filled
from mentorskap.files.schema import compile_schema
from mentorskap.model.deadlines import MENTEE_ROWS, MENTOR_ROWS, PAIRING_ROWS
from mentorskap.model.lifecycle import STAGES
from mentorskap.pages import editor
from mentorskap.pages.reference import SCHEMAS
from mentorskap.pages.reference.cast import neutral
from mentorskap.pages.reference.deadlines import COURSES, STAGE_MEANINGS
from mentorskap.pages.reference.examples import CheckAnswer, Edited, Example, example
from mentorskap.pages.reference.rules import explanation, rule_blocks
from mentorskap.rules import RULES, change
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.fields import entry
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.sentence import Person, Written, say
from tests.conftest import EXAMPLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

IDS = [rule.id for rule in (*RULES, *change.RULES)]
KINDS = {row.kind for row in MENTEE_ROWS} | {row.kind for row in MENTOR_ROWS}
KINDS |= {row.kind for row in PAIRING_ROWS}
COMPILED = {
    name: compile_schema(
        name, (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    for name in SCHEMAS
}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return reference.made()


# Fresh.


def _stale(pages: Mapping[str, str], root: Path) -> set[str]:
    """Return the pages that differ from what would be made, are missing, or are made no longer."""
    there = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in (
            *root.glob("docs/*/reference/**/*.md"),
            root / reference.EXAMPLES,
            root / editor.PATH,
        )
    }
    return {
        path for path in there.keys() | pages.keys() if _bare(there, path) != _bare(pages, path)
    }


def _bare(pages: Mapping[str, str], path: str) -> str | None:
    """Return a page without the programme's own numbers, which `mentorskap handbook` writes."""
    return filled(path, pages[path], lambda _: "") if path in pages else None


def test_the_pages_are_what_the_program_would_make(pages: dict[str, str]) -> None:
    assert _stale(pages, ROOT) == set(), "run make reference"
    assert set(pages) - {reference.EXAMPLES, editor.PATH} == {
        f"docs/{language}/reference/{name}.md"
        for language in LANGUAGES
        for name in ("rules", "fields", "deadlines", *(f"rules/{id_}" for id_ in IDS))
    }


def test_a_page_changed_by_hand_a_missing_one_and_one_too_many_are_found(
    pages: dict[str, str], tmp_path: Path
) -> None:
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert _stale(pages, tmp_path) == set()
    changed, missing, *_ = pages
    (tmp_path / changed).write_text(pages[changed].replace(".", "!", 1), encoding="utf-8")
    (tmp_path / missing).unlink()
    (tmp_path / "docs/sv/reference/more.md").write_text("# More\n", encoding="utf-8")
    assert _stale(pages, tmp_path) == {changed, missing, "docs/sv/reference/more.md"}


@pytest.mark.wide
def test_made_twice_the_pages_are_the_same(pages: dict[str, str]) -> None:
    assert reference.made() == pages


# Whole.


def _anchors(text: str) -> list[str]:
    return re.findall(r"^### .*\{ #(\S+) \}$", text, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_leads_from_what_one_sees_to_every_rule(
    pages: dict[str, str], language: str
) -> None:
    index = pages[f"docs/{language}/reference/rules.md"]
    listed = re.findall(r"^- \[(.+)\]\(rules/(\S+)\.md\)<br>`(\S+)`, \w+$", index, re.MULTILINE)
    assert [id_ for _, id_, _ in listed] == [id_ for *_, id_ in listed] == IDS
    for seen, id_, _ in listed:
        assert f"\n# {seen}\n" in pages[f"docs/{language}/reference/rules/{id_}.md"]


@pytest.mark.parametrize("id_", IDS)
def test_a_rule_is_told_whole_in_each_language(pages: dict[str, str], id_: str) -> None:
    rule_parts = explanation(
        next(rule for rule in (*RULES, *change.RULES) if rule.id == id_).explanation
    )
    swedish, english = (
        pages[f"docs/{language}/reference/rules/{id_}.md"] for language in ("sv", "en")
    )
    for sentence in (*rule_parts.claims, rule_parts.why, rule_parts.mend):
        sentence_alone = re.sub(r" \(F.*?\)", "", sentence)[1:]
        assert sentence_alone in english
        assert sentence_alone not in swedish
    for page, headings in (
        (swedish, ["Före", "Efter", "Varför", "Så rättar du"]),
        (english, ["Before", "After", "Why", "How to fix it"]),
    ):
        assert re.findall(r"^## (.+)$", page, re.MULTILINE)[:4] == headings
        assert not re.search(r"\bF[0-9]", page)
    assert english.count("\n> → ") == swedish.count("\n> → ")
    answers = json.loads(pages[reference.EXAMPLES])[id_]
    assert 0 < len(answers["sv"]["after"]) == len(answers["en"]["after"])
    assert 1 + len(answers["en"]["also"]) == english.count("\n> → ")


def test_every_kind_of_message_of_the_broken_repositories_is_told(pages: dict[str, str]) -> None:
    """A case whose message has another pattern than the first one is on the page of its rule."""
    english = pages["docs/en/reference/rules/steps-run-forward.md"]
    assert english.count("\n> → ") >= 6
    yaml = pages["docs/en/reference/rules/yaml-can-be-read.md"]
    assert yaml.count("\n> → ") >= 20


def _keys(schema: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, inner in schema.get("properties", {}).items():
        yield (*above, key)
        yield from _keys(entry(inner), (*above, key))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_told_once_with_its_values_and_who_may_see_it(
    pages: dict[str, str], language: str, name: str
) -> None:
    part = re.split(r"^## ", pages[f"docs/{language}/reference/fields.md"], flags=re.MULTILINE)[
        1 + SCHEMAS.index(name)
    ]
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    expected = [" › ".join(route) for route in _keys(schema)]
    documented = re.findall(r"^(?:### )?`([^`\n]+)`(?: \{ #\S+ \})?$", part, re.MULTILINE)
    assert sorted(documented) == sorted(expected)
    assert part.count({"sv": "får visas för ", "en": "may be shown to "}[language]) == len(expected)
    values = set(re.findall(r'"enum": \[([^]]*)\]', json.dumps(schema)))
    assert all(f"`{value}`" in part for listed in values for value in json.loads(f"[{listed}]"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_deadline_and_every_stage_is_told(
    pages: dict[str, str], language: str
) -> None:
    text = pages[f"docs/{language}/reference/deadlines.md"]
    assert set(_anchors(text)) == KINDS == COURSES.keys()
    assert all(f"](#{kind})" in text for kind in KINDS)
    assert STAGE_MEANINGS.keys() == set(STAGES)
    stages = text.partition("{ #stages }")[2]
    assert re.findall(r"<code>([a-z-]+)</code>", stages) == list(STAGES)


# About nobody.


def _people(root: Path) -> set[str]:
    """Return every id, name, family name, address, phone number and organisation of a repository."""
    values: set[str] = set()
    for path in root.glob("participants/*.yml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        values |= {
            path.stem,
            data["name"],
            data["name"].split()[-1],
            *(str(data[key]) for key in ("email", "phone", "organisation") if key in data),
        }
    manager = yaml.safe_load((root / "programme.yml").read_text(encoding="utf-8"))["manager"]
    return (
        values
        | {path.stem for path in root.glob("pairings/*.yml")}
        | {manager["name"], manager["email"]}
    )


def _told_of(people: set[str], text: str) -> set[str]:
    return {value for value in people if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text)}


@pytest.mark.wide
def test_nobody_of_the_example_cohort_stands_on_a_page(pages: dict[str, str]) -> None:
    people = _people(EXAMPLE)
    assert len(people) > 200
    assert {
        path: values for path, text in pages.items() if (values := _told_of(people, text))
    } == {}


@pytest.mark.wide
def test_nobody_of_the_broken_repositories_stands_on_a_page(pages: dict[str, str]) -> None:
    for id_ in IDS:
        lines = "\n".join(
            raw.decode("utf-8", "replace")
            for case in reference.cases(id_)
            for raw in (*case.least.values(), *case.whole.values())
        )
        people = set(
            re.findall(r"^(?:name|email|organisation|phone): ([^{\n]+)$", lines, re.MULTILINE)
        ) - {"true", "Mentor Ett"}  # a value that is no name, and one that names nobody
        assert {
            path: values for path, text in pages.items() if (values := _told_of(people, text))
        } == {}


def test_a_person_planted_on_a_page_is_found(pages: dict[str, str]) -> None:
    planted = f"{pages['docs/sv/reference/rules.md']}\nAnna Lindqvist, anna-07--bjorn-12\n"
    assert _told_of(_people(EXAMPLE), planted) >= {
        "Anna Lindqvist",
        "Lindqvist",
        "anna-07--bjorn-12",
        "anna-07",
        "bjorn-12",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id_", IDS)
def test_with_everyone_renamed_a_repository_breaks_the_same_rule_on_the_same_line(
    id_: str, language: str
) -> None:
    before = essence(id_)
    after = neutral(before, language)
    assert len(after) == len(before)
    assert [text.count(b"\n") for text in after.values()] == [
        text.count(b"\n") for text in before.values()
    ]
    neutral_example, original = (
        example(id_, repository, COMPILED, date(2026, 11, 23)) for repository in (after, before)
    )
    assert neutral_example.line == original.line
    for part in ("message", "fix"):
        sentence = getattr(neutral_example.answer, part)
        assert sentence.pattern == getattr(original.answer, part).pattern


def test_the_same_name_becomes_the_same_in_every_file_and_other_words_stay() -> None:
    after = neutral(
        {
            "participants/ek-07.yml": (
                b"name: Bo Ek\nemail: bo@ek.example\nphone: +46 8 123\norganisation: Ek\nmentee:\n "
                b" cohort: ekskog-07\n"
            ),
            "participants/ann-12.yml": (
                b"name: Ann Berg\nemail: bo@ek.example\norganisation: Berg & Ek\nmentor:\n "
                b" capacity: 1 # Bo Ek, bergek\n"
            ),
            "pairings/ek-07--ann-12--2.yml": (
                b"mentee: ek-07\nmentor: ann-12\nreplaces: ek-07--eva-99\nmeetings: [{form:"
                b" on-site, outcome: no-show}]\n"
            ),
            "programme.yml": b"manager: {name: Pia Dal, email: pia@dal.example}\n",
        },
        "en",
    )
    assert after == {
        "participants/one-01.yml": (
            b"name: Mentee One\nemail: mentee.one@company.example\nphone: +46 70 000 00"
            b" 01\norganisation: The Firm\nmentee:\n  cohort: ekskog-07\n"
        ),
        "participants/mentor-02.yml": (
            b"name: Mentor Two\nemail: mentee.one@company.example\norganisation: The"
            b" Company\nmentor:\n  capacity: 1 # Mentee One, bergek\n"
        ),
        "pairings/one-01--mentor-02--2.yml": (
            b"mentee: one-01\nmentor: mentor-02\nreplaces: one-01--mentor-03\nmeetings: [{form:"
            b" on-site, outcome: no-show}]\n"
        ),
        "programme.yml": (
            b"manager: {name: Manager Surname, email: manager.surname@company.example}\n"
        ),
    }


# Harmless.

HOSTILE = [
    "<script>alert(1)</script>",
    "</code></pre><img src=x onerror=alert(1)>",
    "```",
    "````` html",
    "~~~",
    "[a](javascript:alert(1))",
    '{: onclick="alert(1)" }',
    "&lt;b&gt; &#60;",
    "!!! note",
    "# heading {#mentor-has-room}",
    "*[HTML]: <b>",
    "_a_ __b__ *c* **d** a_b",
    "\u202egnp.exe",
]


class _Seen(HTMLParser):
    """What a browser would make of a page: the text of code and quotation, every tag and every attribute."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.code = ""
        self._inside = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._inside += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag == "pre"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            self.code += data


_TAGS = {"h1", "h2", "p", "strong", "code", "div", "pre", "span", "blockquote", "a"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_special_signs_in_an_example_stay_text(hostile: str) -> None:
    from mkdocs.utils.yaml import yaml_load

    settings = (ROOT / "docs" / "base.yml").read_text(encoding="utf-8")
    extensions = yaml_load(settings)["markdown_extensions"]
    planted = Example(
        f"participants/{hostile}.yml",
        f"name: x\n{hostile}\nwords: {hostile}\n",
        2,
        CheckAnswer(
            say("{who} wrote {what}.", who=Person("adept-01"), what=Written(hostile)),
            say("Stop, {who}.", who=Person("adept-01")),
            {"adept-01": hostile},
        ),
        (Edited(f"participants/{hostile}.yml", None, f"name: {hostile}\n"),),
    )
    text = "\n\n".join(rule_blocks(RULES[0], planted, ENGLISH))
    seen = _Seen(markdown.markdown(text, extensions=list(extensions), extension_configs=extensions))
    visible = hostile.replace("\u202e", "\ufffd")
    assert seen.code == f"name: x\n{visible}\nwords: {visible}\nname: {visible}\n"
    assert f"participants/{visible}.yml" in seen.text
    assert f"{visible} wrote “{visible}”." in seen.text
    assert seen.tags <= _TAGS
    assert seen.attributes <= {"id", "class", "href"}


def test_a_loose_accent_and_a_broken_letter_can_be_seen() -> None:
    planted = Example(
        "participants/adept-01.yml",
        b"place: Umea\xcc\x8a\ntitle: f\xf6r\n".decode("utf-8", "surrogateescape"),
        1,
        CheckAnswer(say("x"), say("y"), {}),
    )
    assert "\nplace: Umea\u25cc\u030a\ntitle: f\ufffdr\n" in "\n".join(
        rule_blocks(RULES[0], planted, ENGLISH)
    )
