from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Quantity, Report

Mark = Callable[..., Report]


def only(mark: Mark, text: str, code: str) -> Quantity:
    [quantity] = mark(text, code).quantities
    return quantity


@pytest.mark.parametrize(
    ("code", "text", "low", "high", "unit"),
    [
        ("es", "Había al menos 20 soldados.", 20, None, "soldier"),
        ("fr", "Au moins 69 soldats sont partis.", 69, None, "soldier"),
        ("pt", "Havia pelo menos 30 soldados.", 30, None, "soldier"),
        ("de", "Am Tor warteten Hunderte Soldaten.", 200, None, "soldier"),
        ("es", "Entre un 70 % y un 90 % votó.", 70, 90, "percent"),
        ("es", "Anduvo doce kilómetros y medio.", 12.5, 12.5, "kilometre"),
        ("it", "Comprò un chilo e mezzo di riso.", 1.5, 1.5, "kilogram"),
        ("fr", "Il a bu un litre et demi de lait.", 1.5, 1.5, "litre"),
        ("es", "Bebió medio litro de leche.", 0.5, 0.5, "litre"),
        ("pt", "Pagou doze euros e trinta e dois centavos.", 12.32, 12.32, "EUR"),
        ("en", "He sold the barn for a euro.", 1, 1, "EUR"),
        ("en", "They signed a US$ 4.7 billion deal.", 4.7e9, 4.7e9, "USD"),
        ("ru", "Он заплатил 10к$ за лодку.", 10_000, 10_000, "USD"),
        ("en", "They sent sixteen (16) soldiers.", 16, 16, "soldier"),
        ("en", "She is 5-foot-11.", 5 + 11 / 12, 5 + 11 / 12, "foot"),
        ("it", "Ieri a Roma c'erano 38° all'ombra.", 38, 38, "degree"),
        ("pt", "Estavam 30º C na praia.", 30, 30, "degree celsius"),
        ("it", "Ha versato 3 l d'acqua.", 3, 3, "litre"),
    ],
)
def test_words_of_one_language_that_are_more_than_one_thing(
    mark: Mark, code: str, text: str, low: float, high: float | None, unit: str
) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.high, quantity.unit) == (pytest.approx(low), high and pytest.approx(high), unit)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The poet (1564 - 1616) is known, see the sheets (170 – 171)."),
        ("it", "Cade tra 000 e 999."),
        ("it", "Oggi cade il 40° anniversario e la 36° edizione."),
        ("es", "Celebran el 40° aniversario."),
        ("ru", "Страна стала 31-м членом союза."),
        ("en", "Call 555 123 4567 for help."),
        ("en", "They won 14½-13½ at last."),
        ("fr", "Il est au top 10 des marins."),
        ("de", "Gegen Mainz 05 gewann die Borussia."),
        ("de", "Er trug eine Dreiviertel-Hose und las das 2.500-seitige Buch."),
        ("it", "Un mezzo della polizia era in mezzo alla strada, in qualche modo."),
        ("it", "Vedi i diritti (art. da 15 a 22 della legge)."),
        ("es", "Desde 1980 ha escrito libros."),
        ("fr", "En 2011 l'ambassade ferma."),
        ("nb", "Hun feiret 63-årsdagen sin."),
        ("ru", "Мяч забили в первой четверти матча."),
    ],
)
def test_years_ordinals_and_other_words_are_no_quantities(mark: Mark, code: str, text: str) -> None:
    assert [q.rule for q in mark(text, code).quantities] == []


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("nl", "Die dag speelden ze thuis, en 15 wonnen hun wedstrijd.", 15),
        ("ru", "Ещё 12 получили ранения в городе.", 12),
        ("es", "Otras 30 resultaron heridas.", 30),
    ],
)
def test_a_verb_is_not_what_is_counted(mark: Mark, code: str, text: str, value: float) -> None:
    quantity = only(mark, text, code)
    assert (quantity.low, quantity.unit) == (value, None)


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("fr", "Il y eut six arrestations hier.", "six arrestations"),
        ("fr", "On sauva des centaines de vies.", "centaines de vies"),
        ("it", "Ci furono cinque raduni in piazza.", "cinque raduni"),
        ("es", "Hubo tres ataques terroristas.", "tres ataques terroristas"),
        ("pt", "Tem 14 grandes títulos.", "14 grandes títulos"),
        ("nl", "Vier echte moeders dansen.", "Vier echte moeders"),
        ("es", "Compró cuatro camisetas verdes.", "cuatro camisetas"),
    ],
)
def test_a_noun_is_counted_though_the_glossary_has_it_with_a_verb(mark: Mark, code: str, text: str, words: str) -> None:
    report = mark(text, code)
    assert [report.at(q) for q in report.quantities] == [words]
