"""Laws of letters: to whom, how often, in which words, and that none leaves the machine by itself."""

from __future__ import annotations

import email
import itertools
import re
import socket
from datetime import date, timedelta
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.files import disk
from mentorskap.letters import addresses, mail
from mentorskap.letters.drafts import LETTERS, draft
from mentorskap.letters.due import (
    APART,
    COMPLETION,
    ENDS,
    MANAGERS_OWN,
    NEW_SEARCH,
    NOTICES,
    OTHER_SOLUTION,
    START,
    THANKS,
    Matter,
    Post,
    post,
    read_log,
    written_log,
)
from mentorskap.model import deadlines, waiting
from mentorskap.model.deadlines import MANAGER, MENTEE_ROWS, OVERDUE, PAIRING_ROWS
from mentorskap.words import catalogues, titles
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.voice import Voice
from tests import oracle
from tests.conftest import EXAMPLE, ROOT
from tests.handbook import each
from tests.test_deadlines import (
    ACTIVE,
    ASKED,
    DECLINED,
    FIRST,
    ID,
    INFORMED,
    PROPOSAL,
    WILLING,
    entered,
    proposed,
    world,
)
from tests.test_deadlines import START as ANSWERED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from mentorskap.model.snapshot import Snapshot
    from tests.conftest import Outcome
    from tests.oracle import Data, World

DAY = timedelta(days=1)


def template(name: str) -> str:
    return disk.packaged_text(name)


def voices(snapshot: Snapshot) -> dict[str, Voice]:
    return {
        chosen: Voice(catalogues.catalogue(chosen, disk.packaged_bytes), snapshot.names)
        for chosen in LANGUAGES
    }


def no_day_off(_day: date) -> bool:
    return False


def on(data: World, today: str | date) -> Post:
    return post(oracle.snapshot(data, oracle.day(f"{today}")), [], no_day_off)


def written(data: World, today: str | date) -> dict[str, EmailMessage]:
    """Return the day's letters as a mail program reads them, by the names of their files."""
    snapshot = oracle.snapshot(data, oracle.day(f"{today}"))
    batch = post(snapshot, [], no_day_off)
    return {
        letter.name: parsed(letter.text)
        for letter in mail.letters(batch, snapshot, voices(snapshot), template)
    }


def parsed(text: str) -> EmailMessage:
    return email.message_from_string(text, policy=default)


def words(letter: EmailMessage) -> str:
    """Return the text of a letter, and the cards that go along with it, as they are read."""
    text, *attachments = [part for part in letter.walk() if not part.is_multipart()]
    return "\n".join(
        (
            text.get_content(),
            *(
                part.get_content().decode()
                if isinstance(part.get_content(), bytes)
                else part.get_content()
                for part in attachments
            ),
        )
    )


def spoken(data: World, id_: str, *languages: str) -> World:
    people = data["participants"]
    return {**data, "participants": {**people, id_: {**people[id_], "languages": list(languages)}}}


# How often.


def remembering(data: World, days: list[date]) -> Iterator[tuple[date, Matter]]:
    """Yield the matters written about when the command runs on these days, in turn, with a log."""
    log = ""
    for today in days:
        snapshot = oracle.snapshot(data, today)
        entries, wrong = read_log(log)
        assert wrong is None
        batch = post(snapshot, entries, no_day_off)
        log = written_log(entries, batch, today)
        yield from ((today, matter) for matters in batch.letters.values() for matter in matters)


def forgetful(
    data: World, days: list[date], day_off: Callable[[date], bool] = no_day_off
) -> Iterator[tuple[date, Matter]]:
    """Yield the same for runs that remember nothing, as in CI."""
    for today in days:
        batch = post(oracle.snapshot(data, today), None, day_off)
        yield from ((today, matter) for matters in batch.letters.values() for matter in matters)


def apart(sent: list[tuple[date, Matter]]) -> bool:
    """Say whether nobody has got letters on two days less than seven days apart."""
    days: dict[str, set[date]] = {}
    for today, matter in sent:
        days.setdefault(matter.participant, set()).add(today)
    return all(
        abs(first - second).days >= APART
        for own in days.values()
        for first, second in itertools.combinations(own, 2)
    )


RUNS = st.lists(st.integers(0, 28), max_size=14)


@oracle.laws
@given(oracle.worlds(), RUNS)
def test_nobody_gets_two_letters_within_seven_days_in_whatever_order_the_days_are_run(
    case: tuple[World, date], offsets: list[int]
) -> None:
    data, today = case
    assert apart(list(remembering(data, [today + offset * DAY for offset in offsets])))


@oracle.laws
@given(oracle.worlds(), st.lists(st.integers(1, 20), max_size=20))
def test_nobody_gets_two_letters_within_seven_days_through_the_months(
    case: tuple[World, date], gaps: list[int]
) -> None:
    data, today = case
    assert apart(
        list(remembering(data, [today + days * DAY for days in itertools.accumulate(gaps)]))
    )


@oracle.laws
@given(oracle.worlds(), RUNS, st.sets(st.integers(0, 28)))
def test_runs_without_memory_keep_the_law_too(
    case: tuple[World, date], offsets: list[int], off: set[int]
) -> None:
    data, today = case
    assert apart(
        list(
            forgetful(
                data,
                [today + offset * DAY for offset in offsets],
                lambda day: (day - today).days in off,
            )
        )
    )


@pytest.mark.parametrize("runs", [remembering, forgetful])
def test_what_stays_overdue_is_written_about_once_a_week(
    runs: Callable[[World, list[date]], Iterator[tuple[date, Matter]]],
) -> None:
    days = [date(2026, 5, 11) + offset * DAY for offset in range(28)]
    assert [today for today, _ in runs(world(ACTIVE), days)] == days[::APART]


