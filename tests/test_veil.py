"""What gives a person away in the name of a file is a number in logs and comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dev import overlay
from mentorskap.host import comment, verdict
from mentorskap.host.run import voice_for
from mentorskap.report.veil import NUMBERED, Veil
from tests.conftest import commit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

PERSON = b"""\
name: Robin Dal
email: robin.dal@skogen.example
organisation: Skogen
mentor: {offers: [{area: change}], capacity: 1}
"""


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    return overlay.write(overlay.overlay("interview-comes-first"), tmp_path / "ground")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Anna Lindqvist.yml", ("Lindqvist", "Anna L", "anna-01", "lindqvist")),
        ("lindqvist.yml", ("lindqvist",)),
        ("Åkerström, Eva.yml", ("Åkerstr", "kerstrom", "akerstrom", "Eva")),
        ("anna-07 Lindqvist.docx", ("Lindqvist",)),
        ("Lindqvist%0A100%.yml", ("Lindqvist",)),
        ("Björn_Ek.yaml", ("Björn", "bjorn", "_Ek")),
        ("ANNA-LINDQVIST.YML", ("LINDQVIST", "lindqvist")),
        ("Lindqvist" * 20 + ".yml", ("Lindqvist",)),
        ("anna-07--Lindqvist.yml", ("Lindqvist",)),
    ],
)
@pytest.mark.parametrize("folder", ["participants", "pairings"])
def test_a_file_named_after_a_person_is_a_number(
    folder: str, name: str, words: tuple[str, ...], ground: Path, command: Callable[..., Outcome]
) -> None:
    (ground / folder / name).write_bytes(PERSON)
    reports = [
        command(*arguments, "--format", "github", root=ground, lang=lang).out
        for arguments in (["check"], ["overdue"], ["status"], ["remind", "--to", str(ground / "x")])
        for lang in ("sv", "en")
    ]
    for report in reports:
        for word in words:
            assert word not in report
    assert f"{folder}/…1" in reports[0]


def test_an_id_that_tells_the_name_is_a_number_too(
    ground: Path, command: Callable[..., Outcome]
) -> None:
    (ground / "participants" / "robin-dal.yml").write_bytes(PERSON)
    (ground / "pairings" / "anna-07--robin-dal.yml").write_text(
        "mentee: anna-07\nmentor: robin-dal\n"
    )
    report = command("check", "--format", "github", root=ground).out
    assert "robin-dal" not in report
    assert "pairings/anna-07--…1.yml" in report
    assert report.count("A number after …") == 1


def test_the_log_and_the_comment_give_a_file_the_same_number(
    ground: Path, command: Callable[..., Outcome]
) -> None:
    for name in ("Östen Ek", "Anna Berg"):
        (ground / "participants" / f"{name}.yml").write_bytes(PERSON)
    (ground / "participants" / "robin-dal.yml").write_bytes(
        PERSON.replace(b"area: change", b"area: nothing-such")
    )
    data = verdict.reduced(command("check", "--format", "json", root=ground).out)
    judged = verdict.understood(data.encode(), failed=True)
    assert judged is not None
    log = command("check", "--format", "github", root=ground).out
    shown = [place.path for place in judged.places if "…" in place.path]
    assert sorted(shown) == ["participants/…1", "participants/…2.yml", "participants/…3"]
    for path in shown:
        assert NUMBERED.fullmatch(path)
        assert path in log
    text = comment.body(
        judged, "0" * 40, "x", voice_for("sv", {}, comment.FORM), changes_tool=False
    )
    for word in ("Berg", "sten", "Ek", "robin", "dal"):
        assert word not in text.replace("mentorskap", "")
        assert word not in json.dumps(json.loads(data)["places"], ensure_ascii=False)


def test_a_name_in_a_new_file_is_an_error_and_in_an_old_one_a_notice(
    ground: Path, command: Callable[..., Outcome]
) -> None:
    old = ground / "participants" / "robin-dal.yml"
    old.write_bytes(PERSON)
    commit(ground)
    (ground / "participants" / "sten-ek.yml").write_bytes(
        PERSON.replace(b"Robin Dal", b"Sten Ek").replace(b"robin.dal", b"sten.ek")
    )
    findings = command("check", "--base", "HEAD", "--format", "json", root=ground).json()[
        "findings"
    ]
    told = {
        finding["path"]: finding["severity"]
        for finding in findings
        if finding["rule"] == "id-does-not-tell-the-name"
    }
    assert told == {
        "participants/robin-dal.yml": "notice",
        "participants/sten-ek.yml": "error",
    }


def test_what_is_not_hidden_keeps_every_letter() -> None:
    hide = Veil(["participants/anna-07.yml", "docs/sv/Anna.md", "programme.yml"])
    text = "participants/anna-07.yml docs/sv/Anna.md `Anna`"
    assert hide(text) == text
    hide = Veil(["participants/a.yml"], {"robin-dal"})
    kept = "anna.yml `b` robin-dalen robin-dal-01 xrobin-dal 3 fel a"
    assert hide(kept) == kept.replace("robin-dal-01", "…2-01")
