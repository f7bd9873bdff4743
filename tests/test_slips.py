"""Slips of the hand, and the edit that each message proposes: done, and the check is green."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mentorskap import cli
from mentorskap.edit import recording
from mentorskap.edit.forms import FORMS
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

ANNA = "participants/anna-07.yml"
KARIN = "participants/karin-27.yml"
PAIR = "pairings/anna-07--karin-27.yml"


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """Return a copy of the ground of the tests."""
    return shutil.copytree(ROOT / "tests" / "ground", tmp_path / "ground")


class Slip(NamedTuple):
    """A text of a file, what is typed instead of it, and what the message proposes."""

    path: str
    right: str
    typed: str
    proposed: str


def _keys() -> list[Slip]:
    """Return Swedish and English names of fields, typed as keys."""
    headings = {
        "email": (
            *("e-post", "E-post", "epost", "mejl", "mail", "e-postadress", "E-mail"),
            *("E-mail adress", "e-postadres", "Mejladresss"),
        ),
        "organisation": ("företag", "arbetsgivare", "bolag", "Company", "organization"),
        "name": ("namn", "Namn", "First Name", "förnamn", "för- och efternamn"),
    }
    lines = {"email": "email: anna", "organisation": "organisation: N", "name": "name: Anna"}
    slips = [
        Slip(ANNA, lines[key], lines[key].replace(key, typed, 1), key)
        for key, words in headings.items()
        for typed in words
    ]
    optional = {
        "phone: 070-123 45 67": ("telefon", "mobil", "mobilnummer", "tel", "Mobile"),
        "place: Umeå": ("ort", "stad", "City"),
        "languages: [sv]": ("språk", "Språk", "language"),
        "title: Chef": ("titel", "befattning", "job title"),
        "unit: Elnät": ("avdelning", "enhet", "department"),
    }
    for line, words in optional.items():
        key, _, value = line.partition(":")
        slips += [Slip(ANNA, line, f"{typed}:{value}", key) for typed in words]
    pairing = {
        "meetings:": ("möten:", "träffar:"),
        "rationale: Erfaren.": ("motivering: Erfaren.",),
    }
    slips += [
        Slip(PAIR, key, typed, key.partition(":")[0])
        for key, words in pairing.items()
        for typed in words
    ]
    return slips


def _values() -> list[Slip]:
    """Return everyday words for values."""
    held = ("hölls", "hållet", "genomfört", "Hölls")
    slips = [Slip(PAIR, "outcome: held", f"outcome: {typed}", "held") for typed in held]
    slips += [
        Slip(PAIR, "answer: accepted", f"answer: {typed}", "accepted") for typed in ("ja", "Ja")
    ]
    slips += [Slip(PAIR, "answer: start", f"answer: {typed}", "start") for typed in ("ja", "börja")]
    return slips


@pytest.mark.parametrize("slip", [*_keys(), *_values()], ids=lambda slip: slip.typed)
def test_the_proposed_edit_ends_the_slip(
    command: Callable[..., Outcome], ground: Path, slip: Slip
) -> None:
    path = ground / slip.path
    text = path.read_text(encoding="utf-8")
    if slip.right not in text:  # a field that may be left out
        text = f"{text}{slip.right}\n"
    path.write_text(text.replace(slip.right, slip.typed), encoding="utf-8")
    refused = command("check", root=ground)
    assert refused.code == 1
    assert f"Did you mean `{slip.proposed}`?" in refused.out, refused.out
    assert "is missing" not in refused.out
    path.write_text(text, encoding="utf-8")  # the word that is proposed in the place of the other
    assert command("check", root=ground).code == 0


MEETING = "  - {date: 2026-10-20, outcome: held}"
OFFERS = "offers: [{area: change}]"
COHORT = "cohort: 2026-host"
INTERVIEW = "interview: {date: 2026-08-10, challenges: [{area: change}]}"
ADDRESS = "email: anna.lindqvist@norrsken.example"
CAPACITY = "capacity: 1"


def _of_a_meeting() -> list[Slip]:
    """Return slips in the line of a meeting."""
    rows = (
        # Indentation, hyphens, brackets.
        ("   - {date: 2026-10-20, outcome: held}", "further in or further out"),
        (" - {date: 2026-10-20, outcome: held}", "further in or further out"),
        ("  {date: 2026-10-20, outcome: held}", "does not begin with a hyphen"),
        ("  -{date: 2026-10-20, outcome: held}", "space is missing after the hyphen"),
        ("  - {date: 2026-10-20 outcome: held}", "a comma is missing"),
        ("  - {date: 2026-10-20; outcome: held}", "a comma is missing"),
        ("  - {date: 2026-10-20. outcome: held}", "a comma is missing"),
        ("  - {date: 2026-10-20, outcome: held", "opened and not closed"),
        ("  - {date: 2026-10-20, outcome: held}}", "never opened"),
        ("  - {date: 2026-10-20, outcome: held]", "another kind"),
        ("  - (date: 2026-10-20, outcome: held)", "between braces"),
        ("  - date: 2026-10-20, outcome: held", "between braces"),
        ("\t- {date: 2026-10-20, outcome: held}", "a tab"),
        ("  -\xa0{date: 2026-10-20, outcome: held}", "space"),
        # Bullets of a word processor, and the dashes of a phone.
        *((f"  {sign} {{date: 2026-10-20, outcome: held}}", "bullet") for sign in "•–—·*▪◦"),
        # Keys and values.
        ("  - {date: 2026-10-20, outcome:held}", "space is missing after the colon"),
        ("  - {date:2026-10-20, outcome: held}", "space is missing after the colon"),
        ("  - {datum: 2026-10-20, outcome: held}", "`date`"),
        ("  - {date: 2026-10-20, utfall: held}", "`outcome`"),
        ("  - {date: 2026-10-20, Outcome: held}", "`outcome`"),
        ("  - {date: 2026-10-20, resultat: held}", "`outcome`"),
        ("  - {date: 2026-10-20, outcome: Held}", "`held`"),
        ("  - {date: 2026-10-20, outcome: blev av}", "`held`"),
        ("  - {date: 2026-10-20, outcome: ”held”}", "`held`"),
        ("  - {date: 2026-10-20, outcome: hel\u200bd}", "invisible character"),
        ("  - {date: 2026-10-20}", "`outcome` is missing"),
        ("  - {date: 2026-10-20, outcome: }", "The value is missing"),
        ("  - {date: 2026-10-20, outcome:, form: video}", "value is missing after “outcome”"),
        ("  - {outcome:, date: 2026-10-20}", "value is missing after “outcome”"),
        ("  - {date = 2026-10-20, outcome: held}", "Write “date: 2026-10-20”"),
        ("  - {date: 2026-10-20, outcome=held}", "Write “outcome: held”"),
        ("  - {date => 2026-10-20, outcome: held}", "Write “date: 2026-10-20”"),
        # Days.
        *(
            (f"  - {{date: {day}, outcome: held}}", "`2026-10-20`")
            for day in (
                *("20/10 2026", "20 oktober 2026", "20 okt 2026", "2026.10.20", "2026/10/20"),
                *("20261020", "20.10.2026", "2026–10–20", "2026-10-20 00:00:00", "46315"),
                *("26-10-20", "261020", "20/10", "20 okt", "tisdag 20 oktober", "den 20 oktober"),
                *("10/20/2026", "2026-20-10", "”2026-10-20”", "20/10/26", "20.10.26", "20 10 26"),
                *("2O26-10-20", "2026-1O-2O", "2026--10-20", "2026-10-20.", "202610-20"),
                *("Tue 20 October 2026", "tisdag den 20 oktober 2026", "October 20th 2026"),
            )
        ),
        ("  - {date: 2026-10-\u200b20, outcome: held}", "invisible character"),
        ("  - {date: 2026-10-32, outcome: held}", "is not a day"),
        ("  - {date: 2026-10, outcome: held}", "Write the day with year, month and day"),
        ("  - {date: 20261, outcome: held}", "Write the day with year, month and day"),
        ("  - {date: 2026-10-20, 2026, outcome: held}", "Delete the comma and “2026”"),
        # Hours.
        *(
            (f"  - {{date: 2026-10-20, outcome: held, time: {hour}}}", '“"14:00"”')
            for hour in ("14", "1400", "14.00", "kl 14", "2 pm")
        ),
        ("  - {date: 2026-10-20, outcome: held, time: 9}", '“"09:00"”'),
        ("  - {date: 2026-09-31, outcome: held}", "The month has 30 days"),
        ("  - {date: v. 43, outcome: held}", "is not a day"),
        ("  - {date: 2206-10-20, outcome: held}", "not between 1900 and 2099"),
        # What was said has no place.
        *(
            (f"  - {{date: 2026-10-20, outcome: held, {key}: Bra}}", f"Delete “{key}”")
            for key in ("notes", "anteckning", "kommentar", "ämne", "agenda", "innehåll")
        ),
    )
    return [Slip(PAIR, MEETING, typed, proposed) for typed, proposed in rows]


def _of_lines() -> list[Slip]:
    """Return slips in other lines of the three files."""
    of_pairing = (
        ("  mentor_answer:", " mentor_answer:", "further in or further out"),
        ("  mentor_answer:", "   mentor_answer:", "further in or further out"),
        ("  mentor_answer:", "    mentor_answer:", "further in or further out"),
        ("meetings:\n", "", "Write `meetings:` on a line of its own"),
        ("mentor: karin-27", "mentor: karin-28", "Write `mentor: karin-27`"),
        ("mentor: karin-27", "mentor: anna-07", "Write `mentor: karin-27`"),
        ("mentee: anna-07", "mentee: karin-27", "Write `mentee: anna-07`"),
        (
            "mentee: anna-07\nmentor: karin-27",
            "mentee: karin-27\nmentor: anna-07",
            "Write `mentee: anna-07`",
        ),
        ("mentee: anna-07", "mentee: ann-07", "Write `mentee: anna-07`"),
        ("mentor: karin-27", "mentor: Karin Sjögren", "`karin-27`"),
        ("mentor: karin-27", "mentor: karin", "`karin-27`"),
        ("mentee: anna-07", "mentee: Anna-07", "`anna-07`"),
        ("mentee: anna-07", "mentee: anna-07.yml", "`anna-07`"),
        ("mentor: karin-27", "mentor: karin\u200b-27", "type “karin-27”"),
        (COHORT, "cohort: 2026-höst", "`2026-host`"),
        (COHORT, "cohort: Hösten 2026", "`2026-host`"),
        (COHORT, "cohort: 2026-vår", "You can choose from: `2026-host`"),
        (COHORT, "cohort: 2026", "You can choose from: `2026-host`"),
        (COHORT, "cohort: höst-2026", "`2026-host`"),
        (COHORT, "cohort: HT26", "`2026-host`"),
        (COHORT, "cohort: ht 2026", "`2026-host`"),
        ("proposal:", "förslag:", "`proposal`"),
        ("proposal:\n", "proposal\n", "colon"),
        ("meetings:\n", "=> klart\nmeetings:\n", "or delete it"),
        ("meetings:\n", "<b>klart</b>\nmeetings:\n", "or delete it"),
        ("meetings:\n", "klart med det första\nmeetings:\n", "or delete it"),
        ("  mentor_asked: 2026-08-17\n", "", "Add the line `mentor_asked: YYYY-MM-DD`"),
        ("mentee_informed: 2026-08-20", "mentee_informed: ja", "is not a day"),
        ("{date: 2026-08-24, answer: accepted}", "{date: 2026-08-24, answer: Ja}", "`accepted`"),
        ("{date: 2026-08-24, answer: accepted}", "2026-08-24", "Write “{date: 2026-08-24"),
        (
            "{date: 2026-08-24, answer: accepted}",
            "{date: 2026-08-24, answer: declined}",
            "`objected`",
        ),
        (
            "{date: 2026-08-19, answer: accepted}",
            "{date: 2026-08-19, answer: invändning}",
            "`declined`",
        ),
        (
            "  mentee: {date: 2026-09-09, answer: start}",
            "  adept: {date: 2026-09-09, answer: start}",
            "`mentee`",
        ),
        ("answer: start}", "answer: fortsätta}", "`start`"),
        ("answer: start}", "answer: tackade nej}", "`decline`"),
        ("feedback:\n", "feedback\n", "colon"),
        ("  mentee: {date: 2026-09-09, answer: start}", "  mentee: start", "`date`"),
        ("feedback:\n", "återkoppling:\n", "`feedback`"),
        ("meetings:\n", "meetings;\n", "colon"),
        ("  - {date: 2026-09-07", "2026-09-07\theld\n  - {date: 2026-09-07", "Delete the line"),
        ("  - {date: 2026-09-07", "2026-09-07;held;\n  - {date: 2026-09-07", "Delete the line"),
    )
    optional_of_pairing = (
        ("rationale: Bra på stora team.", "rationale: Bra: på stora team", '"…"'),
        ("rationale: Bra", "rationale: @Karin kan", '"…"'),
        ("rationale: Bra", "rationale: - Karin kan", '"…"'),
        ("rationale: Bra", "rationale: [Karin] kan", '"…"'),
        ("rationale: Bra", "rationale: 'Det är Karins", "never closed"),
        ("rationale: Bra", 'rationale: "Bra" på team', "the other kind inside"),
        ("rationale: Bra", "rationale: ”Bra: på team”", "straight"),
        ("rationale: Bra", 'rationale: "Bra"#1 av tre', "write a space before the #"),
        ("rationale: Bra", "rationale: >#1 är Karin\n  och", "write a space before the #"),
        ("rationale: Bra", "rationale: `Bra`", '"…"'),
        ("rationale: Bra", "rationale: % av allt", '"…"'),
        ("pauses: [{from: 2026-11-10}]", "pauses: [{från: 2026-11-10}]", "`from`"),
        ("pauses: [{from: 2026-11-10}]", "paus: [{from: 2026-11-10}]", "`pauses`"),
        ("pauses: [{from: 2026-11-10}]", "pauses: {from: 2026-11-10}", "`- {from: …}`"),
        ("pauses: [{from: 2026-11-10}]", "pauses: 2026-11-10", "`- {from: …}`"),
        (
            "pauses: [{from: 2026-11-10}]",
            "pauses: [{from: 2026-11-10, reason: vila}]",
            "Delete `reason`",
        ),
        (
            "contacts: [{date: 2026-11-10, with: mentee}]",
            "contacts: [{date: 2026-11-10, with: adept}]",
            "`mentee`",
        ),
        ("contacts: [{date: 2026-11-10, with: mentee}]", "contacts: [2026-11-10]", "with: …"),
        (
            "ended: {date: 2026-11-20, reason: completed}",
            "ended: {date: 2026-11-20, reason: klart}",
            "`completed`",
        ),
        ("ended: {date: 2026-11-20, reason: completed}", "ended: 2026-11-20", "reason: …"),
        (
            "ended: {date: 2026-11-20, reason: completed}",
            "ended: {date: 2026-11-20}",
            "`completed`",
        ),
        (
            "ended: {date: 2026-11-20, reason: completed}",
            "ended: {date: 2026-11-20, reason: slutade}",
            "Choose one of the values",
        ),
        ("agreement: 2026-11-01", "agreement: ja", "is not a day"),
        ("agreement: 2026-11-01", "agreement: 1/11", "`2026-11-01`"),
        ("agreement: 2026-11-01", "agreement: nej", "delete `agreement`"),
        ("agreement: 2026-11-01", "agreement: -", "delete the line"),
        ("agreement: 2026-11-01", "agreement: –", "delete `agreement`"),
        ("pauses: [{from: 2026-11-10}]", "pauses: inga", "delete `pauses`"),
        (
            "ended: {date: 2026-11-20, reason: completed}",
            "ended: nej",
            "delete `ended`",
        ),
        (
            "contacts: [{date: 2026-11-10, with: mentee}]",
            "contacts: [{date: 2026-11-10, with: mentee}]\ncontacts: []",
            "Put the entries of both under the first “contacts”",
        ),
        ("agreement: 2026-11-01", "avtal: 2026-11-01", "`agreement`"),
    )
    of_mentee = (
        ("name: Anna", "name:Anna", "space is missing"),
        ("name: Anna", "name:\xa0Anna", "no-break space"),
        ("name: Anna Lindqvist", "Förnamn: Anna\nEfternamn: Lindqvist", "“name: Anna Lindqvist”"),
        (
            "name: Anna Lindqvist",
            "Efternamn: Lindqvist\nFirst name: Anna",
            "“name: Anna Lindqvist”",
        ),
        ("name: Anna Lindqvist", "name:\nAnna Lindqvist", "further in or further out"),
        ("name: Anna Lindqvist", "name: Anna Lindqvist\nnamn: Anna", "`name` is there already"),
        (
            "name: Anna Lindqvist",
            "name: Anna Lindqvist\npersonnummer: hemligt",
            "Delete “personnummer” and its value",
        ),
        (
            "name: Anna Lindqvist",
            "name: Anna Lindqvist\nAllergier: inga",
            "Delete “Allergier” and its value",
        ),
        ("name: Anna", "name = Anna", "colon"),
        ("name: Anna", "name; Anna", "colon"),
        ("name: Anna", "name -> Anna", "colon"),
        ("name: Anna", "name Anna", "colon"),
        ("name: Anna", "name： Anna", "colon"),
        ("name: Anna Lindqvist", 'name: "Anna Lindqvist', "never closed"),
        ("name: Anna Lindqvist", "name: An\u200bna Lindqvist", "Delete the value and type"),
        ("name: Anna", "na\u200bme: Anna", "type “name”"),
        ("organisation: Norrsken", "organisation: Norr\u00adsken", "Delete the value and type"),
        ("organisation: Norrsken Energi", "organisation: FjÃ¤llkraft", "Write “Fjällkraft”"),
        ("name: Anna Lindqvist", "name: Ã\x85sa", "Write “Åsa”"),
        ("name: Anna Lindqvist", "name: Andrâ€™e", "Write “Andr’e”"),
        ("name: Anna Lindqvist", "name: Bj\ufffdrn", "Type the word again"),
        ("email:", "  email:", "further in or further out"),
        ("  cohort: 2026-host", "cohort: 2026-host", "further in or further out"),
        ("  cohort: 2026-host", "\tcohort: 2026-host", "a tab"),
        ("  cohort: 2026-host", "  cohort: Hösten 2026", "`2026-host`"),
        ("  admitted: 2026-06-15", "  antagen: 2026-06-15", "`admitted`"),
        ("  admitted: 2026-06-15\n", "", "`admitted: …`"),
        ("  " + INTERVIEW, "  interview: 2026-08-10", "Write “{date: 2026-08-10}”"),
        ("  " + INTERVIEW, "  interview:", "Write what belongs under the key"),
        (
            "  " + INTERVIEW,
            "  interview: {date:2026-08-10, challenges: [{area: change}]}",
            "space is missing",
        ),
        (ADDRESS, "email: mailto:anna.lindqvist@norrsken.example", "Write “anna.lindqvist@"),
        (ADDRESS, "email: <anna.lindqvist@norrsken.example>", "Write “anna.lindqvist@"),
        (ADDRESS, "email: Anna <anna.lindqvist@norrsken.example>", "Write “anna.lindqvist@"),
        (ADDRESS, "email: anna.lindqvist(at)norrsken.example", "Write “anna.lindqvist@"),
        (ADDRESS, "email: anna.lindqvist @norrsken.example", "Write “anna.lindqvist@"),
        (ADDRESS, "email: anna.lindqvist@norrsken", "a whole e-mail address"),
        (ADDRESS, "email: anna.lindqvist@norrsken,example", "Write “anna.lindqvist@"),
        (ADDRESS, "email: anna.lindqvist@norrsken.example; a@b.example", "or “a@b.example”"),
        (ADDRESS, "email: [anna.lindqvist@norrsken.example](mailto:x)", "the address alone"),
        (ADDRESS, 'email: "anna.lindqvist@norrsken.example"#ny', "write a space before the #"),
        (ADDRESS + "\n", "", "`email: …`"),
        (ADDRESS, f"{ADDRESS}\n{ADDRESS}", "Keep the right one"),
        ("name: Anna", "Bo Ek\tbo@x.example\tX\nname: Anna", "`mentorskap import FILE`"),
    )
    optional_of_mentee = (
        ("languages: [sv]", "languages: [svenska]", "`sv`"),
        ("languages: [sv, en]", "languages: (sv, en)", "`[sv, en]`"),
        ("languages: [sv, en]", "languages: (sv, en]", "`[sv, en]`"),
        ("languages: [sv]", "languages: [swe]", "`sv`"),
        ("languages: [sv]", "languages: [Swedish]", "`sv`"),
        ("languages: [sv]", "languages: sv", "`[sv]`"),
        ("languages: [sv, en]", "languages: svenska och engelska", "`[sv, en]`"),
        ("languages: [sv, en]", "languages: Svenska/engelska", "`[sv, en]`"),
        ("languages: [sv, en]", "languages: [sv en]", "`[sv, en]`"),
        ("languages: [sv]", "languages: [s]", "in two small letters"),
        ("languages: [sv]", "languages: [?sv]", "without `?`"),
        ("languages: [sv, en]", "languages: [sv,#en\n  fi]", "write a space before the #"),
        ("languages:\n  - sv\n  - en", "languages:\n  • sv\n  • en", "a hyphen and a space"),
        ("languages: [sv]", "talar: [sv]", "`languages`"),
        ("protected: false", "protected: nej", "Write `false`"),
        ("protected: false", 'protected: "false"', "Write `false`"),
        ("phone: 070-123 45 67", "phone: ring växeln", "with digits"),
        ("phone: 070-123 45 67", "phone: o70-123 45 67", "Write “070-123 45 67”"),
        ("phone: 070-123 45 67", "phone: 070-123 45 67, 08-12 34 56", "Write “070-123 45 67”"),
        ("phone: 070-123 45 67", "phone: 070-123 45 67 (jobb)", "Write “070-123 45 67”"),
        ("phone: 070-123 45 67", "phone: saknas", "delete `phone`"),
        ("title: 'VD #1'", "title: VD #1", "quotation marks around the whole text"),
        ("title: Chef", "title: @chef", '"…"'),
        (
            "ties: [{with: karin-27, kind: professional, until: 2026-01-01}]",
            "ties: [{with: Karin Sjögren, kind: professional, until: 2026-01-01}]",
            "`karin-27`",
        ),
        (
            "ties: [{with: karin-27, kind: professional, until: 2026-01-01}]",
            "ties: [{with: karin-27, kind: kollega, until: 2026-01-01}]",
            "`professional`",
        ),
        (
            "ties: [{with: karin-27, kind: professional, until: 2026-01-01}]",
            "ties: [karin-27]",
            "kind: …",
        ),
        (
            "ties: [{with: karin-27, kind: professional, until: 2026-01-01}]",
            "ties: [Karin Sjögren]",
            "{with: karin-27, kind: …}",
        ),
        (
            "ties: [{with: karin-27, kind: professional, until: 2026-01-01}]",
            "ties: nej",
            "delete `ties`",
        ),
    )
    of_mentor = (
        (OFFERS, "offers: [{area: Förändringsledning}]", "`change`"),
        (OFFERS, "offers: [{area: förändring}]", "`change`"),
        (OFFERS, "offers: [{area: Leading change}]", "`change`"),
        (OFFERS, "offers: [{area: chang}]", "`change`"),
        (OFFERS, "offers: [{område: change}]", "`area`"),
        (OFFERS, "offers: [change]", "`area`"),
        (OFFERS, "offers: change", "`- {area: …}`"),
        (OFFERS, "offers: [{area: change}", "opened and not closed"),
        (OFFERS, "offers: [{area: change, words: :-) går bra}]", '"…"'),
        (OFFERS, 'offers: [{area: change, words: "Har lett" tre}]', "the other kind inside"),
        (OFFERS, "offers: [{area: change, words: Har lett: tre}]", '"…"'),
        (OFFERS, "offers: [{area: change, words: Har lett, ofta}]", '"…, …"'),
        (OFFERS, "offers: [{area: change, words: abc}]#rest", "write a space before the #"),
        (OFFERS, "offers:\n    • area: change", "a hyphen and a space"),
        (OFFERS, "offers:\n    – {area: change}\n    – {area: change}", "a hyphen and a space"),
        (OFFERS, "erbjuder: [{area: change}]", "`offers`"),
        (CAPACITY, "capacity: en", "Write `1`"),
        (CAPACITY, 'capacity: "1"', "Write `1`"),
        (CAPACITY, "capacity: 1 adept", "Write `1`"),
        (CAPACITY, "capacity: 1,5", "a whole number"),
        (CAPACITY, "capacity: *plats", "Write the value itself"),
        (CAPACITY, "capacity: 99", "Write 20 or less"),
        (CAPACITY, "platser: 1", "`capacity`"),
        ("  " + CAPACITY, "capacity: 1", "belongs under `mentor › capacity`"),
    )
    return [
        *(Slip(PAIR, *row) for row in (*of_pairing, *optional_of_pairing)),
        *(Slip(ANNA, *row) for row in (*of_mentee, *optional_of_mentee)),
        *(Slip(KARIN, *row) for row in of_mentor),
    ]


LINES = [*_of_a_meeting(), *_of_lines()]


def test_there_are_slips_enough() -> None:
    assert len({(slip.path, slip.typed) for slip in (*LINES, *_keys(), *_values())}) >= 120


@pytest.mark.parametrize("slip", LINES, ids=lambda slip: slip.typed[:40])
def test_a_slip_is_one_finding_and_its_edit_ends_it(
    command: Callable[..., Outcome], ground: Path, slip: Slip
) -> None:
    path = ground / slip.path
    text = path.read_text(encoding="utf-8")
    if slip.right not in text:  # a line that may be left out
        text = f"{text}{slip.right}\n"
    spoilt = text.replace(slip.right, slip.typed, 1)
    path.write_text(spoilt, encoding="utf-8", newline="")
    found = command("check", "--format", "json", root=ground).json()["findings"]
    assert [finding["path"] for finding in found] == [slip.path], found
    assert slip.proposed in f"{found[0]['message']} {found[0]['fix']}"
    swedish = command("check", root=ground, lang="sv")
    assert f"mentorskap explain {found[0]['rule']}" in swedish.out
    pasted = re.findall(r"(?m)^ {6}(.*)$", swedish.out)
    if pasted:  # the line that the message shows, in the place of the one that it names
        lines = spoilt.split("\n")
        lines[found[0]["line"] - 1 : found[0]["line"]] = pasted
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        path.write_text(text, encoding="utf-8")
    ended = command("check", root=ground)
    assert (ended.code, "Warning" in ended.out) == (0, False), ended.out


def test_two_areas_in_one_entry_are_to_be_two_entries(
    command: Callable[..., Outcome], example: Path
) -> None:
    path = example / ANNA
    text = path.read_text(encoding="utf-8")
    right = "- {area: change}\n      - {area: delegation}"
    path.write_text(
        text.replace("- {area: delegation}", '- {area: "Förändringsledning, delegation"}', 1),
        encoding="utf-8",
    )
    found = command("check", root=example).out
    assert "Write an entry for each area: `{area: change}`, `{area: delegation}`." in found
    path.write_text(text.replace("- {area: delegation}", right, 1), encoding="utf-8")
    assert command("check", root=example).code == 0


@pytest.mark.parametrize(
    ("key", "typed", "proposed"),
    [
        ("grace: 7", "grace: 1 vecka", "`7`"),
        ("grace: 7", "grace: en vecka", "`7`"),
        ("grace: 7", "grace: 7 dagar", "`7`"),
        ("grace: 7", "grace: 2 månader", "in digits"),
        ("ended: 12", "ended: 1 år", "`12`"),
        ("ended: 12", "ended: 12 månader", "`12`"),
        ("rhythm: [35, 42]", "rhythm: 35-42", "`[35, 42]`"),
        ("rhythm: [35, 42]", "rhythm: 35 till 42 dagar", "`[35, 42]`"),
        ("rhythm: [35, 42]", "rhythm: 5–6 veckor", "`[35, 42]`"),
        ("public: false", "public: nej", "Write `false`"),
    ],
)
def test_a_limit_in_another_unit_is_a_number_of_days(
    command: Callable[..., Outcome], example: Path, key: str, typed: str, proposed: str
) -> None:
    path = example / "programme.yml"
    text = path.read_text(encoding="utf-8")
    assert key in text
    path.write_text(text.replace(key, typed, 1), encoding="utf-8")
    (finding,) = command("check", "--format", "json", root=example).json()["findings"]
    assert proposed in finding["fix"]


def test_a_wish_for_somebody_who_is_no_mentor_says_so(
    command: Callable[..., Outcome], example: Path
) -> None:
    path = example / ANNA
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("wishes: {", "wishes: {mentor: emelie-46, "), encoding="utf-8")
    found = command("check", root=example).out
    assert "wishes for Emelie Svanberg (`emelie-46`) as mentor, who is not a mentor." in found
    assert "add `mentor` to `participants/emelie-46.yml`" in found


def test_time_is_not_a_tie(command: Callable[..., Outcome], ground: Path) -> None:
    path = ground / PAIR
    path.write_text(
        path.read_text(encoding="utf-8").partition("proposal")[0]
        + "proposal:\n  mentor_asked: 2026-08-17\n"
        "  mentor_answer: {date: 2026-08-19, answer: declined, reason: tid}\n",
        encoding="utf-8",
    )
    assert "Did you mean `time`?" in command("check", root=ground).out


@pytest.mark.parametrize("key", ["notes", "Anteckningar", "samtal", "summary"])
def test_what_was_said_has_no_place(
    command: Callable[..., Outcome], ground: Path, key: str
) -> None:
    path = ground / PAIR
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{key}: En rad.\n", encoding="utf-8")
    refused = command("check", root=ground)
    assert "What was said between mentor and mentee is never recorded" in refused.out
    assert f"Delete “{key}” and its value" in refused.out


@pytest.mark.parametrize("marks", ["all", "first", "last", "diff3"])
@pytest.mark.parametrize("where", [ANNA, PAIR, "programme.yml"])
def test_the_marks_of_a_conflict_are_one_finding(
    command: Callable[..., Outcome], ground: Path, marks: str, where: str
) -> None:
    path = ground / where
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first, middle, last = "<<<<<<< HEAD\n", "=======\n", ">>>>>>> other\n"
    spoilt = {
        "all": [*lines[:1], first, lines[1], middle, *lines[1:2], last, *lines[2:]],
        "first": [*lines[:1], first, *lines[1:]],
        "last": [*lines[:2], last, *lines[2:]],
        "diff3": [*lines[:1], first, lines[1], "||||||| base\n", middle, last, *lines[2:]],
    }[marks]
    path.write_text("".join(spoilt), encoding="utf-8")
    refused = command("check", "--format", "json", root=ground).json()
    of_file = [finding for finding in refused["findings"] if finding["path"] == where]
    assert [finding["rule"] for finding in of_file] == ["yaml-can-be-read"]
    assert "Two changes to the same lines conflict" in of_file[0]["message"]
    kept = [line for line in spoilt if line[:7] not in {"<<<<<<<", "=======", ">>>>>>>", "|||||||"}]
    if marks == "all":
        del kept[2]
    path.write_text("".join(kept), encoding="utf-8")
    assert command("check", root=ground).code == 0


COPIES = (
    *("anna-07 kopia", "anna-07 - kopia", "anna-07 - Kopia (2)", "anna-07 (1)", "anna-07(1)"),
    *("anna-07 copy", "anna-07 copy 2", "anna-07-kopia", "anna-07_copy"),
)


@pytest.mark.parametrize("name", [*COPIES, "anna-07--karin-27 (1)", "anna-07--karin-27 kopia"])
def test_a_copy_is_to_be_deleted_and_never_renamed_over_its_original(
    command: Callable[..., Outcome], ground: Path, name: str
) -> None:
    folder = "pairings" if "--" in name else "participants"
    original = "anna-07--karin-27" if "--" in name else "anna-07"
    copy = ground / folder / f"{name}.yml"
    shutil.copy(ground / folder / f"{original}.yml", copy)
    before = command("check", "--format", "json", root=ground).json()
    assert [finding["rule"] for finding in before["findings"]] == [
        "file-is-named-after-its-contents"
    ]
    assert f"a copy of `{folder}/{original}.yml`" in before["findings"][0]["message"]
    assert "delete the copy" in before["findings"][0]["fix"]
    assert (before["summary"]["participants"], before["summary"]["pairings"]) == (2, 1)
    copy.unlink()
    assert command("check", root=ground).code == 0


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Anna-07.yml", "for example to `anna-07.yml`"),
        ("anna_07.yml", "for example to `anna-07.yml`"),
        ("anna 07.yml", "for example to `anna-07.yml`"),
        ("Ånna-07.yml", "for example to `anna-07.yml`"),
        ("anna-07.yaml", "Rename it to `anna-07.yml`"),
        ("anna-07.yml.txt", "Rename it to `anna-07.yml`"),
        ("anna-07.YML", "Rename it to `anna-07.yml`"),
        ("anna-07.txt", "Rename it to `anna-07.yml`"),
        ("anna-07", "Rename it to `anna-07.yml`"),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_a_name_that_is_wrong_is_one_finding_and_overwrites_nothing(
    command: Callable[..., Outcome], ground: Path, name: str, advice: str, *, beside: bool
) -> None:
    right, wrong = ground / ANNA, ground / "participants" / name
    (shutil.copy if beside else shutil.move)(right, wrong)
    (finding,) = command("check", "--format", "json", root=ground).json()["findings"]
    assert finding["path"] == f"participants/{name}"
    if beside:
        assert "`anna-07.yml` is there already" in finding["fix"]
        wrong.unlink()
    else:
        assert advice in finding["fix"]
        wrong.rename(right)
    assert command("check", root=ground).code == 0


@pytest.mark.parametrize("name", ["anna-07.docx", "anna-07.xlsx", "anna-07.pdf", "foto-01.jpg"])
def test_what_holds_no_text_is_to_be_moved_and_never_renamed(
    command: Callable[..., Outcome], ground: Path, name: str
) -> None:
    (ground / "participants" / name).write_bytes(b"PK")
    (finding,) = command("check", "--format", "json", root=ground).json()["findings"]
    assert finding["fix"] == "Move it out of the folder, or delete it."


@pytest.mark.parametrize("name", ["anna-07.yml.part", "anna-07.yml.4711.part", "new-01.yml.part"])
def test_what_an_interrupted_run_left_is_no_person(
    command: Callable[..., Outcome], ground: Path, name: str
) -> None:
    left = ground / "participants" / name
    left.write_text("name: An", encoding="utf-8")
    before = command("check", "--format", "json", root=ground).json()
    assert [finding["rule"] for finding in before["findings"]] == ["file-is-where-it-belongs"]
    assert before["findings"][0]["fix"] == "Delete it."
    assert before["summary"]["participants"] == 2
    left.unlink()
    assert command("check", root=ground).code == 0
    assert "*.part" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_everyday_fact_has_a_way_without_yaml(lang: str) -> None:
    page = (ROOT / f"docs/{lang}/manager/editing.md").read_text(encoding="utf-8")
    table = page.partition("{ #without-yaml }")[2]
    rows = re.findall(
        r"(?m)^\| \[[^]]+\]\((?:letters\.md)?#([a-z-]+)\) \| `([^`]+)` \| ([0-9]+) \| (.+) \|$",
        table,
    )
    headings = set(re.findall(r"(?m)^## .*\{ #([a-z-]+) \}", page))
    without = {"intake", "managers", "feedback-decline", "without-yaml"}  # these are no facts
    assert {anchor for anchor, *_ in rows} == (headings | {"answers"}) - without
    assert len(rows) == table.count("\n| [")
    by_fact = {form.fact: form for form in FORMS}
    unnamed = set(by_fact)
    for _, written, answers, name in rows:
        command, fact, *_ = written.split()
        assert command in cli.COMMANDS
        if command == "record" and fact != "--from":
            assert fact in record_facts()
        assert int(answers) <= 6
        form = by_fact.get(fact) if command == "record" else None
        if form is None:
            assert name == "–"
            continue
        unnamed.discard(fact)
        assert name == form.name.split(" · ")[lang == "en"]
        words = [field for field in form.fields if field.slot not in NEEDS_OF_A_FORM]
        assert sum(field.required for field in words) <= int(answers) <= len(words)
    assert unnamed == set()


NEEDS_OF_A_FORM = {"challenge", "area", "must", "contribution", "wish-mentor"}


def record_facts() -> set[str]:
    """Return the facts that `record` writes."""
    return {*recording.FACTS, "fix", "leave", "withdrawn", "interview", "notified", "admitted"}
