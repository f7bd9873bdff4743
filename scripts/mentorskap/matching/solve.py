"""The best whole: mentees × places, exact, the same on every machine.

Numbers only; it knows no people.

The aims, in this order: as many mentees matched as can be; the worst-off of them as well off as can
be; the highest total; then by place in the rows: the first mentee gets the first mentor that still
allows all this, then the second mentee, and so on, a mentor of any place coming before none.

All numbers are whole and far below 2**53, so that scipy's floating point is exact. A mentor's
places are alike: beyond scipy's assignment, which wants a column for each place, everything is told
by mentor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    """Whole numbers, too, in the shape that scipy computes with."""
    Flags: TypeAlias = NDArray[np.bool_]

NOBODY = -1


class Problem(NamedTuple):
    """Mentees by mentors: `scores` 0 to 100, `open` where nothing stops the two, `places` left by mentor."""

    scores: Ints
    open: Flags
    places: Ints


class Solution(NamedTuple):
    """The mentor of each mentee (`NOBODY` where none is left), and the aims reached; `worst` is None without any match."""

    mentor_of: tuple[int, ...]
    matched: int
    worst: int | None
    total: int


def solve(problem: Problem, fixed: Mapping[int, int] | None = None) -> Solution:
    """Return the best whole among those that hold the `fixed` pairs (mentee → mentor), whether these are open or not."""
    settled = dict(fixed or {})
    rest = np.array(
        [mentee for mentee in range(len(problem.scores)) if mentee not in settled], dtype=np.int64
    )
    places = problem.places.copy()
    for mentor in settled.values():
        places[mentor] -= 1
    own = [int(problem.scores[mentee, mentor]) for mentee, mentor in settled.items()]
    scores, allowed = problem.scores[rest], problem.open[rest] & (places > 0)
    floor = _best_floor(scores, allowed, places, min(own, default=None))
    mentor_of = dict(settled)
    if floor is not None:
        found, _ = _highest(scores, allowed & (scores >= floor), places)
        mentor_of |= {int(mentee): int(mentor) for mentee, mentor in zip(rest, found, strict=True)}
    chosen = tuple(mentor_of.get(mentee, NOBODY) for mentee in range(len(problem.scores)))
    reached = [
        int(problem.scores[mentee, mentor])
        for mentee, mentor in enumerate(chosen)
        if mentor != NOBODY
    ]
    return Solution(chosen, len(reached), min(reached, default=None), sum(reached))


def _matchable(allowed: Flags, places: Ints) -> int:
    """Return how many rows can be matched at once."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    seats = np.repeat(np.arange(len(places)), np.minimum(places, len(allowed)))
    wide = (
        allowed
        if len(seats) == len(places) and (seats == np.arange(len(places))).all()
        else allowed[:, seats]
    )
    return int((maximum_bipartite_matching(csr_array(wide), perm_type="column") >= 0).sum())


def _best_floor(scores: Ints, allowed: Flags, places: Ints, cap: int | None) -> int | None:
    """Return the greatest score that all matched can have at least, as many being matched as can be; None where none can.

    `cap` is the score of a pair that is settled already: to do better than it helps nobody's worst.
    """
    best = np.where(allowed, scores, NOBODY).max(axis=1, initial=NOBODY)
    most = min(int((best != NOBODY).sum()), int(np.minimum(places, len(allowed)).clip(0).sum()))
    if not most:
        return None

    def highest(matched: int) -> int:
        """Return the highest level at which so many rows have anyone at all."""
        level = int(np.partition(best, -matched)[-matched])
        return level if cap is None else min(level, cap)

    # Most often all that could be matched can be, and at the highest level: that is tried first.
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


class _Prices(NamedTuple):
    """What proves a whole the best: a price for each mentor's place and a gain for each mentee, and how far a pair is from paying.

    A pair's `slack` is never below zero; in every best whole it is zero, whoever has a gain is
    matched and whatever has a price is taken.
    """

    gains: Floats
    prices: Floats
    slack: Floats
    allowed: Flags


