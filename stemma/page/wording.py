"""What the wording of a line says about it: every phrase of the packs' page sections, in one pass over the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.languages.dates import read_clock, read_date
from stemma.languages.gazetteer import agencies
from stemma.languages.language import Language
from stemma.languages.phrases import MEMORY, Filled, WordLists
from stemma.languages.tokens import Token

MAX_NAME_WORDS = 6
"""A byline names at most this many words after its label."""


_FIGURE_SLOTS = frozenset({"date", "clock", "number"})
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
        self._book = language.page_book(phrases)
        self._language = language
        self._open: dict[tuple[str, bool], frozenset[str]] = {}

    def read(self, tokens: Sequence[Token]) -> list[Wording]:
        """Every wording in the tokens of one line."""
        found = []

        def slots(name: str, i: int) -> Iterator[Filled]:
            return self._fill(name, tokens, i)

        def possible(i: int) -> frozenset[str]:
            return self._possible(tokens[i])

        for i in range(len(tokens)):
            for match in self._book.match_at(tokens, i, slots, possible):
                where, _, what = match.meaning.partition(":")
                if _holds(where, match.first, match.last, len(tokens)):
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
            last = i
            while last < len(tokens) and last - i < MAX_NAME_WORDS and tokens[last].text not in ",|/":
                last += 1
            if tokens[i].is_capital:
                yield Filled(i, last, None)
        else:
            yield from self._language.fill(name, tokens, i)


def _holds(where: str, first: int, last: int, size: int) -> bool:
    if where in ("lines", "sections"):
        return first == 0 and last == size
    if where in ("starts", "pointers", "published", "updated", "bylines"):
        return first == 0
    return True


@lru_cache(maxsize=1)
def _agency_lists() -> tuple[WordLists, frozenset[str]]:
    table = agencies()
    spellings = {s: short for short, names in table.values() for s in names}
    return WordLists({"agency": spellings}), frozenset(s for s in spellings)


def agency_at(tokens: Sequence[Token], i: int) -> Iterator[Filled]:
    """A news agency at token `i`, spelled as agencies are: capitals matter, but for capitals throughout."""
    lists, spellings = _agency_lists()
    for fill in lists.at("agency", tokens, i):
        words = [t.text for t in tokens[fill.first : fill.last]]
        written = " ".join(words)
        shapes = (written, written.lower(), written.title(), written.capitalize())
        if (
            written in spellings
            or (written.isupper() and any(s in spellings for s in shapes))
            or len(words) > 1
            or (len(written) > 4 and any(s in spellings for s in shapes))
        ):
            yield fill


def book_for(language: Language) -> WordingBook:
    """The compiled page section of a language, made once."""
    book = getattr(language, "_wording", None)
    if book is None:
        book = WordingBook(language)
        language._wording = book  # type: ignore[attr-defined]
    return book
