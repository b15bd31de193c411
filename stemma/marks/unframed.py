"""Quotations that no cue frames: behind a speaker and a colon, going on from the one before, or inside a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import msgspec

from stemma.marks.cues import SIGNS
from stemma.marks.framing import mostly_taken, told_parts
from stemma.marks.orders import Frame
from stemma.marks.paragraph import Part
from stemma.marks.telling import Telling, content_of, widest
from stemma.model import Claim, Content, Source, Span

MIN_QUOTED_WORDS, MIN_UNNAMED_WORDS = 3, 4
"""Words that a quotation needs to be a claim by itself, with and without somebody who says it."""
MAX_TRAILER = 12
"""Tokens of an attribution behind its source ("he told reporters in Geneva on Monday") before the quotation goes on."""
COLON = "speech: {source}: {quote}"
CONTINUED = "speech: continued"
BESIDE = "speech: beside"
ALONE = "speech: quoted"
EXACT = "speech: exact words"
BARE = "speech: cue, object"


class Unframed:
    """The quotations of one paragraph that stand without a cue."""

    def __init__(self, telling: Telling):
        self._t = telling

    def quoted(self, chosen: Sequence[Frame], found: Sequence[Claim]) -> Iterator[Claim]:
        """Quotations that no phrase frames.

        After a colon the subject of the sentence speaks; a quotation that fills its sentence goes on from the last
        speaker; a few quoted words inside a sentence have a speaker whom the sentence does not name.
        """
        taken = [part for f in chosen for part in told_parts(f)]
        resumed = {piece.start for c in found if c.content for piece in c.content.pieces}
        for quote in self._t.paragraph.quotes:
            inner = self._t.trimmed(quote)
            if inner is None or self._t.span(inner).start in resumed or mostly_taken(quote, taken):
                continue
            words = self._t.words(inner)
            source, rule = self._speaker_of(quote, found)
            alone = rule == ALONE
            if words < (MIN_UNNAMED_WORDS if alone else MIN_QUOTED_WORDS) or (
                alone and (self._is_title(inner) or self._names(quote))
            ):
                continue
            span = self._t.span(inner)
            first = min(span.start, source.start) if source is not None and rule == COLON else span.start
            yield Claim(first, span.end, source, None, content_of(span), rule, "direct")

    def _names(self, quote: Part) -> bool:
        """Whether a quotation hangs on a word before it and begins with a capital: the title of a work."""
        tokens = self._t.tokens
        if self._t.language.pack.language.noun_capitals:
            return False
        first = next((tokens[i] for i in range(*quote) if tokens[i].is_word), None)
        return quote.first > 0 and tokens[quote.first - 1].is_word and first is not None and first.is_capital

    def resumed(self, claim: Claim, framed: Set[int]) -> Claim:
        """A quotation that its attribution interrupts, with the pieces behind the attribution.

        `framed`: first tokens of the quotations that have an attribution of their own.
        """
        if claim.form != "direct" or claim.content is None or claim.cue is None or claim.content.pieces:
            return claim
        if claim.content.start > claim.cue.start:
            return claim
        pieces, end = [Span(claim.content.start, claim.content.end)], claim.end
        for quote in self._t.paragraph.quotes:
            inner = self._t.trimmed(quote)
            goes_on = quote.first not in framed and self._t.tokens[quote.first].start >= end
            if inner is not None and goes_on and self._adjoins(end, quote):
                pieces.append(self._t.span(inner))
                end = self._t.tokens[quote.last - 1].end
        if len(pieces) == 1:
            return claim
        said = widest(pieces)
        return msgspec.structs.replace(claim, end=end, content=content_of(said, pieces))

    def _adjoins(self, end: int, quote: Part) -> bool:
        """Whether a quotation goes on right behind a place: no words between, or no more than end that sentence."""
        last = quote.first
        while last > 0 and self._t.tokens[last - 1].start >= end:
            last -= 1
        between = range(last, quote.first)
        if all(not self._t.tokens[i].is_word or i in self._t.paragraph.timed for i in between):
            return True
        p = self._t.paragraph
        opens = quote.first == p.starts[quote.first] and quote.last >= p.ends[quote.first]
        if self._t.tokens[quote.first].text in "-–—" and self._t.tokens[last - 1].text not in ".!?":
            return len(between) <= MAX_TRAILER and not any(i in self._t.cues for i in between)
        return (
            opens
            and len(between) <= MAX_TRAILER
            and p.starts[last] != quote.first
            and (p.ends[last] == quote.first and not any(i in self._t.cues for i in between))
        )

    def _is_title(self, part: Part) -> bool:
        """The name of a work: nearly every longer word has a capital."""
        if self._t.language.pack.language.noun_capitals and self._t.words(part) == 1:
            return False
        long = [self._t.tokens[i] for i in range(part.first, part.last) if len(self._t.tokens[i].text) > 3]
        return bool(long) and all(t.is_capital or not t.is_word for t in long)

    def _speaker_of(self, quote: Part, found: Sequence[Claim]) -> tuple[Source | None, str]:
        p = self._t.paragraph
        first = p.starts[quote.first]
        if quote.first > 0 and self._t.tokens[quote.first - 1].text == ":":
            subject = self._t.subjects.of_sentence(first, quote.first - 1)
            if subject is not None:
                return self._t.sources.source(subject, ()), COLON
        if quote.first == first and (quote.last >= p.ends[quote.first] or self._t.tokens[quote.last].text in SIGNS):
            said = [c.source for c in found if c.source is not None]
            before = [c.source for c in found if c.source is not None and c.start < self._t.tokens[quote.first].start]
            if before or said:
                return (before or said)[-1], CONTINUED
            before_it = p.starts[first - 1] if first else None
            subject = self._t.subjects.of_sentence(before_it, first) if before_it is not None else None
            if subject is not None:
                return self._t.sources.source(subject, ()), CONTINUED
            if self._t.told is not None and self._t.told.source is not None and not first:
                return self._t.told.source, CONTINUED
        start, end = self._t.tokens[first].start, self._t.tokens[p.ends[quote.first] - 1].end
        beside = [c.source for c in found if c.source is not None and start <= c.start < end]
        if beside:
            return beside[-1], BESIDE
        subject = self._t.subjects.of_sentence(first, p.ends[quote.first])
        return (self._t.sources.source(subject, ()) if subject is not None else None), ALONE

    def exact_words(self, found: Sequence[Claim]) -> Iterator[Claim]:
        """Words in quotation marks inside what is told indirectly: its source said just these."""
        for quote in self._t.paragraph.quotes if self._t.language.pack.speech.quoted_words else ():
            inner = self._t.trimmed(quote)
            if inner is None or self._is_title(inner):
                continue
            span = self._t.span(inner)
            around = [
                c for c in found if c.form == "indirect" and c.rule != BARE and c.content and _holds(c.content, span)
            ]
            if around and not any(c.form == "direct" and c.content and _holds(c.content, span) for c in found):
                near = min(around, key=lambda c: c.end - c.start)
                content = content_of(span)
                yield Claim(span.start, span.end, near.source, None, content, EXACT, "direct", near.stance, nested=True)


def _holds(outer: Span | Content, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