def _highest(scores: Ints, allowed: Flags, places: Ints) -> tuple[Ints, _Prices]:
    """Return who is matched with whom at the highest total, as many being matched as can be, first by place in the rows."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = scores.shape
    # A whole number each, and in the shape that scipy computes with: it need not make one of its
    # own.
    cost = np.where(allowed, -(scores + (100.0 * rows + 1)), 0.0)
    seats = np.repeat(np.arange(columns), np.minimum(np.maximum(places, 0), rows))
    found = np.full(rows, NOBODY, dtype=np.int64)
    plain = len(seats) == columns and bool((seats == np.arange(columns)).all())
    mentees, taken = linear_sum_assignment(cost if plain else cost[:, seats])
    mentors = seats[taken]
    real = allowed[mentees, mentors]
    found[mentees[real]] = mentors[real]
    prices = _prices(-cost, allowed, found)
    return _first(found, places, prices), prices


def _prices(worth: Floats, allowed: Flags, found: Ints) -> _Prices:
    """Return the lowest prices that prove `found` the best: raised as long as someone would rather sit elsewhere."""
    matched = found != NOBODY
    prices = worth[~matched].max(axis=0, initial=0.0)
    own = np.flatnonzero(matched)
    seat = found[own]
    paid = worth[own, seat]
    moved = np.ones(len(prices), dtype=np.bool_)
    while (asked := moved[seat]).any():
        offers = (worth[own[asked]] + (prices[seat[asked]] - paid[asked])[:, None]).max(axis=0)
        moved = offers > prices
        prices = np.maximum(prices, offers)
    gains = np.zeros(len(found))
    gains[own] = paid - prices[seat]
    return _Prices(gains, prices, gains[:, None] + prices[None, :] - worth, allowed)


def _masks(flags: Flags) -> list[int]:
    """Return each column as a whole number whose bits are its rows."""
    packed = np.packbits(flags.T, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _exchanges(found: Ints, places: Ints, tight: Flags, prices: _Prices) -> Ints:
    """Return a label for each mentor and, last, for being without one: only within a label can places change hands without loss."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    columns = tight.shape[1]
    out, air = columns, columns + 1
    seat = np.where(found == NOBODY, out, found)
    spare = np.flatnonzero(places > np.bincount(found[found != NOBODY], minlength=columns))
    mentees, mentors = np.nonzero(tight)
    idle, free = np.flatnonzero(prices.gains == 0), np.flatnonzero(prices.prices == 0)
    leave = np.concatenate((seat[mentees], seat[idle], spare, np.full(len(free), air)))
    enter = np.concatenate((mentors, np.full(len(idle), out), np.full(len(spare), air), free))
    moves = coo_array(
        (np.ones(len(leave), dtype=np.bool_), (leave, enter)), shape=(columns + 2, columns + 2)
    )
    labels: Ints = connected_components(moves.tocsr(), directed=True, connection="strong")[1]
    return labels


def _first(found: Ints, places: Ints, prices: _Prices) -> Ints:
    """Return, of all wholes that are as good as `found`, the first by place in the rows."""
    tight = prices.allowed & (prices.slack == 0)
    board = _Board(found, places, tight, prices)
    label = _exchanges(found, places, tight, prices)
    own = label[np.where(found == NOBODY, tight.shape[1], found)]
    # Moving along never leads out of a label, so these are all the seats that a mentee could come
    # to.
    within = tight & (label[:-2][None, :] == own[:, None])
    for mentee in range(len(found)):
        board.settle(mentee, np.flatnonzero(within[mentee]))
    return board.seating()


