"""Change the code by sample, and list the changes that no test notices: `make mutants`.

A mutant is the package with one change: another comparison, `and` for `or`, `+` for `-`, a constant
one more or one less, a condition turned round, a guard removed. It exists only in memory, in a fork
of a process that has loaded the tests of the changed module. Those that reach the change run, the
quickest first, until one fails. A mutant that passes them all survives: a test is missing, or the
change makes no difference. Survivors that are accepted are listed in `tests/mutants.txt`, each with
its reason.

Exit 1: a survivor is not on the list, or the list has an entry that no longer holds.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import inspect
import multiprocessing
import os
import random
import resource
import sys
from collections import Counter
from functools import _lru_cache_wrapper as _Cached  # noqa: N812 - it is a class
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection

    import pytest

ROOT = Path(__file__).parents[2]
LISTED = "tests/mutants.txt"
PACKAGE = "scripts/mentorskap"
TESTS = {
    "model/between": ("tests/test_between.py",),
    "model/calendar": ("tests/test_calendar.py",),
    "model/deadlines": ("tests/test_deadlines.py", "tests/test_waiting.py"),
    "model/facts": ("tests/test_facts.py",),
    "model/kpi": ("tests/test_kpi.py", "tests/test_again.py"),
    "model/lifecycle": ("tests/test_lifecycle.py",),
    "rules/dates": ("tests/test_dates.py",),
    "rules/order": ("tests/test_order.py",),
    "rules/pairings": ("tests/test_pairs.py", "tests/test_ties.py"),
    "matching/considerations": ("tests/test_considerations.py",),
    "matching/stops": ("tests/test_stops.py", "tests/test_matching.py"),
    "edit/correcting": ("tests/test_correcting.py",),
    "edit/following": ("tests/test_following.py",),
    "edit/recording": ("tests/test_recording.py",),
    "edit/splice": ("tests/test_edit.py",),
}
"""The modules that are changed, and the tests that have to notice, the quickest first."""

EACH = 40
SEED = 1
"""How many changes of a module are tried, and what draws them."""

SECONDS = 20
"""How much longer on a processor than usual the tests of a mutant may take: a change can make a
loop endless, which counts as noticed."""

_WARM = (
    "hypothesis",
    "jsonschema",
    "pytest",
    "pytest_cov.plugin",
    "syrupy",
    "xdist.plugin",
    "yaml",
)
"""What takes long to import, is none of the code that is changed, and is imported once for all."""

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

    @property
    def lines(self) -> frozenset[int]:
        """Return the lines of the code that is changed."""
        before = self.spot.put(self.node)
        self.spot.put(before)
        node = before if hasattr(before, "lineno") else self.spot.parent
        return frozenset(range(node.lineno, node.end_lineno + 1))  # type: ignore[attr-defined]

    def changed(self) -> ast.Module:
        """Return the changed module, apart from the one that it was made of."""
        before = self.spot.put(self.node)
        tree = copy.deepcopy(self.tree)
        self.spot.put(before)
        return ast.fix_missing_locations(tree)

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
            yield ast.Call(ast.Name(_FUNCTIONS[name], ast.Load()), arguments, keywords)
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


class UnchangedError(Exception):
    """The tests fail although nothing is changed."""


class Job(NamedTuple):
    """A module of a project, the tests that have to notice its changes, and which are tried."""

    root: Path
    module: str
    tests: tuple[str, ...]
    each: int
    seed: int
    seconds: int

    @property
    def path(self) -> Path:
        """The module's file."""
        return self.root / PACKAGE / f"{self.module}.py"

    def sample(self) -> list[Mutant]:
        """Return the changes that are tried: from the same code, the same seed draws the same."""
        changes = mutants(self.module, self.path.read_text(encoding="utf-8"))
        chance = random.Random(f"{self.seed} {self.module}")  # noqa: S311 - nothing secret about it
        return chance.sample(changes, min(self.each, len(changes)))


_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload([*_WARM])


def verdicts(job: Job) -> Iterator[tuple[str, bool]]:
    """Yield the key of each change of a job, and whether a test notices it.

    UnchangedError: a test fails without a change.
    """
    rest: set[str] = set()
    for key, is_noticed in _in_a_process(_try_in_memory, job, rest):
        if is_noticed is None:
            rest.add(key)
        else:
            yield key, is_noticed
    for key, is_noticed in _in_a_process(_try_by_import, job, rest):
        yield key, bool(is_noticed)


def _in_a_process(
    work: Callable[[Job, set[str], Connection], None], job: Job, keys: set[str]
) -> Iterator[tuple[str, bool | None]]:
    """Yield what work sends that a process does which has loaded nothing of the project."""
    end, start = _SERVER.Pipe(duplex=False)
    process = _SERVER.Process(target=_work, args=(work, job, keys, start))
    process.start()
    start.close()
    try:
        while True:
            yield end.recv()
    except EOFError:
        process.join()
    if process.exitcode:
        raise UnchangedError(" ".join(job.tests))


