"""The house keeps its own rules, by machines: each guard is shown failing on a planted fault."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from mentorskap.model.deadlines import MENTEE_ROWS, MENTOR_ROWS, PAIRING_ROWS
from mentorskap.model.kpi import KPIS
from mentorskap.model.lifecycle import CLOSED, STAGES
from mentorskap.words import titles
from tests.conftest import EXAMPLE, ROOT

BIN = Path(sys.executable).parent


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a Git checkout: which files belong to the project cannot be asked")
    return [
        ROOT / name for name in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if name
    ]


def test_every_stage_kind_actor_and_number_has_a_title() -> None:
    kinds = {row.kind for row in MENTEE_ROWS} | {row.kind for row in PAIRING_ROWS}
    kinds |= {row.kind for row in MENTOR_ROWS}
    actors = {row.actor for row in MENTEE_ROWS} | {row.actor for row in PAIRING_ROWS}
    assert set(titles.STAGES) == set(STAGES)
    assert set(STAGES) >= CLOSED
    assert set(titles.KINDS) == set(titles.ACTS) == kinds
    assert set(titles.ACTORS) == actors
    assert (
        set(titles.KPIS)
        == set(titles.KPI_MEANINGS)
        == {measure.__name__.replace("_", "-") for measure in KPIS}
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the code and its settings, to spoil."""
    shutil.copytree(
        ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _guard(house: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PYTHONPATH": str(house / "scripts"),
        "PATH": "/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("module", "fault"),
    [
        (
            "files/records.py",
            "from mentorskap.model import snapshot\n",
        ),  # a room that looks down the river
        ("model/kpi.py", "import os\n"),  # a room that opens the file system by itself
        (
            "letters/due.py",
            "from mentorskap.report import terminal\n",
        ),  # a letter that looks at a report
        ("model/snapshot.py", "import time\n"),  # a room that reads the clock
        ("host/rest.py", "from mentorskap import cli\n"),  # a job that looks at the commands
        ("cli/status.py", "from dev import words\n"),  # a command that needs a developer's tool
    ],
)
@pytest.mark.wide
def test_a_room_that_sees_too_much_is_found(house: Path, module: str, fault: str) -> None:
    path = house / "scripts" / "mentorskap" / module
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{fault}", encoding="utf-8")
    assert _guard(house, "lint-imports").returncode == 1


@pytest.mark.parametrize("module", ["loose.py", "utils/__init__.py"])
def test_a_module_outside_the_folders_is_found(house: Path, module: str) -> None:
    path = house / "scripts" / "mentorskap" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text('"""Planted."""\n', encoding="utf-8")
    assert _guard(house, "lint-imports").returncode == 1


def test_an_editable_install_exposes_the_package_and_the_tools_of_developers_alone() -> None:
    names = {
        path.name
        for path in (ROOT / "scripts").iterdir()
        if path.name != "__pycache__" and (path.is_dir() or path.suffix == ".py")
    }
    assert names == {"mentorskap", "dev"}


def _class_names(house: Path) -> list[str]:
    """Return the names that two classes of the code share."""
    names = Counter(
        node.name
        for path in (house / "scripts").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    return sorted(name for name, count in names.items() if count > 1)


def test_a_class_name_means_one_thing() -> None:
    assert _class_names(ROOT) == []


@pytest.mark.wide
def test_a_class_name_that_means_two_things_is_found(house: Path) -> None:
    (house / "scripts" / "mentorskap" / "host" / "planted.py").write_text(
        "class Verdict:\n    pass\n", encoding="utf-8"
    )
    assert "Verdict" in _class_names(house)


SAYS_NOTHING = {
    *("asked", "found", "given", "kept", "known", "left", "one", "other", "place", "said", "shown"),
    *("told", "wanted"),
}
"""Words that any value could be called."""


def _empty_names(house: Path) -> float:
    """Return how many locals and parameters of a hundred functions are called what any could be."""
    functions = [
        node
        for path in (house / "scripts").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    names = [
        {name.id for name in ast.walk(function) if isinstance(name, ast.Name)}
        | {parameter.arg for parameter in function.args.args}
        for function in functions
    ]
    return 100 * sum(len(in_one & SAYS_NOTHING) for in_one in names) / len(functions)


def test_names_say_what_they_hold() -> None:
    assert _empty_names(ROOT) < 3


@pytest.mark.wide
def test_names_that_say_nothing_are_found(house: Path) -> None:
    (house / "scripts" / "dev" / "planted.py").write_text(
        "def planted(found, kept, told):\n    pass\n\n\n" * 50, encoding="utf-8"
    )
    assert _empty_names(house) > 3


def _long_lines(house: Path) -> list[str]:
    """Return the lines that are too long, with those that ruff spares since they have no blank."""
    return [
        line
        for path in (house / "scripts").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line) > 100
    ]


def test_no_line_is_longer_than_a_hundred_signs() -> None:
    assert _long_lines(ROOT) == []


def test_a_long_line_without_a_blank_is_found(house: Path) -> None:
    path = house / "scripts" / "dev" / "planted.py"
    path.write_text(f"NAME = (\n    '{'x' * 100}'\n)\n", encoding="utf-8")
    assert len(_long_lines(house)) == 1


def test_all_code_that_runs_is_measured() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    measured = set(settings["coverage"]["run"]["source_pkgs"])
    assert measured == set(settings["importlinter"]["root_packages"]) == {"mentorskap", "dev"}
    assert "omit" not in settings["coverage"]["run"]


def test_the_house_as_it_stands_is_in_order(house: Path) -> None:
    assert _guard(house, "lint-imports").returncode == 0


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("import datetime\n\nNOW = datetime.date.today()\n", "DTZ011"),
        ('print("hello")\n', "T201"),
        ('with open("file") as handle:\n    handle.read()\n', "PTH123"),
        ("eval(input())\n", "S307"),
        (f"NAME = '{'x' * 100}'\n", "E501"),
        ("def f(x: int) -> None:\n" + "    if x:\n        f(x)\n" * 12, "C901"),
    ],
)
def test_a_forbidden_habit_is_found(house: Path, fault: str, code: str) -> None:
    (house / "scripts" / "mentorskap" / "planted.py").write_text(
        f'"""Planted."""\n\n{fault}', encoding="utf-8"
    )
    told = _guard(
        house,
        "ruff",
        "check",
        "--no-cache",
        "--output-format",
        "concise",
        "scripts/mentorskap/planted.py",
    )
    assert told.returncode == 1
    assert code in told.stdout


