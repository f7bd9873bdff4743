"""Markdown without room: what GitHub shows and MkDocs does not, and what both show alike."""

from __future__ import annotations

import pytest

from mentorskap.files.room import BOX, LIST, NESTED, SIGNS, TABLE, cramped

CRAMPED = {
    "Ta med:\n- en\n- två": [(1, LIST)],
    "Ta med:\n* en": [(1, LIST)],
    "Ta med:\n+ en": [(1, LIST)],
    "Gör så:\n1. en\n2. två": [(1, LIST)],
    "Gör så:\n1) en": [(1, LIST)],
    "En rad\noch en till\n- en\n\nNytt\n- två": [(2, LIST), (5, LIST)],
    "> Ta med:\n> - en": [(1, LIST)],
    '!!! note "Obs"\n    Ta med:\n    - en': [(2, LIST)],
    "- en\n\n    Stycke:\n    - två": [(3, LIST)],
    "- en\n  - två\n  - tre\n- fyra": [(1, NESTED)],
    "1. en\n   - två": [(1, NESTED)],
    "- en\n\n  - två": [(2, NESTED)],
    "Text\n| A | B |\n|---|:-:|\n| 1 | 2 |": [(1, TABLE)],
    "Text\nA | B\n--- | ---\n1 | 2": [(1, TABLE)],
    '!!! note "Obs"\n  Text.': [(1, BOX)],
    '??? note "Obs"\n   Text.\n   Mer.': [(1, BOX)],
    "Text\n\n> [!NOTE]\n> Text.": [(2, SIGNS)],
    "- [ ] en\n- [x] två": [(0, SIGNS), (1, SIGNS)],
    "Gör så:\n\n1) en\n2) två": [(2, SIGNS)],
    "Det är ~~sant~~ falskt.": [(0, SIGNS)],
}
ROOMY = [
    "Ta med:\n\n- en\n- två\n    - tre\n\nText",
    "# Rubrik\n- en\n- två",
    "## Rubrik\n1. en\n2. två",
    "# Rubrik\n| A | B |\n|---|---|\n| 1 | 2 |",
    "Året var\n2026. Då hände det.",
    "Det är så\n-fem grader",
    "**Fet** text\n*kursiv* text",
    "- en rad\n  som fortsätter\n- två",
    "- en\n- två\n\n- tre",
    "1. en\n\n    Stycke i en.\n\n2. två",
    "- en\n\n    Stycke i en.\n- två",
    "```text\nTa med:\n- en\n```",
    "~~~\nText\n| A | B |\n|---|---|\n~~~",
    "Text\n\n    Ta med:\n    - en",
    "<div>\nTa med:\n- en\n</div>",
    "<!--\nTa med:\n- en\n-->",
    "---\ntitle: A\ntags:\n  - en\n---\n\n# Rubrik",
    '!!! note "Obs"\n    Text.\n\n    - en\n    - två\n\nText',
    '!!! note "Obs"\n\n    Text.',
    "Text\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nText",
    "Ett | tecken i en rad\noch en till",
    "Text\n\n---\n\nText",
    "> Text\n\n- en",
    "> - en\n> - två",
    "Skriv `- [ ] en` eller `~~så~~`",
    "- [en](en.md)\n- [x]: två",
    "```text\n> [!NOTE]\n1) en\n```",
    "> [Läs](mer.md)",
    "<!--\n- [ ] en\n-->",
]


@pytest.mark.parametrize("text", CRAMPED)
def test_what_has_no_room_is_found_once_with_its_line(text: str) -> None:
    assert [(place.line, place.what) for place in cramped(text)] == CRAMPED[text]


@pytest.mark.parametrize("text", ROOMY)
def test_what_both_show_alike_is_silent(text: str) -> None:
    assert list(cramped(text)) == []
