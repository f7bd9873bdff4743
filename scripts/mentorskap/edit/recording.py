"""Each everyday fact of the programme, as the changes of one file that record it.

The fact arrives as words, the way a person types them. A fact that is already recorded gives no
change. One that contradicts the file is refused: the manager knows which of the two is right.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mentorskap.edit import needs as needs_
from mentorskap.edit.needs import Needs
from mentorskap.edit.splice import Add, Line, Put, Take, position_of
from mentorskap.files import schema
from mentorskap.files.records import pairing_file, participant_file
from mentorskap.model import waiting
from mentorskap.model.lifecycle import started_on
from mentorskap.words import request
from mentorskap.words import spoken as spoken_
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import (
    Code,
    Day,
    Pair,
    Person,
    RefusalError,
    Sentence,
    Spot,
    codes,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mentorskap.edit.splice import Change
    from mentorskap.files.records import Pairing, Participant, Participation
    from mentorskap.files.schema import Schema
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot


class NotWrittenError(RefusalError):
    """The request is clear, but the files do not allow it."""


class Slot(NamedTuple):
    """A word of a fact: a day, or a value or an hour from the schema at `route`."""

    name: str
    route: Route = ()
    optional: bool = False


class Case(NamedTuple):
    """A fact to be written: whom it is about, what the file holds, and what was typed."""

    snapshot: Snapshot
    id: str
    data: Mapping[str, Any]
    values: Mapping[str, str]
    judge: Schema
    needs: Needs = Needs()

    @property
    def pairing(self) -> Pairing:
        """The pairing that the fact is about."""
        return self.snapshot.pairings[self.id]


class Recipe(NamedTuple):
    """How a fact is recorded: its subject, its words and options, and how it is written."""

    subject: str
    slots: tuple[Slot, ...]
    options: tuple[Slot, ...]
    write: Callable[[Case], list[Change]]
    takes_needs: bool = False

    def usage(self, name: str, schemas: Callable[[str], Schema]) -> str:
        """Return the command as it is to be typed."""
        words = [
            f"[{slot.name}]" if slot.optional else _choices(slot, self.judge(schemas))
            for slot in self.slots
        ]
        options = [
            f"[--{slot.name} {_choices(slot, self.judge_of(slot, schemas))}]"
            for slot in self.options
        ]
        options += _NEEDS_USAGE if self.takes_needs else []
        return " ".join(["mentorskap record", name, self.subject, *words, *options])

    def judge(self, schemas: Callable[[str], Schema]) -> Schema:
        """Return the schema of the file that the fact is written into."""
        return schemas("pairing" if self.subject == PAIRING else "participant")

    def judge_of(self, slot: Slot, schemas: Callable[[str], Schema]) -> Schema:
        """Return the schema that a slot belongs to: a tie is in the mentee's file."""
        return schemas("participant") if slot.name == TIE else self.judge(schemas)


def _choices(slot: Slot, judge: Schema) -> str:
    """Return what a slot accepts, as the usage line shows it."""
    part = schema.at(judge, slot.route) if slot.route else {}
    return (
        "|".join(part["enum"])
        if "enum" in part
        else "HH:MM"
        if slot.name == TIME
        else "ID"
        if slot.name == COHORT
        else "WORDS"
        if slot.route
        else slot.name
        if slot.name.isupper()
        else "DATE"
    )


class Recording(NamedTuple):
    """A fact as it was typed: its file, its subject's id, its values and its recipe."""

    path: str
    id: str
    values: dict[str, str]
    recipe: Recipe
    judge: Schema
    needs: Needs = Needs()

    def changes(self, snapshot: Snapshot, data: Mapping[str, Any]) -> list[Change]:
        """Return the changes of the file that holds `data`."""
        return self.recipe.write(Case(snapshot, self.id, data, self.values, self.judge, self.needs))

    def order(self, route: Route) -> list[str]:
        """Return the order in which the keys at `route` are written."""
        return list(schema.at(self.judge, route)["properties"])


