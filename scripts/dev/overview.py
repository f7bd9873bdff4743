"""Write the commands into docs/commands.md and the folders into docs/development.md."""

from __future__ import annotations

import argparse
import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from mentorskap.cli import COMMANDS, module_of
from mentorskap.files import disk

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
_BEGIN, _END = "<!-- Made by make reference. ", "<!-- end -->"


def made(root: Path = ROOT) -> dict[str, str]:
    """Return both pages as they should be, by path: what lies between the marks is made."""
    return {
        path: _between_marks((root / path).read_text(encoding="utf-8"), "\n".join(lines))
        for path, lines in (
            ("docs/commands.md", _commands()),
            ("docs/development.md", _folders(root)),
        )
    }


def _between_marks(page: str, text: str) -> str:
    head, begin, rest = page.partition(_BEGIN)
    comment, _, rest = rest.partition("\n")
    return f"{head}{begin}{comment}\n\n{text}\n\n{_END}{rest.partition(_END)[2]}"


def _commands() -> Iterator[str]:
    for name in COMMANDS:
        module = module_of(name)
        parser = argparse.ArgumentParser(add_help=False)
        module.arguments(parser)
        actions = parser._actions  # noqa: SLF001 - argparse has no public list of arguments
        usages = [(_usage(action), action) for action in actions]
        positional = [usage for usage, action in usages if not action.option_strings]
        yield f"### `{' '.join(('mentorskap', name, *positional))}`"
        yield f"\n{module.HELP}\n"
        yield from (f"- `{usage}`: {action.help}" for usage, action in usages if action.help)
        yield ""


def _usage(action: argparse.Action) -> str:
    """Return an argument as it is typed."""
    value = (
        action.metavar
        if isinstance(action.metavar, str)
        else "|".join(map(str, action.choices))
        if action.choices
        else ""
    )
    if action.option_strings:
        return " ".join(part for part in (action.option_strings[-1], value) if part)
    return f"[{value}]" if action.nargs == "?" else value or action.dest


def _folders(root: Path) -> Iterator[str]:
    """Yield each folder of the import contract, lowest first, with the start of its docstring."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == ["mentorskap"]
    )
    yield "| Folder | What happens there |"
    yield "|---|---|"
    for module in reversed(layers):
        folder = root / "scripts" / "mentorskap" / module
        if folder.is_dir():
            text = (folder / "__init__.py").read_text(encoding="utf-8")
            docstring = ast.get_docstring(ast.parse(text)) or ""
            yield f"| `{folder.name}` | {' '.join(docstring.partition(chr(10) * 2)[0].split())} |"


if __name__ == "__main__":
    disk.write(str(ROOT), made())
