"""Change the code by sample, and list the changes that no test notices: `make mutants`.

A mutant is a copy of the package with one change: another comparison, `and` for `or`, `+` for `-`,
a constant one more or one less, a condition turned round, a guard removed. The tests of the changed
module run against the copy, and stop at the first that fails. A mutant that passes them all
survives: a test is missing, or the change makes no difference. Survivors that are accepted are
listed in `tests/mutants.txt`, each with its reason.

Exit 1: a survivor is not on the list, or the list has an entry that no longer holds.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
LISTED = "tests/mutants.txt"
PACKAGE = "scripts/mentorskap"
TESTS = {
    "model/calendar": ("tests/test_calendar.py",),
    "model/deadlines": ("tests/test_deadlines.py",),
    "model/kpi": ("tests/test_kpi.py",),
    "model/lifecycle": ("tests/test_lifecycle.py",),
}
"""The modules that are changed, and the tests that have to notice."""

SECONDS = 300
"""How long the tests of a mutant may take. A change can make a loop endless, which is noticed."""

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}


class NodePlace(NamedTuple):
    """Where a node is in its tree: the field of its parent, and the position in a list of nodes."""

    parent: ast.AST
    field: str
    position: int | None

    def put(self, node: ast.AST) -> ast.AST:
        """Put `node` there, and return the node that it replaces."""
        if self.position is None:
            before: ast.AST = getattr(self.parent, self.field)
            setattr(self.parent, self.field, node)
        else:
            nodes = getattr(self.parent, self.field)
            before, nodes[self.position] = nodes[self.position], node
        return before


class Mutant(NamedTuple):
    """One change of a module; its key has no line, so that it outlives a move of the code."""

    key: str
    tree: ast.Module
    spot: NodePlace
    node: ast.AST

    def source(self) -> str:
        """Return the text of the changed module."""
        before = self.spot.put(self.node)
        text = ast.unparse(self.tree)
        self.spot.put(before)
        return text


def mutants(module: str, source: str) -> list[Mutant]:
    """Return every change of a module that can be drawn, in the order of its code."""
    tree = ast.parse(source)
    changes: list[Mutant] = []
    counts: Counter[str] = Counter()
    for scope, spot, node in list(_spots(tree)):
        context = _context(spot, node)
        before = _line(context)
        for new in _replacements(node):
            spot.put(new)
            after = _line(new if context is node else context)
            spot.put(node)
            key = f"{module} {scope}: {before} → {after}"
            counts[key] += 1
            number = f" #{counts[key]}" if counts[key] > 1 else ""
            changes.append(Mutant(key + number, tree, spot, new))
    return changes


def _spots(
    parent: ast.AST, scope: tuple[str, ...] = ()
) -> Iterator[tuple[str, NodePlace, ast.AST]]:
    """Yield every node that may be changed, with the name of its function."""
    for field, value in ast.iter_fields(parent):
        if field in {"annotation", "returns", "decorator_list", "bases"}:
            continue
        nodes = value if isinstance(value, list) else [value]
        for index, node in enumerate(nodes):
            if not isinstance(node, ast.AST) or _is_for_types(node):
                continue
            spot = NodePlace(parent, field, index if isinstance(value, list) else None)
            name = getattr(node, "name", None)
            is_scope = isinstance(node, ast.FunctionDef | ast.ClassDef)
            inner = (*scope, str(name)) if is_scope else scope
            yield ".".join(inner) or "(module)", spot, node
            if _number(node) is None:  # the digits of -1 are not a number of their own
                yield from _spots(node, inner)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _number(node: ast.AST) -> int | None:
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
    return None


def _context(spot: NodePlace, node: ast.AST) -> ast.AST:
    """Return what a key quotes: the node, or, for a bare number, what it is part of."""
    compound = isinstance(spot.parent, ast.stmt) and hasattr(spot.parent, "body")
    return spot.parent if _number(node) is not None and not compound else node


def _line(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=first, ops=operators, comparators=rest):
            for index, operator in enumerate(operators):
                other = _OPERATORS[type(operator)]()
                changed = [*operators[:index], other, *operators[index + 1 :]]
                yield ast.Compare(first, changed, rest)  # type: ignore[arg-type]
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(_OPERATORS[type(operator)](), values)  # type: ignore[arg-type]
        case ast.BinOp(left=first, op=ast.Add() | ast.Sub() as operator, right=second):
            yield ast.BinOp(first, _OPERATORS[type(operator)](), second)  # type: ignore[arg-type]
        case ast.Constant(value=bool(flag)):
            yield ast.Constant(not flag)
        case _ if (number := _number(node)) is not None:
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords) if (
            name in _FUNCTIONS
        ):
            yield ast.Call(ast.Name(_FUNCTIONS[name]), arguments, keywords)
        case ast.Return(value=ast.BoolOp() | ast.Compare() as condition):
            yield ast.Return(ast.UnaryOp(ast.Not(), condition))
        case ast.If(body=[ast.Break() | ast.Continue() | ast.Raise() | ast.Return()], orelse=[]):
            yield ast.Pass()
        case ast.comprehension(target=target, iter=items, ifs=[_, *_], is_async=is_async):
            yield ast.comprehension(target, items, [], is_async)


def accepted(text: str) -> dict[str, str]:
    """Return the reasons of a list of survivors by key: a line with the key, then an indented one.

    ValueError: a survivor has no reason.
    """
    reasons: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            reasons[key] = f"{reasons[key]} {line.strip()}".strip()
        else:
            key = line
            reasons[key] = ""
    for unexplained in (key for key, reason in reasons.items() if not reason):
        message = f"no reason: {unexplained}"
        raise ValueError(message)
    return reasons


class Copy:
    """A copy of the package that the tests of a project can be run against."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        self.second = 0
        for part in ("scripts", "schemas"):
            if (root / part).is_dir():
                shutil.copytree(
                    root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
                )

    def notices(self, tests: tuple[str, ...]) -> bool:
        """Say whether a test fails, or the tests do not come to an end."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
        environment = {
            name: value
            for name, value in os.environ.items()
            if name != "LAWS" and not name.startswith(("COV", "PYTEST"))
        }
        environment["PYTHONPATH"] = str(self.folder / "scripts")
        try:
            ended = subprocess.run(  # noqa: S603 - the tests of this project
                [*command, *tests],
                cwd=self.root,
                env=environment,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True
        return ended.returncode != 0

    def survives(self, module: str, mutant: Mutant, tests: tuple[str, ...]) -> bool:
        """Say whether no test notices a change, and take it back."""
        path = self.folder / PACKAGE / f"{module}.py"
        before = path.read_bytes()
        path.write_text(mutant.source(), encoding="utf-8")
        # Python recognises a cached module by its size and second: each change has its own second.
        self.second += 1
        os.utime(path, (self.second, self.second))
        survives = not self.notices(tests)
        path.write_bytes(before)
        return survives


def faults(root: Path, table: Mapping[str, tuple[str, ...]], each: int, seed: int) -> Iterator[str]:
    """Try a sample of the changes of each module, and yield what is wrong.

    `each` is the size of a module's sample; the same seed draws the same sample from the same code.
    """
    listed = root / LISTED
    reasons = accepted(listed.read_text(encoding="utf-8") if listed.exists() else "")
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(root, Path(folder))
        for module, tests in table.items():
            source = (root / PACKAGE / f"{module}.py").read_text(encoding="utf-8")
            if copy.notices(tests):
                yield f"fails without a change: {' '.join(tests)}"
                continue
            changes = mutants(module, source)
            keys = {mutant.key for mutant in changes}
            for key in reasons:
                if key.startswith(f"{module} ") and key not in keys:
                    yield f"listed, but not in the code: {key}"
            chance = random.Random(f"{seed} {module}")  # noqa: S311 - nothing secret about it
            for mutant in chance.sample(changes, min(each, len(changes))):
                survives = copy.survives(module, mutant, tests)
                if survives and mutant.key not in reasons:
                    yield f"survives: {mutant.key}"
                elif not survives and mutant.key in reasons:
                    yield f"listed, but noticed: {mutant.key}"


def main(
    arguments: list[str], root: Path = ROOT, table: Mapping[str, tuple[str, ...]] = TESTS
) -> int:
    """Try the mutants, and print what is wrong as it is found."""
    parser = argparse.ArgumentParser(description="Change the code by sample.")
    parser.add_argument("modules", nargs="*", choices=[*table, []], metavar="MODULE")
    parser.add_argument("--each", type=int, default=12, help="changes of each module (12)")
    parser.add_argument("--seed", type=int, default=1, help="draws the sample (1)")
    options = parser.parse_args(arguments)
    drawn = {module: table[module] for module in options.modules or table}
    count = 0
    for fault in faults(root, drawn, options.each, options.seed):
        count += 1
        sys.stdout.write(f"{fault}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(drawn)} modules, up to {options.each} changes each: {count} faults\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