def test_two_letters_too_near_are_seen() -> None:
    matter = Matter("contact", "ada-11", None)
    assert not apart([(date(2026, 5, 11), matter), (date(2026, 5, 17), matter)])
    assert apart(
        [(date(2026, 5, 11), matter), (date(2026, 5, 11), matter), (date(2026, 5, 18), matter)]
    )


def test_the_same_day_again_is_the_same_letters() -> None:
    data, today = world(ACTIVE), date(2026, 5, 11)
    assert len({matter for _, matter in remembering(data, [today, today])}) == len(
        list(remembering(data, [today]))
    )
    assert len(list(remembering(data, [today, today]))) == 2 * len(list(remembering(data, [today])))


@oracle.laws
@given(oracle.worlds(), st.booleans())
def test_word_of_an_end_is_given_at_most_once(case: tuple[World, date], remembers: bool) -> None:  # noqa: FBT001
    data, today = case
    days = [today + offset * DAY for offset in range(-10, 40)]
    news = [
        matter
        for _, matter in (remembering if remembers else forgetful)(data, days)
        if matter.kind in NOTICES and matter.kind != "meet-again"
    ]
    assert len(news) == len(set(news))


@pytest.mark.parametrize("runs", [remembering, forgetful])
@pytest.mark.parametrize("weekday", range(7))
def test_word_of_an_end_is_given_whatever_the_weekday(
    weekday: int, runs: Callable[[World, list[date]], Iterator[tuple[date, Matter]]]
) -> None:
    closed = date(2026, 5, 4) + weekday * DAY
    data = world(
        proposed("mentor_asked", mentor_answer={"date": f"{closed}", "answer": "declined"})
    )
    days = [closed + offset * DAY for offset in range(40)]
    assert [matter.kind for _, matter in runs(data, days)] == [THANKS]


def test_on_a_monday_off_word_of_an_end_waits_for_the_next() -> None:
    data = world(
        proposed("mentor_asked", mentor_answer={"date": "2026-04-02", "answer": "declined"})
    )
    days = [date(2026, 4, 2) + offset * DAY for offset in range(30)]
    assert [today for today, _ in forgetful(data, days, lambda day: day == date(2026, 4, 6))] == [
        date(2026, 4, 13)
    ]


# To whom.


def left_out(data: World, today: str) -> dict[str, str]:
    batch = on(data, today)
    assert batch.letters == {}
    return {skipped.matter.kind: skipped.why for skipped in batch.skipped}


def contacts(data: World, **introduction: bool) -> World:
    """Return `data` with phone numbers for all, and with what each learns of the other."""
    people = {
        id_: {**person, "phone": f"+46 70 123 45 {id_[-2:]}"}
        for id_, person in data["participants"].items()
    }
    return {
        "programme": {
            **data["programme"],
            "manager": {**data["programme"]["manager"], "phone": "+46 70 123 00 00"},
            "introduction": introduction,
        },
        "participants": people,
        "pairings": data["pairings"],
    }


def changed(data: World, id_: str, **values: Any) -> World:
    people = data["participants"]
    return {**data, "participants": {**people, id_: {**people[id_], **values}}}


def test_a_day_that_is_due_is_in_time_and_so_is_the_grace() -> None:
    for today in ("2026-04-27", "2026-05-04"):
        assert on(world(ACTIVE), today) == Post({}, [])
    assert on(world(ACTIVE), "2026-05-05").letters == {
        "ada-11": [Matter("next-meeting", "ada-11", ID)]
    }


def test_nothing_in_a_break_of_the_cohort() -> None:
    assert left_out(
        world(ACTIVE, breaks=[{"from": "2026-05-06", "until": "2026-05-06"}]), "2026-05-06"
    ) == {"next-meeting": "break"}
    late = world(mentee={"interview": None}, breaks=[{"from": "2026-05-06", "until": "2026-05-06"}])
    late["participants"]["ada-11"]["mentee"].pop("interview")
    assert left_out(late, "2026-05-06") == {"interview": "break"}


def test_nothing_in_a_pause_of_the_pairing() -> None:
    unknown = {"date": "2026-05-01", "outcome": "planned"}
    paused = world({**ACTIVE, "meetings": [FIRST, unknown], "pauses": [{"from": "2026-05-10"}]})
    assert left_out(paused, "2026-08-20") == {"outcome": "pause", "resume": "pause"}


def test_nothing_to_the_withdrawn_nor_about_them() -> None:
    data = world({**ACTIVE, "feedback": {}}, mentee={"withdrawn": "2026-03-20"})
    assert left_out(data, "2026-04-20") == {
        "feedback-mentee": "withdrawn",
        "feedback-mentor": "withdrawn",
    }
    ended = world(
        {**ACTIVE, "ended": {"date": "2026-04-18", "reason": "withdrawn"}},
        mentee={"withdrawn": "2026-04-18"},
    )
    batch = on(ended, "2026-04-20")
    assert batch.letters == {"bo-01": [Matter(OTHER_SOLUTION, "bo-01", ID)]}
    assert [(skipped.matter.kind, skipped.why) for skipped in batch.skipped] == [
        (NEW_SEARCH, "withdrawn")
    ]


def test_who_is_protected_or_has_no_address_is_named_to_be_called() -> None:
    assert left_out(changed(world(ACTIVE), "ada-11", protected=True, email=None), "2026-05-06") == {
        "next-meeting": "protected"
    }
    for address in (None, "åsa@x.example", "a..b@x.example", ".a@x.example"):
        assert left_out(changed(world(ACTIVE), "ada-11", email=address), "2026-05-06") == {
            "next-meeting": "no-address"
        }


