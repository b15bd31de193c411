"""A paragraph that is being read for speech: who speaks in it, what was told above it, and its parts as spans."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.marks.cues import SIGNS, Cue
from stemma.marks.paragraph import Paragraph, Part
from stemma.marks.sources import Described, Sources
from stemma.marks.subjects import Subjects
from stemma.model import Claim, Content, Mention, Span


class Telling:
    """One paragraph with its cues.

    `before`: the mentions of the paragraphs above it, for pronouns; `described`: whom descriptions stand for; `last`:
    the sentence right above it, if any; `told`: the last claim above it.
    """

    def __init__(
        self,
        paragraph: Paragraph,
        cues: Sequence[Cue],
        mentions: dict[int, Mention],
        before: Sequence[Mention],
        described: Described,
        last: Span | None = None,
        told: Claim | None = None,
    ):
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.language = paragraph.language
        self.subjects = Subjects(paragraph)
        self.sources = Sources(paragraph, mentions, before, described)
        self.cues = frozenset(cue.first for cue in cues)
        self.last = last
        self.told = told

    def span(self, part: Part) -> Span:
        """The characters of a part."""
        return Span(self.tokens[part.first].start, self.tokens[part.last - 1].end)

    def trimmed(self, part: Part) -> Part | None:
        """A part without the signs at its ends; None where nothing is left."""
        first, last = part
        while last > first and self.tokens[last - 1].text in SIGNS:
            last -= 1
        while first < last and self.tokens[first].text in SIGNS:
            first += 1
        return Part(first, last) if last > first else None

    def words(self, part: Part) -> int:
        """How many words a part has."""
        return sum(self.tokens[i].is_word for i in range(part.first, part.last))

    def hedged(self, part: Part) -> bool:
        """Whether a word in a part says that what is said is not certain."""
        words = self.language.words
        return any(
            "hedge" in words.kinds(self.tokens[i].fold)
            and not words.has(self.tokens[i].fold, "complementizer")
            and next(words.at("hedge", self.tokens, i), None) is not None
            for i in range(part.first, part.last)
        )

    def condition(self, part: Part) -> Span | None:
        """The clause that says under what condition: up to its comma, or to the end of the sentence."""
        words, tokens, p = self.language.words, self.tokens, self.paragraph
        start, last = p.starts[part.first], p.ends[part.last - 1]
        for i in (start, *range(part.first, last)):
            if "condition" not in words.kinds(tokens[i].fold):
                continue
            fill = next(words.at("condition", tokens, i), None)
            if fill is None:
                continue
            end = next((k for k in range(fill.last, last) if tokens[k].text in (",", ";")), last)
            clause = self.trimmed(Part(i, end))
            if clause is not None and end - fill.last >= 1:
                return self.span(clause)
        return None

    def sentence_before(self, place: Part) -> Span | None:
        """The sentence before the one that begins at a place, in this paragraph or at the end of the one above."""
        if place.first == 0:
            return self.last
        first = self.paragraph.starts[place.first - 1]
        return self.span(self.trimmed(Part(first, place.first)) or Part(first, place.first))


def content_of(span: Span, pieces: Sequence[Span] = ()) -> Content:
    """What is said, without what stands in it."""
    return Content(span.start, span.end, tuple(pieces))


def widest(pieces: Sequence[Span]) -> Span:
    """The one span that tells most of what stands in pieces and least else: all from first to last, or the longest."""
    longest = max(pieces, key=lambda s: s.end - s.start)
    size = sum(s.end - s.start for s in pieces)
    whole = Span(pieces[0].start, pieces[-1].end)
    return whole if size * size > (whole.end - whole.start) * (longest.end - longest.start) else longest
