"""The handbook's reference: all rules, all fields and all deadlines, made from the program itself.

A module a page, and a page for each rule. The pages are never edited by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mentorskap.pages.reference import deadlines, fields, rules
from mentorskap.pages.reference.examples import examples_by_rule, visible_lines
from mentorskap.words.languages import LANGUAGES
from mentorskap.words.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from mentorskap.pages.reference.examples import RuleCase
    from mentorskap.words.voice import Catalogue

__all__ = ["SCHEMAS", "examples", "reference_pages"]

SCHEMAS = fields.SCHEMAS


def reference_pages(
    broken: Mapping[str, Sequence[RuleCase]],
    schemas: Mapping[str, str],
    catalogues: Mapping[str, Catalogue],
    today: date,
) -> dict[str, str]:
    """Return path → Markdown of the reference in every language.

    `broken` holds for each rule the repositories that break it, the one to show first; `schemas`
    the texts of the schemas.
    """
    parsed = {name: json.loads(text) for name, text in schemas.items()}
    pages = {}
    for language in LANGUAGES:
        catalogue = catalogues[language]
        examples = examples_by_rule(broken, schemas, language, today)
        voice = Voice(catalogue, {}, rules.FORM)
        for name, page, blocks in (
            ("rules", rules, rules.blocks(examples, catalogue)),
            ("fields", fields, fields.blocks(parsed, voice)),
            ("deadlines", deadlines, deadlines.blocks(voice)),
        ):
            title = voice(page.TITLE)
            pages[f"{language}/reference/{name}.md"] = _page(
                title, voice(page.LEAD), [f"# {title}", *blocks]
            )
        for *_, group in rules.GROUPS:
            for rule in group:
                example = examples[rule.id]
                pages[f"{language}/{rules.page_of(rule.id)}"] = _page(
                    rules.heading(example, catalogue),
                    rules.claim(rule, voice),
                    rules.rule_blocks(rule, example, catalogue),
                )
    return pages


def _page(title: str, description: str, blocks: Iterable[str]) -> str:
    head = "\n".join(
        f"{key}: {json.dumps(text, ensure_ascii=False)}"
        for key, text in (("title", title), ("description", description))
    )
    origin = (
        "<!-- Made by `make reference`. Do not edit this page: change the program, and run it"
        " again. -->"
    )
    return "\n\n".join([f"---\n{head}\n---", origin, *blocks]) + "\n"


def examples(
    broken: Mapping[str, Sequence[RuleCase]],
    schemas: Mapping[str, str],
    catalogues: Mapping[str, Catalogue],
    today: date,
) -> str:
    """Return as JSON, by rule and language, a file that breaks the rule and the answer of `check`.

    With them are the file once it is fixed, and the other answers of the rule. The parameters are
    those of `reference_pages`. The tests' repositories are not installed with the program;
    `explain` shows these examples instead.
    """
    answers: dict[str, dict[str, dict[str, object]]] = {id_: {} for id_ in broken}
    for language in LANGUAGES:
        for id_, example in examples_by_rule(broken, schemas, language, today).items():
            voice = Voice(catalogues[language], example.answer.names)
            answers[id_][language] = {
                "path": example.path,
                "line": example.line,
                "text": visible_lines(example.text),
                "message": voice(example.answer.message),
                "fix": voice(example.answer.fix),
                "after": [
                    {
                        "said": voice(rules.edited(edit)),
                        "lines": edit.lines,
                        "text": (
                            []
                            if edit.text is None or rules.is_only_renamed(edit)
                            else visible_lines(edit.text)
                        ),
                    }
                    for edit in example.edits
                ],
                "also": [
                    [
                        Voice(catalogues[language], answer.names)(sentence)
                        for sentence in (answer.message, answer.fix)
                    ]
                    for answer in example.also
                ],
            }
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
