"""`mentorskap editor`: the built folder on loopback, under the strict policy, with nothing beside it."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from mentorskap.cli import editor
from mentorskap.host import serving
from mentorskap.words.sentence import RefusalError
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Outcome

ADDRESS = "https://github.com/effect/mentorskap"


@pytest.fixture
def built(example: Path) -> Path:
    """Return a repository with an editor in it, as small as one can be."""
    folder = example / serving.FOLDER
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    (folder / "assets" / "index-1.js").write_text("1\n", encoding="utf-8")
    (example / "secret.txt").write_text("Anna Lindqvist\n", encoding="utf-8")
    programme = example / "programme.yml"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(f"{text}\nrepository: {ADDRESS}\n", encoding="utf-8")
    return example


@contextmanager
def served(root: Path) -> Iterator[serving.EditorServer]:
    chosen = serving.settings(ADDRESS, "sv")
    built = serving.files(root / serving.FOLDER, chosen)
    with serving.EditorServer(0, built, serving.headers(chosen)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def asked(
    server: serving.EditorServer, path: str, *, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    own = f"127.0.0.1:{server.server_port}"
    connection.request(method, path, headers={"Host": host or own})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), text


def test_the_built_files_are_served_and_nothing_else(built: Path) -> None:
    with served(built) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert asked(server, "/")[2].startswith("<!doctype html>")
        status, headers, text = asked(server, "/assets/index-1.js?x")
        assert (status, headers["Content-Type"], text) == (200, "text/javascript", "1\n")
        assert json.loads(asked(server, "/settings.json")[2]) == {
            "repository": "effect/mentorskap",
            "language": "sv",
        }
        for path in ("/../../secret.txt", "/%2e%2e/secret.txt", "/programme.yml", "/assets", "//x"):
            assert asked(server, path)[0] == 404, path
        assert asked(server, "/", method="POST")[0] == 501


def test_another_name_for_the_loopback_gets_nothing(built: Path) -> None:
    with served(built) as server:
        for host in ("evil.example", f"localhost:{server.server_port}", "127.0.0.1"):
            assert asked(server, "/settings.json", host=host)[0] == 404, host


def test_every_answer_has_the_strict_policy(built: Path) -> None:
    with served(built) as server:
        for path in ("/", "/settings.json", "/missing"):
            headers = asked(server, path)[1]
            policy = headers["Content-Security-Policy"].split("; ")
            assert policy[:2] == ["default-src 'none'", "script-src 'self'"]
            assert "connect-src 'self' data: blob: https://api.github.com" in policy
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "no-store"


def test_the_page_on_hosting_names_the_same_headers() -> None:
    page = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
    for name, value in serving.headers(serving.settings(ADDRESS, "sv")).items():
        assert f"\n{name}: {value}\n" in page


def test_a_server_of_ones_own_answers_for_itself() -> None:
    chosen = serving.settings("https://git.effect.example/team/mentorskap/", "en")
    assert chosen["api"] == "https://git.effect.example"
    assert "https://git.effect.example;" in serving.headers(chosen)["Content-Security-Policy"]


@pytest.mark.parametrize("address", [None, "", "http://github.com/a/b", "https://github.com/a"])
def test_what_is_no_address_of_a_repository_is_refused(address: str | None) -> None:
    with pytest.raises(RefusalError):
        serving.settings(address, "sv")


def test_the_command_says_what_is_missing(example: Path, command: Callable[..., Outcome]) -> None:
    ended = command("editor", root=example, lang="sv")
    assert ended.code == 2
    assert "Redigeraren behöver arkivets adress." in ended.err
    programme = example / "programme.yml"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(f"{text}\nrepository: {ADDRESS}\n", encoding="utf-8")
    ended = command("editor", root=example)
    assert ended.code == 2
    assert "make editor" in ended.err


def test_the_command_serves_until_it_is_stopped(
    built: Path, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(server: serving.EditorServer) -> None:
        assert server.built["index.html"]
        raise KeyboardInterrupt

    monkeypatch.setattr(serving.EditorServer, "serve_forever", stopped)
    ended = command("editor", "--port=0", root=built, lang="sv")
    assert ended.code == 0
    assert "Redigeraren finns på `http://127.0.0.1:" in ended.out


def test_a_port_that_is_taken_or_none_is_named(
    built: Path, command: Callable[..., Outcome]
) -> None:
    with served(built) as server:
        ended = command("editor", f"--port={server.server_port}", root=built, lang="sv")
    assert ended.code == 2
    assert f"Port {server.server_port} är upptagen" in ended.err
    assert command("editor", "--port=web", root=built).code == 2
    assert editor.PORT > 1023


def test_a_copy_for_a_private_host_has_its_settings_and_its_headers_are_printed(
    built: Path, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    folder = tmp_path / "hosted"
    ended = command("editor", f"--to={folder}", root=built, lang="sv")
    assert ended.code == 0
    assert ended.out.startswith("Content-Security-Policy: default-src 'none'; ")
    assert sorted(path.name for path in folder.rglob("*.*")) == [
        "index-1.js",
        "index.html",
        "settings.json",
    ]
