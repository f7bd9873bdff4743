"""Reports as Markdown, for a summary or a page: names shown, everything from a file made harmless."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from mentorskap.model.deadlines import ACTORS
from mentorskap.model.lifecycle import STAGES
from mentorskap.report import personal, phrases, reasons
from mentorskap.words import titles
from mentorskap.words.sentence import Code, Person, say
from mentorskap.words.voice import in_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mentorskap.letters.due import Skipped
    from mentorskap.letters.mail import Letter
    from mentorskap.matching.suggestion import Difference, Suggestion, Whole
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access
    from mentorskap.report.changes import Account
    from mentorskap.rules.check import Report
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
    """Return the whole account of a check; `address` is where the files can be seen."""
    lines = [
        *_heading(snapshot, voice),
        f"**{voice(phrases.verdict(report))}** {phrases.counted(report, voice)}",
        "",
    ]
    if account is not None and account.stood:
        lines += [voice(phrases.stood(len(account.stood))), ""]
    stood = frozenset[int]() if account is None else account.stood
    for severity, findings in groupby(
        enumerate(report.findings), key=lambda placed: placed[1].severity
    ):
        lines += [f"### {voice(titles.SEVERITIES[severity])}", ""]
        lines += [
            f"- {_linked(finding.path, finding.mark.line, voice, address)} {voice(finding.message)}"
            f" → {voice(finding.fix)} ({finding.rule}{_old(place in stood, voice)})"
            for place, finding in findings
        ]
        lines.append("")
    if account is not None:
        lines += [f"### {voice(phrases.MEANING)}", ""]
        lines += [
            f"- **{subject}** – {said}"
            for subject, said in phrases.meanings(account.statements, snapshot, voice)
        ]
        lines += [*([] if account.statements else [voice(phrases.NO_MEANING)]), ""]
        lines += [
            f"### {voice(phrases.NEXT)}",
            "",
            voice(phrases.next_step(report, len(account.stood))),
            "",
        ]
    return "\n".join(lines)


def _old(stood: bool, voice: Voice) -> str:  # noqa: FBT001 - said of one finding
    told = say("stood here before the change")
    return f", {voice.phrase(told)}" if stood else ""


def _linked(path: str, line: int, voice: Voice, address: str | None) -> str:
    """Return a place as a link to it where GitHub shows the files; a relative link would not work in a job's summary."""
    place = _place(path, line, voice)
    if address is None:
        return place
    from urllib.parse import quote

    return f"[{place}]({quote(address, safe=':/')}{quote(path)}#L{line})"


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
        lines += [f"### {voice(titles.ACTORS[actor])}", ""]
        lines += [
            f"- **{phrases.subject(item, snapshot, voice)}** –"
            f" {voice.phrase(titles.KINDS[item.kind])},"
            f" {phrases.when(item, snapshot.today, voice)}. {voice(item.message)}"
            f" {_place(item.path, line(item), voice)}"
            for item in own
        ]
        lines.append("")
    return "\n".join([*lines, *_unread(snapshot, voice)])


def _unread(snapshot: Snapshot, voice: Voice) -> list[str]:
    unread = snapshot.reading.unread
    return (
        [voice(phrases.unread(unread)), "", *(f"- {in_markdown(path)}" for path in unread), ""]
        if unread
        else []
    )


def remind(
    drafts: Sequence[Letter],
    left_out: Sequence[Skipped],
    folder: str,
    snapshot: Snapshot,
    voice: Voice,
) -> str:
    """Return what was drafted for whom, and what was left out, with the reason."""
    lines = [*_heading(snapshot, voice), f"**{voice(phrases.drafted(len(drafts)))}**", ""]
    lines += [
        f"- **{voice.person(text.to)}** ({text.to}) – {phrases.about(text.matters, voice)}:"
        f" {_file(f'{folder}/{text.name}', voice)}"
        for text in drafts
    ]
    lines += [""] if drafts else []
    if left_out:
        lines += [f"### {voice(phrases.without_letter(len(left_out)))}", ""]
        lines += [
            f"- {voice.person(left.matter.participant)} ({left.matter.participant}) –"
            f" {phrases.about([left.matter], voice)}: {voice.phrase(titles.LEFT_OUT[left.why])}"
            for left in left_out
        ]
        lines.append("")
    return "\n".join([*lines, *_unread(snapshot, voice)])


def status(snapshot: Snapshot, numbers: Mapping[str | None, Sequence[Kpi]], voice: Voice) -> str:
    """Return the stages, then the numbers of each cohort with their members."""
    lines = _heading(snapshot, voice)
    for stage in STAGES:
        ids = [id_ for id_, found in snapshot.stages.items() if found.name == stage]
        if ids:
            lines += [f"### {voice(titles.STAGES[stage])} ({len(ids)})", ""]
            lines += [f"- {_pairing(id_, snapshot, voice)}" for id_ in ids]
            lines.append("")
    heads = [voice(head) for head in (say("Number"), say("Value"), say("Members"))]
    for cohort, kpis in numbers.items():
        name = (
            voice(say("All cohorts"))
            if cohort is None
            else voice(say("{name}", name=snapshot.cohorts[cohort].name))
        )
        lines += [
            f"### {name}",
            "",
            f"| {heads[0]} | {heads[1]} | k/n | {heads[2]} |",
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
    )


def person(
    held: Access, snapshot: Snapshot, schemas: Mapping[str, Mapping[str, Any]], voice: Voice
) -> str:
    """Return an access report, to be handed to the person."""
    title = say("Access report for {person}", person=Person(held.id))
    lines = [f"# {voice(title)}", "", voice(phrases.as_of(snapshot)), ""]
    for group in personal.groups(held, snapshot, schemas, voice):
        lines += [f"## {group.heading}", ""]
        for field in group.fields:
            label = f"**{field.label}**" if field.label else ""
            lines.append(
                f"{'  ' * field.depth}- {': '.join(part for part in (label, field.value) if part)}"
            )
        lines.append("")
    return "\n".join([*lines, *(line for told in personal.closing(voice) for line in (told, ""))])


def suggest(
    suggestion: Suggestion, difference: Difference | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return the mentors for one mentee, with reasons."""
    return _account(reasons.suggestion(suggestion, difference, snapshot, voice), snapshot, voice)


def suggest_whole(
    whole: Whole, difference: Difference | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return the best whole of all who wait, with reasons."""
    return _account(reasons.whole(whole, difference, snapshot, voice), snapshot, voice)


def _account(told: Iterable[reasons.OutlineLine], snapshot: Snapshot, voice: Voice) -> str:
    lines = _heading(snapshot, voice)
    for line in told:
        if line.depth == 0:
            lines += ["", f"### {line.text}", ""] if lines[-1] else [f"### {line.text}", ""]
        else:
            lines.append(f"{'  ' * (line.depth - 1)}- {line.text}")
    return "\n".join(lines) + "\n"
