"""Files of an earlier format, rewritten into this version's by small changes of their own text.

A migration is a row of `MIGRATIONS`: from a format to the next. It returns the changes of one file,
and the text around them stays as a person wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from mentorskap.edit.splice import Change, Put, changed
from mentorskap.files import records, source
from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentorskap.files.source import Route

Migration = Callable[[str, Any], list[Change]]
"""Returns the changes of a file, of its path and its data, into the next format."""

MIGRATIONS: Mapping[int, Migration] = {}
"""Each migration by the format that it starts from."""


class Migrated(NamedTuple):
    """The files after a migration, and the formats before and after."""

    files: dict[str, bytes]
    before: int
    after: int


def migrated(
    files: Mapping[str, bytes],
    order: Callable[[str, Route], Sequence[str]],
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> Migrated:
    """Return the data files in the newest format that `migrations` lead to.

    `order` returns the order in which the keys of a file are written. Raises RefusalError if a file
    cannot be read as YAML.
    """
    texts = dict(files)
    before = after = records.format_of(_data(texts, records.PROGRAMME_FILE))
    while after in migrations:
        for path in texts:
            _apply(texts, path, migrations[after](path, _data(texts, path)), order)
        after += 1
        number: list[Change] = [Put(("format",), after)]
        _apply(texts, records.PROGRAMME_FILE, number, order)
    return Migrated(texts, before, after)


def _apply(
    texts: dict[str, bytes],
    path: str,
    changes: list[Change],
    order: Callable[[str, Route], Sequence[str]],
) -> None:
    texts[path] = changed(texts[path], changes, lambda route: order(path, route))


def _data(texts: Mapping[str, bytes], path: str) -> Any:
    text = source.decode(texts[path], path)
    data = source.parse(text, path) if isinstance(text, str) else text
    if not isinstance(data, dict):
        raise RefusalError(
            say(
                "{file} cannot be read. Mend it first: {command} tells how.",
                file=Code(path),
                command=Code("mentorskap check"),
            )
        )
    return data
