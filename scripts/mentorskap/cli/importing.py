"""`import`: people from a list, shown first and written all or none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mentorskap.edit import intake
from mentorskap.edit.trial import try_out
from mentorskap.files import disk, sheets, source
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, here, schema_named, write_out
from mentorskap.host.writing import swap
from mentorskap.report import terminal
from mentorskap.rules.rule import ERROR
from mentorskap.words import headings
from mentorskap.words.languages import LANGUAGES, NAMED, language
from mentorskap.words.names import Name
from mentorskap.words.request import id_of
from mentorskap.words.sentence import Code, RefusalError, Written, codes, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mentorskap.host.run import Run
    from mentorskap.words.sentence import Sentence

HELP = "personer ur en lista · people from a list"
READS = Reads.DOCUMENTS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.set_defaults(example="mentorskap import lista.csv")
    parser.add_argument("file", metavar="FILE", help="lista i CSV eller .xlsx · list, CSV or .xlsx")
    parser.add_argument("--yes", action="store_true", help="skriv filerna · write the files")
    parser.add_argument(
        "--mapping",
        metavar="FILE.yml",
        help="vad egna rubriker betyder · what headings of your own mean",
    )
    parser.add_argument(
        "--sheet", metavar="NAME", help="arbetsbokens flik · the sheet of a workbook"
    )
    parser.add_argument(
        "--cohort",
        metavar="ID",
        help="omgång för adepter utan egen · cohort of mentees whose row has none",
    )


def run(run: Run, options: argparse.Namespace) -> int:
    """Show what a list would do, or write it; a no is a list with a fault in it."""
    settings = intake.Settings(
        schema_named("participant"),
        {} if options.mapping is None else _mapping(options.mapping),
        {
            run.voice_in(chosen).phrase(language(code)).lower(): code
            for chosen in LANGUAGES
            for code in NAMED
        },
        None if options.cohort is None else id_of("cohort", options.cohort, run.snapshot.cohorts),
        run.document,
    )
    sheet = sheets.read(
        _bytes(options.file), options.sheet, lambda row: intake.knows(row, settings)
    )
    people = intake.intake(sheet, run.snapshot, settings)
    trial = try_out(run.snapshot, people.files, schema_named, run.places)
    run.names.update(
        (entry.id, Name(entry.data["name"], entry.data.get("called"))) for entry in people.new
    )
    faults, notes = [*people.faults, *_doubts(run, people)], list(people.notes)
    for finding in trial.findings:
        remark = intake.CellNote(intake.located(people.new, finding), finding.message, finding.fix)
        (faults if finding.severity == ERROR else notes).append(remark)
    if not faults and options.yes and people.new:
        swap(run, {path: (None, raw) for path, raw in people.files.items()})
    write_out(
        terminal.intake(
            people._replace(faults=tuple(faults), notes=tuple(notes)),
            sheet.notes,
            trial.after,
            Code(f"mentorskap import {options.file} --yes") if not options.yes else None,
            run.voice,
        )
    )
    return EXIT_NO if faults else EXIT_OK


def _doubts(run: Run, people: intake.Intake) -> Iterator[intake.CellNote]:
    """Yield what else is wrong in rows with a fault, each cell once."""
    if not people.doubtful:
        return
    files = intake.files(people.doubtful)
    seen = {"", *(fault.at for fault in people.faults)}
    for finding in try_out(run.snapshot, files, schema_named, run.places).errors:
        at = intake.located(people.doubtful, finding)
        if finding.path in files and at not in seen:
            seen.add(at)
            yield intake.CellNote(at, finding.message, finding.fix)


def _bytes(written: str) -> bytes:
    path = os.path.realpath(os.path.join(here(), written))
    raw = disk.read(*os.path.split(path), sheets.LARGEST)
    if isinstance(raw, bytes):
        return raw
    raise RefusalError(
        say(
            "{file} is larger than {limit} MiB. Take out what is not part of the list.",
            file=Written(written),
            limit=sheets.LARGEST // 1024 // 1024,
        )
        if raw.why == "large"
        else say("There is no file {file} that can be read.", file=Written(written))
    )


def _mapping(written: str) -> dict[str, str]:
    """Return the fields by heading in a mapping file."""
    raw = _bytes(written)
    text = source.decode(raw, written)
    data = text if isinstance(text, source.Fault) else source.parse(text, written)
    fields = [*intake.titles(schema_named("participant")), intake.IGNORED]
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise _not_a_mapping(written, fields)
    mapping = {
        str(heading): headings.field(field, dict.fromkeys(fields, "")) or field
        for heading, field in data.items()
    }
    if unknown := [field for field in mapping.values() if field not in fields]:
        raise RefusalError(
            say(
                "{file}: {written} is not a field. Allowed: {allowed}.",
                file=Written(written),
                written=Written(unknown[0]),
                allowed=codes(fields),
            )
        )
    return mapping


def _not_a_mapping(written: str, fields: list[str]) -> RefusalError:
    problem: Sentence = say(
        "{file} does not say what the headings mean. Write a line for each heading, such as"
        " {example}. Allowed: {allowed}.",
        file=Written(written),
        example=Code('"Var jobbar du?": organisation'),
        allowed=codes(fields),
    )
    return RefusalError(problem)
