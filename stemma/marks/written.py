"""Dates as they are written: in figures, with the name of the month, as a bare year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.languages.dates import EARLIEST_YEAR, LAST_DAY, LATEST_YEAR, read_clock
from stemma.languages.language import Language
from stemma.languages.phrases import Filled
from stemma.languages.tokens import Token
from stemma.marks.moments import Fields, Node

FIRST_BARE_YEAR, LAST_BARE_YEAR = 1800, 2049
"""Four figures in running text that may be a year without a word that says so; earlier ones are years only beside a
month or the like."""
_SIGNS = frozenset("./-")
_COUNTED_SIGNS = frozenset("%€$£°")


def calendar_figures(tokens: Sequence[Token], i: int, month_first: bool = False) -> Node | None:
    """A date in figures at token `i`: 12.11.2024, 12/11/24, 2024-11-12, 12. 11. 2024.

    `month_first`: with slashes the month comes first where both could be one.
    """
    if i + 4 >= len(tokens) or _is_inside(tokens, i):
        return None
    a, s, b, t, c = tokens[i : i + 5]
    if s.text not in _SIGNS or s.text != t.text or s.space or t.space or not b.is_number or not c.is_number:
        return None
    if (b.space or c.space) and s.text != ".":
        return None
    after = tokens[i + 5] if i + 5 < len(tokens) else None
    if after is not None and not after.space and (after.text == "/" or after.is_number):
        return None
    if after is not None and after.text == "." and not after.space and _goes_on(tokens, i + 6):
        return None
    fields = _year_first(a, b, c) or _day_first(a, b, c, s.text, month_first)
    if fields is None:
        return None
    last = i + 5
    if after is not None and after.text == "T" and not after.space and i + 6 < len(tokens):
        last += 1
    return Node(i, last, i, i + 5, "point", fields, "time.calendar")


def _is_inside(tokens: Sequence[Token], i: int) -> bool:
    """Whether the figures at a token go on from others: 1.12.11.2024; a range of dates is none of these."""
    if i == 0 or tokens[i].space or tokens[i - 1].text not in "./-:,":
        return False
    if tokens[i - 1].text != "-" or i < 2:
        return True
    if i + 1 < len(tokens) and i > 3 and tokens[i - 3].text == tokens[i + 1].text == "/":
        return False
    return not (tokens[i - 2].is_word or len(tokens[i - 2].text) == 4)


def _figures(token: Token, sizes: tuple[int, ...]) -> int | None:
    return int(token.text) if len(token.text) in sizes and token.is_number else None


def _year_first(a: Token, b: Token, c: Token) -> Fields | None:
    year, month, day = _figures(a, (4,)), _figures(b, (1, 2)), _figures(c, (1, 2))
    if year is None or month is None or day is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    return {"year": year, "month": month, "day": day} if 1 <= month <= 12 and 1 <= day <= 31 else None


def _day_first(a: Token, b: Token, c: Token, sign: str, month_first: bool) -> Fields | None:
    day, month, year = _figures(a, (1, 2)), _figures(b, (1, 2)), _figures(c, (2, 4))
    if day is None or month is None or year is None:
        return None
    fields: Fields = {"year": year} if len(c.text) == 4 else {"yy": year}
    if len(c.text) == 4 and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if len(c.text) == 2 and (sign == "-" or (sign == "." and len(b.text) + len(a.text) < 3)):
        return None
    if month_first and sign == "/" and 1 <= day <= 12 and 1 <= month <= 31:
        return {**fields, "month": day, "day": month}
    if 1 <= month <= 12 and 1 <= day <= 31:
        return {**fields, "month": month, "day": day}
    if sign != "." and 1 <= day <= 12 and 1 <= month <= 31:
        return {**fields, "month": day, "day": month}
    return None


def clock_figures(tokens: Sequence[Token], i: int, language: Language) -> Node | None:
    """A clock time with a colon at token `i`: 13:30, 13:30:15; scores and ratios are left alone where told apart."""
    if i + 2 >= len(tokens) or tokens[i + 1].text != ":":
        return None
    found = read_clock(tokens, i)
    if found is None or (i > 0 and not tokens[i].space and tokens[i - 1].text in ":.,/$"):
        return None
    last, value = found
    if last < len(tokens) and not tokens[last].space and tokens[last].text in ":%":
        return None
    if last < len(tokens) and _is_scale(tokens[last], language):
        return None
    fields: Fields = {"hour": int(value[:2]), "minute": int(value[3:])}
    if last == i + 5 and tokens[i + 4].is_number:
        fields["second"] = int(tokens[i + 4].text)
        if fields["second"] > 59:
            return None
    return Node(i, last, i, last, "clock", fields, "time.calendar")


def _is_scale(token: Token, language: Language) -> bool:
    """Whether a word is a scale or a measure and no preposition as well ("3:30 a 5:55")."""
    kinds = language.words.kinds(token.fold)
    return not kinds.isdisjoint(("scale", "measure")) and kinds.isdisjoint(("preposition", "conjunction"))


def counts(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether bare numbers before a token count what stands there: a measure, a sign of money, a noun."""
    if i >= len(tokens):
        return False
    return tokens[i].text in _COUNTED_SIGNS or _is_scale(tokens[i], language) or _is_counted(tokens, i, language)


