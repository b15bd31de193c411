"""What the tagger of names sees of a text: hashed features of every token, worked out in whole arrays.

What a word shows by itself (its letters, shape, endings, lists) is hashed once for each word and remembered; a text
then is a column of word numbers, and the features of neighbours and of pairs come from mixing these hashes. Nothing of
a text can be read back from them.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.languages.language import Language
from stemma.languages.skeleton import latin, skeleton
from stemma.languages.tokens import Token

BITS = 20
"""Two to this power rows of weights; chosen among 18, 19, 20 and 21 on names of four Slavic languages."""
MOST_WORDS = 1 << 16
"""Words remembered for a language."""
_LISTS = (
    *("given", "role", "organisation_head", "place_head", "event_head", "particle", "inner_word", "nationality"),
    *("month", "weekday", "unit", "number_word", "scale", "stopword", "preposition", "conjunction", "determiner"),
    *("pronoun", "not_name", "speaker", "asserts"),
)
_LISTS_OF_TYPES = ("given", "role", "organisation_head", "place_head", "event_head", "nationality")

Hashes = NDArray[np.uint32]
Stretch = tuple[int, int, int]
"""The number of a sentence, and the first and last token (exclusive) of a stretch of it."""
_WORD, _LATIN, _SKELETON, _S2, _S3, _S4, _P3, _P4, _SHAPE, _LENGTH, _FLAGS, _OWN_SHAPE, _OWN_END, _STEM = range(14)
_TYPES = 14
_WIDTH = _TYPES + 2
"""Hashes of one word: its letters, shape and lists, and two of the lists that tell of types."""
_NEAR = (_WORD, _P4, _S3, _SHAPE, _FLAGS)
_FAR = (_WORD, _SHAPE, _FLAGS)
_BORDER = 2
"""Empty tokens beside a sentence, so that every token has two neighbours on either side."""


class Hint(NamedTuple):
    """What other readings say of a token: the tag that the rules give it and why, and how the text writes its word."""

    tag: str
    rule: str
    seen: str


class Words:
    """The hashes of a language's words, by number; number 0 is the border of a sentence."""

    def __init__(self, language: Language):
        self._language = language
        self._numbers: dict[str, int] = {}
        self._clear()

    def _clear(self) -> None:
        self._numbers.clear()
        self._rows: Hashes = np.zeros((1024, _WIDTH), np.uint32)
        self._rows[0] = [_hash(f"border {i}") for i in range(_WIDTH)]
        self._size = 1

    def number(self, token: Token) -> int:
        """The number of a word, good until the next `hashes`."""
        number = self._numbers.get(token.text)
        return self._add(token) if number is None else number

    def hashes(self, numbers: Sequence[int]) -> Hashes:
        """The hashes of words by number, shape (words, width). Forgets old words where there are many."""
        rows: Hashes = self._rows[np.array(numbers, np.intp)]
        if self._size > MOST_WORDS:
            self._clear()
        return rows

    def _add(self, token: Token) -> int:
        if self._size == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        number = self._numbers[token.text] = self._size
        self._size += 1
        self._rows[number] = self._of(token)
        return number

    def _of(self, token: Token) -> list[int]:
        word, language = token.fold, self._language
        plain = latin(word) if token.is_word else word
        flags = self._flags(token)
        shape = _shape(token.text)
        code = language.code
        values = (
            f"w {word}",
            f"l {plain}",
            f"k {skeleton(word, language.pack.name.sounds) if token.is_word else word}",
            f"2 {word[-2:]}",
            f"3 {word[-3:]}",
            f"4 {word[-4:]}",
            f"p {plain[:3]}",
            f"q {plain[:4]}",
            f"s {shape}",
            f"n {shape} {min(len(word), 8)}",
            f"f {' '.join(flags)}",
            f"c {code} {shape}",
            f"e {code} {word[-3:]}",
            f"t {plain[: max(4, len(plain) - 2)]}",
        )
        types = [f for f in flags if f in _LISTS_OF_TYPES]
        types += ["common" if "common" in flags else ""] * (2 - len(types))
        return [_hash(value) for value in (*values, f"a {types[0]}", f"b {types[1]}")]

    def _flags(self, token: Token) -> list[str]:
        language = self._language
        words = language.words
        lists = words.lists(token.fold)
        flags = [name for name in _LISTS if name in lists] if lists else []
        if token.is_word:
            if "given" not in flags and any(words.has(stem, "given") for stem in language.stems(token.fold)):
                flags.insert(0, "given")
            if language.glossary.lemmas(token.fold):
                flags.append("common")
        return flags


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())


