from __future__ import annotations

import gzip
import http.server
import ipaddress
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.intake.robots import closed
from stemma.intake.web import Web, WebOptions
from stemma.model import Rejected
from tests.intake.nets import (
    ETAG,
    NOW,
    PUBLIC,
    ROBOTS,
    STORY,
    URL,
    Net,
    good,
    httpcore,
    moved,
    page,
    raw,
    reason,
)


class Call:
    """One connection of the fake backend below: gives out `answer` byte by byte, a second for each."""

    def __init__(self, net: Net, answer: bytes) -> None:
        self.net, self.left, self.waits = net, answer, []  # type: ignore[var-annotated]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.waits.append(timeout)
        self.net.time += 1
        byte, self.left = self.left[:1], self.left[1:]
        return byte

    def write(self, buffer: bytes, timeout: float | None = None) -> None: ...

    def close(self) -> None: ...

    def get_extra_info(self, info: str) -> Any:
        return None

    def start_tls(self, context: Any, server_hostname: str | None, timeout: float | None) -> Call:
        self.net.looked_up.append(f"certificate of {server_hostname}")
        return self


@pytest.fixture
def called(net: Net, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses and time limits with which the operating system was asked for a connection."""
    seen: list[Any] = []

    class Backend:
        def connect_tcp(self, host: str, port: int, timeout: float | None, **_: object) -> Call:
            seen.append((host, port, timeout))
            if host not in net.answers:
                raise httpcore.ConnectError("nobody there")
            return Call(net, net.answers[host])

    monkeypatch.setattr(httpcore, "SyncBackend", Backend)
    return seen


def wired(net: Net, **options: Any) -> Web:
    options = {"respect_robots": False} | options
    return Web(WebOptions(**options), clock=lambda: net.time, sleep=net.sleep, resolve=net.resolve, now=lambda: NOW)


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(net: Net, called: list[Any]) -> None:
    turns = iter([[PUBLIC], ["127.0.0.1"]])

    def resolve(host: str, port: int) -> list[str]:
        return next(turns)

    net.resolve = resolve  # type: ignore[method-assign]
    with wired(net) as web:
        assert "nobody there" in reason(web.fetch("http://kaia.example/"))
        assert called == [(PUBLIC, 80, 20.0)]
        assert "a loopback address" in reason(web.fetch("http://kaia.example/"))
    assert len(called) == 1


def test_all_addresses_of_a_host_are_tried_and_share_the_time(net: Net, called: list[Any]) -> None:
    net.names["kaia.example"] = ["2606:2800:220:1::1", PUBLIC]
    net.answers[PUBLIC] = b"HTTP/1.1 404 Gone\r\n\r\n"
    with wired(net, timeout=40.0) as web:
        assert "answers 404" in reason(web.fetch(URL))
    assert called == [("2606:2800:220:1::1", 443, 20.0), (PUBLIC, 443, 40.0)]
    assert net.looked_up == ["kaia.example", "certificate of kaia.example"]


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 200 OK\r\nX: " + b"x" * 90, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_a_head_that_drips_is_left_when_the_time_is_over(net: Net, called: list[Any], answer: bytes) -> None:
    net.answers[PUBLIC] = answer + b"." * 100
    with wired(net, timeout=60.0) as web:
        assert "not there in full after 60 s" in reason(web.fetch("http://kaia.example/"))
    assert net.time <= 161


def test_an_answer_that_is_no_http_is_told(net: Net, called: list[Any]) -> None:
    net.answers[PUBLIC] = b"220 mail.example ESMTP\r\n\r\n"
    with wired(net, timeout=60.0) as web:
        assert "the connection failed" in reason(web.fetch("http://kaia.example/"))


# ---------------------------------------------------------------- end to end, and whatever may come


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else gzip.compress(STORY.encode())
        status = 304 if self.headers.get("If-None-Match") == ETAG else 200 if body else 404
        self.send_response(status)
        if status == 200:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("ETag", ETAG)
        body = body if status == 200 else b""
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Asked-Host", self.headers.get("Host", ""))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running.server_port
        running.shutdown()
        thread.join()


def test_a_page_of_a_real_server_under_a_name_that_only_the_resolver_knows(
    net: Net, server: int, tmp_path: Path
) -> None:
    net.names["kaia.invalid"] = ["127.0.0.1"]
    url = f"http://kaia.invalid:{server}/a"
    with wired(net, allow_private=True, respect_robots=True, cache=tmp_path) as web:
        first, second = good(web.fetch(url)), good(web.fetch(url))
    assert (first.body, first.status, second.body, second.status) == (STORY.encode(), 200, STORY.encode(), 304)
    assert net.slept == [2.0, 2.0]


def test_a_real_server_on_this_machine_is_closed_by_default(net: Net, server: int) -> None:
    with wired(net) as web:
        assert "port" in reason(web.fetch(f"http://127.0.0.1:{server}/"))
        assert "loopback" in reason(web.fetch("http://127.0.0.1:8080/"))


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=40) | st.from_regex(r"https?://[^/]{0,12}(/.{0,12})?", fullmatch=True), st.text(max_size=40))
def test_whatever_is_asked_for_and_wherever_it_leads_nothing_is_raised(url: str, target: str) -> None:
    net = Net()
    net.answer = lambda request: moved(target)  # type: ignore[method-assign]
    result = net.fetch(url, respect_robots=False)
    assert isinstance(result, Rejected)
    result.where.encode()


@settings(deadline=None, max_examples=150)
@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from(b"User-agent: *|Disallow: /|Crawl-delay: |9|\n|\r|[|//|:".split(b"|"))).map(b"".join)
)
def test_no_robots_txt_can_stop_a_run(text: bytes) -> None:
    net = Net()
    net.answers |= {URL: page(), ROBOTS: page(text, "text/plain")}
    net.fetch()


@given(st.text(max_size=30) | st.ip_addresses().map(str))
def test_only_addresses_of_the_public_web_are_open(address: str) -> None:
    if closed(address) is None:
        assert ipaddress.ip_address(address.partition("%")[0]).is_global or address.startswith("64:ff9b:")


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=400), st.sampled_from(["", "gzip", "identity"]), st.integers(0, 50))
def test_no_body_is_ever_longer_than_allowed(body: bytes, coding: str, limit: int) -> None:
    net = Net()
    net.answers[URL] = raw(lambda: iter([body, gzip.compress(body)]), content_encoding=coding)
    result = net.fetch(max_bytes=limit, respect_robots=False)
    assert isinstance(result, Rejected) or len(result.body) <= limit
