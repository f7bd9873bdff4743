"""The law of bad input, through the command line: exit 0, 1 or 2, never a traceback, never a changed file."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorskap import cli
from mentorskap.host.run import EXIT_FAILED, EXIT_NO, EXIT_OK
from mentorskap.report.reporter import FORMATS
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "example"
SOUND = ROOT / "tests/sound"
LAW = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=examples(40),
)
COMMANDS = ("check", "overdue", "status", "suggest")
TODAY = "2026-11-23"
GENEROUS = 120
"""Seconds: no measure, only a bound, so that what never ends is noticed."""
posix = pytest.mark.skipif(
    os.name != "posix", reason="links and FIFOs are made on POSIX systems alone"
)

ANNA, PAIR, PROGRAMME = (
    "participants/anna-07.yml",
    "pairings/anna-07--bjorn-12.yml",
    "programme.yml",
)
KIB = 1024


class Said(NamedTuple):
    """What one run of a command came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the sound repository."""
    return Path(shutil.copytree(SOUND, tmp_path / "repository"))


def fingerprint(folder: Path) -> str:
    """Return a hash over everything that lies in a folder: names, kinds, targets of links, bytes."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=os.fsencode):
        found.update(os.fsencode(path) + b"\0")
        if path.is_symlink():
            found.update(os.fsencode(path.readlink()))
        elif path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()


def run(root: Path, command: str, *options: str, timeout: int = GENEROUS) -> Said:
    """Run a command in a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "scripts"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "80",
    }
    arguments = [
        sys.executable,
        "-m",
        "mentorskap",
        command,
        "--root",
        str(root),
        "--today",
        TODAY,
        *options,
    ]
    done = subprocess.run(
        arguments,
        capture_output=True,
        check=False,
        timeout=timeout,
        env=environment,
        stdin=subprocess.DEVNULL,
    )
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_here(root: Path, command: str, *options: str) -> Said:
    """Run a command in this process, for what is asked many times."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8")),
        contextlib.redirect_stderr(io.TextIOWrapper(err, encoding="utf-8")),
    ):
        code = cli.main([command, "--root", str(root), "--today", TODAY, *options])
        sys.stdout.flush()
        sys.stderr.flush()
        said = Said(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))
    gc.enable()
    return said


def behaves(said: Said) -> Said:
    """Hold one run against the law."""
    assert said.code in {0, 1, 2}, said
    assert "Traceback" not in said.out + said.err
    assert not re.search(
        r"program failed|programmet gick fel|Error\b.*\.py:\d", said.err, re.IGNORECASE
    ), said.err
    assert (said.code == 2) == (said.err != ""), said
    return said


def everything(root: Path) -> dict[tuple[str, str], Said]:
    """Run every command in every format, hold each against the law, and see that no file was touched."""
    before = fingerprint(root)
    said = {
        (command, form): behaves(run_here(root, command, "--format", form))
        for command in COMMANDS
        for form in FORMATS
    }
    assert fingerprint(root) == before
    for command in COMMANDS:
        json.loads(said[command, "json"].out)
    return said


def rules(said: dict[tuple[str, str], Said]) -> set[tuple[str, str]]:
    """Return path and rule of every finding."""
    return {
        (finding["path"], finding["rule"])
        for finding in json.loads(said["check", "json"].out)["findings"]
    }


# --- Texts

_BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
)
HOSTILE: dict[str, bytes] = {
    "brackets": b"[" * 20_000,
    "braces": b"{a: " * 20_000,
    "brackets-closed": b"[" * 20_000 + b"]" * 20_000,
    "hyphens": b"- " * 20_000,
    "question-marks": b"? " * 20_000,
    "indentation": b"".join(b" " * level + b"a:\n" for level in range(600)),
    "alias-bomb": _BOMB.encode(),
    "quoted-bomb": b'name: "' + b"\\n" * 130_000,
    "quotes": b"name: '" + b"''" * 130_000 + b"'\n",
    "keys": b"".join(b"k%d: 1\n" % number for number in range(24_000)),
    "keys-in-a-line": b"{" + b",".join(b"k%d" % number for number in range(36_000)) + b"}",
    "long-key": b"k" * 200_000 + b": 1\n",
    "long-name": b"name: " + b"n" * 260_000 + b"\n",
    "blanks": b"name: '" + b" " * 260_000 + b"'\n",
    "words": (
        b"name: A\nemail: a@b.example\norganisation: B\nmentor: {capacity: 1, offers: [{area:"
        b" change, words: '" + b"o\xcc\x88" * 80_000 + b"'}]}\n"
    ),
    "list": b"languages: [" + b"sv, " * 60_000 + b"sv]\n",
    "mixed-list": b"languages: [" + b"sv, 1, {}, " * 20_000 + b"sv]\n",
    "digits": b"# " + b"811228" * 40_000 + b"\n",
    "numbers": b"# 811228-9874 " * 18_000 + b"\n",
    "comments": b"words: a # b\n" * 20_000,
    "documents": b"---\n" * 60_000,
    "colons": b"a: " * 80_000,
    "anchors": b"&a " * 80_000,
    "tags": b"!!binary " * 20_000,
    "line-feeds": b"\n" * 262_144,
    "large": b"# x\n" * (10 * KIB * KIB // 4),
    "nul": b"name: A\0B\n",
    "carriage-return": b"name: A\remail: a@b.example\rorganisation: B # C\r\twords: x\r",
    "utf-16": "name: Åsa\n".encode("utf-16"),
    "noise": bytes(range(256)) * 16,
    "surrogates": b"name: \xed\xa0\x80\n",
    "escape": b'name: "\\ud800\\udc00"\n',
    "infinity": b"mentor: {offers: [], capacity: .inf}\n",
    "huge": b"mentor: {offers: [], capacity: " + b"9" * 5000 + b"}\n",
    "exponent": b"mentor: {offers: [], capacity: 1e99}\n",
    "merge": b"<<: {<<: {name: A}}\n",
    "directive": b"%YAML 9.9\n%TAG ! x\n---\nname: A\n",
}


@pytest.mark.laws
def test_hostile_texts_in_every_place_end_in_findings(root: Path) -> None:
    for number, raw in enumerate(HOSTILE.values()):
        (root / f"participants/hostile-{number:02}.yml").write_bytes(raw)
        (root / f"pairings/hostile-{number:02}--bjorn-12.yml").write_bytes(raw[: 8 * KIB])
    before = fingerprint(root)
    said = behaves(run_here(root, "check", "--format", "json"))
    assert fingerprint(root) == before
    found = {finding["path"] for finding in json.loads(said.out)["findings"]}
    for number, name in enumerate(HOSTILE):
        for path in (
            f"participants/hostile-{number:02}.yml",
            f"pairings/hostile-{number:02}--bjorn-12.yml",
        ):
            assert path in found, (path, name)


@pytest.mark.parametrize(
    "name", ["brackets", "alias-bomb", "keys-in-a-line", "large", "nul", "noise"]
)
def test_a_hostile_text_ends_in_a_finding_in_a_process_of_its_own(name: str, root: Path) -> None:
    (root / ANNA).write_bytes(HOSTILE[name])
    before = fingerprint(root)
    said = behaves(run(root, "check", "--format", "json"))
    assert said.code == EXIT_NO
    assert {finding["path"] for finding in json.loads(said.out)["findings"]} == {ANNA}
    assert fingerprint(root) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_programme_ends_in_a_finding(name: str, root: Path) -> None:
    (root / PROGRAMME).write_bytes(HOSTILE[name][: 64 * KIB] if name != "large" else HOSTILE[name])
    before = fingerprint(root)
    said = behaves(run_here(root, "check", "--format", "json"))
    assert fingerprint(root) == before
    assert said.code == EXIT_NO
    found = {
        finding["rule"]
        for finding in json.loads(said.out)["findings"]
        if finding["path"] == PROGRAMME
    }
    assert found & {"text-is-utf8", "yaml-can-be-read", "record-fits-its-schema"}


@given(
    raw=st.binary(max_size=60),
    path=st.sampled_from([ANNA, PAIR, PROGRAMME]),
    keep=st.integers(0, 400),
)
@LAW
def test_noise_at_the_end_of_a_file_ends_in_findings(
    raw: bytes, path: str, keep: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp() / "noise"
    if not root.exists():
        shutil.copytree(SOUND, root)
    sound = (SOUND / path).read_bytes()
    (root / path).write_bytes(sound[:keep] + raw)
    try:
        for command in COMMANDS:
            behaves(run_here(root, command))
    finally:
        (root / path).write_bytes(sound)


# --- Things that are no files


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "inner.yml").write_bytes(b"name: A\n")


def _link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _file(path: Path) -> None:
    path.write_bytes(b"")


@posix
@pytest.mark.parametrize("put", [_folder, _link, _loop])
def test_every_file_replaced_by_something_else_is_told_and_never_opened(
    put: Callable[[Path], None], root: Path
) -> None:
    replaced = [
        path for path in root.rglob("*.yml") if path.is_file() and ".github" not in path.parts
    ]
    for path in replaced:
        path.unlink()
        put(path)
    found = rules(everything(root))
    assert found == {
        (path.relative_to(root).as_posix(), "file-is-where-it-belongs") for path in replaced
    }


@posix
def test_a_fifo_is_told_and_never_waited_for(root: Path) -> None:
    for path in (ANNA, PROGRAMME):
        (root / path).unlink()
        os.mkfifo(root / path)
    said = behaves(run(root, "check", "--format", "json", timeout=4))
    assert {finding["path"] for finding in json.loads(said.out)["findings"]} == {ANNA, PROGRAMME}


@posix
@pytest.mark.parametrize("put", [None, _file, _link, _loop])
@pytest.mark.parametrize("folder", ["participants", "pairings", "docs"])
def test_a_folder_replaced_by_something_else_is_told_or_passed_over(
    put: Callable[[Path], None] | None, folder: str, root: Path
) -> None:
    shutil.rmtree(root / folder, ignore_errors=True)
    if put is not None:
        put(root / folder)
    found = rules(everything(root))
    assert ((folder, "file-is-where-it-belongs") in found) == (put is not None and folder != "docs")


@pytest.mark.parametrize("raw", [None, b"", b"- 1\n", b"x", b"name: [\n", b"null\n", b"{}\n"])
def test_without_a_sound_programme_the_rest_is_still_read(raw: bytes | None, root: Path) -> None:
    (root / PROGRAMME).unlink()
    if raw is not None:
        (root / PROGRAMME).write_bytes(raw)
    said = everything(root)
    assert {
        path
        for path, rule in rules(said)
        if rule in {"programme-is-sound", "yaml-can-be-read", "record-fits-its-schema"}
    } == {PROGRAMME}
    assert json.loads(said["check", "json"].out)["summary"]["participants"] > 0


def test_an_empty_repository_is_answered(tmp_path: Path) -> None:
    assert behaves(run(tmp_path, "check")).code == EXIT_FAILED
    assert behaves(run(tmp_path / "none", "check")).code == EXIT_FAILED
    (tmp_path / PROGRAMME).write_bytes((SOUND / PROGRAMME).read_bytes())
    for said in everything(tmp_path).values():
        assert said.code == EXIT_OK


@posix
def test_a_closed_output_is_no_traceback(root: Path) -> None:
    arguments = [sys.executable, "-m", "mentorskap", "check", "--root", str(root), "--today", TODAY]
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *arguments],
        capture_output=True,
        check=False,
        timeout=GENEROUS,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
    )
    assert done.returncode in {0, 1, 2}
    assert b"Traceback" not in done.stderr


