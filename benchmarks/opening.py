"""Measure what the manager's largest pages weigh, and what a browser does to open them.

`python benchmarks/opening.py [--pairings 500,1000,2000] [--runs N]`. An invented programme is
written, its pages are made as `mentorskap site --audience manager` makes them, and MkDocs builds
the overviews, with the whole index of names; pages of single people and pairings would take
minutes, and change nothing in what is measured. Work is what Chromium's main thread takes of the
processor: to open a page, from the request to half a second after it has loaded; to search, from
the first key to the first name. Each is the median of the runs, and × is its ratio to a page that
is nearly empty, which the frame and the theme cost alone. Needs Chromium and playwright.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

import generate

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
EMPTY = "processing.html"
PAGES = ("index.html", "pairings.html", "numbers.html")
KEPT = 3
"""Pages of people, and of pairings, that are built."""
MAKE = (
    "import mentorskap.cli as cli, mentorskap.cli.site as site, sys; site._BUILDER = 'import sys;"
    " sys.stdin.read()'; sys.exit(cli.main())"
)


def build(root: Path, pairings: int) -> Path:
    """Write an invented programme, build its overviews, and return the folder of the site."""
    generate.SIZES["chosen"] = 2 * pairings
    generate.write("chosen", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    today = f"{generate.TODAY}"
    for command in (
        ("-c", MAKE, "site", "--audience", "manager", "--today", today),
        ("-m", "mkdocs", "build", "--quiet", "--config-file", "build/manager.yml"),
    ):
        subprocess.run(
            [sys.executable, *command],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            check=True,
        )
        for folder in ("people", "pairings"):
            for path in sorted((root / "build" / "manager" / folder).iterdir())[KEPT:]:
                path.unlink()
    return root / "site" / "manager"


def work(browser: Browser, address: str, typed: str = "") -> float:
    """Return the seconds of processor that the main thread takes to open a page, or to search."""
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def taken() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))

    before = taken()
    page.goto(address)
    page.wait_for_timeout(500)
    if typed:
        before = taken()
        page.locator(".md-search__input").press_sequentially(typed)
        page.locator(".ms-names a").first.wait_for(state="attached")
    after = taken()
    context.close()
    return after - before


def main() -> None:
    """Print kilobytes and seconds for each number of pairings."""
    parser = argparse.ArgumentParser(description="Measure the opening of the manager's pages.")
    parser.add_argument("--pairings", default="500,1000,2000")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=executable)
        for pairings in map(int, chosen.pairings.split(",")):
            site = build(Path(folder, f"{pairings}"), pairings)
            tasks = [(EMPTY, ""), *((page, "") for page in PAGES), (EMPTY, "Ahmed")]
            seconds = [
                statistics.median(
                    work(browser, (site / page).as_uri(), typed) for _ in range(chosen.runs)
                )
                for page, typed in tasks
            ]
            print(f"{pairings} pairings; a page that is nearly empty: {seconds[0]:.2f} s")
            for (page, typed), value in zip(tasks[1:], seconds[1:], strict=True):
                file = site / ("names.js" if typed else page)
                print(
                    f"  {'first name' if typed else page:<15} {file.stat().st_size >> 10:>6} KiB"
                    f" {value:>6.2f} s {value / seconds[0]:>5.1f} ×",
                    flush=True,
                )
            index = site / "search" / "search_index.js"
            print(f"  {'theme index':<15} {index.stat().st_size >> 10:>6} KiB", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
