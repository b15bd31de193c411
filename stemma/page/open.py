"""Opening: paths and JSON Lines become captures. Failure is a value: what cannot be read becomes a `Rejected`."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from charset_normalizer import from_bytes

from stemma.errors import InputError
from stemma.model import Capture, Rejected

TEXT, HTML, LINES = (
    frozenset({".txt", ".text"}),
    frozenset({".html", ".htm", ".xhtml"}),
    frozenset({".jsonl", ".ndjson"}),
)
MAX_BYTES = 20_000_000
"""A single capture above this size is no news report; it is refused instead of read into memory."""
ENCODINGS = [
    *("cp1250", "cp1252", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "iso8859_15", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
"""What texts that are not UTF-8 are tried as: the encodings in which news was saved, not every one that exists."""
_GIVEN = ("id", "url", "title", "published", "language", "outlet")


def open_paths(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[Capture | Rejected]:
    """Every capture in files, folders (walked in order of name) and JSON Lines; "-" is JSON Lines on `stdin`.

    Raises `InputError` for a path that does not exist: that is a mistake in the call, not in the data.
    """
    for path in paths:
        if str(path) == "-":
            if stdin is None:
                raise InputError("'-' reads standard input, and there is none here; give a path")
            yield from _records(stdin, "standard input")
            continue
        place = Path(path)
        if place.is_dir():
            yield from _folder(place)
        elif place.exists():
            yield from _file(place)
        else:
            raise InputError(f"{path}: no such file or folder")


def _folder(folder: Path) -> Iterator[Capture | Rejected]:
    for place in sorted(folder.rglob("*")):
        if place.is_file() and not place.name.startswith(".") and _kind(place) is not None:
            yield from _file(place)


def _kind(place: Path) -> str | None:
    name = place.name.lower()
    suffix = Path(name.removesuffix(".gz")).suffix
    for kind, suffixes in (("text", TEXT), ("html", HTML), ("lines", LINES)):
        if suffix in suffixes:
            return kind
    return None


def _file(place: Path) -> Iterator[Capture | Rejected]:
    kind = _kind(place) or "text"
    where = str(place)
    try:
        with _opened(place) as stream:
            if kind == "lines":
                yield from _records(stream, where)
                return
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        yield Rejected(where, "open", f"cannot be opened: {error}")
        return
    yield decode(raw, where, html=kind == "html")


def _opened(place: Path) -> BinaryIO | gzip.GzipFile:
    return gzip.open(place, "rb") if place.name.lower().endswith(".gz") else place.open("rb")


def decode(raw: bytes, where: str, html: bool = False) -> Capture | Rejected:
    """Bytes of one file as a capture, or the reason why they are none."""
    if not raw.strip():
        return Rejected(where, "open", "empty file")
    if len(raw) > MAX_BYTES:
        return Rejected(where, "open", f"larger than {MAX_BYTES // 1_000_000} MB; split it, or check what it is")
    text, note = _text_of(raw)
    if text is None:
        return Rejected(where, "open", note)
    if html:
        return Capture(where, html=text, note=note)
    return Capture(where, text=text, note=note)


def _text_of(raw: bytes) -> tuple[str | None, str]:
    """The text of some bytes and a note on the encoding; None and the reason where they are no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), ""
            except UnicodeDecodeError:
                return None, f"begins as {encoding} but is not valid in it"
    if b"\x00" in raw[:4096]:
        return None, "binary data, no text"
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        best = from_bytes(raw[:200_000], cp_isolation=ENCODINGS).best()
        if best is None:
            return (
                None,
                f"neither UTF-8 (byte {error.start}) nor any other encoding that gives text; convert it to UTF-8",
            )
        try:
            return raw.decode(
                best.encoding
            ), f"not UTF-8 (byte {error.start}); read as {best.encoding}, check its letters"
        except UnicodeDecodeError:
            return None, f"not UTF-8 (byte {error.start}) and only in part {best.encoding}; convert it to UTF-8"


def _records(stream: Iterable[bytes], where: str) -> Iterator[Capture | Rejected]:
    seen = False
    for number, line in enumerate(stream, 1):
        if line.strip():
            seen = True
            yield record(line, f"{where}:{number}")
    if not seen:
        yield Rejected(where, "open", "no records in it")


def record(line: bytes | str, where: str) -> Capture | Rejected:
    """One JSON Lines record as a capture, or the reason why it is none."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Rejected(where, "open", f"not valid JSON: {error}")
    if not isinstance(fields, dict):
        return Rejected(where, "open", "a record must be a JSON object with 'text' or 'html'")
    text, html = fields.get("text"), fields.get("html")
    if not (isinstance(text, str) and text.strip()) and not (isinstance(html, str) and html.strip()):
        return Rejected(where, "open", "the record has neither 'text' nor 'html'")
    wrong = [k for k in _GIVEN if fields.get(k) is not None and not isinstance(fields[k], str)]
    if wrong:
        return Rejected(where, "open", f"{wrong[0]!r} must be a string")
    given: dict[str, Any] = {k: fields.get(k) or None for k in _GIVEN}
    if isinstance(text, str) and text.strip():
        return Capture(where, text=text, clean=fields.get("clean") is True, **given)
    return Capture(where, html=html, **given)


def lines_of(raw: str) -> io.BytesIO:
    """A string as the stream that `open_paths` reads for "-"."""
    return io.BytesIO(raw.encode())
