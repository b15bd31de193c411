from __future__ import annotations

import bz2
import gzip
import importlib
import io
import zlib
from pathlib import Path

import pytest

from stemma.errors import StemmaError
from stemma.intake import limits
from stemma.intake.archives import read_warc
from stemma.intake.open import open_paths
from stemma.intake.streams import buffered
from stemma.model import Capture, Evidence, Rejected

from .warcs import URL, http, packed, record, wacz

pytest.importorskip("fastwarc")

PAGE = "<html><body><p>Fergen ligger ved kaien på Ånes, og ingen får gå om bord før i morgen.</p></body></html>"
BODY = PAGE.encode()


def read(raw: bytes) -> list[Capture | Rejected]:
    return list(read_warc(buffered(io.BytesIO(raw)), "a.warc"))


def pages(raw: bytes) -> list[str | None]:
    return [c.html for c in read(raw) if isinstance(c, Capture)]


def test_a_page_comes_with_its_address_its_time_and_its_place() -> None:
    first = record(b"software: none", kind="warcinfo", content="application/warc-fields")
    for raw, place in (
        (first + record(http(BODY)), len(first)),
        (packed(first, record(http(BODY))), len(packed(first))),
    ):
        assert read(raw) == [
            Capture(
                f"a.warc:{place}",
                html=PAGE,
                url=URL,
                captured="2024-11-12T08:08",
                evidence=(Evidence("url", "archive", URL),),
            )
        ]


def test_pages_packed_as_one_are_told_apart() -> None:
    found = read(gzip.compress(record(http(BODY)) * 4))
    assert all(isinstance(c, Capture) for c in found)
    assert len({c.where for c in found}) == 4


@pytest.mark.parametrize(
    ("block", "given"),
    [
        (http(BODY, status="404 Not Found"), {}),
        (http(BODY, status="301 Moved Permanently", more="Location: /b\r\n"), {}),
        (http(b"GIF89a", "image/gif"), {}),
        (http(b"User-agent: *", "text/plain"), {}),
        (http(BODY), {"kind": "revisit"}),
        (b"GET / HTTP/1.1\r\n\r\n", {"kind": "request", "content": "application/http; msgtype=request"}),
        (b"fetchTimeMs: 12", {"kind": "metadata", "content": "application/warc-fields"}),
        (b"20241112 avis.example. 300 A", {"uri": "dns:avis.example", "content": "text/dns"}),
    ],
)
def test_what_is_no_page_is_passed_over_without_a_word(block: bytes, given: dict[str, str]) -> None:
    assert pages(record(block, **given) + record(http(BODY))) == [PAGE]
    assert len(read(record(block, **given) + record(http(BODY)))) == 1


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_records_without_http_are_read_by_their_own_type(kind: str) -> None:
    [page, text] = read(record(BODY, kind=kind, content="text/html") + record(BODY, kind=kind, content="text/plain"))
    assert isinstance(page, Capture)
    assert isinstance(text, Capture)
    assert (page.html, page.text) == (PAGE, None)
    assert (text.html, text.text) == (None, PAGE)


