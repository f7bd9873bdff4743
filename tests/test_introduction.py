"""Laws of the hand-over: what the two of a pairing learn of each other, when, and as which bytes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.letters import cards
from mentorskap.letters.due import INTRODUCTION, Matter, post, read_log, written_log
from tests import oracle
from tests.conftest import ROOT
from tests.test_deadlines import ACTIVE, ASKED, ID, INFORMED, PROPOSAL, WILLING, due, world
from tests.test_letters import ADDRESSES, NAMES, changed, contacts, no_day_off, on, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from tests.oracle import Data, World

DAY = timedelta(days=1)
YES = "2026-03-09"
SIDES = {"ada-11": "bo-01", "bo-01": "ada-11"}


def handed_over(**introduction: bool) -> World:
    return contacts(world({"proposal": PROPOSAL}), **introduction)


def introductions(data: World, today: str = YES) -> dict[str, EmailMessage]:
    """Return the introductions of a day by their readers."""
    return {
        name.partition(".")[0]: letter
        for name, letter in written(data, today).items()
        if INTRODUCTION in name
    }


def text_of(letter: EmailMessage) -> str:
    parts = (part for part in letter.walk() if part.get_content_type() == "text/plain")
    return str(next(parts).get_content())


def card_of(letter: EmailMessage) -> str:
    [part] = letter.iter_attachments()
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return raw.decode()


def unfolded(card: str) -> list[tuple[str, str]]:
    """Return the lines of a card as names and values, as a telephone reads them."""
    lines = card.replace("\r\n ", "").split("\r\n")
    assert lines.pop() == ""
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def split(value: str) -> list[str]:
    """Return the parts of a structured value, without the escapes."""
    parts, characters = [""], iter(value)
    for character in characters:
        if character == "\\":
            parts[-1] += next(characters)
        elif character == ";":
            parts.append("")
        else:
            assert character != ","
            parts[-1] += character
    return parts


@pytest.mark.parametrize(("email", "phone"), [(True, False), (True, True), (False, True)])
def test_each_learns_of_the_other_what_the_programme_allows(email: bool, phone: bool) -> None:  # noqa: FBT001
    data = handed_over(email=email, phone=phone)
    letters = introductions(data)
    assert set(letters) == set(SIDES)
    for reader, letter in letters.items():
        person = data["participants"][SIDES[reader]]
        everything = text_of(letter) + card_of(letter)
        assert (person["email"] in everything) == email
        assert (person["phone"] in everything) == phone
        assert "+46 70 123 00 00" in everything
        [attachment] = letter.iter_attachments()
        assert attachment.get_content_type() == "text/vcard"
        assert attachment.get_filename() == f"{SIDES[reader]}.vcf"


def test_by_default_it_is_the_address_alone() -> None:
    data = handed_over()
    del data["programme"]["introduction"]
    for reader, letter in introductions(data).items():
        person = data["participants"][SIDES[reader]]
        assert person["email"] in text_of(letter)
        assert person["phone"] not in letter.as_string() + card_of(letter)


def test_each_is_greeted_and_presented_by_what_they_go_by() -> None:
    data = changed(handed_over(), "bo-01", name="Ekdahl, Bosse Karl", called="Bosse")
    data = changed(data, "ada-11", called="Adde")
    letters = introductions(data)
    assert text_of(letters["bo-01"]).startswith("Hej Bosse, ")
    assert "Adde" in text_of(letters["bo-01"])
    assert "Bosse" in text_of(letters["ada-11"])
    card = dict(unfolded(card_of(letters["ada-11"])))
    assert card["NICKNAME"] == "Bosse"
    assert card["FN"] == "Bosse Karl Ekdahl"


@pytest.mark.parametrize("why", ["protected", "nothing allowed", "no address"])
def test_without_a_way_the_manager_passes_messages_on(why: str) -> None:
    data = handed_over(email=why != "nothing allowed", phone=False)
    if why == "protected":  # the details must not be in the file; if they are, they stay there
        data = changed(data, "bo-01", protected=True)
    if why == "no address":
        data = changed(data, "bo-01", email=None)
    letter = introductions(data)["ada-11"]
    assert not list(letter.iter_attachments())
    assert letter.get_content_type() == "text/plain"
    text = text_of(letter)
    assert "genom mig" in text
    assert "bo-01@" not in text
    assert "45 01" not in text
    reminder = written(data, "2026-04-20")["ada-11.first-meeting.eml"].get_content()
    assert "genom mig" in reminder
    assert "bo-01@" not in reminder


def test_who_is_protected_gets_none_and_is_named_to_be_called() -> None:
    batch = on(changed(handed_over(), "bo-01", protected=True), YES)
    assert batch.introductions == (Matter(INTRODUCTION, "ada-11", ID),)
    assert [(skipped.matter, skipped.why) for skipped in batch.skipped] == [
        (Matter(INTRODUCTION, "bo-01", ID), "protected")
    ]


@pytest.mark.parametrize("life", [{}, ASKED, WILLING, INFORMED, ACTIVE])
def test_there_is_none_before_the_yes_nor_after_a_meeting(life: Data) -> None:
    today = YES if life is not ACTIVE else "2026-03-19"
    assert introductions(contacts(world(life)), today) == {}


def test_there_is_none_on_the_day_before_the_yes_and_none_for_who_objects_or_withdraws() -> None:
    assert introductions(handed_over(), "2026-03-08") == {}
    objected = {**PROPOSAL, "mentee_answer": {"date": YES, "answer": "objected", "reason": "other"}}
    assert introductions(contacts(world({"proposal": objected})), YES) == {}
    assert introductions(contacts(world({"proposal": PROPOSAL}, mentee={"withdrawn": YES}))) == {}
    ended = {"proposal": PROPOSAL, "ended": {"date": YES, "reason": "other"}}
    assert introductions(contacts(world(ended)), YES) == {}


def drafted(data: World, days: list[date]) -> Iterator[tuple[date, Matter]]:
    """Yield the introductions that are drafted when the command runs on these days, with a log."""
    log = ""
    for today in days:
        entries, wrong = read_log(log)
        assert wrong is None
        batch = post(oracle.snapshot(data, today), entries, no_day_off)
        log = written_log(entries, batch, today)
        yield from ((today, matter) for matter in sorted(batch.introductions))


def test_it_is_drafted_once_a_pairing_on_the_day_of_the_yes_in_spite_of_the_weekly_limit() -> None:
    data = handed_over()
    days = [date(2026, 3, 1) + offset * DAY for offset in range(300)]
    assert list(drafted(data, days)) == [
        (date(2026, 3, 9), Matter(INTRODUCTION, side, ID)) for side in sorted(SIDES)
    ]


def test_a_long_break_does_not_make_it_be_drafted_twice() -> None:
    data = handed_over()
    data["programme"]["cohorts"][0]["breaks"] = [{"from": "2026-03-12", "until": "2026-05-30"}]
    days = [date(2026, 3, 1) + offset * DAY for offset in range(200)]
    assert len(list(drafted(data, days))) == 2


def test_a_mentor_of_two_gets_one_for_each() -> None:
    data = handed_over()
    people, pairings = data["participants"], data["pairings"]
    people["eli-12"] = {**people["ada-11"], "name": "Eli Wik", "email": "eli@norrsken.example"}
    pairings["eli-12--bo-01"] = {**pairings[ID], "mentee": "eli-12"}
    names = [name for name in written(data, YES) if name.startswith("bo-01")]
    assert names == [
        "bo-01.introduction.ada-11--bo-01.eml",
        "bo-01.introduction.eli-12--bo-01.eml",
    ]


def test_the_latest_day_is_the_deadline_moved_by_breaks_and_never_after_the_last_day() -> None:
    assert "30 mars" in text_of(introductions(handed_over())["ada-11"])
    data = handed_over()
    data["programme"]["cohorts"][0]["breaks"] = [{"from": "2026-03-20", "until": "2026-03-22"}]
    assert "2 april" in text_of(introductions(data)["ada-11"])
    data["programme"]["cohorts"][0]["ends"] = "2026-03-25"
    assert "25 mars" in text_of(introductions(data)["ada-11"])


def test_the_latest_day_is_that_of_the_cohorts_own_limit() -> None:
    data = handed_over()
    data["programme"]["limits"] = {"first_meeting": 3}
    data["programme"]["cohorts"][0]["limits"] = {"first_meeting": 35}
    assert "13 april" in text_of(introductions(data, "2026-04-12")["ada-11"])
    assert [item.kind for item in due(data, "2026-04-13", 0)] == ["first-meeting"]
    assert set(introductions(data, "2026-04-13")) == set(SIDES)
    assert introductions(data, "2026-04-14") == {}


def test_the_reminder_of_the_first_meeting_says_again_how_to_get_in_touch() -> None:
    reminder = written(handed_over(phone=True), "2026-04-20")["ada-11.first-meeting.eml"]
    assert "bo-01@norrsken.example, +46 70 123 45 01" in reminder.get_content()


@oracle.laws
@given(NAMES, ADDRESSES, NAMES)
def test_no_name_makes_another_line_of_a_card_nor_another_recipient(
    name: str, address: str, organisation: str
) -> None:
    data = changed(handed_over(phone=True), "ada-11", name=name, email=address)
    data = changed(data, "ada-11", organisation=organisation)
    letters = introductions(data)
    assert [reader.addr_spec for reader in letters["ada-11"]["To"].addresses] == [address]
    card = card_of(letters["bo-01"])
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    lines = unfolded(card)
    assert [name.partition(";")[0] for name, _ in lines] == [
        *("BEGIN", "VERSION", "N", "FN", "ORG", "EMAIL", "TEL", "END")
    ]
    assert not any(control in value for _, value in lines for control in "\r\n\0\u2028\u202e")
    values = dict(lines)
    assert len(split(values["N"])) == 5
    assert split(values["EMAIL;TYPE=INTERNET"]) == [address]
    assert len(split(values["FN"])) == len(split(values["ORG"])) == 1


@oracle.laws
@given(st.text("åäö abc,;\\\n", max_size=200))
def test_a_folded_line_is_the_same_line(text: str) -> None:
    data = changed(handed_over(), "ada-11", organisation=f"x{text}")
    values = dict(unfolded(card_of(introductions(data)["bo-01"])))
    assert split(values["ORG"]) == [f"x{text}".replace("\n", " ")]


def test_a_name_of_two_words_or_with_a_comma_has_a_family_name_and_any_other_is_whole() -> None:
    for name, parts in (
        ("Anna Lindqvist", ["Lindqvist", "Anna"]),
        ("Anna Maria Lindqvist", ["", "Anna Maria Lindqvist"]),
        ("Lindqvist, Anna", ["Lindqvist", "Anna"]),
    ):
        card = card_of(introductions(changed(handed_over(), "ada-11", name=name))["bo-01"])
        assert split(dict(unfolded(card))["N"])[:2] == parts


def test_the_pair_may_see_every_field_of_a_card() -> None:
    schema: Any = json.loads((ROOT / "schemas/participant.schema.json").read_text("utf-8"))
    for key in ("name", "organisation", *cards.Ways._fields):
        assert schema["properties"][key]["x-audience"] in {"pair", "all"}


def test_the_same_day_gives_the_same_bytes() -> None:
    first, second = (introductions(handed_over(phone=True)) for _ in range(2))
    assert {name: letter.as_bytes() for name, letter in first.items()} == {
        name: letter.as_bytes() for name, letter in second.items()
    }
