"""check.yml and tests.yml, played: good data, bad data, hostile words, a stranger's proposal."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mentorskap.host.run import Options, Run
from tests.conftest import EXAMPLE, ROOT, TODAY
from tests.workflows.blocks import blocks, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.workflows.stage import Played, Stage

PAIRING = "pairings/nils-02--elle-09.yml"
HELD = {"outcome: planned, form: video": "outcome: held, form: video"}
WRONG = {"outcome: planned, form: video": "outcome: hålls, form: video"}
DATA = {"check": "success"}


def proposed(
    stage: Stage,
    edits: Mapping[str, str],
    files: Mapping[str, str] | None = None,
    *,
    fork: bool = False,
    title: str = "Mötet hölls",
) -> Played:
    """Propose `edits` of a pairing, and play the check of it."""
    text = stage.repository.text(PAIRING)
    for before, after in edits.items():
        assert before in text
        text = text.replace(before, after)
    proposal = stage.repository.propose({PAIRING: text, **(files or {})})
    number = stage.github.open_pull(head=proposal.head, fork=fork)
    stage.github.changed[number] = tuple(
        stage.repository.git("diff", "--name-only", proposal.base, proposal.head).splitlines()
    )
    pull = {**stage.github.pulls[number], "title": title, "body": title, "user": {"login": title}}
    pull["head"] = {**pull["head"], "ref": title, "label": title}
    return stage.play(
        "check.yml", "pull_request", {"action": "opened", "number": number, "pull_request": pull}
    )


@pytest.mark.wide
def test_good_data_is_green_with_the_whole_account_in_the_summary(acting: Stage) -> None:
    played = proposed(acting, HELD)
    assert (played.code, played.jobs) == (0, DATA)
    assert [one for one in played.annotations if one["kind"] == "error"] == []
    assert "**Inga fel.**" in played.summary
    assert "### Vad ändringen betyder" in played.summary
    assert "Labba" in played.summary.partition("### Vad ändringen betyder")[2]
    verdict = json.loads(
        (played.artifacts / "verdict" / "verdict.json").read_text(encoding="utf-8")
    )
    assert verdict["errors"] == 0
    assert verdict["places"] == []
    assert "artifact verdict kept 1" in played.notes


@pytest.mark.laws
def test_bad_data_is_red_with_its_place_in_the_margin_and_the_account_in_the_summary(
    acting: Stage,
) -> None:
    played = proposed(acting, WRONG)
    assert (played.code, played.jobs) == (1, {"check": "failure"})
    (error,) = [one for one in played.annotations if one["kind"] == "error"]
    assert (error["file"], error["line"]) == (PAIRING, "16")
    assert "record-fits-its-schema" in error["title"]
    assert "**1 fel måste rättas.**" in played.summary
    assert "hålls" in played.summary.replace("&#229;", "å")
    assert json.loads((played.artifacts / "verdict" / "verdict.json").read_text(encoding="utf-8"))[
        "places"
    ] == [{"rule": "record-fits-its-schema", "path": PAIRING, "line": 16}]


@pytest.mark.laws
def test_a_change_that_takes_someone_away_whom_others_need_is_red(acting: Stage) -> None:
    proposal = acting.repository.propose({"participants/elle-09.yml": None})
    played = acting.play(
        "check.yml", "pull_request", {"number": 7, "pull_request": {"head": {"sha": proposal.head}}}
    )
    assert (played.code, played.jobs) == (1, {"check": "failure"})
    handed = json.loads((played.artifacts / "verdict" / "verdict.json").read_text(encoding="utf-8"))
    assert "referenced-people-stay" in {place["rule"] for place in handed["places"]}
    assert handed["stood"] == 0


@pytest.mark.laws
def test_an_error_that_stood_before_is_said_to_have_stood_before(acting: Stage) -> None:
    acting.repository.commit(
        {PAIRING: acting.repository.text(PAIRING).replace("outcome: planned", "outcome: hålls")}
    )
    proposal = acting.repository.propose({"docs/sv/index.md": "# Ny\n"})
    played = acting.play(
        "check.yml", "pull_request", {"number": 7, "pull_request": {"head": {"sha": proposal.head}}}
    )
    assert (
        json.loads((played.artifacts / "verdict" / "verdict.json").read_text(encoding="utf-8"))[
            "stood"
        ]
        == 1
    )
    assert "Rött, men inte av den här ändringen" in played.summary


@pytest.mark.laws
def test_what_is_on_main_is_checked_without_being_compared_and_hands_nothing_over(
    acting: Stage,
) -> None:
    acting.repository.commit(
        {
            "participants/nils-02.yml": (
                acting.repository.text("participants/nils-02.yml") + "# En kommentar\n"
            )
        }
    )
    played = acting.play("check.yml", "push", {"ref": "refs/heads/main"})
    assert (played.code, played.jobs) == (0, DATA)
    assert "**Inga fel.**" in played.summary
    assert "Vad ändringen betyder" not in played.summary
    assert [note.split()[0] for note in played.notes] == ["checkout", "pip"]


@pytest.mark.laws
@pytest.mark.parametrize(
    ("protected", "lines"), [(False, 1), (True, 0), (None, 0)], ids=["bare", "protected", "unsaid"]
)
def test_the_summary_of_main_says_only_a_clear_no_to_protection(
    acting: Stage, lines: int, *, protected: bool | None
) -> None:
    acting.github.protected = protected
    acting.github.grants = {"contents": "read"}
    played = acting.play("check.yml", "push", {"ref": "refs/heads/main"})
    assert (played.code, played.jobs) == (0, DATA)
    assert played.summary.count("har inga regler på värden") == lines
    assert [call.path for call in acting.github.calls] == ["/repos/effect/mentorskap/branches/main"]


@pytest.mark.laws
@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_host_that_does_not_answer_about_protection_changes_nothing(
    acting: Stage, status: int
) -> None:
    acting.github.protected = False
    acting.github.broken["/repos/effect/mentorskap/branches/main"] = status
    played = acting.play("check.yml", "push", {"ref": "refs/heads/main"})
    assert (played.code, played.jobs) == (0, DATA)
    assert "inga regler" not in played.summary + played.log


@pytest.mark.laws
def test_a_proposals_code_gets_no_token_to_ask_about_protection(acting: Stage) -> None:
    acting.github.protected = False
    played = proposed(acting, HELD)
    assert "inga regler" not in played.summary
    assert acting.github.calls == []


@pytest.mark.laws
def test_the_log_and_what_is_handed_over_hold_nobodys_name(acting: Stage) -> None:
    person = acting.repository.text("participants/nils-02.yml")
    tie = "ties:\n  - {with: elle-09, kind: professional}\n"
    lost = acting.repository.text("participants/elle-09.yml").replace(
        "organisation:", "organization:"
    )
    played = proposed(
        acting,
        WRONG,
        {
            "participants/nils-02.yml": person.replace("mentee:\n", f"{tie}mentee:\n", 1),
            "participants/elle-09.yml": lost,
        },
    )
    again = proposed(
        acting,
        HELD,
        {"participants/nils-02.yml": person.replace("mentee:\n", f"{tie}mentee:\n", 1)},
    )
    assert played.code == again.code == 1
    run = Run(Options(str(EXAMPLE), format="json"))
    family = {person.name.split()[-1] for person in run.reading.participants.values()}
    assert {"Labba", "Nutti"} <= family
    for one in (played, again):
        handed = (one.artifacts / "verdict" / "verdict.json").read_text(encoding="utf-8")
        assert [name for name in family if name in one.log or name in handed] == []
    assert "Labba" in again.summary


@pytest.mark.laws
def test_hostile_words_around_a_proposal_stay_inert(acting: Stage) -> None:
    played = proposed(
        acting,
        HELD,
        title=(
            "$(touch PWNED) `touch PWNED`\"; touch PWNED; '; touch PWNED\n${{ github.token"
            " }}\n::error::$(touch PWNED)"
        ),
    )
    assert (played.code, played.jobs) == (0, DATA)
    assert not played.broken_into


@pytest.mark.laws
def test_hostile_words_in_the_data_stay_inert(acting: Stage) -> None:
    name = (
        'name: "$(touch PWNED) ::error file=x::`touch PWNED` <img src=x onerror=alert(1)>'
        ' @effect"\n'
    )
    text = acting.repository.text("participants/nils-02.yml")
    played = proposed(acting, {}, {"participants/nils-02.yml": name + text[text.index("\n") + 1 :]})
    assert not played.broken_into
    assert "<img" not in played.summary
    assert "@effect" not in played.log + played.summary
    assert [one for one in played.annotations if one.get("file") == "x"] == []


@pytest.mark.laws
def test_a_strangers_proposal_runs_its_own_code_with_nothing_to_take(acting: Stage) -> None:
    code = acting.repository.text("scripts/mentorskap/host/verdict.py")
    planted = code.replace(
        "if __name__",
        "import os\nsys.stderr.write(re.sub('(?m)^', 'env:',"
        " repr(sorted(os.environ.items()))))\nif __name__",
    )
    played = proposed(acting, HELD, {"scripts/mentorskap/host/verdict.py": planted}, fork=True)
    assert "env:" in played.log  # their code ran
    assert "DEPLOY_KEY" not in played.log
    assert acting.github.token not in played.log
    assert "GITHUB_TOKEN" not in played.log
    assert acting.github.calls == []


def test_the_check_may_read_and_nothing_else_and_has_no_secret() -> None:
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    workflow = load(ROOT / ".github" / "workflows" / "check.yml")
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]
    assert "secrets." not in text
    steps = workflow["jobs"]["check"]["steps"]
    (bearer,) = [step for step in steps if "github.token" in str(step)]
    assert bearer["if"] == "${{ github.event_name == 'push' }}"


def test_a_required_check_runs_whatever_was_changed() -> None:
    on = load(ROOT / ".github" / "workflows" / "check.yml")["on"]
    assert on["pull_request"] is None
    assert "if" not in load(ROOT / ".github" / "workflows" / "check.yml")["jobs"]["check"]


@pytest.mark.laws
@pytest.mark.parametrize(
    ("files", "jobs"),
    [
        ({"participants/nils-02.yml": "name: N\n"}, {"changed": "success"}),
        ({"programme.yml": "language: sv\n", "pairings/x.yml": ""}, {"changed": "success"}),
        ({"scripts/new.py": ""}, {"changed": "success", "tests": "success"}),
        (
            {"participants/nils-02.yml": "name: N\n", "docs/sv/index.md": "# Ny\n"},
            {"changed": "success", "tests": "success"},
        ),
    ],
)
def test_the_projects_own_tests_wait_for_nothing_but_a_change_of_the_tool(
    acting: Stage, files: dict[str, str], jobs: dict[str, str]
) -> None:
    proposal = acting.repository.propose(files)
    played = acting.play(
        "tests.yml", "pull_request", {"number": 7, "pull_request": {"head": {"sha": proposal.head}}}
    )
    assert (played.code, played.jobs) == (0, jobs)
    made = [note for note in played.notes if note.startswith("make ")]
    assert made == (["make editor", "make coverage", "make laws"] if "tests" in jobs else [])


ALONE = """
import sys
from importlib.metadata import packages_distributions

