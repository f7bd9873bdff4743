"""Rules about the programme: its cohorts and limits, and the questions for the manager."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from mentorskap.files import room
from mentorskap.files.disk import PROGRAMME
from mentorskap.files.records import USUAL_ZONE, Limits, Retention, pairing_file
from mentorskap.model import passages
from mentorskap.model.retention import undecided
from mentorskap.rules.rule import ERROR, NOTICE, WARNING, Problem, Where, rule
from mentorskap.rules.vocabulary import advice_on
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.sentence import Code, Day, Written, codes, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mentorskap.files.passages import MarkedPassage
    from mentorskap.files.records import Absence, Cohort, Manager, Programme
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence


@rule(ERROR)
def programme_is_sound(snapshot: Snapshot) -> Iterator[Problem]:
    """Cohorts end after they start, breaks lie inside them, ids are unique, limits are positive,
    and every manager who is named exists.

    Why: every deadline and every number is counted from these values, and every letter has a
    sender.

    Mend: correct the value that the message points at, most often in `programme.yml`.
    """
    for fault in snapshot.faults:
        if fault.stage == "programme":
            yield Problem(
                Where(PROGRAMME),
                say(
                    "The file {name} is missing. It holds cohorts, limits and areas.",
                    name=Code(PROGRAMME),
                ),
                say("Fetch it again from Git, or write one."),
            )
    programme = snapshot.programme
    if programme is None:
        return
    yield from _twice("areas", programme.areas)
    yield from _twice("cohorts", tuple(cohort.id for cohort in programme.cohorts))
    yield from _twice("managers", tuple(manager.id for manager in programme.managers))
    for index, cohort in enumerate(programme.cohorts):
        yield from _cohort(index, cohort)
    yield from _absences(programme)
    yield from _named_managers(snapshot, programme)
    yield from _limits(programme)
    if programme.timezone != USUAL_ZONE and not _zone_exists(programme.timezone):
        yield Problem(
            Where(PROGRAMME, ("timezone",)),
            say("The time zone {zone} does not exist.", zone=Code(programme.timezone)),
            say("Write for example {zone}.", zone=Code(USUAL_ZONE)),
        )


def _twice(key: str, ids: tuple[str, ...]) -> Iterator[Problem]:
    counts = Counter(ids)
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if counts[id_] > 1 and id_ in seen:
            yield Problem(
                Where(PROGRAMME, (key, index, "id")),
                say("The id {id} appears twice under {key}.", id=Code(id_), key=Code(key)),
                say("Give one of the two another id, or delete it."),
            )
        seen.add(id_)


def _cohort(index: int, cohort: Cohort) -> Iterator[Problem]:
    if cohort.ends <= cohort.starts:
        yield Problem(
            Where(PROGRAMME, ("cohorts", index, "ends")),
            say(
                "The cohort {cohort} ends on {ends}, not after its start on {starts}.",
                cohort=Code(cohort.id),
                ends=Day(cohort.ends),
                starts=Day(cohort.starts),
            ),
            say("Correct one of the two days."),
        )
        return
    for number, rest in enumerate(cohort.breaks):
        route = ("cohorts", index, "breaks", number)
        if rest.until < rest.start:
            yield Problem(
                Where(PROGRAMME, (*route, "until")),
                say(
                    "The break ends on {until}, before it begins on {start}.",
                    until=Day(rest.until),
                    start=Day(rest.start),
                ),
                say("Correct one of the two days."),
            )
        elif rest.start < cohort.starts or rest.until > cohort.ends:
            early = rest.start < cohort.starts
            yield Problem(
                Where(PROGRAMME, (*route, "from" if early else "until")),
                say(
                    "The break from {start} to {until} lies outside the cohort {cohort}, which runs"
                    " from {starts} to {ends}.",
                    start=Day(rest.start),
                    until=Day(rest.until),
                    cohort=Code(cohort.id),
                    starts=Day(cohort.starts),
                    ends=Day(cohort.ends),
                ),
                say("Correct the break so that it lies inside the cohort."),
            )


def _absences(programme: Programme) -> Iterator[Problem]:
    ids = [manager.id for manager in programme.managers]
    for number, manager in enumerate(programme.managers):
        for index, away in enumerate(manager.absences):
            route: Route = ("managers", number, "away", index)
            others = [id_ for id_ in ids if id_ != manager.id]
            if away.until < away.start:
                yield Problem(
                    Where(PROGRAMME, (*route, "until")),
                    say(
                        "The absence ends on {until}, before it begins on {start}.",
                        until=Day(away.until),
                        start=Day(away.start),
                    ),
                    say("Correct one of the two days."),
                )
            elif away.instead == manager.id:
                yield Problem(
                    Where(PROGRAMME, (*route, "instead")),
                    say("{manager} cannot stand in for themselves.", manager=Code(manager.id)),
                    advice_on("", others),
                )
            elif away.instead not in others:
                yield Problem(
                    Where(PROGRAMME, (*route, "instead")),
                    say("There is no manager {id} in programme.yml.", id=Code(away.instead)),
                    advice_on(away.instead, others),
                )
            elif away is _closes_a_circle(programme, manager, away.start):
                yield Problem(
                    Where(PROGRAMME, (*route, "instead")),
                    say(
                        "On {day} everyone who should stand in is away as well, and no one acts for"
                        " {manager}.",
                        day=Day(away.start),
                        manager=Code(manager.id),
                    ),
                    say("Name a stand-in who is present, or change the days."),
                )


def _closes_a_circle(programme: Programme, manager: Manager, day: date) -> Absence | None:
    """Return the manager's absence on a day if the chain of stand-ins leads back to the manager."""
    from mentorskap.model import managers

    links: list[Manager] = []
    for link in managers.chain(programme, manager, day):
        if link in links:
            return managers.absence(manager, day) if link is manager else None
        links.append(link)
    return None


