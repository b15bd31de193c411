from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.intake import limits
from stemma.intake.records import read_json, read_lines, record
from stemma.intake.streams import PIECE, buffered
from stemma.model import Capture, Rejected, to_json

STORY = "Lodziarnia nad zalewem zamyka się na zimę, a jej właściciel szuka następcy."


def from_json_file(raw: bytes) -> list[Capture | Rejected]:
    return list(read_json(buffered(io.BytesIO(raw)), "a.json"))


def texts(found: list[Capture | Rejected]) -> list[str | None]:
    return [c.text if isinstance(c, Capture) else None for c in found]


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_of_records_is_read_one_by_one(indent: int | None) -> None:
    rows = [{"text": f"{STORY} {n}", "id": str(n)} for n in range(3_000)]
    raw = json.dumps(rows, indent=indent, ensure_ascii=False).encode()
    assert len(raw) > PIECE
    found = from_json_file(raw)
    assert texts(found) == [row["text"] for row in rows]
    assert (found[0].where, found[-1].where) == ("a.json:1", "a.json:3000")


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ({"text": STORY, "id": "a"}, ["a"]),
        ({"a": {"text": STORY}, "b": {"text": STORY, "id": "c"}}, ["a", "c"]),
    ],
)
def test_an_object_is_a_record_or_holds_records(value: object, ids: list[str]) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = from_json_file(json.dumps(value, indent=1).encode(encoding))
        assert [c.id for c in found if isinstance(c, Capture)] == ids


def test_records_one_after_the_other_are_read_from_a_json_file() -> None:
    line = json.dumps({"text": STORY})
    assert texts(from_json_file(f"{line}\n{line}\n[1]\n{line}".encode())) == [STORY, STORY, None, STORY]


@pytest.mark.parametrize(
    ("raw", "reason", "kept"),
    [
        (b"", "no records", 0),
        (b" \n", "no records", 0),
        (b"[]", "no records", 0),
        (b"{}", "neither 'text' nor 'html'", 0),
        (b"12", "must be a JSON object", 0),
        (b'[{"text": "a b"}, {"text"', "not valid JSON", 1),
        (b'[{"text": "a b"}', "cut off before its end", 1),
        (b'[{"text": "a b"}, x]', "not valid JSON", 1),
        (b'{"text": "a b"}]', "closes nothing", 1),
        (b"[" * 200_000, "nested too deeply", 0),
        (b'[{"text": "caf\xff"}]', "not valid JSON", 0),
        (b'[{"text": "a b"}, 3]', "must be a JSON object", 1),
    ],
)
def test_a_json_file_that_is_broken_keeps_what_was_read(raw: bytes, reason: str, kept: int) -> None:
    *captures, rejected = from_json_file(raw)
    assert isinstance(rejected, Rejected)
    assert reason in rejected.reason
    assert [type(c) for c in captures] == [Capture] * kept


def test_a_record_of_an_array_beyond_the_limit_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", PIECE)
    first, rejected = from_json_file(json.dumps([{"text": STORY}, {"text": "a" * 5 * PIECE}]).encode())
    assert isinstance(first, Capture)
    assert isinstance(rejected, Rejected)
    assert "a record is larger than" in rejected.reason


class Counted(io.BytesIO):
    most = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.most = max(self.most, len(line))
        return line


def test_a_line_beyond_the_limit_is_passed_over_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1_000)
    good = json.dumps({"text": STORY}).encode()
    stream = Counted(good + b"\n" + b'{"text": "' + b"a" * 5 * PIECE + b'"}\n' + good)
    first, rejected, last = read_lines(stream, "a.jsonl")  # type: ignore[arg-type]
    assert isinstance(first, Capture)
    assert isinstance(last, Capture)
    assert last.where == "a.jsonl:3"
    assert rejected == Rejected("a.jsonl:2", "open", limits.too_large("the line"))
    assert stream.most <= PIECE


def test_halves_of_characters_are_replaced_so_that_a_report_can_be_written() -> None:
    capture = record('{"text": "Half a sign \\ud83d here.", "title": "And \\udc00 here"}', "a:1")
    assert isinstance(capture, Capture)
    assert (capture.text, capture.title) == ("Half a sign \ufffd here.", "And \ufffd here")
    assert "lone surrogates" in capture.note
    assert to_json(capture)


def test_a_long_number_is_no_reason_to_fail() -> None:
    rejected = record(b'{"text": "x", "n": %s}' % (b"9" * (sys.get_int_max_str_digits() + 1)), "a:1")
    assert isinstance(rejected, Rejected)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "html", "id", "url", "x"]), inner)
    ),
    max_leaves=12,
)


@given(JSON, st.integers(0, 30))
def test_any_json_even_cut_off_gives_captures_and_reasons(value: object, cut: int) -> None:
    raw = json.dumps(value).encode()
    for found in (from_json_file(raw), from_json_file(raw[: max(0, len(raw) - cut)])):
        assert found
        assert {type(c) for c in found} <= {Capture, Rejected}
        for capture in found:
            to_json(capture)
