"""What is weighed, as rows: what a mentee asks for, what a mentor gives, and the sentence for it.

A consideration is met by the share of what is asked that is given. What a mentee does not ask for,
and what no mentor could give, does not apply, and the rest is scaled to 100. Who is worst off is
judged by the needs alone, which are met by areas. Nothing here knows of gender, age, origin or
health: no row can ask for them.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, lcm
from typing import TYPE_CHECKING, TypeVar

from mentorskap.files.records import areas_by_name
from mentorskap.matching.suggestion import NEEDS, Credit
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Person, say
from mentorskap.words.traces import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mentorskap.files.records import Interview, Participant, Programme, Weights
    from mentorskap.words.sentence import Sentence

_NOTHING: frozenset[str] = frozenset()
Number = TypeVar("Number", int, "NDArray[np.int64]")
"""One number, or one for each mentor."""


class Weighed(NamedTuple):
    """A mentee, a mentor, and what of a consideration is met and what is missing, by sorted id."""

    mentee: Participant
    mentor: Participant
    given: tuple[str, ...]
    missing: tuple[str, ...]


class Consideration(NamedTuple):
    """A row: its name is the key under `weights` in programme.yml."""

    name: str
    asks: Callable[[Participant], frozenset[str]]
    gives: Callable[[Participant], frozenset[str]]
    because: Callable[[Weighed, Programme | None], Sentence]
    page: str
    """The page of the handbook that says what is meant."""

    def weight(self, weights: Weights) -> int:
        """Return the row's weight; one below zero, which `check` objects to, weighs nothing."""
        return max(0, int(getattr(weights, self.name)))


def interview_of(mentee: Participant) -> Interview | None:
    """Return the interview of a mentee seen within one cohort, or None before there is one."""
    return None if mentee.latest is None else mentee.latest.interview


def _contribution(mentee: Participant) -> frozenset[str]:
    interview = interview_of(mentee)
    return (
        _NOTHING
        if interview is None
        else frozenset(need.area for need in interview.mentor_contribution)
    )


def _development(mentee: Participant) -> frozenset[str]:
    interview = interview_of(mentee)
    return _NOTHING if interview is None else frozenset(interview.development_areas)


def _challenges(mentee: Participant) -> frozenset[str]:
    interview = interview_of(mentee)
    return _NOTHING if interview is None else frozenset(interview.challenges)


def _wished(mentee: Participant) -> frozenset[str]:
    interview = interview_of(mentee)
    return (
        _NOTHING
        if interview is None or interview.wished_mentor is None
        else frozenset((interview.wished_mentor,))
    )


def _place(person: Participant) -> frozenset[str]:
    return _NOTHING if person.place is None else frozenset((folded(person.place),))


def _offers(mentor: Participant) -> frozenset[str]:
    return _NOTHING if mentor.mentor is None else frozenset(mentor.mentor.offers)


def _oneself(mentor: Participant) -> frozenset[str]:
    return frozenset((mentor.id,))


def _areas_met(weighed: Weighed, programme: Programme | None) -> Sentence:
    if not weighed.missing:
        return say(
            "offers all that is asked for ({areas})", areas=areas_by_name(weighed.given, programme)
        )
    if not weighed.given:
        return say("does not offer {areas}", areas=areas_by_name(weighed.missing, programme))
    return say(
        "offers {given}, but not {missing}",
        given=areas_by_name(weighed.given, programme),
        missing=areas_by_name(weighed.missing, programme),
    )


def _wish_met(weighed: Weighed, _programme: Programme | None) -> Sentence:
    if weighed.given:
        return say("is the mentor wished for")
    return say("the wish was for {mentor}", mentor=Person(weighed.missing[0]))


def _place_met(weighed: Weighed, _programme: Programme | None) -> Sentence:
    if weighed.given:
        return say("both in the same town")
    if weighed.mentor.place is None:
        return say("the mentor's town is not known")
    return say("in different towns")


CONSIDERATIONS = (
    Consideration("mentor_contribution", _contribution, _offers, _areas_met, "manager/suggesting"),
    Consideration("development_areas", _development, _offers, _areas_met, "manager/suggesting"),
    Consideration("challenges", _challenges, _offers, _areas_met, "manager/suggesting"),
    Consideration("wishes", _wished, _oneself, _wish_met, "way/wishes"),
    Consideration("practical", _place, _place, _place_met, "manager/suggesting"),
)
"""Every consideration, in the order in which it is told. The first three are met by areas."""
BY_AREAS = CONSIDERATIONS[:3]
WISHES = CONSIDERATIONS[3].name


class Request(NamedTuple):
    """What a mentee asks for under one consideration, its weight, and what each token is worth."""

    consideration: Consideration
    weight: int
    tokens: frozenset[str]
    worth: int


