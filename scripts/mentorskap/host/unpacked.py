"""Bytes as texts: every encoding, archives and documents opened, and kinds that cannot be read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DEEPEST, _LARGEST = 3, 64 * 2**20
"""So many archives in each other are opened, and so many bytes of each file in them."""
_CLOSED = {
    b"%PDF-": "PDF",
    b"\xd0\xcf\x11\xe0": "DOC, XLS, PPT",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"MSCF": "CAB",
    b"\x04\x22\x4d\x18": "LZ4",
}
"""How the kinds begin that no part of the standard library reads."""
_ZIP = b"PK\x03\x04"
_PDF_BEGINS_BEFORE = 1024
TOO_DEEP = "ZIP … ZIP"
"""What is packed so many times that it is not opened."""
_BROKEN = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error)
_PACKED = (*_BROKEN, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


def texts(raw: bytes) -> Iterator[str]:
    """Yield what the bytes of a file say, in each encoding that they may be in."""
    for part, _ in _parts(raw, _DEEPEST):
        yield from _decoded(part)


def refused(raw: bytes) -> Iterator[str]:
    """Yield the kinds, in a file or in what is packed into it, that cannot be read."""
    for part, deep in _parts(raw, _DEEPEST):
        yield from (kind for start, kind in _CLOSED.items() if part.startswith(start))
        if b"%PDF-" in part[1:_PDF_BEGINS_BEFORE]:
            yield "PDF"
        contents = _contents(part)
        if contents is None and part[:4] == _ZIP:
            yield "ZIP"
        elif contents and not deep:
            yield TOO_DEEP


def packed(raw: bytes) -> bool:
    """Say whether bytes are those of an archive, a document or another kind that is packed."""
    return bool(_contents(raw)) or next(refused(raw), None) is not None


def _parts(raw: bytes, deep: int) -> Iterator[tuple[bytes, int]]:
    """Yield a file's bytes, and those of each file packed into it with its name.

    With each goes how much deeper it may be opened.
    """
    yield raw, deep
    for name, content in (_contents(raw) or ()) if deep else ():
        if name:
            yield name.encode("utf-8", "replace"), deep
        yield from _parts(content, deep - 1)


def _contents(raw: bytes) -> list[tuple[str, bytes]] | None:
    """Return names and bytes of what is packed into a file; None if it cannot be opened."""
    with suppress(*_PACKED):
        return next((opened(raw) for opened, begins in _OPENERS if begins.match(raw)), [])
    return None


def _unzipped(raw: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return [
            (entry.filename, archive.open(entry).read(_LARGEST)) for entry in archive.infolist()
        ]


def _untarred(raw: bytes) -> list[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        return [
            (member.name, file.read(_LARGEST) if file else b"")
            for member in archive.getmembers()
            for file in [archive.extractfile(member) if member.isfile() else None]
        ]


def _ungzipped(raw: bytes) -> list[tuple[str, bytes]]:
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
        return [("", file.read(_LARGEST))]


def _unbzipped(raw: bytes) -> list[tuple[str, bytes]]:
    with bz2.BZ2File(io.BytesIO(raw)) as file:
        return [("", file.read(_LARGEST))]


def _unxzipped(raw: bytes) -> list[tuple[str, bytes]]:
    with lzma.LZMAFile(io.BytesIO(raw)) as file:
        return [("", file.read(_LARGEST))]


def _inflated(raw: bytes) -> list[tuple[str, bytes]]:
    # Two bytes of text may look like the beginning of compressed ones.
    with suppress(zlib.error):
        return [("", zlib.decompressobj().decompress(raw, _LARGEST))]
    return []


_OPENERS: tuple[tuple[Callable[[bytes], list[tuple[str, bytes]]], re.Pattern[bytes]], ...] = (
    (_unzipped, re.compile(rb"(?s)PK\x03\x04|.*PK\x05\x06")),
    (_ungzipped, re.compile(rb"\x1f\x8b")),
    (_unbzipped, re.compile(rb"BZh")),
    (_unxzipped, re.compile(rb"\xfd7zXZ\0|]\0\0")),
    (_untarred, re.compile(rb"(?s).{257}ustar")),
    (lambda raw: list(_chunks(raw)), re.compile(rb"\x89PNG\r\n\x1a\n")),
    (_inflated, re.compile(rb"x[\x01\x5e\x9c\xda]")),
)
"""What opens a kind of file, and how its bytes are recognised."""


def _chunks(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the texts that a picture holds compressed."""
    for match in re.finditer(rb"(?s)(.{4})(zTXt|iTXt|iCCP)", raw):
        length = int.from_bytes(match[1], "big")
        content = raw[match.end() : match.end() + length]
        for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
            with suppress(zlib.error):
                yield "", zlib.decompressobj().decompress(content[start.start() :], _LARGEST)
                break


_WIDE = rb"(?:[\t-\r\x20-\x7e\xc0-\xff]\0){4,}"
"""Letters of two bytes each, among others: in the notes of a picture or a database."""


def _decoded(raw: bytes) -> Iterator[str]:
    if raw[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        yield raw.decode("utf-32", "replace")
    elif raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield raw.decode("utf-16", "replace")
    elif raw[:1024].count(0) > len(raw[:1024]) // 8:
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            yield raw.decode(encoding, "replace")
    elif b"\0" in raw and (wide := re.findall(_WIDE, raw)):
        yield b"\n".join(wide).replace(b"\0", b"").decode("cp1252", "replace")
    try:
        yield raw.decode("utf-8")
    except UnicodeDecodeError:
        yield raw.decode("utf-8", "replace")
        yield raw.decode("cp1252", "replace")
