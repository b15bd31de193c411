"""Noun phrases, as far as word lists tell them: where one begins and ends, and what a preposition governs."""

from __future__ import annotations

from stemma.marks.cues import MARKS
from stemma.marks.paragraph import MAX_PHRASE, Paragraph, Part

_NOMINAL = ("determiner", "preposition", "conjunction", "complementizer", "subordinator")
_OPEN = frozenset({"small", "negation"})


class NounPhrases:
    """The noun phrases of one paragraph."""

    def __init__(self, paragraph: Paragraph):
        self._p = paragraph
        self._has = paragraph.language.words.has
        pack = paragraph.language.pack
        self._bare = bool(pack.speech.bare) and not pack.language.verb_second

    def is_clause(self, part: Part) -> bool:
        """Whether a stretch holds a small word that is no part of a noun phrase, or begins with a pronoun."""
        p, has = self._p, self._has
        pronoun = has(p.tokens[part.first].fold, "pronoun") or has(p.tokens[part.first].fold, "plural_pronoun")
        return pronoun or any(
            has(p.tokens[k].fold, "small")
            and not any(has(p.tokens[k].fold, kind) for kind in _NOMINAL)
            and k not in p.heads
            and p.tokens[k].space != ""
            for k in range(part.first, part.last)
        )

    def without_adverbs(self, floor: int, last: int) -> int:
        """The end of a noun phrase before auxiliaries, adverbs, negations and times."""
        p, has = self._p, self._has
        while last > floor:
            i = last - 1
            token = p.tokens[i]
            if i in p.heads or has(token.fold, "pronoun") or has(token.fold, "plural_pronoun"):
                break
            if i in p.timed:
                last = p.timed_from[i]
                while last > floor and has(p.tokens[last - 1].fold, "preposition") and last - 1 not in p.heads:
                    last -= 1
            elif (
                token.is_word
                and any(has(token.fold, kind) for kind in _OPEN)
                and not has(token.fold, "preposition")
                and not has(token.fold, "conjunction")
            ):
                last -= 1
            else:
                break
        return last

    def _bracketed(self, i: int) -> bool:
        """A short form in brackets: "the Party (PVV)"."""
        tokens = self._p.tokens
        near = range(max(0, i - 3), min(len(tokens), i + 4))
        return tokens[i].text in "()" and any(tokens[k].text in "()" and k != i and abs(k - i) <= 3 for k in near)

    def _is_nominal(self, first: int, last: int) -> bool:
        """Whether a stretch without a known speaker is a noun phrase: it has an article, a figure or, where nouns are
        told by it, a capital."""
        p = self._p
        if not any(self._names_something(k) for k in range(first, last)):
            return False
        if self._has(p.tokens[first].fold, "determiner") or p.tokens[first].is_number:
            return True
        inner = range(first + (first == p.starts[first]), last)
        if p.language.pack.language.noun_capitals or not p.language.has_articles:
            return any(p.tokens[k].is_capital for k in inner) or not p.language.pack.language.noun_capitals
        return True

    def _names_something(self, i: int) -> bool:
        token = self._p.tokens[i]
        return (token.is_word and not self._has(token.fold, "small")) or token.is_number

    def _governed(self, at: int, last: int) -> int:
        """The end of what a preposition before token `at` governs: a time, a name, or a noun behind its article."""
        p, has = self._p, self._has
        if at in p.timexes:
            return p.timexes[at]
        seen = False
        while at < last:
            token = p.tokens[at]
            if at in p.speakers and token.is_capital and (seen or at in p.named):
                return p.speakers[at]
            if seen and (has(token.fold, "determiner") or at in p.named or has(token.fold, "pronoun")):
                return at
            if seen and at in p.speakers and not p.language.has_articles and p.language.pack.language.endings:
                return at
            if has(token.fold, "preposition") and seen:
                return self._governed(at + 1, last)
            seen = seen or not has(token.fold, "small")
            at += 1
            if seen and p.language.pack.language.noun_capitals and token.is_capital and at not in p.named:
                return at
        return last

    def _cut(self, at: int, last: int, least: int) -> Part:
        """A phrase without the small words and the adverbs at its end."""
        p, has = self._p, self._has
        while last > least:
            fold = p.tokens[last - 1].fold
            small = any(has(fold, kind) for kind in ("preposition", "conjunction", "small", "negation"))
            if p.tokens[last - 1].is_word and (not small or last - 1 in p.heads):
                break
            if p.tokens[last - 1].text in ")]" or p.tokens[last - 1].is_number:
                break
            last -= 1
        if last < len(p.tokens) and p.tokens[last].text in MARKS and last not in p.quoted and not p.tokens[last].space:
            last += any(p.tokens[k].text in MARKS for k in range(max(0, at - 1), last))
        return Part(at, last)

    def _past_genitive(self, at: int, end: int) -> int:
        """The end of an article and its noun that hang on a noun before them, where nouns are told by capitals."""
        p = self._p
        while at < end and p.language.pack.language.noun_capitals and self._has(p.tokens[at].fold, "determiner"):
            noun = next((k for k in range(at + 1, min(end, at + 5)) if p.tokens[k].is_capital), None)
            if noun is None or any(not p.tokens[k].is_word for k in range(at, noun)):
                break
            at = p.speakers.get(noun, noun + 1)
        return at

    def _leads(self, i: int) -> bool:
        """Whether a word before a noun belongs to its phrase: an article or a nationality."""
        has, fold = self._has, self._p.tokens[i].fold
        return i not in self._p.quoted and (has(fold, "determiner") or has(fold, "nationality") or has(fold, "role"))

    def governs(self, i: int) -> bool:
        """Whether a token is a preposition, and not an article of the same form before a noun that can speak."""
        p, has = self._p, self._has
        if not has(p.tokens[i].fold, "preposition"):
            return False
        article = has(p.tokens[i].fold, "determiner") and not p.language.pack.language.verb_second
        return not (article and i + 1 in p.speakers and i + 1 not in p.named)

    def past_phrase(self, i: int, end: int) -> int:
        """The end of the phrase that a preposition at token `i` opens."""
        return max(self._governed(i + 1, end), i + 1)

    def between(self, first: int, last: int) -> Part | None:
        """What stands between two fixed words as a source, adverbs and times at its end left out."""
        last = self.without_adverbs(first, last)
        if not 0 < last - first <= 2 * MAX_PHRASE:
            return None
        part = Part(first, last)
        return None if self._bare and last - first > 1 and self.is_clause(part) else part

    def _nominal(self, part: Part) -> Part:
        """Article, adjectives and noun, and a second noun that an article or a preposition hangs on the first."""
        p, has = self._p, self._has
        capitals = p.language.pack.language.noun_capitals
        nouns, at = 0, part.first
        while at < part.last:
            token = p.tokens[at]
            small = has(token.fold, "small")
            if nouns and small and not (nouns == 1 and at + 1 < part.last and self._links(at)):
                break
            if nouns == 2 or (nouns and capitals and not token.is_capital and not small):
                break
            nouns += token.is_word and not small and (token.is_capital or not capitals)
            at += 1
        return Part(part.first, max(at, part.first + 1))

    def _links(self, i: int) -> bool:
        """Whether a small word joins a noun to the one before: "of", a genitive article."""
        return self._has(self._p.tokens[i].fold, "preposition") or self._has(self._p.tokens[i].fold, "determiner")

    def past_adverbs(self, i: int) -> int:
        """The token from which a subject can begin: behind times, negations and adverbs that open no noun phrase."""
        p, has = self._p, self._has
        while i < len(p.tokens):
            token = p.tokens[i]
            if i in p.timexes:
                i = p.timexes[i]
            elif token.text == "-" and not token.space and i + 1 < len(p.tokens) and not p.tokens[i + 1].space:
                i += 1
                if len(p.tokens[i].text) == 1 and i + 1 < len(p.tokens) and p.tokens[i + 1].text == "-":
                    i += 1
            elif token.text in MARKS and i not in p.opening and i + 1 in p.speakers and not p.tokens[i + 1].space:
                i += 1
            elif i + 1 in p.timexes and has(token.fold, "preposition"):
                i = p.timexes[i + 1]
            elif (
                token.is_word
                and (has(token.fold, "small") or has(token.fold, "negation"))
                and not any(has(token.fold, k) for k in ("determiner", "pronoun", "plural_pronoun", "preposition"))
                and not has(token.fold, "complementizer")
                and i not in p.speakers
            ):
                i += 1
            else:
                break
        return i
