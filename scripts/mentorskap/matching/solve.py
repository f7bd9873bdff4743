"""The best assignment of mentees to mentors: exact, and the same on every machine.

Numbers only; this module knows no people. The aims, in order: match as many mentees as possible;
make the worst-off of them as well off as possible; reach the highest total; and then go by index:
mentee 0 gets the first mentor that still allows all this, then mentee 1, and so on, any mentor
before none. A worked example, with mentors a and b who have a free seat each:

    scores    a   b   dual    Giving mentee 0 the 80 leaves mentee 1 the 40: 120 in all. The best is
         0   80  70    271    70 + 75 = 145. A match is worth 201 more than its score, so that one
         1   75  40    266    more match beats any scores. The duals prove the optimum: a mentee's
      dual   10   0           and a mentor's dual together are never less than the worth of the two
                              (their sum less the worth is the slack), and all duals add up to the
                              worth of the assignment: 271 + 266 + 10 + 0 = 145 + 2 * 201.

>>> matrix = Matrix(np.array([[80, 70], [75, 40]]), np.ones((2, 2), np.bool_), np.array([1, 1]))
>>> solve(matrix)
Solution(mentor_of=(1, 0), matched=2, worst=70, total=145)
>>> _, duals = _highest(*matrix)
>>> duals.mentees.tolist(), duals.mentors.tolist(), duals.slack.tolist()
([271.0, 266.0], [10.0, 0.0], [[0.0, 0.0], [0.0, 25.0]])

Only pairs without slack ("tight") are part of any optimum, so one optimum becomes another along
alternating paths of tight pairs: each mentee on the path moves to the seat that the next one
leaves, until a free seat is reached.

All numbers are whole and far below 2**53, so scipy's floating point is exact. A mentor's seats are
interchangeable: only scipy's assignment needs a column for each, all else is indexed by mentor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    """Whole numbers, too, in the type that scipy computes with."""
    Flags: TypeAlias = NDArray[np.bool_]

UNMATCHED = -1


class Matrix(NamedTuple):
    """Mentees by mentors.

    `scores` are 0 to 100, `open` says which pairs nothing stops, `places` has each mentor's free
    seats.
    """

    scores: Ints
    open: Flags
    places: Ints


class Solution(NamedTuple):
    """The mentor of each mentee, or `UNMATCHED`, and the aims reached.

    `worst` is None if no one is matched.
    """

    mentor_of: tuple[int, ...]
    matched: int
    worst: int | None
    total: int


def solve(matrix: Matrix, fixed: Mapping[int, int] | None = None) -> Solution:
    """Return the best assignment with the `fixed` pairs (mentee to mentor), open or not."""
    mentor_of = dict(fixed or {})
    rest = np.array([row for row in range(len(matrix.scores)) if row not in mentor_of], np.int64)
    places = matrix.places.copy()
    for mentor in mentor_of.values():
        places[mentor] -= 1
    fixed_scores = [int(matrix.scores[pair]) for pair in mentor_of.items()]
    scores, allowed = matrix.scores[rest], matrix.open[rest] & (places > 0)
    floor = _best_floor(scores, allowed, places, min(fixed_scores, default=None))
    if floor is not None:
        matching, _ = _highest(scores, allowed & (scores >= floor), places)
        mentor_of |= zip(rest.tolist(), matching.tolist(), strict=True)
    chosen = tuple(mentor_of.get(mentee, UNMATCHED) for mentee in range(len(matrix.scores)))
    reached = [
        int(matrix.scores[mentee, mentor])
        for mentee, mentor in enumerate(chosen)
        if mentor != UNMATCHED
    ]
    return Solution(chosen, len(reached), min(reached, default=None), sum(reached))


def _matchable(allowed: Flags, places: Ints) -> int:
    """Return how many mentees can be matched at once."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    seats = np.repeat(np.arange(len(places)), np.minimum(places, len(allowed)))
    one_each = len(seats) == len(places) and (seats == np.arange(len(places))).all()
    by_seat = allowed if one_each else allowed[:, seats]
    return int((maximum_bipartite_matching(csr_array(by_seat), perm_type="column") >= 0).sum())


