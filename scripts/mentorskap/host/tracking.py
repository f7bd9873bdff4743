"""The tracking issue: it lists what is late, and announces each lateness once.

`python -m mentorskap.host.tracking`, in a job with `issues: write`.

The issue remembers what has been announced. The memory is a marker, hidden in its text and in each
comment: how many comments have been made, and a key for each thing that was late. The newest marker
counts. A comment is made before the text is written, so a run that is interrupted between the two
leaves its memory in the comment, and the next run repeats nothing.

Mail about an issue cannot be taken back: ids only, nobody's name and nothing that files say.
Exit 0: the issue is as it should be. Exit 2: it could not be kept; one sentence says why.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from contextlib import suppress
from datetime import date
from enum import Enum, auto
from hashlib import sha256
from typing import TYPE_CHECKING

from mentorskap.files.reading import PERSON_ID
from mentorskap.host import job
from mentorskap.host.forge import Label
from mentorskap.host.run import EXIT_OK
from mentorskap.model import deadlines, managers
from mentorskap.model.deadlines import (
    ACTORS,
    MANAGER,
    MENTEE_ROWS,
    MENTOR_ROWS,
    OVERDUE,
    PAIRING_ROWS,
)
from mentorskap.report import phrases
from mentorskap.report.veil import Veil
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Day, Person, RefusalError, say, say_n
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mentorskap.host.forge import Forge, Issue
    from mentorskap.host.run import Run
    from mentorskap.model.deadlines import Item
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice


def _code(text: str) -> str:
    """Return a word of the files that reads well in a mail too, which shows the raw Markdown."""
    return f"`{text}`" if re.fullmatch("[A-Za-z0-9_./:… -]+", text) else MARKDOWN.code(text)


FORM = MARKDOWN._replace(code=_code, shows_names=False)
"""An issue: harmless as on a page, nameless as in a log."""
TITLE = say("Late in the mentor programme")
MOST = 60_000
"""Characters of one text; GitHub takes some more."""

_MARKER = re.compile(
    r"<!-- mentorskap overdue (?P<comments>[0-9]{1,6}) (?P<digest>[0-9a-f]{8})\n(?P<keys>[^<>]*)-->"
)
_PAIRING_ID = rf"{PERSON_ID}--{PERSON_ID}(?:--[0-9]+)?"
_KEY = re.compile(
    rf"(?P<kind>[a-z-]+):(?P<pairing>(?:{_PAIRING_ID})?):(?P<participant>{PERSON_ID})"
    r":(?P<since>[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_MENTIONS = re.compile(r"(?:@[A-Za-z0-9][A-Za-z0-9_-]* )+")
_MENTEE_KINDS = ({row.kind for row in MENTEE_ROWS} | {row.kind for row in MENTOR_ROWS}) - {
    row.kind for row in PAIRING_ROWS
}


class Key(NamedTuple):
    """One lateness: the same as long as the fact that started its clock, whatever the limits."""

    kind: str
    pairing: str
    """Empty where there is none."""
    participant: str
    since: str


class Memory(NamedTuple):
    """What people have been told: in how many comments, and of what."""

    comments: int
    keys: frozenset[Key]


class Create(NamedTuple):
    """Make the issue."""

    title: str
    body: str


class Comment(NamedTuple):
    """Tell people."""

    issue: int
    body: str


class Edit(NamedTuple):
    """Write the text anew, open or close; what is None stays as it is. Nobody is told of a text."""

    issue: int
    body: str | None
    open: bool | None


Act = Create | Comment | Edit


class Lateness(NamedTuple):
    """What is late on a day, gravest first, and what cannot be judged."""

    today: date
    late: Mapping[Key, Item]
    unread: tuple[str, ...]
    unclear: Callable[[Key], bool]
    """Says of what is not late whether that is only because something could not be read."""


class Staff(NamedTuple):
    """Several managers: the user name of the one who acts, or empty, and the sentence on it."""

    handle: Callable[[Item], str]
    sentence: Callable[[Item], str]


class Setting(NamedTuple):
    """How an issue is written: its voice, an item's line, where files are shown, whom it calls."""

    voice: Voice
    line: Callable[[Item], int]
    files: str
    """The address under which a file's path shows it."""
    manager: str
    """The only manager's user name, or empty."""
    staff: Staff | None = None
    """The managers, if the programme has several."""