class _Board:
    """Who sits where, among moves that keep the whole as good as it is; each mentee is settled in turn.

    Beside the mentors there is one seat `out` for those without a mentor, and beside the mentees
    one `air` that fills the places left. So every whole is full, and one becomes another by a chain
    of moves from seat to seat.
    """

    def __init__(self, found: Ints, places: Ints, tight: Flags, prices: _Prices) -> None:
        rows, columns = tight.shape
        self.out, self.air = columns, rows
        air = 1 << rows
        self.at = [columns if mentor == NOBODY else int(mentor) for mentor in found]
        # Who may sit in a seat without loss, as bits.
        self.welcome = [
            mask | (air if price == 0 else 0)
            for mask, price in zip(_masks(tight), prices.prices.tolist(), strict=True)
        ]
        self.welcome.append(sum(1 << int(mentee) for mentee in np.flatnonzero(prices.gains == 0)))
        # Who sits there and is not settled yet.
        self.sitting = [0] * (columns + 1)
        for mentee, seat in enumerate(self.at):
            self.sitting[seat] |= 1 << mentee
        self.spare = [
            *(
                np.maximum(places, 0) - np.bincount(found[found != NOBODY], minlength=columns)
            ).tolist(),
            0,
        ]
        for seat in range(columns):
            if self.spare[seat]:
                self.sitting[seat] |= air
        self.loose = (1 << (rows + 1)) - 1

    def seating(self) -> Ints:
        """Return the mentor of each mentee."""
        return np.array([NOBODY if seat == self.out else seat for seat in self.at], dtype=np.int64)

    def settle(self, mentee: int, seats: Ints) -> None:
        """Give a mentee the first of `seats` before the own one that those not settled yet can make free without loss."""
        own = self.at[mentee]
        self.loose &= ~(1 << mentee)
        self.sitting[own] &= ~(1 << mentee)
        wanted = [seat for seat in seats.tolist() if seat < own and self.sitting[seat]]
        self.at[mentee] = self._freed(wanted, own) if wanted else own

    def _freed(self, wanted: list[int], own: int) -> int:
        """Make the first of `wanted` free that can be, by a chain of moves that ends in `own`; return it, else `own`."""
        seen, trail, line, known = 0, [], [own], {own}
        for seat in line:
            new = self.welcome[seat] & self.loose & ~seen
            if not new:
                continue
            seen |= new
            trail.append((seat, new))
            if self.sitting[wanted[0]] & seen:
                break
            for who in _bits(new):
                left = (
                    [place for place, spare in enumerate(self.spare) if spare]
                    if who == self.air
                    else [self.at[who]]
                )
                line += [place for place in left if place not in known]
                known.update(left)
        freed = next((seat for seat in wanted if self.sitting[seat] & seen), own)
        chain, seat = [], freed
        while seat != own:
            # The move that made a seat known came before every move into it: the chain cannot run
            # in a circle.
            to, who = next(
                (to, next(_bits(new & self.sitting[seat])))
                for to, new in trail
                if new & self.sitting[seat]
            )
            chain.append((who, seat, to))
            seat = to
        for who, seat, to in chain:
            self._move(who, seat, to)
        return freed

    def _move(self, who: int, seat: int, to: int) -> None:
        bit = 1 << who
        if who != self.air:
            self.at[who] = to
            self.sitting[seat] ^= bit
        else:
            self.spare[seat] -= 1
            self.spare[to] += 1
            if not self.spare[seat]:
                self.sitting[seat] ^= bit
        self.sitting[to] |= bit


class Choice(NamedTuple):
    """Another mentor for a mentee: what the total loses when that pair is fixed, and what the whole then reaches."""

    mentor: int
    loss: int
    matched: int
    worst: int


class Ground(NamedTuple):
    """What choices are judged by: pairs at or above a floor, the best whole of them, and what proves it the best."""

    found: Ints
    spare: Flags
    """Mentors with a place left over."""
    loss: Ints
    """Mentor by mentee: what the total loses by such a pair alone, `_FAR` where there can be none."""
    gains: Ints
    prices: Ints
    total: int
    lowest: int
    """The lowest score in the best whole: up to there, a higher floor has the same best whole."""


_FAR = 1 << 60


def ground(problem: Problem, floor: int) -> Ground:
    """Return the best whole of pairs with a score of at least `floor`, made ready to be argued with."""
    allowed = problem.open & (problem.places > 0) & (problem.scores >= floor)
    found, prices = _highest(problem.scores, allowed, problem.places)
    own = np.flatnonzero(found != NOBODY)
    reached = problem.scores[own, found[own]]
    return Ground(
        found,
        problem.places > np.bincount(found[own], minlength=len(problem.places)),
        np.where(allowed, prices.slack, _FAR).T.astype(np.int64, order="C"),
        prices.gains.astype(np.int64),
        prices.prices.astype(np.int64),
        int(reached.sum()),
        int(reached.min(initial=100)),
    )


def _above(base: Ground, problem: Problem, floor: int) -> Ground:
    """Return the same whole on fewer pairs: those with a score of at least `floor`, which every one in it has."""
    return base._replace(loss=np.where(floor <= problem.scores.T, base.loss, _FAR))


