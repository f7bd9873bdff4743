"""Late is said once, in one issue, without a name; and whatever GitHub answers, the job says it in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mentorskap.host import rest
from mentorskap.host.clock import day_off, today
from mentorskap.words.sentence import RefusalError
from tests.conftest import ROOT, measured
from tests.test_deadlines import ACTIVE, ID, world
from tests.workflows.blocks import blocks, outputs, run_block
from tests.workflows.stage import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oracle import Data, World
    from tests.workflows.github import GitHub
    from tests.workflows.stage import Played, Stage

OTHER = "eva-12--dan-02"
FIRST_LATE, NEXT_DAY, OTHER_LATE = "2026-05-05", "2026-05-06", "2026-05-11"
MEETING = {"date": "2026-05-10", "outcome": "held"}


def two() -> World:
    """Return two pairings: one whose next meeting is late from 5 May 2026 on, one from 11 May on."""
    told = world(ACTIVE)
    told["programme"]["language"] = "en"
    told["participants"] |= {
        "eva-12": {
            **told["participants"]["ada-11"],
            "name": "Eva Åkerström",
            "email": "eva@fjallkraft.example",
        },
        "dan-02": {
            **told["participants"]["bo-01"],
            "name": "Dan Öberg",
            "email": "dan@fjallkraft.example",
        },
    }
    told["pairings"][OTHER] = {
        **told["pairings"][ID],
        "mentee": "eva-12",
        "mentor": "dan-02",
        "meetings": [{"date": "2026-03-22", "outcome": "held"}],
        "feedback": {
            side: {"date": "2026-03-24", "answer": "start"} for side in ("mentee", "mentor")
        },
    }
    return told


def write(told: World, root: Path) -> None:
    """Write a programme's files. JSON is YAML too."""
    files = {
        "programme.yml": told["programme"],
        **{f"participants/{id_}.yml": data for id_, data in told["participants"].items()},
        **{f"pairings/{id_}.yml": data for id_, data in told["pairings"].items()},
    }
    for name, data in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