def test_mypy_finds_a_planted_fault(house: Path) -> None:
    (house / "planted.py").write_text(
        "def name() -> str:\n    return 7\n\n\ndef loose(x):\n    return x\n", encoding="utf-8"
    )
    told = _guard(house, "mypy", "--no-incremental", "planted.py")
    assert told.returncode == 1
    assert "[return-value]" in told.stdout
    assert "[no-untyped-def]" in told.stdout


@pytest.mark.wide
def test_a_wrong_call_of_a_report_is_found(house: Path) -> None:
    calls = {
        "statsu(snapshot, numbers, voice)": "attr-defined",
        "status(numbers, snapshot, voice)": "arg-type",
        "status(snapshot, numbers, 7)": "arg-type",
        "person(access, snapshot, {}, voice)": "attr-defined",  # a log shows no names
    }
    planted = [f'    reporter("github").{call}' for call in calls]
    (house / "planted.py").write_text("\n".join([_SEAM, *planted, ""]), encoding="utf-8")
    report = _guard(house, "mypy", "--no-incremental", "planted.py")
    first = _SEAM.count("\n") + 2
    for line, code in enumerate(calls.values(), first):
        assert re.search(rf"planted\.py:{line}: error: .*\[{code}\]", report.stdout), report.stdout


_SEAM = """from collections.abc import Sequence

from mentorskap.model.kpi import Kpi
from mentorskap.model.snapshot import Snapshot
from mentorskap.report.access import Access
from mentorskap.report.reporter import reporter
from mentorskap.words.voice import Voice


def planted(
    snapshot: Snapshot, numbers: dict[str | None, Sequence[Kpi]], access: Access, voice: Voice
) -> None:"""


def _unpinned(text: str) -> list[str]:
    """Return the requirements that lack an exact version or a hash."""
    entries = re.split(r"\n(?=[^\s#])", text.strip())
    return [
        entry.split()[0]
        for entry in entries
        if "==" not in entry.split("\n")[0] or "--hash=sha256:" not in entry
    ]


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "requirements-check.txt",
        "requirements-dev.txt",
        "requirements-lowest.txt",
        "requirements-audit.txt",
    ],
)
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert _unpinned(text) == []
    assert "://" not in text
    assert "--index" not in text


def test_an_unpinned_requirement_is_found() -> None:
    assert _unpinned("pyyaml>=6\njinja2==3.1 \\\n    --hash=sha256:0\nnumpy==2.0\n") == [
        "pyyaml>=6",
        "numpy==2.0",
    ]


