"""Amounts: a number with its sign, money, measure and bounds, or two of them that make a range."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stemma.languages.compose import HUNDRED
from stemma.languages.language import Language
from stemma.languages.number_phrases import LABEL, Around
from stemma.languages.numbers import Number
from stemma.languages.tokens import Token
from stemma.marks.bounds import BOUNDS, DEGREE, OPEN, PLAIN, Amount, Core, minus, with_bound
from stemma.marks.measures import EARLIEST, LATEST, PARTS, Measures, is_money

MINUS = "-−–"
DASHES = frozenset("-‐‑–—−~∼")
"""Signs between the numbers of a range."""
RANGE, SHARE, VAGUE = "number.range", "number.share", "number.vague"
LARGEST_WHOLE = 1000.0
"""The largest number of which a share is said with two numbers: one in a thousand."""
MAX_WORDS_BEFORE_SECOND = 4
"""Words that may stand before the second number of a range: "between 5 and well over 10"."""
SMALLEST_DASHED = 100.0
"""From here on two figures with blanks around their dash are a range; below they are often scores."""
LARGE_LETTER = 10.0
"""From here on figures with a letter for their scale count by themselves ("10M"); 3M and 5G are names."""
PERCENT = "percent"


class AmountReader:
    """Reads the amounts of one sentence.

    `alone`: the sentence is the whole of a line. `counts`: whether a noun that is counted stands at a token.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        taken: frozenset[int],
        language: Language,
        alone: bool = False,
        counts: Callable[[int], bool] = lambda _: False,
    ):
        self._counts = counts
        self.tokens = tokens
        self.taken = taken
        self.language = language
        self.alone = alone
        self._book = language.number_phrases
        self._measures = Measures(tokens, taken, language, alone)

    def amount(self, i: int, floor: int) -> Amount | None:
        """The amount whose number begins at token `i`, or None; nothing before token `floor` belongs to it."""
        core = self.core(i, floor)
        if core is None:
            return None
        span = self._range(core, floor)
        if span is None and floor < core.first and self.tokens[core.first - 1].fold in self._book.range_starts:
            short = self.core(i, floor, joins=False)
            if short is not None and short.number_last < core.number_last:
                span = self._range(short, floor)
        return self._bounded(span if span is not None else self._plain(core), floor)

    def core(self, i: int, floor: int, joins: bool = True, letters: bool = True) -> Core | None:
        """The number at token `i` with its sign, money and measure."""
        tokens = self.tokens
        number = self._measures.number(i, joins, letters)
        if number is not None and number.letter and self.alone and tokens[number.last - 1].text.islower():
            plain = self.core(i, floor, joins, letters=False)
            if plain is not None and plain.unit is not None and not plain.unit_before:
                return plain
        if number is None or not self.taken.isdisjoint(range(i, number.last)):
            return None
        first, value = i, number.value
        if self._is_decimal_part(i, number):
            digits = len(tokens[i].text) if tokens[i].is_number else len(str(int(value)))
            value = value / number.scale / 10.0**digits * number.scale
            first = i - 1
        first, negative = self._sign(first, floor)
        if not negative:
            first, negative = self._minus_word(first, floor, number)
        money, first = self._measures.before(first, floor)
        if money is not None and not negative:
            first, negative = self._sign(first, floor)
        unit, last = (money, number.last) if money else self._measures.unit(number)
        low, high = (value, value) if number.vague is None else number.vague
        core = self._with_parts(Core(first, last, number.last, low, high, number, unit, bool(money)))
        if negative:
            core = core._replace(low=minus(core.high), high=minus(core.low))
        return core

    def _with_parts(self, core: Core) -> Core:
        """The core with what adds to its measure: small money, a half or a smaller measure behind it."""
        unit, last, low, number = core.unit, core.last, core.low, core.number
        if unit is None:
            return core
        if is_money(unit):
            low, high, last, number = self._measures.money(low, core.high, last, number, core.unit_before)
            core = core._replace(low=low, high=high, last=last, number=number)
        if low is None or low != core.high:
            return core
        if not core.unit_before and low % 1 == 0:
            half = self._measures.half(last, number)
            if half is not None:
                low, last = low + half[0], half[1]
                number = number._replace(lone=False)
        if unit in PARTS:
            smaller, whole = PARTS[unit]
            small = self._measures.smaller(last, frozenset({smaller}), whole)
            if small is not None:
                low, last = low + small[0] / whole, small[1]
        return core._replace(low=low, high=low, last=last, number=number)

    def _is_decimal_part(self, i: int, number: Number) -> bool:
        """Whether the decimal sign before token `i` begins the number: .77 or ,5."""
        tokens = self.tokens
        if i == 0 or number.grouped or number.value % 1:
            return False
        if self.alone and i == 1 and not number.scaled and self.language.words.has(tokens[0].fold, "decimal"):
            return True
        if not tokens[i].is_number or tokens[i].space:
            return False
        if tokens[i - 1].text not in (".", self.language.pack.language.decimal):
            return False
        return i == 1 or bool(tokens[i - 1].space) or tokens[i - 2].text in "-−$€£¥("

    def _sign(self, first: int, floor: int) -> tuple[int, bool]:
        """The place of a minus before token `first`, and whether there is one."""
        tokens, at = self.tokens, first - 1
        if at < floor or tokens[at].text not in MINUS or tokens[at].text == "":
            return first, False
        if tokens[first].space and not (self.alone and at == 0):
            return first, False
        if at == 0 or tokens[at].space or tokens[at - 1].text in "($€£¥<>=≤≥~":
            return at, True
        return first, False

    def _minus_word(self, first: int, floor: int, number: Number) -> tuple[int, bool]:
        found = self._book.around(self.tokens, first, (), floor)
        if found:
            return (found[0].first, True) if found[0].affix.meaning == "negative" else (first, False)
        if first > floor and self.language.words.has(self.tokens[first - 1].fold, "minus"):
            unit = None if self.alone else self._measures.unit(number)[0]
            if self.alone or (unit is not None and unit.startswith(DEGREE)):
                return first - 1, True
        return first, False

    def _plain(self, core: Core) -> Amount:
        number = core.number
        rule = VAGUE if number.vague is not None else "number"
        scaled = number.scaled and number.last > number.first + 1
        if number.letter:
            scaled = number.value / number.scale >= LARGE_LETTER and self.tokens[number.last - 1].text.isupper()
        worded = core.first < number.first and self.tokens[core.first].is_word
        mixed = number.value % 1 != 0 and not number.scaled and not number.digits and not number.lone
        sign = number.fraction and number.last == number.first + 1 and not self.tokens[number.first].is_word
        shown = scaled or number.grouped or worded or mixed or sign
        return Amount(
            core.first, core.last, core.low, core.high, rule, core, vague=number.vague is not None, shown=shown
        )

    def _range(self, low: Core, floor: int) -> Amount | None:
        """The range that begins with the amount `low`, or None."""
        if (low.number.vague is not None and low.low is None) or (low.number.lone and low.number.fraction):
            return None
        tokens = self.tokens
        for end in dict.fromkeys((low.last, low.number_last)):
            if end >= len(tokens) or end in self.taken:
                continue
            if (
                tokens[end].text in DASHES
                and not low.number.lone
                and end + 1 < len(tokens)
                and tokens[end + 1].space != "\n"
            ):
                span = self._second(low, end + 1, "dash")
                if span is not None:
                    return span._replace(shown=self._shows_dash(low, span, end))
            for entry, start in self._book.between(tokens, low.first, end, floor):
                if low.number.lone and not entry.share:
                    continue
                span = self._second(low, start, entry.phrase, entry.share)
                if span is not None:
                    return span._replace(first=low.first - len(entry.before), shown=not self._is_numbered(low))
        return None

    def _shows_dash(self, low: Core, span: Amount, dash: int) -> bool:
        """Whether a dash with blanks around it makes a range by itself: no score, no years, no pages in brackets."""
        tokens = self.tokens
        if not low.number.letter and not (tokens[dash].space and tokens[dash + 1].space):
            return False
        in_brackets = low.first > 0 and tokens[low.first - 1].text == "("
        return low.number.letter or (
            (span.low or 0.0) >= SMALLEST_DASHED and not in_brackets and not self._are_years(low, span)
        )

    def _is_numbered(self, low: Core) -> bool:
        """Whether the first figures begin with a nought, as codes do: 000 to 999."""
        text = self.tokens[low.number.first].text
        return text[0] == "0" and len(text) > 1 and not low.unit

    def _are_years(self, low: Core, span: Amount) -> bool:
        """Whether both ends are plain figures that can be years."""
        if low.unit or span.core.unit or not self.tokens[low.number.first].is_number:
            return False
        number, high = low.number, span.core.number
        plain = number.digits and high.digits and not number.grouped and not high.grouped
        return plain and EARLIEST <= (span.low or 0.0) < (span.high or 0.0) < LATEST

    def _second(self, low: Core, start: int, phrase: str, share: bool = False) -> Amount | None:
        """The range of `low` and the amount at token `start`."""
        high = self._second_core(start)
        if high is None or low.low is None or high[0].high is None:
            return None
        second, around = high
        if low.unit and second.unit and low.unit != second.unit:
            return None
        if share:
            return self._share(low, second, phrase)
        unit = second.unit or low.unit
        least, scale = low.low, second.number.scale
        if second.number.scaled and not low.number.scaled and abs(least) < abs(second.high or 0) / scale:
            least *= scale
        most = second.high
        if most is None or least >= most:
            return None
        core = low._replace(unit=unit, number=second.number, last=second.last, number_last=second.number_last)
        approximate = around is not None and around.affix.meaning == "about"
        upper = None if around is not None and around.affix.meaning in ("more_than", "at_least") else most
        rule = f"{RANGE}: {phrase}"
        return Amount(low.first, second.last, least, upper, rule, core, approximate, second.number.vague is not None)

    def _share(self, low: Core, high: Core, phrase: str) -> Amount | None:
        """A share said with two numbers: "one in five"."""
        if low.unit or high.unit or not low.low or not high.high or low.low >= high.high or high.high > LARGEST_WHOLE:
            return None
        value = low.low / high.high
        number = high.number._replace(value=value, fraction=True)
        core = low._replace(low=value, high=value, number=number, last=high.last, number_last=high.number_last)
        return Amount(low.first, high.last, value, value, f"{SHARE}: {phrase}", core)

    def _second_core(self, start: int) -> tuple[Core, Around | None] | None:
        """The amount at token `start`, with a bound of its own where one stands before it."""
        tokens, number_words = self.tokens, self.language.number_words
        for i in range(start, min(start + MAX_WORDS_BEFORE_SECOND, len(tokens))):
            if tokens[i].space == "\n" and i > start:
                return None
            if not tokens[i].is_number and not number_words.begins(tokens[i].fold):
                continue
            core = self.core(i, start)
            if core is None or (core.number.lone and not core.unit):
                continue
            if core.first == start:
                return core, None
            for around in self._book.around(tokens, core.first, (), start):
                if around.first == start and around.affix.meaning in BOUNDS and not around.affix.unit:
                    return core, around
        return None

    def _bounded(self, amount: Amount, floor: int) -> Amount:
        """The amount with the wordings around it: the innermost first, then one more."""
        ends: tuple[int, ...] = (amount.core.number_last, amount.last)
        for _ in range(2):
            around = self._book.around(self.tokens, amount.first, ends, floor)
            found = next((a for a in around if self._fits(a, amount)), None)
            if found is None:
                break
            meaning = found.affix.meaning
            if meaning in (LABEL, "no_count"):
                apart = amount.core.unit is None or (bool(found.affix.after) and found.end >= amount.last)
                if meaning == LABEL and amount.rule.startswith(RANGE):
                    return amount._replace(names=apart)
                # "In some way": the words around it, and not only a preposition, make the vague word a pronoun.
                whole = amount.rule == VAGUE and bool(found.affix.before) and bool(found.affix.after)
                return amount._replace(names=apart and (amount.rule in PLAIN or whole))
            if found.affix.after:
                ends = ()
            amount = with_bound(amount, found)
            if meaning == "bare":
                break
        return amount

    def _fits(self, around: Around, amount: Amount) -> bool:
        meaning = around.affix.meaning
        if around.affix.unit and amount.core.unit is None:
            large = amount.low is not None and amount.low >= HUNDRED
            if not large and not self._counts(amount.core.number_last):
                return False
        if meaning in OPEN and (amount.low is None or amount.high is None) and not amount.vague:
            return False
        return not (meaning == "bare" and amount.core.unit is not None)
