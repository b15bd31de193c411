"""Roman numbers."""

from __future__ import annotations

from collections.abc import Mapping

FIGURES = {"i": 1, "v": 5, "x": 10}
GREATEST = 30
"""Centuries and months need no more."""
LONGEST = len("xxviii")


def roman(word: str, figures: Mapping[str, int] = FIGURES) -> int | None:
    """A Roman number up to thirty in folded letters, or None."""
    if not word or len(word) > LONGEST or any(c not in figures for c in word):
        return None
    values = [figures[c] for c in word]
    total = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
    return total if 1 <= total <= GREATEST else None
