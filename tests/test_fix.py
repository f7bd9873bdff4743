"""`record fix`: what is recorded wrongly is corrected or taken out, and nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.edit.correcting import KINDS
from mentorskap.edit.recording import FACTS
from mentorskap.files import source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Act = Callable[..., Outcome]

PAIRING = "pairings/anna-07--bjorn-12.yml"
ANNA = "participants/anna-07.yml"
SIRPA = "participants/sirpa-32.yml"
WHOLE = """\
mentee: anna-07
mentor: bjorn-12
cohort: 2026-var
rationale: Björn har gjort det.  # kort
proposal:
  mentor_asked: 2026-01-20
  mentor_answer: {date: 2026-01-22, answer: accepted}
  mentee_informed: 2026-01-25
  mentee_answer: {date: 2026-01-26, answer: accepted}
meetings:
  - {date: 2026-03-05, outcome: held, form: on-site}   # i Umeå
  - {date: 2026-04-13, time: "14:00", outcome: held}
  - {date: 2026-10-06, outcome: moved}
  - {date: 2026-10-06, outcome: held}
feedback:
  mentee:
    - {date: 2026-03-08, answer: undecided}
    - {date: 2026-03-10, answer: start}
  mentor: {date: 2026-03-09, answer: start}
contacts: [{date: 2026-06-01, with: mentee}, {date: 2026-06-02, with: mentor}]
pauses: [{from: 2026-05-01, until: 2026-05-20}, {from: 2026-08-20, until: 2026-09-01}]
agreement: 2026-03-12
extended_until: 2027-05-01
ended: {date: 2026-11-20, reason: goal-reached}
"""


@pytest.fixture
def act(command: Act, example: Path) -> Act:
    """Return `record fix` in a copy of the example with every kind of fact."""
    (example / PAIRING).write_text(WHOLE, encoding="utf-8")
    path = example / ANNA
    text = path.read_text(encoding="utf-8").replace(
        "mentee:\n",
        "ties:\n  - {with: carin-03, kind: personal}\nmentor:\n  offers: [{area: change}, {area: board}]\n"
        "  capacity: 1\n  available: {from: 2026-01-01, until: 2027-06-30}\n  left: 2026-11-10\nnotified: 2026-02-01\nmentee:\n",
        1,
    )
    path.write_text(
        text.replace(
            "wishes: {words: Gärna någon utanför energibranschen.}",
            "wishes: {mentor: bjorn-12, words: En lugn., avoid_organisations: [Fjällkraft, Nordkraft]}",
        ),
        encoding="utf-8",
    )
    with (example / SIRPA).open("a", encoding="utf-8") as file:
        file.write("  withdrawn: 2026-11-20\n")

    def run(words: str, *more: str, lang: str = "en") -> Outcome:
        return command("record", "fix", *words.split(), *more, root=example, lang=lang)

    return run


def lines(root: Path, path: str) -> list[str]:
    return (root / path).read_text(encoding="utf-8").splitlines()


CORRECTED = [
    ("anna-07 rationale --to Annat.", PAIRING, "rationale: Annat.  # kort"),
    ("anna-07 asked --to 2026-01-21", PAIRING, "  mentor_asked: 2026-01-21"),
    ("anna-07 mentor-answer --to 2026-01-23", PAIRING, "  mentor_answer: {date: 2026-01-23, answer: accepted}"),
    ("anna-07 informed --to 2026-01-24", PAIRING, "  mentee_informed: 2026-01-24"),
    ("anna-07 mentee-answer 2026-01-26 --to 2026-01-28", PAIRING, "  mentee_answer: {date: 2026-01-28, answer: accepted}"),
    ("anna-07--bjorn-12 meeting 2026-03-05 --to 2026-03-06", PAIRING, "  - {date: 2026-03-06, outcome: held, form: on-site}   # i Umeå"),
    ("meeting anna-07 2026-03-05 --to video", PAIRING, "  - {date: 2026-03-05, outcome: held, form: video}   # i Umeå"),
    ("anna-07 meeting 2026-03-05 --form walk", PAIRING, "  - {date: 2026-03-05, outcome: held, form: walk}   # i Umeå"),
    ("anna-07 meeting 2026-04-13 --to 15:30", PAIRING, '  - {date: 2026-04-13, time: "15:30", outcome: held}'),
    ("anna-07 meeting 2026-10-06 moved --to cancelled", PAIRING, "  - {date: 2026-10-06, outcome: cancelled}"),
    ("anna-07 feedback mentor --to 2026-03-07", PAIRING, "  mentor: {date: 2026-03-07, answer: start}"),
    ("anna-07 feedback mentee 2026-03-08 --to 2026-03-07", PAIRING, "    - {date: 2026-03-07, answer: undecided}"),
    ("anna-07 contact 2026-06-02 --to 2026-06-03", PAIRING, "contacts: [{date: 2026-06-01, with: mentee}, {date: 2026-06-03, with: mentor}]"),
    ("anna-07 pause 2026-05-20 --to 2026-05-22", PAIRING, "pauses: [{from: 2026-05-01, until: 2026-05-22}, {from: 2026-08-20, until: 2026-09-01}]"),
    ("anna-07 pause 2026-05-01 --to 2026-05-02", PAIRING, "pauses: [{from: 2026-05-02, until: 2026-05-20}, {from: 2026-08-20, until: 2026-09-01}]"),
    ("anna-07 resume 2026-09-01 --to 2026-09-02", PAIRING, "pauses: [{from: 2026-05-01, until: 2026-05-20}, {from: 2026-08-20, until: 2026-09-02}]"),
    ("anna-07 agreement --to 2026-03-13", PAIRING, "agreement: 2026-03-13"),
    ("anna-07 extend --to 2027-05-02", PAIRING, "extended_until: 2027-05-02"),
    ("anna-07 end --to completed --to 2026-11-21", PAIRING, "ended: {date: 2026-11-21, reason: completed}"),
    ("anna-07 admitted --to 2025-11-18", ANNA, "  admitted: 2025-11-18"),
    ("anna-07 interview --to 2025-12-10", ANNA, "    date: 2025-12-10"),
    ("anna-07 challenge change --to Nytt.", ANNA, "      - {area: change, words: Nytt.}"),
    ("anna-07 area delegation --to finance", ANNA, '      - {area: finance, words: "Jag säger att jag släpper, men läser ändå allt innan det går ut."}'),
    ("anna-07 contribution delegation --to true", ANNA, "      - {area: delegation, required: true}"),
    ("anna-07 wish --to Ingen.", ANNA, "    wishes: {mentor: bjorn-12, words: Ingen., avoid_organisations: [Fjällkraft, Nordkraft]}"),
    ("anna-07 wish-mentor --to elle-09", ANNA, "    wishes: {mentor: elle-09, words: En lugn., avoid_organisations: [Fjällkraft, Nordkraft]}"),
    ("anna-07 avoid Nordkraft --to Sydkraft", ANNA, "    wishes: {mentor: bjorn-12, words: En lugn., avoid_organisations: [Fjällkraft, Sydkraft]}"),
    ("sirpa-32 withdrawn --to 2026-11-21", SIRPA, "  withdrawn: 2026-11-21"),
    ("anna-07 tie carin-03 --to professional", ANNA, "  - {with: carin-03, kind: professional}"),
    ("anna-07 leave --to 2026-11-11", ANNA, "  left: 2026-11-11"),
    ("anna-07 notified --to 2026-02-02", ANNA, "notified: 2026-02-02"),
    ("anna-07 offer board --to strategy", ANNA, "  offers: [{area: change}, {area: strategy}]"),
    ("anna-07 capacity --to 2", ANNA, "  capacity: 2"),
    ("anna-07 available 2027-06-30 --to 2027-05-30", ANNA, "  available: {from: 2026-01-01, until: 2027-05-30}"),
    ("anna-07 cohort --to 2025-var", ANNA, "  cohort: 2025-var"),
    ("anna-07 name --to Anna-Lisa", ANNA, "name: Anna-Lisa"),
    ("anna-07 email --to ny@norrsken.example", ANNA, "email: ny@norrsken.example"),
    ("anna-07 phone --to +46701740610", ANNA, "phone: +46701740610"),
    ("anna-07 organisation --to Norrsken", ANNA, "organisation: Norrsken"),
    ("anna-07 unit --to Elnät", ANNA, "unit: Elnät"),
    ("anna-07 title --to Chef", ANNA, "title: Chef"),
    ("anna-07 jobbtitel --to Chef", ANNA, "title: Chef"),
    ("anna-07 place --to Luleå", ANNA, "place: Luleå"),
    ("anna-07 languages en --to fi", ANNA, "languages: [sv, fi]"),
    ("anna-07 protected --to false", ANNA, "protected: false"),
]  # fmt: skip


def changed(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines that went, and those that came."""
    return [line for line in before if line not in after], [
        line for line in after if line not in before
    ]


