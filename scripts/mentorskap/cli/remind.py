"""`remind`: draft letters about what is due. Nothing is sent."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format, folder, manager_in, of_manager
from mentorskap.files import disk
from mentorskap.host.clock import day_off
from mentorskap.host.run import EXIT_OK, Reads, voice_for, write_out
from mentorskap.letters import due, mail
from mentorskap.letters.mail import Batch
from mentorskap.report.reporter import reporter
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.sentence import Code, RefusalError, codes, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mentorskap.host.run import Run
    from mentorskap.letters.due import LogEntry, Post
    from mentorskap.letters.mail import Letter, Unsent

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
        "--sent",
        nargs="+",
        metavar="FILE",
        help=(
            "utkast som är skickade, eller all: de tas ur mappen · drafts that are sent, or all:"
            " they are taken out of the folder"
        ),
    )
    parser.add_argument(
        "--without-log",
        action="store_true",
        help=(
            "för körningar som inte minns den förra, som i CI: utkast bara på måndagar · for runs"
            " that do not remember the last one, as in CI: drafts on Mondays only"
        ),
    )

    parser.add_argument(
        "--yearly",
        action="store_true",
        help=(
            "fråga också mentorerna om deras uppgifter stämmer än, högst en gång om året · also ask"
            " the mentors whether their details still hold, at most once a year"
        ),
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Draft the day's letters, remember whom they are to, and say so."""
    if options.yearly and options.without_log:
        raise RefusalError(
            say(
                "{yearly} needs the log, so that nobody is asked twice in a year. Leave out"
                " {without}.",
                yearly=Code("--yearly"),
                without=Code("--without-log"),
            )
        )
    log = None if options.without_log else _log(run.root)
    written, target = run.folder(options.to, FOLDER)
    id_ = manager_in(run.known.programme, options.manager)
    if options.sent:
        log = _sent(run, log, target, options.sent)
    post, letters = draft(run, log, target, id_, yearly=options.yearly)
    write_out(
        reporter(options.format).remind(
            Batch(letters, post.skipped, _unsent(target, letters), written.rstrip("/")),
            run.known,
            run.voice,
        )
    )
    return EXIT_OK


def _lying(target: str) -> list[Unsent]:
    """Return the drafts in a folder, oldest first."""
    drafts = (
        mail.unsent(name, raw)
        for name in disk.files_in(target)
        if isinstance(raw := disk.read(target, name), bytes)
    )
    return sorted(
        (draft for draft in drafts if draft is not None),
        key=lambda draft: (draft.on or date.min, draft.name),
    )


def _unsent(target: str, letters: Sequence[Letter]) -> list[Unsent]:
    today = {letter.name for letter in letters}
    return [draft for draft in _lying(target) if draft.name not in today]


def _sent(
    run: Run, log: list[LogEntry] | None, target: str, files: Sequence[str]
) -> list[LogEntry] | None:
    """Take drafts out of the folder that the manager has sent, and return the log with that."""
    drafts = {draft.name: draft for draft in _lying(target)}
    names = list(drafts) if files == ["all"] else [os.path.basename(name) for name in files]
    for name in names:
        if name not in drafts:
            raise RefusalError(
                say(
                    "There is no draft {name} in the folder. These are there: {names}",
                    name=Code(name),
                    names=codes(drafts),
                )
                if drafts
                else say("There is no draft {name}: the folder has none.", name=Code(name))
            )
    for draft in (drafts[name] for name in names):
        if log is not None and draft.on is not None:
            log = due.with_sent(log, draft.on, draft.participant, draft.pairing)
    if log is not None:
        disk.write(run.root, {LOG: due.as_log(log)})
    disk.remove(target, names)
    return log


def draft(
    run: Run,
    log: list[LogEntry] | None,
    target: str,
    id_: str | None = None,
    *,
    yearly: bool = False,
) -> tuple[Post, list[Letter]]:
    """Write the day's letters into the folder `target`, and remove those whose matter is settled.

    Without a log, letters are drafted on Mondays only. With `id_`, only that manager's are written.
    """
    everyones = due.post(run.known, log, day_off, yearly=yearly)
    post = due.of_manager(everyones, run.known, id_)
    voices = {chosen: voice_for(chosen, run.names) for chosen in LANGUAGES}
    letters = list(mail.letters(post, run.known, voices, disk.packaged_text))
    disk.write(target, {letter.name: letter.text for letter in letters})
    if log is not None:
        disk.write(run.root, {LOG: due.written_log(log, post, run.known.today, whole=id_ is None)})
    waiting = {
        mail.file_name(skipped.matter)
        for skipped in everyones.skipped
        if skipped.why in {"recent", "not-monday", "other-manager", "word-of-an-end"}
    }
    drafted = {mail.file_name(matters[0]) for matters in everyones.each}
    notices = set(map(mail.file_name, due.still_true(run.known)))
    true_still = waiting | drafted | notices
    settled = [draft.name for draft in _lying(target) if draft.name not in true_still]
    disk.remove(target, settled)
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
