"""Laws of the gated host: Debian's nginx, started here with the shipped settings, shows nothing to whoever has no password."""

from __future__ import annotations

import http.client
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.sites import Sites

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
NAMES = {"participants": "handbok.localhost", "manager": "ledning.localhost"}
KEYS = {"participants": "deltagare:hemligt-ett", "manager": "ansvarig:hemligt-två"}
PAGES = {
    "participants": [
        "/",
        "/en/",
        "/way/first-meeting/",
        "/search/search_index.json",
        "/sitemap.xml",
        "/sitemap.xml.gz",
        "/404.html",
    ],
    "manager": [
        "/",
        "/index.html",
        "/people/anna-07.html",
        "/search/search_index.js",
        "/assets/javascripts/tables.js",
    ],
}
NOWHERE = ["/nowhere/", "/nowhere.html", "/.git/config", "/.htpasswd", "/en/.hidden"]
ASTRAY = [
    "/../manager/index.html",
    "/..%2fmanager/index.html",
    "/%2e%2e/manager/index.html",
    "/..%5cmanager/index.html",
    "/en/../../manager/index.html",
    "/en/..%2f..%2fmanager%2findex.html",
    "//../participants.passwords",
    "/..%2fparticipants.passwords",
    "/participants.passwords",
    "/nginx.conf",
    "/..%2fnginx.conf",
    "/link.html",
    "/assets/",
    "/assets",
]
METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "CONNECT"]
HEADERS = {
    "Content-Security-Policy": (
        r"default-src 'none'; script-src 'self'(?: 'sha256-[A-Za-z0-9+/=]{44}')+; style-src 'self';"
        r" .*base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Answer(NamedTuple):
    """What the host answered; a status of 0: it hung up."""

    status: int
    headers: dict[str, str]
    body: bytes


class Hosted(NamedTuple):
    """A host that runs: its port, and what it trusts."""

    port: int
    trust: ssl.SSLContext | None = None

    def ask(self, name: str, path: str, key: str | None = None, method: str = "GET") -> Answer:
        """Ask for a path as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = (
            {"Host": name}
            if key is None
            else {"Host": name, "Authorization": "Basic " + b64encode(key.encode()).decode()}
        )
        try:
            if self.trust is not None:
                connection.connect()
                connection.sock = self.trust.wrap_socket(connection.sock, server_hostname=name)
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        except (http.client.HTTPException, OSError):
            return Answer(0, {}, b"")
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lay(source: Path, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Copy the sites built in `source` to a host's folder."""
    command = [sys.executable, "-m", "mentorskap.host.nginx", str(folder)]
    doors = ["--handbook", NAMES["participants"], "--manager", NAMES["manager"]]
    return _run([*command, *doors, *more], source)


def _run(command: list[str], source: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.run(
        command, cwd=source, env=environment, capture_output=True, text=True, check=False
    )


def command_of_the_guide() -> str:
    """Return how the guide makes a password."""
    guide = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    return str(re.findall(r"printf .*\$\((openssl passwd [^)]*)\)", guide)[0])


@pytest.fixture(scope="session")
def laid(example_sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the example's sites as the guide tells, with passwords, and with what must never be shown."""
    base = tmp_path_factory.mktemp("host")
    source, folder = base / "source", base / "laid"
    folder.mkdir()
    for part in ("scripts", "docs/host"):
        shutil.copytree(ROOT / part, source / part)
    for door in NAMES:
        shutil.copytree(getattr(example_sites, door)("mkdocs"), source / "site" / door)
        for hidden in (".git/config", ".htpasswd", ".hidden", "en/.hidden"):
            path = source / "site" / door / hidden
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("hidden", encoding="utf-8")
    done = lay(source, folder, "--listen", "127.0.0.1:65535")
    assert done.returncode == 0, done.stderr
    for door, key in KEYS.items():
        user, _, word = key.partition(":")
        made = subprocess.run(
            [*command_of_the_guide().split(), "-stdin"],
            input=word,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        (folder / f"{door}.passwords").write_text(f"{user}:{made}", encoding="utf-8")
        (folder / door / "link.html").symlink_to(folder / "nginx.conf")
    return folder


@contextmanager
def running(folder: Path, conf: str, place: Path) -> Iterator[int]:
    """Run nginx with settings, as Debian's own nginx.conf would take them in, and return its port."""
    if NGINX is None:
        pytest.skip("no nginx is installed: the gated host was not started")
    port = free_port()
    (place / "doors.conf").write_text(
        conf.replace("127.0.0.1:65535", f"127.0.0.1:{port}").replace(
            "listen 443", f"listen 127.0.0.1:{port}"
        ),
        encoding="utf-8",
    )
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "\n".join(
        f"{kind}_temp_path {place}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"{user} daemon off; pid {place}/pid; error_log {place}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; {temporary} include {place}/doors.conf; }}\n",
        encoding="utf-8",
    )
    assert folder.is_dir()
    with subprocess.Popen(
        [NGINX, "-p", place, "-c", place / "nginx.conf", "-e", place / "error.log"],
        stderr=subprocess.PIPE,
    ) as nginx:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert nginx.poll() is None, nginx.stderr.read() if nginx.stderr else ""
                time.sleep(0.05)
            yield port
        finally:
            nginx.terminate()


@pytest.fixture(scope="module")
def hosted(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """Run the shipped host."""
    with running(
        laid, (laid / "nginx.conf").read_text(encoding="utf-8"), tmp_path_factory.mktemp("nginx")
    ) as port:
        yield Hosted(port)


def weaknesses(host: Hosted) -> list[str]:
    """Return everything that the host shows, tells or does and should not."""
    found: list[str] = []

    def expect(what: str, *, well: bool) -> None:
        if not well:
            found.append(what)

    for door, name in NAMES.items():
        own, other = KEYS[door], KEYS["manager" if door == "participants" else "participants"]
        user = own.partition(":")[0]
        for path in (*PAGES[door], *NOWHERE, *ASTRAY):
            for whose, key in (
                ("nobody", None),
                ("the other door", other),
                ("a wrong word", f"{user}:fel"),
                ("no word", f"{user}:"),
            ):
                answer = host.ask(name, path, key)
                expect(
                    f"{name}{path} with the key of {whose}: {answer.status}",
                    well=answer.status in {400, 401},
                )
        for path in PAGES[door]:
            answer = host.ask(name, path, own)
            expect(
                f"{name}{path} with its own key: {answer.status}",
                well=answer.status == 200 and len(answer.body) > 20,
            )
        for path in (*NOWHERE, *ASTRAY):
            answer = host.ask(name, path, own)
            moved = answer.status == 301 and answer.headers.get("Location") == f"{path}/"
            expect(
                f"{name}{path} with its own key: {answer.status}",
                well=moved or answer.status in {400, 404},
            )
            expect(
                f"{name}{path} shows a file",
                well=b"hidden" not in answer.body[:10]
                and b"$6$" not in answer.body
                and b"auth_basic" not in answer.body,
            )
        for method in METHODS:
            for key in (None, own):
                answer = host.ask(name, "/", key, method)
                expect(f"{method} {name}: {answer.status}", well=answer.status in {400, 405})
        expect(f"HEAD {name}", well=host.ask(name, "/", own, "HEAD").status == 200)
        seen = [
            host.ask(name, "/", own),
            host.ask(name, "/"),
            host.ask(name, "/nowhere/", own),
            host.ask(name, "/", own, "POST"),
        ]
        expect(f"{name}: the page for what is not there", well=b"<!doctype html>" in seen[2].body)
        for answer in seen:
            for header, value in HEADERS.items():
                expect(
                    f"{name} {answer.status}: {header}",
                    well=re.fullmatch(value, answer.headers.get(header, "")) is not None,
                )
            expect(
                f"{name} {answer.status}: tells its version",
                well=answer.headers["Server"] == "nginx" and b"nginx/" not in answer.body,
            )
    for name in ("other.example", "127.0.0.1", "", "ledning.localhost.other.example"):
        for key in (None, *KEYS.values()):
            expect(
                f"answers to the name {name!r}", well=host.ask(name, "/", key).status in {0, 400}
            )
    return found


def test_the_shipped_host_has_no_weakness(hosted: Hosted) -> None:
    assert weaknesses(hosted) == []


WEAKER: dict[str, Callable[[str], str]] = {
    "no password": lambda conf: re.sub(r'auth_basic "manager";', "", conf),
    "one file of passwords for both": lambda conf: conf.replace(
        "manager.passwords", "participants.passwords"
    ),
    "scripts of anyone": lambda conf: conf.replace(
        "script-src 'self'", "script-src 'self' 'unsafe-inline'"
    ),
    "anyone may frame it": lambda conf: conf.replace("; frame-ancestors 'none'", ""),
    "headers on success only": lambda conf: conf.replace(" always;", ";"),
    "a header of its own in a location": (
        lambda conf: conf.replace(
            "try_files /.nothing", "add_header X-Own 1; try_files /.nothing"
        ).replace(
            "location ~ /\\. {",
            "location ~ /nowhere/|/$ { add_header X-Own 1; }\n location ~ /\\. {",
        )
    ),
    "every method": lambda conf: conf.replace("return 405;", ""),
    "lists of files": lambda conf: conf.replace("autoindex off", "autoindex on"),
    "hidden files": lambda conf: conf.replace("try_files /.nothing =404;", ""),
    "links": lambda conf: re.sub(r"disable_symlinks .*", "", conf),
    "its version": lambda conf: conf.replace("server_tokens off;", ""),
    "any name": lambda conf: conf.replace("return 444;", "return 200;"),
    "kept by browsers": lambda conf: conf.replace("no-store", "max-age=600"),
}


@pytest.mark.parametrize("fault", WEAKER)
def test_a_weaker_host_is_found(fault: str, laid: Path, tmp_path: Path) -> None:
    shipped = (laid / "nginx.conf").read_text(encoding="utf-8")
    weaker = WEAKER[fault](shipped)
    assert weaker != shipped
    with running(laid, weaker, tmp_path) as port:
        assert weaknesses(Hosted(port)) != []


def test_where_the_passwords_are_lost_nobody_gets_in(laid: Path, tmp_path: Path) -> None:
    conf = (
        (laid / "nginx.conf")
        .read_text(encoding="utf-8")
        .replace("manager.passwords", "lost.passwords")
    )
    with running(laid, conf, tmp_path) as port:
        for key in (None, *KEYS.values()):
            assert Hosted(port).ask(NAMES["manager"], "/", key).status in {401, 403, 404}
            assert b"Lindqvist" not in Hosted(port).ask(NAMES["manager"], "/", key).body


def test_with_a_certificate_the_doors_speak_tls_and_nothing_else(
    laid: Path, tmp_path: Path
) -> None:
    names = ",".join(f"DNS:{name}" for name in NAMES.values())
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        f"subjectAltName={names}",
    ]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    folder = tmp_path / "host"
    folder.mkdir()
    guide = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8").replace("\\\n", " ")
    told = shlex.split(re.findall(r"python (-m mentorskap\.host\.nginx .*)", guide)[0])
    mine = {
        "/srv/mentorskap": str(folder),
        "handbok.effect.example": NAMES["participants"],
        "ledning.effect.example": NAMES["manager"],
        "/etc/letsencrypt/live/effect/fullchain.pem": str(certificate),
        "/etc/letsencrypt/live/effect/privkey.pem": str(key),
    }
    assert set(mine) <= set(told)
    command = [sys.executable, *(mine.get(word, word) for word in told)]
    assert _run(command, laid.parent / "source").returncode == 0
    for door in NAMES:
        shutil.copy(laid / f"{door}.passwords", folder)
    conf = (folder / "nginx.conf").read_text(encoding="utf-8")
    assert conf.count("listen 443 ssl") == 3
    with running(folder, conf, tmp_path) as port:
        sealed, bare = (
            Hosted(port, ssl.create_default_context(cafile=str(certificate))),
            Hosted(port),
        )
        for door, name in NAMES.items():
            assert sealed.ask(name, "/").status == 401
            answer = sealed.ask(name, "/", KEYS[door])
            assert (answer.status, answer.headers["Strict-Transport-Security"]) == (
                200,
                "max-age=31536000",
            )
            assert bare.ask(name, "/", KEYS[door]).status == 400
        assert sealed.ask("localhost", "/", KEYS["manager"]).status == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--listen", "0.0.0.0:80"], "without a certificate"),
        (["--listen", "8080"], "without a certificate"),
        (["--listen", "127.0.0.1:80; root /"], "is no port"),
        (["--certificate", "/etc/cert.pem"], "go together"),
        (["--manager", NAMES["participants"]], "two names"),
        (["--manager", "a.example; autoindex on"], "is no name"),
    ],
)
def test_settings_that_would_open_a_door_are_refused(
    more: list[str], said: str, tmp_path: Path
) -> None:
    done = lay(ROOT, tmp_path, *more)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_built_is_not_laid_out(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs" / "host", tmp_path / "source" / "docs" / "host")
    done = lay(tmp_path / "source", tmp_path / "host")
    assert done.returncode == 2
    assert "has not been built" in done.stderr


# In the browser.


def visit(
    browser: Browser, hosted: Hosted, door: str, paths: list[str], word: str
) -> tuple[list[str], list[str]]:
    """Open pages with the right password and search; return what the browser complained of, and what was found."""
    user, _, password = KEYS[door].partition(":")
    context = browser.new_context(
        http_credentials={"username": user, "password": password},
        viewport={"width": 1280, "height": 900},
    )
    page = context.new_page()
    told: list[str] = []
    page.on(
        "console", lambda message: told.append(message.text) if message.type == "error" else None
    )
    page.on("requestfailed", lambda request: told.append(f"{request.url} failed"))
    address = f"http://{NAMES[door]}:{hosted.port}/"
    for path in [*paths, ""]:
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, path
        page.wait_for_load_state("networkidle")
    page.locator(".md-search__input").fill(word)
    page.locator(".md-search__input").press("End")
    page.locator(".md-search-result__item").first.wait_for(state="attached")
    titles = page.locator(".md-search-result__item h1").all_text_contents()
    context.close()
    return told, titles


def test_the_handbook_works_behind_its_door(browser: Browser, hosted: Hosted) -> None:
    told, titles = visit(
        browser, hosted, "participants", ["en/", "way/first-meeting/", "tools/questions/"], "mötet"
    )
    assert told == []
    assert "Första mötet" in titles


def test_the_managers_pages_work_behind_their_door(browser: Browser, hosted: Hosted) -> None:
    told, titles = visit(
        browser,
        hosted,
        "manager",
        ["pairings.html", "numbers.html", "pairings/anna-07--bjorn-12.html", "people/anna-07.html"],
        "Lindqvist",
    )
    assert told == []
    assert any("Lindqvist" in title for title in titles)


def test_a_browser_without_a_password_sees_nothing(browser: Browser, hosted: Hosted) -> None:
    import playwright.sync_api as playwright

    page = browser.new_context().new_page()
    with pytest.raises(playwright.Error, match="ERR_INVALID_AUTH_CREDENTIALS"):
        page.goto(f"http://{NAMES['manager']}:{hosted.port}/")
    page.context.close()
