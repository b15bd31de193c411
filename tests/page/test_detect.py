from __future__ import annotations

import pytest

from stemma.model import Capture, Report
from stemma.page.detect import detect
from stemma.page.identify import read_page

from .captures import CAPTURES
from .captures import capture as captured
from .test_dating import LANGUAGES, REPORTS, text_of


@pytest.mark.parametrize("code", REPORTS)
def test_a_short_report_in_the_language_of_each_pack(code: str) -> None:
    assert detect(text_of(code)) == code


@pytest.mark.parametrize("code", REPORTS)
def test_one_paragraph_is_enough(code: str) -> None:
    assert detect(REPORTS[code][1]) == code


@pytest.mark.parametrize("code", CAPTURES)
def test_a_page_with_its_furniture(code: str) -> None:
    assert detect(captured(code)) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "da",
            "Regeringen siger, at der ikke er nogen grund til at ændre loven, før udvalget har været i Nordjylland.",
        ),
        ("nb", "Regjeringen sier at det ikke er noen grunn til å endre loven før utvalget har vært i Nord-Norge."),
        ("nn", "Regjeringa seier at det ikkje er nokon grunn til å endre lova før utvalet har vore i Nord-Noreg."),
        (
            "sv",
            "Regeringen säger att det inte finns någon anledning att ändra lagen innan utskottet har varit i Norrland.",
        ),
        ("da", "Hun blev kørt på hospitalet, men er uden for livsfare, oplyser vagtchefen ved Sydøstjyllands Politi."),
        (
            "nb",
            "Hun ble kjørt til sykehuset, men er utenfor livsfare, opplyser operasjonslederen i Sørøst politidistrikt.",
        ),
        pytest.param(
            "nn",
            "Ho vart køyrd til sjukehuset, men er utanfor livsfare, opplyser operasjonsleiaren i Vest politidistrikt.",
            marks=pytest.mark.xfail(
                strict=True, reason="a short text, taken for Bokmål though 'vart' and 'utanfor' are not"
            ),
        ),
        (
            "sv",
            "Hon fördes till sjukhus men är utom livsfara, uppger vakthavande befäl vid polisen i sydöstra Sverige.",
        ),
        ("uk", "Уряд заявив, що не бачить причин змінювати закон, доки комісія не повернеться з південних областей."),
        ("ru", "Правительство заявило, что не видит причин менять закон, пока комиссия не вернётся из южных областей."),
        ("pt", "O governo afirma que não há razão para mudar a lei antes de a comissão regressar do norte do país."),
        ("es", "El gobierno afirma que no hay razón para cambiar la ley antes de que la comisión vuelva del norte."),
        ("cs", "Vláda tvrdí, že není důvod měnit zákon dříve, než se výbor vrátí z cesty po severních krajích."),
        ("sk", "Vláda tvrdí, že nie je dôvod meniť zákon skôr, než sa výbor vráti z cesty po severných krajoch."),
        ("pl", "Rząd twierdzi, że nie ma powodu zmieniać ustawy, zanim komisja nie wróci z podróży po północy."),
        ("nl", "De regering zegt dat er geen reden is om de wet te veranderen voordat de commissie terug is."),
        ("de", "Die Regierung sagt, es gebe keinen Grund, das Gesetz zu ändern, bevor der Ausschuss zurück ist."),
        ("fi", "Hallitus sanoo, ettei lakia ole syytä muuttaa ennen kuin valiokunta on palannut pohjoisesta."),
        ("tr", "Hükümet, komisyon kuzeyden dönmeden yasayı değiştirmek için bir neden olmadığını söylüyor."),
    ],
)
def test_neighbouring_languages_are_told_apart_in_a_sentence(code: str, text: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", "   \n", "12.11.2024 – 14:05", "Oslo", "+++ 3:1 +++", "© dpa", "…", "😀" * 40])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) == "und"


def test_the_length_of_a_text_does_not_change_its_language() -> None:
    for code in ("da", "nb", "nn", "sv", "de", "ru"):
        text = text_of(code)
        assert {detect("\n".join([text] * n)) for n in (1, 2, 8, 60)} == {code}


@pytest.mark.parametrize(("mine", "other"), [("da", "de"), ("de", "en"), ("pl", "uk"), ("nb", "sv"), ("fr", "es")])
def test_of_two_languages_the_one_of_most_of_the_text_is_told(mine: str, other: str) -> None:
    assert detect("\n".join([text_of(mine), *REPORTS[mine][1:], REPORTS[other][1]])) == mine


def test_a_menu_in_another_language_does_not_count() -> None:
    menu = "\n".join(f"All of the news from the {place}" for place in ("north", "south", "east", "west") * 15)
    assert detect(f"{menu}\n{text_of('it')}\n{menu}") == "it"
    assert detect(f"{menu}\n{text_of('nn')}") == "nn"


@pytest.mark.parametrize("code", ["da", "nb", "nn", "sv", "pl", "ru"])
def test_capitals_and_blanks_do_not_matter(code: str) -> None:
    assert detect(text_of(code).upper()) == code
    assert detect(text_of(code).replace(" ", "  ").replace("\n", "\n\n \n")) == code


# ---------------------------------------------------------------- blocks in another language


def languages_of(code: str, *contents: str) -> list[str | None]:
    """The language named at each line of a report without furniture."""
    capture = Capture("text", text="\n".join(contents), language=code, clean=True)
    report = read_page(capture, LANGUAGES)
    assert isinstance(report, Report), report
    assert [report.at(b) for b in report.blocks] == list(contents)
    return [b.language for b in report.blocks]


def both(code: str) -> str:
    return " ".join(REPORTS[code][1:])


@pytest.mark.parametrize(
    ("mine", "other"), [("da", "de"), ("de", "en"), ("pl", "uk"), ("en", "fr"), ("es", "de"), ("nb", "en")]
)
def test_a_long_block_in_another_language_is_named(mine: str, other: str) -> None:
    assert languages_of(mine, both(mine), both(other), REPORTS[mine][1]) == [None, other, None]


@pytest.mark.parametrize("code", REPORTS)
def test_blocks_in_the_language_of_the_report_are_not_named(code: str) -> None:
    assert languages_of(code, *REPORTS[code], both(code)) == [None] * 4


def test_a_region_of_the_language_is_the_language() -> None:
    assert languages_of("en-GB", both("en"), both("de")) == [None, "de"]


def test_a_short_block_is_not_named() -> None:
    assert languages_of("de", both("de"), "The council wants to build a new bridge of steel.") == [None, None]


@pytest.mark.parametrize("code", ["und", "fi", "ja"])
def test_in_a_language_without_small_words_nothing_is_named(code: str) -> None:
    assert languages_of(code, both("de"), both("en")) == [None, None]
