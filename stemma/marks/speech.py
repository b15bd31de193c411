"""Who says what: attributions with source, cue, content, stance and form.

For each cue of a paragraph the pack's phrases are tried (`stemma.marks.phrasing`); the most certain frame becomes the
claim. A negated denial ("did not deny") is a refusal to deny, and so are cues that say so themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from stemma.languages.language import Language
from stemma.languages.pack import STANCES
from stemma.languages.tokens import Token
from stemma.marks.paragraph import Paragraph, Part
from stemma.marks.phrasing import BEFORE, Cue, Frame, Phrasing
from stemma.marks.quotations import quotations
from stemma.marks.view import Sentence, View
from stemma.model import Claim, Mention, Source, Span, Stance

NEGATION_BEFORE, NEGATION_AFTER = 3, 4
"""How many tokens before and after a cue a negation may stand and still belong to it."""
MIN_QUOTED_WORDS, MIN_UNNAMED_WORDS = 3, 4
"""Words that a quotation needs to be a claim by itself, with and without somebody who says it."""
COLON = "speech: {source}: {quote}"
_STANCES = frozenset(get_args(Stance))
_CUES = frozenset(STANCES)
_SPEAKING = frozenset({"speaker", "pronoun", "plural_pronoun", "role"})
_SIGNS = frozenset(",.;:-–—!?…")


def claims(view: View) -> tuple[Claim, ...]:
    """All attributions of a report. `view` must hold the mentions and time expressions that were found."""
    phrasing = _phrasing(view.language)
    found: list[Claim] = []
    before: list[Mention] = []
    last: Span | None = None
    for block, sentences in view.paragraphs:
        paragraph, mentions = _paragraph(sentences, view)
        if paragraph.tokens:
            near = last if last is not None and not view.report.text[last.end : block.start].strip() else None
            found += _Reader(paragraph, mentions, before, phrasing, near).claims()
            last = Span(sentences[-1].tokens[0].start, sentences[-1].tokens[-1].end)
        before += mentions.values()
    return tuple(found)


def _phrasing(language: Language) -> Phrasing:
    ready = language.__dict__.get("_phrasing")
    if ready is None:
        ready = language.__dict__["_phrasing"] = Phrasing(language)
    return ready


def _paragraph(sentences: Sequence[Sentence], view: View) -> tuple[Paragraph, dict[int, Mention]]:
    tokens: list[Token] = []
    starts: list[int] = []
    ends: list[int] = []
    for sentence in sentences:
        first = len(tokens)
        tokens += sentence.tokens
        if 0 < first < len(tokens):
            tokens[first] = tokens[first]._replace(space=" ")
        starts += [first] * len(sentence.tokens)
        ends += [len(tokens)] * len(sentence.tokens)
    at = {t.start: i for i, t in enumerate(tokens)}
    closing = {t.end: i + 1 for i, t in enumerate(tokens)}
    mentions = {at[m.start]: m for m in view.mentions if m.start in at and m.end in closing}
    timexes = {at[t.start]: closing[t.end] for t in view.timexes if t.start in at and t.end in closing}
    speakers = {i: closing[m.end] for i, m in mentions.items() if m.type in ("PER", "ORG", "LOC")}
    words = view.language.words
    for i, token in enumerate(tokens):
        for name in sorted(_SPEAKING & words.kinds(token.fold)):
            common = name in ("speaker", "role") and view.language.pack.language.noun_capitals
            if i not in speakers and (token.is_capital or not common):
                fill = next(words.at(name, tokens, i), None)
                if fill is not None and token.is_word:
                    speakers[i] = fill.last
    paragraph = Paragraph(
        tokens, tuple(starts), tuple(ends), quotations(tokens, view.language), speakers, timexes, view.language
    )
    return paragraph, mentions


class _Reader:
    """Claims of one paragraph.

    `before`: the mentions of the paragraphs above it, for pronouns; `last`: the sentence right above it, if any.
    """

    def __init__(
        self,
        paragraph: Paragraph,
        mentions: dict[int, Mention],
        before: Sequence[Mention],
        phrasing: Phrasing,
        last: Span | None = None,
    ):
        self.last = last
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.mentions = mentions
        self.before = before
        self.phrasing = phrasing
        self.language = paragraph.language

    def claims(self) -> list[Claim]:
        frames = sorted(self._frames(), key=lambda f: (-f.certainty, f.cue.first, f.phrase))
        chosen: list[Frame] = []
        cues: set[int] = set()
        contents: list[Part] = []
        for frame in frames:
            place = range(frame.cue.first, frame.cue.last)
            content = frame.parts.get("quote") or frame.parts.get("content")
            if not cues.isdisjoint(place) or (content is not None and _mostly_taken(content, contents)):
                continue
            cues.update(place)
            if content is not None:
                contents.append(content)
            chosen.append(frame)
        found = [self._claim(f) for f in chosen]
        found += self._unframed(chosen, found)
        return sorted((c for c in found if c is not None), key=lambda c: c.start)

    def _frames(self) -> Iterator[Frame]:
        i = 0
        while i < len(self.tokens):
            yield from self.phrasing.at_word(self.paragraph, i)
            cue = self._cue(i)
            if cue is not None:
                fitting = self.phrasing.at_cue(self.paragraph, cue)
                yield from fitting
                if not fitting and self._stance(cue) == "declines":
                    yield from self._refusal(cue)
            i += 1

    def _cue(self, i: int) -> Cue | None:
        best: Cue | None = None
        kinds = self.language.words.kinds(self.tokens[i].fold)
        if kinds.isdisjoint(_CUES):
            return None
        for stance in STANCES:
            if stance not in kinds:
                continue
            for fill in self.language.words.at(stance, self.tokens, i):
                if best is None or fill.last > best.last:
                    best = Cue(fill.first, fill.last, stance)
        return best

    def _refusal(self, cue: Cue) -> Iterator[Frame]:
        """A refusal needs no content: "Putin did not deny it"."""
        source = self.paragraph.source_after(cue.last) or self.paragraph.source_before(cue.first)
        if source is not None:
            yield Frame("refusal", {"source": source}, Part(cue.first, cue.last), cue.stance, 3)

    def _negated(self, first: int, last: int) -> bool:
        has = self.language.words.has
        for i in range(first - 1, max(first - 1 - NEGATION_BEFORE, -1), -1):
            if self.tokens[i].text in _SIGNS:
                break
            if has(self.tokens[i].fold, "negation"):
                return True
        for i in range(last, min(last + NEGATION_AFTER, len(self.tokens))):
            if self.tokens[i].text in _SIGNS:
                break
            if has(self.tokens[i].fold, "negation"):
                return True
        return False

    def _stance(self, cue: Cue) -> str | None:
        """The stance of a cue with its negation; None where the negation leaves no claim."""
        if not self._negated(cue.first, cue.last):
            return "asserts" if cue.stance == "confirms" else cue.stance
        if cue.stance in ("denies", "confirms", "declines"):
            return "declines"
        return (
            None
            if cue.stance in ("asserts", "accuses", "fears", "demands") and self._negated_before(cue)
            else cue.stance
        )

    def _negated_before(self, cue: Cue) -> bool:
        return cue.first > 0 and self.language.words.has(self.tokens[cue.first - 1].fold, "negation")

    def _claim(self, frame: Frame) -> Claim | None:
        stance = self._stance(Cue(frame.cue.first, frame.cue.last, frame.stance))
        if stance is None or stance not in _STANCES:
            return None
        content = frame.parts.get("quote") or frame.parts.get("content")
        content = self._trimmed(content) if content is not None else None
        quoted = "quote" in frame.parts
        source = frame.parts.get("source")
        if quoted and content is not None and source is None and self._words(content) < MIN_QUOTED_WORDS:
            return None
        places = [p for p in (content, source, frame.cue, frame.parts.get("via")) if p is not None]
        said_before = self._sentence_before(frame.parts[BEFORE]) if BEFORE in frame.parts else None
        if stance == "declines" and content is not None and not quoted and frame.phrase == "refusal":
            content = None
        return Claim(
            start=said_before.start if said_before else self.tokens[min(p.first for p in places)].start,
            end=self.tokens[max(p.last for p in places) - 1].end,
            source=self._source(source, frame.parts.get("via")) if source is not None else None,
            cue=self._span(frame.cue),
            content=self._span(content) if content is not None else said_before,
            rule=f"speech: {frame.phrase}",
            form="direct" if quoted else "indirect",
            stance=stance,  # type: ignore[arg-type]
            hedged=self._hedged(content),
        )

    def _sentence_before(self, place: Part) -> Span | None:
        """The sentence before the one that begins at a place, in this paragraph or at the end of the one above."""
        if place.first == 0:
            return self.last
        first = self.paragraph.starts[place.first - 1]
        return self._span(self._trimmed(Part(first, place.first)) or Part(first, place.first))

    def _span(self, part: Part) -> Span:
        return Span(self.tokens[part.first].start, self.tokens[part.last - 1].end)

    def _trimmed(self, part: Part) -> Part | None:
        first, last = part
        while last > first and self.tokens[last - 1].text in _SIGNS:
            last -= 1
        while first < last and self.tokens[first].text in _SIGNS:
            first += 1
        return Part(first, last) if last > first else None

    def _words(self, part: Part) -> int:
        return sum(self.tokens[i].is_word for i in range(part.first, part.last))

    def _hedged(self, content: Part | None) -> bool:
        if content is None:
            return False
        return any(
            next(self.language.words.at("hedge", self.tokens, i), None) is not None
            for i in range(content.first, content.last)
        )

    def _source(self, part: Part, via: Part | None) -> Source:
        span = self._span(part)
        inside = [m for i, m in sorted(self.mentions.items()) if part.first <= i < part.last]
        persons = [m for m in inside if m.type == "PER"]
        entities = [m.entity for m in (persons or inside) if m.entity]
        if not entities:
            entities = self._entities_without_name(part)
        return Source(
            span.start,
            span.end,
            entities[0] if entities else None,
            tuple(dict.fromkeys(entities)),
            (self._span(via),) if via is not None else (),
        )

    def _entities_without_name(self, part: Part) -> list[str]:
        """A nationality ("South Korean intelligence") stands for its country; a pronoun for the last person named."""
        for i in range(part.first, part.last):
            fill = next(self.language.words.at("nationality", self.tokens, i), None)
            if fill is not None:
                return [f"LOC:{fill.value}"]
        if any(self.language.words.has(self.tokens[i].fold, "pronoun") for i in range(part.first, part.last)):
            named = [*self.before, *(m for i, m in sorted(self.mentions.items()) if i < part.first)]
            last = next((m for m in reversed(named) if m.type == "PER"), None)
            if last is not None and last.entity:
                return [last.entity]
        return []

    def _unframed(self, chosen: Sequence[Frame], found: Sequence[Claim | None]) -> Iterator[Claim]:
        """Quotations that no phrase frames.

        After a colon the subject of the sentence speaks; a quotation that fills its sentence goes on from the last
        speaker; a few quoted words inside a sentence have a speaker whom the sentence does not name.
        """
        used = [f.parts["quote"] for f in chosen if "quote" in f.parts]
        contents = [f.parts["content"] for f in chosen if "content" in f.parts]
        for quote in self.paragraph.quotes:
            inner = self._trimmed(quote)
            if quote in used or inner is None or _mostly_taken(quote, contents):
                continue
            words = self._words(inner)
            source, rule = self._speaker_of(quote, found)
            if words < (MIN_QUOTED_WORDS if source is not None else MIN_UNNAMED_WORDS):
                continue
            if source is None and self._is_title(inner):
                continue
            span = self._span(inner)
            first = min(span.start, source.start) if source is not None and rule == COLON else span.start
            yield Claim(first, span.end, source, None, span, rule, "direct", "asserts", False)

    def _is_title(self, part: Part) -> bool:
        """The name of a work: nearly every longer word has a capital."""
        long = [self.tokens[i] for i in range(part.first, part.last) if len(self.tokens[i].text) > 3]
        return bool(long) and all(t.is_capital or not t.is_word for t in long)

    def _speaker_of(self, quote: Part, found: Sequence[Claim | None]) -> tuple[Source | None, str]:
        first = self.paragraph.starts[quote.first]
        if quote.first > 0 and self.tokens[quote.first - 1].text == ":":
            head = next((k for k in range(first, quote.first) if k in self.paragraph.speakers), None)
            if head is not None:
                return self._source(self.paragraph.narrowed(Part(head, quote.first - 1)), None), COLON
        if quote.first == first and (
            quote.last >= self.paragraph.ends[quote.first] or self.tokens[quote.last].text in _SIGNS
        ):
            said = [c.source for c in found if c is not None and c.source is not None]
            before = [c for c in said if c.start < self.tokens[quote.first].start]
            if before or said:
                return (before or said)[-1], "speech: continued"
        start, end = self.tokens[first].start, self.tokens[self.paragraph.ends[quote.first] - 1].end
        beside = [c.source for c in found if c is not None and c.source is not None and start <= c.start < end]
        return (beside[-1], "speech: beside") if beside else (None, "speech: quoted")


def _mostly_taken(part: Part, taken: Sequence[Part]) -> bool:
    """Whether more than half of a part lies in one of those taken already."""
    size = part.last - part.first
    return any(2 * (min(part.last, t.last) - max(part.first, t.first)) > size for t in taken)