def _best_floor(scores: Ints, allowed: Flags, places: Ints, cap: int | None) -> int | None:
    """Return the highest score that every match can have, with as many matches as possible.

    None if no one can be matched. `cap` is the lowest score of the fixed pairs: a floor above it
    would not make the worst-off any better off.
    """
    best = np.where(allowed, scores, UNMATCHED).max(axis=1, initial=UNMATCHED)
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
    if _matchable(allowed & (scores >= level), places) == most:
        return level
    matchable = _matchable(allowed, places)
    level = highest(matchable)
    levels = np.flatnonzero(np.bincount(np.append(scores[allowed & (scores < level)], level)))
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _matchable(allowed & (scores >= levels[middle]), places) == matchable:
            low = middle
        else:
            high = middle - 1
    return int(levels[low])


class _Duals(NamedTuple):
    """What proves an assignment optimal: a dual for each mentee and mentor, and each pair's slack.

    Slack is never below zero. In every optimum it is zero for each match, a mentee with a dual
    above zero is matched, and every seat of a mentor with a dual above zero is taken.
    """

    mentees: Floats
    mentors: Floats
    slack: Floats
    allowed: Flags


def _highest(scores: Ints, allowed: Flags, places: Ints) -> tuple[Ints, _Duals]:
    """Return the mentor of each mentee at the highest total of the most matches, first by index."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = scores.shape
    # Whole numbers, but in the type that scipy computes with, so that it makes no copy.
    cost = np.where(allowed, -(scores + (100.0 * rows + 1)), 0.0)
    seats = np.repeat(np.arange(columns), np.minimum(np.maximum(places, 0), rows))
    matching = np.full(rows, UNMATCHED, dtype=np.int64)
    one_each = len(seats) == columns and bool((seats == np.arange(columns)).all())
    mentees, taken = linear_sum_assignment(cost if one_each else cost[:, seats])
    mentors = seats[taken]
    real = allowed[mentees, mentors]
    matching[mentees[real]] = mentors[real]
    duals = _duals(-cost, allowed, matching)
    return _first_by_index(matching, places, duals), duals


def _duals(worth: Floats, allowed: Flags, matching: Ints) -> _Duals:
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
    return _Duals(by_mentee, mentors, by_mentee[:, None] + mentors[None, :] - worth, allowed)


def _masks(flags: Flags) -> list[int]:
    """Return each column as a whole number whose bits are its rows."""
    packed = np.packbits(flags.T, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _components(matching: Ints, places: Ints, tight: Flags, duals: _Duals) -> Ints:
    """Return the component of each mentor's seats and, last but one, of being unmatched.

    Seats can change hands without loss only within a strongly connected component of the moves.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    columns = tight.shape[1]
    no_mentor, vacancy = columns, columns + 1
    seat = np.where(matching == UNMATCHED, no_mentor, matching)
    taken = np.bincount(matching[matching != UNMATCHED], minlength=columns)
    free = np.flatnonzero(places > taken)
    mentees, mentors = np.nonzero(tight)
    may_go, may_stay_free = np.flatnonzero(duals.mentees == 0), np.flatnonzero(duals.mentors == 0)
    leave = np.concatenate(
        (seat[mentees], seat[may_go], free, np.full(len(may_stay_free), vacancy))
    )
    enter = np.concatenate(
        (mentors, np.full(len(may_go), no_mentor), np.full(len(free), vacancy), may_stay_free)
    )
    moves = coo_array(
        (np.ones(len(leave), dtype=np.bool_), (leave, enter)), shape=(columns + 2, columns + 2)
    )
    labels: Ints = connected_components(moves.tocsr(), directed=True, connection="strong")[1]
    return labels


