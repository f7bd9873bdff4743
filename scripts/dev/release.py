"""What a release of the tool says: its version, and the part of the changelog that tells of it.

`python scripts/dev/release.py` prints the tag of the version in `pyproject.toml` and writes the
notes to `build/release.md`. It prints nothing while the changelog has no dated part for that
version: such a version is not finished, and gets no tag.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from mentorskap.host.version import PROJECT, version_in

ROOT = Path(__file__).parents[2]
CHANGELOG = "CHANGELOG.md"
NOTES = "build/release.md"

_HEADING = re.compile(
    r"^## \[(?P<version>\d+\.\d+\.\d+)\] – \d{4}-\d{2}-\d{2}\n(?P<notes>.*?)(?=^## \[|\Z)",
    re.MULTILINE | re.DOTALL,
)


def versions(changelog: str) -> dict[str, str]:
    """Return version → notes for each dated version of the changelog, newest first."""
    return {part["version"]: part["notes"].strip() + "\n" for part in _HEADING.finditer(changelog)}


def main(root: Path = ROOT) -> int:
    """Write the notes and print the tag, if the version is finished."""
    version = version_in((root / PROJECT).read_text("utf-8"))
    notes = versions((root / CHANGELOG).read_text("utf-8")).get(version)
    if notes is not None:
        (root / NOTES).parent.mkdir(exist_ok=True)
        (root / NOTES).write_text(notes, encoding="utf-8", newline="\n")
        sys.stdout.write(f"v{version}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
