"""People from a list: rows become new files, and every fault has the cell it is in.

A person who is there already is compared and never changed, so that the same list taken again
changes nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mentorskap.edit.new import free_id
from mentorskap.edit.splice import Line, new_file
from mentorskap.files import schema
from mentorskap.files.reading import PERSON_ID, marks
from mentorskap.files.records import areas_by_name, participant_file
from mentorskap.files.sheets import cell
from mentorskap.words import headings, organisations, private, request
from mentorskap.words.named import NamedTuple
from mentorskap.words.names import greeting, likeness, number_key
from mentorskap.words.sentence import (
    Areas,
    Code,
    Person,
    RefusalError,
    Sentence,
    Text,
    Written,
    codes,
    say,
)
from mentorskap.words.traces import first_to_last, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mentorskap.files.records import Participant
    from mentorskap.files.schema import Schema
    from mentorskap.files.sheets import Sheet
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.rules.check import Finding

_ROUTES: Mapping[str, tuple[str, ...]] = {
    **{
        key: (key,)
        for key in (
            *("name", "called", "email", "phone", "organisation", "unit", "title", "place"),
            *("languages", "protected", "notified"),
        )
    },
    "cohort": ("mentee", "cohort"),
    "admitted": ("mentee", "admitted"),
    "added": ("mentor", "added"),
    "offers": ("mentor", "offers"),
    "capacity": ("mentor", "capacity"),
}
"""Where each field of a list is written in a participant's file."""
_NOT_ASKED = frozenset({"protected", "admitted", "added", "notified"})
"""Fields of a list that nobody is asked for in a form."""
_ROLES_IN_FILES = frozenset({"mentee", "mentor"})
_HELPERS = {
    "id": "id",
    "given_name": "Förnamn · First name",
    "family_name": "Efternamn · Last name",
    "role": "Roll · Role",
}
"""Columns that are no fields of a file, with their titles."""
IGNORED = "ignore"
"""What a mapping says of a column that is left out."""
_ROLES = {
    "mentee": ("mentee",),
    "adept": ("mentee",),
    "mentor": ("mentor",),
    "båda": ("mentee", "mentor"),
    "both": ("mentee", "mentor"),
    "adept och mentor": ("mentee", "mentor"),
    "mentee and mentor": ("mentee", "mentor"),
}
_YES = frozenset(("ja", "j", "yes", "y", "true", "sant", "x", "1"))
_NO = frozenset(("nej", "n", "no", "false", "falskt", "0", "-"))
_BETWEEN = r"(?:[,;/|+&\n]|(?<=\s)(?:och|and)(?=\s))"
"""What divides several things in one cell."""
_TITLE_ROWS = 10
"""Rows in which the headings are looked for."""
_NONE = -1
"""The column of a field that a row has nothing in."""


class CellNote(NamedTuple):
    """What is said of a cell, and what to do about it."""

    at: str
    message: Sentence
    fix: Sentence | None = None


class Newcomer(NamedTuple):
    """A person in the list: the row, the id, the data of the file, and the columns by field."""

    row: int
    id: str
    data: dict[str, Any]
    columns: Mapping[str, int]

    @property
    def path(self) -> str:
        """The file."""
        return participant_file(self.id)


class Intake(NamedTuple):
    """What a list would do: people who are new, ids of those who are there, faults, and notes.

    `doubtful` are rows with a fault, as far as they can be taken: their other cells are tried too.
    """

    new: tuple[Newcomer, ...]
    same: tuple[str, ...]
    faults: tuple[CellNote, ...]
    notes: tuple[CellNote, ...]
    doubtful: tuple[Newcomer, ...] = ()

    @property
    def files(self) -> dict[str, bytes]:
        """The new files."""
        return files(self.new)


def files(entries: Iterable[Newcomer]) -> dict[str, bytes]:
    """Return the files of people by path."""
    return {entry.path: new_file(entry.data) for entry in entries}


class Settings(NamedTuple):
    """What a list is read by."""

    participant: Schema
    mapping: Mapping[str, str]
    """Fields by heading, as somebody has written them down, or `IGNORED`."""
    languages: Mapping[str, str]
    """The codes of languages by their names, in small letters."""
    cohort: str | None
    """The cohort of a mentee whose row has none."""
    document: Callable[[str], Any]
    """Returns the data of a file."""


