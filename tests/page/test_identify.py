from __future__ import annotations

import datetime

import pytest

from stemma.model import Rejected

from .captures import CAPTURES, capture
from .ferry import BODY, MORE, TITLE, Page, read


@pytest.mark.parametrize(
    ("code", "label", "published"),
    [
        ("pl", "Publikacja: 12.03.2021 14:05", "2021-03-12T14:05"),
        ("pl", "Opublikowano: 12 marca 2021", "2021-03-12"),
        ("de", "Veröffentlicht: 12.03.2021, 14:05 Uhr", "2021-03-12T14:05"),
        ("de", "Veröffentlicht am 12. März 2021", "2021-03-12"),
        ("nb", "Publisert 12.03.2021 kl. 14.05", "2021-03-12T14:05"),
        ("nn", "Publisert 12. mars 2021 kl. 14.05", "2021-03-12T14:05"),
        ("da", "Publiceret d. 12. marts 2021 kl. 14.05", "2021-03-12T14:05"),
        ("en", "Published: 12 March 2021, 14:05 GMT", "2021-03-12T14:05"),
        ("en", "Published March 12, 2021", "2021-03-12"),
    ],
)
def test_publication_labels(page: Page, code: str, label: str, published: str) -> None:
    report = read(page, code, label)
    assert (report.published, report.published_basis) == (published, "page")


@pytest.mark.parametrize("code", BODY)
def test_a_bare_date_above_the_title_is_the_day_of_the_capture(page: Page, code: str) -> None:
    report = read(page, code, above="12.03.2021")
    assert (report.published, report.published_basis) == (None, None)


@pytest.mark.parametrize("code", BODY)
def test_a_bare_date_under_the_title_is_the_day_of_publication(page: Page, code: str) -> None:
    report = read(page, code, "12.03.2021")
    assert (report.published, report.published_basis) == ("2021-03-12", "page")


def test_a_label_goes_before_every_other_date(page: Page) -> None:
    report = read(page, "en", "11.03.2021", "Published: 12 March 2021", above="14.03.2021 06:30")
    assert report.published == "2021-03-12"


def test_a_given_date_goes_before_the_page_and_is_told_to_the_minute(page: Page) -> None:
    report = read(page, "en", "Published: 12 March 2021", published="2021-03-13T09:15:42+01:00")
    assert (report.published, report.published_basis) == ("2021-03-13T09:15", "given")


def test_a_given_date_that_is_none_is_passed_over(page: Page) -> None:
    report = read(page, "en", "Published: 12 March 2021", published="last Friday")
    assert (report.published, report.published_basis) == ("2021-03-12", "page")


@pytest.mark.xfail(strict=True, reason="a given date is believed by its shape alone: 2021-02-31 has no such day")
def test_a_given_day_that_the_calendar_lacks_is_passed_over(page: Page) -> None:
    assert read(page, "en", "Published: 12 March 2021", published="2021-02-31").published == "2021-03-12"


def test_a_date_after_today_is_not_believed(page: Page) -> None:
    label = "Published: 12 March 2021"
    assert read(page, "en", label, now=datetime.date(2021, 3, 11)).published is None
    assert read(page, "en", label, now=datetime.date(2021, 3, 12)).published == "2021-03-12"


def test_the_date_line_of_an_agency_text(page: Page) -> None:
    body = f"GDYNIA, 12 March 2021 (Reuters) - {BODY['en']}"
    report = page("\n".join([TITLE["en"], body, MORE["en"]]), "en")
    assert (report.published, report.published_basis) == ("2021-03-12", "text")


def test_a_weekday_that_fits_a_full_date_tells_the_day(page: Page) -> None:
    told = "Prom zwodowano w piątek 12 marca 2021 r. w obecności kilkuset mieszkańców miasta i całej załogi."
    report = page("\n".join([TITLE["pl"], told, MORE["pl"]]), "pl")
    assert (report.published, report.published_basis) == ("2021-03-12", "inferred")


def test_a_weekday_that_does_not_fit_tells_nothing(page: Page) -> None:
    told = "Prom zwodowano w środę 12 marca 2021 r. w obecności kilkuset mieszkańców miasta i całej załogi."
    assert page("\n".join([TITLE["pl"], told, MORE["pl"]]), "pl").published is None


@pytest.mark.parametrize("code", CAPTURES)
def test_the_language_is_told_from_the_text(page: Page, code: str) -> None:
    report = page(capture(code))
    assert (report.language, report.language_basis) == (code, "detected")


def test_a_given_language_is_trusted(page: Page) -> None:
    report = page(capture("nb"), "da")
    assert (report.language, report.language_basis) == ("da", "given")


def test_a_language_without_a_pack_is_noted(page: Page) -> None:
    report = page("Helsingin satamassa syttyi tulipalo varhain aamulla, kertoo pelastuslaitos tiedotteessaan.", "fi")
    assert [n for n in report.notes if "no pack for 'fi'" in n]


@pytest.mark.parametrize("text", ["—\n...\n", "!!!"])
def test_a_page_without_words_is_rejected(page: Page, text: str) -> None:
    rejected = page(text)
    assert isinstance(rejected, Rejected)
    assert (rejected.where, rejected.stage, rejected.reason) == ("page", "page", "no words in the text")


def test_the_id_comes_from_content_and_not_from_the_place(page: Page) -> None:
    one, two = page(BODY["en"], "en"), page(BODY["en"], "en", url="https://a.example/1")
    assert one.id == page(BODY["en"], "en", title="Other").id
    assert one.id != two.id
    assert page(BODY["en"], "en", id="mine").id == "mine"
