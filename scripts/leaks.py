"""Prove that a built site tells nothing of the people in the repository: `python scripts/leaks.py site/participants`.

Every byte and every file name is read, as it stands and without its HTML, JavaScript and address encoding, and unpacked.
Exit 0: nothing was found. 1: something was, or a file of data could not be read, or there is no site; each line says where
and of whom, by id. 2: there is no programme.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mentorskap import leaks, publishing
from mentorskap.cli import complain
from mentorskap.cli.run import NO, WELL, HaltError, Run, tell


def main() -> int:
    """Look through the site in the folder that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--root", help="the programme's folder")
    given = parser.parse_args()
    try:
        run = Run(argparse.Namespace(command="leaks", root=given.root, lang=None, today=None, format="github"))
    except HaltError as halt:
        return complain(halt.sentence, (), None)
    files = [(path.relative_to(given.site).as_posix(), path.read_bytes() if path.is_file() else b"") for path in sorted(given.site.rglob("*"))]
    found = leaks.leaks(leaks.Secrets.of(run.reading), files)
    verdict = publishing.of_leaks(found, run.reading.unread, len(files))
    tell(run, verdict)
    return NO if verdict.kind == publishing.ALARM else WELL


if __name__ == "__main__":
    raise SystemExit(main())
