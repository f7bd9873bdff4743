"""A job's work by files and exit codes: names in the files alone, and nothing said twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorskap.host import news, tracking
from mentorskap.host.tracking import Comment, Create, memory
from tests.browser.sites import copy_repository
from tests.conftest import EXAMPLE, ROOT, TODAY, commit, git
from tests.test_tracking import A_ANEW, A, B, C, Tracker, seen
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Job = Callable[..., Outcome]

PAIRING = "pairings/nils-02--elle-09.yml"
PAGE = (ROOT / "docs" / "hosts.md").read_text(encoding="utf-8")


def _names() -> set[str]:
    """Return every name in the example, and its parts."""
    whole = {
        str(yaml.safe_load(path.read_text(encoding="utf-8"))["name"])
        for path in (EXAMPLE / "participants").glob("*.yml")
    }
    return whole | {part for name in whole for part in name.split() if len(part) > 3}


def _nameless(text: str) -> bool:
    return not [name for name in _names() if re.search(rf"\b{re.escape(name)}\b", text)]


def _edit(root: Path, before: str, after: str) -> None:
    path = root / PAIRING
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def _wrong(root: Path) -> None:
    _edit(root, "2026-11-18, outcome: planned", "2026-11-18, outcome: hålls")


def _held(root: Path) -> None:
    _edit(root, "2026-11-18, outcome: planned", "2026-11-18, outcome: held")


# A check.


@pytest.mark.parametrize("form", ["plain", "github"])
def test_a_good_change_is_told_with_names_in_the_summary_alone(
    form: str, command: Job, example: Path, tmp_path: Path
) -> None:
    commit(example)
    _held(example)
    to = tmp_path / "job"
    outcome = command(
        "job", "check", "--base", "HEAD", "--to", str(to), "--format", form, root=example
    )
    assert (outcome.code, outcome.err) == (0, "")
    assert _nameless(outcome.out)
    assert "nils-02" in outcome.out
    assert sorted(path.name for path in to.iterdir()) == ["summary.md", "verdict.json"]
    summary = (to / "summary.md").read_text(encoding="utf-8")
    assert "Labba" in summary
    assert not _nameless(summary)
    assert "What the change means" in summary
    verdict = json.loads((to / "verdict.json").read_text(encoding="utf-8"))
    assert (verdict["errors"], verdict["places"]) == (0, [])


@pytest.mark.parametrize("form", ["plain", "github"])
def test_a_wrong_change_is_a_no_and_its_own_words_stay_out_of_the_log(
    form: str, command: Job, example: Path, tmp_path: Path
) -> None:
    _wrong(example)
    outcome = command("job", "check", "--to", str(tmp_path), "--format", form, root=example)
    assert outcome.code == 1
    assert _nameless(outcome.out)
    assert "hålls" not in outcome.out
    assert PAIRING in outcome.out
    assert outcome.out.startswith("::error ") == (form == "github")
    verdict = json.loads((tmp_path / "verdict.json").read_text(encoding="utf-8"))
    assert verdict["places"] == [{"rule": "record-fits-its-schema", "path": PAIRING, "line": 16}]
    assert "hålls" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_the_files_are_those_of_the_commands(command: Job, example: Path, tmp_path: Path) -> None:
    _wrong(example)
    command("job", "check", "--to", str(tmp_path), "--format", "github", root=example)
    summary = (tmp_path / "summary.md").read_bytes().decode("utf-8")
    assert summary == command("check", "--format", "markdown", root=example).out
    assert (
        command("job", "check", "--to", str(tmp_path), "--format", "github", root=example).out
        == command("check", "--format", "github", root=example).out
    )
    command("job", "overdue", "--to", str(tmp_path), root=example)
    overdue = (tmp_path / "overdue.md").read_bytes().decode("utf-8")
    assert overdue == command("overdue", "--format", "markdown", root=example).out


def test_a_job_that_could_not_run_leaves_no_earlier_answer(
    command: Job, example: Path, tmp_path: Path
) -> None:
    command("job", "check", "--to", str(tmp_path), root=example)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    outcome = command("job", "check", "--base", "main", "--to", str(tmp_path), root=example)
    assert (outcome.code, outcome.out) == (2, "")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["notes.txt"]


# What is overdue.


def test_what_is_late_is_announced_once_and_by_id(
    command: Job, example: Path, tmp_path: Path
) -> None:
    def job(*more: str, today: str = TODAY) -> Outcome:
        words = ("job", "overdue", "--to", str(tmp_path / "job"), *more)
        return command(*words, root=example, today=today)

    remembered = tmp_path / "memory" / "overdue.txt"
    memory_ = ("--memory", str(remembered))
    first = job(*memory_)
    assert (first.code, first.err) == (0, "")
    assert _nameless(first.out)
    late = [
        item
        for item in command("overdue", "--format", "json", root=example).json()["items"]
        if item["status"] == "overdue"
    ]
    assert first.out.startswith(f"New since last time, as of 23 November 2026: {len(late)} things")
    assert len(first.out.splitlines()) == 1 + len(late)
    for item in late:
        assert f"{item['pairing'] or item['participant']}: " in first.out
    assert _nameless(remembered.read_text(encoding="utf-8"))
    before = remembered.stat()
    again = job(*memory_)
    assert (again.code, again.out, again.err) == (0, "", "")
    assert remembered.stat() == before
    assert len(job().out.splitlines()) == 1 + len(late)  # without a memory all is new
    later = job(*memory_, today="2026-12-04").out
    assert 0 < len(later.splitlines()) < len(job(today="2026-12-04").out.splitlines())
    assert job(*memory_, today="2026-12-04").out == ""


def test_the_letters_are_those_of_a_run_without_a_log(
    command: Job, example: Path, tmp_path: Path
) -> None:
    command("job", "overdue", "--to", str(tmp_path), root=example)
    command("remind", "--without-log", "--to", str(tmp_path / "own"), root=example)
    job, own = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("letters", "own")
    )
    assert job
    assert job == own
    assert not (example / ".letters.log").exists()


@pytest.mark.wide
def test_a_log_on_github_shows_as_many_lines_as_github_does(
    command: Job, example: Path, tmp_path: Path
) -> None:
    outcome = command(
        "job", "overdue", "--to", str(tmp_path), "--format", "github", root=example,
        today="2027-03-01",
    )  # fmt: skip
    lines = [line for line in outcome.out.splitlines() if line.startswith("::warning ")]
    assert len(lines) == 9
    assert re.fullmatch(r"\d+ more, see the summary\.", outcome.out.splitlines()[-1])
    assert _nameless(outcome.out)


@pytest.mark.parametrize(
    ("day", "works"), [("2026-11-21", False), ("2027-01-06", False), (TODAY, True)]
)
def test_on_days_off_nothing_is_done_if_that_is_asked(
    day: str, command: Job, *, works: bool, example: Path, tmp_path: Path
) -> None:
    to = tmp_path / "job"
    words = ("job", "overdue", "--on-working-days", "--to", str(to))
    outcome = command(*words, root=example, today=day)
    assert (outcome.code, bool(outcome.out), to.exists()) == (0, works, works)


@pytest.mark.parametrize("content", ["", "hello\n", None])
def test_a_memory_that_is_none_is_refused(
    content: str | None, command: Job, example: Path, tmp_path: Path
) -> None:
    path = tmp_path / "memory.txt"
    if content is None:
        path.mkdir()
    else:
        path.write_text(content, encoding="utf-8")
    outcome = command("job", "overdue", "--memory", str(path), "--to", str(tmp_path), root=example)
    assert (outcome.code, outcome.out) == (2, "")
    assert "is not the memory of an earlier run" in outcome.err


def test_what_cannot_be_read_is_neither_settled_nor_announced_anew() -> None:
    first = news.news(seen(A, B), news.NOTHING_YET)
    unread = news.news(seen(B, unread=["pairings/x.yml"]), first.memory)
    assert (unread.new, unread.settled) == ((), False)
    assert news.news(seen(A, B), unread.memory).new == ()
    settled = news.news(seen(), unread.memory)
    assert settled.settled
    assert not news.news(seen(), settled.memory).settled


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.tuples(st.sets(st.sampled_from([A, B, C, A_ANEW])), st.booleans(), st.booleans()),
        max_size=8,
    )
)
def test_it_is_as_quiet_as_the_tracking_issue(
    days: list[tuple[set[tracking.Key], bool, bool]],
) -> None:
    tracker, last = Tracker(), news.NOTHING_YET
    for late, unread, unclear in days:
        lateness = seen(
            *sorted(late), unread=["x"] if unread else (), unclear=[A] if unclear else ()
        )
        announced = [act for act in tracker.run(lateness) if isinstance(act, Create | Comment)]
        today = news.news(lateness, last)
        assert bool(announced) == (bool(today.new) or today.settled)
        if tracker.issues:
            issue = tracker.issues[0]
            held = [memory(text) for text in (issue.body, *issue.comments)]
            newest = max(
                (content for content in held if content is not None),
                key=lambda content: content.comments,
            )
            assert newest.keys == today.memory.keys
        last = today.memory


# The page, followed to the letter.


def _block(name: str) -> Any:
    match = re.search(rf"<!-- {name} -->\n```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert match is not None
    return yaml.safe_load(match[1])


def _bash(script: str, root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    program = root.parent / "bin" / "mentorskap"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mentorskap "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    who = {
        f"GIT_{role}_{key}": "nobody@effect.example"
        for role in ("AUTHOR", "COMMITTER")
        for key in ("NAME", "EMAIL")
    }
    path = (program.parent, os.path.dirname(sys.executable), os.environ["PATH"])  # noqa: PTH120
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=root,
        env={
            **os.environ,
            **who,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PATH": os.pathsep.join(map(str, path)),
            "PYTHONPATH": str(ROOT / "scripts"),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def proposal(example: Path) -> Path:
    """Return the example as a repository with `main`, and a change of it checked out."""
    commit(example)
    git(example, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(example, "checkout", "--quiet", "-b", "change")
    _held(example)
    commit(example)
    return example


def _runs(step: dict[str, Any]) -> bool:
    return "pip install" not in str(step.get("bash", "pip install"))


def test_gitlabs_lines_do_a_jobs_work(proposal: Path) -> None:
    jobs = _block("gitlab")
    base = git(proposal, "rev-parse", "main")
    check = "\n".join(jobs["check"]["script"])
    done = _bash(check, proposal, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 0, done.stderr
    summary = proposal / "job" / "summary.md"
    assert "Vad ändringen betyder" in summary.read_text(encoding="utf-8")
    assert _nameless(done.stdout)
    assert _bash(check, proposal).returncode == 0
    assert "Vad ändringen betyder" not in summary.read_text(encoding="utf-8")
    _edit(proposal, "outcome: held, form: video", "outcome: hålls, form: video")
    assert _bash(check, proposal).returncode == 1
    assert summary.parent.name in jobs[".program"]["artifacts"]["paths"]
    overdue = "\n".join(jobs["overdue"]["script"])
    assert _bash(overdue, proposal).returncode == 0
    assert jobs["overdue"]["cache"]["paths"] == ["memory"]


def test_azures_lines_do_a_jobs_work(proposal: Path) -> None:
    check, overdue, summaries = [step["bash"] for step in _block("azure")["steps"] if _runs(step)]
    done = _bash(check, proposal, SYSTEM_PULLREQUEST_TARGETBRANCHNAME="main")
    assert done.returncode == 0, done.stderr
    summary = (proposal / "job" / "summary.md").read_text(encoding="utf-8")
    assert "Vad ändringen betyder" in summary
    assert _bash(check, proposal).returncode == 0
    assert _bash(overdue, proposal).returncode == 0
    told = _bash(summaries, proposal).stdout.splitlines()
    assert f"##vso[task.uploadsummary]{proposal}/job/summary.md" in told


def test_without_a_host_the_lines_keep_check_tell_and_back_up(example: Path) -> None:
    start, hook, overdue, backup = re.findall(
        r"<!-- no host -->\n```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE
    )
    for script in (start, hook):
        done = _bash(script, example)
        assert done.returncode == 0, done.stderr
    _wrong(example)
    refused = _bash("git commit --quiet --all --message 'Mötet'", example)
    assert refused.returncode == 1
    assert "record-fits-its-schema" in refused.stdout + refused.stderr
    _edit(example, "outcome: hålls", "outcome: held")
    done = _bash("git commit --quiet --all --message 'Mötet'", example)
    assert done.returncode == 0, done.stderr
    assert _bash(overdue, example).returncode == 0
    assert _bash(overdue, example).stdout == ""
    (example / ".gitignore").write_text("build/\n", encoding="utf-8")
    _bash("git add --all && git commit --quiet --message 'Byggt'", example)
    done = _bash(backup, example)
    assert done.returncode == 0, done.stderr
    assert len(list((example.parent / "kopior").glob("*.bundle"))) == 1


# An archive, unpacked, without Git.


def test_the_data_works_from_an_unpacked_archive_without_git(
    command: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.make_archive(str(tmp_path / "archive"), "zip", copy_repository(tmp_path / "packed"))
    root = tmp_path / "unpacked"
    shutil.unpack_archive(tmp_path / "archive.zip", root)
    names = ("overdue", "status", "suggest")
    with_git = [command(name) for name in names]
    monkeypatch.setenv("PATH", "")
    assert [command(name, root=root) for name in names] == with_git
    for name in ("check", "site"):
        outcome = command(name, root=root)
        assert (outcome.code, outcome.err) == (0, ""), name
    for site in ("participants", "manager"):
        assert (root / "site" / site / "index.html").is_file()
    assert "Git was not found" in command("check", "--base", "main", root=root).err
    assert "Git was not found" in command("backup", str(tmp_path / "copies"), root=root).err
