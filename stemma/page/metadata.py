"""What a page's markup says of itself: schema.org (JSON-LD), OpenGraph, Dublin Core, other meta tags, its address.

Every statement is kept as `Evidence`. Sources often disagree; which of them is believed for a field is said where the
field is decided (`dating`, `identify`, `credits`, `html`). How often each was right on labelled pages stands in
`docs/pages.md`.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stemma.model import Evidence, EvidenceField, EvidenceSource
from stemma.page.addresses import parts_of

LARGEST_SCRIPT = 2_000_000
"""Characters of a JSON-LD script beyond which it is passed over."""
DEEPEST = 12
"""Levels of a JSON-LD object that are looked into."""
MOST_NODES = 2_000
MOST_STATEMENTS = 1_000
"""Different statements of a page beyond which it is an attack; what lies beyond is left out."""
ARTICLES = ("article", "newsarticle", "blogposting", "report", "posting", "liveblogposting", "reportage", "opinion")
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]{0,200}>")
_HALF = re.compile("[\ud800-\udfff]")
_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s?(Z|z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_IN_URL = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/_.-]|\D|$)")
_META: dict[str, tuple[EvidenceField, EvidenceSource]] = {
    "og:title": ("title", "opengraph"),
    "og:site_name": ("outlet", "opengraph"),
    "og:url": ("url", "opengraph"),
    "og:locale": ("language", "opengraph"),
    "article:published_time": ("published", "opengraph"),
    "og:article:published_time": ("published", "opengraph"),
    "article:modified_time": ("updated", "opengraph"),
    "og:updated_time": ("updated", "opengraph"),
    "og:article:modified_time": ("updated", "opengraph"),
    "og:article:author": ("author", "opengraph"),
    "article:author": ("author", "opengraph"),
    "dc.title": ("title", "dublin-core"),
    "dc.creator": ("author", "dublin-core"),
    "dc.publisher": ("outlet", "dublin-core"),
    "dc.language": ("language", "dublin-core"),
    "dc.date": ("published", "dublin-core"),
    "dc.date.issued": ("published", "dublin-core"),
    "dc.date.created": ("published", "dublin-core"),
    "dc.date.modified": ("updated", "dublin-core"),
    "dcterms.title": ("title", "dublin-core"),
    "dcterms.creator": ("author", "dublin-core"),
    "dcterms.date": ("published", "dublin-core"),
    "dcterms.created": ("published", "dublin-core"),
    "dcterms.issued": ("published", "dublin-core"),
    "dcterms.modified": ("updated", "dublin-core"),
    "dcterms.publisher": ("outlet", "dublin-core"),
    "twitter:title": ("title", "meta"),
    "title": ("title", "meta"),
    "headline": ("title", "meta"),
    "parsely-title": ("title", "meta"),
    "sailthru.title": ("title", "meta"),
    "author": ("author", "meta"),
    "parsely-author": ("author", "meta"),
    "sailthru.author": ("author", "meta"),
    "date": ("published", "meta"),
    "pubdate": ("published", "meta"),
    "publish-date": ("published", "meta"),
    "publish_date": ("published", "meta"),
    "publication_date": ("published", "meta"),
    "published-date": ("published", "meta"),
    "article.published": ("published", "meta"),
    "article.created": ("published", "meta"),
    "parsely-pub-date": ("published", "meta"),
    "sailthru.date": ("published", "meta"),
    "datepublished": ("published", "meta"),
    "article_date_original": ("published", "meta"),
    "cxenseparse:recs:publishtime": ("published", "meta"),
    "last-modified": ("updated", "meta"),
    "lastmod": ("updated", "meta"),
    "datemodified": ("updated", "meta"),
    "article.updated": ("updated", "meta"),
    "application-name": ("outlet", "meta"),
}
Statement = tuple[EvidenceField, EvidenceSource, str]


def metadata(tree: Any, url: str | None = None) -> tuple[Evidence, ...]:
    """Everything that the markup of a page (an lxml tree) and its address say of it, cleaned, without repetitions."""
    found: dict[Statement, None] = {}
    for field, source, raw in _statements(tree, url):
        value = clean(field, raw)
        if value:
            found.setdefault((field, source, value))
        if len(found) >= MOST_STATEMENTS:
            break
    return tuple(Evidence(*statement) for statement in found)


def clean(field: EvidenceField, raw: str) -> str | None:
    """A stated value in the form of reports: one line, ISO times as precise as minutes, BCP 47 codes; None if unfit."""
    whole = _HALF.sub("\ufffd", raw[:2000])  # JSON can write halves of characters, no output can
    value = _SPACES.sub(" ", html.unescape(_TAG.sub(" ", whole))).strip()
    if field in ("published", "updated"):
        return iso_time(value)
    if field == "language":
        code = re.match(r"([A-Za-z]{2,3})(?=[-_]|$)", value)
        return code.group().lower() if code else None
    if field == "author" and ("//" in value or not any(c.isalpha() for c in value) or len(value) > 200):
        return None
    return value or None


def iso_time(raw: str) -> str | None:
    """A time as ISO 8601 to the minute with the zone that is stated, or to the day; None where it is none."""
    from stemma.languages.dates import iso_day

    found = _TIME.match(raw.strip())
    if found is None:
        return None
    day = iso_day(int(found[1]), int(found[2]), int(found[3]))
    if day is None or found[4] is None or int(found[4]) > 23 or int(found[5]) > 59:
        return day
    return f"{day}T{int(found[4]):02d}:{found[5]}{_zone(found[6])}"


def _zone(raw: str | None) -> str:
    if not raw:
        return ""
    return "Z" if raw.upper() == "Z" or set(raw) <= set("+-:0") else f"{raw[:3]}:{raw[-2:]}"


def _statements(tree: Any, url: str | None) -> Iterator[Statement]:
    yield from _linked_data(tree)
    for element in tree.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            known = _META.get((element.get(attribute) or "").strip().lower())
            if known:
                yield (*known, content)
    yield from _microdata(tree)
    if tree.get("lang"):
        yield "language", "meta", tree.get("lang")
    for title in tree.iter("title"):
        if title.text and title.getparent() is not None and title.getparent().tag in ("head", "html", "body"):
            yield "title", "meta", title.text
            break
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and (link.get("href") or "").startswith("http"):
            yield "url", "meta", link.get("href")
    if url:
        dated = _IN_URL.search(parts_of(url).path)
        if dated:
            yield "published", "url", "-".join(dated.groups())


def _microdata(tree: Any) -> Iterator[Statement]:
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        prop = (element.get("itemprop") or "").lower()
        stated = element.get("datetime") or element.get("content") or element.get("title")
        if stated and (prop == "datepublished" or element.get("pubdate") is not None):
            yield "published", "meta", stated
        elif stated and prop == "datemodified":
            yield "updated", "meta", stated


# ---------------------------------------------------------------- JSON-LD


def linked_objects(tree: Any) -> list[dict[str, Any]]:
    """The objects of all JSON-LD scripts of a page, those that call themselves an article first."""
    objects: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        raw = script.text or ""
        if len(raw) <= LARGEST_SCRIPT:
            objects += _objects(_parsed(raw))
    return sorted(objects, key=lambda o: not _is_article(o))


def _parsed(raw: str) -> Any:
    cleaned = raw.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    for attempt in (cleaned, html.unescape(cleaned)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    queue = deque([(value, 0)])
    while queue and len(found) < MOST_NODES:
        item, depth = queue.popleft()
        if depth > DEEPEST:
            continue
        if isinstance(item, list):
            queue += [(inner, depth + 1) for inner in item]
        elif isinstance(item, dict):
            found.append(item)
            queue += [(item[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
    return found


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower().endswith(ARTICLES) for name in names)


def _linked_data(tree: Any) -> Iterator[Statement]:
    objects = linked_objects(tree)
    articles = [item for item in objects if _is_article(item)]
    for item in articles[:1]:
        yield from _of_article(item, objects)
    for item in objects:
        if not articles and item.get("datePublished"):
            yield from _of_article(item, objects)
            return


def _of_article(item: dict[str, Any], objects: Sequence[dict[str, Any]]) -> Iterator[Statement]:
    texts: tuple[tuple[EvidenceField, str], ...] = (
        ("title", "headline"),
        ("published", "datePublished"),
        ("updated", "dateModified"),
        ("language", "inLanguage"),
        ("url", "url"),
    )
    for field, key in texts:
        if isinstance(item.get(key), str):
            yield field, "json-ld", item[key]
    named: dict[str, Any] = {}
    for each in objects:
        if isinstance(each.get("@id"), str) and each.get("name"):
            named.setdefault(each["@id"], each["name"])
    for name in _names(item.get("author") or item.get("creator"), named):
        yield "author", "json-ld", name
    for name in _names(item.get("publisher") or item.get("sourceOrganization"), named):
        yield "outlet", "json-ld", name


def _names(value: Any, named: Mapping[str, Any]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            name = item.get("name")
            if name is None and isinstance(item.get("@id"), str):
                name = named.get(item["@id"])
            for each in name if isinstance(name, list) else [name]:
                if isinstance(each, str):
                    yield each


def is_free(tree: Any) -> bool | None:
    """What JSON-LD says of a page's being free to read; None where it says nothing."""
    for item in linked_objects(tree):
        free = item.get("isAccessibleForFree")
        if free is not None and _is_article(item):
            return str(free).strip().lower() not in ("false", "0")
    return None