def _work(  # unmeasured
    work: Callable[[Job, set[str], Connection], None],
    job: Job,
    keys: set[str],
    connection: Connection,
) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    for name in list(os.environ):
        if name == "LAWS" or name.startswith(("COV", "PYTEST")):
            del os.environ[name]
    package = str(job.root / "scripts")
    sys.path.insert(0, package)
    os.environ.update({"PYTHONPATH": package, "MUTANTS": "1"})
    os.chdir(job.root)
    work(job, keys, connection)


def _try_in_memory(job: Job, _keys: set[str], connection: Connection) -> None:  # unmeasured
    """Send of each change whether a test notices it, or None if it has to be tried by import."""
    path = str(job.path)
    before = compile(ast.parse(job.path.read_text(encoding="utf-8")), path, "exec")
    changes = [
        Swap(mutant, _swaps(before, compile(mutant.changed(), path, "exec")))
        for mutant in job.sample()
    ]
    bench = Bench(path, changes, job.seconds, connection)
    if _run(job.tests, [bench]) or not bench.is_done:
        os._exit(1)


def _try_by_import(job: Job, keys: set[str], connection: Connection) -> None:  # unmeasured
    """Send of each change with one of `keys` whether a test notices it."""
    for mutant in job.sample():
        if mutant.key in keys:
            code = compile(mutant.changed(), str(job.path), "exec")
            passes = partial(_pass_when_imported, job, code)
            connection.send((mutant.key, not _in_a_fork(passes, 6 * job.seconds)))


def _run(tests: tuple[str, ...], plugins: list[object]) -> int:  # unmeasured
    import pytest  # noqa: PLC0415 - its settings are those of this process

    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    warm = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*options, *warm, *tests], plugins))


def _in_a_fork(passes: Callable[[], bool], seconds: int) -> bool:  # unmeasured
    """Say whether tests pass, and come to an end, in a process of their own."""
    process = os.fork()
    if not process:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        try:
            os._exit(not passes())
        finally:
            os._exit(1)
    return os.waitpid(process, 0)[1] == 0


def _pass_when_imported(job: Job, code: CodeType) -> bool:  # unmeasured
    """Say whether all tests pass where this is the code of the module."""
    changed = ".".join([Path(PACKAGE).name, *job.module.split("/")])
    read = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        return code if name == changed else read(loader, name)

    SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]
    return _run(job.tests, []) == 0


def _swaps(before: CodeType, after: CodeType) -> list[CodeType]:  # unmeasured
    """Return the code of functions that a change concerns; none: the module is to be read again."""
    swaps: list[CodeType] = []
    if before.co_code != after.co_code or len(before.co_consts) != len(after.co_consts):
        return []
    for old, new in zip(before.co_consts, after.co_consts, strict=True):
        if not isinstance(old, CodeType) or not isinstance(new, CodeType):
            if type(old) is not type(new) or old != new:
                return []
        elif old != new and not new.co_flags & inspect.CO_OPTIMIZED:
            inner = _swaps(old, new)  # of a class
            if not inner:
                return []
            swaps += inner
        elif old != new:
            if old.co_freevars != new.co_freevars:
                return []
            swaps += [new, *_inner(new)]
    return swaps


def _inner(code: CodeType) -> Iterator[CodeType]:  # unmeasured
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inner(constant)


class Swap(NamedTuple):
    """A mutant, and the code of the functions that can be exchanged while all is loaded."""

    mutant: Mutant
    swaps: list[CodeType]


class Reach(NamedTuple):
    """A test, how it ends and how long it takes, and the lines of the module that it runs."""

    item: pytest.Item
    is_green: bool
    seconds: float
    lines: frozenset[int]


class Loaded(NamedTuple):
    """The functions of a module in memory, by name and line, and everything that remembers."""

    functions: dict[tuple[str, int], list[FunctionType]]
    caches: list[_Cached[object]]


