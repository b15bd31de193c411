"""The blocks of an HTML page as lines of text, and what the markup around each says of it, as named features.

The names of tags, classes and ids are the vocabulary of page builders the world over ("caption", "teaser", "share"),
and so serve pages in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
_UNSEEN = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea", "canvas",
        "math", "button", "map", "audio", "video",
    ]
)  # fmt: skip
_REGIONS = frozenset(
    [
        "article", "main", "aside", "nav", "header", "footer", "form", "figure", "section", "ul", "ol", "dl", "table",
        "blockquote", "a", "li",
    ]
)  # fmt: skip
_HINTS = re.compile(
    "caption|credit|copyright|relat|teaser|comment|share|social|newsletter|paywall|author|byline|date|time|breadcrumb|"
    "promo|advert|banner|footer|header|nav|menu|sidebar|aside|tag|recommend|headline|title|article|story|body|content|"
    "text|lead|lede|intro|subline|subtitle|kicker|meta|image|img|photo|gallery|video|player|embed|quote|widget|popup|"
    "modal|cookie|consent|subscri|abo|login|list|item|box|info|more|most|also|next|prev|rating|print|bio|source|"
    "summary|topic|keyword|hidden|sponsor|partner|podcast|poll|app|live|ticker|inline|paragraph|wrapper|main|post|entry"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
NEAR = 2
"""Elements above a block whose class and id count as its own surroundings."""
FARTHEST = 100
"""Elements above a block that are looked at; of 457 news pages none has more than 42 around any of its elements."""
LONGEST_NAME = 300
"""Characters of class and id that are looked at."""


class Shown(NamedTuple):
    """One block as a reader sees it: its text on one line, the share of it that is links, its element."""

    text: str
    links: float
    element: Any


def shown_blocks(tree: Any) -> list[Shown]:
    """The blocks of a page (an lxml tree) in their order; scripts, forms' fields and what is hidden are left out."""
    body = tree.find("body")
    body = tree if body is None else body
    found: list[Shown] = []
    pieces: list[str] = []
    above = [body]
    linked = depth = 0

    def close() -> None:
        nonlocal linked
        text = _SPACES.sub(" ", "".join(pieces)).strip()
        if text:
            found.append(Shown(text, min(1.0, linked / len(text)), above[-1]))
        pieces.clear()
        linked = 0

    for entering, element in _walk(body):
        tag = element.tag
        if entering:
            if tag in _BLOCKS:
                close()
                if tag != "br":
                    above.append(element)
            depth += tag == "a"
            text = element.text
        else:
            if tag in _BLOCKS and tag != "br":
                close()
                above.pop()
            depth -= tag == "a"
            text = element.tail if element is not body else None
        if text:
            pieces.append(text)
            linked += len(text.strip()) if depth > 0 else 0
    close()
    return found


def cut(tree: Any, most: int) -> None:
    """Drops what lies behind the first `most` elements in the body of a page (an lxml tree)."""
    body = tree.find("body")
    element: Any = next(islice(body.iter(), most, None), body) if body is not None else None
    while element is not body:
        parent = element.getparent()
        del parent[parent.index(element) + 1 :]
        element = parent


def _walk(root: Any) -> Iterator[tuple[bool, Any]]:
    """Every element that is seen, when it is entered and when it is left; what is not seen only gives its tail."""
    element, entering = root, True
    while True:
        if entering:
            if not isinstance(element.tag, str) or _is_unseen(element):
                if element.tail and element is not root:
                    yield False, _Tail(element.tail)
                entering = False
            else:
                yield True, element
                if len(element):
                    element = element[0]
                    continue
                yield False, element
                entering = False
        if element is root:
            return
        following = element.getnext()
        if following is not None:
            element, entering = following, True
            continue
        element = element.getparent()
        yield False, element


class _Tail:
    """Text that follows an element which is not seen."""

    tag, text = "", None

    def __init__(self, tail: str):
        self.tail = tail


def _is_unseen(element: Any) -> bool:
    if element.tag in _UNSEEN:
        return True
    attributes = element.attrib
    return "hidden" in attributes or bool("style" in attributes and _HIDDEN.search(attributes["style"]))


def features(block: Shown) -> list[str]:
    """What the markup says of a block: its tag, its share of links, its surroundings and their names."""
    element = block.element
    links = block.links
    share = "no" if links == 0 else "few" if links < 0.3 else "some" if links < 0.8 else "all"
    names = [f"tag {element.tag}", f"{share} links", *(f"own {h}" for h in _hints(_names(element)))]
    regions: set[str] = set()
    inside: set[str] = set()
    for distance, parent in enumerate(islice(element.iterancestors(), FARTHEST), 1):
        if parent.tag == "body":
            break
        hints = _hints(_names(parent))
        inside |= hints
        if distance <= NEAR:
            names += [f"near {h}" for h in hints]
        if parent.tag in _REGIONS:
            regions.add(parent.tag)
    names += [f"in {region}" for region in sorted(regions)]
    names += [f"inside {hint}" for hint in sorted(inside)]
    return names


def _names(element: Any) -> str:
    get = element.attrib.get
    return f"{get('class', '')} {get('id', '')} {get('itemprop', '')} {get('role', '')}"[:LONGEST_NAME]


@lru_cache(maxsize=20_000)
def _hints(names: str) -> frozenset[str]:
    return frozenset(_HINTS.findall(names.lower())) if names.strip() else frozenset()
