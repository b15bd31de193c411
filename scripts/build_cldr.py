"""Compile names of months, weekdays, territories, currencies and units from CLDR, by way of Babel.

    python -m scripts.build_cldr [--check]

Writes two tables into stemma/languages. cldr.tsv has a row for each language and kind of name: `1=January|2=February`;
or, for a code that only stands for another, the code that it is `same` as. Every language that Babel knows by a plain
code is there, pack or not. cldr_measures.tsv has a row for each measure in the languages of MEASURED. `--check` writes
nothing and fails where a table is not what would be written. Run it again after an update of Babel.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global

from stemma.languages.cldr import CALENDAR, MEASURES, PAIR, SAME, SEPARATOR, TABLE, TERRITORY
from stemma.languages.tokens import fold

LANGUAGES = Path(__file__).parent.parent / "stemma" / "languages"
UNDETERMINED = "und"
PLACEHOLDERS = ("M01", "Mon")
"""What CLDR's root calls January and Monday; a locale that has no months of its own may have weekdays or none."""
PLURALS = ("zero", "one", "two", "few", "many", "other")

MEASURED = {
    **{code: (code,) for code in ("cs", "da", "de", "es", "fr", "it", "nb", "nl", "nn", "pl", "ru", "sv", "uk")},
    "en": ("en", "en_GB"),
    "pt": ("pt", "pt_PT"),
}
"""Languages with names of measures, and the locales to take them from: some countries spell them differently."""
# fmt: off
CURRENCIES = (
    "AED", "AUD", "BGN", "BRL", "BYN", "CAD", "CHF", "CLP", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD",
    "HUF", "IDR", "ILS", "INR", "JOD", "JPY", "KRW", "KWD", "LBP", "MAD", "MXN", "MYR", "NOK", "NZD", "PHP",
    "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH", "USD",
    "VND", "ZAR",
)
# fmt: on
UNITS = {
    "concentr-percent": "percent",
    "length-kilometer": "kilometre",
    "length-meter": "metre",
    "length-centimeter": "centimetre",
    "length-millimeter": "millimetre",
    "length-mile": "mile",
    "length-nautical-mile": "nautical mile",
    "length-yard": "yard",
    "length-light-year": "light year",
    "area-square-kilometer": "square kilometre",
    "area-square-meter": "square metre",
    "area-square-mile": "square mile",
    "area-square-foot": "square foot",
    "area-hectare": "hectare",
    "area-acre": "acre",
    "volume-cubic-meter": "cubic metre",
    "volume-liter": "litre",
    "volume-gallon": "gallon",
    "volume-barrel": "barrel",
    "mass-tonne": "tonne",
    "mass-kilogram": "kilogram",
    "mass-gram": "gram",
    "energy-kilowatt-hour": "kilowatt hour",
    "power-kilowatt": "kilowatt",
    "power-megawatt": "megawatt",
    "power-gigawatt": "gigawatt",
    "temperature-generic": "degree",
    "temperature-celsius": "degree",
    "temperature-fahrenheit": "degree Fahrenheit",
    "speed-kilometer-per-hour": "kilometre per hour",
    "speed-meter-per-second": "metre per second",
    "speed-mile-per-hour": "mile per hour",
}
"""Units of CLDR and what Stemma calls them. Not feet, inches, pounds, ounces and knots: in one language or another
these are books, thumbs, money, animals and junctions as well, so that a pack names them where they are plain."""


def version() -> str:
    """The version of CLDR that Babel holds."""
    return str(get_global("cldr").get("version", "unknown"))


def tables() -> dict[str, str]:
    """File name to text of both tables."""
    return {
        TABLE: _text("language\tkind\tnames", _name_rows()),
        MEASURES: _text("language\tmeasure\tforms", _measure_rows()),
    }


def _text(columns: str, rows: Iterable[tuple[str, str, str]]) -> str:
    head = f"# CLDR {version()}, by scripts/build_cldr.py\n# {columns}\n"
    return head + "".join("\t".join(row) + "\n" for row in rows)


def _name_rows() -> Iterator[tuple[str, str, str]]:
    plain = {code for code in localedata.locale_identifiers() if "_" not in code}
    aliases = {code for code in get_global("language_aliases") if "_" not in code}
    rows = {code: _names(locale) for code in plain if (locale := _locale(code)) is not None}
    for code in sorted({*aliases, UNDETERMINED} - set(rows)):
        locale = _locale(code)
        if locale is not None:
            names = _names(locale)
            rows[code] = {SAME: locale.language} if rows.get(locale.language) == names else names
    for code, names in sorted(rows.items()):
        yield from ((code, kind, found) for kind, found in names.items() if found)


