"""Every sentence of the program has its Swedish: the catalogue is whole and fits the code."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from dev import words
from dev.words import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dev.words import Forms, Sentences

ALIKE = frozenset(
    {
        "Mentor",
        "mentor",
        "{area}",
        "{heading}: {text}",
        "{text}",
        "{before} → {after}",
        "{cohort}: {told}",
        "{help}",
        "{name}",
        "{one} – {other}",
        "{pair}",
        "{person}",
        "{person}: {words}",
        "{first}\n{second}",
        "{what} {otherwise}",
        "{phone}",
        "{phone}, {hours}",
        "{place}",
        "{number} {before} → {after}",
        "{row}, {name}",
        "{fact} ({reason})",
        "{word}",
        "{weekday} {day}",
    }
)
"""What is written alike in Swedish and English: a name of a role, and values that stand alone."""


def placeholders(text: str) -> frozenset[str] | None:
    """Return the names in braces, or None where the braces do not pair up."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def complaints(catalogue: dict[Forms, Forms], spoken: frozenset[Forms]) -> Iterator[str]:
    """Yield what is wrong with a catalogue of a program that says `spoken`."""
    yield from (f"missing: {forms[0]}" for forms in sorted(spoken - catalogue.keys()))
    yield from (f"obsolete: {forms[0]}" for forms in sorted(catalogue.keys() - spoken))
    for english, swedish in catalogue.items():
        yield from (f"{fault}: {english[0]}" for fault in _faults(english, swedish))


def _faults(english: Forms, swedish: Forms) -> Iterator[str]:
    if len(swedish) != len(english) or not all(swedish):
        yield "empty"
        return
    pairs = list(zip(english, swedish, strict=True))
    if any(placeholders(text) != placeholders(translation) for text, translation in pairs):
        yield "other placeholders"
    if any((text == translation) != (text in ALIKE) for text, translation in pairs):
        yield "alike but not listed" if english[0] not in ALIKE else "listed but not alike"


