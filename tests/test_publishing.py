"""Laws of publishing: the handbook leaves only for a place that is known to be private, or that was said to be public."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mentorskap.files.disk import packaged_bytes
from mentorskap.host import publishing
from mentorskap.host.forge import BRANCH, OFF, OPEN, PRIVATE, UNKNOWN
from mentorskap.host.github import pages
from mentorskap.host.publishing import ALARM, GO, STOP
from mentorskap.words import catalogues
from mentorskap.words.voice import MARKDOWN, NAMELESS, Voice
from tests.conftest import ROOT, measured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWERS: list[tuple[Any, str]] = [
    ({"public": False}, PRIVATE),
    ({"public": False, "build_type": "workflow"}, PRIVATE),
    ({"public": False, "build_type": None}, PRIVATE),
    ({"public": True, "build_type": "workflow"}, OPEN),
    ({"public": False, "build_type": "legacy"}, BRANCH),
    ({"public": True, "build_type": "legacy"}, BRANCH),
    ({}, UNKNOWN),
    ({"public": None}, UNKNOWN),
    ({"public": 0}, UNKNOWN),
    ({"public": "false"}, UNKNOWN),
    ([{"public": False}], UNKNOWN),
    (False, UNKNOWN),
]


@pytest.mark.parametrize(("answer", "found"), ANSWERS)
def test_only_a_clear_answer_counts(answer: Any, found: str) -> None:
    assert pages(answer) == found


@pytest.mark.parametrize(
    ("found", "may_be_public", "kind"),
    [
        (PRIVATE, False, GO),
        (PRIVATE, True, GO),
        (OPEN, False, STOP),
        (OPEN, True, GO),
        (OFF, False, STOP),
        (OFF, True, STOP),
        (BRANCH, False, ALARM),
        (BRANCH, True, ALARM),
        (UNKNOWN, False, ALARM),
        (UNKNOWN, True, GO),
    ],
)
def test_the_handbook_leaves_only_for_a_private_place_or_with_leave(
    found: str, kind: str, *, may_be_public: bool
) -> None:
    verdict = publishing.of_host(found, may_be_public=may_be_public)
    assert verdict.kind == kind
    assert bool(verdict.todo) == (kind != GO)


@pytest.mark.parametrize("visibility", ["public", "internal", "", "Private"])
def test_the_managers_pages_stay_where_others_could_fetch_them(visibility: str) -> None:
    assert publishing.of_manager(visibility).kind == STOP
    assert publishing.of_manager("private").kind == GO


@pytest.mark.parametrize("form", [NAMELESS, MARKDOWN])
@pytest.mark.parametrize("chosen", ["sv", "en"])
def test_every_verdict_can_be_said(chosen: str, form: Any) -> None:
    voice = Voice(catalogues.catalogue(chosen, packaged_bytes), {}, form)
    for found in (PRIVATE, OPEN, OFF, BRANCH, UNKNOWN):
        for may_be_public in (False, True):
            verdict = publishing.of_host(found, may_be_public=may_be_public)
            told = [voice(sentence) for sentence in (*verdict.why, *verdict.todo)]
            assert all(text.endswith((".", "?")) for text in told)


# The script, against a host on the loopback.


class Host(NamedTuple):
    """A host that gives one answer, and remembers what it was asked."""

    address: str
    asked: list[tuple[str, str | None]]


@pytest.fixture
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    status, body = request.param
    asked: list[tuple[str, str | None]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Authorization"]))
            self.send_response(status)
            if status in {301, 302}:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Host(f"http://127.0.0.1:{server.server_port}", asked)
    server.shutdown()
    server.server_close()


class Said(NamedTuple):
    """How the script ended, what it said, and what it handed on."""

    code: int
    log: str
    summary: str
    output: str


def ask(root: Path, site: str = "handbook", **environment: str) -> Said:
    """Run the script as the workflow does."""
    summary, output = root / "summary.md", root / "output"
    done = subprocess.run(
        [sys.executable, "-m", "mentorskap.host.publishing", site],
        cwd=root,
        env={
            **measured(),
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT / "scripts"),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": "effect/mentorskap",
            "GITHUB_TOKEN": "secret-token",
            **environment,
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert "secret-token" not in done.stdout
    return Said(
        done.returncode,
        done.stdout,
        summary.read_text(encoding="utf-8"),
        output.read_text(encoding="utf-8"),
    )


def allow(root: Path, value: str = "true") -> None:
    path = root / "programme.yml"
    text = path.read_text(encoding="utf-8")
    assert "  public: false" in text
    path.write_text(text.replace("  public: false", f"  public: {value}"), encoding="utf-8")


@pytest.mark.parametrize("host", [(200, json.dumps({"public": False}))], indirect=True)
def test_private_pages_get_the_handbook(example: Path, host: Host) -> None:
    said = ask(example, GITHUB_API_URL=host.address)
    assert (said.code, said.output) == (0, "may=true\n")
    assert said.log.startswith("::notice::")
    assert host.asked == [("/repos/effect/mentorskap/pages", "Bearer secret-token")]


@pytest.mark.parametrize("host", [(200, json.dumps({"public": True}))], indirect=True)
def test_public_pages_get_nothing_unless_the_programme_says_so(example: Path, host: Host) -> None:
    said = ask(example, GITHUB_API_URL=host.address)
    assert (said.code, said.output) == (0, "may=false\n")
    assert said.log.startswith("::warning::Handboken publicerades inte.")
    assert "→ Hellre ett lösenord?" in said.log
    assert "<code>Settings &#8594; Pages</code>" in said.summary
    (example / "output").unlink()
    allow(example)
    assert ask(example, GITHUB_API_URL=host.address).output == "may=true\n"


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ((404, '{"public": false}'), 0),
        *(((status, '{"public": false}'), 1) for status in (201, 301, 302, 401, 403, 500)),
        *(((200, body), 1) for body in ("", "garbage", "{}", '{"public": false', "[" * 100_000)),
    ],
    indirect=["host"],
)
def test_without_a_clear_yes_nothing_leaves(example: Path, host: Host, code: int) -> None:
    said = ask(example, GITHUB_API_URL=host.address)
    assert (said.code, said.output) == (code, "may=false\n")
    assert len(host.asked) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "nonsense", "http://127.0.0.1:x"])
def test_a_host_that_cannot_be_reached_gets_nothing(example: Path, address: str) -> None:
    said = ask(example, GITHUB_API_URL=address)
    assert (said.code, said.output) == (1, "may=false\n")
    assert said.log.startswith("::error::Handboken publicerades inte.")


@pytest.mark.parametrize("host", [(200, json.dumps({"public": True}))], indirect=True)
@pytest.mark.parametrize(
    "value", ["maybe", "'true'", "[true]", "yes", "{true", "true\n  public: true"]
)
def test_a_setting_that_cannot_be_read_is_no_leave(example: Path, host: Host, value: str) -> None:
    allow(example, value)
    assert ask(example, GITHUB_API_URL=host.address).output == "may=false\n"


@pytest.mark.parametrize("host", [(200, json.dumps({"visibility": "private"}))], indirect=True)
def test_letters_wait_in_a_repository_that_the_host_calls_private(
    example: Path, host: Host
) -> None:
    said = ask(example, "letters", GITHUB_API_URL=host.address)
    assert (said.code, said.output) == (0, "may=true\n")
    assert len(host.asked) == 1


@pytest.mark.parametrize("visibility", ["public", "internal", "Private"])
def test_letters_stay_where_others_could_fetch_them(example: Path, visibility: str) -> None:
    said = ask(example, "letters", VISIBILITY=visibility)
    assert (said.code, said.output) == (0, "may=false\n")
    assert "mentorskap remind" in said.log


@pytest.mark.parametrize(
    "host",
    [
        (200, json.dumps({"visibility": "internal"})),
        (200, json.dumps({"private": True})),
        (200, "[]"),
        (200, "garbage"),
        (404, "{}"),
        (500, "{}"),
    ],
    indirect=True,
)
def test_without_a_clear_answer_letters_stay(example: Path, host: Host) -> None:
    said = ask(example, "letters", GITHUB_API_URL=host.address)
    assert (said.code, said.output) == (0, "may=false\n")


def test_the_managers_pages_wait_only_in_a_private_repository(example: Path) -> None:
    assert ask(example, "manager", VISIBILITY="private").output == "may=true\n"
    (example / "output").unlink()
    said = ask(example, "manager", VISIBILITY="public")
    assert (said.code, said.output) == (0, "may=false\n")
    assert "make run" in said.log
