"""Quantities: how many of what, as the range that the words give.

A number is a quantity where something is counted or measured, or where words bound it. Bare figures (articles of law,
scores, house numbers) are left alone, unless the line is nothing else. What is counted is found beside the number: a
measure or currency, or a noun after adjectives; its nationality and second noun are kept as `of`.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.languages.compose import HALF
from stemma.languages.language import Language
from stemma.languages.numbers import HYPHENS, Number
from stemma.languages.tokens import Token
from stemma.marks.amounts import PERCENT, SHARE, AmountReader
from stemma.marks.bounds import Amount, Core
from stemma.marks.counted import Counted, Nouns
from stemma.marks.measures import CENTS, is_money
from stemma.marks.view import View
from stemma.model import Quantity, Timex

LONGEST_LINE = 40
"""Tokens of a line that can be nothing but an amount."""
LATEST_START = 4
"""Tokens that can stand before the number of such a line: a sign, money, "no fewer than"."""
MAX_AGE = 120
"""A figure up to this between commas or in brackets behind a name is an age."""
MAX_BETWEEN = 2
"""Words between two bounds of one amount: "more than 5, but less than 7"."""
LENGTHS = frozenset({"millimetre", "centimetre", "metre", "kilometre", "mile", "nautical mile", "foot", "yard", "inch"})
"""Measures behind which "of" is mostly "from": two kilometres from the bridge."""
YEARS = (1900, 2100)
"""Four figures in this range that are not round are years before a noun ("the 2014 law")."""
ROUND = 50
_CLOSING = frozenset(".,;:!?)\"'”’»…")


def quantities(view: View) -> tuple[Quantity, ...]:
    """All quantities of a report; numbers inside time expressions are none."""
    found: list[Quantity] = []
    text, at = view.report.text, 0
    timexes = sorted(view.timexes, key=lambda t: t.start)
    opening = view.language.number_opening
    for sentence in view.sentences:
        tokens = sentence.tokens
        starts = [i for i, token in enumerate(tokens) if opening[token.fold]]
        if not starts:
            continue
        at = _passed(timexes, at, tokens[0].start)
        taken = _taken(tokens, timexes, at)
        found += _Sentence(tokens, taken, view.language, _fills_line(text, tokens)).read(starts)
    return tuple(found)


def _passed(timexes: Sequence[Timex], at: int, start: int) -> int:
    while at < len(timexes) and timexes[at].end <= start:
        at += 1
    return at


def _taken(tokens: Sequence[Token], timexes: Sequence[Timex], at: int) -> frozenset[int]:
    """The tokens of a sentence that lie inside time expressions."""
    taken: set[int] = set()
    i, end = 0, tokens[-1].end
    while at < len(timexes) and timexes[at].start < end:
        timex = timexes[at]
        while i < len(tokens) and tokens[i].end <= timex.start:
            i += 1
        k = i
        while k < len(tokens) and tokens[k].start < timex.end:
            taken.add(k)
            k += 1
        at += 1
    return frozenset(taken)


def _fills_line(text: str, tokens: Sequence[Token]) -> bool:
    """Whether nothing else stands on the lines of a sentence."""
    start, end = tokens[0].start, tokens[-1].end
    while start > 0 and text[start - 1].isspace() and text[start - 1] != "\n":
        start -= 1
    while end < len(text) and text[end].isspace() and text[end] != "\n":
        end += 1
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


class _Sentence:
    """The quantities of one sentence, read from left to right."""

    def __init__(self, tokens: Sequence[Token], taken: frozenset[int], language: Language, fills_line: bool):
        self.tokens = tokens
        self.taken = taken
        self.language = language
        self.fills_line = fills_line
        self._nouns = Nouns(tokens, taken, language)
        self._reader = AmountReader(tokens, taken, language, counts=self._is_counted)
        self._everyday = language.pack.count

    def read(self, starts: Sequence[int]) -> list[Quantity]:
        """All quantities; numbers can begin at the tokens `starts`."""
        if self.fills_line and len(self.tokens) <= LONGEST_LINE and starts[0] <= LATEST_START:
            whole = self._whole(starts)
            if whole is not None:
                return [whole]
        found: list[tuple[Quantity, int, int]] = []
        floor = 0
        for i in starts:
            if i < floor or i in self.taken or not self._may_begin(i):
                continue
            step = self._factor(i) or self._amount(i, floor)
            if step is None:
                continue
            mark, first, floor = step
            if mark is not None:
                joined = self._joined(found[-1], (mark, first, floor)) if found else None
                if joined is not None:
                    found[-1] = joined
                else:
                    found.append((mark, first, floor))
        return [mark for mark, _, _ in found]

    def _may_begin(self, i: int) -> bool:
        """False for articles before ordinary words, which are most of all words that can begin a number."""
        language, ahead = self.language, i + 1
        if self.tokens[i].fold not in language.articles:
            return True
        if ahead >= len(self.tokens):
            return False
        word = self.tokens[ahead].fold
        if language.number_opening[word] or word in language.measure_starts:
            return True
        if word in language.number_phrases.share_starts:
            return True
        found = language.number_words.at(self.tokens, i)
        return found is not None and found[1] > ahead

    def _is_counted(self, at: int) -> bool:
        return self._nouns.counted(at, False) is not None

    def _whole(self, starts: Sequence[int]) -> Quantity | None:
        """The one amount that a line consists of, if it does."""
        reader = AmountReader(self.tokens, self.taken, self.language, alone=True)
        size = len(self.tokens)
        while size and self.tokens[size - 1].text in _CLOSING:
            size -= 1
        for i in starts[:2]:
            amount = reader.amount(i, 0)
            if amount is None:
                continue
            if amount.first == 0 and amount.last >= size and not amount.names:
                unit = Counted(amount.core.unit, (), amount.last) if amount.core.unit else None
                return self._mark(amount, unit)
        return None

    def _factor(self, i: int) -> tuple[Quantity | None, int, int] | None:
        """A multiple as a whole wording: "twice as many"."""
        if not self.language.words.kinds(self.tokens[i].fold) & {"factor"}:
            return None
        fill = next(self.language.words.at("factor", self.tokens, i), None)
        if fill is None or not self.taken.isdisjoint(range(i, fill.last)):
            return None
        start, end = self.tokens[i].start, self.tokens[fill.last - 1].end
        mark = Quantity(start, end, fill.value, fill.value, "number.factors", factor=True)
        return mark, i, fill.last

    def _amount(self, i: int, floor: int) -> tuple[Quantity | None, int, int] | None:
        """The quantity whose number begins at token `i`, and the token from which to read on; None for no number."""
        amount = self._reader.amount(i, floor)
        if amount is None:
            return None
        end = amount.core.number_last
        if amount.names or self._is_name(i) or _is_label(self.tokens, amount, i):
            return None, i, end
        if amount.core.unit is None and amount.rule == "number" and self._is_ambiguous(amount.core.number):
            return None
        counted = self._counted(amount)
        if amount.core.number.letter and counted is None and not amount.shown and not self._in_money(amount):
            plain = self._reader.core(i, floor, letters=False)
            if plain is None or plain.unit is None:
                return None, i, end
            amount = amount._replace(core=plain, low=plain.low, high=plain.high, last=plain.last)
            counted = self._counted(amount)
        if counted is not None and counted.last > amount.last:
            amount = self._closed(amount, counted.last)
        if not self._counts(amount, counted, i):
            # An article is left to what stands behind it: "a US$ 5 billion plan", "between a third and a half".
            return None if amount.core.number.lone and not amount.core.number.fraction else (None, i, end)
        last = max(amount.last, counted.last if counted is not None else 0)
        return self._mark(amount, counted), amount.first, max(last, end)

    def _in_money(self, amount: Amount) -> bool:
        unit = amount.core.unit
        return unit is not None and is_money(unit)

    def _closed(self, amount: Amount, end: int) -> Amount:
        """The amount with a bound behind the noun: "200 people or more"."""
        for around in self.language.number_phrases.around(self.tokens, 0, (end,)):
            if around.affix.meaning in ("at_least", "at_most") and amount.low == amount.high:
                low, high = (amount.low, None) if around.affix.meaning == "at_least" else (None, amount.high)
                rule = f"number.{around.affix.meaning}: {around.affix.phrase}"
                return amount._replace(low=low, high=high, last=around.last, rule=rule)
        return amount

    def _counted(self, amount: Amount) -> Counted | None:
        core, nouns = amount.core, self._nouns
        if amount.factor or (amount.ends and not self._is_everyday(amount.last)):
            return None
        if core.unit == PERCENT:
            base = nouns.base(amount.last)
            return Counted(PERCENT, (base.unit,) if base is not None else (), amount.last)
        if core.unit is not None:
            money = self._in_money(amount) or core.unit in CENTS
            base = None if money or core.unit in LENGTHS else nouns.base(amount.last, measure=True)
            if base is None:
                return Counted(core.unit, (), amount.last)
            return Counted(core.unit, (base.unit,), base.last)
        if core.number.fraction:
            base = nouns.base(amount.last, measure=amount.rule.startswith(SHARE))
            if base is None and not core.number.lone and core.number.value == HALF:
                noun = nouns.counted(amount.last, True)
                return noun if noun is not None and noun.sure else None
            return None if base is None else Counted("", (base.unit, *base.of), base.last)
        single = core.low == 1 and core.high == 1
        counted = nouns.counted(amount.last, single)
        if counted is None or (amount.rule == "number" and self._is_year(core) and counted.unit not in self._everyday):
            return None
        whole = core.low is None or core.low % 1 == 0 or core.number.scaled or not core.number.digits
        return counted if whole or counted.unit in self._everyday else None

    def _is_everyday(self, at: int) -> bool:
        return at < len(self.tokens) and self.language.words.has(self.tokens[at].fold, "counted")

    def _is_ambiguous(self, number: Number) -> bool:
        """Whether it is a fraction by a word that is mostly something else: "mezzo" in "mezzo di trasporto"."""
        if not number.fraction or (number.value < 1 and number.last - number.first > 2):
            return False
        word = self.tokens[number.last - 1].fold
        first = self.tokens[number.first].fold
        plain = number.last == number.first + 1 or first in self.language.articles or number.value >= 1
        return plain and self.language.words.has(word, "ambiguous_number")

    def _is_year(self, core: Core) -> bool:
        """Whether four figures are more likely a year than a count: "the 2014 law"."""
        number = core.number
        plain = number.digits and not number.grouped and number.last == number.first + 1
        low = core.low or 0.0
        return plain and YEARS[0] <= low < YEARS[1] and low % ROUND != 0

    def _counts(self, amount: Amount, counted: Counted | None, i: int) -> bool:
        """Whether the words show that the number is a quantity."""
        core = amount.core
        number = core.number
        if amount.factor:
            return True
        ahead = self.tokens[amount.last] if amount.last < len(self.tokens) else None
        if ahead is not None and core.unit is None and self.language.words.has(ahead.fold, "unit"):
            return False
        if counted is None and self._is_compound(amount.last):
            return False
        bounded = amount.rule != "number" and amount.shown
        if number.lone:
            if number.fraction:
                ordinal = i > 0 and self.language.words.has(self.tokens[i - 1].fold, "ordinal")
                share = counted is not None and (number.value == HALF or not (self.language.has_articles or ordinal))
                return core.unit is not None or share or bounded
            return core.unit is not None and (bounded or core.unit == PERCENT or self._is_price(amount))
        if number.fraction:
            return counted is not None or amount.shown
        if amount.vague:
            return counted is not None or (amount.shown and amount.rule != "number.vague")
        if counted is not None:
            if core.unit is None and core.low == 1 and core.high == 1:
                return counted.sure and not self._pronoun(i)
            return True
        if core.low == 1 and core.high == 1 and not number.digits:
            return False
        return amount.shown and not self._is_age(i, amount)

    def _is_compound(self, at: int) -> bool:
        """Whether a hyphen at token `at` joins the number to a word: "the 2,500-page report"."""
        tokens = self.tokens
        if at + 1 >= len(tokens) or tokens[at].text not in HYPHENS or tokens[at].space:
            return False
        return tokens[at + 1].is_word and not tokens[at + 1].space

    def _is_price(self, amount: Amount) -> bool:
        """An article and a currency that end a phrase: "for a dollar", but not "a dollar bill"."""
        tokens, at = self.tokens, amount.last
        if not self._in_money(amount) and amount.core.unit not in CENTS:
            return False
        # "5 euros a dollar": a rate, no second amount.
        if amount.first > 0 and self.language.words.has(tokens[amount.first - 1].fold, "measure"):
            return False
        if at >= len(tokens) or not tokens[at].is_word:
            return True
        return any(
            self.language.words.has(tokens[at].fold, name) for name in ("stopword", "preposition", "conjunction")
        )

    def _is_name(self, i: int) -> bool:
        """Whether a number word with a capital begins a name inside a sentence: "the group One Nation"."""
        tokens = self.tokens
        if i == 0 or i + 1 >= len(tokens) or self.language.pack.language.noun_capitals:
            return False
        if not tokens[i].is_capital or tokens[i].text.isupper() or not tokens[i + 1].is_capital:
            return False
        return tokens[i - 1].is_word and not tokens[i - 1].is_capital

    def _pronoun(self, i: int) -> bool:
        """Whether a "one" at token `i` stands behind "the", "this", "no"."""
        if i == 0 or self.tokens[i].space == "":
            return False
        before = self.tokens[i - 1].fold
        return any(self.language.words.has(before, name) for name in ("determiner", "negation"))

    def _is_age(self, i: int, amount: Amount) -> bool:
        """Figures between commas or in brackets behind a name: "Müller (45)", "Smith, 45, said"."""
        tokens, end = self.tokens, amount.core.number_last
        if amount.first < 2 or not tokens[i].is_number or (amount.core.low or 0) > MAX_AGE:
            return False
        opens = tokens[amount.first - 1].text
        return opens in "(," and tokens[amount.first - 2].is_capital and (end >= len(tokens) or not tokens[end].is_word)

    def _joined(
        self, one: tuple[Quantity, int, int], two: tuple[Quantity, int, int]
    ) -> tuple[Quantity, int, int] | None:
        """Two bounds of one amount: "more than 5 but less than 7 percent"."""
        low, high = one[0], two[0]
        if two[1] - one[2] > MAX_BETWEEN or (low.unit and high.unit and low.unit != high.unit):
            return None
        between = self.tokens[one[2] : two[1]]
        words = self.language.words
        small = (words.has(t.fold, "conjunction") or words.has(t.fold, "stopword") for t in between if t.text != ",")
        if not between or not all(small):
            return None
        if low.low is None and high.high is None:
            low, high = high, low
        if low.low is None or low.high is not None or high.high is None or high.low is not None:
            return None
        if low.low >= high.high:
            return None
        first = one[0]
        mark = Quantity(
            first.start,
            two[0].end,
            low.low,
            high.high,
            f"{low.rule}; {high.rule}",
            low.approximate or high.approximate,
            False,
            low.unit or high.unit,
            False,
            low.of or high.of,
        )
        return mark, one[1], two[2]

    def _mark(self, amount: Amount, counted: Counted | None) -> Quantity:
        last = max(amount.last, counted.last if counted is not None else 0)
        fraction = amount.core.number.fraction and (counted is None or not counted.unit)
        return Quantity(
            self.tokens[amount.first].start,
            self.tokens[last - 1].end,
            amount.low,
            amount.high,
            amount.rule,
            amount.approximate,
            amount.vague,
            counted.unit or None if counted is not None else None,
            amount.factor or fraction,
            counted.of if counted is not None else (),
        )


def _is_code(tokens: Sequence[Token], core: Core) -> bool:
    """Whether figures begin with a nought, or blanks between them divide a telephone number: "555 123 4567"."""
    first, last = core.number.first, core.number_last
    if tokens[first].text[0] == "0" and len(tokens[first].text) > 1 and last == first + 1:
        return True
    if not any(t.is_number and t.space == " " for t in tokens[first + 1 : last]):
        return False
    before = first > 0 and tokens[first - 1].is_number
    return before or (last < len(tokens) and tokens[last].is_number and tokens[last].space == " ")


def _is_label(tokens: Sequence[Token], amount: Amount, i: int) -> bool:
    """Figures that belong to a name, a code, a score or a place in a row: "F-16", "Covid-19", "G20", "3-1", "5. "."""
    token, first, core = tokens[i], amount.first, amount.core
    if not token.is_number:
        # "one-on-one", "mid-fifty"
        return first > 1 and tokens[first - 1].text in "-‐‑" and not token.space and not tokens[first - 1].space
    if core.unit_before:
        return False
    if core.unit is None and _is_code(tokens, core):
        return True
    if first > 0 and not tokens[first].space:
        before = tokens[first - 1]
        if before.is_word or before.is_number or before.text in "/:.#_@=&%\\":
            return True
        joined = tokens[first - 2] if first > 1 and before.text in "-–‐‑−" and not before.space else None
        if joined is not None and (joined.is_word or joined.text.isnumeric()):
            return True
    end = core.number_last
    if end >= len(tokens) or core.unit is not None:
        return False
    after = tokens[end]
    ahead = tokens[end + 1] if end + 1 < len(tokens) else None
    if after.space or ahead is None:
        return not after.space and after.is_word
    if after.is_word or (after.text in "/:_=@" and not ahead.space):
        return True
    if after.text in "-–‐‑−" and not ahead.space and ahead.is_number:
        return True
    # A full stop inside a sentence makes an ordinal, a bracket the number of a list.
    return (after.text == "." and ahead.is_word and ahead.space == " ") or (after.text == ")" and core.first == 0)
