"""The number words of a language, and words that are several of them written together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stemma.languages.compose import HALF, Habits, Lexeme, NumberWord, compose
from stemma.languages.number_pack import NumberSection
from stemma.languages.phrases import MEMORY, WordLists
from stemma.languages.tokens import Token, folded

LONGEST_COMPOUND = 96
"""Letters of the longest number written in one word; a number below a million has at most 70 in any language."""
MAX_SPLITS = 8
"""Ways to divide a word that are tried; two are already rare."""
SHORTEST_LONE_SCALE = 5
"""Letters of the shortest scale above a thousand that begins a number ("million soldiers", but not "bio", "mill")."""


SMALLEST_SCALE = 12
"""The smallest plural that multiplies a number before it: "two dozens", but not "two tens"."""


NO_WORD = NumberWord()


_SMALL_LETTER = "LATIN SMALL LETTER"
_STROKE = " WITH STROKE"


class NumberWords:
    """All number words of a pack, by their first token; words written together are divided and remembered."""

    def __init__(self, section: NumberSection, avoid: frozenset[str] = frozenset()):
        """`avoid`: folded words that number words without their accents must not be taken for."""
        self.habits = Habits(frozenset(section.teens_after), section.units_first, section.tens_joined)
        self._together = section.together
        self._singles: dict[str, NumberWord] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], NumberWord]]] = {}
        self._divided: dict[str, NumberWord | None] = {}
        for wording, word in _with_plain(_words(section), avoid).items():
            if len(wording) == 1:
                self._singles[wording[0]] = word
            else:
                self._phrases.setdefault(wording[0], []).append((wording[1:], word))
        for entries in self._phrases.values():
            entries.sort(key=lambda e: -len(e[0]))
        self._atoms: dict[str, list[str]] = {}
        for atom in self._singles:
            if atom.isalpha() and self._is_atom(self._singles[atom]):
                self._atoms.setdefault(atom[:2], []).append(atom)
        for atoms in self._atoms.values():
            atoms.sort(key=lambda a: (-len(a), a))

    def _is_atom(self, word: NumberWord) -> bool:
        return (
            word.value is not None
            or word.one
            or word.scale is not None
            or word.fraction is not None
            or word.joiner
            or word.half
        ) and not word.letter

    def first_words(self) -> Iterator[str]:
        """The folded words with which number words of several tokens begin."""
        return iter(self._phrases)

    def begins(self, word: str) -> bool:
        """Whether a number can begin with a folded word."""
        if any(entry.begins for _, entry in self._phrases.get(word, ())):
            return True
        known = self.single(word)
        return known is not None and known.begins

    def single(self, word: str) -> NumberWord | None:
        """A folded word by itself, divided where the language writes numbers together."""
        known = self._singles.get(word)
        if known is not None or not self._together or word[:2] not in self._atoms or not word.isalpha():
            return known
        if word not in self._divided:
            if len(self._divided) > MEMORY:
                self._divided.clear()
            self._divided[word] = self._divide(word)
        return self._divided[word]

    def at(self, tokens: Sequence[Token], index: int) -> tuple[NumberWord, int] | None:
        """The longest number word at a token, and where it ends."""
        word = tokens[index].fold
        for rest, entry in self._phrases.get(word, ()):
            last = index + 1 + len(rest)
            if last <= len(tokens) and all(tokens[index + 1 + k].fold == w for k, w in enumerate(rest)):
                return entry, last
        known = self.single(word)
        return None if known is None else (known, index + 1)

    def _divide(self, word: str) -> NumberWord | None:
        """A compound as one word with its value, or None where it is none."""
        if len(word) > LONGEST_COMPOUND:
            return None
        for tried, parts in enumerate(self._splits(word, 0, set())):
            if tried == MAX_SPLITS:
                return None
            if len(parts) < 2 or parts[0].joiner:
                continue
            lexemes = [Lexeme(p, k, k + 1) for k, p in enumerate(parts)]
            found = compose(lexemes, self.habits, inside=True)
            if found is None or found.last != len(parts) or found.vague is not None:
                continue
            return NumberWord(part=found.value) if found.value < 1 else NumberWord(value=found.value)
        return None

    def _splits(self, word: str, start: int, dead: set[int]) -> Iterator[tuple[NumberWord, ...]]:
        """Every way to divide `word[start:]` into atoms; `dead` keeps the places from which there is none."""
        if start == len(word):
            yield ()
            return
        if start in dead:
            return
        any_way = False
        for atom in self._atoms.get(word[start : start + 2], ()):
            if word.startswith(atom, start):
                for rest in self._splits(word, start + len(atom), dead):
                    any_way = True
                    yield (self._singles[atom], *rest)
        if not any_way:
            dead.add(start)


def _with_plain(words: dict[tuple[str, ...], NumberWord], avoid: frozenset[str]) -> dict[tuple[str, ...], NumberWord]:
    """The same, with what is left of them where a text has no accents."""
    found = dict(words)
    for wording, word in words.items():
        plain = tuple(_without_accents(part) for part in wording)
        if plain not in found and not avoid.intersection(plain):
            found[plain] = word
    return found


def _without_accents(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(_without_stroke(c) for c in letters if not unicodedata.combining(c))


def _without_stroke(letter: str) -> str:
    """The plain letter of one that no decomposition takes apart (an l with a stroke), else the letter itself."""
    if letter.isascii():
        return letter
    kind, _, plain = unicodedata.name(letter, "").removesuffix(_STROKE).rpartition(" ")
    return plain.lower() if kind == _SMALL_LETTER and len(plain) == 1 else letter


class NumberOpenings(dict[str, bool]):
    """Whether a quantity can begin at a folded word or figure; asked of every word of a text, and remembered."""

    def __init__(self, numbers: NumberWords, words: WordLists):
        super().__init__()
        self._numbers = numbers
        self._words = words

    def __missing__(self, word: str) -> bool:
        if len(self) > MEMORY:
            self.clear()
        known = word[0].isdecimal() or self._numbers.begins(word) or "factor" in self._words.kinds(word)
        known = known or (len(word) == 1 and not word.isascii() and 0 < unicodedata.numeric(word, 0.0) < 1)
        self[word] = known
        return known


def _words(section: NumberSection) -> dict[tuple[str, ...], NumberWord]:
    """Every wording of the section, with all that it can be."""
    found: dict[tuple[str, ...], NumberWord] = {}

    def add(wordings: Iterable[str], **role: object) -> None:
        for wording in wordings:
            key = folded(wording)
            if key:
                found[key] = found.get(key, NO_WORD)._replace(**role)  # type: ignore[arg-type]

    def add_values(table: Mapping[str, Iterable[str]], role: str) -> None:
        for value, wordings in table.items():
            add(wordings, **{role: float(value)})

    add_values(section.words, "value")
    add_values(section.scales, "scale")
    add_values(section.plurals, "plural")
    add_values(section.fractions, "fraction")
    add(section.one, one=True)
    add(section.joiners, joiner=True)
    add(section.halves, half=True)
    add(section.decimals, decimal=True)
    add(section.over, over=True)
    add(section.of, of=True)
    for vague in section.vague:
        add(vague.words, vague=vague)
    articles = {folded(word) for word in section.one}
    for key in map(folded, section.halves):
        if key[:1] in articles:
            found[key] = found[key]._replace(part=HALF)
    for wordings in section.ordinals.values():
        for key in map(folded, wordings):
            if key in found:
                found[key] = found[key]._replace(ordinal=True)
    for key, word in found.items():
        if word.scale is None and word.plural is not None and word.plural >= SMALLEST_SCALE:
            found[key] = word._replace(scale=word.plural)
        elif word.scale is not None:
            size = sum(map(len, key))
            lone = word.plural is None and ((word.scale == 1000 and size > 1) or size >= SHORTEST_LONE_SCALE)
            found[key] = word._replace(letter=size == 1, lone=lone)
    return found
