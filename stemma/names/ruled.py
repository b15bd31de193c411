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
    """A name by rule: offsets, kind, the rule; base form and entity where the gazetteer knows it."""

    start: int
    end: int
    type: MentionType
    rule: str
    name: str | None
    entity: str | None


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
        for part in known.split(candidate, tokens, language):
            decided = known.decide(part, tokens, language)
            if decided is not None:
                found.append(_ruled(decided, tokens))
    return tuple(found)


@dataclass(frozen=True)
class _Known:
    """What the whole report tells of its names: words of persons' names, and words that have a capital inside
    sentences."""

    persons: dict[str, str]
    inside: tuple[str, ...]
    types: dict[str, MentionType]

    @classmethod
    def of(cls, candidates: Sequence[Candidate], sentences: Sequence[Sequence[Token]], language: Language) -> _Known:
        inside: set[str] = set()
        types: dict[str, MentionType] = {}
        for c in candidates:
            words = [t for t in sentences[c.sentence][c.first : c.last] if t.is_word]
            if c.supported and c.first > 0:
                inside.update(w.fold for w in words)
            if c.type is not None:
                types.setdefault(" ".join(w.fold for w in words), c.type)
        persons = cls._persons(candidates, sentences, language)
        return cls(persons, tuple(sorted(inside)), types)

    @staticmethod
    def _persons(
        candidates: Sequence[Candidate], sentences: Sequence[Sequence[Token]], language: Language
    ) -> dict[str, str]:
        """Each word of a person's name to the full name; names that a list supports come before mere capitals.

        Of two capitals in a row that belong to persons known already ("thanked Putin Kim...") no name is made.
        """
        persons: dict[str, str] = {}
        for sure in (True, False):
            for c in candidates:
                words = [t for t in sentences[c.sentence][c.first : c.last] if t.is_word]
                if c.type != "PER" or not words or (c.rule == "capitals") == sure:
                    continue
                if len(words) < 2 and c.rule != "name.roles":
                    continue
                if not sure and any(language.same_name(p, w.fold) for w in words for p in persons):
                    continue
                full = " ".join(w.text for w in words)
                for word in words:
                    if len(word.text) > 2:
                        persons.setdefault(word.fold, full)
        return persons

    def person(self, word: str, language: Language) -> str | None:
        """The full name of the person whom a folded word can be short for."""
        if word in self.persons:
            return self.persons[word]
        return next((full for p, full in self.persons.items() if language.same_name(p, word)), None)

    def split(self, candidate: Candidate, tokens: Sequence[Token], language: Language) -> list[Candidate]:
        """A run of two words that are short for two persons ("thanked Putin Kim...") is two names."""
        if candidate.rule != "capitals" or candidate.last - candidate.first != 2:
            return [candidate]
        full = [self.person(t.fold, language) for t in tokens[candidate.first : candidate.last]]
        if None in full or full[0] == full[1]:
            return [candidate]
        return [replace(candidate, first=i, last=i + 1, type=None) for i in range(candidate.first, candidate.last)]

    def decide(self, candidate: Candidate, tokens: Sequence[Token], language: Language) -> Candidate | None:
        """A candidate with its final type, or None where nothing supports it."""
        words = [t.fold for t in tokens[candidate.first : candidate.last] if t.is_word]
        if len(words) == 1 and candidate.rule.startswith(("capitals", "places")):
            person = self.person(words[0], language)
            if person is not None:
                return replace(candidate, type="PER", rule=f"short for {person}", name=None, entity=None)
        if candidate.type is not None and (candidate.supported or len(words) > 1):
            return candidate
        same = next((k for k in self.inside if len(words) == 1 and language.same_name(k, words[0])), None)
        if candidate.supported or same is not None:
            kind = candidate.type or self.types.get(" ".join(words)) or self.types.get(same or "")
            return replace(candidate, type=kind or ("PER" if len(words) > 1 else "ORG"))
        return None


def _ruled(candidate: Candidate, tokens: Sequence[Token]) -> RuledName:
    start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
    return RuledName(start, end, candidate.type or "ORG", candidate.rule, candidate.name, candidate.entity)
