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
    from collections.abc import Iterator

_DEEPEST, _LARGEST = 3, 64 * 2**20
"""So many archives in each other are opened, and so many bytes of each file in them."""
_CLOSED = {
    b"%PDF-": "PDF",
    b"\xd0\xcf\x11\xe0": "DOC, XLS, PPT",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
"""How the kinds begin that no part of the standard library reads."""
_BROKEN = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error)
_PACKED = (*_BROKEN, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


def texts(raw: bytes) -> Iterator[str]:
    """Yield what the bytes of a file say, in each encoding that they may be in."""
    for part in _parts(raw, _DEEPEST):
        yield from _decoded(part)


def refused(raw: bytes) -> Iterator[str]:
    """Yield the kinds, in a file or in what is packed into it, that cannot be read."""
    for part in _parts(raw, _DEEPEST):
        yield from (kind for start, kind in _CLOSED.items() if part.startswith(start))
        if part[:4] == b"PK\x03\x04" and _contents(part) is None:
            yield "ZIP"


def _parts(raw: bytes, deep: int) -> Iterator[bytes]:
    """Yield a file's bytes, and those of each file packed into it with its name."""
    yield raw
    for name, content in _contents(raw) or ():
        if name:
            yield name.encode("utf-8", "replace")
        if deep:
            yield from _parts(content, deep - 1)
        else:
            yield content


def _contents(raw: bytes) -> list[tuple[str, bytes]] | None:
    """Return names and bytes of what is packed into a file; None if it cannot be opened."""
    try:
        if raw[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                return [
                    (entry.filename, archive.open(entry).read(_LARGEST))
                    for entry in archive.infolist()
                ]
        if raw[:2] == b"\x1f\x8b":
            return [("", gzip.GzipFile(fileobj=io.BytesIO(raw)).read(_LARGEST))]
        if raw[:3] == b"BZh":
            return [("", bz2.BZ2File(io.BytesIO(raw)).read(_LARGEST))]
        if raw[:6] == b"\xfd7zXZ\x00":
            return [("", lzma.LZMAFile(io.BytesIO(raw)).read(_LARGEST))]
        if raw[257:262] == b"ustar":
            with tarfile.open(fileobj=io.BytesIO(raw)) as archive_:
                return [
                    (member.name, file.read(_LARGEST) if file else b"")
                    for member in archive_.getmembers()
                    for file in [archive_.extractfile(member) if member.isfile() else None]
                ]
        if raw[:8] == b"\x89PNG\r\n\x1a\n":
            return list(_chunks(raw))
    except _PACKED:
        return None
    return []


def _chunks(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the texts that a picture holds compressed."""
    for match in re.finditer(rb"(?s)(.{4})(zTXt|iTXt|iCCP)", raw):
        length = int.from_bytes(match[1], "big")
        content = raw[match.end() : match.end() + length]
        for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
            with suppress(zlib.error):
                yield "", zlib.decompressobj().decompress(content[start.start() :], _LARGEST)
                break


def _decoded(raw: bytes) -> Iterator[str]:
    if raw[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        yield raw.decode("utf-32", "replace")
    elif raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield raw.decode("utf-16", "replace")
    elif raw[:1024].count(0) > len(raw[:1024]) // 8:
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            yield raw.decode(encoding, "replace")
    try:
        yield raw.decode("utf-8")
    except UnicodeDecodeError:
        yield raw.decode("utf-8", "replace")
        yield raw.decode("cp1252", "replace")
