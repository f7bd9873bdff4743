"""Reports as workflow commands.

A log is no place for people's names: ids only, and nothing that files say.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word; so the gravest
nine of all are shown, and a pointer to where the whole account stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.model.deadlines import OVERDUE
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.sentence import say, say_n
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mentorskap.letters.due import Skipped
    from mentorskap.letters.mail import Letter
    from mentorskap.matching.suggestion import Difference, Suggestion, Whole
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.changes import Account
    from mentorskap.rules.check import Report
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

MOST = 9


def escape(text: str) -> str:
    """Return `text` so that it stays the text of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Return `text` so that it stays one property of a command."""
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
    """Return the gravest findings as annotations, then what a change means, in short, and the count."""
    lines = [
        command(
            finding.severity,
            f"{voice(finding.message)} → {voice(finding.fix)}",
            file=finding.path,
            line=finding.mark.line,
            col=finding.mark.column,
            title=f"{voice(titles.SEVERITIES[finding.severity])} ({finding.rule})",
        )
        for finding in report.findings[:MOST]
    ]
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
    return "\n".join(lines) + "\n"


def overdue(
    items: Sequence[Item], snapshot: Snapshot, line: Callable[[Item], int], voice: Voice
) -> str:
    """Return what is late as warnings. What is only upcoming is no news."""
    late = [item for item in items if item.status == OVERDUE]
    lines = [
        command(
            "warning",
            f"{voice.phrase(titles.KINDS[item.kind])}, {phrases.when(item, snapshot.today, voice)}."
            f" {voice(item.message)}",
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
    return "\n".join(lines) + "\n"


def _unread(snapshot: Snapshot, voice: Voice) -> list[str]:
    unread = snapshot.reading.unread
    return (
        [command("warning", f"{voice(phrases.unread(unread))} {', '.join(map(harmless, unread))}")]
        if unread
        else []
    )


def _more(count: int, voice: Voice) -> list[str]:
    if count <= MOST:
        return []
    return [command("notice", voice(_and_more(count)))]


def _and_more(count: int) -> Sentence:
    return say_n("{number} more, see the summary.", "{number} more, see the summary.", count - MOST)


def remind(
    drafts: Sequence[Letter],
    left_out: Sequence[Skipped],
    _folder: str,
    snapshot: Snapshot,
    voice: Voice,
) -> str:
    """Return how many letters there are and the names of their files, then what was left out, by ids."""
    told = [f"{voice(phrases.as_of(snapshot))}. {voice(phrases.drafted(len(drafts)))}"]
    told += [f"{text.name}: {phrases.about(text.matters, voice)}" for text in drafts]
    told += [
        f"{left.matter.participant}: {phrases.about([left.matter], voice)} –"
        f" {voice.phrase(titles.LEFT_OUT[left.why])}"
        for left in left_out
    ]
    return "\n".join([command("notice", "\n".join(told)), *_unread(snapshot, voice)]) + "\n"


def status(snapshot: Snapshot, numbers: Mapping[str | None, Sequence[Kpi]], voice: Voice) -> str:
    """Return the numbers in one command, without their members; what fewer than the programme's limit stand behind is hidden."""
    smallest = snapshot.limits.smallest_group
    told = [voice(phrases.as_of(snapshot))]
    for kpi in numbers[None]:
        shown = (
            f"{phrases.value(kpi, voice)} ({phrases.share(kpi, voice)})"
            if len(kpi.members) >= smallest
            else voice.phrase(say("hidden, too few"))
        )
        told.append(f"{voice(titles.KPIS[kpi.name])}: {shown}")
    return "\n".join([command("notice", "\n".join(told)), *_unread(snapshot, voice)]) + "\n"


def suggest(
    suggestion: Suggestion, difference: Difference | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return in one command who could be asked for a mentee and who is stopped: ids and numbers, no reasons and no words."""
    told = [voice(phrases.as_of(snapshot)), suggestion.mentee]
    if suggestion.not_weighed is not None:
        told.append(voice(suggestion.not_weighed))
    told += [f"{candidate.mentor}: {candidate.score}" for candidate in suggestion.candidates]
    told += [
        f"{blocked.mentor}: {', '.join(stop.id for stop in blocked.by)}"
        for blocked in suggestion.blocked
    ]
    return (
        "\n".join(
            [
                command("notice", "\n".join([*told, *_changed(difference)])),
                *_unread(snapshot, voice),
            ]
        )
        + "\n"
    )


def suggest_whole(
    whole: Whole, difference: Difference | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return the best whole in one command: ids and numbers, no reasons and no words."""
    told = [voice(phrases.as_of(snapshot))]
    told += [
        f"{match.mentee} – {match.candidate.mentor}: {match.candidate.score}"
        for match in whole.pairs
    ]
    without = voice.phrase(say("no mentor left"))
    told += [f"{left.mentee} – {without}" for left in whole.unmatched]
    told += map(voice, whole.left_out.values())
    return (
        "\n".join(
            [
                command("notice", "\n".join([*told, *_changed(difference)])),
                *_unread(snapshot, voice),
            ]
        )
        + "\n"
    )


def _changed(difference: Difference | None) -> list[str]:
    return (
        []
        if difference is None
        else [
            f"{move.mentee}: {move.before or '–'} → {move.after or '–'}"
            for move in difference.moves
        ]
    )