# --- Names of files

NAMES = [
    "a" * 200 + "-07",
    "-07",
    "--",
    "----",
    "anna-07--",
    "--bjorn-12",
    "anna-07--bjorn-12--99999999999999999999",
    " ",
    "%0A::error::x",
    "x\n::error::injected",
    "x\r::error::injected",
    "::error file=a::b",
    "##[error]x",
    "a,b=c:d",
    "<script>alert(1)<",
    "![x](y)",
    "**bold**",
    "\x1b[31mred",
    "\x07bell",
    "\u202egnp",
    "o\u0308",
    "{0}{name}",
    "%s%n",
    "$(id)",
]


@pytest.fixture
def odd_names(root: Path) -> Path:
    """Return a repository with a participant and a pairing under every odd name."""
    for folder, content in (
        ("participants", (SOUND / "participants/olle-11.yml").read_bytes()),
        ("pairings", (SOUND / PAIR).read_bytes()),
    ):
        for name in [*NAMES, *([os.fsdecode(b"\xff\xfe")] if os.name == "posix" else [])]:
            try:
                (root / folder / f"{name}.yml").write_bytes(content)
            except OSError:
                continue
    return root


@posix
def test_files_of_any_name_end_in_findings(odd_names: Path) -> None:
    said = everything(odd_names)
    assert len({path for path, _ in rules(said)}) >= 2 * len(NAMES)
    for (_, form), one in said.items():
        if form != "json":
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", one.out)
    assert said["check", "terminal"].code == EXIT_NO


