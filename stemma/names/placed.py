"""Names at their tokens, cut to what belongs to them: no signs, whole initials, no adjectives of nationality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.tokens import Token
from stemma.model import MentionType
from stemma.names.agree import Span

SHORT_FOR = 4
"""Letters of a word up to which a point behind it belongs to it."""


class Name(NamedTuple):
    """A name with its tokens and those beside it in its sentence."""

    span: Span
    tokens: Sequence[Token]
    before: Token | None
    behind: Token | None


def placed(spans: Iterable[Span], sentences: Sequence[Sequence[Token]], language: Language) -> list[Name]:
    """The names with their tokens, without signs at their ends; adjectives of nationality are none."""
    starts = {t.start: (n, i) for n, tokens in enumerate(sentences) for i, t in enumerate(tokens)}
    found: list[Name] = []
    for span in spans:
        number, first = starts[span.start]
        tokens = sentences[number]
        last = first + 1
        while last < len(tokens) and tokens[last].start < span.end:
            last += 1
        while first < last and _is_sign(tokens[first]):
            first += 1
        if span.kind == "PER":
            first = _with_initials(tokens, first, found[-1].span.end if found else 0)
        while first < last and _is_sign(tokens[last - 1]) and not _is_abbreviated(tokens, first, last - 1):
            last -= 1
        if first == last or (last - first == 1 and _is_adjective(tokens, first, span.kind, language)):
            continue
        before = tokens[first - 1] if first and tokens[first].space != "\n" else None
        behind = tokens[last] if last < len(tokens) else None
        found.append(
            Name(Span(tokens[first].start, tokens[last - 1].end, span.kind), tokens[first:last], before, behind)
        )
    return found


def _is_adjective(tokens: Sequence[Token], i: int, kind: MentionType, language: Language) -> bool:
    """Whether a word is an adjective of nationality: by its ending, or before a noun ("French priest")."""
    has = language.words.has
    if has(tokens[i].fold, "national"):
        return True
    if kind == "LOC" and has(tokens[i].fold, "nationality"):
        hit = language.gazetteer.at(tokens, i)
        return hit is None or not hit.exact
    if kind != "PER" or language.tells_peoples or i + 1 == len(tokens) or tokens[i + 1].space != " ":
        return False
    behind = language.glossary.at(tokens, i + 1)
    if not has(tokens[i + 1].fold, "role") and (behind is None or not behind.is_noun):
        return False
    at = language.words.at
    return any(found.last == i + 1 for first in (i - 1, i) if first >= 0 for found in at("nationality", tokens, first))


def _with_initials(tokens: Sequence[Token], first: int, taken: int) -> int:
    """Where a person's name begins that stands behind initials: "B. Johnson"; not before offset `taken`."""
    while first > 1 and tokens[first - 1].text == "." and not tokens[first - 1].space:
        initial = tokens[first - 2]
        if len(initial.text) > 1 or not initial.is_capital or initial.start < taken:
            break
        first -= 2
    return first


def _is_sign(token: Token) -> bool:
    return not token.is_word and not token.is_number


def _is_abbreviated(tokens: Sequence[Token], first: int, i: int) -> bool:
    """Whether the sign at token `i` is the point of a short word of the name: "Inc.", "Wlk."."""
    return tokens[i].text == "." and i > first and len(tokens[i - 1].text) <= SHORT_FOR
