"""Measure `mentorskap check`, whole process, against what others need for the same files.

`python benchmarks/check.py [--size S,M,L] [--runs N] [--skip-slow]`. The programmes come from
`generate.py`. Every run is a fresh interpreter. In each round every contender runs once, one after
the other, and the order turns from round to round; a ratio is the median of the rounds' own ratios,
so that a slow moment hits both sides. Files and compiled modules are at hand for all, as they are
from the second run on.

events every file read and gone through with `yaml.parse(…, Loader=yaml.CSafeLoader)`: PyYAML's C
events get_event the same with `CParser.get_event` alone, the least that PyYAML can do json-schema
`yaml.load` with CSafeLoader and `jsonschema`, one Draft202012Validator for each schema. The
loader's resolver of timestamps is taken out so that dates stay text, as in `check`; formats are not
checked check-json… the command `check-jsonschema` with the same schemas, in the same environment.
It keeps dates as text
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent / "schemas"
TODAY = "2026-11-23"
ROUNDS_OF_THE_SLOW = 3
"""The slow contenders take part in so many rounds at most."""

READ_ALL = """
import os, sys
root = sys.argv[1]
def every(folder):
    for name in sorted(os.listdir(f"{root}/{folder}")):
        with open(f"{root}/{folder}/{name}", "rb") as handle:
            yield handle.read()
"""
EVENTS = f"""{READ_ALL}
import yaml
for folder in ("participants", "pairings"):
    for raw in every(folder):
        for event in yaml.parse(raw, Loader=yaml.CSafeLoader):
            pass
"""
GET_EVENT = f"""{READ_ALL}
from yaml.cyaml import CParser
for folder in ("participants", "pairings"):
    for raw in every(folder):
        get_event = CParser(raw).get_event
        while get_event() is not None:
            pass
"""
JSON_SCHEMA = f"""{READ_ALL}
import json, yaml
from jsonschema import Draft202012Validator
class Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers = {{
        sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }}
for folder, name in (("participants", "participant"), ("pairings", "pairing")):
    with open(f"{{sys.argv[2]}}/{{name}}.schema.json", encoding="utf-8") as handle:
        validator = Draft202012Validator(json.load(handle))
    for raw in every(folder):
        if not validator.is_valid(yaml.load(raw, Loader=Loader)):
            sys.exit(1)
"""


class Contender(NamedTuple):
    """Something that is measured: a name, and the commands that together do its work once."""

    name: str
    commands: list[list[str]]
    slow: bool = False


class Run(NamedTuple):
    """One run: seconds by the clock, and peak memory in bytes, 0 if unknown."""

    seconds: float
    memory: int


def environment(compiled: Path) -> dict[str, str]:
    """Return the environment of every run: our modules on the path, bytecode in `compiled`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {
        **inherited,
        "PYTHONPATH": str(HERE.parent / "scripts"),
        "PYTHONPYCACHEPREFIX": str(compiled),
    }


def ours(root: Path) -> list[str]:
    """Return the command that is measured against all others."""
    return [
        sys.executable,
        "-m",
        "mentorskap",
        "check",
        "--root",
        str(root),
        "--today",
        TODAY,
        "--format",
        "json",
    ]


def contenders(root: Path, *, big: bool, skip_slow: bool) -> list[Contender]:
    """Return all who take part at a size."""
    contestants = [
        Contender("check", [ours(root)]),
        Contender("events", [[sys.executable, "-c", EVENTS, str(root)]]),
        Contender("get_event", [[sys.executable, "-c", GET_EVENT, str(root)]]),
    ]
    if not skip_slow:
        contestants.append(
            Contender(
                "json-schema",
                [[sys.executable, "-c", JSON_SCHEMA, str(root), str(SCHEMAS)]],
                slow=True,
            )
        )
        command = shutil.which("check-jsonschema", path=str(Path(sys.executable).parent))
        if command is None:
            print("check-jsonschema is not installed in this environment, so it is left out.")
        elif not big:
            contestants.append(
                Contender("check-jsonschema", check_jsonschema(command, root), slow=True)
            )
    return contestants


