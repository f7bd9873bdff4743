"""What keeps two from becoming a pairing.

A suggestion is a would-be pairing, asked today, that adds no error to `check`.

Where a stop is a rule, the rule's own look at one pair decides; there is no second definition. What
is asked for here by look-ups is only *whom* a rule could object to, so that thousands of mentors
need not be asked one by one.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mentorskap.files.records import STOP, areas_by_name, pairing
from mentorskap.matching.considerations import interview_of, required_areas
from mentorskap.matching.suggestion import Stop
from mentorskap.model import between, calendar
from mentorskap.model.lifecycle import Stage
from mentorskap.rules import pairings as rules
from mentorskap.words import organisations
from mentorskap.words.sentence import Day, Languages, Person, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from mentorskap.files.records import Pairing, Participant
    from mentorskap.model.between import Episode
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.words.sentence import Sentence

ONESELF = rules.pair_is_two_people.id
ROOM = rules.mentor_has_room.id
TIME = rules.mentor_is_available.id
TIES = rules.pair_has_no_ties.id
REFUSED = rules.refused_mentor_is_not_asked_again.id
JUST_REFUSED = "mentor-has-not-just-said-no"
LANGUAGE = "pair-has-a-common-language"
REQUIRED = "required-contribution-is-offered"
UNREAD = "mentors-pairings-can-be-read"

STOPS = (ONESELF, UNREAD, ROOM, TIME, TIES, REFUSED, JUST_REFUSED, LANGUAGE, REQUIRED)
"""Every stop, in the order in which it is told."""
LIFTED = (TIME, TIES, REFUSED, JUST_REFUSED, LANGUAGE, REQUIRED)
"""Those that may be lifted to see what would change. Room is given by a capacity, nobody mentors
oneself, and who has left the network has no time whatever is lifted."""

GIVEN_AWAY = "given-to-another"
"""No stop: the mentor's places went to others in the best whole."""
LEAST = "score-is-high-enough"
"""No stop: the score is below the one that `--least` asks for."""

_ASKED = Stage("mentor-asked", None)


def would_be(snapshot: Snapshot, mentee: Participant, mentor: str) -> Pairing:
    """Return the pairing if `mentor` were asked today, with the next free id."""
    stem = f"{mentee.id}--{mentor}"
    id_, attempt = stem, 1
    while snapshot.knows_pairing(id_):
        attempt += 1
        id_ = f"{stem}--{attempt}"
    document = {
        "mentee": mentee.id,
        "mentor": mentor,
        "cohort": "" if mentee.latest is None else mentee.latest.cohort,
        "proposal": {"mentor_asked": snapshot.today.isoformat()},
    }
    return pairing(id_, document)


