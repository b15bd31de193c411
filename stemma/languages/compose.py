"""How number words make up a number: "two hundred and five thousand", "tens of thousands", "two and a half million"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from stemma.languages.number_pack import VagueNumber

HUNDRED = 100.0
HALF = 0.5
_TEN = 10.0
_TENS = frozenset(float(n) for n in range(20, 100, 10))
_ENDLESS = float("inf")


class NumberWord(NamedTuple):
    """What a word can be inside a number; most words are one of these, some are several."""

    value: float | None = None
    one: bool = False
    scale: float | None = None
    plural: float | None = None
    fraction: float | None = None
    part: float | None = None
    """A fraction by itself: ½, "Dreiviertel"."""
    vague: VagueNumber | None = None
    joiner: bool = False
    half: bool = False
    decimal: bool = False
    over: bool = False
    of: bool = False
    ordinal: bool = False
    letter: bool = False
    """A scale of one letter, which is easily something else."""
    lone: bool = False
    """A scale that may begin a number."""

    @property
    def begins(self) -> bool:
        """Whether a number can begin with it in running text."""
        return (
            self.value is not None
            or self.plural is not None
            or self.fraction is not None
            or self.part is not None
            or self.vague is not None
            or self.one
            or self.lone
            or self.half
        )


class Habits(NamedTuple):
    """How a language puts numbers together.

    `teens_after`: tens that teens can follow. `units_first`: units can stand before tens. `tens_joined`: a joiner
    always stands between ten and unit, so that "treinta y dos quintos" has one numerator.
    """

    teens_after: frozenset[int]
    units_first: bool
    tens_joined: bool = False


class Lexeme(NamedTuple):
    """A number word or figure at tokens `first:last`; `tight`: a hyphen joins it to the one before."""

    word: NumberWord
    first: int
    last: int
    figure: bool = False
    tight: bool = False


class Composed(NamedTuple):
    """A number made of the first `last` lexemes.

    `vague` is the least and the most that a vague number says. `scale` is the last scale that was multiplied with.
    """

    last: int
    value: float
    scale: float = 1.0
    vague: tuple[float | None, float | None] | None = None
    fraction: bool = False
    letter: bool = False
    lone: bool = False
    """Nothing but a word for "one", a fraction without a number, or one that can be an ordinal ("a third")."""


def compose(
    lexemes: Sequence[Lexeme],
    habits: Habits,
    joins: bool = True,
    alone: bool = False,
    inside: bool = False,
    shares: bool = True,
) -> Composed | None:
    """The longest number at the beginning of `lexemes`, or None.

    `joins` false: joiners ("and") end it. `alone`: articles that mean one, and halves of nothing, are numbers.
    `inside`: the lexemes are parts of one word. `shares` false: "23 hundredths" is 23.
    """
    return _Composer(lexemes, habits, joins, alone, inside).number(shares)


class _Group(NamedTuple):
    """A number below the next scale that ends at lexeme `last`; `closed`: nothing can be added to it any more."""

    last: int
    value: float
    figure: bool = False
    closed: bool = False


class _Composer:
    def __init__(self, lexemes: Sequence[Lexeme], habits: Habits, joins: bool, alone: bool, inside: bool):
        self._all = lexemes
        self._habits = habits
        self._joins = joins
        self._alone = alone
        self._inside = inside

    def _word(self, k: int) -> NumberWord | None:
        return self._all[k].word if k < len(self._all) else None

    def number(self, shares: bool = True) -> Composed | None:
        if not self._all:
            return None
        head = self._all[0].word
        if head.vague is not None or head.plural is not None:
            return self._vague(head) or (self._exact() if self._alone else None)
        return (self._fraction() if shares else None) or self._exact()

    def _vague(self, head: NumberWord) -> Composed | None:
        """Vague words and plurals of scales, with the scales behind them."""
        low, high = (head.vague.low, head.vague.high) if head.vague is not None else (2 * (head.plural or 1), None)
        k, factor, scale = 1, 1.0, head.plural or 1.0
        while True:
            ahead = k
            while (word := self._word(ahead)) is not None and word.of:
                ahead += 1
            if word is None or word.letter:
                break
            times = word.scale or word.plural or (HUNDRED if word.value == HUNDRED else None)
            if times is None or (times < HUNDRED and ahead == k and head.plural is not None):
                break
            factor, scale, k = factor * times, times, ahead + 1
        if k == 1 and head.vague is not None and head.vague.before_scale:
            return None
        low = None if low is None else _rounded(low * factor)
        high = None if high is None else _rounded(high * factor)
        return Composed(k, low if low is not None else high or 0.0, scale, (low, high))

    def _fraction(self) -> Composed | None:
        """A fraction, and the scale that it is a part of: "half a million", "three quarters of a billion"."""
        head = self._all[0].word
        if self._alone:
            divided = self._divided()
            if divided is not None:
                return divided
        part, k, weak = head.part, 1, head.part is None
        if part is None and head.fraction is not None and not head.ordinal:
            part = 1 / head.fraction
        if part is None:
            group = self._group(0, one=True)
            below = self._word(group.last) if group is not None else None
            if group is None or group.closed or below is None or not below.fraction or below.half:
                return None
            if group.value != int(group.value) or (below.ordinal and group.value >= HUNDRED and not self._alone):
                return None
            follows = self._word(group.last + 1)
            weak = below.ordinal and group.value <= 1 and (follows is None or not follows.of)
            part, k = group.value / below.fraction, group.last + 1
        ahead = k
        while (word := self._word(ahead)) is not None and (word.of or word.one) and ahead < k + 3:
            ahead += 1
        if word is not None and word.scale is not None and not word.letter:
            return Composed(ahead + 1, part * word.scale, word.scale)
        return Composed(k, part, fraction=True, lone=weak)

    def _divided(self) -> Composed | None:
        """A fraction with its bar read out: "one over twenty"."""
        above = self._group(0, one=True)
        bar = self._word(above.last) if above is not None else None
        below = self._group(above.last + 1, one=False) if above is not None and bar is not None and bar.over else None
        if above is None or below is None or not below.value:
            return None
        return Composed(below.last, above.value / below.value, fraction=True)

    def _exact(self) -> Composed | None:
        parts: list[tuple[float, float]] = []
        smallest, k, end, letter = _ENDLESS, 0, 0, False
        while True:
            step = k
            word = self._word(k)
            if parts and word is not None and word.joiner and self._joins:
                step += 1
            group = self._group(step, one=not parts)
            at = group.last if group is not None else step
            scale = self._scale(at, group, bool(parts), end)
            if scale is None:
                if group is None or (parts and (group.value >= smallest or (group.figure and not self._alone))):
                    break
                parts.append((group.value, 1.0))
                return self._sum(parts, group.last, smallest if smallest < _ENDLESS else 1.0)
            amount = group.value if group is not None else 1.0
            if scale > smallest:
                below = sum(v for v, s in parts if s < scale)
                parts = [p for p in parts if p[1] >= scale]
                amount = below + (group.value if group is not None else 0.0)
            elif scale == smallest:
                break
            if scale < HUNDRED < amount and amount % HUNDRED:
                # Four hundred and three dozen are 436.
                parts.append((amount - amount % HUNDRED, 1.0))
                amount %= HUNDRED
            parts.append((amount * scale, scale))
            letter = self._all[at].word.letter
            smallest, k, end = scale, at + 1, at + 1
            added = self._added(k, scale)
            if added is not None:
                parts.append((added[1], 1.0))
                return self._sum(parts, added[0], scale)
            if scale < HUNDRED or letter:
                break
        return self._sum(parts, end, smallest, letter=letter) if parts else self._lone_one()

    def _scale(self, at: int, group: _Group | None, more: bool, end: int) -> float | None:
        """The scale at lexeme `at`, where it may multiply the group before it or stand by itself."""
        word = self._word(at)
        if word is None or word.scale is None:
            return None
        if word.letter:
            return word.scale if group is not None and self._all[at - 1].figure else None
        if group is not None or (more and at == end):
            return word.scale
        return word.scale if word.lone and not more else None

    def _lone_one(self) -> Composed | None:
        return Composed(1, 1.0, lone=True) if self._all[0].word.one and not self._inside else None

    def _sum(self, parts: list[tuple[float, float]], last: int, scale: float, letter: bool = False) -> Composed:
        return Composed(last, _rounded(sum(v for v, _ in parts)), scale, letter=letter)

    def _group(self, k: int, one: bool) -> _Group | None:
        """The number below a thousand at lexeme `k`; `one`: an article before a hundred or a scale is a one."""
        if k >= len(self._all):
            return None
        lexeme = self._all[k]
        if lexeme.figure:
            return self._figures(k)
        value = lexeme.word.value
        if value is None:
            value = 1.0 if lexeme.word.one and (one or k > 0) and self._counts_one(k) else None
        if value is None:
            return None
        k += 1
        while True:
            step = self._next(k, value)
            if step is None:
                break
            k, value = step
        return self._with_part(_Group(k, value))

    def _figures(self, k: int) -> _Group:
        value = self._all[k].word.value or 0.0
        ahead = self._word(k + 1)
        if ahead is not None and ahead.value == HUNDRED and value == int(value):
            return _Group(k + 2, value * HUNDRED, True)
        if ahead is not None and ahead.part is not None and value == int(value):
            return _Group(k + 2, value + ahead.part, True, True)
        return self._with_part(_Group(k + 1, value, True))

    def _counts_one(self, k: int) -> bool:
        ahead = self._word(k + 1)
        if ahead is None:
            return self._inside or (self._alone and k > 0)
        if self._alone and (ahead.joiner or ahead.decimal or ahead.over):
            return True
        if ahead.value == HUNDRED or (ahead.scale is not None and not ahead.letter):
            return True
        if ahead.fraction is not None or ahead.half:
            return True
        ten = self._word(k + 2)
        return ahead.joiner and self._habits.units_first and ten is not None and ten.value in _TENS

    def _next(self, k: int, value: float) -> tuple[int, float] | None:
        """The next lexeme added to a group of `value` or multiplied with it, and where that ends; None to stop."""
        word = self._word(k)
        if word is None or self._all[k].figure:
            return None
        if word.value == HUNDRED and 1 <= value < HUNDRED and value == int(value) and value % 10:
            return k + 1, value * HUNDRED
        unit = 1.0 if word.one and (self._inside or self._all[k].tight) else word.value
        if unit is not None and self._fits(unit, value):
            return self._inverted(k, unit, value) or (k + 1, value + unit)
        if not word.joiner or not self._joins or word.half:
            return None
        ahead = self._word(k + 1)
        if ahead is None or (self._all[k + 1].figure and not self._alone):
            return None
        added = 1.0 if ahead.one and _grain(value) == _TEN else ahead.value
        if added is None:
            return None
        if self._habits.units_first and value < 10 and added in _TENS:
            return k + 2, value + added
        if self._fits(added, value) and (inverted := self._inverted(k + 1, added, value)) is not None:
            return inverted
        below = self._word(k + 2)
        another = below is not None and (below.value == HUNDRED or below.fraction is not None)
        if self._habits.tens_joined and below is not None and below.fraction is not None:
            another = added < _TEN and value % HUNDRED not in _TENS
        if another or not self._fits(added, value):
            return None
        return k + 2, value + added

    def _inverted(self, k: int, unit: float, before: float) -> tuple[int, float] | None:
        """A unit, a joiner and a ten after a round number: the rest of "zweihundertfünfunddreißig"."""
        joiner, ten = self._word(k + 1), self._word(k + 2)
        if not self._habits.units_first or unit >= 10 or joiner is None or not joiner.joiner or ten is None:
            return None
        if ten.value not in _TENS or not self._fits(ten.value or 0.0, before):
            return None
        return k + 3, before + unit + (ten.value or 0.0)

    def _fits(self, value: float, before: float) -> bool:
        """Whether a number word may follow a number that ends in a rounder one: twenty five, two hundred six."""
        if value < 1 or before != int(before):
            return False
        if before % HUNDRED in self._habits.teens_after and value < 20:
            return True
        return value < _grain(before)

    def _with_part(self, group: _Group) -> _Group:
        """The group with a half or a decimal behind it: "two and a half", "two point five"."""
        word = self._word(group.last)
        added = self._added(group.last, 1.0) if group.value == int(group.value) else None
        if added is None:
            return self._decimals(group) if word is not None and word.decimal else group
        return _Group(added[0], group.value + added[1], group.figure, True)

    def _decimals(self, group: _Group) -> _Group:
        k, digits = group.last + 1, ""
        while (word := self._word(k)) is not None and word.value is not None and word.value < 10:
            digits += str(int(word.value))
            k += 1
        if not digits and word is not None and word.value is not None and word.value == int(word.value):
            value = word.value
            k += 1
            while (step := self._next(k, value)) is not None:
                k, value = step
            digits = str(int(value))
        if not digits:
            return group
        return _Group(k, float(f"{int(group.value)}.{digits}"), group.figure, True)

    def _added(self, k: int, unit: float) -> tuple[int, float] | None:
        """What "and a half", "and three quarters" add to a number whose last part is a multiple of `unit`."""
        word = self._word(k)
        if word is None:
            return None
        if word.half:
            scale = self._word(k + 1)
            if scale is not None and scale.scale is not None and scale.scale < unit and not scale.letter:
                return k + 2, HALF * scale.scale
            return k + 1, HALF * unit
        if not (word.joiner or word.decimal) or not self._joins:
            return None
        numerator, at, sure = 1.0, k + 1, False
        below = self._word(at)
        if below is not None and (below.part is not None or below.half):
            return at + 1, (below.part or HALF) * unit
        unit_word = below is not None and below.value is not None and below.value < 10 and below.fraction is None
        if below is not None and (below.one or unit_word):
            numerator, at, sure = below.value or 1.0, at + 1, below.value is not None
            below = self._word(at)
        if below is None or below.fraction is None:
            return None
        ahead = self._word(at + 1)
        if below.ordinal and not sure and ahead is None and not self._alone and unit == 1:
            return None
        if unit > 1 and ahead is not None and ahead.scale is not None and ahead.scale < unit and not ahead.letter:
            return at + 2, numerator / below.fraction * ahead.scale
        return at + 1, numerator / below.fraction * unit


def _grain(value: float) -> float:
    """The largest power of ten that divides a number; teens and ten are not continued."""
    if value < 20:
        return 1.0
    grain = 1.0
    while grain < value and value % (grain * 10) == 0:
        grain *= 10
    return grain


def _rounded(number: float) -> float:
    """A product as it is written: 32.8 million is 32800000.0, not 32799999.999999996."""
    return float(f"{number:.12g}") if math.isfinite(number) else number
