"""The web door: pages are fetched politely, one at a time, and from public addresses only.

A name is resolved once for each request, every address behind it is looked at, and the connection is made to those
addresses and no others: the network layer is handed the addresses and never asks for the name again, so that a name
cannot mean one host when it is checked and another when it is called.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import importlib
import importlib.metadata
import os
import re
import socket
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from stemma.errors import OutputError, StemmaError
from stemma.intake.robots import AGENT, BUSY, LONGEST_WAIT, ROBOTS_BYTES, Rules, advice, closed, retry_after
from stemma.intake.wire import Wire
from stemma.model import Rejected

if TYPE_CHECKING:
    import httpx

PORTS = frozenset({80, 443, 8080, 8443})
"""Where web servers listen; other ports are those of other services."""
ALL_PORTS = range(1, 65536)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TYPES = frozenset({
    *("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"),
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
    *("application/json", "application/x-ndjson", "application/ndjson", "application/jsonl"),
    *("application/warc", "application/gzip", "application/x-gzip"),
})  # fmt: skip
"""What can hold a report, a feed or an archive of pages."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebOptions:
    """How to fetch: `pause` (between two requests to one host) and `timeout` (of one whole response) are seconds,
    `max_bytes` counts the body unpacked, `allow_private` opens private addresses and all ports, `cache` is a folder."""

    pause: float = 2.0
    timeout: float = 20.0
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    allow_private: bool = False
    cache: Path | None = None
    respect_robots: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page: `url` is where it was found in the end, `asked` what was asked for, `captured` the time in UTC to the
    minute. `unchanged`: the server said so (304), and the body is that of the cache."""

    url: str
    asked: str
    status: int
    content_type: str
    charset: str | None
    body: bytes
    captured: str
    unchanged: bool = False


class _Refused(Exception):
    """Ends a fetch; its text is the reason of the `Rejected`."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the cache holds of one URL beside its body; `sha256` is that of the body."""

    url: str
    etag: str
    modified: str
    content_type: str
    charset: str | None
    sha256: str


_Kept = tuple[_Entry, bytes]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    kept: _Kept | None


