"""The issue forms: their files, a filled-in form as it is read, and what each leads to."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dev import released
from mentorskap.edit.forms import (
    CHOOSE,
    FORMS,
    LABEL,
    MOST,
    IssueForm,
    Offer,
    form_of,
    submission,
    templates,
)
from mentorskap.edit.needs import AREA, CHALLENGE, CONTRIBUTION, MUST
from mentorskap.files import areas, disk, reading, source
from mentorskap.host import proposing
from mentorskap.host.forge import FilledForm
from mentorskap.host.run import Options, Run, schema_named, voice_for
from mentorskap.words.sentence import RefusalError, Text
from mentorskap.words.voice import PLAIN
from tests.conftest import EXAMPLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

EMPTY = "_No response_"
TODAY = date(2026, 11, 23)
TICKS = frozenset({CHALLENGE, AREA, MUST, CONTRIBUTION})
BY_FACT = {form.fact: form for form in FORMS}
AREAS = reading.read_all(
    [disk.Entry("programme.yml", "file")], lambda path: disk.read(str(EXAMPLE), path), schema_named
).programme.area_names  # type: ignore[union-attr]
OFFER = Offer(schema_named, AREAS)

ANSWERS: dict[str, dict[str, Any]] = {
    "meeting": {"PAIRING": "nils-02--elle-09", "DATE": "2026-11-18", "OUTCOME": "hållet · held"},
    "feedback": {
        "PAIRING": "adam-53--samira-38",
        "SIDE": "adepten · the mentee",
        "ANSWER": "vill börja · wants to begin",
        "DATE": "2026-11-20",
    },
    "contact": {
        "PAIRING": "leyla-20--carin-03",
        "SIDE": "mentorn · the mentor",
        "DATE": "2026-11-20",
    },
    "asked": {"PAIRING": "daniela-37--wei-40", "DATE": "2026-11-20"},
    "mentor-answer": {
        "PAIRING": "frida-48--parisa-15",
        "ANSWER": "nej · no",
        "DATE": "2026-11-20",
        "reason": "har inte tid · has no time",
    },
    "informed": {"PAIRING": "linnea-80--helena-64", "DATE": "2026-11-20"},
    "mentee-answer": {
        "PAIRING": "mattias-23--ayaan-18",
        "ANSWER": "invändning · objection",
        "DATE": "2026-11-20",
        "reason": "yrkesmässig koppling · professional tie",
        "tie": "chef, kund, leverantör, styrelse · manager, customer, supplier, board",
    },
    "pause": {"PAIRING": "leyla-20--carin-03", "FROM": "2026-12-01", "UNTIL": "2027-01-15"},
    "resume": {"PAIRING": "selma-24--piotr-33", "DATE": "2026-11-20"},
    "end": {
        "PAIRING": "amir-14--mirza-21",
        "REASON": "samarbetet fungerade inte · the relationship did not work",
        "DATE": "2026-11-20",
    },
    "interview": {
        "MENTEE": "joakim-74",
        "DATE": "2026-11-20",
        "challenge": ["change"],
        "area": ["delegation", "difficult-talks"],
        "must": ["change"],
        "contribution": ["change", "strategy"],
        "wish-mentor": "elle-09",
    },
    "agreement": {"PAIRING": "nils-02--elle-09", "DATE": "2026-11-20"},
    "extend": {"PAIRING": "leyla-20--carin-03", "UNTIL": "2027-08-31"},
    "withdrawn": {"MENTEE": "amir-14", "DATE": "2026-11-20"},
    "leave": {"PARTICIPANT": "carin-03", "DATE": "2026-11-20"},
    "notified": {"PARTICIPANT": "carin-03", "DATE": "2026-11-20"},
}
"""A filled-in form for each fact that the example of the tests lacks."""


def filled(fact: str, offer: Offer = OFFER, /, **answers: Any) -> str:
    """Return what GitHub makes of a form when it is filled in."""
    form = BY_FACT[fact]
    values = {**ANSWERS[fact], **answers}
    return "\n\n".join(
        f"### {field.heading}\n\n{_answer(form, field, values.get(field.slot, EMPTY), offer)}"
        for field in offer.fields(form)
    )


def _answer(form: IssueForm, field: Any, value: Any, offer: Offer) -> str:
    if field.slot not in TICKS:
        return str(value)
    return "\n".join(
        f"- [{'X' if id_ in value else ' '}] {label}"
        for label, id_ in offer.choices(form, field).items()
    )


def read(body: str, offer: Offer = OFFER) -> Any:
    """Return what a text says, read as the form that it is."""
    form = form_of(body)
    assert form is not None
    return submission(body, form, offer)


# The files.


def shown(form: IssueForm) -> dict[str, Any]:
    """Return a form as GitHub reads it."""
    text = templates(OFFER)[form.path]
    return dict(yaml.safe_load(text))


def test_the_forms_are_those_that_the_program_reads() -> None:
    made = templates(OFFER)
    if released.differences(ROOT):  # someone's own areas, which `check` compares
        made.pop(areas.INTERVIEW_FORM)
    assert BY_FACT["interview"].path == areas.INTERVIEW_FORM
    for path, text in made.items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, "run `mentorskap forms`"
    folder = ROOT / areas.FORMS
    paths = {path.relative_to(ROOT).as_posix() for path in folder.glob("[0-9]*.yml")}
    assert paths == set(templates(OFFER))


def test_no_two_forms_have_the_same_headings() -> None:
    assert len({tuple(field.heading for field in form.fields) for form in FORMS}) == len(FORMS)
    for form in FORMS:
        assert form_of(filled(form.fact)) is form
        assert shown(form)["labels"] == [LABEL]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.fact)
def test_a_form_has_no_field_for_own_words_and_no_first_choice_that_says_something(
    form: IssueForm,
) -> None:
    parts = [part for part in shown(form)["body"] if part["type"] != "markdown"]
    assert len({part["id"] for part in parts}) == len(parts)
    for part in parts:
        if part["type"] == "input":
            assert part["id"] in {
                "pairing",
                "mentee",
                "participant",
                "wish-mentor",
                "day",
                "from",
                "until",
                "next",
            }
        elif part["type"] == "dropdown":
            options = part["attributes"]["options"]
            assert (options[0] == CHOOSE) == part["validations"]["required"]
            assert len(set(options)) == len(options)
        else:
            assert part["type"] == "checkboxes"
            assert len(part["attributes"]["options"]) == len(AREAS)


def test_areas_of_one_name_are_told_apart_by_their_ids() -> None:
    labels = areas.labels({"a": Text("Ett", "One"), "b": Text("Ett", "One"), "c": Text.same("Två")})
    assert labels == {"Ett · One": "a", "Ett · One (b)": "b", "Två": "c"}


def test_a_programme_without_areas_has_none_to_tick() -> None:
    bare = Offer(schema_named, {})
    assert "checkboxes" not in templates(bare)[areas.INTERVIEW_FORM]
    assert read(filled("interview", bare), bare).options == {"wish-mentor": ["elle-09"]}


def test_forms_writes_what_differs_and_check_names_it(
    command: Callable[..., Outcome], example: Path
) -> None:
    assert command("forms", "--check", root=example, lang="en").code == 1
    assert command("forms", root=example, lang="en").out == f"{len(FORMS)} forms written.\n"
    assert command("forms", root=example, lang="en").out == "The forms are up to date.\n"
    assert command("forms", "--check", root=example, lang="sv").out == "Formulären är aktuella.\n"
    assert "form-offers" not in command("check", root=example, lang="en").out
    text = (example / "programme.yml").read_text(encoding="utf-8")
    renamed = text.replace("sv: Svåra samtal", 'sv: "Samtal, \\"svåra\\": #1"')
    (example / "programme.yml").write_text(renamed, encoding="utf-8")
    checked = command("check", root=example, lang="en")
    assert f"{areas.INTERVIEW_FORM}:" in checked.out
    assert "form-offers-the-programmes-areas" in checked.out
    out = command("forms", "--check", root=example, lang="en").out
    assert areas.INTERVIEW_FORM in out
    assert "01-meeting" not in out
    assert command("forms", root=example, lang="en").out == "1 form written.\n"
    assert "form-offers" not in command("check", root=example, lang="en").out
    (example / "programme.yml").write_text("name: [\n", encoding="utf-8")
    assert command("forms", root=example, lang="en").code == 1


# A filled-in form.


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("fact", "words", "options"),
    [
        ("meeting", ("nils-02--elle-09", "2026-11-18", "held"), {}),
        ("feedback", ("adam-53--samira-38", "mentee", "start", "2026-11-20"), {}),
        ("contact", ("leyla-20--carin-03", "mentor", "2026-11-20"), {}),
        ("asked", ("daniela-37--wei-40", "2026-11-20"), {}),
        ("mentor-answer", ("frida-48--parisa-15", "declined", "2026-11-20"), {"reason": "time"}),
        ("informed", ("linnea-80--helena-64", "2026-11-20"), {}),
        (
            "mentee-answer",
            ("mattias-23--ayaan-18", "objected", "2026-11-20"),
            {"reason": "professional", "tie": "professional"},
        ),
        ("pause", ("leyla-20--carin-03", "2026-12-01", "2027-01-15"), {}),
        ("resume", ("selma-24--piotr-33", "2026-11-20"), {}),
        ("end", ("amir-14--mirza-21", "not-working", "2026-11-20"), {}),
        (
            "interview",
            ("joakim-74", "2026-11-20"),
            {
                "challenge": ["change"],
                "area": ["delegation", "difficult-talks"],
                "must": ["change"],
                "contribution": ["strategy"],
                "wish-mentor": ["elle-09"],
            },
        ),
        ("agreement", ("nils-02--elle-09", "2026-11-20"), {}),
        ("extend", ("leyla-20--carin-03", "2027-08-31"), {}),
        ("withdrawn", ("amir-14", "2026-11-20"), {}),
        ("leave", ("carin-03", "2026-11-20"), {}),
        ("notified", ("carin-03", "2026-11-20"), {}),
    ],
)
def test_a_filled_in_form_is_read_as_a_command(
    fact: str, words: tuple[str, ...], options: dict[str, Any], ending: str
) -> None:
    body = filled(fact)
    assert read(body.replace("\n", ending)) == ((fact, *words), options)
    assert read(f"{body}\n") == ((fact, *words), options)


def test_a_moved_meeting_goes_to_its_new_day() -> None:
    moved = {"OUTCOME": "flyttat till en annan dag · moved to another day"}
    assert read(filled("meeting", next="2026-12-20", **moved)).options == {"to": "2026-12-20"}
    assert read(filled("meeting", next="2026-12-20", form="promenad · walk")).options == {
        "form": "walk",
        "next": "2026-12-20",
    }
    with pytest.raises(RefusalError):
        read(filled("meeting", **moved))


SPOILED: dict[str, Callable[[str], str]] = {
    "a lower heading": lambda body: body.replace("### ", "## ", 1),
    "another language first": lambda body: re.sub("### (.+) · (.+)", r"### \2 · \1", body, count=1),
    "a heading twice": lambda body: f"{body}\n\n" + body[: body.index("\n\n###")],
    "a heading too many": lambda body: f"{body}\n\n### Vad ni sa · What you said\n\nMuch",
    "a heading too few": lambda body: body[body.index("\n### ") + 1 :],
    "sections in another order": lambda body: "\n\n".join(reversed(body.split("\n\n### "))),
    "a word before": lambda body: f"<!-- hidden -->\n{body}",
    "a word after": lambda body: f"{body}\n\n\n\nWhat was said",
    "a line more": lambda body: body.replace("\n\n###", "\nand more\n\n###", 1),
    "no blank line": lambda body: body.replace("\n\n", "\n", 1),
    "a comment in it": lambda body: body.replace("\n\n###", " <!-- hidden -->\n\n###", 1),
    "no answer": lambda body: re.sub(r"\n\n[^#\n]+\n", f"\n\n{EMPTY}\n", body, count=1),
    "a path": lambda body: re.sub(r"\n\n([^#\n]+)\n", r"\n\n../\1\\..\n", body, count=1),
    "a command": lambda body: re.sub(r"\n\n[^#\n]+\n", "\n\n$(touch PWNED)\n", body, count=1),
    "a name": lambda body: re.sub(r"\n\n[^#\n]+\n", "\n\nAnna Lindqvist\n", body, count=1),
    "a control character": lambda body: re.sub(r"\n\n([^#\n]+)", "\n\n\\1\x00", body, count=1),
    "too long": lambda body: body.replace("\n\n###", f"{'x' * MOST}\n\n###", 1),
}


@pytest.mark.parametrize("spoiled", SPOILED)
@pytest.mark.parametrize("fact", ANSWERS)
def test_what_a_form_could_not_have_made_is_refused(fact: str, spoiled: str) -> None:
    body = SPOILED[spoiled](filled(fact))
    form = form_of(body)
    if form is None:
        return  # it is not even answered
    with pytest.raises(RefusalError):
        submission(body, form, OFFER)


@pytest.mark.parametrize(
    ("fact", "slot"),
    [
        (form.fact, field.slot)
        for form in FORMS
        for field in form.fields
        if OFFER.choices(form, field) and field.slot not in TICKS
    ],
)
def test_only_a_choice_of_the_form_is_a_choice(fact: str, slot: str) -> None:
    field = next(field for field in BY_FACT[fact].fields if field.slot == slot)
    (first, *_) = OFFER.choices(BY_FACT[fact], field)
    for text in (first.partition(" ·")[0], f"{first}, {first}", "mail", first.upper()):
        with pytest.raises(RefusalError):
            read(filled(fact, **{slot: text}))
    if field.required:
        for text in (CHOOSE, EMPTY):
            with pytest.raises(RefusalError) as refused:
                read(filled(fact, **{slot: text}))
            assert first in str(refused.value.sentence)


def test_boxes_that_are_not_the_areas_are_refused() -> None:
    body = filled("interview")
    for old, new in (
        ("- [X] Förändringsledning", "- [X] Yoga"),
        ("- [ ] Digital omställning · Digital change", ""),
        ("- [ ] Digital", "- [x] Digital omställning · Digital change\n- [ ] Digital"),
        ("- [ ] Digital", "* [ ] Digital"),
        ("- [ ] Digital", "free words\n- [ ] Digital"),
    ):
        assert old in body
        with pytest.raises(RefusalError):
            read(body.replace(old, new, 1))


PHONES = [
    "nils-02—elle-09",
    "nils-02–elle-09",
    "nils-02-elle-09",
    "nils‑02--elle‑09",
    "nils−02−−elle−09",
    "Nils-02--Elle-09",
    "NILS-02--ELLE-09",
    " nils-02--elle-09\t",
    "nils-02--elle-09\xa0",
    "nils-02 — elle-09",
    "nils-02--elle-09.yml",
    "pairings/nils-02--elle-09.yml",
    "pairings\\nils-02--elle-09.yml",
    "https://github.com/effect/mentorskap/blob/main/pairings/nils-02--elle-09.yml",
    "https://github.com/effect/mentorskap/blob/main/pairings/nils-02--elle-09.yml?plain=1#L3",
    "\u200bnils-02\u2060--elle-09\ufeff",
    "nils-02\u00ad--elle-09",
    "nils-02",
    "Nils\u201102",
    "ｎｉｌｓ－０２－－ｅｌｌｅ－０９",
    "`nils-02--elle-09`",
    "”nils-02--elle-09”",
    "nils-02--elle-09.",
    "#nils-02--elle-09",
    "nils-02 ↔ elle-09",
    "nils-02, elle-09",
    "nils-02 och elle-09",
    "nils-02 and elle-09",
    "nils-02--elle-09.HTML",
    "[nils-02--elle-09](https://github.com/effect/mentorskap/blob/main/pairings/nils-02--elle-09.yml)",
]


@pytest.mark.parametrize("text", PHONES)
@pytest.mark.parametrize("fact", ["meeting", "pause", "contact"])
def test_what_a_phone_makes_of_an_id_is_understood(fact: str, text: str, example: Path) -> None:
    outcome = proposing.written(_run(example), BY_FACT[fact], filled(fact, PAIRING=text))
    assert list(outcome.files) == ["pairings/nils-02--elle-09.yml"]


@pytest.mark.parametrize(
    "text",
    [
        *("2026‑11‑18", "2026–11–18", "2026—11—18", " 2026-11-18\u200b", "18/11", "i onsdags"),
        *(
            "２０２６－１１－１８",
            "2026-\u200b11-\u200d18",
            "18th November",
            "18.11.",
            "den 18:e nov",
        ),
    ],
)
def test_what_a_phone_makes_of_a_day_is_understood(text: str, example: Path) -> None:
    outcome = proposing.written(_run(example), BY_FACT["meeting"], filled("meeting", DATE=text))
    assert outcome.fact.values["DATE"] == "2026-11-18"


@pytest.mark.parametrize("text", ["—", "-", "_No response_", " "])
def test_what_is_left_out_with_a_dash_is_left_out(text: str) -> None:
    assert read(filled("pause", UNTIL=text)).words == ("pause", "leyla-20--carin-03", "2026-12-01")
    with pytest.raises(RefusalError):
        read(filled("meeting", DATE=text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("elle-09--nils-02", "The mentee comes first in a pairing: `nils-02--elle-09`."),
        ("elle-09", "is not the mentee of any pairing. Write the pairing: `nils-02--elle-09`."),
    ],
)
def test_a_pairing_by_its_mentor_is_answered_with_the_pairing(
    text: str, sentence: str, example: Path
) -> None:
    with pytest.raises(RefusalError) as refused:
        proposing.written(_run(example), BY_FACT["contact"], filled("contact", PAIRING=text))
    assert sentence in voice_for("en", {}, PLAIN)(refused.value.sentence)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "18/11/2026", "٢٠٢٦-11-18", "2026-11-18T10:00", "soon", "20261118"]
)
def test_what_is_not_a_day_is_refused(text: str, example: Path) -> None:
    with pytest.raises(RefusalError):
        proposing.written(_run(example), BY_FACT["meeting"], filled("meeting", DATE=text))


@pytest.mark.parametrize(
    ("fact", "answers", "question"),
    [
        ("meeting", {"OUTCOME": "bokat · planned"}, "has passed, so the meeting"),
        ("meeting", {"next": "2026-11-18"}, "must be another one"),
        ("meeting", {"next": "2026-11-11"}, "must be another one"),
        (
            "meeting",
            {"OUTCOME": "flyttat till en annan dag · moved to another day", "next": "2026-11-18"},
            "must be another one",
        ),
        ("mentor-answer", {"reason": EMPTY}, "A no has a reason."),
        ("mentor-answer", {"ANSWER": "ja · yes"}, "Only a no has a reason or a tie."),
        (
            "mentee-answer",
            {"ANSWER": "ja · yes", "reason": EMPTY},
            "Only a no has a reason or a tie.",
        ),
    ],
)
def test_what_can_hardly_be_meant_is_asked_about(
    fact: str, answers: dict[str, str], question: str, example: Path
) -> None:
    text, _ = _answered(example, filled(fact, **answers), "en")
    assert "**Nothing was written.**" in text
    assert question in text


def test_a_day_ahead_or_today_may_be_booked(example: Path) -> None:
    for day in ("2026-12-18", "2026-11-23"):
        body = filled("meeting", DATE=day, OUTCOME="bokat · planned")
        assert proposing.written(_run(example), BY_FACT["meeting"], body).files


def test_a_new_day_that_has_passed_is_asked_about(example: Path) -> None:
    moved = {"OUTCOME": "flyttat till en annan dag · moved to another day"}
    text, desk = _answered(example, filled("meeting", next="2026-11-20", **moved), "sv")
    assert text.endswith("Hölls det mötet? Fyll i formuläret för det också.")
    assert desk.files
    text, _ = _answered(example, filled("meeting", next="2026-12-20", **moved), "sv")
    assert "Hölls" not in text


# What it leads to.


class Desk:
    """The part of a host that a form needs, in memory."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.files: Any = {}
        self.words: list[str] = []

    def filled_form(self) -> FilledForm:
        """Return the issue."""
        return FilledForm(7, self.body, "ada", "ada")

    def label_form(self, number: int, label: Any) -> None:
        """Label nothing."""

    def may_write(self, _user: str) -> bool:
        """Let everyone write."""
        return True

    def proposal_from(self, _branch: str) -> None:
        """Return that nothing is proposed yet."""

    def write_files(self, branch: str, files: Any, message: str) -> None:
        """Keep what would be written."""
        self.files = dict(files)
        self.words += [branch, message]

    def tip(self, _branch: str) -> str:
        """Return the commit."""
        return "0" * 40

    def propose(self, _branch: str, title: str, text: str) -> int:
        """Keep the proposal's words."""
        self.words += [title, text]
        return 8

    def hand_on(self, name: str, value: str) -> str:
        """Keep what the next step gets."""
        self.words += [name, value]
        return ""


