"""A network in memory, for the tests of whatever goes to the web."""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from stemma.intake.web import Fetched, Web, WebOptions
from stemma.model import Rejected

httpx = pytest.importorskip("httpx", reason='needs the extra "web"')
httpcore = pytest.importorskip("httpcore", reason='needs the extra "web"')

NOW = datetime.datetime(2024, 11, 12, 8, 8, 31, tzinfo=datetime.UTC)
PUBLIC = "93.184.216.34"
STORY = "<html><body><p>The ferry from Kjerringvik lies still after the quay gave way.</p></body></html>"
URL = "https://kaia.example/ferry"
ETAG, DATE = '"v1"', "Tue, 12 Nov 2024 07:00:00 GMT"
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
