from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from stemma.model import Quantity, Report

Mark = Callable[..., Report]


def only(mark: Mark, text: str, code: str) -> Quantity:
    [quantity] = mark(text, code).quantities
    return quantity


SOLDIERS = [
    ("pl", "żołnierzy"),
    ("de", "Soldaten"),
    ("nb", "soldater"),
    ("nn", "soldatar"),
    ("da", "soldater"),
    ("en", "soldiers"),
]
EXACT = {"pl": "Rannych jest 412", "de": "Verletzt sind 412", "nb": "Skadet er 412", "nn": "Skadde er 412"}
EXACT |= {"da": "Sårede er 412", "en": "Wounded are 412"}


@pytest.mark.parametrize(("code", "noun"), SOLDIERS)
def test_a_plain_figure_is_both_bounds(mark: Mark, code: str, noun: str) -> None:
    quantity = only(mark, f"{EXACT[code]} {noun}.", code)
    assert (quantity.low, quantity.high, quantity.approximate, quantity.vague) == (412, 412, False, False)
    assert quantity.unit == "soldier"


@pytest.mark.parametrize(
    ("code", "words", "low", "high", "approximate"),
    [
        ("pl", "ponad 300 żołnierzy", 300, None, False),
        ("pl", "co najmniej 300 żołnierzy", 300, None, False),
        ("pl", "prawie 300 żołnierzy", None, 300, True),
        ("pl", "około 300 żołnierzy", 300, 300, True),
        ("de", "mehr als 300 Soldaten", 300, None, False),
        ("de", "mindestens 300 Soldaten", 300, None, False),
        ("de", "bis zu 300 Soldaten", None, 300, False),
        ("de", "knapp 300 Soldaten", None, 300, True),
        ("de", "rund 300 Soldaten", 300, 300, True),
        ("nb", "mer enn 300 soldater", 300, None, False),
        ("nb", "nesten 300 soldater", None, 300, True),
        ("nb", "omtrent 300 soldater", 300, 300, True),
        ("nn", "meir enn 300 soldatar", 300, None, False),
        ("nn", "nesten 300 soldatar", None, 300, True),
        ("da", "mere end 300 soldater", 300, None, False),
        ("da", "op mod 300 soldater", None, 300, True),
        ("da", "højst 300 soldater", None, 300, False),
        ("da", "cirka 300 soldater", 300, 300, True),
        ("en", "more than 300 soldiers", 300, None, False),
        ("en", "at least 300 soldiers", 300, None, False),
        ("en", "fewer than 300 soldiers", None, 300, False),
        ("en", "up to 300 soldiers", None, 300, False),
        ("en", "nearly 300 soldiers", None, 300, True),
        ("en", "about 300 soldiers", 300, 300, True),
    ],
)
def test_words_bound_a_figure(
    mark: Mark, code: str, words: str, low: float | None, high: float | None, approximate: bool
) -> None:
    report = mark(f"{words[0].upper()}{words[1:]}.", code)
    [quantity] = report.quantities
    assert (quantity.low, quantity.high, quantity.approximate) == (low, high, approximate)
    assert (quantity.unit, quantity.vague) == ("soldier", False)
    assert report.at(quantity).casefold() == words.casefold()


@pytest.mark.parametrize(
    ("code", "text", "low", "high"),
    [
        ("en", "Between 300 and 400 soldiers left.", 300, 400),
        ("en", "Some 300-400 soldiers left.", 300, 400),
        ("de", "Es gingen 300 bis 400 Soldaten.", 300, 400),
        ("pl", "Odeszło od 300 do 400 żołnierzy.", 300, 400),
        ("nb", "Mellom 300 og 400 soldater dro.", 300, 400),
        ("da", "Mellem 300 og 400 soldater rejste.", 300, 400),
        ("de", "Es kamen drei bis vier Millionen Tonnen Weizen.", 3e6, 4e6),
    ],
)
def test_a_range_has_both_bounds(mark: Mark, code: str, text: str, low: float, high: float) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.high, quantity.approximate) == (low, high, False)


