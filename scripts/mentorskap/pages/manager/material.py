"""What the manager's pages are made of, and what several of them show."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from mentorskap.letters import due
from mentorskap.letters.drafts import body, draft, joined, language
from mentorskap.letters.due import Matter
from mentorskap.model import deadlines, managers, retention
from mentorskap.model.deadlines import ATTENTION, UPCOMING
from mentorskap.pages.manager.ages import ages
from mentorskap.report import phrases
from mentorskap.words import titles
from mentorskap.words.fields import parts
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Person, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from mentorskap.files.records import Pairing
    from mentorskap.matching.suggestion import Waiting, Whole
    from mentorskap.model.deadlines import Item
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.pages.manager.ages import Age
    from mentorskap.words.voice import Voice


_AUDIENCES = frozenset({"manager", "pair", "all"})
"""The manager sees the fields of every audience."""


class Material(NamedTuple):
    """What the pages are made of, besides the snapshot."""

    waiting: Callable[[], Waiting]
    """Returns who could be asked for each mentee who waits."""
    plan: Callable[[], Whole | None]
    """Returns the best whole of all who wait, or None where the solver is not installed."""
    voices: Mapping[str, Voice]
    """A voice for each language that a letter may be written in."""
    language: str
    documents: Mapping[str, Mapping[str, object]]
    """The data of each file that has been read, by path."""
    schemas: Mapping[str, Mapping[str, object]]
    template: Callable[[str], str]
    """Returns the text of a template by its name."""
    handbook: Collection[str] = ()
    """The pages of the handbook that the site has, by path inside the language."""


class Link(NamedTuple):
    """A link to another page; `href` is empty if there is no such page."""

    href: str
    name: str


class Cell(NamedTuple):
    """A cell of a table, and the key by which the column is sorted."""

    order: str
    text: str


class ReadyLetter(NamedTuple):
    """A letter to send; `to` is empty if the person's address is not in the files."""

    language: str
    subject: str
    body: str
    to: str


class DueLine(NamedTuple):
    """Something due: about whom, why, when, and what the manager does; `look` is a CSS class."""

    item: Item
    look: str
    who: str
    href: str
    why: str
    when: str
    act: str
    how: Link
    """The page of the handbook that says how it is done."""
    whose: Link | None
    """Which manager acts, and that manager's page; None if the programme has one manager."""


HOW = {
    "interview": "interview-guide",
    "proposal": "suggesting",
    "new-proposal": "suggesting",
    "mentor-answer": "asking",
    "inform-mentee": "editing#mentee-informed",
    "mentee-answer": "editing#mentee-accepted",
    "first-meeting": "letters",
    "second-meeting": "letters",
    "feedback-mentee": "editing#feedback",
    "feedback-mentor": "editing#feedback",
    "next-meeting": "letters",
    "outcome": "editing#meeting-held",
    "contact": "sounding-board",
    "resume": "editing#pause",
    "closing": "editing#ended",
    "notice": "editing#new-mentor",
}
"""The handbook's page, and place on it, that says how what is due is done; by kind of deadline."""


class View:
    """A snapshot in the manager's language, with what several pages show."""

    def __init__(self, snapshot: Snapshot, material: Material) -> None:
        self.snapshot = snapshot
        self.material = material
        self.voice = material.voices[material.language]
        self.retained = retention.kept(snapshot)
        self.lines = [self._line(item) for item in deadlines.due(snapshot)]
        self.lines_by: dict[str, list[DueLine]] = {}
        """Lines by pairing id, or by participant id if the line is about no pairing."""
        for line in self.lines:
            key = line.item.pairing or line.item.participant
            self.lines_by.setdefault(key, []).append(line)
        self.fields = parts(material.schemas["participant"], _AUDIENCES, material.language)
        # Cached, because the same days and areas recur.
        self.named = cache(lambda key, value: phrases.named(key, value, snapshot, self.voice))

    def pair(self, pairing: Pairing) -> str:
        """Return the names of the two in a pairing."""
        return self.voice.pair(pairing.mentee, pairing.mentor)

    def cohort(self, id_: str) -> str:
        """Return a cohort's name, or its id if there is no such cohort."""
        cohort = self.snapshot.cohorts.get(id_)
        return id_ if cohort is None else cohort.name.spoken(self.material.language)

    def how(self, target: str) -> Link:
        """Return the link to a page of the handbook, PAGE or PAGE#ANCHOR, if the site has it."""
        page, _, anchor = target.partition("#")
        if f"manager/{page}.md" not in self.material.handbook:
            return Link("", "")
        name = self.voice(say("How to do it"))
        return Link(f"handbook/manager/{page}.html" + (f"#{anchor}" if anchor else ""), name)

    def month(self, on: date) -> str:
        """Return the month of a day in three letters, for a scale."""
        return self.voice.month(on)[:3]

    @cached_property
    def ages(self) -> list[Age]:
        """How long each pairing, and each mentee without one, has waited where it is."""
        return ages(self.snapshot, [line.item for line in self.lines])

    def _line(self, item: Item) -> DueLine:
        pairing = None if item.pairing is None else self.snapshot.pairings[item.pairing]
        when = phrases.when(item, self.snapshot.today, self.voice)
        act = titles.ACTS[item.kind]._replace(values={"person": Person(item.participant)})
        return DueLine(
            item,
            look={ATTENTION: "attention", UPCOMING: ""}.get(item.status, "late"),
            who=self.voice.person(item.participant) if pairing is None else self.pair(pairing),
            href=(
                f"people/{item.participant}.html"
                if pairing is None
                else f"pairings/{pairing.id}.html"
            ),
            why=self.voice(item.message),
            when=when[:1].upper() + when[1:],
            act=self.voice(act),
            how=self.how(HOW[item.kind]),
            whose=self._whose(item),
        )

    def _whose(self, item: Item) -> Link | None:
        if not managers.several(self.snapshot.programme):
            return None
        duty = managers.of(self.snapshot, item)
        if duty is None:
            return None
        name = duty.acting.name
        if duty.stands_in:
            absent = Text.same(duty.responsible.name)
            both = say("{manager}, for {absent}", manager=Text.same(name), absent=absent)
            name = self.voice(both)
        return Link(f"managers/{duty.acting.id}.html", name)

    @cached_property
    def near(self) -> Voice:
        """A voice that leaves out the current year, for tables of many days."""
        return self.voice.within(self.snapshot.today.year)

    @cached_property
    def waiting(self) -> Waiting:
        """Who could be asked for each mentee who waits."""
        return self.material.waiting()

    @cached_property
    def whole(self) -> Whole | None:
        """The best plan for all who wait."""
        return self.material.plan()

    def letter(self, items: list[Item]) -> ReadyLetter | None:
        """Return one letter to one person about what is due, or None if no one may be written to.

        All items are of the same participant.
        """
        id_ = items[0].participant
        person = self.snapshot.participants.get(id_)
        matters = [
            Matter(item.kind, id_, item.pairing)
            for item in items
            if draft(item, self.snapshot) is not None
        ]
        if person is None or not matters:
            return None
        matters_left = due.without_contradictions(due.Post({id_: matters}, [])).letters[id_]
        chosen = language(person, self.snapshot, self.material.voices)
        voice = self.material.voices[chosen].within(self.snapshot.today.year)
        manager = managers.acting(self.snapshot, items[0])
        letter = joined(matters_left, self.snapshot)
        text = body(letter, manager, voice, self.material.template)
        return ReadyLetter(chosen, voice(letter.subject), text, person.email or "")
