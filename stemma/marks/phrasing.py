"""What a single language has of its own to say who says what: the phrases and attributions of its pack.

A phrase is matched outwards from its anchor: its first word, or the cue where it has none. Left of the anchor its
parts are matched from right to left, right of it from left to right. `{source}`, `{via}` and `{to}` must be noun
phrases that can speak, `{quote}` must be a quotation, `{content}` reaches to the border of the sentence. An attribution
("according to {source}") is a phrase without content: it opens, closes or interrupts a sentence, and the rest of the
sentence is what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.pack import STANCES
from stemma.languages.phrases import Element, expand, parse
from stemma.marks.cues import Cue
from stemma.marks.orders import SHORT, Frame
from stemma.marks.paragraph import BORDERS, SKIPPED, Paragraph, Part
from stemma.marks.subjects import Subjects

FILLER = "…"
BEFORE = "before"
"""The slot at the start of a sentence whose content is the sentence before it."""
MAX_FILLER = 12
MAX_LABEL = 8
"""Tokens before a colon that names a speaker by itself ("Putin: ..."); more is a sentence."""
MIN_CONTENT = 2
_CUES = frozenset(STANCES)
_SMALL = ("conjunction", "complementizer", "small", "preposition")
_WHO = frozenset({"source", "via", "to"})
_CUE_SLOTS: dict[str, frozenset[str]] = {
    "says": frozenset({"asserts", "confirms", "predicts", "promises"}),
    "states": frozenset(STANCES),
    **{stance: frozenset({stance}) for stance in STANCES},
}


class _Compiled(NamedTuple):
    phrase: str
    attribution: bool
    left: tuple[Element, ...]
    anchor: Element
    right: tuple[Element, ...]
    next_word: str
    """The literal right behind the anchor, or nothing."""
    last_word: str
    """The literal right before it, or nothing."""
    needs: frozenset[str]
    """All its literals: where one is not in the sentence, the phrase is not tried."""
    quotes: bool
    """Whether it holds a quotation."""


class Phrasing:
    """All phrases and attributions of a language, by what they are anchored at."""

    def __init__(self, language: Language):
        self.by_stance: dict[str, dict[str, list[_Compiled]]] = {s: {} for s in STANCES}
        self.by_word: dict[str, dict[str, list[_Compiled]]] = {}
        speech = language.pack.speech
        for phrases, attribution in ((speech.phrases, False), (speech.attributions, True)):
            for phrase in phrases:
                for wording in expand(phrase):
                    self._add(phrase, parse(wording)[0], attribution)

    def _add(self, phrase: str, elements: Sequence[Element], attribution: bool) -> None:
        at = next((i for i, e in enumerate(elements) if e.slot and e.text in _CUE_SLOTS), None)
        if at is None:
            at = next((i for i, e in enumerate(elements) if not e.slot and e.text[0].isalpha()), None)
        if at is None:
            at = next((i for i, e in enumerate(elements) if not e.slot and e.text == ":"), None)
        if at is None:
            return
        left, right = tuple(elements[:at]), tuple(elements[at + 1 :])
        next_word = right[0].text if right and not right[0].slot and right[0].text != FILLER else ""
        last_word = left[-1].text if left and not left[-1].slot and left[-1].text != FILLER else ""
        needs = frozenset(e.text for e in (*left, *right) if not e.slot and e.text != FILLER)
        quotes = any(e.slot and e.text == "quote" for e in elements)
        compiled = _Compiled(phrase, attribution, left, elements[at], right, next_word, last_word, needs, quotes)
        if elements[at].slot:
            for stance in _CUE_SLOTS[elements[at].text]:
                self.by_stance[stance].setdefault(next_word, []).append(compiled)
        else:
            following = self.by_word.setdefault(elements[at].text, {})
            following.setdefault(next_word, []).append(compiled)


class Fitting:
    """The phrases of a language, tried at the tokens of one paragraph."""

    def __init__(self, phrasing: Phrasing, subjects: Subjects, paragraph: Paragraph):
        self._phrasing = phrasing
        self._s = subjects
        self._p = paragraph
        self._has = paragraph.language.words.has
        self._known: dict[int, frozenset[str]] = {}

    def at_cue(self, cue: Cue) -> Iterator[Frame]:
        """Every frame around a cue. Phrases whose next word is not there are passed over before anything is tried."""
        tokens, options = self._p.tokens, self._phrasing.by_stance[cue.stance]
        after = tokens[cue.last].fold if cue.last < len(tokens) else ""
        behind_time = tokens[min(self._p.timexes.get(cue.last, cue.last), len(tokens) - 1)].fold
        before = tokens[cue.first - 1].fold if cue.first else ""
        there, quoted = self._there(cue.first), bool(self._p.quotes)
        for following in dict.fromkeys(("", after, behind_time)):
            for c in options.get(following, ()):
                if (not c.last_word or c.last_word == before) and c.needs <= there and (quoted or not c.quotes):
                    yield from self._fit(c, cue)

    def _there(self, i: int) -> frozenset[str]:
        """The words and signs of the sentence of a token, and of the end of the one before."""
        p = self._p
        first = p.starts[i]
        known = self._known.get(first)
        if known is None:
            known = frozenset(t.fold for t in p.tokens[max(0, first - 2) : p.ends[i] + 2])
            self._known[first] = known
        return known

    def at_word(self, i: int) -> Iterator[Frame]:
        """Every frame without a cue word that is anchored at token `i`."""
        options = self._phrasing.by_word.get(self._p.tokens[i].fold)
        if options is None:
            return
        after = self._p.tokens[i + 1].fold if i + 1 < len(self._p.tokens) else ""
        behind_time = self._p.tokens[min(self._p.timexes.get(i + 1, i + 1), len(self._p.tokens) - 1)].fold
        before = self._p.tokens[i - 1].fold if i else ""
        there, quoted = self._there(i), bool(self._p.quotes)
        for following in dict.fromkeys(("", after, behind_time)):
            for c in options.get(following, ()):
                if (not c.last_word or c.last_word == before) and c.needs <= there and (quoted or not c.quotes):
                    yield from self._fit(c, Cue(i, i + 1, "asserts"))

    def _fit(self, c: _Compiled, cue: Cue) -> Iterator[Frame]:
        p = self._p
        parts: dict[str, Part] = {}
        right = self._right(c, cue.last, parts)
        if right is None:
            return
        left = self._left(c, cue.first, parts)
        if left is None:
            return
        if c.anchor.text == ":" and (left != p.starts[cue.first] or cue.first - left > MAX_LABEL):
            return
        if c.attribution:
            if c.anchor.slot and not self._bounded(left, right):
                return
            if not c.anchor.slot:
                parts.setdefault("source", Part(left, right))
            parts["aside"] = Part(left, right)
            if not self._surround(Part(left, right), parts):
                return
        words = sum(not e.slot and e.text[0].isalpha() for e in (*c.left, *c.right))
        words += c.attribution and not c.anchor.slot
        signs = sum(not e.slot and not e.text[0].isalpha() and e.text != FILLER for e in (*c.left, *c.right))
        certainty = 4 * words + signs + 3 * ("source" in parts) + 5 * ("quote" in parts) + ("via" in parts) * 3
        certainty += 2 * ("content" in parts or BEFORE in parts) + 3 * ("to" in parts)
        certainty -= sum(e.text == FILLER for e in c.right)
        if not c.anchor.slot:
            end = cue.last
            for element in c.right:
                if element.slot:
                    break
                end += 1
            cue = cue._replace(last=min(end, len(p.tokens)))
        yield Frame(c.phrase, parts, cue, certainty)

    def _bounded(self, left: int, right: int) -> bool:
        """Whether an aside with a verb stands between signs or at a border of its sentence."""
        p = self._p
        floor, end = p.starts[left], p.ends[left]
        closed = right >= end or not p.tokens[right].is_word or right in p.timexes
        opened = (
            left == floor or p.tokens[left - 1].text in ",;:–—(" or self._has(p.tokens[left - 1].fold, "conjunction")
        )
        return opened and (closed or self._has(p.tokens[right].fold, "preposition"))

    def _surround(self, inner: Part, parts: dict[str, Part]) -> bool:
        """The content around an attribution: a quotation beside it, or what of the sentence it leaves."""
        p = self._p
        if p.tokens[inner.first].text == ",":
            inner = Part(inner.first + 1, inner.last)
        floor, end = p.starts[inner.first], p.ends[inner.first]
        floor = next((k + 1 for k in range(inner.first - 1, floor - 1, -1) if p.tokens[k].text == ";"), floor)
        end = next((k for k in range(inner.last, end) if p.tokens[k].text == ";" and k not in p.quoted), end)
        quote = p.quote_after(inner.last) or p.quote_before(inner.first)
        long = quote is not None and (quote.last - quote.first > SHORT or floor >= inner.first)
        near = quote is not None and floor <= quote.first < p.ends[inner.first]
        if quote is not None and long and near and not quote.first <= inner.first < quote.last:
            parts["quote"] = quote
            return True
        before = p.tokens[inner.first - 1] if inner.first > floor else None
        after = p.tokens[inner.last] if inner.last < end else None
        if before is None or self._begins_clause(inner.first, floor):
            first = inner.last + 1 if after is not None and after.text in ",:" else inner.last
            if first < end and first > inner.last and self._has(p.tokens[first].fold, "subordinator"):
                first = next((k + 1 for k in range(first, end) if p.tokens[k].text == ","), first)
            parts["content"] = Part(first, end)
        elif after is None or after.text in ".;!?)":
            parts["content"] = Part(floor, inner.first - (before.text == ","))
        elif before.text == "," and after.text != ",":
            parts["content"] = Part(inner.last, end)
        elif after.text == "," and before.text != ",":
            parts["content"] = Part(floor, inner.first)
        else:
            floor = self._clause_start(inner.first, floor)
            parts["content"] = Part(floor, inner.first - (before.text == ","))
            at = inner.last + (after.text == ",")
            hangs = (
                self._has(p.tokens[at].fold, "subordinator")
                or (at in p.speakers and not self._has(p.tokens[at].fold, "pronoun"))
                or (
                    at + 1 < end
                    and self._has(p.tokens[at].fold, "determiner")
                    and self._has(p.tokens[at + 1].fold, "complementizer")
                )
            )
            if after.text != "," or not hangs or parts["content"].last - floor < 4:
                parts["rest"] = Part(at, end)
        content = parts["content"]
        return (
            content.last - content.first + (parts["rest"][1] - parts["rest"][0] if "rest" in parts else 0) > MIN_CONTENT
        )

    def _clause_start(self, i: int, floor: int) -> int:
        """Where the clause begins that an attribution at token `i` interrupts: behind its last comma, and the word that
        makes it subordinate."""
        tokens = self._p.tokens
        parted = tokens[i - 1].text == ","
        comma = next((k for k in range(i - 1 - parted, floor, -1) if tokens[k].text == ","), None)
        if comma is None or i - comma < MIN_CONTENT or comma in self._p.quoted:
            return floor
        if parted and not self._has(tokens[comma + 1].fold, "conjunction"):
            return floor
        first = comma + 1
        while first < i - 1 and any(self._has(self._p.tokens[first].fold, k) for k in ("subordinator", "conjunction")):
            first += 1
        return first

    def _begins_clause(self, i: int, floor: int) -> bool:
        """Whether nothing but small words stands between a token and what begins a clause: the start of the sentence, a
        sign, or a comma before a conjunction (", but, according to …")."""
        tokens = self._p.tokens
        while i > floor:
            token = tokens[i - 1]
            if token.text in ";:–—(":
                return True
            if token.text == ",":
                after = tokens[i].fold
                if self._has(after, "conjunction") or i == floor + 1:
                    return True
            elif i - 1 in self._p.heads or not any(self._has(token.fold, kind) for kind in _SMALL):
                return False
            i -= 1
        return True

    def _right(self, c: _Compiled, at: int, parts: dict[str, Part]) -> int | None:
        p = self._p
        end = p.ends[min(at, len(p.tokens)) - 1] if at > 0 else len(p.tokens)
        for k, element in enumerate(c.right):
            rest = c.right[k + 1 :]
            if element.slot and element.text == "that":
                if at >= end or not self._has(p.tokens[at].fold, "complementizer"):
                    return None
                at += 1
            elif element.slot:
                part = self._gap_right(c, element.text, rest, at, end)
                if part is None:
                    return None
                parts[element.text] = part
                at = part.last
            elif element.text == FILLER:
                beyond = self._after_filler(rest, at, end)
                if beyond is None:
                    return None
                at = beyond
            else:
                if at in p.timexes and p.tokens[at].fold != element.text:
                    at = p.timexes[at]
                if at >= len(p.tokens) or p.tokens[at].fold != element.text:
                    return None
                at += 1
        return at

    def _gap_right(self, c: _Compiled, name: str, rest: Sequence[Element], at: int, end: int) -> Part | None:
        p = self._p
        if name == "quote":
            return p.quote_after(at)
        if name == "content":
            if at < len(p.tokens) and p.tokens[at].text == ",":
                return None
            stop = end
            if rest and not rest[0].slot:
                stop = next((i for i in range(at, end) if p.tokens[i].fold == rest[0].text), -1)
                if stop < 0:
                    return None
            return Part(at, stop) if stop - at >= MIN_CONTENT else None
        part = self._s.after(at, firm=c.attribution or name != "source")
        if part is not None and c.attribution and self._begins_with_cue(part):
            return None
        if part is not None and not rest and c.attribution:
            return self._s.alone(part, at - self._words_before(c))
        if part is not None and rest and rest[0].slot and rest[0].text in ("content", *_WHO):
            return p.narrowed(part)
        if part is None or not rest or rest[0].slot or rest[0].text == FILLER:
            return part
        reach = range(part.first + 1, min(part.last + MAX_FILLER, end))
        border = next((i for i in reach if p.tokens[i].fold == rest[0].text), None)
        if border is None or (not c.attribution and not any(k in p.speakers for k in range(part.first, border))):
            return None
        timed = next((k for k in range(part.first + 1, border) if k in p.timexes), border)
        return Part(part.first, timed)

    def _begins_with_cue(self, part: Part) -> bool:
        """Whether a verb stands where a source should begin: ", so schätzen Experten"."""
        token = self._p.tokens[part.first]
        return part.first not in self._p.heads and not _CUES.isdisjoint(self._p.language.words.lists(token.fold))

    def _words_before(self, c: _Compiled) -> int:
        """How many words of an attribution stand before its source."""
        return (
            len(c.left) + 1 + sum(not e.slot for e in c.right[: next((i for i, e in enumerate(c.right) if e.slot), 0)])
        )

    def _after_filler(self, rest: Sequence[Element], at: int, end: int) -> int | None:
        """The token from which what follows a filler fits."""
        p = self._p
        if not rest:
            return at
        for i in range(at, min(at + MAX_FILLER, end) + 1):
            if i >= len(p.tokens):
                return None
            if rest[0].slot:
                if rest[0].text == "quote":
                    if p.quote_after(i) is not None:
                        return i
                elif rest[0].text == "that":
                    if self._has(p.tokens[i].fold, "complementizer"):
                        return i
                else:
                    return i
            elif self._literals_fit(rest, i):
                return i
            if p.tokens[i].text in BORDERS | {"."}:
                return None
        return None

    def _literals_fit(self, rest: Sequence[Element], at: int) -> bool:
        for k, element in enumerate(rest):
            if element.slot or element.text == FILLER:
                return True
            if at + k >= len(self._p.tokens) or self._p.tokens[at + k].fold != element.text:
                return False
        return True

    def _left(self, c: _Compiled, at: int, parts: dict[str, Part]) -> int | None:
        p = self._p
        elements = c.left
        floor = p.starts[min(at, len(p.tokens) - 1)]
        for k in range(len(elements) - 1, -1, -1):
            element = elements[k]
            if element.slot:
                if element.text == BEFORE:
                    if at != floor:
                        return None
                    parts[BEFORE] = Part(at, at)
                    continue
                part = self._gap_left(c, element.text, at, floor, elements[:k])
                if part is None:
                    return None
                if element.text == "content" and k and part.first > floor:
                    parts["content"] = part
                    return floor
                parts[element.text] = part
                at = part.first
            elif element.text == FILLER:
                continue
            else:
                if at <= 0 or p.tokens[at - 1].fold != element.text:
                    return None
                at -= 1
        return at

    def _gap_left(self, c: _Compiled, name: str, at: int, floor: int, ahead: Sequence[Element]) -> Part | None:
        p = self._p
        if name == "quote":
            return p.quote_before(at)
        if name == "content":
            last = at
            while last > floor and p.tokens[last - 1].text in SKIPPED:
                last -= 1
            words = [e.text for e in ahead]
            if words and not any(e.slot for e in ahead) and FILLER not in words:
                if [t.fold for t in p.tokens[floor : floor + len(words)]] != words:
                    return None
                floor += len(words)
            return Part(floor, last) if last - floor > MIN_CONTENT else None
        if ahead and not ahead[-1].slot and ahead[-1].text != FILLER:
            border = next((i for i in range(at - 1, floor - 1, -1) if p.tokens[i].fold == ahead[-1].text), None)
            return self._s.between(border + 1, at) if border is not None else None
        return self._s.before(at) or (self._s.before(at, firm=True) if c.attribution else None)