def seen(snapshot: Snapshot) -> Lateness | None:
    """Return what is late; None if the programme could not be read, so that nothing is known."""
    if snapshot.programme is None:
        return None
    items = [item for item in deadlines.due(snapshot, 0) if item.status == OVERDUE]
    late = {
        Key(item.kind, item.pairing or "", item.participant, item.since.isoformat()): item
        for item in items
    }
    unread = snapshot.reading.unread

    def unclear(key: Key) -> bool:
        if key.kind in _MENTEE_KINDS or not key.pairing:
            person = snapshot.participants.get(key.participant)
            if person is None:
                return bool(unread)
            return bool(person.participations) and (
                key.participant in snapshot.unsure
                or any(
                    participation.cohort not in snapshot.cohorts
                    for participation in person.participations
                )
            )
        pairing = snapshot.pairings.get(key.pairing)
        return bool(unread) if pairing is None else pairing.cohort not in snapshot.cohorts

    return Lateness(snapshot.today, late, unread, unclear)


def marker(memory: Memory) -> str:
    """Return a memory as a comment that no reader sees."""
    lines = "".join(f"{':'.join(key)}\n" for key in sorted(memory.keys))
    return (
        f"<!-- mentorskap overdue {memory.comments} {_digest(memory.comments, lines)}\n{lines}-->"
    )


def _digest(comments: int, lines: str) -> str:
    return sha256(f"{comments}\n{lines}".encode()).hexdigest()[:8]


def memory(text: str) -> Memory | None:
    """Return the memory in a text; None if there is none, or several, or one that was edited."""
    memories = {
        memory_
        for match in _MARKER.finditer(text.replace("\r\n", "\n"))
        if (memory_ := _memory(match)) is not None
    }
    return memories.pop() if len(memories) == 1 else None


def _memory(match: re.Match[str]) -> Memory | None:
    comments, lines = int(match["comments"]), match["keys"]
    if _digest(comments, lines) != match["digest"]:
        return None
    keys = [_key(line) for line in lines.splitlines()]
    return (
        None
        if None in keys
        else Memory(comments, frozenset(key for key in keys if key is not None))
    )


def _key(line: str) -> Key | None:
    match = _KEY.fullmatch(line)
    with suppress(ValueError):
        if (
            match is not None
            and match["kind"] in titles.KINDS
            and date.fromisoformat(match["since"])
        ):
            return Key(**match.groupdict())
    return None


def announced(seen: Lateness, last: Memory) -> frozenset[Key]:
    """Return what counts as announced from now on: what is late, and what cannot be judged.

    Nothing is settled because it could not be read.
    """
    return frozenset(seen.late) | {key for key in last.keys if seen.unread or seen.unclear(key)}


def plan(seen: Lateness, issues: Sequence[Issue], setting: Setting) -> tuple[Act, ...]:
    """Return what to do, in an order that is safe to interrupt; empty if there is nothing to say.

    Of several issues one is kept: the oldest open one, else the newest. What else is open is
    closed.
    """
    if not issues:
        first = Memory(0, frozenset(seen.late))
        call = _call(seen.late.values(), setting)
        text = f"{call}{_body(seen, first, setting)}"
        return (Create(setting.voice(TITLE), text),) if seen.late else ()
    chosen, *others = sorted(
        issues, key=lambda issue: (not issue.open, issue.number if issue.open else -issue.number)
    )
    return (
        *_acts(seen, chosen, setting),
        *(Edit(issue.number, None, open=False) for issue in others if issue.open),
    )


class _State(NamedTuple):
    """What decides about an issue; None in a row of the table fits any value."""

    open: bool | None = None
    new: bool | None = None
    """Something is late that was not announced."""
    lasting: bool | None = None
    """Something announced is late, or cannot be judged."""
    unread: bool | None = None
    announced: bool | None = None
    """Something was late when the last comment was made."""
    unfinished: bool | None = None
    """A comment was made, and the run was interrupted before the text was written."""

    def fits(self, state: _State) -> bool:
        """Say whether a state has every value of this row."""
        return all(
            value is None or value == actual for value, actual in zip(self, state, strict=True)
        )


