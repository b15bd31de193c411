from __future__ import annotations

from typing import Any

import pytest

from stemma.model import Evidence

from .ferry import BODY, Page, read
from .test_dating import read as dated


@pytest.mark.parametrize(
    ("code", "credit", "names"),
    [
        ("pl", "(PAP)", ["PAP"]),
        pytest.param(
            "pl",
            "źródło: PAP",
            ["PAP"],
        ),
        ("de", "dpa/AFP", ["dpa", "AFP"]),
        ("nb", "(©NTB)", ["NTB"]),
        ("da", "/ritzau/", ["Ritzau"]),
        ("en", "(Reuters)", ["Reuters"]),
    ],
)
def test_agencies_are_credited(page: Page, code: str, credit: str, names: list[str]) -> None:
    report = read(page, code, below=credit)
    agencies = [c for c in report.credits if c.role == "agency"]
    assert [c.name.casefold() for c in agencies] == [n.casefold() for n in names]
    assert [report.at(c).casefold() for c in agencies] == [n.casefold() for n in names]


@pytest.mark.parametrize(
    ("code", "line"), [("nb", "Av Marit Solbakken"), ("de", "Von Silke Harms"), ("en", "By Mary Black")]
)
def test_authors_are_credited(page: Page, code: str, line: str) -> None:
    [author] = [c for c in read(page, code, line).credits if c.role == "author"]
    assert author.name == line.split(" ", 1)[1]


def test_a_photo_agency_is_no_agency_of_the_report(page: Page) -> None:
    report = read(page, "nb", "Foto: Jens Dahl / NTB")
    assert {c.role for c in report.credits} == {"photo"}


@pytest.mark.parametrize(
    ("code", "line", "kind"),
    [
        ("nb", "Denne artikkelen er oversatt ved hjelp av kunstig intelligens.", "machine-translated"),
        ("de", "Dieser Artikel wurde maschinell übersetzt.", "machine-translated"),
        ("en", "This article was generated with the help of AI.", "ai-generated"),
        ("pl", "Artykuł został przetłumaczony automatycznie.", "machine-translated"),
        ("da", "Artiklen er oversat ved hjælp af kunstig intelligens.", "machine-translated"),
        ("en", "Updated: 13 March 2021, 08:00", "updated"),
    ],
)
def test_disclosures(page: Page, code: str, line: str, kind: str) -> None:
    report = read(page, code, line)
    assert kind in [d.kind for d in report.disclosures]
    assert line in [report.at(d) for d in report.disclosures]


def test_a_page_that_discloses_nothing_has_no_disclosure(page: Page) -> None:
    assert [read(page, code).disclosures for code in BODY] == [()] * len(BODY)


def test_an_advertisement_in_the_list_below_does_not_make_the_report_sponsored(page: Page) -> None:
    report = read(page, "pl", below="Materiał Promocyjny\nJak wybrać dobry materac na zimę")
    assert "sponsored" not in [d.kind for d in report.disclosures]


BYLINES = {
    "cs": ("Autor: Jana Malá", ["Jana Malá"]),
    "da": ("Af Mette Krogh og Bo Kofoed", ["Mette Krogh", "Bo Kofoed"]),
    "de": ("Von Silke Harms und Jörg Petersen", ["Silke Harms", "Jörg Petersen"]),
    "en": ("By Mary Black and John Neill", ["Mary Black", "John Neill"]),
    "es": ("Por Clara Ruiz y Juan Peña", ["Clara Ruiz", "Juan Peña"]),
    "fr": ("Par Hélène Roux et Luc Martin", ["Hélène Roux", "Luc Martin"]),
    "it": ("Di Carla Neri e Ugo De Luca", ["Carla Neri", "Ugo De Luca"]),
    "nb": ("Av Marit Solbakken og Nils Aune", ["Marit Solbakken", "Nils Aune"]),
    "nl": ("Door Anna Visser en Jan Bakker", ["Anna Visser", "Jan Bakker"]),
    "nn": ("Av Sigrid Tveit og Olav Espeland", ["Sigrid Tveit", "Olav Espeland"]),
    "pl": ("Autor: Hanna Rogowska", ["Hanna Rogowska"]),
    "pt": ("Por Inês Sousa e Rui Alves", ["Inês Sousa", "Rui Alves"]),
    "ru": ("Автор: Ольга Смирнова", ["Ольга Смирнова"]),
    "sv": ("Av Elin Ström och Per Lund", ["Elin Ström", "Per Lund"]),
    "uk": ("Автор: Олена Коваль", ["Олена Коваль"]),
}


