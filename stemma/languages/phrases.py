"""Phrases with slots, and the one matcher that all phrases of a pack are compiled into.

A phrase is written as people write: ``w <{last} {unit}>``. Its parts are

* words and signs, compared without regard to case;
* ``{slot}``: whatever the caller says may stand there (a word of a named list, a number, a day of the month);
* ``(a|b|)``: one of several wordings, possibly none;
* ``<`` and ``>``: the part that becomes the mark, where that is not the whole phrase;
* a blank: white space may, and usually does, stand there. No blank: none may.

Matching walks the tokens once; at each one only the phrases whose first part fits are tried, by way of a trie.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from stemma.languages.tokens import Token, tokenize

MEMORY = 200_000
"""Words whose entries are remembered; beyond this the memory starts anew, so that streams stay bounded."""
_PIECE = re.compile(r"\{([a-z_]+)\}|([<>])")
_GROUP = re.compile(r"\(([^()]*\|[^()]*)\)")


class Element(NamedTuple):
    """One part of a compiled phrase: a literal word (`slot` false) or a slot; `glued`: no blank may stand before it."""

    text: str
    slot: bool
    glued: bool


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
            elements.append(Element(match.group(1), True, bool(elements) and glued))
            glued = True
        elif match.group(2) == "<":
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
    slots: dict[tuple[str, bool], _Node] = field(default_factory=dict)
    ends: list[tuple[str, str, int, int]] = field(default_factory=list)

    def child(self, element: Element) -> _Node:
        if element.slot:
            return self.slots.setdefault((element.text, element.glued), _Node())
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
        return frozenset(name for name, _ in self._root.slots)

    def match_at(
        self, tokens: Sequence[Token], index: int, slots: Slots, possible: Possible | None = None
    ) -> list[PhraseMatch]:
        """Every phrase that begins at token `index`; `possible` saves asking for slots that cannot be filled."""
        root = self._root
        if tokens[index].fold not in root.words and (not root.slots or (possible and not possible(index))):
            return []
        found: list[PhraseMatch] = []
        self._walk(root, tokens, index, slots, possible, [(index, index)], [], found)
        return found

    def _walk(
        self,
        node: _Node,
        tokens: Sequence[Token],
        at: int,
        slots: Slots,
        possible: Possible | None,
        places: list[tuple[int, int]],
        filled: list[tuple[str, Filled]],
        found: list[PhraseMatch],
    ) -> None:
        for meaning, phrase, begin, finish in node.ends:
            spans = places[1:]
            if begin >= finish or finish > len(spans):
                continue
            found.append(
                PhraseMatch(meaning, phrase, spans[0][0], at, spans[begin][0], spans[finish - 1][1], dict(filled))
            )
        if at >= len(tokens):
            return
        token = tokens[at]
        for glued, child in node.words.get(token.fold, ()):
            if not (glued and token.space):
                self._walk(child, tokens, at + 1, slots, possible, [*places, (at, at + 1)], filled, found)
        if not node.slots:
            return
        open_here = possible(at) if possible is not None else None
        if open_here is not None and not open_here:
            return
        for (name, glued), child in node.slots.items():
            if (glued and token.space) or (open_here is not None and name not in open_here):
                continue
            for fill in slots(name, at):
                self._walk(
                    child,
                    tokens,
                    fill.last,
                    slots,
                    possible,
                    [*places, (fill.first, fill.last)],
                    [*filled, (name, fill)],
                    found,
                )


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
            if len(self._seen) > MEMORY:
                self._seen.clear()
            self._seen[word] = known
        return known

    def kinds(self, word: str) -> frozenset[str]:
        """The names of all lists in which an entry begins with this folded word."""
        known = self._kinds.get(word)
        if known is None:
            if len(self._kinds) > MEMORY:
                self._kinds.clear()
            known = self._kinds[word] = frozenset(self._entries(word))
        return known

    def has(self, word: str, name: str) -> bool:
        """Whether a single folded word is in the list `name`."""
        known = self._singles.get(word)
        if known is None:
            if len(self._singles) > MEMORY:
                self._singles.clear()
            entries = self._entries(word).items()
            known = self._singles[word] = frozenset(n for n, found in entries if any(not rest for rest, _ in found))
        return name in known

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
        options = self._entries(tokens[index].fold).get(name)
        if not options:
            return
        hits = []
        for rest, value in options:
            last = index + 1 + len(rest)
            if last <= len(tokens) and all(tokens[index + 1 + k].fold == w for k, w in enumerate(rest)):
                hits.append(Filled(index, last, value))
        yield from sorted(hits, key=lambda f: -f.last)
