"""`person`: what is stored on someone, to be shown, taken along or erased, also from history."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING

from mentorskap.cli.options import add_format
from mentorskap.cli.remind import LOG
from mentorskap.edit.splice import Take, changed
from mentorskap.edit.trial import try_out
from mentorskap.files import disk
from mentorskap.files.history import NO_GIT, HistoryError
from mentorskap.files.records import participant_file
from mentorskap.host import forgetting, trails
from mentorskap.host.git import NOT_FOUND
from mentorskap.host.remains import remains
from mentorskap.host.run import (
    EXIT_NO,
    EXIT_OK,
    Reads,
    here,
    schema_named,
    voice_for,
    write_out,
)
from mentorskap.host.writing import refuse, swap
from mentorskap.report import erasing, personal
from mentorskap.report.access import access, erasure
from mentorskap.report.reporter import person_reporter
from mentorskap.words import request
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.scrub import Trail
from mentorskap.words.sentence import Code, RefusalError, Written, codes, say
from mentorskap.words.traces import Identity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from mentorskap.files.records import Participant
    from mentorskap.host.run import Run
    from mentorskap.host.trails import Past
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Erasure
    from mentorskap.words.sentence import Sentence

HELP = "visa, lämna ut eller radera en persons uppgifter · show, hand over or erase someone's data"
READS = Reads.RECORDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.set_defaults(example="mentorskap person show anna-07")
    parser.add_argument(
        "act",
        choices=("show", "export", "erase", "forget", "erased"),
        metavar="show|export|erase|forget|erased",
        help="vad som ska göras · what is to be done",
    )
    parser.add_argument("id", metavar="ID", help="personens id · the person's id")
    parser.add_argument(
        "--yes",
        action="store_true",
        help="radera på riktigt, inte bara visa · really erase, do not only show",
    )
    parser.add_argument(
        "--in",
        dest="copy",
        metavar="COPY",
        help="forget, erased: den nya klonen · the fresh clone",
    )
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="TEXT",
        help="forget, erased: fler ord som ska bort · more words that are to go",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="FILE",
        help="forget: en fil som ska bort ur alla versioner · a file to remove from every version",
    )
    add_format(parser, ("terminal", "markdown", "json"))


def run(run: Run, options: argparse.Namespace) -> int:
    """Show, export or erase what is stored on a person; exit 1 if any of it cannot be."""
    if options.act in {"forget", "erased"}:
        return _in_copy(run, options)
    if options.act == "erase" and _is_begun(run, request.plain_id(options.id)):
        return _erase(run, _former(run, request.plain_id(options.id)), sure=options.yes)
    person = _person(run.snapshot, options.id)
    if options.act == "erase":
        return _erase(run, person.identity, sure=options.yes)
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
    notes = personal.notes(held, run.snapshot, run.line, voice_for(run.language, run.names))
    sys.stderr.writelines(f"{line}\n" for line in notes)
    return EXIT_NO if held.unread else EXIT_OK


def _is_begun(run: Run, id_: str) -> bool:
    """Say whether the person's file is already gone and something of the person is left."""
    if os.path.lexists(os.path.join(run.root, participant_file(id_))):
        return False
    plan = erasure(Identity(id_), run.snapshot, run.document)
    return bool(
        plan.files
        or plan.links
        or any(_abandoned(run, id_))
        or isinstance(disk.read(run.root, trails.instruction_file(id_)), bytes)
    )


def _former(run: Run, id_: str) -> Identity:
    """Return whom an interrupted erasure was about."""
    trail = trails.read(run.root, id_)
    return Identity(
        id_,
        next(iter(trail.names), ""),
        next(iter(trail.emails), None),
        next(iter(trail.phones), None),
    )


def _erase(run: Run, person: Identity, *, sure: bool) -> int:
    plan = erasure(person, run.snapshot, run.document)
    if plan.live:
        write_out("".join(f"{erasing.refusal(pairing, run.voice)}\n" for pairing in plan.live))
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
    if not files:
        lines = [erasing.resumed(person.id, run.voice)]
    else:
        lines = erasing.erasing(plan, person.id, run.line, run.voice, done=sure)
    if sure:
        # In this order an erasure can be interrupted anywhere and run again: first what will be
        # needed afterwards, and last the file that says who it is.
        beside = trails.instruction_file(person.id)
        after = erasing.steps(person.id, beside, run.voice)
        disk.write(run.root, {beside: _instructions(run, person, after)})
        disk.write(run.root, _log_without(run, person.id))
        disk.remove(run.root, _abandoned(run, person.id, files))
        swap(run, files)
        lines += after
    write_out("".join(f"{line}\n" for line in lines))
    return EXIT_OK


def _instructions(run: Run, person: Identity, steps: Iterable[str]) -> str:
    """Return the steps, and what the person is recognised by in older versions."""
    present = Trail(
        (person.id,),
        person.full_names if person.name else (),
        (person.email,) if person.email else (),
        (person.phone,) if person.phone else (),
    )
    past = trails.known(run.root, person.id, trails.prefix_of(run.root)).trail
    trail = trails.read(run.root, person.id).joined(present).joined(past)
    return "".join(f"{step}\n" for step in steps) + "\n" + trails.written(trail)


