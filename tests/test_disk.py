"""Laws of `disk`: every entry is seen for what it is, nothing but plain files is opened, and a write is whole or not at all."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap.files import disk
from mentorskap.files.disk import LARGEST, Entry, Unread
from tests.tiers import examples

LAW = settings(
    deadline=None,
    max_examples=examples(60),
)
posix = pytest.mark.skipif(
    os.name != "posix", reason="links, FIFOs and names of any bytes are made on POSIX systems alone"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with a programme and two empty folders."""
    (tmp_path / "programme.yml").write_bytes(b"name: x\n")
    for folder in disk.FOLDERS:
        (tmp_path / folder).mkdir()
    return tmp_path


def test_entries_are_the_programme_and_then_each_folder_by_name(root: Path) -> None:
    for name in ("b-02.yml", "a-01.yml", "a-01--b-02.yml", "B-03.yml", "å-04.yml", ".hidden"):
        (root / "participants" / name).write_bytes(b"")
        (root / "pairings" / name).write_bytes(b"")
    names = sorted(["b-02.yml", "a-01.yml", "a-01--b-02.yml", "B-03.yml", "å-04.yml", ".hidden"])
    expected = [
        Entry("programme.yml", "file"),
        *(Entry(f"{folder}/{name}", "file") for folder in disk.FOLDERS for name in names),
    ]
    assert list(disk.entries(str(root))) == expected


def test_what_git_and_macs_leave_behind_is_passed_over(root: Path) -> None:
    for name in (".gitkeep", ".gitignore", ".DS_Store"):
        (root / "participants" / name).write_bytes(b"")
    assert list(disk.entries(str(root))) == [Entry("programme.yml", "file")]


def test_what_is_missing_is_said_to_be_missing(tmp_path: Path) -> None:
    assert list(disk.entries(str(tmp_path))) == [Entry("programme.yml", "missing")]


def test_a_folder_is_a_folder_whatever_it_is_called(root: Path) -> None:
    (root / "participants/anna-07.yml").mkdir()
    (root / "participants/anna-07.yml/inner.yml").write_bytes(b"")
    (root / "programme.yml").unlink()
    (root / "programme.yml").mkdir()
    assert list(disk.entries(str(root))) == [
        Entry("programme.yml", "folder"),
        Entry("participants/anna-07.yml", "folder"),
    ]


