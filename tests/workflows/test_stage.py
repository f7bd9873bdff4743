"""The stage on which workflows are tried is no softer than GitHub where it matters."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT
from tests.workflows.blocks import Block, blocks, outputs, run_block
from tests.workflows.stage import STUBS, TOKEN

if TYPE_CHECKING:
    from tests.workflows.github import GitHub
    from tests.workflows.stage import Stage

WORKFLOW = """\
name: Tried
on: pull_request
permissions: {}
jobs:
  first:
    runs-on: ubuntu-24.04
    outputs: {word: "${{ steps.say.outputs.word }}"}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: {persist-credentials: false, fetch-depth: 2}
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
        with: {python-version: "3.11"}
      - run: python -m pip install --require-hashes -r requirements.txt
      - id: say
        env:
          TITLE: ${{ github.event.pull_request.title }}
          SECRET: ${{ secrets.DEPLOY_KEY }}
        run: |
          echo "word=mötet" >> "$GITHUB_OUTPUT"
          echo "## Summed up" >> "$GITHUB_STEP_SUMMARY"
          echo "::warning file=a.yml,line=3,title=A title%3A::A text%0Ain two lines"
          echo "title: $TITLE, secret: [$SECRET], before: $(git rev-parse HEAD^1)"
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with: {name: kept, path: programme.yml, retention-days: 1}
  second:
    needs: first
    runs-on: ubuntu-24.04
    steps:
      - env: {WORD: "${{ needs.first.outputs.word }}"}
        run: echo "heard $WORD" && FAIL
  third:
    needs: second
    runs-on: ubuntu-24.04
    steps:
      - run: echo never
