"""Passages of two reports that say the same thing, in any two languages.

Sentences are compared by the geometric mean of their two coverages (`stemma.languages.terms`), then joined one to one,
best first; quotations of one speaker are compared among themselves as well. Where most sentences of the two
reports find a partner
the reports run parallel, and a lower threshold is safe.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemma.languages.registry import Languages
from stemma.languages.terms import FIGURE, WORD, Bag, Term, Weights, coverage, likeness, name_places, shared, terms
from stemma.languages.tokens import tokenize
from stemma.model import Alignment, Passage, Report, Span

THRESHOLD = 0.30
"""Score from which two sentences of independent reports are joined."""
PARALLEL_THRESHOLD = 0.16
"""The same where the reports run parallel: most sentences of the shorter one have found a partner."""
PARALLEL_SHARE = 0.5
QUOTATION_THRESHOLD = 0.25
"""The same for quotations of one speaker, who says fewer things than there are sentences."""
QUOTED_SHARE = 0.6
FEWEST_TERMS = 3
"""Sentences with fewer terms say too little to be compared."""
FEWEST_SHARED = 2
CANDIDATES = 60
"""Reports that a report is compared with at most: those that share the most weight with it."""
LEAST_SHARED_WEIGHT = 0.08


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    bag: Bag


@dataclass(frozen=True, slots=True)
class _Quotation:
    said: _Sentence
    speakers: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Side:
    report: Report
    sentences: tuple[_Sentence, ...]
    quotations: tuple[_Quotation, ...]


def align(
    reports: Sequence[Report], languages: Languages, threads: Mapping[str, str] | None = None
) -> tuple[Alignment, ...]:
    """Alignments between every two reports that can have any; `threads` (report id to thread) narrows them."""
    sides = _sides(reports, languages)
    found: list[Alignment] = []
    for a, b in _candidates(sides, threads):
        found += _pair(sides[a], sides[b])
    return tuple(sorted(found, key=lambda x: (x.a.report, x.b.report, x.a.start, x.b.start)))


def _sides(reports: Sequence[Report], languages: Languages) -> list[_Side]:
    read: list[list[tuple[int, int, list[Term]]]] = []
    for report in reports:
        language = languages.get(report.language)
        names = name_places(report)
        read.append([(s, e, terms(tokenize(report.text, s, e), language, names)) for s, e in report.sentences])
    weights = Weights((found for sentences in read for _, _, found in sentences), {FIGURE: 1.0})
    out = []
    for report, sentences in zip(reports, read, strict=True):
        said = tuple(
            _Sentence(s, e, Bag(found, weights)) for s, e, found in sentences if len(set(found)) >= FEWEST_TERMS
        )
        out.append(_Side(report, said, tuple(_quotations(report, languages, weights))))
    return out


def _quotations(report: Report, languages: Languages, weights: Weights) -> Iterator[_Quotation]:
    """Direct speech of known speakers; translators cut sentences differently, but keep the quotation."""
    language, names = languages.get(report.language), name_places(report)
    for claim in report.claims:
        if claim.form != "direct" or claim.content is None or claim.source is None or not claim.source.entities:
            continue
        pieces = claim.content.pieces or (Span(claim.content.start, claim.content.end),)
        found = terms([t for p in pieces for t in tokenize(report.text, p.start, p.end)], language, names)
        if len(set(found)) >= FEWEST_TERMS:
            said = _Sentence(pieces[0].start, pieces[-1].end, Bag(found, weights))
            yield _Quotation(said, frozenset(claim.source.entities))


def _candidates(sides: Sequence[_Side], threads: Mapping[str, str] | None) -> Iterator[tuple[int, int]]:
    """Pairs of reports worth comparing: of one thread, or those that share the most weight of their terms."""
    order = sorted(range(len(sides)), key=lambda n: sides[n].report.id)
    if threads is not None:
        groups: dict[str, list[int]] = defaultdict(list)
        for n in order:
            groups[threads.get(sides[n].report.id, "")].append(n)
        for members in groups.values():
            if len(members) <= CANDIDATES:
                yield from ((a, b) for x, a in enumerate(members) for b in members[x + 1 :])
            else:
                yield from _nearest(sides, members)
    else:
        yield from _nearest(sides, order)


def _nearest(sides: Sequence[_Side], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    index: dict[Term, list[int]] = defaultdict(list)
    weight: dict[Term, float] = {}
    totals: dict[int, float] = {}
    for n in members:
        distinct: dict[Term, float] = {}
        for sentence in sides[n].sentences:
            distinct |= sentence.bag.weights
        totals[n] = sum(distinct.values())
        for term, value in distinct.items():
            index[term].append(n)
            weight[term] = value
    cap = max(30, len(members) // 5)
    votes: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for term, places in index.items():
        if 1 < len(places) <= cap:
            for a in places:
                for b in places:
                    if a != b:
                        votes[a][b] += weight[term]
    pairs: set[tuple[int, int]] = set()
    for a, others in votes.items():
        best = sorted(others.items(), key=lambda x: (-x[1], sides[x[0]].report.id))[:CANDIDATES]
        for b, shared_weight in best:
            if shared_weight >= LEAST_SHARED_WEIGHT * min(totals[a], totals[b]):
                pairs.add((a, b) if sides[a].report.id < sides[b].report.id else (b, a))
    yield from sorted(pairs, key=lambda p: (sides[p[0]].report.id, sides[p[1]].report.id))


def _pair(a: _Side, b: _Side) -> list[Alignment]:
    cells = _cells(a.sentences, b.sentences)
    chosen = _one_to_one(cells, THRESHOLD)
    shorter = min(len(a.sentences), len(b.sentences))
    if shorter and len(chosen) >= PARALLEL_SHARE * shorter and len(chosen) > 1:
        chosen = _one_to_one(cells, PARALLEL_THRESHOLD)
    found = [_alignment(a, a.sentences[i], b, b.sentences[j], score) for score, i, j in chosen]
    return found + _same_words(a, b, found)


def _alignment(a: _Side, left: _Sentence, b: _Side, right: _Sentence, score: float) -> Alignment:
    return Alignment(
        Passage(a.report.id, left.start, left.end),
        Passage(b.report.id, right.start, right.end),
        round(score, 4),
        (*_shared_persons(a.report, left, b.report, right), *shared(left.bag, right.bag)),
    )


def _shared_persons(a: Report, left: _Sentence, b: Report, right: _Sentence) -> tuple[str, ...]:
    """Entity ids of the persons named in both passages; all else that they share is among their terms."""
    both = _persons(a, left) & _persons(b, right)
    return tuple(sorted(both))


def _persons(report: Report, place: _Sentence) -> set[str]:
    inside = (m for m in report.mentions if place.start <= m.start < place.end)
    return {m.entity for m in inside if m.type == "PER" and m.entity}


def _same_words(a: _Side, b: _Side, found: Sequence[Alignment]) -> list[Alignment]:
    """Quotations of one speaker in both reports that no aligned sentence holds yet."""
    cells = []
    for i, left in enumerate(a.quotations):
        for j, right in enumerate(b.quotations):
            if not left.speakers.isdisjoint(right.speakers):
                score = likeness(left.said.bag, right.said.bag)
                if score >= QUOTATION_THRESHOLD:
                    cells.append((score, i, j))
    chosen = _one_to_one(sorted(cells, key=lambda c: (-c[0], c[1], c[2])), QUOTATION_THRESHOLD)
    made = (_alignment(a, a.quotations[i].said, b, b.quotations[j].said, score) for score, i, j in chosen)
    return [x for x in made if not any(_same_place(x.a, y.a) and _same_place(x.b, y.b) for y in found)]


def _same_place(quotation: Passage, sentence: Passage) -> bool:
    """Whether a quotation makes up most of an aligned sentence."""
    common = min(quotation.end, sentence.end) - max(quotation.start, sentence.start)
    return common >= QUOTED_SHARE * (sentence.end - sentence.start)


def _cells(a: Sequence[_Sentence], b: Sequence[_Sentence]) -> list[tuple[float, int, int]]:
    """Scores of all pairs of sentences that share terms; plain words propose pairs by their first letters."""
    index: dict[Term | str, list[int]] = defaultdict(list)
    for j, sentence in enumerate(b):
        for key in _keys(sentence.bag.weights):
            index[key].append(j)
    cells = []
    for i, sentence in enumerate(a):
        hits: dict[int, int] = defaultdict(int)
        for key in _keys(sentence.bag.weights):
            for j in index.get(key, ()):
                hits[j] += 1
        for j, count in hits.items():
            if count >= FEWEST_SHARED:
                forward = coverage(sentence.bag, b[j].bag)
                if forward >= PARALLEL_THRESHOLD * PARALLEL_THRESHOLD:
                    score = math.sqrt(forward * coverage(b[j].bag, sentence.bag))
                    if score >= PARALLEL_THRESHOLD:
                        cells.append((score, i, j))
    return sorted(cells, key=lambda c: (-c[0], c[1], c[2]))


def _keys(found: Iterable[Term]) -> set[Term | str]:
    return {t.key[:3] if t.kind == WORD else t for t in found}


def _one_to_one(cells: Sequence[tuple[float, int, int]], threshold: float) -> list[tuple[float, int, int]]:
    left: set[int] = set()
    right: set[int] = set()
    chosen = []
    for score, i, j in cells:
        if score < threshold:
            break
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((score, i, j))
    return chosen
