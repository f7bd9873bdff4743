"""`leaks`: look for traces of the programme's people in a folder of built files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mentorskap.host import leaks
from mentorskap.host.run import Reads, here
from mentorskap.words.sentence import RefusalError, Written, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "leta efter namn i byggda filer · look for names in built files"
READS = Reads.RECORDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        help="mappen med byggda filer · the folder of built files",
    )
    parser.set_defaults(example="mentorskap leaks site/participants", format="github")


def run(run: Run, options: argparse.Namespace) -> int:
    """Say where traces of anyone were found; a trace is a no."""
    folder = Path(here()) / options.folder
    if not folder.is_dir() or not any(folder.iterdir()):
        raise RefusalError(
            say("There are no files to look through in {folder}.", folder=Written(options.folder))
        )
    return leaks.work(folder, run)
