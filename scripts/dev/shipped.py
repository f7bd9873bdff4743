"""Which pages of the handbook are as shipped: the tests of their wording pass over all others.

Run it, or `make golden`, after a change of the shipped handbook.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "shipped.txt"
"""The digest and the path of each page, a line each. Generated pages are compared elsewhere."""


def digests() -> dict[str, str]:
    """Return path → digest of the handbook's pages as they are now."""
    return {
        page.relative_to(ROOT).as_posix(): hashlib.sha256(page.read_bytes()).hexdigest()
        for page in sorted(ROOT.glob("docs/??/**/*.md"))
        if "reference" not in page.parts
    }


def changed() -> frozenset[str]:
    """Return the paths of the pages that are not as shipped, those added or removed among them."""
    shipped = {
        path: digest
        for digest, path in map(str.split, LIST.read_text(encoding="utf-8").splitlines())
    }
    return frozenset(path for path, _ in shipped.items() ^ digests().items())


if __name__ == "__main__":
    lines = "".join(f"{digest} {path}\n" for path, digest in digests().items())
    LIST.write_text(lines, encoding="utf-8", newline="\n")
