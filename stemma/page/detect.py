"""The language of a text, by lingua. It tells Danish, Bokmål and Nynorsk apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

ENOUGH = 1500
"""Characters after which more text no longer changes the answer."""
LONG_LINE = 60
SHORTEST = 12
"""Letters below which no language is claimed."""


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import LanguageDetectorBuilder  # loads its models when first asked

    return LanguageDetectorBuilder.from_all_languages().build()


def detect(text: str) -> str:
    """BCP 47 code of the language that most of the text is in; "und" where too little is there to tell."""
    lines = [line for line in text.splitlines() if len(line) >= LONG_LINE] or [text]
    sample, size = [], 0
    for line in lines:
        sample.append(line)
        size += len(line)
        if size >= ENOUGH:
            break
    joined = " ".join(sample)[: 2 * ENOUGH]
    if sum(c.isalpha() for c in joined) < SHORTEST:
        return "und"
    language = _detector().detect_language_of(joined)
    return language.iso_code_639_1.name.lower() if language is not None else "und"
