"""Git by command: one repository, without hooks, signatures, questions or the user's editor."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from mentorskap.words.sentence import Code, RefusalError, Written, say

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUIET = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_EDITOR": "true",
    "GIT_MERGE_AUTOEDIT": "no",
}
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "commit.gpgSign=false",
    "gc.auto=0",
    "advice.detachedHead=false",
    "merge.directoryRenames=false",
    "merge.renameLimit=20000",
    "diff.renameLimit=20000",
)
_NOBODY = ("Mentorskap", "mentorskap@localhost")
"""Who makes a commit where Git does not know the user."""
NOT_FOUND = say(
    "Git was not found, and the command needs it. Nothing was done. Install Git and try again."
)


class Repository:
    """A repository that is asked and changed by Git's own commands."""

    def __init__(self, folder: str, variables: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        inherited = {key: value for key, value in os.environ.items() if not _is_ours_to_set(key)}
        self.environment = {**inherited, **_QUIET, **(variables or {})}

    def with_index(self, path: str) -> Repository:
        """Return the same repository with an index of its own, so that the user's is untouched."""
        return Repository(self.folder, {**self.environment, "GIT_INDEX_FILE": path})

    def ask(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command and return how it ended."""
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        try:
            return subprocess.run(  # noqa: S603 - no shell
                ["git", *settings, *arguments],  # noqa: S607 - the user's own Git
                cwd=self.folder,
                env=self.environment,
                input=stdin,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise RefusalError(NOT_FOUND) from None

    def raw(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Run a command that has to succeed, and return its output."""
        ended = self.ask(*arguments, stdin=stdin)
        if ended.returncode:
            reason = (ended.stderr or ended.stdout).decode("utf-8", "replace").strip()
            raise RefusalError(
                say(
                    "Git could not do {command}: {reason}. Nothing was changed.",
                    command=Code(f"git {arguments[0]}"),
                    reason=Written(reason.partition("\n")[0].removeprefix("fatal: ")),
                )
            )
        return ended.stdout

    def line(self, *arguments: str, stdin: bytes = b"") -> str:
        """Run a command that has to succeed, and return its output without the last line end."""
        return self.raw(*arguments, stdin=stdin).decode("utf-8", "replace").rstrip("\n")

    def maybe(self, *arguments: str) -> str | None:
        """Return a command's output, or None if it fails."""
        ended = self.ask(*arguments)
        return None if ended.returncode else ended.stdout.decode("utf-8", "replace").rstrip("\n")

    def holds(self, *arguments: str) -> bool:
        """Say whether a command that is a question answers yes."""
        return not self.ask(*arguments).returncode

    def commit_id(self, revision: str) -> str | None:
        """Return the id of the commit that `revision` names, or None."""
        if not revision or revision.startswith("-") or "\0" in revision:
            return None
        return self.maybe("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def commit(self, tree: str, message: str, *parents: str) -> str:
        """Commit `tree` after `parents`: by the user or, if Git knows none, by the tool."""
        words = [word for parent in parents for word in ("-p", parent)]
        who = () if self.holds("var", "GIT_COMMITTER_IDENT") else _WHO
        return self.line(*who, "commit-tree", tree, *words, stdin=f"{message}\n".encode())

    def blobs(self, tree: str) -> dict[str, str]:
        """Return the blob id of each file in a tree, by path."""
        entries = self.raw("ls-tree", "-r", "-z", "--full-tree", tree).decode("utf-8", "replace")
        return {
            path: about.split()[2]
            for about, _, path in (entry.partition("\t") for entry in entries.split("\0")[:-1])
        }

    def text(self, blob: str) -> str | None:
        """Return a blob as text, or None where there is none or it is not UTF-8."""
        ended = self.ask("cat-file", "blob", blob)
        try:
            return None if ended.returncode else ended.stdout.decode("utf-8")
        except UnicodeDecodeError:
            return None


_WHO = ("-c", f"user.name={_NOBODY[0]}", "-c", f"user.email={_NOBODY[1]}")


def _is_ours_to_set(key: str) -> bool:
    """Say whether a variable would point Git at another repository, as one does inside a hook."""
    return key in {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    }
