"""`remind`: draft letters about what is due. Nothing is sent."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format, folder, manager_in, of_manager
from mentorskap.files import disk
from mentorskap.host.clock import day_off
from mentorskap.host.run import EXIT_OK, Reads, voice_for, write_out
from mentorskap.letters import due, mail
from mentorskap.report.reporter import reporter
from mentorskap.words import titles
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.sentence import Code, RefusalError, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run
    from mentorskap.letters.due import LogEntry, Post
    from mentorskap.letters.mail import Letter

HELP = "skriv utkast till påminnelser · draft reminders"
READS = Reads.RECORDS
LOG = ".letters.log"
FOLDER = "build/letters"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    add_format(parser)
    parser.add_argument(
        "--to",
        type=folder,
        metavar="DIR",
        help=f"mapp för utkasten, annars {FOLDER} · folder for the drafts",
    )
    of_manager(parser)
    parser.add_argument(
        "--without-log",
        action="store_true",
        help=(
            "för körningar som inte minns den förra, som i CI: utkast bara på måndagar · for runs"
            " that do not remember the last one, as in CI: drafts on Mondays only"
        ),
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Draft the day's letters, remember whom they are to, and say so."""
    log = None if options.without_log else _log(run.root)
    written, target = run.folder(options.to, FOLDER)
    id_ = manager_in(run.known.programme, options.manager)
    post, letters = draft(run, log, target, id_)
    write_out(
        reporter(options.format).remind(
            letters, post.skipped, written.rstrip("/"), run.known, run.voice
        )
    )
    return EXIT_OK


def draft(
    run: Run, log: list[LogEntry] | None, target: str, id_: str | None = None
) -> tuple[Post, list[Letter]]:
    """Write the day's letters into the folder `target`, and remove those whose matter is settled.

    Without a log, letters are drafted on Mondays only. With `id_`, only that manager's are written.
    """
    everyones = due.post(run.known, log, day_off)
    post = due.of_manager(everyones, run.known, id_)
    voices = {chosen: voice_for(chosen, run.names) for chosen in LANGUAGES}
    letters = list(mail.letters(post, run.known, voices, disk.packaged_text))
    disk.write(target, {letter.name: letter.text for letter in letters})
    if log is not None:
        disk.write(run.root, {LOG: due.written_log(log, post, run.known.today, whole=id_ is None)})
    waiting = {
        mail.file_name(skipped.matter)
        for skipped in everyones.skipped
        if skipped.why in {"recent", "not-monday", "other-manager"}
    }
    drafted = {mail.file_name(matters[0]) for matters in everyones.letters.values()}
    disk.remove(target, _settled(target, waiting | drafted))
    return post, letters


def _log(root: str) -> list[LogEntry]:
    raw = disk.read(root, LOG)
    if not isinstance(raw, bytes) and not os.path.lexists(os.path.join(root, LOG)):
        return []
    entries, wrong = (
        due.read_log(raw.decode("utf-8", "replace")) if isinstance(raw, bytes) else ([], 1)
    )
    if wrong is not None:
        raise RefusalError(
            say(
                "{place} cannot be read. Each line is a day, an id and a kind, for example"
                " {example}. Remove the line, and mind that a letter may then be drafted too"
                " early.",
                place=Code(f"{LOG}:{wrong}"),
                example=Code("2026-11-23 anna-07 next-meeting"),
            )
        )
    return entries


def _settled(folder: str, true_still: set[str]) -> list[str]:
    """Return earlier reminders whose matter is settled, so that nobody sends them.

    What we have not named is left alone.
    """
    kinds = "|".join(titles.KINDS)
    return [
        name
        for name in disk.files_in(folder)
        if re.fullmatch(rf"[a-z0-9-]+\.(?:{kinds})\.eml", name) and name not in true_still
    ]
