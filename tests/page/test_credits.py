from __future__ import annotations

import pytest

from .ferry import BODY, Page, read


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
