"""Cards of what is due: one for each person, with the act itself, and the rest by kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from mentorskap.model.deadlines import UPCOMING
from mentorskap.pages.manager.material import Link
from mentorskap.pages.manager.waiting import fit_row
from mentorskap.report import reasons
from mentorskap.words import titles
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Given, People, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentorskap.files.records import Participant
    from mentorskap.pages.manager.material import DueLine, ReadyLetter, View

HANDFUL = 7
"""How many cards are shown before the rest is grouped by kind."""

WITHOUT_MENTOR = ("new-proposal", "proposal", "interview")
STUCK = (
    "mentor-answer",
    "inform-mentee",
    "mentee-answer",
    "first-meeting",
    "feedback-mentee",
    "feedback-mentor",
    "second-meeting",
)
BROKEN_RHYTHM = ("next-meeting", "outcome")
CHECK_IN = ("contact", "resume", "closing", "notice")
GRAVITY: tuple[tuple[str, ...], ...] = (WITHOUT_MENTOR, STUCK, BROKEN_RHYTHM, CHECK_IN)
"""Kinds of deadline by how much they matter, gravest first."""

_RANK = {kind: rank for rank, kinds in enumerate(GRAVITY) for kind in kinds}
_SEEKS = frozenset({"proposal", "new-proposal"})


class CardLetter(NamedTuple):
    """A draft on a card, and the link that opens it; `mailto` is empty without an address."""

    to: str
    ready: ReadyLetter
    mailto: str


class Card(NamedTuple):
    """What is due of one person, or of the check-ins with two.

    `asks` are the mentors to ask or whom to ask about, after the words of `act`; `ways` are how to
    ring or write. `answer` leads to where it is written down, `how` to what says how to do it.
    """

    look: str
    people: list[Link]
    pair: Link
    why: str
    when: str
    more: list[Link]
    act: str
    asks: list[Link]
    ways: list[Link]
    answer: Link
    how: Link
    letters: list[CardLetter]
    notes: list[str]
    whose: Link | None


class Group(NamedTuple):
    """What is due of one kind, beyond the cards."""

    title: str
    members: list[Link]


class Stack(NamedTuple):
    """The first cards, and what is left by kind."""

    cards: list[Card]
    rest: list[Group]


def stack(lines: Iterable[DueLine], view: View) -> Stack:
    """Return what is due as cards, in the order of what matters, or of its day if it is ahead."""
    groups = _by_person(sorted(lines, key=_order))
    first, rest = groups[:HANDFUL], groups[HANDFUL:]
    kinds: dict[str, list[DueLine]] = {}
    for group in rest:
        for line in group:
            kinds.setdefault(_SAME.get(line.item.kind, line.item.kind), []).append(line)
    return Stack(
        [_card(group, view) for group in first],
        [
            Group(
                view.voice(_counted(kind, len(members))),
                [Link(line.href, f"{_subject(line, view)}: {line.when}") for line in members],
            )
            for kind, members in kinds.items()
        ],
    )


_SAME = {"new-proposal": "proposal", "feedback-mentor": "feedback-mentee"}
"""Kinds that are counted as one."""


def _counted(kind: str, number: int) -> Sentence:
    return titles.COUNTED[kind]._replace(values={"number": number}, number=number)


def _subject(line: DueLine, view: View) -> str:
    """Return whom a line is about: who waits for a mentor, not the pairing that closed."""
    item = line.item
    return view.voice.person(item.participant) if item.kind in _SEEKS else line.who


def _order(line: DueLine) -> tuple[object, ...]:
    item = line.item
    rank = _RANK[item.kind]
    late = -item.days_late / max(1, item.limit)
    names = (item.kind, item.pairing or "", item.participant)
    if item.status == UPCOMING:
        return (1, item.due, rank, names)
    return (0, rank, late, item.due, names)


def _by_person(lines: Iterable[DueLine]) -> list[list[DueLine]]:
    """Return lines by the person concerned and the manager who acts, in the order of the first.

    A mentor of whom only the check-in of one pairing is due shares the card of the mentee's.
    """
    groups: dict[tuple[str, str], list[DueLine]] = {}
    for line in lines:
        groups.setdefault((line.item.participant, _manager(line)), []).append(line)
    for key, group in list(groups.items()):
        item = group[0].item
        if len(group) > 1 or item.kind != "contact" or item.pairing is None:
            continue
        mentee = item.pairing.partition("--")[0]
        shared = groups.get((mentee, key[1]), [])
        if mentee != item.participant and any(
            line.item.kind == "contact" and line.item.pairing == item.pairing for line in shared
        ):
            shared += groups.pop(key)
    return sorted((sorted(group, key=_order) for group in groups.values()), key=_first)


def _first(group: list[DueLine]) -> tuple[object, ...]:
    return _order(group[0])


def _manager(line: DueLine) -> str:
    return "" if line.whose is None else line.whose.name


def _card(lines: list[DueLine], view: View) -> Card:
    line, voice = lines[0], view.voice
    item = line.item
    people = list(dict.fromkeys(line.item.participant for line in lines))
    seeks = item.kind in _SEEKS
    act, asks, notes = _asking(item.participant, view) if seeks else (line.act, [], [])
    letters = [
        letter
        for id_ in people
        if (letter := _letter(id_, [line for line in lines if line.item.participant == id_], view))
        is not None
    ]
    return Card(
        look=line.look,
        people=[Link(f"people/{id_}.html", voice.person(id_)) for id_ in people],
        pair=Link("", "") if item.pairing is None or seeks else Link(line.href, line.who),
        why=line.why,
        when=line.when,
        more=[
            Link(
                line.href,
                f"{voice(titles.KINDS[line.item.kind])}: {line.when[:1].lower()}{line.when[1:]}",
            )
            for line in lines[1:]
        ],
        act=(
            voice(say("Call {people}.", people=People(tuple(people)))) if len(people) > 1 else act
        ),
        asks=asks,
        ways=[]
        if seeks
        else [way for id_ in people for way in _ways(id_, letters, view, several=len(people) > 1)],
        answer=Link("", "") if seeks else Link(f"{line.href}#record", voice(say("Record it"))),
        how=line.how,
        letters=letters,
        notes=notes,
        whose=line.whose,
    )


def _asking(mentee: str, view: View) -> tuple[str, list[Link], list[str]]:
    """Return the act of asking, the mentors to ask, and why each, with what a no leads to.

    The plan's choice is first, and no one whose places the plan gives to others is named.
    """
    voice, whole = view.voice, view.whole
    shortlist = view.waiting.shortlists.get(mentee)
    href = f"waiting.html#ask-{mentee}"
    match = (
        next((match for match in whole.pairs if match.mentee == mentee), None) if whole else None
    )
    used: dict[str, int] = {}
    for each in whole.pairs if whole is not None else ():
        if each.mentee != mentee:
            used[each.candidate.mentor] = used.get(each.candidate.mentor, 0) + 1
    fits = (
        []
        if shortlist is None
        else [fit for fit in shortlist.best if fit.places > used.get(fit.mentor, 0)]
    )
    chosen = "" if match is None else match.candidate.mentor
    fits.sort(key=lambda fit: fit.mentor != chosen)
    mentors = [fit.mentor for fit in fits]
    if chosen and chosen not in mentors:
        mentors.insert(0, chosen)
    if not mentors:
        act = say("No one in the network can be asked today.")
        return voice(act), [Link(href, voice(say("Whom to look for")))], []
    rows = [fit_row(mentee, fit, whole, view) for fit in fits]
    notes = [
        " ".join(filter(None, (f"{row.name} – {row.score}.", row.because, row.missing)))
        for row in rows
    ]
    if match is not None:
        after = reasons.after_a_no(mentee, match.if_no, voice)
        notes.append(f"{voice(say('After a no'))}: {after}")
    act = say("Ask one of:") if len(mentors) > 1 else say("Ask")
    return voice(act), [Link(href, voice.person(mentor)) for mentor in mentors], notes


def _ways(id_: str, letters: list[CardLetter], view: View, *, several: bool) -> list[Link]:
    """Return how to ring and how to write to a person, with the draft if there is one."""
    person, voice = view.snapshot.participants.get(id_), view.voice
    if person is None:
        return []
    name = Given(id_)
    ways = []
    number = dialled(person)
    if number:
        ring = say("Call {person}", person=name) if several else say("Call")
        ways.append(Link(f"tel:{number}", f"{voice(ring)} {person.phone}"))
    mailto = next((letter.mailto for letter in letters if letter.to == voice.person(id_)), "")
    if not mailto and person.email:
        mailto = f"mailto:{quote(person.email, safe='@')}"
    if mailto:
        write = say("E-mail {person}", person=name) if several else say("E-mail")
        ways.append(Link(mailto, voice(write)))
    return ways


def dialled(person: Participant) -> str:
    """Return a phone number as a phone dials it; empty if there is none."""
    return "" if person.phone is None else re.sub(r"(?!^\+)[^0-9]", "", person.phone.strip())


def _letter(id_: str, lines: list[DueLine], view: View) -> CardLetter | None:
    ready = view.letter([line.item for line in lines])
    if ready is None:
        return None
    mailto = ""
    if ready.to:
        body = ready.body.replace("\r\n", "\n").replace("\n", "\r\n")
        mailto = (
            f"mailto:{quote(ready.to, safe='@')}?subject={quote(ready.subject, safe='')}"
            f"&body={quote(body, safe='')}"
        )
    return CardLetter(view.voice.person(id_), ready, mailto)
