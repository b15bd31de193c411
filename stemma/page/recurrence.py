"""Lines that several reports of one outlet have in common: its menus, boxes and footers, whatever their language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from stemma.page.addresses import parts_of
from stemma.page.identify import Opened
from stemma.page.lines import line_key

REPORTS = 3
"""Reports of one outlet, of different pages, in which a line must stand to be its furniture."""
SHORTEST_WORDS, LONG_WORDS = 2, 12
"""Words below which a line says too little to be told by its recurrence, and from which it is running text."""
ALIKE = 0.5
"""Two pages that share more than this of their running text are captures of one report, and count once."""
MOST_PAGES, MOST_OUTLETS = 100, 5_000
"""Pages of an outlet, and outlets, that are remembered: enough to know its furniture, and memory stays bounded."""


@dataclass(slots=True)
class _Outlet:
    pages: list[frozenset[str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Recurrence:
    """What the reports of each outlet have in common, as far as they were learned."""

    def __init__(self) -> None:
        self._outlets: dict[str, _Outlet] = {}

    @classmethod
    def of_all(cls, opened: Iterable[Opened]) -> Recurrence:
        """What some reports have in common, whatever their order."""
        recurrence = cls()
        for item in sorted(opened, key=lambda o: (o.capture.url or "", o.text)):
            recurrence.learn(item)
        return recurrence

    def learn(self, opened: Opened) -> None:
        """Take note of the lines of a report, unless it is another capture of one that was learned already."""
        name = _name(opened)
        if not name:
            return
        if name not in self._outlets and len(self._outlets) >= MOST_OUTLETS:
            del self._outlets[next(iter(self._outlets))]
        outlet = self._outlets.setdefault(name, _Outlet())
        keys = _keys(opened)
        if len(outlet.pages) < MOST_PAGES and not any(_are_alike(keys, page) for page in outlet.pages):
            outlet.pages.append(keys)
            outlet.counts.update(keys)

    def lines_of(self, opened: Opened) -> frozenset[str]:
        """Keys of the lines of a report that enough of its outlet's reports have."""
        outlet = self._outlets.get(_name(opened))
        if outlet is None or len(outlet.pages) < REPORTS:
            return frozenset()
        return frozenset(key for key in _keys(opened) if outlet.counts[key] >= REPORTS)


def _are_alike(page: frozenset[str], other: frozenset[str]) -> bool:
    mine, shared = (sum(key.count(" ") >= LONG_WORDS - 1 for key in keys) for keys in (page, page & other))
    return shared > ALIKE * mine if mine else page == other


def _keys(opened: Opened) -> frozenset[str]:
    return frozenset(k for k in map(line_key, opened.text.splitlines()) if k.count(" ") >= SHORTEST_WORDS - 1)


def _name(opened: Opened) -> str:
    """The outlet of a report by its host, or by the name that was given; nothing where it has no furniture."""
    if opened.capture.clean:
        return ""
    host = (parts_of(opened.capture.url).hostname or "").removeprefix("www.")
    return host or (opened.capture.outlet or "").casefold()
