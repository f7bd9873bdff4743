"""Measure what the manager's pages cost beyond MkDocs itself, whole process, at growing numbers of pairings.

`python benchmarks/site.py [--pairings 250,500,1000] [--runs N]`. In each round `mentorskap site --audience manager`
generates and builds, and `mkdocs build` alone builds the same Markdown; a ratio is the median of the rounds' own ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-23"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795392000"}


def seconds(root: Path, *command: str) -> float:
    """Return how long a command takes, from start to end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], cwd=root, env=ENVIRONMENT, capture_output=True, check=True)
    return time.perf_counter() - began


def prepare(root: Path, pairings: int) -> None:
    """Write an invented programme with so many pairings, and what its pages are built from."""
    generate.SIZES["chosen"] = 2 * pairings
    generate.write("chosen", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)


def main() -> None:
    """Print seconds and ratios for each number of pairings."""
    parser = argparse.ArgumentParser(description="Measure the manager's pages against MkDocs on the same Markdown.")
    parser.add_argument("--pairings", default="250,500,1000")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {chosen.runs} rounds")
    print(f"{'pairings':>8} {'pages':>6} {'site':>8} {'mkdocs':>8} {'site / mkdocs':>14} {'ms a page':>10}")
    for pairings in map(int, chosen.pairings.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            prepare(root, pairings)
            ours, theirs = [], []
            for turn in range(chosen.runs):
                for which in ("ours", "theirs") if turn % 2 == 0 else ("theirs", "ours"):
                    if which == "ours":
                        ours.append(seconds(root, "mentorskap", "site", "--audience", "manager", "--today", TODAY))
                    else:
                        theirs.append(seconds(root, "mkdocs", "build", "--strict", "--config-file", "docs/manager.yml"))
            pages = sum(1 for _ in (root / "build" / "manager").rglob("*.md"))
        ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
        mine, other = statistics.median(ours), statistics.median(theirs)
        print(f"{pairings:>8} {pages:>6} {mine:>7.2f}s {other:>7.2f}s {ratio:>14.2f} {1000 * mine / pages:>10.1f}")


if __name__ == "__main__":
    main()
