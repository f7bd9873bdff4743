"""May what was built leave? A job asks before it publishes a site.

`python -m mentorskap.host.publishing handbook|manager|letters`.

For `handbook` the host says whether its Pages are private; for `manager` and `letters` it depends
on who may read the repository. An answer that is missing or cannot be read counts as a no. The
decision goes to the log, to the summary, and as `may=true` or `may=false` to the steps that come
after.
Exit 0: it was decided, either way. 1: it could not be decided, or something is open that must not
be. 2: there is no programme, or no job.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from mentorskap.host import job
from mentorskap.host.run import EXIT_NO, EXIT_OK, Reads, write_out
from mentorskap.report import github
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Sentence, say, say_n
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.host.run import Run
    from mentorskap.words.voice import Voice

_HANDBOOK, _SETTING, _GUIDE, _PROGRAMME = (
    Code("handbook"),
    Code("handbook: {public: true}"),
    Code("docs/hosting.md"),
    Code("programme.yml"),
)
_PAGES = Code("Settings → Pages")


GO, STOP, ALARM = "notice", "warning", "error"
"""Decisions, as GitHub calls the lines that tell them: it may leave; it stays, as it should here;
something must be mended."""


class Decision(NamedTuple):
    """Whether something may leave, what was found, and what to do about it."""

    kind: str
    why: tuple[Sentence, ...]
    todo: tuple[Sentence, ...] = ()


def of_host(kind: str, *, may_be_public: bool) -> Decision:
    """Judge whether the handbook, in which nobody was found, may go to pages of kind `found`."""
    match kind:
        case "private":
            return Decision(
                GO,
                (
                    say(
                        "The handbook is published with Pages. Only those who may read this"
                        " repository can open it."
                    ),
                ),
            )
        case "open" | "unknown" if may_be_public:
            return Decision(
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
            return Decision(
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
            return Decision(
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
            return Decision(
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
    return Decision(
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


def of_manager(visibility: str) -> Decision:
    """Judge whether the manager's pages may wait here, where every reader can fetch them."""
    if visibility == "private":
        return Decision(
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
    return Decision(
        STOP,
        (
            say(
                "The manager's pages were built and thrown away: this repository is not private, so"
                " others could fetch them here."
            ),
        ),
        (
            say("Build them on your own computer with {command}.", command=Code("make run")),
            _make_private(),
        ),
    )


def _make_private() -> Sentence:
    return say(
        "Are the people in the files real? Then go to {settings}, and choose {private} under"
        " {place}.",
        settings=Code("Settings → General"),
        private=Code("Make private"),
        place=Code("Danger Zone"),
    )


def of_letters(visibility: str) -> Decision:
    """Judge whether the drafts of letters may wait here, where every reader can fetch them."""
    if visibility == "private":
        return Decision(
            GO,
            (
                say(
                    "The letters are kept for one day as {artifact} under {place} of this run. They"
                    " name people: keep them to yourself.",
                    artifact=Code("letters"),
                    place=Code("Artifacts"),
                ),
            ),
        )
    return Decision(
        STOP,
        (
            say(
                "No letters were drafted: this repository is not known to be private, so others"
                " could fetch them here."
            ),
        ),
        (
            say(
                "Draft them on your own computer with {command}.", command=Code("mentorskap remind")
            ),
            _make_private(),
        ),
    )


def _terminal(decision: Decision, voice: Voice) -> str:
    """Return the verdict for a person at a screen."""
    return (
        "\n".join([*map(voice, decision.why), *(f"  → {voice(act)}" for act in decision.todo)])
        + "\n"
    )


def _log(decision: Decision, voice: Voice) -> str:
    """Return the verdict as workflow commands: the gravest first, then what to do."""
    return (
        "\n".join(
            [
                *(github.command(decision.kind, text) for text in _gravest(decision, voice)),
                *(f"→ {voice(act)}" for act in decision.todo),
            ]
        )
        + "\n"
    )


def _gravest(decision: Decision, voice: Voice) -> Iterator[str]:
    yield from map(voice, decision.why[: github.MOST])
    more = len(decision.why) - github.MOST
    if more > 0:
        yield voice(
            say_n("{number} more, see the summary.", "{number} more, see the summary.", more)
        )


def _summary(decision: Decision, voice: Voice) -> str:
    """Return the verdict as Markdown."""
    return "\n".join(
        [
            *(f"**{voice(sentence)}**\n" for sentence in decision.why),
            *(f"- {voice(act)}" for act in decision.todo),
            "",
            "",
        ]
    )


def tell(run: Run, decision: Decision) -> None:
    """Print a decision; inside a workflow, in its log and its summary."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary is None:
        write_out(_terminal(decision, run.voice))
        return
    write_out(_log(decision, run.voice))
    with open(summary, "a", encoding="utf-8") as page:
        page.write(_summary(decision, run.nameless(MARKDOWN)))


def work(site: str, run: Run) -> int:
    """Decide about a site or the letters, say it, and hand the answer on."""
    forge = job.forge("pages: read")
    if site == "manager":
        decision = of_manager(os.environ.get("VISIBILITY", ""))
    elif site == "letters":
        decision = of_letters(os.environ.get("VISIBILITY") or forge.visibility())
    else:
        programme = run.reading.programme
        decision = of_host(
            forge.pages(), may_be_public=programme is not None and programme.handbook.public
        )
    tell(run, decision)
    forge.hand_on("may", str(decision.kind == GO).lower())
    return EXIT_NO if decision.kind == ALARM else EXIT_OK


def main() -> int:
    """Decide about what is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", choices=("handbook", "manager", "letters"))
    return job.done(partial(work, parser.parse_args().site), Reads.PROGRAMME)


if __name__ == "__main__":
    sys.exit(main())