def chunked(raw: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(raw[n : n + 40]), raw[n : n + 40]) for n in range(0, len(raw), 40))
        + b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(BODY), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(BODY), "Content-Encoding: gzip\r\n"),
        (zlib.compress(BODY), "Content-Encoding: deflate\r\n"),
        (chunked(gzip.compress(BODY)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (BODY, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (BODY, "Content-Encoding: br\r\n"),
        (BODY, "Content-Encoding: zstd\r\n"),
    ],
)
def test_what_http_wrapped_around_a_page_is_undone_where_it_is_there(body: bytes, headers: str) -> None:
    assert pages(packed(record(http(body, more=headers)))) == [PAGE]


def test_brotli_is_undone() -> None:
    brotli = pytest.importorskip("brotli")
    assert pages(record(http(brotli.compress(BODY), more="Content-Encoding: br\r\n"))) == [PAGE]


@pytest.mark.parametrize(
    ("date", "captured"),
    [
        ("2024-11-12T08:08:59.123456Z", "2024-11-12T08:08"),
        ("2024-11-12T08:08:59+02:00", "2024-11-12T06:08"),
        ("2024-11-12", "2024-11-12"),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_the_time_of_capture_is_in_utc_to_the_minute_or_not_given(date: str, captured: str | None) -> None:
    [capture] = read(record(http(BODY), date=date))
    assert isinstance(capture, Capture)
    assert capture.captured == captured


def test_angle_brackets_of_old_writers_are_no_part_of_the_address() -> None:
    [capture] = read(record(http(BODY), uri=f"<{URL}>"))
    assert isinstance(capture, Capture)
    assert capture.url == URL


def test_a_shortened_page_says_so() -> None:
    [capture] = read(record(http(BODY), more="WARC-Truncated: length\r\n"))
    assert isinstance(capture, Capture)
    assert "only its beginning (length)" in capture.note


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (http(b""), "empty file"),
        (http(b"\x89PNG\x00\x01\x00" * 9), "binary data"),
        (http(b"\x28\xb5\x2f\xfd nothing that is known", more="Content-Encoding: zstd\r\n"), "'zstd'"),
        (
            http(gzip.compress(b"", mtime=0)[:9] + b"\xff" * 20, more="Content-Encoding: gzip\r\n"),
            "damaged compression",
        ),
    ],
)
def test_a_page_that_cannot_be_read_is_rejected_and_the_next_one_read(block: bytes, reason: str) -> None:
    rejected, capture = read(record(block) + record(http(BODY)))
    assert isinstance(rejected, Rejected)
    assert (rejected.where, rejected.stage) == ("a.warc:0", "open")
    assert reason in rejected.reason
    assert isinstance(capture, Capture)


def test_a_record_beyond_the_limit_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 2_000)
    rejected, capture = read(packed(record(http(b"<p>" + b"a" * 3_000)), record(http(BODY))))
    assert isinstance(rejected, Rejected)
    assert "the record is larger than" in rejected.reason
    assert isinstance(capture, Capture)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_page_that_unpacks_beyond_the_limit_is_rejected(coding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b"<p>" + b"a" * 500_000
    if coding == "br":
        body = pytest.importorskip("brotli").compress(bomb)
    else:
        body = gzip.compress(bomb) if coding == "gzip" else zlib.compress(bomb)
    monkeypatch.setattr(limits, "MAX_BYTES", 2_000)
    rejected, capture = read(record(http(body, more=f"Content-Encoding: {coding}\r\n")) + record(http(BODY)))
    assert isinstance(rejected, Rejected)
    assert "the page is larger than" in rejected.reason
    assert isinstance(capture, Capture)


def test_of_a_page_cut_off_in_its_compression_the_beginning_is_read() -> None:
    whole = "".join(f"<p>Avsnitt {n} om fergen ved kai {n * n}.</p>" for n in range(400))
    cut = gzip.compress(whole.encode())[:-300]
    [capture] = read(record(http(cut, more="Content-Encoding: gzip\r\n")))
    assert isinstance(capture, Capture)
    assert capture.html is not None
    assert len(capture.html) > 1_000
    assert whole.startswith(capture.html.rstrip("\ufffd"))
    assert "cut off" in capture.note


def three() -> list[bytes]:
    return [record(http(BODY + b"<!-- %d -->" % n), uri=f"{URL}/{n}") for n in range(3)]


@pytest.mark.parametrize("pack", [b"".join, lambda records: packed(*records)])
def test_of_an_archive_that_is_cut_off_what_was_read_stays(pack: object) -> None:
    whole = pack(three())  # type: ignore[operator]
    *kept, rejected = read(whole[:-60])
    assert [c.url for c in kept if isinstance(c, Capture)] == [f"{URL}/0", f"{URL}/1"]
    assert isinstance(rejected, Rejected)
    assert "cut off" in rejected.reason
    assert len(kept) == 2


def test_behind_a_damaged_gzip_member_the_reading_goes_on() -> None:
    members = [packed(r) for r in three()]
    members[1] = members[1][:80] + b"\x00\xff\x00\xff\x00\xff" + members[1][86:]
    first, rejected, last = read(b"".join(members))
    assert isinstance(first, Capture)
    assert isinstance(last, Capture)
    assert (first.url, last.url) == (f"{URL}/0", f"{URL}/2")
    assert isinstance(rejected, Rejected)
    assert "read on behind it" in rejected.reason
    assert last.where == f"a.warc:{len(members[0]) + len(members[1])}"


def test_behind_garbage_and_a_wrong_length_the_reading_goes_on() -> None:
    one, two, three_ = three()
    found = read(one + b"no record at all\r\n\r\n" + two.replace(b"Content-Length: 2", b"Content-Length: ", 1) + three_)
    read_urls = [c.url for c in found if isinstance(c, Capture)]
    assert (read_urls[0], read_urls[-1]) == (f"{URL}/0", f"{URL}/2")
    assert any(isinstance(c, Rejected) for c in found)


@pytest.mark.parametrize("raw", [b"no archive", b"\x1f\x8b", gzip.compress(b"no archive"), gzip.compress(b"")])
def test_what_is_no_archive_is_rejected_once(raw: bytes) -> None:
    [rejected] = read(raw)
    assert isinstance(rejected, Rejected)
    assert (rejected.where, "no WARC record in it" in rejected.reason) == ("a.warc", True)


def test_an_archive_in_another_packing_is_read_until_it_breaks_off(tmp_path: Path) -> None:
    place = tmp_path / "a.warc.bz2"
    place.write_bytes(bz2.compress(b"".join(three())))
    assert [type(c) for c in open_paths([place])] == [Capture] * 3
    raw = bz2.compress(b"".join(record(http(BODY + b"%d" % n), uri=f"{URL}/{n}") for n in range(9_000)))
    place.write_bytes(raw[:-100])
    *kept, rejected = open_paths([place])
    assert len(kept) > 100
    assert isinstance(rejected, Rejected)
    assert "bzip2 data, cut off before its end" in rejected.reason


def test_a_web_archive_is_read_where_its_files_lie(tmp_path: Path) -> None:
    place = tmp_path / "a.wacz"
    place.write_bytes(wacz(record(http(BODY)), record(http(BODY), uri=URL + "/2")))
    found = list(open_paths([place]))
    assert [c.where for c in found] == [
        f"{place}!archive/data.warc.gz:{n}" for n in (0, len(packed(record(http(BODY)))))
    ]
    renamed = place.rename(tmp_path / "a.zip")
    assert [c.html for c in open_paths([renamed]) if isinstance(c, Capture)] == [PAGE, PAGE]


def test_a_web_archive_without_pages_is_rejected(tmp_path: Path) -> None:
    place = tmp_path / "a.wacz"
    for raw, reason in ((wacz()[:-30], "cannot be opened"), (b"PK\x05\x06" + b"\x00" * 18, "no WARC file in it")):
        place.write_bytes(raw)
        [rejected] = open_paths([place])
        assert isinstance(rejected, Rejected)
        assert reason in rejected.reason


def test_an_interrupt_while_an_archive_is_read_is_an_interrupt() -> None:
    class Interrupted(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(read_warc(io.BufferedReader(Interrupted()), "a.warc"))


def test_where_the_library_is_missing_the_line_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(StemmaError, match=r'pip install "stemma-news\[archive\]"'):
        read(record(http(BODY)))
