"""What another choice would do to the best assignment: a pair fixed, a pair fallen, a match fewer.

Numbers only, as in `solve`, and the same answers as solving again would give. There are two kinds
of search. How many can be matched, and at which floor of needs, is asked of assignments without
scores. What it costs is asked of shortest alternating paths in a *baseline*: the best assignment of
pairs above a floor. A path may leave one mentee unmatched more, at the price of a match, so a
choice that loses a match needs no search of its own.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mentorskap.matching.solve import (
    UNMATCHED,
    components,
    highest,
    largest,
    solve,
)
from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mentorskap.matching.solve import Flags, Ints, Matrix, Order, Solution

_FAR = 1 << 60
_VACANCY = -2


class Shift(NamedTuple):
    """A mentee who gets another mentor, or none: rows and columns, `UNMATCHED` for none."""

    mentee: int
    before: int
    after: int


class Outlook(NamedTuple):
    """The aims that an assignment reaches, and who moves to get there from the best."""

    matched: int
    worst: int | None
    total: int
    rows: Ints
    """Who gets another mentor, or none, in the order of the rows."""
    before: Ints
    after: Ints

    def of(self, row: int) -> Iterator[Shift]:
        """Yield the move of a mentee, if there is one."""
        for index in np.flatnonzero(self.rows == row).tolist():
            yield Shift(row, int(self.before[index]), int(self.after[index]))

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Who moves, one by one: there may be hundreds, and few of them are looked at."""
        return tuple(map(Shift, self.rows.tolist(), self.before.tolist(), self.after.tolist()))


class Baseline(NamedTuple):
    """The best assignment of pairs whose needs are met to a floor at least, and its duals."""

    matching: Ints
    free: Flags
    """Mentors with a free seat."""
    slack: Ints
    """Mentor by mentee: what the total loses by that pair alone, `_FAR` if it is not allowed."""
    mentee_duals: Ints
    mentor_duals: Ints
    lowest: int
    """How far the needs are met of the worst-off: any floor up to it has this best assignment."""

    @property
    def matched(self) -> int:
        """How many are matched."""
        return int((self.matching != UNMATCHED).sum())


class Paths:
    """The shortest alternating paths that end in a seat which a mentee leaves.

    By Dijkstra's algorithm, with slack as length. The last seat, `no_mentor`, is that of everyone
    who is unmatched. A path that begins there with nobody leaves one mentee unmatched more.
    """

    def __init__(self, base: Baseline, start: int, mentee: int | None) -> None:
        self._base = base
        self._start = start
        self.no_mentor = len(base.free)
        self._seat_of = np.where(base.matching == UNMATCHED, self.no_mentor, base.matching)
        rows = len(self._seat_of)
        # The length of the shortest path that begins with a mentee's move, and with a free seat.
        self._distance = np.full(rows, _FAR, dtype=np.int64)
        self._into = np.full(rows, UNMATCHED, dtype=np.int64)
        self._free = (_FAR, UNMATCHED)
        self._leaver = np.full(self.no_mentor + 1, _VACANCY, dtype=np.int64)
        self._moved = np.arange(rows) == (rows if mentee is None else mentee)

    def __iter__(self) -> Iterator[tuple[Ints, int]]:
        """Yield seats, some at a time, with the least loss at which one becomes free."""
        done = np.zeros(self.no_mentor + 1, dtype=np.bool_)
        vacancies = np.append(self._base.free, True)
        free_done = False
        seats, length = np.array([self._start]), 0
        while len(seats):
            done[seats] = True
            yield seats, length
            self._look_from(seats, length)
            self._moved |= done[self._seat_of]
            ahead = np.where(self._moved, _FAR, self._distance)
            least = int(ahead.min(initial=_FAR))
            vacant = np.flatnonzero(vacancies & ~done)
            if not free_done and self._free[0] <= least and self._free[0] < _FAR and len(vacant):
                seats, length, free_done = vacant, self._free[0], True
                self._leaver[seats] = _VACANCY
            elif least < _FAR:
                movers = np.flatnonzero(ahead == least)
                seats, first = np.unique(self._seat_of[movers], return_index=True)
                self._leaver[seats] = movers[first]
                length = least
            else:
                seats = seats[:0]

    def _look_from(self, seats: Ints, length: int) -> None:
        """Shorten the paths of those who could move into seats that can be freed at a length."""
        base, mentors = self._base, seats[seats != self.no_mentor]
        if len(mentors):
            if len(mentors) == 1:
                self._shorten(base.slack[mentors[0]] + length, np.repeat(mentors, len(self._into)))
            else:
                slack = base.slack[mentors]
                self._shorten(slack.min(axis=0) + length, mentors[slack.argmin(axis=0)])
            duals = base.mentor_duals[mentors]
            cheapest = int(duals.argmin())
            self._free = min(
                self._free,
                (int(duals[cheapest]) + length, int(mentors[cheapest])),
                key=lambda found: found[0],
            )
        if len(mentors) < len(seats):
            self._shorten(
                base.mentee_duals + length, np.full(len(base.mentee_duals), self.no_mentor)
            )

    def _shorten(self, lengths: Ints, into: Ints) -> None:
        closer = lengths < self._distance
        self._distance[closer] = lengths[closer]
        self._into[closer] = into[closer]

    def freed(self, seat: int) -> Ints:
        """Return the assignment in which `seat` is free, before the mentee takes it."""
        matching = self._base.matching.copy()
        while seat != self._start:
            mover = int(self._leaver[seat])
            seat = self._free[1] if mover == _VACANCY else int(self._into[mover])
            if mover != _VACANCY:
                matching[mover] = UNMATCHED if seat == self.no_mentor else seat
        return matching


