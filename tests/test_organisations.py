"""Whether two names mean one organisation: a table, both ways."""

from __future__ import annotations

from itertools import permutations

import pytest

from mentorskap.words import organisations
from mentorskap.words.traces import folded

SAME = [
    ("Kvarnen", "Kvarnen AB"),
    ("Kvarnen", "AB Kvarnen"),
    ("Kvarnen", "Aktiebolaget Kvarnen"),
    ("Kvarnen AB", "Kvarnen Aktiebolag"),
    ("Kvarnen", "Kvarnen AB (publ)"),
    ("Kvarnen", "Kvarnen (publ)"),
    ("Kvarnen", "Kvarnén"),
    ("Kvarnen", "KVARNEN"),
    ("Kvarnen", " kvarnen  ab "),
    ("Kvarnen", "Kvarnen A.B."),
    ("Kvarnen", "Kvarnen, AB"),
    ("Kvarnen", "Kvarnen HB"),
    ("Kvarnen", "Handelsbolaget Kvarnen"),
    ("Kvarnen", "Kvarnen KB"),
    ("Kvarnen", "Kvarnen kommanditbolag"),
    ("Kvarnen", "Kvarnen Oy"),
    ("Kvarnen", "Oy Kvarnen Ab"),
    ("Kvarnen Oyj", "Kvarnen Abp"),
    ("Kvarnen", "Kvarnen AS"),
    ("Kvarnen", "Kvarnen A/S"),
    ("Kvarnen", "A/S Kvarnen"),
    ("Kvarnen", "Kvarnen ASA"),
    ("Kvarnen", "Kvarnen ApS"),
    ("Kvarnen", "Kvarnen Ltd."),
    ("Kvarnen", "Kvarnen Limited"),
    ("Kvarnen", "Kvarnen Co. Ltd"),
    ("Kvarnen", "Kvarnen, Inc."),
    ("Kvarnen", "Kvarnen PLC"),
    ("Kvarnen", "Kvarnen LLC"),
    ("Kvarnen", "Kvarnen S.A."),
    ("Kvarnen", "Kvarnen GmbH"),
    ("Kvarnen", "Kvarnen GmbH & Co. KG"),
    ("Kvarnen", "Kvarnen B.V."),
    ("Kvarnen", "Kvarnen ekonomisk förening"),
    ("Kvarnen", "Kvarnen ek. för."),
    ("Kvarnen", "Kvarnen AB i likvidation"),
    ("Kvarnen", "Kvarnen AB, filial"),
    ("Berg & Dal", "Berg och Dal AB"),
    ("Berg and Dal", "Berg Dal"),
    ("Norrsken Energi", "Norrsken-Energi"),
    ("Norrsken Energi", "Norrskenenergi AB"),
    ("Fjällkraft", "Fjallkraft"),
    ("I.K.E.A.", "Ikea"),
    ("Kvarnen", "kvarnen.se"),
    ("St. Erik", "St.Erik AB"),
    ("O'Leary", "O’Leary Ltd"),
    ("Region Skåne", "REGION SKÅNE"),
    ("Håll & Håll", "Hall och hall"),
    ("Straße Bau GmbH", "Strasse Bau"),
    ("Ørsted A/S", "Orsted"),
    ("AB", "ab"),
]
NEAR = [
    ("Kvarnen", "Kvarnen Sverige AB"),
    ("Kvarnen Sverige AB", "Kvarnen Norge AS"),
    ("Kvarnen Group", "Kvarnen"),
    ("Fjällkraft", "Fjällkraft Norden AB"),
    ("Norrsken Energi", "Norsken Energi"),
    ("Norrsken Energi", "Norrsken Enegri"),
    ("Norrsken Energi", "Norrskens Energi"),
    ("Solrosen", "Solroson AB"),
]
RESEMBLE = [
    ("Kvarnen", "Kvarnen Umeå AB"),
    ("Umeå kommun", "Umeå kommun, skolan"),
    ("Norrsken", "Norrsken Energi"),
    ("Glass & Is", "Glass"),
    ("Norr-sken", "Norrsken Energi"),
]
APART = [
    ("Kvarnen", "Kvarnbacken"),
    ("Kvarnen", "Väderkvarnen"),
    ("Region Skåne", "Region Stockholm"),
    ("Umeå kommun", "Luleå kommun"),
    ("Bolag 1", "Bolag 12"),
    ("Förskolan 1", "Förskolan 2"),
    ("SEB", "SAB"),
    ("Berg", "Bergs Bygg"),
    ("SAS AB", "Service AB"),
    ("Ahlsell", "Asea"),
    ("AB", "AS"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_two_spellings_of_one_organisation_are_the_same(first: str, second: str) -> None:
    for one, other in permutations((first, second)):
        assert organisations.same(one, other)
        assert not organisations.near(one, other)
        assert not organisations.resemble(one, other)


@pytest.mark.parametrize(("first", "second"), NEAR)
def test_a_country_a_group_or_a_slip_is_near_and_not_the_same(first: str, second: str) -> None:
    for one, other in permutations((first, second)):
        assert not organisations.same(one, other)
        assert organisations.near(one, other)
        assert organisations.resemble(one, other)


@pytest.mark.parametrize(("first", "second"), RESEMBLE)
def test_a_name_that_begins_with_another_resembles_it(first: str, second: str) -> None:
    for one, other in permutations((first, second)):
        assert not organisations.same(one, other)
        assert not organisations.near(one, other)
        assert organisations.resemble(one, other)


@pytest.mark.parametrize(("first", "second"), APART)
def test_other_organisations_are_apart(first: str, second: str) -> None:
    for one, other in permutations((first, second)):
        assert not organisations.same(one, other)
        assert not organisations.near(one, other)
        assert not organisations.resemble(one, other)


@pytest.mark.parametrize("name", [None, "", "–", "(…)", "Kvarnen"])
@pytest.mark.parametrize("nothing", [None, "", "–", " "])
def test_a_missing_name_is_the_same_as_none(name: str | None, nothing: str | None) -> None:
    assert not organisations.same(name, nothing)
    assert not organisations.same(nothing, name)
    assert not organisations.near(name or "", nothing or "")
    assert not organisations.resemble(name or "", nothing or "")


def test_the_rivals_of_a_name_are_all_that_are_the_same_or_near() -> None:
    names = sorted(
        {name for table in (SAME, NEAR, RESEMBLE, APART) for pair in table for name in pair}
    )
    assert organisations.rivals(names) == {
        name: [
            other
            for other in names
            if folded(other) != folded(name)
            and (organisations.same(name, other) or organisations.near(name, other))
        ]
        for name in names
    }
