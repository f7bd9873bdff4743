"""What an interview yields: needs, wishes, ties and what to avoid, as changes of the mentee's file.

Each arrives as the text of an option, `AREA:WORDS` or `ID:KIND`, the way a person types it. What
the file holds already gives no change; what contradicts it is a clash, for the manager to settle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorskap.edit.splice import Add, Line, Put
from mentorskap.files import schema
from mentorskap.words import request
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, Person, RefusalError, Sentence, codes, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mentorskap.edit.splice import Change
    from mentorskap.files.schema import Schema
    from mentorskap.files.source import Route
    from mentorskap.model.snapshot import Snapshot

CHALLENGE, AREA, CONTRIBUTION, MUST = "challenge", "area", "contribution", "must"
WISH_MENTOR, WISH, AVOID, TIE = "wish-mentor", "wish", "avoid", "tie"
_LISTS = {
    CHALLENGE: "challenges",
    AREA: "development_areas",
    CONTRIBUTION: "mentor_contribution",
    MUST: "mentor_contribution",
}
"""The list of the interview that an option adds to."""


class NeedQuestion(NamedTuple):
    """What is asked in a terminal where no option says it: the option, and the words."""

    option: str
    words: Sentence
    many: bool
    """Whether the question is repeated until nothing is answered."""


QUESTIONS = (
    NeedQuestion(CHALLENGE, say("A challenge that the mentee faces (area: own words)"), many=True),
    NeedQuestion(AREA, say("A development area that matters (area: own words)"), many=True),
    NeedQuestion(
        CONTRIBUTION,
        say("What the mentor must be able to contribute (area: own words; area! if required)"),
        many=True,
    ),
    NeedQuestion(WISH_MENTOR, say("A mentor wished for (id or name)"), many=False),
    NeedQuestion(WISH, say("Other wishes, in the mentee's own words"), many=False),
    NeedQuestion(AVOID, say("An organisation that the mentor must not come from"), many=True),
    NeedQuestion(
        TIE, say("Somebody the mentee has a tie to (id: personal or professional)"), many=True
    ),
)
OPTIONS = (CHALLENGE, AREA, CONTRIBUTION, MUST, WISH_MENTOR, WISH, AVOID, TIE)


class Needs(NamedTuple):
    """What was said in an interview, as entries of the file by the list that they belong to."""

    areas: tuple[tuple[str, Line], ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    avoid: tuple[str, ...] = ()
    ties: tuple[Line, ...] = ()


class NeedClash(NamedTuple):
    """What the file says otherwise, and where."""

    what: Sentence
    route: Route


def needs_from(
    snapshot: Snapshot, mentee: str, options: Mapping[str, Sequence[str]], judge: Schema
) -> Needs:
    """Return what the options say. Raises one RefusalError that names every fault in them."""
    refusals: list[Sentence] = []
    entries: dict[str, list[Any]] = {option: [] for option in OPTIONS}
    for option in OPTIONS:
        for text in options.get(option, ()):
            try:
                entries[option].append(_entry(snapshot, mentee, option, text, judge))
            except RefusalError as refused:
                refusals.append(refused.sentence)
    for option, key in ((WISH_MENTOR, "mentor"), (WISH, "words")):
        if len(set(entries[option])) > 1:
            refusals.append(say("{option} can be given only once.", option=Code(f"--{option}")))
        entries[option] = [(key, text) for text in entries[option][:1]]
    refusals += _said_twice(
        [(_LISTS[option], line) for option in _LISTS for line in entries[option]]
    )
    if refusals:
        raise RefusalError(request.all_of(refusals))
    return Needs(
        tuple((key, line) for option, key in _LISTS.items() for line in entries[option]),
        (*entries[WISH_MENTOR], *entries[WISH]),
        tuple(dict.fromkeys(entries[AVOID])),
        tuple(entries[TIE]),
    )


def _said_twice(areas: Sequence[tuple[str, Line]]) -> Iterator[Sentence]:
    """Yield each area that is said twice of the same thing, in different words."""
    first: dict[tuple[str, str], Line] = {}
    for key, line in areas:
        if first.setdefault((key, line["area"]), line) != line:
            yield say(
                "The area {area} is said twice under {key}, in different words.",
                area=Code(line["area"]),
                key=Code(key),
            )


def _entry(snapshot: Snapshot, mentee: str, option: str, text: str, judge: Schema) -> str | Line:
    """Return what one option says, as the file holds it."""
    text = text.strip()
    if not text:
        raise RefusalError(say("Nothing is written after {option}.", option=Code(f"--{option}")))
    if option in _LISTS:
        return _need(snapshot, option, text)
    if option == TIE:
        return _tie(snapshot, mentee, text, judge)
    if option == WISH_MENTOR:
        return request.id_of("mentor", text, snapshot.mentors, snapshot.names)
    return text


def area_of(snapshot: Snapshot, text: str) -> str:
    """Return the area that is typed, by its id or its name."""
    programme = snapshot.programme
    return request.area(text, {} if programme is None else programme.area_names)


def _need(snapshot: Snapshot, option: str, text: str) -> Line:
    typed, _, words = (part.strip() for part in text.partition(":"))
    required = option == MUST or typed.endswith("!")
    if required and option not in {CONTRIBUTION, MUST}:
        raise RefusalError(
            say(
                "Only what the mentor must contribute can be required: {right}, not {written}.",
                right=Code(f"--{MUST} {typed.rstrip('!')}"),
                written=Code(f"--{option} {typed}"),
            )
        )
    area = area_of(snapshot, typed.rstrip("! "))
    return Line(
        {
            "area": area,
            **({"required": True} if required else {}),
            **({"words": words} if words else {}),
        }
    )


def _tie(snapshot: Snapshot, mentee: str, text: str, judge: Schema) -> Line:
    kinds = schema.at(judge, ("ties", 0, "kind"))
    who, _, kind = (part.strip() for part in text.partition(":"))
    other = request.id_of("participant", who, set(snapshot.participants) - {mentee}, snapshot.names)
    if not kind:
        raise RefusalError(
            say(
                "Say what kind of tie to {person} it is: {options}.",
                person=Person(other),
                options=codes(f"--{TIE} {other}:{value}" for value in kinds["enum"]),
            )
        )
    return Line({"with": other, "kind": request.value(kind, kinds)})


def lacking(
    data: Mapping[str, Any], entry: Route, options: Mapping[str, object]
) -> list[NeedQuestion]:
    """Return the questions that neither an option nor the file answers."""
    interview = _at(data, entry).get("interview", {})
    wishes = interview.get("wishes", {})
    there = {
        *(option for option, key in _LISTS.items() if interview.get(key)),
        *(
            option
            for option, key in ((WISH_MENTOR, "mentor"), (WISH, "words"), (AVOID, _AVOIDED))
            if wishes.get(key)
        ),
        *([TIE] if data.get("ties") else []),
        *(option for option in OPTIONS if options.get(option)),
        *([CONTRIBUTION] if options.get(MUST) else []),
    }
    return [question for question in QUESTIONS if question.option not in there]


_AVOIDED = "avoid_organisations"


def _at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


def changes(
    data: Mapping[str, Any], entry: Route, needs: Needs
) -> tuple[list[Change], list[NeedClash]]:
    """Return the changes that write what is new, and what the file says otherwise."""
    interview = _at(data, entry).get("interview", {})
    route = (*entry, "interview")
    written: list[Change] = []
    clashes: list[NeedClash] = []
    for outcome in (
        *_areas(interview, route, needs),
        *_wishes(interview.get("wishes"), (*route, "wishes"), needs),
        *_ties(data.get("ties", []), needs),
    ):
        if isinstance(outcome, NeedClash):
            clashes.append(outcome)
        else:
            written.append(outcome)
    return written, clashes


def _areas(
    interview: Mapping[str, Any], route: Route, needs: Needs
) -> Iterator[Change | NeedClash]:
    lists = {key: list(interview.get(key, ())) for key in _LISTS.values()}
    for key, line in needs.areas:
        there = next((entry for entry in lists[key] if entry["area"] == line["area"]), None)
        if there is None:
            yield Add((*route, key), len(lists[key]), line)
            lists[key].append(line)
        elif any(there.get(part) != text for part, text in line.items()):
            what = say("The area {area} is there with other words.", area=Code(line["area"]))
            yield NeedClash(what, (*route, key))


def _wishes(
    wishes: Mapping[str, Any] | None, route: Route, needs: Needs
) -> Iterator[Change | NeedClash]:
    existing = {} if wishes is None else wishes
    new: dict[str, Any] = {}
    for key, text in needs.wishes:
        if existing.get(key, text) != text:
            yield NeedClash(say("There is another wish already."), (*route, key))
        elif key not in existing:
            new[key] = text
    avoided = list(existing.get(_AVOIDED, ()))
    more = [name for name in needs.avoid if name not in avoided]
    if wishes is None and (new or more):
        yield Put(route, Line(new | ({_AVOIDED: more} if more else {})))
        return
    yield from (Put((*route, key), text) for key, text in new.items())
    for index, name in enumerate(more, len(avoided)):
        yield Add((*route, _AVOIDED), index, name)


def _ties(ties: Sequence[Mapping[str, str]], needs: Needs) -> Iterator[Change | NeedClash]:
    kinds = {tie["with"]: tie["kind"] for tie in ties}
    for line in needs.ties:
        if line["with"] not in kinds:
            yield Add(("ties",), len(kinds), line)
            kinds[line["with"]] = line["kind"]
        elif kinds[line["with"]] != line["kind"]:
            what = say("There is a tie to {person} already.", person=Person(line["with"]))
            yield NeedClash(what, ("ties",))
