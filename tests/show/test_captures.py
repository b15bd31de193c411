"""The captures of one report, as the page shows them."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest

from stemma.model import Block, Change, Dossier, Edition, Report
from stemma.show.html import SHOWN, render
from stemma.stories.editions import fold_editions

NOW = "Harbour closed\nA storm sank 12 boats in the harbour of Almaholm on Monday.\nNobody was hurt."


def place(words: str) -> tuple[int, int]:
    start = NOW.index(words)
    return start, start + len(words)


def report(*editions: Edition, **known: Any) -> Report:
    return Report("r", known.pop("text", NOW), language="en", editions=editions, **known)


def page(found: Report) -> Any:
    return lxml.html.document_fromstring(render(Dossier(reports=(found,))))


def rows(document: Any) -> list[Any]:
    return document.xpath("//ul[contains(@class, 'captures')]/li")


def told(element: Any) -> str:
    return " ".join(element.text_content().split())


def parts(row: Any) -> list[tuple[list[str], list[str], str]]:
    """Of each change what is struck through, what is new, and the whole line."""
    lines = row.xpath(".//li")
    return [([told(d) for d in li.xpath(".//del")], [told(i) for i in li.xpath(".//ins")], told(li)) for li in lines]


def target(document: Any, line: Any) -> str:
    [found] = document.xpath(f"//*[@id='{line.xpath('.//a')[0].get('href')[1:]}']")
    return told(found)


def test_one_capture_needs_no_list() -> None:
    assert rows(page(report())) == []


def test_a_changed_figure_stands_between_its_words() -> None:
    document = page(report(Edition("e", changes=(Change(*place("12"), "seven"),))))
    [_, row] = rows(document)
    [(was, now, line)] = parts(row)
    assert (was, now) == (["seven"], ["12"])
    assert line == "EN A storm sank seven 12 boats in the harbour of Almaholm on Monday."
    assert target(document, row.xpath(".//li")[0]) == "12"


def test_words_taken_out_lead_to_the_words_around_them() -> None:
    at = place("boats")[1]
    document = page(report(Edition("e", changes=(Change(at, at, " and a pier"),))))
    [_, row] = rows(document)
    assert parts(row)[0][:2] == (["and a pier"], [])
    assert target(document, row.xpath(".//li")[0]) == "A storm sank 12 boats in the harbour of Almaholm on Monday."


def test_words_added_stand_alone() -> None:
    [_, row] = rows(page(report(Edition("e", changes=(Change(*place("on Monday"), ""),)))))
    assert parts(row)[0][:2] == ([], ["on Monday"])


def test_captures_stand_with_time_and_origin_the_latest_first() -> None:
    found = report(
        Edition("a", path="old/a.html", url="https://paper.example/1", captured="2024-02-03T10:00:00Z"),
        Edition("b", url="https://m.paper.example/1", updated="2024-02-04T11:30"),
        url="https://paper.example/1",
        captured="2024-02-05T10:00:00Z",
    )
    document = page(found)
    [shown, later, earlier] = rows(document)
    assert "3 captures of this report" in told(document.xpath("//h3[contains(., 'captures')]")[0])
    assert told(shown).startswith("captured 5 Feb 2024, 10:00 UTC")
    assert told(later).startswith("updated 4 Feb 2024, 11:30 · https://m.paper.example/1")
    assert told(earlier).startswith("captured 3 Feb 2024, 10:00 UTC · old/a.html")
    assert [told(row.findall("p")[0]) for row in (later, earlier)] == ["the same text", "the same text"]


def test_changes_that_repeat_are_told_once() -> None:
    same = (Change(*place("12"), "seven"),)
    [_, first, second, third] = rows(page(report(Edition("a"), Edition("b", changes=same), Edition("c", changes=same))))
    assert len(parts(first)) == 1
    assert parts(second) == [] and "same changes" in told(second)
    assert "the same text" in told(third)


def test_many_captures_and_changes_wait_behind_a_door() -> None:
    text = "Harbour closed\n" + " ".join(f"word{n}" for n in range(100))
    places = [(text.index(f"word{n} "), len(f"word{n}")) for n in range(0, 60, 3)]
    changes = tuple(Change(at, at + length, "was") for at, length in places)
    document = page(report(*(Edition(f"e{n}", changes=changes[n:]) for n in range(10)), text=text))
    assert len(rows(document)) == 11
    open_rows = document.xpath("//details[@class='report']/ul[contains(@class, 'captures')]/li")
    assert len(open_rows) == SHOWN["captures_shown"]
    assert all(len(row.xpath("./ul/li")) <= SHOWN["changes_shown"] for row in rows(document))
    assert sum(len(row.xpath(".//li")) for row in rows(document)) == sum(len(changes[n:]) for n in range(10))


@pytest.mark.parametrize("span", [(0, 0), (len(NOW), len(NOW)), (10**6, 10**7), (-3, 4), (9, 3)])
def test_changes_at_the_edge_and_beyond_are_shown(span: tuple[int, int]) -> None:
    document = page(report(Edition("e", changes=(Change(*span, "was"),))))
    [_, row] = rows(document)
    assert parts(row)[0][0] == ["was"]
    assert target(document, row.xpath(".//li")[0])


def test_captured_words_and_addresses_cannot_run() -> None:
    evil = "<script>alert(1)</script>"
    edition = Edition("e", path=evil, url="javascript:alert(1)", captured=evil, changes=(Change(*place("12"), evil),))
    document = page(report(edition))
    assert len(document.xpath("//script")) == 1
    assert parts(rows(document)[1])[0][0] == [evil]
    assert [a for a in document.xpath("//a/@href") if a.startswith("javascript")] == []


def test_a_line_that_runs_from_right_to_left_says_so() -> None:
    text = "سفينة جنحت\nعلى متنها 120 شخصا."
    at = text.index("120")
    document = page(report(Edition("e", changes=(Change(at, at + 3, "90"),)), text=text))
    [line] = rows(document)[1].xpath(".//li/span")
    assert line.get("dir") == "auto" and line.get("lang")
    assert told(line) == "على متنها 90 120 شخصا."


def test_three_captures_of_one_page_are_shown_as_they_were_folded() -> None:
    def capture(id: str, boats: str, captured: str) -> Report:
        text = NOW.replace("12", boats)
        ends = [n for n, c in enumerate(text) if c == "\n"] + [len(text)]
        blocks = tuple(Block(s, e, "paragraph") for s, e in zip([0, *(e + 1 for e in ends)], ends, strict=False))
        return Report(id, text, url="https://paper.example/1", language="en", blocks=blocks, captured=captured)

    [folded] = fold_editions(
        [
            capture("a", "seven", "2024-02-03T10:00:00Z"),
            capture("b", "nine", "2024-02-04T10:00:00Z"),
            capture("c", "12", "2024-02-05T10:00:00Z"),
        ]
    )
    [_, later, earlier] = rows(page(folded))
    assert [p[:2] for row in (later, earlier) for p in parts(row)] == [(["nine"], ["12"]), (["seven"], ["12"])]
