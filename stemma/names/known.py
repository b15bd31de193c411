"""Which known thing a whole name is: of the gazetteer, or the people of a country."""

from __future__ import annotations

from typing import NamedTuple

from stemma.languages.gazetteer import KnownName
from stemma.languages.language import Language
from stemma.languages.phrases import MEMORY
from stemma.languages.tokens import tokenize
from stemma.model import MentionType

_TITLES: frozenset[MentionType] = frozenset({"ORG", "EVT", "PRO"})


class Known(NamedTuple):
    """The entity of a name, and the rule that tells it."""

    entity: str
    rule: str


class KnownNames:
    """The known things that names of one language are."""

    def __init__(self, language: Language):
        self._language = language
        self._seen: dict[tuple[str, MentionType], Known | None] = {}

    def of(self, name: str, kind: MentionType) -> Known | None:
        """What a whole name of a kind is, or None where nothing is known of it."""
        key = (name, kind)
        if key not in self._seen:
            if len(self._seen) > MEMORY:
                self._seen.clear()
            self._seen[key] = self._find(name, kind)
        return self._seen[key]

    def spells(self, name: str) -> bool:
        """Whether the gazetteer has a whole name as it stands."""
        tokens = tokenize(name)
        hit = self._language.gazetteer.at(tokens, 0) if tokens else None
        return hit is not None and hit.exact and hit.last == len(tokens)

    def _find(self, name: str, kind: MentionType) -> Known | None:
        tokens = tokenize(name)
        if not tokens:
            return None
        if kind == "PER":
            people = next(self._language.words.at("nationality", tokens, 0), None)
            if people is None or people.last < len(tokens):
                return None
            return Known(f"LOC:{people.value}", f"name.territories: people of {people.value}")
        hit = self._language.gazetteer.at(tokens, 0)
        if hit is None or hit.last != len(tokens) or not _fits(hit.known, kind):
            return None
        rule = {"country": "name.territories", "city": "places"}.get(hit.known.role, "names.tsv")
        return Known(hit.known.id, f"{rule}: {hit.known.name}")


def _fits(known: KnownName, kind: MentionType) -> bool:
    """Whether a known thing can be named as another kind: a country as its government, a newspaper as its publisher."""
    if known.role == "city":
        return kind == "LOC"
    if known.type == "LOC":
        return kind in ("LOC", "ORG")
    return kind in _TITLES or (known.role in ("seat", "body") and kind == "LOC")