# --- Values that reach a report

INJECTIONS = [
    "::error::injected",
    "::stop-commands::x",
    "\\n::error::injected",
    "\\r\\n::warning file=x::injected",
    "%0A::error::injected",
    "##[error]injected",
    "\\u202eevil",
    "\\e[31mred\\e[0m",
    "\\a\\b",
    "\\u2066evil",
    "</code><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](y.example/z)",
    "[click](y.example)",
    "`code`",
    "**bold** _it_ ~~gone~~",
    "| a | b |",
    "{0} {name} %(x)s %n",
    "${{ secrets.X }}",
]
PLACES = [
    (ANNA, "name: Anna Lindqvist", "name: {}"),
    (ANNA, "organisation: Norrsken Energi", "organisation: {}"),
    (ANNA, "organisation: Norrsken Energi", "{}: Norrsken Energi"),
    (ANNA, "title: on", "{0}: 1\n{0}: 2"),
    (ANNA, "protected: false", "protected: {}"),
    (ANNA, "kind: professional", "kind: {}"),
    (ANNA, "  cohort: 2026-host", "  cohort: {}"),
    (PAIR, "mentor: bjorn-12", "mentor: {}"),
    (PAIR, "outcome: held", "outcome: {}"),
    (PROGRAMME, "'Mentoring: on the limit'", "{}"),
    (PROGRAMME, '"Mentorskap: på gränsen"', "{}"),
    (PROGRAMME, "en: Delegation", "en: {}"),
    (PROGRAMME, "timezone: Europe/Stockholm", "timezone: {}"),
]


def injected(root: Path) -> Iterator[tuple[str, str, dict[tuple[str, str], Said]]]:
    """Yield a place, what was put there, and what was then said, in both languages by turns."""
    for turn, (path, old, new) in enumerate(PLACES):
        sound = (SOUND / path).read_text(encoding="utf-8")
        assert old in sound, old
        for injection in INJECTIONS[turn % 4 :: 4]:
            (root / path).write_text(
                sound.replace(old, new.format(f'"{injection}"'), 1), encoding="utf-8"
            )
            language = ("sv", "en")[turn % 2]
            yield (
                new,
                injection,
                {
                    (command, form): behaves(
                        run_here(root, command, "--format", form, "--lang", language)
                    )
                    for command in COMMANDS
                    for form in ("terminal", "github", "markdown")
                },
            )
        (root / path).write_text(sound, encoding="utf-8")


