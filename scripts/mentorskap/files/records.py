"""Fitting documents become records: frozen, with dates that are dates.

No record knows what day it is.

Records are an index of what the rules and deadlines need; the free words stay in the files.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mentorskap.words.named import NamedTuple
from mentorskap.words.names import Name
from mentorskap.words.sentence import Areas, Code, Text
from mentorskap.words.traces import Identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Data = dict[str, Any]
PROGRAMME_FILE = "programme.yml"
USUAL_ZONE = "Europe/Stockholm"
USUAL_MINUTES = 60
"""How long a meeting lasts in calendars where `programme.yml` does not say."""
FORMAT = 1
"""The format of the files that this version of the tool reads and writes."""


class Tie(NamedTuple):
    """A personal or professional tie; it works both ways, through `until`."""

    other: str
    kind: str
    until: date | None


class Contribution(NamedTuple):
    """An area that the mentor must be able to contribute to (F5)."""

    area: str
    required: bool


class Interview(NamedTuple):
    """The interview before the start (F5, F6): areas by their id, and wishes."""

    on: date
    challenges: tuple[str, ...]
    development_areas: tuple[str, ...]
    mentor_contribution: tuple[Contribution, ...]
    wished_mentor: str | None
    avoid_organisations: tuple[str, ...]

    @property
    def has_needs(self) -> bool:
        """Whether it names any area that a mentor should offer."""
        return bool(self.challenges or self.development_areas or self.mentor_contribution)


class Participation(NamedTuple):
    """What makes a participant a mentee of one cohort, and where in the file it is written."""

    cohort: str
    admitted: date
    interview: Interview | None
    withdrawn: date | None
    route: tuple[str | int, ...] = ("mentee",)


class Mentor(NamedTuple):
    """What makes a participant a mentor: offers by area, capacity in mentees, days available."""

    offers: tuple[str, ...]
    capacity: int
    available_from: date | None
    available_until: date | None
    left: date | None = None
    """The day the mentor left the network."""
    added: date | None = None
    """The day the mentor was entered."""


class Participant(NamedTuple):
    """A person: mentee, mentor, or both."""

    id: str
    name: str
    email: str | None
    phone: str | None
    organisation: str | None
    unit: str | None
    place: str | None
    languages: tuple[str, ...]
    protected: bool
    ties: tuple[Tie, ...]
    participations: tuple[Participation, ...]
    """As a mentee, one for each cohort, in the order of the file; empty for a mentor alone."""
    mentor: Mentor | None
    notified: date | None = None
    """The day the person was informed of what is stored (Articles 13 and 14)."""
    called: str | None = None
    """The name that the person goes by, if it is not the first of `name`."""

    @property
    def named(self) -> Name:
        """The name, which also knows what to greet the person by."""
        return Name(self.name, self.called)

    def participation(self, cohort: str) -> Participation | None:
        """Return the participation as a mentee in a cohort, if there is one."""
        for participation in self.participations:
            if participation.cohort == cohort:
                return participation
        return None

    def within(self, cohort: str) -> Participant:
        """Return the person as seen in one cohort: no other participation is left."""
        if len(self.participations) == 1 and self.participations[0].cohort == cohort:
            return self
        participation = self.participation(cohort)
        return self._replace(participations=() if participation is None else (participation,))

    @property
    def wished_mentors(self) -> list[tuple[str, tuple[str | int, ...]]]:
        """The mentors wished for, by id, each with the route of the wish."""
        return [
            (wished, (*participation.route, "interview", "wishes", "mentor"))
            for participation in self.participations
            if participation.interview is not None
            and (wished := participation.interview.wished_mentor) is not None
        ]

    @property
    def latest(self) -> Participation | None:
        """The last participation in the file; of a person seen in one cohort, the only one."""
        return self.participations[-1] if self.participations else None

    @property
    def identity(self) -> Identity:
        """What the person can be recognised by."""
        return Identity(
            self.id,
            self.name,
            self.email,
            self.phone,
            self.organisation,
            self.place,
            unit=self.unit,
            called=self.called,
        )


class Answer(NamedTuple):
    """An answer on a day: accepted, declined, objected, start, decline or undecided."""

    on: date
    answer: str
    reason: str | None
    position: int | None = None
    """Its place in the file's list; None where it is alone, without a list."""


REASONS = {
    "mentor_answer": ("time", "tie", "not-right", "other", "not-given"),
    "mentee_answer": ("personal", "professional", "other", "not-given"),
}
"""The reasons for declining a proposal, by whose answer it is, as the schema lists them."""


class Proposal(NamedTuple):
    """The manager's proposal: the mentor is asked first, then the mentee is informed (F7, F8)."""

    mentor_asked: date | None
    mentor_answer: Answer | None
    mentee_informed: date | None
    mentee_answer: Answer | None


