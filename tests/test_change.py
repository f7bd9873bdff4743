"""What a change means and what it may not do: told in plain words, whole, and of nothing but the change."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dev import overlay
from mentorskap.files import disk, reading
from mentorskap.host.run import schema_named
from mentorskap.model import renames
from mentorskap.model.snapshot import Snapshot
from mentorskap.report import phrases
from mentorskap.report.changes import Account, statements
from mentorskap.rules import RULES, change
from mentorskap.words.catalogues import catalogue
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.voice import MARKDOWN, NAMELESS, PLAIN, Voice
from tests.conftest import EXAMPLE, ROOT, TODAY, commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from mentorskap.files.reading import Reading
    from tests.conftest import Outcome

DAY = date.fromisoformat(TODAY)


@pytest.fixture
def repository(example: Path) -> Path:
    """Return the example as a repository of its own, with one commit on the branch main."""
    commit(example)
    return example


def _edit(root: Path, path: str, *edits: tuple[str, str]) -> None:
    """Replace what stands once in a file; `path` need not exist where there is nothing to replace."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, (path, old)
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def _append(root: Path, path: str, text: str) -> None:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(text)


# Three changes, as they are told on the page of a proposal.


def _meeting_logged(root: Path) -> None:
    _edit(
        root,
        "pairings/nils-02--elle-09.yml",
        ("2026-11-18, outcome: planned", "2026-11-18, outcome: held"),
    )


def _change_of_mentor(root: Path) -> None:
    path = "pairings/johan-55--lars-erik-08.yml"
    _edit(root, path, ("2026-12-02, outcome: planned", "2026-12-02, outcome: cancelled"))
    _append(root, path, "ended: {date: 2026-11-20, reason: not-working}\n")
    _append(
        root,
        "pairings/johan-55--nadia-50.yml",
        "mentee: johan-55\nmentor: nadia-50\ncohort: 2026-var\nrationale: Nadia har byggt om en"
        " produktion med folket kvar.\nreplaces: johan-55--lars-erik-08\nproposal:\n  mentor_asked:"
        " 2026-11-23\n",
    )


def _wrong_file(root: Path) -> None:
    _append(
        root,
        "pairings/joakim-74--bjorn-12.yml",
        "mentee: joakim-74\nmentor: bjorn-12\ncohort: 2026-vinter\nrationale: Båda har lett"
        " inköp.\nproposal:\n  mentor_asked: 2026-11-20\n",
    )


CHANGES = {
    "a meeting logged": _meeting_logged,
    "a change of mentor": _change_of_mentor,
    "a wrong file": _wrong_file,
}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_proposal_is_told_as_a_whole(
    name: str,
    lang: str,
    command: Callable[..., Outcome],
    repository: Path,
    snapshot: SnapshotAssertion,
) -> None:
    CHANGES[name](repository)
    outcome = command("check", "--base", "main", "--format", "markdown", root=repository, lang=lang)
    assert outcome.err == ""
    assert outcome.code == (name == "a wrong file")
    assert outcome.out == snapshot


# Every statement.


@pytest.fixture
def told(command: Callable[..., Outcome], repository: Path) -> Callable[..., list[str]]:
    """Return what a change means, in English."""

    def run() -> list[str]:
        return [
            change["message"]
            for change in command(
                "check", "--base", "main", "--format", "json", root=repository
            ).json()["changes"]
        ]

    return run


NILS = "pairings/nils-02--elle-09.yml"
SAID = "Nils-Ánte Labba ↔ Elle Márjá Nutti: "

