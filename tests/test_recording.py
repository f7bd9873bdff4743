"""What a recorded fact changes, without a file: which entry, at which place, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.edit.recording import recording_from
from mentorskap.edit.splice import Add, Put, Take
from mentorskap.files import disk, schema
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.sentence import RefusalError
from mentorskap.words.voice import Voice
from tests import oracle
from tests.test_deadlines import ACTIVE, DECLINED, FIRST, ID, ONCE_MORE, world

if TYPE_CHECKING:
    from mentorskap.edit.splice import Change
    from tests.oracle import Data, World

SCHEMAS = {
    kind: schema.compile_schema(kind, disk.packaged_text(f"schemas/{kind}.schema.json"))
    for kind in ("pairing", "participant")
}
PAIRING: Data = {
    **ACTIVE,
    "rationale": "Because.",
    "meetings": [
        FIRST,
        {"date": "2026-04-20", "outcome": "held"},
        {"date": "2026-04-27", "outcome": "cancelled"},
        {"date": "2026-05-20", "outcome": "planned", "form": "video"},
    ],
    "contacts": [{"date": "2026-04-01", "with": "mentee"}],
    "pauses": [{"from": "2026-05-01", "until": "2026-05-10"}, {"from": "2026-06-01"}],
}


def recorded(text: str, told: World | None = None, today: str = "2026-06-02") -> list[Change]:
    """Return the changes of a fact: its words between bars, without the pairing, then its options."""
    words, *options = text.split(" ")
    name, *rest = words.split("|")
    told = told or world(PAIRING)
    snapshot = oracle.snapshot(told, oracle.day(today))
    named = dict(option.split("=") for option in options)
    subject = named.pop("of", ID)
    recording = recording_from(
        snapshot, [name, subject, *rest], named, oracle.day(today), SCHEMAS.__getitem__
    )
    folder = recording.path.partition("/")[0]
    return recording.changes(snapshot, told[folder][recording.id])


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("meeting|2026-04-20|held", [Put(("meetings", 1, "outcome"), "held")]),
        ("meeting|2026-05-20|held", [Put(("meetings", 3, "outcome"), "held")]),
        ("meeting|2026-05-20|held form=walk", [Put(("meetings", 3, "outcome"), "held"), Put(("meetings", 3, "form"), "walk")]),
        ("meeting|2026-05-20|moved to=2026-05-27", [Put(("meetings", 3, "outcome"), "moved"), Add(("meetings",), 4, {"date": "2026-05-27", "outcome": "planned"})]),
        ("meeting|2026-05-20|cancelled next=2026-05-27 time=14:00", [Put(("meetings", 3, "outcome"), "cancelled"), Add(("meetings",), 4, {"date": "2026-05-27", "time": "14:00", "outcome": "planned"})]),
        ("meeting|2026-05-20|held next=2026-05-21", [Put(("meetings", 3, "outcome"), "held"), Add(("meetings",), 4, {"date": "2026-05-21", "outcome": "planned"})]),
        ("meeting|2026-05-20|held time=14:00", [Put(("meetings", 3, "time"), "14:00"), Put(("meetings", 3, "outcome"), "held")]),
        ("meeting|2026-04-27|planned", [Add(("meetings",), 3, {"date": "2026-04-27", "outcome": "planned"})]),
        ("meeting|2026-06-01|held", [Add(("meetings",), 4, {"date": "2026-06-01", "outcome": "held"})]),
        ("meeting|2026-03-16|held next=2026-05-20 time=10:00", [Put(("meetings", 0, "outcome"), "held"), Put(("meetings", 3, "time"), "10:00")]),
        ("meeting|2026-03-16|held next=2026-04-20", [Put(("meetings", 0, "outcome"), "held")]),
        ("meeting|2026-05-11|held next=2026-05-20", [Add(("meetings",), 3, {"date": "2026-05-11", "outcome": "held"})]),
        ("meeting|2026-04-10|held next=2026-04-27", [Add(("meetings",), 1, {"date": "2026-04-10", "outcome": "held"}), Add(("meetings",), 4, {"date": "2026-04-27", "outcome": "planned"})]),
        ("asked|2026-03-02", [Put(("proposal", "mentor_asked"), "2026-03-02")]),
        ("agreement|2026-03-20", [Put(("agreement",), "2026-03-20")]),
        ("informed|2026-03-05", [Put(("proposal", "mentee_informed"), "2026-03-05")]),
        ("mentor-answer|accepted|2026-03-04", []),
        ("feedback|mentee|start|2026-03-18", []),
        ("contact|mentee|2026-04-01", []),
        ("contact|mentee|2026-04-02", [Add(("contacts",), 1, {"date": "2026-04-02", "with": "mentee"})]),
        ("contact|mentor|2026-04-01", [Add(("contacts",), 1, {"date": "2026-04-01", "with": "mentor"})]),
        ("pause|2026-06-01|2026-06-10", [Put(("pauses", 1, "until"), "2026-06-10")]),
        ("pause|2026-05-01|2026-05-10", []),
        ("pause|2026-05-20", [Add(("pauses",), 1, {"from": "2026-05-20"})]),
        ("pause|2026-06-01", []),
        ("pause|2026-07-01|2026-07-02", [Add(("pauses",), 2, {"from": "2026-07-01", "until": "2026-07-02"})]),
        ("resume|2026-05-05", [Put(("pauses", 0, "until"), "2026-05-05")]),
        ("resume|2026-05-10", [Put(("pauses", 0, "until"), "2026-05-10")]),
        ("resume|2026-05-01", [Put(("pauses", 0, "until"), "2026-05-01")]),
        ("resume|2026-07-01", [Put(("pauses", 1, "until"), "2026-07-01")]),
        ("extend|2027-03-31", [Put(("extended_until",), "2027-03-31")]),
        ("end|other|2026-06-15", [Put(("ended",), {"date": "2026-06-15", "reason": "other"})]),
        ("end|other|2026-05-19", [Put(("meetings", 3, "outcome"), "cancelled"), Take(("pauses", 1)), Put(("ended",), {"date": "2026-05-19", "reason": "other"})]),
        ("end|other|2026-05-20", [Take(("pauses", 1)), Put(("ended",), {"date": "2026-05-20", "reason": "other"})]),
        ("end|other|2026-05-31", [Take(("pauses", 1)), Put(("ended",), {"date": "2026-05-31", "reason": "other"})]),
    ],
)  # fmt: skip
def test_a_fact_changes_its_own_entry(words: str, changes: list[Change]) -> None:
    assert recorded(words) == changes


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("meeting|2026-05-20|moved", "A moved meeting has a new day, and no other meeting does: "),
        ("meeting|2026-05-20|moved to=2026-05-20", "A moved meeting has a new day, and no other meeting does: "),
        ("meeting|2026-05-20|held to=2026-05-27", "A moved meeting has a new day, and no other meeting does: "),
        ("meeting|2026-05-20|held next=2026-05-20", "The next meeting comes after this one: `2026-05-20 held --"),
        ("meeting|2026-04-20|cancelled", "The meeting on 20 April 2026: it is `held`. If that is wro"),
        ("meeting|2026-05-20|held next=2026-04-27", "The next meeting comes after this one: `2026-05-20 held --"),
        ("meeting|2026-05-20|held next=2026-04-20", "The next meeting comes after this one: `2026-05-20 held --"),
        ("meeting|2026-04-27|held", "The meeting on 27 April 2026: it is `cancelled`. If that i"),
        ("meeting|2026-05-10|held next=2026-04-20", "The next meeting comes after this one: `2026-05-10 held --"),
        ("meeting|2026-04-10|held next=2026-04-20", "The meeting on 20 April 2026: it is `held`. If that is wro"),
        ("asked|2026-03-03", "2 March 2026 is written there already. If that is wrong, c"),
        ("asked rationale=Because.", "2 March 2026 is written there already. If that is wrong, c"),
        ("asked rationale=Other.", "There is a rationale already. If that is wrong, correct it"),
        ("informed|2026-03-06", "5 March 2026 is written there already. If that is wrong, c"),
        ("mentor-answer|accepted|2026-03-05", "There is an answer already, of 4 March 2026. If that is wr"),
        ("mentor-answer|declined|2026-03-04", "A no has a reason, and no other answer does: `--reason` an"),
        ("mentor-answer|declined|2026-03-04 reason=time", "There is an answer already, of 4 March 2026. If that is wr"),
        ("mentor-answer|accepted|2026-03-04 reason=time", "A no has a reason, and no other answer does: `--reason` an"),
        ("feedback|mentor|decline|2026-04-01", "There is an answer already, of 18 March 2026. If that is w"),
        ("resume|2026-05-11", "`ada-11` ↔ `bo-01` is in no pause on 11 May 2026."),
    ],
)  # fmt: skip
def test_what_is_there_already_or_makes_no_sense_is_refused(words: str, refusal: str) -> None:
    with pytest.raises(RefusalError) as refused:
        recorded(words)
    assert Voice(ENGLISH, {})(refused.value.sentence).startswith(refusal)


UNDECIDED: Data = {**ACTIVE, "feedback": {"mentee": ONCE_MORE["mentee"]}}
WITHOUT: Data = {"meetings": [FIRST]}
NO: Data = {
    "meetings": [FIRST],
    "feedback": {"mentee": {"date": "2026-03-17", "answer": "decline"}},
}
START = {"date": "2026-03-20", "answer": "start"}


@pytest.mark.parametrize(
    ("pairing", "words", "changes"),
    [
        (WITHOUT, "feedback|mentee|start|2026-03-20", [Put(("feedback", "mentee"), START)]),
        (UNDECIDED, "feedback|mentee|start|2026-03-20", [Add(("feedback", "mentee"), 1, START)]),
        (UNDECIDED, "feedback|mentor|start|2026-03-20", [Put(("feedback", "mentor"), START)]),
        (UNDECIDED, "feedback|mentee|start|2026-03-17", [Add(("feedback", "mentee"), 1, {"date": "2026-03-17", "answer": "start"})]),
        (UNDECIDED, "feedback|mentee|start|2026-03-16", None),
        (NO, "feedback|mentee|start|2026-03-20", None),
        (WITHOUT, "asked|2026-03-02", None),
        (WITHOUT, "asked|2026-03-02 rationale=Why", [Put(("rationale",), "Why"), Put(("proposal", "mentor_asked"), "2026-03-02")]),
        (WITHOUT, "mentor-answer|accepted|2026-03-04", [Put(("proposal", "mentor_answer"), {"date": "2026-03-04", "answer": "accepted"})]),
        (WITHOUT, "mentee-answer|objected|2026-03-04 reason=other", [Put(("proposal", "mentee_answer"), {"date": "2026-03-04", "answer": "objected", "reason": "other"})]),
        ({"ended": {"date": "2026-06-01", "reason": "other"}}, "end|other|2026-06-01", []),
        ({"ended": {"date": "2026-06-01", "reason": "other"}}, "end|other|2026-06-02", None),
        ({}, "contact|mentor", [Add(("contacts",), 0, {"date": "2026-06-02", "with": "mentor"})]),
        ({}, "meeting|2026-06-02|held", [Add(("meetings",), 0, {"date": "2026-06-02", "outcome": "held"})]),
        ({}, "resume|2026-06-02", None),
    ],
)  # fmt: skip
def test_a_fact_goes_into_what_there_is(
    pairing: Data, words: str, changes: list[Change] | None
) -> None:
    if changes is None:
        with pytest.raises(RefusalError):
            recorded(words, world(pairing))
    else:
        assert recorded(words, world(pairing)) == changes


def people(*pairings: Data, twice: bool = False, **mentor: Any) -> World:
    told = world(*pairings)
    told["programme"]["cohorts"].append(
        {
            **told["programme"]["cohorts"][0],
            "id": "two",
            "starts": "2027-03-01",
            "ends": "2027-12-01",
        }
    )
    told["participants"]["bo-01"]["mentor"] |= mentor
    if twice:
        ada = told["participants"]["ada-11"]
        ada["mentee"] = [ada["mentee"], {"cohort": "two", "admitted": "2026-05-20"}]
    return told


@pytest.mark.parametrize(
    ("told", "words", "changes"),
    [
        (people(), "admitted of=ada-11", [Add(("mentee",), 1, {"cohort": "two", "admitted": "2026-06-02"})]),
        (people(), "admitted|2026-06-01 of=ada-11 cohort=two", [Add(("mentee",), 1, {"cohort": "two", "admitted": "2026-06-01"})]),
        (people(), "admitted|2026-01-12 of=ada-11 cohort=one", []),
        (people(), "admitted|2026-01-13 of=ada-11 cohort=one", None),
        (people(), "admitted of=bo-01", None),
        (people(), "admitted of=bo-01 cohort=one", [Put(("mentee",), {"cohort": "one", "admitted": "2026-06-02"})]),
        (people(), "notified of=bo-01", [Put(("notified",), "2026-06-02")]),
        (people(), "withdrawn of=ada-11", [Put(("mentee", "withdrawn"), "2026-06-02")]),
        (people(twice=True), "withdrawn of=ada-11 cohort=two", [Put(("mentee", 1, "withdrawn"), "2026-06-02")]),
        (people(twice=True), "interview of=ada-11 cohort=two", [Put(("mentee", 1, "interview", "date"), "2026-06-02")]),
        (people(), "leave of=bo-01", [Put(("mentor", "left"), "2026-06-02")]),
        (people(left="2026-06-01"), "leave of=bo-01", None),
        (people(left="2026-06-02"), "leave of=bo-01", [Put(("mentor", "left"), "2026-06-02")]),
        (people(), "leave of=ada-11", [Put(("mentee", "withdrawn"), "2026-06-02")]),
        (people(PAIRING), "leave of=ada-11", []),
        (people(DECLINED), "leave of=ada-11", [Put(("mentee", "withdrawn"), "2026-06-02")]),
        (people(PAIRING, twice=True), "leave of=ada-11 cohort=two", [Put(("mentee", 1, "withdrawn"), "2026-06-02")]),
    ],
)  # fmt: skip
def test_a_fact_of_a_person_goes_into_the_right_entry(
    told: World, words: str, changes: list[Change] | None
) -> None:
    if changes is None:
        with pytest.raises(RefusalError):
            recorded(words, told)
    else:
        assert recorded(words, told) == changes


def test_one_day_is_the_last_on_which_a_cohort_is_a_choice() -> None:
    told = people()
    told["programme"]["cohorts"][0]["ends"] = "2026-06-01"
    (change,) = recorded("admitted of=bo-01", told)
    assert change == Put(("mentee",), {"cohort": "two", "admitted": "2026-06-02"})
    told["programme"]["cohorts"][0]["ends"] = "2026-06-02"
    with pytest.raises(RefusalError):
        recorded("admitted of=bo-01", told)


@pytest.mark.parametrize("words", ["meeting", "meeting|2026-06-02", "extend", "agreement|2026-06-02|more", "agreement to=2026-06-02", "meeting|2026-06-02|fest"])  # fmt: skip
def test_a_fact_has_its_own_words_and_options(words: str) -> None:
    with pytest.raises(RefusalError):
        recorded(words)


def test_a_mentees_id_names_the_one_pairing_that_is_meant() -> None:
    def subject(fact: str, *pairings: Data) -> str:
        return str(recording_from(oracle.snapshot(world(*pairings), oracle.day("2026-06-02")), [fact, "ada-11"], {}, oracle.day("2026-06-02"), SCHEMAS.__getitem__).id)  # fmt: skip

    assert subject("agreement", DECLINED, PAIRING) == f"{ID}--2"
    assert subject("agreement", PAIRING, {}) == ID
    assert subject("asked", PAIRING, {}) == f"{ID}--2"
    assert subject("asked", PAIRING) == ID
    assert subject("agreement", DECLINED) == ID
    for pairings in ((), (PAIRING, PAIRING), (DECLINED, DECLINED)):
        with pytest.raises(RefusalError):
            subject("agreement", *pairings)


def values(words: list[str], **options: str) -> dict[str, str]:
    snapshot = oracle.snapshot(world(PAIRING), oracle.day("2026-06-02"))
    on = oracle.day("2026-06-02")
    return recording_from(snapshot, words, options, on, SCHEMAS.__getitem__).values


def test_a_tie_has_a_kind_or_that_of_the_reason() -> None:
    words = ["mentee-answer", ID, "objected"]
    for kind, written in (("", ""), ("personal", "personal")):
        assert values(words, reason="personal", tie=kind)["tie"] == written
    with pytest.raises(RefusalError):
        values(words, reason="personal", tie="fest")
    with pytest.raises(RefusalError):
        values(words, reason="")


def test_an_hour_is_written_as_the_files_have_it() -> None:
    assert values(["meeting", ID, "2026-06-02", "held"], time="9.30") == {
        "DATE": "2026-06-02",
        "OUTCOME": "held",
        "time": "09:30",
    }


def test_the_answer_that_holds_is_named_in_a_refusal() -> None:
    answers = [
        {"date": "2026-03-17", "answer": "undecided"},
        {"date": "2026-03-20", "answer": "decline"},
    ]
    told = world({**ACTIVE, "feedback": {"mentee": answers}})
    with pytest.raises(RefusalError) as refused:
        recorded("feedback|mentee|start|2026-03-21", told)
    assert "of 20 March 2026" in Voice(ENGLISH, {})(refused.value.sentence)


def test_a_mentee_with_a_pairing_that_cannot_be_read_is_not_guessed_about() -> None:
    snapshot = oracle.snapshot(world(PAIRING), oracle.day("2026-06-02"))

    def subject(unread: str, text: str) -> str:
        reading = snapshot.reading._replace(unread_pairings=frozenset({unread}))
        on = oracle.day("2026-06-02")
        return str(
            recording_from(
                snapshot.of(reading), ["agreement", text], {}, on, SCHEMAS.__getitem__
            ).id
        )

    assert subject("eva-12--bo-01", "ada-11") == ID
    assert subject("ada-11--cy-02", ID) == ID
    for text in ("ada-11", "ada-11--cy-02"):
        with pytest.raises(RefusalError) as refused:
            subject("ada-11--cy-02", text)
        words = Voice(ENGLISH, {})(refused.value.sentence)
        assert words.startswith("`pairings/ada-11--cy-02.yml` cannot be read")


def test_of_a_day_with_several_meetings_the_first_is_named_with_its_place() -> None:
    meetings = [FIRST, *({"date": "2026-04-20", "outcome": kind} for kind in ("moved", "held"))]
    with pytest.raises(RefusalError) as refused:
        recorded("meeting|2026-04-20|no-show", world({**ACTIVE, "meetings": meetings}))
    assert "it is `moved`" in Voice(ENGLISH, {})(refused.value.sentence)


def test_what_an_interview_says_already_is_not_written_over() -> None:
    told = world(mentee={"interview": {"date": "2026-06-02", "wishes": {"words": "Gärna Bo."}}})
    snapshot = oracle.snapshot(told, oracle.day("2026-06-02"))
    recording = recording_from(
        snapshot,
        ["interview", "ada-11"],
        {"wish": ["Gärna Cy."]},
        oracle.day("2026-06-02"),
        SCHEMAS.__getitem__,
    )
    with pytest.raises(RefusalError):
        recording.changes(snapshot, told["participants"]["ada-11"])


def test_the_cohorts_to_choose_from_are_named() -> None:
    told = people()
    with pytest.raises(RefusalError) as refused:
        recorded("admitted of=bo-01", told)
    words = Voice(ENGLISH, {})(refused.value.sentence)
    assert "`--cohort one`, `--cohort two`" in words
    for cohort in told["programme"]["cohorts"]:
        cohort["ends"] = "2026-06-01"
    with pytest.raises(RefusalError) as refused:
        recorded("admitted of=bo-01", told)
    assert "`--cohort one`, `--cohort two`" in Voice(ENGLISH, {})(refused.value.sentence)


def test_a_mentee_may_be_named_and_no_other_role() -> None:
    told = world(PAIRING)
    told["participants"]["ada-11"]["name"] = "Ada Ek"
    snapshot = oracle.snapshot(told, oracle.day("2026-06-02"))
    on = oracle.day("2026-06-02")
    recording = recording_from(snapshot, ["agreement", "Ada Ek"], {}, on, SCHEMAS.__getitem__)
    assert recording.id == ID
    with pytest.raises(RefusalError):
        recording_from(snapshot, ["agreement", "bo-01"], {}, on, SCHEMAS.__getitem__)
