"""The chart of one sentence: every piece of a time expression that begins at a word, and what it joins into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from stemma.languages.dates import EARLIEST_YEAR, LAST_DAY, LATEST_YEAR
from stemma.languages.language import WEAK, Language
from stemma.languages.numbers import read_amount
from stemma.languages.openings import REACH, Opening
from stemma.languages.phrases import Filled, PhraseMatch
from stemma.languages.roman import roman
from stemma.languages.tokens import Token
from stemma.marks.cover import covering
from stemma.marks.moments import MAX_NODES, Fields, Node, figure_node, joined
from stemma.marks.periods import amounts_in
from stemma.marks.ranges import is_bare, range_of
from stemma.marks.wordings import NODE_KINDS, fields_of
from stemma.marks.written import (
    bare_year,
    calendar_figures,
    clock_figures,
    counts,
    is_fraction,
    is_of_others,
    month_at,
    named_date,
    word_year,
)

MAX_JOINERS = 2
"""Joining words between two pieces of one expression: "Monday, at"."""
LENGTH_OF_DAY = len("31")
FEW_WORDS = 2
"""In a line of so few tokens a month or weekday stands for itself, even where it is an ordinary word as well."""

_FIGURES: dict[str, tuple[tuple[int, ...], int, int]] = {
    "day": ((1, 2), 1, 31),
    "mm": ((1, 2), 1, 12),
    "year": ((4,), EARLIEST_YEAR, LATEST_YEAR),
    "yy": ((2,), 0, 99),
    "hour": ((1, 2), 0, 24),
    "minute": ((1, 2), 0, 59),
    "second": ((1, 2), 0, 59),
    "ordinal": ((1, 2), 1, 31),
    "century": ((1, 2), 1, 30),
    "week": ((1, 2), 1, 53),
}
"""Slots that figures fill: how many figures, and the least and the greatest number."""
_IN_FRAMES = frozenset({"begin", "end", "hour"})
_NODE_SLOTS = frozenset({"point", "begin", "end", "span"})
_WORD_NUMBERS = {"day": (1, 31), "hour": (0, 24), "minute": (1, 59), "year": (1100, 2100), "yy": (10, 99)}
"""Slots that number words fill, with the least and the greatest number."""
_POINTS = frozenset({"point", "clock"})


class Chart:
    """All nodes of a sentence, by the token that they begin at."""

    def __init__(self, tokens: Sequence[Token], language: Language):
        self.tokens = tokens
        self.language = language
        self.at: dict[int, list[Node]] = {}
        self._filled: dict[tuple[str, int], tuple[Filled, ...]] = {}
        self._whole: dict[int, tuple[tuple[int, int], ...]] = {}
        self._near = len(tokens) + REACH
        """The last token read at which what frames hold can begin: an expression, a figure, an hour."""

    def nodes(self) -> list[Node]:
        """The longest nodes that do not overlap, in order."""
        tokens, opening = self.tokens, self.language.time_opening
        known = opening.known
        anchor = -1
        for i in range(len(tokens) - 1, -1, -1):
            word = tokens[i].fold
            opens = known[word] if word in known else opening(word)
            if opens is None:
                continue
            if opens.anchor:
                anchor = i
            if 0 <= anchor <= i + REACH:
                self._read(i, opens)
        candidates = [n for nodes in self.at.values() for n in nodes if not n.weak or self._is_line(n)]
        return [n for n in covering(candidates) if n.kind != "none"]

    def _is_line(self, node: Node) -> bool:
        """Whether a weak node is all that its line says, as in a table or a headline: "Monday, at 5"."""
        if node.first != 0 or len(self.tokens) > node.last + FEW_WORDS:
            return False
        rest = self.tokens[node.last :]
        said = frozenset().union(*(part.fields for part in node.parts or (node,)))
        return not any(t.is_word or t.is_number for t in rest) and not said <= _ONLY_BESIDE

    def _read(self, i: int, opens: Opening) -> None:
        nodes = self._pieces(i, opens)
        if nodes:
            self.at[i] = nodes
            self._join(i, 0)
        before = len(nodes)
        if nodes or not _IN_FRAMES.isdisjoint(opens.slots):
            self._near = i
        framed = self._framed(i) if self._near <= i + REACH else []
        if framed:
            self.at[i] = nodes = [*nodes, *framed]
            self._join(i, before)

    def _join(self, i: int, first: int) -> None:
        """Join the nodes at a token, from the one numbered `first`, with those to their right."""
        nodes = self.at[i]
        for node in nodes[first:]:
            for start in self._next(node):
                for other in self.at.get(start, ()):
                    if len(nodes) >= MAX_NODES:
                        return
                    both = joined(node, other)
                    if both is not None:
                        nodes.append(both)

    def _next(self, node: Node) -> list[int]:
        """Where the next piece of the same expression may begin."""
        tokens, words = self.tokens, self.language.words
        starts = [node.last]
        for start in starts:
            if start >= len(tokens) or tokens[start].space == "\n" or len(starts) > MAX_JOINERS:
                break
            if node.kind == "duration":
                joiner = next(words.at("conjunction", tokens, start), None)
                if joiner is None and tokens[start].text == ",":
                    joiner = Filled(start, start + 1, None)
            else:
                joiner = next(words.at("time_joiner", tokens, start), None)
            if joiner is not None:
                starts.append(joiner.last)
        return starts

    # ---------------------------------------------------------------- pieces

    def _pieces(self, i: int, opens: Opening) -> list[Node]:
        tokens, language = self.tokens, self.language
        found: list[Node] = []
        if tokens[i].is_number:
            date = calendar_figures(tokens, i, language.pack.time.month_first)
            for figures in (date, clock_figures(tokens, i, language), bare_year(tokens, i, language)):
                if figures is not None:
                    found.append(figures)
        for name in opens.listed:
            found += self._listed(name, i)
        if not tokens[i].is_number and "year" in opens.slots:
            year = word_year(tokens, i, language)
            if year is not None:
                found.append(year)
        if "day" in opens.slots or "month" in opens.slots:
            found += named_date(tokens, i, language)
        for match in language.time_book.match_at(tokens, i, self._slots, self._possible):
            node = self._of_phrase(match)
            if node is not None:
                found.append(node)
        return found

    def _listed(self, name: str, i: int) -> Iterator[Node]:
        """Nodes of words that stand in a list of the pack by themselves."""
        for fill in self._slots(name, i):
            if name in _CHECKED and self._is_other_word(name, fill):
                continue
            fields = _LISTED_FIELDS[name](fill.value) if name in _LISTED_FIELDS else {name: fill.value}
            if not fields:
                continue
            doubtful = name in _DOUBTFUL and self._is_doubtful(fill)
            weak = doubtful or name in _WEAK_LISTS
            kind = _KIND_OF_LIST.get(name, "point")
            yield Node(i, fill.last, i, fill.last, kind, fields, f"time.{name}", weak, (), doubtful)

    def _is_other_word(self, name: str, fill: Filled) -> bool:
        """Whether a word is surely no day: a noun like "der Morgen", "so" for Sunday, "pro" for a month."""
        i, tokens, language = fill.first, self.tokens, self.language
        if name == "zone":
            return not tokens[i].text.isupper() and language.words.has(tokens[i].fold, "stopword")
        if name == "offset":
            noun = language.pack.language.noun_capitals and tokens[i].is_capital and fill.value == 1
            return noun and i > 0 and tokens[i - 1].is_word
        if name == "month":
            return month_at(tokens, i, language) is None
        small = any(language.words.has(tokens[i].fold, name) for name in _SMALL_LISTS)
        if fill.last > i + 1 or not (len(tokens[i].fold) <= 2 or (small and language.is_short(tokens[i].fold))):
            return False
        after = tokens[i + 1 : i + 3]
        stop = bool(after) and after[0].text in ".,"
        if not stop and small:
            return len(tokens) > FEW_WORDS or language.words.has(tokens[i].fold, "stopword")
        if stop and len(after) > 1 and language.words.has(after[1].fold, "month"):
            return False
        return not (after and (after[0].is_number or (stop and (len(after) < 2 or after[1].is_number))))

    def _is_doubtful(self, fill: Filled) -> bool:
        """Whether a word is an ordinary one as well, and stands among others."""
        listed = self.language.words.at("time_ambiguous", self.tokens, fill.first)
        if not any(entry.last == fill.last for entry in listed):
            short = fill.last == fill.first + 1 and self.language.is_short(self.tokens[fill.first].fold)
            if not short:
                return False
        return len(self.tokens) > FEW_WORDS or sum(t.is_word for t in self.tokens) > 1

    def _of_phrase(self, match: PhraseMatch) -> Node | None:
        if match.slots.keys() in _BESIDE_A_COUNT and self._is_count(match):
            return None
        weak = match.meaning.startswith(WEAK)
        meaning = match.meaning.removeprefix(WEAK)
        fields = fields_of(meaning, match)
        if not fields:
            return None
        if "hour" in fields and "hour" in match.slots and self.tokens[match.slots["hour"].first].is_word:
            fields = {**fields, "spoken": True}
        rule = f"time.{meaning}: {match.phrase}"
        kind = NODE_KINDS.get(meaning, "point")
        return Node(match.first, match.last, match.begin, match.finish, kind, fields, rule, weak)

    # ---------------------------------------------------------------- frames

    def _framed(self, i: int) -> list[Node]:
        book = self.language.time_frames
        found = []
        for match in book.match_at(self.tokens, i, self._slots, self._possible):
            node = range_of(match) if match.meaning in ("range", "list") else self._of_phrase(match)
            if node is not None and not (is_bare(match) and self._counts(match.last)):
                found.append(node)
        return found

    def _counts(self, i: int) -> bool:
        """Whether bare numbers before a token count what stands there, and no time begins at it."""
        return i not in self.at and counts(self.tokens, i, self.language)

    def _slots(self, name: str, i: int) -> tuple[Filled, ...]:
        if i >= len(self.tokens):
            return ()
        if name in _NODE_SLOTS:
            return tuple(self._nodes(name, i))
        key = (name, i)
        known = self._filled.get(key)
        if known is None:
            known = self._filled[key] = tuple(self._fill(name, i))
        return known

    def _possible(self, i: int) -> frozenset[str]:
        opens = self.language.time_opening(self.tokens[i].fold)
        slots = opens.slots if opens is not None else frozenset()
        return slots | _NODE_SLOTS if i in self.at or "hour" in slots else slots

    def _fill(self, name: str, i: int) -> Iterator[Filled]:
        token = self.tokens[i]
        if token.is_number:
            yield from self._figure(name, i)
            return
        if name in _WORD_NUMBERS:
            yield from self._number_word(name, i)
        if name in ("day", "ordinal"):
            yield from self.language.words.at("ordinal", self.tokens, i)
        elif name in ("century", "roman"):
            number = roman(token.fold, self.language.roman_figures)
            if number is not None and (name == "century" or (number <= 12 and token.text.isupper())):
                yield Filled(i, i + 1, number)
        elif name == "number":
            yield from self._number(i)
            yield from self.language.words.at("vague", self.tokens, i)
        elif name == "hour":
            yield from self.language.words.at("hour_word", self.tokens, i)
            yield from self.language.words.at("clock_name", self.tokens, i)
        elif name == "minute":
            yield from self.language.words.at("minute_word", self.tokens, i)
        elif name == "weekend":
            yield from (f for f in self.language.words.at("unit", self.tokens, i) if f.value == "weekend")
        elif name == "month":
            month = month_at(self.tokens, i, self.language)
            if month is not None:
                yield month
        elif name in {"weekday", "offset"}:
            days = self.language.words.at(name, self.tokens, i)
            yield from (d for d in days if not self._is_other_word(name, d))
        elif name not in _WORD_NUMBERS:
            yield from self.language.words.at(name, self.tokens, i)

    def _figure(self, name: str, i: int) -> Iterator[Filled]:
        text = self.tokens[i].text
        if name == "hour" and is_fraction(self.tokens, i):
            return
        if name in _FIGURES:
            sizes, low, high = _FIGURES[name]
            if len(text) in sizes and low <= int(text) <= high:
                yield Filled(i, i + 1, int(text))
        elif name == "hhmm":
            if len(text) == 4 and int(text[:2]) <= 24 and int(text[2:]) <= 59:
                yield Filled(i, i + 1, {"hour": int(text[:2]), "minute": int(text[2:])})
            elif len(text) == 3 and int(text[1:]) <= 59:
                yield Filled(i, i + 1, {"hour": int(text[:1]), "minute": int(text[1:])})
        elif name == "number":
            yield from self._number(i)

    def _is_count(self, match: PhraseMatch) -> bool:
        """Whether the figures that end a phrase count what stands behind it, or belong to others."""
        last = match.last - 1
        return self.tokens[last].is_number and (self._counts(last + 1) or is_of_others(self.tokens, last, False))

    def _number(self, i: int) -> Iterator[Filled]:
        """The number at a token; where "three quarters" is told as a fraction, the one before the unit."""
        number = read_amount(self.tokens, i, self.language)
        if number is None:
            return
        last = number.last - 1
        if number.fraction and last > i and self.language.words.has(self.tokens[last].fold, "unit"):
            shorter = self.language.number_at(self.tokens[i:last], 0)
            if shorter is not None:
                yield Filled(i, i + shorter.last, shorter)
        elif not number.lone and not (number.fraction and number.value > 1):
            yield Filled(i, number.last, number)

    def _number_word(self, name: str, i: int) -> Iterator[Filled]:
        """Hours, minutes, days and years in words, whole ("twenty-five") and word by word ("tres y media")."""
        low, high = _WORD_NUMBERS[name]
        for value, last in self._integers(i):
            if low <= value <= high:
                yield Filled(i, last, value)

    def _integers(self, i: int) -> tuple[tuple[int, int], ...]:
        """The whole number in words at a token, and that of its first word alone: values, and where they end."""
        known = self._whole.get(i)
        if known is None:
            found = []
            number = self.language.number_at(self.tokens, i)
            if number is not None and number.value == int(number.value):
                found.append((int(number.value), number.last))
            if number is not None and number.last > i + 1:
                first = self.language.number_at(self.tokens[i : i + 1], 0)
                if first is not None and first.value == int(first.value):
                    found.append((int(first.value), i + 1))
            known = self._whole[i] = tuple(found)
        return known

    def _nodes(self, name: str, i: int) -> Iterator[Filled]:
        for node in self.at.get(i, ()):
            if name == "span":
                if node.kind == "duration" and "toward" not in node.fields:
                    yield Filled(i, node.last, node)
            elif (node.kind == "list" and name == "end") or (
                node.kind in _POINTS and (name != "point" or _is_point(node))
            ):
                yield Filled(i, node.last, node)
        token = self.tokens[i]
        if name not in ("begin", "end"):
            return
        if not token.is_number:
            hours = (f for f in self._slots("hour", i) if f.value <= 12)
            yield from (Filled(i, f.last, figure_node(i, f.last, f.value, True)) for f in hours)
            days = (f for f in self.language.words.at("ordinal", self.tokens, i) if 1 <= f.value <= LAST_DAY)
            yield from (Filled(i, f.last, figure_node(i, f.last, f.value)) for f in days)
        elif len(token.text) in (1, 2, 4) and int(token.text) > 0 and not is_of_others(self.tokens, i, name == "begin"):
            node = figure_node(i, i + 1, int(token.text))
            yield Filled(i, i + 1, node)
            if (
                name == "begin"
                and i + 1 < len(self.tokens)
                and self.tokens[i + 1].text == "."
                and len(token.text) <= LENGTH_OF_DAY
            ):
                yield Filled(i, i + 2, node)


_LISTED_FIELDS: dict[str, Callable[[Any], Fields]] = {
    "weekday": lambda value: {"weekday": value[0], "part": value[1]} if value[1] else {"weekday": value[0]},
    "offset": lambda value: {"offset": value[0], "part": value[1]} if isinstance(value, tuple) else {"offset": value},
    "clock_name": lambda value: {"hour": value},
    "period": lambda value: {"amounts": amounts_in(value)} if amounts_in(value) else {},
}
_WEAK_LISTS = frozenset({"season", "part", "mod", "meridiem", "zone"})
_CHECKED = frozenset({"offset", "weekday", "month", "zone"})
_KIND_OF_LIST = {"set": "set", "clock_name": "clock", "period": "duration"}
_BESIDE_A_COUNT = ({"weekday", "day"}, {"number", "unit", "minute"})
"""Slots of phrases that ordinary figures may follow: "on Friday 12 people", "two hours and 10 people"."""
_ONLY_BESIDE = frozenset({"mod", "zone", "meridiem", "figure", "part"})
"""Weak fields that tell nothing even where they are all that a line says."""
_SMALL_LISTS = ("preposition", "stopword", "time_ambiguous")
_DOUBTFUL = frozenset({"weekday", "month", "holiday", "season"})


def _is_point(node: Node) -> bool:
    """Whether a node can be what another is counted from: a doubtful word is one beside such words, a weak one not."""
    return (not node.weak or node.doubtful) and "reference" not in node.fields
