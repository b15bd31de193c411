from __future__ import annotations

import datetime
from typing import Any

import pytest

from stemma.model import Capture, Evidence, Rejected, Report
from stemma.page.identify import read_page

from .captures import CAPTURES, capture
from .ferry import BODY, MORE, TITLE, Page, read
from .test_dating import LANGUAGES


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


@pytest.mark.parametrize("published", ["2022-05-04", "2022-05", "2022", "2022-05-04T07:15", "2022-05-04 07:15:33Z"])
def test_a_given_time_is_taken_as_precise_as_it_is(page: Page, published: str) -> None:
    report = read(page, "de", "Veröffentlicht am 6. Mai 2022", published=published)
    assert report.published == published.replace(" ", "T")[:16]
    assert report.published_basis == "given"


@pytest.mark.parametrize("published", ["", "morgen", "04.05.2022", "20220504", "2022-05-04T", "2022-5-4"])
def test_what_is_given_and_no_time_is_passed_over(page: Page, published: str) -> None:
    report = read(page, "de", "Veröffentlicht am 6. Mai 2022", published=published)
    assert (report.published, report.published_basis) == ("2022-05-06", "page")


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


# ---------------------------------------------------------------- what is believed where sources disagree


PARAGRAPHS = [
    "Fyret på Utvær fekk ny lampe tysdag, og lyset skal no rekkje dobbelt så langt som før, opplyser kystvakta.",
    "Arbeidet tok tre veker lenger enn venta, for båten med delane låg verfast i Florø heile siste halvdel av april.",
    "Fyrvaktaren seier at ho er letta over at lampa endeleg er på plass før haustmørkret kjem.",
]
OPENGRAPH = (
    '<meta property="article:published_time" content="2022-05-05"><meta property="og:site_name" content="OG-avisa">'
)
OPENGRAPH += '<meta property="og:url" content="https://og.example/1">'
META = '<meta name="date" content="2022-05-07"><meta name="application-name" content="Meta-avisa">'
META += '<link rel="canonical" href="https://meta.example/1">'
DUBLIN = '<meta name="dc.date" content="2022-05-08"><meta name="dc.publisher" content="Dublin-avisa">'
FEED = (
    Evidence("published", "feed", "2022-05-09"),
    Evidence("outlet", "feed", "Feed-avisa"),
    Evidence("url", "feed", "https://feed.example/1"),
)
ARCHIVE = (Evidence("url", "archive", "https://archive.example/1"),)
JSON = """<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-05-04T06:30:00+02:00",
"publisher": {"name": "JSON-avisa"}, "url": "https://json.example/1"}</script>"""


def read_html(head: str, under: str = "", **given: Any) -> Report:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    page = f"<html><head>{head}</head><body><article><h1>Fyret på Utvær får ny lampe</h1>{under}{body}</article>"
    report = read_page(Capture("p.html", html=f"{page}</body></html>", language="nn", **given), LANGUAGES)
    assert isinstance(report, Report), report
    return report


LABEL, BARE = "<p>Publisert 06.05.2022</p>", "<p>10.05.2022</p>"
DATED_URL = "https://avisa.example/2022/05/11/fyr"


@pytest.mark.parametrize(
    ("head", "under", "given", "day"),
    [
        (JSON + OPENGRAPH + META + DUBLIN, LABEL + BARE, {"published": "2022-05-03"}, "2022-05-03"),
        (JSON + OPENGRAPH + META + DUBLIN, LABEL + BARE, {}, "2022-05-04T06:30"),
        (OPENGRAPH + META + DUBLIN, BARE + LABEL, {}, "2022-05-06"),
        (OPENGRAPH + META + DUBLIN, BARE, {}, "2022-05-10"),
        (OPENGRAPH + META + DUBLIN, "", {}, "2022-05-05"),
        (META + DUBLIN, "", {}, "2022-05-07"),
        (DUBLIN, "", {}, "2022-05-08"),
        ("", "", {}, "2022-05-09"),
        ("", "", {"evidence": ()}, "2022-05-11"),
    ],
    ids=["given", "json-ld", "label", "bare date", "opengraph", "meta", "dublin-core", "feed", "address"],
)
def test_dates_are_believed_in_this_order(head: str, under: str, given: dict[str, Any], day: str) -> None:
    report = read_html(head, under, **{"evidence": FEED, "url": DATED_URL} | given)
    assert report.published == day
    assert report.published_basis == ("given" if "published" in given else "page")


@pytest.mark.parametrize(
    ("head", "given", "outlet"),
    [
        (JSON + OPENGRAPH + META + DUBLIN, {"outlet": "Min avis"}, "Min avis"),
        (JSON + OPENGRAPH + META + DUBLIN, {}, "OG-avisa"),
        (JSON + META + DUBLIN, {}, "JSON-avisa"),
        (META + DUBLIN, {}, "Feed-avisa"),
        (META + DUBLIN, {"evidence": ()}, "Dublin-avisa"),
        (META, {"evidence": ()}, "Meta-avisa"),
        ("", {"evidence": ()}, None),
    ],
)
def test_outlets_are_believed_in_this_order(head: str, given: dict[str, Any], outlet: str | None) -> None:
    assert read_html(head, **{"evidence": FEED} | given).outlet == outlet


@pytest.mark.parametrize(
    ("head", "given", "host"),
    [
        (JSON + OPENGRAPH + META, {"url": "https://given.example/1"}, "given"),
        (JSON + OPENGRAPH + META, {}, "meta"),
        (JSON + OPENGRAPH, {}, "og"),
        (JSON, {}, "json"),
        ("", {}, "archive"),
        ("", {"evidence": FEED}, "feed"),
    ],
)
def test_addresses_are_believed_in_this_order(head: str, given: dict[str, Any], host: str) -> None:
    assert read_html(head, **{"evidence": FEED + ARCHIVE} | given).url == f"https://{host}.example/1"


def test_all_that_the_sources_say_is_kept_though_they_disagree() -> None:
    report = read_html(JSON + OPENGRAPH + META + DUBLIN, evidence=FEED + ARCHIVE, url=DATED_URL)
    days = {e.source: e.value for e in report.evidence if e.field == "published"}
    assert days == {
        "json-ld": "2022-05-04T06:30+02:00",
        "opengraph": "2022-05-05",
        "meta": "2022-05-07",
        "dublin-core": "2022-05-08",
        "feed": "2022-05-09",
        "url": "2022-05-11",
    }
    assert {e.value for e in report.evidence if e.field == "outlet"} == {
        *("JSON-avisa", "OG-avisa", "Meta-avisa", "Dublin-avisa", "Feed-avisa")
    }
    assert {e.source for e in report.evidence if e.field == "url"} == {
        *("json-ld", "opengraph", "meta", "feed", "archive")
    }
