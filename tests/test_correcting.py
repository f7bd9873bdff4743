"""What a correction changes, without a file: which entry is meant, and which of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mentorskap.edit.correcting import correction_from
from mentorskap.edit.splice import Put, Take
from mentorskap.files import disk, schema
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.sentence import RefusalError
from mentorskap.words.voice import Voice
from tests import oracle
from tests.test_deadlines import ACTIVE, DECLINED, FIRST, ID, world

if TYPE_CHECKING:
    from mentorskap.edit.splice import Change
    from tests.oracle import World

SCHEMAS = {
    kind: schema.compile_schema(kind, disk.packaged_text(f"schemas/{kind}.schema.json"))
    for kind in ("pairing", "participant")
}
USAGE = "Write it like this: `mentorskap record fix"


def programme() -> World:
    """Return a mentee who takes part twice, a mentor, and what has been recorded of the two."""
    told = world(
        {
            **ACTIVE,
            "rationale": "Because.",
            "meetings": [
                FIRST,
                {"date": "2026-04-20", "time": "14:00", "outcome": "held", "form": "video"},
                {"date": "2026-05-20", "outcome": "planned"},
            ],
            "feedback": {
                "mentee": [
                    {"date": "2026-03-17", "answer": "undecided"},
                    {"date": "2026-04-21", "answer": "start"},
                ],
                "mentor": {"date": "2026-03-18", "answer": "start"},
            },
            "contacts": [
                {"date": "2026-04-01", "with": "mentee"},
                {"date": "2026-04-02", "with": "mentor"},
            ],
            "pauses": [{"from": "2026-05-01", "until": "2026-05-10"}, {"from": "2026-06-01"}],
        },
        DECLINED,
        mentee={
            "interview": {
                "date": "2026-02-20",
                "challenges": [{"area": "change", "words": "Slår ihop."}, {"area": "budget"}],
                "mentor_contribution": [{"area": "change", "required": True}],
                "wishes": {"mentor": "bo-01", "avoid_organisations": ["Fjäll"]},
            }
        },
    )
    told["programme"]["areas"] = [{"id": id_, "sv": id_, "en": id_} for id_ in ("change", "budget")]
    told["programme"]["cohorts"].append({**told["programme"]["cohorts"][0], "id": "two"})
    ada, bo = told["participants"]["ada-11"], told["participants"]["bo-01"]
    ada["mentee"] = [ada["mentee"], {"cohort": "two", "admitted": "2026-01-12"}]
    bo["ties"] = [{"with": "ada-11", "kind": "personal", "until": "2027-01-01"}]
    bo["languages"] = ["sv", "en"]
    return told


def corrected(words: str, new: str | None, **options: str) -> tuple[str, list[Change]]:
    """Return the file and the changes of a correction, its words and new values between bars."""
    told = programme()
    snapshot = oracle.snapshot(told, oracle.day("2026-06-02"))
    correction = correction_from(
        snapshot,
        words.split("|"),
        None if new is None else [text for text in new.split("|") if text],
        options,
        SCHEMAS.__getitem__,
    )
    folder = correction.path.partition("/")[0]
    return correction.id, correction.changes(snapshot, told[folder][correction.id])


@pytest.mark.parametrize(
    ("words", "new", "id_", "changes"),
    [
        ("ada-11--bo-01|meeting|2026-03-16", "2026-03-17", "ada-11--bo-01", [Put(("meetings", 0, "date"), "2026-03-17")]),
        ("ada-11--bo-01|meeting|2026-04-20", "video|15:30", "ada-11--bo-01", [Put(("meetings", 1, "form"), "video"), Put(("meetings", 1, "time"), "15:30")]),
        ("ada-11--bo-01|meeting|2026-04-20", "walk", "ada-11--bo-01", [Put(("meetings", 1, "form"), "walk")]),
        ("ada-11--bo-01|meeting|14:00", None, "ada-11--bo-01", [Take(("meetings", 1))]),
        ("ada-11--bo-01|meeting|planned", "cancelled", "ada-11--bo-01", [Put(("meetings", 2, "outcome"), "cancelled")]),
        ("ada-11--bo-01|feedback|mentor", None, "ada-11--bo-01", [Take(("feedback", "mentor"))]),
        ("ada-11--bo-01|feedback|mentee|start", "undecided", "ada-11--bo-01", [Put(("feedback", "mentee", 1, "answer"), "undecided")]),
        ("ada-11--bo-01|contact|mentee", "mentor", "ada-11--bo-01", [Put(("contacts", 0, "with"), "mentor")]),
        ("ada-11--bo-01|contact|2026-04-02", "2026-04-03", "ada-11--bo-01", [Put(("contacts", 1, "date"), "2026-04-03")]),
        ("ada-11--bo-01|resume", "2026-05-11", "ada-11--bo-01", [Put(("pauses", 0, "until"), "2026-05-11")]),
        ("ada-11--bo-01|pause|2026-06-01", "2026-06-02", "ada-11--bo-01", [Put(("pauses", 1, "from"), "2026-06-02")]),
        ("ada-11--bo-01|asked", "2026-03-01", "ada-11--bo-01", [Put(("proposal", "mentor_asked"), "2026-03-01")]),
        ("ada-11--bo-01|asked", None, "ada-11--bo-01", [Take(("proposal", "mentor_asked"))]),
        ("asked|ada-11--bo-01", "2026-03-01", "ada-11--bo-01", [Put(("proposal", "mentor_asked"), "2026-03-01")]),
        ("ada-11--bo-01|rationale", "Another reason.", "ada-11--bo-01", [Put(("rationale",), "Another reason.")]),
        ("ada-11--bo-01--2|rationale", "New.", "ada-11--bo-01--2", [Put(("rationale",), "New.")]),
        ("ada-11--bo-01--2|mentor-answer|declined", "accepted", "ada-11--bo-01--2", [Put(("proposal", "mentor_answer", "answer"), "accepted"), Take(("proposal", "mentor_answer", "reason"))]),
        ("ada-11--bo-01--2|mentor-answer", "not-right", "ada-11--bo-01--2", [Put(("proposal", "mentor_answer", "reason"), "not-right")]),
        ("ada-11--bo-01|mentor-answer", "accepted|2026-03-05", "ada-11--bo-01", [Put(("proposal", "mentor_answer", "answer"), "accepted"), Put(("proposal", "mentor_answer", "date"), "2026-03-05")]),
        ("ada-11|challenge|change", "budget", "ada-11", [Put(("mentee", 0, "interview", "challenges", 0, "area"), "budget")]),
        ("ada-11|challenge|change", "Nya ord.", "ada-11", [Put(("mentee", 0, "interview", "challenges", 0, "words"), "Nya ord.")]),
        ("ada-11|challenge|budget", None, "ada-11", [Take(("mentee", 0, "interview", "challenges", 1))]),
        ("ada-11|contribution|change", "nej", "ada-11", [Put(("mentee", 0, "interview", "mentor_contribution", 0, "required"), value=False)]),
        ("ada-11|contribution|change", "false", "ada-11", [Put(("mentee", 0, "interview", "mentor_contribution", 0, "required"), value=False)]),
        ("ada-11|wish-mentor", None, "ada-11", [Take(("mentee", 0, "interview", "wishes", "mentor"))]),
        ("ada-11|avoid|Fjäll", "Hav", "ada-11", [Put(("mentee", 0, "interview", "wishes", "avoid_organisations", 0), "Hav")]),
        ("ada-11|cohort|two", "one", "ada-11", [Put(("mentee", 1, "cohort"), "one")]),
        ("ada-11|interview", "2026-02-21", "ada-11", [Put(("mentee", 0, "interview", "date"), "2026-02-21")]),
        ("bo-01|capacity", "3", "bo-01", [Put(("mentor", "capacity"), 3)]),
        ("bo-01|tie|ada-11", "professional", "bo-01", [Put(("ties", 0, "kind"), "professional")]),
        ("bo-01|tie", None, "bo-01", [Take(("ties", 0))]),
        ("bo-01|languages|en", "fi", "bo-01", [Put(("languages", 1), "fi")]),
        ("bo-01|name", "Bo Ny", "bo-01", [Put(("name",), "Bo Ny")]),
        ("bo-01|phone", "0701234567", "bo-01", [Put(("phone",), "0701234567")]),
        ("bo-01|protected", "ja", "bo-01", [Put(("protected",), value=True)]),
    ],
)  # fmt: skip
def test_a_correction_is_of_one_entry_and_its_own_key(
    words: str, new: str | None, id_: str, changes: list[Change]
) -> None:
    assert corrected(words, new) == (id_, changes)


@pytest.mark.parametrize(
    ("words", "new", "refusal"),
    [
        ("ada-11--bo-01|meeting|held", "moved", "`pairings/ada-11--bo-01.yml` has several under `meeting`. Say which, by what tells it apart, such as its day: `2026-03-16 held`, `2026-04-20 14:00 hel"),
        ("ada-11--bo-01|meeting|2026-03-18", "moved", "`2026-03-18` is not what `pairings/ada-11--bo-01.yml` has under `meeting`. It has: `2026-03-16 held`, `2026-04-20 14:00 held video`, `2026-05-20 plann"),
        ("ada-11--bo-01|meeting|2026-03-16", "fest", "“fest” is not part of `meeting`, which has `date`, `time`, `outcome`, `form`."),
        ("ada-11--bo-01|feedback|mentee", "decline", "`pairings/ada-11--bo-01.yml` has several under `feedback`. Say which, by what tells it apart, such as its day: `mentee 2026-03-17 undecided`, `mentee "),
        ("ada-11--bo-01|pause", None, "`pairings/ada-11--bo-01.yml` has several under `pause`. Say which, by what tells it apart, such as its day: `2026-05-01 2026-05-10`, `2026-06-01`."),
        ("ada-11--bo-01--2|rationale|Old", "New.", "There is no `rationale` in `pairings/ada-11--bo-01--2.yml`."),
        ("ada-11--bo-01--2|rationale", None, "There is no `rationale` in `pairings/ada-11--bo-01--2.yml`."),
        ("ada-11--bo-01|agreement", None, "There is no `agreement` in `pairings/ada-11--bo-01.yml`."),
        ("ada-11|admitted", "2026-01-13", "`participants/ada-11.yml` has several under `admitted`. Say which, by what tells it apart, such as its day: `2026-01-12`, `2026-01-12`."),
        ("bo-01|capacity", "x", "“x” is not a number of mentees. Write a whole number, for example `2`."),
        ("bo-01|name", "A|B", USAGE),
        ("bo-01|phone", None, "There is no `phone` in `participants/bo-01.yml`."),
        ("bo-01|fest", "x", "“fest” is not a recorded fact. Say which one is wrong: `aske"),
        ("bo-01", "x", USAGE),
        ("bo-01|capacity", "", USAGE),
    ],
)  # fmt: skip
def test_what_is_no_correction_is_refused_with_what_there_is(
    words: str, new: str | None, refusal: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        corrected(words, new)
    assert Voice(ENGLISH, {})(refused.value.sentence).startswith(refusal)


def test_a_cohort_and_a_key_may_be_named() -> None:
    assert corrected("ada-11|admitted", "2026-01-13", cohort="two") == (
        "ada-11",
        [Put(("mentee", 1, "admitted"), "2026-01-13")],
    )
    assert corrected("ada-11|admitted", None, cohort="one") == (
        "ada-11",
        [Take(("mentee", 0, "admitted"))],
    )
    assert corrected(f"{ID}|meeting|2026-03-16", "", time="13:15") == (
        ID,
        [Put(("meetings", 0, "time"), "13:15")],
    )
    assert corrected(f"meeting|{ID}|2026-03-16", "2026-03-17") == (
        ID,
        [Put(("meetings", 0, "date"), "2026-03-17")],
    )
    for new, named in (
        (None, {"time": "13:15"}),
        ("", {"time": "25:15"}),
        ("", {"reason": "time"}),
        ("", {}),
    ):
        with pytest.raises(RefusalError):
            corrected(f"{ID}|meeting|2026-03-16", new, **named)
    for words in ("bo-01|capacity", "ada-11|interview"):
        with pytest.raises(RefusalError):
            corrected(words, "Chef")
    with pytest.raises(RefusalError):
        corrected("bo-01|capacity", "3", title="Chef")


@pytest.mark.parametrize(
    ("word", "is_required"),
    [
        ("true", True),
        ("ja", True),
        ("Yes", True),
        ("krav", True),
        ("required", True),
        ("false", False),
        ("Nej", False),
        ("no", False),
    ],
)
def test_whether_something_is_required_may_be_said_in_words(
    word: str, *, is_required: bool
) -> None:
    (change,) = corrected("ada-11|contribution|change", word)[1]
    assert change == Put(
        ("mentee", 0, "interview", "mentor_contribution", 0, "required"), value=is_required
    )