def _locale(code: str) -> Locale | None:
    """A locale by itself, or None: what Babel fills in from CLDR's root for one would stay there for the next."""
    localedata._cache.clear()
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None


def _names(locale: Locale) -> dict[str, str]:
    """Kind to names of one locale; no kind of which CLDR has nothing."""
    out: dict[str, str] = {}
    without_months = locale.months["format"]["wide"][1] == PLACEHOLDERS[0]
    parts = (locale.months, 0), (locale.months, 0), (locale.days, 1), (locale.days, 1)
    for kind, (names, shift), width in zip(CALENDAR, parts, ("wide", "abbreviated") * 2, strict=True):
        pairs = [(n + shift, word) for c in ("format", "stand-alone") for n, word in names[c][width].items()]
        pairs = sorted(dict.fromkeys(pairs), key=lambda pair: pair[0])
        if not (without_months and pairs[0][1] in PLACEHOLDERS):
            out[kind] = _pairs((str(n), word) for n, word in pairs)
    territories = ((str(code), str(name)) for code, name in locale.territories.items())
    out[TERRITORY] = _pairs(sorted((c, n) for c, n in territories if len(c) == 2 and c.isalpha()))
    return {kind: names for kind, names in out.items() if names}


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return _joined(f"{key}{PAIR}{name}" for key, name in pairs)


def _joined(names: Iterable[str]) -> str:
    found = list(names)
    if any(sign in name for name in found for sign in (SEPARATOR, "\t", "\n")):
        raise ValueError(f"a name with a sign that sets names apart: {found}")
    return SEPARATOR.join(found)


def _measure_rows() -> Iterator[tuple[str, str, str]]:
    for code, identifiers in sorted(MEASURED.items()):
        locales = [locale for identifier in identifiers if (locale := _locale(identifier)) is not None]
        found: dict[str, list[str]] = {}
        for unit, measure in UNITS.items():
            found.setdefault(measure, []).extend(form for locale in locales for form in _unit(locale, unit))
        for currency in CURRENCIES:
            found[currency] = [form for locale in locales for form in _currency(locale, currency)]
        owners = _owners(found)
        for measure, forms in found.items():
            kept: dict[str, str] = {}
            for form in forms:
                if owners[fold(form)] == {measure}:
                    kept.setdefault(fold(form), form)
            if kept:
                yield code, measure, _joined(kept.values())


def _owners(found: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Folded form to the measures that it can mean; what can mean two says neither."""
    owners: dict[str, set[str]] = {}
    for measure, forms in found.items():
        for form in forms:
            owners.setdefault(fold(form), set()).add(measure)
    return owners


def _unit(locale: Locale, unit: str) -> Iterator[str]:
    """The wide forms of a unit, without the place of its number."""
    patterns = locale._data["unit_patterns"].get(unit, {}).get("long", {})
    for plural in PLURALS:
        form = " ".join(str(patterns.get(plural, "")).replace("{0}", " ").split())
        if form:
            yield form


def _currency(locale: Locale, currency: str) -> Iterator[str]:
    """The names of a currency in all plural forms, and its symbol where that is no plain word."""
    plurals = locale._data["currency_names_plural"].get(currency, {})
    yield from (str(plurals[plural]) for plural in PLURALS if plural in plurals)
    name, symbol = locale.currencies.get(currency), locale.currency_symbols.get(currency, currency)
    if name:
        yield str(name)
    if not symbol.isascii() or "$" in symbol:
        yield symbol


def main() -> int:
    parser = argparse.ArgumentParser(description="Compile the tables of names from CLDR.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a table is behind")
    behind = False
    check = parser.parse_args().check
    for name, text in tables().items():
        path = LANGUAGES / name
        if check:
            same = path.is_file() and path.read_text(encoding="utf-8") == text
            print(f"{name}: {'as it would be written' if same else 'behind; run python -m scripts.build_cldr'}")
            behind = behind or not same
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {text.count(chr(10))} lines, {len(text.encode()) / 1e6:.2f} MB")
    return int(behind)


if __name__ == "__main__":
    sys.exit(main())