def _named_managers(snapshot: Snapshot, programme: Programme) -> Iterator[Problem]:
    """Yield references of cohorts and pairings to a manager who does not exist."""
    ids = {manager.id for manager in programme.managers} - {""}
    references = [
        *(
            (Where(PROGRAMME, ("cohorts", index, "manager")), cohort.manager)
            for index, cohort in enumerate(programme.cohorts)
        ),
        *(
            (Where(pairing_file(pairing.id), ("manager",)), pairing.manager)
            for pairing in snapshot.pairings.values()
            if pairing.manager is not None
        ),
    ]
    for where, id_ in references:
        if id_ is None or id_ in ids:
            continue
        if ids:
            yield Problem(
                where,
                say("There is no manager {id} in programme.yml.", id=Code(id_)),
                advice_on(id_, ids),
            )
        else:
            yield Problem(
                where,
                say("The programme has one manager, who has no id."),
                say(
                    "Delete this line, or list the managers under {managers}, each with an id.",
                    managers=Code("managers"),
                ),
            )


def _limits(programme: Programme) -> Iterator[Problem]:
    yield from _limits_at(programme.limits, Limits._fields, ("limits",))
    for index, cohort in enumerate(programme.cohorts):
        yield from _limits_at(cohort.limits, cohort.own_limits, ("cohorts", index, "limits"))
    yield from _weights(programme)


def _limits_at(limits: Limits, keys: Iterable[str], route: Route) -> Iterator[Problem]:
    for key in keys:
        value = getattr(limits, key)
        if key == "rhythm":
            shortest, longest = value
            if shortest < 1 or longest < shortest:
                yield Problem(
                    Where(PROGRAMME, (*route, "rhythm")),
                    say(
                        "The rhythm goes from {shortest} to {longest} days; it takes two numbers"
                        " above 0, the smaller first.",
                        shortest=shortest,
                        longest=longest,
                    ),
                    say("Write for example {example}.", example=Code("[35, 42]")),
                )
        elif key == "grace" and value < 0:
            yield Problem(
                Where(PROGRAMME, (*route, key)),
                say(
                    "The limit {key} is {value}. It cannot be negative.", key=Code(key), value=value
                ),
                say("Write 0 or a larger number, or delete the line to take the default."),
            )
        elif key != "grace" and value < 1:
            yield Problem(
                Where(PROGRAMME, (*route, key)),
                say("The limit {key} is {value}. It must be positive.", key=Code(key), value=value),
                say("Write a whole number greater than 0, or delete the line to take the default."),
            )


