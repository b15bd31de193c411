"""Web archives: each captured page in a WARC file, or in the WARC files of a WACZ, as a capture.

The records are found by FastWARC (extra `archive`); nothing but the record at hand is held in memory.
"""

from __future__ import annotations

import datetime
import importlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from stemma.errors import StemmaError
from stemma.intake import limits
from stemma.intake.documents import decode
from stemma.intake.kinds import HEAD, by_suffix
from stemma.intake.limits import too_large
from stemma.intake.streams import PIECE
from stemma.intake.transfer import GZIP, TooLarge, Unreadable, undo
from stemma.intake.zips import members
from stemma.model import Capture, Evidence, Rejected

HTML = frozenset({"text/html", "application/xhtml+xml"})
TEXT = frozenset({"text/plain"})
MOST_DAMAGE = 1000
"""An archive that is damaged in more places than this is given up."""
NO_RECORD = "no WARC record in it"
_CONTENT_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def read_wacz(stream: io.BufferedReader, where: str) -> Iterator[Capture | Rejected]:
    """The pages of the WARC files in a WACZ, read where they lie in it."""
    seen = False
    for member in members(stream, where, lambda name: by_suffix(name)[0] == "warc"):
        seen = True
        if isinstance(member, Rejected):
            yield member
        else:
            yield from read_warc(member.stream, f"{where}!{member.name}")
    if not seen:
        yield Rejected(where, "open", "no WARC file in it")


def read_warc(stream: io.BufferedReader, where: str) -> Iterator[Capture | Rejected]:
    """The pages of a WARC file, packed with gzip or not: HTML that was answered with 200, and records of text.

    Other records are passed over. Where the file is damaged, one `Rejected` says so, and the reading goes on at the
    next record where the stream can be searched for it. Raises `StemmaError` where FastWARC is missing.
    """
    packed = stream.peek(2)[:2] == GZIP
    start, told = 0, False
    for _ in range(MOST_DAMAGE):
        if start:
            stream.seek(start)
        run = _Run(stream, start)
        for result in run.captures(where):
            told = False
            yield result
        if run.damage is None:
            if not run.seen and not start:
                yield Rejected(where, "open", NO_RECORD)
            return
        following = _next_start(stream, run.resume(packed), packed) if stream.seekable() else None
        if following is None:
            if run.seen or start:
                yield Rejected(f"{where}:{run.last}", "open", f"damaged behind this: {run.damage}; no more records")
            else:
                yield Rejected(where, "open", f"{NO_RECORD}: {run.damage}")
            return
        if not told:
            yield Rejected(f"{where}:{run.last}", "open", f"damaged behind this: {run.damage}; read on behind it")
            told = True
        start = following
    yield Rejected(where, "open", f"damaged in more than {MOST_DAMAGE} places; the rest is not read")


class _Guard(io.RawIOBase):
    """A stream as FastWARC likes it: it tells its place and never raises. What was raised below is kept in `error`."""

    def __init__(self, stream: io.BufferedReader, start: int) -> None:
        self._stream, self._place = stream, start
        self.error: BaseException | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._stream.read1(size if 0 < size <= PIECE else PIECE)
        except BaseException as error:  # an interrupt as well: it is raised again once FastWARC has returned
            self.error = error
            return b""
        self._place += len(piece)
        return piece


class _Damaged(Exception):
    """Ends a run through an archive; its text says what is wrong."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the headers of a record say of it."""

    uri: str
    html: bool
    charset: str | None
    captured: str | None
    transfer: str
    content: str
    note: str


