"""What the wording of a line says about it: every phrase of the packs' page sections, in one pass over the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.languages.dates import read_clock, read_date
from stemma.languages.gazetteer import agencies
from stemma.languages.language import Language
from stemma.languages.phrases import MEMORY, Element, Filled, PhraseBook, WordLists, expand, parse
from stemma.languages.tokens import Token, first_word, fold

MAX_NAME_WORDS = 6
"""A byline names at most this many words after its label."""


ANYWHERE = ("contains", "disclosures", "photo")
"""Wordings that may stand anywhere in a line of more than a few words."""
LABELS = ("published", "updated")
"""Labels that may follow one another in a line: "Published: 3 May 2022 | Updated: 4 May 2022"."""
LABELLED_TOKENS = 40
WHOLE = frozenset({"lines", "sections"})
SHORT_NAME = 4
"""Letters up to which an agency's name is an acronym, and may not be written in small letters."""
CREDITS = "agencies"
"""What is read in paragraphs too: who is credited with the report."""
_FIGURE_SLOTS = frozenset({"date", "clock", "number"})
NOTHING: frozenset[str] = frozenset()
_WORD = re.compile(r"\w+")
_CREDIT_SIGNS = frozenset("/([©")
_BY_WORD = frozenset({"agency"})
"""Slots that a known word must begin."""
_NAME_SLOTS = frozenset({"name", "outlet"})


class Wording(NamedTuple):
    """One phrase of a pack found in a line: `where` is line, start, contains or a list's own name; `what` its kind."""

    where: str
    what: str
    first: int
    last: int
    slots: dict[str, Filled]


class WordingBook:
    """The page section of one language, compiled."""

    def __init__(self, language: Language):
        page = language.pack.page
        phrases: dict[str, list[str]] = {}
        for where in ("lines", "starts", "contains", "disclosures"):
            for kind, wordings in getattr(page, where).items():
                phrases[f"{where}:{kind}"] = list(wordings)
        for name in ("pointers", "published", "updated", "bylines", "photo", "agencies", "sections"):
            phrases[f"{name}:"] = list(getattr(page, name))
        anywhere = {k: v for k, v in phrases.items() if k.startswith((*ANYWHERE, CREDITS))}
        self._anywhere = language.page_book(anywhere)
        self._at_start = language.page_book({k: v for k, v in phrases.items() if k not in anywhere})
        self._labels = language.page_book({k: v for k, v in phrases.items() if k.startswith(LABELS)})
        self._credits = language.page_book({k: v for k, v in phrases.items() if k.startswith(CREDITS)})
        self._anchors = _anchors(p for ps in anywhere.values() for p in ps if "{agency}" not in p)
        whole = [p for k, ps in phrases.items() if k.split(":")[0] in WHOLE for p in ps]
        others = [p for k, ps in phrases.items() if k not in anywhere and k.split(":")[0] not in WHOLE for p in ps]
        self._lines = frozenset(" ".join(_literals(elements)) for elements in _parsed(whole))
        self._openings = _openings([*others, *(p for p in whole if "{" in p)])
        self._signs = frozenset(word[0] for word in self._at_start.first_words if not word[0].isalpha())
        self._language = language
        self._open: dict[tuple[str, bool], frozenset[str]] = {}

    def may_speak(self, line: str, folded: Sequence[str], has_figures: bool) -> bool:
        """Whether a line may hold a wording or an agency; most do not, and are not read any further.

        `folded`: its words without case; `has_figures`: whether a date or a clock time may stand in it.
        """
        if has_figures or not folded or line[0] in self._signs:
            return True
        seconds = self._openings.get(folded[0], NOTHING)
        if seconds is None or (len(folded) > 1 and folded[1] in seconds) or " ".join(folded[:10]) in self._lines:
            return True
        return not self._anchors.isdisjoint(folded) or self.may_credit(line, folded)

    def may_credit(self, line: str, folded: Sequence[str]) -> bool:
        """Whether a line may hold the name of an agency: all its words, and the first of them with its capital."""
        anchors = _agency_anchors()
        return any(
            words.issubset(folded) and (first in line or first.upper() in line or first.lower() in line.lower()[:40])
            for anchor in anchors.keys() & folded
            for words, first in anchors[anchor]
        )

    def read(self, tokens: Sequence[Token]) -> list[Wording]:
        """Every wording in the tokens of one line."""
        found = self._read(self._at_start, tokens, 1) + self._read(self._anywhere, tokens, len(tokens))
        if len(tokens) <= LABELLED_TOKENS and any(token.is_number for token in tokens):
            found += [w for w in self._read(self._labels, tokens, len(tokens)) if w.first > 0 and "date" in w.slots]
        return found

    def credits(self, tokens: Sequence[Token]) -> list[Wording]:
        """The wordings of a paragraph: only who is credited with it."""
        return self._read(self._credits, tokens, len(tokens))

    def _read(self, book: PhraseBook, tokens: Sequence[Token], size: int) -> list[Wording]:
        """The wordings of a book that begin at one of the first `size` tokens."""
        found = []

        def slots(name: str, i: int) -> Iterator[Filled]:
            return self._fill(name, tokens, i)

        def possible(i: int) -> frozenset[str]:
            return self._possible(tokens[i])

        words, by_word = book.first_words, book.first_slots <= _BY_WORD
        agency_words = _agency_words()
        for i in range(size):
            word = tokens[i].fold
            if by_word and word not in words and word not in agency_words:
                continue
            for match in book.match_at(tokens, i, slots, possible):
                where, _, what = match.meaning.partition(":")
                if where not in WHOLE or match.last == len(tokens):
                    found.append(Wording(where, what, match.first, match.last, match.slots))
        return found

    def _possible(self, token: Token) -> frozenset[str]:
        """Which slots can begin at a token, told from the token alone."""
        if token.is_number:
            return _FIGURE_SLOTS
        key = (token.fold, token.is_capital)
        known = self._open.get(key)
        if known is None:
            if len(self._open) > MEMORY:
                self._open.clear()
            known = self._open[key] = self._begun_by(token)
        return known

    def _begun_by(self, token: Token) -> frozenset[str]:
        kinds = self._language.words.kinds(token.fold)
        found = _NAME_SLOTS if token.is_capital else frozenset()
        if _agency_lists()[0].kinds(token.fold):
            found |= {"agency"}
        if "month" in kinds:
            found |= {"date"}
        return found | {"number"} if not kinds.isdisjoint(("number_word", "scale")) else found

    def _fill(self, name: str, tokens: Sequence[Token], i: int) -> Iterator[Filled]:
        if i >= len(tokens):
            return
        if name == "agency":
            yield from agency_at(tokens, i)
        elif name == "date":
            date = read_date(tokens, i, self._language)
            if date is not None:
                yield Filled(date.first, date.last, date)
        elif name == "clock":
            clock = read_clock(tokens, i)
            if clock is not None:
                yield Filled(i, clock[0], clock[1])
        elif name in ("name", "outlet"):
            if tokens[i].is_capital:
                yield Filled(i, _end_of_names(tokens, i), None)
        else:
            yield from self._language.fill(name, tokens, i)