def _run(root: Path, lang: str = "en") -> Run:
    return Run(Options(str(root), TODAY, lang, "markdown"))


def _answered(root: Path, body: str, lang: str) -> tuple[str, Desk]:
    """Return the answer to a form, and what became of it."""
    desk: Any = Desk(body)
    form = form_of(body)
    assert form is not None
    run = _run(root, lang)
    text = html.unescape(proposing.answer(desk, run, form, run.nameless(proposing.FORM)))
    return text, desk


WRITTEN = {
    "meeting": "- {date: 2026-11-18, outcome: held, form: video}",
    "feedback": "{date: 2026-11-20, answer: start}]",
    "contact": "- {date: 2026-11-20, with: mentor}",
    "asked": "mentor_asked: 2026-11-20",
    "mentor-answer": "mentor_answer: {date: 2026-11-20, answer: declined, reason: time}",
    "informed": "mentee_informed: 2026-11-20",
    "mentee-answer": "mentee_answer: {date: 2026-11-20, answer: objected, reason: professional}",
    "pause": "- {from: 2026-12-01, until: 2027-01-15}",
    "resume": "until: 2026-11-20}",
    "end": "ended: {date: 2026-11-20, reason: not-working}",
    "interview": "- {area: change, required: true}",
    "agreement": "agreement: 2026-11-20",
    "extend": "extended_until: 2027-08-31",
    "withdrawn": "withdrawn: 2026-11-20",
    "leave": "left: 2026-11-20",
    "notified": "notified: 2026-11-20",
}
MORE_FILES = {"mentee-answer", "withdrawn", "leave"}
"""Facts that change a second file: a tie, or the pairing that ends."""


