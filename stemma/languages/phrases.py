"""Phrases with slots, and the one matcher that all phrases of a pack are compiled into.

A phrase is written as people write: ``w <{last} {unit}>``. Its parts are

* words and signs, compared without regard to case;
* ``{slot}``: whatever the caller says may stand there (a word of a named list, a number, a day of the month);
* ``{slot:a|b}``: the same, but only if the words that fill it are one of these: ``{unit:week|month} ago``;
* ``(a|b|)``: one of several wordings, possibly none;
* ``<`` and ``>``: the part that becomes the mark, where that is not the whole phrase;
* a blank: white space may, and usually does, stand there. No blank: none may.

Matching walks the tokens once; at each one only the phrases whose first part fits are tried, by way of a trie.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from stemma.languages.tokens import Token, tokenize

MEMORY = 200_000
"""Words whose entries are remembered; beyond this the memory starts anew, so that streams stay bounded."""
_PIECE = re.compile(r"\{([a-z_]+)(?::([^{}]+))?\}|([<>])")
_GROUP = re.compile(r"\(([^()]*\|[^()]*)\)")


class Element(NamedTuple):
    """One part of a compiled phrase: a literal word (`slot` false) or a slot; `glued`: no blank may stand before it.

    `only` holds the folded wordings that may fill a slot, none where all may.
    """

    text: str
    slot: bool
    glued: bool
    only: frozenset[str] = frozenset()


class Filled(NamedTuple):
    """What filled a slot: tokens `first` up to and without `last`, and the value that the slot's owner gives it."""

    first: int
    last: int
    value: Any


class PhraseMatch(NamedTuple):
    """A phrase found at tokens `first:last`; `begin:finish` is the part that becomes the mark."""

    meaning: str
    phrase: str
    first: int
    last: int
    begin: int
    finish: int
    slots: dict[str, Filled]


Slots = Callable[[str, int], Iterable[Filled]]
"""Given a slot's name and a token index: every way to fill the slot from there."""
Possible = Callable[[int], frozenset[str] | set[str]]
"""Given a token index: the names of the slots that can begin there at all; most tokens begin none."""


def remembered(ways: Callable[[str, int], Iterator[Filled]]) -> Slots:
    """The same slots, asked only once for each name and token: many phrases begin with the same slot."""
    known: dict[tuple[str, int], tuple[Filled, ...]] = {}

    def slots(name: str, index: int) -> tuple[Filled, ...]:
        found = known.get((name, index))
        if found is None:
            found = known[name, index] = tuple(ways(name, index))
        return found

    return slots


def expand(phrase: str) -> Iterator[str]:
    """All wordings of a phrase with ``(a|b)`` groups.

    >>> list(expand("(w|we) {weekday}"))
    ['w {weekday}', 'we {weekday}']
    """
    pieces = _GROUP.split(phrase)
    choices = [[p] if i % 2 == 0 else p.split("|") for i, p in enumerate(pieces)]
    seen = set()
    for parts in product(*choices):
        wording = " ".join("".join(parts).split(" ")).strip()
        wording = re.sub(" {2,}", " ", wording)
        if wording not in seen:
            seen.add(wording)
            yield wording


def parse(wording: str) -> tuple[list[Element], int, int]:
    """Elements of one wording, and the element indices between which the mark stands.

    Raises `ValueError` where braces or angle brackets do not pair.
    """
    elements: list[Element] = []
    begin, finish = -1, -1
    glued = False
    position = 0

    def literals(text: str) -> None:
        nonlocal glued
        for token in tokenize(text):
            elements.append(Element(token.fold, False, bool(elements) and glued and not token.space))
            glued = True
        if text and text[-1].isspace():
            glued = False

    for match in _PIECE.finditer(wording):
        before = wording[position : match.start()]
        if before[:1].isspace():
            glued = False
        literals(before)
        if match.group(1):
            only = frozenset(" ".join(t.fold for t in tokenize(w)) for w in (match.group(2) or "").split("|") if w)
            elements.append(Element(match.group(1), True, bool(elements) and glued, only))
            glued = True
        elif match.group(3) == "<":
            begin = len(elements)
        else:
            finish = len(elements)
        position = match.end()
    rest = wording[position:]
    if rest[:1].isspace():
        glued = False
    literals(rest)
    if any(e.text in "{}" and not e.slot for e in elements):
        raise ValueError("a brace without its pair")
    if (begin < 0) != (finish < 0) or begin > finish:
        raise ValueError("'<' and '>' must stand in pairs, in this order")
    if not elements:
        raise ValueError("an empty phrase")
    return elements, (begin if begin >= 0 else 0), (finish if finish >= 0 else len(elements))


