"""Signs that a text was translated by machine, where its page does not say so.

Each sign is a function that gives what it saw and its weight, or nothing. No sign proves anything by itself: together
they are told with their weight and named one by one. The weights were set by hand and are no probabilities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from stemma.model import Disclosure, Evidence
from stemma.page.addresses import host_of
from stemma.page.detect import commonest_language, languages_like
from stemma.page.lines import Line

ENOUGH = 0.5
"""Weight of all signs together from which they are told; only an address of a translation service reaches it alone."""
FEW_WORDS = 25
"""Words of furniture below which its language is not asked."""
SERVICES = ("translate.goog", "translatetheweb.com", "translate.googleusercontent.com")
_GLUED = re.compile(r"[“»](?<=[\w.,!?][“»])[^\W\d_]{2,}|[„«](?<=[^\W\d_]{2}[„«])[^\W\d_]+")
_BODY = frozenset({"paragraph", "lead", "subtitle", "quote"})
_MARGIN = frozenset({"navigation", "related", "share", "notice", "promotion"})


class Sign(NamedTuple):
    """One sign that was seen: its weight, and what was seen, as the user reads it."""

    weight: float
    why: str


class Seen(NamedTuple):
    """What the signs are looked for in: the page's lines, its language as a code, its metadata and address."""

    lines: Sequence[Line]
    language: str
    evidence: Sequence[Evidence]
    url: str | None


def translation_signs(seen: Seen) -> tuple[Disclosure, ...]:
    """The signs of machine translation as one disclosure with its weight; nothing where they are too few."""
    body = [line for line in seen.lines if line.kind in _BODY]
    signs = [sign for look in LOOKS for sign in look(seen)]
    weight = round(min(1.0, sum(sign.weight for sign in signs)), 2)
    if weight < ENOUGH or not body:
        return ()
    why = tuple(sign.why for sign in signs)
    return (Disclosure(body[0].start, body[-1].end, "machine-translated", why=why, weight=weight),)


def translation_service(seen: Seen) -> Iterator[Sign]:
    """The address is that of a translation service."""
    host = host_of(seen.url)
    if host.endswith(SERVICES):
        yield Sign(0.8, f"the address is that of a translation service: {host}")


def declared_language(seen: Seen) -> Iterator[Sign]:
    """All sources of metadata that name a language name another one than the text is in."""
    declared = {e.value for e in seen.evidence if e.field == "language"}
    if declared and declared.isdisjoint(languages_like(seen.language)):
        yield Sign(0.3, f"the page declares another language than that of its text: {', '.join(sorted(declared))}")


def glued_quotes(seen: Seen) -> Iterator[Sign]:
    """A word runs into a quotation mark: sentences were translated piece by piece and put together again."""
    found = [m.group() for line in seen.lines if line.kind in _BODY for m in _GLUED.finditer(line.text)]
    if found:
        yield Sign(0.3, f"no blank between a quotation mark and a word: {found[0]}")


def small_beginnings(seen: Seen) -> Iterator[Sign]:
    """Paragraphs or headlines begin with a small letter in an alphabet that has capitals."""
    found = [line.text for line in seen.lines if line.kind in _BODY and line.words >= 4 and line.text[0].islower()]
    if found:
        yield Sign(0.15, f"a paragraph begins with a small letter: {found[0][:40]}")


def foreign_margin(seen: Seen) -> Iterator[Sign]:
    """Menus and notices are in another language than the report."""
    own = seen.language.split("-", maxsplit=1)[0]
    margin = " ".join(line.text for line in seen.lines if line.kind in _MARGIN)
    if len(margin.split()) >= FEW_WORDS:
        other = commonest_language(margin)
        if other is not None and other != own:
            yield Sign(0.3, f"menus and notices of the page are in another language: {other}")


LOOKS: tuple[Callable[[Seen], Iterator[Sign]], ...] = (
    translation_service,
    declared_language,
    glued_quotes,
    small_beginnings,
    foreign_margin,
)
