"""What HTTP wrapped around a page: chunks and compression, undone within bounds.

Archives often keep the headers of a transfer that they have undone already, so a header is believed only where the
body bears it out.
"""

from __future__ import annotations

import importlib
import re
import zlib
from dataclasses import dataclass

from stemma.intake import limits
from stemma.intake.kinds import by_content

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(;[^\r\n]{0,200})?\r?\n")
_PLAIN = frozenset({"", "identity", "none", "binary", "8bit", "utf-8"})
"""What stands in Content-Encoding where nothing is encoded; the last three are mistakes that servers make."""
GZIP = b"\x1f\x8b"
CUT = "cut off in transfer"


class TooLarge(ValueError):
    """The body unpacks to more than a report may have."""


class Unreadable(ValueError):
    """The body is compressed in a way that cannot be undone; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the page was written, and a note where something of it is missing."""

    raw: bytes
    note: str = ""


def undo(raw: bytes, transfer: str = "", content: str = "") -> Body:
    """The body without chunks and compression; `transfer` and `content` are its Transfer- and Content-Encoding.

    Raises `TooLarge` where it unpacks to more than `limits.MAX_BYTES`, `Unreadable` where a compression is unknown.
    """
    body = Body(raw)
    if "chunked" in transfer.lower():
        body = _joined(raw)
    steps = [step.strip().lower() for step in content.split(",")]
    for step in reversed(steps):
        body = _unpacked(body, step)
    if len(body.raw) > limits.MAX_BYTES:
        raise TooLarge(limits.too_large("the page"))
    return body


def _joined(raw: bytes) -> Body:
    """The chunks as one; the bytes as they are where they do not begin with a chunk."""
    pieces: list[bytes] = []
    at = 0
    while True:
        head = _CHUNK.match(raw, at)
        if head is None:
            return Body(b"".join(pieces), CUT) if pieces else Body(raw)
        size = int(head[1], 16)
        if size == 0:
            return Body(b"".join(pieces)) if pieces or not raw[head.end() :].strip() else Body(raw)
        piece = raw[head.end() : head.end() + size]
        if not pieces and len(piece) < size and not raw[head.end() :]:
            return Body(raw)
        pieces.append(piece)
        at = head.end() + size
        at += 2 if raw[at : at + 2] == b"\r\n" else raw[at : at + 1] == b"\n"


def _unpacked(body: Body, step: str) -> Body:
    if step in _PLAIN or not body.raw:
        return body
    if step in ("gzip", "x-gzip", "deflate"):
        return _inflated(body, raw_deflate=step == "deflate")
    if step == "br":
        return _brotli(body)
    if by_content(body.raw) == "html":
        return body
    raise Unreadable(f"compressed as {step!r}, which is not undone here; archive the page uncompressed or with gzip")


def _inflated(body: Body, raw_deflate: bool) -> Body:
    if body.raw.startswith(GZIP) or _is_zlib(body.raw):
        bits = 47
    elif raw_deflate and by_content(body.raw) != "html":
        bits = -15
    else:
        return body
    inner = zlib.decompressobj(wbits=bits)
    try:
        raw = inner.decompress(body.raw, limits.MAX_BYTES + 1)
    except zlib.error as error:
        if bits == -15:
            return body
        return _in_pieces(body, bits, str(error))
    return Body(raw, body.note if inner.eof or len(raw) > limits.MAX_BYTES else CUT)


def _is_zlib(raw: bytes) -> bool:
    """Whether the two bytes of a zlib header stand there (RFC 1950): the method, and a check that divides by 31."""
    return len(raw) > 1 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0


def _in_pieces(body: Body, bits: int, reason: str) -> Body:
    """What stands before the damage; `Unreadable` where that is nothing."""
    inner = zlib.decompressobj(wbits=bits)
    found = bytearray()
    try:
        for at in range(0, len(body.raw), 256):
            found += inner.decompress(body.raw[at : at + 256], limits.MAX_BYTES + 1)
            if len(found) > limits.MAX_BYTES:
                break
    except zlib.error:
        pass
    if not found:
        raise Unreadable(f"damaged compression: {reason}")
    return Body(bytes(found), CUT)


def _brotli(body: Body) -> Body:
    if by_content(body.raw) == "html":
        return body
    try:
        brotli = importlib.import_module("brotli")
    except ImportError as error:
        raise Unreadable("compressed with brotli, which is missing: pip install brotli") from error
    inner = brotli.Decompressor()
    try:
        found = bytearray(inner.process(body.raw, output_buffer_limit=limits.MAX_BYTES + 1))
        while not inner.is_finished() and len(found) <= limits.MAX_BYTES:
            piece = inner.process(b"", output_buffer_limit=limits.MAX_BYTES + 1 - len(found))
            if not piece:
                return Body(bytes(found), CUT)
            found += piece
    except brotli.error as error:
        if body.raw.lstrip()[:1] in (b"<", b"{"):
            return body
        raise Unreadable(f"damaged compression: {error}") from error
    return Body(bytes(found), body.note)