PAIRING_EDITS = [
    (
        ("2026-11-18, outcome: planned", "2026-11-18, outcome: moved"),
        "meeting 18 November moved; next by 26 November",
    ),
    (
        ("2026-11-18, outcome: planned", "2026-11-18, outcome: cancelled"),
        "meeting 18 November cancelled; next by 26 November",
    ),
    (
        ("2026-11-18, outcome: planned", "2026-11-18, outcome: no-show"),
        "meeting 18 November missed; next by 26 November",
    ),
    (
        ("2026-11-18, outcome: planned", "2026-12-01, outcome: planned"),
        "meeting 1 December planned (before: meeting 18 November planned)",
    ),
    (
        ("2026-10-15, outcome: held, form: on-site", "2026-10-15, outcome: held, form: walk"),
        "meeting 15 October held, in another form; next by 26 November",
    ),
    (
        ("2026-11-18, outcome: planned", '2026-11-18, time: "14:00", outcome: planned'),
        "meeting 18 November at 14:00 planned; next by 26 November",
    ),
    (
        ("2026-10-15, outcome: held", '2026-10-15, time: "09:30", outcome: held'),
        ("meeting 15 October at 09:30 held (before: meeting 15 October held); next by 26 November"),
    ),
    (
        ("2026-10-15, outcome: held", "2026-10-14, outcome: held"),
        "meeting 14 October held (before: meeting 15 October held); next by 25 November",
    ),
    (
        ("  - {date: 2026-10-15, outcome: held, form: on-site}\n", ""),
        "removed: meeting 15 October held; next was due on 16 October",
    ),
    (
        (
            "mentor: {date: 2026-06-26, answer: start}",
            "mentor: {date: 2026-06-26, answer: undecided}",
        ),
        None,
    ),
    (
        (
            "  - {date: 2026-09-24, with: mentor}\n",
            "  - {date: 2026-09-24, with: mentor}\n  - {date: 2026-11-20, with: mentor}\n",
        ),
        None,
    ),
    (
        ("extended_until: 2027-05-28", "extended_until: 2027-06-18"),
        "extended until 18 June 2027 (before: extended until 28 May 2027); next by 26 November",
    ),
    (
        ("extended_until: 2027-05-28\n", "agreement: 2026-11-20\n"),
        "agreement signed on 20 November; removed: extended until 28 May 2027; next by 26 November",
    ),
    (
        (
            "extended_until: 2027-05-28\n",
            "extended_until: 2027-05-28\npauses: [{from: 2026-11-20}]\n",
        ),
        "pause from 20 November; active → paused; end of the pause by 18 February 2027",
    ),
    (
        (
            "extended_until: 2027-05-28\n",
            "extended_until: 2027-05-28\nended: {date: 2026-11-20, reason: goal-reached}\n",
        ),
        "ended on 20 November; active → completed; places taken: Elle Márjá Nutti 0 of 1",
    ),
    (
        (
            "extended_until: 2027-05-28\n",
            "extended_until: 2027-05-28\nended: {date: 2026-11-20, reason: mentor-left}\n",
        ),
        (
            "ended on 20 November; active → ended early; new proposal by 4 December; places taken:"
            " Elle Márjá Nutti 0 of 1"
        ),
    ),
    (("Elle Márjá byggde", "Elle byggde"), "also changed: `rationale`"),
    (("replaces: nils-02--torsten-11\n", ""), "no longer takes over after another"),
    (("cohort: 2026-var", "cohort: 2025-var"), "now in Spring 2025"),
]


@pytest.mark.parametrize(
    ("edit", "wanted"),
    PAIRING_EDITS,
    ids=lambda value: (value[0] if isinstance(value, tuple) else "")[:30],
)
def test_what_happened_in_a_pairing_is_said(
    edit: tuple[str, str], wanted: str | None, told: Callable[..., list[str]], repository: Path
) -> None:
    _edit(repository, NILS, edit)
    (said,) = told()
    assert said.startswith(SAID)
    if wanted is not None:
        assert said == SAID + wanted


def test_a_proposal_is_told_step_by_step(told: Callable[..., list[str]], repository: Path) -> None:
    path = "pairings/frida-48--parisa-15.yml"
    steps = [
        (
            "  mentor_answer: {date: 2026-11-16, answer: accepted}\n",
            (
                "the mentor said yes on 16 November; mentor asked → mentor accepted; word to the"
                " mentee was due on 21"
            ),
        ),
        (
            "  mentee_informed: 2026-11-17\n",
            (
                "mentee told on 17 November; mentor accepted → mentee informed; the mentee's answer"
                " was due on 22"
            ),
        ),
        (
            "  mentee_answer: {date: 2026-11-18, answer: accepted}\n",
            (
                "the mentee said yes on 18 November; mentee informed → waiting for the first"
                " meeting; first meeting by 9 December"
            ),
        ),
        (
            "meetings: [{date: 2026-11-19, outcome: held}]\n",
            (
                "meeting 19 November held; waiting for the first meeting → waiting for feedback;"
                " the mentee's feedback by 26 November; the mentor's feedback by 26"
            ),
        ),
        (
            "feedback:\n  mentee: {date: 2026-11-20, answer: undecided}\n",
            "the mentee's answer on 20 November: undecided; the mentor's feedback by 26 November",
        ),
        (
            "  mentor: {date: 2026-11-21, answer: start}\n",
            "the mentor's answer on 21 November: wants to begin",
        ),
    ]
    for line, wanted in steps:
        commit(repository)
        _append(repository, path, line)
        (said,) = told()
        assert said.startswith(f"Frida Ståhl ↔ Parisa Rahimi-Lund: {wanted}"), said
    commit(repository)
    _edit(
        repository,
        path,
        (
            "mentee: {date: 2026-11-20, answer: undecided}",
            "mentee: {date: 2026-11-23, answer: start}",
        ),
    )
    (said,) = told()
    assert (
        "the mentee's answer on 23 November: wants to begin (before: the mentee's answer on 20"
        " November: undecided)" in said
    )
    assert "waiting for feedback → active; next by " in said


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "mentor_answer: {date: 2026-11-16, answer: declined, reason: time}",
            "the mentor said no on 16 November; mentor asked → mentor declined",
        ),
        (
            (
                "mentor_answer: {date: 2026-11-16, answer: accepted}\n  mentee_informed:"
                " 2026-11-17\n  mentee_answer: {date: 2026-11-18, answer: objected, reason:"
                " personal}"
            ),
            (
                "mentee told on 17 November; the mentee objected on 18 November; mentor asked →"
                " mentee objected"
            ),
        ),
    ],
)
def test_a_no_is_told_without_its_reason(
    line: str, wanted: str, command: Callable[..., Outcome], repository: Path
) -> None:
    _append(repository, "pairings/frida-48--parisa-15.yml", f"  {line}\n")
    for form in ("json", "terminal", "markdown", "github"):
        said = command("check", "--base", "main", "--format", form, root=repository).out.replace(
            "&#45;", "-"
        )
        assert wanted in said
        assert not re.search(
            r"\btime\b|\bpersonal\b",
            said.partition("What the change means")[2] if form == "markdown" else said,
        )


