"""Write what is made from rules and schemas, in Swedish and English.

That is the handbook's reference pages, the examples of `explain` and the fields of the editor.

Run it after a change of a rule, a schema or a deadline.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dev.overlay import BROKEN, base, before_and_after, essence, overlay
from mentorskap.files import disk
from mentorskap.pages import editor
from mentorskap.pages.reference import SCHEMAS, examples, reference_pages
from mentorskap.pages.reference.examples import RuleCase
from mentorskap.rules import RULES, change
from mentorskap.words import catalogues
from mentorskap.words.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
"""The day on which the examples break their rules."""
EXAMPLES = "scripts/mentorskap/rules/examples.json"
"""The broken examples that are installed with the program."""


def cases(id_: str) -> list[RuleCase]:
    """Return the repositories that break a rule, the one to show first, with its fix."""
    folders = sorted(folder.name for folder in BROKEN.glob(f"{id_}.*"))
    folders = [name for name in folders if not (BROKEN / name / "programme.yml").is_dir()]
    return [
        RuleCase(before_and_after(id_), _whole(id_)),
        *(RuleCase(essence(folder), _whole(folder)) for folder in folders),
    ]


def _whole(case: str) -> dict[str, bytes]:
    before = base(case) or {}
    return overlay(case) | {f"base/{path}": raw for path, raw in before.items()}


def made() -> dict[str, str]:
    """Return the pages and the examples as the program would have them, by path in the project."""
    broken = {rule.id: cases(rule.id) for rule in (*RULES, *change.RULES)}
    schemas = {name: disk.packaged_text(f"schemas/{name}.schema.json") for name in SCHEMAS}
    loaded = {name: catalogues.catalogue(name, disk.packaged_bytes) for name in LANGUAGES}
    pages = reference_pages(broken, schemas, loaded, TODAY)
    return {f"docs/{path}": text for path, text in pages.items()} | {
        EXAMPLES: examples(broken, schemas, loaded, TODAY),
        editor.PATH: editor.fields_text(schemas),
    }


if __name__ == "__main__":
    disk.write(str(ROOT), made())
