"""Large work split between two processes: a child does one half and returns its result.

Parsing takes most of the time of a check and keeps one core busy; two cores halve it. The same is
true of rendering many pages.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from mentorskap.files import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mentorskap.files.disk import Entry, Unread
    from mentorskap.files.reading import Reading
    from mentorskap.files.schema import Schema

T = TypeVar("T")

FILES_FOR_TWO = 600
"""Files from which on a second process is worth its start."""


def read_all(
    entries: Iterable[Entry],
    read: Callable[[str], bytes | Unread],
    schemas: Callable[[str], Schema],
    *,
    keep: bool = False,
) -> Reading:
    """Return everything in `entries`, as `reading.read_all` does.

    One process reads alone if there is little to read or no fork.
    """
    listed = list(entries)
    if len(listed) < FILES_FOR_TWO:
        return reading.read_all(listed, read, schemas, keep=keep)
    for name in ("participant", "pairing"):
        schemas(name)  # made once, before the fork, for both
    return reading.joined(
        *both(
            *(
                lambda part=part: reading.read_all(listed[part::2], read, schemas, keep=keep)
                for part in (0, 1)
            )
        )
    )


def both(mine: Callable[[], T], others: Callable[[], T], *, divided: bool = True) -> tuple[T, T]:
    """Return the results of two pieces of work, the second done by a child meanwhile.

    Without a child, or unless the work is `divided`, the second is done afterwards.
    """
    taken = None
    if divided and hasattr(os, "fork") and (os.cpu_count() or 1) > 1:
        with suppress(OSError):  # no process to be had: one will do
            taken = _fork(others)
    own = mine()
    others_result = None if taken is None else taken()
    return own, others() if others_result is None else others_result


def _fork(work: Callable[[], T]) -> Callable[[], T | None]:
    """Begin `work` in a child, and return what waits for its result, None if it failed."""
    import pickle

    inlet, outlet = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(inlet)
        os.close(outlet)
        raise
    if child == 0:  # pragma: no cover - the child's lines are not the parent's to measure
        code = 1
        try:
            os.close(inlet)
            with os.fdopen(outlet, "wb") as pipe:
                pickle.dump(work(), pipe, pickle.HIGHEST_PROTOCOL)
            code = 0
        finally:
            os._exit(code)
    os.close(outlet)

    def result() -> T | None:
        with os.fdopen(inlet, "rb") as pipe:
            sent = pipe.read()
        _, status = os.waitpid(child, 0)
        return pickle.loads(sent) if status == 0 else None  # noqa: S301 - our own child wrote it

    return result
