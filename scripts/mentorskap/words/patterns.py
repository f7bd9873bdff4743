"""Patterns that are compiled when they are first used, which most are not in a run."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPILE = re.compile


class _LaterPattern:
    """What a pattern is until somebody asks it for a method or a field."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Kept, so that the next use finds it without coming here.
        value = self.__dict__[name] = getattr(_COMPILE(*self._written), name)
        return value


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used."""
    return cast("re.Pattern[str]", _LaterPattern(pattern, flags))


@contextmanager
def compiled_later() -> Iterator[None]:
    """Let the modules that are imported meanwhile compile their patterns when they use them.

    For modules of others that compile much and use little of it. PyYAML's patterns belong to its
    loaders in Python, and compiling them took half of its import.
    """
    re.compile = later  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = _COMPILE
