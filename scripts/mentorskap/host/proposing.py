"""What a filled-in form says becomes a pull request, in a job that an opened issue starts.

`python -m mentorskap.host.proposing`; with `--checked FILE`, what the check said of the proposal.

The job may write, so it runs the code of main, and a strict parser reads the issue as data. Only a
sender who may write in the repository is answered with more than a refusal. The comment, the
proposal, its branch and its commit are mailed and stay, so they name nobody, and quote facts and
no line of a file.
Exit 0: the sender has been answered. Exit 2: it could not be done; one sentence says why.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorskap.edit import forms
from mentorskap.edit.following import following
from mentorskap.edit.recording import recording_from
from mentorskap.edit.trial import try_out
from mentorskap.files import reading, source
from mentorskap.host import comment, job, verdict
from mentorskap.host.forge import Label
from mentorskap.host.run import EXIT_OK, Reads, data, schema_named
from mentorskap.host.writing import swap, with_fact
from mentorskap.model import managers
from mentorskap.model.snapshot import Snapshot
from mentorskap.report import phrases
from mentorskap.report.changes import statements
from mentorskap.report.phrases import Piece
from mentorskap.rules import change
from mentorskap.rules.check import check
from mentorskap.rules.rule import ERROR
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Sentence, codes, say
from mentorskap.words.voice import MARKDOWN, NAMELESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mentorskap.edit.forms import IssueForm
    from mentorskap.edit.recording import Recording
    from mentorskap.edit.trial import Trial
    from mentorskap.files.source import Places, Route
    from mentorskap.host.forge import FilledForm, Forge
    from mentorskap.host.run import Run
    from mentorskap.host.writing import Files
    from mentorskap.rules.check import Finding
    from mentorskap.words.voice import Voice

FORM = MARKDOWN._replace(shows_names=False)
LABEL = Label(forms.LABEL, "0e6b5c", "mentorskap: something to write down · något att skriva in")
NO_FORM = say("This issue is not one of the forms, so nothing is done with it.")
NO_ACCESS = say(
    "Only those who may write in this repository can use the forms. Nothing was written. Ask the"
    " programme manager."
)
ALREADY = say("This is written already. Nothing was changed, and this issue can be closed.")
ANSWERED = say("The sender has been answered.")
_NOT_WRITTEN = say("Nothing was written.")
_NOT_RIGHT = say("Nothing was written, because this would be wrong:")
_AGAIN = say("Close this issue and fill in the form again.")
_ASKED = say(
    "Every rule was tried before this was proposed, and none found an error. The result of the"
    " check follows in a comment."
)
_TITLES = {
    "meeting": say("Meeting, from issue #{number}"),
    "feedback": say("Feedback, from issue #{number}"),
    "contact": say("Check-in, from issue #{number}"),
    "asked": say("Mentor asked, from issue #{number}"),
    "mentor-answer": say("The mentor's answer, from issue #{number}"),
    "informed": say("Mentee informed, from issue #{number}"),
    "mentee-answer": say("The mentee's answer, from issue #{number}"),
    "pause": say("Pause, from issue #{number}"),
    "resume": say("End of a pause, from issue #{number}"),
    "end": say("End of a pairing, from issue #{number}"),
    "interview": say("Interview, from issue #{number}"),
    "agreement": say("Agreement, from issue #{number}"),
    "extend": say("Extension, from issue #{number}"),
    "withdrawn": say("Withdrawal, from issue #{number}"),
    "leave": say("A mentor leaves, from issue #{number}"),
    "notified": say("Informed of what is stored, from issue #{number}"),
}
_LIMITS = (
    say(
        "This check was run by the job of the form, with the rules of the main branch, on that"
        " branch with this change. It knows nothing of what is merged later."
    ),
    say(
        "What is left for you: GitHub starts no check of a proposal that a workflow opens. If the"
        " rules for your main branch require {check}, close this proposal and open it again, and"
        " the check runs. Then merge.",
        check=Code("Check"),
    ),
)


class FormOutcome(NamedTuple):
    """What a form leads to: its fact, the files, and what the rules say of them."""

    fact: Recording
    files: Files
    trial: Trial
    errors: tuple[Finding, ...]
    notes: tuple[Sentence, ...]


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
        "The change is written in a branch, but GitHub does not let a workflow open a proposal"
        " here."
    )
    act = say("Open it yourself.")
    setting = say(
        "To have it opened the next time, turn on {setting} under Settings, Actions, General.",
        setting=Code("Allow GitHub Actions to create and approve pull requests"),
    )
    return f"{voice(sentence)} [{voice(act)}]({link}) {voice(setting)}"


def title(form: IssueForm, number: int, voice: Voice) -> str:
    """Return the title of the proposal, and of its commit."""
    return voice(_TITLES[form.fact]._replace(values={"number": number}))


def proposal(
    heading: str,
    pieces: Iterable[Piece],
    meaning: Iterable[str],
    remarks: Iterable[Finding],
    voice: Voice,
) -> str:
    """Return the text of the proposal: facts written, their meaning, remarks of the rules."""
    lines = [
        f"- {_code(f'{path}:{line}', voice)} {_code(text, voice)}" for path, line, text in pieces
    ]
    findings = list(_findings(remarks, voice))
    return "\n".join(
        [
            f"{heading}.",
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


_SHOWN = (
    *("date", "from", "until", "time", "mentor_asked", "mentee_informed", "agreement"),
    *("extended_until", "withdrawn", "left", "notified"),
    *("outcome", "form", "with", "answer", "area", "required", "mentor"),
)
"""What a proposal says of a fact: days, ids and words of the schema. No free text, and no reason
for a no."""


def facts(files: Files) -> Iterator[Piece]:
    """Yield the facts that are written or changed, each with its line.

    The line itself is never quoted: it may hold a comment, or the whole of a file.
    """
    for path, (before, after) in files.items():
        old = {} if before is None else data(before, path)
        text = source.decode(after, path)
        places = reading.marks(text, path) if isinstance(text, str) else None
        for route, words in _new(old, data(after, path), ()):
            if places is not None:
                yield Piece(path, places.find(route).line, " · ".join(words))


def _new(old: Any, new: Any, route: Route) -> Iterator[tuple[Route, list[str]]]:
    """Yield where something is new, and the days and codes of what is new there."""
    if isinstance(new, list):
        for index, entry in enumerate(new):
            if not isinstance(old, list) or entry not in old:
                yield from _new(None, entry, (*route, index))
    elif isinstance(new, dict):
        before = old if isinstance(old, dict) else {}
        own = [key for key in _SHOWN if key in new and new[key] != before.get(key)]
        words = [key if new[key] is True else new[key] for key in own if _is_word(new[key])]
        if words:
            yield (*route, own[0]) if before else route, words
        for key, value in new.items():
            if isinstance(value, (dict, list)) and value != before.get(key):
                yield from _new(before.get(key), value, (*route, key))


def _is_word(value: Any) -> bool:
    return value is True or isinstance(value, str)


def _findings(findings: Iterable[Finding], voice: Voice) -> Iterator[str]:
    for finding in findings:
        where = _code(f"{finding.path}:{finding.mark.line}", voice)
        yield (
            f"- {voice(titles.SEVERITIES[finding.severity])} {where} {finding.rule}:"
            f" {voice(finding.message)} → {voice(finding.fix)}"
            f" (`{phrases.page(finding.rule, voice)}`)"
        )


def _code(text: str, voice: Voice) -> str:
    return voice.phrase(say("{place}", place=Code(text)))


_PERMISSION = "contents: write, issues: write, pull-requests: write"


def written(run: Run, form: IssueForm, text: str) -> FormOutcome:
    """Return what a filled-in form leads to. Raises RefusalError if that cannot be known."""
    programme = run.snapshot.programme
    offer = forms.Offer(schema_named, {} if programme is None else programme.area_names)
    words, options = forms.submission(text, form, offer)
    fact = recording_from(run.snapshot, words, options, run.snapshot.today, schema_named)
    forms.ask_about(form, fact, run.snapshot)
    more = following(fact, run.snapshot, schema_named)
    files = with_fact(run, fact)
    for recording in more.recordings:
        files = {**files, **with_fact(run, recording)}
    files = {path: pair for path, pair in files.items() if pair[0] != pair[1]}
    new = {path: after for path, (_, after) in files.items()}
    trial = try_out(run.snapshot, new, schema_named, run.places)
    changed = Snapshot(trial.after.reading, trial.after.today, trial.before)
    lost = check(changed, change.RULES, _places(run, new)).findings
    errors = (*trial.errors, *(finding for finding in lost if finding.severity == ERROR))
    note = forms.remark(form, fact, run.snapshot)
    return FormOutcome(fact, files, trial, errors, () if note is None else (note,))


def _places(run: Run, files: Mapping[str, bytes]) -> Any:
    def places(path: str) -> Places | None:
        if path not in files:
            return run.places(path)
        text = source.decode(files[path], path)
        return reading.marks(text, path) if isinstance(text, str) else None

    return places


def answer(forge: Forge, run: Run, form: IssueForm, voice: Voice) -> str:
    """Propose what the form says, if it can be written, and return the answer to its sender."""
    filled = forge.filled_form()
    if not forge.may_write(filled.sender) or filled.sender != filled.author:
        return voice(NO_ACCESS)
    forge.label_form(filled.number, LABEL)
    try:
        outcome = written(run, form, filled.text)
    except RefusalError as refusal:
        return not_written(refusal.sentence, voice)
    if outcome.errors:
        return not_right(outcome.errors, voice)
    notes = [voice(note) for note in outcome.notes]
    if not outcome.files:
        return " ".join([voice(ALREADY), *notes])
    trial = outcome.trial
    meaning = [
        f"{subject}: {sentence}."
        for subject, sentence in phrases.meanings(
            statements(trial.after, trial.before, {}), trial.after, voice
        )
    ]
    heading = title(form, filled.number, voice)
    text = proposal(heading, facts(outcome.files), meaning, trial.findings, voice)
    text = f"{_call(run.snapshot, outcome.fact.id)}{text}"
    heading = title(form, filled.number, run.nameless(NAMELESS))
    return " ".join([_propose(forge, run, filled, outcome.files, (heading, text)), *notes])


def _call(snapshot: Snapshot, subject: str) -> str:
    """Return the mention of the manager who acts in a pairing; empty without a user name."""
    pairing, person = (subject, "") if subject in snapshot.pairings else ("", subject)
    manager = managers.acting(snapshot, managers.Affair(pairing, person))
    return "" if manager is None or manager.handle is None else f"@{manager.handle} "


def _propose(
    forge: Forge, run: Run, filled: FilledForm, files: Files, words: tuple[str, str]
) -> str:
    """Propose what was written, once for each issue, and return the comment.

    The files are then written here as well, for the check that follows.
    """
    voice = run.nameless(FORM)
    branch = f"form-{filled.number}"
    opened: int | str | None = forge.proposal_from(branch)
    if opened is None:
        forge.write_files(branch, files, words[0])
        opened = forge.propose(branch, *words)
    if isinstance(opened, str):
        return branch_waits(opened, voice)
    if tip := forge.tip(branch):
        swap(run, files)
        forge.hand_on("proposal", str(opened))
        forge.hand_on("commit", tip)
    return proposed(opened, voice)


def work(run: Run) -> int:
    """Answer the sender, once."""
    forge = job.forge(_PERMISSION)
    filled = forge.filled_form()
    form = forms.form_of(filled.text)
    if form is None:
        sys.stdout.write(f"{run.voice(NO_FORM)}\n")
        return EXIT_OK
    text = answer(forge, run, form, run.nameless(FORM))
    if not any(remark.own and remark.text == text for remark in forge.remarks(filled.number)):
        forge.write_remark(filled.number, text)
    sys.stdout.write(f"{run.voice(ANSWERED)}\n")
    return EXIT_OK


def checked(raw: bytes, commit: str, account: str, voice: Voice) -> str:
    """Return what the check said of a proposal, what that does not cover, and what remains."""
    text = comment.body(_understood(raw), commit, account, voice, changes_tool=False)
    return "\n".join([text, *(f"{voice(sentence)}\n" for sentence in _LIMITS)])


def _understood(raw: bytes) -> verdict.Verdict | None:
    """Return the verdict of a check of this very job, whichever way it ended."""
    return verdict.understood(raw, failed=False) or verdict.understood(raw, failed=True)


def post(run: Run, file: str) -> int:
    """Comment on the proposal of this job with the verdict in a file, once."""
    forge = job.forge(_PERMISSION)
    number = os.environ.get("PROPOSAL", "")
    commit = os.environ.get("COMMIT", "")
    if not (re.fullmatch("[1-9][0-9]*", number) and re.fullmatch("[0-9a-f]{40}", commit)):
        raise RefusalError(say("{names} are not set.", names=codes(("PROPOSAL", "COMMIT"))))
    text = checked(Path(file).read_bytes(), commit, forge.account(), run.nameless(FORM))
    act = comment.act(forge.remarks(int(number)), text)
    if act is not None:
        comment.do(forge, int(number), act)
    return EXIT_OK


def main() -> int:
    """Answer the sender of the form, or comment on the proposal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--checked", metavar="FILE")
    options = parser.parse_args()
    if options.checked is not None:
        return job.done(lambda run: post(run, options.checked), Reads.PROGRAMME, form="markdown")
    return job.done(work, form="markdown")


if __name__ == "__main__":
    sys.exit(main())