class Job:
    """The job as a workflow runs it, on a programme of its own."""

    def __init__(self, root: Path, github: GitHub) -> None:
        self.root = root
        self.github = github
        self.environment = {
            "GITHUB_API_URL": github.url,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "effect/mentorskap",
            "GITHUB_TOKEN": TOKEN,
            "MANAGER_HANDLE": "@karin-berg",
        }
        self.told = two()
        github.grants = {"issues": "write", "contents": "read"}

    def run(self, today: str) -> subprocess.CompletedProcess[str]:
        """Write the files and run; nothing may show a token or a traceback."""
        write(self.told, self.root)
        told = subprocess.run(
            [
                sys.executable,
                "-m",
                "mentorskap.host.tracking",
                "--root",
                self.root,
                "--today",
                today,
            ],
            env={
                **measured(),
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT / "scripts"),
                "PYTHONDONTWRITEBYTECODE": "1",
                **self.environment,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert TOKEN not in told.stdout + told.stderr
        assert "Traceback" not in told.stderr
        return told

    def written(self, today: str) -> list[str]:
        """Run, and return what was written on GitHub, in words."""
        before = len(self.github.written)
        told = self.run(today)
        assert (told.returncode, told.stderr) == (0, "")
        return [_named(call.method, call.path, call.body) for call in self.github.written[before:]]

    @property
    def issue(self) -> dict[str, Any]:
        """The one issue there is."""
        (issue,) = self.github.issues.values()
        return issue

    def meet(self, pairing: str, meeting: Data) -> None:
        """Log a meeting."""
        self.told["pairings"][pairing] = {
            **self.told["pairings"][pairing],
            "meetings": [*self.told["pairings"][pairing]["meetings"], meeting],
        }


def _named(method: str, path: str, body: dict[str, Any]) -> str:
    last = path.rpartition("/")[2]
    return {"POST comments": "comment", "POST labels": "label", "POST issues": "create"}.get(
        f"{method} {last}", {"open": "reopen", "closed": "close"}.get(body.get("state", ""), "edit")
    )


@pytest.fixture
def job(tmp_path: Path, github: GitHub) -> Job:
    return Job(tmp_path, github)


def test_the_issue_goes_through_its_transitions_with_no_call_too_many(job: Job) -> None:
    assert job.written("2026-05-04") == []  # nothing is late
    assert job.written(FIRST_LATE) == ["label", "create"]  # the first
    assert job.written(FIRST_LATE) == []  # the same again on the same day
    assert job.written(NEXT_DAY) == ["edit"]  # only the days have changed
    assert job.written(OTHER_LATE) == ["comment", "edit"]  # one more
    assert job.github.comments(1)[-1].startswith(
        "@karin-berg New since last time, as of 11 May 2026: 1 thing is late."
    )
    assert f"`{OTHER}`" in job.github.comments(1)[-1]
    assert f"`{ID}`" not in job.github.comments(1)[-1]
    job.meet(ID, MEETING)
    assert job.written("2026-05-12") == ["edit"]  # one less
    job.meet(OTHER, MEETING)
    assert job.written("2026-05-13") == ["comment", "close"]  # nothing any more
    assert job.issue["state"] == "closed"
    assert job.written("2026-05-14") == []  # still nothing
    assert job.written("2026-06-29") == ["comment", "reopen"]  # both again, seven weeks later
    assert job.written("2026-06-29") == []
    job.issue["state"] = "closed"
    assert job.written("2026-06-30") == []  # a person has closed it
    assert [issue["title"] for issue in job.github.issues.values()] == [
        "Late in the mentor programme"
    ]
    assert [label["name"] for label in job.issue["labels"]] == ["overdue"]


def test_a_file_that_cannot_be_read_closes_nothing_and_is_named(job: Job) -> None:
    job.written(FIRST_LATE)
    job.told["pairings"][ID] = {**job.told["pairings"][ID], "stage": "active"}
    assert job.written(NEXT_DAY) == ["edit"]
    assert job.issue["state"] == "open"
    assert f"- `pairings/{ID}.yml`" in job.issue["body"]
    assert f"- **`{ID}`** – next meeting, counted from 16 March 2026" in job.issue["body"]


def test_of_a_programme_that_cannot_be_read_nothing_is_written(job: Job) -> None:
    job.written(FIRST_LATE)
    job.told["programme"] = {**job.told["programme"], "stage": "active"}
    assert job.written(NEXT_DAY) == []


def test_no_name_address_or_organisation_leaves_for_github(job: Job) -> None:
    for on in (FIRST_LATE, OTHER_LATE, "2026-09-30"):
        job.run(on)
    sent = json.dumps([call.body for call in job.github.written], ensure_ascii=False)
    people = job.told["participants"].values()
    assert [
        word
        for person in people
        for word in (*person["name"].split(), person["email"], person["organisation"])
        if word in sent
    ] == []
    assert ID in sent


def test_the_link_leads_to_the_line_of_the_fact(job: Job) -> None:
    job.run(FIRST_LATE)
    lines = (job.root / "pairings" / f"{ID}.yml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if '"meetings"' in text) + 1
    assert (
        f"(https://github.com/effect/mentorskap/blob/HEAD/pairings/{ID}.yml#L{line})"
        in job.issue["body"]
    )


def test_the_language_is_the_programmes(job: Job) -> None:
    job.told["programme"] = {**job.told["programme"], "language": "sv"}
    job.run(FIRST_LATE)
    assert job.issue["title"] == "Försenat i mentorprogrammet"
    assert job.issue["body"].startswith(
        "@karin-berg **Läget den 5 maj 2026:** 1 sak har väntat för länge."
    )


def test_what_others_have_opened_or_commented_is_none_of_the_jobs_business(job: Job) -> None:
    job.run(FIRST_LATE)
    marked = job.issue["body"]
    stolen = job.github.open_issue(body=marked, labels=("overdue",), user="stranger")
    pull = job.github.open_pull(head="a" * 40, user="github-actions[bot]")
    job.github.issues[pull].update(labels=[{"name": "overdue"}], body=marked)
    job.run(OTHER_LATE)
    assert job.github.comments(stolen) == job.github.comments(pull) == []
    forged = job.github.comments(1)[-1].replace("overdue 1 ", "overdue 99 ")
    job.github.comment(1, forged, user="stranger")
    job.meet(OTHER, MEETING)
    job.written("2026-05-12")
    job.told = two()
    assert job.written("2026-05-13") == ["comment", "edit"]


def test_an_account_that_is_gone_has_written_nothing_of_ours(job: Job) -> None:
    job.run(FIRST_LATE)
    job.github.comment(1, "?")["user"] = None
    assert job.written(FIRST_LATE) == []


def test_the_issue_is_found_behind_a_hundred_others_and_the_label_is_made_once(job: Job) -> None:
    job.github.labels.update(f"label-{number:03}" for number in range(130))
    job.run(FIRST_LATE)
    for _ in range(120):
        job.github.open_issue(labels=("overdue",), user="stranger")
    for number in range(150):
        job.github.comment(1, f"{number}", user="stranger")
    assert job.written(NEXT_DAY) == ["edit"]
    assert job.written(OTHER_LATE) == ["comment", "edit"]
    assert job.written(OTHER_LATE) == []
    del job.github.issues[1]
    assert job.written(OTHER_LATE) == ["create"]


@pytest.mark.parametrize("broken", ["/issues/1/comments", "/issues/1"])
def test_a_job_that_breaks_off_at_any_call_is_made_good_by_the_next_one(
    job: Job, broken: str
) -> None:
    job.run(FIRST_LATE)
    plain = f"/repos/effect/mentorskap{broken}"
    job.github.broken[plain] = 502
    assert job.run(OTHER_LATE).returncode == 2
    del job.github.broken[plain]
    job.run(OTHER_LATE)
    assert len(job.github.comments(1)) == 1
    assert f"`{OTHER}`" in job.issue["body"]
    assert job.written(OTHER_LATE) == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "GitHub refused (401). The job needs `issues: write`."),
        (403, "GitHub refused (403). The job needs `issues: write`."),
        (404, "GitHub found no such repository or issue, or does not let the job see it (404)."),
        (
            410,
            (
                "Issues are turned off in this repository (410). Turn them on under Settings,"
                " General, Features."
            ),
        ),
        (301, "GitHub answered 301. Run the job again: nothing is told twice."),
        (502, "GitHub answered 502. Run the job again: nothing is told twice."),
    ],
)
def test_whatever_github_refuses_is_said_in_a_sentence(job: Job, status: int, said: str) -> None:
    job.github.broken["/repos/effect/mentorskap/issues"] = status
    told = job.run(FIRST_LATE)
    assert (told.returncode, told.stdout, told.stderr) == (2, "", f"{said}\n")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GITHUB_TOKEN", "", "`GITHUB_TOKEN` is missing, or is not what it should be."),
        ("GITHUB_TOKEN", "two words", "`GITHUB_TOKEN` is missing, or is not what it should be."),
        (
            "GITHUB_REPOSITORY",
            "effect/../other",
            "`GITHUB_REPOSITORY` is missing, or is not what it should be.",
        ),
        (
            "GITHUB_API_URL",
            "http://github.example",
            "`GITHUB_API_URL` is missing, or is not what it should be.",
        ),
        (
            "GITHUB_API_URL",
            "file:///etc",
            "`GITHUB_API_URL` is missing, or is not what it should be.",
        ),
        (
            "GITHUB_API_URL",
            "http://127.0.0.1:9",
            "GitHub could not be reached (`ConnectionRefusedError`).",
        ),
        ("GITHUB_SERVER_URL", "", "`GITHUB_SERVER_URL` is missing, or is not what it should be."),
        (
            "MANAGER_HANDLE",
            "karin berg",
            "The variable `MANAGER_HANDLE` holds no user name on GitHub.",
        ),
        (
            "MANAGER_HANDLE",
            "effect/everybody",
            "The variable `MANAGER_HANDLE` holds no user name on GitHub.",
        ),
    ],
)
def test_a_job_that_is_set_up_wrongly_says_what_is_wrong_and_writes_nothing(
    job: Job, name: str, value: str, said: str
) -> None:
    job.environment[name] = value
    told = job.run(FIRST_LATE)
    assert told.returncode == 2
    assert told.stderr.startswith(said)
    assert job.github.written == []