def test_a_side_that_does_not_want_to_begin_is_told(
    told: Callable[..., list[str]], repository: Path
) -> None:
    path = "pairings/kajsa-39--jonas-61.yml"
    text = (repository / path).read_text(encoding="utf-8")
    (repository / path).write_text(
        re.sub(r"(?s)\nfeedback:.*?\n(?! )", "\n", f"{text}\n"), encoding="utf-8"
    )
    commit(repository)
    for side, other in (("mentee", "mentor"), ("mentor", "mentee")):
        for answer, words in (
            ("decline", "does not want to begin"),
            ("undecided", "undecided"),
            ("start", "wants to begin"),
        ):
            _append(
                repository, path, f"feedback:\n  {side}: {{date: 2026-11-20, answer: {answer}}}\n"
            )
            (said,) = told()
            assert f"the {side}'s answer on 20 November: {words}" in said
            assert f"the {other}'s answer" not in said
            (repository / path).write_text(
                (repository / path).read_text(encoding="utf-8").partition("feedback:")[0],
                encoding="utf-8",
            )


PERSON_EDITS = [
    ("ulrika-45", ("name: Ulrika Näslund", "name: Ulrika Ek"), "Ulrika Ek: has a new name"),
    ("ulrika-45", ("title: Enhetschef", "title: Chef"), "Ulrika Näslund: also changed: `title`"),
    ("ulrika-45", ("until: 2027-09-30", "until: 2027-10-30"), "Ulrika Näslund: a tie was changed"),
    (
        "ulrika-45",
        ("with: henrik-44", "with: bjorn-12"),
        "Ulrika Näslund: new tie: Björn Ek; tie removed: Henrik de Waal",
    ),
    ("ulrika-45", ("Vill kunna säga emot", "Vill våga säga emot"), "Ulrika Näslund: other words"),
    (
        "ulrika-45",
        ("{area: strategy}", "{area: growth}"),
        "Ulrika Näslund: other answers from the interview",
    ),
    (
        "ulrika-45",
        ("  admitted: 2026-09-29\n", "  admitted: 2026-09-29\n  withdrawn: 2026-11-20\n"),
        "Ulrika Näslund: withdrew on 20 November",
    ),
    (
        "joakim-74",
        ("cohort: 2026-vinter", "cohort: 2026-var"),
        "Joakim Sjögren: now a mentee in Spring 2026",
    ),
    (
        "bjorn-12",
        ("capacity: 2", "capacity: 3"),
        "Björn Ek: room for 3 mentees (before: 2); places taken: Björn Ek 2 of 3",
    ),
    (
        "bjorn-12",
        ("    - {area: leading-leaders}\n", "    - {area: board}\n"),
        "Björn Ek: now also offers Boards and owners; no longer offers Leading other leaders",
    ),
    (
        "bjorn-12",
        ("capacity: 2", "capacity: 2\n  available: {from: 2026-12-01}"),
        "Björn Ek: available from 1 December",
    ),
    (
        "bjorn-12",
        ("capacity: 2", "capacity: 2\n  available: {until: 2027-12-01}"),
        "Björn Ek: available until 1 December 2027",
    ),
    (
        "bjorn-12",
        ("capacity: 2", "capacity: 2\n  available: {from: 2026-12-01, until: 2027-12-01}"),
        "Björn Ek: available 1 December – 1 December 2027",
    ),
]


@pytest.mark.parametrize(
    ("id_", "edit", "wanted"),
    PERSON_EDITS,
    ids=[f"{id_} {edit[1][:30]}" for id_, edit, _ in PERSON_EDITS],
)
def test_what_changed_for_a_person_is_said(
    id_: str, edit: tuple[str, str], wanted: str, told: Callable[..., list[str]], repository: Path
) -> None:
    _edit(repository, f"participants/{id_}.yml", edit)
    assert told() == [wanted]


def test_a_limit_to_when_someone_is_available_can_be_lifted(
    told: Callable[..., list[str]], repository: Path
) -> None:
    path = "participants/bjorn-12.yml"
    _edit(repository, path, ("capacity: 2", "capacity: 2\n  available: {from: 2026-12-01}"))
    commit(repository)
    _edit(repository, path, ("\n  available: {from: 2026-12-01}", ""))
    assert told() == ["Björn Ek: available at any time"]


def test_an_interview_is_told_with_what_follows(
    told: Callable[..., list[str]], repository: Path
) -> None:
    _append(
        repository,
        "participants/joakim-74.yml",
        "  interview: {date: 2026-11-20, challenges: [{area: change, words: Nytt lager.}]}\n",
    )
    assert told() == ["Joakim Sjögren: interviewed on 20 November; proposal by 11 December"]


