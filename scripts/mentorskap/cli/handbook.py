"""`handbook`: the programme's own days, numbers and contact, written into the handbook's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files import disk
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, write_out
from mentorskap.model import passages
from mentorskap.words.sentence import Code, RefusalError, say, say_n

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run
    from mentorskap.words.sentence import Sentence

HELP = "skriv programmets uppgifter i handboken · write the programme's facts into the handbook"
READS = Reads.PROGRAMME


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="skriv inget, lista bara sidorna · write nothing, only list the pages",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Rewrite the pages whose passages differ from `programme.yml`; with --check they are a no."""
    programme = run.reading.programme
    if programme is None:
        raise RefusalError(
            say(
                "{file} cannot be read, so there is nothing to write into the handbook. Run"
                " {command}: it says why.",
                file=Code(disk.PROGRAMME),
                command=Code("mentorskap check"),
            )
        )
    changed = {
        path: text
        for path, before in disk.pages(run.root, "docs")
        for text in [passages.page(path, before, programme, run.known.today)]
        if text != before and disk.read(run.root, path) == before.encode()
    }
    if not options.check:
        disk.write(run.root, changed)
    for path in changed:
        write_out(f"{path}\n")
    write_out(run.voice(_verdict(len(changed), only_checked=options.check)) + "\n")
    return EXIT_NO if changed and options.check else EXIT_OK


def _verdict(pages: int, *, only_checked: bool) -> Sentence:
    if not pages:
        return say("The handbook says what {file} says.", file=Code(disk.PROGRAMME))
    if only_checked:
        return say_n(
            "{number} page disagrees with {file}. Run {command}.",
            "{number} pages disagree with {file}. Run {command}.",
            pages,
            file=Code(disk.PROGRAMME),
            command=Code("mentorskap handbook"),
        )
    return say_n(
        "{number} page was rewritten. Read the change before you commit it.",
        "{number} pages were rewritten. Read the change before you commit it.",
        pages,
    )
