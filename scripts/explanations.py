"""What Babel needs to find the sentences in the rules' docstrings besides those in `say`; see locale/babel.cfg."""

from __future__ import annotations

import ast
from typing import IO, TYPE_CHECKING, Any

from babel.messages.extract import extract_python

from mentorskap.pages.reference import explanation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from babel.messages.extract import _Keyword, _PyOptions


def extract(
    module: IO[bytes],
    keywords: Mapping[str, _Keyword],
    comment_tags: Collection[str],
    options: _PyOptions,
) -> Iterator[Any]:
    """Yield what Babel's own extraction finds in a module of rules, then the parts of each rule's docstring."""
    yield from extract_python(module, keywords, comment_tags, options)
    module.seek(0)
    for node in ast.parse(module.read()).body:
        if isinstance(node, ast.FunctionDef) and any(
            ast.unparse(given).startswith("rule(") for given in node.decorator_list
        ):
            claims, why, mend = explanation(ast.get_docstring(node) or "")
            yield from ((node.lineno, None, part, []) for part in (*claims, why, mend))
