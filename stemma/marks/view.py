"""What every marker looks at: the report's sentences as tokens, read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stemma.languages.language import Language
from stemma.languages.tokens import Token, tokenize
from stemma.model import Block, Mention, Report, Timex


@dataclass(frozen=True)
class Sentence:
    """The tokens of one sentence, and the block that it stands in (an index into the report's blocks)."""

    tokens: list[Token]
    block: int


@dataclass(frozen=True)
class View:
    """A report with its language and its sentences as tokens."""

    report: Report
    language: Language
    mentions: tuple[Mention, ...] = field(default=())
    timexes: tuple[Timex, ...] = field(default=())

    @cached_property
    def sentences(self) -> list[Sentence]:
        blocks = self.report.blocks
        out, block = [], 0
        for start, end in self.report.sentences:
            while block + 1 < len(blocks) and blocks[block].end <= start:
                block += 1
            out.append(Sentence(tokenize(self.report.text, start, end), block))
        return out

    @cached_property
    def paragraphs(self) -> list[tuple[Block, list[Sentence]]]:
        """Report blocks with their sentences."""
        groups: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            groups.setdefault(sentence.block, []).append(sentence)
        return [(self.report.blocks[i], group) for i, group in sorted(groups.items())]

    def with_marks(self, mentions: Iterable[Mention] = (), timexes: Iterable[Timex] = ()) -> View:
        """The same view, with what was found so far; the tokens are kept."""
        new = View(self.report, self.language, tuple(mentions), tuple(timexes))
        if "sentences" in self.__dict__:
            new.__dict__["sentences"] = self.sentences
        return new


def covering(tokens: Sequence[Token], start: int, end: int) -> range:
    """Indices of the tokens that lie inside `start:end`."""
    first = next((i for i, t in enumerate(tokens) if t.end > start), len(tokens))
    last = next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens))
    return range(first, last)