@dataclass(slots=True)
class _Node:
    words: dict[str, list[tuple[bool, _Node]]] = field(default_factory=dict)
    slots: dict[str, list[tuple[bool, frozenset[str], _Node]]] = field(default_factory=dict)
    ends: list[tuple[str, str, int, int]] = field(default_factory=list)

    def child(self, element: Element) -> _Node:
        if element.slot:
            ways = self.slots.setdefault(element.text, [])
            for glued, only, node in ways:
                if (glued, only) == (element.glued, element.only):
                    return node
            node = _Node()
            ways.append((element.glued, element.only, node))
            return node
        options = self.words.setdefault(element.text, [])
        for glued, node in options:
            if glued == element.glued:
                return node
        node = _Node()
        options.append((element.glued, node))
        return node


class PhraseBook:
    """All phrases of one kind, by meaning, compiled into one trie.

    Raises `ValueError` with the phrase in its message where one cannot be read or names a slot not in `slots`.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], slots: Iterable[str] = ()):
        self._root = _Node()
        self._contents: list[tuple[list[str], set[str]]] = []
        allowed = set(slots)
        for meaning, wordings in phrases.items():
            for phrase in wordings:
                self._add(meaning, phrase, allowed)

    def _add(self, meaning: str, phrase: str, allowed: set[str]) -> None:
        for wording in expand(phrase):
            try:
                elements, begin, finish = parse(wording)
            except ValueError as error:
                raise ValueError(f"phrase {phrase!r}: {error}") from error
            for element in elements:
                if element.slot and element.text not in allowed:
                    known = ", ".join(sorted(allowed)) or "none"
                    raise ValueError(f"phrase {phrase!r}: no slot {element.text!r} here; there are: {known}")
            words = [word for e in elements for word in (e.only if e.slot else (e.text,))]
            self._contents.append((words, {e.text for e in elements if e.slot}))
            node = self._root
            for element in elements:
                node = node.child(element)
            node.ends.append((meaning, phrase, begin, finish))

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The folded words with which phrases begin."""
        return frozenset(self._root.words)

    @cached_property
    def first_slots(self) -> frozenset[str]:
        """The slots with which phrases begin."""
        return frozenset(self._root.slots)

    def words_beside(self, slots: Set[str]) -> frozenset[str]:
        """The folded words of the phrases that hold none of these slots."""
        return frozenset(w for words, own in self._contents for w in words if own.isdisjoint(slots))

    def match_at(
        self, tokens: Sequence[Token], index: int, slots: Slots, possible: Possible | None = None
    ) -> list[PhraseMatch]:
        """Every phrase that begins at token `index`; `possible` saves asking for slots that cannot be filled."""
        root = self._root
        if tokens[index].fold not in root.words and (not root.slots or (possible and not possible(index))):
            return []
        found: list[PhraseMatch] = []
        waiting: list[tuple[_Node, int, _Step | None]] = [(root, index, None)]
        while waiting:
            node, at, path = waiting.pop()
            if path is not None:
                for end in node.ends:
                    _end(end, at, path, found)
            if at >= len(tokens):
                continue
            token = tokens[at]
            ahead: list[tuple[_Node, int, _Step | None]] = [
                (child, at + 1, (path, at, at + 1, None, None))
                for glued, child in node.words.get(token.fold, ())
                if not (glued and token.space)
            ]
            if node.slots:
                ahead += _filled(node, tokens, at, slots, possible(at) if possible is not None else None, path)
            ahead.reverse()
            waiting += ahead
        return found


_Step = tuple[Any, int, int, str | None, Filled | None]
"""One part of a phrase that is being matched: the step before it, first and last token, and what filled which slot."""


def _filled(
    node: _Node,
    tokens: Sequence[Token],
    at: int,
    slots: Slots,
    open_here: frozenset[str] | set[str] | None,
    path: _Step | None,
) -> Iterator[tuple[_Node, int, _Step]]:
    """The nodes that the slots lead to which the token at `at` can fill."""
    names = node.slots if open_here is None else [name for name in node.slots if name in open_here]
    glued_here = not tokens[at].space
    for name in names:
        fills = tuple(slots(name, at))
        for glued, only, child in node.slots[name]:
            if glued and not glued_here:
                continue
            for fill in fills:
                if only and " ".join(t.fold for t in tokens[fill.first : fill.last]) not in only:
                    continue
                yield child, fill.last, (path, fill.first, fill.last, name, fill)