class Short:
    """The least that it costs to free a seat, where that is little: for many seats at once.

    The same moves as in `Paths`, between seats instead of mentees, counted by loss and then by how
    many there are. A seat further than `_LITTLE` away is not seen.
    """

    def __init__(self, base: Baseline, starts: Sequence[int]) -> None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        self._base = base
        self.no_mentor = len(base.free)
        self._vacancy = self.no_mentor + 1
        self._seat_of = np.where(base.matching == UNMATCHED, self.no_mentor, base.matching)
        order = np.argsort(self._seat_of, kind="stable")
        taken, first = np.unique(self._seat_of[order], return_index=True)
        losses = np.vstack((base.slack, base.mentee_duals))[:, order]
        steps = np.full((self._vacancy + 1,) * 2, np.inf)
        steps[:-1, taken] = np.minimum.reduceat(losses, first, axis=1)
        steps[: self.no_mentor, self._vacancy] = base.mentor_duals
        steps[self._vacancy, :-1][np.append(base.free, True)] = 0
        steps[steps > _LITTLE] = np.inf
        self._steps = steps * _MOVES + 1
        leave, enter = np.nonzero(np.isfinite(steps))
        moves = csr_array((self._steps[leave, enter], (leave, enter)), shape=steps.shape)
        lengths = dijkstra(moves, indices=list(starts), limit=(_LITTLE + 1) * _MOVES)
        self._lengths = dict(zip(starts, lengths, strict=True))

    def elsewhere(self, row: int, start: int) -> Ints | None:
        """Return the assignment with a mentee in the nearest seat but `start`, or None."""
        base, lengths = self._base, self._lengths[start]
        losses = np.append(base.slack[:, row], base.mentee_duals[row]).astype(np.float64)
        prices = losses * _MOVES + lengths[:-1]
        prices[start] = np.inf
        seat = int(prices.argmin())
        if prices[seat] >= (_LITTLE + 1) * _MOVES:
            return None
        matching = base.matching.copy()
        matching[row] = UNMATCHED if seat == self.no_mentor else seat
        while seat != start:
            before = lengths + self._steps[:, seat] == lengths[seat]
            to = int(before.argmax())
            if self._vacancy not in {seat, to}:
                prices = base.mentee_duals if to == self.no_mentor else base.slack[to]
                movers = np.flatnonzero(self._seat_of == seat)
                mover = movers[prices[movers].argmin()]
                matching[mover] = UNMATCHED if to == self.no_mentor else to
            seat = to
        return matching


_LITTLE = 20
"""Loss up to which the assignment without a pair is looked for among all at once."""
_MOVES = 1 << 12
"""More than the moves of any path."""


