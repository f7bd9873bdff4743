"""Matching: stops are the rules, scores are exact, the whole is the best there is, and every reason can be checked."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mentorskap import matching
from mentorskap.matching import considerations, solve
from mentorskap.matching.stops import (
    JUST_REFUSED,
    LANGUAGE,
    ONESELF,
    REFUSED,
    REQUIRED,
    ROOM,
    STOPS,
    TIME,
    Stops,
)
from mentorskap.model.snapshot import Snapshot
from mentorskap.rules import RULES
from mentorskap.rules.check import check
from mentorskap.rules.rule import ERROR
from mentorskap.words import titles
from tests import judge
from tests.conftest import ROOT
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorskap.matching import Weighing
    from mentorskap.matching.suggestion import Suggestion

SMALL = [
    (seed, 2 + seed % 4, 2 + seed % 3, 0.05 + 0.3 * (seed % 7) / 6) for seed in range(examples(120))
]
"""Programmes small enough to try every whole: seed, mentees, mentors, share of stops."""
LARGE = [
    (seed, 8 + seed % 7, 6 + seed % 6, 0.05 + 0.3 * (seed % 7) / 6)
    for seed in range(1000, 1000 + examples(80))
]
"""Programmes for another solver."""


def _open(weighing: Weighing) -> Iterator[tuple[str, str]]:
    for mentee in weighing.mentees:
        for mentor in weighing.mentors:
            if not weighing.stops.of(mentee, mentor):
                yield mentee, mentor


def _shares(told: dict[str, Any], weighing: Weighing, mentee: str, mentor: str) -> Any:
    wished = told["participants"][mentee]["mentee"]["interview"]["wishes"].get("mentor")
    return judge.shares(
        told,
        mentee,
        mentor,
        wish_possible=wished is not None and not weighing.stops.of(mentee, wished),
    )


def _pairs(told: dict[str, Any], weighing: Weighing) -> dict[tuple[str, str], tuple[int, int]]:
    found = {pair: _shares(told, weighing, *pair) for pair in _open(weighing)}
    return {
        pair: (judge.score(told, shares), judge.needs(told, shares))
        for pair, shares in found.items()
    }


def _places(weighing: Weighing) -> dict[str, int]:
    return {mentor: weighing.places(mentor) for mentor in weighing.mentors}


def test_the_worked_example_of_the_solver_is_right() -> None:
    results = doctest.testmod(solve)
    assert (results.failed, results.attempted) == (0, 5)


@pytest.mark.parametrize("case", SMALL)
def test_the_whole_is_the_best_of_all_there_are_and_the_first_in_order(
    case: tuple[int, int, int, float],
) -> None:
    told = judge.world(*case)
    weighing = matching.Weighing(judge.snapshot(told))
    aims, chosen = judge.exhaustive(
        _pairs(told, weighing),
        _places(weighing),
        judge.queue(told, weighing.mentees),
        judge.preferred(told, weighing.mentors),
    )
    assert (weighing.best.matched, weighing.best.worst or 0, weighing.best.total) == aims
    assert {mentee: weighing.mentor_of(mentee) for mentee in weighing.mentees} == chosen


@pytest.mark.parametrize("case", LARGE)
def test_another_kind_of_solver_finds_no_better_whole(case: tuple[int, int, int, float]) -> None:
    told = judge.world(*case)
    weighing = matching.Weighing(judge.snapshot(told))
    assert (
        weighing.best.matched,
        weighing.best.worst or 0,
        weighing.best.total,
    ) == judge.programmed(_pairs(told, weighing), _places(weighing))


def _met(
    pairs: dict[tuple[str, str], tuple[int, int]], whole: dict[str, str | None]
) -> tuple[int, int, int]:
    met = [pairs[mentee, mentor] for mentee, mentor in whole.items() if mentor is not None]
    return len(met), min((needs for _, needs in met), default=0), sum(score for score, _ in met)


@pytest.mark.parametrize("case", [*SMALL[::2], *LARGE[::16]])
def test_regret_is_what_solving_again_with_the_pair_fixed_loses(
    case: tuple[int, int, int, float],
) -> None:
    told = judge.world(*case)
    weighing = matching.Weighing(judge.snapshot(told))
    pairs, places = _pairs(told, weighing), _places(weighing)
    best = {mentee: weighing.mentor_of(mentee) for mentee in weighing.mentees}
    asked = 0
    for mentee in weighing.mentees:
        suggestion = matching.suggestion(weighing, mentee)
        assert {candidate.mentor for candidate in suggestion.candidates} == {
            mentor for one, mentor in pairs if one == mentee
        }
        for candidate in suggestion.candidates:
            aims = judge.programmed(pairs, places, (mentee, candidate.mentor))
            regret = candidate.regret
            assert (regret.matched, regret.worst or 0) == aims[:2]
            then = {**best, mentee: candidate.mentor}
            for loss in regret.others:
                assert best[loss.mentee] == loss.before != loss.after
                assert loss.points == (
                    pairs.get((loss.mentee, loss.before or ""), (0, 0))[0]
                    - pairs.get((loss.mentee, loss.after or ""), (0, 0))[0]
                )
                then[loss.mentee] = loss.after
            assert _met(pairs, then) == aims
            assert regret.own + sum(loss.points for loss in regret.others) == (
                weighing.best.total - aims[2]
            )
            asked += 1
    assert asked == len(pairs)


@pytest.mark.parametrize("case", [*SMALL[1::2], *LARGE[1::16]])
def test_after_a_no_the_plan_is_the_best_without_that_pair(
    case: tuple[int, int, int, float],
) -> None:
    told = judge.world(*case)
    weighing = matching.Weighing(judge.snapshot(told))
    pairs, places = _pairs(told, weighing), _places(weighing)
    best = {mentee: weighing.mentor_of(mentee) for mentee in weighing.mentees}
    whole = matching.whole(weighing)
    for match in whole.pairs:
        rest = {
            pair: met for pair, met in pairs.items() if pair != (match.mentee, best[match.mentee])
        }
        aims = judge.programmed(rest, places)
        then = {**best, match.mentee: match.if_no.mentee_gets}
        then |= {move.mentee: move.after for move in match.if_no.others}
        assert match.if_no.matched == aims[0]
        assert _met(rest, then) == aims
    assert sorted(whole.ask_first) == [match.mentee for match in whole.pairs]
    if whole.pairs:
        assert whole.frontier is not None
        assert (
            whole.frontier.matched,
            whole.frontier.worst or 0,
            whole.frontier.total,
        ) == judge.programmed(pairs, places, matched=len(whole.pairs) - 1)


def test_equals_are_as_good_as_the_best_and_told_once() -> None:
    seen = 0
    for case in [*SMALL[:60], *LARGE[:30]]:
        told = judge.world(*case)
        weighing = matching.Weighing(judge.snapshot(told))
        pairs = _pairs(told, weighing)
        best = {mentee: weighing.mentor_of(mentee) for mentee in weighing.mentees}
        wholes = []
        for equal in matching.whole(weighing).equals:
            then = {**best, equal.mentee: equal.after}
            then |= {move.mentee: move.after for move in equal.others}
            assert _met(pairs, then) == _met(pairs, best)
            assert best[equal.mentee] == equal.before
            wholes.append(then)
        assert all(wholes.count(whole) == 1 for whole in wholes)
        seen += len(wholes)
    assert seen


def test_who_is_nearest_has_the_score_of_a_what_if() -> None:
    """What lacks room alone is asked about with a place more, what lacks one other stop by lifting it."""
    seen = set()
    for case in [*SMALL[:40], *LARGE[:20]]:
        snapshot = judge.snapshot(judge.world(*case))
        weighing = matching.Weighing(snapshot)
        for mentee in weighing.mentees:
            for near in matching.suggestion(weighing, mentee).nearest:
                stops = weighing.stops.of(mentee, near.mentor)
                assert near.lacks == stops
                assert len(stops) == 1 or near.wished
                if len(stops) > 1:
                    continue
                (stop,) = stops
                places = [f"{near.mentor}:capacity=20"] if stop.id == ROOM else []
                lifted = [] if stop.id == ROOM else [stop.id]
                asked = matching.asked(snapshot, places, [], [], lifted)
                if near.wished or stop.id == ROOM:  # lifting for all may free the wished as well
                    candidates = matching.suggestion(
                        matching.Weighing(snapshot, asked), mentee
                    ).candidates
                    scores = {candidate.mentor: candidate.score for candidate in candidates}
                    assert scores[near.mentor] == near.score
                seen.add(stop.id)
    assert len(seen) > 3


# Stops are the rules themselves.


def _errors(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    report = check(snapshot, RULES, lambda _path: None)
    return {
        (finding.rule, finding.path, str(finding.message))
        for finding in report.findings
        if finding.severity == ERROR
    }


def _warned(snapshot: Snapshot, pairing: str) -> set[str]:
    report = check(snapshot, RULES, lambda _path: None)
    return {
        finding.rule for finding in report.findings if finding.path == f"pairings/{pairing}.yml"
    }


@pytest.mark.parametrize("case", [*SMALL[:60:3], *LARGE[:4]])
def test_a_mentor_is_stopped_exactly_where_check_would_object_to_the_pairing(
    case: tuple[int, int, int, float],
) -> None:
    told = judge.world(*case)
    snapshot = judge.snapshot(told)
    weighing = matching.Weighing(snapshot)
    before = _errors(snapshot)
    for mentee in weighing.mentees:
        for mentor in weighing.mentors:
            pairing = matching.would_be(snapshot, snapshot.participants[mentee], mentor)
            with_it = Snapshot(
                snapshot.reading._replace(pairings={**snapshot.pairings, pairing.id: pairing}),
                snapshot.today,
            )
            objected = {rule for rule, *_ in _errors(with_it) - before} | (
                _warned(with_it, pairing.id) & {TIME, REFUSED}
            )
            own = {stop.id for stop in weighing.stops.of(mentee, mentor)}
            assert own - {JUST_REFUSED, LANGUAGE, REQUIRED} == objected
            one, other = told["participants"][mentee], told["participants"][mentor]
            assert (JUST_REFUSED in own) == any(
                pairing["mentor"] == mentor
                and pairing["proposal"].get("mentor_answer", {}).get("answer") == "declined"
                for pairing in told["pairings"].values()
            )
            assert (LANGUAGE in own) == (not set(one["languages"]) & set(other["languages"]))
            required = {
                need["area"]
                for need in one["mentee"]["interview"]["mentor_contribution"]
                if need.get("required")
            }
            assert (REQUIRED in own) == (
                not required <= {offer["area"] for offer in other["mentor"]["offers"]}
            )


@pytest.mark.parametrize(
    "lifted",
    [(), (TIME,), ("pair-has-no-ties", REFUSED), (LANGUAGE, REQUIRED), (TIME, JUST_REFUSED)],
)
@pytest.mark.parametrize("freed", [False, True])
def test_the_fast_look_at_all_mentors_and_the_slow_one_at_each_agree(
    lifted: tuple[str, ...], *, freed: bool
) -> None:
    seen: set[str] = set()
    for case in [*SMALL, *LARGE]:
        snapshot = judge.snapshot(judge.world(*case))
        weighing = matching.Weighing(snapshot)
        pairs = [(mentee, weighing.mentors[0]) for mentee in weighing.mentees if freed]
        stops = Stops(snapshot, weighing.mentors, lifted, pairs)
        for mentee in weighing.mentees:
            found = {
                mentor: {stop.id for stop in stops.of(mentee, mentor)}
                for mentor in weighing.mentors
            }
            assert stops.open_to(mentee) == [
                place for place, by in enumerate(found.values()) if not by
            ]
            seen |= set[str]().union(*found.values())
    assert seen == set(STOPS) - {ONESELF, "mentors-pairings-can-be-read"} - set(lifted)


def test_a_score_is_rounded_the_same_one_by_one_and_all_at_once() -> None:
    for whole in range(80):
        scale = considerations.Scale((), whole)
        shares = range(whole + 1)
        points = [scale.points(share) for share in shares]
        assert scale.points(np.array(shares)).tolist() == points
        assert points == [int(100 * share / whole + 0.5) if whole else 0 for share in shares]


def test_every_consideration_has_its_page_in_the_handbook() -> None:
    for row in considerations.CONSIDERATIONS:
        for language in ("sv", "en"):
            assert (ROOT / "docs" / language / f"{row.page}.md").is_file()


def test_every_stop_and_consideration_has_a_title() -> None:
    assert list(titles.STOPS) == [*STOPS, "given-to-another", "score-is-high-enough"]
    assert list(titles.CONSIDERATIONS) == [row.name for row in considerations.CONSIDERATIONS]
    assert set(titles.CONSIDERATIONS) == set(judge.WEIGHTS)


# Scores and their parts.


@pytest.mark.parametrize("case", SMALL[:30])
def test_parts_add_up_to_the_score_and_what_they_are_given_of_to_a_hundred(
    case: tuple[int, int, int, float],
) -> None:
    told = judge.world(*case)
    weighing = matching.Weighing(judge.snapshot(told))
    people = weighing.snapshot.participants
    for row, mentee in enumerate(weighing.mentees):
        for column, mentor in enumerate(weighing.mentors):
            shares = _shares(told, weighing, mentee, mentor)
            wanted = judge.score(told, shares)
            assert weighing.matrix.scores[row, column] == wanted
            assert weighing.matrix.needs[row, column] == judge.needs(told, shares)
            parts = considerations.parts(
                weighing.scale(mentee), people[mentee], people[mentor], weighing.snapshot.programme
            )
            assert sum(part.points for part in parts) == wanted
            assert sum(part.of for part in parts) == (100 if parts else 0)
            for part in parts:
                rule = next(row for row in considerations.CONSIDERATIONS if row.name == part.name)
                asked, given = rule.asks(people[mentee]), rule.gives(people[mentor])
                assert 0 <= part.points <= part.of
                assert asked - given or part.points == part.of
                assert asked & given or part.points == 0


# The order of files means nothing, and no exchange improves the whole.


def read(suggestion: Suggestion) -> tuple[Any, ...]:
    """Return a suggestion with what a choice costs the others, which is worked out when it is read."""
    costs = [
        (regret.own, regret.others, regret.matched, regret.worst)
        for regret in (candidate.regret for candidate in suggestion.candidates)
    ]
    candidates = [candidate._asdict() | {"regret": None} for candidate in suggestion.candidates]
    return candidates, suggestion._replace(candidates=()), costs


@pytest.mark.parametrize("case", LARGE[::8])
def test_permuting_the_files_changes_nothing(case: tuple[int, int, int, float]) -> None:
    told = judge.world(*case)
    first, other = (matching.Weighing(judge.snapshot(told, order)) for order in (None, case[0]))
    assert matching.whole(first) == matching.whole(other)
    for mentee in first.mentees:
        suggestions = [matching.suggestion(weighing, mentee) for weighing in (first, other)]
        assert read(suggestions[0]) == read(suggestions[1])


@pytest.mark.parametrize("case", LARGE)
def test_no_swap_of_two_pairs_improves_the_whole_and_no_stop_is_broken(
    case: tuple[int, int, int, float],
) -> None:
    told = judge.world(*case)
    weighing = matching.Weighing(judge.snapshot(told))
    chosen = {
        mentee: mentor
        for mentee in weighing.mentees
        if (mentor := weighing.mentor_of(mentee)) is not None
    }
    pairs = _pairs(told, weighing)
    assert set(chosen.items()) <= pairs.keys()
    assert all(
        list(chosen.values()).count(mentor) <= weighing.places(mentor)
        for mentor in weighing.mentors
    )
    for one, his in chosen.items():
        for other, hers in chosen.items():
            if (one, hers) in pairs and (other, his) in pairs:
                now, then = (
                    [pairs[pair] for pair in swap]
                    for swap in (((one, his), (other, hers)), ((one, hers), (other, his)))
                )
                low = weighing.best.worst or 0
                assert min(needs for _, needs in then) < low or sum(
                    score for score, _ in then
                ) <= sum(score for score, _ in now)
