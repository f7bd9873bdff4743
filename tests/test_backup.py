"""Backups: whole, tried before they count, for their owner alone, and no one else's file removed."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentorskap.cli import backup
from mentorskap.files import history
from mentorskap.host import bundles
from tests.conftest import ROOT, TODAY, commit, git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Outcome

    Backup = Callable[..., Outcome]

PAGE = ROOT / "docs" / "backup.md"
PROC = Path("/proc/self/fd")
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def archive(example: Path) -> Path:
    """Return the example as a repository with two branches, a tag and a file that is gone."""
    gone = example / "participants" / "gone-99.yml"
    gone.write_text("name: Gone\n", encoding="utf-8")
    commit(example)
    gone.unlink()
    commit(example)
    git(example, "branch", "side")
    git(example, "tag", "v1")
    return example


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for backups, not yet made."""
    return tmp_path / "copies"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give trial copies a folder of their own, and see that none remains in it."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Give each backup a time an hour after the last one."""
    hours = [NOON.replace(day=day, hour=hour) for day in (27, 28, 29) for hour in range(24)]
    monkeypatch.setattr(backup, "now", lambda _: hours.pop(0))
    return hours


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_holds_every_branch_and_tag_and_what_is_gone(
    command: Backup, archive: Path, folder: Path, tmp_path: Path
) -> None:
    outcome = command("backup", str(folder), root=archive)
    assert (outcome.code, outcome.err) == (0, "")
    (name,) = _names(folder)
    assert bundles.NAME.fullmatch(name)
    files = git(archive, "ls-files").splitlines()
    assert f"holds {len(files)} files" in outcome.out
    git(tmp_path, "clone", "--quiet", "--mirror", str(folder / name), "whole.git")
    refs = ("for-each-ref", "--format=%(objectname) %(refname)")
    assert git(tmp_path / "whole.git", *refs) == git(archive, *refs)
    assert "gone-99" in git(tmp_path / "whole.git", "log", "--all", "--name-only")


def test_a_backup_changes_nothing_in_the_repository(
    command: Backup, archive: Path, folder: Path
) -> None:
    def everything() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}

    before = everything()
    assert command("backup", str(folder), root=archive).code == 0
    assert everything() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of this kind")
def test_only_its_owner_can_read_a_backup(command: Backup, archive: Path, folder: Path) -> None:
    old = os.umask(0)
    try:
        command("backup", str(folder), root=archive)
    finally:
        os.umask(old)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]


def test_the_name_says_when_and_nothing_else(command: Backup, archive: Path, folder: Path) -> None:
    command("backup", str(folder), root=archive)
    assert _names(folder) == ["mentorskap-2026-11-27-000000.bundle"]


def test_two_backups_of_one_second_are_two(
    command: Backup, archive: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "now", lambda _: NOON)
    for _ in range(3):
        assert command("backup", str(folder), root=archive).code == 0
    assert _names(folder) == [
        "mentorskap-2026-11-27-120000-2.bundle",
        "mentorskap-2026-11-27-120000-3.bundle",
        "mentorskap-2026-11-27-120000.bundle",
    ]


