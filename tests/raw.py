"""A scanner of Git repositories that shares no code with the product: raw bytes of every object."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850")


def needles(texts: Iterable[str]) -> set[bytes]:
    """Return each text in every encoding and escape, in small letters."""
    written: set[bytes] = set()
    for text in texts:
        for form in ("NFC", "NFD"):
            spelled = unicodedata.normalize(form, text).lower()
            for encoding in ENCODINGS:
                try:
                    written.add(lowered(spelled.encode(encoding)))
                except UnicodeEncodeError:
                    continue
            written.add(lowered(spelled.encode("ascii", "backslashreplace")))
            written.add(lowered(spelled.encode("ascii", "xmlcharrefreplace")))
            written.add(
                lowered("".join(
                    f"\\u{ord(sign):04x}" if ord(sign) > 127 else sign for sign in spelled
                ).encode("ascii"))
            )  # fmt: skip
    return written


def lowered(raw: bytes) -> bytes:
    """Return bytes with small letters, those outside ASCII too where they are UTF-8 or Latin-1."""
    pairs = {"Å": "å", "Ä": "ä", "Ö": "ö", "É": "é", "Ü": "ü", "Ø": "ø"}
    small = raw.lower()
    for capital, letter in pairs.items():
        for encoding in ("utf-8", "utf-16-le", "mac_roman", "cp850"):
            try:
                small = small.replace(capital.encode(encoding), letter.encode(encoding))
            except UnicodeEncodeError:
                continue
    return small


def everything(repository: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a name and the raw bytes of every object, every ref and every file beside them."""

    def run(*words: str) -> bytes:
        return subprocess.run(
            ["git", *words], cwd=repository, check=True, capture_output=True
        ).stdout

    out = run("cat-file", "--batch-all-objects", "--batch")
    while out:
        head, _, out = out.partition(b"\n")
        name, kind, size = head.decode().split()
        yield f"{kind} {name}", out[: int(size)]
        out = out[int(size) + 1 :]
    yield "refs", run("for-each-ref")
    top = Path(os.fsdecode(run("rev-parse", "--absolute-git-dir").strip()))
    for path in sorted(top.rglob("*")):
        if path.is_file() and not {"objects", "hooks"} & set(path.relative_to(top).parts):
            yield f".git/{path.relative_to(top)}", path.name.encode() + b"\n" + path.read_bytes()


def found(repository: Path, texts: Iterable[str]) -> list[tuple[str, bytes]]:
    """Return where any of the texts is, in any encoding."""
    searched = needles(texts)
    hits = []
    for name, raw in everything(repository):
        small = lowered(raw)
        # Folded over lines, by YAML or in a comment.
        unfolded = b" ".join(small.replace(b"#", b" ").replace(b"\\", b" ").split())
        hits += [(name, needle) for needle in searched if needle in small or needle in unfolded]
    return hits
