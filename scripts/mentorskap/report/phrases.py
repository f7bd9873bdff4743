"""Phrases that several formats share: how late something is, shares, verdicts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from mentorskap.files.records import PROGRAMME_FILE, areas_by_name
from mentorskap.model.deadlines import ATTENTION, MANAGER, OVERDUE, UPCOMING
from mentorskap.model.lifecycle import STAGES
from mentorskap.words import titles
from mentorskap.words.languages import language
from mentorskap.words.named import NamedTuple
from mentorskap.words.private import mask
from mentorskap.words.sentence import Code, Day, Sentence, Text, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mentorskap.files.records import Pairing
    from mentorskap.letters.due import Matter, Skipped
    from mentorskap.letters.mail import Unsent
    from mentorskap.model.deadlines import Item
    from mentorskap.model.kpi import Kpi
    from mentorskap.model.lifecycle import Stage
    from mentorskap.model.managers import Concern, Duty
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.report.changes import Statement
    from mentorskap.words.voice import Voice


class Counted(Protocol):
    """The counts of a check, of a report or of a stored one."""

    @property
    def participants(self) -> int:
        """The number of participants' files."""

    @property
    def pairings(self) -> int:
        """The number of pairings' files."""

    def count(self, severity: str) -> int:
        """Return the number of findings of a severity."""


class Piece(NamedTuple):
    """A line that was written to a file."""

    path: str
    line: int
    text: str


def as_of(snapshot: Snapshot) -> Sentence:
    """Return the programme's name and the day of the report."""
    if snapshot.programme is None:
        return say("As of {day}", day=Day(snapshot.today))
    return say("{name}, as of {day}", name=snapshot.programme.name, day=Day(snapshot.today))


def verdict(report: Counted) -> Sentence:
    """Return how a check ended."""
    errors = report.count("error")
    if errors:
        return say_n("{number} error must be fixed.", "{number} errors must be fixed.", errors)
    return say("No errors.")


def questions(number: int) -> Sentence:
    """Return that questions of the handbook wait for an answer."""
    return say_n(
        "{number} question of the handbook waits for an answer.",
        "{number} questions of the handbook wait for an answer.",
        number,
    )


def more(rule: str) -> Sentence:
    """Return where to read more of a rule."""
    return say("More: {command}", command=Code(f"mentorskap explain {rule}"))


def page(rule: str, voice: Voice) -> str:
    """Return the path, in the repository, of a rule's page in the reader's language."""
    return f"docs/{voice.language}/reference/rules/{rule}.md"


def counted(report: Counted, voice: Voice) -> str:
    """Return the numbers of findings and of files, as one line."""
    findings = [
        voice.phrase(say_n("{number} error", "{number} errors", report.count("error"))),
        voice.phrase(say_n("{number} warning", "{number} warnings", report.count("warning"))),
        voice.phrase(say_n("{number} notice", "{number} notices", report.count("notice"))),
    ]
    files = [
        voice.phrase(say_n("{number} participant", "{number} participants", report.participants)),
        voice.phrase(say_n("{number} pairing", "{number} pairings", report.pairings)),
    ]
    return f"{', '.join(findings)} – {', '.join(files)}."


def stood(errors: int) -> Sentence:
    """Return how many of the errors existed before the change."""
    return say_n(
        "{number} error stood here before the change.",
        "{number} errors stood here before the change.",
        errors,
    )


def meanings(
    statements: Iterable[Statement], snapshot: Snapshot, voice: Voice
) -> list[tuple[str, str]]:
    """Return the subject and the meaning of each statement.

    The year is left out of days in the snapshot's year.
    """
    near = voice.within(snapshot.today.year)
    return [
        (near(statement.subject), "; ".join(map(near.phrase, statement.clauses)))
        for statement in statements
    ]


MEANING = say("What the change means")
NO_MEANING = say("Nothing in the data has changed.")
NEXT = say("What happens next")
NUMBERED = say(
    "A number after … is a file whose name gives a person away. The summary shows the name."
)


def next_step(report: Counted, stood: int) -> Sentence:
    """Return what happens next with a change, and who acts; `stood` errors existed before it."""
    errors = report.count("error")
    if not errors and report.count("warning"):
        return say(
            "Green, with warnings that may be right as they stand: whoever made the change reads"
            " them, then the programme manager decides."
        )
    if not errors:
        return say("Green: the programme manager reads what the change means, and merges it.")
    if errors == stood:
        return say(
            "Red, but not by this change: what is listed as an error stood here before. The"
            " programme manager fixes it, here or by itself."
        )
    return say(
        "Red: the author of the change fixes what is listed as an error, in the same proposal. The"
        " check then runs again."
    )


