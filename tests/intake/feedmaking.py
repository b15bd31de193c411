"""Feeds of every kind, for the tests that read them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stemma.intake.feeds import FeedItem, feed_items
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
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Havnenytt",
    "home_page_url": "https://havn.example/no/",
    "language": "nn",
}


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


def json_feed(*entries: Any, **given: Any) -> str:
    return json.dumps(JSON | {"items": entries} | given)
