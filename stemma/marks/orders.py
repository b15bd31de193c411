"""The orders in which source, cue and content stand in all languages.

Around a cue, what is said is looked for where it can stand: in a quotation beside it, behind a colon or a
complementizer, before it as a clause that a comma ends, or as the object of the cue. What a single language has of its
own ("according to", chains of agencies) is told by the phrases of its pack (`stemma.marks.phrasing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stemma.marks.clauses import DASHES, MIN_CONTENT, NOBODY, REACH, Clauses
from stemma.marks.cues import SIGNS, Cue
from stemma.marks.paragraph import Part

MAX_SOURCE_TAIL = 8
"""Tokens behind the source of an attribution between commas before its second comma."""
SHORT = 4
"""Tokens, with its marks, of a quotation that is a word or two of a longer object."""
MOSTLY = 0.6
"""Share of a clause that a quotation must fill for the whole to be direct speech."""
_SAYING = frozenset({"asserts", "confirms", "predicts", "promises", "accuses", "demands", "fears", "denies", "doubts"})
_ASIDE = frozenset({"asserts", "confirms", "predicts", "promises", "fears", "demands"})
"""Stances whose cue may stand behind what is said."""
QUOTE, COLON, CLAUSE, ASIDE, COMMA, BARE, OBJECT = 9, 8, 7, 6, 5, 4, 3
"""How certain an order is: a quotation beside a cue is surest, an object least. Set by the mistakes on German and
English news."""
SOURCE = 3
"""What a source adds to it."""


class Frame(NamedTuple):
    """A cue with what fits around it: its parts by name, and how certain it is."""

    phrase: str
    parts: dict[str, Part]
    cue: Cue
    certainty: int


class Orders(Clauses):
    """The frames around the cues of one paragraph."""

    def around(self, cue: Cue) -> Iterator[Frame]:
        """Every frame that fits around a cue."""
        told = self._told_by(cue)
        for order in (self._interrupting, self._quoted_before, self._opened, self._aside, self._governed):
            for frame in order(cue):
                free = told is not None and all(
                    told.last <= v.first or v.last <= told.first for v in frame.parts.values()
                )
                yield frame._replace(parts={**frame.parts, "to": told}) if told is not None and free else frame

    def _frame(self, name: str, cue: Cue, certainty: int, **parts: Part | None) -> Frame:
        there = {k: v for k, v in parts.items() if v is not None}
        return Frame(name, there, cue, certainty + SOURCE * ("source" in there))

    def _quoted_before(self, cue: Cue) -> Iterator[Frame]:
        """A quotation that ends before the cue or before its subject: "…", said X; "…", X said."""
        start = self._start(cue.first)
        quote = self._p.quote_before(start)
        if quote is not None and cue.stance in _SAYING and not self._inside_clause(quote, start):
            source = self._s.after(cue.last, firm=True)
            yield self._frame("quotation, cue", cue, QUOTE + 1, quote=quote, source=source)
        source = self._s.before(cue.first, firm=True)
        quote = self._p.quote_before(source.first) if source is not None else None
        new = source is not None and source.first == self._p.starts[source.first]
        ended = quote is not None and self._p.tokens[quote.last - 2].text == "." and new
        if quote is not None and cue.stance in _SAYING and not ended and not self._inside_clause(quote, quote.last):
            yield self._frame("quotation, source, cue", cue, QUOTE, quote=quote, source=source)

    def _inside_clause(self, quote: Part, end: int) -> bool:
        """Whether a quotation is only the end of a clause: 'The law is "an insult", said X'."""
        p = self._p
        floor = max(p.starts[quote.first], max((q.last for q in p.quotes if q.last <= quote.first), default=0))
        ahead = quote.first - floor
        words = sum(p.tokens[k].is_word for k in range(floor, quote.first))
        return (
            words > 1
            and p.tokens[quote.first - 1].is_word
            and quote.last - quote.first < MOSTLY * (ahead + end - quote.first)
        )

    def _interrupting(self, cue: Cue) -> Iterator[Frame]:
        """An attribution between dashes inside a quotation: "… – said X – …"."""
        p = self._p
        around = next((q for q in p.quotes if q.first < cue.first < q.last), None)
        start = self._start(cue.first)
        if around is None or start - around.first < MIN_CONTENT:
            return
        comma = p.tokens[start - 1].text == "," and p.tokens[around.first].text in '«"“'
        if not comma and not self._dash(start - 1):
            return
        source = self._s.after(cue.last, firm=not comma) if cue.last < around.last else None
        begin = source.last if source is not None else cue.last
        near = range(begin, min(around.last, begin + REACH))
        dash = next((i for i in near if (p.tokens[i].text in ",." if comma else self._dash(i))), None)
        if dash is None or (comma and (source is None or source.last < dash - MAX_SOURCE_TAIL)):
            return
        first = Part(around.first, start - 1)
        rest = Part(dash + 1, around.last) if around.last - dash > MIN_CONTENT else None
        if p.tokens[around.first].text in DASHES or source is not None:
            yield self._frame("quotation, cue, quotation", cue, QUOTE + 4, quote=first, rest=rest, source=source)

    def _subject(self, cue: Cue, firm: bool) -> tuple[Part | None, int]:
        """The source beside a cue, and the token from which its content can begin."""
        shared = self._shared(cue)
        if shared is not None:
            return (shared if shared != NOBODY else None), cue.last
        for sure in (False, True)[: 1 + firm]:
            source = self._s.before(cue.first, sure)
            if source is not None:
                return source, cue.last
            behind = not self._ends_open(cue) and not (cue.object and self._speech.subject_may_be_left_out)
            source = self._s.after(cue.last, sure) if behind else None
            if source is not None:
                source = source if firm else self._p.narrowed(source)
                return source, source.last
        floor = self._p.starts[cue.first]
        return (self._s.of_sentence(floor, cue.first) if firm else None), cue.last

    def _opened(self, cue: Cue) -> Iterator[Frame]:
        """What a colon, a complementizer, a comma or a quotation behind the cue opens."""
        p = self._p
        end = p.ends[cue.first]
        limit = min(end, cue.last + REACH)
        comma = -1
        within = self._ends_open(cue)
        for i in range(cue.last - within, limit):
            token = p.tokens[i]
            if i in p.opening:
                yield from self._quotation(cue, p.opening[i])
                return
            if token.text == ":" and (i + 1 >= end or p.tokens[i + 1].space):
                yield from self._behind_colon(cue, i + 1)
                return
            joined = i > cue.last and self._has(p.tokens[i - 1].fold, "conjunction")
            if joined and self._opens_clause(i, cue) and any(p.starts[cue.first] <= c < cue.first for c in self._cues):
                return
            if self._opens_clause(i, cue) or (within and i < cue.last):
                source, _ = self._subject(cue, firm=True)
                yield from self._clause(cue, source, Part(i + 1, end), CLAUSE)
                return
            if token.text == "," and comma < 0:
                comma = i
                if self._speech.content_after_comma and self._can_open(i + 1, end):
                    source, _ = self._subject(cue, firm=True)
                    if source is None or source.last <= i + 1:
                        yield from self._clause(cue, source, Part(i + 1, end), COMMA)
            if i in self._cues and i > cue.last and i not in p.heads:
                return
            unpaired = token.text == ")" and all(p.tokens[k].text != "(" for k in range(cue.last, i))
            if (
                token.text == ";"
                or unpaired
                or (token.text in DASHES and token.space)
                or (i in self._cues and comma >= 0)
            ):
                return

    def _quotation(self, cue: Cue, quote: Part) -> Iterator[Frame]:
        """A quotation behind the cue: the whole of what is said, or a part of the clause."""
        p = self._p
        source, begin = self._subject(cue, firm=True)
        end = p.ends[cue.first]
        begin = max(begin, cue.last)
        between = [i for i in range(begin, quote.first) if p.tokens[i].text not in SIGNS and i not in p.timed]
        whole = quote.last >= end - 2 or p.tokens[quote.last - 2].text in ".!?"
        short = quote.last - quote.first <= SHORT and quote.last < end and p.tokens[quote.last].is_word
        if not between and short and self._governs(cue):
            return
        if not between or (whole and len(between) <= 1) or p.tokens[quote.first - 1].text == ":":
            yield self._frame("cue, quotation", cue, QUOTE, quote=quote, source=source)
            return
        opener = next((i for i in range(begin, quote.first) if self._opens_clause(i, cue)), None)
        if opener is not None:
            yield from self._clause(cue, source, Part(opener + 1, end), CLAUSE)
            return
        comma = next((i for i in range(begin, quote.first) if p.tokens[i].text == ","), None)
        if comma is not None and self._speech.content_after_comma and self._can_open(comma + 1, end):
            yield from self._clause(cue, source, Part(comma + 1, end), COMMA + 1)
            return
        if not self._governs(cue):
            yield self._frame("cue … quotation", cue, QUOTE - 4, quote=quote, source=source)

    def _behind_colon(self, cue: Cue, at: int) -> Iterator[Frame]:
        p = self._p
        source, _ = self._subject(cue, firm=True)
        quote = p.quote_after(at)
        if quote is not None:
            yield self._frame("cue: quotation", cue, QUOTE, quote=quote, source=source)
        elif p.ends[cue.first] - at > MIN_CONTENT:
            yield from self._clause(cue, source, Part(at, p.ends[cue.first]), COLON - 3)

    def _clause(self, cue: Cue, source: Part | None, content: Part, certainty: int) -> Iterator[Frame]:
        """A clause as content; direct speech where one quotation is nearly all of it."""
        p = self._p
        if content.first < content.last and p.tokens[content.first].text in "'’" and content.first not in p.opening:
            content = Part(content.first + 1, content.last)
        if content.last - content.first < MIN_CONTENT or (source is None and self._speech.bare):
            return
        content = Part(content.first, self.until_next(content))
        quote = p.opening.get(content.first)
        if quote is not None and quote.last - quote.first >= MOSTLY * (content.last - content.first):
            yield self._frame("cue, clause in quotation", cue, certainty + 1, quote=quote, source=source)
        else:
            yield self._frame("cue, clause", cue, certainty, content=content, source=source)

    def _aside(self, cue: Cue) -> Iterator[Frame]:
        """The clause that a comma parts from cue and source behind it: "…, says X", "…, X said"."""
        p = self._p
        if cue.object or cue.stance not in _ASIDE or self._shares(cue):
            return
        floor, end = p.starts[cue.first], p.ends[cue.first]
        before = self._s.before(cue.first)
        start = self._start(cue.first)
        if before is not None and before.last >= start - 1 and self._parted(start, floor):
            return
        if self._infinitive(cue.last, end):
            return
        if self._has(p.tokens[start].fold, "subordinator"):
            return
        if self._parted(start, floor):
            parted = before is not None and (bool(self._speech.bare) or self._appositive(before))
            source = None if parted else self._s.after(cue.last, firm=before is None)
            if source is not None:
                yield from self._told(cue, source, Part(floor, start), max(source.last, cue.last), end)
                return
            if before is None and self._closes(self._behind(cue), end):
                yield from self._told(cue, None, Part(floor, start), self._behind(cue), end)
        if before is not None and self._parted(before.first, floor) and not p.language.pack.language.verb_second:
            yield from self._told(cue, before, Part(floor, before.first), self._behind(cue), end)

    def _told(self, cue: Cue, source: Part | None, before: Part, behind: int, end: int) -> Iterator[Frame]:
        """The clause before an aside, and what goes on behind its second comma."""
        p = self._p
        if not self._closes(behind, end):
            return
        content = Part(before.first, before.last - 1)
        sign = p.tokens[before.last - 1].text
        comma = next((i for i in range(behind, min(end, behind + REACH)) if p.tokens[i].text in (sign, ".")), end)
        goes_on = comma + 1 + MIN_CONTENT < end and p.tokens[comma].text == sign
        goes_on = goes_on and not self._has(p.tokens[comma + 1].fold, "subordinator")
        goes_on = goes_on and all(self._start(i) != comma + 1 for i in self._cues if comma < i < comma + REACH)
        if goes_on and content.last - content.first > 3 and self._hangs_on(comma + 1, source):
            goes_on = False
        rest = Part(comma + 1, end) if goes_on and p.quote_after(comma + 1) is None else None
        if content.last > content.first and (content.last - content.first >= MIN_CONTENT or rest is not None):
            yield self._frame("clause, cue", cue, ASIDE, content=content, rest=rest, source=source)

    def _hangs_on(self, i: int, source: Part | None) -> bool:
        """Whether what begins at a token belongs to the source before it: a phrase with a preposition, a relative
        clause, an apposition."""
        p, has = self._p, self._has
        if any(has(p.tokens[i].fold, kind) for kind in ("preposition", "subordinator", "asserts", "conjunction")):
            return True
        pronoun = has(p.tokens[i].fold, "pronoun") or has(p.tokens[i].fold, "plural_pronoun")
        speaks = i in p.speakers or (has(p.tokens[i].fold, "determiner") and i + 1 in p.speakers)
        return (speaks or p.tokens[i].is_number) and not pronoun

    def _governed(self, cue: Cue) -> Iterator[Frame]:
        """The object of a cue, where its stance or its verb says that the object is what is said."""
        p = self._p
        end = p.ends[cue.first]
        plain = cue.stance in ("asserts", "confirms") and not cue.object
        source, begin = self._subject(cue, firm=False)
        if source is not None and source.first >= cue.last and self._speech.subject_may_be_left_out:
            source, begin = None, cue.last
        if source is None and not self._speech.subject_may_be_left_out:
            return
        begin = max(begin, self._behind(cue))
        if not plain and begin == cue.last and source is not None and self._ends_clause(begin, end):
            yield from self._object_before(cue, source)
            return
        while begin < end and (begin in p.timexes or begin + 1 in p.timexes):
            if begin not in p.timexes and not self._has(p.tokens[begin].fold, "preposition"):
                break
            begin = p.timexes[begin] if begin in p.timexes else p.timexes[begin + 1]
        stop = cue.tail if cue.tail >= 0 else self.until_next(Part(begin, self._clause_end(cue, begin, end)))
        infinitive = plain and self._infinitive(begin, end)
        if stop - begin >= 1 + plain and (not plain or infinitive or self._may_be_bare(cue)):
            content = Part(begin, stop)
            if self._is_object(content, cue, plain):
                certainty = CLAUSE + 1 if plain and infinitive else BARE if plain else OBJECT
                yield self._frame("cue, object", cue, certainty, content=content, source=source)

    def _object_before(self, cue: Cue, source: Part) -> Iterator[Frame]:
        """An object between subject and cue: "Kyiv hat den Bericht dementiert"."""
        p = self._p
        short = p.narrowed(source)
        first = self._s.past_adverbs(short.last)
        if any(k in p.speakers for k in range(*short)) and first < cue.first and p.tokens[first].is_word:
            last = self._s.without_adverbs(first, cue.first)
            if last > first and (first > short.last or not any(k in p.heads for k in range(first, last))):
                yield self._frame("source, object, cue", cue, OBJECT, content=Part(first, last), source=short)


def _with(frame: Frame, told: Part) -> Frame:
    """A frame with whom its cue tells, where that is no part of anything else in it."""
    free = all(told.last <= part.first or part.last <= told.first for part in frame.parts.values())
    return frame._replace(parts={**frame.parts, "to": told}) if free else frame