def when(item: Item, today: date, voice: Voice) -> str:
    """Return how late an item is, or by when it is due."""
    if item.status == UPCOMING:
        days = (item.due - today).days
        if days == 0:
            return voice.phrase(say("due today"))
        return voice.phrase(
            say_n(
                "due {day}, in {number} day", "due {day}, in {number} days", days, day=Day(item.due)
            )
        )
    if item.status == ATTENTION and not item.days_late:
        return voice.phrase(say("past the limit, but only break or pause since"))
    if item.status == ATTENTION:
        return voice.phrase(
            say_n(
                "{number} day past the limit, within the grace",
                "{number} days past the limit, within the grace",
                item.days_late,
            )
        )
    return voice.phrase(say_n("{number} day late", "{number} days late", item.days_late))


def subject(item: Item, snapshot: Snapshot, voice: Voice) -> str:
    """Return the pairing or the person that an item is about, with the id."""
    if item.pairing is not None:
        pairing = snapshot.pairings[item.pairing]
        return f"{voice.pair(pairing.mentee, pairing.mentor)} ({item.pairing})"
    return f"{voice.person(item.participant)} ({item.participant})"


def actor(name: str, snapshot: Snapshot) -> Sentence:
    """Return the heading of what one kind of actor does."""
    from mentorskap.model import managers

    if name == MANAGER and managers.several(snapshot.programme):
        return titles.MANAGERS
    return titles.ACTORS[name]


def manager(concern: Concern, snapshot: Snapshot, voice: Voice) -> str:
    """Return which manager acts, and for whom; empty if the programme has one manager."""
    from mentorskap.model import managers

    duty = managers.of(snapshot, concern) if managers.several(snapshot.programme) else None
    return "" if duty is None else voice(on_duty(duty, voice))


def manager_of(pairing: Pairing, snapshot: Snapshot, voice: Voice) -> str:
    """Return who acts in a pairing, and for whom; empty if the programme has one manager."""
    from mentorskap.model import managers

    return manager(managers.Affair(pairing.id, pairing.mentee), snapshot, voice)


def on_duty(duty: Duty, voice: Voice) -> Sentence:
    """Return which manager acts, and for whom: by name, or by id where names are not shown."""
    acting, responsible = (
        Text.same(manager.name) if voice.form.shows_names else Code(manager.id)
        for manager in (duty.acting, duty.responsible)
    )
    if not duty.stands_in or duty.until is None:
        return say("Programme manager: {manager}.", manager=acting)
    return say(
        "Programme manager: {manager}, in place of {absent} until {day}.",
        manager=acting,
        absent=responsible,
        day=Day(duty.until),
    )


def since(stage: Stage, voice: Voice) -> str:
    """Return since which day a pairing has been in its stage, after a comma; empty for a draft."""
    if stage.since is None:
        return ""
    return f", {voice.phrase(say('since {day}', day=Day(stage.since)))}"


def by_stage(snapshot: Snapshot) -> Iterator[tuple[str, list[str]]]:
    """Yield each stage that a pairing is in, in the order of the stages, with the pairings' ids."""
    for name in STAGES:
        ids = [id_ for id_, stage in snapshot.stages.items() if stage.name == name]
        if ids:
            yield name, ids


def cohort(id_: str | None, snapshot: Snapshot) -> Sentence:
    """Return a cohort's name; None means all cohorts."""
    return say("All cohorts") if id_ is None else say("{name}", name=snapshot.cohorts[id_].name)


def overdue_summary(items: Sequence[Item], unread_files: Sequence[str] = ()) -> Sentence:
    """Return how many items are overdue."""
    if PROGRAMME_FILE in unread_files:
        return say("Nothing can be said of deadlines until programme.yml can be read.")
    late = sum(item.status == OVERDUE for item in items)
    if not items and not unread_files:
        return say("Nothing needs you.")
    if not late:
        return say("Nothing is late.")
    return say_n("{number} thing is late.", "{number} things are late.", late)


def about(matters: Iterable[Matter], voice: Voice) -> str:
    """Return what a letter is about."""
    return ", ".join(
        voice.phrase((titles.KINDS | titles.NOTICES | titles.ON_REQUEST)[matter.kind])
        for matter in matters
    )


def drafted(count: int) -> Sentence:
    """Return how many drafts were made, and who sends them."""
    if not count:
        return say("No letters today.")
    return say_n(
        "{number} draft to read and to send yourself.",
        "{number} drafts to read and to send yourself.",
        count,
    )


def unsent(count: int) -> Sentence:
    """Return the heading above the drafts of earlier runs that are still in the folder."""
    return say("Drafts not sent yet ({number})", number=count)


SAY_SENT = say(
    "Have you sent one? Write {command}, or delete the file.",
    command=Code("mentorskap remind --sent …"),
)


def draft(draft: Unsent, voice: Voice) -> str:
    """Return a draft that is unsent: to whom, about what, and since when."""
    reader = f"{voice.person(draft.participant)} ({draft.participant})"
    kind = voice.phrase((titles.KINDS | titles.NOTICES | titles.ON_REQUEST)[draft.kind])
    return f"{reader} – {kind}: {voice.phrase(drafted_on(draft))}"


