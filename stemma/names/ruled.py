"""Names: persons, organisations, places, events and products, by capitals, lists and context.

Three passes over a report. The first takes what the gazetteer knows and runs of capitalised words; the second types
each run by its words and neighbours (head words, given names, titles); the third goes back for short forms of the
names found ("Kima" after "Kim Dzong Un") and drops single capitals at the start of a sentence that nothing supports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemma.languages.language import SHORTEST_STEM, Language
from stemma.languages.skeleton import skeleton
from stemma.languages.tokens import Token, fold
from stemma.marks.runs import Candidate, Finder
from stemma.marks.view import View
from stemma.model import Mention, MentionType


def names(view: View) -> tuple[Mention, ...]:
    """All names of a report, with base form and a provisional entity id made from type and form."""
    finder = Finder(view.language)
    sentences = [s.tokens for s in view.sentences]
    candidates: list[Candidate] = []
    for number, tokens in enumerate(sentences):
        candidates += finder.find(tokens, number)
    known = _Known.of(candidates, sentences, view.language)
    mentions: list[Mention] = []
    for candidate in candidates:
        tokens = sentences[candidate.sentence]
        for part in known.split(candidate, tokens, view.language):
            decided = known.decide(part, tokens, view.language)
            if decided is not None:
                mentions.append(_mention(decided, tokens, view.language, known))
    return tuple(mentions)


@dataclass(frozen=True)
class _Known:
    """What the whole report tells of its names: words of persons' names, and words that have a capital inside
    sentences."""

    persons: dict[str, str]
    inside: tuple[str, ...]
    types: dict[str, MentionType]
    forms: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, candidates: Sequence[Candidate], sentences: Sequence[Sequence[Token]], language: Language) -> _Known:
        inside: set[str] = set()
        types: dict[str, MentionType] = {}
        forms: dict[str, set[str]] = {}
        for c in candidates:
            words = [t for t in sentences[c.sentence][c.first : c.last] if t.is_word]
            for word in words:
                forms.setdefault(word.fold[:3], set()).add(word.text)
            if c.supported and c.first > 0:
                inside.update(w.fold for w in words)
            if c.type is not None:
                types.setdefault(" ".join(w.fold for w in words), c.type)
        persons = cls._persons(candidates, sentences, language)
        return cls(persons, tuple(sorted(inside)), types, {k: tuple(sorted(v)) for k, v in forms.items()})

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


def _mention(candidate: Candidate, tokens: Sequence[Token], language: Language, known: _Known) -> Mention:
    start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
    kind: MentionType = candidate.type or "ORG"
    name = candidate.name or _base_form(tokens[candidate.first : candidate.last], kind, language, known)
    if candidate.name is None and _possesses(tokens, candidate.last, language):
        name = _without_possessive(name, language)
    entity = (
        candidate.entity
        or f"{kind}:{'-'.join(skeleton(w, language.pack.name.sounds) for w in name.replace('-', ' ').split())}"
    )
    return Mention(start, end, kind, name, candidate.rule, entity)


def _base_form(tokens: Sequence[Token], kind: MentionType, language: Language, known: _Known) -> str:
    """The name without inflection where the report or the list of given names shows it; else as it stands."""
    out = []
    for i, token in enumerate(tokens):
        word = token.text
        if token.is_word and kind in ("PER", "LOC", "ORG") and language.pack.language.endings:
            word = _word_base(token, kind, language, known)
        out.append((token.space if i else "") + word)
    return "".join(out).replace("\n", " ")


def _word_base(token: Token, kind: MentionType, language: Language, known: _Known) -> str:
    if kind == "PER":
        if language.words.has(token.fold, "given"):
            return token.text
        for stem in language.stems(token.fold):
            if stem != token.fold and language.words.has(stem, "given"):
                return token.text[: len(stem)]
    for form in sorted(known.forms.get(token.fold[:3], ()), key=lambda f: (len(f), f)):
        other = fold(form)
        if len(other) < len(token.fold) and token.fold.startswith(other) and other in language.stems(token.fold):
            return form
    return token.text


def _possesses(tokens: Sequence[Token], last: int, language: Language) -> bool:
    """Whether a name is followed by what it can possess: a word that is no function word."""
    if last >= len(tokens) or not tokens[last].is_word or not tokens[last].space:
        return False
    has = language.words.has
    return not any(has(tokens[last].fold, n) for n in ("stopword", "preposition", "conjunction", "asserts"))


def _without_possessive(name: str, language: Language) -> str:
    word = fold(name.rsplit(maxsplit=1)[-1])
    for ending in language.pack.language.possessive:
        if word.endswith(ending) and len(word) > len(ending) + SHORTEST_STEM and not language.words.has(word, "given"):
            return name[: -len(ending)]
    return name
