from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.fuzz import FEEDS, SIGNS, broken_capture, words, zipped
from stemma.intake import limits, streams
from stemma.intake.documents import decode
from stemma.intake.feeds import FeedItem, feed_items
from stemma.intake.open import open_paths
from stemma.model import Capture, Rejected, to_json

from .warcs import http, packed
from .warcs import record as warc_record

PAGE = (
    "<html><head><meta charset='utf-8'></head><body><p>Færgen ligger ved kajen på Ærø til i morgen.</p></body></html>"
)
BODY = PAGE.encode()
quick = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def opened(folder: Path, name: str, raw: bytes) -> list[Capture | Rejected]:
    """What a file of this name gives: captures that can be written, and reasons."""
    place = folder / name
    place.write_bytes(raw)
    found = list(open_paths([place]))
    for item in found:
        assert list(broken_capture(item)) == []
    return found


def only_rejected(found: list[Capture | Rejected]) -> str:
    """The one reason why nothing was read."""
    [rejected] = found
    assert isinstance(rejected, Rejected), rejected
    return rejected.reason


# ---------------------------------------------------------------- archives and packings


def member(content: bytes, method: int, name: str = "a.html") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.mark.parametrize("method", METHODS)
def test_a_member_damaged_anywhere_is_read_or_rejected_and_never_raises(method: int, tmp_path: Path) -> None:
    raw = member(BODY, method)
    for at in range(len(raw)):
        found = opened(tmp_path, "a.zip", raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])
        assert len(found) <= 1


def test_behind_a_member_damaged_in_its_lzma_the_reading_goes_on(tmp_path: Path) -> None:
    raw = zipped(BODY, ("a.html", "b.html", "c.html", "d.html"))
    at = raw.index(b"d.html") + len("d.html") + 4
    found = opened(tmp_path, "a.zip", raw[:at] + b"\xff" + raw[at + 1 :])
    assert [type(item) for item in found] == [Capture, Capture, Capture, Rejected]
    assert "damaged" in str(found[-1])


@pytest.mark.parametrize("method", METHODS[1:])
def test_a_bomb_in_a_zip_file_never_lies_in_memory(
    method: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1_000_000)
    raw = member(b"\x00" * 100_000_000, method)
    tracemalloc.start()
    try:
        reason = only_rejected(opened(tmp_path, "a.zip", raw))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "larger than 1 MB" in reason
    assert most < 40_000_000


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
@pytest.mark.parametrize("kind", ["txt", "html", "jsonl", "json", "warc", "xml", "rss", "md"])
def test_a_packed_bomb_gives_a_reason(
    kind: str, suffix: str, pack: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 500_000)
    assert callable(pack)
    reason = only_rejected(opened(tmp_path, f"a.{kind}.{suffix}", pack(b"<rss " + b"a" * 10_000_000)))
    assert "larger than" in reason or "WARC" in reason or "JSON" in reason


def test_a_stream_that_unpacks_without_end_is_given_up_and_what_came_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "BOMB_BYTES", 10_000_000)
    record = json.dumps({"text": "Færgen ligger ved kajen."}).encode() + b"\n"
    first, *more, last = opened(tmp_path, "a.jsonl.bz2", bz2.compress(record + b"\x00" * 100_000_000))
    assert isinstance(first, Capture)
    assert isinstance(last, Rejected)
    assert "more than 2000 times its size" in last.reason
    assert not more


def test_packed_in_packed_is_not_unpacked_again(tmp_path: Path) -> None:
    assert "no text" in only_rejected(opened(tmp_path, "a.txt.gz", gzip.compress(gzip.compress(b"\x00" * 1000))))
    found = opened(tmp_path, "a.zip", member(member(BODY, zipfile.ZIP_STORED), zipfile.ZIP_STORED, "b.zip"))
    assert "inside a zip file" in only_rejected(found)