def _installations(text: str) -> list[str]:
    """Return the lines that install pinned packages and would also build one from its source."""
    return [
        line.strip()
        for line in text.splitlines()
        if "pip install" in line
        and re.search(r"-r \S*requirements", line)
        and "--require-hashes --only-binary :all:" not in line
    ]


def test_pinned_packages_are_installed_as_wheels_only() -> None:
    places = [
        *(ROOT / name for name in ("Makefile", "CONTRIBUTING.md", ".ci/run", "scripts/mandag.cmd")),
        *(ROOT / ".devcontainer").iterdir(),
        *(ROOT / ".github" / "workflows").iterdir(),
        *(ROOT / "docs").glob("*.md"),
    ]
    assert len(places) > 20
    for path in places:
        assert _installations(path.read_text(encoding="utf-8")) == [], path
    line = "pip install --require-hashes --only-binary :all: -r requirements.txt"
    assert _installations(f"{line}\n") == []
    for weaker in (line.replace(" --only-binary :all:", ""), line.replace(" --require-hashes", "")):
        assert _installations(weaker) == [weaker]


def test_every_requirement_of_the_project_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["site"],
        *project["dependency-groups"]["dev"],
        *project["dependency-groups"]["build"],
    ]
    for requirement in wanted:
        name = re.split(r"[<>=;\[ ]", requirement)[0]
        assert re.search(rf"^{re.escape(name)}==", pinned, re.MULTILINE), name


def _bounds(settings: str, pinned: str) -> dict[str, tuple[str, str | None]]:
    """Return each lower bound of the program with the version that is pinned for it."""
    project = tomllib.loads(settings)["project"]
    groups = (project["dependencies"], *project["optional-dependencies"].values())
    versions = dict(re.findall(r"^([\w.-]+)==([\w.]+)", pinned, re.MULTILINE))
    return {
        name: (bound, versions.get(name))
        for group in groups
        for requirement in group
        for name, bound in re.findall(r"^([\w-]+)>=([\w.]+)", requirement)
    }


def _untrue(bounds: dict[str, tuple[str, str | None]]) -> list[str]:
    """Return the requirements that are not tested with exactly their lower bound."""
    return [
        name
        for name, (bound, version) in bounds.items()
        if version is None or re.sub(r"(\.0)+$", "", version) != re.sub(r"(\.0)+$", "", bound)
    ]


def test_the_lowest_versions_are_the_lower_bounds() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lowest = (ROOT / "requirements-lowest.txt").read_text(encoding="utf-8")
    assert len(_bounds(settings, lowest)) >= 9
    assert _untrue(_bounds(settings, lowest)) == []


def test_a_lower_bound_that_is_not_tested_is_found() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lowest = (ROOT / "requirements-lowest.txt").read_text(encoding="utf-8")
    lower = settings.replace("holidays>=0.86", "holidays>=0.85")
    assert _untrue(_bounds(lower, lowest.replace("scipy==", "scipie=="))) == ["holidays", "scipy"]


# Put together here, so that this file does not itself name what it looks for.
_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("registry", "npmjs"),
        ("files", "pythonhosted"),
        ("deb", "debian"),
    )
]
_PATHS = [
    "/".join(parts)
    for parts in (("", "work", "main"), ("", "root", ""), ("..", "shared"), ("", "home", ""))
]


def _strange(text: str) -> list[str]:
    """Return what no file of the project may name: a package registry's host, a path of some machine, papers it does not hold."""
    return [name for name in (*_HOSTS, *_PATHS) if name in text]


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    for path in _tracked():
        if path.is_file() and path.suffix != ".png" and "broken" not in path.parts:
            assert _strange(path.read_text(encoding="utf-8", errors="replace")) == [], path


def test_a_registry_and_a_path_are_found() -> None:
    for name in (*_HOSTS, *_PATHS):
        assert _strange(f"see {name}/x") == [name]


def test_addresses_of_people_are_invented() -> None:
    for path in (
        *EXAMPLE.glob("participants/*.yml"),
        *EXAMPLE.glob("pairings/*.yml"),
        EXAMPLE / "programme.yml",
    ):
        for host in re.findall(r"@([\w.-]+)", path.read_text(encoding="utf-8")):
            assert host.endswith(".example"), path


def test_the_readme_names_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(
        r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    named = set(re.findall(r"(?m)(?:`|^)make ([a-z]+)", readme))
    assert {"run", "test"} <= named <= set(targets)


def test_the_schemas_are_mapped_in_the_editor() -> None:
    import json

    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert {Path(name).name for name in settings["yaml.schemas"]} == {
        path.name for path in ROOT.glob("schemas/*.json")
    }
