"""The command: arguments, clock, terminal, exit code. Everything else is done by name elsewhere."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import suppress
from datetime import date, datetime
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from mentorskap import disk, language, processes, questions, reading, schema, source
from mentorskap.check import check
from mentorskap.records import USUAL_ZONE
from mentorskap.report.voice import LANGUAGES, MARKDOWN, NAMELESS, PLAIN, Voice, harmless
from mentorskap.rules import RULES
from mentorskap.sentence import Code, Sentence, Written, codes, say
from mentorskap.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from mentorskap.deadlines import Item
    from mentorskap.source import Places

WELL, NO, COULD_NOT = 0, 1, 2
_MOST_DAYS = 36_500
FORMATS = ("terminal", "markdown", "github", "json")


class _HaltError(Exception):
    """The command cannot run; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.pattern)
        self.sentence = sentence


@cache
def _schema(name: str) -> schema.Schema:
    return schema.compile_schema(name, disk.own(f"schemas/{name}.schema.json"))


class _Run:
    """One run of a command: the repository seen on a day, and a voice to speak of it."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        root = disk.find_root(_here()) if arguments.root is None else os.path.join(_here(), arguments.root)
        if root is None:
            raise _HaltError(
                say("There is no mentor programme here or in any folder above: no programme.yml. Go to its folder, or name it with --root.")
            )
        if not disk.is_root(root):
            raise _HaltError(say("There is no mentor programme in {folder}: no programme.yml.", folder=Written(root)))
        self.root: str = root
        # Only the handbook's open questions need its pages, and only `check` tells of them.
        pages = disk.pages(root, "docs") if arguments.command == "check" else ()
        # The participants' site is built without so much as opening anyone's file.
        blind = arguments.command == "site" and arguments.audience == "participants"
        entries = (entry for entry in disk.entries(root) if not blind or entry.path == disk.PROGRAMME)
        read = processes.read_all(entries, lambda path: disk.read(root, path), _schema)
        self.reading = read._replace(open_questions=questions.open_questions(pages))

    @cached_property
    def snapshot(self) -> Snapshot:
        programme = self.reading.programme
        zone = USUAL_ZONE if programme is None else programme.timezone
        return Snapshot(self.reading, self.arguments.today or _today(zone))

    @cached_property
    def names(self) -> dict[str, str]:
        return {person.id: person.name for person in self.reading.participants.values()}

    @cached_property
    def language(self) -> str:
        programme = self.reading.programme
        return str(self.arguments.lang or ("sv" if programme is None else programme.language))

    @cached_property
    def voice(self) -> Voice:
        form = {"github": NAMELESS, "markdown": MARKDOWN}.get(self.arguments.format, PLAIN)
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return Voice(language.catalogue(self.language, disk.own_bytes), self.names, form, coloured=coloured)

    def places(self, path: str) -> Places | None:
        """Return where the nodes of a file stand; the file is read again, for only few need it."""
        raw = disk.read(self.root, path)
        text = source.decode(raw, path) if isinstance(raw, bytes) else None
        return reading.marks(text, path) if isinstance(text, str) else None


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:
        raise _HaltError(say("The folder you stand in does not exist any more. Go to the programme's folder, or name it with --root.")) from None


def _today(zone: str) -> date:
    """Read the clock, the only time that anyone does."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.now().astimezone().date()


def _reporter(form: str) -> ModuleType:
    """Return the module that says reports in a form: each has `check`, `overdue` and `status`. Only one is ever loaded."""
    match form:
        case "json":
            from mentorskap.report import json_v1

            return json_v1
        case "github":
            from mentorskap.report import github

            return github
        case "markdown":
            from mentorskap.report import markdown

            return markdown
    from mentorskap.report import terminal

    return terminal


def _check(run: _Run) -> int:
    report = check(run.snapshot, RULES, cache(run.places))
    _print(_reporter(run.arguments.format).check(report, run.snapshot, run.voice))
    return NO if report.count("error") else WELL