def extra(module: str) -> Any:
    """A library of the extra `web`; raises `StemmaError` with the line that installs it where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        message = f'pages and feeds are read with {module}, which is missing: pip install "stemma-news[web]"'
        raise StemmaError(message) from error


def addresses_of(host: str, port: int) -> list[str]:
    """The IP addresses of a host in the order of preference of this machine; raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def _utc() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Web:
    """Fetches pages, one request at a time; keeps no cookies and runs no scripts.

    All that touches the machine can be given: `clock` and `sleep` (seconds), `now` (the time of day), `resolve` (host
    and port to IP addresses), and `transport`, which then makes the connections and is trusted to go where it is told.
    Proxies of the environment are not used, since behind a proxy no address can be checked. Raises `StemmaError` where
    httpx is missing, `OutputError` where the cache folder cannot be made.
    """

    def __init__(
        self,
        options: WebOptions | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        transport: httpx.BaseTransport | None = None,
        resolve: Callable[[str, int], Sequence[str]] = addresses_of,
        now: Callable[[], datetime.datetime] = _utc,
    ) -> None:
        self._httpx, self._httpcore = extra("httpx"), extra("httpcore")
        self._options = options or WebOptions()
        self._clock, self._sleep, self._resolve, self._now = clock, sleep, resolve, now
        self._wire = Wire(self._httpx, self._httpcore, clock) if transport is None else None
        self._transport: Any = transport or self._wire
        self._cache = _Cache(self._options.cache) if self._options.cache else None
        self._agent = f"{AGENT}/{importlib.metadata.version('stemma-news')} (+Stemma)"
        self._rules: dict[str, Rules | str] = {}
        self._called: dict[str, float] = {}
        self._one = threading.Lock()

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections; what is in the cache folder stays."""
        self._transport.close()

    def fetch(self, url: str) -> Fetched | Rejected:
        """The page at a URL, or the reason why it was not fetched and what can be done."""
        with self._one:
            try:
                return self._fetched(url)
            except _Refused as refused:
                return Rejected(_shown(url), "fetch", str(refused))

    def _fetched(self, asked: str) -> Fetched:
        url, answer = self._follow(asked, page=True)
        kept, captured = answer.kept, self._now().strftime("%Y-%m-%dT%H:%M")
        if answer.status == 304 and kept is not None:
            entry, body = kept
            return Fetched(url, asked, 304, entry.content_type, entry.charset, body, captured, unchanged=True)
        if not 200 <= answer.status < 300:
            raise _Refused(advice(answer.status))
        kind, charset = _content_type(answer.headers)
        if self._cache and answer.status == 200:
            self._cache.keep(url, answer, kind, charset)
        return Fetched(url, asked, answer.status, kind, charset, answer.body, captured)

    def _follow(self, asked: str, page: bool) -> tuple[str, _Answer]:
        """Through the redirects to the answer; `page` is false for a robots.txt, for which other limits hold."""
        url, seen = self._address(asked), set()
        for _ in range(self._options.max_redirects + 1):
            seen.add(str(url))
            answer = self._ask(url, page)
            if answer.status not in REDIRECTS:
                return str(url), answer
            target = answer.headers.get("location")
            if not target:
                raise _Refused(f"answers {answer.status}, a redirect that does not say where to")
            url = self._address(target, url)
            if str(url) in seen:
                raise _Refused(f"the redirects go round in a circle at {_shown(str(url))}")
        raise _Refused(f"more than {self._options.max_redirects} redirects; ask for the address where they end")

    def _address(self, text: str, base: httpx.URL | None = None) -> httpx.URL:
        """A URL that may be asked for as far as its own text tells."""
        try:
            url: httpx.URL = (base.join(text) if base else self._httpx.URL(text)).copy_with(fragment=None)
        except (self._httpx.InvalidURL, ValueError) as error:
            raise _Refused(f"not a valid address: {error}") from error
        if url.scheme not in ("http", "https"):
            raise _Refused(f"only http and https are fetched, not {url.scheme or 'an address without a scheme'}")
        if not url.raw_host:
            raise _Refused("the address names no host")
        if url.userinfo:
            raise _Refused("the address holds a user name or password; these are never sent, take them out")
        if url.port is not None and url.port not in (ALL_PORTS if self._options.allow_private else PORTS):
            raise _Refused(f"port {url.port} is not a port of the web; allow private addresses to reach it")
        return url

    def _checked(self, url: httpx.URL) -> Sequence[str]:
        """The addresses of the host of a URL; refused where one of them is not of the public web."""
        host = _host(url)
        try:
            found = self._resolve(host.strip("[]"), url.port or (443 if url.scheme == "https" else 80))
        except (OSError, UnicodeError) as error:
            raise _Refused(f"the host {host} is not known: {error}; check the address") from error
        if not found:
            raise _Refused(f"the host {host} has no address")
        for address in found:
            why = closed(address)
            if why == "malformed" or (why and not self._options.allow_private):
                raise _Refused(f"{host} is at {address}, a {why} address; allow private addresses to reach it")
        return found

    def _permitted(self, url: httpx.URL) -> float:
        """The pause that the host of a URL wants, where its robots.txt lets this program in at all."""
        if not self._options.respect_robots:
            return self._options.pause
        host, root = _host(url), str(url.copy_with(raw_path=b"/robots.txt"))
        if root not in self._rules:
            self._rules[root] = self._read_rules(root)
        rules = self._rules[root]
        if isinstance(rules, str):
            raise _Refused(f"the robots.txt of {host} cannot be read, so nothing is fetched there: {rules}")
        if not rules.allow(str(url)):
            raise _Refused(f"the robots.txt of {host} does not let {AGENT} fetch this; ask its owner, or save the page")
        if rules.delay > LONGEST_WAIT:
            raise _Refused(f"the robots.txt of {host} wants {rules.delay:g} s between two requests; save the page")
        return max(self._options.pause, rules.delay)

    def _read_rules(self, root: str) -> Rules | str:
        try:
            _, answer = self._follow(root, page=False)
        except _Refused as refused:
            return str(refused)
        if 400 <= answer.status < 500:
            return Rules("")
        if not 200 <= answer.status < 300:
            return advice(answer.status)
        return Rules(answer.body.decode("utf-8-sig", "replace"))

    def _ask(self, url: httpx.URL, page: bool) -> _Answer:
        """One request, and a second one where the host is busy and says how soon to come back."""
        addresses = self._checked(url)
        pause = self._permitted(url) if page else self._options.pause
        kept = self._cache.read(str(url)) if self._cache and page else None
        answer = self._exchange(url, addresses, pause, page, kept)
        if answer.status not in BUSY:
            return answer
        wait = retry_after(answer.headers, self._now())
        if wait is None:
            return answer
        if wait > LONGEST_WAIT:
            raise _Refused(f"answers {answer.status} and wants {wait:.0f} s of rest; fetch it again then")
        self._sleep(wait)
        return self._exchange(url, addresses, pause, page, kept)

    def _exchange(
        self, url: httpx.URL, addresses: Sequence[str], pause: float, page: bool, kept: _Kept | None
    ) -> _Answer:
        last = self._called.get(_host(url))
        if last is not None and last + pause > self._clock():
            self._sleep(last + pause - self._clock())
        core, deadline = self._httpcore, self._clock() + self._options.timeout
        if self._wire:
            self._wire.aim(addresses, deadline)
        try:
            response = self._transport.handle_request(self._request(url, kept))
            try:
                body = self._body(response, deadline, page)
            finally:
                response.stream.close()
        except (self._httpx.TimeoutException, core.TimeoutException) as error:
            raise self._late() from error
        except (self._httpx.HTTPError, core.NetworkError, core.ProtocolError, OSError) as error:
            raise _Refused(f"the connection failed: {str(error) or type(error).__name__}; try again later") from error
        finally:
            self._called[_host(url)] = self._clock()
        return _Answer(response.status_code, response.headers, body, kept)

    def _request(self, url: httpx.URL, kept: _Kept | None) -> httpx.Request:
        headers = {"User-Agent": self._agent, "Accept": "text/html, */*;q=0.5", "Accept-Encoding": "gzip"}
        if kept:
            known = {"If-None-Match": kept[0].etag, "If-Modified-Since": kept[0].modified}
            headers |= {name: value for name, value in known.items() if re.fullmatch("[ -~]+", value)}
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self._options.timeout)
        request: httpx.Request = self._httpx.Request("GET", url, headers=headers, extensions={"timeout": limits})
        return request

    def _body(self, response: Any, deadline: float, page: bool) -> bytes:
        """The body of a good answer, unpacked; that of any other is not read."""
        if not 200 <= response.status_code < 300:
            return b""
        if page:
            kind, _ = _content_type(response.headers)
            if kind not in TYPES:
                raise _Refused(f"holds {kind or 'something of no stated type'}, not a page, feed or text")
        limit = self._options.max_bytes if page else ROBOTS_BYTES
        coding = response.headers.get("content-encoding", "").strip().lower()
        body = _unpacked(self._timely(response.stream, deadline), coding, limit)
        if page and len(body) > limit:
            raise _Refused(f"larger than {limit:,} bytes; raise the limit if a page of this size is meant")
        return body[:limit]

    def _timely(self, chunks: Iterable[bytes], deadline: float) -> Iterator[bytes]:
        for chunk in chunks:
            if self._clock() > deadline:
                raise self._late()
            yield chunk

    def _late(self) -> _Refused:
        return _Refused(f"not there in full after {self._options.timeout:g} s; try again later, or allow more time")


def _unpacked(chunks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """A body without its compression, cut one byte behind `limit` so that it can be told from one that fits."""
    body = bytearray()
    if coding in ("", "identity"):
        for chunk in chunks:
            body += chunk[: limit + 1 - len(body)]
            if len(body) > limit:
                break
        return bytes(body)
    if coding not in ("gzip", "x-gzip"):
        raise _Refused(f"packed as {coding!r}, which was not asked for and is not read")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            left = chunk
            while left and not inflate.eof and len(body) <= limit:
                body += inflate.decompress(left, limit + 1 - len(body))
                left = inflate.unconsumed_tail
            if inflate.eof or len(body) > limit:
                return bytes(body)
    except zlib.error as error:
        raise _Refused(f"packed as gzip, and damaged: {error}") from error
    raise _Refused("packed as gzip, and broken off in the middle; try again later")


def _content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    said = headers.get("content-type", "")
    charset = _CHARSET.search(said)
    return re.split("[;,]", said)[0].strip().lower(), charset[1].lower() if charset else None


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _shown(url: str) -> str:
    """A URL as it may be shown: without a user name and password, and in letters that UTF-8 has."""
    return re.sub(r"//[^/?#]*@", "//", url).encode("utf-8", "replace").decode()


class _Cache:
    """One small JSON file and one body for each URL. The body is written first and the JSON names its hash, so that a
    pair that was torn apart by an interruption is seen and passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: the cache folder cannot be made: {error}") from error

    def read(self, url: str) -> _Kept | None:
        about, body = self._places(url)
        try:
            entry, held = msgspec.json.decode(about.read_bytes(), type=_Entry), body.read_bytes()
        except (OSError, msgspec.MsgspecError):
            return None
        fits = entry.url == url and entry.sha256 == hashlib.sha256(held).hexdigest()
        return (entry, held) if fits else None

    def keep(self, url: str, answer: _Answer, content_type: str, charset: str | None) -> None:
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        if not (etag or modified) or "no-store" in answer.headers.get("cache-control", "").lower():
            return
        entry = _Entry(url, etag, modified, content_type, charset, hashlib.sha256(answer.body).hexdigest())
        about, body = self._places(url)
        # A full disk costs the next conditional request, not the page that is already here.
        with contextlib.suppress(OSError):
            _write(body, answer.body)
            _write(about, msgspec.json.encode(entry))

    def _places(self, url: str) -> tuple[Path, Path]:
        name = hashlib.sha256(url.encode()).hexdigest()[:32]
        return self._folder / f"{name}.json", self._folder / f"{name}.body"


def _write(place: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
