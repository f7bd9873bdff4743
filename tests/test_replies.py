"""The answers that a letter awaits: each a link that opens a finished mail to the manager."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from mentorskap.letters import replies
from mentorskap.words import answer_line
from tests import oracle
from tests.test_deadlines import ACTIVE, ASKED, FIRST, ID, INFORMED, PROPOSAL, world
from tests.test_letters import LATE, changed, spoken, written

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.oracle import World

_LINK = re.compile(r"mailto:(\S+)\?subject=(\S+)")
AWAITED = {
    "mentor-answer": ["accepted"],
    "inform-mentee": ["accepted"],
    "mentee-answer": ["accepted"],
    "first-meeting": ["held", "start", "undecided"],
    "second-meeting": ["held", "start", "undecided"],
    "introduction": ["held", "start", "undecided"],
    "meet-again": ["held", "start", "undecided"],
    "feedback-mentee": ["start", "undecided"],
    "feedback-mentor": ["start", "undecided"],
    "next-meeting": ["held", "cancelled", "no-show"],
    "outcome": [f"2026-04-20 {answer}" for answer in ("held", "moved", "cancelled", "no-show")],
}
"""The answers to the mentee by kind, or to the mentor if the mentee gets no letter."""


def text_of(letter: EmailMessage) -> str:
    """Return the text of a letter, without what goes along with it."""
    text: str = next(part.get_content() for part in letter.walk() if not part.is_multipart())
    return text


def links(data: World, today: str, reader: str = "", language: str = "sv") -> list[str]:
    """Return the subjects that a day's letters offer, in the order of the letters."""
    everyone = spoken(spoken(data, "ada-11", language), "bo-01", language)
    return [
        unquote(subject).removeprefix("[mentorskap] ")
        for name, letter in written(everyone, today).items()
        if name.startswith(reader)
        for _, subject in _LINK.findall(text_of(letter))
    ]


@pytest.mark.parametrize("case", LATE)
def test_each_letter_that_awaits_an_answer_ends_in_it(case: str) -> None:
    data, today = LATE[case]
    reader = "bo-01" if case in {"mentor-answer", "feedback-mentor"} else "ada-11"
    assert links(data, today, f"{reader}.{case}.") == AWAITED.get(case, [])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("case", LATE)
def test_a_link_is_whole_names_nobody_and_goes_to_the_manager_alone(
    case: str, language: str
) -> None:
    data, today = LATE[case]
    names = [person["name"].split() for person in data["participants"].values()]
    for letter in written(spoken(data, "ada-11", language), today).values():
        for line in text_of(letter).splitlines():
            if "mailto:" not in line:
                continue
            label, url = line.split(": mailto:")
            assert label
            assert re.fullmatch(
                r"karin\.berg@effect\.example\?subject=%5Bmentorskap%5D%20[a-z0-9%-]+", url
            )
            assert not [word for name in names for word in name if word.lower() in url.lower()]


def test_no_answer_is_a_refusal_or_an_end() -> None:
    offered = {
        links(*LATE[case])[place] for case in LATE for place in range(len(links(*LATE[case])))
    }
    assert {words.split()[-1] for words in offered} == set(answer_line.ANSWERS)


def test_the_letter_ends_with_a_word_on_any_other_answer() -> None:
    data, today = LATE["outcome"]
    for phone, last in (
        (None, "would you rather talk? Write to me."),
        ("+46 70 123 00 00", "would you rather talk? Ring me or write to me."),
    ):
        manager = {**data["programme"]["manager"], **({"phone": phone} if phone else {})}
        told = {**data, "programme": {**data["programme"], "manager": manager}}
        letter = written(spoken(told, "ada-11", "en"), today)["ada-11.outcome.eml"]
        assert letter.get_content().rstrip().endswith(last)


def test_without_a_usable_address_a_letter_has_no_links() -> None:
    data, today = LATE["outcome"]
    for email in ("åsa@effect.example", "a..b@effect.example"):
        manager = {"name": "Karin Berg", "email": email}
        assert links({**data, "programme": {**data["programme"], "manager": manager}}, today) == []


def test_an_address_with_signs_of_its_own_is_one_address() -> None:
    data, today = LATE["mentor-answer"]
    manager = {"name": "Karin Berg", "email": "k&b?c=d+e%f@effect.example"}
    told = {**data, "programme": {**data["programme"], "manager": manager}}
    [letter] = written(spoken(told, "bo-01", "en"), today).values()
    [(address, _)] = _LINK.findall(letter.get_content())
    assert address == "k%26b%3Fc%3Dd%2Be%25f@effect.example"


