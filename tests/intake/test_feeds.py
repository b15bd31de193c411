from __future__ import annotations

import importlib
import json
import socket
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.errors import StemmaError
from stemma.intake import feeds
from stemma.intake.feeds import FeedItem, feed_items, is_feed
from stemma.model import Rejected

pytest.importorskip("feedparser", reason='needs the extra "web"')

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Skjærgårdsposten</title><link>https://post.example/nytt/</link><language>nb_NO</language>%s</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da" xml:base="https://fjord.example/a/">
<title>Fjordavisen</title>%s</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Grenland i dag</title><link>https://g.example/</link>
</channel>%s</rdf:RDF>"""


def items(raw: str | bytes, where: str = "feed.xml") -> tuple[FeedItem, ...]:
    found = feed_items(raw.encode() if isinstance(raw, str) else raw, where)
    assert isinstance(found, tuple), found
    return found


def said(item: FeedItem) -> list[tuple[str, str]]:
    assert {e.source for e in item.evidence} == {"feed"}
    return [(e.field, e.value) for e in item.evidence]


def value(item: FeedItem, field: str) -> str | None:
    return next((e.value for e in item.evidence if e.field == field), None)


def reason(raw: str | bytes) -> str:
    found = feed_items(raw.encode() if isinstance(raw, str) else raw, "feed.xml")
    assert isinstance(found, Rejected), found
    assert (found.where, found.stage) == ("feed.xml", "feed")
    return found.reason


def test_rss_says_all_of_an_item() -> None:
    [item] = items(
        RSS
        % """<item><title>Ferge i &amp;quot;Kjerringvik&amp;quot; &lt;b&gt;ute&lt;/b&gt; av drift</title>
        <link>https://post.example/ferge?utm_source=rss&amp;id=7</link>
        <pubDate>Tue, 12 Nov 2024 08:08:31 +0100</pubDate>
        <dc:creator>Kari Vik</dc:creator><dc:creator>Ola Nes</dc:creator><author>tips@post.example (Siv Moe)</author>
        <description>Kort.</description>
        <content:encoded><![CDATA[<p>Fergen ligger <a href="/kart">stille</a>.</p>]]></content:encoded></item>"""
    )
    url = "https://post.example/ferge?utm_source=rss&id=7"
    assert item.url == url
    assert said(item) == [
        ("title", 'Ferge i "Kjerringvik" ute av drift'),
        ("published", "2024-11-12T08:08"),
        ("author", "Kari Vik"),
        ("author", "Ola Nes"),
        ("author", "Siv Moe"),
        ("outlet", "Skjærgårdsposten"),
        ("language", "nb-NO"),
        ("url", url),
    ]
    assert item.html is not None
    assert item.html.startswith("<html><body><article><p>Fergen ligger <a href=")
    assert item.html.endswith("stille</a>.</p></article></body></html>")


def test_atom_says_all_of_an_entry() -> None:
    [item] = items(
        ATOM
        % """<entry><title type="html">Kaj &amp;amp; bro</title><link rel="enclosure" href="https://f.example/x.mp3"/>
        <link rel="alternate" href="kaj"/><published>2024-11-12T08:08:31+02:00</published>
        <updated>2024-11-13T23:59Z</updated><author><name>Bo Ravn</name></author><author><name> </name></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Kajen gav efter.</p></div></content>
        </entry>"""
    )
    assert item.url == "https://fjord.example/a/kaj"
    assert said(item) == [
        ("title", "Kaj & bro"),
        ("published", "2024-11-12T08:08"),
        ("updated", "2024-11-13T23:59"),
        ("author", "Bo Ravn"),
        ("outlet", "Fjordavisen"),
        ("language", "da"),
        ("url", "https://fjord.example/a/kaj"),
    ]
    assert item.html == "<html><body><article><p>Kajen gav efter.</p></article></body></html>"


def test_rdf_gives_its_only_date_as_publication() -> None:
    [item] = items(RDF % "<item><title>A</title><link>/a</link><dc:date>2024-11-12T08:08:31+01:00</dc:date></item>")
    assert said(item) == [
        ("title", "A"),
        ("published", "2024-11-12T08:08"),
        ("outlet", "Grenland i dag"),
        ("url", "https://g.example/a"),
    ]
    assert item.html is None


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0", ""])
def test_old_rss_is_read(version: str) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">'
    feed = f'<?xml version="1.0"?>{doctype}<rss version="{version}"><channel><title>P</title>%s</channel></rss>'
    assert [i.url for i in items(feed % "<item><link>https://p.example/1</link></item>")] == ["https://p.example/1"]


JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Havnenytt",
    "home_page_url": "https://havn.example/no/",
    "language": "nn",
}


def json_feed(*entries: Any, **given: Any) -> str:
    return json.dumps(JSON | {"items": entries} | given)


def test_a_json_feed_says_all_of_an_item() -> None:
    first, second = items(
        json_feed(
            {
                "id": "1",
                "url": "../ferje",
                "title": "Ferja <em>ligg</em> stille",
                "date_published": "2024-11-12T08:08:31+01:00",
                "date_modified": "2024-11-12T09:00:00+01:00",
                "authors": [{"name": "Liv Aas"}, {"url": "https://x.example"}, "nobody"],
                "content_html": "<p>Kaien gav etter.</p>",
                "language": "nb",
            },
            {"id": "https://havn.example/2", "author": {"name": "Per Dal"}, "content_text": "A < b.\n\nTo.", "url": 7},
        )
    )
    assert said(first) == [
        ("title", "Ferja ligg stille"),
        ("published", "2024-11-12T08:08"),
        ("updated", "2024-11-12T09:00"),
        ("author", "Liv Aas"),
        ("outlet", "Havnenytt"),
        ("language", "nb"),
        ("url", "https://havn.example/ferje"),
    ]
    assert first.html == "<html><body><article><p>Kaien gav etter.</p></article></body></html>"
    assert (second.url, value(second, "author")) == ("https://havn.example/2", "Per Dal")
    assert second.html == "<html><body><article><p>A &lt; b.</p><p>To.</p></article></body></html>"


# ---------------------------------------------------------------- one field after the other


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Tue, 12 Nov 2024 08:08:31 GMT", "2024-11-12T08:08"),
        ("Tue, 12 Nov 2024 23:30:00 -0800", "2024-11-12T23:30"),
        ("12 Nov 24 08:08 EST", "2024-11-12T08:08"),
        ("Tuesday, 12 November 2024 08:08:31 CET", "2024-11-12T08:08"),
        ("2024-11-12T08:08:31.5+05:45", "2024-11-12T08:08"),
        ("2024-11-12 8:08", "2024-11-12T08:08"),
        ("2024-11-12 08:08:31 +0100", "2024-11-12T08:08"),
        ("2024-11-12", "2024-11-12"),
        ("Tue, 12 Nov 2024", "2024-11-12"),
        ("12 Nov 2024", "2024-11-12"),
        ("2024-11", "2024-11"),
        ("2024-11-31T08:08:00Z", None),
        ("2024-11-12T25:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00", None),
        ("1731398911", None),
        ("yesterday", None),
        ("12/11/2024 08:08", None),
        ("99999999999-01-01T00:00Z", None),
        ("", None),
    ],
)
def test_a_time_stays_as_the_clock_of_the_feed_shows_it(date: str, expected: str | None) -> None:
    [rss] = items(RSS % f"<item><title>A</title><pubDate>{date}</pubDate></item>")
    [atom] = items(ATOM % f"<entry><title>A</title><published>{date}</published></entry>")
    [from_json] = items(json_feed({"title": "A", "date_published": date}))
    assert [value(i, "published") for i in (rss, atom, from_json)] == [expected] * 3


def test_an_atom_entry_that_only_tells_its_change_has_no_publication() -> None:
    [item] = items(ATOM % "<entry><title>A</title><updated>2024-11-12T08:08Z</updated></entry>")
    assert (value(item, "published"), value(item, "updated")) == (None, "2024-11-12T08:08")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<p>Ferge</p><p>i dag</p>", "Ferge i dag"),
        ("Fer<b>ge</b><br/>ute", "Ferge ute"),
        ("R&amp;D &eacute;t &#x2013; x", "R&D ét – x"),
        ("Under 5 < 6 og 3 <7 kroner", "Under 5 < 6 og 3 <7 kroner"),
        ("<!-- x -->Ferge\n\t i dag\u00a0", "Ferge i dag"),
        ("<img src='x'>", None),
        ("  ", None),
    ],
)
def test_a_title_is_one_line_of_plain_words(title: str, expected: str | None) -> None:
    [item] = items(RSS % f"<item><title>{escape(title)}</title><link>https://a.example/1</link></item>")
    [from_json] = items(json_feed({"title": title, "url": "https://a.example/1"}))
    assert (value(item, "title"), value(from_json, "title")) == (expected, expected)


@pytest.mark.parametrize(
    ("link", "where", "expected"),
    [
        ("/a", "feed.xml", "https://post.example/a"),
        ("b?x=1#y", "feed.xml", "https://post.example/nytt/b?x=1#y"),
        ("//c.example/d", "feed.xml", "https://c.example/d"),
        ("mailto:x@post.example", "feed.xml", None),
        ("javascript:alert(1)", "feed.xml", None),
        ("file:///etc/hostname", "https://post.example/rss", None),
        ("http://[bad/", "feed.xml", None),
    ],
)
def test_a_link_becomes_a_whole_web_address_or_none(link: str, where: str, expected: str | None) -> None:
    [item] = items(RSS % f"<item><title>A</title><link>{link}</link></item>", where)
    assert (item.url, value(item, "url")) == (expected, expected)


@pytest.mark.parametrize(
    ("where", "expected"), [("https://w.example/rss/", "https://w.example/rss/a"), ("x.xml", None)]
)
def test_without_a_site_the_feed_completes_its_links(where: str, expected: str | None) -> None:
    [item] = items("<rss version='2.0'><channel><item><title>A</title><link>a</link></item></channel></rss>", where)
    [from_json] = items(json_feed({"title": "A", "url": "a"}, home_page_url=None), where)
    assert (item.url, from_json.url) == (expected, expected)


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("<guid>https://post.example/g</guid>", "https://post.example/g"),
        ("<guid isPermaLink='false'>https://post.example/g</guid>", None),
        ("<guid isPermaLink='false'>tag:7</guid>", None),
    ],
)
def test_an_id_is_an_address_where_the_feed_says_so(guid: str, expected: str | None) -> None:
    [item] = items(RSS % f"<item><title>A</title>{guid}</item>")
    assert item.url == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("siv@post.no (Siv Moe)", "Siv Moe"),
        ("siv@post.example (Siv Moe)", "Siv Moe"),
        ("Siv Moe &lt;siv@post.example&gt;", "Siv Moe"),
        ("siv@post.example", None),
        ("Siv Moe (Nordnytt)", "Siv Moe (Nordnytt)"),
        ("@sivmoe", "@sivmoe"),
    ],
)
def test_an_author_is_a_name_without_its_mail_address(author: str, expected: str | None) -> None:
    [item] = items(RSS % f"<item><title>A</title><author>{author}</author></item>")
    assert value(item, "author") == expected


def test_an_item_taken_from_another_outlet_names_that_one() -> None:
    [item] = items(RSS % "<item><title>A</title><source url='https://n.example/rss'>Nordnytt</source></item>")
    assert value(item, "outlet") == "Nordnytt"


@pytest.mark.parametrize("code", ["Norwegian!", "x" * 30, "1"])
def test_what_is_no_language_code_is_not_taken_for_one(code: str) -> None:
    [item] = items(json_feed({"title": "A"}, language=code))
    assert value(item, "language") is None


def test_each_page_is_given_once_and_what_names_nothing_is_left() -> None:
    link = "<link>https://a.example/1</link>"
    found = items(
        RSS % f"<item><title>A</title>{link}</item><item><title>B</title>{link}</item>"
        "<item><title>C</title></item><item><title>C</title></item><item/><item><pubDate>2024-11-12</pubDate></item>"
    )
    assert [(i.url, value(i, "title")) for i in found] == [("https://a.example/1", "A"), (None, "C"), (None, "C")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<content type="text">A &lt; b\n\nc</content>', "<p>A &lt; b</p><p>c</p>"),
        ('<content type="html">&lt;p&gt;A&lt;/p&gt;</content>', "<p>A</p>"),
        ('<content type="html">&lt;p style="x: y"&gt;A&lt;/p&gt;</content>', '<p style="x: y">A</p>'),
        ('<content type="html">a</content><content type="html">longer</content>', "longer"),
        ('<content type="image/png">iVBORw0KGgo=</content>', None),
        ('<content type="html" src="https://a.example/c"/>', None),
        ('<content type="html"> </content>', None),
        ("<summary>Kort.</summary>", None),
    ],
)
def test_the_text_of_a_page_is_taken_where_the_feed_carries_it(content: str, expected: str | None) -> None:
    [item] = items(ATOM % f"<entry><title>A</title>{content}</entry>")
    assert item.html == (f"<html><body><article>{expected}</article></body></html>" if expected else None)


# ---------------------------------------------------------------- broken and hostile feeds


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