@pytest.fixture(scope="module")
def after_injections(
    tmp_path_factory: pytest.TempPathFactory,
) -> list[tuple[str, str, dict[tuple[str, str], Said]]]:
    """Return what every command says after every injection."""
    return list(
        injected(Path(shutil.copytree(SOUND, tmp_path_factory.mktemp("injected") / "repository")))
    )


@pytest.mark.laws
@pytest.mark.xdist_group("injections")
def test_nothing_from_a_file_steers_the_terminal(
    after_injections: list[tuple[str, str, dict[tuple[str, str], Said]]],
) -> None:
    for place, injection, said in after_injections:
        for (command, form), one in said.items():
            assert not re.search(
                "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", one.out
            ), (place, injection, command, form)


def _commands(text: str) -> list[str]:
    """Return the lines that a runner would obey, as it finds them: after blanks, or in the older form anywhere."""
    return [line for line in text.split("\n") if line.lstrip().startswith("::")]


@pytest.mark.laws
@pytest.mark.xdist_group("injections")
def test_one_finding_is_one_workflow_command(
    after_injections: list[tuple[str, str, dict[tuple[str, str], Said]]],
) -> None:
    for place, injection, said in after_injections:
        lines = said["check", "github"].out.rstrip("\n").split("\n")
        assert all(
            re.match(
                r"::(error|warning|notice) file=(?:p|\.github/)[^:,]*,line=[0-9]+,col=[0-9]+,title=[^:,]*::[^:]",
                line,
            )
            for line in _commands(said["check", "github"].out)[:9]
        ), (place, injection)
        assert len(_commands(said["check", "github"].out)) == len(lines) - 1, (place, injection)
        assert "\r" not in said["check", "github"].out
        for line in _commands(said["overdue", "github"].out):
            assert re.match(r"::warning(?: file=p[^:,]*,line=[0-9]+,title=[^:,]*)?::[^:]", line), (
                place,
                injection,
                line,
            )


@pytest.mark.laws
@pytest.mark.xdist_group("injections")
def test_no_name_becomes_a_workflow_command(
    after_injections: list[tuple[str, str, dict[tuple[str, str], Said]]],
) -> None:
    for place, injection, said in after_injections:
        for line in _commands(said["status", "github"].out):
            assert line.startswith(("::notice::", "::warning::")), (place, injection)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.wide
def test_markdown_holds_no_html_but_its_own(
    command: str, after_injections: list[tuple[str, str, dict[tuple[str, str], Said]]]
) -> None:
    for place, injection, said in after_injections:
        tags = set(re.findall(r"<[^>]*>?", said[command, "markdown"].out))
        assert tags <= {"<code>", "</code>"}, (place, injection)


@pytest.mark.laws
@pytest.mark.xdist_group("injections")
def test_markdown_from_a_file_stays_text(
    after_injections: list[tuple[str, str, dict[tuple[str, str], Said]]],
) -> None:
    markdown = pytest.importorskip(
        "markdown_it",
        reason="markdown-it-py is not installed: nobody here reads Markdown as GitHub does",
    )
    reader = markdown.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for place, injection, said in after_injections:
        rendered = reader.render(said["check", "markdown"].out)
        assert not re.search(r"<(?:a|img|em|s|script)\b", rendered), (place, injection)


@posix
def test_a_file_name_is_one_workflow_command_and_no_markup(odd_names: Path) -> None:
    said = behaves(run(odd_names, "check", "--format", "github"))
    lines = said.out.rstrip("\n").split("\n")
    assert len(lines) == 9 + 3  # how many more, the counts, and what a number stands for
    place = r"(file=p[^:,]*,line=[0-9]+,col=[0-9]+,)?"
    for line in lines[:9]:
        assert re.match(rf"::error {place}title=[^:,]*::[^:]", line)
        assert ("file=" in line) is not ("/…" in line)
    late = behaves(run(odd_names, "overdue", "--format", "github"))
    assert all(line.startswith("::warning") for line in _commands(late.out))
    assert "<script" not in behaves(run(odd_names, "check", "--format", "markdown")).out


# --- Numbers and days

