"""The command: arguments, clock, terminal, exit code. Everything else is done by name elsewhere.

Each command is a module of its own, loaded only when it is asked for: what it is for (`HELP`), its
own options (`arguments`), and a pipeline (`run`) that returns the exit code.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast

from mentorskap.host.run import (
    EXIT_FAILED,
    EXIT_OK,
    Options,
    Reads,
    Run,
    complain,
    failure,
    of_system,
)
from mentorskap.host.version import version
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.request import day, near
from mentorskap.words.sentence import Code, RefusalError, Sentence, Written, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMMANDS = (
    "check",
    "explain",
    "leaks",
    "overdue",
    "status",
    "suggest",
    "intake",
    "new",
    "import",
    "record",
    "remind",
    "calendar",
    "person",
    "handbook",
    "site",
    "forms",
    "editor",
    "backup",
    "merge",
    "job",
    "adopt",
    "migrate",
    "upgrade",
)
"""Every command, in the order in which a newcomer meets them."""
_MODULES = {"import": "importing"}
"""The module of a command that cannot have its name."""


class Command(Protocol):
    """What the module of a command holds."""

    HELP: str
    READS: Reads | Callable[[argparse.Namespace], Reads]
    """What it reads of the repository, or what decides that by its options."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's own options."""

    def run(self, run: Run, options: argparse.Namespace) -> int:
        """Do what the command does with the options `given`, and return its exit code."""


def module_of(name: str) -> Command:
    """Return the module of a command."""
    return cast("Command", import_module(f"mentorskap.cli.{_MODULES.get(name, name)}"))


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are sentences of ours."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse what is not among the choices of an argument, and say which they are."""
        if action.choices is not None and value not in action.choices:
            allowed = list(action.choices)
            meant = near(value, allowed)
            raise RefusalError(
                say(
                    "{written} does not exist. Allowed: {allowed}. For example: {example}.",
                    written=Written(value),
                    allowed=codes(allowed),
                    example=Code(self._example(action, meant or allowed[0])),
                )
            )

    def _example(self, action: argparse.Action, value: str) -> str:
        whole = self.get_default("example")
        return (
            f"{self.prog} {action.option_strings[-1]} {value}"
            if action.option_strings
            else str(whole or f"{self.prog} {value}")
        )

    def _missing(self) -> Sentence | None:
        """Return how a command is written that must be told something, or None where none is."""
        usage = " ".join(
            [self.prog, *(str(action.metavar) for action in self._get_positional_actions())]
        )
        example = self.get_default("example")
        return (
            None
            if example is None
            else say(
                "Write it like this: {usage}. For example: {example}.",
                usage=Code(usage),
                example=Code(example),
            )
        )

    def error(self, message: str) -> NoReturn:
        """Replace argparse's message, which is all it gives, by a sentence of ours."""
        kind, _, rest = message.partition(": ")
        if (
            kind == "the following arguments are required"
            and (missing := self._missing()) is not None
        ):
            raise RefusalError(missing)
        if kind == "unrecognized arguments":
            options = [option for action in self._actions for option in action.option_strings]
            meant = (
                near(rest.partition("=")[0].partition(" ")[0], options)
                if rest.startswith("-")
                else None
            )
            what = say(
                "{written} does not belong to {command}.",
                written=Written(rest),
                command=Code(self.prog),
            )
            otherwise = (
                say("See {help}.", help=Code(f"{self.prog} --help"))
                if meant is None
                else say("Did you mean {near}?", near=Code(meant))
            )
            raise RefusalError(say("{what} {otherwise}", what=what, otherwise=otherwise))
        if rest.startswith("expected "):
            option = kind.removeprefix("argument ")
            raise RefusalError(
                say(
                    "Something is missing after {option}. See {help}.",
                    option=Code(option),
                    help=Code(f"{self.prog} --help"),
                )
            )
        raise RefusalError(
            say(
                "The command was not understood: {message}. See {help}.",
                message=Written(message),
                help=Code("mentorskap --help"),
            )
        )


def _command(words: Sequence[str]) -> str:
    """Return the command; refuse anything else, with the one that was most likely meant."""
    first = words[0] if words else ""
    if first in COMMANDS:
        return first
    if first in {"-h", "--help"}:
        overview = _overview()
        _in_one_language(overview, _help_language(words))
        overview.parse_args(["--help"])
    if first.startswith("-") and len(words) > 1:
        raise RefusalError(
            say(
                "Options stand after the command, for example {example}.",
                example=Code(f"mentorskap check {first[:40]} …"),
            )
        )
    meant = near(first, COMMANDS)
    if meant is not None:
        raise RefusalError(
            say(
                "There is no command {written}. Did you mean {near}?",
                written=Written(first),
                near=Code(f"mentorskap {meant}"),
            )
        )
    raise RefusalError(say("Choose one of the commands {commands}.", commands=codes(COMMANDS)))


