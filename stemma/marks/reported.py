"""Sentences that go on reporting without a cue: the mood of their verb tells it ("Der Vertrag sei ein Erfolg.")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.marks.paragraph import Part
from stemma.marks.telling import Telling, content_of
from stemma.model import Claim, Source

REPORTIVE_CLAUSE = "speech: clause in reportive mood"
REPORTIVE = "speech: reportive mood"


class Reported:
    """The sentences of one paragraph in reportive mood, in languages that have one."""

    def __init__(self, telling: Telling):
        self._t = telling

    def claims(self, found: Sequence[Claim]) -> Iterator[Claim]:
        """Sentences that go on reporting without a cue, told by the mood of their verb."""
        p, tokens = self._t.paragraph, self._t.tokens
        if not self._t.language.pack.speech.reportive:
            return
        spans = sorted(((c.start, c.end, c.source) for c in found), key=lambda s: s[:2])
        run: Part | None = None
        source = self._t.told.source if self._t.told is not None else None
        for first, last in dict.fromkeys(zip(p.starts, p.ends, strict=True)):
            start, end = tokens[first].start, tokens[last - 1].end
            here = [s for s in spans if s[0] < end and start < s[1]]
            verb = self._reportive(first, last) if not here else None
            own = self._reported_clause(first, verb, last) if verb is not None else None
            if verb is not None and own is None:
                run = Part(run.first if run else first, last)
                continue
            if run is not None:
                yield self._going_on(run, source)
                run = None
            if own is not None:
                yield own
                source = own.source
                continue
            told = [s[2] for s in here if s[2] is not None]
            if told:
                source = told[-1]
                continue
            subject = self._cue_subject(first, last) or self._t.subjects.of_sentence(first, last)
            if subject is not None:
                source = self._t.sources.source(subject, ())
        if run is not None:
            yield self._going_on(run, source)

    def _cue_subject(self, first: int, last: int) -> Part | None:
        """The subject of the last cue of a sentence."""
        for i in range(last - 1, first - 1, -1):
            if i in self._t.cues:
                return self._t.subjects.before(i) or self._t.subjects.after(i + 1)
        return None

    def _reportive(self, first: int, last: int) -> int | None:
        """The first verb of a sentence whose mood tells that it reports."""
        has, capitals = self._t.language.words.has, self._t.language.pack.language.noun_capitals
        return next(
            (
                i
                for i in range(first, last)
                if has(self._t.tokens[i].fold, "reportive") and not (capitals and self._t.tokens[i].is_capital)
            ),
            None,
        )

    def _reported_clause(self, first: int, verb: int, last: int) -> Claim | None:
        """A clause in this mood behind a main clause without a known cue: the subject of that is the source."""
        has = self._t.language.words.has
        comma = next((i for i in range(verb, first, -1) if self._t.tokens[i].text == ","), None)
        if comma is None or has(self._t.tokens[first].fold, "subordinator"):
            return None
        part = self._t.subjects.of_sentence(first, comma)
        begin = comma + 1 + has(self._t.tokens[comma + 1].fold, "complementizer")
        content = self._t.trimmed(Part(begin, last))
        if part is None or content is None:
            return None
        source, span = self._t.sources.source(part, ()), self._t.span(content)
        start, hedged = min(source.start, span.start), self._t.hedged(content)
        return Claim(start, span.end, source, None, content_of(span), REPORTIVE_CLAUSE, hedged=hedged)

    def _going_on(self, run: Part, source: Source | None) -> Claim:
        span = self._t.span(run)
        return Claim(span.start, span.end, source, None, content_of(span), REPORTIVE, hedged=self._t.hedged(run))
