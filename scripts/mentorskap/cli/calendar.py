"""`calendar`: write planned meetings and good times for the next ones as `.ics` files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentorskap.cli.options import folder
from mentorskap.files import disk
from mentorskap.host.run import EXIT_OK, Reads, write_out
from mentorskap.letters import agenda
from mentorskap.report import phrases
from mentorskap.words.sentence import Code, say, say_n
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "skriv kalendrar (.ics) · write calendars (.ics)"
READS = Reads.RECORDS
FOLDER = "build/calendar"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "--to",
        type=folder,
        metavar="DIR",
        help=f"mapp för kalendrarna, annars {FOLDER} · folder for the calendars",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Write a calendar for each pairing and for the manager; remove those with nothing ahead."""
    files = agenda.calendars(run.known, run.voice)
    written, target = run.folder(options.to, FOLDER)
    disk.write(target, files)
    disk.remove(
        target,
        [
            name
            for name in disk.files_in(target)
            if re.fullmatch(r"(?:[a-z0-9-]+-|manager)-[a-z0-9-]+\.ics", name) and name not in files
        ],
    )
    lines = [
        (
            run.voice(
                say_n(
                    "{number} calendar lies in {folder}. Names stand in it. The pairing's own is"
                    " for the two, manager.ics for you alone.",
                    "{number} calendars lie in {folder}. Names stand in them. A pairing's own is"
                    " for the two, manager.ics for you alone.",
                    len(files),
                    folder=Code(written),
                )
            )
            if files
            else run.voice(say("Nothing is planned from today on, so there is no calendar."))
        ),
    ]
    unread = run.known.reading.unread
    lines += (
        [run.voice(phrases.unread(unread)), *(f"  {harmless(path)}" for path in unread)]
        if unread
        else []
    )
    write_out("\n".join(lines) + "\n")
    return EXIT_OK
