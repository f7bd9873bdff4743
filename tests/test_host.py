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
import warnings
from base64 import b64encode
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mentorskap.host.passwords import hashed
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
        "/assets/javascripts/manager.js",
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


VISITORS = (f"127.0.{third}.{last}" for third in count(1) for last in range(1, 255))
"""Addresses of this machine, one a question, so that no visitor asks too often."""


class Hosted(NamedTuple):
    """A host that runs: its port, its folder of logs, and what it trusts."""

    port: int
    logs: Path
    trust: ssl.SSLContext | None = None

    def ask(
        self,
        name: str,
        path: str,
        key: str | None = None,
        method: str = "GET",
        *,
        visitor: str | None = None,
        forwarded: str | None = None,
    ) -> Answer:
        """Ask for a path as it is written, as a visitor who has not asked before if none is named."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=10, source_address=(visitor or next(VISITORS), 0)
        )
        headers = {"Host": name}
        if key is not None:
            headers["Authorization"] = "Basic " + b64encode(key.encode()).decode()
        if forwarded is not None:
            headers["X-Forwarded-For"] = forwarded
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


def passwords(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command that adds and withdraws passwords."""
    return _run([sys.executable, "-m", "mentorskap.host.passwords", str(folder), *words], folder)


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
        (folder / f"{door}.passwords").write_text(f"{user}:{hashed(word)}\n", encoding="utf-8")
        (folder / door / "link.html").symlink_to(folder / "nginx.conf")
    return folder


@contextmanager
def running(folder: Path, conf: str, place: Path) -> Iterator[int]:
    """Run nginx with settings, as Debian's own nginx.conf would take them in, and return its port."""
    if NGINX is None:
        pytest.skip("no nginx is installed: the gated host was not started")
    port = free_port()
    (place / "doors.conf").write_text(
        conf.replace("127.0.0.1:65535", f"127.0.0.1:{port}")
        .replace("listen 443", f"listen 127.0.0.1:{port}")
        .replace("/var/log/nginx/", f"{place}/"),
        encoding="utf-8",
    )
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "\n".join(
        f"{kind}_temp_path {place}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"{user} daemon off; pid {place}/pid; error_log {place}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; {temporary} access_log {place}/access.log; include {place}/doors.conf; }}\n",
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
    place = tmp_path_factory.mktemp("nginx")
    with running(laid, (laid / "nginx.conf").read_text(encoding="utf-8"), place) as port:
        yield Hosted(port, place)


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
    return [*found, *unlimited(host), *logged(host.logs)]


def unlimited(host: Hosted) -> list[str]:
    """Return where guessing goes on as fast as the guesser can."""
    found = []
    for door, name in NAMES.items():
        guesser, user = next(VISITORS), KEYS[door].partition(":")[0]
        answers = [host.ask(name, "/", f"{user}:{n}", visitor=guesser).status for n in range(180)]
        if set(answers) != {401, 429} or answers[:60] != [401] * 60:
            found.append(f"{name} answers 180 guesses by {sorted(set(answers))}")
        refused = host.ask(name, "/", KEYS[door], visitor=guesser)
        for _ in range(5):  # a slow machine may send it when the next request is just allowed
            if refused.status == 429:
                break
            for number in range(30):
                host.ask(name, "/", f"{user}:{number}", visitor=guesser)
            refused = host.ask(name, "/", KEYS[door], visitor=guesser)
        if refused.status != 429 or "Content-Security-Policy" not in refused.headers:
            found.append(f"{name} lets the right guess through: {refused.status}")
        if host.ask(name, "/", KEYS[door]).status != 200:
            found.append(f"{name} shuts others out for what one guesser did")
    return found