def check_jsonschema(command: str, root: Path) -> list[list[str]]:
    """Return as few commands as the system's longest command line allows."""
    longest = os.sysconf("SC_ARG_MAX") // 4 if hasattr(os, "sysconf") else 30_000
    commands = []
    for folder, name in (("participants", "participant"), ("pairings", "pairing")):
        start = [command, "--schemafile", str(SCHEMAS / f"{name}.schema.json")]
        paths = sorted(str(path) for path in (root / folder).iterdir())
        step = max(1, longest // (len(paths[0]) + 32))
        commands += [[*start, *paths[first : first + step]] for first in range(0, len(paths), step)]
    return commands


def run(contender: Contender, variables: dict[str, str]) -> Run:
    """Let a contender do its work once, and measure it."""
    memory = 0
    began = time.perf_counter()
    for command in contender.commands:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=variables) as process:
            if hasattr(os, "wait4"):
                _, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                memory = max(memory, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        if process.returncode != 0:
            sys.exit(
                f"{contender.name} ended with {process.returncode}: nothing it needs can be"
                " compared."
            )
    return Run(time.perf_counter() - began, memory)


def sound(root: Path, variables: dict[str, str]) -> int:
    """Return how many files `check` read and had nothing against; end when it had."""
    output = subprocess.run(ours(root), stdout=subprocess.PIPE, env=variables, check=False).stdout
    summary = json.loads(output)["summary"]
    if summary["errors"] or summary["warnings"]:
        sys.exit(f"The programme in {root} is not sound: {summary}")
    return int(summary["participants"]) + int(summary["pairings"])


def measure(size: str, folder: Path, rounds: int, *, skip_slow: bool) -> tuple[float, int, int]:
    """Print a table for one size; return seconds and memory of `check`, and the file count."""
    root, variables = folder / size, environment(folder / "compiled")
    subprocess.run([sys.executable, str(HERE / "generate.py"), size, str(root)], check=True)
    files = sound(root, variables)
    taking_part = contenders(root, big=size == "L", skip_slow=skip_slow)
    for contender in taking_part:
        if not contender.slow:
            run(contender, variables)
    runs: dict[str, list[Run]] = {contender.name: [] for contender in taking_part}
    for number in range(rounds):
        present = [
            contender
            for contender in taking_part
            if not contender.slow or number < ROUNDS_OF_THE_SLOW
        ]
        turn = number % len(present)
        for contender in present[turn:] + present[:turn]:
            runs[contender.name].append(run(contender, variables))
    own = runs["check"]
    print(f"\n{size}: {files} files")
    print(f"  {'':<18}{'median':>10}{'rounds':>8}{'check / it':>12}{'memory':>11}")
    for contender in taking_part:
        its = runs[contender.name]
        ratio = statistics.median(
            mine.seconds / theirs.seconds for mine, theirs in zip(own, its, strict=False)
        )
        memory = max(measured.memory for measured in its) / 2**20
        parts = f"   in {len(contender.commands)} commands" if len(contender.commands) > 1 else ""
        print(
            f"  {contender.name:<18}{statistics.median(measured.seconds for measured in its):>8.3f}"
            f" s{len(its):>8}{ratio:>12.2f}{memory:>7.0f} MiB{parts}"
        )
    return (
        statistics.median(measured.seconds for measured in own),
        max(measured.memory for measured in own),
        files,
    )


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", default="S,M,L", help="which sizes, with commas between: S,M,L")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="rounds (default 7)")
    parser.add_argument(
        "--skip-slow", action="store_true", help="leave the two that validate by jsonschema out"
    )
    arguments = parser.parse_args()
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}, {arguments.runs} rounds"
    )
    figures = {}
    for size in arguments.size.split(","):
        with tempfile.TemporaryDirectory() as folder:
            figures[size] = measure(
                size, Path(folder), arguments.runs, skip_slow=arguments.skip_slow
            )
    if "M" in figures and "L" in figures:
        each = {size: figures[size][0] / figures[size][2] * 1e6 for size in ("M", "L")}
        memory = (figures["L"][1] - figures["M"][1]) / (figures["L"][2] - figures["M"][2])
        print(
            f"\nGrowth from M to L: {each['M']:.0f} µs → {each['L']:.0f} µs a file"
            f" ({each['L'] / each['M']:.2f}), {memory:.0f} bytes of memory for each file more"
        )


if __name__ == "__main__":
    main()
