"""`record --from`: answers that came by mail, shown first and written with `--yes`."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

from mentorskap.edit import answers
from mentorskap.files import disk, mails
from mentorskap.host import gathering
from mentorskap.host.run import EXIT_NO, EXIT_OK, here, schema_named, write_out
from mentorskap.host.writing import write
from mentorskap.report import mailed
from mentorskap.words.sentence import Code, RefusalError, Written, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentorskap.files.mails import Mail
    from mentorskap.host.run import Run

_BOXES = ("cur", "new")
"""The folders of a Maildir that hold mails."""


def record(run: Run, sources: Sequence[str], *, yes: bool) -> int:
    """Show what mails say, or write it; a no is that nothing can be written."""
    each = [mail for source in sources for mail in _mails(source, alone=len(sources) == 1)]
    inbox = answers.inbox(each, run.snapshot, schema_named)
    gathered = gathering.gather(run, inbox.facts)
    command = Code(f"mentorskap record --from {shlex.join(sources)} --yes")
    listing = gathered._replace(rest=(*gathered.rest, *inbox.rest))
    write_out(mailed.listing(listing, None if yes else command, run.voice))
    if not (gathered.fitting or gathered.same):
        return EXIT_NO
    if yes and gathered.fitting:
        write_out("\n")
        return write(run, gathered.files)
    return EXIT_OK


def _mails(source: str, *, alone: bool) -> Iterator[Mail]:
    """Yield the mails of a source; each has a place of its own, short if the source is `alone`."""
    if source == "-":
        stream = getattr(sys.stdin, "buffer", None)
        lines = (
            iter(()) if stream is None else iter(lambda: stream.readline(mails.LONGEST_LINE), b"")
        )
        yield from mails.mails(lines, "-")
        return
    path = os.path.join(here(), source)
    if not os.path.isdir(path):
        place = os.path.basename(source) if alone else source
        yield from _of_file(path, place, needed=True)
        return
    for folder in ("", *_BOXES):
        for name in disk.files_in(os.path.join(path, folder)):
            if not name.startswith("."):
                inner = os.path.join(folder, name)
                place = inner if alone else os.path.join(source, inner)
                yield from _of_file(os.path.join(path, inner), place)


def _of_file(path: str, place: str, *, needed: bool = False) -> Iterator[Mail]:
    lines = disk.lines(path, mails.LONGEST_LINE)
    if lines is not None:
        yield from mails.mails(lines, place)
    elif needed:
        raise RefusalError(say("There is no file {file} that can be read.", file=Written(place)))
    else:
        yield mails.Mail(place, fault=mails.NO_MAIL)
