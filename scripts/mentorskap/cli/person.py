"""`person`: what is stored on someone, to be shown, taken along or erased."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format
from mentorskap.cli.remind import LOG
from mentorskap.edit.splice import Take, changed
from mentorskap.edit.trial import try_out
from mentorskap.files import disk
from mentorskap.files.records import participant_file
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, schema_named, write_out
from mentorskap.host.writing import swap
from mentorskap.report import personal
from mentorskap.report.access import access, erasure
from mentorskap.report.reporter import person_reporter
from mentorskap.words import request
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.sentence import Code, RefusalError, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.files.records import Participant
    from mentorskap.host.run import Run
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Erasure

HELP = "visa, lämna ut eller radera en persons uppgifter · show, hand over or erase someone's data"
READS = Reads.RECORDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.set_defaults(example="mentorskap person show anna-07")
    parser.add_argument(
        "act",
        choices=("show", "export", "erase"),
        metavar="show|export|erase",
        help="vad som ska göras · what is to be done",
    )
    parser.add_argument("id", metavar="ID", help="personens id · the person's id")
    parser.add_argument(
        "--yes",
        action="store_true",
        help="radera på riktigt, inte bara visa · really erase, do not only show",
    )
    add_format(parser, ("terminal", "markdown", "json"))


def run(run: Run, options: argparse.Namespace) -> int:
    """Show, export or erase what is stored on a person; exit 1 if any of it cannot be."""
    person = _person(run.snapshot, options.id)
    if options.act == "erase":
        return _erase(run, person, sure=options.yes)
    return _show(run, person, "json" if options.act == "export" else options.format)


def _person(snapshot: Snapshot, text: str) -> Participant:
    id_ = request.plain_id(text)
    if id_ in snapshot.reading.unread_participants:
        raise RefusalError(
            say(
                "{file} cannot be read. Mend it first: {command} tells how.",
                file=Code(participant_file(id_)),
                command=Code("mentorskap check"),
            )
        )
    return snapshot.participants[request.id_of("participant", text, snapshot.participants)]


def _show(run: Run, person: Participant, form: str) -> int:
    held = access(person, run.snapshot, run.document)
    language = run.options.lang or next(
        (spoken for spoken in person.languages if spoken in LANGUAGES), run.language
    )
    schemas = {
        kind: json.loads(disk.packaged_text(f"schemas/{kind}.schema.json"))
        for kind in ("participant", "pairing")
    }
    write_out(person_reporter(form).person(held, run.snapshot, schemas, run.voice_in(language)))
    # Beside the report and not in it: what the manager must look at first.
    sys.stderr.writelines(f"{line}\n" for line in personal.notes(held, run.line, run.voice))
    return EXIT_NO if held.unread else EXIT_OK


def _erase(run: Run, person: Participant, *, sure: bool) -> int:
    plan = erasure(person, run.snapshot, run.document)
    if plan.live:
        write_out("".join(f"{personal.refusal(pairing, run.voice)}\n" for pairing in plan.live))
        return EXIT_NO
    files = _erased(run, plan)
    trial = try_out(
        run.snapshot, {path: after for path, (_, after) in files.items()}, schema_named, run.places
    )
    if trial.errors:
        write_out(
            "".join(
                f"{finding.path}: {run.voice(finding.message)} → {run.voice(finding.fix)}\n"
                for finding in trial.errors
            )
        )
        return EXIT_NO
    lines = personal.erasing(plan, person.id, run.line, run.voice, done=sure)
    if sure:
        swap(run, files)
        beside = f"build/erase-{person.id}.txt"
        disk.write(
            run.root,
            {
                beside: personal.expressions(person.identity),
                **_log_without(run, person.id),
            },
        )
        lines += personal.history(person.id, beside, run.voice)
    write_out("".join(f"{line}\n" for line in lines))
    return EXIT_OK


def _erased(run: Run, plan: Erasure) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Return each file that changes with its bytes before and after, None for one that goes."""
    files: dict[str, tuple[bytes | None, bytes | None]] = {
        path: (_bytes(run, path), None) for path in plan.files
    }
    for path in dict(plan.links):
        raw = _bytes(run, path)
        takes = [Take(route) for linked, route in plan.links if linked == path]
        files[path] = (raw, changed(raw, takes, lambda _: ()))
    return files


def _log_without(run: Run, id_: str) -> dict[str, str]:
    """Return the log of letters as it is to be, where there is one."""
    raw = disk.read(run.root, LOG)
    lines = (
        raw.decode("utf-8", "replace").splitlines(keepends=True) if isinstance(raw, bytes) else []
    )
    return (
        {LOG: "".join(line for line in lines if id_ not in line.replace("--", " ").split())}
        if lines
        else {}
    )


def _bytes(run: Run, path: str) -> bytes:
    raw = disk.read(run.root, path)
    if not isinstance(raw, bytes):
        raise RefusalError(
            say(
                "{file} cannot be read. Mend it first: {command} tells how.",
                file=Code(path),
                command=Code("mentorskap check"),
            )
        )
    return raw
