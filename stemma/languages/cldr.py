"""Names from CLDR: months, weekdays and territories of every language, measures of those that have packs.

Both tables are made by `scripts/build_cldr.py`. They stay as bytes, of which only the rows of the language asked for
are taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from stemma.errors import PackError

TABLE = "cldr.tsv"
"""Columns: language, kind, names; a name stands behind its number or code, as in `1=January|2=February`."""
MEASURES = "cldr_measures.tsv"
"""Columns: language, measure, forms."""
CALENDAR = ("month", "month short", "weekday", "weekday short")
TERRITORY = "territory"
SAME = "same"
"""The kind of a row that only tells the code of another language."""
SEPARATOR = "|"
PAIR = "="
REMEMBERED = 512
"""Languages whose names stay in memory; CLDR has some 550 codes."""


class LocaleNames(NamedTuple):
    """The names of one language as CLDR writes them, full stops of abbreviations included; empty where it has none.

    Months and weekdays map a name to its number from 1 (January, Monday), in the forms that stand in a date and those
    that stand alone; `territories` maps an ISO 3166 code to a name.
    """

    months: Mapping[str, int]
    short_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    territories: Mapping[str, str]


@lru_cache(maxsize=REMEMBERED)
def locale_names(code: str) -> LocaleNames:
    """The names for a language code, by its first subtag; all empty where CLDR does not have it."""
    rows = dict(_rows(TABLE, code))
    if SAME in rows:
        return locale_names(rows[SAME])
    months, short_months, weekdays, short_weekdays = (
        {name: int(number) for number, name in _pairs(rows.get(kind, ""))} for kind in CALENDAR
    )
    return LocaleNames(months, short_months, weekdays, short_weekdays, dict(_pairs(rows.get(TERRITORY, ""))))


@lru_cache(maxsize=REMEMBERED)
def measure_names(code: str) -> Mapping[str, tuple[str, ...]]:
    """Measure to its forms in a language, by the code's first subtag: English names of units, and ISO 4217 codes.

    Only words that are written out, and signs of currencies that are nothing else.
    """
    return {measure: tuple(forms.split(SEPARATOR)) for measure, forms in _rows(MEASURES, code)}


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    for name in filter(None, names.split(SEPARATOR)):
        key, _, value = name.partition(PAIR)
        yield key, value


def _rows(table: str, code: str) -> Iterator[tuple[str, str]]:
    """The rows of one language without its code. Raises `PackError` where one has not three cells."""
    short = code.replace("_", "-").partition("-")[0].lower()
    if not short.isalpha():
        return
    raw, start = _raw(table), f"\n{short}\t".encode()
    at = raw.find(start)
    while at >= 0 and raw.startswith(start, at):
        end = raw.find(b"\n", at + 1)
        cells = raw[at + 1 : end if end >= 0 else None].decode().split("\t")
        if len(cells) != 3:
            raise PackError(f"{table}: a row of {short} has {len(cells)} cells, not 3")
        yield cells[1], cells[2]
        at = end


@lru_cache(maxsize=2)
def _raw(table: str) -> bytes:
    return (files("stemma.languages") / table).read_bytes()
