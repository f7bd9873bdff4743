"""The passwords of one site on a host of one's own: one a person (docs/hosting.md).

`python -m mentorskap.host.passwords /srv/mentorskap participants add anna-07`

A password is generated, shown once and stored only as a hash. nginx reads the file at every
request, so a change applies at once. Each other line of the file stays as it is, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SITES = ("participants", "manager")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are easily mistaken for another: i, l, o, 0 and 1."""
_GROUPS, _LENGTH = 5, 4


class NotChangedError(Exception):
    """The file was left as it was, for the reason in the message."""


def generated() -> str:
    """Return a new password, of 99 bits and easily typed on a phone."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS)
    )


def hashed(password: str) -> str:
    """Return the SHA-512 hash of a password, as nginx reads it.

    The password goes to openssl through a pipe: arguments can be read by everyone on the machine.
    """
    try:
        done = subprocess.run(
            ["openssl", "passwd", "-6", "-stdin"],  # noqa: S607 - the machine's own openssl
            input=password,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        message = "openssl, which makes the hash, did not run. Install it: sudo apt install openssl"
        raise NotChangedError(message) from error
    return done.stdout.strip()


def names(raw: bytes) -> list[str]:
    """Return the names that have a password, in the order of the file."""
    return [name for name in map(_named, raw.splitlines()) if name is not None]


def _named(line: bytes) -> str | None:
    name, colon, _ = line.partition(b":")
    if not colon or line.startswith(b"#"):
        return None
    return name.decode("utf-8", "backslashreplace")


def added(raw: bytes, name: str, secret: str) -> bytes:
    """Return the file with one more line."""
    if name in names(raw):
        message = (
            f"{name} has a password already. If it is lost, withdraw it first, then add a new one."
        )
        raise NotChangedError(message)
    ending = b"" if not raw or raw.endswith(b"\n") else b"\n"
    return raw + ending + f"{name}:{secret}\n".encode()


def withdrawn(raw: bytes, name: str) -> bytes:
    """Return the file without the line of a name."""
    if name not in names(raw):
        message = (
            f"{name} has no password here. Those who have: {', '.join(names(raw)) or 'no one'}"
        )
        raise NotChangedError(message)
    return b"".join(line for line in raw.splitlines(keepends=True) if _named(line) != name)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no one else changes passwords in the folder, and keep others waiting meanwhile."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace(path: Path, raw: bytes) -> None:
    """Put a file in the place of the one before, whole, for its owner and nginx's group alone."""
    group = (path if path.exists() else path.parent).stat().st_gid
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            if os.fstat(file.fileno()).st_gid != group:
                os.fchown(file.fileno(), -1, group)
            os.fchmod(file.fileno(), 0o640)
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except PermissionError as error:
        Path(part).unlink()
        message = (
            f"You may not give a file to the group of {path.parent}, which nginx reads it by."
            f" Run once: sudo chmod g+s {path.parent}"
        )
        raise NotChangedError(message) from error
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _name(text: str) -> str:
    if _NAME.fullmatch(text) is None:
        message = (
            f"{text!r} cannot be the name of a sign-in. Use the person's id, such as anna-07: small"
            " letters a to z, digits, hyphens"
        )
        raise argparse.ArgumentTypeError(message)
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder of the host")
    parser.add_argument("site", choices=SITES)
    acts = parser.add_subparsers(dest="act", required=True)
    for act, text in (
        ("add", "make a password for a person and show it once"),
        ("withdraw", "take a person's password back"),
    ):
        acts.add_parser(act, help=text).add_argument("name", type=_name, help="the person's id")
    acts.add_parser("list", help="show who has a password")
    return parser


def main() -> int:
    """Add or withdraw a password, or list who has one."""
    parser = _parser()
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    path = options.folder / f"{options.site}.passwords"
    try:
        sys.stdout.write(_done(path, options))
    except NotChangedError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


def _done(path: Path, options: argparse.Namespace) -> str:
    """Do what is asked, and return what to print."""
    if options.act == "list":
        return "".join(f"{name}\n" for name in names(path.read_bytes() if path.exists() else b""))
    with _alone(path.parent):
        raw = path.read_bytes() if path.exists() else b""
        if options.act == "withdraw":
            replace(path, withdrawn(raw, options.name))
            return f"{options.name} can no longer open {options.site}.\n"
        password = generated()
        replace(path, added(raw, options.name, hashed(password)))
    return (
        f"{options.name} can open {options.site}. The password is shown only now; give it to"
        f" {options.name} and no one else:\n{password}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
