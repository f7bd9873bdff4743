"""People from a list: what is understood, what is refused, and the cell of every fault."""

from __future__ import annotations

import io
import re
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from mentorskap.files import sheets
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

HEAD = "Namn;E-post;Organisation;Roll;Omgång;Erbjuder;Plats för"
ASA = "Åsa Öberg;asa.oberg@bjorken.example;Björken;adept;;;"
BO = "Bo Ekdahl;bo.ekdahl@kvarnen.example;Kvarnen;mentor;;Förändringsledning;2"


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """Return a copy of the ground of the tests."""
    return shutil.copytree(ROOT / "tests" / "ground", tmp_path / "ground")


@pytest.fixture
def take(ground: Path, tmp_path: Path, command: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Import a list: its rows, or its bytes."""

    def run(rows: str | bytes, *options: str, name: str = "list.csv", **more: str) -> Outcome:
        path = tmp_path / name
        path.write_bytes(rows if isinstance(rows, bytes) else rows.encode())
        return command("import", str(path), *options, root=ground, **more)

    return run


def people(ground: Path) -> dict[str, str]:
    """Return the files of participants."""
    return {path.stem: path.read_text() for path in sorted((ground / "participants").iterdir())}


def workbook(*rows: tuple[Any, ...], **more: tuple[Any, ...]) -> bytes:
    """Return the bytes of a workbook with one sheet, and others by name."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for title, row in more.items():
        book.create_sheet(title).append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ASA_WRITTEN = """\
name: Åsa Öberg
email: asa.oberg@bjorken.example
organisation: Björken
mentee:
  cohort: 2026-host
  admitted: 2026-11-23
"""
BO_WRITTEN = """\
name: Bo Ekdahl
email: bo.ekdahl@kvarnen.example
organisation: Kvarnen
mentor:
  added: 2026-11-23
  offers:
    - {area: change}
  capacity: 2
"""


def test_a_list_is_shown_first_and_written_with_yes(
    take: Callable[..., Outcome], ground: Path, command: Callable[..., Outcome]
) -> None:
    before = people(ground)
    shown = take(f"{HEAD}\n{ASA}\n{BO}\n")
    assert shown.code == 0
    assert people(ground) == before
    assert "Åsa Öberg" in shown.out
    assert "--yes" in shown.out
    written = take(f"{HEAD}\n{ASA}\n{BO}\n", "--yes")
    assert written.code == 0
    assert people(ground) == {**before, "asa-01": ASA_WRITTEN, "bo-01": BO_WRITTEN}
    assert command("check", root=ground).code == 0


def test_the_same_list_again_changes_nothing(take: Callable[..., Outcome], ground: Path) -> None:
    take(f"{HEAD}\n{ASA}\n{BO}\n", "--yes")
    before = people(ground)
    # Another day, another order, other spellings of what is the same.
    again = take(
        f"{HEAD}\n{BO}\nÖBERG, Åsa;ASA.OBERG@bjorken.example;Björken AB;Mentee;Hösten 2026;;\n",
        "--yes",
        today="2026-12-01",
    )
    assert again.code == 0, again.out
    assert "2 people in the list are there already" in again.out
    assert "Nothing was changed" in again.out
    assert people(ground) == before


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_list_is_read_in_every_usual_form(
    take: Callable[..., Outcome], ground: Path, separator: str, encoding: str
) -> None:
    text = f"{HEAD}\r\n{ASA}\r\n{BO}\r\n".replace(";", separator)
    assert take(text.encode(encoding), "--yes").code == 0
    assert people(ground)["asa-01"] == ASA_WRITTEN
    assert people(ground)["bo-01"] == BO_WRITTEN


def test_a_workbook_is_read(take: Callable[..., Outcome], ground: Path) -> None:
    raw = workbook(
        ("Våra deltagare",),
        (*HEAD.split(";"), "Antagen", "Telefon"),
        (*ASA.split(";"), datetime(2026, 8, 20), "070-123 45 67"),  # noqa: DTZ001 - as Excel has it
        (*BO.split(";")[:-1], 2.0),
    )
    outcome = take(raw, "--yes", name="list.xlsx")
    assert outcome.code == 0, outcome.out + outcome.err
    assert "admitted: 2026-08-20" in people(ground)["asa-01"]
    assert people(ground)["bo-01"] == BO_WRITTEN


def test_of_several_sheets_one_is_named(take: Callable[..., Outcome]) -> None:
    raw = workbook(HEAD.split(";"), ASA.split(";"), Notes=("not a list",))  # type: ignore[arg-type]
    refused = take(raw, name="list.xlsx")
    assert refused.code == 2
    assert "`Sheet`, `Notes`" in refused.err
    assert take(raw, "--sheet", "Sheet", name="list.xlsx").code == 0
    assert take(raw, "--sheet", "Other", name="list.xlsx").code == 2


def test_a_formula_of_a_workbook_is_refused_by_cell(take: Callable[..., Outcome]) -> None:
    row = ASA.split(";")
    raw = workbook(tuple(HEAD.split(";")), ('=CONCAT("Åsa"," Öberg")', *row[1:]))
    refused = take(raw, name="list.xlsx")
    assert refused.code == 1
    assert "A2  The cell holds a formula" in refused.out


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Name,E-mail,Organisation,Role", "Åsa Öberg,asa.oberg@bjorken.example,Björken,mentee"),
        (
            "FORNAMN;Efternamn;Mejl;Företag;Roll",
            "Åsa;Öberg;asa.oberg@bjorken.example;Björken;Adept",
        ),
        (
            "First name;Last name;Mail;Company;Role",
            "Åsa;Öberg;asa.oberg@bjorken.example;Björken;Mentee",
        ),
        (
            " Namn *;e post;Arbetsgivare;Kull",
            "Öberg, Åsa;asa.oberg@bjorken.example;Björken;2026-host",
        ),
        (
            "Namn;E-postadress (jobb);Bolag;Omgång",
            "Åsa Öberg;asa.oberg@bjorken.example;Björken;hösten 2026",
        ),
    ],
)
def test_headings_are_understood(
    take: Callable[..., Outcome], ground: Path, head: str, row: str
) -> None:
    outcome = take(f"{head}\n{row}\n", "--yes")
    assert outcome.code == 0, outcome.out + outcome.err
    assert people(ground)["asa-01"] == ASA_WRITTEN


