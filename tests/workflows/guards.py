"""The guards over `.github`: each returns what it finds wrong, line by line, and nothing where all is well."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml

from tests.workflows.blocks import blocks, load, workflows

BIN = Path(sys.executable).parent
PINS = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/setup-node": ("820762786026740c76f36085b0efc47a31fe5020", "v7.0.0"),
    "actions/upload-artifact": ("bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "v7.0.0"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
}
"""The actions that may be used at all: whose code runs in our workflows is decided here, and
renewed with Dependabot's proposals."""

RUNNERS = ("ubuntu-24.04", "windows-2025")
"""The machines that a job may ask for. The tests play the first; of the second they run the blocks."""


def _told(root: Path, *command: str) -> list[str]:
    told = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=root, capture_output=True, text=True, check=False
    )
    return (
        (told.stdout + told.stderr).splitlines() or ["failed without a word"]
        if told.returncode
        else []
    )


def _audited(root: Path) -> list[str]:
    return [
        str(path)
        for path in (*workflows(root), root / ".github" / "dependabot.yml")
        if path.is_file()
    ]


def zizmor(root: Path) -> list[str]:
    """Return what zizmor says as a strict auditor, of workflows and Dependabot's settings."""
    return _told(
        root,
        "zizmor",
        "--offline",
        "--persona=auditor",
        "--strict-collection",
        "--no-progress",
        "--color=never",
        *_audited(root),
    )


def schemas(root: Path) -> list[str]:
    """Return where workflows, Dependabot's settings and issue forms leave GitHub's schemas."""
    sets = {
        "workflows": workflows(root),
        "issue-forms": [
            path
            for path in sorted((root / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
            if path.name != "config.yml"
        ],
        "dependabot": [path for path in (root / ".github" / "dependabot.yml",) if path.is_file()],
    }
    return [
        line
        for name, paths in sets.items()
        if paths
        for line in _told(
            root,
            "check-jsonschema",
            "--builtin-schema",
            f"vendor.{'github-' if name != 'dependabot' else ''}{name}",
            *map(str, paths),
        )
    ]


def jactionlint(root: Path) -> list[str]:
    """Return what jactionlint says of workflows and Dependabot's settings."""
    return _told(root, "jactionlint", "--oneline", "--shellcheck=", *_audited(root))


_FIRM = re.compile(r"--require-hashes|--no-deps --no-build-isolation")
_WHEELS = re.compile(r"--only-binary :all:|--no-deps --no-build-isolation")


def laws(root: Path) -> list[str]:
    """Return where a workflow leaves the laws of this house, those that no linter keeps."""
    try:
        [load(path) for path in workflows(root)]
    except yaml.YAMLError as error:
        return [f"a workflow is no YAML: {error}"]
    return [f"{path.name}: {wrong}" for path in workflows(root) for wrong in _lawless(path)] + [
        f"{block.id}: {wrong}"
        for block in blocks(root)
        for wrong in _block_lawless(block.script, block.shell)
    ]


def _lawless(path: Path) -> list[str]:
    workflow = load(path)
    text = path.read_text(encoding="utf-8")
    wrong = []
    if workflow.get("permissions") != {}:
        wrong.append("grants something to every job: write `permissions: {}` at the top")
    if "pull_request_target" in workflow["on"]:
        wrong.append("runs on pull_request_target")
    for job_id, job in workflow["jobs"].items():
        if job.get("runs-on") not in RUNNERS:
            wrong.append(f"{job_id} runs on something else than {' or '.join(RUNNERS)}")
        grants = job.get("permissions")
        if not isinstance(grants, dict):
            wrong.append(f"{job_id} does not say what it may do")
        elif "pull_request" in workflow["on"] and "write" in grants.values():
            wrong.append(f"{job_id} may write although strangers' pull requests start it")
    for action, commit, said in re.findall(r"uses:\s*([^@\s]+)@(\S+)(?:\s*#\s*(\S+))?", text):
        if PINS.get(action) != (commit, said):
            wrong.append(f"{action} is not pinned as PINS in guards.py has it")
    return wrong


def _block_lawless(script: str, shell: str) -> list[str]:
    wrong = []
    if shell != "bash":
        wrong.append("is not run by bash")
    if "${{" in script:
        wrong.append("has an expression inside the script: hand it over by `env:`")
    if subprocess.run(["bash", "-n", "-c", script], capture_output=True, check=False).returncode:
        wrong.append("is no bash")
    lines = script.replace("\\\n", " ").splitlines()
    installing = [line for line in lines if re.search(r"\bpip3? install\b", line)]
    if not all(map(_FIRM.search, installing)):
        wrong.append("installs something without its hash")
    if not all(map(_WHEELS.search, installing)):
        wrong.append("may run what a source package runs when it is built: --only-binary :all:")
    return wrong


GUARDS = (zizmor, schemas, jactionlint, laws)
