"""`job`: the work of a scheduled or triggered job, by files and exit codes, on any host."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mentorskap.cli.check import checked
from mentorskap.cli.options import folder
from mentorskap.files import disk
from mentorskap.host import tracking, verdict
from mentorskap.host.clock import is_working_day
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, here, voice_for, write_out
from mentorskap.model import deadlines
from mentorskap.report import github, phrases, reporter, veil
from mentorskap.words import titles
from mentorskap.words.sentence import Day, say, say_n
from mentorskap.words.voice import MARKDOWN, NAMELESS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mentorskap.host.news import News
    from mentorskap.host.run import Run
    from mentorskap.model.deadlines import Item
    from mentorskap.words.voice import Voice

HELP = "gör ett jobbs arbete med filer och slutkoder · do a job's work by files and exit codes"
FOLDER = "build/job"
SUMMARY, LATE, LETTERS = "summary.md", "overdue.md", "letters"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.set_defaults(example="mentorskap job check --to build/job")
    parser.add_argument(
        "act",
        choices=("check", "overdue"),
        metavar="check|overdue",
        help="vilket arbete · which work",
    )
    parser.add_argument(
        "--base",
        metavar="REV",
        help="check: sedan en version i Git · since a version in Git",
    )
    parser.add_argument(
        "--to",
        type=folder,
        metavar="DIR",
        help=f"mapp för filerna, annars {FOLDER} · folder for the files",
    )
    parser.add_argument(
        "--memory",
        type=folder,
        metavar="FILE",
        help=(
            "overdue: minns vad som har sagts, så att inget sägs två gånger · remembers what was"
            " said, so that nothing is said twice"
        ),
    )
    parser.add_argument(
        "--on-working-days",
        action="store_true",
        help="overdue: gör inget på helger och röda dagar · do nothing on days off",
    )
    parser.add_argument(
        "--format",
        choices=("plain", "github"),
        default="plain",
        help="form för loggen, alltid utan namn · form of the log, always without names",
    )


def _reads(options: argparse.Namespace) -> Reads:
    return Reads.HANDBOOK if options.act == "check" else Reads.RECORDS


READS = _reads


def run(run: Run, options: argparse.Namespace) -> int:
    """Do the work; an error in the files is a no of `check`, and lateness never is one."""
    _, target = run.folder(options.to, FOLDER)
    if options.act == "check":
        return _check(run, options, target)
    if options.on_working_days and not is_working_day(run.snapshot.today):
        return EXIT_OK
    return _overdue(run, options, target)


def _check(run: Run, options: argparse.Namespace, target: str) -> int:
    """Write the summary, with names, and the verdict, and print the log, both without."""
    disk.remove(target, (SUMMARY, verdict.FILE))  # so that no earlier answer is taken for this one
    report, account = checked(run, options.base)
    on_page, in_log = _on_page(run), run.nameless(NAMELESS)
    summary = reporter.reporter("markdown").check(
        report, run.snapshot, on_page, account, run.address
    )
    data = reporter.reporter("json").check(report, run.snapshot, in_log, account)
    disk.write(target, {SUMMARY: summary, verdict.FILE: verdict.reduced(data)})
    form = "github" if options.format == "github" else "terminal"
    statements = () if account is None else account.statements
    hide = veil.of_snapshot(run.snapshot, (statement.path for statement in statements))
    write_out(hide(reporter.reporter(form).check(report, run.snapshot, in_log, account)))
    return EXIT_NO if report.count("error") else EXIT_OK


def _on_page(run: Run) -> Voice:
    return voice_for(run.language, run.names, MARKDOWN)


def _overdue(run: Run, options: argparse.Namespace, target: str) -> int:
    """Write what is due and the letters, with names, and print what is newly late, without."""
    from mentorskap.cli.remind import draft
    from mentorskap.host import news

    path = None if options.memory is None else os.path.join(here(), options.memory)
    last = news.NOTHING_YET if path is None else news.recalled(path)
    items = deadlines.due(run.known, deadlines.HORIZON)
    page = reporter.reporter("markdown").overdue(
        items, run.known, lambda item: run.line(item.path, item.route), _on_page(run)
    )
    disk.write(target, {LATE: page})
    draft(run, None, os.path.join(target, LETTERS))
    seen = tracking.seen(run.known)
    if seen is not None:
        today = news.news(seen, last)
        lines = "".join(f"{line}\n" for line in _log(run, today, options.format))
        write_out(veil.of_snapshot(run.snapshot)(lines))
        if path is not None and today.memory != last:
            news.remember(path, today.memory)
    return EXIT_OK


def _log(run: Run, news: News, form: str) -> Iterator[str]:
    """Yield the lines that announce what is new, by id; none if there is no news."""
    voice, day = run.nameless(NAMELESS), Day(run.snapshot.today)
    if news.settled:
        yield voice(say("As of {day} nothing is late any more.", day=day))
    if not news.new:
        return
    yield voice(
        say_n(
            "New since last time, as of {day}: {number} thing is late.",
            "New since last time, as of {day}: {number} things are late.",
            len(news.new),
            day=day,
        )
    )
    most = github.MOST if form == "github" else len(news.new)
    for item in news.new[:most]:
        yield _line(run, item, voice, form)
    if rest := len(news.new) - most:
        yield voice(
            say_n("{number} more, see the summary.", "{number} more, see the summary.", rest)
        )


def _line(run: Run, item: Item, voice: Voice, form: str) -> str:
    subject, line = item.pairing or item.participant, run.line(item.path, item.route)
    when = phrases.when(item, run.snapshot.today, voice)
    text = f"{voice.phrase(titles.KINDS[item.kind])}, {when}. {voice(item.message)}"
    if form == "github":
        return github.command("warning", text, file=item.path, line=line, title=subject)
    return f"{item.path}:{line}: {subject}: {text}"
