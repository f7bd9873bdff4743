"""Ask every rule, put lines and columns on the answers, sort them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.files.source import Mark
from mentorskap.rules.rule import SEVERITIES
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from mentorskap.files.source import Places
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.rules.rule import Problem, Rule
    from mentorskap.words.sentence import Sentence


class Finding(NamedTuple):
    """What a rule says, at its line and column."""

    rule: str
    severity: str
    path: str
    mark: Mark
    message: Sentence
    fix: Sentence
    paste: str = ""
    """The line, or the lines, to put in the place of the one at the mark."""


class Report(NamedTuple):
    """All findings, gravest first, and how much was looked at."""

    findings: tuple[Finding, ...]
    participants: int
    pairings: int

    def count(self, severity: str) -> int:
        """Return how many findings are of a severity."""
        return sum(finding.severity == severity for finding in self.findings)


def check(
    snapshot: Snapshot, rules: Iterable[Rule], places: Callable[[str], Places | None]
) -> Report:
    """Return what `rules` say of `snapshot`; `places` tells where the nodes of a file stand."""
    findings = [
        _finding(rule, problem, places) for rule in rules for problem in rule.look(snapshot)
    ]
    findings.sort(
        key=lambda finding: (
            SEVERITIES.index(finding.severity),
            finding.path,
            finding.mark,
            finding.rule,
        )
    )
    reading = snapshot.reading
    return Report(
        tuple(findings),
        len(reading.participants) + _unread(reading.unread, "participants", reading.participants),
        len(reading.pairings) + _unread(reading.unread, "pairings", reading.pairings),
    )


def _unread(paths: Iterable[str], folder: str, read: Collection[str]) -> int:
    """Return of how many ids in a folder no file could be read."""
    stems = {path.partition("/")[2].partition(".")[0] for path in paths if path.startswith(folder)}
    return len(stems - {""} - set(read))


def _finding(rule: Rule, problem: Problem, places: Callable[[str], Places | None]) -> Finding:
    where = problem.where
    mark = where.mark
    if mark is None:
        nodes = places(where.path)
        mark = Mark(1, 1) if nodes is None else nodes.find(where.route, on_key=where.on_key)
    return Finding(
        rule.id,
        problem.severity or rule.severity,
        where.path,
        mark,
        problem.message,
        problem.fix,
        problem.paste,
    )
