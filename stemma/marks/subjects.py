"""Who can be the source beside a cue: noun phrases before and after it.

There is no parser here. A phrase ends at signs, quotations, complementizers and cues; what a preposition or a time
opens at its start is left out; and it must hold somebody who can speak, a name, a pronoun or a noun of the pack.
Where speech is certain from what stands around ("… that", a quotation), any noun phrase will do.
"""

from __future__ import annotations

from stemma.languages.pack import STANCES
from stemma.marks.noun_phrases import NounPhrases
from stemma.marks.paragraph import MAX_PHRASE, Paragraph, Part

MAX_ADJECTIVES = 3
"""Tokens behind a preposition within which an institution that speaks must be named."""
MAX_LEFT = 2
"""Words behind a source at the end of a sentence that belong to it rather than to what is said."""
MAX_INSERTED = 24
"""Tokens between two commas that part a subject from its cue ("Kari Moe, who leads the institute, says")."""
_CUES = frozenset({*STANCES, "remark"})


class Subjects(NounPhrases):
    """The noun phrases of one paragraph that can be sources."""

    def __init__(self, paragraph: Paragraph):
        super().__init__(paragraph)
        self._known: dict[tuple[str, int, bool], Part | None] = {}

    def before(self, i: int, firm: bool = False) -> Part | None:
        """The source that ends right before token `i`; `firm`: any noun phrase may be one."""
        key = ("before", i, firm)
        if key not in self._known:
            self._known[key] = self._before(i, firm)
        return self._known[key]

    def after(self, i: int, firm: bool = False) -> Part | None:
        """The source that begins at token `i`, times and adverbs passed over."""
        key = ("after", i, firm)
        if key not in self._known:
            self._known[key] = self._after(i, firm)
        return self._known[key]

    def _before(self, i: int, firm: bool) -> Part | None:
        p = self._p
        floor = p.starts[min(i, len(p.tokens) - 1)]
        last = self.without_adverbs(floor, i)
        if last > floor and self._has(p.tokens[last - 1].fold, "conjunction"):
            return self.of_sentence(self._border(floor, last - 1), last - 1) or self.of_sentence(floor, last - 1)
        if last <= floor or (last == i and self._has(p.tokens[last - 1].fold, "preposition")):
            return None
        if (
            any(self._has(p.tokens[last - 1].fold, k) for k in ("pronoun", "plural_pronoun"))
            and last - 1 not in p.named
        ):
            return Part(last - 1, last)
        if p.tokens[last - 1].text == "," and any(self._has(p.tokens[k].fold, "subordinator") for k in range(last, i)):
            part = self._phrase(self._border(floor, last - 1), last - 1, firm)
            return self._nearest(part) if part is not None else None
        if p.tokens[last - 1].text in (",", ")", "–", "—") and last - 1 not in p.quoted:
            return self._inserted(floor, last - 1, firm)
        first = self._border(floor, last)
        found = self._phrase(first, last, firm)
        if first > floor and p.tokens[first - 1].text == "," and self._relative(first, last):
            return self._phrase(self._border(floor, first - 1), first - 1, firm) or found
        return found

    def _nearest(self, part: Part) -> Part:
        """The last noun phrase of a stretch, to which a relative clause belongs."""
        p = self._p
        heads = [k for k in range(part.first, part.last) if k in p.speakers]
        if not heads:
            return part
        first = heads[-1]
        while first > part.first and (first - 1 in p.heads or self._leads(first - 1)):
            first -= 1
        return Part(first, part.last)

    def _relative(self, first: int, last: int) -> bool:
        """Whether a clause begins with a relative, so that its subject stands before the comma."""
        opens = self._has(self._p.tokens[first].fold, "subordinator") if first < last else False
        return opens and not any(k in self._p.speakers for k in range(first + 1, last))

    def _border(self, floor: int, last: int) -> int:
        """Where the clause that ends before token `last` begins."""
        p, has = self._p, self._has
        first = last
        while first > floor:
            i = first - 1
            text = p.tokens[i].text
            if i in p.quoted or (p.ends_phrase(i) and not self._bracketed(i)):
                break
            if text == "," and not self._lists(i):
                break
            if has(p.tokens[i].fold, "complementizer") and i not in p.heads and self._opens_clause(i):
                break
            first -= 1
        return first

    def _opens_clause(self, i: int) -> bool:
        """Whether a complementizer is no article here: none of its form, or a cue right before it."""
        words, tokens = self._p.language.words, self._p.tokens
        if not words.has(tokens[i].fold, "determiner"):
            return True
        return i > 0 and not _CUES.isdisjoint(words.kinds(tokens[i - 1].fold))

    def _lists(self, i: int) -> bool:
        """A comma between names: "South Korea, Ukraine and the US"."""
        p = self._p
        if i not in p.speaker_ends or i + 1 not in p.speakers or not p.tokens[i + 1].is_capital:
            return False
        at = p.speakers[i + 1]
        while at < len(p.tokens) and p.tokens[at].text == "," and at + 1 in p.speakers:
            at = p.speakers[at + 1]
        return at < len(p.tokens) and self._has(p.tokens[at].fold, "conjunction")

    def _inserted(self, floor: int, comma: int, firm: bool) -> Part | None:
        """The subject before what stands between commas, together with it."""
        p = self._p
        opener = next(
            (
                k
                for k in range(comma - 1, max(floor, comma - MAX_INSERTED) - 1, -1)
                if p.tokens[k].text == p.tokens[comma].text or (p.tokens[comma].text == ")" and p.tokens[k].text == "(")
            ),
            None,
        )
        if opener is None or opener <= floor or opener in p.quoted:
            return None
        before = self._phrase(self._border(floor, opener), opener, firm)
        if before is None:
            return None
        if before.last < opener or not any(k in p.speakers for k in range(before.first, before.last)):
            return None
        return Part(before.first, comma + (p.tokens[comma].text == ")"))

    def _phrase(self, first: int, last: int, firm: bool) -> Part | None:
        """The noun phrase in a stretch of a clause, or None where nobody in it can speak."""
        p = self._p
        start = self._opening(first, last)
        heads = [k for k in range(start, last) if k in p.speakers]
        if not heads and start > first and (firm or self._place_speaks(first, last)):
            heads = [k for k in range(first, last) if k in p.speakers]
            start = heads[-1] if heads else start
        if heads:
            begin = max(start, last - 2 * MAX_PHRASE)
            while begin < heads[0] and not p.opens(begin):
                begin += 1
            return self._before_auxiliary(Part(begin, last))
        if not firm or start >= last or last - start > MAX_PHRASE:
            return None
        return Part(start, last) if self._is_nominal(start, last) else None

    def _place_speaks(self, first: int, last: int) -> bool:
        """Where subjects are left out, an institution behind a preposition at the start speaks: "В МИД заявили"."""
        speech = self._p.language.pack.speech
        left_out = speech.subject_may_be_left_out and speech.comma_before_clause
        at = first
        while at < last and self._has(self._p.tokens[at].fold, "conjunction"):
            at += 1
        near = range(at + 1, min(last, at + 1 + MAX_ADJECTIVES))
        return left_out and at < last and self.governs(at) and any(k in self._p.speakers for k in near)

    def _opening(self, first: int, last: int) -> int:
        """The start of the noun phrase in a stretch: behind small words, times and what a preposition opens."""
        p, has = self._p, self._has
        at = first
        while at < last:
            token = p.tokens[at]
            if at in p.timexes:
                at = p.timexes[at]
            elif at in p.heads:
                return at
            elif self.governs(at):
                at = self._governed(at + 1, last)
            elif has(token.fold, "determiner"):
                return at
            elif not token.is_word or any(has(token.fold, k) for k in ("small", "conjunction", "subordinator")):
                if has(token.fold, "pronoun") or has(token.fold, "plural_pronoun"):
                    return at
                at += 1
            else:
                return at
        return last

    def _before_auxiliary(self, part: Part) -> Part:
        """The subject alone, where an auxiliary and its object stand behind it: "Kyiv hat den Bericht …"."""
        p, has = self._p, self._has
        narrow = p.narrowed(part)
        if narrow.last >= part.last:
            return part
        word = p.tokens[narrow.last].fold
        named = any(k in p.named for k in range(narrow.first, narrow.last))
        if named and has(word, "preposition") and not any(k in p.heads for k in range(narrow.last, part.last)):
            return narrow
        linking = any(has(word, kind) for kind in ("preposition", "conjunction", "determiner", "pronoun"))
        return narrow if has(word, "small") and not linking else part

    def _after(self, i: int, firm: bool) -> Part | None:
        p, has = self._p, self._has
        at = self.past_adverbs(i)
        inside = i - 1 in p.quoted
        if at >= len(p.tokens) or (at in p.quoted and not inside) or p.starts[at] != p.starts[i - 1]:
            return None
        opening = any(has(p.tokens[at].fold, kind) for kind in ("complementizer", "subordinator"))
        if opening and at not in p.speakers and not has(p.tokens[at].fold, "determiner"):
            return None
        end = p.ends[at]
        if at not in p.heads and self.governs(at):
            beyond = self.past_adverbs(self._governed(at + 1, min(end, at + MAX_PHRASE)))
            if beyond >= end or not p.opens(beyond) or not p.tokens[beyond].is_word:
                return None
            at = beyond
        last = at
        while last < min(end, at + 2 * MAX_PHRASE):
            token = p.tokens[last]
            if (last in p.quoted and not inside) or (
                token.text in "!?"
                or (token.text == "." and (inside or last + 1 >= end))
                or (p.ends_phrase(last) and not self._bracketed(last))
            ):
                break
            if token.text == "," and not self._lists(last):
                break
            joined = has(token.fold, "conjunction") and last + 1 < end
            if last > at and joined and not _CUES.isdisjoint(p.language.words.lists(p.tokens[last + 1].fold)):
                break
            if last > at and (last in p.timexes or has(token.fold, "complementizer") or has(token.fold, "asserts")):
                break
            last += 1
        head = next((k for k in range(at, last) if k in p.speakers), None)
        if head is None or not p.opens(at):
            return self._unnamed(at, last) if firm else None
        if any(self.governs(k) and k not in p.speakers for k in range(at, head)):
            return None
        part = self._cut(at, last, p.speakers[head])
        if head in p.named or self._has(p.tokens[head].fold, "pronoun"):
            part = Part(at, max(p.narrowed(part).last, p.speakers[head]))
        named = self._with_apposition(part.last, end)
        part = Part(at, self._with_another(named, end) if named > part.last else part.last)
        return None if self._bare and self.is_clause(part) else part

    def _unnamed(self, at: int, last: int) -> Part | None:
        """Any noun phrase right behind a cue."""
        if at >= last or self._has(self._p.tokens[at].fold, "preposition"):
            return None
        part = self._cut(at, last, at + 1)
        return part if self._is_nominal(*part) and part.last - part.first <= MAX_PHRASE else None

    def _with_apposition(self, last: int, end: int) -> int:
        """A name behind the comma after a title: "said the mayor, Anna Holt"."""
        p = self._p
        if last + 1 < end and p.tokens[last].text == "," and last + 1 in p.speakers and p.tokens[last + 1].is_capital:
            return p.speakers[last + 1]
        return last

    def _with_another(self, last: int, end: int) -> int:
        """A second speaker behind a title with its name: "said A's leader, X, and B's president, Y"."""
        p = self._p
        at = last + (last < end and p.tokens[last].text == ",")
        if at + 1 >= end or not self._has(p.tokens[at].fold, "conjunction") or at + 1 not in p.speakers:
            return last
        last = p.speakers[at + 1]
        while last in p.speakers and last < end:
            last = p.speakers[last]
        return self._with_apposition(last, end)

    def of_sentence(self, floor: int, end: int) -> Part | None:
        """The first phrase of a sentence that can speak and that no preposition governs."""
        p, has = self._p, self._has
        at = floor
        while at < end:
            if at in p.quoted:
                at += 1
            elif at not in p.heads and has(p.tokens[at].fold, "preposition"):
                at = self._past_genitive(max(self._governed(at + 1, min(end, at + MAX_PHRASE)), at + 1), end)
            elif at in p.speakers and at not in p.timed:
                first = at
                while first > floor and self._leads(first - 1):
                    first -= 1
                return p.narrowed(Part(first, min(end, at + MAX_PHRASE)))
            else:
                at += 1
        return None

    def alone(self, part: Part, begin: int) -> Part:
        """The source of an attribution without what follows it in the sentence.

        `begin`: the first token of the attribution. A comma closes it where the verb is not second; at the end of a
        sentence a word or two more belong to it, and all behind a comma. Where it opens a sentence without a comma,
        something must be left to be said.
        """
        p = self._p
        end = p.ends[part.first]
        at_end = part.last >= end or p.tokens[part.last].text in ".;!?"
        if not at_end and not p.tokens[part.last].is_word and not p.language.pack.language.verb_second:
            return part
        opening = begin <= p.starts[part.first] + 1
        if not opening and p.tokens[begin - 1].text == "," and not p.language.pack.language.verb_second:
            last = next((k for k in range(part.first, end) if p.tokens[k].text in ",.;:!?" or k in p.quoted), end)
            return Part(part.first, last) if last - part.first <= MAX_PHRASE else part
        if at_end and not opening:
            short = p.narrowed(part) if any(k in p.speakers for k in range(*part)) else self._nominal(part)
            return part if part.last - short.last <= MAX_LEFT else short
        if any(k in p.speakers for k in range(part.first, part.last)):
            return p.narrowed(part)
        return self._nominal(part)