MAX_DATE_SIGNS = 3
"""Signs and small words between a day and its month: "2", "nd", "of", "March"."""


def named_date(tokens: Sequence[Token], i: int, language: Language) -> Iterator[Node]:
    """A day and the name of its month, in either order: "12 November", "the 2nd of March", "November 12"."""
    for day in _days(tokens, i, language):
        for at in _after_signs(tokens, day.last, language):
            month = month_at(tokens, at, language)
            if month is not None:
                yield _day_and_month(tokens, i, month.last, day.value, month.value)
                break
    month = month_at(tokens, i, language)
    if month is None:
        return
    for at in _after_signs(tokens, month.last, language):
        if at < len(tokens) and (tokens[at].is_number or not language.pack.language.noun_capitals):
            for day in _days(tokens, at, language, at == month.last):
                last = _behind_ordinal(tokens, day.last, language)
                if _ends_date(tokens, last, language):
                    yield _day_and_month(tokens, i, last, day.value, month.value)
                break


def _ends_date(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether the figure before a token can be the day behind its month ("November 12"), not an hour or a count."""
    if at >= len(tokens):
        return True
    if tokens[at].text in ":.," and not tokens[at].space and (tokens[at].text == ":" or _goes_on(tokens, at + 1)):
        return False
    return language.pack.time.month_first or not tokens[at].is_word


def month_at(tokens: Sequence[Token], i: int, language: Language) -> Filled | None:
    """The name of a month at a token; an abbreviation that is a small word too ("pro", "led") needs its full stop."""
    month = next(language.words.at("month", tokens, i), None)
    if month is None or month.last > i + 1:
        return month
    if not language.is_short(tokens[i].fold):
        return None if _is_verb(tokens, i, language) else month
    if not _is_small(tokens[i], language) and not language.words.has(tokens[i].fold, "time_ambiguous"):
        return month
    stopped = i + 1 < len(tokens) and tokens[i + 1].text == "." and not tokens[i + 1].space
    before = i > 0 and (tokens[i - 1].is_number or tokens[i - 1].text == ".")
    after = i + 2 < len(tokens) and tokens[i + 2].is_number
    return month if stopped and (before or after) else None


def _is_verb(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a month's name that is an ordinary word too is written small where months have a capital: "may"."""
    if tokens[i].is_capital or not language.capital_months or not language.words.has(tokens[i].fold, "time_ambiguous"):
        return False
    near = tokens[max(0, i - 2) : i + 3]
    return not any(t.is_number for t in near) and any(t.is_capital for t in tokens[max(0, i - 9) : i + 9])


def _days(tokens: Sequence[Token], i: int, language: Language, apart: bool = True) -> Iterator[Filled]:
    """A day of a month at token `i`: figures (`apart` from figures before them), an ordinal, or a number word."""
    token = tokens[i]
    if token.is_number:
        day = _figures(token, (1, 2))
        if day is not None and 1 <= day <= LAST_DAY and not (apart and _is_of_others(tokens, i, language)):
            yield Filled(i, i + 1, day)
        return
    yield from (f for f in language.words.at("ordinal", tokens, i) if 1 <= f.value <= LAST_DAY)
    opens = language.time_opening(token.fold)
    if opens is not None and "day" in opens.slots:
        number = language.number_at(tokens, i)
        if number is not None and 1 <= number.value <= LAST_DAY and number.value == int(number.value):
            yield Filled(i, number.last, int(number.value))


def _is_of_others(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the figures at a token belong to others before them, or are a sum of money."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.fold in language.money_ends and not before.is_word:
        return True
    return not tokens[i].space and before.text in ".,:/" and i > 1 and tokens[i - 2].is_number


def _after_signs(tokens: Sequence[Token], at: int, language: Language) -> Iterator[int]:
    """Where the next part of a date may begin, behind full stops, ordinal endings and small words."""
    yield at
    for _ in range(MAX_DATE_SIGNS):
        if at >= len(tokens):
            return
        sign = next(language.words.at("date_sign", tokens, at), None)
        if sign is not None:
            at = sign.last
        elif tokens[at].text in ".º°-/" and not tokens[at].space:
            at += 1
        else:
            return
        yield at


def _behind_ordinal(tokens: Sequence[Token], at: int, language: Language) -> int:
    """The token behind the ordinal ending of a day ("November 12th"), where one is glued to it."""
    if at < len(tokens) and not tokens[at].space and language.words.has(tokens[at].fold, "date_sign"):
        return at + tokens[at].is_word
    return at


def _day_and_month(tokens: Sequence[Token], first: int, last: int, day: int, month: int) -> Node:
    """A day and its month, and the year where a hyphen or slash joins it: "05-Aug-2016", but not "August 05-16"."""
    fields: Fields = {"day": day, "month": month}
    if last + 1 < len(tokens) and tokens[last].text in "-/" and not tokens[last].space and not tokens[last + 1].space:
        year = _figures(tokens[last + 1], (2, 4))
        alike = last > 1 and tokens[last - 2].text == tokens[last].text
        if year is not None and ((alike and year < 100) or EARLIEST_YEAR <= year <= LATEST_YEAR):
            fields["year" if year > 99 else "yy"] = year
            last += 2
    return Node(first, last, first, last, "point", fields, "time.day and month")


FIRST_LED_YEAR = 1900
"""A preposition before earlier figures makes no year of them where something may be counted ("of 1800 roads")."""
EARLIEST_WORD_YEAR, LATEST_WORD_YEAR = 1100, 2100


def word_year(tokens: Sequence[Token], i: int, language: Language) -> Node | None:
    """A year in words, "nineteen ninety-three" or "two thousand and five"; it counts only beside a month."""
    number = language.number_at(tokens, i)
    if number is None:
        return None
    value, last = number.value, number.last
    if 10 < value <= LATEST_WORD_YEAR // 100 and last < len(tokens) and not tokens[last].is_number:
        rest = language.number_at(tokens, last)
        if rest is not None and 10 <= rest.value < 100:
            value, last = 100 * value + rest.value, rest.last
    if not EARLIEST_WORD_YEAR <= value <= LATEST_WORD_YEAR or value != int(value):
        return None
    return Node(i, last, i, last, "point", {"year": int(value)}, "time.year in words", True)


def bare_year(tokens: Sequence[Token], i: int, language: Language) -> Node | None:
    """Four figures that stand as a year does: behind a preposition, in brackets, or where nothing is counted."""
    token = tokens[i]
    if len(token.text) != 4 or not EARLIEST_YEAR <= int(token.text) <= LATEST_YEAR:
        return None
    weak = not FIRST_BARE_YEAR <= int(token.text) <= LAST_BARE_YEAR
    if _is_glued_before(tokens, i, language) or _is_glued_behind(tokens, i, language):
        return None
    before = tokens[i - 1] if i > 0 else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.is_word:
        led = _is_led(before, language) and (int(token.text) >= FIRST_LED_YEAR or not (before and before.is_word))
        if not led and _may_be_counted(tokens, i + 1, language):
            return None
        if language.words.has(after.fold, "scale") or _is_counted(tokens, i + 1, language):
            return None
    return Node(i, i + 1, i, i + 1, "point", {"year": int(token.text)}, "time.year", weak)


def _is_glued_before(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether four figures belong to what stands before them: a code, a sum of money."""
    if i == 0:
        return False
    token, before = tokens[i], tokens[i - 1]
    if before.fold in language.money_ends:
        return True
    if token.space:
        return False
    if before.text not in "(–—-/'’\"„«»[":
        return True
    if before.text not in "-/" or before.space or i < 2:
        return False
    if len(tokens[i - 2].text) != 4 or not tokens[i - 2].is_number:
        return True
    return _goes_on_with(tokens, i + 1, before.text) or is_of_others(tokens, i - 2, True)


def _is_glued_behind(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether four figures belong to what stands behind them: a measure, a percentage, more figures."""
    if i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    if not after.space and (after.is_word or after.text in "%°$€£"):
        return True
    if after.text in ".,:" and not after.space and _goes_on(tokens, i + 2):
        return True
    if _goes_on_with(tokens, i + 1, "-") and _goes_on_with(tokens, i + 3, "-"):
        return True
    if after.text in "%€$£" or next(language.words.at("measure", tokens, i + 1), None) is not None:
        return True
    return after.is_number and after.space == " " and len(after.text) == 3


def _goes_on_with(tokens: Sequence[Token], i: int, sign: str) -> bool:
    """Whether a sign and more figures are glued to what stands before: the end of a telephone number."""
    return i < len(tokens) and tokens[i].text == sign and not tokens[i].space and _goes_on(tokens, i + 1)


def is_of_others(tokens: Sequence[Token], i: int, begins: bool) -> bool:
    """Whether a sign glues other figures to those at a token: 11/7, 4.5, 138-2010-2015.

    `begins`: the figures are to begin a range, so that a hyphen may stand behind them; else one may stand before them.
    """
    signs = "/.:," if begins else "/.:,-"
    if _goes_on(tokens, i + 2) and not tokens[i + 1].space and tokens[i + 1].text in signs:
        return True
    if not begins or i < 2 or tokens[i].space or tokens[i - 1].space or tokens[i - 1].text not in "/.:,-":
        return False
    return tokens[i - 2].is_number


def is_fraction(tokens: Sequence[Token], i: int) -> bool:
    """Whether figures stand behind a decimal sign."""
    if i < 2 or tokens[i].space or tokens[i - 1].space:
        return False
    return tokens[i - 1].text in ".," and tokens[i - 2].is_number


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether figures stand at a token without a blank before them."""
    return i < len(tokens) and tokens[i].is_number and not tokens[i].space


def _is_led(before: Token | None, language: Language) -> bool:
    """Whether a preposition, a month or a sign stands before four figures."""
    if before is None or not before.is_word:
        return True
    return any(language.words.has(before.fold, name) for name in ("preposition", "month", "date_sign"))


def _may_be_counted(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the word behind four figures may be what they count, or stand before it."""
    if _is_small(tokens[i], language):
        return False
    return not language.pack.language.noun_capitals or tokens[i].is_capital or _before_noun(tokens, i + 1)


def _before_noun(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word with a capital, a noun where nouns have one, stands at a token: "2000 neue Stellen"."""
    return i < len(tokens) and tokens[i].is_word and tokens[i].is_capital


def _is_small(token: Token, language: Language) -> bool:
    words = language.words
    return (
        words.has(token.fold, "stopword")
        or words.has(token.fold, "preposition")
        or words.has(token.fold, "conjunction")
    )


def _is_counted(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the word behind four figures is a noun that they count ("2000 soldiers")."""
    token = tokens[i]
    if language.pack.language.noun_capitals and not token.is_capital:
        return False
    if token.is_capital and not language.pack.language.noun_capitals:
        return False
    if _is_small(token, language) or token.fold.endswith((*language.past_endings, *language.future_endings)):
        return False
    endings = language.pack.number.noun_endings
    if endings and not token.fold.endswith(tuple(endings)):
        return False
    concept = language.glossary.at(tokens, i)
    return concept is not None and concept.is_noun
