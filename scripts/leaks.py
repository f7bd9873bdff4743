"""Prove that a built site tells nothing of the people in the repository: `python scripts/leaks.py site/participants`.

Every byte and every file name is read, as it stands and without its HTML, JavaScript and address
encoding, and unpacked. Exit 0: nothing was found. 1: something was, or a file of data could not be
read, or there is no site; each line says where and of whom, by id. 2: there is no programme, or the
site cannot be read.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import job
from mentorskap.host import leaks, publishing
from mentorskap.host.run import NO, WELL, tell

if TYPE_CHECKING:
    from mentorskap.host.run import Run


def work(site: Path, run: Run) -> int:
    """Look through a site, and tell what was found."""
    files = [
        (path.relative_to(site).as_posix(), path.read_bytes() if path.is_file() else b"")
        for path in sorted(site.rglob("*"))
    ]
    found = leaks.leaks(leaks.Secrets.of(run.reading), files)
    verdict = publishing.of_leaks(found, run.reading.unread, len(files))
    tell(run, verdict)
    return NO if verdict.kind == publishing.ALARM else WELL


def main() -> int:
    """Look through the site in the folder that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--root", help="the programme's folder")
    given = parser.parse_args()
    return job.done(partial(work, given.site), root=given.root)


if __name__ == "__main__":
    raise SystemExit(main())
