"""What can begin at a word, told from the word alone, so that most words of a text cost one look into a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from stemma.languages.phrases import MEMORY, PhraseBook, WordLists

REACH = 4
"""A phrase that begins with an ordinary word ("at the", "o godzinie") names a time within so many words."""
_BY_NUMBER = frozenset({"number", "day", "hour", "minute", "year", "yy"})
_SLOTS = frozenset(
    {
        *("weekday", "month", "unit", "part", "season", "offset", "years", "then", "holiday", "meridiem", "reference"),
        *("last", "this", "next", "step", "every", "same", "set", "mod", "period", "decade", "zone"),
    }
)
"""Lists whose words fill the slot of the same name."""
_MORE = {
    "ordinal": frozenset({"day", "ordinal", "begin", "end"}),
    "hour_word": frozenset({"hour"}),
    "clock_name": frozenset({"hour", "clock_name"}),
    "minute_word": frozenset({"minute"}),
    "unit": frozenset({"weekend"}),
}
_ANCHORS = frozenset(
    {
        *("weekday", "month", "unit", "part", "season", "offset", "years", "then", "holiday", "reference", "set"),
        *("period", "decade", "hour_word", "minute_word", "clock_name", "meridiem", "zone"),
    }
)
_SURE_SLOTS = _ANCHORS | frozenset(
    {"mm", "year", "yy", "weekend", "point", "begin", "end", "span", "date", "hhmm", "week"}
)
"""Slots that only words which tell of time, figures or other expressions fill."""
LISTED = (
    "weekday",
    "month",
    "offset",
    "years",
    "then",
    "holiday",
    "reference",
    "set",
    "clock_name",
    "period",
    "season",
    "part",
    "mod",
    "meridiem",
    "zone",
)
"""Lists whose words are pieces of time expressions by themselves."""
_SMALL = ("stopword", "preposition", "conjunction", "determiner", "date_sign")


class Opening(NamedTuple):
    """What a word can begin.

    `slots` are those that it can fill, `listed` the lists whose words are pieces by themselves; an anchor tells of time
    by itself, not only beside such a word.
    """

    slots: frozenset[str]
    anchor: bool
    listed: tuple[str, ...] = ()


OPENING_OF_FIGURES = Opening(
    frozenset({*_BY_NUMBER, "mm", "second", "ordinal", "century", "hhmm", "begin", "end", "week"}),
    True,
)


class Openings:
    """The opening of each folded word that begins a piece or a phrase of time, None for all others; remembered."""

    def __init__(
        self,
        words: WordLists,
        begins_number: Callable[[str], bool],
        figures: frozenset[str],
        books: Iterable[PhraseBook],
    ):
        self._words = words
        self._begins_number = begins_number
        self._figures = figures
        self._first: frozenset[str] = frozenset().union(*(b.first_words for b in books))
        literal = frozenset().union(*(b.words_beside(_SURE_SLOTS) for b in books))
        telling = {w for w in literal if w[0].isalnum() and not self._is_small(w)}
        for entry in words.phrases_of(_ANCHORS):
            if not any(self._tells(w) or w in telling for w in entry[: REACH + 1]):
                large = [w for w in entry if w[0].isalnum() and not self._is_small(w)]
                telling.add(max(large or entry, key=len))
        self._telling = frozenset(telling)
        self.known: dict[str, Opening | None] = {}

    def _tells(self, word: str) -> bool:
        """Whether a word is in a list of words that tell of time by themselves."""
        return any(self._words.has(word, name) for name in self._words.kinds(word) & _ANCHORS)

    def _is_small(self, word: str) -> bool:
        return any(self._words.has(word, name) for name in _SMALL)

    def __call__(self, word: str) -> Opening | None:
        try:
            return self.known[word]
        except KeyError:
            pass
        if len(self.known) > MEMORY:
            self.known.clear()
        found = self.known[word] = OPENING_OF_FIGURES if word[:1].isdecimal() else self._of(word)
        return found

    def _of(self, word: str) -> Opening | None:
        kinds = self._words.kinds(word)
        slots = kinds & _SLOTS
        for kind, more in _MORE.items():
            if kind in kinds:
                slots |= more
        if "vague" in kinds or self._begins_number(word):
            slots |= _BY_NUMBER
        if word and self._figures.issuperset(word):
            slots |= {"century", "roman"}
        if not slots and word not in self._first and word not in self._telling:
            return None
        anchor = word in self._telling or self._tells(word)
        return Opening(slots, anchor, tuple(n for n in LISTED if n in kinds))