class Bench:  # unmeasured
    """A plugin of pytest that tries changes where all tests are loaded: each in a fork.

    The code of the functions is exchanged in memory. Only the tests that reach the changed lines
    are run, the quickest first.
    """

    def __init__(
        self, path: str, changes: list[Swap], seconds: int, connection: Connection
    ) -> None:
        self.path = path
        self.changes = changes
        self.seconds = seconds
        self.connection = connection
        self.is_done = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests once, and then those that reach a change, for each change."""
        traces = [
            self._trace(item, session.items[(position + 1) % len(session.items)])
            for position, item in enumerate(session.items)
        ]
        if session.testsfailed or not traces or not all(trace.is_green for trace in traces):
            return True
        traces.sort(key=lambda trace: trace.seconds)
        loaded = self._loaded()
        gc.freeze()
        for change in self.changes:
            reached = [trace for trace in traces if trace.lines & change.mutant.lines]
            answer = None
            if change.swaps and reached:  # what no test runs may be run by an import
                passes = partial(self._pass, change, loaded, [trace.item for trace in reached])
                usual = sum(trace.seconds for trace in reached)
                answer = not _in_a_fork(passes, self.seconds + 2 * int(usual))
            self.connection.send((change.mutant.key, answer))
        self.is_done = True
        return True

    def _trace(self, item: pytest.Item, following: pytest.Item) -> Reach:
        lines: set[int] = set()

        def line(frame: FrameType, _event: str, _value: object) -> object:
            lines.add(frame.f_lineno)
            return line

        def call(frame: FrameType, _event: str, _value: object) -> object:
            return line if frame.f_code.co_filename == self.path else None

        begun = sum(os.times()[:4])
        sys.settrace(call)  # type: ignore[arg-type]
        is_green = _is_green(item, following)
        sys.settrace(None)
        return Reach(item, is_green, sum(os.times()[:4]) - begun, frozenset(lines))

    def _loaded(self) -> Loaded:
        functions: dict[tuple[str, int], list[FunctionType]] = {}
        caches = []
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType) and thing.__code__.co_filename == self.path:
                functions.setdefault(_name(thing.__code__), []).append(thing)
            elif isinstance(thing, _Cached):
                caches.append(thing)
        return Loaded(functions, caches)

    @staticmethod
    def _pass(change: Swap, loaded: Loaded, items: list[pytest.Item]) -> bool:
        for code in change.swaps:
            for function in loaded.functions.get(_name(code), []):
                function.__code__ = code
        for cached in loaded.caches:
            cached.cache_clear()
        return all(
            _is_green(item, items[(position + 1) % len(items)])
            for position, item in enumerate(items)
        )


def _name(code: CodeType) -> tuple[str, int]:  # unmeasured
    return code.co_qualname, code.co_firstlineno


def _is_green(item: pytest.Item, following: pytest.Item) -> bool:  # unmeasured
    """Run a test, and keep what it shares with the one that follows."""
    from _pytest.runner import runtestprotocol  # noqa: PLC0415 - as in _run

    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


class Figures(NamedTuple):
    """How many changes of a module were tried, noticed by a test, or accepted with a reason."""

    tried: int
    noticed: int
    accepted: int

    def __str__(self) -> str:
        """Return the figures in words."""
        counted = self.tried - self.accepted
        share = f" ({100 * self.noticed / counted:.0f} %)" if counted else ""
        return (
            f"{self.noticed} of {counted} noticed{share}, {self.accepted} more make no difference"
        )


def faults(
    root: Path,
    table: Mapping[str, tuple[str, ...]],
    each: int,
    seed: int,
    figures: dict[str, Figures] | None = None,
) -> Iterator[str]:
    """Try a sample of the changes of each module, and yield what is wrong.

    `each` is the size of a module's sample; the same seed draws the same sample from the same code.
    The figures of each module are put into `figures`.
    """
    listed = root / LISTED
    reasons = accepted(listed.read_text(encoding="utf-8") if listed.exists() else "")
    for module, tests in table.items():
        source = (root / PACKAGE / f"{module}.py").read_text(encoding="utf-8")
        keys = {mutant.key for mutant in mutants(module, source)}
        for key in reasons:
            if key.startswith(f"{module} ") and key not in keys:
                yield f"listed, but not in the code: {key}"
        counts: Counter[str] = Counter()
        try:
            for key, is_noticed in verdicts(Job(root, module, tests, each, seed, SECONDS)):
                counts["tried"] += 1
                counts["noticed"] += is_noticed
                counts["accepted"] += not is_noticed and key in reasons
                if not is_noticed and key not in reasons:
                    yield f"survives: {key}"
                elif is_noticed and key in reasons:
                    yield f"listed, but noticed: {key}"
        except UnchangedError as failure:
            yield f"fails without a change: {failure}"
        if figures is not None:
            figures[module] = Figures(counts["tried"], counts["noticed"], counts["accepted"])


def main(
    arguments: list[str], root: Path = ROOT, table: Mapping[str, tuple[str, ...]] = TESTS
) -> int:
    """Try the mutants, and print what is wrong as it is found, and then the figures."""
    parser = argparse.ArgumentParser(description="Change the code by sample.")
    parser.add_argument("modules", nargs="*", choices=[*table, []], metavar="MODULE")
    parser.add_argument("--each", type=int, default=EACH, help=f"changes of each module ({EACH})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"draws the sample ({SEED})")
    options = parser.parse_args(arguments)
    drawn = {module: table[module] for module in options.modules or table}
    count = 0
    figures: dict[str, Figures] = {}
    for fault in faults(root, drawn, options.each, options.seed, figures):
        count += 1
        sys.stdout.write(f"{fault}\n")
        sys.stdout.flush()
    for module, figure in figures.items():
        sys.stdout.write(f"{module}: {figure}\n")
    sys.stdout.write(f"{len(drawn)} modules, up to {options.each} changes each: {count} faults\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
