"""Candidates for names in one sentence: what the gazetteer knows, and runs of capitalised words, typed by lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemma.languages.gazetteer import Hit
from stemma.languages.language import Language
from stemma.languages.tokens import Token
from stemma.model import MentionType

MAX_RUN = 8
"""Words in one name; longer runs of capitals are headlines or lists."""
ACRONYM = range(2, 7)
_JOINING = frozenset("-'’.&")
_CLOSERS = frozenset("\"'”’»«)“")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name at tokens `first:last` of one sentence, before it is decided."""

    sentence: int
    first: int
    last: int
    type: MentionType | None
    rule: str
    name: str | None = None
    entity: str | None = None
    supported: bool = True
    sure: bool = False
    """Whether it is a known name as it stands, and no given name."""


class Finder:
    """Candidates in one sentence."""

    def __init__(self, language: Language):
        self.language = language
        self.words = language.words
        self.noun_capitals = language.pack.language.noun_capitals

    def find(self, tokens: Sequence[Token], sentence: int) -> list[Candidate]:
        found: list[Candidate] = []
        shouting = _is_shouting(tokens)
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if not token.is_word:
                i += 1
                continue
            hit = self.language.gazetteer.at(tokens, i)
            if hit is not None and self._is_ordinary(tokens, hit):
                hit = None
            if not token.is_capital and hit is None:
                i += 1
                continue
            if hit is None and (self._is_edge(tokens, i) or self._heads_known(tokens, i)):
                nationality = next(self.words.at("nationality", tokens, i), None)
                i = nationality.last if nationality is not None else i + 1
                continue
            last = self._run_end(tokens, i)
            if hit is not None and (hit.last >= last or not self._is_person_run(tokens, i, last)):
                last = self._beyond(tokens, hit, last)
                found.append(self._known(tokens, hit, last, sentence))
                i = found[-1].last
                continue
            candidate = None if shouting else self._run(tokens, i, last, sentence)
            if candidate is not None:
                found.append(candidate)
                i = max(candidate.last, i + 1)
            else:
                i += 1
        return found

    def _heads_known(self, tokens: Sequence[Token], i: int) -> bool:
        """A head word right before the name of a known organisation does not belong to it: "Agentur KCNA"."""
        if i + 1 >= len(tokens) or not self.words.has(tokens[i].fold, "organisation_head"):
            return False
        hit = self.language.gazetteer.at(tokens, i + 1)
        return hit is not None and hit.known.role in ("agency", "body", "media") and tokens[i + 1].is_capital

    def _is_ordinary(self, tokens: Sequence[Token], hit: Hit) -> bool:
        """A city whose spelling is an ordinary word of the language, at a place where any word has a capital."""
        if hit.last - hit.first > 1:
            return False
        if hit.known.role == "country":
            if tokens[hit.first].text.isupper() and len(tokens[hit.first].text) > 1:
                return False
            return self.words.has(tokens[hit.first].fold, "stopword") or self.words.has(
                tokens[hit.first].fold, "pronoun"
            )
        if hit.known.role != "city":
            return False
        word = tokens[hit.first].fold
        common = self._is_common(word)
        if self.noun_capitals or hit.first == 0 or not tokens[hit.first].is_capital:
            return common or not (hit.exact or hit.known.weight > 1e6)
        return common and not hit.exact

    def _is_common(self, word: str) -> bool:
        """Whether a folded word is an ordinary word of the language, as far as the lists know."""
        has = self.words.has
        lists = ("stopword", "not_name", "role", "preposition", "determiner", "conjunction", "pronoun", "speaker")
        return any(has(word, name) for name in lists) or bool(self.language.glossary.lemmas(word))

    def _is_calendar(self, word: str) -> bool:
        has = self.words.has
        return has(word, "month") or has(word, "weekday") or (self.noun_capitals and has(word, "unit"))

    def _run_end(self, tokens: Sequence[Token], first: int) -> int:
        """The end of the run of capitalised words from `first`: hyphens, initials and particles inside it count."""
        i = first + 1
        while i < len(tokens) and i - first < 2 * MAX_RUN:
            token = tokens[i]
            if token.space == "\n":
                break
            if token.is_word and token.is_capital and (token.space or tokens[i - 1].text in _JOINING):
                i += 1
            elif token.text in "-'’&" and i + 1 < len(tokens) and not tokens[i + 1].space and tokens[i + 1].is_word:
                small = token.text == "-" and not token.space and len(tokens[i + 1].text) <= 4
                if not (tokens[i + 1].is_capital or small):
                    break
                i += 2
            elif token.text == "." and len(tokens[i - 1].text) == 1 and not token.space and i + 1 < len(tokens):
                if not tokens[i + 1].is_capital:
                    break
                i += 1
            elif self._joins(tokens, i) or self._joins_inside(tokens, first, i):
                i += 1
            else:
                break
        return i

    def _joins(self, tokens: Sequence[Token], i: int) -> bool:
        """A particle ("van", "von der") between capitals, behind a given name or a hyphen, not between two nouns."""
        if self.noun_capitals and not self._is_given(tokens[i - 1].fold):
            return False
        if not tokens[i].is_word or not self.words.has(tokens[i].fold, "particle"):
            return False
        for ahead in range(i + 1, min(i + 3, len(tokens))):
            if tokens[ahead].is_word and tokens[ahead].is_capital:
                return True
            if not self.words.has(tokens[ahead].fold, "particle"):
                return False
        return False

    def _joins_inside(self, tokens: Sequence[Token], first: int, i: int) -> bool:
        """A small word behind the head of an organisation and before a capital: "Institute for Policy Studies"."""
        if not self.words.has(tokens[i].fold, "inner_word") or not any(
            self.words.has(t.fold, "organisation_head") for t in tokens[first:i]
        ):
            return False
        ahead = i + 1
        while ahead < len(tokens) and self.words.has(tokens[ahead].fold, "inner_word") and ahead < i + 2:
            ahead += 1
        return ahead < len(tokens) and tokens[ahead].is_capital

    def _is_person_run(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """A run that begins with a given name and goes on: "Paris Hilton"."""
        return (
            last - first > 1
            and self._is_given(tokens[first].fold)
            and not self.words.has(tokens[last - 1].fold, "organisation_head")
        )

    def _is_given(self, word: str) -> bool:
        return any(self.words.has(stem, "given") for stem in self.language.stems(word))

    def _beyond(self, tokens: Sequence[Token], hit: Hit, last: int) -> int:
        """A known organisation or place may go on as the name of something else: "Moscow State University"."""
        if last > hit.last and any(self.words.has(t.fold, "organisation_head") for t in tokens[hit.last : last]):
            return last
        return hit.last

    def _known(self, tokens: Sequence[Token], hit: Hit, last: int, sentence: int) -> Candidate:
        if last > hit.last:
            return Candidate(sentence, hit.first, last, "ORG", "name.organisation_heads")
        rule = {"country": "name.territories", "city": "places"}.get(hit.known.role, "names.tsv")
        name = hit.known.base
        sure = hit.exact and not self._is_given(tokens[hit.first].fold)
        told = f"{rule}: {hit.known.name}"
        return Candidate(sentence, hit.first, hit.last, hit.known.type, told, name, hit.known.id, sure=sure)

    def _run(self, tokens: Sequence[Token], first: int, last: int, sentence: int) -> Candidate | None:
        """A run of capitals as a candidate: without the days, months and nationalities that end it."""
        role_before = first > 0 and self.words.has(tokens[first - 1].fold, "role")
        while last > first and (not tokens[last - 1].is_word or self._ends_in_calendar(tokens, first, last)):
            last -= 1
        for i in range(first, last):
            if self._is_calendar(tokens[i].fold) or (i > first and self._breaks_run(tokens, i)):
                last = i
        if self.noun_capitals:
            last = self._without_nouns(tokens, first, last)
        while last > first and not tokens[last - 1].is_word:
            last -= 1
        if first >= last:
            return None
        return self._typed(tokens, first, last, sentence, role_before)

    def _ends_in_calendar(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """A day or month behind a name is none of it, but for a surname behind a given name."""
        if not self._is_calendar(tokens[last - 1].fold):
            return False
        return last - 2 < first or not self._is_given(tokens[last - 2].fold)

    def _breaks_run(self, tokens: Sequence[Token], i: int) -> bool:
        """A nationality or a title inside a run of capitals begins another name: "RNC Chairman Reince Priebus"."""
        word = tokens[i].fold
        return self.words.has(word, "nationality") or (self.words.has(word, "role") and tokens[i].space == " ")

    def _without_nouns(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """The end of a run without the common nouns behind a name, where nouns have capitals ("Putins Reise")."""
        has = self.words.has
        while (
            last - 1 > first
            and tokens[last - 1].space
            and self._is_common(tokens[last - 1].fold)
            and not has(tokens[last - 1].fold, "organisation_head")
            and not has(tokens[last - 1].fold, "event_head")
        ):
            last -= 1
        return last

    def _is_edge(self, tokens: Sequence[Token], i: int) -> bool:
        """Words with a capital that begin no name: titles, nationalities, days, and ordinary words at a
        sentence's start."""
        token = tokens[i]
        if not token.is_word:
            return True
        if next(self.words.at("nationality", tokens, i), None) is not None or self._is_calendar(token.fold):
            return True
        heads = i + 1 < len(tokens) and tokens[i + 1].is_capital and tokens[i + 1].is_word
        if heads and self.words.has(token.fold, "organisation_head"):
            return False
        if self.words.has(token.fold, "role") or self.words.has(token.fold, "not_name"):
            return True
        starts = i == 0 or tokens[i - 1].text in _CLOSERS or tokens[i - 1].text in "–—-:„"
        return starts and not token.text.isupper() and self._is_common(token.fold) and not self._is_given(token.fold)

    def _typed(
        self, tokens: Sequence[Token], first: int, last: int, sentence: int, role_before: bool
    ) -> Candidate | None:
        words = [t for t in tokens[first:last] if t.is_word]
        capitals = [w for w in words if w.is_capital]
        if not capitals or len(capitals) > MAX_RUN:
            return None
        has = self.words.has
        if any(has(w.fold, "organisation_head") for w in words) and len(words) > 1:
            return Candidate(sentence, first, last, "ORG", "name.organisation_heads")
        if any(has(w.fold, "event_head") for w in words) and len(words) > 1:
            return Candidate(sentence, first, last, "EVT", "name.event_heads")
        if any(has(w.fold, "place_head") for w in words) and len(words) > 1:
            return Candidate(sentence, first, last, "LOC", "name.place_heads")
        if len(words) > 1 and self._is_given(words[0].fold) and not words[0].text.isupper():
            return Candidate(sentence, first, last, "PER", "name.given")
        if role_before and not words[0].text.isupper():
            return Candidate(sentence, first, last, "PER", "name.roles")
        glued = first > 0 and not tokens[first].space and tokens[first - 1].is_number
        if (
            len(words) == 1
            and not glued
            and words[0].text.isupper()
            and len(words[0].text) in ACRONYM
            and words[0].text.isalpha()
        ):
            return Candidate(sentence, first, last, "ORG", "acronym")
        if first > 0 and has(tokens[first - 1].fold, "place_head"):
            return Candidate(sentence, first, last, "LOC", "name.place_heads")
        if last < len(tokens) and has(tokens[last].fold, "place_head") and len(words) <= 2 and not self.noun_capitals:
            return Candidate(sentence, first, last, "LOC", "name.place_heads")
        return self._untyped(tokens, first, last, sentence, words)

    def _untyped(
        self, tokens: Sequence[Token], first: int, last: int, sentence: int, words: Sequence[Token]
    ) -> Candidate | None:
        """A run that no list explains: two capitals are a person's name more often than anything else."""
        if self.noun_capitals:
            if any(self._is_common(w.fold) or self._has_determiner(tokens, first) for w in words):
                return None
            if len(words) < 2:
                return Candidate(sentence, first, last, None, "capitals", supported=False)
            return Candidate(sentence, first, last, "PER", "capitals")
        start = first == 0 or not tokens[first - 1].is_word
        if len(words) == 1:
            if len(words[0].text) < 2 or (start and self._is_common(words[0].fold)):
                return None
            kind: MentionType | None = None
            if not start and self.words.has(tokens[first - 1].fold, "preposition"):
                kind = "LOC"
            return Candidate(sentence, first, last, kind, "capitals", supported=not start)
        return Candidate(sentence, first, last, "PER", "capitals")

    def _has_determiner(self, tokens: Sequence[Token], first: int) -> bool:
        return first > 0 and self.words.has(tokens[first - 1].fold, "determiner")


def _is_shouting(tokens: Sequence[Token]) -> bool:
    """A line in capitals, or a headline where nearly every word has one: capitals tell nothing there."""
    words = [t.text for t in tokens if len(t.text) > 3 and t.is_word]
    return len(words) > 4 and sum(map(str.isupper, words)) > 0.6 * len(words)
