"""The packages that the tool installs, with versions and hashes, as a CycloneDX list.

`python scripts/dev/sbom.py` prints it from `requirements.txt`. The same files give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorskap.host.version import PROJECT, version_in

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
_ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+?))?(?= \\$)", re.MULTILINE
)
_HASH = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})")


def bill(root: Path = ROOT) -> dict[str, Any]:
    """Return the list: what a check needs is required, the rest is optional."""
    packages = (root / "requirements.txt").read_text("utf-8")
    required = {
        match["name"]
        for match in _ENTRY.finditer((root / "requirements-check.txt").read_text("utf-8"))
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "mentorskap",
                "name": "mentorskap",
                "version": version_in((root / PROJECT).read_text("utf-8")),
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": list(_components(packages, required)),
    }


def _components(packages: str, required: set[str]) -> Iterator[dict[str, Any]]:
    """Yield each pinned package; its hashes are those of the files that may be installed."""
    entries = list(_ENTRY.finditer(packages))
    ends = [entry.start() for entry in entries[1:]] + [len(packages)]
    for entry, end in zip(entries, ends, strict=True):
        purl = f"pkg:pypi/{entry['name'].lower().replace('_', '-')}@{entry['version']}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": entry["name"],
            "version": entry["version"],
            "scope": "required" if entry["name"] in required else "optional",
            "hashes": [
                {"alg": "SHA-256", "content": match["digest"]}
                for match in _HASH.finditer(packages, entry.end(), end)
            ],
            "purl": purl,
            **(
                {"properties": [{"name": "mentorskap:marker", "value": entry["marker"]}]}
                if entry["marker"]
                else {}
            ),
        }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
