"""What is said when something goes wrong around a command, and in which language."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap import cli
from mentorskap.files import disk
from tests.conftest import EXAMPLE, ROOT, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

CONTACT = ("record", "contact", "johan-55", "mentee", "2026-11-20")
PAIR = "pairings/johan-55--lars-erik-08.yml"


@pytest.fixture
def full() -> str:
    """Return a device on which nothing has room."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    return "/dev/full"


def test_what_is_written_is_a_success_even_if_the_answer_is_lost(example: Path, full: str) -> None:
    command = [sys.executable, "-m", "mentorskap", *CONTACT, "--root", str(example)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    with Path(full).open("w", encoding="utf-8") as nowhere:
        done = subprocess.run(
            [*command, "--today", TODAY, "--lang", "en"],
            stdout=nowhere,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )
    assert done.returncode == 0
    assert done.stderr.decode() == "The change is written. Only the answer could not be shown.\n"
    assert "2026-11-20, with: mentee" in (example / PAIR).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "refusal",
    [
        (errno.EACCES, "gives no permission for", "ger dig inte rätt till"),
        (errno.EPERM, "gives no permission for", "ger dig inte rätt till"),
        (errno.ENOSPC, "The disk is full", "Disken är full"),
        (errno.EROFS, "can only be read", "bara går att läsa"),
        (errno.EEXIST, "is in the way", "är i vägen"),
        (errno.ENOTDIR, "is a file, where a folder should be", "ska det vara en mapp"),
        (errno.EIO, "The system refused", "Systemet sa nej till"),
    ],
)
def test_the_systems_refusal_names_the_file_and_the_next_step(
    command: Callable[..., Outcome],
    example: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusal: tuple[int, str, str],
) -> None:
    number, english, swedish = refusal

    def refused(root: str, _: object) -> list[str]:
        raise OSError(number, os.strerror(number), f"{root}/{PAIR}.part")

    monkeypatch.setattr(disk, "swap", refused)
    for lang, words in (("en", english), ("sv", swedish)):
        outcome = command(*CONTACT, root=example, lang=lang)
        assert outcome.code == 2
        assert words in outcome.err
        assert f"`{PAIR}`" in outcome.err


def test_two_who_break_a_rule_together_are_told(
    command: Callable[..., Outcome], example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = disk.swap

    def with_another(root: str, files: Any) -> list[str]:
        text = "name: Other\nemail: zoe@x.example\norganisation: X\n"
        mentor = "mentor:\n  offers: []\n  capacity: 1\n"
        (example / "participants/other-88.yml").write_text(text + mentor, encoding="utf-8")
        return own(root, files)

    monkeypatch.setattr(disk, "swap", with_another)
    new = (
        "--name",
        "Zoe Y",
        "--email",
        "zoe@x.example",
        "--organisation",
        "Y",
        "--mentor",
        "change",
        "--capacity",
        "1",
    )
    outcome = command("new", "participant", "zoe-17", *new, root=example)
    assert outcome.code == 0
    assert "somebody else wrote at the same moment" in outcome.out
    assert "email-belongs-to-one" in outcome.out
    assert (example / "participants/zoe-17.yml").exists()


@pytest.mark.parametrize("folder", ["participants", "pairings"])
def test_a_folder_that_cannot_be_read_is_one_finding(
    command: Callable[..., Outcome], example: Path, folder: str
) -> None:
    (example / folder).rename(example / "elsewhere")
    (example / folder).symlink_to("elsewhere")
    found = command("check", "--format", "json", root=example).json()["findings"]
    assert [(finding["rule"], finding["path"]) for finding in found] == [
        ("file-is-where-it-belongs", folder)
    ]
    assert f"`{folder}` is a link" in found[0]["message"]
    assert command("overdue", "--fail", root=example).code == 1
    assert "proposal" not in command("overdue", "--format", "json", root=example).out


def test_what_cannot_be_read_fails_the_list_that_may_fail(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    root, day = shutil.copytree(ROOT / "tests" / "ground", tmp_path / "ground"), "2026-08-12"
    assert command("overdue", "--fail", root=root, today=day).code == 0
    (root / "programme.yml").write_text("name: [", encoding="utf-8")
    assert command("overdue", root=root, today=day).code == 0
    assert command("overdue", "--fail", root=root, today=day).code == 1


def test_a_root_is_found_from_a_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    program = "import os, sys; os.rmdir(os.getcwd()); from mentorskap import cli; cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "status", "--short", "--root", str(EXAMPLE)],
        cwd=gone,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == (b"", 0)


@pytest.mark.parametrize("name", [(), *((name,) for name in cli.COMMANDS)])
def test_help_speaks_one_language(
    name: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {}
    for lang in ("sv", "en"):
        with pytest.raises(SystemExit):
            cli.main([*name, "--help", "--lang", lang])
        texts[lang] = capsys.readouterr().out
    assert " · " not in texts["sv"] + texts["en"]
    assert "visa den här hjälpen" in texts["sv"]
    assert "options:" not in texts["sv"]
    assert "show this help" in texts["en"]
    assert not set("åäö") & set(texts["en"])


def test_the_screen_of_a_run_is_short(command: Callable[..., Outcome], example: Path) -> None:
    shutil.copytree(ROOT / "docs", example / "docs")
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert 'check "overdue --short" "status --short" site' in made
    lines = [
        line
        for words in (["check"], ["overdue", "--short"], ["status", "--short"])
        for line in (*command(*words, root=example).out.splitlines(), "")
    ]
    assert len(lines) <= 36  # the addresses of the pages are four lines more
    assert sum("open-questions-are-answered" in line for line in lines) == 1


def test_long_lists_are_shown_if_they_are_asked_for(command: Callable[..., Outcome]) -> None:
    short, long = command("status").out, command("status", "--members").out
    assert "Behind the numbers" not in short
    assert "`--members`" in short
    assert "Behind the numbers" in long
