"""What a user knows beforehand: lists of names with ids and topics, and corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from stemma.entities.clusters import Clusters, block_keys, by_name
from stemma.entities.corrections import Correction, read_corrections
from stemma.entities.items import Item, item_named
from stemma.entities.likeness import is_short_for, same_thing
from stemma.entities.listed import Listed, read_list
from stemma.languages.registry import UNDETERMINED, Languages
from stemma.model import MENTION_TYPES

SURE = 0.93
"""How alike a name must be to one of a list (0 to 1); a wrong match accuses, a missed one is found by its name."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A user's lists and corrections; lists are read once for each run, only what the reports name is kept."""

    lists: tuple[Path, ...] = ()
    corrections: tuple[Correction, ...] = ()
    complain: Callable[[str], None] = lambda message: None

    @classmethod
    def read(cls, lists: Sequence[Path], corrections: Path | None, complain: Callable[[str], None]) -> Authority:
        """Raises `InputError` where a file is not there."""
        for path in lists:
            next(read_list(path, lambda message: None), None)
        return cls(tuple(lists), read_corrections(corrections, complain) if corrections else (), complain)

    def matches(self, items: Iterable[Item], languages: Languages) -> dict[Item, list[Listed]]:
        """The entries of the lists that each item names."""
        if not self.lists:
            return {}
        blocks: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in items:
            for key in block_keys(item):
                blocks[item.type, key].append(item)
        found: dict[Item, list[Listed]] = defaultdict(list)
        for path in self.lists:
            for entry in read_list(path, self.complain):
                for item in _named(entry, blocks, languages):
                    found[item].append(entry)
        return found


def _named(entry: Listed, blocks: Mapping[tuple[str, str], list[Item]], languages: Languages) -> set[Item]:
    """The items that an entry names; a surname alone names nobody."""
    found: set[Item] = set()
    for name in _spellings(entry):
        for kind in (entry.type,) if entry.type else MENTION_TYPES:
            theirs = item_named(kind, name, languages.get(UNDETERMINED))
            for key in block_keys(theirs):
                for mine in blocks.get((kind, key), ()):
                    if mine not in found and _is_entry(mine, theirs, languages):
                        found.add(mine)
    return found


def _spellings(entry: Listed) -> Iterator[str]:
    """The names of an entry; "PUTIN, Vladimir" in the order of texts as well."""
    for name in entry.names:
        last, comma, first = name.partition(", ")
        yield f"{first} {last}" if comma and entry.type == "PER" else name


def _is_entry(mine: Item, theirs: Item, languages: Languages) -> bool:
    if mine.type == "PER" and (len(mine.words) < 2 or mine.has_initial):
        return False
    alike = same_thing(mine, theirs, languages)
    if alike is not None:
        return alike.weakest >= SURE
    return mine.type == "PER" and len(mine.words) > 1 and is_short_for(mine, theirs, languages)


def join_listed(clusters: Clusters, matches: Mapping[Item, Sequence[Listed]]) -> None:
    """Join the items that name one entry, where no entry of the same name leaves it open which is meant."""
    by_entry: dict[tuple[str, str], list[tuple[Item, Listed]]] = defaultdict(list)
    for item, entries in matches.items():
        if len(entries) == 1:
            by_entry[entries[0].listing.list, entries[0].listing.id].append((item, entries[0]))
    for _, named in sorted(by_entry.items()):
        named.sort(key=lambda n: by_name(n[0]))
        for (a, entry), (b, _) in pairwise(named):
            clusters.join(a, b, f"{a.name} = {b.name}: both are {entry.listing.name} in {entry.listing.list}")