class _Run:
    """One way through an archive, from a place in it to its end or to the next damage."""

    def __init__(self, stream: io.BufferedReader, start: int) -> None:
        self._guard = _Guard(stream, start)
        self.start = self.last = start
        self.seen = False
        self.damage: str | None = None
        self._length = self._same = 0

    def resume(self, packed: bool) -> int:
        """The first place at which the next record may begin."""
        return self.last + 1 if packed else self.last + max(1, self._length)

    def captures(self, where: str) -> Iterator[Capture | Rejected]:
        """What the records give, until the end or until `damage` says what is broken."""
        try:
            for record in self._records():
                # In a file packed as a whole its place does not tell one record from the next.
                self._same = self._same + 1 if self.seen and record.stream_pos == self.last else 0
                self.last, self._length = record.stream_pos, record.content_length
                if not len(record.headers):
                    raise _Damaged("cut off in the middle of a record")
                self.seen = True
                page = _page_of(record)
                if page is not None:
                    place = f"{self.last}+{self._same}" if self._same else str(self.last)
                    yield self._read(record, page, f"{where}:{place}")
        except _Damaged as damage:
            self.damage = str(damage)

    def _records(self) -> Iterator[Any]:
        warc = _fastwarc()
        types = warc.WarcRecordType
        wanted = types.response | types.resource | types.conversion
        records = self._careful(lambda: iter(warc.ArchiveIterator(self._guard, record_types=wanted)))
        while True:
            record = self._careful(lambda: next(records, None))
            if record is None:
                return
            yield record

    def _careful(self, step: Any) -> Any:
        """Takes one step with FastWARC; its errors, and panics below it, become damage."""
        try:
            result = step()
        except (KeyboardInterrupt, SystemExit, MemoryError, StemmaError):
            raise
        except BaseException as error:  # a panic in FastWARC is no Exception
            self._raise_kept()
            raise _Damaged(str(error) or type(error).__name__) from error
        self._raise_kept()
        return result

    def _raise_kept(self) -> None:
        kept, self._guard.error = self._guard.error, None
        if isinstance(kept, Exception):
            raise _Damaged(str(kept)) from kept
        if kept is not None:
            raise kept

    def _read(self, record: Any, page: _Page, where: str) -> Capture | Rejected:
        expected = record.content_length
        if expected > limits.MAX_BYTES:
            return Rejected(where, "open", too_large("the record"))
        raw = self._careful(record.reader.read)
        if len(raw) < expected:
            raise _Damaged(f"cut off in the record at {record.stream_pos}")
        try:
            body = undo(raw, page.transfer, page.content)
        except (TooLarge, Unreadable) as error:
            return Rejected(where, "open", str(error))
        result = decode(body.raw, where, html=page.html, charset=page.charset)
        if isinstance(result, Rejected):
            return result
        return msgspec.structs.replace(
            result,
            url=page.uri or None,
            captured=page.captured,
            evidence=(Evidence("url", "archive", page.uri),) if page.uri else (),
            note="; ".join(filter(None, (result.note, body.note, page.note))),
        )


def _page_of(record: Any) -> _Page | None:
    """What a record says of the page that it holds; None where it holds none."""
    headers, http = record.headers, record.http_headers
    if http is not None:
        if http.status_code != 200:
            return None
        said = http.get("Content-Type") or headers.get("WARC-Identified-Payload-Type")
    else:
        said = headers.get("Content-Type")
    found = _CONTENT_TYPE.match(said or "")
    kind = found[1].lower() if found else ""
    charset = _CHARSET.search(said or "")
    # Text as a server gave it is robots.txt and the like; text that the archive made is that of a page.
    if kind not in HTML and (kind not in TEXT or http is not None):
        return None
    shortened = headers.get("WARC-Truncated")
    return _Page(
        uri=(headers.get("WARC-Target-URI") or "").strip("<> \t"),
        html=kind in HTML,
        charset=charset[1] if charset else None,
        captured=_minute(headers.get("WARC-Date")),
        transfer=(http.get("Transfer-Encoding") or "") if http is not None else "",
        content=(http.get("Content-Encoding") or "") if http is not None else "",
        note=f"the archive holds only its beginning ({shortened})" if shortened else "",
    )


def _minute(date: str | None) -> str | None:
    """A WARC-Date in UTC to the minute; None where it is none."""
    try:
        found = datetime.datetime.fromisoformat((date or "").strip())
        found = found.astimezone(datetime.UTC) if found.tzinfo else found
    except (ValueError, OverflowError):
        return None
    if found.year < 1000:
        return None
    # WARC 1.1 allows a day alone.
    return found.strftime("%Y-%m-%dT%H:%M") if "T" in (date or "") else found.strftime("%Y-%m-%d")


def _next_start(stream: io.BufferedReader, start: int, packed: bool) -> int | None:
    """Where the next record begins, at `start` or behind it; None where there is none.

    Unpacked, that is a line with the sign of WARC; packed, a gzip member that begins with it.
    """
    sign = GZIP + b"\x08" if packed else b"\nWARC/1."
    place = start
    while True:
        stream.seek(place)
        piece = stream.read(PIECE)
        at = piece.find(sign)
        while at >= 0:
            if not packed:
                return place + at + 1
            stream.seek(place + at)
            if _begins_record(stream.read(HEAD)):
                return place + at
            at = piece.find(sign, at + 1)
        if len(piece) < PIECE:
            return None
        place += PIECE - len(sign) + 1


def _begins_record(raw: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(raw, 5) == b"WARC/"
    except zlib.error:
        return False


def _fastwarc() -> Any:
    try:
        return importlib.import_module("fastwarc.warc")
    except ImportError as error:
        message = 'web archives are read with fastwarc, which is missing: pip install "stemma-news[archive]"'
        raise StemmaError(message) from error
