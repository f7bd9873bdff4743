"""Reports as workflow commands. A log is no place for people's names: ids only, and nothing that files say.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word; so the gravest nine of all
are shown, and a pointer to where the whole account stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorskap.deadlines import OVERDUE
from mentorskap.report import phrases, titles
from mentorskap.report.voice import harmless
from mentorskap.sentence import say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mentorskap.check import Report
    from mentorskap.deadlines import Item
    from mentorskap.kpi import Kpi
    from mentorskap.report.voice import Voice
    from mentorskap.snapshot import Snapshot

MOST = 9


def escape(text: str) -> str:
    """Return `text` so that it stays the text of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Return `text` so that it stays one property of a command."""
    return escape(text).replace(":", "%3A").replace(",", "%2C")


def command(kind: str, text: str, **properties: str | int) -> str:
    """Return one workflow command."""
    listed = ",".join(f"{key}={escape_property(harmless(str(value)))}" for key, value in properties.items())
    return f"::{kind} {listed}::{escape(text)}" if listed else f"::{kind}::{escape(text)}"


def check(report: Report, voice: Voice) -> str:
    """Return the gravest findings as annotations, then the count."""
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
    lines.append(phrases.counted(report, voice))
    return "\n".join(lines) + "\n"


def overdue(items: Sequence[Item], snapshot: Snapshot, line: Callable[[Item], int], voice: Voice) -> str:
    """Return what is late as warnings. What is only upcoming is no news."""
    late = [item for item in items if item.status == OVERDUE]
    lines = [
        command(
            "warning",
            f"{voice.phrase(titles.KINDS[item.kind])}, {phrases.when(item, snapshot.today, voice)}. {voice(item.message)}",
            file=item.path,
            line=line(item),
            title=item.pairing or item.participant,
        )
        for item in late[:MOST]
    ]
    lines += _more(len(late), voice)
    if snapshot.reading.unread:
        lines.append(command("warning", voice(phrases.unread(snapshot.reading.unread)) + " " + ", ".join(map(harmless, snapshot.reading.unread))))
    lines.append(voice(phrases.overdue_summary(items, snapshot.reading.unread)))
    return "\n".join(lines) + "\n"


def _more(count: int, voice: Voice) -> list[str]:
    if count <= MOST:
        return []
    return [command("notice", voice(say_n("{number} more, see the summary.", "{number} more, see the summary.", count - MOST)))]


def status(snapshot: Snapshot, kpis: Iterable[Kpi], voice: Voice) -> str:
    """Return the numbers, without their members; groups smaller than the programme's limit are hidden."""
    smallest = snapshot.limits.smallest_group
    lines = [command("notice", voice(phrases.as_of(snapshot)))]
    for kpi in kpis:
        told = f"{phrases.value(kpi, voice)} ({phrases.share(kpi, voice)})" if len(kpi.members) >= smallest else "–"
        lines.append(command("notice", f"{voice(titles.KPIS[kpi.name])}: {told}"))
    return "\n".join(lines) + "\n"
