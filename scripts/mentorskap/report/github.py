"""Reports as workflow commands of GitHub Actions.

People who may not see names can read a log, so it shows ids only, and no text from the files. A
file whose name gives a person away is shown as a number, without a link to it.

GitHub shows ten errors and ten warnings of a step and silently drops the rest. At most nine
findings are shown, gravest first, followed by a pointer to the full report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model.deadlines import OVERDUE
from mentorskap.report import phrases, veil
from mentorskap.words import titles
from mentorskap.words.sentence import say, say_n
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mentorskap.letters.mail import Batch
    from mentorskap.matching.suggestion import Effect, Suggestion, Whole
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.changes import Account
    from mentorskap.report.veil import Veil
    from mentorskap.rules.check import Finding, Report
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

MOST = 9
"""The most findings, items or statements that are shown."""


def escape(text: str) -> str:
    """Return `text` escaped for the text of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Return `text` escaped for a property of a command."""
    return escape(text).replace(":", "%3A").replace(",", "%2C")


def command(kind: str, text: str, **properties: str | int) -> str:
    """Return one workflow command."""
    listed = ",".join(
        f"{key}={escape_property(harmless(str(value)))}" for key, value in properties.items()
    )
    return f"::{kind} {listed}::{escape(text)}" if listed else f"::{kind}::{escape(text)}"


def check(
    report: Report,
    snapshot: Snapshot,
    voice: Voice,
    account: Account | None = None,
    _address: str | None = None,
) -> str:
    """Return the gravest findings as annotations, then what a change means, and the counts."""
    statements = () if account is None else account.statements
    hide = veil.of_snapshot(snapshot, (statement.path for statement in statements))
    lines = [_annotation(finding, hide, voice) for finding in report.findings[:MOST]]
    lines += _more(len(report.findings), voice)
    if account is not None:
        lines += [
            f"- {': '.join(meaning)}"
            for meaning in phrases.meanings(account.statements, snapshot, voice)[:MOST]
        ]
        if len(account.statements) > MOST:
            lines.append(voice(_and_more(len(account.statements))))
        if account.stood:
            lines.append(voice(phrases.stood(len(account.stood))))
    lines.append(f"{voice(phrases.as_of(snapshot))}. {phrases.counted(report, voice)}")
    text = hide("\n".join(lines) + "\n")
    return f"{text}{voice(phrases.NUMBERED)}\n" if "/…" in text else text


def _annotation(finding: Finding, hide: Veil, voice: Voice) -> str:
    """Return a finding at its line, or after its number where the file's name is not shown."""
    text = f"{voice(finding.message)} → {voice(finding.fix)}"
    title = f"{voice(titles.SEVERITIES[finding.severity])} ({finding.rule})"
    mark = finding.mark
    if hide.hides(finding.path):
        where = f"{hide(finding.path)}:{mark.line}"
        return command(finding.severity, f"{where}: {text}", title=title)
    return command(
        finding.severity, text, file=finding.path, line=mark.line, col=mark.column, title=title
    )


def overdue(
    items: Sequence[Item], snapshot: Snapshot, line: Callable[[Item], int], voice: Voice
) -> str:
    """Return what is late as warnings; what is not late is left out."""
    late = [item for item in items if item.status == OVERDUE]
    lines = [
        command(
            "warning",
            f"{voice.phrase(titles.KINDS[item.kind])}, {phrases.when(item, snapshot.today, voice)}."
            f" {voice(item.message)} {phrases.manager(item, snapshot, voice)}".rstrip(),
            file=item.path,
            line=line(item),
            title=item.pairing or item.participant,
        )
        for item in late[:MOST]
    ]
    lines += _more(len(late), voice)
    lines += _unread(snapshot, voice)
    lines.append(
        f"{voice(phrases.as_of(snapshot))}."
        f" {voice(phrases.overdue_summary(items, snapshot.reading.unread))}"
    )
    return veil.of_snapshot(snapshot)("\n".join(lines) + "\n")


