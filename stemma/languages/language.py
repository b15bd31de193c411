"""A language ready for use: its pack, compiled together with CLDR, the glossary and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec
from babel import Locale, UnknownLocaleError

from stemma.languages.gazetteer import Gazetteer
from stemma.languages.glossary import Glossary
from stemma.languages.numbers import Number, read_number
from stemma.languages.pack import (
    NUMBER_SLOTS,
    PAGE_SLOTS,
    STANCES,
    TIME_SLOTS,
    LanguageSection,
    PackFile,
    VagueNumber,
)
from stemma.languages.phrases import MEMORY, Filled, PhraseBook, WordLists
from stemma.languages.tokens import Token, fold

SHORTEST_STEM = 3
"""Letters that must be left of a name when an ending is taken off."""


PLAIN_LISTS: dict[str, tuple[str, str]] = {
    "every": ("time", "every"),
    "date_sign": ("time", "date_signs"),
    "joiner": ("number", "joiners"),
    "of": ("number", "of"),
    "given": ("name", "given"),
    "role": ("name", "roles"),
    "organisation_head": ("name", "organisation_heads"),
    "place_head": ("name", "place_heads"),
    "event_head": ("name", "event_heads"),
    "particle": ("name", "particles"),
    "inner_word": ("name", "inner_words"),
    "not_name": ("name", "not_names"),
    "stopword": ("language", "stopwords"),
    "conjunction": ("language", "conjunctions"),
    "determiner": ("language", "determiners"),
    "preposition": ("language", "prepositions"),
    "negation": ("language", "negation"),
    "pronoun": ("speech", "pronouns"),
    "plural_pronoun": ("speech", "plural_pronouns"),
    "speaker": ("speech", "speakers"),
    "hedge": ("speech", "hedges"),
    "section": ("page", "sections"),
}
"""Word lists that carry no value: the name that phrases and code use, and where the pack has them."""


class Language:
    """One language: word lists, phrase books, glossary and gazetteer, each compiled when it is first needed."""

    def __init__(self, pack: PackFile):
        self.pack = pack
        self.code = pack.language.code
        self._stems: dict[str, tuple[str, ...]] = {}

    @classmethod
    def without_pack(cls, code: str) -> Language:
        """A language of which only names, numbers and dates in figures are known."""
        return cls(PackFile(language=LanguageSection(code=code, name=code, english=code)))

    @property
    def has_pack(self) -> bool:
        return bool(self.pack.language.stopwords)

    @cached_property
    def name_joiners(self) -> frozenset[str]:
        """Small words that stand inside a name or between two: particles, prepositions and "and"."""
        pack = self.pack
        return frozenset(
            fold(w) for w in (*pack.name.particles, *pack.language.conjunctions, *pack.language.prepositions)
        )

    @property
    def reads_marks(self) -> bool:
        """Whether the pack holds more than the wording of pages: who speaks, how much, when."""
        return bool(self.pack.speech.asserts or self.pack.number.words or self.pack.unit)

    @cached_property
    def locale(self) -> Locale | None:
        try:
            return Locale.parse(self.code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return None

    @cached_property
    def words(self) -> WordLists:
        """All word lists of the pack. Slot names of phrases are names of these lists."""
        pack, time, number = self.pack, self.pack.time, self.pack.number
        months, weekdays = self._calendar()
        number_words = {w: float(v) for v, forms in number.words.items() for w in forms} | self._compounds()
        scales = {w: float(v) for v, forms in number.scales.items() for w in forms}
        parts = _invert(time.parts)
        lists: dict[str, Mapping[str, Any]] = {
            "month": months,
            "weekday": {w: (n, None) for w, n in weekdays.items()}
            | {w + p: (n, code) for w, n in weekdays.items() for p, code in parts.items() if " " not in p},
            "unit": _invert(time.units),
            "part": parts,
            "season": _invert(time.seasons),
            "offset": {w: int(v) for v, forms in time.days.items() for w in forms},
            "years": {w: int(v) for v, forms in time.years.items() for w in forms},
            "last": dict.fromkeys(time.last, -1),
            "this": dict.fromkeys(time.this, 0),
            "next": dict.fromkeys(time.next, 1),
            "reference": _invert(time.references),
            "mod": _invert(time.mods),
            "number_word": number_words,
            "ordinal": {w: int(v) for v, forms in number.ordinals.items() for w in forms},
            "scale": scales,
            "number_scale_alone": {w: v for w, v in scales.items() if fold(w) not in self.vague_words and len(w) > 3},
            "vague": {w: v for v in number.vague for w in v.words},
            "factor": {w: float(v) for v, forms in number.factors.items() for w in forms},
            "measure": {w: unit for unit, forms in pack.unit.items() for w in forms},
            "nationality": _invert(pack.name.nationalities),
        }
        for list_name, (section, key) in PLAIN_LISTS.items():
            lists[list_name] = dict.fromkeys(getattr(getattr(pack, section), key))
        for stance in STANCES:
            lists[stance] = dict.fromkeys(getattr(pack.speech, stance), stance)
        return WordLists(lists)

    @cached_property
    def vague_words(self) -> frozenset[str]:
        return frozenset(fold(w) for v in self.pack.number.vague for w in v.words)

    def _calendar(self) -> tuple[dict[str, int], dict[str, int]]:
        """Month and weekday names: CLDR's in all widths but the narrow one, and the pack's own."""
        months: dict[str, int] = {}
        weekdays: dict[str, int] = {}
        if self.locale is not None:
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for number, word in self.locale.months[context][width].items():
                        months[word.rstrip(".")] = number
                    for number, word in self.locale.days[context][width].items():
                        weekdays[word.rstrip(".")] = number + 1
        months = {w: n for w, n in months.items() if not w.isdigit() and len(w) > 1}
        for key, forms in self.pack.time.months.items():
            months |= dict.fromkeys(forms, int(key))
        for key, forms in self.pack.time.weekdays.items():
            weekdays |= dict.fromkeys(forms, int(key))
        return months, {w: n for w, n in weekdays.items() if len(w) > 2}

    def _compounds(self) -> dict[str, float]:
        """Units and tens written as one word, for languages that say "five-and-twenty"."""
        pattern, words = self.pack.number.compound, self.pack.number.words
        if not pattern:
            return {}
        out: dict[str, float] = {}
        for ten in range(20, 100, 10):
            for unit in range(1, 10):
                for t in words.get(str(ten), ()):
                    for u in words.get(str(unit), ()):
                        out[pattern.replace("{unit}", u).replace("{ten}", t)] = float(ten + unit)
        return out

    @cached_property
    def time_book(self) -> PhraseBook:
        return PhraseBook(msgspec.structs.asdict(self.pack.time.phrases), TIME_SLOTS)

    @cached_property
    def number_book(self) -> PhraseBook:
        return PhraseBook(msgspec.structs.asdict(self.pack.number.phrases), NUMBER_SLOTS)

    def page_book(self, phrases: Mapping[str, Iterable[str]]) -> PhraseBook:
        return PhraseBook(phrases, PAGE_SLOTS)

    @cached_property
    def glossary(self) -> Glossary:
        return Glossary.for_language(self.code)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(self)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(sorted({fold(e) for e in self.pack.language.endings}, key=lambda e: (-len(e), e)))

    def stems(self, word: str) -> tuple[str, ...]:
        """What a folded word may be an inflected form of: itself, and itself without each ending, the longest first."""
        known = self._stems.get(word)
        if known is None:
            found = {word}
            for ending in self._endings:
                if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                    found.add(word[: -len(ending)])
            if self.pack.language.alternations:
                found |= {self.plain(stem) for stem in found}
            known = tuple(sorted(found, key=lambda s: (-len(s), s)))
            if len(self._stems) > MEMORY:
                self._stems.clear()
            self._stems[word] = known
        return known

    def plain(self, word: str) -> str:
        """A folded word with the letters that change inside inflected words brought to one."""
        for other, letter in self.pack.language.alternations:
            word = word.replace(other, letter)
        return word

    def same_name(self, a: str, b: str) -> bool:
        """Whether two folded words can be forms of one name."""
        return a == b or not set(self.stems(a)).isdisjoint(self.stems(b))

    def ending_between(self, written: str, base: str) -> int | None:
        """Letters of the ending that makes a folded word out of a base form, put on or in place of its own.

        0 where none is needed, None where no ending of the language explains the word; the shortest that does counts.
        """
        plain = self.plain(written)
        sizes = [
            len(form) - len(stem)
            for stem in self.stems(base)
            for form in (written, plain)
            if form.startswith(stem) and (form == stem or form[len(stem) :] in self._endings)
        ]
        return min(sizes, default=None)

    def number_at(self, tokens: Sequence[Token], index: int) -> Number | None:
        return read_number(tokens, index, self)

    def fill(self, name: str, tokens: Sequence[Token], index: int) -> Iterator[Filled]:
        """Ways to fill a slot that is a word list or a number; the callers add their own slots."""
        if name == "number":
            number = self.number_at(tokens, index)
            if number is not None:
                yield Filled(number.first, number.last, number)
            return
        if name in ("month", "weekday") and tokens[index].fold in self._short and not _beside_figures(tokens, index):
            return
        yield from self.words.at(name, tokens, index)

    @cached_property
    def _short(self) -> frozenset[str]:
        """Abbreviated names of months and weekdays; most of them are ordinary words as well."""
        if self.locale is None:
            return frozenset()
        found = set()
        for names in (self.locale.months, self.locale.days):
            for context in ("format", "stand-alone"):
                wide = {fold(w) for c in names.values() for w in c["wide"].values()}
                found |= {fold(w.rstrip(".")) for w in names[context]["abbreviated"].values()} - wide
        return frozenset(found)

    def vague_numbers(self) -> tuple[VagueNumber, ...]:
        return tuple(self.pack.number.vague)


def _invert(table: Mapping[Any, Iterable[str]]) -> dict[str, Any]:
    return dict(chain.from_iterable(((word, key) for word in words) for key, words in table.items()))


def _beside_figures(tokens: Sequence[Token], index: int) -> bool:
    """Whether figures stand right before or after a token, a full stop passed over."""
    before = index - 1 - (index > 0 and tokens[index - 1].text == ".")
    after = index + 1 + (index + 1 < len(tokens) and tokens[index + 1].text in ".,")
    return any(0 <= k < len(tokens) and tokens[k].is_number for k in (before, after))
