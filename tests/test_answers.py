"""Answers by mail: taken from the right address, for the right pairing, or left for a person."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorskap.edit import answers
from mentorskap.files import mails, source
from mentorskap.files.mails import Mail
from mentorskap.host import gathering
from mentorskap.host.run import schema_named
from mentorskap.words import answer_line
from mentorskap.words.sentence import say
from tests import oracle
from tests.test_deadlines import ACTIVE, ID, world
from tests.test_letters import parsed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

NILS, ELLE = "nils-ante.labba@renvagen.example", "elle.marja.nutti@fjallvind.example"
PARISA = "parisa.rahimi-lund@klartextdata.example"
JONAS = "jonas.ohrn@malarfrakt.example"
FILE = "pairings/nils-02--elle-09.yml"
HELD = "[mentorskap] 2026-11-18 held"
WHEN = "Fri, 20 Nov 2026 10:00:00 +0100"
BODY = "Det var hemligt"


def mail(sender: str, subject: str, date: str | None = WHEN, more: str = "") -> bytes:
    """Return a mail as it is saved, with a body that nobody may read."""
    dated = "" if date is None else f"Date: {date}\r\n"
    head = f"From: {sender}\r\nTo: karin.berg@effect.example\r\n{dated}Subject: {subject}\r\n{more}"
    return f"{head}\r\n{BODY}\r\n".encode()


@pytest.fixture
def take(command: Callable[..., Outcome], example: Path, tmp_path: Path) -> Callable[..., Outcome]:
    """Record from a folder of mails in a copy of the example."""

    def run(*each: bytes, yes: bool = True, **more: Any) -> Outcome:
        folder = tmp_path / "mails"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for number, raw in enumerate(each, 1):
            (folder / f"{number}.eml").write_bytes(raw)
        options = ["--yes"] if yes else []
        outcome = command("record", "--from", str(folder), *options, root=example, **more)
        assert BODY not in outcome.out + outcome.err
        assert "Traceback" not in outcome.err
        return outcome

    return run


@pytest.fixture
def untouched(example: Path) -> Callable[[], bool]:
    """Return what says whether every file of the copy is as it was."""

    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}

    before = contents()
    return lambda: contents() == before


def meetings(example: Path, path: str = FILE) -> list[Any]:
    data: Any = source.parse((example / path).read_text(encoding="utf-8"), path)
    return list(data["meetings"])


def test_an_answer_is_shown_first_and_written_with_yes(
    take: Callable[..., Outcome], example: Path, untouched: Callable[[], bool]
) -> None:
    shown = take(mail(NILS, HELD), yes=False)
    assert shown.code == 0
    assert "Nils-Ánte Labba  nils-02--elle-09  meeting 18 November 2026 held  1.eml" in shown.out
    assert "can be forged" in shown.out
    assert "--yes" in shown.out
    assert untouched()
    assert take(mail(NILS, HELD)).code == 0
    assert meetings(example)[-1] == {"date": "2026-11-18", "outcome": "held", "form": "video"}


def test_the_same_mail_twice_changes_nothing(take: Callable[..., Outcome], example: Path) -> None:
    yes = mail(PARISA, "[mentorskap] accepted")
    take(mail(NILS, HELD), yes)
    once = {path: path.read_bytes() for path in example.rglob("*.yml")}
    again = take(mail(NILS, HELD), yes)
    assert again.code == 0
    assert "2 answers are written already" in again.out
    assert {path: path.read_bytes() for path in example.rglob("*.yml")} == once


@pytest.mark.parametrize(
    "subject",
    [
        "[mentorskap] nils-02--elle-09 2026-11-18 held",
        "[mentorskap] [nils-02--elle-09] [2026-11-18] held",
        "Re: [mentorskap] 2026-11-18 held",
        "Sv: SV: VB: [Mentorskap] 2026-11-18 HELD",
        "Fwd: Re[2]: [mentorskap] 2026\u201111\u201118 held.",
        "[EXTERNT] [mentorskap]\u00a02026-11-18\u00a0held",
        "[ mentorskap ]  nils-02\u2014elle-09  2026\u201311\u201318 held",
        "[mentorskap] nils-02\u2013elle-09 18 november held",
        "[mentorskap] held 2026-11-18",
        "=?utf-8?q?=5Bmentorskap=5D_2026-11-18?=\r\n =?utf-8?b?IGhlbGQ=?=",
        "[mentorskap]\r\n 2026-11-18\r\n held",
        "\u200b[mentorskap] 2026-11-18 held\ufeff",
        "[mentorskap] 18/11 held",
    ],
)
def test_what_a_mail_program_or_a_phone_does_to_a_subject_is_understood(
    subject: str, take: Callable[..., Outcome], example: Path
) -> None:
    outcome = take(mail(NILS, subject))
    assert outcome.code == 0, outcome.out
    assert meetings(example)[-1]["outcome"] == "held"


@pytest.mark.parametrize(
    "sender",
    [
        f"Nils <{NILS}>",
        NILS.replace("renvagen", "RenVagen"),
        f'"evil@x.example" <{NILS}>',
        f"=?utf-8?q?Nils-=C3=81nte?= <{NILS}>",
        ELLE,
    ],
)
def test_either_side_may_report_a_meeting_from_their_own_address(
    sender: str, take: Callable[..., Outcome], example: Path
) -> None:
    assert take(mail(sender, HELD)).code == 0
    assert meetings(example)[-1]["outcome"] == "held"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (mail("evil@x.example", HELD), "is in no participant's file"),
        (mail(f'"{NILS}" <evil@x.example>', HELD), "is in no participant's file"),
        (mail("evil@x.example", HELD, more=f"Reply-To: {NILS}\r\n"), "no participant's file"),
        (mail("evil@x.example", HELD, more=f"Sender: {NILS}\r\n"), "no participant's file"),
        (mail(f"{NILS}, {ELLE}", HELD), "not exactly one address"),
        (mail(f"evil@x.example, {NILS}", HELD), "not exactly one address"),
        (mail(NILS, HELD, more="From: evil@x.example\r\n"), "twice"),
        (mail(NILS, HELD, more="Subject: x\r\n"), "twice"),
        (mail(NILS, "x", more="X: y\r\n"), "is not an answer: “x”"),
        (mail(NILS, "Hej! [mentorskap] 2026-11-18 held"), "is not an answer"),
        (mail(NILS, "[mentorskap] 2026-11-18 held, men trött"), "is not an answer"),
        (mail(NILS, "[mentorskap] 2026-11-18 held start"), "is not an answer"),
        (mail(NILS, "[mentorskap] 2026-11-18 planned"), "is not an answer"),
        (mail(NILS, "[mentorskap]"), "is not an answer"),
        (mail(NILS, "[mentorskap] anna-07--bjorn-12 2026-11-18 held"), "not the sender's own"),
        (mail(NILS, "[mentorskap] 2026-11-24 held"), "24 November 2026 has not come yet"),
        (mail(NILS, "[mentorskap] 2026-11-24 cancelled"), "has not come yet"),
        (mail(NILS, "[mentorskap] held", "Tue, 24 Nov 2026 10:00:00 +0100"), "has not come yet"),
        (mail(NILS, "[mentorskap] 2026-11-18 moved"), "new day of the meeting on 18 November"),
        (mail(NILS, "[mentorskap] 2026-13-45 held"), "is not a day"),
        (mail(NILS, "[mentorskap] 2026-11-18 moved 2026-11-18"), "A moved meeting has a new day"),
        (mail(JONAS, "[mentorskap] 2026-11-18 held"), "the sender has several"),
        (mail(PARISA, "[mentorskap] maja-17--parisa-15 2026-01-01 start"), "is not an answer"),
        (mail(NILS, "[mentorskap] held", None), "no date"),
        (mail(NILS, "[mentorskap] held", "yesterday"), "no date"),
        (mail(NILS, "[mentorskap] " + "x" * 5000), "too long"),
        (b"not a mail", "not a mail"),
        (b"", "not a mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Outlook's own format"),
        (b"\0" * 200_000, "not a mail"),
        (b"Subject: x\r\n\r\n", "no sender"),
    ],
)
def test_what_is_not_sure_is_left_to_a_person_with_a_reason(
    raw: bytes, why: str, take: Callable[..., Outcome], untouched: Callable[[], bool]
) -> None:
    outcome = take(raw)
    assert (outcome.code, outcome.err) == (1, "")
    assert "1 mail to read yourself" in outcome.out
    assert why in outcome.out
    assert untouched()


@pytest.mark.parametrize(
    "words",
    [
        "declined", "objected", "decline", "completed", "goal-reached", "withdrawn", "ended", "nej", "no", "Tackar nej",
        "avslutad", "maja-17--parisa-15 decline", "accepted nej", "not-working", "mentor-left",
    ],
)  # fmt: skip
def test_a_refusal_or_an_end_is_never_written(
    words: str, take: Callable[..., Outcome], untouched: Callable[[], bool]
) -> None:
    outcome = take(mail(PARISA, f"[mentorskap] {words}"))
    assert outcome.code == 1
    assert "a refusal or an end is never written" in outcome.out
    assert untouched()


def test_a_refusal_takes_back_a_yes_of_the_same_sender(
    take: Callable[..., Outcome], untouched: Callable[[], bool]
) -> None:
    outcome = take(mail(PARISA, "[mentorskap] accepted"), mail(PARISA, "[mentorskap] declined"))
    assert outcome.code == 1
    assert "another mail says something else" in outcome.out
    assert untouched()


def test_two_that_contradict_each_other_are_both_left(
    take: Callable[..., Outcome], untouched: Callable[[], bool]
) -> None:
    outcome = take(mail(NILS, HELD), mail(ELLE, "[mentorskap] 2026-11-18 cancelled"))
    assert outcome.code == 1
    assert outcome.out.count("another mail says something else") == 2
    assert untouched()


def test_two_that_agree_are_one_fact(take: Callable[..., Outcome], example: Path) -> None:
    before = len(meetings(example))
    assert take(mail(NILS, HELD), mail(ELLE, HELD)).code == 0
    assert len(meetings(example)) == before


def test_one_answer_may_need_another_of_the_same_run(
    take: Callable[..., Outcome], example: Path
) -> None:
    moved = mail(NILS, "[mentorskap] 2026-11-18 moved 2026-11-20")
    held = mail(ELLE, "[mentorskap] 2026-11-20 held")
    assert take(held, moved).code == 0
    assert [entry["outcome"] for entry in meetings(example)[-2:]] == ["moved", "held"]


def test_a_planned_meeting_ahead_can_be_moved_or_called_off(
    take: Callable[..., Outcome], example: Path
) -> None:
    anna = "anna.lindqvist@norrsken.example"
    path = "pairings/anna-07--bjorn-12.yml"
    assert take(mail(anna, "[mentorskap] 2026-11-26 moved 3/12")).code == 0
    assert meetings(example, path)[-1]["date"] == "2026-12-03"
    assert take(mail(anna, "[mentorskap] 2026-12-03 cancelled")).code == 0
    assert meetings(example, path)[-1]["outcome"] == "cancelled"


def test_what_a_rule_forbids_is_left_with_the_rule(
    take: Callable[..., Outcome], untouched: Callable[[], bool]
) -> None:
    early = mail(PARISA, "[mentorskap] accepted", "Mon, 2 Nov 2026 10:00:00 +0100")
    outcome = take(early)
    assert outcome.code == 1
    assert "Rule: `steps-run-forward`." in outcome.out
    assert untouched()


def test_two_that_break_a_rule_only_together_are_both_left(
    take: Callable[..., Outcome],
    untouched: Callable[[], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        gathering,
        "_error",
        lambda _run, files: say("they do not fit") if len(files) > 1 else None,
    )
    outcome = take(mail(NILS, HELD), mail(PARISA, "[mentorskap] accepted"))
    assert outcome.code == 1
    assert "1.eml  Nils-Ánte Labba: together with `2.eml`: they do not fit" in outcome.out
    assert "2.eml  Parisa Rahimi-Lund: together with `1.eml`: they do not fit" in outcome.out
    assert untouched()


def test_mails_of_two_folders_are_told_apart(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    for name, raw in (("one", mail(NILS, HELD)), ("två två", mail(PARISA, "Sjuk"))):
        (tmp_path / name / "new").mkdir(parents=True)
        (tmp_path / name / "new" / "1").write_bytes(raw)
    folders = [str(tmp_path / "one"), str(tmp_path / "två två")]
    outcome = command("record", "--from", *folders, root=example)
    assert outcome.code == 0
    assert f"{folders[0]}/new/1" in outcome.out
    assert f"'{folders[1]}' --yes" in outcome.out


def test_the_rest_is_written_though_some_are_left(
    take: Callable[..., Outcome], example: Path
) -> None:
    outcome = take(mail("evil@x.example", HELD), mail(NILS, HELD), mail(NILS, "Sjuk"))
    assert outcome.code == 0
    assert "2 mails to read yourself" in outcome.out
    assert meetings(example)[-1]["outcome"] == "held"


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("Thu, 19 Nov 2026 23:30:00 +0000", "2026-11-20"),
        ("Fri, 20 Nov 2026 00:30:00 +0100", "2026-11-20"),
        ("Thu, 19 Nov 2026 18:00:00 -0800", "2026-11-20"),
        ("Thu, 19 Nov 2026 23:30:00 -0000", "2026-11-20"),
    ],
)
def test_without_a_day_the_mails_own_counts_in_the_programmes_zone(
    sent: str, day: str, take: Callable[..., Outcome], example: Path
) -> None:
    assert take(mail(NILS, "[mentorskap] held", sent)).code == 0
    assert {"date": day, "outcome": "held"} in meetings(example)


def test_each_side_gives_its_own_feedback_only(take: Callable[..., Outcome], example: Path) -> None:
    adam = "pairings/adam-53--samira-38.yml"
    person = (example / "participants/adam-53.yml").read_text(encoding="utf-8")
    [address] = re.findall("(?m)^email: (.*)$", person)
    before: Any = source.parse((example / adam).read_text(encoding="utf-8"), adam)
    assert take(mail(address, "[mentorskap] start")).code == 0
    after: Any = source.parse((example / adam).read_text(encoding="utf-8"), adam)
    assert {"date": "2026-11-20", "answer": "start"} in after["feedback"]["mentee"]
    assert after["feedback"]["mentor"] == before["feedback"]["mentor"]


def test_a_file_an_mbox_and_what_comes_in(
    command: Callable[..., Outcome],
    example: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    separator = b"From - Fri Nov 20 10:00:00 2026\r\n"
    body = b"\r\nFrom evil\r\nFrom: x\r\n\r\n"
    box = separator + mail("evil@x.example", HELD) + body + separator + mail(NILS, HELD)
    (tmp_path / "box").write_bytes(box)
    outcome = command("record", "--from", str(tmp_path / "box"), root=example)
    assert outcome.code == 0
    assert "box (2)" in outcome.out
    assert "1 mail to read yourself" in outcome.out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail(NILS, HELD))))
    assert command("record", "--from", "-", root=example).code == 0


def test_what_cannot_be_read_or_is_asked_wrongly_is_two(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    assert command("record", "--from", str(tmp_path / "no.eml"), root=example).code == 2
    (tmp_path / "a.eml").write_bytes(mail(NILS, HELD))
    path = str(tmp_path / "a.eml")
    for more in (["--form", "video"], ["--on", "2026-11-20"], ["--tie"], ["--remove"]):
        assert command("record", "--from", path, *more, root=example).code == 2
    assert command("record", "contact", "anna-07", "mentee", "--yes", root=example).code == 2
    (tmp_path / "empty").mkdir()
    assert command("record", "--from", str(tmp_path / "empty"), root=example).code == 1


def test_a_giant_body_is_passed_over() -> None:
    lines = iter([b"From: a@x.example\n", b"Subject: s\n", b"\n"])

    def endless() -> Any:
        yield from lines
        raise AssertionError

    assert [entry.subject for entry in mails.mails(endless(), "")] == ["s"]


def test_giant_headers_are_cut() -> None:
    head = [b"From: a@x.example\n", *[b"To: b@x.example\n"] * 100_000, b"Subject: s\n", b"\n"]
    [entry] = mails.mails(head, "")
    assert entry.subject == ""


_SNAPSHOT = oracle.snapshot(world(ACTIVE), oracle.day("2026-05-06"))
_WORDS = st.sampled_from(
    [
        *answer_line.ANSWERS, "declined", "objected", "decline", "nej", "completed", "ended", ID, "2026-05-01", "[", "]",
        "Re:", "SV:", "--", "\u2014", "\0", "\u202e", "moved", "i dag", "bo-01", "no", "show",
    ]
)  # fmt: skip


@oracle.laws
@given(
    st.lists(_WORDS | st.text(max_size=12), max_size=8).map(" ".join),
    st.sampled_from(["ada-11@norrsken.example", "bo-01@fjallkraft.example"]),
)
def test_whatever_the_subject_nothing_breaks_and_no_refusal_is_written(
    words: str, sender: str
) -> None:
    for subject in (words, f"[mentorskap] {words}"):
        raw = f"From: {sender}\nDate: Wed, 6 May 2026 10:00:00 +0200\nSubject: {subject}\n\n"
        box = answers.inbox(
            [
                *mails.mails(raw.encode("utf-8", "replace").splitlines(keepends=True), "a"),
                Mail("b", sender, subject),
            ],
            _SNAPSHOT,
            schema_named,
        )
        assert len(box.facts) + len(box.rest) >= 2
        assert all(fact.words[-1] in answer_line.ANSWERS for fact in box.facts)


def test_every_answer_that_a_letter_offers_is_understood(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    command("remind", "--to", str(tmp_path / "letters"), root=example)
    offered = 0
    for path in sorted((tmp_path / "letters").iterdir()):
        letter = parsed(path.read_text(encoding="ascii"))
        [reader] = letter["To"].addresses
        text = next(part.get_content() for part in letter.walk() if not part.is_multipart())
        for link in re.findall(r"\?subject=(\S+)", text):
            subject = unquote(link)
            subject += " 2026-12-03" if subject.endswith("moved") else ""
            (tmp_path / "a.eml").write_bytes(
                mail(reader.addr_spec, subject, "Mon, 23 Nov 2026 10:00:00 +0100")
            )
            outcome = command("record", "--from", str(tmp_path / "a.eml"), root=example)
            # Whether to begin is asked before the first meeting too, and then a rule says no.
            assert outcome.code == 0 or "steps-run-forward" in outcome.out, (subject, outcome.out)
            offered += 1
    assert offered >= 12
