"""Names by rule: persons, organisations, places, events and products, by capitals, lists and context.

Three passes over a report. The first takes what the gazetteer knows and runs of capitalised words; the second types
each run by its words and neighbours (head words, given names, titles); the third goes back for short forms of the
names found ("Kima" after "Kim Dzong Un") and drops single capitals at the start of a sentence that nothing supports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.tokens import Token
from stemma.model import MentionType
from stemma.names.runs import Candidate, Finder


class RuledName(NamedTuple):
    """A name by rule: offsets, kind, the rule; base form and entity where the gazetteer knows it.

    It is sure where it is spelled as the gazetteer has it, and no given name.
    """

    start: int
    end: int
    type: MentionType
    rule: str
    name: str | None
    entity: str | None
    sure: bool = False


def ruled_names(sentences: Sequence[Sequence[Token]], language: Language) -> tuple[RuledName, ...]:
    """The names that rules find in the sentences of a report, in order."""
    finder = Finder(language)
    candidates: list[Candidate] = []
    for number, tokens in enumerate(sentences):
        candidates += finder.find(tokens, number)
    known = _Known.of(candidates, sentences, language)
    found: list[RuledName] = []
    for candidate in candidates:
        tokens = sentences[candidate.sentence]
        for part in known.split(candidate, tokens):
            decided = known.decide(part, tokens)
            if decided is not None:
                found.append(_ruled(decided, tokens))
    return tuple(found)


class _Forms:
    """Words with what they are words of, found by every form that the endings of the language allow."""

    def __init__(self, language: Language):
        self._stems = language.stems
        self._words: dict[str, tuple[int, str]] = {}

    def add(self, word: str, value: str) -> None:
        for stem in self._stems(word):
            self._words.setdefault(stem, (len(self._words), value))

    def find(self, word: str) -> str | None:
        """The value of the word of which this is a form; of several that of the first that was added."""
        found = [self._words[stem] for stem in self._stems(word) if stem in self._words]
        return min(found)[1] if found else None


@dataclass(frozen=True)
class _Known:
    """What the whole report tells of its names: words of persons' names, and words that have a capital inside
    sentences."""

    persons: _Forms
    inside: _Forms
    types: dict[str, MentionType]

    @classmethod
    def of(cls, candidates: Sequence[Candidate], sentences: Sequence[Sequence[Token]], language: Language) -> _Known:
        inside = _Forms(language)
        types: dict[str, MentionType] = {}
        for c in candidates:
            words = [t for t in sentences[c.sentence][c.first : c.last] if t.is_word]
            if c.supported and c.first > 0:
                for word in words:
                    inside.add(word.fold, word.fold)
            if c.type is not None:
                types.setdefault(" ".join(w.fold for w in words), c.type)
        persons = cls._persons(candidates, sentences, language)
        return cls(persons, inside, types)

    @staticmethod
    def _persons(candidates: Sequence[Candidate], sentences: Sequence[Sequence[Token]], language: Language) -> _Forms:
        """Each word of a person's name to the full name; names that a list supports come before mere capitals.

        Of two capitals in a row that belong to persons known already ("thanked Putin Kim...") no name is made.
        """
        persons = _Forms(language)
        for sure in (True, False):
            for c in candidates:
                words = [t for t in sentences[c.sentence][c.first : c.last] if t.is_word]
                if c.type != "PER" or not words or (c.rule == "capitals") == sure:
                    continue
                if len(words) < 2 and c.rule != "name.roles":
                    continue
                if not sure and any(persons.find(w.fold) is not None for w in words):
                    continue
                full = " ".join(w.text for w in words)
                for word in words:
                    if len(word.text) > 2:
                        persons.add(word.fold, full)
        return persons

    def split(self, candidate: Candidate, tokens: Sequence[Token]) -> list[Candidate]:
        """A run of two words that are short for two persons ("thanked Putin Kim...") is two names."""
        if candidate.rule != "capitals" or candidate.last - candidate.first != 2:
            return [candidate]
        full = [self.persons.find(t.fold) for t in tokens[candidate.first : candidate.last]]
        if None in full or full[0] == full[1]:
            return [candidate]
        return [replace(candidate, first=i, last=i + 1, type=None) for i in range(candidate.first, candidate.last)]

    def decide(self, candidate: Candidate, tokens: Sequence[Token]) -> Candidate | None:
        """A candidate with its final type, or None where nothing supports it."""
        words = [t.fold for t in tokens[candidate.first : candidate.last] if t.is_word]
        if len(words) == 1 and candidate.rule.startswith(("capitals", "places")):
            person = self.persons.find(words[0])
            if person is not None:
                return replace(candidate, type="PER", rule=f"short for {person}", name=None, entity=None)
        if candidate.type is not None and (candidate.supported or len(words) > 1):
            return candidate
        same = self.inside.find(words[0]) if len(words) == 1 else None
        if candidate.supported or same is not None:
            kind = candidate.type or self.types.get(" ".join(words)) or self.types.get(same or "")
            return replace(candidate, type=kind or ("PER" if len(words) > 1 else "ORG"))
        return None


def _ruled(candidate: Candidate, tokens: Sequence[Token]) -> RuledName:
    start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
    return RuledName(
        start, end, candidate.type or "ORG", candidate.rule, candidate.name, candidate.entity, candidate.sure
    )