@pytest.mark.parametrize(
    ("code", "text", "low"),
    [
        ("pl", "Uciekły tysiące żołnierzy.", 2000),
        ("de", "Tausende Soldaten flohen.", 2000),
        ("nb", "Tusenvis av soldater flyktet.", 2000),
        ("da", "Tusindvis af soldater flygtede.", 2000),
        ("en", "Thousands of soldiers fled.", 2000),
        ("en", "Hundreds of soldiers fled.", 200),
    ],
)
def test_thousands_are_a_range_and_vague(mark: Mark, code: str, text: str, low: float) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.high, quantity.vague, quantity.unit) == (low, None, True, "soldier")


@pytest.mark.parametrize(
    ("code", "text", "factor"),
    [
        ("pl", "Zysk wzrósł trzykrotnie.", 3),
        ("de", "Der Gewinn ist dreimal so hoch.", 3),
        ("nb", "Overskuddet er tre ganger så høyt.", 3),
        ("da", "Overskuddet er tre gange så højt.", 3),
        ("en", "The profit is three times as high.", 3),
        ("en", "The profit is twice as high.", 2),
    ],
)
def test_a_factor_counts_nothing(mark: Mark, code: str, text: str, factor: float) -> None:
    quantity = only(mark, text, code)
    assert (quantity.factor, quantity.low, quantity.high, quantity.unit) == (True, factor, factor, None)


@pytest.mark.parametrize(
    ("code", "text", "value", "unit"),
    [
        ("pl", "Inflacja wyniosła 4,5 proc.", 4.5, "percent"),
        ("de", "Die Inflation lag bei 4,5 Prozent.", 4.5, "percent"),
        ("nb", "Prisene steg 4,5 prosent.", 4.5, "percent"),
        ("da", "Priserne steg 4,5 procent.", 4.5, "percent"),
        ("en", "Prices rose 4.5%.", 4.5, "percent"),
        ("pl", "Most kosztował 12 mln zł.", 12e6, "PLN"),
        ("de", "Die Brücke kostete 12 Millionen Euro.", 12e6, "EUR"),
        ("nb", "Broen kostet 12 millioner kroner.", 12e6, "NOK"),
        ("da", "Broen kostede 12 mio. kroner.", 12e6, "DKK"),
        ("en", "The bridge cost $12 million.", 12e6, "USD"),
        ("en", "The bridge cost €1.2bn.", 1.2e9, "EUR"),
        ("en", "The pipe is 230 km long.", 230, "kilometre"),
        ("de", "Das Rohr ist 230 Kilometer lang.", 230, "kilometre"),
    ],
)
def test_measures_and_money_have_their_unit(mark: Mark, code: str, text: str, value: float, unit: str) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.high, quantity.unit) == (value, value, unit)


def test_what_restricts_the_unit_is_kept(mark: Mark) -> None:
    assert only(mark, "About 300 Danish soldiers left.", "en").of == ("LOC:DK",)
    assert only(mark, "Odeszło 300 duńskich żołnierzy.", "pl").of == ("LOC:DK",)
    assert only(mark, "They shipped 300 tonnes of grain.", "en").of == ("grain",)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Two F-16 jets and the G20 met Boeing 737."),
        ("en", "The team won 3-1 and later 24/7."),
        ("en", "Call 1945-77-12 about Covid-19."),
        pytest.param(
            "en",
            "Section 14 applies.",
            marks=pytest.mark.xfail(strict=True, reason="the verb is taken for what is counted"),
        ),
        ("de", "Artikel 5 gilt weiter."),
        ("pl", "Art. 5 nadal obowiązuje."),
        ("nb", "Vedtaket ble fattet 12. mai 2021 klokken 14.30."),
        ("en", "It happened in 1987."),
    ],
)
def test_labels_scores_and_dates_are_no_quantities(mark: Mark, code: str, text: str) -> None:
    found = [mark(text, code).at(q) for q in mark(text, code).quantities]
    assert [f for f in found if any(c.isdigit() for c in f)] == []


def test_a_number_of_a_thousand_digits_is_no_quantity(mark: Mark) -> None:
    assert mark(f"They counted {'9' * 1000} soldiers.", "en").quantities == ()


def test_quantities_do_not_overlap_each_other_or_times(mark: Mark) -> None:
    text = "In 2019 about 300 soldiers and 20 to 30 tanks, nearly 4 percent, crossed 12 km in three days on 3 May."
    report = mark(text, "en")
    spans = sorted((m.start, m.end) for m in (*report.quantities, *report.timexes))
    assert len(report.quantities) == 4
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
