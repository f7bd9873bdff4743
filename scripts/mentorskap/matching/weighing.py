"""A snapshot weighed: who waits, who could be asked, how well each fits, and the best whole.

Numbers, before any words.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mentorskap.files.records import Weights
from mentorskap.matching import considerations, queue, whatif
from mentorskap.matching.stops import Stops
from mentorskap.matching.whatif import AS_IT_IS, WhatIf
from mentorskap.words.sentence import Code, Person, RefusalError, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentorskap.matching.solve import Choice, Matrix, Solution
    from mentorskap.model.snapshot import Snapshot


class Free(NamedTuple):
    """The matrix without the fixed pairs: their mentees have no row, their places are taken."""

    matrix: Matrix
    row: Mapping[str, int]


class Weighing:
    """All who wait on the snapshot's day, weighed against all mentors, as is or as in a what-if."""

    def __init__(self, snapshot: Snapshot, what_if: WhatIf = AS_IT_IS) -> None:
        self.snapshot = queue.within(whatif.otherwise(snapshot, what_if))
        self.what_if = what_if
        self.mentees = queue.waiting(self.snapshot)
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
    def matrix(self) -> Matrix:
        """The mentees who wait by all mentors: scores, what is open, places left."""
        import numpy as np

        from mentorskap.matching.solve import Matrix

        people = self.snapshot.participants
        allowed = np.zeros((len(self.mentees), len(self.mentors)), dtype=np.bool_)
        for row, mentee in enumerate(self.mentees):
            mask = self.stops.open_mask(mentee).to_bytes(len(self.mentors) // 8 + 1, "little")
            allowed[row] = np.unpackbits(
                np.frombuffer(mask, dtype=np.uint8), count=len(self.mentors), bitorder="little"
            )
        columns: dict[tuple[str, str], list[int]] = {}
        for column, mentor in enumerate(self.mentors):
            for name, tokens in considerations.gives(people[mentor]).items():
                for token in tokens:
                    columns.setdefault((name, token), []).append(column)
        giving = {key: np.array(places) for key, places in columns.items()}
        scores = np.zeros(allowed.shape, dtype=np.int64)
        for row, mentee in enumerate(self.mentees):
            scale = considerations.scale(people[mentee], self.weights)
            share = np.zeros(len(self.mentors), dtype=np.int64)
            for request in scale.requests:
                for token in request.tokens:
                    mentors = giving.get((request.consideration.name, token))
                    if mentors is not None:
                        share[mentors] += request.worth
            scores[row] = scale.points(share)
        return Matrix(scores, allowed, np.array(self.stops.places, dtype=np.int64))

    @cached_property
    def best(self) -> Solution:
        """The best whole."""
        from mentorskap.matching.solve import solve

        return solve(self.matrix, self._fixed)

    def mentor_of(self, mentee: str) -> str | None:
        """Return the mentor whom a mentee gets in the best whole, or None."""
        row = self._mentee_row.get(mentee)
        column = -1 if row is None else self.best.mentor_of[row]
        return None if column < 0 else self.mentors[column]

    def choices(self, mentee: str) -> dict[str, Choice]:
        """Return what each mentor who could be asked for a waiting mentee would cost the whole."""
        from mentorskap.matching.solve import choices

        return {
            self.mentors[choice.mentor]: choice
            for choice in choices(self.matrix, self.best, self._mentee_row[mentee], self._fixed)
        }

    def places(self, mentor: str) -> int:
        """Return the places that a mentor has left today."""
        return self.stops.places[self._mentor_column[mentor]]

    @cached_property
    def free(self) -> Free:
        """What is left to choose when the fixed pairs are settled."""
        from mentorskap.matching.solve import Matrix

        places = self.matrix.places.copy()
        for column in self._fixed.values():
            places[column] -= 1
        rows = [row for row in range(len(self.mentees)) if row not in self._fixed]
        row_of = {self.mentees[row]: index for index, row in enumerate(rows)}
        return Free(Matrix(self.matrix.scores[rows], self.matrix.open[rows], places), row_of)
