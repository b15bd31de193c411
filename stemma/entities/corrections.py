"""A user's corrections: these two are one, these two are not."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from stemma.entities.items import Item, slug
from stemma.errors import InputError
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
    found = []
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        reader = csv.reader(lines)
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if len(cells) != 3 or cells[0].lower() not in (ONE, NOT_ONE) or not all(cells):
                complain(f"{path}:{reader.line_num}: not of the form 'one,A,B' or 'not one,A,B'; left out")
                continue
            found.append(Correction(cells[0].lower() == ONE, cells[1], cells[2]))
    return tuple(found)


class Corrected:
    """Which items of a run are corrected to be one, and which not to be."""

    def __init__(self, corrections: Iterable[Correction], items: Iterable[Item], ids: dict[Item, str]):
        by_name: dict[tuple[str, ...], list[Item]] = {}
        by_id: dict[str, list[Item]] = {}
        corrections = tuple(corrections)
        for item in items if corrections else ():
            by_name.setdefault(folded(item.name), []).append(item)
            by_id.setdefault(ids.get(item) or f"{item.type}:{slug(item.name)}", []).append(item)

        def named(text: str) -> list[Item]:
            return by_id.get(text) or by_name.get(folded(text), [])

        self.one: list[tuple[Item, Item, str]] = []
        self.apart: set[tuple[Item, Item]] = set()
        for correction in corrections:
            pairs = [(a, b) for a in named(correction.a) for b in named(correction.b) if a != b]
            if correction.one:
                self.one += [(a, b, f"{correction.a} = {correction.b}: a correction") for a, b in pairs]
            else:
                self.apart |= {*pairs, *((b, a) for a, b in pairs)}
