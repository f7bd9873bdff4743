"""Is the data here the released example, file for file? Only that may be shown to anyone.

`python scripts/dev/released.py --check` exits 1 and lists what differs. Without `--check` the list
is written, from the example of the tests.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "example"
LIST = ROOT / "tests" / "released.txt"
"""The digest and the path of each data file, a line each."""
DATA = ("pairings", "participants", "programme.yml")


def digests(root: Path) -> dict[str, str]:
    """Return path → digest of everything that lies where the data lies."""
    paths = [path for name in DATA for path in (root / name, *(root / name).rglob("*"))]
    return {
        path.relative_to(root).as_posix(): _digest(path)
        for path in sorted(paths)
        if path.is_symlink() or not path.is_dir()
    }


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "not a file"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(root: Path) -> list[str]:
    """Return the paths that are not as released, those added or removed among them."""
    released = {
        path: digest
        for digest, path in map(str.split, LIST.read_text(encoding="utf-8").splitlines())
    }
    return sorted({path for path, _ in released.items() ^ digests(root).items()})


def lines(root: Path) -> str:
    """Return the list for the data below `root`."""
    return "".join(f"{digest} {path}\n" for path, digest in digests(root).items())


def main(arguments: list[str]) -> int:
    """Check the repository, or write the list."""
    if arguments != ["--check"]:
        LIST.write_text(lines(EXAMPLE), encoding="utf-8", newline="\n")
        return 0
    changed = differences(ROOT)
    for path in changed:
        sys.stdout.write(f"{path} is not as released\n")
    return int(bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
