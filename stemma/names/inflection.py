"""Base forms of inflected names by learned endings: "Izbie Gmin" is "Izba Gmin".

A rule takes an ending off a word and puts another in its place ("ie>a"). Which rule is right is told by weights of
features: the endings before and after, the kind of the name, the preposition before it, what the word before became,
and whether the text has the form that comes out. The weights are those of an averaged perceptron, learned by
`scripts/learn_bases.py`; the tables can be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.phrases import MEMORY
from stemma.languages.tokens import Token
from stemma.model import MentionType

KEEP = ">"
"""The rule that changes nothing."""
LONGEST_ENDING = 5
SHORTEST_REST = 2
_APOSTROPHES = "'’"
MOST_CANDIDATES = 6
"""Rules tried with their context: those that the word by itself speaks for most."""

Seen = Callable[[str], int]
"""How often the text writes a folded word with a capital."""


class Candidate(NamedTuple):
    """A rule, the folded word that it gives, and what the word by itself says for it."""

    rule: str
    word: str
    score: float


def applied(word: str, rule: str) -> str:
    """A folded word with a rule applied; the rule must fit."""
    old, new = rule.split(">")
    return (word[: -len(old)] if old else word) + new


class Around(NamedTuple):
    """What stands around the words of a name: its tokens and kind, the folded word before it, what the text writes."""

    tokens: Sequence[Token]
    kind: MentionType
    before: str
    seen: Seen


class Inflection:
    """The learned endings of one language."""

    def __init__(self, rules: Sequence[str], weights: Mapping[str, float], language: Language):
        self._rules: dict[str, list[str]] = defaultdict(list)
        for rule in rules:
            self._rules[rule.split(">")[0]].append(rule)
        self._weight = weights.get
        self._language = language
        self._endings = frozenset(language.pack.language.endings)
        self._known: dict[tuple[str, str, str], list[Candidate]] = {}

    def base(self, tokens: Sequence[Token], kind: MentionType, before: str, seen: Seen) -> str:
        """The base form of a name; `before` is the folded word in front of it, or nothing."""
        out: list[str] = []
        done: list[tuple[str, str]] = []
        tokens, kept = self._without_foreign_endings(tokens)
        around = Around(tokens, kind, before, seen)
        for i, token in enumerate(tokens):
            text, rule = token.text, KEEP
            if token.is_word and i not in kept:
                rule = self._best(around, i, done)
                if rule != KEEP:
                    text = applied(token.fold, rule)
                    text = text[:1].upper() + text[1:] if token.is_capital else text
            done.append((token.fold, rule))
            out.append((" " if token.space and i else "") + text)
        return "".join(out)

    def _without_foreign_endings(self, tokens: Sequence[Token]) -> tuple[Sequence[Token], AbstractSet[int]]:
        """The tokens without endings set off by an apostrophe ("Farage'a"), and the words that had them."""
        if not any(t.text in _APOSTROPHES for t in tokens):
            return tokens, frozenset()
        out: list[Token] = []
        kept: set[int] = set()
        for i, token in enumerate(tokens):
            mark = tokens[i - 1] if i > 1 else token
            if (
                mark.text in _APOSTROPHES
                and not (mark.space or token.space)
                and token.text.islower()
                and token.fold in self._endings
                and tokens[i - 2].fold.isascii()
            ):
                out.pop()
                kept.add(len(out) - 1)
            else:
                out.append(token)
        return out, kept

    def _best(self, around: Around, i: int, done: Sequence[tuple[str, str]]) -> str:
        candidates = self.candidates(around.tokens, i, around.kind)
        if len(candidates) == 1:
            return candidates[0].rule
        weight = self._weight
        best, most = KEEP, float("-inf")
        for candidate in candidates:
            score = candidate.score
            for feature in context_features(candidate, around, i, done, self._language):
                score += weight(feature, 0.0)
            if score > most:
                best, most = candidate.rule, score
        return best

    def candidates(self, tokens: Sequence[Token], i: int, kind: MentionType) -> list[Candidate]:
        """The rules that fit a word, best first; where some make a given name of the first word of a person's name,
        only those."""
        token = tokens[i]
        key = (token.text, kind, place(tokens, i))
        known = self._known.get(key)
        if known is None:
            if len(self._known) > MEMORY:
                self._known.clear()
            weight = self._weight
            found = []
            for rule in self.fitting(token.fold):
                word = applied(token.fold, rule)
                score = 0.0
                for feature in word_features(token, rule, word, kind, key[2]):
                    score += weight(feature, 0.0)
                found.append(Candidate(rule, word, score))
            found.sort(key=lambda c: (-c.score, c.rule))
            if kind == "PER" and len(tokens) > 1 and i < len(tokens) - 1:
                found = [c for c in found if self._language.words.has(c.word, "given")] or found
            known = self._known[key] = found[:MOST_CANDIDATES]
        return known

    def fitting(self, word: str) -> Iterator[str]:
        """The rules whose old ending a folded word has, first the one that keeps it."""
        yield KEEP
        for size in range(min(LONGEST_ENDING, len(word) - SHORTEST_REST) + 1):
            for rule in self._rules.get(word[len(word) - size :], ()):
                if rule != KEEP:
                    yield rule


def place(tokens: Sequence[Token], i: int) -> str:
    """Where a word stands in its name, and how it is written."""
    token = tokens[i]
    where = "only" if len(tokens) == 1 else "first" if i == 0 else "last" if i == len(tokens) - 1 else "mid"
    written = "small" if not token.is_capital else "all" if len(token.text) > 1 and token.text.isupper() else "capital"
    return f"{where} {written}"


def word_features(token: Token, rule: str, word: str, kind: str, where: str) -> Iterator[str]:
    """What a word by itself says for a rule that makes `word` of it."""
    fold = token.fold
    written = where.split(" ")[1]
    yield rule
    yield f"{rule} {kind}"
    yield f"{rule} {where}"
    yield f"{rule} {where} {kind}"
    for size in range(1, LONGEST_ENDING + 1):
        yield f"{rule} -{fold[-size:]}"
    for size in (2, 3):
        yield f"{rule} {kind} {written} -{fold[-size:]}"
    for size in (1, 2, 3):
        yield f"={word[-size:]} {kind} {where}"
        yield f"={word[-size:]} {written}"


def context_features(
    candidate: Candidate, around: Around, i: int, done: Sequence[tuple[str, str]], language: Language
) -> Iterator[str]:
    """What the words beside it and the text say for a rule; `done` holds the words before it with their rules."""
    tokens, kind, before, seen = around
    token, rule, word = tokens[i], candidate.rule, candidate.word
    written = "capital" if token.is_capital else "small"
    if i == 0:
        yield f"{rule} after {before}"
        yield f"{rule} after {before} -{token.fold[-2:]}"
        if len(tokens) > 1:
            ahead = tokens[1].fold[-2:]
            yield f"{rule} before -{ahead}"
            yield f"{rule} before -{ahead} -{token.fold[-2:]}"
    else:
        last, last_rule = done[-1]
        yield f"{rule} beside {last_rule}"
        yield f"{rule} beside {last_rule} {written}"
        yield f"={word[-2:]} beside ={applied(last, last_rule)[-2:]}"
        yield f"{rule} beside -{last[-2:]} -{token.fold[-2:]}"
        first = applied(*done[0])
        given = kind == "PER" and language.words.has(first, "given")
        yield f"={word[-1:]} with ={first[-1:]} {kind} {given}"
    count = seen(word) - (rule == KEEP)
    yield f"{'kept' if rule == KEEP else 'made'} seen {min(count, 2)}"
    yield f"{rule} seen {count > 0}"
    if language.words.has(word, "given"):
        yield f"given {kind} {'kept' if rule == KEEP else 'made'}"
    lemmas = language.glossary.lemmas(token.fold)
    if lemmas:
        yield f"lemma {word in lemmas} {written}"


@cache
def _tables() -> dict[str, tuple[list[str], dict[str, float]]]:
    """Language code to its rules, and its features with their weights."""
    tables: dict[str, tuple[list[str], dict[str, float]]] = {}
    for line in (files("stemma.names") / "weights" / "bases.tsv").read_text(encoding="utf-8").splitlines():
        code, feature, weight = line.split("\t")
        rules, weights = tables.setdefault(code, ([], {}))
        if weight == "rule":
            rules.append(feature)
        else:
            weights[feature] = float(weight)
    return tables


def inflection_of(language: Language) -> Inflection | None:
    """The learned endings of a language, or None where none were learned."""
    table = _tables().get(language.code)
    return Inflection(*table, language) if table is not None else None
