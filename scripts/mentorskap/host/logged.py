"""What is said of a meeting that was logged by an issue: in a comment, or a proposal.

Both are mailed and stay, so they name nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.words import titles
from mentorskap.words.sentence import Code, Sentence, say
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.report.phrases import Piece
    from mentorskap.rules.check import Finding
    from mentorskap.words.voice import Voice

FORM = MARKDOWN._replace(shows_names=False)
AUTHOR = "github-actions[bot]"
"""Who writes the comment."""

NO_ACCESS = say(
    "Only those who may write in this repository can log a meeting. Nothing was written. Ask the"
    " programme manager."
)
ALREADY = say("This meeting is written already. Nothing was changed, and this issue can be closed.")
_NOT_WRITTEN = say("Nothing was written.")
_NOT_RIGHT = say("Nothing was written, because this would be wrong:")
_AGAIN = say("Close this issue and fill in the form anew.")
_ASKED = say(
    "Every rule has been tried, and none finds an error. GitHub does not check a proposal that a"
    " workflow has opened. Do you want a check? Close it and open it again."
)


def not_written(why: Sentence, voice: Voice) -> str:
    """Return why a form leads to nothing."""
    return f"**{voice(_NOT_WRITTEN)}** {voice(why)} {voice(_AGAIN)}"


def not_right(errors: Iterable[Finding], voice: Voice) -> str:
    """Return what the rules say of what a form tells."""
    return "\n".join([f"**{voice(_NOT_RIGHT)}**", "", *_findings(errors, voice), "", voice(_AGAIN)])


def proposed(number: int, voice: Voice) -> str:
    """Return that a proposal waits."""
    return voice(
        say(
            "Proposal #{number} waits to be read and merged. Then this issue can be closed.",
            number=number,
        )
    )


def branch_waits(link: str, voice: Voice) -> str:
    """Return that GitHub lets the workflow open no proposal, and what to do instead."""
    told = say(
        "The meeting is written in a branch, but GitHub does not let a workflow open a proposal"
        " here."
    )
    act = say("Open it yourself.")
    setting = say(
        "To have it opened the next time, turn on {setting} under Settings, Actions, General.",
        setting=Code("Allow GitHub Actions to create and approve pull requests"),
    )
    return f"{voice(told)} [{voice(act)}]({link}) {voice(setting)}"


def title(number: int, voice: Voice) -> str:
    """Return the title of the proposal, and of its commit."""
    return voice(say("A meeting, from issue #{number}", number=number))


def proposal(
    number: int,
    pieces: Iterable[Piece],
    meaning: Iterable[str],
    remarks: Iterable[Finding],
    voice: Voice,
) -> str:
    """Return the text of the proposal: what was written where, what it means, and what the rules remark."""
    shown = [
        f"- {_code(f'{path}:{line}', voice)} {_code(text.strip(), voice)}"
        for path, line, text in pieces
    ]
    found = list(_findings(remarks, voice))
    return "\n".join(
        [
            f"{title(number, voice)}.",
            "",
            *shown,
            "",
            *(f"{line}  " for line in meaning),
            "",
            *found,
            *([""] if found else []),
            voice(_ASKED),
        ]
    )


def _findings(findings: Iterable[Finding], voice: Voice) -> Iterator[str]:
    for finding in findings:
        place = _code(f"{finding.path}:{finding.mark.line}", voice)
        yield (
            f"- {voice(titles.SEVERITIES[finding.severity])} {place} {finding.rule}:"
            f" {voice(finding.message)} → {voice(finding.fix)}"
        )


def _code(text: str, voice: Voice) -> str:
    return voice.phrase(say("{place}", place=Code(text)))
