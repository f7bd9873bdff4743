"""The next version of the tool taken in: tried in a scratch clone, kept whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from mentorskap.host import trunk
from mentorskap.host.git import Repository
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PAGES = ("docs/", "mkdocs.yml")
"""Where an adopter is expected to write beside the tool."""

_NAVIGATION = ("mkdocs.yml", "docs/en.yml")
"""The two lists of the handbook's pages, to which adopters add their own."""

_MINE, _BASE, _THEIRS = "<<<<<<< ", "||||||| ", ">>>>>>> "
_BETWEEN = "======="


class Clash(NamedTuple):
    """Lines of a page that both the adopter and the tool have changed, each in their own words."""

    line: int
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


class Conflict(NamedTuple):
    """A file that Git could not merge, and why: both, mine-removed or theirs-removed."""

    path: str
    kind: str
    clashes: tuple[Clash, ...]

    @property
    def is_page(self) -> bool:
        """Whether the adopter's words may be kept without asking a developer."""
        return self.path.startswith(_PAGES)


class Error(NamedTuple):
    """An error that `check` finds, in the words of its JSON."""

    rule: str
    path: str
    line: int
    message: str


class Upgrade(NamedTuple):
    """How an upgrade went: from which version to which, and what stops it or was kept."""

    before: str
    after: str
    conflicts: tuple[Conflict, ...] = ()
    errors: tuple[Error, ...] = ()
    """Errors that `check` finds afterwards, if they are more than before."""
    files: int = 0
    """Files of the tool that the upgrade changes."""
    duties: tuple[tuple[str, str], ...] = ()
    """Version and text of each "What you must do" on the way."""
    is_new: bool = True
    """Whether there was anything to take in."""
    is_kept: bool = True
    """Whether the adopter now has it."""


class Plan(NamedTuple):
    """The commits that an upgrade is made of, in the scratch clone."""

    head: str
    branch: str
    tool: str | None
    """The branch `tool` as it is, if there is one that the adopter's branch descends from."""
    base: str
    """The commit of the tool that the adopter has."""
    start: str
    """The adopter's commit, made a descendant of `base`."""
    release: str
    """The new commit of `tool`."""


class Upgrading(NamedTuple):
    """What is asked for: which version, and how."""

    source: str
    """An archive, a folder or a revision."""
    start: str
    """The folder from which a relative path of `source` starts."""
    options: tuple[str, ...] = ()
    """Further options of `check`."""
    language: str = "sv"
    mine: bool = False
    """Whether to keep the adopter's words on pages where both have changed the same lines."""


def upgrade(root: str, request: Upgrading) -> Upgrade:
    """Take the version that is asked for into the repository at `root`, if all goes well."""
    adopter = Repository(root)
    head, branch = _ready(adopter, root)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scratch = _scratch(adopter, os.path.join(folder, "scratch"), head)
        newer = trunk.release(request.source, request.start, adopter, scratch)
        plan = _plan(adopter, scratch, newer, head, branch)
        before = trunk.version_of(scratch, plan.base) or ""
        release_tree = scratch.line("rev-parse", f"{plan.release}^{{tree}}")
        if plan.tool and scratch.line("rev-parse", f"{plan.base}^{{tree}}") == release_tree:
            return Upgrade(before, newer.version, is_new=False)
        conflicts = _merge(scratch, plan, mine=request.mine)
        if any(not (request.mine and conflict.is_page) for conflict in conflicts):
            return Upgrade(before, newer.version, conflicts, is_kept=False)
        merged = _merged(scratch, plan, newer.version)
        errors = _redder(scratch, plan, folder, request.options)
        if errors:
            return Upgrade(before, newer.version, conflicts, errors, is_kept=False)
        _keep(adopter, scratch, plan, merged)
        files = scratch.line("diff", "--name-only", plan.base, plan.release).splitlines()
        changelog = scratch.text(scratch.blobs(plan.release).get("CHANGELOG.md", "")) or ""
        return Upgrade(
            before,
            newer.version,
            conflicts,
            files=len(files),
            duties=tuple(duties(changelog, before, request.language)),
        )