def _first_by_index(matching: Ints, places: Ints, duals: _Duals) -> Ints:
    """Return, of all assignments that are as good as `matching`, the first by index."""
    tight = duals.allowed & (duals.slack == 0)
    seating = _Seating(matching, places, tight, duals)
    component = _components(matching, places, tight, duals)
    own = component[np.where(matching == UNMATCHED, tight.shape[1], matching)]
    # No alternating path leaves a component, so these are all the seats that a mentee could reach.
    within = tight & (component[:-2][None, :] == own[:, None])
    for mentee in range(len(matching)):
        seating.settle(mentee, np.flatnonzero(within[mentee]))
    return seating.matching()


class _Seating:
    """Who sits where, among moves that keep the assignment optimal; each mentee is settled in turn.

    A dummy mentor `no_mentor` has a seat for everyone who is unmatched, and a dummy mentee
    `vacancy` sits in every free seat. So every seat is taken, and one optimum becomes another by
    alternating paths from seat to seat. Sets of mentees are whole numbers, a bit for each.
    """

    def __init__(self, matching: Ints, places: Ints, tight: Flags, duals: _Duals) -> None:
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

    def settle(self, mentee: int, seats: Ints) -> None:
        """Give a mentee the first of `seats`, up to the present one, that a path can free."""
        own = self.seat_of[mentee]
        self.unsettled &= ~(1 << mentee)
        self.occupants[own] &= ~(1 << mentee)
        targets = [seat for seat in seats.tolist() if seat < own and self.occupants[seat]]
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


class Choice(NamedTuple):
    """A mentor for a mentee: what fixing the pair costs the total, and the aims then reached."""

    mentor: int
    loss: int
    matched: int
    worst: int


class Baseline(NamedTuple):
    """What choices are compared with: the best assignment of pairs above a floor, and its duals."""

    matching: Ints
    free: Flags
    """Mentors with a free seat."""
    slack: Ints
    """Mentor by mentee: what the total loses by that pair alone, `_FAR` if it is not allowed."""
    mentee_duals: Ints
    mentor_duals: Ints
    total: int
    lowest: int
    """The lowest score of a match: any floor up to it has the same best assignment."""


_FAR = 1 << 60


def baseline(matrix: Matrix, floor: int) -> Baseline:
    """Return the best assignment of pairs with a score of at least `floor`."""
    allowed = matrix.open & (matrix.places > 0) & (matrix.scores >= floor)
    matching, duals = _highest(matrix.scores, allowed, matrix.places)
    matched = np.flatnonzero(matching != UNMATCHED)
    reached = matrix.scores[matched, matching[matched]]
    return Baseline(
        matching,
        matrix.places > np.bincount(matching[matched], minlength=len(matrix.places)),
        np.where(allowed, duals.slack, _FAR).T.astype(np.int64, order="C"),
        duals.mentees.astype(np.int64),
        duals.mentors.astype(np.int64),
        int(reached.sum()),
        int(reached.min(initial=100)),
    )


def _with_floor(base: Baseline, matrix: Matrix, floor: int) -> Baseline:
    """Return a baseline with fewer pairs allowed, for a floor not above its lowest score."""
    return base._replace(slack=np.where(floor <= matrix.scores.T, base.slack, _FAR))


def shortest_paths(base: Baseline, mentee: int) -> Iterator[tuple[Ints, int]]:
    """Yield mentors, some at a time, with the least loss at which a seat of theirs becomes free.

    These are the lengths of the shortest alternating paths that end in the seat the mentee leaves,
    by Dijkstra's algorithm with slack as length; the shortest come first. The mentee's own mentor
    comes at no loss. A mentor is left out if freeing a seat would cost a match.
    """
    no_mentor = len(base.free)
    seat_of = np.where(base.matching == UNMATCHED, no_mentor, base.matching)
    # The length of the shortest path that begins with a mentee's move, and with a free seat.
    distance = np.full(len(seat_of), _FAR, dtype=np.int64)
    free_distance, free_done = _FAR, False
    done = np.zeros(no_mentor + 1, dtype=np.bool_)
    moved = np.arange(len(seat_of)) == mentee
    seats, length = seat_of[mentee : mentee + 1], 0
    while len(seats):
        done[seats] = True
        mentors = seats[seats != no_mentor]
        if len(mentors):
            yield mentors, length
            distance = np.minimum(distance, base.slack[mentors].min(axis=0) + length)
            free_distance = min(free_distance, int(base.mentor_duals[mentors].min()) + length)
        if len(mentors) < len(seats):
            distance = np.minimum(distance, base.mentee_duals + length)
        moved |= done[seat_of]
        ahead = np.where(moved, _FAR, distance)
        least = int(ahead.min())
        free = np.flatnonzero(base.free & ~done[:-1])
        if not free_done and free_distance <= least and free_distance < _FAR and len(free):
            seats, length, free_done = free, free_distance, True
        else:
            seats, length = np.unique(seat_of[ahead == least]) if least < _FAR else seats[:0], least