LIMITS = ("grace", "mentor_answer", "inform_mentee", "mentee_answer", "first_meeting", "feedback", "proposal", "new_proposal", "interview", "outcome", "contact", "ask_again", "notice", "open_pause", "closing", "smallest_group")  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        "100000",
        "3650",
        "-1",
        "-3650",
        "1e3",
        "0x7fffffffffffffff",
        "0o17",
        "1.5",
        "999999999999999999",
        "9" * 40,
    ],
)
def test_limits_of_any_size_are_refused_or_counted_with(value: str, root: Path) -> None:
    sound = (SOUND / PROGRAMME).read_text(encoding="utf-8")
    text = re.sub(rf"(?m)^  ({'|'.join(LIMITS)}): [0-9]+", rf"  \1: {value}", sound)
    assert text.count(value) >= len(LIMITS)
    (root / PROGRAMME).write_text(
        re.sub(r"rhythm: \[.*?\]", f"rhythm: [{value}, {value}]", text), encoding="utf-8"
    )
    said = everything(root)
    assert (said["check", "json"].code == EXIT_OK) == (value in {"3650", "1e3", "0o17"})


@pytest.mark.parametrize("value", ["-999999999999999999", "-9e98", "-1000000"])
def test_limits_far_below_nothing_are_refused_and_not_counted_with(value: str, root: Path) -> None:
    text = (SOUND / PROGRAMME).read_text(encoding="utf-8")
    (root / PROGRAMME).write_text(text.replace("closing: 1", f"closing: {value}"), encoding="utf-8")
    everything(root)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("1900-01-01", "2099-12-31"),
        ("2099-12-30", "2099-12-31"),
        ("1900-01-01", "1900-01-02"),
        ("2099-12-31", "1900-01-01"),
        ("0000-01-01", "9999-12-31"),
    ],
)
def test_cohorts_of_any_years_are_answered(starts: str, ends: str, root: Path) -> None:
    text = (SOUND / PROGRAMME).read_text(encoding="utf-8")
    (root / PROGRAMME).write_text(
        re.sub(
            r"ends: [0-9-]+", f"ends: {ends}", re.sub(r"starts: [0-9-]+", f"starts: {starts}", text)
        ),
        encoding="utf-8",
    )
    everything(root)


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "2099-12-31", "9999-12-31"])
def test_any_day_can_be_asked_for(day: str, root: Path) -> None:
    for command in COMMANDS:
        for form in FORMATS:
            behaves(run_here(root, command, "--today", day, "--format", form))
    assert behaves(run_here(root, "overdue", "--today", day, "--within", "36500")).code == EXIT_OK


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["none"],
        ["check", "--today", "2026-02-30"],
        ["check", "--today", "i dag"],
        ["check", "--today", "\u0662026-11-23"],
        ["check", "--format", "xml"],
        ["check", "--lang", "de"],
        ["overdue", "--within", "-1"],
        ["overdue", "--within", "9" * 5000],
        ["overdue", "--within", "1e3"],
        ["check", "--root"],
        ["check", "--root", "\x1b[31m/none"],
        ["check", "--root", "/dev/null"],
        ["check", "--nothing", "::error::x"],
        ["status", "extra"],
    ],
    ids=lambda arguments: (
        " ".join(arguments)[:30].encode("ascii", "backslashreplace").decode() or "none"
    ),
)
def test_a_command_that_cannot_be_understood_is_a_sentence(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == EXIT_FAILED
    gc.enable()
    said = capfd.readouterr()
    behaves(Said(EXIT_FAILED, said.out, said.err))
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "\x1b" not in said.err


def test_a_closed_error_stream_does_not_take_the_report_away() -> None:
    command = (
        f'exec "{sys.executable}" -m mentorskap check --root "{EXAMPLE}" --today {TODAY} --format json'
        " 2>&-"
    )
    done = subprocess.run(
        ["bash", "-c", command],
        stdout=subprocess.PIPE,
        check=False,
        timeout=GENEROUS,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["errors"] == 0