def _ready(adopter: Repository, root: str) -> tuple[str, str]:
    """Return the adopter's commit and branch; refuse where an upgrade could lose something."""
    top = adopter.maybe("rev-parse", "--show-toplevel")
    head = adopter.commit_id("HEAD")
    if top is None or head is None or not os.path.samefile(top, root):
        raise RefusalError(
            say(
                "{folder} is not a Git repository of its own with at least one commit, so there is"
                " nothing to go back to. Make one first: {commands}.",
                folder=Code(root),
                commands=Code("git init && git add --all && git commit -m Start"),
            )
        )
    branch = adopter.maybe("symbolic-ref", "--quiet", "HEAD")
    if branch is None or branch == f"refs/heads/{trunk.BRANCH}":
        raise RefusalError(
            say(
                "Go to the branch that holds the programme first, for example with {command}.",
                command=Code("git switch main"),
            )
        )
    if adopter.raw("status", "--porcelain"):
        raise RefusalError(
            say(
                "There are changes here that are not committed yet. Commit or undo them first:"
                " {command} shows them.",
                command=Code("git status"),
            )
        )
    return head, branch


def _scratch(adopter: Repository, folder: str, head: str) -> Repository:
    """Return a clone that reads the adopter's objects and cannot change anything of theirs."""
    adopter.raw("clone", "--quiet", "--shared", "--no-checkout", adopter.folder, folder)
    scratch = Repository(folder)
    scratch.raw("checkout", "--quiet", "--force", "--detach", head)
    return scratch


def _plan(
    adopter: Repository, scratch: Repository, newer: trunk.Release, head: str, branch: str
) -> Plan:
    tree = trunk.tool_tree(scratch, newer.tree)
    title = f"Version {newer.version} of the tool"
    tool = _own_branch(adopter, head)
    if tool is not None:
        return Plan(head, branch, tool, tool, head, scratch.commit(tree, title, tool))
    origin = trunk.origin(newer, head, scratch)
    if origin is None:
        raise RefusalError(
            say(
                "There is no branch {branch} here, so it is not known which version you have. Name"
                " a clone of the tool with its whole history instead of an archive: the version"
                " that you started from is then found in it.",
                branch=Code(trunk.BRANCH),
            )
        )
    base = scratch.commit(
        trunk.tool_tree(scratch, origin.tree), f"Version {origin.version} of the tool"
    )
    start = scratch.commit(f"{head}^{{tree}}", "Descend from the branch of the tool", head, base)
    return Plan(head, branch, None, base, start, scratch.commit(tree, title, base))


def _own_branch(adopter: Repository, head: str) -> str | None:
    """Return the last commit of `tool` that `head` descends from, here or as fetched, or None."""
    for name in (f"refs/heads/{trunk.BRANCH}", f"refs/remotes/origin/{trunk.BRANCH}"):
        commit = adopter.commit_id(name)
        shared = commit and adopter.maybe("merge-base", commit, head)
        if shared and not any(map(trunk.is_own, adopter.blobs(shared))):
            return shared
    return None


def _merge(scratch: Repository, plan: Plan, *, mine: bool) -> tuple[Conflict, ...]:
    """Merge the new version into the scratch clone's files, and return what could not be merged."""
    scratch.raw("checkout", "--quiet", "--force", "--detach", plan.start)
    ended = scratch.ask("merge", "--quiet", "--no-commit", "--no-ff", plan.release)
    if ended.returncode and not _stages(scratch):
        scratch.raw("merge", "--quiet", "--no-commit", "--no-ff", plan.release)  # says why
    _settle_navigation(scratch)
    conflicts = tuple(_conflicts(scratch))
    if mine:
        for conflict in conflicts:
            _keep_mine(scratch, conflict.path)
    return conflicts


def _stages(scratch: Repository) -> dict[str, dict[str, tuple[str, str]]]:
    """Return mode and blob of each unmerged file, by path and stage: 1 base, 2 mine, 3 theirs."""
    stages: dict[str, dict[str, tuple[str, str]]] = {}
    listed = scratch.raw("ls-files", "--unmerged", "-z").decode("utf-8", "replace")
    for entry in listed.split("\0")[:-1]:
        about, _, path = entry.partition("\t")
        mode, blob, stage = about.split()
        stages.setdefault(path, {})[stage] = (mode, blob)
    return stages


