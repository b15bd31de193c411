"""Records: a line of JSON, or an entry of a JSON file, as a capture."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from stemma.intake import limits
from stemma.intake.limits import too_large
from stemma.intake.streams import PIECE, lines
from stemma.model import Capture, Rejected

_GIVEN = ("id", "url", "title", "published", "language", "outlet")
_HALF = re.compile("[\ud800-\udfff]")
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()
NO_RECORDS = "no records in it"


def read_lines(stream: io.BufferedReader, where: str) -> Iterator[Capture | Rejected]:
    """The captures in JSON Lines; a line that is too long or no record is rejected, and the next one read."""
    seen = False
    for number, line in lines(stream):
        if line is None:
            yield Rejected(f"{where}:{number}", "open", too_large("the line"))
        elif not line.strip():
            continue
        else:
            yield record(line, f"{where}:{number}")
        seen = True
    if not seen:
        yield Rejected(where, "open", NO_RECORDS)


def record(line: bytes | str, where: str) -> Capture | Rejected:
    """One JSON Lines record as a capture, or the reason why it is none."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Rejected(where, "open", f"not valid JSON: {error}")
    return capture_of(fields, where)


def capture_of(fields: Any, where: str) -> Capture | Rejected:
    """A JSON value as a capture, or the reason why it is none."""
    if not isinstance(fields, dict):
        return Rejected(where, "open", "a record must be a JSON object with 'text' or 'html'")
    text, html = _filled(fields.get("text")), _filled(fields.get("html"))
    if text is None and html is None:
        return Rejected(where, "open", "the record has neither 'text' nor 'html'")
    wrong = [k for k in _GIVEN if fields.get(k) is not None and not isinstance(fields[k], str)]
    if wrong:
        return Rejected(where, "open", f"{wrong[0]!r} must be a string")
    given: dict[str, Any] = {k: _whole(fields.get(k)) or None for k in _GIVEN}
    body, clean = (text, fields.get("clean") is True) if text is not None else (html, False)
    if body and _HALF.search(body):
        given["note"] = "half characters in the record (lone surrogates); shown as \ufffd"
    if text is not None:
        return Capture(where, text=_whole(text), clean=clean, **given)
    return Capture(where, html=_whole(html), **given)


def _filled(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _whole(value: str | None) -> str | None:
    """The string with halves of characters replaced: JSON can write them, no output can."""
    return _HALF.sub("\ufffd", value) if value else value


# ---------------------------------------------------------------- JSON files


def read_json(stream: io.BufferedReader, where: str) -> Iterator[Capture | Rejected]:
    """The captures in a JSON file: an array of records, one record, an object whose values are records, or records
    one after the other. Of an array and of a series no more than one record is held in memory."""
    values = _Values(stream)
    number = 0
    try:
        for number, fields in enumerate(values, 1):
            if number == 1 and not values.many:
                yield from _alone(fields, where)
            else:
                yield capture_of(fields, f"{where}:{number}")
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        rest = f" (after {number} records; the rest is not read)" if number else ""
        yield Rejected(where, "open", f"not valid JSON: {reason}{rest}")
        return
    if number == 0:
        yield Rejected(where, "open", NO_RECORDS)


def _alone(fields: Any, where: str) -> Iterator[Capture | Rejected]:
    """The only value of a file: a record, or records under their ids."""
    named = isinstance(fields, dict) and not {"text", "html"} & fields.keys()
    if named and fields and all(isinstance(value, dict) for value in fields.values()):
        for number, (key, value) in enumerate(fields.items(), 1):
            yield capture_of({"id": key} | value, f"{where}:{number}")
    else:
        yield capture_of(fields, f"{where}:1")


class _Values:
    """The values of a JSON text one by one: the entries of its array, or what stands one after the other in it.

    Iterating raises `ValueError` where the text is no JSON, is cut off, or holds a value above `limits.MAX_BYTES`.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(json.detect_encoding(stream.peek(4)[:4]))("strict")
        self._window, self._at = "", 0
        self.many = True
        """Whether the values are one of many; false where the first is all there is."""

    def __iter__(self) -> Iterator[Any]:
        array = self._next() == "["
        self._at += array
        first = True
        while self._next() not in ("", "]"):
            value = self._value()
            self.many = array or not first or self._next() != ""
            first = False
            yield value
        if array and self._next() == "":
            raise ValueError("the array is cut off before its end")
        if not array and self._next() == "]":
            raise ValueError("a bracket that closes nothing")

    def _next(self) -> str:
        """The next character that is no blank and no comma; "" at the end."""
        while True:
            between = _BETWEEN.match(self._window, self._at)
            self._at = between.end() if between else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, self._at)
            except RecursionError as error:
                raise ValueError("nested too deeply") from error
            except json.JSONDecodeError:
                if len(self._window) - self._at > limits.MAX_BYTES:
                    raise ValueError(f"{too_large('a record')}, or its JSON is broken") from None
                if not self._more():
                    raise
                continue
            length = end - self._at
            if end < len(self._window):
                self._at = end
                return value
            # A number that ends with the window may go on behind it.
            if not self._more():
                self._at = length
                return value

    def _more(self) -> bool:
        """Reads on, as much again as is held, so that a long value is not tried too often; false at the end."""
        raw = self._stream.read(max(PIECE, len(self._window) - self._at))
        self._window = self._window[self._at :] + self._decoder.decode(raw, final=not raw)
        self._at = 0
        return bool(raw)
