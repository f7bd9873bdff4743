"""May the handbook be put on the web? Pure functions of what was found in it and of what the host answers.

Whatever is not known for certain counts against it: an answer that cannot be had or read is no yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.host import leaks
from mentorskap.words.sentence import Code, Sentence, say, say_n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentorskap.host.leaks import Leak

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


def of_leaks(found: Sequence[Leak], unread: Sequence[str], files: int) -> Verdict:
    """Judge a site by the traces of people in its `files`, and by the files of data that could not be read."""
    if not files:
        return Verdict(
            ALARM,
            (say("There is no site here to look through."),),
            (
                say(
                    "Build it with {command}.",
                    command=Code("mentorskap site --audience participants"),
                ),
            ),
        )
    why = [_first(group) for group in leaks.grouped(found).values()]
    why += [
        say(
            "{file} could not be read, so nobody can tell whether a page names the person in it.",
            file=Code(path),
        )
        for path in unread
    ]
    if not why:
        return Verdict(
            GO, (say_n("No name in {number} file.", "No names in {number} files.", files),)
        )
    todo = []
    if found:
        todo.append(
            say(
                "Find the page in {folder}, and remove what points to a person.",
                folder=Code("docs"),
            )
        )
    if any(leak.kind in {leaks.FAMILY_NAME, leaks.ORGANISATION} for leak in found):
        todo.append(
            say(
                "Is it an everyday word there, and not about the person? Add it to {key} in"
                " {file}.",
                key=Code("handbook: {everyday_words: […]}"),
                file=_PROGRAMME,
            )
        )
    if unread:
        todo.append(say("Run {check}, and mend what it finds.", check=Code("mentorskap check")))
    return Verdict(ALARM, tuple(why), tuple(todo))


def _first(group: Sequence[Leak]) -> Sentence:
    first = leaks.sentence(group[0])
    if len(group) == 1:
        return first
    return say_n(
        "{first} So does {number} other file.",
        "{first} So do {number} other files.",
        len(group) - 1,
        first=first,
    )


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
