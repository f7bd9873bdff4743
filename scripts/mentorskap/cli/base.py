"""The comparison of `check --base`: the data at an earlier version, and what the change means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.files import disk, history, processes, reading
from mentorskap.files.history import HistoryError
from mentorskap.host.run import data, schema_named
from mentorskap.model.snapshot import Snapshot
from mentorskap.report.changes import Account, Documents, statements
from mentorskap.rules import RULES, change
from mentorskap.rules.check import check
from mentorskap.words.sentence import Code, RefusalError, Sentence, Written, say

if TYPE_CHECKING:
    from mentorskap.files.reading import Reading
    from mentorskap.host.run import Run
    from mentorskap.rules.check import Finding, Report


def compared(run: Run, revision: str) -> tuple[Report, Account]:
    """Return what every rule says, those about the change among them, and what the change means."""
    try:
        before, documents = _before(run, revision)
    except HistoryError as error:
        raise RefusalError(_refusal(error, revision)) from None
    base = Snapshot(before, run.snapshot.today)
    snapshot = Snapshot(run.reading, run.snapshot.today, base)
    report = check(snapshot, (*RULES, *change.RULES), run.places)
    return report, Account(statements(snapshot, base, documents), _stood(report, base))


def _before(run: Run, revision: str) -> tuple[Reading, Documents]:
    """Return what the earlier version held, and the data of the files that differ.

    What is the same to the byte is not read again.
    """
    version = history.version(run.root, revision)
    entries = list(disk.entries(run.root))
    files = {path for path, kind in entries if kind == "file"}
    if not version.blobs.keys() <= files and (absent := history.left_out(run.root) - files):
        raise HistoryError(history.SPARSE, min(absent))
    same = {
        path
        for path, blob in version.blobs.items()
        if path in files and _is(blob, disk.read(run.root, path))
    }
    others = [entry for entry in version.entries if entry.path not in same]
    raws = history.read(run.root, version, (entry.path for entry in others if entry.kind == "file"))
    before = reading.joined(
        reading.part(run.reading, same.__contains__),
        processes.read_all(others, raws.__getitem__, schema_named),
    )
    documents: Documents = {path: ({}, {}) for path, _ in (*entries, *others) if path not in same}
    for path, raw in raws.items():
        documents[path] = (data(raw, path), run.document(path)) if path in files else ({}, {})
    return before, documents


def _is(blob: str, raw: Any) -> bool:
    return isinstance(raw, bytes) and history.blob_id(raw, blob) == blob


def _stood(report: Report, base: Snapshot) -> frozenset[int]:
    """Return the indexes of the errors that were there, word for word, before the change."""
    if not report.count("error"):
        return frozenset()
    before: dict[tuple[str, str], list[Sentence]] = {}
    for rule in RULES:
        for problem in rule.look(base):
            before.setdefault((rule.id, problem.where.path), []).append(problem.message)
    return frozenset(
        index for index, finding in enumerate(report.findings) if _is_old(finding, before)
    )


def _is_old(finding: Finding, before: dict[tuple[str, str], list[Sentence]]) -> bool:
    return finding.severity == "error" and finding.message in before.get(
        (finding.rule, finding.path), []
    )


def _refusal(error: HistoryError, revision: str) -> Sentence:
    """Say why an earlier version could not be had, and what to do."""
    match error.why:
        case history.NO_GIT:
            return say(
                "Git was not found, and {base} needs it. Install Git, or check without {base}.",
                base=Code("--base"),
            )
        case history.NO_REPOSITORY:
            return say(
                "Git has no history of this folder, and {base} needs it. Git says: {told}.",
                base=Code("--base"),
                told=Written(error.detail),
            )
        case history.UNKNOWN:
            return say(
                "There is no version {written} here. Name a branch, a tag or a commit, for example"
                " {example}.",
                written=Written(revision),
                example=Code("--base main"),
            )
        case history.UNKNOWN_AND_SHALLOW:
            return say(
                "There is no version {written} here, and only the latest part of the history has"
                " been fetched. Fetch all of it with {command}, in a workflow with {setting}.",
                written=Written(revision),
                command=Code("git fetch --unshallow"),
                setting=Code("fetch-depth: 0"),
            )
        case history.SHALLOW:
            return say(
                "Where the change began from {written} cannot be told: only the latest part of the"
                " history has been fetched. Fetch all of it with {command}, in a workflow with"
                " {setting}.",
                written=Written(revision),
                command=Code("git fetch --unshallow"),
                setting=Code("fetch-depth: 0"),
            )
        case history.SPARSE:
            return say(
                "This copy leaves files out, {file} among them (a sparse checkout), and what is not"
                " here cannot be told from what has been removed. Fetch all files with {command}.",
                file=Code(error.detail),
                command=Code("git sparse-checkout disable"),
            )
    return say(
        "Git could not read the version {written}. Git says: {told}.",
        written=Written(revision),
        told=Written(error.detail),
    )
