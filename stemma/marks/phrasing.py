"""The orders in which source, cue and content stand: speech phrases of a pack, found in the tokens of a paragraph.

A phrase is matched outwards from its anchor: the cue, or where it has none its first word ("according to"). Left of
the anchor its parts are matched from right to left, right of it from left to right. `{source}` and `{via}` must be noun
phrases that can speak, `{quote}` must be a quotation, `{content}` reaches to the border of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.pack import STANCES
from stemma.languages.phrases import Element, expand, parse
from stemma.languages.tokens import Token

FILLER = "…"
BEFORE = "before"
"""The slot at the start of a sentence whose content is the sentence before it."""
MAX_FILLER = 12
MAX_LABEL = 8
"""Tokens before a colon that names a speaker by itself ("Putin: ..."); more is a sentence."""
MAX_PHRASE = 14
"""Tokens in a noun phrase that is a source."""
_SAYS = frozenset({"asserts", "confirms", "predicts", "promises", "demands", "accuses", "denies", "doubts", "fears"})
_CUE_SLOTS: dict[str, frozenset[str]] = {
    "says": frozenset({"asserts", "confirms", "predicts", "promises"}),
    "states": frozenset(STANCES),
    **{stance: frozenset({stance}) for stance in STANCES},
}
_GAPS = frozenset({"source", "content", "quote", "via"})
_SKIPPED = frozenset(",.-–—!?:")
_BORDERS = frozenset(";:–—()[]")


class Part(NamedTuple):
    """Tokens `first:last` that filled one slot."""

    first: int
    last: int


class Cue(NamedTuple):
    """A cue word at tokens `first:last`, with its stance."""

    first: int
    last: int
    stance: str


class Frame(NamedTuple):
    """A phrase that fits: its parts, and how much of it is certain."""

    phrase: str
    parts: dict[str, Part]
    cue: Part
    stance: str
    certainty: int


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
        while at > 0 and at not in self.closing and i - at < 3 and self.tokens[at - 1].text in _SKIPPED:
            at -= 1
        return self.closing.get(at)

    def quote_after(self, i: int) -> Part | None:
        at = i
        while at < len(self.tokens) and at not in self.opening and at - i < 2 and self.tokens[at].text in _SKIPPED:
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
            while first > floor and tokens[first - 1].text not in _BORDERS | {","} and first - 1 not in self.quoted:
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
        while first > floor and tokens[first - 1].text not in _BORDERS | {","} and first - 1 not in self.quoted:
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
        """ "Hong Min, analyst at the institute, says": the source is named before the commas."""
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
        while last < limit and tokens[last].text not in _BORDERS | {",", ".", "!", "?"} and last not in self.quoted:
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


class _Compiled(NamedTuple):
    phrase: str
    left: tuple[Element, ...]
    anchor: Element
    right: tuple[Element, ...]
    next_word: str
    """The literal right behind the anchor, or nothing."""
    last_word: str
    """The literal right before it, or nothing."""


class Phrasing:
    """All speech phrases of a language, by what they are anchored at."""

    def __init__(self, language: Language):
        self._by_stance: dict[str, list[_Compiled]] = {s: [] for s in STANCES}
        self._by_word: dict[str, list[_Compiled]] = {}
        for phrase in language.pack.speech.phrases:
            for wording in expand(phrase):
                elements, _, _ = parse(wording)
                self._add(phrase, elements)

    def _add(self, phrase: str, elements: Sequence[Element]) -> None:
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
        compiled = _Compiled(phrase, left, elements[at], right, next_word, last_word)
        if elements[at].slot:
            for stance in _CUE_SLOTS[elements[at].text]:
                self._by_stance[stance].append(compiled)
        else:
            self._by_word.setdefault(elements[at].text, []).append(compiled)

    def at_cue(self, paragraph: Paragraph, cue: Cue) -> list[Frame]:
        """Every frame around a cue. Phrases whose next word is not there are passed over before anything is tried."""
        after = paragraph.tokens[cue.last].fold if cue.last < len(paragraph.tokens) else ""
        before = paragraph.tokens[cue.first - 1].fold if cue.first else ""
        found = []
        for c in self._by_stance[cue.stance]:
            if c.next_word and c.next_word != after and cue.last not in paragraph.timexes:
                continue
            if c.last_word and c.last_word != before:
                continue
            frame = self._fit(c, paragraph, cue.first, cue.last, cue.stance)
            if frame is not None:
                found.append(frame)
        return found

    def at_word(self, paragraph: Paragraph, i: int) -> list[Frame]:
        """Every frame without a cue word that is anchored at token `i`."""
        options = self._by_word.get(paragraph.tokens[i].fold)
        if not options:
            return []
        frames = (self._fit(c, paragraph, i, i + 1, "asserts") for c in options)
        return [f for f in frames if f is not None]

    def _fit(self, c: _Compiled, p: Paragraph, first: int, last: int, stance: str) -> Frame | None:
        parts: dict[str, Part] = {}
        right = self._right(c.right, p, last, parts)
        if right is None:
            return None
        left = self._left(c.left, p, first, parts)
        if left is None:
            return None
        if c.anchor.text == ":" and (left != p.starts[first] or first - left > MAX_LABEL):
            return None
        words = sum(not e.slot and e.text[0].isalpha() for e in (*c.left, *c.right))
        signs = sum(not e.slot and not e.text[0].isalpha() and e.text != FILLER for e in (*c.left, *c.right))
        certainty = 4 * words + signs + 3 * ("source" in parts) + 5 * ("quote" in parts) + ("via" in parts) * 3
        certainty += 2 * ("content" in parts or BEFORE in parts) - sum(e.text == FILLER for e in c.right)
        cue = Part(first, last)
        if not c.anchor.slot:
            end = last
            for element in c.right:
                if element.slot:
                    break
                end += 1
            cue = Part(first, min(end, len(p.tokens)))
        return Frame(c.phrase, parts, cue, stance, certainty)

    def _right(self, elements: Sequence[Element], p: Paragraph, at: int, parts: dict[str, Part]) -> int | None:
        end = p.ends[min(at, len(p.tokens)) - 1] if at > 0 else len(p.tokens)
        for k, element in enumerate(elements):
            rest = elements[k + 1 :]
            if element.slot:
                part = self._gap_right(element.text, rest, p, at, end)
                if part is None:
                    return None
                parts[element.text] = part
                at = part.last
            elif element.text == FILLER:
                beyond = self._after_filler(rest, p, at, end)
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

    def _gap_right(self, name: str, rest: Sequence[Element], p: Paragraph, at: int, end: int) -> Part | None:
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
            return Part(at, stop) if stop - at >= 2 else None
        part = p.source_after(at)
        if part is not None and rest and rest[0].slot and rest[0].text == "content":
            return p.narrowed(part)
        if part is None or not rest or rest[0].slot or rest[0].text == FILLER:
            return part
        reach = range(part.first + 1, min(part.last + MAX_FILLER, end))
        border = next((i for i in reach if p.tokens[i].fold == rest[0].text), None)
        if border is None or not any(k in p.speakers for k in range(part.first, border)):
            return None
        timed = next((k for k in range(part.first + 1, border) if k in p.timexes), border)
        return Part(part.first, timed)

    def _after_filler(self, rest: Sequence[Element], p: Paragraph, at: int, end: int) -> int | None:
        """The token from which what follows a filler fits."""
        if not rest:
            return at
        for i in range(at, min(at + MAX_FILLER, end) + 1):
            if i >= len(p.tokens):
                return None
            if rest[0].slot:
                if rest[0].text == "quote":
                    if p.quote_after(i) is not None:
                        return i
                else:
                    return i
            elif self._literals_fit(rest, p, i):
                return i
            if i < len(p.tokens) and p.tokens[i].text in _BORDERS | {"."}:
                return None
        return None

    def _literals_fit(self, rest: Sequence[Element], p: Paragraph, at: int) -> bool:
        for k, element in enumerate(rest):
            if element.slot or element.text == FILLER:
                return True
            if at + k >= len(p.tokens) or p.tokens[at + k].fold != element.text:
                return False
        return True

    def _left(self, elements: Sequence[Element], p: Paragraph, at: int, parts: dict[str, Part]) -> int | None:
        floor = p.starts[min(at, len(p.tokens) - 1)]
        for element in reversed(elements):
            if element.slot:
                if element.text == BEFORE:
                    if at != floor:
                        return None
                    parts[BEFORE] = Part(at, at)
                    continue
                part = self._gap_left(element.text, p, at, floor)
                if part is None:
                    return None
                parts[element.text] = part
                at = part.first
            elif element.text == FILLER:
                continue
            else:
                if at <= 0 or p.tokens[at - 1].fold != element.text:
                    return None
                at -= 1
        return at

    def _gap_left(self, name: str, p: Paragraph, at: int, floor: int) -> Part | None:
        if name == "quote":
            return p.quote_before(at)
        if name == "content":
            last = at
            while last > floor and p.tokens[last - 1].text in _SKIPPED:
                last -= 1
            return Part(floor, last) if last - floor >= 3 else None
        return p.source_before(at)