def test_nothing_where_a_file_could_not_be_read() -> None:
    for missing in ("ada-11", "bo-01"):
        data = world(ACTIVE)
        del data["participants"][missing]
        assert left_out(data, "2026-05-06") == {"next-meeting": "unread"}


@oracle.laws
@given(oracle.worlds())
def test_a_letter_is_only_ever_about_what_is_overdue_or_has_just_closed(
    case: tuple[World, date],
) -> None:
    data, today = case
    snapshot = oracle.snapshot(data, today)
    overdue = {
        Matter(item.kind, item.participant, item.pairing)
        for item in deadlines.due(snapshot)
        if item.status == OVERDUE
    }
    batch = on(data, today)
    for matter in (
        *itertools.chain(*batch.letters.values()),
        *(skipped.matter for skipped in batch.skipped),
    ):
        if matter.kind in NOTICES:
            assert matter.pairing is not None
            since = snapshot.stages[matter.pairing].since
            assert since is not None
            assert (matter.kind in ENDS) == snapshot.stages[matter.pairing].closed
        else:
            assert matter in overdue
            assert matter.pairing is None or not snapshot.stages[matter.pairing].closed
    for id_ in batch.letters:
        mentee = data["participants"][id_].get("mentee", {})
        withdrawn = oracle.happened(mentee.get("withdrawn"), today)
        assert withdrawn is None or all(
            data["pairings"][matter.pairing]["mentor"] == id_
            for matter in batch.letters[id_]
            if matter.pairing
        )


def test_where_two_met_is_unknown_only_that_is_asked() -> None:
    data = world({**ACTIVE, "meetings": [FIRST, {"date": "2026-04-20", "outcome": "planned"}]})
    assert on(data, "2026-05-20").letters == {"ada-11": [Matter("outcome", "ada-11", ID)]}


def test_several_matters_are_one_letter_the_gravest_first_and_nothing_twice() -> None:
    later = {"date": "2026-04-20", "outcome": "planned"}
    data = world({**ACTIVE, "meetings": [FIRST, later, {**later, "date": "2026-04-22"}]})
    letters = written(spoken(data, "ada-11", "en"), "2026-06-20")
    assert list(letters) == ["ada-11.outcome.eml", "bo-01.contact.eml"]
    text = letters["ada-11.outcome.eml"].get_content()
    assert text.index("did you and") < text.index("It's been a while")
    assert (
        text.count("did you and")
        == text.count("It's been a while since we talked")
        == text.count("Hello")
        == text.count("Kind regards")
        == 1
    )


# What a letter may not say.

AFTER = "2027-03-20"
"""A day on which the closing of a cohort that ended on 2027-02-26 is overdue."""
OPEN: dict[str, Data] = {
    "drafted": {},
    "mentor-asked": ASKED,
    "mentor-accepted": WILLING,
    "mentee-informed": INFORMED,
    "first-meeting": {"proposal": PROPOSAL},
    "feedback": {**ACTIVE, "feedback": {}},
    "feedback, both undecided": {
        **ACTIVE,
        "feedback": {
            side: {"date": "2026-03-18", "answer": "undecided"} for side in ("mentee", "mentor")
        },
    },
}
"""Pairings that never started."""


@pytest.mark.parametrize("stage", OPEN)
def test_nobody_is_written_to_about_the_closing_of_a_pairing_that_never_started(stage: str) -> None:
    data = world(OPEN[stage])
    batch = on(data, AFTER)
    assert batch.letters == {}
    assert "closing" not in {skipped.matter.kind for skipped in batch.skipped}
    assert draft(Matter("closing", "ada-11", ID), oracle.snapshot(data, oracle.day(AFTER))) is None


def test_a_pairing_that_started_has_its_closing() -> None:
    assert Matter("closing", "ada-11", ID) in on(world(ACTIVE), AFTER).letters["ada-11"]


@oracle.laws
@given(oracle.worlds())
def test_after_the_last_day_nobody_is_asked_to_meet_and_word_of_an_end_is_about_nothing_else(
    case: tuple[World, date],
) -> None:
    data, today = case
    snapshot = oracle.snapshot(data, today)
    for matters in on(data, today).letters.values():
        kinds = {matter.kind for matter in matters}
        assert kinds <= ENDS or not kinds & ENDS
        for matter in matters:
            last = snapshot.last_day(snapshot.pairings[matter.pairing]) if matter.pairing else None
            assert last is None or today <= last or matter.kind in {"closing", "outcome", *ENDS}


def test_what_waits_for_word_of_an_end_is_reported() -> None:
    over = {**ACTIVE, "ended": {"date": "2026-04-08", "reason": "not-working"}}
    data = world(over, {"proposal": {**ASKED["proposal"], "mentor_asked": "2026-03-20"}})
    batch = on(data, "2026-04-09")
    assert batch.letters["bo-01"] == [Matter(OTHER_SOLUTION, "bo-01", ID)]
    assert [(skipped.matter.kind, skipped.why) for skipped in batch.skipped] == [
        ("mentor-answer", "word-of-an-end")
    ]


def test_two_begin_and_two_finish_and_each_hears_it_once() -> None:
    over = {**ACTIVE, "ended": {"date": "2026-05-08", "reason": "goal-reached"}}
    days = [date(2026, 3, 16) + offset * DAY for offset in range(100)]
    news = [matter for _, matter in remembering(world(over), days) if matter.kind in NOTICES]
    assert sorted(news) == sorted(
        Matter(kind, side, ID) for kind in (START, COMPLETION) for side in ("ada-11", "bo-01")
    )


