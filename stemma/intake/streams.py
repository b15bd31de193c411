"""Streams that stay small: unpacking piece by piece, lines of bounded length, and a look ahead."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from stemma.intake import limits
from stemma.intake.kinds import HEAD, Packing

PIECE = 64 * 1024
"""Bytes that are read and unpacked at a time."""
XZ_MEMORY = 128 * 1024 * 1024
"""What unpacking one xz stream may take: its highest preset needs 65 MB, a hostile header may ask for gigabytes."""
BOMB_BYTES, BOMB_RATIO = 500_000_000, 2_000
"""What unpacks to more than both, in bytes and as a multiple of its size, is no news. gzip packs 1,032 to one at most;
bzip2 packs zeros a million to one, and even passing over them takes minutes."""
BROKEN = (OSError, EOFError)
"""What reading may raise where the data, the disk or the packing is broken."""


class BrokenStream(OSError):
    """Packed data that is damaged or cut off."""


class _Gzip:
    """zlib with the face of the other two decompressors."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, packed: bytes, most: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + packed, most)


_MEMBERS: dict[Packing, Callable[[], Any]] = {
    "gzip": _Gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY),
}


class Unpacked(io.RawIOBase):
    """A packed stream, unpacked as it is read and never further; `BrokenStream` where it is damaged or cut off.

    Several packed streams put one after the other are read as one.
    """

    def __init__(self, packed: io.BufferedReader, packing: Packing) -> None:
        self._packed, self._packing = packed, packing
        self._member = _MEMBERS[packing]()
        self._waiting = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self._unpack(len(buffer))
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise BrokenStream(f"{self._packing} data, {error}") from error
        buffer[: len(piece)] = piece
        return len(piece)

    def _unpack(self, most: int) -> bytes:
        while not self._member.eof or self._begin_next():
            packed, self._waiting = self._waiting, b""
            at_end = False
            if not packed and self._member.needs_input:
                packed = self._packed.read1(PIECE)
                self._taken += len(packed)
                at_end = not packed
            piece: bytes = self._member.decompress(packed, most)
            if self._member.eof:
                self._waiting = self._member.unused_data
            elif at_end and not piece:
                raise EOFError("cut off before its end")
            if piece:
                self._given += len(piece)
                if self._given > max(BOMB_BYTES, BOMB_RATIO * self._taken):
                    raise ValueError(f"which unpacks to more than {BOMB_RATIO} times its size")
                return piece
        return b""

    def _begin_next(self) -> bool:
        """Whether another packed stream follows; zeros between are padding."""
        rest = self._waiting.lstrip(b"\x00")
        while not rest:
            more = self._packed.read1(PIECE)
            if not more:
                return False
            rest = more.lstrip(b"\x00")
        self._member, self._waiting = _MEMBERS[self._packing](), rest
        return True


def unpacked(packed: io.BufferedReader, packing: Packing) -> io.BufferedReader:
    """The content of a packed stream as a stream."""
    return buffered(Unpacked(packed, packing))


def buffered(stream: BinaryIO | io.RawIOBase) -> io.BufferedReader:
    """The stream with a look ahead; the same where it has one already."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("Any", stream), PIECE)


def head_of(stream: io.BufferedReader, packing: Packing | None = None) -> bytes:
    """The first bytes of a stream, unpacked where it is packed, without taking them from it; b"" where it is broken."""
    head = stream.peek(HEAD)
    if packing is None:
        return head[:HEAD]
    try:
        return unpacked(buffered(io.BytesIO(head)), packing).peek(HEAD)[:HEAD]
    except BROKEN:
        return b""


def lines(stream: io.BufferedReader) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers; None for one above `limits.MAX_BYTES`, which is passed over."""
    number = 0
    while True:
        line = stream.readline(limits.MAX_BYTES + 1)
        if not line:
            return
        number += 1
        if len(line) <= limits.MAX_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(PIECE)
        yield number, None