def _overdue(run: _Run) -> int:
    from mentorskap.deadlines import OVERDUE

    items = run.snapshot.due() if run.arguments.within is None else run.snapshot.due(run.arguments.within)
    places = cache(run.places)

    def line(item: Item) -> int:
        known = places(item.path)
        return 1 if known is None else known.find(item.route).line

    _print(_reporter(run.arguments.format).overdue(items, run.snapshot, line, run.voice))
    return NO if run.arguments.fail and any(item.status == OVERDUE for item in items) else WELL


def _status(run: _Run) -> int:
    from mentorskap import kpi

    numbers = {cohort: kpi.all_kpis(run.snapshot, cohort) for cohort in (*run.snapshot.cohorts, None)}
    _print(_reporter(run.arguments.format).status(run.snapshot, numbers, run.voice))
    return WELL


def _site(run: _Run) -> int:
    if not os.path.isfile(os.path.join(run.root, "mkdocs.yml")):
        raise _HaltError(say("There are no pages to build in {folder}: no mkdocs.yml.", folder=Written(run.root)))
    audience = run.arguments.audience
    built = []
    if audience in {None, "participants"}:
        # Swedish first: a build empties its folder, and the English pages lie inside the Swedish ones.
        built += [_mkdocs(run, "mkdocs.yml"), _mkdocs(run, "docs/en.yml")]
    if audience in {None, "manager"}:
        disk.replace_folder(run.root, "build/manager", _manager_pages(run))
        built.append(_mkdocs(run, "docs/manager.yml"))
    if not all(built):
        _print(run.voice(say("The pages could not be built. What was wrong stands above.")) + "\n")
        return NO
    for name, wanted in (
        ("participants", say("The handbook lies in {file}.", file=Code("site/participants/index.html"))),
        ("manager", say("The manager's pages lie in {file}. Names stand on them: keep them to yourself.", file=Code("site/manager/index.html"))),
    ):
        if audience in {None, name}:
            _print(run.voice(wanted) + "\n")
    return WELL


def _manager_pages(run: _Run) -> dict[str, str]:
    import json

    from mentorskap.pages import Material, manager_site

    def document(path: str) -> object:
        raw = disk.read(run.root, path)
        text = source.decode(raw, path) if isinstance(raw, bytes) else None
        return source.parse(text, path, raw=raw) if isinstance(text, str) and isinstance(raw, bytes) else {}

    # On a page a word of the files needs no marks around it.
    form = PLAIN._replace(code=harmless)
    voices = {chosen: Voice(language.catalogue(chosen, disk.own_bytes), run.names, form) for chosen in LANGUAGES}
    report = check(run.snapshot, RULES, cache(run.places))
    schemas = {"participant": json.loads(disk.own("schemas/participant.schema.json"))}
    material = Material(report, voices, run.language, document, schemas, lambda name: disk.own(f"templates/{name}"))
    return manager_site(run.snapshot, material)


