"""The verdict that a check hands over.

`… check --format json | python -m mentorskap.host.verdict > verdict.json`.

The check reads a stranger's files, perhaps with a stranger's code. What it hands over is therefore
read as what anyone may have written: numbers, our own rules and places by id get through, and
nothing else.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mentorskap.report.veil import NAMELESS, NUMBERED, Veil
from mentorskap.rules import RULES, change
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "verdict.json"
LARGEST = 16 * 1024
"""The most bytes of a verdict, packed or unpacked."""
MOST = 9
"""How many places are listed."""

_COUNTS = ("errors", "stood", "warnings", "notices", "participants", "pairings")
_TELLING = "id-does-not-tell-the-name"
"""The rule whose findings are in files that are named after a person."""


class Place(NamedTuple):
    """Where a rule found an error."""

    rule: str
    path: str
    line: int


class Verdict(NamedTuple):
    """What a check hands over: counts, and the places of the gravest errors."""

    errors: int
    stood: int
    """How many of the errors were there before the change."""
    warnings: int
    notices: int
    participants: int
    pairings: int
    places: tuple[Place, ...]

    def count(self, severity: str) -> int:
        """Return how many findings are of a severity."""
        return {"error": self.errors, "warning": self.warnings}.get(severity, self.notices)


def reduced(report: str) -> str:
    """Return what may leave the check of its JSON report, as JSON: ids, no message, no name."""
    content = json.loads(report)
    counts = {
        **content["summary"],
        "stood": sum(finding.get("stood", False) for finding in content["findings"]),
    }
    findings = content["findings"]
    hide = Veil(
        {finding["path"] for finding in findings},
        {
            finding["path"].removeprefix("participants/").removesuffix(".yml")
            for finding in findings
            if finding["rule"] == _TELLING
        },
    )
    places = [
        {"rule": finding["rule"], "path": path, "line": finding["line"]}
        for finding in findings
        if finding["severity"] == "error" and _is_nameless(path := hide(finding["path"]))
    ]
    return (
        json.dumps(
            {"version": 1, **{name: counts[name] for name in _COUNTS}, "places": places[:MOST]}
        )
        + "\n"
    )


def unpacked(archive: bytes) -> bytes | None:
    """Return the verdict's bytes out of its zip; None unless it is one small file."""
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(archive)) as opened:
            if opened.namelist() != [FILE]:
                return None
            with opened.open(FILE) as file:
                raw = file.read(LARGEST + 1)
    except Exception:  # noqa: BLE001 - a damaged archive fails in a dozen ways
        return None
    return raw if len(raw) <= LARGEST else None


def understood(raw: bytes | None, *, failed: bool) -> Verdict | None:
    """Return the verdict in `raw`; None unless it is sound and agrees with how the job ended."""
    if raw is None or len(raw) > LARGEST:
        return None
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if (
        not isinstance(content, dict)
        or set(content) != {"version", "places", *_COUNTS}
        or content["version"] != 1
        or not isinstance(content["places"], list)
    ):
        return None
    counts = [content[name] for name in _COUNTS]
    places = tuple(_places(content["places"][: MOST + 1]))
    if (
        not all(map(_is_count, counts))
        or len(places) != len(content["places"])
        or len(places) > min(MOST, counts[0])
    ):
        return None
    if (counts[0] > 0) != failed or content["stood"] > content["errors"]:
        return None
    return Verdict(**dict(zip(_COUNTS, counts, strict=True)), places=places)


def _places(listed: list[Any]) -> Iterator[Place]:
    rules = {rule.id for rule in (*RULES, *change.RULES)}
    for entry in listed:
        if isinstance(entry, dict) and set(entry) == {"rule", "path", "line"}:
            rule, path, line = entry["rule"], entry["path"], entry["line"]
            if (
                isinstance(rule, str)
                and rule in rules
                and isinstance(path, str)
                and _is_nameless(path)
                and _is_count(line)
            ):
                yield Place(rule, path, line)


def _is_nameless(path: str) -> bool:
    """Say whether a path holds nothing but ids and numbers."""
    return bool(NAMELESS.fullmatch(path) or NUMBERED.fullmatch(path))


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 1_000_000


def main() -> int:
    """Reduce the report of a check, from standard input; exit 1 if the check could not run."""
    report = sys.stdin.read()
    if not report:
        return 1  # the check has said why
    sys.stdout.write(reduced(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
