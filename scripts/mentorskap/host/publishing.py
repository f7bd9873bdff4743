"""May what was built leave? `python -m mentorskap.host.publishing handbook|manager`, inside a workflow.

For `handbook` the host says whether its Pages are private; for `manager` it depends on who may read
the repository. An answer that is missing or cannot be read counts as a no. The decision goes to the
log, to the summary, and as `may=true` or `may=false` to the steps that come after.
Exit 0: it was decided, either way. 1: it could not be decided, or something is open that must not
be. 2: there is no programme, or no job.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.host import job
from mentorskap.host.github import StatusError, given, of_job
from mentorskap.host.run import NO, WELL, Reads, say_aloud
from mentorskap.report import github
from mentorskap.words.sentence import Code, RefusalError, Sentence, say, say_n
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.host.run import Run
    from mentorskap.words.voice import Voice

PRIVATE, OPEN, OFF, BRANCH, UNKNOWN = "private", "open", "off", "branch", "unknown"
"""What the host's Pages are: for readers of the repository only, for anyone, not in use, a branch's
own files, or not known."""

_HANDBOOK, _SETTING, _GUIDE, _PROGRAMME = (
    Code("handbook"),
    Code("handbook: {public: true}"),
    Code("docs/hosting.md"),
    Code("programme.yml"),
)
_PAGES = Code("Settings → Pages")


GO, STOP, ALARM = "notice", "warning", "error"
"""Verdicts, as GitHub calls the lines that tell them: it may leave; it stays, as it should here;
something must be mended."""


class Verdict(NamedTuple):
    """Whether something may leave, what was found, and what to do about it."""

    kind: str
    why: tuple[Sentence, ...]
    todo: tuple[Sentence, ...] = ()


def pages(answer: Any) -> str:
    """Return what the Pages of a repository are, by the data that GET /repos/OWNER/REPOSITORY/pages is answered with."""
    public = answer.get("public") if isinstance(answer, dict) else None
    if not isinstance(public, bool):
        return UNKNOWN
    if answer.get("build_type") == "legacy":
        return BRANCH
    return OPEN if public else PRIVATE


def of_host(found: str, *, may_be_public: bool) -> Verdict:
    """Judge whether the handbook, proved to name nobody, may go to Pages that are as `pages` found them."""
    match found:
        case "private":
            return Verdict(
                GO,
                (
                    say(
                        "The handbook is published with Pages. Only those who may read this"
                        " repository can open it."
                    ),
                ),
            )
        case "open" | "unknown" if may_be_public:
            return Verdict(
                GO,
                (
                    say(
                        "The handbook is published with Pages, for anyone to read: {setting}"
                        " allows it.",
                        setting=_SETTING,
                    ),
                ),
            )
        case "open":
            return Verdict(
                STOP,
                (
                    say(
                        "The handbook was not published: anyone on the web could read what this"
                        " repository publishes with Pages."
                    ),
                ),
                (
                    say(
                        "Would you rather have a password? Put the pages on a host of your own:"
                        " {guide} tells how.",
                        guide=_GUIDE,
                    ),
                    say(
                        "May anyone read it? It names nobody. Then write {setting} under {key} in"
                        " {file}.",
                        setting=Code("public: true"),
                        key=Code("handbook"),
                        file=_PROGRAMME,
                    ),
                    say(
                        "Do you have GitHub Enterprise Cloud? Go to {pages}, and choose {private}"
                        " under {visibility}.",
                        pages=_PAGES,
                        private=Code("Private"),
                        visibility=Code("GitHub Pages visibility"),
                    ),
                    _again(),
                    _waits(),
                ),
            )
        case "off":
            return Verdict(
                STOP,
                (say("The handbook was not published: this repository has no Pages."),),
                (
                    say(
                        "Put the pages on a host of your own, behind a password: {guide} tells"
                        " how.",
                        guide=_GUIDE,
                    ),
                    say(
                        "Or use Pages: go to {pages}, and choose {actions} under {source}.",
                        pages=_PAGES,
                        actions=Code("GitHub Actions"),
                        source=Code("Source"),
                    ),
                    _again(),
                    _waits(),
                ),
            )
        case "branch":
            return Verdict(
                ALARM,
                (
                    say(
                        "Pages publish the files of a branch, and with them the files of everyone"
                        " in the programme. Nothing was published from here."
                    ),
                ),
                (
                    say(
                        "Go to {pages} now, and choose {actions} under {source}.",
                        pages=_PAGES,
                        actions=Code("GitHub Actions"),
                        source=Code("Source"),
                    ),
                    say(
                        "Then find out who could read the files: {guide} tells what to think of.",
                        guide=_GUIDE,
                    ),
                    _waits(),
                ),
            )
    return Verdict(
        ALARM,
        (say("The handbook was not published: GitHub did not say whether Pages are private."),),
        (
            say(
                "It may be passing. Open this run under {tab}, and choose {again}.",
                tab=Code("Actions"),
                again=Code("Re-run failed jobs"),
            ),
            _waits(),
        ),
    )


def _again() -> Sentence:
    return say(
        "Then run this again: {tab}, {workflow}, {button}.",
        tab=Code("Actions"),
        workflow=Code("Publish"),
        button=Code("Run workflow"),
    )


def _waits() -> Sentence:
    return say(
        "Until then the handbook is kept as {artifact} under {place} of this run.",
        artifact=_HANDBOOK,
        place=Code("Artifacts"),
    )


def of_manager(visibility: str) -> Verdict:
    """Judge whether the manager's pages may wait in this repository, where everyone who may read it can fetch them."""
    if visibility == "private":
        return Verdict(
            GO,
            (
                say(
                    "The manager's pages are kept for one day as {artifact} under {place} of this"
                    " run. They name people: keep them to yourself.",
                    artifact=Code("manager"),
                    place=Code("Artifacts"),
                ),
            ),
        )
    return Verdict(
        STOP,
        (
            say(
                "The manager's pages were built and thrown away: this repository is not private, so"
                " others could fetch them here."
            ),
        ),
        (
            say("Build them on your own computer with {command}.", command=Code("make run")),
            say(
                "Are the people in the files real? Then go to {settings}, and choose {private}"
                " under {place}.",
                settings=Code("Settings → General"),
                private=Code("Make private"),
                place=Code("Danger Zone"),
            ),
        ),
    )