def _conflicts(scratch: Repository) -> Iterator[Conflict]:
    for path, stages in _stages(scratch).items():
        if "2" not in stages:
            yield Conflict(path, "mine-removed", ())
        elif "3" not in stages:
            yield Conflict(path, "theirs-removed", ())
        else:
            yield Conflict(path, "both", tuple(clashes(_with_markers(scratch, stages))))


def _with_markers(scratch: Repository, stages: Mapping[str, tuple[str, str]]) -> str:
    return _merge_file(scratch, stages, "--diff3").decode("utf-8", "replace")


def _merge_file(scratch: Repository, stages: Mapping[str, tuple[str, str]], *options: str) -> bytes:
    """Return a file merged from its three versions, each by its stage."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for stage in ("2", "1", "3"):
            paths.append(f"{folder}/{stage}")
            raw = scratch.raw("cat-file", "blob", stages[stage][1]) if stage in stages else b""
            with open(paths[-1], "wb") as handle:
                handle.write(raw)
        return scratch.ask("merge-file", "-p", *options, *paths).stdout


class _Versions(NamedTuple):
    """Lines that the adopter and the tool have both changed, and what they were before."""

    mine: list[str]
    base: list[str]
    theirs: list[str]


def _pieces(text: str) -> Iterator[str | _Versions]:
    """Yield a merged text with diff3 markers line by line, and each clash as one piece."""
    sides = _Versions([], [], [])
    lines: list[str] | None = None
    for row in text.split("\n"):
        if row.startswith(_MINE):
            sides = _Versions([], [], [])
            lines = sides.mine
        elif lines is None:
            yield row
        elif row.startswith(_BASE):
            lines = sides.base
        elif row == _BETWEEN:
            lines = sides.theirs
        elif row.startswith(_THEIRS):
            yield sides
            lines = None
        else:
            lines.append(row)


def clashes(text: str) -> Iterator[Clash]:
    """Yield the places in a merged text, with diff3 markers, where both have changed the lines."""
    line = 0
    for piece in _pieces(text):
        if isinstance(piece, str):
            line += 1
        else:
            yield Clash(line + 1, tuple(piece.mine), tuple(piece.theirs))
            line += len(piece.mine)


def with_additions(text: str) -> str | None:
    """Return a merged text, with diff3 markers, with the tool's lines and those the adopter added.

    None if the adopter has changed or removed a line in a clash, rather than only added some.
    """
    rows: list[str] = []
    for piece in _pieces(text):
        if isinstance(piece, str):
            rows.append(piece)
            continue
        base = list(piece.base)
        before: list[str] = []
        after: list[str] = []
        for row in piece.mine:
            if base and row == base[0]:
                base.pop(0)
            else:
                (before if len(base) == len(piece.base) else after).append(row)
        if base:
            return None
        rows += [*before, *piece.theirs, *after]
    return "\n".join(rows)


def _settle_navigation(scratch: Repository) -> None:
    """Merge the lists of pages where the adopter has only added pages to them."""
    for path, stages in _stages(scratch).items():
        if path not in _NAVIGATION or len(stages) < 3:
            continue
        text = with_additions(_with_markers(scratch, stages))
        if text is not None and _is_yaml(text):
            _stage(scratch, path, stages["2"][0], text.encode())


def _is_yaml(text: str) -> bool:
    import yaml  # needed only where a list of pages clashes

    try:
        yaml.compose(text)
    except yaml.YAMLError:
        return False
    return True


def _keep_mine(scratch: Repository, path: str) -> None:
    """Let the adopter's words stay where both have changed a file, and the tool's elsewhere."""
    stages = _stages(scratch)[path]
    if "2" not in stages:
        scratch.raw("rm", "--quiet", "--cached", "--force", "--ignore-unmatch", "--", path)
        return
    raw = (
        _merge_file(scratch, stages, "--ours")
        if "3" in stages
        else scratch.raw("cat-file", "blob", stages["2"][1])
    )
    _stage(scratch, path, stages["2"][0], raw)


def _stage(scratch: Repository, path: str, mode: str, raw: bytes) -> None:
    blob = scratch.line("hash-object", "-w", "--stdin", stdin=raw)
    scratch.raw("rm", "--quiet", "--cached", "--force", "--", path)
    scratch.raw("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}")


def _merged(scratch: Repository, plan: Plan, version: str) -> str:
    """Return the commit of the merge, and let the scratch clone's files be its files."""
    tree = scratch.line("write-tree")
    commit = scratch.commit(
        tree, f"Upgrade the tool to version {version}", plan.start, plan.release
    )
    scratch.raw("checkout", "--quiet", "--force", "--detach", commit)
    scratch.raw("clean", "--quiet", "--force", "-d")
    return commit


