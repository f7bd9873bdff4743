"""The page of files to be purged, now or soon, and of how long files are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model import retention
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Day, say, say_n

if TYPE_CHECKING:
    from mentorskap.files.records import Retention
    from mentorskap.model.retention import Kept
    from mentorskap.pages.manager.material import View
    from mentorskap.words.sentence import Sentence


class PurgingRow(NamedTuple):
    """A person whose files are to be purged."""

    href: str
    name: str
    last: str
    remaining: str
    passed: bool
    why: str
    command: str


class RetentionTime(NamedTuple):
    """How long files are kept after one kind of event; `key` is the way to it in programme.yml."""

    name: str
    key: str
    decided: bool
    length: str


class PurgingPage(NamedTuple):
    """A sentence that does not apply is empty."""

    rows: list[PurgingRow]
    quiet: str
    times: list[RetentionTime]
    undecided: str


def purging(view: View) -> PurgingPage:
    """Return the page of purging."""
    programme = view.snapshot.programme
    times = None if programme is None else programme.retention
    rows = [_row(entry, view) for entry in view.retained]
    undecided = say(
        "What is not decided you write in {file} under {key}, in whole months."
        " Until then nobody is listed whose time depends on it.",
        file=Code("programme.yml"),
        key=Code("retention"),
    )
    return PurgingPage(
        rows,
        quiet="" if rows else view.voice(_quiet(times)),
        times=[
            _time(key, months, view)
            for key, months in ({} if times is None else times._asdict()).items()
        ],
        undecided=(
            view.voice(undecided) if times is not None and retention.undecided(times) else ""
        ),
    )


def _row(entry: Kept, view: View) -> PurgingRow:
    why = _CLOCKS[entry.clock.key]._replace(values={"day": Day(entry.clock.since)})
    return PurgingRow(
        href=f"people/{entry.person}.html",
        name=view.voice.person(entry.person),
        last=view.voice(say("Last day {day}.", day=Day(entry.last))),
        remaining=view.voice(_remaining((entry.last - view.snapshot.today).days)),
        passed=entry.last < view.snapshot.today,
        why=view.voice(why),
        command=f"mentorskap person erase {entry.person}",
    )


def _time(key: str, months: int | None, view: View) -> RetentionTime:
    length = (
        say("not decided") if months is None else say_n("{number} month", "{number} months", months)
    )
    return RetentionTime(
        name=view.voice(_TIMES[key]),
        key=f"retention › {key}",
        decided=months is not None,
        length=view.voice.phrase(length),
    )


def _quiet(times: Retention | None) -> Sentence:
    if times is None:
        return say("Nothing can be said of deadlines until programme.yml can be read.")
    if len(retention.undecided(times)) == len(times):
        return say("No retention time is decided, so nobody can be listed.")
    return say_n(
        "Nobody's time passes within {number} day.",
        "Nobody's time passes within {number} days.",
        retention.AHEAD,
    )


def _remaining(days: int) -> Sentence:
    if days == 0:
        return say("the last day is today")
    if days < 0:
        return say_n("passed {number} day ago", "passed {number} days ago", -days)
    return say_n("{number} day left", "{number} days left", days)


_CLOCKS = {
    "ended": say("Took part until {day}."),
    "withdrawn": say("Withdrew on {day}."),
    "declined": say("Said no on {day}, and yes to nobody."),
}
"""What started a person's clock, by the key under `retention`."""

_TIMES = {
    "ended": say("After the end of the cohort or the pairing"),
    "withdrawn": say("After a mentee has withdrawn"),
    "declined": say("After a mentor's no"),
}
"""What starts the clock in general."""
