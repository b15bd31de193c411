from __future__ import annotations

from html import escape

import pytest

from tests.intake.feedmaking import ATOM, RDF, RSS, items, json_feed, said, value


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