PAIRING, MENTEE, PARTICIPANT = "PAIRING", "MENTEE", "PARTICIPANT"
TIME, COHORT, TIE = "time", "cohort", "tie"
AS_THE_REASON = ""
"""A tie without a kind of its own has that of the reason."""
_TIE_KIND: Route = ("ties", 0, "kind")
_NEEDS_USAGE = [
    "[--challenge AREA:WORDS]",
    "[--area AREA:WORDS]",
    "[--contribution AREA:WORDS]",
    "[--must AREA:WORDS]",
    "[--wish-mentor ID]",
    "[--wish WORDS]",
    "[--avoid ORGANISATION]",
    "[--tie ID:KIND]",
]
"""The options of an interview; each may be repeated, but for the wishes."""


def recording_from(
    snapshot: Snapshot,
    words: Sequence[str],
    options: Mapping[str, str | Sequence[str] | None],
    on: date,
    schemas: Callable[[str], Schema],
) -> Recording:
    """Return the fact in `words`: its name, its subject, and the rest.

    `on` is its day if the words have none; an option that may be repeated has several texts. Raises
    RefusalError if they cannot be read.
    """
    name = request.one_of(
        words[0] if words else "",
        FACTS,
        say(
            "Say what happened: {allowed}. For example: {example}.",
            allowed=codes(FACTS),
            example=Code("mentorskap record meeting anna-07 2026-12-08 held"),
        ),
        spoken_.FACTS,
    )
    recipe = FACTS[name]
    usage = say("Write it like this: {usage}.", usage=Code(recipe.usage(name, schemas)))
    least = 1 + sum(not slot.optional for slot in recipe.slots)
    arguments = spoken_.joined(words[1:], snapshot.today)
    if not least <= len(arguments) <= 1 + len(recipe.slots):
        raise RefusalError(usage)
    id_ = (
        pairing_of(snapshot, arguments[0], name)
        if recipe.subject == PAIRING
        else mentee_of(snapshot, arguments[0])
        if recipe.subject == MENTEE
        else participant_of(snapshot, arguments[0])
    )
    allowed = {slot.name for slot in recipe.options}
    spoken = {key: text for key, text in options.items() if isinstance(text, str)}
    many = {key: texts for key, texts in options.items() if texts and not isinstance(texts, str)}
    if not recipe.takes_needs:
        spoken |= {key: texts[-1] for key, texts in many.items()}
        many = {}
    if strange := [f"--{key}" for key in spoken if key not in allowed]:
        raise RefusalError(not_of(name, strange, usage))
    judge = recipe.judge(schemas)
    values = {"DATE": on.isoformat()}
    neighbours = _neighbours(snapshot, id_)
    for slot, text in [
        *zip(recipe.slots, arguments[1:], strict=False),
        *((slot, spoken[slot.name]) for slot in recipe.options if slot.name in spoken),
    ]:
        values[slot.name] = (
            a_word(text, slot, recipe.judge_of(slot, schemas))
            if slot.route
            else request.day(text, snapshot.today, neighbours).isoformat()
        )
    return Recording(
        pairing_file(id_) if recipe.subject == PAIRING else participant_file(id_),
        id_,
        values,
        recipe,
        judge,
        needs_.needs_from(snapshot, id_, many, judge) if many else Needs(),
    )


def not_of(fact: str, options: Iterable[str], usage: Sentence) -> Sentence:
    """Return that a fact does not have these options."""
    return say(
        "{option} does not belong to {what}. {usage}",
        option=codes(options),
        what=Code(fact),
        usage=usage,
    )


def _neighbours(snapshot: Snapshot, id_: str) -> list[date]:
    """Return the days that a new day of a pairing or a person is likely to be close to."""
    pairing = snapshot.pairings.get(id_)
    if pairing is not None:
        since = snapshot.stages[id_].since
        return [*(meeting.on for meeting in pairing.meetings), *([since] if since else [])]
    return [entry.admitted for entry in snapshot.participants[id_].participations]