class _FaultError(Exception):
    """A cell that cannot be taken: what is wrong, and the edit."""

    def __init__(self, message: Sentence, fix: Sentence) -> None:
        super().__init__(message.pattern)
        self.message = message
        self.fix = fix


def titles(participant: Schema) -> dict[str, str]:
    """Return the fields that a list may have, each with the schema's title in both languages."""
    fields = dict(_HELPERS)
    for key, route in _ROUTES.items():
        with suppress(KeyError):
            above = schema.at(participant, route[:-1])
            fields[key] = above["properties"][route[-1]].get("title", key)
    return fields


def required(roles: Sequence[str], *, protected: bool = False) -> list[str]:
    """Return the fields that a person of these roles must have, beside the name."""
    return [
        *(() if protected else ("email", "organisation")),
        *(("offers", "capacity") if "mentor" in roles else ()),
    ]


def asked_of(role: str, participant: Schema) -> dict[str, Text]:
    """Return the fields that a person of a role answers for themselves, with their headings.

    The rest is the manager's, or is never asked in a form.
    """
    labels = titles(participant)
    return {
        field: _in_both(labels[field])
        for field, route in _ROUTES.items()
        if field in labels and field not in _NOT_ASKED and route[0] not in _ROLES_IN_FILES - {role}
    }


def _in_both(title: str) -> Text:
    """Return a title of a schema, which has both languages unless they say the same."""
    return Text(*title.split(" · ")) if " · " in title else Text.same(title)


def knows(row: Sequence[str], settings: Settings) -> int:
    """Return how many cells of a row are headings that mean something."""
    fields = titles(settings.participant)
    return sum(
        text != ""
        and (
            _mapped(text, settings.mapping) is not None
            or headings.field(text, fields) is not None
            or headings.unwanted(text) is not None
        )
        for text in row
    )


def _mapped(heading: str, mapping: Mapping[str, str]) -> str | None:
    word = headings.folded(heading)
    return next(
        (field for written, field in mapping.items() if headings.folded(written) == word), None
    )


def intake(sheet: Sheet, snapshot: Snapshot, settings: Settings) -> Intake:
    """Return what a list would do. Nothing is written."""
    top = _top(sheet, settings)
    columns, faults = _columns(sheet.rows[top], top, settings)
    rows = [(at, row) for at, row in enumerate(sheet.rows) if at > top and any(row)]
    remarks = [remark for at, _ in rows for remark in _look_over(sheet, top, at, columns)]
    notes = [remark for remark in remarks if remark.fix is None]
    spoilt = {remark.at for remark in remarks if remark.fix is not None}
    people = _People(snapshot, settings, columns)
    for at, row in () if faults else rows:
        if spoilt.isdisjoint(cell(at, column) for column in range(len(row))):
            people.take(at, row)
    faults += [remark for remark in remarks if remark.fix is not None]
    if not rows:
        faults.append(
            CellNote(
                cell(top + 1, 0),
                say("There is nobody in the list."),
                say("Write one person in each row below the headings."),
            )
        )
    return Intake(
        *(tuple(people.new), tuple(people.same), (*faults, *people.faults), tuple(notes)),
        tuple(people.doubtful),
    )


def _top(sheet: Sheet, settings: Settings) -> int:
    """Return the row of the headings: the one of the first few with the most known."""
    known_headings = [knows(row, settings) for row in sheet.rows[:_TITLE_ROWS]]
    if not known_headings or not max(known_headings):
        raise RefusalError(
            say(
                "No heading of the list is known. It needs a row of headings, such as {example}.",
                example=Code("Namn; E-post; Organisation; Roll; Omgång; Erbjuder; Plats för"),
            )
        )
    return known_headings.index(max(known_headings))


