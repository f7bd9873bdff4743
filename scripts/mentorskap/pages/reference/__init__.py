"""The handbook's reference: all rules, all fields and all deadlines, made from the program itself.

A module a page. The pages are never edited by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mentorskap.pages.reference import deadlines, fields, rules
from mentorskap.pages.reference.examples import examples_by_rule, visible_lines
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mentorskap.pages.reference.cast import Repository
    from mentorskap.words.voice import Catalogue

__all__ = ["SCHEMAS", "examples", "reference_pages"]

SCHEMAS = fields.SCHEMAS


def reference_pages(
    broken: Mapping[str, Repository],
    schemas: Mapping[str, str],
    catalogues: Mapping[str, Catalogue],
    today: date,
) -> dict[str, str]:
    """Return path → Markdown of the reference in every language.

    `broken` holds for each rule the smallest repository that breaks it, `schemas` the texts of the
    schemas.
    """
    parsed = {name: json.loads(text) for name, text in schemas.items()}
    pages = {}
    for language in LANGUAGES:
        examples = examples_by_rule(broken, schemas, language, today)
        voice = Voice(catalogues[language], {}, rules.FORM)
        for name, page, blocks in (
            ("rules", rules, rules.blocks(examples, catalogues[language])),
            ("fields", fields, fields.blocks(parsed, voice)),
            ("deadlines", deadlines, deadlines.blocks(voice)),
        ):
            title = voice(page.TITLE)
            head = (
                f"---\ntitle: {title}\ndescription:"
                f" {json.dumps(voice(page.LEAD), ensure_ascii=False)}\n---"
            )
            origin = (
                "<!-- Made by `make reference`. Do not edit this page: change the program, and run"
                " it again. -->"
            )
            pages[f"{language}/reference/{name}.md"] = (
                "\n\n".join([head, origin, f"# {title}", *blocks]) + "\n"
            )
    return pages


def examples(
    broken: Mapping[str, Repository],
    schemas: Mapping[str, str],
    catalogues: Mapping[str, Catalogue],
    today: date,
) -> str:
    """Return as JSON, by rule and language, a file that breaks the rule and the answer of `check`.

    The parameters are those of `reference_pages`. The tests' repositories are not installed with
    the program; `explain` shows these examples instead.
    """
    answers: dict[str, dict[str, dict[str, object]]] = {id_: {} for id_ in broken}
    for language in LANGUAGES:
        for id_, example in examples_by_rule(broken, schemas, language, today).items():
            voice = Voice(catalogues[language], example.names)
            answers[id_][language] = {
                "path": example.path,
                "line": example.line,
                "text": visible_lines(example.text),
                "message": voice(example.message),
                "fix": voice(example.fix),
            }
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