def a_word(text: str, slot: Slot, judge: Schema) -> str:
    """Return the word that belongs in a slot, as the files write it."""
    part = schema.at(judge, slot.route) if slot.route else {}
    if "enum" in part and not (slot.name == TIE and text == AS_THE_REASON):
        return request.value(text, part)
    if slot.name == TIME:
        return request.time(text)
    return text if slot.route else request.day(text).isoformat()


def pairing_of(snapshot: Snapshot, text: str, fact: str) -> str:
    """Return the pairing named by its id, or by its mentee's if only one can have such a fact.

    `asked` is a fact of drafts, and every other fact of other pairings.
    """
    unread_pairings = snapshot.reading.unread_pairings
    text = request.id_among(text, {*snapshot.pairings, *unread_pairings, *snapshot.participants})
    if text in snapshot.pairings:
        return text
    if text in unread_pairings:
        raise unread(pairing_file(text))
    # While one of a mentee's pairings cannot be read, it is unclear which one is meant.
    if unsure := sorted(id_ for id_ in unread_pairings if id_.partition("--")[0] == text):
        raise unread(pairing_file(unsure[0]))
    if text not in snapshot.participants:
        mentees = {id_: name for id_, name in snapshot.names.items() if id_ in snapshot.by_mentee}
        if request.named(text, mentees):
            text = request.id_of("mentee", text, mentees, mentees)
    own = snapshot.by_mentee.get(text, [])
    if text in snapshot.participants and not own:
        raise _mentee_of_none(snapshot, text)
    live = [pairing for pairing in own if not snapshot.stages[pairing.id].closed] or own
    live = [
        pairing
        for pairing in live
        if (snapshot.stages[pairing.id].name == "drafted") == (fact == "asked")
    ] or live
    if len(live) == 1:
        return live[0].id
    if live:
        ids = codes(pairing.id for pairing in live)
        raise RefusalError(
            say("{person} has several pairings. Say which: {ids}.", person=Person(text), ids=ids)
        )
    mentor, _, mentee = text.partition("--")
    if (turned := f"{mentee}--{mentor}") in snapshot.pairings:
        raise RefusalError(
            say(
                "The mentee comes first in a pairing: {pairing}.",
                pairing=Code(turned),
            )
        )
    return request.id_of("pairing", text, {*snapshot.pairings, *snapshot.by_mentee})


def _mentee_of_none(snapshot: Snapshot, id_: str) -> RefusalError:
    """Return the refusal of one who is not a mentee, with the pairings that may be meant."""
    none = say("{person} is not the mentee of any pairing.", person=Person(id_))
    own = [pairing for pairing in snapshot.by_mentor.get(id_, ()) if snapshot.live(pairing)]
    if not own:
        return RefusalError(none)
    ids = codes(pairing.id for pairing in own)
    return RefusalError(say("{what} Write the pairing: {ids}.", what=none, ids=ids))


def mentee_of(snapshot: Snapshot, text: str) -> str:
    """Return the mentee that is named by id."""
    if (id_ := request.plain_id(text)) in snapshot.reading.unread_participants:
        raise unread(participant_file(id_))
    mentees = {person.id for person in snapshot.participants.values() if person.participations}
    return request.id_of("mentee", text, mentees, snapshot.names)


def participant_of(snapshot: Snapshot, text: str) -> str:
    """Return the participant that is named by id."""
    if (id_ := request.plain_id(text)) in snapshot.reading.unread_participants:
        raise unread(participant_file(id_))
    return request.id_of("participant", text, snapshot.participants, snapshot.names)


def unread(path: str) -> NotWrittenError:
    """Return the refusal to write into a file that cannot be read."""
    return NotWrittenError(
        say(
            "{file} cannot be read as it stands, so nothing is written into it. Mend it first:"
            " {check} says how.",
            file=Code(path),
            check=Code("mentorskap check"),
        )
    )


def _conflict(what: Sentence, route: Route) -> NotWrittenError:
    """Return the refusal to replace a fact that is already recorded."""
    return NotWrittenError(
        say(
            "{what} If that is wrong, correct it with {fix}, or in the file, under {place}. Nothing"
            " is written over by itself.",
            what=what,
            fix=Code("mentorskap record fix"),
            place=Code(" › ".join(key for key in route if isinstance(key, str))),
        )
    )