def test_who_begins_late_is_not_asked_twice_for_the_next_meeting() -> None:
    answers = {side: {"date": "2026-05-10", "answer": "start"} for side in ("mentee", "mentor")}
    batch = on(world({**ACTIVE, "feedback": answers}), "2026-05-11")
    assert batch.letters["ada-11"] == [Matter(START, "ada-11", ID)]


# In which words.

SAID: Data = {**ACTIVE, "meetings": [{**FIRST, "date": "2026-04-01"}]}
ANSWERS: dict[str, Data] = {
    "mentee": {
        "mentee": {"date": "2026-04-08", "answer": "decline", "reason": "personal"},
        "mentor": {"date": "2026-04-07", "answer": "start"},
    },
    "mentor": {
        "mentee": {"date": "2026-04-07", "answer": "start"},
        "mentor": {"date": "2026-04-08", "answer": "decline", "reason": "time"},
    },
    "mentor alone": {"mentor": {"date": "2026-04-08", "answer": "decline"}},
    "both": {
        "mentee": {"date": "2026-04-08", "answer": "decline"},
        "mentor": {"date": "2026-04-08", "answer": "decline", "reason": "not-right"},
    },
    "one undecided": {
        "mentee": {"date": "2026-04-07", "answer": "undecided"},
        "mentor": {"date": "2026-04-08", "answer": "decline", "reason": "tie"},
    },
}
OBJECTED = [
    proposed(
        "mentor_asked",
        "mentor_answer",
        "mentee_informed",
        mentee_answer={"date": "2026-04-08", "answer": "objected", **reason},
    )
    for reason in (
        {},
        {"reason": "personal"},
        {"reason": "professional"},
        {"reason": "other"},
        {"reason": "not-given"},
    )
]
REFUSED = [
    proposed(
        "mentor_asked", mentor_answer={"date": "2026-04-08", "answer": "declined", "reason": reason}
    )
    for reason in ("time", "tie", "not-right", "other", "not-given")
]
STOPPED = [
    {**ACTIVE, "ended": {"date": "2026-04-08", "reason": reason}}
    for reason in ("not-working", "other")
]
NOES: dict[str, tuple[list[Data], set[str]]] = {
    "mentor declined": (REFUSED, {"bo-01.thanks.eml"}),
    "mentee objected": (OBJECTED, {"bo-01.other-solution.eml"}),
    "one said no": (
        [{**SAID, "feedback": answers} for answers in ANSWERS.values()],
        {"ada-11.new-search.eml", "bo-01.other-solution.eml"},
    ),
    "it did not work": (STOPPED, {"ada-11.new-search.eml", "bo-01.other-solution.eml"}),
}


@pytest.mark.parametrize("spoken_language", LANGUAGES)
@pytest.mark.parametrize("no", NOES)
def test_a_letter_is_the_same_byte_for_byte_whoever_said_no_and_why(
    no: str, spoken_language: str
) -> None:
    lives, names = NOES[no]
    seen = set()
    for life in lives:
        data = spoken(spoken(world(life), "ada-11", spoken_language), "bo-01", spoken_language)
        letters = written(data, "2026-04-09")
        assert set(letters) == names
        seen.add(tuple(letters[name].as_bytes() for name in sorted(names)))
    assert len(seen) == 1


@pytest.mark.parametrize("reason", ["mentor-left", "mentee-left"])
def test_who_stays_behind_hears_the_same_as_when_it_did_not_work(reason: str) -> None:
    letters = written(
        world({**ACTIVE, "ended": {"date": "2026-04-08", "reason": reason}}), "2026-04-09"
    )
    [name] = letters
    assert (
        name
        == {"mentor-left": "ada-11.new-search.eml", "mentee-left": "bo-01.other-solution.eml"}[
            reason
        ]
    )
    assert letters[name].as_bytes() == written(world(STOPPED[0]), "2026-04-09")[name].as_bytes()


@pytest.mark.parametrize(
    ("lives", "first"),
    [(NOES["one said no"][0], True), (STOPPED, False)],
    ids=["after a no", "after an early end"],
)
def test_first_in_the_queue_is_said_to_whom_it_is_true_of(
    lives: list[Data], *, first: bool
) -> None:
    for life in lives:
        told = spoken(world(life), "ada-11", "en")
        snapshot = oracle.snapshot(told, date(2026, 4, 9))
        assert waiting.turn(snapshot, snapshot.participants["ada-11"]).behind is not first
        letter = written(told, "2026-04-09")["ada-11.new-search.eml"].get_content()
        assert ("first in the queue" in " ".join(letter.split())) == first


@pytest.mark.parametrize("spoken_language", LANGUAGES)
def test_no_letter_about_a_no_tells_the_reason_or_names_the_other_to_a_mentor(
    spoken_language: str,
) -> None:
    reasons = (
        "tid|time|koppling|jäv|tie|conflict|personlig|personal|yrkes|professional|invänd|object|tackade?"
        " nej|avböj|declin|fungera|work"
    )
    for lives, _ in NOES.values():
        data = spoken(spoken(world(lives[0]), "ada-11", spoken_language), "bo-01", spoken_language)
        for name, letter in written(data, "2026-04-09").items():
            text = letter.get_content()
            if "thanks" not in name:
                words = re.findall(rf"(?i)\b(?:{reasons})\w*", text)
                assert set(map(str.lower, words)) <= {
                    "tid",
                    "time",
                    "tid du",
                }, text  # thanks for the reader's own time, "this time"
            if name.startswith("bo-01"):
                assert data["participants"]["ada-11"]["name"].split()[0] not in text


