"""The command: arguments, clock, terminal, exit code. Everything else is done by name elsewhere."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from datetime import date, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, NoReturn

from mentorskap import disk, language, processes, questions, reading, schema, source
from mentorskap.check import check
from mentorskap.records import USUAL_ZONE
from mentorskap.report.voice import LANGUAGES, MARKDOWN, NAMELESS, PLAIN, Voice, harmless
from mentorskap.rules import RULES
from mentorskap.sentence import Code, Sentence, Written, say
from mentorskap.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentorskap.deadlines import Item
    from mentorskap.kpi import Kpi
    from mentorskap.report.terminal import Paint
    from mentorskap.source import Places

WELL, NO, COULD_NOT = 0, 1, 2
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
        root = disk.find_root(_here()) if arguments.root is None else os.path.abspath(arguments.root)
        if root is None:
            raise _HaltError(
                say("There is no mentor programme here or in any folder above: no programme.yml. Go to its folder, or name it with --root.")
            )
        if not disk.is_root(root):
            raise _HaltError(say("There is no mentor programme in {folder}: no programme.yml.", folder=Written(root)))
        self.root: str = root
        # Only the handbook's open questions need its pages, and only `check` tells of them.
        pages = disk.pages(root, "docs") if arguments.command in {"check", "site"} else ()
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
    def voice(self) -> Voice:
        programme = self.reading.programme
        chosen = self.arguments.lang or ("sv" if programme is None else programme.language)
        form = {"github": NAMELESS, "markdown": MARKDOWN}.get(self.arguments.format, PLAIN)
        names = {person.id: person.name for person in self.reading.participants.values()}
        return Voice(language.catalogue(chosen, disk.own_bytes), names, form)

    @cached_property
    def colours(self) -> Paint:
        from mentorskap.report.terminal import paint

        return paint(coloured=sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")

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


def _check(run: _Run) -> int:
    report = check(run.snapshot, RULES, cache(run.places))
    match run.arguments.format:
        case "json":
            from mentorskap.report import json_v1

            _print(json_v1.check(report, run.snapshot.today, run.voice))
        case "github":
            from mentorskap.report import github

            _print(github.check(report, run.voice))
        case "markdown":
            from mentorskap.report import markdown

            _print(markdown.check(report, run.snapshot, run.voice))
        case _:
            from mentorskap.report import terminal

            _print(terminal.check(report, run.snapshot, run.voice, run.colours))
    return NO if report.count("error") else WELL


def _overdue(run: _Run) -> int:
    from mentorskap.deadlines import OVERDUE

    snapshot, voice = run.snapshot, run.voice
    items = snapshot.due() if run.arguments.within is None else snapshot.due(run.arguments.within)
    places = cache(run.places)

    def line(item: Item) -> int:
        known = places(item.path)
        return 1 if known is None else known.find(item.route).line

    match run.arguments.format:
        case "json":
            from mentorskap.report import json_v1

            _print(json_v1.overdue(items, snapshot.reading.unread, snapshot.today, line, voice))
        case "github":
            from mentorskap.report import github

            _print(github.overdue(items, snapshot, line, voice))
        case "markdown":
            from mentorskap.report import markdown

            _print(markdown.overdue(items, snapshot, line, voice))
        case _:
            from mentorskap.report import terminal

            _print(terminal.overdue(items, snapshot, line, voice, run.colours))
    return NO if run.arguments.fail and any(item.status == OVERDUE for item in items) else WELL


def _status(run: _Run) -> int:
    from mentorskap import kpi

    snapshot, voice = run.snapshot, run.voice
    numbers: dict[str | None, tuple[Kpi, ...]] = {cohort: kpi.all_kpis(snapshot, cohort) for cohort in snapshot.cohorts} | {
        None: kpi.all_kpis(snapshot)
    }
    match run.arguments.format:
        case "json":
            from mentorskap.report import json_v1

            _print(json_v1.status(snapshot, numbers[None]))
        case "github":
            from mentorskap.report import github

            _print(github.status(snapshot, numbers[None], voice))
        case "markdown":
            from mentorskap.report import markdown

            _print(markdown.status(snapshot, numbers, voice))
        case _:
            from mentorskap.report import terminal

            _print(terminal.status(snapshot, numbers, voice, run.colours))
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

    names = {person.id: person.name for person in run.reading.participants.values()}
    voices = {chosen: Voice(language.catalogue(chosen, disk.own_bytes), names) for chosen in LANGUAGES}
    report = check(run.snapshot, RULES, cache(run.places))
    schemas = {"participant": json.loads(disk.own("schemas/participant.schema.json"))}
    material = Material(report, voices, run.voice.language, document, schemas, lambda name: disk.own(f"templates/{name}"))
    return manager_site(run.snapshot, material)


def _mkdocs(run: _Run, config: str) -> bool:
    """Build one site with MkDocs, strictly; say what it complained of only when it failed."""
    import subprocess
    from datetime import UTC

    moment = datetime.combine(run.snapshot.today, datetime.min.time(), UTC)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", config]
    done = subprocess.run(  # noqa: S603 - the command is ours, and nothing of the data is in it
        command, cwd=run.root, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode == 0


COMMANDS = {"check": _check, "overdue": _overdue, "status": _status, "site": _site}


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are sentences of ours."""

    def error(self, message: str) -> NoReturn:
        raise _HaltError(say("The command was not understood: {message}. See {help}.", message=Written(message), help=Code("mentorskap --help")))