def _end_of_names(tokens: Sequence[Token], first: int) -> int:
    """The token after one or more names that stand at `first`: a comma goes on where a capital follows it."""
    last, words = first, 0
    while last < len(tokens) and words < MAX_NAME_WORDS and tokens[last].text not in "|/":
        if tokens[last].text == "," and not (last + 1 < len(tokens) and tokens[last + 1].is_capital):
            break
        words = 0 if tokens[last].text == "," else words + tokens[last].is_word
        last += 1
    return last


def _anchors(phrases: Iterable[str]) -> frozenset[str]:
    """Of each wording its longest word: a line without any of them holds none of the wordings."""
    words = ([e.text for e in elements if not e.slot and e.text[0].isalpha()] for elements in _parsed(phrases))
    return frozenset(max(w, key=len) for w in words if w)


def _openings(phrases: Iterable[str]) -> dict[str, frozenset[str] | None]:
    """The first word of each wording with the second words that may follow it; None where anything may."""
    found: dict[str, set[str] | None] = {}
    for elements in _parsed(phrases):
        words = _literals(elements)
        if elements[0].slot or not words:
            continue
        seconds = found.setdefault(words[0], set())
        first_two = [e for e in elements if e.slot or _WORD.match(e.text)][:2]
        if len(words) < 2 or any(e.slot for e in first_two):
            found[words[0]] = None
        elif seconds is not None:
            seconds.add(words[1])
    return {word: None if seconds is None else frozenset(seconds) for word, seconds in found.items()}


def _literals(elements: Sequence[Element]) -> list[str]:
    """The words of a wording as they stand in a line's own list of folded words."""
    return [w for e in elements if not e.slot for w in _WORD.findall(e.text)]


def _parsed(phrases: Iterable[str]) -> Iterator[list[Element]]:
    for phrase in phrases:
        for wording in expand(phrase):
            yield parse(wording)[0]


@lru_cache(maxsize=1)
def _agency_anchors() -> dict[str, tuple[tuple[frozenset[str], str], ...]]:
    """The longest word of every spelling of every agency, to all of the spelling's words and its first as written."""
    found: dict[str, list[tuple[frozenset[str], str]]] = {}
    for spelling in (s for _, names in agencies().values() for s in names):
        words = _WORD.findall(fold(spelling))
        if words:
            written = _WORD.findall(spelling)[0]
            found.setdefault(max(words, key=len), []).append((frozenset(words), written))
    return {anchor: tuple(spellings) for anchor, spellings in found.items()}


@lru_cache(maxsize=1)
def _agency_words() -> frozenset[str]:
    """The first word of every spelling of every agency."""
    return frozenset(first_word(s) for _, names in agencies().values() for s in names)


@lru_cache(maxsize=1)
def _agency_lists() -> tuple[WordLists, frozenset[str]]:
    table = agencies()
    spellings = {s: short for short, names in table.values() for s in names}
    return WordLists({"agency": spellings}), frozenset(s for s in spellings)


def agency_at(tokens: Sequence[Token], i: int) -> Iterator[Filled]:
    """A news agency at token `i`, spelled as agencies are: with its capital, or between signs ("/ritzau/")."""
    lists, spellings = _agency_lists()
    for fill in lists.at("agency", tokens, i):
        words = [t.text for t in tokens[fill.first : fill.last]]
        written = " ".join(words)
        shapes = (written, written.lower(), written.title(), written.capitalize())
        known = any(shape in spellings for shape in shapes)
        longer = len(words) > 1 or len(written) > SHORT_NAME
        marked = words[0][0].isupper() or (i > 0 and tokens[i - 1].text in _CREDIT_SIGNS)
        if written in spellings or (marked and (longer or (known and written.isupper()))):
            yield fill


def book_for(language: Language) -> WordingBook:
    """The compiled page section of a language, made once."""
    book = getattr(language, "_wording", None)
    if book is None:
        book = WordingBook(language)
        language._wording = book  # type: ignore[attr-defined]
    return book