@pytest.mark.parametrize("fact", ANSWERS)
def test_each_form_writes_what_the_command_writes(
    fact: str, example: Path, command: Callable[..., Outcome]
) -> None:
    _explain(example)
    text, desk = _answered(example, filled(fact), "sv")
    assert text == "Förslag #8 väntar på att läsas och tas in. Sedan kan ärendet stängas."
    assert desk.words[-4:] == ["proposal", "8", "commit", "0" * 40]
    after = b"".join(raw for _, raw in desk.files.values()).decode()
    assert WRITTEN[fact] in after
    assert len(desk.files) == (2 if fact in MORE_FILES else 1)
    # The files are written in the checkout, for the check that follows.
    for path, (_, raw) in desk.files.items():
        assert (example / path).read_bytes() == raw
    assert command("check", "--today", str(TODAY), root=example).code == 0
    # A second form with the same answers does nothing, and says so.
    text, again = _answered(example, filled(fact), "sv")
    assert text == "Det här är redan inskrivet. Inget ändrades, och ärendet kan stängas."
    assert not again.files


def _explain(root: Path) -> None:
    """Write why the two of the draft fit, which no form asks for."""
    path = root / "pairings/daniela-37--wei-40.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}rationale: De två har lett samma slags arbete.\n", encoding="utf-8")


