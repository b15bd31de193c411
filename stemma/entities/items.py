"""What names are compared by: an item is one name as one language writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.languages.gazetteer import table_ids
from stemma.languages.language import Language
from stemma.languages.skeleton import latin, skeleton
from stemma.languages.terms import KNOWN_RULES
from stemma.languages.tokens import Token, fold, tokenize
from stemma.model import Mention, MentionType

SHOWN_LANGUAGE = "en"
"""The language in which things are shown, and ids made, where their name in it is known."""
COUNTED = "~"
"""What stands in the ids of different things of one name before their number."""
_APOSTROPHES = "'’´`ʼ"
FEW_CONCEPTS = 2
"""General names of more parts are those of one body: "National Film Centre"."""
_SMALL_WORDS = ("stopword", "preposition", "conjunction", "determiner", "inner_word")


@dataclass(frozen=True, slots=True)
class Item:
    """One name as one language writes it.

    `words` are folded, `skeletons` their consonants. `keys` say what the parts of a name mean, in no order: concepts of
    the glossary ("c:court"), countries ("LOC:PK"), and skeletons of all else ("s:labk"); empty for persons.
    """

    language: str
    type: MentionType
    name: str
    words: tuple[str, ...]
    skeletons: tuple[str, ...]
    keys: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    """How the skeletons of a person's last word and of its stems begin; persons who share none are not compared."""

    @property
    def is_acronym(self) -> bool:
        return len(self.words) == 1 and len(self.name) > 1 and self.name.isupper()

    @property
    def has_initial(self) -> bool:
        return any(len(word) == 1 for word in self.words[:-1])

    @property
    def is_surname(self) -> bool:
        """Whether it is a person's name of one word."""
        return self.type == "PER" and len(self.words) == 1

    @property
    def tells_little(self) -> bool:
        """Whether different things go by it in different reports: a surname, or the general name of a body."""
        return self.is_surname or (self.type == "ORG" and self.is_general and self.concepts <= FEW_CONCEPTS)

    @property
    def concepts(self) -> int:
        """How many of its parts the glossary knows."""
        return sum(key.startswith("c:") for key in self.keys)

    @property
    def is_general(self) -> bool:
        """Whether nothing in the name tells whose it is: "Supreme Court", "Ministry of Justice"."""
        return bool(self.keys) and self.concepts == len(self.keys)


def item_of(mention: Mention, language: Language) -> Item:
    """The item of a mention."""
    return item_named(mention.type, mention.name, language)


@lru_cache(maxsize=1 << 16)
def item_named(kind: MentionType, name: str, language: Language) -> Item:
    """The item of a base form in a language."""
    tokens = tokenize(name)
    words = tuple(_words(tokens)) or (fold(name),)
    sounds = language.pack.name.sounds
    skeletons = tuple(skeleton(w, sounds) for w in words)
    if kind != "PER":
        return Item(language.code, kind, name, words, skeletons, frozenset(_keys(tokens, language)))
    stems = [s for s in language.stems(words[-1]) if len(s) > 2] or [words[-1]]
    starts = frozenset(skeleton(s, sounds)[:2] for s in stems)
    return Item(language.code, kind, name, words, skeletons, surnames=starts)


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """Folded words and numbers; what an apostrophe joins is one word: "O'Leary"."""
    word = ""
    for i, token in enumerate(tokens):
        if token.is_word or token.is_number:
            joined = i > 1 and not token.space and tokens[i - 1].text in _APOSTROPHES and not tokens[i - 1].space
            if word and not joined:
                yield word
                word = ""
            word += token.fold
    if word:
        yield word


def known_id(mention: Mention) -> str | None:
    """The id of a mention that is known beforehand."""
    return mention.entity if mention.entity and mention.rule.startswith(KNOWN_RULES) else None


def _keys(tokens: Sequence[Token], language: Language) -> list[str]:
    keys = []
    has, sounds = language.words.has, language.pack.name.sounds
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.is_number:
            keys.append(f"n:{token.fold}")
        if not token.is_word:
            continue
        concept = language.glossary.at(tokens, i - 1)
        if concept is not None:
            keys.append(f"c:{concept.concept}")
            i = concept.last
            continue
        nationality = next(language.words.at("nationality", tokens, i - 1), None)
        if nationality is not None:
            keys.append(f"LOC:{nationality.value}")
            i = nationality.last
            continue
        hit = language.gazetteer.at(tokens, i - 1)
        if hit is not None and hit.known.role in ("country", "region"):
            keys.append(hit.known.id)
            i = hit.last
        elif not any(has(token.fold, small) for small in _SMALL_WORDS) or len(tokens) == 1:
            keys.append(f"s:{skeleton(token.fold, sounds) or latin(token.fold)}")
    return keys


class Ids:
    """Ids of things that are not known beforehand, made of type and name; each is given once."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter(table_ids())

    def new(self, item: Item) -> str:
        """An id that no other thing has: with a number where its type and name are taken."""
        base = f"{item.type}:{slug(item.name)}"
        self._given[base] += 1
        return base if self._given[base] == 1 else f"{base}{COUNTED}{self._given[base]}"


def slug(name: str) -> str:
    """A name as a part of an id: plain Latin words joined by hyphens."""
    return "-".join(latin(t.fold) or t.fold for t in tokenize(name) if t.is_word or t.is_number)
