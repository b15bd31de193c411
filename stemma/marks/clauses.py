"""Clauses around a cue, as far as word lists and signs tell them: what opens one, and where what is said ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stemma.marks.cues import SIGNS, Cue
from stemma.marks.paragraph import Paragraph, Part
from stemma.marks.subjects import Subjects

REACH = 28
"""Tokens behind a cue within which what opens its content must stand."""
MIN_CONTENT = 2
"""Tokens that a content has at least."""
NOBODY = Part(-1, -1)
"""The subject of a cue whose own is left out."""
DASHES = frozenset("–—-")


class Clauses:
    """The clauses of one paragraph, with its cues."""

    def __init__(self, subjects: Subjects, paragraph: Paragraph, cues: Sequence[Cue], asides: Mapping[int, int]):
        """`asides`: attributions of the pack, first token to the token after the last."""
        self._asides = asides
        self._s = subjects
        self._p = paragraph
        self._cues = {c.first: c for c in cues}
        self._has = paragraph.language.words.has
        self._speech = paragraph.language.pack.speech

    def _ends_open(self, cue: Cue) -> bool:
        """Whether a cue of several words ends in the complementizer that opens its content."""
        return cue.last - cue.first > 1 and self._has(self._p.tokens[cue.last - 1].fold, "complementizer")

    def _appositive(self, part: Part) -> bool:
        """Whether what stands between the commas of a subject names somebody: "the minister, Kari Moe, said"."""
        p = self._p
        comma = next((k for k in range(part.first, part.last) if p.tokens[k].text == ","), None)
        if comma is None or comma + 1 >= part.last or self._has(p.tokens[comma + 1].fold, "subordinator"):
            return False
        return comma + 1 in p.speakers or self._has(p.tokens[comma + 1].fold, "determiner")

    def _shared(self, cue: Cue) -> Part | None:
        """The subject of the cue before, where a conjunction or the form of the verb says that it is the same."""
        p = self._p
        start = self._start(cue.first)
        floor = p.starts[cue.first]
        joined = start > floor and self._has(p.tokens[start - 1].fold, "conjunction")
        if not joined and not self._shares(cue):
            return None
        before = [c for at, c in self._cues.items() if floor <= at < start and at not in p.quoted]
        if not before:
            return None
        last = max(before, key=lambda c: c.first)
        found = self._s.before(last.first, firm=True)
        if found is None and self._speech.subject_may_be_left_out and self._start(last.first) == floor:
            return NOBODY
        return found or self._s.after(last.last)

    def _shares(self, cue: Cue) -> bool:
        """Whether the form of a cue says that its subject is that of its sentence."""
        endings = tuple(self._p.language.pack.speech.participles)
        return bool(endings) and self._p.tokens[cue.first].fold.endswith(endings)

    def _told_by(self, cue: Cue) -> Part | None:
        """Whoever a cue tells: "told Reuters"."""
        words, tokens = self._p.language.words, self._p.tokens
        if not any(fill.last == cue.last for fill in words.at("tell", tokens, cue.first)):
            return None
        told = self._s.after(cue.last, firm=True)
        if told is not None:
            return self._p.narrowed(told) if tokens[told.first].is_capital else told
        pronoun = cue.last < len(tokens) and words.has(tokens[cue.last].fold, "small")
        return Part(cue.last, cue.last + 1) if pronoun else None

    def _behind(self, cue: Cue) -> int:
        """The token behind a cue and whoever it tells."""
        told = self._told_by(cue)
        at = cue.last if told is None else told.last
        tokens = self._p.tokens
        while at + 1 < len(tokens) and tokens[at].text == "-" and not tokens[at].space and not tokens[at + 1].space:
            at += 2
        return at

    def _dash(self, i: int) -> bool:
        token = self._p.tokens[i]
        return token.text in DASHES and bool(token.space)

    def _opens_clause(self, i: int, cue: Cue) -> bool:
        if not self._has(self._p.tokens[i].fold, "complementizer"):
            return False
        if not self._speech.comma_before_clause:
            commas = sum(self._p.tokens[k].text == "," for k in range(cue.last, i))
            free = i not in self._p.heads and not self._conditional(i)
            return free and commas % 2 == 0 and self._reaches(cue.last, i)
        return i > 0 and (self._p.tokens[i - 1].text == "," or self._has(self._p.tokens[i - 1].fold, "conjunction"))

    def _conditional(self, i: int) -> bool:
        """Whether a complementizer ends the words that open a condition: "on condition that"."""
        words, tokens = self._p.language.words, self._p.tokens
        return any(
            fill.last == i + 1 and fill.last - fill.first > 1
            for k in range(max(0, i - 4), i)
            for name in ("condition", "subordinator")
            if name in words.kinds(tokens[k].fold)
            for fill in words.at(name, tokens, k)
        )

    def _reaches(self, at: int, goal: int) -> bool:
        """Whether nothing but times, adverbs, phrases with a preposition and a subject stand between a cue and a token.

        A noun phrase there would be the object of the cue, and what follows it a relative clause.
        """
        p, has = self._p, self._has
        unknown = 0
        while at < goal:
            fold = p.tokens[at].fold
            if at in p.timexes:
                at = p.timexes[at]
            elif not p.tokens[at].is_word:
                at += 1
            elif at in p.heads:
                at = p.speakers.get(at, at + 1)
                unknown = -REACH
            elif has(fold, "preposition"):
                at = self._s.past_phrase(at, goal)
                unknown = -REACH
            elif has(fold, "determiner"):
                known = any(k in p.speakers for k in range(at + 1, min(goal, at + 6)))
                if not known:
                    return False
                at += 1
                unknown = -REACH
            else:
                unknown += not has(fold, "small")
                at += 1
            if unknown > 2:
                return False
        return True

    def _can_open(self, i: int, end: int) -> bool:
        """Whether a main clause or an infinitive can begin at a token: no conjunction and no relative."""
        if i + MIN_CONTENT > end:
            return False
        return not any(self._has(self._p.tokens[i].fold, kind) for kind in ("conjunction", "subordinator"))

    def _governs(self, cue: Cue) -> bool:
        """Whether the object of a cue is what is said."""
        return cue.object or cue.stance not in ("asserts", "confirms") or self._may_be_bare(cue)

    def until_next(self, content: Part) -> int:
        """Where a content ends at the latest: at a semicolon, before the next cue of the same subject, before a clause
        with a cue of its own, or before an attribution that closes the sentence (", writes the agency")."""
        p = self._p
        for i in range(content.first + 1, content.last):
            if i in p.quoted:
                continue
            if p.tokens[i].text == ";":
                return i
            if self._asides.get(i, 0) >= content.last - 1 and i - content.first > MIN_CONTENT:
                return i - (p.tokens[i - 1].text == ",")
            if i in self._cues:
                end = self._before_cue(i, content)
                if end is not None:
                    return end
        return content.last

    def _before_cue(self, i: int, content: Part) -> int | None:
        """Where a content ends that the cue at token `i` is no part of; None where it is."""
        p = self._p
        start = self._start(i)
        if self._has(p.tokens[start - 1].fold, "conjunction") and start - 1 > content.first:
            return start - 1
        if start - 1 > content.first + MIN_CONTENT and self._parted(start, content.first):
            source = self._s.after(self._cues[i].last)
            if source is not None and source.last >= content.last - 1:
                return start - 1
        named = self._s.before(i)
        apart = named is not None and named.first - 1 > content.first + MIN_CONTENT
        closes = self._behind(self._cues[i]) >= content.last - 1
        if named is not None and apart and closes and self._parted(named.first, content.first):
            return named.first - 1
        for k in range(i - 1, content.first + MIN_CONTENT, -1):
            if p.tokens[k].text == "," and any(
                self._has(p.tokens[k + 1].fold, x) for x in ("conjunction", "subordinator")
            ):
                return k
        return None

    def _start(self, i: int) -> int:
        """Where the verb of a cue at token `i` begins, with its auxiliaries."""
        p = self._p
        first = i
        while first > p.starts[i] and first - 1 not in p.heads and p.tokens[first - 1].is_word:
            if not self._has(p.tokens[first - 1].fold, "small") or self._has(p.tokens[first - 1].fold, "conjunction"):
                break
            if self._has(p.tokens[first - 1].fold, "complementizer") or self._has(
                p.tokens[first - 1].fold, "preposition"
            ):
                break
            first -= 1
        return first

    def _parted(self, i: int, floor: int) -> bool:
        """Whether a comma or a dash stands before a token."""
        before = self._p.tokens[i - 1] if i > floor else None
        return before is not None and (before.text == "," or (before.text in DASHES and bool(before.space)))

    def _closes(self, i: int, end: int) -> bool:
        """Whether no more than a time, adverbs or a phrase with a preposition stands before the end of a clause."""
        i = self._s.past_adverbs(i)
        if i < end and self._has(self._p.tokens[i].fold, "preposition"):
            while i < end and (self._p.tokens[i].is_word or self._p.tokens[i].is_number or i in self._p.timed):
                i += 1
        return i >= end or self._p.tokens[i].text in ".,;!?–—"

    def _ends_clause(self, i: int, end: int) -> bool:
        """Whether nothing that could be said follows in a clause."""
        if i >= end or self._p.tokens[i].text in ".;!?":
            return True
        if self._p.tokens[i].text != ",":
            return False
        return i + 1 >= end or not self._has(self._p.tokens[i + 1].fold, "complementizer")

    def _infinitive(self, i: int, end: int) -> bool:
        """Whether an infinitive, with or without negation, stands at a token."""
        endings = tuple(self._speech.infinitives)
        if i < end and self._has(self._p.tokens[i].fold, "negation"):
            i += 1
        return bool(endings) and i < end and self._p.tokens[i].fold.endswith(endings)

    def _may_be_bare(self, cue: Cue) -> bool:
        return self._behind(cue) > cue.last or any(
            fill.last == cue.last for fill in self._p.language.words.at("bare", self._p.tokens, cue.first)
        )

    def _is_object(self, part: Part, cue: Cue, plain: bool) -> bool:
        first = self._p.tokens[part.first]
        if first.text in SIGNS or self._has(first.fold, "conjunction"):
            return False
        if plain or cue.object:
            return not self._has(first.fold, "preposition")
        opening = any(self._has(first.fold, k) for k in ("determiner", "preposition", "pronoun", "plural_pronoun"))
        small = self._has(first.fold, "small") and not self._speech.bare
        return opening or not small or self._infinitive(part.first, part.last)

    def _clause_end(self, cue: Cue, begin: int, end: int) -> int:
        """Where the clause of an object ends: at the sentence's end, at a dash, before a comma with a conjunction or a
        subordinate clause; in a subordinate clause at its comma."""
        p, has = self._p, self._has
        inner = self._is_subordinate(cue)
        for i in range(begin + 1, end):
            token = p.tokens[i]
            if i in p.quoted:
                continue
            if token.text == ";" or (token.text in DASHES and token.space and token.text != "-"):
                return i
            if token.text == "," and (
                inner or (i + 1 < end and any(has(p.tokens[i + 1].fold, k) for k in ("conjunction", "subordinator")))
            ):
                return i
        return end

    def _is_subordinate(self, cue: Cue) -> bool:
        """Whether the clause of a cue begins with a word that makes it one."""
        p = self._p
        for i in range(cue.first - 1, p.starts[cue.first] - 1, -1):
            if p.tokens[i].text in ",;:–—":
                return self._has(p.tokens[i + 1].fold, "subordinator")
        return self._has(p.tokens[p.starts[cue.first]].fold, "subordinator")
