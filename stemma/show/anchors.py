"""Links from every line of the page to the characters that it rests on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from stemma.model import Passage
from stemma.show.view import View

COLOURS = 8
"""Colours for languages in the style sheet; with more languages they repeat, and the tag tells them apart."""
MOST_CHIPS = 8
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Chip:
    """A language tag that leads to a report or to a passage of it."""

    tag: str
    colour: str
    href: str
    title: str


@dataclass(frozen=True)
class Chips:
    """Tags in a row, and how many more there would be."""

    shown: tuple[Chip, ...]
    more: int = 0


class Anchors:
    """Hands out links and remembers them, so that the reports get an anchor wherever something points."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.targets: dict[str, set[tuple[int, int]]] = {r: set() for r in view.reports}
        codes = [r.language for r in view.reports.values()]
        ranked = sorted(set(codes), key=lambda c: (-codes.count(c), c))
        self._colours = {code: f"l{n % COLOURS}" for n, code in enumerate(ranked)}

    def colour(self, report: str) -> str:
        """The class that gives the colour of a report's language."""
        return self._colours[self.view.reports[report].language]

    def language_colour(self, code: str) -> str:
        """The class that gives the colour of a language."""
        return self._colours.get(code, "l0")

    def report(self, report: str) -> str:
        """A link to a whole report."""
        return f"#{report_anchor(report)}"

    def passage(self, passage: Passage) -> str:
        """A link to the characters of a passage, or to the report where the passage does not lie inside it."""
        length = len(self.view.reports[passage.report].text)
        start, end = max(passage.start, 0), min(passage.end, length)
        if start >= end:
            return self.report(passage.report)
        self.targets[passage.report].add((start, end))
        return f"#{anchor(passage.report, start, end)}"

    def chip(self, report: str, passage: Passage | None = None) -> Chip:
        """The tag of a report, leading to a passage of it where one is given."""
        view = self.view
        title = " · ".join(p for p in (view.origin(report), view.title(report), view.when(report)) if p)
        href = self.passage(passage) if passage else self.report(report)
        return Chip(view.tag(report), self.colour(report), href, title)

    def chips(self, passages: Iterable[Passage], most: int = MOST_CHIPS) -> Chips:
        """One tag a report, leading to the first passage of it."""
        first: dict[str, Passage] = {}
        for passage in passages:
            if passage.report in self.targets:
                first.setdefault(passage.report, passage)
        shown = tuple(self.chip(r, p) for r, p in list(first.items())[:most])
        return Chips(shown, len(first) - len(shown))


def report_anchor(report: str) -> str:
    """The id of a report on the page; an id that could not stand in a link is replaced by its hash.

    >>> report_anchor("a1b2"), report_anchor("no spaces here")
    ('r-a1b2', 'r-xd85ff120')
    """
    if _SAFE.fullmatch(report):
        return f"r-{report}"
    return "r-x" + hashlib.sha256(report.encode("utf-8", "replace")).hexdigest()[:8]


def anchor(report: str, start: int, end: int) -> str:
    """The id of some characters of a report."""
    return f"{report_anchor(report)}-{start}-{end}"