# How each fact is written.


def _meeting(case: Case) -> list[Change]:
    day, outcome = case.values["DATE"], case.values["OUTCOME"]
    if (outcome == "moved") != ("to" in case.values) or case.values.get("to") == day:
        example = Code(f"{day} moved --to YYYY-MM-DD")
        raise RefusalError(
            say(
                "A moved meeting has a new day, and no other meeting does: {example}. No new day"
                " yet? Then it is {cancelled}.",
                example=example,
                cancelled=Code("cancelled"),
            )
        )
    if case.values.get("next", "9999") <= day:
        raise RefusalError(
            say(
                "The next meeting comes after this one: {example}.",
                example=Code(f"{day} {outcome} --next YYYY-MM-DD"),
            )
        )
    meetings = list(case.data.get("meetings", ()))
    following = case.values.get("to") or case.values.get("next")
    again = outcome in (outcomes := _outcomes(meetings, day)) and "planned" not in outcomes
    # An hour is wanted of what lies ahead: of the meeting that follows, if one does.
    time = {TIME: case.values[TIME]} if TIME in case.values else {}
    form = {"form": case.values["form"]} if "form" in case.values else {}
    own = {"outcome": outcome, **form}
    changes = _held(meetings, day, own if following is not None else {**time, **own})
    if following is None:
        return changes
    if not again:
        _still_open(meetings, following)
    for change in changes:
        if isinstance(change, Add):
            meetings.insert(change.position, change.item)
    booked = [
        index
        for index, entry in enumerate(meetings)
        if entry["date"] == following and entry["outcome"] == "planned"
    ]
    if booked or (again and _outcomes(meetings, following)):
        return [*changes, *(Put(("meetings", index, TIME), time[TIME]) for index in booked if time)]
    line = Line(date=following, **time, outcome="planned")
    return [*changes, Add(("meetings",), position_of(meetings, following, "date"), line)]


_FELL = frozenset({"moved", "cancelled"})
"""Outcomes after which another meeting may be booked for the same day."""


def _outcomes(meetings: Sequence[Mapping[str, str]], day: str) -> list[str]:
    return [entry["outcome"] for entry in meetings if entry["date"] == day]


def _still_open(meetings: Sequence[Mapping[str, str]], day: str) -> None:
    """Refuse to plan a meeting for a day that has one with an outcome, which would be lost."""
    for index, entry in enumerate(meetings):
        if entry["date"] == day and entry["outcome"] not in {"planned", *_FELL}:
            raise _conflict(
                say(
                    "{spot}it is {outcome}.",
                    spot=Spot("meetings", day),
                    outcome=Code(entry["outcome"]),
                ),
                ("meetings", index + 1, "outcome"),
            )


def _held(meetings: Sequence[Mapping[str, str]], day: str, own: Mapping[str, str]) -> list[Change]:
    """Return the changes for the meeting of a day; a planned one gets its outcome."""
    outcomes = _outcomes(meetings, day)
    first = next((index for index, entry in enumerate(meetings) if entry["date"] == day), 0)
    for existing in ("planned", own["outcome"]):
        for index, entry in enumerate(meetings):
            if entry["date"] == day and entry["outcome"] == existing:
                return [Put(("meetings", index, key), value) for key, value in own.items()]
    if outcomes and not (own["outcome"] == "planned" and _FELL.issuperset(outcomes)):
        raise _conflict(
            say("{spot}it is {outcome}.", spot=Spot("meetings", day), outcome=Code(outcomes[0])),
            ("meetings", first + 1, "outcome"),
        )
    return [Add(("meetings",), position_of(meetings, day, "date"), Line(date=day, **own))]