class Meeting(NamedTuple):
    """A meeting on a day, its hour as HH:MM, and in which form; what was said is never recorded."""

    on: date
    outcome: str
    form: str | None = None
    time: str | None = None


class Contact(NamedTuple):
    """A check-in with the manager as a sounding board (F19)."""

    on: date
    side: str


class Pause(NamedTuple):
    """A pause, both days included; open while `until` is None. Its reason is never recorded."""

    start: date
    until: date | None


class Ended(NamedTuple):
    """The end of a pairing and its reason."""

    on: date
    reason: str


class Pairing(NamedTuple):
    """A mentee and a mentor, and what happened between them, each fact with its day."""

    id: str
    mentee: str
    mentor: str
    cohort: str
    manager: str | None
    """The id of the pairing's own manager; None leaves it to the cohort."""
    replaces: str | None
    proposal: Proposal
    meetings: tuple[Meeting, ...]
    mentee_feedback: tuple[Answer, ...]
    """In the order of the file; `lifecycle.latest` says which counts."""
    mentor_feedback: tuple[Answer, ...]
    contacts: tuple[Contact, ...]
    pauses: tuple[Pause, ...]
    agreement: date | None
    extended_until: date | None
    ended: Ended | None


class Break(NamedTuple):
    """Days on which a whole cohort rests, both included."""

    start: date
    until: date


class Limits(NamedTuple):
    """Limits in days (`smallest_group`: people). Adjusted days unless said otherwise."""

    rhythm: tuple[int, int] = (35, 42)
    grace: int = 7
    mentor_answer: int = 7
    inform_mentee: int = 5
    mentee_answer: int = 5
    first_meeting: int = 21
    feedback: int = 7
    proposal: int = 21
    new_proposal: int = 14
    interview: int = 14
    """Calendar days before the cohort starts."""
    outcome: int = 3
    contact: int = 90
    ask_again: int = 90
    """Calendar days after a mentor's no for lack of time."""
    notice: int = 30
    """Calendar days from when a mentor is entered."""
    open_pause: int = 90
    """Calendar days."""
    closing: int = 14
    """Calendar days."""
    smallest_group: int = 5


STOP, WARN, ALLOW = "stop", "warn", "allow"


class Closeness(NamedTuple):
    """Whether two of one organisation, or of one unit of it, may become a pairing."""

    organisation: str = STOP
    unit: str = ALLOW


class Cohort(NamedTuple):
    """A cohort: its names by language, first and last day, breaks, and the id of its manager."""

    id: str
    name: Text
    starts: date
    ends: date
    breaks: tuple[Break, ...]
    manager: str | None
    limits: Limits
    """The cohort's own, else the programme's."""
    own_limits: tuple[str, ...]
    """The keys of the limits that are the cohort's own."""


class Weights(NamedTuple):
    """What each consideration weighs when mentors are suggested."""

    mentor_contribution: int = 40
    development_areas: int = 25
    challenges: int = 20
    wishes: int = 10
    practical: int = 5


class Handbook(NamedTuple):
    """Whether the handbook may be public, and which names in it are also everyday words."""

    public: bool = False
    everyday_words: tuple[str, ...] = ()


class Introduction(NamedTuple):
    """How the two of a pairing may reach each other once the mentee has said yes."""

    email: bool = True
    phone: bool = False


class Retention(NamedTuple):
    """How long files are kept, in whole calendar months; None is not decided yet."""

    ended: int | None = None
    """After the cohort's last day, or the pairing's own."""
    withdrawn: int | None = None
    """After the day the mentee withdrew."""
    declined: int | None = None
    """After the last refusal of a mentor who has declined every proposal."""


class Privacy(NamedTuple):
    """What everyone must be told about their personal data; None is not decided yet."""

    controller: Text | None = None
    contact: Text | None = None
    basis: Text | None = None
    recipients: tuple[Text, ...] | None = None
    source: Text | None = None
    transfer: Text | None = None


class Absence(NamedTuple):
    """Days on which a manager is away, both included; `instead` is the id of the stand-in."""

    start: date
    until: date
    instead: str


class UsualMeetings(NamedTuple):
    """How many meetings a pairing is meant to have, and their length; None is not decided yet."""

    number: int | None = None
    minutes: int | None = None


class Manager(NamedTuple):
    """A programme manager. The one under `manager` has an empty id."""

    id: str
    name: str
    email: str
    phone: str | None
    hours: Text | None
    """When the manager answers the phone, in words."""
    handle: str | None
    """The user name on GitHub."""
    absences: tuple[Absence, ...]


