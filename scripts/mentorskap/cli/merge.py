"""`merge`: make two changes of a data file one; Git calls it once it has been installed."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

from mentorskap.edit.merging import (
    NOTHING,
    DisagreementError,
    NoMergeError,
    UnreadableError,
    merged,
)
from mentorskap.files import disk
from mentorskap.host.git import Repository
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, here, write_out
from mentorskap.host.writing import order
from mentorskap.words.sentence import Code, RefusalError, Written, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mentorskap.edit.merging import Disagreement
    from mentorskap.host.run import Run
    from mentorskap.words.sentence import Sentence

HELP = "slå ihop två ändringar av en fil · make two changes of a file one"
READS = Reads.LANGUAGE
DRIVER = "mentorskap"
"""What Git knows the command by; `.gitattributes` gives it the data files."""
_LONGEST = 40
"""A value of more signs is not quoted."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "--install",
        action="store_true",
        help="låt Git slå ihop datafilerna så · let Git merge the data files this way",
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="det båda utgick från, den egna filen och den andra, som Git skickar dem"
        " · what both began from, one's own file and the other, as Git hands them over",
    )
    parser.add_argument(
        "--path",
        default="",
        help="filens namn i programmet · the name of the file in the programme",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Write both changes to one's own file, or the two side by side where they disagree."""
    if options.install:
        return _install(run)
    if len(options.files) != 3 or not options.path:
        raise RefusalError(
            say(
                "Git calls this command itself. {command} tells it to, once in each copy of the"
                " programme.",
                command=Code("mentorskap merge --install"),
            )
        )
    base, ours, theirs = (_read(name) for name in options.files)
    repository = Repository(here())
    base_file, own_file, other_file = options.files
    by_lines = repository.ask("merge-file", "-p", "-q", "--", own_file, base_file, other_file)
    try:
        whole = merged(
            base,
            ours,
            theirs,
            by_lines.stdout if by_lines.returncode == 0 else None,
            lambda route: order("/".join(options.path.split("/")[-2:]), route),
        )
    except (DisagreementError, UnreadableError, NoMergeError) as refused:
        _write(own_file, _beside(ours, theirs))
        sys.stderr.write("".join(f"{run.voice(line)}\n" for line in _why(refused, options.path)))
        return EXIT_NO
    _write(own_file, whole)
    return EXIT_OK


_OURS, _THEIRS = "1", "2"
"""What the lines around two versions call them, as the sentences do."""


def _read(name: str) -> bytes:
    try:
        with open(os.path.join(here(), name), "rb") as file:
            return file.read()
    except OSError:
        raise RefusalError(
            say("There is no file {file} that can be read.", file=Written(name))
        ) from None


def _write(name: str, raw: bytes) -> None:
    folder, name = os.path.split(os.path.join(here(), name))
    disk.write(folder, {name: raw})


def _beside(ours: bytes, theirs: bytes) -> bytes:
    """Return two versions of a file as Git shows a conflict of all their lines."""
    first, last = (f"{sign * 7} {side}\n".encode() for sign, side in (("<", _OURS), (">", _THEIRS)))
    return b"".join((first, _ended(ours), b"=======\n", _ended(theirs), last))


def _ended(raw: bytes) -> bytes:
    return raw if raw.endswith(b"\n") or not raw else raw + b"\n"


def _why(
    refused: DisagreementError | UnreadableError | NoMergeError, path: str
) -> Iterator[Sentence]:
    """Yield why a person has to choose, and how."""
    if isinstance(refused, DisagreementError):
        yield say("Two changes of {file} do not agree:", file=Code(path))
        yield from map(_clash, refused.clashes)
    elif isinstance(refused, UnreadableError):
        which = (
            say("before both changes"),
            say("in version 1"),
            say("in version 2"),
        )[refused.which]
        yield say(
            "Two changes of {file} cannot be made one: it cannot be read {which}.",
            file=Code(path),
            which=which,
        )
    else:
        yield say(
            "Two changes of {file} have no sure place in one file, or a comment would be lost.",
            file=Code(path),
        )
    yield say(
        "Both versions are in the file, between {first} and {last}. Keep what is true, take away"
        " the lines with these signs, and run {check}.",
        first=Code(f"<<<<<<< {_OURS}"),
        last=Code(f">>>>>>> {_THEIRS}"),
        check=Code("mentorskap check"),
    )


def _clash(clash: Disagreement) -> Sentence:
    return say(
        "- {where}: {ours} in version 1, {theirs} in version 2.",
        where=Code(" → ".join(clash.where)),
        ours=_value(clash.ours),
        theirs=_value(clash.theirs),
    )


def _value(value: object) -> Sentence | Written:
    if value is NOTHING:
        return say("taken away")
    written = str(value)
    if isinstance(value, (dict, list)) or len(written) > _LONGEST:
        return say("another text")
    return Written(written)


def _install(run: Run) -> int:
    """Tell this copy's Git to call the command for the data files."""
    repository = Repository(run.root)
    driver = shlex.join([sys.executable, "-m", "mentorskap", "merge"])
    repository.line("config", f"merge.{DRIVER}.name", "Mentorskap")
    repository.line("config", f"merge.{DRIVER}.driver", f"{driver} --path %P -- %O %A %B")
    write_out(
        run.voice(
            say(
                "Git now merges the files of people, pairings and the programme entry by entry, in"
                " this copy. Where two changes disagree, it says where."
            )
        )
        + "\n"
    )
    return EXIT_OK
