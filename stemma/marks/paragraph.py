"""A paragraph as speech phrases see it: sentence borders, quotations, times, and who in it can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.pack import STANCES
from stemma.languages.tokens import Token

MAX_PHRASE = 14
"""Tokens in a noun phrase that is a source."""
_CUES = frozenset({*STANCES, "remark"})
MAX_BRACKET = 6
"""Tokens, with the brackets, of a short form behind a name: "(C4ADS)"."""
MAX_ATTRIBUTES = 3
"""Words between the head of a source and a name that belongs to it."""
SKIPPED = frozenset(",.-–—!?:")
"""Signs between a quotation and its attribution."""
BORDERS = frozenset(";:–—()[]")
"""Signs that end a noun phrase."""


class Part(NamedTuple):
    """Tokens `first:last` that filled one slot."""

    first: int
    last: int


@dataclass(frozen=True)
class Paragraph:
    """Tokens of a paragraph with what the frames rest on: sentence borders, quotations and who can speak."""

    tokens: Sequence[Token]
    starts: tuple[int, ...]
    """For each token, the index of the first token of its sentence."""
    ends: tuple[int, ...]
    """For each token, the index after the last token of its sentence."""
    quotes: tuple[Part, ...]
    """Quotations with their marks, in order; those of dialogue begin at the dash."""
    speakers: dict[int, int]
    """Heads that can speak: first token of a name, pronoun or speaking noun, to the token after it."""
    timexes: dict[int, int]
    language: Language
    named: frozenset[int]
    """First tokens of names."""

    @cached_property
    def heads(self) -> frozenset[int]:
        """Tokens of all that can speak."""
        return frozenset(i for first, last in self.speakers.items() for i in range(first, last))

    @cached_property
    def speaker_ends(self) -> frozenset[int]:
        return frozenset(self.speakers.values())

    @cached_property
    def timed_from(self) -> dict[int, int]:
        """Tokens of time expressions to the first token of the expression."""
        return {i: first for first, last in self.timexes.items() for i in range(first, last)}

    @cached_property
    def closing(self) -> dict[int, Part]:
        """Quotations by the token after their closing mark."""
        return {q.last: q for q in self.quotes}

    @cached_property
    def opening(self) -> dict[int, Part]:
        return {q.first: q for q in self.quotes}

    @cached_property
    def timed(self) -> frozenset[int]:
        """Tokens of time expressions."""
        return frozenset(i for first, last in self.timexes.items() for i in range(first, last))

    @cached_property
    def quoted(self) -> frozenset[int]:
        return frozenset(i for q in self.quotes for i in range(q.first, q.last))

    def quote_before(self, i: int) -> Part | None:
        """The quotation that ends right before token `i`, signs passed over."""
        at = i
        while at > 0 and at not in self.closing and i - at < 3 and self.tokens[at - 1].text in SKIPPED:
            at -= 1
        between = [t.text for t in self.tokens[at:i]]
        ended = "." in between and not any(text in "-–—" for text in between)
        return None if ended and self.tokens[i].is_capital else self.closing.get(at)

    def quote_after(self, i: int) -> Part | None:
        at = i
        while at < len(self.tokens) and at not in self.opening and at - i < 2 and self.tokens[at].text in SKIPPED:
            at += 1
        return self.opening.get(at)

    def ends_phrase(self, i: int) -> bool:
        """Whether a sign ends a noun phrase; a colon inside a word ("EU:s") does not."""
        text = self.tokens[i].text
        glued = text == ":" and i + 1 < len(self.tokens) and not self.tokens[i].space and not self.tokens[i + 1].space
        return (text in BORDERS and not glued) or (text == "-" and bool(self.tokens[i].space))

    def opens(self, i: int) -> bool:
        """Whether a noun phrase can begin at token `i`."""
        has, token = self.language.words.has, self.tokens[i]
        if i in self.speakers or has(token.fold, "determiner") or has(token.fold, "nationality"):
            return True
        if has(token.fold, "role"):
            return True
        small = has(token.fold, "small") or has(token.fold, "conjunction") or has(token.fold, "preposition")
        return (token.is_word or token.is_number) and not small and i not in self.timed

    def _is_article(self, i: int) -> bool:
        """A pronoun that is an article where a speaker follows: "de ukrainske myndigheder"."""
        has = self.language.words.has
        follows = any(k in self.speakers for k in range(i + 1, i + 4))
        return has(self.tokens[i].fold, "determiner") and has(self.tokens[i].fold, "plural_pronoun") and follows

    def narrowed(self, part: Part) -> Part:
        """A source with nothing between it and the content: its head, and what is joined to the head.

        Joined are a name right behind it, a conjunction with another speaker, and a preposition with a name.
        """
        head = next((k for k in range(part.first, part.last) if k in self.speakers and not self._is_article(k)), None)
        if head is None:
            return part
        has, last = self.language.words.has, self.speakers[head]
        while last < part.last:
            word = self.tokens[last].fold
            compound = word in "-–" and not self.tokens[last].space and last + 1 < part.last
            if compound and not self.tokens[last + 1].space:
                last = self.speakers.get(last + 1, last + 2)
                continue
            if word == "(":
                closing = next(
                    (k for k in range(last, min(last + MAX_BRACKET, part.last)) if self.tokens[k].text == ")"), 0
                )
                if closing:
                    last = closing + 1
                    break
            if last in self.speakers and (self.tokens[last].is_capital or self._possesses(last - 1)):
                last = self.speakers[last]
                continue
            joins = has(word, "conjunction") or (has(word, "preposition") and self.tokens[last - 1].is_word)
            ahead = next((k for k in range(last + 1, min(last + 3, part.last)) if k in self.speakers), None)
            if joins and ahead is not None and self.tokens[ahead].is_capital:
                last = self.speakers[ahead]
                continue
            further = self._further(last, part.last)
            if further == last:
                break
            last = further
        return Part(part.first, last)

    def _possesses(self, i: int) -> bool:
        """Whether a name has the ending of a possessor: "Polens forsvarsminister"."""
        endings = tuple(self.language.pack.language.possessive)
        return bool(endings) and self.tokens[i].is_capital and self.tokens[i].fold.endswith(endings)

    def _further(self, at: int, end: int) -> int:
        """The end of what hangs on a head without a preposition: nouns up to a name, or up to the next small word.

        "ministra zahraničních věcí Jana Nováka", "ministerstva zahraničí je": what is no small word before one of
        these is taken for an attribute and not for a verb.
        """
        has = self.language.words.has
        last = at
        named = at - 1 in self.heads and self.tokens[at - 1].is_capital
        if named or any(has(self.tokens[at - 1].fold, kind) for kind in ("pronoun", "plural_pronoun")):
            return at
        while last < end and last - at < MAX_ATTRIBUTES and self.tokens[last].is_word:
            if last in self.speakers and self.tokens[last].is_capital and not self.language.has_articles:
                return self.speakers[last]
            fold = self.tokens[last].fold
            told = not _CUES.isdisjoint(self.language.words.lists(fold))
            if has(fold, "determiner") or has(fold, "pronoun") or has(fold, "plural_pronoun"):
                return at
            if (
                told
                or last in self.timexes
                or has(fold, "small")
                or has(fold, "preposition")
                or has(fold, "conjunction")
            ):
                return last if self.language.pack.language.endings and not self.language.has_articles else at
            last += 1
        return at
