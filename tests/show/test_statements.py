"""What a page says of itself, as the page of the dossier shows it."""

from __future__ import annotations

from typing import Any

import lxml.html
import msgspec
import pytest

from stemma.model import Block, Credit, Disclosure, Dossier, Edition, Evidence, Report
from stemma.show.html import render
from stemma.show.statements import MOST_PARTS, remarks

TEXT = (
    "Harbour closed after storm\n"
    "By Anna Berg\n"
    "The harbour of Almaholm is closed, its master said.\n"
    "This text was written by a model.\n"
    "40% is left to read."
)


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def card(report: Report) -> Any:
    """The part of the page that shows a report in full."""
    page = lxml.html.document_fromstring(render(Dossier(reports=(report,))))
    [found] = page.xpath("//details[@class='report']")
    return found


def told(element: Any) -> str:
    return " ".join(element.text_content().split())


def facts(report: Report) -> dict[str, list[str]]:
    """Terms with what is said to each."""
    rows = card(report).xpath(".//dl[@class='facts']/div")
    return {told(row.find("dt")): [told(dd) for dd in row.findall("dd")] for row in rows}


def linked(report: Report, words: str) -> str:
    """The words of the text that a link with some words leads to."""
    found = card(report)
    [href] = [a.get("href") for a in found.xpath(".//dl//a") if told(a) == words]
    [target] = found.xpath(f".//*[@id='{href[1:]}']")
    return told(target)


def test_times_stand_with_their_basis() -> None:
    report = Report(
        "r",
        TEXT,
        published="2024-02-03T18:00",
        published_basis="text",
        updated="2024-02-04T09:30+02:00",
        captured="2024-02-05T10:00:00Z",
    )
    said = facts(report)
    assert said["published"] == ["3 Feb 2024, 18:00 as its text says"]
    assert said["updated"] == ["4 Feb 2024, 09:30 +02:00"]
    assert said["captured"] == ["5 Feb 2024, 10:00 UTC"]


def test_what_is_not_known_is_not_said() -> None:
    assert set(facts(Report("r", TEXT))) == {"language"}


def test_people_lead_to_their_line_or_are_said_by_metadata() -> None:
    credits = (
        Credit(*place("Anna Berg"), "author", "Anna Berg"),
        Credit(0, 0, "author", "Carl Dahl"),
        Credit(0, 0, "author", "ANNA BERG"),
        Credit(*place("Almaholm"), "agency", "WireX"),
    )
    report = Report("r", TEXT, credits=credits)
    assert facts(report)["author"] == ["Anna Berg", "Carl Dahl by its metadata"]
    assert facts(report)["agency"] == ["WireX"]
    assert linked(report, "Anna Berg") == "Anna Berg"


def test_many_credits_are_counted() -> None:
    credits = tuple(Credit(0, 0, "photo", f"Photographer {n}") for n in range(MOST_PARTS + 3))
    assert facts(Report("r", TEXT, credits=credits))["photo"][-1] == "and 3 more"


def test_a_disclosure_quotes_the_page_and_leads_there() -> None:
    words = "This text was written by a model."
    report = Report("r", TEXT, disclosures=(Disclosure(*place(words), "ai-generated"),))
    assert facts(report)["AI-generated"] == [f"{words} the page says so"]
    assert linked(report, words) == words


def test_signs_are_told_apart_from_what_the_page_says() -> None:
    signs = Disclosure(0, len(TEXT), "machine-translated", ("two spellings", "foreign quotes"), 0.72)
    [said] = facts(Report("r", TEXT, disclosures=(signs,)))["machine-translated"]
    assert said == "signs speak for it: two spellings; foreign quotes weight 0.72 of 1"
    assert "says so" not in said


def test_a_paywall_says_how_much_is_missing_and_by_what_it_is_known() -> None:
    words = "40% is left to read."
    shown = Disclosure(*place(words), "paywalled", missing=0.4)
    stated = Disclosure(0, 0, "paywalled", ("metadata: not accessible for free",))
    [said] = facts(Report("r", TEXT, disclosures=(shown,)))["paywalled"]
    assert said == f"{words} the page says so, 40 % of it missing"
    assert facts(Report("r", TEXT, disclosures=(stated,)))["paywalled"] == ["metadata: not accessible for free"]


@pytest.mark.parametrize("kind", ["sponsored", "corrected"])
def test_other_disclosures_have_a_line(kind: Any) -> None:
    assert kind in facts(Report("r", TEXT, disclosures=(Disclosure(*place("is closed"), kind),)))


def test_remarks_say_the_most_in_few_words() -> None:
    report = Report(
        "r",
        TEXT,
        updated="2024-02-04T09:30",
        disclosures=(
            Disclosure(*place("40%"), "paywalled", missing=0.4),
            Disclosure(0, 0, "ai-generated", ("signs",), 0.5),
            Disclosure(0, 0, "ai-generated", ("signs",), 0.8),
            Disclosure(*place("This text"), "machine-translated"),
        ),
        evidence=(Evidence("published", "json-ld", "2024-02-03"), Evidence("published", "url", "2024-01-03")),
        editions=(Edition("e"),),
    )
    assert remarks(report) == (
        "updated 4 Feb 2024, 09:30",
        "paywalled, 40 % missing",
        "perhaps AI-generated (0.80)",
        "machine-translated",
        "2 captures, the same text",
        "states 2 dates",
    )
    assert remarks(Report("r", TEXT)) == ()


def test_remarks_stand_on_the_closed_report() -> None:
    report = Report("r", TEXT, disclosures=(Disclosure(*place("is closed"), "sponsored"),))
    assert "sponsored" in told(card(report).find("summary"))


def test_what_the_page_says_cannot_run() -> None:
    evil = "<script>alert(1)</script>"
    text = TEXT + evil
    report = Report(
        "r",
        text,
        title=evil,
        outlet=evil,
        captured=evil,
        updated=evil,
        credits=(Credit(0, 0, "author", evil), Credit(len(TEXT), len(text), "agency", evil)),
        disclosures=(
            Disclosure(len(TEXT), len(text), "paywalled"),
            Disclosure(0, 0, "ai-generated", (evil,), 0.5),
        ),
    )
    page = lxml.html.document_fromstring(render(Dossier(reports=(report,))))
    assert len(page.xpath("//script")) == 1
    assert [told(dd) for dd in page.xpath("//dl[@class='facts']//dd")].count(evil) >= 3


def test_a_block_in_another_language_says_so() -> None:
    first, last = place("This text was written by a model.")
    blocks = (Block(0, first, "paragraph"), Block(first, last, "promotion", "ar"), Block(last, len(TEXT), "paragraph"))
    report = Report("r", TEXT, language="en", blocks=blocks)
    [text] = card(report).xpath(".//div[@class='text']")
    [block] = text.xpath(".//*[@lang]")
    assert (block.get("lang"), block.get("dir"), told(block)) == ("ar", "auto", "This text was written by a model.")
    own = msgspec.structs.replace(report, blocks=(Block(0, first, "paragraph", "nb"),))
    assert [b.get("lang") for b in card(own).xpath(".//div[@class='text']//*[@lang]")] == ["nb"]