def test_two_unknown_meetings_have_two_answers_each() -> None:
    later = {"date": "2026-04-22", "outcome": "planned"}
    data = world({**ACTIVE, "meetings": [FIRST, later, {**later, "date": "2026-04-20"}]})
    assert links(data, "2026-05-02", "ada-11") == [
        "2026-04-20 held", "2026-04-20 cancelled", "2026-04-22 held", "2026-04-22 cancelled",
    ]  # fmt: skip


def test_a_meeting_far_ahead_can_be_moved_or_called_off() -> None:
    ahead = {"date": "2026-07-20", "outcome": "planned"}
    data = world({**ACTIVE, "meetings": [FIRST, ahead]})
    assert links(data, "2026-05-06", "ada-11") == [
        "held", "2026-07-20 moved", "2026-07-20 cancelled",
    ]  # fmt: skip


def test_the_pairing_is_named_only_where_the_reader_has_several() -> None:
    data = changed(
        world({**ACTIVE, "feedback": {"mentee": {"date": "2026-03-18", "answer": "start"}}}),
        "bo-01",
        mentor={"offers": [], "capacity": 2},
    )
    assert links(data, "2026-03-30", "bo-01") == ["start", "undecided"]
    second = {**data["participants"]["ada-11"], "name": "Cia Ek", "email": "cia@x.example"}
    data["participants"]["cia-33"] = second
    data["pairings"]["cia-33--bo-01"] = {
        "mentee": "cia-33", "mentor": "bo-01", "cohort": "one", **ACTIVE,
    }  # fmt: skip
    assert links(data, "2026-03-30", "bo-01") == [f"{ID} start", f"{ID} undecided"]


def test_a_mentor_who_is_asked_learns_no_id_of_the_mentee() -> None:
    data = changed(world(ASKED), "bo-01", mentor={"offers": [], "capacity": 2})
    data["participants"]["cia-33"] = {
        **data["participants"]["ada-11"], "name": "Cia Ek", "email": "cia@x.example",
    }  # fmt: skip
    data["pairings"]["cia-33--bo-01"] = {
        "mentee": "cia-33", "mentor": "bo-01", "cohort": "one", **ACTIVE,
    }  # fmt: skip
    assert links(data, "2026-03-20", "bo-01") == ["accepted"]


def test_a_letter_has_four_answers_at_most_those_of_the_first_matters() -> None:
    late = {"date": "2026-04-20", "outcome": "planned"}
    data = world({**ACTIVE, "meetings": [FIRST, late]})
    data["participants"]["bo-01"]["mentor"]["capacity"] = 2
    snapshot = oracle.snapshot(data, oracle.day("2026-06-20"))
    pairing = snapshot.pairings[ID]
    each = [
        replies.awaited(_matter(kind), pairing, snapshot) for kind in ("outcome", "feedback-mentee")
    ]
    assert replies.together(each) == each[0]
    assert replies.together([each[1], each[1]]) == each[1]


def _matter(kind: str) -> Any:
    from mentorskap.letters.due import Matter

    return Matter(kind, "ada-11", ID)


def test_the_stand_in_gets_the_answers_while_the_manager_is_away() -> None:
    data, today = LATE["outcome"]
    managers = [
        {
            "id": "karin",
            "name": "Karin Berg",
            "email": "karin.berg@effect.example",
            "away": [{"from": today, "until": today, "instead": "nour"}],
        },
        {"id": "nour", "name": "Nour Haddad", "email": "nour.haddad@effect.example"},
    ]
    programme = {key: value for key, value in data["programme"].items() if key != "manager"}
    told = {**data, "programme": {**programme, "managers": managers}}
    letter = written(spoken(told, "ada-11", "en"), today)["ada-11.outcome.eml"]
    assert {address for address, _ in _LINK.findall(letter.get_content())} == {
        "nour.haddad@effect.example"
    }
    snapshot = oracle.snapshot(told, oracle.day(today))
    assert replies.link(
        snapshot, "bo-01", snapshot.pairings[ID], "held", oracle.day("2026-04-20")
    ) == ("mailto:nour.haddad@effect.example?subject=%5Bmentorskap%5D%202026-04-20%20held")


def test_a_page_gets_no_link_where_nobody_can_be_written_to() -> None:
    data = world(INFORMED)
    data["programme"]["manager"]["email"] = "åsa@effect.example"
    snapshot = oracle.snapshot(data, oracle.day("2026-03-20"))
    assert replies.link(snapshot, "ada-11", snapshot.pairings[ID], "accepted") is None


def test_a_day_that_was_planned_is_the_day_of_the_answer() -> None:
    planned = {"date": "2026-03-25", "outcome": "planned"}
    data = world({"proposal": PROPOSAL, "meetings": [planned]})
    snapshot = oracle.snapshot(data, oracle.day("2026-03-26"))
    offered = replies.awaited(_matter("first-meeting"), snapshot.pairings[ID], snapshot)
    assert offered[0].subject == "[mentorskap] 2026-03-25 held"
