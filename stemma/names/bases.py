"""Base forms of names: by learned endings where the language has them, else as the report's other mentions show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from stemma.languages.language import SHORTEST_STEM, Language
from stemma.languages.skeleton import skeleton
from stemma.languages.tokens import Token, fold
from stemma.model import MentionType
from stemma.names.inflection import inflection_of

_START = 3
"""Letters under which words of names are filed; an inflected form keeps these."""


class BaseForms:
    """The base forms of the names of one report; `names` are the tokens of each."""

    def __init__(self, sentences: Iterable[Sequence[Token]], names: Iterable[Sequence[Token]], language: Language):
        self._language = language
        self._learned = inflection_of(language)
        if self._learned is not None:
            self._seen = Counter(t.fold for tokens in sentences for t in tokens if t.is_capital)
            return
        forms: dict[str, set[str]] = {}
        for tokens in names:
            for token in tokens:
                if token.is_word:
                    forms.setdefault(token.fold[:_START], set()).add(token.text)
        self._forms = {start: sorted(found, key=lambda f: (len(f), f)) for start, found in forms.items()}

    @property
    def learned(self) -> bool:
        """Whether the language has learned endings, which know more of it than the spellings of a table."""
        return self._learned is not None

    def of(
        self, tokens: Sequence[Token], kind: MentionType, before: Token | None = None, behind: Token | None = None
    ) -> str:
        """The base form of a name between two tokens of its sentence."""
        if self._learned is not None:
            front = before.fold if before is not None and before.is_word else ""
            return self._learned.base(tokens, kind, front, self._seen.__getitem__)
        inflects = kind in ("PER", "LOC", "ORG") and bool(self._language.pack.language.endings)
        out = []
        for i, token in enumerate(tokens):
            word = self._word(token, kind) if inflects and token.is_word else token.text
            out.append((token.space if i else "") + word)
        name = "".join(out).replace("\n", " ")
        return self._without_possessive(name) if self._possesses(behind) else name

    def entity(self, name: str, kind: MentionType) -> str:
        """A provisional id made from kind and form."""
        sounds = self._language.pack.name.sounds
        return f"{kind}:{'-'.join(skeleton(w, sounds) for w in name.replace('-', ' ').split())}"

    def _word(self, token: Token, kind: MentionType) -> str:
        language = self._language
        if kind == "PER":
            if language.words.has(token.fold, "given"):
                return token.text
            for stem in language.stems(token.fold):
                if stem != token.fold and language.words.has(stem, "given"):
                    return token.text[: len(stem)]
        for form in self._forms.get(token.fold[:_START], ()):
            other = fold(form)
            if len(other) < len(token.fold) and token.fold.startswith(other) and other in language.stems(token.fold):
                return form
        return token.text

    def _possesses(self, behind: Token | None) -> bool:
        """Whether a name is followed by what it can possess: a word that is no function word."""
        if behind is None or not behind.is_word or not behind.space:
            return False
        has = self._language.words.has
        return not any(has(behind.fold, n) for n in ("stopword", "preposition", "conjunction", "asserts"))

    def _without_possessive(self, name: str) -> str:
        words = self._language.words
        word = fold(name.rsplit(maxsplit=1)[-1])
        for ending in self._language.pack.language.possessive:
            if word.endswith(ending) and len(word) > len(ending) + SHORTEST_STEM and not words.has(word, "given"):
                return name[: -len(ending)]
        return name
