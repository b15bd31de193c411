"""Numbers as they are written: digits with separators, number words, scales. One reader for times and quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from stemma.languages.compose import Composed, Lexeme, NumberWord, compose
from stemma.languages.figures import MAX_DIGITS, read_figures, slash_fraction, vulgar_fraction
from stemma.languages.tokens import Token

if TYPE_CHECKING:
    from stemma.languages.language import Language

__all__ = ["MAX_DIGITS", "Number", "read_amount", "read_number"]

MAX_WORDS = 24
"""Words and figures that one number is made of at most; keeps a line of nothing but number words linear."""
HYPHENS = "-‐‑"


class Number(NamedTuple):
    """A number at tokens `first:last`; `digits` tells that it is written in figures alone, `scaled` that a scale
    multiplies it.

    `vague` is the least and the most that a vague number says ("several thousand"), None for an exact one. `lone`: only
    a word that is mostly something else ("a", "half"), to be taken for a number only where more speaks for it.
    """

    first: int
    last: int
    value: float
    digits: bool
    scaled: bool = False
    scale: float = 1.0
    vague: tuple[float | None, float | None] | None = None
    fraction: bool = False
    letter: bool = False
    lone: bool = False
    grouped: bool = False


def read_number(tokens: Sequence[Token], first: int, language: Language) -> Number | None:
    """The longest exact number that begins at token `first`, or None; fractions of something are none."""
    token = tokens[first]
    if not token.is_number and not language.number_words.begins(token.fold):
        return None
    number = read_amount(tokens, first, language, slashes=False)
    if number is None or number.vague is not None or number.fraction or number.lone:
        return None
    return number


def read_amount(
    tokens: Sequence[Token],
    first: int,
    language: Language,
    joins: bool = True,
    alone: bool = False,
    slashes: bool = True,
    letters: bool = True,
    shares: bool = True,
) -> Number | None:
    """The longest number that begins at token `first`, or None: exact, vague, or a fraction.

    `joins` false: "and" ends it. `alone`: nothing else stands on the line, so that articles are numbers. `slashes`:
    3/4 is a fraction. `letters`: letters right behind figures multiply. `shares` false: "23 hundredths" is 23.
    """
    lexemes, grouped = _lexemes(tokens, first, language, slashes, letters, alone)
    if not lexemes:
        return None
    if len(lexemes) == 1 and lexemes[0].figure:
        return Number(first, lexemes[0].last, lexemes[0].word.value or 0.0, True, grouped=grouped)
    found = compose(lexemes, language.number_words.habits, joins, alone, shares=shares)
    if found is None:
        return None
    return _number(first, lexemes, found, grouped)


def _number(first: int, lexemes: Sequence[Lexeme], found: Composed, grouped: bool) -> Number:
    figures = found.last == 1 and lexemes[0].figure
    return Number(
        first,
        lexemes[found.last - 1].last,
        found.value,
        figures,
        found.scale > 1,
        found.scale,
        found.vague,
        found.fraction,
        found.letter,
        found.lone,
        figures and grouped,
    )


def _lexemes(
    tokens: Sequence[Token], first: int, language: Language, slashes: bool, letters: bool, alone: bool
) -> tuple[list[Lexeme], bool]:
    """The number words and figures from token `first` on; whether the first figure has separators of thousands."""
    words, decimal = language.number_words, language.pack.language.decimal
    found: list[Lexeme] = []
    grouped = tight = False
    i, size = first, len(tokens)
    while i < size and len(found) < MAX_WORDS:
        token = tokens[i]
        if found and token.space == "\n":
            break
        if token.is_number:
            figure = _figure(tokens, i, decimal, slashes or bool(found)) if not tight else None
            if figure is None or (found and found[-1].figure and figure[0].part is None):
                break
            grouped = grouped or (not found and figure[2])
            found.append(Lexeme(figure[0], i, figure[1], figure[0].part is None))
            i = figure[1]
            scale = _letter(tokens, i, alone, language.letter_scales) if letters else None
            if scale:
                found.append(Lexeme(NumberWord(scale=scale, letter=True), i, i + 1))
                i += 1
            continue
        tight = False
        if token.text in HYPHENS:
            if not found or i + 1 == size or tokens[i + 1].space != token.space or "\n" in tokens[i + 1].space:
                break
            tight, i = True, i + 1
            continue
        part = vulgar_fraction(token)
        known = (NumberWord(part=part), i + 1) if part else words.at(tokens, i)
        if known is None:
            break
        if known[0].letter and (not letters or not found or not found[-1].figure or token.space):
            break
        found.append(Lexeme(known[0], i, known[1], tight=i > first and tokens[i - 1].text in HYPHENS))
        i = known[1]
    return found, grouped


def _figure(tokens: Sequence[Token], i: int, decimal: str, slashes: bool) -> tuple[NumberWord, int, bool] | None:
    if slashes:
        fraction = slash_fraction(tokens, i)
        if fraction is not None:
            return NumberWord(part=fraction[1]), fraction[0], False
    figures = read_figures(tokens, i, decimal)
    if figures is None:
        return None
    return NumberWord(value=figures.value), figures.last, figures.grouped


def _letter(tokens: Sequence[Token], i: int, alone: bool, scales: Mapping[str, float]) -> float | None:
    """The scale of a letter that stands right behind figures, where nothing else is joined to it."""
    if i >= len(tokens) or tokens[i].text not in scales or (tokens[i].space and not alone):
        return None
    if i + 1 < len(tokens) and not tokens[i + 1].space and tokens[i + 1].text in "/.'’&":
        ahead = tokens[i + 2] if i + 2 < len(tokens) else None
        if tokens[i + 1].text != "." or (ahead is not None and not ahead.space):
            return None
    return scales[tokens[i].text]