def _day(text: str) -> date:
    if len(text) != len("2026-12-08"):
        raise argparse.ArgumentTypeError(text)
    return date.fromisoformat(text)


def _days(text: str) -> int:
    days = int(text)
    if not 0 <= days <= 36_500:
        raise argparse.ArgumentTypeError(text)
    return days


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="mentorskap", description="Kontrollera, följ och visa ett mentorprogram. · Check, follow and show a mentor programme.")
    commands = parser.add_subparsers(prog="mentorskap", dest="command", required=True, metavar="check|overdue|status|site", parser_class=_Parser)
    common = _Parser(add_help=False)
    common.add_argument("--root", metavar="DIR", help="programmets mapp · the programme's folder")
    common.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="en annan dag · another day")
    common.add_argument("--lang", choices=LANGUAGES, help="språk · language")
    common.add_argument("--format", choices=FORMATS, default="terminal", help="form · form")
    commands.add_parser("check", parents=[common], help="kontrollera alla filer · check every file")
    overdue = commands.add_parser("overdue", parents=[common], help="visa vad som väntar · show what is due")
    overdue.add_argument("--within", type=_days, default=None, metavar="DAYS", help="så många dagar framåt · so many days ahead")
    overdue.add_argument("--fail", action="store_true", help="avsluta med 1 om något är försenat · exit with 1 when something is overdue")
    commands.add_parser("status", parents=[common], help="visa skeden och nyckeltal · show stages and numbers")
    site = commands.add_parser("site", parents=[common], help="bygg sidorna · build the pages")
    site.add_argument("--audience", choices=("participants", "manager"), help="bara den ena webbplatsen · only one of the sites")
    return parser


def _print(text: str) -> None:
    sys.stdout.write(text)


def _complain(sentence: Sentence, arguments: Sequence[str]) -> None:
    chosen = "en" if "--lang=en" in arguments or "en" in arguments[1:] else "sv"
    sys.stderr.write(Voice(language.catalogue(chosen, disk.own_bytes), {})(sentence) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 all well, 1 its own 'no', 2 could not run."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if arguments is None:
        gc.disable()  # a process that runs one command is short and makes no rings worth collecting
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # a closed terminal: nobody is there to be told anything
            return COULD_NOT
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    try:
        parsed = _parser().parse_args(given)
        code = COMMANDS[parsed.command](_Run(parsed))
        sys.stdout.flush()
    except _HaltError as halt:
        _complain(halt.sentence, given)
        return COULD_NOT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except KeyboardInterrupt:
        return COULD_NOT
    except OSError as error:
        _complain(say("The answer could not be written: {reason}.", reason=Written(error.strerror or type(error).__name__)), given)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = "" if frame is None else f"{os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}"
        _complain(
            say(
                "The program failed ({error} at {place}). Nothing was changed. Please report it with this line.",
                error=Written(harmless(type(error).__name__)),
                place=Written(place),
            ),
            given,
        )
        return COULD_NOT
    return code
