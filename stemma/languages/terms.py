"""What two passages in any two languages can have in common: terms, and how well one passage covers another.

A term is what a word comes to when its language is taken off: a known thing (entity id), a word of any other name (its
consonant skeleton), a figure, a glossary concept, or, where none of these is known, the word itself in Latin letters.
Two terms match fully when they are equal; words of names match in part when their skeletons begin alike, plain
words when
they are cognates (cosine of their letter n-grams).

The recipe is that of an evidence table (each cell the best evidence for two words) scored by the idf-weighted share of
each passage that the other covers. On translated news it found pairs at a precision of 0.96 and a recall of 0.81, where
the cosine of bags of features came to 0.86 and 0.75.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.skeleton import latin, skeleton
from stemma.languages.tokens import Token
from stemma.model import Report

COGNATE = 0.35
"""Cosine of letter 2- to 4-grams from which two plain words count as cognates (chosen on translated news)."""
SHORTEST_COGNATE = 4
SAME_START = 0.8
"""What two words of names with the same first letters of their skeletons are worth (equal skeletons: 1)."""
START = 4
SHORTEST_SKELETON = 2
ENTITY, NAME, FIGURE, CONCEPT, WORD = "e", "s", "n", "c", "w"
KNOWN_RULES = ("name.territories", "places", "names.tsv")
"""Beginnings of the rules of mentions whose entity id the gazetteer gave."""


class Term(NamedTuple):
    """`kind` is entity, name, figure, concept or word; `key` what it is compared by."""

    kind: str
    key: str


class NamePlace(NamedTuple):
    """Where a name stands: character offsets, and its entity id where the gazetteer knows it."""

    start: int
    end: int
    entity: str | None


def name_places(report: Report) -> list[NamePlace]:
    """Where the names of a report stand."""
    return [NamePlace(m.start, m.end, m.entity if m.rule.startswith(KNOWN_RULES) else None) for m in report.mentions]


def terms(tokens: Sequence[Token], language: Language, names: Iterable[NamePlace] = ()) -> list[Term]:
    """The terms of a passage, in order, each occurrence once; function words are none."""
    covered: dict[int, NamePlace] = {}
    for name in names:
        covered[name.start] = name
    found: list[Term] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        place = covered.get(token.start)
        if place is not None:
            first = i
            while i < len(tokens) and tokens[i].start < place.end:
                i += 1
            if place.entity is not None:
                found.append(Term(ENTITY, place.entity))
            else:
                found += _name_terms(tokens[first:i], language)
            continue
        if token.is_number:
            number = language.number_at(tokens, i)
            if number is not None:
                found.append(Term(FIGURE, f"{number.value:g}"))
                i = number.last
                continue
        elif token.is_word and len(token.fold) > 1 and not language.words.has(token.fold, "stopword"):
            concept = language.glossary.at(tokens, i)
            if concept is not None:
                found.append(Term(CONCEPT, concept.concept))
                i = concept.last
                continue
            nationality = next(language.words.at("nationality", tokens, i), None)
            if nationality is not None:
                found.append(Term(ENTITY, f"LOC:{nationality.value}"))
                i = nationality.last
                continue
            word = latin(token.fold)
            if len(word) > 2:
                found.append(Term(WORD, word))
        i += 1
    return found


def _name_terms(tokens: Sequence[Token], language: Language) -> list[Term]:
    sounds = language.pack.name.sounds
    found = []
    for token in tokens:
        if token.is_word and len(token.text) > 1:
            key = skeleton(token.fold, sounds)
            found.append(Term(NAME, key) if len(key) >= SHORTEST_SKELETON else Term(WORD, latin(token.fold)))
    return found


@lru_cache(maxsize=1 << 17)
def _grams(word: str) -> tuple[dict[str, int], float]:
    padded = f"^{word}$"
    counts = Counter(padded[i : i + n] for n in (2, 3, 4) for i in range(len(padded) - n + 1))
    return counts, math.sqrt(sum(c * c for c in counts.values()))


@lru_cache(maxsize=1 << 18)
def cognate(a: str, b: str) -> float:
    """How alike two Latin words are: the cosine of their letter n-grams, 0 below `COGNATE`."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) < SHORTEST_COGNATE or a[0] != b[0]:
        return 0.0
    (ga, na), (gb, nb) = _grams(a), _grams(b)
    if len(ga) > len(gb):
        ga, gb = gb, ga
    score = sum(c * gb[g] for g, c in ga.items() if g in gb) / (na * nb)
    return score if score >= COGNATE else 0.0


class Weights:
    """Inverse document frequency of terms over all passages of a run; a term never seen weighs most."""

    def __init__(self, passages: Iterable[Iterable[Term]], boost: Mapping[str, float] | None = None):
        self._count: Counter[Term] = Counter()
        self._total = 0
        for passage in passages:
            self._total += 1
            self._count.update(set(passage))
        self._boost = boost or {}

    def __call__(self, term: Term) -> float:
        idf = math.log(1 + (self._total + 1) / (self._count.get(term, 0) + 0.5))
        return idf * self._boost.get(term.kind, 1.0)


class Bag:
    """The distinct terms of a passage with their weights, ready to be covered."""

    __slots__ = ("total", "weights", "words")

    def __init__(self, passage: Iterable[Term], weights: Weights, factors: Mapping[Term, float] | None = None):
        self.weights = {t: weights(t) * (factors.get(t, 1.0) if factors else 1.0) for t in dict.fromkeys(passage)}
        self.total = sum(self.weights.values())
        self.words: dict[str, list[Term]] = {}
        for term in self.weights:
            if term.kind in (WORD, NAME) and term.key:
                self.words.setdefault(term.kind + term.key[0], []).append(term)

    def best(self, term: Term) -> tuple[float, Term | None]:
        """The best match that this bag has for a term, and its score."""
        if term in self.weights:
            return 1.0, term
        if term.kind == NAME:
            start = term.key[:START]
            for other in self.words.get(NAME + term.key[0], ()):
                if len(start) == START and other.key[:START] == start:
                    return SAME_START, other
            return 0.0, None
        if term.kind != WORD or not term.key:
            return 0.0, None
        scored = [(cognate(term.key, other.key), other) for other in self.words.get(WORD + term.key[0], ())]
        return max(scored, default=(0.0, None), key=lambda s: s[0])


def coverage(a: Bag, b: Bag) -> float:
    """The share of the weight of `a` that `b` covers, 0 to 1."""
    if not a.total:
        return 0.0
    return sum(weight * b.best(term)[0] for term, weight in a.weights.items()) / a.total


def likeness(a: Bag, b: Bag) -> float:
    """The geometric mean of both coverages, 0 to 1; symmetric."""
    forward = coverage(a, b)
    return math.sqrt(forward * coverage(b, a)) if forward else 0.0


def shared(a: Bag, b: Bag, most: int = 6) -> tuple[str, ...]:
    """The heaviest terms that two bags share, as a reader sees them; skeletons of names are nothing to read."""
    hits = []
    for term, weight in a.weights.items():
        score, other = b.best(term)
        if other is not None and score and term.kind != NAME:
            hits.append((-weight * score, term.key if term == other else f"{term.key} ~ {other.key}"))
    return tuple(text for _, text in sorted(hits)[:most])