def _redder(
    scratch: Repository, plan: Plan, folder: str, arguments: Sequence[str]
) -> tuple[Error, ...]:
    """Return the errors after the merge if they are more than the adopter has now."""
    after = _errors(scratch.folder, scratch.folder, arguments)
    if after is None:
        raise RefusalError(
            say(
                "The new version cannot run with the packages installed here, so it was not tried"
                " and nothing was changed. Run {command} in a copy of the new version, and upgrade"
                " with that: {upgrade}.",
                command=Code("make run"),
                upgrade=Code("mentorskap upgrade . --root …"),
            )
        )
    if not after:
        return ()
    earlier = os.path.join(folder, "earlier")
    scratch.raw("worktree", "add", "--quiet", "--detach", earlier, plan.head)
    before = _errors(earlier, earlier, arguments)
    if before is None:  # the earlier version cannot run any more, so the new one judges both
        before = _errors(scratch.folder, earlier, arguments) or ()
    if len(after) <= len(before):
        return ()
    had = {(error.rule, error.path) for error in before}
    return tuple(error for error in after if (error.rule, error.path) not in had) or after


def _errors(tool: str, root: str, arguments: Sequence[str]) -> tuple[Error, ...] | None:
    """Return the errors that the tool in one folder finds in another; None if it cannot run."""
    command = ("check", "--format", "json", "--root", root, *arguments)
    ended = subprocess.run(  # noqa: S603 - no shell
        [sys.executable, "-P", "-m", "mentorskap", *command],
        cwd=tool,
        env={**os.environ, "PYTHONPATH": f"{tool}/scripts", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    try:
        findings = json.loads(ended.stdout)["findings"]
    except (ValueError, KeyError, TypeError):
        return None
    return tuple(
        Error(*(finding[key] for key in Error._fields))
        for finding in findings
        if finding["severity"] == "error"
    )


def _keep(adopter: Repository, scratch: Repository, plan: Plan, merged: str) -> None:
    """Move the adopter's branch, its files and `tool` forward together."""
    name = "refs/heads/upgraded"
    scratch.raw("update-ref", name, merged)
    adopter.raw("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", scratch.folder, name)
    tool = f"refs/heads/{trunk.BRANCH}"
    old = adopter.commit_id(tool)
    adopter.raw("update-ref", tool, plan.release)
    ended = adopter.ask("merge", "--quiet", "--ff-only", merged)
    if ended.returncode:
        adopter.raw(*(("update-ref", tool, old) if old else ("update-ref", "-d", tool)))
        adopter.raw("merge", "--quiet", "--ff-only", merged)  # says why


def duties(changelog: str, before: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield version and text of "What you must do" in each release after `before`."""
    heading = {"sv": "### Det här behöver du göra", "en": "### What you must do"}[language]
    version, is_wanted, lines = "", False, list[str]()
    for row in [*changelog.split("\n"), "## [end]"]:
        if row.startswith("##"):
            if is_wanted and (text := "\n".join(lines).strip()):
                yield version, text
            is_wanted, lines = row == heading, []
            if row.startswith("## ["):
                version = row[4:].partition("]")[0]
                if version == before:
                    return
        elif is_wanted:
            lines.append(row)
