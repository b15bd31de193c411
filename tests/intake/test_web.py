from __future__ import annotations

import datetime
import gzip
import http.server
import importlib
import ipaddress
import json
import re
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.errors import OutputError, StemmaError
from stemma.intake.robots import AGENT, ROBOTS_BYTES, Rules, closed
from stemma.intake.web import Fetched, Web, WebOptions, addresses_of
from stemma.model import Rejected

httpx = pytest.importorskip("httpx", reason='needs the extra "web"')
httpcore = pytest.importorskip("httpcore", reason='needs the extra "web"')

NOW = datetime.datetime(2024, 11, 12, 8, 8, 31, tzinfo=datetime.UTC)
PUBLIC = "93.184.216.34"
STORY = "<html><body><p>The ferry from Kjerringvik lies still after the quay gave way.</p></body></html>"
URL = "https://kaia.example/ferry"
ROBOTS = "https://kaia.example/robots.txt"


class Net:
    """A network in memory: what each URL answers, which address each name has, and a clock that sleeping moves."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.names: dict[str, list[str]] = {}
        self.requests: list[Any] = []
        self.looked_up: list[str] = []
        self.slept: list[float] = []
        self.time = 100.0

    @property
    def asked(self) -> list[str]:
        return [str(request.url) for request in self.requests]

    def answer(self, request: Any) -> Any:
        self.requests.append(request)
        found = self.answers.get(str(request.url), 404)
        if isinstance(found, list):
            found = found.pop(0)
        if isinstance(found, Exception):
            raise found
        return httpx.Response(found) if isinstance(found, int) else found

    def resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        if host in self.names:
            return self.names[host]
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            return [PUBLIC]

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def web(self, **options: Any) -> Web:
        return Web(
            WebOptions(**options),
            clock=lambda: self.time,
            sleep=self.sleep,
            transport=httpx.MockTransport(self.answer),
            resolve=self.resolve,
            now=lambda: NOW,
        )

    def fetch(self, url: str = URL, **options: Any) -> Fetched | Rejected:
        with self.web(**options) as web:
            return web.fetch(url)


def page(body: str | bytes = STORY, kind: str = "text/html; charset=UTF-8", **headers: str) -> Any:
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(200, content=content, headers={"content-type": kind} | named)


def raw(chunks: Callable[[], Iterator[bytes]], **headers: str) -> Any:
    """An answer whose body comes chunk by chunk, as it is on the wire."""

    class Stream(httpx.SyncByteStream):  # type: ignore[misc, name-defined]
        def __iter__(self) -> Iterator[bytes]:
            return chunks()

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(200, stream=Stream(), headers={"content-type": "text/html"} | named)


def moved(to: str, status: int = 302) -> Any:
    return httpx.Response(status, headers=[(b"location", to.encode("utf-8", "replace"))])


def reason(result: Fetched | Rejected) -> str:
    assert isinstance(result, Rejected), result
    assert result.stage == "fetch"
    return result.reason


def good(result: Fetched | Rejected) -> Fetched:
    assert isinstance(result, Fetched), result
    return result


@pytest.fixture
def net() -> Net:
    return Net()


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


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://kaia.example/x", "only http and https are fetched, not ftp"),
        ("file:///etc/hostname", "not file"),
        ("kaia.example/x", "without a scheme"),
        ("", "without a scheme"),
        ("http:///x", "names no host"),
        ("https://anna:geheim@kaia.example/", "user name or password"),
        ("https://kaia.example:6379/", "port 6379 is not a port of the web"),
        ("https://kaia.example:0/", "port 0 is not"),
        ("https://kaia.example:x/", "not a valid address"),
        ("https://[::1/", "not a valid address"),
        ("https://kaia.example/\x00", "not a valid address"),
    ],
)
def test_an_address_that_is_none_of_the_web_is_refused_unasked(net: Net, url: str, why: str) -> None:
    assert why in reason(net.fetch(url))
    assert net.requests == []


def test_a_password_is_not_shown_in_the_refusal(net: Net) -> None:
    result = net.fetch("https://anna:geheim@kaia.example/x")
    assert isinstance(result, Rejected)
    assert result.where == "https://kaia.example/x"
    assert "geheim" not in result.reason


@pytest.mark.parametrize("port", [0, 65536])
def test_a_port_that_cannot_be_is_refused_even_where_all_are_allowed(net: Net, port: int) -> None:
    assert f"port {port} is not" in reason(net.fetch(f"https://kaia.example:{port}/", allow_private=True))


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_ports_of_the_web_are_open(net: Net, port: int) -> None:
    url = f"http://kaia.example:{port}/a" if port != 80 else "http://kaia.example/a"
    net.answers[url] = page()
    assert good(net.fetch(url)).status == 200


CLOSED = [
    ("127.0.0.1", "loopback"),
    ("::1", "loopback"),
    ("10.1.2.3", "private"),
    ("172.16.0.1", "private"),
    ("192.168.1.1", "private"),
    ("fd00::1", "private"),
    ("fec0::1", "private"),
    ("169.254.1.1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("169.254.169.254", "cloud metadata"),
    ("fd00:ec2::254", "cloud metadata"),
    ("168.63.129.16", "cloud metadata"),
    ("224.0.0.1", "multicast"),
    ("ff02::1", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("0.0.0.0", "unspecified"),
    ("::", "unspecified"),
    ("100.64.0.1", "not public"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:169.254.169.254", "cloud metadata"),
    ("2002:7f00:1::", "loopback"),
    ("64:ff9b::a00:1", "private"),
    ("::127.0.0.1", "reserved"),
]


@pytest.mark.parametrize(("address", "kind"), CLOSED)
def test_a_name_that_leads_to_a_closed_address_is_refused(net: Net, address: str, kind: str) -> None:
    net.names["kaia.example"] = [PUBLIC, address]
    assert f"kaia.example is at {address}, a {kind} address" in reason(net.fetch())
    assert net.requests == []


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_open(address: str) -> None:
    assert closed(address) is None


def test_private_addresses_and_all_ports_can_be_allowed(net: Net) -> None:
    net.answers["http://127.0.0.1:5000/a"] = page()
    assert good(net.fetch("http://127.0.0.1:5000/a", allow_private=True)).body == STORY.encode()


def test_a_number_that_hides_an_address_is_seen_through() -> None:
    with Web(WebOptions(), resolve=addresses_of, transport=httpx.MockTransport(lambda _: httpx.Response(500))) as web:
        assert "loopback" in reason(web.fetch("http://2130706433/"))


@pytest.mark.parametrize(
    ("found", "why"),
    [(OSError("no such name"), "not known: no such name"), (UnicodeError("label"), "not known"), ([], "no address")],
)
def test_a_host_without_address_is_told(net: Net, found: Any, why: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if isinstance(found, Exception):
            raise found
        return list(found)

    net.resolve = resolve  # type: ignore[method-assign]
    assert why in reason(net.fetch())


def test_no_malformed_address_is_ever_called(net: Net) -> None:
    net.names["kaia.example"] = ["elsewhere"]
    assert "a malformed address" in reason(net.fetch(allow_private=True))


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_lead_to_the_page(net: Net, status: int) -> None:
    net.answers |= {URL: moved("/b?x=1#part", status), "https://kaia.example/b?x=1": page()}
    found = good(net.fetch())
    assert (found.asked, found.url) == (URL, "https://kaia.example/b?x=1")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://169.254.169.254/latest/meta-data", "a cloud metadata address"),
        ("http://intern.example/", "intern.example is at 10.0.0.7, a private address"),
        ("file:///etc/hostname", "only http and https are fetched, not file"),
        ("https://anna:geheim@kaia.example/", "user name or password"),
        ("https://kaia.example:22/", "port 22"),
        ("https://[::1/", "not a valid address"),
        ("", "a redirect that does not say where to"),
        ("/ferry#again", "round in a circle at https://kaia.example/ferry"),
    ],
)
def test_every_redirect_is_checked_like_the_first_address(net: Net, target: str, why: str) -> None:
    net.names["intern.example"] = ["10.0.0.7"]
    net.answers[URL] = moved(target)
    assert why in reason(net.fetch())
    assert net.asked == [ROBOTS, URL]


def test_a_long_chain_of_redirects_ends(net: Net) -> None:
    net.answers |= {f"https://kaia.example/{i}": moved(f"/{i + 1}") for i in range(9)}
    assert "more than 5 redirects" in reason(net.fetch("https://kaia.example/0"))
    assert net.asked[-1] == "https://kaia.example/5"


def test_the_robots_txt_of_the_host_behind_a_redirect_counts_too(net: Net) -> None:
    net.answers |= {URL: moved("https://b.example/"), "https://b.example/": page()}
    net.answers["https://b.example/robots.txt"] = page("User-agent: *\nDisallow: /", "text/plain")
    assert "robots.txt of b.example does not let" in reason(net.fetch())


# ---------------------------------------------------------------- robots.txt, pauses and busy hosts


def rules(text: str) -> Any:
    return page(text, "text/plain")


def test_robots_txt_is_asked_once_for_each_host_and_heeded(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: *\nDisallow: /intern/\n")}
    with net.web() as web:
        assert good(web.fetch(URL)).status == 200
        assert "robots.txt of kaia.example does not let stemma-news" in reason(
            web.fetch("https://kaia.example/intern/x")
        )
    assert net.asked == [ROBOTS, URL]


def test_robots_txt_may_speak_to_this_program_by_name(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: stemma-news\nDisallow: /\n\nUser-agent: *\nAllow: /\n")}
    assert "does not let" in reason(net.fetch())


def test_robots_txt_can_be_left_aside(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: *\nDisallow: /\n")}
    assert good(net.fetch(respect_robots=False)).status == 200
    assert net.asked == [URL]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_without_a_robots_txt_all_is_allowed(net: Net, status: int) -> None:
    net.answers |= {URL: page(), ROBOTS: status}
    assert good(net.fetch()).status == 200


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (500, "the server failed"),
        (503, "too busy now"),
        (httpx.ConnectError("refused"), "the connection failed: refused"),
        (httpx.ReadTimeout("slow"), "not there in full after 20 s"),
        (moved("http://127.0.0.1/robots.txt"), "a loopback address"),
        (moved("/robots.txt"), "round in a circle"),
        (204, ""),
    ],
)
def test_a_robots_txt_that_cannot_be_read_closes_the_host_once_for_all(net: Net, answer: Any, why: str) -> None:
    net.answers |= {URL: [page(), page()], ROBOTS: answer}
    with net.web() as web:
        first, second = web.fetch(URL), web.fetch(URL)
    if not why:
        assert good(first) == good(second)
        return
    assert reason(first) == reason(second)
    assert "the robots.txt of kaia.example cannot be read, so nothing is fetched there" in reason(first)
    assert why in reason(first)
    assert net.asked == [ROBOTS]


def test_only_the_beginning_of_an_endless_robots_txt_is_read(net: Net) -> None:
    text = "User-agent: *\nDisallow: /a\n" + "#" * ROBOTS_BYTES + "\nDisallow: /ferry\n"
    net.answers |= {URL: page(), ROBOTS: rules(text)}
    assert good(net.fetch()).status == 200


def test_lines_of_robots_txt_that_cannot_be_read_are_passed_over() -> None:
    read = Rules("User-agent: *\nDisallow: //[\nCrawl-delay: ²\nDisallow: /intern\nCrawl-delay: 7\n")
    assert (read.allow("https://a.example/intern/x"), read.allow("https://a.example/x"), read.delay) == (False, True, 7)
    assert Rules("").allow("https://a.example/x")
    assert Rules("User-agent: *\nCrawl-delay: " + "9" * 400).delay == 86_400


def test_requests_to_one_host_keep_their_distance(net: Net) -> None:
    net.answers |= {URL: [page(), page()], "https://b.example/": page()}
    with net.web(pause=3.0) as web:
        web.fetch(URL)
        assert net.slept == [3.0]
        web.fetch("https://b.example/")
        net.time += 1.0
        web.fetch(URL)
    assert net.slept == [3.0, 3.0]  # the second is that between robots.txt and page of b.example
    assert net.asked[-1] == URL


def test_no_pause_is_made_that_has_already_passed(net: Net) -> None:
    net.answers[URL] = [page(), page()]
    with net.web(respect_robots=False) as web:
        web.fetch(URL)
        net.time += 1.5
        web.fetch(URL)
        net.time += 2.5
        web.fetch("https://kaia.example/gone")
    assert net.slept == [0.5]


@pytest.mark.parametrize(("delay", "slept"), [(1, 2.0), (10, 10.0), (60, 60.0)])
def test_a_crawl_delay_makes_the_pause_longer(net: Net, delay: int, slept: float) -> None:
    net.answers |= {URL: page(), ROBOTS: rules(f"User-agent: *\nCrawl-delay: {delay}\n")}
    assert good(net.fetch()).status == 200
    assert net.slept == [slept]


def test_a_crawl_delay_of_more_than_a_minute_is_refused(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: *\nCrawl-delay: 61\n")}
    assert "wants 61 s between two requests" in reason(net.fetch())
    assert net.asked == [ROBOTS]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("date", [None, NOW], ids=["seconds", "date"])
def test_a_busy_host_is_asked_once_more_when_it_says(net: Net, status: int, date: datetime.datetime | None) -> None:
    wait = format_datetime(date + datetime.timedelta(seconds=29), usegmt=True) if date else "29"
    net.answers[URL] = [httpx.Response(status, headers={"retry-after": wait}), page()]
    assert good(net.fetch(respect_robots=False)).status == 200
    assert sum(net.slept) == 29


@pytest.mark.parametrize(
    ("wait", "why", "asked"),
    [
        ("5", "too busy now; try again later", 2),
        ("61", "wants 61 s of rest; fetch it again then", 1),
        ("9" * 400, "wants inf s of rest", 1),
        (None, "too busy now; try again later", 1),
        ("soon", "too busy now; try again later", 1),
        ("-5", "too busy now; try again later", 1),
        ("Tue, 12 Nov 2024 10:08:31 GMT", "wants 7200 s of rest", 1),
        ("Tue, 12 Nov 2024 10:08:31", "wants 7200 s of rest", 1),
        ("Mon, 11 Nov 2024 10:08:31 GMT", "too busy now", 2),
    ],
)
def test_a_host_that_stays_busy_is_left(net: Net, wait: str | None, why: str, asked: int) -> None:
    net.answers[URL] = [httpx.Response(429, headers={"retry-after": wait} if wait else {}) for _ in range(2)]
    assert why in reason(net.fetch(respect_robots=False))
    assert net.asked == [URL] * asked


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


# ---------------------------------------------------------------- the cache

ETAG, DATE = '"v1"', "Tue, 12 Nov 2024 07:00:00 GMT"


def cached(net: Net, folder: Path, **headers: str) -> Fetched:
    net.answers[URL] = page(**(headers or {"etag": ETAG, "last_modified": DATE}))
    return good(net.fetch(cache=folder))


def test_an_unchanged_page_comes_from_the_cache(net: Net, tmp_path: Path) -> None:
    first = cached(net, tmp_path / "new" / "cache")
    net.answers[URL] = 304
    second = good(net.fetch(cache=tmp_path / "new" / "cache"))
    sent = net.requests[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (ETAG, DATE)
    assert (second.status, second.unchanged, first.unchanged) == (304, True, False)
    assert (second.body, second.content_type, second.charset) == (first.body, first.content_type, first.charset)


def test_a_changed_page_takes_the_place_of_the_old_one(net: Net, tmp_path: Path) -> None:
    cached(net, tmp_path)
    net.answers[URL] = page("<p>Sails again.</p>", etag='"v2"')
    net.fetch(cache=tmp_path)
    net.answers[URL] = 304
    again = good(net.fetch(cache=tmp_path))
    assert again.body == b"<p>Sails again.</p>"
    assert net.requests[-1].headers["if-none-match"] == '"v2"'
    assert "if-modified-since" not in net.requests[-1].headers
    assert len(list(tmp_path.iterdir())) == 2


def test_the_end_of_a_redirect_is_what_is_kept(net: Net, tmp_path: Path) -> None:
    cached(net, tmp_path)
    net.answers |= {"https://b.example/": moved(URL), URL: 304}
    found = good(net.fetch("https://b.example/", cache=tmp_path))
    assert (found.url, found.asked, found.unchanged) == (URL, "https://b.example/", True)


@pytest.mark.parametrize("headers", [{"server": "x"}, {"etag": ETAG, "cache_control": "private, No-Store"}])
def test_what_has_no_mark_or_must_not_be_stored_is_not_kept(net: Net, headers: dict[str, str], tmp_path: Path) -> None:
    cached(net, tmp_path, **headers)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda about, body: about.write_text("{"),
        lambda about, body: about.write_bytes(b"\xff\x00"),
        lambda about, body: about.write_text("[]"),
        lambda about, body: about.write_text(json.dumps(json.loads(about.read_text()) | {"url": "https://b.example/"})),
        lambda about, body: about.write_text(json.dumps(json.loads(about.read_text()) | {"more": 1})),
        lambda about, body: about.unlink(),
        lambda about, body: body.unlink(),
        lambda about, body: body.write_bytes(body.read_bytes()[:-1]),
        lambda about, body: (body.unlink(), body.mkdir()),
    ],
)
def test_a_damaged_entry_is_passed_over(net: Net, spoil: Callable[[Path, Path], object], tmp_path: Path) -> None:
    cached(net, tmp_path)
    [about], [body] = tmp_path.glob("*.json"), tmp_path.glob("*.body")
    spoil(about, body)
    net.answers[URL] = page("<p>New.</p>")
    assert good(net.fetch(cache=tmp_path)).body == b"<p>New.</p>"
    assert "if-none-match" not in net.requests[-1].headers


@pytest.mark.parametrize("etag", ["ø", "a\tb", "\udcff"])
def test_a_mark_that_no_header_can_hold_is_not_sent(net: Net, etag: str, tmp_path: Path) -> None:
    cached(net, tmp_path)
    [about] = tmp_path.glob("*.json")
    about.write_text(json.dumps(json.loads(about.read_text()) | {"etag": etag}))
    net.answers[URL] = page()
    assert good(net.fetch(cache=tmp_path)).status == 200
    assert "if-none-match" not in net.requests[-1].headers


def test_an_interrupted_write_leaves_the_old_entry_and_no_litter(
    net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached(net, tmp_path)
    before = {place.name: place.read_bytes() for place in tmp_path.iterdir()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupted)
    net.answers[URL] = page("<p>New.</p>", etag='"v2"')
    with pytest.raises(KeyboardInterrupt):
        net.fetch(cache=tmp_path)
    assert {place.name: place.read_bytes() for place in tmp_path.iterdir()} == before


def test_a_full_disk_does_not_cost_the_page(net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.replace", full)
    assert cached(net, tmp_path).body == STORY.encode()
    assert list(tmp_path.iterdir()) == []


def test_a_cache_folder_that_cannot_be_made_is_told_at_once(net: Net, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cache folder cannot be made"):
        net.web(cache=tmp_path / "file")


# ---------------------------------------------------------------- the connection itself


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
