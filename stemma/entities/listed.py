"""A user's own lists of names: CSV, JSON Lines, or entities of FollowTheMoney (the format of OpenSanctions)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import msgspec

from stemma.errors import InputError
from stemma.model import Listing, MentionType

SCHEMATA: dict[str, MentionType] = {
    **dict.fromkeys(("per", "person"), "PER"),
    **dict.fromkeys(("org", "organization", "organisation", "company", "legalentity", "publicbody"), "ORG"),
    **dict.fromkeys(("loc", "location", "place", "country", "city"), "LOC"),
    **dict.fromkeys(("evt", "event"), "EVT"),
    **dict.fromkeys(("pro", "product", "vessel", "airplane", "vehicle", "cryptowallet"), "PRO"),
}
"""Types of names, words for them, and schemata of FollowTheMoney, in small letters."""
_NAMES = ("caption", "name", "names", "alias", "aliases")
_SEPARATOR = ";"
_FIELD_LIMIT = 1 << 24
_BEYOND = " beyond"
UNREADABLE = "\ufffd"


class Listed(msgspec.Struct, frozen=True):
    """One thing of a list: its names, its type where the list tells it, and what a match carries."""

    listing: Listing
    names: tuple[str, ...]
    type: MentionType | None
    wikidata: str | None


def read_list(path: Path, complain: Callable[[str], None]) -> Iterator[Listed]:
    """The things of a list, in order; memory does not grow with it.

    `complain` is told of every line that cannot be read; the rest is read. Raises `InputError` where there is no such
    file, or nothing tells the names in it.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; --names takes a CSV or JSON Lines file of names")
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            yield from _read(lines, path, complain)
    except (OSError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as a list of names: {error}") from error


def _read(lines: IO[str], path: Path, complain: Callable[[str], None]) -> Iterator[Listed]:
    first = next((c for c in iter(lambda: lines.read(1), "") if not c.isspace()), "")
    lines.seek(0)
    rows = {"{": _json_lines, "[": _json_array}.get(first, _csv_rows)(lines, path, complain)
    for number, row in rows:
        listed = _listed(row, path, number)
        if listed is None:
            complain(f"{path}:{number}: has no name; left out")
            continue
        if any(UNREADABLE in name for name in listed.names):
            complain(f"{path}:{number}: not UTF-8 in {listed.names[0]!r}; save the file as UTF-8")
        yield listed


Row = tuple[int, dict[str, Any]]
"""The number of a line, and what it tells by key or column."""


def _json_lines(lines: IO[str], path: Path, complain: Callable[[str], None]) -> Iterator[Row]:
    decode = msgspec.json.Decoder().decode
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decode(line)
        except msgspec.DecodeError as error:
            complain(f"{path}:{number}: {error}; write one object a line; left out")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            complain(f"{path}:{number}: is no object; left out")


def _json_array(lines: IO[str], path: Path, complain: Callable[[str], None]) -> Iterator[Row]:
    try:
        rows = msgspec.json.decode(lines.read(), type=list[Any])
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: {error}; write a list of objects, or one object a line") from error
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield number, row
        else:
            complain(f"{path}: entry {number} is no object; left out")


def _csv_rows(lines: IO[str], path: Path, complain: Callable[[str], None]) -> Iterator[Row]:
    csv.field_size_limit(_FIELD_LIMIT)
    head = lines.readline()
    lines.seek(0)
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(lines, delimiter=delimiter, restkey=_BEYOND)
    columns = {c.strip().lower(): c for c in reader.fieldnames or () if c}
    if "name" not in columns and "names" not in columns:
        raise InputError(f"{path}: no column 'name'; the first line names the columns: id, name, aliases, type, topics")
    for row in reader:
        if row.get(_BEYOND):
            complain(f"{path}:{reader.line_num}: has more cells than columns; put what holds a {delimiter!r} in quotes")
        yield reader.line_num, {name: row.get(column) for name, column in columns.items()}


def _listed(row: Mapping[str, Any], path: Path, number: int) -> Listed | None:
    given = row.get("properties")
    properties: Mapping[str, Any] = given if isinstance(given, Mapping) else {}

    def values(*keys: str) -> list[str]:
        found: list[str] = []
        for key in keys:
            for source in (properties, row):
                found += _values(source.get(key))
        return list(dict.fromkeys(found))

    names = values(*_NAMES)
    if not names:
        return None
    kind = next((SCHEMATA[v.lower()] for v in values("schema", "type") if v.lower() in SCHEMATA), None)
    own = next(iter(values("id")), f"{path.name}:{number}")
    wikidata = next(iter(values("wikidataId", "wikidata")), None)
    return Listed(Listing(own, names[0], path.name, tuple(values("topics", "topic"))), tuple(names), kind, wikidata)


def _values(cell: object) -> Iterable[str]:
    """The texts of a cell: of a list each, of a text those between semicolons."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return [str(cell)]
    if isinstance(cell, str):
        return [part.strip() for part in cell.split(_SEPARATOR) if part.strip()]
    if isinstance(cell, list):
        return [part.strip() for part in cell if isinstance(part, str) and part.strip()]
    return []