def test_without_a_manager_nobody_is_called(job: Job) -> None:
    job.environment["MANAGER_HANDLE"] = ""
    job.run(FIRST_LATE)
    job.run(OTHER_LATE)
    assert "@" not in job.issue["body"] + job.github.comments(1)[0]


def test_a_day_that_is_none_is_said_in_a_sentence(job: Job) -> None:
    told = job.run("2026-02-30")
    assert (told.returncode, job.github.calls) == (2, [])
    assert told.stderr.startswith("”2026-02-30” är ingen dag.")


def test_a_fault_of_the_script_is_a_sentence_too(job: Job) -> None:
    job.run(FIRST_LATE)
    del job.issue["user"]
    told = job.run(NEXT_DAY)
    assert told.returncode == 2
    assert told.stderr.startswith("The program failed (`KeyError` at `github.py:")


def test_the_token_follows_no_redirect(github: GitHub) -> None:
    github.artifacts[9] = [("check", b"zipped")]
    with pytest.raises(RefusalError) as halted:
        rest.Rest(f"{github.url}/repos/effect/mentorskap", TOKEN, "").call(
            "GET", "/actions/artifacts/900/zip"
        )
    assert halted.value.sentence.values == {"status": 302}
    assert len(github.calls) == 1


def test_an_answer_that_is_no_json_is_said_in_a_sentence(github: GitHub) -> None:
    github.pages = b"<html>"  # type: ignore[assignment]
    with pytest.raises(RefusalError) as halted:
        rest.Rest(f"{github.url}/repos/effect/mentorskap", TOKEN, "").call("GET", "/pages")
    assert halted.value.sentence.pattern.startswith("GitHub could not be reached ({reason}).")