@pytest.fixture(scope="module")
def catalogue() -> dict[Forms, Forms]:
    return words.read(words.CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def program() -> dict[str, Sentences]:
    return words.program()


def test_every_sentence_has_its_swedish_and_no_other_is_in_the_catalogue(
    catalogue: dict[Forms, Forms],
) -> None:
    spoken = words.spoken()
    assert len(spoken) > 300
    assert list(complaints(catalogue, spoken)) == []


def test_every_sentence_can_be_read_from_the_code(program: dict[str, Sentences]) -> None:
    assert {path: module.hidden for path, module in program.items() if module.hidden} == {}


def test_bringing_the_catalogue_up_to_date_changes_nothing(catalogue: dict[Forms, Forms]) -> None:
    text = words.written(words.updated(catalogue, words.spoken()))
    assert text == words.CATALOGUE.read_text(encoding="utf-8")


SPOKEN = frozenset(
    {("Nothing is late.",), ("{number} day of {limit}", "{number} days of {limit}"), ("{name}",)}
)
SOUND: dict[Forms, Forms] = {
    ("Nothing is late.",): ("Inget är försenat.",),
    ("{number} day of {limit}", "{number} days of {limit}"): (
        "{number} dag av {limit}",
        "{number} dagar av {limit}",
    ),
    ("{name}",): ("{name}",),
}


def test_a_sound_catalogue_is_met_with_silence() -> None:
    assert list(complaints(SOUND, SPOKEN)) == []


@pytest.mark.parametrize(
    ("english", "swedish", "complaint"),
    [
        ("Nothing is late.", ("",), "empty"),
        ("Nothing is late.", ("Nothing is late.",), "alike but not listed"),
        ("Nothing is late.", ("Inget är {sent}.",), "other placeholders"),
        ("Nothing is late.", ("Inget är } sent.",), "other placeholders"),
        ("{name}", ("namn: {name}",), "listed but not alike"),
        (
            "{number} day of {limit}",
            ("{number} dag av {limit}", "{number} dagar"),
            "other placeholders",
        ),
        (
            "{number} day of {limit}",
            ("dag av {limit}", "{number} dagar av {limit}"),
            "other placeholders",
        ),
        ("{number} day of {limit}", ("{number} dag av {limit}", ""), "empty"),
        ("{number} day of {limit}", ("{number} dag av {limit}",), "empty"),
    ],
)
def test_a_planted_fault_is_found(english: str, swedish: Forms, complaint: str) -> None:
    planted = {
        forms: swedish if forms[0] == english else translation
        for forms, translation in SOUND.items()
    }
    assert list(complaints(planted, SPOKEN)) == [f"{complaint}: {english}"]


def test_a_missing_and_an_obsolete_entry_are_found() -> None:
    planted = {forms: texts for forms, texts in SOUND.items() if forms != ("{name}",)}
    planted["Nothing is early.",] = ("Inget är tidigt.",)
    assert list(complaints(planted, SPOKEN)) == ["missing: {name}", "obsolete: Nothing is early."]
    assert words.updated(planted, SPOKEN) == {**SOUND, ("{name}",): ("",)}


def test_the_docstring_of_a_rule_is_read_part_by_part_and_no_other_docstring() -> None:
    docstring = '"""What it\n    asks.\n\n    Why: so.\n\n    Mend: like this.\n    """'
    source = f"""@rule(ERROR)
def a(b):
    {docstring}
    yield say("c")

def d():
    '''Nothing.'''
"""
    assert sentences(source).forms == {("What it asks.",), ("so.",), ("like this.",), ("c",)}


def test_a_sentence_that_cannot_be_read_from_the_code_is_hidden() -> None:
    source = """f(say("a") if x else say("b", c=say_n("one", "many", 3)))
say(name)
f"{say('in')}"
say_n("one", many, 2)
say("in" "two")
"""
    assert sentences(source) == (
        frozenset({("a",), ("b",), ("one", "many"), ("in",), ("intwo",)}),
        frozenset({"say(name)", "say_n('one', many, 2)"}),
    )


def test_the_sentences_of_a_template_are_read_wherever_they_are_placed() -> None:
    template = """# {{ say("a") | tojson }}
{% macro lines(items) %}{% if say("b") %}<p title="{{ say('c') }}">{{ page.say("d") }}{% endif %}{% endmacro %}
<p>{{ say("in"
          "two") }}</p> say("e") {# say("f") #}
"""
    assert words.placed(template) == (frozenset({("a",), ("b",), ("c",), ("intwo",)}), frozenset())


@pytest.mark.parametrize("call", ["say(name)", "say()", "say('a', day)", "say('a', day=3)"])
def test_a_sentence_that_cannot_be_read_from_a_template_is_hidden(call: str) -> None:
    assert words.placed(f"{{{{ {call} }}}}").forms == frozenset()
    assert len(words.placed(f"{{{{ {call} }}}}").hidden) == 1


BARE = (
    (
        r"\bhere\b|\b(?:this|these|those)\b(?=$|[.,:;?!)]| (?:one|ones|is|are|was|were|has|have|does"
        r"|can|may|must|will|would|means|keeps|belongs)\b)"
    ),
    (
        r"(?<!\bdet )(?<!\bden )(?<!\bde )\bhär\b|\b(?:de[tn]? här|detta|denna|dessa)\b(?=$|[.,:;?!)]"
        r"| (?:är|var|har|hade|kan|får|ska|måste|finns|går|blir|betyder|hör|som|rätt|fel)\b)"
    ),
)
"""A demonstrative without a noun, in English and in Swedish: it names nothing to who reads it."""


def bare(english: Forms, swedish: Forms) -> list[str]:
    """Return the forms of a sentence that point at something without naming it."""
    return [
        text
        for pattern, texts in zip(BARE, (english, swedish), strict=True)
        for text in texts
        if re.search(pattern, text, re.IGNORECASE)
    ]


def test_the_messages_of_the_rules_name_what_they_point_at() -> None:
    catalogue = words.read(words.CATALOGUE.read_text(encoding="utf-8"))
    modules = sorted((words.PACKAGE / "rules").glob("*.py"))
    sentences_of_rules = {
        forms for module in modules for forms in sentences(module.read_text(encoding="utf-8")).forms
    }
    assert len(sentences_of_rules) > 300
    assert [
        text for forms in sorted(sentences_of_rules) for text in bare(forms, catalogue[forms])
    ] == []


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        ("Then this is right.", "Då är borttagningen rätt."),
        ("This has no meaning.", "Tecknet betyder inget."),
        ("Otherwise delete this.", "Ta annars bort raden."),
        ("If it means something else here, leave it.", "Betyder ordet något annat får det stå."),
        ("Make a new branch: this one keeps the name.", "Gör en ny gren: grenen har kvar namnet."),
        ("Then the removal is right.", "Då är det här rätt."),
        ("The line has no meaning.", "Detta har ingen betydelse."),
        ("Delete the line.", "Ta bort det här."),
        ("If the word means something else, leave it.", "Betyder det något annat här?"),
        ("The old branch keeps the name.", "Den här har kvar namnet."),
    ],
)
def test_a_bare_demonstrative_is_noticed(english: str, swedish: str) -> None:
    assert bare((english,), (swedish,))


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        ("This computer gives no permission.", "Den här datorn ger ingen rätt."),
        ("End this pairing, or delete this file.", "Avsluta det här paret, eller filen."),
        ("The file is there, and this version is older.", "Filen finns där, i denna mapp."),
    ],
)
def test_a_demonstrative_with_its_noun_is_not(english: str, swedish: str) -> None:
    assert not bare((english,), (swedish,))
