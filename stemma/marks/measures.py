"""Measures and money beside a number: "5 km", "$ 20", "75 USD million", "6 feet 2 inches", "two metres and a half"."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.languages.compose import HALF, HUNDRED
from stemma.languages.language import Language
from stemma.languages.numbers import HYPHENS, Number, read_amount
from stemma.languages.tokens import Token

SHORT_NAME = 3
"""Letters of the longest short name of money that may stand before figures: "kr 40", "Rs 20"."""
SHORT_MEASURE = 2
"""Letters of the longest abbreviation of a measure; it counts only right behind figures."""
CENTS = frozenset({"cent", "penny"})
"""Units of which a hundred make one of a currency."""
CENTS_IN_ONE = 100.0
PARTS = {"foot": ("inch", 12.0), "pound": ("ounce", 16.0)}
"""Measures that are said with a smaller one behind them, and how many of it they have: 6 feet 2 inches."""
MAX_CENT_WORDS = 3
"""Tokens of the longest number of cents: "forty-five"."""
REPEATED = 3
"""Tokens of the shortest number that is said a second time: "(16)" in "sixteen (16) units"."""
APOSTROPHES = "'’ʼ"
EARLIEST, LATEST = 1000.0, 2100.0
"""Plain figures from here to there are mostly years."""


def is_money(unit: str) -> bool:
    """Whether a unit is the code of a currency."""
    return len(unit) == 3 and unit.isupper()


class Measures:
    """Reads numbers of one sentence together with what they measure; `alone`: nothing else stands on the line."""

    def __init__(self, tokens: Sequence[Token], taken: frozenset[int], language: Language, alone: bool):
        self.tokens = tokens
        self.taken = taken
        self.language = language
        self.alone = alone

    def number(self, i: int, joins: bool, letters: bool) -> Number | None:
        """The number at token `i`; a measure behind it is none of its words: "34 cents", "23 centesimi"."""
        tokens, language = self.tokens, self.language
        number = read_amount(tokens, i, language, joins, self.alone, letters=letters)
        if number is None:
            return None
        many = number.last - i > 1 and not number.letter and tokens[number.last - 1].is_word
        if many and language.words.has(tokens[number.last - 1].fold, "measure"):
            number = read_amount(tokens[: number.last - 1], i, language, joins, self.alone, letters=letters) or number
        return self._repeated(number)

    def _repeated(self, number: Number) -> Number:
        """The number with itself in brackets behind it, once in words and once in figures: "sixteen (16) units"."""
        tokens, at = self.tokens, number.last
        if at + REPEATED > len(tokens) or tokens[at].text != "(" or number.vague is not None or number.lone:
            return number
        again = read_amount(tokens, at + 1, self.language)
        if again is None or again.value != number.value or again.digits == number.digits:
            return number
        closed = again.last < len(tokens) and tokens[again.last].text == ")" and not tokens[again.last].space
        return number._replace(last=again.last + 1) if closed else number

    def unit(self, number: Number) -> tuple[str | None, int]:
        """The measure behind a number, and where it ends."""
        tokens, at = self.tokens, number.last
        if at >= len(tokens):
            return None, at
        start = at
        if tokens[at].text in HYPHENS and not tokens[at].space and at + 1 < len(tokens) and not tokens[at + 1].space:
            start = at + 1
        fill = self.measure(start, number)
        article = self.language.number_words.single(tokens[at].fold) if fill is None and number.fraction else None
        if article is not None and article.one:
            fill = self.measure(at + 1, number)
        if fill is None and start == at:
            for linked in self.language.words.at("of", tokens, at):
                fill = self.measure(linked.last, number)
                break
        return fill if fill is not None else (None, at)

    def measure(self, at: int, number: Number) -> tuple[str, int] | None:
        """The measure at token `at`, and where it ends."""
        tokens = self.tokens
        if at >= len(tokens) or tokens[at].space == "\n" or at in self.taken:
            return None
        for fill in self.language.words.at("measure", tokens, at):
            length = sum(len(tokens[k].text) for k in range(at, fill.last))
            short = length <= SHORT_MEASURE and tokens[at].is_word and not is_money(str(fill.value))
            if short and not self._takes_short(at, fill.last, number):
                continue
            if fill.last < len(tokens) and self._is_other(at, fill.last, number, short):
                continue
            return str(fill.value), fill.last
        return None

    def _is_other(self, at: int, end: int, number: Number, short: bool) -> bool:
        """Whether what follows at token `end` shows that the words before it are no measure."""
        tokens, words = self.tokens, self.language.words
        ahead = tokens[end]
        if not ahead.space:
            # An article without its vowel is no litre: "2011 l'accord".
            elided = short and ahead.text in APOSTROPHES
            return ahead.is_number or (ahead.is_word and tokens[at].is_word) or elided
        if number.lone and ahead.is_number:
            return True
        if short and self._is_auxiliary(at) and number.digits and EARLIEST <= number.value < LATEST:
            return True
        # The sign of an ordinal: "40° aniversario".
        if end > at + 1 or tokens[at].is_word or not ahead.is_word or end in self.taken or self.alone:
            return False
        small = any(words.has(ahead.fold, name) for name in ("stopword", "preposition", "conjunction", "determiner"))
        return not small and not ahead.is_capital and words.has(tokens[at].fold, "date_sign")

    def _is_auxiliary(self, at: int) -> bool:
        """Whether an abbreviation is a verb as well: no hectares in "since 1980 ha investido"."""
        return self.language.words.has(self.tokens[at].fold, "past")

    def _takes_short(self, at: int, end: int, number: Number) -> bool:
        """Whether a short measure at token `at` can be one: right behind figures, and no capital alone (10M, 5G)."""
        text = self.tokens[at].text
        if len(text) == 1 and end == at + 1 and text not in self.language.letter_measures:
            return False
        return self.alone or number.digits or self.tokens[number.last - 1].is_number

    def half(self, at: int, number: Number) -> tuple[float, int] | None:
        """What "and a half" behind a measure adds: "two metres and a half"."""
        if at >= len(self.tokens) or number.scaled or not self.tokens[at].space or at in self.taken:
            return None
        found = self.language.number_words.at(self.tokens, at)
        if found is None or not found[0].half or found[0].part is not None:
            return None
        return HALF, found[1]

    def before(self, first: int, floor: int) -> tuple[str | None, int]:
        """A currency right before token `first`, and where it begins: "$", "US$", "USD", "kr"."""
        tokens, words = self.tokens, self.language.words
        if (
            first <= floor
            or tokens[first].space == "\n"
            or not (tokens[first].is_number or tokens[first].text in ".,-−")
        ):
            return None, first
        if first - 1 in self.taken or tokens[first - 1].fold not in self.language.money_ends:
            return None, first
        for start in range(max(floor, first - 3), first):
            for fill in words.at("measure", tokens, start):
                head = tokens[start]
                short = not head.is_word or head.text.isupper() or len(head.text) <= SHORT_NAME
                if fill.last != first or not is_money(fill.value) or not (short or self.alone):
                    continue
                if fill.last > start + 1 and tokens[start + 1].space and not tokens[start + 1].is_word:
                    continue
                if len(head.text) > 1 or head.is_capital or not head.is_word:
                    return str(fill.value), start
        return None, first

    def money(
        self, low: float | None, high: float | None, last: int, number: Number, before: bool
    ) -> tuple[float | None, float | None, int, Number]:
        """An amount of money with what follows: a scale ("75 USD million") or small money ("and 43 cents")."""
        tokens = self.tokens
        if not before and number.digits and last < len(tokens):
            found = self.language.number_words.at(tokens, last)
            if (
                found is not None
                and found[0].scale is not None
                and found[0].scale > HUNDRED
                and tokens[last].space == " "
            ):
                scale = found[0].scale
                number = number._replace(scaled=True, scale=scale, digits=False)
                return (low or 0.0) * scale, (high or 0.0) * scale, found[1], number
        if low is None or low != high or number.scaled or low != int(low):
            return low, high, last, number
        small = self.smaller(last, CENTS, CENTS_IN_ONE)
        if small is None:
            return low, high, last, number
        value = round(low + small[0] / CENTS_IN_ONE, 2)
        return value, value, small[1], number

    def smaller(self, at: int, units: frozenset[str], most: float) -> tuple[float, int] | None:
        """An amount below `most` in one of `units` at token `at`: "and 43 cents", or bare cents; and where it ends."""
        tokens, words, start = self.tokens, self.language.words, at
        if at >= len(tokens):
            return None
        if tokens[at].text in HYPHENS and not tokens[at].space and at + 1 < len(tokens) and units is not CENTS:
            # 5-foot-11
            tight = tokens[at + 1].is_number and not tokens[at + 1].space and len(tokens[at + 1].text) <= 2
            return (float(tokens[at + 1].text), at + 2) if tight and float(tokens[at + 1].text) < most else None
        if any(words.has(tokens[at].fold, name) for name in ("joiner", "conjunction", "decimal")):
            start = at + 1
        if start >= len(tokens) or tokens[start].space != " " or start in self.taken:
            return None
        number: Number | None = None
        for joins in (True, False):
            number = self.number(start, joins, letters=False)
            if number is None or number.vague or number.scaled or not 0 < number.value < most or number.value % 1:
                return None
            unit = self.measure(number.last, number)
            if unit is not None:
                return (number.value, unit[1]) if unit[0] in units else None
        if number is None or units is not CENTS:
            return None
        ends = number.last >= len(tokens) or not (tokens[number.last].is_word or tokens[number.last].is_number)
        two = not tokens[start].is_number or len(tokens[start].text) == 2
        return (number.value, number.last) if ends and two and number.last - start <= MAX_CENT_WORDS else None
