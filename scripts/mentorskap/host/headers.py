"""The headers that a host should send with a site.

`python -m mentorskap.host.headers site/participants` prints them.

The policy lets a page load what lies beside it and nothing else. The theme's few inline scripts are
let through by their hashes, so print the headers again after every build. They are for MkDocs'
build.
"""

import re
import sys
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<words>.*?)</script>", re.DOTALL)


def headers(pages: Iterable[str]) -> dict[str, str]:
    """Return name → value of the headers for a site made of `pages`, its HTML texts."""
    inline = {
        match["words"]
        for page in pages
        for match in _SCRIPT.finditer(page)
        if match["words"]
        and "src=" not in match["attributes"]
        and "application/json" not in match["attributes"]
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
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
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