def _columns(
    row: Sequence[str], top: int, settings: Settings
) -> tuple[dict[str, int], list[CellNote]]:
    """Return the columns by field, and what is wrong with the headings."""
    fields = titles(settings.participant)
    columns: dict[str, int] = {}
    faults: list[CellNote] = []
    for column, heading in enumerate(row):
        if not heading:
            continue
        if reason := headings.unwanted(heading):
            faults.append(
                CellNote(
                    cell(top, column),
                    say(
                        "The column {heading} must not be imported: {reason}.",
                        heading=Written(heading),
                        reason=reason,
                    ),
                    say("Delete the column from the list."),
                )
            )
            continue
        field = _mapped(heading, settings.mapping) or headings.field(heading, fields)
        if field == IGNORED:
            continue
        if field not in fields:
            faults.append(_unknown_heading(cell(top, column), heading, fields))
        elif field in columns:
            faults.append(
                CellNote(
                    cell(top, column),
                    say(
                        "{heading} means the same as {first}, in {cell}.",
                        heading=Written(heading),
                        first=Written(row[columns[field]]),
                        cell=Code(cell(top, columns[field])),
                    ),
                    say("Keep one of the two columns."),
                )
            )
        else:
            columns[field] = column
    return columns, faults


def _unknown_heading(at: str, heading: str, fields: Mapping[str, str]) -> CellNote:
    return CellNote(
        at,
        say(
            "{heading} is not a field of the programme. The headings: {fields}.",
            heading=Written(heading),
            fields=Areas(tuple(map(_in_both, fields.values()))),
        ),
        say(
            "Rename the column, delete it, or say in a file for {option} what it means: {example}.",
            option=Code("--mapping"),
            example=Code(f'"{heading}": {IGNORED}'),
        ),
    )


def _look_over(sheet: Sheet, top: int, at: int, columns: Mapping[str, int]) -> Iterator[CellNote]:
    """Yield what is to be said of the cells of a row, whatever they mean; a fault has a fix."""
    row_of_headings = sheet.rows[top]
    headed = set(columns.values())
    phone = columns.get("phone")
    for column, text in enumerate(sheet.rows[at]):
        spot = cell(at, column)
        if not text:
            continue
        if column != phone and private.has_identity_number(text):
            yield CellNote(
                spot,
                say("There is a personal identity number in the cell, which is never stored."),
                say("Delete it from the list."),
            )
        elif column >= len(row_of_headings) or not row_of_headings[column]:
            yield CellNote(
                spot,
                say("{written} is under no heading.", written=Written(text)),
                say(
                    "Move it to its column, or give the column a heading. In CSV, a text with"
                    " the separator in it is to be in quotation marks."
                ),
            )
        elif column not in headed:
            continue
        elif (at, column) in sheet.formulas:
            yield CellNote(
                spot,
                say("The cell holds a formula, not a value."),
                say("Paste the value over it (Paste special, Values)."),
            )
        elif (right := _mended(text)) is not None:
            yield CellNote(
                spot,
                say(
                    "{written} was stored in one encoding and read in another.",
                    written=Written(text),
                ),
                say("Write {right}, or save the list as CSV UTF-8 again.", right=Written(right)),
            )
        else:
            yield from _doubts(spot, text, is_phone=column == phone)


def _mended(text: str) -> str | None:
    """Return what a text was before its UTF-8 was read as Windows-1252, or None."""
    with suppress(UnicodeError):
        right = text.encode("cp1252").decode("utf-8")
        return right if right != text else None
    return None


def _doubts(spot: str, text: str, *, is_phone: bool) -> list[CellNote]:
    """Return what somebody should look at in a cell that is taken as it is."""
    if text[0] in "=@" or (text[0] in "+-" and not re.fullmatch(r"[+-][0-9 ()/–-]*", text)):
        return [
            CellNote(
                spot,
                say(
                    "{written} begins like a formula. It is taken as text, and never calculated.",
                    written=Written(text),
                ),
            )
        ]
    if is_phone and re.fullmatch(r"[1-9][0-9]{8}", text):
        return [
            CellNote(
                spot,
                say(
                    "{written} may lack its first 0, which spreadsheets take away.",
                    written=Written(text),
                ),
            )
        ]
    return []


