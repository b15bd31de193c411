"""Sentences inside blocks, by punctuation and what stands on both sides of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.languages.language import Language
from stemma.languages.tokens import Token, fold
from stemma.model import Block

_ENDS = frozenset(".!?…。！？")
_CLOSERS = frozenset("\"'”’»«)]“›‹")
_OPENERS = frozenset("\"'„“«»‘(–—-[¿¡‹›‚•")


def sentences(blocks: Iterable[tuple[Block, Sequence[Token]]], language: Language) -> tuple[tuple[int, int], ...]:
    """`(start, end)` of every sentence of the report blocks, in the order of the text; each block with its tokens."""
    found: list[tuple[int, int]] = []
    small = frozenset(fold(a) for a in language.pack.language.abbreviations)
    for block, tokens in blocks:
        if block.is_report:
            found += _split(tokens, language, small)
    return tuple(found)


def _split(tokens: Sequence[Token], language: Language, abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = 0
    for i, token in enumerate(tokens):
        if token.text not in _ENDS or i < first:
            continue
        after = i + 1
        while after < len(tokens) and not tokens[after].space and tokens[after].text in _ENDS | _CLOSERS:
            after += 1
        if after < len(tokens) and not _breaks(tokens, i, after, language, abbreviations):
            continue
        found.append((tokens[first].start, tokens[after - 1].end))
        first = after
    if first < len(tokens):
        found.append((tokens[first].start, tokens[-1].end))
    return found


def _breaks(tokens: Sequence[Token], i: int, after: int, language: Language, abbreviations: frozenset[str]) -> bool:
    """Whether the sentence sign at `i` ends a sentence, token `after` being the first beyond it and its quotes."""
    following = tokens[after]
    glued_quote = not following.space and tokens[after - 1].text in _CLOSERS and following.is_capital
    if not following.space and not glued_quote:
        return False
    if tokens[i].text == "." and i > 0:
        before = tokens[i - 1]
        if before.fold in abbreviations or (before.is_word and len(before.text) == 1 and before.is_capital):
            return False
        if before.is_number and len(before.text) <= 2 and following.is_word:
            month = next(language.words.at("month", tokens, after), None)
            if month is not None or not following.is_capital:
                return False
            return not language.pack.language.noun_capitals
    if following.is_word:
        return following.is_capital or not following.text[0].islower()
    if following.text in _OPENERS:
        ahead = tokens[after + 1] if after + 1 < len(tokens) else None
        return ahead is None or not ahead.text[0].islower() or following.text in "–—-•"
    return following.is_number
