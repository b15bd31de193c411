"""The table of names: on a terminal, as JSON Lines, or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from stemma.model import Entity, to_json
from stemma.show.words import plain

COLUMNS = ("id", "type", "name", "mentions", "wikidata", "stands_for", "listed", "topics", "names", "why")
MOST_SPELLINGS = 4
"""Spellings of a language that the table on a terminal shows; the other formats have all."""


def show(entities: Sequence[Entity], console: Console | None = None) -> None:
    """Print the entities as a table, the most mentioned first."""
    out = console or Console(highlight=False)
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("mentions", justify="right")
    table.add_column("name", overflow="fold")
    table.add_column("id", overflow="fold", style="dim")
    table.add_column("called", overflow="fold")
    for entity in entities:
        topics = "".join(f" [{plain(topic)}]" for topic in _topics(entity))
        name = Text.assemble(plain(entity.name), (topics, "red"))
        table.add_row(str(entity.mentions), name, Text(entity.id), Text(_called(entity, MOST_SPELLINGS)))
    out.print(table)


def as_json_lines(entities: Iterable[Entity]) -> str:
    """Each entity as a line of JSON."""
    return "".join(to_json(entity) + "\n" for entity in entities)


def as_csv(entities: Iterable[Entity]) -> str:
    """The entities as CSV; what is several stands between "; "."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entity in entities:
        listed = "; ".join(f"{listing.id} ({listing.list})" for listing in entity.listed)
        writer.writerow(
            (
                entity.id,
                entity.type,
                entity.name,
                entity.mentions,
                entity.wikidata or "",
                entity.stands_for or "",
                listed,
                "; ".join(_topics(entity)),
                _called(entity),
                "; ".join(entity.why),
            )
        )
    return out.getvalue()


def _topics(entity: Entity) -> list[str]:
    return list(dict.fromkeys(topic for listing in entity.listed for topic in listing.topics))


def _called(entity: Entity, most: int | None = None) -> str:
    """The names in each language: "de Russland | pl Rosja, Rosji"."""
    return " | ".join(f"{code} {', '.join(plain(n) for n in names[:most])}" for code, names in entity.names.items())
