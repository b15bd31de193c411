"""Cues of reported speech: the words of a pack that say, deny, fear or promise, and what a negation makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stemma.languages.language import GAP, Language
from stemma.languages.pack import STANCES
from stemma.languages.tokens import Token, folded

NEGATION_BEFORE, NEGATION_AFTER = 3, 4
"""How many tokens before a cue, and behind it where the verb is second, a negation may stand and belong to it."""
MAX_SPLIT = 16
"""Tokens between the parts of a cue in two parts ("gave … away")."""
SIGNS = frozenset(",.;:-–—!?…")
MARKS = frozenset("\"'`„“”«»‚‘’‹›")
_ORDER = ("idiom", *STANCES, "remark")
_KINDS = frozenset(_ORDER)
_OPENING = frozenset({"complementizer", "preposition", "subordinator", "conjunction"})
_CLAUSE_ENDS = frozenset(".;:!?")


class Cue(NamedTuple):
    """A cue at tokens `first:last`, with its stance.

    `tail`: where the second part of a cue in two parts begins, or -1; `object`: whether what it governs is what is
    said ("praised the deal").
    """

    first: int
    last: int
    stance: str
    tail: int = -1
    object: bool = False


MAX_INSERTED = 3
"""Small words, adverbs and times between the words of a cue ("ha poi spiegato")."""


class _Split(NamedTuple):
    head: tuple[str, ...]
    tail: tuple[str, ...]
    stance: str


class Cues:
    """All cue words of a language."""

    def __init__(self, language: Language):
        self._words = language.words
        self._split: dict[str, list[_Split]] = {}
        self._long: dict[str, dict[str, list[_Split]]] = {}
        for stance in _ORDER:
            key = {"remark": "remarks", "idiom": "idioms"}.get(stance, stance)
            for entry in getattr(language.pack.speech, key):
                if GAP in entry:
                    head, tail = (folded(part) for part in entry.split(GAP, 1))
                    self._split.setdefault(head[0], []).append(_Split(head, tail, stance))
                elif len(words := folded(entry)) > 1:
                    seconds = self._long.setdefault(words[0], {})
                    seconds.setdefault(words[1], []).append(_Split(words, (), stance))

    def of(self, tokens: Sequence[Token], ends: Sequence[int]) -> Iterator[Cue]:
        """The cues of a paragraph in order, none inside another; of several the one with most words."""
        i = 0
        tails: set[int] = set()
        while i < len(tokens):
            if i in tails:
                i += 1
                continue
            cue = self._at(tokens, i, ends[i]) if not self._hyphened(tokens, i) else None
            if cue is not None and cue.stance != "idiom":
                yield cue
                if cue.tail >= 0:
                    tails.add(cue.tail)
            i = cue.last if cue is not None else i + 1

    def idioms(self, tokens: Sequence[Token]) -> frozenset[int]:
        """Tokens of wordings that hold a cue or an attribution and are no speech."""
        found: set[int] = set()
        for i, token in enumerate(tokens):
            if "idiom" not in self._words.kinds(token.fold):
                continue
            if self._words.has(token.fold, "idiom"):
                found.add(i)
            for entry in self._long.get(token.fold, {}).get(tokens[i + 1].fold if i + 1 < len(tokens) else "", ()):
                size = len(entry.head)
                if entry.stance == "idiom" and tuple(t.fold for t in tokens[i : i + size]) == entry.head:
                    found.update(range(i, i + size))
        return frozenset(found)

    def _at(self, tokens: Sequence[Token], i: int, end: int) -> Cue | None:
        word = tokens[i].fold
        singles = self._words.lists(word) & _KINDS
        name = next((name for name in _ORDER if name in singles), None)
        best = _cue(i, i + 1, name) if name is not None else None
        size = 1 if best is not None else 0
        for entry in self._stretchable(tokens, i, end):
            if len(entry.head) > size or (len(entry.head) == size and entry.stance == "idiom"):
                last = self._stretched(tokens, entry.head, i, end)
                if last > 0 and (entry.stance != "idiom" or last - i == len(entry.head)):
                    best, size = _cue(i, last, entry.stance), len(entry.head)
        for split in self._split.get(word, ()):
            if len(split.head) + len(split.tail) <= size:
                continue
            if tuple(t.fold for t in tokens[i : i + len(split.head)]) != split.head:
                continue
            tail = self._tail(tokens, split.tail, i + len(split.head), end)
            if tail >= 0:
                best = _cue(i, i + len(split.head), split.stance, tail)
                size = len(split.head) + len(split.tail)
        return best

    def _tail(self, tokens: Sequence[Token], wanted: tuple[str, ...], start: int, end: int) -> int:
        """Where the second part stands: right before the end of its clause, or of what opens the next."""
        for i in range(start, min(end, start + MAX_SPLIT)):
            if tokens[i].text in _CLAUSE_ENDS:
                break
            if tuple(t.fold for t in tokens[i : i + len(wanted)]) == wanted:
                after = i + len(wanted)
                if after >= end or not tokens[after].is_word:
                    return i
                if not _OPENING.isdisjoint(self._words.kinds(tokens[after].fold)):
                    return i
        return -1

    def _hyphened(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a word is a part of a compound: "union-backed"; a pronoun may hang on a verb ("dit-il")."""
        if i > 0 and tokens[i - 1].text == "-" and not tokens[i].space and not tokens[i - 1].space:
            return len(tokens[i].text) > 1 and not self._hangs(tokens, i)
        after = i + 2 < len(tokens) and tokens[i + 1].text == "-" and not tokens[i + 1].space
        return after and not tokens[i + 2].space and not self._hangs(tokens, i)

    def _hangs(self, tokens: Sequence[Token], i: int) -> bool:
        near = range(i + 2, min(len(tokens), i + 5, _run_end(tokens, i)))
        kinds = ("pronoun", "plural_pronoun", "small")
        return any(self._words.has(tokens[k].fold, kind) for k in near for kind in kinds)

    def _stretchable(self, tokens: Sequence[Token], i: int, end: int) -> Iterator[_Split]:
        """The entries of several words whose first stands at a token and whose second one soon after."""
        seconds = self._long.get(tokens[i].fold)
        if seconds is None:
            return
        for k in range(i + 1, min(end, i + MAX_INSERTED + 2)):
            fold = tokens[k].fold
            yield from seconds.get(fold, ())
            if not self._small(fold):
                return

    def _small(self, fold: str) -> bool:
        """Whether a word may stand between the words of a cue."""
        has = self._words.has
        return has(fold, "small") and not any(has(fold, k) for k in ("negation", "pronoun", "plural_pronoun"))

    def _stretched(self, tokens: Sequence[Token], words: tuple[str, ...], i: int, end: int) -> int:
        """The token after a cue whose words have small words between them; 0 where it does not stand there."""
        at, skipped = i, 0
        for word in words:
            if at > i and at + 2 < end and tokens[at].text == ",":
                close = next((k for k in range(at + 2, min(end, at + 5)) if tokens[k].text == ","), None)
                if close is not None:
                    at, skipped = close + 1, skipped + 1
            while at < end and tokens[at].fold != word and skipped < MAX_INSERTED and at > i:
                if not self._small(tokens[at].fold):
                    return 0
                at += 1
                skipped += 1
            if at >= end or tokens[at].fold != word:
                return 0
            at += 1
        return at