def nearest(base: Ground, mentee: int) -> Iterator[tuple[Ints, int]]:
    """Yield mentors, some at a time, with what the total loses at the least when one of their places is made free, least first.

    The mentee's own mentor is free at no loss. Mentors are left out whose places cannot be freed
    with as many matched.
    """
    out = len(base.spare)
    at = np.where(base.found == NOBODY, out, base.found)
    need = np.full(
        len(at), _FAR, dtype=np.int64
    )  # what it costs when the one who sits there moves on
    air, aired = _FAR, False  # the same for places that are left over, told once for all of them
    done = np.zeros(out + 1, dtype=np.bool_)
    gone = np.arange(len(at)) == mentee
    seats, cost = at[mentee : mentee + 1], 0
    while len(seats):
        done[seats] = True
        mentors = seats[seats != out]
        if len(mentors):
            yield mentors, cost
            need = np.minimum(need, base.loss[mentors].min(axis=0) + cost)
            air = min(air, int(base.prices[mentors].min()) + cost)
        if len(mentors) < len(seats):
            need = np.minimum(need, base.gains + cost)
        gone |= done[at]
        left = np.where(gone, _FAR, need)
        least = int(left.min())
        spare = np.flatnonzero(base.spare & ~done[:-1])
        if not aired and air <= least and air < _FAR and len(spare):
            seats, cost, aired = spare, air, True
        else:
            seats, cost = np.unique(at[left == least]) if least < _FAR else seats[:0], least


def nearest_choices(base: Ground, mentee: int, most: int) -> list[tuple[int, int]]:
    """Return mentors other than the mentee's own with what the total loses by each: the `most` that lose the least, and all that lose no more."""
    own = base.loss[:, mentee]
    found: list[tuple[int, int]] = []
    enough = _FAR
    for mentors, freed in nearest(base, mentee):
        if freed > enough:
            break
        others = mentors[(own[mentors] < _FAR) & (mentors != base.found[mentee])]
        found += zip(others.tolist(), (own[others] + freed).tolist(), strict=True)
        if len(found) >= most:
            enough = sorted(loss for _, loss in found)[most - 1]
    return found


def choices(
    problem: Problem, best: Solution, mentee: int, fixed: Mapping[int, int] | None = None
) -> list[Choice]:
    """Return what each mentor open to `mentee` would cost the whole, by mentor: what a forced anew solving would find.

    Pairs that keep both first aims are told from one whole; so are those below the worst-off's
    score, for each score. Only where fewer would be matched, or the others would fall lower still,
    the whole is solved anew.
    """
    others = {one: mentor for one, mentor in (fixed or {}).items() if one != mentee}
    places = problem.places.copy()
    for mentor in others.values():
        places[mentor] -= 1
    wanted = np.flatnonzero(problem.open[mentee] & (places > 0)).tolist()
    told: dict[int, Choice] = {}
    own = problem.scores[mentee]
    if best.worst is not None and mentee not in (fixed or {}):
        settled = sum(int(problem.scores[one, mentor]) for one, mentor in others.items())
        rows = np.array(
            [one for one in range(len(problem.scores)) if one not in others], dtype=np.int64
        )
        rest = Problem(problem.scores[rows], problem.open[rows], places)
        row = int(np.searchsorted(rows, mentee))
        base: Ground | None = None
        for floor in sorted({min(int(own[mentor]), best.worst) for mentor in wanted}):
            base = (
                _above(base, rest, floor)
                if base is not None and floor <= base.lowest
                else ground(rest, floor)
            )
            for mentors, freed in nearest(base, row):
                for mentor in mentors.tolist():
                    if problem.open[mentee, mentor] and min(int(own[mentor]), best.worst) == floor:
                        loss = (
                            best.total - settled - base.total + int(base.loss[mentor, row]) + freed
                        )
                        told[mentor] = Choice(mentor, loss, best.matched, floor)
    for mentor in wanted:
        if mentor not in told:
            forced = solve(problem, {**others, mentee: mentor})
            told[mentor] = Choice(
                mentor, best.total - forced.total, forced.matched, forced.worst or 0
            )
    return [told[mentor] for mentor in wanted]
