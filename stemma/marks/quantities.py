"""Quantities: how many of what, as the range that the words give.

A number is a quantity where something is counted or measured, or where words bound it. Bare figures (articles of law,
scores, house numbers) are left alone. What is counted is found beside the number: a measure or currency of the pack,
or the first noun of the glossary after adjectives; its nationality and second noun are kept as `of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.numbers import Number
from stemma.languages.pack import VagueNumber
from stemma.languages.phrases import Filled, PhraseMatch, Slots, remembered
from stemma.languages.tokens import Token
from stemma.marks.view import View, covering
from stemma.model import Quantity

MAX_ADJECTIVES = 3
"""Words without a glossary entry that may stand between a number and the noun that is counted."""
PERCENT = "percent"


class Amount(NamedTuple):
    """A number with its bounds at tokens `first:last`."""

    first: int
    last: int
    low: float | None
    high: float | None
    rule: str
    approximate: bool = False
    vague: bool = False
    factor: bool = False
    bounded: bool = False


class Counted(NamedTuple):
    """What is counted: its unit, what restricts it, and the tokens that the mark reaches to."""

    unit: str
    of: tuple[str, ...]
    first: int
    last: int


def quantities(view: View) -> tuple[Quantity, ...]:
    """All quantities of a report; numbers inside time expressions are none."""
    found: list[Quantity] = []
    for sentence in view.sentences:
        tokens = sentence.tokens
        taken: set[int] = set()
        if tokens:
            for timex in view.timexes:
                if timex.end > tokens[0].start and timex.start < tokens[-1].end:
                    taken.update(covering(tokens, timex.start, timex.end))
        found += _sentence(tokens, taken, view.language)
    return tuple(found)


def _sentence(tokens: Sequence[Token], taken: set[int], language: Language) -> list[Quantity]:
    candidates: list[Amount] = []
    slots = _slots(tokens, taken, language)

    def possible(i: int) -> frozenset[str]:
        return _possible(tokens[i], language)

    for i, token in enumerate(tokens):
        if i in taken:
            continue
        if _possible(token, language):
            candidates += _plain(tokens, i, language)
        for match in language.number_book.match_at(tokens, i, slots, possible):
            amount = _bounded(match)
            if amount is not None and taken.isdisjoint(range(amount.first, amount.last)):
                candidates.append(amount)
    found: list[Quantity] = []
    used: set[int] = set(taken)
    for amount in sorted(candidates, key=lambda a: (-(a.last - a.first), a.first, a.rule)):
        if used.isdisjoint(range(amount.first, amount.last)):
            mark = _mark(tokens, amount, used, language)
            if mark is not None:
                found.append(mark[0])
                used.update(mark[1])
            elif amount.vague:
                used.update(range(amount.first, amount.last))
    return sorted(found, key=lambda q: q.start)


_NUMBER_SLOTS = frozenset({"number", "low", "high"})
_BEGIN_NUMBERS = frozenset({"number_word", "scale", "vague", "measure"})


def _possible(token: Token, language: Language) -> frozenset[str]:
    """Which slots can begin at a token."""
    if token.is_number:
        return _NUMBER_SLOTS
    kinds = language.words.kinds(token.fold)
    found = _NUMBER_SLOTS if not kinds.isdisjoint(_BEGIN_NUMBERS) else frozenset()
    return found | (kinds & {"factor"}) | ({"unit"} if "measure" in kinds else frozenset())


def _slots(tokens: Sequence[Token], taken: set[int], language: Language) -> Slots:
    def fill(name: str, i: int) -> Iterator[Filled]:
        if i >= len(tokens) or i in taken:
            return
        if name == "factor":
            yield from language.words.at("factor", tokens, i)
            return
        if name == "unit":
            yield from language.words.at("measure", tokens, i)
            return
        if name in ("number", "low", "high"):
            sign = _currency(tokens, i, language)
            start = i + 1 if sign else i
            if start >= len(tokens):
                return
            number = language.number_at(tokens, start)
            if number is not None and (sign or name == "high" or not _is_label(tokens, start)):
                yield Filled(i, number.last, number)
            vague = next(language.words.at("vague", tokens, start), None)
            if vague is not None and name == "number":
                yield Filled(i, vague.last, vague.value)

    return remembered(fill)


def _currency(tokens: Sequence[Token], i: int, language: Language) -> str | None:
    """A currency that stands right before a number: "$3.2 million", "USD 40"."""
    fill = next(language.words.at("measure", tokens, i), None)
    if fill is None or not (len(fill.value) == 3 and fill.value.isupper()):
        return None
    ahead = tokens[fill.last] if fill.last < len(tokens) else None
    if ahead is None or not ahead.is_number or fill.last != i + 1:
        return None
    if tokens[i].is_word and not tokens[i].text.isupper():
        return None
    return str(fill.value)


def _is_label(tokens: Sequence[Token], i: int) -> bool:
    """Figures that belong to a name or a code: "F-16", "Covid-19", "G20", "24/7", "3-1"."""
    token = tokens[i]
    if not token.is_number:
        return False
    if i > 0 and not token.space:
        before = tokens[i - 1]
        if before.is_word or before.text in "/:.":
            return True
        if before.text in "-–" and not before.space and i > 1 and (tokens[i - 2].is_word or tokens[i - 2].is_number):
            return True
    if i + 2 < len(tokens) and not tokens[i + 1].space and tokens[i + 1].text in "/:" and tokens[i + 2].is_number:
        return True
    return i + 1 < len(tokens) and not tokens[i + 1].space and tokens[i + 1].is_word and len(tokens[i + 1].text) > 3


def _plain(tokens: Sequence[Token], i: int, language: Language) -> Iterator[Amount]:
    vague = next(language.words.at("vague", tokens, i), None)
    if vague is not None:
        value: VagueNumber = vague.value
        yield Amount(i, vague.last, value.low, value.high, "number.vague", vague=True, bounded=True)
    factor = next(language.words.at("factor", tokens, i), None)
    if factor is not None:
        yield Amount(i, factor.last, factor.value, factor.value, "number.factors", factor=True, bounded=True)
    sign = _currency(tokens, i, language)
    start = i + 1 if sign else i
    if _is_label(tokens, start) or (not sign and i > 0 and _currency(tokens, i - 1, language)):
        return
    number = language.number_at(tokens, start)
    if number is not None:
        yield Amount(i, number.last, number.value, number.value, "number", bounded=number.scaled)


_Bounds = tuple[float | None, float | None, bool]
_BOUNDS: dict[str, Callable[[float], _Bounds]] = {
    "more_than": lambda n: (n, None, False),
    "at_least": lambda n: (n, None, False),
    "less_than": lambda n: (None, n, False),
    "at_most": lambda n: (None, n, False),
    "almost": lambda n: (None, n, True),
    "about": lambda n: (n, n, True),
    "factor": lambda n: (n, n, False),
}


def _bounded(match: PhraseMatch) -> Amount | None:
    rule = f"number.{match.meaning}: {match.phrase}"
    if match.meaning == "range":
        low, high = match.slots.get("low"), match.slots.get("high")
        if low is None or high is None or not isinstance(low.value, Number) or not isinstance(high.value, Number):
            return None
        first, second = low.value, high.value
        low_value = first.value
        if second.scaled and not first.scaled and first.value < second.value and first.value < 1000:
            magnitude = 10.0 ** (3 * ((len(str(int(second.value))) - 1) // 3))
            low_value = first.value * magnitude
        if low_value >= second.value:
            return None
        return Amount(match.begin, match.finish, low_value, second.value, rule, bounded=True)
    number = match.slots.get("number") or match.slots.get("factor")
    if number is None:
        return None
    if isinstance(number.value, VagueNumber):
        value = number.value
        least = value.low if value.low is not None else value.high
        return Amount(match.begin, match.finish, least, value.high, rule, vague=True, bounded=True)
    figure = number.value.value if isinstance(number.value, Number) else float(number.value)
    low_bound, high_bound, approximate = _BOUNDS[match.meaning](figure)
    return Amount(
        match.begin, match.finish, low_bound, high_bound, rule, approximate, False, match.meaning == "factor", True
    )


def _mark(tokens: Sequence[Token], amount: Amount, used: set[int], language: Language) -> tuple[Quantity, range] | None:
    counted = None if amount.factor else _counted(tokens, amount, used, language)
    if counted is None and not amount.bounded:
        return None
    if amount.vague and counted is None:
        return None
    first = min(amount.first, counted.first) if counted else amount.first
    last = max(amount.last, counted.last) if counted else amount.last
    mark = Quantity(
        tokens[first].start,
        tokens[last - 1].end,
        amount.low,
        amount.high,
        amount.rule,
        amount.approximate,
        amount.vague,
        counted.unit if counted else None,
        amount.factor,
        counted.of if counted else (),
    )
    return mark, range(first, last)


def _counted(tokens: Sequence[Token], amount: Amount, used: set[int], language: Language) -> Counted | None:
    for i in range(amount.first, amount.last):
        sign = _currency(tokens, i, language)
        if sign:
            return Counted(sign, (), amount.first, amount.last)
    at = amount.last
    joined = at < len(tokens) and tokens[at].text == "-" and not tokens[at].space
    at += joined
    linked = next(language.words.at("of", tokens, at), None) if at < len(tokens) else None
    if linked is not None:
        at = linked.last
    measure = next(language.words.at("measure", tokens, at), None) if at < len(tokens) else None
    if measure is not None and tokens[at].space != "\n":
        return _measured(tokens, measure, amount, language)
    return _noun(tokens, at, amount, used, language)


def _measured(tokens: Sequence[Token], measure: Filled, amount: Amount, language: Language) -> Counted:
    """A measure, and what is measured where the next word names it: tonnes of grain."""
    at = measure.last
    linked = next(language.words.at("of", tokens, at), None) if at < len(tokens) else None
    at = linked.last if linked is not None else at
    of: tuple[str, ...] = ()
    last = measure.last
    if measure.value != PERCENT and at < len(tokens) and tokens[at].is_word:
        concept = language.glossary.at(tokens, at)
        if concept is not None and concept.is_noun:
            of, last = (concept.concept,), concept.last
    return Counted(str(measure.value), of, amount.first, last)


def _noun(tokens: Sequence[Token], at: int, amount: Amount, used: set[int], language: Language) -> Counted | None:
    words = language.words
    of: list[str] = []
    others = 0
    i = at
    while i < len(tokens) and i not in used:
        token = tokens[i]
        if not token.is_word or token.space == "\n" or (not token.space and i == at and amount.last == at):
            return None
        nationality = next(words.at("nationality", tokens, i), None)
        if nationality is not None:
            of.append(f"LOC:{nationality.value}")
            i = nationality.last
            continue
        if words.has(token.fold, "unit"):
            return None
        concept = language.glossary.at(tokens, i)
        if concept is not None and concept.is_noun:
            after, last = _nationality_after(tokens, concept.last, language)
            return Counted(concept.concept, tuple(dict.fromkeys([*of, *after])), amount.first, last)
        if (
            words.has(token.fold, "stopword")
            or words.has(token.fold, "preposition")
            or words.has(token.fold, "conjunction")
        ):
            return None
        if _is_noun_by_shape(token, language):
            return Counted(token.fold, tuple(of), amount.first, i + 1)
        others += 1
        if others > MAX_ADJECTIVES:
            return None
        if concept is None and others == 1 and not language.pack.language.noun_capitals:
            ahead = tokens[i + 1] if i + 1 < len(tokens) else None
            if ahead is None or not ahead.is_word or words.has(ahead.fold, "stopword"):
                return None if token.is_capital else Counted(token.fold, tuple(of), amount.first, i + 1)
        i += 1
    return None


def _is_noun_by_shape(token: Token, language: Language) -> bool:
    return language.pack.language.noun_capitals and token.is_capital and len(token.text) > 2


def _nationality_after(tokens: Sequence[Token], at: int, language: Language) -> tuple[list[str], int]:
    """A nationality behind the noun, where the language puts it there: "żołnierzy północnokoreańskich"."""
    nationality = next(language.words.at("nationality", tokens, at), None) if at < len(tokens) else None
    if nationality is None or tokens[at].is_capital:
        return [], at
    return [f"LOC:{nationality.value}"], nationality.last
