"""Feeds: RSS, RDF, Atom and JSON Feed become items, with what the feed says of each page as evidence.

A feed that is not well-formed is read as far as it can be. Entities that it declares are never expanded: a document
type that declares any is refused before it is parsed, and nothing outside the feed is ever loaded.
"""

from __future__ import annotations

import datetime
import email.utils
import html
import io
import json
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stemma.intake.charsets import text_of
from stemma.intake.web import extra
from stemma.model import Evidence, EvidenceField, Rejected

HEAD = 2048
"""Bytes that are looked at to tell a feed from a page."""
MAX_FEED_BYTES = 10_000_000
"""Parsing takes up to a second for each megabyte, and up to six where the feed is hostile."""
EARLIEST = "1970-01-02"
"""Programs that know no date write the first second of 1970, or of the year 1; no feed is older than this."""
PAGE = "<html><body><article>{}</article></body></html>"
NOT_ENTRIES = "no entries in the feed; check that it is the address of a feed, or ask for it later"

_ROOT = re.compile(
    rb"\s*+(?:(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*+(?:\[.*?\]\s*+)?>)\s*+)*+<(?:[\w.-]++:)?(rss|feed|rdf)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_RSS_IN_RDF = re.compile(rb"purl\.org/rss/|netscape\.com/rdf", re.IGNORECASE)
_JSON_FEED = re.compile(rb"jsonfeed\.org\\?/version")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));", re.IGNORECASE)
_FIRST_TAG, _BLANKS = re.compile(r"<\w", re.ASCII), re.compile(r"\s+", re.ASCII)
_BREAK = re.compile(r"</?(?:br|p|div|li|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[a-z]|!--)[^<>]*>", re.IGNORECASE)
_DATE = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d)(?:(?:T|\s+)(\d\d?):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(?:[A-Z]{1,5}|[+-]\d\d:?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry: the address of its page where it names one, what the feed says of it, and the page's text as HTML
    where the feed carries it in full."""

    url: str | None
    evidence: tuple[Evidence, ...]
    html: str | None


def is_feed(raw: bytes) -> bool:
    """Whether the first bytes of something are those of a feed; cheap, and no promise that it can be read."""
    head = raw[:HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")
    if head.lstrip().startswith(b"{"):
        return _JSON_FEED.search(head) is not None
    root = _ROOT.match(head)
    return root is not None and (root[1].lower() != b"rdf" or _RSS_IN_RDF.search(head) is not None)


def feed_items(raw: bytes, where: str) -> tuple[FeedItem, ...] | Rejected:
    """The items of a feed in its order, each page once, or the reason why there are none.

    `where` is the feed's own address or path; links that are not whole are completed with the address of the site, or
    with `where`. Raises `StemmaError` where feedparser is missing.
    """
    if len(raw) > MAX_FEED_BYTES:
        return Rejected(where, "feed", f"larger than {MAX_FEED_BYTES // 1_000_000} MB; check that it is a feed")
    text, note = text_of(raw, html=True)
    if text is None:
        return Rejected(where, "feed", note)
    if not text.strip():
        return Rejected(where, "feed", "empty")
    if text.lstrip().startswith("{"):
        found = _json_items(text, where)
    elif _declares_entities(text):
        return Rejected(where, "feed", "declares entities, which are never expanded; ask its owner for a plain feed")
    else:
        found = _xml_items(text, where)
    if isinstance(found, str):
        return Rejected(where, "feed", found)
    return tuple(_once(found)) or Rejected(where, "feed", NOT_ENTRIES)


def _once(items: Iterable[FeedItem]) -> Iterator[FeedItem]:
    seen = set()
    for item in items:
        if item.url is None or item.url not in seen:
            seen.add(item.url)
            yield item


def _declares_entities(text: str) -> bool:
    """Whether a declaration of an entity stands before the root element, be it in a comment, or after any other
    declaration there; what an article says about entities stands behind the root and is none."""
    text = text.lower()
    at = text.find("<")
    while at >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
        elif text.startswith("<?", at):
            end = text.find("?>", at + 2)
        elif text.startswith("<!", at):
            return "<!entity" in text
        elif text[at + 1 : at + 2].isalpha() or text[at + 1 : at + 2] in ("_", ":"):
            return "<!entity" in text[:at]
        else:
            end = at
        at = text.find("<", end + 1) if end >= 0 else -1
    return "<!entity" in text


# ---------------------------------------------------------------- RSS, RDF and Atom


def _xml_items(text: str, where: str) -> list[FeedItem] | str:
    feedparser = extra("feedparser")
    headers = {"content-type": "application/xml; charset=utf-8"}
    root = _FIRST_TAG.search(text)
    if root:
        # The parser looks for a document type from every line before the root anew, which endless blank lines abuse.
        text = _BLANKS.sub("\n", text[: root.start()]) + text[root.start() :]
    if _absolute(where, ""):
        headers["content-location"] = where
    try:
        # Never the bytes themselves: what is no stream is taken for a path or an address, and opened.
        stream = io.BytesIO(_REFERENCE.sub(_whole, text).encode("utf-8", "replace"))
        # Nothing is shown from here, and the sanitizer takes minutes over a hostile style attribute.
        feed = feedparser.parse(stream, response_headers=headers, sanitize_html=False)
    except Exception as error:  # broken feeds end in errors of many kinds there, and none may end a run
        return f"not a feed that can be read: {type(error).__name__}: {error}"
    if not feed.version and not feed.entries:
        return "not a feed: neither RSS, Atom nor JSON Feed"
    site = _absolute(feed.feed.get("link"), where) or where
    is_rss = str(feed.version).startswith("rss")
    outlet, language = feed.feed.get("title"), feed.feed.get("language")
    items = (_entry(entry, site, outlet, language, is_rss) for entry in feed.entries)
    return [item for item in items if item]


def _whole(reference: re.Match[str]) -> str:
    """A reference to a character as it stands; one to half a character, over which the parser fails, replaced."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else reference[0]


def _entry(entry: Any, site: str, outlet: object, language: object, is_rss: bool) -> FeedItem | None:
    updated = dict.get(entry, "updated")  # its own `get` would answer with the publication instead
    published = entry.get("published")
    if is_rss and not published:
        # RSS has no time of change of its own; a single dc:date is that of publication.
        published, updated = updated, None
    origin = entry.get("source")
    origin = origin.get("title") if isinstance(origin, Mapping) else None
    return _item(
        url=_absolute(entry.get("link"), site),
        title=entry.get("title"),
        published=published,
        updated=updated,
        authors=_authors(entry),
        outlet=origin or outlet,
        language=language,
        html=_content((part.get("type"), part.get("value")) for part in entry.get("content", ())),
    )


def _authors(entry: Any) -> list[object]:
    authors = [author for author in entry.get("authors", ()) if isinstance(author, Mapping)]
    names: list[object] = [author.get("name") for author in authors]
    written = entry.get("author")
    if authors and authors[-1].get("email") and isinstance(written, str):
        # Of an address under a long top-level domain the parser leaves the last letters in the name.
        names[-1] = " ".join(word for word in written.split() if "@" not in word).strip("()<> ")
    return names


def _content(parts: Iterable[tuple[object, object]]) -> str | None:
    """The longest of the full texts of an entry as a page."""
    found = []
    for kind, value in parts:
        if isinstance(value, str) and value.strip():
            if kind in ("text/html", "application/xhtml+xml"):
                found.append(value)
            elif kind == "text/plain":
                found.append(_paragraphs(value))
    return PAGE.format(max(found, key=len)) if found else None


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(part.strip())}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


# ---------------------------------------------------------------- JSON Feed


def _json_items(text: str, where: str) -> list[FeedItem] | str:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"not valid JSON: {error}"
    items, version = feed.get("items"), feed.get("version")
    if not isinstance(items, list) or not isinstance(version, str) or "jsonfeed.org/version" not in version:
        return "JSON, and no JSON Feed: that has 'version' and 'items'"
    site = _absolute(feed.get("home_page_url"), where) or _absolute(feed.get("feed_url"), where) or where
    found = (_json_item(item, site, feed) for item in items if isinstance(item, dict))
    return [item for item in found if item]


def _json_item(item: dict[str, Any], site: str, feed: dict[str, Any]) -> FeedItem | None:
    authors = item.get("authors")
    authors = authors if isinstance(authors, list) else [item.get("author")]
    identity = item.get("id")
    return _item(
        url=_absolute(item.get("url"), site) or (_absolute(identity, "") if isinstance(identity, str) else None),
        title=item.get("title"),
        published=item.get("date_published"),
        updated=item.get("date_modified"),
        authors=[author.get("name") for author in authors if isinstance(author, dict)],
        outlet=feed.get("title"),
        language=item.get("language") or feed.get("language"),
        html=_content((("text/html", item.get("content_html")),))
        or _content((("text/plain", item.get("content_text")),)),
    )


# ---------------------------------------------------------------- common to all


def _item(
    *,
    url: str | None,
    title: object,
    published: object,
    updated: object,
    authors: Iterable[object],
    outlet: object,
    language: object,
    html: str | None,
) -> FeedItem | None:
    """An item out of what a feed gives, of whatever type that is; None where nothing of it names or holds a page."""
    headline = _plain(title)
    if not (url or headline or html):
        return None
    code = language.strip().replace("_", "-") if isinstance(language, str) else ""
    said: list[tuple[EvidenceField, str | None]] = [
        ("title", headline),
        ("published", _moment(published)),
        ("updated", _moment(updated)),
        *(("author", name) for name in dict.fromkeys(map(_plain, authors))),
        ("outlet", _plain(outlet)),
        ("language", code if _LANGUAGE.fullmatch(code) else None),
        ("url", url),
    ]
    evidence = tuple(Evidence(field, "feed", value) for field, value in said if value)
    return FeedItem(url, evidence, _sound(html) if html else None)


def _plain(value: object) -> str | None:
    """A line of text without tags and entities; None where nothing is left."""
    if not isinstance(value, str):
        return None
    bare = html.unescape(_TAG.sub("", _BREAK.sub(" ", value)))
    return " ".join(_sound(bare).split()) or None


def _sound(text: str) -> str:
    """Text that UTF-8 can hold: JSON and character references may name halves of characters."""
    return text.encode("utf-8", "replace").decode()


def _absolute(link: object, base: str) -> str | None:
    """A link as a whole web address; None where it is none, or nothing completes it."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urllib.parse.urljoin(base, link.strip())
        parts = urllib.parse.urlsplit(whole)
        return _sound(whole) if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _moment(value: object) -> str | None:
    """A time as the feed's own clock shows it, to the minute; a date alone stays one; None for what is neither.

    >>> _moment("Tue, 12 Nov 2024 08:08:31 +0100"), _moment("2024-11-12T08:08:31Z"), _moment("12 Nov 2024")
    ('2024-11-12T08:08', '2024-11-12T08:08', '2024-11-12')
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    written = _DATE.fullmatch(text)
    try:
        if written:
            year, month, day, hour, minute = written.groups()
            clock = f"{hour or 0:0>2}:{minute or '00'}"
            moment = datetime.datetime.fromisoformat(f"{year}-{month}-{day or '01'}T{clock}")
        else:
            moment = email.utils.parsedate_to_datetime(text if ":" in text else f"{text} 00:00")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    iso = moment.strftime("%Y-%m-%dT%H:%M")
    if iso < EARLIEST:
        return None
    if written and written[3] is None:
        return iso[:7]
    return iso if ":" in text else iso[:10]
