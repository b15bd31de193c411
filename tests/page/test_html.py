from __future__ import annotations

import pytest

from stemma.languages.registry import Languages
from stemma.model import Capture, Rejected, Report
from stemma.page.html import render
from stemma.page.identify import read_page

PARAGRAPHS = [
    "Der Leuchtturm von Kap Arkona bleibt in diesem Winter geschlossen, weil im Treppenhaus Steine gefallen sind.",
    "Die Gemeinde Putgarten lässt nun prüfen, ob das Mauerwerk aus dem Jahr 1827 noch trägt, sagte der Bürgermeister.",
    "Besucher können den Turm von außen ansehen, das Museum im Nachbarhaus hat an jedem Wochenende geöffnet.",
]


def html(title: str = "Leuchtturm auf Rügen geschlossen", head: str = "", paragraphs: list[str] = PARAGRAPHS) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="de-DE"><head><meta charset="utf-8"><title>{title} – Küstenbote</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Küstenbote">{head}</head>'
        "<body><nav><ul><li><a href='/'>Start</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer><p>Impressum | Datenschutz</p></footer></body></html>"
    )


def read(page: str, **given: object) -> Report | Rejected:
    return read_page(Capture("page.html", html=page, **given), LANGUAGES)


LANGUAGES = Languages()
DATED = '<meta property="article:published_time" content="2021-11-23T07:45:00+01:00">'


def test_the_title_comes_without_the_fuss_of_the_outlet() -> None:
    report = read(html())
    assert isinstance(report, Report)
    assert report.title == "Leuchtturm auf Rügen geschlossen"
    assert [report.at(b) for b in report.blocks if b.kind == "title"] == [report.title]


def test_the_text_is_the_article_one_block_a_line() -> None:
    report = read(html())
    assert isinstance(report, Report)
    shown = [(b.kind, report.at(b)) for b in report.blocks]
    assert report.text.split("\n") == [text for _, text in shown]
    body = [
        ("title", "Leuchtturm auf Rügen geschlossen"),
        *zip(["lead", "paragraph", "paragraph"], PARAGRAPHS, strict=True),
    ]
    assert [block for block in shown if block[0] != "navigation"] == body
    assert {text for kind, text in shown if kind == "navigation"} == {"Start", "Sport", "Impressum | Datenschutz"}


def test_date_and_outlet_come_from_metadata() -> None:
    report = read(html(head=DATED))
    assert isinstance(report, Report)
    assert report.published is not None
    assert report.published[:10] == "2021-11-23"
    assert (report.published_basis, report.outlet) == ("page", "Küstenbote")


def test_the_time_of_the_metadata_is_as_precise_as_the_page_gives_it() -> None:
    report = read(html(head=DATED))
    assert isinstance(report, Report)
    assert report.published == "2021-11-23T07:45"


def test_what_is_given_goes_before_metadata() -> None:
    report = read(html(head=DATED), published="2021-11-22", outlet="Anderes Blatt", title="Leuchtturm geschlossen")
    assert isinstance(report, Report)
    assert (report.published, report.outlet, report.title) == ("2021-11-22", "Anderes Blatt", "Leuchtturm geschlossen")


def test_the_language_is_told_from_the_article_and_not_from_the_frame() -> None:
    report = read(html().replace('lang="de-DE"', 'lang="en"'))
    assert isinstance(report, Report)
    assert report.language == "de"


def test_the_declared_language_is_kept_apart() -> None:
    page = render(html())
    assert page is not None
    assert [(e.source, e.value) for e in page.evidence if e.field == "language"] == [("meta", "de")]


def test_entities_and_blanks_come_out_as_text() -> None:
    page = render(html(paragraphs=[PARAGRAPHS[0].replace("von Kap", "von&nbsp; &nbsp;Kap"), *PARAGRAPHS[1:]]))
    assert page is not None
    assert PARAGRAPHS[0] in page.text


MENU = "<html><body><nav><a href='/'>Start</a></nav></body></html>"


@pytest.mark.parametrize("page", ["<html><body></body></html>", MENU, "   ", "<"])
def test_a_page_without_an_article_is_rejected(page: str) -> None:
    rejected = read(page)
    assert isinstance(rejected, Rejected)
    assert (rejected.where, rejected.stage) == ("page.html", "page")
    assert "no article" in rejected.reason


def test_the_author_of_the_metadata_is_credited() -> None:
    report = read(html(head='<meta name="author" content="Silke Harms">'))
    assert isinstance(report, Report)
    assert [(c.role, c.name) for c in report.credits] == [("author", "Silke Harms")]
