"""Pages and feeds of the web as captures. The network is used for nothing but what was asked for."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from stemma.intake.documents import decode
from stemma.intake.kinds import by_content
from stemma.model import Capture, Evidence, Rejected

if TYPE_CHECKING:
    from stemma.intake.feeds import FeedItem
    from stemma.intake.web import Fetched, Web, WebOptions

FULL_TEXT = 600
"""Characters of text (about a hundred words) from which an item of a feed is taken for the whole report and not for a
teaser of it. Chosen, not measured: a short report is then fetched rather than a long teaser taken for it."""
PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TAG = re.compile(r"<[^<>]*>")


class Online:
    """The way to the web, opened when the first page is asked for.

    `follow` says whether the items of a feed that lies in a file are fetched; those of a feed that was itself fetched
    always are. Raises `StemmaError` where a library of the extra `web` is missing.
    """

    def __init__(self, options: WebOptions | None = None, follow: bool = False) -> None:
        self._options = options
        self._web: Web | None = None
        self.follow = follow

    def fetch(self, url: str) -> Fetched | Rejected:
        """What stands at a URL, or the reason why it was not fetched."""
        from stemma.intake import web

        if self._web is None:
            self._web = web.Web(self._options or web.WebOptions())
        return self._web.fetch(url)

    def close(self) -> None:
        """Lets go of the network, where it was used."""
        if self._web is not None:
            self._web.close()
            self._web = None

    def feed(self, raw: bytes, where: str, fetched: str | None = None) -> Iterator[Capture | Rejected]:
        """The reports of a feed: their pages where these may be fetched, or else what the feed itself carries.

        `fetched` is the URL of a feed that came from the web.
        """
        from stemma.intake.feeds import feed_items

        items = feed_items(raw, where)
        if isinstance(items, Rejected):
            yield items
            return
        for number, item in enumerate(items, 1):
            place = f"{where}:{number}"
            url = urllib.parse.urljoin(fetched or "", item.url) if item.url else None
            own = item.html if _is_full(item.html) else None
            if url and (fetched or (self.follow and own is None)):
                yield self._page(url, item.evidence)
            elif own is not None:
                yield Capture(place, html=own, url=url, evidence=item.evidence)
            else:
                yield Rejected(place, "open", _too_little(item))

    def _page(self, url: str, evidence: tuple[Evidence, ...]) -> Capture | Rejected:
        fetched = self.fetch(url)
        if isinstance(fetched, Rejected):
            return fetched
        return page_of(fetched, evidence) or Rejected(url, "open", f"no page but {fetched.content_type or 'data'}")


def page_of(fetched: Fetched, evidence: tuple[Evidence, ...] = ()) -> Capture | Rejected | None:
    """A fetched page or text as a capture; None where something else was fetched: a feed, an archive, records."""
    kind = fetched.content_type.lower()
    found = by_content(fetched.body[:4096])
    is_html = found == "html" or (kind in PAGES and found is None)
    if not is_html and (kind != "text/plain" or found is not None):
        return None
    result = decode(fetched.body, fetched.url, html=is_html, charset=fetched.charset)
    if isinstance(result, Rejected):
        return result
    return msgspec.structs.replace(result, url=fetched.url, captured=fetched.captured, evidence=evidence)


def _is_full(content: str | None) -> bool:
    """Whether the content of an item is a report and not a teaser of one."""
    return content is not None and len(" ".join(html.unescape(_TAG.sub(" ", content)).split())) >= FULL_TEXT


def _too_little(item: FeedItem) -> str:
    if item.url is None:
        return "the feed carries neither the report nor a link to it"
    return f"the feed carries no full text; its page is fetched with --fetch: {item.url}"