def _asked(case: Case) -> list[Change]:
    rationale = case.values.get("rationale")
    if rationale is None and "rationale" not in case.data:
        raise NotWrittenError(
            say(
                "A mentor is asked when you have written why these two fit. Write {key} in {file},"
                " or add {option} to the command.",
                option=Code('--rationale "…"'),
                key=Code("rationale"),
                file=Code(pairing_file(case.id)),
            )
        )
    if rationale is not None and case.data.get("rationale", rationale) != rationale:
        raise _conflict(say("There is a rationale already."), ("rationale",))
    written: list[Change] = [] if rationale is None else [Put(("rationale",), rationale)]
    return [*written, *_single_day(case, "proposal", "mentor_asked")]


def _informed(case: Case) -> list[Change]:
    return _single_day(case, "proposal", "mentee_informed")


def _agreement(case: Case) -> list[Change]:
    return _single_day(case, "agreement")


def _withdrawn(case: Case) -> list[Change]:
    return _single_day(case, *_entry(case), "withdrawn")


def _admitted(case: Case) -> list[Change]:
    """Let a participant be a mentee in one more cohort, or for the first time."""
    person = case.snapshot.participants[case.id]
    cohort = _cohort_of_admission(case.snapshot, person, case.values.get(COHORT))
    existing = person.participation(cohort)
    if existing is not None:
        if existing.admitted.isoformat() == case.values["DATE"]:
            return []
        raise _conflict(
            say(
                "{person} takes part in {cohort} already, admitted on {day}.",
                person=Person(person.id),
                cohort=Code(cohort),
                day=Day(existing.admitted),
            ),
            (*existing.route, "admitted"),
        )
    entry = {"cohort": cohort, "admitted": case.values["DATE"]}
    if not person.participations:
        return [Put(("mentee",), entry)]
    return [Add(("mentee",), len(person.participations), entry)]


def _cohort_of_admission(snapshot: Snapshot, person: Participant, text: str | None) -> str:
    """Return the cohort that somebody is admitted to: the one that is typed, else the only choice.

    A choice is a cohort that is not over and in which the person does not take part.
    """
    if text is not None:
        return request.id_of("cohort", text, snapshot.cohorts)
    choices = [
        cohort.id
        for cohort in snapshot.cohorts.values()
        if cohort.ends >= snapshot.today and person.participation(cohort.id) is None
    ]
    if len(choices) == 1:
        return choices[0]
    raise RefusalError(
        say(
            "Say which cohort {person} is admitted to: {options}.",
            person=Person(person.id),
            options=codes(f"--cohort {cohort}" for cohort in choices or snapshot.cohorts),
        )
    )


def _notified(case: Case) -> list[Change]:
    return _single_day(case, "notified")


def _interview(case: Case) -> list[Change]:
    entry = _entry(case)
    day = _single_day(case, *entry, "interview", "date")
    written, clashes = needs_.changes(case.data, entry, case.needs)
    if clashes:
        raise NotWrittenError(
            request.all_of(_conflict(clash.what, clash.route).sentence for clash in clashes)
        )
    return [*day, *written]


def _left(case: Case) -> list[Change]:
    """Write that a person leaves: a mentor's own day; a mentee's is that of the pairing's end.

    A mentee without a pairing to end withdraws.
    """
    person = case.snapshot.participants[case.id]
    changes: list[Change] = []
    if person.mentor is not None:
        changes += _single_day(case, "mentor", "left")
    participation = leaving_from(case.snapshot, person, case.values.get(COHORT))
    if participation is not None and not any(
        case.snapshot.live(pairing)
        for pairing in own_pairings(case.snapshot, person, participation)
    ):
        changes += _single_day(case, *participation.route, "withdrawn")
    return changes


def leaving_from(
    snapshot: Snapshot, person: Participant, cohort: str | None
) -> Participation | None:
    """Return the participation that a person leaves, or None if all have ended."""
    goes_on = cohort is not None or any(
        waiting.is_open(snapshot, person, participation)
        or any(map(snapshot.live, own_pairings(snapshot, person, participation)))
        for participation in person.participations
    )
    return waiting.meant(snapshot, person, cohort) if goes_on and person.participations else None


