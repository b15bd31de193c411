from __future__ import annotations

import gzip
import importlib
import re
import tracemalloc
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from stemma.errors import StemmaError
from stemma.intake.robots import AGENT
from stemma.intake.web import Fetched, Web
from tests.intake.nets import ROBOTS, STORY, URL, Net, good, httpcore, httpx, page, raw, reason


def test_a_page_comes_with_all_that_is_known_of_it(net: Net) -> None:
    net.answers[URL] = page()
    expected = Fetched(URL, URL, 200, "text/html", "utf-8", STORY.encode(), "2024-11-12T08:08")
    assert net.fetch() == expected


def test_the_program_says_who_it_is_and_nothing_else(net: Net) -> None:
    net.answers[URL] = page()
    net.fetch(URL + "#top")
    sent = net.requests[-1].headers
    assert sent["user-agent"].startswith(f"{AGENT}/")
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding"}
    assert net.asked == [ROBOTS, URL]


def test_cookies_are_not_kept(net: Net) -> None:
    net.answers[URL] = [page(set_cookie="visitor=1"), page()]
    with net.web() as web:
        assert web.fetch(URL) == web.fetch(URL)
    assert "cookie" not in net.requests[-1].headers


def test_a_missing_library_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(StemmaError, match=r'pip install "stemma-news\[web\]"'):
        Web()


# ---------------------------------------------------------------- what is taken, and how much of it


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (400, "answers 400, which is no page"),
        (401, "answers 401: not open to programs; save the page in a browser"),
        (403, "answers 403: not open to programs"),
        (404, "answers 404: no page there; check the address"),
        (410, "answers 410: no page there"),
        (451, "answers 451: not open to programs"),
        (500, "answers 500: the server failed; try again later"),
        (304, "answers 304, which is no page"),
        (300, "answers 300, which is no page"),
    ],
)
def test_an_answer_without_a_page_says_what_to_do(net: Net, status: int, why: str) -> None:
    net.answers[URL] = status
    assert why in reason(net.fetch())


@pytest.mark.parametrize(
    "kind",
    [
        *("text/html", "application/xhtml+xml", "text/xml", "application/xml", "application/rss+xml"),
        *("application/atom+xml", "application/json", "application/feed+json", "text/plain", "application/warc"),
        *("application/gzip", "TEXT/HTML ; charset='UTF-8'", "text/html, text/html"),
    ],
)
def test_pages_feeds_and_archives_are_taken(net: Net, kind: str) -> None:
    net.answers[URL] = page(kind=kind)
    found = good(net.fetch())
    assert found.content_type == re.split("[;,]", kind)[0].strip().lower()
    assert found.charset == ("utf-8" if "charset" in kind else None)


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "text/css", "application/octet-stream"])
def test_other_kinds_are_refused_before_they_are_read(net: Net, kind: str) -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    net.answers[URL] = raw(never, content_type=kind)
    assert f"holds {kind}, not a page" in reason(net.fetch())


def test_something_of_no_stated_type_is_refused(net: Net) -> None:
    net.answers[URL] = httpx.Response(200, content=STORY)
    assert "something of no stated type" in reason(net.fetch())


@pytest.mark.parametrize("declared", [None, "5"], ids=["silent", "lying"])
def test_an_endless_body_is_cut_off_whatever_its_length_is_said_to_be(net: Net, declared: str | None) -> None:
    given_out = []

    def endless() -> Iterator[bytes]:
        while True:
            given_out.append(1)
            yield b"x" * 1000

    net.answers[URL] = raw(endless, **({"content_length": declared} if declared else {}))
    assert "larger than 10,000 bytes" in reason(net.fetch(max_bytes=10_000))
    assert len(given_out) == 11


@pytest.mark.parametrize("size", [9_999, 10_000])
@pytest.mark.parametrize("packed", [False, True])
def test_a_body_of_just_the_limit_is_taken(net: Net, size: int, packed: bool) -> None:
    body = b"x" * size
    net.answers[URL] = page(gzip.compress(body), content_encoding="gzip") if packed else page(body)
    assert good(net.fetch(max_bytes=10_000)).body == body


def test_a_small_packed_body_that_unpacks_to_a_giant_is_cut_off(net: Net) -> None:
    pack = zlib.compressobj(wbits=31)
    bomb = b"".join(pack.compress(b"\0" * 1_000_000) for _ in range(200)) + pack.flush()
    net.answers[URL] = raw(lambda: iter([bomb]), content_encoding="gzip")
    assert len(bomb) < 300_000
    tracemalloc.start()
    try:
        assert "larger than 1,000,000 bytes" in reason(net.fetch(max_bytes=1_000_000))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("body", "coding", "why"),
    [
        (b"no gzip at all", "gzip", "packed as gzip, and damaged"),
        (gzip.compress(STORY.encode())[:-9], "gzip", "broken off in the middle"),
        (gzip.compress(STORY.encode())[:-2] + b"xx", "gzip", "damaged"),
        (STORY.encode(), "br", "packed as 'br', which was not asked for"),
        (STORY.encode(), "gzip, gzip", "packed as 'gzip, gzip'"),
    ],
)
def test_packing_that_cannot_be_undone_is_told(net: Net, body: bytes, coding: str, why: str) -> None:
    net.answers[URL] = raw(lambda: iter([body]), content_encoding=coding)
    assert why in reason(net.fetch())


def test_what_stands_behind_the_packed_body_is_left(net: Net) -> None:
    packed = gzip.compress(STORY.encode()) + b"\r\n"
    net.answers[URL] = raw(lambda: iter([packed[:20], packed[20:]]), content_encoding="X-GZIP")
    assert good(net.fetch()).body == STORY.encode()


def test_a_body_that_drips_is_left_when_the_time_is_over(net: Net) -> None:
    def drip() -> Iterator[bytes]:
        while True:
            net.time += 1
            yield b"."

    net.answers[URL] = raw(drip)
    assert "not there in full after 7 s" in reason(net.fetch(timeout=7))
    assert net.time < 120


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (httpx.ConnectTimeout(""), "not there in full after 20 s; try again later"),
        (httpcore.ReadTimeout(""), "not there in full after 20 s"),
        (httpx.ConnectError("certificate has expired"), "the connection failed: certificate has expired"),
        (httpx.RemoteProtocolError("peer closed"), "the connection failed: peer closed"),
        (httpcore.RemoteProtocolError("broken header"), "the connection failed: broken header"),
        (httpcore.ReadError(""), "the connection failed: ReadError"),
        (OSError("network is down"), "the connection failed: network is down"),
    ],
)
def test_a_connection_that_fails_is_told(net: Net, error: Exception, why: str) -> None:
    net.answers[URL] = error
    assert why in reason(net.fetch())