def logged(logs: Path) -> list[str]:
    """Return the lines of nginx's logs that say more than that a sign-in was refused."""
    wanted = re.compile(r"\S+T\S+ (?:handbok|ledning)\.localhost (?:401|429) 127\.\S+")
    for _ in range(100):  # an answer is logged after it was sent
        if (logs / "mentorskap.log").exists() and (logs / "mentorskap.log").stat().st_size:
            break
        time.sleep(0.02)
    refused, *usual = (
        path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for path in (logs / name for name in ("mentorskap.log", "access.log", "error.log"))
    )
    found = [] if refused else ["no refused sign-in is logged"]
    found += [line for line in refused if not wanted.fullmatch(line)]
    return [*found, *(line for lines in usual for line in lines)]


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
    "guesses without end": lambda conf: conf.replace("limit_req zone", "# limit_req zone"),
    "guesses a thousand a second": lambda conf: conf.replace("rate=10r/s", "rate=1000r/s"),
    "guesses for one file of passwords": lambda conf: conf.replace(
        "    limit_req zone=mentorskap burst=100 nodelay;", "", 1
    ),
    "one limit for everyone": lambda conf: conf.replace("$binary_remote_addr", "$server_port"),
    "an answer without headers": lambda conf: conf.replace(
        "limit_req_status 429;", "limit_req_status 429; error_page 429 =429 @slow;", 1
    ).replace("location ~ /\\. {", "location @slow { add_header X 1; }\n location ~ /\\. {", 1),
    "a log of visits": lambda conf: conf.replace(" if=$mentorskap_refused", ""),
    "a log with paths": lambda conf: conf.replace('$status $remote_addr"', '$status $request"'),
    "a log with names": lambda conf: conf.replace('$status $remote_addr"', '$status $remote_user"'),
    "the usual log": lambda conf: re.sub(r"access_log \S+ mentorskap .*", "", conf),
    "the usual log of errors": lambda conf: conf.replace("error_log /dev/null emerg;", ""),
    "a log of strangers": lambda conf: conf.replace("    access_log off;\n", ""),
}


@pytest.mark.parametrize("fault", WEAKER)
@pytest.mark.wide
def test_a_weaker_host_is_found(fault: str, laid: Path, tmp_path: Path) -> None:
    shipped = (laid / "nginx.conf").read_text(encoding="utf-8")
    weaker = WEAKER[fault](shipped)
    assert weaker != shipped
    with running(laid, weaker, tmp_path) as port:
        assert weaknesses(Hosted(port, tmp_path)) != []


def test_where_the_passwords_are_lost_nobody_gets_in(laid: Path, tmp_path: Path) -> None:
    conf = (
        (laid / "nginx.conf")
        .read_text(encoding="utf-8")
        .replace("manager.passwords", "lost.passwords")
    )
    with running(laid, conf, tmp_path) as port:
        for key in (None, *KEYS.values()):
            answer = Hosted(port, tmp_path).ask(NAMES["manager"], "/", key)
            assert answer.status in {401, 403, 404}
            assert b"Lindqvist" not in answer.body


