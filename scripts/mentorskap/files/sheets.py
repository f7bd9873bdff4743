"""A list of people as it lies in a file: the bytes of CSV or of a workbook become rows of text."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
import warnings
import zipfile
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mentorskap.words.named import NamedTuple
from mentorskap.words.sentence import Code, RefusalError, Sentence, Written, codes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LARGEST = 8 * 1024 * 1024
"""The largest list that is read, in bytes."""
MOST_ROWS, MOST_COLUMNS = 2000, 200
_LARGEST_UNPACKED = 64 * 1024 * 1024
_SEPARATORS = (";", ",", "\t")


class Sheet(NamedTuple):
    """One sheet: its rows of text, and what was noticed as it was read."""

    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    """Row and column, from 0, of cells with a formula in a workbook."""
    notes: tuple[Sentence, ...] = ()


def cell(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell; row and column are counted from 0."""
    letters = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def read(raw: bytes, name: str | None, knows: Callable[[Sequence[str]], int]) -> Sheet:
    """Return the sheet in the bytes of a CSV file or a workbook.

    `name` is that of the sheet, where a workbook has several. `knows` says how many cells of a row
    are headings that are understood; it decides between the separators of CSV.
    """
    if raw.startswith(b"PK"):
        return _of_workbook(raw, name)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusalError(
            say(
                "The file is an old or locked workbook. Save it as {xlsx} without a password, or as"
                " CSV.",
                xlsx=Code(".xlsx"),
            )
        )
    if name is not None:
        raise RefusalError(
            say("{option} belongs to a workbook; this is CSV.", option=Code("--sheet"))
        )
    text, notes = _decoded(raw)
    return Sheet(_rows_of_csv(text, knows), notes=notes)


def _decoded(raw: bytes) -> tuple[str, tuple[Sentence, ...]]:
    """Return the text in bytes of UTF-8, UTF-16 or Windows-1252."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in raw[:2000]:
        encodings = ("utf-16-be" if raw[:1] == b"\0" else "utf-16-le",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            old = say(
                "The list is stored as Windows-1252 and was read so. Look at å, ä and ö before you"
                " write."
            )
            return text, (old,) if encoding == "cp1252" else ()
    raise RefusalError(
        say(
            "The file is not a list: neither CSV in UTF-8, UTF-16 or Windows-1252, nor a workbook"
            " ({xlsx}). Save the list as CSV UTF-8.",
            xlsx=Code(".xlsx"),
        )
    )


def _rows_of_csv(text: str, knows: Callable[[Sequence[str]], int]) -> tuple[tuple[str, ...], ...]:
    declared = re.match(r"sep=(.)\r?\n", text)
    separators = (declared[1],) if declared else _SEPARATORS
    tried = [_split(text, separator) for separator in separators]
    best = max(
        (rows for rows in tried if not isinstance(rows, csv.Error)),
        key=lambda rows: (
            max((knows(row) for row in rows[:10]), default=0),
            max(map(len, rows[:10]), default=0),
        ),
        default=None,
    )
    if best is None:
        raise RefusalError(
            say(
                "The CSV cannot be read: {reason}. Most often a quotation mark is not closed.",
                reason=Written(str(tried[0])),
            )
        )
    if len(best) > MOST_ROWS or max(map(len, best), default=0) > MOST_COLUMNS:
        raise _too_many()
    return tuple(tuple(map(_cleaned, row)) for row in best)


def _split(text: str, separator: str) -> list[list[str]] | csv.Error:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return error


def _too_many() -> RefusalError:
    return RefusalError(
        say(
            "The list has more than {rows} rows or {columns} columns. Take out what does not"
            " belong, or divide the list.",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
    )


def _cleaned(text: str) -> str:
    """Return a text on one line, without signs that cannot be seen and with composed accents."""
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf" or sign == "\xad")
    return " ".join(unicodedata.normalize("NFC", visible.replace("\xad", "")).split())


def _of_workbook(raw: bytes, name: str | None) -> Sheet:
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        raise RefusalError(
            say(
                "Workbooks are read by {package}, which is not installed. Install it, or save the"
                " list as CSV UTF-8.",
                package=Code("openpyxl"),
            )
        ) from None
    try:
        _weigh(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
            cells = {
                sheet.title: _cells(sheet)
                for sheet in book.worksheets
                if name in {None, sheet.title}
            }
            titles = [sheet.title for sheet in book.worksheets]
            book.close()
    except RefusalError:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook fails in many ways
        raise RefusalError(
            say(
                "The workbook cannot be read. Open it, save it as {xlsx}, or as CSV UTF-8.",
                xlsx=Code(".xlsx"),
            )
        ) from None
    return _chosen(cells, titles, name)


def _weigh(raw: bytes) -> None:
    """Refuse a workbook that would be unpacked into far more than a list."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > _LARGEST_UNPACKED:
        raise _too_many()


def _cells(sheet: Any) -> list[list[Any]]:
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1)
    return [[(entry.value, entry.data_type) for entry in row] for row in rows]


def _chosen(cells: dict[str, list[list[Any]]], titles: list[str], name: str | None) -> Sheet:
    """Return the only sheet with anything in it, or the one that is named."""
    full = {
        title: rows
        for title, rows in cells.items()
        if any(value is not None for row in rows for value, _ in row)
    }
    if len(full) != 1:
        if name is not None or not full:
            problem = say(
                "There is no sheet {written} with people in it. The sheets: {sheets}.",
                written=Written(name or ""),
                sheets=codes(titles),
            )
        else:
            problem = say(
                "The workbook has several sheets: {sheets}. Name the one with the people:"
                " {option}.",
                sheets=codes(full),
                option=Code("--sheet"),
            )
        raise RefusalError(problem)
    [rows] = full.values()
    while rows and all(value is None for value, _ in rows[-1]):
        rows.pop()
    formulas = frozenset(
        (at, column)
        for at, row in enumerate(rows)
        for column, (value, kind) in enumerate(row)
        if kind == "f" and value is not None
    )
    widest = max(
        (column for row in rows for column, (value, _) in enumerate(row) if value is not None),
        default=0,
    )
    if len(rows) > MOST_ROWS or widest >= MOST_COLUMNS:
        raise _too_many()
    return Sheet(
        tuple(tuple(_cleaned(_text(value)) for value, _ in row[: widest + 1]) for row in rows),
        formulas,
    )


def _text(value: Any) -> str:
    """Return what a cell of a workbook holds as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value))