class Choices:
    """The best assignment of a matrix, and what becomes of it when something else is chosen."""

    def __init__(
        self,
        matrix: Matrix,
        best: Solution,
        fixed: Mapping[int, int] | None = None,
        order: Order | None = None,
    ) -> None:
        self._whole, self._fixed = matrix, dict(fixed or {})
        self._rows = [row for row in range(len(matrix.scores)) if row not in self._fixed]
        self._row = {row: number for number, row in enumerate(self._rows)}
        places = matrix.places.copy()
        for mentor in self._fixed.values():
            places[mentor] -= 1
        self._matrix = matrix.rows(self._rows)._replace(places=places)
        self._order = None if order is None else order.rows(self._rows)
        self._whole_order = order
        self._mentor_of = np.array(best.mentor_of, dtype=np.int64)
        self._matching = self._mentor_of[self._rows]
        self._most = int((self._matching != UNMATCHED).sum())
        caps = [int(matrix.needs[pair]) for pair in self._fixed.items()]
        self._cap = min(caps, default=100)
        self._baselines: dict[int, Baseline] = {}
        self._largest: dict[int, Ints] = {}
        self._loose: dict[tuple[int, int], Flags] = {}

    # Floors: how well the needs can be met, whatever the scores.

    @cached_property
    def _levels(self) -> list[int]:
        """Every level at which the needs of a possible pair are met, from the lowest."""
        counts = np.bincount(self._matrix.needs[self._matrix.possible], minlength=1)
        return [0, *(level for level in np.flatnonzero(counts).tolist() if level)]

    @cached_property
    def _floor(self) -> int:
        """The floor of the best assignment."""
        return min(
            self._cap,
            min(
                (
                    int(self._matrix.needs[row, mentor])
                    for row, mentor in enumerate(self._matching.tolist())
                    if mentor != UNMATCHED
                ),
                default=100,
            ),
        )

    def _at(self, floor: int) -> Flags:
        return self._matrix.possible & (self._matrix.needs >= floor)

    def _many(self, floor: int) -> Ints:
        """Return an assignment of as many as possible above a floor."""
        if floor not in self._largest:
            self._largest[floor] = largest(self._at(floor), self._matrix.places)
        return self._largest[floor]

    def _size(self, floor: int) -> int:
        return int((self._many(floor) != UNMATCHED).sum())

    def _top(self, cap: int, holds: Callable[[int], bool]) -> int:
        """Return the highest floor up to `cap` at which something holds that holds at 0."""
        if holds(cap):
            return cap
        levels = [level for level in self._levels if level < cap] or [0]
        low, high = 0, len(levels) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if holds(levels[middle]):
                low = middle
            else:
                high = middle - 1
        return levels[low]

    def _can_be_freed(self, floor: int, mentee: int) -> Flags:
        """Return the mentors who can take a mentee while as many as possible are matched."""
        matching, allowed = self._many(floor), self._at(floor)
        no_mentor = len(self._matrix.places)
        seat_of = np.where(matching == UNMATCHED, no_mentor, matching)
        taken = np.bincount(matching[matching != UNMATCHED], minlength=no_mentor)
        freed = np.append(self._matrix.places > taken, False)
        freed[seat_of[mentee]] = True
        moved = np.arange(len(seat_of)) == mentee
        seats = np.flatnonzero(freed)
        while len(seats) and not freed[no_mentor]:
            movers = allowed[:, seats].any(axis=1) & ~moved
            moved |= movers
            seats = np.unique(seat_of[movers])
            seats = seats[~freed[seats]]
            freed[seats] = True
        takers: Flags = freed[:-1] | freed[no_mentor]
        return takers

    def _can_fall(self, floor: int, size: int) -> Flags:
        """Return the mentees without whose pair in the best so many can be matched all the same."""
        if (floor, size) not in self._loose:
            many = self._size(floor)
            if many != size:
                loose = np.full(len(self._rows), many > size)
            else:
                loose = self._not_in_every(floor)
            self._loose[floor, size] = loose
        return self._loose[floor, size]

    def _not_in_every(self, floor: int) -> Flags:
        matching, allowed, places = self._many(floor), self._at(floor), self._matrix.places
        everyone = np.ones(len(matching), dtype=np.bool_)
        labels = components(matching, places, allowed, everyone, np.ones(len(places), np.bool_))
        seat = np.where(matching == UNMATCHED, len(places), matching)
        own = labels[seat]
        elsewhere = allowed & (labels[:-2][None, :] == own[:, None])
        matched = np.flatnonzero(matching != UNMATCHED)
        elsewhere[matched, matching[matched]] = False
        loose: Flags = (matching != self._matching) | elsewhere.any(axis=1) | (labels[-2] == own)
        return loose

    # Baselines: what it costs.

    def _baseline(self, floor: int) -> Baseline:
        baseline = self._baselines.get(floor)
        if baseline is None:
            near = [base for own, base in self._baselines.items() if own <= floor <= base.lowest]
            baseline = self._baselines[floor] = (
                near[0]._replace(slack=np.where(floor <= self._matrix.needs.T, near[0].slack, _FAR))
                if near
                else self._new_baseline(floor)
            )
        return baseline

    def _new_baseline(self, floor: int) -> Baseline:
        matrix, allowed = self._matrix, self._at(floor)
        matching, duals = highest(
            matrix,
            allowed,
            self._order,
            self._matching if floor == self._floor else None,
            in_order=floor >= self._floor,
        )
        matched = np.flatnonzero(matching != UNMATCHED)
        return Baseline(
            matching,
            matrix.places > np.bincount(matching[matched], minlength=len(matrix.places)),
            np.where(allowed, duals.slack, _FAR).T.astype(np.int64, order="C"),
            duals.mentees.astype(np.int64),
            duals.mentors.astype(np.int64),
            int(matrix.needs[matched, matching[matched]].min(initial=100)),
        )

    def _plan(self, matching: Ints) -> Outlook:
        """Return what an assignment of those who are not fixed amounts to."""
        mentor_of = self._mentor_of.copy()
        mentor_of[self._rows] = matching
        return self._planned(mentor_of)

    def _planned(self, mentor_of: Ints) -> Outlook:
        matched = np.flatnonzero(mentor_of != UNMATCHED)
        mentors = mentor_of[matched]
        moved = np.flatnonzero(mentor_of != self._mentor_of)
        return Outlook(
            len(matched),
            int(self._whole.needs[matched, mentors].min()) if len(matched) else None,
            int(self._whole.scores[matched, mentors].sum()),
            moved,
            self._mentor_of[moved],
            mentor_of[moved],
        )

    def _start(self, base: Baseline, row: int) -> int:
        own = int(base.matching[row])
        return len(base.free) if own == UNMATCHED else own

    # What is asked.

    def of(self, mentee: int) -> dict[int, Outlook]:
        """Return what the best assignment becomes with each mentor who could be a mentee's."""
        if mentee in self._fixed:
            fixed = {row: mentor for row, mentor in self._fixed.items() if row != mentee}
            free = Choices(self._whole, solve(self._whole, fixed, self._whole_order), fixed)
            return {
                mentor: self._planned(free.changed(plan))
                for mentor, plan in free.of(mentee).items()
            }
        row = self._row[mentee]
        mentors = np.flatnonzero(self._matrix.possible[row]).tolist()
        floors: dict[int, list[int]] = {}
        for mentor, floor in self._floors(row, mentors).items():
            floors.setdefault(floor, []).append(mentor)
        plans = {
            mentor: self._plan(matching)
            for floor, chosen in sorted(floors.items())
            for mentor, matching in self._fixing(row, chosen, floor)
        }
        return {mentor: plans[mentor] for mentor in mentors}

    def changed(self, plan: Outlook) -> Ints:
        """Return the best assignment with those moved who move in a plan."""
        mentor_of = self._mentor_of.copy()
        mentor_of[plan.rows] = plan.after
        return mentor_of

    def _floors(self, row: int, mentors: Sequence[int]) -> dict[int, int]:
        """Return how well the needs can be met of all, with a mentee at each of some mentors."""
        freed: dict[int, Flags] = {}

        def can_take(floor: int, mentor: int, size: int) -> bool:
            many = self._size(floor)
            if many != size:
                return many > size
            if floor not in freed:
                freed[floor] = self._can_be_freed(floor, row)
            return bool(freed[floor][mentor])

        floors = {}
        for mentor in mentors:
            cap = min(self._cap, int(self._matrix.needs[row, mentor]))
            most = self._most
            if can_take(min(cap, self._floor), mentor, most):
                floors[mentor] = min(cap, self._floor)
                continue
            size = most if can_take(0, mentor, most) else most - 1

            def feasible(floor: int, mentor: int = mentor, size: int = size) -> bool:
                return can_take(floor, mentor, size)

            floors[mentor] = self._top(cap, feasible)
        return floors

    def _fixing(self, row: int, mentors: Sequence[int], floor: int) -> Iterator[tuple[int, Ints]]:
        """Yield the best assignment above a floor with a mentee at each of some mentors."""
        base = self._baseline(floor)
        paths = Paths(base, self._start(base, row), row)
        waiting = set(mentors)
        for seats, _ in paths:
            for mentor in waiting.intersection(seats.tolist()):
                matching = paths.freed(mentor)
                matching[row] = mentor
                yield mentor, matching
                waiting.discard(mentor)
            if not waiting:
                break

    def equals(self, mentee: int, most: int) -> list[Outlook]:
        """Return plans as good as the best in which a mentee gets another mentor, `most` of them.

        Those in which the fewest move come first.
        """
        if mentee in self._fixed or not self._most or not self._could_change[self._row[mentee]]:
            return []
        row, base = self._row[mentee], self._baseline(self._floor)
        own = int(self._matching[row])
        paths = Paths(base, self._start(base, row), row)
        plans: list[Outlook] = []
        for seats, length in paths:
            if length or len(plans) >= most:
                break
            for mentor in seats.tolist():
                if mentor in {own, paths.no_mentor} or base.slack[mentor, row]:
                    continue
                if len(plans) < most:
                    matching = paths.freed(mentor)
                    matching[row] = mentor
                    plans.append(self._plan(matching))
        return plans

    @cached_property
    def _could_change(self) -> Flags:
        """Which mentees get another mentor in some assignment as good as the best."""
        base = self._baseline(self._floor)
        tight = base.slack.T == 0
        labels = components(
            base.matching,
            self._matrix.places,
            tight,
            base.mentee_duals == 0,
            base.mentor_duals == 0,
        )
        seat = np.where(base.matching == UNMATCHED, len(base.free), base.matching)
        within = tight & (labels[:-2][None, :] == labels[seat][:, None])
        changeable: Flags = within.sum(axis=1) > (base.matching != UNMATCHED)
        return changeable

    def without(self, mentees: Sequence[int]) -> list[Outlook]:
        """Return what the best assignment becomes without the pair that each of some is in."""
        falls = {mentee: self._fall(mentee) for mentee in mentees if mentee not in self._fixed}
        near: dict[int, Short] = {}
        for floor in {floor for floor, _ in falls.values()}:
            base = self._baseline(floor)
            rows = [self._row[mentee] for mentee, fall in falls.items() if fall[0] == floor]
            near[floor] = Short(base, sorted({self._start(base, row) for row in rows}))
        return [
            (
                self._fallen(self._row[mentee], *falls[mentee], near[falls[mentee][0]])
                if mentee in falls
                else self._unfixed(mentee)
            )
            for mentee in mentees
        ]

    def _unfixed(self, mentee: int) -> Outlook:
        fixed = {row: mentor for row, mentor in self._fixed.items() if row != mentee}
        closed = self._whole.open.copy()
        closed[mentee, self._fixed[mentee]] = False
        fallen = solve(self._whole._replace(open=closed), fixed, self._whole_order)
        return self._planned(np.array(fallen.mentor_of))

    def _fall(self, mentee: int) -> tuple[int, int]:
        """Return the floor and the size of the best assignment without a mentee's pair."""
        row = self._row[mentee]
        if self._can_fall(self._floor, self._most)[row]:
            return self._floor, self._most
        size = self._most if self._can_fall(0, self._most)[row] else self._most - 1
        return self._top(self._cap, lambda floor: bool(self._can_fall(floor, size)[row])), size

    def _fallen(self, row: int, floor: int, size: int, near: Short) -> Outlook:
        """Return the best plan of a size above a floor without the pair that a mentee is in."""
        base, own = self._baseline(floor), int(self._matching[row])
        if int(base.matching[row]) != own and base.matched == size:
            return self._plan(base.matching)
        if int(base.matching[row]) == own:
            elsewhere = near.elsewhere(row, self._start(base, row))
            if elsewhere is not None:
                return self._plan(elsewhere)
        paths = Paths(base, self._start(base, row), row)
        prices = np.append(base.slack[:, row], base.mentee_duals[row])
        prices[own] = _FAR
        least, seat = _FAR, paths.no_mentor
        for seats, length in paths:
            if length >= least:
                break
            cheapest = int((prices[seats]).argmin())
            if prices[seats[cheapest]] + length < least:
                least, seat = int(prices[seats[cheapest]]) + length, int(seats[cheapest])
        matching = paths.freed(seat)
        matching[row] = UNMATCHED if seat == paths.no_mentor else seat
        return self._plan(matching)

    def fewer(self) -> Outlook | None:
        """Return the best plan with one match fewer, or None if no one is matched."""
        if not self._most:
            return None
        size = self._most - 1
        floor = self._top(self._cap, lambda floor: self._size(floor) >= size)
        base = self._baseline(floor)
        if base.matched == size:
            return self._plan(base.matching)
        # Somebody goes without, and a seat is left free: the cheapest path between the two.
        paths = Paths(base, len(base.free), None)
        least, last = _FAR, 0
        for seats, length in paths:
            if length >= least:
                break
            for seat in seats[seats != paths.no_mentor].tolist():
                price = int(base.mentor_duals[seat]) + length
                if price < least:
                    least, last = price, seat
        return self._plan(paths.freed(last))
