"""A snapshot weighed: who waits, who could be asked, how well each fits, and the best whole.

Numbers, before any words.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mentorskap.files.records import Weights, document_within, participant_file
from mentorskap.matching import considerations, queue, whatif
from mentorskap.matching.stops import Stops
from mentorskap.matching.suggestion import NEEDS
from mentorskap.matching.texts import Words
from mentorskap.matching.whatif import AS_IT_IS, WhatIf
from mentorskap.model.waiting import turn
from mentorskap.words.sentence import Code, Person, RefusalError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mentorskap.matching.choices import Choices
    from mentorskap.matching.considerations import Scale
    from mentorskap.matching.solve import Matrix, Order, Solution
    from mentorskap.model.snapshot import Snapshot

    Documents = Callable[[str], Any]
    """The data of a participant's file by its path: the free words stay there."""


def _nothing(_path: str) -> Any:
    return {}


class Weighing:
    """All who wait on the snapshot's day, weighed against all mentors, as is or as in a what-if.

    `document` returns the data of a participant's file by its path. Its free words break ties.
    """

    def __init__(
        self, snapshot: Snapshot, what_if: WhatIf = AS_IT_IS, document: Documents = _nothing
    ) -> None:
        self.snapshot = queue.within(whatif.otherwise(snapshot, what_if))
        self.what_if = what_if
        self.document = document
        self.mentees = queue.weighed(self.snapshot)
        people = self.snapshot.participants.values()
        self.mentors = tuple(
            sorted(
                person.id
                for person in people
                if person.mentor is not None and person.id not in what_if.without
            )
        )
        self.stops = Stops(self.snapshot, self.mentors, what_if.lifted, what_if.freed)
        self._mentee_row = {mentee: row for row, mentee in enumerate(self.mentees)}
        self._mentor_column = {mentor: column for column, mentor in enumerate(self.mentors)}
        self._fixed = self._settled()

    def _settled(self) -> dict[int, int]:
        """Return the pairs that are to be fixed, by row and column; refuse one that is stopped."""
        settled: dict[int, int] = {}
        for mentee, mentor in sorted(self.what_if.fixed.items()):
            column = self._mentor_column.get(mentor)
            if column is None:
                raise RefusalError(
                    say("{mentor} cannot be fixed and left out at once.", mentor=Person(mentor))
                )
            stops = self.stops.of(mentee, mentor)
            if stops:
                raise RefusalError(
                    say(
                        "{mentee} and {mentor} cannot be fixed as a pair: {why} ({stop}).",
                        mentee=Person(mentee),
                        mentor=Person(mentor),
                        why=stops[0].why,
                        stop=Code(stops[0].id),
                    )
                )
            if list(settled.values()).count(column) == self.stops.places[column]:
                raise RefusalError(
                    say("{mentor} has no room for all whom you fix.", mentor=Person(mentor))
                )
            settled[self._mentee_row[mentee]] = column
        return settled

    @cached_property
    def weights(self) -> Weights:
        """The programme's weights, or the defaults."""
        programme = self.snapshot.programme
        return Weights() if programme is None else programme.weights

    @cached_property
    def words(self) -> Words:
        """The mentors' free words, which break ties."""
        return Words(self.mentors, self.file_of)

    def file_of(self, person: str) -> Any:
        """Return the data of a person's file; a mentee's in the cohort searched for."""
        participation = self.snapshot.participants[person].latest
        data = self.document(participant_file(person))
        return data if participation is None else document_within(data, participation.cohort)

    def likeness(self, mentee: str, mentor: str) -> int:
        """Return how alike the words of two people are, in thousandths."""
        likeness = self._likeness.get((mentee, mentor))
        if likeness is None:
            likeness = self._likeness[mentee, mentor] = self.words.likeness(mentee, mentor)
        return likeness

    @cached_property
    def _likeness(self) -> dict[tuple[str, str], int]:
        return {}

    @cached_property
    def _last_asked(self) -> dict[str, date | None]:
        today = self.snapshot.today
        return {
            mentor: max(
                (
                    pairing.proposal.mentor_asked
                    for pairing in self.snapshot.by_mentor.get(mentor, ())
                    if pairing.proposal.mentor_asked is not None
                    and pairing.proposal.mentor_asked <= today
                ),
                default=None,
            )
            for mentor in self.mentors
        }

    def last_asked(self, mentor: str) -> date | None:
        """Return the day on which a mentor was last asked, if ever."""
        return self._last_asked[mentor]

    def preference(self, mentee: str, mentor: str) -> tuple[int, date, str]:
        """Return what tells mentors of the same score apart: the lowest comes first.

        That is likeness of words, then the mentor asked longest ago or never, then the id.
        """
        return -self.likeness(mentee, mentor), self.last_asked(mentor) or date.min, mentor

    @cached_property
    def turns(self) -> tuple[str, ...]:
        """Return the mentees in the order of the queue."""
        people = self.snapshot.participants
        return tuple(
            turn.mentee
            for turn in sorted(turn(self.snapshot, people[mentee]) for mentee in self.mentees)
        )

    @cached_property
    def _order(self) -> Order:
        from mentorskap.matching.solve import Order

        ids = sorted(
            range(len(self.mentors)),
            key=lambda column: (
                self.last_asked(self.mentors[column]) or date.min,
                self.mentors[column],
            ),
        )
        rank = {column: position for position, column in enumerate(ids)}

        def preferred(row: int, columns: Sequence[int]) -> Sequence[int]:
            mentee = self.mentees[row]
            if not self.words.has_any(mentee):
                return sorted(columns, key=rank.__getitem__)
            return sorted(
                columns,
                key=lambda column: (-self.likeness(mentee, self.mentors[column]), rank[column]),
            )

        return Order([self._mentee_row[mentee] for mentee in self.turns], preferred)

    @cached_property
    def _givers(self) -> dict[tuple[str, str], list[str]]:
        """Return who gives what, by consideration and token."""
        givers: dict[tuple[str, str], list[str]] = {}
        for mentor in self.mentors:
            offers = considerations.gives(self.snapshot.participants[mentor])
            for name, tokens in offers.items():
                for token in tokens:
                    givers.setdefault((name, token), []).append(mentor)
        return givers

    def open_mask(self, mentee: str) -> int:
        """Return whom nothing stops, as a whole number whose bits are the mentors."""
        mask = self._masks.get(mentee)
        if mask is None:
            mask = self._masks[mentee] = self.stops.open_mask(mentee)
        return mask

    @cached_property
    def _masks(self) -> dict[str, int]:
        return {}

    def stopped(self, mentee: str) -> list[str]:
        """Return the mentors whom something stops."""
        mask = self.open_mask(mentee)
        return [mentor for column, mentor in enumerate(self.mentors) if not mask >> column & 1]

    def is_open(self, mentee: str, mentor: str) -> bool:
        """Say whether nothing stops two."""
        column = self._mentor_column.get(mentor)
        return column is not None and bool(self.open_mask(mentee) >> column & 1)

    def impossible(self, mentee: str) -> frozenset[str]:
        """Return the considerations that no mentor can meet: they are left out of the score.

        A wish is one if the mentor wished for is stopped; need and place if nobody gives any of it.
        """
        person = self.snapshot.participants[mentee]
        interview = considerations.interview_of(person)
        wished = None if interview is None else interview.wished_mentor
        names = {
            row.name
            for row in considerations.CONSIDERATIONS
            if row.name != considerations.WISHES
            and not any(
                mentor != mentee
                for token in row.asks(person)
                for mentor in self._givers.get((row.name, token), ())
            )
        }
        if wished is None or not self.is_open(mentee, wished):
            names.add(considerations.WISHES)
        return frozenset(names)

    def scale(self, mentee: str, possible: str | None = None) -> Scale:
        """Return what applies to a mentee; `possible` names a consideration to count anyway."""
        scale = self._scales.get((mentee, possible))
        if scale is None:
            scale = self._scales[mentee, possible] = considerations.scale(
                self.snapshot.participants[mentee],
                self.weights,
                self.impossible(mentee) - {possible},
            )
        return scale

    @cached_property
    def _scales(self) -> dict[tuple[str, str | None], Scale]:
        return {}

    @cached_property
    def matrix(self) -> Matrix:
        """The mentees who wait by all mentors: scores, what is open, places left."""
        import numpy as np

        from mentorskap.matching.solve import Matrix

        allowed = np.zeros((len(self.mentees), len(self.mentors)), dtype=np.bool_)
        for row, mentee in enumerate(self.mentees):
            mask = self.open_mask(mentee).to_bytes(len(self.mentors) // 8 + 1, "little")
            allowed[row] = np.unpackbits(
                np.frombuffer(mask, dtype=np.uint8), count=len(self.mentors), bitorder="little"
            )
        giving = {
            key: np.array([self._mentor_column[mentor] for mentor in mentors])
            for key, mentors in self._givers.items()
        }
        scores, needs = (np.zeros(allowed.shape, dtype=np.int64) for _ in range(2))
        for row, mentee in enumerate(self.mentees):
            scale = self.scale(mentee)
            share, needed = (np.zeros(len(self.mentors), dtype=np.int64) for _ in range(2))
            for request in scale.requests:
                name = request.consideration.name
                for token in request.tokens:
                    mentors = giving.get((name, token))
                    if mentors is not None:
                        share[mentors] += request.worth
                        if name in NEEDS:
                            needed[mentors] += request.worth
            scores[row] = scale.points(share)
            needs[row] = scale.needs.points(needed)
        if self.what_if.least:
            allowed &= scores >= self.what_if.least
        return Matrix(scores, allowed, np.array(self.stops.places, dtype=np.int64), needs)

    @cached_property
    def best(self) -> Solution:
        """The best whole."""
        from mentorskap.matching.solve import solve

        return solve(self.matrix, self._fixed, self._order)

    def mentor_of(self, mentee: str) -> str | None:
        """Return the mentor whom a mentee gets in the best whole, or None."""
        row = self._mentee_row.get(mentee)
        column = -1 if row is None else self.best.mentor_of[row]
        return self.mentor(column)

    @cached_property
    def choices(self) -> Choices:
        """What other choices would do to the best whole, by row and column."""
        from mentorskap.matching.choices import Choices

        return Choices(self.matrix, self.best, self._fixed, self._order)

    def mentor(self, column: int) -> str | None:
        """Return the mentor of a column, or None for no mentor."""
        return None if column < 0 else self.mentors[column]

    def score(self, row: int, column: int) -> int:
        """Return the score of a pair by row and column; 0 without a mentor."""
        return 0 if column < 0 else self._scores[row][column]

    @cached_property
    def _scores(self) -> list[list[int]]:
        scores: list[list[int]] = self.matrix.scores.tolist()
        return scores

    @cached_property
    def _given_to(self) -> dict[str | None, list[str]]:
        mentees: dict[str | None, list[str]] = {}
        for mentee in self.turns:
            mentees.setdefault(self.mentor_of(mentee), []).append(mentee)
        return mentees

    def given_to(self, mentor: str) -> tuple[str, ...]:
        """Return the mentees whom a mentor gets in the best whole, in the order of the queue."""
        return tuple(self._given_to.get(mentor, ()))

    def scores_of(self, mentee: str, mentors: Sequence[str], scale: Scale) -> dict[str, int]:
        """Return what mentors would score for a mentee; from the matrix, if there is one."""
        if "matrix" in self.__dict__:
            scores = self.matrix.scores[self._mentee_row[mentee]].tolist()
            return {mentor: scores[self._mentor_column[mentor]] for mentor in mentors}
        people = self.snapshot.participants
        return {mentor: scale.score(considerations.gives(people[mentor])) for mentor in mentors}

    def row(self, mentee: str) -> int:
        """Return the row of a mentee who is weighed."""
        return self._mentee_row[mentee]

    def places(self, mentor: str) -> int:
        """Return the places that a mentor has left today."""
        return self.stops.places[self._mentor_column[mentor]]
