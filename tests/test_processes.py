"""Two processes read the same as one, and a child that fails is nobody's loss."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from dev import overlay
from mentorskap.files import disk, processes, reading, schema
from tests.browser.sites import IDLE
from tests.conftest import EXAMPLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mentorskap.files.reading import Reading
    from mentorskap.files.schema import Schema
    from tests.conftest import Outcome

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="this system cannot fork: one process reads everything"
)


@cache
def _schema(name: str) -> Schema:
    return schema.compile_schema(name, disk.packaged_text(f"schemas/{name}.schema.json"))


def _by_one(root: Path, *, keep: bool = False) -> Reading:
    return reading.read_all(
        disk.entries(str(root)), lambda path: disk.read(str(root), path), _schema, keep=keep
    )


def _by_two(root: Path, *, keep: bool = False) -> Reading:
    return processes.read_all(
        disk.entries(str(root)), lambda path: disk.read(str(root), path), _schema, keep=keep
    )


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let every repository be worth two processes, and tell of each fork."""
    children: list[int] = []
    fork = os.fork

    def told() -> int:
        child = fork()
        children.append(child)
        return child

    monkeypatch.setattr(processes, "FILES_FOR_TWO", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "fork", told)
    return children


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@pytest.mark.parametrize(
    "name",
    ["tests/example", "tests/sound", "text-is-composed", "file-is-where-it-belongs"],
)
def test_two_processes_read_the_same_as_one(name: str, forked: list[int], tmp_path: Path) -> None:
    root = ROOT / name
    if not root.exists():
        root = overlay.write(overlay.overlay(name), tmp_path)
    assert _by_two(root) == _by_one(root)
    assert len(forked) == 1


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_documents_are_kept_only_where_they_are_asked_for(forked: list[int]) -> None:
    kept = _by_two(EXAMPLE, keep=True)
    assert forked
    assert kept == _by_one(EXAMPLE, keep=True)
    assert kept.documents.keys() == {entry.path for entry in disk.entries(str(EXAMPLE))}
    assert kept.documents["participants/anna-07.yml"]["name"] == kept.participants["anna-07"].name
    assert _by_two(EXAMPLE).documents == {}


def test_what_is_said_is_the_same(
    forked: list[int],
    command: Callable[..., Outcome],
    example: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for path in sorted(example.glob("participants/*.yml"))[::3]:
        path.write_text("name: [", encoding="utf-8")
    by_two = command("check", "--format", "json", root=example).out
    assert forked
    monkeypatch.setattr(processes, "FILES_FOR_TWO", 10_000)
    assert command("check", "--format", "json", root=example).out == by_two


def test_a_child_that_fails_is_made_good(
    forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, read = os.getpid(), reading.read_all

    def fails_in_the_child(*arguments: Any, **options: Any) -> Reading:
        if os.getpid() != parent:
            os._exit(1)
        return read(*arguments, **options)

    monkeypatch.setattr(reading, "read_all", fails_in_the_child)
    found = _by_two(EXAMPLE)
    monkeypatch.undo()
    assert forked
    assert found == _by_one(EXAMPLE)


def test_little_is_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses() -> int:
        raise AssertionError

    monkeypatch.setattr(os, "fork", refuses)
    assert _by_two(EXAMPLE) == _by_one(EXAMPLE)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_pages_written_by_two_are_the_same_and_each_writes_its_own(
    forked: list[int],
    command: Callable[..., Outcome],
    example: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def built() -> tuple[dict[str, bytes], list[str]]:
        written: list[str] = []

        def told(root: str, folder: str, files: Iterable[tuple[str, str]]) -> list[str]:
            written.extend(renew(root, folder, files))
            return written[:]

        monkeypatch.setattr(disk, "write_changed", told)
        assert command("site", "--audience", "manager", root=example).code == 0
        folder = example / "build" / "manager"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in (*folder.rglob("*.md"), folder / "names.js")
        }, written

    renew = disk.write_changed
    shutil.copy(ROOT / "mkdocs.yml", example)
    monkeypatch.setattr("mentorskap.cli.site._BUILDER", IDLE)
    by_two, mine = built()
    assert forked
    assert set(mine) == {
        path
        for path in by_two
        if not path.startswith("people/") and path not in {"waiting.md", "index.md"}
    }
    shutil.rmtree(example / "build")
    monkeypatch.setattr(processes, "FILES_FOR_TWO", 10_000)
    by_one, mine = built()
    assert by_one == by_two
    assert set(mine) == set(by_one)


STARTED = """
import sys
from mentorskap import cli
code = cli.main(["check", "--root", sys.argv[1], "--today", "2026-11-23"])
heavy = ("email.utils", "jsonschema", "mentorskap.matching", "mentorskap.report.reasons")
print([name for name in heavy if name in sys.modules], file=sys.stderr)
from yaml.reader import Reader
print(len(vars(Reader.NON_PRINTABLE)), file=sys.stderr)  # how it is written, and nothing compiled
from email.utils import parsedate_to_datetime
print(parsedate_to_datetime("Mon, 23 Nov 2026 08:00:00 +0000").date(), file=sys.stderr)
"""


def test_a_check_starts_without_what_it_does_not_use(sound: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED, str(sound)], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n1\n2026-11-23\n"
