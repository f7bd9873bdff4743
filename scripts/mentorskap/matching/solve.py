"""The best assignment of mentees to mentors: exact, and the same on every machine.

Numbers only; this module knows no people. The aims, in order: match as many mentees as possible;
make the worst-off of them, by needs alone, as well off as possible; reach the highest total. Equals
are told apart by the queue: the first in it gets as high a score as these aims allow, any before
none, then the second, and so on; then the first gets the first mentor by preference among those of
that score, then the second. A worked example, with mentors a and b who have a free seat each, and
needs that are the scores:

    scores    a   b   dual    Giving mentee 0 the 80 leaves mentee 1 the 40: 120 in all. The best is
         0   80  70    471    70 + 75 = 145. A match is worth 401 more than its score, so that one
         1   75  40    466    more match beats any scores. The duals prove the optimum: a mentee's
      dual   10   0           and a mentor's dual together are never less than the worth of the two
                              (their sum less the worth is the slack), and all duals add up to the
                              worth of the assignment: 471 + 466 + 10 + 0 = 145 + 2 * 401.

>>> scores = np.array([[80, 70], [75, 40]])
>>> matrix = Matrix(scores, np.ones((2, 2), np.bool_), np.array([1, 1]), scores)
>>> solve(matrix)
Solution(mentor_of=(1, 0), matched=2, worst=70, total=145)
>>> _, duals = highest(matrix, matrix.open)
>>> duals.mentees.tolist(), duals.mentors.tolist(), duals.slack.tolist()
([471.0, 466.0], [10.0, 0.0], [[0.0, 0.0], [0.0, 25.0]])

Only pairs without slack ("tight") are part of any optimum, so one optimum becomes another along
alternating paths of tight pairs: each mentee on the path moves to the seat that the next one
leaves, until a free seat is reached.

All numbers are whole and far below 2**53, so scipy's floating point is exact. A mentor's seats are
interchangeable: only scipy's assignment needs a column for each, all else is indexed by mentor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    """Whole numbers, too, in the type that scipy computes with."""
    Flags: TypeAlias = NDArray[np.bool_]

UNMATCHED = -1


class Matrix(NamedTuple):
    """Mentees by mentors.

    `scores` and `needs` are 0 to 100, `open` says which pairs nothing stops, `places` has each
    mentor's free seats.
    """

    scores: Ints
    open: Flags
    places: Ints
    needs: Ints
    """How well the needs alone are met: who is worst off is judged by these."""

    def rows(self, rows: Sequence[int]) -> Matrix:
        """Return the matrix of some mentees."""
        chosen = np.array(rows, dtype=np.int64)
        return Matrix(self.scores[chosen], self.open[chosen], self.places, self.needs[chosen])

    @property
    def possible(self) -> Flags:
        """Pairs that nothing stops, with a seat."""
        return self.open & (self.places > 0)


class Order(NamedTuple):
    """How equals are told apart: the mentees' queue, and mentors put into order for a mentee."""

    queue: Sequence[int]
    preferred: Callable[[int, Sequence[int]], Sequence[int]]

    def rows(self, rows: Sequence[int]) -> Order:
        """Return the same order for the matrix of some mentees."""
        index = {row: number for number, row in enumerate(rows)}
        return Order(
            [index[row] for row in self.queue if row in index],
            lambda row, mentors: self.preferred(rows[row], mentors),
        )


class Solution(NamedTuple):
    """The mentor of each mentee, or `UNMATCHED`, and the aims reached.

    `worst` is how well the needs are met of whom they are met least; None if no one is matched.
    """

    mentor_of: tuple[int, ...]
    matched: int
    worst: int | None
    total: int


def solve(
    matrix: Matrix, fixed: Mapping[int, int] | None = None, order: Order | None = None
) -> Solution:
    """Return the best assignment with the `fixed` pairs (mentee to mentor), open or not."""
    mentor_of = dict(fixed or {})
    rows = [row for row in range(len(matrix.scores)) if row not in mentor_of]
    places = matrix.places.copy()
    for mentor in mentor_of.values():
        places[mentor] -= 1
    rest = matrix.rows(rows)._replace(places=places)
    cap = min((int(matrix.needs[pair]) for pair in mentor_of.items()), default=None)
    floor = _best_floor(rest.needs, rest.possible, places, cap)
    if floor is not None:
        allowed = rest.possible & (rest.needs >= floor)
        matching, _ = highest(rest, allowed, None if order is None else order.rows(rows))
        mentor_of |= zip(rows, matching.tolist(), strict=True)
    return reached(
        matrix, [mentor_of.get(mentee, UNMATCHED) for mentee in range(len(rows) + len(fixed or {}))]
    )


