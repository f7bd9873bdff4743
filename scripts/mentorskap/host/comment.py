"""The one comment on a pull request, kept by a job that `workflow_run` starts after the check.

`python -m mentorskap.host.comment`.

It says how the check ended, and who does what next. It is mailed and stays, so it names nobody.
The job may write, so it runs the code of main. What the check has handed over is read as data;
GitHub says which pull request it is about.
Exit 0: the comment is as it should be. Exit 2: it could not be kept; one sentence says why.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mentorskap.host import job, verdict
from mentorskap.host.run import EXIT_OK, Reads
from mentorskap.report import phrases
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, say, say_n
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.host.forge import Forge, Remark
    from mentorskap.host.run import Run
    from mentorskap.host.verdict import Verdict
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

FORM = MARKDOWN._replace(shows_names=False)
MARKER = "<!-- mentorskap: check -->"
WRITTEN = say("The comment was written.")
EDITED = say("The comment was edited.")
UNCHANGED = say("The comment is as it should be.")
MOVED_ON = say(
    "No open proposal stands at the commit that was checked. Its next check writes the comment."
)

_DATA = ("participants/", "pairings/", "docs/sv/", "docs/en/")


class Act(NamedTuple):
    """What to do: edit the comment with this id, or without one write the first."""

    id: int | None
    text: str


def is_data(path: str) -> bool:
    """Say whether a file belongs to the programme, and not to the tool."""
    return path == "programme.yml" or path.startswith(_DATA)


def changes_tool(paths: Iterable[str] | None) -> bool:
    """Say whether a proposal changes more than data; None is a list that may hide some paths."""
    return paths is None or not all(map(is_data, paths))


def body(
    verdict: Verdict | None, commit: str, account: str, voice: Voice, *, changes_tool: bool
) -> str:
    """Return the comment: how the check of `commit` ended, where the errors are, and who acts next.

    `account` is the address of the whole report.
    """
    ended = (
        say("It did not finish, so nothing is known about the files.")
        if verdict is None
        else phrases.verdict(verdict)
    )
    title = say("The check of {commit}: {verdict}", commit=Code(commit[:7]), verdict=ended)
    lines = [
        MARKER,
        f"**{voice(title)}**",
        *([] if verdict is None else _found(verdict, voice)),
        "",
    ]
    unknown = say("Whoever looks after the tool opens the account and sees why.")
    lines += [
        (
            f"**{voice(phrases.NEXT)}:**"
            f" {voice(unknown if verdict is None else phrases.next_step(verdict, verdict.stood))}"
        ),
        "",
    ]
    if changes_tool:
        lines += [
            voice(
                say(
                    "This proposal changes the tool itself, so it has checked itself. Whoever looks"
                    " after the tool reads it first."
                )
            ),
            "",
        ]
    link = say("The full report, with what the change means")
    return "\n".join([*lines, f"[{voice(link)}]({account})", ""])


def _found(verdict: Verdict, voice: Voice) -> Iterator[str]:
    yield phrases.counted(verdict, voice)
    if verdict.stood:
        yield voice(phrases.stood(verdict.stood))
    if verdict.errors:
        yield ""
    for finding in verdict.places:
        where = say("{place}", place=Code(f"{finding.path}:{finding.line}"))
        yield f"- {voice.phrase(where)} {finding.rule}: `{phrases.page(finding.rule, voice)}`"
    if any("…" in finding.path for finding in verdict.places):
        yield f"- {voice(phrases.NUMBERED)}"
    if rest := verdict.errors - len(verdict.places):
        more = say_n(
            "{number} more error, in the account.", "{number} more errors, in the account.", rest
        )
        yield f"- {voice(more)}"


def act(remarks: Iterable[Remark], text: str) -> Act | None:
    """Return what to do so that `text` is our one comment, or None if it is already."""
    for remark in remarks:
        if remark.own and remark.text.startswith(MARKER):
            same = remark.text.replace("\r\n", "\n").strip() == text.strip()
            return None if same else Act(remark.id, text)
    return Act(None, text)


def keep(forge: Forge, voice: Voice) -> Sentence:
    """Write or edit the comment on the proposal that was checked, and return what was done."""
    check = forge.check_run()
    number = forge.proposal_checked(check)
    if number is None:
        return MOVED_ON
    archive = forge.handed_over(check, "verdict", verdict.LARGEST)
    raw = None if archive is None else verdict.unpacked(archive)
    text = body(
        verdict.understood(raw, failed=check.failed),
        check.commit,
        check.account,
        voice,
        changes_tool=changes_tool(forge.changed_files(number)),
    )
    act_ = act(forge.remarks(number), text)
    if act_ is None:
        return UNCHANGED
    return do(forge, number, act_)


def do(forge: Forge, number: int, act: Act) -> Sentence:
    """Write or edit the comment on a proposal, and return what was done."""
    if act.id is None:
        forge.write_remark(number, act.text)
        return WRITTEN
    forge.edit_remark(act.id, act.text)
    return EDITED


def work(run: Run) -> int:
    """Keep the comment, and say what was done."""
    done = keep(job.forge("pull-requests: write"), run.nameless(FORM))
    sys.stdout.write(f"{run.voice(done)}\n")
    return EXIT_OK


def main() -> int:
    """Keep the comment in the language of main's programme; no one's file is opened."""
    return job.done(work, Reads.PROGRAMME)


if __name__ == "__main__":
    sys.exit(main())