def own_pairings(
    snapshot: Snapshot, person: Participant, participation: Participation
) -> list[Pairing]:
    """Return a mentee's pairings in the cohort of a participation."""
    return [
        pairing
        for pairing in snapshot.by_mentee.get(person.id, ())
        if pairing.cohort == participation.cohort
    ]


def _entry(case: Case) -> Route:
    """Return the route of the mentee's entry that a fact belongs to."""
    person = case.snapshot.participants[case.id]
    return waiting.meant(case.snapshot, person, case.values.get(COHORT)).route


def _single_day(case: Case, *route: str | int) -> list[Change]:
    """Put a day that is written once: the same again changes nothing, another one is refused."""
    value: Any = case.data
    for step in route:
        value = value[step] if isinstance(step, int) else value.get(step, {})
    if value and value != case.values["DATE"]:
        raise _conflict(
            say("{day} is written there already.", day=Day(date.fromisoformat(value))), route
        )
    return [Put(route, case.values["DATE"])]


def _answer(side: str, no: str) -> Callable[[Case], list[Change]]:
    route = ("proposal", f"{side}_answer")

    def write(case: Case) -> list[Change]:
        answer, reason = case.values["ANSWER"], case.values.get("reason")
        if (answer == no) != (reason is not None):
            allowed = codes(schema.at(case.judge, (*route, "reason"))["enum"])
            raise RefusalError(
                say(
                    "A no has a reason, and no other answer does: {option} and one of {allowed}.",
                    option=Code("--reason"),
                    allowed=allowed,
                )
            )
        line = Line(
            date=case.values["DATE"],
            answer=answer,
            **({} if reason is None else {"reason": reason}),
        )
        return _once(case.data.get("proposal", {}).get(route[1]), line, route)

    return write


def _once(existing: Mapping[str, str] | None, line: Line, route: Route) -> list[Change]:
    """Put a mapping that is written once; the same again changes nothing, another is refused."""
    if existing is None:
        return [Put(route, line)]
    if existing == line:
        return []
    raise _conflict(
        say("There is an answer already, of {day}.", day=Day(date.fromisoformat(existing["date"]))),
        route,
    )


def _feedback(case: Case) -> list[Change]:
    side, answer, day = case.values["SIDE"], case.values["ANSWER"], case.values["DATE"]
    route = ("feedback", side)
    existing = case.data.get("feedback", {}).get(side, [])
    answers = [existing] if isinstance(existing, dict) else existing
    line = Line(date=day, answer=answer)
    if not answers:
        return [Put(route, line)]
    if line in answers:
        return []
    # Until both have begun, a side may change its mind; a refusal has been passed on.
    if (
        answers[-1]["answer"] == "decline"
        or answers[-1]["date"] > day
        or started_on(case.pairing, date.max) is not None
    ):
        return _once(answers[-1], line, route)
    return [Add(route, len(answers), line)]


def _contact(case: Case) -> list[Change]:
    contacts = case.data.get("contacts", [])
    line = Line({"date": case.values["DATE"], "with": case.values["SIDE"]})
    return (
        []
        if line in contacts
        else [Add(("contacts",), position_of(contacts, line["date"], "date"), line)]
    )


def _pause(case: Case) -> list[Change]:
    pauses = case.data.get("pauses", [])
    line = Line(
        {
            "from": case.values["FROM"],
            **({"until": case.values["UNTIL"]} if "UNTIL" in case.values else {}),
        }
    )
    for index, entry in enumerate(pauses):
        if entry == line:
            return []
        if entry == {"from": line["from"]}:
            return [Put(("pauses", index, "until"), line["until"])]
    return [Add(("pauses",), position_of(pauses, line["from"], "from"), line)]


def _resume(case: Case) -> list[Change]:
    day = case.values["DATE"]
    pauses = case.data.get("pauses", [])
    for index, entry in enumerate(pauses):
        if entry["from"] <= day <= entry.get("until", day):
            return [Put(("pauses", index, "until"), day)]
    raise NotWrittenError(
        say(
            "{pair} is in no pause on {day}.",
            pair=Pair(case.pairing.mentee, case.pairing.mentor),
            day=Day(date.fromisoformat(day)),
        )
    )


