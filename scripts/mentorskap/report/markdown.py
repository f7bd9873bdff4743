"""Reports as Markdown, for a summary or a page: with names, and file content escaped."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from mentorskap.model.deadlines import ACTORS
from mentorskap.report import personal, phrases, reasons
from mentorskap.words import titles
from mentorskap.words.sentence import Code, Person, say
from mentorskap.words.voice import in_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mentorskap.letters.mail import Batch
    from mentorskap.matching.suggestion import Effect, Suggestion, Whole
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access
    from mentorskap.report.changes import Account
    from mentorskap.rules.check import Finding, Report
    from mentorskap.words.voice import Voice


def _place(path: str, line: int, voice: Voice) -> str:
    return _file(f"{path}:{line}", voice)


def _file(path: str, voice: Voice) -> str:
    return voice.phrase(say("{place}", place=Code(path)))


def _heading(snapshot: Snapshot, voice: Voice) -> list[str]:
    return [f"## {voice(phrases.as_of(snapshot))}", ""]


def check(
    report: Report,
    snapshot: Snapshot,
    voice: Voice,
    account: Account | None = None,
    address: str | None = None,
) -> str:
    """Return the full report of a check; `address` is where the files can be seen."""
    lines = [
        *_heading(snapshot, voice),
        f"**{voice(phrases.verdict(report))}** {phrases.counted(report, voice)}",
        "",
    ]
    stood = frozenset[int]() if account is None else account.stood
    if stood:
        lines += [voice(phrases.stood(len(stood))), ""]
    for severity, findings in groupby(
        enumerate(report.findings), key=lambda numbered: numbered[1].severity
    ):
        lines += [f"### {voice(titles.SEVERITIES[severity])}", ""]
        lines += [
            _finding(finding, voice, address, stood=index in stood) for index, finding in findings
        ]
        lines.append("")
    if account is not None:
        lines += _meaning(report, account, snapshot, voice)
    return "\n".join(lines)


def _finding(finding: Finding, voice: Voice, address: str | None, *, stood: bool) -> str:
    linked = _linked(finding.path, finding.mark.line, voice, address)
    old = f", {voice.phrase(say('stood here before the change'))}" if stood else ""
    page = phrases.page(finding.rule, voice)
    more = f"`{page}`" if address is None else f"[{finding.rule}]({_url(address, page)})"
    return f"- {linked} {voice(finding.message)} → {voice(finding.fix)} ({more}{old})"


def _meaning(report: Report, account: Account, snapshot: Snapshot, voice: Voice) -> list[str]:
    meanings = [
        f"- **{subject}** – {meaning}"
        for subject, meaning in phrases.meanings(account.statements, snapshot, voice)
    ]
    return [
        f"### {voice(phrases.MEANING)}",
        "",
        *(meanings or [voice(phrases.NO_MEANING)]),
        "",
        f"### {voice(phrases.NEXT)}",
        "",
        voice(phrases.next_step(report, len(account.stood))),
        "",
    ]


def _linked(path: str, line: int, voice: Voice, address: str | None) -> str:
    """Return a file and line, linked if `address` says where the files can be seen.

    A relative link would not work in a job's summary.
    """
    location = _place(path, line, voice)
    if address is None:
        return location
    return f"[{location}]({_url(address, path)}#L{line})"


def _url(address: str, path: str) -> str:
    from urllib.parse import quote

    return f"{quote(address, safe=':/')}{quote(path)}"


def overdue(
    items: Sequence[Item], snapshot: Snapshot, line: Callable[[Item], int], voice: Voice
) -> str:
    """Return what is due, grouped by who has to act."""
    lines = [
        *_heading(snapshot, voice),
        f"**{voice(phrases.overdue_summary(items, snapshot.reading.unread))}**",
        "",
    ]
    for actor in ACTORS:
        own = [item for item in items if item.actor == actor]
        if not own:
            continue
        lines += [f"### {voice(phrases.actor(actor, snapshot))}", ""]
        lines += [
            f"- **{phrases.subject(item, snapshot, voice)}** –"
            f" {voice.phrase(titles.KINDS[item.kind])},"
            f" {phrases.when(item, snapshot.today, voice)}. {voice(item.message)}"
            f"{_after(phrases.manager(item, snapshot, voice))}"
            f" {_place(item.path, line(item), voice)}"
            for item in own
        ]
        lines.append("")
    return "\n".join([*lines, *_unread(snapshot, voice)])


def _after(text: str, between: str = " ") -> str:
    return f"{between}{text}" if text else ""


def _unread(snapshot: Snapshot, voice: Voice) -> list[str]:
    unread = snapshot.reading.unread
    if not unread:
        return []
    return [voice(phrases.unread(unread)), "", *(f"- {in_markdown(path)}" for path in unread), ""]


def remind(batch: Batch, snapshot: Snapshot, voice: Voice) -> str:
    """Return drafts with readers and files, skipped matters with reasons, and what is unsent."""
    lines = [*_heading(snapshot, voice), f"**{voice(phrases.drafted(len(batch.letters)))}**", ""]
    lines += [
        f"- **{voice.person(letter.to)}** ({letter.to}) – {phrases.about(letter.matters, voice)}:"
        f" {_file(f'{batch.folder}/{letter.name}', voice)}"
        for letter in batch.letters
    ]
    lines += [""] if batch.letters else []
    if batch.skipped:
        lines += [f"### {voice(phrases.without_letter(len(batch.skipped)))}", ""]
        lines += [f"- {phrases.skipped(skipped, voice)}" for skipped in batch.skipped]
        lines.append("")
    if batch.unsent:
        lines += [f"### {voice(phrases.unsent(len(batch.unsent)))}", ""]
        lines += [
            f"- {phrases.draft(draft, voice)}: {_file(f'{batch.folder}/{draft.name}', voice)}"
            for draft in batch.unsent
        ]
        lines += ["", voice(phrases.SAY_SENT), ""]
    return "\n".join([*lines, *_unread(snapshot, voice)])


def status(snapshot: Snapshot, numbers: Mapping[str | None, Sequence[Kpi]], voice: Voice) -> str:
    """Return the stages, then the numbers of each cohort with their members."""
    lines = _heading(snapshot, voice)
    for stage, ids in phrases.by_stage(snapshot):
        lines += [f"### {voice(titles.STAGES[stage])} ({len(ids)})", ""]
        lines += [f"- {_pairing(id_, snapshot, voice)}" for id_ in ids]
        lines.append("")
    number, value, members = map(voice, (say("Number"), say("Value"), say("Members")))
    for cohort, kpis in numbers.items():
        lines += [
            f"### {voice(phrases.cohort(cohort, snapshot))}",
            "",
            f"| {number} | {value} | k/n | {members} |",
            "| --- | ---: | --- | --- |",
        ]
        lines += [
            f"| {voice(titles.KPIS[kpi.name])} | {phrases.value(kpi, voice)} |"
            f" {phrases.share(kpi, voice)} | {_members(kpi, voice)} |"
            for kpi in kpis
        ]
        lines.append("")
    return "\n".join([*lines, *_unread(snapshot, voice)])


def _members(kpi: Kpi, voice: Voice) -> str:
    return "; ".join(
        f"{voice.phrase(title)}: {', '.join(id_ + after for id_, after in members)}"
        for title, members in phrases.behind(kpi)
        if members
    )


def _pairing(id_: str, snapshot: Snapshot, voice: Voice) -> str:
    pairing = snapshot.pairings[id_]
    return (
        f"{voice.pair(pairing.mentee, pairing.mentor)}"
        f" ({id_}){phrases.since(snapshot.stages[id_], voice)}"
        f"{_after(phrases.manager_of(pairing, snapshot, voice), '. ')}"
    )


def person(
    access: Access, snapshot: Snapshot, schemas: Mapping[str, Mapping[str, Any]], voice: Voice
) -> str:
    """Return an access report, to be handed to the person."""
    title = say("Access report for {person}", person=Person(access.id))
    lines = [f"# {voice(title)}", "", voice(phrases.as_of(snapshot)), ""]
    for group in personal.groups(access, snapshot, schemas, voice):
        lines += [f"## {group.heading}", ""]
        for field in group.fields:
            label = f"**{field.label}**" if field.label else ""
            indent = "  " * field.depth
            lines.append(f"{indent}- {': '.join(filter(None, (label, field.value)))}")
        lines.append("")
    return "\n".join([*lines, *(line for text in personal.closing(voice) for line in (text, ""))])


def suggest(
    suggestion: Suggestion, difference: Effect | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return the mentors for one mentee, with reasons."""
    return _outline(reasons.suggestion(suggestion, difference, snapshot, voice), snapshot, voice)


def suggest_whole(whole: Whole, difference: Effect | None, snapshot: Snapshot, voice: Voice) -> str:
    """Return the best whole, with reasons."""
    return _outline(reasons.whole(whole, difference, snapshot, voice), snapshot, voice)


def _outline(outline: Iterable[reasons.OutlineLine], snapshot: Snapshot, voice: Voice) -> str:
    lines = _heading(snapshot, voice)
    for depth, text in outline:
        if depth == 0:
            lines += ["", f"### {text}", ""] if lines[-1] else [f"### {text}", ""]
        else:
            lines.append(f"{'  ' * (depth - 1)}- {text}")
    return "\n".join(lines) + "\n"
