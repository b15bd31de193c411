"""Amounts as they are passed on, and what the words around a number make of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from stemma.languages.number_phrases import Around
from stemma.languages.numbers import Number

DEGREE = "degree"
"""The unit of "2 below zero", and how the units of temperature begin."""


class Core(NamedTuple):
    """A number at tokens `first:last` with its sign and unit; the number itself ends at `number_last`."""

    first: int
    last: int
    number_last: int
    low: float | None
    high: float | None
    number: Number
    unit: str | None = None
    unit_before: bool = False


class Amount(NamedTuple):
    """A core or a range with its bounds at tokens `first:last`.

    `shown`: the words themselves show that something is counted. `names`: the number is a name and counts nothing.
    `ends`: other words than a noun stand behind it.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    rule: str
    core: Core
    approximate: bool = False
    vague: bool = False
    factor: bool = False
    shown: bool = False
    names: bool = False
    ends: bool = False


_Bounds = tuple[float | None, float | None, bool]
BOUNDS: dict[str, Callable[[float | None, float | None], _Bounds]] = {
    "more_than": lambda low, high: (low if low is not None else high, None, False),
    "at_least": lambda low, high: (low if low is not None else high, None, False),
    "less_than": lambda low, high: (None, high if high is not None else low, False),
    "at_most": lambda low, high: (None, high if high is not None else low, False),
    "almost": lambda low, high: (None, high if high is not None else low, True),
    "about": lambda low, high: (low, high, True),
    "exactly": lambda low, high: (low, high, False),
    "factor": lambda low, high: (low, high, False),
    "bare": lambda low, high: (low, high, False),
    "negative": lambda low, high: (minus(high), minus(low), False),
}
"""What each kind of wording makes of the least and the most: the new two, and whether they are approximate."""
PLAIN = ("number", "number.range: dash")
"""Rules of amounts without words around them."""
OPEN = ("more_than", "at_least", "less_than", "at_most", "almost")
"""Kinds of wording that leave one end open."""


def minus(value: float | None) -> float | None:
    """A bound with its sign turned; an open end stays open."""
    return None if value is None else -value


def with_bound(amount: Amount, around: Around) -> Amount:
    """The amount as the words around it make it."""
    meaning = around.affix.meaning
    if meaning == "bare":
        rule = f"{amount.rule}, bare: {around.affix.phrase}"
        return amount._replace(shown=True, rule=rule, ends=bool(around.affix.after))
    if meaning == "negative" and amount.core.unit is None:
        amount = amount._replace(core=amount.core._replace(unit=DEGREE))
    low, high, approximate = BOUNDS[meaning](amount.low, amount.high)
    if amount.low != amount.high and meaning == "almost":
        low = amount.low
    return amount._replace(
        first=min(amount.first, around.first),
        last=max(amount.last, around.last),
        low=low,
        high=high,
        rule=f"number.{meaning}: {around.affix.phrase}",
        approximate=amount.approximate or approximate,
        factor=amount.factor or meaning == "factor",
        shown=True,
    )
