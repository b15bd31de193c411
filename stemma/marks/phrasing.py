"""The orders in which source, cue and content stand: speech phrases of a pack, found in the tokens of a paragraph.

A phrase is matched outwards from its anchor: the cue, or where it has none its first word ("according to"). Left of
the anchor its parts are matched from right to left, right of it from left to right. `{source}` and `{via}` must be noun
phrases that can speak, `{quote}` must be a quotation, `{content}` reaches to the border of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.pack import STANCES
from stemma.languages.phrases import Element, expand, parse
from stemma.marks.paragraph import BORDERS, SKIPPED, Paragraph, Part

FILLER = "…"
BEFORE = "before"
"""The slot at the start of a sentence whose content is the sentence before it."""
MAX_FILLER = 12
MAX_LABEL = 8
"""Tokens before a colon that names a speaker by itself ("Putin: ..."); more is a sentence."""
_CUE_SLOTS: dict[str, frozenset[str]] = {
    "says": frozenset({"asserts", "confirms", "predicts", "promises"}),
    "states": frozenset(STANCES),
    **{stance: frozenset({stance}) for stance in STANCES},
}


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
            if i < len(p.tokens) and p.tokens[i].text in BORDERS | {"."}:
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
            while last > floor and p.tokens[last - 1].text in SKIPPED:
                last -= 1
            return Part(floor, last) if last - floor >= 3 else None
        return p.source_before(at)
