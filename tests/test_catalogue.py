"""Every sentence of the program has its Swedish: the catalogue is whole, fits the code, and is compiled."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "mentorskap"
PO = PACKAGE / "words" / "locale" / "sv" / "LC_MESSAGES" / "mentorskap.po"

Forms = tuple[str, ...]
"""A sentence in its forms: one, or two where a number decides."""

ALIKE = frozenset(
    {
        "Mentor",
        "mentor",
        "{area}",
        "{before} → {after}",
        "{cohort}: {told}",
        "{help}",
        "{name}",
        "{one} – {other}",
        "{pair}",
        "{person}",
        "{person}: {words}",
        "{what} {otherwise}",
        "{place}",
        "{row}, {name}",
        "{word}",
    }
)
"""What is written alike in Swedish and English: a name of a role, and values that stand alone."""


class Said(NamedTuple):
    """What the code says, and where it says something that no extraction can find."""

    sentences: frozenset[Forms]
    hidden: frozenset[str]


def said(source: str) -> Said:
    """Return the sentences of one module, told by its syntax tree and not by Babel."""
    tree = ast.parse(source)
    # Babel sees into f-strings only from Python 3.12 on; the catalogue must not depend on that.
    inside = {
        node
        for part in ast.walk(tree)
        if isinstance(part, ast.JoinedStr)
        for node in ast.walk(part)
    }
    sentences: set[Forms] = set()
    hidden: set[str] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"say", "say_n"}
        ):
            wanted = node.args[: 2 if node.func.id == "say_n" else 1]
            forms = tuple(
                part.value
                for part in wanted
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            if len(forms) < len(wanted) or node in inside:
                hidden.add(ast.unparse(node))
            else:
                sentences.add(forms)
        elif isinstance(node, ast.FunctionDef) and any(
            ast.unparse(given).startswith("rule(") for given in node.decorator_list
        ):
            sentences.update(
                (re.sub("^(Why|Mend): ", "", " ".join(part.split())),)
                for part in (ast.get_docstring(node) or "").split("\n\n")
            )
    return Said(frozenset(sentences), frozenset(hidden))


def forms(text: str | tuple[str, ...] | list[str] | None) -> Forms:
    """Return a message's id or translation as its forms."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def placeholders(text: str) -> frozenset[str] | None:
    """Return the names in braces, or None where the braces do not pair up."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def complaints(catalogue: Catalog, sentences: frozenset[Forms]) -> Iterator[str]:
    """Yield what is wrong with a catalogue of a program that says `sentences`."""
    known = {forms(message.id): message for message in catalogue if message.id}
    yield from (f"lacking: {wanted[0]}" for wanted in sorted(sentences - known.keys()))
    yield from (f"obsolete: {left[0]}" for left in sorted(known.keys() - sentences))
    yield from (f"obsolete: {message.id}" for message in catalogue.obsolete.values())
    for english, message in known.items():
        yield from (f"{what}: {english[0]}" for what in _wrong_with(english, message))


def _wrong_with(english: Forms, message: Message) -> Iterator[str]:
    swedish = forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if len(swedish) != len(english) or not all(swedish):
        yield "empty"
        return
    if any(
        placeholders(one) != placeholders(other)
        for one, other in zip(english, swedish, strict=True)
    ):
        yield "other placeholders"
    if any((one == other) != (one in ALIKE) for one, other in zip(english, swedish, strict=True)):
        yield "alike but not listed" if english[0] not in ALIKE else "listed but not alike"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as handle:
        return read_po(handle, locale="sv", abort_invalid=True)


@pytest.fixture(scope="module")
def program() -> dict[str, Said]:
    return {
        path.relative_to(PACKAGE).as_posix(): said(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def test_every_sentence_of_the_program_has_its_swedish_and_no_other_stands_in_the_catalogue(
    catalogue: Catalog, program: dict[str, Said]
) -> None:
    sentences = frozenset[Forms]().union(*(module.sentences for module in program.values()))
    assert len(sentences) > 300
    assert list(complaints(catalogue, sentences)) == []


def test_no_sentence_stands_where_the_extraction_does_not_look(program: dict[str, Said]) -> None:
    assert {path: module.hidden for path, module in program.items() if module.hidden} == {}


def test_the_commands_in_the_catalogue_change_neither_it_nor_its_compilation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(
        PACKAGE, tmp_path / "scripts" / "mentorskap", ignore=shutil.ignore_patterns("__pycache__")
    )
    monkeypatch.chdir(tmp_path)
    commands = [
        line.removeprefix("# ")
        for line in PO.read_text(encoding="utf-8").splitlines()
        if line.startswith("# pybabel ")
    ]
    assert [shlex.split(command)[1] for command in commands] == ["extract", "update", "compile"]
    for command in commands:
        assert not CommandLineInterface().run(shlex.split(command))  # type: ignore[no-untyped-call]
    for made in (PO, PO.with_suffix(".mo")):
        assert (tmp_path / made.relative_to(ROOT)).read_bytes() == made.read_bytes(), made.name


SENTENCES = frozenset(
    {("Nothing is late.",), ("{number} day of {limit}", "{number} days of {limit}"), ("{name}",)}
)


def _sound() -> Catalog:
    planted = Catalog(locale="sv")
    planted.add("Nothing is late.", "Inget är försenat.")
    planted.add(
        ("{number} day of {limit}", "{number} days of {limit}"),
        ("{number} dag av {limit}", "{number} dagar av {limit}"),
    )
    planted.add("{name}", "{name}")
    return planted


def test_a_sound_catalogue_is_met_with_silence() -> None:
    assert list(complaints(_sound(), SENTENCES)) == []


@pytest.mark.parametrize(
    ("english", "swedish", "wanted"),
    [
        ("Nothing is late.", "", "empty: Nothing is late."),
        ("Nothing is late.", "Nothing is late.", "alike but not listed: Nothing is late."),
        ("Nothing is late.", "Inget är {sent}.", "other placeholders: Nothing is late."),
        ("Nothing is late.", "Inget är } sent.", "other placeholders: Nothing is late."),
        ("{name}", "namn: {name}", "listed but not alike: {name}"),
        (
            "{number} day of {limit}",
            ("{number} dag av {limit}", "{number} dagar"),
            "other placeholders: {number} day of {limit}",
        ),
        (
            "{number} day of {limit}",
            ("dag av {limit}", "{number} dagar av {limit}"),
            "other placeholders: {number} day of {limit}",
        ),
        (
            "{number} day of {limit}",
            ("{number} dag av {limit}", ""),
            "empty: {number} day of {limit}",
        ),
        ("{number} day of {limit}", ("{number} dag av {limit}",), "empty: {number} day of {limit}"),
    ],
)
def test_a_planted_fault_is_found(
    english: str, swedish: str | tuple[str, ...], wanted: str
) -> None:
    planted = _sound()
    message = planted.get(english)
    assert message is not None
    message.string = swedish
    assert list(complaints(planted, SENTENCES)) == [wanted]


def test_a_sentence_without_an_entry_an_entry_without_a_sentence_and_a_doubtful_one_are_found() -> (
    None
):
    planted = _sound()
    planted.delete("{name}")
    planted.add("Nothing is early.", "Inget är tidigt.")
    planted.add("Nothing is late.", "Inget är sent.", flags=["fuzzy"])
    planted.obsolete["No"] = planted.add("No", "Nej")
    planted.delete("No")
    assert list(complaints(planted, SENTENCES)) == [
        "lacking: {name}",
        "obsolete: Nothing is early.",
        "obsolete: No",
        "fuzzy: Nothing is late.",
    ]


def test_the_docstring_of_a_rule_is_found_part_by_part_and_no_other_docstring() -> None:
    told = '"""What it\n    asks.\n\n    Why: so.\n\n    Mend: like this.\n    """'
    source = (
        f'@rule(ERROR)\ndef a(b):\n    {told}\n    yield say("c")\n\ndef d():\n    """Nothing."""\n'
    )
    assert said(source).sentences == {("What it asks.",), ("so.",), ("like this.",), ("c",)}


def test_sentences_are_found_wherever_they_stand_and_told_when_no_extraction_could() -> None:
    source = (
        'f(say("a") if x else say("b", c=say_n("one", "many",'
        ' 3)))\nsay(name)\nf"{say(\'in\')}"\nsay_n("one", many, 2)\nsay("in" "two")\n'
    )
    assert said(source) == (
        frozenset({("a",), ("b",), ("one", "many"), ("intwo",)}),
        frozenset({"say(name)", "say('in')", "say_n('one', many, 2)"}),
    )
