"""Reports for a person at a terminal: grouped by who acts, names with ids, colour as an extra."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from mentorskap.model.deadlines import ACTORS, ATTENTION, OVERDUE
from mentorskap.model.lifecycle import CLOSED
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Person, Text, say, say_n
from mentorskap.words.voice import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mentorskap.edit.intake import CellNote, Intake
    from mentorskap.letters.mail import Batch
    from mentorskap.matching.suggestion import Effect, Suggestion, Whole
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.access import Access
    from mentorskap.report.changes import Account, Statement
    from mentorskap.report.reasons import OutlineLine
    from mentorskap.rules.check import Finding, Report
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice


class Paint(NamedTuple):
    """Colours: each function returns its text, between escape sequences if colours are on."""

    strong: Callable[[str], str]
    faint: Callable[[str], str]
    error: Callable[[str], str]
    warning: Callable[[str], str]
    good: Callable[[str], str]


def paint(*, coloured: bool) -> Paint:
    """Return functions that colour text, or leave it unchanged."""

    def shade(code: str) -> Callable[[str], str]:
        return (lambda text: f"\x1b[{code}m{text}\x1b[0m") if coloured else str

    return Paint(shade("1"), shade("2"), shade("31;1"), shade("33;1"), shade("32"))


def _heading(snapshot: Snapshot, voice: Voice, colours: Paint) -> list[str]:
    return [colours.strong(voice(phrases.as_of(snapshot))), ""]


def _findings(findings: Iterable[Finding], voice: Voice, colours: Paint) -> Iterator[str]:
    shade = {"error": colours.error, "warning": colours.warning, "notice": colours.strong}
    listed = list(findings)
    questions = sum(finding.rule == _FOLDED for finding in listed)
    for finding, following in zip_longest(listed, listed[1:]):
        severity = shade[finding.severity](voice(titles.SEVERITIES[finding.severity]))
        location = colours.strong(harmless(f"{finding.path}:{finding.mark.line}"))
        if finding.rule == _FOLDED and questions > 1:
            continue
        yield f"{location}  {severity}  {colours.faint(finding.rule)}"
        yield f"  {voice(finding.message)}"
        same = following is not None and (following.path, following.rule, following.fix) == (
            finding.path,
            finding.rule,
            finding.fix,
        )
        if not same:  # a fix shared by several findings is printed once, after the last
            yield f"  → {voice(finding.fix)}"
            yield from (f"      {harmless(line)}" for line in finding.paste.splitlines())
            yield ""


_FOLDED = "open-questions-are-answered"
"""The rule of which all findings are one line."""


def _more(findings: Sequence[Finding], voice: Voice) -> Iterator[str]:
    """Yield where to read more of each rule, and the line of the open questions."""
    questions = sum(finding.rule == _FOLDED for finding in findings)
    for name in dict.fromkeys(finding.rule for finding in findings):
        more = voice(phrases.more(name))
        folded = name == _FOLDED and questions > 1
        yield f"{voice(phrases.questions(questions))} {more}" if folded else more
    if findings:
        yield ""


def check(
    report: Report,
    snapshot: Snapshot,
    voice: Voice,
    account: Account | None = None,
    _address: str | None = None,
) -> str:
    """Return the findings, gravest first, what a change means, and the verdict."""
    colours = paint(coloured=voice.coloured)
    lines = _heading(snapshot, voice, colours)
    lines += _findings(report.findings, voice, colours)
    lines += _more(report.findings, voice)
    if account is not None:
        lines.append(colours.strong(voice(phrases.MEANING)))
        lines += [
            f"  {colours.strong(subject)}: {meaning}"
            for subject, meaning in phrases.meanings(account.statements, snapshot, voice)
        ]
        lines += [*([] if account.statements else [f"  {voice(phrases.NO_MEANING)}"]), ""]
    verdict = voice(phrases.verdict(report))
    lines.append(colours.error(verdict) if report.count("error") else colours.good(verdict))
    if account is not None and account.stood:
        lines.append(voice(phrases.stood(len(account.stood))))
    lines.append(phrases.counted(report, voice))
    return "\n".join(lines) + "\n"


def overdue(
    items: Sequence[Item], snapshot: Snapshot, line: Callable[[Item], int] | None, voice: Voice
) -> str:
    """Return what is due, grouped by who has to act; without `line`, one line for each thing."""
    colours = paint(coloured=voice.coloured)
    lines = [] if line is None else _heading(snapshot, voice, colours)
    shade = {OVERDUE: colours.error, ATTENTION: colours.warning}
    for actor in ACTORS:
        own = [item for item in items if item.actor == actor]
        if not own:
            continue
        lines.append(colours.strong(f"{voice(phrases.actor(actor, snapshot))} ({len(own)})"))
        for item in own:
            when = phrases.when(item, snapshot.today, voice)
            lines.append(
                f"  {phrases.subject(item, snapshot, voice)} –"
                f" {voice.phrase(titles.KINDS[item.kind])}, {shade.get(item.status, str)(when)}"
            )
            if line is not None:
                manager = phrases.manager(item, snapshot, voice)
                lines.append(f"     {' '.join(filter(None, (voice(item.message), manager)))}")
                lines.append(f"     {colours.faint(f'{item.path}:{line(item)}')}")
        if line is not None:
            lines.append("")
    lines += _unread(snapshot, voice, colours)
    lines.append(voice(phrases.overdue_summary(items, snapshot.reading.unread)))
    return "\n".join(lines) + "\n"


def _unread(snapshot: Snapshot, voice: Voice, colours: Paint) -> list[str]:
    unread = snapshot.reading.unread
    if not unread:
        return []
    return [
        colours.warning(voice(phrases.unread(unread))),
        *(f"  {harmless(path)}" for path in unread),
        "",
    ]


def remind(batch: Batch, snapshot: Snapshot, voice: Voice) -> str:
    """Return drafts with readers and files, skipped matters with reasons, and what is unsent."""
    colours = paint(coloured=voice.coloured)
    lines = _heading(snapshot, voice, colours)
    for letter in batch.letters:
        about = phrases.about(letter.matters, voice)
        lines.append(f"  {voice.person(letter.to)} ({letter.to}) – {about}")
        lines.append(f"     {colours.faint(harmless(f'{batch.folder}/{letter.name}'))}")
    lines += [""] if batch.letters else []
    if batch.skipped:
        lines.append(colours.strong(voice(phrases.without_letter(len(batch.skipped)))))
        lines += [f"  {phrases.skipped(skipped, voice)}" for skipped in batch.skipped]
        lines.append("")
    if batch.unsent:
        lines.append(colours.strong(voice(phrases.unsent(len(batch.unsent)))))
        for draft in batch.unsent:
            lines.append(f"  {phrases.draft(draft, voice)}")
            lines.append(f"     {colours.faint(harmless(f'{batch.folder}/{draft.name}'))}")
        lines += [f"  {voice(phrases.SAY_SENT)}", ""]
    lines += _unread(snapshot, voice, colours)
    lines.append(colours.good(voice(phrases.drafted(len(batch.letters)))))
    return "\n".join(lines) + "\n"


def status_in_short(snapshot: Snapshot, voice: Voice) -> str:
    """Return how many pairings are in each live stage, and how many are closed, on a line."""
    by_stage = list(phrases.by_stage(snapshot))
    stages = [
        f"{voice.phrase(titles.STAGES[stage])} {len(ids)}"
        for stage, ids in by_stage
        if stage not in CLOSED
    ]
    closed = sum(len(ids) for stage, ids in by_stage if stage in CLOSED)
    stages.append(voice.phrase(say("closed {number}", number=closed)))
    return voice(say("Pairings: {stages}.", stages=Text.same(", ".join(stages)))) + "\n"


def status(
    snapshot: Snapshot,
    numbers: Mapping[str | None, Sequence[Kpi]],
    voice: Voice,
    *,
    with_members: bool = False,
) -> str:
    """Return stages with their pairings, then the numbers, cohort by cohort.

    The members behind the numbers are long lists of ids, and shown only if they are asked for.
    """
    colours = paint(coloured=voice.coloured)
    lines = _heading(snapshot, voice, colours)
    for stage, ids in phrases.by_stage(snapshot):
        lines.append(colours.strong(f"{voice(titles.STAGES[stage])} ({len(ids)})"))
        for id_ in ids:
            pairing = snapshot.pairings[id_]
            pair = voice.pair(pairing.mentee, pairing.mentor)
            since = phrases.since(snapshot.stages[id_], voice)
            manager = phrases.manager_of(pairing, snapshot, voice)
            lines.append(
                f"  {pair}{since}{f'. {manager}' if manager else ''}  {colours.faint(id_)}"
            )
        lines.append("")
    for cohort, kpis in numbers.items():
        lines.append(colours.strong(voice(phrases.cohort(cohort, snapshot))))
        lines += [f"  {row}" for row in _numbers(kpis, voice)]
        lines.append("")
    if with_members:
        lines += _members(numbers, voice, colours)
    else:
        lines += [voice(say("Who is counted in each number: {option}", option=Code("--members")))]
    lines += _unread(snapshot, voice, colours)
    return "\n".join(lines).rstrip("\n") + "\n"


def _numbers(kpis: Iterable[Kpi], voice: Voice) -> list[str]:
    rows = [
        (voice(titles.KPIS[kpi.name]), phrases.value(kpi, voice), phrases.share(kpi, voice))
        for kpi in kpis
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [
        f"{title:<{widths[0]}}  {value:>{widths[1]}}  {share}".rstrip()
        for title, value, share in rows
    ]


def _members(
    numbers: Mapping[str | None, Sequence[Kpi]], voice: Voice, colours: Paint
) -> list[str]:
    """Return the members behind each number of all cohorts together, counted or not."""
    lines = [colours.strong(voice(say("Behind the numbers, all cohorts")))]
    for kpi in numbers[None]:
        lines.append(f"  {voice(titles.KPIS[kpi.name])}")
        for title, members in phrases.behind(kpi):
            if members:
                listed = ", ".join(id_ + after for id_, after in members)
                lines.append(f"     {voice(title)}: {listed}")
    return [*lines, ""]


def person(
    access: Access, snapshot: Snapshot, schemas: Mapping[str, Mapping[str, Any]], voice: Voice
) -> str:
    """Return an access report, to be handed to the person."""
    from mentorskap.report import personal

    colours = paint(coloured=voice.coloured)
    lines = [
        *_heading(snapshot, voice, colours),
        voice(say("Access report for {person}", person=Person(access.id))),
        "",
    ]
    for group in personal.groups(access, snapshot, schemas, voice):
        lines.append(colours.strong(group.heading))
        for field in group.fields:
            indent = "  " * (field.depth + 1)
            lines.append(indent + ": ".join(filter(None, (field.label, field.value))))
        lines.append("")
    return "\n".join([*lines, *personal.closing(voice)]) + "\n"


def refused(errors: Iterable[Finding], voice: Voice) -> str:
    """Return why a change was not written: the errors that it would have caused."""
    colours = paint(coloured=voice.coloured)
    head = colours.error(voice(say("Nothing was written, because this would be wrong:")))
    return "\n".join([head, "", *_findings(errors, voice, colours)]) + "\n"


def broken_together(errors: Iterable[Finding], voice: Voice) -> str:
    """Return what is wrong after two have written at the same moment, though neither alone was."""
    colours = paint(coloured=voice.coloured)
    head = voice(
        say(
            "The change is written, but somebody else wrote at the same moment, and together the"
            " two are wrong:"
        )
    )
    return "\n".join([colours.error(head), "", *_findings(errors, voice, colours)]) + "\n"


def intake(
    people: Intake,
    remarks: Iterable[Sentence],
    snapshot: Snapshot,
    command: Code | None,
    voice: Voice,
) -> str:
    """Return what a list would do, or has done: a line for each person, then the verdict.

    `command` writes what is only shown; None where it has been written.
    """
    colours = paint(coloured=voice.coloured)
    lines = [voice(remark) for remark in remarks]
    lines += _remarks(people.notes, voice, colours.warning)
    if people.faults:
        lines += [
            colours.error(
                voice(
                    say_n(
                        "Nothing was written. {number} fault in the list:",
                        "Nothing was written. {number} faults in the list:",
                        len(people.faults),
                    )
                )
            ),
            *_remarks(people.faults, voice, colours.error),
        ]
        return "\n".join(lines) + "\n"
    lines += [
        f"{colours.strong(harmless(entry.path))}  {voice.person(entry.id)}: "
        + "; ".join(voice.phrase(role) for role in phrases.roles(entry.id, snapshot))
        for entry in people.new
    ]
    if people.same:
        lines.append(
            voice(
                say_n(
                    "{number} person in the list is there already.",
                    "{number} people in the list are there already.",
                    len(people.same),
                )
            )
        )
    return "\n".join([*lines, voice(_outcome(len(people.new), command))]) + "\n"


def _remarks(
    remarks: Iterable[CellNote], voice: Voice, shade: Callable[[str], str]
) -> Iterator[str]:
    for remark in remarks:
        yield f"{shade(harmless(remark.at))}  {voice(remark.message)}"
        if remark.fix is not None:
            yield f"  → {voice(remark.fix)}"


def _outcome(number: int, command: Code | None) -> Sentence:
    if not number:
        return say("Nobody is new. Nothing was changed.")
    if command is None:
        return say_n("{number} person was written.", "{number} people were written.", number)
    return say_n(
        "{number} person would be written. To write: {command}.",
        "{number} people would be written. To write: {command}.",
        number,
        command=command,
    )


def unchanged(voice: Voice) -> str:
    """Return that nothing had to be written."""
    return voice(say("This is written already. Nothing was changed.")) + "\n"


def written(
    lines: Iterable[phrases.Piece],
    statements: Iterable[Statement],
    findings: Iterable[Finding],
    snapshot: Snapshot,
    voice: Voice,
) -> str:
    """Return what was written where, what it means, and the findings that remain."""
    colours = paint(coloured=voice.coloured)
    pieces = [
        f"{colours.strong(harmless(f'{path}:{line}'))}  {harmless(text)}"
        for path, line, text in lines
    ]
    meanings = [
        f"{colours.strong(subject)}: {meaning}."
        for subject, meaning in phrases.meanings(statements, snapshot, voice)
    ]
    remarks = list(_findings(findings, voice, colours))
    output = [*pieces, *([""] if pieces else []), *meanings, *([""] if remarks else []), *remarks]
    # What only takes a detail away has neither a line to show nor a meaning.
    return "\n".join([*output, ""]).rstrip("\n") + "\n" if output else ""


def suggest(
    suggestion: Suggestion, difference: Effect | None, snapshot: Snapshot, voice: Voice
) -> str:
    """Return the mentors for one mentee, with reasons."""
    from mentorskap.report import reasons

    return _outline(reasons.suggestion(suggestion, difference, snapshot, voice), snapshot, voice)


def suggest_whole(whole: Whole, difference: Effect | None, snapshot: Snapshot, voice: Voice) -> str:
    """Return the best whole, with reasons."""
    from mentorskap.report import reasons

    return _outline(reasons.whole(whole, difference, snapshot, voice), snapshot, voice)


def _outline(outline: Iterable[OutlineLine], snapshot: Snapshot, voice: Voice) -> str:
    colours = paint(coloured=voice.coloured)
    lines = _heading(snapshot, voice, colours)
    for depth, text in outline:
        if depth == 0 and lines[-1]:
            lines.append("")
        lines.append(colours.strong(text) if depth == 0 else f"{'   ' * depth}{text}")
    return "\n".join(lines) + "\n"