def test_thousands_of_empty_streams_are_one_empty_file(tmp_path: Path) -> None:
    for name, each in (("gz", gzip.compress(b"")), ("bz2", bz2.compress(b"")), ("xz", lzma.compress(b""))):
        assert only_rejected(opened(tmp_path, f"a.txt.{name}", each * 5_000)) == "empty file"
    assert only_rejected(opened(tmp_path, "a.txt.gz", gzip.compress(b"") + b"\x00" * 1_000_000)) == "empty file"


@quick
@given(at=st.integers(0, 2_000), new=st.binary(min_size=1, max_size=6), name=st.sampled_from(["a.zip", "a.wacz"]))
def test_a_zip_file_with_any_bytes_changed_gives_captures_and_reasons(
    at: int, new: bytes, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = zipped(BODY)
    at %= len(raw)
    opened(tmp_path_factory.getbasetemp(), name, raw[:at] + new + raw[at + len(new) :])


# ---------------------------------------------------------------- encodings and headers that lie


@pytest.mark.parametrize(
    "charset",
    [
        *("utf-7", "utf-16", "utf-32be", "idna", "punycode", "unicode_escape", "rot13", "zlib", "hex", "undefined"),
        *("x-user-defined", "../../etc", "\u00fctf", "a" * 10_000, "iso-2022-jp", "hz", "cp037", "utf-8-sig"),
    ],
)
def test_a_page_in_utf8_is_read_whatever_charset_it_declares(charset: str) -> None:
    lie = PAGE.replace("utf-8", charset).encode("utf-8", "replace")
    for declared in (None, charset):
        found = decode(lie, "a.html", html=True, charset=declared)
        assert isinstance(found, Capture)
        assert "Færgen ligger ved kajen på Ærø" in (found.html or "")
        assert list(broken_capture(found)) == []


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso2022_jp", "gb18030"]
)
@pytest.mark.parametrize(
    "declared", ["utf-8", "utf-16", "utf-32", "cp1252", "iso-2022-jp", "gb18030", "shift_jis", "big5"]
)
def test_any_encoding_under_any_declaration_gives_text_or_a_reason(encoding: str, declared: str) -> None:
    raw = PAGE.replace("utf-8", declared).encode(encoding, "replace")
    for piece in (raw, raw[:-1], raw[1:], b"\xef\xbb\xbf" + raw, raw + b"\x80", raw + b"\x00"):
        found = decode(piece, "a.html", html=True, charset=declared)
        assert list(broken_capture(found)) == []


@pytest.mark.parametrize(
    "more",
    [
        *("Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Content-Encoding: deflate, gzip, gzip\r\n"),
        *("Transfer-Encoding: chunked\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n"),
        *(
            "Content-Type\r\n",
            ": \r\n",
            "A" * 8_000 + ": b\r\n",
            "Content-Type: text/html; charset=\x00\r\n",
            "\x00\r\n",
        ),
    ],
)
def test_headers_that_lie_do_not_lose_the_next_page(more: str, tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    raw = packed(warc_record(http(BODY, more=more)), warc_record(http(BODY)))
    found = opened(tmp_path, "a.warc.gz", raw)
    assert isinstance(found[-1], Capture)
    assert found[-1].html == PAGE


@pytest.mark.parametrize(
    "raw",
    [
        *(
            b"WARC/",
            b"WARC/1.0\r\n",
            b"WARC/1.0\r\n\r\n" * 1_000,
            b"\x00" * 100_000,
            b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        ),
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999999\r\n\r\n" + BODY,
        b"WARC/1.0\r\n" + b"A: b\r\n" * 100_000,
        b"\x1f\x8b" * 50_000,
    ],
)
def test_a_web_archive_that_is_none_gives_a_reason(raw: bytes, tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    assert only_rejected(opened(tmp_path, "a.warc", raw))


# ---------------------------------------------------------------- records and feeds


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "[" * 1_000_000,
            '{"text":' * 200_000,
            "9" * 1_000_000,
            '["' + "a" * 2_000_000,
            "[" + "," * 1_000_000,
            "]",
            "}",
        ),
        *(
            '{"text":"a"',
            '{"text":"a"}}',
            "\ufeff" * 3,
            "NaN",
            "[1e999, -0, Infinity]",
            '{"text":NaN}',
            "nul",
            '"\\ud800"',
        ),
    ],
    ids=lambda raw: raw[:12].encode("unicode_escape").decode(),
)
def test_json_that_is_no_record_gives_reasons(raw: str, tmp_path: Path) -> None:
    for name in ("a.json", "a.jsonl"):
        found = opened(tmp_path, name, raw.encode())
        assert found
        assert all(isinstance(item, Rejected) for item in found if "a" not in (getattr(item, "text", "") or ""))


