from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files

import pytest

from stemma.languages.cldr import MEASURES, TABLE, locale_names, measure_names
from stemma.languages.gazetteer import known_name
from stemma.languages.registry import Languages
from stemma.languages.tokens import folded
from stemma.model import Report

Mark = Callable[..., Report]


@pytest.mark.parametrize("name", [TABLE, MEASURES])
def test_the_tables_are_those_of_babel(name: str) -> None:
    from scripts.build_cldr import tables, version

    shipped = (files("stemma.languages") / name).read_text(encoding="utf-8")
    held = shipped.split(",", 1)[0].removeprefix("# CLDR ")
    if held != version():
        pytest.skip(f"{name} is of CLDR {held}, and Babel holds {version()}")
    assert shipped == tables()[name], "run `python -m scripts.build_cldr`"


def test_names_are_read_without_babel() -> None:
    program = (
        "import sys; from stemma.languages.registry import Languages;"
        "french = Languages().get('fr'); french.words; french.gazetteer; sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("code", [*Languages().codes, "ja", "ar", "fi", "tr", "zh"])
def test_every_language_has_its_calendar_and_countries(code: str) -> None:
    names = locale_names(code)
    assert set(names.months.values()) == set(names.short_months.values()) == set(range(1, 13))
    assert set(names.weekdays.values()) == set(names.short_weekdays.values()) == set(range(1, 8))
    assert {"NO", "PL", "US", "KP"} <= names.territories.keys()


def test_months_stand_in_the_form_of_dates_and_alone() -> None:
    months = locale_names("pl").months
    assert months["marca"] == months["marzec"] == 3


@pytest.mark.parametrize(
    ("code", "other"), [("pol", "pl"), ("pt-BR", "pt"), ("DE_at", "de"), ("tl", "fil"), ("iw", "he")]
)
def test_a_code_that_stands_for_another_has_its_names(code: str, other: str) -> None:
    assert locale_names(code) == locale_names(other)


@pytest.mark.parametrize("code", ["", "qqq", "12", "pl\tmonth", "\n", "\ud800", "#"])
def test_a_code_that_is_none_has_no_names(code: str) -> None:
    assert not any(locale_names(code))
    assert measure_names(code) == {}
    assert known_name("LOC:FR", code) is None


def test_a_language_that_is_read_first_leaves_nothing_in_the_next() -> None:
    assert locale_names("ja").short_months.keys().isdisjoint(locale_names("pl").short_months)
    assert locale_names("pl").weekdays.keys().isdisjoint(locale_names("en").weekdays)


@pytest.mark.parametrize("code", Languages().codes)
def test_measures_are_words_and_no_bare_letters(code: str) -> None:
    forms = [form for found in measure_names(code).values() for form in found]
    assert len(forms) > 80
    for form in forms:
        assert len(form) > 2 or "$" in form or not form.isascii(), form
        assert form.rstrip(".").casefold() not in ("kr", "nkr", "dkr", "lei")


@pytest.mark.parametrize("code", Languages().codes)
def test_what_a_pack_says_of_a_measure_stands(code: str, languages: Languages) -> None:
    language = languages.get(code)
    measures = language.words
    for unit, forms in language.pack.unit.items():
        for form in forms:
            word, *rest = folded(form.rstrip("*"))
            if not rest and "*" not in form:
                assert measures.value(word, "measure") == unit


def test_no_form_means_two_measures() -> None:
    for code in Languages().codes:
        forms = [folded(form) for found in measure_names(code).values() for form in found]
        assert len(forms) == len(set(forms)), code


@pytest.mark.parametrize(
    ("code", "text", "unit", "low"),
    [
        ("nb", "Skipet var 3 lysår unna.", "light year", 3),
        ("de", "Das Feld misst 40 Acres.", "acre", 40),
        ("en", "The fund lent 250 Moroccan dirhams.", "MAD", 250),
        ("pl", "Dług wynosi 700 dinarów serbskich.", "RSD", 700),
        ("da", "Bøden lød på 90 serbiske dinarer.", "RSD", 90),
    ],
)
def test_measures_that_a_pack_lacks_are_known(mark: Mark, code: str, text: str, unit: str, low: float) -> None:
    [quantity] = mark(text, code).quantities
    assert (quantity.unit, quantity.low) == (unit, low)


def test_a_language_without_a_pack_has_no_measures() -> None:
    assert measure_names("ja") == {}