def test_the_mentee_never_hears_of_a_mentor_who_declined_or_was_never_shown() -> None:
    for life in (
        *REFUSED,
        {**ASKED, "ended": {"date": "2026-04-08", "reason": "other"}},
        {**WILLING, "ended": {"date": "2026-04-08", "reason": "other"}},
    ):
        assert not [
            name for name in written(world(life), "2026-04-09") if name.startswith("ada-11")
        ]


def test_what_a_mentor_is_thanked_for_is_what_the_mentor_did() -> None:
    ended = {"ended": {"date": "2026-04-08", "reason": "other"}}
    openings = [
        written(world({**life, **ended}), "2026-04-09")["bo-01.other-solution.eml"].get_content()
        for life in (ASKED, WILLING, SAID | {"feedback": {}}, ACTIVE)
    ]
    assert len(set(openings)) == 4
    assert on(world({"ended": ended["ended"]}), "2026-04-09").letters == {}  # never asked


def test_a_mentee_who_already_has_another_is_not_told_of_a_search() -> None:
    closed = {**ACTIVE, "ended": {"date": "2026-04-08", "reason": "not-working"}}
    informed = {
        "proposal": {
            **PROPOSAL,
            "mentor_asked": "2026-04-08",
            "mentor_answer": {"date": "2026-04-08", "answer": "accepted"},
            "mentee_informed": "2026-04-08",
        }
    }
    informed["proposal"].pop("mentee_answer")
    assert "ada-11" not in on(world(closed, informed), "2026-04-09").letters
    assert "ada-11" in on(world(closed), "2026-04-09").letters
    assert "ada-11" not in on(world(closed, ends="2026-04-08"), "2026-04-09").letters


UNDECIDED: Data = {
    "mentee": {"date": "2026-04-07", "answer": "undecided"},
    "mentor": {"date": "2026-04-08", "answer": "start"},
}


def test_two_of_whom_one_is_undecided_meet_again_and_neither_learns_which() -> None:
    mirrored = {
        "mentee": {"date": "2026-04-08", "answer": "start"},
        "mentor": {"date": "2026-04-07", "answer": "undecided"},
    }
    first, second = (
        written(world({**SAID, "feedback": feedback}), "2026-04-09")
        for feedback in (UNDECIDED, mirrored)
    )
    assert set(first) == {"ada-11.meet-again.eml", "bo-01.meet-again.eml"}
    assert {name: letter.as_bytes() for name, letter in first.items()} == {
        name: letter.as_bytes() for name, letter in second.items()
    }


def test_they_are_not_asked_to_meet_again_before_both_have_answered_or_once_it_is_booked() -> None:
    half = {**SAID, "feedback": {"mentee": UNDECIDED["mentee"]}}
    booked = {
        **SAID,
        "feedback": UNDECIDED,
        "meetings": [*SAID["meetings"], {"date": "2026-04-20", "outcome": "planned"}],
    }
    for life in (half, booked):
        assert on(world(life), "2026-04-09").letters.get("ada-11", []) == []
    again = {
        **SAID,
        "feedback": UNDECIDED,
        "meetings": [*SAID["meetings"], {"date": "2026-04-08", "outcome": "held"}],
    }
    assert on(world(again), "2026-04-09").letters == {}


# Every matter, in both languages, as a snapshot to be read aloud.

LATE: dict[str, tuple[World, str]] = {
    "interview": (world(mentee={"interview": {"date": "2026-04-01"}}), "2026-02-20"),
    "interview-begun": (world(mentee={"interview": {"date": "2026-04-01"}}), "2026-03-02"),
    "mentor-answer": (world(ASKED), "2026-03-20"),
    "inform-mentee": (world(WILLING), "2026-03-20"),
    "mentee-answer": (world(INFORMED), "2026-03-20"),
    "first-meeting": (world({"proposal": PROPOSAL}), "2026-04-20"),
    "second-meeting": (world({**SAID, "feedback": UNDECIDED}), "2026-05-06"),
    "feedback-mentee": (
        world({**ACTIVE, "feedback": {"mentor": ANSWERED["mentor"]}}),
        "2026-03-30",
    ),
    "feedback-mentor": (
        world({**ACTIVE, "feedback": {"mentee": ANSWERED["mentee"]}}),
        "2026-03-30",
    ),
    "next-meeting": (world(ACTIVE), "2026-05-06"),
    "outcome": (
        world({**ACTIVE, "meetings": [FIRST, {"date": "2026-04-20", "outcome": "planned"}]}),
        "2026-04-27",
    ),
    "contact": (
        world({**ACTIVE, "meetings": [FIRST, {**FIRST, "date": "2026-06-15"}]}),
        "2026-06-20",
    ),
    "closing": (
        world(
            {
                **ACTIVE,
                "meetings": [FIRST, {**FIRST, "date": "2027-02-20"}],
                "contacts": [{"date": "2027-02-20", "with": side} for side in ("mentee", "mentor")],
            }
        ),
        "2027-03-20",
    ),
    "thanks": (world(DECLINED), "2026-03-05"),
    "other-solution": (world({**SAID, "feedback": ANSWERS["mentee"]}), "2026-04-09"),
    "new-search": (world({**SAID, "feedback": ANSWERS["mentor"]}), "2026-04-09"),
    "introduction": (contacts(world({"proposal": PROPOSAL})), "2026-03-09"),
    "meet-again": (world({**SAID, "feedback": UNDECIDED}), "2026-04-09"),
    "start": (world(ACTIVE), "2026-03-19"),
    "completion": (
        world({**ACTIVE, "ended": {"date": "2026-12-18", "reason": "completed"}}),
        "2026-12-18",
    ),
}


