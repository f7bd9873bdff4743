"""A letter goes to one address, whatever the names in it and however a program reads them."""

from __future__ import annotations

import re
from email import message_from_string, policy
from email.utils import getaddresses

import pytest

from mentorskap.letters import addresses, mail
from mentorskap.words.sentence import RefusalError
from tests import awkward, oracle, tiers
from tests.test_deadlines import ACTIVE, world
from tests.test_letters import HEADERS

SNAPSHOT = oracle.snapshot(world(ACTIVE), oracle.day("2026-05-06"))
ADDRESS, SENDER = "ada-11@norrsken.example", "karin.berg@effect.example"
LONG_ADDRESS = f"{'ada-11.' * 9}x@{'norrsken-' * 6}x.{'norrsken-' * 6}x.example"


@pytest.mark.laws
def test_of_ten_thousand_names_each_letter_has_one_sender_and_one_recipient() -> None:
    person, programme = SNAPSHOT.participants["ada-11"], SNAPSHOT.programme
    assert programme is not None
    boss = programme.managers[0]._replace(email=SENDER)
    former = policy.compat32
    for number, name in enumerate(awkward.names(10_000 if tiers.LAWS else 600)):
        address = LONG_ADDRESS if number % 7 == 0 else ADDRESS
        text = mail.eml(
            person._replace(name=name, email=address),
            f"Hej {name}",
            "Hej",
            boss._replace(name=name),
            SNAPSHOT.today,
        )
        head = text.partition("\r\n\r\n")[0]
        message = message_from_string(text, policy=policy.default)
        assert [entry.addr_spec for entry in message["To"].addresses] == [address], name
        assert [entry.addr_spec for entry in message["From"].addresses] == [SENDER], name
        assert sorted(message.keys()) == sorted(HEADERS), name
        older = message_from_string(text, policy=former)
        assert [entry for _, entry in getaddresses([older["To"]])] == [address], name
        assert not message.defects
        # A reading of its own: what remains of the header without encoded words.
        bare = re.sub(r"=\?utf-8\?q\?[A-Za-z0-9_=]*\?=", "", head.replace("\r\n ", " "))
        [to] = re.findall(r"(?m)^To:(.*?)\r?$", bare)
        assert re.fullmatch(rf"[A-Za-z '-]*<{re.escape(address)}>", to), name
        assert all(len(line) <= 78 for line in head.split("\r\n") if "@" not in line), name


@pytest.mark.parametrize(
    "name", ["Björn Ek", "Anna Lindqvist", "O’Hara", "Lindqvist, Anna", "Åsa " * 25, "🇸🇪 Ek"]
)
def test_a_name_is_read_back_as_it_was_written(name: str) -> None:
    person = SNAPSHOT.participants["ada-11"]._replace(name=name)
    text = mail.eml(person, name, "Hej", None, SNAPSHOT.today)
    message = message_from_string(text, policy=policy.default)
    assert message["To"].addresses[0].display_name.split() == name.split()
    assert message["Subject"].split() == name.split()
    assert "From" not in message


@pytest.mark.parametrize(
    "line",
    [
        "Bcc: x@evil.example",
        "To: x@evil.example",
        "to: x@evil.example",
        "Reply-To: x@evil.example",
        " , x@evil.example",
        "X-Odd: å",
        "no header",
    ],
)
def test_bytes_with_another_recipient_are_not_those_of_a_letter(line: str) -> None:
    known = {"To": ADDRESS}

    def letter(more: str) -> bytes:
        return f"To: Ada Ek <{ADDRESS}>\r\n{more}Subject: Hej\r\n\r\nHej\r\n".encode()

    assert addresses.names_only(letter(""), known, {"Subject"})
    assert not addresses.names_only(letter(f"{line}\r\n"), known, {"Subject"})
    assert not addresses.names_only(letter(""), {}, {"Subject"})
    assert not addresses.names_only(letter(""), {"To": "b@norrsken.example"}, {"Subject"})
    assert not addresses.names_only(letter(""), {**known, "From": SENDER}, {"Subject"})


@pytest.mark.parametrize("value", [f"Ek, Ada <{ADDRESS}>", f'"Ek" <{ADDRESS}>', ADDRESS, "G:;"])
def test_a_name_that_means_something_in_a_header_is_not_one_of_ours(value: str) -> None:
    raw = f"To: {value}\r\n\r\n".encode()
    assert not addresses.names_only(raw, {"To": ADDRESS}, ())


def test_a_letter_that_names_anyone_else_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "mailbox", lambda name, email: f"{name} <{email}>, x@y.example")
    with pytest.raises(RefusalError) as refused:
        mail.eml(SNAPSHOT.participants["ada-11"], "Hej", "Hej", None, SNAPSHOT.today)
    assert "exactly one recipient" in refused.value.sentence.pattern


def test_an_attachments_name_is_an_id_or_a_number() -> None:
    enclosed = [mail.Attachment(name, "calendar", "x") for name in ("a-07.ics", 'å"\r\nBcc: x.ics')]
    text = mail.eml(SNAPSHOT.participants["ada-11"], "Hej", "Hej", None, SNAPSHOT.today, enclosed)
    message = message_from_string(text, policy=policy.default)
    files = [part.get_filename() for part in message.iter_attachments()]
    assert files == ["a-07.ics", "attachment-2"]
