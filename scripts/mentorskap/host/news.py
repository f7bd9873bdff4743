"""What is newly late, for a job without a tracking issue: a file remembers what was announced.

The rule is that of the tracking issue: a lateness is announced once, and nothing counts as settled
because it could not be read. The file holds ids and days, and no names.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mentorskap.files import disk
from mentorskap.host.tracking import Memory, announced, marker, memory
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, say

if TYPE_CHECKING:
    from mentorskap.host.tracking import Lateness
    from mentorskap.model.deadlines import Item

NOTHING_YET = Memory(0, frozenset())
"""The memory before the first run."""


class News(NamedTuple):
    """What a run announces, and what it remembers afterwards."""

    new: tuple[Item, ...]
    settled: bool
    """Whether everything that was announced is settled since the last run."""
    memory: Memory


def news(seen: Lateness, last: Memory) -> News:
    """Return what is to be announced of what is late, gravest first."""
    new = tuple(item for key, item in seen.late.items() if key not in last.keys)
    keys = announced(seen, last)
    settled = bool(last.keys) and not keys and not seen.unread
    return News(new, settled, Memory(last.comments + (bool(new) or settled), keys))


def recalled(path: str) -> Memory:
    """Return the memory in a file; without a file, that of a first run.

    Raises RefusalError if the file holds something else.
    """
    if not os.path.lexists(path):
        return NOTHING_YET
    raw = disk.read(*os.path.split(path))
    content = memory(raw.decode("utf-8", "replace")) if isinstance(raw, bytes) else None
    if content is None:
        raise RefusalError(
            say(
                "{file} is not the memory of an earlier run, or was changed by hand. Delete it:"
                " everything that is late is then announced once more.",
                file=Code(path),
            )
        )
    return content


def remember(path: str, content: Memory) -> None:
    """Write a memory to a file, whole or not at all."""
    folder, name = os.path.split(path)
    disk.write(folder, {name: f"{marker(content)}\n"})