def _shape(text: str) -> str:
    """Letters by their case, runs shortened: "McDonald" is XxXx, "2024" is d."""
    out: list[str] = []
    for letter in text[:24]:
        kind = "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdecimal() else letter
        if not out or out[-1] != kind or (kind == "X" and len(out) < 2):
            out.append(kind)
    return "".join(out)


def features(
    sentences: Sequence[Sequence[Token]],
    hints: Sequence[Sequence[Hint]],
    stretches: Sequence[Stretch],
    words: Words,
) -> Hashes:
    """Rows of the table of weights for the tokens of all stretches, in order; shape (features, tokens)."""
    numbers: list[int] = []
    said: list[tuple[int, ...]] = []
    starts: list[int] = []
    wanted: list[int] = []
    for n, first, last in stretches:
        tokens, hinted = sentences[n], hints[n]
        wanted += range(len(numbers) + _BORDER, len(numbers) + _BORDER + last - first)
        for i in range(first - _BORDER, last + _BORDER):
            inside = 0 <= i < len(tokens)
            numbers.append(words.number(tokens[i]) if inside else 0)
            said.append(_known(hinted[i]) if inside else _NOTHING)
            starts.append(max(2 - i, 0) if inside else 0)
    hashes, heard = words.hashes(numbers), np.array(said, np.uint32)
    at = np.array(wanted, np.intp)
    start = np.array(starts, np.uint32)[at]
    far, behind, here, ahead, further = (hashes[at + i].T for i in range(-_BORDER, _BORDER + 1))
    columns = [*here]
    columns += [near[i] for near in (behind, ahead) for i in _NEAR]
    columns += [near[i] for near in (far, further) for i in _FAR]
    columns += _pairs(far, behind, here, ahead, start)
    columns += _hinted(heard[at].T, heard[at - 1, 0], heard[at + 1, 0], here, start)
    return _salted(np.stack(columns))


def _pairs(far: Hashes, behind: Hashes, here: Hashes, ahead: Hashes, start: Hashes) -> list[Hashes]:
    """Features of a token with its neighbours, and with its place in the sentence."""
    shape, flags = here[_SHAPE], here[_FLAGS]
    return [
        _mixed(behind[_SHAPE], shape),
        _mixed(shape, ahead[_SHAPE]),
        _mixed(behind[_SHAPE], shape, ahead[_SHAPE]),
        _mixed(behind[_FLAGS], flags),
        _mixed(flags, ahead[_FLAGS]),
        _mixed(behind[_FLAGS], shape, ahead[_FLAGS]),
        _mixed(behind[_WORD], shape),
        _mixed(shape, ahead[_WORD]),
        _mixed(behind[_WORD], here[_WORD]),
        _mixed(here[_WORD], ahead[_WORD]),
        _mixed(behind[_WORD], here[_S3]),
        _mixed(far[_SHAPE], behind[_SHAPE], shape),
        _mixed(start, shape),
        _mixed(start, here[_WORD]),
    ]


def _hinted(said: Hashes, before: Hashes, after: Hashes, here: Hashes, start: Hashes) -> list[Hashes]:
    """Features of what the rules and the rest of the text say; `before` and `after` are the tags beside."""
    tag, rule, seen = said
    shape, flags = here[_SHAPE], here[_FLAGS]
    return [
        tag,
        rule,
        _mixed(tag, shape),
        _mixed(tag, flags),
        _mixed(before, tag),
        _mixed(tag, after),
        _mixed(tag, seen),
        _mixed(seen, shape),
        _mixed(seen, flags),
        _mixed(seen, start),
    ]


_KNOWN: dict[Hint, tuple[int, ...]] = {}
_NOTHING = (0,) * len(Hint._fields)


def _known(hint: Hint) -> tuple[int, ...]:
    found = _KNOWN.get(hint)
    if found is None:
        found = _KNOWN[hint] = tuple(_hash(said) for said in hint)
    return found


def _mixed(first: Hashes, *others: Hashes) -> Hashes:
    mixed = first
    for other in others:
        mixed = mixed * np.uint32(0x85EBCA6B) + other
    return mixed


def _salted(columns: Hashes) -> Hashes:
    """Every feature mixed with a number of its own, and cut to the rows of the table."""
    salts = np.arange(1, len(columns) + 1, dtype=np.uint32) * np.uint32(0x9E3779B9)
    mixed = (columns ^ salts[:, None]) * np.uint32(0xC2B2AE35)
    mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(0x27D4EB2F)
    rows: Hashes = mixed >> np.uint32(32 - BITS)
    return rows