class Door:
    def find_spec(self, name, path=None, target=None):
        homes = {home.lower().replace("_", "-") for home in DISTRIBUTIONS.get(name.split(".")[0], ())}
        if homes and not homes & PINNED:
            raise ImportError(name)

DISTRIBUTIONS, PINNED = packages_distributions(), {*sys.argv[1].split(","), "mentorskap"}
sys.meta_path.insert(0, Door())
from mentorskap import cli
from mentorskap.host import comment, tracking, verdict
sys.exit(20 + 10 * cli.main(sys.argv[2:]) + (comment.main() == 2))
"""


@pytest.mark.parametrize("form", ["github", "markdown", "json"])
@pytest.mark.parametrize(("programme", "code"), [(None, 21), ("language: xx\n", 31)])
@pytest.mark.wide
def test_a_check_and_the_comment_need_nothing_but_what_is_installed_for_them(
    example: Path, form: str, programme: str | None, code: int
) -> None:
    pinned = [
        line.split("==")[0]
        for line in (ROOT / "requirements-check.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    ]
    if programme is not None:  # what does not fit its schema is explained by the slower validator
        (example / "programme.yml").write_text(programme, encoding="utf-8")

    def told(names: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                sys.executable,
                "-c",
                ALONE,
                ",".join(names),
                "check",
                "--format",
                form,
                "--today",
                TODAY,
            ],
            cwd=example,
            env={"PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert told(pinned).returncode == code, told(pinned).stderr
    assert told([name for name in pinned if name != "pyyaml"]).returncode != code


def test_a_check_installs_the_same_versions_as_everything_else() -> None:
    few, all_ = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("requirements-check.txt", "requirements.txt")
    )
    versions = {line.split()[0] for line in all_.splitlines() if "==" in line}
    assert {line.split()[0] for line in few.splitlines() if "==" in line} <= versions
    installed = [
        line
        for block in blocks(ROOT)
        if block.workflow in {"check.yml", "comment.yml"}
        or (block.workflow, block.job) == ("overdue.yml", "issue")
        for line in block.script.splitlines()
        if "pip" in line
    ]
    assert len(installed) == 3
    assert all(line.endswith("-r requirements-check.txt") for line in installed)
