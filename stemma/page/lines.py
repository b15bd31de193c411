"""The lines of a captured text: their characters, and what their wording says of them, read no further than needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from stemma.languages.dates import WrittenDate, read_date, read_short_date
from stemma.languages.language import Language
from stemma.languages.tokens import Token, tokenize
from stemma.model import BlockKind
from stemma.page.wording import Wording, WordingBook, agency_at, book_for

FIRST_TOKENS, MOSTLY = 2, 0.4
"""Tokens before a wording, and its share of the line's tokens, from which it is what the line says."""
SHORT_WORDS = 20
"""Up to this many words a line with figures may be one of publication, and is looked at for dates."""
LONG_WORDS = 45
"""A line longer than this keeps its text even if it holds a wording of furniture; only credits are read in it."""
DATE_LINE_WORDS = 12
LATEST_SHORT_YEAR = 2069
"""The last year that two digits are taken for: "69"."""
INITIALS = 4
"""Letters in the initials of an author or desk beside an agency: "(PAP, mz)", "red"."""
AGENCY_TOKENS = 12
MENU_ITEMS = 3
_TERMINAL = frozenset(".!?…。！？")
CLOSERS = "\"'”’»«“)]›"
_MENU_SIGNS = frozenset("|»›>·•/\\")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_NO_TOKENS: list[Token] = []


@dataclass(slots=True)
class Line:
    """One line that is not blank, while it is being classified. `markup` names what its page's HTML says of it."""

    source: str
    start: int
    end: int
    folded: Sequence[str]
    words: int
    terminal: bool
    wordings: Sequence[Wording] = ()
    date: WrittenDate | None = None
    agencies: Sequence[tuple[int, int, str]] = ()
    markup: tuple[str, ...] = ()
    kind: BlockKind | None = None
    score: float = 0.0
    _tokens: list[Token] = field(default_factory=lambda: _NO_TOKENS)
    _key: str = ""

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @property
    def tokens(self) -> list[Token]:
        if self._tokens is _NO_TOKENS:
            self._tokens = tokenize(self.source, self.start, self.end)
        return self._tokens

    @property
    def key(self) -> str:
        """The words of the line without case and signs: what stands twice has one key."""
        if not self._key:
            self._key = " ".join(self.folded)
        return self._key

    def says(self, where: str, what: str = "") -> Wording | None:
        """The first wording of this kind in the line."""
        for wording in self.wordings:
            if wording.where == where and (not what or wording.what == what):
                return wording
        return None

    @property
    def points_with_headline(self) -> bool:
        """Whether the line points to another report and gives its headline: "Read also: Ferry back in port"."""
        pointer = self.says("pointers")
        return pointer is not None and sum(t.is_word for t in self.tokens[pointer.last :]) >= 2

    def is_about(self, wording: Wording) -> bool:
        """Whether a line begins with a wording or has little else, and does not just mention it in a sentence."""
        return wording.first <= FIRST_TOKENS or wording.last - wording.first >= MOSTLY * len(self.tokens)

    @property
    def is_date_line(self) -> bool:
        """Whether the line is a date and little else."""
        if self.date is None:
            return False
        inside = sum(t.is_word for t in self.tokens[self.date.first : self.date.last])
        others = self.words - inside
        return others <= 5 and not (self.terminal and (others > 2 or self.words > DATE_LINE_WORDS))

    @property
    def is_menu(self) -> bool:
        """Several short items side by side, set apart by signs or wide blanks: "Home | World | Sport"."""
        if self.terminal or not 0 < self.words <= 25 or not _may_be_menu(self.text):
            return False
        items = [0]
        last = self.start
        for token in self.tokens:
            if token.text in _MENU_SIGNS and token.space:
                items.append(0)
            else:
                if token.start - last >= 2:
                    items.append(0)
                items[-1] += token.is_word
            last = token.end
        return len(items) >= MENU_ITEMS and max(items) <= 4


def line_key(text: str) -> str:
    """The words of a line without case and signs."""
    return " ".join(_WORD.findall(text.casefold()))


def _may_be_menu(text: str) -> bool:
    return "  " in text or "\t" in text or not _MENU_SIGNS.isdisjoint(text)


def read_lines(text: str, language: Language, markup: Sequence[tuple[str, ...]] = ()) -> list[Line]:
    """The lines of a text with what their wording says; `markup` in the order of the lines that are not blank."""
    book = book_for(language)
    lines: list[Line] = []
    start = place = 0
    for raw in text.splitlines(keepends=True):
        content = raw.strip()
        if content:
            line = _line(text, start + raw.index(content), content, book, language)
            if line is not None:
                line.markup = markup[place] if markup else ()
                lines.append(line)
            place += 1
        start += len(raw)
    return lines


def _line(text: str, start: int, content: str, book: WordingBook, language: Language) -> Line | None:
    folded = _WORD.findall(content.casefold())
    if not folded and not tokenize(content):
        return None
    words = sum([not word[0].isdecimal() for word in folded])
    bare = content.rstrip(CLOSERS)
    line = Line(text, start, start + len(content), folded, words, (bare or content)[-1] in _TERMINAL)
    if words > LONG_WORDS:
        if book.may_credit(content, folded):
            line.wordings = book.credits(line.tokens)
        return line
    figures = _DIGIT.search(content) is not None
    if not book.may_speak(content, folded, figures and words <= SHORT_WORDS):
        return line
    line.wordings = book.read(line.tokens)
    if figures and words <= SHORT_WORDS:
        line.date = _date(line.tokens, language)
    if len(line.tokens) <= AGENCY_TOKENS and book.may_credit(content, folded):
        line.agencies = _agency_line(line.tokens)
    return line


def _date(tokens: Sequence[Token], language: Language) -> WrittenDate | None:
    """The first full date of a line; where it has none, the first with a year of two digits."""
    places = [i for i, token in enumerate(tokens) if not token.text.isascii() or token.text.isalnum()]
    for i in places:
        found = read_date(tokens, i, language)
        if found is not None:
            return found
    return next(filter(None, (read_short_date(tokens, i, LATEST_SHORT_YEAR) for i in places)), None)


def _agency_line(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Agencies of a line that holds nothing but agencies, signs and initials: "/ritzau/dpa/", "(PAP, mz)"."""
    found: list[tuple[int, int, str]] = []
    i, others = 0, 0
    while i < len(tokens):
        fill: Any = next(agency_at(tokens, i), None)
        if fill is not None:
            found.append((fill.first, fill.last, fill.value))
            i = fill.last
            continue
        if tokens[i].is_word and (len(tokens[i].text) > INITIALS or others >= 2):
            return []
        others += tokens[i].is_word
        i += 1
    return found
