"""Bring the Swedish catalogue up to date with the code: `make words`.

Each sentence of a module or template that lacks its Swedish gets an empty entry; the entry of a
sentence that is gone goes too.
Exit 1: some entries are empty. They are listed with the line to fill in.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, nodes

PACKAGE = Path(__file__).parent.parent / "mentorskap"
CATALOGUE = PACKAGE / "words" / "sv.json"

Forms = tuple[str, ...]
"""A sentence in its forms: one, or two where a number decides."""


class Sentences(NamedTuple):
    """What the code says, and calls whose sentence cannot be read from the code."""

    forms: frozenset[Forms]
    hidden: frozenset[str]


def sentences(source: str) -> Sentences:
    """Return the sentences of one module: those of `say` and `say_n`, and its rules' docstrings."""
    tree = ast.parse(source)
    forms: set[Forms] = set()
    hidden: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in {"say", "say_n"}:
                patterns = node.args[: 2 if node.func.id == "say_n" else 1]
                texts = tuple(
                    pattern.value
                    for pattern in patterns
                    if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str)
                )
                if len(texts) == len(patterns):
                    forms.add(texts)
                else:
                    hidden.add(ast.unparse(node))
        elif isinstance(node, ast.FunctionDef) and _is_rule(node):
            parts = (ast.get_docstring(node) or "").split("\n\n")
            forms.update((re.sub("^(Why|Mend): ", "", " ".join(part.split())),) for part in parts)
    return Sentences(frozenset(forms), frozenset(hidden))


def _is_rule(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).startswith("rule(") for decorator in node.decorator_list)


def placed(template: str) -> Sentences:
    """Return the sentences of one template: those of `say`, which takes the sentence alone."""
    forms: set[Forms] = set()
    hidden: set[str] = set()
    parsed = Environment(autoescape=True).parse(template)
    for call in parsed.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "say":
            match call.args:
                case [nodes.Const(value=str(text))] if not (call.kwargs or call.dyn_kwargs):
                    forms.add((text,))
                case _:
                    hidden.add(f"line {call.lineno}: {call.args}")
    return Sentences(frozenset(forms), frozenset(hidden))


def program() -> dict[str, Sentences]:
    """Return the sentences of each module and template of the package, by its path there."""
    readers = {".py": sentences, ".j2": placed}
    return {
        path.relative_to(PACKAGE).as_posix(): readers[path.suffix](path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in readers
    }


def read(text: str) -> dict[Forms, Forms]:
    """Return a catalogue as English forms → Swedish forms."""
    entries: dict[str, Any] = json.loads(text)
    return {
        (english,) if isinstance(entry, str) else (english, entry["many"]): (
            (entry,) if isinstance(entry, str) else tuple(entry["sv"])
        )
        for english, entry in entries.items()
    }


def written(entries: dict[Forms, Forms]) -> str:
    """Return a catalogue as text: sorted, an entry a line."""
    lines = [
        f"{_json(english[0])}: "
        + _json(swedish[0] if len(english) == 1 else {"many": english[1], "sv": swedish})
        for english, swedish in sorted(entries.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def updated(entries: dict[Forms, Forms], spoken: frozenset[Forms]) -> dict[Forms, Forms]:
    """Return the catalogue with an entry for each sentence spoken, and no other."""
    return {forms: entries.get(forms, ("",) * len(forms)) for forms in spoken}


def spoken() -> frozenset[Forms]:
    """Return every sentence of the package."""
    return frozenset[Forms]().union(*(source.forms for source in program().values()))


def main() -> int:
    """Write the catalogue, and list the entries that wait for their Swedish."""
    entries = updated(read(CATALOGUE.read_text(encoding="utf-8")), spoken())
    text = written(entries)
    CATALOGUE.write_text(text, encoding="utf-8")
    empty = [english[0] for english, swedish in sorted(entries.items()) if not all(swedish)]
    for english in empty:
        number = next(
            number
            for number, line in enumerate(text.splitlines(), 1)
            if line.startswith(f"{_json(english)}: ")
        )
        sys.stdout.write(f"{CATALOGUE.name}:{number}: {english}\n")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
