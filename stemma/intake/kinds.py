"""What a file is: by its suffix, which its owner chose, and only where that says nothing by its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["text", "html", "lines", "json", "warc", "wacz", "zip", "feed"]
Packing = Literal["gzip", "bzip2", "xz"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".warc": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
PACKINGS: dict[str, Packing] = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz"}
HEAD = 4096
"""Bytes that are looked at to tell what something is."""

_MAGIC: tuple[tuple[bytes, Kind | Packing], ...] = (
    (b"WARC/", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_BZIP2 = re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)")
_BYTE_ORDER = re.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff")
_PREAMBLE = re.compile(rb"\s*(<\?[^>]*\?>\s*|<!--.*?-->\s*|<!doctype\s[^>]*>\s*)*", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(rb"\s*<!doctype\s+html|<(html|head|body|title|meta|article|main|div|p|h1)[\s>/]", re.IGNORECASE)
_FEED = re.compile(rb"<((rdf:|atom:)?(rss|rdf|feed))[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb"""\{[^{}\[\]]*"version"\s*:\s*"https://jsonfeed\.org/version/""")
_OBJECT = re.compile(rb'\{\s*"')


def by_suffix(name: str) -> tuple[Kind | None, Packing | None]:
    """What the suffixes of a file name say: its kind, and how it is packed; None where they say nothing.

    >>> by_suffix("a/Report.HTML.gz"), by_suffix("notes.md")
    (('html', 'gzip'), (None, None))
    """
    path = PurePosixPath(name.lower())
    packing = PACKINGS.get(path.suffix)
    return SUFFIXES.get(path.with_suffix("").suffix if packing else path.suffix), packing


def by_content(head: bytes) -> Kind | Packing | None:
    """What the first bytes of something say; None is text, or nothing that we know.

    `head` needs no more than `HEAD` bytes.
    """
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if _BZIP2.match(head):
        return "bzip2"
    # In UTF-16 every second byte of a tag is zero; without them the tag reads the same.
    plain = _BYTE_ORDER.sub(b"", head[:4], count=1) + head[4:]
    plain = plain.replace(b"\x00", b"").lstrip()
    if plain.startswith(b"<"):
        return _markup(plain)
    if _JSON_FEED.match(plain):
        return "feed"
    if _OBJECT.match(plain):
        return "json" if plain.split(b"\n", 1)[0].strip() == b"{" else "lines"
    return "json" if re.match(rb"\[\s*\{", plain) else None


def _markup(head: bytes) -> Kind | None:
    preamble = _PREAMBLE.match(head)
    start = preamble.end() if preamble else 0
    if _FEED.match(head, start):
        return "feed"
    return "html" if _HTML.match(head) or _HTML.match(head, start) else None
