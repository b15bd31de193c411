"""Numbers written in figures: separators and spaces, decimals, fractions, the digits of every script."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from stemma.languages.tokens import Token

MAX_DIGITS = 21
"""Longer runs of digits are codes, not numbers; 10**21 is beyond every count in the news."""
GROUP = 3
"""Digits between two separators of thousands; only Indian grouping has twos before the last group."""
LONGEST_DENOMINATOR = 4
"""Digits of the longest denominator that is read in "1/1000"."""
_APOSTROPHES = "'’ʼ"
_POINTS = {".": ".", ",": ",", "，": ",", "．": ".", "٫": ",", "٬": "٬", "·": "."}
"""Signs between digits, with those of other scripts brought to ours."""


class Figures(NamedTuple):
    """A number in figures that ends before token `last`; `grouped`: with separators of thousands."""

    last: int
    value: float
    grouped: bool
    decimal: bool


def read_figures(tokens: Sequence[Token], first: int, decimal: str) -> Figures | None:
    """The number in figures that begins at token `first`, or None where it is too long or a code (1.2.3).

    `decimal` is the decimal sign of the language. A sign that stands twice separates thousands in every language; of
    two different signs the last is the decimal one; one that stands once is what the language says, unless the
    digits behind it are no group of three.
    """
    head = tokens[first].text
    if len(head) > MAX_DIGITS:
        return None
    groups, signs, last = _pieces(tokens, first)
    if not signs:
        return Figures(last, float(int(head)), False, False)
    if sum(map(len, groups)) > MAX_DIGITS + GROUP:
        return None
    whole = _grouped(groups, signs)
    if whole and (len(signs) > 1 or signs[0] not in (decimal, "")):
        return Figures(last, float(int("".join(groups))), True, False)
    # The last sign is a decimal one, what stands before it are groups, or nothing.
    ahead = len(signs) == 1 or (_grouped(groups[:-1], signs[:-1]) and signs[-2] != signs[-1])
    if ahead and signs[-1] in (".", ",", "٫"):
        return Figures(last, float(f"{int(''.join(groups[:-1]))}.{_plain(groups[-1])}"), len(signs) > 1, True)
    return None if any(signs) else Figures(first + 1, float(int(head)), False, False)


def _pieces(tokens: Sequence[Token], first: int) -> tuple[list[str], list[str], int]:
    """Runs of digits and the signs between them, as far as they can make up one number, and where that ends."""
    groups, signs, at = [tokens[first].text], list[str](), first + 1
    size, digits = len(tokens), len(tokens[first].text)
    while at < size and digits <= MAX_DIGITS + GROUP:
        token = tokens[at]
        if token.is_number:
            blank = not signs or signs[-1] == " "
            fits = token.space == " " and len(token.text) == GROUP and blank and len(groups[0]) <= GROUP
            if not fits or groups[0][0] == "0":
                break
            signs.append(" ")
        else:
            sign = _sign(tokens, at)
            if not sign:
                break
            signs.append(sign)
            at += 1
        groups.append(tokens[at].text)
        digits += len(tokens[at].text)
        at += 1
    return groups, signs, at


def _sign(tokens: Sequence[Token], at: int) -> str:
    """The separator at token `at`, where digits stand close on both sides; else an empty string."""
    if at + 1 >= len(tokens) or not tokens[at + 1].is_number:
        return ""
    before, after = tokens[at].space, tokens[at + 1].space
    text = tokens[at].text
    if text in _APOSTROPHES:
        return "'" if not before and not after and len(tokens[at + 1].text) == GROUP else ""
    # Marks of writing direction can stand on both sides, and look like blanks.
    one_wide = tokens[at].start - tokens[at - 1].end <= 1 and tokens[at + 1].start - tokens[at].end <= 1
    if text in _POINTS and before == after and one_wide and "\n" not in (before, after):
        return _POINTS[text]
    return ""


def _grouped(groups: Sequence[str], signs: Sequence[str]) -> bool:
    """Whether all signs can separate thousands: alike, a head of one to three digits, then groups of three."""
    if len(set(signs)) > 1 or len(groups[0]) > GROUP or groups[0][0] == "0":
        return False
    if all(len(g) == GROUP for g in groups[1:]):
        return True
    indian = len(groups) > 2 and len(groups[0]) < GROUP and all(len(g) == 2 for g in groups[1:-1])
    return indian and len(groups[-1]) == GROUP


def _plain(digits: str) -> str:
    return "".join(str(unicodedata.decimal(d)) for d in digits[:MAX_DIGITS])


def slash_fraction(tokens: Sequence[Token], at: int) -> tuple[int, float] | None:
    """A fraction such as 3/4 at token `at`: where it ends and its value. None for dates, 24/7 and 1/2/3."""
    if at + 2 >= len(tokens) or not tokens[at].is_number or tokens[at + 1].text not in "/⁄":
        return None
    below = tokens[at + 2]
    if tokens[at + 1].space or below.space or not below.is_number or len(below.text) > LONGEST_DENOMINATOR:
        return None
    if at + 3 < len(tokens) and not tokens[at + 3].space and tokens[at + 3].text in "/⁄":
        return None
    if len(tokens[at].text) > LONGEST_DENOMINATOR or not 0 < int(tokens[at].text) < int(below.text):
        return None
    return at + 3, int(tokens[at].text) / int(below.text)


def vulgar_fraction(token: Token) -> float | None:
    """The value of a fraction in one character (½), or None."""
    if len(token.text) != 1 or token.text.isascii() or token.text.isalpha():
        return None
    value = unicodedata.numeric(token.text, 0.0)
    return value if 0 < value < 1 else None
