"""Sentences inside blocks, by punctuation and what stands on both sides of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from stemma.languages.language import Language
from stemma.languages.tokens import fold
from stemma.model import Block

_CLOSERS = frozenset("\"'”’»«)]“›‹")
_OPENERS = frozenset("\"'„“”«»‘’(–—-[¿¡‹›‚•")
_DASHES = frozenset("–—-•")
_STOP = re.compile(r"[.!?…。！？][.!?…。！？\"'”’»«)\]“›‹]*")
_WORD = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"\S")
LONGEST_WORD = 60
"""Characters before a full stop in which the word that it may belong to is looked for."""


def sentences(text: str, blocks: Iterable[Block], language: Language) -> tuple[tuple[int, int], ...]:
    """`(start, end)` of every sentence of the report blocks, in the order of the text."""
    return tuple(s for block in blocks if block.is_report for s in _split(text, block.start, block.end, language))


def _split(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _breaks(text, stop.start(), stop.end(), first, end, language):
            yield first, stop.end()
            following = _NEXT.search(text, stop.end(), end)
            first = following.start() if following else end
    if first < end:
        yield first, end


def _breaks(text: str, sign: int, after: int, start: int, end: int, language: Language) -> bool:
    """Whether the sign at `sign` ends a sentence, `after` being the first character beyond it and its quotes."""
    found = _NEXT.search(text, after, end)
    if found is None:
        return False
    following = found.group()
    if found.start() == after and not (text[after - 1] in _CLOSERS and following.isupper()):
        return False
    if text[sign] == "." and not _may_end_at_stop(text, sign, found.start(), start, language):
        return False
    if following.isalpha():
        return not following.islower()
    if following in _OPENERS:
        ahead = _NEXT.search(text, found.end(), end)
        return ahead is None or not ahead.group().islower() or following in _DASHES
    return following.isdecimal()


def _may_end_at_stop(text: str, sign: int, following: int, start: int, language: Language) -> bool:
    """Whether a full stop can be the end, and not that of an abbreviation, an initial or an ordinal."""
    before = text[max(start, sign - LONGEST_WORD) : sign].rsplit(maxsplit=1)[-1:]
    chunk = before[0].lstrip("\"'„“«»‘([‹›‚–—-") if before else ""
    word = re.split(r"[^\w]", chunk)[-1]
    small = _abbreviations(language)
    if fold(word) in small or fold(chunk) in small or (len(word) == 1 and word.isupper()):
        return False
    if word.isdecimal() and len(word) <= 2 and text[following].isalpha():
        after = _WORD.match(text, following)
        if after is None or language.words.has(fold(after.group()), "month") or not text[following].isupper():
            return False
        return not language.pack.language.noun_capitals
    return True


@lru_cache(maxsize=100)
def _abbreviations(language: Language) -> frozenset[str]:
    return frozenset(fold(a) for a in language.pack.language.abbreviations)
