"""Clusters of items that name one thing: joined by pairs, the surest first, never against what is known to differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from stemma.entities.items import Item
from stemma.entities.likeness import Likeness, is_short_for, same_thing
from stemma.languages.registry import Languages

Pair = tuple[Item, Item]


class Clusters:
    """Items in disjoint sets. A set has at most one id that is known beforehand, and no two items kept apart."""

    def __init__(self, items: Iterable[Item], ids: Mapping[Item, str], apart: Iterable[Pair] = ()):
        self._parent = {item: item for item in items}
        self._ids = {item: ids[item] for item in self._parent if item in ids}
        self._members = {item: [item] for item in self._parent}
        self._why: dict[Item, set[str]] = defaultdict(set)
        self._apart: dict[Item, set[Item]] = defaultdict(set)
        for a, b in apart:
            if a in self._parent and b in self._parent:
                self._apart[a].add(b)
                self._apart[b].add(a)

    def root(self, item: Item) -> Item:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: Item, b: Item, reason: str, certain: bool = False) -> bool:
        """Make one set of two, unless they are known to differ; False then, and where they were one already.

        What is `certain` is joined even where both are known by different ids; the smaller id stays.
        """
        first, second = sorted((self.root(a), self.root(b)), key=by_name)
        if first == second or (not certain and self._differ(first, second)):
            return False
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        self._why[first] |= self._why.pop(second, set()) | {reason}
        self._apart[first] |= self._apart.pop(second, set())
        known = sorted(i for i in (self._ids.get(first), self._ids.get(second)) if i is not None)
        if known:
            self._ids[first] = known[0]
        return True

    def _differ(self, first: Item, second: Item) -> bool:
        one, other = self._ids.get(first), self._ids.get(second)
        if one is not None and other is not None and one != other:
            return True
        return any(self.root(x) == second for x in self._apart.get(first, ()))

    def id_of(self, item: Item) -> str | None:
        """The id known beforehand of an item's set."""
        return self._ids.get(self.root(item))

    def members(self, item: Item) -> Sequence[Item]:
        return self._members[self.root(item)]

    def why(self, item: Item) -> tuple[str, ...]:
        return tuple(sorted(self._why.get(self.root(item), ())))

    def roots(self) -> list[Item]:
        return sorted(self._members, key=by_name)

    def __contains__(self, item: Item) -> bool:
        return item in self._parent


def by_name(item: Item) -> tuple[str, str, str]:
    """The order of items wherever one must be first."""
    return item.type, item.name, item.language


def join_alike(clusters: Clusters, items: Iterable[Item], languages: Languages) -> None:
    """Join the items that name one thing by themselves, of all pairs that share a block the most alike first."""
    found: list[tuple[Likeness, Item, Item]] = []
    seen: set[Pair] = set()
    for block in _blocks(items):
        for a, b in combinations(block, 2):
            if (a, b) not in seen:
                seen.add((a, b))
                likeness = same_thing(a, b, languages)
                if likeness is not None:
                    found.append((likeness, a, b))
    found.sort(key=lambda f: (-f[0].score, f[0].reason, by_name(f[1]), by_name(f[2])))
    for likeness, a, b in found:
        clusters.join(a, b, likeness.reason)


def _blocks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items that may name one thing, in order; only those of one block are compared."""
    blocks: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in sorted(items, key=by_name):
        for key in block_keys(item):
            blocks[item.type, key].append(item)
    return (block for block in blocks.values() if len(block) > 1)


def block_keys(item: Item) -> set[str]:
    """Keys of which two items of one type must share one to be compared."""
    first, last = item.skeletons[0], item.skeletons[-1]
    if item.type == "PER":
        return {f"{first[:1]} {start}" for start in item.surnames} if len(item.words) > 1 else {last[:3]}
    keys = {f"{len(item.words)} {first[:3]} {last[:3]}"}
    if len(item.keys) > 1:
        keys.add("+".join(sorted(item.keys)))
    return keys


def join_short(clusters: Clusters, items: Iterable[Item], languages: Languages) -> None:
    """Join persons' names that leave out words, then those that shorten some to initials, with the one longer name that
    they can stand for."""
    items = list(items)
    for initials in (False, True):
        _join_shorter(clusters, items, [i for i in items if i.has_initial == initials], languages)


def _join_shorter(clusters: Clusters, items: Sequence[Item], shorter: Sequence[Item], languages: Languages) -> None:
    blocks: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for start in item.surnames:
            blocks[f"{item.skeletons[0][:1]} {start}"].append(item)
    longer: dict[Item, dict[Item, str]] = defaultdict(dict)
    for a in shorter:
        for start in a.surnames:
            for b in blocks[f"{a.skeletons[0][:1]} {start}"]:
                if (a.has_initial or not b.has_initial) and is_short_for(a, b, languages):
                    reason = f"{a.name} = {b.name}: the same with fewer words"
                    longer[clusters.root(a)].setdefault(clusters.root(b), reason)
    for root in sorted(longer, key=by_name):
        if len(longer[root]) == 1:
            other, reason = next(iter(longer[root].items()))
            clusters.join(root, other, reason)