def test_a_programme_below_the_top_of_its_repository_is_backed_up_and_tried(
    command: Backup, tmp_path: Path, example: Path, folder: Path
) -> None:
    top = tmp_path / "larger"
    top.mkdir()
    example.rename(top / "programme")
    (top / "read.me").write_text("A larger repository.\n", encoding="utf-8")
    commit(top)
    git(top, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    root = tmp_path / "tree" / "programme"
    assert command("backup", str(folder), root=root).code == 0
    assert not (root / "-").exists()
    outcome = command("backup", "--try", str(folder / _names(folder)[0]))
    assert (outcome.code, outcome.err) == (0, "")
    assert "participants, " in outcome.out


# What is not in it.


def test_what_is_not_committed_is_counted_and_named(
    command: Backup, archive: Path, folder: Path
) -> None:
    (archive / "participants" / "nils-02.yml").write_text("name: Nils\n", encoding="utf-8")
    (archive / "åäö ny.txt").write_text("x", encoding="utf-8")
    outcome = command("backup", str(folder), root=archive)
    assert outcome.code == 1
    assert "2 files have changes that are not committed" in outcome.out
    assert "`participants/nils-02.yml`, `åäö ny.txt`" in outcome.out
    assert "--without-uncommitted" in outcome.out
    assert len(_names(folder)) == 1  # a backup without them is better than none
    meant = command("backup", str(folder), "--without-uncommitted", root=archive)
    assert meant.code == 0
    assert "2 files have changes" in meant.out


def test_of_many_files_that_are_not_committed_the_first_are_named(
    command: Backup, archive: Path, folder: Path
) -> None:
    for number in range(12):
        (archive / f"new-{number:02}.txt").write_text("x", encoding="utf-8")
    out = command("backup", str(folder), root=archive).out
    assert "12 files have changes" in out
    assert "`new-08.txt`, `…`" in out
    assert "new-09" not in out


# Old ones.


def test_the_oldest_are_removed_so_that_as_many_remain_as_are_to_be_kept(
    command: Backup, archive: Path, folder: Path
) -> None:
    for _ in range(4):
        command("backup", str(folder), root=archive)
    outcome = command("backup", str(folder), "--keep", "2", root=archive)
    assert _names(folder) == [
        "mentorskap-2026-11-27-030000.bundle",
        "mentorskap-2026-11-27-040000.bundle",
    ]
    assert "3 older backups were removed: `mentorskap-2026-11-27-000000.bundle`" in outcome.out


def test_twelve_remain_where_nothing_is_said(command: Backup, archive: Path, folder: Path) -> None:
    folder.mkdir()
    command("backup", str(folder), root=archive)
    for day in range(1, 20):
        (folder / f"mentorskap-2026-10-{day:02}-120000.bundle").write_bytes(
            (folder / "mentorskap-2026-11-27-000000.bundle").read_bytes()
        )
    command("backup", str(folder), root=archive)
    assert len(_names(folder)) == 12
    assert _names(folder)[-1] == "mentorskap-2026-11-27-010000.bundle"


def test_only_this_repositorys_own_backups_are_removed(
    command: Backup, archive: Path, folder: Path, sound: Path, tmp_path: Path
) -> None:
    folder.mkdir()
    commit(sound)
    command("backup", str(folder), root=sound)
    (sounds,) = _names(folder)
    (folder / "mentorskap-2020-01-01-120000.bundle").write_text("no bundle\n", encoding="utf-8")
    (folder / "mentorskap-2020-01-02-120000.bundle").mkdir()
    (tmp_path / "elsewhere.bundle").write_bytes((folder / sounds).read_bytes())
    for _ in range(2):
        command("backup", str(folder), root=archive)
    mine = [name for name in _names(folder) if name > sounds]
    git(archive, "bundle", "create", "--quiet", str(folder / "my-own.bundle"), "--all")
    (folder / "mentorskap-2020-01-03-120000.bundle").symlink_to(folder / mine[0])
    others = sorted(set(_names(folder)) - set(mine))
    command("backup", str(folder), "--keep", "1", root=archive)
    assert set(others) < set(_names(folder))
    assert len(_names(folder)) == len(others) + 1


def test_what_a_killed_run_has_left_is_removed_after_a_day(
    command: Backup, archive: Path, folder: Path
) -> None:
    folder.mkdir()
    old, new, other = (
        folder / f"{name}.bundle.part"
        for name in ("mentorskap-2026-11-20-120000", "mentorskap-2026-11-26-120000", "other")
    )
    for path in (old, new, other):
        path.write_text("x", encoding="utf-8")
    for path in (old, other):
        os.utime(path, (0, 0))
    command("backup", str(folder), root=archive)
    assert [path.exists() for path in (old, new, other)] == [False, True, True]


def test_the_new_one_is_never_removed_when_the_clock_goes_back(
    command: Backup, archive: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("backup", str(folder), root=archive)
    monkeypatch.setattr(backup, "now", lambda _: NOON.replace(year=2025))
    command("backup", str(folder), "--keep", "1", root=archive)
    assert _names(folder) == ["mentorskap-2025-11-27-120000.bundle"]


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "99999", "²"])
def test_a_number_of_backups_that_is_none_is_refused(
    number: str, command: Backup, archive: Path, folder: Path
) -> None:
    outcome = command("backup", str(folder), f"--keep={number}", root=archive)
    assert outcome.code == 2
    assert "is not a number of backups" in outcome.err
    assert not folder.exists()