def _help_language(words: Sequence[str]) -> str:
    """Return the language in which help is shown: the one asked for, else the programme's."""
    for language in LANGUAGES:
        if f"--lang={language}" in words or ("--lang", language) in pairwise(words):
            return language
    with suppress(Exception):  # whatever is wrong with the programme, there is help
        root = next((after for option, after in pairwise(words) if option == "--root"), None)
        return Run(Options(root), Reads.LANGUAGE).language
    return LANGUAGES[0]


_HEADINGS = {"positional arguments": "argument", "options": "flaggor"}
"""What argparse calls its groups, and what they are called in Swedish."""


def _in_one_language(parser: argparse.ArgumentParser, language: str) -> None:
    """Let help speak one language: everything in it is written in both."""

    def half(text: str | None) -> str | None:
        if text is None:
            return None
        return text.partition(" · ")[2 if language == "en" and " · " in text else 0]

    class Formatter(parser.formatter_class):  # type: ignore[name-defined, misc]
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
            usual = "usage: " if language == "en" else "skriv: "  # argparse cuts seven letters off
            super().add_usage(usage, actions, groups, usual if prefix is None else prefix)

    parser.formatter_class = Formatter
    parser.description = half(parser.description)
    if parser.epilog is not None:
        parser.epilog = "\n".join(half(line) or "" for line in parser.epilog.split("\n"))
    if language != "en":
        for group in parser._action_groups:  # noqa: SLF001 - argparse has no other way
            group.title = _HEADINGS.get(group.title or "", group.title)
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way
        if "-h" in action.option_strings:
            action.help = "visa den här hjälpen · show this help"
        action.help = half(action.help)
        for choice in getattr(action, "_choices_actions", ()):
            choice.help = half(choice.help)


def _overview() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="mentorskap",
        description=(
            "Kontrollera, följ och visa ett mentorprogram. · Check, follow and show a mentor"
            " programme."
        ),
    )
    parser.add_argument("--version", action="store_true", help="verktygets version · its version")
    commands = parser.add_subparsers(metavar="|".join(COMMANDS))
    for name in COMMANDS:
        commands.add_parser(name, help=module_of(name).HELP)
    return parser


def _of_any_width(prog: str) -> argparse.HelpFormatter:
    """Return a formatter for what is not printed.

    One for the terminal asks for its width, by `shutil`, which would cost 5 ms of every start.
    """
    return argparse.HelpFormatter(prog, width=80)


def _parser(name: str, module: Command) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"mentorskap {name}", description=module.HELP, formatter_class=_of_any_width
    )
    parser.set_defaults(command=name, format="terminal")
    parser.add_argument("--root", metavar="DIR", help="programmets mapp · the programme's folder")
    parser.add_argument(
        "--today", type=day, metavar="YYYY-MM-DD", help="en annan dag · another day"
    )
    parser.add_argument("--lang", choices=LANGUAGES, help="språk · language")
    module.arguments(parser)
    return parser


def _options(name: str, module: Command, words: Sequence[str]) -> argparse.Namespace:
    """Return what a command is asked for, or print its help in one language and end."""
    parser = _parser(name, module)
    if {"-h", "--help"} & set(words):
        if parser.formatter_class is _of_any_width:
            parser.formatter_class = argparse.HelpFormatter
        _in_one_language(parser, _help_language(words))
    return parser.parse_intermixed_args(words[1:])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 all well, 1 its own 'no', 2 could not run."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if arguments is None:
        gc.disable()  # a process that runs one command is short and makes no rings worth collecting
    if sys.stdout is None:  # a closed terminal: nobody is there to be told anything
        return EXIT_FAILED
    if (
        sys.stderr is None
    ):  # complaints go nowhere, as whoever closed it wishes; the report is still wanted
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(  # type: ignore[union-attr]
            encoding="utf-8", errors="backslashreplace", newline="\n"
        )
    run: Run | None = None
    if words[:1] == ["--version"]:
        sys.stdout.write(f"mentorskap {version()}\n")
        return EXIT_OK
    try:
        name = _command(words)
        module = module_of(name)
        options = _options(name, module, words)
        shared = Options(options.root, options.today, options.lang, options.format)
        reads = module.READS if isinstance(module.READS, Reads) else module.READS(options)
        run = Run(shared, reads)
        code = module.run(run, options)
        sys.stdout.flush()
        if arguments is None:
            gc.freeze()  # nothing is worth looking through at the exit either
    except RefusalError as halt:
        return complain(halt.sentence, words, run)
    except KeyboardInterrupt:
        return EXIT_FAILED
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # a reader who has seen enough need not be told
            complain(of_system(error, run), words, run)
        with suppress(OSError, ValueError):  # a stream that is no file has no one behind it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK if run is not None and run.has_written else EXIT_FAILED
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person
        return complain(failure(error), words, run)
    return code
