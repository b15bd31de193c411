"""Base forms of names that stand in brackets in a sentence."""

from __future__ import annotations

from stemma.languages.registry import Languages
from stemma.languages.tokens import tokenize
from stemma.model import MentionType
from stemma.names.bases import BaseForms


def base(languages: Languages, code: str, kind: MentionType, marked: str, text: str = "") -> str:
    """The base form of the name in brackets; `text` is what the report says besides this sentence."""
    front, name, rest = marked.replace("]", "[").split("[")
    tokens = tokenize(front + name + rest)
    inside = [i for i, t in enumerate(tokens) if len(front) <= t.start < len(front) + len(name)]
    first, last = inside[0], inside[-1] + 1
    before = tokens[first - 1] if first else None
    behind = tokens[last] if last < len(tokens) else None
    forms = BaseForms([tokens, tokenize(text)], [tokens[first:last]], languages.get(code))
    return forms.of(tokens[first:last], kind, before, behind)
