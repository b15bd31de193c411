"""What a number counts: the noun beside it in its base form, and what restricts it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.pack import STANCES
from stemma.languages.tokens import Token

MAX_ADJECTIVES = 3
"""Words without a glossary entry that may stand between a number and the noun that is counted."""
MAX_BASE_WORDS = 2
"""Words of that kind between a share and what it is a share of."""
PERSON = "person"
"""What is counted where only a nationality stands."""
SHORTEST_ENDING = 3
"""Letters of the shortest ending of verbs that tells a verb from a noun of the glossary."""
SHORTEST_NOUN = 3
"""Letters of the shortest noun that is not in the glossary."""
_SMALL = ("stopword", "preposition", "conjunction", "pronoun", "negation")
_NEVER = ("unit", "number_word")
_VERBS = frozenset(STANCES)


class Counted(NamedTuple):
    """What is counted: its unit, what restricts it, and the token before which it ends; `sure`: a known noun."""

    unit: str
    of: tuple[str, ...]
    last: int
    sure: bool = True


class Nouns:
    """Finds the nouns of one sentence; tokens in `taken` belong to other marks."""

    def __init__(self, tokens: Sequence[Token], taken: frozenset[int], language: Language):
        self.tokens = tokens
        self.taken = taken
        self.language = language
        self._capitals = language.pack.language.noun_capitals
        self._endings = tuple(language.pack.number.noun_endings)
        self._verbs = (*language.past_endings, *language.future_endings)
        self._noun_first = language.pack.number.noun_first
        self._head_last = language.has_articles and not self._noun_first

    def counted(self, at: int, single: bool) -> Counted | None:
        """The noun behind a number that ends before token `at`; `single`: the number is one."""
        if at >= len(self.tokens):
            return None
        start = at
        if self.tokens[at].text in "-‐‑" and not self.tokens[at].space:
            if at + 1 >= len(self.tokens) or self.tokens[at + 1].space:
                return None
            start = at + 1
        elif not self.tokens[at].space:
            return None
        linked = self._linked(start)
        if start > at:
            found = None if single else self._known(start, [], True, True)
            return found if found is not None and found.last > 0 else None
        if single and linked > start:
            return None
        return self._noun(linked, MAX_ADJECTIVES, single) or self._people(linked)

    def base(self, at: int, measure: bool = False) -> Counted | None:
        """What a share or a measure is taken of, where the words from token `at` on name it.

        A share needs a linking word where the language has one; a measure may stand right before its noun.
        """
        if at >= len(self.tokens) or not self.tokens[at].space:
            return None
        linked = self._linked(at)
        if linked == at and measure:
            found = self._noun(at, 0, False, mass=True) or self._inhabitants(at)
            return found if found is not None and found.sure else None
        if linked == at and self.language.has_articles:
            return None
        while linked < len(self.tokens) and self.language.words.has(self.tokens[linked].fold, "determiner"):
            linked += 1
        found = self._noun(linked, MAX_BASE_WORDS, False, mass=True) or self._inhabitants(linked)
        return found if found is not None and found.sure else None

    def _inhabitants(self, at: int) -> Counted | None:
        """A nationality that a share is of, and no country: "40 % des Français", but not "40 % de la France"."""
        if at < len(self.tokens) and self.tokens[at].is_capital and self.language.has_articles:
            return None
        return self._people(at)

    def _linked(self, at: int) -> int:
        for _ in range(2):
            fill = next(self.language.words.at("of", self.tokens, at), None)
            if fill is None:
                break
            at = fill.last
        return at

    def _noun(self, at: int, most: int, singular: bool, mass: bool = False) -> Counted | None:
        tokens, words = self.tokens, self.language.words
        of: list[str] = []
        others, i, size = 0, at, len(self.tokens)
        while i < size:
            token = tokens[i]
            if i in self.taken or not token.is_word or token.space == "\n":
                return None
            kinds = words.kinds(token.fold)
            if "nationality" in kinds:
                nationality = next(words.at("nationality", tokens, i), None)
                head = nationality is not None and self._is_head(token, nationality.last, singular)
                if head and not self._capitals:
                    return None
                if nationality is not None and not head:
                    of.append(f"LOC:{nationality.value}")
                    i = nationality.last
                    continue
            if any(name in kinds and words.has(token.fold, name) for name in _NEVER):
                return None
            if self._head_last:
                i = self._last_part(i)
                token = tokens[i]
                kinds = words.kinds(token.fold)
            counted = "counted" in kinds and words.has(token.fold, "counted")
            if not counted and any(name in kinds and words.has(token.fold, name) for name in _SMALL):
                return None
            if not counted and self._is_finite(token.fold):
                return None
            found = self._known(i, of, singular, mass)
            if found is not None and found.last < 0:
                i = -found.last
                continue
            if found is not None:
                return found
            if not kinds.isdisjoint(_VERBS):
                return None
            if self._possessor(i) > i:
                i = self._possessor(i)
                continue
            inhabitants = bool(of) and i > at and tokens[i - 1].is_capital and not token.is_capital
            if inhabitants and not self._endings and not self._capitals:
                return None
            if self._is_noun(i, singular):
                return Counted(self._form(token), tuple(of), i + 1, sure=self._capitals)
            others += 1
            if others > most:
                return None
            i += 1
        return None

    def _people(self, at: int) -> Counted | None:
        """A nationality by itself is what is counted: "30 Danes"."""
        if at >= len(self.tokens) or at in self.taken or self.tokens[at].space == "\n":
            return None
        nationality = next(self.language.words.at("nationality", self.tokens, at), None)
        if nationality is None:
            return None
        return Counted(PERSON, (f"LOC:{nationality.value}",), nationality.last)

    def _known(self, i: int, of: list[str], singular: bool, mass: bool) -> Counted | None:
        """A noun of the pack or the glossary; one with a negative end only restricts the noun at that place."""
        tokens, language = self.tokens, self.language
        fill = next(language.words.at("counted", tokens, i), None)
        if fill is not None:
            return self._with_nationality(str(fill.value), of, fill.last)
        concept = language.glossary.at(tokens, i)
        if concept is None or not concept.is_noun:
            return None
        if self._capitals and not tokens[concept.last - 1].is_capital:
            return None
        after = self._possessor(concept.last - 1)
        if after > concept.last - 1:
            return Counted("", (), -after)
        if self._goes_on(concept.last, tokens[concept.last - 1], singular):
            of[:] = [o for o in of if ":" in o]
            of.append(concept.concept)
            return Counted("", (), -concept.last)
        if self._endings and not singular and not mass and not tokens[concept.last - 1].fold.endswith(self._endings):
            return None
        return self._with_nationality(concept.concept, of, concept.last)

    def _goes_on(self, at: int, noun: Token, singular: bool) -> bool:
        """Whether a noun only tells the kind of the one behind it: "government buildings", "two leading parties"."""
        if not self._endings or at >= len(self.tokens):
            return False
        ahead = self.tokens[at]
        if not ahead.is_word or ahead.space != " " or at in self.taken or self._is_small(ahead.fold):
            return False
        if singular:
            return self._noun_ahead(at)
        return not noun.fold.endswith(self._endings)

    def _noun_ahead(self, at: int) -> bool:
        """Whether a known noun follows within the next words: "one former agency official"."""
        for i in range(at, min(at + MAX_ADJECTIVES, len(self.tokens))):
            token = self.tokens[i]
            if not token.is_word or token.is_capital or i in self.taken or self._is_small(token.fold):
                return False
            if any(self.language.words.has(token.fold, name) for name in _NEVER):
                return False
            concept = self.language.glossary.at(self.tokens, i)
            if concept is not None:
                return concept.is_noun
        return False

    def _with_nationality(self, unit: str, of: list[str], last: int) -> Counted:
        """A nationality behind the noun, where the language puts it there: "żołnierzy północnokoreańskich"."""
        tokens = self.tokens
        if last < len(tokens) and not tokens[last].is_capital and last not in self.taken:
            nationality = next(self.language.words.at("nationality", tokens, last), None)
            if nationality is not None:
                return Counted(unit, tuple(dict.fromkeys([*of, f"LOC:{nationality.value}"])), nationality.last)
        return Counted(unit, tuple(dict.fromkeys(of)), last)

    def _is_head(self, token: Token, last: int, singular: bool) -> bool:
        """Whether a nationality is itself what is counted: "three Danes were"."""
        ahead = self.tokens[last] if last < len(self.tokens) else None
        if self._noun_first and self._endings and not singular and token.fold.endswith(self._endings):
            return ahead is None or not ahead.is_word or not ahead.fold.endswith(self._endings)
        return self._capitals and ahead is not None and ahead.is_word and not ahead.is_capital and token.is_capital

    def _possessor(self, i: int) -> int:
        """The token behind a possessive ending at token `i` ("firm's"), or `i` where there is none."""
        tokens = self.tokens
        if i + 2 < len(tokens) and tokens[i + 1].text in "'’" and not tokens[i + 1].space and not tokens[i + 2].space:
            return i + 3 if tokens[i + 2].fold == "s" else i
        return i

    def _last_part(self, i: int) -> int:
        """The last part of a compound with hyphens, its head in the Germanic languages: "Dengue-Fälle"."""
        tokens = self.tokens
        while i + 2 < len(tokens) and tokens[i + 1].text == "-" and not tokens[i + 1].space and not tokens[i + 2].space:
            if not tokens[i + 2].is_word or (self._capitals and not tokens[i + 2].is_capital):
                break
            i += 2
        return i

    def _is_finite(self, word: str) -> bool:
        """Whether a word is a verb of what was, told by the pack's list or by its ending."""
        if self._capitals:
            return False
        if self.language.words.has(word, "past"):
            return True
        long = tuple(e for e in self.language.past_endings if len(e) >= SHORTEST_ENDING)
        return word.endswith(long or ("\0",)) and word not in self.language.glossary.lemmas(word)

    def _is_small(self, word: str) -> bool:
        return any(self.language.words.has(word, name) for name in _SMALL)

    def _is_noun(self, i: int, singular: bool) -> bool:
        """Whether a word that is in no list is a noun, told from its form and from what follows."""
        token = self.tokens[i]
        if len(token.text) < SHORTEST_NOUN:
            return False
        if self._capitals:
            return token.is_capital and (not token.text.isupper() or len(token.text) <= 5)
        if token.is_capital:
            return False
        if self._endings and (singular or not token.fold.endswith(self._endings)):
            return False
        if self._verbs and token.fold.endswith(self._verbs):
            return False
        if not self._endings and self._is_verb(i) and token.fold not in self.language.glossary.lemmas(token.fold):
            return False
        if self._noun_first:
            return bool(self._endings) or not self._is_verb(i)
        ahead = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if self._endings and ahead is not None and ahead.is_word and ahead.fold.endswith(self._endings):
            return self._is_small(ahead.fold) or ahead.is_capital or self._is_finite(ahead.fold)
        if self._endings or ahead is None or not ahead.is_word:
            return True
        return self._is_small(ahead.fold) or self._is_verb(i + 1)

    def _is_verb(self, i: int) -> bool:
        """Whether a word is known, and as no noun, so that the word before it is the one that is counted."""
        token = self.tokens[i]
        if not self.language.words.kinds(token.fold).isdisjoint(_VERBS) or token.fold.endswith(self._verbs or ("\0",)):
            return True
        concept = self.language.glossary.at(self.tokens, i)
        return concept is not None and not concept.is_noun

    def _form(self, token: Token) -> str:
        """The base form of a noun as far as the glossary has it, else the word itself."""
        lemmas = self.language.glossary.lemmas(token.fold)
        return max(lemmas, key=lambda base: _shared(base, token.fold), default=token.fold)


def _shared(a: str, b: str) -> int:
    """How many letters two words share at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
