"""A paragraph as speech phrases see it: sentence borders, quotations, times, and who in it can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.tokens import Token

MAX_PHRASE = 14
"""Tokens in a noun phrase that is a source."""
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
    _known: dict[tuple[bool, int], Part | None] = field(default_factory=dict)

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
        return self.closing.get(at)

    def quote_after(self, i: int) -> Part | None:
        at = i
        while at < len(self.tokens) and at not in self.opening and at - i < 2 and self.tokens[at].text in SKIPPED:
            at += 1
        return self.opening.get(at)

    def source_before(self, i: int) -> Part | None:
        """The noun phrase that ends before token `i` and can speak."""
        if (False, i) not in self._known:
            self._known[False, i] = self._source_before(i)
        return self._known[False, i]

    def source_after(self, i: int) -> Part | None:
        """The noun phrase that begins at token `i` and can speak; a time expression before it is passed over."""
        if (True, i) not in self._known:
            self._known[True, i] = self._source_after(i)
        return self._known[True, i]

    def _source_before(self, i: int) -> Part | None:
        has, tokens = self.language.words.has, self.tokens
        floor = max(self.starts[min(i, len(tokens) - 1)] if i < len(tokens) else 0, 0)
        if i - 1 > floor and has(tokens[i - 1].fold, "conjunction"):
            first = i - 1
            while first > floor and tokens[first - 1].text not in BORDERS | {","} and first - 1 not in self.quoted:
                first -= 1
            if first == i - 1 and first > floor and tokens[first - 1].text == ",":
                return self._shared_subject(floor, first - 1)
            return self._shared_subject(first, i - 1)
        last = i
        while (
            last > floor
            and tokens[last - 1].is_word
            and (has(tokens[last - 1].fold, "stopword") or has(tokens[last - 1].fold, "negation"))
            and last - 1 not in self.speakers
        ):
            last -= 1
        first = last
        while first > floor and tokens[first - 1].text not in BORDERS | {","} and first - 1 not in self.quoted:
            first -= 1
        if first == last and last > floor and tokens[last - 1].text == ",":
            return self._apposition(floor, last - 1)
        head = next((k for k in range(last - 1, max(first - 1, last - 1 - MAX_PHRASE), -1) if k in self.speakers), None)
        if head is None:
            return None
        subject = self._before_auxiliary(first, last)
        if subject is not None:
            return subject
        first = self._listed(max(first, last - MAX_PHRASE), floor)
        while first < head and not self._opens(first):
            first += 1
        return Part(first, max(last, self.speakers[head]))

    def _shared_subject(self, first: int, last: int) -> Part | None:
        """The subject of two predicates ("Kim visited Moscow and said..."): the first that can speak."""
        head = next((k for k in range(first, last) if k in self.speakers), None)
        if head is None:
            return None
        while first < head and not self._opens(first):
            first += 1
        return self.narrowed(Part(first, last))

    def _before_auxiliary(self, first: int, last: int) -> Part | None:
        """The subject before an auxiliary, where the object stands between it and the cue: "Kyiv hat den
        Bericht ..."."""
        has = self.language.words.has
        head = next((k for k in range(first, last) if k in self.speakers), None)
        if head is None:
            return None
        while first < head and not self._opens(first):
            first += 1
        part = self.narrowed(Part(first, last))
        if part.last >= last:
            return None
        word = self.tokens[part.last].fold
        linking = any(has(word, kind) for kind in ("preposition", "conjunction", "determiner", "pronoun"))
        return part if has(word, "stopword") and not linking else None

    def _listed(self, first: int, floor: int) -> int:
        """The start of a list of names that a comma joins to token `first`: "South Korea, Ukraine and the US"."""
        ends = {last: start for start, last in self.speakers.items()}
        while first - 1 > floor and self.tokens[first - 1].text == "," and first - 1 in ends:
            first = ends[first - 1]
        return first

    def _apposition(self, floor: int, last: int) -> Part | None:
        """ "Kari Moe, analyst at the institute, says": the source is named before the commas."""
        head = next((k for k in range(floor, last) if k in self.speakers), None)
        if head is None or last - head > 2 * MAX_PHRASE:
            return None
        return Part(head, last)

    def _opens(self, i: int) -> bool:
        """Whether a noun phrase can begin at token `i`."""
        has, token = self.language.words.has, self.tokens[i]
        if i in self.speakers or has(token.fold, "determiner") or has(token.fold, "nationality"):
            return True
        if has(token.fold, "role"):
            return True
        small = has(token.fold, "stopword") or has(token.fold, "conjunction") or has(token.fold, "preposition")
        return token.is_word and not small and i not in self.timed

    def _source_after(self, i: int) -> Part | None:
        tokens, has = self.tokens, self.language.words.has
        if i >= len(tokens):
            return None
        while i in self.timexes or (i + 1 in self.timexes and has(tokens[i].fold, "preposition")):
            i = self.timexes[i] if i in self.timexes else self.timexes[i + 1]
            if i >= len(tokens):
                return None
        end = self.ends[min(i, len(tokens) - 1)]
        limit = min(end, i + MAX_PHRASE)
        last = i
        while last < limit and tokens[last].text not in BORDERS | {",", ".", "!", "?"} and last not in self.quoted:
            if last > i and (last in self.timexes or has(tokens[last].fold, "asserts")):
                break
            last += 1
        if last + 2 < end and last > i and tokens[last].text == "(" and tokens[last + 2].text == ")":
            last += 3
        head = next((k for k in range(i, last) if k in self.speakers), None)
        if head is None or not self._opens(i):
            return None
        if any(has(tokens[k].fold, "preposition") and k not in self.speakers for k in range(i, head)):
            return None
        if last + 1 < end and tokens[last].text == "," and last + 1 in self.speakers and tokens[last + 1].is_capital:
            last = self.speakers[last + 1]
        while last > self.speakers[head] and (
            not tokens[last - 1].is_word
            or has(tokens[last - 1].fold, "preposition")
            or has(tokens[last - 1].fold, "conjunction")
        ):
            last -= 1
        return Part(i, last)

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
            if word == "(" and last + 2 < part.last and self.tokens[last + 2].text == ")":
                last += 3
                continue
            if last in self.speakers and self.tokens[last].is_capital:
                last = self.speakers[last]
                continue
            joins = has(word, "conjunction") or (has(word, "preposition") and self.tokens[last - 1].is_word)
            ahead = next((k for k in range(last + 1, min(last + 3, part.last)) if k in self.speakers), None)
            if not joins or ahead is None or not self.tokens[ahead].is_capital:
                break
            last = self.speakers[ahead]
        return Part(part.first, last)
