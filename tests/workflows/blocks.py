"""Every `run:` block of every workflow, to be run in plain bash as GitHub would."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from tests.workflows.stage import STUBS, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Block(NamedTuple):
    """A `run:` block: where it stands, its script, and the environment that workflow, job and step give it, unresolved."""

    workflow: str
    job: str
    step: str
    script: str
    env: dict[str, str]
    folder: str
    shell: str

    @property
    def id(self) -> str:
        """Name the block for a person."""
        return f"{self.workflow}:{self.job}:{self.step}"


def workflows(root: Path) -> list[Path]:
    """Return the workflows of a repository."""
    return sorted(
        path
        for path in (root / ".github" / "workflows").glob("*")
        if path.suffix in {".yml", ".yaml"}
    )


def load(path: Path) -> dict[str, Any]:
    """Return a workflow as data; `on` stays a word."""
    content: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in content.items()}


def blocks(root: Path) -> list[Block]:
    """Return every `run:` block of every workflow of a repository."""
    found = []
    for path in workflows(root):
        workflow = load(path)
        for job_id, job in workflow["jobs"].items():
            usual = {
                **workflow.get("defaults", {}).get("run", {}),
                **job.get("defaults", {}).get("run", {}),
            }
            for number, step in enumerate(job.get("steps", ()), 1):
                if "run" in step:
                    env = {**workflow.get("env", {}), **job.get("env", {}), **step.get("env", {})}
                    found.append(
                        Block(
                            path.name,
                            job_id,
                            str(step.get("id", number)),
                            step["run"],
                            {name: str(value) for name, value in env.items()},
                            step.get("working-directory", usual.get("working-directory", ".")),
                            step.get("shell", usual.get("shell", "bash")),
                        )
                    )
    return found


def run_block(
    block: Block, stage: Stage, values: Mapping[str, str], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a block as GitHub does with `shell: bash`, in the stage's repository or in `folder`.

    `values` says what each expression in the block's environment is, written as there: `${{
    github.token }}`. One that is not said is an error. A name like GITHUB_EVENT_PATH among them is
    a variable that GitHub would set. What the block writes to GITHUB_OUTPUT and GITHUB_STEP_SUMMARY
    lies in `stage.folder` under these names.
    """
    lacking = [value for value in block.env.values() if "${{" in value and value not in values]
    assert not lacking, f"{block.id}: say what {', '.join(lacking)} is"
    files = {
        name: stage.folder / name
        for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")
    }
    for path in files.values():
        path.touch()
    where = folder or stage.repository.path
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", block.script],
        cwd=where / block.folder,
        env={
            "PATH": f"{STUBS / 'bin'}:{STUBS / 'alarm'}:{os.environ['PATH']}",
            "HOME": str(stage.folder),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "effect/mentorskap",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_SHA": stage.repository.git("rev-parse", "HEAD"),
            "GITHUB_RUN_ID": "1",
            "GITHUB_WORKSPACE": str(where),
            "RUNNER_TEMP": str(stage.folder),
            **stage.environment(),
            **{name: str(path) for name, path in files.items()},
            **{name: value for name, value in values.items() if name.startswith("GITHUB_")},
            **{name: values.get(value, value) for name, value in block.env.items()},
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def outputs(stage: Stage) -> dict[str, str]:
    """Return what blocks have written to GITHUB_OUTPUT."""
    text = (stage.folder / "GITHUB_OUTPUT").read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines())