@pytest.mark.parametrize(("words", "path", "line"), CORRECTED, ids=str)
def test_a_fact_is_corrected_and_only_its_line(
    act: Act, example: Path, words: str, path: str, line: str
) -> None:
    before = lines(example, path)
    outcome = act(words)
    after = lines(example, path)
    assert outcome.code == 0, outcome.out + outcome.err
    went, came = changed(before, after)
    assert came == [line]
    number = after.index(line) + 1
    assert f"{path}:{number}" in outcome.out
    if went:
        assert f"was `{went[0].strip()}`, and is now `{line.strip()}`" in outcome.out


REMOVED = [
    ("anna-07 end", PAIRING), ("anna-07 extend", PAIRING), ("anna-07 agreement", PAIRING),
    ("anna-07 contact 2026-06-01", PAIRING), ("anna-07 pause 2026-05-01", PAIRING),
    ("anna-07 resume 2026-09-01", PAIRING),
    ("anna-07 meeting 2026-04-13", PAIRING), ("anna-07 meeting 2026-10-06 moved", PAIRING),
    ("anna-07 feedback mentee 2026-03-08", PAIRING), ("anna-07 feedback mentor", PAIRING),
    ("anna-07 mentee-answer", PAIRING), ("anna-07 mentor-answer", PAIRING),
    ("anna-07 asked", PAIRING), ("anna-07 informed", PAIRING), ("anna-07 rationale", PAIRING),
    ("anna-07 challenge change", ANNA), ("anna-07 area", ANNA), ("anna-07 contribution change", ANNA),
    ("anna-07 wish", ANNA), ("anna-07 wish-mentor", ANNA), ("anna-07 avoid Fjällkraft", ANNA),
    ("anna-07 tie", ANNA), ("anna-07 notified", ANNA), ("anna-07 leave", ANNA), ("sirpa-32 withdrawn", SIRPA),
    ("anna-07 interview", ANNA), ("anna-07 admitted", ANNA), ("anna-07 cohort", ANNA),
    ("anna-07 offer change", ANNA), ("anna-07 capacity", ANNA), ("anna-07 available", ANNA),
    ("anna-07 phone", ANNA), ("anna-07 place", ANNA), ("anna-07 title", ANNA), ("anna-07 name", ANNA),
    ("anna-07 languages en", ANNA), ("anna-07 email", ANNA), ("anna-07 organisation", ANNA),
]  # fmt: skip
NEEDED = {
    "mentor-answer", "asked", "informed", "interview", "admitted", "cohort", "capacity", "name",
    "email", "organisation",
}  # fmt: skip
"""What other facts rest on: without it a rule would be broken, so it stays."""


