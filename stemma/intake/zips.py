"""Zip files: each member as a stream, unpacked as it is read, whatever size it declares."""

from __future__ import annotations

import copy
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from stemma.intake.streams import PIECE, BrokenStream, buffered, unpacked
from stemma.model import Rejected

_BROKEN = (
    *(zipfile.BadZipFile, OSError, EOFError, zlib.error, lzma.LZMAError, struct.error, MemoryError),
    *(ValueError, NotImplementedError, RuntimeError, OverflowError, IndexError, KeyError, AttributeError),
)
"""What `zipfile` raises over damaged, encrypted or unknown members."""
LOCKED = 1
"""The flag of an encrypted member (APPNOTE.TXT, 4.4.4)."""
LZMA_PIECE = 1024
"""Packed bytes of LZMA that are unpacked at a time: `zipfile` gives all that they hold, which may be 7 MB."""
_IN_WACZ = ("archive/", "datapackage.json")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file: its name there, and its content."""

    name: str
    stream: io.BufferedReader


class _Careful(io.RawIOBase):
    """A member whose damage is a `BrokenStream`, like that of any other stream."""

    def __init__(self, inner: Any, most: int) -> None:
        self._inner, self._most = inner, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece: bytes = self._inner.read(min(len(buffer), self._most))
        except _BROKEN as error:
            raise BrokenStream(f"damaged member: {error}") from error
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> io.BufferedReader:
    """What is in a member, unpacked in small pieces, which `zipfile` does by itself only where it is deflated."""
    if info.compress_type == zipfile.ZIP_BZIP2:
        raw: Any = copy.copy(info)
        raw.compress_type, raw.file_size, raw.CRC = zipfile.ZIP_STORED, info.compress_size, None
        return unpacked(buffered(_Careful(archive.open(raw), PIECE)), "bzip2")
    inner: Any = archive.open(info)
    if info.compress_type != zipfile.ZIP_LZMA:
        return buffered(_Careful(inner, PIECE))
    inner.MIN_READ_SIZE = LZMA_PIECE
    return buffered(_Careful(inner, LZMA_PIECE))


def members(stream: io.BufferedReader, where: str, wanted: Callable[[str], bool]) -> Iterator[Member | Rejected]:
    """The members of a zip file whose names are wanted, in its order; each must be read before the next is asked for.

    Folders, hidden members and those of no wanted name are passed over; what cannot be opened is rejected.
    """
    try:
        archive = zipfile.ZipFile(cast("Any", stream))
    except _BROKEN as error:
        yield Rejected(where, "open", f"cannot be opened: {error}")
        return
    with archive:
        for info in archive.infolist():
            name = "".join(c if c.isprintable() else "\ufffd" for c in info.filename)
            if name.endswith("/") or _hidden(name) or not wanted(name):
                continue
            if info.flag_bits & LOCKED:
                yield Rejected(f"{where}!{name}", "open", "locked with a password; unpack it first")
                continue
            try:
                content = _content(archive, info)
            except _BROKEN as error:
                yield Rejected(f"{where}!{name}", "open", f"cannot be opened: {error}")
                continue
            with content:
                yield Member(name, content)


def is_wacz(stream: io.BufferedReader) -> bool:
    """Whether a zip file is a web archive (WACZ): it describes itself and has a folder of WARC files."""
    try:
        with zipfile.ZipFile(cast("Any", stream)) as archive:
            names = archive.namelist()
    except _BROKEN:
        return False
    finally:
        stream.seek(0)
    return all(any(name.startswith(sign) for name in names) for sign in _IN_WACZ)


def _hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)
