"""`forms`: write the issue forms of GitHub from the schemas and the areas of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.edit.forms import Offer, templates
from mentorskap.files import disk
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, schema_named, write_out
from mentorskap.host.writing import refuse, swap
from mentorskap.words.sentence import Code, codes, say, say_n

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "skriv formulären på GitHub · write the forms on GitHub"
READS = Reads.PROGRAMME


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="skriv inget, säg bara vilka som skiljer sig · write nothing, say which ones differ",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Write the forms that differ; with `--check`, those are a no."""
    programme = run.reading.programme
    if programme is None:
        return refuse(
            run,
            say(
                "{file} cannot be read, so its areas are not known. {check} says how to fix it.",
                file=Code(disk.PROGRAMME),
                check=Code("mentorskap check"),
            ),
        )
    after = templates(Offer(schema_named, programme.area_names))
    before = {path: disk.read(run.root, path) for path in after}
    files = {
        path: (raw if isinstance(raw := before[path], bytes) else None, text.encode())
        for path, text in after.items()
        if before[path] != text.encode()
    }
    if not files:
        sentence = say("The forms are up to date.")
    elif options.check:
        sentence = say(
            "These forms are out of date: {files}. {command} writes them again.",
            files=codes(files),
            command=Code("mentorskap forms"),
        )
    else:
        swap(run, files)
        sentence = say_n("{number} form written.", "{number} forms written.", len(files))
    write_out(f"{run.voice(sentence)}\n")
    return EXIT_NO if files and options.check else EXIT_OK