def reached(matrix: Matrix, mentor_of: Sequence[int]) -> Solution:
    """Return an assignment with the aims that it reaches."""
    matched = [pair for pair in enumerate(mentor_of) if pair[1] != UNMATCHED]
    return Solution(
        tuple(mentor_of),
        len(matched),
        min((int(matrix.needs[pair]) for pair in matched), default=None),
        sum(int(matrix.scores[pair]) for pair in matched),
    )


def largest(allowed: Flags, places: Ints) -> Ints:
    """Return the mentor of each mentee in an assignment of as many as possible."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    seats = np.repeat(np.arange(len(places)), np.minimum(np.maximum(places, 0), len(allowed)))
    one_each = len(seats) == len(places) and bool((seats == np.arange(len(places))).all())
    by_seat = allowed if one_each else allowed[:, seats]
    columns = np.nonzero(by_seat)[1]
    ends = np.append(0, np.cumsum(by_seat.sum(axis=1)))
    pairs = csr_array((np.ones(len(columns)), columns, ends), shape=by_seat.shape)
    taken = maximum_bipartite_matching(pairs, perm_type="column")
    matching = np.full(len(allowed), UNMATCHED, dtype=np.int64)
    matching[taken >= 0] = seats[taken[taken >= 0]]
    return matching


def _matchable(allowed: Flags, places: Ints) -> int:
    """Return how many mentees can be matched at once."""
    return int((largest(allowed, places) != UNMATCHED).sum())


def _best_floor(needs: Ints, allowed: Flags, places: Ints, cap: int | None) -> int | None:
    """Return how well the needs can be met of every match, with as many matches as possible.

    None if no one can be matched. `cap` is that of the fixed pairs: a floor above it
    would not make the worst-off any better off.
    """
    best = np.where(allowed, needs, UNMATCHED).max(axis=1, initial=UNMATCHED)
    seats = int(np.minimum(places, len(allowed)).clip(0).sum())
    most = min(int((best != UNMATCHED).sum()), seats)
    if not most:
        return None

    def highest(matched: int) -> int:
        """Return the highest floor at which so many mentees have any mentor at all."""
        level = int(np.partition(best, -matched)[-matched])
        return level if cap is None else min(level, cap)

    # Most often everyone can be matched, and at the highest floor: try that first.
    level = highest(most)
    if _matchable(allowed & (needs >= level), places) == most:
        return level
    matchable = _matchable(allowed, places)
    level = highest(matchable)
    levels = np.flatnonzero(np.bincount(np.append(needs[allowed & (needs < level)], level)))
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _matchable(allowed & (needs >= levels[middle]), places) == matchable:
            low = middle
        else:
            high = middle - 1
    return int(levels[low])


class Duals(NamedTuple):
    """What proves an assignment optimal: a dual for each mentee and mentor, and each pair's slack.

    Slack is never below zero. In every optimum it is zero for each match, a mentee with a dual
    above zero is matched, and every seat of a mentor with a dual above zero is taken.
    """

    mentees: Floats
    mentors: Floats
    slack: Floats
    allowed: Flags


def match_worth(rows: int) -> int:
    """Return what a match is worth beside its score: more than all scores, lost or won."""
    return 200 * rows + 1


def highest(
    matrix: Matrix,
    allowed: Flags,
    order: Order | None = None,
    matching: Ints | None = None,
    *,
    in_order: bool = True,
) -> tuple[Ints, Duals]:
    """Return the mentor of each mentee at the highest total of the most matches, and its duals.

    Equals are told apart by `order`, or else by index. `matching` is that assignment, if it is
    known already. Where any optimum will do, it need not be the one `in_order`.
    """
    worth = np.where(allowed, matrix.scores + float(match_worth(len(allowed))), 0.0)
    if matching is not None:
        return matching, _duals(worth, allowed, matching)
    matching = _assigned(worth, allowed, matrix.places)
    duals = _duals(worth, allowed, matching)
    return _told_apart(matching, matrix, duals, order) if in_order else matching, duals


def _assigned(worth: Floats, allowed: Flags, places: Ints) -> Ints:
    from scipy.optimize import linear_sum_assignment

    rows, columns = worth.shape
    # Whole numbers, but in the type that scipy computes with, so that it makes no copy.
    cost = -worth
    seats = np.repeat(np.arange(columns), np.minimum(np.maximum(places, 0), rows))
    matching = np.full(rows, UNMATCHED, dtype=np.int64)
    one_each = len(seats) == columns and bool((seats == np.arange(columns)).all())
    mentees, taken = linear_sum_assignment(cost if one_each else cost[:, seats])
    mentors = seats[taken]
    real = allowed[mentees, mentors]
    matching[mentees[real]] = mentors[real]
    return matching


def _duals(worth: Floats, allowed: Flags, matching: Ints) -> Duals:
    """Return an optimum's duals, the mentors' as low as can be.

    They are raised from zero until no mentee prefers another seat.
    """
    matched = matching != UNMATCHED
    mentors = worth[~matched].max(axis=0, initial=0.0)
    mentees = np.flatnonzero(matched)
    seat = matching[mentees]
    own = worth[mentees, seat]
    raised = np.ones(len(mentors), dtype=np.bool_)
    while (affected := raised[seat]).any():
        change = (mentors[seat[affected]] - own[affected])[:, None]
        least = (worth[mentees[affected]] + change).max(axis=0)
        raised = least > mentors
        mentors = np.maximum(mentors, least)
    by_mentee = np.zeros(len(matching))
    by_mentee[mentees] = own - mentors[seat]
    return Duals(by_mentee, mentors, by_mentee[:, None] + mentors[None, :] - worth, allowed)


def _masks(flags: Flags) -> list[int]:
    """Return each column as a whole number whose bits are its rows."""
    packed = np.packbits(flags.T, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def components(
    matching: Ints, places: Ints, tight: Flags, may_go: Flags, may_stay_free: Flags
) -> Ints:
    """Return the component of each mentor's seats and, last but one, of being unmatched.

    Seats can change hands without loss only within a strongly connected component of the moves.
    `may_go` says which mentees may go without a mentor, `may_stay_free` which mentors' seats may be
    left free.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    columns = tight.shape[1]
    no_mentor, vacancy = columns, columns + 1
    seat = np.where(matching == UNMATCHED, no_mentor, matching)
    taken = np.bincount(matching[matching != UNMATCHED], minlength=columns)
    free = np.flatnonzero(places > taken)
    mentees, mentors = np.nonzero(tight)
    going, staying = np.flatnonzero(may_go), np.flatnonzero(may_stay_free)
    leave = np.concatenate((seat[mentees], seat[going], free, np.full(len(staying), vacancy)))
    enter = np.concatenate(
        (mentors, np.full(len(going), no_mentor), np.full(len(free), vacancy), staying)
    )
    moves = coo_array(
        (np.ones(len(leave), dtype=np.bool_), (leave, enter)), shape=(columns + 2, columns + 2)
    )
    labels: Ints = connected_components(moves.tocsr(), directed=True, connection="strong")[1]
    return labels