# A bundle that is not whole.


def _spoiling(monkeypatch: pytest.MonkeyPatch, spoil: Callable[[str], None]) -> None:
    """Let `spoil` change each bundle as soon as Git has written it."""
    ask = history.ask

    def asked(root: str, *arguments: str, into: int | None = None, **rest: bytes) -> object:
        answer = ask(root, *arguments, into=into, **rest)
        if arguments[:2] == ("bundle", "create") and into is not None:
            spoil(f"/proc/self/fd/{into}")
        return answer

    monkeypatch.setattr(history, "ask", asked)


def _cut(path: str) -> None:
    os.truncate(path, Path(path).stat().st_size - 100)


@pytest.mark.skipif(not PROC.is_dir(), reason="the file is spoilt through /proc")
def test_a_bundle_that_cannot_be_restored_gets_no_name_and_removes_nothing(
    command: Backup, archive: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("backup", str(folder), root=archive)
    before = _names(folder)
    _spoiling(monkeypatch, _cut)
    outcome = command("backup", str(folder), "--keep", "1", root=archive)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("The backup failed, and nothing was kept. Git says: ")
    assert _names(folder) == before


@pytest.mark.skipif(not PROC.is_dir(), reason="the file is spoilt through /proc")
def test_a_bundle_of_something_else_gets_no_name(
    command: Backup, archive: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = git(archive, "rev-parse", "HEAD")
    git(archive, "update-ref", "refs/heads/later", head)
    git(archive, "bundle", "create", "--quiet", str(tmp_path / "less"), "HEAD", "main")
    git(archive, "bundle", "create", "--quiet", str(tmp_path / "whole"), "--all")

    def exchange(path: str) -> None:
        with open(path, "wb") as stream:  # noqa: PTH123 - a handle's own path
            stream.write((tmp_path / "less").read_bytes())

    _spoiling(monkeypatch, exchange)
    heads = bundles._heads
    monkeypatch.setattr(bundles, "_heads", lambda root, _: heads(root, str(tmp_path / "whole")))
    outcome = command("backup", str(folder), root=archive)
    assert outcome.code == 2
    assert "the copy differs" in outcome.err
    assert _names(folder) == []


# What is refused.


@pytest.mark.parametrize("inside", ["", "site", "site/copies", ".git/copies", "../larger/copies"])
def test_a_folder_inside_the_repository_is_refused(
    inside: str, command: Backup, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "larger" / ".git").mkdir(parents=True)  # another repository
    outcome = command("backup", str(archive / inside), root=archive)
    assert (outcome.code, outcome.out) == (2, "")
    assert "is inside a Git repository" in outcome.err
    assert list(tmp_path.rglob("*.bundle*")) == []


def test_a_link_into_the_repository_is_refused(
    command: Backup, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(archive / "site")
    assert "is inside a Git" in command("backup", str(tmp_path / "link"), root=archive).err


def test_a_folder_of_a_website_is_refused(command: Backup, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "index.html").write_text("<p>", encoding="utf-8")
    outcome = command("backup", str(tmp_path / "www" / "en" / "copies"), root=archive)
    assert outcome.code == 2
    assert "belongs to a website" in outcome.err
    assert not (tmp_path / "www" / "en").exists()


def test_a_file_is_no_folder(command: Backup, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is not a folder" in command("backup", str(tmp_path / "file"), root=archive).err


def test_without_git_history_or_commits_there_is_one_plain_sentence(
    command: Backup, example: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Git has no history of this folder" in command("backup", str(folder), root=example).err
    git(example, "init", "--quiet")
    outcome = command("backup", str(folder), root=example)
    assert "Nothing has been committed yet" in outcome.err
    commit(example)
    monkeypatch.setenv("PATH", "")
    without = command("backup", str(folder), root=example)
    assert "Git was not found" in without.err
    for refused in (outcome, without):
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert not folder.exists()


def test_a_shallow_history_is_refused(
    command: Backup, archive: Path, folder: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{archive}", "shallow")
    outcome = command("backup", str(folder), root=tmp_path / "shallow")
    assert outcome.code == 2
    assert "git fetch --unshallow" in outcome.err
    assert not folder.exists()


@pytest.mark.parametrize("words", [(), ("",), ("x", "--try", "y"), ("--holding", "anna-07")])
def test_what_to_write_is_said(words: tuple[str, ...], command: Backup, archive: Path) -> None:
    outcome = command("backup", *words, root=archive)
    assert (outcome.code, outcome.out) == (2, "")
    assert "For example: `mentorskap backup ../backups`" in outcome.err


# Trying one.


@pytest.fixture
def file(command: Backup, archive: Path, folder: Path) -> Path:
    """Return a backup of the archive."""
    assert command("backup", str(folder), root=archive).code == 0
    return folder / _names(folder)[0]


def test_a_backup_is_tried_where_there_is_no_programme(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from mentorskap import cli

    capsys.readouterr()
    monkeypatch.chdir(file.parent)
    assert cli.main(["backup", "--try", file.name, "--today", TODAY, "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "Every file is, to the byte, what was backed up." in out
    assert "0 errors, " in out


def test_a_copy_that_differs_is_a_no(
    command: Backup, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bundles._content

    def spoiled(copy: str) -> object:
        for name, text in (("programme.yml", "name: x\n"), ("new.txt", "x")):
            with open(os.path.join(copy, name), "a", encoding="utf-8") as stream:  # noqa: PTH118, PTH123
                stream.write(text)
        os.unlink(os.path.join(copy, "participants", "nils-02.yml"))  # noqa: PTH108, PTH118
        return content(copy)

    monkeypatch.setattr(bundles, "_content", spoiled)
    outcome = command("backup", "--try", str(file))
    assert outcome.code == 1
    assert "when the backup was made" not in outcome.out
    assert (
        "3 files differ from what was backed up: `new.txt`, `participants/nils-02.yml`,"
        " `programme.yml`" in outcome.out
    )


def test_a_backup_with_errors_in_it_is_a_no(command: Backup, archive: Path, folder: Path) -> None:
    (archive / "participants" / "nils-02.yml").write_text("nam: Nils\n", encoding="utf-8")
    commit(archive)
    command("backup", str(folder), root=archive)
    outcome = command("backup", "--try", str(folder / _names(folder)[0]))
    assert outcome.code == 1
    assert "The errors were there when the backup was made." in outcome.out


def test_a_backup_without_a_programme_is_a_no(command: Backup, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "read.me").write_text("x", encoding="utf-8")
    commit(other)
    git(other, "bundle", "create", "--quiet", str(tmp_path / "other.bundle"), "--all")
    outcome = command("backup", "--try", str(tmp_path / "other.bundle"))
    assert outcome.code == 1
    assert "There is no programme.yml in it" in outcome.out


@pytest.mark.parametrize("spoil", ["cut", "text", "missing"])
def test_a_file_that_cannot_be_restored_is_refused(spoil: str, command: Backup, file: Path) -> None:
    match spoil:
        case "cut":
            _cut(str(file))
        case "text":
            file.write_text("hello\n", encoding="utf-8")
        case _:
            file.unlink()
    outcome = command("backup", "--try", str(file))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "There is no file" in outcome.err or "cannot be restored" in outcome.err


# Those that hold a person.


def test_the_backups_that_hold_a_person_are_listed(
    command: Backup, archive: Path, folder: Path, sound: Path
) -> None:
    commit(sound)
    command("backup", str(folder), root=archive)
    command("backup", str(folder), root=sound)
    (folder / "renamed.bundle").write_bytes((folder / _names(folder)[0]).read_bytes())
    for id_ in ("nils-02", "gone-99", "NILS-02.yml"):
        outcome = command("backup", str(folder), "--holding", id_)
        assert outcome.code == 1
        assert "2 backups hold" in outcome.out
        assert "`mentorskap-2026-11-27-000000.bundle`, `renamed.bundle`" in outcome.out
    outcome = command("backup", str(folder), "--holding", "ils-02")
    assert (outcome.code, outcome.out) == (0, "No backup in the folder holds `ils-02`.\n")


def test_an_id_in_a_message_or_a_branch_is_found(
    command: Backup, archive: Path, folder: Path
) -> None:
    git(archive, "commit", "--quiet", "--allow-empty", "--message=Welcome vera-77")
    git(archive, "branch", "for/otto-88")
    command("backup", str(folder), root=archive)
    assert command("backup", str(folder), "--holding", "vera-77").code == 1
    assert command("backup", str(folder), "--holding", "otto-88").code == 1
    assert command("backup", str(folder), "--holding", "otto-8").code == 0


def test_a_backup_that_cannot_be_read_may_hold_a_person(command: Backup, folder: Path) -> None:
    folder.mkdir()
    (folder / "old.bundle").write_text("x", encoding="utf-8")
    outcome = command("backup", str(folder), "--holding", "anna-07")
    assert outcome.code == 1
    assert "may hold `anna-07`: `old.bundle`" in outcome.out


def test_a_folder_to_look_in_exists(command: Backup, folder: Path) -> None:
    outcome = command("backup", str(folder), "--holding", "anna-07")
    assert outcome.code == 2
    assert "There is no folder" in outcome.err


def test_an_erasure_names_the_command(command: Backup, archive: Path) -> None:
    ended = next(
        path.stem.split("--")[0]
        for path in sorted((archive / "pairings").glob("*.yml"))
        if "reason: completed" in path.read_text(encoding="utf-8")
    )
    out = command("person", "erase", ended, "--yes", root=archive).out
    assert f"`mentorskap backup FOLDER --holding {ended}`" in out


# The page.


def _six_lines() -> list[str]:
    blocks: list[str] = re.findall(
        r"^```sh\n(kopia=.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert len(blocks) == 2  # Swedish and English
    assert blocks[0] == blocks[1]
    lines = blocks[0].splitlines()
    assert len(lines) == 6
    return lines


def test_restoring_goes_as_the_page_says(command: Backup, archive: Path, tmp_path: Path) -> None:
    drill = tmp_path / "drill"
    command("backup", str(drill / "kopior"), root=archive)
    git(drill, "init", "--quiet", "--bare", "--initial-branch=main", "ny.git")
    program = drill / "bin" / "mentorskap"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m mentorskap "$@" --today {TODAY}\n', encoding="utf-8"
    )
    program.chmod(0o755)
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(_six_lines())],
        cwd=drill,
        env={
            **os.environ,
            "NY": str(drill / "ny.git"),
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "scripts"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for what in (("HEAD^{tree}",), ("side",), ("v1",)):
        assert git(drill / "ny.git", "rev-parse", *what) == git(archive, "rev-parse", *what)
    restored = drill / "programmet"
    assert git(restored, "ls-files") == git(archive, "ls-files")
    for path in git(archive, "ls-files").splitlines():
        assert (restored / path).read_bytes() == (archive / path).read_bytes()
