"""Ready commands that write down what is awaited, and GitHub's forms for it, by what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mentorskap.pages.manager.material import Link
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Person, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentorskap.files.records import Programme
    from mentorskap.model.deadlines import Item
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence
    from mentorskap.words.voice import Voice

DAY = "YYYY-MM-DD"
"""Where the manager types a day that the files do not know."""


class ReadyCommand(NamedTuple):
    """A command to copy from a page, and what has happened if it is the right one."""

    what: str
    line: str


_BOOKED = (say("A meeting is booked"), "meeting {pairing} {day} planned")
_HELD = (say("A meeting was held"), "meeting {pairing} {day} held")
_FEEDBACK = (
    (say("{person} wants to begin"), "feedback {pairing} {side} start"),
    (say("{person} wants to meet once more first"), "feedback {pairing} {side} undecided"),
    (say("{person} does not want to begin"), "feedback {pairing} {side} decline"),
)

_ANSWERS: dict[str, tuple[tuple[Sentence, str], ...]] = {
    "interview": ((say("The interview with {person} is done"), "interview {person}"),),
    "mentor-answer": (
        (say("{person} says yes"), "mentor-answer {pairing} accepted"),
        (
            say("{person} says no, for lack of time"),
            "mentor-answer {pairing} declined --reason time",
        ),
    ),
    "inform-mentee": ((say("{person} has had the proposal"), "informed {pairing}"),),
    "mentee-answer": (
        (say("{person} says yes"), "mentee-answer {pairing} accepted"),
        (say("{person} objects"), "mentee-answer {pairing} objected --reason not-given"),
    ),
    "first-meeting": (_BOOKED, _HELD),
    "second-meeting": (_BOOKED, _HELD),
    "next-meeting": (_BOOKED, _HELD),
    "feedback-mentee": _FEEDBACK,
    "feedback-mentor": _FEEDBACK,
    "outcome": (
        (say("The meeting was held"), "meeting {pairing} {since} held"),
        (say("The meeting was moved"), "meeting {pairing} {since} moved --to {day}"),
        (say("The meeting was called off"), "meeting {pairing} {since} cancelled"),
    ),
    "contact": ((say("You have checked in with {person}"), "contact {pairing} {side}"),),
    "resume": ((say("The pause is over"), "resume {pairing}"),),
    "notice": ((say("{person} has been informed of what is stored"), "notified {person}"),),
}
"""What can have happened and the arguments of `record`, by kind of deadline, likeliest first."""


def commands(items: Iterable[Item], snapshot: Snapshot, voice: Voice) -> list[ReadyCommand]:
    """Return the commands that write down what is awaited, each line once."""
    ready = dict[str, str]()
    for item in items:
        for what, line in _commands(item, snapshot):
            sentence = what._replace(values={"person": Person(item.participant)})
            ready.setdefault(line, voice(sentence))
    return [ReadyCommand(what, line) for line, what in ready.items()]


def _commands(item: Item, snapshot: Snapshot) -> Iterator[tuple[Sentence, str]]:
    if item.kind in {"proposal", "new-proposal"}:
        yield say("Who can be asked for {person}"), f"mentorskap suggest {item.participant}"
        return
    if item.kind == "closing":
        yield (
            (
                say("{person} no longer takes part"),
                f"mentorskap record withdrawn {item.participant}",
            )
            if item.pairing is None
            else _end(item.pairing, snapshot)
        )
        return
    pairing = None if item.pairing is None else snapshot.pairings[item.pairing]
    side = "mentor" if pairing is not None and item.participant == pairing.mentor else "mentee"
    for what, arguments in _ANSWERS[item.kind]:
        yield (
            what,
            "mentorskap record "
            + arguments.format(
                pairing=item.pairing, person=item.participant, day=DAY, since=item.since, side=side
            ),
        )


def _end(pairing: str, snapshot: Snapshot) -> tuple[Sentence, str]:
    """Return the likely end: a pairing that never began is withdrawn."""
    if snapshot.stages[pairing].name in {"active", "paused"}:
        return say("The two have finished"), f"mentorskap record end {pairing} completed"
    return say("The proposal is withdrawn"), f"mentorskap record end {pairing} withdrawn"


def forms(ready: Iterable[ReadyCommand], programme: Programme | None, language: str) -> list[Link]:
    """Return GitHub's forms for the same facts, with the id filled in.

    None where `repository` in `programme.yml` does not name a repository on GitHub.
    """
    repository = None if programme is None else programme.repository
    if repository is None or urlsplit(repository).hostname != "github.com":
        return []
    from mentorskap.edit.forms import FORMS

    links = dict[str, str]()
    for words in (entry.line.split() for entry in ready if " record " in entry.line):
        _, _, fact, id_, *_ = words
        for form in FORMS:
            if form.fact == fact:
                field = form.fields[0].slot.lower()
                href = f"{repository}/issues/new?template={form.file}&{field}={id_}"
                swedish, _, english = form.name.partition(" · ")
                links[href] = swedish if language == "sv" else english
    return [Link(href, name) for href, name in links.items()]