class Programme(NamedTuple):
    """The settings that hold for all."""

    name: Text
    language: str
    timezone: str
    managers: tuple[Manager, ...]
    """At least one; the first has what no one else has."""
    closeness: Closeness
    limits: Limits
    areas: tuple[str, ...]
    area_names: dict[str, Text]
    weights: Weights
    cohorts: tuple[Cohort, ...]
    handbook: Handbook
    retention: Retention
    meetings: UsualMeetings
    introduction: Introduction = Introduction()
    privacy: Privacy = Privacy()
    price: Text | None = None
    """What it costs to take part and who pays; None is not decided yet."""
    network: str | None = None
    """Whose network mentors come from; None is the programme's own."""
    repository: str | None = None
    """The address at which the files can be edited, without a slash at the end."""

    def limits_of(self, cohort: str | None) -> Limits:
        """Return the limits in force in a cohort: its own, else the programme's."""
        return next((entry.limits for entry in self.cohorts if entry.id == cohort), self.limits)


class _Days(dict[str, date]):
    """Text → day, each day made once."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


_DAY = _Days()
_NONE: tuple[()] = ()
_NO_PROPOSAL = Proposal(None, None, None, None)


def _day(data: Data, key: str) -> date | None:
    text = data.get(key)
    return None if text is None else _DAY[text]


def _answer(data: Data | None) -> Answer | None:
    return None if data is None else Answer(_DAY[data["date"]], data["answer"], data.get("reason"))


def _answers(data: Data | list[Data] | None) -> tuple[Answer, ...]:
    """Return the answers of a side, which may be one or a list."""
    if data is None:
        return _NONE
    if isinstance(data, dict):
        return (Answer(_DAY[data["date"]], data["answer"], None),)
    return tuple(
        [
            Answer(_DAY[entry["date"]], entry["answer"], None, index)
            for index, entry in enumerate(data)
        ]
    )


def participant(id_: str, data: Data) -> Participant:
    """Return the participant in a fitting document; `id_` is the file's stem."""
    mentor = data.get("mentor")
    ties = data.get("ties")
    return Participant(
        id_,
        data["name"],
        data.get("email"),
        data.get("phone"),
        data.get("organisation"),
        data.get("unit"),
        data.get("place"),
        tuple(data.get("languages", ("sv",))),
        data.get("protected", False),
        (
            tuple([Tie(tie["with"], tie["kind"], _day(tie, "until")) for tie in ties])
            if ties
            else _NONE
        ),
        tuple([_participation(route, entry) for route, entry in mentee_entries(data)]),
        None if mentor is None else _mentor(mentor),
        _day(data, "notified"),
        data.get("called"),
    )


def mentee_entries(data: Mapping[str, Any]) -> list[tuple[tuple[str | int, ...], Data]]:
    """Return each mapping under `mentee` in a participant's document, with its route.

    A person who takes part again has a list of them, one for each cohort.
    """
    mentee = data.get("mentee")
    if isinstance(mentee, list):
        return [(("mentee", index), entry) for index, entry in enumerate(mentee)]
    return [] if mentee is None else [(("mentee",), mentee)]


def document_within(data: Data, cohort: str | None) -> Data:
    """Return a participant's document as seen in one cohort: one mapping as `mentee`, or none."""
    mentee = data.get("mentee")
    if not isinstance(mentee, list):
        return data
    own = [entry for entry in mentee if entry["cohort"] == cohort]
    rest = {key: value for key, value in data.items() if key != "mentee"}
    return {**rest, "mentee": own[0]} if own else rest


def _participation(route: tuple[str | int, ...], data: Data) -> Participation:
    interview = data.get("interview")
    return Participation(
        data["cohort"],
        _DAY[data["admitted"]],
        None if interview is None else _interview(interview),
        _day(data, "withdrawn"),
        route,
    )


def _interview(data: Data) -> Interview:
    wishes = data.get("wishes", {})
    return Interview(
        _DAY[data["date"]],
        tuple([need["area"] for need in data.get("challenges", _NONE)]),
        tuple([need["area"] for need in data.get("development_areas", _NONE)]),
        tuple(
            [
                Contribution(need["area"], need.get("required", False))
                for need in data.get("mentor_contribution", _NONE)
            ]
        ),
        wishes.get("mentor"),
        tuple(wishes.get("avoid_organisations", _NONE)),
    )


def _mentor(data: Data) -> Mentor:
    available = data.get("available", {})
    return Mentor(
        tuple([offer["area"] for offer in data["offers"]]),
        int(data["capacity"]),
        _day(available, "from"),
        _day(available, "until"),
        _day(data, "left"),
        _day(data, "added"),
    )


