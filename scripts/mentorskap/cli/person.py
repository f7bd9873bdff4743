"""`person`: what is stored on someone, to be shown or taken along."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from mentorskap import disk, schema
from mentorskap.access import access
from mentorskap.cli.run import NO, WELL, HaltError, in_forms, reporter, say_aloud
from mentorskap.records import participant_file
from mentorskap.report import personal
from mentorskap.report.voice import LANGUAGES
from mentorskap.sentence import Code, Written, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.access import Access
    from mentorskap.cli.run import Run

HELP = "visa eller lämna ut en persons uppgifter · show or hand over someone's data"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument("act", choices=("show", "export"), metavar="show|export", help="vad som ska göras · what is to be done")
    parser.add_argument("id", metavar="ID", help="personens id · the person's id")
    in_forms(parser, ("terminal", "markdown", "json"))


def run(run: Run) -> int:
    """Show or export what is stored on a person; what cannot be read in full is a no."""
    held = _held(run)
    asked = run.arguments.lang or next((spoken for spoken in run.snapshot.participants[held.id].languages if spoken in LANGUAGES), run.language)
    form = "json" if run.arguments.act == "export" else run.arguments.format
    schemas = {kind: json.loads(disk.own(f"schemas/{kind}.schema.json")) for kind in ("participant", "pairing")}
    say_aloud(reporter(form).person(held, run.snapshot, schemas, run.voice_in(asked)))
    # Beside the report and not in it: what the manager must look at first.
    sys.stderr.writelines(f"{line}\n" for line in personal.notes(held, run.line, run.voice))
    return NO if held.unread else WELL


def _held(run: Run) -> Access:
    id_, snapshot = run.arguments.id, run.snapshot
    if id_ in snapshot.participants:
        return access(snapshot.participants[id_], snapshot, run.document)
    if id_ in snapshot.reading.unread_participants:
        raise HaltError(
            say("{file} cannot be read. Mend it first: {command} tells how.", file=Code(participant_file(id_)), command=Code("mentorskap check"))
        )
    near = schema.near(id_, snapshot.participants)
    if near is not None:
        raise HaltError(say("There is no participant {written}. Did you mean {near}?", written=Written(id_), near=Code(near)))
    raise HaltError(
        say(
            "There is no participant {written}. The id is the name of the person's file, without {ending}.", written=Written(id_), ending=Code(".yml")
        )
    )