def _unread(snapshot: Snapshot, voice: Voice) -> list[str]:
    unread = snapshot.reading.unread
    if not unread:
        return []
    text = f"{voice(phrases.unread(unread))} {', '.join(map(harmless, unread))}"
    return [command("warning", text)]


def _more(count: int, voice: Voice) -> list[str]:
    if count <= MOST:
        return []
    return [command("notice", voice(_and_more(count)))]


def _and_more(count: int) -> Sentence:
    return say_n("{number} more, see the summary.", "{number} more, see the summary.", count - MOST)


def remind(batch: Batch, snapshot: Snapshot, voice: Voice) -> str:
    """Return the number of drafts and their files, skipped matters, what is unsent: all by id."""
    lines = [
        f"{voice(phrases.as_of(snapshot))}. {voice(phrases.drafted(len(batch.letters)))}",
        *(f"{letter.name}: {phrases.about(letter.matters, voice)}" for letter in batch.letters),
        *(
            f"{skipped.matter.participant}: {phrases.about([skipped.matter], voice)} –"
            f" {voice.phrase(phrases.left_out(skipped))}"
            for skipped in batch.skipped
        ),
        *(f"{draft.name}: {voice.phrase(phrases.drafted_on(draft))}" for draft in batch.unsent),
    ]
    return _notice(lines, snapshot, voice)


def status(snapshot: Snapshot, numbers: Mapping[str | None, Sequence[Kpi]], voice: Voice) -> str:
    """Return the numbers in one command, without members.

    A number about somebody, but fewer than the limit `smallest_group`, is hidden.
    """
    lines = [voice(phrases.as_of(snapshot))]
    limit = snapshot.limits.smallest_group
    for kpi in numbers[None]:
        value = (
            voice.phrase(say("hidden, too few"))
            if 0 < len(kpi.members) < limit
            else f"{phrases.value(kpi, voice)} ({phrases.share(kpi, voice)})"
        )
        lines.append(f"{voice(titles.KPIS[kpi.name])}: {value}")
    return _notice(lines, snapshot, voice)


def suggest(
    suggestion: Suggestion, difference: Effect | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return who could be asked for a mentee and who is stopped, in ids and scores alone."""
    lines = [voice(phrases.as_of(snapshot)), suggestion.mentee]
    if suggestion.not_weighed is not None:
        lines.append(voice(suggestion.not_weighed))
    lines += [f"{candidate.mentor}: {candidate.score}" for candidate in suggestion.candidates]
    lines += [
        f"{blocked.mentor}: {', '.join(stop.id for stop in blocked.by)}"
        for blocked in suggestion.blocked
    ]
    return _notice([*lines, *_changed(difference)], snapshot, voice)


def suggest_whole(whole: Whole, difference: Effect | None, snapshot: Snapshot, voice: Voice) -> str:
    """Return the best whole, in ids and scores alone."""
    without = voice.phrase(say("no mentor left"))
    lines = [
        voice(phrases.as_of(snapshot)),
        *(
            f"{match.mentee} – {match.candidate.mentor}: {match.candidate.score}"
            for match in whole.pairs
        ),
        *(f"{unmatched.mentee} – {without}" for unmatched in whole.unmatched),
        *map(voice, whole.left_out.values()),
    ]
    return _notice([*lines, *_changed(difference)], snapshot, voice)


def _notice(lines: Iterable[str], snapshot: Snapshot, voice: Voice) -> str:
    """Return lines as one command, then the files that could not be read."""
    text = "\n".join([command("notice", "\n".join(lines)), *_unread(snapshot, voice)]) + "\n"
    return veil.of_snapshot(snapshot)(text)


def _changed(difference: Effect | None) -> list[str]:
    moves = () if difference is None else difference.moves
    return [f"{move.mentee}: {move.before or '–'} → {move.after or '–'}" for move in moves]