def drafted_on(draft: Unsent) -> Sentence:
    """Return on which day a draft was made."""
    if draft.on is None:
        return say("a draft was made, on a day that the file does not show")
    return say("a draft was made on {day}", day=Day(draft.on))


def skipped(skipped: Skipped, voice: Voice) -> str:
    """Return a matter without a letter: the reader, what it is about, and the reason."""
    matter = skipped.matter
    reader = f"{voice.person(matter.participant)} ({matter.participant})"
    return f"{reader} – {about([matter], voice)}: {voice.phrase(left_out(skipped))}"


def left_out(skipped: Skipped) -> Sentence:
    """Return why a matter is without a letter."""
    if skipped.drafted is not None:
        return say("a draft was made on {day}", day=Day(skipped.drafted))
    return titles.LEFT_OUT[skipped.why]


def without_letter(count: int) -> Sentence:
    """Return the heading above the matters without a letter."""
    return say("No letter ({number})", number=count)


def unread(paths: Sequence[str]) -> Sentence:
    """Return how many files could not be read, so that their absence is not taken for good news."""
    return say_n(
        "{number} file could not be read, and nothing is said of it here. Run mentorskap check to"
        " see why:",
        "{number} files could not be read, and nothing is said of them here. Run mentorskap check"
        " to see why:",
        len(paths),
    )


def value(kpi: Kpi, voice: Voice) -> str:
    """Return the value of a number: a percentage, days, or a dash if there is none."""
    if kpi.value is None:
        return "–"
    if kpi.in_days:
        whole = int(kpi.value)
        if kpi.value == whole:
            return voice.phrase(say_n("{number} day", "{number} days", whole))
        return voice.phrase(say("{whole}½ days", whole=whole))
    return f"{round(100 * kpi.value)} %" if voice.language == "sv" else f"{round(100 * kpi.value)}%"


def share(kpi: Kpi, voice: Voice) -> str:
    """Return k/n, and the kinds that n consists of."""
    listed = kinds(kpi, voice)
    if kpi.name == "held-of-expected" and kpi.k > kpi.n:
        listed = voice.phrase(say("they have met more often than the rhythm's longest interval"))
    return f"{kpi.k}/{kpi.n} ({listed})" if listed else f"{kpi.k}/{kpi.n}"


def kinds(kpi: Kpi, voice: Voice) -> str:
    """Return the kinds that n consists of with their counts, capitalised; empty if none."""
    listed = (
        ", ".join(f"{voice.phrase(titles.OUTCOMES[kind])} {count}" for kind, count in kpi.kinds)
        if kpi.n
        else ""
    )
    return listed[:1].upper() + listed[1:]


def behind(kpi: Kpi) -> Iterator[tuple[Sentence, list[tuple[str, str]]]]:
    """Yield titled groups of a number's members: each id, and the text to print after it."""
    if kpi.in_days:
        yield (
            say("done, in days"),
            [(share.id, f" {share.days}") for share in kpi.shares if share.k],
        )
        yield (
            say("open, days so far"),
            [(share.id, f" {share.days}") for share in kpi.shares if not share.k],
        )
    elif all(share.n == 1 for share in kpi.shares):
        yield say("yes"), [(share.id, "") for share in kpi.shares if share.k]
        yield say("no"), [(share.id, "") for share in kpi.shares if not share.k]
    else:
        yield (
            say("each one's share"),
            [(share.id, f" {share.k}/{share.n}") for share in kpi.shares if share.n],
        )


def named(kind: str, written: str, snapshot: Snapshot, voice: Voice) -> str:
    """Return a field's value in words: a day with its month's name, or an id by its name.

    `kind` is that of `words.fields.Part`.
    """
    programme = snapshot.programme
    if kind == "day":
        return voice.day(date.fromisoformat(written))
    if kind == "time":
        return voice.time(written)
    if kind == "languages":
        return voice.phrase(language(written))
    if kind == "cohort" and written in snapshot.cohorts:
        return voice.phrase(say("{name}", name=snapshot.cohorts[written].name))
    if kind == "area":
        return voice.phrase(say("{area}", area=areas_by_name((written,), programme)))
    return (
        voice.person(written)
        if kind == "person" and written in snapshot.participants
        else voice.form.escape(mask(written))
    )


def roles(id_: str, snapshot: Snapshot) -> list[Sentence]:
    """Return what somebody is: mentee in which cohorts, mentor of what."""
    person = snapshot.participants[id_]
    sentences = [
        say(
            "mentee in {cohort}, admitted on {day}",
            cohort=Code(entry.cohort)
            if entry.cohort not in snapshot.cohorts
            else snapshot.cohorts[entry.cohort].name,
            day=Day(entry.admitted),
        )
        for entry in person.participations
    ]
    if person.mentor is not None:
        sentences.append(
            say(
                "mentor with room for {number}: {areas}",
                number=person.mentor.capacity,
                areas=areas_by_name(person.mentor.offers, snapshot.programme),
            )
        )
    return sentences
