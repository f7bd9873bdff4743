"""The two tiers of the tests, and which of the first `make test` leaves out.

A test marked `laws` is slow and runs in the second tier alone, `make laws`. A test by hypothesis
runs in both: first with few examples, the same each time, and then with many, others each time.
With `CI=true` in the environment these too are the same each time: a run there can be repeated.

A test marked `wide` is in the first tier, but only `make coverage` runs it. It is slow, or it is a
row of a long table of examples: of each table `make test` runs a sample, the same each time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zlib import crc32

import hypothesis

if TYPE_CHECKING:
    from collections.abc import Iterable

LAWS = bool(os.environ.get("LAWS"))
"""Whether this is the second tier."""


def examples(most: int) -> int:
    """Return how many examples a test may try, of which the second tier tries `most`."""
    return most if LAWS else min(most, max(10, most // 8))


def load() -> None:
    """Make the tier's profile that of every test by hypothesis."""
    hypothesis.settings.register_profile(
        "quick", derandomize=True, database=None, deadline=None, max_examples=20
    )
    hypothesis.settings.register_profile(
        "laws", derandomize=os.environ.get("CI") == "true", deadline=None, max_examples=200
    )
    hypothesis.settings.register_profile(
        "mutants",  # of a failure it is enough to know that there is one
        hypothesis.settings.get_profile("quick"),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    tier = "mutants" if os.environ.get("MUTANTS") else "quick"
    hypothesis.settings.load_profile("laws" if LAWS else tier)


FEWEST = 5
"""Rows of a table that `make test` runs at least."""


def beyond_the_sample(ids: Iterable[str]) -> set[str]:
    """Return the tests that are rows of a table, and not among the eighth that `make test` runs."""
    tables: dict[str, list[str]] = {}
    for row in ids:
        name, bracket, _ = row.partition("[")
        if bracket:
            tables.setdefault(name, []).append(row)
    return {
        row
        for rows in tables.values()
        for row in sorted(rows, key=lambda row: crc32(row.encode()))[max(FEWEST, len(rows) // 8) :]
    }
