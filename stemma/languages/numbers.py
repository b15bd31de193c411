"""Numbers as they are written: digits with separators, number words, scales. One reader for times and quantities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from stemma.languages.tokens import Token

if TYPE_CHECKING:
    from stemma.languages.language import Language

MAX_DIGITS = 21
"""Longer runs of digits are codes, not numbers; 10**21 is beyond every count in the news."""


class Number(NamedTuple):
    """A number at tokens `first:last`; `digits` tells that it is written in figures alone, `grouped` with
    separators."""

    first: int
    last: int
    value: float
    digits: bool
    scaled: bool = False


def read_number(tokens: Sequence[Token], first: int, language: Language) -> Number | None:
    """The longest number that begins at token `first`, or None."""
    token = tokens[first]
    if token.is_number:
        last, value = _read_figures(tokens, first, language)
        if last == first:
            return None
        scaled = _read_scale(tokens, last, language)
        if scaled:
            end, factor = scaled
            return Number(first, end, round(value * factor, 6), False, True)
        return Number(first, last, value, True)
    if token.is_word:
        return _read_words(tokens, first, language)
    return None


def _read_figures(tokens: Sequence[Token], first: int, language: Language) -> tuple[int, float]:
    digits = tokens[first].text
    if len(digits) > MAX_DIGITS:
        return first, 0.0
    decimal = language.pack.language.decimal
    at = first + 1
    size = len(tokens)
    grouping = len(digits) <= 3 and digits[0] not in "0"
    separator: str | None = None
    while grouping and at < size:
        sign = ""
        step = at
        if tokens[at].is_number and tokens[at].space == " ":
            sign = " "
        elif tokens[at].text in ".,'’" and tokens[at].text != decimal and not tokens[at].space and at + 1 < size:
            sign, step = tokens[at].text, at + 1
            if tokens[step].space:
                break
        if not sign or not tokens[step].is_number or len(tokens[step].text) != 3:
            break
        if separator not in (None, sign) or len(digits) + 3 > MAX_DIGITS:
            break
        separator = sign
        digits += tokens[step].text
        at = step + 1
    fraction = ""
    if at + 1 < size and not tokens[at].space and not tokens[at + 1].space and tokens[at + 1].is_number:
        other = tokens[at].text in ",." and separator is None and len(tokens[at + 1].text) != 3
        if tokens[at].text == decimal or other:
            dotted = at + 2 < size and tokens[at + 2].text == tokens[at].text and not tokens[at + 2].space
            if not (dotted and at + 3 < size and tokens[at + 3].is_number and not tokens[at + 3].space):
                fraction = tokens[at + 1].text[:MAX_DIGITS]
                at += 2
    return at, float(f"{int(digits)}.{fraction or 0}")


def _read_scale(tokens: Sequence[Token], at: int, language: Language) -> tuple[int, float] | None:
    if at >= len(tokens):
        return None
    if tokens[at].text == "-" and at + 1 < len(tokens):
        at += 1
    for fill in language.words.at("scale", tokens, at):
        last = fill.last
        if (
            last + 1 < len(tokens)
            and tokens[last].text == "."
            and not tokens[last].space
            and len(tokens[last - 1].fold) <= 5
            and tokens[last + 1].space == " "
            and not tokens[last + 1].is_capital
        ):
            last += 1
        return last, float(fill.value)
    return None


def _read_words(tokens: Sequence[Token], first: int, language: Language) -> Number | None:
    words = language.words
    total = current = 0.0
    at, end = first, first
    last_value = float("inf")
    scaled = False
    while at < len(tokens):
        if at > first and tokens[at].space == "\n":
            break
        fill = next(words.at("number_word", tokens, at), None)
        if fill is not None:
            value = float(fill.value)
            if value == 100 and 0 < current < 20:
                current *= 100
            elif at > first and not _fits_after(value, last_value):
                break
            else:
                current += value
            last_value, at, end = value, fill.last, fill.last
            continue
        scale = next(words.at("scale", tokens, at), None)
        if scale is not None and (at > first or tokens[at].fold not in words_plural(language)):
            value = float(scale.value)
            if at == first and not language.words.has(tokens[at].fold, "number_scale_alone"):
                return None
            total += (current or 1.0) * value
            current, last_value, at, end, scaled = 0.0, value, scale.last, scale.last, True
            continue
        if at > first and words.has(tokens[at].fold, "joiner") and at + 1 < len(tokens):
            ahead = next(words.at("number_word", tokens, at + 1), None)
            if ahead is not None and float(ahead.value) < last_value and last_value >= 20:
                at += 1
                continue
        if tokens[at].text == "-" and at + 1 < len(tokens) and not tokens[at].space and last_value in _TENS:
            ahead = next(words.at("number_word", tokens, at + 1), None)
            if ahead is not None and float(ahead.value) < 10:
                at += 1
                continue
        break
    if end == first:
        return None
    return Number(first, end, total + current, False, scaled)


_TENS = frozenset(float(n) for n in range(20, 100, 10))


def _fits_after(value: float, last: float) -> bool:
    """Whether a number word of this value may follow one of value `last`: twenty five, two hundred six."""
    if last >= 100:
        return value < last
    return last in _TENS and value < 10


def words_plural(language: Language) -> frozenset[str]:
    """Scale words that are vague by themselves ("thousands"); they begin no exact number."""
    return language.vague_words
