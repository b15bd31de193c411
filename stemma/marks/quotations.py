"""Quotations in a paragraph: between quotation marks of any style, or after the dash of a dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stemma.languages.language import Language
from stemma.languages.pack import STANCES
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
_DOUBLED = frozenset("'`")
_SIGNS = frozenset(_CLOSERS) | _DOUBLED | frozenset().union(*_CLOSERS.values())
_DASHES = frozenset("-–—•")
_SPOKEN = frozenset({*STANCES, "remark"})
_NARRATED = ("asserts", "confirms", "predicts", "denies", "demands", "accuses", "fears", "promises", "doubts")


MAX_SINGLE = 80
"""Tokens within which an apostrophe that opens a quotation is closed."""
MAX_NAME = 3
"""Words in quotation marks, all with a capital, that are a name and not speech."""


def quotations(tokens: Sequence[Token], language: Language) -> tuple[Part, ...]:
    """Quotations of a paragraph in order, with their marks; `last` is the token after the closing mark."""
    capitals = language.pack.language.noun_capitals
    found = [q for q in _marked(tokens) if not _is_name(tokens, q, capitals)]
    found += _dialogue(tokens, language, found) or _dialogue_inside(tokens, language, found)
    return tuple(sorted(found))


def _marked(tokens: Sequence[Token]) -> list[Part]:
    found: list[Part] = []
    opened: int | None = None
    closers: frozenset[str] = frozenset()
    size, depth = 1, 0
    for i, token in enumerate(tokens):
        if token.text not in _SIGNS:
            continue
        width = 2 if _doubled(tokens, i) else 1
        if token.text == "`" and width == 1:
            continue
        if opened is None:
            after = tokens[i + width] if i + width < len(tokens) else None
            opens = (
                width == 2 or token.text in _CLOSERS or (after is not None and token.text == "'" and _single(tokens, i))
            )
            glued = after is not None and (not after.space or token.text == "«")
            if opens and glued and (token.space or i == 0 or not tokens[i - 1].is_word):
                opened, size, depth = i, width, 0
                closers = _CLOSERS.get(token.text, _DOUBLED)
        elif token.text == tokens[opened].text and token.text not in closers:
            depth += 1
        elif depth and token.text in closers:
            depth -= 1
        elif (
            token.text in closers
            and width >= size
            and i > opened + size
            and (not token.space or token.text == "»")
            and (token.text != "'" or size == 2 or _ends_word(tokens, i))
        ):
            found.append(Part(opened, i + size))
            opened = None
    return found


def _single(tokens: Sequence[Token], i: int) -> bool:
    """Whether an apostrophe opens a quotation: behind a blank, before a word of some length, and closed later on."""
    after = tokens[i + 1]
    if len(after.text) < 2 or not (tokens[i].space or i == 0):
        return False
    return any(tokens[k].text == "'" and _ends_word(tokens, k) for k in range(i + 2, min(len(tokens), i + MAX_SINGLE)))


def _ends_word(tokens: Sequence[Token], i: int) -> bool:
    """Whether an apostrophe stands behind a word or sign and before a blank or another sign."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return not tokens[i].space and (after is None or bool(after.space) or not after.is_word)


def _doubled(tokens: Sequence[Token], i: int) -> bool:
    """Whether a typewriter's quotation mark begins here: two apostrophes, or two grave accents."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and tokens[i].text in _DOUBLED and after.text == tokens[i].text and not after.space


def _is_name(tokens: Sequence[Token], quote: Part, noun_capitals: bool) -> bool:
    """Whether quotation marks hold the name of a work, a ship or a newspaper: a few words with capitals, or with the
    first alone where they hang on a word before them.

    Where every noun has a capital, it must stand right behind another noun: "the newspaper 'Bild'".
    """
    inner = tokens[quote.first + 1 : quote.last - 1]
    words = [t for t in inner if t.is_word]
    if not 0 < len(words) <= MAX_NAME or len(words) < len(inner) or not words[0].is_capital:
        return False
    hangs = quote.first > 0 and tokens[quote.first - 1].is_word
    if not all(t.is_capital for t in words) and (noun_capitals or not hangs):
        return False
    return not noun_capitals or (quote.first > 0 and tokens[quote.first - 1].is_capital)


def _dialogue(tokens: Sequence[Token], language: Language, marked: Sequence[Part]) -> list[Part]:
    """Speech after a dash at the start of the paragraph; a dash with blanks on both sides ends and resumes it.

    Where no second dash follows, a comma before a cue ends it ("– Det er alvorlig, sier Hansen.").
    """
    dashes = frozenset(language.pack.language.dialogue_dashes)
    if not tokens or tokens[0].text not in dashes or len(tokens) < 4:
        return []
    if not tokens[1].space:
        return _between_glued(tokens, dashes) if tokens[1].is_word or tokens[1].text in "¿¡" else []
    borders = [
        i
        for i in range(1, len(tokens) - 1)
        if tokens[i].text in _DASHES and tokens[i].space and tokens[i + 1].space and tokens[i].text in dashes
    ]
    if borders:
        return _between_dashes(tokens, borders, language)
    end = _cue_after_comma(tokens, language, 0, len(tokens))
    if end <= 2:
        return []
    stop = next((i + 1 for i in range(end, len(tokens)) if tokens[i].text == "."), len(tokens))
    goes_on = language.pack.speech.dash_opens_all and stop > end and len(tokens) - stop > 2
    return [Part(0, end), Part(stop, len(tokens))] if goes_on else [Part(0, end)]


def _dialogue_inside(tokens: Sequence[Token], language: Language, marked: Sequence[Part]) -> list[Part]:
    """Speech that begins with a dash behind a sentence of the narrator, where a later dash opens an attribution."""
    dashes = frozenset(language.pack.language.dialogue_dashes)
    for i in range(2, len(tokens) - 4 if dashes else 0):
        if tokens[i].text not in dashes or tokens[i - 1].text not in ".!?:" or not tokens[i + 1].is_capital:
            continue
        if not (tokens[i].space and tokens[i + 1].space) or any(q.first <= i < q.last for q in marked):
            continue
        borders = [k for k in range(i + 2, len(tokens) - 1) if tokens[k].text in dashes and tokens[k].space]
        if any(_begins_with_cue(tokens, k + 1, language) for k in borders):
            found = _dialogue(tokens[i:], language, marked)
            return [Part(part.first + i, part.last + i) for part in found]
    return []


def _between_glued(tokens: Sequence[Token], dashes: frozenset[str]) -> list[Part]:
    """Speech where a dash touches what it opens or closes: "—Es tarde —dijo Ana—. Vamos"."""
    found: list[Part] = []
    first: int | None = 0
    for i in range(1, len(tokens)):
        if tokens[i].text not in dashes:
            continue
        if first is not None and tokens[i].space:
            found.append(Part(first, i))
            first = None
        elif first is None and not tokens[i].space:
            first = i
    if first is not None and len(tokens) - first > 2:
        found.append(Part(first, len(tokens)))
    return found if len(found) > 1 or len(tokens) > 3 else []


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
        if tokens[i].text in ",!?" and not _SPOKEN.isdisjoint(language.words.kinds(tokens[i + 1].fold)):
            return i if tokens[i].text == "," else i + 1
    return last
