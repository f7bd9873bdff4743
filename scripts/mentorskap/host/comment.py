"""The one comment on a pull request: how its check ended, and who does what next.

It is mailed and stays, so it names nobody.

The check reads a stranger's files, perhaps by a stranger's code. So what it hands over is taken for
what anyone may have written: numbers, rules of ours and places by id get through, and nothing else.
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorskap.files.reading import PERSON_ID
from mentorskap.report import phrases
from mentorskap.rules import RULES, change
from mentorskap.words.sentence import Code, say, say_n
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mentorskap.words.voice import Voice

FORM = MARKDOWN._replace(shows_names=False)
MARKER = "<!-- mentorskap: check -->"
AUTHOR = "github-actions[bot]"
"""Who writes the comment. A comment with the marker by anyone else is not ours."""
FILE = "verdict.json"
LARGEST = 16 * 1024
"""The most bytes of a verdict, packed or unpacked."""
MOST = 9
"""How many places are told."""

WRITTEN = say("The comment was written.")
EDITED = say("The comment was edited.")
UNCHANGED = say("The comment is as it should be.")
MOVED_ON = say(
    "No open proposal stands at the commit that was checked. Its next check writes the comment."
)

_COUNTS = ("errors", "stood", "warnings", "notices", "participants", "pairings")
_NAMELESS = re.compile(
    rf"programme\.yml|participants/{PERSON_ID}\.yml|pairings/{PERSON_ID}--{PERSON_ID}(?:--[0-9]{{1,3}})?\.yml"
)
"""Files whose names say no more than an id. A file that is named after a person is counted, never
told."""
_LISTED = 3000
"""The most files of a pull request that GitHub tells of."""
_DATA = ("participants/", "pairings/", "docs/sv/", "docs/en/")


class Place(NamedTuple):
    """Where a rule found an error."""

    rule: str
    path: str
    line: int


class Verdict(NamedTuple):
    """What a check hands over: how much was found and looked at, and where the gravest errors are."""

    errors: int
    stood: int
    """How many of the errors were there before the change."""
    warnings: int
    notices: int
    participants: int
    pairings: int
    places: tuple[Place, ...]

    def count(self, severity: str) -> int:
        """Return how many findings are of a severity."""
        return {"error": self.errors, "warning": self.warnings}.get(severity, self.notices)


class Said(NamedTuple):
    """A comment that stands on the pull request."""

    id: int
    author: str
    text: str


class Act(NamedTuple):
    """What to do: edit the comment with this id, or without one write the first."""

    id: int | None
    text: str


def reduced(report: str) -> str:
    """Return what may leave the check of its JSON report, as JSON: no message, no name, only ids."""
    found = json.loads(report)
    counts = {
        **found["summary"],
        "stood": sum(finding.get("stood", False) for finding in found["findings"]),
    }
    places = [
        {"rule": finding["rule"], "path": finding["path"], "line": finding["line"]}
        for finding in found["findings"]
        if finding["severity"] == "error" and _NAMELESS.fullmatch(finding["path"])
    ]
    return (
        json.dumps(
            {"version": 1, **{name: counts[name] for name in _COUNTS}, "places": places[:MOST]}
        )
        + "\n"
    )


def unpacked(archive: bytes) -> bytes | None:
    """Return the verdict's bytes out of its zip, or None where it is anything else than one small file."""
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(archive)) as opened:
            if opened.namelist() != [FILE]:
                return None
            with opened.open(FILE) as file:
                raw = file.read(LARGEST + 1)
    except Exception:  # noqa: BLE001 - a damaged archive fails in a dozen ways, and all mean the same
        return None
    return raw if len(raw) <= LARGEST else None


def understood(raw: bytes | None, conclusion: str) -> Verdict | None:
    """Return the verdict that `raw` holds, or None where it is not exactly one, or says something else than how the job ended."""
    if raw is None or len(raw) > LARGEST:
        return None
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if (
        not isinstance(found, dict)
        or set(found) != {"version", "places", *_COUNTS}
        or found["version"] != 1
        or not isinstance(found["places"], list)
    ):
        return None
    counts = [found[name] for name in _COUNTS]
    places = tuple(_places(found["places"][: MOST + 1]))
    if (
        not all(map(_is_count, counts))
        or len(places) != len(found["places"])
        or len(places) > min(MOST, counts[0])
    ):
        return None
    if (counts[0] > 0) != (conclusion == "failure") or found["stood"] > found["errors"]:
        return None
    return Verdict(**dict(zip(_COUNTS, counts, strict=True)), places=places)


