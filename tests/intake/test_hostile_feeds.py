from __future__ import annotations

import importlib
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.errors import StemmaError
from stemma.intake import feeds
from stemma.intake.feeds import feed_items, is_feed
from stemma.model import Rejected
from tests.intake.feedmaking import ATOM, RDF, RSS, items, json_feed, reason, value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_letters_survive_the_encoding(encoding: str) -> None:
    feed = (RSS % "<item><title>Blåbærgrøt – på øya</title></item>").replace("–", "-")
    raw = feed.replace("utf-8", encoding.removesuffix("-sig"), 1).encode(encoding)
    [item] = items(raw)
    assert (value(item, "title"), value(item, "outlet")) == ("Blåbærgrøt - på øya", "Skjærgårdsposten")
    assert is_feed(raw)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda feed: feed.replace("</channel></rss>", ""),
        lambda feed: feed.replace("</channel>", "<br></channel>"),
        lambda feed: feed.replace("https://a.example/1", "https://a.example/1?a=1&b=2"),
        lambda feed: feed.replace("<title>A", "<title>A\x0b"),
        lambda feed: "\n\n " + feed,
        lambda feed: feed.replace("dc:", "nobody:"),
    ],
)
def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_can_be(spoil: Callable[[str], str]) -> None:
    feed = RSS % "<item><title>A</title><link>https://a.example/1</link></item><item><title>B</title></item>"
    found = items(spoil(feed))
    assert [value(i, "title") for i in found] == ["A", "B"]
    assert (found[0].url or "").startswith("https://a.example/1")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("just words", "not a feed"),
        ("<html><body><p>A page</p></body></html>", "not a feed"),
        (b"\x00\x01\x02\x03" * 9, "binary data"),
        (RSS % "", "no entries in the feed"),
        (ATOM % "<entry/>", "no entries in the feed"),
        (json_feed(), "no entries in the feed"),
        (json_feed(7, None, {}, {"title": 7}), "no entries in the feed"),
        ("{", "not valid JSON"),
        ('{"a":' + "[" * 100_000, "not valid JSON"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 7}', "JSON, and no JSON Feed"),
        ('{"version": 1, "items": []}', "JSON, and no JSON Feed"),
        (b"<rss>" + b" " * feeds.MAX_FEED_BYTES, "larger than 10 MB"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_the_reason(raw: str | bytes, why: str) -> None:
    assert why in reason(raw)


def laughs(before: str = "", depth: int = 9) -> str:
    """A feed whose title would have ten letters to the power of `depth`, were its entities expanded."""
    nested = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, depth + 1))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "x">{nested}]>'
    return f'{before}{doctype}<rss version="2.0"><channel><item><title>&e{depth};</title></item></channel></rss>'


@pytest.mark.parametrize(
    "feed",
    [
        laughs(),
        laughs().lower(),
        laughs('<?xml version="1.0"?>\n<!-- a <rss> of its own --> '),
        laughs("words before it "),
        laughs(depth=1),
        laughs().encode("utf-16"),
        '<!-- <!ENTITY e "xxxxxxxx"> --><rss version="2.0"><channel><item><title>&e;</title></item></channel></rss>',
        '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&e;</title></item></channel></rss>',
        '<!DOCTYPE rss [<!ENTITY % e SYSTEM "http://a.example/e.dtd"> %e;]><rss version="2.0"><channel/></rss>',
        '<!DOCTYPE rss [<!ATTLIST a b CDATA "<a"><!ENTITY e "x">]><rss version="2.0"><channel/></rss>',
    ],
)
def test_a_feed_that_declares_entities_is_refused(feed: str | bytes) -> None:
    assert "declares entities, which are never expanded" in reason(feed)


def test_a_report_about_entities_is_none_of_them() -> None:
    code = '<![CDATA[<pre><!DOCTYPE a [<!ENTITY e "x">]></pre>]]>'
    feed = RSS % f"<item><title>A</title><content:encoded>{code}</content:encoded></item>"
    for told in (feed, feed.replace("<rss", "<!-- told on paper too -->\n<rss", 1)):
        [item] = items(told)
        assert item.html is not None


