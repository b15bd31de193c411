"""Time expressions as TIMEX3.

Each sentence is read once from right to left. At every word that can begin a piece of a time expression, the pieces
there are read (`stemma.marks.written`, `stemma.marks.wordings`), joined with those to their right
(`stemma.marks.moments`), and put into the frames of the pack that hold other expressions ("from {begin} to {end}").
The longest that do not overlap are resolved from left to right by `stemma.marks.calendar`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.languages.language import Language
from stemma.languages.tokens import Token
from stemma.marks.almanac import Setting
from stemma.marks.calendar import Calendar, Resolved
from stemma.marks.chart import Chart
from stemma.marks.moments import Fields, Node
from stemma.marks.periods import days_of, shifted_value
from stemma.marks.view import View
from stemma.model import Timex

TODAY = "time.offset"
SENTENCES_OF_A_FEATURE = 20
"""A text of fewer sentences is a news item, in which "today" is the day of the report; tried on German news of a weekly
and a daily paper."""
RECENT_SENTENCES = 2
"""A clock time belongs to a day that was mentioned at most so many sentences before; set by reading news."""


UNKNOWN_YEAR = "XXXX-"
_RELATIVE_YEAR = frozenset({"years", "step", "unit"})
_WITHIN_A_YEAR = frozenset({"month", "day", "quarter", "season", "holiday"})


def times(view: View) -> tuple[Timex, ...]:
    """All time expressions of a report, resolved against its publication date where that is known."""
    teller = _Teller(view.language, Calendar.of(view.report))
    found: list[Timex] = []
    for number, sentence in enumerate(view.sentences):
        found += teller.sentence(sentence.tokens, number)
    if len(view.sentences) >= SENTENCES_OF_A_FEATURE and not teller.tells_days:
        found = [nowadays(mark) if mark.rule == TODAY else mark for mark in found]
    return tuple(found)


def nowadays(mark: Timex) -> Timex:
    """ "Today" in a long text that tells of no other day near the report is these days, not a day."""
    return Timex(mark.start, mark.end, "DATE", "PRESENT_REF", f"{mark.rule}, nowadays")


class _Teller:
    """Resolves what the sentences of one report say, and remembers the last date mentioned."""

    def __init__(self, language: Language, calendar: Calendar):
        self.language = language
        self.calendar = calendar
        self.mentioned: str | None = None
        self.mentioned_at = 0
        self.tells_days = False
        """Whether the report tells of days by what they are to it: yesterday, Monday, tonight."""

    def sentence(self, tokens: Sequence[Token], number: int) -> list[Timex]:
        """The time expressions of the next sentence."""
        nodes = Chart(tokens, self.language).nodes()
        if not nodes:
            return []
        tense = 0
        if any(_needs_tense(node) for node in nodes):
            tense = tense_of(tokens, self.language) or is_notice(tokens, nodes)
        found: list[Timex] = []
        for node in nodes:
            self.tells_days = self.tells_days or _tells_day(node.fields)
            found += self._told(node, tokens, tense, number)
        return found

    def _told(self, node: Node, tokens: Sequence[Token], tense: int, number: int) -> list[Timex]:
        if node.kind not in ("range", "list"):
            mark = self._mark(node, tokens, self._resolve(node, tense, number), number)
            return [mark] if mark else []
        if node.parts[-1].fields.get("reference") == "PRESENT_REF":
            tense = -1
        parts = [(part, self._resolve(part, tense, number)) for part in node.parts]
        if node.kind == "range":
            parts = self._in_order(parts, tense, number)
        marks = [self._mark(part, tokens, resolved, number) for part, resolved in parts]
        first, last = parts[0][1], parts[-1][1]
        if node.kind == "range" and marks[0] is not None and first is not None and last is not None:
            ends = [self._today() if r.value == "PRESENT_REF" else r.value for r in (first, last)]
            marks[0] = _spanning(marks[0], *as_precise(*ends))
        return [mark for mark in marks if mark is not None]

    def _today(self) -> str:
        return self.calendar.almanac.day.isoformat() if self.calendar.almanac.day else "PRESENT_REF"

    def _in_order(
        self, parts: list[tuple[Node, Resolved | None]], tense: int, number: int
    ) -> list[tuple[Node, Resolved | None]]:
        """ "November to February 2024", "May to September": the begin lies in the year of the end or the one before."""
        (first, begin), last = parts[0], parts[-1]
        if begin is None or last[1] is None:
            return parts
        yearless = begin.value.startswith(UNKNOWN_YEAR) and not last[1].value.startswith(UNKNOWN_YEAR)
        if not yearless and not is_after(begin.value, last[1].value):
            return parts
        if "weekday" in first.fields and "day" not in first.fields:
            if "step" in first.fields:
                week_after = shifted_value(last[1].value, 7)
                return [parts[0], (last[0], last[1]._replace(value=week_after))] if week_after else parts
            week_before = shifted_value(begin.value, -7)
            return [(first, begin._replace(value=week_before)), last] if week_before else parts
        year = last[1].value[:4]
        for years in (0, 1):
            if not year.isdigit() or not first.fields.keys() & _WITHIN_A_YEAR:
                break
            own = {name: value for name, value in first.fields.items() if name not in _RELATIVE_YEAR}
            earlier = first._replace(fields={**own, "year": int(year) - years})
            resolved = self._resolve(earlier, tense, number)
            if resolved is not None and not is_after(resolved.value, last[1].value):
                return [(earlier, resolved), last]
        return parts

    def _resolve(self, node: Node, tense: int, number: int) -> Resolved | None:
        mentioned = self.mentioned
        if mentioned and _is_clock(node.fields) and number - self.mentioned_at > RECENT_SENTENCES:
            mentioned = None
        told = self.mentioned if number == self.mentioned_at else None
        return self.calendar.resolve(node.kind, node.fields, Setting(tense, mentioned, told))

    def _mark(self, node: Node, tokens: Sequence[Token], resolved: Resolved | None, number: int) -> Timex | None:
        if resolved is None:
            return None
        if resolved.type in ("DATE", "TIME") and days_of(resolved.value) is not None:
            self.mentioned, self.mentioned_at = resolved.value, number
        return Timex(
            tokens[node.begin].start,
            tokens[node.finish - 1].end,
            resolved.type,
            resolved.value,
            node.rule,
            resolved.mod,
            resolved.begin,
            resolved.end,
        )


def _tells_day(fields: Fields) -> bool:
    """Whether an expression tells of a day by what it is to the day of the report, today itself set aside."""
    if "weekday" in fields or "hour" in fields or ("part" in fields and "set" not in fields):
        return True
    return bool(fields.get("offset", 0))


_SAYS_WHEN = frozenset({"year", "yy", "years", "offset", "reference", "amounts", "shift", "set"})


def _needs_tense(node: Node) -> bool:
    """Whether the tense of the sentence can tell which day is meant."""
    return any("from" in p.fields or not p.fields.keys() & _SAYS_WHEN for p in (node.parts or (node,)))


def _is_clock(fields: Fields) -> bool:
    """Whether the fields are of a day alone: its hour or its part."""
    return not (fields.keys() - {"hour", "minute", "second", "meridiem", "part", "mod", "spoken", "zone"})


def _spanning(mark: Timex, begin: str, end: str) -> Timex:
    return Timex(mark.start, mark.end, mark.type, mark.value, mark.rule, mark.mod, begin, end)


def as_precise(begin: str, end: str) -> tuple[str, str]:
    """Both ends of a range in days where one of them is a day or a time of day: "January 2019 to yesterday"."""
    first, last = days_of(begin), days_of(end)
    if first is None or last is None or (first[0] == first[1]) == (last[0] == last[1]):
        return begin, end
    return (begin if first[0] == first[1] else first[0].isoformat()), (
        end if last[0] == last[1] else last[1].isoformat()
    )


def is_after(a: str, b: str) -> bool:
    """Whether a date value begins after another ends; False where that is not known."""
    first, second = days_of(a), days_of(b)
    return first is not None and second is not None and first[0] > second[1]


def tense_of(tokens: Sequence[Token], language: Language) -> int:
    """-1 where the words of a sentence tell of what was, 1 of what is to come, 0 where they tell neither or both."""
    words = language.words
    past = any(words.has(t.fold, "past") for t in tokens) or _ends(tokens, language.past_endings)
    future = any(words.has(t.fold, "future") for t in tokens) or _ends(tokens, language.future_endings)
    return future - past


def is_notice(tokens: Sequence[Token], nodes: Sequence[Node]) -> bool:
    """Whether a line says nothing but a time, as notices of what is to come do."""
    said = sum(node.last - node.first for node in nodes)
    return said <= LONGEST_TIME and sum(t.is_word or t.is_number for t in tokens) - said <= 1


LONGEST_TIME = 12
"""Tokens of a time expression that can be a line of its own."""


def _ends(tokens: Iterable[Token], endings: tuple[str, ...]) -> bool:
    return bool(endings) and any(len(t.fold) > 3 and t.fold.endswith(endings) for t in tokens if t.is_word)