def _weights(programme: Programme) -> Iterator[Problem]:
    weights = programme.weights._asdict()
    for key, value in weights.items():
        if value < 0:
            yield Problem(
                Where(PROGRAMME, ("weights", key)),
                say(
                    "The weight {key} is {value}. It cannot be negative.",
                    key=Code(key),
                    value=value,
                ),
                say("Write 0 if the consideration should not count."),
            )
    if not any(weights.values()):
        yield Problem(
            Where(PROGRAMME, ("weights",)),
            say("All weights are 0, so no mentor fits better than another."),
            say("Give at least one of them a number greater than 0."),
        )


def _zone_exists(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@rule(NOTICE)
def open_questions_are_answered(snapshot: Snapshot) -> Iterator[Problem]:
    """No page of the handbook has a gap that only the programme manager can fill.

    Where the answer is also a setting, the question is put once, in `programme.yml` first: how long
    files are kept, the price, the number and length of meetings.

    Why: a participant who meets a gap asks, and deserves an answer.

    Mend: replace the marked box on the page by the answer, in Swedish and in English.
    """
    open_times = () if snapshot.programme is None else undecided(snapshot.programme.retention)
    reported = False
    yield from _undecided(snapshot)
    for fault in snapshot.reading.open_questions:
        if fault.values["setting"] == "retention" and open_times:
            if not reported and _cohort_to_purge(snapshot) is None:
                yield _retention(open_times, fault.path)
            reported = True
            continue
        question = Written(fault.values["question"])
        yield Problem(
            Where(fault.path, mark=fault.mark),
            (
                say(
                    "The page still asks what {key} in {file} has answered: {question}",
                    key=Code("retention"),
                    file=Code(PROGRAMME),
                    question=question,
                )
                if fault.values["setting"] and snapshot.programme is not None
                else say(
                    "The page has a question that the programme manager has yet to decide:"
                    " {question}",
                    question=question,
                )
            ),
            say(
                "Replace the box by the answer, on this page and on its twin in the other language."
            ),
        )


@rule(WARNING)
def retention_is_decided(snapshot: Snapshot) -> Iterator[Problem]:
    """How long files are kept is decided once a cohort with people has ended.

    Why: personal data may not be kept for longer than it is needed, and someone has to say how long
    that is.

    Mend: write `retention` in `programme.yml`, in whole months.
    """
    programme = snapshot.programme
    cohort = _cohort_to_purge(snapshot)
    if programme is None or cohort is None:
        return
    open_times = undecided(programme.retention)
    whole = len(open_times) == len(Retention._fields)
    lines = ", ".join(f"{key}: …" for key in open_times)
    yield Problem(
        Where(PROGRAMME, () if whole else ("retention",)),
        say(
            "The cohort {cohort} ended on {day}, and how long its files are kept is not decided:"
            " {key} is missing.",
            cohort=cohort.name,
            day=Day(cohort.ends),
            key=Code("retention" if whole else "retention › ended"),
        ),
        say(
            "Write {edit} with a whole number of months in place of each ….",
            edit=Code(f"retention: {{{lines}}}" if whole else lines),
        ),
    )


def _cohort_to_purge(snapshot: Snapshot) -> Cohort | None:
    """Return the first cohort with people that has ended, if its time is not decided."""
    programme = snapshot.programme
    if programme is None or programme.retention.ended is not None:
        return None
    peopled = {pairing.cohort for pairing in snapshot.pairings.values()} | {
        participation.cohort
        for person in snapshot.participants.values()
        for participation in person.participations
    }
    ended = [
        cohort
        for cohort in programme.cohorts
        if cohort.id in peopled and cohort.starts < cohort.ends < snapshot.today
    ]
    return min(ended, key=lambda cohort: (cohort.ends, cohort.id), default=None)


def _retention(open_times: tuple[str, ...], page: str) -> Problem:
    whole = len(open_times) == len(Retention._fields)
    lines = [f"{key}: …" for key in open_times]
    return Problem(
        Where(PROGRAMME, () if whole else ("retention",)),
        (
            say(
                "How long files are kept is not decided: {keys} is missing.", keys=Code("retention")
            )
            if whole
            else say(
                "How long files are kept is not decided in full: {keys} is missing under {key}.",
                key=Code("retention"),
                keys=codes(open_times),
            )
        ),
        say(
            "Write {edit} with a whole number of months in place of each …, then replace the box on"
            " {page} by the answer, in both languages.",
            edit=Code(f"retention: {{{', '.join(lines)}}}" if whole else ", ".join(lines)),
            page=Code(page),
        ),
    )


def _undecided(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield each setting that the handbook says is not decided yet, once."""
    programme = snapshot.programme
    if programme is None:
        return
    questions = {
        passage.key: passage
        for passage in sorted(snapshot.reading.passages, key=_by_language, reverse=True)
        if passages.is_undecided(passage.key, programme)
    }
    for key, passage in sorted(questions.items()):
        message, edit = _UNDECIDED[key]
        page = Code(passage.path)
        yield Problem(
            Where(PROGRAMME),
            message._replace(values={"key": Code(key), "page": page}),
            edit._replace(values={**edit.values, "command": Code("mentorskap handbook")}),
        )


def _by_language(passage: MarkedPassage) -> int:
    return LANGUAGES.index(passage.language)


_ASKS = say("The programme manager has yet to decide {key}, so {page} asks readers to ask.")
_UNDECIDED = {
    "contact": (
        say("A programme manager has no phone number, and {page} asks readers to call."),
        say(
            "Write {edit} with the number in place of … under the manager's name, then run"
            " {command}.",
            edit=Code('phone: "…"'),
        ),
    ),
    "meetings": (
        _ASKS,
        say(
            "Write {edit} with your own numbers in place of each …, then run {command}.",
            edit=Code("meetings: {number: …, minutes: …}"),
        ),
    ),
    "price": (
        _ASKS,
        say(
            "Write {edit} with your own words in place of each …, then run {command}.",
            edit=Code('price: {sv: "…", en: "…"}'),
        ),
    ),
}
"""What is said of each setting that a page says is not decided, and what to write."""


@rule(NOTICE)
def pages_say_what_the_programme_says(snapshot: Snapshot) -> Iterator[Problem]:
    """The marked passages of the handbook say what `programme.yml` says: limits, dates, meetings,
    price and contact.

    A passage is the text between `<!-- limits.feedback -->` and `<!-- / -->`.

    Why: a reader keeps to what the page says, and the programme counts by `programme.yml`.

    Mend: run `mentorskap handbook`, which writes the words again in both languages. Change the
    setting in `programme.yml`, never the words between the marks.
    """
    programme = snapshot.programme
    if programme is None:
        return
    for page, on_page in groupby(snapshot.reading.passages, key=lambda passage: passage.path):
        stale = [
            (passage, expected)
            for passage in on_page
            for expected in [passages.expected(passage, programme, snapshot.today)]
            if passage.words != expected
        ]
        if stale:
            passage, expected = stale[0]
            where = Where(page, mark=passage.mark)
            if expected is None:
                yield Problem(
                    where,
                    say(
                        "The page has a passage {mark}, and there is no such setting.",
                        mark=Code(f"<!-- {passage.key} -->"),
                    ),
                    say("Correct the name of the setting, or delete the two marks."),
                )
            else:
                yield Problem(where, _disagreement(passage, expected, len(stale)), _REWRITE)


def _disagreement(passage: MarkedPassage, expected: str, places: int) -> Sentence:
    values = {
        "present": Written(passage.words.strip()),
        "expected": Written(expected.strip()),
        "file": Code(PROGRAMME),
    }
    if places == 1:
        return say("The page says {present}, and by {file} it is to say {expected}.", **values)
    return say(
        "The page says {present}, and by {file} it is to say {expected}. {number} places on the"
        " page disagree in all.",
        **values,
        number=places,
    )


_REWRITE = say(
    "Run {command}: it writes the words of every marked passage again, in both languages.",
    command=Code("mentorskap handbook"),
)


@rule(ERROR)
def pages_hold_no_scripts(snapshot: Snapshot) -> Iterator[Problem]:
    """No page of the handbook runs a script of its own: `<script>`, `onclick=`, `javascript:`.

    Why: what a page runs, every reader runs, and in a proposal it is easily overlooked.

    Mend: delete it. Code that a page only shows goes between backquotes.
    """
    for fault in snapshot.faults:
        if fault.stage == "script":
            yield Problem(
                Where(fault.path, mark=fault.mark),
                say(
                    "The page holds {what}, which runs in every reader's browser. Only the theme"
                    " may run anything.",
                    what=Code(fault.values["what"]),
                ),
                say("Delete it. If it is an example to be read, put it between backquotes."),
            )


@rule(NOTICE)
def lists_have_room(snapshot: Snapshot) -> Iterator[Problem]:
    """Lists, tables and boxes on the handbook's pages look the same on the site as on GitHub.

    MkDocs wants an empty line before a list or a table, and four spaces before what is inside one.

    Why: the page looks right where it is written, and is hard to read where it is published.

    Mend: add the empty line, or indent by four spaces.
    """
    for fault in snapshot.faults:
        if fault.stage == "room":
            message, edit = _ROOM[fault.kind]
            yield Problem(Where(fault.path, mark=fault.mark), message, edit)


_ROOM = {
    room.LIST: (
        say(
            "The list has no empty line before it. GitHub shows a list; the site runs it into the"
            " paragraph."
        ),
        say("Put an empty line before the list."),
    ),
    room.NESTED: (
        say(
            "The list inside the list is indented by less than four spaces. GitHub shows it inside;"
            " the site makes its items part of the list around it."
        ),
        say("Indent it by four spaces."),
    ),
    room.TABLE: (
        say(
            "The table has no empty line before it. GitHub shows a table; the site shows its text."
        ),
        say("Put an empty line before the table."),
    ),
    room.BOX: (
        say(
            "The text is indented by less than four spaces, so the site shows an empty box and the"
            " text below it."
        ),
        say("Indent the text of the box by four spaces."),
    ),
    room.SIGNS: (
        say("This form is GitHub's own. The site shows its characters as they are."),
        say(
            "Write a box with {box}, a numbered list with {number} and other lists with {dash},"
            " without boxes to tick and words struck out.",
            box=Code('!!! note "…"'),
            number=Code("1."),
            dash=Code("-"),
        ),
    ),
}


@rule(NOTICE)
def form_offers_the_programmes_areas(snapshot: Snapshot) -> Iterator[Problem]:
    """The form for an interview on GitHub offers the areas of `programme.yml`, and no other.

    Why: a form with other boxes is refused when someone has just filled it in on a phone.

    Mend: run `mentorskap forms`, which writes the forms again.
    """
    for fault in snapshot.faults:
        if fault.stage == "areas":
            missing, extra = fault.values["missing"], fault.values["extra"]
            lacks = say("it lacks {areas}", areas=codes(missing))
            has = say("it has {labels}", labels=codes(extra))
            both = say("{first}; and {second}", first=lacks, second=has)
            yield Problem(
                Where(fault.path, mark=fault.mark),
                say(
                    "The form offers other areas than {file}: {difference}.",
                    file=Code(PROGRAMME),
                    difference=both if missing and extra else lacks if missing else has,
                ),
                say(
                    "Run {command}, which writes the form again.", command=Code("mentorskap forms")
                ),
            )


RULES = (
    programme_is_sound,
    open_questions_are_answered,
    retention_is_decided,
    pages_say_what_the_programme_says,
    pages_hold_no_scripts,
    lists_have_room,
    form_offers_the_programmes_areas,
)
