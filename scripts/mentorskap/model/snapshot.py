"""Everything that is, on a day: records and look-ups, no judgement."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mentorskap.model import calendar, facts, lifecycle

if TYPE_CHECKING:
    from datetime import date

    from mentorskap.files.reading import Reading
    from mentorskap.files.records import Closeness, Cohort, Limits, Meeting, Pairing, Participant
    from mentorskap.model.facts import Fact
    from mentorskap.model.lifecycle import Stage


class Snapshot:
    """A reading seen on one day; `base` is the state before a change, seen on the same day."""

    def __init__(self, reading: Reading, today: date, base: Snapshot | None = None) -> None:
        self.today = today
        self.base = base
        self.reading = reading
        self.programme = reading.programme
        self.participants = reading.participants
        self.pairings = reading.pairings
        self.faults = reading.faults
        self._rests: dict[str, calendar.Rests] = {}

    @cached_property
    def known(self) -> Snapshot:
        """The snapshot that reports, letters and pages read: without what is yet to begin.

        A pairing, or a mentee's entry in a cohort, that has only facts dated after the day is not
        there, nor a participant who is nothing else. What has no dated fact, or only plans, is.
        """
        today = self.today
        pairings = {
            id_: pairing
            for id_, pairing in self.pairings.items()
            if facts.has_begun(facts.of_pairing(pairing), today)
        }
        participants = {
            id_: person
            for id_, whole in self.participants.items()
            if (person := facts.known_of(whole, today)) is not None
        }
        if pairings == self.pairings and participants == self.participants:
            return self
        reading = self.reading._replace(pairings=pairings, participants=participants)
        return Snapshot(reading, today)

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """Stage by pairing id."""
        today = self.today
        return {id_: lifecycle.stage(pairing, today) for id_, pairing in self.pairings.items()}

    @cached_property
    def held(self) -> dict[str, list[date]]:
        """Days of the meetings held up to the day, ascending, by pairing id."""
        return {id_: lifecycle.held(pairing, self.today) for id_, pairing in self.pairings.items()}

    @cached_property
    def facts(self) -> dict[str, tuple[Fact, ...]]:
        """Dated facts by pairing id, those after the day too."""
        return {id_: facts.of_pairing(pairing) for id_, pairing in self.pairings.items()}

    def of(self, reading: Reading) -> Snapshot:
        """Return another reading, seen on the same day."""
        return Snapshot(reading, self.today)

    @cached_property
    def cohorts(self) -> dict[str, Cohort]:
        """Cohort by id; empty where the programme could not be read."""
        return (
            {}
            if self.programme is None
            else {cohort.id: cohort for cohort in self.programme.cohorts}
        )

    @cached_property
    def limits(self) -> Limits:
        """The programme's limits, or the defaults."""
        from mentorskap.files.records import Limits

        return Limits() if self.programme is None else self.programme.limits

    def limits_of(self, cohort: str | None) -> Limits:
        """Return the limits in force in a cohort, or the defaults."""
        return self.limits if self.programme is None else self.programme.limits_of(cohort)

    @cached_property
    def names(self) -> dict[str, str]:
        """Everybody's name by id."""
        return {person.id: person.named for person in self.participants.values()}

    @cached_property
    def mentors(self) -> frozenset[str]:
        """Everybody who is a mentor, by id."""
        return frozenset(
            person.id for person in self.participants.values() if person.mentor is not None
        )

    @cached_property
    def closeness(self) -> Closeness:
        """Whether two of one organisation or unit may become a pairing, or the defaults."""
        from mentorskap.files.records import Closeness

        return Closeness() if self.programme is None else self.programme.closeness

    @cached_property
    def by_mentee(self) -> dict[str, list[Pairing]]:
        """Pairings by mentee id, each list by pairing id."""
        return self._grouped("mentee")

    @cached_property
    def by_mentor(self) -> dict[str, list[Pairing]]:
        """Pairings by mentor id, each list by pairing id."""
        return self._grouped("mentor")

    def _grouped(self, side: str) -> dict[str, list[Pairing]]:
        groups: dict[str, list[Pairing]] = {}
        for pairing in self.pairings.values():
            groups.setdefault(getattr(pairing, side), []).append(pairing)
        return groups

    def pairings_of(self, id_: str) -> list[Pairing]:
        """Return every pairing in which a person is mentee or mentor, in the order of the ids."""
        own = {
            pairing.id: pairing
            for pairing in (*self.by_mentee.get(id_, ()), *self.by_mentor.get(id_, ()))
        }
        return [own[name] for name in sorted(own)]

    def unread_pairings_of(self, id_: str) -> set[str]:
        """Return the ids of a person's pairings that could not be read."""
        return {stem for stem in self.reading.unread_pairings if id_ in stem.split("--")[:2]}

    @cached_property
    def unsure(self) -> frozenset[str]:
        """Mentees of whom nothing can be said: a pairing of theirs could not be read."""
        return frozenset(stem.partition("--")[0] for stem in self.reading.unread_pairings)

    @cached_property
    def gone(self) -> frozenset[str]:
        """Participants whose file the change has removed."""
        if self.base is None:
            return frozenset()
        before = self.base.reading
        return frozenset(
            (before.participants.keys() | before.unread_participants)
            - self.participants.keys()
            - self.reading.unread_participants
        )

    def knows_person(self, id_: str) -> bool:
        """Say whether a participant's file exists, readable or not.

        Of one that the change has removed, the rules of the change speak.
        """
        return (
            id_ in self.participants or id_ in self.reading.unread_participants or id_ in self.gone
        )

    def knows_pairing(self, id_: str) -> bool:
        """Say whether a pairing's file exists, readable or not."""
        return id_ in self.pairings or id_ in self.reading.unread_pairings

    def live(self, pairing: Pairing) -> bool:
        """Say whether a pairing is live from `mentor-asked` on: it counts against the capacity."""
        stage = self.stages[pairing.id]
        return not stage.closed and stage.name != "drafted"

    def has_left(self, person: Participant) -> bool:
        """Say whether a mentor has left the network by the day."""
        left = None if person.mentor is None else person.mentor.left
        return left is not None and left <= self.today

    def places(self, person: Participant) -> tuple[int, int]:
        """Return how many live pairings a mentor has, and how many at most.

        Who has left the network takes no more than are still live.
        """
        live = sum(self.live(pairing) for pairing in self.by_mentor.get(person.id, ()))
        most = 0 if person.mentor is None else person.mentor.capacity
        return live, live if self.has_left(person) else most

    def rests(self, pairing: Pairing) -> calendar.Rests:
        """Return the days that do not count for `pairing`: its cohort's breaks and its pauses."""
        key = (
            pairing.id if pairing.pauses else f"{pairing.cohort}/"
        )  # without pauses a whole cohort rests alike; no id has a slash
        resting = self._rests.get(key)
        if resting is None:
            cohort = self.cohorts.get(pairing.cohort)
            resting = self._rests[key] = calendar.rests(
                cohort.breaks if cohort else (), pairing.pauses, self.today
            )
        return resting

    def breaks(self, cohort: str | None) -> calendar.Rests:
        """Return the days of a cohort's breaks; none for a cohort that is not in the programme."""
        entry = None if cohort is None else self.cohorts.get(cohort)
        return () if entry is None else calendar.rests(entry.breaks, (), self.today)

    def booked(self, pairing: Pairing) -> list[Meeting]:
        """Return the meetings planned for the day or later, in the order of the file."""
        return lifecycle.booked(pairing, self.today)

    def next_booked(self, pairing: Pairing) -> Meeting | None:
        """Return the first meeting planned for the day or later, or None."""
        return lifecycle.next_booked(pairing, self.today)

    def last_day(self, pairing: Pairing) -> date | None:
        """Return the pairing's own last day by plan: extended, or the cohort's."""
        cohort = self.cohorts.get(pairing.cohort)
        return pairing.extended_until or (cohort.ends if cohort else None)
