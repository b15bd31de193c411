"""Where the tagger of names and the rules differ: who is believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stemma.languages.gazetteer import stands_for
from stemma.model import MentionType
from stemma.names.ruled import RuledName

COUNTRY, TABLE, EVENT = "name.territories", "names.tsv", "name.event_heads"
"""Beginnings of the rules whose names count where the tagger passed over them; of cities only capitals do, since too
many are words."""


class Span(NamedTuple):
    """A name at offsets `start:end`, and its kind."""

    start: int
    end: int
    kind: MentionType


def agreed(tagged: Iterable[Span], ruled: Sequence[RuledName]) -> list[Span]:
    """The names of the tagger, in order: as long as rules see them, known countries and events as such, and the known
    names that the tagger passed over. All else that rules know better was measured to be worse than the tagger."""
    at = {r.start: r for r in ruled}
    found = list(tagged)
    starts = {s.start for s in found}
    out = [_known(_longer(span, at.get(span.start), starts), at.get(span.start)) for span in found]
    out += [Span(r.start, r.end, r.type) for r in ruled if _is_sure(r) and not _overlaps(r, found)]
    return sorted(out)


def _longer(span: Span, rule: RuledName | None, starts: Iterable[int]) -> Span:
    """A name to the end that the rules give it where the tagger has no other name there: "Kim Jong Un"."""
    if rule is None or rule.end <= span.end or span.kind != rule.type:
        return span
    return span if any(span.end <= s < rule.end for s in starts) else span._replace(end=rule.end)


def _known(span: Span, rule: RuledName | None) -> Span:
    """A known event is one, and a known country is no person; but it may be its government."""
    if rule is None or rule.end != span.end or span.kind == rule.type:
        return span
    event = rule.rule.startswith(TABLE) and rule.type == "EVT" and span.kind != "PER"
    country = rule.rule.startswith(COUNTRY) and span.kind == "PER"
    return span._replace(kind=rule.type) if event or country else span


def _is_sure(rule: RuledName) -> bool:
    if rule.rule.startswith((COUNTRY, TABLE, EVENT)):
        return True
    return rule.entity is not None and stands_for(rule.entity) is not None


def _overlaps(rule: RuledName, spans: Sequence[Span]) -> bool:
    return any(s.start < rule.end and rule.start < s.end for s in spans)
