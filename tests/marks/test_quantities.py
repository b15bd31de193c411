from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma import flow
from stemma.languages.registry import Languages
from stemma.marks import measures
from stemma.model import Capture, Quantity, Report

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
        ("en", "There were 300-400 soldiers.", 300, 400),
        ("en", "There were 300 to 400 soldiers.", 300, 400),
        ("en", "They lost from 3 km to 5 km of pipe.", 3, 5),
        ("en", "It costs between $10 and $20.", 10, 20),
        ("en", "It costs $10-20.", 10, 20),
        ("en", "It takes 20 to 30 million tonnes.", 2e7, 3e7),
        ("en", "More than 5 but less than 7 percent of the voters came.", 5, 7),
        ("de", "Mehr als 5, aber weniger als 7 Prozent kamen.", 5, 7),
        ("da", "Der kom 20-30 procent.", 20, 30),
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
        ("en", "Section 14 applies."),
        ("en", "Page 3, room 12, Route 66 and No. 5 are gone."),
        ("en", "Smith, 45, met Jones (46)."),
        ("en", "The 2014 law is gone."),
        ("de", "Der 3. Platz und Paragraf 5."),
        ("pl", "Art. 5 i pkt. 3 na str. 12."),
        ("de", "Artikel 5 gilt weiter."),
        ("pl", "Art. 5 nadal obowiązuje."),
        ("nb", "Vedtaket ble fattet 12. mai 2021 klokken 14.30."),
        ("en", "It happened in 1987."),
    ],
)
def test_labels_scores_and_dates_are_no_quantities(mark: Mark, code: str, text: str) -> None:
    found = [mark(text, code).at(q) for q in mark(text, code).quantities]
    assert [f for f in found if any(c.isdigit() for c in f)] == []


@pytest.mark.parametrize(
    ("code", "text", "low", "high"),
    [
        ("en", "We need 200 soldiers or more.", 200, None),
        ("en", "We need no fewer than 200 soldiers.", 200, None),
        ("de", "Wir brauchen 200 oder mehr Soldaten.", 200, None),
        ("nb", "Vi trenger 200 soldater eller flere.", 200, None),
        ("pl", "Trzeba 200 lub więcej żołnierzy.", 200, None),
        ("en", "We need >= 200 soldiers.", 200, None),
        ("en", "We need <200 soldiers.", None, 200),
    ],
)
def test_bounds_stand_before_or_behind(mark: Mark, code: str, text: str, low: float | None, high: float | None) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, "soldier")


@pytest.mark.parametrize(
    ("code", "text", "value", "unit"),
    [
        ("en", "He paid 2 dollars and 43 cents.", 2.43, "USD"),
        ("en", "He paid USD 40.", 40, "USD"),
        ("en", "He paid 40 cents.", 40, "cent"),
        ("en", "He paid C$40.", 40, "CAD"),
        ("en", "He paid €5bn.", 5e9, "EUR"),
        ("en", "He paid 12 lakh rupees.", 1_200_000, "INR"),
        ("en", "He lost -$3m.", -3e6, "USD"),
        ("de", "Er zahlte zwei Euro fünfzig.", 2.5, "EUR"),
        ("nb", "Han betalte kr 40.", 40, "NOK"),
        ("da", "Han betalte 2 kroner og 43 øre.", 2.43, "DKK"),
        ("en", "It was -3.2 degrees Celsius.", -3.2, "degree celsius"),
        ("en", "It was minus 5 degrees.", -5, "degree"),
        ("de", "Es waren 3 Grad unter Null.", -3, "degree"),
        ("en", "It is a 2.5-mile stretch.", 2.5, "mile"),
        ("en", "It fires 7.62mm rounds.", 7.62, "millimetre"),
        ("en", "She is 5 feet 6 inches tall.", 5.5, "foot"),
        ("en", "Half a gallon was left.", 0.5, "gallon"),
        ("de", "Das kostet einen Euro.", 1, "EUR"),
    ],
)
def test_money_and_measures_in_every_order(mark: Mark, code: str, text: str, value: float, unit: str) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.high, quantity.unit) == (pytest.approx(value), pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("code", "text", "value", "of", "unit"),
    [
        ("en", "80% of the soldiers left.", 80, ("soldier",), "percent"),
        ("en", "Two thirds of the voters left.", 2 / 3, ("voter",), None),
        ("de", "Zwei Drittel der Wähler gingen.", 2 / 3, ("voter",), None),
        ("en", "One in five soldiers left.", 1 / 5, ("soldier",), None),
        ("en", "Nine out of ten voters left.", 9 / 10, ("voter",), None),
        ("de", "Drei von 10 Soldaten gingen.", 3 / 10, ("soldier",), None),
        ("pl", "Dwie trzecie żołnierzy wyszło.", 2 / 3, ("soldier",), None),
        ("da", "To tredjedele af vælgerne gik.", 2 / 3, ("voter",), None),
        ("es", "Uno de cada 10 soldados se fue.", 1 / 10, ("soldier",), None),
        ("pt", "Um em cada três soldados saiu.", 1 / 3, ("soldier",), None),
        ("nl", "Een op de vijf soldaten ging weg.", 1 / 5, ("soldier",), None),
        ("ru", "Один из трёх солдат ушёл.", 1 / 3, ("soldier",), None),
        ("de", "Einer von fünf Soldaten ging.", 1 / 5, ("soldier",), None),
        ("cs", "Třetina vojáků odešla.", 1 / 3, ("soldier",), None),
    ],
)
def test_a_share_keeps_what_it_is_a_share_of(
    mark: Mark, code: str, text: str, value: float, of: tuple[str, ...], unit: str | None
) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.of, quantity.unit) == (pytest.approx(value), of, unit)
    assert quantity.factor is (unit is None)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "The blast killed many, wounding 33.", 33),
        ("en", "Of the crew, 33 were killed.", 33),
        ("en", "The death toll rose to 350.", 350),
        ("de", "Die Zahl der Opfer stieg auf 350.", 350),
        ("pl", "Zginęły dwa tysiące.", 2000),
    ],
)
def test_a_bare_number_counts_where_the_words_show_it(mark: Mark, code: str, text: str, value: float) -> None:
    assert [(q.low, q.unit) for q in mark(text, code).quantities] == [(value, None)]


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("de", "Drei", 3),
        ("en", "33", 33),
        ("de", "zwölf Kilo", 12),
        ("nb", "En", 1),
        ("en", ".77", 0.77),
        ("es", "coma 8", 0.8),
        ("en", "sixty-two (62)", 62),
        ("es", "cuarenta y 7", 47),
        ("pt", "cento e vinte quartos", 30),
        ("da", "-1,2M", -1.2e6),
    ],
)
def test_a_line_of_nothing_else_is_a_quantity(mark: Mark, code: str, text: str, value: float) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.high) == (pytest.approx(value), pytest.approx(value))