def _places(listed: list[Any]) -> Iterator[Place]:
    rules = {rule.id for rule in (*RULES, *change.RULES)}
    for one in listed:
        if isinstance(one, dict) and set(one) == {"rule", "path", "line"}:
            rule, path, line = one["rule"], one["path"], one["line"]
            if (
                isinstance(rule, str)
                and rule in rules
                and isinstance(path, str)
                and _NAMELESS.fullmatch(path)
                and _is_count(line)
            ):
                yield Place(rule, path, line)


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 1_000_000


def proposal(pulls: Iterable[Mapping[str, Any]], event: Mapping[str, Any]) -> int | None:
    """Return the number of the open pull request whose last commit a check has looked at, or None where it has moved on.

    Both sides are GitHub's own words: nothing that the check hands over decides where a comment is
    written.
    """
    run, home = event["workflow_run"], event["repository"]
    for pull in pulls:
        head, base = pull["head"], pull["base"]
        if (
            pull["state"] == "open"
            and head["sha"] == run["head_sha"]
            and (head["repo"] or {}).get("full_name") == run["head_repository"]["full_name"]
            and base["repo"]["full_name"] == home["full_name"]
            and base["ref"] == home["default_branch"]
        ):
            return int(pull["number"])
    return None


def is_data(path: str) -> bool:
    """Say whether a file belongs to the programme, and not to the tool."""
    return path == "programme.yml" or path.startswith(_DATA)


def changes_tool(files: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether a proposal's files, as GitHub lists them, are more than data; a list that GitHub has cut may hide some."""
    listed = list(files)
    return len(listed) >= _LISTED or not all(
        is_data(file[key])
        for file in listed
        for key in ("filename", "previous_filename")
        if key in file
    )


def body(
    verdict: Verdict | None, commit: str, account: str, voice: Voice, *, changes_tool: bool
) -> str:
    """Return the comment: how the check of `commit` ended, where the errors are, who does what next, and where all of it stands."""
    ended = (
        say("It did not finish, so nothing is known about the files.")
        if verdict is None
        else phrases.verdict(verdict)
    )
    title = say("The check of {commit}: {verdict}", commit=Code(commit[:7]), verdict=ended)
    lines = [
        MARKER,
        f"**{voice(title)}**",
        *([] if verdict is None else _found(verdict, voice)),
        "",
    ]
    unknown = say("Whoever looks after the tool opens the account and sees why.")
    lines += [
        (
            f"**{voice(phrases.NEXT)}:**"
            f" {voice(unknown if verdict is None else phrases.next_step(verdict, verdict.stood))}"
        ),
        "",
    ]
    if changes_tool:
        lines += [
            voice(
                say(
                    "This proposal changes the tool itself, so it has checked itself. Whoever looks"
                    " after the tool reads it first."
                )
            ),
            "",
        ]
    link = say("The whole account, with what the change means")
    return "\n".join([*lines, f"[{voice(link)}]({account})", ""])


def _found(verdict: Verdict, voice: Voice) -> Iterator[str]:
    yield phrases.counted(verdict, voice)
    if verdict.stood:
        yield voice(phrases.stood(verdict.stood))
    if verdict.errors:
        yield ""
    for place in verdict.places:
        where = say("{place}", place=Code(f"{place.path}:{place.line}"))
        yield f"- {voice.phrase(where)} {place.rule}"
    if left := verdict.errors - len(verdict.places):
        more = say_n(
            "{number} more error, in the account.", "{number} more errors, in the account.", left
        )
        yield f"- {voice(more)}"


def act(comments: Iterable[Said], text: str) -> Act | None:
    """Return what to do so that `text` is the one comment of ours, or None where it is already."""
    for comment in comments:
        if comment.author == AUTHOR and comment.text.startswith(MARKER):
            return (
                None
                if comment.text.replace("\r\n", "\n").strip() == text.strip()
                else Act(comment.id, text)
            )
    return Act(None, text)
