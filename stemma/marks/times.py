"""Time expressions as TIMEX3: what the pack's phrases find, resolved by `stemma.marks.calendar`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from stemma.languages.dates import EARLIEST_YEAR, LATEST_YEAR, read_date
from stemma.languages.language import Language
from stemma.languages.phrases import Filled, Slots, remembered
from stemma.languages.tokens import Token
from stemma.marks.calendar import Calendar, Resolved
from stemma.marks.view import View
from stemma.model import Timex

_ROMAN = {"i": 1, "v": 5, "x": 10}
_RANGE = "range"


class _Found(NamedTuple):
    first: int
    last: int
    begin: int
    finish: int
    resolved: Resolved
    rule: str


def times(view: View) -> tuple[Timex, ...]:
    """All time expressions of a report, resolved against its publication date where that is known."""
    calendar = Calendar.of(view.report.published)
    found: list[Timex] = []
    for sentence in view.sentences:
        found += _sentence(sentence.tokens, view.language, calendar)
    return tuple(found)


def _sentence(tokens: Sequence[Token], language: Language, calendar: Calendar) -> list[Timex]:
    slots = _slots(tokens, language)
    possible = _possible(tokens, language)
    candidates: list[_Found] = []
    for i in range(len(tokens)):
        opens = possible(i)
        if "date" in opens:
            candidates += _calendar_date(tokens, i, language)
        reference = next(language.words.at("reference", tokens, i), None) if "reference" in opens else None
        if reference is not None:
            value = Resolved("DATE", reference.value)
            candidates.append(_Found(i, reference.last, i, reference.last, value, "time.references"))
        for match in language.time_book.match_at(tokens, i, slots, possible):
            if match.meaning == _RANGE:
                continue
            resolved = calendar.resolve(match)
            if resolved is not None:
                rule = f"time.{match.meaning}: {match.phrase}"
                candidates.append(_Found(match.first, match.last, match.begin, match.finish, resolved, rule))
    chosen = [_with_mod(f, tokens, language) for f in _longest(candidates)]
    ends = _ranges(tokens, language, chosen)
    return [
        Timex(
            tokens[f.begin].start,
            tokens[f.finish - 1].end,
            f.resolved.type,
            f.resolved.value,
            f.rule,
            f.resolved.mod,
            *ends.get(i, (None, None)),
        )
        for i, f in enumerate(chosen)
    ]


def _calendar_date(tokens: Sequence[Token], i: int, language: Language) -> list[_Found]:
    date = read_date(tokens, i, language)
    if date is None:
        return []
    resolved = Resolved("TIME" if date.clock else "DATE", date.iso)
    return [_Found(i, date.last, i, date.last, resolved, "time.calendar")]


def _longest(candidates: list[_Found]) -> list[_Found]:
    """A set of candidates that do not overlap: the longest first, then the one that begins first."""
    taken: set[int] = set()
    chosen = []
    for found in sorted(candidates, key=lambda f: (-(f.finish - f.begin), -(f.last - f.first), f.begin, f.rule)):
        place = range(found.begin, found.finish)
        if taken.isdisjoint(place):
            taken.update(place)
            chosen.append(found)
    return sorted(chosen, key=lambda f: f.begin)


def _with_mod(found: _Found, tokens: Sequence[Token], language: Language) -> _Found:
    """A modifier before a date ("early 2023", "na początku czerwca") becomes part of it."""
    if found.resolved.type not in ("DATE", "DURATION") or found.resolved.value.endswith("_REF"):
        return found
    for first in range(max(0, found.begin - 4), found.begin):
        for fill in language.words.at("mod", tokens, first):
            if fill.last == found.begin:
                return found._replace(begin=first, resolved=found.resolved._replace(mod=fill.value))
    return found


def _ranges(
    tokens: Sequence[Token], language: Language, chosen: list[_Found]
) -> dict[int, tuple[str | None, str | None]]:
    """Begin and end of every range, filed under the expression that it begins with."""
    starts = {f.begin: i for i, f in enumerate(chosen)}

    def slots(name: str, at: int) -> Iterator[Filled]:
        if name in ("begin", "end") and at in starts:
            yield Filled(at, chosen[starts[at]].finish, starts[at])

    ends: dict[int, tuple[str | None, str | None]] = {}
    if len(chosen) < 2:
        return ends
    for i in range(len(tokens)):
        for match in language.time_book.match_at(tokens, i, slots):
            if match.meaning == _RANGE and "begin" in match.slots and "end" in match.slots:
                first, last = match.slots["begin"].value, match.slots["end"].value
                ends[first] = (chosen[first].resolved.value, chosen[last].resolved.value)
    return ends


def _slots(tokens: Sequence[Token], language: Language) -> Slots:
    """The slots of time phrases; see `stemma.languages.pack.TIME_SLOTS`."""

    def figures(i: int, sizes: tuple[int, ...], low: int, high: int) -> Iterator[Filled]:
        token = tokens[i]
        if token.is_number and token.text.isascii() and len(token.text) in sizes and low <= int(token.text) <= high:
            yield Filled(i, i + 1, int(token.text))

    def fill(name: str, i: int) -> Iterator[Filled]:
        if i >= len(tokens):
            return
        if name in _FIGURES:
            yield from figures(i, *_FIGURES[name])
        if name in ("begin", "end"):
            return
        if name in ("day", "ordinal"):
            yield from language.words.at("ordinal", tokens, i)
        elif name == "century":
            number = _roman(tokens[i].fold)
            if number:
                yield Filled(i, i + 1, number)
        elif name == "date":
            date = read_date(tokens, i, language)
            if date is not None:
                yield Filled(i, date.last, date.iso)
        elif name not in _FIGURES:
            yield from language.fill(name, tokens, i)

    return remembered(fill)


def _possible(tokens: Sequence[Token], language: Language) -> Callable[[int], frozenset[str]]:
    """Which slots can begin at a token, told from the token alone."""
    known: dict[int, frozenset[str]] = {}

    def possible(i: int) -> frozenset[str]:
        found = known.get(i)
        if found is None:
            token = tokens[i]
            found = _FIGURE_SLOTS if token.is_number else language.words.kinds(token.fold)
            if found and not token.is_number:
                found = found | {s for s, lists in _BEGUN_BY.items() if not lists.isdisjoint(found)}
            if token.is_word and _roman(token.fold):
                found = found | {"century"}
            known[i] = found
        return found

    return possible


_BEGUN_BY: dict[str, frozenset[str]] = {
    "number": frozenset({"number_word", "scale"}),
    "day": frozenset({"ordinal"}),
    "date": frozenset({"month"}),
}
"""Slots that are no word list: the lists whose words can begin them."""

_FIGURES: dict[str, tuple[tuple[int, ...], int, int]] = {
    "day": ((1, 2), 1, 31),
    "mm": ((1, 2), 1, 12),
    "year": ((4,), EARLIEST_YEAR, LATEST_YEAR),
    "yy": ((2,), 0, 99),
    "hour": ((1, 2), 0, 24),
    "minute": ((2,), 0, 59),
    "ordinal": ((1, 2), 1, 31),
    "century": ((1, 2), 1, 22),
}


_FIGURE_SLOTS = frozenset({*_FIGURES, "number", "date"})


def _roman(word: str) -> int | None:
    if not word or any(c not in _ROMAN for c in word) or len(word) > 5:
        return None
    values = [_ROMAN[c] for c in word]
    total = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
    return total if 1 <= total <= 22 else None
