from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.intake import limits
from stemma.intake.transfer import CUT, Body, TooLarge, Unreadable, undo

PAGE = b"<html><body><p>Elva steg to meter p\xc3\xa5 en natt.</p></body></html>"


@pytest.mark.parametrize(
    "raw",
    [
        b"%X\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE),
        b"%x;name=value\r\n%s\r\n0\r\nTrailer: x\r\n\r\n" % (len(PAGE), PAGE),
        b"10\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (PAGE[:16], len(PAGE) - 16, PAGE[16:]),
        PAGE,
    ],
)
def test_chunks_are_joined_where_there_are_any(raw: bytes) -> None:
    assert undo(raw, transfer="Chunked") == Body(PAGE)


def test_chunks_that_break_off_give_what_is_there() -> None:
    assert undo(b"10\r\n" + PAGE[:16] + b"\r\nFF\r\n" + PAGE[16:30], transfer="chunked") == Body(PAGE[:30], CUT)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "raw"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("GZIP, identity", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE))),
        ("gzip", PAGE),
        ("deflate", PAGE),
        ("unknown", PAGE),
    ],
)
def test_compression_is_undone_where_it_is_there(coding: str, raw: bytes) -> None:
    assert undo(raw, content=coding) == Body(PAGE)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 10_000)
    bomb = b"\x00" * 2_000_000
    for coding, raw in (
        ("gzip", gzip.compress(bomb)),
        ("deflate", raw_deflate(bomb)),
        ("gzip, gzip", gzip.compress(gzip.compress(bomb))),
    ):
        with pytest.raises(TooLarge, match="larger than"):
            undo(raw, content=coding)


def test_an_unknown_compression_says_what_to_do() -> None:
    with pytest.raises(Unreadable, match="archive the page uncompressed"):
        undo(b"\x00\x01\x02", content="compress")


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "chunked"]),
    st.sampled_from(["gzip", "deflate", "br", "gzip,br", "x"]),
)
def test_any_bytes_give_a_body_or_a_reason(raw: bytes, transfer: str, content: str) -> None:
    for body in (raw, b"\x1f\x8b\x08" + raw, b"\x78\x9c" + raw, b"5\r\n" + raw):
        try:
            assert isinstance(undo(body, transfer, content), Body)
        except (TooLarge, Unreadable) as error:
            assert str(error)
