"""What the rules and the rest of the text say of every token, for the tagger of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from stemma.languages.language import Language
from stemma.languages.skeleton import latin
from stemma.languages.tokens import Token
from stemma.names.features import Hint, Stretch
from stemma.names.ruled import RuledName

AHEAD, BEHIND = 1, 3
"""Tokens before and after a capital, or a name by rule, that may belong to a name too. Of the tokens of labelled names
1 in 40 lies beyond, most of them in events that are written small."""
STEM = 5
"""Letters of a word, in Latin script, by which its other forms in the text are found."""
_NOTHING = Hint("O", "", "")


def hints(sentences: Sequence[Sequence[Token]], ruled: Iterable[RuledName], language: Language) -> list[list[Hint]]:
    """A hint for every token: the tag that the rules give it and the rule, and how the text writes its word.

    `ruled` are the names that the rules found, in order.
    """
    seen = _Seen(sentences)
    told = {m.start: m for m in ruled}
    out: list[list[Hint]] = []
    current: RuledName | None = None
    for tokens in sentences:
        row: list[Hint] = []
        for token in tokens:
            begins = told.get(token.start)
            if begins is not None:
                current = begins
            if current is not None and token.start >= current.end:
                current = None
            note = seen.of(token)
            if current is None:
                row.append(Hint("O", "", note) if note else _NOTHING)
            else:
                place = "B" if begins is not None else "I"
                rule = current.rule.split(":")[0].split(" for ")[0]
                row.append(Hint(f"{place}-{current.type}", f"{place}-{rule}-{current.type}", note))
        out.append(row)
    return out


def stretches(hinted: Iterable[Sequence[Hint]]) -> list[Stretch]:
    """Where names may be."""
    found: list[Stretch] = []
    for number, row in enumerate(hinted):
        first = last = -1
        for i, hint in enumerate(row):
            if hint is _NOTHING:
                continue
            if last < 0 or i - AHEAD > last:
                if last >= 0:
                    found.append((number, first, last))
                first = max(i - AHEAD, 0)
            last = min(i + BEHIND + 1, len(row))
        if last >= 0:
            found.append((number, first, last))
    return found


class _Seen:
    """How a text writes its words: with a capital inside a sentence, small, or both; and words that begin alike."""

    def __init__(self, sentences: Sequence[Sequence[Token]]):
        self._inside: Counter[str] = Counter()
        self._small: set[str] = set()
        self._stems: Counter[str] = Counter()
        for tokens in sentences:
            inside = False
            for token in tokens:
                if not token.is_word:
                    continue
                if not token.is_capital:
                    self._small.add(token.fold)
                elif inside:
                    self._inside[token.fold] += 1
                    self._stems[latin(token.fold)[:STEM]] += 1
                inside = True

    def of(self, token: Token) -> str:
        """A short note; empty for words without a capital and for signs."""
        if not token.is_word or not token.is_capital:
            return ""
        often = min(self._inside[token.fold], 2)
        stem = min(self._stems[latin(token.fold)[:STEM]], 2)
        return f"{often}{stem}{'s' if token.fold in self._small else ''}"