@pytest.fixture(scope="module")
def certified(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Lay out the sites with a certificate, by the line of the guide, and return both."""
    place = tmp_path_factory.mktemp("certified")
    names = ",".join(f"DNS:{name}" for name in NAMES.values())
    certificate, key = place / "cert.pem", place / "key.pem"
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    subprocess.run(
        [
            *shlex.split(made),
            "-addext",
            f"subjectAltName={names}",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    folder = place / "host"
    folder.mkdir()
    guide = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8").replace("\\\n", " ")
    words = shlex.split(re.findall(r"python (-m mentorskap\.host\.nginx .*)", guide)[0])
    mine = {
        "/srv/mentorskap": str(folder),
        "handbok.effect.example": NAMES["participants"],
        "ledning.effect.example": NAMES["manager"],
        "/etc/letsencrypt/live/effect/fullchain.pem": str(certificate),
        "/etc/letsencrypt/live/effect/privkey.pem": str(key),
    }
    assert set(mine) <= set(words)
    command = [sys.executable, *(mine.get(word, word) for word in words)]
    assert _run(command, laid.parent / "source").returncode == 0
    for door in NAMES:
        shutil.copy(laid / f"{door}.passwords", folder)
    return folder, certificate


def test_with_a_certificate_the_doors_speak_tls_and_nothing_else(
    certified: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, certificate = certified
    conf = (folder / "nginx.conf").read_text(encoding="utf-8")
    assert conf.count("listen 443 ssl") == 3
    assert "X-Forwarded-For" not in conf
    with running(folder, conf, tmp_path) as port:
        sealed = Hosted(port, tmp_path, ssl.create_default_context(cafile=str(certificate)))
        bare = Hosted(port, tmp_path)
        for door, name in NAMES.items():
            assert sealed.ask(name, "/").status == 401
            answer = sealed.ask(name, "/", KEYS[door])
            assert (answer.status, answer.headers["Strict-Transport-Security"]) == (
                200,
                "max-age=31536000",
            )
            assert bare.ask(name, "/", KEYS[door]).status == 400
        assert sealed.ask("localhost", "/", KEYS["manager"]).status == 0
        assert weak_tls(port, certificate) == []
        assert sealed.ask(NAMES["manager"], "/", "ansvarig:fel").status == 401
        assert logged(tmp_path) == []


def weak_tls(port: int, certificate: Path) -> list[str]:
    """Return the outdated ways of speaking TLS that the host takes part in."""
    old, new = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_2
    ways = {
        "TLS 1.1": (old, ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0"),
        "a key that opens yesterday's traffic": (new, new, "AES128-SHA:AES128-GCM-SHA256"),
        "CBC": (new, new, "ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA384"),
    }
    found = []
    for way, (lowest, highest, ciphers) in ways.items():
        context = ssl.create_default_context(cafile=str(certificate))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version, context.maximum_version = lowest, highest
        context.set_ciphers(ciphers)
        for name in NAMES.values():
            with (
                suppress(OSError),
                socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
                context.wrap_socket(plain, server_hostname=name) as sealed,
            ):
                found.append(f"{name} speaks {way}: {sealed.version()}")
    return found


WEAKER_TLS: dict[str, Callable[[str], str]] = {
    "old versions": lambda conf: conf.replace(
        "ssl_protocols TLSv1.2 TLSv1.3", "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3"
    ).replace("ECDHE+AESGCM:ECDHE+CHACHA20", "ALL:@SECLEVEL=0"),
    "old ciphers": lambda conf: conf.replace("ECDHE+AESGCM:ECDHE+CHACHA20", "ALL"),
}


@pytest.mark.parametrize("fault", WEAKER_TLS)
def test_weaker_tls_is_found(fault: str, certified: tuple[Path, Path], tmp_path: Path) -> None:
    folder, certificate = certified
    shipped = (folder / "nginx.conf").read_text(encoding="utf-8")
    weaker = WEAKER_TLS[fault](shipped)
    assert weaker != shipped
    with running(folder, weaker, tmp_path) as port:
        assert weak_tls(port, certificate) != []


def test_behind_a_proxy_each_visitor_is_counted_apart(hosted: Hosted) -> None:
    name, key = NAMES["manager"], KEYS["manager"]
    proxied = [
        hosted.ask(name, "/", "ansvarig:fel", visitor="127.0.0.1", forwarded="192.0.2.7").status
        for _ in range(180)
    ]
    assert set(proxied) == {401, 429}
    assert hosted.ask(name, "/", key, visitor="127.0.0.1", forwarded="192.0.2.8").status == 200
    direct = next(VISITORS)
    spoofed = [
        hosted.ask(name, "/", "ansvarig:fel", visitor=direct, forwarded=f"192.0.3.{n}").status
        for n in range(180)
    ]
    assert set(spoofed) == {401, 429}


# The passwords.


@pytest.fixture
def shelf(laid: Path, tmp_path: Path) -> Path:
    """Return a folder with the passwords of a host, some written by hand."""
    folder = tmp_path / "host"
    folder.mkdir()
    (folder / "participants.passwords").write_bytes(
        b"# by hand\nbo:$apr1$abc$def\r\n\n" + (laid / "participants.passwords").read_bytes()
    )
    return folder


def test_a_password_opens_one_site_until_it_is_withdrawn(laid: Path, tmp_path: Path) -> None:
    folder = tmp_path / "host"
    folder.mkdir()
    for door in NAMES:
        shutil.copytree(laid / door, folder / door, symlinks=True)
        shutil.copy(laid / f"{door}.passwords", folder)
    conf = (laid / "nginx.conf").read_text(encoding="utf-8").replace(str(laid), str(folder))
    words = [
        passwords(folder, "participants", "add", name).stdout.splitlines()[-1]
        for name in ("anna-07", "bjorn-12")
    ]
    assert len(set(words)) == 2
    assert all(
        re.fullmatch(r"(?:[a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}", word) for word in words
    )
    keys = [f"{name}:{word}" for name, word in zip(("anna-07", "bjorn-12"), words, strict=True)]
    with running(folder, conf, tmp_path) as port:
        host = Hosted(port, tmp_path)
        for key in (*keys, KEYS["participants"]):
            assert host.ask(NAMES["participants"], "/", key).status == 200
            assert host.ask(NAMES["manager"], "/", key).status == 401
        assert host.ask(NAMES["participants"], "/", f"anna-07:{words[1]}").status == 401
        assert passwords(folder, "participants", "withdraw", "anna-07").returncode == 0
        assert host.ask(NAMES["participants"], "/", keys[0]).status == 401
        for key in (keys[1], KEYS["participants"]):
            assert host.ask(NAMES["participants"], "/", key).status == 200
        assert logged(tmp_path) == []


def test_the_lines_of_others_stay_byte_for_byte(shelf: Path) -> None:
    path = shelf / "participants.passwords"
    before = path.read_bytes()
    assert passwords(shelf, "participants", "add", "anna-07").returncode == 0
    assert path.read_bytes().startswith(before + b"anna-07:$6$")
    assert passwords(shelf, "participants", "list").stdout.split() == ["bo", "deltagare", "anna-07"]
    assert passwords(shelf, "participants", "withdraw", "anna-07").returncode == 0
    assert path.read_bytes() == before
    assert passwords(shelf, "participants", "withdraw", "bo").returncode == 0
    assert path.read_bytes() == before.replace(b"bo:$apr1$abc$def\r\n", b"")
    assert (path.stat().st_mode & 0o777, [*shelf.iterdir()]) == (0o640, [path])


def test_a_line_without_an_end_keeps_its_bytes(shelf: Path) -> None:
    path = shelf / "manager.passwords"
    path.write_bytes(b"bo:$6$abc$def")
    assert passwords(shelf, "manager", "add", "karin").returncode == 0
    assert path.read_bytes().startswith(b"bo:$6$abc$def\nkarin:$6$")


def test_a_password_is_shown_once_and_is_in_no_file_and_no_argument(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    spy = tools / "openssl"
    spy.write_text(
        f'#!/bin/sh\necho "$@" >> {tools}/arguments\nexec {shutil.which("openssl")} "$@"\n',
        encoding="utf-8",
    )
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools), prepend=":")
    done = passwords(shelf, "manager", "add", "karin")
    word = done.stdout.splitlines()[-1]
    assert (done.stdout.count(word), done.stderr) == (1, "")
    assert (tools / "arguments").read_text(encoding="utf-8") == "passwd -6 -stdin\n"
    for path in (*shelf.rglob("*"), tools / "arguments"):
        assert path.is_dir() or word.encode() not in path.read_bytes()
    again = passwords(shelf, "manager", "list")
    assert again.stdout == "karin\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("participants", "add", "bo"), 1, "bo has a password already"),
        (("participants", "withdraw", "eva-03"), 1, "Those who have: bo, deltagare"),
        (("manager", "withdraw", "eva-03"), 1, "Those who have: no one"),
        (("participants", "add", "anna:07"), 2, "cannot be the name of a sign-in"),
        (("participants", "add", "anna\n07"), 2, "cannot be the name of a sign-in"),
        (("participants", "add", "#anna"), 2, "cannot be the name of a sign-in"),
        (("participants", "add", "Anna Lindqvist"), 2, "Use the person's id"),
        (("handbook", "add", "anna-07"), 2, "invalid choice"),
    ],
)
def test_what_cannot_be_done_leaves_the_passwords_alone(
    words: tuple[str, ...], code: int, said: str, shelf: Path
) -> None:
    before = {path: path.read_bytes() for path in shelf.iterdir()}
    done = passwords(shelf, *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert {path: path.read_bytes() for path in shelf.iterdir()} == before


def test_without_openssl_nothing_is_written(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(shelf))
    done = passwords(shelf, "manager", "add", "karin")
    assert (done.returncode, done.stdout) == (1, "")
    assert "sudo apt install openssl" in done.stderr
    assert not (shelf / "manager.passwords").exists()


def test_ten_at_once_are_all_written(shelf: Path) -> None:
    command = [sys.executable, "-m", "mentorskap.host.passwords", str(shelf), "manager", "add"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    running_ = [
        subprocess.Popen([*command, f"p-{n}"], env=environment, stdout=subprocess.DEVNULL)
        for n in range(10)
    ]
    assert [process.wait() for process in running_] == [0] * 10
    assert sorted(passwords(shelf, "manager", "list").stdout.split()) == [
        f"p-{n}" for n in range(10)
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--listen", "0.0.0.0:80"], "without a certificate"),
        (["--listen", "8080"], "without a certificate"),
        (["--listen", "127.0.0.1:80; root /"], "is no port"),
        (["--certificate", "/etc/cert.pem"], "go together"),
        (["--manager", NAMES["participants"]], "two names"),
        (["--manager", "a.example; autoindex on"], "is no name"),
        (["--log", "/srv/x combined; autoindex on"], "is no whole path"),
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