class _People:
    """The people of a list, one row after the other."""

    def __init__(self, snapshot: Snapshot, settings: Settings, columns: Mapping[str, int]) -> None:
        self.snapshot = snapshot
        self.settings = settings
        self.columns = columns
        self.new: list[Newcomer] = []
        self.same: list[str] = []
        self.faults: list[CellNote] = []
        self.doubtful: list[Newcomer] = []
        self.rows_by_trait: dict[tuple[str, str], int] = {}
        self.ids: set[str] = set()

    def take(self, at: int, row: Sequence[str]) -> None:
        """Take one row; if it has a fault, as far as that goes, so that all are named at once."""
        texts = {
            field: row[column]
            for field, column in self.columns.items()
            if column < len(row) and row[column]
        }
        before = len(self.faults)
        self.take_texts(at, texts)
        if len(self.faults) > before:
            self.doubt(at, texts, self.faults[before:])

    def doubt(self, at: int, texts: Mapping[str, str], faults: Sequence[CellNote]) -> None:
        """Keep what a row with a fault has in its other cells, with stand-ins for what it lacks."""
        spoilt = {fault.at for fault in faults}
        values: dict[str, Any] = {}
        for field in _ROUTES:
            if field not in texts or field not in self.columns:
                continue
            if cell(at, self.columns[field]) not in spoilt:
                with suppress(_FaultError):
                    values[field] = self.value(field, texts[field])
        stand_ins = {
            "name": "Namn Saknas",
            "email": f"rad{at}@saknas.example",
            "organisation": "Saknas",
            "cohort": next(iter(self.snapshot.cohorts), ""),
            "capacity": 1,
        }
        roles = [role for role in _ROLES_IN_FILES if any(_ROUTES[it][0] == role for it in values)]
        data = self.data({**stand_ins, **values}, roles or ["mentee"])
        columns = {field: self.columns[field] if field in values else _NONE for field in _ROUTES}
        id_ = free_id(self.snapshot, f"rad{at}", self.ids)
        self.ids.add(id_)
        self.doubtful.append(Newcomer(at, id_, data, columns))

    def take_texts(self, at: int, texts: dict[str, str]) -> None:
        """Take a row by what it has of each field."""
        before = len(self.faults)
        name = _name(texts)
        if name is None:
            self.fault(
                at,
                "name",
                say("The name is missing."),
                say("Write the given name and the family name."),
            )
            return
        if "name" in texts and "given_name" in texts:
            texts.setdefault("called", texts["given_name"])
        texts["name"] = name
        values = self.values(at, texts)
        if values.get("called") == greeting(name):
            del values["called"]
        self.look_for_twins(at, texts, values)
        if len(self.faults) > before:
            return
        person = self.known(texts, values)
        if person is not None:
            self.compare(at, person, values)
        else:
            self.add(at, texts, values)

    def fault(self, at: int, field: str, message: Sentence, fix: Sentence) -> None:
        column = self.columns.get(field)
        if column is None and field == "name":
            column = self.columns.get("given_name", self.columns.get("family_name"))
        self.faults.append(CellNote(cell(at, column or 0), message, fix))

    def values(self, at: int, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return the values of a row by field, as the file has them."""
        values: dict[str, Any] = {}
        for field in _ROUTES:
            if field in texts:
                try:
                    values[field] = self.value(field, texts[field])
                except _FaultError as error:
                    self.fault(at, field, error.message, error.fix)
        return {field: value for field, value in values.items() if value is not None}

    def value(self, field: str, text: str) -> Any:
        match field:
            case "languages":
                return [
                    self.settings.languages.get(word.lower(), word.lower())
                    for word in _listed(text)
                ]
            case "protected":
                return _answer(text)
            case "admitted" | "added" | "notified":
                return request.day_meant(text) or text
            case "capacity":
                return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else text
            case "cohort":
                return self.cohort(text)
            case "offers":
                return [self.area(word) for word in self.areas(text)]
        return text

    def cohort(self, text: str) -> str:
        cohorts = self.snapshot.cohorts
        for cohort in cohorts.values():
            if headings.folded(text) in {
                headings.folded(word) for word in (cohort.id, *cohort.name)
            }:
                return cohort.id
        raise _FaultError(
            say("There is no cohort {written}.", written=Written(text)),
            say("Write one of {allowed}.", allowed=codes(cohorts)),
        )

    def areas(self, text: str) -> list[str]:
        """Return the areas in a cell; one may have in its name what divides others, such as "och".

        From the left, as much as is the name of an area is taken for one.
        """
        pieces = re.split(rf"(\s*{_BETWEEN}\s*)", text)
        areas = []
        while pieces:
            end = next(
                (
                    end
                    for end in range(len(pieces), 1, -2)
                    if self.is_area("".join(pieces[:end]).strip())
                ),
                1,
            )
            areas.append("".join(pieces[:end]).strip())
            pieces = pieces[end + 1 :]
        return [area for area in areas if area]

    def is_area(self, text: str) -> bool:
        with suppress(_FaultError):
            self.area(text)
            return True
        return False

    def area(self, text: str) -> str:
        programme = self.snapshot.programme
        names = {} if programme is None else programme.area_names
        ids = () if programme is None else programme.areas
        spellings = {
            headings.folded(word): id_ for id_ in ids for word in (id_, *names.get(id_, ()))
        }
        word = headings.folded(text)
        if word in spellings:
            return spellings[word]
        nearest = request.near(word, spellings)
        raise _FaultError(
            say("There is no area {written}.", written=Written(text)),
            say("Write one of {allowed}.", allowed=areas_by_name(ids, programme))
            if nearest is None
            else say("Did you mean {near}?", near=Code(spellings[nearest])),
        )

    def look_for_twins(self, at: int, texts: Mapping[str, str], values: Mapping[str, Any]) -> None:
        """Find who is in the list twice, also in another spelling."""
        traits = [("email", str(values["email"]).casefold())] if "email" in values else []
        if not values.get("protected"):
            traits.append(("name", likeness(texts["name"])))
        if "id" in texts:
            traits.append(("id", texts["id"]))
        for field, trait in traits:
            first = self.rows_by_trait.setdefault((field, trait), at)
            if first != at:
                column = self.columns.get(field, self.columns.get("given_name", 0))
                self.fault(
                    at,
                    field,
                    say(
                        "{written} is in the list already, in {cell}.",
                        written=Written(texts[field]),
                        cell=Code(cell(first, column)),
                    ),
                    say(
                        "Keep one row for each person. If they are two people, write a whole middle"
                        " name, and an address each."
                    ),
                )
                return

    def known(self, texts: Mapping[str, str], values: Mapping[str, Any]) -> Participant | None:
        """Return who is there already and is meant by a row."""
        people = self.snapshot.participants
        if texts.get("id") in people:
            return people[texts["id"]]
        email = str(values.get("email", "")).casefold()
        for person in people.values():
            if email and (person.email or "").casefold() == email:
                return person
            if values.get("protected") and person.protected and person.name == texts["name"]:
                return person
        return None

    def compare(self, at: int, person: Participant, values: Mapping[str, Any]) -> None:
        """Say what differs between a row and the person who is there."""
        data = self.settings.document(participant_file(person.id))
        before = len(self.faults)
        for field, value in values.items():
            standing = _standing(data, field, values)
            if field in {"cohort", "offers"} and standing is None:
                self.without_role(at, person, field, value)
            elif not _alike(field, value, standing) and not (field == "protected" and not value):
                self.fault(
                    at,
                    field,
                    say(
                        "{person} is there already, and {file} has something else under {key}.",
                        person=Person(person.id),
                        file=Code(participant_file(person.id)),
                        key=Code(" › ".join(_ROUTES[field])),
                    ),
                    say(
                        "Correct the list or the file. An import never changes somebody who is"
                        " there."
                    ),
                )
        if len(self.faults) == before:
            self.same.append(person.id)

    def without_role(self, at: int, person: Participant, field: str, value: Any) -> None:
        self.fault(
            at,
            field,
            say(
                "{person} is there already, in {file}, without this role.",
                person=Person(person.id),
                file=Code(participant_file(person.id)),
            ),
            say(
                "Take the row out of the list, and write: {command}.",
                command=Code(f"mentorskap record admitted {person.id} --cohort {value}"),
            )
            if field == "cohort"
            else say(
                "Take the row out of the list, and write {key} in the file.", key=Code("mentor")
            ),
        )

    def add(self, at: int, texts: Mapping[str, str], values: dict[str, Any]) -> None:
        """Add somebody new."""
        before = len(self.faults)
        roles = self.roles(at, texts, values)
        self.look_for_gaps(at, values, roles)
        id_ = self.id_of(at, texts)
        self.look_for_namesakes(at, texts, values)
        if len(self.faults) > before or id_ is None:
            return
        if "mentee" in roles and "cohort" not in values:
            cohort = self.usual_cohort(at)
            if cohort is None:
                return
            values["cohort"] = cohort
        self.ids.add(id_)
        self.new.append(Newcomer(at, id_, self.data(values, roles), self.columns))

    def roles(
        self, at: int, texts: Mapping[str, str], values: Mapping[str, Any]
    ) -> tuple[str, ...]:
        """Return the roles of a row: those it names, else those that its fields belong to."""
        if "role" in texts:
            roles = _ROLES.get(folded(re.sub(r"\s*[,;/+&]\s*", " och ", texts["role"])), ())
            if not roles:
                self.fault(
                    at,
                    "role",
                    say("{written} is not a role.", written=Written(texts["role"])),
                    say("Write one of {allowed}.", allowed=codes(("adept", "mentor", "båda"))),
                )
            return roles
        roles = tuple(
            role
            for role in ("mentee", "mentor")
            if any(_ROUTES[field][0] == role for field in values)
        )
        if not roles:
            self.fault(
                at,
                "name",
                say(
                    "Nothing says whether {written} is a mentee or a mentor.",
                    written=Written(texts["name"]),
                ),
                say(
                    "Add the column {role} with {mentee}, {mentor} or {both}.",
                    role=Code("Roll"),
                    mentee=Code("adept"),
                    mentor=Code("mentor"),
                    both=Code("båda"),
                ),
            )
        return roles

    def look_for_gaps(self, at: int, values: Mapping[str, Any], roles: Sequence[str]) -> None:
        """Find what a person of these roles must have and the row lacks."""
        labels = titles(self.settings.participant)
        for field in required(roles, protected=bool(values.get("protected"))):
            if field not in values:
                swedish, _, english = labels[field].partition(" · ")
                label = Text(swedish, english or swedish)
                self.fault(
                    at,
                    field,
                    say("{field} is missing.", field=label),
                    say("Write it in the cell.")
                    if field in self.columns
                    else say("Add a column with the heading {field}.", field=label),
                )

    def id_of(self, at: int, texts: Mapping[str, str]) -> str | None:
        """Return the id of a new person: the one in the list, else a free one."""
        id_ = texts.get("id")
        if id_ is None:
            reserved = self.ids | {trait for field, trait in self.rows_by_trait if field == "id"}
            return free_id(self.snapshot, texts.get("called") or texts["name"], reserved)
        if re.fullmatch(PERSON_ID, id_) and not self.snapshot.knows_person(id_):
            return id_
        self.fault(
            at,
            "id",
            say("{written} cannot be an id, or is taken.", written=Written(id_)),
            say(
                "An id is a given name, a hyphen, and two to four letters or digits. {near} is"
                " free.",
                near=Code(free_id(self.snapshot, texts.get("called") or texts["name"], self.ids)),
            ),
        )
        return None

    def look_for_namesakes(
        self, at: int, texts: Mapping[str, str], values: Mapping[str, Any]
    ) -> None:
        """Find who seems to be there already, under another address."""
        if values.get("protected"):
            return
        trait = likeness(texts["name"])
        for person in self.snapshot.participants.values():
            if not person.protected and likeness(person.name) == trait:
                self.fault(
                    at,
                    "name",
                    say(
                        "{person} is there already, in {file}, with another address.",
                        person=Person(person.id),
                        file=Code(participant_file(person.id)),
                    ),
                    say(
                        "If they are one person, write {id} in a column {heading}, or take the row"
                        " out. If they are two, write a whole middle name.",
                        id=Code(person.id),
                        heading=Code("id"),
                    ),
                )
                return

    def usual_cohort(self, at: int) -> str | None:
        """Return the cohort of a mentee whose row has none: the only one that is not over."""
        if self.settings.cohort is not None:
            return self.settings.cohort
        going_on = [
            cohort.id
            for cohort in self.snapshot.cohorts.values()
            if cohort.ends >= self.snapshot.today
        ]
        if len(going_on) == 1:
            return going_on[0]
        self.fault(
            at,
            "cohort",
            say("The cohort is missing."),
            say(
                "Add the column {heading}, or say which with {option}: {allowed}.",
                heading=Code("Omgång"),
                option=Code("--cohort"),
                allowed=codes(going_on or self.snapshot.cohorts),
            ),
        )
        return None

    def data(self, values: Mapping[str, Any], roles: Sequence[str]) -> dict[str, Any]:
        """Return the data of a new file, in the order of the schema."""
        data: dict[str, Any] = {
            field: value
            for field, value in values.items()
            if len(_ROUTES[field]) == 1 and not (field == "protected" and not value)
        }
        if "mentee" in roles:
            data["mentee"] = {
                "cohort": values["cohort"],
                "admitted": values.get("admitted", self.snapshot.today.isoformat()),
            }
        if "mentor" in roles:
            data["mentor"] = {"added": values.get("added", self.snapshot.today.isoformat())}
            if "offers" in values:
                data["mentor"]["offers"] = [Line(area=area) for area in values["offers"]]
            if "capacity" in values:
                data["mentor"]["capacity"] = values["capacity"]
        order = list(schema.at(self.settings.participant, ())["properties"])
        return dict(sorted(data.items(), key=lambda pair: order.index(pair[0])))


def _name(texts: Mapping[str, str]) -> str | None:
    """Return the name of a row, the given name first."""
    if "name" in texts:
        return first_to_last(texts["name"])
    given = texts.get("given_name") or texts.get("called")
    return " ".join(half for half in (given, texts.get("family_name")) if half) or None


def _listed(text: str) -> list[str]:
    """Return the parts of a cell that lists several things."""
    parts = re.split(_BETWEEN, text)
    return [part.strip() for part in parts if part.strip()]


def _answer(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise _FaultError(
            say("{written} is neither yes nor no.", written=Written(text)),
            say("Write {yes} or {no}.", yes=Code("ja"), no=Code("nej")),
        )
    return word in _YES


def _standing(data: Mapping[str, Any], field: str, values: Mapping[str, Any]) -> Any:
    """Return what a person's file says of a field, of a mentee in the cohort of the row."""
    route = _ROUTES[field]
    if route[0] != "mentee":
        inner = data if len(route) == 1 else data.get(route[0], {})
        return inner.get(route[-1])
    entries = data.get("mentee", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        if values.get("cohort") in {None, entry.get("cohort")}:
            return entry.get(route[-1])
    return None


def _alike(field: str, value: Any, standing: Any) -> bool:
    match field:
        case "name":
            return likeness(str(value)) == likeness(str(standing))
        case "organisation":
            return organisations.same(value, standing)
        case "phone":
            return number_key(value) == number_key(str(standing))
        case "offers":
            return set(value) == {offer.get("area") for offer in standing or ()}
        case "languages":
            return list(value) == list(standing or ())
    if isinstance(value, str) and isinstance(standing, str):
        return folded(value) == folded(standing)
    return bool(value == standing)


def located(entries: Iterable[Newcomer], finding: Finding) -> str:
    """Return the cell that a finding in a new file speaks of; empty if the row has none for it."""
    entry = next((entry for entry in entries if entry.path == finding.path), None)
    if entry is None:
        return finding.path
    places = marks(new_file(entry.data).decode("utf-8"), entry.path)
    lines = [
        (places.find(route, on_key=True).line, field)
        for field, route in _ROUTES.items()
        if field in entry.columns and _standing(entry.data, field, {}) is not None
    ]
    before = [(line, field) for line, field in lines if line <= finding.mark.line]
    column = entry.columns[max(before)[1]] if before else min(entry.columns.values())
    return "" if column == _NONE else cell(entry.row, column)
