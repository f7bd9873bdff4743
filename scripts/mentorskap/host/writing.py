"""Data files written by a command: tried on all rules, then written whole or not at all."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mentorskap.edit.recording import NotWrittenError, unread
from mentorskap.edit.splice import NoPlaceError, changed
from mentorskap.edit.trial import try_out
from mentorskap.files import disk, schema, source
from mentorskap.host.run import EXIT_NO, EXIT_OK, Run, schema_named, write_out
from mentorskap.report import phrases, terminal
from mentorskap.report.changes import statements
from mentorskap.rules import RULES
from mentorskap.rules.check import check
from mentorskap.rules.rule import ERROR
from mentorskap.words.sentence import Code, RefusalError, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mentorskap.edit.correcting import Correction
    from mentorskap.edit.recording import Recording
    from mentorskap.edit.trial import Trial
    from mentorskap.files.source import Route
    from mentorskap.rules.check import Finding

    Files = Mapping[str, tuple[bytes | None, bytes]]
    """Bytes before and after, by path; before is None for a new file."""


_KINDS = {"participants": "participant", "pairings": "pairing"}


def order(path: str, route: Route) -> list[str]:
    """Return the keys of a mapping of a data file, in the order in which they are written."""
    kind = _KINDS.get(path.partition("/")[0], "programme")
    return list(schema.at(schema_named(kind), route)["properties"])


def write(
    run: Run,
    files: Files,
    notes: Sequence[Sentence] = (),
    then: Callable[[Trial], object] | None = None,
) -> int:
    """Write files unless a rule would find a new error, and print what they mean, or why not.

    `notes` say what to do next, if anything is written; `then` is called with what has become true,
    whether it was written now or before.
    """
    new = {path: after for path, (before, after) in files.items() if after != before}
    trial = try_out(run.snapshot, new, schema_named, run.places)
    run.names.update((person.id, person.named) for person in trial.after.participants.values())
    if trial.errors:
        write_out(terminal.refused(trial.errors, run.voice))
        return EXIT_NO
    swap(run, {path: files[path] for path in new})
    together = broken_together(run, trial, new)
    if not new:
        write_out(terminal.unchanged(run.voice))
    else:
        write_out(
            terminal.written(
                pieces(files),
                statements(trial.after, trial.before, {}),
                trial.findings,
                trial.after,
                run.voice,
            )
        )
        write_out("".join(f"\n{run.voice(note)}\n" for note in notes))
        write_out("" if not together else "\n" + terminal.broken_together(together, run.voice))
    if then is not None:
        then(trial)
    return EXIT_OK


def broken_together(run: Run, trial: Trial, files: Mapping[str, bytes]) -> list[Finding]:
    """Return the new errors of what was written, and what somebody else wrote meanwhile."""
    if not disk.changed_since(run.root, run.began, files):
        return []
    now = Run(run.options._replace(root=run.root))
    alone = {
        (finding.rule, finding.path)
        for finding in check(trial.after, RULES, lambda _: None).findings
    }
    return [
        finding
        for finding in check(now.snapshot, RULES, now.places).findings
        if finding.severity == ERROR and (finding.rule, finding.path) not in alone
    ]


def swap(run: Run, files: Mapping[str, tuple[bytes | None, bytes | None]]) -> None:
    """Replace files, all or none: if someone else has changed one, nothing is written."""
    if clashes := disk.swap(run.root, files):
        raise RefusalError(
            say(
                "{file} was changed by somebody else just now. Nothing was written; try again.",
                file=Code(clashes[0]),
            )
        )
    run.has_written = True


def refuse(run: Run, why: Sentence) -> int:
    """Say why nothing is written, and return the command's no."""
    write_out(run.voice(why) + "\n")
    return EXIT_NO


def with_fact(run: Run, fact: Recording | Correction, earlier: Files | None = None) -> Files:
    """Return the file that a fact is written into, before and after.

    `earlier` are files that other facts of the same run have changed already.
    """
    disk_raw = disk.read(run.root, fact.path)
    before, raw = (earlier or {}).get(fact.path, (disk_raw, disk_raw))
    text = source.decode(raw, fact.path) if isinstance(raw, bytes) else None
    data = source.parse(text, fact.path) if isinstance(text, str) else None
    if not isinstance(before, bytes) or not isinstance(raw, bytes) or not isinstance(data, dict):
        raise unread(fact.path)
    try:
        return {fact.path: (before, changed(raw, fact.changes(run.snapshot, data), fact.order))}
    except NoPlaceError:
        raise NotWrittenError(
            say(
                "{file} is written in a way that leaves no sure place for this. Write it by hand.",
                file=Code(fact.path),
            )
        ) from None


def pieces(files: Files) -> Iterator[phrases.Piece]:
    """Yield the lines that are written anew, where they stand afterwards."""
    for path, (before, after) in files.items():
        old, new = (
            [] if raw is None else raw.decode("utf-8").split("\n") for raw in (before, after)
        )
        for kind, _, _, first, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind in {"insert", "replace"}:
                yield from (
                    phrases.Piece(path, line + 1, new[line])
                    for line in range(first, end)
                    if new[line].strip()
                )


def replaced(files: Files) -> Iterator[tuple[str, int, str, str]]:
    """Yield each stretch of lines that a change replaces: its path, line, old and new text."""
    for path, (before, after) in files.items():
        old, new = (
            [] if raw is None else raw.decode("utf-8").split("\n") for raw in (before, after)
        )
        for kind, start, stop, first, end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes():
            if kind != "equal":
                line = start if kind == "delete" else first
                yield path, line + 1, _one_line(old[start:stop]), _one_line(new[first:end])


def _one_line(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())