@pytest.mark.parametrize("spoken_language", LANGUAGES)
@pytest.mark.parametrize("case", LATE)
def test_a_letter_for_every_matter_in_both_languages(
    case: str, spoken_language: str, snapshot: Any
) -> None:
    data, today = LATE[case]
    letters = written(
        spoken(spoken(data, "ada-11", "fi", spoken_language), "bo-01", spoken_language), today
    )
    about_case = {
        name: letter for name, letter in letters.items() if case.startswith(name.split(".")[1])
    }
    assert about_case
    aloud = "\n\n".join(
        f"{letter['To']}\n{letter['Subject']}\n\n{words(letter)}" for letter in about_case.values()
    )
    assert "!" not in aloud
    # A link opens a mail to the manager, and no page: nothing on the web can learn who reads.
    assert not re.search(r"https?:|www\.", aloud)
    assert aloud == snapshot


def test_every_matter_has_a_case_and_every_deadline_that_a_person_acts_on_a_letter() -> None:
    kinds = {row.kind for row in MENTEE_ROWS} | {row.kind for row in PAIRING_ROWS}
    written_about = (kinds | set(NOTICES)) - MANAGERS_OWN
    assert {"interview", *LETTERS} == written_about
    # No letter is drafted during a pause: the words of `resume` are for the Monday page.
    assert {case.removesuffix("-begun") for case in LATE} == written_about - {"resume"}
    assert {row.kind for row in PAIRING_ROWS if row.actor != MANAGER} <= set(LATE)
    assert set(titles.NOTICES) == set(NOTICES)


@pytest.mark.parametrize(
    "page", each([ROOT / "docs" / lang / "manager" / "letters.md" for lang in LANGUAGES]), ids=str
)
def test_the_managers_page_lists_every_letter(page: Path) -> None:
    lang = page.relative_to(ROOT / "docs").parts[0]
    text = page.read_text(encoding="utf-8").lower()
    voice = Voice(catalogues.catalogue(lang, disk.packaged_bytes), {})
    for kind in ("interview", *LETTERS):
        assert voice.phrase((titles.KINDS | titles.NOTICES)[kind]).lower() in text


def test_the_letter_is_in_the_readers_language_else_the_programmes() -> None:
    data = spoken(world(ACTIVE), "ada-11", "de")
    for chosen, greeting in (("sv", "Hej"), ("en", "Hello")):
        programme = {**data, "programme": {**data["programme"], "language": chosen}}
        assert (
            written(programme, "2026-05-06")["ada-11.next-meeting.eml"]
            .get_content()
            .startswith(greeting)
        )


# As a file.

HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "X-Unsent",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]
NAMES = (
    st.text(
        'åäöÅ,"<>@;: ()\\=?_ab\r\n\t\0\x85\u2028\u2029\u202e\u2066\ufeff', min_size=1, max_size=120
    )
    | st.text(max_size=120)
    | st.sampled_from(
        [
            "A\r\nBcc: x@y.example",
            '"x" <x@y.example>, B',
            "=?utf-8?q?=0D=0ABcc=3A_x?= B",
            'Åsa, "Ö" <å@ö>',
        ]
    )
).filter(str.strip)
_ATOM = st.text("abz09!#$%&'*+-/=?^_`{|}~", min_size=1, max_size=40)
ADDRESSES = st.builds("{}.{}@{}.{}".format, _ATOM, _ATOM, _ATOM, _ATOM)


@oracle.laws
@given(NAMES, ADDRESSES, NAMES, ADDRESSES)
def test_no_name_makes_a_header_a_recipient_or_a_second_sender(
    name: str, address: str, manager: str, manager_address: str
) -> None:
    data = changed(world(ACTIVE), "ada-11", name=name, email=address)
    data["programme"]["manager"] = {"name": manager, "email": manager_address}
    [letter] = written(data, "2026-05-06").values()
    assert sorted(letter.keys()) == sorted(HEADERS)
    assert [reader.addr_spec for reader in letter["To"].addresses] == [address]
    assert [sender.addr_spec for sender in letter["From"].addresses] == [manager_address]
    assert letter["X-Unsent"] == "1"
    assert letter["Date"].datetime.date() == date(2026, 5, 6)
    assert letter.get_content_type() == "text/plain"
    assert not letter.is_multipart()
    assert not any(
        control in f"{letter['To']}{letter['From']}" for control in "\r\n\0\u2028\u202e\u2066"
    )


@pytest.mark.parametrize(
    "name",
    [
        f"{'Jonas ' * 12}<x@evil.example>",
        f"{'A' * 70}, x@evil.example, B",
        f'{"Jonas Ohrn " * 8}<x@evil.example>, "q" <y@evil.example>',
        f"{'A' * 70}; x@evil.example",
    ],
)
def test_a_long_name_that_loses_its_quotes_is_left_out(name: str) -> None:
    data = changed(world(ACTIVE), "ada-11", name=name)
    data["programme"]["manager"] = {"name": name, "email": "karin.berg@effect.example"}
    [letter] = written(data, "2026-05-06").values()
    assert [reader.addr_spec for reader in letter["To"].addresses] == ["ada-11@norrsken.example"]
    assert [sender.addr_spec for sender in letter["From"].addresses] == [
        "karin.berg@effect.example"
    ]


def test_a_manager_without_a_usable_address_leaves_the_sender_to_the_mail_program() -> None:
    data = world(ACTIVE)
    data["programme"]["manager"] = {"name": "Åsa Öhrn", "email": "åsa@effect.example"}
    [letter] = written(data, "2026-05-06").values()
    assert "From" not in letter
    assert not addresses.reachable(None)


# The command.


