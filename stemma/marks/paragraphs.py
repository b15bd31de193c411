"""Paragraphs of a report as speech is read in them: their tokens with names, times and quotations."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.languages.tokens import Token
from stemma.marks.paragraph import Paragraph
from stemma.marks.quotations import quotations
from stemma.marks.view import Sentence, View
from stemma.model import Mention

MAX_DATELINE = 14
"""Tokens before the dash of a dateline."""
_SPEAKING = frozenset({"speaker", "pronoun", "plural_pronoun", "role"})


def gather(sentences: Sequence[Sentence], view: View) -> tuple[Paragraph, dict[int, Mention]]:
    """The tokens of a paragraph with its sentences, quotations, times and all that can speak, and its names by their
    first token."""
    tokens: list[Token] = []
    starts: list[int] = []
    ends: list[int] = []
    for sentence in sentences:
        first = len(tokens)
        tokens += sentence.tokens
        if 0 < first < len(tokens):
            tokens[first] = tokens[first]._replace(space=" ")
        inner = first or dateline(sentence.tokens)
        starts += [first] * (inner - first) + [inner] * (len(sentence.tokens) - inner + first)
        ends += [len(tokens)] * len(sentence.tokens)
    at = {t.start: i for i, t in enumerate(tokens)}
    closing = {t.end: i + 1 for i, t in enumerate(tokens)}
    mentions = {at[m.start]: m for m in view.mentions if m.start in at and m.end in closing}
    timexes = {at[t.start]: closing[t.end] for t in view.timexes if t.start in at and t.end in closing}
    speakers = {i: closing[m.end] for i, m in mentions.items() if m.type in ("PER", "ORG", "LOC")}
    named = frozenset(speakers)
    words = view.language.words
    for i, token in enumerate(tokens):
        kinds = words.kinds(token.fold)
        for name in sorted(_SPEAKING & kinds) if not _SPEAKING.isdisjoint(kinds) else ():
            common = name in ("speaker", "role") and view.language.pack.language.noun_capitals
            if i not in speakers and (token.is_capital or not common):
                fill = next(words.at(name, tokens, i), None)
                if fill is not None and token.is_word:
                    speakers[i] = fill.last
    quotes = quotations(tokens, view.language)
    paragraph = Paragraph(tokens, tuple(starts), tuple(ends), quotes, speakers, timexes, view.language, named)
    return paragraph, mentions


def dateline(tokens: Sequence[Token]) -> int:
    """How many tokens of a first sentence are its dateline: "KYIV, 12 Nov (Reuters) -"."""
    for i in range(1, min(MAX_DATELINE, len(tokens) - 1)):
        if tokens[i].text in "-–—" and tokens[i].space and tokens[i + 1].space:
            bracketed = tokens[i - 1].text in ").]" and any(t.text == "(" for t in tokens[:i])
            capitals = all(t.text.isupper() or not t.is_word for t in tokens[:i])
            return i + 1 if bracketed or capitals else 0
    return 0