def nearest_choices(base: Baseline, mentee: int, most: int) -> list[tuple[int, int]]:
    """Return mentors other than the mentee's own, each with what the total loses by that choice.

    These are the `most` mentors with the least loss, and all whose loss is no greater.
    """
    own = base.slack[:, mentee]
    losses: list[tuple[int, int]] = []
    enough = _FAR
    for mentors, length in shortest_paths(base, mentee):
        if length > enough:
            break
        others = mentors[(own[mentors] < _FAR) & (mentors != base.matching[mentee])]
        losses += zip(others.tolist(), (own[others] + length).tolist(), strict=True)
        if len(losses) >= most:
            enough = sorted(loss for _, loss in losses)[most - 1]
    return losses


def choices(
    matrix: Matrix, best: Solution, mentee: int, fixed: Mapping[int, int] | None = None
) -> list[Choice]:
    """Return what each mentor open to `mentee` would cost the whole, by mentor.

    The answer is the one that `solve` with that pair fixed would give. Shortest paths give it for
    pairs that keep as many matched with no one but the mentee below the worst-off's score. Only
    for the others is the whole solved again.
    """
    others = {row: mentor for row, mentor in (fixed or {}).items() if row != mentee}
    places = matrix.places.copy()
    for mentor in others.values():
        places[mentor] -= 1
    mentors = np.flatnonzero(matrix.open[mentee] & (places > 0)).tolist()
    by_mentor: dict[int, Choice] = {}
    if best.worst is not None and mentee not in (fixed or {}):
        by_path = _choices_by_path(matrix._replace(places=places), best, mentee, others, mentors)
        by_mentor = {choice.mentor: choice for choice in by_path}
    for mentor in mentors:
        if mentor not in by_mentor:
            forced = solve(matrix, {**others, mentee: mentor})
            loss = best.total - forced.total
            by_mentor[mentor] = Choice(mentor, loss, forced.matched, forced.worst or 0)
    return [by_mentor[mentor] for mentor in mentors]


def _choices_by_path(
    matrix: Matrix, best: Solution, mentee: int, fixed: Mapping[int, int], mentors: Iterable[int]
) -> Iterator[Choice]:
    """Yield the choices that shortest paths can answer, from a baseline for each floor."""
    rows = [row for row in range(len(matrix.scores)) if row not in fixed]
    rest = Matrix(matrix.scores[rows], matrix.open[rows], matrix.places)
    row = rows.index(mentee)
    total = best.total - sum(int(matrix.scores[pair]) for pair in fixed.items())
    worst = best.worst or 0
    floors = {mentor: min(int(matrix.scores[mentee, mentor]), worst) for mentor in mentors}
    base: Baseline | None = None
    for floor in sorted(set(floors.values())):
        reusable = base is not None and floor <= base.lowest
        base = _with_floor(base, rest, floor) if base and reusable else baseline(rest, floor)
        for freed, length in shortest_paths(base, row):
            for mentor in freed.tolist():
                if floors.get(mentor) == floor:
                    loss = total - base.total + int(base.slack[mentor, row]) + length
                    yield Choice(mentor, loss, best.matched, floor)