def pairing(id_: str, data: Data) -> Pairing:
    """Return the pairing in a fitting document; `id_` is the file's stem."""
    proposal = data.get("proposal")
    feedback = data.get("feedback", {})
    ended = data.get("ended")
    return Pairing(
        id_,
        data["mentee"],
        data["mentor"],
        data["cohort"],
        data.get("manager"),
        data.get("replaces"),
        _proposal(proposal) if proposal else _NO_PROPOSAL,
        tuple(
            [
                Meeting(_DAY[entry["date"]], entry["outcome"], entry.get("form"), entry.get("time"))
                for entry in data.get("meetings", _NONE)
            ]
        ),
        _answers(feedback.get("mentee")),
        _answers(feedback.get("mentor")),
        tuple(
            [Contact(_DAY[entry["date"]], entry["with"]) for entry in data.get("contacts", _NONE)]
        ),
        tuple(
            [
                Pause(_DAY[entry["from"]], _day(entry, "until"))
                for entry in data.get("pauses", _NONE)
            ]
        ),
        _day(data, "agreement"),
        _day(data, "extended_until"),
        None if ended is None else Ended(_DAY[ended["date"]], ended["reason"]),
    )


def _proposal(data: Data) -> Proposal:
    return Proposal(
        _day(data, "mentor_asked"),
        _answer(data.get("mentor_answer")),
        _day(data, "mentee_informed"),
        _answer(data.get("mentee_answer")),
    )


def format_of(data: Any) -> Any:
    """Return the format that the document of `programme.yml` states; an absent one is the first."""
    return data.get("format", 1) if isinstance(data, dict) else 1


def _limits(data: Data) -> Data:
    """Return the limits that a mapping has under `limits`; what is left out is not there."""
    return {
        key: tuple(map(int, value)) if key == "rhythm" else int(value)
        for key, value in data.get("limits", {}).items()
    }


def programme(data: Data) -> Programme:
    """Return the programme in a fitting document; what is left out has its default."""
    limits = Limits()._replace(**_limits(data))
    areas = data.get("areas", _NONE)
    handbook = data.get("handbook", {})
    return Programme(
        Text(**data["name"]),
        data.get("language", "sv"),
        data.get("timezone", USUAL_ZONE),
        (
            (_manager(data["manager"]),)
            if "manager" in data
            else tuple(map(_manager, data["managers"]))
        ),
        Closeness(data.get("same_organisation", STOP), data.get("same_unit", ALLOW)),
        limits,
        tuple(area["id"] for area in areas),
        {area["id"]: Text(area["sv"], area["en"]) for area in areas},
        Weights(**{key: int(value) for key, value in data.get("weights", {}).items()}),
        tuple(
            Cohort(
                cohort["id"],
                Text(**cohort["name"]),
                _DAY[cohort["starts"]],
                _DAY[cohort["ends"]],
                tuple(
                    Break(_DAY[rest["from"]], _DAY[rest["until"]])
                    for rest in cohort.get("breaks", _NONE)
                ),
                cohort.get("manager"),
                limits._replace(**_limits(cohort)),
                tuple(cohort.get("limits", {})),
            )
            for cohort in data["cohorts"]
        ),
        Handbook(handbook.get("public", False), tuple(handbook.get("everyday_words", _NONE))),
        Retention(**{key: int(value) for key, value in data.get("retention", {}).items()}),
        UsualMeetings(**{key: int(value) for key, value in data.get("meetings", {}).items()}),
        Introduction(**data.get("introduction", {})),
        _privacy(data.get("privacy", {})),
        Text(**data["price"]) if "price" in data else None,
        data.get("network"),
        data["repository"].rstrip("/") if "repository" in data else None,
    )


def _privacy(data: Data) -> Privacy:
    texts: dict[str, Any] = {
        key: tuple(map(_text, value)) if key == "recipients" else _text(value)
        for key, value in data.items()
    }
    return Privacy(**texts)


def _text(data: str | Data) -> Text:
    """Return a text that is written once for all languages, or in each of them."""
    return Text.same(data) if isinstance(data, str) else Text(**data)


def _manager(data: Data) -> Manager:
    hours = data.get("hours")
    return Manager(
        data.get("id", ""),
        data["name"],
        data["email"],
        data.get("phone"),
        None if hours is None else Text(**hours),
        data.get("handle"),
        tuple(
            Absence(_DAY[entry["from"]], _DAY[entry["until"]], entry["instead"])
            for entry in data.get("away", _NONE)
        ),
    )


def areas_by_name(ids: Iterable[str], programme: Programme | None) -> Areas:
    """Return areas by their names, or by its id an area that the programme does not know."""
    names = {} if programme is None else programme.area_names
    return Areas(tuple(names.get(id_) or Code(id_) for id_ in ids))


def participant_file(id_: str) -> str:
    """Return the path of a participant's file."""
    return f"participants/{id_}.yml"


def pairing_file(id_: str) -> str:
    """Return the path of a pairing's file."""
    return f"pairings/{id_}.yml"
