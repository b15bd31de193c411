"""Quotations in a paragraph: between quotation marks of any style, or after the dash of a dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stemma.languages.language import Language
from stemma.languages.tokens import Token
from stemma.marks.paragraph import Part

_CLOSERS: dict[str, frozenset[str]] = {
    "„": frozenset('”“"„'),
    "“": frozenset('”"“'),
    "”": frozenset("”"),
    "«": frozenset("»"),
    "»": frozenset("«"),
    '"': frozenset('"”“'),
    "‚": frozenset("‘’"),
    "‘": frozenset("’"),
    "‹": frozenset("›"),
    "›": frozenset("‹"),
}
_DASHES = frozenset("-–—•")
_NARRATED = ("asserts", "confirms", "predicts", "denies", "demands", "accuses", "fears", "promises", "doubts")


def quotations(tokens: Sequence[Token], language: Language) -> tuple[Part, ...]:
    """Quotations of a paragraph in order, with their marks; `last` is the token after the closing mark."""
    found = list(_marked(tokens))
    found += _dialogue(tokens, language, found)
    return tuple(sorted(found))


def _marked(tokens: Sequence[Token]) -> list[Part]:
    found: list[Part] = []
    opened: int | None = None
    closers: frozenset[str] = frozenset()
    for i, token in enumerate(tokens):
        if opened is None:
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            if (
                token.text in _CLOSERS
                and after is not None
                and not after.space
                and (token.space or i == 0 or not tokens[i - 1].is_word)
            ):
                opened, closers = i, _CLOSERS[token.text]
        elif token.text in closers and i > opened + 1 and not token.space:
            found.append(Part(opened, i + 1))
            opened = None
    return found


def _dialogue(tokens: Sequence[Token], language: Language, marked: Sequence[Part]) -> list[Part]:
    """Speech after a dash at the start of the paragraph; a dash with blanks on both sides ends and resumes it.

    Where no second dash follows, a comma before a cue ends it ("– Det er alvorlig, sier Hansen.").
    """
    dashes = frozenset(language.pack.language.dialogue_dashes)
    if not tokens or tokens[0].text not in dashes or len(tokens) < 4 or not tokens[1].space:
        return []
    borders = [
        i
        for i in range(1, len(tokens) - 1)
        if tokens[i].text in _DASHES and tokens[i].space and tokens[i + 1].space and tokens[i].text in dashes
    ]
    if borders:
        return _between_dashes(tokens, borders, language)
    end = _cue_after_comma(tokens, language, 0, len(tokens))
    return [Part(0, end)] if end > 3 else []


def _between_dashes(tokens: Sequence[Token], borders: list[int], language: Language) -> list[Part]:
    """Stretches of speech; a stretch that begins with a cue is the narrator's."""
    found: list[Part] = []
    cuts = [0, *borders, len(tokens)]
    for first, last in pairwise(cuts):
        if last - first < 3 or _begins_with_cue(tokens, first + 1, language):
            continue
        if found or first == 0:
            found.append(Part(first, _cue_after_comma(tokens, language, first, last)))
    return found


def _begins_with_cue(tokens: Sequence[Token], i: int, language: Language) -> bool:
    has = language.words.has
    first = next((t for t in tokens[i : i + 2] if t.is_word), None)
    return first is not None and not first.is_capital and any(has(first.fold, name) for name in _NARRATED)


def _cue_after_comma(tokens: Sequence[Token], language: Language, first: int, last: int) -> int:
    """The comma before the cue that ends dialogue between two tokens; `last` where there is none."""
    for i in range(first + 3, last - 1):
        if tokens[i].text in ",!?" and language.words.has(tokens[i + 1].fold, "asserts"):
            return i if tokens[i].text == "," else i + 1
    return last
