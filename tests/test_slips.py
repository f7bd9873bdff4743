"""Slips of the hand, and the edit that each message proposes: done, and the check is green."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

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
        "email": ("e-post", "E-post", "epost", "mejl", "mail", "e-postadress", "E-mail"),
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
