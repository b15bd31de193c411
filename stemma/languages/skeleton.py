"""The skeleton of a name: its consonants in a plain Latin key, alike for the transliterations of one name.

*Dzong*, *Jong*, *Чон* have the same skeleton or nearly so; *Putin* and *Poutine* too. What a spelling sounds
like is told by the
pack (`[name] sounds`); what no pack tells is brought to Latin letters by anyascii.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from anyascii import anyascii

_END_OF_LATIN = 0x250
"""Where the blocks of Latin letters of Unicode end that names of news are written in."""
_VOWELS = frozenset("aeiou")
_VOWEL_LETTERS = tuple(_VOWELS)
# Letters that different traditions of transliteration write for one sound. The classes are coarse on purpose: a
# skeleton proposes, the features of resolution decide.
_CLASSES = str.maketrans({"v": "v", "w": "v", "f": "v", "c": "k", "q": "k", "x": "k", "z": "s", "y": "j", "g": "g"})
_CLUSTERS = (
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("sh", "s"),
    ("zh", "j"),
    ("ch", "h"),
    ("kh", "h"),
    ("ck", "k"),
    ("ph", "v"),
    ("th", "t"),
    ("gh", "g"),
    ("dj", "j"),
    ("ts", "s"),
    ("ks", "k"),
)


@lru_cache(maxsize=1 << 16)
def latin(word: str) -> str:
    """A word in plain lower-case Latin letters."""
    return "".join(c for c in anyascii(word).lower() if c.isalpha())


def is_latin(text: str) -> bool:
    """Whether the letters of a text are Latin ones."""
    return all(ord(c) < _END_OF_LATIN for c in text if c.isalpha())


def sounded(word: str, sounds: Mapping[str, str] | None = None) -> str:
    """A word in plain Latin letters, spelled as it sounds."""
    return _sounded(word.casefold(), _ordered(sounds))


def skeleton(word: str, sounds: Mapping[str, str] | None = None) -> str:
    """The consonant skeleton of one word of a name.

    >>> skeleton("Jong") == skeleton("Dzong", {"dz": "j"})
    True
    """
    return _skeleton(word.casefold(), _ordered(sounds))


def _ordered(sounds: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(sounds.items()) if sounds else ()


@lru_cache(maxsize=1 << 16)
def _sounded(word: str, sounds: tuple[tuple[str, str], ...]) -> str:
    for spelling, key in sorted(sounds, key=lambda s: -len(s[0])):
        if spelling in word:
            word = word.replace(spelling, key)
    return latin(word)


@lru_cache(maxsize=1 << 16)
def _skeleton(word: str, sounds: tuple[tuple[str, str], ...]) -> str:
    word = _sounded(word, sounds)
    for spelling, key in _CLUSTERS:
        word = word.replace(spelling, key)
    word = word.translate(_CLASSES)
    out: list[str] = []
    for i, letter in enumerate(word):
        glide = letter == "j" and word[i + 1 : i + 2] not in _VOWEL_LETTERS
        if letter in _VOWELS or glide or (letter == "h" and i > 0):
            if i == 0:
                out.append("a")
            continue
        if out and out[-1] == letter:
            continue
        out.append(letter)
    return "".join(out)