class _Do(Enum):
    """What to do with an issue."""

    ANNOUNCE = auto()
    SETTLE = auto()
    CLOSE = auto()
    RENEW = auto()
    REOPEN = auto()
    REMEMBER = auto()


_DECISIONS = (
    (_State(new=True), _Do.ANNOUNCE),
    (_State(open=True, lasting=False, unread=False, announced=True), _Do.SETTLE),
    (_State(open=True, lasting=False, unread=False, unfinished=True), _Do.CLOSE),
    (_State(open=True), _Do.RENEW),
    (_State(lasting=True, unfinished=True), _Do.REOPEN),
    (_State(), _Do.REMEMBER),
)
"""What to do with an issue: the first row that fits."""


def _acts(seen: Lateness, issue: Issue, setting: Setting) -> Iterator[Act]:
    now = frozenset(seen.late)
    written = memory(issue.body)
    memories = [
        memory_ for memory_ in (written, *map(memory, issue.comments)) if memory_ is not None
    ]
    if not memories and seen.unread:
        # What was announced is forgotten, and what cannot be read may have been among it: nothing
        # is remembered until everything can be read.
        if issue.open:
            yield from _renewed(seen, issue, None, setting)
        return
    # Without any memory nothing is known of what was announced. Then nothing is: what is late is in
    # the text.
    last = max(memories, key=lambda memory_: memory_.comments) if memories else Memory(0, now)
    lasting = Memory(last.comments, announced(seen, last))
    state = _State(
        open=issue.open,
        new=bool(now - last.keys),
        lasting=bool(lasting.keys),
        unread=bool(seen.unread),
        announced=bool(last.keys),
        unfinished=written is not None and last.comments > written.comments,
    )
    decision = next(decision for row, decision in _DECISIONS if row.fits(state))
    if decision in {_Do.ANNOUNCE, _Do.SETTLE}:
        lasting = lasting._replace(comments=last.comments + 1)
    body = f"{_call_of(issue, setting)}{_body(seen, lasting, setting)}"
    match decision:
        case _Do.ANNOUNCE:
            yield Comment(issue.number, _news(seen, now - last.keys, lasting, setting))
            yield Edit(issue.number, body, open=None if issue.open else True)
        case _Do.SETTLE:
            yield Comment(issue.number, _settled(seen, lasting, setting.voice))
            yield Edit(issue.number, body, open=False)
        case _Do.CLOSE:
            yield Edit(issue.number, body, open=False)
        case _Do.RENEW:
            yield from _renewed(seen, issue, lasting, setting)
        case _Do.REOPEN:
            yield Edit(issue.number, body, open=True)
        case _ if lasting != written:  # closed: only the memory is kept up
            yield Edit(issue.number, body, open=None)


def _renewed(
    seen: Lateness, issue: Issue, remembered: Memory | None, setting: Setting
) -> Iterator[Edit]:
    """Yield the edit of an open issue whose text has changed."""
    body = f"{_call_of(issue, setting)}{_body(seen, remembered, setting)}"
    if body != _current(issue):
        yield Edit(issue.number, body, open=None)


def _current(issue: Issue) -> str:
    return issue.body.replace("\r\n", "\n").strip()


def _body(seen: Lateness, remembered: Memory | None, setting: Setting) -> str:
    voice = setting.voice
    day = voice(say("As of {day}", day=Day(seen.today)))
    head = [f"**{day}:** {voice.phrase(_count(seen))}"]
    markers = [] if remembered is None else [marker(remembered)]
    tail = [
        *_unclear(seen, remembered, voice),
        *_unread(seen.unread, voice),
        *(f"{voice(sentence)}\n" for sentence in _QUIET),
        *markers,
    ]
    room = MOST - sum(map(len, (*head, *tail))) - 1_000
    return "\n".join(
        [*head, "", *_grouped(list(seen.late.values()), seen.today, setting, room), *tail]
    ).rstrip()


