"""Tests of the one table of traces: what each grade recognises, and what it must not touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.words.traces import KINDS, TABLE, Grade, Identity, Traces, id_tells, plain
from tests import oracle

ANNA = Identity(
    "anna-07",
    "Anna Åkerblom",
    "anna.a@norrsken.example",
    "070-123 45 67",
    "Norrsken & Söner",
    "Sundsvall",
    "Driftchef",
    avoided=("Granudden",),
)
LASSE = Identity("lars-07", "Öberg, Lars Erik", called="Lasse")
BO = Identity("bo-12", "Bo Ek", "bo@ika.example", "070-765 43 21", "IKA")
SURE, LIKELY, POSSIBLE, HINT, FAINT = reversed(Grade)


def kinds(text: str, grade: Grade, identity: Identity = ANNA) -> set[str]:
    findings = set(Traces([identity], grade).find(text))
    assert {finding.of for finding in findings} <= {identity.id}
    assert {finding.grade for finding in findings} <= {grade}
    return {finding.kind for finding in findings}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # text, and what each grade makes of it: sure, likely, possible, hint, faint
        ("Anna Åkerblom", ["name", "name family-name", "name family-name", "name family-name given-name", "name"]),
        ("Anna A\u030akerblom.", ["name", "name family-name", "name family-name", "name family-name given-name", "name"]),
        ("Anna Åkerbloms bil", ["", "name family-name", "name family-name", "name family-name given-name", "name"]),
        ("anna akerblom", ["", "name family-name", "", "name family-name", "name"]),
        ("hos Åkerblom", ["", "family-name", "family-name", "family-name", "name"]),
        ("hos åkerbloms", ["", "family-name", "family-name", "family-name", "name"]),
        ("Åkerblommor", ["", "", "", "", "name"]),
        ("Anna", ["", "", "", "given-name", "name"]),
        ("anna", ["", "", "", "", "name"]),
        ("anna.a@norrsken.example", ["email", "email organisation", "email", "", "name organisation"]),
        ("ANNA.A@NORRSKEN.EXAMPLE", ["", "email organisation", "email", "given-name", "name organisation"]),
        ("070-123 45 67", ["phone", "phone", "phone", "", ""]),
        ("+46 (0)70 1234567", ["", "phone", "", "", ""]),
        ("Norrsken & Söners", ["", "organisation", "", "organisation", "organisation"]),
        ("Norrsken & Söner", ["", "organisation", "", "organisation", "organisation"]),
        ("norrsken", ["", "", "", "", "organisation"]),
        ("Granudden", ["", "", "", "", "organisation"]),
        ("Sundsvalls hamn", ["", "", "", "place", "place"]),
        ("vår driftchefs ord", ["", "", "", "", "title"]),
        ("en chef", ["", "", "", "", ""]),
        ("anna-07", ["id", "id", "id", "", "name"]),
        ("anna-071", ["", "", "", "", "name"]),
        ("Bo Ek, bo-12", ["", "", "", "", ""]),
    ],
)  # fmt: skip
def test_each_grade_recognises_what_its_rows_say(text: str, seen: list[str]) -> None:
    assert [kinds(text, grade) for grade in (SURE, LIKELY, POSSIBLE, HINT, FAINT)] == [
        set(row.split()) for row in seen
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Ekström",
        "Lillebo Ek",
        "Bo Ek-Berg",
        "Karl-Bo Ek",
        "Bo Ek\u0301",
        "bo ek",
        "jumbo@ika.example",
        "my.bo@ika.example",
        "bo@ika.example.org",
        "070-765 43 210",
        "1070-765 43 21",
        "bo-123",
        "karl-bo-12",
    ],
)
def test_what_is_sure_is_never_a_part_of_anyone_elses(text: str) -> None:
    assert kinds(text, SURE, BO) == set()


@oracle.laws
@given(st.text(max_size=12), st.sampled_from(ANNA[:4]), st.text(max_size=12))
def test_what_is_sure_is_also_likely(before: str, trace: str, after: str) -> None:
    text = f"{before}{trace}{after}"
    assert kinds(text, SURE) <= kinds(text, LIKELY)


def test_an_everyday_word_is_no_trace_but_a_whole_name_is() -> None:
    everyday = Traces([ANNA, BO], LIKELY, ["åkerblom", "IKA"])
    assert set(everyday.find("Åkerblom, IKA")) == set()
    assert {finding.kind for finding in everyday.find("Anna Åkerblom")} == {"name"}


def test_the_table_has_rows_for_every_grade_and_every_kind() -> None:
    assert {row.grade for row in TABLE} == {*Grade}
    assert {row.kind for row in TABLE if row.grade == LIKELY} == {*KINDS}


def test_an_id_that_contains_the_family_name_tells_it() -> None:
    assert id_tells("lukasz-latka", "Łukasz Łatka")
    assert id_tells("anna-a", "Anna Åkerblom")
    assert not id_tells("anna-07", "Anna Åkerblom")
    assert plain("Łatka Åsa Bjørn") == "latka asa bjorn"


@pytest.mark.parametrize(
    ("name", "text", "is_seen"),
    [
        ("Yasmin El-Masri", "Fråga El om det.", False),
        ("Yasmin El-Masri", "var a=new El;El.b()", False),
        ("Yasmin El-Masri", "Fråga Masri om det.", True),
        ("Yasmin El-Masri", "Fråga El-Masri om det.", True),
        ("Robin Dal-Ek", "Fråga Dal om det.", True),
        ("Robin Masri-El", "Fråga El om det.", True),
    ],
)
def test_what_many_family_names_begin_with_is_nobodys(
    name: str,
    text: str,
    is_seen: bool,  # noqa: FBT001 - a row of the table
) -> None:
    identity = Identity("robin-90", name, None, None, None)
    assert ("family-name" in kinds(text, LIKELY, identity)) is is_seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Lasse Öberg", ["name", "name family-name", "name family-name", "name family-name given-name", "name"]),
        ("Öberg, Lasse", ["", "name family-name", "family-name", "family-name given-name", "name"]),
        ("lasse öbergs", ["", "name family-name", "name family-name", "name family-name", "name"]),
        ("Lasse Ö.", ["", "name", "", "given-name", "name"]),
        ("Lasse", ["", "", "", "given-name", "name"]),
        ("Lasse Ek", ["", "", "", "given-name", "name"]),
    ],
)  # fmt: skip
def test_what_someone_goes_by_is_a_name_of_theirs(text: str, seen: list[str]) -> None:
    assert [kinds(text, grade, LASSE) for grade in (SURE, LIKELY, POSSIBLE, HINT, FAINT)] == [
        set(grade.split()) for grade in seen
    ]
