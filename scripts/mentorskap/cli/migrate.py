"""`migrate`: rewrite the files from an earlier format of the tool's into this version's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.edit.migrate import MIGRATIONS, migrated
from mentorskap.edit.splice import NoPlaceError
from mentorskap.files import disk, reading, records
from mentorskap.files.disk import Entry, Unread
from mentorskap.host.run import EXIT_OK, Reads, schema_named, write_out
from mentorskap.host.writing import order, refuse, swap
from mentorskap.words.sentence import Code, RefusalError, codes, say, say_n

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from mentorskap.host.run import Run

HELP = "skriv om filerna till verktygets nya format · rewrite the files into the tool's new format"
READS = Reads.LANGUAGE


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options: there are none."""
    del parser


def run(run: Run, options: argparse.Namespace) -> int:
    """Rewrite all files, or none if one of them could not be read afterwards."""
    del options
    before = _files(run)
    try:
        outcome = migrated(before, order, MIGRATIONS)
    except NoPlaceError:
        return refuse(
            run,
            say(
                "A file is written in a way that leaves no sure place for the change. Nothing was"
                " written."
            ),
        )
    if outcome.after > records.FORMAT:
        return refuse(
            run,
            say(
                "This programme is written for a newer version of the tool: format {number}. This"
                " version knows format {format}.",
                number=outcome.after,
                format=records.FORMAT,
            ),
        )
    after = {path: raw for path, raw in outcome.files.items() if raw != before[path]}
    if not after:
        write_out(
            run.voice(
                say(
                    "The files have format {number}, as this version of the tool wants. There is"
                    " nothing to do.",
                    number=outcome.after,
                )
            )
            + "\n"
        )
        return EXIT_OK
    if unread := _unread(outcome.files):
        return refuse(
            run,
            say(
                "Nothing was written: after the change {files} could not be read. Look with"
                " {command} first.",
                files=codes(unread),
                command=Code("mentorskap check"),
            ),
        )
    swap(run, {path: (before[path], raw) for path, raw in after.items()})
    write_out(
        run.voice(
            say_n(
                "{number} file rewritten, from format {before} to {after}. Look at the change with"
                " {diff} before you commit it.",
                "{number} files rewritten, from format {before} to {after}. Look at the change with"
                " {diff} before you commit it.",
                len(after),
                before=outcome.before,
                after=outcome.after,
                diff=Code("git diff"),
            )
        )
        + "\n"
    )
    return EXIT_OK


def _files(run: Run) -> dict[str, bytes]:
    """Return the bytes of every data file; refuse if one cannot be had."""
    files: dict[str, bytes] = {}
    for entry in disk.entries(run.root):
        raw = disk.read(run.root, entry.path) if entry.kind == "file" else Unread("closed")
        if isinstance(raw, Unread):
            raise RefusalError(
                say(
                    "{file} cannot be read. Mend it first: {command} tells how.",
                    file=Code(entry.path),
                    command=Code("mentorskap check"),
                )
            )
        files[entry.path] = raw
    return files


def _unread(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the paths that this version of the tool could not read."""
    entries = (Entry(path, "file") for path in files)
    return reading.read_all(entries, files.__getitem__, schema_named).unread
