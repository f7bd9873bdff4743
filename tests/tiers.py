"""The two tiers of the tests: `make test` samples what `make laws` tries at length.

A test marked `laws` is slow and runs in the second tier alone. A test by hypothesis runs in both:
first with few examples, the same each time, and then with many, others each time. With `CI=true` in
the environment these too are the same each time: a run there can be repeated.
"""

from __future__ import annotations

import os

import hypothesis

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
