"""The comment on a pull request: what the check hands over is taken for hostile, and what is said names nobody."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from markdown_it import MarkdownIt

from mentorskap.files import disk
from mentorskap.host import comment, github, refusals, verdict
from mentorskap.host.comment import MARKER, Act
from mentorskap.host.forge import CheckRun, Remark
from mentorskap.host.github import AUTHOR
from mentorskap.host.verdict import FILE, LARGEST, Place, Verdict
from mentorskap.words import catalogues
from mentorskap.words.catalogues import ENGLISH
from mentorskap.words.voice import Voice
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

SV = Voice(catalogues.catalogue("sv", disk.packaged_bytes), {}, comment.FORM)
EN = Voice(ENGLISH, {}, comment.FORM)
ACCOUNT = "https://github.com/effect/mentorskap/actions/runs/9"
SHA = "0123456789abcdef0123456789abcdef01234567"
PASSED = Verdict(0, 0, 0, 12, 58, 43, ())
FAILED = Verdict(2, 0, 1, 12, 58, 43, (Place("mentor-has-room", "participants/bjorn-12.yml", 18),))
HANDED = {
    "version": 1,
    "errors": 2,
    "stood": 0,
    "warnings": 1,
    "notices": 12,
    "participants": 58,
    "pairings": 43,
    "places": [{"rule": "mentor-has-room", "path": "participants/bjorn-12.yml", "line": 18}],
}


def _zip(files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return packed.getvalue()


def _body(verdict: Verdict | None, voice: Voice = EN, *, changes_tool: bool = False) -> str:
    return comment.body(verdict, SHA, ACCOUNT, voice, changes_tool=changes_tool)


def test_what_leaves_a_check_are_counts_and_places_without_a_message_or_a_name(
    command: Callable[..., Outcome], example: Path
) -> None:
    (example / "participants" / "Anna Lindqvist.yml").write_text(
        "name: Anna Lindqvist\n", encoding="utf-8"
    )
    path = example / "pairings" / "nils-02--elle-09.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "outcome: planned, form: video", "outcome: hålls, form: video"
        ),
        encoding="utf-8",
    )
    report = command("check", "--format", "json", root=example)
    handed = verdict.reduced(report.out)
    assert json.loads(handed) == {
        "version": 1,
        **report.json()["summary"],
        "stood": 0,
        "places": [
            {"rule": "record-fits-its-schema", "path": "pairings/nils-02--elle-09.yml", "line": 16},
            {"rule": "file-is-named-after-its-contents", "path": "participants/…1", "line": 1},
        ],
    }
    assert report.json()["summary"]["errors"] > 1
    assert "Lindqvist" not in handed
    assert verdict.understood(handed.encode(), failed=True) is not None


def test_no_more_than_nine_places_leave_a_check_and_only_those_of_errors() -> None:
    findings = [
        {
            "severity": "error",
            "rule": "mentor-has-room",
            "path": "participants/bjorn-12.yml",
            "line": line,
        }
        for line in range(1, 13)
    ]
    findings.append(
        {
            "severity": "warning",
            "rule": "text-is-composed",
            "path": "participants/bjorn-12.yml",
            "line": 1,
        }
    )
    report = {
        "findings": findings,
        "summary": {
            name: HANDED[name] for name in HANDED if name not in {"version", "places", "stood"}
        },
    }
    assert [
        place["line"] for place in json.loads(verdict.reduced(json.dumps(report)))["places"]
    ] == list(range(1, 10))


def test_a_verdict_is_understood_when_it_agrees_with_how_the_job_ended() -> None:
    assert verdict.understood(json.dumps(HANDED).encode(), failed=True) == FAILED
    assert verdict.understood(
        json.dumps({**HANDED, "errors": 0, "places": []}).encode(), failed=False
    ) == Verdict(0, 0, 1, 12, 58, 43, ())


@pytest.mark.parametrize(
    "spoofed",
    [
        None,
        b"",
        b"no JSON",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 8000,
        b'{"errors": ' + b"9" * 9000 + b"}",
        json.dumps(HANDED).encode() + b" " * LARGEST,
        {"version": 2},
        {"version": None},
        {"number": 7},
        {"errors": 0},
        {"errors": "2"},
        {"stood": 3},
        {"errors": True},
        {"errors": -1},
        {"errors": 2.0},
        {"errors": 10**9},
        {"errors": float("nan")},
        {"warnings": "@effect/all"},
        {"places": {}},
        {"places": ["participants/bjorn-12.yml"]},
        {"places": [*HANDED["places"]] * 3},  # type: ignore[misc]
        {"errors": 99, "places": [*HANDED["places"]] * 10},  # type: ignore[misc]
        {"rule": "<img src=x onerror=alert(1)>"},
        {"rule": "pay-at-evil-example"},
        {"rule": ["mentor-has-room"]},
        {"path": "participants/../../etc/passwd"},
        {"path": "participants/bjorn-12.yml\n@effect"},
        {"path": "participants/bjorn-12.yml\n"},
        {"path": "participants/[x](https://evil.example).yml"},
        {"path": "participants/<!-- mentorskap: check -->.yml"},
        {"path": "participants/Anna Lindqvist.yml"},
        {"path": "participants/bjorn-12.yml\ud800"},
        {"path": 7},
        {"line": "18"},
        {"line": -1},
        {"more": "words"},
    ],
)
def test_a_spoofed_verdict_is_no_verdict(spoofed: Any) -> None:
    if isinstance(spoofed, dict):
        place = {key: spoofed[key] for key in spoofed if key in {"rule", "path", "line", "more"}}
        top = {key: spoofed[key] for key in spoofed if key not in place}
        spoofed = json.dumps(
            {**HANDED, **({"places": [{**HANDED["places"][0], **place}]} if place else {}), **top}  # type: ignore[index]
        ).encode()
    assert verdict.understood(spoofed, failed=True) is None


def test_a_verdict_of_no_errors_from_a_job_that_failed_is_no_verdict() -> None:
    whole = {**HANDED, "errors": 0, "places": []}
    assert verdict.understood(json.dumps(whole).encode(), failed=True) is None
    assert verdict.understood(json.dumps(HANDED).encode(), failed=False) is None


def test_one_small_file_is_unpacked() -> None:
    assert verdict.unpacked(_zip({FILE: b"{}"})) == b"{}"


@pytest.mark.parametrize(
    "archive",
    [
        b"",
        b"no zip",
        _zip({}),
        _zip({"other.json": b"{}"}),
        _zip({f"../{FILE}": b"{}"}),
        _zip({FILE: b"{}", "more": b""}),
        _zip({FILE: b"0" * 10_000_000}),  # 10 MB in 10 KB
        _zip({FILE: b"{}" * 50})[:-30],
    ],
    ids=[
        "empty",
        "no zip",
        "no file",
        "another name",
        "a way out",
        "two files",
        "10 MB in 10 KB",
        "cut off",
    ],
)
def test_any_other_archive_is_refused(archive: bytes) -> None:
    assert verdict.unpacked(archive) is None


def test_every_damaged_archive_is_refused_or_gives_back_what_is_small() -> None:
    whole = _zip({FILE: json.dumps(HANDED).encode() * 3})
    for place in range(len(whole)):
        for byte in (0, 0x55, 0xFF):
            raw = verdict.unpacked(whole[:place] + bytes([byte]) + whole[place + 1 :])
            assert raw is None or len(raw) <= LARGEST


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (
            FAILED,
            [
                "Kontrollen av <code>0123456</code>: 2 fel måste rättas.",
                "du som har gjort ändringen rättar felen",
                "1 fel till, i redogörelsen.",
            ],
        ),
        (
            Verdict(0, 0, 3, 0, 1, 1, ()),
            [
                "Inga fel.",
                "3 varningar",
                "Grönt, med varningar",
                "sedan bestämmer programansvarig.",
            ],
        ),
        (PASSED, ["Inga fel.", "58 deltagare", "programansvarig läser vad ändringen betyder"]),
        (Verdict(2, 2, 0, 0, 1, 1, ()), ["2 fel stod här redan", "men inte av den här ändringen"]),
        (None, ["så inget är känt om filerna.", "Den som sköter verktyget öppnar redogörelsen"]),
    ],
)
def test_the_comment_says_how_it_went_and_who_does_what_next(
    verdict: Verdict | None, said: list[str]
) -> None:
    text = _body(verdict, SV)
    assert text.startswith(MARKER)
    assert text.count("**Vad som händer nu:**") == 1
    assert [words for words in said if words not in text] == []
    assert f"]({ACCOUNT})" in text


def test_the_comment_in_english_reads_aloud() -> None:
    assert (
        _body(FAILED)
        == "<!-- mentorskap: check -->\n**The check of <code>0123456</code>: 2 errors must be"
        " fixed.**\n2 errors, 1 warning, 12 notices – 58 participants, 43 pairings.\n\n-"
        " <code>participants&#47;bjorn&#45;12&#46;yml&#58;18</code> mentor-has-room:"
        " `docs/en/reference/rules/mentor-has-room.md`\n- 1 more"
        " error, in the account.\n\n**What happens next:** Red: the author of the change fixes"
        " what is listed as an error, in the same proposal. The check then runs again.\n\n[The"
        f" full report, with what the change means]({ACCOUNT})\n"
    )


def test_the_comment_is_shown_as_it_is_meant() -> None:
    shown = re.sub(r"<[^>]+>", "", MarkdownIt().render(_body(FAILED)))
    assert "participants&#47;" not in shown
    assert "participants/bjorn-12.yml:18 mentor-has-room" in shown
    assert "The check of 0123456: 2 errors must be fixed." in shown
    assert "@" not in shown


def test_a_proposal_that_changes_the_tool_is_said_to_have_checked_itself() -> None:
    assert "has checked itself" in _body(PASSED, changes_tool=True)
    assert "has checked itself" not in _body(PASSED)
    for path in (
        "scripts/mentorskap/check.py",
        ".github/workflows/check.yml",
        "schemas/x.json",
        "docs/theme/x.js",
        "programme.yml.py",
        "mkdocs.yml",
    ):
        assert not comment.is_data(path), path
    for path in ("programme.yml", "participants/anna-07.yml", "pairings/x.yml", "docs/sv/index.md"):
        assert comment.is_data(path), path
    data = {"filename": "participants/anna-07.yml"}
    for files, changed in (
        ([data], False),
        ([data, {"filename": "Makefile"}], True),
        ([{**data, "previous_filename": "scripts/new.py"}], True),
        ([data] * 3000, True),  # GitHub may have cut the list
    ):
        assert comment.changes_tool(github.changed_files(files)) == changed


def test_there_is_one_comment_written_once_edited_when_it_changes_and_left_alone_when_it_does_not() -> (
    None
):
    mine = Remark(5, own=True, text=_body(PASSED))
    assert comment.act([], _body(PASSED)) == Act(None, _body(PASSED))
    assert comment.act([mine], _body(PASSED)) is None
    assert (
        comment.act(
            [mine._replace(text=_body(PASSED).strip().replace("\n", "\r\n"))], _body(PASSED)
        )
        is None
    )
    assert comment.act([mine], _body(FAILED)) == Act(5, _body(FAILED))


def test_a_marker_that_someone_copied_makes_no_comment_ours() -> None:
    copied = [
        Remark(4, own=False, text=_body(PASSED)),
        Remark(6, own=True, text=f"> {MARKER}\nquoted"),
        Remark(7, own=False, text=MARKER),
    ]
    assert comment.act(copied, _body(PASSED)) == Act(None, _body(PASSED))


HOME = {"full_name": "effect/mentorskap", "default_branch": "main"}
FORK = {"full_name": "stranger/mentorskap"}
CHECK = CheckRun(
    9, failed=False, commit=SHA, source=("stranger", FORK["full_name"], "change"), account=ACCOUNT
)
PULL = {
    "number": 7,
    "state": "open",
    "head": {"sha": SHA, "repo": FORK},
    "base": {"ref": "main", "repo": HOME},
}


def test_the_proposal_is_the_one_that_github_says_ends_with_the_checked_commit() -> None:
    assert github.proposal([{**PULL, "number": 6, "state": "closed"}, PULL], CHECK, HOME) == 7


@pytest.mark.parametrize(
    "other",
    [
        {"state": "closed"},
        {"head": {"sha": "f" * 40, "repo": FORK}},  # has moved on
        {"head": {"sha": SHA, "repo": HOME}},
        {"head": {"sha": SHA, "repo": None}},
        {"base": {"ref": "release", "repo": HOME}},
        {"base": {"ref": "main", "repo": FORK}},
    ],
)
def test_no_other_proposal_is_taken_for_it(other: dict[str, Any]) -> None:
    assert github.proposal([{**PULL, **other}], CHECK, HOME) is None


def test_the_author_is_the_one_that_the_workflow_writes_as() -> None:
    assert AUTHOR == "github-actions[bot]"
    assert "GITHUB_TOKEN: ${{ github.token }}" in (
        ROOT / ".github" / "workflows" / "comment.yml"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (refusals.refused(403, "pull-requests: write"), "The job needs `pull-requests: write`."),
        (refusals.refused(404, ""), "no such repository"),
        (refusals.refused(410, ""), "turned off"),
        (refusals.refused(502, ""), "GitHub answered 502."),
        (refusals.unreachable("timeout"), "could not be reached (`timeout`)"),
        (refusals.missing("GITHUB_TOKEN"), "`GITHUB_TOKEN` is missing"),
    ],
)
def test_what_github_refuses_is_said_with_what_to_mend(sentence: Any, said: str) -> None:
    assert said in Voice(ENGLISH, {})(sentence)