@pytest.mark.parametrize("code", BYLINES)
def test_authors_are_credited_in_the_language_of_each_pack(code: str) -> None:
    line, names = BYLINES[code]
    report = dated(code, line)
    authors = [c for c in report.credits if c.role == "author"]
    assert [c.name for c in authors] == names
    assert [report.at(c) for c in authors] == names
    assert line not in [report.at(b) for b in report.blocks if b.is_report]


@pytest.mark.parametrize("code", BYLINES)
def test_a_page_without_credits_has_none(code: str) -> None:
    assert dated(code).credits == ()


def stated(*authors: tuple[Any, str], outlet: str = "Bote") -> tuple[Evidence, ...]:
    names = (Evidence("author", source, name) for source, name in authors)
    return (Evidence("outlet", "opengraph", outlet), *names)


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ([("json-ld", "Silke Harms")], ["Silke Harms"]),
        ([("json-ld", "Silke Harms, Jörg Petersen")], ["Jörg Petersen", "Silke Harms"]),
        ([("json-ld", "Silke Harms"), ("json-ld", "Jörg Petersen")], ["Jörg Petersen", "Silke Harms"]),
        ([("meta", "Silke Harms | Jörg Petersen")], ["Jörg Petersen", "Silke Harms"]),
        ([("meta", "Jörg Petersen"), ("json-ld", "Silke Harms")], ["Silke Harms"]),
        ([("feed", "Jörg Petersen"), ("meta", "Silke Harms")], ["Silke Harms"]),
        ([("meta", "BOTE"), ("feed", "Silke Harms")], ["Silke Harms"]),
        ([("json-ld", "Silke Harms und Jörg Petersen")], ["Jörg Petersen", "Silke Harms"]),
        ([("meta", "Die ganze große Redaktion von nebenan und gegenüber")], []),
        ([], []),
    ],
)
def test_of_the_authors_that_metadata_state_the_first_source_is_believed(
    authors: list[tuple[Any, str]], names: list[str]
) -> None:
    found = [c for c in dated("de", evidence=stated(*authors)).credits if c.role == "author"]
    assert [(c.name, c.start, c.end) for c in found] == [(name, 0, 0) for name in names]


def test_an_author_whom_the_page_names_is_credited_there_and_once() -> None:
    report = dated("de", "Von Silke Harms", evidence=stated(("json-ld", "SILKE HARMS"), ("json-ld", "Jörg Petersen")))
    assert [(c.name, report.at(c)) for c in report.credits] == [("Jörg Petersen", ""), ("Silke Harms", "Silke Harms")]


def test_an_agency_in_a_byline_is_no_author() -> None:
    report = dated("de", below="Von dpa")
    assert [c.role for c in report.credits if c.role == "author"] == []


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("de", "Foto: Torben Petersen"),
        ("pl", "Fot. Jerzy Wilk"),
        ("ru", "Фото: Игорь Лапин"),
        ("fr", "Photo : Luc Petit"),
    ],
)
def test_the_photographer_is_credited_with_the_picture(code: str, line: str) -> None:
    [photo] = dated(code, line).credits
    assert (photo.role, photo.name) == ("photo", " ".join(line.split()[-2:]))


@pytest.mark.parametrize(
    ("code", "line", "names"),
    [
        ("de", "Von Silke von Harms", ["Silke von Harms"]),
        ("fr", "Par Luc de La Tour", ["Luc de La Tour"]),
        ("it", "Di Ugo della Valle", ["Ugo della Valle"]),
        ("pt", "Por Inês dos Santos", ["Inês dos Santos"]),
        ("en", "By John O'Neill", ["John O'Neill"]),
        ("de", "Von Silke Harms, Berlin", ["Silke Harms"]),
        pytest.param(
            "de",
            "Von Silke Harms, Jörg Petersen",
            ["Silke Harms", "Jörg Petersen"],
        ),
        ("fr", "Par Jean-Luc Martin", ["Jean-Luc Martin"]),
        ("nl", "Door Anna de Vries", ["Anna de Vries"]),
        ("es", "Por Clara Ruiz de la Vega", ["Clara Ruiz de la Vega"]),
        ("sv", "Av Per af Lund", ["Per af Lund"]),
        pytest.param("en", "By Mary Black and John O'Neill", ["Mary Black", "John O'Neill"]),
        pytest.param("fr", "Par Hélène Roux et Jean-Luc Martin", ["Hélène Roux", "Jean-Luc Martin"]),
    ],
)
def test_names_with_particles_and_signs_are_whole(code: str, line: str, names: list[str]) -> None:
    assert [c.name for c in dated(code, line).credits] == names