@pytest.mark.parametrize(
    ("on", "off"),
    [
        ("2026-12-24", True),  # an eve on which nobody works
        ("2026-12-25", True),
        ("2026-06-19", True),  # Midsummer Eve, always a Friday
        ("2026-12-31", True),
        ("2027-01-06", True),
        ("2025-06-06", True),  # a holiday on which others end at two
        ("2026-01-05", False),  # half a day is a day
        ("2026-05-15", False),  # between a holiday and a Saturday
        ("2026-11-23", False),
    ],
)
@pytest.mark.wide
def test_days_off_are_those_on_which_nobody_in_sweden_works(on: str, off: bool) -> None:  # noqa: FBT001
    assert day_off(date.fromisoformat(on)) is off


@pytest.mark.parametrize(
    ("on", "works"), [("2026-11-23", "true"), ("2026-12-24", "false"), ("2026-11-22", "false")]
)
@pytest.mark.wide
def test_the_job_asks_whether_anyone_works(stage: Stage, on: str, works: str) -> None:
    (block,) = (block for block in blocks(ROOT) if block.id == "overdue.yml:day:day")
    told = run_block(block._replace(script=f"{block.script} --today {on}"), stage, {})
    assert (told.returncode, told.stdout) == (0, f"works={works}\n")
    assert outputs(stage) == {"works": works}


# The workflow, played on the day it is: what is late is made so by that day.

GIVEN = "Ada"
NAME = f"{GIVEN} Lindqvist"


def late_today(stage: Stage, **files: str) -> Stage:
    """Give the stage a programme in which one mentee has waited sixty days since the interview."""
    now = today("Europe/Stockholm")

    def ago(days: int) -> str:
        return (now - timedelta(days=days)).isoformat()

    told = two()
    told["programme"]["cohorts"][0] |= {"starts": ago(30), "ends": ago(-300)}
    told["participants"] = {
        "ada-11": {**told["participants"]["ada-11"], "name": NAME},
        "bo-01": told["participants"]["bo-01"],
    }
    told["participants"]["ada-11"]["mentee"] = {
        "cohort": "one",
        "admitted": ago(90),
        "interview": {
            "date": ago(60),
            "challenges": [],
            "development_areas": [],
            "mentor_contribution": [],
        },
    }
    told["pairings"] = {}
    for folder in ("participants", "pairings"):
        for path in (stage.repository.path / folder).iterdir():
            path.unlink()
    write(told, stage.repository.path)
    for name, text in files.items():
        (stage.repository.path / "participants" / f"{name}.yml").write_text(text, encoding="utf-8")
    stage.repository.commit({}, "One waits")
    stage.github.grants = {"issues": "write", "contents": "read"}
    return stage


def nameless(played: Played) -> bool:
    return not [
        word
        for word in (*NAME.split(), "ada-11@norrsken.example", "Norrsken")
        if word in played.log
    ]