def test_people_who_come_and_roles_that_change_are_told(
    told: Callable[..., list[str]], repository: Path
) -> None:
    _append(
        repository,
        "participants/sara-31.yml",
        "name: Sara Holm\nemail: sara.holm@granen.example\norganisation: Granen Skog\nmentee:"
        " {cohort: 2026-vinter, admitted: 2026-11-20}\n",
    )
    _append(
        repository,
        "participants/tage-32.yml",
        "name: Tage Rask\nprotected: true\nmentor: {offers: [{area: change}, {area: board}],"
        " capacity: 1, available: {from: 2026-12-01}}\n",
    )
    assert told() == [
        "Sara Holm: new mentee, Winter 2026; admitted on 20 November; interview by 4 December",
        (
            "Tage Rask: new mentor, with room for 1 mentee; offers Leading change, Boards and"
            " owners; available from 1 December"
        ),
    ]
    commit(repository)
    _edit(
        repository,
        "participants/tage-32.yml",
        ("protected: true\n", "email: tage.rask@granen.example\norganisation: Granen Skog\n"),
    )
    text = "name: Sara Holm\nprotected: true\nmentor: {offers: [{area: nowhere}], capacity: 2}\n"
    (repository / "participants" / "sara-31.yml").write_text(text, encoding="utf-8")
    assert told() == [
        (
            "Sara Holm: now has a protected identity; no longer a mentee; removed: admitted on 20"
            " November; new mentor, with room for 2 mentees; offers `nowhere`; also changed:"
            " `email`, `organisation`"
        ),
        "Tage Rask: no longer has a protected identity; also changed: `email`, `organisation`",
    ]
    commit(repository)
    (repository / "participants" / "sara-31.yml").write_text(
        "name: Sara Holm\nprotected: true\nmentee: {cohort: 2031-var, admitted: 2026-11-20}\n",
        encoding="utf-8",
    )
    assert told() == [
        "Sara Holm: new mentee, `2031-var`; admitted on 20 November; no longer a mentor"
    ]


PROGRAMME_EDITS = [
    (("rhythm: [35, 42]", "rhythm: [30, 40]"), "limit `rhythm`: `30–40` (before: `35–42`)"),
    (("  grace: 7 ", "  grace: 9 "), "limit `grace`: `9` (before: `7`)"),
    (("wishes: 10 ", "wishes: 12 "), "weight `wishes`: 12 (before: 10)"),
    (("name: Karin Berg", "name: Ulf Dal"), "programme manager: “Ulf Dal”"),
    (("karin.berg@effect", "ulf.dal@effect"), "also changed: `manager › email`"),
    (("timezone: Europe/Stockholm", "timezone: Europe/Helsinki"), "also changed: `timezone`"),
    (
        (
            "  - {id: digital,",
            "  - {id: coaching, sv: Att coacha, en: Coaching}\n  - {id: digital,",
        ),
        "new area: Coaching",
    ),
    (("en: Boards and owners", "en: Boards"), "area renamed: Boards (before: Boards and owners)"),
    (("en: Winter 2026", "en: Late 2026"), "cohort renamed: Late 2026 (before: Winter 2026)"),
    (
        ("starts: 2026-12-07", "starts: 2026-12-14"),
        "Winter 2026: first day 14 December (before: first day 7 December)",
    ),
    (
        ("      - {from: 2027-07-01, until: 2027-08-15}\n", ""),
        "Winter 2026: removed: break 1 July 2027 – 15 August 2027",
    ),
    (
        ("- id: 2026-vinter", "- id: 2026-kyla"),
        "new cohort: Winter 2026, 7 December – 26 November 2027; cohort removed: Winter 2026",
    ),
]


