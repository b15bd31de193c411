"""The title of a page: what its metadata state and its headings show, without the outlet's own name.

`choose` takes a heading that the metadata bear out before any of the metadata by themselves: pages put the outlet, the
section or a shorter wording for search engines into what they state, but hardly ever into the heading that they show.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from stemma.page.addresses import parts_of

SEPARATOR = re.compile(r"(?<!\s)\s+[|–—‒―·•»«:/>-]{1,2}\s+|(?:(?<!\s)\s+)?[|»•]\s*|(?<!\s)\s+::\s+")
"""What stands between a title and the name of its outlet; blanks are read from the first of them, or many take long."""
OUTLET_WORDS = 6
"""A part of a title with more words than this is no name of an outlet."""
FEWEST_WORDS = 2
EXTRA_WORDS = 2
"""Words that may stand beside the outlet's name in a part of a title that names it: "Küstenbote Online"."""
ALIKE = 0.5
"""Share of letters that the name of an outlet and its address must have in common: "Daily News" and "dailynews24"."""
KICKER_WORDS = 12
LONGEST = 400
"""Characters beyond which a heading is no title but a page put into one."""
MOST_HEADINGS, MOST_STATED = 500, 20
"""Headings, and stated titles or outlets, that are looked at: each is compared with each."""
BORNE_OUT = 0.6
"""Share of a heading's words that a stated title must have for it to bear the heading out."""
_MARGINS = frozenset({"li", "nav", "footer", "aside"})
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """A title as it is compared: without case, signs, accents' ways of writing, and soft hyphens."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return " ".join(_WORD.findall(plain))


def without_outlet(title: str, outlets: Sequence[str], url: str | None = None) -> str:
    """A title without the parts at its end or its beginning that name the outlet (by its names or its address)."""
    names = [fold(name) for name in outlets if name]
    host = _host(url)
    shorter = True
    while shorter:
        shorter = False
        cuts = list(SEPARATOR.finditer(title))
        for cut, end in ((cuts[-1], True), (cuts[0], False)) if cuts else ():
            part, rest = (
                (title[cut.end() :], title[: cut.start()]) if end else (title[: cut.start()], title[cut.end() :])
            )
            if len(fold(rest).split()) >= FEWEST_WORDS and _names_outlet(part, names, host):
                title, shorter = rest.strip(), True
                break
    return title.strip()


def _names_outlet(part: str, names: Sequence[str], host: str) -> bool:
    folded = fold(part)
    words = folded.split()
    if not words or len(words) > OUTLET_WORDS:
        return False
    joined = "".join(words)
    near = [name for name in names if len(name) > 3 and len(words) <= len(name.split()) + EXTRA_WORDS]
    if folded in names or any(_one_in_other(folded, name) for name in near):
        return True
    shorter, longer = sorted((joined, host), key=len)
    return len(shorter) >= 3 and shorter in longer and len(shorter) >= ALIKE * len(longer)


def _one_in_other(a: str, b: str) -> bool:
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "


def _host(url: str | None) -> str:
    """The name in an address, without "www" and the domain's ending: "news-site" as "newssite"."""
    if not url:
        return ""
    parts = (parts_of(url).hostname or "").split(".")
    names = [p for p in parts if p not in ("www", "m", "amp", "archive", "web")]
    return "".join(c for c in (names[-2] if len(names) > 1 else "".join(names)) if c.isalnum())


class Heading(NamedTuple):
    """A heading of a page as it is shown: its text, the texts of its parts, and its level (1 for h1)."""

    text: str
    parts: tuple[str, ...]
    level: int


def headings(tree: Any) -> list[Heading]:
    """The first- and second-level headings of a page (an lxml tree) that stand in no menu, list or margin."""
    found = []
    for element in tree.iter("h1", "h2"):
        if any(_is_margin(above) for above in element.iterancestors()):
            continue
        parts = tuple(filter(None, (_joined(child.itertext()) for child in element)))
        tails = tuple(filter(None, (_joined([child.tail or ""]) for child in element)))
        text = _joined(" ".join(element.itertext()).split())
        if text and len(text) <= LONGEST:
            found.append(Heading(text, (*parts, *tails), int(element.tag[1])))
    return found


def _is_margin(element: Any) -> bool:
    return element.tag in _MARGINS or "breadcrumb" in (element.get("class") or "").lower()


def _joined(pieces: Iterable[str]) -> str:
    return " ".join(" ".join(pieces).split())


def choose(
    stated: Sequence[str], shown: Sequence[Heading], outlets: Sequence[str], url: str | None = None
) -> str | None:
    """The title: `stated` by metadata in the order in which they are believed, `shown` as the page's headings.

    In this order: a first-level heading, or a part of one, that a stated title has word for word; what is left of such
    a heading without the words that stand before the stated title (a kicker); a second-level heading that is stated;
    a first-level heading that has most of the words of a stated title; a stated title; the first heading.
    """
    stated, shown, outlets = stated[:MOST_STATED], shown[:MOST_HEADINGS], outlets[:MOST_STATED]
    cleaned = [title for title in (without_outlet(s, outlets, url) for s in stated) if title]
    wanted = {fold(title): title for title in reversed([*stated, *cleaned]) if fold(title)}
    names = {fold(name) for name in outlets} | _segments(stated)
    first = [h for h in shown if h.level == 1 and fold(h.text) not in names]
    for level in (first, [h for h in shown if h.level == 2]):
        for heading in level:
            for text in (heading.text, *heading.parts):
                if fold(text) in wanted and len(fold(text).split()) >= FEWEST_WORDS:
                    return without_outlet(text, outlets, url)
            kicked = _without_kicker(fold(heading.text), cleaned)
            if kicked:
                return kicked
    best = max(((_borne_out(h, wanted), -i) for i, h in enumerate(first)), default=(0.0, 0))
    if best[0] >= BORNE_OUT:
        return without_outlet(first[-best[1]].text, outlets, url)
    fit = [title for title in cleaned if fold(title) not in names]
    if not fit and first:
        return first[0].text
    return next(iter(fit or cleaned), None) or next((h.text for h in (*first, *shown)), None)


def _segments(stated: Sequence[str]) -> set[str]:
    """The parts of stated titles that stand beside another stated title: the names of the outlet and its sections."""
    whole = {fold(title) for title in stated}
    found = set()
    for title in stated:
        parts = [fold(part) for part in SEPARATOR.split(title)]
        if len(parts) > 1 and parts[0] in whole:
            found.add(parts[-1])
        elif len(parts) > 1 and parts[-1] in whole:
            found.add(parts[0])
    return found


def _without_kicker(heading: str, stated: Sequence[str]) -> str | None:
    """The stated title with which a heading ends, after at most a few words of its own."""
    for title in stated:
        folded = fold(title)
        before = len(heading.split()) - len(folded.split())
        if 0 < before <= KICKER_WORDS and len(folded.split()) > 2 and heading.endswith(f" {folded}"):
            return title
    return None


def _borne_out(heading: Heading, stated: Iterable[str]) -> float:
    return max((_share(fold(heading.text), s) for s in stated), default=0.0)


def _share(heading: str, stated: str) -> float:
    """How much of a heading's words a stated title has; nothing unless it has half of the title's words too."""
    words, others = set(heading.split()), set(stated.split())
    if not words or not others:
        return 0.0
    both = len(words & others)
    inside = len(words) > 1 and f" {heading} " in f" {stated} "
    return both / len(words) if both >= 0.5 * len(others) or inside else 0.0