class Stops:
    """What stops whom, on the snapshot's day.

    The stops in `lifted` are passed over; for a pair of mentee and mentor in `freed` all are that
    may be lifted.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        mentors: tuple[str, ...],
        lifted: Collection[str] = (),
        freed: Collection[tuple[str, str]] = (),
    ) -> None:
        self.snapshot = snapshot
        self.mentors = mentors
        self._lifted = frozenset(lifted)
        self._freed = frozenset(freed)
        self._people = snapshot.participants
        self._index = {mentor: index for index, mentor in enumerate(mentors)}

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Free places of each mentor, in the order of `mentors`.

        A mentor with a pairing that could not be read has none.
        """
        return tuple(0 if mentor in self._unread else self._room(mentor) for mentor in self.mentors)

    def _room(self, mentor: str) -> int:
        live = [
            pairing
            for pairing in self.snapshot.by_mentor.get(mentor, ())
            if self.snapshot.live(pairing)
        ]
        return max(0, rules.room_left(self._people[mentor], live))

    @cached_property
    def _unread(self) -> frozenset[str]:
        return frozenset(
            part for stem in self.snapshot.reading.unread_pairings for part in stem.split("--")[1:2]
        )

    # One pair, with the sentence for every stop.

    def of(self, mentee: str, mentor: str) -> tuple[Stop, ...]:
        """Return every stop between two, in the order of `STOPS`; empty if there is none."""
        pair = self._people[mentee], self._people[mentor]
        lifted = LIFTED if (mentee, mentor) in self._freed else self._lifted
        gone = self.snapshot.has_left(pair[1])
        return tuple(
            Stop(id_, why)
            for id_, look in self._looks.items()
            if (id_ not in lifted or (gone and id_ == TIME)) and (why := look(*pair)) is not None
        )

    def between(self, mentee: str, mentor: str) -> tuple[Episode, ...]:
        """Return what has happened between two, and what the mentor has said to others, by day.

        Of others it is the mentor's last no, and what is drafted or asked and not yet answered.
        What has no day, a draft, comes last.
        """
        noes, pending = (
            [
                episode
                for episode in episodes(self.snapshot, mentor)
                if episode.pairing.mentee != mentee
            ]
            for episodes in (between.refusals, between.pending)
        )
        return tuple(
            sorted(
                [
                    *between.episodes(self.snapshot, mentee, mentor),
                    *sorted(noes, key=_by_day)[-1:],
                    *pending,
                ],
                key=_by_day,
            )
        )

    def checks(self, mentee: str, mentor: str) -> tuple[Sentence, ...]:
        """Return what to look at before the mentor is asked, and what the files cannot settle."""
        snapshot = self.snapshot
        pair = self._people[mentee], self._people[mentor]
        warned = [
            bond
            for bond in between.declared(*pair, snapshot.today, snapshot.closeness)
            if rules.only_warned(bond, snapshot)
        ]
        return (
            *(
                rules.in_common(bond, *pair)
                for bond in (*warned, *between.doubts(*pair, snapshot.closeness))
            ),
            *map(rules.mentors_the_mentor, rules.mutual(snapshot, mentee, mentor)),
        )

    @cached_property
    def _looks(self) -> Mapping[str, Callable[[Participant, Participant], Sentence | None]]:
        return {
            ONESELF: lambda mentee, mentor: (
                say("nobody mentors oneself") if mentee.id == mentor.id else None
            ),
            UNREAD: lambda _, mentor: (
                say(
                    "a pairing of this mentor's could not be read, so nobody knows whether there is"
                    " a free place"
                )
                if mentor.id in self._unread
                else None
            ),
            ROOM: lambda _, mentor: (
                None if mentor.id in self._unread or self._room(mentor.id) else _no_room(mentor)
            ),
            TIME: self._time,
            TIES: self._ties,
            REFUSED: lambda mentee, mentor: rules.parted_before(
                self.snapshot, would_be(self.snapshot, mentee, mentor.id)
            ),
            JUST_REFUSED: self._just_refused,
            LANGUAGE: _language,
            REQUIRED: self._required,
        }

    def _time(self, mentee: Participant, mentor: Participant) -> Sentence | None:
        left = None if mentor.mentor is None else mentor.mentor.left
        if left is not None and left <= self.snapshot.today:
            return say("left the network on {day}", day=Day(left))
        pairing = would_be(self.snapshot, mentee, mentor.id)
        return rules.lacks_time(self.snapshot, pairing, _ASKED, mentor)

    def _ties(self, mentee: Participant, mentor: Participant) -> Sentence | None:
        return next(rules.ties(self.snapshot, mentee, mentor), None)

    def _just_refused(self, mentee: Participant, mentor: Participant) -> Sentence | None:
        """Return why a mentor is not asked again yet: a no for lack of time, to whomever it was."""
        noes = [
            (episode.on, episode.pairing.mentee)
            for episode in between.refusals(self.snapshot, mentor.id)
            if episode.on is not None and episode.reason == "time"
        ]
        if not noes:
            return None
        day, refused = max(noes)
        cohort = None if mentee.latest is None else mentee.latest.cohort
        again = calendar.due(day, self.snapshot.limits_of(cohort).ask_again, ())
        if self.snapshot.today >= again:
            return None
        return say(
            "said no for lack of time on {day}, when asked to mentor {refused}; may be asked again"
            " from {again}",
            day=Day(day),
            refused=Person(refused),
            again=Day(again),
        )

    def _required(self, mentee: Participant, mentor: Participant) -> Sentence | None:
        lacking = tuple(
            area
            for area in required_areas(mentee)
            if mentor.mentor is None or area not in mentor.mentor.offers
        )
        if not lacking:
            return None
        return say(
            "does not offer {areas}, which is required",
            areas=areas_by_name(lacking, self.snapshot.programme),
        )

    # One mentee and all mentors, without words.

    def open_to(self, mentee: str) -> list[int]:
        """Return the indexes in `mentors` of those whom nothing stops: `of` is empty."""
        mask = self.open_mask(mentee)
        return [index for index in range(len(self.mentors)) if mask >> index & 1]

    def open_mask(self, mentee: str) -> int:
        """Return the same as a whole number whose bits are the mentors, the first the lowest."""
        person = self._people[mentee]
        mask = self._in_time(person)
        if LANGUAGE not in self._lifted:
            mask &= self._speaking(person.languages)
        if REQUIRED not in self._lifted:
            for area in required_areas(person):
                mask &= self._offering(area)
        for id_, whom in (
            (ONESELF, (mentee,)),
            (TIES, self._could_be_tied(person)),
            (REFUSED, self._proposed(person)),
        ):
            if id_ not in self._lifted:
                look = self._looks[id_]
                for mentor in whom:
                    bit = 1 << self._index[mentor] if mentor in self._index else 0
                    if mask & bit and look(person, self._people[mentor]) is not None:
                        mask ^= bit
        for freed, mentor in self._freed:
            if freed == mentee and mentor in self._index:
                index = self._index[mentor]
                if self.places[index] and not self.of(mentee, mentor):
                    mask |= 1 << index
        return mask

    def _in_time(self, mentee: Participant) -> int:
        """Return who has room and time for a pairing in the mentee's cohort.

        The time, and a no for lack of it, depend on the mentor and the cohort alone.
        """
        cohort = "" if mentee.latest is None else mentee.latest.cohort
        return self._mask(
            ("time", cohort),
            lambda index, mentor: (
                self.places[index] > 0
                and (
                    self._time(mentee, mentor) is None
                    or (TIME in self._lifted and not self.snapshot.has_left(mentor))
                )
                and (JUST_REFUSED in self._lifted or self._just_refused(mentee, mentor) is None)
            ),
        )

    def _speaking(self, languages: tuple[str, ...]) -> int:
        return self._mask(
            ("languages", *languages),
            lambda _, mentor: not frozenset(languages).isdisjoint(mentor.languages),
        )

    def _offering(self, area: str) -> int:
        return self._mask(
            ("area", area),
            lambda _, mentor: mentor.mentor is not None and area in mentor.mentor.offers,
        )

    def _mask(self, key: tuple[str, ...], holds: Callable[[int, Participant], bool]) -> int:
        """Return of which mentors something holds, as bits, worked out once for all mentees."""
        mask = self._masks.get(key)
        if mask is None:
            mask = self._masks[key] = sum(
                1 << index
                for index, mentor in enumerate(self.mentors)
                if holds(index, self._people[mentor])
            )
        return mask

    @cached_property
    def _masks(self) -> dict[tuple[str, ...], int]:
        return {}

    @cached_property
    def _of_organisation(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for mentor in self.mentors:
            person = self._people[mentor]
            if (key := organisations.key(person.organisation)) is not None:
                groups.setdefault(key, []).append(mentor)
        return groups

    @cached_property
    def _of_unit(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for mentor in self.mentors:
            if (key := organisations.key(self._people[mentor].unit)) is not None:
                groups.setdefault(key, []).append(mentor)
        return groups

    @cached_property
    def _tied_to(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for mentor in self.mentors:
            for tie in self._people[mentor].ties:
                groups.setdefault(tie.other, []).append(mentor)
        return groups

    def _could_be_tied(self, mentee: Participant) -> Iterator[str]:
        """Yield the mentors that `rules.ties` could object to.

        They are named in a tie, or come from an organisation or a unit that counts.
        """
        yield from (tie.other for tie in mentee.ties)
        yield from self._tied_to.get(mentee.id, ())
        interview = interview_of(mentee)
        names = () if interview is None else interview.avoid_organisations
        if self.snapshot.closeness.organisation == STOP:
            names = (mentee.organisation or "", *names)
        for name in names:
            yield from self._of_organisation.get(organisations.key(name) or "", ())
        if self.snapshot.closeness.unit == STOP:
            yield from self._of_unit.get(organisations.key(mentee.unit) or "", ())

    def _proposed(self, mentee: Participant) -> Iterator[str]:
        """Yield the mentors that `rules.parted_before` could object to: those proposed before."""
        yield from (pairing.mentor for pairing in self.snapshot.by_mentee.get(mentee.id, ()))


def _by_day(episode: Episode) -> tuple[bool, date, str]:
    return episode.on is None, episode.on or date.min, episode.pairing.id


def _no_room(mentor: Participant) -> Sentence:
    capacity = 0 if mentor.mentor is None else mentor.mentor.capacity
    if not capacity:
        return say("takes no mentees at present")
    if capacity == 2:
        return say("both places are taken")
    return say_n("the only place is taken", "all {number} places are taken", capacity)


def _language(mentee: Participant, mentor: Participant) -> Sentence | None:
    if not frozenset(mentee.languages).isdisjoint(mentor.languages):
        return None
    return say(
        "no language in common: {mentee} speaks {one}, {mentor} speaks {other}",
        mentee=Person(mentee.id),
        mentor=Person(mentor.id),
        one=Languages(mentee.languages),
        other=Languages(mentor.languages),
    )