@pytest.fixture
def remind(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> Callable[..., Outcome]:
    """Run the command on a copy of the example, into a folder beside it."""

    def run(*arguments: str, **more: Any) -> Outcome:
        return command(
            "remind", "--to", str(tmp_path / "letters"), *arguments, root=example, **more
        )

    return run


def lying(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_the_command_writes_drafts_and_says_for_whom(
    remind: Callable[..., Outcome], tmp_path: Path
) -> None:
    report = remind("--format", "json").json()
    letters = lying(tmp_path / "letters")
    assert {letter["path"].rpartition("/")[2] for letter in report["letters"]} == set(letters)
    assert len(letters) == 8
    people = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (EXAMPLE / "participants").glob("*.yml")
    }
    for letter in report["letters"]:
        message = parsed(letters[letter["path"].rpartition("/")[2]].decode("ascii"))
        [to] = message["To"].addresses
        assert f"email: {to.addr_spec}" in people[letter["to"]]
        assert message["Subject"] == letter["subject"]
        assert letter["kind"] == letter["kinds"][0]
        assert letter["pairing"] is None or letter["to"] in letter["pairing"]


def test_the_same_repository_day_and_log_give_the_same_bytes(
    remind: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    first, log = remind("--format", "json").out, (example / ".letters.log").read_bytes()
    before = lying(tmp_path / "letters")
    assert remind("--format", "json").out == first
    assert (lying(tmp_path / "letters"), (example / ".letters.log").read_bytes()) == (before, log)


def test_within_a_week_nothing_new_and_after_it_again(
    remind: Callable[..., Outcome], tmp_path: Path
) -> None:
    first = remind("--format", "json").json()["letters"]
    before = lying(tmp_path / "letters")
    later = remind("--format", "json", today="2026-11-26").json()
    assert {letter["to"] for letter in later["letters"]}.isdisjoint(
        letter["to"] for letter in first
    )
    assert {skipped["why"] for skipped in later["left_out"]} == {"recent"}
    assert before.items() <= lying(tmp_path / "letters").items()
    again = remind("--format", "json", today="2026-11-30").json()
    assert (
        {letter["to"] for letter in again["letters"]}
        >= {letter["to"] for letter in first if letter["kind"] == "next-meeting"}
        != set()
    )


def test_a_draft_whose_matter_is_settled_is_taken_away_and_no_other_file(
    remind: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    remind()
    folder = tmp_path / "letters"
    [settled] = folder.glob("*.next-meeting.eml")
    (folder / "mine.eml").write_text("mine")
    pairing = next(example.glob(f"pairings/{settled.name.partition('.')[0]}--*.yml"))
    pairing.write_text(
        pairing.read_text(encoding="utf-8") + "ended: {date: 2026-11-24, reason: completed}\n",
        encoding="utf-8",
    )
    remind(today="2026-11-24")
    assert not settled.exists()
    assert (folder / "mine.eml").exists()
    assert list(folder.glob("*.outcome.eml"))


def test_what_is_unsent_is_listed_until_the_manager_says_sent(
    remind: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    first = {letter["path"] for letter in remind("--format", "json").json()["letters"]}
    assert remind("--format", "json").json()["unsent"] == []  # what is drafted now is above
    later = remind("--format", "json", today="2026-11-24").json()
    unsent = {draft["path"]: draft for draft in later["unsent"]}
    assert unsent.keys() == first
    assert {draft["drafted"] for draft in unsent.values()} == {"2026-11-23"}
    out = remind(today="2026-11-24").out
    assert "Drafts not sent yet (8)" in out
    assert "(nils-02) – outcome of a planned meeting: a draft was made on 23 November 2026" in out
    remind("--sent", "nils-02.outcome.eml", today="2026-11-24")
    assert "2026-11-23 nils-02 outcome" in (example / ".letters.log").read_text(encoding="utf-8")
    left = remind("--format", "json", today="2026-11-25").json()["unsent"]
    assert {draft["path"] for draft in left} >= first - {f"{tmp_path}/letters/nils-02.outcome.eml"}
    assert "nils-02" not in {draft["to"] for draft in left}
    remind("--sent", "all", today="2026-11-25")
    assert remind("--format", "json", today="2026-11-25").json()["unsent"] == []


def test_what_is_sent_is_not_drafted_again_on_the_same_day(
    remind: Callable[..., Outcome], tmp_path: Path
) -> None:
    remind()
    assert remind("--sent", "all", "--format", "json").json()["letters"] == []
    report = remind("--format", "json").json()
    assert (report["letters"], report["unsent"], lying(tmp_path / "letters")) == ([], [], {})
    assert "2026-11-23" in {skipped["drafted"] for skipped in report["left_out"]}


def test_a_file_that_the_manager_has_moved_is_no_draft_any_more(
    remind: Callable[..., Outcome], tmp_path: Path
) -> None:
    remind()
    (tmp_path / "letters" / "nils-02.outcome.eml").unlink()
    (tmp_path / "letters" / "notes.eml").write_text("mine")
    unsent = remind("--format", "json", today="2026-11-24").json()["unsent"]
    assert len(unsent) == 7
    assert {"nils-02", "notes"}.isdisjoint(draft["to"] for draft in unsent)


def test_a_draft_that_is_not_there_cannot_be_sent(remind: Callable[..., Outcome]) -> None:
    outcome = remind("--sent", "nils-02.outcome.eml")
    assert (outcome.code, outcome.out) == (2, "")
    assert "folder has none" in outcome.err
    remind()
    outcome = remind("--sent", "nils-03.outcome.eml")
    assert outcome.code == 2
    assert "nils-02.outcome.eml" in outcome.err


def test_without_a_log_only_mondays_have_letters_and_nothing_is_remembered(
    remind: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    report = remind("--without-log", "--format", "json", today="2026-11-24").json()
    assert report["letters"] == []
    assert {skipped["why"] for skipped in report["left_out"]} == {"not-monday"}
    # Word of ends before last Monday was for that Monday.
    assert len(remind("--without-log", "--format", "json").json()["letters"]) == 6
    assert not (example / ".letters.log").exists()
    assert len(lying(tmp_path / "letters")) == 6
    holiday = remind("--without-log", "--format", "json", today="2027-03-29").json()
    assert holiday["letters"] == []
    assert holiday["left_out"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_log_shows_ids_only(lang: str, remind: Callable[..., Outcome], example: Path) -> None:
    (example / "pairings" / "anna-07--bjorn-12.yml").write_text("mentee: [", encoding="utf-8")
    output = (
        remind("--format", "github", lang=lang).out
        + remind("--format", "github", lang=lang, today="2026-11-24").out
    )
    output += (example / ".letters.log").read_text(encoding="utf-8")
    assert "nils-02.outcome.eml" in output
    assert "pairings/anna-07--bjorn-12.yml" in output
    for path in (EXAMPLE / "participants").glob("*.yml"):
        name = re.findall(r"(?m)^name: (.*)$", path.read_text(encoding="utf-8"))[0]
        assert name not in output
        assert name.split()[-1] not in output


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_a_person_is_told_what_lies_where_and_what_does_not(
    form: str, remind: Callable[..., Outcome]
) -> None:
    first = (
        remind("--format", form)
        .out.replace("&#45;", "-")
        .replace("&#46;", ".")
        .replace("&#47;", "/")
    )
    assert "letters/nils-02.outcome.eml" in first
    assert "8 drafts to read and to send yourself." in first
    later = remind("--format", form, today="2026-11-24").out
    assert "a draft was made on 23 November 2026" in later
    assert "2 drafts to read and to send yourself." in later
    assert "No letters today." in remind("--format", form, today="2020-01-01").out


def test_without_a_folder_they_lie_where_git_looks_away(
    command: Callable[..., Outcome], example: Path
) -> None:
    report = command("remind", "--format", "json", root=example).json()
    assert all((example / letter["path"]).is_file() for letter in report["letters"])
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"build/", ".letters.log"} <= set(ignored)


def test_a_spoilt_log_is_a_sentence_and_nothing_is_drafted(
    remind: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    log = example / ".letters.log"
    for spoilt in (
        "2026-11-20 anna-07 contact\nnonsense\n",
        "2026-11-20 anna-07 contact\n2026-13-01 anna-07 contact\n",
    ):
        log.write_text(spoilt)
        outcome = remind()
        assert outcome.code == 2
        assert ".letters.log:2" in outcome.err
        assert log.read_text() == spoilt
    log.unlink()
    log.mkdir()
    assert remind().code == 2
    assert lying(tmp_path / "letters") == {}


def test_nothing_leaves_the_machine(
    remind: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)
    with pytest.raises(AssertionError):
        socket.create_connection(("127.0.0.1", 25))
    assert remind().code == 0


def test_where_the_programme_cannot_be_read_nothing_is_drafted_and_it_is_said(
    remind: Callable[..., Outcome], example: Path
) -> None:
    (example / "programme.yml").write_text("name: [", encoding="utf-8")
    report = remind("--format", "json").json()
    assert report["letters"] == []
    assert report["unread"] == ["programme.yml"]


def test_no_broken_repository_breaks_the_command(
    command: Callable[..., Outcome], tmp_path: Path, broken_repositories: list[Path]
) -> None:
    for root in broken_repositories:
        outcome = command(
            "remind",
            "--without-log",
            "--to",
            str(tmp_path / root.name),
            "--format",
            "json",
            root=root,
        )
        assert (outcome.code, outcome.err) == (0, ""), root
        for letter in outcome.json()["letters"]:
            message = parsed(
                (tmp_path / root.name / letter["path"].rpartition("/")[2]).read_text(
                    encoding="ascii"
                )
            )
            assert len(message["To"].addresses) == 1


# What a mentor must be told of what is stored.


def test_a_mentor_is_informed_in_time_from_privacy_and_what_is_undecided_is_named() -> None:
    data = entered()
    assert on(data, "2026-04-16").letters == {}
    information = [Matter("notice", "bo-01", None)]
    assert on(data, "2026-04-17").letters == {"bo-01": information}
    assert on(data, "2026-05-02").letters == {"bo-01": information}
    assert on(entered(notified="2026-05-01"), "2026-05-02").letters == {}
    [letter] = written(data, "2026-04-17").values()
    text = " ".join(letter.get_content().split())
    assert "1 april" in text
    assert text.count("inte bestämt än, fråga mig.") == 7
    privacy = {
        "controller": "Effect AB",
        "basis": {"sv": "Berättigat intresse.", "en": "Legitimate interest."},
        "recipients": ["Effect Drift AB", {"sv": "Postbolaget", "en": "The mail company"}],
    }
    programme = {**data["programme"], "privacy": privacy, "retention": {"declined": 1}}
    [letter] = written({**data, "programme": programme}, "2026-04-17").values()
    text = " ".join(letter.get_content().split())
    assert text.count("inte bestämt än, fråga mig.") == 3
    for words in ("Effect AB", "Berättigat intresse.", "Effect Drift AB", "Postbolaget", "1 månad"):
        assert words in text
    [letter] = written(
        spoken({**data, "programme": programme}, "bo-01", "en"), "2026-04-17"
    ).values()
    assert "Legitimate interest." in letter.get_content()


def test_a_protected_mentor_is_informed_by_a_call() -> None:
    batch = on(entered(protected=True), "2026-05-02")
    assert batch.letters == {}
    assert [(skipped.matter.kind, skipped.why) for skipped in batch.skipped] == [
        ("notice", "protected")
    ]