def _terminal(verdict: Verdict, voice: Voice) -> str:
    """Return the verdict for a person at a screen."""
    return (
        "\n".join([*map(voice, verdict.why), *(f"  → {voice(act)}" for act in verdict.todo)]) + "\n"
    )


def _log(verdict: Verdict, voice: Voice) -> str:
    """Return the verdict as workflow commands: the gravest first, then what to do."""
    return (
        "\n".join(
            [
                *(github.command(verdict.kind, text) for text in _gravest(verdict, voice)),
                *(f"→ {voice(act)}" for act in verdict.todo),
            ]
        )
        + "\n"
    )


def _gravest(verdict: Verdict, voice: Voice) -> Iterator[str]:
    yield from map(voice, verdict.why[: github.MOST])
    more = len(verdict.why) - github.MOST
    if more > 0:
        yield voice(
            say_n("{number} more, see the summary.", "{number} more, see the summary.", more)
        )


def _summary(verdict: Verdict, voice: Voice) -> str:
    """Return the verdict as Markdown."""
    return "\n".join(
        [
            *(f"**{voice(found)}**\n" for found in verdict.why),
            *(f"- {voice(act)}" for act in verdict.todo),
            "",
            "",
        ]
    )


def tell(run: Run, verdict: Verdict) -> None:
    """Say a verdict on publishing: on a screen, or, inside a workflow, in its log and its summary."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary is None:
        say_aloud(_terminal(verdict, run.voice))
        return
    say_aloud(_log(verdict, run.voice))
    with open(summary, "a", encoding="utf-8") as page:
        page.write(_summary(verdict, run.nameless(MARKDOWN)))


def _pages() -> str:
    """Return what the Pages of this repository are, as far as GitHub says."""
    try:
        return pages(of_job("pages: read").call("GET", "/pages")[0])
    except StatusError as no:
        return OFF if no.status == 404 else UNKNOWN
    except RefusalError:
        return UNKNOWN


def work(site: str, run: Run) -> int:
    """Decide about a site, tell it, and hand the answer on."""
    if site == "manager":
        verdict = of_manager(os.environ.get("VISIBILITY", ""))
    else:
        programme = run.reading.programme
        verdict = of_host(
            _pages(), may_be_public=programme is not None and programme.handbook.public
        )
    tell(run, verdict)
    with Path(given("GITHUB_OUTPUT", ".+")).open("a", encoding="utf-8") as output:
        output.write(f"may={str(verdict.kind == GO).lower()}\n")
    return NO if verdict.kind == ALARM else WELL


def main() -> int:
    """Decide about the site that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", choices=("handbook", "manager"))
    return job.done(partial(work, parser.parse_args().site), Reads.PROGRAMME)


if __name__ == "__main__":
    sys.exit(main())
