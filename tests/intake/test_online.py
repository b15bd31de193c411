from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from stemma.intake import web
from stemma.intake.open import open_paths
from stemma.intake.web import Fetched, WebOptions
from stemma.model import Capture, Evidence, Rejected

from .warcs import http, packed
from .warcs import record as warc_record

SITE = "https://avis.example"
STORY = "Brannvesenet rykket ut til sagbruket i Lierfoss natt til tirsdag, og slokkingen varte til morgenen. "
PAGE = f"<html><body><p>{STORY}</p></body></html>"
FULL = f"<p>{STORY * 8}</p>"


class Internet:
    """Pages by address; stands in for the web and remembers what was asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str | None, bytes]] = {}
        self.asked: list[str] = []
        self.options: WebOptions | None = None
        self.closed = False

    def __call__(self, options: WebOptions) -> Internet:
        self.options = options
        return self

    def fetch(self, url: str) -> Fetched | Rejected:
        self.asked.append(url)
        if url not in self.pages:
            return Rejected(url, "fetch", "answers 404")
        kind, charset, body = self.pages[url]
        return Fetched(url + "#final", url, 200, kind, charset, body, "2024-11-12T08:08")

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Internet:
    found = Internet()
    monkeypatch.setattr(web, "Web", found)
    found.pages[f"{SITE}/a"] = ("text/html", "utf-8", PAGE.encode())
    return found


def feed(*items: dict[str, str]) -> bytes:
    entries = [{"id": str(n)} | item for n, item in enumerate(items)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Avisen", "items": entries}).encode()


ITEMS = (
    {"url": f"{SITE}/a", "title": "Brann"},
    {"content_html": FULL},
    {"url": f"{SITE}/gone"},
    {"content_html": "<p>Kort.</p>"},
)


def test_a_page_of_the_web_is_a_capture_with_its_last_address_and_its_time(internet: Internet) -> None:
    assert list(open_paths([f"{SITE}/a"])) == [
        Capture(f"{SITE}/a#final", html=PAGE, url=f"{SITE}/a#final", captured="2024-11-12T08:08")
    ]
    assert internet.options == WebOptions()
    assert internet.closed


@pytest.mark.parametrize(
    ("kind", "charset", "body", "text", "html"),
    [
        ("text/html", "iso-8859-1", PAGE.encode(), None, PAGE),
        ("application/xhtml+xml", None, PAGE.encode("utf-16"), None, PAGE),
        ("text/html", None, STORY.encode(), None, STORY),
        ("text/plain", None, STORY.encode("cp1252"), STORY, None),
        ("text/plain", None, PAGE.encode(), None, PAGE),
        ("application/json", None, json.dumps([{"text": STORY}]).encode(), STORY, None),
        ("text/plain", None, json.dumps({"text": STORY}).encode(), STORY, None),
        ("application/gzip", None, gzip.compress(PAGE.encode()), None, PAGE),
    ],
)
def test_what_is_fetched_is_told_by_its_type_and_its_bytes(
    internet: Internet, kind: str, charset: str | None, body: bytes, text: str | None, html: str | None
) -> None:
    internet.pages["http://avis.example:8080/x"] = (kind, charset, body)
    [capture] = open_paths(["http://avis.example:8080/x"])
    assert isinstance(capture, Capture)
    assert (capture.text, capture.html) == (text, html)


def test_an_archive_of_the_web_is_read_as_one(internet: Internet) -> None:
    pytest.importorskip("fastwarc")
    internet.pages[f"{SITE}/b"] = ("application/warc", None, packed(warc_record(http(PAGE.encode()))))
    [capture] = open_paths([f"{SITE}/b"])
    assert isinstance(capture, Capture)
    assert (capture.html, capture.where) == (PAGE, f"{SITE}/b:0")


def test_a_page_that_is_not_there_is_rejected_and_the_next_one_read(internet: Internet) -> None:
    rejected, capture = open_paths([f"{SITE}/gone", f"{SITE}/a"])
    assert rejected == Rejected(f"{SITE}/gone", "fetch", "answers 404")
    assert isinstance(capture, Capture)


def test_the_items_of_a_feed_of_the_web_are_fetched(internet: Internet) -> None:
    internet.pages[f"{SITE}/feed"] = ("application/feed+json", None, feed(*ITEMS))
    page, own, gone, short = open_paths([f"{SITE}/feed"])
    assert isinstance(page, Capture)
    assert (page.html, page.url) == (PAGE, f"{SITE}/a#final")
    assert Evidence("title", "feed", "Brann") in page.evidence
    assert isinstance(own, Capture)
    assert own.html is not None
    assert STORY.strip() in own.html
    assert gone == Rejected(f"{SITE}/gone", "fetch", "answers 404")
    assert isinstance(short, Rejected)
    assert "neither the report nor a link" in short.reason
    assert internet.asked == [f"{SITE}/feed", f"{SITE}/a", f"{SITE}/gone"]


def test_an_item_that_leads_to_another_feed_is_rejected(internet: Internet) -> None:
    internet.pages[f"{SITE}/feed"] = ("application/feed+json", None, feed({"url": f"{SITE}/feed"}))
    [rejected] = open_paths([f"{SITE}/feed"])
    assert isinstance(rejected, Rejected)
    assert "no page but application/feed+json" in rejected.reason
    assert len(internet.asked) == 2


def test_of_a_feed_file_only_full_texts_are_read_and_nothing_is_fetched(internet: Internet, tmp_path: Path) -> None:
    place = tmp_path / "a.atom"
    place.write_bytes(feed(*ITEMS))
    for found in (open_paths([place]), open_paths(["-"], io.BytesIO(feed(*ITEMS)))):
        teaser, own, gone, short = found
        assert isinstance(own, Capture)
        assert [type(c) for c in (teaser, gone, short)] == [Rejected] * 3
        assert isinstance(teaser, Rejected)
        assert "--fetch" in teaser.reason
    assert internet.asked == []


def test_the_items_of_a_feed_file_are_fetched_where_this_is_asked_for(internet: Internet, tmp_path: Path) -> None:
    place = tmp_path / "a.rss"
    place.write_bytes(feed({"url": f"{SITE}/full", "content_html": FULL}, *ITEMS))
    options = WebOptions(pause=9.0)
    full, page, *_ = open_paths([place], web=options, follow=True)
    assert isinstance(full, Capture)
    assert full.url == f"{SITE}/full"
    assert isinstance(page, Capture)
    assert page.captured == "2024-11-12T08:08"
    assert internet.asked == [f"{SITE}/a", f"{SITE}/gone"]
    assert internet.options == options


def test_rss_is_read_as_a_feed_and_other_xml_is_not(internet: Internet, tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    (tmp_path / "a.xml").write_text(
        "<?xml version='1.0'?><rss version='2.0'><channel><item><title>Brann</title>"
        f"<link>{SITE}/a</link></item></channel></rss>"
    )
    (tmp_path / "b.xml").write_text("<?xml version='1.0'?><inventory><item>1</item></inventory>")
    page, other = open_paths([tmp_path], follow=True)
    assert isinstance(page, Capture)
    assert other == Rejected(str(tmp_path / "b.xml"), "open", "XML, but no feed")


def test_the_web_is_let_go_where_the_reading_is_broken_off(internet: Internet) -> None:
    captures = open_paths([f"{SITE}/a", f"{SITE}/a"])
    next(captures)
    assert not internet.closed
    captures.close()  # type: ignore[attr-defined]
    assert internet.closed