REMARK = "Petronella orkar inte, sjukskriven"


def _littered(root: Path) -> None:
    """Put a remark with a name beside every line of everyone's file."""
    for path in (*root.glob("participants/*.yml"), *root.glob("pairings/*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("".join(f"{line}  # {REMARK}\n" for line in lines), encoding="utf-8")


def _free_words(value: Any) -> set[str]:
    """Return every text of a file with a space in it: names and own words."""
    if isinstance(value, dict):
        return set().union(*map(_free_words, value.values()))
    if isinstance(value, list):
        return set().union(*map(_free_words, value))
    return {value} if isinstance(value, str) and " " in value else set()


def _traces() -> set[str]:
    words = {"Petronella", "sjukskriven", "@effect", ".example", "date:", "outcome:", "area:"}
    for path in (*EXAMPLE.glob("participants/*.yml"), *EXAMPLE.glob("pairings/*.yml")):
        data: Any = source.parse(path.read_text(encoding="utf-8"), "")
        words |= _free_words(data)
        if "name" in data:
            words |= {data["name"].split()[-1], data.get("email", "@effect")}
    return words


TRACES = _traces()
WRONG: dict[str, dict[str, Any]] = {
    "an unknown id": {"PAIRING": "zz-99--yy-99", "MENTEE": "zz-99", "PARTICIPANT": "zz-99"},
    "an id of someone else": {"PAIRING": "nils-02--bjorn-12", "MENTEE": "elle-09"},
    "a name": {
        "PAIRING": "Petronella Sjö",
        "MENTEE": "Petronella Sjö",
        "PARTICIPANT": "Petronella Sjö",
    },
    "a day to come": {"DATE": "2099-01-01", "FROM": "2099-01-01", "UNTIL": "2099-02-01"},
    "a day long ago": {"DATE": "1999-01-01", "FROM": "1999-01-01", "UNTIL": "1999-02-01"},
    "no day": {"DATE": "@effect Petronella", "FROM": "@effect Petronella"},
    "a closed pairing": {"PAIRING": "viktor-58--parisa-15", "MENTEE": "viktor-58"},
    "several pairings": {"PAIRING": "nils-02", "MENTEE": "nils-02"},
}


@pytest.mark.parametrize("lang", ["sv", pytest.param("en", marks=pytest.mark.laws)])
@pytest.mark.parametrize("fact", ANSWERS)
@pytest.mark.wide
def test_no_name_and_no_word_of_a_file_leaves_by_a_form(
    fact: str, lang: str, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _littered(example)
    bodies = {"right": filled(fact)} | {
        wrong: filled(fact, **answers) for wrong, answers in WRONG.items()
    }
    _explain(example)
    for wrong, body in reversed(bodies.items()):
        text, desk = _answered(example, body, lang)
        said = html.unescape("\n".join([text, *desk.words]))
        assert not {trace for trace in TRACES if trace in said}, (wrong, said)
        for path, (before, _) in desk.files.items():
            (example / path).write_bytes(before)
        assert not any(re.search("nils|frida|joakim|--", words) for words in desk.words[:3])
    assert desk.files
    assert capsys.readouterr() == ("", "")


def test_a_draft_without_a_rationale_says_where_to_write_it(example: Path) -> None:
    said, _ = _answered(example, filled("asked"), "sv")
    assert "Skriv <code>rationale</code> i <code>pairings/daniela-37--wei-40.yml</code>" in said


def test_what_the_check_says_is_posted_with_its_limits(example: Path) -> None:
    report: dict[str, Any] = {
        "version": 1,
        "errors": 0,
        "stood": 0,
        "warnings": 1,
        "notices": 2,
        "participants": 3,
        "pairings": 4,
        "places": [],
    }
    for lang, words in (
        ("sv", ("Inga fel.", "stäng förslaget och öppna det igen", "huvudgrenens regler")),
        ("en", ("No errors.", "close this proposal and open it again", "rules of the main branch")),
    ):
        voice = _run(example, lang).nameless(proposing.FORM)
        raw = json.dumps(report).encode()
        text = html.unescape(proposing.checked(raw, "0" * 40, "https://x.example/1", voice))
        assert "https://x.example/1" in text
        for word in words:
            assert word in text
        assert words[0] not in proposing.checked(b"", "0" * 40, "https://x.example/1", voice)
