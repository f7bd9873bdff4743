"""What stands in .github is in order, by four guards, each shown failing on planted faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mentorskap.host.comment import is_data
from tests.conftest import ROOT
from tests.workflows import guards
from tests.workflows.blocks import load, workflows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOUND = """\
name: Sound

on:
  pull_request:
  schedule: [{cron: "17 6 * * 1-5", timezone: Europe/Stockholm}]

permissions: {}

concurrency:
  group: sound-${{ github.ref }}
  cancel-in-progress: true

jobs:
  sound:
    name: Sound
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read # to check the files out
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - name: Say the title
        env:
          TITLE: ${{ github.event.pull_request.title }}
        run: echo "$TITLE"
"""
DEPENDABOT = """\
version: 2
updates:
  - package-ecosystem: pip
    directory: /
    schedule: {interval: weekly}
    cooldown: {default-days: 7}
"""
FORM = """\
name: A form
description: To be filled in
body:
  - type: input
    id: day
    attributes: {label: Which day}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a repository with nothing but sound files below .github, to spoil."""
    for name, text in {
        "workflows/sound.yml": SOUND,
        "dependabot.yml": DEPENDABOT,
        "ISSUE_TEMPLATE/form.yml": FORM,
    }.items():
        path = tmp_path / ".github" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("guard", guards.GUARDS)
def test_nothing_is_wrong_in_the_houses_own_github_folder(
    guard: Callable[[Path], list[str]],
) -> None:
    assert workflows(ROOT)
    assert guard(ROOT) == []


@pytest.mark.parametrize("guard", guards.GUARDS)
def test_a_sound_house_is_met_with_silence(guard: Callable[[Path], list[str]], house: Path) -> None:
    assert guard(house) == []


@pytest.mark.parametrize(
    ("guard", "name", "sound", "fault", "told"),
    [
        (
            guards.zizmor,
            "workflows/sound.yml",
            "run: echo",
            'run: echo "${{ github.event.pull_request.title }}"',
            "template-injection",
        ),
        (
            guards.zizmor,
            "workflows/sound.yml",
            "persist-credentials: false",
            "persist-credentials: true",
            "artipacked",
        ),
        (
            guards.zizmor,
            "workflows/sound.yml",
            "  pull_request:\n",
            "  pull_request_target:\n",
            "dangerous-triggers",
        ),
        (
            guards.zizmor,
            "workflows/sound.yml",
            "contents: read # to check the files out",
            "issues: read",
            "undocumented-permissions",
        ),
        (
            guards.zizmor,
            "workflows/sound.yml",
            "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
            "v7",
            "unpinned-uses",
        ),
        (
            guards.zizmor,
            "workflows/sound.yml",
            "concurrency:\n  group: sound-${{ github.ref }}\n  cancel-in-progress: true\n",
            "",
            "concurrency",
        ),
        (
            guards.zizmor,
            "dependabot.yml",
            "    cooldown: {default-days: 7}\n",
            "",
            "dependabot-cooldown",
        ),
        (guards.schemas, "workflows/sound.yml", "steps:", "stages:", "stages"),
        (guards.schemas, "dependabot.yml", "weekly", "now and then", "now and then"),
        (guards.schemas, "ISSUE_TEMPLATE/form.yml", "type: input", "type: wish", "wish"),
        (guards.jactionlint, "workflows/sound.yml", "github.ref", "github.reef", "reef"),
        (
            guards.jactionlint,
            "workflows/sound.yml",
            "    timeout-minutes: 5\n",
            "",
            "timeout-minutes",
        ),
        (guards.jactionlint, "workflows/sound.yml", "17 6", "17 26", "cron"),
        (guards.jactionlint, "dependabot.yml", "weekly", "now and then", "now and then"),
        (
            guards.laws,
            "workflows/sound.yml",
            "permissions: {}",
            "permissions: {contents: read}",
            "at the top",
        ),
        (
            guards.laws,
            "workflows/sound.yml",
            "  pull_request:\n",
            "  pull_request_target:\n",
            "pull_request_target",
        ),
        (guards.laws, "workflows/sound.yml", "ubuntu-24.04", "ubuntu-latest", "ubuntu-24.04"),
        (
            guards.laws,
            "workflows/sound.yml",
            "    permissions:\n      contents: read # to check the files out\n",
            "",
            "what it may do",
        ),
        (guards.laws, "workflows/sound.yml", "contents: read", "contents: write", "may write"),
        (guards.laws, "workflows/sound.yml", "# v7.0.1", "# v7.0.2", "PINS"),
        (guards.laws, "workflows/sound.yml", "actions/checkout@", "stranger/checkout@", "PINS"),
        (guards.laws, "workflows/sound.yml", 'echo "$TITLE"', 'echo "${{ github.sha }}"', "`env:`"),
        (guards.laws, "workflows/sound.yml", 'echo "$TITLE"', "if true; echo", "is no bash"),
        (
            guards.laws,
            "workflows/sound.yml",
            'echo "$TITLE"',
            "python -m pip install -r requirements.txt",
            "without its hash",
        ),
        (
            guards.laws,
            "workflows/sound.yml",
            'echo "$TITLE"',
            "python -m pip install --require-hashes -r requirements.txt",
            "source package",
        ),
        (
            guards.laws,
            "workflows/sound.yml",
            'run: echo "$TITLE"',
            "shell: sh\n        run: echo",
            "not run by bash",
        ),
    ],
)
def test_a_planted_fault_is_found(
    *, house: Path, guard: Callable[[Path], list[str]], name: str, sound: str, fault: str, told: str
) -> None:
    path = house / ".github" / name
    text = path.read_text(encoding="utf-8")
    assert sound in text
    path.write_text(text.replace(sound, fault), encoding="utf-8")
    assert told in "\n".join(guard(house))


@pytest.mark.parametrize("guard", guards.GUARDS)
def test_a_workflow_that_is_no_yaml_is_told_of_and_not_passed_over(
    house: Path, guard: Callable[[Path], list[str]]
) -> None:
    (house / ".github" / "workflows" / "new.yaml").write_text("on: [push\n", encoding="utf-8")
    assert [path.name for path in workflows(house)] == ["new.yaml", "sound.yml"]
    assert guard(house)


def test_on_stays_a_word(house: Path) -> None:
    assert "pull_request" in load(house / ".github" / "workflows" / "sound.yml")["on"]


def test_everything_but_the_data_and_the_handbook_has_an_owner() -> None:
    text = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    first, *rest = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert first[0] == "*"
    assert len(first) == 2
    assert all(len(line) == 1 for line in rest)
    free = [line[0].removeprefix("/") for line in rest]
    assert all(is_data(f"{path}x.yml" if path.endswith("/") else path) for path in free)
    tracked = [
        path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.*") if ".venv" not in path.parts
    ]
    assert any(is_data(path) for path in tracked)
    assert {path for path in tracked if is_data(path)} == {
        path for path in tracked if path.startswith(tuple(free))
    }


def test_the_template_of_a_proposal_is_swedish_first_and_asks_for_ids() -> None:
    text = (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert text.index("Vad har hänt?") < text.index("What happened?")
    assert "id i stället för namn" in text
    assert "ids instead of names" in text
    assert len(text.splitlines()) < 20


def test_dependabot_looks_after_packages_and_actions() -> None:
    updates = load(ROOT / ".github" / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {
        "pip",
        "npm",
        "github-actions",
    }
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


def _named_tests(text: str) -> list[str]:
    return re.findall(r"`((?:workflows/)?test_\w+\.py::test_\w+)`", text)


def _lost(named: list[str]) -> list[str]:
    return [
        one
        for one in named
        for file, _, test in [one.partition("::")]
        if f"def {test}(" not in _source(file)
    ]


def _source(file: str) -> str:
    path = ROOT / "tests" / file
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_every_test_that_the_threat_model_names_is_there() -> None:
    named = _named_tests((ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8"))
    assert len(named) > 30
    assert _lost(named) == []
    assert _lost(["test_house.py::test_that_is_gone", "test_gone.py::test_x"]) == [
        "test_house.py::test_that_is_gone",
        "test_gone.py::test_x",
    ]


def _unproved(text: str) -> list[str]:
    """Return the threats of a table that no test is named for."""
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| ") and not line.startswith("| Threat")
    ]
    return [row[0] for row in rows if len(row) == 4 and not _named_tests(row[2])]


def test_every_control_of_the_threat_model_has_its_test() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    # Git and a person's own computer are not ours to test.
    allowed = ["change the past without a word", "be a person's own, taken from their computer"]
    assert _unproved(text) == allowed
    line = "| guess a password | none is short | – | – |\n"
    assert _unproved(text + line) == [*allowed, "guess a password"]