def _news(seen: Lateness, new: Iterable[Key], remembered: Memory, setting: Setting) -> str:
    voice = setting.voice
    items = [item for key, item in seen.late.items() if key in new]
    head = voice(
        say_n(
            "New since last time, as of {day}: {number} thing is late.",
            "New since last time, as of {day}: {number} things are late.",
            len(items),
            day=Day(seen.today),
        )
    )
    tail = [voice(say("The whole list stands at the top of this issue.")), "", marker(remembered)]
    room = MOST - len(head) - sum(map(len, tail)) - 1_000
    return "\n".join(
        [f"{_call(items, setting)}{head}", "", *_grouped(items, seen.today, setting, room), *tail]
    )


def _settled(seen: Lateness, remembered: Memory, voice: Voice) -> str:
    sentence = say(
        "As of {day} nothing is late any more. The issue is closed, and opens again when something"
        " new is late.",
        day=Day(seen.today),
    )
    return f"{voice(sentence)}\n\n{marker(remembered)}"


def _call(items: Iterable[Item], setting: Setting) -> str:
    """Return the mentions of the managers who act on items today."""
    handles = {setting.manager} if setting.staff is None else set(map(setting.staff.handle, items))
    return "".join(f"@{handle} " for handle in sorted(handles) if handle)


def _call_of(issue: Issue, setting: Setting) -> str:
    """Return the mentions at the top of an issue's text, which never change with the list.

    A mention that an edit adds is mailed, so of several managers those stay who were mentioned
    when the issue was made. A comment mentions whom its news concerns.
    """
    if setting.staff is None:
        return _call((), setting)
    match = _MENTIONS.match(issue.body)
    return match[0] if match else ""


def _count(seen: Lateness) -> Sentence:
    if seen.late:
        return say_n("{number} thing is late.", "{number} things are late.", len(seen.late))
    return say("Nothing is late in what could be read.") if seen.unread else say("Nothing is late.")


def _grouped(items: Sequence[Item], today: date, setting: Setting, room: int) -> list[str]:
    """Return lines by who acts, as many as there is room for, and how many are left out."""
    voice, lines, hidden = setting.voice, list[str](), 0
    for actor in ACTORS:
        rows = []
        for item in items:
            if item.actor == actor:
                line = _line(item, today, setting)
                room -= len(line)
                hidden += room < 0
                rows += [line] if room >= 0 else []
        if rows:
            several = actor == MANAGER and setting.staff is not None
            heading = titles.MANAGERS if several else titles.ACTORS[actor]
            lines += [f"### {voice(heading)}", "", *rows, ""]
    return (
        [
            *lines,
            voice(
                say_n("{number} more, see the summary.", "{number} more, see the summary.", hidden)
            ),
            "",
        ]
        if hidden
        else lines
    )


def _line(item: Item, today: date, setting: Setting) -> str:
    """Return one line: what it is about, what next and who, why, since when, and where."""
    voice, line = setting.voice, setting.line(item)
    act = voice(titles.ACTS[item.kind]._replace(values={"person": Person(item.participant)}))
    last = voice.phrase(say("the last day was {day}", day=Day(item.due)))
    late = f"{voice(titles.KINDS[item.kind])}: {phrases.when(item, today, voice)}, {last}."
    where = voice.phrase(say("{place}", place=Code(f"{item.path}:{line}")))
    whose = f" {setting.staff.sentence(item)}" if setting.staff else ""
    return (
        f"- **{voice.person(item.pairing or item.participant)}** – {act} {voice(item.message)}"
        f" {late}{whose} [{where}]({setting.files}/{item.path}#L{line})"
    )


def _unclear(seen: Lateness, remembered: Memory | None, voice: Voice) -> list[str]:
    """Return what was late and may still be, for all that can be read today."""
    head = voice(say("Cannot be judged today, because a file could not be read"))
    lines = []
    for key in sorted(remembered.keys - seen.late.keys() if remembered else ()):
        if seen.unclear(key):
            since = voice.phrase(say("counted from {day}", day=Day(date.fromisoformat(key.since))))
            lines.append(
                f"- **{voice.person(key.pairing or key.participant)}** –"
                f" {voice.phrase(titles.KINDS[key.kind])}, {since}"
            )
    return [f"### {head}", "", *lines, ""] if lines else []


