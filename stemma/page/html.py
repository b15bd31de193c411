"""HTML as text, one block a line, with what its markup says of each line and of the whole page.

trafilatura says which blocks it takes for the main text; that is one feature among others by which `strip` tells the
report from captions, related links, newsletter boxes and the rest, in the same way as in captured text. Its fast mode
is asked first; where that covers little of the page's running text, its fallbacks are asked too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from stemma.model import Evidence
from stemma.page import titles
from stemma.page.lines import line_key
from stemma.page.markup import Shown, cut, features, shown_blocks
from stemma.page.metadata import is_free, metadata

PROSE_WORDS = 12
"""A block of so many words, few of them in links, is running text."""
FEW_LINKS = 0.3
COVERED = 0.5
"""Share of a page's running text that the fast mode must take; else the fallbacks are asked (about a page in eight)."""
ENOUGH = 300
"""Characters below which a main text is too short to be believed without asking the fallbacks."""
MARGIN = 12
"""Blocks before and after the main text that are kept: bylines, dates, captions and notices stand there."""
RUNNING = 7
"""Blanks in a block that is surely not a word of a menu which the main text has too."""
MOST_BLOCKS = 5_000
"""A page with more blocks than this is a list or an attack; what lies beyond is left out."""
MOST_ELEMENTS = 20_000
"""... and so is one with more elements: trafilatura takes time with the square of their number."""
LONGEST_TAG = 200_000
"""A tag with more characters holds data or an attack, and is left out: the parser takes time with the square of the
number of its attributes."""
TITLES = ("json-ld", "opengraph", "meta", "dublin-core")
_HUGE_TAG = re.compile(rf"<[a-z][^<>]{{{LONGEST_TAG},}}>", re.IGNORECASE)


class HtmlPage(NamedTuple):
    """Rendered text with the features of each line, and what the page says of itself."""

    text: str
    markup: tuple[tuple[str, ...], ...]
    title: str | None
    evidence: tuple[Evidence, ...]
    is_free: bool | None


def render(html: str, url: str | None = None, known: Sequence[Evidence] = ()) -> HtmlPage | None:
    """The text and metadata of a page, or None where it holds no words; `known`: what a feed or archive says of it."""
    from trafilatura.utils import load_html  # slow to import, and not needed for captured text

    tree = load_html(_HUGE_TAG.sub("", html))
    if tree is None:
        return None
    evidence = (*metadata(tree, url), *known)
    headings, free = titles.headings(tree), is_free(tree)
    cut(tree, MOST_ELEMENTS)
    blocks = shown_blocks(tree)[:MOST_BLOCKS]
    if not blocks:
        return None
    stated = [e.value for source in TITLES for e in evidence if e.field == "title" and e.source == source]
    outlets = [e.value for e in evidence if e.field == "outlet"]
    title = titles.choose(stated, headings, outlets, url)
    keys = [line_key(block.text) for block in blocks]
    main = _main(tree, blocks, keys)
    low, high = _region(keys, main, line_key(title or ""))
    markup = [_features(blocks[i], i, main) for i in range(low, high)]
    text = "\n".join(block.text for block in blocks[low:high])
    return HtmlPage(text, tuple(markup), title, evidence, free)


def _main(tree: Any, blocks: Sequence[Shown], keys: Sequence[str]) -> list[bool]:
    """For each block whether trafilatura takes it for the main text."""
    main = _taken(_extracted(tree, fast=True), keys)
    prose = [
        len(k) if len(k.split()) >= PROSE_WORDS and b.links < FEW_LINKS else 0
        for b, k in zip(blocks, keys, strict=True)
    ]
    covered = sum(size for size, taken in zip(prose, main, strict=True) if taken)
    if covered >= max(ENOUGH, COVERED * sum(prose)):
        return main
    return _taken(_extracted(tree, fast=False), keys)


def _taken(text: str, keys: Sequence[str]) -> list[bool]:
    joined = f" {line_key(text)} "
    return [bool(key) and f" {key} " in joined for key in keys]


def _extracted(tree: Any, fast: bool) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, options=_options(fast))
    return (getattr(document, "text", None) or "") if document is not None else ""


@lru_cache(maxsize=2)
def _options(fast: bool) -> Any:
    from trafilatura.settings import Extractor, use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return Extractor(
        output_format="python",
        config=config,
        fast=fast,
        precision=True,
        comments=False,
        tables=True,
        with_metadata=False,
    )


def _region(keys: Sequence[str], main: Sequence[bool], title: str) -> tuple[int, int]:
    """The blocks from a little before the title and the main text to a little after it."""
    taken = [i for i, is_main in enumerate(main) if is_main]
    if not taken:
        return 0, len(keys)
    taken = [i for i in taken if keys[i].count(" ") >= RUNNING] or taken
    first, last = taken[0], taken[-1]
    heads = [i for i, key in enumerate(keys[: last + 1]) if title and key == title]
    if heads:
        first = min(first, max((i for i in heads if i <= first), default=heads[0]))
    return max(0, first - MARGIN), min(len(keys), last + MARGIN + 1)


def _features(block: Shown, i: int, main: Sequence[bool]) -> tuple[str, ...]:
    own = features(block)
    vote = _vote(main[i])
    beside = (i + d for d in (-2, -1, 1, 2))
    around = [f"{_vote(main[j])} at {j - i:+d}" if 0 <= j < len(main) else f"no block at {j - i:+d}" for j in beside]
    names = (*own, vote, f"{vote}, {own[0]}", f"{vote}, {own[1]}", *around)
    return tuple(map(sys.intern, names))  # pages of a whole run share them


def _vote(is_main: bool) -> str:
    return "main text" if is_main else "not main text"