@pytest.mark.parametrize("raw", [b"/etc/hostname", b"http://127.0.0.1:1/rss", b"file:///etc/hostname"])
def test_what_looks_like_a_path_or_an_address_is_not_opened(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.open", closed_door)
    monkeypatch.setattr(socket, "socket", closed_door)
    assert "not a feed: neither" in reason(raw)


def test_a_document_type_from_elsewhere_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", closed_door)
    monkeypatch.setattr("urllib.request.urlopen", closed_door)
    feed = RSS.replace("<rss", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd"><rss', 1)
    [item] = items(feed % "<item><title>A</title></item>")
    assert value(item, "title") == "A"


def closed_door(*_: object, **__: object) -> Any:
    raise AssertionError("nothing outside the feed may be opened")


def test_a_parser_that_gives_up_does_not_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise RecursionError("too deep")

    monkeypatch.setattr("feedparser.parse", broken)
    assert "not a feed that can be read: RecursionError: too deep" in reason(RSS % "")


def test_a_missing_library_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(StemmaError, match=r'feedparser, which is missing: pip install "stemma-news\[web\]"'):
        feed_items(RSS.encode(), "feed.xml")
    assert len(items(json_feed({"title": "A"}))) == 1


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<rss version='2.0'>", True),
        ("\ufeff\n<?xml version='1.0'?><!-- <html> --><?x y?>\n<rss>", True),
        ("<!DOCTYPE rss PUBLIC 'a' 'b'>\n<rss version='0.91'>", True),
        ("<!DOCTYPE rss [ <!ENTITY nbsp '&#160;'> ]><rss>", True),
        (ATOM, True),
        ("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", True),
        (RDF, True),
        ("<rdf:RDF xmlns:rdf='x' xmlns:foaf='http://xmlns.com/foaf/0.1/'>", False),
        (json_feed(), True),
        (json_feed().replace("/", "\\/"), True),
        ('{"text": "a record", "url": "https://a.example"}', False),
        ("<!DOCTYPE html><html><body><rss></rss>", False),
        ("<html><feed>", False),
        ("<rssfeed>", False),
        ("<urlset>", False),
        ("A text on <rss> and <feed>", False),
        ("", False),
        ("<?xml?>" * 5000 + "<rss>", False),
        ("<!-- -->" * 250, False),
    ],
)
def test_a_feed_is_known_by_its_first_element(head: str, expected: bool) -> None:
    assert is_feed(head.encode()) is expected


PIECES = [
    *(b"<rss version='2.0'><channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<link>http://[", b"</link>"),
    *(
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<entry>",
        b"<content type='xhtml'>",
        b"<![CDATA[",
        b"]]>",
        b"&#55296;",
    ),
    *(
        b"<pubDate>",
        b"2024-13-01",
        b"<!DOCTYPE ",
        b"<!--",
        b"<?xml encoding='utf-7'?>",
        b"&x;",
        b"\xff",
        b"\x00",
        b"<a b='",
    ),
    *(
        b'{"version":"https://jsonfeed.org/version/1","items":[{"title":"\\ud800","authors":[{"name":1}]}]',
        b"}",
        b"<author>",
    ),
]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=20).map(b"".join), st.text(max_size=10))
def test_whatever_comes_nothing_is_raised(raw: bytes, where: str) -> None:
    is_feed(raw)
    found = feed_items(raw, where)
    if isinstance(found, Rejected):
        assert found.reason
        return
    for item in found:
        (item.html or "").encode()
        for evidence in item.evidence:
            evidence.value.encode()


@pytest.mark.parametrize(
    "raw",
    [b"<?xml?>\n" + b"\n" * 300_000 + b"<rss><channel><item><title>A</title></item></channel></rss>"],
)
def test_endless_blank_lines_are_no_work(raw: bytes) -> None:
    assert [value(item, "title") for item in items(raw)] == ["A"]


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    items(RSS % "<item><title>A</title></item>")
    assert list(tmp_path.iterdir()) == []
