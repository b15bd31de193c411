"""Who says what: attributions with source, cue, content, stance and form.

Around each cue of a paragraph the orders of all languages (`stemma.marks.orders`) and the phrases of the pack
(`stemma.marks.phrasing`) are tried; the most certain frame becomes the claim (`stemma.marks.framing`). Then come what
no cue frames: quotations that stand alone, and sentences whose verb tells that somebody is being reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.languages.language import Language
from stemma.marks.cues import Cue, Cues, stance_of
from stemma.marks.framing import chosen_frames, said_part
from stemma.marks.orders import Frame, Orders
from stemma.marks.paragraph import Part
from stemma.marks.paragraphs import gather
from stemma.marks.phrasing import BEFORE, Fitting, Phrasing
from stemma.marks.reported import Reported
from stemma.marks.sources import Described
from stemma.marks.telling import Telling, content_of, widest
from stemma.marks.unframed import MIN_QUOTED_WORDS, Unframed
from stemma.marks.view import View
from stemma.model import Claim, Mention, Span

CONDITIONAL = frozenset({"promises", "demands"})
"""Stances whose claims carry a condition."""
REFUSAL = 3
"""How certain a refusal without content is: less than every order with one."""


def claims(view: View) -> tuple[Claim, ...]:
    """All attributions of a report. `view` must hold the mentions and time expressions that were found."""
    if not view.language.reads_speech:
        return ()
    tools = _Tools.of(view.language)
    found: list[Claim] = []
    before: list[Mention] = []
    described = Described(view.language)
    last: Span | None = None
    for block, sentences in view.paragraphs:
        paragraph, mentions = gather(sentences, view)
        if paragraph.tokens:
            near = last if last is not None and not view.report.text[last.end : block.start].strip() else None
            cues = list(tools.cues.of(paragraph.tokens, paragraph.ends))
            told = found[-1] if found else None
            telling = Telling(paragraph, cues, mentions, before, described, near, told)
            found += _Reader(telling, cues, tools).claims()
            last = Span(sentences[-1].tokens[0].start, sentences[-1].tokens[-1].end)
        before += mentions.values()
    return tuple(found)


class _Tools:
    """What is compiled once for a language."""

    def __init__(self, language: Language):
        self.cues = Cues(language)
        self.phrasing = Phrasing(language)

    @classmethod
    def of(cls, language: Language) -> _Tools:
        ready = language.__dict__.get("_speech_tools")
        if ready is None:
            ready = language.__dict__["_speech_tools"] = cls(language)
        return ready


class _Reader:
    """The claims of one paragraph."""

    def __init__(self, telling: Telling, cues: Sequence[Cue], tools: _Tools):
        self._t = telling
        self._cues = cues
        self._tools = tools

    def claims(self) -> list[Claim]:
        chosen = chosen_frames(self._frames(), self._t.paragraph, self._t.sources.carries)
        found = [c for c in (self._claim(f, nested, via) for f, nested, via in chosen) if c is not None]
        unframed = Unframed(self._t)
        framed = {f.parts["quote"].first for f, _, _ in chosen if "quote" in f.parts}
        found = [unframed.resumed(c, framed) for c in found]
        found += unframed.quoted([f for f, _, _ in chosen], found)
        found += Reported(self._t).claims(found)
        found += unframed.exact_words(found)
        return sorted(found, key=lambda c: (c.start, c.end))

    def _frames(self) -> Iterator[Frame]:
        tokens, language = self._t.tokens, self._t.language
        fitting = Fitting(self._tools.phrasing, self._t.subjects, self._t.paragraph)
        idioms = self._tools.cues.idioms(tokens)
        fitted = [
            frame
            for i, token in enumerate(tokens)
            if token.fold in self._tools.phrasing.by_word and i not in idioms
            for frame in fitting.at_word(i)
        ]
        speaking = [(c, stance) for c in self._cues if (stance := stance_of(c, tokens, language)) is not None]
        fitted += [
            f._replace(cue=f.cue._replace(stance=stance)) for cue, stance in speaking for f in fitting.at_cue(cue)
        ]
        asides = {f.parts["aside"].first: f.parts["aside"].last for f in fitted if "aside" in f.parts}
        orders = Orders(self._t.subjects, self._t.paragraph, self._cues, asides)
        yield from (self._cut(f, orders) for f in fitted)
        for cue, stance in speaking:
            yield from (f._replace(cue=f.cue._replace(stance=stance)) for f in orders.around(cue))
            if stance == "declines":
                yield from self._refusal(cue._replace(stance=stance))

    def _cut(self, frame: Frame, orders: Orders) -> Frame:
        """A frame of the pack whose content does not run on into the next attribution."""
        rest = frame.parts.get("rest")
        if rest is not None and rest.first < rest.last:
            return frame._replace(parts={**frame.parts, "rest": Part(rest.first, orders.until_next(rest))})
        content = frame.parts.get("content")
        if content is None or content.first >= content.last or content.last < self._t.paragraph.ends[content.first] - 1:
            return frame
        parts = {**frame.parts, "content": Part(content.first, orders.until_next(content))}
        return frame._replace(parts=parts)

    def _refusal(self, cue: Cue) -> Iterator[Frame]:
        """A refusal needs no content: "Putin did not deny it"."""
        source = self._t.subjects.before(cue.first) or self._t.subjects.after(cue.last)
        if source is not None:
            yield Frame("refusal", {"source": source}, cue, REFUSAL)

    def _claim(self, frame: Frame, nested: bool, via: Part | None) -> Claim | None:
        parts = frame.parts
        content = said_part(frame)
        content = self._t.trimmed(content) if content is not None else None
        quoted = "quote" in parts
        source = parts.get("source")
        if quoted and content is not None and source is None and self._t.words(content) < MIN_QUOTED_WORDS:
            return None
        carriers = self._carriers(frame, via)
        rest = self._t.trimmed(parts["rest"]) if "rest" in parts else None
        places = [p for p in (content, rest, source, Part(frame.cue.first, frame.cue.last), *carriers) if p is not None]
        said_before = self._t.sentence_before(parts[BEFORE]) if BEFORE in parts else None
        whole = Part(min(p.first for p in places), max(p.last for p in places))
        said = self._t.span(content) if content is not None else said_before
        pieces: tuple[Span, ...] = ()
        if content is not None and rest is not None:
            pieces = (self._t.span(content), self._t.span(rest))
            said = widest(pieces)
        if said is None and frame.cue.stance != "declines":
            return None
        return Claim(
            start=said_before.start if said_before else self._t.tokens[whole.first].start,
            end=self._t.tokens[whole.last - 1].end,
            source=self._t.sources.source(source, carriers) if source is not None else None,
            cue=self._t.span(Part(frame.cue.first, frame.cue.last)),
            content=content_of(said, pieces) if said is not None else None,
            rule=f"speech: {frame.phrase}",
            form="direct" if quoted else "indirect",
            stance=frame.cue.stance,  # type: ignore[arg-type]
            hedged=self._t.hedged(whole),
            nested=nested,
            to=self._t.span(parts["to"]) if "to" in parts else None,
            condition=self._t.condition(content) if frame.cue.stance in CONDITIONAL and content is not None else None,
        )

    def _carriers(self, frame: Frame, via: Part | None) -> list[Part]:
        """Who carried a claim: those of the phrase, of the claim around it, and the media it was told to."""
        parts, sources = frame.parts, self._t.sources
        told = parts.get("to")
        named = dict.fromkeys(p for p in (parts.get("via"), told, via) if p is not None)
        carriers = [p for p in named if p is not told or sources.carries(p)]
        attribution = Part(frame.cue.first, self._attribution_end(frame))
        return carriers + sources.told(attribution, [*parts.values(), *carriers])

    def _attribution_end(self, frame: Frame) -> int:
        """Where an attribution ends that begins with its cue: at its content, or at a sign."""
        p, cue = self._t.paragraph, frame.cue
        begins = [v.first for k, v in frame.parts.items() if k in ("quote", "content", "rest") and v.first > cue.first]
        end = min([*begins, p.ends[cue.first]])
        source = frame.parts.get("source")
        start = max(cue.last, source.last) if source is not None and source.first >= cue.last else cue.last
        return next((i for i in range(start, end) if self._t.tokens[i].text in ".;:" or i in p.opening), end)
