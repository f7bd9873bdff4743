"""Write the handbook's reference pages, in Swedish and English: run it after a change of a rule, a schema or a deadline."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mentorskap.files import disk
from mentorskap.pages.reference import SCHEMAS, reference_pages
from mentorskap.rules import RULES, change
from mentorskap.words import catalogues
from mentorskap.words.voice import LANGUAGES

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)
"""The day on which the examples break their rules."""


def made() -> dict[str, str]:
    """Return the pages as the program would have them, by their paths in the project."""
    broken = {rule.id: _repository(f"tests/broken/{rule.id}") for rule in (*RULES, *change.RULES)}
    schemas = {name: disk.own(f"schemas/{name}.schema.json") for name in SCHEMAS}
    loaded = {name: catalogues.catalogue(name, disk.own_bytes) for name in LANGUAGES}
    return {
        f"docs/{path}": text
        for path, text in reference_pages(broken, schemas, loaded, TODAY).items()
    }


def _repository(folder: str) -> dict[str, bytes]:
    found = (path for path in disk.inside(str(ROOT), folder) if not path.endswith("/expected.txt"))
    return {path.removeprefix(f"{folder}/"): (ROOT / path).read_bytes() for path in found}


if __name__ == "__main__":
    disk.write(str(ROOT), made())