def _abandoned(run: Run, id_: str, files: Iterable[str] = ()) -> list[str]:
    """Return what an erasure that was interrupted has left beside the files."""
    own = re.compile(rf"(?:.*--)?{re.escape(id_)}(?:--.*)?\.yml")
    beside = {trails.instruction_file(id_), LOG, *files}
    paths = [
        f"{folder}/{name}" if folder else name
        for folder in (*disk.FOLDERS, "build", "")
        for name in disk.files_in(os.path.join(run.root, folder))
    ]
    return [
        path
        for path in paths
        if (match := re.fullmatch(r"(.+?)(?:\.[0-9]+)?\.part", path))
        and (match[1] in beside or own.fullmatch(match[1].rpartition("/")[2]))
    ]


# In a copy of the history.


def _in_copy(run: Run, options: argparse.Namespace) -> int:
    """Rewrite a copy's history without a person, or look for what is left there."""
    id_ = request.plain_id(options.id)
    if not options.copy or not re.fullmatch(r"[a-z]+(?:-[a-z]+)?-[a-z0-9]{2,4}", id_):
        raise RefusalError(
            say(
                "Write the person's id, and the copy after {option}. For example: {example}.",
                option=Code("--in"),
                example=Code(f"mentorskap person {options.act} anna-07 --in ../copy"),
            )
        )
    copy = os.path.join(here(), options.copy)
    try:
        if options.act == "forget":
            return _forget(run, options, id_, copy)
        if not os.path.isdir(copy):
            raise RefusalError(say("There is no folder {folder}.", folder=Code(options.copy)))
        past = _past(run, options, id_, copy)
        if not (past.trail.names or past.trail.emails):
            raise RefusalError(_unknown(id_, options.copy))
        return _verdict(run, options.copy, copy, past)
    except HistoryError as error:
        raise RefusalError(
            NOT_FOUND
            if error.why == NO_GIT
            else say(
                "{folder} could not be read. Git says: {reason}.",
                folder=Code(options.copy),
                reason=Written(error.detail or error.why),
            )
        ) from None


def _past(run: Run, options: argparse.Namespace, id_: str, copy: str) -> Past:
    """Return what a copy's history holds of a person, with what is known of the person here."""
    prefix = trails.prefix_of(run.root)
    past, ours = trails.past(copy, id_, prefix), trails.known(run.root, id_, prefix)
    trail = past.trail.joined(ours.trail).joined(trails.read(run.root, id_))
    also = tuple(" ".join(text.split()) for text in options.also if text.strip())
    trail = trail._replace(words=(*trail.words, *also))
    return past._replace(
        trail=trail._replace(others=trail.others - {*trail.ids}),
        paths=past.paths | ours.paths,
        blobs=past.blobs | ours.blobs,
    )


def _unknown(id_: str, folder: str) -> Sentence:
    return say(
        "Nothing is known of {id} but the id: neither {folder} nor the history here has had such a"
        " file, and there is no {file}. So nothing was looked for.",
        id=Code(id_),
        folder=Code(folder),
        file=Code(trails.instruction_file(id_)),
    )


def _forget(run: Run, options: argparse.Namespace, id_: str, copy: str) -> int:
    prefix = trails.prefix_of(run.root)
    own_path = f"{prefix}{participant_file(id_)}"
    if (why := forgetting.unfit(copy, run.root, own_path, options.copy)) is not None:
        return refuse(run, _nothing_happened(why))
    past = _past(run, options, id_, copy)
    if not (past.trail.names or past.trail.emails):
        return refuse(run, _unknown(id_, options.copy))
    if not forgetting.has_tool(copy):
        raise RefusalError(
            say(
                "git filter-repo is not installed, and nothing has happened. Install it with {pip},"
                " or on Debian and Ubuntu with {apt}, and run the command again.",
                pip=Code("python -m pip install git-filter-repo"),
                apt=Code("sudo apt install git-filter-repo"),
            )
        )
    plan = forgetting.plan(copy, past, options.without, prefix)
    if (line := forgetting.blocked(plan, prefix)) is not None:
        return refuse(
            run,
            _nothing_happened(
                say(
                    "The person is named in {place}, as a manager or in the programme's words."
                    " Change it, commit, and clone again.",
                    place=Code(f"{line.path}:{line.line}"),
                )
            ),
        )
    differing = forgetting.rewrite(copy, plan)
    lines = [f"{line.path}:{line.line}" for line in plan.lines]
    for sentence in erasing.planned(lines, plan.renamed, run.voice):
        write_out(f"{sentence}\n")
    if differing:
        return refuse(
            run,
            say(
                "The newest version in {folder} is not what was planned: {files}. Throw the copy"
                " away and make a new one.",
                folder=Code(options.copy),
                files=codes(differing),
            ),
        )
    after = past._replace(places=trails.known(copy, id_, prefix).places)
    return _verdict(run, options.copy, copy, after)


def _nothing_happened(why: Sentence) -> Sentence:
    return say("{why} Nothing has happened.", why=why)


def _verdict(run: Run, written: str, copy: str, past: Past) -> int:
    """Print what is left of a person in a copy; anything is a no."""
    rest = remains(copy, past)
    lines = erasing.verdict(rest, past.trail.ids[0], written, run.voice)
    write_out("".join(f"{line}\n" for line in lines))
    return EXIT_NO if rest.left else EXIT_OK


def _erased(run: Run, plan: Erasure) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Return each file that changes with its bytes before and after, None for one that goes."""
    files: dict[str, tuple[bytes | None, bytes | None]] = {}
    for path in dict(plan.links):
        raw = _bytes(run, path)
        takes = [Take(route) for linked, route in plan.links if linked == path]
        files[path] = (raw, changed(raw, takes, lambda _: ()))
    there = [path for path in plan.files if os.path.lexists(os.path.join(run.root, path))]
    return files | {path: (_bytes(run, path), None) for path in there}


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