def test_fields_of_the_wrong_type_are_named(tmp_path: Path) -> None:
    for field in ("id", "url", "title", "published", "language", "outlet"):
        for value in (1, [], {}, True, [None], 1e999):
            row = json.dumps({"text": "Færgen ligger ved kajen.", field: value})
            assert repr(field) in only_rejected(opened(tmp_path, "a.jsonl", row.encode()))


@pytest.mark.parametrize("url", ["http://[", "http://a:b:c/", "//", "\ud800", "x" * 100_000])
def test_an_address_that_is_none_stays_with_its_record(url: str, tmp_path: Path) -> None:
    row = json.dumps({"text": "Færgen ligger ved kajen.", "url": url})
    [found] = opened(tmp_path, "a.jsonl", row.encode())
    assert isinstance(found, Capture)
    assert found.url == url.replace("\ud800", "\ufffd")


ENTRY = "<item><title>Færgen ligger stille</title><link>http://avis.example/a</link></item>"
BROKEN_FEEDS = {
    "never closed": f"<rss version='2.0'><channel>{ENTRY}",
    "items in items": "<rss version='2.0'><channel>" + "<item>" * 5_000 + ENTRY,
    "blank lines": "\n" * 200_000 + f"<rss version='2.0'><channel>{ENTRY}",
    "comments": "<!-- -->" * 10_000 + f"<rss version='2.0'><channel>{ENTRY}",
    "attributes": f"<rss version='2.0' {'a=b ' * 5_000}><channel>{ENTRY}",
    "dates": f"<rss version='2.0'><channel><item><pubDate>Tue, 99 Foo 99999 99:99</pubDate>{ENTRY[6:]}",
    "control characters": f"<rss version='2.0'><channel>\x01\x08\x1f\ufffe{ENTRY}",
    "halves of characters": f"<rss version='2.0'><channel>&#xD800;{ENTRY.replace('stille', 'stille &#xDC00; &#0;')}",
    "another encoding": f"<?xml version='1.0' encoding='utf-16'?><rss version='2.0'><channel>{ENTRY}",
}


@pytest.mark.parametrize("raw", BROKEN_FEEDS.values(), ids=BROKEN_FEEDS)
def test_a_broken_feed_is_read_as_far_as_it_can_be(raw: str) -> None:
    pytest.importorskip("feedparser")
    found = feed_items(raw.encode(), "http://avis.example/feed")
    assert not isinstance(found, Rejected)
    assert any(item.url == "http://avis.example/a" for item in found)
    assert_written(found)


def test_an_entity_bomb_is_refused() -> None:
    bomb = "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9))
    head = f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{bomb}]>"
    raw = f"{head}<rss><channel><title>&j;</title></channel></rss>"
    found = feed_items(raw.encode(), "a.xml")
    assert isinstance(found, Rejected)
    assert "entities" in found.reason


def assert_written(items: tuple[FeedItem, ...]) -> None:
    for item in items:
        to_json(Capture("feed", html=item.html, url=item.url, evidence=item.evidence))


@quick
@given(st.lists(st.sampled_from([*words(FEEDS), *SIGNS, ENTRY, "</item>", "<", ">", '"', "'"]), max_size=40))
def test_any_pieces_of_a_feed_give_items_or_a_reason(pieces: list[str]) -> None:
    pytest.importorskip("feedparser")
    for raw in ("".join(pieces), f"<rss version='2.0'><channel>{''.join(pieces)}"):
        found = feed_items(raw.encode(), "a.rss")
        if isinstance(found, Rejected):
            assert found.reason
        else:
            assert_written(found)
