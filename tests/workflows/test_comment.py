"""comment.yml, played after check.yml: one comment, whatever was handed over, and never the proposal's code."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from mentorskap.host.comment import MARKER
from mentorskap.host.verdict import FILE, LARGEST
from tests.conftest import EXAMPLE, ROOT
from tests.workflows.blocks import load
from tests.workflows.test_check import HELD, PAIRING, WRONG, proposed

if TYPE_CHECKING:
    from tests.workflows.stage import Played, Stage

WORKFLOW = ROOT / ".github" / "workflows" / "comment.yml"
RUN = 90


def zipped(files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return packed.getvalue()


def after(
    stage: Stage,
    checked: Played | None = None,
    handed: bytes | None = None,
    run: int = RUN,
    **other: Any,
) -> Played:
    """Play the comment after a check of the last proposal, with what the check handed over or `handed`."""
    if checked is not None:
        handed = zipped({FILE: (checked.artifacts / "verdict" / FILE).read_bytes()})
    if handed is not None:
        stage.github.artifacts[run] = [("verdict", handed)]
    pull = stage.github.pulls[max(stage.github.pulls)]
    head = pull["head"]["repo"]["full_name"]
    event = {
        "id": run,
        "name": "Check",
        "path": ".github/workflows/check.yml",
        "event": "pull_request",
        "conclusion": "success" if checked is None or not checked.code else "failure",
        "head_sha": pull["head"]["sha"],
        "head_branch": pull["head"]["ref"],
        "head_repository": {"full_name": head, "owner": {"login": head.split("/")[0]}},
        **other,
    }
    stage.github.grants = load(WORKFLOW)["jobs"]["comment"]["permissions"]
    stage.github.calls.clear()
    stage.repository.git("checkout", "--quiet", "main")
    (stage.folder / "notes").write_text("", encoding="utf-8")
    return stage.play("comment.yml", "workflow_run", {"action": "completed", "workflow_run": event})


def verdict(**other: Any) -> bytes:
    whole = {
        "version": 1,
        "errors": 0,
        "stood": 0,
        "warnings": 0,
        "notices": 0,
        "participants": 1,
        "pairings": 1,
        "places": [],
    }
    return zipped({FILE: json.dumps({**whole, **other}).encode()})


@pytest.mark.wide
def test_a_comment_is_written_left_alone_and_edited_and_there_is_never_a_second(
    acting: Stage,
) -> None:
    checked = proposed(acting, HELD)
    number = max(acting.github.pulls)
    assert after(acting, checked).jobs == {"comment": "success"}
    (written,) = acting.github.comments(number)
    assert "Inga fel." in written
    assert "programansvarig läser vad ändringen betyder" in written
    assert [call.method for call in acting.github.written] == ["POST"]

    again = after(acting, checked)
    assert (again.jobs, again.log) == ({"comment": "success"}, "Kommentaren är som den ska.\n")
    assert acting.github.written == []

    spoiled = proposed(acting, WRONG)
    acting.github.pulls[number]["head"]["sha"] = acting.github.pulls.pop(max(acting.github.pulls))[
        "head"
    ]["sha"]
    assert after(acting, spoiled, run=RUN + 1).jobs == {"comment": "success"}
    (edited,) = acting.github.comments(number)
    assert [call.method for call in acting.github.written] == ["PATCH"]
    assert "1 fel måste rättas." in edited
    assert "actions/runs/91" in edited


@pytest.mark.laws
def test_the_comment_names_nobody(acting: Stage) -> None:
    tie = "ties:\n  - {with: elle-09, kind: professional}\nmentee:\n"
    person = acting.repository.text("participants/nils-02.yml").replace("mentee:\n", tie, 1)
    checked = proposed(acting, HELD, {"participants/nils-02.yml": person})
    played = after(acting, checked)
    (written,) = acting.github.comments(max(acting.github.pulls))
    assert "Labba" in checked.summary
    assert [
        name for name in ("Nils", "Labba", "Elle", "Nutti", "Karin") if name in written + played.log
    ] == []
    assert "nils&#45;02" in written


@pytest.mark.laws
def test_the_language_is_that_of_main_and_not_of_the_proposal(acting: Stage) -> None:
    english = acting.repository.text("programme.yml").replace("language: sv", "language: en")
    after(acting, proposed(acting, HELD, {"programme.yml": english}))
    assert "Inga fel." in acting.github.comments(max(acting.github.pulls))[0]
    acting.repository.git("checkout", "--quiet", "main")
    acting.repository.commit({"programme.yml": english})
    after(acting, proposed(acting, HELD))
    assert "No errors." in acting.github.comments(max(acting.github.pulls))[0]


@pytest.mark.laws
def test_the_code_of_a_strangers_proposal_is_not_run_where_something_may_be_written(
    acting: Stage,
) -> None:
    planted = "import os\nos.system('touch PWNED')\n"
    checked = proposed(
        acting,
        HELD,
        {"scripts/mentorskap/host/comment.py": planted, "scripts/mentorskap/__init__.py": planted},
        fork=True,
    )
    assert checked.broken_into  # where nothing may be written, it runs
    played = after(acting, checked)
    assert played.jobs == {"comment": "success"}
    assert not played.broken_into
    assert f"checkout {acting.repository.git('rev-parse', 'main')}" in played.notes
    assert [note.split()[0] for note in played.notes] == ["checkout", "pip"]


def test_the_workflow_takes_neither_code_nor_words_from_the_proposal() -> None:
    job = load(WORKFLOW)["jobs"]["comment"]
    uses = {
        step["uses"].split("@")[0]: step.get("with", {}) for step in job["steps"] if "uses" in step
    }
    assert set(uses) == {"actions/checkout", "actions/setup-python"}
    assert set(uses["actions/checkout"]) == {"persist-credentials"}
    assert [step.get("env") for step in job["steps"] if "run" in step] == [
        None,
        {"PYTHONPATH": "scripts", "GITHUB_TOKEN": "${{ github.token }}"},
    ]
    assert job["permissions"] == {"contents": "read", "actions": "read", "pull-requests": "write"}
    assert load(WORKFLOW)["on"]["workflow_run"]["workflows"] == [
        load(WORKFLOW.with_name("check.yml"))["name"]
    ]


@pytest.mark.laws
def test_a_proposal_that_changes_the_tool_is_said_to_have_checked_itself(acting: Stage) -> None:
    after(acting, proposed(acting, HELD, {"scripts/new.py": ""}))
    assert (
        "har alltså kontrollerat sig självt" in acting.github.comments(max(acting.github.pulls))[0]
    )
    after(acting, proposed(acting, HELD))
    assert (
        "har alltså kontrollerat sig självt"
        not in acting.github.comments(max(acting.github.pulls))[0]
    )


@pytest.mark.laws
@pytest.mark.parametrize(
    "handed",
    [
        None,
        zipped({"../../evil.sh": b"touch PWNED"}),
        zipped({FILE: b" " * (LARGEST + 1)}),
        verdict(number=1, errors="$(touch PWNED)"),
        verdict(
            places=[
                {
                    "rule": "<img src=x>",
                    "path": "participants/@effect[x](https://evil.example).yml",
                    "line": 1,
                }
            ]
        ),
    ],
)
def test_what_is_handed_over_by_a_spoofer_gets_no_word_into_the_comment(
    acting: Stage, handed: bytes | None
) -> None:
    acting.github.open_pull(head="e" * 40)  # another's proposal
    number = acting.github.open_pull(head="f" * 40, fork=True)
    played = after(acting, None, handed)
    assert played.jobs == {"comment": "success"}
    assert acting.github.comments(1) == []
    (written,) = acting.github.comments(number)
    assert "så inget är känt om filerna." in written
    assert [word for word in ("evil", "img", "@", "PWNED") if word in written] == []
    assert not played.broken_into


@pytest.mark.laws
@pytest.mark.parametrize(
    "other",
    [
        {"event": "push"},
        {"conclusion": "cancelled"},
        {"path": ".github/workflows/borrowed-name.yml"},
    ],
)
def test_nothing_is_done_after_any_other_run(acting: Stage, other: dict[str, Any]) -> None:
    acting.github.open_pull(head="f" * 40)
    assert after(acting, None, verdict(), **other).jobs == {}
    assert acting.github.calls == []


@pytest.mark.laws
@pytest.mark.parametrize(
    "other",
    [
        {"head_sha": "a" * 40},
        {"head_repository": None},
        {"head_repository": {"full_name": "another/mentorskap", "owner": {"login": "another"}}},
        {"head_branch": "$(touch PWNED)&state=all"},
    ],
)
def test_a_proposal_that_has_moved_on_or_is_another_is_left_alone(
    acting: Stage, other: dict[str, Any]
) -> None:
    acting.github.open_pull(head="f" * 40)
    played = after(acting, None, verdict(), **other)
    assert played.jobs == {"comment": "success"}
    assert acting.github.written == []
    assert not played.broken_into


@pytest.mark.laws
def test_a_marker_that_a_stranger_has_copied_is_neither_edited_nor_in_the_way(
    acting: Stage,
) -> None:
    number = acting.github.open_pull(head="f" * 40)
    acting.github.comment(number, f"{MARKER}\nAll is well, merge it.", user="stranger")
    for _ in range(120):  # ours stands on the second page
        acting.github.comment(number, "A word", user="stranger")
    after(acting, None, verdict())
    after(acting, None, verdict())
    written = [
        comment
        for comment in acting.github.issues[number]["comments"]
        if comment["body"].startswith(MARKER)
    ]
    assert [comment["user"]["login"] for comment in written] == ["stranger", "github-actions[bot]"]
    assert written[0]["body"].endswith("All is well, merge it.")


@pytest.mark.laws
def test_an_answer_that_is_not_what_it_should_be_is_one_sentence_too(acting: Stage) -> None:
    acting.github.open_pull(head="f" * 40)
    played = after(acting, None, verdict(), id="no number")
    assert played.jobs == {"comment": "failure"}
    assert "Traceback" not in played.log
    assert len(played.log.splitlines()) == 1


@pytest.mark.laws
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"/repos/effect/mentorskap/pulls": 502}, "GitHub svarade 502."),
        (
            {"/repos/effect/mentorskap/issues/1/comments": 403},
            "Jobbet behöver `pull-requests: write`.",
        ),
        (
            {f"/repos/effect/mentorskap/actions/artifacts/{RUN * 100}/zip": 500},
            "GitHub svarade 500.",
        ),
    ],
)
def test_when_github_refuses_the_job_is_red_and_one_sentence_says_why(
    acting: Stage, broken: dict[str, int], said: str
) -> None:
    acting.github.open_pull(head="f" * 40)
    acting.github.broken = broken
    played = after(acting, None, verdict())
    assert (played.code, played.jobs) == (1, {"comment": "failure"})
    assert said in played.log
    assert "Traceback" not in played.log
    assert acting.github.token not in played.log


@pytest.mark.laws
def test_a_verdict_that_is_gone_is_no_verdict(acting: Stage) -> None:
    number = acting.github.open_pull(head="f" * 40)
    acting.github.broken = {f"/repos/effect/mentorskap/actions/artifacts/{RUN * 100}/zip": 410}
    assert after(acting, None, verdict()).jobs == {"comment": "success"}
    assert "så inget är känt om filerna." in acting.github.comments(number)[0]


def test_the_pairing_that_the_tests_spoil_is_there() -> None:
    assert (EXAMPLE / PAIRING).is_file()
