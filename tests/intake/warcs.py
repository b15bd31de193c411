"""Web archives made by hand, so that a test can break them where it likes."""

from __future__ import annotations

import gzip
import io
import zipfile

URL = "https://avis.example/kjerringvik"
TYPE = "text/html; charset=utf-8"


def http(body: bytes, kind: str = TYPE, status: str = "200 OK", more: str = "") -> bytes:
    """An HTTP response; `more` is further header lines."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def record(
    block: bytes,
    uri: str = URL,
    kind: str = "response",
    content: str = "application/http; msgtype=response",
    date: str = "2024-11-12T08:08:59Z",
    more: str = "",
) -> bytes:
    """A WARC record; `more` is further header lines."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-{abs(len(uri) + len(block)):012d}>\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n{more}\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records as a .warc.gz holds them: each a gzip member of its own."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip file of these names and contents."""
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return place.getvalue()


def wacz(*records: bytes) -> bytes:
    """A web archive with its WARC file and its description."""
    return zipped({"archive/data.warc.gz": packed(*records), "datapackage.json": b"{}", "pages/pages.jsonl": b"{}"})
