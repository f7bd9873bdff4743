"""The page with the record of processing (Article 30), filled from the programme's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.report import processing as report
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from mentorskap.pages.manager.material import View
    from mentorskap.report.processing import RecordLine


class ProcessingPage(NamedTuple):
    """The lines of the record, and whether the controller has any left to decide."""

    entries: list[RecordLine]
    undecided: bool


def processing(view: View) -> ProcessingPage:
    """Return the page of the record of processing."""
    entries = report.record(view.snapshot, view.voice)
    return ProcessingPage(entries, not all(entry.decided for entry in entries))
