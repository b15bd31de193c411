"""Which of the time expressions that were found in a sentence are the ones: those that cover most of its words."""

from __future__ import annotations

from bisect import bisect_right

from stemma.marks.moments import Node


def covering(candidates: list[Node]) -> list[Node]:
    """The nodes that do not overlap and cover most tokens; of the same cover, the fewest, and the better ones."""
    if len(candidates) < 2:
        return candidates
    ordered = sorted(candidates, key=lambda n: (n.finish, _rank(n)))
    ends = [node.finish for node in ordered]
    best: list[tuple[int, int, int, int, int]] = [(0, 0, 0, 0, 0)]
    taken: list[tuple[int, Node | None]] = [(0, None)]
    for number, node in enumerate(ordered):
        before = bisect_right(ends, node.begin, 0, number)
        covered, nodes, spans, reach, kinds = best[before]
        spans -= node.kind in ("range", "list")
        wider = reach + node.last - node.first
        value = (covered + node.size, nodes - 1, spans, wider, kinds - _KIND_ORDER.index(node.kind))
        if value > best[-1]:
            best.append(value)
            taken.append((before, node))
        else:
            best.append(best[-1])
            taken.append((number, None))
    chosen = []
    at = len(ordered)
    while at:
        at, found = taken[at]
        if found is not None:
            chosen.append(found)
    return chosen[::-1]


_KIND_ORDER = ("none", "set", "point", "clock", "duration", "range", "list")


def _rank(node: Node) -> tuple[int, int, int, bool, int, str]:
    """What goes first: the longer; of the same length, what is surely none, the longer phrase, words of lists."""
    listed = ": " not in node.rule
    kind = _KIND_ORDER.index(node.kind)
    return (-node.size, kind, -(node.last - node.first), not listed, node.begin, node.rule)
