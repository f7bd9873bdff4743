"""Measure what the manager's pages cost beyond MkDocs itself, at growing numbers of pairings.

`python benchmarks/site.py [--pairings 250,500,1000] [--runs N]`. In each round one process makes and writes the pages, by
`mentorskap site --audience manager` with the builder left out, and `mkdocs build` builds the same Markdown. The share is
the first divided by the second, by the clock and by processor time (of all processes, in user and system); each is the
median of the rounds' own shares.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import generate

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-23"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795392000"}


MAKE = "import mentorskap.cli as cli, mentorskap.cli.site as site, sys; site._BUILDER = 'import sys; sys.stdin.read()'; sys.exit(cli.main())"
"""The command as it is, but for the builder."""


class Cost(NamedTuple):
    """Seconds from start to end, and seconds of processor time, its children's included."""

    clock: float
    work: float


def cost(root: Path, *command: str) -> Cost:
    """Return what a command costs."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=root, env=ENVIRONMENT, capture_output=True, check=True)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def prepare(root: Path, pairings: int) -> None:
    """Write an invented programme with so many pairings, and what its pages are built from."""
    generate.SIZES["chosen"] = 2 * pairings
    generate.write("chosen", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)


def main() -> None:
    """Print seconds and shares for each number of pairings."""
    parser = argparse.ArgumentParser(description="Measure the making of the manager's pages against MkDocs on the same Markdown.")
    parser.add_argument("--pairings", default="250,500,1000")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {chosen.runs} rounds")
    print("making the pages / MkDocs alone; seconds by the clock, then of processor time")
    print(f"{'pairings':>8} {'pages':>6} {'making':>14} {'mkdocs':>14} {'share':>7} {'of work':>7} {'ms a page':>9}")
    for pairings in map(int, chosen.pairings.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            prepare(root, pairings)
            making, building = [], []
            for _ in range(chosen.runs):
                making.append(cost(root, "-c", MAKE, "site", "--audience", "manager", "--today", TODAY))
                building.append(cost(root, "-m", "mkdocs", "build", "--strict", "--config-file", "docs/manager.yml"))
            pages = sum(1 for _ in (root / "build" / "manager").rglob("*.md"))
        shares = [
            statistics.median(one[which] / other[which] for one, other in zip(making, building, strict=True)) for which in range(len(Cost._fields))
        ]
        mine, theirs = (Cost(*map(statistics.median, zip(*costs, strict=True))) for costs in (making, building))
        print(
            f"{pairings:>8} {pages:>6} {mine.clock:>7.2f}{mine.work:>7.2f} {theirs.clock:>7.2f}{theirs.work:>7.2f}"
            f" {shares[0]:>7.1%} {shares[1]:>7.1%} {1000 * mine.work / pages:>9.2f}"
        )


if __name__ == "__main__":
    main()
