"""A change of files, tried on the whole programme before anything is written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mentorskap.files import reading, source
from mentorskap.model.snapshot import Snapshot
from mentorskap.rules import RULES
from mentorskap.rules.check import check
from mentorskap.rules.rule import ERROR
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mentorskap.files.schema import Schema
    from mentorskap.files.source import Places
    from mentorskap.rules.check import Finding


class Trial(NamedTuple):
    """The programme before and after a change, and the findings that the change would add."""

    before: Snapshot
    after: Snapshot
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The new errors: one is enough for the change to be refused."""
        return tuple(finding for finding in self.findings if finding.severity == ERROR)


def try_out(
    before: Snapshot,
    files: Mapping[str, bytes | None],
    schemas: Callable[[str], Schema],
    places: Callable[[str], Places | None],
) -> Trial:
    """Return what would follow on the snapshot's day if each of `files` held these bytes.

    A path with None is a file that would be deleted. Nothing is written. A finding is new if the
    same rule does not say the same of the same file today, on whichever line. `schemas` and
    `places` are those of the files on the disk.
    """
    after = Snapshot(reading.with_files(before.reading, files, schemas), before.today)

    def places_after(path: str) -> Places | None:
        if path not in files:
            return places(path)
        raw = files[path]
        text = None if raw is None else source.decode(raw, path)
        return reading.marks(text, path) if isinstance(text, str) else None

    standing = Counter(_saying(finding) for finding in check(before, RULES, places).findings)
    new: list[Finding] = []
    for finding in check(after, RULES, places_after).findings:
        saying = _saying(finding)
        if standing[saying]:
            standing[saying] -= 1
        else:
            new.append(finding)
    return Trial(before, after, tuple(new))


def _saying(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.severity, finding.path, repr(finding.message)