class Scale(NamedTuple):
    """What applies to one mentee, and the whole that it is scaled to."""

    requests: tuple[Request, ...]
    whole: int
    """What everything that is asked for is worth together."""

    @property
    def needs(self) -> Scale:
        """The same without wishes and place: what is needed of a mentor."""
        return _scale(request for request in self.requests if request.consideration.name in NEEDS)

    def points(self, share: Number) -> Number:
        """Return what of 100 `share` of the whole is, rounded once, half a point up.

        It is 0 if nothing applies. `share` is a whole number or an array of them.
        """
        return (200 * share + self.whole) // (2 * self.whole) if self.whole else 0 * share

    def score(self, gives: Mapping[str, frozenset[str]]) -> int:
        """Return how well a mentor fits who gives this, by consideration: 0 to 100."""
        return self.points(
            sum(
                request.worth * len(request.tokens & gives[request.consideration.name])
                for request in self.requests
            )
        )


def gives(mentor: Participant) -> dict[str, frozenset[str]]:
    """Return what a mentor gives, by the rows' names."""
    return {row.name: row.gives(mentor) for row in CONSIDERATIONS}


def _scale(requests: Iterable[Request]) -> Scale:
    applied = tuple(requests)
    return Scale(applied, sum(request.worth * len(request.tokens) for request in applied))


def scale(
    mentee: Participant, weights: Weights, impossible: Collection[str] = frozenset()
) -> Scale:
    """Return what applies to a mentee: asked for, weighing something, and possible to give.

    `impossible` names considerations that no mentor could meet. If that would leave no need at all,
    the needs are not left out: a score without them would say nothing of what is needed.
    """
    asks = ((row, row.weight(weights), row.asks(mentee)) for row in CONSIDERATIONS)
    applied = [(row, weight, tokens) for row, weight, tokens in asks if weight and tokens]
    needs = {row.name for row, _, _ in applied} & NEEDS
    left_out = frozenset(impossible) - (needs if needs <= frozenset(impossible) else _NOTHING)
    applied = [entry for entry in applied if entry[0].name not in left_out]
    unit = lcm(*(len(tokens) for _, _, tokens in applied))
    return _scale(
        Request(row, weight, tokens, weight * (unit // len(tokens)))
        for row, weight, tokens in applied
    )


def has_needs(mentee: Participant) -> bool:
    """Say whether a mentee's interview names any area that a mentor should offer."""
    interview = interview_of(mentee)
    return interview is not None and interview.has_needs


def parts(
    applied: Scale, mentee: Participant, mentor: Participant, programme: Programme | None
) -> tuple[Credit, ...]:
    """Return what each consideration gives.

    Points add up to the score, and what they are given of to 100.

    Points met and points missed are each rounded by the largest remainder; together they are what a
    row could give. So a row that is met in full gets all it could, and one that is not met at all
    gets nothing.
    """
    total = applied.score(gives(mentor))
    met, missed = [], []
    for request in applied.requests:
        worth = Fraction(100 * request.worth, applied.whole)
        count = len(request.tokens & request.consideration.gives(mentor))
        met.append(worth * count)
        missed.append(worth * (len(request.tokens) - count))
    points = _whole(met, total)
    rest = _whole(missed, 100 - total)
    return tuple(
        Credit(
            request.consideration.name,
            got,
            got + lost,
            request.consideration.because(
                _weighed(mentee, mentor, request.consideration, request.tokens), programme
            ),
        )
        for request, got, lost in zip(applied.requests, points, rest, strict=True)
    )


def _weighed(
    mentee: Participant, mentor: Participant, row: Consideration, tokens: frozenset[str]
) -> Weighed:
    offer = row.gives(mentor)
    return Weighed(mentee, mentor, tuple(sorted(tokens & offer)), tuple(sorted(tokens - offer)))


def _whole(exact: Sequence[Fraction], total: int) -> list[int]:
    """Return whole numbers near `exact` that add up to `total`.

    Each is rounded down, and the rest goes to the largest remainders.
    """
    whole = [floor(number) for number in exact]
    largest = sorted(range(len(exact)), key=lambda index: (whole[index] - exact[index], index))
    for index in largest[: total - sum(whole)]:
        whole[index] += 1
    return whole


def asked_areas(mentee: Participant) -> tuple[str, ...]:
    """Return every area that a mentee asks for, by id and in order."""
    return tuple(sorted(frozenset[str]().union(*(row.asks(mentee) for row in BY_AREAS))))


def required_areas(mentee: Participant) -> tuple[str, ...]:
    """Return the areas without which a mentor is no mentor for this mentee, by id and in order."""
    interview = interview_of(mentee)
    return (
        ()
        if interview is None
        else tuple(sorted({need.area for need in interview.mentor_contribution if need.required}))
    )