def _extend(case: Case) -> list[Change]:
    return [Put(("extended_until",), case.values["UNTIL"])]


def _end(case: Case) -> list[Change]:
    existing = case.data.get("ended")
    line = Line(date=case.values["DATE"], reason=case.values["REASON"])
    if existing is not None and existing != line:
        raise _conflict(
            say(
                "There is an end already, of {day}.", day=Day(date.fromisoformat(existing["date"]))
            ),
            ("ended",),
        )
    return [*_cleared(case), *([Put(("ended",), line)] if existing is None else [])]


def _cleared(case: Case) -> list[Change]:
    """Return the changes that take away what was planned for after an end.

    Meetings that are booked become cancelled, and pauses that have not begun go.
    """
    end = case.values["DATE"]
    return [
        *(
            Put(("meetings", index, "outcome"), "cancelled")
            for index, entry in enumerate(case.data.get("meetings", ()))
            if entry["outcome"] == "planned" and entry["date"] > end
        ),
        *(
            Take(("pauses", index))
            for index, entry in reversed(list(enumerate(case.data.get("pauses", ()))))
            if entry["from"] > end
        ),
    ]


_ON = Slot("DATE", optional=True)
_COHORT = Slot(COHORT, ("mentee", COHORT))

FACTS: dict[str, Recipe] = {
    "admitted": Recipe(PARTICIPANT, (_ON,), (_COHORT,), _admitted),
    "interview": Recipe(MENTEE, (_ON,), (_COHORT,), _interview, takes_needs=True),
    "notified": Recipe(PARTICIPANT, (_ON,), (), _notified),
    "asked": Recipe(PAIRING, (_ON,), (Slot("rationale", ("rationale",)),), _asked),
    "mentor-answer": Recipe(
        PAIRING,
        (Slot("ANSWER", ("proposal", "mentor_answer", "answer")), _ON),
        (Slot("reason", ("proposal", "mentor_answer", "reason")), Slot(TIE, _TIE_KIND)),
        _answer("mentor", "declined"),
    ),
    "informed": Recipe(PAIRING, (_ON,), (), _informed),
    "mentee-answer": Recipe(
        PAIRING,
        (Slot("ANSWER", ("proposal", "mentee_answer", "answer")), _ON),
        (Slot("reason", ("proposal", "mentee_answer", "reason")), Slot(TIE, _TIE_KIND)),
        _answer("mentee", "objected"),
    ),
    "meeting": Recipe(
        PAIRING,
        (Slot("DATE"), Slot("OUTCOME", ("meetings", 0, "outcome"))),
        (
            Slot("form", ("meetings", 0, "form")),
            Slot("to"),
            Slot("next"),
            Slot(TIME, ("meetings", 0, TIME)),
        ),
        _meeting,
    ),
    "feedback": Recipe(
        PAIRING,
        (
            Slot("SIDE", ("contacts", 0, "with")),
            Slot("ANSWER", ("feedback", "mentee", "answer")),
            _ON,
        ),
        (),
        _feedback,
    ),
    "agreement": Recipe(PAIRING, (_ON,), (), _agreement),
    "contact": Recipe(PAIRING, (Slot("SIDE", ("contacts", 0, "with")), _ON), (), _contact),
    "pause": Recipe(PAIRING, (Slot("FROM"), Slot("UNTIL", optional=True)), (), _pause),
    "resume": Recipe(PAIRING, (_ON,), (), _resume),
    "extend": Recipe(PAIRING, (Slot("UNTIL"),), (), _extend),
    "end": Recipe(PAIRING, (Slot("REASON", ("ended", "reason")), _ON), (), _end),
    "withdrawn": Recipe(MENTEE, (_ON,), (_COHORT,), _withdrawn),
    "leave": Recipe(PARTICIPANT, (_ON,), (_COHORT,), _left),
}
"""Every fact that can be recorded, in the order of a pairing's life. A slot without a route is a
day."""