def _run_end(tokens: Sequence[Token], i: int) -> int:
    """The end of what is written without a blank from token `i` on."""
    end = i + 1
    while end < len(tokens) and not tokens[end].space:
        end += 1
    return end


def _cue(first: int, last: int, name: str, tail: int = -1) -> Cue:
    if name == "remark":
        return Cue(first, last, "asserts", tail, True)
    return Cue(first, last, name, tail)


def negated(cue: Cue, tokens: Sequence[Token], language: Language) -> bool:
    """Whether a negation stands close to a cue, in its clause."""
    has = language.words.has
    for i in range(cue.first - 1, max(cue.first - 1 - NEGATION_BEFORE, -1), -1):
        if tokens[i].text in SIGNS:
            break
        if has(tokens[i].fold, "negation"):
            return True
    behind = NEGATION_AFTER if language.pack.language.verb_second else 0
    for i in range(cue.last, min(cue.last + behind, len(tokens))):
        if tokens[i].text in SIGNS or has(tokens[i].fold, "complementizer"):
            break
        if has(tokens[i].fold, "negation"):
            return True
    return False


def stance_of(cue: Cue, tokens: Sequence[Token], language: Language) -> str | None:
    """The stance of a cue with its negation; None where the negation leaves no claim ("did not say that")."""
    if not negated(cue, tokens, language):
        return "asserts" if cue.stance == "confirms" else cue.stance
    if cue.stance in ("denies", "confirms", "declines"):
        return "declines"
    before = cue.first > 0 and language.words.has(tokens[cue.first - 1].fold, "negation")
    return None if cue.stance in ("asserts", "accuses", "fears", "demands") and before else cue.stance
