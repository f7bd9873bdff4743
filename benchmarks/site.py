"""Measure what the manager's pages cost beyond MkDocs itself, at growing numbers of pairings.

`python benchmarks/site.py [--pairings 250,500,1000] [--runs N]`. In each round `mentorskap site
--audience manager`, with the builder left out, makes and writes the pages, first where there are
none and then again over them, and `mkdocs build` builds the same Markdown. A share is the making
divided by the building, by the clock and by processor time (of all processes, in user and system);
each is the median of the rounds' own shares.
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


_COMMAND = (
    "import mentorskap.cli as cli, mentorskap.cli.site as site, sys; site._BUILDER = 'import sys;"
    " sys.stdin.read()'; sys.exit(cli.main())"
)
MAKE = ("-c", _COMMAND, "site", "--audience", "manager", "--today", TODAY)
"""The command as it is, but for the builder."""


class Cost(NamedTuple):
    """Seconds from start to end, and seconds of processor time, its children's included."""

    clock: float
    work: float


def cost(root: Path, *command: str) -> Cost:
    """Return what a command costs."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *command], cwd=root, env=ENVIRONMENT, capture_output=True, check=True
    )
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def prepare(root: Path, pairings: int) -> None:
    """Write an invented programme with so many pairings, and what its pages are built from."""
    generate.SIZES["chosen"] = 2 * pairings
    generate.write("chosen", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)


def share(parts: list[float], wholes: list[float]) -> float:
    """Return the median of what each part is of its whole."""
    return statistics.median(part / whole for part, whole in zip(parts, wholes, strict=True))


def main() -> None:
    """Print seconds and shares for each number of pairings."""
    parser = argparse.ArgumentParser(
        description="Measure the making of the manager's pages against MkDocs on the same Markdown."
    )
    parser.add_argument("--pairings", default="250,500,1000")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}, {chosen.runs} rounds"
    )
    print(
        "making the pages / MkDocs alone, by the clock and of processor time; first in a new"
        " folder, then over what lies there"
    )
    print(
        f"{'pairings':>8} {'pages':>6} {'mkdocs':>8} {'new':>7} {'again':>7} {'new / mkdocs':>15}"
        f" {'again / mkdocs':>15} {'ms a page':>9}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for pairings in map(int, chosen.pairings.split(",")):
            new, again, building = [], [], []
            for number in range(chosen.runs):
                root = Path(
                    folder, str(pairings), str(number)
                )  # nothing goes before the end: ext4 is slow to make files just after many went
                prepare(root, pairings)
                new.append(cost(root, *MAKE))
                again.append(cost(root, *MAKE))
                building.append(
                    cost(
                        root,
                        "-m",
                        "mkdocs",
                        "build",
                        "--strict",
                        "--config-file",
                        "docs/manager.yml",
                    )
                )
            pages = sum(1 for _ in (root / "build" / "manager").rglob("*.md"))
            clock = [
                statistics.median(made.clock for made in costs) for costs in (building, new, again)
            ]
            building_clock = [built.clock for built in building]
            building_work = [built.work for built in building]
            shares = " ".join(
                f"{share([made.clock for made in making], building_clock):>8.1%}"
                f"{share([made.work for made in making], building_work):>7.1%}"
                for making in (new, again)
            )
            print(
                f"{pairings:>8} {pages:>6} {clock[0]:>8.2f} {clock[1]:>7.2f} {clock[2]:>7.2f}"
                f" {shares} {1000 * clock[1] / pages:>9.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
