"""What a job needs of the host of the repository, whichever host it is.

GitHub stands behind it in `github`; another host is another module that offers the same. Whatever a
method returns was written by anyone at all, except what its docstring says the host itself vouches
for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mentorskap.words.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PRIVATE, OPEN, OFF, BRANCH, UNKNOWN = "private", "open", "off", "branch", "unknown"
"""What the host's pages are: for readers of the repository only, for anyone, not in use, a branch's
own files, or not known."""


class CheckRun(NamedTuple):
    """A check that has ended, as the host describes it."""

    id: int
    failed: bool
    commit: str
    source: tuple[str, str, str] | None
    """Owner, repository and branch that the commit came from; None if they are gone."""
    account: str
    """The address of its whole report."""


class FilledForm(NamedTuple):
    """An issue that someone opened with a form."""

    number: int
    text: str
    author: str
    sender: str
    """Who started the job; the host vouches for it."""


class Remark(NamedTuple):
    """A comment on an issue or a proposal."""

    id: int
    own: bool
    """Whether a job wrote it; the host vouches for it."""
    text: str


class Issue(NamedTuple):
    """An issue that a job made, and the jobs' own comments on it, oldest first."""

    number: int
    open: bool
    body: str
    comments: tuple[str, ...]


class Label(NamedTuple):
    """A label of issues."""

    name: str
    colour: str
    """Six hexadecimal digits."""
    description: str


class Forge(Protocol):
    """The host of the repository that a job runs in.

    A method that cannot get an answer raises `RefusalError` with a sentence for the log.
    """

    def check_run(self) -> CheckRun:
        """Return the check whose end started the job."""

    def proposal_checked(self, check: CheckRun) -> int | None:
        """Return the open proposal whose last commit was checked; None if it has moved on."""

    def handed_over(self, check: CheckRun, name: str, most: int) -> bytes | None:
        """Return the archive `name` of a check; None if it is missing or above `most` bytes."""

    def changed_files(self, proposal: int) -> list[str] | None:
        """Return the paths of a proposal, old names included; None if some may be missing."""

    def remarks(self, number: int) -> Iterator[Remark]:
        """Yield the comments on an issue or a proposal, oldest first."""

    def write_remark(self, number: int, text: str) -> None:
        """Comment on an issue or a proposal."""

    def edit_remark(self, id_: int, text: str) -> None:
        """Replace the text of a comment."""

    def filled_form(self) -> FilledForm:
        """Return the issue whose opening started the job."""

    def label_form(self, number: int, label: Label) -> None:
        """Put a label on a filled-in form that lacks it, and make it if there is none."""

    def may_write(self, user: str) -> bool:
        """Say whether a user may write in the repository; the host vouches for it."""

    def proposal_from(self, branch: str) -> int | None:
        """Return the number of a proposal from a branch of ours, open or not."""

    def write_files(
        self, branch: str, files: Mapping[str, tuple[bytes | None, bytes]], message: str
    ) -> None:
        """Commit files to a branch that starts where the job runs, unless it has moved on.

        `files` holds bytes before and after, by path; before is None for a new file.
        """

    def tip(self, branch: str) -> str | None:
        """Return the last commit of a branch of ours; None if there is no such branch."""

    def propose(self, branch: str, title: str, text: str) -> int | str:
        """Open a proposal and return its number, or where a person can open it if a job may not."""

    def issues(self, label: Label) -> list[Issue]:
        """Return the issues with a label that jobs have made."""

    def open_issue(self, title: str, text: str, label: Label) -> None:
        """Make an issue, and its label if there is none."""

    def edit_issue(self, number: int, text: str | None, *, open_: bool | None) -> None:
        """Replace the text of an issue, open it or close it; None leaves each as it is."""

    def account(self) -> str:
        """Return the address of this job's own report."""

    def files_address(self) -> str:
        """Return the address under which a file's path shows the file."""

    def pages(self) -> str:
        """Return what the host's pages are: PRIVATE, OPEN, OFF, BRANCH or UNKNOWN."""

    def visibility(self) -> str:
        """Return who may read the repository, in the host's word; empty if it does not say."""

    def protected(self) -> bool | None:
        """Say whether rules protect the default branch; None if the host does not say."""

    def hand_on(self, name: str, value: str) -> str:
        """Hand an output to the steps and jobs that come after, and return its line."""
