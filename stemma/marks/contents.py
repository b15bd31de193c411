"""What the content of a claim holds that can be compared: whom it names, when, how many, and whether it denies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from stemma.languages.language import Language
from stemma.languages.tokens import tokenize
from stemma.model import Claim, Content, Mention, Quantity, Span, Timex

M = TypeVar("M", Mention, Timex, Quantity)
_CLAUSE_ENDS = frozenset(",;:.!?")


def with_contents(
    claims: Sequence[Claim],
    text: str,
    language: Language,
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    quantities: Sequence[Quantity],
) -> tuple[Claim, ...]:
    """The claims, each with the names, times and figures that stand in what it says."""
    names, times, figures = _InOrder(mentions), _InOrder(timexes), _InOrder(quantities)
    found = []
    for claim in claims:
        content = claim.content
        if content is not None:
            parts = content.pieces or (Span(content.start, content.end),)
            entities = (m.entity for p in parts for m in names.inside(p))
            values = (t.value for p in parts for t in times.inside(p))
            content = Content(
                content.start,
                content.end,
                content.pieces,
                tuple(dict.fromkeys(e for e in entities if e)),
                tuple(dict.fromkeys(v for v in values if v)),
                tuple(Span(q.start, q.end) for p in parts for q in figures.inside(p)),
                negated(text, parts[0], language),
            )
        found.append(msgspec.structs.replace(claim, content=content))
    return tuple(found)


def negated(text: str, span: Span, language: Language) -> bool:
    """Whether a negation stands in the first clause of a span."""
    for token in tokenize(text, span.start, span.end):
        if token.text in _CLAUSE_ENDS:
            return False
        if language.words.has(token.fold, "negation"):
            return True
    return False


class _InOrder(Generic[M]):
    """Marks by their place, so that those inside a span are found without going through all."""

    def __init__(self, marks: Sequence[M]):
        self._marks: list[M] = sorted(marks, key=lambda m: (m.start, m.end))
        self._starts: list[int] = [m.start for m in self._marks]

    def inside(self, span: Span) -> list[M]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [m for m in self._marks[first:last] if m.end <= span.end]
