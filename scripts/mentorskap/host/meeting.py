"""A meeting logged by an issue form becomes a pull request, in a job that an opened issue starts.

`python -m mentorskap.host.meeting`.

The job may write, so it runs the code of main, and a strict parser reads the issue as data. Only a
sender who may write in the repository is answered with more than a refusal. The comment, the
proposal, its branch and its commit are mailed and stay, so they name nobody, and quote facts and
no line of a file.
Exit 0: the sender has been answered. Exit 2: it could not be done; one sentence says why.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mentorskap.edit.form import submission
from mentorskap.edit.recording import recording_from
from mentorskap.edit.trial import try_out
from mentorskap.files import reading, source
from mentorskap.host import job
from mentorskap.host.run import EXIT_OK, data, schema_named
from mentorskap.host.writing import with_fact
from mentorskap.model import managers
from mentorskap.report import phrases
from mentorskap.report.changes import statements
from mentorskap.report.phrases import Piece
from mentorskap.words import titles
from mentorskap.words.sentence import Code, RefusalError, Sentence, say
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.host.forge import Forge
    from mentorskap.host.run import Run
    from mentorskap.host.writing import Files
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.rules.check import Finding
    from mentorskap.words.voice import Voice

FORM = MARKDOWN._replace(shows_names=False)
NO_ACCESS = say(
    "Only those who may write in this repository can log a meeting. Nothing was written. Ask the"
    " programme manager."
)
ALREADY = say("This meeting is written already. Nothing was changed, and this issue can be closed.")
_NOT_WRITTEN = say("Nothing was written.")
_NOT_RIGHT = say("Nothing was written, because this would be wrong:")
_AGAIN = say("Close this issue and fill in the form again.")
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
    sentence = say(
        "The meeting is written in a branch, but GitHub does not let a workflow open a proposal"
        " here."
    )
    act = say("Open it yourself.")
    setting = say(
        "To have it opened the next time, turn on {setting} under Settings, Actions, General.",
        setting=Code("Allow GitHub Actions to create and approve pull requests"),
    )
    return f"{voice(sentence)} [{voice(act)}]({link}) {voice(setting)}"


def title(number: int, voice: Voice) -> str:
    """Return the title of the proposal, and of its commit."""
    return voice(say("A meeting, from issue #{number}", number=number))


def proposal(
    number: int,
    meetings: Iterable[Piece],
    meaning: Iterable[str],
    remarks: Iterable[Finding],
    voice: Voice,
) -> str:
    """Return the text of the proposal: meetings written, their meaning, remarks of the rules."""
    lines = [
        f"- {_code(f'{path}:{line}', voice)} {_code(text, voice)}" for path, line, text in meetings
    ]
    findings = list(_findings(remarks, voice))
    return "\n".join(
        [
            f"{title(number, voice)}.",
            "",
            *lines,
            "",
            *(f"{line}  " for line in meaning),
            "",
            *findings,
            *([""] if findings else []),
            voice(_ASKED),
        ]
    )


_OF_A_MEETING = ("date", "time", "outcome", "form")
"""What a proposal says of a meeting: dates and words of the schema, and no free text."""


def meetings(files: Files) -> Iterator[Piece]:
    """Yield the meetings that are written or changed, each with its line.

    The line itself is never quoted: it may hold a comment, or the whole of a file.
    """
    for path, (before, after) in files.items():
        old = [] if before is None else data(before, path).get("meetings", [])
        text = source.decode(after, path)
        places = reading.marks(text, path) if isinstance(text, str) else None
        for index, meeting in enumerate(data(after, path).get("meetings", [])):
            if places is not None and meeting not in old:
                fact = " · ".join(meeting[key] for key in _OF_A_MEETING if key in meeting)
                yield Piece(path, places.find(("meetings", index)).line, fact)


def _findings(findings: Iterable[Finding], voice: Voice) -> Iterator[str]:
    for finding in findings:
        where = _code(f"{finding.path}:{finding.mark.line}", voice)
        yield (
            f"- {voice(titles.SEVERITIES[finding.severity])} {where} {finding.rule}:"
            f" {voice(finding.message)} → {voice(finding.fix)}"
        )


def _code(text: str, voice: Voice) -> str:
    return voice.phrase(say("{place}", place=Code(text)))


_PERMISSION = "contents: write, issues: write, pull-requests: write"


def answer(forge: Forge, run: Run, voice: Voice) -> str:
    """Propose the meeting of the form, if it can be logged, and return the answer to its sender."""
    form = forge.filled_form()
    if not forge.may_write(form.sender) or form.sender != form.author:
        return voice(NO_ACCESS)
    try:
        words, options = submission(form.text, schema_named("pairing"))
        fact = recording_from(run.snapshot, words, options, run.snapshot.today, schema_named)
        files = with_fact(run, fact)
    except RefusalError as refusal:
        return not_written(refusal.sentence, voice)
    if all(before == after for before, after in files.values()):
        return voice(ALREADY)
    trial = try_out(
        run.snapshot, {path: after for path, (_, after) in files.items()}, schema_named, run.places
    )
    if trial.errors:
        return not_right(trial.errors, voice)
    meaning = [
        f"{subject}: {sentence}."
        for subject, sentence in phrases.meanings(
            statements(trial.after, trial.before, {}), trial.after, voice
        )
    ]
    text = proposal(form.number, meetings(files), meaning, trial.findings, voice)
    text = f"{_call(run.snapshot, fact.id)}{text}"
    return _propose(forge, form.number, files, text, voice)


def _call(snapshot: Snapshot, pairing: str) -> str:
    """Return the mention of the manager who acts in a pairing; empty without a user name."""
    manager = managers.acting(snapshot, managers.Affair(pairing, ""))
    return "" if manager is None or manager.handle is None else f"@{manager.handle} "


def _propose(forge: Forge, number: int, files: Files, text: str, voice: Voice) -> str:
    """Propose what was written, once for each issue, and return the comment."""
    branch = f"log-meeting-{number}"
    earlier = forge.proposal_from(branch)
    if earlier is not None:
        return proposed(earlier, voice)
    forge.write_files(branch, files, title(number, voice))
    opened = forge.propose(branch, title(number, voice), text)
    return branch_waits(opened, voice) if isinstance(opened, str) else proposed(opened, voice)


def work(run: Run) -> int:
    """Answer the sender, once."""
    forge = job.forge(_PERMISSION)
    number = forge.filled_form().number
    text = answer(forge, run, run.nameless(FORM))
    if not any(remark.own and remark.text == text for remark in forge.remarks(number)):
        forge.write_remark(number, text)
    return EXIT_OK


def main() -> int:
    """Answer the sender of the form."""
    return job.done(work, form="markdown")


if __name__ == "__main__":
    sys.exit(main())
