"""audit.yml: each pinned version is looked up, the answer is the run's colour and summary, and the list of packages is whole."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

from dev import sbom
from mentorskap.edit import adopt
from mentorskap.host.version import version
from tests.conftest import ROOT
from tests.workflows.blocks import blocks, load, run_block

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.stage import Stage

WORKFLOW = ROOT / ".github" / "workflows" / "audit.yml"


def _look_up(stage: Stage) -> tuple[int, str]:
    """Run the last block, and return how it ended and what the summary says."""
    *_, block = [block for block in blocks(ROOT) if block.workflow == WORKFLOW.name]
    ended = run_block(block, stage, {})
    return ended.returncode, (stage.folder / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")


def test_where_no_hole_is_known_the_run_is_green_and_says_so(stage: Stage) -> None:
    assert _look_up(stage) == (0, "No known vulnerabilities found\n")


def test_a_known_hole_makes_the_run_red_and_is_in_the_summary(stage: Stage) -> None:
    table = "Name | Version | ID\n--- | --- | ---\nattrs | 26.1.0 | PYSEC-0\n"
    (stage.folder / "holed").write_text(table, encoding="utf-8")
    assert _look_up(stage) == (1, table)


def test_every_pinned_version_is_looked_up_and_none_is_passed_over(stage: Stage) -> None:
    _look_up(stage)
    (line,) = [
        line
        for line in (stage.folder / "notes").read_text(encoding="utf-8").splitlines()
        if line.startswith("pip_audit ")
    ]
    assert {"--strict", "--require-hashes", "--disable-pip"} <= set(line.split())
    files = re.findall(r"-r (\S+)", line)
    assert files == ["requirements.txt", "requirements-dev.txt", "requirements-audit.txt"]
    pinned = set().union(*(_pinned(ROOT / name) for name in files))
    assert _pinned(ROOT / "requirements-check.txt") <= pinned


def _pinned(path: Path) -> set[str]:
    return set(re.findall(r"(?m)^([\w.-]+==[^\s;\\]+)", path.read_text(encoding="utf-8")))


def test_it_reads_and_opens_nothing_and_adopters_keep_it() -> None:
    workflow = load(WORKFLOW)
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert ".github/workflows/audit.yml" not in adopt.OWN


def _listed(components: list[dict[str, Any]]) -> dict[str, set[str]]:
    return {
        f"{component['name']}=={component['version']}": {
            entry["content"] for entry in component["hashes"]
        }
        for component in components
    }


def test_the_list_of_packages_has_each_version_with_its_hashes() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = {
        entry.split()[0]: set(re.findall(r"sha256:(\w+)", entry))
        for entry in re.split(r"\n(?=\S)", text.strip())
    }
    listed = sbom.bill()
    assert _listed(listed["components"]) == pinned
    assert len(pinned) > 30
    assert all(len(digests) for digests in pinned.values())
    assert listed["metadata"]["component"]["version"] == version()
    required = {part["name"] for part in listed["components"] if part["scope"] == "required"}
    assert required == {name.split("==")[0] for name in _pinned(ROOT / "requirements-check.txt")}
    purls = [component["purl"] for component in listed["components"]]
    assert len(set(purls)) == len(purls)
    assert all(re.fullmatch(r"pkg:pypi/[a-z0-9.-]+@\S+", purl) for purl in purls)


def test_a_package_for_one_system_says_which(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "requirements-check.txt"):
        shutil.copy(ROOT / name, tmp_path)
    digest = "0" * 64
    (tmp_path / "requirements.txt").write_text(
        f"tzdata==2026.1 ; sys_platform == 'win32' \\\n    --hash=sha256:{digest}\n", "utf-8"
    )
    (component,) = sbom.bill(tmp_path)["components"]
    assert component["properties"] == [
        {"name": "mentorskap:marker", "value": "sys_platform == 'win32'"}
    ]
    assert component["hashes"] == [{"alg": "SHA-256", "content": digest}]


def test_the_block_writes_the_list_as_json(stage: Stage) -> None:
    first, *_ = [block for block in blocks(ROOT) if block.workflow == WORKFLOW.name]
    assert run_block(first, stage, {}).returncode == 0
    written = json.loads((stage.repository.path / "sbom.json").read_text(encoding="utf-8"))
    assert written == sbom.bill()
