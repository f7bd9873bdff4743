"""Reading by two processes where there is much to read: a child reads every other file and hands its records back.

Making events and marks is most of what a check costs, and is work for one core; two cores halve it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mentorskap import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mentorskap.disk import Entry, Unread
    from mentorskap.schema import Schema
    from mentorskap.snapshot import Reading

ENOUGH = 600
"""Files from which on a second process is worth its start."""


def read_all(entries: Iterable[Entry], read: Callable[[str], bytes | Unread], schemas: Callable[[str], Schema], *, keep: bool = False) -> Reading:
    """Return everything in `entries`, as `reading.read_all` does; where nothing can be forked, or little is to read, by one process."""
    listed = list(entries)
    if len(listed) < ENOUGH or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return reading.read_all(listed, read, schemas, keep=keep)
    for name in ("participant", "pairing"):
        schemas(name)  # made once, before the fork, for both
    try:
        taken = _fork(lambda: reading.read_all(listed[1::2], read, schemas, keep=keep))
    except OSError:  # no process to be had: one will do
        return reading.read_all(listed, read, schemas, keep=keep)
    own = reading.read_all(listed[0::2], read, schemas, keep=keep)
    other = taken()
    return reading.joined(own, reading.read_all(listed[1::2], read, schemas, keep=keep) if other is None else other)


def _fork(work: Callable[[], Reading]) -> Callable[[], Reading | None]:
    """Begin `work` in a child, and return what waits for its result: None where the child came to grief."""
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

    def result() -> Reading | None:
        with os.fdopen(inlet, "rb") as pipe:
            sent = pipe.read()
        _, status = os.waitpid(child, 0)
        return pickle.loads(sent) if status == 0 else None  # noqa: S301 - our own child wrote it

    return result
