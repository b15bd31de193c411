"""The glossary: news concepts, a row each, with the words for them in every language.

`glossary.tsv` holds base forms; `forms/XX.tsv` holds, for each base form used there, the inflected forms that a
dictionary knows (compiled by `scripts/build_forms.py`), so that nothing large is loaded when Stemma runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from stemma.errors import PackError
from stemma.languages.tokens import Token, folded

SEPARATOR = "|"
PARTS_OF_SPEECH = ("noun", "verb", "adjective", "other")


class ConceptMatch(NamedTuple):
    """A glossary concept at tokens `first:last`."""

    first: int
    last: int
    concept: str
    is_noun: bool


class Glossary:
    """The words of one language for the concepts of the glossary."""

    def __init__(
        self,
        entries: dict[str, tuple[str, ...]],
        forms: dict[str, tuple[str, ...]],
        nouns: frozenset[str] = frozenset(),
    ):
        """`entries`: concept to base forms; `forms`: base form of a word to inflected ones; `nouns`: noun concepts."""
        self._nouns = nouns
        self._lemmas: dict[str, list[str]] = {}
        self._single: dict[str, list[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for concept, bases in entries.items():
            for base in bases:
                parts = folded(base)
                if len(parts) == 1:
                    self._single.setdefault(parts[0], []).append(concept)
                elif parts:
                    self._phrases.setdefault(parts[0], []).append((parts, concept))
                for part in parts:
                    self._lemmas.setdefault(part, [part])
        for base, inflected in forms.items():
            for form in inflected:
                known = self._lemmas.setdefault(form, [])
                if base not in known:
                    known.append(base)

    @classmethod
    def for_language(cls, code: str) -> Glossary:
        """The glossary of a language; empty where it has no column for it."""
        table, nouns = _read_glossary()
        return cls(table.get(code, {}), _read_forms(code), nouns)

    def lemmas(self, word: str) -> Sequence[str]:
        """Base forms of a folded word, as far as the glossary has them."""
        return self._lemmas.get(word, ())

    def at(self, tokens: Sequence[Token], index: int) -> ConceptMatch | None:
        """The longest concept that stands at token `index`."""
        lemmas = self._lemmas.get(tokens[index].fold)
        if not lemmas:
            return None
        best: ConceptMatch | None = None
        for lemma in lemmas:
            for parts, concept in self._phrases.get(lemma, ()):
                last = index + len(parts)
                if best is not None and last <= best.last:
                    continue
                if last <= len(tokens) and all(
                    part in self._lemmas.get(tokens[index + k].fold, ()) for k, part in enumerate(parts)
                ):
                    best = ConceptMatch(index, last, concept, concept in self._nouns)
        if best is not None:
            return best
        concepts = self.concepts(tokens[index].fold)
        if not concepts:
            return None
        concept = next((c for c in concepts if c in self._nouns), concepts[0])
        return ConceptMatch(index, index + 1, concept, concept in self._nouns)

    def concepts(self, word: str) -> tuple[str, ...]:
        """Every concept of a folded single word."""
        found: list[str] = []
        for lemma in self._lemmas.get(word, ()):
            found += [c for c in self._single.get(lemma, ()) if c not in found]
        return tuple(found)


@lru_cache(maxsize=1)
def _read_glossary() -> tuple[dict[str, dict[str, tuple[str, ...]]], frozenset[str]]:
    raw = (files("stemma.languages") / "glossary.tsv").read_text(encoding="utf-8")
    return parse_glossary(raw, "glossary.tsv")


def parse_glossary(raw: str, where: str) -> tuple[dict[str, dict[str, tuple[str, ...]]], frozenset[str]]:
    """Language to concept to base forms, and the concepts that are nouns.

    The columns are `concept`, `pos` (noun, verb, adjective, other) and a language code each. Raises `PackError` naming
    the line where the table is not well formed.
    """
    lines = raw.splitlines()
    header = lines[0].split("\t") if lines else []
    if header[:2] != ["concept", "pos"] or len(header) < 3:
        raise PackError(f"{where}:1: the first line must be 'concept', 'pos' and language codes")
    table: dict[str, dict[str, tuple[str, ...]]] = {code: {} for code in header[2:]}
    nouns = set()
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise PackError(f"{where}:{number}: {len(cells)} cells where the header has {len(header)}")
        if cells[1] not in PARTS_OF_SPEECH:
            raise PackError(f"{where}:{number}: pos {cells[1]!r} is none of {', '.join(PARTS_OF_SPEECH)}")
        if cells[1] == "noun":
            nouns.add(cells[0])
        for code, cell in zip(header[2:], cells[2:], strict=True):
            if cell:
                if cells[0] in table[code]:
                    raise PackError(f"{where}:{number}: the concept {cells[0]!r} stands there twice")
                table[code][cells[0]] = tuple(cell.split(SEPARATOR))
    return table, frozenset(nouns)


def _read_forms(code: str) -> dict[str, tuple[str, ...]]:
    source = files("stemma.languages") / "forms" / f"{code}.tsv"
    if not source.is_file():
        return {}
    forms: dict[str, tuple[str, ...]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        base, _, inflected = line.partition("\t")
        forms[base] = tuple(inflected.split(" "))
    return forms