def _told_apart(matching: Ints, matrix: Matrix, duals: Duals, order: Order | None) -> Ints:
    """Return, of all assignments that are as good as `matching`, the first in order."""
    columns = matrix.scores.shape[1]
    tight = duals.allowed & (duals.slack == 0)
    seating = _Seating(matching, matrix.places, tight, duals)
    component = components(matching, matrix.places, tight, duals.mentees == 0, duals.mentors == 0)
    own = component[np.where(matching == UNMATCHED, columns, matching)]
    # No alternating path leaves a component, so these are all the seats that a mentee could reach.
    within = tight & (component[:-2][None, :] == own[:, None])
    queue = range(len(matching)) if order is None else order.queue
    for mentee in queue:
        seats = np.flatnonzero(within[mentee])
        within[mentee, seats] = seating.serve(mentee, seats, matrix.scores[mentee, seats])
    for mentee in queue:
        same = np.flatnonzero(within[mentee]).tolist()
        if len(same) > 1:
            preferred = same if order is None else order.preferred(mentee, same)
        else:
            preferred = same
        seating.settle(mentee, preferred)
    return seating.matching()


class _Seating:
    """Who sits where, among moves that keep the assignment optimal; each mentee is settled in turn.

    A dummy mentor `no_mentor` has a seat for everyone who is unmatched, and a dummy mentee
    `vacancy` sits in every free seat. So every seat is taken, and one optimum becomes another by
    alternating paths from seat to seat. Sets of mentees are whole numbers, a bit for each.
    """

    def __init__(self, matching: Ints, places: Ints, tight: Flags, duals: Duals) -> None:
        rows, columns = tight.shape
        self.no_mentor, self.vacancy = columns, rows
        vacancy = 1 << rows
        self.seat_of = [columns if mentor == UNMATCHED else int(mentor) for mentor in matching]
        # Who may take a seat without loss.
        self.tight = [
            mask | (vacancy if dual == 0 else 0)
            for mask, dual in zip(_masks(tight), duals.mentors.tolist(), strict=True)
        ]
        self.tight.append(sum(1 << int(mentee) for mentee in np.flatnonzero(duals.mentees == 0)))
        # Who sits in a seat and is not settled yet.
        self.occupants = [0] * (columns + 1)
        for mentee, seat in enumerate(self.seat_of):
            self.occupants[seat] |= 1 << mentee
        taken = np.bincount(matching[matching != UNMATCHED], minlength=columns)
        self.free = [*(np.maximum(places, 0) - taken).tolist(), 0]
        for seat in range(columns):
            if self.free[seat]:
                self.occupants[seat] |= vacancy
        self.unsettled = (1 << (rows + 1)) - 1

    def matching(self) -> Ints:
        """Return the mentor of each mentee."""
        mentors = [UNMATCHED if seat == self.no_mentor else seat for seat in self.seat_of]
        return np.array(mentors, dtype=np.int64)

    def serve(self, mentee: int, seats: Ints, scores: Ints) -> Flags:
        """Give a mentee one of `seats` with as high a score as can be, and hold it at that score.

        Return which of the seats have that score.
        """
        own = self.seat_of[mentee]
        score = -1 if own == self.no_mentor else int(scores[np.searchsorted(seats, own)])
        if (scores > score).any():
            bit = 1 << mentee
            self.unsettled &= ~bit
            self.occupants[own] &= ~bit
            best = np.argsort(-scores, kind="stable")
            higher = seats[best[scores[best] > score]].tolist()
            targets = [seat for seat in higher if self.occupants[seat]]
            own = self.seat_of[mentee] = self._augment(targets, own) if targets else own
            self.unsettled |= bit
            self.occupants[own] |= bit
            if own != self.no_mentor:
                score = int(scores[np.searchsorted(seats, own)])
        held: Flags = scores == score
        for seat in seats[~held].tolist():
            self.tight[seat] &= ~(1 << mentee)
        if own != self.no_mentor:
            self.tight[self.no_mentor] &= ~(1 << mentee)
        return held

    def settle(self, mentee: int, seats: Sequence[int]) -> None:
        """Give a mentee the first of `seats`, up to the present one, that a path can free."""
        own = self.seat_of[mentee]
        self.unsettled &= ~(1 << mentee)
        self.occupants[own] &= ~(1 << mentee)
        if own == self.no_mentor:
            return
        before = seats[: seats.index(own)]
        targets = [seat for seat in before if self.occupants[seat]]
        self.seat_of[mentee] = self._augment(targets, own) if targets else own

    def _augment(self, targets: list[int], own: int) -> int:
        """Free the first of `targets` that a path to `own` can free; return it, or else `own`."""
        tree, reached = self._search(targets[0], own)
        freed = next((seat for seat in targets if self.occupants[seat] & reached), own)
        for mover, seat, to in self._path(tree, freed, own):
            self._move(mover, seat, to)
        return freed

    def _search(self, target: int, own: int) -> tuple[list[tuple[int, int]], int]:
        """Search all alternating paths that end in the seat `own`, until one frees `target`.

        Return the search tree, as seats with the mentees who may move there, and all these mentees.
        """
        tree: list[tuple[int, int]] = []
        reached, queue, visited = 0, [own], {own}
        for seat in queue:
            movers = self.tight[seat] & self.unsettled & ~reached
            if not movers:
                continue
            reached |= movers
            tree.append((seat, movers))
            if self.occupants[target] & reached:
                break
            for mover in _bits(movers):
                vacated = self._seats(mover)
                queue += [seat for seat in vacated if seat not in visited]
                visited.update(vacated)
        return tree, reached

    def _seats(self, mover: int) -> list[int]:
        if mover != self.vacancy:
            return [self.seat_of[mover]]
        return [seat for seat, free in enumerate(self.free) if free]

    def _path(
        self, tree: Sequence[tuple[int, int]], seat: int, own: int
    ) -> Sequence[tuple[int, int, int]]:
        """Return the moves that free `seat`, each as who moves, from where and to where."""
        path = []
        while seat != own:
            # The move that reached a seat is earlier in the tree than every move into that seat,
            # so the path cannot contain a cycle.
            to, movers = next(
                (to, movers & self.occupants[seat])
                for to, movers in tree
                if movers & self.occupants[seat]
            )
            path.append((next(_bits(movers)), seat, to))
            seat = to
        return path

    def _move(self, mover: int, seat: int, to: int) -> None:
        bit = 1 << mover
        if mover != self.vacancy:
            self.seat_of[mover] = to
            self.occupants[seat] ^= bit
        else:
            self.free[seat] -= 1
            self.free[to] += 1
            if not self.free[seat]:
                self.occupants[seat] ^= bit
        self.occupants[to] |= bit
