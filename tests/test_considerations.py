"""What is weighed: shares of what is asked, scaled to what applies, in points that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.files import records
from mentorskap.files.records import Weights
from mentorskap.matching import considerations
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests import oracle

if TYPE_CHECKING:
    from mentorskap.files.records import Participant

WEIGHTS = Weights(40, 25, 20, 10, 5)


def mentee(place: str | None = None, **interview: Any) -> Participant:
    entry: dict[str, Any] = {"cohort": "one", "admitted": "2026-01-12"}
    if interview:
        entry["interview"] = {"date": "2026-02-20", **interview}
    data = oracle.person("ada-11") | {"mentee": entry} | ({"place": place} if place else {})
    return records.participant("ada-11", data)


def mentor(*offers: str, place: str | None = None) -> Participant:
    role = {"offers": [{"area": area} for area in offers], "capacity": 1}
    data = oracle.person("bo-01") | {"mentor": role} | ({"place": place} if place else {})
    return records.participant("bo-01", data)


def areas(*ids: str) -> list[dict[str, str]]:
    return [{"area": id_} for id_ in ids]


ALL: Any = {
    "mentor_contribution": [{"area": "a", "required": True}, {"area": "b"}],
    "development_areas": areas("c"),
    "challenges": areas("a"),
    "wishes": {"mentor": "bo-01"},
}


@pytest.mark.parametrize(
    ("person", "partner", "impossible", "score"),
    [
        (mentee("Umeå", **ALL), mentor("a", place="umeå"), (), 20 + 0 + 20 + 10 + 5),
        (mentee("Umeå", **ALL), mentor("a", "b", "c", place="UMEÅ"), (), 100),
        (mentee("Umeå", **ALL), mentor("a", place="Luleå"), (), 20 + 0 + 20 + 10),
        (mentee("Umeå", **ALL), mentor(), (), 10),
        (mentee("Umeå", **ALL), mentor("a", place="Umeå"), ("wishes",), 50),  # 45 of 90
        (mentee(**ALL), mentor("a"), (), 53),  # 50 of 95: 52.6
        (mentee(challenges=areas("a", "b", "c")), mentor("a"), (), 33),
        (mentee(challenges=areas("a", "b", "c")), mentor("a", "b"), (), 67),
        (mentee(challenges=areas(*"abcdefgh")), mentor("a"), (), 13),  # 12.5, half a point up
        (mentee(challenges=areas("a"), development_areas=areas("b")), mentor("a"), ("development_areas",), 100),
        (mentee(challenges=areas("a")), mentor("b"), ("challenges",), 0),
        (mentee(challenges=areas("a"), wishes={"mentor": "bo-01"}), mentor("b"), ("challenges", "wishes"), 0),
        (mentee(), mentor("a"), (), 0),
        (mentee("Umeå"), mentor("a", place="Umeå"), (), 100),
    ],
)  # fmt: skip
def test_a_score_is_what_is_given_of_what_is_asked(
    person: Participant, partner: Participant, impossible: tuple[str, ...], score: int
) -> None:
    scale = considerations.scale(person, WEIGHTS, impossible)
    assert scale.score(considerations.gives(partner)) == score
    parts = considerations.parts(scale, person, partner, None)
    assert sum(part.points for part in parts) == score
    assert sum(part.of for part in parts) == (100 if parts else 0)
    assert not {part.name for part in parts} & set(impossible) or score == 0


def test_what_weighs_nothing_is_not_asked_for() -> None:
    person = mentee("Umeå", **ALL)
    for weight in (0, -1):
        scale = considerations.scale(person, WEIGHTS._replace(challenges=weight, practical=weight))
        assert [request.consideration.name for request in scale.requests] == [
            "mentor_contribution",
            "development_areas",
            "wishes",
        ]
        assert scale.score(considerations.gives(mentor("a"))) == 40  # 30 of 75
    scale = considerations.scale(person, WEIGHTS._replace(challenges=1))
    assert "challenges" in [request.consideration.name for request in scale.requests]


def test_where_no_need_can_be_met_the_needs_still_count() -> None:
    person = mentee(challenges=areas("a"), wishes={"mentor": "bo-01"})
    for impossible in ({"challenges"}, {"challenges", "wishes"}):
        scale = considerations.scale(person, WEIGHTS, impossible)
        names = {request.consideration.name for request in scale.requests}
        assert names == {"challenges", "wishes"} - (impossible - {"challenges"})


def test_needs_are_met_by_areas_alone() -> None:
    needs = considerations.scale(mentee("Umeå", **ALL), WEIGHTS).needs
    assert [request.consideration.name for request in needs.requests] == [
        "mentor_contribution",
        "development_areas",
        "challenges",
    ]
    assert needs.score(considerations.gives(mentor("a", place="Umeå"))) == 47  # 40 of 85
    assert considerations.asked_areas(mentee(**ALL)) == ("a", "b", "c")
    assert considerations.asked_areas(mentee(challenges=areas("d"))) == ("d",)
    assert considerations.WISHES == "wishes"
    assert considerations.required_areas(mentee(**ALL)) == ("a",)
    assert considerations.required_areas(mentee()) == considerations.asked_areas(mentee()) == ()
    assert considerations.has_needs(mentee(**ALL))
    assert not considerations.has_needs(mentee())
    assert not considerations.has_needs(mentee(wishes={"mentor": "bo-01"}))


@pytest.mark.parametrize(
    ("partner", "points", "because"),
    [
        (mentor("a", "b", "c"), [(40, 40), (25, 25), (20, 20)], ["offers all that is asked for (`a`, `b`)", "offers all that is asked for (`c`)", "offers all that is asked for (`a`)"]),
        (mentor("a"), [(20, 40), (0, 25), (20, 20)], ["offers `a`, but not `b`", "does not offer `c`", "offers all that is asked for (`a`)"]),
        (mentor("x"), [(0, 40), (0, 25), (0, 20)], ["does not offer `a`, `b`", "does not offer `c`", "does not offer `a`"]),
    ],
)  # fmt: skip
def test_areas_say_what_is_offered_and_what_is_not(
    partner: Participant, points: list[tuple[int, int]], because: list[str]
) -> None:
    person = mentee("Umeå", **ALL)
    parts = considerations.parts(considerations.scale(person, WEIGHTS), person, partner, None)[:3]
    assert [(part.points, part.of) for part in parts] == points
    voice = Voice(ENGLISH, {})
    assert [voice(part.because).lower() for part in parts] == because


@pytest.mark.parametrize(
    ("wish", "place", "words"),
    [
        ("bo-01", "Umeå", ["is the mentor wished for", "both in the same town"]),
        ("cy-02", "Luleå", ["the wish was for `cy-02`", "in different towns"]),
        ("cy-02", None, ["the wish was for `cy-02`", "the mentor's town is not known"]),
    ],
)
def test_a_wish_and_a_town_say_whether_they_are_met(
    wish: str, place: str | None, words: list[str]
) -> None:
    person = mentee("Umeå", wishes={"mentor": wish})
    scale = considerations.scale(person, WEIGHTS)
    parts = considerations.parts(scale, person, mentor(place=place), None)
    voice = Voice(ENGLISH, {})
    assert [voice(part.because).lower() for part in parts] == [text.lower() for text in words]


def test_points_of_thirds_go_to_the_largest_remainders_and_the_first() -> None:
    person = mentee(
        mentor_contribution=areas("a"), development_areas=areas("b"), challenges=areas("c")
    )
    scale = considerations.scale(person, Weights(1, 1, 1, 1, 1))
    for offers, points in (("abc", [34, 33, 33]), ("ab", [34, 33, 0]), ("c", [0, 0, 33])):
        parts = considerations.parts(scale, person, mentor(*offers), None)
        assert [part.points for part in parts] == points