@posix
def test_a_link_is_a_link_wherever_it_leads(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_bytes(b"name: secret\n")
    for name, target in {
        "file": secret,
        "folder": tmp_path,
        "nowhere": tmp_path / "none",
        "itself": root / "participants/itself.yml",
    }.items():
        (root / "participants" / f"{name}.yml").symlink_to(target)
        assert disk.read(str(root), f"participants/{name}.yml") == Unread("closed")
    (root / "pairings").rmdir()
    (root / "pairings").symlink_to(tmp_path / "participants")
    (root / "programme.yml").unlink()
    (root / "programme.yml").symlink_to(secret)
    found = list(disk.entries(str(root)))
    assert {entry.kind for entry in found} == {"link"}
    assert [entry.path for entry in found] == [
        "programme.yml",
        *(f"participants/{name}.yml" for name in ("file", "folder", "itself", "nowhere")),
        "pairings",
    ]


@posix
def test_a_fifo_and_a_socket_are_seen_and_not_opened(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(root / "participants/fifo-01.yml")
    monkeypatch.chdir(root / "participants")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket-01.yml")
        found = list(disk.entries(str(root)))
    assert found[1:] == [
        Entry("participants/fifo-01.yml", "other"),
        Entry("participants/socket-01.yml", "other"),
    ]
    (root / "programme.yml").unlink()
    os.mkfifo(root / "programme.yml")
    assert next(iter(disk.entries(str(root)))) == Entry("programme.yml", "other")


@posix
def test_a_data_folder_that_is_no_folder_is_told_as_what_it_is(root: Path) -> None:
    (root / "participants").rmdir()
    (root / "participants").write_bytes(b"")
    (root / "pairings").rmdir()
    os.mkfifo(root / "pairings")
    assert list(disk.entries(str(root)))[1:] == [
        Entry("participants", "file"),
        Entry("pairings", "other"),
    ]


@posix
@pytest.mark.parametrize("name", [b"bj\xf6rn-12.yml", b"\xff\xfe.yml", "å".encode() + b"\x80.yml"])
def test_a_name_of_any_bytes_can_be_printed(root: Path, name: bytes) -> None:
    try:
        Path(os.fsdecode(os.fsencode(root / "participants") + b"/" + name)).write_bytes(b"")
    except OSError:
        pytest.skip("this file system refuses names that are no UTF-8")
    (entry,) = list(disk.entries(str(root)))[1:]
    assert entry.kind == "file"
    assert entry.path.encode().startswith(b"participants/")
    assert entry.path.isprintable()
    assert isinstance(disk.read(str(root), entry.path), Unread)


@pytest.mark.parametrize(
    "size", [0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 32 * 1024, LARGEST - 1, LARGEST]
)
def test_a_file_up_to_the_largest_is_read_whole(root: Path, size: int) -> None:
    raw = bytes(number % 251 for number in range(size))
    (root / "participants/a-01.yml").write_bytes(raw)
    assert disk.read(str(root), "participants/a-01.yml") == raw


@pytest.mark.parametrize("size", [LARGEST + 1, LARGEST + 16 * 1024, 10 * 1024 * 1024])
def test_a_larger_file_is_not_read(root: Path, size: int) -> None:
    (root / "participants/a-01.yml").write_bytes(b"#" * size)
    assert disk.read(str(root), "participants/a-01.yml") == Unread("large")


@posix
def test_a_file_without_permission_is_closed(root: Path) -> None:
    path = root / "participants/a-01.yml"
    path.write_bytes(b"a: 1\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        print("The superuser may read everything: permissions are simulated instead.")  # noqa: T201
        pytest.skip("the superuser may read everything; the next test simulates it")
    assert disk.read(str(root), "participants/a-01.yml") == Unread("closed")
    (root / "participants").chmod(0)
    try:
        assert list(disk.entries(str(root)))[1:] == [Entry("participants", "closed")]
    finally:
        (root / "participants").chmod(0o700)


def _refuse(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


def test_a_refused_opening_is_closed_whoever_asks(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "participants/a-01.yml").write_bytes(b"a: 1\n")
    monkeypatch.setattr(os, "open", _refuse)
    assert disk.read(str(root), "participants/a-01.yml") == Unread("closed")
    monkeypatch.setattr(os, "scandir", _refuse)
    assert list(disk.entries(str(root)))[1:] == [
        Entry("participants", "closed"),
        Entry("pairings", "closed"),
    ]


def test_a_reading_that_fails_halfway_is_closed_and_leaves_nothing_open(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "participants/a-01.yml").write_bytes(b"a: 1\n")
    closed: list[int] = []
    real_close = os.close

    def close(handle: int) -> None:
        closed.append(handle)
        real_close(handle)

    monkeypatch.setattr(os, "close", close)
    monkeypatch.setattr(os, "read", _refuse)
    assert disk.read(str(root), "participants/a-01.yml") == Unread("closed")
    assert len(closed) == 1


def test_a_folder_or_nothing_in_the_place_of_a_file_is_closed(root: Path) -> None:
    assert disk.read(str(root), "participants") == Unread("closed")
    assert disk.read(str(root), "participants/none.yml") == Unread("closed")


# --- Roots


def test_the_nearest_repository_above_is_found(root: Path) -> None:
    deep = root / "docs/sv/more"
    deep.mkdir(parents=True)
    assert disk.find_root(str(deep)) == str(root)
    (root / "docs/programme.yml").write_bytes(b"")
    assert disk.find_root(str(deep)) == str(root / "docs")


def test_two_data_folders_are_a_repository_even_without_a_programme(root: Path) -> None:
    (root / "programme.yml").unlink()
    assert disk.is_root(str(root))
    (root / "pairings").rmdir()
    assert not disk.is_root(str(root))


def test_nothing_is_found_where_there_is_nothing(tmp_path: Path) -> None:
    assert disk.find_root(str(tmp_path)) is None
    assert not disk.is_root(str(tmp_path / "none"))


# --- Pages


@posix
def test_pages_are_markdown_files_below_a_folder_and_no_links(root: Path) -> None:
    (root / "docs/en").mkdir(parents=True)
    (root / "docs/b.md").write_text("två\n", encoding="utf-8")
    (root / "docs/a.txt").write_text("no page\n", encoding="utf-8")
    (root / "docs/en/a.md").write_bytes(b"Bj\xf6rn\n")
    (root / "docs/c.md").symlink_to(root / "programme.yml")
    (root / "docs/loop").symlink_to(root / "docs")
    (root / "docs/large.md").write_bytes(b"#" * (LARGEST + 1))
    os.mkfifo(root / "docs/d.md")
    assert list(disk.pages(str(root), "docs")) == [
        ("docs/b.md", "två\n"),
        ("docs/en/a.md", "Bj\ufffdrn\n"),
    ]
    (root / "pages").symlink_to(root / "docs")
    assert list(disk.pages(str(root), "pages")) == []
    assert list(disk.pages(str(root), "none")) == []


# --- Writing


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200))
@LAW
def test_what_is_written_reads_back(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "written"
    disk.write(str(folder), {"participants/a-01.yml": text, "new/folder/b.yml": text})
    assert disk.read(str(folder), "participants/a-01.yml") == text.encode()
    assert disk.read(str(folder), "new/folder/b.yml") == text.encode()
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "a-01.yml",
        "b.yml",
    ]


@posix
def test_writing_replaces_a_link_and_never_follows_it(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("untouched\n", encoding="utf-8")
    (root / "participants/a-01.yml").symlink_to(outside)
    disk.write(str(root), {"participants/a-01.yml": "new\n"})
    assert outside.read_text(encoding="utf-8") == "untouched\n"
    assert not (root / "participants/a-01.yml").is_symlink()
    assert (root / "participants/a-01.yml").read_text(encoding="utf-8") == "new\n"


@posix
def test_writing_follows_no_link_under_the_name_of_the_file_beside(
    root: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("untouched\n", encoding="utf-8")
    (root / f"participants/a-01.yml.{os.getpid()}.part").symlink_to(outside)
    disk.write(str(root), {"participants/a-01.yml": "new\n"})
    assert outside.read_text(encoding="utf-8") == "untouched\n"


def test_two_who_write_the_same_file_at_once_do_not_disturb_each_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, mine = os.replace, os.getpid()

    def another_first(source: str, target: str) -> None:
        monkeypatch.setattr(os, "replace", replace)
        monkeypatch.setattr(os, "getpid", lambda: mine + 1)
        disk.write(str(root), {"build/a.ics": "theirs\n"})
        replace(source, target)

    monkeypatch.setattr(os, "replace", another_first)
    disk.write(str(root), {"build/a.ics": "mine\n"})
    assert {path.name: path.read_text(encoding="utf-8") for path in (root / "build").iterdir()} == {
        "a.ics": "mine\n"
    }


def test_a_file_that_is_gone_already_is_removed(root: Path) -> None:
    (root / "participants/a-01.yml").write_text("old\n", encoding="utf-8")
    disk.remove(str(root / "participants"), ["gone.eml", "a-01.yml"])
    assert disk.files_in(str(root / "participants")) == []


def test_a_write_that_fails_leaves_the_old_file_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "participants/a-01.yml").write_text("old\n", encoding="utf-8")
    monkeypatch.setattr(os, "replace", _refuse)
    with pytest.raises(PermissionError):
        disk.write(str(root), {"participants/a-01.yml": "new\n"})
    assert (root / "participants/a-01.yml").read_text(encoding="utf-8") == "old\n"


def test_a_write_of_several_files_is_whole_or_not_at_all(root: Path) -> None:
    (root / "participants/a-01.yml").write_text("old\n", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        disk.write(str(root), {"participants/a-01.yml": "new\n", "participants/b-02.yml": "\ud800"})
    assert (root / "participants/a-01.yml").read_text(encoding="utf-8") == "old\n"
    assert [path.name for path in (root / "participants").iterdir()] == ["a-01.yml"]


def _pages(root: Path, pages: dict[str, str]) -> dict[str, bytes]:
    """Write pages, keep no others, and return what then lies there."""
    disk.keep_only(
        str(root),
        "build/manager",
        disk.write_changed(str(root), "build/manager", iter(pages.items())),
    )
    return {
        path.relative_to(root / "build").as_posix(): path.read_bytes()
        for path in (root / "build").rglob("*")
        if path.is_file()
    }


def test_a_folder_of_pages_holds_the_new_ones_and_no_other(root: Path) -> None:
    _pages(
        root,
        {
            "index.md": "old and longer than the new one\n",
            "people/a-01.md": "old\n",
            "pairings/a-01--c-03.md": "old\n",
        },
    )
    found = _pages(root, {"index.md": "ny å\r\n", "pairings/a-01--b-02.md": "ny\n"})
    assert found == {
        "manager/index.md": "ny å\r\n".encode(),
        "manager/pairings/a-01--b-02.md": b"ny\n",
    }
    assert not (root / "build/manager/people").exists()


def test_a_page_that_is_the_same_is_not_written_again(root: Path) -> None:
    _pages(root, {"index.md": "old\n", "same.md": "same\n"})
    for name in ("index.md", "same.md"):
        os.utime(root / "build/manager" / name, (1, 1))
    _pages(root, {"index.md": "new\n", "same.md": "same\n"})
    assert (root / "build/manager/same.md").stat().st_mtime == 1
    assert (root / "build/manager/index.md").stat().st_mtime > 1


@pytest.mark.parametrize(
    "place", ["manager", "manager/people", "manager/people/a-01.md", "manager/people/b-02.md"]
)
def test_what_a_link_among_the_pages_points_at_is_left_alone(place: str, root: Path) -> None:
    outside = root / "outside"
    (outside / "people").mkdir(parents=True)
    for name in ("a-01.md", "people/a-01.md"):
        (outside / name).write_text("not ours\n", encoding="utf-8")
    link = root / "build" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(outside / "a-01.md" if place.endswith(".md") else outside)
    assert _pages(root, {"people/a-01.md": "ours\n"}) == {"manager/people/a-01.md": b"ours\n"}
    assert [path.read_text(encoding="utf-8") for path in sorted(outside.rglob("*.md"))] == [
        "not ours\n"
    ] * 2


def test_what_stands_in_the_way_of_a_page_goes(root: Path) -> None:
    (root / "build/manager/index.md").mkdir(parents=True)
    (root / "build/manager/people").write_text("a file where a folder belongs\n", encoding="utf-8")
    pages = {"index.md": "a\n", "people/a-01.md": "b\n"}
    assert _pages(root, pages) == {"manager/index.md": b"a\n", "manager/people/a-01.md": b"b\n"}


def test_a_page_is_written_whole_however_little_the_system_takes_at_a_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, raw: write(handle, raw[:3]))
    assert _pages(root, {"index.md": "hela sidan\n"}) == {"manager/index.md": b"hela sidan\n"}


def test_a_run_that_ends_midway_is_made_good_by_the_next(root: Path) -> None:
    _pages(root, {"index.md": "old and long\n", "b.md": "old\n"})
    with pytest.raises(UnicodeEncodeError):
        _pages(root, {"index.md": "new\n", "b.md": "\ud800"})
    (root / "build/manager/index.md").write_text("new\nand lo", encoding="utf-8")
    assert _pages(root, {"index.md": "new\n", "b.md": "new\n"}) == {
        "manager/index.md": b"new\n",
        "manager/b.md": b"new\n",
    }


# --- The program's own files


def test_own_files_are_found_and_others_are_not() -> None:
    assert '"title": "participant"' in disk.packaged_text("schemas/participant.schema.json")
    with pytest.raises(FileNotFoundError):
        disk.packaged_text("schemas/none.schema.json")
    assert disk.packaged_bytes("none") is None
    assert (disk.packaged_bytes("files/disk.py") or b"").startswith(b'"""')