def test_other_headings_are_mapped(
    take: Callable[..., Outcome], ground: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.yml"
    mapping.write_text('"Vad heter du?": name\n"Var jobbar du?": organisation\nSkonummer: ignore\n')
    text = (
        "Vad heter du?;E-post;Var jobbar du?;Skonummer;Roll\n"
        "Åsa Öberg;asa.oberg@bjorken.example;Björken;39;adept\n"
    )
    refused = take(text)
    assert refused.code == 1
    assert [line[:2] for line in refused.out.splitlines() if "is not a field" in line] == [
        "A1",
        "C1",
        "D1",
    ]
    assert take(text, "--yes", "--mapping", str(mapping)).code == 0
    assert people(ground)["asa-01"] == ASA_WRITTEN
    mapping.write_text("Skonummer: shoe\n")
    assert take(text, "--mapping", str(mapping)).code == 2
    mapping.write_text("- a list\n")
    assert take(text, "--mapping", str(mapping)).code == 2


UNWANTED = (
    *("Personnummer", "Personnr", "Hälsa", "Allergier", "Etnicitet", "Race", "Religion"),
    *("Politisk tillhörighet", "Parti", "Facklig tillhörighet", "Union", "Sexuell läggning"),
    *("Health challenges", "Menopause", "Diagnos", "Modersmål", "Mother tongue", "Trosuppfattning"),
)


@pytest.mark.parametrize("heading", UNWANTED)
def test_a_column_that_must_not_come_in_is_refused_by_name(
    take: Callable[..., Outcome], heading: str
) -> None:
    refused = take(f"{HEAD};{heading}\n{ASA};secret\n", "--yes")
    assert refused.code == 1
    assert "H1  The column" in refused.out
    assert heading in refused.out
    assert "secret" not in refused.out


@pytest.mark.parametrize(
    "heading", ["Kostnadsställe", "Hälsning", "Participation", "Originaltitel", "Rasmus", "Tröja"]
)
def test_a_heading_that_only_resembles_one_is_just_unknown(
    take: Callable[..., Outcome], heading: str
) -> None:
    refused = take(f"{HEAD};{heading}\n{ASA};x\n")
    assert refused.code == 1
    assert "H1  " in refused.out
    assert "is not a field" in refused.out
    assert "must not be imported" not in refused.out


FAULTS = {
    "no name": (f"{HEAD}\n;a@b.example;Björken;adept;;;", "A2", "The name is missing"),
    "no address": (f"{HEAD}\nÅsa Öberg;;Björken;adept;;;", "B2", "E-mail is missing"),
    "no column": (
        "Namn;Organisation;Roll\nÅsa Öberg;Björken;adept",
        "A2",
        "a column with the heading",
    ),
    "no organisation": (
        f"{HEAD}\nÅsa Öberg;a@b.example;;adept;;;",
        "C2",
        "Organisation is missing",
    ),
    "not an address": (f"{HEAD}\nÅsa Öberg;a@b;Björken;adept;;;", "B2", "e-mail"),
    "no role": (f"{HEAD}\nÅsa Öberg;a@b.example;Björken;;;;", "A2", "mentee or a mentor"),
    "odd role": (f"{HEAD}\nÅsa Öberg;a@b.example;Björken;chef;;;", "D2", "is not a role"),
    "no such cohort": (f"{HEAD}\nÅsa Öberg;a@b.example;Björken;adept;2031;;", "E2", "2026-host"),
    "no such area": (f"{HEAD}\n{BO.replace('Förändringsledning', 'Dans')}", "F2", "change"),
    "no offers": (f"{HEAD}\n{BO.replace('Förändringsledning', '')}", "F2", "Offers is missing"),
    "no capacity": (f"{HEAD}\n{BO[:-1]}", "G2", "Capacity is missing"),
    "odd capacity": (f"{HEAD}\n{BO[:-1]}två", "G2", "number"),
    "too many": (f"{HEAD}\n{BO[:-1]}99", "G2", "99"),
    "twice": (f"{HEAD}\n{ASA}\n{ASA}", "B3", "in the list already, in `B2`"),
    "twice, spelt otherwise": (
        f"{HEAD}\n{ASA}\nÖberg, Asa;other@bjorken.example;Björken;adept;;;",
        "A3",
        "in the list already, in `A2`",
    ),
    "there already, other address": (
        f"{HEAD}\nLINDQVIST Anna;anna@other.example;Norrsken Energi;adept;;;",
        "A2",
        "`participants/anna-07.yml`",
    ),
    "there already, other company": (
        f"{HEAD}\nAnna Lindqvist;anna.lindqvist@norrsken.example;Kvarnen;adept;;;",
        "C2",
        "has something else under `organisation`",
    ),
    "there already, new role": (
        f"{HEAD}\nAnna Lindqvist;anna.lindqvist@norrsken.example;Norrsken Energi;mentor;;change;1",
        "F2",
        "without this role",
    ),
    "odd day": (f"{HEAD};Antagen\n{ASA};i våras", "H2", "is not a day"),
    "odd language": (f"{HEAD};Språk\n{ASA};svenska, klingonska", "H2", "klingonska"),
    "odd yes": (f"{HEAD};Skyddad\n{ASA};kanske", "H2", "neither yes nor no"),
    "protected with address": (f"{HEAD};Skyddad\n{ASA};ja", "B2", "protected"),
    "odd phone": (f"{HEAD};Mobil\n{ASA};ring på kvällen", "H2", "ring på kvällen"),
    "odd id": (f"{HEAD};id\n{ASA};Åsa Öberg", "H2", "cannot be an id"),
    "id taken": (f"{HEAD};id\n{ASA};anna-07", "A2", "has something else under `name`"),
    "identity number": (
        f"{HEAD}\n{ASA.replace('Björken;', 'Björken 19811218-9876;')}",
        "C2",
        "identity number",
    ),
    "identity number alone": (f"{HEAD};Titel\n{ASA};19811218-9876", "H2", "identity number"),
    "under no heading": (f"{HEAD}\n{ASA};more", "H2", "under no heading"),
    "two columns alike": (f"{HEAD};Mejl\n{ASA};x", "H1", "means the same"),
    "mojibake": (f"{HEAD}\n{ASA.replace('Björken;', 'BjÃ¶rken;')}", "C2", "Björken"),
    "colon first": (f"{HEAD}\n{ASA.replace(';Björken', ';:Björken')}", "C2", "colon"),
    "nobody": (f"{HEAD}\n", "A2", "nobody"),
    "too long": (f"{HEAD}\n{ASA.replace('Björken;', 'B' * 121 + ';')}", "C2", "120"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_by_its_cell_and_nothing_is_written(
    take: Callable[..., Outcome], ground: Path, case: str
) -> None:
    rows, at, words = FAULTS[case]
    before = people(ground)
    sound_row = "Cai Ask;cai.ask@vide.example;Vide;adept;;;"
    refused = take(
        f"{rows}\n{sound_row}\n" if case not in {"nobody", "no column"} else rows, "--yes"
    )
    assert refused.code == 1, refused.out + refused.err
    assert people(ground) == before
    lines = refused.out.splitlines()
    assert lines[-1].startswith("  → ")
    assert any(line.startswith(f"{at}  ") for line in lines), refused.out
    assert words in refused.out
    swedish = take(rows, lang="sv")
    assert swedish.code == 1
    assert "Inget skrevs" in swedish.out


def test_all_faults_are_told_at_once(take: Callable[..., Outcome]) -> None:
    refused = take(
        f"{HEAD}\nÅsa Öberg;a@b;Björken;adept;;;\n;x@y.example;Vide;adept;;;\n"
        "Bo Ekdahl;bo@kvarnen.example;Kvarnen;mentor;;Dans;2\n"
    )
    cells = [line[:2] for line in refused.out.splitlines() if line[:1] in "ABCDEFG"]
    assert cells == ["A3", "F4", "B2"]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Åsa Öberg;a@b;Björken;adept;2031-host;;", {"B2", "E2"}),
        (";a@b;Björken;adept;;;", {"A2", "B2"}),
        ("Bo Ekdahl;bo kvarnen;Kvarnen;mentor;;Dans;många", {"B2", "F2", "G2"}),
        ("Bo Ekdahl;bo@kvarnen;Kvarnen;mentor;;;2", {"B2", "F2"}),
        ("Bo 3kdahl;bo@kvarnen;Kvarnen;chef;;;", {"A2", "B2", "D2"}),
        ("Anna Lindqvist;bo@kvarnen;Kvarnen;adept;;;", {"A2", "B2"}),
    ],
)
def test_all_faults_of_a_row_are_told_at_once(
    take: Callable[..., Outcome], row: str, cells: set[str]
) -> None:
    refused = take(f"{HEAD}\n{row}\n")
    assert refused.code == 1
    named = [line[:2] for line in refused.out.splitlines() if re.match("[A-G][0-9] ", line)]
    assert sorted(named) == sorted(cells), refused.out
    assert "Saknas" not in refused.out
    assert "saknas" not in refused.out


@pytest.mark.parametrize(
    "organisation", ["=2+5", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", '=HYPERLINK("x")']
)
def test_what_begins_like_a_formula_is_text_and_told(
    take: Callable[..., Outcome], ground: Path, organisation: str
) -> None:
    row = ASA.replace(";Björken;", ';"' + organisation.replace('"', '""') + '";')
    outcome = take(f"{HEAD}\n{row}\n", "--yes")
    assert outcome.code == 0, outcome.out
    assert "C2" in outcome.out
    assert "never calculated" in outcome.out
    assert organisation.partition('"')[0] in people(ground)["asa-01"]


def test_a_lost_zero_is_told(take: Callable[..., Outcome]) -> None:
    assert "H2" in take(f"{HEAD};Mobil\n{ASA};701234567\n").out


def test_a_warning_is_told_by_its_cell(take: Callable[..., Outcome]) -> None:
    outcome = take(f"{HEAD};Antagen\n{ASA};2024-01-01\n")
    assert outcome.code == 0
    assert "H2  Admission: 1 January 2024 is more than a year before" in outcome.out


def test_an_id_of_the_list_is_kept(take: Callable[..., Outcome], ground: Path) -> None:
    assert take(f"id;{HEAD}\nlark-21;{ASA}\n;{BO}\n", "--yes").code == 0
    assert people(ground)["lark-21"] == ASA_WRITTEN
    assert "bo-01" in people(ground)


def test_namesakes_by_given_name_get_ids_of_their_own(
    take: Callable[..., Outcome], ground: Path
) -> None:
    second = ASA.replace("Öberg", "Ask").replace("oberg", "ask")
    assert take(f"{HEAD}\n{ASA}\n{second}\n", "--yes").code == 0
    assert {"asa-01", "asa-02"} <= people(ground).keys()


def test_protected_people_come_by_alias(take: Callable[..., Outcome], ground: Path) -> None:
    row = "Deltagare Lärka;;;adept;;;;ja"
    assert take(f"{HEAD};Skyddad\n{row}\n", "--yes").code == 0
    assert "protected: true" in people(ground)["deltagare-01"]
    assert "already" in take(f"{HEAD};Skyddad\n{row}\n", "--yes").out


def test_one_may_be_mentee_and_mentor(take: Callable[..., Outcome], ground: Path) -> None:
    row = BO.replace("mentor", "båda")
    assert take(f"{HEAD}\n{row}\n", "--yes").code == 0
    assert "mentee:" in people(ground)["bo-01"]
    assert "mentor:" in people(ground)["bo-01"]


def test_a_given_name_beside_the_whole_name_is_what_someone_goes_by(
    take: Callable[..., Outcome], ground: Path
) -> None:
    rows = (
        f"Förnamn;{HEAD}\nErik;Bo Erik Ek;b@x.example;Kvarnen;adept;;;\n"
        f"Åsa;Öberg, Åsa;{ASA.partition(';')[2]}\n"
    )
    assert take(rows, "--yes").code == 0
    files = people(ground)
    assert "name: Bo Erik Ek\ncalled: Erik\n" in files["erik-01"]
    assert "called" not in files["asa-01"]


def test_what_someone_goes_by_is_taken_and_left_out_where_it_is_the_first_name(
    take: Callable[..., Outcome], ground: Path
) -> None:
    head = f"{HEAD};Tilltalsnamn"
    outcome = take(f"{head}\n{ASA};Åsa\n{BO};Bosse\n", "--yes")
    assert outcome.code == 0, outcome.out
    files = people(ground)
    assert "called" not in files["asa-01"]
    assert "called: Bosse" in files["bosse-01"]
    halves = "Tilltalsnamn;Efternamn;E-post;Organisation;Roll"
    assert take(f"{halves}\nEva;Ström;eva@bruket.example;Bruket;adept\n", "--yes").code == 0
    assert "name: Eva Ström" in people(ground)["eva-01"]


@pytest.mark.parametrize("separator", [";", ", ", "|", " och ", " + ", " / "])
def test_an_area_with_och_in_its_name_is_one_area(
    take: Callable[..., Outcome], ground: Path, separator: str
) -> None:
    path = ground / "programme.yml"
    path.write_text(
        path.read_text().replace(
            "areas:\n", "areas:\n  - {id: trust, sv: Delegering och förtroende, en: Trust}\n"
        )
    )
    offers = f"Förändringsledning{separator}Delegering och förtroende"
    row = BO.replace("Förändringsledning", f'"{offers}"')
    outcome = take(f"{HEAD}\n{row}\n", "--yes")
    assert outcome.code == 0, outcome.out
    assert "area: trust" in people(ground)["bo-01"]
    assert "area: change" in people(ground)["bo-01"]


def test_of_several_cohorts_one_is_named(take: Callable[..., Outcome], ground: Path) -> None:
    with (ground / "programme.yml").open("a") as programme:
        programme.write(
            "  - {id: 2027-var, name: {sv: Våren 2027, en: Spring 2027},"
            " starts: 2027-01-15, ends: 2027-11-30}\n"
        )
    assert "The cohort is missing" in take(f"{HEAD}\n{ASA}\n").out
    outcome = take(f"{HEAD}\n{ASA}\n", "--cohort", "2027-var", "--yes")
    assert outcome.code == 0, outcome.out
    assert "cohort: 2027-var" in people(ground)["asa-01"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old or locked workbook"),
        (b"PK\x03\x04 no workbook", "cannot be read"),
        (b"\x89PNG\0\0\x8d\x81", "not a list"),
        (b"", "No heading"),
        (b"one;two\n1;2\n", "No heading"),
        (f'{HEAD}\n"Åsa Öberg;a@b'.encode(), "quotation mark"),
        (("Namn\n" + "Åsa\n" * 2001).encode(), "more than"),
    ],
)
def test_what_is_no_list_is_said(take: Callable[..., Outcome], raw: bytes, words: str) -> None:
    refused = take(raw)
    assert refused.code == 2, refused.out
    assert words in refused.err


def test_a_file_that_is_not_there(command: Callable[..., Outcome], ground: Path) -> None:
    refused = command("import", "nowhere.csv", root=ground)
    assert refused.code == 2
    assert "nowhere.csv" in refused.err
    assert command("import", root=ground).code == 2


def test_cells_are_named_as_a_spreadsheet_names_them() -> None:
    names = [sheets.cell(0, column) for column in (0, 25, 26, 51, 52, 701, 702)]
    assert names == ["A1", "Z1", "AA1", "AZ1", "BA1", "ZZ1", "AAA1"]


def test_the_other_faults_of_a_row_are_told_where_the_name_has_two_columns(
    take: Callable[..., Outcome],
) -> None:
    refused = take("Förnamn;Efternamn;E-post;Organisation;Roll\nBo;Ekdahl;a@b;Vide;chef\n")
    assert refused.code == 1, refused.err
    named = [line[:2] for line in refused.out.splitlines() if re.match("[A-G][0-9] ", line)]
    assert sorted(named) == ["C2", "E2"], refused.out