def _mkdocs(run: _Run, config: str) -> bool:
    """Build one site with MkDocs, strictly; say what it complained of only when it failed."""
    import subprocess
    from datetime import UTC

    moment = datetime.combine(run.snapshot.today, datetime.min.time(), UTC)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "MANAGER_LANGUAGE": run.language,
        "MANAGER_NAME": run.voice(say("The programme manager's pages")),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", config]
    done = subprocess.run(  # noqa: S603 - the command is ours, and nothing of the data is in it
        command, cwd=run.root, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        # What the builder complained of, and of a traceback only its last line.
        said, _, trace = (done.stdout + done.stderr).partition("Traceback (most recent call last):")
        sys.stderr.writelines(f"{harmless(line)}\n" for line in (*said.splitlines(), *trace.splitlines()[-1:]))
    return done.returncode == 0


COMMANDS = {"check": _check, "overdue": _overdue, "status": _status, "site": _site}


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are sentences of ours."""

    def error(self, message: str) -> NoReturn:
        raise _HaltError(say("The command was not understood: {message}. See {help}.", message=Written(message), help=Code("mentorskap --help")))


def _day(text: str) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    raise _HaltError(say("{written} is no day. Write it as YYYY-MM-DD, for example {example}.", written=Written(text), example=Code("2026-12-08")))


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text[:9]) <= _MOST_DAYS:
        raise _HaltError(say("{written} is no number of days. Write a whole number from 0 to {most}.", written=Written(text), most=_MOST_DAYS))
    return int(text)


def _command(given: Sequence[str]) -> None:
    """Refuse what does not begin with a command, and say which was most likely meant."""
    first = given[0] if given else ""
    if first in {*COMMANDS, "-h", "--help"}:
        return
    if first.startswith("-") and len(given) > 1:
        raise _HaltError(say("Options stand after the command, for example {example}.", example=Code(f"mentorskap check {first[:40]} …")))
    meant = schema.near(first, COMMANDS)
    if meant is not None:
        raise _HaltError(say("There is no command {written}. Did you mean {near}?", written=Written(first), near=Code(f"mentorskap {meant}")))
    raise _HaltError(say("Choose one of the commands {commands}.", commands=codes(COMMANDS)))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="mentorskap", description="Kontrollera, följ och visa ett mentorprogram. · Check, follow and show a mentor programme.")
    commands = parser.add_subparsers(prog="mentorskap", dest="command", required=True, metavar="check|overdue|status|site", parser_class=_Parser)
    common = _Parser(add_help=False)
    common.add_argument("--root", metavar="DIR", help="programmets mapp · the programme's folder")
    common.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="en annan dag · another day")
    common.add_argument("--lang", choices=LANGUAGES, help="språk · language")
    report = _Parser(add_help=False, parents=[common])
    report.add_argument("--format", choices=FORMATS, default="terminal", help="form · form")
    commands.add_parser("check", parents=[report], help="kontrollera alla filer · check every file")
    overdue = commands.add_parser("overdue", parents=[report], help="visa vad som väntar · show what is due")
    overdue.add_argument("--within", type=_days, default=None, metavar="DAYS", help="så många dagar framåt · so many days ahead")
    overdue.add_argument("--fail", action="store_true", help="avsluta med 1 om något är försenat · exit with 1 when something is overdue")
    commands.add_parser("status", parents=[report], help="visa skeden och nyckeltal · show stages and numbers")
    site = commands.add_parser("site", parents=[common], help="bygg sidorna · build the pages")
    site.set_defaults(format="terminal")
    site.add_argument("--audience", choices=("participants", "manager"), help="bara den ena webbplatsen · only one of the sites")
    return parser


def _print(text: str) -> None:
    sys.stdout.write(text)


def _complain(sentence: Sentence, arguments: Sequence[str], run: _Run | None) -> int:
    """Say why the command could not run, in the run's language or, before there is one, in the one asked for."""
    asked = "en" if "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments) else "sv"
    voice = Voice(language.catalogue(asked if run is None else run.language, disk.own_bytes), {})
    with suppress(OSError):
        sys.stderr.write(voice(sentence) + "\n")
        sys.stderr.flush()
    return COULD_NOT


def _failure(error: Exception) -> Sentence:
    """Return what to say of a fault in the program: its kind and place, nothing of the data."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = "" if frame is None else f"{os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}"
    return say(
        "The program failed ({error} at {place}). Nothing was changed. Please report it with this line.",
        error=Code(type(error).__name__),
        place=Code(place),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 all well, 1 its own 'no', 2 could not run."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if arguments is None:
        gc.disable()  # a process that runs one command is short and makes no rings worth collecting
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # a closed terminal: nobody is there to be told anything
            return COULD_NOT
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    run: _Run | None = None
    try:
        _command(given)
        parsed = _parser().parse_args(given)
        run = _Run(parsed)
        code = COMMANDS[parsed.command](run)
        sys.stdout.flush()
        if arguments is None:
            gc.freeze()  # nothing is worth looking through at the exit either
    except _HaltError as halt:
        return _complain(halt.sentence, given, run)
    except KeyboardInterrupt:
        return COULD_NOT
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # a reader who has seen enough need not be told
            _complain(say("The system said no: {reason}.", reason=Written(error.strerror or type(error).__name__)), given, run)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person
        return _complain(_failure(error), given, run)
    return code