def _unread(paths: Sequence[str], voice: Voice) -> list[str]:
    """Return which files could not be read.

    A name that is no id may be somebody's, and is shown as a number.
    """
    if not paths:
        return []
    hide = Veil(paths)
    lines = [voice.phrase(say("{place}", place=Code(hide(path)))) for path in paths]
    return [voice(phrases.unread(paths)), "", *(f"- {line}" for line in lines), ""]


_QUIET = (
    say(
        "**How it goes quiet.** Write in the file what has happened: a meeting held or booked, an"
        " answer, a pause, an end. The line is gone after the next check. When nothing is late the"
        " issue is closed, and it opens again when something new is late. Close it yourself, and"
        " you hear nothing until something new is late."
    ),
    say(
        "The list is renewed every working day while something is late and the issue is open. Is"
        " the day at the top older than that? Then the job is broken: look under Actions. Ids stand"
        " here and no names, for mail about an issue cannot be taken back."
    ),
)

TOLD = {
    Create: say("The issue was made."),
    Comment: say("A comment was made."),
    Edit: say("The issue was rewritten."),
}
"""What a log says of an act."""
NOTHING = say("Nothing has changed, and nothing was written.")


def no_manager(name: str) -> Sentence:
    """Return that the manager cannot be mentioned by what the variable holds."""
    return say(
        "The variable {name} holds no user name on GitHub. Write it as it stands on the profile, or"
        " delete the variable.",
        name=Code(name),
    )


LABEL = Label("overdue", "b35900", "mentorskap: what is late · det som är försenat")
_USER = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}))")


def _do(forge: Forge, act: Act) -> None:
    match act:
        case Create(title, body):
            forge.open_issue(title, body, LABEL)
        case Comment(issue, body):
            forge.write_remark(issue, body)
        case Edit(issue, body, open_):
            forge.edit_issue(issue, body, open_=open_)


def staff(snapshot: Snapshot, voice: Voice) -> Staff | None:
    """Return the managers of a programme that has several."""
    if not managers.several(snapshot.programme):
        return None

    def handle(item: Item) -> str:
        manager = managers.acting(snapshot, item)
        return "" if manager is None else manager.handle or ""

    return Staff(handle, lambda item: phrases.manager(item, snapshot, voice))


def _handle(snapshot: Snapshot) -> str:
    """Return the user name that the programme gives its first manager, or empty."""
    programme = snapshot.programme
    return "" if programme is None else programme.managers[0].handle or ""


def _manager() -> str:
    """Return the user name in the variable, empty where none is set."""
    handle = os.environ.get("MANAGER_HANDLE", "").strip()
    user = _USER.fullmatch(handle)
    if handle and user is None:
        raise RefusalError(no_manager("MANAGER_HANDLE"))
    return user[1] if user else ""


def keep(run: Run) -> int:
    """Do what is planned, each step at once, so that an interruption loses none that was done."""
    today = seen(run.known)
    forge = job.forge("issues: write")
    voice = run.nameless(FORM)
    setting = Setting(
        voice,
        lambda item: run.line(item.path, item.route),
        forge.files_address(),
        _handle(run.known) or _manager(),
        staff(run.known, voice),
    )
    acts = () if today is None else plan(today, forge.issues(LABEL), setting)
    for act in acts:
        _do(forge, act)
        sys.stdout.write(f"{run.voice(TOLD[type(act)])}\n")
    if not acts:
        sys.stdout.write(f"{run.voice(NOTHING)}\n")
    return EXIT_OK


def main() -> int:
    """Keep the issue, on the day and in the folder that the options name."""
    parser = argparse.ArgumentParser(
        description="Sköt ärendet om det som är försenat. · Keep the issue of what is late."
    )
    parser.add_argument("--root", help="programmets mapp · the programme's folder")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="en annan dag · another day")
    return job.done(keep, **vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
