"""Where the tagger of names and the rules differ: who is believed."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stemma.languages.gazetteer import stands_for
from stemma.model import MentionType
from stemma.names.ruled import RuledName

COUNTRY, TABLE, EVENT = "name.territories", "names.tsv", "name.event_heads"
"""Beginnings of the rules whose names count where the tagger passed over them; of cities only capitals do, since too
many are words."""


SYLLABLE = 4
"""Letters, with the space before them, by which a person's name may be longer than the tagger sees it."""


class Span(NamedTuple):
    """A name at offsets `start:end`, and its kind."""

    start: int
    end: int
    kind: MentionType


def agreed(tagged: Iterable[Span], ruled: Sequence[RuledName]) -> list[Span]:
    """The names of the tagger, in order: with short last words that rules see, known events as such, and the known
    names that the tagger passed over. All else that rules know better was measured to be no better than the tagger."""
    at = {r.start: r for r in ruled}
    found = sorted(tagged)
    ends = [*(s.start for s in found[1:]), sys.maxsize]
    out = [
        _known(_longer(span, at.get(span.start), limit), at.get(span.start))
        for span, limit in zip(found, ends, strict=False)
    ]
    starts = [s.start for s in found]
    out += [Span(r.start, r.end, r.type) for r in ruled if _is_sure(r) and not _overlaps(r, found, starts)]
    return sorted(out)


def _longer(span: Span, rule: RuledName | None, limit: int) -> Span:
    """A person's name with the short last word that the rules see and the tagger does not: "Kim Jong Un".

    `limit` is where the next name begins.
    """
    if rule is None or span.kind != "PER" or rule.type != "PER" or not span.end < rule.end <= span.end + SYLLABLE:
        return span
    return span if limit < rule.end else span._replace(end=rule.end)


def _known(span: Span, rule: RuledName | None) -> Span:
    """A known event is one, and a country or capital as it stands is no person ("Tokyo denied")."""
    if rule is None or rule.end != span.end:
        return span
    event = rule.rule.startswith(TABLE) and rule.type == "EVT" and span.kind != "PER"
    place = span.kind == "PER" and rule.sure and (rule.rule.startswith(COUNTRY) or _speaks(rule))
    return span._replace(kind=rule.type) if event or place else span


def _is_sure(rule: RuledName) -> bool:
    return rule.rule.startswith((COUNTRY, TABLE, EVENT)) or _speaks(rule)


def _speaks(rule: RuledName) -> bool:
    return rule.entity is not None and stands_for(rule.entity) is not None


def _overlaps(rule: RuledName, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether a name by rule shares letters with one of the spans, which are in order and apart."""
    before = bisect_left(starts, rule.end)
    return before > 0 and spans[before - 1].end > rule.start
