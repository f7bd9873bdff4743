"""Both built sites and the settings of nginx, copied to a folder on a host (docs/hosting.md).

`python -m mentorskap.host.nginx /srv/mentorskap --handbook handbok.effect.example --manager
ledning.effect.example`

Run it in the programme's folder, and again after every build: the pages and the headers that vouch
for their scripts belong together. Without a certificate nothing listens beyond the machine itself.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mentorskap.host.headers import of_site

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATES, SITE = Path("docs/host"), Path("site")
_NAME = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_LISTEN = r"(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3}:|\[[0-9a-f:]+\]:)?[0-9]{1,5}"
_PATH = r"/[\w./-]+"


def filled(name: str, values: dict[str, str], *, tls: bool) -> str:
    """Return a template with its values in place, and its lines for TLS or for a proxy in use."""
    template = (TEMPLATES / name).read_text(encoding="utf-8")
    for key, value in values.items():
        template = template.replace(f"@{key}@", value)
    used, unused = ("tls", "proxy") if tls else ("proxy", "tls")
    return re.sub(rf" *#{unused} .*\n", "", template).replace(f"#{used} ", "")


def settings(site: Path, options: argparse.Namespace) -> str:
    """Return nginx' settings for both doors, and for strangers."""
    tls = options.certificate is not None
    usual = {
        "LISTEN": f"{options.listen or 443} ssl" if tls else options.listen or "127.0.0.1:8080",
        "FOLDER": str(options.folder),
        "CERTIFICATE": str(options.certificate),
        "KEY": str(options.key),
        "LOG": options.log,
    }
    parts = [filled(name, usual, tls=tls) for name in ("common.conf", "strangers.conf")]
    for door, name in (("participants", options.handbook), ("manager", options.manager)):
        lines = [
            f'    add_header {header} "{value}" always;'
            for header, value in of_site(site / door).items()
        ]
        values = {**usual, "DOOR": door, "NAME": name, "HEADERS": "\n".join(lines)}
        parts.append(filled("door.conf", values, tls=tls))
    return "\n".join(parts)


def lay(source: Path, target: Path) -> None:
    """Put a built site in the place of the one before: whole beside it first, then moved."""
    new, old = target.with_name(f"{target.name}.new"), target.with_name(f"{target.name}.old")
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, new)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def fits(pattern: str, what: str) -> Callable[[str], str]:
    """Return what takes an option only where it cannot become a setting of its own."""

    def kept(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            message = f"{text!r} is no {what}"
            raise argparse.ArgumentTypeError(message)
        return text

    return kept


def main() -> int:
    """Lay out what was built."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=fits(_PATH, "whole path of plain letters"))
    parser.add_argument("--handbook", required=True, type=fits(_NAME, "name of a host"))
    parser.add_argument("--manager", required=True, type=fits(_NAME, "name of a host"))
    parser.add_argument(
        "--listen",
        type=fits(_LISTEN, "port, or address and port"),
        help="127.0.0.1:8080, or 443 with a certificate",
    )
    parser.add_argument("--certificate", type=fits(_PATH, "whole path of plain letters"))
    parser.add_argument("--key", type=fits(_PATH, "whole path of plain letters"))
    parser.add_argument(
        "--log",
        type=fits(_PATH, "whole path of plain letters"),
        default="/var/log/nginx/mentorskap.log",
        help="where refused sign-ins are logged",
    )
    options = parser.parse_args()
    if options.handbook == options.manager:
        parser.error("the two doors need two names, or a browser would take one password for both")
    if (options.certificate is None) != (options.key is None):
        parser.error("a certificate and its key go together")
    if (
        options.certificate is None
        and options.listen is not None
        and not options.listen.startswith("127.")
    ):
        parser.error(
            "without a certificate passwords could be read on their way: listen on 127.0.0.1 only,"
            " behind something that has one"
        )
    folder = Path(options.folder)
    missing = [
        door for door in ("participants", "manager") if not (SITE / door / "index.html").is_file()
    ]
    if missing:
        parser.error(f"site/{missing[0]} has not been built: run `mentorskap site` first")
    text = settings(SITE, options)
    for door in ("participants", "manager"):
        lay(SITE / door, folder / door)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    for door in ("participants", "manager"):
        if not (folder / f"{door}.passwords").is_file():
            sys.stdout.write(
                f"No one has a password for {door} yet. Give one:"
                f" python -m mentorskap.host.passwords {folder} {door} add ID\n"
            )
    sys.stdout.write(
        f"{folder}/nginx.conf is ready. Now: sudo nginx -t && sudo systemctl reload nginx\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
