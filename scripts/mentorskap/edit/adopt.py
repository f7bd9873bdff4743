"""A fresh copy of the tool made into someone's own programme: files in, files out."""

from __future__ import annotations

import re

OWN = (
    "participants",
    "pairings",
    "programme.yml",
    "README.md",
    ".github/CODEOWNERS",
    ".github/workflows/demo.yml",
)
"""What is the adopter's own, and so never part of an upgrade: files and folders."""

_DAY_LINES = re.compile(rb"^TODAY :=.*\n", re.MULTILINE)


def without_day(makefile: bytes) -> bytes:
    """Return the Makefile without the day on which the example is frozen."""
    return _DAY_LINES.sub(b"", makefile)
