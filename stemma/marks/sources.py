"""Sources of claims: the phrase, the entities in it, pronouns resolved, and who carried it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stemma.languages.gazetteer import roles
from stemma.languages.language import Language
from stemma.marks.paragraph import Paragraph, Part
from stemma.model import Mention, Source, Span

_CARRYING = frozenset({"agency", "media"})


BEFORE_NAME = 4
"""Tokens before a person's name in which the title or office stands that describes the person."""


class Described:
    """Whom the descriptions of a report stand for: titles beside persons' names, and words of organisations' names."""

    def __init__(self, language: Language):
        self._language = language
        self._known: dict[str, str] = {}

    def learn(self, paragraph: Paragraph, mentions: Mapping[int, Mention]) -> None:
        """Take in the names of a paragraph; a later one replaces an earlier one of the same description."""
        words, tokens = self._language.words, paragraph.tokens
        for i, mention in sorted(mentions.items()):
            if mention.type == "PER":
                places = range(max(paragraph.starts[i], i - BEFORE_NAME), i)
                beside = [
                    k for k in places if words.has(tokens[k].fold, "role") or words.has(tokens[k].fold, "speaker")
                ]
            elif mention.type == "ORG":
                beside = [k for k in range(i, paragraph.speakers.get(i, i + 1)) if words.has(tokens[k].fold, "speaker")]
            else:
                continue
            for k in beside:
                if mention.entity:
                    self._known.update(dict.fromkeys(self._language.stems(tokens[k].fold), mention.entity))

    def entity(self, word: str) -> str | None:
        """The entity that a folded word described last, in any of its forms."""
        return next((self._known[stem] for stem in self._language.stems(word) if stem in self._known), None)


class Sources:
    """The sources of one paragraph. `mentions` by their first token; `before`: the mentions of the paragraphs above."""

    def __init__(
        self, paragraph: Paragraph, mentions: dict[int, Mention], before: Sequence[Mention], described: Described
    ):
        described.learn(paragraph, mentions)
        self._described = described
        self._p = paragraph
        self._mentions = mentions
        self._before = before

    def source(self, part: Part, carriers: Sequence[Part]) -> Source:
        """The source of a noun phrase, with those who carried what it says, the nearest to the reader last."""
        span = self._span(part)
        inside = [m for i, m in sorted(self._mentions.items()) if part.first <= i < part.last]
        persons = [m for m in inside if m.type == "PER"]
        entities = [m.entity for m in (persons or inside) if m.entity] or self._without_name(part)
        via = tuple(self._span(c) for c in carriers)
        return Source(span.start, span.end, entities[0] if entities else None, tuple(dict.fromkeys(entities)), via)

    def carries(self, part: Part) -> bool:
        """Whether a phrase is somebody who passes on what others say: an agency, a newspaper, a broadcaster."""
        words, tokens = self._p.language.words, self._p.tokens
        for i in range(part.first, part.last):
            if "outlet" in words.kinds(tokens[i].fold) and next(words.at("outlet", tokens, i), None) is not None:
                return True
            if i in self._mentions and roles().get(self._mentions[i].entity or "") in _CARRYING:
                return True
        return False

    def told(self, where: Part, taken: Sequence[Part]) -> list[Part]:
        """The agencies and other media that stand in an attribution beside its source: those who were told."""
        ends = {i: m for i, m in self._mentions.items() if where.first <= i < where.last}
        found = []
        for i, mention in sorted(ends.items()):
            last = self._p.speakers.get(i, i + 1)
            free = not any(t.first <= i < t.last for t in taken)
            if free and roles().get(mention.entity or "") in _CARRYING:
                found.append(Part(i, last))
        return found

    def _span(self, part: Part) -> Span:
        tokens = self._p.tokens
        return Span(tokens[part.first].start, tokens[part.last - 1].end)

    def _without_name(self, part: Part) -> list[str]:
        """A nationality ("South Korean intelligence") stands for its country; a pronoun for the last person named; a
        description ("the minister") for whom the report called so."""
        words, tokens = self._p.language.words, self._p.tokens
        for i in range(part.first, part.last):
            fill = next(words.at("nationality", tokens, i), None)
            if fill is not None:
                return [f"LOC:{fill.value}"]
        if any(words.has(tokens[i].fold, "pronoun") for i in range(part.first, part.last)):
            named = [*self._before, *(m for i, m in sorted(self._mentions.items()) if i < part.first)]
            last = next((m for m in reversed(named) if m.type == "PER"), None)
            if last is not None and last.entity:
                return [last.entity]
        for i in range(part.first, part.last):
            if words.has(tokens[i].fold, "role") or words.has(tokens[i].fold, "speaker"):
                entity = self._described.entity(tokens[i].fold)
                return [entity] if entity is not None else []
        return []
