"""`new` and `record`: a fact is written where it belongs, in the words of the files, or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap import cli
from mentorskap.edit.recording import FACTS
from mentorskap.files import disk, source
from tests.conftest import EXAMPLE, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Act = Callable[..., Outcome]

ANNA = "pairings/anna-07--bjorn-12.yml"
NILS = "pairings/nils-02--elle-09.yml"


@pytest.fixture
def act(command: Callable[..., Outcome], example: Path) -> Act:
    """Return a command that writes into a copy of the example."""

    def run(words: str, *more: str, **where: str) -> Outcome:
        return command(*words.split(), *more, root=example, **where)

    return run


def data(root: Path, path: str) -> Any:
    return source.parse((root / path).read_text(encoding="utf-8"), path)


def everything(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


# What is written, where, and what it means.


def test_a_planned_meeting_becomes_what_it_was(act: Act, example: Path) -> None:
    before = (example / NILS).read_text(encoding="utf-8")
    outcome = act("record meeting nils-02 2026-11-18 held")
    assert outcome.code == 0
    assert (example / NILS).read_text(encoding="utf-8") == before.replace(
        "2026-11-18, outcome: planned", "2026-11-18, outcome: held"
    )
    assert (
        outcome.out
        == "pairings/nils-02--elle-09.yml:16    - {date: 2026-11-18, outcome: held, form: video}\n"
        "\n"
        "Nils-Ánte Labba ↔ Elle Márjá Nutti: meeting 18 November held; next by 16 January 2027.\n"
    )


def test_the_answer_says_the_stage_before_and_after_in_swedish_too(act: Act) -> None:
    outcome = act("record feedback adam-53 mentee start 2026-11-20", lang="sv")
    assert "Adam Nowicki ↔ Samira Haddad: adeptens svar den 20 november: vill börja" in outcome.out
    assert "; väntar på återkoppling → pågår; " in outcome.out
    assert outcome.out.endswith(" senast den 16 januari 2027.\n")


def test_the_same_fact_again_changes_nothing(act: Act, example: Path) -> None:
    for words in (
        "meeting nils-02 2026-11-18 held --next 2026-12-18",
        "contact anna-07 mentee 2026-11-20",
        "pause anna-07 2026-12-20 2027-01-06",
        "resume anna-07 2027-01-06",
        "agreement anna-07 2026-03-10",
        "extend anna-07 2027-05-01",
        "feedback anna-07 mentor start 2026-03-09",
        "mentor-answer anna-07 accepted 2026-01-22",
        "interview anna-07 2025-12-09",
    ):
        assert act(f"record {words}").code == 0, words
        once = everything(example)
        again = act(f"record {words}")
        assert again.code == 0
        assert "written already" in again.out
        assert everything(example) == once


def test_facts_are_added_in_the_order_of_their_days(act: Act, example: Path) -> None:
    act("record meeting anna-07 2026-08-20 held --form phone")
    act("record meeting anna-07 2026-12-30 planned")
    act("record contact anna-07 mentor 2026-06-15")
    act("record pause anna-07 2027-02-01 2027-02-07")
    act("record pause anna-07 2026-08-01 2026-08-07")
    found = data(example, ANNA)
    for key, day in (("meetings", "date"), ("contacts", "date"), ("pauses", "from")):
        days = [entry[day] for entry in found[key]]
        assert days == sorted(days)
        assert len(days) > 1


def test_without_a_date_it_is_the_day_asked_for_else_today(act: Act, example: Path) -> None:
    act("record contact anna-07 mentee")
    act("record contact anna-07 mentor --on 2026-11-19")
    assert data(example, ANNA)["contacts"][-2:] == [
        {"date": "2026-11-19", "with": "mentor"},
        {"date": "2026-11-23", "with": "mentee"},
    ]


def test_a_planned_meeting_keeps_its_form_unless_another_is_said(act: Act, example: Path) -> None:
    act("record meeting anna-07 2026-11-26 moved --to 2026-11-30")
    act("record meeting anna-07 2026-11-30 planned --form walk")
    assert data(example, ANNA)["meetings"][-2:] == [
        {"date": "2026-11-26", "outcome": "moved", "form": "video"},
        {"date": "2026-11-30", "outcome": "planned", "form": "walk"},
    ]
    assert "next meeting planned for 30 November" in act("record contact anna-07 mentee").out


def test_options_may_stand_anywhere(act: Act, example: Path) -> None:
    assert act("record --form walk meeting nils-02 2026-11-18 held").code == 0
    assert data(example, NILS)["meetings"][-1] == {
        "date": "2026-11-18",
        "outcome": "held",
        "form": "walk",
    }


def test_a_side_may_change_its_mind_until_both_have_begun(act: Act, example: Path) -> None:
    samira = "pairings/adam-53--samira-38.yml"
    assert act("record feedback adam-53 mentor undecided 2026-11-01").code == 0
    assert (
        act("record feedback adam-53 mentor start 2026-10-30").code == 1
    )  # an earlier answer does not replace a later one
    assert act("record feedback adam-53 mentor start 2026-11-19").code == 0
    assert act("record feedback adam-53 mentee start 2026-11-20").code == 0
    refused = act("record feedback adam-53 mentor decline 2026-11-21")
    assert refused.code == 1
    assert "There is an answer already, of 19 November 2026." in refused.out
    assert data(example, samira)["feedback"]["mentor"] == [
        {"date": "2026-10-15", "answer": "start"},
        {"date": "2026-11-01", "answer": "undecided"},
        {"date": "2026-11-19", "answer": "start"},
    ]
    assert act("record feedback adam-53 mentor undecided 2026-11-01").code == 0  # written already


def test_a_warning_is_said_and_the_fact_is_written(act: Act, example: Path) -> None:
    act("record meeting anna-07 2026-11-26 moved --to 2026-12-03")
    outcome = act("record pause anna-07 2026-12-01 2026-12-14")
    assert outcome.code == 0
    assert "meetings-keep-out-of-pauses" in outcome.out
    assert data(example, ANNA)["pauses"] == [{"from": "2026-12-01", "until": "2026-12-14"}]


def test_what_to_do_about_several_meetings_in_a_pause_is_said_once(act: Act) -> None:
    outcome = act("record pause nils-02 2026-10-01")
    assert outcome.code == 0
    assert outcome.out.count("meetings-keep-out-of-pauses") == 2
    assert outcome.out.count("→ Let the pause end") == 1


def test_an_extension_that_is_none_says_what_follows_from_it(act: Act) -> None:
    outcome = act("record extend anna-07 2020-01-01")
    assert outcome.code == 0
    assert "As it stands, the closing conversation is due from 1 January 2020 on." in outcome.out


def test_a_pause_ends_on_the_day_that_is_said(act: Act, example: Path) -> None:
    act("record pause anna-07 2026-11-30")
    assert act("record pause anna-07 2026-11-30 2027-01-10").code == 0
    assert act("record resume anna-07 2027-01-05").code == 0
    assert data(example, ANNA)["pauses"] == [{"from": "2026-11-30", "until": "2027-01-05"}]
    refused = act("record resume anna-07 2027-02-01")
    assert refused.code == 1
    assert "is in no pause on 1 February 2027" in refused.out


# A meeting has an hour.


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("14:00", "14:00"), ("14.00", "14:00"), ("1400", "14:00"), ("14", "14:00"), ("9", "09:00"), ("9:30", "09:30"), ("09.05", "09:05"),
        ("kl 14", "14:00"), ("kl. 9.15", "09:15"), ("Kl 7", "07:00"), ("klockan 18:45", "18:45"), ("at 8", "08:00"), ("kl14", "14:00"),
        ("00:00", "00:00"), ("23:59", "23:59"), ("0", "00:00"), (" 14:00 ", "14:00"),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_people_write_it(
    typed: str, written: str, act: Act, example: Path
) -> None:
    assert act("record meeting anna-07 2026-11-26 planned --time", typed).code == 0
    assert data(example, ANNA)["meetings"][-1]["time"] == written
    # Also in programs that read 14:00 as a number, unless it is between quotation marks.
    assert f'time: "{written}", outcome: planned' in (example / ANNA).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("2pm", "14:00"), ("2:30 p.m.", "14:30"), ("12am", "00:00"), ("12 pm", "12:00"), ("14:00:00", "14:00"), ("14h30", "14:30"), ("14,30", "14:30"),
        ("24:00", None), ("14:60", None), ("25", None), ("-1", None), ("14:5", None), ("half three", None), ("", None), ("141", None), ("13pm", None),
        ("١٤:٠٠", None),
    ],
)  # fmt: skip
def test_what_is_no_hour_is_refused_with_the_one_that_was_meant(
    typed: str, near: str | None, act: Act, example: Path
) -> None:
    before = everything(example)
    refused = act("record meeting anna-07 2026-11-26 planned", f"--time={typed}")
    assert refused.code == 2, refused
    assert "is not a time." in refused.err
    assert (f"Did you mean `{near}`?" if near else "Write it as HH:MM") in refused.err
    assert everything(example) == before


def test_an_hour_belongs_to_the_meeting_that_lies_ahead(act: Act, example: Path) -> None:
    moved = act("record meeting anna-07 2026-11-26 moved --to 2026-12-03 --time 10:00")
    assert "meeting 3 December at 10:00 planned" in moved.out
    assert data(example, ANNA)["meetings"][-2:] == [
        {"date": "2026-11-26", "outcome": "moved", "form": "video"},
        {"date": "2026-12-03", "time": "10:00", "outcome": "planned"},
    ]
    act("record meeting nils-02 2026-11-18 held --next 2026-12-18 --time 8:30")
    assert data(example, NILS)["meetings"][-2:] == [
        {"date": "2026-11-18", "outcome": "held", "form": "video"},
        {"date": "2026-12-18", "time": "08:30", "outcome": "planned"},
    ]
    changed = act("record meeting nils-02 2026-12-18 planned --time 9", lang="sv")
    assert "möte bokat den 18 december kl. 09.00" in changed.out
    act("record meeting nils-02 2026-11-18 held --next 2026-12-18 --time 9:30")
    held = act("record meeting nils-02 2026-12-18 held", today="2026-12-18")
    assert held.code == 0
    assert data(example, NILS)["meetings"][-1]["time"] == "09:30"
    act("record meeting nils-02 2026-11-18 held --next 2026-12-18 --time 10", today="2026-12-19")
    assert data(example, NILS)["meetings"][-1]["time"] == "09:30"


def test_the_next_meeting_is_said_with_its_hour(act: Act) -> None:
    act("record meeting anna-07 2026-11-26 planned --time 14:00")
    assert (
        "next meeting planned for 26 November at 14:00" in act("record contact anna-07 mentee").out
    )


def test_a_day_that_fell_may_be_booked_again(act: Act, example: Path) -> None:
    for words, code in (
        ("2026-11-26 moved --to 2026-12-03", 0),
        ("2026-12-03 moved --to 2026-11-26", 0),
        ("2026-11-26 moved --to 2026-12-04", 0),
        ("2026-12-04 cancelled", 0),
        ("2026-12-04 planned", 0),
        ("2026-12-04 planned", 0),
        ("2026-12-03 cancelled", 1),
    ):
        assert act(f"record meeting anna-07 {words}").code == code, words
    assert [
        (entry["date"], entry["outcome"]) for entry in data(example, ANNA)["meetings"][-5:]
    ] == [
        ("2026-11-26", "moved"),
        ("2026-11-26", "moved"),
        ("2026-12-03", "moved"),
        ("2026-12-04", "cancelled"),
        ("2026-12-04", "planned"),
    ]


# Refused: nothing is written.


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("meeting anna-07 2026-12-24 held", "the-past-has-happened"),
        ("end anna-07 not-working 2026-10-01", "nothing-follows-the-end"),
        ("pause selma-24 2026-11-01", "pauses-do-not-overlap"),
        ("mentor-answer frida-48--parisa-15 accepted 2026-11-01", "steps-run-forward"),
    ],
)
def test_a_new_error_refuses_the_fact_with_what_the_rule_says(
    words: str, rule: str, act: Act, example: Path
) -> None:
    before = everything(example)
    outcome = act(f"record {words}")
    assert outcome.code == 1, outcome
    assert outcome.out.startswith("Nothing was written")
    assert f"Error  {rule}\n" in outcome.out
    assert re.search(r"(?m)^  → ", outcome.out)
    assert everything(example) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("meeting anna-07 2026-10-22 cancelled", "The meeting on 22 October 2026: it is `held`."),
        (
            "meeting anna-07 2026-11-26 moved --to 2026-09-16",
            "The meeting on 16 September 2026: it is `held`.",
        ),
        (
            "meeting anna-07 2026-09-20 held --next 2026-10-22",
            "The meeting on 22 October 2026: it is `held`.",
        ),
        ("asked anna-07 2026-01-20", "19 January 2026 is written there already."),
        ("agreement anna-07 2026-03-11", "10 March 2026 is written there already."),
        (
            "mentee-answer anna-07 objected 2026-01-26 --reason other",
            "There is an answer already, of 26 January 2026.",
        ),
        ("end aino-34--carin-03 other 2026-02-27", "There is an end already, of 27 February 2026."),
        ("withdrawn anna-07 --on 2025-01-01", "Error"),
    ],
)
def test_what_stands_is_not_written_over(words: str, said: str, act: Act, example: Path) -> None:
    before = everything(example)
    outcome = act(f"record {words}")
    assert outcome.code == 1, outcome
    assert said in outcome.out
    assert everything(example) == before


def test_a_mentor_is_asked_only_with_a_reason_why_these_two(act: Act, example: Path) -> None:
    act("new pairing adam-53 olof-30")
    path = "pairings/adam-53--olof-30.yml"
    refused = act("record asked adam-53")
    assert refused.code == 1
    assert '--rationale "…"' in refused.out
    act("record end adam-53--samira-38 withdrawn")
    for words in ("Olof frågar: varför.", "Olof frågar: varför."):
        outcome = act("record asked adam-53--olof-30", "--rationale", words)
        assert outcome.code == 0, outcome
    assert act("record asked adam-53--olof-30", "--rationale", "Other words.").code == 1
    assert data(example, path)["rationale"] == "Olof frågar: varför."
    assert data(example, path)["proposal"] == {"mentor_asked": "2026-11-23"}


@pytest.mark.parametrize(
    "words",
    [
        "record contact anna-07 mentee",
        "record contact anna-07--bjorn-12 mentee",
        "new pairing anna-07 carin-03",
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(words: str, act: Act, example: Path) -> None:
    (example / ANNA).write_text("mentee: [", encoding="utf-8")
    before = everything(example)
    outcome = act(words)
    assert outcome.code == 1
    assert "`pairings/anna-07--bjorn-12.yml` cannot be read as it stands" in outcome.out
    assert everything(example) == before


@pytest.mark.parametrize(
    "words",
    [
        "record interview anna-07",
        "new pairing adam-53 anna-07",
        "new participant anna-07 --name Anna --mentor change --capacity 1",
    ],
)
def test_a_person_whose_file_cannot_be_read_is_left_alone(
    words: str, act: Act, example: Path
) -> None:
    (example / "participants/anna-07.yml").write_text("name: [", encoding="utf-8")
    assert act(words).code == 1
    assert (example / "participants/anna-07.yml").read_text(encoding="utf-8") == "name: ["


def test_a_layout_without_a_sure_place_is_left_to_a_person(act: Act, example: Path) -> None:
    text = (example / ANNA).read_text(encoding="utf-8")
    head, _, rest = text.partition("contacts:\n")
    items = re.findall(r"  - (\{.*\})\n", rest)
    (example / ANNA).write_text(
        f"{head}? contacts\n: - {items[0]}\n  - {items[1]}\n", encoding="utf-8"
    )
    before = everything(example)
    outcome = act("record contact anna-07 mentee 2026-01-01")
    assert outcome.code == 1, outcome
    assert "Write it by hand." in outcome.out
    assert everything(example) == before


def test_a_file_that_somebody_changes_meanwhile_is_not_written_over(
    act: Act, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk.swap

    def late(root: str, files: Any) -> list[str]:
        with (example / ANNA).open("a", encoding="utf-8") as file:
            file.write("# somebody else\n")
        return real(root, files)

    monkeypatch.setattr("mentorskap.files.disk.swap", late)
    outcome = act("record contact anna-07 mentee")
    assert outcome.code == 2
    assert "changed by somebody else" in outcome.err
    assert (example / ANNA).read_text(encoding="utf-8") == (EXAMPLE / ANNA).read_text(
        encoding="utf-8"
    ) + "# somebody else\n"


def test_a_file_that_goes_away_after_reading_is_not_written(
    act: Act, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "mentorskap.files.disk.read",
        lambda root, path, real=disk.read: (
            disk.Unread("closed") if path == ANNA and act.__name__ else real(root, path)
        ),
    )
    assert act("record contact anna-07--bjorn-12 mentee").code == 1
    assert (example / ANNA).read_bytes() == (EXAMPLE / ANNA).read_bytes()


def test_writers_at_the_same_moment_lose_nothing(example: Path) -> None:
    days = [f"2026-10-{day:02}" for day in range(1, 9)]
    command = [sys.executable, "-m", "mentorskap", "record", "contact", "anna-07", "mentee"]
    started = [
        subprocess.Popen(
            [*command, day, "--root", str(example), "--today", TODAY],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for day in days
    ]
    ended = {
        day: (process.communicate(), process.returncode)
        for day, process in zip(days, started, strict=True)
    }
    said = {day for day, (_, code) in ended.items() if code == 0}
    found = {
        entry["date"] for entry in data(example, ANNA)["contacts"] if entry["with"] == "mentee"
    } & set(days)
    assert found == said != set()
    assert all(code in {0, 2} for _, code in ended.values())
    assert list((example / "pairings").glob("*.part")) == []


@pytest.mark.parametrize("spoiled", ["", "name: [", None])
def test_without_a_programme_that_can_be_read_a_fact_is_still_written(
    spoiled: str | None, act: Act, example: Path
) -> None:
    if spoiled is None:
        (example / "programme.yml").unlink()
    else:
        (example / "programme.yml").write_text(spoiled, encoding="utf-8")
    assert act("record contact anna-07 mentee").code == 0
    assert {"date": "2026-11-23", "with": "mentee"} in data(example, ANNA)["contacts"]


# Misspelled: the nearest is said.


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("record", "Say what happened: `admitted`, `interview`, `notified`"),
        ("record", "For example: `mentorskap record meeting anna-07 2026-12-08 held`."),
        ("record meting anna-07 2026-11-26 held", "Did you mean `meeting`?"),
        (
            "record meeting",
            (
                "Write it like this: `mentorskap record meeting PAIRING DATE"
                " planned|held|moved|cancelled|no-show"
            ),
        ),
        ("record meeting anna-07 2026-11-26 held video", "Write it like this"),
        ("record meeting ana-07 2026-11-26 held", "Did you mean `anna-07`?"),
        (
            "record meeting zzz 2026-11-26 held",
            "There is no pairing “zzz”. The id is the file's name in `pairings`, without `.yml`.",
        ),
        ("record meeting bjorn-12 2026-11-26 held", "is not the mentee of any pairing"),
        ("record meeting frida-48 2026-11-26 hold", "Did you mean `held`?"),
        ("record meeting anna-07 2026-11-26 hålet", "Did you mean `held`?"),
        (
            "record meeting anna-07 2026-11-26 xyz",
            "Allowed: `planned`, `held`, `moved`, `cancelled`, `no-show`.",
        ),
        ("record meeting anna-07 26/11/2026 held", "Did you mean `2026-11-26`?"),
        ("record meeting anna-07 thursday held", "Write it as YYYY-MM-DD"),
        ("record meeting anna-07 2026-11-26 held --form vide", "Did you mean `video`?"),
        ("record meeting anna-07 2026-11-26 moved", "--to YYYY-MM-DD"),
        ("record meeting anna-07 2026-11-26 held --to 2026-12-01", "--to YYYY-MM-DD"),
        ("record meeting anna-07 2026-11-26 moved --to 2026-11-26", "--to YYYY-MM-DD"),
        ("record meeting anna-07 2026-11-20 held --next 2026-11-20", "--next YYYY-MM-DD"),
        ("record meeting anna-07 2026-11-20 held --next 2026-10-01", "--next YYYY-MM-DD"),
        ("record contact anna-07 mentee --form video", "`--form` does not belong to `contact`."),
        ("record contact anna-07 mentees", "Did you mean `mentee`?"),
        ("record mentor-answer anna-07 declined", "`--reason` and one of `time`, `tie`"),
        (
            "record mentor-answer anna-07 accepted --reason time",
            "`--reason` and one of `time`, `tie`",
        ),
        ("record interview ana-07", "Did you mean `anna-07`?"),
        ("record interview zzz", "There is no mentee “zzz”."),
        (
            "new",
            (
                "Say what is new: `participant`, `pairing`. For example: `mentorskap new pairing"
                " anna-07 bjorn-12`."
            ),
        ),
        ("new pairng anna-07 carin-03", "Did you mean `pairing`?"),
        ("new pairing anna-07", "Write it like this: `mentorskap new pairing MENTEE MENTOR"),
        ("new pairing anna-07 carin-03 --name X", "Write it like this"),
        ("new pairing anna-07 carin-3", "Did you mean `carin-03`?"),
        ("new pairing anna-07 zzz", "There is no mentor “zzz”."),
        ("new participant", "Write it like this: `mentorskap new participant ID"),
        ("new participant eva-70 --name Eva --rationale x", "Write it like this"),
        (
            "new participant eva-70",
            "`eva-70` needs `--name NAME`, `--email EMAIL`, `--organisation",
        ),
        ("new participant eva-70 --protected", "`eva-70` needs `--name NAME`, `--mentee COHORT|"),
        ("new participant Eva --name Eva", "`eva-01` is free."),
        (
            "new participant eva-70 --name Eva",
            "`eva-70` needs `--email EMAIL`, `--organisation ORGANISATION`, `--mentee COHORT|",
        ),
        ("new participant eva-70 --name Eva", "The cohorts are `2025-var`"),
        ("new participant eva-70 --name Eva", "and the areas `"),
        (
            "new participant eva-70 --name Eva --mentee 2026-vinter",
            "`eva-70` needs `--email EMAIL`, `--organisation ORGANISATION` too.",
        ),
        (
            "new participant eva-70 --name Eva --admitted 2026-10-01",
            "`--organisation ORGANISATION`, `--mentee COHORT` too. The cohorts are `2025-var`",
        ),
        (
            "new participant eva-70 --name Eva --mentor change",
            "`--organisation ORGANISATION`, `--capacity N` too.",
        ),
        (
            "new participant eva-70 --mentor change",
            "`--email EMAIL`, `--organisation ORGANISATION`, `--capacity N` too.",
        ),
        (
            "new participant eva-70 --name Eva --capacity 2",
            "`--organisation ORGANISATION`, `--mentor AREA,AREA` too. The areas are `",
        ),
        (
            "new participant eva-70 --name Eva --mentee 2026-var --added 2026-06-01",
            "`--organisation ORGANISATION`, `--mentor AREA,AREA`, `--capacity N` too. The areas",
        ),
        (
            "new participant eva-70 --name Eva --mentor change --capacity two",
            "Write a whole number",
        ),
        (
            "new participant eva-70 --name Eva --mentee 2026-var --admitted 2026-6-5",
            "Did you mean `2026-06-05`?",
        ),
    ],
)
def test_what_is_not_understood_names_what_is(
    words: str, said: str, act: Act, example: Path
) -> None:
    before = everything(example)
    outcome = act(words)
    assert outcome.code == 2, outcome
    assert said in outcome.err
    assert outcome.out == ""
    assert everything(example) == before


@pytest.mark.parametrize("written", ["18/11/2026", "2026-11-018", "20261118", "18 november 2026"])
@pytest.mark.parametrize(
    "words",
    [
        "record meeting nils-02 DAY held",
        "record meeting nils-02 2026-11-01 held --next DAY",
        "record meeting nils-02 2026-11-01 moved --to DAY",
        "record informed nils-02 DAY",
        "record informed nils-02 --on DAY",
        "record pause nils-02 2026-11-01 DAY",
        "record extend nils-02 DAY",
        "new participant eva-70 --name Eva --mentee 2026-var --admitted DAY",
        "check --today DAY",
    ],
)
def test_a_day_in_another_form_is_answered_with_the_same_guess(
    words: str, written: str, act: Act
) -> None:
    outcome = act("", *[written if word == "DAY" else word for word in words.split()])
    if written == "2026-11-018":
        assert "is not a day. Write it as YYYY-MM-DD, for example `2026-12-08`." in outcome.err
    else:
        assert outcome.err == f"“{written}” is not a day. Did you mean `2026-11-18`?\n"
    assert (outcome.code, outcome.out) == (2, "")


UNKNOWN_IDS = {
    "record meeting ID 2026-11-26 held": "pairing",
    "record interview ID": "mentee",
    "new pairing ID carin-03": "mentee",
    "new pairing anna-07 ID": "mentor",
    "suggest ID": "mentee",
    "suggest --fix ID=tuula-27": "mentee",
    "suggest --without ID": "mentor",
    "person show ID": "participant",
    "person erase ID": "participant",
}
"""Commands that ask for an id, and of what."""


@pytest.mark.parametrize(("words", "kind"), UNKNOWN_IDS.items())
def test_an_unknown_id_has_one_answer(words: str, kind: str, act: Act) -> None:
    outcome = act(words.replace("ID", "zzz"))
    folder = "pairings" if kind == "pairing" else "participants"
    assert outcome.err == (
        f"There is no {kind} “zzz”. The id is the file's name in `{folder}`, without `.yml`.\n"
    )
    known = "carin-03" if kind == "mentor" else "anna-07"
    outcome = act(words.replace("ID", f"{known[:-1]}x"))
    assert outcome.err == (f"There is no {kind} “{known[:-1]}x”. Did you mean `{known}`?\n")
    assert (outcome.code, outcome.out) == (2, "")


@pytest.mark.parametrize("written", ["anna-07.yml", " Anna-07 ", "ANNA-07"])
def test_an_id_is_understood_as_people_type_it(written: str, act: Act, example: Path) -> None:
    assert act("record contact", written, "mentor", "2026-11-20").code == 0
    assert {"date": "2026-11-20", "with": "mentor"} in data(example, ANNA)["contacts"]
    assert act("record interview", written, "2025-12-09").code == 0
    assert act("person show", written).code == 0
    assert act("new pairing", "mehmet-31.yml", "Carin-03").code == 0
    assert (example / "pairings" / "mehmet-31--carin-03.yml").is_file()


@pytest.mark.parametrize("written", ["held", "hållet", "Hållet"])
def test_a_value_may_be_typed_in_swedish(written: str, act: Act, example: Path) -> None:
    assert act(f"record meeting nils-02 2026-11-18 {written} --form promenad").code == 0
    assert {"date": "2026-11-18", "outcome": "held", "form": "walk"} in data(example, NILS)[
        "meetings"
    ]


def test_a_mentee_with_several_pairings_is_asked_which(act: Act) -> None:
    act("new pairing adam-53 carin-03")
    act("new pairing adam-53 parisa-15")
    outcome = act("record asked adam-53", "--rationale", "x")
    assert outcome.code == 2
    assert "Say which: `adam-53--carin-03`, `adam-53--parisa-15`." in outcome.err


def test_the_help_tells_every_fact(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["record", "--help"])
    told = capsys.readouterr().out
    assert all(f"mentorskap record {name} " in told for name in FACTS)


# New files.


def test_a_new_participant_is_read_back_as_it_was_told(act: Act, example: Path) -> None:
    outcome = act(
        "new participant eva-70 --email eva@bo.example --languages sv,en --mentee 2026-var --admitted 2026-10-01 --mentor change,delegation --capacity 2",
        "--name", "Eva Bo", "--organisation", "Bo: och # Berg", "--title", "Vd", "--place", "Umeå", "--phone", "+46 70 174 06 99",
    )  # fmt: skip
    assert outcome.code == 0, outcome
    assert data(example, "participants/eva-70.yml") == {
        "name": "Eva Bo", "email": "eva@bo.example", "phone": "+46 70 174 06 99", "organisation": "Bo: och # Berg", "title": "Vd", "place": "Umeå",
        "languages": ["sv", "en"],
        "mentee": {"cohort": "2026-var", "admitted": "2026-10-01"},
        "mentor": {"added": "2026-11-23", "offers": [{"area": "change"}, {"area": "delegation"}], "capacity": 2},
    }  # fmt: skip
    assert "participants/eva-70.yml:1  name: Eva Bo" in outcome.out
    assert "Eva Bo: new mentee" in outcome.out


def test_a_mentee_is_admitted_today_unless_another_day_is_said(act: Act, example: Path) -> None:
    assert (
        act(
            "new participant eva-70 --name Eva --email eva@bo.example --organisation Bo --mentee"
            " 2026-var"
        ).code
        == 0
    )
    assert data(example, "participants/eva-70.yml")["mentee"] == {
        "cohort": "2026-var",
        "admitted": "2026-11-23",
    }


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ("--mentee 2026-vor --admitted 2026-10-01", "cohort-exists"),
        ("--mentor changes --capacity 1", "area-exists"),
        ("--mentor change --capacity 1 --protected", "protected-person-shows-no-details"),
    ],
)
def test_a_new_participant_who_would_break_a_rule_is_refused(
    options: str, rule: str, act: Act, example: Path
) -> None:
    before = everything(example)
    outcome = act(
        f"new participant eva-70 --name Eva --email eva@bo.example --organisation Bo {options}"
    )
    assert outcome.code == 1
    assert rule in outcome.out or "record-fits-its-schema" in outcome.out
    assert everything(example) == before


def test_an_id_that_is_taken_or_tells_the_name_is_answered_with_one_that_is_free(
    act: Act, example: Path
) -> None:
    taken = act("new participant anna-07 --mentor change --capacity 1", "--name", "Anna Bo")
    assert taken.code == 1
    assert taken.out == "`anna-07` is taken, by Anna Lindqvist. `anna-01` is free.\n"
    told = act(
        "new participant asa-bo --email a@bo.example --organisation Bo --mentor change"
        " --capacity 1",
        "--name",
        "Åsa Bo",
    )
    assert told.code == 1
    assert "`asa-bo` would give the family name away" in told.out
    assert "`asa-01` is free." in told.out
    assert not (example / "participants/asa-bo.yml").exists()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Åsa Ek", "asa"),
        ("Øystein Æ", "oystein"),
        ("Łukasz", "lukasz"),
        ("李", "person"),
        ("Per-Olov", "per"),
    ],
)
def test_a_free_id_is_the_given_name_in_plain_letters(name: str, id_: str, act: Act) -> None:
    assert f"`{id_}-01` is free." in act("new participant X", "--name", name).err


def test_a_draft_takes_its_cohort_from_the_mentee_and_says_what_waits(
    act: Act, example: Path
) -> None:
    outcome = act(
        "new pairing adam-53 carin-03", "--rationale", "Carin frågar tills det blir tyst."
    )
    assert outcome.code == 0
    assert data(example, "pairings/adam-53--carin-03.yml") == {
        "mentee": "adam-53", "mentor": "carin-03", "cohort": "2026-var", "rationale": "Carin frågar tills det blir tyst.",
    }  # fmt: skip
    assert "Adam Nowicki ↔ Carin " in outcome.out
    assert outcome.out.endswith("; now: draft.\n")


def test_a_new_pairing_replaces_the_one_that_ended_early(act: Act, example: Path) -> None:
    act("record meeting anna-07 2026-11-26 cancelled")
    act("record end anna-07 not-working 2026-11-20")
    assert act("new pairing anna-07 carin-03").code == 0
    assert data(example, "pairings/anna-07--carin-03.yml")["replaces"] == "anna-07--bjorn-12"
    # The same two a second time get a number.
    assert act("new pairing anna-07 bjorn-12").code == 0
    assert data(example, "pairings/anna-07--bjorn-12--2.yml")["replaces"] == "anna-07--bjorn-12"
    refused = act("new pairing anna-07 bjorn-12")
    assert refused.code == 1
    assert "The two have a pairing already: `pairings/anna-07--bjorn-12--2.yml`." in refused.out


def test_a_completed_pairing_is_not_replaced(act: Act, example: Path) -> None:
    assert act("new pairing aino-34 elle-09").code == 0
    assert "replaces" not in data(example, "pairings/aino-34--elle-09.yml")


def test_an_empty_programme_takes_its_first_people(
    tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    shutil.copy(EXAMPLE / "programme.yml", tmp_path)
    for words in (
        (
            "new participant bo-01 --name Bo --email bo@bo.example --organisation Bo --mentor"
            " change --capacity 1"
        ),
        (
            "new participant eva-01 --name Eva --email eva@ek.example --organisation Ek --mentee"
            " 2026-var --admitted 2026-10-01"
        ),
        "record interview eva-01 2026-10-20",
        "new pairing eva-01 bo-01 --rationale Ja.",
        "record asked eva-01 2026-10-21",
    ):
        outcome = command(*words.split(), root=tmp_path)
        assert outcome.code == 0, outcome
    assert command("check", root=tmp_path).code == 0
    assert (tmp_path / "participants/eva-01.yml").read_text(encoding="utf-8").endswith(
        "mentee:\n  cohort: 2026-var\n  admitted: 2026-10-01\n  interview:\n    date: 2026-10-20\n"
    )  # fmt: skip