@pytest.mark.parametrize(("words", "path"), REMOVED, ids=str)
def test_a_fact_is_taken_out_unless_others_rest_on_it(
    act: Act, example: Path, words: str, path: str
) -> None:
    before = (example / path).read_bytes()
    outcome = act(words, "--remove")
    if words.split()[1] in NEEDED:
        assert outcome.code == 1, outcome.out + outcome.err
        assert (example / path).read_bytes() == before
        return
    assert outcome.code == 0, outcome.out + outcome.err
    assert len((example / path).read_bytes()) < len(before)
    assert f"{path}:" in outcome.out
    assert act(words, "--remove").code != 0  # it is gone


def test_every_fact_that_is_recorded_can_be_corrected_and_taken_out() -> None:
    assert set(FACTS) <= set(KINDS)
    for cases in (CORRECTED, REMOVED):
        facts = {word for words, *_ in cases for word in words.split()[:2]}
        assert set(FACTS) <= facts


def test_several_that_fit_are_listed_and_nothing_is_written(act: Act, example: Path) -> None:
    before = (example / PAIRING).read_bytes()
    outcome = act("anna-07 meeting 2026-10-06 --to 2026-10-07")
    assert outcome.code == 2
    assert "`2026-10-06 moved`, `2026-10-06 held`" in outcome.err.replace(" and ", ", ")
    assert "2026-03-05" not in outcome.err
    assert (example / PAIRING).read_bytes() == before


def test_what_is_not_there_is_not_corrected(act: Act) -> None:
    outcome = act("anna-07 meeting 2026-03-07 --to 2026-03-08")
    assert outcome.code == 2
    assert "`2026-03-05 held on-site`" in outcome.err
    missing = act("bjorn-12 withdrawn --to 2026-03-08")
    assert missing.code == 1
    assert "There is no `withdrawn` in `participants/bjorn-12.yml`" in missing.out


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "words",
    [
        "", "anna-07", "anna-07 meeting", "anna-07 agreement --to 2026-01-01 --remove",
        "anna-07 hat --to 1", "anna-07 meeting 2026-03-05 --to blue", "anna-07 agreement --to blue",
        "anna-07 agreement --to 2026-03-01 --to 2026-03-02", "anna-07 agreement --form video",
        "anna-07 capacity --to many", "anna-07 protected --to perhaps", "nobody-01 name --to A",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(act: Act, words: str, lang: str) -> None:
    outcome = act(words, lang=lang)
    assert outcome.code == 2
    assert outcome.err
    assert not outcome.out


def test_a_no_that_becomes_a_yes_loses_its_reason(command: Act, example: Path) -> None:
    path = example / "pairings" / "ibrahim-51--tuula-27.yml"
    before = source.parse(path.read_text(encoding="utf-8"), "")
    assert before["proposal"]["mentor_answer"]["reason"]
    outcome = command(
        "record", "fix", "ibrahim-51--tuula-27", "mentor-answer", "--to", "accepted", root=example
    )
    assert outcome.code == 0, outcome.out + outcome.err
    after: Any = source.parse(path.read_text(encoding="utf-8"), "")
    assert after["proposal"]["mentor_answer"] == {"date": "2026-10-15", "answer": "accepted"}


def test_an_error_that_would_follow_refuses_the_correction(act: Act, example: Path) -> None:
    before = (example / PAIRING).read_bytes()
    outcome = act("anna-07 asked --to 2026-01-23")
    assert outcome.code == 1
    assert "steps-run-forward" in outcome.out
    assert (example / PAIRING).read_bytes() == before
