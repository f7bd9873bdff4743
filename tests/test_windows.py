"""What a programme manager double-clicks on Windows, as far as it can be read on another machine."""

from __future__ import annotations

import json
import re

import pytest

from mentorskap.cli import COMMANDS, main
from tests.conftest import ROOT

SCRIPT = ROOT / "scripts" / "mandag.cmd"


def faults(raw: bytes) -> list[str]:
    """Return what Windows would stumble over in a batch file."""
    lines = raw.split(b"\n")
    text = raw.decode("ascii", "replace")
    labels = set(re.findall(r"(?m)^:(\w+)\r?$", text))
    targets = set(re.findall(r"\bgoto (\w+)", text))
    return [
        *(
            f"line {number} does not end in CRLF"
            for number, line in enumerate(lines[:-1], 1)
            if not line.endswith(b"\r")
        ),
        *(["the last line does not end"] if lines[-1] else []),
        *([] if raw.isascii() else ["a character is not ASCII"]),
        *(f"no label {name}" for name in sorted(targets - labels)),
        *(f"a path without quotation marks: {path}" for path in _unquoted(text)),
        *(f"{words} is not a command of ours" for words in _unknown(text)),
    ]


def _unquoted(text: str) -> list[str]:
    bare = re.sub(r'"[^"\r\n]*"', "", text)
    code = [line for line in bare.splitlines() if not line.startswith("rem ")]
    return re.findall(r"%(?:~dp0|RUN%|VENV%|CD%|USERPROFILE%)\S*", "\n".join(code))


def _unknown(text: str) -> list[str]:
    calls = re.findall(r"-m mentorskap (\w+) ?(.*?)\r", text)
    return [
        f"{name} {options}".strip()
        for name, options in calls
        if name not in COMMANDS or not set(options.split()) <= {"%DAY%"}
    ]


def test_nothing_in_the_script_trips_windows() -> None:
    assert faults(SCRIPT.read_bytes()) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (b"setlocal\r\n", b"setlocal\n", "line 6 does not end in CRLF"),
        (b"Sidorna blev", "Sidorna blev lästa".encode(), "a character is not ASCII"),
        (b"\r\n:wait\r\n", b"\r\n:waits\r\n", "no label wait"),
        (b'pushd "%~dp0.."', b"pushd %~dp0..", "a path without quotation marks: %~dp0.."),
        (b"mentorskap overdue", b"mentorskap late", "late %DAY% is not a command of ours"),
        (
            b"mentorskap overdue %DAY%",
            b"mentorskap overdue --fails",
            "overdue --fails is not a command of ours",
        ),
        (b"%FAULT%\r\n", b"%FAULT%", "the last line does not end"),
    ],
)
def test_what_would_trip_windows_is_found(before: bytes, after: bytes, fault: str) -> None:
    head, match, tail = SCRIPT.read_bytes().rpartition(before)
    assert match
    assert fault in faults(head + after + tail)


def test_git_gives_the_script_the_line_ends_of_windows() -> None:
    assert "*.cmd text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", ["check", "overdue", "site"])
def test_each_command_of_the_script_takes_the_frozen_day(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SCRIPT.read_text("ascii")
    assert f"-m mentorskap {name} %DAY%" in text
    assert 'set "DAY=--today %%c"' in text
    with pytest.raises(SystemExit) as ending:
        main([name, "--help"])
    assert ending.value.code == 0
    assert "--today" in capsys.readouterr().out


def test_the_development_container_is_pinned_and_makes_the_pages() -> None:
    settings = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert re.fullmatch(r"python:3\.\d+\.\d+-bookworm", settings["image"])
    assert settings["postCreateCommand"] == "make run"