@pytest.mark.parametrize(
    "text",
    [
        "The group One Nation left.",
        "One might say so.",
        "He is the one who left.",
        "One of the best left.",
        "No one came.",
        "At one point it stopped.",
    ],
)
def test_one_is_a_pronoun_more_often_than_a_count(mark: Mark, text: str) -> None:
    assert mark(text, "en").quantities == ()


def test_a_possessor_is_not_what_is_counted(mark: Mark) -> None:
    assert only(mark, "Two of the firm's drivers left.", "en").unit == "driver"


def test_marks_of_direction_do_not_hide_a_number(mark: Mark) -> None:
    report = mark("They saw \u200f1,234\u200f soldiers.", "en")
    [quantity] = report.quantities
    assert (quantity.low, quantity.unit) == (1234, "soldier")


LANGUAGES = Languages()
PIECES = [
    "1",
    "2,5",
    "3.200",
    "-",
    "–",
    "more than",
    "million",
    "half",
    "of",
    "a",
    "and",
    "%",
    "$",
    "km",
    "(",
    ")",
    "5th",
]
PIECES += [
    "soldiers",
    "hundred",
    "twenty",
    "/",
    "\u200f",
    "\n",
    ".",
    "between",
    "٣",
    "½",
    "one",
    "thousands",
    "kr",
    "dozen",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["en", "de", "nb", "da", "pl"]))
def test_marks_stay_inside_the_text_and_apart(pieces: list[str], code: str) -> None:
    capture = Capture("x", text=" ".join([*pieces, "word"]), language=code, clean=True)
    for report in flow.read([capture], LANGUAGES):
        if isinstance(report, Report):
            spans = sorted((q.start, q.end) for q in report.quantities)
            assert all(0 <= start < end <= len(report.text) for start, end in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("line", ["one ", "hundred and ", "1 ", "more than ", "5-", "$", "1,", "between 1 and "])
def test_the_work_grows_with_the_line_and_no_faster(line: str) -> None:
    """Counted in numbers that are read, as seconds are not the same everywhere."""
    work = [readings(line * size) for size in (500, 1000)]
    assert work[1] <= 2.2 * work[0] + 50


def readings(text: str) -> int:
    capture = Capture("x", text=text + "end", language="en", clean=True)
    with patch.object(measures, "read_amount", wraps=measures.read_amount) as read:
        list(flow.read([capture], LANGUAGES))
    return read.call_count


def test_a_number_of_a_thousand_digits_is_no_quantity(mark: Mark) -> None:
    assert mark(f"They counted {'9' * 1000} soldiers.", "en").quantities == ()


def test_quantities_do_not_overlap_each_other_or_times(mark: Mark) -> None:
    text = "In 2019 about 300 soldiers and 20 to 30 tanks, nearly 4 percent, crossed 12 km in three days on 3 May."
    report = mark(text, "en")
    spans = sorted((m.start, m.end) for m in (*report.quantities, *report.timexes))
    assert len(report.quantities) == 4
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
