"""A user's corrections: these two are one, these two are not."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stemma.entities.items import COUNTED, SHOWN_LANGUAGE, Item, slug
from stemma.errors import InputError
from stemma.languages.gazetteer import known_name
from stemma.languages.tokens import folded

ONE, NOT_ONE = "one", "not one"


class Correction(NamedTuple):
    """Two things, each named by an entity id or a name, that are one or are not."""

    one: bool
    a: str
    b: str


def read_corrections(path: Path, complain: Callable[[str], None]) -> tuple[Correction, ...]:
    """The corrections of a file of lines `one,A,B` and `not one,A,B`; empty lines and those with "#" are skipped.

    `complain` is told of every line that is neither. Raises `InputError` where there is no such file.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; --corrections takes lines such as: not one,Jan Nowak,J. Nowak")
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            return tuple(_corrections(csv.reader(lines), path, complain))
    except (OSError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as corrections: {error}") from error


def _corrections(rows: Any, path: Path, complain: Callable[[str], None]) -> Iterator[Correction]:
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        where = f"{path}:{rows.line_num}"
        if len(cells) != 3 or cells[0].lower() not in (ONE, NOT_ONE) or not all(cells):
            complain(f"{where}: not of the form 'one,A,B' or 'not one,A,B'; left out")
        elif any(COUNTED in cell for cell in cells[1:]):
            complain(f"{where}: ids with {COUNTED!r} are those of one run; give a name; left out")
        else:
            yield Correction(cells[0].lower() == ONE, cells[1], cells[2])


class Corrected:
    """Which items of a run are corrected to be one, and which not to be.

    A known thing is meant in all its names, by any of them or by the one that is shown; where two names of one known
    thing are not to be one, the second is no longer known (`unknown`).
    """

    def __init__(self, corrections: Sequence[Correction], items: Iterable[Item], known: Mapping[Item, str]):
        self.one: list[tuple[Item, Item, str]] = []
        self.apart: set[tuple[Item, Item]] = set()
        self.unknown: set[Item] = set()
        by_name: dict[tuple[str, ...], list[Item]] = defaultdict(list)
        by_id: dict[str, list[Item]] = defaultdict(list)
        for item in items if corrections else ():
            entity = known.get(item)
            by_name[folded(item.name)].append(item)
            by_id[entity or f"{item.type}:{slug(item.name)}"].append(item)
            shown = known_name(entity, SHOWN_LANGUAGE) if entity else None
            if shown:
                by_name[folded(shown)].append(item)
        for one, a, b in corrections:
            first, second = (by_id.get(text) or by_name.get(folded(text), []) for text in (a, b))
            if not one and {known.get(i) for i in first} & {known.get(i) for i in second} - {None}:
                self.unknown.update(second)
            else:
                first, second = (_all_names(named, known, by_id) for named in (first, second))
            pairs = [(x, y) for x in first for y in second if x != y]
            if one:
                self.one += [(x, y, f"{a} = {b}: a correction") for x, y in pairs]
            else:
                self.apart |= {*pairs, *((y, x) for x, y in pairs)}


def _all_names(named: Sequence[Item], known: Mapping[Item, str], by_id: Mapping[str, Sequence[Item]]) -> list[Item]:
    ids = {known[item] for item in named if item in known}
    return list(dict.fromkeys([*named, *(item for entity in sorted(ids) for item in by_id[entity])]))
