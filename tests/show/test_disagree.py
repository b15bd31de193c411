"""Where the metadata of a page disagree, and which differences are none."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest

from stemma.model import Credit, Dossier, Edition, Evidence, Report
from stemma.show.disagree import Saying, dates_stated, disputes
from stemma.show.html import render


def report(*evidence: tuple[Any, Any, str], **known: Any) -> Report:
    return Report("r", "Harbour closed\nText.", evidence=tuple(Evidence(*e) for e in evidence), **known)


def test_two_days_are_a_dispute_with_the_believed_one_first() -> None:
    found = report(
        ("published", "url", "2024-02-01"),
        ("published", "json-ld", "2024-02-03T18:00+01:00"),
        ("published", "meta", "2024-02-03"),
        published="2024-02-03T18:00",
        published_basis="page",
    )
    [dispute] = disputes(found)
    assert dispute.field == "published"
    assert dispute.sayings == (
        Saying("3 Feb 2024, 18:00 +01:00", "JSON-LD, meta tags", True),
        Saying("1 Feb 2024", "the address", False),
    )
    assert dates_stated(found) == 2


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("published", "2024-02-03T18:00+01:00", "2024-02-03"),
        ("published", "2024-02-03T23:30-05:00", "2024-02-04T04:30Z"),
        ("updated", "2024-02-03T10:00", "2024-02-03T11:00"),
        ("title", "Harbour closed", "HARBOUR: closed!"),
        ("title", "Harbour closed – after storm", "Harbour closed – after storm | The Paper"),
        ("title", "Harbour closed - News - The Paper", "Harbour closed"),
        ("author", "Anna Berg", "By Anna Berg"),
        ("author", "Berg, Anna", "Anna Berg"),
        ("outlet", "The Paper", "the paper."),
        ("language", "en", "EN"),
        ("url", "https://www.paper.example/1/", "http://paper.example/1?utm_source=mail#top"),
    ],
)
def test_small_differences_are_none(field: str, one: str, other: str) -> None:
    assert disputes(report((field, "json-ld", one), (field, "meta", other))) == ()


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("updated", "2024-02-03T10:00", "2024-02-04T10:00"),
        ("title", "Harbour closed", "Storm shuts the port"),
        ("author", "Anna Berg", "Carl Dahl"),
        ("outlet", "The Paper", "Daily Sound"),
        ("language", "en", "pl"),
        ("url", "https://paper.example/1", "https://paper.example/2"),
    ],
)
def test_other_values_are_a_dispute(field: str, one: str, other: str) -> None:
    [dispute] = disputes(report((field, "json-ld", one), (field, "meta", other)))
    assert dispute.field == {"url": "address"}.get(field, field)
    assert [s.believed for s in dispute.sayings] == [False, False]


def test_universal_time_may_name_the_day_before_the_one_of_the_outlet() -> None:
    late = ("published", "json-ld", "2024-02-03T23:30Z")
    assert disputes(report(late, ("published", "url", "2024-02-04"), published="2024-02-04T00:30")) == ()
    assert disputes(report(late, ("published", "url", "2024-02-06"), published="2024-02-06")) != ()


def test_all_authors_of_one_source_are_one_value() -> None:
    both = (("author", "json-ld", "Anna Berg"), ("author", "json-ld", "Carl Dahl"))
    assert disputes(report(*both)) == ()
    assert disputes(report(*both, ("author", "meta", "Carl Dahl, Anna Berg"))) == ()
    [dispute] = disputes(
        report(*both, ("author", "meta", "Eva Strand"), credits=(Credit(0, 0, "author", "Eva Strand"),))
    )
    assert [(s.value, s.believed) for s in dispute.sayings] == [("Eva Strand", True), ("Anna Berg, Carl Dahl", False)]


def test_a_believed_value_that_no_metadata_state_stands_with_its_origin() -> None:
    days = (("published", "json-ld", "2024-02-03"), ("published", "meta", "2024-02-05"))
    [given] = disputes(report(*days, published="2024-02-01", published_basis="given"))
    assert given.sayings[0] == Saying("1 Feb 2024", "given with the capture", True)
    earlier = Edition("e", published="2024-02-01")
    [folded] = disputes(report(*days, published="2024-02-01", published_basis="page", editions=(earlier,)))
    assert folded.sayings[0] == Saying("1 Feb 2024", "another capture", True)


@pytest.mark.parametrize("value", ["", "soon", "2024-13-45", "0001-01-01T00:00+14:00", "9999-12-31T23:00-12:00"])
def test_odd_values_are_no_error(value: str) -> None:
    for field in ("published", "title", "author", "url", "language"):
        disputes(report((field, "json-ld", value), (field, "meta", "http://[broken"), (field, "feed", "2024-02-03")))


def shown(found: Report) -> Any:
    page = lxml.html.document_fromstring(render(Dossier(reports=(found,))))
    return page.xpath("//details[@class='report']//dl[@class='disputes']/div")


def test_the_page_lists_source_and_value_and_marks_the_believed_one() -> None:
    evil = "<script>alert(1)</script>"
    [row] = shown(report(("title", "json-ld", "Harbour closed"), ("title", "meta", evil), title="Harbour closed"))
    assert row.find("dt").text == "title"
    told = [" ".join(dd.text_content().split()) for dd in row.findall("dd")]
    assert told == ["Harbour closed JSON-LD · believed", f"{evil} meta tags"]
    assert row.xpath(".//script") == []


def test_where_all_agree_nothing_is_shown() -> None:
    assert shown(report(("title", "json-ld", "Harbour closed"), ("title", "meta", "Harbour Closed"))) == []
    assert shown(report()) == []
