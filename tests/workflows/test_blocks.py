"""Every `run:` block of every workflow in plain bash, on good data, in the order of its job.

A workflow gets its scene here: what has happened, and what the expressions in its blocks'
environment are. One without a scene is met on the plain one, a proposal that changes a meeting.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.edit.forms import LABEL
from tests.conftest import ROOT
from tests.workflows.blocks import Block, blocks, outputs, run_block
from tests.workflows.stage import TOKEN
from tests.workflows.test_forms import body

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflows.stage import Stage

HOSTILE = "$(touch PWNED)"
PLAIN = {
    "${{ github.token }}": TOKEN,
    "${{ github.event_name == 'pull_request' && '--base=HEAD^1' || '' }}": "--base=HEAD^1",
    "${{ github.actor }}": HOSTILE,
    "${{ vars.MANAGER_HANDLE }}": "karin-berg",
    "${{ github.event.pull_request.title }}": HOSTILE,
    "${{ github.event.repository.visibility }}": "private",
    "${{ vars.HANDBOOK_URL || 'https://mentorskap.example/' }}": "https://mentorskap.example/",
    "${{ vars.HANDBOOK_URL && format('{0}en/', vars.HANDBOOK_URL) || 'https://mentorskap.example/en/' }}": (
        "https://mentorskap.example/en/"
    ),
}


def plain(stage: Stage) -> dict[str, str]:
    """Propose that a meeting was held."""
    pairing = "pairings/nils-02--elle-09.yml"
    proposal = stage.repository.propose(
        {pairing: stage.repository.text(pairing).replace("outcome: planned", "outcome: held")}
    )
    stage.github.open_pull(head=proposal.head)
    return {}


def checked(stage: Stage) -> dict[str, str]:
    """Let a check of a proposal have ended, with main checked out."""
    plain(stage)
    stage.repository.git("checkout", "--quiet", "main")
    (number,) = stage.github.pulls
    pull = stage.github.pulls[number]["head"]
    run = {"id": 9, "conclusion": "success", "head_sha": pull["sha"], "head_branch": pull["ref"]}
    run["head_repository"] = {"full_name": "effect/mentorskap", "owner": {"login": "effect"}}
    return told(stage, workflow_run=run)


def untouched(stage: Stage) -> dict[str, str]:
    """Leave main as it is."""
    plain(stage)
    stage.repository.git("checkout", "--quiet", "main")
    return {}


def logged(stage: Stage) -> dict[str, str]:
    """Let a form have been filled in, by someone who may write."""
    stage.github.collaborators[stage.github.sender] = "write"
    number = stage.github.open_issue(
        title=HOSTILE, body=body(), labels=(LABEL,), user=stage.github.sender
    )
    return told(stage, issue=stage.github.issues[number])


def told(stage: Stage, **more: Any) -> dict[str, str]:
    """Write what GitHub tells of an event, and return where it stands."""
    event = stage.folder / "event.json"
    event.write_text(json.dumps({**stage.github.event(), **more}), encoding="utf-8")
    return {"GITHUB_EVENT_PATH": str(event)}


SCENES: dict[str, Callable[[Stage], dict[str, str]]] = {
    "comment.yml": checked,
    "demo.yml": untouched,
    "forms.yml": logged,
    "release.yml": untouched,
}
"""Workflow → what sets its scene and returns expressions with what they are, and variables that
GitHub sets."""

EVERY = blocks(ROOT)
JOBS = sorted({(block.workflow, block.job) for block in EVERY})
BUILDING = {("publish.yml", "handbook"), ("publish.yml", "manager"), ("demo.yml", "build")}
"""Jobs that build a site each time: they are run in the second tier."""


def job(workflow: str, name: str) -> list[Block]:
    """Return the blocks of a job in order."""
    return [block for block in EVERY if (block.workflow, block.job) == (workflow, name)]


@pytest.mark.parametrize(
    ("workflow", "name"),
    [pytest.param(*key, marks=[pytest.mark.laws] * (key in BUILDING)) for key in JOBS],
)
def test_every_block_runs_in_plain_bash_on_good_data_and_hostile_words_stay_inert(
    stage: Stage, workflow: str, name: str
) -> None:
    values = {**PLAIN, **SCENES.get(workflow, plain)(stage)}
    for block in job(workflow, name):
        ended = run_block(block, stage, values)
        assert ended.returncode == 0, f"{block.id}:\n{ended.stdout}{ended.stderr}"
        assert "Traceback" not in ended.stderr
        values.update(
            {
                f"${{{{ steps.{block.step}.outputs.{key} }}}}": value
                for key, value in outputs(stage).items()
            }
        )
    assert "PWNED" not in (stage.folder / "notes").read_text(encoding="utf-8")
    assert not [*stage.repository.path.rglob("PWNED"), *stage.folder.rglob("PWNED")]


def test_every_scene_belongs_to_a_workflow() -> None:
    assert JOBS
    # A programme of its own has no demo and no release.
    assert set(SCENES) - {"demo.yml", "release.yml"} <= {workflow for workflow, _ in JOBS}


@pytest.mark.wide
def test_bad_data_ends_the_check_with_one_after_all_else_is_done(stage: Stage) -> None:
    stage.repository.propose({"participants/nils-02.yml": "nama: Nils\n"})
    ended = [run_block(block, stage, PLAIN) for block in job("check.yml", "check")]
    assert [one.returncode for one in ended] == [0, 0, 0, 1, 0]
    summary = (stage.folder / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    assert "fel måste rättas." in summary
    assert any("::error file=participants/nils-02.yml,line=1" in one.stdout for one in ended)


@pytest.mark.wide
def test_when_the_check_cannot_run_nothing_is_handed_over_and_no_traceback_is_seen(
    stage: Stage,
) -> None:
    stage.repository.commit({"programme.yml": None})
    for folder in ("participants", "pairings"):
        for path in (stage.repository.path / folder).iterdir():
            path.unlink()
        (stage.repository.path / folder).rmdir()
    ended = [run_block(block, stage, PLAIN) for block in job("check.yml", "check")]
    assert [one.returncode for one in ended] == [0, 0, 0, 2, 1]
    assert "Traceback" not in "".join(one.stderr for one in ended)
    assert (stage.repository.path / "verdict.json").read_bytes() == b""