@pytest.mark.parametrize(
    ("edit", "wanted"), PROGRAMME_EDITS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_changed_in_the_settings_is_said(
    edit: tuple[str, str], wanted: str, told: Callable[..., list[str]], repository: Path
) -> None:
    _edit(repository, "programme.yml", edit)
    assert told() == [f"Mentoring within exeQtive: {wanted}"]


def test_an_area_that_is_gone_is_told(told: Callable[..., list[str]], repository: Path) -> None:
    _edit(
        repository,
        "programme.yml",
        ("  - {id: digital, sv: Digital omställning, en: Digital change}\n", ""),
    )
    assert told() == ["Mentoring within exeQtive: area removed: Digital change"]


def test_where_there_were_no_settings_they_are_new(
    told: Callable[..., list[str]], repository: Path
) -> None:
    text = (repository / "programme.yml").read_text(encoding="utf-8")
    (repository / "programme.yml").unlink()
    commit(repository)
    (repository / "programme.yml").write_text(text, encoding="utf-8")
    assert told() == ["Mentoring within exeQtive: the programme's settings are new"]


def test_comments_and_layout_mean_nothing(
    command: Callable[..., Outcome], repository: Path
) -> None:
    for path in repository.glob("p*/*.yml"):
        path.write_text(f"# En kommentar\n{path.read_text(encoding='utf-8')}\n", encoding="utf-8")
    _append(repository, "programme.yml", "\n# Slut\n")
    for form in ("terminal", "markdown"):
        assert (
            "Nothing in the data has changed."
            in command("check", "--base", "main", "--format", form, root=repository).out
        )
    assert (
        command("check", "--base", "main", "--format", "json", root=repository).json()["changes"]
        == []
    )


def test_without_a_base_nothing_is_said_of_a_change(
    command: Callable[..., Outcome], repository: Path
) -> None:
    _meeting_logged(repository)
    for form in ("terminal", "markdown", "github"):
        assert "What" not in command("check", "--format", form, root=repository).out
    assert "changes" not in command("check", "--format", "json", root=repository).json()


def test_what_cannot_be_read_is_said_and_so_is_what_can_be_again(
    told: Callable[..., list[str]], repository: Path
) -> None:
    paths = ("pairings/anna-07--bjorn-12.yml", "participants/ulrika-45.yml", "programme.yml")
    kept = {path: (repository / path).read_bytes() for path in paths}
    for path in paths:
        (repository / path).write_text("name: [", encoding="utf-8")
    assert told() == [
        f"`{path}`: cannot be read, so what it changes cannot be told" for path in paths
    ]
    commit(repository)
    for path, raw in kept.items():
        (repository / path).write_bytes(raw)
    assert told() == [
        "Mentoring within exeQtive: can be read again",
        "Ulrika Näslund: can be read again",
        "Anna Lindqvist ↔ Björn Ek: can be read again; now: active",
    ]


def test_who_and_what_is_removed_is_told_by_id(
    told: Callable[..., list[str]], repository: Path
) -> None:
    (repository / "participants" / "elle-09.yml").unlink()
    (repository / "pairings" / "nils-02--elle-09.yml").unlink()
    assert told() == ["`elle-09`: file removed", "Nils-Ánte Labba ↔ `elle-09`: file removed"]


# A log, and a summary.


def test_a_log_names_nobody_and_stays_short(
    command: Callable[..., Outcome], repository: Path
) -> None:
    names = {
        re.findall(r"^name: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[0]
        for path in repository.glob("participants/*.yml")
    }
    for path in repository.glob("participants/*.yml"):
        path.write_text(
            re.sub("(?m)^title: .*$", "title: X", path.read_text(encoding="utf-8")),
            encoding="utf-8",
        )
    said = command("check", "--base", "main", "--format", "github", root=repository).out
    assert [name for name in names if name in said] == []
    assert sum(line.startswith("- ") for line in said.splitlines()) == 9
    assert re.search(r"^\d\d more, see the summary\.$", said, re.MULTILINE)


@pytest.mark.parametrize(
    "name",
    ["<img src=x>", "**bold** [a](javascript:b)", "::error::x", "| a | b |", "a\u202eb", "<!-- x"],
)
def test_a_hostile_name_stays_text_in_a_summary(
    name: str, command: Callable[..., Outcome], repository: Path
) -> None:
    import json

    _edit(
        repository,
        "participants/elle-09.yml",
        ("name: Elle Márjá Nutti", f"name: {json.dumps(name)}"),
    )
    _edit(repository, "programme.yml", ("name: Karin Berg", f"name: {json.dumps(name)}"))
    _meeting_logged(repository)
    said = command("check", "--base", "main", "--format", "markdown", root=repository).out
    assert name not in said
    assert not re.search(
        r"[<>|\u202e](?!/?code>)(?<!<code>)", said.replace("<code>", "").replace("</code>", "")
    )
    log = command("check", "--base", "main", "--format", "github", root=repository).out
    assert name not in log
    assert not any(line.startswith("::error::") for line in log.splitlines())


JOB = {
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "effect/mentorskap",
    "GITHUB_SHA": "a1" * 20,
}
BROKEN_PLACE = "participants&#47;joakim&#45;74&#46;yml&#58;1"


def _spoiled(root: Path) -> None:
    (root / "participants" / "joakim-74.yml").write_text("name: [", encoding="utf-8")


def test_in_a_job_every_finding_is_linked_to_its_line(
    command: Callable[..., Outcome], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in JOB.items():
        monkeypatch.setenv(key, value)
    _spoiled(repository)
    for options in ((), ("--base", "main")):
        said = command("check", *options, "--format", "markdown", root=repository).out
        address = (
            f"https://github.com/effect/mentorskap/blob/{'a1' * 20}/participants/joakim-74.yml#L1"
        )
        assert f"- [<code>{BROKEN_PLACE}</code>]({address}) " in said


def test_the_link_leads_into_the_folder_of_a_larger_repository(
    command: Callable[..., Outcome], example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in JOB.items():
        monkeypatch.setenv(key, value)
    root = tmp_path / "whole" / "a (b)"
    root.parent.mkdir()
    shutil.copytree(example, root)
    commit(tmp_path / "whole")
    _spoiled(root)
    said = command("check", "--format", "markdown", root=root).out
    assert f"/blob/{'a1' * 20}/a%20%28b%29/participants/joakim-74.yml#L1) " in said


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("GITHUB_SHA", ""),
        ("GITHUB_SHA", "main"),
        ("GITHUB_SERVER_URL", "javascript:alert(1)//"),
        ("GITHUB_SERVER_URL", "https://x.example/)[a](b"),
        ("GITHUB_REPOSITORY", "effect"),
        ("GITHUB_REPOSITORY", "effect/mentorskap)\n"),
    ],
)
def test_what_is_no_address_makes_no_link(
    key: str,
    value: str,
    command: Callable[..., Outcome],
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, usual in (JOB | {key: value}).items():
        monkeypatch.setenv(name, usual)
    _spoiled(repository)
    said = command("check", "--format", "markdown", root=repository).out
    assert f"- <code>{BROKEN_PLACE}</code> " in said
    assert "](" not in said


def test_outside_a_checkout_there_is_nothing_to_link_to(
    command: Callable[..., Outcome], example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in JOB.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr(disk, "within_checkout", lambda _root: None)
    _spoiled(example)
    assert "](" not in command("check", "--format", "markdown", root=example).out


def test_a_folder_knows_whether_it_lies_in_a_checkout(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert disk.within_checkout(str(tmp_path / "a" / "b")) is None
    (tmp_path / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    assert disk.within_checkout(str(tmp_path / "a" / "b")) == "a/b"
    assert disk.within_checkout(str(tmp_path)) == ""


# Red and green.


def test_what_stood_before_the_change_is_red_and_is_said_not_to_be_its_doing(
    command: Callable[..., Outcome], repository: Path
) -> None:
    _wrong_file(repository)
    commit(repository)
    _meeting_logged(repository)
    outcome = command("check", "--base", "main", "--format", "json", root=repository)
    assert outcome.code == 1
    assert [finding["stood"] for finding in outcome.json()["findings"]] == [True, True]
    summary = command("check", "--base", "main", "--format", "markdown", root=repository).out
    assert "2 errors stood here before the change." in summary
    assert summary.count(", stood here before the change)") == 2
    assert "Red, but not by this change" in summary
    for form in ("terminal", "github"):
        assert (
            "2 errors stood here before the change."
            in command("check", "--base", "main", "--format", form, root=repository).out
        )
    _spoiled(repository)
    outcome = command("check", "--base", "main", "--format", "json", root=repository)
    assert sorted(finding["stood"] for finding in outcome.json()["findings"]) == [False, True]
    assert (
        "Red: the author of the change"
        in command("check", "--base", "main", "--format", "markdown", root=repository).out
    )


def test_an_error_that_a_change_makes_worse_is_its_own(
    command: Callable[..., Outcome], repository: Path
) -> None:
    _wrong_file(repository)
    commit(repository)
    _append(
        repository,
        "pairings/ulrika-45--bjorn-12.yml",
        "mentee: ulrika-45\nmentor: bjorn-12\ncohort: 2026-var\nproposal: {mentor_asked:"
        " 2026-11-20}\n",
    )
    findings = command("check", "--base", "main", "--format", "json", root=repository).json()[
        "findings"
    ]
    stood = {
        finding["rule"]: finding["stood"] for finding in findings if finding["severity"] == "error"
    }
    assert stood == {"interview-comes-first": True, "mentor-has-room": False}


def test_what_is_late_makes_no_change_red(
    command: Callable[..., Outcome], repository: Path
) -> None:
    _meeting_logged(repository)
    assert command("check", "--base", "main", root=repository, today="2027-02-20").code == 0
    assert command("overdue", "--fail", root=repository, today="2027-02-20").code == 1


def test_a_warning_is_looked_at_before_a_merge(
    command: Callable[..., Outcome], repository: Path
) -> None:
    _edit(repository, NILS, ("2026-10-15, outcome: held", "2026-10-14, outcome: held"))
    outcome = command("check", "--base", "main", "--format", "markdown", root=repository)
    assert outcome.code == 0
    assert "Green, with warnings" in outcome.out


def test_someone_can_be_erased_without_an_error(
    command: Callable[..., Outcome], repository: Path
) -> None:
    """With everything that names them, and in one change."""
    (repository / "participants" / "elle-09.yml").unlink()
    (repository / NILS).unlink()
    outcome = command("check", "--base", "main", "--format", "json", root=repository)
    assert outcome.code == 0
    assert [(finding["rule"], finding["path"]) for finding in outcome.json()["findings"]] == [
        ("history-is-kept", "participants/elle-09.yml")
    ]


def test_someone_with_no_past_leaves_without_a_word(
    command: Callable[..., Outcome], repository: Path
) -> None:
    _append(
        repository,
        "participants/tage-32.yml",
        "name: Tage Rask\nprotected: true\nmentor: {offers: [{area: change}], capacity: 1}\n",
    )
    commit(repository)
    (repository / "participants" / "tage-32.yml").unlink()
    assert (
        command("check", "--base", "main", "--format", "json", root=repository).json()["findings"]
        == []
    )


def test_two_files_of_one_person_can_become_one(
    command: Callable[..., Outcome], repository: Path
) -> None:
    """The rule `person-is-entered-once` asks for it; the pairings get the id that stays."""
    text = (repository / "participants" / "elle-09.yml").read_text(encoding="utf-8")
    (repository / "participants" / "elle-10.yml").write_text(text, encoding="utf-8")
    commit(repository)
    (repository / "participants" / "elle-09.yml").unlink()
    pairing = (repository / NILS).read_text(encoding="utf-8")
    (repository / NILS).unlink()
    (repository / "pairings" / "nils-02--elle-10.yml").write_text(
        pairing.replace("elle-09", "elle-10"), encoding="utf-8"
    )
    assert (
        command("check", "--base", "main", "--format", "json", root=repository).json()["findings"]
        == []
    )


def test_a_mistaken_id_is_corrected_in_two_changes(
    command: Callable[..., Outcome], repository: Path
) -> None:
    """What the rule `ids-stay` advises is possible, and without an error."""
    kept = (repository / "participants" / "joakim-74.yml").read_text(encoding="utf-8")
    (repository / "participants" / "joakim-74.yml").unlink()
    assert command("check", "--base", "main", root=repository).code == 0
    commit(repository)
    (repository / "participants" / "joakim-75.yml").write_text(kept, encoding="utf-8")
    outcome = command("check", "--base", "main", "--format", "json", root=repository)
    assert (outcome.code, outcome.json()["findings"]) == (0, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pairings/nils-02--elle-09.yml", "pairings/nils-02--bjorn-12.yml"),
        ("participants/elle-09.yml", "participants/Elle-09.yml"),
    ],
)
def test_what_may_be_in_a_new_file_that_cannot_be_read_is_not_said_to_be_removed(
    old: str, new: str, command: Callable[..., Outcome], repository: Path
) -> None:
    (repository / old).rename(repository / new)
    findings = command("check", "--base", "main", "--format", "json", root=repository).json()[
        "findings"
    ]
    assert [finding["rule"] for finding in findings] == ["file-is-named-after-its-contents"]


# The past, line by line.


def _snapshot(files: dict[str, bytes], base: Snapshot | None = None) -> Snapshot:
    entries = [disk.Entry(path, "file") for path in sorted(files)]
    return Snapshot(reading.read_all(entries, files.__getitem__, schema_named), DAY, base)


def _lines(files: dict[str, bytes]) -> Iterator[tuple[str, bytes, bool]]:
    """Yield every entry of a list in the pairings: its file, the file without it, and whether it tells of what has happened."""
    for path, raw in files.items():
        lines = raw.decode().split("\n")
        for place, line in enumerate(lines):
            if path.startswith("pairings/") and (
                match := re.match(r"  - \{(?:date|from): (\d{4}-\d\d-\d\d)", line)
            ):
                # A list may not be left empty: its key goes with its only entry.
                alone = lines[place - 1].endswith(":") and not lines[place + 1].startswith("  ")
                rest = lines[: place - alone] + lines[place + 1 :]
                yield (
                    path,
                    "\n".join(rest).encode(),
                    match[1] <= TODAY if "planned" not in line else match[1] < TODAY,
                )


def test_whatever_has_happened_is_missed_when_it_goes_and_welcome_when_it_comes() -> None:
    files = {
        entry.path: (EXAMPLE / entry.path).read_bytes() for entry in disk.entries(str(EXAMPLE))
    }
    whole = _snapshot(files)
    tried = 0
    for path, without, past in _lines(files):
        less = Snapshot(
            reading.with_files(whole.reading, {path: without}, schema_named), DAY, whole
        )
        assert less.reading.unread == (), path
        found = list(change.history_is_kept.look(less))
        assert len(found) == past, (path, without.decode())
        more = Snapshot(whole.reading, DAY, Snapshot(less.reading, DAY))
        assert list(change.history_is_kept.look(more)) == []
        tried += past
    assert tried > 200


ALLOWED = [
    (
        "anna-07--bjorn-12",
        ("date: 2026-11-26, outcome: planned", "date: 2026-12-03, outcome: planned"),
    ),
    ("anna-07--bjorn-12", ("  - {date: 2026-11-26, outcome: planned, form: video}\n", "")),
    (
        "nils-02--elle-09",
        (
            "date: 2026-11-18, outcome: planned, form: video",
            "date: 2026-11-19, outcome: held, form: walk",
        ),
    ),
    ("selma-24--piotr-33", ("pauses:", "pauses:")),
    (
        "frida-48--torsten-11",
        (
            "  - {date: 2026-03-26, outcome: held, form: video}\n",
            (
                "  - {date: 2026-03-26, outcome: held, form: video}\n  - {date: 2026-04-02,"
                " outcome: cancelled}\n"
            ),
        ),
    ),
]


@pytest.mark.parametrize(("id_", "edit"), ALLOWED)
def test_plans_may_change_and_what_is_heard_of_late_may_be_added(
    id_: str, edit: tuple[str, str], command: Callable[..., Outcome], repository: Path
) -> None:
    _edit(repository, f"pairings/{id_}.yml", edit)
    findings = command("check", "--base", "main", "--format", "json", root=repository).json()[
        "findings"
    ]
    assert [finding for finding in findings if finding["rule"] == "history-is-kept"] == []


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("pauses: [{from: 2026-11-01}]", "pauses: [{from: 2026-11-01, until: 2026-11-20}]", True),
        (
            "pauses: [{from: 2026-11-01, until: 2026-12-20}]",
            "pauses: [{from: 2026-11-01, until: 2026-12-10}]",
            True,
        ),
        ("pauses: [{from: 2026-11-01, until: 2026-11-20}]", "pauses: [{from: 2026-11-01}]", False),
        ("pauses: [{from: 2026-11-01}]", "pauses: [{from: 2026-11-02}]", False),
        ("pauses: [{from: 2026-12-01}]", "pauses: [{from: 2026-12-08}]", True),
        ("agreement: 2026-07-01", "agreement: 2026-07-02", False),
        (
            "ended: {date: 2026-11-20, reason: completed}",
            "ended: {date: 2026-11-20, reason: mentor-left}",
            False,
        ),
        ("ended: {date: 2026-11-20, reason: completed}", "", False),
        ("ended: {date: 2026-12-20, reason: completed}", "", True),
    ],
)
def test_what_of_a_pairing_may_be_filled_in_and_what_is_rewritten(
    before: str, after: str, command: Callable[..., Outcome], repository: Path, *, kept: bool
) -> None:
    _append(repository, NILS, f"{before}\n")
    commit(repository)
    _edit(repository, NILS, (f"{before}\n", f"{after}\n"))
    findings = command("check", "--base", "main", "--format", "json", root=repository).json()[
        "findings"
    ]
    assert [finding["rule"] for finding in findings if finding["rule"] == "history-is-kept"] == (
        [] if kept else ["history-is-kept"]
    )


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("2026-11-16, answer: undecided", "2026-11-20, answer: start", True),
        ("2026-11-16, answer: start", "2026-11-20, answer: decline", True),
        ("2026-11-16, answer: start", "2026-11-15, answer: start", False),
        ("2026-11-16, answer: decline", "2026-11-20, answer: start", False),
    ],
)
def test_an_answer_may_be_followed_by_another_before_the_start_unless_it_was_a_no(
    before: str, after: str, command: Callable[..., Outcome], repository: Path, *, kept: bool
) -> None:
    path = "pairings/kajsa-39--jonas-61.yml"
    text = (repository / path).read_text(encoding="utf-8").partition("feedback:")[0]
    (repository / path).write_text(
        f"{text}feedback:\n  mentee: {{date: {before}}}\n", encoding="utf-8"
    )
    commit(repository)
    _edit(repository, path, (before, after))
    findings = command("check", "--base", "main", "--format", "json", root=repository).json()[
        "findings"
    ]
    assert [finding["rule"] for finding in findings] == ([] if kept else ["history-is-kept"])


def test_a_reason_that_was_changed_is_told_without_the_reason(
    command: Callable[..., Outcome], repository: Path
) -> None:
    path = "pairings/tove-16--ayaan-18.yml"
    text = (repository / path).read_text(encoding="utf-8")
    reason = re.findall(r"answer: declined, reason: ([a-z-]+)", text)[0]
    other = next(one for one in ("time", "other") if one != reason)
    _edit(repository, path, (f"reason: {reason}", f"reason: {other}"))
    outcome = command("check", "--base", "main", "--format", "json", root=repository).json()
    (finding,) = outcome["findings"]
    assert (
        "the reason was changed in a fact from the past: the mentor said no on"
        in finding["message"]
    )
    assert (
        "the mentor said no on 1 October, with another reason" in outcome["changes"][0]["message"]
    )
    assert f" {other}" not in finding["message"] + finding["fix"].replace(" other", "")


def test_a_role_that_is_gone_is_one_finding(
    command: Callable[..., Outcome], repository: Path
) -> None:
    path = "participants/ulrika-45.yml"
    text = (repository / path).read_text(encoding="utf-8").partition("mentee:")[0]
    (repository / path).write_text(
        f"{text}mentor: {{offers: [{{area: change}}], capacity: 1}}\n", encoding="utf-8"
    )
    findings = command("check", "--base", "main", "--format", "json", root=repository).json()[
        "findings"
    ]
    assert [finding["rule"] for finding in findings] == ["history-is-kept"]


def test_the_rules_of_a_change_are_silent_where_there_is_only_one_version() -> None:
    files = {
        entry.path: (EXAMPLE / entry.path).read_bytes() for entry in disk.entries(str(EXAMPLE))
    }
    assert [list(rule.look(_snapshot(files))) for rule in change.RULES] == [[]] * len(change.RULES)
    assert renames.same_people(_snapshot(files)) == {}
    assert renames.same_pairings(_snapshot(files), {}) == {}
    assert renames.gone_pairings(_snapshot(files)) == {}


def _read(root: Path) -> Reading:
    return reading.read_all(
        disk.entries(str(root)), lambda path: disk.read(str(root), path), schema_named
    )


@pytest.mark.laws
def test_any_version_can_follow_any_other(broken_repositories: list[Path]) -> None:
    """Whatever is wrong with the files, before or now: the rules answer, and each sentence can be said in both languages."""
    sound = _read(ROOT / "tests" / "sound")
    voices = [
        Voice(catalogue(lang, disk.packaged_bytes), {}, form)
        for lang in LANGUAGES
        for form in (PLAIN, NAMELESS, MARKDOWN)
    ]
    told = 0
    ground = _read(overlay.GROUND)
    for folder in broken_repositories:
        other = _read(folder)
        for before, now in (
            (sound, other),
            (other, sound),
            (other, other._replace(programme=None)),
            (ground, other),
        ):
            base = Snapshot(before, DAY)
            snapshot = Snapshot(now, DAY, base)
            problems = [
                problem for rule in (*RULES, *change.RULES) for problem in rule.look(snapshot)
            ]
            paths = {*before.unread, *now.unread}
            account = Account(
                statements(snapshot, base, {path: ({}, {}) for path in paths}), frozenset()
            )
            for voice in voices:
                said = [
                    voice(sentence)
                    for problem in problems
                    for sentence in (problem.message, problem.fix)
                ]
                meant = [
                    text
                    for meaning in phrases.meanings(account.statements, snapshot, voice)
                    for text in meaning
                ]
                assert all(text and "\n" not in text for text in (*said, *meant))
                told += len(meant)
    assert told > 10_000