@pytest.mark.wide
def test_by_button_the_issue_is_kept_and_the_summary_names_whom_it_is_about(acting: Stage) -> None:
    played = late_today(acting).play("overdue.yml", "workflow_dispatch")
    assert (played.code, played.jobs) == (
        0,
        {"day": "success", "issue": "success", "report": "success"},
    ), played.log
    assert [_named(call.method, call.path, call.body) for call in acting.github.written] == [
        "label",
        "create",
    ]
    assert "`ada-11`" in acting.github.issues[1]["body"]
    assert GIVEN not in acting.github.issues[1]["body"]
    assert GIVEN in played.summary
    assert nameless(played)
    assert "artifact letters kept 1" in played.notes
    again = acting.play("overdue.yml", "workflow_dispatch")
    assert (again.code, len(acting.github.written)) == (0, 2)


@pytest.mark.laws
def test_broken_data_makes_the_run_red_and_what_is_late_is_told_all_the_same(acting: Stage) -> None:
    played = late_today(acting, **{"eva-12": f"name: {NAME}\n\tplace: Umeå\n"}).play(
        "overdue.yml", "workflow_dispatch"
    )
    assert played.jobs == {"day": "success", "issue": "success", "report": "failure"}, played.log
    assert "`ada-11`" in acting.github.issues[1]["body"]
    assert "- `participants/eva-12.yml`" in acting.github.issues[1]["body"]
    assert "eva" in played.summary
    assert [one["file"] for one in played.annotations if one["kind"] == "error"] == [
        "participants/eva-12.yml"
    ]
    assert nameless(played)


@pytest.mark.laws
def test_a_github_that_does_not_answer_makes_the_run_red_and_the_report_is_given(
    acting: Stage,
) -> None:
    acting.github.broken["/repos/effect/mentorskap/issues"] = 502
    played = late_today(acting).play("overdue.yml", "workflow_dispatch")
    assert played.jobs == {"day": "success", "issue": "failure", "report": "success"}, played.log
    assert "GitHub answered 502." in played.log
    assert GIVEN in played.summary


@pytest.mark.laws
def test_on_schedule_it_runs_on_working_days_only(acting: Stage) -> None:
    now = today("Europe/Stockholm")
    works = now.weekday() < 5 and not day_off(now)
    played = late_today(acting).play("overdue.yml", "schedule")
    assert played.code == 0
    assert set(played.jobs) == ({"day", "issue", "report"} if works else {"day"})
    assert bool(acting.github.written) is works


def test_only_the_job_that_keeps_the_issue_may_write_and_has_the_token() -> None:
    from tests.workflows.blocks import load

    jobs = load(ROOT / ".github" / "workflows" / "overdue.yml")["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "day": {"contents": "read"},
        "issue": {"contents": "read", "issues": "write"},
        "report": {"contents": "read"},
    }
    assert [
        block.id
        for block in blocks(ROOT)
        if block.workflow == "overdue.yml" and "GITHUB_TOKEN" in block.env
    ] == ["overdue.yml:issue:4", "overdue.yml:report:ask"]


@pytest.mark.laws
@pytest.mark.parametrize("private", [True, False])
def test_letters_leave_only_from_a_private_repository(acting: Stage, *, private: bool) -> None:
    stage = late_today(acting)
    acting.github.private = private
    played = stage.play("overdue.yml", "workflow_dispatch")
    assert played.jobs["report"] == "success"
    assert any(note.startswith("artifact letters ") for note in played.notes) is private
    assert ("No letters were drafted" in played.summary) is not private


def test_no_step_uploads_letters_without_asking() -> None:
    from tests.workflows.blocks import load

    steps = load(ROOT / ".github" / "workflows" / "overdue.yml")["jobs"]["report"]["steps"]
    letters = [step for step in steps if "letters" in str(step.get("with", step.get("run", "")))]
    assert [step["name"] for step in letters] == [
        "Ask whether letters may wait here",
        "Draft letters",
        "Keep them for a day",
    ]
    for step in letters[1:]:
        assert "steps.ask.outputs.may == 'true'" in step["if"]


def test_a_day_that_cannot_be_told_is_a_sentence_and_no_traceback() -> None:
    environment = {"PYTHONPATH": str(ROOT / "scripts"), "PATH": os.environ["PATH"]}
    for asked in ([], ["--today", "2026-13-01"]):
        done = subprocess.run(
            [sys.executable, "-m", "mentorskap.host.workday", *asked],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "Traceback" not in done.stderr