def _end(end: tuple[str, str, int, int], at: int, path: _Step, found: list[PhraseMatch]) -> None:
    """Note the phrase that ends before token `at`."""
    meaning, phrase, begin, finish = end
    spans: list[tuple[int, int]] = []
    filled: list[tuple[str, Filled]] = []
    step: _Step | None = path
    while step is not None:
        spans.append((step[1], step[2]))
        if step[3] is not None and step[4] is not None:
            filled.append((step[3], step[4]))
        step = step[0]
    spans.reverse()
    filled.reverse()
    if begin < finish <= len(spans):
        found.append(PhraseMatch(meaning, phrase, spans[0][0], at, spans[begin][0], spans[finish - 1][1], dict(filled)))


class WordLists:
    """Named lists of words and phrases; a word that ends in ``*`` stands for all that begins so.

    `values` maps list name to {entry: value}. `at(name, i)` gives the ways to fill slot `name` at token `i`.
    """

    def __init__(self, values: Mapping[str, Mapping[str, Any]]):
        self._words: dict[str, list[tuple[str, tuple[str, ...], Any]]] = {}
        self._prefixes: dict[str, list[tuple[str, Any]]] = {}
        self._longest = 0
        self._seen: dict[str, dict[str, list[tuple[tuple[str, ...], Any]]]] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        self._singles: dict[str, frozenset[str]] = {}
        for name, entries in values.items():
            for entry, value in entries.items():
                self._add(name, entry, value)

    def _add(self, name: str, entry: str, value: Any) -> None:
        if entry.endswith("*"):
            stem = tokenize(entry[:-1])
            if len(stem) != 1 or len(stem[0].fold) < 2:
                raise ValueError(f"entry {entry!r}: '*' may only end a single word of two letters or more")
            self._prefixes.setdefault(stem[0].fold, []).append((name, value))
            self._longest = max(self._longest, len(stem[0].fold))
            return
        tokens = tokenize(entry)
        if not tokens:
            raise ValueError(f"an empty entry in {name!r}")
        rest = tuple(t.fold for t in tokens[1:])
        self._words.setdefault(tokens[0].fold, []).append((name, rest, value))

    def _entries(self, word: str) -> dict[str, list[tuple[tuple[str, ...], Any]]]:
        known = self._seen.get(word)
        if known is None:
            known = {}
            for name, rest, value in self._words.get(word, ()):
                known.setdefault(name, []).append((rest, value))
            for size in range(2, min(len(word), self._longest) + 1):
                for name, value in self._prefixes.get(word[:size], ()):
                    known.setdefault(name, []).append(((), value))
            for found in known.values():
                found.sort(key=lambda entry: -len(entry[0]))
            if len(self._seen) > MEMORY:
                self._seen.clear()
            self._seen[word] = known
        return known

    def phrases_of(self, names: Set[str]) -> Iterator[tuple[str, ...]]:
        """The folded words of every entry of several words in these lists."""
        for first, entries in self._words.items():
            for name, rest, _ in entries:
                if rest and name in names:
                    yield (first, *rest)

    def kinds(self, word: str) -> frozenset[str]:
        """The names of all lists in which an entry begins with this folded word."""
        known = self._kinds.get(word)
        if known is None:
            if len(self._kinds) > MEMORY:
                self._kinds.clear()
            known = self._kinds[word] = frozenset(self._entries(word))
        return known

    def lists(self, word: str) -> frozenset[str]:
        """The names of all lists that a single folded word is in."""
        known = self._singles.get(word)
        if known is None:
            if len(self._singles) > MEMORY:
                self._singles.clear()
            entries = self._entries(word).items()
            known = self._singles[word] = frozenset(n for n, found in entries if any(not rest for rest, _ in found))
        return known

    def has(self, word: str, name: str) -> bool:
        """Whether a single folded word is in the list `name`."""
        known = self._singles.get(word)
        return name in (self.lists(word) if known is None else known)

    def value(self, word: str, name: str) -> Any:
        """The value of a single folded word in the list `name`, or None."""
        for rest, value in self._entries(word).get(name, ()):
            if not rest:
                return value
        return None

    def at(self, name: str, tokens: Sequence[Token], index: int) -> Iterator[Filled]:
        """Every entry of list `name` that stands at token `index`, the longest first."""
        if index >= len(tokens):
            return
        for rest, value in self._entries(tokens[index].fold).get(name, ()):
            last = index + 1
            for word in rest:
                if last >= len(tokens) or tokens[last].fold != word:
                    break
                last += 1
            else:
                yield Filled(index, last, value)
