"""The company that names keep: what else the reports name that a name stands in.

Two reports speak of one "Nowak" where both name something else that few reports of the run do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from stemma.languages.gazetteer import is_wide

COMMON_SHARE = 0.25
"""What more than this share of a run's reports name says nothing of who is meant in them; a judgement."""
FEW_REPORTS = 4
"""What no more reports than these name always counts as company."""


class Company:
    """What each report names beside the name in question."""

    def __init__(self, named: Mapping[str, Iterable[str]]):
        """`named`: report id to the ids of all that it names and that is told for certain."""
        counts = Counter(thing for things in named.values() for thing in set(things))
        most = max(FEW_REPORTS, COMMON_SHARE * len(named))
        self._kept = {
            report: frozenset(t for t in things if counts[t] <= most and not is_wide(t))
            for report, things in named.items()
        }
        self._counts = counts

    def of(self, report: str) -> frozenset[str]:
        return self._kept.get(report, frozenset())

    def of_all(self, reports: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self.of(report) for report in reports))

    def shared(self, report: str, theirs: frozenset[str]) -> int:
        """How many things a report has in common with others; a thing that few reports name counts twice."""
        return sum(2 if self._counts[thing] <= FEW_REPORTS else 1 for thing in self.of(report) & theirs)

    def groups(self, reports: Iterable[str]) -> list[list[str]]:
        """The reports in groups that share company, directly or by way of others; order by first report."""
        from networkx.utils import UnionFind  # slow to import, and needed only where a dossier is made

        reports = sorted(set(reports))
        joined = UnionFind(reports)
        first: dict[str, str] = {}
        for report in reports:
            for thing in self.of(report):
                joined.union(first.setdefault(thing, report), report)
        return sorted(sorted(group) for group in joined.to_sets())


def best(scores: Mapping[str, int], margin: int = 2) -> str | None:
    """The one that stands out: the highest score, `margin` times the next; None where there is none."""
    ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
    if not ranked or ranked[0][1] <= 0 or (len(ranked) > 1 and ranked[0][1] < margin * ranked[1][1]):
        return None
    return ranked[0][0]
