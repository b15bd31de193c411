"""Tokens with their place in the text, and the folding under which words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Letters (with combining marks), or digits, or one other character that is no white space.
# Bidirectional controls and soft hyphens belong to no token; a reader does not see them.
_TOKEN = re.compile(
    r"[^\W\d_][^\W\d_\u0300-\u036f\u00ad]*(?:[\u0300-\u036f\u00ad][^\W\d_\u0300-\u036f\u00ad]*)*|\d+"
    r"|[^\s\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]"
)
_FOLD_CACHE = 1 << 17


class Token(NamedTuple):
    """A word, a run of digits or one sign.

    `space` tells what stands before it: nothing, " " for blanks, or a line feed where a line ends between.
    """

    start: int
    end: int
    text: str
    fold: str
    space: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdecimal()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=_FOLD_CACHE)
def fold(word: str) -> str:
    """A word as it is compared: composed, without case, soft hyphens and typographic apostrophes."""
    return unicodedata.normalize("NFC", word.replace("\u00ad", "")).casefold().replace("’", "'")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    stop = len(text) if end is None else end
    tokens: list[Token] = []
    append, new = tokens.append, tuple.__new__
    last = start
    for match in _TOKEN.finditer(text, start, stop):
        begin, finish = match.span()
        word = text[begin:finish]
        space = "" if begin == last else "\n" if "\n" in text[last:begin] else " "
        append(new(Token, (begin, finish, word, fold(word), space)))
        last = finish
    return tokens


@lru_cache(maxsize=_FOLD_CACHE)
def folded(phrase: str) -> tuple[str, ...]:
    """A phrase as the folded forms of its tokens."""
    return tuple(token.fold for token in tokenize(phrase))


def first_word(phrase: str) -> str:
    """The folded form of the first token of a phrase, or nothing."""
    match = _TOKEN.search(phrase)
    return fold(match.group()) if match else ""


def span_of(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Offsets from token `first` up to and without token `last`."""
    return tokens[first].start, tokens[last - 1].end
