"""Calendar dates and clock times written out in full, in any order that needs no grammar.

Shared by the reading of pages (publication lines) and of running text; what a phrase means is left to those.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from stemma.languages.tokens import Token

if TYPE_CHECKING:
    from stemma.languages.language import Language

EARLIEST_YEAR, LATEST_YEAR = 1000, 2199
LAST_MONTH, LAST_DAY = 12, 31
_SEPARATORS = frozenset("./-")
_FILLERS = frozenset(",•|·-–—:")
MAX_FILLERS = 3
"""Signs and small words ("•", "kl.", "um") that may stand between a date and its clock time."""


class WrittenDate(NamedTuple):
    """A date at tokens `first:last`: `iso` is YYYY-MM-DD, with THH:MM where `clock` is true."""

    first: int
    last: int
    iso: str
    clock: bool


def iso_day(year: int, month: int, day: int) -> str | None:
    """YYYY-MM-DD, or None for a day that the calendar lacks."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def read_date(tokens: Sequence[Token], first: int, language: Language) -> WrittenDate | None:
    """The full calendar date, with a clock time if one follows, that begins at token `first`; or None."""
    found = _numeric(tokens, first) or _named(tokens, first, language)
    if found is None:
        return None
    last, iso = found
    clock = _clock_after(tokens, last)
    if clock is not None:
        last, time = clock
        return WrittenDate(first, last, f"{iso}T{time}", True)
    return WrittenDate(first, last, iso, False)


def read_short_date(tokens: Sequence[Token], first: int, latest: int) -> WrittenDate | None:
    """A date in figures whose year has two digits, "28.01.22", at token `first`; years after `latest` are of the
    century before. With slashes day and month may be in either order, so such a date is only read where one is over 12.
    """
    if first + 4 >= len(tokens):
        return None
    day, sign, month, other, year = tokens[first : first + 5]
    if sign.text not in "./" or sign.text != other.text or any(t.space for t in (sign, month, other, year)):
        return None
    figures = [_number(day, (1, 2)), _number(month, (1, 2)), _number(year, (2,))]
    if None in figures or (first + 5 < len(tokens) and tokens[first + 5].text == sign.text):
        return None
    d, m, y = (int(f) for f in figures if f is not None)
    if sign.text == "/" and d <= LAST_MONTH:
        return None
    century = latest // 100 * 100
    iso = iso_day(century + y if century + y <= latest else century - 100 + y, m, d)
    if iso is None:
        return None
    clock = _clock_after(tokens, first + 5)
    if clock is not None:
        return WrittenDate(first, clock[0], f"{iso}T{clock[1]}", True)
    return WrittenDate(first, first + 5, iso, False)


def read_clock(tokens: Sequence[Token], first: int) -> tuple[int, str] | None:
    """HH:MM in figures at token `first`, and the token after it."""
    if first + 2 >= len(tokens) or not tokens[first].is_number:
        return None
    hour, sign, minute = tokens[first], tokens[first + 1], tokens[first + 2]
    if sign.text not in ":." or sign.space or minute.space or not minute.is_number or len(minute.text) != 2:
        return None
    if len(hour.text) > 2 or int(minute.text) > 59 or int(hour.text + minute.text) > 2400:
        return None
    last = first + 3
    if (
        last + 1 < len(tokens)
        and tokens[last].text == ":"
        and not tokens[last].space
        and tokens[last + 1].is_number
        and len(tokens[last + 1].text) == 2
    ):
        last += 2
    elif (
        last + 1 < len(tokens)
        and tokens[last].text == "."
        and tokens[last + 1].is_number
        and not tokens[last].space
        and not tokens[last + 1].space
    ):
        return None
    return last, f"{int(hour.text):02d}:{int(minute.text):02d}"


def _number(token: Token, digits: tuple[int, ...]) -> int | None:
    return int(token.text) if token.is_number and len(token.text) in digits and token.text.isascii() else None


def _numeric(tokens: Sequence[Token], i: int) -> tuple[int, str] | None:
    """12.11.2024, 12/11/2024, 12. 11. 2024, 2024-11-12."""
    if i + 4 >= len(tokens) or not tokens[i].is_number:
        return None
    a, s, b, t, c = tokens[i : i + 5]
    if s.text not in _SEPARATORS or s.text != t.text or s.space or t.space:
        return None
    middle = _number(b, (1, 2))
    if middle is None:
        return None
    spaced = bool(b.space or c.space)
    if spaced and s.text != ".":
        return None
    if (year := _number(a, (4,))) is not None and (day := _number(c, (1, 2))) is not None and not spaced:
        iso = iso_day(year, middle, day)
        if iso is None:
            return None
        return (i + 6, iso) if _is_time_sign(tokens, i + 5) else (i + 5, iso)
    day_first, year_last = _number(a, (1, 2)), _number(c, (4,))
    if day_first is None or year_last is None:
        return None
    iso = iso_day(year_last, middle, day_first)
    if iso is None and s.text == "/":
        iso = iso_day(year_last, day_first, middle)
    return (i + 5, iso) if iso else None


def _is_time_sign(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i].text == "T" and not tokens[i].space and tokens[i + 1].is_number


def _named(tokens: Sequence[Token], i: int, language: Language) -> tuple[int, str] | None:
    """12. november 2024, 12 NOV 2024, November 12, 2024."""
    day = _number(tokens[i], (1, 2))
    if day is not None:
        at = i + 1
        while at < len(tokens) and at < i + 3 and _is_sign(tokens[at], language):
            at += 1
        month = next(language.words.at("month", tokens, at), None)
        if month is None:
            return None
        at = month.last
        while at < len(tokens) and at < month.last + 2 and _is_sign(tokens[at], language):
            at += 1
        year = _number(tokens[at], (4,)) if at < len(tokens) else None
        iso = iso_day(year, month.value, day) if year else None
        return (at + 1, iso) if iso else None
    month = next(language.words.at("month", tokens, i), None)
    if month is None:
        return None
    at = month.last + (month.last < len(tokens) and tokens[month.last].text == ".")
    day = _number(tokens[at], (1, 2)) if at < len(tokens) else None
    if day is None:
        return None
    at += 1
    while at < len(tokens) and at < month.last + 4 and _is_sign(tokens[at], language):
        at += 1
    year = _number(tokens[at], (4,)) if at < len(tokens) else None
    iso = iso_day(year, month.value, day) if year else None
    return (at + 1, iso) if iso else None


def read_day_and_month(tokens: Sequence[Token], first: int, language: Language) -> tuple[int, int, int] | None:
    """The token after a day and the name of its month without a year ("12. november"), the month and the day."""
    day = _number(tokens[first], (1, 2))
    if day is None or not 1 <= day <= LAST_DAY:
        return None
    at = first + 1
    while at < len(tokens) and at < first + 3 and _is_sign(tokens[at], language):
        at += 1
    month = next(language.words.at("month", tokens, at), None)
    return (month.last, month.value, day) if month is not None else None


def _is_sign(token: Token, language: Language) -> bool:
    """A full stop, comma, ordinal ending or small word between the parts of a date."""
    return token.text in ".,º°" or language.words.has(token.fold, "date_sign")


def _clock_after(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    for step in range(MAX_FILLERS + 1):
        if at + step >= len(tokens):
            return None
        token = tokens[at + step]
        clock = read_clock(tokens, at + step)
        if clock is not None:
            return clock
        if token.text not in _FILLERS and token.text != "." and not (token.is_word and len(token.text) <= 5):
            return None
    return None
