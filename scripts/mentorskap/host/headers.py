"""The headers that a host should send with a site.

`python -m mentorskap.host.headers site/participants` prints them.

The policy lets a page load what lies beside it and nothing else. The theme's few inline scripts,
and no others, are let through by their hashes, so print the headers again after every build. They
are for MkDocs' build.
"""

import re
import sys
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<words>.*?)</script>", re.DOTALL)


_ADDRESS = re.compile(r'(?<=^__md_scope=new URL\(")[./a-z]*(?=",location\))')
"""Where a page lies in the site: the only part of a script that differs between pages."""
_THEME = frozenset(
    (
        "0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e",
        "7eb3684fdacd2881f67b9428983273a29d8774d8bc82622af9b65a8ec1032a90",
        "ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f",
    )
)
"""The theme's scripts without that address, as SHA-256. A new version of the theme may need others;
the tests with Chromium then say which script is refused."""


def is_the_themes(script: str) -> bool:
    """Say whether an inline script is one of the theme's own."""
    return sha256(_ADDRESS.sub("", script).encode()).hexdigest() in _THEME


ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""The headers that every page of ours is sent with, beside its policy."""


def headers(pages: Iterable[str]) -> dict[str, str]:
    """Return name → value of the headers for a site made of `pages`, its HTML texts."""
    inline = {
        match["words"]
        for page in pages
        for match in _SCRIPT.finditer(page)
        if match["words"]
        and "src=" not in match["attributes"]
        and "application/json" not in match["attributes"]
        and is_the_themes(match["words"])
    }
    hashes = sorted(
        f"'sha256-{b64encode(sha256(words.encode()).digest()).decode()}'" for words in inline
    )
    policy = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return {
        "Content-Security-Policy": "; ".join(
            f"{name} {' '.join(sources)}" for name, sources in policy.items()
        ),
        **ALWAYS,
    }


def of_site(site: Path) -> dict[str, str]:
    """Return the headers for the site in a folder."""
    return headers(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))


def main() -> None:
    """Print the headers for the site in the folder that is named."""
    for name, value in of_site(Path(sys.argv[1])).items():
        sys.stdout.write(f"{name}: {value}\n")


if __name__ == "__main__":
    main()
