"""What every form of report offers, so that a wrong call to one fails the type check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from mentorskap.letters.mail import Batch
    from mentorskap.matching.suggestion import Effect, Suggestion, Whole
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access
    from mentorskap.report.changes import Account
    from mentorskap.rules.check import Report
    from mentorskap.words.voice import Voice

FORMATS = ("terminal", "markdown", "github", "json")


class Reporter(Protocol):
    """A module that puts reports into one form; each function returns the whole text."""

    def check(
        self,
        report: Report,
        snapshot: Snapshot,
        voice: Voice,
        account: Account | None = None,
        address: str | None = None,
        /,
    ) -> str:
        """Return the findings, and with an `account` what a change means.

        `address` is where a host shows the files.
        """

    def overdue(
        self,
        items: Sequence[Item],
        snapshot: Snapshot,
        line: Callable[[Item], int],
        voice: Voice,
        /,
    ) -> str:
        """Return what is due; `line` gives the line of the file that an item is about."""

    def status(
        self,
        snapshot: Snapshot,
        numbers: Mapping[str | None, Sequence[Kpi]],
        voice: Voice,
        /,
    ) -> str:
        """Return stages and numbers: `numbers` by cohort, and for all cohorts under None."""

    def remind(
        self,
        batch: Batch,
        snapshot: Snapshot,
        voice: Voice,
        /,
    ) -> str:
        """Return which letters were drafted, what was skipped and why, and what is unsent."""

    def suggest(
        self,
        suggestion: Suggestion,
        difference: Effect | None,
        snapshot: Snapshot,
        voice: Voice,
        /,
    ) -> str:
        """Return the mentors for one mentee, and what a what-if changes."""

    def suggest_whole(
        self, whole: Whole, difference: Effect | None, snapshot: Snapshot, voice: Voice, /
    ) -> str:
        """Return the best whole of all who wait, and what a what-if changes."""


class PersonReporter(Reporter, Protocol):
    """A form in which names may be shown: in a workflow's log they may not."""

    def person(
        self,
        access: Access,
        snapshot: Snapshot,
        schemas: Mapping[str, Mapping[str, Any]],
        voice: Voice,
        /,
    ) -> str:
        """Return all that is stored on a person; `schemas` hold the fields' titles."""


def reporter(form: str) -> Reporter:
    """Return the module that reports in a form; only that one is loaded."""
    if form == "github":
        from mentorskap.report import github

        return github
    return person_reporter(form)


def person_reporter(form: str) -> PersonReporter:
    """Return the module that reports on a person in a form; only that one is loaded."""
    match form:
        case "json":
            from mentorskap.report import json_v1

            return json_v1
        case "markdown":
            from mentorskap.report import markdown

            return markdown
    from mentorskap.report import terminal

    return terminal
