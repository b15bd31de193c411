"""A language ready for use: its pack, compiled together with CLDR, the glossary and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec

from stemma.languages.cldr import LocaleNames, locale_names, measure_names
from stemma.languages.gazetteer import Gazetteer
from stemma.languages.glossary import Glossary
from stemma.languages.number_pack import VagueNumber
from stemma.languages.number_phrases import NumberPhraseBook
from stemma.languages.number_words import NumberOpenings, NumberWords
from stemma.languages.numbers import Number, read_number
from stemma.languages.openings import Openings
from stemma.languages.pack import (
    PAGE_SLOTS,
    STANCES,
    LanguageSection,
    PackFile,
)
from stemma.languages.phrases import MEMORY, Filled, PhraseBook, WordLists
from stemma.languages.roman import FIGURES
from stemma.languages.time_pack import TIME_SLOTS, TimePhrases
from stemma.languages.tokens import Token, fold, folded

SHORTEST_STEM = 3
"""Letters that must be left of a name when an ending is taken off."""


GAP = "…"
"""Between the two parts of a cue."""
WEAK = "weak "
"""Before the meaning of a phrase of time that counts only beside another part of the same expression."""
PLAIN_LISTS: dict[str, tuple[str, str]] = {
    "every": ("time", "every"),
    "same": ("time", "same"),
    "date_sign": ("time", "date_signs"),
    "time_joiner": ("time", "joiners"),
    "time_ambiguous": ("time", "ambiguous"),
    "past": ("time", "past"),
    "future": ("time", "future"),
    "joiner": ("number", "joiners"),
    "of": ("number", "of"),
    "decimal": ("number", "decimals"),
    "minus": ("number", "minus"),
    "ambiguous_number": ("number", "ambiguous"),
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
    "complementizer": ("speech", "complementizers"),
    "condition": ("speech", "conditions"),
    "outlet": ("speech", "outlets"),
    "tell": ("speech", "tells"),
    "bare": ("speech", "bare"),
    "reportive": ("speech", "reportive"),
    "subordinator": ("speech", "subordinators"),
    "idiom": ("speech", "idioms"),
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

    @cached_property
    def has_articles(self) -> bool:
        """Whether a form of "one" is a determiner; where none is, a noun follows a share in its case."""
        return any(fold(w) in self.articles for w in self.pack.language.determiners)

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

    @property
    def reads_speech(self) -> bool:
        """Whether the pack has words for who says what."""
        return bool(self.pack.speech.asserts)

    @cached_property
    def locale(self) -> LocaleNames:
        """The names that CLDR has for the language."""
        return locale_names(self.code)

    @cached_property
    def words(self) -> WordLists:
        """All word lists of the pack. Slot names of phrases are names of these lists."""
        pack, time, number = self.pack, self.pack.time, self.pack.number
        months, weekdays = self._calendar()
        number_words = {w: float(v) for v, forms in number.words.items() for w in forms}
        scales = {w: float(v) for v, forms in number.scales.items() for w in forms}
        parts = _invert(time.parts)
        lists: dict[str, Mapping[str, Any]] = {
            "month": months,
            "weekday": {w: (n, None) for w, n in weekdays.items()}
            | {w + p: (n, code) for w, n in weekdays.items() for p, code in parts.items() if " " not in p},
            "unit": _invert(time.units),
            "part": parts,
            "season": _invert(time.seasons),
            "offset": {w: _offset(key) for key, forms in time.days.items() for w in forms},
            "years": _numbered(time.years),
            "then": _numbered(time.then),
            "step": _numbered(time.steps),
            "hour_word": _numbered(time.hours),
            "clock_name": _numbered(time.clock_names),
            "minute_word": _numbered(time.minutes),
            "meridiem": _invert(time.meridiem),
            "zone": _numbered(time.zones),
            "holiday": _invert(time.holidays),
            "set": _invert(time.sets),
            "period": _invert(time.durations),
            "decade": _numbered(time.decades),
            "last": dict.fromkeys(time.last, -1),
            "this": dict.fromkeys(time.this, 0),
            "next": dict.fromkeys(time.next, 1),
            "reference": _invert(time.references),
            "mod": _invert(time.mods),
            "number_word": number_words,
            "ordinal": {w: int(v) for v, forms in number.ordinals.items() for w in forms},
            "scale": scales,
            "vague": {w: v for v in self._vague_numbers() for w in v.words},
            "factor": {w: float(v) for v, forms in number.factors.items() for w in forms},
            "measure": self._measures(),
            "counted": _invert(pack.count),
            "nationality": _invert(pack.name.nationalities),
            "national": dict.fromkeys(self._adjectives_of_nationality()),
        }
        for list_name, (section, key) in PLAIN_LISTS.items():
            lists[list_name] = dict.fromkeys(getattr(getattr(pack, section), key))
        lists["small"] = dict.fromkeys((*pack.language.stopwords, *pack.language.adverbs))
        for stance in STANCES:
            lists[stance] = {w: stance for w in getattr(pack.speech, stance) if GAP not in w}
        lists["remark"] = {w: None for w in pack.speech.remarks if GAP not in w}
        return WordLists(lists)

    @cached_property
    def tells_peoples(self) -> bool:
        """Whether peoples have a capital in this language, and adjectives of nationality none."""
        return bool(self._adjectives_of_nationality())

    def _adjectives_of_nationality(self) -> list[str]:
        """Entries of nationalities that are written small, where the language writes peoples with a capital."""
        entries = [w for forms in self.pack.name.nationalities.values() for w in forms]
        small = [w for w in entries if not w[0].isupper()]
        return small if len(entries) > len(small) > len(entries) / 5 else []

    @cached_property
    def number_words(self) -> NumberWords:
        small = self.pack.language
        words = (*small.stopwords, *small.conjunctions, *small.determiners, *small.prepositions)
        return NumberWords(self.pack.number, frozenset(fold(w) for w in words))

    def _vague_numbers(self) -> tuple[VagueNumber, ...]:
        """Vague words by themselves, and the plurals of scales ("thousands") as such."""
        number = self.pack.number
        plurals = [VagueNumber(forms, 2 * float(scale)) for scale, forms in number.plurals.items()]
        return (*number.vague, *plurals)

    @cached_property
    def number_phrases(self) -> NumberPhraseBook:
        return NumberPhraseBook(self.pack.number, self.pack.language.noun_capitals)

    def _calendar(self) -> tuple[dict[str, int], dict[str, int]]:
        """Month and weekday names: CLDR's in all widths but the narrow one, and the pack's own."""
        locale = self.locale
        months = {w.rstrip("."): n for w, n in chain(locale.months.items(), locale.short_months.items())}
        weekdays = {w.rstrip("."): n for w, n in chain(locale.weekdays.items(), locale.short_weekdays.items())}
        months = {w: n for w, n in months.items() if not w.isdigit() and len(w) > 1}
        for key, forms in self.pack.time.months.items():
            months |= dict.fromkeys(forms, int(key))
        for key, forms in self.pack.time.weekdays.items():
            weekdays |= dict.fromkeys(forms, int(key))
        return months, weekdays

    def _measures(self) -> dict[str, str]:
        """Names of units and currencies: the pack's own, and those of CLDR that the pack does not have."""
        own = {w: unit for unit, forms in self.pack.unit.items() for w in forms}
        known = {folded(w) for w in own}
        names = {w: unit for unit, forms in measure_names(self.code).items() for w in forms}
        return own | {w: unit for w, unit in names.items() if folded(w) not in known}

    @cached_property
    def time_book(self) -> PhraseBook:
        """The phrases that need no other time expression inside them; meanings of weak ones begin with `WEAK`."""
        plain = _plain_phrases(self.pack.time.phrases)
        weak = {WEAK + kind: phrases for kind, phrases in _plain_phrases(self.pack.time.weak).items()}
        return PhraseBook(plain | weak, TIME_SLOTS)

    @cached_property
    def time_frames(self) -> PhraseBook:
        """The phrases that hold other time expressions: "from {begin} to {end}"."""
        strong = _frames(self.pack.time.phrases)
        return PhraseBook(strong | {WEAK + k: v for k, v in _frames(self.pack.time.weak).items()}, TIME_SLOTS)

    @cached_property
    def time_opening(self) -> Openings:
        """What can begin at a folded word; None for the many that begin nothing."""
        figures = frozenset(self.roman_figures)
        return Openings(self.words, self.number_words.begins, figures, (self.time_book, self.time_frames))

    @cached_property
    def roman_figures(self) -> Mapping[str, int]:
        """Folded letters to the Roman figure that they are, with those that are typed in their place."""
        typed = {fold(letter): FIGURES[key] for key, letters in self.pack.time.roman.items() for letter in letters}
        return FIGURES | typed

    @cached_property
    def letter_scales(self) -> Mapping[str, float]:
        """Letters right behind figures, as they are written, to the scale that they stand for."""
        return {letter: float(scale) for scale, letters in self.pack.number.letters.items() for letter in letters}

    @cached_property
    def past_endings(self) -> tuple[str, ...]:
        return tuple(fold(e) for e in self.pack.time.past_endings)

    @cached_property
    def future_endings(self) -> tuple[str, ...]:
        return tuple(fold(e) for e in self.pack.time.future_endings)

    @cached_property
    def number_opening(self) -> NumberOpenings:
        return NumberOpenings(self.number_words, self.words)

    @cached_property
    def articles(self) -> frozenset[str]:
        """Forms of "one" that are articles as well."""
        return frozenset(fold(w) for w in self.pack.number.one)

    @cached_property
    def measure_starts(self) -> frozenset[str]:
        """The folded words with which measures begin."""
        return frozenset(folded(w)[0] for w in self._measures())

    @cached_property
    def letter_measures(self) -> frozenset[str]:
        """Measures of one letter as they are written: V is a volt, v is none."""
        return frozenset(w for w in self._measures() if len(w) == 1)

    @cached_property
    def money_ends(self) -> frozenset[str]:
        """The folded words in which names and signs of currencies end."""
        return frozenset(folded(w)[-1] for w, unit in self._measures().items() if len(unit) == 3 and unit.isupper())

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
        """Ways to fill a slot that is a word list or a number."""
        if name != "number":
            yield from self.words.at(name, tokens, index)
            return
        number = self.number_at(tokens, index)
        if number is not None:
            yield Filled(number.first, number.last, number)

    @cached_property
    def capital_months(self) -> bool:
        """Whether the language writes the names of months with a capital."""
        return any(name[0].isupper() for name in self.locale.months)

    def is_short(self, word: str) -> bool:
        """Whether a folded word is an abbreviated month or weekday; most of these are ordinary words as well."""
        return word in self._short

    @cached_property
    def _short(self) -> frozenset[str]:
        locale = self.locale
        months, weekdays = locale.short_months.keys(), locale.short_weekdays.keys()
        found = {fold(w.rstrip(".")) for w in months} - {fold(w) for w in locale.months}
        found |= {fold(w.rstrip(".")) for w in weekdays} - {fold(w) for w in locale.weekdays}
        return frozenset(found)


def _offset(key: str) -> int | tuple[int, str]:
    """ "-1" as days, "-1NI" as days and a part of the day."""
    return (int(key[:-2]), key[-2:]) if key[-2:].isalpha() else int(key)


def _numbered(table: Mapping[str, Iterable[str]]) -> dict[str, int]:
    return {word: int(number) for number, words in table.items() for word in words}


_INNER = tuple("{" + name + "}" for name in ("point", "begin", "end", "span"))


def _frames(phrases: TimePhrases) -> dict[str, list[str]]:
    return {k: [p for p in v if any(s in p for s in _INNER)] for k, v in msgspec.structs.asdict(phrases).items()}


def _plain_phrases(phrases: TimePhrases) -> dict[str, list[str]]:
    return {k: [p for p in v if not any(s in p for s in _INNER)] for k, v in msgspec.structs.asdict(phrases).items()}


def _invert(table: Mapping[Any, Iterable[str]]) -> dict[str, Any]:
    return dict(chain.from_iterable(((word, key) for word in words) for key, words in table.items()))
