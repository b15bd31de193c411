"""Opening: files, folders, archives, feeds and pages of the web become captures, one at a time.

Failure is a value: what cannot be read becomes a `Rejected`, and the rest is read. A suffix is believed, since the
owner of a file chose it; what has none that we know is told by its first bytes.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from stemma.errors import InputError
from stemma.intake import limits
from stemma.intake.archives import read_wacz, read_warc
from stemma.intake.documents import decode
from stemma.intake.folders import is_url, shown, walk
from stemma.intake.kinds import PACKINGS, Kind, Packing, by_content, by_suffix
from stemma.intake.meter import Meter
from stemma.intake.online import Online, page_of
from stemma.intake.records import read_json, read_lines
from stemma.intake.streams import BROKEN, buffered, head_of, unpacked
from stemma.intake.zips import is_wacz, members
from stemma.model import Capture, Rejected

if TYPE_CHECKING:
    from stemma.intake.web import WebOptions

STANDARD_INPUT = "standard input"
_ON_STANDARD_INPUT = frozenset({"warc", "html", "feed", "json", "zip"})


def open_paths(
    paths: Iterable[str | Path],
    stdin: BinaryIO | None = None,
    web: WebOptions | None = None,
    follow: bool = False,
    meter: Meter | None = None,
) -> Iterator[Capture | Rejected]:
    """Every capture in files, folders (walked in order of name), archives, feeds, and at URLs.

    "-" is JSON Lines on `stdin`, unless its first bytes say that it is an archive, a page or a feed. The network is
    used for URLs, and with `follow` for the items of feed files; `web` says how. `meter` is told how far it has come.
    Raises `InputError` for a path that does not exist (that is a mistake in the call, not in the data), and
    `StemmaError` where an archive or the web asks for a library that is not installed.
    """
    doors = _Doors(Online(web, follow), meter or Meter())
    try:
        for path in paths:
            yield from doors.given(str(path), stdin)
    finally:
        doors.online.close()


@dataclass(frozen=True, slots=True)
class _Source:
    """Something to be read: where it stands, the name that tells its kind (or ""), and its bytes."""

    where: str
    name: str
    stream: io.BufferedReader
    in_zip: bool = False


class _Doors:
    """All that one call of `open_paths` opens."""

    def __init__(self, online: Online, meter: Meter) -> None:
        self.online = online
        self._meter = meter

    def given(self, path: str, stdin: BinaryIO | None) -> Iterator[Capture | Rejected]:
        """What is behind one path, URL or "-" of the call."""
        if path == "-":
            if stdin is None:
                raise InputError("'-' reads standard input, and there is none here; give a path")
            yield from self._standard_input(stdin)
        elif is_url(path):
            yield from self._url(path)
        elif os.path.isdir(path):
            for found in walk(path):
                if isinstance(found, Rejected):
                    yield found
                else:
                    yield from self._file(found)
        elif os.path.exists(path):
            yield from self._file(path)
        else:
            raise InputError(f"{shown(path)}: no such file or folder")

    def _file(self, path: str) -> Iterator[Capture | Rejected]:
        where = shown(path)
        try:
            with io.FileIO(path) as file, buffered(file) as stream:
                self._meter.begin(file)
                try:
                    yield from self._read(_Source(where, path, stream))
                finally:
                    self._meter.end()
        except BROKEN as error:
            yield _broken(where, error)

    def _standard_input(self, stdin: BinaryIO) -> Iterator[Capture | Rejected]:
        stream = buffered(stdin)
        try:
            kind, packing = _sniffed(stream)
            source = _Source(STANDARD_INPUT, "", stream)
            yield from self._captures(source, kind if kind in _ON_STANDARD_INPUT else "lines", packing)
        except BROKEN as error:
            yield _broken(STANDARD_INPUT, error)
        finally:
            if stream is not stdin:
                stream.detach()

    def _url(self, url: str) -> Iterator[Capture | Rejected]:
        from stemma.intake.feeds import is_feed

        fetched = self.online.fetch(url)
        if isinstance(fetched, Rejected):
            yield fetched
            return
        page = page_of(fetched)
        if page is not None:
            yield page
        elif is_feed(fetched.body):
            yield from self.online.feed(fetched.body, url, fetched.url)
        else:
            yield from self._read(_Source(url, "", buffered(io.BytesIO(fetched.body))))

    def _read(self, source: _Source) -> Iterator[Capture | Rejected]:
        """The captures of a source; where its bytes break off, what came before stays."""
        try:
            kind, packing = by_suffix(source.name)
            if kind is None:
                kind, found = _sniffed(source.stream, packing)
                packing = packing or found
            elif packing is None and by_content(head_of(source.stream)) == "gzip":
                # Pages are often kept as they came over the line, packed, under their plain name.
                packing = "gzip"
            yield from self._captures(source, kind or "text", packing)
        except BROKEN as error:
            yield _broken(source.where, error)

    def _captures(self, source: _Source, kind: Kind, packing: Packing | None) -> Iterator[Capture | Rejected]:
        where, stream = source.where, source.stream
        if kind == "warc" and packing in (None, "gzip"):
            # FastWARC unpacks gzip itself, and so knows the place of each record.
            yield from read_warc(stream, where)
            return
        if kind in ("zip", "wacz"):
            yield from self._zip(source, kind, packing)
            return
        content = unpacked(stream, packing) if packing else stream
        if kind == "warc":
            yield from read_warc(content, where)
        elif kind == "lines":
            yield from read_lines(content, where)
        elif kind == "json":
            yield from read_json(content, where)
        elif kind == "feed":
            yield from self._feed(content, where)
        else:
            yield decode(content.read(limits.MAX_BYTES + 1), where, html=kind == "html")

    def _feed(self, content: io.BufferedReader, where: str) -> Iterator[Capture | Rejected]:
        from stemma.intake.feeds import is_feed

        raw = content.read(limits.MAX_BYTES + 1)
        if len(raw) > limits.MAX_BYTES or not raw.strip():
            yield decode(raw, where)
        elif is_feed(raw):
            yield from self.online.feed(raw, where)
        elif by_content(raw) == "html":
            yield decode(raw, where, html=True)
        else:
            yield Rejected(where, "open", "XML, but no feed")

    def _zip(self, source: _Source, kind: Kind, packing: Packing | None) -> Iterator[Capture | Rejected]:
        where, stream = source.where, source.stream
        if source.in_zip:
            yield Rejected(where, "open", "an archive inside a zip file; unpack it first")
        elif packing is not None or not stream.seekable():
            yield Rejected(where, "open", "a zip file is read from its end; give it unpacked, as a file")
        elif kind == "wacz" or is_wacz(stream):
            yield from read_wacz(stream, where)
        else:
            seen = False
            for member in members(stream, where, lambda name: by_suffix(name)[0] is not None):
                seen = True
                if isinstance(member, Rejected):
                    yield member
                else:
                    inside = _Source(f"{where}!{member.name}", member.name, member.stream, in_zip=True)
                    yield from self._read(inside)
            if not seen:
                yield Rejected(where, "open", "no file in it that is read here")


def _broken(where: str, error: Exception) -> Rejected:
    return Rejected(where, "open", f"cannot be opened: {error}")


def _sniffed(stream: io.BufferedReader, packing: Packing | None = None) -> tuple[Kind | None, Packing | None]:
    """What the first bytes of a stream say, behind one packing where there is one."""
    found = by_content(head_of(stream, packing))
    if packing is None and found in PACKINGS.values():
        packing = found  # type: ignore[assignment]
        found = by_content(head_of(stream, packing))
    return (None if found in PACKINGS.values() else found), packing  # type: ignore[return-value]


def lines_of(raw: str) -> io.BytesIO:
    """A string as the stream that `open_paths` reads for "-"."""
    return io.BytesIO(raw.encode())