"""


def test_a_workflow_is_played_with_its_jobs_log_annotations_summary_and_artifacts(
    acting: Stage,
) -> None:
    acting.repository.commit({".github/workflows/tried.yml": WORKFLOW.replace("FAIL", "true")})
    proposal = acting.repository.propose({"participants/new-01.yml": "name: N\n"})
    played = acting.play(
        "tried.yml",
        "pull_request",
        {"number": 7, "pull_request": {"title": "$(touch PWNED)"}},
        secrets={"OTHER": "x"},
    )
    assert (played.code, played.jobs) == (
        0,
        {"first": "success", "second": "success", "third": "success"},
    )
    assert f"title: $(touch PWNED), secret: [], before: {proposal.base}\n" in played.log
    assert "heard mötet\n" in played.log
    assert played.annotations == [
        {
            "kind": "warning",
            "text": "A text\nin two lines",
            "file": "a.yml",
            "line": "3",
            "title": "A title:",
        }
    ]
    assert played.summary == "## Summed up\n"
    assert played.notes == [
        f"checkout {proposal.merge}",
        "pip install --require-hashes -r requirements.txt",
        "artifact kept kept 1",
    ]
    assert (played.artifacts / "kept" / "programme.yml").read_text(
        encoding="utf-8"
    ) == acting.repository.text("programme.yml")
    assert not played.broken_into


def test_a_job_that_fails_is_told_of_and_what_needs_it_is_skipped(acting: Stage) -> None:
    acting.repository.commit({".github/workflows/tried.yml": WORKFLOW.replace("FAIL", "false")})
    acting.repository.propose({"participants/new-01.yml": "name: N\n"})
    played = acting.play("tried.yml", "pull_request", {"number": 7})
    assert (played.code, played.jobs) == (1, {"first": "success", "second": "failure"})


def test_a_title_that_is_put_into_a_script_does_its_harm_here_too(acting: Stage) -> None:
    planted = WORKFLOW.replace("FAIL", "echo ${{ github.event.pull_request.title }}")
    acting.repository.commit({".github/workflows/tried.yml": planted})
    played = acting.play(
        "tried.yml", "pull_request", {"number": 7, "pull_request": {"title": "$(touch PWNED)"}}
    )
    assert played.broken_into


@pytest.mark.parametrize(
    ("sound", "fault"),
    [
        ("persist-credentials: false, ", ""),
        ("--require-hashes -r requirements.txt", "-r requirements.txt"),
        ("-r requirements.txt", "-r requirements-lost.txt"),
        (
            "{name: kept, path: programme.yml,",
            "{name: kept, path: lost.yml, if-no-files-found: error,",
        ),
    ],
)
@pytest.mark.wide
def test_the_stubs_refuse_what_should_not_be_asked_of_an_action(
    sound: str, fault: str, acting: Stage
) -> None:
    assert sound in WORKFLOW
    acting.repository.commit(
        {".github/workflows/tried.yml": WORKFLOW.replace(sound, fault).replace("FAIL", "true")}
    )
    assert acting.play("tried.yml", "pull_request", {"number": 7}).jobs["first"] == "failure"


def test_an_action_without_a_stub_is_not_played(acting: Stage) -> None:
    acting.repository.commit(
        {".github/workflows/tried.yml": WORKFLOW.replace("actions/checkout", "stranger/unknown")}
    )
    with pytest.raises(AssertionError, match="no stub for the action unknown"):
        acting.play("tried.yml", "pull_request", {"number": 7})


def test_every_run_block_is_found_with_its_environment(stage: Stage) -> None:
    (stage.repository.path / ".github" / "workflows" / "tried.yml").write_text(
        WORKFLOW, encoding="utf-8"
    )
    found = {block.id: block for block in blocks(stage.repository.path)}
    assert {
        "tried.yml:first:3",
        "tried.yml:first:say",
        "tried.yml:second:1",
        "tried.yml:third:1",
    } <= set(found)
    assert found["tried.yml:second:1"].env == {"WORD": "${{ needs.first.outputs.word }}"}


def _block(script: str, **env: str) -> Block:
    return Block("tried.yml", "first", "1", script, env, ".", "bash")


def test_a_block_runs_in_plain_bash_and_ends_at_its_first_fault(stage: Stage) -> None:
    told = run_block(
        _block('echo "word=$WORD" >> "$GITHUB_OUTPUT"; pwd', WORD="${{ github.x }}"),
        stage,
        {"${{ github.x }}": "$(touch PWNED)"},
    )
    assert (told.returncode, told.stdout) == (0, f"{stage.repository.path}\n")
    assert outputs(stage) == {"word": "$(touch PWNED)"}
    assert "PWNED" not in (stage.folder / "notes").read_text(encoding="utf-8")
    assert run_block(_block("false | cat\necho on"), stage, {}).returncode == 1


def test_a_block_whose_expressions_nobody_explains_is_not_run(stage: Stage) -> None:
    with pytest.raises(AssertionError, match=r"say what \$\{\{ github.new \}\} is"):
        run_block(_block("true", NEW="${{ github.new }}"), stage, {})


def _call(
    github: GitHub, method: str, path: str, body: Any = None, token: str | None = TOKEN
) -> tuple[int, Any, dict[str, str]]:
    request = urllib.request.Request(  # noqa: S310 - loopback
        path if path.startswith("http") else f"{github.url}/repos/effect/mentorskap{path}",
        data=None if body is None else json.dumps(body).encode(),
        method=method,
        headers={} if token is None else {"Authorization": f"Bearer {token}"},
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=10) as answer:
            raw = answer.read()
            return (
                answer.status,
                (
                    json.loads(raw)
                    if answer.headers["Content-Type"] == "application/json" and raw[:1] in b"[{"
                    else raw
                ),
                dict(answer.headers),
            )
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        return None


def test_issues_are_opened_labelled_edited_closed_and_listed_page_by_page(github: GitHub) -> None:
    for number in range(1, 6):
        assert (
            _call(
                github,
                "POST",
                "/issues",
                {"title": f"No {number}", "labels": ["overdue"] if number % 2 else []},
            )[1]["number"]
            == number
        )
    assert (
        _call(github, "PATCH", "/issues/5", {"state": "closed", "body": "done"})[1]["body"]
        == "done"
    )
    status, found, headers = _call(github, "GET", "/issues?labels=overdue&state=all&per_page=2")
    assert (status, [issue["number"] for issue in found]) == (200, [5, 3])
    assert 'page=2>; rel="next"' in headers["Link"]
    assert [
        issue["number"]
        for issue in _call(github, "GET", "/issues?labels=overdue&state=all&per_page=2&page=2")[1]
    ] == [1]
    assert [issue["number"] for issue in _call(github, "GET", "/issues?labels=overdue")[1]] == [
        3,
        1,
    ]
    assert _call(github, "POST", "/labels", {"name": "overdue"})[0] == 422


def test_comments_are_by_whoever_wrote_them(github: GitHub) -> None:
    number = github.open_pull(head="a" * 40, fork=True)
    github.comment(number, "mine", user="stranger")
    id_ = _call(github, "POST", f"/issues/{number}/comments", {"body": "the bot's"})[1]["id"]
    assert _call(github, "PATCH", f"/issues/comments/{id_}", {"body": "edited"})[0] == 200
    found = _call(github, "GET", f"/issues/{number}/comments")[1]
    assert [(comment["body"], comment["user"]["login"]) for comment in found] == [
        ("mine", "stranger"),
        ("edited", "github-actions[bot]"),
    ]
    assert _call(github, "GET", f"/pulls/{number}")[1]["head"]["repo"]["fork"] is True
    assert [call.method for call in github.written] == ["POST", "PATCH"]


def test_a_token_opens_only_what_it_is_granted(github: GitHub) -> None:
    github.grants = {"pull-requests": "write", "actions": "read"}
    number = github.open_pull(head="a" * 40)
    assert _call(github, "POST", f"/issues/{number}/comments", {"body": "x"})[0] == 201
    assert _call(github, "POST", "/issues", {"title": "x"})[0] == 403
    assert _call(github, "GET", "/pages")[0] == 403
    assert _call(github, "GET", f"/pulls/{number}", token=None)[0] == 401
    assert _call(github, "GET", f"/pulls/{number}", token="another")[0] == 401  # noqa: S106


def test_artifacts_are_fetched_by_a_redirect_to_a_host_that_must_not_see_the_token(
    github: GitHub,
) -> None:
    github.artifacts[9] = [("other", b"no"), ("check", b"zipped")]
    found = _call(github, "GET", "/actions/runs/9/artifacts?name=check")[1]["artifacts"]
    assert [(one["name"], one["size_in_bytes"]) for one in found] == [("check", 6)]
    status, _, headers = _call(github, "GET", found[0]["archive_download_url"])
    assert status == 302
    assert _call(github, "GET", headers["Location"])[0] == 400
    assert _call(github, "GET", headers["Location"], token=None)[1] == b"zipped"


def test_pages_permissions_pulls_and_bad_days_are_answered(github: GitHub) -> None:
    assert _call(github, "GET", "/pages")[0] == 404
    github.pages = {"public": False}
    assert _call(github, "GET", "/pages")[1] == {"public": False}
    github.collaborators["karin-berg"] = "write"
    assert _call(github, "GET", "/collaborators/karin-berg/permission")[1]["permission"] == "write"
    assert _call(github, "GET", "/collaborators/stranger/permission")[1]["permission"] == "none"
    assert (
        _call(github, "POST", "/pulls", {"title": "t", "head": "meeting-1", "base": "main"})[0]
        == 201
    )
    assert len(_call(github, "GET", "/pulls?head=effect:meeting-1")[1]) == 1
    assert _call(github, "GET", "")[1]["private"] is True
    github.broken["/repos/effect/mentorskap/pages"] = 502
    assert _call(github, "GET", "/pages")[0] == 502
    assert _call(github, "GET", "/no-such-thing")[0] == 404


def test_every_stub_is_an_action_and_is_used() -> None:
    from tests.workflows.guards import PINS

    assert {path.parent.name for path in STUBS.glob("*/action.yml")} == {
        action.split("/")[1] for action in PINS
    }
    for command in (STUBS / "bin").iterdir():
        assert subprocess.run(["bash", "-n", command], check=False).returncode == 0
        assert command.stat().st_mode & 0o111, command
    assert (ROOT / ".ci" / "run").is_file()
