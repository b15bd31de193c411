"""Wordings around a number, found from the number: what stands right before it, right behind it, between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from stemma.languages.number_pack import NumberSection
from stemma.languages.phrases import Element, expand, parse
from stemma.languages.tokens import Token

LABEL = "label"
"""The meaning of what makes the number behind it a name."""
SIGNS = {
    "more_than": (">", "> "),
    "at_least": (">=", "≥", "> =", "⩾"),
    "less_than": ("<",),
    "at_most": ("<=", "≤", "< =", "⩽"),
    "about": ("~", "≈", "∼", "±"),
}
"""Comparisons that are signs in every language."""


class Affix(NamedTuple):
    """Words before and behind a number, and how many of them belong to the mark.

    `unit`: a measure must follow. `capital`: the first word must have a capital. `only`: the wordings of the number
    for which it holds, none for all.
    """

    meaning: str
    phrase: str
    before: tuple[str, ...]
    after: tuple[Element, ...]
    marked_before: int
    marked_after: int
    unit: bool
    capital: bool = False
    only: frozenset[str] = frozenset()


class Between(NamedTuple):
    """Words before, between and behind the two numbers of a range, or of a share ("one in five")."""

    phrase: str
    before: tuple[str, ...]
    middle: tuple[str, ...]
    after: tuple[Element, ...]
    share: bool = False
    only: frozenset[str] = frozenset()


class Around(NamedTuple):
    """An affix found around a number, with the tokens that the mark reaches to; `end`: where its words end."""

    affix: Affix
    first: int
    last: int
    end: int


class NumberPhraseBook:
    """All wordings around numbers of a pack, by the word that stands next to the number."""

    def __init__(self, section: NumberSection, noun_capitals: bool = False):
        self._noun_capitals = noun_capitals
        self._before: dict[str, list[Affix]] = {}
        self._after: dict[str, list[Affix]] = {}
        self._ranges: dict[str, list[Between]] = {}
        phrases = msgspec.structs.asdict(section.phrases)
        for meaning in ("range", "share"):
            for wording in phrases.pop(meaning):
                self._add_ranges(wording, meaning == "share")
        for meaning, wordings in phrases.items():
            for wording in wordings:
                self._add(meaning, wording)
        for label in section.labels:
            self._add(LABEL, f"{label} {{number}}")
        for meaning, signs in SIGNS.items():
            for sign in signs:
                words = tuple(sign.split() if " " in sign else sign)
                affix = Affix(meaning, f"{sign}{{number}}", words, (), len(words), 0, False)
                self._before.setdefault(words[-1], []).append(affix)
        for table in (self._before, self._after):
            for affixes in table.values():
                affixes.sort(key=lambda a: -len(a.before) - len(a.after))
        for ranges in self._ranges.values():
            ranges.sort(key=lambda r: -len(r.before) - len(r.middle) - len(r.after))
        self.range_starts = frozenset(r.before[-1] for rs in self._ranges.values() for r in rs if r.before)
        self.share_starts = frozenset(r.middle[0] for rs in self._ranges.values() for r in rs if r.share)

    def _add(self, meaning: str, phrase: str) -> None:
        for wording in expand(phrase):
            elements, begin, finish = parse(wording)
            at = next((k for k, e in enumerate(elements) if e.slot and e.text == "number"), None)
            if at is None:
                continue
            before = tuple(e.text for e in elements[:at])
            after = tuple(e for e in elements[at + 1 :] if not e.slot)
            unit = any(e.slot and e.text == "unit" for e in elements)
            marked = min(finish - at - 1, len(after))
            capital = meaning == LABEL and phrase[0].isupper() and not self._noun_capitals
            affix = Affix(meaning, phrase, before, after, at - begin, marked, unit, capital, elements[at].only)
            if before:
                self._before.setdefault(before[-1], []).append(affix)
            elif after:
                self._after.setdefault(after[0].text, []).append(affix)

    def _add_ranges(self, phrase: str, share: bool) -> None:
        for wording in expand(phrase):
            elements, _, _ = parse(wording)
            slots = [k for k, e in enumerate(elements) if e.slot and e.text in ("low", "high")]
            if len(slots) != 2 or slots[1] == slots[0] + 1:
                continue
            low, high = slots
            middle = tuple(e.text for e in elements[low + 1 : high])
            before, after = tuple(e.text for e in elements[:low]), tuple(elements[high + 1 :])
            between = Between(phrase, before, middle, after, share, elements[low].only)
            self._ranges.setdefault(middle[0], []).append(between)

    def around(self, tokens: Sequence[Token], first: int, ends: Sequence[int], floor: int = 0) -> list[Around]:
        """Every affix of the amount that begins at token `first`, the longest first.

        Words behind it may follow at any of `ends`, of which the first is the end of the number itself; words before
        it do not reach beyond token `floor`.
        """
        found = []
        if first > floor and tokens[first].space != "\n":
            for affix in self._before.get(tokens[first - 1].fold, ()):
                start = first - len(affix.before)
                if start < floor or (affix.capital and not tokens[start].is_capital):
                    continue
                if affix.only and not (ends and _wording(tokens, first, ends[0]) in affix.only):
                    continue
                # "~ Two people": the sign begins a list, it compares nothing.
                if start == 0 and tokens[first].space and not affix.before[0].isalnum() and not affix.after:
                    continue
                if all(tokens[start + k].fold == w for k, w in enumerate(affix.before)):
                    found += self._behind(tokens, affix, first, ends)
        for end in dict.fromkeys(ends):
            if end < len(tokens):
                for affix in self._after.get(tokens[end].fold, ()):
                    if affix.only and _wording(tokens, first, ends[0]) not in affix.only:
                        continue
                    found += self._behind(tokens, affix, first, (end,))
        if len(found) > 1:
            found.sort(key=lambda a: -len(a.affix.before) - len(a.affix.after))
        return found

    def _behind(self, tokens: Sequence[Token], affix: Affix, first: int, ends: Sequence[int]) -> list[Around]:
        begin = first - affix.marked_before
        if not affix.after:
            return [Around(affix, begin, 0, 0)]
        for end in ends:
            if _stands(tokens, end, affix.after):
                return [Around(affix, begin, end + affix.marked_after, end + len(affix.after))]
        return []

    def between(self, tokens: Sequence[Token], first: int, end: int, floor: int) -> list[tuple[Between, int]]:
        """Ranges whose first number is at tokens `first:end`: each with the token at which the second begins."""
        if end >= len(tokens):
            return []
        found = []
        for entry in self._ranges.get(tokens[end].fold, ()):
            start, last = first - len(entry.before), end + len(entry.middle)
            if start < floor or last >= len(tokens):
                continue
            if entry.only and _wording(tokens, first, end) not in entry.only:
                continue
            if all(tokens[start + k].fold == w for k, w in enumerate(entry.before)) and all(
                tokens[end + k].fold == w for k, w in enumerate(entry.middle)
            ):
                found.append((entry, last))
        return found


def _wording(tokens: Sequence[Token], first: int, end: int) -> str:
    return " ".join(token.fold for token in tokens[first:end])


def _stands(tokens: Sequence[Token], at: int, elements: Sequence[Element]) -> bool:
    if at + len(elements) > len(tokens):
        return False
    for k, element in enumerate(elements):
        token = tokens[at + k]
        if token.fold != element.text or (token.space and element.glued) or token.space == "\n":
            return False
    return True
