"""The command: what it answers, its exit codes, and that it never shows a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from mentorskap import cli
from mentorskap.files import disk
from mentorskap.host.clock import today
from tests.conftest import EXAMPLE, ROOT, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

FORMATS = ("terminal", "markdown", "github", "json")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["check", "overdue", "status"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_report_in_every_format_and_language(
    name: str, form: str, lang: str, command: Callable[..., Outcome]
) -> None:
    outcome = command(name, "--format", form, lang=lang)
    assert outcome.code == 0
    assert outcome.err == ""
    day = {"sv": "23 november 2026", "en": "23 November 2026"}[lang]
    if form == "json":
        assert outcome.json()["version"] == 1
        assert outcome.json()["today"] == TODAY
    else:
        assert day in outcome.out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["check", "--nonsense"],
        ["check", "--today", "23/11"],
        ["check", "--today", "20261123"],
        ["check", "--today", "2026-02-30"],
        ["check", "--lang", "fi"],
        ["check", "--format", "xml"],
        ["overdue", "--within", "soon"],
        ["overdue", "--within", "-1"],
        ["check", "--root", "nowhere/at/all"],
        ["site", "--audience", "everyone"],
    ],
)
def test_what_is_not_understood_ends_in_a_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["person"],
            (
                "Skriv så här: `mentorskap person show|export|erase|forget|erased ID`."
                " Till exempel: `mentorskap person show anna-07`."
            ),
        ),
        (
            ["person", "show"],
            (
                "Skriv så här: `mentorskap person show|export|erase|forget|erased ID`."
                " Till exempel: `mentorskap person show anna-07`."
            ),
        ),
        (
            ["person", "shw", "anna-07"],
            (
                "Tillåtet: `show`, `export`, `erase`, `forget`, `erased`. Till exempel:"
                " `mentorskap person show anna-07`."
            ),
        ),
        (
            ["person", "show", "anna-07", "x"],
            "”x” hör inte till `mentorskap person`. Se `mentorskap person --help`.",
        ),
        (
            ["check", "--fromat=json"],
            "”--fromat=json” hör inte till `mentorskap check`. Menade du `--format`?",
        ),
        (["check", "--format", "jsn"], "Till exempel: `mentorskap check --format json`."),
        (["check", "--base"], "Det saknas något efter `--base`. Se `mentorskap check --help`."),
        (["remind", "--to", ""], "Det står ingen mapp efter `--to`."),
        (["calendar", "--to="], "Det står ingen mapp efter `--to`."),
    ],
)
def test_what_is_missing_or_strange_is_said_in_the_language_asked_for(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*arguments, "--lang=sv"] if arguments[-1] != "--base" else arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert "argument" not in err


def test_help_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["check", "--help"]):
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        assert ended.value.code == 0
    assert "mentorskap" in capsys.readouterr().out


def test_the_language_is_the_programmes_unless_one_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["overdue", "--root", str(EXAMPLE), "--today", TODAY])
    swedish = capsys.readouterr().out
    cli.main(["overdue", "--root", str(EXAMPLE), "--today", TODAY, "--lang", "en"])
    english = capsys.readouterr().out
    assert "dagar" in swedish
    assert "days" in english
    assert "days" not in swedish


def test_the_repository_is_found_from_a_folder_inside_it(
    example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(example / "participants")
    assert cli.main(["check", "--today", TODAY, "--format", "json"]) == 0
    assert '"participants": 58' in capsys.readouterr().out


def test_where_there_is_no_repository_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "--lang", "en"]) == 2
    assert "programme.yml" in capsys.readouterr().err


def test_fail_makes_lateness_the_verdict(command: Callable[..., Outcome]) -> None:
    assert command("overdue").code == 0
    assert command("overdue", "--fail").code == 1
    assert command("overdue", "--fail", today="2024-01-01").code == 0


def test_a_summary_in_swedish_calls_no_thing_delayed(command: Callable[..., Outcome]) -> None:
    assert re.search(
        r"^[0-9]+ saker har väntat för länge\.$", command("overdue", lang="sv").out, re.MULTILINE
    )


def test_what_could_not_be_read_is_named(command: Callable[..., Outcome], example: Path) -> None:
    (example / "pairings" / "anna-07--bjorn-12.yml").write_text("mentee: [", encoding="utf-8")
    (example / "participants" / "ulrika-45.yml").write_text("\t", encoding="utf-8")
    outcome = command("overdue", "--format", "json", root=example).json()
    assert outcome["unread"] == ["pairings/anna-07--bjorn-12.yml", "participants/ulrika-45.yml"]
    for form in ("terminal", "markdown", "github"):
        assert "pairings/anna-07" in command("overdue", "--format", form, root=example).out.replace(
            "&#45;", "-"
        ).replace("&#47;", "/")


def test_nothing_is_said_of_a_mentee_whose_pairing_cannot_be_read(
    command: Callable[..., Outcome], example: Path
) -> None:
    (example / "pairings" / "anna-07--bjorn-12.yml").write_text("mentee: [", encoding="utf-8")
    items = command("overdue", "--format", "json", "--within", "36500", root=example).json()[
        "items"
    ]
    assert "anna-07" not in {item["participant"] for item in items}


def test_a_failure_of_the_program_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, command: Callable[..., Outcome]
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("mentorskap.cli.check.check", fails)
    outcome = command("check")
    assert outcome.code == 2
    assert "ZeroDivisionError" in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == ""


IN_THE_EXAMPLE = ("--today", TODAY, "--root", str(EXAMPLE))


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    base = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM"}}
    command = [sys.executable, "-m", "mentorskap", *arguments, *IN_THE_EXAMPLE]
    return subprocess.run(
        command, cwd=ROOT, env={**base, **environment}, capture_output=True, check=False
    )


def test_text_is_utf8_whatever_the_terminal_says() -> None:
    done = _process("overdue", "--lang", "sv", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert "Ångman" in done.stdout.decode("utf-8")


def test_a_reader_that_stops_early_is_no_failure_of_ours() -> None:
    command = [sys.executable, "-m", "mentorskap", "status", "--format", "json", *IN_THE_EXAMPLE]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_today_is_the_programmes_day(
    monkeypatch: pytest.MonkeyPatch, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def told(zone: str) -> date:
        asked.append(zone)
        return date(2026, 11, 24)

    monkeypatch.setattr("mentorskap.host.run.today", told)
    cli.main(["status", "--root", str(example), "--format", "json"])
    assert asked == ["Europe/Stockholm"]
    assert '"today": "2026-11-24"' in capsys.readouterr().out


def test_an_unknown_time_zone_still_has_a_day() -> None:
    here = datetime.now().astimezone().date()
    assert abs(today("Nowhere/Atall") - here) <= timedelta(days=1)
    assert today("Pacific/Kiritimati") - today("Pacific/Pago_Pago") >= timedelta(days=1)


def test_nothing_is_written_by_looking(command: Callable[..., Outcome], example: Path) -> None:
    before = {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}
    for name in ("check", "overdue", "status"):
        for form in FORMATS:
            command(name, "--format", form, root=example)
    assert {path: path.read_bytes() for path in example.rglob("*") if path.is_file()} == before


def test_pages_need_a_site_to_be_built_from(command: Callable[..., Outcome], example: Path) -> None:
    outcome = command("site", root=example)
    assert outcome.code == 2
    assert "mkdocs.yml" in outcome.err


def test_a_site_that_cannot_be_built_is_a_no(
    command: Callable[..., Outcome], example: Path
) -> None:
    (example / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    outcome = command("site", "--audience", "participants", root=example)
    assert outcome.code == 1
    assert "could not be built" in outcome.out


def test_the_programs_own_files_are_there() -> None:
    for name in ("participant", "pairing", "programme"):
        assert disk.packaged_text(f"schemas/{name}.schema.json")
    with pytest.raises(FileNotFoundError):
        disk.packaged_text("schemas/nothing.json")
    assert disk.packaged_bytes("locale/xx/LC_MESSAGES/mentorskap.mo") is None
